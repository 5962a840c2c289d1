//! Statements to objects.

use std::collections::BTreeMap;

use super::grammar::{self, Positional, grammar};
use super::loose::{FieldError, Loose};
use super::names::{Meaning, Names};
use super::syntax::{RouteLine, Statement, Term};
use super::{NotationError, Place};
use crate::model::kinds::Tier;
use crate::model::{Body, Design, Entity, EntityId, Head, Kind};

/// A statement with its id and what it stands in.
struct Node<'a> {
    statement: &'a Statement,
    id: EntityId,
    /// The enclosing objects, the nearest last.
    inside: Vec<EntityId>,
    /// The Region of the VPC that it stands in.
    region: Option<&'a str>,
    /// Its place among the tiers of the VPC.
    order: usize,
}

/// A subnet that names no tier gets one of this name, the last of its VPC.
const OWN_TIER: &str = "subnets";
/// The Region of a VPC that names none; the model's own default.
const REGION: &str = "us-east-1";

pub(super) fn design(statements: &[Statement]) -> Result<Design, NotationError> {
    let mut builder = Builder::default();
    for statement in statements {
        builder.reserve(statement)?;
    }
    for statement in statements {
        builder.place(statement, &[], None, &mut 0)?;
    }
    let mut entities = builder.own_tiers;
    for node in &builder.nodes {
        entities.push((node.id, builder.names.entity(node)?));
    }
    Ok(Design::from_entities(entities))
}

#[derive(Default)]
struct Builder<'a> {
    names: Names,
    nodes: Vec<Node<'a>>,
    /// Tiers made for subnets that stand in a VPC directly.
    own_tiers: Vec<(EntityId, Entity)>,
}

fn kind(statement: &Statement) -> Result<Kind, NotationError> {
    grammar::kind_of(&statement.word).ok_or_else(|| {
        let words = grammar::all_words();
        statement.place.error(format!("\"{}\" is not a kind of object. The kinds are {words}.", statement.word))
    })
}

fn key<'a>(statement: &'a Statement, name: &str) -> Option<(&'a Term, Place)> {
    statement.keys.iter().find(|(key, ..)| key == name).map(|(_, term, place)| (term, *place))
}

fn text(term: &Term) -> Option<&str> {
    match term {
        Term::Bare(text) | Term::Text(text) => Some(text),
        Term::List(_) | Term::Map(_) => None,
    }
}

impl<'a> Builder<'a> {
    /// Ids that are written out are taken before ids are made from names.
    fn reserve(&mut self, statement: &Statement) -> Result<(), NotationError> {
        let kind = kind(statement)?;
        if let Some((term, place)) = key(statement, "id") {
            let id = text(term).and_then(|text| text.parse::<EntityId>().ok()).filter(|id| id.kind == kind);
            let id = id.ok_or_else(|| {
                place.error(format!("Write the id as {}- and up to 12 letters or digits.", kind.id_prefix()))
            })?;
            if !self.names.reserve(id) {
                return Err(place.error(format!("The id {id} is given to two objects. Give one of them another.")));
            }
        }
        statement.children.iter().try_for_each(|child| self.reserve(child))
    }

