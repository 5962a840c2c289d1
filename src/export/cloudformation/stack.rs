//! One stack as a template: names are decided, and what other stacks hold is imported.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::draft::words;
use super::plan::StackId;
use super::resource::{Number, Resource};
use super::stacks::{Stack, Stacks};
use super::value::{Attribute, Group, Input, Tree};
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
fn value_of(name: &str, attribute: Attribute) -> Tree<'_> {
    match attribute {
        Attribute::Ref => Tree::reference(name),
        Attribute::Get(attribute) => Tree::get(name, attribute),
        Attribute::FirstOf(attribute) => Tree::select(0, Tree::get(name, attribute)),
    }
}

/// Collects what a template needs besides its resources.
struct Writer<'a, 'b> {
    stacks: &'b Stacks<'a>,
    stack: &'b Stack,
    index: usize,
    /// In the order of their first use.
    inputs: Vec<(String, Rc<Input>)>,
    /// By the name that they want: those of `inputs`.
    wanted: BTreeMap<String, Vec<usize>>,
    /// The names of parameters.
    taken: BTreeSet<String>,
    conditions: BTreeSet<String>,
    /// The parameter with the name of each other stack.
    imported: BTreeMap<usize, String>,
    template: Template,
}

type Section<'b> = Vec<(Cow<'b, str>, Tree<'b>)>;

impl Stacks<'_> {
    /// The template of stack `index`, of which others ask `asked`.
    pub(super) fn template(&self, index: usize, asked: &BTreeSet<(Number, Attribute)>) -> (Template, Tree<'_>) {
        let stack = &self.all[index];
        let mut writer = Writer {
            stacks: self,
            stack,
            index,
            inputs: Vec::new(),
            wanted: BTreeMap::new(),
            taken: BTreeSet::new(),
            conditions: BTreeSet::new(),
            imported: BTreeMap::new(),
            template: Template::default(),
        };
        let mut resources = Vec::with_capacity(stack.resources.len());
        for number in &stack.resources {
            let (name, resource) = (self.name(*number), self.resource(*number));
            writer.template.resources.push((name.to_owned(), resource.key.object));
            resources.push((name.into(), writer.resource(resource)));
        }
        let outputs = writer.outputs(asked);
        writer.finish(resources, outputs)
    }
}

