//! What an account may have of something.

use crate::aws::limits::Limit;

/// How many of something an account may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quota {
    /// The limit.
    pub limit: &'static Limit,
    /// How many, in the limit's unit.
    pub allowed: u32,
    /// Does the account's profile say so, or is it what a new account has?
    pub raised: bool,
}
