//! A resource of CloudFormation, before it is decided which stack holds it.

use std::borrow::Cow;
use std::rc::Rc;

use super::value::{Input, Value};
use crate::export::terraform::account::Place;
use crate::model::{EntityId, VpcId};

/// Names a resource: the object that it is made for, and which of its resources it is; empty for the main one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    pub(super) object: EntityId,
    pub(super) role: String,
}

impl Key {
    /// The main resource of `object`.
    pub(super) fn of(object: impl Into<EntityId>) -> Key {
        Key { object: object.into(), role: String::new() }
    }

    /// Another resource of `object`.
    pub(super) fn role(object: impl Into<EntityId>, role: impl Into<String>) -> Key {
        Key { object: object.into(), role: role.into() }
    }
}

/// Which resource of the draft: the earlier, the lower. A resource needs earlier ones only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Number(pub(super) usize);

/// Where a resource belongs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Home {
    /// To a VPC.
    Vpc(VpcId),
    /// To an account and Region, for VPCs to use: deployed before them.
    Shared(Place),
    /// To an account and Region, joining VPCs: deployed after them.
    Between(Place),
}

/// The parts that a large VPC is split into. None needs a later one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    /// The VPC, its gateways, route tables.
    Base,
    /// Subnets, and which table each follows.
    Subnets,
    /// Security groups and network ACLs.
    Filters,
    /// What group rules allow, and which ACL each subnet has.
    Rules,
    /// NAT gateways, load balancers, endpoints.
    Services,
    /// Routes.
    Routes,
}

/// A resource.
#[derive(Clone, Debug)]
pub(super) struct Resource {
    pub(super) key: Key,
    /// `AWS::EC2::VPC`
    pub(super) kind: &'static str,
    /// The logical id that it wants among the resources of its VPC.
    pub(super) short: String,
    pub(super) home: Home,
    pub(super) part: Part,
    pub(super) properties: Vec<(Cow<'static, str>, Value)>,
    /// What should be there before it, although no property says so.
    pub(super) after: Vec<Key>,
    /// What of that there is.
    pub(super) waits_for: Vec<Number>,
    /// Does it stay when its stack goes?
    pub(super) retained: bool,
    /// It is made only where this parameter is given.
    pub(super) when: Option<Rc<Input>>,
    /// Is its id an output whoever asks?
    pub(super) public: bool,
}

impl Resource {
    /// A resource called `name`, of a home that [`Draft::add`](super::draft::Draft::add) is told of.
    pub(super) fn new(key: Key, kind: &'static str, name: impl Into<String>, home: Home) -> Resource {
        Resource {
            key,
            kind,
            short: name.into(),
            home,
            part: Part::Base,
            properties: Vec::new(),
            after: Vec::new(),
            waits_for: Vec::new(),
            retained: false,
            when: None,
            public: false,
        }
    }

    pub(super) fn part(mut self, part: Part) -> Resource {
        self.part = part;
        self
    }

    pub(super) fn property(mut self, name: &'static str, value: impl Into<Value>) -> Resource {
        self.properties.push((name.into(), value.into()));
        self
    }

    pub(super) fn property_if(self, name: &'static str, value: Option<Value>) -> Resource {
        match value {
            Some(value) => self.property(name, value),
            None => self,
        }
    }

    /// A list that is written when something is in it.
    pub(super) fn list(self, name: &'static str, items: Vec<Value>) -> Resource {
        if items.is_empty() { self } else { self.property(name, Value::List(items)) }
    }

    pub(super) fn after(mut self, keys: impl IntoIterator<Item = Key>) -> Resource {
        self.after.extend(keys);
        self
    }

    pub(super) fn retained(mut self, retained: bool) -> Resource {
        self.retained = retained;
        self
    }

    pub(super) fn when(mut self, input: Rc<Input>) -> Resource {
        self.when = Some(input);
        self
    }

    /// Its id is an output.
    pub(super) fn public(mut self) -> Resource {
        self.public = true;
        self
    }

    /// Every resource that it needs.
    pub(super) fn needs(&self, see: &mut dyn FnMut(Number)) {
        self.properties.iter().for_each(|(_, value)| value.visit(&mut |number, _| see(number)));
        self.waits_for.iter().copied().for_each(see);
    }
}
