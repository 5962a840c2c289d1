//! Prefix lists: one's own, and those that AWS keeps. They belong to a Region, not to a VPC.

use std::collections::{BTreeMap, BTreeSet};

use super::account::{self, Account, Place};
use super::hcl::{Block, Body, Expr};
use super::home::import;
use super::network::Parts;
use super::object::{Object, keys};
use super::route;
use super::share::{self, Share, With};
use super::sight::Sight;
use crate::addressing::{CidrBlock, Family};
use crate::export::bundle::Notes;
use crate::export::naming::Style;
use crate::model::kinds::{ListFamily, PrefixList as Noun};
use crate::model::{Design, Kind, PrefixListId, Written};

/// A prefix list.
#[derive(Clone, Debug)]
pub(super) struct PrefixList {
    pub(super) list: PrefixListId,
    pub(super) object: Object,
    /// An identifier, unique among lists.
    pub(super) label: String,
    pub(super) place: Place,
    kept: Keeper,
    /// The other accounts that use it.
    shared_with: With,
}

#[derive(Clone, Debug)]
enum Keeper {
    /// AWS, under this name.
    Aws(String),
    Own {
        ipv6: bool,
        max_entries: u32,
        entries: Vec<(CidrBlock, String)>,
    },
}

/// Every list that code can say.
pub(super) fn resolve(
    design: &Design,
    accounts: &BTreeMap<crate::model::AccountId, Account>,
    notes: &mut Notes,
) -> Vec<PrefixList> {
    let label_of = keys(design, Style::Identifier, design.of_kind(Kind::PrefixList).map(|(id, _)| id));
    let mut lists = Vec::new();
    for (id, noun) in design.all::<Noun>() {
        let Some(place) = account::place(accounts, noun.account, &noun.region, id, notes) else { continue };
        let kept = match noun.service.as_str() {
            "" => match own(id, noun, notes) {
                Some(own) => own,
                None => continue,
            },
            service => Keeper::Aws(service.to_owned()),
        };
        let Some(label) = label_of.get(&id.into()) else { continue };
        let object = Object::of(design, id.into(), label, "pl", notes);
        lists.push(PrefixList { list: id, object, label: label.clone(), place, kept, shared_with: With::new() });
    }
    lists
}

/// A list may have this many entries. <https://docs.aws.amazon.com/vpc/latest/userguide/managed-prefix-lists.html>
const MOST: u32 = 1_000;

fn own(id: PrefixListId, noun: &Noun, notes: &mut Notes) -> Option<Keeper> {
    let ipv6 = noun.family == ListFamily::Ipv6;
    let mut entries: Vec<(CidrBlock, String)> = Vec::new();
    let mut seen = BTreeSet::new();
    for entry in &noun.entries {
        let fits = |block: &CidrBlock| (block.family() == Family::V6) == ipv6;
        match Written::get(&entry.block).filter(fits) {
            Some(block) if seen.insert(block) => {
                entries.push((block, entry.description.chars().take(255).collect()));
            }
            Some(block) => notes.left_out(id, format!("The entry {block} is there twice; it is written once.")),
            None => notes.left_out(
                id,
                format!("The entry \"{}\" is left out: it is not a block of the list's family.", entry.block),
            ),
        }
    }
    let count = u32::try_from(entries.len()).unwrap_or(MOST);
    let max_entries = noun.max_entries.unwrap_or(count).max(count);
    if noun.max_entries.is_some_and(|most| most < count) {
        notes.remark(id, format!("It has more entries than it may have: the code says {count}."));
    }
    if !(1..=MOST).contains(&max_entries) {
        notes.left_out(
            id,
            format!("The prefix list is left out: it may have {max_entries} entries, AWS takes 1 to 1000."),
        );
        return None;
    }
    Some(Keeper::Own { ipv6, max_entries, entries })
}

/// The list that something in `region` names; an error is why code cannot say it.
pub(super) fn named<'l>(lists: &'l [PrefixList], id: PrefixListId, region: &str) -> Result<&'l PrefixList, String> {
    let list = lists.iter().find(|list| list.list == id).ok_or("the prefix list is not in the code.")?;
    match list.place.region == region {
        true => Ok(list),
        false => Err("the prefix list is in another Region.".into()),
    }
}

