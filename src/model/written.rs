use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A value as somebody wrote it: sound, or kept as its text so that nothing is lost and a rule can say what is wrong.
///
/// The editor's own fields refuse an unsound text; files and imports may bring one.
///
/// ```
/// use cidraw::{addressing::CidrBlock, model::Written};
///
/// let meant: Written<CidrBlock> = Written::parse("10.0.0.5/24");
/// assert_eq!(meant.get(), None);
/// assert_eq!(meant.to_string(), "10.0.0.5/24");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Written<T> {
    /// It parses.
    Sound(T),
    /// It does not; the text is kept.
    Unsound(Box<str>),
}

impl<T: Copy> Written<T> {
    /// The value, if it is sound.
    pub fn get(&self) -> Option<T> {
        match self {
            Written::Sound(value) => Some(*value),
            Written::Unsound(_) => None,
        }
    }
}

impl<T: FromStr> Written<T> {
    /// The value that `text` says, or `text`.
    pub fn parse(text: &str) -> Written<T> {
        match text.parse() {
            Ok(value) => Written::Sound(value),
            Err(_) => Written::Unsound(text.into()),
        }
    }
}

impl<T> From<T> for Written<T> {
    fn from(value: T) -> Written<T> {
        Written::Sound(value)
    }
}

impl<T: fmt::Display> fmt::Display for Written<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Written::Sound(value) => value.fmt(f),
            Written::Unsound(text) => f.pad(text),
        }
    }
}

impl<T: fmt::Display> Serialize for Written<T> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de, T: FromStr> Deserialize<'de> for Written<T> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Written<T>, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        Ok(Written::parse(&text))
    }
}
