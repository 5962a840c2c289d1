use crate::addressing::{CidrBlock, Family};
use crate::aws::limits;
use crate::model::kinds::{ListFamily, PrefixList};
use crate::model::{Edit, PrefixListId};
use crate::rules::words::list;
use crate::rules::{Context, Findings, Fix, Safety, rule};

rule! {
    /// A prefix list holds more than it was made for, or what it cannot hold.
    ///
    /// ## Why it matters
    /// A prefix list is made with a maximum number of entries, up to 1,000, and for one address family. AWS refuses entries
    /// beyond the maximum, entries of the other family, and an entry twice. It is the maximum, not the number of entries,
    /// that counts in each route table and security group that names the list.
    ///
    /// ## What to do
    /// Raise the maximum, no further than needed; take out what is twice in it; put the other family into a list of its own.
    ///
    /// ```design,finds
    /// pl offices region=us-east-1 max_entries=1 entries=[{block: 192.168.0.0/20}, {block: 172.16.0.0/16}]
    /// ```
    /// ```design,clean
    /// pl offices region=us-east-1 max_entries=2 entries=[{block: 192.168.0.0/20}, {block: 172.16.0.0/16}]
    /// ```
    "routing/pl-entries-exceed-max" {
        severity: Error,
        sources: [
            "https://docs.aws.amazon.com/vpc/latest/userguide/managed-prefix-lists.html",
            "https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html",
        ],
        each: PrefixList,
    }
}

fn check(cx: &Context<'_>, id: PrefixListId, prefix_list: &PrefixList, found: &mut Findings) {
    let name = cx.name(id);
    let (held, most) = (u32::try_from(prefix_list.entries.len()).unwrap_or(u32::MAX), prefix_list.weight());
    let limit = cx.quota(prefix_list.account, &prefix_list.region, &limits::PREFIX_LIST_ENTRIES);
    let limit = limit.map_or(u32::MAX, |quota| quota.allowed);
    let wanted = held.max(1);
    if most > limit {
        let message = format!("{name} may have {most} entries; AWS takes {limit} at most.");
        let finding = found.at(id, message).field("max_entries");
        if wanted <= limit {
            finding.fix(resize(id, wanted));
        }
    } else if held > most {
        let message = format!("{name} has {held} entries, but was made for {most}.");
        let finding = found.at(id, message).field("max_entries");
        if wanted <= limit {
            finding.fix(resize(id, wanted));
        }
    } else if most == 0 && prefix_list.max_entries.is_some() {
        found.at(id, format!("{name} is made for no entry at all.")).field("max_entries").fix(resize(id, wanted));
    }
    let mut blocks: Vec<CidrBlock> = Vec::new();
    let mut twice: Vec<CidrBlock> = Vec::new();
    for block in prefix_list.blocks() {
        if !blocks.contains(&block) {
            blocks.push(block);
        } else if !twice.contains(&block) {
            twice.push(block);
        }
    }
    if !twice.is_empty() {
        let message = format!("{name} has {} more than once.", list(&twice));
        found.at(id, message).field("entries").fix(Fix::new(
            format!("Keep each block of {name} once"),
            Safety::Safe,
            [Edit::change(id, |prefix_list| {
                let mut kept: Vec<CidrBlock> = Vec::new();
                prefix_list.entries.retain(|entry| {
                    let block = entry.block.get();
                    let again = block.is_some_and(|block| kept.contains(&block));
                    kept.extend(block.filter(|_| !again));
                    !again
                });
            })],
        ));
    }
    let family = match prefix_list.family {
        ListFamily::Ipv4 => Family::V4,
        ListFamily::Ipv6 => Family::V6,
    };
    let foreign: Vec<CidrBlock> = blocks.into_iter().filter(|block| block.family() != family).collect();
    if !foreign.is_empty() {
        let takes = if family == Family::V4 { "IPv4" } else { "IPv6" };
        let message = format!("{name} is a list of {takes} blocks, but has {}.", list(&foreign));
        found.at(id, message).field("entries").fix(Fix::new(
            format!("Take {} out of {name}", list(&foreign)),
            Safety::NeedsChoice,
            [Edit::change(id, move |prefix_list| {
                prefix_list.entries.retain(|entry| entry.block.get().is_none_or(|block| block.family() == family));
            })],
        ));
    }
}

fn resize(id: PrefixListId, entries: u32) -> Fix {
    let title = format!("Make room for {entries} {}", if entries == 1 { "entry" } else { "entries" });
    Fix::new(title, Safety::Safe, [Edit::change(id, move |prefix_list| prefix_list.max_entries = Some(entries))])
}
