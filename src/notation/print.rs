//! Objects to statements: the inverse of reading.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde_json::{Map, Value};

use super::grammar::{self, Grammar, Positional, grammar};
use super::lexer::ENDS_WORD;
use super::names::{Meaning, Names};
use super::syntax::Term;
use crate::model::kinds::{Tier, Vpc};
use crate::model::{Design, Entity, EntityId, Kind, PrefixListId};
use crate::ordering::Ordered;

/// Writes a design in notation; objects stand inside their VPC, tier or subnet.
///
/// Law: `parse(to_notation(d)) == d` for every design without unread objects, which have no notation.
pub fn to_notation(design: &Design) -> String {
    let mut printer = Printer { design, names: Names::default(), children: BTreeMap::new(), out: String::new() };
    printer.arrange();
    let roots = printer.children.remove(&None).unwrap_or_default();
    for (index, id) in roots.into_iter().enumerate() {
        printer.statement(id, &[], index);
    }
    printer.out
}

struct Printer<'a> {
    design: &'a Design,
    names: Names,
    children: BTreeMap<Option<EntityId>, Vec<EntityId>>,
    out: String,
}

/// The object that `id` is written inside: the narrowest that it names.
fn home(design: &Design, id: EntityId, entity: &Entity) -> Option<EntityId> {
    let mut homes = Vec::new();
    entity.body.visit_refs(&mut |r| {
        if r.field == r.target.kind.key() && matches!(r.target.kind, Kind::Vpc | Kind::Tier | Kind::Subnet) {
            homes.push(r.target);
        }
    });
    homes.into_iter().filter(|home| design.contains(*home) && *home != id).max_by_key(|home| home.kind)
}

