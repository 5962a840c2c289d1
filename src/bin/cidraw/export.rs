use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use cidraw::export::{
    Bundle, EXPORTERS, File, Job, Layout, NoteKind, Options, Painter, PictureOptions, Since, TemplateSyntax, exporter,
};
use cidraw::model::EntityId;
use cidraw::scene::Theme;
use clap::Args;
use clap::builder::PossibleValuesParser;
use time::OffsetDateTime;

use crate::Ending;
use crate::input::{complain, read, tell_notes};
use crate::renderer::Renderer;

/// Write code and other files made from a design.
///
/// What the target cannot express is told. Files of the same name are written over, others in the folder are left alone.
#[derive(Args)]
pub struct Export {
    /// The design.
    file: PathBuf,
    /// What to make.
    #[arg(long, value_name = "TARGET", value_parser = PossibleValuesParser::new(EXPORTERS.iter().map(|e| e.id())))]
    to: String,
    /// How the files are laid out; the target's usual layout without it.
    #[arg(long, value_parser = PossibleValuesParser::new(Layout::ALL.map(Layout::key)))]
    layout: Option<String>,
    /// What templates are written in; YAML without it.
    #[arg(long, value_parser = PossibleValuesParser::new(TemplateSyntax::ALL.map(TemplateSyntax::key)))]
    syntax: Option<String>,
    /// Protect production: a Terraform plan that destroys or replaces one of its VPCs or addresses fails, and
    /// CloudFormation leaves them when their stack goes.
    #[arg(long)]
    protect: bool,
    /// An earlier version of the design, whose code was applied: what is renamed since keeps its resources.
    #[arg(long, value_name = "FILE")]
    since: Option<PathBuf>,
    /// The layout that the earlier version was exported in; that of --layout without it.
    #[arg(long, value_name = "LAYOUT", requires = "since", value_parser = PossibleValuesParser::new(Layout::ALL.map(Layout::key)))]
    since_layout: Option<String>,
    /// The colours of a drawing; light without it.
    #[arg(long, value_parser = PossibleValuesParser::new(Theme::ALL.map(Theme::key)))]
    theme: Option<String>,
    /// How many times as large as on the canvas a drawing is.
    #[arg(long, value_name = "TIMES", value_parser = clap::value_parser!(u8).range(1..=4))]
    scale: Option<u8>,
    /// Draw the part around this object, by its id; may be given several times.
    #[arg(long, value_name = "ID")]
    only: Vec<EntityId>,
    /// Write the texts of a PNG with the fonts of this file or folder, instead of those of the system; may be given
    /// several times.
    #[arg(long, value_name = "PATH")]
    font: Vec<PathBuf>,
    /// The folder to write to; made when it is not there.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
}

