//! What the session adds to the picture: findings, selection, what the pointer does.

use std::collections::HashMap;

use cidraw::addressing::CidrBlock;
use cidraw::editor::{Cursor, Editor};
use cidraw::model::kinds::{Subnet, Vpc};
use cidraw::model::{Design, EntityId};
use cidraw::rules::{Finding, Severity};
use cidraw::scene::{Distance, DropTarget, FindingMarks, Mark, Marks, Overlap};

/// The findings as marks: made anew when the findings or the design are others.
pub fn of_findings(editor: &Editor) -> Marks {
    let (design, analyses) = (editor.design(), editor.analyses());
    let mut findings: HashMap<EntityId, Mark> = HashMap::new();
    let mut overlaps = Vec::new();
    for finding in analyses.findings() {
        let mark = mark_of(finding.severity);
        for id in &finding.objects {
            findings.entry(*id).and_modify(|worst| *worst = (*worst).max(mark)).or_insert(mark);
        }
        overlaps.extend(overlap(design, finding));
    }
    Marks { findings: FindingMarks::new(editor.layout(), findings), overlaps, ..Marks::default() }
}

/// The mark of a severity.
pub fn mark_of(severity: Severity) -> Mark {
    match severity {
        Severity::Error => Mark::Error,
        Severity::Warning => Mark::Warning,
        Severity::Advice => Mark::Advice,
    }
}

/// The addresses that two objects share, where that is what AWS refuses.
pub fn overlap(design: &Design, finding: &Finding) -> Option<Overlap> {
    let [a, b, ..] = finding.objects[..] else { return None };
    let refused = finding.severity == Severity::Error;
    refused.then(|| shared_block(design, a, b)).flatten().map(|shared| Overlap { a, b, shared })
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
    let preview = editor.preview();
    let layout = editor.layout();
    let still = |id: &EntityId| !preview.moved.contains_key(id);
    marks.selected = editor.selection().iter().copied().filter(still).chain(preview.selecting.clone()).collect();
    marks.focused = editor.focus().filter(|_| super::events::by_keyboard());
    marks.hovered = editor.hover();
    marks.handles = editor.handles().first().map(|(handle, _)| handle.vpc.into());
    marks.ports = preview.ports;
    marks.unfit = preview.dimmed.clone();
    marks.grouping = editor.preferences().grouping;
    marks.connection = preview.link.and_then(|link| Some((layout.rect(link.from)?.center(), link.to)));
    let moved = preview.moved.iter().filter_map(|(id, by)| Some((*id, layout.rect(*id)?.translate(*by))));
    marks.carried = moved.chain(preview.resized).collect();
    let text = preview.text.clone().unwrap_or_default();
    marks.drop = preview.drop.map(|rect| DropTarget { rect, label: text });
    marks.drafts =
        preview.ghosts.into_iter().map(|ghost| DropTarget { rect: ghost.rect, label: ghost.label }).collect();
    marks.marquee = preview.marquee;
    marks.guides = preview.guides.iter().map(|guide| (guide.from, guide.to)).collect();
    let beside = preview.guides.iter().filter_map(|guide| guide.between);
    let beside = beside.map(|(from, to)| Distance { from, to, equal: false });
    let equal = preview.equal.iter().map(|stretch| Distance { from: stretch.from, to: stretch.to, equal: true });
    marks.distances = beside.chain(equal).collect();
    marks.laser = preview.laser;
}

/// The cursor's name in CSS.
pub fn css(cursor: Cursor) -> &'static str {
    match cursor {
        Cursor::Default => "default",
        Cursor::Pointer => "pointer",
        Cursor::Grab => "grab",
        Cursor::Grabbing => "grabbing",
        Cursor::Crosshair => "crosshair",
        Cursor::Move => "move",
        Cursor::Copy => "copy",
        Cursor::NotAllowed => "not-allowed",
        Cursor::ResizeVertical => "ns-resize",
        Cursor::ResizeHorizontal => "ew-resize",
        Cursor::ResizeFalling => "nwse-resize",
        Cursor::ResizeRising => "nesw-resize",
    }
}
