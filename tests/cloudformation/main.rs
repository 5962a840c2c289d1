//! Exported templates go through cfn-lint and into a fake of AWS, and what exists then is compared with the design.
//!
//! `CIDRAW_CLOUDFORMATION_CHECK` names the script that checks templates; without it the one beside the checkout is
//! taken. Where there is none every test that needs it says that it is skipped.

mod bench;
mod compared;
mod deployable;
mod described;
mod drawn;
mod judged;
mod reasons;
#[path = "../common/judged.rs"]
mod record;
#[cfg(unix)]
mod script;
mod texts;

use bench::{Bench, designs, export, flat};
use cidraw::export::{Options, TemplateSyntax};

#[test]
fn every_stack_of_every_design_is_clean() {
    let Some(bench) = Bench::new("every_stack_of_every_design_is_clean") else { return };
    let json = Options { syntax: TemplateSyntax::Json, ..Options::default() };
    for (name, design) in designs() {
        for (folder, options) in [("stacks", &Options::default()), ("flat", &flat()), ("json", &json)] {
            let bundle = export(&design, options);
            let dir = bench.write(&format!("{name}-{folder}"), &bundle);
            for (region, templates) in bench::by_region(&bundle) {
                let templates: Vec<_> = templates.iter().map(|template| dir.join(template)).collect();
                bench.lint(&region, &templates);
            }
        }
    }
}

#[test]
fn stacks_of_vpcs_need_no_other() {
    let Some(bench) = Bench::new("stacks_of_vpcs_need_no_other") else { return };
    let bundle = export(&bench::design("three-environments"), &Options::default());
    let dir = bench.write("three-environments", &bundle);
    let mut deployed = 0;
    for (template, region) in bench::templates(&bundle) {
        let text = std::fs::read_to_string(dir.join(&template)).expect("a template");
        if !text.contains("Fn::ImportValue") && !text.contains("Output ") {
            bench.deploy(&region, &dir.join(&template), None).expect("deployed");
            deployed += 1;
        }
    }
    assert!(deployed >= 3, "a stack for each VPC");
}
