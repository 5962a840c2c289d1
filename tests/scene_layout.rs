//! Laws of the layout: what holds for every design, and after every change to it.

use cidraw::generate::{Spec, generate};
use cidraw::model::kinds::*;
use cidraw::model::*;
use cidraw::scene::{Laying, Layout, Point, Rect};
use proptest::prelude::*;

/// A step of a random session: what to do and to what, as plain numbers.
type Step = (u8, u8, u8, i16);

fn id<T: TypedId>(n: u8) -> T {
    T::from_slug(Slug::new(&format!("n{n}")).unwrap())
}

/// A few ids, so that steps meet each other: collisions, dangling names and all.
fn edit(design: &Design, (what, a, b, c): Step) -> Option<Edit> {
    let (vpc, other): (VpcId, VpcId) = (id(a % 6), id(b % 6));
    let subnet: SubnetId = id(a % 40);
    let tier: TierId = id(b % 9);
    let zones = ["eu-west-1a", "eu-west-1b", "eu-west-1c", ""];
    let zone = zones[usize::from(b) % zones.len()];
    let add = |id: EntityId, entity: Entity| (!design.contains(id)).then(|| Edit::add(id, entity));
    let change = |id: EntityId, f: fn(&mut Entity, i16)| {
        design.contains(id).then(|| Edit::change_entity(id, move |entity| f(entity, c)))
    };
    match what % 28 {
        0 => {
            let entity = Entity::new(format!("vpc {a}"), Vpc { region: "eu-west-1".into(), ..Vpc::default() });
            let at = (c % 3 != 0).then(|| Placement::at(i32::from(c), i32::from(b) * 40));
            add(vpc.into(), Entity { head: Head { at, ..entity.head }, ..entity })
        }
        1 => add(
            tier.into(),
            Entity::new(format!("tier {b}"), Tier::new(id(a % 6), Role::ALL[usize::from(b) % 3], c as u32 % 4)),
        ),
        2..=5 => {
            let block = format!("10.{}.{}.0/24", a % 6, c as u8).parse().ok();
            let subnet_ =
                Subnet { zone: zone.into(), ipv4: block.map(Written::Sound), ..Subnet::new(id(c as u8 % 6), tier) };
            add(subnet.into(), Entity::new(format!("subnet-{a}-{c}"), subnet_))
        }
        6 => {
            let mut nat = NatGateway::public(id(b % 40), id(0));
            if c % 3 == 0 {
                nat.availability = Availability::Regional;
                nat.vpc = (c % 2 == 0).then_some(other);
            }
            add(id::<NatGatewayId>(a % 12).into(), Entity::new(format!("nat-{a}"), nat))
        }
        7 => {
            let igw = InternetGateway { vpc: (c % 4 != 0).then_some(other) };
            add(id::<InternetGatewayId>(a % 5).into(), Entity::new("igw", igw))
        }
        8 => add(id::<PeeringId>(a % 12).into(), Entity::new(format!("peering {a}"), Peering::new(vpc, other))),
        9 => {
            let all: Vec<EntityId> = design.iter().map(|(id, _)| id).collect();
            all.get(usize::from(a) % all.len().max(1)).map(|id| Edit::remove(*id))
        }
        10 => change(vpc.into(), |e, c| {
            let size = |n: i16| (n % 2 == 0).then(|| u32::from(n.unsigned_abs()) % 2_000);
            e.head.at = Some(Placement { w: size(c), h: size(c / 2), ..Placement::at(i32::from(c) * 3, i32::from(c)) });
        }),
        11 => change(vpc.into(), |e, _| e.head.at = None),
        12 => design.contains(subnet).then(|| {
            let zone = zone.to_owned();
            Edit::change(subnet, move |s: &mut Subnet| (s.zone, s.tier, s.vpc) = (zone.clone(), tier, other))
        }),
        13 => change(subnet.into(), |e, c| e.head.name = format!("renamed-{c}")),
        14 => design.contains(tier).then(|| {
            Edit::change(tier, move |t: &mut Tier| (t.order, t.role) = (c as u32 % 5, Role::ALL[c as usize % 3]))
        }),
        16..=27 => furnish(design, what % 28, (a, b, c)),
        _ => change(id::<InternetGatewayId>(a % 5).into(), |e, c| e.head.name = "igw ".repeat(c as usize % 4)),
    }
}

