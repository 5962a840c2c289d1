//! The address plan as NetBox's CSV import takes it: a VRF for each VPC, tenants out of accounts, a region for each
//! Region, roles out of tiers, and the prefixes of all.
//!
//! The columns are those of NetBox's import forms: <https://github.com/netbox-community/netbox>, `ipam/forms/bulk_import.py`.

mod sheets;

use std::collections::{BTreeMap, BTreeSet};

use super::bundle::{Notes, Span};
use super::{Bundle, Exporter, File, Job, Making, Pace};
use crate::addressing::CidrBlock;
use crate::model::kinds::{AddressPool, ExternalNetwork, Site, Subnet, SubnetReservation, Vpc};
use crate::model::{AccountId, Design, EntityId, Kind, TierId, VpcId, Written, account_of};
use crate::ordering::Ordered;

use sheets::{Sheet, slug, unique};

/// Writes files for NetBox.
#[derive(Debug)]
pub struct NetBox;

/// The files, in the order in which they are imported.
const TENANTS: &str = "1-tenants.csv";
const REGIONS: &str = "2-regions.csv";
const ROLES: &str = "3-roles.csv";
const VRFS: &str = "4-vrfs.csv";
const PREFIXES: &str = "5-prefixes.csv";

/// The longest name of a tenant, region, role or VRF in NetBox, in characters.
const LONGEST_NAME: usize = 100;
/// The longest description in NetBox, in characters.
const LONGEST_DESCRIPTION: usize = 200;

/// The kinds that prefixes, VRFs, tenants and roles are made of, and what holds for the whole design.
const TOLD: [Kind; 9] = [
    Kind::Settings,
    Kind::Account,
    Kind::Environment,
    Kind::AddressPool,
    Kind::ExternalNetwork,
    Kind::Vpc,
    Kind::Tier,
    Kind::Subnet,
    Kind::SubnetReservation,
];

impl Exporter for NetBox {
    fn id(&self) -> &'static str {
        "netbox"
    }

    fn title(&self) -> &'static str {
        "NetBox"
    }

    fn file_extension(&self) -> &'static str {
        "csv"
    }

    fn make<'a>(&'a self, Job { design, pace, .. }: Job<'a>) -> Making<'a> {
        Box::pin(sheets(design, pace))
    }
}

async fn sheets(design: &Design, pace: Pace<'_>) -> Bundle {
    let mut plan = Plan::of(design);
    plan.pools();
    plan.external();
    let mut vpcs: Vec<_> = design.all::<Vpc>().collect();
    vpcs.order_by_cached_key(|(id, vpc)| (vpc.ipv4_blocks().next(), *id));
    for (number, (id, vpc)) in vpcs.iter().enumerate() {
        plan.vpc(*id, vpc);
        pace.part(0.0, 0.9).done(number, vpcs.len()).await;
    }
    plan.unplaced();
    plan.bundle()
}

/// What the prefixes of a VPC have in common.
struct Place {
    vrf: String,
    tenant: String,
    region: String,
}

struct Plan<'a> {
    design: &'a Design,
    notes: Notes,
    tenants: BTreeMap<EntityId, String>,
    roles: BTreeMap<String, String>,
    vrfs: BTreeMap<EntityId, String>,
    prefixes: Sheet<10>,
    vrf_rows: Sheet<4>,
}

