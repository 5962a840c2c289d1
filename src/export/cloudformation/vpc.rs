//! VPCs and their blocks.

use std::collections::BTreeMap;

use super::draft::{Draft, Scope, block_word, words};
use super::resource::{Home, Key, Resource};
use super::subnet::MOST_PARAMETERS;
use super::value::Value;
use crate::addressing::{CidrBlock, Family};
use crate::export::naming::{Named, Style, assign};
use crate::export::terraform::vpc::is_ipv4_size;
use crate::model::kinds::{BlockPublicAccess, Environment, Subnet, Tenancy, Vpc};
use crate::model::{EntityId, Kind, VpcId};

/// What the names of other files start with.
const RESERVED: [&str; 2] = ["shared", "connections"];

pub(super) fn write(draft: &mut Draft<'_>) {
    let named = draft.design.of_kind(Kind::Vpc).map(|(id, entity)| Named {
        id,
        name: &entity.head.name,
        exists: entity.head.aws_id.is_some(),
    });
    let keys = assign(Style::Key, named);
    let prefixes = prefixes(&keys);
    for (id, noun) in draft.design.all::<Vpc>() {
        let (Some(key), Some(prefix)) = (keys.get(&id.into()), prefixes.get(&id.into())) else { continue };
        one(draft, id, noun, unreserved(key, &keys), prefix.clone());
    }
}

/// The key of a VPC as the name of a file that neither another VPC nor anything else has.
fn unreserved(key: &str, keys: &BTreeMap<EntityId, String>) -> String {
    let mut name = key.to_owned();
    let reserved = RESERVED.iter().any(|start| key.starts_with(start));
    while reserved && (name == key || keys.values().any(|other| *other == name)) {
        name = format!("vpc-{name}");
    }
    name
}

/// What logical ids start with: unique although `a-b` and `ab` may read alike.
fn prefixes(keys: &BTreeMap<EntityId, String>) -> BTreeMap<EntityId, String> {
    let mut taken: BTreeMap<String, EntityId> = BTreeMap::new();
    let mut prefixes = BTreeMap::new();
    for (id, key) in keys {
        let word = words(key);
        let free = !taken.contains_key(&word);
        let word = if free { word } else { format!("{word}{}", words(&id.slug.to_string())) };
        taken.insert(word.clone(), *id);
        prefixes.insert(*id, word);
    }
    prefixes
}

fn one(draft: &mut Draft<'_>, id: VpcId, noun: &Vpc, key: String, prefix: String) {
    let Some(primary) = noun.ipv4.first().and_then(|written| written.get()).filter(|block| is_ipv4_size(*block)) else {
        draft.left_out(id, "The VPC is left out: its primary block is not an IPv4 block of /16 to /28.");
        return;
    };
    let environment = noun.environment.filter(|environment| draft.design.contains(*environment));
    let of_environment: Option<&Environment> = environment.and_then(|e| draft.design.get(e));
    let (account, production) = of_environment.map_or((None, false), |e| (e.account, e.production));
    let Some(place) = draft.place_named(id, noun.account.or(account), &noun.region) else { return };
    let scope = Scope {
        key,
        prefix,
        place,
        environment,
        protected: draft.options.protect && production,
        ipv6: None,
        blocks: Vec::new(),
        literal_blocks: draft.design.referring::<Subnet>(id).count() > MOST_PARAMETERS,
        dns: noun.dns_support && noun.dns_hostnames,
    };
    let protected = scope.protected;
    draft.scopes.insert(id, scope);
    let home = Home::Vpc(id);
    let name = draft.design.name(id);
    let block = draft.block_input(id, "VpcCidr", &format!("The primary block of {name}"), primary);
    let tags = draft.tags(id, &home);
    draft.add(
        Resource::new(Key::of(id), "AWS::EC2::VPC", "Vpc", home)
            .property("CidrBlock", block)
            .property("EnableDnsSupport", noun.dns_support)
            .property("EnableDnsHostnames", noun.dns_hostnames)
            .property_if("InstanceTenancy", (noun.tenancy == Tenancy::Dedicated).then(|| Value::text("dedicated")))
            .list("Tags", tags)
            .retained(protected)
            .public(),
    );
    further(draft, id, noun, primary);
    ipv6(draft, id, noun);
    if noun.block_public_access != BlockPublicAccess::Off {
        let text = "VPC Block Public Access is a setting of the account and is not written: it would hold for every VPC of the Region.";
        draft.left_out(id, text);
    }
}

fn further(draft: &mut Draft<'_>, id: VpcId, noun: &Vpc, primary: CidrBlock) {
    let mut seen = vec![primary];
    for written in noun.ipv4.iter().skip(1) {
        let Some(block) = written.get().filter(|block| is_ipv4_size(*block)) else {
            draft.left_out(id, format!("The block \"{written}\" is left out: it is not an IPv4 block of /16 to /28."));
            continue;
        };
        if seen.contains(&block) {
            draft.left_out(id, format!("The block {block} is there twice; it is written once."));
            continue;
        }
        seen.push(block);
        let name = format!("VpcCidrBlock{}", block_word(block));
        let input = draft.block_input(id, &name.replace("Block", ""), "A further block of the VPC", block);
        associate(draft, id, Key::role(id, block.to_string()), &name, ("CidrBlock", input));
    }
}

fn ipv6(draft: &mut Draft<'_>, id: VpcId, noun: &Vpc) {
    for written in &noun.ipv6 {
        match written.get().filter(|block| block.family() == Family::V6) {
            Some(block) if block.length() == 56 && draft.scopes.get(&id).is_some_and(|scope| scope.ipv6.is_none()) => {
                if let Some(scope) = draft.scopes.get_mut(&id) {
                    scope.ipv6 = Some(block);
                }
                let text =
                    format!("AWS assigns the IPv6 range: {block} stands for it, and subnets keep their place in it.");
                draft.remark(id, text);
                let provided = ("AmazonProvidedIpv6CidrBlock", Value::from(true));
                associate(draft, id, Key::role(id, "ipv6"), "VpcIpv6CidrBlock", provided);
            }
            Some(block) => draft.left_out(
                id,
                format!("The IPv6 block {block} is left out: only one range of /56, assigned by Amazon, is written."),
            ),
            None => draft.left_out(id, format!("The IPv6 block \"{written}\" is left out: it is not an IPv6 block.")),
        }
    }
}

fn associate(draft: &mut Draft<'_>, id: VpcId, key: Key, name: &str, block: (&'static str, Value)) {
    let Some(vpc) = draft.id_of(id) else { return };
    if let Some(scope) = draft.scopes.get_mut(&id) {
        scope.blocks.push(key.clone());
    }
    draft.add(
        Resource::new(key, "AWS::EC2::VPCCidrBlock", name, Home::Vpc(id))
            .property("VpcId", vpc)
            .property(block.0, block.1),
    );
}
