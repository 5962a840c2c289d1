//! Texts that a field of the editor refuses although the document could keep them: blocks and addresses that do not
//! parse.

use std::fmt::Display;

use crate::addressing::CidrBlock;
use crate::editor::Refusal;
use crate::model::{Body, Written};

/// The first unsound text that `new` has and `old` has not.
pub(super) fn newly_unsound(old: &Body, new: &Body, path: &str) -> Option<Refusal> {
    let before: Vec<String> = unsound(old).into_iter().map(|(text, _)| text).collect();
    let (text, is_block) = unsound(new).into_iter().find(|(text, _)| !before.contains(text))?;
    if let Some(error) = text.parse::<CidrBlock>().err().filter(|_| is_block) {
        return Some(Refusal::cidr(path, &error));
    }
    let message = format!("\"{text}\" is not an IPv4 address. Write four numbers, for example 203.0.113.25.");
    Some(Refusal::Field { path: path.to_owned(), message, correction: None })
}

/// Every unsound text, and whether it was meant to be a block.
fn unsound(body: &Body) -> Vec<(String, bool)> {
    let mut found = Vec::new();
    match body {
        Body::Vpc(vpc) => vpc.ipv4.iter().chain(&vpc.ipv6).for_each(|text| note(&mut found, text, true)),
        Body::Subnet(subnet) => {
            subnet.ipv4.iter().chain(&subnet.ipv6).for_each(|text| note(&mut found, text, true));
        }
        Body::AddressPool(pool) => pool.blocks.iter().for_each(|text| note(&mut found, text, true)),
        Body::RouteTable(table) => {
            table.routes.iter().for_each(|route| note(&mut found, &route.destination, true));
        }
        Body::ElasticIp(eip) => eip.address.iter().for_each(|text| note(&mut found, text, false)),
        Body::Settings(_)
        | Body::Account(_)
        | Body::Environment(_)
        | Body::Tier(_)
        | Body::InternetGateway(_)
        | Body::NatGateway(_)
        | Body::Peering(_) => {}
    }
    found
}

fn note<T: Display + Copy>(found: &mut Vec<(String, bool)>, written: &Written<T>, is_block: bool) {
    if matches!(written, Written::Unsound(_)) {
        found.push((written.to_string(), is_block));
    }
}
