//! One stack as a template: names are decided, and what other stacks hold is imported.

use std::collections::{BTreeMap, BTreeSet};

use super::draft::words;
use super::plan::StackId;
use super::resource::{Key, Resource};
use super::value::{Attribute, Group, Input, Value};
use crate::export::terraform::account::Place;
use crate::model::EntityId;

/// The most outputs that a stack has unasked; AWS takes 200.
const MOST_UNASKED: usize = 120;

/// A stack with its resources, named.
pub(super) struct Stack<'a> {
    pub(super) id: StackId,
    pub(super) place: Place,
    /// Its path without the ending.
    pub(super) path: String,
    /// What it is called on AWS.
    pub(super) name: String,
    pub(super) description: String,
    pub(super) resources: Vec<&'a Resource>,
    logical: BTreeMap<&'a Key, String>,
}

/// Where other stacks have their resources.
pub(super) struct Stacks<'a> {
    pub(super) all: Vec<Stack<'a>>,
    pub(super) home: BTreeMap<&'a Key, usize>,
}

/// A value that whoever deploys takes out of another account or Region.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Fetched {
    pub(super) parameter: String,
    /// The stack, as an index, and its output.
    pub(super) stack: usize,
    pub(super) output: String,
}

/// A template.
#[derive(Default)]
pub(super) struct Template {
    pub(super) value: Option<Value>,
    /// Logical ids in their order, with the object of each.
    pub(super) resources: Vec<(String, EntityId)>,
    pub(super) fetched: BTreeSet<Fetched>,
    /// What it asks of other stacks.
    pub(super) asked: BTreeSet<(Key, Attribute)>,
    /// Parameters without a default that nothing gives.
    pub(super) to_give: Vec<String>,
    pub(super) parameters: usize,
    pub(super) outputs: usize,
}

impl<'a> Stack<'a> {
    pub(super) fn new(id: StackId, place: Place, path: String, name: String, description: String) -> Stack<'a> {
        Stack { id, place, path, name, description, resources: Vec::new(), logical: BTreeMap::new() }
    }

    /// Gives each resource its logical id. Two that want one are told apart by the ids of their objects.
    pub(super) fn name_all(&mut self) {
        let own = matches!(self.id, StackId::Vpc(..));
        let wanted = |resource: &Resource| if own { resource.short.clone() } else { resource.long.clone() };
        let mut sorted: Vec<&'a Resource> = self.resources.clone();
        crate::ordering::Ordered::order_by(sorted.as_mut_slice(), |a, b| a.key.cmp(&b.key));
        let mut taken = BTreeSet::new();
        for resource in sorted {
            let bare = wanted(resource);
            let mut name = bare.clone();
            if taken.contains(&name) {
                name = format!("{bare}{}", words(&resource.key.object.slug.to_string()));
            }
            let mut count = 2;
            while !taken.insert(name.clone()) {
                name = format!("{bare}{}N{count}", words(&resource.key.object.slug.to_string()));
                count += 1;
            }
            self.logical.insert(&resource.key, name);
        }
    }

    /// The name of an output: `PublicASubnetId`.
    fn output(&self, key: &Key, attribute: Attribute) -> String {
        let name = self.logical.get(key).map_or("", String::as_str);
        let kind = self.resources.iter().find(|resource| resource.key == *key).map_or("", |resource| resource.kind);
        format!("{name}{}", suffix(kind, attribute))
    }
}

fn suffix(kind: &str, attribute: Attribute) -> &'static str {
    match attribute {
        Attribute::Ref if kind.starts_with("AWS::ElasticLoadBalancingV2") => "Arn",
        Attribute::Ref | Attribute::Get("GroupId" | "PrefixListId" | "Id") => "Id",
        Attribute::Get(name) => name,
        Attribute::FirstOf(name) => name.strip_suffix('s').unwrap_or(name),
    }
}

/// The value of an attribute of a resource of the same stack.
fn value_of(name: &str, attribute: Attribute) -> Value {
    match attribute {
        Attribute::Ref => Value::reference(name),
        Attribute::Get(attribute) => Value::get(name, attribute),
        Attribute::FirstOf(attribute) => Value::select(0, Value::get(name, attribute)),
    }
}

/// Collects what a template needs besides its resources.
struct Writer<'a, 'b> {
    stacks: &'b Stacks<'a>,
    stack: &'b Stack<'a>,
    /// In the order of their first use.
    inputs: Vec<(String, Input)>,
    conditions: BTreeSet<String>,
    /// The parameter with the name of each other stack.
    imported: BTreeMap<usize, String>,
    template: Template,
}

impl Stacks<'_> {
    /// The template of stack `index`, of which others ask `asked`.
    pub(super) fn template(&self, index: usize, asked: &BTreeSet<(Key, Attribute)>) -> Template {
        let stack = &self.all[index];
        let mut writer = Writer {
            stacks: self,
            stack,
            inputs: Vec::new(),
            conditions: BTreeSet::new(),
            imported: BTreeMap::new(),
            template: Template::default(),
        };
        let mut resources = Vec::new();
        for resource in &stack.resources {
            let name = stack.logical.get(&resource.key).cloned().unwrap_or_default();
            writer.template.resources.push((name.clone(), resource.key.object));
            resources.push((name, writer.resource(resource)));
        }
        let outputs = writer.outputs(asked);
        writer.finish(resources, outputs)
    }
}

