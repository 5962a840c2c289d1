//! Prefix lists: in the stack of the one VPC that uses them, else shared.

use std::collections::BTreeSet;

use super::draft::Draft;
use super::gateways::home_of_users;
use super::resource::{Key, Resource};
use super::share;
use super::value::{Attribute, Value};
use crate::addressing::Family;
use crate::model::kinds::{ListFamily, PrefixList, RouteTable, SecurityGroup};
use crate::model::{PrefixListId, VpcId};

/// A list may have this many entries. <https://docs.aws.amazon.com/vpc/latest/userguide/managed-prefix-lists.html>
const MOST: u32 = 1_000;

pub(super) fn write(draft: &mut Draft<'_>) {
    for (id, noun) in draft.design.all::<PrefixList>() {
        if !noun.service.is_empty() {
            draft.left_out(id, "AWS keeps this list itself: it is not written, nor what names it.");
            continue;
        }
        let Some(place) = draft.place_named(id, noun.account, &noun.region) else { continue };
        let users = users(draft, id);
        let home = home_of_users(draft, place.clone(), &users);
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
        let count = u32::try_from(entries.len()).unwrap_or(u32::MAX);
        if noun.max_entries.is_some_and(|most| most < count) {
            draft.remark(id, format!("It has more entries than it may have: the code says {count}."));
        }
        let most = noun.max_entries.unwrap_or(count).max(count).max(1);
        if !(1..=MOST).contains(&most) {
            let text = format!("The prefix list is left out: it may have {most} entries, AWS takes 1 to 1000.");
            draft.left_out(id, text);
            continue;
        }
        let name: String = draft.design.name(id).chars().take(255).collect();
        let family = if family == Family::V4 { "IPv4" } else { "IPv6" };
        let word = format!("{}PrefixList", draft.word(id));
        let tags = draft.tags(id, &home);
        draft.add(
            Resource::new(Key::of(id), "AWS::EC2::PrefixList", word.clone(), home.clone())
                .property("PrefixListName", Value::text(name))
                .property("AddressFamily", family)
                .property("MaxEntries", Value::Number(most.into()))
                .list("Entries", entries)
                .list("Tags", tags),
        );
        let places = users.iter().filter_map(|vpc| Some(&draft.scopes.get(vpc)?.place));
        let strangers = places.filter(|at| at.region == place.region && at.account != place.account);
        let strangers = strangers.map(|at| at.account).collect();
        let arn = draft.of(&Key::of(id), Attribute::Get("Arn"));
        share::write(draft, id.into(), &word, home, arn.into_iter().collect(), &strangers);
    }
}

/// The list that something in a VPC names; an error is why code cannot say it.
pub(super) fn named(draft: &Draft<'_>, id: PrefixListId, vpc: VpcId) -> Result<Value, String> {
    let list = draft.id_of(id).ok_or("its prefix list is not in the code.")?;
    let region = draft.scopes.get(&vpc).map(|scope| &scope.place.region);
    match draft.resource_place(id).is_some_and(|place| Some(&place.region) == region) {
        true => Ok(list),
        false => Err("the prefix list is in another Region.".to_owned()),
    }
}

/// What a resource of the VPC waits for that names the list: its share, where it is of another account.
pub(super) fn shared(draft: &Draft<'_>, id: PrefixListId, vpc: VpcId) -> Option<Key> {
    let own = draft.scopes.get(&vpc).map(|scope| scope.place.account);
    let of_list = draft.resource_place(id).map(|place| place.account);
    (own != of_list).then(|| share::key(id))
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
