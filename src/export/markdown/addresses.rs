use super::page::{Page, code, count, list, number, plain, words};
use crate::addressing::{CidrBlock, Family, usable_addresses};
use crate::export::Pace;
use crate::export::markdown::route_table;
use crate::model::kinds::{
    Account, AddressPool, Environment, ExternalNetwork, ReservationType, Subnet, SubnetReservation, Tier, Vpc,
};
use crate::model::plan::gaps_of_vpc;
use crate::model::{Design, EntityId, SubnetId, VpcId, Written, account_of};
use crate::ordering::Ordered;

/// So many free blocks of a VPC are named; the rest is counted.
const FREE_NAMED: usize = 8;

/// Whose networks they are, and every block: pools, networks outside, VPCs with their subnets.
pub(super) async fn write(page: &mut Page<'_>, pace: Pace<'_>) {
    owners(page);
    page.heading(2, "Addresses");
    pools(page);
    external(page);
    let vpcs = vpcs(page.design);
    overview(page, &vpcs, pace.part(0.0, 0.4)).await;
    for (number, (id, vpc)) in vpcs.iter().enumerate() {
        of_vpc(page, *id, vpc);
        pace.part(0.4, 1.0).done(number, vpcs.len()).await;
    }
    let strays: Vec<_> = page.design.all::<Subnet>().filter(|(_, subnet)| !page.design.contains(subnet.vpc)).collect();
    if !strays.is_empty() {
        page.heading(3, "Subnets of no VPC");
        subnets(page, strays);
    }
}

/// The VPCs in address order, those without a block last.
pub(super) fn vpcs(design: &Design) -> Vec<(VpcId, &Vpc)> {
    let mut vpcs: Vec<_> = design.all::<Vpc>().collect();
    vpcs.order_by_cached_key(|(id, vpc)| {
        let block = vpc.ipv4_blocks().next();
        (block.is_none(), block, *id)
    });
    vpcs
}

fn owners(page: &mut Page) {
    let design = page.design;
    let mut accounts = design.all::<Account>().peekable();
    if accounts.peek().is_some() {
        page.heading(2, "Accounts");
        page.table(&[words("Account"), words("Number"), words("Role")]);
        for (id, account) in accounts {
            let name = page.name(id);
            page.row(Some(id.into()), [&name, &code(&account.number), &code(&account.role_arn)]);
        }
    }
    let mut environments = design.all::<Environment>().peekable();
    if environments.peek().is_some() {
        page.heading(2, "Environments");
        page.table(&[words("Environment"), words("Production"), words("Account"), words("Pool")]);
        for (id, environment) in environments {
            let name = page.name(id);
            let account = environment.account.map(|id| page.name(id)).unwrap_or_default();
            let pool = environment.pool.map(|id| page.name(id)).unwrap_or_default();
            page.row(Some(id.into()), [&name, if environment.production { "yes" } else { "no" }, &account, &pool]);
        }
    }
}

fn pools(page: &mut Page) {
    let mut pools = page.design.all::<AddressPool>().peekable();
    if pools.peek().is_none() {
        return;
    }
    page.table(&[words("Pool"), words("Blocks"), words("Within")]);
    for (id, pool) in pools {
        let name = page.name(id);
        let parent = pool.parent.map(|id| page.name(id)).unwrap_or_default();
        page.row(Some(id.into()), [&name, &blocks(&pool.blocks), &parent]);
    }
}

fn external(page: &mut Page) {
    let mut networks = page.design.all::<ExternalNetwork>().peekable();
    if networks.peek().is_none() {
        return;
    }
    page.table(&[words("Network outside AWS"), words("Blocks"), words("What it is")]);
    for (id, network) in networks {
        let name = page.name(id);
        page.row(Some(id.into()), [&name, &blocks(&network.blocks), &plain(&network.description)]);
    }
}

