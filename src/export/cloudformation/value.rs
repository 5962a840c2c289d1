//! What a template is made of: JSON, intrinsic functions, and names of resources whose stack is not decided yet.

use std::borrow::Cow;
use std::rc::Rc;

use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};

use super::resource::Number;
use crate::export::options::TemplateSyntax;

/// A value that a resource keeps.
pub(super) type Value = Tree<'static>;

/// A value of a template; one that is only printed borrows its texts.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Tree<'v> {
    /// A text.
    Text(Cow<'v, str>),
    /// A number.
    Number(i64),
    /// `true` or `false`.
    Bool(bool),
    /// A list.
    List(Vec<Tree<'v>>),
    /// A map, in the order in which it is read.
    Map(Vec<(Cow<'v, str>, Tree<'v>)>),
    /// An intrinsic function by its long name (`Ref`, `Fn::GetAtt`), and its argument.
    Call(&'static str, Box<Tree<'v>>),
    /// Something of another resource. Once stacks are decided it is a function, or a parameter of another stack.
    Of(Number, Attribute),
    /// A parameter of the template.
    Input(Rc<Input>),
    /// A value where the parameter is given, else nothing.
    WhenGiven(Rc<Input>, Box<Tree<'v>>),
}

/// What is asked of a resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Attribute {
    /// Its `Ref`: mostly its id.
    Ref,
    /// An attribute.
    Get(&'static str),
    /// The first of an attribute that is a list.
    FirstOf(&'static str),
}

/// A parameter that whoever deploys may set.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Input {
    /// Its name in the template of one VPC.
    pub(super) short: String,
    /// Its name where several VPCs are.
    pub(super) long: String,
    /// The heading that it stands under.
    pub(super) group: Group,
    /// What it is.
    pub(super) description: String,
    /// What it is when nobody says anything; a parameter without it has to be given.
    pub(super) default: Option<String>,
    /// What it has to look like.
    pub(super) pattern: Option<&'static str>,
}

/// The headings of parameters, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Group {
    /// What tells one environment from another.
    Environment,
    /// Blocks.
    Addresses,
    /// What belongs to other teams.
    Access,
}

impl Group {
    pub(super) const ALL: [Group; 3] = [Group::Environment, Group::Addresses, Group::Access];

    pub(super) fn label(self) -> &'static str {
        match self {
            Group::Environment => "Environment",
            Group::Addresses => "Addresses",
            Group::Access => "Access",
        }
    }
}

impl<'v> Tree<'v> {
    pub(super) fn text(text: impl Into<Cow<'v, str>>) -> Tree<'v> {
        Tree::Text(text.into())
    }

    /// What is shown of a value: a block, an address.
    pub(super) fn shown(value: impl std::fmt::Display) -> Tree<'v> {
        Tree::text(value.to_string())
    }

    pub(super) fn texts<T: Into<Cow<'v, str>>>(texts: impl IntoIterator<Item = T>) -> Tree<'v> {
        Tree::List(texts.into_iter().map(Tree::text).collect())
    }