/// What stands in VPCs besides subnets, and beside VPCs.
fn furnish(design: &Design, what: u8, (a, b, c): (u8, u8, i16)) -> Option<Edit> {
    let (vpc, other): (VpcId, VpcId) = (id(a % 6), id(b % 6));
    let subnets: Vec<SubnetId> = (0..c as u8 % 4).map(|n| id(b.wrapping_add(n) % 40)).collect();
    let add = |id: EntityId, name: String, body: Body| {
        let mut entity = Entity::new(name, body);
        entity.head.at = (c % 3 == 0).then(|| Placement::at(i32::from(c) * 4, i32::from(b) * 20));
        (!design.contains(id)).then(|| Edit::add(id, entity))
    };
    let name = |of: &str| format!("{of}-{a}-{c}");
    match what {
        16 => {
            let tier = (c % 2 == 0).then(|| id(b % 9));
            let workload = Workload { tier, subnets, count: Some(u32::from(b) % 3), ..Workload::new(vpc) };
            add(id::<WorkloadId>(a % 9).into(), name("web"), workload.into())
        }
        17 => {
            let balancer = LoadBalancer { subnets, ..LoadBalancer::new(vpc) };
            add(id::<LoadBalancerId>(a % 5).into(), name("alb"), balancer.into())
        }
        18 => {
            let endpoint_type = if c % 2 == 0 { EndpointType::Interface } else { EndpointType::Gateway };
            let service = (c % 5 == 0).then(|| id(0));
            let endpoint = Endpoint { endpoint_type, subnets, endpoint_service: service, ..Endpoint::new(vpc) };
            add(id::<EndpointId>(a % 7).into(), name("vpce"), endpoint.into())
        }
        19 => match c % 3 {
            0 => add(id::<SecurityGroupId>(a).into(), name("sg"), SecurityGroup::new(vpc).into()),
            1 => add(id::<NetworkAclId>(a % 9).into(), name("acl"), NetworkAcl::new(vpc).into()),
            _ => add(
                id::<TrafficMirrorSessionId>(a % 9).into(),
                name("mirror"),
                TrafficMirrorSession::new(id(b % 9)).into(),
            ),
        },
        20 => match c % 3 {
            0 => add(
                id::<VpnGatewayId>(a % 4).into(),
                name("vgw"),
                VpnGateway { vpc: (b % 4 != 0).then_some(other), asn: None }.into(),
            ),
            1 => add(id::<EgressOnlyGatewayId>(a % 4).into(), name("eigw"), EgressOnlyGateway { vpc: other }.into()),
            _ => {
                let block = format!("10.{}.{}.0/26", a % 6, b).parse().ok().map(Written::Sound);
                let kept = SubnetReservation { block, ..SubnetReservation::new(id(b % 40)) };
                add(id::<SubnetReservationId>(a % 9).into(), name("kept"), kept.into())
            }
        },
        21 => add(id::<TransitGatewayId>(a % 3).into(), name("tgw"), TransitGateway::default().into()),
        22 => {
            let resource: EntityId = match c % 3 {
                0 => id::<TransitGatewayId>(b % 3).into(),
                _ => other.into(),
            };
            let attachment = TransitGatewayAttachment::new(id(a % 3), resource);
            add(id::<TransitGatewayAttachmentId>(a % 9).into(), name("att"), attachment.into())
        }
        23 => match c % 3 {
            0 => add(id::<ExternalNetworkId>(a % 3).into(), name("dc"), ExternalNetwork::default().into()),
            1 => {
                let network = (b % 2 == 0).then(|| id(b % 3));
                let gateway = CustomerGateway { network, ..CustomerGateway::default() };
                add(id::<CustomerGatewayId>(a % 3).into(), name("cgw"), gateway.into())
            }
            _ => {
                let gateway: EntityId =
                    if b % 2 == 0 { id::<VpnGatewayId>(b % 4).into() } else { id::<TransitGatewayId>(b % 3).into() };
                let connection = VpnConnection { gateway: Some(gateway), ..VpnConnection::new(id(a % 3)) };
                add(id::<VpnConnectionId>(a % 5).into(), name("vpn"), connection.into())
            }
        },
        24 => {
            let association = |vpc| ServiceNetworkAssociation { vpc, security_groups: Vec::new() };
            let associations = vec![association(vpc), association(other)];
            let network = ServiceNetwork { associations, ..ServiceNetwork::default() };
            add(id::<ServiceNetworkId>(a % 2).into(), name("lattice"), network.into())
        }
        25 => {
            let text = "Why this is so, in many words. ".repeat(c.unsigned_abs() as usize % 7);
            add(id::<NoteId>(a % 5).into(), name("note"), Note { text }.into())
        }
        26 => {
            let target: Option<EntityId> = match c % 4 {
                0 => Some(vpc.into()),
                1 => Some(id::<SubnetId>(b % 40).into()),
                2 => Some(id::<WorkloadId>(b % 9).into()),
                _ => None,
            };
            let comment = Comment { target, resolved: b % 5 == 0, ..Comment::default() };
            add(id::<CommentId>(a % 9).into(), name("comment"), comment.into())
        }
        _ => {
            let free: Vec<EntityId> =
                design.iter().map(|(id, _)| id).filter(|id| cidraw::scene::Picture::of(id.kind).is_placed()).collect();
            let id = *free.get(usize::from(a) % free.len().max(1))?;
            let at = (b % 3 != 0).then(|| Placement::at(i32::from(c), i32::from(b) * 10));
            Some(Edit::change_entity(id, move |entity| entity.head.at = at))
        }
    }
}

