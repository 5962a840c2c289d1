use std::collections::{BTreeMap, BTreeSet};

use super::{Planned, cannot, drafted};
use crate::addressing::{CidrBlock, PrefixSet};
use crate::analysis::EnvironmentWords;
use crate::editor::intents::transplant::{Home, plant};
use crate::editor::intents::{Draft, there, with_content};
use crate::editor::{Refusal, addresses, words};
use crate::model::kinds::{Environment, Peering, Route, RouteTable, RouteTarget, Subnet, Vpc};
use crate::model::{
    AccountId, AddressPoolId, Body, Design, Edit, Entity, EntityId, EnvironmentId, IdSource, Kind, PeeringId, VpcId,
    Written,
};
use crate::ordering::Ordered;
use crate::wording::capitalised;

/// A new environment like another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// The environment that it is to be like.
    pub like: EnvironmentId,
    /// Its name.
    pub name: String,
    /// Its short form in names of objects (`stg`); the usual one when not given.
    pub short: Option<String>,
    /// Does it serve customers?
    pub production: bool,
    /// The pool that its VPCs take addresses from; that of the other environment when not given.
    pub pool: Option<AddressPoolId>,
    /// Its account; that of the other environment when not given.
    pub account: Option<AccountId>,
    /// VPCs outside the environment that the new one is peered with as the other is: shared services.
    pub shared: BTreeSet<VpcId>,
    /// How far from the other environment its VPCs are drawn, in canvas units.
    pub by: (i32, i32),
}

/// A VPC and its copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StampedVpc {
    /// The VPC of the other environment.
    pub from: VpcId,
    /// The new one.
    pub to: VpcId,
    /// The primary block of the first.
    pub old: Option<CidrBlock>,
    /// The primary block of the second.
    pub new: Option<CidrBlock>,
    /// The first IPv6 block of the first.
    pub old_ipv6: Option<CidrBlock>,
    /// The IPv6 block of the second; none where AWS hands it out when the VPC is made.
    pub new_ipv6: Option<CidrBlock>,
}

/// A new environment, worked out and not made.
#[derive(Clone, Debug, PartialEq)]
pub struct Stamped {
    /// The new environment.
    pub environment: EnvironmentId,
    /// Its VPCs, by the address of the originals.
    pub vpcs: Vec<StampedVpc>,
    /// Every new object with the name of its original and its own.
    pub names: Vec<(EntityId, String, String)>,
    /// What is not as in the original, as sentences.
    pub notes: Vec<String>,
    /// The change.
    pub planned: Planned,
}

/// A VPC outside an environment that one in it is peered with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Peer {
    /// The VPC.
    pub vpc: VpcId,
    /// Does it look like shared services, so that a new environment is peered with it, too? It does unless it is in
    /// production or in another of the environments that software goes through.
    pub shared: bool,
}

/// The VPCs outside an environment that its VPCs are peered with, by name.
pub fn peers_of(design: &Design, environment: EnvironmentId) -> Vec<Peer> {
    let outer: BTreeSet<VpcId> = outward(design, environment).into_iter().map(|(_, vpc)| vpc).collect();
    let shared = |vpc: VpcId| {
        let home = design.get(vpc).and_then(|vpc| vpc.environment).filter(|id| design.contains(*id));
        home.is_none_or(|home| {
            let production = design.get(home).is_some_and(|home: &Environment| home.production);
            !production && !EnvironmentWords::new(&design.name(home), None).are_usual()
        })
    };
    let mut peers: Vec<Peer> = outer.into_iter().map(|vpc| Peer { vpc, shared: shared(vpc) }).collect();
    peers.order_by_cached_key(|peer| (design.name(peer.vpc), peer.vpc));
    peers
}

/// The VPCs of an environment.
fn vpcs_of(design: &Design, environment: EnvironmentId) -> BTreeSet<VpcId> {
    let vpcs = design.referring::<Vpc>(environment).filter(|(_, vpc)| vpc.environment == Some(environment));
    vpcs.map(|(id, _)| id).collect()
}

