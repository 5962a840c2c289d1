use std::collections::{BTreeMap, BTreeSet};

use super::hcl::{Block, Entry, Expr};
use super::traced;
use crate::export::bundle::Notes;
use crate::export::naming::{Named, Style, assign};
use crate::model::{Design, EntityId, Tags};

/// What every exported object has: a key for code, a name and tags for AWS, and its id where it exists already.
#[derive(Clone, Debug)]
pub(super) struct Object {
    pub(super) id: EntityId,
    /// Its key among its like: stable, unique, ASCII.
    pub(super) key: String,
    /// The tag `Name`: the name as it is written, the key where there is none.
    pub(super) name: String,
    /// Tags besides the name.
    pub(super) tags: Tags,
    /// Its id on AWS, when it has the form of one.
    pub(super) aws_id: Option<String>,
}

/// A tag's value has at most this many characters, its key at most 128.
/// <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Tags.html#tag-restrictions>
const TAG_VALUE_MAX: usize = 256;
const TAG_KEY_MAX: usize = 128;

/// A tag with the key of an object whose name does not tell it from its like.
const LOOKUP_TAG: &str = "cidraw:key";

/// Marks the objects that code in another state could not find by name: those that share it, and those in whose name
/// AWS would read a wildcard. <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Filter.html>
pub(super) fn make_findable<S: Ord>(objects: Vec<(S, &mut Object)>) {
    let mut count: BTreeMap<(&S, &str), usize> = BTreeMap::new();
    for (scope, object) in &objects {
        *count.entry((scope, &object.name)).or_default() += 1;
    }
    let unclear: Vec<bool> = objects
        .iter()
        .map(|(scope, object)| {
            count.get(&(scope, object.name.as_str())).is_some_and(|n| *n > 1) || object.name.contains(['*', '?', '\\'])
        })
        .collect();
    for ((_, object), unclear) in objects.into_iter().zip(unclear) {
        if unclear {
            object.tags.insert(LOOKUP_TAG.to_owned(), object.key.clone());
        }
    }
}

impl Object {
    /// The object `id` of `design`, under `key`. `prefix` is what ids of its kind start with on AWS.
    pub(super) fn of(design: &Design, id: EntityId, key: &str, prefix: &str, notes: &mut Notes) -> Object {
        Object::with_id(design, id, key, |text| is_aws_id(text, prefix), notes)
    }

    /// The same, for kinds whose ids have a form of their own.
    pub(super) fn with_id(
        design: &Design,
        id: EntityId,
        key: &str,
        is_id: impl Fn(&str) -> bool,
        notes: &mut Notes,
    ) -> Object {
        let head = design.entity(id).map(|entity| entity.head.clone()).unwrap_or_default();
        let (name, _) = traced::untraced(&head.name);
        let name = if name.is_empty() { key.to_owned() } else { cut(name, id, notes) };
        let aws_id = head.aws_id.filter(|aws_id| {
            let sound = is_id(aws_id);
            if !sound {
                notes.remark(id, format!("\"{aws_id}\" is not an AWS id of this kind: the object is made anew."));
            }
            sound
        });
        Object { id, key: key.to_owned(), name, tags: sound_tags(id, &head.tags, notes), aws_id }
    }

    /// The tag by which code in another state finds it.
    pub(super) fn lookup_tag(&self) -> (&str, &str) {
        match self.tags.get(LOOKUP_TAG) {
            Some(value) => (LOOKUP_TAG, value),
            None => ("Name", &self.name),
        }
    }

    /// Its tags with its name among them.
    pub(super) fn named_tags(&self) -> Expr {
        let mut tags = self.tags.clone();
        tags.insert("Name".into(), self.name.clone());
        tag_map(&tags)
    }

