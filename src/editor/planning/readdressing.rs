use std::collections::{BTreeMap, BTreeSet};

use super::Planned;
use crate::addressing::{CidrBlock, Family, PrefixMap};
use crate::editor::{addresses, words};
use crate::model::kinds::{Route, RouteTable, RouteTarget, Subnet, SubnetReservation, Vpc};
use crate::model::{
    Design, Diff, Edit, EditError, EntityId, Kind, RouteTableId, SubnetId, SubnetReservationId, VpcId, Written,
    apply_all, removal,
};

/// One block of an object that becomes another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BlockChange {
    /// A VPC or a subnet.
    pub object: EntityId,
    /// The block it has; none when it gets one more.
    pub old: Option<CidrBlock>,
    /// The block it gets; none when it loses one.
    pub new: Option<CidrBlock>,
}

/// What AWS does when a block becomes another. It changes neither the block of a subnet nor the primary block of a VPC:
/// both are made anew, with all that stands in them.
///
/// <https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html>
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Consequence {
    /// Nothing: the block stays.
    Same,
    /// The object is new.
    New,
    /// The object goes.
    Gone {
        /// What goes with it.
        with: Vec<EntityId>,
    },
    /// AWS makes the object anew.
    Replaced {
        /// What stands in it and is made anew with it.
        with: Vec<EntityId>,
        /// Routes to what stands in it: they follow it to its new id.
        routes: Vec<(RouteTableId, CidrBlock)>,
    },
    /// A further block of a VPC: AWS takes one away and adds the other, the VPC stays.
    Exchanged,
    /// The IPv6 block of a subnet: AWS takes one away and adds the other, the subnet stays.
    InPlace,
    /// A further block of a VPC that is made anew: the new one gets it.
    WithVpc,
    /// The IPv6 block of a VPC that is made anew, when it comes from no pool: AWS hands out another, and the block
    /// stands for it.
    HandedOut,
}

impl Consequence {
    /// Does AWS make something anew, or take it away?
    pub fn replaces(&self) -> bool {
        matches!(self, Consequence::Replaced { .. } | Consequence::Gone { .. })
    }

    /// As a sentence without its subject: "replaced, with NAT gateway nat-a; 2 routes follow it".
    pub fn words(&self, design: &Design) -> String {
        let with = |with: &[EntityId]| match with {
            [] => String::new(),
            some => format!(", with {}", words::objects(design, some)),
        };
        match self {
            Consequence::Same => "stays".to_owned(),
            Consequence::New => "new".to_owned(),
            Consequence::Gone { with: inside } => format!("goes{}", with(inside)),
            Consequence::Replaced { with: inside, routes } => {
                let follow = match routes.len() {
                    0 => String::new(),
                    1 => "; 1 route follows".to_owned(),
                    n => format!("; {n} routes follow"),
                };
                format!("replaced{}{follow}", with(inside))
            }
            Consequence::Exchanged => "block exchanged, the VPC stays".to_owned(),
            Consequence::InPlace => "IPv6 block exchanged, the subnet stays".to_owned(),
            Consequence::WithVpc => "added to the new VPC".to_owned(),
            Consequence::HandedOut => "AWS hands out another with the new VPC".to_owned(),
        }
    }
}

/// One line of the table: an object before and after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The object.
    pub object: EntityId,
    /// Its block now; none when it is new.
    pub old: Option<CidrBlock>,
    /// Its block then; none when it goes.
    pub new: Option<CidrBlock>,
    /// What AWS does.
    pub effect: Consequence,
}

/// A route that names addresses which somebody else has afterwards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mention {
    /// The table.
    pub table: RouteTableId,
    /// The destination it has.
    pub destination: CidrBlock,
    /// The destination it gets. None where nothing says what it should be: a person has to look.
    pub becomes: Option<CidrBlock>,
}

/// Blocks before and after, with what follows from it. Nothing is changed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Readdressing {
    /// VPCs before their subnets, as asked for. Those that keep their block are among them.
    pub rows: Vec<Row>,
    /// Routes anywhere that name an old block.
    pub mentions: Vec<Mention>,
    /// The change.
    pub planned: Planned,
}

impl Readdressing {
    /// Does any block become another?
    pub fn changes_anything(&self) -> bool {
        !self.planned.diff.is_empty()
    }

    /// How many objects AWS makes anew or takes away, what stands in them included.
    pub fn replaced(&self) -> usize {
        let mut all = BTreeSet::new();
        for row in &self.rows {
            match &row.effect {
                Consequence::Replaced { with, .. } | Consequence::Gone { with } => {
                    all.insert(row.object);
                    all.extend(with.iter().copied());
                }
                Consequence::Same
                | Consequence::New
                | Consequence::Exchanged
                | Consequence::InPlace
                | Consequence::WithVpc
                | Consequence::HandedOut => {}
            }
        }
        all.len()
    }

