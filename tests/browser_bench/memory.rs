//! What the page's process holds, as Linux counts it.

use std::collections::BTreeMap;
use std::fs;

/// A process, as far as it matters here.
struct Process {
    parent: u32,
    renders: bool,
}

/// Prints what the largest renderer under this process holds: of its own, which is what Chromium's task manager shows
/// and what a budget can hold it to, and resident, with the libraries that all its processes share. Elsewhere than on
/// Linux it says that nothing is known.
pub fn print(what: &str, budget: f64) {
    let Some((own, resident)) = renderers().into_iter().filter_map(held).max_by(|a, b| a.0.total_cmp(&b.0)) else {
        println!("{what}: memory is only measured on Linux");
        return;
    };
    let verdict = if own <= budget { "ok" } else { "OVER" };
    println!(
        "{:<58} {own:>8.0} MB {:>11} {:>9}  {verdict}",
        format!("{what}: memory, its own"),
        "",
        format!("{budget} MB")
    );
    println!("{:<58} {resident:>8.0} MB", format!("{what}: memory, resident with shared libraries"));
}

/// The processes that show pages and were started from here.
fn renderers() -> Vec<u32> {
    let entries = fs::read_dir("/proc").into_iter().flatten().flatten();
    let numbers = entries.filter_map(|entry| entry.file_name().to_str()?.parse().ok());
    let all: BTreeMap<u32, Process> = numbers.filter_map(|number| Some((number, process(number)?))).collect();
    let from_here = |start: u32| {
        let parent = |at: &u32| all.get(at).map(|process| process.parent);
        std::iter::successors(Some(start), parent).any(|at| at == std::process::id())
    };
    all.iter().filter(|(number, each)| each.renders && from_here(**number)).map(|(number, _)| *number).collect()
}

fn process(number: u32) -> Option<Process> {
    // Chromium's own processes have their arguments in one string.
    let words = fs::read(format!("/proc/{number}/cmdline")).ok()?;
    let renders = String::from_utf8_lossy(&words).contains("--type=renderer");
    let parent = field(number, "PPid:")?;
    Some(Process { parent: parent as u32, renders })
}

/// MB of its own and resident.
fn held(number: u32) -> Option<(f64, f64)> {
    let own = field(number, "RssAnon:")? + field(number, "VmSwap:")?;
    Some((own / 1024.0, field(number, "VmRSS:")? / 1024.0))
}

/// A number from what the kernel says of a process; sizes are in kB.
fn field(number: u32, name: &str) -> Option<f64> {
    let status = fs::read_to_string(format!("/proc/{number}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(name))?;
    line.split_whitespace().next()?.parse().ok()
}