/// The peerings that lead out of an environment, each with the VPC outside.
fn outward(design: &Design, environment: EnvironmentId) -> Vec<(PeeringId, VpcId)> {
    let own = vpcs_of(design, environment);
    let mut found = Vec::new();
    for vpc in &own {
        let peerings = design.referring::<Peering>(*vpc);
        let other = peerings.filter_map(|(id, peering)| Some((id, peering.other_end(*vpc)?)));
        found.extend(other.filter(|(_, other)| !own.contains(other) && design.contains(*other)));
    }
    found
}

/// Works out a new environment like another: the same VPCs, tiers, zones, gateways and routes, each VPC at the next free
/// block of its length, each subnet where the original lies in its VPC, each name with the new environment's word in
/// place of the other's. Peerings inside the environment and with shared services come along; those with other
/// environments do not. IPv6 blocks that come from a pool have their like there; what AWS hands out is not known yet,
/// and left out with a note.
///
/// Law: `parity` finds no difference between the two, but for IPv6 that AWS hands out, and for peerings that do not come
/// along.
///
/// # Errors
/// When the name is empty or taken, the environment has no VPC, or the pool is full: says which and what would do.
pub fn stamp(design: &Design, ids: &mut IdSource, stamp: &Stamp) -> Result<Stamped, Refusal> {
    let like = there(design, stamp.like)?.clone();
    let (old_name, name) = (design.name(stamp.like), stamp.name.trim().to_owned());
    if name.is_empty() {
        return Err(Refusal::EmptyName);
    }
    let alike = |(_, entity): &(EntityId, &std::sync::Arc<Entity>)| entity.head.name.eq_ignore_ascii_case(&name);
    if design.of_kind(Kind::Environment).any(|found| alike(&found)) {
        let why = "there is an environment of that name already.";
        return Err(cannot(format!("Environment {name}"), why, "Choose another name."));
    }
    let own = vpcs_of(design, stamp.like);
    if own.is_empty() {
        let what = format!("Environment {old_name}");
        return Err(cannot(what, "it has no VPC to be copied.", "Set the environment of a VPC first."));
    }
    let from = EnvironmentWords::new(&old_name, None);
    let to = EnvironmentWords::new(&name, stamp.short.as_deref());
    let environment = Environment {
        production: stamp.production,
        colour: 0,
        pool: stamp.pool.or(like.pool),
        account: stamp.account.or(like.account),
    };
    let ((id, planted, left), diff) = drafted(design, ids, |draft| {
        let id = draft.add(name.clone(), environment)?;
        let mut objects = with_content(design, &own.iter().map(|id| (*id).into()).collect());
        let kept = outward(design, stamp.like).into_iter().filter(|(_, other)| stamp.shared.contains(other));
        let kept: Vec<(PeeringId, VpcId)> = kept.collect();
        let peerings = kept.iter().filter_map(|(id, _)| Some(((*id).into(), Entity::clone(design.entity(*id)?))));
        objects.extend(peerings);
        objects.order_by_key(|(id, _)| *id);
        for (_, entity) in &mut objects {
            rename(entity, &from, &to, &name);
            if let Body::Vpc(vpc) = &mut entity.body {
                vpc.environment = Some(id);
                vpc.account = stamp.account.or(vpc.account);
                vpc.pool = vpc.pool.filter(|_| stamp.pool.is_none());
            }
        }
        let planted = plant(draft, objects, stamp.by, Home::Original)?;
        let moves = Moves::between(design, draft.design(), &planted);
        let mut left = turn_blocks(draft, &planted, &moves)?;
        for (peering, other) in kept {
            left.extend(answer(draft, design, other, peering, &planted, &moves)?);
        }
        Ok((id, planted, left))
    })?;
    let mut after = design.clone();
    after.absorb(&diff);
    let mut notes = notes(design, stamp);
    notes.extend(ipv6_notes(design, &after, &planted));
    notes.extend(left);
    let mut vpcs: Vec<StampedVpc> = own
        .iter()
        .filter_map(|from| {
            let to = planted.get(&(*from).into())?.typed()?;
            let first = |design: &Design, id: VpcId| design.get(id).and_then(|vpc| vpc.ipv4_blocks().next());
            let six = |design: &Design, id: VpcId| design.get(id).and_then(|vpc| vpc.ipv6_blocks().next());
            let (old, new) = (first(design, *from), first(&after, to));
            Some(StampedVpc { from: *from, to, old, new, old_ipv6: six(design, *from), new_ipv6: six(&after, to) })
        })
        .collect();
    vpcs.order_by_key(|vpc| (vpc.old, vpc.from));
    let names = planted.iter().map(|(old, new)| (*new, design.name(*old), after.name(*new))).collect();
    let blocks: Vec<String> =
        vpcs.iter().filter_map(|vpc| Some(format!("{} {}", after.name(vpc.to), vpc.new?))).collect();
    let planned = Planned {
        label: format!("New environment {name} like {old_name}"),
        said: format!("Environment {name} is like {old_name}: {}.", words::list(&blocks)),
        diff,
        select: vpcs.iter().map(|vpc| vpc.to.into()).collect(),
    };
    Ok(Stamped { environment: id, vpcs, names, notes, planned })
}