    /// Works out what follows when blocks become others. `label` and `said` are for the history and the live region.
    ///
    /// Law: carried out and taken back, the design is as before; each changed object has its new block; no block that
    /// is not in `changes` is another, but for destinations of routes that named an old block exactly, and for
    /// reservations, which keep their place in their subnet.
    pub(super) fn of(
        design: &Design,
        changes: &[BlockChange],
        label: String,
        said: String,
    ) -> Result<Readdressing, EditError> {
        let mut copy = design.clone();
        let mut diff = apply_all(&mut copy, edits(changes))?;
        for (reservation, block) in changes.iter().flat_map(|change| carried(design, *change)) {
            let edit = Edit::change(reservation, move |reservation| reservation.block = Some(block.into()));
            diff = diff.squash(crate::model::apply(&mut copy, edit)?);
        }
        let mentions = mentions(design, changes);
        for (table, moves) in by_table(&mentions) {
            let edit = Edit::change(table, move |table: &mut RouteTable| {
                for route in &mut table.routes {
                    let new = route.destination.get().and_then(|block| moves.get(&block));
                    new.into_iter().for_each(|block| route.destination = (*block).into());
                }
            });
            diff = diff.squash(crate::model::apply(&mut copy, edit)?);
        }
        let replaced: BTreeSet<VpcId> = changes
            .iter()
            .filter_map(|change| Some((change, change.object.typed::<VpcId>()?)))
            .filter(|(change, vpc)| change.old != change.new && is_primary(design, *vpc, change.old))
            .map(|(_, vpc)| vpc)
            .collect();
        let rows = changes.iter().map(|change| Row {
            object: change.object,
            old: change.old,
            new: change.new,
            effect: consequence(design, *change, &replaced),
        });
        let rows = rows.collect();
        let select = changes.iter().filter(|c| c.old != c.new && c.new.is_some()).map(|c| c.object).collect();
        Ok(Readdressing { rows, mentions, planned: Planned { label, said, diff, select } })
    }

    /// The same with a further change on top of it, worked out on the design that this one leads to.
    pub(super) fn with(mut self, diff: Diff, rows: impl IntoIterator<Item = Row>) -> Readdressing {
        self.planned.diff = self.planned.diff.squash(diff);
        self.rows.extend(rows);
        self
    }
}

/// The changes as edits: one for each VPC, so that a block may become what another of its blocks was.
fn edits(changes: &[BlockChange]) -> Vec<Edit> {
    let mut vpcs: BTreeMap<VpcId, Vec<BlockChange>> = BTreeMap::new();
    let mut edits = Vec::new();
    for change in changes.iter().filter(|change| change.old != change.new) {
        if let Some(vpc) = change.object.typed::<VpcId>() {
            vpcs.entry(vpc).or_default().push(*change);
        } else if let Some((subnet, family)) = change.object.typed::<SubnetId>().zip(family(*change)) {
            let new = change.new;
            edits.push(Edit::change(subnet, move |subnet| {
                let field = if family == Family::V4 { &mut subnet.ipv4 } else { &mut subnet.ipv6 };
                *field = new.map(Written::Sound);
            }));
        }
    }
    edits.extend(vpcs.into_iter().map(|(vpc, changes)| {
        Edit::change(vpc, move |vpc: &mut Vpc| {
            for list in [&mut vpc.ipv4, &mut vpc.ipv6] {
                let becomes = |written: &Written<CidrBlock>| {
                    let old = written.get()?;
                    changes.iter().find(|change| change.old == Some(old)).map(|change| change.new)
                };
                let new = list.iter().filter_map(|written| match becomes(written) {
                    Some(new) => new.map(Written::Sound),
                    None => Some(written.clone()),
                });
                *list = new.collect();
            }
            for change in changes.iter().filter(|change| change.old.is_none()) {
                let list = if family(*change) == Some(Family::V4) { &mut vpc.ipv4 } else { &mut vpc.ipv6 };
                list.extend(change.new.map(Written::Sound));
            }
        })
    }));
    edits
}

fn family(change: BlockChange) -> Option<Family> {
    change.old.or(change.new).map(CidrBlock::family)
}

/// The reservations of a subnet that gets another block, each at the place in it that it has now. Those that lie in the
/// new block as they are stay, and so do those that would have no place.
fn carried(design: &Design, change: BlockChange) -> Vec<(SubnetReservationId, CidrBlock)> {
    let (Some(subnet), Some((old, new))) = (change.object.typed::<SubnetId>(), change.old.zip(change.new)) else {
        return Vec::new();
    };
    let reservations = design.referring::<SubnetReservation>(subnet);
    let moved = |(id, reservation): (SubnetReservationId, &SubnetReservation)| {
        let block = reservation.block.as_ref()?.get().filter(|block| !new.covers(*block))?;
        Some((id, addresses::shifted(block, old, new)?))
    };
    reservations.filter_map(moved).collect()
}

