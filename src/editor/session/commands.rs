//! Commands: what they mean for the selection, the focus and the tool of the moment.

use std::collections::BTreeSet;

use super::{Editor, TierOptions, Tool};
use crate::editor::kernels::Direction;
use crate::editor::{Arrangement, Command, DockTab, Effect, Intent, Modifiers, Panel, Refusal, Response};
use crate::model::kinds::{Role, Subnet};
use crate::model::{EntityId, Kind, SubnetId, TierId, VpcId};
use crate::ordering::Ordered;
use crate::scene::{Grouping, Point};

impl Editor {
    /// [`Editor::run`], with all its parts.
    pub(in crate::editor) fn run_now(&mut self, command: Command) -> Response {
        self.run_with(command, Modifiers::NONE)
    }

    /// Runs a command that a key asked for with these keys held.
    pub(super) fn run_with(&mut self, command: Command, held: Modifiers) -> Response {
        let here = self.menu_place.take();
        match command {
            Command::SelectTool => self.take_up(Tool::Select),
            Command::HandTool => self.take_up(Tool::Hand),
            Command::VpcTool => self.take_up(Tool::Vpc),
            Command::TierTool => self.take_up(Tool::Tier),
            Command::GatewayTool => self.take_up(Tool::Gateway),
            Command::ConnectTool => self.take_up(Tool::Connect),
            Command::NoteTool => self.take_up(Tool::Note),
            Command::LaserTool => self.set_tool(Tool::Laser),
            Command::LastBoxTool => self.take_up(self.last_box_tool),
            Command::KeepTool => self.toggle(|preferences| &mut preferences.keep_tool, "The tool stays after a use"),
            Command::UseTool => self.use_tool(),
            Command::AddVpc => {
                let intent = self.vpc_nearby(here);
                self.perform(intent)
            }
            Command::AddPublicTier => self.add_tier(Role::Public),
            Command::AddPrivateTier => self.add_tier(Role::Private),
            Command::AddIsolatedTier => self.add_tier(Role::Isolated),
            Command::ExtendTier => match self.tier() {
                Some(tier) => self.perform(Intent::ExtendTier { tier, zone: None }),
                None => Refusal::Nothing("extended").response(),
            },
            Command::AddZone => self.on_vpc(|vpc| Intent::AddZone { vpc, zone: None }),
            Command::AddBlock => self.on_vpc(|vpc| Intent::AddBlock { vpc }),
            Command::AddInternetGateway => self.on_vpc(|vpc| Intent::AddInternetGateway { vpc }),
            Command::AddNatGateway => match self.subnet() {
                Some(subnet) => self.perform(Intent::AddNatGateway { subnet }),
                None => self.on_vpc(|vpc| Intent::AddNatGateways { vpc }),
            },
            Command::AddRouteTable => self.on_vpc(|vpc| Intent::AddRouteTable { vpc }),
            Command::AddPool => self.perform(Intent::AddPool { name: None, blocks: Vec::new(), parent: None }),
            Command::AddEnvironment => self.perform(Intent::AddEnvironment { name: None, production: false }),
            Command::AddAccount => self.perform(Intent::AddAccount { name: None }),
            Command::AddExternalNetwork
            | Command::AddSubnetReservation
            | Command::AddPrefixList
            | Command::AddEgressOnlyGateway
            | Command::AddVpnGateway
            | Command::AddCustomerGateway
            | Command::AddVpnConnection
            | Command::AddDirectConnectGateway
            | Command::AddTransitGateway
            | Command::AddTransitGatewayAttachment
            | Command::AddTransitGatewayRouteTable
            | Command::AddEndpoint
            | Command::AddEndpointService
            | Command::AddSecurityGroup
            | Command::AddNetworkAcl
            | Command::AddWorkload
            | Command::AddLoadBalancer
            | Command::AddServiceNetwork
            | Command::AddTrafficMirrorSession
            | Command::AddResolverEndpoint
            | Command::AddPrivateZone
            | Command::AddAssertion
            | Command::AddNote
            | Command::AddComment => self.add_object(command, here),
            Command::AddSibling => self.add_sibling(),
            Command::SplitSubnet => match self.subnet() {
                Some(subnet) => self.perform(Intent::SplitSubnet { subnet }),
                None => Refusal::Nothing("split").response(),
            },
            Command::Replan
            | Command::ChangeBlocks
            | Command::NewEnvironmentLike
            | Command::PasteList
            | Command::Reserve
            | Command::ShowGaps
            | Command::ShowPeerings
            | Command::ShowParity
            | Command::CopyPlan => self.open_planning(command),
            Command::Undo => self.undo(),
            Command::Redo => self.redo(),
            Command::Cut => {
                let copied = self.copy();
                if copied.refusal().is_some() { copied } else { copied.then(self.delete()) }
            }
            Command::Copy => self.copy(),
            Command::CopyBlocks => self.copy_blocks(),
            Command::CopyCode => self.copy_code(),
            Command::CopyPng => self.copy_picture(true),
            Command::CopySvg => self.copy_picture(false),
            Command::Paste => Response::effect(Effect::ReadClipboard { at: None }),
            Command::PasteHere => self.paste_here(here),
            Command::Duplicate => {
                let ids = self.selection.iter().copied().collect();
                self.perform(Intent::Duplicate { ids, by: None })
            }
            Command::Delete => self.delete(),
            Command::Rename => match self.only().or(self.focus) {
                Some(id) => Response::effect(Effect::OpenRename(id)),
                None => Refusal::Nothing("renamed").response(),
            },
            Command::SelectAll => self.perform(Intent::SelectAll),
            Command::SelectNone => self.escape(),
            Command::Group | Command::Ungroup | Command::ToggleLock => self.run_on_placed(command),
            Command::MoveTo => match self.subnet() {
                Some(subnet) => Response::effect(Effect::OpenMoveTo(subnet.into())),
                None => Refusal::Nothing("moved to another place").response(),
            },
            Command::ConnectTo => match self.only().or(self.focus) {
                Some(id) => Response::effect(Effect::OpenConnect(id)),
                None => Refusal::Nothing("connected").response(),
            },
            Command::FocusLeft => self.arrow(Direction::Left, held),
            Command::FocusRight => self.arrow(Direction::Right, held),
            Command::FocusUp => self.arrow(Direction::Up, held),
            Command::FocusDown => self.arrow(Direction::Down, held),
            Command::PickUp => self.pick_up(),
            Command::GoIn => self.go_in(),
            Command::GoOut => self.go_out(),
            Command::ToggleSelect => self.toggle_select(),
            Command::FollowNext => self.follow_next(),
            Command::FollowPrevious => self.follow_previous(),
            Command::NextProblem => self.next_problem(true),
            Command::PreviousProblem => self.next_problem(false),
            Command::Menu => self.open_menu(),
            Command::FocusInspector => Response::effect(Effect::FocusInspector),
            Command::FocusOutline => Response::effect(Effect::FocusOutline),
            Command::RepeatAnnouncement => Response::effect(Effect::RepeatAnnouncement),
            Command::ZoomIn => self.zoom_step(true),
            Command::ZoomOut => self.zoom_step(false),
            Command::ZoomReset => self.zoom_to(1.0),
            Command::ZoomToFit => self.zoom_to_rect(self.layout.bounds()),
            Command::ZoomToSelection => {
                let rect = self.layout.bounds_of(self.selection.iter().copied()).or(self.layout.bounds());
                self.zoom_to_rect(rect)
            }
            Command::ViewLeft => self.step_view(-1.0, 0.0),
            Command::ViewRight => self.step_view(1.0, 0.0),
            Command::ViewUp => self.step_view(0.0, -1.0),
            Command::ViewDown => self.step_view(0.0, 1.0),
            Command::ToggleGrid => self.toggle(|preferences| &mut preferences.grid, "The grid shows"),
            Command::ToggleSnap => self.toggle(|preferences| &mut preferences.snap, "VPCs snap to the grid"),
            Command::ToggleTheme => Response::effect(Effect::ToggleTheme),
            Command::Tidy => self.arrange(Arrangement::Tidy),
            Command::ArrangeByEnvironment => self.arrange(Arrangement::ByEnvironment),
            Command::ArrangeByAccount => self.arrange(Arrangement::ByAccount),
            Command::ArrangeByRegion => self.arrange(Arrangement::ByRegion),
            Command::ArrangeAsHubs => self.arrange(Arrangement::HubAndSpoke),
            Command::ColourByEnvironment => self.colour_by(Grouping::Environment),
            Command::ColourByAccount => self.colour_by(Grouping::Account),
            Command::ColourByRegion => self.colour_by(Grouping::Region),
            Command::ColourByNothing => self.colour_by(Grouping::Nothing),
            Command::ToggleOutline => Response::effect(Effect::TogglePanel(Panel::Outline)),
            Command::ToggleInspector => Response::effect(Effect::TogglePanel(Panel::Inspector)),
            Command::ToggleDock => Response::effect(Effect::TogglePanel(Panel::Dock)),
            Command::ToggleMinimap => Response::effect(Effect::ToggleMinimap),
            Command::TogglePresent => Response::effect(Effect::TogglePresent),
            Command::ShowProblems => Response::effect(Effect::ShowDock(DockTab::Problems)),
            Command::ShowAddresses => Response::effect(Effect::ShowDock(DockTab::Addresses)),
            Command::ShowRoutes => Response::effect(Effect::ShowDock(DockTab::Routes)),
            Command::ShowCode => Response::effect(Effect::ShowDock(DockTab::Code)),
            Command::ShowHistory => Response::effect(Effect::ShowDock(DockTab::History)),
            Command::ApplySafeFixes => self.perform(Intent::ApplySafeFixes { rule: None }),
            Command::New => Response::effect(Effect::StartNew),
            Command::Templates => Response::effect(Effect::OpenTemplates),
            Command::Recent => Response::effect(Effect::OpenRecent),
            Command::Demo => Response::effect(Effect::OpenDemo),
            Command::Share => Response::effect(Effect::OpenShare),
            Command::Preferences => Response::effect(Effect::OpenPreferences),
            Command::Palette => Response::effect(Effect::OpenPalette),
            Command::Find => Response::effect(Effect::OpenFind),
            Command::Save => Response::effect(Effect::Save),
            Command::NameVersion => Response::effect(Effect::NameVersion),
            Command::Open => Response::effect(Effect::Open),
            Command::Export => Response::effect(Effect::OpenExport),
            Command::Print => Response::effect(Effect::Print),
            Command::Rules => Response::effect(Effect::OpenRules),
            Command::Help => Response::effect(Effect::OpenHelp),
        }
    }

