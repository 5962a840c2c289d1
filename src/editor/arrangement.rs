/// How a drawing is arranged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Arrangement {
    /// Where everything about is, in rows and apart.
    Tidy,
    /// An environment below the other, production first.
    ByEnvironment,
    /// An account below the other.
    ByAccount,
    /// A Region below the other.
    ByRegion,
    /// What joins many networks between these.
    HubAndSpoke,
}

impl Arrangement {
    /// Every arrangement.
    pub const ALL: [Arrangement; 5] = [
        Arrangement::Tidy,
        Arrangement::ByEnvironment,
        Arrangement::ByAccount,
        Arrangement::ByRegion,
        Arrangement::HubAndSpoke,
    ];

    /// What the undo menu calls it.
    pub const fn label(self) -> &'static str {
        match self {
            Arrangement::Tidy => "Tidy up",
            Arrangement::ByEnvironment => "Arrange by environment",
            Arrangement::ByAccount => "Arrange by account",
            Arrangement::ByRegion => "Arrange by Region",
            Arrangement::HubAndSpoke => "Arrange as hub and spoke",
        }
    }
}
