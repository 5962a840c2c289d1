//! Where two environments differ in shape. Addresses and names may differ: that is what environments are for.

use std::collections::{BTreeMap, BTreeSet};

use super::EnvironmentWords;
use crate::addressing::{CidrBlock, Family};
use crate::model::kinds::{
    Connectivity, InternetGateway, NatGateway, Peering, RouteTable, RouteTarget, Subnet, Tier, Vpc,
};
use crate::model::{Design, EntityId, EnvironmentId, Kind, PeeringId, TierId, VpcId, nat_gateways_of};
use crate::ordering::Ordered;

/// One way in which two environments differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// As a sentence that names both sides.
    pub sentence: String,
    /// What it is about, in either environment.
    pub objects: Vec<EntityId>,
}

/// Where two environments differ: in their VPCs, tiers, zones, prefix lengths, kinds of route targets, gateways and
/// peerings. VPCs and tiers that are called alike, but for the word for the environment, are compared with each other.
///
/// Law: an environment does not differ from itself, and `parity(a, b)` is empty exactly when `parity(b, a)` is.
pub fn parity(design: &Design, a: EnvironmentId, b: EnvironmentId) -> Vec<Difference> {
    let side = |id: EnvironmentId| Side { design, id, name: design.name(id), words: words(design, id) };
    let sides = [side(a), side(b)];
    let mut found = Found(Vec::new());
    let [left, right] = sides.each_ref().map(Side::vpcs);
    for pair in paired(left, right) {
        match pair {
            (Some(x), Some(y)) => compare_vpcs(&mut found, &sides, x, y),
            (Some(x), None) => found.lone(&sides[0], &sides[1], x.into()),
            (None, Some(y)) => found.lone(&sides[1], &sides[0], y.into()),
            (None, None) => {}
        }
    }
    found.0
}

fn words(design: &Design, id: EnvironmentId) -> EnvironmentWords {
    EnvironmentWords::new(&design.name(id), None)
}

struct Side<'a> {
    design: &'a Design,
    id: EnvironmentId,
    name: String,
    words: EnvironmentWords,
}

struct Found(Vec<Difference>);

impl Found {
    fn add(&mut self, sentence: String, objects: impl IntoIterator<Item = EntityId>) {
        self.0.push(Difference { sentence, objects: objects.into_iter().collect() });
    }

    fn lone(&mut self, has: &Side, lacks: &Side, id: EntityId) {
        let title = if id.kind == Kind::Tier { "tier" } else { id.kind.title() };
        let sentence =
            format!("{} has {title} {}, and {} has none like it.", has.name, has.design.name(id), lacks.name);
        self.add(sentence, [id]);
    }

    /// Says what each side has, where that is not the same.
    fn unlike(&mut self, what: &str, sides: &[Side; 2], values: [String; 2], objects: [EntityId; 2]) {
        let [x, y] = values;
        if x != y {
            self.add(format!("{what}: {x} in {}, {y} in {}.", sides[0].name, sides[1].name), objects);
        }
    }
}

