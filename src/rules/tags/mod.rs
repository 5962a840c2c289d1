//! Names and tags.

pub(super) mod name_shared;
pub(super) mod tag_charset_portable;
pub(super) mod tag_count;
pub(super) mod tag_key_case_duplicate;
pub(super) mod tag_key_invalid;
pub(super) mod tag_name_missing;
pub(super) mod tag_value_invalid;
pub(super) mod tf_name_collision;
