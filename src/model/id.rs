use std::fmt;
use std::str::FromStr;

use super::entity::{Kind, Noun};

/// The own part of an id: 1 to 12 lower-case letters and digits, packed into one number that sorts like the text.
///
/// Ids written by hand may be words (`vpc-prod`), ids made by the editor are eight random characters: two people who
/// add objects on two branches do not collide.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slug(u64);

const SLUG_MAX: usize = 12;
/// 26 letters, 10 digits, and the end of the text (0).
const SLUG_RADIX: u64 = 37;
const SLUG_DIGITS: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";

impl Slug {
    /// Below every slug: the start of a range of ids.
    pub(super) const MIN: Slug = Slug(0);
    /// Above every slug: the end of a range of ids.
    pub(super) const MAX: Slug = Slug(u64::MAX);

    /// Packs a text of 1 to 12 characters out of `a-z0-9`.
    pub fn new(text: &str) -> Option<Slug> {
        if text.is_empty() || text.len() > SLUG_MAX {
            return None;
        }
        let mut packed = 0u64;
        for i in 0..SLUG_MAX {
            let digit = match text.as_bytes().get(i) {
                None => 0,
                Some(b @ b'0'..=b'9') => u64::from(b - b'0') + 1,
                Some(b @ b'a'..=b'z') => u64::from(b - b'a') + 11,
                Some(_) => return None,
            };
            packed = packed * SLUG_RADIX + digit;
        }
        Some(Slug(packed))
    }

    /// The slug that a name suggests: its letters and digits in lower case, 12 at most; `x` for a name with none.
    pub fn from_name(name: &str) -> Slug {
        let text: String =
            name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).take(SLUG_MAX).collect();
        Slug::new(if text.is_empty() { "x" } else { &text }).expect("only letters and digits are left")
    }
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = [0u8; SLUG_MAX];
        let mut rest = self.0;
        for place in text.iter_mut().rev() {
            *place = match rest % SLUG_RADIX {
                0 => b' ',
                digit => SLUG_DIGITS[digit as usize - 1],
            };
            rest /= SLUG_RADIX;
        }
        f.write_str(std::str::from_utf8(&text).unwrap_or_default().trim_end())
    }
}

impl fmt::Debug for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The id of an object of any kind. Sorted by kind, then slug: the order of objects in a file.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntityId {
    /// The kind of object that the id names.
    pub kind: Kind,
    /// Its own part.
    pub slug: Slug,
}

impl EntityId {
    /// The id of kind `kind` and own part `slug`.
    pub const fn new(kind: Kind, slug: Slug) -> EntityId {
        EntityId { kind, slug }
    }

    /// The id as one of kind `T`, when it is.
    pub fn typed<T: TypedId>(self) -> Option<T> {
        T::from_entity_id(self)
    }
}

/// Why a text is not an id.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IdError {
    /// No kind, no dash, or characters outside `a-z0-9`.
    #[error("\"{0}\" is not an object id. An id is a kind and up to 12 letters or digits, for example vpc-prod.")]
    Malformed(String),
    /// An id, but of a kind that has no place here.
    #[error("\"{id}\" names a {}, but a {} belongs here.", .id.kind.title(), .wanted.title())]
    WrongKind {
        /// The id that was written.
        id: EntityId,
        /// The kind that the field takes.
        wanted: Kind,
    },
}

impl FromStr for EntityId {
    type Err = IdError;

    fn from_str(text: &str) -> Result<EntityId, IdError> {
        let malformed = || IdError::Malformed(text.chars().take(80).collect());
        let (prefix, slug) = text.rsplit_once('-').ok_or_else(malformed)?;
        let kind = Kind::ALL.into_iter().find(|k| k.id_prefix() == prefix).ok_or_else(malformed)?;
        Ok(EntityId { kind, slug: Slug::new(slug).ok_or_else(malformed)? })
    }
}

impl fmt::Display for EntityId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.kind.id_prefix(), self.slug)
    }
}

impl fmt::Debug for EntityId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl serde::Serialize for EntityId {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for EntityId {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<EntityId, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// An id that can only name one kind: `VpcId`, `SubnetId`, ... A field of this type cannot point at the wrong kind.
pub trait TypedId: Copy + Ord + Into<EntityId> + fmt::Display {
    /// The kind that it names.
    type Noun: Noun<Id = Self>;

