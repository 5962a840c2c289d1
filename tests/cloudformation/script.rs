//! The script that deploys, against an `aws` that writes down what it is asked.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::process::{Command, Output};

use cidraw::export::Options;

use crate::bench::{design, export, templates};

/// Profiles are called by the account's number here, so it can say who it is.
const AWS: &str = r#"#!/bin/sh
echo "$*" >>"$0.log"
case "$*" in
  *get-caller-identity*) [ "$1" = --profile ] && echo "$2" || echo 999999999999 ;;
  *describe-stacks*) echo "$*" | sed "s/.*OutputKey=='\([A-Za-z0-9]*\)'.*/id-of-\1/" ;;
esac
"#;

struct Folder(PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

impl Folder {
    fn new(test: &str) -> Folder {
        let root = std::env::temp_dir().join(format!("cidraw-{}-{test}", std::process::id()));
        fs::create_dir_all(&root).expect("a folder");
        for file in &export(&design("accounts"), &Options::default()).files {
            fs::write(root.join(&file.path), file.bytes()).expect("a file");
        }
        fs::write(root.join("aws"), AWS).expect("a file");
        fs::set_permissions(root.join("aws"), fs::Permissions::from_mode(0o755)).expect("permissions");
        Folder(root)
    }

    /// Runs the script, and answers with what it was and the stacks that were deployed: each with all that was said of it.
    fn run(&self, stacks: &[&str], variables: &[(&str, &str)]) -> (Output, Vec<String>) {
        let log = self.0.join("aws.log");
        let _ = fs::remove_file(&log);
        let path = format!("{}:{}", self.0.display(), std::env::var("PATH").expect("a path"));
        let mut command = Command::new("sh");
        command.arg(self.0.join("deploy.sh")).args(stacks).env("PATH", path).envs(variables.iter().copied());
        let output = command.output().expect("a shell");
        let log = fs::read_to_string(log).unwrap_or_default();
        (output, log.lines().filter(|line| line.contains(" deploy ")).map(str::to_owned).collect())
    }
}

const PROFILES: [(&str, &str); 3] =
    [("PROFILE_main", "111122223333"), ("PROFILE_tools", "444455556666"), ("PROFILE_lab", "777788889999")];

#[test]
fn stacks_are_deployed_in_their_order_and_handed_what_others_have() {
    let folder = Folder::new("stacks_in_order");
    let (output, deployed) = folder.run(&[], &PROFILES);
    assert!(output.status.success(), "{output:?}");
    let stacks = templates(&export(&design("accounts"), &Options::default()));
    assert_eq!(deployed.len(), stacks.len());
    for ((template, region), said) in stacks.iter().zip(&deployed) {
        assert!(said.contains(&format!("--template-file {template} ")), "{template}: {said}");
        assert!(said.contains(&format!("--region {region} ")), "{region}: {said}");
    }
    let handed = |stack: &str, parameter: &str| {
        let said = deployed.iter().find(|said| said.contains(&format!("--stack-name {stack} "))).expect("deployed");
        assert!(said.split(' ').any(|word| word == parameter), "{parameter}: {said}");
    };
    handed("connections-main-eu-west-1", "ToolsVpcId=id-of-VpcId");
    handed("connections-main-us-east-1-2", "EuUsPeeringId=id-of-EuUsPeeringId");
}

#[test]
fn stacks_that_are_named_are_deployed_alone() {
    let folder = Folder::new("named_stacks");
    let (_, deployed) = folder.run(&["prod-us"], &[PROFILES[0], ("S3_BUCKET", "templates"), ("PARAMETERS", "A=1 B=2")]);
    let [said] = deployed.as_slice() else { panic!("{deployed:?}") };
    assert!(said.ends_with("--s3-bucket templates --parameter-overrides A=1 B=2"), "{said}");
}

#[test]
fn another_account_is_refused() {
    let folder = Folder::new("another_account");
    let (output, deployed) = folder.run(&["prod-us"], &[]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("set PROFILE_main"), "{output:?}");
    assert_eq!(deployed, Vec::<String>::new());
}
