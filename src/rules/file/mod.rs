//! What was opened.

pub(super) mod unread;
