//! What is drawn at which level, and what always holds for a display list.

use std::collections::HashSet;

use cidraw::model::*;
use cidraw::scene::*;

const THREE_TIERS: &str = "
    environment production production=true
    vpc prod 10.0.0.0/16 region=eu-west-1 environment=production at 0,0 {
      igw igw-prod
      tier public public {
        subnet public-a a 10.0.0.0/22 route_table=rtb-public { nat nat-a eip-a }
        subnet public-b b 10.0.4.0/22 route_table=rtb-public
        subnet public-c c 10.0.8.0/22 route_table=rtb-public
      }
      tier app private {
        subnet app-a a 10.0.128.0/19 route_table=rtb-app-a
        subnet app-b b 10.0.160.0/19 route_table=rtb-app-a
      }
      tier data isolated {
        subnet data-b b 10.0.40.0/21
        subnet data-c c 10.0.44.0/22
      }
      route_table rtb-public { 0.0.0.0/0 -> igw:igw-prod }
      route_table rtb-app-a { 0.0.0.0/0 -> nat:nat-a }
      route_table rtb-data main { }
    }
    vpc shared 10.2.0.0/20 region=eu-west-1 at 700,0 {
      tier tools private {
        subnet tools-a a 10.2.8.0/22
        subnet tools-b b 10.2.12.0/22
      }
    }
    eip eip-a region=eu-west-1
    peering prod-shared prod shared
";

fn design() -> Design {
    cidraw::notation::parse(THREE_TIERS).unwrap()
}

fn named(design: &Design, name: &str) -> EntityId {
    design.iter().find(|(_, entity)| entity.head.name == name).unwrap().0
}

/// All of a design at a scale.
fn whole(design: &Design, marks: &Marks, scale: f64) -> (Layout, DisplayList) {
    let layout = Layout::new(design);
    let bounds = layout.bounds().unwrap().inflate(40.0);
    let camera = Camera { x: bounds.x, y: bounds.y, scale };
    let scene = Scene { design, layout: &layout, marks };
    let list = draw(scene, camera, Point::new(bounds.w * scale, bounds.h * scale), Level::at(scale), &mut TableMeasure);
    (layout, list)
}

fn texts(scale: f64) -> Vec<String> {
    whole(&design(), &Marks::default(), scale).1.texts().map(str::to_owned).collect()
}

fn icons(list: &DisplayList, id: EntityId) -> Vec<&'static str> {
    let of = list.items.iter().filter(|item| item.id == Some(id));
    of.filter_map(|item| if let Shape::Icon { name, .. } = item.shape { Some(name) } else { None }).collect()
}

fn has(texts: &[String], wanted: &str) -> bool {
    texts.iter().any(|text| text == wanted)
}

#[test]
fn from_afar_a_vpc_is_its_name_and_strip() {
    let texts = texts(0.15);
    // Of `shared` two letters would be left, which name nothing.
    assert_eq!(texts, ["prod"]);
}

#[test]
fn tiles_have_names_from_88_pixels_on() {
    assert!(!has(&texts(0.5), "app-a"));
    assert!(has(&texts(0.6), "app-a"));
    assert!(!has(&texts(0.6), "10.0.128.0/19"));
    assert!(has(&texts(0.6), "10.0.0.0/16"));
}

#[test]
fn cards_say_block_and_count_and_rows_say_where_they_lead() {
    let texts = texts(1.0);
    for wanted in [
        "app-a",
        "10.0.128.0/19",
        "8,187",
        "nat-a",
        "eu-west-1a",
        "Public",
        "rtb-public",
        "0.0.0.0/0 → igw-prod",
        "0.0.0.0/0 → nat-a",
        "10.0.0.0/16 local",
        "3,057 usable",
        "production, eu-west-1",
        "prod-shared",
        "Internet",
        "21,504 used",
    ] {
        assert!(has(&texts, wanted), "{wanted} in {texts:?}");
    }
}

#[test]
fn close_up_a_card_has_its_range_and_its_table() {
    let texts = texts(2.5);
    assert!(has(&texts, "10.0.128.0 – 10.0.159.255") && has(&texts, "8,187 usable"));
    assert!(has(&texts, "1 NAT gateway, 3 public subnets"), "{texts:?}");
}

#[test]
fn chips_keep_only_their_icon_under_90_percent() {
    assert!(!has(&texts(0.85), "nat-a"));
    let design = design();
    let (_, list) = whole(&design, &Marks::default(), 0.85);
    assert_eq!(icons(&list, named(&design, "nat-a")), ["i-nat-gateway"]);
}

