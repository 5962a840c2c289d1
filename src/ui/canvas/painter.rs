//! Display lists onto the canvas.
//!
//! The picture of the design is kept as a bitmap. A frame in which only the pointer or the selection changed copies
//! it and draws the marks; a frame of a moving camera moves and scales it when drawing afresh would be too slow, with a
//! picture from farther away under it, and the sharp picture follows when the camera rests.

use std::cell::Cell;
use std::rc::Rc;

use cidraw::editor::Editor;
use cidraw::model::{EntityId, Kind, Revision};
use cidraw::scene::{Camera, DisplayList, Grouping, Ink, Level, Marks, Rect, Scene, damage, draw_ground};
use gloo::timers::callback::Timeout;
use leptos::prelude::*;
use web_sys::HtmlCanvasElement;

use super::brush::Brush;
use super::marks;
use super::measure::CanvasMeasure;
use super::palette::Palette;
use super::picture::Picture;
use super::screen::{Screen, Sheet, context_of, new_canvas, resize};
use super::sharpener::Sharpener;
use super::shown::Shown;
use super::wide::Wide;
use crate::ui::bridge::Bridge;
use crate::ui::platform::{page, time, window};
use crate::ui::{effects, frame};

/// A picture that will take longer than this to draw is moved as a bitmap while the camera moves, in milliseconds: a
/// third of a frame, as it may take twice as long before that shows, and the browser needs the rest.
const SLOW_MS: f64 = 6.0;
/// At most so much longer the next picture is thought to take, however much farther away the camera is.
const MOST_GROWTH: f64 = 2.25;
/// Findings that take longer than this, in milliseconds, come after the paint, and so do those of an edit of so many
/// objects: how long the edit before took says nothing about it.
const QUICK_MS: f64 = 25.0;
const QUICK_EDIT: usize = 500;
/// A picture that took longer than this, in milliseconds, is drawn a little in each frame.
const LONG_MS: f64 = 30.0;
/// How long the camera must rest before the sharp picture follows.
const REST_MS: u32 = 110;

/// Paints the editor's state on one canvas.
pub struct Painter {
    screen: Screen,
    base: Sheet,
    /// Lies under a kept picture that is moved.
    wide: Wide,
    /// Draws the next kept picture, where that takes long.
    sharpener: Sharpener,
    /// What the kept picture shows.
    shown: Option<Shown>,
    /// What the screen shows, and whether it was drawn for just this camera: not a picture that was moved or scaled.
    drawn: Option<Shown>,
    sharp: bool,
    /// The design as it was drawn last, and the marks above it where the screen shows nothing else.
    design_list: DisplayList,
    marks_list: Option<DisplayList>,
    last_draw_ms: f64,
    level: Level,
    palette: Palette,
    palette_theme: Option<(bool, bool)>,
    brush: Brush,
    measure: CanvasMeasure,
    rest: Option<Timeout>,
    /// Lays lines that an edit left for later, after the paint.
    route: Option<Timeout>,
    /// Looks for what the rules find, after the paint.
    check: Option<Timeout>,
    /// How long that took last.
    check_ms: Rc<Cell<f64>>,
    /// The marks, and the findings that they were made of.
    marks: Marks,
    found: Option<(Revision, u64)>,
    /// What the frames in the marks were made of.
    framed: Option<(Revision, Grouping)>,
}

/// Brings the findings up to date; whether they are others now. Notes how long it took.
fn check(bridge: Bridge, canvas: &HtmlCanvasElement, took: &Cell<f64>) -> bool {
    let start = time::now();
    let others = bridge.check();
    took.set(time::now() - start);
    let _ = canvas.set_attribute("data-checked", &bridge.with(|e| e.analyses().revision()).to_string());
    others
}

impl Painter {
    /// A painter of `canvas`.
    pub fn new(canvas: HtmlCanvasElement) -> Painter {
        Painter {
            screen: Screen::new(canvas),
            base: Sheet::new(),
            wide: Wide::new(),
            measure: CanvasMeasure::new(context_of(&new_canvas())),
            sharpener: Sharpener::new(),
            shown: None,
            drawn: None,
            sharp: false,
            design_list: DisplayList::default(),
            marks_list: None,
            last_draw_ms: 0.0,
            level: Level::Cards,
            palette: Palette::read(),
            palette_theme: None,
            brush: Brush::default(),
            rest: None,
            route: None,
            check: None,
            // The first look at a design takes long.
            check_ms: Rc::new(Cell::new(f64::INFINITY)),
            marks: Marks::default(),
            found: None,
            framed: None,
        }
    }

