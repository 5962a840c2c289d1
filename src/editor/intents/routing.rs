//! Which route table a subnet follows, and tables for groups of subnets that need a way of their own.

use std::collections::BTreeMap;

use super::Draft;
use crate::addressing::CidrBlock;
use crate::editor::{Refusal, naming};
use crate::model::kinds::{InternetGateway, NatGateway, Role, Route, RouteTable, Subnet, Tier};
use crate::model::{
    Design, Edit, EntityId, InternetGatewayId, NatGatewayId, RouteTableId, SubnetId, VpcId, nat_gateways_of,
};

/// The table that holds for the subnets of a VPC that name none.
pub(super) fn main_table(design: &Design, vpc: VpcId) -> Option<RouteTableId> {
    design.referring::<RouteTable>(vpc).find(|(_, table)| table.main).map(|(id, _)| id)
}

/// The table that a subnet follows.
pub(in crate::editor) fn table_of(design: &Design, subnet: &Subnet) -> Option<RouteTableId> {
    subnet.route_table.filter(|id| design.contains(*id)).or_else(|| main_table(design, subnet.vpc))
}

/// The subnets that follow a table: those that name it and, when it is the main one, those that name none.
pub(in crate::editor) fn followers(design: &Design, table: RouteTableId) -> Vec<SubnetId> {
    let Some(fields) = design.get(table) else { return Vec::new() };
    let subnets = design.referring::<Subnet>(fields.vpc);
    subnets.filter(|(_, subnet)| table_of(design, subnet) == Some(table)).map(|(id, _)| id).collect()
}

/// What the tier of a subnet is meant to reach.
pub(super) fn role_of(design: &Design, subnet: &Subnet) -> Role {
    design.get(subnet.tier).map_or(Role::default(), |tier: &Tier| tier.role)
}

/// The subnets of a VPC with this role and, if one is given, in this zone.
pub(super) fn subnets_with(design: &Design, vpc: VpcId, role: Role, zone: Option<&str>) -> Vec<SubnetId> {
    let in_zone = |subnet: &Subnet| zone.is_none_or(|zone| subnet.zone == zone);
    let subnets = design.referring::<Subnet>(vpc);
    subnets.filter(|(_, s)| role_of(design, s) == role && in_zone(s)).map(|(id, _)| id).collect()
}

/// The internet gateway of a VPC.
pub(super) fn internet_gateway(design: &Design, vpc: VpcId) -> Option<InternetGatewayId> {
    design.referring::<InternetGateway>(vpc).next().map(|(id, _)| id)
}

/// The zonal NAT gateways of a VPC, each with its zone.
pub(super) fn nat_gateways(design: &Design, vpc: VpcId) -> Vec<(NatGatewayId, String)> {
    let subnets = design.referring::<Subnet>(vpc);
    let seated = |id| design.referring::<NatGateway>(id).filter(move |(_, nat)| nat.seat(design) == Some(id));
    subnets.flat_map(|(id, subnet)| seated(id).map(|(nat, _)| (nat, subnet.zone.clone()))).collect()
}

/// The regional NAT gateway of a VPC.
pub(super) fn regional_nat_gateway(design: &Design, vpc: VpcId) -> Option<NatGatewayId> {
    nat_gateways_of(design, vpc).into_iter().find(|(_, nat)| nat.is_regional()).map(|(id, _)| id)
}

/// Where a table sends packets for any address.
pub(super) fn default_target(design: &Design, table: RouteTableId) -> Option<EntityId> {
    let routes = &design.get(table)?.routes;
    let default = routes.iter().find(|route| route.destination.get() == Some(CidrBlock::any_v4()))?;
    default.target.object().filter(|target| design.contains(*target))
}

