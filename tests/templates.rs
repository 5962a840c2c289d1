//! The templates are files as cidraw writes them, and nothing in them is wrong.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use cidraw::addressing::usable_addresses;
use cidraw::analysis::Analyses;
use cidraw::editor::{TEMPLATES, Template};
use cidraw::export::{Bundle, EXPORTERS, File, Note, Options};
use cidraw::format::{load, save};
use cidraw::model::kinds::*;
use cidraw::model::{Design, EntityId, Kind, VpcId};
use cidraw::rules::Severity;
use cidraw::scene::{Camera, Layout, Level, Marks, Point, Rect, Scene, SvgParts, TableMeasure, draw, to_svg};

const ENDING: &str = ".cidraw.json";
const PICTURES: &str = "pictures.svg";

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/templates")
}

/// Every template with the text of its file.
fn templates() -> Vec<(&'static str, String)> {
    let text =
        |id: &str| fs::read_to_string(folder().join(format!("{id}{ENDING}"))).unwrap_or_else(|e| panic!("{id}: {e}"));
    TEMPLATES.iter().map(|template| (template.id, text(template.id))).collect()
}

fn design(id: &str) -> Design {
    let (_, text) = templates().into_iter().find(|(name, _)| *name == id).unwrap();
    load(&text).unwrap().design
}

#[test]
fn every_file_is_a_template_once_and_says_what_it_is_and_when_to_use_it() {
    let files: BTreeSet<String> =
        fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    let mut expected: BTreeSet<String> = TEMPLATES.iter().map(|template| format!("{}{ENDING}", template.id)).collect();
    assert_eq!(expected.len(), TEMPLATES.len());
    expected.insert(PICTURES.to_owned());
    assert_eq!(files, expected);
    let titles: BTreeSet<&str> = TEMPLATES.iter().map(|template| template.title).collect();
    assert_eq!(titles.len(), TEMPLATES.len());
    for Template { id, about, vpcs, subnets, objects, .. } in TEMPLATES {
        assert!(about.contains(" Use it ") && about.ends_with('.'), "{id}: {about}");
        let design = design(id);
        let counted = (design.all::<Vpc>().count(), design.all::<Subnet>().count(), design.len());
        assert_eq!(counted, (*vpcs, *subnets, *objects), "{id}");
        let said = &design.get(Settings::id()).expect(id).description;
        assert!(!said.is_empty(), "{id}");
    }
}

#[test]
fn every_template_is_written_as_cidraw_writes_it_and_has_neither_errors_nor_warnings() {
    for (name, text) in templates() {
        let loaded = load(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(loaded.notes, [], "{name}");
        assert!(save(&loaded.design) == text, "{name} is not in the layout that cidraw writes: run cidraw fmt on it");
        let analyses = Analyses::new(&loaded.design);
        let wrong: Vec<_> =
            analyses.findings().filter(|f| f.severity != Severity::Advice).map(|f| &f.message).collect();
        assert!(wrong.is_empty(), "{name}: {wrong:?}");
    }
}

/// Is it where things are, and written as that?
fn is_place(kind: Kind) -> bool {
    matches!(kind, Kind::Account | Kind::Environment)
}

/// Has it a folder, a column, or is it what a parameter is without another value?
fn has_place(bundle: &Bundle, name: &str) -> bool {
    let folder = format!("envs/{name}/");
    let cells = [format!(",{name},"), format!("| {name} |"), format!("Default: {name}\n")];
    let in_text = |file: &File| file.as_text().is_some_and(|text| cells.iter().any(|cell| text.contains(cell)));
    bundle.files.iter().any(|file| file.path.starts_with(&folder) || in_text(file))
}

#[test]
fn every_object_of_a_template_is_in_the_code_or_in_the_notes() {
    for (name, _) in templates() {
        let design = design(name);
        for exporter in EXPORTERS.iter().filter(|exporter| !exporter.wants_painter()) {
            let bundle = exporter.export(&design, &Options::default());
            let noted = bundle.notes.iter().filter_map(|note| note.object);
            let told: BTreeSet<EntityId> = bundle.spans.keys().copied().chain(noted).collect();
            let written = |id: EntityId| match id.kind {
                // The settings are in every file, and a tier is the map that its subnets stand in.
                Kind::Settings | Kind::Tier => true,
                kind => {
                    // A note may be about all objects of a kind.
                    let of_kind =
                        |note: &&Note| [kind.title(), kind.plural()].iter().any(|word| note.text.contains(word));
                    let noted = bundle.notes.iter().filter(|note| note.object.is_none()).any(|n| of_kind(&n));
                    told.contains(&id) || noted || is_place(kind) && has_place(&bundle, &design.name(id))
                }
            };
            let missing: Vec<_> = design.iter().map(|(id, _)| id).filter(|id| !written(*id)).collect();
            assert!(missing.is_empty(), "{name}, {}: {missing:?}", exporter.id());
        }
    }
}

#[test]
fn every_template_names_its_subnets_by_tier_and_zone_and_has_tags() {
    for (name, _) in templates() {
        let design = design(name);
        assert!(!design.get(Settings::id()).expect(name).default_tags.is_empty(), "{name}");
        for (id, subnet) in design.all::<Subnet>() {
            let zone = subnet.zone.chars().next_back().expect(name);
            let end = format!("{}-{zone}", design.name(subnet.tier));
            assert!(design.name(id).ends_with(&end), "{name}: {}", design.name(id));
        }
        for (id, _) in design.all::<Tier>() {
            let zones: BTreeSet<_> = design.referring::<Subnet>(id).map(|(_, subnet)| subnet.zone.as_str()).collect();
            assert!(zones.len() >= 3, "{name}: {} is in {zones:?}", design.name(id));
        }
    }
}

/// All pictures in one file, drawn from afar as the canvas does.
fn pictures() -> String {
    let mut all = String::from("<svg xmlns=\"http://www.w3.org/2000/svg\">\n");
    for (name, _) in templates() {
        let design = design(name);
        let layout = Layout::new(&design);
        let bounds = layout.bounds().unwrap();
        let scale = (176.0 / bounds.w).min(112.0 / bounds.h);
        let margin = 4.0 / scale;
        let view = Rect::new(bounds.x - margin, bounds.y - margin, bounds.w + 2.0 * margin, bounds.h + 2.0 * margin);
        let camera = Camera { x: view.x, y: view.y, scale };
        let marks = Marks::default();
        let scene = Scene { design: &design, layout: &layout, marks: &marks };
        let list = draw(scene, camera, Point::new(view.w * scale, view.h * scale), Level::Far, &mut TableMeasure);
        let svg = to_svg(&list, view, SvgParts::default());
        let (x, y, w, h) = (view.x.round(), view.y.round(), view.w.round(), view.h.round());
        all += &format!("<symbol id=\"{name}\" viewBox=\"{x} {y} {w} {h}\">\n");
        // The first line opens the drawing, the last closes it; the dots of the canvas would be a blur.
        for line in svg.lines().filter(|line| !line.contains("url(#dots)") && !line.contains("defs>")).skip(1) {
            if line != "</svg>" {
                all.push_str(line);
                all.push('\n');
            }
        }
        all += "</symbol>\n";
    }
    all + "</svg>\n"
}

#[test]
fn the_pictures_are_small_and_show_the_templates_as_they_are() {
    let file = folder().join(PICTURES);
    let fresh = pictures();
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&file, &fresh).unwrap();
    }
    assert!(fresh.len() < 60_000, "{}", fresh.len());
    let kept = fs::read_to_string(&file).unwrap();
    assert!(kept == fresh, "run UPDATE=1 cargo test --test templates to draw the pictures anew");
}

