use crate::ordering::Ordered;
use std::fmt::Write as _;

use super::display_list::{Align, DisplayList, Item, Shape};
use super::geometry::{Point, Rect};
use super::ink::{Ink, Pattern, Stroke, TileMark};
use super::theme::{FONT_MONO, FONT_UI, Theme};

/// What makes a drawing stand alone, away from the page. Each part may be empty.
#[derive(Clone, Copy, Debug, Default)]
pub struct SvgParts<'a> {
    /// What the drawing is of: its name, for those who do not see it.
    pub title: &'a str,
    /// What is in it, in a sentence or more.
    pub description: &'a str,
    /// CSS that gives the look's variables their values, and fonts to `--font-ui` and `--font-mono`.
    pub style: &'a str,
    /// The `<symbol>`s of the icons.
    pub symbols: &'a str,
    /// Markup for `<metadata>`: the design, so that the drawing can be opened again.
    pub metadata: &'a str,
    /// The look that colours and fonts are written out of, with its ground behind everything. Without one they are the CSS
    /// variables of the look, which not every program that shows SVG knows.
    pub theme: Option<Theme>,
    /// How many times as large as at the list's scale it is shown; once without it.
    pub enlarged: Option<f64>,
}

/// Writes a display list as an SVG drawing of `view` (canvas units), as large as it is at the list's scale. Colours are
/// those of a theme, or the CSS variables of the look, so that the page around it, or the style in it, decides the theme;
/// icons are `<use href="#i-...">`. Each item of the list is one line.
pub fn to_svg(list: &DisplayList, view: Rect, parts: SvgParts) -> String {
    let mut writer = SvgWriter::begin(list, view, parts);
    writer.items(&list.items);
    writer.end()
}

/// The same piece by piece: a large drawing takes a while.
///
/// Law: `begin`, then `items` with all items of the list in order, in pieces of whatever size, then `end`, is [`to_svg`].
#[derive(Debug)]
pub struct SvgWriter(Svg);

impl SvgWriter {
    /// Writes what comes before the items.
    pub fn begin(list: &DisplayList, view: Rect, parts: SvgParts) -> SvgWriter {
        let px = 1.0 / list.scale;
        let out = String::with_capacity(list.items.len() * 160 + parts.metadata.len());
        let mut svg = Svg { out, px, theme: parts.theme };
        let enlarged = parts.enlarged.unwrap_or(1.0) * list.scale;
        // A theme's fonts are named once: they are long lists.
        let (family, style) = match parts.theme {
            Some(_) => (format!(" font-family=\"{FONT_UI}\""), format!(".{MONO_CLASS}{{font-family:{FONT_MONO}}}")),
            None => (String::new(), String::new()),
        };
        svg.put(format_args!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"{}\" height=\"{}\" viewBox=\"{} {} {} {}\"{family}>\n",
            N(view.w * enlarged),
            N(view.h * enlarged),
            N(view.x),
            N(view.y),
            N(view.w),
            N(view.h)
        ));
        for (tag, text) in [("title", parts.title), ("desc", parts.description)] {
            if !text.is_empty() {
                svg.put(format_args!("<{tag}>{}</{tag}>\n", Plain(text)));
            }
        }
        let style = style + parts.style;
        for (tag, text) in [("metadata", parts.metadata), ("style", &style), ("defs", parts.symbols)] {
            if !text.is_empty() {
                svg.put(format_args!("<{tag}>{text}</{tag}>\n"));
            }
        }
        svg.patterns(list);
        if parts.theme.is_some() {
            svg.put(format_args!("<rect{} fill=\"{}\"/>\n", Frame(view, 0.0), svg.colour(Ink::Canvas)));
        }
        SvgWriter(svg)
    }

    /// Writes items, each as a line.
    pub fn items(&mut self, items: &[Item]) {
        let SvgWriter(svg) = self;
        for item in items {
            if item.opacity < 1.0 {
                svg.put(format_args!("<g opacity=\"{}\">", item.opacity));
            }
            svg.shape(&item.shape);
            if item.opacity < 1.0 {
                svg.put(format_args!("</g>"));
            }
            svg.put(format_args!("\n"));
        }
    }

    /// How many lines there are so far.
    pub fn lines(&self) -> usize {
        self.0.out.bytes().filter(|byte| *byte == b'\n').count()
    }

    /// The drawing.
    pub fn end(self) -> String {
        self.0.out + "</svg>\n"
    }
}

/// What has the monospaced font of a theme. The name would be another's in a page that the drawing is pasted into.
const MONO_CLASS: &str = "cidraw-mono";

#[derive(Debug)]
struct Svg {
    out: String,
    px: f64,
    theme: Option<Theme>,
}

