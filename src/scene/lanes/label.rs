use super::{LANE, Piece};
use crate::ordering::Ordered;
use crate::scene::geometry::{Point, Rect};

/// The height of a label at 100 %.
const LABEL_H: f64 = 20.0;

/// A place for a label of `width` on a line: the middle of its longest piece where `is_free` holds for the label's
/// box with a little around it, or a third of the way to an end. `None` where there is no such place.
pub(in crate::scene) fn place_label(
    pieces: impl Iterator<Item = (Point, Point)>,
    width: f64,
    mut is_free: impl FnMut(Rect) -> bool,
) -> Option<Point> {
    let mut by_length: Vec<Piece> = pieces.map(|(a, b)| Piece::between(a, b)).collect();
    by_length.order_by(|a, b| b.length().total_cmp(&a.length()));
    let mut stops = by_length.into_iter().flat_map(|piece| stops(piece, width));
    stops.find(|at| is_free(Rect::around(*at, width, LABEL_H).inflate(2.0)))
}

/// Where on a piece a label may sit: in the middle, then at thirds. A level piece must be long enough for the label's
/// width, an upright one for its height.
fn stops(piece: Piece, width: f64) -> impl Iterator<Item = Point> {
    let needed = if piece.level { width } else { LABEL_H } + LANE;
    let slack = piece.length() - needed;
    [0.0, -1.0 / 3.0, 1.0 / 3.0].into_iter().filter(move |_| slack >= 0.0).map(move |part| {
        let along = (piece.from + piece.to) / 2.0 + part * slack;
        if piece.level { Point::new(along, piece.lane) } else { Point::new(piece.lane, along) }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_sits_on_the_longest_piece_that_is_free() {
        let corners = [(0.0, 0.0), (100.0, 0.0), (100.0, 300.0), (160.0, 300.0)].map(|(x, y)| Point::new(x, y));
        let route = || corners.windows(2).map(|pair| (pair[0], pair[1]));
        assert_eq!(place_label(route(), 80.0, |_| true), Some(Point::new(100.0, 150.0)));
        let taken = Rect::new(0.0, 50.0, 200.0, 300.0);
        assert_eq!(place_label(route(), 80.0, |r| !r.intersects(taken)), Some(Point::new(50.0, 0.0)));
        assert_eq!(place_label(route(), 80.0, |_| false), None);
    }
}
