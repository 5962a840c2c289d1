//! The rows of the address plan: pools, the VPCs in them, their subnets, and what is free between.

use std::collections::{HashMap, HashSet};

use cidraw::addressing::{CidrBlock, Family};
use cidraw::analysis::{BlockUsage, SpanUse, Usage};
use cidraw::model::kinds::{AddressPool, SubnetReservation, Vpc};
use cidraw::model::{AddressPoolId, Design, EntityId, Kind, VpcId};
use cidraw::ordering::Ordered;

use crate::ui::panels::find::text_of;
use crate::ui::panels::object::role_of;
use crate::ui::widgets::MapPart;

/// What a row is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum What {
    /// A block of a pool, a VPC or a subnet.
    Block(EntityId, CidrBlock),
    /// Addresses of a pool or a VPC that nobody has.
    Free(EntityId, CidrBlock),
    /// The heading of the VPCs whose blocks are in no pool.
    Unpooled,
}

impl What {
    /// Its block.
    pub fn block(self) -> Option<CidrBlock> {
        match self {
            What::Block(_, block) | What::Free(_, block) => Some(block),
            What::Unpooled => None,
        }
    }

    /// The object that has the block.
    pub fn object(self) -> Option<EntityId> {
        match self {
            What::Block(id, _) => Some(id),
            What::Free(..) | What::Unpooled => None,
        }
    }
}

/// One row.
#[derive(Clone, Debug, PartialEq)]
pub struct PlanRow {
    /// What it is about.
    pub what: What,
    /// How deep it is, from 1.
    pub level: usize,
    /// Is it open? `None` when nothing is below it.
    pub open: Option<bool>,
    /// The row above it in the tree, by its index.
    pub parent: Option<usize>,
    /// The block that its picture is drawn in: that of its VPC or pool, or its own.
    pub frame: Option<CidrBlock>,
    /// How many of its addresses are given out. `None` for what is given out as a whole.
    pub used: Option<u128>,
}

/// What is shown of the plan.
#[derive(Clone, Debug, PartialEq)]
pub struct Shown {
    /// IPv4 or IPv6.
    pub family: Family,
    /// Free blocks too?
    pub free: bool,
    /// Only what has this in its name or block, and what is above it. In lower case; empty for all.
    pub filter: String,
}

/// Up to this many subnets VPCs are open at first.
const SMALL: usize = 48;

/// The rows of a design's plan.
pub fn rows(design: &Design, usage: &Usage, shown: &Shown, toggled: &HashMap<What, bool>) -> Vec<PlanRow> {
    let small = design.of_kind(Kind::Subnet).take(SMALL + 1).count() <= SMALL;
    let mut build = Build {
        design,
        usage,
        shown,
        toggled,
        small,
        rows: Vec::new(),
        parent: None,
        level: 1,
        placed: HashSet::new(),
    };
    build.pools();
    build.unpooled();
    build.rows
}

/// The parts of a block as a picture, within `frame`.
pub fn parts(design: &Design, usage: &Usage, row: &PlanRow) -> Vec<MapPart> {
    let (Some(frame), Some(block)) = (row.frame, row.what.block()) else { return Vec::new() };
    let part = |block: CidrBlock, class: &'static str| MapPart {
        from: fraction(block.first_bits().saturating_sub(frame.first_bits()), frame),
        to: fraction(block.last_bits().saturating_sub(frame.first_bits()) + 1, frame),
        class,
    };
    match row.what {
        What::Unpooled => Vec::new(),
        What::Free(..) => vec![part(block, "free")],
        What::Block(id, _) if id.kind == Kind::Subnet => {
            let kept = design.referring::<SubnetReservation>(id).filter_map(|(_, kept)| kept.block.as_ref()?.get());
            let kept = kept.filter(|kept| block.covers(*kept)).map(|kept| part(kept, "reserved"));
            [part(block, class_of(design, id))].into_iter().chain(kept).collect()
        }
        What::Block(id, _) if id.kind == Kind::ExternalNetwork => vec![part(block, class_of(design, id))],
        What::Block(id, _) => {
            let spans = usage_of(usage, id, block).map(|usage| usage.spans.as_slice()).unwrap_or_default();
            let used = spans.iter().filter_map(|span| match span.used {
                SpanUse::By(owner) => Some(part(span.block, class_of(design, owner))),
                SpanUse::Free => None,
            });
            used.collect()
        }
    }
}

fn fraction(addresses: u128, frame: CidrBlock) -> f64 {
    addresses as f64 / frame.addresses() as f64
}

fn class_of(design: &Design, id: EntityId) -> &'static str {
    match id.kind {
        Kind::Subnet => role_of(design, id).key(),
        Kind::Vpc => "vpc",
        Kind::ExternalNetwork => "reserved",
        _ => "pool",
    }
}

fn usage_of(usage: &Usage, id: EntityId, block: CidrBlock) -> Option<&BlockUsage> {
    let blocks = match id.kind {
        Kind::Vpc => &usage.vpc(id.typed()?)?.blocks,
        Kind::AddressPool => &usage.pool(id.typed()?)?.blocks,
        _ => return None,
    };
    blocks.iter().find(|usage| usage.block == block)
}

struct Build<'a> {
    design: &'a Design,
    usage: &'a Usage,
    shown: &'a Shown,
    toggled: &'a HashMap<What, bool>,
    small: bool,
    rows: Vec<PlanRow>,
    parent: Option<usize>,
    level: usize,
    /// The blocks that are in a pool, and pools that have been shown.
    placed: HashSet<(EntityId, CidrBlock)>,
}

