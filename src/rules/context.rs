//! The eyes of a rule: everything it reads goes through here and is noted.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::sync::Arc;

use super::census::{Brief, Census};
use super::home::lives_in_a_vpc;
use super::household::Household;
use super::index::Index;
use super::network::Network;
use super::quota::Quota;
use super::rule::Severity;
use crate::aws::limits::Limit;
use crate::model::kinds::{Account, Environment, Peering, Settings};
use crate::model::{
    AccountId, Design, Edit, Entity, EntityId, Kind, Noun, PeeringId, Slug, TypedId, Unread, VpcId, removal,
};

/// Something that a check looked at besides its own home.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Read {
    /// The objects of a home. For an object that is not there: its own id.
    Home(EntityId),
    /// The objects that name this one, with their fields.
    Namers(EntityId),
    /// All VPCs in brief, and all objects that live in no VPC.
    Census,
    /// What the file holds beside the objects that were read.
    Beside,
}

/// A design as rules see it. Each question is answered from an index, and noted, so that a check is repeated exactly
/// when an answer may be different.
pub struct Context<'a> {
    design: &'a Design,
    index: &'a Index,
    own: Option<EntityId>,
    reads: RefCell<BTreeSet<Read>>,
    given: RefCell<BTreeSet<EntityId>>,
}

