//! The objects of one home, with their fields at hand.

use std::ops::Deref;
use std::sync::Arc;

use super::network::Network;
use crate::model::{Entity, EntityId, Kind, Noun};

/// One object with its fields at hand: `subnet.id`, `subnet.zone`.
#[derive(Clone, Debug)]
pub struct Held<N: Noun> {
    /// Its id.
    pub id: N::Id,
    entity: Arc<Entity>,
}

impl<N: Noun> Held<N> {
    /// The object, when it is of kind `N`.
    pub(super) fn new(id: EntityId, entity: &Arc<Entity>) -> Option<Held<N>> {
        entity.as_noun::<N>()?;
        Some(Held { id: id.typed()?, entity: entity.clone() })
    }

    /// Its name; its id when it has none.
    pub fn name(&self) -> String {
        if self.entity.head.name.is_empty() { self.entity_id().to_string() } else { self.entity.head.name.clone() }
    }

    /// Its id as one of any kind.
    pub fn entity_id(&self) -> EntityId {
        self.id.into()
    }

    /// Does AWS have it already?
    pub fn exists_in_aws(&self) -> bool {
        self.entity.head.aws_id.is_some()
    }
}

impl<N: Noun> Deref for Held<N> {
    type Target = N;

    fn deref(&self) -> &N {
        self.entity.as_noun().expect("the kind was checked when it was made")
    }
}

/// The objects of one home.
#[derive(Clone, Debug, Default)]
pub struct Household {
    /// Sorted by id.
    members: Vec<(EntityId, Arc<Entity>)>,
    network: Option<Arc<Network>>,
}

impl Household {
    /// The home of `members`, sorted by id.
    pub(super) fn new(home: EntityId, members: Vec<(EntityId, Arc<Entity>)>) -> Household {
        let network = home.typed().map(|vpc| Arc::new(Network::new(vpc, &members)));
        Household { members, network }
    }

    /// Its objects of kind `kind`, by id.
    pub fn of_kind(&self, kind: Kind) -> &[(EntityId, Arc<Entity>)] {
        let from = self.members.partition_point(|(id, _)| id.kind < kind);
        let to = self.members.partition_point(|(id, _)| id.kind <= kind);
        &self.members[from..to]
    }

    /// The kinds of its objects, each once.
    pub fn kinds(&self) -> impl Iterator<Item = Kind> {
        self.members.chunk_by(|(a, _), (b, _)| a.kind == b.kind).map(|alike| alike[0].0.kind)
    }

    /// The VPC and what stands in it, when the home is a VPC.
    pub fn network(&self) -> Option<&Arc<Network>> {
        self.network.as_ref()
    }
}
