//! The menus of objects and of the canvas: the same commands that keys and the palette have.

use super::Editor;
use crate::editor::keymap::chord_of;
use crate::editor::{Command, Effect, MenuItem, Response};
use crate::model::{EntityId, Kind};
use crate::scene::{Picture, Point};

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
        let pictures = [None, Some(Command::CopyPng), Some(Command::CopySvg)];
        let many = &[Command::Duplicate, Command::Tidy, Command::Group, Command::Ungroup, Command::ToggleLock];
        let of_kind: &[Command] = match self.selected_kind() {
            None if self.selection.is_empty() => {
                let canvas = [Command::PasteHere, Command::SelectAll].map(Some);
                let add = [Command::AddVpc, Command::AddNote, Command::AddEnvironment, Command::AddPool].map(Some);
                let order = [Command::Tidy, Command::ArrangeByEnvironment, Command::ArrangeAsHubs].map(Some);
                let view = [Command::ToggleGrid, Command::ToggleSnap, Command::ZoomToFit].map(Some);
                let parts = [&canvas[..], &[None], &add, &[None], &order, &pictures, &[None], &view];
                return parts.concat();
            }
            None => many,
            Some(kind) => of_one(kind),
        };
        let middle = of_kind.iter().copied().map(Some);
        let lock = Command::ToggleLock;
        let own = self.selected_kind().filter(|kind| Picture::of(*kind).is_placed());
        let locks = own.map(|_| Some(lock));
        let copies = [None, Some(Command::CopyCode)].into_iter().chain(pictures.into_iter().skip(1));
        let end = [None].into_iter().chain(locks).chain([Some(Command::Delete)]);
        clipboard.into_iter().chain([None]).chain(middle).chain(carried).chain(copies).chain(end).collect()
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
    pub(super) fn open_menu(&mut self) -> Response {
        let rect = self.focus.and_then(|id| self.layout.bounds_of([id]));
        let at = rect.map_or(self.viewport * 0.5, |rect| self.camera.to_screen(rect.center()));
        let at = Point::new(at.x.clamp(0.0, self.viewport.x), at.y.clamp(0.0, self.viewport.y));
        self.menu_at(at)
    }

    pub(super) fn menu_at(&mut self, at: Point) -> Response {
        self.menu_place = Some(self.camera.to_world(at)).filter(|_| self.selection.is_empty());
        Response::effect(Effect::OpenMenu { at: (at.x, at.y), items: self.menu() })
    }
}

/// What can be done with one object of a kind, beside what can be done with all.
fn of_one(kind: Kind) -> &'static [Command] {
    match kind {
        Kind::Vpc => &[
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
            Command::Group,
            Command::Ungroup,
            Command::CopyBlocks,
        ],
        Kind::Tier => &[Command::Rename, Command::ConnectTo, Command::ExtendTier, Command::CopyBlocks],
        Kind::Subnet => &[
            Command::Duplicate,
            Command::Rename,
            Command::SplitSubnet,
            Command::ChangeBlocks,
            Command::MoveTo,
            Command::ConnectTo,
            Command::AddNatGateway,
            Command::CopyBlocks,
        ],
        Kind::NatGateway
        | Kind::ElasticIp
        | Kind::RouteTable
        | Kind::InternetGateway
        | Kind::Environment
        | Kind::Account
        | Kind::TransitGateway
        | Kind::VpnGateway
        | Kind::CustomerGateway
        | Kind::DirectConnectGateway
        | Kind::ServiceNetwork
        | Kind::Endpoint => &[Command::Rename, Command::ConnectTo],
        Kind::AddressPool | Kind::ExternalNetwork => &[Command::Rename, Command::ConnectTo, Command::CopyBlocks],
        Kind::Note => &[Command::Duplicate, Command::Rename],
        Kind::SubnetReservation | Kind::PrefixList => &[Command::Rename, Command::CopyBlocks],
        Kind::Peering
        | Kind::Settings
        | Kind::EgressOnlyGateway
        | Kind::VpnConnection
        | Kind::TransitGatewayAttachment
        | Kind::TransitGatewayRouteTable
        | Kind::EndpointService
        | Kind::SecurityGroup
        | Kind::NetworkAcl
        | Kind::Workload
        | Kind::LoadBalancer
        | Kind::TrafficMirrorSession
        | Kind::ResolverEndpoint
        | Kind::PrivateZone
        | Kind::Assertion
        | Kind::Comment => &[Command::Rename],
    }
}
