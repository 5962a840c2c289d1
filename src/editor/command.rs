use crate::model::Kind;

/// The groups that help and the palette sort commands into.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// What the pointer does.
    Tools,
    /// Adding things.
    Add,
    /// Undo, clipboard, selection.
    Edit,
    /// Moving about with the keyboard.
    Navigate,
    /// The view.
    View,
    /// Files and panels.
    File,
}

impl Group {
    /// Every group, in the order of the help.
    pub const ALL: [Group; 6] = [Group::Tools, Group::Add, Group::Edit, Group::Navigate, Group::View, Group::File];

    /// Its heading.
    pub const fn title(self) -> &'static str {
        match self {
            Group::Tools => "Tools",
            Group::Add => "Add",
            Group::Edit => "Edit",
            Group::Navigate => "Move about",
            Group::View => "View",
            Group::File => "File and help",
        }
    }
}

/// The one list of commands: what a key, a menu or the palette can ask for. They act on the selection, or on the object
/// that has the keyboard.
macro_rules! commands {
    ($($(#[$doc:meta])* $command:ident, $group:ident, $words:literal;)+) => {
        /// Something that can be asked for without saying on what: it acts on the selection or the focused object.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Command {
            $($(#[$doc])* $command,)+
        }

        impl Command {
            /// Every command.
            pub const ALL: &'static [Command] = &[$(Command::$command),+];

            /// The words for it, as menus and the help show them.
            pub const fn words(self) -> &'static str {
                match self { $(Command::$command => $words,)+ }
            }

            /// Its group.
            pub const fn group(self) -> Group {
                match self { $(Command::$command => Group::$group,)+ }
            }
        }
    };
}

commands! {
    /// The pointer selects and moves.
    SelectTool, Tools, "Select";
    /// The pointer moves the view.
    HandTool, Tools, "Hand";
    /// The pointer draws VPCs.
    VpcTool, Tools, "VPC";
    /// The pointer adds tiers of subnets.
    TierTool, Tools, "Tier of subnets";
    /// The pointer adds gateways.
    GatewayTool, Tools, "Gateway";
    /// The pointer connects.
    ConnectTool, Tools, "Connect";
    /// The pointer adds notes.
    NoteTool, Tools, "Note";
    /// The pointer draws a trail that fades.
    LaserTool, Tools, "Laser";
    /// The last tool that drew a box, again.
    LastBoxTool, Tools, "Last drawing tool";
    /// The tool stays after a use, or not.
    KeepTool, Tools, "Keep the tool after a use";
    /// The tool acts on the focused object, or in the middle of the view.
    UseTool, Tools, "Use the tool here";

    /// A VPC in the middle of the view.
    AddVpc, Add, "Add a VPC";
    /// A public tier.
    AddPublicTier, Add, "Add a public tier";
    /// A private tier.
    AddPrivateTier, Add, "Add a private tier";
    /// An isolated tier.
    AddIsolatedTier, Add, "Add an isolated tier";
    /// One more zone for the tier.
    ExtendTier, Add, "Extend the tier to another zone";
    /// One more zone for every tier.
    AddZone, Add, "Extend the VPC to another zone";
    /// One more block.
    AddBlock, Add, "Add a block to the VPC";
    /// An internet gateway.
    AddInternetGateway, Add, "Add an internet gateway";
    /// A NAT gateway in the subnet, or one in each zone of the VPC.
    AddNatGateway, Add, "Add NAT gateways";
    /// A route table.
    AddRouteTable, Add, "Add a route table";
    /// A pool.
    AddPool, Add, "Add an address pool";
    /// An environment.
    AddEnvironment, Add, "Add an environment";
    /// An account.
    AddAccount, Add, "Add an account";
    /// An external network, for what is selected.
    AddExternalNetwork, Add, "Add an external network";
    /// A subnet reservation, for what is selected.
    AddSubnetReservation, Add, "Add a subnet reservation";
    /// A prefix list, for what is selected.
    AddPrefixList, Add, "Add a prefix list";
    /// An egress-only gateway, for what is selected.
    AddEgressOnlyGateway, Add, "Add an egress-only gateway";
    /// A VPN gateway, for what is selected.
    AddVpnGateway, Add, "Add a VPN gateway";
    /// A customer gateway, for what is selected.
    AddCustomerGateway, Add, "Add a customer gateway";
    /// A VPN connection, for what is selected.
    AddVpnConnection, Add, "Add a VPN connection";
    /// A direct connect gateway, for what is selected.
    AddDirectConnectGateway, Add, "Add a Direct Connect gateway";
    /// A transit gateway, for what is selected.
    AddTransitGateway, Add, "Add a transit gateway";
    /// A transit gateway attachment, for what is selected.
    AddTransitGatewayAttachment, Add, "Add a transit gateway attachment";
    /// A transit gateway route table, for what is selected.
    AddTransitGatewayRouteTable, Add, "Add a transit gateway route table";
    /// An endpoint, for what is selected.
    AddEndpoint, Add, "Add an endpoint";
    /// An endpoint service, for what is selected.
    AddEndpointService, Add, "Add an endpoint service";
    /// A security group, for what is selected.
    AddSecurityGroup, Add, "Add a security group";
    /// A network acl, for what is selected.
    AddNetworkAcl, Add, "Add a network ACL";
    /// A workload, for what is selected.
    AddWorkload, Add, "Add a workload";
    /// A load balancer, for what is selected.
    AddLoadBalancer, Add, "Add a load balancer";
    /// A service network, for what is selected.
    AddServiceNetwork, Add, "Add a service network";
    /// A traffic mirror session, for what is selected.
    AddTrafficMirrorSession, Add, "Add a traffic mirror session";
    /// A resolver endpoint, for what is selected.
    AddResolverEndpoint, Add, "Add a resolver endpoint";
    /// A private zone, for what is selected.
    AddPrivateZone, Add, "Add a private zone";
    /// An assertion, for what is selected.
    AddAssertion, Add, "Add an assertion";
    /// A note, for what is selected.
    AddNote, Add, "Add a note";
    /// A comment, for what is selected.
    AddComment, Add, "Add a comment";
    /// A subnet beside the focused one, or a VPC.
    AddSibling, Add, "Add another one beside it";
    /// A subnet becomes two.
    SplitSubnet, Add, "Split the subnet";

    /// The addresses of the tier, the VPC or the environment anew.
    Replan, Edit, "Re-plan the addresses";
    /// The blocks of the selection become others.
    ChangeBlocks, Edit, "Split, join, grow, shrink, swap or move blocks";
    /// Another environment of the same shape.
    NewEnvironmentLike, Add, "New environment like another";
    /// A list of blocks becomes subnets.
    PasteList, Add, "Add subnets from a list or CSV";
    /// Keeps a part of a subnet.
    Reserve, Add, "Reserve a part of the subnet";

    /// Back one step.
    Undo, Edit, "Undo";
    /// Forward one step.
    Redo, Edit, "Redo";
    /// Copies and deletes.
    Cut, Edit, "Cut";
    /// Copies.
    Copy, Edit, "Copy";
    /// Copies the blocks as text.
    CopyBlocks, Edit, "Copy the CIDR blocks";
    /// Copies the code that stands for the selection.
    CopyCode, Edit, "Copy as Terraform";
    /// Copies a picture.
    CopyPng, Edit, "Copy as PNG";
    /// Copies a drawing.
    CopySvg, Edit, "Copy as SVG";
    /// Pastes.
    Paste, Edit, "Paste";
    /// Pastes where the pointer is.
    PasteHere, Edit, "Paste here";
    /// The selection again.
    Duplicate, Edit, "Duplicate";
    /// Deletes.
    Delete, Edit, "Delete";
    /// Edits the name.
    Rename, Edit, "Rename";
    /// Selects all.
    SelectAll, Edit, "Select all";
    /// Selects nothing.
    SelectNone, Edit, "Select nothing";
    /// The selected VPCs become an environment.
    Group, Edit, "Group as an environment";
    /// The selected VPCs leave their environment.
    Ungroup, Edit, "Take out of the environment";
    /// What is selected keeps its place, or no longer.
    ToggleLock, Edit, "Lock or unlock in place";
    /// Mends all that changes no traffic and replaces nothing.
    ApplySafeFixes, Edit, "Apply all safe fixes";
    /// Moves to a place chosen from a list.
    MoveTo, Edit, "Move to another zone, tier or VPC";
    /// Connects to something chosen from a list.
    ConnectTo, Edit, "Connect to";

    /// The object at the left.
    FocusLeft, Navigate, "Go left, or move the selection left";
    /// The object at the right.
    FocusRight, Navigate, "Go right, or move the selection right";
    /// The object above.
    FocusUp, Navigate, "Go up, or move the selection up";
    /// The object below.
    FocusDown, Navigate, "Go down, or move the selection down";
    /// Carries the focused object with the arrow keys.
    PickUp, Navigate, "Pick up, to put down elsewhere";
    /// Into the focused object.
    GoIn, Navigate, "Go in";
    /// Out of the focused object.
    GoOut, Navigate, "Go out";
    /// Adds the focused object to the selection.
    ToggleSelect, Navigate, "Select the focused object, or not";
    /// Along the connections of the focused object, forward.
    FollowNext, Navigate, "Follow the connections";
    /// Along the connections, backward.
    FollowPrevious, Navigate, "Follow the connections back";
    /// The next problem.
    NextProblem, Navigate, "Next problem";
    /// The problem before.
    PreviousProblem, Navigate, "Previous problem";
    /// The menu of the focused object.
    Menu, Navigate, "Open the menu";
    /// The inspector.
    FocusInspector, Navigate, "Go to the inspector";
    /// The outline.
    FocusOutline, Navigate, "Go to the outline";
    /// Says the last announcement again.
    RepeatAnnouncement, Navigate, "Say the last message again";

    /// Nearer.
    ZoomIn, View, "Zoom in";
    /// Further away.
    ZoomOut, View, "Zoom out";
    /// Real size.
    ZoomReset, View, "Zoom to 100 %";
    /// Everything.
    ZoomToFit, View, "Zoom to fit";
    /// The selection.
    ZoomToSelection, View, "Zoom to the selection";
    /// What is at the left comes into view.
    ViewLeft, View, "Move the view left";
    /// What is at the right comes into view.
    ViewRight, View, "Move the view right";
    /// What is above comes into view.
    ViewUp, View, "Move the view up";
    /// What is below comes into view.
    ViewDown, View, "Move the view down";
    /// The grid of dots.
    ToggleGrid, View, "Show the grid";
    /// Snapping.
    ToggleSnap, View, "Snap to the grid";
    /// Light and dark.
    ToggleTheme, View, "Light or dark";

    /// The drawing is put in order where it stands.
    Tidy, View, "Tidy up the drawing";
    /// Environments below each other.
    ArrangeByEnvironment, View, "Arrange by environment";
    /// Accounts below each other.
    ArrangeByAccount, View, "Arrange by account";
    /// Regions below each other.
    ArrangeByRegion, View, "Arrange by Region";
    /// Hubs between their spokes.
    ArrangeAsHubs, View, "Arrange as hub and spoke";
    /// Colours say the environment.
    ColourByEnvironment, View, "Colour by environment";
    /// Colours say the account.
    ColourByAccount, View, "Colour by account";
    /// Colours say the Region.
    ColourByRegion, View, "Colour by Region";
    /// No colours.
    ColourByNothing, View, "No group colours";

    /// The outline, collapsed or not.
    ToggleOutline, View, "Show or hide the outline";
    /// The inspector, collapsed or not.
    ToggleInspector, View, "Show or hide the inspector";
    /// The dock, collapsed or not.
    ToggleDock, View, "Show or hide the dock";
    /// The minimap.
    ToggleMinimap, View, "Show the minimap";
    /// Only the canvas.
    TogglePresent, View, "Present";

    /// What is free, and in which pieces.
    ShowGaps, View, "Show what addresses are free";
    /// Which VPCs can be joined.
    ShowPeerings, View, "Show which VPCs can be peered";
    /// Where two environments differ.
    ShowParity, View, "Compare two environments";

    /// What the rules found.
    ShowProblems, View, "Show the problems";
    /// Who has which addresses.
    ShowAddresses, View, "Show the address plan";
    /// The route tables.
    ShowRoutes, View, "Show the routes";
    /// The code of what is selected, or of everything.
    ShowCode, View, "Show the code";
    /// What was done, and the versions that have names.
    ShowHistory, View, "Show the history and versions";

    /// An empty design in the place of this one.
    New, File, "New design";
    /// A design to begin with.
    Templates, File, "Start from a template";
    /// A design that this browser keeps.
    Recent, File, "Recent designs";
    /// A drawing to look around in.
    Demo, File, "Look around a demo";
    /// The address plan as a table for spreadsheets.
    CopyPlan, File, "Copy the address plan as CSV";
    /// All commands and objects.
    Palette, File, "All commands and objects";
    /// Finds an object.
    Find, File, "Find a name, a block or an address";
    /// Saves.
    Save, File, "Save";
    /// The state of now gets a name, to be gone back to.
    NameVersion, File, "Name this version";
    /// Opens.
    Open, File, "Open a file";
    /// Exports.
    Export, File, "Export";
    /// The drawing and the address table on paper.
    Print, File, "Print";
    /// A link that holds the design.
    Share, File, "Share a link";
    /// Every rule with its page.
    Rules, File, "Rules: what is checked, and why";
    /// What a person prefers.
    Preferences, File, "Preferences";
    /// Help.
    Help, File, "Shortcuts";
}

impl Command {
    /// The kind of object that it adds to what is selected, for commands that do only that.
    pub fn adds(self) -> Option<Kind> {
        Some(match self {
            Command::AddExternalNetwork => Kind::ExternalNetwork,
            Command::AddSubnetReservation => Kind::SubnetReservation,
            Command::AddPrefixList => Kind::PrefixList,
            Command::AddEgressOnlyGateway => Kind::EgressOnlyGateway,
            Command::AddVpnGateway => Kind::VpnGateway,
            Command::AddCustomerGateway => Kind::CustomerGateway,
            Command::AddVpnConnection => Kind::VpnConnection,
            Command::AddDirectConnectGateway => Kind::DirectConnectGateway,
            Command::AddTransitGateway => Kind::TransitGateway,
            Command::AddTransitGatewayAttachment => Kind::TransitGatewayAttachment,
            Command::AddTransitGatewayRouteTable => Kind::TransitGatewayRouteTable,
            Command::AddEndpoint => Kind::Endpoint,
            Command::AddEndpointService => Kind::EndpointService,
            Command::AddSecurityGroup => Kind::SecurityGroup,
            Command::AddNetworkAcl => Kind::NetworkAcl,
            Command::AddWorkload => Kind::Workload,
            Command::AddLoadBalancer => Kind::LoadBalancer,
            Command::AddServiceNetwork => Kind::ServiceNetwork,
            Command::AddTrafficMirrorSession => Kind::TrafficMirrorSession,
            Command::AddResolverEndpoint => Kind::ResolverEndpoint,
            Command::AddPrivateZone => Kind::PrivateZone,
            Command::AddAssertion => Kind::Assertion,
            Command::AddNote => Kind::Note,
            Command::AddComment => Kind::Comment,
            _ => return None,
        })
    }
}