/// Finds the other accounts that use each list, once routes and rules are known.
pub(super) fn find_users(parts: &mut Parts, notes: &mut Notes) {
    let mut users: BTreeSet<(PrefixListId, &Place)> = BTreeSet::new();
    for vpc in parts.vpcs.values() {
        let of_routes = route::routes(vpc).filter_map(|(_, route)| route.list());
        let of_groups = vpc.groups.iter().flat_map(|group| group.lists());
        users.extend(of_routes.chain(of_groups).map(|list| (list, &vpc.place)));
    }
    let transit = &parts.shared.transit;
    for table in &transit.tables {
        let gateway = transit.gateway(table.gateway).map(|gateway| &gateway.place);
        users.extend(gateway.into_iter().flat_map(|place| table.lists().map(move |list| (list, place))));
    }
    for list in parts.shared.lists.iter_mut().filter(|list| matches!(list.kept, Keeper::Own { .. })) {
        let of_list = users.iter().filter(|(user, place)| *user == list.list && place.account != list.place.account);
        list.shared_with = of_list.map(|(_, place)| (place.account, (*place).clone())).collect();
        if !list.shared_with.is_empty() {
            notes.remark(list.list, share::REMARK);
        }
    }
}

/// What something in `place` waits for that names these lists: their shares.
pub(super) fn shared_with<'l>(
    sight: &Sight,
    place: &Place,
    lists: impl IntoIterator<Item = &'l PrefixList>,
) -> Option<Expr> {
    let labels: BTreeSet<String> = lists
        .into_iter()
        .filter(|list| list.shared_with.contains_key(&place.account))
        .map(PrefixList::share_label)
        .collect();
    share::waits_for(sight, place, labels.iter().map(String::as_str))
}

impl PrefixList {
    /// No transit gateway has a label with two `_`.
    fn share_label(&self) -> String {
        format!("prefix_list__{}", self.label)
    }

    /// `aws_ec2_managed_prefix_list.office.id`
    pub(super) fn reference(&self) -> String {
        let data = if matches!(self.kept, Keeper::Aws(_)) { "data." } else { "" };
        format!("{data}aws_ec2_managed_prefix_list.{}.id", self.label)
    }

    /// The list as a resource, or looked up.
    pub(super) fn write(&self, sight: &mut Sight) -> Body {
        let mut body = Body::new();
        match &self.kept {
            Keeper::Aws(service) => {
                sight.places.insert(self.place.clone());
                body.block(
                    Block::new("data")
                        .label("aws_ec2_managed_prefix_list")
                        .label(&self.label)
                        .marked(self.list)
                        .attribute_if("provider", sight.providers.reference(&self.place))
                        .blank()
                        .attribute("name", Expr::text(service)),
                );
            }
            Keeper::Own { ipv6, max_entries, entries } => {
                let mut block = sight
                    .resource("aws_ec2_managed_prefix_list", &self.label, &self.place)
                    .marked(self.list)
                    .blank()
                    .attribute("name", Expr::text(self.object.name.chars().take(255).collect::<String>()))
                    .attribute("address_family", Expr::text(if *ipv6 { "IPv6" } else { "IPv4" }))
                    .attribute("max_entries", Expr::Number((*max_entries).into()))
                    .attribute("tags", self.object.named_tags());
                // Entries of their own would be made one after another, each a version of the list.
                for (cidr, description) in entries {
                    let description = (!description.is_empty()).then(|| Expr::text(description));
                    block = block.block(
                        Block::new("entry")
                            .attribute("cidr", Expr::shown(cidr))
                            .attribute_if("description", description),
                    );
                }
                body.block(block);
                let share = Share {
                    label: &self.share_label(),
                    name: format!("prefix-list-{}", self.label),
                    of: self.list.into(),
                    place: &self.place,
                    address: format!("aws_ec2_managed_prefix_list.{}", self.label),
                    keys: BTreeSet::new(),
                    with: &self.shared_with,
                };
                body.append(share.write(sight));
            }
        }
        body
    }

    /// `import` of the list, when it exists and is one's own.
    pub(super) fn imports(&self) -> Body {
        let mut body = Body::new();
        if let (Keeper::Own { .. }, Some(id)) = (&self.kept, &self.object.aws_id) {
            body.block(import(&format!("aws_ec2_managed_prefix_list.{}", self.label), id).marked(self.list));
        }
        body
    }
}
