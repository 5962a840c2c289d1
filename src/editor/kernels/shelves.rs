use crate::ordering::Ordered;
use crate::scene::{Point, Rect};

/// What is free between two boxes: the least, what is chosen where nothing is there to keep, and the most that is kept.
struct Gap {
    least: f64,
    usual: f64,
    most: f64,
}

/// Between boxes of a row: room for lines and their labels.
const ACROSS: Gap = Gap { least: 80.0, usual: 140.0, most: 320.0 };
/// Between rows.
const DOWN: Gap = Gap { least: 80.0, usual: 100.0, most: 260.0 };
/// Between groups.
const BETWEEN: f64 = 160.0;
/// The grid.
const STEP: f64 = 20.0;
/// A left edge this near to one above is brought in line with it.
const NEAR: f64 = 40.0;
/// What pushes aside what pushes aside: more rounds than any drawing needs.
const ROUNDS: usize = 8;

/// Boxes brought into rows where they about stand, on the grid, in line, apart. What stands well already stays. What
/// would stand on something `fixed` goes to its right. Answers with the left top corner of each box.
pub fn tidy(boxes: &[Rect], fixed: &[Rect]) -> Vec<Point> {
    settle(boxes, |boxes| {
        let all: Vec<usize> = (0..boxes.len()).collect();
        let top = boxes.iter().map(|r| r.y).fold(f64::INFINITY, f64::min);
        let mut places = corners(boxes);
        line_up(&rows(boxes, &all), boxes, Point::new(f64::NAN, on_grid(top)), fixed, &mut places);
        places
    })
}

/// Boxes brought together by group, in the order given: side by side while there is room, then below. Each group stands
/// in rows from its left. What
/// stands with its group keeps its place there; what stands elsewhere goes to the end of a row with room.
pub fn banded(boxes: &[Rect], groups: &[Vec<usize>], fixed: &[Rect]) -> Vec<Point> {
    settle(boxes, |boxes| {
        let cores: Vec<(Vec<usize>, Vec<usize>)> = groups.iter().map(|group| core(boxes, group, DOWN.most)).collect();
        let corner = anchor(boxes);
        let width = width(boxes);
        let (mut places, mut at, mut deep) = (corners(boxes), corner, corner.y);
        for ((core, strays), group) in cores.iter().zip(groups) {
            let mut place = |at: Point| {
                let bottom = block(boxes, core, strays, width, at, fixed, &mut places);
                (group.iter().map(|i| places[*i].x + boxes[*i].w).fold(at.x, f64::max), bottom)
            };
            let (mut right, mut bottom) = place(at);
            // Small groups stand side by side, as far as there is room.
            if at.x > corner.x && right - corner.x > width {
                at = Point::new(corner.x, on_grid_up(deep + BETWEEN));
                (right, bottom) = place(at);
            }
            deep = deep.max(bottom);
            at.x = on_grid_up(right + BETWEEN);
        }
        places
    })
}

/// A hub with what hangs on it: indices of boxes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Star {
    /// The hub.
    pub hub: usize,
    /// What is joined to it: one half goes above, the other below.
    pub spokes: Vec<usize>,
    /// What is beyond: at its right.
    pub beyond: Vec<usize>,
}

/// Hubs between their spokes, a hub below the other, and the rest below all.
pub fn stars(boxes: &[Rect], stars: &[Star], rest: &[usize], fixed: &[Rect]) -> Vec<Point> {
    settle(boxes, |boxes| {
        let wholes = stars.iter().map(|star| {
            let all: Vec<usize> = star.spokes.iter().copied().chain([star.hub]).collect();
            // The two sides of a hub belong together.
            core(boxes, &all, DOWN.most + boxes[star.hub].h)
        });
        let wholes: Vec<(Vec<usize>, Vec<usize>)> = wholes.collect();
        let rest = core(boxes, rest, DOWN.most);
        let corner = anchor(boxes);
        let width = width(boxes);
        let (mut places, mut top) = (corners(boxes), corner.y);
        for (star, (whole, strays)) in stars.iter().zip(&wholes) {
            let [above, below] = halves(boxes, star, whole, strays);
            let mut y = top;
            if above.len() > 0 {
                let at = Point::new(corner.x, y);
                y = block(boxes, &above.own, &above.late, width, at, fixed, &mut places) + DOWN.usual;
            }
            let middle = Point::new(corner.x, on_grid_up(y));
            let under = Point::new(corner.x, on_grid_up(middle.y + boxes[star.hub].h + DOWN.usual));
            let mut bottom = under.y - DOWN.usual;
            if below.len() > 0 {
                bottom = block(boxes, &below.own, &below.late, width, under, fixed, &mut places);
            }
            let spokes = [&above.own, &above.late, &below.own, &below.late].into_iter().flatten();
            let wide = spokes.map(|i| places[*i].x + boxes[*i].w - corner.x).fold(0.0, f64::max);
            let mut x = on_grid(corner.x + ((wide - boxes[star.hub].w) / 2.0).max(0.0));
            for i in std::iter::once(star.hub).chain(star.beyond.iter().copied()) {
                places[i] = Point::new(clear(x, middle.y, boxes[i], fixed), middle.y);
                x = on_grid_up(places[i].x + boxes[i].w + ACROSS.usual);
                bottom = bottom.max(middle.y + boxes[i].h);
            }
            top = on_grid_up(bottom + BETWEEN);
        }
        block(boxes, &rest.0, &rest.1, width, Point::new(corner.x, top), fixed, &mut places);
        places
    })
}

