//! VPCs and their blocks.

use std::collections::BTreeMap;

use super::account::{Account, Place, is_region, known};
use super::elastic_ip::ElasticIp;
use super::endpoint::Endpoint;
use super::hcl::{Block, Body, Expr};
use super::home::Home;
use super::internet_gateway::InternetGateway;
use super::layout::flat::Flat;
use super::nat_gateway::NatGateway;
use super::network_acl::NetworkAcl;
use super::object::{Object, keys};
use super::route_table::RouteTable;
use super::security_group::SecurityGroup;
use super::subnet::Subnet;
use super::subnet_reservation::Reservation;
use super::vpn_gateway::VpnGateway;
use crate::addressing::{CidrBlock, Family};
use crate::export::bundle::Notes;
use crate::export::naming::Style;
use crate::model::kinds::{BlockPublicAccess, Environment, Tenancy, Vpc as Noun};
use crate::model::{AccountId, Design, EnvironmentId, Kind, Tags, VpcId};

/// A VPC and what is in it, as far as code can say it.
#[derive(Clone, Debug)]
pub(super) struct Vpc {
    pub(super) vpc: VpcId,
    /// Its key is unique among all VPCs.
    pub(super) object: Object,
    /// An identifier, unique among all VPCs: the label of its resources in the flat layout.
    pub(super) label: String,
    pub(super) place: Place,
    pub(super) environment: Option<EnvironmentId>,
    /// Does it serve customers?
    pub(super) production: bool,
    pub(super) cidr: CidrBlock,
    pub(super) secondary: Vec<CidrBlock>,
    /// The IPv6 range as drawn; AWS assigns the real one.
    pub(super) ipv6: Option<CidrBlock>,
    pub(super) dns_support: bool,
    pub(super) dns_hostnames: bool,
    pub(super) dedicated: bool,
    pub(super) tables: Vec<RouteTable>,
    pub(super) subnets: Vec<Subnet>,
    pub(super) internet_gateway: Option<InternetGateway>,
    pub(super) elastic_ips: Vec<ElasticIp>,
    pub(super) nat_gateways: Vec<NatGateway>,
    pub(super) egress_only_gateways: Vec<Object>,
    pub(super) vpn_gateway: Option<VpnGateway>,
    pub(super) acls: Vec<NetworkAcl>,
    pub(super) groups: Vec<SecurityGroup>,
    pub(super) reservations: Vec<Reservation>,
    pub(super) endpoints: Vec<Endpoint>,
    pub(super) block_public_access: BlockPublicAccess,
    /// The tag that tells its environment.
    pub(super) environment_tags: Tags,
}

/// The tag that tells the environment of a resource.
pub(super) const ENVIRONMENT_TAG: &str = "Environment";

/// The name of an environment, as long as a tag takes it.
pub(super) fn environment_tag(design: &Design, environment: EnvironmentId) -> String {
    design.name(environment).chars().take(256).collect()
}

/// Every VPC that code can say, still empty.
pub(super) fn resolve(
    design: &Design,
    accounts: &BTreeMap<AccountId, Account>,
    notes: &mut Notes,
) -> BTreeMap<VpcId, Vpc> {
    let ids = || design.of_kind(Kind::Vpc).map(|(id, _)| id);
    let key_of = keys(design, Style::Key, ids());
    let label_of = keys(design, Style::Identifier, ids());
    let mut vpcs = BTreeMap::new();
    for (id, noun) in design.all::<Noun>() {
        let (Some(key), Some(label)) = (key_of.get(&id.into()), label_of.get(&id.into())) else { continue };
        let Some(cidr) = primary(id, noun, notes) else { continue };
        if !is_region(&noun.region) {
            let text = match noun.region.as_str() {
                "" => "The VPC is left out: it is in no Region.".to_owned(),
                region => format!("The VPC is left out: \"{region}\" is not the code of a Region."),
            };
            notes.left_out(id, text);
            continue;
        }
        let environment = noun.environment.filter(|environment| {
            let there = design.contains(*environment);
            if !there {
                notes.remark(id, format!("There is no environment {environment}: the VPC is written as one of none."));
            }
            there
        });
        let of_environment = environment.and_then(|e| design.get(e)).and_then(|e: &Environment| e.account);
        let account = known(accounts, noun.account.or(of_environment), id, notes);
        let object = Object::of(design, id.into(), key, "vpc", notes);
        let vpc = Vpc {
            vpc: id,
            environment_tags: environment_tags(design, &object, environment),
            object,
            label: label.clone(),
            place: Place { account, region: noun.region.clone() },
            environment,
            production: environment.and_then(|e| design.get(e)).is_some_and(|e| e.production),
            cidr,
            secondary: secondary(id, noun, notes),
            ipv6: ipv6(id, noun, notes),
            dns_support: noun.dns_support,
            dns_hostnames: noun.dns_hostnames,
            dedicated: noun.tenancy == Tenancy::Dedicated,
            tables: Vec::new(),
            subnets: Vec::new(),
            internet_gateway: None,
            elastic_ips: Vec::new(),
            nat_gateways: Vec::new(),
            egress_only_gateways: Vec::new(),
            vpn_gateway: None,
            acls: Vec::new(),
            groups: Vec::new(),
            reservations: Vec::new(),
            endpoints: Vec::new(),
            block_public_access: noun.block_public_access,
        };
        vpcs.insert(id, vpc);
    }
    vpcs
}