    /// Paints what the editor holds now.
    pub fn paint(&mut self, bridge: Bridge) {
        let signals = bridge.signals;
        let theme = (effects::is_dark(bridge), page::matches("(forced-colors: active)"));
        if self.palette_theme != Some(theme) {
            self.palette = Palette::read();
            self.measure.take_fonts(&self.palette);
            self.brush.forget_patterns();
            self.palette_theme = Some(theme);
        }
        // Findings that are found in no time are in the same picture as the edit.
        let quick = self.check_ms.get() < QUICK_MS && bridge.untold() < QUICK_EDIT;
        if quick || bridge.with(Editor::is_soon_checked) {
            check(bridge, &self.screen.canvas, &self.check_ms);
        }
        let ratio = window().device_pixel_ratio();
        let now = bridge.with(|editor| Shown {
            revision: editor.design().revision(),
            findings: bridge.found(),
            routed: editor.is_routed(),
            camera: editor.camera(),
            viewport: editor.viewport(),
            ratio,
            theme,
            grid: editor.preferences().grid,
            grouping: editor.preferences().grouping,
        });
        if self.screen.fit(&now) {
            self.drawn = None;
        }
        let picture = signals.workbench.get_untracked().map(|workbench| workbench.picture);
        if let Some(picture) = picture {
            if self.found != Some((now.revision, now.findings)) {
                let frames = std::mem::take(&mut self.marks.frames);
                self.marks = bridge.with(picture.of_findings);
                self.marks.frames = frames;
                self.found = Some((now.revision, now.findings));
            }
            if self.framed != Some((now.revision, now.grouping)) {
                let frames = bridge.with(|e| (picture.frames)(e.design(), e.layout(), now.grouping));
                self.marks.frames = std::sync::Arc::new(frames);
                self.framed = Some((now.revision, now.grouping));
            }
            bridge.with(|editor| (picture.of_session)(editor, &mut self.marks));
        }
        let mut marks = std::mem::take(&mut self.marks);
        let content = |shown: &Shown| (shown.revision, shown.findings, shown.routed);
        let edited = |drawn: &Shown| content(drawn) != content(&now);
        match picture {
            Some(picture) if marks.carried.is_empty() && self.drawn.as_ref().is_some_and(edited) => {
                self.draw_at_once(bridge, &now, &marks, picture);
            }
            _ => {
                let begun = self.refresh_base(bridge, &now, &marks, picture);
                self.compose(bridge, &now, &mut marks, picture);
                // The browser finishes a picture when it is copied.
                self.last_draw_ms = begun.map_or(self.last_draw_ms, |begun| time::now() - begun);
            }
        }
        self.drawn = Some(now.clone());
        self.marks = marks;
        if signals.painted.get_untracked() != now.revision {
            signals.painted.set(now.revision);
        }
        let _ = self.screen.canvas.set_attribute("data-revision", &now.revision.to_string());
        let Camera { x, y, scale } = now.camera;
        let _ = self.screen.canvas.set_attribute("data-camera", &format!("{x} {y} {scale}"));
        let _ = self.screen.canvas.set_attribute("data-sharp", if self.sharp { "true" } else { "false" });
        let cursor = marks::css(bridge.with(Editor::cursor));
        let hint = bridge.with(|editor| editor.preview().text.unwrap_or_default());
        if signals.hint.with_untracked(|shown| *shown != hint) {
            signals.hint.set(hint);
        }
        if signals.cursor.get_untracked() != cursor {
            signals.cursor.set(cursor);
        }
        if bridge.with(Editor::wants_ticks) {
            frame::request_tick();
        }
        bridge.catch_up_soon();
        // In tasks of their own: the browser shows what was painted first.
        self.route = (!now.routed).then(|| Timeout::new(0, move || bridge.route()));
        if !bridge.with(Editor::is_checked) {
            let (canvas, took) = (self.screen.canvas.clone(), self.check_ms.clone());
            self.check = Some(Timeout::new(0, move || {
                if check(bridge, &canvas, &took) {
                    frame::request_paint();
                }
                bridge.catch_up_soon();
            }));
        }
    }

