//! What an account may have of something.

use crate::aws::limits::{Limit, Maximum};

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

impl Quota {
    /// Would so many be too many?
    pub fn is_exceeded_by(&self, count: usize) -> bool {
        count > self.allowed as usize
    }

    /// For the end of a message: "the quota is 5 (can be raised to 50)".
    pub fn in_words(&self) -> String {
        let ceiling = match self.limit.maximum {
            _ if !self.limit.adjustable => " and cannot be raised".to_owned(),
            Maximum::AtMost(ceiling) if ceiling > self.allowed => format!(" (AWS raises it to {ceiling} at most)"),
            Maximum::AtMost(_) => ", the most that AWS grants".to_owned(),
            Maximum::Unpublished if self.raised => String::new(),
            Maximum::Unpublished => " unless AWS raised it".to_owned(),
        };
        format!("the quota is {}{ceiling}", self.allowed)
    }
}