async fn overview(page: &mut Page<'_>, vpcs: &[(VpcId, &Vpc)], pace: Pace<'_>) {
    if vpcs.is_empty() {
        page.paragraph("There is no VPC.");
        return;
    }
    page.table(&[
        words("VPC"),
        words("Region"),
        words("Account"),
        words("Environment"),
        words("Blocks"),
        number("Subnets"),
        number("Given out"),
    ]);
    for (number, (id, vpc)) in vpcs.iter().enumerate() {
        pace.done(number, vpcs.len()).await;
        let name = page.name(*id);
        let account = account_of(page.design, vpc).map(|id| page.name(id)).unwrap_or_default();
        let environment = vpc.environment.map(|id| page.name(id)).unwrap_or_default();
        let given = gaps_of_vpc(page.design, *id, Family::V4);
        let given = given.map(|report| format!("{:.1} %", report.utilisation() * 100.0)).unwrap_or_default();
        let subnets = page.design.referring::<Subnet>(*id).filter(|(_, subnet)| subnet.vpc == *id).count();
        let blocks = list([blocks(&vpc.ipv4), blocks(&vpc.ipv6)]);
        let cells = [&name, &plain(&vpc.region), &account, &environment, &blocks, &subnets.to_string(), &given];
        page.row(Some((*id).into()), cells.map(String::as_str));
    }
}

fn of_vpc(page: &mut Page, id: VpcId, vpc: &Vpc) {
    let design = page.design;
    page.heading(3, &format!("VPC {}", page.name(id)));
    let own: Vec<_> = design.referring::<Subnet>(id).filter(|(_, subnet)| subnet.vpc == id).collect();
    let free = gaps_of_vpc(design, id, Family::V4).map(|report| report.free).unwrap_or_default();
    let more = match free.len() {
        n if n > FREE_NAMED => format!(" and {} more", n - FREE_NAMED),
        _ => String::new(),
    };
    let named = list(free.iter().take(FREE_NAMED).map(|block| code(&block.to_string())));
    let free =
        if named.is_empty() { "Nothing of its IPv4 blocks is free.".into() } else { format!("Free: {named}{more}.") };
    let blocks = list([blocks(&vpc.ipv4), blocks(&vpc.ipv6)]);
    let blocks = if blocks.is_empty() { "No blocks".to_owned() } else { blocks };
    page.paragraph(&format!("{blocks} in {}, {}. {free}", plain(&vpc.region), count(own.len(), "subnet", "subnets")));
    // A tier without subnets has no row; it is told here.
    let empty: Vec<_> = design
        .referring::<Tier>(id)
        .filter(|(tier, noun)| noun.vpc == id && own.iter().all(|(_, subnet)| subnet.tier != *tier))
        .collect();
    if !empty.is_empty() {
        let names = list(empty.iter().map(|(tier, _)| page.name(*tier)));
        page.paragraph(&format!("Tiers without subnets: {names}."));
    }
    if !own.is_empty() {
        subnets(page, own);
    }
}

fn subnets(page: &mut Page, mut own: Vec<(SubnetId, &Subnet)>) {
    let design = page.design;
    own.order_by_cached_key(|(id, subnet)| {
        let block = subnet.ipv4_block();
        (block.is_none(), block, design.name(*id), *id)
    });
    page.table(&[
        words("Subnet"),
        words("Block"),
        words("Tier"),
        words("Zone"),
        number("Usable"),
        words("Route table"),
    ]);
    let mut reserved: Vec<(EntityId, &SubnetReservation)> = Vec::new();
    for (id, subnet) in own {
        let name = page.name(id);
        let written = list([blocks(&subnet.ipv4), blocks(&subnet.ipv6)]);
        let usable = subnet.ipv4_block().map(|block| usable_addresses(block).to_string()).unwrap_or_default();
        let table = route_table::followed_by(page, subnet);
        let tier = page.name(subnet.tier);
        let cells = [&name, &written, &tier, &plain(&subnet.zone), &usable, &table];
        page.row(Some(id.into()), cells.map(String::as_str));
        reserved.extend(
            design.referring::<SubnetReservation>(id).filter(|(_, r)| r.subnet == id).map(|(id, r)| (id.into(), r)),
        );
    }
    if reserved.is_empty() {
        return;
    }
    page.table(&[words("Reserved in a subnet"), words("Subnet"), words("Block"), words("For"), words("What for")]);
    for (id, reservation) in reserved {
        let (name, subnet) = (page.name(id), page.name(reservation.subnet));
        let kind = match reservation.reservation {
            ReservationType::Prefix => "prefixes of interfaces",
            ReservationType::Explicit => "addresses given one by one",
        };
        page.row(Some(id), [&name, &subnet, &blocks(&reservation.block), kind, &plain(&reservation.description)]);
    }
}

/// Blocks as they are written; what is no block says so.
pub(super) fn blocks<'a>(blocks: impl IntoIterator<Item = &'a Written<CidrBlock>>) -> String {
    list(blocks.into_iter().map(|block| match block.get() {
        Some(block) => code(&block.to_string()),
        None => format!("{} (not a CIDR block)", code(&block.to_string())),
    }))
}