/// The spokes on one side of a hub.
#[derive(Default)]
struct Side {
    /// Those that stand there.
    own: Vec<usize>,
    /// Those that come there.
    late: Vec<usize>,
}

impl Side {
    fn len(&self) -> usize {
        self.own.len() + self.late.len()
    }
}

/// The spokes above a hub and those below it. Where they stand now decides, as long as there are about as many on
/// either side.
fn halves(boxes: &[Rect], star: &Star, whole: &[usize], strays: &[usize]) -> [Side; 2] {
    let middle = boxes[star.hub].center().y;
    let spokes: Vec<usize> = whole.iter().copied().filter(|i| *i != star.hub).collect();
    let (above, below) = spokes.into_iter().partition::<Vec<usize>, _>(|i| boxes[*i].center().y < middle);
    let side = |own: Vec<usize>| Side { own: rows(boxes, &own).concat(), late: Vec::new() };
    let [mut above, mut below] = [side(above), side(below)];
    for stray in strays.iter().filter(|i| **i != star.hub) {
        let lesser = if above.len() > below.len() { &mut below } else { &mut above };
        lesser.late.push(*stray);
    }
    // The last of those above come below first, the first of those below above last: their order stays.
    while above.len() > below.len() + 1 {
        let Some(moved) = above.own.pop().or_else(|| above.late.pop()) else { break };
        below.late.insert(0, moved);
    }
    let mut come = 0;
    while below.len() > above.len() + 1 && !below.own.is_empty() {
        above.late.insert(come, below.own.remove(0));
        come += 1;
    }
    [above, below]
}

/// Where the boxes stand.
fn corners(boxes: &[Rect]) -> Vec<Point> {
    boxes.iter().map(|r| r.origin()).collect()
}

/// Goes on until nothing moves any more.
fn settle(boxes: &[Rect], arrange: impl Fn(&[Rect]) -> Vec<Point>) -> Vec<Point> {
    let mut now = boxes.to_vec();
    for _ in 0..ROUNDS {
        let places = arrange(&now);
        let same = now.iter().zip(&places).all(|(r, at)| r.origin() == *at);
        for (r, at) in now.iter_mut().zip(places) {
            (r.x, r.y) = (at.x, at.y);
        }
        if same {
            break;
        }
    }
    corners(&now)
}

fn on_grid(at: f64) -> f64 {
    (at / STEP).round() * STEP
}

fn on_grid_up(at: f64) -> f64 {
    (at / STEP).ceil() * STEP
}

/// The left top corner of these boxes, on the grid.
fn corner<'a>(boxes: &[Rect], of: impl Iterator<Item = &'a usize>) -> Point {
    let all = of.map(|i| boxes[*i]).reduce(Rect::union);
    all.map_or(Point::ZERO, |all| all.origin().snapped(STEP))
}

/// The left top corner of the drawing, without what stands far from the most of it.
fn anchor(boxes: &[Rect]) -> Point {
    let all: Vec<usize> = (0..boxes.len()).collect();
    corner(boxes, core(boxes, &all, 2.0 * DOWN.most).0.iter())
}

/// How wide rows may be: all are about twice as wide as high. In steps, so that one box more seldom changes it.
fn width(boxes: &[Rect]) -> f64 {
    let area: f64 = boxes.iter().map(|r| (r.w + ACROSS.usual) * (r.h + DOWN.usual)).sum();
    let widest = boxes.iter().map(|r| r.w).fold(0.0, f64::max);
    let wanted = (area * 2.0).sqrt().max(widest);
    let mut width = 1600.0;
    while width < wanted {
        width *= 1.25;
    }
    width
}

