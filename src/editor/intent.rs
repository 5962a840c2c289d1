use std::collections::BTreeMap;

use serde_json::Value;

use super::arrangement::Arrangement;
use super::planning::Planned;
use super::targets::{Crossing, End};
use crate::addressing::CidrBlock;
use crate::model::kinds::{Destination, Role, RouteTarget};
use crate::model::{
    AddressPoolId, Design, EntityId, EnvironmentId, Kind, NatGatewayId, Placement, RouteTableId, SubnetId, TierId,
    VpcId,
};

/// What somebody meant, whether they said it with the mouse, a key, a panel or the palette.
///
/// Data only, so that lessons and tests can record and replay it. Each is one step of undo, except those of the last
/// group, which do not touch the document.
#[derive(Clone, Debug, PartialEq)]
pub enum Intent {
    // Drawing.
    /// A new VPC with the next free block of its pool.
    DrawVpc {
        /// Where; with a width and height when it was drawn out.
        at: Placement,
        /// The environment it belongs to.
        environment: Option<EnvironmentId>,
    },
    /// A new row of subnets, one in each zone.
    AddTier {
        /// The VPC.
        vpc: VpcId,
        /// Its name; that of its role when not given.
        name: Option<String>,
        /// What it is meant to reach.
        role: Role,
        /// Names of zones. When empty: those the VPC uses, or the first three of its Region.
        zones: Vec<String>,
        /// The prefix length of its subnets, /16 to /28.
        length: Option<u8>,
    },
    /// One more subnet.
    AddSubnet {
        /// Its row.
        tier: TierId,
        /// Its zone.
        zone: String,
    },
    /// A tier gets a subnet in one more zone.
    ExtendTier {
        /// The tier.
        tier: TierId,
        /// The zone; the next one of the Region when not given.
        zone: Option<String>,
    },
    /// Every tier of a VPC gets a subnet in one more zone.
    AddZone {
        /// The VPC.
        vpc: VpcId,
        /// The zone; the next one of the Region when not given.
        zone: Option<String>,
    },
    /// A VPC gets one more block from its pool.
    AddBlock {
        /// The VPC.
        vpc: VpcId,
    },
    /// An internet gateway, attached, and the default route for the public tiers.
    AddInternetGateway {
        /// The VPC.
        vpc: VpcId,
    },
    /// A NAT gateway with an elastic IP, and the default route for the private subnets of its zone.
    AddNatGateway {
        /// The public subnet that it sits in.
        subnet: SubnetId,
    },
    /// A NAT gateway in each zone that has a public and a private subnet, where there is none yet.
    AddNatGateways {
        /// The VPC.
        vpc: VpcId,
    },
    /// An empty route table.
    AddRouteTable {
        /// The VPC.
        vpc: VpcId,
    },
    /// An elastic IP, for a NAT gateway that lacks one or to be kept.
    AddElasticIp {
        /// The Region's code.
        region: String,
        /// Who gets it.
        nat: Option<NatGatewayId>,
    },
    /// A range of addresses to hand out.
    AddPool {
        /// Its name.
        name: Option<String>,
        /// Its ranges.
        blocks: Vec<CidrBlock>,
        /// The pool it is a part of.
        parent: Option<AddressPoolId>,
    },
    /// An environment.
    AddEnvironment {
        /// Its name.
        name: Option<String>,
        /// Does it serve customers?
        production: bool,
    },
    /// An AWS account.
    AddAccount {
        /// Its name.
        name: Option<String>,
    },
    /// An object of any kind, which takes what it must refer to from the objects near it.
    AddObject {
        /// The kind.
        kind: Kind,
        /// What is selected, the most important first.
        near: Vec<EntityId>,
        /// Where it goes, when it is a note.
        at: Option<Placement>,
    },
    /// Whatever joins the two: a peering, a gateway, an association; with the routes that both sides need.
    Connect {
        /// Where the line starts.
        from: EntityId,
        /// Where it ends.
        to: End,
    },

    // Routes.
    /// A route.
    AddRoute {
        /// The table.
        table: RouteTableId,
        /// Which packets: those for a block or for the blocks of a prefix list. What somebody typed is read by
        /// [`read_destination`](crate::editor::read_destination).
        destination: Destination,
        /// Where they go.
        target: RouteTarget,
    },
    /// One route less.
    RemoveRoute {
        /// The table.
        table: RouteTableId,
        /// Its place in the table, from 0.
        index: usize,
    },
    /// Subnets follow a table, or the main one.
    AssociateRouteTable {
        /// The subnets.
        subnets: Vec<SubnetId>,
        /// The table; none for the VPC's main one.
        table: Option<RouteTableId>,
    },
    /// A table becomes the main one of its VPC.
    MakeMain {
        /// The table.
        table: RouteTableId,
    },

