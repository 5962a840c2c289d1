mod json;
mod sarif;
mod text;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use cidraw::analysis::{Analyses, Counts};
use cidraw::format::Loaded;
use cidraw::model::EntityId;
use cidraw::model::kinds::{Acceptance, Settings};
use cidraw::rules::{Finding, Severity};
use clap::{Args, ValueEnum};
use time::OffsetDateTime;

use crate::Ending;
use crate::input::{print, read};

/// Check designs against the rules.
///
/// Exit code 1 when there is an error that nobody accepted, or an object that cannot be read.
#[derive(Args)]
pub struct Check {
    /// The files.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// How to tell.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// A line for each finding, for people.
    Text,
    /// One document; see docs/cli.md.
    Json,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
}

/// The rule for objects that could not be read.
const UNREAD: &str = "file/unread";

/// A file and what was found in it.
struct Checked<'a> {
    path: &'a Path,
    loaded: Loaded,
    findings: Vec<Arc<Finding>>,
    /// What somebody accepted, and why.
    accepted: Vec<(Arc<Finding>, Acceptance)>,
    counts: Counts,
}

impl Check {
    pub fn run(&self) -> Ending {
        let mut ending = Ending::Done;
        let mut all = Vec::new();
        for path in &self.files {
            match read(path) {
                Ok((_, loaded)) => {
                    let checked = Checked::new(path, loaded);
                    if checked.counts.of(Severity::Error) > 0 || !checked.loaded.design.unread().is_empty() {
                        ending = ending.max(Ending::Found);
                    }
                    all.push(checked);
                }
                Err(failed) => ending = ending.max(failed),
            }
        }
        let told = match self.format {
            Format::Text => text::tell(&all),
            Format::Json => pretty(&json::document(&all)),
            Format::Sarif => pretty(&sarif::document(&all)),
        };
        ending.max(print(&told))
    }
}

impl Checked<'_> {
    fn new(path: &Path, loaded: Loaded) -> Checked<'_> {
        let mut analyses = Analyses::new(&loaded.design);
        let _ = analyses.set_today(&loaded.design, Some(OffsetDateTime::now_utc().date().to_string()));
        let settings: Option<&Settings> = loaded.design.get(Settings::id());
        let why = |finding: &Finding| settings?.acceptance(&finding.fingerprint()).cloned();
        let accepted = analyses.accepted().filter_map(|finding| Some((finding.clone(), why(finding)?))).collect();
        // What could not be read is told once, by the reader, which knows more of it.
        let told_already = |finding: &&Arc<Finding>| finding.rule.id != UNREAD;
        let findings: Vec<Arc<Finding>> = analyses.findings().filter(told_already).cloned().collect();
        let mut counts = analyses.counts();
        counts.errors = findings.iter().filter(|finding| finding.severity == Severity::Error).count();
        Checked { path, findings, accepted, counts, loaded }
    }

    /// What is told of: what is open, and what was accepted.
    fn told(&self) -> impl Iterator<Item = &Arc<Finding>> {
        self.findings.iter().chain(self.accepted.iter().map(|(finding, _)| finding))
    }

    /// The line of the object to go to.
    fn line(&self, finding: &Finding) -> Option<usize> {
        finding.primary().and_then(|id| self.loaded.lines.get(&id)).copied()
    }

    /// What an object is called, with its kind: `subnet app-a`.
    fn title(&self, id: EntityId) -> String {
        format!("{} {}", id.kind.title(), self.loaded.design.name(id))
    }
}

fn pretty(document: &serde_json::Value) -> String {
    format!("{document:#}\n")
}
