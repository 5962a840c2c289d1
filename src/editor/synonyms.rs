//! What else people call the commands: other tools' words, AWS's short names, what they have in mind.

use super::Command;

/// Other words for a command, in lower case. Only what is not in its own words.
pub fn also(command: Command) -> &'static [&'static str] {
    TABLE.iter().find(|(listed, _)| *listed == command).map_or(&[], |(_, words)| *words)
}

const TABLE: &[(Command, &[&str])] = &[
    (Command::SelectTool, &["pointer", "arrow", "cursor", "mouse"]),
    (Command::HandTool, &["pan", "move the view", "grab", "scroll"]),
    (Command::VpcTool, &["network", "draw a network", "virtual private cloud"]),
    (Command::TierTool, &["subnets", "row of subnets", "layer"]),
    (Command::GatewayTool, &["igw", "nat", "internet"]),
    (Command::ConnectTool, &["line", "link", "peering", "attach"]),
    (Command::NoteTool, &["text", "comment", "annotation", "sticky"]),
    (Command::LaserTool, &["pointer", "pen"]),
    (Command::KeepTool, &["lock the tool", "pin the tool"]),
    (Command::AddVpc, &["network", "virtual private cloud", "new vpc", "create"]),
    (Command::AddPublicTier, &["public subnets", "dmz", "web tier"]),
    (Command::AddPrivateTier, &["private subnets", "app tier", "application tier"]),
    (Command::AddIsolatedTier, &["isolated subnets", "data tier", "database tier", "intra"]),
    (Command::ExtendTier, &["availability zone", "az", "one more subnet"]),
    (Command::AddZone, &["availability zone", "az"]),
    (Command::AddBlock, &["secondary cidr", "cidr", "more addresses", "range"]),
    (Command::AddInternetGateway, &["igw", "internet access"]),
    (Command::AddNatGateway, &["nat", "outbound internet", "egress"]),
    (Command::AddRouteTable, &["routing", "routes", "rtb"]),
    (Command::AddPool, &["ipam", "supernet", "range"]),
    (Command::AddEnvironment, &["stage", "production", "staging", "development"]),
    (Command::AddAccount, &["aws account", "owner"]),
    (Command::AddExternalNetwork, &["on-premises", "office", "data centre", "data center", "partner", "site"]),
    (Command::AddSubnetReservation, &["prefix delegation", "pod addresses"]),
    (Command::AddPrefixList, &["managed prefix list", "list of cidrs"]),
    (Command::AddEgressOnlyGateway, &["eigw", "ipv6"]),
    (Command::AddVpnGateway, &["vgw", "virtual private gateway"]),
    (Command::AddCustomerGateway, &["cgw", "router", "on-premises"]),
    (Command::AddVpnConnection, &["site-to-site", "ipsec", "tunnel"]),
    (Command::AddDirectConnectGateway, &["dx", "leased line"]),
    (Command::AddTransitGateway, &["tgw", "hub", "router"]),
    (Command::AddTransitGatewayAttachment, &["tgw attachment"]),
    (Command::AddTransitGatewayRouteTable, &["tgw route table", "segmentation"]),
    (Command::AddEndpoint, &["privatelink", "vpce", "gateway endpoint", "interface endpoint", "s3"]),
    (Command::AddEndpointService, &["privatelink", "provider"]),
    (Command::AddSecurityGroup, &["firewall", "sg", "ports", "allow"]),
    (Command::AddNetworkAcl, &["firewall", "nacl", "deny"]),
    (Command::AddWorkload, &["server", "instance", "ec2", "container", "ecs", "lambda", "function", "database", "rds"]),
    (Command::AddLoadBalancer, &["alb", "nlb", "gwlb", "elb"]),
    (Command::AddServiceNetwork, &["lattice", "service mesh"]),
    (Command::AddTrafficMirrorSession, &["packet capture", "mirroring", "span"]),
    (Command::AddResolverEndpoint, &["dns", "route 53"]),
    (Command::AddPrivateZone, &["dns", "route 53", "hosted zone", "domain"]),
    (Command::AddAssertion, &["rule", "guard", "policy", "test", "never reach"]),
    (Command::AddNote, &["text", "annotation", "sticky"]),
    (Command::AddComment, &["review", "remark"]),
    (Command::AddSibling, &["next", "one more"]),
    (Command::SplitSubnet, &["halve", "divide"]),
    (Command::Replan, &["renumber", "readdress", "new addresses", "ipam"]),
    (Command::ChangeBlocks, &["resize", "merge", "larger", "smaller", "cidr"]),
    (Command::NewEnvironmentLike, &["stamp", "clone", "copy the environment", "template"]),
    (Command::PasteList, &["import", "spreadsheet", "excel"]),
    (Command::Reserve, &["prefix delegation", "pods"]),
    (Command::Undo, &["back", "revert", "step back", "take back"]),
    (Command::Redo, &["forward", "again", "repeat"]),
    (Command::CopyBlocks, &["addresses", "ranges", "subnets"]),
    (Command::CopyCode, &["hcl", "code"]),
    (Command::CopyPng, &["image", "picture", "screenshot", "export"]),
    (Command::CopySvg, &["image", "picture", "drawing", "vector", "export"]),
    (Command::Paste, &["insert"]),
    (Command::Duplicate, &["clone", "copy"]),
    (Command::Delete, &["remove", "erase", "clear", "trash"]),
    (Command::Rename, &["name", "label", "title"]),
    (Command::SelectAll, &["everything"]),
    (Command::SelectNone, &["deselect", "clear the selection"]),
    (Command::Group, &["frame", "stage"]),
    (Command::Ungroup, &["dissolve"]),
    (Command::ToggleLock, &["pin", "freeze", "fix in place"]),
    (Command::ConnectTo, &["peering", "link", "attach", "join"]),
    (Command::PickUp, &["move", "drag", "carry"]),
    (Command::NextProblem, &["error", "warning", "finding", "issue"]),
    (Command::PreviousProblem, &["error", "warning", "finding", "issue"]),
    (Command::Menu, &["context menu", "right click"]),
    (Command::FocusInspector, &["properties", "fields", "details"]),
    (Command::FocusOutline, &["tree", "list"]),
    (Command::ZoomIn, &["larger", "magnify", "closer"]),
    (Command::ZoomOut, &["smaller", "further"]),
    (Command::ZoomReset, &["actual size", "real size", "100%"]),
    (Command::ZoomToFit, &["show everything", "whole drawing", "all", "centre", "center"]),
    (Command::ToggleGrid, &["dots", "background"]),
    (Command::ToggleSnap, &["align"]),
    (Command::ToggleTheme, &["dark mode", "light mode", "theme", "colours", "colors"]),
    (Command::Tidy, &["layout", "auto layout", "clean up", "align", "arrange"]),
    (Command::ArrangeAsHubs, &["layout", "star"]),
    (Command::ToggleOutline, &["sidebar", "tree", "left panel", "collapse"]),
    (Command::ToggleInspector, &["properties", "right panel", "sidebar", "collapse"]),
    (Command::ToggleDock, &["bottom panel", "problems", "collapse"]),
    (Command::ToggleMinimap, &["map", "overview", "navigator"]),
    (Command::TogglePresent, &["fullscreen", "full screen", "slides", "presentation", "hide the panels"]),
    (Command::ShowGaps, &["unused addresses", "available", "room"]),
    (Command::ShowPeerings, &["overlap", "matrix"]),
    (Command::ShowParity, &["drift", "diff", "parity"]),
    (Command::NameVersion, &["snapshot", "checkpoint", "milestone", "tag", "history"]),
    (Command::CopyPlan, &["spreadsheet", "excel", "table"]),
    (Command::Palette, &["search", "menu"]),
    (Command::Find, &["search", "look for", "ip", "go to"]),
    (Command::Save, &["write", "keep", "file"]),
    (Command::Open, &["load", "file", "import"]),
    (Command::Export, &["download", "terraform", "cloudformation", "code", "hcl", "generate", "opentofu"]),
    (Command::Help, &["keyboard", "keys", "hotkeys", "how"]),
];

#[cfg(test)]
mod tests {
    use super::TABLE;

    #[test]
    fn a_command_is_listed_once() {
        for (at, (command, words)) in TABLE.iter().enumerate() {
            assert!(!words.is_empty(), "{command:?}");
            assert!(TABLE[at + 1..].iter().all(|(other, _)| other != command), "{command:?}");
        }
    }
}