/// A colour of a theme, or the variable that holds it.
#[derive(Clone, Copy)]
struct Colour(Option<Theme>, Ink);

impl std::fmt::Display for Colour {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Colour(Some(theme), ink) => f.write_str(theme.colour(*ink)),
            Colour(None, ink) => write!(f, "var({})", ink.css_var()),
        }
    }
}

/// A number with three digits behind the point at most.
struct N(f64);

impl std::fmt::Display for N {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let rounded = (self.0 * 1000.0).round() / 1000.0;
        write!(f, "{}", if rounded == 0.0 { 0.0 } else { rounded })
    }
}

/// A text with the characters of markup written out.
struct Plain<'a>(&'a str);

impl std::fmt::Display for Plain<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for c in self.0.chars() {
            match c {
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '&' => f.write_str("&amp;")?,
                '"' => f.write_str("&quot;")?,
                // XML has no other control characters.
                c if c.is_control() && !matches!(c, '\t' | '\n' | '\r') || matches!(c, '\u{fffe}' | '\u{ffff}') => {
                    f.write_str("\u{fffd}")?
                }
                c => f.write_char(c)?,
            }
        }
        Ok(())
    }
}

/// The same on one line.
struct OneLine<'a>(&'a str);

impl std::fmt::Display for OneLine<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (at, line) in self.0.split(['\n', '\r', '\t']).enumerate() {
            write!(f, "{}{}", if at == 0 { "" } else { " " }, Plain(line))?;
        }
        Ok(())
    }
}

impl Svg {
    fn colour(&self, ink: Ink) -> Colour {
        Colour(self.theme, ink)
    }

    fn put(&mut self, text: std::fmt::Arguments) {
        self.out.write_fmt(text).expect("a String takes any text");
    }

    fn patterns(&mut self, list: &DisplayList) {
        let mut used: Vec<(Pattern, Ink)> = Vec::new();
        for item in &list.items {
            if let Shape::Hatch { ink, pattern, .. } = item.shape {
                used.push((pattern, ink));
            }
        }
        used.order();
        used.dedup();
        self.put(format_args!("<defs>\n"));
        for (pattern, ink) in used {
            let Some(tile) = pattern.tile() else { continue };
            let turn = if tile.turned { " rotate(45)" } else { "" };
            self.put(format_args!(
                "<pattern id=\"{pattern:?}-{ink:?}\" width=\"{}\" height=\"{}\" patternUnits=\"userSpaceOnUse\" \
                 patternTransform=\"scale({}){turn}\">",
                N(tile.w),
                N(tile.h),
                N6(self.px)
            ));
            for mark in tile.marks {
                match *mark {
                    TileMark::Line(x1, y1, x2, y2) => self.put(format_args!(
                        "<path d=\"M{} {}L{} {}\" stroke=\"{}\" stroke-width=\"{}\" opacity=\"{}\"/>",
                        N(x1),
                        N(y1),
                        N(x2),
                        N(y2),
                        self.colour(ink),
                        tile.line,
                        tile.opacity
                    )),
                    TileMark::Dot(x, y, r) => self.put(format_args!(
                        "<circle cx=\"{}\" cy=\"{}\" r=\"{}\" fill=\"{}\"/>",
                        N(x),
                        N(y),
                        N(r),
                        self.colour(ink)
                    )),
                }
            }
            self.put(format_args!("</pattern>\n"));
        }
        self.put(format_args!("</defs>\n"));
    }

    fn paint(&mut self, fill: Option<Ink>, stroke: Option<Stroke>) {
        match fill {
            Some(ink) => self.put(format_args!(" fill=\"{}\"", self.colour(ink))),
            None => self.put(format_args!(" fill=\"none\"")),
        }
        let Some(stroke) = stroke else { return };
        let px = self.px;
        self.put(format_args!(" stroke=\"{}\" stroke-width=\"{}\"", self.colour(stroke.ink), N6(stroke.width * px)));
        if let Some((dash, gap)) = stroke.dash {
            self.put(format_args!(" stroke-dasharray=\"{} {}\"", N6(dash * px), N6(gap * px)));
            if dash <= stroke.width {
                self.put(format_args!(" stroke-linecap=\"round\""));
            }
        }
    }