/// Tables that only `group` follows, so that a route in them holds for nobody else. A table that is shared with other
/// subnets, or the main one, is not touched: its subnets of the group get a new table called `name` with a copy of its
/// routes, so that nothing that worked stops working. Answers with the tables and those of them that are new.
pub(super) fn own_tables(
    draft: &mut Draft,
    vpc: VpcId,
    group: &[SubnetId],
    name: &str,
) -> Result<(Vec<RouteTableId>, Vec<RouteTableId>), Refusal> {
    let mut by_table: BTreeMap<Option<RouteTableId>, Vec<SubnetId>> = BTreeMap::new();
    for id in group {
        let Some(subnet) = draft.design().get(*id) else { continue };
        by_table.entry(table_of(draft.design(), subnet)).or_default().push(*id);
    }
    let (mut tables, mut new) = (Vec::new(), Vec::new());
    let mut homeless = Vec::new();
    for (table, subnets) in by_table {
        let design = draft.design();
        match table {
            Some(id) if design.get(id).is_some_and(|t| !t.main) && followers(design, id).len() == subnets.len() => {
                tables.push(id);
            }
            shared => homeless.push((shared, subnets)),
        }
    }
    for (shared, subnets) in homeless {
        let routes = shared.and_then(|id| draft.design().get(id)).map_or(Vec::new(), |table| table.routes.clone());
        let own = match tables.first() {
            // Those that follow the main table join the group's own one, unless that would lose them routes.
            Some(own) if routes.is_empty() => *own,
            _ => {
                let name = naming::route_table(name, draft.design(), vpc);
                let id = draft.add(name, RouteTable { routes, ..RouteTable::new(vpc) })?;
                tables.push(id);
                new.push(id);
                id
            }
        };
        draft.apply_all(subnets.iter().map(|id| Edit::change(*id, move |subnet| subnet.route_table = Some(own))))?;
    }
    Ok((tables, new))
}

/// Adds a route unless the table has one for that destination. One whose target is gone is replaced.
pub(super) fn ensure_route(
    draft: &mut Draft,
    table: RouteTableId,
    destination: CidrBlock,
    target: EntityId,
) -> Result<bool, Refusal> {
    let Some(fields) = draft.design().get(table) else { return Ok(false) };
    let there = fields.routes.iter().position(|route| route.destination.get() == Some(destination));
    if let Some(at) = there {
        let gone = fields.routes[at].target.object().is_some_and(|id| !draft.design().contains(id));
        if !gone {
            return Ok(false);
        }
        draft.apply(Edit::change(table, move |table| table.routes[at] = Route::new(destination, target)))?;
        return Ok(true);
    }
    draft.apply(Edit::change(table, move |table| table.routes.push(Route::new(destination, target))))?;
    Ok(true)
}

/// Sends packets for a destination to `target`, wherever they went before.
pub(super) fn set_route(
    draft: &mut Draft,
    table: RouteTableId,
    destination: CidrBlock,
    target: EntityId,
) -> Result<(), Refusal> {
    draft.apply(Edit::change(table, move |table| {
        let route = Route::new(destination, target);
        match table.routes.iter_mut().find(|route| route.destination.get() == Some(destination)) {
            Some(there) => *there = route,
            None => table.routes.push(route),
        }
    }))?;
    Ok(())
}

/// Gives the public subnets of a VPC their way to its internet gateway. Answers with the tables that got a route.
pub(super) fn open_public(
    draft: &mut Draft,
    vpc: VpcId,
    gateway: InternetGatewayId,
) -> Result<Vec<RouteTableId>, Refusal> {
    let group: Vec<SubnetId> = subnets_with(draft.design(), vpc, Role::Public, None);
    give_way(draft, vpc, &group, "public", gateway.into())
}

/// Gives the private subnets in the zone of a NAT gateway, or in every zone, their way through it. Answers with the
/// tables that got a route.
pub(super) fn open_private(
    draft: &mut Draft,
    vpc: VpcId,
    zone: Option<&str>,
    nat: NatGatewayId,
) -> Result<Vec<RouteTableId>, Refusal> {
    let group = subnets_with(draft.design(), vpc, Role::Private, zone);
    let letter = zone.and_then(naming::zone_letter);
    let name = letter.map_or("private".to_owned(), |letter| format!("private-{letter}"));
    give_way(draft, vpc, &group, &name, nat.into())
}

