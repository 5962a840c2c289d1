//! The tokens' colours, read from the page once a theme.

use cidraw::scene::{FONT_MONO, FONT_UI, Ink, Theme};

use crate::ui::platform::{document, window};

/// A CSS colour for each ink.
pub struct Palette {
    colours: Vec<String>,
    /// The font families of the interface and of data.
    pub ui: String,
    /// The monospaced font family.
    pub mono: String,
}

impl Palette {
    /// The colours in force. `light-dark()` and system colours are resolved by a probe element: the canvas takes
    /// neither variables nor functions.
    pub fn read() -> Palette {
        let Some(root) = document().document_element() else { return Palette::plain() };
        let Ok(probe) = document().create_element("span") else { return Palette::plain() };
        let _ = probe.set_attribute("class", "ink-probe");
        let _ = root.append_child(&probe);
        let style = window().get_computed_style(&probe).ok().flatten();
        let mut palette = Palette::plain();
        if let Some(style) = style {
            let html: &web_sys::HtmlElement = wasm_bindgen::JsCast::unchecked_ref(&probe);
            palette.colours = Ink::ALL
                .iter()
                .map(|ink| {
                    let _ = html.style().set_property("color", &format!("var({})", ink.css_var()));
                    style.get_property_value("color").unwrap_or_else(|_| "black".into())
                })
                .collect();
            let family = |name: &str| style.get_property_value(name).unwrap_or_default();
            palette.ui = family("--font-ui");
            palette.mono = family("--font-mono");
        }
        probe.remove();
        palette
    }

    /// The colours of a theme, whatever the page shows itself in: for pictures that leave it.
    pub fn of(theme: Theme) -> Palette {
        Palette {
            colours: Ink::ALL.iter().map(|ink| theme.colour(*ink).to_owned()).collect(),
            ui: FONT_UI.to_owned(),
            mono: FONT_MONO.to_owned(),
        }
    }

    fn plain() -> Palette {
        Palette { colours: vec!["black".into(); Ink::ALL.len()], ui: "sans-serif".into(), mono: "monospace".into() }
    }

    /// The colour of an ink.
    pub fn css(&self, ink: Ink) -> &str {
        &self.colours[ink as usize]
    }
}
