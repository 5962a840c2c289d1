//! Texts that mean something to HCL arrive at AWS as they were written.

use std::collections::BTreeMap;

use cidraw::export::{Layout, Options};
use cidraw::model::{Design, Edit, EntityId, VpcId, apply};

use super::bench::{Bench, design, export, flat};

const TEXTS: &[&str] = &[
    "${var.x}",
    "$${var.x}",
    "$$${x}",
    "%{ if true }",
    "%%{x}",
    "%${x}",
    "$%{x}",
    "$",
    "%",
    "$$",
    "{}",
    "\"quoted\"",
    "back\\slash",
    "\\",
    "\\n",
    "two\nlines",
    "tab\there",
    "carriage\rreturn",
    "bell\u{7}",
    "Größe",
    "生产环境",
    "العربية",
    "👩‍👩‍👧‍👦",
    "right\u{202e}left",
    "zero\u{200b}width",
    "\u{feff}mark",
    "line\u{2028}separator",
    "/* no */ // comment # here",
    "<<EOT",
    " spaces ",
    "for",
    "null",
];

#[test]
fn texts_arrive_as_they_were_written() {
    let Some(bench) = Bench::new("texts_arrive_as_they_were_written") else { return };
    let tags: BTreeMap<String, String> = TEXTS
        .iter()
        .enumerate()
        // As keys they are told apart by a number, which is no part of a template.
        .flat_map(|(i, text)| [(format!("value {i}"), text.to_string()), (format!("{i} {text}"), String::from("key"))])
        .collect();
    let id: VpcId = "vpc-prod".parse().expect("an id");
    let mut marked = design("one-vpc");
    let all = tags.clone();
    apply(&mut marked, Edit::change_entity(id, move |vpc| vpc.head.tags = all.clone())).expect("the VPC is there");
    apply(&mut marked, Edit::rename(id, "${name}\n\"prod\"")).expect("the VPC is there");
    let mut wanted = tags;
    wanted.insert("Name".into(), "${name}\n\"prod\"".into());

    for layout in Layout::ALL {
        let root = bench.write(layout.key(), &export(&marked, &Options { layout, ..flat() }));
        let dir = root.join(if layout == Layout::Flat { "" } else { "envs/prod" });
        bench.plan(&dir);
        let shown = bench.terraform(&dir, &["show", "-json", "tfplan"]).expect("show");
        let plan: serde_json::Value = serde_json::from_str(&shown).expect("JSON");
        let changes = plan["resource_changes"].as_array().expect("changes");
        let vpc = changes.iter().find(|change| change["type"] == "aws_vpc").expect("the VPC");
        let mut got: BTreeMap<String, String> =
            serde_json::from_value(vpc["change"]["after"]["tags"].clone()).expect("tags");
        got.remove("Environment");
        assert_eq!(got, wanted, "{layout:?}");
    }
}

/// The design with names out of [`TEXTS`], beginning at one of them.
fn named(design: &Design, first: usize) -> Design {
    let mut other = design.clone();
    let ids: Vec<EntityId> = design.iter().map(|(id, _)| id).collect();
    for (id, text) in ids.into_iter().zip(TEXTS.iter().cycle().skip(first)) {
        apply(&mut other, Edit::rename(id, *text)).expect("an object of the design");
    }
    other
}

#[test]
fn code_with_any_names_is_formatted_and_valid() {
    let Some(bench) = Bench::new("code_with_any_names_is_formatted_and_valid") else { return };
    let mut valid = Vec::new();
    for (first, name) in (0..TEXTS.len()).zip(["accounts", "existing", "one-vpc", "wrong"].into_iter().cycle()) {
        let design = named(&design(name), first);
        for layout in Layout::ALL {
            let root =
                bench.write(&format!("{}-{first}", layout.key()), &export(&design, &Options { layout, ..flat() }));
            if layout == Layout::Flat && first < 4 {
                valid.push(root);
            }
        }
    }
    bench.terraform(&bench.path(""), &["fmt", "-check", "-diff", "-recursive"]).unwrap_or_else(|diff| panic!("{diff}"));
    bench.check("validate", &valid);
}
