//! Sentences out of facts: what labels, announcements and accessible names share.

use crate::model::{Design, EntityId, Kind};
use crate::wording::counted;

/// "a", "a and b", "a, b and c".
pub fn list<S: AsRef<str>>(words: &[S]) -> String {
    match words {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [first @ .., last] => {
            let first: Vec<&str> = first.iter().map(AsRef::as_ref).collect();
            format!("{} and {}", first.join(", "), last.as_ref())
        }
    }
}

/// "1 subnet", "6 subnets".
pub fn count(n: usize, kind: Kind) -> String {
    counted(n, kind.title(), kind.plural())
}

/// How many objects of each kind: "2 VPCs, 6 subnets and 1 route table".
pub fn counts(ids: impl IntoIterator<Item = EntityId>) -> String {
    let mut by_kind = std::collections::BTreeMap::new();
    for id in ids {
        *by_kind.entry(id.kind).or_insert(0usize) += 1;
    }
    list(&by_kind.into_iter().map(|(kind, n)| count(n, kind)).collect::<Vec<_>>())
}

/// "VPC prod": the kind and the name. Names may repeat the kind, people still say both.
pub fn called(design: &Design, id: impl Into<EntityId>) -> String {
    let id = id.into();
    match id.kind {
        Kind::Settings => "the design".to_owned(),
        kind => format!("{} {}", kind.title(), design.name(id)),
    }
}

/// One object by its name, a few by theirs, many by their counts.
pub fn objects(design: &Design, ids: &[EntityId]) -> String {
    match ids {
        [one] => called(design, *one),
        [_, _] | [_, _, _] => list(&ids.iter().map(|id| design.name(*id)).collect::<Vec<_>>()),
        many => counts(many.iter().copied()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_read_like_speech() {
        assert_eq!(list::<&str>(&[]), "");
        assert_eq!(list(&["a"]), "a");
        assert_eq!(list(&["a", "b"]), "a and b");
        assert_eq!(list(&["a", "b", "c"]), "a, b and c");
    }
}
