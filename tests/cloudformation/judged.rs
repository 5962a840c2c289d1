//! Two independent judges of the rules: cfn-lint, which reads a template, and a fake of AWS, which makes what it says.
//!
//! What a rule calls an error is exported as drawn. One of the judges refuses it too, or `TAKEN` says why none does.
//! What a rule finds clean, both must take. `docs/judged-cloudformation.md` is the record.

use std::collections::BTreeMap;
use std::path::PathBuf;

use cidraw::export::Bundle;
use cidraw::rules::Severity;

use crate::bench::{self, Bench, export};
use crate::deployable::make_deployable;
use crate::reasons::{REFUSED, TAKEN, reason};
use crate::record::{Entered, Judged, Verdict, hold, table};

const PAGE: &str = "docs/judged-cloudformation.md";

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

#[test]
fn what_the_rules_say_is_judged_by_others() {
    let Some(bench) = Bench::new("rules-judged") else { return };
    let mut docket = Docket { bench: &bench, cases: BTreeMap::new() };
    let entered = Entered::of(|design| export(design, &bench::flat_json()), |bundle| docket.enter(&bundle));
    let judged = entered.judged(&docket.heard());
    let explained = |rule: &cidraw::rules::Rule| {
        reason(if rule.severity == Severity::Error { TAKEN } else { REFUSED }, rule.id).is_some()
    };
    let wrong = judged.wrong(explained, false);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    hold(PAGE, &page(&judged), "cloudformation");
}

fn page(judged: &Judged) -> String {
    let agreed = judged.of(true, Verdict::is_refused);
    let taken = judged.of(true, Verdict::is_taken);
    let unwritten = judged.of(true, Verdict::is_not_written);
    let stricter = judged.of(false, Verdict::is_refused);
    let head = format!(
        "# Rules before cfn-lint and a fake of AWS\n\n\
         Made by `UPDATE=1 cargo test --test cloudformation judged`; do not edit. `docs/judged.md` is the same with \
         Terraform.\n\n\
         Each rule's own example of what it finds is exported to CloudFormation (one stack for each account and \
         Region), read by cfn-lint and made in moto; so is its example of what is clean, which both must take.\n\n\
         Of {} errors one of the two refuses {} too, both take {} for the reasons given, and they see nothing of {}, \
         because the exporter leaves out what is wrong or does not write that kind of object.\n",
        agreed.len() + taken.len() + unwritten.len(),
        agreed.len(),
        taken.len(),
        unwritten.len()
    );
    let words = |_: &str, verdict: &Verdict| vec![verdict.words().to_owned()];
    let why = |id: &str, _: &Verdict| vec![reason(TAKEN, id).unwrap_or_default().to_owned()];
    let both =
        |id: &str, verdict: &Verdict| vec![format!("{} {}", verdict.words(), reason(REFUSED, id).unwrap_or_default())];
    [
        head,
        table("Errors that one of them refuses too", &["rule", "its words"], agreed, words),
        table("Errors that both take", &["rule", "why"], taken, why),
        table(
            "Warnings and advice that one of them refuses",
            &["rule", "its words, and why it is no error"],
            stricter,
            both,
        ),
        table("Errors that are not written", &["rule", "what the exporter says"], unwritten, words),
    ]
    .join("\n")
}
