use crate::model::kinds::{RouteTable, RouteTarget, Subnet};
use crate::model::{Edit, Entity, RouteTableId};
use crate::rules::{Context, Findings, Fix, Held, Safety, rule};

rule! {
    /// The main route table leads to the internet.
    ///
    /// ## Why it matters
    /// Every subnet that names no table of its own follows the main one, and so does every subnet made later. When the
    /// main table has a route to an internet gateway, a subnet that someone forgets to associate is public, and nobody
    /// decided that.
    ///
    /// ## What to do
    /// Move the route into a table of its own, and associate the public subnets with it. Keep the main table to local
    /// routes, so that forgetting is harmless.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 {
    ///   igw main
    ///   route_table rt main { 0.0.0.0/0 -> igw:main }
    ///   tier web public { subnet web-a a 10.20.0.0/24 }
    /// }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 {
    ///   igw main
    ///   route_table rt main
    ///   route_table rt-public { 0.0.0.0/0 -> igw:main }
    ///   tier web public { subnet web-a a 10.20.0.0/24 route_table=rt-public }
    /// }
    /// ```
    "routing/rt-main-has-internet-route" {
        severity: Warning,
        sources: ["https://docs.aws.amazon.com/vpc/latest/userguide/subnet-route-tables.html"],
        each: RouteTable,
    }
}

fn check(cx: &Context<'_>, id: RouteTableId, table: &RouteTable, found: &mut Findings) {
    let Some(network) = cx.network(table.vpc) else { return };
    let to_internet = |target: RouteTarget| network.is_own_internet_gateway(target);
    if !table.main || !table.routes.iter().any(|route| to_internet(route.target)) {
        return;
    }
    let name = cx.name(id);
    let message = format!(
        "{name} is the main route table of {} and leads to the internet: a subnet that nobody associates is public.",
        network.name()
    );
    let public_name = format!("{}-public", network.name());
    let public: RouteTableId = cx.new_id(&public_name);
    let followers: Vec<&Held<Subnet>> = network.followers(id).collect();
    let gateways: Vec<RouteTarget> =
        network.internet_gateways.iter().map(|gateway| RouteTarget::To(gateway.entity_id())).collect();
    let body = RouteTable { main: false, ..table.clone() };
    let mut edits = vec![Edit::change(id, move |table| table.routes.retain(|r| !gateways.contains(&r.target)))];
    if !followers.is_empty() {
        edits.push(Edit::add(public, Entity::new(public_name.clone(), body)));
        edits.extend(followers.iter().map(|s| Edit::change(s.id, move |s| s.route_table = Some(public))));
    }
    // Who follows it now keeps its routes, in a table of its own.
    let title = match followers.is_empty() {
        true => format!("Remove the route to the internet from {name}"),
        false => format!("Move the routes of {name} to a table {public_name}"),
    };
    found.at(id, message).with([table.vpc]).field("routes").fix(Fix::new(title, Safety::Safe, edits));
}
