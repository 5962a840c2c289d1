//! What has another address than before.

use std::collections::{BTreeMap, BTreeSet};

use super::instance::{Address, Folder, Identity, Instance};
use crate::model::EntityId;
use crate::ordering::Ordered;

/// What can be moved: an instance, all those of a resource, or a call of the module with everything in it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Place {
    Call(String),
    At(Address),
}

/// A place in the state of a folder.
pub(super) type Spot = (Folder, Place);

/// A change of addresses in one state, or from one state to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Move {
    pub(super) from: Spot,
    pub(super) to: Spot,
    /// The object that it stands for, or is a part of.
    pub(super) object: Option<EntityId>,
    /// How many instances go with it.
    pub(super) instances: usize,
}

/// Everything that has another address.
#[derive(Debug, Default)]
pub(super) struct Moves {
    /// What `moved` blocks say. Terraform refuses one that leads from an address that is still in the code, gives one up
    /// that leads to an address that something old has, and each is about one state.
    pub(super) in_code: Vec<Move>,
    /// What they cannot say.
    pub(super) by_hand: Vec<Move>,
    /// What stands where something is to go by hand, and is not in the code any more.
    pub(super) in_the_way: BTreeSet<Spot>,
    /// States that are in another folder, with all that is in them.
    pub(super) folders: Vec<(Folder, Folder)>,
    /// Those of them where the state of an environment is that is gone.
    pub(super) occupied: BTreeSet<Folder>,
}

/// The moves from `old` to `new`.
pub(super) fn compare(old: &[Instance], new: &[Instance]) -> Moves {
    // What is renamed as a whole by a block, and has something in it that is moved by hand, is moved one by one: so no address
    // in it is both an old and a new one, and what is done by hand before the plan finds it as it was.
    let mut one_by_one = BTreeSet::new();
    loop {
        let (moves, tangled) = run(old, new, &one_by_one);
        if tangled.is_empty() {
            return moves;
        }
        one_by_one.extend(tangled);
    }
}

/// What may be renamed as a whole.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Whole {
    /// The call of the module for a VPC, in whichever folder.
    Call(String),
    /// A resource at the top of a folder, with its type and whose it is.
    Resource(String, String, String),
}

/// An old instance, and where it is when the wholes have been renamed.
struct Seat<'a> {
    instance: &'a Instance,
    folder: Folder,
    address: Address,
}

impl Seat<'_> {
    fn whole(&self) -> Whole {
        whole(self.instance, &self.folder)
    }

    fn spot(&self) -> Spot {
        (self.folder.clone(), Place::At(self.address.clone()))
    }
}

fn whole(instance: &Instance, folder: &Folder) -> Whole {
    match &instance.call {
        Some(call) => Whole::Call(call.clone()),
        None => Whole::Resource(folder.identity.clone(), instance.address.kind.clone(), instance.owner.clone()),
    }
}

fn place_of_whole(address: &Address) -> Place {
    match &address.module {
        Some(call) => Place::Call(call.clone()),
        None => Place::At(Address { key: None, ..address.clone() }),
    }
}

/// The moves, and which wholes that `moved` blocks rename have something in them that goes by hand.
fn run(old: &[Instance], new: &[Instance], one_by_one: &BTreeSet<Whole>) -> (Moves, BTreeSet<Whole>) {
    let mut moves = Moves::default();
    let mut seats = seats(old, new, &mut moves);
    let said = rename_wholes(&mut seats, new, one_by_one, &mut moves);

    let now: BTreeMap<&Identity, &Instance> = new.iter().map(|it| (&it.identity, it)).collect();
    let new_addresses: BTreeSet<(&Folder, &Address)> = new.iter().map(|it| (&it.folder, &it.address)).collect();
    let taken: BTreeMap<(&Folder, &Address), &Seat> =
        seats.iter().map(|seat| ((&seat.folder, &seat.address), seat)).collect();
    let mut tangled = BTreeSet::new();
    for seat in &seats {
        let Some(now_at) = now.get(&seat.instance.identity) else { continue };
        if (&seat.folder, &seat.address) == (&now_at.folder, &now_at.address) {
            continue;
        }
        let to: Spot = (now_at.folder.clone(), Place::At(now_at.address.clone()));
        let one = Move { from: seat.spot(), to: to.clone(), object: now_at.object, instances: 1 };
        let holder = taken.get(&(&now_at.folder, &now_at.address));
        let stays = seat.folder == now_at.folder;
        if stays && holder.is_none() && !new_addresses.contains(&(&seat.folder, &seat.address)) {
            moves.in_code.push(one);
            continue;
        }
        if holder.is_some_and(|holder| !now.contains_key(&holder.instance.identity)) {
            moves.in_the_way.insert(to);
        }
        tangled.extend([seat.whole(), whole(now_at, &now_at.folder)].into_iter().filter(|it| said.contains(it)));
        moves.by_hand.push(one);
    }
    // What is renamed as a whole comes before what is inside of it, under its new name.
    let is_inside = |one: &Move| matches!(&one.from.1, Place::At(address) if address.key.is_some());
    moves.in_code.order_by(|a, b| (is_inside(a), &a.to, &a.from).cmp(&(is_inside(b), &b.to, &b.from)));
    moves.by_hand.order_by(|a, b| (&a.from, &a.to).cmp(&(&b.from, &b.to)));
    (moves, tangled)
}

