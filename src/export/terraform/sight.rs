//! How the code of one folder names what other code makes: resources of its own, or what it looks up by tag.

use std::collections::{BTreeMap, BTreeSet};

use super::account::{Place, Providers};
use super::elastic_ip;
use super::hcl::quote::ascii_literal;
use super::hcl::{Block, Body, Entry, Expr};
use super::nat_gateway::NatGateway;
use super::network::Network;
use super::object::Object;
use super::vpc::Vpc;
use crate::model::{ElasticIpId, VpcId};

/// What a folder sees of the VPCs, and which providers it uses.
pub(super) struct Sight<'a> {
    pub(super) network: &'a Network,
    pub(super) providers: &'a Providers<'a>,
    /// Are the VPCs made by other folders?
    looks_up: bool,
    wanted: BTreeMap<VpcId, Wanted>,
    spares: BTreeSet<ElasticIpId>,
    owners: BTreeSet<Place>,
    /// The accounts and Regions that something was written in.
    pub(super) places: BTreeSet<Place>,
}

/// What is looked up in a VPC, by key.
#[derive(Default)]
struct Wanted {
    tables: BTreeSet<String>,
    subnets: BTreeSet<String>,
    groups: BTreeSet<String>,
    nat_gateways: BTreeSet<String>,
    internet_gateway: bool,
    vpn_gateway: bool,
}

impl<'a> Sight<'a> {
    pub(super) fn new(network: &'a Network, providers: &'a Providers<'a>, looks_up: bool) -> Sight<'a> {
        let (spares, owners, places) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        Sight { network, providers, looks_up, wanted: BTreeMap::new(), spares, owners, places }
    }

    fn prefix(&self) -> &'static str {
        if self.looks_up { "data." } else { "" }
    }

    fn wanted(&mut self, vpc: &Vpc) -> &mut Wanted {
        self.places.insert(vpc.place.clone());
        self.wanted.entry(vpc.vpc).or_default()
    }

    /// `resource "kind" "label"` in a place.
    pub(super) fn resource(&mut self, kind: &str, label: &str, place: &Place) -> Block {
        self.places.insert(place.clone());
        Block::resource(kind, label).attribute_if("provider", self.providers.reference(place))
    }

    /// `aws_vpc.prod`
    pub(super) fn vpc(&mut self, vpc: &Vpc) -> String {
        self.wanted(vpc);
        format!("{}aws_vpc.{}", self.prefix(), vpc.label)
    }

    /// `aws_route_table.prod`
    pub(super) fn tables(&self, vpc: &Vpc) -> String {
        format!("{}aws_route_table.{}", self.prefix(), vpc.label)
    }

    /// `aws_route_table.prod["app"]`
    pub(super) fn table(&mut self, vpc: &Vpc, key: &str) -> String {
        self.wanted(vpc).tables.insert(key.to_owned());
        format!("{}[{}]", self.tables(vpc), ascii_literal(key))
    }

    /// `aws_subnet.prod["app-a"]`
    pub(super) fn subnet(&mut self, vpc: &Vpc, key: &str) -> String {
        self.wanted(vpc).subnets.insert(key.to_owned());
        format!("{}aws_subnet.{}[{}]", self.prefix(), vpc.label, ascii_literal(key))
    }

    /// `[aws_subnet.prod["app-a"].id, ...]`
    pub(super) fn subnet_ids(&mut self, vpc: &Vpc, keys: &[String]) -> Expr {
        let ids = keys.iter().map(|key| Expr::code(format!("{}.id", self.subnet(vpc, key)))).collect();
        Expr::List(ids)
    }

    /// `aws_security_group.prod["web"]`
    pub(super) fn group(&mut self, vpc: &Vpc, key: &str) -> String {
        self.wanted(vpc).groups.insert(key.to_owned());
        format!("{}aws_security_group.{}[{}]", self.prefix(), vpc.label, ascii_literal(key))
    }

    /// The ids of groups; nothing when there is none.
    pub(super) fn group_ids(&mut self, vpc: &Vpc, keys: &[String]) -> Option<Expr> {
        let ids: Vec<Expr> = keys.iter().map(|key| Expr::code(format!("{}.id", self.group(vpc, key)))).collect();
        (!ids.is_empty()).then_some(Expr::List(ids))
    }

    /// `aws_vpn_gateway.prod`
    pub(super) fn vpn_gateway(&mut self, vpc: &Vpc) -> String {
        self.wanted(vpc).vpn_gateway = true;
        format!("{}aws_vpn_gateway.{}", self.prefix(), vpc.label)
    }

    /// `aws_internet_gateway.prod`
    pub(super) fn internet_gateway(&mut self, vpc: &Vpc) -> String {
        self.wanted(vpc).internet_gateway = true;
        format!("{}aws_internet_gateway.{}", self.prefix(), vpc.label)
    }

    /// `aws_nat_gateway.prod["a"]`
    pub(super) fn nat_gateway(&mut self, vpc: &Vpc, nat: &NatGateway) -> String {
        let key = ascii_literal(&nat.object.key);
        if !self.looks_up {
            return format!("{}[{key}]", nat.flat_resource(&vpc.label));
        }
        self.wanted(vpc).nat_gateways.insert(nat.object.key.clone());
        format!("data.aws_nat_gateway.{}[{key}]", vpc.label)
    }