#[test]
fn letters_have_11_to_15_pixels_at_any_scale() {
    for scale in [0.02, 0.05, 0.1, 0.19, 0.2, 0.4, 0.74, 0.75, 0.9, 1.0, 1.2, 1.49, 1.5, 3.0, 8.0] {
        let (_, list) = whole(&design(), &Marks::default(), scale);
        for item in &list.items {
            if let Shape::Text { font, text, .. } = &item.shape {
                assert!((11.0..=15.0).contains(&font.px), "{text} at {scale}: {}", font.px);
            }
        }
    }
}

#[test]
fn what_is_written_on_a_card_stays_on_it_and_blocks_are_whole() {
    let design = design();
    let blocks: HashSet<String> =
        design.all::<kinds::Subnet>().filter_map(|(_, s)| s.ipv4.as_ref()).map(ToString::to_string).collect();
    for scale in [0.2, 0.35, 0.6, 0.75, 0.8, 1.0, 1.3, 1.5, 2.0, 5.0] {
        let (layout, list) = whole(&design, &Marks::default(), scale);
        for item in &list.items {
            let Shape::Text { at, text, font, align, halo: false, .. } = &item.shape else { continue };
            let Some(frame) = item.id.and_then(|id| layout.rect(id)) else { continue };
            let width = TableMeasure.width(text, *font) / scale;
            let left = match align {
                Align::Start => at.x,
                Align::Middle => at.x - width / 2.0,
                Align::End => at.x - width,
            };
            let slack = 1.0 / scale;
            assert!(left >= frame.x - slack && left + width <= frame.right() + slack, "{text} at {scale}");
            assert!(at.y >= frame.y && at.y <= frame.bottom(), "{text} at {scale}");
            if text.contains('/') && item.id.is_some_and(|id| id.kind == Kind::Subnet) && !text.contains('→') {
                assert!(blocks.contains(text), "{text} is a whole block");
            }
        }
    }
}

#[test]
fn only_what_is_in_view_is_drawn() {
    let design = design();
    let layout = Layout::new(&design);
    let marks = Marks::default();
    let scene = Scene { design: &design, layout: &layout, marks: &marks };
    let app_a = named(&design, "app-a");
    let at = layout.rect(app_a).unwrap().center();
    let camera = Camera { x: at.x - 20.0, y: at.y - 20.0, scale: 1.0 };
    let list = draw(scene, camera, Point::new(40.0, 40.0), Level::Cards, &mut TableMeasure);
    let drawn: HashSet<EntityId> = list.items.iter().filter_map(|item| item.id).collect();
    assert!(drawn.contains(&app_a) && drawn.contains(&named(&design, "prod")));
    assert!(!drawn.contains(&named(&design, "data-c")) && !drawn.contains(&named(&design, "shared")));
    assert!(!drawn.contains(&named(&design, "public-a")));
}

#[test]
fn findings_have_shapes_and_edges_of_their_own() {
    let design = design();
    let ids = ["app-a", "app-b", "public-b"].map(|name| named(&design, name));
    let found = ids.into_iter().zip([Mark::Error, Mark::Warning, Mark::Advice]).collect();
    let marks = Marks { findings: FindingMarks::new(&Layout::new(&design), found), ..Marks::default() };
    let (_, list) = whole(&design, &marks, 1.0);
    assert_eq!(icons(&list, ids[0]), ["i-subnet-private", "i-error"]);
    assert_eq!(icons(&list, ids[1]), ["i-subnet-private", "i-warning"]);
    assert_eq!(icons(&list, ids[2]), ["i-subnet-public", "i-advice"]);
    let hatched: Vec<EntityId> = list
        .items
        .iter()
        .filter(|i| matches!(i.shape, Shape::Hatch { pattern: Pattern::Clash, .. }))
        .filter_map(|i| i.id)
        .collect();
    assert_eq!(hatched, [ids[0]]);
    // From afar the VPC carries the worst of them.
    let (_, list) = whole(&design, &marks, 0.15);
    assert_eq!(icons(&list, named(&design, "prod")), ["i-error"]);
}

