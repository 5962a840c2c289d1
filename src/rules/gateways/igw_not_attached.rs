use std::collections::BTreeSet;

use crate::model::kinds::{InternetGateway, RouteTable};
use crate::model::{Edit, EntityId, InternetGatewayId, VpcId};
use crate::rules::words::list;
use crate::rules::{Context, Findings, Fix, Safety, rule};

rule! {
    /// Routes lead to an internet gateway that is attached to no VPC.
    ///
    /// ## Why it matters
    /// Making an internet gateway and attaching it are two steps. Until it is attached it carries nothing, AWS refuses
    /// routes to it, and elastic IPs and NAT gateways in the VPC cannot be made.
    ///
    /// ## What to do
    /// Attach it to the VPC of the route tables that use it.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 { route_table rt { 0.0.0.0/0 -> igw:loose } }
    /// igw loose
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 { igw fixed; route_table rt { 0.0.0.0/0 -> igw:fixed } }
    /// ```
    "gateways/igw-not-attached" {
        severity: Error,
        sources: [
            "https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html",
            "https://docs.aws.amazon.com/ec2/latest/devguide/errors-overview.html",
        ],
        aws_error: "Gateway.NotAttached",
        each: InternetGateway,
    }
}

fn check(cx: &Context<'_>, id: InternetGatewayId, gateway: &InternetGateway, found: &mut Findings) {
    if gateway.vpc.is_some() {
        return;
    }
    let tables: Vec<_> = cx.referring::<RouteTable>(id).collect();
    let vpcs: BTreeSet<VpcId> = tables.iter().map(|(_, table)| table.vpc).collect();
    if tables.is_empty() {
        return;
    }
    let name = cx.name(id);
    let names = list(tables.iter().map(|(table, _)| cx.name(*table)));
    let message = format!("{name} is attached to no VPC, but {names} leads to it.");
    let finding = found.at(id, message).with(tables.iter().map(|(table, _)| EntityId::from(*table))).field("vpc");
    let mut vpcs = vpcs.into_iter().filter(|vpc| cx.network(*vpc).is_some_and(|n| n.internet_gateways.is_empty()));
    if let (Some(vpc), None) = (vpcs.next(), vpcs.next()) {
        finding.fix(Fix::new(
            format!("Attach {name} to {}", cx.name(vpc)),
            Safety::ChangesTraffic,
            [Edit::change(id, move |gateway| gateway.vpc = Some(vpc))],
        ));
    }
}
