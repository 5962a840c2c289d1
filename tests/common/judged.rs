//! How a record of judged rules is made, whoever the judge is: each rule's examples are exported, what the judge says of
//! them is held against the rule, and the record is a page of tables.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use cidraw::analysis::Analyses;
use cidraw::export::{Bundle, NoteKind};
use cidraw::model::Design;
use cidraw::rules::{Expect, RULES, Rule, Severity};

/// What became of an example.
#[derive(Clone, Debug)]
pub enum Verdict {
    /// The exporter does not write what is wrong: its words.
    NotWritten(String),
    /// A judge refused, with these words.
    Refused(String),
    /// Whoever judges took it.
    Taken,
}

impl Verdict {
    pub fn is_refused(&self) -> bool {
        matches!(self, Verdict::Refused(_))
    }

    pub fn is_taken(&self) -> bool {
        matches!(self, Verdict::Taken)
    }

    pub fn is_not_written(&self) -> bool {
        matches!(self, Verdict::NotWritten(_))
    }

    /// What was said; nothing when it was taken.
    pub fn words(&self) -> &str {
        match self {
            Verdict::NotWritten(words) | Verdict::Refused(words) => words,
            Verdict::Taken => "",
        }
    }
}

/// The examples as they were entered: by rule the key under which a verdict will be, or why there is none.
pub struct Entered {
    finds: BTreeMap<&'static str, Result<String, String>>,
    clean: Vec<(&'static str, String)>,
}

fn example(rule: &Rule, expect: Expect) -> Option<Design> {
    let found = rule.examples().into_iter().find(|example| example.expect == expect)?;
    Some(cidraw::notation::parse(&found.design).expect("notation"))
}

/// What of the objects that the rule speaks of the code leaves out, in the exporter's words.
fn left_out(rule: &Rule, design: &Design, bundle: &Bundle) -> Option<String> {
    let analyses = Analyses::new(design);
    let found = analyses.findings().find(|finding| finding.rule == rule).expect("the example finds");
    let mut notes = bundle.notes.iter().filter(|note| note.kind == NoteKind::LeftOut);
    notes.find(|note| note.object.is_some_and(|id| found.objects.contains(&id))).map(|note| note.text.clone())
}

impl Entered {
    /// Exports every example; `enter` puts a bundle down, and answers with nothing where nothing is in it.
    pub fn of(export: impl Fn(&Design) -> Bundle, mut enter: impl FnMut(Bundle) -> Option<String>) -> Entered {
        let mut entered = Entered { finds: BTreeMap::new(), clean: Vec::new() };
        for rule in RULES {
            let Some(design) = example(rule, Expect::Finds) else { continue };
            let bundle = export(&design);
            let found = match left_out(rule, &design, &bundle) {
                Some(note) => Err(note),
                None => enter(bundle).ok_or_else(|| "Nothing in it has a resource.".to_owned()),
            };
            // What the code says of it when it is wrong, it says when it is right.
            if found.is_ok()
                && let Some(design) = example(rule, Expect::Clean)
                && let Some(key) = enter(export(&design))
            {
                entered.clean.push((rule.id, key));
            }
            entered.finds.insert(rule.id, found);
        }
        entered
    }

    /// What the judge said of each.
    pub fn judged(self, heard: &BTreeMap<String, Verdict>) -> Judged {
        let verdict = |found: Result<String, String>| match found {
            Ok(key) => heard[&key].clone(),
            Err(note) => Verdict::NotWritten(note),
        };
        Judged {
            verdicts: self.finds.into_iter().map(|(id, found)| (id, verdict(found))).collect(),
            clean: self.clean.into_iter().map(|(id, key)| (id, heard[&key].clone())).collect(),
        }
    }
}

/// Every rule with a verdict.
pub struct Judged {
    /// Of what it finds.
    pub verdicts: BTreeMap<&'static str, Verdict>,
    /// Of what is clean.
    clean: Vec<(&'static str, Verdict)>,
}

impl Judged {
    /// Where judge and rule differ and nobody says why, and what is clean and refused. `explained` says whether there is
    /// a reason for a rule; with `all`, a reason that nothing needs is wrong too.
    pub fn wrong(&self, explained: impl Fn(&Rule) -> bool, all: bool) -> Vec<String> {
        let mut wrong = Vec::new();
        for (rule, verdict) in self.rules() {
            let needs = match verdict {
                Verdict::NotWritten(_) => false,
                Verdict::Taken => rule.severity == Severity::Error,
                Verdict::Refused(_) => rule.severity != Severity::Error,
            };
            match (needs, explained(rule)) {
                (true, false) => wrong.push(format!("{} ({}) without a reason: {verdict:?}", rule.id, rule.severity)),
                (false, true) if all => {
                    wrong.push(format!("{} has a reason that nothing needs: {verdict:?}", rule.id));
                }
                _ => {}
            }
        }
        let refused = self.clean.iter().filter(|(_, verdict)| verdict.is_refused());
        wrong.extend(refused.map(|(id, verdict)| format!("{id}: what is clean is refused: {}", verdict.words())));
        wrong
    }

    fn rules(&self) -> impl Iterator<Item = (&'static Rule, &Verdict)> {
        RULES.iter().copied().filter_map(|rule| Some((rule, self.verdicts.get(rule.id)?)))
    }

    /// Rules that are errors, or are none, and have such a verdict, in the order of the registry.
    pub fn of(&self, errors: bool, wanted: fn(&Verdict) -> bool) -> Vec<(&'static str, &Verdict)> {
        let found =
            self.rules().filter(|(rule, verdict)| (rule.severity == Severity::Error) == errors && wanted(verdict));
        found.map(|(rule, verdict)| (rule.id, verdict)).collect()
    }
}

/// A table of the record.
pub fn table(
    title: &str,
    head: &[&str],
    rows: Vec<(&str, &Verdict)>,
    cells: impl Fn(&str, &Verdict) -> Vec<String>,
) -> String {
    let mut text = format!("## {title}\n\n| {} |\n|{}\n", head.join(" | "), "---|".repeat(head.len()));
    for (id, verdict) in rows {
        let cells = cells(id, verdict).iter().map(|cell| format!(" {} |", as_cell(cell))).collect::<String>();
        text += &format!("| `{id}` |{cells}\n");
    }
    text
}

fn as_cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}

/// Where a page of the documentation is.
pub fn path(page: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(page)
}

/// Holds the record against the kept one, or writes it with `UPDATE=1`.
pub fn hold(page: &str, text: &str, test: &str) {
    if std::env::var_os("UPDATE").is_some() {
        fs::write(path(page), text).expect("the page is written");
    }
    let kept = fs::read_to_string(path(page)).unwrap_or_default();
    assert!(kept == text, "{page} is stale: UPDATE=1 cargo test --test {test} judged");
}
