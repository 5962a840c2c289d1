use std::collections::BTreeMap;
use std::ops::Deref;

use super::cannot;
use super::readdressing::{BlockChange, Readdressing};
use crate::addressing::{CidrBlock, Family, Policy, PrefixSet, place_all};
use crate::editor::{Refusal, addresses, intents, words};
use crate::model::kinds::{Subnet, Tier, Vpc};
use crate::model::{Design, EntityId, EnvironmentId, Kind, SubnetId, TierId, VpcId};
use crate::ordering::Ordered;

/// What is planned anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// All tiers of a VPC.
    Vpc(VpcId),
    /// One tier; the others keep their place.
    Tier(TierId),
    /// The VPCs of an environment.
    Environment(EnvironmentId),
}

/// What becomes of the blocks of VPCs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum VpcBlocks {
    /// They stay: AWS replaces subnets only.
    #[default]
    Keep,
    /// Their IPv4 blocks go where the policy of their pool puts them when all are placed anew, each as long as it is.
    /// Further blocks that lie outside the pool stay, and so does IPv6.
    Pack,
    /// The primary blocks do, each as small as its tiers allow. Further blocks stay.
    Fit,
}

/// What a person asks of the new layout.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wishes {
    /// The prefix length of a tier's IPv4 subnets, /16 to /28; each keeps its own where none is asked for.
    pub lengths: BTreeMap<TierId, u8>,
    /// For how many further zones each tier keeps room under its prefix, besides what the next power of two leaves.
    pub room: usize,
    /// What becomes of the blocks of VPCs. Plays no part for a tier.
    pub blocks: VpcBlocks,
}

/// One tier under one prefix.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TierSummary {
    /// The tier.
    pub tier: TierId,
    /// The prefix that covers the tier and nothing else.
    pub prefix: CidrBlock,
    /// How many more subnets of the tier's largest size have room under it.
    pub spare: usize,
}

/// A new layout beside the old one. Nothing is changed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Replan {
    /// The table and the change.
    pub readdressing: Readdressing,
    /// The prefix of each tier, IPv4 before IPv6.
    pub summaries: Vec<TierSummary>,
    /// Tiers that get no prefix of their own because their VPC is too full for that.
    pub unsummarised: Vec<TierId>,
    /// Further blocks of VPCs that no subnet needs any more. They stay until somebody removes them.
    pub unused: Vec<(VpcId, CidrBlock)>,
}

impl Deref for Replan {
    type Target = Readdressing;

    fn deref(&self) -> &Readdressing {
        &self.readdressing
    }
}

/// The subnets of a tier in one family, as places side by side: first one a zone of the VPC, then those that share a
/// zone with another.
struct Shape {
    tier: TierId,
    /// Each subnet with its place, its block and its new length.
    subnets: Vec<(usize, SubnetId, CidrBlock, u8)>,
    /// A power of two.
    places: usize,
    /// The length of the largest subnet.
    length: u8,
}

/// Plans the addresses of a VPC, a tier or an environment anew: the same zones and tiers, without the holes, each tier
/// under one prefix with a power of two of places.
///
/// Laws: blocks of subnets are disjoint and lie in a block of their VPC; each tier's prefix overlaps no other tier; the
/// same plan twice changes nothing the second time.
///
/// # Errors
/// When something in the scope is gone, has no block, or what is wished for has no room: says where and what would do.
pub fn replan(design: &Design, scope: Scope, wishes: &Wishes) -> Result<Replan, Refusal> {
    if let Some((tier, length)) = wishes.lengths.iter().find(|(_, length)| !(16..=28).contains(*length)) {
        let why = format!("/{length} is no length of a subnet on AWS.");
        return Err(cannot(format!("Tier {}", design.name(*tier)), why, "Choose /16 to /28."));
    }
    let mut plan = Plan { design, wishes, changes: Vec::new(), out: Replan::default() };
    let what = match scope {
        Scope::Tier(tier) => {
            let vpc = intents::there(design, tier)?.vpc;
            let blocks: Vec<CidrBlock> = intents::there(design, vpc)?.blocks().collect();
            plan.subnets(vpc, &blocks, Some(tier))?;
            format!("tier {}", design.name(tier))
        }
        Scope::Vpc(vpc) => {
            plan.vpcs(&[vpc])?;
            format!("VPC {}", design.name(vpc))
        }
        Scope::Environment(environment) => {
            intents::there(design, environment)?;
            let mut vpcs: Vec<VpcId> = design
                .referring::<Vpc>(environment)
                .filter(|(_, v)| v.environment == Some(environment))
                .map(|(id, _)| id)
                .collect();
            vpcs.order_by_cached_key(|id| (design.get(*id).and_then(|vpc| vpc.ipv4_blocks().next()), *id));
            if vpcs.is_empty() {
                let what = format!("Environment {}", design.name(environment));
                return Err(cannot(what, "it has no VPC.", "Set the environment of a VPC first."));
            }
            plan.vpcs(&vpcs)?;
            format!("environment {}", design.name(environment))
        }
    };
    let Plan { changes, mut out, .. } = plan;
    let moved = changes.iter().filter(|change| change.old != change.new).count();
    let said = format!("Planned {what} anew: {moved} of {} blocks are others now.", changes.len());
    out.readdressing = Readdressing::of(design, &changes, format!("Re-plan {what}"), said)?;
    Ok(out)
}

