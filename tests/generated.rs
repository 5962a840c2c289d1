//! Generated designs are what was asked for, and nothing in them is an error.

use cidraw::analysis::Analyses;
use cidraw::format::{load, save};
use cidraw::generate::{PEERINGS_PER_VPC, Spec, generate};
use cidraw::model::invariants;
use cidraw::model::kinds::*;
use cidraw::rules::Severity;
use cidraw::scene::Layout;

#[test]
fn a_generated_design_is_as_large_as_asked_for_and_has_no_errors() {
    for spec in [
        Spec { vpcs: 0, zones: 3, tiers: 2, peerings: 5, seed: 1 },
        Spec { vpcs: 1, zones: 1, tiers: 1, peerings: 5, seed: 1 },
        Spec { vpcs: 40, zones: 3, tiers: 6, peerings: 60, seed: 7 },
        Spec { vpcs: 25, zones: 6, tiers: 16, peerings: 200, seed: 2 },
    ] {
        let design = generate(&spec);
        assert_eq!(design.all::<Vpc>().count(), spec.vpcs);
        assert_eq!(design.all::<Subnet>().count(), spec.vpcs * spec.zones * spec.tiers);
        let peerings = design.all::<Peering>().count();
        assert_eq!(peerings, if spec.vpcs > 1 { spec.peerings } else { 0 }, "{spec:?}");
        assert_eq!(invariants::broken(&design), None);
        assert_eq!(load(&save(&design)).unwrap().design, design);
        let layout = Layout::new(&design);
        let boxes: Vec<_> = design.all::<Vpc>().filter_map(|(id, _)| layout.rect(id)).collect();
        for (n, a) in boxes.iter().enumerate() {
            assert!(boxes[..n].iter().all(|b| !a.intersects(*b)), "{spec:?}: {a:?}");
        }
        let analyses = Analyses::new(&design);
        let errors: Vec<_> =
            analyses.findings().filter(|f| f.severity == Severity::Error).map(|f| f.message.clone()).collect();
        assert_eq!(errors, [""; 0], "{spec:?}");
    }
}

#[test]
fn the_same_seed_makes_the_same_design_and_another_one_another() {
    let spec = Spec { vpcs: 12, zones: 2, tiers: 3, peerings: 8, seed: 5 };
    assert_eq!(save(&generate(&spec)), save(&generate(&spec)));
    assert_ne!(generate(&spec), generate(&Spec { seed: 6, ..spec }));
}

#[test]
fn peerings_stop_at_what_a_vpc_takes_and_counts_out_of_range_are_the_nearest() {
    let many = generate(&Spec { vpcs: 10, zones: 1, tiers: 2, peerings: usize::MAX, seed: 3 });
    assert_eq!(many.all::<Peering>().count(), 45);
    let wide = generate(&Spec { vpcs: 200, zones: 1, tiers: 1, peerings: 8_000, seed: 3 });
    for (vpc, _) in wide.all::<Vpc>() {
        assert!(wide.referring::<Peering>(vpc).count() <= PEERINGS_PER_VPC);
    }
    let odd = generate(&Spec { vpcs: 1, zones: 99, tiers: 0, peerings: 0, seed: 3 });
    assert_eq!(odd.all::<Subnet>().count(), 6);
}