    /// Gives the statement and everything inside it ids and names.
    fn place(
        &mut self,
        statement: &'a Statement,
        inside: &[EntityId],
        region: Option<&'a str>,
        tiers: &mut usize,
    ) -> Result<(), NotationError> {
        let kind = kind(statement)?;
        if let Some(parent) = inside.last()
            && !stands_in(kind, parent.kind)
        {
            let (kind, parent) = (kind.title(), parent.kind.title());
            return Err(statement.place.error(format!("A {kind} does not stand in a {parent}. Write it outside.")));
        }
        let id = match key(statement, "id").and_then(|(term, _)| text(term)?.parse().ok()) {
            Some(id) => id,
            None => {
                let id = self.names.free_id(kind, &statement.name);
                self.names.reserve(id);
                id
            }
        };
        let vpc = inside.iter().copied().find(|id| id.kind == Kind::Vpc);
        self.names.add(id, &statement.name, vpc);

        let mut inside = inside.to_vec();
        let order = *tiers;
        *tiers += usize::from(kind == Kind::Tier);
        if let Some(vpc) = vpc.filter(|_| kind == Kind::Subnet && key(statement, "tier").is_none())
            && inside.last().is_some_and(|parent| parent.kind == Kind::Vpc)
        {
            inside.push(self.own_tier(vpc, tiers));
        }
        let (mut own_region, mut own_tiers) = (region, 0);
        if kind == Kind::Vpc {
            own_region = Some(key(statement, "region").and_then(|(term, _)| text(term)).unwrap_or(REGION));
        }
        self.nodes.push(Node { statement, id, inside: inside.clone(), region, order });
        inside.push(id);
        for child in &statement.children {
            self.place(child, &inside, own_region, &mut own_tiers)?;
        }
        Ok(())
    }

    fn own_tier(&mut self, vpc: EntityId, tiers: &mut usize) -> EntityId {
        let made = self
            .own_tiers
            .iter()
            .find(|(_, tier)| tier.as_noun::<Tier>().is_some_and(|tier| EntityId::from(tier.vpc) == vpc));
        if let Some((id, _)) = made {
            return *id;
        }
        let id = self.names.free_id(Kind::Tier, OWN_TIER);
        self.names.reserve(id);
        self.names.add(id, OWN_TIER, Some(vpc));
        let vpc = vpc.typed().expect("the scope of a name is a VPC");
        let order = u32::try_from(*tiers).unwrap_or(u32::MAX);
        *tiers += 1;
        self.own_tiers.push((id, Entity::new(OWN_TIER, Tier::new(vpc, Default::default(), order))));
        id
    }
}

/// May `kind` be written inside `parent`: does it have a field for it?
fn stands_in(kind: Kind, parent: Kind) -> bool {
    (kind, parent) == (Kind::ElasticIp, Kind::Vpc)
        || grammar(kind).references.iter().any(|(field, target)| *target == parent && *field == parent.key())
}

impl Names {
    fn entity(&self, node: &Node<'_>) -> Result<Entity, NotationError> {
        let kind = node.id.kind;
        let mut head = Head { name: node.statement.name.clone(), at: node.statement.at, ..Head::default() };
        let mut fields: BTreeMap<String, (Term, Place)> = BTreeMap::new();
        for (key, term, place) in &node.statement.keys {
            let place = *place;
            match key.as_str() {
                "id" => {}
                "aws_id" => head.aws_id = Some(head_field(key, term, place)?),
                "tags" => head.tags = head_field(key, term, place)?,
                "unknown" => head.unknown = Some(Box::new(head_field(key, term, place)?)),
                _ if fields.insert(key.clone(), (term.clone(), place)).is_some() => {
                    return Err(place.error(format!("{key}= is written twice. Keep one.")));
                }
                _ => {}
            }
        }
        positional(kind, node, &mut fields)?;
        self.resolve(kind, node, &mut fields)?;
        self.surroundings(node, &mut fields);
        if grammar::has_routes(kind) && !node.statement.routes.is_empty() {
            let place = node.statement.place;
            let (routes, _) = fields.entry("routes".into()).or_insert((Term::List(Vec::new()), place));
            if let Term::List(routes) = routes {
                for line in &node.statement.routes {
                    routes.push(self.route(line, node.vpc())?);
                }
            }
        } else if let Some(line) = node.statement.routes.first() {
            let what = format!("A {} has no routes. Write them in a route_table.", kind.title());
            return Err(line.place.error(what));
        }
        let places: BTreeMap<String, Place> = fields.iter().map(|(key, (_, place))| (key.clone(), *place)).collect();
        let map = Term::Map(fields.into_iter().map(|(key, (term, _))| (key, term)).collect());
        let body = Body::deserialize(kind, Loose(&map)).map_err(|error| {
            let place = error.field.as_ref().and_then(|field| places.get(field)).copied();
            let place = place.unwrap_or(node.statement.place);
            place.error(format!("{} {}: {}.", grammar(kind).words[0], node.statement.name, say(kind, &error)))
        })?;
        Ok(Entity { head, body })
    }

