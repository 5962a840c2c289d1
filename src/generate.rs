//! Synthetic designs of any size, for benches and for trying things out: shaped like a company's network, without
//! errors, and the same for the same seed.

use std::collections::{BTreeMap, BTreeSet};

use crate::addressing::CidrBlock;
use crate::aws::limits;
use crate::aws::region::{Partition, REGIONS, Region};
use crate::model::kinds::*;
use crate::model::*;

/// What to generate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spec {
    /// How many VPCs.
    pub vpcs: usize,
    /// Zones of each VPC, 1 to 6; numbers outside count as the nearest.
    pub zones: usize,
    /// Tiers of each VPC, 1 to 16; numbers outside count as the nearest. Each has a subnet in every zone.
    pub tiers: usize,
    /// How many peerings. There are fewer when every VPC has as many as [`PEERINGS_PER_VPC`].
    pub peerings: usize,
    /// Where the choices start: Regions, ids.
    pub seed: u64,
}

/// The most peerings that a generated VPC has: below the quota of a new account.
pub const PEERINGS_PER_VPC: usize = 40;

/// VPCs get at most this much: /20.
const SHORTEST: u8 = 20;
/// AWS takes no subnet smaller than /28.
const LONGEST: u8 = 28;
/// One VPC of shared services for so many others.
const SPOKES_PER_HUB: usize = 30;
/// An account has so many VPCs.
const VPCS_PER_ACCOUNT: usize = 60;
const STAGES: [&str; 3] = ["production", "staging", "development"];
const TIERS: [&str; 6] = ["public", "app", "data", "cache", "jobs", "batch"];
const APPS: [&str; 16] = [
    "orders",
    "payments",
    "search",
    "catalogue",
    "billing",
    "identity",
    "media",
    "stock",
    "pricing",
    "mail",
    "reports",
    "support",
    "routing",
    "analytics",
    "partners",
    "careers",
];

/// Generates a design: VPCs of an application per stage, each stage an environment with accounts of its own, beside VPCs
/// of shared services; internet and NAT gateways, route tables, peerings with routes both ways between VPCs that do not
/// overlap. The blocks come out of 10.0.0.0/8 and repeat only when that is used up.
///
/// ```
/// use cidraw::generate::{Spec, generate};
/// use cidraw::model::kinds::{Subnet, Vpc};
///
/// let spec = Spec { vpcs: 10, zones: 3, tiers: 2, peerings: 9, seed: 7 };
/// let design = generate(&spec);
/// assert_eq!((design.all::<Vpc>().count(), design.all::<Subnet>().count()), (10, 60));
/// assert_eq!(design, generate(&spec));
/// ```
pub fn generate(spec: &Spec) -> Design {
    let mut company = Company::new(*spec);
    for index in 0..spec.vpcs {
        company.vpc(index);
    }
    company.peerings();
    company.accounts();
    Design::from_entities(company.entities)
}

/// A VPC and what peerings need to know of it.
struct Place {
    id: VpcId,
    name: String,
    block: CidrBlock,
    /// Tables that lead out of the VPC.
    tables: Vec<RouteTableId>,
    peerings: usize,
}

struct Company {
    spec: Spec,
    hubs: usize,
    regions: Vec<&'static Region>,
    ids: IdSource,
    dice: u64,
    entities: BTreeMap<EntityId, Entity>,
    pool: AddressPoolId,
    environments: BTreeMap<&'static str, EnvironmentId>,
    /// By stage, how many VPCs it has; the last account is the one being filled.
    accounts: BTreeMap<&'static str, (usize, AccountId)>,
    /// How many of a limit an account uses in a Region.
    used: BTreeMap<(AccountId, &'static str, &'static str), u32>,
    places: Vec<Place>,
    /// Prefix lengths of a VPC, a tier and a subnet.
    lengths: [u8; 3],
}

