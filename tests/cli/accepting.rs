//! Findings that somebody accepted: told apart, with the reason, and no failure.

use serde_json::Value;

use crate::{Folder, RULE, WRONG};

/// The two subnets that overlap, with an acceptance of that; the object that cannot be read is left out.
fn accepting(until: &str) -> String {
    let settings = format!(
        r#"{{"kind": "settings", "id": "settings-design", "accepted": [{{"finding": "{RULE} subnet-b subnet-a", "reason": "A drill", "until": "{until}"}}]}},"#
    );
    let text = WRONG.replacen('\n', &format!("\n{settings}\n"), 1);
    text.lines().filter(|line| !line.contains("tier-x")).collect::<Vec<_>>().join("\n")
}

#[test]
fn what_was_accepted_is_told_with_its_reason_and_fails_nothing() {
    let here = Folder::new("accepted");
    here.write("a.cidraw.json", &accepting("2999-12-31"));
    let (code, out, _) = here.run("check a.cidraw.json");
    assert_eq!(code, 0, "{out}");
    assert!(out.contains("accepted until 2999-12-31: ") && out.contains("    reason: A drill"), "{out}");
    assert!(out.lines().last().unwrap().ends_with("1 accepted"), "{out}");

    let (_, out, _) = here.run("check a.cidraw.json --format json");
    let told: Value = serde_json::from_str(&out).unwrap();
    let file = &told["files"][0];
    assert_eq!(file["counts"]["error"], 0);
    assert_eq!(file["accepted"][0]["rule"], RULE);
    assert_eq!(file["accepted"][0]["accepted"]["reason"], "A drill");

    let (_, out, _) = here.run("check a.cidraw.json --format sarif");
    let told: Value = serde_json::from_str(&out).unwrap();
    let results = told["runs"][0]["results"].as_array().unwrap();
    let suppressed: Vec<&Value> = results.iter().filter(|result| !result["suppressions"].is_null()).collect();
    assert_eq!(suppressed.len(), 1);
    assert_eq!(suppressed[0]["ruleId"], RULE);
    assert_eq!(suppressed[0]["suppressions"][0]["justification"], "A drill (until 2999-12-31)");
}

#[test]
fn what_was_accepted_until_a_day_that_is_over_fails_again() {
    let here = Folder::new("accepted-once");
    here.write("a.cidraw.json", &accepting("2020-01-31"));
    let (code, out, _) = here.run("check a.cidraw.json");
    assert_eq!(code, 1, "{out}");
    assert!(out.contains(&format!("[{RULE}]")) && !out.contains("accepted"), "{out}");
}
