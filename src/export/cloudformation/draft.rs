//! What is known while resources are made: the VPCs that code can say, and every resource so far.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::resource::{Home, Key, Number, Resource};
use super::value::{Attribute, Group, Input, Value};
use crate::export::Pace;
use crate::export::bundle::Notes;
use crate::export::naming::{Style, suggest};
use crate::export::options::Options;
use crate::export::terraform::account::{Account, Place, known};
use crate::export::terraform::object::sound_tags;
use crate::model::kinds::Settings;
use crate::model::{AccountId, Design, EntityId, EnvironmentId, Kind, Tags, VpcId};

/// A VPC that code can say.
#[derive(Clone, Debug)]
pub(super) struct Scope {
    /// The name of its files: unique among VPCs.
    pub(super) key: String,
    /// The same as the start of logical ids.
    pub(super) prefix: String,
    pub(super) place: Place,
    pub(super) environment: Option<EnvironmentId>,
    /// Shall what it holds outlive its stack?
    pub(super) protected: bool,
    /// Its IPv6 range as it is drawn.
    pub(super) ipv6: Option<crate::addressing::CidrBlock>,
    /// What has to be there before something gets an address of a further block.
    pub(super) blocks: Vec<Key>,
    /// Are the blocks of its subnets no parameters?
    pub(super) literal_blocks: bool,
    /// Do both DNS attributes hold, as private DNS names need it?
    pub(super) dns: bool,
}

/// The resources of a design, made one kind after the other: each names only what is there already.
pub(super) struct Draft<'a> {
    pub(super) design: &'a Design,
    pub(super) options: &'a Options,
    pub(super) notes: &'a mut Notes,
    pub(super) accounts: &'a BTreeMap<AccountId, Account>,
    pub(super) scopes: BTreeMap<VpcId, Scope>,
    pub(super) resources: Vec<Resource>,
    number_of: BTreeMap<Key, Number>,
    default_tags: Tags,
    /// The parameters with the names of environments.
    environments: BTreeMap<EnvironmentId, Rc<Input>>,
}

