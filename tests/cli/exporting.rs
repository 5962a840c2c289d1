//! Files made from a design.

use std::fs;

use cidraw::export::{Layout, Options, exporter};

use super::{BEFORE, Folder};

#[test]
fn export_writes_the_files_and_tells_what_is_left_out() {
    let here = Folder::new("export");
    here.run("generate --vpcs 2 --zones 1 --tiers 2 --out a.json");
    let design = cidraw::format::load(&here.read("a.json")).unwrap().design;
    for layout in Layout::ALL {
        let out_dir = format!("out-{}", layout.key());
        let (code, out, err) =
            here.run(&format!("export a.json --to terraform --layout {} --out {out_dir}", layout.key()));
        let bundle = exporter("terraform").unwrap().export(&design, &Options { layout, ..Options::default() });
        assert_eq!((code, out), (0, format!("{} files written to {out_dir}\n", bundle.files.len())));
        for file in &bundle.files {
            assert_eq!(fs::read(here.0.join(&out_dir).join(&file.path)).unwrap(), file.bytes(), "{}", file.path);
        }
        assert!(err.contains("left out: pool-corp: "), "{err}");
    }
}

#[test]
fn the_address_plan_is_exported_as_csv() {
    let here = Folder::new("csv");
    here.write("a.json", BEFORE);
    let (code, out, err) = here.run("export a.json --to csv --out plan");
    assert_eq!((code, out.as_str()), (0, "1 file written to plan\n"));
    assert_eq!(
        here.read("plan/addresses.csv"),
        "kind,name,cidr,vpc,zone,tier,environment,usable,used %\n\
         vpc,prod,10.20.0.0/16,prod,,,,502,0.8\n\
         subnet,app-a,10.20.0.0/24,prod,eu-west-1a,app,,251,\n\
         subnet,app-b,10.20.1.0/24,prod,eu-west-1b,app,,251,\n\
         vpc,old,10.21.0.0/16,old,,,,0,0.0\n"
    );
    assert!(err.contains("left out: 1 route table: an address plan has pools, VPCs and subnets only."), "{err}");
    assert!(
        here.run("export a.json --to csv --layout flat --out plan").2.contains("csv has no layouts to choose from")
    );
}

#[test]
fn templates_are_written_in_yaml_or_json() {
    let here = Folder::new("templates");
    here.write("a.json", BEFORE);
    for (more, ending) in [("", "yaml"), (" --syntax yaml", "yaml"), (" --syntax json", "json")] {
        let (code, out, err) = here.run(&format!("export a.json --to cloudformation{more} --out {ending}"));
        assert_eq!((code, out.contains("files written to")), (0, true), "{err}");
        assert!(here.read(&format!("{ending}/prod.{ending}")).contains("AWS::EC2::VPC"));
    }
    let (code, _, err) = here.run("export a.json --to terraform --syntax json --out terraform");
    assert!(code != 0 && err.contains("terraform has no syntaxes to choose from"), "{err}");
}

#[test]
fn a_drawing_is_a_design_again() {
    let here = Folder::new("drawing");
    here.write("a.json", BEFORE);
    let (code, out, err) = here.run("export a.json --to svg --theme dark --scale 2 --only vpc-a --out first");
    assert_eq!((code, out.as_str()), (0, "1 file written to first\n"), "{err}");
    let first = here.read("first/network.svg");
    assert!(first.contains("<title>") && first.contains("fill=\"#0C0F13\""), "{first}");
    assert_eq!(
        cidraw::format::load_bytes(first.as_bytes()).unwrap().design,
        cidraw::format::load(BEFORE).unwrap().design
    );
    // It takes the place of the file, wherever a design is read.
    let (code, ..) = here.run("export a.json --to svg --out second");
    let (again, ..) = here.run("export first/network.svg --to svg --out third");
    assert_eq!((code, again), (0, 0));
    assert!(here.read("second/network.svg") == here.read("third/network.svg"));
    assert_eq!(here.run("diff a.json first/network.svg").0, 0);
    let (code, _, err) = here.run("fmt first/network.svg");
    assert!(code == 2 && err.contains("a picture is not written over"), "{err}");
    assert!(here.read("first/network.svg") == first);
}

#[test]
fn only_drawings_have_a_theme_and_only_what_is_there_is_drawn() {
    let here = Folder::new("themes");
    here.write("a.json", BEFORE);
    let (code, _, err) = here.run("export a.json --to csv --theme dark --out out");
    assert!(code == 2 && err.contains("are for drawings: csv makes none"), "{err}");
    let (code, _, err) = here.run("export a.json --to svg --only vpc-none --out out");
    assert!(code == 2 && err.contains("--only vpc-none: there is no such object."), "{err}");
    let (code, _, err) = here.run("export a.json --to gif --out out");
    assert!(code == 2 && err.contains("possible values") && err.contains("svg, png"), "{err}");
}

#[test]
fn what_is_renamed_since_an_earlier_version_is_moved() {
    let here = Folder::new("renamed");
    here.write("a.json", BEFORE);
    here.write("b.json", &BEFORE.replace("\"name\": \"old\"", "\"name\": \"older\""));
    assert_ne!(here.read("a.json"), here.read("b.json"));
    let (code, _, err) = here.run("export b.json --to terraform --layout flat --since a.json --out flat");
    assert_eq!(code, 0, "{err}");
    let moved = here.read("flat/moved.tf");
    assert!(moved.contains("from = aws_vpc.old\n  to   = aws_vpc.older\n"), "{moved}");
    // Another layout is another state: a script follows, and it is told.
    let (code, _, err) = here.run("export a.json --to terraform --since a.json --since-layout flat --out environments");
    assert!(code == 0 && err.contains("note: vpc-a: Run ./state_moves.sh before the first plan"), "{err}");
    let script = here.read("environments/state_moves.sh");
    assert!(script.contains("\ngo aws_vpc.prod module.prod.aws_vpc.this\n"), "{script}");

    // Another design is another file, and it is asked.
    here.run("generate --vpcs 1 --zones 1 --tiers 1 --out other.json");
    let (code, _, err) = here.run("export b.json --to terraform --since other.json --out other");
    assert!(code == 0 && err.contains("note: Nothing of the earlier version is in this one"), "{err}");

    let (code, out, err) = here.run("export b.json --to terraform --since nowhere.json --out none");
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.starts_with("nowhere.json: ") && !here.0.join("none").exists(), "{err}");
    here.write("broken.json", "{");
    assert!(here.run("export b.json --to terraform --since broken.json --out none").2.starts_with("broken.json: "));
    let (code, _, err) = here.run("export b.json --to csv --since a.json --out none");
    assert!(code == 2 && err.contains("--since: csv does not say what is renamed."), "{err}");
}
