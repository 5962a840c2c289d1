//! The rows of the outline: the document as a tree, flattened to what is open.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::net::IpAddr;
use std::sync::Arc;

use cidraw::model::kinds::{
    Account, ElasticIp, Environment, InternetGateway, NatGateway, Peering, RouteTable, Subnet, SubnetReservation, Tier,
    Vpc,
};
use cidraw::model::{
    AddressPoolId, Design, ElasticIpId, EntityId, Kind, NatGatewayId, SubnetId, VpcId, nat_gateways_of,
};
use cidraw::ordering::{Gather, Ordered};

use super::listed::{BESIDE_VPCS, CONNECTIONS, IN_VPC, owner_of, stands_alone};
use super::row_key::{Key, Row};
use crate::ui::panels::find::{holds, text_of};
use crate::ui::panels::object::vpc_of;

/// How the subnets of a VPC are grouped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Grouping {
    /// By zone.
    #[default]
    Zone,
    /// By tier.
    Tier,
}

/// The rows of a design. `toggled` are the rows that somebody opened or closed; a filter opens all that it leaves.
pub fn rows(design: &Design, grouping: Grouping, toggled: &HashMap<Key, bool>, filter: &str) -> Vec<Row> {
    let filter = filter.trim().to_lowercase();
    let address = filter.parse().ok();
    let subnets = design.of_kind(Kind::Subnet).take(SMALL + 1).count();
    let mut build = Build {
        design,
        grouping,
        toggled,
        filter,
        address,
        small: subnets <= SMALL,
        rows: Vec::new(),
        parent: None,
        level: 1,
    };
    build.design();
    number(&mut build.rows);
    build.rows
}

/// The rows that have to be open for an object to show, in any grouping.
pub fn above(design: &Design, id: EntityId) -> Vec<Key> {
    let mut keys = Vec::new();
    let vpc = vpc_of(design, id);
    if let Some(fields) = vpc.and_then(|vpc| design.get(vpc)) {
        keys.push(Key::Region(fields.region.as_str().into()));
    }
    keys.extend(vpc.filter(|vpc| EntityId::from(*vpc) != id).map(|vpc| Key::Object(vpc.into())));
    let owner = owner_of(design, id);
    if let Some(workload) = owner.filter(|owner| owner.kind == Kind::Workload) {
        keys.extend(above(design, workload));
        keys.push(Key::Object(workload));
    }
    let subnet = match id.kind {
        Kind::NatGateway => id.typed::<NatGatewayId>().and_then(|id| design.get(id)).and_then(|nat| nat.seat(design)),
        Kind::SubnetReservation => owner.and_then(EntityId::typed),
        _ => id.typed::<SubnetId>(),
    };
    if let Some((id, subnet)) = subnet.and_then(|subnet| Some((subnet, design.get(subnet)?))) {
        keys.push(Key::Zone(subnet.vpc, subnet.zone.as_str().into()));
        keys.push(Key::Object(subnet.tier.into()));
        keys.push(Key::Object(id.into()));
    }
    match id.kind {
        kind if IN_VPC.contains(&kind) && !stands_alone(design, id) => {
            keys.extend(vpc.map(|vpc| Key::InVpc(vpc, kind)))
        }
        Kind::Tier | Kind::RouteTable => keys.extend(vpc.map(|vpc| Key::InVpc(vpc, id.kind))),
        Kind::ElasticIp => {
            let region = id.typed::<ElasticIpId>().and_then(|id| design.get(id)).map(|eip| eip.region.as_str().into());
            keys.extend(region.into_iter().flat_map(|r: Arc<str>| [Key::Region(r.clone()), Key::InRegion(r, id.kind)]));
        }
        Kind::AddressPool => {
            let mut pool = id.typed::<AddressPoolId>();
            while let Some(parent) = pool.and_then(|id| design.get(id)).and_then(|pool| pool.parent) {
                let key = Key::Object(parent.into());
                if keys.contains(&key) {
                    break;
                }
                keys.push(key);
                pool = Some(parent);
            }
        }
        _ => {}
    }
    keys.push(Key::All(id.kind));
    keys
}

