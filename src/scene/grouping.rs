//! What the colours of VPCs say, and the frames around those that belong together.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::model::kinds::{Account, Vpc};
use crate::model::{AccountId, Design, EntityId, EnvironmentId, VpcId, account_of};
use crate::ordering::{Gather, Ordered};

use super::environments::{EnvironmentStyle, environment_styles};
use super::geometry::Rect;
use super::layout::Layout;

/// What the colours of VPCs say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Grouping {
    /// The environment.
    #[default]
    Environment,
    /// The account: its own, or that of its environment.
    Account,
    /// The Region.
    Region,
    /// Nothing: they are all alike.
    Nothing,
}

/// What a VPC belongs to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Group {
    Environment(EnvironmentId),
    Account(AccountId),
    Region(String),
}

/// The colours of a design, by one grouping.
pub(super) struct Groups {
    grouping: Grouping,
    styles: BTreeMap<Group, EnvironmentStyle>,
}

impl Groups {
    pub fn new(design: &Design, grouping: Grouping) -> Groups {
        let styles = match grouping {
            Grouping::Environment => {
                let all = environment_styles(design).into_iter();
                all.map(|(id, style)| (Group::Environment(id), style)).gather()
            }
            Grouping::Account => {
                let all = design.all::<Account>().map(|(id, _)| (design.name(id), Group::Account(id)));
                in_turn(all.collect())
            }
            Grouping::Region => {
                let all: BTreeSet<&String> = design.all::<Vpc>().map(|(_, vpc)| &vpc.region).collect();
                let mut all: Vec<&String> = all.into_iter().collect();
                all.order();
                in_turn(all.into_iter().map(|region| (region.clone(), Group::Region(region.clone()))).collect())
            }
            Grouping::Nothing => BTreeMap::new(),
        };
        Groups { grouping, styles }
    }

    fn of(&self, design: &Design, vpc: &Vpc) -> Option<Group> {
        match self.grouping {
            Grouping::Environment => vpc.environment.map(Group::Environment),
            Grouping::Account => account_of(design, vpc).map(Group::Account),
            Grouping::Region => Some(Group::Region(vpc.region.clone())),
            Grouping::Nothing => None,
        }
    }

    /// The colour and letter of a VPC.
    pub fn style(&self, design: &Design, vpc: &Vpc) -> Option<EnvironmentStyle> {
        self.styles.get(&self.of(design, vpc)?).copied()
    }
}

impl Group {
    fn name(&self, design: &Design) -> String {
        match self {
            Group::Environment(id) => design.name(*id),
            Group::Account(id) => design.name(*id),
            Group::Region(code) => code.clone(),
        }
    }
}

/// Colours in turn, and letters of the names that no earlier one has, while there are some.
fn in_turn(mut all: Vec<(String, Group)>) -> BTreeMap<Group, EnvironmentStyle> {
    all.order();
    let mut letters: Vec<char> = Vec::new();
    let styled = all.into_iter().zip((1..=6).cycle()).map(|((name, group), colour)| {
        let mut own = name.chars().filter(|c| c.is_alphanumeric()).filter_map(|c| c.to_uppercase().next());
        let first = own.clone().next().unwrap_or('?');
        let letter = own.find(|c| !letters.contains(c)).unwrap_or(first);
        letters.push(letter);
        (group, EnvironmentStyle { colour, letter })
    });
    styled.collect::<Vec<_>>().into_iter().gather()
}

/// A frame around VPCs that stand together and belong together.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupFrame {
    /// The box around the VPCs, in canvas units.
    pub rect: Rect,
    /// What they belong to.
    pub label: String,
    /// Its colour and letter.
    pub style: EnvironmentStyle,
    /// How many VPCs are in it.
    pub vpcs: usize,
    /// What they belong to, where that is an object.
    pub id: Option<EntityId>,
}

/// The frames of a drawing: around the VPCs of each group, as large as no VPC of another group stands in it. One VPC
/// alone has none: its own edge is its frame.
pub fn group_frames(design: &Design, layout: &Layout, grouping: Grouping) -> Vec<GroupFrame> {
    if grouping == Grouping::Nothing {
        return Vec::new();
    }
    let groups = Groups::new(design, grouping);
    let mut members: BTreeMap<Group, Vec<(VpcId, Rect)>> = BTreeMap::new();
    for (id, rect) in layout.vpcs() {
        if let Some(group) = design.get(id).and_then(|vpc| groups.of(design, vpc)) {
            members.entry(group).or_default().push((id, rect));
        }
    }
    // All VPCs in one group: a frame around everything says nothing.
    if members.len() < 2 {
        return Vec::new();
    }
    let mut frames = Vec::new();
    for (group, vpcs) in members {
        let Some(style) = groups.styles.get(&group).copied() else { continue };
        let label = group.name(design);
        let id = match group {
            Group::Environment(id) => Some(id.into()),
            Group::Account(id) => Some(id.into()),
            Group::Region(_) => None,
        };
        let own: Vec<VpcId> = vpcs.iter().map(|(id, _)| *id).collect();
        let mut left = vec![vpcs];
        while let Some(part) = left.pop() {
            let Some(rect) = part.iter().map(|(_, rect)| *rect).reduce(Rect::union).filter(|_| part.len() > 1) else {
                continue;
            };
            let around = rect.inflate(FRAME);
            let foreign = |id: VpcId| own.binary_search(&id).is_err();
            if layout.any_vpc(around, foreign) {
                left.extend(halves(part));
            } else {
                frames.push(GroupFrame { rect, label: label.clone(), style, vpcs: part.len(), id });
            }
        }
    }
    frames
}

