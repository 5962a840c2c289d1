//! The rules over a large design.

use std::hint::black_box;
use std::time::{Duration, Instant};

use cidraw::addressing::CidrBlock;
use cidraw::analysis::Analyses;
use cidraw::editor::{Editor, Intent};
use cidraw::model::kinds::{Direction, PortRange, Protocol, RulePeer, SecurityGroup, SecurityGroupRule, Vpc};
use cidraw::model::{Design, Edit, Entity, IdSource, SecurityGroupId, VpcId, apply};
use cidraw::rules::{Check, Context, Findings, Index, RULES};

use super::{LARGE_EDIT, design_of, edit, measure, ms};

/// What a first look at 20,000 subnets and 100,000 group rules may take.
const COLD: Duration = Duration::from_secs(1);

/// 20,000 subnets with 100,000 rules of security groups: an edit of one of these, a cold run, and who takes longest.
pub fn groups() {
    let mut design = design_of(20_000);
    let vpcs: Vec<VpcId> = design.all::<Vpc>().map(|(id, _)| id).collect();
    let mut ids = IdSource::new(7);
    let mut groups: Vec<SecurityGroupId> = Vec::new();
    for (i, vpc) in vpcs.iter().enumerate() {
        let rule = |n: usize| {
            let peer = CidrBlock::containing([10, (n % 256) as u8, (i % 256) as u8, 0].into(), 24);
            let protocol = Some(Protocol::TCP.into());
            let ports = Some(PortRange::one(1_000 + n as u16).into());
            SecurityGroupRule {
                protocol,
                ports,
                ..SecurityGroupRule::all(Direction::Ingress, RulePeer::Block(peer.into()))
            }
        };
        for name in ["app", "data"] {
            let id: SecurityGroupId = ids.fresh();
            let group = SecurityGroup { rules: (0..50).map(rule).collect(), ..SecurityGroup::new(*vpc) };
            apply(&mut design, Edit::add(id, Entity::new(name, group))).expect("the id is new");
            groups.push(id);
        }
    }
    measure("all findings anew, 20,000 subnets, 100,000 group rules", Some(COLD), 5, |_| Analyses::new(&design));
    slowest(&design);
    let mut editor = Editor::new(design, 1);
    measure("a group's rule to fresh findings, 100,000 group rules", Some(LARGE_EDIT), 60, |i| {
        let ids = vec![groups[i * 37 % groups.len()].into()];
        let value = format!("{}", 20_000 + i).into();
        edit(&mut editor, Intent::SetField { ids, path: "rules/0/ports".into(), value });
    });
    // What all VPCs are told of each other in brief changes with these: whatever read that is due again.
    measure("a VPC's name to fresh findings, 100,000 group rules", Some(LARGE_EDIT), 60, |i| {
        edit(&mut editor, Intent::Rename { id: vpcs[i * 37 % vpcs.len()].into(), name: format!("renamed-{i}") });
    });
    measure("a VPC's Region to fresh findings, 100,000 group rules", Some(LARGE_EDIT), 60, |i| {
        let ids = vec![vpcs[i / 2 * 37 % vpcs.len()].into()];
        let region = if i.is_multiple_of(2) { "eu-north-1" } else { "eu-west-1" };
        edit(&mut editor, Intent::SetField { ids, path: "region".into(), value: region.into() });
    });
}

/// Runs each rule by itself over the whole design and names the ten that take longest.
fn slowest(design: &Design) {
    let index = Index::new(design);
    let mut times: Vec<(Duration, &str)> = Vec::new();
    for rule in RULES {
        let start = Instant::now();
        let mut found = Findings::of(rule);
        match rule.check {
            Check::Each(kinds, check) => {
                for home in index.homes() {
                    let cx = Context::new(design, &index, Some(home));
                    let Some(household) = index.household(home) else { continue };
                    for (id, entity) in kinds.iter().flat_map(|kind| household.of_kind(*kind)) {
                        check(&cx, *id, entity, &mut found);
                    }
                }
            }
            Check::Design(check) => check(&Context::new(design, &index, None), &mut found),
        }
        black_box(found.into_sorted());
        times.push((start.elapsed(), rule.id));
    }
    times.sort_unstable_by(|a, b| b.cmp(a));
    println!("  the ten rules that take longest in that:");
    times.iter().take(10).for_each(|(time, id)| println!("  {id:<56} {:>11}", ms(*time)));
}