    fn shape(&mut self, shape: &Shape) {
        let px = self.px;
        match shape {
            Shape::Rect { rect, radius, fill, stroke } => {
                self.put(format_args!("<rect{}", Frame(*rect, *radius)));
                self.paint(*fill, *stroke);
                self.put(format_args!("/>"));
            }
            Shape::Circle { center, radius, fill, stroke } => {
                self.put(format_args!("<circle cx=\"{}\" cy=\"{}\" r=\"{}\"", N(center.x), N(center.y), N(*radius)));
                self.paint(*fill, *stroke);
                self.put(format_args!("/>"));
            }
            Shape::Path { points, radius, stroke } => {
                self.put(format_args!("<path d=\""));
                self.rounded(points, *radius);
                self.put(format_args!("\""));
                self.paint(None, Some(*stroke));
                self.put(format_args!("/>"));
            }
            Shape::Text { at, text, font, ink, align, halo, struck } => {
                let anchor = match align {
                    Align::Start => "start",
                    Align::Middle => "middle",
                    Align::End => "end",
                };
                let family = match (self.theme, font.mono) {
                    (Some(_), true) => format!(" class=\"{MONO_CLASS}\""),
                    (Some(_), false) => String::new(),
                    (None, true) => " font-family=\"var(--font-mono)\"".to_owned(),
                    (None, false) => " font-family=\"var(--font-ui)\"".to_owned(),
                };
                self.put(format_args!(
                    "<text x=\"{}\" y=\"{}\"{family} font-size=\"{}\" font-weight=\"{}\" \
                     text-anchor=\"{anchor}\" fill=\"{}\" xml:space=\"preserve\"",
                    N(at.x),
                    N(at.y),
                    N6(font.px * px),
                    font.weight.number(),
                    self.colour(*ink)
                ));
                if *halo {
                    self.put(format_args!(
                        " paint-order=\"stroke\" stroke=\"{}\" stroke-width=\"{}\" stroke-linejoin=\"round\"",
                        self.colour(Ink::Canvas),
                        N6(4.0 * px)
                    ));
                }
                if *struck {
                    self.put(format_args!(" text-decoration=\"line-through\""));
                }
                self.put(format_args!(">{}</text>", OneLine(text)));
            }
            Shape::Icon { name, at, size, ink } => self.put(format_args!(
                "<use href=\"#{name}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" color=\"{}\"/>",
                N(at.x),
                N(at.y),
                N(*size),
                N(*size),
                self.colour(*ink)
            )),
            Shape::Hatch { rect, radius, ink, pattern } => {
                // The pattern counts from the origin: moved there and back, it begins at the corner.
                let frame = Frame(Rect { x: 0.0, y: 0.0, ..*rect }, *radius);
                self.put(format_args!(
                    "<rect{frame} transform=\"translate({} {})\" fill=\"url(#{pattern:?}-{ink:?})\"/>",
                    N(rect.x),
                    N(rect.y)
                ));
            }
            Shape::Dots { rect, step, ink } => {
                self.put(format_args!(
                    "<pattern id=\"dots\" width=\"{0}\" height=\"{0}\" patternUnits=\"userSpaceOnUse\"><circle \
                     cx=\"{1}\" cy=\"{1}\" r=\"{1}\" fill=\"{2}\"/></pattern><rect{3} fill=\"url(#dots)\"/>",
                    N(*step),
                    N(px),
                    self.colour(*ink),
                    Frame(*rect, 0.0)
                ));
            }
        }
    }

    /// A polyline whose corners are rounded as far as its pieces allow.
    fn rounded(&mut self, points: &[Point], radius: f64) {
        for (i, p) in points.iter().enumerate() {
            let corner = i.checked_sub(1).and_then(|before| Some((points.get(before)?, points.get(i + 1)?)));
            match corner {
                None => self.put(format_args!("{}{} {}", if i == 0 { 'M' } else { 'L' }, N(p.x), N(p.y))),
                Some((before, after)) => {
                    let (start, end) = corner_points(*before, *p, *after, radius);
                    self.put(format_args!(
                        "L{} {}Q{} {} {} {}",
                        N(start.x),
                        N(start.y),
                        N(p.x),
                        N(p.y),
                        N(end.x),
                        N(end.y)
                    ));
                }
            }
        }
    }
}

/// Where the rounding of the corner `at` begins and ends: `radius` away, or half a piece where that is shorter.
pub fn corner_points(before: Point, at: Point, after: Point, radius: f64) -> (Point, Point) {
    let towards = |other: Point| {
        let length = at.distance(other);
        if length == 0.0 { at } else { at + (other - at) * (radius.min(length / 2.0) / length) }
    };
    (towards(before), towards(after))
}

/// A number with six digits: for sizes in screen pixels at a large scale.
struct N6(f64);

impl std::fmt::Display for N6 {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", (self.0 * 1e6).round() / 1e6)
    }
}

/// The attributes of a rectangle.
struct Frame(Rect, f64);

impl std::fmt::Display for Frame {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Frame(r, radius) = self;
        write!(f, " x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"", N(r.x), N(r.y), N(r.w), N(r.h))?;
        if *radius > 0.0 { write!(f, " rx=\"{}\"", N(*radius)) } else { Ok(()) }
    }
}
