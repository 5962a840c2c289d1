//! Where a subnet or a VPC could go instead, and the edits that take it there.

use std::cmp::Reverse;
use std::net::IpAddr;

use super::census::Brief;
use super::context::Context;
use super::finding::{Fix, Safety};
use super::household::Held;
use super::network::Network;
use super::ranges::{FORBIDDEN, private_range};
use crate::addressing::{CidrBlock, Family, Policy, PrefixSet, RFC1918, RFC6598, next_free};
use crate::aws::limits;
use crate::model::kinds::{
    AddressPool, LoadBalancer, PoolPolicy, RouteTable, RouteTarget, Subnet, SubnetReservation, Workload,
};
use crate::model::{AddressPoolId, Edit, EntityId, EnvironmentId, Kind, SubnetId, VpcId, Written};

/// Ranges inside RFC 1918 that a new VPC block should not take: Docker's default bridge, every account's default VPC,
/// and the blocks that home routers and tutorials use.
const UNWISE: [CidrBlock; 5] = [
    CidrBlock::v4([172, 17, 0, 0], 16),
    CidrBlock::v4([172, 31, 0, 0], 16),
    CidrBlock::v4([10, 0, 0, 0], 15),
    CidrBlock::v4([192, 168, 0, 0], 16),
    CidrBlock::v4([10, 255, 0, 0], 16),
];

/// Replacing an object that AWS has already; safe when it has not.
pub(super) fn replacing(objects: impl IntoIterator<Item = (EntityId, bool)>) -> Safety {
    let existing: Vec<EntityId> = objects.into_iter().filter(|(_, exists)| *exists).map(|(id, _)| id).collect();
    if existing.is_empty() { Safety::Safe } else { Safety::Replaces(existing) }
}

/// The lowest free block of `length` in the VPC, clear of every subnet but `except`.
pub(super) fn free_for_subnet(
    network: &Network,
    family: Family,
    length: u8,
    except: Option<&Held<Subnet>>,
) -> Option<CidrBlock> {
    let within = network.blocks().filter(|b| b.family() == family).collect::<PrefixSet>();
    match except {
        None => next_free(&within, network.used(), length, Policy::FirstFit),
        Some(except) => {
            let others = network.subnets.iter().filter(|s| s.id != except.id).flat_map(|s| s.blocks());
            next_free(&within, &others.collect(), length, Policy::FirstFit)
        }
    }
}

/// Moves the IPv4 block of a subnet to the next free one of the same size, or of the nearest size that AWS takes.
pub(super) fn move_subnet(cx: &Context<'_>, network: &Network, subnet: &Held<Subnet>) -> Option<Fix> {
    let length = subnet
        .ipv4_block()
        .filter(|block| block.family() == Family::V4)?
        .length()
        .clamp(prefix_length(&limits::SUBNET_IPV4_PREFIX_MIN), prefix_length(&limits::SUBNET_IPV4_PREFIX_MAX));
    let block = free_for_subnet(network, Family::V4, length, Some(subnet))?;
    readdress_subnet(cx, subnet, block)
}

/// Moves the IPv6 block of a subnet to the next free /64.
pub(super) fn move_subnet_v6(cx: &Context<'_>, network: &Network, subnet: &Held<Subnet>) -> Option<Fix> {
    let block = free_for_subnet(network, Family::V6, 64, Some(subnet))?;
    readdress_subnet(cx, subnet, block)
}

/// Gives a subnet this block in place of the one of its family, with what has addresses there. Nothing when a
/// reservation would not fit.
pub(super) fn readdress_subnet(cx: &Context<'_>, subnet: &Held<Subnet>, block: CidrBlock) -> Option<Fix> {
    let old = subnet.blocks().find(|old| old.family() == block.family());
    let moves: Vec<Move> = old.map(|old| (subnet.id, old, block)).into_iter().collect();
    let mut edits = vec![Edit::change(subnet.id, move |s| match block.family() {
        Family::V4 => s.ipv4 = Some(block.into()),
        Family::V6 => s.ipv6 = Some(block.into()),
    })];
    edits.extend(moves_along(cx, subnet.vpc, &moves)?);
    let safety = replacing([(subnet.entity_id(), subnet.exists_in_aws())]);
    Some(Fix::new(format!("Move {} to {block}", subnet.name()), safety, edits))
}

