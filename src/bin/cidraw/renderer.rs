//! Pixels of a drawing: the SVG that is exported, painted with the fonts of this machine or with those that are named.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::{fs, io};

use cidraw::export::{Exporter, Options, Painter, Painting, PictureOptions, Svg};
use cidraw::model::Design;
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::fontdb::{Database, FaceInfo, Family, ID, Query, Stretch};
use resvg::usvg::{self, FontResolver, Tree};

/// Paints drawings.
pub struct Renderer {
    fonts: Arc<Database>,
    /// What was to be written and is in no font: of each text the first, where the renderer stops to look.
    missing: Mutex<BTreeSet<char>>,
}

impl Renderer {
    /// One that writes with the fonts of these files and folders, or with those of the system when none is named.
    ///
    /// # Errors
    /// A sentence when a path cannot be read, and when there is no font at all: a drawing without its texts says nothing.
    pub fn new(paths: &[PathBuf]) -> Result<Renderer, String> {
        let mut fonts = Database::new();
        for path in paths {
            load(&mut fonts, path).map_err(|why| format!("--font {}: {why}", path.display()))?;
        }
        if paths.is_empty() {
            fonts.load_system_fonts();
        }
        if fonts.is_empty() {
            return Err("This machine has no fonts, and a PNG without texts would say nothing. Install some (Debian: \
                        fonts-dejavu-core), name a font file or a folder of them with --font, or export SVG."
                .to_owned());
        }
        name_widths(&mut fonts);
        name_generic(&mut fonts);
        Ok(Renderer { fonts: Arc::new(fonts), missing: Mutex::default() })
    }

    /// What could not be written, in a sentence.
    pub fn missing(&self) -> Option<String> {
        let missing = self.missing.lock().unwrap_or_else(PoisonError::into_inner);
        let some: Vec<String> = missing.iter().take(5).map(|c| c.escape_debug().to_string()).collect();
        let more = if missing.len() > some.len() { " and others" } else { "" };
        (!some.is_empty()).then(|| {
            format!(
                "No font has {}{more}: boxes stand in the place of what is in none. Name a font that has it with --font.",
                some.join(" ")
            )
        })
    }

    fn paint_now(&self, design: &Design, picture: &PictureOptions) -> Result<Vec<u8>, String> {
        let failed = |error: &dyn std::fmt::Display| format!("The picture could not be painted ({error}). Export SVG.");
        let bundle = Svg.export(design, &Options { picture: picture.clone(), ..Options::default() });
        let svg = bundle.files.first().and_then(|file| file.as_text()).unwrap_or_default();
        let fallback = FontResolver::default_fallback_selector();
        let options = usvg::Options {
            fontdb: Arc::clone(&self.fonts),
            font_resolver: FontResolver {
                select_font: FontResolver::default_font_selector(),
                select_fallback: Box::new(move |c, tried: &[ID], fonts| {
                    let found = fallback(c, tried, fonts);
                    if found.is_none() {
                        self.missing.lock().unwrap_or_else(PoisonError::into_inner).insert(c);
                    }
                    found
                }),
            },
            ..usvg::Options::default()
        };
        let tree = Tree::from_str(svg, &options).map_err(|error| failed(&error))?;
        let size = tree.size();
        let (w, h) = (size.width().round().max(1.0), size.height().round().max(1.0));
        let mut pixels = Pixmap::new(w as u32, h as u32).ok_or_else(|| failed(&"it is too large"))?;
        resvg::render(&tree, Transform::from_scale(w / size.width(), h / size.height()), &mut pixels.as_mut());
        pixels.encode_png().map_err(|error| failed(&error))
    }
}

impl Painter for Renderer {
    fn paint<'a>(&'a self, design: &'a Design, picture: &'a PictureOptions) -> Painting<'a> {
        Box::pin(async move { self.paint_now(design, picture) })
    }
}

fn load(fonts: &mut Database, path: &Path) -> Result<(), String> {
    let before = fonts.len();
    load_below(fonts, path, DEEPEST).map_err(|error| error.to_string())?;
    if fonts.len() == before { Err("there is no font in it.".to_owned()) } else { Ok(()) }
}

