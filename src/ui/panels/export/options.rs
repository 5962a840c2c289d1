use std::sync::Arc;

use cidraw::aws::region::REGIONS;
use cidraw::editor::Command;
use cidraw::export::{Backend, Exporter, NoteKind, OfferedLayout, Options, ProviderMajor, TemplateSyntax};
use cidraw::rules::{Finding, Severity};
use cidraw::wording::counted;
use leptos::prelude::*;

use super::making::Shown;
use crate::ui::bridge::bridge;
use crate::ui::panels::fix::FixButton;
use crate::ui::panels::mono::Monospaced;
use crate::ui::panels::object::{ObjectPicture, SeverityMark};
use crate::ui::widgets::{CheckField, Choice, FieldError, Icon, SelectField, TextField, element_id};

/// What AWS would refuse, and the first thing that mends it.
#[component]
pub fn Refused() -> impl IntoView {
    let bridge = bridge();
    let errors = Memo::new_with_compare(
        move |_| {
            bridge.analyses(|analyses| {
                let errors = analyses.findings().filter(|finding| finding.severity == Severity::Error);
                errors.cloned().collect::<Vec<Arc<Finding>>>()
            })
        },
        |_, _| true,
    );
    let open_dock = move |_| {
        bridge.signals.dialog.set(None);
        bridge.run(Command::ShowProblems);
    };
    move || {
        let errors = errors.get();
        let first = errors.first()?.clone();
        let title = format!("AWS would refuse this: {}", counted(errors.len(), "error", "errors"));
        let fix = (!first.fixes.is_empty()).then(|| view! { <FixButton finding=first.clone() index=0 primary=true /> });
        Some(view! {
            <div class="section">
                <div class="finding error" data-testid="export-errors">
                    <h4><SeverityMark severity=Severity::Error />{title}</h4>
                    <p><Monospaced text=first.message.clone() /></p>
                    <p class="soft">"An apply would stop half way."</p>
                    <div class="actions">
                        {fix}
                        <button type="button" class="btn btn-sm btn-line" on:click=open_dock>"See all problems"</button>
                    </div>
                </div>
            </div>
        })
    }
}

/// How the files are laid out.
#[component]
pub fn LayoutChoice(
    /// What makes the files.
    exporter: &'static dyn Exporter,
    /// What is chosen.
    options: RwSignal<Options>,
) -> impl IntoView {
    let layouts = exporter.layouts();
    let name = element_id("layout");
    let choice = move |offered: &'static OfferedLayout| {
        let OfferedLayout { layout, title, summary } = *offered;
        view! {
            <label class="check choice">
                <input
                    type="radio"
                    name=name.clone()
                    value=layout.key()
                    prop:checked=move || options.with(|options| options.layout == layout)
                    on:change=move |_| options.update(|options| options.layout = layout)
                />
                <span>{title}</span>
                <small>{summary}</small>
            </label>
        }
    };
    (layouts.len() > 1).then(|| {
        view! {
            <fieldset class="section">
                <legend>"Layout"</legend>
                {layouts.iter().map(choice).collect_view()}
            </fieldset>
        }
    })
}

fn backend_key(backend: &Backend) -> &'static str {
    match backend {
        Backend::S3 { .. } => "s3",
        Backend::Local => "local",
        Backend::None => "none",
    }
}

fn switch(
    options: RwSignal<Options>,
    label: &'static str,
    help: String,
    read: fn(&Options) -> bool,
    write: fn(&mut Options, bool),
) -> AnyView {
    let value = Signal::derive(move || Some(options.with(read)));
    let commit = Callback::new(move |on: bool| -> Result<(), FieldError> {
        options.update(|options| write(options, on));
        Ok(())
    });
    view! { <CheckField label=label help=help value=value commit=commit /> }.into_any()
}

/// What else can be chosen about the files of an exporter.
#[component]
pub fn OwnOptions(
    /// What makes the files.
    exporter: &'static dyn Exporter,
    /// What is chosen.
    options: RwSignal<Options>,
) -> impl IntoView {
    let protection = exporter.protection().map(|help| {
        let read = |options: &Options| options.protect;
        switch(options, "Protect production", help.to_owned(), read, |options, on| options.protect = on)
    });
    let terraform = (exporter.id() == "terraform").then(|| view! { <TerraformOptions options=options /> });
    let syntaxes = exporter.syntaxes();
    let syntax = (syntaxes.len() > 1).then(|| view! { <SyntaxChoice syntaxes=syntaxes options=options /> });
    let any = protection.is_some() || terraform.is_some() || syntax.is_some();
    any.then(|| {
        view! {
            <div class="section">
                <h3>"Options"</h3>
                {protection}
                {terraform}
                {syntax}
            </div>
        }
    })
}

/// What templates are written in.
#[component]
fn SyntaxChoice(syntaxes: &'static [TemplateSyntax], options: RwSignal<Options>) -> impl IntoView {
    let value = Signal::derive(move || Some(options.with(|options| options.syntax.key().to_owned())));
    let commit = Callback::new(move |key: String| -> Result<(), FieldError> {
        let syntax = TemplateSyntax::from_key(&key).unwrap_or_default();
        options.update(|options| options.syntax = syntax);
        Ok(())
    });
    let choices: Vec<Choice> = syntaxes.iter().map(|syntax| Choice::new(syntax.key(), syntax.title())).collect();
    view! {
        <div class="props">
            <SelectField label="Syntax" value=value choices=Signal::stored(choices) commit=commit />
        </div>
    }
}

