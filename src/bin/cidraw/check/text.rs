//! For people: `file:line: severity: message [rule]`, the fixes below, a sum at the end.

use std::fmt::Write;

use cidraw::rules::{Safety, Severity};
use cidraw::wording::counted;

use super::Checked;

pub fn tell(all: &[Checked<'_>]) -> String {
    let mut out = String::new();
    for checked in all {
        let file = checked.path.display();
        for note in &checked.loaded.notes {
            let severity = if note.unread { "error" } else { "note" };
            let id = note.id.as_ref().map_or(String::new(), |id| format!("{id}: "));
            let _ = writeln!(out, "{file}:{}: {severity}: {id}{}", note.line, note.message);
        }
        for finding in &checked.findings {
            let line = checked.line(finding).map_or(String::new(), |line| format!("{line}:"));
            let object = finding.primary().map_or(String::new(), |id| format!("{}: ", checked.title(id)));
            let (severity, rule) = (finding.severity.key(), finding.rule.id);
            let _ = writeln!(out, "{file}:{line} {severity}: {object}{} [{rule}]", finding.message);
            for fix in &finding.fixes {
                let _ = writeln!(out, "    fix: {}{}", fix.title, safety(&fix.safety));
            }
        }
        for (finding, acceptance) in &checked.accepted {
            let line = checked.line(finding).map_or(String::new(), |line| format!("{line}:"));
            let until = acceptance.until.as_ref().map_or(String::new(), |until| format!(" until {until}"));
            let (message, rule, reason) = (&finding.message, finding.rule.id, &acceptance.reason);
            let _ = writeln!(out, "{file}:{line} accepted{until}: {message} [{rule}]\n    reason: {reason}");
        }
    }
    for checked in all {
        let counts: Vec<String> = Severity::ALL.into_iter().map(|s| in_words(checked.counts.of(s), s)).collect();
        let unread = match checked.loaded.design.unread().len() {
            0 => String::new(),
            n => format!(", {n} unreadable"),
        };
        let accepted = match checked.accepted.len() {
            0 => String::new(),
            n => format!(", {n} accepted"),
        };
        let _ = writeln!(out, "{}: {}{unread}{accepted}", checked.path.display(), counts.join(", "));
    }
    out
}

fn safety(safety: &Safety) -> &'static str {
    match safety {
        Safety::Safe => "",
        Safety::ChangesTraffic => " (changes traffic)",
        Safety::Replaces(_) => " (replaces what exists)",
        Safety::NeedsChoice => " (one of several ways)",
    }
}

fn in_words(n: usize, severity: Severity) -> String {
    match severity {
        Severity::Error => counted(n, "error", "errors"),
        Severity::Warning => counted(n, "warning", "warnings"),
        Severity::Advice => format!("{n} advice"),
    }
}