    pub(super) fn map(entries: impl IntoIterator<Item = (&'static str, Tree<'v>)>) -> Tree<'v> {
        Tree::Map(entries.into_iter().map(|(key, value)| (key.into(), value)).collect())
    }

    /// `Ref`
    pub(super) fn reference(name: impl Into<Cow<'v, str>>) -> Tree<'v> {
        Tree::Call("Ref", Box::new(Tree::text(name)))
    }

    /// `Fn::GetAtt`
    pub(super) fn get(name: impl Into<Cow<'v, str>>, attribute: &'static str) -> Tree<'v> {
        Tree::Call("Fn::GetAtt", Box::new(Tree::List(vec![Tree::text(name), Tree::text(attribute)])))
    }

    /// `Fn::Sub`
    pub(super) fn sub(text: impl Into<Cow<'v, str>>) -> Tree<'v> {
        Tree::Call("Fn::Sub", Box::new(Tree::text(text)))
    }

    /// `Fn::Select`
    pub(super) fn select(index: i64, list: Tree<'v>) -> Tree<'v> {
        Tree::Call("Fn::Select", Box::new(Tree::List(vec![Tree::Number(index), list])))
    }

    /// A parameter.
    pub(super) fn input(input: Input) -> Tree<'v> {
        Tree::Input(Rc::new(input))
    }

    /// The text, where it is one.
    pub(super) fn as_text(&self) -> Option<&str> {
        match self {
            Tree::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Every resource that it names, and what is asked of it.
    pub(super) fn visit(&self, see: &mut dyn FnMut(Number, Attribute)) {
        match self {
            Tree::Of(number, attribute) => see(*number, *attribute),
            Tree::List(items) => items.iter().for_each(|item| item.visit(see)),
            Tree::Map(entries) => entries.iter().for_each(|(_, value)| value.visit(see)),
            Tree::Call(_, argument) => argument.visit(see),
            Tree::WhenGiven(_, value) => value.visit(see),
            Tree::Text(_) | Tree::Number(_) | Tree::Bool(_) | Tree::Input(_) => {}
        }
    }
}

impl<'v> From<&'v str> for Tree<'v> {
    fn from(text: &'v str) -> Tree<'v> {
        Tree::text(text)
    }
}

impl From<bool> for Tree<'_> {
    fn from(value: bool) -> Self {
        Tree::Bool(value)
    }
}

/// The parts of a text, and what stands between them, when YAML 1.1, which AWS reads, takes it for a number or a truth and
/// YAML 1.2 for a text: `12:30` is 750 there, `1_000` is 1000 and `yes` is true. The parts are texts in both.
pub(super) fn misread(text: &str) -> Option<(&'static str, Vec<&str>)> {
    if ["yes", "no", "on", "off"].iter().any(|word| text.eq_ignore_ascii_case(word)) {
        let (first, rest) = text.split_at(1);
        return Some(("", vec![first, rest]));
    }
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let number = digits.starts_with(|c: char| c.is_ascii_digit() || c == '.')
        && digits.bytes().all(|b| b.is_ascii_digit() || b":_.".contains(&b));
    let by = [":", "_"].into_iter().find(|by| number && digits.contains(by))?;
    Some((by, text.split(by).collect()))
}

/// A value on its way into a text. Functions are written short in YAML: `!Ref Vpc`.
pub(super) struct Printed<'a>(pub(super) &'a Tree<'a>, pub(super) TemplateSyntax);

impl Serialize for Printed<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Printed(value, syntax) = *self;
        match value {
            Tree::Text(text) => match misread(text).filter(|_| syntax == TemplateSyntax::Yaml) {
                Some((by, parts)) => {
                    let joined = Tree::List(vec![Tree::text(by), Tree::texts(parts)]);
                    Printed(&Tree::Call("Fn::Join", Box::new(joined)), syntax).serialize(serializer)
                }
                None => serializer.serialize_str(text),
            },
            Tree::Number(number) => serializer.serialize_i64(*number),
            Tree::Bool(value) => serializer.serialize_bool(*value),
            Tree::List(items) => {
                let mut list = serializer.serialize_seq(Some(items.len()))?;
                for item in items {
                    list.serialize_element(&Printed(item, syntax))?;
                }
                list.end()
            }
            Tree::Map(entries) => {
                let mut map = serializer.serialize_map(Some(entries.len()))?;
                for (key, value) in entries {
                    map.serialize_entry(key, &Printed(value, syntax))?;
                }
                map.end()
            }
            // A short function cannot have another right behind it.
            Tree::Call(name, argument) if syntax == TemplateSyntax::Yaml && !matches!(**argument, Tree::Call(..)) => {
                let short = name.strip_prefix("Fn::").unwrap_or(name);
                match (short, &**argument) {
                    ("GetAtt", Tree::List(parts)) => {
                        let parts: Vec<&str> = parts.iter().filter_map(Tree::as_text).collect();
                        serializer.serialize_newtype_variant("Call", 0, short, &parts.join("."))
                    }
                    (_, argument) => serializer.serialize_newtype_variant("Call", 0, short, &Printed(argument, syntax)),
                }
            }
            Tree::Call(name, argument) => {
                let mut map = serializer.serialize_map(Some(1))?;
                map.serialize_entry(name, &Printed(argument, syntax))?;
                map.end()
            }
            // Stacks are decided before anything is printed.
            Tree::Of(..) | Tree::Input(_) | Tree::WhenGiven(..) => {
                Err(serde::ser::Error::custom("a name without a stack"))
            }
        }
    }
}