/// The bits that tell `n` things apart.
fn bits(n: usize) -> u8 {
    n.max(1).next_power_of_two().trailing_zeros() as u8
}

impl Company {
    fn new(spec: Spec) -> Company {
        let mut spec = spec;
        spec.tiers = spec.tiers.clamp(1, 16);
        let usual = |r: &&Region| r.partition == Partition::Aws && r.confirmed && !r.opt_in;
        let most = REGIONS.iter().filter(usual).map(|r| r.zones.len()).max().unwrap_or(1);
        spec.zones = spec.zones.clamp(1, most.min(6));
        let regions = REGIONS.iter().filter(usual).filter(|r| r.zones.len() >= spec.zones).take(4).collect();
        let inside = bits(spec.tiers) + bits(spec.zones);
        let vpc = (8 + bits(spec.vpcs)).max(SHORTEST).min(LONGEST - inside);
        let mut company = Company {
            spec,
            hubs: if spec.vpcs > 1 { spec.vpcs.div_ceil(SPOKES_PER_HUB + 1) } else { 0 },
            regions,
            ids: IdSource::new(spec.seed),
            dice: spec.seed,
            entities: BTreeMap::new(),
            pool: AddressPoolId::from_slug(Slug::from_name("corp")),
            environments: BTreeMap::new(),
            accounts: BTreeMap::new(),
            used: BTreeMap::new(),
            places: Vec::with_capacity(spec.vpcs),
            lengths: [vpc, vpc + bits(spec.tiers), vpc + inside],
        };
        let description = format!("Generated from the seed {}.", spec.seed);
        company.put(Settings::id(), "Generated network", Settings { description, ..Settings::default() });
        let blocks = vec![ten().into()];
        company.put(company.pool, "corp", AddressPool { blocks, vpc_length: Some(vpc), ..AddressPool::default() });
        company
    }

    fn put(&mut self, id: impl Into<EntityId>, name: impl Into<String>, body: impl Into<Body>) {
        self.entities.insert(id.into(), Entity::new(name, body));
    }

    /// A new id. Random ones meet once in a long while: the next is taken then.
    fn fresh<T: TypedId>(&mut self) -> T {
        loop {
            let id: T = self.ids.fresh();
            if !self.entities.contains_key(&id.into()) {
                return id;
            }
        }
    }

    fn add<N: Noun>(&mut self, name: impl Into<String>, noun: N) -> N::Id {
        let id = self.fresh::<N::Id>();
        self.put(id, name, noun);
        id
    }