impl Export {
    pub fn run(&self) -> Ending {
        let exporter = exporter(&self.to).expect("the argument takes the ids of exporters only");
        let layout = self.layout.as_deref().and_then(Layout::from_key);
        let layouts: Vec<Layout> = exporter.layouts().iter().map(|offered| offered.layout).collect();
        if let Some(layout) = layout.filter(|layout| !layouts.contains(layout)) {
            let choices = choices("layouts", &layouts, Layout::key);
            eprintln!("--layout {}: {} has {choices}.", layout.key(), exporter.id());
            return Ending::Failed;
        }
        let syntax = self.syntax.as_deref().and_then(TemplateSyntax::from_key);
        if let Some(syntax) = syntax.filter(|syntax| !exporter.syntaxes().contains(syntax)) {
            let choices = choices("syntaxes", exporter.syntaxes(), TemplateSyntax::key);
            eprintln!("--syntax {}: {} has {choices}.", syntax.key(), exporter.id());
            return Ending::Failed;
        }
        if !exporter.draws() && (self.theme.is_some() || self.scale.is_some() || !self.only.is_empty()) {
            eprintln!("--theme, --scale and --only are for drawings: {} makes none.", exporter.id());
            return Ending::Failed;
        }
        if !exporter.wants_painter() && !self.font.is_empty() {
            eprintln!("--font is for pictures of pixels: {} makes none.", exporter.id());
            return Ending::Failed;
        }
        if self.since.is_some() && !exporter.follows_renames() {
            eprintln!("--since: {} does not say what is renamed.", exporter.id());
            return Ending::Failed;
        }
        let earlier = match self.since.as_deref().map(read).transpose() {
            Ok(earlier) => earlier.map(|(_, loaded)| loaded.design),
            Err(ending) => return ending,
        };
        let (_, loaded) = match read(&self.file) {
            Ok(read) => read,
            Err(ending) => return ending,
        };
        tell_notes(&self.file, &loaded);
        if let Some(id) = self.only.iter().find(|id| !loaded.design.contains(**id)) {
            return complain(&self.file, format!("--only {id}: there is no such object."));
        }
        let options = Options {
            layout: layout.or(layouts.first().copied()).unwrap_or_default(),
            protect: self.protect,
            syntax: syntax.unwrap_or_default(),
            today: Some(OffsetDateTime::now_utc().date().to_string()),
            picture: PictureOptions {
                theme: self.theme.as_deref().and_then(Theme::from_key).unwrap_or_default(),
                scale: self.scale.unwrap_or(1),
                only: self.only.clone(),
            },
            ..Options::default()
        };
        let renderer = match exporter.wants_painter().then(|| Renderer::new(&self.font)).transpose() {
            Ok(renderer) => renderer,
            Err(sentence) => {
                eprintln!("{sentence}");
                return Ending::Failed;
            }
        };
        let since = earlier.as_ref().map(|design| Since {
            design,
            layout: self.since_layout.as_deref().and_then(Layout::from_key).unwrap_or(options.layout),
        });
        let painter = renderer.as_ref().map(|renderer| renderer as &dyn Painter);
        let bundle = exporter.make_at_once(Job { since, painter, ..Job::new(&loaded.design, &options) });
        for note in &bundle.notes {
            let kind = match note.kind {
                NoteKind::LeftOut => "left out",
                NoteKind::Remark => "note",
            };
            let line =
                note.object.and_then(|id| loaded.lines.get(&id)).map_or(String::new(), |line| format!("{line}:"));
            let object = note.object.map_or(String::new(), |id| format!("{id}: "));
            eprintln!("{}:{line} {kind}: {object}{}", self.file.display(), note.text);
        }
        if let Some(missing) = renderer.as_ref().and_then(Renderer::missing) {
            eprintln!("{}: note: {missing}", self.file.display());
        }
        if bundle.files.is_empty() {
            return Ending::Failed;
        }
        match write_all(&bundle, &self.out) {
            Ok(()) => {
                let files = if bundle.files.len() == 1 { "file" } else { "files" };
                println!("{} {files} written to {}", bundle.files.len(), self.out.display());
                Ending::Done
            }
            Err((path, error)) => complain(&path, error),
        }
    }
}

fn choices<T: Copy>(what: &str, offered: &[T], key: fn(T) -> &'static str) -> String {
    match offered {
        [] => format!("no {what} to choose from"),
        offered => offered.iter().map(|one| key(*one)).collect::<Vec<_>>().join(" and "),
    }
}

fn write_all(bundle: &Bundle, folder: &Path) -> Result<(), (PathBuf, io::Error)> {
    for file in &bundle.files {
        let path = folder.join(&file.path);
        write(file, &path).map_err(|error| (path, error))?;
    }
    Ok(())
}

fn write(file: &File, path: &Path) -> io::Result<()> {
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent)?;
    }
    fs::write(path, file.bytes())?;
    #[cfg(unix)]
    if file.executable {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(path, fs::Permissions::from_mode(0o755))?;
    }
    Ok(())
}
