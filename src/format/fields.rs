//! A deserializer over JSON that says which field is wrong, and which fields the type does not know.

use std::cell::RefCell;
use std::fmt;

use serde::de::{self, Deserialize, DeserializeSeed, IntoDeserializer, Visitor};
use serde_json::Value;

use super::error::short;

/// One step into a value.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Step {
    Key(String),
    Index(usize),
}

/// The way to a field that the type does not know.
pub(super) type UnknownField = Vec<Step>;

/// Which field is wrong, and how.
#[derive(Debug)]
pub(super) struct FieldError {
    place: Option<String>,
    message: String,
}

impl fmt::Display for FieldError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.place {
            Some(place) => write!(f, "{place}: {}", self.message.trim_end_matches('.')),
            None => f.write_str(self.message.trim_end_matches('.')),
        }
    }
}

impl std::error::Error for FieldError {}

impl de::Error for FieldError {
    fn custom<T: fmt::Display>(message: T) -> FieldError {
        FieldError { place: None, message: message.to_string() }
    }

    fn missing_field(field: &'static str) -> FieldError {
        FieldError::custom(format_args!("the field \"{field}\" is missing"))
    }

    fn unknown_variant(variant: &str, expected: &'static [&'static str]) -> FieldError {
        FieldError::custom(format_args!("\"{}\" is not one of {}", short(variant), expected.join(", ")))
    }
}

/// Reads a `T`; the ways to fields that it does not know are added to `unknown`, behind `way`.
pub(super) fn read<'de, T: Deserialize<'de>>(
    value: &Value,
    way: Option<&str>,
    unknown: &RefCell<Vec<UnknownField>>,
) -> Result<T, FieldError> {
    let root = match way {
        Some(key) => Way::Key(&Way::Root, key),
        None => Way::Root,
    };
    T::deserialize(Fields { value, way: &root, unknown }).map_err(|error| error.at(&root))
}

/// As [`read`], for types that take the deserializer themselves.
pub(super) fn read_with<T>(
    value: &Value,
    unknown: &RefCell<Vec<UnknownField>>,
    reader: impl FnOnce(Fields<'_>) -> Result<T, FieldError>,
) -> Result<T, FieldError> {
    reader(Fields { value, way: &Way::Root, unknown })
}

/// The way from the object to a value, as a list on the stack.
enum Way<'a> {
    Root,
    Key(&'a Way<'a>, &'a str),
    Index(&'a Way<'a>, usize),
}

impl Way<'_> {
    fn steps(&self) -> Vec<Step> {
        let (outer, step) = match self {
            Way::Root => return Vec::new(),
            Way::Key(outer, key) => (outer, Step::Key((*key).to_owned())),
            Way::Index(outer, index) => (outer, Step::Index(*index)),
        };
        let mut steps = outer.steps();
        steps.push(step);
        steps
    }
}

impl fmt::Display for Way<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Way::Root => Ok(()),
            Way::Key(Way::Root, key) => f.write_str(short(key)),
            Way::Key(outer, key) => write!(f, "{outer}.{}", short(key)),
            Way::Index(outer, index) => write!(f, "{outer}[{index}]"),
        }
    }
}

impl FieldError {
    /// Remembers the innermost place only.
    fn at(mut self, way: &Way<'_>) -> FieldError {
        if self.place.is_none() && !matches!(way, Way::Root) {
            self.place = Some(way.to_string());
        }
        self
    }
}

/// A value as serde sees it.
pub(super) struct Fields<'a> {
    value: &'a Value,
    way: &'a Way<'a>,
    unknown: &'a RefCell<Vec<UnknownField>>,
}

impl<'a> Fields<'a> {
    fn refuse(&self, wanted: impl fmt::Display) -> FieldError {
        let what = match self.value {
            Value::Array(_) => "a list".to_owned(),
            Value::Object(_) => "an object".to_owned(),
            Value::String(text) if text.len() > 80 => "this text".to_owned(),
            other => other.to_string(),
        };
        de::Error::custom(format_args!("{what} is not {wanted}"))
    }

    fn map(&self, items: &'a serde_json::Map<String, Value>, only: Option<&'static [&'static str]>) -> Entries<'a> {
        Entries { items: items.iter(), only, value: None, way: self.way, unknown: self.unknown }
    }
}

macro_rules! numbers {
    ($($method:ident $type:ident $read:ident $visit:ident;)+) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, FieldError> {
            match self.value.$read().and_then(|number| $type::try_from(number).ok()) {
                Some(number) => visitor.$visit(number),
                None => {
                    let (least, most) = ($type::MIN, $type::MAX);
                    Err(self.refuse(format_args!("a whole number from {least} to {most}")))
                }
            }
        })+
    };
}

