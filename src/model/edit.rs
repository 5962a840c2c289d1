use std::fmt;
use std::sync::Arc;

use super::design::Design;
use super::diff::Diff;
use super::entity::{Entity, Noun};
use super::id::{EntityId, TypedId};

/// A change to one object. The only way to change a [`Design`].
///
/// Undo needs nothing from an edit: it is the reverse of the [`Diff`] that applying it gave.
#[derive(Clone)]
pub enum Edit {
    /// A new object.
    Add {
        /// Its id, not in use.
        id: EntityId,
        /// The object; of the kind that the id names.
        entity: Box<Entity>,
    },
    /// An object goes. What it takes along is planned by [`removal`](super::removal).
    Remove {
        /// Its id.
        id: EntityId,
    },
    /// An object becomes different.
    Change {
        /// Its id.
        id: EntityId,
        /// What is done to the object as it is at that moment, so that several edits of one object add up.
        change: Arc<dyn Fn(&mut Entity) + Send + Sync>,
    },
}

impl Edit {
    /// Adds an object.
    pub fn add(id: impl Into<EntityId>, entity: Entity) -> Edit {
        Edit::Add { id: id.into(), entity: Box::new(entity) }
    }

    /// Removes an object.
    pub fn remove(id: impl Into<EntityId>) -> Edit {
        Edit::Remove { id: id.into() }
    }

    /// Changes the fields of an object of a known kind.
    pub fn change<T: TypedId>(id: T, change: impl Fn(&mut T::Noun) + Send + Sync + 'static) -> Edit {
        Edit::change_entity(id, move |entity| {
            if let Some(noun) = T::Noun::from_body_mut(&mut entity.body) {
                change(noun);
            }
        })
    }

    /// Changes an object as a whole: name, tags, placement, fields.
    pub fn change_entity(id: impl Into<EntityId>, change: impl Fn(&mut Entity) + Send + Sync + 'static) -> Edit {
        Edit::Change { id: id.into(), change: Arc::new(change) }
    }

    /// Gives an object another name.
    pub fn rename(id: impl Into<EntityId>, name: impl Into<String>) -> Edit {
        let name = name.into();
        Edit::change_entity(id, move |entity| entity.head.name.clone_from(&name))
    }

    /// The object it changes.
    pub fn id(&self) -> EntityId {
        match self {
            Edit::Add { id, .. } | Edit::Remove { id } | Edit::Change { id, .. } => *id,
        }
    }
}

impl fmt::Debug for Edit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Edit::Add { id, entity } => write!(f, "Add({id}, {entity:?})"),
            Edit::Remove { id } => write!(f, "Remove({id})"),
            Edit::Change { id, .. } => write!(f, "Change({id})"),
        }
    }
}

/// Why an edit was refused. The design is as it was.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// `Add` with an id that is taken.
    #[error("There is a {} with the id {id} already.", .id.kind.title())]
    IdTaken {
        /// The id.
        id: EntityId,
    },
    /// `Remove` or `Change` of an object that is not there.
    #[error("There is no {} with the id {id} in this design.", .id.kind.title())]
    NotThere {
        /// The id.
        id: EntityId,
    },
    /// The object is of another kind than its id says.
    #[error("The id {id} cannot name a {kind}.")]
    KindDiffers {
        /// The id.
        id: EntityId,
        /// What the object is.
        kind: &'static str,
    },
}

/// Applies one edit and says what changed. Refused edits change nothing.
///
/// # Errors
/// See [`EditError`].
pub fn apply(design: &mut Design, edit: Edit) -> Result<Diff, EditError> {
    let id = edit.id();
    let old = design.entity(id).cloned();
    let new = match edit {
        Edit::Add { .. } if old.is_some() => return Err(EditError::IdTaken { id }),
        Edit::Add { entity, .. } => Some(Arc::new(*entity)),
        Edit::Remove { .. } | Edit::Change { .. } if old.is_none() => return Err(EditError::NotThere { id }),
        Edit::Remove { .. } => None,
        Edit::Change { change, .. } => old.as_ref().map(|old| {
            let mut entity = Entity::clone(old);
            change(&mut entity);
            Arc::new(entity)
        }),
    };
    if let Some(new) = new.as_ref().filter(|new| new.kind() != id.kind) {
        return Err(EditError::KindDiffers { id, kind: new.kind().title() });
    }
    let diff = Diff::of(id, old, new);
    design.absorb(&diff);
    Ok(diff)
}

/// Applies edits in order as one: all, or none when one is refused.
///
/// # Errors
/// The first refusal; see [`EditError`].
pub fn apply_all(design: &mut Design, edits: impl IntoIterator<Item = Edit>) -> Result<Diff, EditError> {
    let mut whole = Diff::default();
    for edit in edits {
        match apply(design, edit) {
            Ok(diff) => whole = whole.squash(diff),
            Err(refusal) => {
                design.absorb(&whole.reverse());
                return Err(refusal);
            }
        }
    }
    Ok(whole)
}
