use crate::model::kinds::{PrefixList, RouteTable, SecurityGroup};
use crate::model::{Edit, EntityId, PrefixListId};
use crate::rules::words::list;
use crate::rules::{Context, Findings, Fix, Safety, rule};

rule! {
    /// A prefix list is made for far more entries than it has.
    ///
    /// ## Why it matters
    /// Whoever names a prefix list pays for its maximum, not for its entries: a list of 3 blocks with room for 100 uses 100
    /// of the routes of a route table, and 100 of the 60 rules that a security group has in a new account. Raising the
    /// maximum later is a single call.
    ///
    /// ## What to do
    /// Make the list as large as it has to be soon, not as large as it might ever be.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 {
    ///   sg app rules=[{protocol: tcp, ports: 443, peer: pl:offices}]
    ///   workload app security_groups=[app]
    /// }
    /// pl offices region=us-east-1 max_entries=50 entries=[{block: 192.168.0.0/20}, {block: 172.16.0.0/16}]
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 {
    ///   sg app rules=[{protocol: tcp, ports: 443, peer: pl:offices}]
    ///   workload app security_groups=[app]
    /// }
    /// pl offices region=us-east-1 max_entries=10 entries=[{block: 192.168.0.0/20}, {block: 172.16.0.0/16}]
    /// ```
    "routing/pl-max-oversized" {
        severity: Advice,
        sources: ["https://docs.aws.amazon.com/vpc/latest/userguide/managed-prefix-lists.html"],
        each: PrefixList,
    }
}

/// Room for so many more is no waste.
const ROOM: u32 = 10;

fn check(cx: &Context<'_>, id: PrefixListId, prefix_list: &PrefixList, found: &mut Findings) {
    let entries = u32::try_from(prefix_list.entries.len()).unwrap_or(u32::MAX);
    let Some(most) = prefix_list.max_entries.filter(|most| *most / 2 > entries && most - entries > ROOM) else {
        return;
    };
    let tables = cx.referring::<RouteTable>(id).map(|(table, _)| EntityId::from(table));
    let users: Vec<EntityId> =
        tables.chain(cx.referring::<SecurityGroup>(id).map(|(group, _)| EntityId::from(group))).collect();
    if users.is_empty() || entries == 0 {
        return;
    }
    let message = format!(
        "{} has {entries} {} and room for {most}: in {} it counts as {most}.",
        cx.name(id),
        if entries == 1 { "entry" } else { "entries" },
        list(users.iter().map(|user| cx.name(*user)))
    );
    let fit = entries + ROOM / 2;
    found.at(id, message).with(users).field("max_entries").fix(Fix::new(
        format!("Make room for {fit} entries"),
        Safety::Safe,
        [Edit::change(id, move |prefix_list| prefix_list.max_entries = Some(fit))],
    ));
}
