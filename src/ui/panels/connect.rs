use cidraw::editor::{Candidate, End, Intent, candidates};
use cidraw::model::EntityId;
use cidraw::wording::capitalised;
use leptos::prelude::*;

use super::choose::{Choose, Line, narrowed};
use super::object::ObjectPicture;
use crate::ui::bridge::bridge;
use crate::ui::widgets::Icon;

/// More lines than this are found by typing.
const MOST: usize = 100;

/// The other end of a connection, to be chosen from a list: what needs no dragging.
#[component]
pub fn Connect(
    /// The end that there is.
    from: EntityId,
) -> impl IntoView {
    let bridge = bridge();
    let typed = RwSignal::new(String::new());
    let all: Vec<Candidate> = bridge.design(|design| candidates(design, from));
    let lines: Vec<Line> = all
        .iter()
        .map(|candidate| Line {
            name: capitalised(&candidate.name),
            about: match &candidate.verdict {
                Ok(adds) => adds.clone(),
                Err(refusal) => refusal.to_string(),
            },
            enabled: candidate.verdict.is_ok(),
            chord: String::new(),
        })
        .collect();
    let ends: Vec<End> = all.iter().map(|candidate| candidate.to).collect();
    let ends = StoredValue::new(ends);
    let lines = Memo::new(move |_| {
        let mut found = narrowed(&lines, &typed.get());
        found.truncate(MOST);
        found
    });
    let close = Callback::new(move |()| bridge.signals.dialog.set(None));
    let choose = Callback::new(move |at: usize| {
        let to = ends.with_value(|ends| ends[at]);
        close.run(());
        bridge.perform(Intent::Connect { from, to });
    });
    let picture = Callback::new(move |at: usize| match ends.with_value(|ends| ends[at]) {
        End::Object(id) => view! { <ObjectPicture id=id class="icon-14" /> }.into_any(),
        End::Internet | End::New { .. } => {
            view! { <span class="picture"><Icon name="internet" class="icon-14" /></span> }.into_any()
        }
    });
    let name = bridge.design(|design| design.name(from));
    let empty = Signal::derive(move || match typed.with(|typed| typed.trim().is_empty()) {
        true => "There is nothing yet that this could be connected to.".to_owned(),
        false => "Nothing that it could be connected to has this name.".to_owned(),
    });
    view! {
        <Choose
            title=format!("Connect {name} to")
            placeholder="A name"
            testid="connect-dialog"
            lines=lines.into()
            typed=typed
            empty=empty
            picture=picture
            on_choose=choose
            on_close=close
        />
    }
}