/// A subnet with the block that it has and the one that it gets.
type Move = (SubnetId, CidrBlock, CidrBlock);

/// What has addresses in subnets that move: their reservations, and hosts and targets whose addresses are named. Nothing
/// when a reservation does not fit into the new block, or one from elsewhere would be in it.
fn moves_along(cx: &Context<'_>, vpc: VpcId, moves: &[Move]) -> Option<Vec<Edit>> {
    let mut edits = Vec::new();
    for (subnet, old, new) in moves.iter().copied() {
        for (id, reservation) in cx.referring::<SubnetReservation>(subnet) {
            let kept = reservation.block.as_ref().and_then(Written::get);
            // One that was outside reserves nothing, and would in a block that happens to reach it.
            if kept.is_some_and(|kept| !old.covers(kept) && new.overlaps(kept)) {
                return None;
            }
            if let Some(kept) = kept.filter(|kept| old.covers(*kept)) {
                let there = rebase(kept, old, new).filter(|there| new.covers(*there))?;
                edits.push(Edit::change(id, move |reservation| reservation.block = Some(there.into())));
            }
        }
    }
    let blocks: Vec<(CidrBlock, CidrBlock)> = moves.iter().map(|(_, old, new)| (*old, *new)).collect();
    let there = move |address: &Written<IpAddr>| {
        let address = address.get()?;
        let (old, new) = blocks.iter().find(|(old, _)| old.contains(address))?;
        let host = CidrBlock::containing(address, Family::of(address).bits());
        rebase(host, *old, *new).filter(|host| new.covers(*host)).map(CidrBlock::first)
    };
    let network = cx.network(vpc)?;
    for workload in &network.workloads {
        let id = workload.id;
        if workload.addresses.iter().any(|address| there(address).is_some()) {
            let there = there.clone();
            edits.push(Edit::change(id, move |workload: &mut Workload| {
                workload
                    .addresses
                    .iter_mut()
                    .for_each(|address| *address = there(address).map_or(address.clone(), Into::into));
            }));
        }
    }
    for balancer in &network.load_balancers {
        let id = balancer.id;
        if balancer.target_addresses.iter().any(|address| there(address).is_some()) {
            let there = there.clone();
            edits.push(Edit::change(id, move |balancer: &mut LoadBalancer| {
                let targets = balancer.target_addresses.iter_mut();
                targets.for_each(|address| *address = there(address).map_or(address.clone(), Into::into));
            }));
        }
    }
    Some(edits)
}

/// A prefix length out of the table of limits.
pub(super) fn prefix_length(limit: &limits::Limit) -> u8 {
    limit.default.and_then(|length| u8::try_from(length).ok()).unwrap_or(u8::MAX)
}

/// The pool of a VPC: its own, or its environment's.
pub(super) fn pool<'a>(
    cx: &Context<'a>,
    own: Option<AddressPoolId>,
    environment: Option<EnvironmentId>,
) -> Option<&'a AddressPool> {
    cx.get(own.or_else(|| cx.get(environment?)?.pool)?)
}

/// The prefix length of a new block for the VPC: what its pool says, else the largest that AWS takes.
pub(super) fn new_vpc_length(cx: &Context<'_>, brief: &Brief) -> u8 {
    pool(cx, brief.pool, brief.environment)
        .and_then(|pool| pool.vpc_length)
        .unwrap_or_else(|| prefix_length(&limits::VPC_IPV4_PREFIX_MIN))
}