/// The name and the tags of a copy. What does not say its environment, and is not told apart by its VPC, says it then.
fn rename(entity: &mut Entity, from: &EnvironmentWords, to: &EnvironmentWords, new: &str) {
    let turned = from.turned(to, &entity.head.name);
    let alone =
        matches!(entity.kind(), Kind::Vpc | Kind::InternetGateway | Kind::NatGateway | Kind::ElasticIp | Kind::Peering);
    entity.head.name = if alone && turned == entity.head.name { format!("{turned}-{new}") } else { turned };
    entity.head.tags.values_mut().for_each(|value| *value = from.turned(to, value));
}

/// What becomes of the blocks of VPCs that are copied.
struct Moves {
    /// Each block with its like.
    known: Vec<(CidrBlock, CidrBlock)>,
    /// IPv6 blocks whose like AWS hands out.
    unknown: PrefixSet,
}

impl Moves {
    fn between(before: &Design, after: &Design, planted: &BTreeMap<EntityId, EntityId>) -> Moves {
        let mut moves = Moves { known: Vec::new(), unknown: PrefixSet::new() };
        for (old, new) in planted {
            let pair = old.typed::<VpcId>().zip(new.typed::<VpcId>());
            let Some((old, new)) = pair.and_then(|(old, new)| before.get(old).zip(after.get(new))) else { continue };
            moves.known.extend(old.ipv4_blocks().zip(new.ipv4_blocks()));
            // A copy has those that come from a pool, in their order.
            let mut six = new.ipv6_blocks();
            for block in old.ipv6_blocks() {
                let own = addresses::supply(after, new.pool, new.environment);
                let pooled = addresses::supply_v6(after, own, block).is_some();
                match pooled.then(|| six.next()).flatten() {
                    Some(new) => moves.known.push((block, new)),
                    None => moves.unknown.insert(block),
                }
            }
        }
        moves
    }

    fn moved(&self, block: CidrBlock) -> Option<CidrBlock> {
        self.known.iter().find_map(|(old, new)| addresses::shifted(block, *old, *new))
    }

    fn is_unknown(&self, block: CidrBlock) -> bool {
        self.unknown.covers(block)
    }
}

/// Routes and rules of the copies that name addresses of the environment name those of the copies. Those whose addresses
/// are not known yet are left out: what is said of them is the answer.
fn turn_blocks(
    draft: &mut Draft,
    planted: &BTreeMap<EntityId, EntityId>,
    moves: &Moves,
) -> Result<Vec<String>, Refusal> {
    let mut left = Vec::new();
    for id in planted.values().copied() {
        let Some(mut body) = draft.design().entity(id).map(|entity| entity.body.clone()) else { continue };
        let mut unknown = Vec::new();
        let mut keep = |block: Option<&mut Written<CidrBlock>>| {
            let Some(written) = block else { return true };
            let Some(old) = written.get() else { return true };
            match moves.moved(old) {
                Some(new) => *written = Written::Sound(new),
                None if moves.is_unknown(old) => unknown.push(old),
                None => {}
            }
            !moves.is_unknown(old)
        };
        match &mut body {
            Body::RouteTable(table) => table.routes.retain_mut(|route| keep(route.destination.written_mut())),
            Body::SecurityGroup(group) => group.rules.retain_mut(|rule| keep(rule.peer.written_mut())),
            Body::NetworkAcl(acl) => acl.entries.retain_mut(|entry| keep(Some(&mut entry.block))),
            _ => continue,
        }
        let what = if id.kind == Kind::RouteTable { "its route to" } else { "what it says of" };
        let name = capitalised(&words::called(draft.design(), id));
        left.extend(unknown.into_iter().map(|block| {
            format!("{name}: {what} {block} is left out, because AWS has not handed out the IPv6 range yet.")
        }));
        if draft.design().entity(id).is_some_and(|entity| entity.body != body) {
            draft.apply(Edit::change_entity(id, move |entity| entity.body = body.clone()))?;
        }
    }
    Ok(left)
}