struct Plan<'a> {
    design: &'a Design,
    wishes: &'a Wishes,
    changes: Vec<BlockChange>,
    out: Replan,
}

impl Plan<'_> {
    fn vpcs(&mut self, vpcs: &[VpcId]) -> Result<(), Refusal> {
        let design = self.design;
        let packed = match self.wishes.blocks {
            VpcBlocks::Keep => BTreeMap::new(),
            VpcBlocks::Pack | VpcBlocks::Fit => self.packed(vpcs)?,
        };
        for vpc in vpcs {
            let fields = intents::there(design, *vpc)?;
            let mut blocks: Vec<CidrBlock> = fields.blocks().collect();
            for block in &mut blocks {
                let new = packed.get(&(*vpc, *block)).copied().unwrap_or(*block);
                self.changes.push(BlockChange { object: (*vpc).into(), old: Some(*block), new: Some(new) });
                *block = new;
            }
            self.subnets(*vpc, &blocks, None)?;
        }
        Ok(())
    }

    /// New IPv4 blocks for VPCs, in the pools that they come from: which becomes which.
    ///
    /// Law: of the blocks of one length in one pool, the one that was lower is lower. So the same again changes nothing.
    fn packed(&self, vpcs: &[VpcId]) -> Result<BTreeMap<(VpcId, CidrBlock), CidrBlock>, Refusal> {
        let design = self.design;
        let fit = self.wishes.blocks == VpcBlocks::Fit;
        let mut taken = addresses::outside(design);
        for (_, vpc) in design.all::<Vpc>().filter(|(id, _)| !vpcs.contains(id)) {
            taken.extend(vpc.ipv4_blocks());
        }
        // By pool: what moves, with its new length.
        let mut by_pool: BTreeMap<Option<EntityId>, Vec<(CidrBlock, VpcId, u8)>> = BTreeMap::new();
        for id in vpcs {
            let vpc = intents::there(design, *id)?;
            let supply = addresses::supply(design, vpc.pool, vpc.environment);
            let moving = by_pool.entry(supply.pool.map(EntityId::from)).or_default();
            for (at, block) in vpc.ipv4_blocks().enumerate() {
                match at {
                    0 if fit => moving.push((block, *id, self.smallest(*id)?.unwrap_or(block.length()))),
                    0 => moving.push((block, *id, block.length())),
                    _ if !fit && supply.within().covers(block) => moving.push((block, *id, block.length())),
                    _ => taken.insert(block),
                }
            }
        }
        let mut packed = BTreeMap::new();
        for mut moving in by_pool.into_values() {
            moving.order();
            let Some((_, first, _)) = moving.first() else { continue };
            let vpc = intents::there(design, *first)?;
            let supply = addresses::supply(design, vpc.pool, vpc.environment);
            let wanted: Vec<u8> = moving.iter().map(|(.., length)| *length).collect();
            let placed = supply.place(&taken, &wanted).ok_or_else(|| {
                let length = wanted.iter().copied().min().unwrap_or(addresses::LONGEST);
                intents::no_room(design, &supply, length)
            })?;
            for ((old, id, _), new) in moving.into_iter().zip(placed) {
                taken.insert(new);
                packed.insert((id, old), new);
            }
        }
        Ok(packed)
    }

    /// The length of the smallest block that all tiers of a VPC fit into, each under its prefix.
    fn smallest(&self, vpc: VpcId) -> Result<Option<u8>, Refusal> {
        let shapes = self.shapes(vpc, Family::V4, None)?;
        if shapes.is_empty() {
            return Ok(None);
        }
        let wanted: Option<Vec<u8>> = shapes.iter().map(Shape::summary_length).collect();
        let fits = |length: &u8| {
            // Which block it is makes no difference: blocks are aligned.
            let block = PrefixSet::from(CidrBlock::v4([0, 0, 0, 0], *length));
            wanted
                .as_ref()
                .is_some_and(|wanted| place_all(&block, &PrefixSet::new(), wanted, Policy::FirstFit).is_some())
        };
        let length = (16..=addresses::LONGEST).rev().find(fits);
        length.map(Some).ok_or_else(|| self.too_large(vpc, &shapes, "a /16, the largest block of a VPC,"))
    }

    /// The tiers of a VPC with what each needs, in their order.
    fn shapes(&self, vpc: VpcId, family: Family, only: Option<TierId>) -> Result<Vec<Shape>, Refusal> {
        let design = self.design;
        let zones = intents::zones_of(design, vpc);
        let mut tiers: Vec<(u32, TierId)> = design.referring::<Tier>(vpc).map(|(id, tier)| (tier.order, id)).collect();
        tiers.retain(|(_, id)| only.is_none_or(|only| only == *id));
        tiers.order();
        let mut shapes = Vec::new();
        for (_, tier) in tiers {
            let mut subnets: Vec<(&str, CidrBlock, SubnetId)> = Vec::new();
            for (id, subnet) in design.referring::<Subnet>(tier).filter(|(_, s)| s.tier == tier && s.vpc == vpc) {
                let block = subnet.blocks().find(|block| block.family() == family);
                subnets.extend(block.map(|block| (subnet.zone.as_str(), block, id)));
            }
            subnets.order();
            let wish = self.wishes.lengths.get(&tier).filter(|_| family == Family::V4).copied();
            let (mut taken, mut next, mut placed) = (vec![false; zones.len()], zones.len(), Vec::new());
            for (zone, block, id) in subnets {
                let column =
                    zones.iter().position(|z| z == zone).filter(|at| !std::mem::replace(&mut taken[*at], true));
                let place = column.unwrap_or_else(|| {
                    next += 1;
                    next - 1
                });
                placed.push((place, id, block, wish.unwrap_or(block.length())));
            }
            let Some(length) = placed.iter().map(|(.., length)| *length).min() else { continue };
            let places = (next + self.wishes.room).next_power_of_two();
            shapes.push(Shape { tier, subnets: placed, places, length });
        }
        Ok(shapes)
    }

    /// New blocks for the subnets of a VPC with these blocks, or of one of its tiers.
    fn subnets(&mut self, vpc: VpcId, blocks: &[CidrBlock], only: Option<TierId>) -> Result<(), Refusal> {
        for family in [Family::V4, Family::V6] {
            let shapes = self.shapes(vpc, family, only)?;
            if shapes.is_empty() {
                continue;
            }
            let own: Vec<CidrBlock> = blocks.iter().copied().filter(|block| block.family() == family).collect();
            if own.is_empty() {
                let what = format!("VPC {}", self.design.name(vpc));
                return Err(cannot(what, "its subnets have addresses but it has no block.", "Give it one first."));
            }
            let space: PrefixSet = own.iter().copied().collect();
            let mut used = PrefixSet::new();
            if let Some(only) = only {
                let others = self.design.referring::<Subnet>(vpc).filter(|(_, subnet)| subnet.tier != only);
                used.extend(others.flat_map(|(_, subnet)| subnet.blocks().collect::<Vec<_>>()));
            }
            let placed = match self.under_prefixes(&shapes, &space, &used, &own) {
                Some(placed) => placed,
                // A VPC that is full keeps its shape, though not every tier under one prefix.
                None if self.wishes.room == 0 => {
                    let placed = side_by_side(&shapes, &space, &used, &own);
                    let placed = placed.ok_or_else(|| self.too_large(vpc, &shapes, &texts(&own)))?;
                    self.out.unsummarised.extend(shapes.iter().map(|shape| shape.tier));
                    placed
                }
                None => return Err(self.too_large(vpc, &shapes, &texts(&own))),
            };
            for (id, old, new) in &placed {
                self.changes.push(BlockChange { object: (*id).into(), old: Some(*old), new: Some(*new) });
            }
            let needed = |block: &CidrBlock| placed.iter().any(|(_, _, new)| block.covers(*new));
            let spare = own.iter().skip(1).filter(|block| only.is_none() && family == Family::V4 && !needed(block));
            self.out.unused.extend(spare.map(|block| (vpc, *block)));
        }
        Ok(())
    }

    /// Every tier under a prefix of its own. `None` where there is no room for that.
    fn under_prefixes(
        &mut self,
        shapes: &[Shape],
        space: &PrefixSet,
        used: &PrefixSet,
        own: &[CidrBlock],
    ) -> Option<Vec<(SubnetId, CidrBlock, CidrBlock)>> {
        let lengths: Vec<u8> = shapes.iter().map(Shape::summary_length).collect::<Option<_>>()?;
        let prefixes = place_all(space, used, &lengths, Policy::FirstFit)?;
        let (mut placed, mut summaries) = (Vec::new(), Vec::new());
        for (shape, prefix) in shapes.iter().zip(prefixes) {
            for (place, id, old, length) in &shape.subnets {
                let slot = prefix.blocks(shape.length).nth(*place)?;
                let new = CidrBlock::containing(slot.first(), *length);
                // Two blocks of a VPC that touch hold a prefix together, but no subnet lies in both.
                own.iter().find(|block| block.covers(new))?;
                placed.push((*id, *old, new));
            }
            summaries.push(TierSummary { tier: shape.tier, prefix, spare: shape.places - shape.subnets.len() });
        }
        self.out.summaries.extend(summaries);
        Some(placed)
    }

    fn too_large(&self, vpc: VpcId, shapes: &[Shape], within: &str) -> Refusal {
        let need = |shape: &Shape| {
            let tier = self.design.name(shape.tier);
            match shape.summary_length() {
                Some(length) => format!("{tier} a /{length}"),
                None => format!("{tier} more than there is"),
            }
        };
        let needs: Vec<String> = shapes.iter().map(need).collect();
        let tiers = if shapes.len() == 1 { "its tier needs" } else { "its tiers need" };
        cannot(
            format!("VPC {}", self.design.name(vpc)),
            format!("there is no room for that in {within}: {tiers} {}, under one prefix each.", words::list(&needs)),
            "Ask for smaller subnets or room for fewer zones, or add a block to the VPC.",
        )
    }
}

