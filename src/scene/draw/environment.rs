use crate::ordering::Ordered;
use crate::scene::display_list::Align;
use crate::scene::environments::EnvironmentStyle;
use crate::scene::geometry::{Point, Rect};
use crate::scene::grouping::FRAME;
use crate::scene::ink::{Font, Ink, Stroke, Weight, environment_inks};

use super::Context;
use super::pen::{BASE, Pen};

/// The coloured and patterned edge inside the left border of a VPC.
pub(super) fn edge(pen: &mut Pen, style: EnvironmentStyle, rect: Rect) {
    let (ink, _, pattern) = environment_inks(style.colour);
    pen.hatch(rect, 2.0 * pen.px.min(rect.w / 4.0), ink, pattern);
}

/// The square with the environment's letter, its middle left at `at`.
pub(super) fn tag(pen: &mut Pen, style: EnvironmentStyle, at: Point, size: f64) {
    let (ink, on, _) = environment_inks(style.colour);
    let rect = Rect::new(at.x, at.y - size / 2.0, size, size);
    pen.rect(rect, 3.0 * size / 16.0, ink, None);
    let px = (pen.on_screen(size) * 11.0 / 16.0).clamp(11.0, 15.0);
    let font = Font { px, weight: Weight::Bold, mono: false };
    let baseline = Point::new(rect.center().x, rect.center().y + px * pen.px * 0.34);
    pen.text(baseline, style.letter.to_string(), font, on, Align::Middle);
}

/// How far a frame reaches below its VPCs at most, in canvas units: what stands below has room yet.
const FOOT: f64 = 116.0;
/// How tall its label is, in screen pixels.
const LABEL: f64 = 24.0;

/// The frames around VPCs that belong together: a tint, a dashed edge, and a label in the left lower corner, away from
/// the gateways and their lines on the upper edges.
pub(super) fn frames(pen: &mut Pen, cx: &Context) {
    let px = pen.px;
    for frame in cx.scene.marks.frames.iter() {
        let (ink, _, _) = environment_inks(frame.style.colour);
        let (r, label) = (frame.rect, LABEL * px);
        let foot = (label + 4.0 * px).clamp(FRAME, FOOT);
        let rect = Rect::new(r.x - FRAME, r.y - FRAME, r.w + 2.0 * FRAME, r.h + FRAME + foot);
        if !rect.intersects(pen.view) {
            continue;
        }
        let radius = (12.0 * px).min(FRAME / 2.0);
        pen.stand_for(None, 0.07);
        pen.rect(rect, radius, ink, None);
        pen.stand_for(None, 0.75);
        pen.rect(rect, radius, None, Stroke::dashed(ink, 1.5, 6.0, 4.0));
        pen.stand_for(frame.id, 1.0);
        let size = 16.0 * px;
        let font = Font::name(pen.size(BASE));
        let middle = rect.bottom() - foot / 2.0;
        let strip = Rect::new(rect.x + 10.0 * px, middle - label / 2.0, rect.w - 20.0 * px, label);
        let wanted = size + 6.0 * px + pen.width(&frame.label, font);
        let (x, clear) = beside_lines(cx, strip, wanted, 6.0 * px);
        let at = Point::new(x, middle);
        let room = clear - size - 6.0 * px;
        if pen.on_screen(room) >= 40.0 && size <= foot {
            tag(pen, frame.style, at, size);
            let baseline = Point::new(at.x + size + 6.0 * px, at.y + font.px * 0.36 * px);
            let width = pen.name(baseline, &frame.label, font, Ink::Text, room);
            let count = format!("{} VPCs", frame.vpcs);
            let small = Font::ui(pen.size(BASE));
            let beside = Point::new(baseline.x + width + 8.0 * px, baseline.y);
            _ = pen.whole(beside, &count, small, Ink::Text3, Align::Start, room - width - 8.0 * px);
        }
    }
    pen.stand_for(None, 1.0);
}

