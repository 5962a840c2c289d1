macro_rules! inks {
    ($($(#[$doc:meta])* $ink:ident = $token:literal,)+) => {
        /// A colour of the look, by its token: the painter resolves it for the theme in force.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum Ink {
            $($(#[$doc])* $ink,)+
        }

        impl Ink {
            /// Every colour.
            pub const ALL: [Ink; [$(Ink::$ink),+].len()] = [$(Ink::$ink),+];

            /// The CSS variable that holds it: `--vpc-fill`.
            pub const fn css_var(self) -> &'static str {
                match self { $(Ink::$ink => $token,)+ }
            }
        }
    };
}

inks! {
    /// The drawing ground.
    Canvas = "--canvas",
    /// The dots of the grid.
    CanvasDot = "--canvas-dot",
    /// Panels, pills, handles.
    Surface = "--surface",
    /// Sunken: the internet bar.
    Surface2 = "--surface-2",
    /// Hairlines.
    Line = "--line",
    /// Edges that must be seen.
    LineStrong = "--line-strong",
    /// Text.
    Text = "--text",
    /// Softer text.
    Text2 = "--text-2",
    /// The quietest text.
    Text3 = "--text-3",
    /// Selection and hover.
    Accent = "--accent",
    /// A drop target's ground.
    AccentSoft = "--accent-soft",
    /// The focus ring.
    Focus = "--focus",
    /// AWS refuses it.
    Error = "--error",
    /// The ground of what says so.
    ErrorSoft = "--error-soft",
    /// Accepted, but it will not work.
    Warning = "--warning",
    /// Better, cheaper, safer.
    Advice = "--advice",
    /// The edge of a VPC.
    Vpc = "--vpc",
    /// The ground of a VPC.
    VpcFill = "--vpc-fill",
    /// Public subnets.
    Public = "--public",
    /// Their ground.
    PublicFill = "--public-fill",
    /// Private subnets.
    Private = "--private",
    /// Their ground.
    PrivateFill = "--private-fill",
    /// Isolated subnets.
    Isolated = "--isolated",
    /// Their ground.
    IsolatedFill = "--isolated-fill",
    /// Gateways, peerings: what joins networks.
    Gateway = "--gateway",
    /// Their ground.
    GatewayFill = "--gateway-fill",
    /// Free address space.
    Free = "--free",
    /// Environment colour 1, production.
    Env1 = "--env-1",
    /// Environment colour 2, staging.
    Env2 = "--env-2",
    /// Environment colour 3, development.
    Env3 = "--env-3",
    /// Environment colour 4, shared.
    Env4 = "--env-4",
    /// Environment colour 5, test.
    Env5 = "--env-5",
    /// Environment colour 6, management.
    Env6 = "--env-6",
    /// The letter on colour 1.
    OnEnv1 = "--on-env-1",
    /// The letter on colour 2.
    OnEnv2 = "--on-env-2",
    /// The letter on colour 3.
    OnEnv3 = "--on-env-3",
    /// The letter on colour 4.
    OnEnv4 = "--on-env-4",
    /// The letter on colour 5.
    OnEnv5 = "--on-env-5",
    /// The letter on colour 6.
    OnEnv6 = "--on-env-6",
}

/// How heavy letters are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Weight {
    /// 400: running text.
    Regular,
    /// 600: names.
    Strong,
    /// 700: the letter of an environment, numbers in badges.
    Bold,
}

impl Weight {
    /// The CSS number: 400, 600 or 700.
    pub const fn number(self) -> u16 {
        match self {
            Weight::Regular => 400,
            Weight::Strong => 600,
            Weight::Bold => 700,
        }
    }
}

/// A font: the interface's or the monospaced one (`--font-ui`, `--font-mono`), at a size on the screen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Font {
    /// The size in screen pixels, 11 to 15 in steps of a half.
    pub px: f64,
    /// How heavy.
    pub weight: Weight,
    /// Monospaced? Blocks and addresses are; words and names never.
    pub mono: bool,
}

impl Font {
    /// The interface's font.
    pub const fn ui(px: f64) -> Font {
        Font { px, weight: Weight::Regular, mono: false }
    }

    /// The interface's font for names.
    pub const fn name(px: f64) -> Font {
        Font { px, weight: Weight::Strong, mono: false }
    }

    /// The monospaced font for blocks and addresses.
    pub const fn mono(px: f64) -> Font {
        Font { px, weight: Weight::Regular, mono: true }
    }
}

