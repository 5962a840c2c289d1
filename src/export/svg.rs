//! The drawing as SVG: what the canvas paints at 100 %, in fixed colours, with the design in it so that it opens again.
//!
//! Texts are measured by a table and icons come from the sprite, so the page and the command line write the same bytes.

use std::collections::BTreeMap;

use super::bundle::{Bundle, Notes, Span};
use super::options::PictureOptions;
use super::pace::at_once;
use super::{Exporter, File, Job, Making, Pace};
use crate::format::svg_metadata;
use crate::model::kinds::{Settings, Subnet, Vpc};
use crate::model::{Design, EntityId, Kind};
use crate::ordering::Ordered;
use crate::scene::{
    Camera, DisplayList, Grouping, Laying, Layout, Level, Marks, Part, Point, Rect, Scene, Shape, SvgParts, SvgWriter,
    TableMeasure, draw_part, group_frames,
};
use crate::wording::counted;

/// Writes the drawing.
#[derive(Debug)]
pub struct Svg;

/// What is left free around what is drawn, in canvas units.
const MARGIN: f64 = 28.0;
/// How large the drawing of a design is in which nothing is drawn, in canvas units.
const EMPTY: Rect = Rect { x: 0.0, y: 0.0, w: 240.0, h: 120.0 };
/// So many VPCs, and so many items, are a piece of work.
const VPCS: usize = 16;
const PIECE: usize = 1_000;
/// Every icon, as the page has them.
const SPRITE: &str = include_str!("../../assets/icons.svg");

impl Exporter for Svg {
    fn id(&self) -> &'static str {
        "svg"
    }

    fn title(&self) -> &'static str {
        "SVG"
    }

    fn file_extension(&self) -> &'static str {
        "svg"
    }

    fn draws(&self) -> bool {
        true
    }

    fn make<'a>(&'a self, Job { design, options, pace, .. }: Job<'a>) -> Making<'a> {
        Box::pin(async move {
            let (svg, spans) = drawing(design, &options.picture, pace).await;
            let notes = undrawn(design, |id| spans.contains_key(&id));
            Bundle { files: vec![File::text("network.svg", svg)], notes, spans }.sorted()
        })
    }
}

/// What the page shows around these objects, or all of it, as SVG that stands alone. Other than a file it does not carry
/// the design: who copies a part of a drawing gives that part away.
pub fn copied_svg(design: &Design, layout: &Layout, grouping: Grouping, options: &PictureOptions) -> String {
    at_once(async {
        let pace = Pace::default();
        let (list, area) = drawn_of(design, layout, grouping, &options.only, pace).await;
        written(design, &list, area, options, "", pace).await.0
    })
}

/// The drawing, and the lines of each object that is drawn.
pub(super) async fn drawing(
    design: &Design,
    options: &PictureOptions,
    pace: Pace<'_>,
) -> (String, BTreeMap<EntityId, Vec<Span>>) {
    let (list, area) = drawn(design, &options.only, pace.part(0.0, 0.5)).await;
    let mut metadata = String::new();
    for (done, piece) in svg_metadata(design) {
        metadata += &piece;
        pace.part(0.5, 0.6).at(done).await;
    }
    written(design, &list, area, options, &metadata, pace.part(0.6, 0.9)).await
}

/// What was drawn as SVG, and the lines of each object.
async fn written(
    design: &Design,
    list: &DisplayList,
    area: Rect,
    options: &PictureOptions,
    metadata: &str,
    pace: Pace<'_>,
) -> (String, BTreeMap<EntityId, Vec<Span>>) {
    let symbols = symbols(list);
    let name = design.entity(Settings::id()).map(|entity| entity.head.name.as_str()).unwrap_or_default();
    let mut description = format!(
        "{} with {}.",
        counted(design.all::<Vpc>().count(), "VPC", "VPCs"),
        counted(design.all::<Subnet>().count(), "subnet", "subnets")
    );
    if let Some(settings) = design.get(Settings::id()).filter(|settings| !settings.description.is_empty()) {
        description = format!("{} {description}", settings.description);
    }
    let parts = SvgParts {
        title: if name.is_empty() { "Network" } else { name },
        description: &description,
        symbols: &symbols,
        metadata,
        theme: Some(options.theme),
        enlarged: Some(f64::from(options.scale.max(1))),
        ..SvgParts::default()
    };
    let mut writer = SvgWriter::begin(list, area, parts);
    pace.at(0.0).await;
    // Each item is a line.
    let (mut line, all) = (writer.lines(), list.items.len());
    let mut spans: BTreeMap<EntityId, Vec<Span>> = BTreeMap::new();
    for (number, items) in list.items.chunks(PIECE).enumerate() {
        writer.items(items);
        for item in items {
            line += 1;
            let Some(id) = item.id else { continue };
            let own = spans.entry(id).or_default();
            match own.last_mut().filter(|span| span.last + 1 == line) {
                Some(span) => span.last = line,
                None => own.push(Span { file: 0, first: line, last: line }),
            }
        }
        pace.done(number * PIECE, all).await;
    }
    (writer.end(), spans)
}

