//! Steps with names: run one after another, timed, counted. Shared by `test` and `bench`.

use std::{
    env,
    time::{Duration, Instant},
};

use anyhow::{Result, bail};

/// Why a step did not do what it is for.
pub enum Obstacle {
    /// A tool is missing and cannot be installed: a skip for a developer, a failure in CI.
    NoTool(String),
    /// What the step looks at is not here, and need not be: a skip anywhere.
    Absent(String),
    /// It ran and found something wrong.
    Failed(anyhow::Error),
}

impl From<anyhow::Error> for Obstacle {
    fn from(error: anyhow::Error) -> Obstacle {
        Obstacle::Failed(error)
    }
}

/// What a step comes to.
pub type Outcome = Result<(), Obstacle>;

/// One row of a table of steps. `C` is what steps share: tools found once, a folder built once.
pub struct Step<C> {
    /// What it is called in the summary and on the command line.
    pub name: &'static str,
    /// What it looks at, for `--list`.
    pub about: &'static str,
    /// Is there anything in this checkout for it to look at? Rows without are left out.
    pub applies: fn(&C) -> bool,
    /// Does it.
    pub run: fn(&C) -> Outcome,
}

enum Verdict {
    Passed,
    Failed(String),
    Skipped(String),
}

/// Runs the rows (or those named in `only`) and prints a summary.
///
/// # Errors
/// When a row failed, or when `only` names one that is not in the table.
pub fn run<C>(table: &[Step<C>], context: &C, only: &[String]) -> Result<()> {
    if let Some(unknown) = only.iter().find(|name| table.iter().all(|step| step.name != **name)) {
        let names: Vec<&str> = table.iter().map(|step| step.name).collect();
        bail!("no step is called {unknown}; there are: {}", names.join(", "));
    }
    let chosen: Vec<&Step<C>> = table
        .iter()
        .filter(|step| (step.applies)(context) && (only.is_empty() || only.iter().any(|name| name == step.name)))
        .collect();
    let started = Instant::now();
    let mut results = Vec::new();
    for (number, step) in chosen.iter().enumerate() {
        println!("\n== {} ({} of {}): {}", step.name, number + 1, chosen.len(), step.about);
        let started = Instant::now();
        let verdict = judge((step.run)(context), in_ci());
        let took = started.elapsed();
        println!("== {}: {} in {}", step.name, verdict.words(), seconds(took));
        results.push((step.name, verdict, took));
    }
    summarise(&results, started.elapsed())
}

/// Is this CI, where a tool that cannot be had is a failure?
pub fn in_ci() -> bool {
    env::var("CI").is_ok_and(|value| value == "true")
}

fn judge(outcome: Outcome, in_ci: bool) -> Verdict {
    match outcome {
        Ok(()) => Verdict::Passed,
        Err(Obstacle::Failed(error)) => Verdict::Failed(format!("{error:#}")),
        Err(Obstacle::NoTool(why)) if in_ci => Verdict::Failed(why),
        Err(Obstacle::NoTool(why) | Obstacle::Absent(why)) => Verdict::Skipped(why),
    }
}

impl Verdict {
    fn words(&self) -> String {
        match self {
            Verdict::Passed => "passed".to_owned(),
            Verdict::Failed(why) => format!("FAILED: {why}"),
            Verdict::Skipped(why) => format!("skipped: {why}"),
        }
    }
}

fn seconds(took: Duration) -> String {
    format!("{:.1} s", took.as_secs_f32())
}

fn summarise(results: &[(&str, Verdict, Duration)], took: Duration) -> Result<()> {
    println!("\n== summary");
    let count = |wanted: fn(&Verdict) -> bool| results.iter().filter(|(_, verdict, _)| wanted(verdict)).count();
    for (name, verdict, took) in results {
        println!("{name:<16} {:>9}  {}", seconds(*took), verdict.words());
    }
    println!("{:<16} {:>9}", "all", seconds(took));
    let failed = count(|verdict| matches!(verdict, Verdict::Failed(_)));
    let passed = count(|verdict| matches!(verdict, Verdict::Passed));
    let skipped = count(|verdict| matches!(verdict, Verdict::Skipped(_)));
    println!("{passed} passed, {failed} failed, {skipped} skipped");
    if failed > 0 {
        bail!("{failed} failed");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_tool_is_a_skip_for_a_developer_and_a_failure_in_ci() {
        let missing = || Err(Obstacle::NoTool("no browser".to_owned()));
        assert!(matches!(judge(missing(), false), Verdict::Skipped(_)));
        assert!(matches!(judge(missing(), true), Verdict::Failed(_)));
    }

    #[test]
    fn what_need_not_be_here_is_a_skip_in_ci_too() {
        let absent = Err(Obstacle::Absent("no ../shared".to_owned()));
        assert!(matches!(judge(absent, true), Verdict::Skipped(_)));
    }

    fn table() -> [Step<bool>; 2] {
        [
            Step { name: "first", about: "", applies: |_| true, run: |_| Ok(()) },
            Step {
                name: "second",
                about: "",
                applies: |here| *here,
                run: |_| Err(Obstacle::Failed(anyhow::anyhow!("wrong"))),
            },
        ]
    }

    #[test]
    fn one_failed_row_fails_the_whole() {
        assert!(run(&table(), &true, &[]).is_err());
    }

    #[test]
    fn rows_that_do_not_apply_or_are_not_chosen_do_not_run() {
        assert!(run(&table(), &false, &[]).is_ok());
        assert!(run(&table(), &true, &["first".to_owned()]).is_ok());
        assert!(run(&table(), &true, &["third".to_owned()]).is_err());
    }
}
