//! A small design that is looked at, not edited: an example in a text.

use std::collections::HashMap;

use cidraw::analysis::Analyses;
use cidraw::notation;
use cidraw::rules::Rule;
use cidraw::scene::{Camera, FindingMarks, Layout, Level, Marks, Point, Scene, draw_design};
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

use super::brush::Brush;
use super::marks::{mark_of, overlap};
use super::measure::CanvasMeasure;
use super::palette::Palette;
use crate::ui::platform::window;

/// What is left free around the drawing, in canvas units.
const MARGIN: f64 = 20.0;
/// The largest picture, in pixels.
const MOST: Point = Point::new(560.0, 280.0);

/// A drawing that is made, and its size in pixels.
struct Made {
    layout: Layout,
    design: cidraw::model::Design,
    marks: Marks,
    camera: Camera,
    size: Point,
}

/// The picture of a design in notation, with what `rule` says of it. Nothing where nothing of it has a place.
fn made(text: &str, rule: Option<&Rule>) -> Option<Made> {
    let design = notation::parse(text).ok()?;
    let layout = Layout::new(&design);
    let area = layout.bounds()?.inflate(MARGIN);
    let scale = (MOST.x / area.w).min(MOST.y / area.h).min(1.0);
    let camera = Camera { x: area.x, y: area.y, scale };
    let mut marks = Marks::default();
    if let Some(rule) = rule {
        let analyses = Analyses::new(&design);
        let mut of = HashMap::new();
        for finding in analyses.findings().filter(|finding| finding.rule == rule) {
            of.extend(finding.objects.iter().map(|id| (*id, mark_of(finding.severity))));
            marks.overlaps.extend(overlap(&design, finding));
        }
        marks.findings = FindingMarks::new(&layout, of);
    }
    let size = Point::new((area.w * scale).round(), (area.h * scale).round());
    Some(Made { size, layout, design, marks, camera })
}

fn paint(canvas: &HtmlCanvasElement, made: &Made) -> Option<()> {
    let ratio = window().device_pixel_ratio();
    canvas.set_width((made.size.x * ratio).round() as u32);
    canvas.set_height((made.size.y * ratio).round() as u32);
    let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.unchecked_into();
    let palette = Palette::read();
    let mut measure = CanvasMeasure::new(context.clone());
    measure.take_fonts(&palette);
    let scene = Scene { design: &made.design, layout: &made.layout, marks: &made.marks };
    let list = draw_design(scene, made.camera, made.size, Level::at(made.camera.scale), &mut measure);
    let mut brush = Brush::default();
    brush.begin(&context, made.camera, ratio);
    brush.clear(&context, &palette, made.size);
    brush.draw(&context, &palette, &list.items, false);
    Some(())
}

/// A small design, drawn.
#[component]
pub fn ExamplePicture(
    /// The design, in the notation.
    text: String,
    /// The rule whose findings are marked.
    rule: Option<&'static Rule>,
) -> impl IntoView {
    let made = made(&text, rule)?;
    let words = match rule {
        Some(_) => "The example, with the problem marked",
        None => "The same without the problem",
    };
    let (width, shape) = (format!("{:.0}px", made.size.x), format!("{:.0} / {:.0}", made.size.x, made.size.y));
    let node = NodeRef::<html::Canvas>::new();
    node.on_load(move |canvas| _ = paint(&canvas, &made));
    Some(view! {
        <canvas class="example" node_ref=node role="img" aria-label=words style:width=width style:aspect-ratio=shape></canvas>
    })
}
