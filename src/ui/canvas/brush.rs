//! One display list onto one 2D context: nothing here knows what is drawn.

use std::collections::HashMap;

use cidraw::scene::{Align, Camera, Font, Ink, Item, Pattern, Point, Rect, Shape, Stroke, TileMark};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CanvasPattern, CanvasRenderingContext2d, HtmlCanvasElement};

use super::icons::Icons;
use super::palette::Palette;
use crate::ui::platform::document;

/// Draws display lists. Keeps what is costly to make: icon paths, pattern tiles, the state that the context is in.
#[derive(Default)]
pub struct Brush {
    icons: Icons,
    patterns: HashMap<(Ink, Pattern), Option<CanvasPattern>>,
    font: Option<Font>,
    fill: Option<Ink>,
    stroke: Option<Stroke>,
    opacity: f32,
    camera: Camera,
    ratio: f64,
}

impl Brush {
    /// Makes ready to draw with `camera` on a screen of `ratio` device pixels a pixel.
    pub fn begin(&mut self, context: &CanvasRenderingContext2d, camera: Camera, ratio: f64) {
        let _ = context.set_transform(ratio, 0.0, 0.0, ratio, 0.0, 0.0);
        context.set_global_alpha(1.0);
        context.set_text_baseline("alphabetic");
        context.set_text_align("left");
        (self.font, self.fill, self.stroke, self.opacity) = (None, None, None, 1.0);
        (self.camera, self.ratio) = (camera, ratio);
    }

    /// The tiles are in the colours of a theme: they are made anew for another.
    pub fn forget_patterns(&mut self) {
        self.patterns.clear();
    }

    /// What follows shows only in these places, until the context is restored.
    pub fn only_in(&self, context: &CanvasRenderingContext2d, places: &[Rect]) {
        context.begin_path();
        for place in places {
            let place = self.camera.rect_to_screen(*place);
            // Whole device pixels: an edge through the middle of one would mix old and new.
            let whole = |at: f64, round: fn(f64) -> f64| round(at * self.ratio) / self.ratio;
            let (x, y) = (whole(place.x, f64::floor), whole(place.y, f64::floor));
            context.rect(x, y, whole(place.right(), f64::ceil) - x, whole(place.bottom(), f64::ceil) - y);
        }
        context.clip();
    }

    /// Fills the view with the ground.
    pub fn clear(&mut self, context: &CanvasRenderingContext2d, palette: &Palette, viewport: Point) {
        self.ink(context, palette, Ink::Canvas);
        context.fill_rect(0.0, 0.0, viewport.x, viewport.y);
    }

    /// Fills the whole canvas with the ground, in device pixels.
    pub fn clear_device(&mut self, context: &CanvasRenderingContext2d, palette: &Palette, canvas: &HtmlCanvasElement) {
        context.set_fill_style_str(palette.css(Ink::Canvas));
        self.fill = None;
        context.fill_rect(0.0, 0.0, canvas.width().into(), canvas.height().into());
    }

    /// Draws items of a list. `grid` says whether the dots of the ground are wanted.
    pub fn draw(&mut self, context: &CanvasRenderingContext2d, palette: &Palette, items: &[Item], grid: bool) {
        for item in items {
            if item.opacity != self.opacity {
                context.set_global_alpha(item.opacity.into());
                self.opacity = item.opacity;
            }
            self.shape(context, palette, &item.shape, grid);
        }
    }