    /// Can the command do something now? Menus and buttons show it.
    pub fn can(&self, command: Command) -> bool {
        match command {
            Command::Undo => !self.history.done().is_empty(),
            Command::Redo => !self.history.undone().is_empty(),
            Command::Cut | Command::Copy | Command::Duplicate | Command::Delete | Command::ZoomToSelection => {
                !self.selection.is_empty()
            }
            Command::CopyCode => !self.selection.is_empty(),
            Command::CopyPng
            | Command::CopySvg
            | Command::Tidy
            | Command::ArrangeByEnvironment
            | Command::ArrangeByAccount
            | Command::ArrangeByRegion
            | Command::ArrangeAsHubs => self.layout.bounds().is_some(),
            Command::Group | Command::Ungroup | Command::ToggleLock => self.can_on_placed(command),
            Command::CopyBlocks => {
                let has_blocks = |kind| matches!(kind, Kind::Vpc | Kind::Tier | Kind::Subnet | Kind::AddressPool);
                self.selection.iter().any(|id| has_blocks(id.kind))
            }
            Command::Rename | Command::ConnectTo => self.only().or(self.focus).is_some(),
            Command::SplitSubnet | Command::MoveTo => self.subnet().is_some(),
            Command::ExtendTier => self.tier().is_some(),
            Command::AddPublicTier
            | Command::AddPrivateTier
            | Command::AddIsolatedTier
            | Command::AddZone
            | Command::AddBlock
            | Command::AddInternetGateway
            | Command::AddNatGateway
            | Command::AddRouteTable => self.vpc().is_some(),
            Command::Replan
            | Command::ChangeBlocks
            | Command::NewEnvironmentLike
            | Command::PasteList
            | Command::Reserve
            | Command::ShowGaps
            | Command::ShowPeerings
            | Command::ShowParity
            | Command::CopyPlan => self.can_plan(command),
            Command::SelectAll | Command::Find | Command::NameVersion => !self.design.is_empty(),
            Command::PickUp => self.can_pick_up(),
            Command::FollowNext | Command::GoIn | Command::GoOut | Command::AddSibling => self.focus.is_some(),
            Command::FollowPrevious => !self.trail.is_empty(),
            Command::ApplySafeFixes => {
                self.analyses.findings().any(|finding| finding.fixes.iter().any(crate::rules::Fix::is_safe))
            }
            Command::UseTool => !matches!(self.tool, Tool::Hand | Tool::Laser),
            _ => true,
        }
    }