/// How far a frame stands from its VPCs, in canvas units.
pub(super) const FRAME: f64 = 30.0;

/// Two parts of a group, divided where the widest gap is.
fn halves(part: Vec<(VpcId, Rect)>) -> [Vec<(VpcId, Rect)>; 2] {
    let widest = |low: fn(Rect) -> f64, high: fn(Rect) -> f64| {
        let mut spans: Vec<(f64, f64)> = part.iter().map(|(_, rect)| (low(*rect), high(*rect))).collect();
        spans.order_by(|a, b| a.0.total_cmp(&b.0));
        let (mut best, mut reach) = ((f64::NEG_INFINITY, 0.0), f64::NEG_INFINITY);
        for (low, high) in spans {
            if reach.is_finite() && low - reach > best.0 {
                best = (low - reach, low);
            }
            reach = reach.max(high);
        }
        best
    };
    let (across, down) = (widest(|r| r.x, |r| r.right()), widest(|r| r.y, |r| r.bottom()));
    let (first, second): (Vec<_>, Vec<_>) = if across.0 >= down.0 {
        part.iter().copied().partition(|(_, rect)| rect.x < across.1)
    } else {
        part.iter().copied().partition(|(_, rect)| rect.y < down.1)
    };
    // Boxes in one heap have no gap anywhere: then one by one.
    if first.is_empty() || second.is_empty() {
        let middle = part.len() / 2;
        return [part[..middle].to_vec(), part[middle..].to_vec()];
    }
    [first, second]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::kinds::Environment;
    use crate::model::{Entity, Slug, TypedId};

    /// VPCs of 220 by 120 in the environments given by the first letter, `-` for none.
    fn design(vpcs: &[(char, i32, i32)]) -> Design {
        let environment = |letter: char| EnvironmentId::from_slug(Slug::from_name(&letter.to_string()));
        let of = ['a', 'b'].map(|letter| {
            (EntityId::from(environment(letter)), Entity::new(letter.to_string(), Environment::default()))
        });
        let vpcs = vpcs.iter().enumerate().map(|(n, (letter, x, y))| {
            let environment = Some(environment(*letter)).filter(|_| *letter != '-');
            let id = VpcId::from_slug(Slug::from_name(&format!("v{n}")));
            let region = if n % 2 == 0 { "eu-west-1" } else { "us-east-1" };
            let vpc = Vpc { environment, region: region.to_owned(), ..Vpc::default() };
            (EntityId::from(id), Entity::new(format!("v{n}"), vpc).placed(*x, *y))
        });
        Design::from_entities(of.into_iter().chain(vpcs))
    }

    fn frames(vpcs: &[(char, i32, i32)], grouping: Grouping) -> Vec<(String, usize)> {
        let design = design(vpcs);
        let frames = group_frames(&design, &Layout::new(&design), grouping);
        frames.into_iter().map(|frame| (frame.label, frame.vpcs)).collect()
    }

    #[test]
    fn what_stands_and_belongs_together_has_one_frame() {
        let vpcs = [('a', 0, 0), ('a', 400, 0), ('b', 0, 500), ('b', 400, 500), ('b', 800, 500)];
        assert_eq!(frames(&vpcs, Grouping::Environment), [("a".to_owned(), 2), ("b".to_owned(), 3)]);
        assert_eq!(frames(&vpcs, Grouping::Nothing), []);
    }

    #[test]
    fn a_stranger_between_divides_a_frame_and_one_alone_has_none() {
        let vpcs = [('a', 0, 0), ('a', 400, 0), ('b', 800, 0), ('a', 1200, 0), ('a', 1600, 0)];
        assert_eq!(frames(&vpcs, Grouping::Environment), [("a".to_owned(), 2), ("a".to_owned(), 2)]);
    }

    #[test]
    fn one_group_for_everything_says_nothing() {
        assert_eq!(frames(&[('a', 0, 0), ('a', 400, 0)], Grouping::Environment), []);
    }

    #[test]
    fn regions_have_colours_in_turn_and_letters_of_their_own() {
        let design = design(&[('-', 0, 0), ('-', 400, 0), ('-', 0, 500)]);
        let groups = Groups::new(&design, Grouping::Region);
        let styles: Vec<_> = groups.styles.values().map(|style| (style.colour, style.letter)).collect();
        assert_eq!(styles, [(1, 'E'), (2, 'U')]);
        let (_, vpc) = design.all::<Vpc>().next().unwrap();
        assert_eq!(groups.style(&design, vpc).map(|style| style.letter), Some('E'));
        assert_eq!(Groups::new(&design, Grouping::Account).style(&design, vpc), None);
    }
}
