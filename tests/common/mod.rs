//! What several test files share: designs to try everything on.
#![allow(dead_code, reason = "each test file uses a part of it")]

pub mod designs;
