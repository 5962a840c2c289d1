use std::collections::BTreeMap;

use crate::aws::services::managed_prefix_list;
use crate::model::kinds::{Destination, PrefixList, RouteTable, RulePeer, SecurityGroup, TransitGatewayRouteTable};
use crate::model::{Edit, Entity, EntityId, PrefixListId, RouteTableId, SecurityGroupId, TransitGatewayRouteTableId};
use crate::rules::words::list;
use crate::rules::{Context, Findings, Fix, Safety, rule};

rule! {
    /// A prefix list is used in another Region.
    ///
    /// ## Why it matters
    /// Prefix lists are made in a Region and can be shared with other accounts, but not with other Regions: there the id
    /// means nothing, and AWS refuses the route or rule.
    ///
    /// ## What to do
    /// Make a copy of the list in the other Region, and keep the two in step.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 region=eu-west-1 {
    ///   route_table rt main { pl:offices -> tgw:hub }
    /// }
    /// tgw hub eu-west-1
    /// attachment main hub resource=vpc:main
    /// pl offices region=us-east-1 entries=[{block: 192.168.0.0/20}]
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 region=eu-west-1 {
    ///   route_table rt main { pl:offices -> tgw:hub }
    /// }
    /// tgw hub eu-west-1
    /// attachment main hub resource=vpc:main
    /// pl offices region=eu-west-1 entries=[{block: 192.168.0.0/20}]
    /// ```
    "routing/pl-cross-region" {
        severity: Error,
        sources: [
            "https://docs.aws.amazon.com/vpc/latest/userguide/managed-prefix-lists.html",
            "https://docs.aws.amazon.com/ec2/latest/devguide/errors-overview.html",
        ],
        aws_error: "InvalidPrefixListID.NotFound",
        each: PrefixList,
    }
}

fn check(cx: &Context<'_>, id: PrefixListId, prefix_list: &PrefixList, found: &mut Findings) {
    let everywhere = managed_prefix_list(&prefix_list.service).is_some_and(|list| list.is_global());
    if prefix_list.region.is_empty() || everywhere {
        return;
    }
    let mut users: BTreeMap<&str, Vec<EntityId>> = BTreeMap::new();
    for (table, fields) in cx.referring::<RouteTable>(id) {
        if let Some(vpc) = cx.get(fields.vpc) {
            users.entry(&vpc.region).or_default().push(table.into());
        }
    }
    for (group, fields) in cx.referring::<SecurityGroup>(id) {
        if let Some(vpc) = cx.get(fields.vpc) {
            users.entry(&vpc.region).or_default().push(group.into());
        }
    }
    for (table, fields) in cx.referring::<TransitGatewayRouteTable>(id) {
        if let Some(gateway) = cx.get(fields.transit_gateway) {
            users.entry(&gateway.region).or_default().push(table.into());
        }
    }
    for (region, users) in users {
        if region.is_empty() || region == prefix_list.region {
            continue;
        }
        let message = format!(
            "{} is a prefix list of {} and cannot be used in {region}, by {}.",
            cx.name(id),
            prefix_list.region,
            list(users.iter().map(|user| cx.name(*user)))
        );
        let fix = copy(cx, id, prefix_list, region, &users);
        found.at(id, message).with(users).field("region").fix(fix);
    }
}

/// Makes a copy of the list in the Region, and has its users there name that.
fn copy(cx: &Context<'_>, id: PrefixListId, prefix_list: &PrefixList, region: &str, users: &[EntityId]) -> Option<Fix> {
    if !prefix_list.service.is_empty() {
        return None;
    }
    let name = format!("{}-{region}", cx.name(id));
    let new: PrefixListId = cx.new_id(&name);
    let body = PrefixList { region: region.to_owned(), ..prefix_list.clone() };
    let mut edits = vec![Edit::add(new, Entity::new(name.clone(), body))];
    for user in users {
        let in_routes = move |destination: &mut Destination| {
            if *destination == Destination::PrefixList(id) {
                *destination = Destination::PrefixList(new);
            }
        };
        if let Some(table) = user.typed::<RouteTableId>() {
            edits.push(Edit::change(table, move |table| {
                table.routes.iter_mut().for_each(|route| in_routes(&mut route.destination));
            }));
        } else if let Some(table) = user.typed::<TransitGatewayRouteTableId>() {
            edits.push(Edit::change(table, move |table| {
                table.routes.iter_mut().for_each(|route| in_routes(&mut route.destination));
            }));
        } else if let Some(group) = user.typed::<SecurityGroupId>() {
            edits.push(Edit::change(group, move |group| {
                for rule in group.rules.iter_mut().filter(|rule| rule.peer == RulePeer::PrefixList(id)) {
                    rule.peer = RulePeer::PrefixList(new);
                }
            }));
        }
    }
    Some(Fix::new(format!("Make {name}, a copy in {region}"), Safety::ChangesTraffic, edits))
}
