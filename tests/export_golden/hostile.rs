//! Names that mean something to whoever reads what is exported: spreadsheets, readers of Markdown, browsers. Each of
//! them is asked by way of a parser that is not ours.

use std::collections::BTreeSet;

use cidraw::export::{Bundle, EXPORTERS, File, Layout, Options, exporter};
use cidraw::format::{in_png, load_bytes};
use cidraw::model::kinds::Settings;
use cidraw::model::{Design, Edit, Entity, EntityId, apply};
use proptest::prelude::*;
use pulldown_cmark::{Event, Parser, Tag};

use super::designs;
use super::laws::{hostile, renamed};

/// What begins a formula, a cell, a tag, a link, a list, a directive, or is no character at all.
pub const NAMES: [&str; 46] = [
    "=cmd|'/c calc'!A1",
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    " =1",
    "\u{0}=1",
    "＝1",
    "a|b",
    "a\\|b",
    "\\",
    "`a|b`",
    "two\nlines",
    "two\r\n\r\n# lines",
    "<img src=x onerror=alert(1)>",
    "</text><script>alert(1)</script>",
    "]]>",
    "--><script>",
    "&lt;b&gt; &#60;",
    "\"quoted\" 'single'",
    "[a](javascript:alert(1))",
    "![a](x.png)",
    "<https://x.example>",
    "[^1]",
    "**a** __b__ ~~c~~ $d$",
    "- [ ] a",
    "+ a",
    "1. a",
    "2) a",
    "# a",
    "> a",
    "---",
    "===",
    "```",
    "    a",
    "end",
    "A[\"b\"]",
    "%%{init: {}}%%",
    "#quot;",
    "a:::b --> c",
    "\u{202e}backwards",
    "\u{b}\u{c}\u{1b}[31m",
    "\u{fffe}\u{ffff}",
    "$(id) `id` ${HOME} ; rm",
];

/// The smallest picture that a PNG can be.
const PIXEL: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\0\0\0\0\x3a\x7e\x9b\x55\
    \0\0\0\nIDAT\x78\x9c\x63\x60\0\0\0\x02\0\x01\x48\xaf\xa4\x71\0\0\0\0IEND\xae\x42\x60\x82";

/// One design of `designs` with a title and a description, everything in it called as one of these.
fn called(which: &prop::sample::Index, names: &[String]) -> Design {
    let designs: Vec<Design> = designs().into_values().collect();
    let mut design = which.get(&designs).clone();
    let description = names.last().cloned().unwrap_or_default();
    let settings = design.get(Settings::id()).cloned().unwrap_or_default();
    let _ = apply(&mut design, Edit::remove(Settings::id()));
    let settings = Entity::new(names[0].as_str(), Settings { description, ..settings });
    apply(&mut design, Edit::add(Settings::id(), settings)).expect("it has none");
    renamed(&design, names)
}

/// Names by which spreadsheets and readers are led astray, and any.
fn names() -> impl Strategy<Value = Vec<String>> {
    let long = "[=+@-][ -~]{90,260}";
    prop::collection::vec(
        prop_oneof![4 => prop::sample::select(NAMES.to_vec()).prop_map(str::to_owned), 1 => hostile(), 1 => long],
        1..24,
    )
}

fn all(design: &Design) -> Vec<(&'static str, Bundle)> {
    let layouts = Layout::ALL.into_iter().flat_map(|layout| EXPORTERS.iter().map(move |exporter| (layout, exporter)));
    let of = |(layout, exporter): (Layout, &&'static dyn cidraw::export::Exporter)| {
        (exporter.id(), exporter.export(design, &Options { layout, ..Options::default() }))
    };
    layouts.map(of).collect()
}

fn text(file: &File) -> &str {
    file.as_text().expect("a text")
}

fn rows(file: &File) -> Vec<csv::StringRecord> {
    // As many fields in each as there are headings, or it is an error.
    csv::Reader::from_reader(file.bytes()).records().map(|record| record.expect("a record")).collect()
}

/// What GitHub and GitLab make more of Markdown, and what wikis do.
fn parsed(text: &str) -> Parser<'_> {
    use pulldown_cmark::Options as With;
    let all = [
        With::ENABLE_TABLES,
        With::ENABLE_FOOTNOTES,
        With::ENABLE_STRIKETHROUGH,
        With::ENABLE_TASKLISTS,
        With::ENABLE_MATH,
        With::ENABLE_GFM,
        With::ENABLE_WIKILINKS,
    ];
    Parser::new_ext(text, all.into_iter().collect())
}