impl<'b> Writer<'_, 'b> {
    /// The logical id of a resource, where it is one of this stack.
    fn own(&self, number: Number) -> Option<&'b str> {
        (self.stacks.home(number) == self.index).then(|| self.stacks.name(number))
    }

    fn resource(&mut self, resource: &'b Resource) -> Tree<'b> {
        let mut fields = vec![("Type", Tree::text(resource.kind))];
        if let Some(input) = &resource.when {
            let name = self.condition(input);
            fields.push(("Condition", Tree::text(name)));
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
        let after: BTreeSet<&'b str> = after.into_iter().filter_map(|number| self.own(number)).collect();
        match after.len() {
            0 => {}
            1 => fields.extend(after.first().map(|name| ("DependsOn", Tree::text(*name)))),
            _ => fields.push(("DependsOn", Tree::texts(after))),
        }
        let properties =
            resource.properties.iter().map(|(name, value)| (Cow::Borrowed(&**name), self.resolve(value))).collect();
        fields.push(("Properties", Tree::Map(properties)));
        Tree::map(fields)
    }

    fn resolve(&mut self, value: &'b Tree<'static>) -> Tree<'b> {
        match value {
            Tree::Text(text) => Tree::Text(Cow::Borrowed(text)),
            Tree::Number(number) => Tree::Number(*number),
            Tree::Bool(value) => Tree::Bool(*value),
            Tree::List(items) => Tree::List(items.iter().map(|item| self.resolve(item)).collect()),
            Tree::Map(entries) => {
                Tree::Map(entries.iter().map(|(key, value)| (Cow::Borrowed(&**key), self.resolve(value))).collect())
            }
            Tree::Call(name, argument) => Tree::Call(name, Box::new(self.resolve(argument))),
            Tree::Input(input) => Tree::reference(self.input(input)),
            Tree::WhenGiven(input, then) => {
                let condition = self.condition(input);
                let then = self.resolve(then);
                let parts = vec![Tree::text(condition), then, Tree::reference("AWS::NoValue")];
                Tree::Call("Fn::If", Box::new(Tree::List(parts)))
            }
            Tree::Of(number, attribute) => match self.own(*number) {
                Some(name) => value_of(name, *attribute),
                None => self.import(*number, *attribute),
            },
        }
    }

    /// The parameter of an input. Two that want one name and differ are told apart.
    fn input(&mut self, input: &Rc<Input>) -> String {
        let own = matches!(self.stack.id, StackId::Vpc(..));
        let bare = if own { &input.short } else { &input.long };
        let same = |other: &Input| other.default == input.default && other.group == input.group;
        let known = self.wanted.get(bare).into_iter().flatten().map(|place| &self.inputs[*place]);
        if let Some((name, _)) = known.into_iter().find(|(_, other)| same(other)) {
            return name.clone();
        }
        let name = self.free(bare);
        self.wanted.entry(bare.clone()).or_default().push(self.inputs.len());
        self.inputs.push((name.clone(), input.clone()));
        name
    }

    /// `bare`, or what no parameter is called yet: from now on, one is.
    fn free(&mut self, bare: &str) -> String {
        let mut names = std::iter::once(bare.to_owned()).chain((2..).map(|count| format!("{bare}N{count}")));
        let name = names.find(|name| !self.taken.contains(name)).unwrap_or_default();
        self.taken.insert(name.clone());
        name
    }

    /// The condition that an input is given.
    fn condition(&mut self, input: &Rc<Input>) -> String {
        let name = self.input(input);
        self.conditions.insert(name.clone());
        format!("Has{name}")
    }

    /// What another stack holds: its export where that is of the same account and Region, else a parameter.
    fn import(&mut self, number: Number, attribute: Attribute) -> Tree<'b> {
        let index = self.stacks.home(number);
        let other = &self.stacks.all[index];
        let output = self.stacks.output(number, attribute);
        if other.place == self.stack.place {
            let parameter = match self.imported.get(&index) {
                Some(parameter) => parameter.clone(),
                None => self.free(&format!("{}Stack", words(&other.name))),
            };
            self.imported.insert(index, parameter.clone());
            let export = Tree::sub(format!("${{{parameter}}}-{output}"));
            return Tree::Call("Fn::ImportValue", Box::new(export));
        }
        let mut fetched = self.template.fetched.iter();
        let same = |(of, attribute)| self.stacks.home(of) == index && self.stacks.output(of, attribute) == output;
        if let Some(fetched) = fetched.find(|fetched| same(fetched.of)) {
            return Tree::reference(fetched.parameter.clone());
        }
        let kind = self.stacks.resource(number).kind;
        let parameter = self.free(&format!("{}{}", self.stacks.long_name(number), suffix(kind, attribute)));
        self.template.fetched.insert(Fetched { parameter: parameter.clone(), of: (number, attribute) });
        Tree::reference(parameter)
    }

    /// What others ask for, and the ids that anybody may want.
    fn outputs(&self, asked: &BTreeSet<(Number, Attribute)>) -> Section<'b> {
        let mut wanted = asked.clone();
        let public = self.stack.resources.iter().map(|number| (*number, self.stacks.resource(*number)));
        let public = public.filter(|(_, resource)| resource.public && resource.when.is_none());
        for (number, resource) in public.take(MOST_UNASKED) {
            let group = resource.kind == "AWS::EC2::SecurityGroup";
            wanted.insert((number, if group { Attribute::Get("GroupId") } else { Attribute::Ref }));
        }
        let output = |(number, attribute): (Number, Attribute)| {
            let name = self.stacks.output(number, attribute);
            let export = Tree::map([("Name", Tree::sub(format!("${{AWS::StackName}}-{name}")))]);
            let value = value_of(self.stacks.name(number), attribute);
            (name.into(), Tree::map([("Value", value), ("Export", export)]))
        };
        wanted.into_iter().map(output).collect()
    }

    fn finish(mut self, resources: Section<'b>, outputs: Section<'b>) -> (Template, Tree<'b>) {
        let mut parameters = Section::new();
        let mut groups: Vec<Tree<'b>> = Vec::new();
        let mut group = |label: &'static str, names: Vec<String>| {
            if !names.is_empty() {
                let label = Tree::map([("default", label.into())]);
                groups.push(Tree::map([("Label", label), ("Parameters", Tree::texts(names))]));
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
            let other = self.stacks.all[*index].name.as_str();
            let fields = [
                ("Type", Tree::text("String")),
                ("Description", Tree::text("The stack whose exports are imported")),
                ("Default", Tree::text(other)),
            ];
            parameters.push((name.clone().into(), Tree::map(fields)));
        }
        group("Other accounts and Regions", self.template.fetched.iter().map(|f| f.parameter.clone()).collect());
        for fetched in &self.template.fetched {
            let (of, attribute) = fetched.of;
            let other = &self.stacks.all[self.stacks.home(of)].name;
            let text = format!("Output {} of stack {other}", self.stacks.output(of, attribute));
            let fields = [("Type", Tree::text("String")), ("Description", Tree::text(text))];
            parameters.push((fetched.parameter.clone().into(), Tree::map(fields)));
        }
        let mut sections = vec![
            ("AWSTemplateFormatVersion", Tree::text("2010-09-09")),
            ("Description", Tree::text(self.stack.description.as_str())),
        ];
        if !parameters.is_empty() {
            let interface = Tree::map([("ParameterGroups", Tree::List(groups))]);
            sections.push(("Metadata", Tree::map([("AWS::CloudFormation::Interface", interface)])));
            self.template.parameters = parameters.len();
            sections.push(("Parameters", Tree::Map(parameters)));
        }
        if !self.conditions.is_empty() {
            let conditions = self.conditions.iter().map(|input| {
                let equal = Tree::List(vec![Tree::reference(input.clone()), Tree::text("")]);
                let equal = Tree::Call("Fn::Equals", Box::new(equal));
                (format!("Has{input}").into(), Tree::Call("Fn::Not", Box::new(Tree::List(vec![equal]))))
            });
            sections.push(("Conditions", Tree::Map(conditions.collect())));
        }
        sections.push(("Resources", Tree::Map(resources)));
        if !outputs.is_empty() {
            self.template.outputs = outputs.len();
            sections.push(("Outputs", Tree::Map(outputs)));
        }
        (self.template, Tree::map(sections))
    }
}

fn parameter<'b>(input: &Input) -> Tree<'b> {
    let mut fields = vec![("Type", Tree::text("String")), ("Description", Tree::text(input.description.clone()))];
    fields.extend(input.default.as_ref().map(|default| ("Default", Tree::text(default.clone()))));
    if let Some(pattern) = input.pattern {
        fields.push(("AllowedPattern", Tree::text(pattern)));
    }
    Tree::map(fields)
}
