//! What several test files share: designs to try everything on.
#![allow(dead_code, reason = "each test file uses a part of it")]

pub mod designs;
pub mod vocabulary;

/// Runs a law on so many cases, or on as many as the environment variable `PROPTEST_CASES` says.
pub fn cases(usual: u32) -> proptest::test_runner::Config {
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(usual);
    proptest::test_runner::Config { cases, failure_persistence: None, ..Default::default() }
}
