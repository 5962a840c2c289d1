use cidraw::analysis::{Comparison, FieldChange, Happened, ObjectChange, value_words};
use cidraw::model::Design;
use cidraw::ordering::Ordered;
use cidraw::wording::{capitalised, counted};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::ui::bridge::bridge;
use crate::ui::keep;
use crate::ui::panels::object::picture;
use crate::ui::platform::versions::Version;
use crate::ui::widgets::{DialogFrame, Icon};

/// More objects than these are counted, not listed.
const MOST: usize = 200;

/// A field that differs, in words.
#[derive(Clone)]
struct Line {
    path: String,
    old: String,
    new: String,
}

/// An object that differs, in words.
#[derive(Clone)]
struct Item {
    happened: Happened,
    icon: (&'static str, &'static str),
    name: String,
    about: String,
    lines: Vec<Line>,
}

/// What is read from the comparison: counts, objects, how many more there are.
struct Found {
    summary: String,
    items: Vec<Item>,
    more: usize,
}

fn line(old: &Design, new: &Design, object: &ObjectChange, field: &FieldChange) -> Line {
    let words = |design: &Design, value: &serde_json::Value| value_words(design, object.id.kind, &field.path, value);
    let list = field.old.is_array() || field.new.is_array();
    let join = |design: &Design, values: &[serde_json::Value]| {
        values.iter().map(|value| words(design, value)).collect::<Vec<_>>().join(", ")
    };
    let (old, new) = match () {
        () if field.is_reordered() => (String::new(), "the same in another order".to_owned()),
        // Of a list only what is gone and what is new.
        () if list => (join(old, &field.gone), join(new, &field.fresh)),
        () => (words(old, &field.old), words(new, &field.new)),
    };
    Line { path: field.path.clone(), old, new }
}

/// How the design of now differs from that of a version.
fn find(old: &Design, new: &Design) -> Found {
    let comparison = Comparison::of(old, new);
    let item = |object: &ObjectChange| {
        let design = if object.happened == Happened::Removed { old } else { new };
        let mut about = capitalised(object.id.kind.title());
        if let Some(was) = &object.was_called {
            about = format!("{about}, was {was}");
        }
        let told = object.fields.iter().filter(|field| field.path != "name" && object.happened == Happened::Changed);
        Item {
            happened: object.happened,
            icon: picture(design, object.id),
            name: object.name.clone(),
            about,
            lines: told.map(|field| line(old, new, object, field)).collect(),
        }
    };
    let summary = match comparison.objects.is_empty() {
        true => "Nothing changed since.".to_owned(),
        false => {
            let counts = [Happened::Added, Happened::Removed, Happened::Changed].map(|happened| {
                let count = comparison.count(happened);
                (count > 0).then(|| format!("{count} {}", happened.key()))
            });
            let counts: Vec<String> = counts.into_iter().flatten().collect();
            format!("{}: {}.", counted(comparison.objects.len(), "object", "objects"), counts.join(", "))
        }
    };
    // By their names: ids are in the order in which things happened to be made.
    let mut objects: Vec<&ObjectChange> = comparison.objects.iter().collect();
    objects.order_by(|a, b| (a.id.kind, &a.name).cmp(&(b.id.kind, &b.name)));
    Found {
        summary,
        items: objects.into_iter().take(MOST).map(item).collect(),
        more: comparison.objects.len().saturating_sub(MOST),
    }
}

/// The sign, its word and its class.
const fn sign(happened: Happened) -> (&'static str, &'static str, &'static str) {
    match happened {
        Happened::Added => ("+", "Added", "sign added"),
        Happened::Removed => ("−", "Removed", "sign removed"),
        Happened::Changed => ("~", "Changed", "sign changed"),
    }
}

/// What changed since a version, by object.
#[component]
pub fn Compare(
    /// Which.
    version: Version,
) -> impl IntoView {
    let bridge = bridge();
    let dialog = bridge.signals.dialog;
    let close = Callback::new(move |()| dialog.set(None));
    let found = RwSignal::new_local(None::<Result<Found, String>>);
    let wanted = version.clone();
    spawn_local(async move {
        let outcome = keep::design_of(&wanted).await.map(|old| bridge.design(|new| find(&old, new)));
        let _ = found.try_set(Some(outcome));
    });
    let title = format!("What changed since “{}”", version.name);
    let restore = move |_| {
        close.run(());
        let version = version.clone();
        spawn_local(async move { keep::restore_version(bridge, &version).await });
    };
    let differs = move || found.with(|found| matches!(found, Some(Ok(found)) if !found.items.is_empty()));
    let item = |item: Item| {
        let (sign, word, class) = sign(item.happened);
        let line = |Line { path, old, new }: Line| {
            view! {
                <li>
                    <span class="quiet">{path}</span>
                    {(!old.is_empty()).then(|| view! { <del class="mono">{old}</del> })}
                    {(!new.is_empty()).then(|| view! { <ins class="mono">{new}</ins> })}
                </li>
            }
        };
        view! {
            <li class="change">
                <span class=class title=word><span class="sr">{word}" "</span><span aria-hidden="true">{sign}</span></span>
                <span class=format!("picture {}", item.icon.1)><Icon name=item.icon.0 class="icon-14" /></span>
                <span class="change-words">
                    <span class="strong" class:gone=item.happened == Happened::Removed>{item.name}</span>
                    " "
                    <span class="quiet">{item.about}</span>
                    {(!item.lines.is_empty()).then(|| view! { <ul class="change-lines">{item.lines.into_iter().map(line).collect_view()}</ul> })}
                </span>
            </li>
        }
    };
    let list = move || {
        found.with(|found| match found {
            None => view! { <p class="quiet">"Comparing…"</p> }.into_any(),
            Some(Err(sentence)) => view! { <p class="error" role="alert">{sentence.clone()}</p> }.into_any(),
            Some(Ok(found)) => view! {
                <p class="plan-verdict" role="status" data-testid="changes-sum">{found.summary.clone()}</p>
                <ul class="changes" data-testid="changes">{found.items.iter().cloned().map(item).collect_view()}</ul>
                {(found.more > 0).then(|| view! { <p class="quiet">{format!("{} more are not listed.", found.more)}</p> })}
            }
            .into_any(),
        })
    };
    view! {
        <DialogFrame title=title class="dialog-plan" on_close=close>
            <div class="dialog-body" data-testid="compare-dialog" tabindex="0" role="group" aria-label="Changes">{list}</div>
            <footer class="dialog-foot">
                <span class="grow"></span>
                <button type="button" class="btn btn-line btn-lg" on:click=move |_| close.run(())>"Close"</button>
                <button type="button" class="btn btn-primary btn-lg" disabled=move || !differs() on:click=restore>
                    "Restore this version"
                </button>
            </footer>
        </DialogFrame>
    }
}