/// What is drawn around these objects, or all of it, and the area that it takes.
pub(super) async fn drawn(design: &Design, only: &[EntityId], pace: Pace<'_>) -> (DisplayList, Rect) {
    let mut laying = Laying::new(design);
    for done in laying.by_ref() {
        pace.part(0.0, 0.3).at(done).await;
    }
    drawn_of(design, &laying.end(), Grouping::default(), only, pace.part(0.3, 1.0)).await
}

async fn drawn_of(
    design: &Design,
    layout: &Layout,
    grouping: Grouping,
    only: &[EntityId],
    pace: Pace<'_>,
) -> (DisplayList, Rect) {
    let area = layout.bounds_of(only.iter().copied()).or(layout.bounds());
    let area = area.map_or(EMPTY, |area| area.inflate(MARGIN));
    let marks = Marks { grouping, frames: group_frames(design, layout, grouping).into(), ..Marks::default() };
    let scene = Scene { design, layout, marks: &marks };
    let camera = Camera { x: area.x, y: area.y, scale: 1.0 };
    let draw = |part| draw_part(scene, camera, Point::new(area.w, area.h), Level::Cards, &mut TableMeasure, part);
    let mut list = draw(Part::Under);
    // The dots are for placing things by hand.
    list.items.retain(|item| !matches!(item.shape, Shape::Dots { .. }));
    let vpcs = design.all::<Vpc>().count();
    for first in (0..vpcs).step_by(VPCS) {
        list.items.extend(draw(Part::Vpcs(first..first + VPCS)).items);
        pace.done(first, vpcs).await;
    }
    list.items.extend(draw(Part::Over).items);
    pace.done(1, 1).await;
    (list, area)
}

/// The symbols of the icons that are drawn, by name.
fn symbols(list: &DisplayList) -> String {
    let mut names: Vec<&str> = Vec::new();
    for item in &list.items {
        if let Shape::Icon { name, .. } = &item.shape
            && !names.contains(name)
        {
            names.push(name);
        }
    }
    names.order();
    names.into_iter().filter_map(symbol).collect::<Vec<_>>().join("\n")
}

fn symbol(name: &str) -> Option<&'static str> {
    let start = SPRITE.find(&format!("<symbol id=\"{name}\""))?;
    let end = SPRITE[start..].find("</symbol>")?;
    SPRITE.get(start..start + end + "</symbol>".len())
}

/// What is not drawn, by whether an object is.
pub(super) fn undrawn(design: &Design, is_drawn: impl Fn(EntityId) -> bool) -> Vec<super::Note> {
    let mut notes = Notes::default();
    for kind in Kind::ALL.into_iter().filter(|kind| *kind != Kind::Settings) {
        let missing = design.of_kind(kind).filter(|(id, _)| !is_drawn(*id)).count();
        let what = match missing {
            0 => continue,
            1 => format!("1 {} is", kind.title()),
            n => format!("{n} {} are", kind.plural()),
        };
        notes.remark_of_all(format!("{what} not drawn. The design in the file has everything."));
    }
    notes.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notation::parse;

    #[test]
    fn a_copied_drawing_has_its_colours_and_not_the_design() {
        let design = parse("vpc a 10.0.0.0/16 { tier t public { subnet s a 10.0.0.0/24 } }").expect("ok");
        let layout = Layout::new(&design);
        let options = PictureOptions { only: vec!["subnet-s".parse().expect("an id")], ..PictureOptions::default() };
        let svg = copied_svg(&design, &layout, Grouping::default(), &options);
        assert!(svg.contains(">10.0.0.0/24</text>"));
        assert!(!svg.contains("var(--"), "few programs know variables");
        assert!(!svg.contains("<metadata"), "the design goes nowhere unasked");
        let whole = copied_svg(&design, &layout, Grouping::default(), &PictureOptions::default());
        assert!(svg.lines().next() != whole.lines().next(), "a part is as large as all of it");
    }

    #[test]
    fn every_icon_that_is_drawn_is_in_the_file() {
        let design =
            parse("vpc a 10.0.0.0/16 { igw i; tier t public { subnet s a 10.0.0.0/24 { nat n } } }").expect("ok");
        let (svg, spans) = at_once(drawing(&design, &PictureOptions::default(), Pace::default()));
        let used: Vec<&str> = svg.split("<use href=\"#").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        assert!(used.contains(&"i-nat-gateway"), "{used:?}");
        for name in used {
            assert_eq!(svg.matches(&format!("<symbol id=\"{name}\"")).count(), 1, "{name}");
        }
        let lines: Vec<&str> = svg.lines().collect();
        let subnet: EntityId = "subnet-s".parse().expect("an id");
        let of_subnet = spans[&subnet].iter().flat_map(|span| &lines[span.first - 1..span.last]);
        assert!(of_subnet.into_iter().any(|line| line.contains(">10.0.0.0/24</text>")));
    }
}