/// How an edge is drawn. Widths and dashes are screen pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stroke {
    /// The colour.
    pub ink: Ink,
    /// The width in screen pixels.
    pub width: f64,
    /// Lengths of dash and gap in screen pixels; `None` is solid. A dash of 0 makes dots, for the ends are round then.
    pub dash: Option<(f64, f64)>,
}

impl Stroke {
    /// A solid edge.
    pub const fn solid(ink: Ink, width: f64) -> Stroke {
        Stroke { ink, width, dash: None }
    }

    /// A dashed edge.
    pub const fn dashed(ink: Ink, width: f64, dash: f64, gap: f64) -> Stroke {
        Stroke { ink, width, dash: Some((dash, gap)) }
    }
}

/// A fill that repeats. Its tile is described in screen pixels by [`Pattern::tile`], so that every painter draws the
/// same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Pattern {
    /// No pattern: plain colour.
    Solid,
    /// Address space set aside.
    Reserved,
    /// What is wrong with the part under it.
    Clash,
    /// Environment edges 2: slanted bars.
    Diagonal,
    /// Environment edges 3.
    Dots,
    /// Environment edges 4: two lines along the edge.
    Double,
    /// Environment edges 5.
    Dashes,
    /// Environment edges 6: crossed lines.
    Cross,
}

/// One mark of a pattern's tile, in pixels of the tile.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum TileMark {
    /// A line from, to.
    Line(f64, f64, f64, f64),
    /// A filled dot: centre and radius.
    Dot(f64, f64, f64),
}

/// What a pattern repeats.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tile {
    /// Its width in screen pixels.
    pub w: f64,
    /// Its height in screen pixels.
    pub h: f64,
    /// Is it turned by 45 degrees?
    pub turned: bool,
    /// The width of its lines.
    pub line: f64,
    /// How opaque it is, 0 to 1.
    pub opacity: f64,
    /// What is on it.
    pub marks: &'static [TileMark],
}

impl Pattern {
    /// The patterns of the environment colours, from 1.
    pub const ENVIRONMENTS: [Pattern; 6] =
        [Pattern::Solid, Pattern::Diagonal, Pattern::Dots, Pattern::Double, Pattern::Dashes, Pattern::Cross];

    /// Its tile; `None` for plain colour.
    pub const fn tile(self) -> Option<Tile> {
        use TileMark::{Dot, Line};
        let (w, h, turned, line, opacity, marks): (f64, f64, bool, f64, f64, &'static [TileMark]) = match self {
            Pattern::Solid => return None,
            Pattern::Reserved => (4.0, 4.0, true, 1.5, 1.0, &[Line(0.0, 0.0, 0.0, 4.0)]),
            Pattern::Clash => (8.0, 8.0, true, 2.0, 0.36, &[Line(0.0, 0.0, 0.0, 8.0)]),
            Pattern::Diagonal => (6.0, 6.0, true, 3.5, 1.0, &[Line(1.5, 0.0, 1.5, 6.0)]),
            Pattern::Dots => (5.0, 6.0, false, 0.0, 1.0, &[Dot(2.5, 3.0, 2.0)]),
            Pattern::Double => (5.0, 4.0, false, 1.75, 1.0, &[Line(1.0, 0.0, 1.0, 4.0), Line(4.0, 0.0, 4.0, 4.0)]),
            Pattern::Dashes => (5.0, 8.0, false, 5.0, 1.0, &[Line(2.5, 0.0, 2.5, 5.0)]),
            Pattern::Cross => (5.0, 5.0, false, 1.25, 1.0, &[Line(0.0, 0.0, 5.0, 5.0), Line(5.0, 0.0, 0.0, 5.0)]),
        };
        Some(Tile { w, h, turned, line, opacity, marks })
    }
}

/// The colour, the colour of letters on it and the pattern of an environment colour 1 to 6.
pub fn environment_inks(colour: u8) -> (Ink, Ink, Pattern) {
    const INKS: [(Ink, Ink); 6] = [
        (Ink::Env1, Ink::OnEnv1),
        (Ink::Env2, Ink::OnEnv2),
        (Ink::Env3, Ink::OnEnv3),
        (Ink::Env4, Ink::OnEnv4),
        (Ink::Env5, Ink::OnEnv5),
        (Ink::Env6, Ink::OnEnv6),
    ];
    let i = usize::from(colour.clamp(1, 6)) - 1;
    (INKS[i].0, INKS[i].1, Pattern::ENVIRONMENTS[i])
}
