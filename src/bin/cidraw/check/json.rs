//! The JSON document of `check`. Fields are added, never changed; `docs/cli.md` lists them.

use cidraw::model::kinds::Acceptance;
use cidraw::rules::{Finding, Safety, Severity};
use serde_json::{Map, Value, json};

use super::Checked;

pub fn document(all: &[Checked<'_>]) -> Value {
    json!({ "version": 1, "files": all.iter().map(file).collect::<Vec<_>>() })
}

fn file(checked: &Checked<'_>) -> Value {
    let counts: Map<String, Value> =
        Severity::ALL.into_iter().map(|s| (s.key().to_owned(), checked.counts.of(s).into())).collect();
    let unread = checked.loaded.design.unread().iter();
    json!({
        "file": checked.path.to_string_lossy(),
        "counts": counts,
        "unread": unread.map(|u| json!({ "line": u.line, "reason": u.reason })).collect::<Vec<_>>(),
        "findings": checked.findings.iter().map(|f| finding(checked, f)).collect::<Vec<_>>(),
        "accepted": checked.accepted.iter().map(|(f, why)| accepted(checked, f, why)).collect::<Vec<_>>(),
    })
}

fn accepted(checked: &Checked<'_>, found: &Finding, why: &Acceptance) -> Value {
    let mut told = finding(checked, found);
    told["accepted"] = json!({ "reason": why.reason, "until": why.until });
    told
}

fn finding(checked: &Checked<'_>, finding: &Finding) -> Value {
    let objects = finding.objects.iter().map(|id| {
        json!({
            "id": id.to_string(),
            "kind": id.kind.key(),
            "name": checked.loaded.design.name(*id),
            "line": checked.loaded.lines.get(id),
        })
    });
    let fixes = finding.fixes.iter().map(|fix| {
        json!({
            "title": fix.title,
            "safety": safety(&fix.safety),
            "objects": fix.edits.iter().map(|edit| edit.id().to_string()).collect::<Vec<_>>(),
        })
    });
    json!({
        "rule": finding.rule.id,
        "severity": finding.severity.key(),
        "message": finding.message,
        "field": finding.field,
        "objects": objects.collect::<Vec<_>>(),
        "fixes": fixes.collect::<Vec<_>>(),
        "fingerprint": finding.fingerprint(),
    })
}

fn safety(safety: &Safety) -> &'static str {
    match safety {
        Safety::Safe => "safe",
        Safety::ChangesTraffic => "changes-traffic",
        Safety::Replaces(_) => "replaces",
        Safety::NeedsChoice => "needs-choice",
    }
}
