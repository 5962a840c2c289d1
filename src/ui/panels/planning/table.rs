use cidraw::editor::planning::{Consequence, Mention, Readdressing, Row};
use cidraw::wording::counted;
use leptos::prelude::*;

use crate::ui::bridge::bridge;
use crate::ui::panels::object::ObjectPicture;

/// More lines than this are summed up.
const MOST: usize = 300;

/// What a dialog has worked out, or why it cannot.
pub type Outcome = Result<Readdressing, String>;

/// Before and after, line by line, with what AWS does and which routes follow.
#[component]
pub fn BeforeAfter(
    /// What was worked out; nothing while something has to be filled in.
    plan: Signal<Option<Outcome>>,
) -> impl IntoView {
    move || match plan.get() {
        None => ().into_any(),
        Some(Err(why)) => view! { <p class="error" role="alert" data-testid="plan-refused">{why}</p> }.into_any(),
        Some(Ok(plan)) => view! { <Lines plan=plan /> }.into_any(),
    }
}

#[component]
fn Lines(plan: Readdressing) -> impl IntoView {
    let bridge = bridge();
    let replaced = plan.replaced();
    let verdict = match (plan.changes_anything(), replaced) {
        (false, _) => "Nothing changes: the addresses are like this already.".to_owned(),
        (true, 0) => "AWS replaces nothing for this.".to_owned(),
        (true, n) => {
            let what = counted(n, "object", "objects");
            format!("AWS replaces or removes {what} for this: what runs there stops until it is made anew.")
        }
    };
    let class = if replaced > 0 { "plan-verdict warning" } else { "plan-verdict" };
    let rest = plan.rows.len().saturating_sub(MOST);
    // The plan may name objects that are not in the document yet: their names come from the plan itself.
    let name = {
        let diff = plan.planned.diff.clone();
        move |row: &Row| {
            let planned = diff.get(row.object).and_then(|change| change.new_entity()).map(|new| new.head.name.clone());
            planned.filter(|name| !name.is_empty()).unwrap_or_else(|| bridge.design(|design| design.name(row.object)))
        }
    };
    let line = |row: &Row| {
        let text =
            |block: Option<cidraw::addressing::CidrBlock>| block.map_or("–".to_owned(), |block| block.to_string());
        let class = match row.effect {
            Consequence::Same => "is-same",
            Consequence::Replaced { .. } | Consequence::Gone { .. } => "is-replaced",
            Consequence::New
            | Consequence::Exchanged
            | Consequence::InPlace
            | Consequence::WithVpc
            | Consequence::HandedOut => "",
        };
        let effect = bridge.design(|design| row.effect.words(design));
        view! {
            <tr class=class>
                <th scope="row"><span class="tree-cell"><ObjectPicture id=row.object /><span class="name">{name(row)}</span></span></th>
                <td class="mono">{text(row.old)}</td>
                <td class="mono">{text(row.new)}</td>
                <td>{effect}</td>
            </tr>
        }
    };
    let mention = |mention: &Mention| {
        let table = bridge.design(|design| design.name(mention.table));
        let what = match mention.becomes {
            Some(block) => format!("{table}: the route for {} becomes one for {block}.", mention.destination),
            None => format!("{table}: the route for {} names addresses that move. Look at it.", mention.destination),
        };
        view! { <li>{what}</li> }
    };
    let mentions = (!plan.mentions.is_empty()).then(|| {
        view! {
            <h3>"Routes that name these addresses"</h3>
            <ul class="plan-list">{plan.mentions.iter().map(mention).collect_view()}</ul>
        }
    });
    view! {
        <p class=class role="status" data-testid="plan-verdict">{verdict}</p>
        <div class="plan-scroll" tabindex="0" role="region" aria-label="Addresses before and after">
            <table class="plan" aria-label="Before and after" data-testid="plan-table">
                <thead>
                    <tr>
                        <th scope="col">"Object"</th>
                        <th scope="col">"Now"</th>
                        <th scope="col">"Then"</th>
                        <th scope="col">"What AWS does"</th>
                    </tr>
                </thead>
                <tbody>{plan.rows.iter().take(MOST).map(line).collect_view()}</tbody>
            </table>
        </div>
        {(rest > 0).then(|| view! { <p class="quiet">{format!("And {rest} more.")}</p> })}
        {mentions}
    }
}
