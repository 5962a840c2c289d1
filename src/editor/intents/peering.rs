use super::{Draft, routing, there};
use crate::addressing::CidrBlock;
use crate::editor::{Refusal, naming};
use crate::model::kinds::{Peering, Role, RouteTable, Subnet, Vpc};
use crate::model::{Design, EntityId, Kind, PeeringId, RouteTableId, SubnetId, VpcId};
use crate::ordering::Ordered;

/// Can the two be peered? AWS refuses peers whose blocks overlap, and a second active peering of the same two.
/// <https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html>
pub(super) fn check(design: &Design, a: VpcId, b: VpcId) -> Result<(), Refusal> {
    if a == b {
        return Err(Refusal::SameEnd);
    }
    let (left, right) = (there(design, a)?, there(design, b)?);
    let joined = design.referring::<Peering>(a).find(|(_, peering)| peering.other_end(a) == Some(b));
    if let Some((id, _)) = joined {
        return Err(Refusal::AlreadyPeered { a: design.name(a), b: design.name(b), peering: design.name(id) });
    }
    match overlap(left, right) {
        Some((left, right)) => Err(Refusal::PeersOverlap { a: design.name(a), left, b: design.name(b), right }),
        None => Ok(()),
    }
}

fn overlap(a: &Vpc, b: &Vpc) -> Option<(CidrBlock, CidrBlock)> {
    a.blocks().find_map(|left| b.blocks().find(|right| left.overlaps(*right)).map(|right| (left, right)))
}

/// What peering two VPCs added.
pub(super) struct Added {
    pub peering: PeeringId,
    pub routes: usize,
    pub tables: Vec<RouteTableId>,
}

/// A peering with routes on both sides: in the tables of `from` and `to` where those are given, else in every table
/// that a subnet follows which is meant to reach something outside its VPC.
pub(super) fn add(draft: &mut Draft, a: Scope, b: Scope) -> Result<Added, Refusal> {
    check(draft.design(), a.0, b.0)?;
    let base = format!("{}-{}", draft.design().name(a.0), draft.design().name(b.0));
    let name = naming::free_of(&base, draft.design(), Kind::Peering);
    let peering = draft.add(name, Peering::new(a.0, b.0))?;
    let (routes, tables) = add_routes(draft, peering, &a, &b)?;
    Ok(Added { peering, routes, tables })
}

/// A VPC, and its subnets that are meant when not all are.
type Scope = (VpcId, Option<Vec<SubnetId>>);

/// Routes over a peering on both sides. Answers with their number and the tables.
pub(super) fn add_routes(
    draft: &mut Draft,
    peering: PeeringId,
    a: &Scope,
    b: &Scope,
) -> Result<(usize, Vec<RouteTableId>), Refusal> {
    let (mut routes, mut tables) = (0, Vec::new());
    for ((vpc, subnets), (other, _)) in [(a, b), (b, a)] {
        let blocks: Vec<CidrBlock> = there(draft.design(), *other)?.blocks().collect();
        for table in tables_for(draft, *vpc, subnets.as_deref())? {
            for block in &blocks {
                routes += usize::from(routing::ensure_route(draft, table, *block, EntityId::from(peering))?);
            }
            tables.push(table);
        }
    }
    Ok((routes, tables))
}

/// The tables that get the routes. Subnets that name no table follow the main one, which is made when there is none.
pub(super) fn tables_for(
    draft: &mut Draft,
    vpc: VpcId,
    subnets: Option<&[SubnetId]>,
) -> Result<Vec<RouteTableId>, Refusal> {
    let design = draft.design();
    let all: Vec<(SubnetId, &Subnet)> = design.referring::<Subnet>(vpc).collect();
    let chosen: Vec<&Subnet> = match subnets {
        Some(ids) => ids.iter().filter_map(|id| design.get(*id)).collect(),
        None => all.iter().map(|(_, s)| *s).filter(|s| routing::role_of(design, s) != Role::Isolated).collect(),
    };
    let mut tables: Vec<RouteTableId> = chosen.iter().filter_map(|subnet| routing::table_of(design, subnet)).collect();
    // A VPC that is still empty gets the routes in its main table, where its first subnets will find them.
    let implicit = chosen.iter().any(|subnet| routing::table_of(design, subnet).is_none());
    if implicit || (all.is_empty() && tables.is_empty()) {
        let main = match routing::main_table(design, vpc) {
            Some(main) => main,
            None => {
                let name = naming::route_table("main", draft.design(), vpc);
                draft.add(name, RouteTable { main: true, ..RouteTable::new(vpc) })?
            }
        };
        tables.push(main);
    }
    tables.order();
    tables.dedup();
    Ok(tables)
}