impl Build<'_> {
    fn matches(&self, what: What) -> bool {
        let filter = &self.shown.filter;
        filter.is_empty()
            || what.block().is_some_and(|block| block.to_string().contains(filter))
            || what.object().is_some_and(|id| text_of(self.design, id).contains(filter))
    }

    fn push(&mut self, what: What, open: Option<bool>, frame: Option<CidrBlock>, used: Option<u128>) {
        self.rows.push(PlanRow { what, level: self.level, open, parent: self.parent, frame, used });
    }

    fn leaf(&mut self, what: What, frame: CidrBlock) {
        if self.matches(what) {
            self.push(what, None, Some(frame), None);
        }
    }

    fn branch(&mut self, what: What, open: bool, used: Option<u128>, below: impl FnOnce(&mut Self)) {
        let filtering = !self.shown.filter.is_empty();
        let own = self.matches(what);
        let open = filtering || self.toggled.get(&what).copied().unwrap_or(open);
        let at = self.rows.len();
        self.push(what, Some(open), what.block(), used);
        let shown = self.rows.len();
        let parent = self.parent.replace(at);
        self.level += 1;
        below(self);
        self.level -= 1;
        self.parent = parent;
        let alone = self.rows.len() == shown;
        if !open {
            // What is inside has been counted as placed; it is not shown.
            self.rows.truncate(shown);
        }
        match (alone, own) {
            (true, false) => self.rows.truncate(at),
            (true, true) => self.rows[at].open = None,
            (false, _) => {}
        }
    }

    fn pools(&mut self) {
        let design = self.design;
        let root = |pool: &AddressPool| pool.parent.is_none_or(|parent| !design.contains(parent));
        let mut roots: Vec<AddressPoolId> =
            design.all::<AddressPool>().filter(|(_, pool)| root(pool)).map(|(id, _)| id).collect();
        roots.order_by_cached_key(|id| design.name(*id));
        for id in roots {
            for block in self.blocks_of_pool(id) {
                self.pool(id, block);
            }
        }
    }

    fn blocks_of_pool(&self, id: AddressPoolId) -> Vec<CidrBlock> {
        let usage = self.usage.pool(id).map(|usage| usage.blocks.iter().map(|usage| usage.block));
        usage.into_iter().flatten().filter(|block| block.family() == self.shown.family).collect()
    }

    fn pool(&mut self, id: AddressPoolId, block: CidrBlock) {
        if !self.placed.insert((id.into(), block)) {
            return;
        }
        let Some(usage) = usage_of(self.usage, id.into(), block) else { return };
        self.branch(What::Block(id.into(), block), true, Some(usage.used), |build| {
            for span in &usage.spans {
                match span.used {
                    SpanUse::By(owner) => match owner.kind {
                        Kind::AddressPool => {
                            let own = owner.typed().filter(|part| build.blocks_of_pool(*part).contains(&span.block));
                            own.into_iter().for_each(|part| build.pool(part, span.block));
                        }
                        Kind::ExternalNetwork => build.leaf(What::Block(owner, span.block), block),
                        _ => owner.typed().into_iter().for_each(|vpc| build.vpc(vpc, span.block)),
                    },
                    SpanUse::Free => build.free(id.into(), span.block, block),
                }
            }
        });
    }

    fn free(&mut self, owner: EntityId, block: CidrBlock, frame: CidrBlock) {
        if self.shown.free {
            self.leaf(What::Free(owner, block), frame);
        }
    }

    fn vpc(&mut self, id: VpcId, block: CidrBlock) {
        if !self.placed.insert((id.into(), block)) {
            return;
        }
        let usage = usage_of(self.usage, id.into(), block);
        let what = What::Block(id.into(), block);
        let open = self.toggled.get(&what).copied().unwrap_or(self.small);
        if !open && self.shown.filter.is_empty() {
            // There may be thousands of them: what is inside a closed one is only asked whether there is any.
            let shown = |span: &SpanUse| self.shown.free || !matches!(span, SpanUse::Free);
            let any = usage.is_some_and(|usage| usage.spans.iter().any(|span| shown(&span.used)));
            return self.push(what, any.then_some(false), Some(block), usage.map(|usage| usage.used));
        }
        self.branch(what, self.small, usage.map(|usage| usage.used), |build| {
            for span in usage.map(|usage| usage.spans.as_slice()).unwrap_or_default() {
                match span.used {
                    SpanUse::By(owner) => build.leaf(What::Block(owner, span.block), block),
                    SpanUse::Free => build.free(id.into(), span.block, block),
                }
            }
        });
    }

    fn unpooled(&mut self) {
        let mut left: Vec<(CidrBlock, VpcId)> = Vec::new();
        for (id, vpc) in self.design.all::<Vpc>() {
            let own = vpc.blocks().filter(|block| block.family() == self.shown.family);
            left.extend(own.filter(|block| !self.placed.contains(&(id.into(), *block))).map(|block| (block, id)));
        }
        if left.is_empty() {
            return;
        }
        left.order();
        let pooled = !self.rows.is_empty();
        if !pooled {
            return left.into_iter().for_each(|(block, id)| self.vpc(id, block));
        }
        self.branch(What::Unpooled, true, None, |build| {
            left.into_iter().for_each(|(block, id)| build.vpc(id, block));
        });
    }
}