fn is_primary(design: &Design, vpc: VpcId, block: Option<CidrBlock>) -> bool {
    block.is_some() && design.get(vpc).and_then(|vpc| vpc.ipv4_blocks().next()) == block
}

/// What goes or is made anew with an object, itself not counted. A peering that is cut off by a new VPC among it.
pub(super) fn inside(design: &Design, id: EntityId) -> Vec<EntityId> {
    removal(design, [id]).goes.into_iter().filter(|other| *other != id).collect()
}

fn consequence(design: &Design, change: BlockChange, replaced: &BTreeSet<VpcId>) -> Consequence {
    let BlockChange { object, old, new } = change;
    let home = match object.kind {
        Kind::Vpc => object.typed(),
        _ => object.typed().and_then(|id: SubnetId| design.get(id)).map(|subnet: &Subnet| subnet.vpc),
    };
    let with_vpc = home.is_some_and(|vpc| replaced.contains(&vpc));
    let rebuilt = || {
        let with = inside(design, object);
        // A whole VPC made anew has its routes made anew with it: only those elsewhere follow.
        let gone: BTreeSet<EntityId> = with.iter().copied().collect();
        let mut routes = Vec::new();
        for target in &with {
            for (table, fields) in design.referring::<RouteTable>(*target) {
                let to_it = |route: &&Route| route.target == RouteTarget::To(*target);
                let there = fields.routes.iter().filter(to_it).filter_map(|route| route.destination.get());
                routes.extend(there.filter(|_| !gone.contains(&table.into())).map(|block| (table, block)));
            }
        }
        Consequence::Replaced { with, routes }
    };
    match (old, new) {
        (None, Some(_)) if object.kind == Kind::Vpc => Consequence::Exchanged,
        (None, _) => Consequence::New,
        (Some(_), None) if object.kind == Kind::Vpc => Consequence::Exchanged,
        (Some(_), None) => Consequence::Gone { with: inside(design, object) },
        (Some(old), Some(new)) => match object.kind {
            Kind::Vpc if home.is_some_and(|vpc| is_primary(design, vpc, Some(old))) => match old == new {
                true => Consequence::Same,
                false => rebuilt(),
            },
            Kind::Vpc if with_vpc && old.family() == Family::V6 && addresses::narrowest_pool(design, old).is_none() => {
                Consequence::HandedOut
            }
            Kind::Vpc if with_vpc => Consequence::WithVpc,
            Kind::Vpc if old == new => Consequence::Same,
            Kind::Vpc => Consequence::Exchanged,
            _ if with_vpc => rebuilt(),
            _ if old == new => Consequence::Same,
            _ if old.family() == Family::V6 => Consequence::InPlace,
            _ => rebuilt(),
        },
    }
}

/// The routes that name what becomes another.
fn mentions(design: &Design, changes: &[BlockChange]) -> Vec<Mention> {
    let mut old: PrefixMap<Option<CidrBlock>> = PrefixMap::new();
    // VPCs come after subnets here, so that a route to a block that both have follows the VPC.
    for vpcs in [false, true] {
        let some =
            changes.iter().filter(|change| (change.object.kind == Kind::Vpc) == vpcs && change.old != change.new);
        for change in some {
            if let Some(block) = change.old {
                old.insert(block, change.new);
            }
        }
    }
    let mut found = Vec::new();
    if old.is_empty() {
        return found;
    }
    for (table, fields) in design.all::<RouteTable>() {
        let there: Vec<CidrBlock> = fields.routes.iter().filter_map(|route| route.destination.get()).collect();
        let mut here: Vec<Mention> = Vec::new();
        for destination in there.iter().copied().filter(|block| block.length() > 0) {
            let exact = old.get(destination).copied();
            // A route for all of it, before and after, needs no other destination.
            let stale = || {
                let mut touched = old.overlapping(destination);
                touched.any(|(_, new)| new.is_none_or(|new| !destination.covers(new)))
            };
            match exact {
                Some(becomes) => here.push(Mention { table, destination, becomes }),
                None if stale() => here.push(Mention { table, destination, becomes: None }),
                None => {}
            }
        }
        // AWS takes a destination once in a table.
        let stays = |block: &CidrBlock| !here.iter().any(|m| m.destination == *block && m.becomes.is_some());
        let mut taken: BTreeSet<CidrBlock> = there.iter().copied().filter(stays).collect();
        for mention in &mut here {
            mention.becomes = mention.becomes.filter(|block| taken.insert(*block));
        }
        found.extend(here);
    }
    found
}

fn by_table(mentions: &[Mention]) -> BTreeMap<RouteTableId, BTreeMap<CidrBlock, CidrBlock>> {
    let mut tables: BTreeMap<RouteTableId, BTreeMap<CidrBlock, CidrBlock>> = BTreeMap::new();
    for mention in mentions {
        if let Some(becomes) = mention.becomes {
            tables.entry(mention.table).or_default().insert(mention.destination, becomes);
        }
    }
    tables
}
