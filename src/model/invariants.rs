//! What is always true of a design, however it was edited. Swept after every edit in tests.

use super::design::Design;

/// The first broken invariant, as a sentence; `None` when all hold.
pub fn broken(design: &Design) -> Option<String> {
    if let Some((id, entity)) = design.iter().find(|(id, entity)| id.kind != entity.kind()) {
        return Some(format!("{id} names a {}", entity.kind().title()));
    }
    if *design.referrers_kept() != design.referrers_afresh() {
        return Some("the kept referrers differ from what the objects name".into());
    }
    None
}
