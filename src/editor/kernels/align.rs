use crate::scene::{Point, Rect};

/// A line along which the dragged box is in line with others, and how far it is from the nearest of these.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Guide {
    /// One end, in canvas units.
    pub from: Point,
    /// The other end.
    pub to: Point,
    /// The distance to the nearest box along the line, in canvas units.
    pub distance: f64,
    /// The free stretch between the two, along the line; `None` where they are side by side.
    pub between: Option<(Point, Point)>,
}

/// Brings `moving` in line with `others` where an edge or the middle is within `reach` of theirs. Answers with the
/// shift that does it, and a guide for each axis that was brought in line.
pub fn align(moving: Rect, others: &[Rect], reach: f64) -> (Point, Vec<Guide>) {
    let lines = |low: f64, high: f64| [low, (low + high) / 2.0, high];
    let best = |own: [f64; 3], theirs: &dyn Fn(&Rect) -> [f64; 3]| {
        let pairs = others.iter().flat_map(|other| {
            let theirs = theirs(other);
            own.into_iter().flat_map(move |own| theirs.into_iter().map(move |their| (their - own, their)))
        });
        let near = pairs.filter(|(shift, _)| shift.abs() <= reach);
        near.min_by(|a, b| a.0.abs().total_cmp(&b.0.abs()))
    };
    let x = best(lines(moving.x, moving.right()), &|r| lines(r.x, r.right()));
    let y = best(lines(moving.y, moving.bottom()), &|r| lines(r.y, r.bottom()));
    let shift = Point::new(x.map_or(0.0, |(shift, _)| shift), y.map_or(0.0, |(shift, _)| shift));
    let moved = moving.translate(shift);
    let mut guides = Vec::new();
    if let Some((_, x)) = x {
        let on: Vec<Rect> = others.iter().copied().filter(|r| in_line(lines(r.x, r.right()), x)).collect();
        let span = on.iter().copied().fold(moved, Rect::union);
        let gaps = on.iter().map(|r| gap((moved.y, moved.bottom()), (r.y, r.bottom())));
        let (distance, low, high) = nearest(gaps);
        let between = (distance > 0.0).then(|| (Point::new(x, low), Point::new(x, high)));
        guides.push(Guide { from: Point::new(x, span.y), to: Point::new(x, span.bottom()), distance, between });
    }
    if let Some((_, y)) = y {
        let on: Vec<Rect> = others.iter().copied().filter(|r| in_line(lines(r.y, r.bottom()), y)).collect();
        let span = on.iter().copied().fold(moved, Rect::union);
        let gaps = on.iter().map(|r| gap((moved.x, moved.right()), (r.x, r.right())));
        let (distance, low, high) = nearest(gaps);
        let between = (distance > 0.0).then(|| (Point::new(low, y), Point::new(high, y)));
        guides.push(Guide { from: Point::new(span.x, y), to: Point::new(span.right(), y), distance, between });
    }
    (shift, guides)
}

fn in_line(lines: [f64; 3], at: f64) -> bool {
    lines.iter().any(|line| (line - at).abs() < 0.01)
}

/// How far two spans are apart, 0 when they overlap, and from where to where.
fn gap(a: (f64, f64), b: (f64, f64)) -> (f64, f64, f64) {
    let (low, high) = if b.0 >= a.1 { (a.1, b.0) } else { (b.1, a.0) };
    ((high - low).max(0.0), low, high)
}

fn nearest(gaps: impl Iterator<Item = (f64, f64, f64)>) -> (f64, f64, f64) {
    gaps.min_by(|a, b| a.0.total_cmp(&b.0)).unwrap_or((0.0, 0.0, 0.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edges_in_reach_are_brought_in_line() {
        let other = Rect::new(0.0, 0.0, 100.0, 50.0);
        let (shift, guides) = align(Rect::new(3.0, 90.0, 80.0, 40.0), &[other], 5.0);
        assert_eq!(shift, Point::new(-3.0, 0.0));
        let [guide] = guides[..] else { panic!("one axis is in line: {guides:?}") };
        assert_eq!((guide.from, guide.to), (Point::new(0.0, 0.0), Point::new(0.0, 130.0)));
        assert_eq!(guide.distance, 40.0);
        assert_eq!(guide.between, Some((Point::new(0.0, 50.0), Point::new(0.0, 90.0))));
    }

    #[test]
    fn what_is_out_of_reach_stays() {
        let other = Rect::new(0.0, 0.0, 100.0, 50.0);
        let (shift, guides) = align(Rect::new(20.0, 200.0, 300.0, 40.0), &[other], 5.0);
        assert_eq!((shift, guides.len()), (Point::ZERO, 0));
    }
}