#[test]
fn the_vpcs_of_a_template_are_drawn_apart() {
    for (name, text) in templates() {
        let design = load(&text).unwrap().design;
        let layout = Layout::new(&design);
        let boxes: Vec<_> = design.all::<Vpc>().filter_map(|(id, _)| layout.rect(id)).collect();
        assert_eq!(boxes.len(), design.all::<Vpc>().count(), "{name}");
        for (n, a) in boxes.iter().enumerate() {
            assert!(boxes[..n].iter().all(|b| !a.inflate(40.0).intersects(*b)), "{name}: {a:?}");
        }
    }
}

#[test]
fn three_environments_have_four_zones_two_tiers_and_a_nat_gateway_in_each_zone() {
    let design = design("three-environments");
    let mut names: Vec<String> = design.all::<Vpc>().map(|(id, _)| design.name(id)).collect();
    names.sort();
    assert_eq!(names, ["development", "production", "shared", "staging"]);
    for (vpc, fields) in design.all::<Vpc>() {
        let environment = fields.environment.expect("each VPC is in its environment");
        assert_eq!(design.name(environment), design.name(vpc));
        let subnets: Vec<_> = design.referring::<Subnet>(vpc).collect();
        assert_eq!((subnets.len(), design.referring::<Tier>(vpc).count()), (8, 2));
        let zones: BTreeSet<_> = subnets.iter().map(|(_, subnet)| subnet.zone.as_str()).collect();
        assert_eq!(Vec::from_iter(zones), ["us-west-2a", "us-west-2b", "us-west-2c", "us-west-2d"]);
        let nats: usize = subnets.iter().map(|(id, _)| design.referring::<NatGateway>(*id).count()).sum();
        assert_eq!(nats, 4);
        if design.name(vpc) != "shared" {
            let usable: BTreeSet<_> =
                subnets.iter().map(|(_, subnet)| usable_addresses(subnet.ipv4_block().unwrap())).collect();
            assert_eq!(Vec::from_iter(usable), [8_187]);
        }
        assert_eq!(design.referring::<RouteTable>(vpc).count(), 5);
    }
    assert_eq!(design.all::<ElasticIp>().count(), 16);
}

#[test]
fn three_environments_are_joined_to_shared_services_only_with_routes_both_ways() {
    let design = design("three-environments");
    let named = |name: &str| design.all::<Vpc>().map(|(id, _)| id).find(|id| design.name(*id) == name).unwrap();
    let shared = named("shared");
    let peerings: Vec<_> = design.all::<Peering>().collect();
    let joined: BTreeSet<VpcId> = peerings.iter().filter_map(|(_, peering)| peering.other_end(shared)).collect();
    assert_eq!(joined, ["production", "staging", "development"].into_iter().map(named).collect());
    assert_eq!(peerings.len(), 3);
    for (id, peering) in peerings {
        for (here, there) in [(peering.requester, peering.accepter), (peering.accepter, peering.requester)] {
            let block = design.get(there).unwrap().ipv4_blocks().next().unwrap();
            for (_, table) in design.referring::<RouteTable>(here) {
                assert!(table.routes.contains(&Route::new(block, id)));
            }
        }
    }
}
