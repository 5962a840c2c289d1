use super::design::Design;
use super::diff::Diff;

/// What was worked out about a design before a large change, kept for somebody who goes back: to undo such a change
/// costs no more than to find out that it was undone.
///
/// Whoever follows the changes of a design asks here first:
///
/// ```
/// use cidraw::model::{Aside, Design, Edit, Entity, VpcId, IdSource, apply, kinds::Vpc};
///
/// let mut design = Design::default();
/// let vpc: VpcId = IdSource::new(1).fresh();
/// let drawn = apply(&mut design, Edit::add(vpc, Entity::new("prod", Vpc::default()))).unwrap();
///
/// let (mut count, mut aside) = (0, Aside::default());
/// if aside.takes(&design, &drawn) {
///     aside.put(count, &drawn);
///     count = design.len();
/// }
/// assert_eq!(count, 1);
/// // What was known before is known again.
/// assert_eq!(aside.follow(&drawn.reverse()), Some(0));
/// ```
#[derive(Clone, Debug)]
pub struct Aside<T>(Option<Box<Kept<T>>>);

#[derive(Clone, Debug)]
struct Kept<T> {
    known: T,
    /// What happened to the design since.
    since: Diff,
}

impl<T> Default for Aside<T> {
    fn default() -> Aside<T> {
        Aside(None)
    }
}

impl<T> Aside<T> {
    /// Follows a change: to be called with every one. What was put aside, when the design is again as it was then.
    pub fn follow(&mut self, diff: &Diff) -> Option<T> {
        let kept = self.0.as_deref_mut()?;
        if !diff.undoes(&kept.since) {
            kept.since = std::mem::take(&mut kept.since).squash(diff.clone());
            if !kept.since.is_empty() {
                return None;
            }
        }
        self.0.take().map(|kept| kept.known)
    }

    /// Is the design, after `diff` as the next change, what it was when something was put aside?
    pub fn recalls(&self, diff: &Diff) -> bool {
        self.0.as_deref().is_some_and(|kept| diff.undoes(&kept.since))
    }

    /// Is it quicker to begin anew than to follow `diff`, which made the design what it is? When more came or went than
    /// there is now. What a larger change put aside stays, though: somebody empties a design, draws a VPC, and goes back.
    pub fn takes(&self, design: &Design, diff: &Diff) -> bool {
        diff.len() >= design.len() && self.0.as_deref().is_none_or(|kept| diff.len() >= kept.since.len())
    }

    /// Keeps what was known before `diff`.
    pub fn put(&mut self, known: T, diff: &Diff) {
        self.0 = Some(Box::new(Kept { known, since: diff.clone() }));
    }
}