#[test]
fn an_overlap_hatches_the_shared_part_and_says_how_much() {
    let design = design();
    let [a, b] = ["data-b", "data-c"].map(|name| named(&design, name));
    let overlap = Overlap { a, b, shared: "10.0.44.0/22".parse().unwrap() };
    let found = FindingMarks::new(&Layout::new(&design), [(a, Mark::Error), (b, Mark::Error)].into());
    let marks = Marks { findings: found, overlaps: vec![overlap], ..Marks::default() };
    let (layout, list) = whole(&design, &marks, 1.0);
    assert!(list.texts().any(|text| text == "1,024 overlap"));
    let hatch = |id: EntityId| {
        let part = list.items.iter().find_map(|item| match item.shape {
            Shape::Hatch { rect, pattern: Pattern::Clash, .. } if item.id == Some(id) => Some(rect),
            _ => None,
        });
        part.unwrap().w / layout.rect(id).unwrap().w
    };
    assert!((hatch(a) - 0.5).abs() < 0.02 && hatch(b) > 0.97);
}

#[test]
fn the_totals_of_a_vpc_give_way_to_how_much_overlaps() {
    let design = cidraw::notation::parse(
        "vpc main 10.0.0.0/16 region=us-east-1 at 0,0 {
           tier app private {
             subnet app-a a 10.0.0.0/22
             subnet app-b b 10.0.2.0/24
           }
         }",
    )
    .unwrap();
    let [a, b] = ["app-a", "app-b"].map(|name| named(&design, name));
    let overlaps = vec![Overlap { a, b, shared: "10.0.2.0/24".parse().unwrap() }];
    let totals = |marks: &Marks| {
        let (_, list) = whole(&design, marks, 1.0);
        list.texts().filter(|text| text.ends_with(" used") || text.contains(" free")).count()
    };
    assert_eq!(totals(&Marks::default()), 2);
    assert_eq!(totals(&Marks { overlaps, ..Marks::default() }), 0, "the pill would lie over both");
}

#[test]
fn endpoints_that_lead_to_one_service_are_one_line_at_middle_distance() {
    let text = include_str!("../assets/templates/hub-inspection.cidraw.json");
    let design = cidraw::format::load(text).unwrap().design;
    let lines = |scale: f64| -> usize {
        let (_, list) = whole(&design, &Marks::default(), scale);
        let ids = list.items.iter().filter(|item| matches!(item.shape, Shape::Path { .. })).filter_map(|item| item.id);
        ids.filter(|id| id.kind == Kind::Endpoint).collect::<HashSet<_>>().len()
    };
    assert_eq!((lines(1.0), lines(0.4)), (3, 1));
}

#[test]
fn the_bar_of_the_internet_has_its_name_from_afar_too() {
    for scale in [0.3, 0.5, 0.8] {
        assert!(has(&texts(scale), "Internet"), "at {scale}");
    }
    // Where the bar is as short as a word there is none.
    assert!(!has(&texts(0.1), "Internet"));
}

#[test]
fn dimmed_objects_are_fainter_and_selected_ones_have_a_ring() {
    let design = design();
    let (app_a, app_b) = (named(&design, "app-a"), named(&design, "app-b"));
    let marks = Marks {
        dimmed: [app_a].into(),
        selected: [app_b].into(),
        handles: Some(app_b),
        focused: Some(app_b),
        ..Marks::default()
    };
    let (layout, list) = whole(&design, &marks, 1.0);
    assert!(list.items.iter().filter(|item| item.id == Some(app_a)).all(|item| item.opacity < 0.5));
    let rings: Vec<(Rect, Ink)> = list
        .items
        .iter()
        .filter_map(|item| match item.shape {
            Shape::Rect { rect, fill: None, stroke: Some(stroke), .. } if item.id == Some(app_b) => {
                Some((rect, stroke.ink))
            }
            _ => None,
        })
        .collect();
    let card = layout.rect(app_b).unwrap();
    assert_eq!(rings, [(card.inflate(4.0), Ink::Accent), (card.inflate(5.0), Ink::Focus)]);
    let handles = list.items.iter().filter(
        |i| matches!(i.shape, Shape::Rect { fill: Some(Ink::Surface), stroke: Some(s), .. } if s.ink == Ink::Accent),
    );
    assert_eq!(handles.count(), 8);
}

#[test]
fn markup_in_names_is_text_in_svg() {
    let mut design = design();
    let prod = named(&design, "prod");
    apply(&mut design, Edit::rename(prod, "<script>&\u{7}")).unwrap();
    let (layout, list) = whole(&design, &Marks::default(), 1.0);
    let svg = to_svg(&list, layout.bounds().unwrap(), SvgParts::default());
    assert!(svg.contains("&lt;script&gt;&amp;\u{fffd}") && !svg.contains("<script"));
}

