//! The instances of resources that code makes: under which address, and which object each stands for.

use std::fmt;

use super::module;
use crate::export::terraform::elastic_ip::SPARE;
use crate::export::terraform::hcl::quote::ascii_literal;
use crate::export::terraform::hcl::{Block, Body, Repeated};
use crate::export::terraform::traced::{Read, read};
use crate::model::EntityId;

/// Where an instance is in the state of its folder: `module.prod.aws_subnet.this["app-a"]`. Without a key it is the only one of
/// its resource, or stands for all of them.
/// <https://developer.hashicorp.com/terraform/cli/state/resource-addressing>
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in super::super) struct Address {
    /// The name of the call of the module.
    pub(super) module: Option<String>,
    /// `aws_subnet`
    pub(super) kind: String,
    pub(super) label: String,
    pub(super) key: Option<String>,
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(module) = &self.module {
            write!(f, "module.{module}.")?;
        }
        write!(f, "{}.{}", self.kind, self.label)?;
        match &self.key {
            Some(key) => write!(f, "[{}]", ascii_literal(key)),
            None => Ok(()),
        }
    }
}

/// What an instance is, whatever it is called and in whichever layout it is written. Made of ids.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in super::super) struct Identity {
    kind: String,
    /// Whose resource it is: of a VPC, a peering, ...
    of: String,
    /// Which of them.
    key: String,
}

/// A folder with a state.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in super::super) struct Folder {
    /// It, with the id of its environment.
    pub(super) identity: String,
    /// Where it is; empty in the flat layout.
    pub(super) path: String,
}

/// An instance of a resource.
#[derive(Clone, Debug)]
pub(in super::super) struct Instance {
    pub(super) folder: Folder,
    /// Whose module call it is in.
    pub(super) call: Option<String>,
    /// Whose resource it is, at the top of a folder.
    pub(super) owner: String,
    /// The object whose call or resource it is in.
    pub(super) owned_by: Option<EntityId>,
    pub(super) address: Address,
    pub(super) identity: Identity,
    /// The object that it stands for, or is a part of.
    pub(super) object: Option<EntityId>,
}

impl Instance {
    /// What the blocks of a file make, all of whose names are traced.
    pub(in super::super) fn all_of(folder: &str, body: &Body) -> Vec<Instance> {
        let Read { shown: path, meant: identity, .. } = read(folder);
        let folder = Folder { identity, path };
        let mut found = Vec::new();
        for block in body.blocks() {
            match (block.keyword(), block.labels()) {
                ("resource", [kind, label]) => of_resource(&folder, kind, &read(label), block, &mut found),
                ("module", [call]) => of_module(&folder, &read(call), block, &mut found),
                _ => {}
            }
        }
        found
    }
}

fn of_resource(folder: &Folder, kind: &str, label: &Read, block: &Block, found: &mut Vec<Instance>) {
    let keys: Vec<Option<Read>> = match block.repeated() {
        Repeated::Not => vec![None],
        Repeated::Over(keys) => keys.iter().map(|key| Some(read(key))).collect(),
    };
    for key in keys {
        let identity = Identity {
            kind: kind.to_owned(),
            of: label.meant.clone(),
            key: key.as_ref().map_or(String::new(), |key| key.meant.clone()),
        };
        let (shown, object) = key.map_or((None, None), |key| (Some(key.shown), key.object));
        found.push(Instance {
            folder: folder.clone(),
            call: None,
            owner: label.meant.clone(),
            owned_by: label.object,
            address: Address { module: None, kind: kind.to_owned(), label: label.shown.clone(), key: shown },
            identity: identity.whatever_holds_it(),
            object: object.or(label.object),
        });
    }
}

fn of_module(folder: &Folder, call: &Read, block: &Block, found: &mut Vec<Instance>) {
    for made in module::made(block) {
        let key = made.key.as_deref().map(read);
        // In the flat layout the only one of a VPC has no key, and a second resource of a kind another label.
        let sort = if made.label == "this" { String::new() } else { format!("__{}", made.label) };
        let meant = key.as_ref().map(|key| key.meant.clone()).filter(|meant| meant != module::ONLY);
        let identity = Identity {
            kind: made.kind.to_owned(),
            of: format!("{}{sort}", call.meant),
            key: meant.unwrap_or_default(),
        };
        let (shown, object) = key.map_or((None, None), |key| (Some(key.shown), key.object));
        found.push(Instance {
            folder: folder.clone(),
            call: Some(call.meant.clone()),
            owner: String::new(),
            owned_by: call.object,
            address: Address {
                module: Some(call.shown.clone()),
                kind: made.kind.to_owned(),
                label: made.label.to_owned(),
                key: shown,
            },
            identity: identity.whatever_holds_it(),
            object: object.or(call.object),
        });
    }
}

impl Identity {
    /// Is it of the same type, and of the same VPC where it is of one?
    pub(super) fn is_beside(&self, other: &Identity) -> bool {
        self.kind == other.kind && (self.of == other.of || (self.key.is_empty() && other.key.is_empty()))
    }

    /// An elastic IP stays what it is when another VPC, or none, holds it.
    fn whatever_holds_it(self) -> Identity {
        if self.kind != "aws_eip" {
            return self;
        }
        let key = if self.key.is_empty() { self.of.trim_start_matches(SPARE).to_owned() } else { self.key };
        Identity { of: String::new(), key, ..self }
    }
}
