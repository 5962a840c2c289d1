//! Whole drawings, from an empty canvas to a network without problems: by mouse alone, and by keyboard alone.

use crate::support::*;
use cidraw::editor::*;
use cidraw::model::kinds::*;
use cidraw::model::*;

/// Four zones, public and private tiers behind NAT gateways, about 8,000 addresses a subnet; every environment peered
/// with the shared services.
#[track_caller]
fn assert_three_environments(editor: &mut Editor, names: [&str; 4]) {
    let design = editor.design().clone();
    assert_eq!(design.of_kind(Kind::Vpc).count(), 4);
    for (name, block) in names.iter().zip(["10.0.0.0/16", "10.1.0.0/16", "10.2.0.0/16", "10.3.0.0/16"]) {
        let vpc: VpcId = id(editor, name);
        assert_eq!(design.get(vpc).unwrap().ipv4[0].to_string(), block, "{name}");
        let subnets: Vec<&Subnet> = design.referring::<Subnet>(vpc).map(|(_, subnet)| subnet).collect();
        assert_eq!(subnets.len(), 8, "{name}");
        assert!(subnets.iter().all(|subnet| subnet.ipv4_block().is_some_and(|block| block.length() == 19)));
        assert!(subnets.iter().all(|subnet| subnet.route_table.is_some()), "every subnet follows a table");
    }
    assert_eq!(design.of_kind(Kind::InternetGateway).count(), 4);
    assert_eq!(design.of_kind(Kind::NatGateway).count(), 16);
    assert_eq!(design.of_kind(Kind::ElasticIp).count(), 16);
    assert_eq!(design.of_kind(Kind::Peering).count(), 3);
    let _ = editor.check();
    let worrying: Vec<&str> = editor
        .analyses()
        .findings()
        .filter(|finding| finding.severity != cidraw::rules::Severity::Advice)
        // Sixteen elastic IPs are more than the five that a new account has: that is so, and not the drawing's fault.
        .filter(|finding| !finding.rule.id.starts_with("limits/"))
        .map(|finding| finding.message.as_str())
        .collect();
    assert_eq!(worrying, Vec::<&str>::new());
    // No box lies on another.
    let vpcs: Vec<EntityId> = design.of_kind(Kind::Vpc).map(|(id, _)| id).collect();
    for (i, a) in vpcs.iter().enumerate() {
        for b in &vpcs[i + 1..] {
            let (a, b) = (editor.layout().rect(*a).unwrap(), editor.layout().rect(*b).unwrap());
            assert!(!a.intersects(b), "{a:?} {b:?}");
        }
    }
}

#[test]
fn three_environments_are_drawn_by_mouse() {
    let mut editor = editor("");
    let _ = editor.set_tier_options(TierOptions { length: Some(19), ..TierOptions::default() });
    let places = [(0, 0), (900, 0), (0, 700), (900, 700)];
    for (x, y) in places {
        let _ = play(&mut editor, &format!("tool vpc; click {x},{y}"));
        // From the first column over the border to where the fourth will stand.
        let row = format!("tool tier; down {},{}; move {},{}; up", x + 30, y + 100, x + 640, y + 100);
        let _ = play(&mut editor, &row);
        let below = editor.layout().rect(*editor.selection().first().unwrap()).unwrap().bottom() as i32 + 30;
        let row = format!("tool tier; down {},{below}; move {},{below}; up", x + 30, x + 640);
        let _ = play(&mut editor, &row);
        let _ = play(&mut editor, &format!("tool gateway; click {},{}", x + 20, y + 15));
        let public: Vec<EntityId> = editor
            .design()
            .all::<Subnet>()
            .filter(|(_, s)| editor.design().get(s.tier).is_some_and(|tier: &Tier| tier.role == Role::Public))
            .map(|(id, _)| EntityId::from(id))
            .collect();
        for subnet in public {
            let served = editor.design().referring::<NatGateway>(subnet).next().is_some();
            if !served {
                let at = editor.layout().rect(subnet).unwrap().center();
                let _ = play(&mut editor, &format!("tool gateway; click {},{}", at.x, at.y));
            }
        }
    }
    for (x, y) in &places[..3] {
        let line = format!("tool connect; down {},{}; move 500,650; move 920,715; up", x + 20, y + 15);
        let _ = play(&mut editor, &line);
    }
    assert_three_environments(&mut editor, ["vpc-1", "vpc-2", "vpc-3", "vpc-4"]);
}

#[test]
fn three_environments_are_drawn_by_keyboard() {
    let mut editor = editor("");
    for name in ["prod", "staging", "dev", "shared"] {
        let _ = play(&mut editor, "key P; key P; key F2");
        let vpc = editor.focus().expect("the new VPC has the keyboard");
        let _ = editor.perform(Intent::Rename { id: vpc, name: name.into() });
        // A tier in three zones, its length set in the panel of the tool, and the fourth zone for both.
        let _ = editor.set_tier_options(TierOptions { length: Some(19), ..TierOptions::default() });
        let _ = play(&mut editor, "key S; key S");
        let _ = editor.focus_on(vpc);
        let _ = play(&mut editor, "key S; key S");
        let _ = editor.focus_on(vpc);
        let heard = editor.run(Command::AddZone);
        assert_eq!(heard.refusal(), None);
        let _ = editor.focus_on(vpc);
        let _ = play(&mut editor, "key G; key G");
        let _ = editor.focus_on(vpc);
        let _ = editor.run(Command::AddNatGateway);
    }
    for name in ["prod", "staging", "dev"] {
        let from = named(&editor, Kind::Vpc, name);
        let _ = editor.focus_on(from);
        let opened = play(&mut editor, "key C; key Enter");
        assert!(opened[1].effects.contains(&Effect::OpenConnect(from)));
        let list = candidates(editor.design(), from);
        let shared = list.iter().find(|candidate| candidate.name == "VPC shared").expect("it is listed");
        let _ = editor.perform(Intent::Connect { from, to: shared.to });
    }
    assert_three_environments(&mut editor, ["prod", "staging", "dev", "shared"]);
}