impl Shape {
    /// The length of a prefix with all places. `None` for more places than the family has addresses.
    fn summary_length(&self) -> Option<u8> {
        self.length.checked_sub(self.places.ilog2() as u8)
    }
}

/// Each subnet at the lowest place that is free, larger ones first.
fn side_by_side(
    shapes: &[Shape],
    space: &PrefixSet,
    used: &PrefixSet,
    own: &[CidrBlock],
) -> Option<Vec<(SubnetId, CidrBlock, CidrBlock)>> {
    let all: Vec<&(usize, SubnetId, CidrBlock, u8)> = shapes.iter().flat_map(|shape| &shape.subnets).collect();
    let lengths: Vec<u8> = all.iter().map(|(.., length)| *length).collect();
    let blocks = place_all(space, used, &lengths, Policy::FirstFit)?;
    let sound = blocks.iter().all(|new| own.iter().any(|block| block.covers(*new)));
    sound.then(|| all.into_iter().zip(blocks).map(|((_, id, old, _), new)| (*id, *old, new)).collect())
}

fn texts(blocks: &[CidrBlock]) -> String {
    words::list(&blocks.iter().map(CidrBlock::to_string).collect::<Vec<_>>())
}

/// What a re-plan can be asked about, for something that is selected: its tier, its VPC and its environment.
pub fn scopes_of(design: &Design, id: EntityId) -> Vec<Scope> {
    let tier = match id.kind {
        Kind::Tier => id.typed(),
        _ => id.typed().and_then(|id: SubnetId| design.get(id)).map(|subnet| subnet.tier),
    };
    let vpc: Option<VpcId> = crate::rules::home(design, id).typed();
    let environment = match id.kind {
        Kind::Environment => id.typed(),
        _ => vpc.and_then(|vpc| design.get(vpc)).and_then(|vpc| vpc.environment),
    };
    let vpc = vpc.map(Scope::Vpc);
    tier.map(Scope::Tier).into_iter().chain(vpc).chain(environment.map(Scope::Environment)).collect()
}