/// Where in a strip a label of this width stands so that no line runs over it or along it, and how much room it has
/// there: the first place from the left that is wide enough, else the widest, else the strip's left end.
fn beside_lines(cx: &Context, strip: Rect, width: f64, gap: f64) -> (f64, f64) {
    let lines = cx.scene.layout.lines();
    let crossing = lines.within(strip).into_iter().filter_map(|key| lines.at(key)).flat_map(|line| line.pieces());
    let mut taken: Vec<(f64, f64)> = crossing
        .map(|(a, b)| Rect::from_corners(a, b))
        .filter(|piece| piece.intersects(strip.inflate(gap)))
        .map(|piece| (piece.x - gap, piece.right() + gap))
        .collect();
    taken.order_by(|a, b| a.0.total_cmp(&b.0));
    let mut free: Vec<(f64, f64)> = Vec::with_capacity(taken.len() + 1);
    let mut from = strip.x;
    for (low, high) in taken {
        free.push((from, low - from));
        from = from.max(high);
    }
    free.push((from, strip.right() - from));
    let fits = free.iter().find(|(_, room)| *room >= width);
    let widest = || free.iter().max_by(|a, b| a.1.total_cmp(&b.1)).filter(|(_, room)| *room > 0.0);
    *fits.or_else(widest).unwrap_or(&(strip.x, strip.w))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::kinds::{Environment, Peering, Vpc};
    use crate::model::{Design, Entity, EntityId, EnvironmentId, PeeringId, Slug, TypedId, VpcId};
    use crate::scene::display_list::Shape;
    use crate::scene::labels::TableMeasure;
    use crate::scene::level::Level;
    use crate::scene::{Camera, Grouping, Layout, Marks, Scene, draw_design, group_frames};

    /// Two VPCs of one environment above each other, and one of another below them; the upper ones are peered with it.
    fn design() -> Design {
        let slug = |name: &str| Slug::from_name(name);
        let of = |name: &str| EnvironmentId::from_slug(slug(name));
        let environment = |name: &str| (EntityId::from(of(name)), Entity::new(name, Environment::default()));
        let vpc = |name: &str, environment: &str, x: i32, y: i32| {
            let noun = Vpc { environment: Some(of(environment)), ..Vpc::default() };
            (EntityId::from(VpcId::from_slug(slug(name))), Entity::new(name, noun).placed(x, y))
        };
        let peering = |name: &str, a: &str, b: &str| {
            let [requester, accepter] = [a, b].map(|end| VpcId::from_slug(slug(end)));
            let noun = Peering::new(requester, accepter);
            (EntityId::from(PeeringId::from_slug(slug(name))), Entity::new(name, noun))
        };
        Design::from_entities([
            environment("production"),
            environment("shared"),
            vpc("a", "production", 0, 0),
            vpc("b", "production", 400, 0),
            vpc("c", "shared", 0, 500),
            vpc("d", "shared", 400, 500),
            peering("a-c", "a", "c"),
            peering("b-d", "b", "d"),
        ])
    }

    #[test]
    fn no_line_runs_through_the_label_of_a_frame() {
        let design = design();
        let layout = Layout::new(&design);
        let frames = group_frames(&design, &layout, Grouping::Environment);
        assert_eq!(frames.len(), 2);
        let marks = Marks { frames: frames.into(), ..Marks::default() };
        for scale in [0.3, 0.5, 1.0] {
            let camera = Camera { x: -200.0, y: -200.0, scale };
            let scene = Scene { design: &design, layout: &layout, marks: &marks };
            let level = Level::Tiles.follow(scale);
            let list = draw_design(scene, camera, Point::new(1600.0, 1200.0), level, &mut TableMeasure);
            let named = list.items.iter().filter_map(|item| match &item.shape {
                Shape::Text { at, text, .. } if text == "production" || text == "shared" => Some(*at),
                _ => None,
            });
            let labels: Vec<Rect> =
                named.map(|at| Rect::new(at.x, at.y - 10.0 / scale, 40.0 / scale, 10.0 / scale)).collect();
            assert!(!labels.is_empty(), "at {scale}");
            for id in ["a-c", "b-d"] {
                let line = layout.line(PeeringId::from_slug(Slug::from_name(id))).expect("it is routed");
                for (from, to) in line.pieces() {
                    let piece = Rect::from_corners(from, to);
                    assert!(
                        labels.iter().all(|label| !piece.intersects(*label)),
                        "{id} at {scale}: {piece:?} {labels:?}"
                    );
                }
            }
        }
    }
}
