use cidraw::export::{Bundle, Layout};
use cidraw::model::{Design, Edit, Entity, EntityId, apply};
use proptest::prelude::*;

use super::hcl::assert_sound;
use super::hostile::NAMES;
use super::{designs, terraform};

/// The same objects, added in another order.
pub fn added_in(order: &[EntityId], design: &Design) -> Design {
    let mut other = Design::default();
    for id in order {
        let entity = design.entity(*id).expect("an object of the design");
        apply(&mut other, Edit::add(*id, Entity::clone(entity))).expect("a new id");
    }
    other
}

/// The same design with other names.
pub fn renamed(design: &Design, names: &[String]) -> Design {
    let mut other = design.clone();
    let ids: Vec<EntityId> = design.iter().map(|(id, _)| id).collect();
    for (id, name) in ids.into_iter().zip(names.iter().cycle()) {
        apply(&mut other, Edit::rename(id, name.as_str())).expect("an object of the design");
    }
    other
}

fn bundles(design: &Design) -> Vec<Bundle> {
    Layout::ALL.into_iter().map(|layout| terraform(design, layout)).collect()
}

/// Names of any characters, many of which mean something to HCL, the shell or Markdown.
pub fn hostile() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[ -~]{0,12}",
        "[${}%\"\\\\\\n]{1,8}",
        "[a-c_.-]{0,3}",
        "(for|null|true|count|each|this|spare__x|unassigned|CON|\\.\\./\\.\\.)",
        prop::sample::select(NAMES.to_vec()).prop_map(str::to_owned),
    ]
}

#[test]
fn every_golden_is_sound_code() {
    for design in designs().values() {
        bundles(design).iter().for_each(assert_sound);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn any_names_give_sound_code(names in prop::collection::vec(hostile(), 1..24), which in any::<prop::sample::Index>()) {
        let designs: Vec<_> = designs().into_values().collect();
        let design = renamed(which.get(&designs), &names);
        for bundle in bundles(&design) {
            assert_sound(&bundle);
            // What is left out depends on what an object is, not on its name.
            prop_assert_eq!(bundle.spans.len(), terraform(which.get(&designs), layout_of(&bundle)).spans.len());
        }
    }

    #[test]
    fn the_order_of_adding_changes_no_byte(seed in any::<u64>(), which in any::<prop::sample::Index>()) {
        let designs: Vec<_> = designs().into_values().collect();
        let design = which.get(&designs);
        let mut order: Vec<EntityId> = design.iter().map(|(id, _)| id).collect();
        // A fixed shuffle of the seed: what matters is that it differs from the order of ids.
        order.sort_by_key(|id| {
            let text = format!("{seed}{id}");
            text.bytes().fold(seed, |hash, byte| hash.wrapping_mul(0x100_0000_01b3) ^ u64::from(byte))
        });
        prop_assert_eq!(bundles(&added_in(&order, design)), bundles(design));
    }
}

fn layout_of(bundle: &Bundle) -> Layout {
    if bundle.file("guard.sh").is_some() { Layout::Environments } else { Layout::Flat }
}

#[test]
fn the_zip_is_the_same_for_the_same_design() {
    for design in designs().values() {
        for (a, b) in bundles(design).iter().zip(bundles(&design.clone())) {
            assert_eq!(a.zip(), b.zip());
        }
    }
}