/// A block of `length` that no VPC of the design uses, to stand in place of `old` or to be the first: from the VPC's pool,
/// else from a private range, clear of ranges that are asking for trouble.
///
/// Beside other blocks of the VPC it comes from their private range, or from 100.64.0.0/10 where they are in none: AWS
/// takes nothing else.
pub(super) fn free_for_vpc(cx: &Context<'_>, vpc: VpcId, old: Option<CidrBlock>, length: u8) -> Option<CidrBlock> {
    let census = cx.census();
    let brief = census.vpc(vpc)?;
    let beside: Vec<CidrBlock> =
        brief.blocks.iter().copied().filter(|b| Some(*b) != old && b.family() == Family::V4).collect();
    let range = if beside.is_empty() {
        old.and_then(private_range).unwrap_or(RFC1918[0])
    } else {
        beside.iter().find_map(|b| private_range(*b)).unwrap_or(RFC6598)
    };
    let mut used: PrefixSet = census.vpcs().flat_map(|v| v.blocks.iter().copied()).collect();
    FORBIDDEN.iter().for_each(|(range, _)| used.insert(*range));
    // AWS refuses a block that contains the destination of a route.
    let routes = cx.network(vpc).into_iter().flat_map(|network| &network.tables).flat_map(|table| &table.routes);
    for destination in routes.filter_map(|route| route.destination.get()).filter(|d| d.length() >= length) {
        used.insert(destination);
    }
    let wise = UNWISE.iter().copied().collect::<PrefixSet>().union(&used);
    if let Some(pool) = pool(cx, brief.pool, brief.environment) {
        let blocks = pool.blocks.iter().filter_map(Written::get).filter(|b| b.family() == Family::V4);
        let blocks: PrefixSet = blocks.collect();
        let policy = match pool.policy {
            PoolPolicy::FirstFit => Policy::FirstFit,
            PoolPolicy::BestFit => Policy::BestFit,
            PoolPolicy::Spaced => Policy::Spaced,
        };
        // Alone, a block may come from anywhere in the pool, trouble or not: the pool is what was decided.
        let (within, used) = if beside.is_empty() { (blocks, &used) } else { (blocks.intersect(&range.into()), &wise) };
        if let Some(block) = next_free(&within, used, length, policy) {
            return Some(block);
        }
    }
    next_free(&range.into(), &wise, length, Policy::FirstFit)
        .or_else(|| next_free(&RFC1918[0].into(), &wise, length, Policy::FirstFit).filter(|_| beside.is_empty()))
}

/// Moves one block of a VPC to a free one of the same size, with the subnets in it and the routes that lead to it over
/// peerings.
pub(super) fn move_vpc_block(cx: &Context<'_>, vpc: VpcId, old: CidrBlock) -> Option<Fix> {
    let network = cx.network(vpc)?;
    let held = network.vpc.as_ref()?;
    let length =
        old.length().clamp(prefix_length(&limits::VPC_IPV4_PREFIX_MIN), prefix_length(&limits::VPC_IPV4_PREFIX_MAX));
    if old.family() != Family::V4 || length != old.length() {
        return None;
    }
    let new = free_for_vpc(cx, vpc, Some(old), length)?;
    let mut edits = vec![Edit::change(vpc, move |vpc| {
        for block in &mut vpc.ipv4 {
            if block.get() == Some(old) {
                *block = new.into();
            }
        }
    })];
    // A subnet in an overlap of two blocks of the VPC stays where the other block has it.
    let others: Vec<CidrBlock> = held.ipv4_blocks().filter(|block| *block != old).collect();
    let moved: Vec<&Held<Subnet>> = network
        .subnets
        .iter()
        .filter(|s| s.ipv4_block().is_some_and(|b| old.covers(b) && !others.iter().any(|other| other.covers(b))))
        .collect();
    for subnet in &moved {
        edits.push(Edit::change(subnet.id, move |s| {
            if let Some(block) = s.ipv4_block().and_then(|block| rebase(block, old, new)) {
                s.ipv4 = Some(block.into());
            }
        }));
    }
    let moves: Vec<Move> = moved
        .iter()
        .filter_map(|s| s.ipv4_block().and_then(|block| Some((s.id, block, rebase(block, old, new)?))))
        .collect();
    edits.extend(moves_along(cx, vpc, &moves)?);
    edits.extend(routes_that_follow(cx, network, old, new));
    let primary = held.ipv4_blocks().next() == Some(old);
    let vpc_is_made_anew = (held.entity_id(), primary && held.exists_in_aws());
    let subnets_are = moved.iter().map(|s| (s.entity_id(), s.exists_in_aws()));
    let safety = replacing([vpc_is_made_anew].into_iter().chain(subnets_are));
    let with = match moved.len() {
        0 => String::new(),
        1 => " with its subnet".to_owned(),
        n => format!(" with its {n} subnets"),
    };
    let title = match others.is_empty() {
        true => format!("Move {} to {new}{with}", network.name()),
        false => format!("Move block {old} of {} to {new}{with}", network.name()),
    };
    Some(Fix::new(title, safety, edits))
}

