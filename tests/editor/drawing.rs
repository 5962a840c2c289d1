//! Drawing VPCs, tiers and subnets: which addresses, names and places they get.

use cidraw::addressing::CidrBlock;
use cidraw::editor::*;
use cidraw::model::kinds::*;
use cidraw::model::*;
use cidraw::scene::Rect;

use crate::support::*;

#[test]
fn a_new_vpc_takes_the_next_block_of_the_only_pool() {
    let mut editor = editor("pool corp 10.64.0.0/10 vpc_length=20; vpc a 10.64.0.0/20 region=eu-west-1 at 0,0");
    let text = done(&mut editor, Intent::DrawVpc { at: Placement::at(900, 0), environment: None });
    assert_eq!(text, "Drew VPC vpc-1, 10.64.16.0/20.");
    assert_eq!(editor.design().get::<VpcId>(id(&editor, "vpc-1")).unwrap().region, "eu-west-1");
}

#[test]
fn a_new_vpc_of_an_environment_takes_a_block_of_its_pool_and_not_one_handed_to_a_smaller_pool() {
    let mut editor = editor(
        "pool corp 10.0.0.0/8; pool prod 10.0.0.0/12 parent=corp; pool dev 10.16.0.0/12
         environment e pool=corp; environment p pool=prod",
    );
    let p = id(&editor, "p");
    assert_eq!(
        done(&mut editor, Intent::DrawVpc { at: Placement::at(0, 0), environment: Some(p) }),
        "Drew VPC vpc-1, 10.0.0.0/16."
    );
    let e = id(&editor, "e");
    assert_eq!(
        done(&mut editor, Intent::DrawVpc { at: Placement::at(900, 0), environment: Some(e) }),
        "Drew VPC vpc-2, 10.16.0.0/16."
    );
}

#[test]
fn when_the_pool_is_short_a_vpc_gets_the_largest_block_left_and_none_when_it_is_empty() {
    let mut editor = editor("pool corp 10.0.0.0/18; vpc a 10.0.0.0/19 at 0,0");
    let text = done(&mut editor, Intent::DrawVpc { at: Placement::at(900, 0), environment: None });
    assert_eq!(text, "Drew VPC vpc-1, 10.0.32.0/19.");
    let mut editor = crate::support::editor("pool corp 10.0.0.0/18; vpc a 10.0.0.0/18 at 0,0");
    let why = refused(&mut editor, Intent::DrawVpc { at: Placement::at(900, 0), environment: None });
    assert_eq!(why, "Address pool corp has no free block of /28.");
}

#[test]
fn a_tier_of_three_zones_leaves_room_for_a_fourth_beside_it() {
    let mut editor = editor("vpc a 10.0.0.0/16 region=us-west-2 at 0,0");
    let vpc = id(&editor, "a");
    let tier = |role| Intent::AddTier { vpc, name: None, role, zones: Vec::new(), length: Some(19) };
    let public = Intent::AddTier { vpc, name: None, role: Role::Public, zones: Vec::new(), length: None };
    let _ = done(&mut editor, public);
    let tier_id = id(&editor, "public");
    let text = done(&mut editor, Intent::ExtendTier { tier: tier_id, zone: None });
    assert_eq!(text, "Tier public spans us-west-2d as well: public-d, 10.0.48.0/20.");
    let _ = done(&mut editor, tier(Role::Private));
    let blocks: Vec<String> = editor
        .design()
        .referring::<Subnet>(named(&editor, Kind::Tier, "private"))
        .map(|(_, s)| s.ipv4_block().unwrap().to_string())
        .collect();
    assert_eq!(blocks.len(), 4, "a tier spans the zones that the VPC uses");
    assert!(blocks.contains(&"10.0.128.0/19".to_owned()), "{blocks:?}");
}

#[test]
fn two_tiers_of_four_zones_fill_a_vpc_with_subnets_of_eight_thousand() {
    let mut editor = editor("vpc a 10.0.0.0/16 region=us-west-2 at 0,0");
    let vpc = id(&editor, "a");
    let zones: Vec<String> = "abcd".chars().map(|c| format!("us-west-2{c}")).collect();
    for role in [Role::Public, Role::Private] {
        let _ = done(&mut editor, Intent::AddTier { vpc, name: None, role, zones: zones.clone(), length: Some(19) });
    }
    assert_design(
        &editor,
        "vpc a 10.0.0.0/16 region=us-west-2 at 0,0 {
          tier public public length=19 { subnet public-a a 10.0.0.0/19; subnet public-b b 10.0.32.0/19
            subnet public-c c 10.0.64.0/19; subnet public-d d 10.0.96.0/19 }
          tier private private length=19 { subnet private-a a 10.0.128.0/19; subnet private-b b 10.0.160.0/19
            subnet private-c c 10.0.192.0/19; subnet private-d d 10.0.224.0/19 }
        }",
    );
    let why = editor.perform(Intent::AddTier { vpc, name: None, role: Role::Isolated, zones, length: None });
    assert_eq!(why.refusal(), Some("VPC a has no free block of /19."));
}

#[test]
fn a_vpc_that_moves_to_another_block_takes_its_subnets_along() {
    let mut editor = editor(PROD);
    let vpc = id(&editor, "prod");
    let block: CidrBlock = "10.7.0.0/16".parse().unwrap();
    let text = done(&mut editor, Intent::ReaddressVpc { vpc, index: 0, block });
    assert_eq!(text, "VPC prod is 10.7.0.0/16 now, 5 subnets with it.");
    let subnet = editor.design().get::<SubnetId>(id(&editor, "data-a")).unwrap();
    assert_eq!(subnet.ipv4_block().unwrap().to_string(), "10.7.128.0/20");
    let larger: CidrBlock = "10.7.0.0/17".parse().unwrap();
    let response = editor.perform(Intent::ReaddressVpc { vpc, index: 0, block: larger });
    assert_eq!(response.refusal(), Some("data-a (10.7.128.0/20) does not fit into 10.7.0.0/17 at its place."));
}

