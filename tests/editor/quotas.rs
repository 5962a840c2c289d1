//! What AWS granted, taken over from its report.

use std::collections::BTreeMap;

use cidraw::editor::Intent;
use cidraw::model::Kind;
use cidraw::model::kinds::{Account, Settings};

use crate::support::{editor, named};

const TWO: &str = "
account main number=111122223333
account other
vpc a 10.20.0.0/16 region=eu-west-1 account=main
";

fn granted(account: &str, value: u32) -> BTreeMap<String, BTreeMap<String, u32>> {
    [(account.to_owned(), [("vpcs-per-region@eu-west-1".to_owned(), value)].into())].into()
}

#[test]
fn the_number_in_a_report_decides_whose_quotas_they_are() {
    let mut editor = editor(TWO);
    let [main, other] = ["main", "other"].map(|name| named(&editor, Kind::Account, name));
    let quotas = |editor: &cidraw::editor::Editor, id: cidraw::model::EntityId| {
        editor
            .design()
            .get::<cidraw::model::AccountId>(id.typed().unwrap())
            .map(|a: &Account| a.quotas.clone())
            .unwrap()
    };
    // Asked for the other account, but the report is about this one.
    let response = editor.perform(Intent::TakeQuotas { into: other, granted: granted("111122223333", 20) });
    assert_eq!(response.refusal(), None);
    assert_eq!(quotas(&editor, main)["vpcs-per-region@eu-west-1"], 20);
    assert!(quotas(&editor, other).is_empty());
    // A number that no account has: where it was asked for.
    let _ = editor.perform(Intent::TakeQuotas { into: other, granted: granted("999999999999", 30) });
    assert_eq!(quotas(&editor, other)["vpcs-per-region@eu-west-1"], 30);
    // The design itself, whose settings are made by it; undo takes both away.
    let settings = Settings::id();
    let _ = editor.perform(Intent::TakeQuotas { into: settings.into(), granted: granted("999999999999", 40) });
    assert_eq!(editor.design().get(settings).unwrap().quotas["vpcs-per-region@eu-west-1"], 40);
    let _ = editor.undo();
    assert!(editor.design().get(settings).is_none());
}

#[test]
fn what_raises_nothing_is_refused_and_changes_nothing() {
    let mut editor = editor(TWO);
    let main = named(&editor, Kind::Account, "main");
    let before = editor.design().revision();
    for granted in [BTreeMap::new(), [("111122223333".to_owned(), BTreeMap::new())].into()] {
        let response = editor.perform(Intent::TakeQuotas { into: main, granted });
        assert!(response.refusal().is_some_and(|why| why.contains("raises nothing")));
    }
    assert_eq!(editor.design().revision(), before);
}