    /// A number below `sides` (a linear congruential generator: only that it repeats matters here).
    fn roll(&mut self, sides: usize) -> usize {
        self.dice = self.dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.dice >> 33) as usize % sides.max(1)
    }

    fn use_up(&mut self, account: AccountId, region: &'static str, limit: &limits::Limit) {
        *self.used.entry((account, limit.id, region)).or_default() += 1;
    }

    /// The environment of a stage and the account in it for one more VPC.
    fn home(&mut self, stage: &'static str) -> (EnvironmentId, AccountId) {
        let (count, last) = self.accounts.get(stage).copied().unzip();
        let count = count.unwrap_or(0);
        let account = match last.filter(|_| count % VPCS_PER_ACCOUNT != 0) {
            Some(account) => account,
            None => self.add(format!("{stage}-{}", count / VPCS_PER_ACCOUNT + 1), Account::default()),
        };
        self.accounts.insert(stage, (count + 1, account));
        let environment = match self.environments.get(stage) {
            Some(environment) => *environment,
            None => {
                let production = stage == STAGES[0];
                let pool = Some(self.pool);
                let made = self.add(stage, Environment { production, pool, ..Environment::default() });
                self.environments.insert(stage, made);
                made
            }
        };
        (environment, account)
    }

    fn vpc(&mut self, index: usize) {
        let (stage, name) = match index.checked_sub(self.hubs) {
            None => ("shared", format!("shared-{}", index + 1)),
            Some(spoke) => {
                let (app, stage) = (spoke / STAGES.len(), STAGES[spoke % STAGES.len()]);
                let number = if app < APPS.len() { String::new() } else { format!("-{}", app / APPS.len() + 1) };
                (stage, format!("{}{number}-{stage}", APPS[app % APPS.len()]))
            }
        };
        let (environment, account) = self.home(stage);
        let chosen = self.roll(self.regions.len());
        let region = self.regions[chosen];
        let [length, ..] = self.lengths;
        let spaces = 1usize << (length - 8);
        let start = u128::from(u32::from_be_bytes([10, 0, 0, 0])) + ((index % spaces) as u128) * (1 << (32 - length));
        let block = CidrBlock::containing(crate::addressing::Family::V4.address(start), length);
        let vpc = Vpc {
            region: region.code.into(),
            ipv4: vec![block.into()],
            environment: Some(environment),
            account: Some(account),
            dns_hostnames: true,
            ..Vpc::default()
        };
        let id = self.add(&name, vpc);
        let (columns, wide, high) = (self.spec.vpcs.isqrt().max(1), self.width() + 160, self.height() + 160);
        let at = Placement::at((index % columns) as i32 * wide, (index / columns) as i32 * high);
        if let Some(entity) = self.entities.get_mut(&id.into()) {
            entity.head.at = Some(at);
        }
        self.use_up(account, region.code, &limits::VPCS_PER_REGION);
        self.use_up(account, region.code, &limits::INTERNET_GATEWAYS_PER_REGION);
        let tables = self.inside(id, &name, stage == STAGES[0], account, region, block);
        self.places.push(Place { id, name, block, tables, peerings: 0 });
    }

    /// As wide as a VPC is drawn: columns of 150, gaps of 12, an edge of 14.
    fn width(&self) -> i32 {
        self.spec.zones as i32 * 162 + 16
    }

    /// As high as a VPC is drawn at most: the head, rows with chips in them, the foot.
    fn height(&self) -> i32 {
        200 + self.spec.tiers as i32 * 112
    }

    /// Everything in a VPC. Returns the tables that lead out of it.
    fn inside(
        &mut self,
        vpc: VpcId,
        name: &str,
        production: bool,
        account: AccountId,
        region: &'static Region,
        block: CidrBlock,
    ) -> Vec<RouteTableId> {
        let zones: Vec<char> = region.zones.iter().take(self.spec.zones).map(|zone| zone.letter).collect();
        let igw = self.add(name, InternetGateway { vpc: Some(vpc) });
        // What names no table leads nowhere.
        let isolated = self.add(format!("{name}-isolated"), RouteTable { main: true, ..RouteTable::new(vpc) });
        let to_internet = vec![Route::new(CidrBlock::any_v4(), igw)];
        let public = self.add(format!("{name}-public"), RouteTable { routes: to_internet, ..RouteTable::new(vpc) });
        let mut tables = vec![public];
        let mut private = Vec::new();
        for tier in 0..self.spec.tiers {
            let role = match tier {
                0 => Role::Public,
                t if t > 1 && t + 1 == self.spec.tiers => Role::Isolated,
                _ => Role::Private,
            };
            let label = match TIERS.get(tier) {
                Some(word) => (*word).to_owned(),
                None => format!("tier-{}", tier + 1),
            };
            let tier_id = self.add(&label, Tier::new(vpc, role, tier as u32));
            let row = block.blocks(self.lengths[1]).nth(tier).expect("there are as many rows as bits for them");
            for (column, letter) in zones.iter().enumerate() {
                let cell = row.blocks(self.lengths[2]).nth(column).expect("there are as many columns as bits for them");
                let table = match role {
                    Role::Public => public,
                    Role::Isolated => isolated,
                    Role::Private => private[column % private.len()],
                };
                let subnet = Subnet {
                    zone: format!("{}{letter}", region.code),
                    ipv4: Some(cell.into()),
                    route_table: Some(table),
                    auto_public_ip: role == Role::Public,
                    ..Subnet::new(vpc, tier_id)
                };
                let subnet = self.add(format!("{name}-{label}-{letter}"), subnet);
                // Production has a NAT gateway in each zone, the others have one.
                if role == Role::Public && self.spec.tiers > 1 && (production || column == 0) {
                    let own = format!("{name}-{letter}");
                    let elastic_ip =
                        ElasticIp { region: region.code.into(), account: Some(account), ..ElasticIp::default() };
                    let elastic_ip = self.add(format!("{own}-nat"), elastic_ip);
                    let nat = self.add(&own, NatGateway::public(subnet, elastic_ip));
                    let routes = vec![Route::new(CidrBlock::any_v4(), nat)];
                    let table = RouteTable { routes, ..RouteTable::new(vpc) };
                    private.push(self.add(format!("{name}-private-{letter}"), table));
                    self.use_up(account, region.code, &limits::ELASTIC_IPS_PER_REGION);
                    if column == 0 {
                        self.use_up(account, region.code, &limits::NAT_GATEWAYS_PER_AZ);
                    }
                }
            }
        }
        tables.extend(private);
        tables
    }

    /// Peers spokes with hubs, in turn, and any VPCs when those are used up.
    fn peerings(&mut self) {
        let (hubs, all) = (self.hubs, self.places.len());
        let mut joined = BTreeSet::new();
        let mut in_turn = (0..hubs).flat_map(|turn| (hubs..all).map(move |spoke| (spoke, (spoke + turn) % hubs)));
        // When every VPC is full or joined to all others, only misses are left.
        let patience = 100 + all * 20;
        let mut misses = 0;
        while joined.len() < self.spec.peerings && misses < patience && all > 1 {
            let (a, b) = match in_turn.next() {
                Some(pair) => pair,
                None => (self.roll(all), self.roll(all)),
            };
            misses += 1;
            let (one, other) = (&self.places[a.min(b)], &self.places[a.max(b)]);
            let full = one.peerings.max(other.peerings) >= PEERINGS_PER_VPC;
            if a != b && !full && !one.block.overlaps(other.block) && joined.insert((a.min(b), a.max(b))) {
                self.peer(a, b);
                misses = 0;
            }
        }
    }

    fn peer(&mut self, requester: usize, accepter: usize) {
        let (one, other) = (&self.places[requester], &self.places[accepter]);
        let name = format!("{}-to-{}", one.name, other.name);
        let peering = Peering { requester_dns: true, accepter_dns: true, ..Peering::new(one.id, other.id) };
        let id = self.add(name, peering);
        for (here, there) in [(requester, accepter), (accepter, requester)] {
            let route = Route::new(self.places[there].block, id);
            self.places[here].peerings += 1;
            for table in self.places[here].tables.clone() {
                let entity = self.entities.get_mut(&table.into()).expect("the table was added with the VPC");
                if let Body::RouteTable(table) = &mut entity.body {
                    table.routes.push(route.clone());
                }
            }
        }
    }

    /// Raises the quotas of each account to what it uses, in tens.
    fn accounts(&mut self) {
        for ((account, limit, _), count) in &self.used {
            let default = limits::limit(limit).and_then(|limit| limit.default).unwrap_or(u32::MAX);
            let entity = self.entities.get_mut(&(*account).into()).expect("accounts are added before they are used");
            if let Body::Account(account) = &mut entity.body
                && *count > default
            {
                let quota = account.quotas.entry((*limit).to_owned()).or_default();
                *quota = (*quota).max(count.div_ceil(10) * 10);
            }
        }
    }
}

/// 10.0.0.0/8, the range that VPCs get.
fn ten() -> CidrBlock {
    CidrBlock::containing([10, 0, 0, 0].into(), 8)
}
