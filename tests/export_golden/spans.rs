use cidraw::export::{Layout, NoteKind};
use cidraw::model::EntityId;

use super::{designs, terraform};

#[test]
fn every_object_is_in_the_files_or_noted() {
    for (name, design) in designs() {
        for layout in Layout::ALL {
            let bundle = terraform(&design, layout);
            for (id, _) in design.iter().filter(|(id, _)| id.kind.is_resource()) {
                let left_out =
                    bundle.notes.iter().any(|note| note.object == Some(id) && note.kind == NoteKind::LeftOut);
                assert!(left_out || !bundle.spans_of(id).is_empty(), "{name} {layout:?}: {id}");
            }
        }
    }
}

#[test]
fn spans_lie_in_their_files_and_lead_back() {
    for (name, design) in designs() {
        for layout in Layout::ALL {
            let bundle = terraform(&design, layout);
            assert!(!bundle.spans.is_empty());
            for (id, spans) in &bundle.spans {
                for span in spans {
                    assert!(span.first >= 1 && span.first <= span.last, "{name} {id}");
                    assert!(span.last <= bundle.files[span.file].lines(), "{name} {id}");
                    // Several objects can share lines; a line leads to one of the narrowest.
                    let back = bundle.object_at(span.file, span.first).expect("an object");
                    let narrow = bundle.spans_of(back).iter().filter(|other| other.holds(span.file, span.first));
                    assert!(narrow.map(|other| other.len()).min() <= Some(span.len()), "{name} {id} {back}");
                }
            }
        }
    }
}

#[test]
fn an_object_shows_its_code_and_back() {
    let design = &designs()["one-vpc"];
    let subnet: EntityId = "subnet-puba".parse().expect("an id");
    for layout in Layout::ALL {
        let bundle = terraform(design, layout);
        let code = bundle.code_of(subnet).expect("code");
        assert!(code.starts_with("\"pub-a\" = { cidr_block = \"10.0.0.0/24\""), "{code}");
        let span = bundle.spans_of(subnet)[0];
        assert_eq!(bundle.object_at(span.file, span.first), Some(subnet));
    }
    let vpc: EntityId = "vpc-prod".parse().expect("an id");
    let code = terraform(design, Layout::Flat).code_of(vpc).expect("code");
    assert!(code.starts_with("resource \"aws_vpc\" \"prod\" {\n  cidr_block "), "{code}");
    assert_eq!(terraform(design, Layout::Flat).code_of("vpc-none".parse::<EntityId>().expect("an id")), None);
}
