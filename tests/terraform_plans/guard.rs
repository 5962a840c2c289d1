use std::io::Write;
use std::path::Path;
use std::process::Stdio;

use cidraw::export::Options;

use super::bench::{Bench, design, export, folders, said};

/// Runs the guard script with `answer` typed in.
fn guard(bench: &Bench, dir: &Path, script: &Path, arguments: &[&str], answer: &str) -> Result<String, String> {
    let mut command = bench.command(script, dir);
    // A caller in account 999999999999, for whoever asks.
    let path = format!("{}:{}", bench.path("bin").display(), std::env::var("PATH").unwrap_or_default());
    command.args(arguments).env("PATH", path).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the script runs");
    child.stdin.take().expect("a pipe").write_all(answer.as_bytes()).ok();
    said(child.wait_with_output().expect("the script ends"))
}

#[test]
fn three_environments_are_applied_by_the_guard_joined_and_destroyed() {
    let Some(bench) = Bench::new("three_environments_are_applied") else { return };
    let three = design("three-environments");
    let protected = export(&three, &Options::default());
    let root = bench.write("three", &protected);
    let script = root.join("guard.sh");
    let order = folders(&protected);
    assert_eq!(order, ["envs/development", "envs/shared", "envs/staging", "envs/production", "connections"]);
    for folder in &order {
        let name = folder.trim_start_matches("envs/");
        let applied = guard(&bench, &root, &script, &[folder], &format!("{name}\n")).unwrap_or_else(|e| panic!("{e}"));
        assert!(applied.contains("a second plan is empty"), "{applied}");
    }
    let again = guard(&bench, &root, &script, &["connections"], "").unwrap_or_else(|e| panic!("{e}"));
    assert!(again.contains("nothing to apply"), "{again}");
    // Peerings and routes really join what the environments made.
    let state = bench.terraform(&root.join("connections"), &["state", "list"]).expect("state");
    assert_eq!(state.matches("aws_vpc_peering_connection.").count(), 3, "{state}");
    assert_eq!(state.lines().filter(|line| line.starts_with("aws_route.")).count(), 30, "{state}");

    let refused = bench.terraform(&root.join("envs/production"), &["plan", "-destroy", "-input=false"]);
    assert!(refused.clone().is_err_and(|said| said.contains("prevent_destroy")), "{refused:?}");

    bench.write("three", &export(&three, &Options { protect: false, ..Options::default() }));
    for folder in order.iter().rev() {
        bench.terraform(&root.join(folder), &["destroy", "-auto-approve", "-input=false"]).expect("destroy");
    }
}

#[test]
fn the_guard_refuses_what_is_not_meant() {
    let Some(bench) = Bench::new("the_guard_refuses_what_is_not_meant") else { return };
    let bundle = export(&design("accounts"), &Options { protect: false, ..Options::default() });
    let root = bench.write("accounts", &bundle);
    let script = root.join("guard.sh");
    let refusal = |dir: &Path, arguments: &[&str], answer: &str| {
        guard(&bench, dir, &script, arguments, answer).expect_err("the guard refuses")
    };
    assert!(refusal(&root, &[], "").contains("which folder?"));
    assert!(refusal(&root, &["envs/nowhere"], "").contains("there is no \"envs/nowhere\""));
    assert!(refusal(&root, &["envs/lab", "--force"], "").contains("\"--force\" is not known"));
    assert!(refusal(&root.join("envs/prod"), &["envs/lab"], "").contains("this is envs/prod, but envs/lab"));
    assert!(refusal(&bench.path(""), &["envs/lab"], "").contains("run this in"));

    let lab = root.join("envs/lab");
    let wrong = refusal(&root, &["envs/lab"], "prod\n");
    assert!(wrong.contains("\"prod\" is not lab: nothing was applied"), "{wrong}");
    assert!(!lab.join("terraform.tfstate").exists());
    bench.terraform(&lab, &["workspace", "new", "other"]).expect("a workspace");
    assert!(refusal(&root, &["envs/lab"], "lab\n").contains("the workspace is \"other\""));
    bench.terraform(&lab, &["workspace", "select", "default"]).expect("a workspace");

    // Whoever asks `aws` is told another account than the design's.
    let aws = bench.path("bin/aws");
    std::fs::create_dir_all(bench.path("bin")).expect("a folder");
    std::fs::write(&aws, "#!/bin/sh\necho 999999999999\n").expect("a script");
    let marked = bench.command("chmod", &root).arg("+x").arg(&aws).status().expect("chmod");
    assert!(marked.success());
    let stranger = refusal(&root, &["envs/prod"], "prod\n");
    assert!(stranger.contains("this is account 999999999999, but envs/prod is for 111122223333"), "{stranger}");

    // What goes is shown before the name is asked for.
    guard(&bench, &root, &script, &["envs/lab"], "lab\n").unwrap_or_else(|e| panic!("{e}"));
    let main = lab.join("main.tf");
    let code = std::fs::read_to_string(&main).expect("code").replace("10.3.0.0/16", "10.4.0.0/16");
    std::fs::write(&main, code).expect("code");
    let shown = guard(&bench, &root, &script, &["envs/lab", "--plan"], "").unwrap_or_else(|e| panic!("{e}"));
    assert!(shown.contains("must be replaced"), "{shown}");
    let asked = refusal(&root, &["envs/lab"], "no\n");
    assert!(asked.contains("THIS PLAN DESTROYS OR REPLACES"), "{asked}");
    assert!(asked.contains("module.lab.aws_vpc.this must be replaced"), "{asked}");
}
