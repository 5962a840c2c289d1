use crate::addressing::{CidrBlock, CidrError};
use crate::model::{EditError, EntityId};

use super::response::{Effect, FieldRefusal, Response};

/// Why an intent was not carried out. The design is as it was.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The document refused an edit.
    #[error(transparent)]
    Edit(#[from] EditError),
    /// An object that the intent names is not there.
    #[error("There is no {} with the id {} in this design.", .0.kind.title(), .0)]
    NotThere(EntityId),
    /// No address is left where the block would come from.
    #[error("{from} has no free block of /{length}.")]
    NoRoom {
        /// The pool or VPC, as a sentence starts with it.
        from: String,
        /// The prefix length that was wanted.
        length: u8,
    },
    /// A VPC without a block has no room for subnets.
    #[error("VPC {0} has no address block yet. Give it one, then add subnets.")]
    NoBlock(String),
    /// No zone is left in the Region.
    #[error("{what} is in every zone of {region} that this design can name.")]
    NoZone {
        /// The tier or VPC.
        what: String,
        /// The Region's code.
        region: String,
    },
    /// A second one is not possible.
    #[error("VPC {vpc} has the internet gateway {gateway}; AWS attaches one at most.")]
    HasInternetGateway {
        /// The VPC.
        vpc: String,
        /// The gateway it has.
        gateway: String,
    },
    /// A new object needs something to belong to.
    #[error("{kind}: select {needs} first, then add it.")]
    NeedsSelected {
        /// The kind, with a capital.
        kind: String,
        /// What has to be selected.
        needs: &'static str,
    },
    /// A VPC has one already and takes no second.
    #[error("VPC {vpc} has the {has}; it takes one at most.")]
    HasOne {
        /// The VPC.
        vpc: String,
        /// What it has.
        has: String,
    },
    /// A public NAT gateway needs a public subnet.
    #[error("{subnet} is {role}: a NAT gateway reaches the internet only from a public subnet.{instead}")]
    NatNeedsPublicSubnet {
        /// The subnet.
        subnet: String,
        /// Its tier's role.
        role: &'static str,
        /// A subnet that would do, as a sentence.
        instead: String,
    },
    /// There is no zone where a NAT gateway could be of use.
    #[error("VPC {0} has no zone with a public and a private subnet that lacks a NAT gateway.")]
    NoZoneForNat(String),
    /// A VPC cannot stand in another.
    #[error("A VPC cannot stand inside VPC {0}. Draw it on free canvas.")]
    InsideVpc(String),
    /// A gateway was put where no VPC is.
    #[error("A gateway belongs to a VPC. Click one, or a public subnet for a NAT gateway.")]
    GatewayNeedsVpc,
    /// A tier was drawn where no VPC is.
    #[error("A tier belongs to a VPC. Draw it inside one.")]
    TierNeedsVpc,
    /// A subnet was dropped where no VPC is.
    #[error("A subnet belongs to a VPC. Drop it into one.")]
    SubnetNeedsVpc,
    /// A subnet was dropped into a VPC that has no rows.
    #[error("VPC {0} has no tier yet. Add one, then move the subnet there.")]
    VpcWithoutTier(String),
    /// A tier was dragged out of its VPC.
    #[error("Tier {0} stays in its VPC. Move its subnets to a tier of another VPC instead.")]
    TierStays(String),
    /// A line was begun on empty canvas.
    #[error("A connection starts at a VPC, a subnet or a gateway.")]
    ConnectNeedsStart,
    /// Both ends are one.
    #[error("A connection needs two ends.")]
    SameEnd,
    /// The two are joined already.
    #[error("{a} and {b} are joined by the peering {peering} already.")]
    AlreadyPeered {
        /// One VPC.
        a: String,
        /// The other VPC.
        b: String,
        /// The peering.
        peering: String,
    },
    /// Peered VPCs must not overlap.
    #[error("{left} of {a} and {right} of {b} overlap: AWS refuses a peering between them.")]
    PeersOverlap {
        /// One VPC.
        a: String,
        /// Its block.
        left: CidrBlock,
        /// The other VPC.
        b: String,
        /// Its block.
        right: CidrBlock,
    },
    /// Both are in one VPC, where the local route joins them.
    #[error("{a} and {b} are in one VPC: its local route joins them already.")]
    SameVpc {
        /// One end.
        a: String,
        /// The other end.
        b: String,
    },
    /// The two kinds do not go together.
    #[error("Nothing connects {a} and {b}.")]
    CannotConnect {
        /// One end.
        a: String,
        /// The other end.
        b: String,
    },
    /// A subnet or table of another VPC.
    #[error("{what} is in another VPC than {than}.")]
    OtherVpc {
        /// The one.
        what: String,
        /// The other.
        than: String,
    },
    /// An isolated tier is not meant to reach anything outside.
    #[error("{0} is isolated: make it private or public first if it is meant to reach anything outside its VPC.")]
    Isolated(String),
    /// The block cannot be split further.
    #[error("{0} cannot be split: AWS takes no subnet smaller than /28.")]
    TooSmallToSplit(CidrBlock),
    /// The object has no sound block to work on.
    #[error("{0} has no sound IPv4 block.")]
    NoSoundBlock(String),
    /// A subnet does not fit where the block goes.
    #[error("{subnet} ({block}) does not fit into {into} at its place.")]
    DoesNotFit {
        /// The subnet.
        subnet: String,
        /// Its block.
        block: CidrBlock,
        /// The new block of the VPC.
        into: CidrBlock,
    },
    /// A value that its field does not take.
    #[error("{message}")]
    Field {
        /// The field's path.
        path: String,
        /// What is wrong with the value, as a sentence.
        message: String,
        /// A text that would be taken.
        correction: Option<String>,
    },
    /// A name that says nothing.
    #[error("A name needs at least one character that can be seen.")]
    EmptyName,
    /// The finding is mended already, or reads differently by now.
    #[error("This finding has changed: look at it again.")]
    FindingChanged,
    /// There is nothing to work on.
    #[error("Nothing is selected that can be {0}.")]
    Nothing(&'static str),
    /// It was locked in its place.
    #[error("{0} is locked in its place. Unlock it first.")]
    Locked(String),
    /// The clipboard holds nothing that a design can take.
    #[error("The clipboard holds neither objects of a design nor CIDR blocks.{0}")]
    NotPasteable(String),
    /// What was planned is about something that is another by now.
    #[error("{0} has changed since this was planned: plan it again.")]
    Stale(String),
    /// A plan cannot be made.
    #[error("{what}: {why} {instead}")]
    Unplannable {
        /// The object, as a sentence starts with it.
        what: String,
        /// What is wrong and where, as a sentence.
        why: String,
        /// What would do, as a sentence.
        instead: String,
    },
    /// There is no such route.
    #[error("Route table {table} has no route number {number}.")]
    NoSuchRoute {
        /// The table.
        table: String,
        /// Its number, from 1.
        number: usize,
    },
    /// Packets for this destination have a way already.
    #[error("Route table {table} has a route for {destination} already. AWS takes one for each destination.")]
    RouteExists {
        /// The table.
        table: String,
        /// The destination.
        destination: String,
    },
}

impl Refusal {
    /// A block was written wrong at a field.
    pub fn cidr(path: &str, error: &CidrError) -> Refusal {
        Refusal::Field {
            path: path.to_owned(),
            message: error.to_string(),
            correction: error.correction().map(|block| block.to_string()),
        }
    }

    /// What would be right at the field, where that is clear.
    pub fn correction(&self) -> Option<&str> {
        match self {
            Refusal::Field { correction, .. } => correction.as_deref(),
            _ => None,
        }
    }

    /// What the host shows.
    pub fn response(&self) -> Response {
        let field = match self {
            Refusal::Field { path, correction, .. } => {
                Some(FieldRefusal { path: path.clone(), correction: correction.clone() })
            }
            _ => None,
        };
        Response::effect(Effect::Refused { text: self.to_string(), field })
    }
}
