use std::collections::BTreeSet;
use std::fmt;

use serde::Deserializer;
use serde::de::value::StrDeserializer;
use serde::de::{self, DeserializeSeed, MapAccess, SeqAccess, Visitor};

use super::*;
use crate::model::Body;

/// Walks into a type along `way` and answers with the fields of the struct that it finds there, as an error.
struct Probe<'a>(&'a [&'static str]);

#[derive(Debug)]
struct Found(Result<BTreeSet<&'static str>, String>);

impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.0)
    }
}

impl std::error::Error for Found {}

impl de::Error for Found {
    fn custom<T: fmt::Display>(message: T) -> Found {
        Found(Err(message.to_string()))
    }
}

impl<'de> Deserializer<'de> for Probe<'_> {
    type Error = Found;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Found> {
        Err(de::Error::custom("not a struct"))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Found> {
        match self.0 {
            [] => Err(Found(Ok(fields.iter().copied().collect()))),
            [..] => visitor.visit_map(self),
        }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Found> {
        visitor.visit_seq(self)
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct tuple tuple_struct map enum identifier ignored_any
    }
}

impl<'de> MapAccess<'de> for Probe<'_> {
    type Error = Found;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Found> {
        seed.deserialize(StrDeserializer::new(self.0[0])).map(Some)
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value, Found> {
        seed.deserialize(Probe(&self.0[1..]))
    }
}

impl<'de> SeqAccess<'de> for Probe<'_> {
    type Error = Found;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Found> {
        seed.deserialize(Probe(self.0)).map(Some)
    }
}

fn typed(kind: Kind, way: &[&'static str]) -> BTreeSet<&'static str> {
    match Body::deserialize(kind, Probe(way)) {
        Err(Found(Ok(fields))) => fields,
        other => panic!("{} {way:?}: {other:?}", kind.key()),
    }
}

fn listed(fields: &[Field]) -> BTreeSet<&'static str> {
    fields.iter().map(|field| field.path).collect()
}

#[test]
fn the_table_lists_every_field_of_every_kind_and_no_other() {
    for kind in Kind::ALL {
        let fields = fields_of(kind);
        assert_eq!(listed(fields), typed(kind, &[]), "{}", kind.key());
        assert_eq!(listed(fields).len(), fields.len(), "{}: a field is listed twice", kind.key());
        for field in fields {
            if let Control::Entries(inner) = field.control {
                assert_eq!(listed(inner), typed(kind, &[field.path]), "{} {}", kind.key(), field.path);
            }
        }
    }
}

#[test]
fn every_field_says_what_it_means() {
    fn check(kind: Kind, fields: &[Field]) {
        for field in fields {
            assert!(field.help.ends_with('.') && !field.label.is_empty(), "{} {}", kind.key(), field.path);
            assert!(!matches!(field.control, Control::Number { least, most } if least >= most));
            if let Control::Entries(inner) = field.control {
                check(kind, inner);
            }
        }
    }
    Kind::ALL.into_iter().for_each(|kind| check(kind, fields_of(kind)));
}

#[test]
fn no_two_kinds_share_a_word() {
    let keys: BTreeSet<_> = Kind::ALL.map(Kind::key).into_iter().collect();
    let prefixes: BTreeSet<_> = Kind::ALL.map(Kind::id_prefix).into_iter().collect();
    assert_eq!((keys.len(), prefixes.len()), (Kind::ALL.len(), Kind::ALL.len()));
}
