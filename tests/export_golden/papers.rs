//! What is written for people and for other programs than those of AWS.

use cidraw::export::{Bundle, EXPORTERS, Exporter, Options, PictureOptions, exporter};
use cidraw::model::kinds::{Acceptance, Settings};
use cidraw::model::{Design, Edit, Entity, EntityId, apply};
use cidraw::scene::{Ink, Theme};
use proptest::prelude::*;

use super::laws::{added_in, hostile, renamed};
use super::{assert_none, designs, differs, shown};

fn to(id: &str, design: &Design) -> Bundle {
    exporter(id).expect("there is one").export(design, &Options::default())
}

/// The exporters whose code is held against goldens elsewhere; pixels are looked at in `tests/cli/pictures.rs`.
const ELSEWHERE: [&str; 2] = ["terraform", "cloudformation"];

/// The designs whose drawing is held against a golden.
const DRAWN: [&str; 3] = ["joined", "names", "one-vpc"];

fn here() -> impl Iterator<Item = &'static dyn Exporter> {
    EXPORTERS.iter().copied().filter(|exporter| !ELSEWHERE.contains(&exporter.id()) && !exporter.wants_painter())
}

#[test]
fn each_is_as_it_was() {
    let mut differing = Vec::new();
    for exporter in here() {
        for (name, design) in designs() {
            let mut bundle = exporter.export(&design, &Options::default());
            match exporter.id() {
                // Of a few designs: a change of the look changes them all.
                "svg" if !DRAWN.contains(&&*name) => continue,
                "svg" => {}
                // It is the one that `svg` gives.
                _ => bundle.files.retain(|file| !file.path.ends_with(".svg")),
            }
            let now = shown(&bundle);
            differing.extend(differs(&format!("{}/{name}.txt", exporter.id()), &now));
        }
    }
    assert_none(differing);
}

/// A design with a finding that somebody accepted for a while.
fn accepting(until: Option<&str>) -> Design {
    let mut design = cidraw::notation::parse("vpc a 10.0.0.0/16; vpc b 10.0.0.0/16").expect("notation");
    let analyses = cidraw::analysis::Analyses::new(&design);
    let all = analyses.findings().map(|finding| Acceptance {
        finding: finding.fingerprint(),
        reason: "Never | joined".to_owned(),
        until: until.map(str::to_owned),
    });
    let settings = Settings { accepted: all.collect(), ..Settings::default() };
    assert!(!settings.accepted.is_empty());
    apply(&mut design, Edit::add(Settings::id(), Entity::new("Two", settings))).expect("a new id");
    design
}

#[test]
fn a_report_tells_why_a_finding_may_stay_and_opens_it_when_the_day_has_passed() {
    let report = |design: &Design, today: &str| {
        let options = Options { today: Some(today.to_owned()), ..Options::default() };
        let bundle = exporter("markdown").expect("there is one").export(design, &options);
        bundle.file("report.md").and_then(|file| file.as_text()).expect("a report").to_owned()
    };
    let design = accepting(Some("2027-03-31"));
    let before = report(&design, "2027-03-31");
    assert!(before.contains("### Accepted\n") && before.contains("| Never \\| joined | 2027-03-31 |"), "{before}");
    assert!(before.contains("The rules found nothing that is not accepted."));
    let after = report(&design, "2027-04-01");
    assert!(!after.contains("### Accepted\n") && after.contains("| warning | "), "{after}");
    assert!(report(&accepting(None), "2099-01-01").contains("| for good |"));
}

#[test]
fn a_drawing_gives_its_design_back_and_a_report_has_the_same_drawing() {
    for (name, design) in designs() {
        let drawing = to("svg", &design).files.remove(0);
        assert_eq!(cidraw::format::load_bytes(drawing.bytes()).expect("a design").design, design, "{name}");
        assert_eq!(to("markdown", &design).file("network.svg"), Some(&drawing), "{name}");
    }
}

#[test]
fn a_drawing_has_the_theme_the_size_and_the_part_that_are_asked_for() {
    let design = &designs()["joined"];
    let drawn = |picture: PictureOptions| {
        let options = Options { picture, ..Options::default() };
        let bundle = exporter("svg").expect("there is one").export(design, &options);
        bundle.files[0].as_text().expect("a text").to_owned()
    };
    let number = |svg: &str, name: &str| -> f64 {
        let (_, rest) = svg.split_once(&format!(" {name}=\"")).expect(name);
        rest.split('"').next().expect(name).parse().expect(name)
    };
    let [once, thrice] = [1, 3].map(|scale| drawn(PictureOptions { scale, ..PictureOptions::default() }));
    assert!((number(&thrice, "width") - 3.0 * number(&once, "width")).abs() < 0.01);
    let dark = drawn(PictureOptions { theme: Theme::Dark, ..PictureOptions::default() });
    assert!(dark.contains(Theme::Dark.colour(Ink::Canvas)) && !once.contains(Theme::Dark.colour(Ink::Canvas)));
    assert!(!dark.contains("var(--"));
    let vpc: EntityId = "vpc-prod".parse().expect("an id");
    let part = drawn(PictureOptions { only: vec![vpc], ..PictureOptions::default() });
    assert!(number(&part, "width") < number(&once, "width") / 2.0 && part.contains(">app-a</text>"));
    assert_eq!(&cidraw::format::load_bytes(part.as_bytes()).expect("a design").design, design);
}

/// What a drawing is made of.
const TAGS: [&str; 16] = [
    "svg",
    "title",
    "desc",
    "metadata",
    "cidraw:design",
    "defs",
    "symbol",
    "pattern",
    "g",
    "rect",
    "circle",
    "ellipse",
    "path",
    "text",
    "use",
    "style",
];