    /// The VPC that a command is about: the selected one, or the one around what is selected.
    pub(super) fn vpc(&self) -> Option<VpcId> {
        let id = self.only().or(self.focus)?;
        crate::rules::home(&self.design, id).typed()
    }

    fn tier(&self) -> Option<TierId> {
        let id = self.only().or(self.focus)?;
        id.typed().or_else(|| Some(self.design.get(id.typed::<SubnetId>()?)?.tier))
    }

    fn subnet(&self) -> Option<SubnetId> {
        self.only().or(self.focus)?.typed()
    }

    fn on_vpc(&mut self, intent: impl Fn(VpcId) -> Intent) -> Response {
        match self.vpc() {
            Some(vpc) => self.perform(intent(vpc)),
            None => Response::refused("Select a VPC first, or something in it."),
        }
    }

    pub(super) fn add_tier(&mut self, role: Role) -> Response {
        self.on_vpc(|vpc| Intent::AddTier { vpc, name: None, role, zones: Vec::new(), length: None })
    }

    /// Takes up a tool. The tool that is in hand already acts where the keyboard is.
    fn take_up(&mut self, tool: Tool) -> Response {
        if tool == self.tool && !matches!(tool, Tool::Select | Tool::Hand | Tool::Laser) {
            return self.use_tool();
        }
        self.set_tool(tool)
    }