    /// `aws_eip.spare__web`
    pub(super) fn elastic_ip(&mut self, eip: ElasticIpId) -> Option<String> {
        let spare = self.network.shared.spare_ips.iter().find(|spare| spare.object.id == eip.into())?;
        self.places.insert(spare.place.clone());
        self.spares.insert(eip);
        Some(format!("{}aws_eip.{}", self.prefix(), elastic_ip::spare_label(spare)))
    }

    /// The number of the account of a place: as drawn, else asked of its provider.
    pub(super) fn account_number(&mut self, place: &Place) -> Expr {
        match self.providers.account(place).and_then(|account| account.number.as_ref()) {
            Some(number) => Expr::text(number),
            None => {
                self.places.insert(place.clone());
                self.owners.insert(place.clone());
                Expr::code(format!("data.aws_caller_identity.{}.account_id", self.providers.alias(place)))
            }
        }
    }

    /// The data sources behind the names that were given out.
    pub(super) fn lookups(&self) -> Body {
        let mut body = Body::new();
        if self.looks_up && !self.wanted.is_empty() {
            body.comment("Made by the folders under envs, which are applied first.");
            for vpc in &self.network.vpcs {
                if let Some(wanted) = self.wanted.get(&vpc.vpc) {
                    body.append(self.lookup(vpc, wanted));
                }
            }
        }
        if self.looks_up {
            body.append(self.spare_lookups());
        }
        body.append(self.callers());
        body
    }

    fn spare_lookups(&self) -> Body {
        let mut body = Body::new();
        for spare in self
            .network
            .shared
            .spare_ips
            .iter()
            .filter(|spare| self.spares.iter().any(|id| spare.object.id == (*id).into()))
        {
            let (tag, value) = spare.object.lookup_tag();
            body.block(
                Block::new("data")
                    .label("aws_eip")
                    .label(&elastic_ip::spare_label(spare))
                    .attribute_if("provider", self.providers.reference(&spare.place))
                    .blank()
                    .attribute("tags", Expr::Map(vec![Entry::tag(tag, Expr::text(value))])),
            );
        }
        body
    }

    /// `data "aws_caller_identity"` for each account whose number is asked for and not drawn.
    fn callers(&self) -> Body {
        let mut body = Body::new();
        for place in &self.owners {
            body.block(
                Block::new("data")
                    .label("aws_caller_identity")
                    .label(&self.providers.alias(place))
                    .attribute_if("provider", self.providers.reference(place)),
            );
        }
        body
    }

    /// A VPC by its name, environment and block.
    fn vpc_lookup(&self, vpc: &Vpc) -> Block {
        let found = self.data("aws_vpc", vpc).blank();
        // One that exists has an id that stays.
        if let Some(id) = &vpc.object.aws_id {
            return found.attribute("id", Expr::text(id));
        }
        let (tag, value) = vpc.object.lookup_tag();
        let mut tags = vec![Entry::tag(tag, Expr::text(value))];
        tags.extend(vpc.environment_tags.iter().map(|(key, value)| Entry::tag(key, Expr::text(value))));
        found.attribute("cidr_block", Expr::shown(vpc.cidr)).attribute("tags", Expr::Map(tags))
    }

    /// `data "kind" "prod"`
    fn data(&self, kind: &str, vpc: &Vpc) -> Block {
        Block::new("data").label(kind).label(&vpc.label).attribute_if("provider", self.providers.reference(&vpc.place))
    }

    /// A VPC, and what is wanted of it, by name.
    fn lookup(&self, vpc: &Vpc, wanted: &Wanted) -> Body {
        let vpc_id = Expr::code(format!("data.aws_vpc.{}.id", vpc.label));
        let mut body = Body::new();
        body.block(self.vpc_lookup(vpc));
        let tables = vpc.tables.iter().map(|table| &table.object);
        let nats = vpc.nat_gateways.iter().map(|nat| &nat.object);
        let subnets = vpc.subnets.iter().map(|subnet| &subnet.object);
        // Not by name: a group that was renamed keeps its earlier one.
        let groups = vpc.groups.iter().map(|group| &group.object);
        for (kind, rows) in [
            ("aws_route_table", by_tag(tables, &wanted.tables)),
            ("aws_nat_gateway", by_tag(nats, &wanted.nat_gateways)),
            ("aws_subnet", by_tag(subnets, &wanted.subnets)),
            ("aws_security_group", by_tag(groups, &wanted.groups)),
        ] {
            if !rows.is_empty() {
                body.block(
                    self.data(kind, vpc)
                        .attribute("for_each", Expr::Table(rows))
                        .blank()
                        .attribute("vpc_id", vpc_id.clone())
                        .attribute("tags", Expr::code("each.value")),
                );
            }
        }
        if wanted.internet_gateway {
            let filter = Block::new("filter")
                .attribute("name", Expr::text("attachment.vpc-id"))
                .attribute("values", Expr::List(vec![vpc_id.clone()]));
            body.block(self.data("aws_internet_gateway", vpc).block(filter));
        }
        if wanted.vpn_gateway {
            body.block(self.data("aws_vpn_gateway", vpc).blank().attribute("attached_vpc_id", vpc_id));
        }
        body
    }
}

/// The tag of each object that is wanted, by key.
fn by_tag<'o>(objects: impl Iterator<Item = &'o Object>, wanted: &BTreeSet<String>) -> Vec<Entry> {
    let row = |object: &Object| {
        let (tag, value) = object.lookup_tag();
        Entry::text(&object.key, Expr::Map(vec![Entry::tag(tag, Expr::text(value))]))
    };
    objects.filter(|object| wanted.contains(&object.key)).map(row).collect()
}
