//! What of a design Terraform can say, with names for code; both layouts are written from it. Whatever it cannot say is
//! noted on the way.

use std::collections::{BTreeMap, BTreeSet};

use super::account::{Account, Place};
use super::elastic_ip::SpareIp;
use super::object::make_findable;
use super::peering::Peering;
use super::vpc::Vpc;
use super::{
    account, elastic_ip, internet_gateway, nat_gateway, object, peering, route, route_table, subnet, unwritten, vpc,
};
use crate::export::bundle::Notes;
use crate::export::options::{Layout, Options};
use crate::model::kinds::Settings;
use crate::model::{AccountId, Design, EntityId, Kind, PeeringId, Tags, VpcId};
use crate::ordering::Ordered;

/// The part of a design that Terraform can say.
pub(super) struct Network {
    pub(super) accounts: BTreeMap<AccountId, Account>,
    /// By environment and label.
    pub(super) vpcs: Vec<Vpc>,
    pub(super) spare_ips: Vec<SpareIp>,
    pub(super) peerings: Vec<Peering>,
    /// Tags that every resource gets.
    pub(super) default_tags: Tags,
}

impl Network {
    pub(super) fn of(design: &Design, options: &Options, notes: &mut Notes) -> Network {
        let accounts = account::resolve(design, notes);
        let mut vpcs = vpc::resolve(design, &accounts, notes);
        route_table::resolve(design, &mut vpcs, notes);
        let subnets = subnet::resolve(design, &mut vpcs, notes);
        internet_gateway::resolve(design, &mut vpcs, notes);
        let mut spare_ips = elastic_ip::resolve(design, &accounts, &subnets, &mut vpcs, notes);
        nat_gateway::resolve(design, &subnets, options.provider, &mut vpcs, notes);
        let mut peerings = peering::resolve(design, &vpcs, notes);
        route::resolve(design, &peerings, &mut vpcs, notes);
        let settings = design.get(Settings::id());
        let default_tags = settings
            .map(|settings| object::sound_tags(Settings::id().into(), &settings.default_tags, notes))
            .unwrap_or_default();
        unwritten::note(design, notes);
        notes.unread(design);

        let mut vpcs: Vec<Vpc> = vpcs.into_values().collect();
        // Spread over several states, which find each other's objects by tag.
        if options.layout == Layout::Environments {
            make_findable(vpcs.iter_mut().map(|v| ((v.place.clone(), v.environment, v.cidr), &mut v.object)).collect());
            for vpc in &mut vpcs {
                make_findable(vpc.tables.iter_mut().map(|table| ((), &mut table.object)).collect());
            }
        }
        vpcs.iter_mut().for_each(sort_for_reading);
        let environment = |vpc: &Vpc| vpc.environment.map(|id| design.name(id));
        vpcs.order_by_cached_key(|vpc| (environment(vpc).is_none(), environment(vpc), vpc.label.clone()));
        spare_ips.order_by(|a, b| a.label.cmp(&b.label));
        peerings.order_by(|a, b| a.label.cmp(&b.label));
        let network = Network { accounts, vpcs, spare_ips, peerings, default_tags };
        network.note_what_has_no_resource(design, notes);
        network
    }

    pub(super) fn vpc(&self, id: VpcId) -> Option<&Vpc> {
        self.vpcs.iter().find(|vpc| vpc.vpc == id)
    }

    pub(super) fn peering(&self, id: PeeringId) -> Option<&Peering> {
        self.peerings.iter().find(|peering| peering.peering == id)
    }

    /// Does the peering join two accounts or Regions?
    pub(super) fn is_across(&self, peering: &Peering) -> bool {
        let place = |id| self.vpc(id).map(|vpc| &vpc.place);
        place(peering.requester) != place(peering.accepter)
    }

    /// What a route to a peering names.
    pub(super) fn peering_reference(&self, id: PeeringId) -> Option<String> {
        let peering = self.peering(id)?;
        Some(peering.reference(self.is_across(peering)))
    }

    /// Every account and Region in use.
    pub(super) fn places(&self) -> BTreeSet<Place> {
        let vpcs = self.vpcs.iter().map(|vpc| vpc.place.clone());
        vpcs.chain(self.spare_ips.iter().map(|spare| spare.place.clone())).collect()
    }

    /// Some kinds have no resource of their own: they become folders, providers and tags, or only a line in the README.
    fn note_what_has_no_resource(&self, design: &Design, notes: &mut Notes) {
        for (id, _) in design.of_kind(Kind::AddressPool) {
            notes.left_out(id, "An address pool is for planning: the README lists it, no resource stands for it.");
        }
        for (id, _) in design.of_kind(Kind::Environment) {
            if !self.vpcs.iter().any(|vpc| vpc.environment.map(EntityId::from) == Some(id)) {
                notes.left_out(id, "The environment is left out: no VPC in the code belongs to it.");
            }
        }
        let places = self.places();
        for (id, _) in design.of_kind(Kind::Account) {
            if !places.iter().any(|place| place.account.map(EntityId::from) == Some(id)) {
                notes.left_out(id, "The account is left out: nothing in the code is in it.");
            }
        }
        for (id, _) in design.of_kind(Kind::Tier) {
            if design.referrers(id).next().is_none() {
                notes.left_out(id, "The tier is left out: it has no subnets.");
            }
        }
    }
}

/// Public before private, zone by zone; tables with the main one first; the rest by key.
fn sort_for_reading(vpc: &mut Vpc) {
    vpc.subnets.order_by(|a, b| (&a.order, &a.object.key).cmp(&(&b.order, &b.object.key)));
    vpc.tables.order_by(|a, b| (!a.main, &a.object.key).cmp(&(!b.main, &b.object.key)));
    vpc.nat_gateways.order_by(|a, b| a.object.key.cmp(&b.object.key));
    vpc.elastic_ips.order_by(|a, b| a.object.key.cmp(&b.object.key));
}