impl Printer<'_> {
    /// Decides where each object is written and gives its name to that scope, as reading will.
    fn arrange(&mut self) {
        for (id, entity) in self.design.iter() {
            self.names.reserve(id);
            let home = home(self.design, id, entity);
            let mut scope = home;
            while let Some(outer) = scope.filter(|outer| outer.kind != Kind::Vpc) {
                scope = self.design.entity(outer).and_then(|entity| self::home(self.design, outer, entity));
            }
            self.names.add(id, &entity.head.name, scope);
            self.children.entry(home).or_default().push(id);
        }
        let order = |id: &EntityId| self.design.entity(*id).and_then(|e| e.as_noun::<Tier>()).map(|tier| tier.order);
        for list in self.children.values_mut() {
            list.order_by_key(|id| (id.kind, order(id), *id));
        }
    }

    /// Writes one object and what stands inside it; `place` counts its like before it.
    fn statement(&mut self, id: EntityId, inside: &[EntityId], place: usize) {
        let Some(entity) = self.design.entity(id).cloned() else { return };
        let indent = "  ".repeat(inside.len());
        let grammar = grammar(id.kind);
        let vpc = inside.iter().copied().find(|id| id.kind == Kind::Vpc);
        let mut fields = match entity.body.to_value() {
            Ok(Value::Object(fields)) => fields,
            _ => unreachable!("the fields of every kind are a JSON object"),
        };
        let routes = match grammar::has_routes(id.kind).then(|| fields.remove("routes")).flatten() {
            Some(Value::Array(routes)) => routes,
            _ => Vec::new(),
        };
        drop_surroundings(id.kind, inside, place, &mut fields);

        let mut line = format!("{indent}{} {}", grammar.words[0], bare_or_quoted(&entity.head.name));
        for word in self.positional(&grammar, vpc, &mut fields) {
            let _ = write!(line, " {word}");
        }
        let named = match id.kind {
            Kind::Settings => crate::model::kinds::Settings::id().into(),
            kind => EntityId::new(kind, crate::model::Slug::from_name(&entity.head.name)),
        };
        if named != id {
            let _ = write!(line, " id={id}");
        }
        for (field, value) in &fields {
            let written = match grammar.named_by_kind.contains(&field.as_str()) {
                true => self.value_by_kind(vpc, value),
                false => self.value(grammar.target_of(field), vpc, value),
            };
            let _ = write!(line, " {field}={written}");
        }
        if let Some(aws_id) = &entity.head.aws_id {
            let _ = write!(line, " aws_id={}", bare_or_quoted(aws_id));
        }
        if !entity.head.tags.is_empty() {
            let tags = entity.head.tags.iter().map(|(k, v)| (k.clone(), Value::from(v.as_str()))).collect();
            let _ = write!(line, " tags={}", self.value(None, vpc, &Value::Object(tags)));
        }
        if let Some(unknown) = &entity.head.unknown {
            let _ = write!(line, " unknown={}", self.value(None, vpc, unknown));
        }
        if let Some(at) = entity.head.at {
            let _ = write!(line, " at {},{}", at.x, at.y);
            if at.w.is_some() || at.h.is_some() {
                let side = |side: Option<u32>| side.map_or("-".to_owned(), |n| n.to_string());
                let _ = write!(line, " size {},{}", side(at.w), side(at.h));
            }
            if at.locked {
                line += " locked";
            }
        }
        self.out += &line;

        let children = self.children.remove(&Some(id)).unwrap_or_default();
        if children.is_empty() && routes.is_empty() {
            self.out.push('\n');
            return;
        }
        self.out += " {\n";
        for route in &routes {
            let route = self.route(route, vpc);
            let _ = writeln!(self.out, "{indent}  {route}");
        }
        let inside: Vec<EntityId> = inside.iter().copied().chain([id]).collect();
        let mut tiers = 0;
        for child in children {
            self.statement(child, &inside, tiers);
            tiers += usize::from(child.kind == Kind::Tier);
        }
        let _ = writeln!(self.out, "{indent}}}");
    }

    /// Takes out of `fields` what has a short form, and writes it.
    fn positional(&self, grammar: &Grammar, vpc: Option<EntityId>, fields: &mut Map<String, Value>) -> Vec<String> {
        let mut words = Vec::new();
        match grammar.positional {
            Positional::Fields(names) => {
                for name in names {
                    let Some(value) = fields.remove(*name) else { break };
                    words.push(self.value(grammar.target_of(name), vpc, &value));
                }
            }
            Positional::List(field) => {
                if let Some(Value::Array(items)) = fields.remove(field) {
                    words.extend(items.iter().map(|item| self.value(grammar.target_of(field), vpc, item)));
                }
            }
            Positional::Switches(names) => {
                words.extend(names.iter().filter(|n| fields.remove(**n).is_some()).map(|n| (*n).to_owned()));
            }
            Positional::Blocks => {
                for (field, v6) in [("ipv4", false), ("ipv6", true)] {
                    let fits = |item: &Value| item.as_str().is_some_and(|text| text.contains(':') == v6);
                    if let Some(Value::Array(items)) = fields.get(field).filter(|v| all(v, fits)) {
                        words.extend(items.iter().map(|item| self.value(None, vpc, item)));
                        fields.remove(field);
                    }
                }
            }
            Positional::ZoneAndBlocks => {
                let zone = fields.get("zone").and_then(Value::as_str).and_then(|zone| self.short_zone(zone, vpc));
                if let Some(zone) = zone {
                    words.push(zone);
                    fields.remove("zone");
                }
                for (field, v6) in [("ipv4", false), ("ipv6", true)] {
                    let text = fields.get(field).and_then(Value::as_str);
                    if let Some(text) = text.filter(|t| t.contains(':') == v6 && t.contains(['.', ':', '/'])) {
                        words.push(bare_or_quoted(text));
                        fields.remove(field);
                    }
                }
            }
        }
        words
    }

    /// The zone as a word without a key, where reading it gives the same zone.
    fn short_zone(&self, zone: &str, vpc: Option<EntityId>) -> Option<String> {
        let is_letter = |text: &str| text.len() == 1 && text.bytes().all(|b| b.is_ascii_lowercase());
        let region = vpc.and_then(|vpc| self.design.entity(vpc)?.as_noun::<Vpc>()).map(|vpc| vpc.region.as_str());
        let short = match region.and_then(|region| zone.strip_prefix(region)) {
            Some(letter) if is_letter(letter) => letter,
            _ if is_letter(zone) || zone.contains(['.', ':', '/']) || bare_or_quoted(zone) != zone => return None,
            _ => zone,
        };
        Some(short.to_owned())
    }

    /// A value behind `=` or in a list; references of kind `target` by name where that is clear.
    fn value(&self, target: Option<Kind>, vpc: Option<EntityId>, value: &Value) -> String {
        match value {
            Value::String(text) => match target.and_then(|target| Some((target, text.parse().ok()?))) {
                Some((target, id)) => self.reference(Some(target), id, vpc),
                None => bare_or_quoted(text),
            },
            Value::Array(items) => {
                let items: Vec<_> = items.iter().map(|item| self.value(target, vpc, item)).collect();
                format!("[{}]", items.join(", "))
            }
            Value::Object(items) => map(items, |value| self.value(None, vpc, value)),
            Value::Null | Value::Bool(_) | Value::Number(_) => value.to_string(),
        }
    }

    /// A value in which ids stand as `kind:name`, as deep as they may be.
    fn value_by_kind(&self, vpc: Option<EntityId>, value: &Value) -> String {
        match value {
            Value::String(text) => match text.parse() {
                Ok(id) => self.reference(None, id, vpc),
                Err(_) => bare_or_quoted(text),
            },
            Value::Array(items) => {
                let items: Vec<_> = items.iter().map(|item| self.value_by_kind(vpc, item)).collect();
                format!("[{}]", items.join(", "))
            }
            Value::Object(items) => map(items, |value| self.value_by_kind(vpc, value)),
            Value::Null | Value::Bool(_) | Value::Number(_) => value.to_string(),
        }
    }

    /// The shortest text that means `id` in a field that takes `target`.
    fn reference(&self, target: Option<Kind>, id: EntityId, vpc: Option<EntityId>) -> String {
        let means = |term: &Term| self.names.meaning(term, target, vpc) == Meaning::Id(id);
        if let Some(entity) = self.design.entity(id) {
            let name = &entity.head.name;
            let word = grammar(id.kind).words[0];
            let (written, term) = match (target, bare_or_quoted(name)) {
                (None, text) => (format!("{word}:{text}"), Term::Bare(format!("{word}:{name}"))),
                (Some(_), text) if text == *name => (text, Term::Bare(name.clone())),
                (Some(_), text) => (text, Term::Text(name.clone())),
            };
            if means(&term) {
                return written;
            }
        }
        let plain = id.to_string();
        if means(&Term::Bare(plain.clone())) { plain } else { format!("@{id}") }
    }

    fn route(&self, route: &Value, vpc: Option<EntityId>) -> String {
        let text = |key: &str| route.get(key).and_then(Value::as_str).unwrap_or_default();
        let target = match text("target").parse() {
            Ok(id) => self.reference(None, id, vpc),
            Err(_) => text("target").to_owned(),
        };
        let destination = match text("destination").parse::<PrefixListId>() {
            Ok(list) => self.reference(None, list.into(), vpc),
            Err(_) => quoted_unless_block(text("destination")),
        };
        let mut line = format!("{destination} -> {target}");
        for (key, value) in route.as_object().into_iter().flatten() {
            if !matches!(key.as_str(), "destination" | "target") {
                let _ = write!(line, " {key}={}", self.value(None, vpc, value));
            }
        }
        line
    }
}

