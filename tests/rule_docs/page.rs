//! `docs/rules.md`, made of the rules themselves.

use std::fmt::Write;

use cidraw::rules::{RULES, Rule, Severity};

use crate::catalogue::{AREAS, Area};

/// The whole page.
pub fn page() -> String {
    let mut page = String::new();
    let count = |severity| RULES.iter().filter(|rule| rule.severity == severity).count();
    writeln!(page, "# Rules\n").unwrap();
    writeln!(page, "Made from the rules by `UPDATE=1 cargo test --test rule_docs`; do not edit.\n").unwrap();
    writeln!(
        page,
        "{} rules: {} errors (AWS or Terraform refuses it), {} warnings (accepted, but very likely not what was meant), \
         {} advice (cost, resilience, upkeep).\n",
        RULES.len(),
        count(Severity::Error),
        count(Severity::Warning),
        count(Severity::Advice)
    )
    .unwrap();
    let mut group = "";
    for rule in RULES {
        if rule.group() != group {
            group = rule.group();
            writeln!(page, "## {group}\n").unwrap();
        }
        one_rule(&mut page, rule);
    }
    crate::quotas::chapter(&mut page);
    catalogue(&mut page);
    page
}

fn one_rule(page: &mut String, rule: &Rule) {
    writeln!(page, "### {}\n", rule.id).unwrap();
    writeln!(page, "**{}** · {}\n", rule.severity, rule.summary()).unwrap();
    for section in rule.sections() {
        writeln!(page, "*{}.* {}\n", section.title, section.body).unwrap();
    }
    if let Some(error) = rule.aws_error {
        writeln!(page, "AWS answers `{error}`.\n").unwrap();
    }
    for example in rule.examples() {
        let word = match example.expect {
            cidraw::rules::Expect::Finds => "Found in",
            cidraw::rules::Expect::Clean => "Not found in",
        };
        writeln!(page, "{word}:\n\n```text\n{}```\n", example.design).unwrap();
    }
    writeln!(page, "{}\n", rule.sources.iter().map(|s| format!("<{s}>")).collect::<Vec<_>>().join(" · ")).unwrap();
}

fn catalogue(page: &mut String) {
    let all: Vec<(&Area, &str)> = AREAS.iter().flat_map(|area| area.ids().map(move |id| (area, id))).collect();
    let done = all.iter().filter(|(area, id)| state(area, id).starts_with("done")).count();
    writeln!(page, "## The catalogue\n").unwrap();
    writeln!(
        page,
        "{done} of the {} rules of the catalogue are done. \"Not yet\" is still to come; \
         \"not expressible\" is what no design can say.\n",
        all.len()
    )
    .unwrap();
    for area in AREAS {
        writeln!(page, "### {}\n\n| rule | state |\n|---|---|", area.title).unwrap();
        for id in area.ids() {
            writeln!(page, "| {id} | {} |", state(area, id)).unwrap();
        }
        writeln!(page).unwrap();
    }
    let known = crate::catalogue::ids();
    writeln!(page, "### Beyond the catalogue\n").unwrap();
    for rule in RULES.iter().filter(|rule| !known.contains(&rule.name())) {
        writeln!(page, "- {}: {}", rule.id, rule.summary()).unwrap();
    }
}

/// "done: group/name", "not yet: ...", "not expressible: ...".
fn state(area: &Area, id: &str) -> String {
    if let Some(rule) = RULES.iter().find(|rule| rule.name() == id) {
        return format!("done: {}", rule.id);
    }
    match area.note(id).strip_prefix('=') {
        Some(other) => format!("done, by {other}"),
        None => area.note(id).to_owned(),
    }
}