    /// Draws an edited design on the screen itself, only where it changed: to copy a picture the browser has to finish it
    /// first, which takes longer than to draw it. The kept picture follows when there is time.
    fn draw_at_once(&mut self, bridge: Bridge, now: &Shown, marks: &Marks, picture: Picture) {
        let before = std::mem::take(&mut self.design_list);
        self.design_list = self.list(bridge, now, marks, Some(picture));
        let above = self.marks_above(bridge, now, marks, picture);
        let Shown { revision, findings, routed, .. } = *now;
        let same_view = |drawn: &Shown| Shown { revision, findings, routed, ..drawn.clone() } == *now;
        let places = self
            .marks_list
            .take()
            .filter(|_| self.drawn.as_ref().is_some_and(same_view))
            .map(|old| damage([&before, &old], [&self.design_list, &above], &mut self.measure));
        let screen = self.screen.context.clone();
        self.brush.begin(&screen, now.camera, now.ratio);
        screen.save();
        if let Some(places) = places {
            self.brush.only_in(&screen, &places);
        }
        self.brush.clear(&screen, &self.palette, now.viewport);
        self.brush.draw(&screen, &self.palette, &self.design_list.items, now.grid);
        self.brush.draw(&screen, &self.palette, &above.items, false);
        screen.restore();
        self.marks_list = Some(above);
        self.sharp = true;
        self.shown = None;
        self.rest = Some(Timeout::new(REST_MS, frame::request_paint));
    }

    /// Draws the picture of the design afresh where the kept one does not do. When that began, if it was done at once.
    fn refresh_base(&mut self, bridge: Bridge, now: &Shown, marks: &Marks, picture: Option<Picture>) -> Option<f64> {
        // Asked in any case: a rest that nothing had to be drawn after is not the next one's.
        let rested = frame::take_rest();
        if self.shown.as_ref().is_some_and(|shown| shown.covers(now)) {
            return None;
        }
        let only_camera = self.shown.as_ref().is_some_and(|shown| shown.is_of_the_same(now));
        // Meanwhile the screen has what it needs: the old picture, or the new one drawn at once.
        let can_wait = only_camera || self.shown.is_none() && self.drawn.as_ref() == Some(now);
        if can_wait && self.sharpener.draws(now) {
            self.sharpen(now);
            return None;
        }
        if only_camera && self.expected_ms(now) > SLOW_MS && !rested {
            self.rest = Some(Timeout::new(REST_MS, frame::request_rest));
            return None;
        }
        let start = time::now();
        let list = self.list(bridge, now, marks, picture);
        if can_wait && self.last_draw_ms > LONG_MS {
            let took = time::now() - start;
            self.sharpener.begin(list, now.clone(), took, &self.palette);
            self.sharpen(now);
            return None;
        }
        self.design_list = list;
        self.wide.keep(&mut self.base, self.shown.as_ref(), now);
        resize(&self.base.canvas, now);
        self.brush.begin(&self.base.context, now.camera, now.ratio);
        self.brush.clear(&self.base.context, &self.palette, now.viewport);
        self.brush.draw(&self.base.context, &self.palette, &self.design_list.items, now.grid);
        self.shown = Some(now.clone());
        Some(start)
    }

    /// How long a picture will take, in milliseconds: from farther away there is more in it.
    fn expected_ms(&self, now: &Shown) -> f64 {
        let growth = self.shown.as_ref().map_or(1.0, |shown| (shown.camera.scale / now.camera.scale).powi(2));
        self.last_draw_ms * growth.clamp(1.0, MOST_GROWTH)
    }

    /// Draws on at the next kept picture, which takes the place of the old one once it is whole.
    fn sharpen(&mut self, now: &Shown) {
        let Some((list, took)) = self.sharpener.go_on(&self.palette) else {
            return frame::request_paint();
        };
        (self.design_list, self.last_draw_ms) = (list, took);
        self.wide.keep(&mut self.base, self.shown.as_ref(), now);
        std::mem::swap(&mut self.base, &mut self.sharpener.sheet);
        self.shown = Some(now.clone());
    }

    fn list(&mut self, bridge: Bridge, now: &Shown, marks: &Marks, picture: Option<Picture>) -> DisplayList {
        self.level = self.level.follow(now.camera.scale);
        let (level, measure) = (self.level, &mut self.measure);
        bridge.with(|editor| {
            let scene = Scene { design: editor.design(), layout: editor.layout(), marks };
            match picture {
                Some(picture) => (picture.design)(scene, now.camera, now.viewport, level, measure),
                None => draw_ground(now.camera, now.viewport),
            }
        })
    }