impl Side<'_> {
    /// Its VPCs by what they are called, without the environment.
    fn vpcs(&self) -> BTreeMap<String, Vec<VpcId>> {
        let own = self.design.referring::<Vpc>(self.id).filter(|(_, vpc)| vpc.environment == Some(self.id));
        self.keyed(own.map(|(id, _)| id))
    }

    fn keyed<I: Copy + Into<EntityId> + Ord>(&self, ids: impl Iterator<Item = I>) -> BTreeMap<String, Vec<I>> {
        let mut by_key: BTreeMap<String, Vec<I>> = BTreeMap::new();
        ids.for_each(|id| by_key.entry(self.words.without(&self.design.name(id))).or_default().push(id));
        by_key.values_mut().for_each(|ids| ids.order_by_cached_key(|id| (self.design.name(*id), *id)));
        by_key
    }

    /// What a peering leads to, as both sides would call it.
    fn other_end(&self, other: VpcId) -> String {
        let own = self.design.get(other).is_some_and(|vpc| vpc.environment == Some(self.id));
        let name = self.design.name(other);
        match self.words.without(&name) {
            rest if own && rest.is_empty() => "the VPC of its name".to_owned(),
            rest if own => format!("its VPC {rest}"),
            _ => name,
        }
    }

    fn peers(&self, vpc: VpcId) -> BTreeSet<String> {
        let peerings = self.design.referring::<Peering>(vpc);
        peerings.filter_map(|(_, peering)| Some(self.other_end(peering.other_end(vpc)?))).collect()
    }

    /// The zones of a VPC's NAT gateways, public and private ones apart. A regional one is in all of them, or in those
    /// that it has addresses for.
    fn nat_zones(&self, vpc: VpcId) -> Vec<String> {
        let place = |nat: &NatGateway| {
            let zone = nat.seat(self.design).and_then(|id| self.design.get(id)).map(|subnet| letter(&subnet.zone));
            let of_some = nat.zone_addresses.iter().map(|zone| letter(&zone.zone)).collect::<Vec<_>>();
            match zone {
                Some(zone) if nat.connectivity == Connectivity::Private => format!("{zone} (private)"),
                Some(zone) => zone,
                None if of_some.is_empty() => "every zone".to_owned(),
                None => format!("{} (regional)", of_some.join(" and ")),
            }
        };
        let mut zones: Vec<String> = nat_gateways_of(self.design, vpc).into_values().map(place).collect();
        zones.order();
        zones
    }

    /// The subnets of a tier by zone.
    fn subnets(&self, tier: TierId) -> BTreeMap<String, Vec<(&Subnet, EntityId)>> {
        let mut by_zone: BTreeMap<String, Vec<(&Subnet, EntityId)>> = BTreeMap::new();
        for (id, subnet) in self.design.referring::<Subnet>(tier).filter(|(_, subnet)| subnet.tier == tier) {
            by_zone.entry(letter(&subnet.zone)).or_default().push((subnet, id.into()));
        }
        by_zone.values_mut().for_each(|list| list.order_by_key(|(subnet, id)| (subnet.blocks().next(), *id)));
        by_zone
    }

    /// Where a subnet's packets go: what for, and to what kind of thing.
    fn ways(&self, subnet: &Subnet) -> BTreeSet<String> {
        let main = || self.design.referring::<RouteTable>(subnet.vpc).find(|(_, table)| table.main).map(|(_, t)| t);
        let table = subnet.route_table.and_then(|id| self.design.get(id)).or_else(main);
        let routes = table.map(|table| table.routes.as_slice()).unwrap_or_default().iter();
        let way = |route: &crate::model::kinds::Route| {
            let RouteTarget::To(target) = route.target else { return None };
            let peering = target.typed().and_then(|id: PeeringId| self.design.get(id)?.other_end(subnet.vpc));
            let target = match peering {
                Some(other) => format!("the peering with {}", self.other_end(other)),
                None if !self.design.contains(target) => "nothing".to_owned(),
                None => format!("{} {}", article(target.kind), target.kind.title()),
            };
            let destination = route.destination.get();
            Some(match destination {
                Some(block) if block == CidrBlock::any_v4() => format!("any IPv4 address to {target}"),
                Some(block) if block == CidrBlock::any_v6() => format!("any IPv6 address to {target}"),
                _ => format!("some addresses to {target}"),
            })
        };
        routes.filter_map(way).collect()
    }
}

fn article(kind: Kind) -> &'static str {
    if kind.title().starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" }
}

/// The letter of a zone, whatever the Region; its name when it has none.
fn letter(zone: &str) -> String {
    let last = zone.chars().next_back().filter(char::is_ascii_lowercase);
    let digit = zone.chars().rev().nth(1).is_some_and(|c| c.is_ascii_digit());
    last.filter(|_| digit).map_or_else(|| zone.to_owned(), String::from)
}

/// What is called alike on both sides, side by side; what is left over, alone.
fn paired<I: Copy>(left: BTreeMap<String, Vec<I>>, right: BTreeMap<String, Vec<I>>) -> Vec<(Option<I>, Option<I>)> {
    let keys: BTreeSet<&String> = left.keys().chain(right.keys()).collect();
    let mut pairs = Vec::new();
    for key in keys {
        let at = |side: &BTreeMap<String, Vec<I>>, n: usize| side.get(key).and_then(|ids| ids.get(n)).copied();
        let count = |side: &BTreeMap<String, Vec<I>>| side.get(key).map_or(0, Vec::len);
        pairs.extend((0..count(&left).max(count(&right))).map(|n| (at(&left, n), at(&right, n))));
    }
    pairs
}

fn listed(values: impl IntoIterator<Item = String>) -> String {
    let values: Vec<String> = values.into_iter().collect();
    match values.as_slice() {
        [] => "none".to_owned(),
        [first @ .., last] if !first.is_empty() => format!("{} and {last}", first.join(", ")),
        [one, ..] => one.clone(),
    }
}

fn lengths(blocks: impl Iterator<Item = CidrBlock>) -> String {
    listed(blocks.map(|block| format!("/{}", block.length())))
}

fn compare_vpcs(found: &mut Found, sides: &[Side; 2], x: VpcId, y: VpcId) {
    let design = sides[0].design;
    let both = [x, y];
    let objects: [EntityId; 2] = [x.into(), y.into()];
    let Some(fields) = design.get(x).zip(design.get(y)).map(|(x, y)| [x, y]) else { return };
    let name = if design.name(x) == design.name(y) {
        design.name(x)
    } else {
        format!("{} and {}", design.name(x), design.name(y))
    };
    let mut say = |what: String, values: [String; 2]| found.unlike(&what, sides, values, objects);
    say(format!("IPv4 blocks of {name}"), fields.map(|vpc| lengths(vpc.ipv4_blocks())));
    say(format!("IPv6 blocks of {name}"), fields.map(|vpc| lengths(vpc.ipv6_blocks())));
    let gateways = both.map(|id| design.referring::<InternetGateway>(id).count().to_string());
    say(format!("Internet gateways of {name}"), gateways);
    let nats = [sides[0].nat_zones(x), sides[1].nat_zones(y)].map(listed);
    say(format!("Zones with a NAT gateway in {name}"), nats);
    let peers = [sides[0].peers(x), sides[1].peers(y)].map(listed);
    say(format!("Peers of {name}"), peers);
    let tiers = |side: &Side, vpc: VpcId| side.keyed(design.referring::<Tier>(vpc).map(|(id, _)| id));
    for pair in paired(tiers(&sides[0], x), tiers(&sides[1], y)) {
        match pair {
            (Some(p), Some(q)) => compare_tiers(found, sides, p, q),
            (Some(p), None) => found.lone(&sides[0], &sides[1], p.into()),
            (None, Some(q)) => found.lone(&sides[1], &sides[0], q.into()),
            (None, None) => {}
        }
    }
}

