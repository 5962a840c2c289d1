//! How long layout and drawing take: `cargo run --release --example scene_speed`.

use std::time::Instant;

use cidraw::model::kinds::*;
use cidraw::model::*;
use cidraw::scene::{Camera, Layout, Level, Marks, Point, Scene, TableMeasure, draw};

/// `vpcs` VPCs of 4 tiers in 5 zones, half of them placed, each peered with the next and one far away.
fn design(vpcs: u32) -> Design {
    let mut all: Vec<(EntityId, Entity)> = Vec::new();
    let mut ids = IdSource::new(1);
    let vpc_ids: Vec<VpcId> = (0..vpcs).map(|_| ids.fresh()).collect();
    for (i, vpc) in (0u32..).zip(&vpc_ids) {
        let block = format!("10.{}.{}.0/19", i / 8 % 256, i % 8 * 32).parse().expect("a block");
        let noun = Vpc { ipv4: vec![Written::Sound(block)], ..Vpc::default() };
        let side = f64::from(vpcs).sqrt().ceil() as u32;
        all.push((
            (*vpc).into(),
            Entity::new(format!("vpc-{i}"), noun).placed((i % side * 1000) as i32, (i / side * 720) as i32),
        ));
        all.push((
            ids.fresh::<InternetGatewayId>().into(),
            Entity::new(format!("igw-{i}"), InternetGateway { vpc: Some(*vpc) }),
        ));
        let mut blocks = block.blocks(24);
        for t in 0..4u32 {
            let tier: TierId = ids.fresh();
            all.push((tier.into(), Entity::new(format!("tier-{t}"), Tier::new(*vpc, Role::ALL[t.min(2) as usize], t))));
            for z in ["a", "b", "c", "d", "e"] {
                let id: SubnetId = ids.fresh();
                let subnet = Subnet {
                    zone: format!("us-east-1{z}"),
                    ipv4: blocks.next().map(Written::Sound),
                    ..Subnet::new(*vpc, tier)
                };
                all.push((id.into(), Entity::new(format!("subnet-{i}-{t}-{z}"), subnet)));
                if t == 0 {
                    all.push((
                        ids.fresh::<NatGatewayId>().into(),
                        Entity::new(format!("nat-{z}"), NatGateway::public(id, ids.fresh())),
                    ));
                }
            }
        }
        for other in [i + 1, i * 7 + vpcs / 2].map(|n| vpc_ids[(n % vpcs) as usize]) {
            all.push((ids.fresh::<PeeringId>().into(), Entity::new(format!("peering-{i}"), Peering::new(*vpc, other))));
        }
    }
    Design::from_entities(all)
}

fn time<T>(what: &str, runs: u32, mut f: impl FnMut() -> T) -> T {
    let start = Instant::now();
    for _ in 1..runs {
        std::hint::black_box(f());
    }
    let last = f();
    println!("  {what:<44} {:>9.3} ms", start.elapsed().as_secs_f64() * 1e3 / f64::from(runs));
    last
}

fn main() {
    for vpcs in [10, 100, 1000, 2500] {
        println!("{vpcs} VPCs, {} subnets", vpcs * 20);
        let mut design = design(vpcs);
        let mut layout = time("layout", 3, || Layout::new(&design));
        let bounds = layout.bounds().expect("not empty");
        let marks = Marks::default();
        for scale in [0.02, 0.1, 0.25, 0.6, 1.0, 2.0] {
            let viewport = Point::new(1440.0, 900.0);
            let center = bounds.center();
            let camera = Camera { x: center.x - 720.0 / scale, y: center.y - 450.0 / scale, scale };
            let scene = Scene { design: &design, layout: &layout, marks: &marks };
            let list = time(&format!("draw at {scale}"), 5, || {
                draw(scene, camera, viewport, Level::at(scale), &mut TableMeasure)
            });
            println!("      {} items", list.items.len());
        }
        let subnets: Vec<SubnetId> = design.all::<Subnet>().map(|(id, _)| id).collect();
        let mut n = 0;
        let mut next = || {
            n += 7919;
            subnets[n % subnets.len()]
        };
        for (what, moves) in [
            ("absorb a rename of a subnet", 0),
            ("absorb a subnet moved to another zone", 1),
            ("absorb a VPC moved", 2),
        ] {
            let edits: Vec<Edit> = (0..50)
                .map(|i| {
                    let subnet = next();
                    let vpc = design.get(subnet).expect("it is there").vpc;
                    match moves {
                        0 => Edit::rename(subnet, format!("renamed-{i}")),
                        1 => Edit::change(subnet, |s: &mut Subnet| s.zone = "us-east-1f".into()),
                        _ => Edit::change_entity(vpc, |e| {
                            e.head.at = e.head.at.map(|at| Placement { x: at.x + 20, ..at })
                        }),
                    }
                })
                .collect();
            let mut edits = edits.into_iter();
            let mut spent = std::time::Duration::ZERO;
            for edit in &mut edits {
                let diff = apply(&mut design, edit).expect("it is there");
                let start = Instant::now();
                layout.absorb(&design, &diff);
                spent += start.elapsed();
            }
            println!("  {what:<44} {:>9.3} ms", spent.as_secs_f64() * 1e3 / 50.0);
        }
    }
}
