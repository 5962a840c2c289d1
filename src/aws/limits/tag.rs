//! Tags.

use super::source::TAGGING;
use super::{Limit, Scope, Unit, hard};

/// Tags that a user may put on one resource.
pub const TAGS_PER_RESOURCE: Limit =
    hard("tags-per-resource", "Tags per resource", 50, Scope::Resource, TAGGING).error("TagLimitExceeded");

/// Characters of a tag key.
pub const TAG_KEY_LENGTH: Limit =
    hard("tag-key-length", "Length of a tag key", 128, Scope::Tag, TAGGING).unit(Unit::Characters);

/// Characters of a tag value.
pub const TAG_VALUE_LENGTH: Limit =
    hard("tag-value-length", "Length of a tag value", 256, Scope::Tag, TAGGING).unit(Unit::Characters);
