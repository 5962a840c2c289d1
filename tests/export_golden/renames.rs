//! What follows an earlier version: blocks, the script, and what is said of it.

use cidraw::export::{Bundle, Content, Layout, NoteKind, Options, Since, exporter};
use cidraw::model::{Design, Edit, EntityId, apply};

use super::{assert_none, designs, differs, shown};

/// New names by the old ones.
fn renamed(design: &Design, names: &[(&str, &str)]) -> Design {
    let mut now = design.clone();
    for (id, entity) in design.iter() {
        for (_, new) in names.iter().filter(|(old, _)| *old == format!("{}:{}", id.kind.key(), entity.head.name)) {
            apply(&mut now, Edit::rename(id, *new)).expect("an object of the design");
        }
    }
    assert_ne!(&now, design);
    now
}

fn since(before: &Design, now: &Design, layout: Layout, earlier: Layout) -> Bundle {
    let options = Options { layout, ..Options::default() };
    let since = Since { design: before, layout: earlier };
    exporter("terraform").expect("there is one").export_since(now, &options, since)
}

/// What the bundle has that one without an earlier version has not.
fn added(mut bundle: Bundle, without: &Bundle) -> String {
    bundle.files.retain(|file| without.file(&file.path).is_none());
    bundle.notes.retain(|note| !without.notes.contains(note));
    assert!(bundle.notes.iter().all(|note| note.kind == NoteKind::Remark));
    // The commands of the script are the same in each; what they are called with is at its end.
    for file in bundle.files.iter_mut().filter(|file| file.executable) {
        let text = file.as_text().expect("a script").rsplit("\n}\n").next().unwrap_or_default().to_owned();
        file.content = Content::Text(text);
    }
    shown(&bundle)
}

#[test]
fn what_is_moved_is_as_it_was() {
    let designs = designs();
    let cases = [
        ("one-vpc", &[("vpc:prod", "live"), ("subnet:pub-a", "outer-a"), ("route_table:public", "outer")][..]),
        (
            "joined",
            &[
                ("transit_gateway:core", "hub"),
                ("vpc:prod", "live"),
                ("prefix_list:sites", "offices"),
                ("environment:prod", "live"),
            ],
        ),
        ("services", &[("load_balancer:web", "front"), ("load_balancer:front", "web"), ("security_group:web", "open")]),
        ("watched", &[("traffic_mirror_session:tap", "copy")]),
    ];
    let mut differing = Vec::new();
    for (name, names) in cases {
        let before = &designs[name];
        let now = renamed(before, names);
        for layout in Layout::ALL {
            let text = added(since(before, &now, layout, layout), &super::terraform(&now, layout));
            differing.extend(differs(&format!("terraform/renamed/{name}.{}.txt", layout.key()), &text));
        }
    }
    let before = &designs["one-vpc"];
    for (from, to) in [(Layout::Flat, Layout::Environments), (Layout::Environments, Layout::Flat)] {
        let text = added(since(before, before, to, from), &super::terraform(before, to));
        differing.extend(differs(&format!("terraform/renamed/one-vpc.to-{}.txt", to.key()), &text));
    }
    assert_none(differing);
}

#[test]
fn lines_of_what_is_moved_lead_to_their_object() {
    let before = &designs()["one-vpc"];
    let subnet: EntityId = "subnet-puba".parse().expect("an id");
    let now = renamed(before, &[("subnet:pub-a", "outer-a")]);
    let bundle = since(before, &now, Layout::Flat, Layout::Flat);
    let file = bundle.files.iter().position(|file| file.path == "moved.tf").expect("a file");
    let text = bundle.files[file].as_text().expect("a text");
    let line = text.lines().position(|line| line.contains("aws_subnet.prod[\"outer-a\"]")).expect("a line");
    assert_eq!(bundle.object_at(file, line + 1), Some(subnet));
}