impl<'a> Plan<'a> {
    fn of(design: &'a Design) -> Plan<'a> {
        let named = |kind| unique(design.of_kind(kind).map(|(id, _)| (id, design.name(id))), LONGEST_NAME);
        // Tiers of one name are one role: what a prefix is for is the same in every VPC. Names that differ in nothing
        // but letters' size would be one slug.
        let mut roles: BTreeMap<String, String> = BTreeMap::new();
        for (id, _) in design.of_kind(Kind::Tier) {
            let name = sheets::named(id, &design.name(id), LONGEST_NAME);
            roles.entry(slug(&name)).or_insert(name);
        }
        Plan {
            design,
            notes: Notes::default(),
            tenants: named(Kind::Account),
            vrfs: named(Kind::Vpc),
            roles,
            prefixes: Sheet::new([
                "prefix",
                "vrf",
                "tenant",
                "status",
                "role",
                "scope_type",
                "scope_name",
                "is_pool",
                "mark_utilized",
                "description",
            ]),
            vrf_rows: Sheet::new(["name", "tenant", "enforce_unique", "description"]),
        }
    }

    /// A row of prefixes; notes what is no block.
    fn prefix(&mut self, id: EntityId, block: &Written<CidrBlock>, place: &Place, status: &str, role: &str) {
        let Some(sound) = block.get() else {
            self.notes.left_out(id, format!("\"{block}\" is not a CIDR block."));
            return;
        };
        let scope = if place.region.is_empty() { "" } else { "dcim.region" };
        let what = format!("{} {}", id.kind.title(), self.design.name(id));
        let Place { vrf, tenant, region } = place;
        let fields = [&sound.to_string(), vrf, tenant, status, role, scope, region, "false", "false", &what];
        self.prefixes.row(Some(id), fields.map(|field| sheets::cut(field, LONGEST_DESCRIPTION)));
    }

    fn tenant(&self, account: Option<AccountId>) -> String {
        account.and_then(|id| self.tenants.get(&id.into())).cloned().unwrap_or_default()
    }

    fn pools(&mut self) {
        let nowhere = Place { vrf: String::new(), tenant: String::new(), region: String::new() };
        for (id, pool) in self.design.all::<AddressPool>() {
            for block in &pool.blocks {
                self.prefix(id.into(), block, &nowhere, "container", "");
            }
            self.blockless(id.into(), pool.blocks.is_empty());
        }
    }

    fn external(&mut self) {
        let nowhere = Place { vrf: String::new(), tenant: String::new(), region: String::new() };
        for (id, network) in self.design.all::<ExternalNetwork>() {
            // What is somebody else's is not to be given out.
            let status = if network.site == Site::OnPremises { "active" } else { "reserved" };
            for block in &network.blocks {
                self.prefix(id.into(), block, &nowhere, status, "");
            }
            self.blockless(id.into(), network.blocks.is_empty());
        }
    }

    fn vpc(&mut self, id: VpcId, vpc: &Vpc) {
        let design = self.design;
        let vrf = self.vrfs.get(&id.into()).cloned().unwrap_or_default();
        let place =
            Place { vrf, tenant: self.tenant(account_of(design, vpc)), region: sheets::cut(&vpc.region, LONGEST_NAME) };
        let environment = vpc.environment.filter(|id| design.contains(*id)).map(|id| design.name(id));
        let environment = environment.map(|name| format!(" of {name}")).unwrap_or_default();
        let what = sheets::cut(&format!("VPC {id}{environment}"), LONGEST_DESCRIPTION);
        self.vrf_rows.row(Some(id.into()), [place.vrf.clone(), place.tenant.clone(), "true".to_owned(), what]);
        for block in vpc.ipv4.iter().chain(&vpc.ipv6) {
            self.prefix(id.into(), block, &place, "container", "");
        }
        self.blockless(id.into(), vpc.ipv4.is_empty() && vpc.ipv6.is_empty());
        let mut subnets: Vec<_> = design.referring::<Subnet>(id).filter(|(_, subnet)| subnet.vpc == id).collect();
        subnets.order_by_cached_key(|(id, subnet)| (subnet.ipv4_block(), *id));
        for (id, subnet) in subnets {
            let role = self.role(subnet.tier);
            for block in subnet.ipv4.iter().chain(&subnet.ipv6) {
                self.prefix(id.into(), block, &place, "active", &role);
            }
            self.blockless(id.into(), subnet.ipv4.is_none() && subnet.ipv6.is_none());
            for (id, reservation) in design.referring::<SubnetReservation>(id) {
                match &reservation.block {
                    Some(block) => self.prefix(id.into(), block, &place, "reserved", &role),
                    None => self.blockless(id.into(), true),
                }
            }
        }
    }

    /// What is in a VPC or subnet that the design does not have is in no VRF.
    fn unplaced(&mut self) {
        for (id, subnet) in self.design.all::<Subnet>().filter(|(_, subnet)| !self.design.contains(subnet.vpc)) {
            self.notes.left_out(id, format!("It is in {}, which is not in the design.", subnet.vpc));
        }
        for (id, reservation) in self.design.all::<SubnetReservation>() {
            let subnet = self.design.get(reservation.subnet);
            if !subnet.is_some_and(|subnet| self.design.contains(subnet.vpc)) {
                self.notes.left_out(id, "It is in no VPC of the design.");
            }
        }
    }

    fn role(&self, tier: TierId) -> String {
        let name =
            self.design.contains(tier).then(|| sheets::named(tier.into(), &self.design.name(tier), LONGEST_NAME));
        name.and_then(|name| self.roles.get(&slug(&name))).cloned().unwrap_or_default()
    }

    fn blockless(&mut self, id: EntityId, blockless: bool) {
        if blockless {
            self.notes.left_out(id, "It has no addresses.");
        }
    }

    fn bundle(mut self) -> Bundle {
        let design = self.design;
        self.notes.unread(design);
        for kind in Kind::ALL.into_iter().filter(|kind| !TOLD.contains(kind)) {
            match design.of_kind(kind).count() {
                0 => {}
                1 => self.notes.left_out_kind(format!("1 {}: NetBox gets prefixes only.", kind.title())),
                n => self.notes.left_out_kind(format!("{n} {}: NetBox gets prefixes only.", kind.plural())),
            }
        }
        let mut tenants = Sheet::new(["name", "slug", "description"]);
        let slugs = unique(self.tenants.iter().map(|(id, name)| (*id, slug(name))), LONGEST_NAME);
        for (id, name) in &self.tenants {
            tenants.row(Some(*id), [name.clone(), slugs[id].clone(), "AWS account".to_owned()]);
        }
        let mut regions = Sheet::new(["name", "slug"]);
        let codes = design.all::<Vpc>().map(|(_, vpc)| sheets::cut(&vpc.region, LONGEST_NAME));
        let codes: BTreeSet<String> = codes.filter(|code| !code.is_empty()).collect();
        codes.iter().for_each(|code| regions.row(None, [code.clone(), slug(code)]));
        let mut roles = Sheet::new(["name", "slug"]);
        self.roles.iter().for_each(|(slug, name)| roles.row(None, [name.clone(), slug.clone()]));
        let sheets = [
            (TENANTS, tenants.finish()),
            (REGIONS, regions.finish()),
            (ROLES, roles.finish()),
            (VRFS, self.vrf_rows.finish()),
            (PREFIXES, self.prefixes.finish()),
        ];
        let mut bundle = Bundle { notes: self.notes.finish(), ..Bundle::default() };
        let mut told = String::new();
        for (path, (text, rows, spans)) in sheets {
            if rows == 0 {
                continue;
            }
            told += &format!("| `{path}` | {rows} | {} |\n", where_to(path));
            let file = bundle.files.len();
            for (id, span) in spans {
                bundle.spans.entry(id).or_default().push(Span { file, ..span });
            }
            bundle.files.push(File::text(path, text));
        }
        // The prefixes of an object tell most about it.
        bundle.spans.values_mut().for_each(|spans| spans.reverse());
        let readme = include_str!("readme.md").replace("FILES\n\n", &format!("{told}\n"));
        bundle.files.push(File::text("README.md", readme));
        bundle.sorted()
    }
}

/// The page of NetBox that takes a file.
fn where_to(path: &str) -> &'static str {
    match path {
        TENANTS => "Organization, Tenants, Import",
        REGIONS => "Organization, Regions, Import",
        ROLES => "IPAM, Prefix & VLAN Roles, Import",
        VRFS => "IPAM, VRFs, Import",
        _ => "IPAM, Prefixes, Import",
    }
}
