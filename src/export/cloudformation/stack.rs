//! One stack as a template: names are decided, and what other stacks hold is imported.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::draft::words;
use super::plan::StackId;
use super::resource::{Number, Resource};
use super::stacks::{Stack, Stacks};
use super::value::{Attribute, Group, Input, Value};
use crate::model::EntityId;

/// The most outputs that a stack has unasked; AWS takes 200.
const MOST_UNASKED: usize = 120;

/// A value that whoever deploys takes out of another account or Region.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Fetched {
    pub(super) parameter: String,
    /// What it is of, and what of that.
    pub(super) of: (Number, Attribute),
}

/// A template.
#[derive(Default)]
pub(super) struct Template {
    /// Logical ids in their order, with the object of each.
    pub(super) resources: Vec<(String, EntityId)>,
    pub(super) fetched: BTreeSet<Fetched>,
    /// Parameters without a default that nothing gives.
    pub(super) to_give: Vec<String>,
    pub(super) parameters: usize,
    pub(super) outputs: usize,
}

pub(super) fn suffix(kind: &str, attribute: Attribute) -> &'static str {
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
        Attribute::Ref => Value::reference(name.to_owned()),
        Attribute::Get(attribute) => Value::get(name.to_owned(), attribute),
        Attribute::FirstOf(attribute) => Value::select(0, Value::get(name.to_owned(), attribute)),
    }
}

/// Collects what a template needs besides its resources.
struct Writer<'a, 'b> {
    stacks: &'b Stacks<'a>,
    stack: &'b Stack,
    index: usize,
    /// In the order of their first use.
    inputs: Vec<(String, Input)>,
    conditions: BTreeSet<String>,
    /// The parameter with the name of each other stack.
    imported: BTreeMap<usize, String>,
    template: Template,
}

type Section = Vec<(Cow<'static, str>, Value)>;

impl Stacks<'_> {
    /// The template of stack `index`, of which others ask `asked`.
    pub(super) fn template(&self, index: usize, asked: &BTreeSet<(Number, Attribute)>) -> (Template, Value) {
        let stack = &self.all[index];
        let mut writer = Writer {
            stacks: self,
            stack,
            index,
            inputs: Vec::new(),
            conditions: BTreeSet::new(),
            imported: BTreeMap::new(),
            template: Template::default(),
        };
        let mut resources = Vec::with_capacity(stack.resources.len());
        for number in &stack.resources {
            let (name, resource) = (self.name(*number), self.resource(*number));
            writer.template.resources.push((name.to_owned(), resource.key.object));
            resources.push((name.to_owned().into(), writer.resource(resource)));
        }
        let outputs = writer.outputs(asked);
        writer.finish(resources, outputs)
    }
}

impl Writer<'_, '_> {
    /// The logical id of a resource, where it is one of this stack.
    fn own(&self, number: Number) -> Option<&str> {
        (self.stacks.home(number) == self.index).then(|| self.stacks.name(number))
    }