/// Which of these boxes stand beside each other: row by row from the top, each row from the left.
fn rows(boxes: &[Rect], of: &[usize]) -> Vec<Vec<usize>> {
    let mut order = of.to_vec();
    let by = |a: f64, b: f64| a.total_cmp(&b);
    order.order_by(|a, b| by(boxes[*a].y, boxes[*b].y).then(by(boxes[*a].x, boxes[*b].x)).then(a.cmp(b)));
    let mut rows: Vec<Vec<usize>> = Vec::new();
    let mut deep = f64::NEG_INFINITY;
    for i in order {
        match rows.last_mut().filter(|_| boxes[i].y < deep) {
            Some(row) => row.push(i),
            None => {
                deep = boxes[i].y + boxes[i].h / 2.0;
                rows.push(vec![i]);
            }
        }
    }
    for row in &mut rows {
        row.order_by(|a, b| by(boxes[*a].x, boxes[*b].x).then(a.cmp(b)));
    }
    rows
}

/// The largest part of a group that stands together, at most `down` apart from row to row, and the others.
fn core(boxes: &[Rect], group: &[usize], down: f64) -> (Vec<usize>, Vec<usize>) {
    let near = |a: Rect, b: Rect| {
        let (dx, dy) = ((b.x - a.right()).max(a.x - b.right()), (b.y - a.bottom()).max(a.y - b.bottom()));
        dx <= ACROSS.most && dy <= down
    };
    let mut left = rows(boxes, group).concat();
    let mut best: Vec<usize> = Vec::new();
    while let Some(first) = left.first().copied() {
        let mut together = vec![first];
        left.remove(0);
        let mut at = 0;
        while at < together.len() {
            let own = boxes[together[at]];
            let (met, others): (Vec<usize>, Vec<usize>) = left.iter().partition(|i| near(own, boxes[**i]));
            together.extend(met);
            left = others;
            at += 1;
        }
        if together.len() > best.len() {
            best = together;
        }
    }
    let strays = rows(boxes, group).concat().into_iter().filter(|i| !best.contains(i)).collect();
    (best, strays)
}

/// Places a group with its left top corner at `at`, and answers with its lower edge.
fn block(
    boxes: &[Rect],
    core: &[usize],
    strays: &[usize],
    width: f64,
    at: Point,
    fixed: &[Rect],
    places: &mut [Point],
) -> f64 {
    if core.is_empty() && strays.is_empty() {
        return at.y - BETWEEN;
    }
    let mut rows = rows(boxes, core);
    let long = |row: &[usize]| row.iter().map(|i| boxes[*i].w + ACROSS.usual).sum::<f64>() - ACROSS.usual;
    let mut late: Vec<usize> = Vec::new();
    for row in &mut rows {
        while row.len() > 1 && long(row) > width {
            late.extend(row.pop());
        }
    }
    late.reverse();
    late.extend(strays);
    // Rows that fit beside each other are one.
    let mut at_row = 1;
    while at_row < rows.len() {
        if long(&rows[at_row - 1]) + ACROSS.usual + long(&rows[at_row]) <= width {
            let row = rows.remove(at_row);
            rows[at_row - 1].extend(row);
        } else {
            at_row += 1;
        }
    }
    // What comes last has no place in the row that could be kept.
    let mut shifted = boxes.to_vec();
    let by = at - corner(boxes, core.iter());
    for i in core {
        shifted[*i] = shifted[*i].translate(by);
    }
    for i in late {
        shifted[i].x = f64::INFINITY;
        shifted[i].y = f64::INFINITY;
        let room = |row: &Vec<usize>| long(row) + ACROSS.usual + boxes[i].w <= width;
        match rows.iter_mut().rev().find(|row| room(row)) {
            Some(row) => row.push(i),
            None => rows.push(vec![i]),
        }
    }
    line_up(&rows, &shifted, at, fixed, places)
}