    /// Replaces the names in reference fields by ids.
    fn resolve(
        &self,
        kind: Kind,
        node: &Node<'_>,
        fields: &mut BTreeMap<String, (Term, Place)>,
    ) -> Result<(), NotationError> {
        for (field, target) in grammar(kind).references {
            let Some((term, place)) = fields.get_mut(*field) else { continue };
            match term {
                Term::List(items) => {
                    for item in items {
                        *item = self.id(item, Some(*target), node.vpc(), *place)?;
                    }
                }
                Term::Bare(null) if null == "null" => {}
                one => *one = self.id(one, Some(*target), node.vpc(), *place)?,
            }
        }
        for field in grammar(kind).named_by_kind {
            if let Some((term, place)) = fields.get_mut(*field) {
                self.resolve_inside(term, node.vpc(), *place)?;
            }
        }
        Ok(())
    }

    /// Replaces `kind:name` and `@id` by ids, wherever they stand in a value. Other texts stay.
    fn resolve_inside(&self, term: &mut Term, vpc: Option<EntityId>, place: Place) -> Result<(), NotationError> {
        match term {
            Term::Text(_) => Ok(()),
            Term::Bare(text) => {
                let by_kind = text.split_once(':').is_some_and(|(word, _)| grammar::kind_of(word).is_some());
                if by_kind || text.starts_with('@') {
                    *term = self.id(term, None, vpc, place)?;
                }
                Ok(())
            }
            Term::List(items) => items.iter_mut().try_for_each(|item| self.resolve_inside(item, vpc, place)),
            Term::Map(items) => items.iter_mut().try_for_each(|(_, item)| self.resolve_inside(item, vpc, place)),
        }
    }

    fn id(
        &self,
        term: &Term,
        wanted: Option<Kind>,
        vpc: Option<EntityId>,
        place: Place,
    ) -> Result<Term, NotationError> {
        let text = text(term).unwrap_or("this");
        match self.meaning(term, wanted, vpc) {
            Meaning::Id(id) => Ok(Term::Text(id.to_string())),
            Meaning::Several(n) => {
                Err(place.error(format!("{n} objects are called \"{text}\". Write the id of the one meant: id=...")))
            }
            Meaning::OtherKind(kind) => {
                let wanted = wanted.map_or("object", Kind::title);
                Err(place.error(format!(
                    "\"{text}\" is of kind {}, but this field takes the name of: {wanted}.",
                    kind.title()
                )))
            }
            Meaning::NoKind => {
                Err(place.error(format!("Say the kind of \"{text}\": igw:{text}, nat:{text} or peering:{text}.")))
            }
        }
    }

    fn route(&self, line: &RouteLine, vpc: Option<EntityId>) -> Result<Term, NotationError> {
        let target = match &line.target {
            Term::Bare(word) if word == "local" || word == "blackhole" => Term::Text(word.clone()),
            target => self.id(target, None, vpc, line.place)?,
        };
        let mut destination = line.destination.clone();
        self.resolve_inside(&mut destination, vpc, line.place)?;
        let destination = match destination {
            Term::Bare(text) => Term::Text(text),
            resolved => resolved,
        };
        let mut items = vec![("destination".to_owned(), destination), ("target".to_owned(), target)];
        items.extend(line.keys.iter().map(|(key, term, _)| (key.clone(), term.clone())));
        Ok(Term::Map(items))
    }