    /// `name` and `tags`, where a row has to say them: a name that is not the key, tags that are there.
    pub(super) fn extras(&self) -> [(&'static str, Option<Expr>); 2] {
        let name = (self.name != self.key).then(|| Expr::text(&self.name));
        [("name", name), ("tags", (!self.tags.is_empty()).then(|| tag_map(&self.tags)))]
    }

    /// The same as entries of a map.
    pub(super) fn row_extras(&self) -> Vec<Entry> {
        self.extras().into_iter().filter_map(|(name, value)| Some(Entry::word(name, value?))).collect()
    }
}

/// For what AWS names once and for all: a new name would mean a new one. What is renamed keeps that name, and gets the tag.
pub(super) fn keeps_its_name(block: Block) -> Block {
    block
        .comment("AWS never changes this name: what is renamed keeps it.")
        .block(Block::new("lifecycle").attribute("ignore_changes", Expr::code("[name]")))
}

/// Tags as a map.
pub(super) fn tag_map(tags: &Tags) -> Expr {
    Expr::Map(tags.iter().map(|(key, value)| Entry::tag(key, Expr::text(value))).collect())
}

/// The tags that AWS takes; the others are noted.
pub(in crate::export) fn sound_tags(id: EntityId, tags: &Tags, notes: &mut Notes) -> Tags {
    let mut sound = Tags::new();
    for (key, value) in tags {
        // The object's own name is the tag `Name`.
        if key == "Name" {
            continue;
        }
        let length = key.chars().count();
        if length == 0 || length > TAG_KEY_MAX || key.to_ascii_lowercase().starts_with("aws:") {
            let key: String = key.chars().take(40).collect();
            notes.left_out(id, format!("The tag \"{key}\" is left out: AWS does not take such a key."));
        } else if value.chars().count() > TAG_VALUE_MAX {
            notes.left_out(id, format!("The tag \"{key}\" is left out: its value has more than 256 characters."));
        } else {
            sound.insert(key.clone(), value.clone());
        }
    }
    sound
}

fn cut(name: &str, id: EntityId, notes: &mut Notes) -> String {
    if name.chars().count() > TAG_VALUE_MAX {
        notes.remark(id, "The name is cut after 256 characters, the longest that AWS takes.");
    }
    name.chars().take(TAG_VALUE_MAX).collect()
}

/// `vpc-` and 8 or 17 hexadecimal digits.
pub(super) fn is_aws_id(text: &str, prefix: &str) -> bool {
    text.strip_prefix(prefix).and_then(|rest| rest.strip_prefix('-')).is_some_and(|digits| {
        matches!(digits.len(), 8 | 17) && digits.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
    })
}

/// The keys of what `of` names among `known`; what is not there is noted.
pub(super) fn keys_among<'o, I: Copy + Into<EntityId>>(
    design: &Design,
    of: impl Into<EntityId>,
    named: &[I],
    known: impl IntoIterator<Item = &'o Object>,
    notes: &mut Notes,
) -> Vec<String> {
    let known: BTreeMap<EntityId, &String> = known.into_iter().map(|object| (object.id, &object.key)).collect();
    let of = of.into();
    let mut keys = BTreeSet::new();
    for id in named.iter().map(|id| (*id).into()) {
        match known.get(&id) {
            Some(key) => drop(keys.insert((*key).clone())),
            None => {
                let (what, name) = (id.kind.title(), design.name(id));
                notes.left_out(of, format!("The {what} {name} is left out: it is not one of its VPC in the code."));
            }
        }
    }
    keys.into_iter().collect()
}

/// Keys for `objects`, which share one scope. They carry ids where the names of the design are [`traced`].
pub(super) fn keys(
    design: &Design,
    style: Style,
    objects: impl IntoIterator<Item = EntityId>,
) -> BTreeMap<EntityId, String> {
    let mut carry_ids = false;
    let mut keys = assign(
        style,
        objects.into_iter().filter_map(|id| {
            let head = &design.entity(id)?.head;
            let (name, is_traced) = traced::untraced(&head.name);
            carry_ids |= is_traced;
            Some(Named { id, name, exists: head.aws_id.is_some() })
        }),
    );
    if carry_ids {
        keys.iter_mut().for_each(|(id, key)| *key = traced::key(key, *id));
    }
    keys
}

/// Keys for `objects` that each belong to one of several scopes.
pub(super) fn scoped_keys<S: Ord>(
    design: &Design,
    style: Style,
    objects: impl IntoIterator<Item = (S, EntityId)>,
) -> BTreeMap<EntityId, String> {
    let mut scopes: BTreeMap<S, Vec<EntityId>> = BTreeMap::new();
    for (scope, id) in objects {
        scopes.entry(scope).or_default().push(id);
    }
    scopes.into_values().flat_map(|objects| keys(design, style, objects)).collect()
}
