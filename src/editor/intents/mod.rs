//! From what was meant to what is edited: one file a noun, each a few functions from a [`Draft`] to what was [`Done`].
//!
//! Functions here only change the document, and only through the draft; what is impossible is refused with a sentence.

mod account;
mod address_pool;
mod arrange;
mod connect;
mod delete;
mod draft;
mod duplicate;
mod elastic_ip;
mod environment;
mod field;
mod internet_gateway;
mod layouts;
mod lock;
mod nat_gateway;
mod new_blocks;
mod object;
mod paste;
mod peering;
mod planned;
mod quotas;
mod rename;
mod route_table;
mod routing;
mod soundness;
mod split;
mod subnet;
mod tier;
pub(super) mod transplant;
mod vpc;

pub use connect::{Candidate, candidates};
pub(super) use connect::{far_ends, verdict};
pub(super) use draft::Draft;
pub(super) use duplicate::with_content;
pub(super) use internet_gateway::gateway_verdict;
pub(super) use lock::{is_locked, locked_among};
pub(super) use routing::{followers, settle, table_of};
pub(super) use subnet::move_preview;
pub(super) use tier::{next_order, tier_plan, usual_zones, zones_of, zones_offered};
pub(super) use vpc::{next_block, no_room};

use super::{Intent, Refusal};
use crate::model::{Design, EntityId, TypedId};

/// What an intent did, beside the edits.
#[derive(Debug, Default)]
pub(super) struct Done {
    /// What the undo menu calls it.
    pub label: String,
    /// What the live region says; the label when empty.
    pub said: String,
    /// What is selected now; as before when not set.
    pub select: Option<Vec<EntityId>>,
    /// Steps with the same key that follow each other are one.
    pub burst: Option<String>,
}

impl Done {
    fn new(label: impl Into<String>) -> Done {
        Done { label: label.into(), ..Done::default() }
    }

    fn said(mut self, said: impl Into<String>) -> Done {
        self.said = said.into();
        self
    }

    fn selecting(mut self, ids: impl IntoIterator<Item = EntityId>) -> Done {
        self.select = Some(ids.into_iter().collect());
        self
    }

    fn burst(mut self, key: String) -> Done {
        self.burst = Some(key);
        self
    }
}

/// The fields of an object that an intent names.
pub(super) fn there<T: TypedId>(design: &Design, id: T) -> Result<&T::Noun, Refusal> {
    design.get(id).ok_or_else(|| Refusal::NotThere(id.into()))
}

/// Carries an intent out on the draft. Intents of the session have no business here and do nothing.
pub(super) fn carry_out(draft: &mut Draft, intent: Intent) -> Result<Done, Refusal> {
    match intent {
        Intent::DrawVpc { at, environment } => vpc::draw(draft, at, environment),
        Intent::AddBlock { vpc } => vpc::add_block(draft, vpc),
        Intent::ReaddressVpc { vpc, index, block } => vpc::readdress(draft, vpc, index, block),
        Intent::ResizeVpc { vpc, to } => arrange::resize_vpc(draft, vpc, to),
        Intent::AddTier { vpc, name, role, zones, length } => {
            tier::add(draft, tier::New { vpc, name, role, zones, length })
        }
        Intent::ExtendTier { tier, zone } => tier::extend(draft, tier, zone),
        Intent::AddZone { vpc, zone } => tier::add_zone(draft, vpc, zone),
        Intent::MoveTier { tier, row } => tier::move_to_row(draft, tier, row),
        Intent::AddSubnet { tier, zone } => subnet::add(draft, tier, zone),
        Intent::MoveSubnet { subnet, to } => subnet::move_to(draft, subnet, to),
        Intent::MoveSubnets { moves } => subnet::move_all(draft, moves),
        Intent::CopySubnets { copies } => subnet::copy_all(draft, copies),
        Intent::SplitSubnet { subnet } => split::split(draft, subnet),
        Intent::AddInternetGateway { vpc } => internet_gateway::add(draft, vpc),
        Intent::AddNatGateway { subnet } => nat_gateway::add(draft, subnet),
        Intent::AddNatGateways { vpc } => nat_gateway::add_in_each_zone(draft, vpc),
        Intent::AddElasticIp { region, nat } => elastic_ip::add(draft, region, nat),
        Intent::AddRouteTable { vpc } => route_table::add(draft, vpc),
        Intent::AddRoute { table, destination, target } => route_table::add_route(draft, table, destination, target),
        Intent::RemoveRoute { table, index } => route_table::remove_route(draft, table, index),
        Intent::AssociateRouteTable { subnets, table } => route_table::associate(draft, subnets, table),
        Intent::MakeMain { table } => route_table::make_main(draft, table),
        Intent::AddObject { kind, near, at } => object::add(draft, kind, &near, at),
        Intent::Connect { from, to } => connect::connect(draft, from, to),
        Intent::AddPool { name, blocks, parent } => address_pool::add(draft, name, blocks, parent),
        Intent::AddEnvironment { name, production } => environment::add(draft, name, production),
        Intent::Arrange { by, ids } => layouts::arrange(draft, by, ids),
        Intent::Lock { ids, locked } => lock::lock(draft, ids, locked),
        Intent::Group { vpcs } => environment::group(draft, vpcs),
        Intent::SetEnvironment { vpcs, environment } => environment::assign(draft, vpcs, environment),
        Intent::AddAccount { name } => account::add(draft, name),
        Intent::MoveObjects { ids, dx, dy } => arrange::move_objects(draft, ids, dx, dy),
        Intent::Delete { ids } => delete::delete(draft, ids),
        Intent::Duplicate { ids, by } => duplicate::duplicate(draft, ids, by.unwrap_or_default()),
        Intent::Rename { id, name } => rename::rename(draft, id, name),
        Intent::SetField { ids, path, value } => field::set(draft, ids, path, value),
        Intent::Paste { text, at, into } => paste::paste(draft, &text, at.unwrap_or_default(), into),
        Intent::TakeQuotas { into, granted } => quotas::take(draft, into, granted),
        Intent::CarryOut(planned) => planned::carry_out(draft, *planned),
        Intent::Restore { version, name } => planned::restore(draft, &version, &name),
        Intent::Nudge { .. }
        | Intent::ApplyFix { .. }
        | Intent::ApplySafeFixes { .. }
        | Intent::AcceptFinding { .. }
        | Intent::ReopenFindings { .. }
        | Intent::Load(_)
        | Intent::Undo
        | Intent::Redo
        | Intent::TravelTo(_)
        | Intent::Select { .. }
        | Intent::SelectAll => Ok(Done::default()),
    }
}
