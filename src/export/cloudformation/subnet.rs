//! Subnets.

use super::draft::Draft;
use super::resource::{Home, Key, Part, Resource};
use super::value::{Attribute, Value};
use crate::addressing::{CidrBlock, Family};
use crate::export::terraform::vpc::is_ipv4_size;
use crate::model::kinds::{HostnameType, Subnet};
use crate::model::{SubnetId, VpcId};

/// With more subnets their blocks are literal: a template takes 200 parameters.
pub(super) const MOST_PARAMETERS: usize = 100;

pub(super) fn write(draft: &mut Draft<'_>, id: SubnetId, noun: &Subnet) {
    if let Some(home) = draft.home(id, noun.vpc) {
        one(draft, id, noun, home);
    }
}

fn one(draft: &mut Draft<'_>, id: SubnetId, noun: &Subnet, home: Home) {
    if noun.zone.is_empty() {
        draft.left_out(id, "The subnet is left out: it is in no zone yet.");
        return;
    }
    let ipv4 = noun.ipv4_block().filter(|block| is_ipv4_size(*block));
    if let (Some(written), None) = (&noun.ipv4, ipv4) {
        draft.left_out(id, format!("The subnet is left out: \"{written}\" is not an IPv4 block of /16 to /28."));
        return;
    }
    let ipv6 = ipv6(draft, id, noun);
    if ipv4.is_none() && ipv6.is_none() {
        draft.left_out(id, "The subnet is left out: it has no block.");
        return;
    }
    let Some(vpc) = draft.id_of(noun.vpc) else { return };
    let name = format!("{}Subnet", draft.word(id));
    let literal = draft.scopes.get(&noun.vpc).is_some_and(|scope| scope.literal_blocks);
    let block = ipv4.map(|block| match literal {
        true => Value::shown(block),
        false => {
            let of = format!("The block of subnet {}", draft.design.name(id));
            draft.block_input(noun.vpc, &format!("{name}Cidr"), &of, block)
        }
    });
    let tier = draft.design.get(noun.tier).map_or(String::new(), |_| draft.design.name(noun.tier));
    let tier: String = tier.chars().take(256).collect();
    let tags = draft.tags_and(id, &home, &[("Tier", tier)]);
    let zone = zone(draft, noun);
    let native = ipv4.is_none().then(|| Value::from(true));
    let names = noun.hostname_type == HostnameType::ResourceName || noun.resource_name_a || noun.resource_name_aaaa;
    let naming = names.then(|| {
        let kind = if noun.hostname_type == HostnameType::IpName { "ip-name" } else { "resource-name" };
        Value::map([
            ("HostnameType", Value::text(kind)),
            ("EnableResourceNameDnsARecord", noun.resource_name_a.into()),
            ("EnableResourceNameDnsAAAARecord", noun.resource_name_aaaa.into()),
        ])
    });
    let on = |on: bool| on.then(|| Value::from(true));
    let auto_ipv6 = noun.auto_ipv6 || ipv4.is_none();
    let after = draft.scopes.get(&noun.vpc).map(|scope| scope.blocks.clone()).unwrap_or_default();
    draft.add(
        Resource::new(Key::of(id), "AWS::EC2::Subnet", name, home)
            .part(Part::Subnets)
            .property("VpcId", vpc)
            .property("AvailabilityZone", zone)
            .property_if("CidrBlock", block)
            .property_if("Ipv6CidrBlock", ipv6.clone())
            .property_if("Ipv6Native", native)
            .property_if("AssignIpv6AddressOnCreation", on(auto_ipv6 && ipv6.is_some()))
            .property_if("MapPublicIpOnLaunch", on(noun.auto_public_ip && ipv4.is_some()))
            .property_if("EnableDns64", on(noun.dns64 && ipv6.is_some()))
            .property_if("PrivateDnsNameOptionsOnLaunch", naming)
            .list("Tags", tags)
            .after(after)
            .public(),
    );
}

/// The zone by the Region's name, so that the template reads the same in any Region with such a zone.
fn zone(draft: &Draft<'_>, noun: &Subnet) -> Value {
    let region = draft.scopes.get(&noun.vpc).map_or("", |scope| scope.place.region.as_str());
    match noun.zone.strip_prefix(region).filter(|rest| !rest.is_empty()) {
        Some(rest) => Value::sub(format!("${{AWS::Region}}{}", rest.replace("${", "${!"))),
        None => Value::shown(&noun.zone),
    }
}

/// Which block of the VPC's range it is: the range is known when the stack is made.
fn ipv6(draft: &mut Draft<'_>, id: SubnetId, noun: &Subnet) -> Option<Value> {
    let written = noun.ipv6.as_ref()?;
    let place = noun.ipv6_block().and_then(|block| place_in(draft.scopes.get(&noun.vpc)?.ipv6?, block));
    let Some((length, number)) = place else {
        let text = format!("The IPv6 block \"{written}\" is left out: it is not in the range that its VPC gets.");
        draft.left_out(id, text);
        return None;
    };
    let range = ipv6_range(draft, noun.vpc)?;
    // All that fit, so that one more subnet changes none of the others.
    let count = 1_i64 << (length - 56);
    let blocks = Value::List(vec![range, Value::Number(count), Value::Number(128 - i64::from(length))]);
    Some(Value::select(number, Value::Call("Fn::Cidr", Box::new(blocks))))
}

fn ipv6_range(draft: &Draft<'_>, vpc: VpcId) -> Option<Value> {
    draft.of(&Key::of(vpc), Attribute::FirstOf("Ipv6CidrBlocks"))
}

/// The length of `block`, and which one of that length it is in `range`, which is a /56.
fn place_in(range: CidrBlock, block: CidrBlock) -> Option<(u8, i64)> {
    if block.family() != Family::V6 || !range.covers(block) || !(57..=64).contains(&block.length()) {
        return None;
    }
    let number = (block.first_bits() - range.first_bits()) >> (128 - block.length());
    Some((block.length(), i64::try_from(number).ok()?))
}
