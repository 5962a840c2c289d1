//! What holds for every design and every order of edits.

mod common;

use cidraw::analysis::{Comparison, Happened, ObjectChange};
use cidraw::format::{Saver, load, save};
use cidraw::model::{Change, Design, Diff, History, apply_all, invariants};
use cidraw::notation::{parse, to_notation};
use common::cases;
use common::designs::{Act, act, design};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;

fn absorbed(design: &Design, diff: &Diff) -> Design {
    let mut after = design.clone();
    after.absorb(diff);
    after
}

fn sound(design: &Design) -> TestCaseResult {
    prop_assert_eq!(invariants::broken(design), None);
    Ok(())
}

proptest! {
    #![proptest_config(cases(1_000))]

    #[test]
    fn what_was_saved_is_loaded(design in design(12)) {
        let file = save(&design);
        let loaded = load(&file).expect("our own file");
        prop_assert!(loaded.notes.is_empty(), "{:?}", loaded.notes);
        prop_assert_eq!(&loaded.design, &design, "{}", file);
        prop_assert_eq!(save(&loaded.design), file);
    }

    #[test]
    fn what_was_printed_is_parsed(design in design(12)) {
        let text = to_notation(&design);
        let parsed = parse(&text).map_err(|error| TestCaseError::fail(format!("{error}\n{text}")))?;
        prop_assert_eq!(parsed, design, "{}", text);
    }

    #[test]
    fn a_diff_leads_there_and_its_reverse_back(a in design(8), b in design(8)) {
        let diff = Diff::between(&a, &b);
        prop_assert_eq!(diff.is_empty(), a == b);
        prop_assert_eq!(&absorbed(&a, &diff), &b);
        prop_assert_eq!(&absorbed(&b, &diff.reverse()), &a);
        prop_assert_eq!(&diff.reverse(), &Diff::between(&b, &a));
        prop_assert_eq!(&diff.reverse().reverse(), &diff);
        for (id, change) in diff.iter() {
            prop_assert_eq!(change.old_entity(), a.entity(id));
            prop_assert_eq!(change.new_entity(), b.entity(id));
            prop_assert!(!matches!(change, Change::Updated(old, new) if old == new));
        }
        sound(&absorbed(&a, &diff))?;
    }

    /// A comparison misses no difference, and read backwards it is the other comparison.
    #[test]
    fn a_comparison_tells_every_difference(a in design(8), b in design(8)) {
        let (there, back) = (Comparison::of(&a, &b), Comparison::of(&b, &a));
        prop_assert_eq!(there.is_empty(), a == b);
        prop_assert!(Comparison::of(&a, &a).is_empty());
        prop_assert_eq!((&there.freed, &there.taken), (&back.taken, &back.freed));
        for (change, (id, other)) in there.objects.iter().zip(Diff::between(&a, &b).iter()) {
            prop_assert_eq!(change.id, id);
            prop_assert_eq!(change.happened == Happened::Changed, matches!(other, Change::Updated(..)));
            prop_assert!(change.happened != Happened::Changed || !change.fields.is_empty(), "{:?}", other);
            prop_assert!(change.fields.iter().all(|field| field.old != field.new));
        }
        prop_assert_eq!(there.objects.len(), Diff::between(&a, &b).len());
        for (one, other) in there.objects.iter().zip(&back.objects) {
            let paths = |change: &ObjectChange| change.fields.iter().map(|field| field.path.clone()).collect::<Vec<_>>();
            prop_assert_eq!(paths(one), paths(other));
        }
    }

    #[test]
    fn squashing_is_one_after_the_other(a in design(6), b in design(6), c in design(6), d in design(6)) {
        let (ab, bc, cd) = (Diff::between(&a, &b), Diff::between(&b, &c), Diff::between(&c, &d));
        prop_assert_eq!(&ab.clone().squash(bc.clone()), &Diff::between(&a, &c));
        prop_assert!(ab.clone().squash(ab.reverse()).is_empty());
        prop_assert!(ab.reverse().undoes(&ab));
        for other in [&bc, &cd, &Diff::between(&b, &a), &Diff::between(&c, &a)] {
            prop_assert_eq!(other.undoes(&ab), ab.clone().squash(other.clone()).is_empty());
        }
        let left = ab.clone().squash(bc.clone()).squash(cd.clone());
        prop_assert_eq!(left, ab.squash(bc.squash(cd)));
    }
}

proptest! {
    #![proptest_config(cases(10_000))]

    /// Undo and redo restore the exact bytes, whatever was done; refused edits change nothing. Who saves again and again
    /// writes the same.
    #[test]
    fn any_order_of_edits_can_be_undone(start in design(4), acts in vec(act(), 1..8)) {
        let (mut design, mut history) = (start, History::default());
        // The files of the states that undo and redo lead to, beside the steps of the history.
        let (mut behind, mut ahead) = (Vec::new(), Vec::new());
        let (mut now, mut saver) = (save(&design), Saver::default());
        for act in acts {
            let before = now.clone();
            match act {
                Act::Undo => match history.undo(&mut design) {
                    Some(_) => {
                        ahead.push(before);
                        now = behind.pop().expect("one state for each step");
                    }
                    None => prop_assert!(behind.is_empty()),
                },
                Act::Redo => match history.redo(&mut design) {
                    Some(_) => {
                        behind.push(before);
                        now = ahead.pop().expect("one state for each undone step");
                    }
                    None => prop_assert!(ahead.is_empty()),
                },
                act => {
                    let edits = act.edits(&design);
                    if let Ok(diff) = apply_all(&mut design, edits) {
                        if !diff.is_empty() {
                            behind.push(before);
                            ahead.clear();
                            now = save(&design);
                        }
                        history.record("a step", diff);
                    }
                }
            }
            sound(&design)?;
            prop_assert_eq!(&save(&design), &now);
            prop_assert_eq!(&*saver.save(&design), &now);
        }
        while history.undo(&mut design).is_some() {
            now = behind.pop().expect("one state for each step");
            prop_assert_eq!(&save(&design), &now);
            sound(&design)?;
        }
        prop_assert!(behind.is_empty());
    }
}
