//! What else a rename brings with it, that no plan says.

use std::collections::{BTreeMap, BTreeSet};

use super::instance::{Identity, Instance};
use crate::export::bundle::Notes;

/// What AWS names once and for all.
const NAMED_ONCE: [&str; 3] = ["aws_security_group", "aws_lb", "aws_vpclattice_service_network"];

/// Said where nothing can be told of renames, and everything would be made anew.
const UNKNOWN: &str = "Nothing of the earlier version is in this one, by its ids: is it the right file?";

/// Tells of names outside of the code, and of an earlier version that seems to be another design.
pub(super) fn note(old: &[Instance], new: &[Instance], notes: &mut Notes) {
    let before: BTreeMap<&Identity, &Instance> = old.iter().map(|it| (&it.identity, it)).collect();
    let now: BTreeSet<&Identity> = new.iter().map(|it| &it.identity).collect();
    if !old.is_empty() && !new.is_empty() && !before.keys().any(|identity| now.contains(identity)) {
        // Ids are what the two are compared by: those of another design, or of one drawn anew, say nothing of renames.
        notes.remark_of_all(UNKNOWN);
    }
    for it in new {
        let Some(object) = it.object else { continue };
        match before.get(&it.identity) {
            Some(was) if was.address.label != it.address.label => {
                let variable = match it.address.kind.as_str() {
                    "aws_ec2_traffic_mirror_session" => "mirror_sources",
                    "aws_lb_listener" if is_secured(it.name()) => "certificate_arns",
                    _ => continue,
                };
                let (was, is) = (&was.address.label, &it.address.label);
                notes.remark(object, format!("It is {is} now, and was {was}, in the keys of the variable {variable}."));
            }
            None if NAMED_ONCE.contains(&it.address.kind.as_str()) => {
                let is_like = |was: &&Instance| {
                    was.identity.is_beside(&it.identity) && was.name() == it.name() && now.contains(&was.identity)
                };
                if old.iter().any(|was| is_like(&was)) {
                    notes.remark(object, format!("AWS would refuse it: what was called {} before is renamed, and keeps that name on AWS. Call this one otherwise.", it.name()));
                }
            }
            _ => {}
        }
    }
}

/// Does a listener with this key need a certificate?
fn is_secured(key: &str) -> bool {
    key.starts_with("https ") || key.starts_with("tls ")
}

impl Instance {
    /// Its name among its like.
    fn name(&self) -> &str {
        self.address.key.as_deref().unwrap_or(&self.address.label)
    }
}
