//! Two independent judges of the rules: cfn-lint, which reads a template, and a fake of AWS, which makes what it says.
//!
//! What a rule calls an error is exported as drawn. One of the judges refuses it too, or `TAKEN` says why none does.
//! What a rule finds clean, both must take. `docs/judged-cloudformation.md` is the record.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use cidraw::analysis::Analyses;
use cidraw::export::{Bundle, NoteKind};
use cidraw::model::{Design, EntityId};
use cidraw::rules::{Expect, RULES, Rule, Severity};

use crate::bench::{self, Bench, export, parse};
use crate::deployable::make_deployable;
use crate::reasons::{REFUSED, TAKEN, reason};

const PAGE: &str = "docs/judged-cloudformation.md";

/// What became of a template.
#[derive(Clone, Debug)]
enum Verdict {
    /// The exporter does not write what is wrong: its words.
    NotWritten(String),
    /// A judge refused, with these words.
    Refused(String),
    /// Both took it.
    Taken,
}

/// A template that waits for its verdict.
struct Case {
    path: PathBuf,
    region: String,
}

/// What is to be judged: each text once, since many examples differ in what is not written.
struct Docket<'a> {
    bench: &'a Bench,
    cases: BTreeMap<String, Vec<Case>>,
}

impl Docket<'_> {
    /// Puts the templates of a bundle down; the key under which their verdict will be.
    fn enter(&mut self, bundle: &Bundle) -> Option<String> {
        let templates = bench::templates(bundle);
        let text = |path: &str| bundle.file(path).and_then(|file| file.as_text()).expect("a text").to_owned();
        let key: String = templates.iter().map(|(path, region)| format!("{region} {}\n", text(path))).collect();
        if key.is_empty() {
            return None;
        }
        let count = self.cases.len();
        self.cases.entry(key.clone()).or_insert_with(|| {
            let dir = self.bench.write(&count.to_string(), bundle);
            templates.into_iter().map(|(path, region)| Case { path: dir.join(path), region }).collect()
        });
        Some(key)
    }

    /// Every verdict. cfn-lint reads all templates of a Region at once; what it takes goes to the fake, in two halves.
    fn heard(self) -> BTreeMap<String, Verdict> {
        let mut regions: BTreeMap<&str, Vec<PathBuf>> = BTreeMap::new();
        for case in self.cases.values().flatten() {
            regions.entry(&case.region).or_default().push(case.path.clone());
        }
        let mut refused: BTreeMap<PathBuf, String> = BTreeMap::new();
        for (region, mut paths) in regions {
            refused.extend(self.bench.lint_errors(region, &paths));
            paths.retain(|path| !refused.contains_key(path) && !make_deployable(path).is_empty());
            let (one, other) = paths.split_at(paths.len() / 2);
            let (one, other) = std::thread::scope(|scope| {
                let one = scope.spawn(|| self.bench.refusals(region, one));
                (self.bench.refusals(region, other), one.join().expect("the fake answers"))
            });
            refused.extend(one.into_iter().chain(other));
        }
        let verdict = |cases: Vec<Case>| {
            let words = cases.iter().find_map(|case| refused.get(&case.path));
            words.map_or(Verdict::Taken, |words| Verdict::Refused(words.clone()))
        };
        self.cases.into_iter().map(|(key, cases)| (key, verdict(cases))).collect()
    }
}

fn example(rule: &Rule, expect: Expect) -> Option<Design> {
    rule.examples().into_iter().find(|example| example.expect == expect).map(|example| parse(&example.design))
}

/// What of the objects that the rule speaks of the code leaves out, in the exporter's words.
fn left_out(rule: &Rule, design: &Design, bundle: &Bundle) -> Option<String> {
    let analyses = Analyses::new(design);
    let found = analyses.findings().find(|finding| finding.rule == rule).expect("the example finds");
    let is_of_it = |id: Option<EntityId>| id.is_some_and(|id| found.objects.contains(&id));
    let mut notes = bundle.notes.iter().filter(|note| note.kind == NoteKind::LeftOut);
    notes.find(|note| is_of_it(note.object)).map(|note| note.text.clone())
}