/// The routes of shared services back to the new environment, beside those to the old one. Answers with what is said of
/// those whose addresses are not known yet.
fn answer(
    draft: &mut Draft,
    before: &Design,
    other: VpcId,
    peering: PeeringId,
    planted: &BTreeMap<EntityId, EntityId>,
    moves: &Moves,
) -> Result<Vec<String>, Refusal> {
    let mut left = Vec::new();
    let Some(new_peering) = planted.get(&peering.into()).copied() else { return Ok(left) };
    for (table, fields) in before.referring::<RouteTable>(other) {
        let back = fields.routes.iter().filter(|route| route.target == RouteTarget::To(peering.into()));
        let old: Vec<CidrBlock> = back.filter_map(|route| route.destination.get()).collect();
        for block in old.iter().filter(|block| moves.is_unknown(**block)) {
            let name = words::called(before, table);
            left.push(format!(
                "The like of the route to {block} in {name} is left out, because AWS has not handed out the IPv6 range yet."
            ));
        }
        let new: Vec<CidrBlock> = old.into_iter().filter_map(|block| moves.moved(block)).collect();
        if new.is_empty() {
            continue;
        }
        draft.apply(Edit::change(table, move |table| {
            for block in &new {
                if table.routes.iter().all(|route| route.destination.get() != Some(*block)) {
                    table.routes.push(Route::new(*block, new_peering));
                }
            }
        }))?;
    }
    Ok(left)
}

/// What is not as in the original.
fn notes(design: &Design, stamp: &Stamp) -> Vec<String> {
    let mut notes = Vec::new();
    for (peering, other) in outward(design, stamp.like) {
        if !stamp.shared.contains(&other) {
            let (peering, other) = (design.name(peering), design.name(other));
            notes.push(format!("Peering {peering} does not come along: {other} is not among the shared services."));
        }
    }
    notes
}

/// What has IPv6 addresses in the original and not in the copy.
fn ipv6_notes(before: &Design, after: &Design, planted: &BTreeMap<EntityId, EntityId>) -> Vec<String> {
    let mut notes = Vec::new();
    for (old, new) in planted {
        let Some((from, to)) = before.entity(*old).zip(after.entity(*new)) else { continue };
        match (&from.body, &to.body) {
            (Body::Vpc(from), Body::Vpc(to)) if to.ipv6_blocks().count() < from.ipv6_blocks().count() => {
                let name = before.name(*old);
                let subnets = after.referring::<Subnet>(*new);
                let bare = subnets.filter(|(_, subnet)| subnet.blocks().next().is_none());
                let bare: Vec<String> = bare.map(|(id, _)| after.name(id)).collect();
                let without = match &bare[..] {
                    [] => String::new(),
                    [one] => format!(" Until then {one} has no block."),
                    some => format!(" Until then {} have no block.", words::list(some)),
                };
                notes.push(format!(
                    "VPC {name} has IPv6 addresses from no pool: AWS hands them out, so its copy and the subnets in it get \
                     theirs when it is made.{without}"
                ));
            }
            (Body::SubnetReservation(from), Body::SubnetReservation(to))
                if from.block.is_some() && to.block.is_none() =>
            {
                let name = capitalised(&words::called(after, *new));
                notes.push(format!("{name} has no block yet: it kept addresses of an IPv6 range that AWS hands out."));
            }
            _ => {}
        }
    }
    notes
}
