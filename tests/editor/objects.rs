//! Objects of every kind, added to what is selected.

use cidraw::editor::*;
use cidraw::model::kinds::*;
use cidraw::model::*;

use crate::support::*;

/// A design with one of everything that a new object may need.
const EVERYTHING: &str = "vpc prod 10.0.0.0/16 region=eu-west-1 {
       tier app { subnet app-a a 10.0.0.0/24; subnet app-b b 10.0.1.0/24 }
       workload web
     }
     tgw core eu-west-1
     cgw office 203.0.113.7";

fn add(kind: Kind, near: Vec<EntityId>) -> Intent {
    Intent::AddObject { kind, near, at: None }
}

#[test]
fn every_kind_with_a_command_is_added_and_undone() {
    for kind in Command::ALL.iter().filter_map(|command| command.adds()) {
        let mut editor = editor(EVERYTHING);
        let near = vec![
            named(&editor, Kind::Vpc, "prod"),
            named(&editor, Kind::Subnet, "app-a"),
            named(&editor, Kind::Workload, "web"),
        ];
        let before = editor.design().clone();
        let response = editor.perform(add(kind, near));
        assert_eq!(response.refusal(), None, "{}", kind.key());
        assert_eq!(editor.design().of_kind(kind).count(), before.of_kind(kind).count() + 1, "{}", kind.key());
        let _ = editor.perform(Intent::Undo);
        assert_eq!(*editor.design(), before, "{}", kind.key());
    }
}

#[test]
fn what_a_new_object_needs_is_said() {
    let mut editor = editor("");
    let refused = |editor: &mut Editor, kind| editor.perform(add(kind, Vec::new())).refusal().map(str::to_owned);
    assert_eq!(
        refused(&mut editor, Kind::SecurityGroup).as_deref(),
        Some("Security group: select a VPC or something in it first, then add it.")
    );
    assert_eq!(
        refused(&mut editor, Kind::VpnConnection).as_deref(),
        Some("VPN connection: select a customer gateway first, then add it.")
    );
    assert!(editor.design().is_empty());
}

#[test]
fn an_attachment_has_a_subnet_in_each_zone() {
    let mut editor = editor(EVERYTHING);
    let vpc = named(&editor, Kind::Vpc, "prod");
    let _ = editor.perform(add(Kind::TransitGatewayAttachment, vec![vpc]));
    let (_, attachment) = editor.design().all::<TransitGatewayAttachment>().next().expect("an attachment");
    assert_eq!((attachment.resource, attachment.subnets.len()), (vpc, 2));
}

#[test]
fn what_is_attached_goes_with_its_gateway_and_rules_let_go_of_a_group() {
    let mut editor = editor(
        "vpc prod 10.0.0.0/16 {
           sg web rules=[{peer: 0.0.0.0/0, protocol: tcp, ports: 443}]
           sg app rules=[{peer: sg:web, protocol: tcp, ports: 8080}]
         }
         tgw core us-east-1
         attachment prod-core core resource=vpc:prod
         tgw_table main core { 10.0.0.0/16 -> attachment:prod-core; 10.9.0.0/16 -> blackhole }",
    );
    let ids =
        vec![named(&editor, Kind::TransitGatewayAttachment, "prod-core"), named(&editor, Kind::SecurityGroup, "web")];
    let _ = editor.perform(Intent::Delete { ids });
    let (_, table) = editor.design().all::<TransitGatewayRouteTable>().next().expect("the table stays");
    assert_eq!(table.routes.iter().map(|route| route.target).collect::<Vec<_>>(), [TransitGatewayTarget::Blackhole]);
    let (_, app) = editor.design().all::<SecurityGroup>().next().expect("the other group stays");
    assert!(app.rules.is_empty());
    let ids = vec![named(&editor, Kind::TransitGateway, "core")];
    let _ = editor.perform(Intent::Delete { ids });
    assert_eq!(editor.design().of_kind(Kind::TransitGatewayRouteTable).count(), 0);
}

#[test]
fn a_wrong_port_is_caught_at_its_field() {
    let mut editor = editor("vpc prod 10.0.0.0/16 { sg web rules=[{peer: 10.0.0.0/8}] }");
    let ids = vec![named(&editor, Kind::SecurityGroup, "web")];
    let set = |path: &str, value: &str| Intent::SetField { ids: ids.clone(), path: path.into(), value: value.into() };
    let refused = editor.perform(set("rules/0/ports", "https"));
    assert_eq!(
        refused.refusal(),
        Some("\"https\" is not a port or a range of ports. Write 443, or 1024-65535 with the lower port first.")
    );
    assert_eq!(editor.perform(set("rules/0/ports", "443")).refusal(), None);
    assert_eq!(editor.perform(set("rules/0/protocol", "tcp")).refusal(), None);
}