#[test]
fn what_the_rules_say_is_judged_by_others() {
    let Some(bench) = Bench::new("rules-judged") else { return };
    let mut docket = Docket { bench: &bench, cases: BTreeMap::new() };
    let mut finds: BTreeMap<&str, Result<String, String>> = BTreeMap::new();
    let mut clean: Vec<(&str, String)> = Vec::new();
    for rule in RULES {
        let Some(design) = example(rule, Expect::Finds) else { continue };
        let bundle = export(&design, &bench::flat_json());
        let entered = match left_out(rule, &design, &bundle) {
            Some(note) => Err(note),
            None => docket.enter(&bundle).ok_or_else(|| "Nothing in it has a resource.".to_owned()),
        };
        // What the code says of it when it is wrong, it says when it is right.
        if entered.is_ok()
            && let Some(design) = example(rule, Expect::Clean)
            && let Some(key) = docket.enter(&export(&design, &bench::flat_json()))
        {
            clean.push((rule.id, key));
        }
        finds.insert(rule.id, entered);
    }
    let heard = docket.heard();
    let verdict = |entered: Result<String, String>| match entered {
        Ok(key) => heard[&key].clone(),
        Err(note) => Verdict::NotWritten(note),
    };
    let verdicts: BTreeMap<&str, Verdict> = finds.into_iter().map(|(id, entered)| (id, verdict(entered))).collect();
    let mut wrong = Vec::new();
    for rule in RULES {
        let Some(verdict) = verdicts.get(rule.id) else { continue };
        let is_error = rule.severity == Severity::Error;
        let explained = reason(if is_error { TAKEN } else { REFUSED }, rule.id).is_some();
        let needs = match verdict {
            Verdict::NotWritten(_) => false,
            Verdict::Taken => is_error,
            Verdict::Refused(_) => !is_error,
        };
        if needs && !explained {
            wrong.push(format!("{} ({}) without a reason: {verdict:?}", rule.id, rule.severity));
        }
    }
    for (id, key) in clean {
        if let Verdict::Refused(words) = &heard[&key] {
            wrong.push(format!("{id}: what is clean is refused: {words}"));
        }
    }
    println!("refused: {}", verdicts.values().filter(|verdict| matches!(verdict, Verdict::Refused(_))).count());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let page = page(&verdicts);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(PAGE);
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &page).expect("the page is written");
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == page, "{PAGE} is stale: UPDATE=1 cargo test --test cloudformation judged");
}

fn page(verdicts: &BTreeMap<&str, Verdict>) -> String {
    let of = |wanted: fn(Severity, &Verdict) -> bool| {
        let known = RULES.iter().copied().filter_map(|rule| Some((rule, verdicts.get(rule.id)?)));
        known.filter(|(rule, verdict)| wanted(rule.severity, verdict)).collect::<Vec<(&Rule, &Verdict)>>()
    };
    let agreed = of(|severity, verdict| severity == Severity::Error && matches!(verdict, Verdict::Refused(_)));
    let taken = of(|severity, verdict| severity == Severity::Error && matches!(verdict, Verdict::Taken));
    let unwritten = of(|severity, verdict| severity == Severity::Error && matches!(verdict, Verdict::NotWritten(_)));
    let stricter = of(|severity, verdict| severity != Severity::Error && matches!(verdict, Verdict::Refused(_)));
    let mut page = String::from("# Rules before cfn-lint and a fake of AWS\n\n");
    page += "Made by `UPDATE=1 cargo test --test cloudformation judged`; do not edit. `docs/judged.md` is the same with \
             Terraform.\n\n";
    page += "Each rule's own example of what it finds is exported to CloudFormation (one stack for each account and \
             Region), read by cfn-lint and made in moto; so is its example of what is clean, which both must take.\n\n";
    writeln!(
        page,
        "Of {} errors one of the two refuses {} too, both take {} for the reasons given, and they see nothing of {}, \
         because the exporter leaves out what is wrong or does not write that kind of object.\n",
        agreed.len() + taken.len() + unwritten.len(),
        agreed.len(),
        taken.len(),
        unwritten.len()
    )
    .expect("a text takes all");
    page += "## Errors that one of them refuses too\n\n| rule | its words |\n|---|---|\n";
    rows(&mut page, &agreed, |_, words| words.to_owned());
    page += "\n## Errors that both take\n\n| rule | why |\n|---|---|\n";
    rows(&mut page, &taken, |id, _| reason(TAKEN, id).unwrap_or_default().to_owned());
    page += "\n## Warnings and advice that one of them refuses\n\n| rule | its words, and why it is no error |\n|---|---|\n";
    rows(&mut page, &stricter, |id, words| format!("{words} {}", reason(REFUSED, id).unwrap_or_default()));
    page += "\n## Errors that are not written\n\n| rule | what the exporter says |\n|---|---|\n";
    rows(&mut page, &unwritten, |_, words| words.to_owned());
    page
}

fn rows(page: &mut String, all: &[(&Rule, &Verdict)], words: impl Fn(&str, &str) -> String) {
    for (rule, verdict) in all {
        let said = match verdict {
            Verdict::NotWritten(said) | Verdict::Refused(said) => said.as_str(),
            Verdict::Taken => "",
        };
        let cell = words(rule.id, said).replace('|', "\\|").replace('\n', " ");
        writeln!(page, "| `{}` | {cell} |", rule.id).expect("a text takes all");
    }
}
