//! What JSON Schema says of the types whose text form is their own. The others derive it from their fields.

use std::borrow::Cow;
use std::net::{IpAddr, Ipv4Addr};

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::Value;

use super::entity::{Body, Kind, schema_of_id};
use super::id::EntityId;
use super::kinds::{AssertionEnd, Destination, PortRange, Protocol, RouteTarget, RulePeer, TransitGatewayTarget};
use super::{Placement, Written};
use crate::addressing::CidrBlock;

/// An id: of any kind, or of one.
pub(super) fn id(kind: Option<Kind>) -> Schema {
    let whose = kind.map_or("any kind".to_owned(), |kind| format!("kind `{}`", kind.key()));
    json_schema!({
        "type": "string",
        "description": format!("The id of an object of {whose}. It may dangle: a rule reports it."),
        "pattern": format!("^{}$", id_pattern(kind)),
    })
}

fn id_pattern(kind: Option<Kind>) -> String {
    let prefixes: Vec<&str> = match kind {
        Some(kind) => vec![kind.id_prefix()],
        None => Kind::ALL.map(Kind::id_prefix).to_vec(),
    };
    format!("({})-[a-z0-9]{{1,12}}", prefixes.join("|"))
}

/// One object of kind `kind`: what all have, and the fields of the kind. Its definitions go into `generator`.
pub fn object(kind: Kind, generator: &mut SchemaGenerator) -> Schema {
    let mut schema = Body::schema(kind, generator);
    schema.remove("title");
    let fields = schema.ensure_object();
    let own_id = schema_of_id(kind, generator);
    let head = [
        ("kind", json_schema!({ "const": kind.key() })),
        ("id", own_id),
        ("name", json_schema!({ "type": "string", "description": "The name that people use: free text." })),
        (
            "tags",
            json_schema!({
                "type": "object",
                "description": "Tags besides the name.",
                "additionalProperties": { "type": "string" },
            }),
        ),
        (
            "aws_id",
            json_schema!({
                "type": ["string", "null"],
                "description": "The id that AWS gave it, for an object that exists.",
            }),
        ),
        (
            "at",
            json_schema!({
                "description": "Where it is drawn.",
                "anyOf": [generator.subschema_for::<Placement>(), { "type": "null" }],
            }),
        ),
    ];
    let properties = fields.entry("properties").or_insert_with(|| Value::Object(Default::default()));
    if let Value::Object(properties) = properties {
        properties.extend(head.into_iter().map(|(name, schema)| (name.to_owned(), schema.to_value())));
    }
    let required = fields.entry("required").or_insert_with(|| Value::Array(Vec::new()));
    if let Value::Array(required) = required {
        let head = ["kind", "id"].map(Value::from);
        required.splice(0..0, head);
    }
    schema
}

/// Gives a type that is one text a schema by name.
macro_rules! text_schema {
    ($($type:ty, $name:literal => $schema:expr;)+) => {$(
        impl JsonSchema for $type {
            fn schema_name() -> Cow<'static, str> {
                $name.into()
            }
            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                $schema
            }
        }
    )+};
}

text_schema! {
    EntityId, "EntityId" => id(None);
    Destination, "Destination" => json_schema!({
        "type": "string",
        "description": "A CIDR block, or the id of a prefix list. Another text is kept as it is; a rule reports it.",
        "examples": ["0.0.0.0/0", "pl-office"],
    });
    RulePeer, "RulePeer" => json_schema!({
        "type": "string",
        "description": "A CIDR block, or the id of a security group or a prefix list. Another text is kept as it is; a rule reports it.",
        "examples": ["10.0.0.0/16", "sg-web"],
    });
    AssertionEnd, "AssertionEnd" => json_schema!({
        "type": "string",
        "description": "`internet`, the id of an object, or a CIDR block. Another text is kept as it is; a rule reports it.",
        "examples": ["internet", "env-prod", "10.0.0.0/16"],
    });
    RouteTarget, "RouteTarget" => json_schema!({
        "type": "string",
        "description": "`local`, or the id of an object.",
        "pattern": format!("^(local|{})$", id_pattern(None)),
    });
    TransitGatewayTarget, "TransitGatewayTarget" => json_schema!({
        "type": "string",
        "description": "`blackhole`, or the id of an attachment.",
        "pattern": format!("^(blackhole|{})$", id_pattern(Some(Kind::TransitGatewayAttachment))),
    });
}

/// What a text says when it is sound.
trait Meaning {
    const NAME: &'static str;
    const WORDS: &'static str;
    const EXAMPLES: &'static [&'static str];
}

macro_rules! meanings {
    ($($type:ty, $name:literal, $words:literal, $examples:expr;)+) => {$(
        impl Meaning for $type {
            const NAME: &'static str = $name;
            const WORDS: &'static str = $words;
            const EXAMPLES: &'static [&'static str] = &$examples;
        }
    )+};
}

meanings! {
    CidrBlock, "CidrBlock", "A CIDR block: address/prefix, without host bits.", ["10.0.0.0/16", "2001:db8::/56"];
    IpAddr, "IpAddress", "An IPv4 or IPv6 address.", ["10.0.0.7", "2001:db8::7"];
    Ipv4Addr, "Ipv4Address", "An IPv4 address.", ["203.0.113.7"];
    Protocol, "Protocol", "A protocol: `all`, a name, or a number from 0 to 255.", ["tcp", "icmpv6", "132"];
    PortRange, "Ports", "A port, or a range of ports with the lower one first, 0 to 65535.", ["443", "1024-65535"];
}

impl<T: Meaning> JsonSchema for Written<T> {
    fn schema_name() -> Cow<'static, str> {
        T::NAME.into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        // No pattern: a wrong text is no reason to refuse a file.
        json_schema!({
            "type": "string",
            "description": format!("{} Another text is kept as it is; a rule reports it.", T::WORDS),
            "examples": T::EXAMPLES,
        })
    }
}
