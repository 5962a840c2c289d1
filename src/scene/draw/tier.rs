use crate::addressing::CidrBlock;
use crate::model::kinds::Subnet;
use crate::model::{RouteTableId, VpcId};
use crate::scene::display_list::Align;
use crate::scene::geometry::Point;
use crate::scene::ink::{Font, Ink};
use crate::scene::labels::grouped;
use crate::scene::layout::{Placed, Row};

use super::Context;
use super::pen::{Pen, SMALL};
use super::strip::role_inks;
use super::subnet::{followed_table, usable};

/// The line above a row of cards: the tier, the tables its subnets follow, where they lead, how many addresses.
pub(super) fn label(pen: &mut Pen, cx: &Context, vpc: VpcId, placed: &Placed, row: &Row) {
    pen.stand_for(Some(row.tier.into()), cx.opacity(row.tier));
    let px = pen.px;
    let size = pen.size(SMALL);
    let baseline = placed.at.y + row.y - 10.0;
    let (left, mut right) = (placed.at.x + 14.0, placed.at.x + placed.inside.size.x - 14.0);
    let (ink, _) = role_inks(row.role);

    let cards = &placed.inside.cards[row.first..row.end];
    let subnets: Vec<&Subnet> = cards.iter().filter_map(|card| cx.design().get(card.id)).collect();
    let name = match cx.name_of(row.tier) {
        "" => capitalised(row.role.key()),
        name => capitalised(name),
    };
    let mut x = left + pen.name(Point::new(left, baseline), &name, Font::name(size), ink, (right - left) * 0.6);

    let total: u128 = subnets.iter().filter_map(|s| s.ipv4_block()).map(usable).sum();
    if total > 0 {
        let text = format!("{} usable", grouped(total));
        let room = right - x - 12.0 * px;
        if let Some(width) = pen.whole(Point::new(right, baseline), &text, Font::ui(size), Ink::Text3, Align::End, room)
        {
            right -= width + 12.0 * px;
        }
    }
    x += 12.0 * px;
    let (tables, routes) = tables(cx, vpc, &subnets);
    if tables.is_empty() {
        return;
    }
    x += pen.name(Point::new(x, baseline), &tables, Font::ui(size), Ink::Text2, (right - x).max(0.0)) + 14.0 * px;
    if let Some(routes) = routes {
        _ = pen.whole(Point::new(x, baseline), &routes, Font::mono(size), Ink::Text3, Align::Start, right - x);
    }
}

/// The names of the tables that these subnets follow, and what their default routes lead to; the local route when they
/// have none.
fn tables(cx: &Context, vpc: VpcId, subnets: &[&Subnet]) -> (String, Option<String>) {
    let mut seen: Vec<RouteTableId> = Vec::new();
    let mut names = Vec::new();
    let mut targets: Vec<String> = Vec::new();
    for subnet in subnets {
        let Some((table, id)) = followed_table(cx.design(), subnet) else { continue };
        if seen.contains(&id) {
            continue;
        }
        seen.push(id);
        names.push(cx.design().name(id));
        let default = table.routes.iter().find(|r| r.destination.get() == Some(CidrBlock::any_v4()));
        if let Some(target) = default.and_then(|route| route.target.object()) {
            let target = cx.design().name(target);
            if !targets.contains(&target) {
                targets.push(target);
            }
        }
    }
    if names.is_empty() {
        return (String::new(), None);
    }
    let route = if targets.is_empty() {
        let local = cx.design().get(vpc).and_then(|vpc| vpc.ipv4_blocks().next());
        local.map(|block| format!("{block} local"))
    } else {
        Some(format!("0.0.0.0/0 → {}", shared_start(&targets)))
    };
    (shared_start(&names), route)
}

/// Names in one line; what all of them begin with is written once: `rtb-app-a, b, c`.
fn shared_start(names: &[String]) -> String {
    let (first, rest) = names.split_first().expect("asked only for names");
    let same = |n: usize| rest.iter().all(|name| name.get(..n).is_some_and(|start| Some(start) == first.get(..n)));
    let dash = first.char_indices().filter(|(_, c)| !c.is_alphanumeric()).map(|(at, c)| at + c.len_utf8());
    let start = dash.filter(|n| same(*n)).last().unwrap_or(0);
    let rest = rest.iter().map(|name| format!(", {}", &name[start..]));
    std::iter::once(first.clone()).chain(rest).collect()
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shared_beginning_is_written_once() {
        let line = |names: &[&str]| shared_start(&names.iter().map(|n| (*n).to_owned()).collect::<Vec<_>>());
        assert_eq!(line(&["rtb-app-a", "rtb-app-b", "rtb-app-c"]), "rtb-app-a, b, c");
        assert_eq!(line(&["rtb-app", "nat"]), "rtb-app, nat");
        assert_eq!(line(&["main"]), "main");
        assert_eq!(line(&["größe-a", "größe-b"]), "größe-a, b");
    }
}
