use super::ink::Ink;

/// A look whose colours are fixed: for pictures that leave the page. The page itself resolves its own style sheet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// Dark on light.
    #[default]
    Light,
    /// Light on dark.
    Dark,
}

impl Theme {
    /// Both, the default first.
    pub const ALL: [Theme; 2] = [Theme::Light, Theme::Dark];

    /// What it is called in the dialog.
    pub const fn title(self) -> &'static str {
        match self {
            Theme::Light => "Light",
            Theme::Dark => "Dark",
        }
    }

    /// The word for it on the command line: `light`.
    pub const fn key(self) -> &'static str {
        match self {
            Theme::Light => "light",
            Theme::Dark => "dark",
        }
    }

    /// The theme that the command line calls `key`.
    pub fn from_key(key: &str) -> Option<Theme> {
        Theme::ALL.into_iter().find(|theme| theme.key() == key)
    }

    /// The colour of an ink, as CSS and SVG write it: `#F2F4F7`. A test holds it against `assets/styles/tokens.css`.
    pub const fn colour(self, ink: Ink) -> &'static str {
        let (light, dark) = match ink {
            Ink::Canvas => ("#F2F4F7", "#0C0F13"),
            Ink::CanvasDot => ("#D5DBE3", "#232A33"),
            Ink::Surface => ("#FFFFFF", "#161A20"),
            Ink::Surface2 => ("#F7F8FA", "#11151A"),
            Ink::Line => ("#DFE3E9", "#2A313A"),
            Ink::LineStrong => ("#7A8594", "#6E7A89"),
            Ink::Text => ("#151B24", "#EAEEF3"),
            Ink::Text2 => ("#434D5C", "#B8C1CC"),
            Ink::Text3 => ("#5A6473", "#97A2B0"),
            Ink::Accent => ("#2A50DC", "#8FACFF"),
            Ink::AccentSoft => ("#E9EEFD", "#1C2747"),
            Ink::Focus => ("#2A50DC", "#8FACFF"),
            Ink::Error => ("#BA1A33", "#FF7F8B"),
            Ink::ErrorSoft => ("#FDEDEF", "#351A1F"),
            Ink::Warning => ("#875600", "#EDB44C"),
            Ink::Advice => ("#0D668F", "#69BFEA"),
            Ink::Vpc => ("#48566B", "#8191A6"),
            Ink::VpcFill => ("#FFFFFF", "#13171D"),
            Ink::Public => ("#0A6E80", "#46B0C4"),
            Ink::PublicFill => ("#E8F5F7", "#10252B"),
            Ink::Private => ("#385F94", "#7A9FD2"),
            Ink::PrivateFill => ("#EDF2FA", "#151F2E"),
            Ink::Isolated => ("#565E6B", "#969FAC"),
            Ink::IsolatedFill => ("#F1F2F5", "#1A1E25"),
            Ink::Gateway => ("#763AA3", "#B890DD"),
            Ink::GatewayFill => ("#F6F0FB", "#241B2E"),
            Ink::Free => ("#7A8594", "#6E7A89"),
            Ink::Env1 => ("#760F72", "#9A579E"),
            Ink::Env2 => ("#BE7C1C", "#FFA746"),
            Ink::Env3 => ("#5886F2", "#4699FE"),
            Ink::Env4 => ("#2E7579", "#ADF3FB"),
            Ink::Env5 => ("#215515", "#1B9535"),
            Ink::Env6 => ("#29282D", "#B4AEBC"),
            Ink::OnEnv1 => ("#FFFFFF", "#FFFFFF"),
            Ink::OnEnv2 => ("#1B1204", "#1B1204"),
            Ink::OnEnv3 => ("#06122E", "#06122E"),
            Ink::OnEnv4 => ("#FFFFFF", "#062123"),
            Ink::OnEnv5 => ("#FFFFFF", "#001A05"),
            Ink::OnEnv6 => ("#FFFFFF", "#17151A"),
        };
        match self {
            Theme::Light => light,
            Theme::Dark => dark,
        }
    }
}

/// The fonts of the interface, whichever of them there is.
pub const FONT_UI: &str = "-apple-system, BlinkMacSystemFont, 'Segoe UI Variable Text', 'Segoe UI', Roboto, 'Adwaita Sans', Cantarell, Ubuntu, 'Noto Sans', 'Liberation Sans', 'DejaVu Sans Condensed', system-ui, sans-serif";
/// The fonts for blocks and addresses.
pub const FONT_MONO: &str = "ui-monospace, SFMono-Regular, 'SF Mono', Menlo, 'Cascadia Mono', Consolas, 'Adwaita Mono', 'Noto Sans Mono', 'Liberation Mono', 'DejaVu Sans Mono', monospace";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_theme_has_the_colours_and_fonts_of_the_style_sheet() {
        let sheet = include_str!("../../assets/styles/tokens.css");
        let value = |token: &str| {
            let (_, rest) = sheet.split_once(&format!("\n  {token}:")).expect(token);
            let value = rest.split(';').next().unwrap_or_default();
            value.split_whitespace().collect::<Vec<_>>().join(" ").replace('"', "'")
        };
        for ink in Ink::ALL {
            let both = format!("light-dark({}, {})", Theme::Light.colour(ink), Theme::Dark.colour(ink));
            assert_eq!(value(ink.css_var()), both, "{ink:?}");
        }
        assert_eq!((value("--font-ui"), value("--font-mono")), (FONT_UI.to_owned(), FONT_MONO.to_owned()));
    }
}