/// How many folders of fonts may stand in each other: a link to a folder above would have no end.
const DEEPEST: usize = 8;

/// Loads a file, or the files of a folder by name: which font stands in for another must not depend on how a disk lists
/// them. What is no font, or cannot be read, in a folder is left alone.
fn load_below(fonts: &mut Database, path: &Path, deep: usize) -> io::Result<()> {
    if !fs::metadata(path)?.is_dir() {
        return fonts.load_font_file(path);
    }
    if deep == 0 {
        return Ok(());
    }
    let mut inside = fs::read_dir(path)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<PathBuf>>>()?;
    inside.sort();
    inside.iter().for_each(|path| _ = load_below(fonts, path, deep - 1));
    Ok(())
}

/// The look asks for `DejaVu Sans Condensed`, as browsers call it; here that is `DejaVu Sans` of another width.
fn name_widths(fonts: &mut Database) {
    let narrow = fonts.faces().filter(|face| matches!(face.stretch, Stretch::Condensed | Stretch::SemiCondensed));
    let named = |face: &FaceInfo| {
        let families = face.families.iter().map(|(family, language)| (format!("{family} Condensed"), *language));
        FaceInfo { families: families.collect(), stretch: Stretch::Normal, ..face.clone() }
    };
    let more: Vec<FaceInfo> = narrow.map(named).collect();
    more.into_iter().for_each(|face| _ = fonts.push_face_info(face));
}

/// `sans-serif` and `monospace` are fonts that are there.
fn name_generic(fonts: &mut Database) {
    for (family, monospaced) in [(Family::SansSerif, false), (Family::Monospace, true)] {
        if fonts.query(&Query { families: &[family], ..Query::default() }).is_some() {
            continue;
        }
        let names = fonts.faces().filter_map(|face| Some((face.monospaced != monospaced, &face.families.first()?.0)));
        let best = names.min_by_key(|(other, name)| (*other, !name.contains("Sans"), *name));
        let Some(name) = best.map(|(_, name)| name.clone()) else { continue };
        if monospaced { fonts.set_monospace_family(name) } else { fonts.set_sans_serif_family(name) }
    }
}

#[cfg(test)]
mod tests {
    use resvg::usvg::fontdb::{Language, Source, Style, Weight};

    use super::*;

    /// Fonts by name, whether they are monospaced, and their width.
    fn fonts(faces: &[(&str, bool, Stretch)]) -> Database {
        let mut fonts = Database::new();
        for (name, monospaced, stretch) in faces {
            fonts.push_face_info(FaceInfo {
                id: ID::dummy(),
                source: Source::Binary(Arc::new([0u8; 0])),
                index: 0,
                families: vec![((*name).to_owned(), Language::English_UnitedStates)],
                post_script_name: String::new(),
                style: Style::Normal,
                weight: Weight::NORMAL,
                stretch: *stretch,
                monospaced: *monospaced,
            });
        }
        name_widths(&mut fonts);
        name_generic(&mut fonts);
        fonts
    }

    fn found(fonts: &Database, family: Family) -> Option<(String, Stretch)> {
        let id = fonts.query(&Query { families: &[family], ..Query::default() })?;
        fonts.face(id).map(|face| (face.families[0].0.clone(), face.stretch))
    }

    #[test]
    fn what_the_look_asks_for_is_found_among_what_there_is() {
        let normal = Stretch::Normal;
        let all = fonts(&[
            ("Some Serif", false, normal),
            ("Some Sans", false, Stretch::SemiCondensed),
            ("Some Sans", false, normal),
            ("Any Sans Mono", true, normal),
        ]);
        let is = |family, name: &str| assert_eq!(found(&all, family), Some((name.to_owned(), normal)), "{family:?}");
        is(Family::Name("Some Sans Condensed"), "Some Sans Condensed");
        is(Family::SansSerif, "Some Sans");
        is(Family::Monospace, "Any Sans Mono");
        // A single font is every font.
        let one = fonts(&[("Only", false, normal)]);
        assert_eq!(found(&one, Family::Monospace), Some(("Only".to_owned(), normal)));
        assert_eq!(found(&fonts(&[]), Family::SansSerif), None);
    }
}