/// What can be chosen about Terraform code alone.
#[component]
fn TerraformOptions(options: RwSignal<Options>) -> impl IntoView {
    let bridge = bridge();
    let imported = Memo::new(move |_| {
        bridge.follow(|design| design.iter().filter(|(_, entity)| entity.head.aws_id.is_some()).count())
    });
    let import_help = match imported.get_untracked() {
        0 => "No object has an AWS id yet.".to_owned(),
        n => format!("{} taken over instead of made anew.", counted(n, "object is", "objects are")),
    };
    let provider = Signal::derive(move || {
        Some(options.with(|options| match options.provider {
            ProviderMajor::V6 => "6".to_owned(),
            ProviderMajor::V5 => "5".to_owned(),
        }))
    });
    let set_provider = Callback::new(move |text: String| -> Result<(), FieldError> {
        let provider = if text == "5" { ProviderMajor::V5 } else { ProviderMajor::V6 };
        options.update(|options| options.provider = provider);
        Ok(())
    });
    let backend = Memo::new(move |_| options.with(|options| backend_key(&options.backend).to_owned()));
    let shown_backend = Signal::derive(move || Some(backend.get()));
    let set_backend = Callback::new(move |text: String| -> Result<(), FieldError> {
        options.update(|options| {
            options.backend = match text.as_str() {
                "s3" => Backend::S3 {
                    bucket: "my-terraform-state".into(),
                    region: "us-east-1".into(),
                    prefix: "networks".into(),
                },
                "none" => Backend::None,
                _ => Backend::Local,
            };
        });
        Ok(())
    });
    let providers = vec![Choice::new("6", "AWS 6.x"), Choice::new("5", "AWS 5.x")];
    let backends = vec![
        Choice::new("local", "Beside the code"),
        Choice::new("s3", "An S3 bucket"),
        Choice::new("none", "Decided elsewhere"),
    ];
    view! {
        {switch(
            options,
            "Tests",
            "*.tftest.hcl".to_owned(),
            |options| options.tests,
            |options, on| options.tests = on,
        )}
        {switch(
            options,
            "Import blocks",
            import_help,
            |options| options.import_blocks,
            |options, on| options.import_blocks = on,
        )}
        <div class="props">
            <SelectField label="Provider" value=provider choices=Signal::stored(providers) commit=set_provider />
            <SelectField label="State" value=shown_backend choices=Signal::stored(backends) commit=set_backend />
            <Show when=move || backend.get() == "s3">
                <Bucket options=options />
            </Show>
        </div>
    }
}

/// Where in S3 the state is kept.
#[component]
fn Bucket(options: RwSignal<Options>) -> impl IntoView {
    let read = move |pick: fn(&Backend) -> Option<&String>| {
        Signal::derive(move || options.with(|options| pick(&options.backend).cloned().unwrap_or_default()))
    };
    let write = move |pick: fn(&mut Backend) -> Option<&mut String>| {
        Callback::new(move |text: String| -> Result<(), FieldError> {
            options.update(|options| {
                if let Some(value) = pick(&mut options.backend) {
                    text.trim().trim_matches('/').clone_into(value);
                }
            });
            Ok(())
        })
    };
    let bucket = read(|backend| if let Backend::S3 { bucket, .. } = backend { Some(bucket) } else { None });
    let prefix = read(|backend| if let Backend::S3 { prefix, .. } = backend { Some(prefix) } else { None });
    let region = read(|backend| if let Backend::S3 { region, .. } = backend { Some(region) } else { None });
    let region = Signal::derive(move || Some(region.get()));
    let set_bucket = write(|backend| if let Backend::S3 { bucket, .. } = backend { Some(bucket) } else { None });
    let set_prefix = write(|backend| if let Backend::S3 { prefix, .. } = backend { Some(prefix) } else { None });
    let set_region = write(|backend| if let Backend::S3 { region, .. } = backend { Some(region) } else { None });
    let regions: Vec<Choice> = REGIONS.iter().filter(|r| r.confirmed).map(|r| Choice::new(r.code, r.code)).collect();
    view! {
        <TextField label="Bucket" value=bucket commit=set_bucket mono=true />
        <TextField label="Prefix" value=prefix commit=set_prefix mono=true />
        <SelectField label="Region" value=region choices=Signal::stored(regions) commit=set_region />
    }
}

/// What the files leave out, and what else is to be known.
#[component]
pub fn Notes(
    /// What is exported.
    shown: RwSignal<Shown>,
) -> impl IntoView {
    let list = move |kind: NoteKind, title: &'static str| {
        shown.with(|shown| {
            let notes: Vec<_> = shown.bundle.notes.iter().filter(|note| note.kind == kind).cloned().collect();
            (!notes.is_empty()).then(|| {
                let count = notes.len();
                let note = |note: cidraw::export::Note| {
                    let (picture, name) = match note.object {
                        Some(id) => {
                            let name = view! { <span class="strong">{shown.design.name(id)}</span>": " };
                            (view! { <ObjectPicture id=id class="icon-14" /> }.into_any(), Some(name))
                        }
                        None => (view! { <Icon name="note" class="icon-14" /> }.into_any(), None),
                    };
                    view! { <li>{picture}<span>{name}<Monospaced text=note.text /></span></li> }
                };
                view! {
                    <div class="section">
                        <h3>{title}<span class="quiet">{count}</span></h3>
                        <ul class="notes">{notes.into_iter().map(note).collect_view()}</ul>
                    </div>
                }
            })
        })
    };
    view! {
        {move || list(NoteKind::LeftOut, "Not in these files")}
        {move || list(NoteKind::Remark, "To know")}
    }
}