/// How many cells a row of a table has: bars that are not escaped.
fn cells(row: &str) -> usize {
    let mut bars = 0;
    let mut escaped = false;
    for c in row.chars() {
        bars += usize::from(c == '|' && !escaped);
        escaped = c == '\\' && !escaped;
    }
    bars
}

fn assert_tables(text: &str) {
    let mut columns = None;
    for line in text.lines() {
        if !line.starts_with('|') {
            columns = None;
            continue;
        }
        let expected = *columns.get_or_insert(cells(line));
        assert_eq!(cells(line), expected, "{line}");
        // What is left after escapes and code holds no tag.
        let mut bare = line.to_owned();
        for escape in ["\\\\", "\\<", "\\>", "\\`"] {
            bare = bare.replace(escape, "");
        }
        let outside: String = bare.split('`').step_by(2).collect();
        assert!(!outside.contains('<') && !outside.contains('>'), "{line}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn no_name_breaks_a_table(names in prop::collection::vec(hostile(), 1..24), which in any::<prop::sample::Index>()) {
        let designs: Vec<_> = designs().into_values().collect();
        let design = renamed(which.get(&designs), &names);
        for file in to("markdown", &design).files {
            if let (true, Some(text)) = (file.path.ends_with(".md"), file.as_text()) {
                assert_tables(text);
            }
        }
    }

    #[test]
    fn any_names_give_a_drawing_that_is_sound_and_opens_again(
        names in prop::collection::vec(hostile(), 1..24),
        which in any::<prop::sample::Index>(),
    ) {
        let designs: Vec<_> = designs().into_values().collect();
        let design = renamed(which.get(&designs), &names);
        let drawing = to("svg", &design).files.remove(0);
        prop_assert_eq!(cidraw::format::load_bytes(drawing.bytes()).expect("a design").design, design);
        let svg = drawing.as_text().expect("a text");
        // Each tag that is opened is one of ours, and closed.
        let mut open: Vec<&str> = Vec::new();
        for tag in svg.split('<').skip(1) {
            let (inside, text) = tag.split_once('>').expect("a tag ends");
            prop_assert!(!text.contains('>'), "{}", tag);
            let name = inside.trim_start_matches('/').split([' ', '\n', '/']).next().expect("a name");
            match (inside.starts_with('/'), inside.ends_with('/')) {
                (true, _) => prop_assert_eq!(open.pop(), Some(name)),
                (_, true) => {}
                _ => open.push(name),
            }
            prop_assert!(TAGS.contains(&name), "{}", name);
        }
        prop_assert!(open.is_empty());
    }

    #[test]
    fn any_names_give_a_chart_whose_labels_end_where_they_should(
        names in prop::collection::vec(hostile(), 1..24),
        which in any::<prop::sample::Index>(),
    ) {
        let designs: Vec<_> = designs().into_values().collect();
        let plain = to("mermaid", which.get(&designs));
        let bundle = to("mermaid", &renamed(which.get(&designs), &names));
        let text = |bundle: &Bundle| bundle.files[0].as_text().expect("a text").to_owned();
        // What is left without the labels is what it was with other names.
        let bones = |text: &str| -> Vec<String> {
            let chart = text.lines().skip_while(|line| !line.starts_with("flowchart"));
            chart.map(|line| line.split('"').step_by(2).collect::<String>().replace("||", "")).collect()
        };
        prop_assert_eq!(bones(&text(&bundle)), bones(&text(&plain)));
        for label in text(&bundle).lines().skip_while(|line| !line.starts_with("flowchart")).flat_map(|l| l.split('"').skip(1).step_by(2)) {
            prop_assert!(!label.replace("<br/>", "").contains(['<', '>', '`', '&', '|', '[', ']', '{', '}']), "{}", label);
        }
    }

    #[test]
    fn what_netbox_gets_names_only_what_it_gets_as_well(
        names in prop::collection::vec(hostile(), 1..24),
        which in any::<prop::sample::Index>(),
    ) {
        let designs: Vec<_> = designs().into_values().collect();
        let bundle = to("netbox", &renamed(which.get(&designs), &names));
        let column = |file: &str, name: &str| -> Vec<String> {
            let Some(file) = bundle.file(file) else { return Vec::new() };
            let mut reader = csv::Reader::from_reader(file.bytes());
            let at = reader.headers().expect("headings").iter().position(|head| head == name).expect("a column");
            reader.records().map(|record| record.expect("a record")[at].to_owned()).collect()
        };
        let known = |file: &str| column(file, "name");
        for (of, names) in [("vrf", known("4-vrfs.csv")), ("tenant", known("1-tenants.csv")), ("role", known("3-roles.csv")), ("scope_name", known("2-regions.csv"))] {
            for name in column("5-prefixes.csv", of).into_iter().filter(|name| !name.is_empty()) {
                prop_assert!(names.contains(&name), "{} {:?} is not in {:?}", of, name, names);
            }
            let mut lower: Vec<String> = names.iter().map(|name| name.to_lowercase()).collect();
            lower.sort();
            lower.dedup();
            prop_assert_eq!(lower.len(), names.len());
        }
        for prefix in column("5-prefixes.csv", "prefix") {
            prop_assert!(prefix.parse::<cidraw::addressing::CidrBlock>().is_ok());
        }
    }

    #[test]
    fn the_order_of_adding_changes_no_byte_of_any(which in any::<prop::sample::Index>()) {
        let designs: Vec<_> = designs().into_values().collect();
        let design = which.get(&designs);
        let mut order: Vec<_> = design.iter().map(|(id, _)| id).collect();
        order.reverse();
        for exporter in here() {
            let [a, b] = [design, &added_in(&order, design)].map(|design| exporter.export(design, &Options::default()));
            prop_assert_eq!(a, b, "{}", exporter.id());
        }
    }
}
