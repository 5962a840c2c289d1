use crate::addressing::CidrBlock;
use crate::model::kinds::Subnet;
use crate::model::{RouteTableId, VpcId};
use crate::scene::display_list::Align;
use crate::scene::geometry::Point;
use crate::scene::ink::{Font, Ink};
use crate::scene::layout::{Placed, Row};
use crate::wording::thousands;

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
        let text = format!("{} usable", thousands(total));
        let room = right - x - 12.0 * px;
        if let Some(width) = pen.whole(Point::new(right, baseline), &text, Font::ui(size), Ink::Text3, Align::End, room)
        {
            right -= width + 12.0 * px;
        }
    }
    x += 12.0 * px;
    let (tables, targets) = tables(cx, &subnets);
    if tables.is_empty() {
        return;
    }
    x += pen.name(Point::new(x, baseline), &shared_start(&tables), Font::ui(size), Ink::Text2, (right - x).max(0.0));
    x += 14.0 * px;
    let local = || cx.design().get(vpc).and_then(|vpc| vpc.ipv4_blocks().next()).map(|block| format!("{block} local"));
    // The shortest way to say it that fits: every name, the names' common part once, how many there are.
    let routes = match targets.len() {
        0 => vec![local().unwrap_or_default()],
        1 => vec![format!("0.0.0.0/0 → {}", targets[0])],
        n => vec![
            format!("0.0.0.0/0 → {}", targets.join(", ")),
            format!("0.0.0.0/0 → {}", shared_start(&targets)),
            format!("0.0.0.0/0 → {n} targets"),
        ],
    };
    let mut write = |text: &String| {
        pen.whole(Point::new(x, baseline), text, Font::mono(size), Ink::Text3, Align::Start, right - x).is_some()
    };
    _ = routes.iter().any(&mut write);
}

/// The names of the tables that these subnets follow, and of what their default routes lead to.
fn tables(cx: &Context, subnets: &[&Subnet]) -> (Vec<String>, Vec<String>) {
    let mut seen: Vec<RouteTableId> = Vec::new();
    let mut targets: Vec<String> = Vec::new();
    for subnet in subnets {
        let Some((table, id)) = followed_table(cx.design(), subnet).filter(|(_, id)| !seen.contains(id)) else {
            continue;
        };
        seen.push(id);
        let default = table.routes.iter().find(|r| r.destination.get() == Some(CidrBlock::any_v4()));
        let target = default.and_then(|route| route.target.object()).map(|id| cx.design().name(id));
        targets.extend(target.filter(|name| !targets.contains(name)));
    }
    (seen.into_iter().map(|id| cx.design().name(id)).collect(), targets)
}

/// Names in one line; what all of them begin with is written once: `rtb-app-a, b, c`.
fn shared_start(names: &[String]) -> String {
    let (first, rest) = names.split_first().expect("asked only for names");
    let same = |n: usize| rest.iter().all(|name| name.get(..n).is_some_and(|start| Some(start) == first.get(..n)));
    let mut dash = first.char_indices().filter(|(_, c)| !c.is_alphanumeric()).map(|(at, c)| at + c.len_utf8());
    let start = dash.rfind(|n| same(*n)).unwrap_or(0);
    let rest = rest.iter().map(|name| format!(", {}", &name[start..]));
    std::iter::once(first.clone()).chain(rest).collect()
}

/// As a heading. A first word that is a term, as in `ipv6-only`, keeps its letters.
fn capitalised(name: &str) -> String {
    let mut letters = name.chars();
    if letters.clone().take_while(|c| c.is_alphanumeric()).any(char::is_numeric) {
        return name.to_owned();
    }
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_begins_with_a_capital_unless_it_is_a_term() {
        assert_eq!(["app", "ipv6-only", "größe", ""].map(capitalised), ["App", "ipv6-only", "Größe", ""]);
    }

    #[test]
    fn a_shared_beginning_is_written_once() {
        let line = |names: &[&str]| shared_start(&names.iter().map(|n| (*n).to_owned()).collect::<Vec<_>>());
        assert_eq!(line(&["rtb-app-a", "rtb-app-b", "rtb-app-c"]), "rtb-app-a, b, c");
        assert_eq!(line(&["rtb-app", "nat"]), "rtb-app, nat");
        assert_eq!(line(&["main"]), "main");
        assert_eq!(line(&["größe-a", "größe-b"]), "größe-a, b");
    }
}