/// A design and its layout, kept by absorbing, after `steps`.
fn session(steps: &[Step], mut each: impl FnMut(&Design, &Layout)) {
    let mut design = Design::default();
    let mut layout = Layout::new(&design);
    for step in steps {
        let Some(edit) = edit(&design, *step) else { continue };
        let diff = apply(&mut design, edit).unwrap();
        layout.absorb(&design, &diff);
        each(&design, &layout);
    }
}

fn same(kept: &Layout, fresh: &Layout, design: &Design) {
    assert_eq!(kept.boxes(), fresh.boxes());
    assert_eq!(kept.bounds(), fresh.bounds());
    assert_eq!(kept.internet(), fresh.internet());
    for (id, _) in design.iter() {
        assert_eq!(kept.line(id), fresh.line(id), "{id}");
        assert_eq!(kept.vpc_of(id), fresh.vpc_of(id), "{id}");
    }
    for (vpc, _) in design.all::<Vpc>() {
        assert_eq!(kept.grid(vpc), fresh.grid(vpc));
        assert_eq!(kept.strip(vpc), fresh.strip(vpc));
    }
    if let Some(bounds) = fresh.bounds() {
        assert_eq!(kept.objects_in(bounds), fresh.objects_in(bounds));
        for i in 0..20 {
            let p = Point::new(
                bounds.x + bounds.w * f64::from(i) / 20.0,
                bounds.y + bounds.h * f64::from(i * 7 % 20) / 20.0,
            );
            assert_eq!(kept.hit(p, 4.0, |_| true), fresh.hit(p, 4.0, |_| true));
            assert_eq!(kept.cell_at(p), fresh.cell_at(p));
        }
    }
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    prop::collection::vec((any::<u8>(), any::<u8>(), any::<u8>(), -600i16..600), 1..70)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 160, ..ProptestConfig::default() })]

    #[test]
    fn a_layout_that_followed_every_change_equals_a_fresh_one(steps in steps()) {
        session(&steps, |design, layout| same(layout, &Layout::new(design), design));
    }

    #[test]
    fn undo_restores_the_layout(
        steps in steps(), between in prop::collection::vec((any::<u8>(), any::<u8>(), any::<u8>(), -600i16..600), 0..6),
    ) {
        let mut design = Design::default();
        let mut layout = Layout::new(&design);
        let mut done = Vec::new();
        for step in &steps {
            let Some(edit) = edit(&design, *step) else { continue };
            let diff = apply(&mut design, edit).unwrap();
            layout.absorb(&design, &diff);
            done.push(diff);
        }
        let whole = done.into_iter().fold(Diff::default(), Diff::squash).reverse();
        design.absorb(&whole);
        layout.absorb(&design, &whole);
        prop_assert!(design.is_empty());
        prop_assert_eq!(layout.boxes(), []);
        prop_assert_eq!(layout.bounds(), None);
        // What is drawn meanwhile goes again, and then everything comes back at once.
        let mut meanwhile = vec![whole];
        for step in between {
            let Some(edit) = edit(&design, step) else { continue };
            let diff = apply(&mut design, edit).unwrap();
            layout.absorb_boxes(&design, &diff);
            meanwhile.push(diff);
        }
        for diff in meanwhile.iter().rev().map(Diff::reverse) {
            design.absorb(&diff);
            layout.absorb_boxes(&design, &diff);
            let mut routed = layout.clone();
            routed.route(&design);
            same(&routed, &Layout::new(&design), &design);
        }
    }

    #[test]
    fn cards_lie_in_their_vpc_and_apart(steps in steps()) {
        session(&steps[steps.len() / 2..], |design, layout| {
            for (vpc, _) in design.all::<Vpc>() {
                let frame = layout.rect(vpc).unwrap();
                let cards: Vec<Rect> = design.referring::<Subnet>(vpc).map(|(id, _)| layout.rect(id).unwrap()).collect();
                for (i, card) in cards.iter().enumerate() {
                    assert!(frame.inflate(-8.0).contains_rect(*card), "{card:?} in {frame:?}");
                    assert!(cards[..i].iter().all(|other| !other.inflate(2.0).intersects(*card)));
                }
                for (id, _) in design.referring::<Subnet>(vpc) {
                    for (nat, fields) in design.referring::<NatGateway>(id) {
                        let inside = layout.rect(id).unwrap().contains_rect(layout.rect(nat).unwrap());
                        assert_eq!(inside, fields.seat(design) == Some(id));
                    }
                }
            }
        });
    }

    #[test]
    fn everything_with_a_box_is_hit_in_its_middle(steps in steps()) {
        session(&steps, |design, layout| {
            for (id, rect) in layout.boxes() {
                assert!(layout.hit(rect.center(), 0.0, |_| true).contains(&id), "{id} at {rect:?}");
                assert!(layout.objects_in(rect).contains(&id));
                let taken = layout.within(rect.inflate(1.0), false);
                assert!(taken.contains(&id) || id.kind == Kind::Tier, "{id} in {taken:?}");
            }
            let drawn = [Kind::Vpc, Kind::Subnet, Kind::InternetGateway, Kind::NatGateway];
            for (id, _) in design.iter().filter(|(id, _)| drawn.contains(&id.kind)) {
                assert!(layout.rect(id).is_some(), "{id} has a place");
            }
        });
    }

    #[test]
    fn lines_are_level_or_upright_and_end_on_the_borders_of_their_vpcs(steps in steps()) {
        session(&steps, |design, layout| {
            for (id, peering) in design.all::<Peering>() {
                let ends = [peering.requester, peering.accepter].map(|vpc| layout.rect(vpc));
                let [Some(a), Some(b)] = ends else {
                    assert_eq!(layout.line(id), None);
                    continue;
                };
                let Some(line) = layout.line(id) else {
                    assert_eq!(peering.requester, peering.accepter);
                    continue;
                };
                assert!(line.pieces().all(|(p, q)| p.x == q.x || p.y == q.y), "{line:?}");
                for (port, frame) in line.ports.iter().zip([a, b]) {
                    assert!(frame.inflate(0.01).contains(*port) && !frame.inflate(-0.01).contains(*port), "{port:?} {frame:?}");
                }
            }
        });
    }
}