impl Writer<'_, '_> {
    fn resource(&mut self, resource: &Resource) -> Value {
        let mut fields = vec![("Type", Value::text(resource.kind))];
        if let Some(input) = &resource.when {
            let name = self.condition(input);
            fields.push(("Condition", Value::Text(name)));
        }
        if resource.retained {
            fields.push(("DeletionPolicy", "Retain".into()));
            fields.push(("UpdateReplacePolicy", "Retain".into()));
        }
        // What a property names comes first anyhow.
        let mut named = BTreeSet::new();
        resource.properties.iter().for_each(|(_, value)| {
            value.visit(&mut |key| {
                named.insert(key.clone());
            });
        });
        let after: BTreeSet<&String> = resource
            .after
            .iter()
            .filter(|key| !named.contains(*key))
            .filter_map(|key| self.stack.logical.get(key))
            .collect();
        match after.len() {
            0 => {}
            1 => fields.extend(after.first().map(|name| ("DependsOn", Value::text(*name)))),
            _ => fields.push(("DependsOn", Value::texts(after.into_iter().cloned()))),
        }
        let properties = resource.properties.iter().map(|(name, value)| (name.clone(), self.resolve(value))).collect();
        fields.push(("Properties", Value::Map(properties)));
        Value::map(fields)
    }

    fn resolve(&mut self, value: &Value) -> Value {
        match value {
            Value::Text(_) | Value::Number(_) | Value::Bool(_) => value.clone(),
            Value::List(items) => Value::List(items.iter().map(|item| self.resolve(item)).collect()),
            Value::Map(entries) => {
                Value::Map(entries.iter().map(|(key, value)| (key.clone(), self.resolve(value))).collect())
            }
            Value::Call(name, argument) => Value::Call(name, Box::new(self.resolve(argument))),
            Value::Input(input) => Value::reference(self.input(input)),
            Value::WhenGiven(input, then) => {
                let condition = self.condition(input);
                let then = self.resolve(then);
                let parts = vec![Value::Text(condition), then, Value::reference("AWS::NoValue")];
                Value::Call("Fn::If", Box::new(Value::List(parts)))
            }
            Value::Of(key, attribute) => match self.stack.logical.get(key) {
                Some(name) => value_of(name, *attribute),
                None => self.import(key, *attribute),
            },
        }
    }

    /// The parameter of an input. Two that want one name and differ are told apart.
    fn input(&mut self, input: &Input) -> String {
        let own = matches!(self.stack.id, StackId::Vpc(..));
        let bare = if own { &input.short } else { &input.long };
        let wants = |other: &Input| if own { other.short == input.short } else { other.long == input.long };
        let same = |other: &Input| wants(other) && other.default == input.default && other.group == input.group;
        if let Some((name, _)) = self.inputs.iter().find(|(_, other)| same(other)) {
            return name.clone();
        }
        let name = self.free(bare);
        self.inputs.push((name.clone(), input.clone()));
        name
    }

    /// `bare`, or what no parameter is called yet.
    fn free(&self, bare: &str) -> String {
        let taken = |name: &str| {
            self.inputs.iter().any(|(other, _)| other == name)
                || self.imported.values().any(|other| other == name)
                || self.template.fetched.iter().any(|other| other.parameter == name)
        };
        let names = std::iter::once(bare.to_owned()).chain((2..).map(|count| format!("{bare}N{count}")));
        names.into_iter().find(|name| !taken(name)).unwrap_or_default()
    }

    /// The condition that an input is given.
    fn condition(&mut self, input: &Input) -> String {
        let name = self.input(input);
        self.conditions.insert(name.clone());
        format!("Has{name}")
    }

    /// What another stack holds: its export where that is of the same account and Region, else a parameter.
    fn import(&mut self, key: &Key, attribute: Attribute) -> Value {
        let index = *self.stacks.home.get(key).expect("only resources that are there are named");
        let other = &self.stacks.all[index];
        let output = other.output(key, attribute);
        self.template.asked.insert((key.clone(), attribute));
        if other.place == self.stack.place {
            let parameter = match self.imported.get(&index) {
                Some(parameter) => parameter.clone(),
                None => self.free(&format!("{}Stack", words(&other.name))),
            };
            self.imported.insert(index, parameter.clone());
            let export = Value::sub(format!("${{{parameter}}}-{output}"));
            return Value::Call("Fn::ImportValue", Box::new(export));
        }
        let mut fetched = self.template.fetched.iter();
        if let Some(fetched) = fetched.find(|fetched| fetched.stack == index && fetched.output == output) {
            return Value::reference(fetched.parameter.clone());
        }
        let resource = other.resources.iter().find(|resource| resource.key == *key);
        let bare = resource.map_or(String::new(), |r| format!("{}{}", r.long, suffix(r.kind, attribute)));
        let parameter = self.free(&bare);
        self.template.fetched.insert(Fetched { parameter: parameter.clone(), stack: index, output });
        Value::reference(parameter)
    }

