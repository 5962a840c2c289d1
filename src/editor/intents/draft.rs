use crate::editor::Preferences;
use crate::model::{Beside, Design, Diff, Edit, EditError, Entity, EntityId, IdSource, Noun, TypedId, apply};
use crate::scene::Layout;

/// A change in the making: each edit is applied at once, so that later ones see it, and all are taken back together
/// when one is refused.
pub(in crate::editor) struct Draft<'a> {
    design: &'a mut Design,
    diff: Diff,
    ids: &'a mut IdSource,
    /// Where everything was before.
    pub layout: &'a Layout,
    /// What the person prefers, where the intent leaves a choice.
    pub preferences: &'a Preferences,
}

impl<'a> Draft<'a> {
    /// A change of `design` with nothing in it yet.
    pub fn new(
        design: &'a mut Design,
        ids: &'a mut IdSource,
        layout: &'a Layout,
        preferences: &'a Preferences,
    ) -> Draft<'a> {
        Draft { design, diff: Diff::default(), ids, layout, preferences }
    }

    /// The design with the edits so far.
    pub fn design(&self) -> &Design {
        self.design
    }

    /// Makes one edit.
    pub fn apply(&mut self, edit: Edit) -> Result<(), EditError> {
        let diff = apply(self.design, edit)?;
        self.diff = std::mem::take(&mut self.diff).squash(diff);
        Ok(())
    }

    /// Makes edits in order.
    pub fn apply_all(&mut self, edits: impl IntoIterator<Item = Edit>) -> Result<(), EditError> {
        edits.into_iter().try_for_each(|edit| self.apply(edit))
    }

    /// Has the file hold this beside the objects.
    pub fn put_beside(&mut self, beside: &Beside) {
        let diff = Diff::of_beside(self.design.beside(), beside);
        self.design.absorb(&diff);
        self.diff = std::mem::take(&mut self.diff).squash(diff);
    }

    /// A new id of the kind that is asked for, which no object has.
    pub fn fresh<T: TypedId>(&mut self) -> T {
        loop {
            let id: T = self.ids.fresh();
            if !self.design.contains(id) {
                return id;
            }
        }
    }

    /// A new id of the same kind as `like`.
    pub fn fresh_like(&mut self, like: EntityId) -> EntityId {
        loop {
            let id = self.ids.fresh_of(like.kind);
            if !self.design.contains(id) {
                return id;
            }
        }
    }

    /// Adds an object called `name`.
    pub fn add<N: Noun>(&mut self, name: impl Into<String>, noun: N) -> Result<N::Id, EditError> {
        self.add_entity(Entity::new(name, noun))
    }

    /// Adds an object that has a place, tags, ...
    pub fn add_entity<T: TypedId>(&mut self, entity: Entity) -> Result<T, EditError> {
        let id: T = self.fresh();
        self.apply(Edit::add(id, entity))?;
        Ok(id)
    }

    /// What has changed, all in all.
    pub fn finish(self) -> Diff {
        self.diff
    }

    /// Takes every edit back.
    pub fn take_back(self) {
        self.design.absorb(&self.diff.reverse());
    }
}