    /// Takes up a tool, as a click on the rail does.
    pub fn set_tool(&mut self, tool: Tool) -> Response {
        let mut response = Response::none();
        response.changed.tool = tool != self.tool;
        self.tool = tool;
        if response.changed.tool {
            response = response.then(self.leave_gesture());
        }
        if matches!(tool, Tool::Vpc | Tool::Tier) {
            self.last_box_tool = tool;
        }
        if response.changed.tool {
            response.effects.push(Effect::Announce(format!("Tool: {}.", tool.command().words())));
        }
        response
    }

    /// The tool acts without a pointer: on the focused object, or in the middle of the view.
    fn use_tool(&mut self) -> Response {
        let done = match self.tool {
            Tool::Select | Tool::Hand | Tool::Laser => return Response::none(),
            Tool::Note => self.run(Command::AddNote),
            Tool::Vpc => self.run(Command::AddVpc),
            Tool::Tier => {
                let TierOptions { role, name, length } = self.tier_options.clone();
                let role = role.unwrap_or_else(|| self.next_role());
                self.on_vpc(|vpc| Intent::AddTier { vpc, name: name.clone(), role, zones: Vec::new(), length })
            }
            Tool::Gateway => match self.subnet() {
                Some(_) => self.run(Command::AddNatGateway),
                None => self.run(Command::AddInternetGateway),
            },
            Tool::Connect => self.run(Command::ConnectTo),
        };
        if done.refusal().is_some() { done } else { done.then(self.tool_used()) }
    }

    /// After one use a tool is laid down, unless it is to stay.
    pub(super) fn tool_used(&mut self) -> Response {
        if self.preferences.keep_tool || self.tool == Tool::Laser {
            Response::none()
        } else {
            self.set_tool(Tool::Select)
        }
    }

    /// The role of the next tier: public first, then private.
    pub(super) fn next_role(&self) -> Role {
        let Some(vpc) = self.vpc() else { return Role::Public };
        let tiers = self.design.referring::<crate::model::kinds::Tier>(vpc);
        if tiers.into_iter().any(|(_, tier)| tier.role == Role::Public) { Role::Private } else { Role::Public }
    }

    /// Adds an object to what is selected, or to what has the keyboard.
    fn add_object(&mut self, command: Command, here: Option<Point>) -> Response {
        let Some(kind) = command.adds() else { return Response::none() };
        let mut near: Vec<EntityId> = self.selection.iter().copied().collect();
        near.extend(self.focus.filter(|_| near.is_empty()));
        let (x, y) = self.place_for(kind, here.unwrap_or_else(|| self.middle()));
        self.perform(Intent::AddObject { kind, near, at: Some(crate::model::Placement::at(x, y)) })
    }

    fn add_sibling(&mut self) -> Response {
        match self.focus.map(|id| (id, id.kind)) {
            Some((_, Kind::Subnet | Kind::Tier)) => self.run(Command::ExtendTier),
            Some((_, Kind::Vpc)) | None => self.run(Command::AddVpc),
            Some(_) => Refusal::Nothing("continued").response(),
        }
    }

    /// Escape, when nothing is under way: first the tool is laid down, then the selection goes.
    fn escape(&mut self) -> Response {
        if self.tool != Tool::Select {
            return self.set_tool(Tool::Select);
        }
        if self.selection.is_empty() {
            return Response::effect(Effect::EndPresent);
        }
        self.set_selection(BTreeSet::new())
    }

    /// The subnets of a tier, in the order of their zones.
    pub(super) fn subnets_of(&self, tier: TierId) -> Vec<SubnetId> {
        let mut subnets: Vec<(&String, SubnetId)> =
            self.design.referring::<Subnet>(tier).map(|(id, subnet)| (&subnet.zone, id)).collect();
        subnets.order();
        subnets.into_iter().map(|(_, id)| id).collect()
    }
}