    /// The id of this kind with own part `slug`.
    fn from_slug(slug: Slug) -> Self;

    /// The id, if it is of this kind.
    fn from_entity_id(id: EntityId) -> Option<Self> {
        (id.kind == Self::Noun::KIND).then(|| Self::from_slug(id.slug))
    }
}

/// Declares one typed id. Serialised as the same text as the untyped one.
macro_rules! typed_id {
    ($id:ident, $noun:ty, $kind:ident) => {
        #[doc = concat!("The id of one ", stringify!($kind), " object.")]
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $id(Slug);

        impl TypedId for $id {
            type Noun = $noun;
            fn from_slug(slug: Slug) -> $id {
                $id(slug)
            }
        }

        impl From<$id> for EntityId {
            fn from(id: $id) -> EntityId {
                EntityId::new(Kind::$kind, id.0)
            }
        }

        impl std::fmt::Display for $id {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                std::fmt::Display::fmt(&EntityId::from(*self), f)
            }
        }

        impl std::fmt::Debug for $id {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                std::fmt::Display::fmt(self, f)
            }
        }

        impl std::str::FromStr for $id {
            type Err = $crate::model::IdError;
            fn from_str(text: &str) -> Result<$id, Self::Err> {
                let id: EntityId = text.parse()?;
                id.typed().ok_or($crate::model::IdError::WrongKind { id, wanted: Kind::$kind })
            }
        }

        impl serde::Serialize for $id {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $id {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<$id, D::Error> {
                let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }

        #[cfg(feature = "schema")]
        impl schemars::JsonSchema for $id {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($id).into()
            }
            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                $crate::model::schema::id(Some(Kind::$kind))
            }
        }
    };
}
pub(super) use typed_id;

/// Makes new ids: eight random characters from a seeded generator (SplitMix64), so that a session with a known seed
/// can be replayed.
#[derive(Clone, Debug)]
pub struct IdSource {
    state: u64,
}

impl IdSource {
    /// A source that starts at `seed`.
    pub const fn new(seed: u64) -> IdSource {
        IdSource { state: seed }
    }

    /// A new id of kind `T`. 36^8 values: a collision inside one design is checked for by `Edit::Add`.
    pub fn fresh<T: TypedId>(&mut self) -> T {
        T::from_slug(self.slug())
    }

    /// A new id of kind `kind`.
    pub fn fresh_of(&mut self, kind: Kind) -> EntityId {
        EntityId::new(kind, self.slug())
    }

    fn slug(&mut self) -> Slug {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^= z >> 31;
        let mut text = String::with_capacity(8);
        for _ in 0..8 {
            text.push(SLUG_DIGITS[(z % 36) as usize].into());
            z /= 36;
        }
        Slug::new(&text).expect("eight letters and digits")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{SubnetId, VpcId};

    #[test]
    fn slugs_sort_like_their_texts() {
        let texts = ["0", "00", "01", "a", "a0", "aa", "ab", "b", "prod", "prod1", "zzzzzzzzzzzz"];
        let slugs: Vec<_> = texts.iter().map(|t| Slug::new(t).unwrap()).collect();
        assert!(slugs.is_sorted());
        assert_eq!(slugs.iter().map(Slug::to_string).collect::<Vec<_>>(), texts);
        assert_eq!(Slug::new("Prod"), None);
        assert_eq!(Slug::new("thirteenchars"), None);
        assert_eq!(Slug::from_name("Prod — Größe (1)").to_string(), "prodgre1");
    }

    #[test]
    fn an_id_of_another_kind_is_refused_by_name() {
        let refused = "subnet-a".parse::<VpcId>().unwrap_err();
        assert_eq!(refused.to_string(), "\"subnet-a\" names a subnet, but a VPC belongs here.");
        assert!("subnet-a".parse::<SubnetId>().is_ok());
        assert!("prod".parse::<EntityId>().is_err());
    }

    #[test]
    fn a_source_with_the_same_seed_makes_the_same_ids() {
        let (mut a, mut b) = (IdSource::new(7), IdSource::new(7));
        let made: Vec<VpcId> = (0..100).map(|_| a.fresh()).collect();
        assert!(made.iter().all(|id| *id == b.fresh::<VpcId>()));
        let distinct: std::collections::BTreeSet<_> = made.iter().collect();
        assert_eq!(distinct.len(), 100);
    }
}
