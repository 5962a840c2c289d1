use super::{LANE, Piece, Route};
use crate::scene::geometry::{Point, Rect};
use crate::scene::index::SpatialIndex;

/// The height of a label at 100 %.
const LABEL_H: f64 = 20.0;

/// Finds a place for the label of each route: the middle of its longest piece where it touches no box, no other label
/// and no other line. Routes are asked in order; `None` where there is no such place.
pub(in crate::scene) fn place_labels(
    routes: &[Route],
    widths: &[f64],
    pieces: &SpatialIndex<usize>,
    blocked: impl Fn(Rect) -> bool,
) -> Vec<Option<Point>> {
    let mut labels: SpatialIndex<usize> = SpatialIndex::default();
    let mut places = Vec::with_capacity(routes.len());
    for (i, (route, width)) in routes.iter().zip(widths).enumerate() {
        if *width == 0.0 {
            places.push(None);
            continue;
        }
        let free = |at: Point| {
            let rect = Rect::around(at, *width, LABEL_H);
            let clear = rect.inflate(2.0);
            let other_line = pieces.any(clear, |strand, _| strand != i);
            !other_line && !labels.any(clear, |_, _| true) && !blocked(clear)
        };
        let mut by_length: Vec<Piece> = route.pieces().collect();
        by_length.sort_by(|a, b| b.length().total_cmp(&a.length()));
        let place = by_length.iter().flat_map(|piece| stops(*piece, *width)).find(|at| free(*at));
        if let Some(at) = place {
            labels.insert(i, Rect::around(at, *width, LABEL_H));
        }
        places.push(place);
    }
    places
}

/// Where on a piece a label may sit: in the middle, then at thirds. A level piece must be long enough for the label's
/// width, an upright one for its height.
fn stops(piece: Piece, width: f64) -> impl Iterator<Item = Point> {
    let needed = if piece.level { width } else { LABEL_H } + LANE;
    let fits = piece.length() >= needed;
    let slack = piece.length() - needed;
    [0.0, -1.0 / 3.0, 1.0 / 3.0].into_iter().filter(move |_| fits).map(move |part| {
        let along = (piece.from + piece.to) / 2.0 + part * slack;
        if piece.level { Point::new(along, piece.lane) } else { Point::new(piece.lane, along) }
    })
}