impl<'a> Context<'a> {
    /// The design for a check of home `own`; of the design as a whole when none. `index` is of this very design.
    pub fn new(design: &'a Design, index: &'a Index, own: Option<EntityId>) -> Context<'a> {
        Context { design, index, own, reads: RefCell::default(), given: RefCell::default() }
    }

    /// What was read since the start or the last call, without the own home.
    pub fn take_reads(&self) -> BTreeSet<Read> {
        self.given.take();
        self.reads.take()
    }

    fn note(&self, read: Read) {
        if self.own.is_none_or(|own| read != Read::Home(own)) {
            self.reads.borrow_mut().insert(read);
        }
    }

    /// An object.
    pub fn entity(&self, id: impl Into<EntityId>) -> Option<&'a Arc<Entity>> {
        let id = id.into();
        self.note(Read::Home(self.index.home_of(id)));
        self.design.entity(id)
    }

    /// The fields of an object.
    pub fn get<T: TypedId>(&self, id: T) -> Option<&'a T::Noun> {
        self.entity(id)?.as_noun()
    }

    /// Is there an object with this id?
    pub fn exists(&self, id: impl Into<EntityId>) -> bool {
        self.entity(id).is_some()
    }

    /// The name of an object; its id when it has none or is not there.
    pub fn name(&self, id: impl Into<EntityId>) -> String {
        let id = id.into();
        match self.entity(id) {
            Some(entity) if !entity.head.name.is_empty() => entity.head.name.clone(),
            _ => id.to_string(),
        }
    }

    /// Does AWS have the object already?
    pub fn exists_in_aws(&self, id: impl Into<EntityId>) -> bool {
        self.entity(id).is_some_and(|entity| entity.head.aws_id.is_some())
    }

    /// The objects of kind `N` that name `target`.
    pub fn referring<N: Noun>(&self, target: impl Into<EntityId>) -> impl Iterator<Item = (N::Id, &'a N)> {
        let target = target.into();
        self.note(Read::Namers(target));
        self.design.referring::<N>(target)
    }

    /// The home of an object: the VPC that it stands in, or itself.
    pub fn home(&self, id: impl Into<EntityId>) -> EntityId {
        let home = self.index.home_of(id.into());
        self.note(Read::Home(home));
        home
    }

    /// A VPC of the design and what stands in it.
    pub fn network(&self, vpc: VpcId) -> Option<&'a Network> {
        self.note(Read::Home(vpc.into()));
        self.index.network(vpc).map(|network| &**network).filter(|network| network.vpc.is_some())
    }

    /// The peerings of a VPC, by id. One with itself comes once.
    pub fn peerings(&self, vpc: VpcId) -> impl Iterator<Item = (PeeringId, &'a Peering)> {
        self.referring::<Peering>(vpc)
    }

    /// All VPCs in brief.
    pub fn census(&self) -> &'a Census {
        self.note(Read::Census);
        self.index.census()
    }

    /// Every object of a kind that lives in no VPC, by id. For what lives in VPCs ask [`census`](Context::census).
    pub fn all<N: Noun>(&self) -> impl Iterator<Item = (N::Id, &'a N)> {
        debug_assert!(!lives_in_a_vpc(N::KIND), "a scan of every VPC");
        self.note(Read::Census);
        self.design.all::<N>()
    }

    /// Every object of a kind that lives in no VPC, with name and tags.
    pub fn all_of(&self, kind: Kind) -> impl Iterator<Item = (EntityId, &'a Arc<Entity>)> {
        debug_assert!(!lives_in_a_vpc(kind), "a scan of every VPC");
        self.note(Read::Census);
        self.design.of_kind(kind)
    }

    /// What the file held that could not be read.
    pub fn unread(&self) -> &'a [Unread] {
        self.note(Read::Beside);
        self.design.unread()
    }

    /// The account of a VPC: its own, or its environment's. None for one that is not in the design.
    pub fn account(&self, brief: &Brief) -> Option<AccountId> {
        brief.account.or_else(|| self.get(brief.environment?)?.account).filter(|account| self.exists(*account))
    }

    /// The account of the VPC that a network is about. None for one that is not in the design.
    pub fn account_of(&self, network: &Network) -> Option<AccountId> {
        let vpc = network.vpc.as_ref()?;
        vpc.account.or_else(|| self.environment_of(network)?.account).filter(|account| self.exists(*account))
    }

    /// The environment of the VPC that a network is about.
    pub fn environment_of(&self, network: &Network) -> Option<&'a Environment> {
        self.get(network.vpc.as_ref()?.environment?)
    }

    /// How much a lack of resilience weighs: advice where the VPC is in an environment that serves no customers.
    pub fn resilience(&self, network: &Network, otherwise: Severity) -> Severity {
        match self.environment_of(network) {
            Some(environment) if !environment.production => Severity::Advice,
            _ => otherwise,
        }
    }

    /// How many of something an account may have in a Region: what its profile says, else what a new account has. None
    /// when AWS does not publish it. Profiles are kept by limit (`elastic-ips-per-region`), or by limit and Region
    /// (`elastic-ips-per-region@eu-west-1`).
    pub fn quota(&self, account: Option<AccountId>, region: &str, limit: &'static Limit) -> Option<Quota> {
        let profile = match account {
            Some(id) => self.get(id).map(|account: &Account| &account.quotas),
            None => self.get(Settings::id()).map(|settings: &Settings| &settings.quotas),
        };
        let raised = profile
            .and_then(|quotas| quotas.get(&format!("{}@{region}", limit.id)).or_else(|| quotas.get(limit.id)).copied());
        Some(Quota { limit, allowed: raised.or(limit.default)?, raised: raised.is_some() })
    }

    /// " in account NAME", for a message; nothing when the design does not name accounts there.
    pub fn in_account(&self, account: Option<AccountId>) -> String {
        account.map_or_else(String::new, |account| format!(" in account {}", self.name(account)))
    }

    /// An id for a new object called `name`: not in use, and not given out before in this check. The same check is given
    /// the same ids.
    pub fn new_id<T: TypedId>(&self, name: &str) -> T {
        let base: String = Slug::from_name(name).to_string().chars().take(9).collect();
        let plain = Slug::new(&base).into_iter();
        let numbered = (2..1000).filter_map(|n| Slug::new(&format!("{base}{n}")));
        let mut given = self.given.borrow_mut();
        let free =
            plain.chain(numbered).map(T::from_slug).find(|id| !self.exists(*id) && !given.contains(&(*id).into()));
        let id = free.unwrap_or_else(|| T::from_slug(Slug::from_name(name)));
        given.insert(id.into());
        id
    }

    /// The edits that delete an object: what it owns goes too, and what names it lets go.
    pub fn deletion(&self, id: impl Into<EntityId>) -> Vec<Edit> {
        let plan = removal(self.design, [id.into()]);
        plan.goes.iter().for_each(|gone| self.note(Read::Namers(*gone)));
        plan.edits()
    }

    /// The objects of the own home.
    pub fn household(&self, home: EntityId) -> Option<&'a Household> {
        self.note(Read::Home(home));
        self.index.household(home)
    }
}
