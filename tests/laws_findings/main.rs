//! Laws of the findings, over random designs and random edits.

mod bodies;
mod found;

use bodies::{Dice, body};
use cidraw::analysis::Analyses;
use cidraw::model::kinds::Settings;
use cidraw::model::{Design, Diff, Edit, Entity, EntityId, Kind, Slug, apply, apply_all, invariants};
use cidraw::rules::{Finding, Severity};
use proptest::prelude::*;

/// Removes what is there, or adds or replaces: the dice decide.
fn edit(design: &Design, kind: u8, slug: u8, what: u8, d: Dice) -> Edit {
    let kind = Kind::ALL[usize::from(kind) % Kind::ALL.len()];
    let at = EntityId::new(kind, Slug::new(&format!("{}", slug % 3)).expect("a digit"));
    let at = if kind == Kind::Settings { Settings::id().into() } else { at };
    let new = Entity::new(["", "prod", "dev-a", "app", "Bob's app", "default"][usize::from(d[7] % 6)], body(kind, d));
    match (design.contains(at), what % 4) {
        (false, _) => Edit::add(at, new),
        (true, 0) => Edit::remove(at),
        (true, _) => Edit::change_entity(at, move |entity| *entity = new.clone()),
    }
}

fn same(incremental: &Analyses, cold: &Analyses) {
    let texts =
        |a: &Analyses| -> Vec<String> { a.findings().map(|f| format!("{} {}", f.rule.id, f.message)).collect() };
    assert_eq!(texts(incremental), texts(cold));
    assert!(incremental.findings().zip(cold.findings()).all(|(a, b)| a.reads_like(b)), "the fixes differ");
    assert_eq!(incremental.counts(), cold.counts());
    assert_eq!(incremental.usage(), cold.usage());
    for finding in cold.findings() {
        for id in &finding.objects {
            let on = |a: &Analyses| -> Vec<String> { a.for_object(*id).iter().map(|f| f.message.clone()).collect() };
            assert_eq!(on(incremental), on(cold));
            assert_eq!(incremental.worst(*id), cold.worst(*id));
        }
    }
}

/// Follows a change, and looks whether the delta says what became different and the answers are those of a cold run.
fn follow(analyses: &mut Analyses, design: &Design, diff: &Diff) {
    let before: Vec<_> = analyses.findings().cloned().collect();
    let delta = analyses.absorb(design, diff);
    let mut patched: Vec<_> = before.into_iter().filter(|f| !delta.gone.contains(f)).collect();
    patched.extend(delta.fresh.iter().cloned());
    patched.sort();
    assert!(patched.iter().eq(analyses.findings()));
    same(analyses, &Analyses::new(design));
}

fn dice() -> impl Strategy<Value = (u8, u8, u8, Dice)> {
    any::<(u8, u8, u8, Dice)>()
}

/// Each fix of each finding mends it, alone, and makes no error that was not there.
fn law(design: &Design) -> Result<(), TestCaseError> {
    // A quota is a matter of the account, not of the design: one more elastic IP may be one too many.
    let errors = |analyses: &Analyses| -> Vec<(&str, Option<EntityId>)> {
        let errors = analyses.findings().filter(|f| f.severity == Severity::Error && f.rule.group() != "limits");
        errors.map(|f| (f.rule.id, f.primary())).collect()
    };
    let analyses = Analyses::new(design);
    let known = errors(&analyses);
    for finding in analyses.findings() {
        for fix in &finding.fixes {
            let mut mended = design.clone();
            apply_all(&mut mended, fix.edits.clone()).expect("a fix fits its design");
            prop_assert_eq!(invariants::broken(&mended), None);
            let after = Analyses::new(&mended);
            let about = || format!("{}: \"{}\" for {}", finding.rule.id, fix.title, finding.message);
            let remains =
                |f: &Finding| f.rule == finding.rule && f.objects == finding.objects && f.message == finding.message;
            prop_assert!(!after.findings().any(|f| remains(f)), "{} mends nothing", about());
            // A text, an unknown zone or the name of what is not there says nothing until it is put right; what then comes
            // to light is not the fix's doing.
            let unsaid = ["cidr-", "dangling", "subnet-az-", "subnet-without-block"];
            let comes_to_light = unsaid.iter().any(|start| finding.rule.name().starts_with(start));
            // What is a copy of another object has what that has.
            let copied = |(rule, id): (&str, Option<EntityId>)| {
                id.is_some_and(|id| !design.contains(id)) && known.iter().any(|(same, _)| *same == rule)
            };
            for error in errors(&after).into_iter().filter(|error| !comes_to_light && !copied(*error)) {
                prop_assert!(known.contains(&error), "{} makes {:?}", about(), error);
            }
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn after_any_edits_the_findings_are_those_of_a_cold_run(edits in prop::collection::vec(dice(), 1..40)) {
        let mut design = Design::default();
        let mut analyses = Analyses::new(&design);
        for (kind, slug, what, d) in edits {
            let next = edit(&design, kind, slug, what, d);
            let diff = apply(&mut design, next).expect("the edit fits the design");
            follow(&mut analyses, &design, &diff);
        }
        // Undoing everything at once is an edit like any other.
        let diff = Diff::between(&design, &Design::default());
        design.absorb(&diff);
        follow(&mut analyses, &design, &diff);
    }

    #[test]
    fn what_was_put_aside_for_a_large_change_is_taken_up_when_somebody_goes_back(
        edits in prop::collection::vec(dice(), 1..40), between in prop::collection::vec(dice(), 0..6), back in 0..4usize,
    ) {
        let mut design = Design::default();
        for (kind, slug, what, d) in edits {
            let next = edit(&design, kind, slug, what, d);
            apply(&mut design, next).expect("the edit fits the design");
        }
        let mut analyses = Analyses::new(&design);
        let mut done = vec![Diff::between(&design, &Design::default())];
        design.absorb(&done[0]);
        follow(&mut analyses, &design, &done[0]);
        for (kind, slug, what, d) in between {
            let next = edit(&design, kind, slug, what, d);
            done.push(apply(&mut design, next).expect("the edit fits the design"));
            follow(&mut analyses, &design, &done[done.len() - 1]);
        }
        // All of it is undone, done again in part, and undone once more.
        let again = done[..back.min(done.len())].to_vec();
        let turns = done.iter().rev().map(Diff::reverse).chain(again.clone());
        for diff in turns.chain(again.iter().rev().map(Diff::reverse)) {
            design.absorb(&diff);
            follow(&mut analyses, &design, &diff);
        }
    }

    #[test]
    fn a_fix_mends_its_finding_and_makes_no_new_error(edits in prop::collection::vec(dice(), 1..40)) {
        let mut design = Design::default();
        for (kind, slug, what, d) in edits {
            let next = edit(&design, kind, slug, what, d);
            apply(&mut design, next).expect("the edit fits the design");
        }
        law(&design)?;
    }
}