    /// What an object takes from where it stands: its VPC, tier or subnet; a tier its order; defaults that the model
    /// leaves to its makers.
    fn surroundings(&self, node: &Node<'_>, fields: &mut BTreeMap<String, (Term, Place)>) {
        let place = node.statement.place;
        let mut add = |field: &str, text: String| {
            fields.entry(field.into()).or_insert((Term::Bare(text), place));
        };
        for parent in grammar::surroundings(node.id.kind, &node.inside) {
            let field = parent.kind.key();
            if grammar(node.id.kind).target_of(field) == Some(parent.kind) {
                add(field, parent.to_string());
            }
        }
        match node.id.kind {
            Kind::Tier => add("order", node.order.to_string()),
            Kind::Vpc => add("region", REGION.into()),
            Kind::ElasticIp => node.region.iter().for_each(|region| add("region", (*region).into())),
            _ => {}
        }
    }
}

impl Node<'_> {
    /// The VPC whose names come first.
    fn vpc(&self) -> Option<EntityId> {
        self.inside.iter().copied().find(|id| id.kind == Kind::Vpc)
    }
}

fn head_field<T: serde::de::DeserializeOwned>(key: &str, term: &Term, place: Place) -> Result<T, NotationError> {
    T::deserialize(Loose(term)).map_err(|error| place.error(format!("{key}: {error}.")))
}

fn say(kind: Kind, error: &FieldError) -> String {
    match (&error.field, error.message.strip_prefix("missing field `")) {
        (_, Some(rest)) => {
            let field = rest.trim_end_matches('`');
            match grammar(kind).target_of(field) {
                Some(target) if target.key() == field => {
                    format!("it needs a {0}: write it inside one, or {field}=NAME", target.title())
                }
                _ => format!("it needs {field}=..."),
            }
        }
        (Some(field), None) => format!("{field}: {}", error.message),
        (None, None) => error.message.clone(),
    }
}

/// Values without a key to fields.
fn positional(kind: Kind, node: &Node<'_>, fields: &mut BTreeMap<String, (Term, Place)>) -> Result<(), NotationError> {
    let mut terms = node.statement.terms.iter();
    let mut set = |field: &str, term: Term, place: Place| match fields.insert(field.into(), (term, place)) {
        None => Ok(()),
        Some(_) => Err(place.error(format!("The field {field} is written twice. Keep one."))),
    };
    let too_many = |term: &Term, place: Place| {
        let text = text(term).unwrap_or_default();
        Err(place.error(format!("\"{text}\" is one value too many for a {}. Write key=value.", kind.title())))
    };
    match grammar(kind).positional {
        Positional::Fields(names) => {
            for (at, (term, place)) in terms.enumerate() {
                match names.get(at) {
                    Some(field) => set(field, term.clone(), *place)?,
                    None => return too_many(term, *place),
                }
            }
        }
        Positional::List(field) => {
            if let Some((_, place)) = node.statement.terms.first() {
                set(field, Term::List(terms.map(|(term, _)| term.clone()).collect()), *place)?;
            }
        }
        Positional::Switches(names) => {
            for (term, place) in terms {
                match term {
                    Term::Bare(word) if names.contains(&word.as_str()) => {
                        set(word, Term::Bare("true".into()), *place)?;
                    }
                    term => return too_many(term, *place),
                }
            }
        }
        Positional::Blocks => {
            for (field, v6) in [("ipv4", false), ("ipv6", true)] {
                let mut own = terms.clone().filter(|(term, _)| is_v6(term) == v6).peekable();
                if let Some((_, place)) = own.peek() {
                    set(field, Term::List(own.clone().map(|(term, _)| term.clone()).collect()), *place)?;
                }
            }
        }
        Positional::ZoneAndBlocks => {
            if let Some((Term::Bare(zone), place)) = terms.clone().next()
                && !zone.contains(['.', ':', '/'])
            {
                terms.next();
                let letter = zone.len() == 1 && zone.bytes().all(|b| b.is_ascii_lowercase());
                let region = node.region.filter(|_| letter).unwrap_or_default();
                set("zone", Term::Text(format!("{region}{zone}")), *place)?;
            }
            for (term, place) in terms {
                set(if is_v6(term) { "ipv6" } else { "ipv4" }, term.clone(), *place)?;
            }
        }
    }
    Ok(())
}

fn is_v6(term: &Term) -> bool {
    text(term).is_some_and(|text| text.contains(':'))
}
