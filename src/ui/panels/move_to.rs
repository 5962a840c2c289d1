use cidraw::editor::{Crossing, Intent};
use cidraw::model::{EntityId, SubnetId};
use leptos::prelude::*;

use super::choose::{Choose, Line, narrowed};
use super::object::ObjectPicture;
use crate::ui::bridge::bridge;

/// More lines than this are found by typing.
const MOST: usize = 200;

/// Another zone, tier or VPC for a subnet, to be chosen from a list: what needs no dragging.
#[component]
pub fn MoveTo(
    /// The subnet.
    id: EntityId,
) -> impl IntoView {
    let bridge = bridge();
    let typed = RwSignal::new(String::new());
    let subnet: Option<SubnetId> = id.typed();
    let places = subnet.map(|id| bridge.with(|editor| editor.crossings(id))).unwrap_or_default();
    let lines: Vec<Line> = bridge.design(|design| {
        let line = |(to, verdict): &(Crossing, Result<String, cidraw::editor::Refusal>)| Line {
            name: format!("{}, tier {}, {}", design.name(to.vpc), design.name(to.tier), to.zone),
            about: match verdict {
                Ok(changes) => changes.clone(),
                Err(refusal) => refusal.to_string(),
            },
            enabled: verdict.is_ok(),
            chord: String::new(),
        };
        places.iter().map(line).collect()
    });
    let places: Vec<Crossing> = places.into_iter().map(|(to, _)| to).collect();
    let places = StoredValue::new(places);
    let lines = Memo::new(move |_| {
        let mut found = narrowed(&lines, &typed.get());
        found.truncate(MOST);
        found
    });
    let close = Callback::new(move |()| bridge.signals.dialog.set(None));
    let choose = Callback::new(move |at: usize| {
        let to = places.with_value(|places| places[at].clone());
        close.run(());
        if let Some(subnet) = subnet {
            bridge.perform(Intent::MoveSubnet { subnet, to });
        }
    });
    let picture = Callback::new(move |at: usize| {
        let tier = places.with_value(|places| places[at].tier);
        view! { <ObjectPicture id=tier.into() class="icon-14" /> }.into_any()
    });
    let name = bridge.design(|design| design.name(id));
    let empty = Signal::derive(|| "No other zone, tier or VPC fits this.".to_owned());
    view! {
        <Choose
            title=format!("Move {name} to")
            placeholder="A VPC, a tier or a zone"
            testid="move-dialog"
            lines=lines.into()
            typed=typed
            empty=empty
            picture=picture
            on_choose=choose
            on_close=close
        />
    }
}