    /// What others ask for, and the ids that anybody may want.
    fn outputs(&self, asked: &BTreeSet<(Key, Attribute)>) -> Vec<(String, Value)> {
        let mut wanted: BTreeSet<(&Key, Attribute)> =
            asked.iter().filter(|(key, _)| self.stack.logical.contains_key(key)).map(|(key, a)| (key, *a)).collect();
        let conditional = |resource: &&&Resource| resource.public && resource.when.is_none();
        for resource in self.stack.resources.iter().filter(conditional).take(MOST_UNASKED) {
            let group = resource.kind == "AWS::EC2::SecurityGroup";
            wanted.insert((&resource.key, if group { Attribute::Get("GroupId") } else { Attribute::Ref }));
        }
        let order = self.stack.resources.iter().enumerate().map(|(place, resource)| (&resource.key, place));
        let order: BTreeMap<&Key, usize> = order.collect();
        let mut wanted: Vec<_> = wanted.into_iter().collect();
        crate::ordering::Ordered::order_by_key(wanted.as_mut_slice(), |(key, attribute)| {
            (order.get(key).copied(), *attribute)
        });
        let output = |(key, attribute): (&Key, Attribute)| {
            let name = self.stack.output(key, attribute);
            let logical = self.stack.logical.get(key).map_or("", String::as_str);
            let export = Value::map([("Name", Value::sub(format!("${{AWS::StackName}}-{name}")))]);
            (name, Value::map([("Value", value_of(logical, attribute)), ("Export", export)]))
        };
        wanted.into_iter().map(output).collect()
    }

    fn finish(mut self, resources: Vec<(String, Value)>, outputs: Vec<(String, Value)>) -> Template {
        let mut parameters: Vec<(String, Value)> = Vec::new();
        let mut groups: Vec<Value> = Vec::new();
        let mut group = |label: &str, names: Vec<String>| {
            if !names.is_empty() {
                let label = Value::map([("default", Value::text(label))]);
                groups.push(Value::map([("Label", label), ("Parameters", Value::texts(names))]));
            }
        };
        for of in Group::ALL {
            let inputs: Vec<_> = self.inputs.iter().filter(|(_, input)| input.group == of).collect();
            group(of.label(), inputs.iter().map(|(name, _)| name.clone()).collect());
            for (name, input) in inputs {
                if input.default.is_none() {
                    self.template.to_give.push(name.clone());
                }
                parameters.push((name.clone(), parameter(input)));
            }
        }
        group("Other stacks", self.imported.values().cloned().collect());
        for (index, name) in &self.imported {
            let other = self.stacks.all.get(*index).map_or("", |stack| stack.name.as_str());
            let fields = [
                ("Type", Value::text("String")),
                ("Description", Value::text("The stack whose exports are imported")),
                ("Default", Value::text(other)),
            ];
            parameters.push((name.clone(), Value::map(fields)));
        }
        group("Other accounts and Regions", self.template.fetched.iter().map(|f| f.parameter.clone()).collect());
        for fetched in &self.template.fetched {
            let other = self.stacks.all.get(fetched.stack).map_or("", |stack| stack.name.as_str());
            let text = format!("Output {} of stack {other}", fetched.output);
            let fields = [("Type", Value::text("String")), ("Description", Value::Text(text))];
            parameters.push((fetched.parameter.clone(), Value::map(fields)));
        }
        let mut sections = vec![
            ("AWSTemplateFormatVersion", Value::text("2010-09-09")),
            ("Description", Value::text(&self.stack.description)),
        ];
        if !parameters.is_empty() {
            let interface = Value::map([("ParameterGroups", Value::List(groups))]);
            sections.push(("Metadata", Value::map([("AWS::CloudFormation::Interface", interface)])));
            self.template.parameters = parameters.len();
            sections.push(("Parameters", Value::Map(parameters)));
        }
        if !self.conditions.is_empty() {
            let conditions = self.conditions.iter().map(|input| {
                let equal = Value::List(vec![Value::reference(input), Value::text("")]);
                let equal = Value::Call("Fn::Equals", Box::new(equal));
                (format!("Has{input}"), Value::Call("Fn::Not", Box::new(Value::List(vec![equal]))))
            });
            sections.push(("Conditions", Value::Map(conditions.collect())));
        }
        sections.push(("Resources", Value::Map(resources)));
        if !outputs.is_empty() {
            self.template.outputs = outputs.len();
            sections.push(("Outputs", Value::Map(outputs)));
        }
        self.template.value = Some(Value::map(sections));
        self.template
    }
}

fn parameter(input: &Input) -> Value {
    let mut fields = vec![("Type", Value::text("String")), ("Description", Value::text(&input.description))];
    fields.extend(input.default.as_ref().map(|default| ("Default", Value::text(default))));
    if let Some(pattern) = input.pattern {
        fields.push(("AllowedPattern", Value::text(pattern)));
    }
    Value::map(fields)
}