/// What of Markdown a text makes: tags and where links and pictures lead, without texts.
fn marks(text: &str) -> BTreeSet<String> {
    let mark = |event: Event| match event {
        Event::Start(Tag::Link { dest_url, .. }) => Some(format!("link {dest_url}")),
        Event::Start(Tag::Image { dest_url, .. }) => Some(format!("picture {dest_url}")),
        Event::Start(Tag::Heading { level, .. }) => Some(level.to_string()),
        // Columns are held elsewhere.
        Event::Start(Tag::Table(_)) => Some("table".to_owned()),
        Event::Start(tag) => Some(format!("{tag:?}")),
        Event::Html(_) | Event::InlineHtml(_) => Some("HTML".to_owned()),
        Event::Rule => Some("rule".to_owned()),
        Event::TaskListMarker(_) | Event::FootnoteReference(_) => Some(format!("{event:?}")),
        Event::InlineMath(_) | Event::DisplayMath(_) => Some("formula".to_owned()),
        _ => None,
    };
    parsed(text).filter_map(mark).collect()
}

/// What a reader of Markdown sees.
fn seen(text: &str) -> String {
    let shown = |event| match event {
        Event::Text(text) | Event::Code(text) => text.into_string(),
        Event::End(_) => "\n".to_owned(),
        _ => String::new(),
    };
    parsed(text).map(shown).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn no_cell_of_a_sheet_is_a_formula(names in names(), which in any::<prop::sample::Index>()) {
        let plain = called(&which, &["plain".to_owned()]);
        let design = called(&which, &names);
        for id in ["csv", "netbox"] {
            let [bundle, before] = [&design, &plain].map(|it| exporter(id).expect("there is one").export(it, &Options::default()));
            for file in bundle.files.iter().filter(|file| file.path.ends_with(".csv")) {
                let rows = rows(file);
                for cell in rows.iter().flatten() {
                    let shown = cell.trim_start_matches(|c: char| c.is_control() || c.is_whitespace());
                    prop_assert!(!shown.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']), "{} {:?}", file.path, cell);
                    prop_assert!(!cell.starts_with(char::is_control), "{} {:?}", file.path, cell);
                }
                // As many as with other names, and each about the same block.
                if let Some(at) = ["cidr", "prefix"].iter().find_map(|name| text(file).lines().next()?.split(',').position(|head| head == *name)) {
                    let blocks = |rows: &[csv::StringRecord]| rows.iter().map(|row| row[at].to_owned()).collect::<Vec<_>>();
                    let of_plain = self::rows(before.file(&file.path).expect("the same file"));
                    prop_assert_eq!(blocks(&rows), blocks(&of_plain), "{}", file.path);
                }
            }
        }
    }

    #[test]
    fn netbox_gets_nothing_that_is_too_long_blank_or_padded(names in names(), which in any::<prop::sample::Index>()) {
        let bundle = exporter("netbox").expect("there is one").export(&called(&which, &names), &Options::default());
        for file in bundle.files.iter().filter(|file| file.path.ends_with(".csv")) {
            let heads = csv::Reader::from_reader(file.bytes()).headers().expect("headings").clone();
            for (row, (at, head)) in rows(file).iter().flat_map(|row| heads.iter().enumerate().map(move |head| (row, head))) {
                let most = if head == "description" { 200 } else { 100 };
                prop_assert!(row[at].chars().count() <= most, "{} {} {:?}", file.path, head, &row[at]);
                // It takes spaces off what it reads, and needs a name then.
                prop_assert_eq!(row[at].trim(), &row[at], "{} {}", file.path, head);
                prop_assert!(!(row[at].is_empty() && ["name", "slug"].contains(&head)), "{} {}", file.path, head);
            }
        }
    }

    #[test]
    fn no_name_is_markup_in_any_report(names in names(), which in any::<prop::sample::Index>()) {
        let (plain, design) = (all(&called(&which, &["plain".to_owned()])), all(&called(&which, &names)));
        for ((id, bundle), (_, before)) in design.iter().zip(&plain) {
            let pages = |bundle: &Bundle| -> BTreeSet<String> {
                bundle.files.iter().filter(|file| file.path.ends_with(".md")).flat_map(|file| marks(text(file))).collect()
            };
            // Findings and notes follow names as well: they bring lists and tables of their own, that reports may have.
            let ours = ["h1", "h2", "h3", "h4", "Paragraph", "table", "TableHead", "TableRow", "TableCell", "List(None)", "Item"];
            let more: Vec<String> = pages(bundle).difference(&pages(before)).filter(|mark| !ours.contains(&mark.as_str())).cloned().collect();
            prop_assert!(more.is_empty(), "{} {:?}", id, more);
        }
    }

    #[test]
    fn a_drawing_is_xml_with_nothing_that_runs(names in names(), which in any::<prop::sample::Index>()) {
        let design = called(&which, &names);
        let bundle = exporter("svg").expect("there is one").export(&design, &Options::default());
        let drawing = roxmltree::Document::parse(text(&bundle.files[0])).expect("XML");
        for element in drawing.descendants().filter(roxmltree::Node::is_element) {
            let name = element.tag_name().name();
            prop_assert!(!["script", "foreignObject", "a", "image", "animate", "set"].contains(&name), "{}", name);
            for attribute in element.attributes() {
                prop_assert!(!attribute.name().starts_with("on"), "{}", attribute.name());
                prop_assert!(attribute.name() != "href" || attribute.value().starts_with('#'), "{}", attribute.value());
            }
        }
        prop_assert!(load_bytes(bundle.files[0].bytes()).expect("a design").design == design);
    }

    #[test]
    fn any_names_come_back_out_of_a_png(names in names(), which in any::<prop::sample::Index>()) {
        let design = called(&which, &names);
        let png = in_png(PIXEL, &design).expect("a PNG");
        prop_assert!(load_bytes(&png).expect("a design").design == design);
    }

    #[test]
    fn the_title_of_a_chart_is_one_text(names in names(), which in any::<prop::sample::Index>()) {
        let bundle = exporter("mermaid").expect("there is one").export(&called(&which, &names), &Options::default());
        let lines: Vec<&str> = text(&bundle.files[0]).lines().collect();
        let chart = lines.iter().position(|line| *line == "flowchart LR").expect("a chart");
        let head = lines[..chart].join("\n");
        if chart > 0 {
            prop_assert_eq!((chart, lines[0], lines[2]), (3, "---", "---"));
            let head: std::collections::BTreeMap<String, String> = yaml_serde::from_str(lines[1]).expect("YAML");
            prop_assert!(head.keys().eq(["title"]), "{:?}", head);
        }
        // A comment or directive would begin with it, wherever it stood.
        prop_assert!(!head.contains("%%{") || head.contains("\"%%{"), "{}", head);
    }
}

#[test]
fn a_report_shows_names_as_they_are() {
    let drawn = "vpc main 10.0.0.0/16 { tier t { subnet s a 10.0.0.0/24 route_table=r }; route_table r }";
    let mut design = cidraw::notation::parse(drawn).expect("notation");
    let ids: Vec<EntityId> = design.iter().map(|(id, _)| id).collect();
    apply(&mut design, Edit::add(Settings::id(), Entity::new("", Settings::default()))).expect("it has none");
    for name in NAMES {
        for id in &ids {
            apply(&mut design, Edit::rename(*id, name)).expect("an object of the design");
        }
        let settings = Settings { description: name.to_owned(), ..Settings::default() };
        apply(&mut design, Edit::remove(Settings::id())).expect("it is there");
        apply(&mut design, Edit::add(Settings::id(), Entity::new(name, settings))).expect("it has none");
        // What is not seen is a space, and spaces at the ends are taken off.
        let is_seen = |c: char| !c.is_control() && !matches!(c, '\u{202e}' | '\u{fffe}' | '\u{ffff}');
        let wanted: String = name.chars().map(|c| if is_seen(c) { c } else { ' ' }).collect();
        for (id, path) in [("markdown", "report.md"), ("terraform", "README.md"), ("cloudformation", "README.md")] {
            let bundle = exporter(id).expect("there is one").export(&design, &Options::default());
            let shown = seen(text(bundle.file(path).expect(path)));
            let times = shown.lines().filter(|line| line.trim() == wanted.trim()).count();
            // The title, what the design is for, the subnet and its tier. The code has names of its own for the rest.
            assert!(times >= 4, "{id} {name:?}: {times} times in {shown}");
        }
    }
}