#[test]
fn an_svg_drawing_says_what_it_is_of() {
    let design = design();
    let (layout, list) = whole(&design, &Marks::default(), 1.0);
    let parts = SvgParts { title: "Shop <1>", description: "2 VPCs, 1 peering.", ..SvgParts::default() };
    let svg = to_svg(&list, layout.bounds().unwrap(), parts);
    let head = svg.split("<defs>").next().unwrap_or_default();
    assert!(head.contains("role=\"img\""), "{head}");
    assert!(head.contains("<title>Shop &lt;1&gt;</title>\n<desc>2 VPCs, 1 peering.</desc>"), "{head}");
}

#[test]
fn every_icon_has_a_name_of_the_sprite() {
    let design = design();
    for scale in [0.1, 0.4, 1.0, 2.0] {
        for item in whole(&design, &Marks::default(), scale).1.items {
            if let Shape::Icon { name, size, .. } = item.shape {
                assert!(name.starts_with("i-") && size > 0.0);
            }
        }
    }
}

#[test]
fn a_design_without_anything_drawn_is_only_ground() {
    let design = Design::default();
    let (layout, marks) = (Layout::new(&design), Marks::default());
    let scene = Scene { design: &design, layout: &layout, marks: &marks };
    let list = draw(scene, Camera::default(), Point::new(800.0, 600.0), Level::Cards, &mut TableMeasure);
    assert!(matches!(list.items.as_slice(), [Item { shape: Shape::Dots { .. }, .. }]));
    assert_eq!(layout.bounds(), None);
}

/// A design with what stands in VPCs besides subnets, and beside VPCs.
const FURNISHED: &str = "
    vpc prod 10.0.0.0/16 region=eu-west-1 at 0,0 {
      vgw vgw-prod
      tier app private {
        subnet app-a a 10.0.128.0/19
        subnet app-b b 10.0.160.0/19
      }
      sg web-in; sg web-out
      workload web tier=app count=4
      lb front network subnets=[app-a, app-b]
    }
    external dc 192.168.0.0/16
    cgw office 203.0.113.7 region=eu-west-1 network=dc
    tgw core eu-west-1 at 900,0
    note why \"Everything here waits for the new office\" at 900,200
";

fn furnished() -> Design {
    let mut design = cidraw::notation::parse(FURNISHED).unwrap();
    let (prod, core) = (named(&design, "prod"), named(&design, "core"));
    let attachment = kinds::TransitGatewayAttachment::new(core.typed().unwrap(), prod);
    let id: TransitGatewayAttachmentId = TypedId::from_slug(Slug::new("a").unwrap());
    apply(&mut design, Edit::add(id, Entity::new("core-prod", attachment))).unwrap();
    let comment =
        kinds::Comment { target: Some(named(&design, "app-a")), text: "Too small?".into(), ..Default::default() };
    let id: CommentId = TypedId::from_slug(Slug::new("c").unwrap());
    apply(&mut design, Edit::add(id, Entity::new("", comment))).unwrap();
    design
}

#[test]
fn what_stands_in_a_vpc_and_beside_it_is_drawn() {
    let design = furnished();
    let (layout, list) = whole(&design, &Marks::default(), 1.2);
    let texts: Vec<String> = list.texts().map(str::to_owned).collect();
    for wanted in ["web ×4", "front", "vgw-prod", "core", "1 attachment", "203.0.113.7", "192.168.0.0/16", "core-prod"]
    {
        assert!(has(&texts, wanted), "{wanted}: {texts:?}");
    }
    assert!(texts.iter().any(|text| text.starts_with("Everything here")), "{texts:?}");
    assert!(texts.iter().filter(|text| *text == "web ×4").count() == 2, "a chip in each subnet of the tier");
    for (id, _) in design.iter().filter(|(id, _)| Picture::of(id.kind) != Picture::Hidden) {
        assert!(layout.rect(id).or_else(|| Some(layout.line(id)?.bounds())).is_some(), "{id} has a place");
    }
    // The two groups share a place on the shelf.
    assert_eq!(layout.rect(named(&design, "web-in")), layout.rect(named(&design, "web-out")));
}

#[test]
fn hubs_and_notes_show_at_every_distance_and_chips_only_close_up() {
    let design = furnished();
    let (core, web) = (named(&design, "core"), named(&design, "web"));
    for scale in [0.05, 0.3, 1.0, 2.0] {
        let (_, list) = whole(&design, &Marks::default(), scale);
        let drawn = |id| list.items.iter().any(|item| item.id == Some(id));
        assert!(drawn(core), "{scale}");
        assert_eq!(drawn(web), scale >= 0.75, "{scale}");
        for item in &list.items {
            if let Shape::Text { font, text, .. } = &item.shape {
                assert!((11.0..=15.0).contains(&font.px), "{text} at {scale}: {}", font.px);
            }
        }
    }
}
