//! Names as code writes them.

/// The name without what Terraform does not take, in lower case: two names with the same label collide in code.
pub(super) fn label(name: &str) -> String {
    let kept = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '_' };
    name.trim().chars().map(kept).collect()
}
