//! What differs between two pictures: a painter that draws only there leaves the rest as it is.

use std::collections::HashMap;

use crate::model::EntityId;

use super::display_list::{Align, DisplayList, Item, Shape};
use super::geometry::{Point, Rect};
use super::labels::Measure;

/// Strokes and halos reach this far beyond their shape, in screen pixels.
const REACH: f64 = 5.0;
/// More places than this are one place.
const MOST: usize = 24;
/// From so many on, a further place only makes that one place larger: to hold it against each of them takes longer than
/// it saves.
const CROWD: usize = 200;

/// Where `after` differs from `before`, in canvas units: two pictures of one camera, each the design and the marks above
/// it. The places may overlap, and
/// are larger than they need to be rather than smaller.
///
/// Law: outside of them both pictures look alike, unless only the order of objects differs.
pub fn damage(before: [&DisplayList; 2], after: [&DisplayList; 2], measure: &mut dyn Measure) -> Vec<Rect> {
    let mut objects: HashMap<Option<EntityId>, [Vec<&Item>; 2]> = HashMap::new();
    for (which, lists) in [before, after].into_iter().enumerate() {
        for item in lists.into_iter().flat_map(|list| &list.items) {
            objects.entry(item.id).or_default()[which].push(item);
        }
    }
    let px = 1.0 / after[0].scale.max(f64::MIN_POSITIVE);
    let mut places = Vec::new();
    for [old, new] in objects.values().filter(|[old, new]| old != new) {
        // What stands for nothing is few and far between: shape by shape. An object is one place, its lines aside.
        for item in old.iter().chain(new) {
            let same = item.id.is_none() && old.contains(item) && new.contains(item);
            if !same {
                each_place(&item.shape, px, measure, &mut |rect| add(&mut places, rect.inflate(REACH * px)));
            }
        }
    }
    if places.len() > MOST {
        places = places.into_iter().reduce(Rect::union).into_iter().collect();
    }
    places
}

/// Adds a place; one that lies in another, or holds it, makes no further one.
fn add(places: &mut Vec<Rect>, rect: Rect) {
    if places.iter().any(|place| place.contains_rect(rect)) {
        return;
    }
    if places.len() >= CROWD {
        let all = places.drain(..).fold(rect, Rect::union);
        return places.push(all);
    }
    places.retain(|place| !rect.contains_rect(*place));
    places.push(rect);
}

/// The boxes that a shape is drawn in: one for each piece of a line.
fn each_place(shape: &Shape, px: f64, measure: &mut dyn Measure, visit: &mut dyn FnMut(Rect)) {
    match shape {
        Shape::Rect { rect, .. } | Shape::Hatch { rect, .. } | Shape::Dots { rect, .. } => visit(*rect),
        Shape::Circle { center, radius, .. } => {
            visit(Rect::new(center.x - radius, center.y - radius, 2.0 * radius, 2.0 * radius));
        }
        Shape::Path { points, stroke, .. } => {
            let wide = stroke.width * px;
            for ends in points.windows(2) {
                visit(around(ends[0], ends[1]).inflate(wide));
            }
        }
        Shape::Text { at, text, font, align, .. } => {
            let (w, h) = (measure.width(text, *font) * px, font.px * px);
            let x = match align {
                Align::Start => at.x,
                Align::Middle => at.x - w / 2.0,
                Align::End => at.x - w,
            };
            visit(Rect::new(x, at.y - h * 1.2, w, h * 1.6));
        }
        Shape::Icon { at, size, .. } => visit(Rect::new(at.x, at.y, *size, *size)),
    }
}

fn around(a: Point, b: Point) -> Rect {
    let (x, y) = (a.x.min(b.x), a.y.min(b.y));
    Rect::new(x, y, (a.x - b.x).abs(), (a.y - b.y).abs())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::scene::{Ink, TableMeasure};

    /// A box of `x` and `y` for each object, in both pictures or in one of them.
    fn picture(objects: &[(u32, f64, f64)]) -> DisplayList {
        let item = |&(n, x, y): &(u32, f64, f64)| Item {
            id: format!("vpc-{n}x").parse().ok(),
            opacity: 1.0,
            shape: Shape::Rect {
                rect: Rect::new(x, y, 30.0, 20.0),
                radius: 0.0,
                fill: Some(Ink::Canvas),
                stroke: None,
            },
        };
        DisplayList { scale: 1.0, items: objects.iter().map(item).collect() }
    }

    fn objects() -> impl Strategy<Value = Vec<(u32, f64, f64)>> {
        let place = -4000.0..4000.0_f64;
        prop::collection::vec((0..600_u32, place.clone(), place), 0..500)
    }

    proptest! {
        #[test]
        fn what_differs_lies_in_the_places(old in objects(), new in objects(), shared in objects()) {
            let (old, new) = (picture(&old), picture(&new));
            let marks = picture(&shared);
            let places = damage([&old, &marks], [&new, &marks], &mut TableMeasure);
            prop_assert!(places.len() <= MOST);
            for (item, others) in
                old.items.iter().map(|item| (item, &new)).chain(new.items.iter().map(|item| (item, &old)))
            {
                let Shape::Rect { rect, .. } = &item.shape else { continue };
                let same = others.items.contains(item) || marks.items.contains(item);
                prop_assert!(same || places.iter().any(|place| place.contains_rect(*rect)), "{rect:?} is in no place");
            }
            prop_assert!(damage([&old, &marks], [&old, &marks], &mut TableMeasure).is_empty());
        }
    }
}