impl<'a> Draft<'a> {
    pub(super) fn new(
        design: &'a Design,
        options: &'a Options,
        accounts: &'a BTreeMap<AccountId, Account>,
        notes: &'a mut Notes,
    ) -> Draft<'a> {
        let settings = design.get(Settings::id());
        let default_tags =
            settings.map(|s| sound_tags(Settings::id().into(), &s.default_tags, notes)).unwrap_or_default();
        Draft {
            design,
            options,
            notes,
            accounts,
            scopes: BTreeMap::new(),
            resources: Vec::new(),
            number_of: BTreeMap::new(),
            default_tags,
            environments: BTreeMap::new(),
        }
    }

    /// One more resource. The second of one key is not taken: callers keep theirs apart.
    pub(super) fn add(&mut self, mut resource: Resource) {
        let there = resource.after.iter().filter_map(|key| self.number_of.get(key).copied());
        resource.waits_for = there.collect();
        if !self.number_of.contains_key(&resource.key) {
            self.number_of.insert(resource.key.clone(), Number(self.resources.len()));
            self.resources.push(resource);
        }
    }

    /// Forgets the resources, once they are written. There are very many: that is work too.
    pub(super) async fn let_go(&mut self, pace: Pace<'_>) {
        self.number_of.clear();
        let all = self.resources.len();
        while !self.resources.is_empty() {
            self.resources.truncate(self.resources.len().saturating_sub(1000));
            pace.done(all - self.resources.len(), all).await;
        }
    }

    pub(super) fn left_out(&mut self, object: impl Into<EntityId>, text: impl Into<String>) {
        self.notes.left_out(object, text);
    }

    pub(super) fn remark(&mut self, object: impl Into<EntityId>, text: impl Into<String>) {
        self.notes.remark(object, text);
    }

    /// Is there a resource of this key?
    pub(super) fn has_key(&self, key: &Key) -> bool {
        self.number_of.contains_key(key)
    }

    /// Is there a main resource of the object?
    pub(super) fn has(&self, object: impl Into<EntityId>) -> bool {
        self.has_key(&Key::of(object))
    }

    /// The id of the object, when it is written.
    pub(super) fn id_of(&self, object: impl Into<EntityId>) -> Option<Value> {
        let object = object.into();
        let attribute = match object.kind {
            Kind::ElasticIp => Attribute::Get("AllocationId"),
            Kind::SecurityGroup => Attribute::Get("GroupId"),
            Kind::PrefixList => Attribute::Get("PrefixListId"),
            Kind::DirectConnectGateway => Attribute::Get("DirectConnectGatewayId"),
            _ => Attribute::Ref,
        };
        self.of(&Key::of(object), attribute)
    }

    /// Something of a resource, when it is written.
    pub(super) fn of(&self, key: &Key, attribute: Attribute) -> Option<Value> {
        self.number_of.get(key).map(|number| Value::Of(*number, attribute))
    }

    /// The main resource of the object, when it is written.
    fn main(&self, object: impl Into<EntityId>) -> Option<&Resource> {
        self.resources.get(self.number_of.get(&Key::of(object))?.0)
    }

    /// The ids of those objects that are written; the others are noted at `by`.
    pub(super) fn ids_of<T: Into<EntityId> + Copy>(
        &mut self,
        by: impl Into<EntityId>,
        what: &str,
        objects: &[T],
    ) -> Vec<Value> {
        let by = by.into();
        let mut ids = Vec::new();
        for object in objects {
            match self.id_of(*object) {
                Some(id) if ids.contains(&id) => {}
                Some(id) => ids.push(id),
                None => {
                    let name = self.design.name(*object);
                    self.left_out(by, format!("The {what} {name} is left out: it is not in the code."));
                }
            }
        }
        ids
    }

    /// The ids of those objects that are written and in the VPC; the others are noted at `by`.
    pub(super) fn ids_in<T: Into<EntityId> + Copy>(
        &mut self,
        vpc: VpcId,
        by: impl Into<EntityId>,
        what: &str,
        objects: &[T],
    ) -> Vec<Value> {
        let by = by.into();
        let (own, others): (Vec<T>, Vec<T>) =
            objects.iter().partition(|object| !self.has(**object) || self.vpc_of(**object) == Some(vpc));
        for other in others {
            let name = self.design.name(other);
            self.left_out(by, format!("The {what} {name} is left out: it is not one of its VPC in the code."));
        }
        self.ids_of(by, what, &own)
    }

    /// The home of what is in a VPC; where the VPC is not in the code, the object is noted.
    pub(super) fn home(&mut self, object: impl Into<EntityId>, vpc: VpcId) -> Option<Home> {
        let object = object.into();
        if self.scopes.contains_key(&vpc) {
            return Some(Home::Vpc(vpc));
        }
        self.left_out(object, format!("The {} is left out with its VPC.", object.kind.title()));
        None
    }

    /// The VPC of a resource that is written.
    pub(super) fn vpc_of(&self, object: impl Into<EntityId>) -> Option<VpcId> {
        match self.main(object)?.home {
            Home::Vpc(vpc) => Some(vpc),
            Home::Shared(_) | Home::Between(_) => None,
        }
    }

    /// The account and Region of a resource that is written.
    pub(super) fn resource_place(&self, object: impl Into<EntityId>) -> Option<Place> {
        self.place(&self.main(object)?.home).cloned()
    }

    /// The account and Region of a home.
    pub(super) fn place<'d>(&'d self, home: &'d Home) -> Option<&'d Place> {
        match home {
            Home::Vpc(vpc) => self.scopes.get(vpc).map(|scope| &scope.place),
            Home::Shared(place) | Home::Between(place) => Some(place),
        }
    }

    /// The account and Region that an object names; `None`, and a note, when it is in no Region.
    pub(super) fn place_named(
        &mut self,
        object: impl Into<EntityId>,
        account: Option<AccountId>,
        region: &str,
    ) -> Option<Place> {
        let object = object.into();
        if !crate::export::terraform::account::is_region(region) {
            let title = object.kind.title();
            let text = match region {
                "" => format!("The {title} is left out: it is in no Region."),
                region => format!("The {title} is left out: \"{region}\" is not the code of a Region."),
            };
            self.left_out(object, text);
            return None;
        }
        let account = known(self.accounts, account, object, self.notes);
        Some(Place { account, region: region.to_owned() })
    }

    /// The name of an object for logical ids: `PublicA`.
    pub(super) fn word(&self, object: impl Into<EntityId>) -> String {
        let id = object.into();
        let name = self.design.entity(id).map_or("", |entity| entity.head.name.as_str());
        words(&suggest(Style::Key, name, id))
    }

    /// The tags of an object: its name, those of its environment, its own, those of all.
    pub(super) fn tags(&mut self, object: impl Into<EntityId>, home: &Home) -> Vec<Value> {
        self.tags_and(object, home, &[])
    }

    /// The same, and `more`.
    pub(super) fn tags_and(&mut self, object: impl Into<EntityId>, home: &Home, more: &[(&str, String)]) -> Vec<Value> {
        let id = object.into();
        let mut tags: BTreeMap<String, Value> =
            self.default_tags.iter().map(|(key, value)| (key.clone(), Value::text(value.clone()))).collect();
        if let Home::Vpc(vpc) = home
            && let Some(input) = self.environment(*vpc)
        {
            tags.insert("Environment".to_owned(), Value::Input(input));
        }
        tags.extend(
            more.iter().filter(|(_, value)| !value.is_empty()).map(|(k, v)| ((*k).to_owned(), Value::text(v.clone()))),
        );
        if let Some(entity) = self.design.entity(id) {
            let own = sound_tags(id, &entity.head.tags, self.notes);
            tags.extend(own.into_iter().map(|(key, value)| (key, Value::text(value))));
        }
        let name = self.design.name(id).chars().take(256).collect::<String>();
        tags.remove("Name");
        let name = Value::map([("Key", "Name".into()), ("Value", Value::text(name))]);
        let tags = tags.into_iter().map(|(key, value)| Value::map([("Key", Value::text(key)), ("Value", value)]));
        std::iter::once(name).chain(tags).collect()
    }

    /// The logical id that a resource wants among those of several VPCs.
    pub(super) fn long_name(&self, resource: &Resource) -> String {
        match &resource.home {
            Home::Vpc(vpc) => format!("{}{}", self.scopes.get(vpc).map_or("", |scope| &scope.prefix), resource.short),
            Home::Shared(_) | Home::Between(_) => resource.short.clone(),
        }
    }

    /// The parameter with the name of a VPC's environment.
    fn environment(&mut self, vpc: VpcId) -> Option<Rc<Input>> {
        let environment = self.scopes.get(&vpc)?.environment?;
        if let Some(known) = self.environments.get(&environment) {
            return Some(known.clone());
        }
        let name: String = self.design.name(environment).chars().take(256).collect();
        let input = Rc::new(Input {
            short: "EnvironmentName".to_owned(),
            long: format!("{}EnvironmentName", self.word(environment)),
            group: Group::Environment,
            description: "The tag Environment of every resource".to_owned(),
            default: Some(name),
            pattern: None,
        });
        self.environments.insert(environment, input.clone());
        Some(input)
    }

    /// A parameter with a block of a VPC.
    pub(super) fn block_input(&self, vpc: VpcId, name: &str, of: &str, block: crate::addressing::CidrBlock) -> Value {
        let prefix = self.scopes.get(&vpc).map_or("", |scope| scope.prefix.as_str());
        Value::input(Input {
            short: name.to_owned(),
            long: format!("{prefix}{name}"),
            group: Group::Addresses,
            description: of.to_owned(),
            default: Some(block.to_string()),
            pattern: Some(BLOCK_PATTERN),
        })
    }
}

/// An IPv4 block that a VPC or a subnet can have.
const BLOCK_PATTERN: &str = r"^(\d{1,3}\.){3}\d{1,3}/(1[6-9]|2[0-8])$";

/// `public-a` as `PublicA`.
pub(super) fn words(key: &str) -> String {
    let mut out = String::new();
    for word in key.split(['-', '_']) {
        let mut letters = word.chars();
        out.extend(letters.next().map(|first| first.to_ascii_uppercase()));
        out.push_str(letters.as_str());
    }
    out
}

/// A block as part of a logical id: `10x0x0x0by8`. No two blocks give the same.
pub(super) fn block_word(block: impl std::fmt::Display) -> String {
    match block.to_string().as_str() {
        "0.0.0.0/0" => "AnyIpv4".to_owned(),
        "::/0" => "AnyIpv6".to_owned(),
        text => text.replace('/', "by").replace(['.', ':'], "x"),
    }
}
