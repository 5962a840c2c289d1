//! SARIF 2.1.0, which code scanning services read.
//!
//! <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>

use std::collections::BTreeMap;
use std::path::Path;

use cidraw::rules::{Finding, Rule, Severity};
use serde_json::{Value, json};

use super::Checked;

/// The rule id of objects that cannot be read.
const UNREADABLE: &str = "file/unreadable-object";

pub fn document(all: &[Checked<'_>]) -> Value {
    let rules: BTreeMap<&str, &Rule> =
        all.iter().flat_map(Checked::told).map(|finding| (finding.rule.id, finding.rule)).collect();
    let mut told: Vec<Value> = rules.values().map(|rule| describe(rule)).collect();
    told.push(json!({
        "id": UNREADABLE,
        "shortDescription": { "text": "An object of the file cannot be read." },
        "defaultConfiguration": { "level": "error" },
    }));
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": { "name": "cidraw", "version": env!("CARGO_PKG_VERSION"), "rules": told } },
            "columnKind": "unicodeCodePoints",
            "results": all.iter().flat_map(results).collect::<Vec<_>>(),
        }],
    })
}

fn describe(rule: &Rule) -> Value {
    let help: Vec<String> = rule
        .sections()
        .iter()
        .map(|section| match section.title {
            "" => section.body.clone(),
            title => format!("## {title}\n{}", section.body),
        })
        .filter(|text| !text.trim().is_empty())
        .collect();
    let help = help.join("\n\n");
    json!({
        "id": rule.id,
        "shortDescription": { "text": rule.summary() },
        "help": { "text": help, "markdown": help },
        "helpUri": rule.sources.first(),
        "defaultConfiguration": { "level": level(rule.severity) },
    })
}

fn results(checked: &Checked<'_>) -> Vec<Value> {
    let unread = checked.loaded.design.unread().iter().map(|unread| {
        json!({
            "ruleId": UNREADABLE,
            "level": "error",
            "message": { "text": unread.reason },
            "locations": [{ "physicalLocation": place(checked, Some(unread.line)) }],
        })
    });
    let open = checked.findings.iter().map(|finding| result(checked, finding));
    let accepted = checked.accepted.iter().map(|(finding, why)| {
        let until = why.until.as_ref().map_or(String::new(), |until| format!(" (until {until})"));
        let mut told = result(checked, finding);
        told["suppressions"] = json!([{ "kind": "external", "justification": format!("{}{until}", why.reason) }]);
        told
    });
    unread.chain(open).chain(accepted).collect()
}

fn result(checked: &Checked<'_>, finding: &Finding) -> Value {
    let locations = finding.objects.iter().map(|id| {
        json!({
            "physicalLocation": place(checked, checked.loaded.lines.get(id).copied()),
            "logicalLocations": [{
                "name": checked.loaded.design.name(*id),
                "fullyQualifiedName": id.to_string(),
                "kind": "resource",
            }],
        })
    });
    let mut locations: Vec<Value> = locations.collect();
    // Of several locations a reader looks for the problem in each: only the first is where it is mended.
    let related = locations.split_off(locations.len().min(1));
    if locations.is_empty() {
        locations.push(json!({ "physicalLocation": place(checked, None) }));
    }
    json!({
        "ruleId": finding.rule.id,
        "level": level(finding.severity),
        "message": { "text": finding.message },
        "locations": locations,
        "relatedLocations": related,
        "partialFingerprints": { "cidraw/v1": finding.fingerprint() },
    })
}

fn place(checked: &Checked<'_>, line: Option<usize>) -> Value {
    json!({ "artifactLocation": { "uri": reference(checked.path) }, "region": { "startLine": line.unwrap_or(1) } })
}

/// A path as a relative reference of a URI (RFC 3986): all but unreserved characters is percent-encoded, the colon too,
/// or `c:d.json` would have a scheme.
fn reference(path: &Path) -> String {
    let mut uri = String::new();
    for byte in path.to_string_lossy().bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => uri.push(byte.into()),
            b'\\' if cfg!(windows) => uri.push('/'),
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Advice => "note",
    }
}
