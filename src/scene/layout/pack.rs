use crate::scene::geometry::{Point, Rect};
use crate::scene::measures::{DOT_STEP, PACK_GAP};

/// Places boxes of these sizes in shelves below `taken`, in order: rows about twice as wide as all together are high,
/// each row as high as its highest box.
pub(super) fn shelves(sizes: &[Point], taken: Option<Rect>) -> Vec<Point> {
    let up = |v: f64| (v / DOT_STEP).ceil() * DOT_STEP;
    let start = taken.map_or(Point::ZERO, |r| Point::new(up(r.x), up(r.bottom() + PACK_GAP.1)));
    let area: f64 = sizes.iter().map(|s| (s.x + PACK_GAP.0) * (s.y + PACK_GAP.1)).sum();
    let widest = sizes.iter().map(|s| s.x).fold(0.0, f64::max);
    let room = (area * 2.0).sqrt().max(widest).max(taken.map_or(0.0, |r| r.w));
    let (mut x, mut y, mut shelf) = (0.0, 0.0, 0.0f64);
    let mut placed = Vec::with_capacity(sizes.len());
    for size in sizes {
        if x > 0.0 && x + size.x > room {
            (x, y, shelf) = (0.0, y + up(shelf + PACK_GAP.1), 0.0);
        }
        placed.push(start + Point::new(x, y));
        x += up(size.x + PACK_GAP.0);
        shelf = shelf.max(size.y);
    }
    placed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shelves_keep_their_gaps_and_stay_below_what_is_taken() {
        let sizes: Vec<Point> =
            (0..23).map(|i| Point::new(220.0 + f64::from(i % 5) * 90.0, 120.0 + f64::from(i % 3) * 77.0)).collect();
        let taken = Rect::new(-35.0, 10.0, 400.0, 333.0);
        let rects: Vec<Rect> =
            shelves(&sizes, Some(taken)).iter().zip(&sizes).map(|(at, s)| Rect::new(at.x, at.y, s.x, s.y)).collect();
        for (i, a) in rects.iter().enumerate() {
            assert!(a.y >= taken.bottom() + PACK_GAP.1);
            assert!(
                rects[..i]
                    .iter()
                    .all(|b| !a.inflate(PACK_GAP.1 / 2.0 - 1.0).intersects(b.inflate(PACK_GAP.1 / 2.0 - 1.0)))
            );
        }
        let all = rects.iter().copied().reduce(Rect::union).unwrap();
        assert!((0.8..4.0).contains(&(all.w / all.h)), "{all:?}");
    }
}