/// Destinations inside a block that moves, in its own tables and in those of its peers.
fn routes_that_follow(cx: &Context<'_>, network: &Network, old: CidrBlock, new: CidrBlock) -> Vec<Edit> {
    let move_in = |table: &Held<RouteTable>, concerns: &dyn Fn(RouteTarget) -> bool| {
        let routes = table.routes.iter().enumerate();
        let at: Vec<usize> = routes
            .filter(|(_, route)| concerns(route.target) && route.destination.get().is_some_and(|d| old.covers(d)))
            .map(|(at, _)| at)
            .collect();
        (!at.is_empty()).then(|| {
            Edit::change(table.id, move |table| {
                for at in &at {
                    if let Some(route) = table.routes.get_mut(*at)
                        && let Some(moved) = route.destination.get().and_then(|d| rebase(d, old, new))
                    {
                        route.destination = moved.into();
                    }
                }
            })
        })
    };
    // What its own tables send over a peering is for the peer, who may have the same block; but what a gateway sends is for
    // the VPC, whatever the way.
    let own = |target: RouteTarget| target.object().is_none_or(|id| id.kind != Kind::Peering);
    let mut edits: Vec<Edit> = Vec::new();
    for table in &network.tables {
        edits.extend(move_in(table, &|target| table.edge_gateway.is_some() || own(target)));
    }
    for (id, peering) in cx.peerings(network.id) {
        let peer = peering.other_end(network.id).filter(|peer| *peer != network.id);
        for table in peer.and_then(|peer| cx.network(peer)).iter().flat_map(|peer| &peer.tables) {
            edits.extend(move_in(table, &|target| target == RouteTarget::To(id.into())));
        }
    }
    edits
}

/// `block`, which lies in `old`, at the same place in `new`.
fn rebase(block: CidrBlock, old: CidrBlock, new: CidrBlock) -> Option<CidrBlock> {
    let offset = old.covers(block).then(|| block.first_bits() - old.first_bits())?;
    Some(CidrBlock::containing(new.nth(offset)?, block.length()))
}

/// What is better moved comes first: what AWS does not have yet, a secondary block, what has fewer subnets in it; of
/// equals the later VPC.
pub(super) fn cost_of_moving(network: &Network, block: CidrBlock) -> (bool, bool, usize, Reverse<VpcId>) {
    let exists = network.vpc.as_ref().is_some_and(Held::exists_in_aws);
    let primary = network.blocks().next() == Some(block);
    let subnets = network.subnets.iter().filter(|s| s.ipv4_block().is_some_and(|b| block.covers(b))).count();
    (exists, primary, subnets, Reverse(network.id))
}