    fn marks_above(&mut self, bridge: Bridge, now: &Shown, marks: &Marks, picture: Picture) -> DisplayList {
        let (level, measure) = (self.level, &mut self.measure);
        bridge.with(|editor| {
            let scene = Scene { design: editor.design(), layout: editor.layout(), marks };
            (picture.marks)(scene, now.camera, now.viewport, level, measure)
        })
    }

    /// The kept picture, moved to where the camera is, and the marks above it: unless the screen shows just that.
    fn compose(&mut self, bridge: Bridge, now: &Shown, marks: &mut Marks, picture: Option<Picture>) {
        let Some(shown) = &self.shown else { return };
        let in_place = shown.camera == now.camera;
        let plain = in_place && marks.carried.is_empty();
        let list = picture.filter(|_| plain).map(|picture| self.marks_above(bridge, now, marks, picture));
        let same_view = self.drawn.as_ref().is_some_and(|drawn| drawn.covers(now));
        if same_view && self.sharp && list.is_some() && list == self.marks_list {
            return;
        }
        self.copy_base(now);
        self.sharp = in_place;
        let Some(picture) = picture else { return };
        let screen = self.screen.context.clone();
        self.brush.begin(&screen, now.camera, now.ratio);
        let list = list.unwrap_or_else(|| {
            marks.carried = bridge.with(|editor| self.carry(editor, now, marks));
            self.marks_above(bridge, now, marks, picture)
        });
        self.brush.begin(&screen, now.camera, now.ratio);
        self.brush.draw(&screen, &self.palette, &list.items, false);
        // Carried pieces and a moved picture are drawn by no list.
        self.marks_list = plain.then_some(list);
    }

    /// Puts the kept picture on the screen, moved and scaled to where the camera is.
    fn copy_base(&mut self, now: &Shown) {
        let Some(shown) = &self.shown else { return };
        let screen = &self.screen.context;
        // Calls of the context fail only for numbers that are not finite, which a camera never has.
        let _ = screen.set_transform(1.0, 0.0, 0.0, 1.0, 0.0, 0.0);
        if shown.camera == now.camera {
            let _ = screen.draw_image_with_html_canvas_element(&self.base.canvas, 0.0, 0.0);
            return;
        }
        if !shown.fills(now) {
            self.brush.clear_device(screen, &self.palette, &self.screen.canvas);
            if let Some((sheet, wide)) = self.wide.under(shown, now) {
                sheet.put(screen, wide, now);
            }
        }
        self.base.put(screen, shown, now);
    }
}

impl Painter {
    /// Draws carried VPCs as cut-outs of the kept picture, with a veil over where they were. Returns what else is
    /// carried.
    fn carry(&mut self, editor: &Editor, now: &Shown, marks: &Marks) -> Vec<(EntityId, Rect)> {
        let (mut others, mut pieces) = (Vec::new(), Vec::new());
        for (id, to) in &marks.carried {
            match editor.layout().rect(*id) {
                Some(from) if id.kind == Kind::Vpc && (from.w, from.h) == (to.w, to.h) => pieces.push((from, *to)),
                _ => others.push((*id, *to)),
            }
        }
        for (from, _) in &pieces {
            let from = now.camera.rect_to_screen(*from).inflate(2.0);
            self.screen.context.set_global_alpha(0.68);
            self.screen.context.set_fill_style_str(self.palette.css(Ink::Canvas));
            self.screen.context.fill_rect(from.x, from.y, from.w, from.h);
        }
        self.screen.context.set_global_alpha(1.0);
        let view = Rect::new(0.0, 0.0, now.viewport.x, now.viewport.y);
        for (from, to) in pieces {
            let (from, to) = (now.camera.rect_to_screen(from).inflate(2.0), now.camera.rect_to_screen(to).inflate(2.0));
            // Only what is on the screen has been drawn.
            let Some(seen) = from.intersection(view) else { continue };
            let ratio = now.ratio;
            let _ = self.screen.context.draw_image_with_html_canvas_element_and_sw_and_sh_and_dx_and_dy_and_dw_and_dh(
                &self.base.canvas,
                seen.x * ratio,
                seen.y * ratio,
                seen.w * ratio,
                seen.h * ratio,
                to.x + seen.x - from.x,
                to.y + seen.y - from.y,
                seen.w,
                seen.h,
            );
        }
        others
    }
}
