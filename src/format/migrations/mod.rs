//! Old versions of the file, brought forward one step at a time. A step never changes once it is released.
//!
//! `v0007_what_changed.rs` makes a file of version 7 out of one of version 6; `tests/format_migrations/v0006/` keeps
//! files of version 6 for ever.

mod v0001_written_blocks;

use serde_json::Value;

/// One step: the file of one version to that of the next. The error says what is in the way.
type Step = fn(Value) -> Result<Value, String>;

/// The steps: the version that each makes, and how. The numbers rise by one, up to [`VERSION`](super::VERSION).
const STEPS: &[(u64, Step)] = &[(1, v0001_written_blocks::up)];

/// Brings a file of `version` to the newest. Returns it, and a sentence about it.
pub(super) fn up(mut file: Value, version: u64) -> Result<(Value, String), String> {
    for (_, step) in STEPS.iter().filter(|(makes, _)| *makes > version) {
        file = step(file)?;
    }
    let newest = super::VERSION;
    let message =
        format!("The file has format version {version}. It was read as version {newest} and is saved as that.");
    Ok((file, message))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_steps_rise_by_one_up_to_the_version_that_is_saved() {
        let makes: Vec<u64> = STEPS.iter().map(|(makes, _)| *makes).collect();
        assert_eq!(makes, (1..=crate::format::VERSION).collect::<Vec<_>>());
    }
}