/// From afar a line is never further than its slop from anything: what is meant is the box under the pointer.
#[test]
fn from_afar_a_press_on_a_vpc_means_the_vpc() {
    let design = generate(&Spec { vpcs: 60, zones: 3, tiers: 3, peerings: 60, seed: 7 });
    let layout = Layout::new(&design);
    for (vpc, rect) in layout.vpcs() {
        let hit = layout.hit(rect.center(), 300.0, |id| matches!(id.kind, Kind::Vpc | Kind::Peering));
        assert_eq!(hit.first(), Some(&vpc.into()), "{} at {rect:?}", design.name(vpc));
    }
}

#[test]
fn a_large_layout_made_in_pieces_is_what_one_change_of_everything_comes_to() {
    let all = generate(&Spec { vpcs: 100, zones: 2, tiers: 2, peerings: 150, seed: 7 });
    let mut design = Design::default();
    let mut at_once = Layout::new(&design);
    let edits = all.iter().map(|(id, entity)| Edit::add(id, (**entity).clone()));
    let diff = apply_all(&mut design, edits).expect("objects of a design");
    at_once.absorb(&design, &diff);
    let mut laying = Laying::new(&all);
    let done: Vec<f32> = laying.by_ref().collect();
    assert!(done.len() > 10 && done.is_sorted() && done.last() == Some(&1.0), "{done:?}");
    same(&laying.end(), &at_once, &all);
    // Whoever asks for it earlier gets it too.
    let mut laying = Laying::new(&all);
    laying.by_ref().take(3).for_each(drop);
    same(&laying.end(), &at_once, &all);
}
