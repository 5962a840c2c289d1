//! Renames: what has another address in the code than in an earlier version of the design keeps its resources on AWS.
//!
//! Both versions are exported with [traced](super::traced) names, which tells of every instance of a resource what it is.
//! What is the same and has another address is moved: by `moved` blocks where Terraform takes them, else by a script that
//! changes states.
//! <https://developer.hashicorp.com/terraform/language/modules/develop/refactoring>

mod by_hand;
mod compare;
mod instance;
mod module;
mod remarks;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

pub(super) use instance::Instance;

use super::hcl::{Block, Body, Expr};
use super::writer::Files;
use crate::export::bundle::Notes;
use compare::{Moves, compare};

/// Writes what is to be moved from `old` to `new`. Is something to be done by hand?
pub(super) fn write(old: &[Instance], new: &[Instance], files: &mut Files, notes: &mut Notes) -> bool {
    let moves = compare(old, new);
    for (folder, body) in blocks(&moves) {
        let folder = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        files.hcl(format!("{folder}moved.tf"), &body);
    }
    by_hand::note(&moves, notes);
    remarks::note(old, new, notes);
    let script = by_hand::script(&moves);
    let by_hand = script.is_some();
    if let Some(script) = script {
        files.script(by_hand::FILE, script);
    }
    by_hand
}

/// The `moved` blocks of each folder.
fn blocks(moves: &Moves) -> BTreeMap<&str, Body> {
    let mut bodies: BTreeMap<&str, Body> = BTreeMap::new();
    for one in &moves.in_code {
        let body = bodies.entry(one.to.0.path.as_str()).or_insert_with(|| {
            let mut body = Body::new();
            body.comment("Renamed since an earlier version. To be removed once every state has been applied with it.")
                .blank();
            body
        });
        let block = Block::new("moved")
            .attribute("from", Expr::code(one.from.1.shown()))
            .attribute("to", Expr::code(one.to.1.shown()));
        body.block(match one.object {
            Some(id) => block.marked(id),
            None => block,
        });
    }
    bodies
}
