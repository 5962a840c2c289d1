//! What follows from a design, kept up to date with every change: findings, and who uses which addresses.
//!
//! Everything here is a pure function of the design. An [`Analyses`] holds the answers between edits and makes anew only
//! those that a change touches.

mod answers;
mod board;
mod comparison;
mod environment_words;
mod listing;
mod parity;
mod peering_matrix;
mod replacement;
mod runs;
mod summary;
mod usage;

/// The address plan is counted out of the document alone; it is found here too, beside what follows from it.
pub use crate::model::plan::{
    AddressRow, GapReport, address_csv, address_table, gap_reports, gaps_of_pool, gaps_of_vpc,
};
pub use board::Counts;
pub use comparison::{AddressChange, Comparison, FieldChange, Happened, ObjectChange, Owner, value_words};
pub use environment_words::EnvironmentWords;
pub use listing::{Asked, Grouping, Listed, areas, listed, needless};
pub use parity::{Difference, parity};
pub use peering_matrix::{PeeringMatrix, Relation};
pub use replacement::{Replacement, fixed_fields, replacements};
pub use summary::{Summary, summary_of};
pub use usage::{BlockUsage, PoolUsage, Span, SpanUse, SubnetUsage, Usage, VpcUsage};

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::model::kinds::{Settings, in_order};
use crate::model::{Aside, Design, Diff, EntityId, Revision, VpcId};
use crate::ordering::Gather;
use crate::rules::{Context, Finding, Index, Load, Severity, loads_of_design, loads_of_vpc};

use answers::Answers;

/// The findings and the address usage of one design.
///
/// ```
/// use cidraw::analysis::Analyses;
/// use cidraw::model::{Design, Edit, Entity, IdSource, VpcId, apply, kinds::Vpc};
///
/// let mut design = Design::default();
/// let mut analyses = Analyses::new(&design);
/// let vpc: VpcId = IdSource::new(1).fresh();
/// let too_large = Vpc { ipv4: vec!["10.0.0.0/8".parse::<cidraw::addressing::CidrBlock>().unwrap().into()], ..Vpc::default() };
/// let diff = apply(&mut design, Edit::add(vpc, Entity::new("big", too_large))).unwrap();
/// let delta = analyses.absorb(&design, &diff);
/// assert_eq!(delta.fresh[0].rule.id, "addressing/vpc-cidr-size");
/// assert!(delta.objects.contains(&vpc.into()));
/// ```
#[derive(Clone, Debug, Default)]
pub struct Analyses {
    answers: Answers,
    aside: Aside<Answers>,
    revision: Revision,
    today: Option<String>,
}

/// How the findings differ from before a change.
#[derive(Clone, Debug, Default)]
pub struct FindingsDelta {
    /// Findings that are not there any more, in the order of lists.
    pub gone: Vec<Arc<Finding>>,
    /// Findings that were not there before, in the order of lists. One whose fixes became different is both.
    pub fresh: Vec<Arc<Finding>>,
    /// How many there still are, but are accepted now.
    pub closed: usize,
    /// The objects of all: whose marks must be drawn again.
    pub objects: BTreeSet<EntityId>,
}

/// The rules as something to hand over: an editor without them draws, and gets them when they have arrived.
#[derive(Clone, Copy)]
pub struct Checks {
    /// Looks at a whole design.
    pub look: fn(&Design) -> Analyses,
    /// Follows a change.
    pub follow: fn(&mut Analyses, &Design, &Diff) -> FindingsDelta,
    /// Hears which day it is.
    pub on_day: fn(&mut Analyses, &Design, Option<String>) -> FindingsDelta,
}

impl Checks {
    /// Every rule.
    pub const ALL: Checks = Checks { look: Analyses::new, follow: Analyses::absorb, on_day: Analyses::set_today };
}

impl FindingsDelta {
    /// What a first look finds: everything is fresh.
    pub fn first(analyses: &Analyses) -> FindingsDelta {
        let fresh: Vec<_> = analyses.findings().cloned().collect();
        let objects = fresh.iter().flat_map(|finding| finding.objects.iter().copied()).collect();
        FindingsDelta { fresh, objects, ..FindingsDelta::default() }
    }

