//! From names to ids and back.

use std::collections::{BTreeMap, BTreeSet};

use super::grammar;
use super::syntax::Term;
use crate::model::{EntityId, Kind, Slug};

/// The VPC that an object stands in, and the object.
type Scoped = (Option<EntityId>, EntityId);

/// The names of a text: which ids they may mean, and where.
#[derive(Default)]
pub(super) struct Names {
    by_name: BTreeMap<(Kind, String), Vec<Scoped>>,
    ids: BTreeSet<EntityId>,
}

/// What a reference means.
#[derive(Debug, PartialEq)]
pub(super) enum Meaning {
    /// This object, there or dangling.
    Id(EntityId),
    /// An object of a kind that has no place in the field.
    OtherKind(Kind),
    /// Several objects have the name.
    Several(usize),
    /// The kind has to be said.
    NoKind,
}

impl Names {
    /// Takes an id. Was it free?
    pub fn reserve(&mut self, id: EntityId) -> bool {
        self.ids.insert(id)
    }

    /// An id made from `name` that no object has.
    pub fn free_id(&self, kind: Kind, name: &str) -> EntityId {
        let slug = match kind {
            Kind::Settings => crate::model::kinds::Settings::id().into(),
            _ => EntityId::new(kind, Slug::from_name(name)),
        };
        if !self.ids.contains(&slug) {
            return slug;
        }
        let text = slug.slug.to_string();
        (2u64..)
            .filter_map(|n| {
                let n = n.to_string();
                let kept = text.len().min(12 - n.len());
                Slug::new(&format!("{}{n}", &text[..kept]))
            })
            .map(|slug| EntityId::new(kind, slug))
            .find(|id| !self.ids.contains(id))
            .expect("a design has fewer objects than there are slugs")
    }

    /// Gives an object its name; `scope` is the VPC that it stands in.
    pub fn add(&mut self, id: EntityId, name: &str, scope: Option<EntityId>) {
        self.by_name.entry((id.kind, name.to_owned())).or_default().push((scope, id));
    }

    /// What `term`, standing in the VPC `scope`, means in a field that takes `wanted` (any kind when `None`).
    pub fn meaning(&self, term: &Term, wanted: Option<Kind>, scope: Option<EntityId>) -> Meaning {
        let (text, bare) = match term {
            Term::Bare(text) => (text.as_str(), true),
            Term::Text(text) => (text.as_str(), false),
            Term::List(_) | Term::Map(_) => return Meaning::NoKind,
        };
        if bare {
            if let Some(id) = text.strip_prefix('@').and_then(|id| id.parse().ok()) {
                return of_kind(id, wanted);
            }
            if let Some((word, name)) = text.split_once(':')
                && let Some(kind) = grammar::kind_of(word)
            {
                return match wanted {
                    Some(wanted) if wanted != kind => Meaning::OtherKind(kind),
                    _ => self.named(kind, name, scope).unwrap_or_else(|| Meaning::Id(self.free_id(kind, name))),
                };
            }
        }
        let kinds = Kind::ALL.into_iter().filter(|kind| wanted.is_none_or(|wanted| wanted == *kind));
        let mut found = kinds.filter_map(|kind| self.named(kind, text, scope));
        match (found.next(), found.next()) {
            (Some(_), Some(_)) => return Meaning::NoKind,
            (Some(meaning), None) => return meaning,
            (None, _) => {}
        }
        if bare && let Ok(id) = text.parse() {
            return of_kind(id, wanted);
        }
        wanted.map_or(Meaning::NoKind, |kind| Meaning::Id(self.free_id(kind, text)))
    }

    /// The object of this kind and name: the one in the same VPC, or the only one.
    fn named(&self, kind: Kind, name: &str, scope: Option<EntityId>) -> Option<Meaning> {
        let all = self.by_name.get(&(kind, name.to_owned()))?;
        let near = all.iter().filter(|(s, _)| scope.is_some() && *s == scope).count();
        let mut fitting = all.iter().filter(|(s, _)| near == 0 || *s == scope).map(|(_, id)| *id);
        let first = fitting.next()?;
        Some(match fitting.count() {
            0 => Meaning::Id(first),
            more => Meaning::Several(more + 1),
        })
    }
}

fn of_kind(id: EntityId, wanted: Option<Kind>) -> Meaning {
    match wanted {
        Some(wanted) if wanted != id.kind => Meaning::OtherKind(id.kind),
        _ => Meaning::Id(id),
    }
}