/// Up to this many subnets VPCs are open at first.
const SMALL: usize = 48;
/// Up to this many objects a group is open at first.
const FEW: usize = 12;

struct Build<'a> {
    design: &'a Design,
    grouping: Grouping,
    toggled: &'a HashMap<Key, bool>,
    /// What rows are looked for; empty for all.
    filter: String,
    address: Option<IpAddr>,
    small: bool,
    rows: Vec<Row>,
    parent: Option<usize>,
    level: usize,
}

impl Build<'_> {
    fn matches(&self, id: EntityId) -> bool {
        match self.address {
            Some(address) => holds(self.design, id, address),
            None => text_of(self.design, id).contains(&self.filter),
        }
    }

    fn push(&mut self, key: Key, open: Option<bool>) {
        self.rows.push(Row { key, level: self.level, open, parent: self.parent, position: 1, siblings: 1 });
    }

    /// A row without any below it.
    fn leaf(&mut self, id: impl Into<EntityId>) {
        let id = id.into();
        if self.filter.is_empty() || self.matches(id) {
            self.push(Key::Object(id), None);
        }
    }

    /// A row with others below it, open at first when `open` says so.
    fn branch(&mut self, key: Key, open: bool, below: impl FnOnce(&mut Self)) {
        let filtering = !self.filter.is_empty();
        let wanted = !filtering || key.object().is_some_and(|id| self.matches(id));
        let open = filtering || self.toggled.get(&key).copied().unwrap_or(open);
        let at = self.rows.len();
        self.push(key, Some(open));
        if !open {
            return;
        }
        let parent = self.parent.replace(at);
        self.level += 1;
        below(self);
        self.level -= 1;
        self.parent = parent;
        let alone = self.rows.len() == at + 1;
        match (alone, wanted) {
            (true, false) => self.rows.truncate(at),
            (true, true) => self.rows[at].open = None,
            (false, _) => {}
        }
    }

    /// Objects under a heading, by name; nothing when there are none.
    fn group(&mut self, key: Key, ids: Vec<EntityId>, open: bool) {
        if !ids.is_empty() {
            let ids = self.by_name(ids);
            self.branch(key, open, |build| {
                for id in ids {
                    let sessions =
                        build.design.referrers(id).filter(|other| owner_of(build.design, *other) == Some(id));
                    let sessions = build.by_name(sessions.collect());
                    build.with_inner(id, sessions);
                }
            });
        }
    }

    fn by_name(&self, mut ids: Vec<EntityId>) -> Vec<EntityId> {
        ids.order_by_cached_key(|id| (self.design.name(*id).to_lowercase(), *id));
        ids
    }

    fn design(&mut self) {
        let design = self.design;
        let mut regions: BTreeMap<&str, (Vec<EntityId>, Vec<EntityId>)> = BTreeMap::new();
        for (id, vpc) in design.all::<Vpc>() {
            regions.entry(&vpc.region).or_default().0.push(id.into());
        }
        for (id, address) in design.all::<ElasticIp>() {
            regions.entry(&address.region).or_default().1.push(id.into());
        }
        for (region, (vpcs, addresses)) in regions {
            let code: Arc<str> = region.into();
            let vpcs = self.by_name(vpcs);
            self.branch(Key::Region(code.clone()), true, |build| {
                vpcs.into_iter().filter_map(EntityId::typed).for_each(|vpc| build.vpc(vpc));
                build.group(Key::InRegion(code, Kind::ElasticIp), addresses, false);
            });
        }
        let loose = design.all::<InternetGateway>().filter(|(_, gateway)| gateway.vpc.is_none());
        let loose: Vec<EntityId> = loose.map(|(id, _)| id.into()).collect();
        self.group(Key::All(Kind::InternetGateway), loose, true);
        let lost = |nat: &NatGateway| nat.home(design).is_none_or(|vpc| !design.contains(vpc));
        let lost = design.all::<NatGateway>().filter(|(_, nat)| nat.seat(design).is_none() && lost(nat));
        let lost: Vec<EntityId> = lost.map(|(id, _)| id.into()).collect();
        self.group(Key::All(Kind::NatGateway), lost, true);
        let all = |ids: Vec<EntityId>| (ids.len() <= FEW, ids);
        let (few, peerings) = all(design.all::<Peering>().map(|(id, _)| id.into()).collect());
        self.group(Key::All(Kind::Peering), peerings, few);
        for kind in BESIDE_VPCS {
            let ids: Vec<EntityId> =
                design.of_kind(kind).map(|(id, _)| id).filter(|id| stands_alone(design, *id)).collect();
            let (few, ids) = all(ids);
            self.group(Key::All(kind), ids, few);
        }
        self.pools();
        let (few, environments) = all(design.all::<Environment>().map(|(id, _)| id.into()).collect());
        self.group(Key::All(Kind::Environment), environments, few);
        let (few, accounts) = all(design.all::<Account>().map(|(id, _)| id.into()).collect());
        self.group(Key::All(Kind::Account), accounts, few);
    }

    fn vpc(&mut self, vpc: VpcId) {
        let design = self.design;
        let open = self.small;
        if design.referrers(vpc).next().is_none() {
            return self.leaf(vpc);
        }
        self.branch(Key::Object(vpc.into()), open, |build| {
            let gateways = design.referring::<InternetGateway>(vpc).map(|(id, _)| id.into()).collect();
            build.by_name(gateways).into_iter().for_each(|id| build.leaf(id));
            let regional = nat_gateways_of(design, vpc).into_iter().filter(|(_, nat)| nat.seat(design).is_none());
            let regional = build.by_name(regional.map(|(id, _)| id.into()).collect());
            regional.into_iter().for_each(|id| build.leaf(id));
            match build.grouping {
                Grouping::Zone => build.zones(vpc),
                Grouping::Tier => build.tiers(vpc).into_iter().for_each(|tier| {
                    let subnets =
                        design.referring::<Subnet>(tier).filter(|(_, subnet)| EntityId::from(subnet.tier) == tier);
                    let subnets = build.by_name(subnets.map(|(id, _)| id.into()).collect());
                    build.branch(Key::Object(tier), true, |build| {
                        subnets.into_iter().filter_map(EntityId::typed).for_each(|subnet| build.subnet(subnet));
                    });
                }),
            }
            let tables = design.referring::<RouteTable>(vpc).map(|(id, _)| id.into()).collect();
            build.group(Key::InVpc(vpc, Kind::RouteTable), tables, false);
            for kind in IN_VPC {
                let own = |id: &EntityId| id.kind == kind && vpc_of(design, *id) == Some(vpc);
                let ids: Vec<EntityId> = design.referrers(vpc).filter(own).collect();
                let few = ids.len() <= FEW && build.small;
                build.group(Key::InVpc(vpc, kind), ids, few);
            }
            build.connections(vpc);
        });
    }

    /// What joins a VPC to others, under each of its ends.
    fn connections(&mut self, vpc: VpcId) {
        for kind in CONNECTIONS {
            let ids = self.by_name(self.design.referrers(vpc).filter(|id| id.kind == kind).collect());
            if ids.is_empty() {
                continue;
            }
            let few = ids.len() <= FEW && self.small;
            self.branch(Key::InVpc(vpc, kind), few, |build| {
                let wanted = ids.into_iter().filter(|id| build.filter.is_empty() || build.matches(*id));
                wanted.gather::<Vec<_>>().into_iter().for_each(|id| build.push(Key::End(vpc, id), None));
            });
        }
    }

    /// The tiers of a VPC from the internet inward.
    fn tiers(&self, vpc: VpcId) -> Vec<EntityId> {
        let mut tiers: Vec<(u32, EntityId)> =
            self.design.referring::<Tier>(vpc).map(|(id, tier)| (tier.order, id.into())).collect();
        tiers.order();
        tiers.into_iter().map(|(_, id)| id).collect()
    }

    fn zones(&mut self, vpc: VpcId) {
        let design = self.design;
        let mut zones: BTreeMap<&str, Vec<(u32, String, SubnetId)>> = BTreeMap::new();
        for (id, subnet) in design.referring::<Subnet>(vpc).filter(|(_, subnet)| subnet.vpc == vpc) {
            let order = design.get(subnet.tier).map_or(u32::MAX, |tier| tier.order);
            zones.entry(&subnet.zone).or_default().push((order, design.name(id), id));
        }
        for (zone, mut subnets) in zones {
            subnets.order();
            self.branch(Key::Zone(vpc, zone.into()), true, |build| {
                subnets.into_iter().for_each(|(_, _, id)| build.subnet(id));
            });
        }
        let tiers = self.tiers(vpc);
        if !tiers.is_empty() {
            self.branch(Key::InVpc(vpc, Kind::Tier), false, |build| tiers.into_iter().for_each(|id| build.leaf(id)));
        }
    }

    fn subnet(&mut self, subnet: SubnetId) {
        let nats = self.design.referring::<NatGateway>(subnet);
        let nats = nats.filter(|(_, nat)| nat.seat(self.design) == Some(subnet)).map(|(id, _)| EntityId::from(id));
        let mut inside = self.by_name(nats.collect());
        let kept = self.design.referring::<SubnetReservation>(subnet).map(|(id, _)| EntityId::from(id));
        inside.extend(self.by_name(kept.collect()));
        self.with_inner(subnet.into(), inside);
    }

    /// An object with those that belong to it.
    fn with_inner(&mut self, id: EntityId, inside: Vec<EntityId>) {
        if inside.is_empty() {
            return self.leaf(id);
        }
        self.branch(Key::Object(id), true, |build| inside.into_iter().for_each(|id| build.leaf(id)));
    }

    fn pools(&mut self) {
        let design = self.design;
        let all: Vec<EntityId> = design.of_kind(Kind::AddressPool).map(|(id, _)| id).collect();
        if all.is_empty() {
            return;
        }
        let all = self.by_name(all);
        let parent =
            |id: EntityId| id.typed::<AddressPoolId>().and_then(|id| design.get(id)).and_then(|pool| pool.parent);
        self.branch(Key::All(Kind::AddressPool), true, |build| {
            let mut shown = HashSet::new();
            let roots = all.iter().filter(|id| parent(**id).is_none_or(|parent| !design.contains(parent)));
            // Pools that contain each other have no root: each is shown once all the same.
            for id in roots.chain(&all) {
                build.pool(*id, &all, &parent, &mut shown);
            }
        });
    }

    fn pool(
        &mut self,
        id: EntityId,
        all: &[EntityId],
        parent: &impl Fn(EntityId) -> Option<AddressPoolId>,
        shown: &mut HashSet<EntityId>,
    ) {
        if !shown.insert(id) {
            return;
        }
        let parts = |other: &&EntityId| parent(**other).map(EntityId::from) == Some(id);
        if !all.iter().any(|other| parts(&other)) {
            return self.leaf(id);
        }
        // Closed, its parts are not shown; they must not turn up as roots.
        let mut inner = std::mem::take(shown);
        self.branch(Key::Object(id), true, |build| {
            for part in all.iter().filter(parts) {
                build.pool(*part, all, parent, &mut inner);
            }
        });
        inner.extend(all.iter().filter(parts));
        *shown = inner;
    }
}

/// Numbers siblings.
fn number(rows: &mut [Row]) {
    let mut counts: HashMap<Option<usize>, usize> = HashMap::new();
    for row in rows.iter_mut() {
        let count = counts.entry(row.parent).or_default();
        *count += 1;
        row.position = *count;
    }
    for row in rows.iter_mut() {
        row.siblings = counts[&row.parent];
    }
}
