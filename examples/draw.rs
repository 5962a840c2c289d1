//! Draws a design in notation as SVG: `cargo run --example draw -- FILE [SCALE] [error|warning=ID...] > out.svg`.

use cidraw::model::EntityId;
use cidraw::scene::{
    Camera, FindingMarks, Layout, Level, Mark, Marks, Overlap, Point, Scene, SvgParts, TableMeasure, draw, to_svg,
};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let file = args.next().ok_or("a file with a design in notation is needed")?;
    let design = cidraw::notation::parse(&std::fs::read_to_string(file)?)?;
    let scale: f64 = args.next().map_or(Ok(1.0), |scale| scale.parse())?;
    let layout = Layout::new(&design);
    let bounds = layout.bounds().ok_or("the design is empty")?;

    let mut marks = Marks::default();
    let mut found = std::collections::HashMap::new();
    for arg in args {
        let (mark, id) = arg.split_once('=').ok_or("a mark is written severity=id")?;
        if mark == "overlap" {
            let [a, b] =
                [id.split(',').next(), id.split(',').nth(1)].map(|id| id.unwrap_or_default().parse::<EntityId>());
            let (a, b) = (a?, b?);
            let block = |id: EntityId| design.get(id.typed::<cidraw::model::SubnetId>()?)?.ipv4_block();
            let shared = block(a).zip(block(b)).and_then(|(a, b)| a.intersection(b)).ok_or("they do not overlap")?;
            marks.overlaps.push(Overlap { a, b, shared });
            found.extend([(a, Mark::Error), (b, Mark::Error)]);
            continue;
        }
        let id: EntityId = id.parse()?;
        match mark {
            "error" => _ = found.insert(id, Mark::Error),
            "warning" => _ = found.insert(id, Mark::Warning),
            "advice" => _ = found.insert(id, Mark::Advice),
            "selected" => {
                marks.selected.insert(id);
                marks.handles = Some(id);
            }
            "hovered" => {
                marks.hovered = Some(id);
                marks.ports = Some(id);
            }
            "focused" => marks.focused = Some(id),
            "dimmed" => _ = marks.dimmed.insert(id),
            _ => return Err(format!("{mark} is no mark").into()),
        }
    }
    marks.findings = FindingMarks::new(&layout, found);
    let margin = 16.0 / scale;
    let viewport = Point::new((bounds.w + 2.0 * margin) * scale, (bounds.h + 2.0 * margin) * scale);
    let camera = Camera { x: bounds.x - margin, y: bounds.y - margin, scale };
    let scene = Scene { design: &design, layout: &layout, marks: &marks };
    let list = draw(scene, camera, viewport, Level::at(scale), &mut TableMeasure);
    print!("{}", to_svg(&list, camera.view(viewport), SvgParts::default()));
    Ok(())
}