    fn shape(&mut self, context: &CanvasRenderingContext2d, palette: &Palette, shape: &Shape, grid: bool) {
        let scale = self.camera.scale;
        match shape {
            Shape::Rect { rect, radius, fill, stroke } => {
                let rect = self.camera.rect_to_screen(*rect);
                let sharp = *radius * scale < 0.5;
                if sharp && stroke.is_none() {
                    if let Some(fill) = fill {
                        self.ink(context, palette, *fill);
                        context.fill_rect(rect.x, rect.y, rect.w, rect.h);
                    }
                    return;
                }
                context.begin_path();
                trace(context, rect, radius * scale);
                self.paint(context, palette, *fill, *stroke);
            }
            Shape::Circle { center, radius, fill, stroke } => {
                let center = self.camera.to_screen(*center);
                context.begin_path();
                let _ = context.arc(center.x, center.y, radius * scale, 0.0, std::f64::consts::TAU);
                self.paint(context, palette, *fill, *stroke);
            }
            Shape::Path { points, radius, stroke } => {
                context.begin_path();
                self.line(context, points, radius * scale);
                self.paint(context, palette, None, Some(*stroke));
            }
            Shape::Text { at, text, font, ink, align, halo, struck } => {
                self.text(context, palette, *at, text, *font, *ink, *align, *halo, *struck);
            }
            Shape::Icon { name, at, size, ink } => {
                let at = self.camera.to_screen(*at);
                context.set_stroke_style_str(palette.css(*ink));
                context.set_line_dash(&JsValue::from(js_sys::Array::new())).unwrap_or_default();
                self.stroke = None;
                self.icons.draw(context, name, at.x, at.y, size * scale);
            }
            Shape::Hatch { rect, radius, ink, pattern } => {
                self.hatch(context, palette, *rect, *radius, *ink, *pattern);
            }
            Shape::Dots { rect, step, ink } if grid => self.dots(context, palette, *rect, *step, *ink),
            Shape::Dots { .. } => {}
        }
    }

    fn ink(&mut self, context: &CanvasRenderingContext2d, palette: &Palette, ink: Ink) {
        if self.fill != Some(ink) {
            context.set_fill_style_str(palette.css(ink));
            self.fill = Some(ink);
        }
    }

    fn paint(
        &mut self,
        context: &CanvasRenderingContext2d,
        palette: &Palette,
        fill: Option<Ink>,
        stroke: Option<Stroke>,
    ) {
        if let Some(fill) = fill {
            self.ink(context, palette, fill);
            context.fill();
        }
        if let Some(stroke) = stroke {
            self.edge(context, palette, stroke);
            context.stroke();
        }
    }

    fn edge(&mut self, context: &CanvasRenderingContext2d, palette: &Palette, stroke: Stroke) {
        if self.stroke == Some(stroke) {
            return;
        }
        context.set_stroke_style_str(palette.css(stroke.ink));
        context.set_line_width(stroke.width);
        context.set_line_join("round");
        let dots = stroke.dash.is_some_and(|(dash, _)| dash == 0.0);
        context.set_line_cap(if dots { "round" } else { "butt" });
        let dash = js_sys::Array::new();
        if let Some((on, off)) = stroke.dash {
            dash.push(&on.into());
            dash.push(&off.into());
        }
        let _ = context.set_line_dash(&dash);
        self.stroke = Some(stroke);
    }

    /// A line whose corners are rounded as far as its pieces are long enough.
    fn line(&self, context: &CanvasRenderingContext2d, points: &[Point], radius: f64) {
        let at = |i: usize| self.camera.to_screen(points[i]);
        let Some(last) = points.len().checked_sub(1) else { return };
        context.move_to(at(0).x, at(0).y);
        for i in 1..last {
            let (before, here, after) = (at(i - 1), at(i), at(i + 1));
            let room = before.distance(here).min(here.distance(after)) / 2.0;
            let _ = context.arc_to(here.x, here.y, after.x, after.y, radius.min(room));
        }
        context.line_to(at(last).x, at(last).y);
    }

