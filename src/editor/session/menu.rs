//! The menus of objects and of the canvas: the same commands that keys and the palette have.

use super::Editor;
use crate::editor::keymap::chord_of;
use crate::editor::{Command, Effect, MenuItem, Response};
use crate::model::{EntityId, Kind};
use crate::scene::Point;

impl Editor {
    /// What the menu of the selection offers, or of the canvas when nothing is selected. `None` divides.
    pub fn menu(&self) -> Vec<MenuItem> {
        let mut items = Vec::new();
        let mut divided = false;
        for command in self.menu_commands() {
            match command {
                Some(command) => {
                    items.push(MenuItem {
                        command,
                        words: command.words(),
                        chord: chord_of(command),
                        enabled: self.can(command),
                        divided: std::mem::take(&mut divided) && !items.is_empty(),
                    });
                }
                None => divided = true,
            }
        }
        items
    }

    fn menu_commands(&self) -> Vec<Option<Command>> {
        // Whatever is dragged can also be picked up here and put down by a click (WCAG 2.5.7).
        let carried = self.can_pick_up().then_some(Some(Command::PickUp));
        let clipboard = [Command::Cut, Command::Copy, Command::Paste].map(Some);
        let end = [None, Some(Command::Delete)];
        let of_kind: &[Command] = match self.selected_kind() {
            None if self.selection.is_empty() => {
                let canvas = [Command::Paste, Command::SelectAll].map(Some);
                let add = [None, Some(Command::AddVpc), Some(Command::AddEnvironment), Some(Command::AddPool)];
                let view = [None, Some(Command::ToggleGrid), Some(Command::ToggleSnap), Some(Command::ZoomToFit)];
                return canvas.into_iter().chain(add).chain(view).collect();
            }
            None => &[Command::Duplicate],
            Some(Kind::Vpc) => &[
                Command::Duplicate,
                Command::Rename,
                Command::ConnectTo,
                Command::AddPublicTier,
                Command::AddPrivateTier,
                Command::AddIsolatedTier,
                Command::AddInternetGateway,
                Command::AddNatGateway,
                Command::AddRouteTable,
                Command::AddBlock,
                Command::AddZone,
                Command::CopyBlocks,
            ],
            Some(Kind::Tier) => &[Command::Rename, Command::ConnectTo, Command::ExtendTier, Command::CopyBlocks],
            Some(Kind::Subnet) => &[
                Command::Duplicate,
                Command::Rename,
                Command::SplitSubnet,
                Command::MoveTo,
                Command::ConnectTo,
                Command::AddNatGateway,
                Command::CopyBlocks,
            ],
            Some(
                Kind::NatGateway
                | Kind::ElasticIp
                | Kind::RouteTable
                | Kind::InternetGateway
                | Kind::Environment
                | Kind::Account
                | Kind::AddressPool,
            ) => &[Command::Rename, Command::ConnectTo],
            Some(
                Kind::Peering
                | Kind::Settings
                | Kind::ExternalNetwork
                | Kind::SubnetReservation
                | Kind::PrefixList
                | Kind::EgressOnlyGateway
                | Kind::VpnGateway
                | Kind::CustomerGateway
                | Kind::VpnConnection
                | Kind::DirectConnectGateway
                | Kind::TransitGateway
                | Kind::TransitGatewayAttachment
                | Kind::TransitGatewayRouteTable
                | Kind::Endpoint
                | Kind::EndpointService
                | Kind::SecurityGroup
                | Kind::NetworkAcl
                | Kind::Workload
                | Kind::LoadBalancer
                | Kind::ServiceNetwork
                | Kind::TrafficMirrorSession
                | Kind::ResolverEndpoint
                | Kind::PrivateZone
                | Kind::Assertion
                | Kind::Note
                | Kind::Comment,
            ) => &[Command::Rename],
        };
        let middle = of_kind.iter().copied().map(Some);
        clipboard.into_iter().chain([None]).chain(middle).chain(carried).chain(end).collect()
    }

    /// The kind of the one selected object.
    pub(super) fn selected_kind(&self) -> Option<Kind> {
        self.only().map(|id| id.kind)
    }

    /// The one selected object.
    pub(super) fn only(&self) -> Option<EntityId> {
        self.selection.first().copied().filter(|_| self.selection.len() == 1)
    }

    /// Opens the menu at the focused object, or in the middle of the view.
    pub(super) fn open_menu(&self) -> Response {
        let rect = self.focus.and_then(|id| self.layout.bounds_of([id]));
        let at = rect.map_or(self.viewport * 0.5, |rect| self.camera.to_screen(rect.center()));
        let at = Point::new(at.x.clamp(0.0, self.viewport.x), at.y.clamp(0.0, self.viewport.y));
        self.menu_at(at)
    }

    pub(super) fn menu_at(&self, at: Point) -> Response {
        Response::effect(Effect::OpenMenu { at: (at.x, at.y), items: self.menu() })
    }
}