#[test]
fn a_subnet_splits_into_halves() {
    let mut editor = editor(PROD);
    let subnet = id(&editor, "data-a");
    let text = done(&mut editor, Intent::SplitSubnet { subnet });
    assert_eq!(text, "Split data-a: it is 10.0.128.0/21 now, and data-b is 10.0.136.0/21.");
}

#[test]
fn a_burst_of_nudges_is_one_step_until_something_else_happens() {
    let mut editor = editor("vpc a 10.0.0.0/16 at 0,0");
    let _ = play(&mut editor, "click 10,10; key ArrowRight; key ArrowRight; key Shift+ArrowDown");
    assert_design(&editor, "vpc a 10.0.0.0/16 at 40,200");
    assert_eq!(editor.history().done().len(), 1);
    let _ = play(&mut editor, "click -90,-90; click 50,210; key ArrowLeft");
    assert_eq!(editor.history().done().len(), 2);
}

#[test]
fn a_vpc_that_grows_pushes_its_neighbour_away_in_the_same_step() {
    let mut editor = editor("vpc a 10.0.0.0/16 region=us-west-2 at 0,0; vpc b 10.1.0.0/16 at 300,0");
    let vpc = id(&editor, "a");
    let _ = done(&mut editor, Intent::AddTier { vpc, name: None, role: Role::Public, zones: Vec::new(), length: None });
    let (a, b) = (editor.layout().rect(vpc).unwrap(), editor.layout().rect(named(&editor, Kind::Vpc, "b")).unwrap());
    assert!(!a.intersects(b), "{a:?} {b:?}");
    assert_eq!(b.y, 0.0);
}

#[test]
fn a_vpc_that_grows_pushes_away_what_stands_beside_it() {
    let text =
        "vpc a 10.0.0.0/16 region=us-west-2 at 0,0; tgw hub at 40,240; vpc b 10.1.0.0/16 at 0,400; note far at 900,0";
    let mut editor = editor(text);
    let vpc = id(&editor, "a");
    let far = named(&editor, Kind::Note, "far");
    let before = editor.layout().rect(far).unwrap();
    let _ = done(&mut editor, Intent::AddTier { vpc, name: None, role: Role::Public, zones: Vec::new(), length: None });
    let _ =
        done(&mut editor, Intent::AddTier { vpc, name: None, role: Role::Private, zones: Vec::new(), length: None });
    nothing_overlaps(&editor);
    assert_eq!(editor.layout().rect(far), Some(before), "what is not met stays");
    let _ = editor.perform(Intent::Undo);
    let _ = editor.perform(Intent::Undo);
    assert_design(&editor, text);
}

#[test]
fn what_is_added_beside_the_vpcs_has_room_there_and_keeps_it_with_a_longer_name() {
    let mut editor = editor("vpc a 10.0.0.0/16 at 0,0");
    let commands = [
        Command::AddTransitGateway,
        Command::AddEndpointService,
        Command::AddServiceNetwork,
        Command::AddCustomerGateway,
        Command::AddPrivateZone,
        Command::AddExternalNetwork,
    ];
    for command in commands {
        let _ = editor.run(command);
        nothing_overlaps(&editor);
    }
    let standing: Vec<EntityId> = editor.layout().free_standing().map(|(id, _)| id).collect();
    assert_eq!(standing.len(), commands.len());
    for id in standing {
        let _ = done(&mut editor, Intent::Rename { id, name: format!("a-rather-long-name-for-{}", id.kind.key()) });
        nothing_overlaps(&editor);
    }
}

/// Each with each: VPCs, and what stands beside them.
fn nothing_overlaps(editor: &Editor) {
    let vpcs = editor.layout().vpcs().map(|(id, rect)| (EntityId::from(id), rect));
    let all: Vec<(EntityId, Rect)> = vpcs.chain(editor.layout().free_standing()).collect();
    for (i, (a, first)) in all.iter().enumerate() {
        for (b, second) in &all[..i] {
            assert!(!first.intersects(*second), "{a} at {first:?} overlaps {b} at {second:?}");
        }
    }
}

#[test]
fn vpcs_that_nobody_placed_stay_where_they_are_when_one_is_moved() {
    let mut editor = editor("vpc a 10.0.0.0/16; vpc b 10.1.0.0/16; vpc c 10.2.0.0/16");
    let rect = |editor: &Editor, name| editor.layout().rect(named(editor, Kind::Vpc, name)).unwrap();
    let before = ["b", "c"].map(|name| rect(&editor, name));
    let ids = vec![named(&editor, Kind::Vpc, "a")];
    let _ = done(&mut editor, Intent::MoveObjects { ids, dx: 0, dy: 2000 });
    assert_eq!(["b", "c"].map(|name| rect(&editor, name)), before);
}

#[test]
fn a_vpc_drawn_while_an_environment_is_selected_belongs_to_it() {
    let mut editor = editor("pool p 10.32.0.0/12; pool q 10.64.0.0/12; environment prod pool=q");
    let _ = editor
        .perform(Intent::Select { ids: vec![named(&editor, Kind::Environment, "prod")], mode: SelectMode::Replace });
    let _ = play(&mut editor, "tool vpc; click 0,0");
    let vpc = editor.design().get::<VpcId>(id(&editor, "vpc-1")).unwrap();
    assert_eq!(vpc.environment, Some(id(&editor, "prod")));
    assert_eq!(vpc.ipv4[0].to_string(), "10.64.0.0/16");
}