/// A block that a VPC or a subnet can have. <https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html>
pub(in crate::export) fn is_ipv4_size(block: CidrBlock) -> bool {
    block.family() == Family::V4 && (16..=28).contains(&block.length())
}

fn primary(id: VpcId, noun: &Noun, notes: &mut Notes) -> Option<CidrBlock> {
    let Some(written) = noun.ipv4.first() else {
        notes.left_out(id, "The VPC is left out: it has no IPv4 block.");
        return None;
    };
    let sound = written.get().filter(|block| is_ipv4_size(*block));
    if sound.is_none() {
        notes.left_out(
            id,
            format!("The VPC is left out: its primary block \"{written}\" is not an IPv4 block of /16 to /28."),
        );
    }
    sound
}

fn secondary(id: VpcId, noun: &Noun, notes: &mut Notes) -> Vec<CidrBlock> {
    let mut blocks: Vec<CidrBlock> = Vec::new();
    for written in noun.ipv4.iter().skip(1) {
        match written.get().filter(|block| is_ipv4_size(*block)) {
            Some(block) if blocks.contains(&block) || noun.ipv4.first() == Some(written) => {
                notes.left_out(id, format!("The block {block} is there twice; it is written once."));
            }
            Some(block) => blocks.push(block),
            None => notes
                .left_out(id, format!("The block \"{written}\" is left out: it is not an IPv4 block of /16 to /28.")),
        }
    }
    blocks
}

fn ipv6(id: VpcId, noun: &Noun, notes: &mut Notes) -> Option<CidrBlock> {
    let mut assigned = None;
    for written in &noun.ipv6 {
        let sound = written.get().filter(|b| b.family() == Family::V6);
        match sound {
            // Amazon hands out /56.
            Some(block) if block.length() == 56 && assigned.is_none() => {
                assigned = Some(block);
                let text =
                    format!("AWS assigns the IPv6 range: {block} stands for it, and subnets keep their place in it.");
                notes.remark(id, text);
            }
            Some(block) => notes.left_out(
                id,
                format!(
                    "The IPv6 block {block} is left out: only one range of /56, assigned by Amazon, can be written."
                ),
            ),
            None => notes.left_out(id, format!("The IPv6 block \"{written}\" is left out: it is not an IPv6 block.")),
        }
    }
    assigned
}

/// The tag that tells the environment of a VPC, where its own tags do not.
fn environment_tags(design: &Design, object: &Object, environment: Option<EnvironmentId>) -> Tags {
    let own = object.tags.get(ENVIRONMENT_TAG).cloned();
    let name = own.or_else(|| environment.map(|environment| environment_tag(design, environment)));
    name.map(|name| (ENVIRONMENT_TAG.to_owned(), name)).into_iter().collect()
}

impl Vpc {
    /// Is the address one of its own?
    pub(super) fn holds(&self, address: std::net::Ipv4Addr) -> bool {
        std::iter::once(&self.cidr).chain(&self.secondary).any(|block| block.contains(address.into()))
    }

    /// Is `block` one of its blocks?
    pub(super) fn has_block(&self, block: CidrBlock) -> bool {
        self.cidr == block || self.secondary.contains(&block) || self.ipv6 == Some(block)
    }

    /// The VPC and its secondary blocks as resources of their own.
    pub(super) fn flat(&self, flat: &Flat) -> Body {
        let lifecycle = Block::new("lifecycle").attribute("prevent_destroy", Expr::from(true));
        let mut body = Body::new();
        body.block(
            flat.resource("aws_vpc")
                .marked(self.vpc)
                .blank()
                .attribute("cidr_block", Expr::shown(self.cidr))
                .attribute_if("assign_generated_ipv6_cidr_block", self.ipv6.map(|_| Expr::from(true)))
                .attribute("enable_dns_support", Expr::from(self.dns_support))
                .attribute("enable_dns_hostnames", Expr::from(self.dns_hostnames))
                .attribute_if("instance_tenancy", self.dedicated.then(|| Expr::text("dedicated")))
                .attribute("tags", flat.tags(&self.object))
                .block_if((flat.protect && self.production).then_some(lifecycle)),
        );
        if !self.secondary.is_empty() {
            let blocks = self.secondary.iter().map(|block| (block.to_string(), None)).collect();
            body.block(
                flat.resource("aws_vpc_ipv4_cidr_block_association")
                    .marked(self.vpc)
                    .attribute("for_each", Expr::Set(blocks))
                    .blank()
                    .attribute("vpc_id", Expr::code(format!("aws_vpc.{}.id", self.label)))
                    .attribute("cidr_block", Expr::code("each.value")),
            );
        }
        body
    }

    /// `import` of the VPC, when it exists.
    pub(super) fn imports(&self, home: &Home, notes: &mut Notes) -> Body {
        let mut body = Body::new();
        if self.object.aws_id.is_some() {
            home.import(&mut body, &home.address("aws_vpc"), &self.object);
            if !self.secondary.is_empty() {
                let to = home.address("aws_vpc_ipv4_cidr_block_association");
                notes.remark(self.vpc, format!(
                    "The VPC exists. If its secondary blocks do too, import each into {to}[\"...\"] by its vpc-cidr-assoc id before you apply."
                ));
            }
        }
        body
    }
}