    #[expect(clippy::too_many_arguments, reason = "the fields of one shape")]
    fn text(
        &mut self,
        context: &CanvasRenderingContext2d,
        palette: &Palette,
        at: Point,
        text: &str,
        font: Font,
        ink: Ink,
        align: Align,
        halo: bool,
        struck: bool,
    ) {
        if self.font != Some(font) {
            let family = if font.mono { &palette.mono } else { &palette.ui };
            context.set_font(&format!("{} {}px {family}", font.weight.number(), font.px));
            self.font = Some(font);
        }
        let at = self.camera.to_screen(at);
        let width = match (align, struck) {
            (Align::Start, false) => 0.0,
            _ => context.measure_text(text).map_or(0.0, |m| m.width()),
        };
        let x = match align {
            Align::Start => at.x,
            Align::Middle => at.x - width / 2.0,
            Align::End => at.x - width,
        };
        if halo {
            self.edge(context, palette, Stroke::solid(Ink::Canvas, 4.0));
            let _ = context.stroke_text(text, x, at.y);
        }
        self.ink(context, palette, ink);
        let _ = context.fill_text(text, x, at.y);
        if struck {
            context.fill_rect(x, at.y - font.px * 0.32, width, 1.0);
        }
    }

    fn hatch(
        &mut self,
        context: &CanvasRenderingContext2d,
        palette: &Palette,
        rect: Rect,
        radius: f64,
        ink: Ink,
        pattern: Pattern,
    ) {
        let rect = self.camera.rect_to_screen(rect);
        let Some(tile) = pattern.tile() else {
            self.ink(context, palette, ink);
            context.fill_rect(rect.x, rect.y, rect.w, rect.h);
            return;
        };
        let made = self.patterns.entry((ink, pattern)).or_insert_with(|| make_tile(palette.css(ink), pattern));
        let Some(made) = made else { return };
        context.save();
        context.begin_path();
        trace(context, rect, radius * self.camera.scale);
        context.clip();
        let _ = context.translate(rect.x, rect.y);
        if tile.turned {
            let _ = context.rotate(std::f64::consts::FRAC_PI_4);
        }
        context.set_global_alpha(tile.opacity * f64::from(self.opacity));
        context.set_fill_style_canvas_pattern(made);
        // Turned or not, a square around the whole of it covers the clipped part.
        let reach = rect.w + rect.h;
        context.fill_rect(-reach, -reach, 2.0 * reach, 2.0 * reach);
        context.restore();
    }

    fn dots(&mut self, context: &CanvasRenderingContext2d, palette: &Palette, rect: Rect, step: f64, ink: Ink) {
        self.ink(context, palette, ink);
        let (left, top) = ((rect.x / step).ceil() * step, (rect.y / step).ceil() * step);
        let (mut y, right, bottom) = (top, rect.right(), rect.bottom());
        context.begin_path();
        while y <= bottom {
            let mut x = left;
            while x <= right {
                let at = self.camera.to_screen(Point::new(x, y));
                context.rect(at.x - 0.75, at.y - 0.75, 1.5, 1.5);
                x += step;
            }
            y += step;
        }
        context.fill();
    }
}

/// The outline of a box with round corners.
fn trace(context: &CanvasRenderingContext2d, rect: Rect, radius: f64) {
    let radius = radius.min(rect.w / 2.0).min(rect.h / 2.0).max(0.0);
    if radius < 0.5 {
        context.rect(rect.x, rect.y, rect.w, rect.h);
    } else {
        let _ = context.round_rect_with_f64(rect.x, rect.y, rect.w, rect.h, radius);
    }
}

/// One tile of a pattern in a colour.
fn make_tile(colour: &str, pattern: Pattern) -> Option<CanvasPattern> {
    let tile = pattern.tile()?;
    let canvas: HtmlCanvasElement = document().create_element("canvas").ok()?.unchecked_into();
    canvas.set_width(tile.w as u32);
    canvas.set_height(tile.h as u32);
    let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.unchecked_into();
    context.set_fill_style_str(colour);
    context.set_stroke_style_str(colour);
    context.set_line_width(tile.line);
    for mark in tile.marks {
        context.begin_path();
        match *mark {
            TileMark::Line(x1, y1, x2, y2) => {
                context.move_to(x1, y1);
                context.line_to(x2, y2);
                context.stroke();
            }
            TileMark::Dot(x, y, radius) => {
                let _ = context.arc(x, y, radius, 0.0, std::f64::consts::TAU);
                context.fill();
            }
        }
    }
    context.create_pattern_with_html_canvas_element(&canvas, "repeat").ok()?
}