/// Sends packets for any address from `group` to `target`; subnets that have a way already keep it.
fn give_way(
    draft: &mut Draft,
    vpc: VpcId,
    group: &[SubnetId],
    name: &str,
    target: EntityId,
) -> Result<Vec<RouteTableId>, Refusal> {
    let has_way = |id: &SubnetId| {
        let table = draft.design().get(*id).and_then(|subnet| table_of(draft.design(), subnet));
        table.and_then(|table| default_target(draft.design(), table)).is_some_and(|to| to.kind == target.kind)
    };
    let lacking: Vec<SubnetId> = group.iter().copied().filter(|id| !has_way(id)).collect();
    if lacking.is_empty() {
        return Ok(Vec::new());
    }
    // A table of the group that goes there already takes the others in.
    let design = draft.design();
    let ready = group.iter().find_map(|id| {
        let table = design.get(*id).and_then(|subnet| table_of(design, subnet))?;
        let own = !design.get(table)?.main && default_target(design, table) == Some(target);
        own.then_some(table)
    });
    if let Some(table) = ready {
        let unsettled = |id: &&SubnetId| draft.design().get(**id).is_some_and(|s| s.route_table.is_none());
        let joining: Vec<SubnetId> = lacking.iter().filter(unsettled).copied().collect();
        if joining.len() == lacking.len() {
            draft.apply_all(joining.iter().map(|id| Edit::change(*id, move |s| s.route_table = Some(table))))?;
            return Ok(vec![table]);
        }
    }
    let (tables, _) = own_tables(draft, vpc, &lacking, name)?;
    let mut routed = Vec::new();
    for table in tables {
        if ensure_route(draft, table, CidrBlock::any_v4(), target)? {
            routed.push(table);
        }
    }
    Ok(routed)
}

/// Chooses the table of a subnet that is new in its place: the way that its role asks for where the VPC has it, else
/// what its neighbours follow.
pub(in crate::editor) fn settle(draft: &mut Draft, id: SubnetId) -> Result<(), Refusal> {
    let Some(subnet) = draft.design().get(id).cloned() else { return Ok(()) };
    let design = draft.design();
    match role_of(design, &subnet) {
        Role::Public => {
            if let Some(gateway) = internet_gateway(design, subnet.vpc) {
                open_public(draft, subnet.vpc, gateway)?;
            }
        }
        Role::Private => {
            let zonal = nat_gateways(design, subnet.vpc).into_iter().find(|(_, zone)| *zone == subnet.zone);
            if let Some((nat, zone)) = zonal {
                open_private(draft, subnet.vpc, Some(&zone), nat)?;
            } else if let Some(nat) = regional_nat_gateway(design, subnet.vpc) {
                open_private(draft, subnet.vpc, None, nat)?;
            }
        }
        Role::Isolated => {}
    }
    if draft.design().get(id).is_some_and(|subnet| subnet.route_table.is_none())
        && let Some(table) = neighbours_table(draft.design(), id, &subnet)
    {
        draft.apply(Edit::change(id, move |subnet| subnet.route_table = Some(table)))?;
    }
    Ok(())
}

/// The one table that the other subnets of its role and zone follow by name, or else those of its tier.
fn neighbours_table(design: &Design, id: SubnetId, subnet: &Subnet) -> Option<RouteTableId> {
    let of = |same: &dyn Fn(&Subnet) -> bool| {
        let mut tables = design
            .referring::<Subnet>(subnet.vpc)
            .filter(|(other, fields)| *other != id && same(fields))
            .map(|(_, fields)| fields.route_table);
        let first = tables.next()??;
        tables.all(|table| table == Some(first)).then_some(first)
    };
    let role = role_of(design, subnet);
    of(&|other| other.zone == subnet.zone && role_of(design, other) == role).or_else(|| of(&|o| o.tier == subnet.tier))
}