/// Where the old instances are, in folders as they are called now.
fn seats<'a>(old: &'a [Instance], new: &[Instance], moves: &mut Moves) -> Vec<Seat<'a>> {
    let paths: BTreeMap<&str, &Folder> = new.iter().map(|it| (it.folder.identity.as_str(), &it.folder)).collect();
    let folder = |it: &Instance| paths.get(it.folder.identity.as_str()).map_or(&it.folder, |folder| *folder).clone();
    let renamed: BTreeSet<(Folder, Folder)> =
        old.iter().map(|it| (it.folder.clone(), folder(it))).filter(|(before, now)| before != now).collect();
    let gone =
        |path: &str| old.iter().any(|it| it.folder.path == path && !paths.contains_key(it.folder.identity.as_str()));
    moves.occupied = renamed.iter().map(|(_, now)| now).filter(|now| gone(&now.path)).cloned().collect();
    moves.folders.extend(renamed);
    old.iter().map(|it| Seat { instance: it, folder: folder(it), address: it.address.clone() }).collect()
}

/// Finds calls and resources that are called otherwise, or calls in another folder, and moves the seats along. Returns those
/// that `moved` blocks say.
fn rename_wholes(
    seats: &mut [Seat],
    new: &[Instance],
    one_by_one: &BTreeSet<Whole>,
    moves: &mut Moves,
) -> BTreeSet<Whole> {
    let mut before: BTreeMap<Whole, (Spot, usize)> = BTreeMap::new();
    for seat in seats.iter() {
        let spot = (seat.folder.clone(), place_of_whole(&seat.address));
        before.entry(seat.whole()).or_insert((spot, 0)).1 += 1;
    }
    let mut now: BTreeMap<Whole, (Spot, Option<EntityId>)> = BTreeMap::new();
    for it in new {
        let spot = (it.folder.clone(), place_of_whole(&it.address));
        now.entry(whole(it, &it.folder)).or_insert((spot, it.owned_by));
    }
    let old_spots: BTreeMap<&Spot, &Whole> = before.iter().map(|(whole, (spot, _))| (spot, whole)).collect();
    let new_spots: BTreeSet<&Spot> = now.values().map(|(spot, _)| spot).collect();
    let mut said = BTreeSet::new();
    let mut renamed: BTreeMap<&Whole, Spot> = BTreeMap::new();
    for (whole, (from, instances)) in &before {
        let Some((to, object)) = now.get(whole).filter(|(to, _)| to != from && !one_by_one.contains(whole)) else {
            continue;
        };
        let one = Move { from: from.clone(), to: to.clone(), object: *object, instances: *instances };
        let holder = old_spots.get(to);
        if from.0 == to.0 && holder.is_none() && !new_spots.contains(from) {
            moves.in_code.push(one);
            said.insert(whole.clone());
        } else if matches!(whole, Whole::Call(_)) {
            if let Some(gone) = holder.filter(|holder| !now.contains_key(holder)) {
                moves.in_the_way.insert(to.clone());
                // Nothing new is there: no call has such a name.
                renamed.insert(gone, (to.0.clone(), Place::Call(String::new())));
            }
            moves.by_hand.push(one);
        } else {
            // By instance: some of them may have an address that no other had.
            continue;
        }
        renamed.insert(whole, to.clone());
    }
    for seat in seats.iter_mut() {
        let Some((folder, place)) = renamed.get(&seat.whole()) else { continue };
        seat.folder = folder.clone();
        match place {
            Place::Call(call) => seat.address.module = Some(call.clone()),
            Place::At(address) => seat.address.label = address.label.clone(),
        }
    }
    said
}