/// Places rows below each other; answers with the lower edge. Each begins at `at.x`, or where it does when that is NaN.
fn line_up(rows: &[Vec<usize>], boxes: &[Rect], at: Point, fixed: &[Rect], places: &mut [Point]) -> f64 {
    let mut lefts: Vec<f64> = Vec::new();
    let mut bottom: Option<f64> = None;
    for row in rows {
        let own = row.iter().map(|i| boxes[*i].y).fold(f64::INFINITY, f64::min);
        let y = bottom.map_or(at.y, |bottom| kept(own, bottom, &DOWN));
        let (mut right, mut new) = (None::<f64>, Vec::new());
        for i in row {
            let own = boxes[*i];
            let x = match right {
                Some(right) => kept(own.x, right, &ACROSS),
                None if at.x.is_nan() => on_grid(own.x),
                None => at.x,
            };
            let fits = |left: &f64| match right {
                Some(right) => (ACROSS.least..=ACROSS.most).contains(&(left - right)),
                None => at.x.is_nan(),
            };
            let near = lefts.iter().copied().filter(|left| (left - x).abs() <= NEAR && fits(left));
            let x = near.min_by(|a, b| (a - x).abs().total_cmp(&(b - x).abs())).unwrap_or(x);
            let x = clear(x, y, own, fixed);
            places[*i] = Point::new(x, y);
            new.push(x);
            right = Some(x + own.w);
            bottom = Some(bottom.filter(|b| *b > y).unwrap_or(y).max(y + own.h));
        }
        lefts.extend(new);
    }
    bottom.unwrap_or(at.y)
}

/// The edge where it is, on the grid, when its distance from the edge before is fit; else at the usual distance.
fn kept(own: f64, before: f64, gap: &Gap) -> f64 {
    let own = on_grid(own);
    if (gap.least..=gap.most).contains(&(own - before)) { own } else { on_grid_up(before + gap.usual) }
}

/// The next place to the right that is clear of what stays.
fn clear(mut x: f64, y: f64, own: Rect, fixed: &[Rect]) -> f64 {
    for _ in 0..=fixed.len() {
        let here = Rect::new(x, y, own.w, own.h).inflate(ACROSS.least / 2.0);
        let Some(met) = fixed.iter().find(|rect| rect.intersects(here)) else { break };
        x = on_grid_up(met.right() + ACROSS.usual);
    }
    x
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(x: f64, y: f64) -> Rect {
        Rect::new(x, y, 300.0, 200.0)
    }

    fn moved(boxes: &[Rect], places: &[Point]) -> Vec<Rect> {
        boxes.iter().zip(places).map(|(r, p)| Rect::new(p.x, p.y, r.w, r.h)).collect()
    }

    #[test]
    fn what_stands_well_stays_what_is_a_little_off_is_brought_in_line_and_what_overlaps_apart() {
        let boxes = [at(0.0, 0.0), at(440.0, 0.0), at(0.0, 300.0)];
        assert_eq!(tidy(&boxes, &[]), corners(&boxes));
        let boxes = [at(3.0, 7.0), at(446.0, 31.0), at(28.0, 290.0), at(200.0, 330.0)];
        let places = tidy(&boxes, &[]);
        let wanted = [(0.0, 0.0), (440.0, 0.0), (0.0, 300.0), (440.0, 300.0)].map(|(x, y)| Point::new(x, y));
        assert_eq!(places, wanted);
    }

    #[test]
    fn groups_stand_below_each_other_and_a_stray_comes_to_the_end_of_its_group() {
        let boxes = [at(0.0, 0.0), at(440.0, 0.0), at(0.0, 360.0), at(440.0, 360.0)];
        let groups = [vec![0, 1], vec![2, 3]];
        assert_eq!(banded(&boxes, &groups, &[]), corners(&boxes));
        let more = [boxes[0], boxes[1], boxes[2], boxes[3], at(3000.0, 360.0)];
        let places = banded(&more, &[vec![0, 1, 4], vec![2, 3]], &[]);
        assert_eq!(places[..4], corners(&boxes));
        assert_eq!(places[4], Point::new(880.0, 0.0));
    }

    #[test]
    fn a_hub_stands_between_its_spokes() {
        let hub = Rect::new(900.0, 900.0, 120.0, 60.0);
        let boxes = [hub, at(0.0, 0.0), at(440.0, 0.0), at(880.0, 0.0), at(1320.0, 0.0)];
        let star = Star { hub: 0, spokes: vec![1, 2, 3, 4], beyond: Vec::new() };
        let places = moved(&boxes, &stars(&boxes, &[star], &[], &[]));
        let above = places[1..].iter().filter(|r| r.bottom() < places[0].y).count();
        let below = places[1..].iter().filter(|r| r.y > places[0].bottom()).count();
        assert_eq!((above, below), (2, 2));
        assert!((places[0].center().x - 370.0).abs() <= STEP / 2.0, "{places:?}");
    }
}
