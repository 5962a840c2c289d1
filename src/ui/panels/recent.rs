use cidraw::format;
use cidraw::model::Kind;
use cidraw::wording::counted;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::ui::bridge::bridge;
use crate::ui::keep;
use crate::ui::platform::storage::Kept;
use crate::ui::widgets::{DialogFrame, Icon};

/// Below this many characters a design is read to say what is in it; a larger one is told by its size.
const READ: usize = 400_000;

/// How long ago something was, in milliseconds, as people say it.
pub fn ago(elapsed: f64) -> String {
    let minutes = (elapsed / 60_000.0).max(0.0) as usize;
    match minutes {
        0 => "just now".to_owned(),
        1..60 => format!("{} ago", counted(minutes, "minute", "minutes")),
        60..1440 => format!("{} ago", counted(minutes / 60, "hour", "hours")),
        _ => format!("{} ago", counted(minutes / 1440, "day", "days")),
    }
}

/// A time in milliseconds since 1970, as this place writes it.
pub fn date(at: f64) -> String {
    js_sys::Date::new(&at.into()).to_locale_string("default", &wasm_bindgen::JsValue::UNDEFINED).into()
}

/// What is in a kept design.
fn content(kept: &Kept) -> String {
    if kept.text.len() > READ {
        return format!("{} kB", kept.text.len() / 1000);
    }
    match format::load(&kept.text) {
        Ok(loaded) => {
            let count = |kind: Kind| loaded.design.of_kind(kind).count();
            let (vpcs, subnets) = (count(Kind::Vpc), count(Kind::Subnet));
            format!("{}, {}", counted(vpcs, "VPC", "VPCs"), counted(subnets, "subnet", "subnets"))
        }
        Err(_) => "cannot be read by this version".to_owned(),
    }
}

/// The designs kept in this browser, the latest first.
#[component]
pub fn Recent() -> impl IntoView {
    let bridge = bridge();
    let kept = RwSignal::new(None::<Vec<Kept>>);
    spawn_local(async move {
        let found = keep::recent().await;
        let _ = kept.try_set(Some(found));
    });
    let close = Callback::new(move |()| bridge.signals.dialog.set(None));
    let now = js_sys::Date::now();
    let row = move |design: Kept| {
        let about = format!("{}, {}", content(&design), ago(now - design.at));
        let name = design.name.clone();
        let open = move |_| {
            close.run(());
            let design = design.clone();
            spawn_local(async move { keep::open_kept(bridge, &design).await });
        };
        view! {
            <li>
                <button type="button" class="card-row" data-testid="recent-design" on:click=open>
                    <Icon name="history" />
                    <span class="grow name">{name}</span>
                    <span class="quiet">{about}</span>
                </button>
            </li>
        }
    };
    let list = move || match kept.get() {
        None => view! { <p class="quiet">"Looking…"</p> }.into_any(),
        Some(all) if all.is_empty() => {
            view! { <p class="empty">"Nothing is kept in this browser yet. Every edit is, within a moment."</p> }
                .into_any()
        }
        Some(all) => view! { <ul class="card-rows">{all.into_iter().map(row).collect_view()}</ul> }.into_any(),
    };
    view! {
        <DialogFrame title="Recent designs" class="dialog-text" on_close=close>
            <div class="dialog-body" data-testid="recent-dialog">
                {list}
                <p class="quiet note">"Kept in this browser only: the latest 20. Save to a file what must last."</p>
            </div>
        </DialogFrame>
    }
}

#[cfg(test)]
mod tests {
    use super::ago;

    #[test]
    fn time_is_said_as_people_say_it() {
        let minute = 60_000.0;
        assert_eq!(ago(-5.0), "just now");
        assert_eq!(ago(minute), "1 minute ago");
        assert_eq!(ago(minute * 119.0), "1 hour ago");
        assert_eq!(ago(minute * 60.0 * 49.0), "2 days ago");
    }
}