    /// Are the findings as they were?
    pub fn is_empty(&self) -> bool {
        self.gone.is_empty() && self.fresh.is_empty() && self.closed == 0
    }
}

impl Analyses {
    /// Looks at a whole design.
    pub fn new(design: &Design) -> Analyses {
        let mut analyses = Analyses { revision: design.revision(), ..Analyses::default() };
        analyses.answers = Answers::new(design, analyses.may_stay(design));
        analyses
    }

    /// Follows a change. `design` is the design after it.
    ///
    /// Law: after any edits, the same as `Analyses::new` of the design that they lead to.
    pub fn absorb(&mut self, design: &Design, diff: &Diff) -> FindingsDelta {
        self.revision = design.revision();
        let may_stay = self.may_stay(design);
        if let Some(mut back) = self.aside.follow(diff) {
            back.board.accept(may_stay);
            return self.turn_to(back, diff);
        }
        match self.aside.takes(design, diff) {
            true => self.turn_to(Answers::new(design, may_stay), diff),
            false => self.answers.absorb(design, diff, may_stay),
        }
    }

    /// Are the answers after `diff` known already: does it undo a large change?
    pub fn recalls(&self, diff: &Diff) -> bool {
        self.aside.recalls(diff)
    }

    /// Answers with `answers` from now on, and puts those of before `diff` aside.
    fn turn_to(&mut self, answers: Answers, diff: &Diff) -> FindingsDelta {
        let before = std::mem::replace(&mut self.answers, answers);
        let delta = self.answers.board.since(&before.board);
        self.aside.put(before, diff);
        delta
    }

    /// Says which day it is, as `2026-11-22`: acceptances that ran out before hold no more. Without a day all hold.
    pub fn set_today(&mut self, design: &Design, today: Option<String>) -> FindingsDelta {
        self.today = today;
        self.answers.board.accept(self.may_stay(design))
    }

    /// The fingerprints of what is accepted and has not run out.
    fn may_stay(&self, design: &Design) -> BTreeSet<String> {
        let accepted = design.get(Settings::id()).into_iter().flat_map(|settings| &settings.accepted);
        let today = self.today.as_deref();
        accepted.filter(|acceptance| acceptance.holds(today)).map(|acceptance| in_order(&acceptance.finding)).gather()
    }

    /// The state of the design that the answers are about.
    pub fn revision(&self) -> Revision {
        self.revision
    }

    /// What was found and is accepted, in the order of lists. Why is in [`Settings::accepted`].
    pub fn accepted(&self) -> impl Iterator<Item = &Arc<Finding>> {
        self.answers.board.accepted()
    }

    /// Every open finding: errors first, then by rule and object.
    pub fn findings(&self) -> impl Iterator<Item = &Arc<Finding>> {
        self.answers.board.all()
    }

    /// The findings that concern an object, in the same order.
    pub fn for_object(&self, id: impl Into<EntityId>) -> &[Arc<Finding>] {
        self.answers.board.on(id.into())
    }

    /// The worst severity among the findings that concern an object.
    pub fn worst(&self, id: impl Into<EntityId>) -> Option<Severity> {
        self.answers.board.on(id.into()).first().map(|finding| finding.severity)
    }

    /// How many findings there are of each severity.
    pub fn counts(&self) -> Counts {
        self.answers.board.counts()
    }

    /// Who uses which addresses.
    pub fn usage(&self) -> &Usage {
        &self.answers.usage
    }

    /// How much of each quota a VPC uses: subnets, blocks, tables, routes, peerings. `design` is the one that was last
    /// looked at.
    pub fn loads_of_vpc(&self, design: &Design, vpc: VpcId) -> Vec<Load> {
        let cx = Context::new(design, &self.answers.index, None);
        cx.network(vpc).map_or_else(Vec::new, |network| loads_of_vpc(&cx, network))
    }

    /// How much of each quota by account and Region, or by account and zone, is used. `design` is the one that was last
    /// looked at.
    pub fn loads_of_design(&self, design: &Design) -> Vec<Load> {
        loads_of_design(&Context::new(design, &self.answers.index, None))
    }

    /// The indexes that the rules read: each VPC with what stands in it, and all VPCs in brief.
    pub fn index(&self) -> &Index {
        &self.answers.index
    }
}
