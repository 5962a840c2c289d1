//! Which environment a name speaks of.

/// A kind of environment, as names say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Stage {
    Production,
    Staging,
    Test,
    Development,
}

impl Stage {
    /// The word for it in a message.
    pub(super) const fn key(self) -> &'static str {
        match self {
            Stage::Production => "production",
            Stage::Staging => "staging",
            Stage::Test => "test",
            Stage::Development => "development",
        }
    }
}

/// The one environment that a name speaks of: `app-dev-1` is development. Nothing for a name with none, or with several.
pub(super) fn stage_of(name: &str) -> Option<Stage> {
    let name = name.to_ascii_lowercase();
    let words = name
        .split(|c: char| !c.is_ascii_alphanumeric())
        .map(|word| word.trim_end_matches(|c: char| c.is_ascii_digit()));
    let mut stages: Vec<Stage> = words
        .filter_map(|word| match word {
            "prod" | "production" | "prd" => Some(Stage::Production),
            "stage" | "staging" | "stg" | "preprod" => Some(Stage::Staging),
            "test" | "testing" | "qa" | "uat" => Some(Stage::Test),
            "dev" | "devel" | "development" | "sandbox" => Some(Stage::Development),
            _ => None,
        })
        .collect();
    stages.dedup();
    match stages[..] {
        [stage] => Some(stage),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_speaks_of_one_environment_or_of_none() {
        assert_eq!(stage_of("app-Dev-2"), Some(Stage::Development));
        assert_eq!(stage_of("production"), Some(Stage::Production));
        assert_eq!(stage_of("products"), None);
        assert_eq!(stage_of("dev-to-prod"), None);
    }
}