    fn resource(&mut self, resource: &Resource) -> Value {
        let mut fields = vec![("Type", Value::text(resource.kind))];
        if let Some(input) = &resource.when {
            let name = self.condition(input);
            fields.push(("Condition", Value::text(name)));
        }
        if resource.retained {
            fields.push(("DeletionPolicy", "Retain".into()));
            fields.push(("UpdateReplacePolicy", "Retain".into()));
        }
        let mut after: BTreeSet<Number> = resource.waits_for.iter().copied().collect();
        if !after.is_empty() {
            // What a property names comes first anyhow.
            resource.properties.iter().for_each(|(_, value)| {
                value.visit(&mut |number, _| {
                    after.remove(&number);
                });
            });
        }
        let after: BTreeSet<&str> = after.into_iter().filter_map(|number| self.own(number)).collect();
        match after.len() {
            0 => {}
            1 => fields.extend(after.first().map(|name| ("DependsOn", Value::text((*name).to_owned())))),
            _ => fields.push(("DependsOn", Value::texts(after.into_iter().map(str::to_owned)))),
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
                let parts = vec![Value::text(condition), then, Value::reference("AWS::NoValue")];
                Value::Call("Fn::If", Box::new(Value::List(parts)))
            }
            Value::Of(number, attribute) => match self.own(*number) {
                Some(name) => value_of(name, *attribute),
                None => self.import(*number, *attribute),
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
    fn import(&mut self, number: Number, attribute: Attribute) -> Value {
        let index = self.stacks.home(number);
        let other = &self.stacks.all[index];
        let output = self.stacks.output(number, attribute);
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
        let same = |(of, attribute)| self.stacks.home(of) == index && self.stacks.output(of, attribute) == output;
        if let Some(fetched) = fetched.find(|fetched| same(fetched.of)) {
            return Value::reference(fetched.parameter.clone());
        }
        let resource = self.stacks.resource(number);
        let parameter = self.free(&format!("{}{}", resource.long, suffix(resource.kind, attribute)));
        self.template.fetched.insert(Fetched { parameter: parameter.clone(), of: (number, attribute) });
        Value::reference(parameter)
    }

    /// What others ask for, and the ids that anybody may want.
    fn outputs(&self, asked: &BTreeSet<(Number, Attribute)>) -> Section {
        let mut wanted = asked.clone();
        let public = self.stack.resources.iter().map(|number| (*number, self.stacks.resource(*number)));
        let public = public.filter(|(_, resource)| resource.public && resource.when.is_none());
        for (number, resource) in public.take(MOST_UNASKED) {
            let group = resource.kind == "AWS::EC2::SecurityGroup";
            wanted.insert((number, if group { Attribute::Get("GroupId") } else { Attribute::Ref }));
        }
        let output = |(number, attribute): (Number, Attribute)| {
            let name = self.stacks.output(number, attribute);
            let export = Value::map([("Name", Value::sub(format!("${{AWS::StackName}}-{name}")))]);
            let value = value_of(self.stacks.name(number), attribute);
            (name.into(), Value::map([("Value", value), ("Export", export)]))
        };
        wanted.into_iter().map(output).collect()
    }

    fn finish(mut self, resources: Section, outputs: Section) -> (Template, Value) {
        let mut parameters = Section::new();
        let mut groups: Vec<Value> = Vec::new();
        let mut group = |label: &'static str, names: Vec<String>| {
            if !names.is_empty() {
                let label = Value::map([("default", label.into())]);
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
                parameters.push((name.clone().into(), parameter(input)));
            }
        }
        group("Other stacks", self.imported.values().cloned().collect());
        for (index, name) in &self.imported {
            let other = self.stacks.all.get(*index).map_or("", |stack| stack.name.as_str());
            let fields = [
                ("Type", Value::text("String")),
                ("Description", Value::text("The stack whose exports are imported")),
                ("Default", Value::text(other.to_owned())),
            ];
            parameters.push((name.clone().into(), Value::map(fields)));
        }
        group("Other accounts and Regions", self.template.fetched.iter().map(|f| f.parameter.clone()).collect());
        for fetched in &self.template.fetched {
            let (of, attribute) = fetched.of;
            let other = &self.stacks.all[self.stacks.home(of)].name;
            let text = format!("Output {} of stack {other}", self.stacks.output(of, attribute));
            let fields = [("Type", Value::text("String")), ("Description", Value::text(text))];
            parameters.push((fetched.parameter.clone().into(), Value::map(fields)));
        }
        let mut sections = vec![
            ("AWSTemplateFormatVersion", Value::text("2010-09-09")),
            ("Description", Value::text(self.stack.description.clone())),
        ];
        if !parameters.is_empty() {
            let interface = Value::map([("ParameterGroups", Value::List(groups))]);
            sections.push(("Metadata", Value::map([("AWS::CloudFormation::Interface", interface)])));
            self.template.parameters = parameters.len();
            sections.push(("Parameters", Value::Map(parameters)));
        }
        if !self.conditions.is_empty() {
            let conditions = self.conditions.iter().map(|input| {
                let equal = Value::List(vec![Value::reference(input.clone()), Value::text("")]);
                let equal = Value::Call("Fn::Equals", Box::new(equal));
                (format!("Has{input}").into(), Value::Call("Fn::Not", Box::new(Value::List(vec![equal]))))
            });
            sections.push(("Conditions", Value::Map(conditions.collect())));
        }
        sections.push(("Resources", Value::Map(resources)));
        if !outputs.is_empty() {
            self.template.outputs = outputs.len();
            sections.push(("Outputs", Value::Map(outputs)));
        }
        (self.template, Value::map(sections))
    }
}

fn parameter(input: &Input) -> Value {
    let mut fields = vec![("Type", Value::text("String")), ("Description", Value::text(input.description.clone()))];
    fields.extend(input.default.as_ref().map(|default| ("Default", Value::text(default.clone()))));
    if let Some(pattern) = input.pattern {
        fields.push(("AllowedPattern", Value::text(pattern)));
    }
    Value::map(fields)
}