impl<'de> de::Deserializer<'de> for Fields<'_> {
    type Error = FieldError;

    numbers! {
        deserialize_u8 u8 as_u64 visit_u8;
        deserialize_u16 u16 as_u64 visit_u16;
        deserialize_u32 u32 as_u64 visit_u32;
        deserialize_u64 u64 as_u64 visit_u64;
        deserialize_i8 i8 as_i64 visit_i8;
        deserialize_i16 i16 as_i64 visit_i16;
        deserialize_i32 i32 as_i64 visit_i32;
        deserialize_i64 i64 as_i64 visit_i64;
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, FieldError> {
        match self.value {
            Value::Null => visitor.visit_unit(),
            Value::Bool(value) => visitor.visit_bool(*value),
            Value::Number(number) => match (number.as_u64(), number.as_i64(), number.as_f64()) {
                (Some(number), ..) => visitor.visit_u64(number),
                (None, Some(number), _) => visitor.visit_i64(number),
                (None, None, number) => visitor.visit_f64(number.unwrap_or(f64::NAN)),
            },
            Value::String(text) => visitor.visit_str(text),
            Value::Array(items) => {
                visitor.visit_seq(Items { items: items.iter().enumerate(), way: self.way, unknown: self.unknown })
            }
            Value::Object(items) => visitor.visit_map(self.map(items, None)),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, FieldError> {
        match self.value {
            Value::Bool(value) => visitor.visit_bool(*value),
            _ => Err(self.refuse("true or false")),
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, FieldError> {
        match self.value {
            Value::String(text) => visitor.visit_str(text),
            _ => Err(self.refuse("a text")),
        }
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, FieldError> {
        self.deserialize_str(visitor)
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, FieldError> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, FieldError> {
        match self.value {
            Value::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, FieldError> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, FieldError> {
        match self.value {
            Value::Array(_) => self.deserialize_any(visitor),
            _ => Err(self.refuse("a list")),
        }
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, FieldError> {
        match self.value {
            Value::Object(items) => visitor.visit_map(self.map(items, None)),
            _ => Err(self.refuse("an object")),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, FieldError> {
        match self.value {
            Value::Object(items) => visitor.visit_map(self.map(items, Some(fields))),
            _ => Err(self.refuse("an object")),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, FieldError> {
        match self.value {
            Value::String(text) => visitor.visit_enum(text.as_str().into_deserializer()),
            Value::Object(items) => visitor.visit_enum(de::value::MapAccessDeserializer::new(self.map(items, None))),
            _ => Err(self.refuse("one of the words for it")),
        }
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, FieldError> {
        visitor.visit_unit()
    }

    serde::forward_to_deserialize_any! {
        i128 u128 f32 f64 char bytes byte_buf unit unit_struct tuple tuple_struct
    }
}

struct Items<'a> {
    items: std::iter::Enumerate<std::slice::Iter<'a, Value>>,
    way: &'a Way<'a>,
    unknown: &'a RefCell<Vec<UnknownField>>,
}

impl<'de> de::SeqAccess<'de> for Items<'_> {
    type Error = FieldError;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, FieldError> {
        let Some((index, value)) = self.items.next() else { return Ok(None) };
        let way = Way::Index(self.way, index);
        let fields = Fields { value, way: &way, unknown: self.unknown };
        seed.deserialize(fields).map(Some).map_err(|error| error.at(&way))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.items.len())
    }
}

struct Entries<'a> {
    items: serde_json::map::Iter<'a>,
    /// The fields of the type; the others are noted and passed over.
    only: Option<&'static [&'static str]>,
    value: Option<(&'a str, &'a Value)>,
    way: &'a Way<'a>,
    unknown: &'a RefCell<Vec<UnknownField>>,
}

impl<'de> de::MapAccess<'de> for Entries<'_> {
    type Error = FieldError;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, FieldError> {
        for (key, value) in self.items.by_ref() {
            if self.only.is_some_and(|only| !only.contains(&key.as_str())) {
                self.unknown.borrow_mut().push(Way::Key(self.way, key).steps());
                continue;
            }
            self.value = Some((key, value));
            return seed.deserialize(key.as_str().into_deserializer()).map(Some);
        }
        Ok(None)
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value, FieldError> {
        let (key, value) = self.value.take().expect("serde asks for a value behind its key");
        let way = Way::Key(self.way, key);
        let fields = Fields { value, way: &way, unknown: self.unknown };
        seed.deserialize(fields).map_err(|error| error.at(&way))
    }
}
