//! The drawing as PNG, with the design in it so that it opens again. Its pixels are somebody else's: a page has a canvas,
//! the command line a renderer, and the library neither.

use std::collections::BTreeSet;
use std::future::Future;
use std::pin::Pin;

use super::bundle::{Bundle, Notes};
use super::options::PictureOptions;
use super::{Content, Exporter, File, Job, Making, svg};
use crate::format::in_png;
use crate::model::Design;
use crate::scene::Rect;
use crate::wording::thousands;

/// Has the drawing painted.
#[derive(Debug)]
pub struct Png;

/// A PNG in the making; the error is a sentence that says what to do.
pub type Painting<'a> = Pin<Box<dyn Future<Output = Result<Vec<u8>, String>> + 'a>>;

/// Makes pixels of a drawing.
pub trait Painter {
    /// A PNG of what the options ask for. Its size in pixels is that of the drawing at 100 %, times the scale, rounded; it
    /// was looked at before and is not too large.
    fn paint<'a>(&'a self, design: &'a Design, picture: &'a PictureOptions) -> Painting<'a>;
}

/// No PNG has more pixels on a side, and none more in all: larger canvases stay empty in one browser or another, and what
/// the command line makes can be shown by all of them. In memory, the most is 256 MB.
/// <https://developer.mozilla.org/en-US/docs/Web/HTML/Reference/Elements/canvas#maximum_canvas_size>
const SIDE_MOST: f64 = 16_384.0;
const PIXELS_MOST: f64 = 64_000_000.0;

impl Exporter for Png {
    fn id(&self) -> &'static str {
        "png"
    }

    fn title(&self) -> &'static str {
        "PNG"
    }

    fn file_extension(&self) -> &'static str {
        "png"
    }

    fn draws(&self) -> bool {
        true
    }

    fn wants_painter(&self) -> bool {
        true
    }

    fn make<'a>(&'a self, Job { design, options, painter, pace, .. }: Job<'a>) -> Making<'a> {
        Box::pin(async move {
            let picture = &options.picture;
            let (list, area) = svg::drawn(design, &picture.only, pace.part(0.0, 0.5)).await;
            let shown: BTreeSet<_> = list.items.iter().filter_map(|item| item.id).collect();
            drop(list);
            let painted = match (within_limits(area, picture.scale), painter) {
                (Err(sentence), _) => Err(sentence),
                (Ok(()), None) => Err("A PNG is painted by the app or by the command line.".to_owned()),
                (Ok(()), Some(painter)) => painter.paint(design, picture).await,
            };
            let carrying = painted.and_then(|png| in_png(&png, design).ok_or("What was painted is no PNG.".to_owned()));
            match carrying {
                Ok(bytes) => {
                    let file =
                        File { path: "network.png".to_owned(), content: Content::Bytes(bytes), executable: false };
                    let notes = svg::undrawn(design, |id| shown.contains(&id));
                    Bundle { files: vec![file], notes, ..Bundle::default() }.sorted()
                }
                Err(sentence) => {
                    let mut notes = Notes::default();
                    notes.left_out_kind(sentence);
                    Bundle { notes: notes.finish(), ..Bundle::default() }
                }
            }
        })
    }
}

/// Can a picture of this area (canvas units) be made at this scale?
fn within_limits(area: Rect, scale: u8) -> Result<(), String> {
    let times = f64::from(scale.max(1));
    let (w, h) = ((area.w * times).round(), (area.h * times).round());
    if w <= SIDE_MOST && h <= SIDE_MOST && w * h <= PIXELS_MOST {
        return Ok(());
    }
    Err(format!(
        "The picture would have {} × {} pixels. At most {} on a side and {} million in all can be made. Choose a smaller scale, or a part, or SVG.",
        thousands(w as u128),
        thousands(h as u128),
        thousands(SIDE_MOST as u128),
        PIXELS_MOST / 1e6
    ))
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use super::*;
    use crate::export::pace::at_once;
    use crate::export::{NoteKind, Options};
    use crate::format::load_bytes;
    use crate::notation::parse;

    /// Paints the smallest PNG, whatever is asked for, and notes at which scale.
    #[derive(Default)]
    struct Dot(RefCell<Vec<u8>>);

    impl Painter for Dot {
        fn paint<'a>(&'a self, _: &'a Design, picture: &'a PictureOptions) -> Painting<'a> {
            self.0.borrow_mut().push(picture.scale);
            let mut dot = b"\x89PNG\r\n\x1a\n\0\0\0\0IEND".to_vec();
            dot.extend_from_slice(&rawzip::crc32(b"IEND").to_be_bytes());
            Box::pin(std::future::ready(Ok(dot)))
        }
    }

    fn made(notation: &str, scale: u8, painter: Option<&dyn Painter>) -> (Design, Bundle) {
        let design = parse(notation).expect("notation");
        let picture = PictureOptions { scale, ..PictureOptions::default() };
        let options = Options { picture, ..Options::default() };
        let bundle = at_once(Png.make(Job { painter, ..Job::new(&design, &options) }));
        (design, bundle)
    }

    #[test]
    fn what_is_painted_carries_the_design_and_says_what_is_not_drawn() {
        let dot = Dot::default();
        let (design, bundle) = made("vpc a 10.0.0.0/16 { route_table main { 10.0.0.0/16 -> local } }", 3, Some(&dot));
        assert_eq!(load_bytes(bundle.files[0].bytes()).expect("a design").design, design);
        assert!(bundle.notes.iter().any(|note| note.text.starts_with("1 route table is not drawn.")), "{bundle:?}");
        assert_eq!(dot.0.into_inner(), [3]);
    }

    #[test]
    fn what_is_too_large_or_has_no_painter_is_refused_in_a_sentence() {
        let dot = Dot::default();
        let far = "vpc a 10.0.0.0/16 at 0,0; vpc b 10.1.0.0/16 at 5000,0";
        assert_eq!(made(far, 1, Some(&dot)).1.files.len(), 1);
        for (bundle, why) in [(made(far, 4, Some(&dot)).1, "16,384 on a side"), (made(far, 1, None).1, "painted by")] {
            assert_eq!(bundle.files, []);
            let note = &bundle.notes[0];
            assert!(note.kind == NoteKind::LeftOut && note.text.contains(why), "{note:?}");
        }
        assert_eq!(dot.0.into_inner(), [1]);
    }
}