/// Leaves out what reading takes from where the object stands.
fn drop_surroundings(kind: Kind, inside: &[EntityId], place: usize, fields: &mut Map<String, Value>) {
    for parent in grammar::surroundings(kind, inside) {
        let field = parent.kind.key();
        if fields.get(field).and_then(Value::as_str) == Some(&parent.to_string()) {
            fields.remove(field);
        }
    }
    if kind == Kind::Tier {
        // Reading counts the tiers of a VPC; outside of one it starts over with each statement at the top.
        let order = fields.remove("order").unwrap_or(Value::from(0));
        let counted = if inside.is_empty() { None } else { Some(Value::from(place)) };
        if Some(&order) != counted.as_ref() {
            fields.insert("order".into(), order);
        }
    }
}

fn map(items: &Map<String, Value>, written: impl Fn(&Value) -> String) -> String {
    let item = |(key, value): (&String, &Value)| {
        let safe = !key.contains(':') && bare_or_quoted(key) == *key;
        let key = if safe { format!("{key}:") } else { format!("{} :", quoted(key)) };
        format!("{key} {}", written(value))
    };
    format!("{{{}}}", items.iter().map(item).collect::<Vec<_>>().join(", "))
}

fn all(list: &Value, test: impl Fn(&Value) -> bool) -> bool {
    list.as_array().is_some_and(|items| items.iter().all(test))
}

fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

fn quoted_unless_block(text: &str) -> String {
    if text.contains(['.', ':', '/']) { bare_or_quoted(text) } else { quoted(text) }
}

/// The text as it stands where reading gives it back as a text; else in quotation marks.
fn bare_or_quoted(text: &str) -> String {
    let plain = text.chars().all(|c| c.is_ascii_graphic() && !ENDS_WORD.contains(&c) && c != '\\');
    let special = text.is_empty()
        || text.starts_with(['#', '@', '-'])
        || text.ends_with(':')
        || matches!(text, "at" | "size" | "null" | "true" | "false")
        || text.split_once(':').is_some_and(|(word, _)| grammar::kind_of(word).is_some())
        || serde_json::from_str::<serde_json::Number>(text).is_ok();
    if plain && !special { text.to_owned() } else { quoted(text) }
}
