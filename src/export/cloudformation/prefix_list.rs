//! Prefix lists: in the stack of the one VPC that uses them, else shared.

use std::collections::BTreeSet;

use super::draft::Draft;
use super::gateways::home_of_users;
use super::resource::{Key, Resource};
use super::value::Value;
use crate::addressing::Family;
use crate::model::kinds::{ListFamily, PrefixList, RouteTable, SecurityGroup};
use crate::model::{PrefixListId, VpcId};

pub(super) fn write(draft: &mut Draft<'_>) {
    for (id, noun) in draft.design.all::<PrefixList>() {
        if !noun.service.is_empty() {
            draft.left_out(id, "AWS keeps this list itself: it is not written, nor what names it.");
            continue;
        }
        let Some(place) = draft.place_named(id, noun.account, &noun.region) else { continue };
        let home = home_of_users(draft, place, &users(draft, id));
        let family = match noun.family {
            ListFamily::Ipv4 => Family::V4,
            ListFamily::Ipv6 => Family::V6,
        };
        let mut entries = Vec::new();
        let mut seen = BTreeSet::new();
        for entry in &noun.entries {
            match entry.block.get().filter(|block| block.family() == family) {
                Some(block) if seen.insert(block) => {
                    let mut fields = vec![("Cidr", Value::shown(block))];
                    if !entry.description.is_empty() {
                        fields.push(("Description", Value::text(cut(&entry.description))));
                    }
                    entries.push(Value::map(fields));
                }
                Some(block) => draft.left_out(id, format!("The entry {block} is there twice; it is written once.")),
                None => {
                    let text =
                        format!("The entry \"{}\" is left out: it is no block of the list's family.", entry.block);
                    draft.left_out(id, text);
                }
            }
        }
        let most = noun.weight().max(u32::try_from(entries.len()).unwrap_or(u32::MAX)).clamp(1, 1000);
        let name: String = draft.design.name(id).chars().take(255).collect();
        let family = if family == Family::V4 { "IPv4" } else { "IPv6" };
        let word = format!("{}PrefixList", draft.word(id));
        let tags = draft.tags(id, &home);
        draft.add(
            Resource::new(Key::of(id), "AWS::EC2::PrefixList", word, home)
                .property("PrefixListName", Value::text(name))
                .property("AddressFamily", family)
                .property("MaxEntries", Value::Number(most.into()))
                .list("Entries", entries)
                .list("Tags", tags),
        );
    }
}

/// The VPCs whose routes or groups name the list.
fn users(draft: &Draft<'_>, id: PrefixListId) -> BTreeSet<VpcId> {
    let tables = draft.design.referring::<RouteTable>(id).map(|(_, table)| table.vpc);
    let groups = draft.design.referring::<SecurityGroup>(id).map(|(_, group)| group.vpc);
    tables.chain(groups).collect()
}

/// A description as long as AWS takes it.
pub(super) fn cut(text: &str) -> String {
    text.chars().take(255).collect()
}