    // Arranging.
    /// Things are drawn elsewhere.
    MoveObjects {
        /// The things; those whose place follows from their VPC stay in it.
        ids: Vec<EntityId>,
        /// To the right, in canvas units.
        dx: i32,
        /// Down, in canvas units.
        dy: i32,
    },
    /// The selection is drawn elsewhere; a burst of these is one step.
    Nudge {
        /// To the right, in canvas units.
        dx: i32,
        /// Down, in canvas units.
        dy: i32,
    },
    /// Everything that has a place of its own finds a better one.
    Arrange {
        /// In which order.
        by: Arrangement,
        /// Only these, to tidy a part; everything when empty. Other arrangements are of everything.
        ids: Vec<EntityId>,
    },
    /// Things keep their places whatever is dragged, arranged or deleted; or no longer.
    Lock {
        /// VPCs and what stands free.
        ids: Vec<EntityId>,
        /// Do they?
        locked: bool,
    },
    /// A subnet goes to another zone, tier or VPC. In another VPC it gets another block.
    MoveSubnet {
        /// The subnet.
        subnet: SubnetId,
        /// Where to.
        to: Crossing,
    },
    /// Several subnets go elsewhere, as one step.
    MoveSubnets {
        /// Which, and where to.
        moves: Vec<(SubnetId, Crossing)>,
    },
    /// Copies of subnets, with what stands in them, as one step.
    CopySubnets {
        /// Which, and where each copy goes.
        copies: Vec<(SubnetId, Crossing)>,
    },
    /// A tier becomes another row of its VPC.
    MoveTier {
        /// The tier.
        tier: TierId,
        /// Its new row, from 0.
        row: usize,
    },
    /// A VPC is drawn larger or smaller, never smaller than what it holds.
    ResizeVpc {
        /// The VPC.
        vpc: VpcId,
        /// Its new place and size.
        to: Placement,
    },
    /// A new address for a block of a VPC; subnets keep their offsets.
    ReaddressVpc {
        /// The VPC.
        vpc: VpcId,
        /// Which of its IPv4 blocks, from 0.
        index: usize,
        /// The new block.
        block: CidrBlock,
    },
    /// A subnet becomes two of half the size; the second one goes to a free zone of the tier.
    SplitSubnet {
        /// The subnet.
        subnet: SubnetId,
    },

    // Anything.
    /// Things go, with what cannot be without them.
    Delete {
        /// The things.
        ids: Vec<EntityId>,
    },
    /// Things again, with new names and addresses.
    Duplicate {
        /// The things.
        ids: Vec<EntityId>,
        /// How far from the original, in canvas units; to its right when not given.
        by: Option<(i32, i32)>,
    },
    /// Another name.
    Rename {
        /// The object.
        id: EntityId,
        /// The name.
        name: String,
    },
    /// Another value of one field, of one object or of several alike.
    SetField {
        /// The objects, all of a kind.
        ids: Vec<EntityId>,
        /// The field as the file has it, parts divided by `/`: `dns_support`, `ipv4/0`, `tags/team`, `at/x`. `-` stands
        /// behind the last element of a list.
        path: String,
        /// The value as JSON; null removes it.
        value: Value,
    },
    /// VPCs belong to another environment.
    SetEnvironment {
        /// The VPCs.
        vpcs: Vec<VpcId>,
        /// The environment.
        environment: Option<EnvironmentId>,
    },
    /// VPCs become an environment of their own.
    Group {
        /// The VPCs.
        vpcs: Vec<VpcId>,
    },
    /// What was copied, here or elsewhere: objects of cidraw, or a list of CIDR blocks.
    Paste {
        /// The text of the clipboard.
        text: String,
        /// Where its top left corner goes; the middle of the view when not given.
        at: Option<(i32, i32)>,
        /// The VPC or tier that takes tiers, subnets and blocks; the selected one when not given.
        into: Option<EntityId>,
    },

    /// What was planned and shown is made. Refused when something it is about has changed since.
    CarryOut(Box<Planned>),

    /// The design becomes what it was in a version of it.
    Restore {
        /// The design as it was then.
        version: Box<Design>,
        /// What the version is called.
        name: String,
    },

    /// A finding is mended.
    ApplyFix {
        /// The finding: its [`fingerprint`](crate::rules::Finding::fingerprint).
        finding: String,
        /// The title of the fix.
        title: String,
    },
    /// What AWS granted accounts is taken over.
    TakeQuotas {
        /// The account, or the settings of the design, that takes what is for no account of the design.
        into: EntityId,
        /// The raised quotas by account number, keyed as in [`Account::quotas`](crate::model::kinds::Account).
        granted: BTreeMap<String, BTreeMap<String, u32>>,
    },
    /// A finding may stay as it is, for a reason that is kept with the design.
    AcceptFinding {
        /// Its fingerprint.
        finding: String,
        /// Why it may stay.
        reason: String,
        /// The last day on which it may, as `2027-03-31`; for good when not given.
        until: Option<String>,
    },
    /// Findings that were accepted are open again.
    ReopenFindings {
        /// Their fingerprints.
        findings: Vec<String>,
    },
    /// Everything is mended that changes no traffic and replaces nothing.
    ApplySafeFixes {
        /// Only what this rule found.
        rule: Option<String>,
    },

    // The session: nothing of these is undone.
    /// Another document, with a history of its own.
    Load(Box<Design>),
    /// Back one step.
    Undo,
    /// Forward one step.
    Redo,
    /// Back or forward to where this many steps are done.
    TravelTo(usize),
    /// Other objects are selected.
    Select {
        /// Which.
        ids: Vec<EntityId>,
        /// Instead of, or besides, those that are.
        mode: SelectMode,
    },
    /// Everything that has a place of its own is selected.
    SelectAll,
}

/// How a selection joins the one there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SelectMode {
    /// It replaces it.
    Replace,
    /// It joins it.
    Add,
    /// What is selected no longer is, and the other way round.
    Toggle,
}