fn compare_tiers(found: &mut Found, sides: &[Side; 2], p: TierId, q: TierId) {
    let design = sides[0].design;
    let objects: [EntityId; 2] = [p.into(), q.into()];
    let name = design.name(p);
    let Some(roles) = design.get(p).zip(design.get(q)).map(|(p, q)| [p.role, q.role]) else { return };
    found.unlike(&format!("Role of tier {name}"), sides, roles.map(|role| role.key().to_owned()), objects);
    let rows = [sides[0].subnets(p), sides[1].subnets(q)];
    let zones = rows.each_ref().map(|row| {
        listed(row.iter().map(|(zone, subnets)| match subnets.len() {
            1 => zone.clone(),
            n => format!("{zone} ({n} subnets)"),
        }))
    });
    found.unlike(&format!("Zones of tier {name}"), sides, zones, objects);
    for (zone, left) in &rows[0] {
        for ((x, x_id), (y, y_id)) in left.iter().zip(rows[1].get(zone).into_iter().flatten()) {
            let size = |subnet: &Subnet| {
                let length = |family: Family, words: &str| {
                    let block = subnet.blocks().find(|block| block.family() == family);
                    block.map(|block| format!("{words} /{}", block.length()))
                };
                listed(length(Family::V4, "IPv4").into_iter().chain(length(Family::V6, "IPv6")))
            };
            let at = format!("tier {name} in zone {zone}");
            found.unlike(&format!("Size of {at}"), sides, [size(x), size(y)], [*x_id, *y_id]);
            let ways = [sides[0].ways(x), sides[1].ways(y)].map(listed);
            found.unlike(&format!("Routes of {at}"), sides, ways, [*x_id, *y_id]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notation::parse;

    const TWO: &str = "
        environment production; environment staging
        vpc production 10.0.0.0/16 region=us-west-2 environment=production {
          igw production-igw
          tier public public { subnet public-a a 10.0.0.0/24 { nat prod-nat-a e }; subnet public-b b 10.0.1.0/24 }
          tier app private { subnet app-a a 10.0.16.0/20 route_table=out }
          tier data isolated { subnet data-a a 10.0.32.0/24 }
          route_table out { 0.0.0.0/0 -> nat:prod-nat-a; 10.9.0.0/16 -> peering:p }
        }
        vpc staging 10.1.0.0/20 region=eu-west-1 environment=staging {
          tier public public { subnet public-a a 10.1.0.0/24 }
          tier app public { subnet app-a a 10.1.1.0/24 }
        }
        eip e region=us-west-2; vpc ops 10.9.0.0/16; peering p production ops";

    fn environments(design: &Design) -> [EnvironmentId; 2] {
        let named = |name: &str| {
            let found = design.of_kind(Kind::Environment).find(|(_, e)| e.head.name == name);
            found.and_then(|(id, _)| id.typed()).expect(name)
        };
        [named("production"), named("staging")]
    }

    #[test]
    fn differences_are_sentences_about_objects() {
        let design = parse(TWO).expect("notation");
        let [a, b] = environments(&design);
        let sentences: Vec<String> = parity(&design, a, b).into_iter().map(|difference| difference.sentence).collect();
        assert_eq!(
            sentences,
            [
                "IPv4 blocks of production and staging: /16 in production, /20 in staging.",
                "Internet gateways of production and staging: 1 in production, 0 in staging.",
                "Zones with a NAT gateway in production and staging: a in production, none in staging.",
                "Peers of production and staging: ops in production, none in staging.",
                "Role of tier app: private in production, public in staging.",
                "Size of tier app in zone a: IPv4 /20 in production, IPv4 /24 in staging.",
                "Routes of tier app in zone a: any IPv4 address to a NAT gateway and some addresses to the peering with ops \
                 in production, none in staging.",
                "production has tier data, and staging has none like it.",
                "Zones of tier public: a and b in production, a in staging.",
            ]
        );
        assert_eq!(parity(&design, b, a).len(), sentences.len());
        assert!(parity(&design, a, a).is_empty() && parity(&design, b, b).is_empty());
        assert!(parity(&design, a, b).iter().all(|difference| !difference.objects.is_empty()));
    }
}
