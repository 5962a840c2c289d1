//! A picture of the drawing for the clipboard and for files.

use cidraw::editor::Editor;
use cidraw::export::{PictureOptions, copied_svg};
use cidraw::model::EntityId;
use cidraw::scene::{Camera, DisplayList, Level, Marks, Point, Rect, Scene, Shape, SvgParts, Theme, to_svg};
use js_sys::{Array, Function, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, CanvasRenderingContext2d, HtmlCanvasElement};

use super::brush::Brush;
use super::measure::CanvasMeasure;
use super::palette::Palette;
use super::picture::Picture;
use crate::ui::bridge::Bridge;
use crate::ui::platform::{document, reason, window};

/// What is left free around what is copied, in canvas units.
const MARGIN: f64 = 28.0;
/// Pixels of the picture for one canvas unit: it stays sharp when it is shown larger.
const RATIO: f64 = 2.0;
/// No picture is wider or higher than this, in pixels: browsers make none that are much larger.
const MOST: f64 = 8_000.0;

/// The drawing around these objects, or all of it, and the area that it shows.
fn drawn(editor: &Editor, picture: Picture, ids: &[EntityId], palette: &Palette) -> Option<(DisplayList, Rect)> {
    let layout = editor.layout();
    let area = layout.bounds_of(ids.iter().copied()).or(layout.bounds())?.inflate(MARGIN);
    let mut measure = CanvasMeasure::new(context_of(&new_canvas()?)?);
    measure.take_fonts(palette);
    let mut marks = Marks { grouping: editor.preferences().grouping, ..Marks::default() };
    marks.frames = (picture.frames)(editor.design(), layout, marks.grouping).into();
    let scene = Scene { design: editor.design(), layout, marks: &marks };
    let camera = Camera { x: area.x, y: area.y, scale: 1.0 };
    let list = (picture.design)(scene, camera, Point::new(area.w, area.h), Level::Cards, &mut measure);
    Some((list, area))
}

fn new_canvas() -> Option<HtmlCanvasElement> {
    document().create_element("canvas").ok().map(JsCast::unchecked_into)
}

fn context_of(canvas: &HtmlCanvasElement) -> Option<CanvasRenderingContext2d> {
    canvas.get_context("2d").ok().flatten().map(JsCast::unchecked_into)
}

/// The drawing around these objects, or all of it, as SVG that stands alone, in the colours of a theme.
pub fn svg(editor: &Editor, theme: Theme, ids: &[EntityId]) -> String {
    let options = PictureOptions { theme, only: ids.to_vec(), ..PictureOptions::default() };
    copied_svg(editor.design(), editor.layout(), editor.preferences().grouping, &options)
}

/// All of the drawing as SVG for the printed page: its colours, fonts and icons are those of the page around it.
pub fn printed(editor: &Editor) -> Option<String> {
    let (mut list, area) = drawn(editor, Picture::ALL, &[], &Palette::of(Theme::Light))?;
    // The dots are for placing things by hand.
    list.items.retain(|item| !matches!(item.shape, Shape::Dots { .. }));
    Some(to_svg(&list, area, SvgParts { title: "Network diagram", ..SvgParts::default() }))
}

/// Puts the drawing around these objects, or all of it, on the clipboard as PNG. The error is a sentence.
pub async fn copy_png(editor_picture: Option<Promise>) -> Result<(), String> {
    let failed = |e: JsValue| format!("The browser did not allow copying a picture ({}).", reason(&e));
    let Some(blob) = editor_picture else { return Err("The picture could not be drawn.".to_owned()) };
    let clipboard = window().navigator().clipboard();
    let maker = Reflect::get(&window(), &"ClipboardItem".into()).map_err(failed)?;
    let (Ok(maker), false) = (maker.dyn_into::<Function>(), clipboard.is_undefined()) else {
        return Err("This browser cannot put pictures on the clipboard. Use Export instead.".to_owned());
    };
    let parts = Object::new();
    Reflect::set(&parts, &"image/png".into(), &blob).map_err(failed)?;
    let item = Reflect::construct(&maker, &Array::of1(&parts)).map_err(failed)?;
    let write: Function = Reflect::get(&clipboard, &"write".into()).map_err(failed)?.unchecked_into();
    let written = write.call1(&clipboard, &Array::of1(&item)).map_err(failed)?;
    JsFuture::from(written.unchecked_into::<Promise>()).await.map(drop).map_err(failed)
}

/// The drawing as a PNG, which the browser is still making.
pub fn png(editor: &Editor, picture: Picture, ids: &[EntityId]) -> Option<Promise> {
    let palette = Palette::read();
    let drawn = drawn(editor, picture, ids, &palette)?;
    let (_, area) = &drawn;
    let ratio = RATIO.min(MOST / area.w).min(MOST / area.h);
    Some(blob_of(paint(&drawn, &palette, ratio)?))
}

/// The bytes of a PNG of the drawing around these objects, or of all of it, in the colours of a theme: `times` as large as
/// on the canvas at 100 %. The error is a sentence.
pub async fn png_bytes(bridge: Bridge, ids: &[EntityId], theme: Theme, times: u8) -> Result<Vec<u8>, String> {
    let palette = Palette::of(theme);
    let drawn = bridge.with(|editor| drawn(editor, Picture::ALL, ids, &palette));
    let drawn = drawn.ok_or("Nothing is drawn yet.")?;
    let ratio = f64::from(times);
    let failed = |e: JsValue| format!("The browser could not make the picture ({}).", reason(&e));
    let canvas = paint(&drawn, &palette, ratio).ok_or("The browser could not make the picture.")?;
    let blob = JsFuture::from(blob_of(canvas)).await.map_err(failed)?;
    // A canvas that is too large for the browser gives none.
    let blob: Blob = blob.dyn_into().map_err(|_| {
        "The browser could not make a picture of this size. Choose a smaller scale, or a part, or SVG.".to_owned()
    })?;
    let bytes = JsFuture::from(blob.array_buffer()).await.map_err(failed)?;
    Ok(Uint8Array::new(&bytes).to_vec())
}

/// Paints what was drawn on a canvas of its own, with so many pixels for a canvas unit.
fn paint((list, area): &(DisplayList, Rect), palette: &Palette, ratio: f64) -> Option<HtmlCanvasElement> {
    let canvas = new_canvas()?;
    canvas.set_width((area.w * ratio).round() as u32);
    canvas.set_height((area.h * ratio).round() as u32);
    let context = context_of(&canvas)?;
    let mut brush = Brush::default();
    brush.begin(&context, Camera { x: area.x, y: area.y, scale: 1.0 }, ratio);
    brush.clear(&context, palette, Point::new(area.w, area.h));
    brush.draw(&context, palette, &list.items, false);
    Some(canvas)
}

/// What is on a canvas as PNG; null when the browser cannot.
fn blob_of(canvas: HtmlCanvasElement) -> Promise {
    Promise::new(&mut |done, failed| {
        let made = Closure::once_into_js(move |blob: JsValue| {
            // The promise is there to be answered: calling it cannot fail.
            let _ = done.call1(&JsValue::NULL, &blob);
        });
        if let Err(error) = canvas.to_blob(made.unchecked_ref()) {
            let _ = failed.call1(&JsValue::NULL, &error);
        }
    })
}
