//! What the session adds to the picture: findings, selection, what the pointer does.

use std::collections::HashMap;

use cidraw::addressing::CidrBlock;
use cidraw::analysis::Analyses;
use cidraw::editor::Editor;
use cidraw::model::kinds::{Subnet, Vpc};
use cidraw::model::{Design, EntityId};
use cidraw::rules::Severity;
use cidraw::scene::{Mark, Marks, Overlap};

/// The findings as marks: made anew when the findings are.
pub fn of_findings(design: &Design, analyses: &Analyses) -> Marks {
    let mut findings: HashMap<EntityId, Mark> = HashMap::new();
    let mut overlaps = Vec::new();
    for finding in analyses.findings() {
        let mark = match finding.severity {
            Severity::Error => Mark::Error,
            Severity::Warning => Mark::Warning,
            Severity::Advice => Mark::Advice,
        };
        for id in &finding.objects {
            findings.entry(*id).and_modify(|worst| *worst = (*worst).max(mark)).or_insert(mark);
        }
        if let ([a, b, ..], Mark::Error) = (&finding.objects[..], mark)
            && let Some(shared) = shared_block(design, *a, *b)
        {
            overlaps.push(Overlap { a: *a, b: *b, shared });
        }
    }
    Marks { findings, overlaps, ..Marks::default() }
}

/// The addresses that two objects of a kind both have.
fn shared_block(design: &Design, a: EntityId, b: EntityId) -> Option<CidrBlock> {
    let blocks = |id: EntityId| -> Vec<CidrBlock> {
        let Some(entity) = design.entity(id) else { return Vec::new() };
        match (entity.as_noun::<Subnet>(), entity.as_noun::<Vpc>()) {
            (Some(subnet), _) => subnet.blocks().collect(),
            (_, Some(vpc)) => vpc.blocks().collect(),
            _ => Vec::new(),
        }
    };
    let others = blocks(b);
    (a.kind == b.kind).then(|| blocks(a).into_iter().find_map(|x| others.iter().find_map(|y| x.intersection(*y))))?
}

/// The marks of this moment, above those of the findings.
pub fn of_session(editor: &Editor, marks: &mut Marks) {
    marks.selected = editor.selection().iter().copied().collect();
    marks.focused = editor.focus();
}
