//! A deserializer over terms: a bare word is whatever the field wants (text, number, switch), so the notation needs no
//! list of field types.

use serde::de::{self, DeserializeSeed, IntoDeserializer, Visitor};

use super::syntax::Term;

/// What is wrong with the fields of a statement, and in which one.
#[derive(Debug)]
pub(super) struct FieldError {
    pub field: Option<String>,
    pub message: String,
}

impl std::fmt::Display for FieldError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for FieldError {}

impl de::Error for FieldError {
    fn custom<T: std::fmt::Display>(message: T) -> FieldError {
        FieldError { field: None, message: message.to_string() }
    }
}

/// A term as serde sees it.
pub(super) struct Loose<'a>(pub &'a Term);

impl Loose<'_> {
    fn text(&self) -> Option<&str> {
        match self.0 {
            Term::Bare(text) | Term::Text(text) => Some(text),
            Term::List(_) | Term::Map(_) => None,
        }
    }

    fn refuse(&self, wanted: &dyn de::Expected) -> FieldError {
        de::Error::custom(match self.0 {
            Term::Bare(text) | Term::Text(text) => format!("\"{text}\" is not {wanted}"),
            Term::List(_) => format!("a list is not {wanted}"),
            Term::Map(_) => format!("a map is not {wanted}"),
        })
    }
}

macro_rules! numbers {
    ($($method:ident $type:ty, $visit:ident;)+) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, FieldError> {
            match self.text().and_then(|text| text.parse::<$type>().ok()) {
                Some(number) => visitor.$visit(number),
                None => Err(self.refuse(&visitor)),
            }
        })+
    };
}

impl<'de> de::Deserializer<'de> for Loose<'_> {
    type Error = FieldError;

    numbers! {
        deserialize_bool bool, visit_bool;
        deserialize_u8 u8, visit_u8;
        deserialize_u16 u16, visit_u16;
        deserialize_u32 u32, visit_u32;
        deserialize_u64 u64, visit_u64;
        deserialize_i8 i8, visit_i8;
        deserialize_i16 i16, visit_i16;
        deserialize_i32 i32, visit_i32;
        deserialize_i64 i64, visit_i64;
        deserialize_f32 f32, visit_f32;
        deserialize_f64 f64, visit_f64;
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, FieldError> {
        match self.0 {
            Term::Text(text) => visitor.visit_str(text),
            Term::Bare(text) => match text.as_str() {
                "null" => visitor.visit_unit(),
                "true" => visitor.visit_bool(true),
                "false" => visitor.visit_bool(false),
                text => match serde_json::from_str::<serde_json::Number>(text) {
                    Ok(number) => number.into_deserializer_for(visitor),
                    Err(_) => visitor.visit_str(text),
                },
            },
            Term::List(items) => visitor.visit_seq(Items(items.iter())),
            Term::Map(items) => visitor.visit_map(Entries { items: items.iter(), value: None }),
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, FieldError> {
        match self.text() {
            Some(text) => visitor.visit_str(text),
            None => Err(self.refuse(&visitor)),
        }
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, FieldError> {
        self.deserialize_str(visitor)
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, FieldError> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, FieldError> {
        match self.0 {
            Term::Bare(text) if text == "null" => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, FieldError> {
        visitor.visit_newtype_struct(self)
    }

    /// One value where a list belongs is a list of one.
    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, FieldError> {
        match self.0 {
            Term::List(items) => visitor.visit_seq(Items(items.iter())),
            one => visitor.visit_seq(Items(std::slice::from_ref(one).iter())),
        }
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, FieldError> {
        match self.0 {
            Term::Map(items) => visitor.visit_map(Entries { items: items.iter(), value: None }),
            _ => Err(self.refuse(&visitor)),
        }
    }

    /// Fields that the kind does not have are refused here: in notation they are typing errors.
    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, FieldError> {
        if let Term::Map(items) = self.0
            && let Some((key, _)) = items.iter().find(|(key, _)| !fields.contains(&key.as_str()))
        {
            let message = match fields {
                [] => "it has no fields".to_owned(),
                fields => format!("there is no field \"{key}\" here; there is {}", fields.join(", ")),
            };
            return Err(FieldError { field: Some(key.clone()), message });
        }
        self.deserialize_map(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, FieldError> {
        match self.0 {
            Term::Bare(text) | Term::Text(text) => visitor.visit_enum(text.as_str().into_deserializer()),
            Term::Map(items) => {
                visitor.visit_enum(de::value::MapAccessDeserializer::new(Entries { items: items.iter(), value: None }))
            }
            Term::List(_) => Err(self.refuse(&visitor)),
        }
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, FieldError> {
        visitor.visit_unit()
    }

    serde::forward_to_deserialize_any! {
        i128 u128 char bytes byte_buf unit unit_struct tuple tuple_struct
    }
}

trait NumberVisit {
    fn into_deserializer_for<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, FieldError>;
}

impl NumberVisit for serde_json::Number {
    fn into_deserializer_for<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, FieldError> {
        if let Some(number) = self.as_u64() {
            visitor.visit_u64(number)
        } else if let Some(number) = self.as_i64() {
            visitor.visit_i64(number)
        } else {
            visitor.visit_f64(self.as_f64().unwrap_or(f64::NAN))
        }
    }
}

struct Items<'a>(std::slice::Iter<'a, Term>);

impl<'de> de::SeqAccess<'de> for Items<'_> {
    type Error = FieldError;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, FieldError> {
        self.0.next().map(|term| seed.deserialize(Loose(term))).transpose()
    }
}

struct Entries<'a> {
    items: std::slice::Iter<'a, (String, Term)>,
    value: Option<&'a (String, Term)>,
}

impl<'de> de::MapAccess<'de> for Entries<'_> {
    type Error = FieldError;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, FieldError> {
        self.value = self.items.next();
        self.value.map(|(key, _)| seed.deserialize(key.as_str().into_deserializer())).transpose()
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value, FieldError> {
        let (key, term) = self.value.take().expect("serde asks for a value behind its key");
        seed.deserialize(Loose(term)).map_err(|error| FieldError { field: Some(key.clone()), ..error })
    }
}
