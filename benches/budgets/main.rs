//! The library's budgets: each figure beside what it may be. Run with `cargo bench --bench budgets`.
//!
//! Prints and never fails on a slow figure: how fast a machine is that does other things too is no fact about the code.
//! What is the same on every machine is asserted: answers, and that every edit took.

mod checks;
mod exports;
mod overlaps;

use std::alloc::{GlobalAlloc, Layout as Memory, System};
use std::hint::black_box;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use cidraw::addressing::{CidrBlock, Family, Policy, PrefixSet, next_free};
use cidraw::analysis::{Analyses, Comparison, address_csv, address_table, gap_reports};
use cidraw::editor::{Editor, Intent};
use cidraw::export::{Exporter, Options, Terraform};
use cidraw::format::{Saver, load, save};
use cidraw::generate::{Spec, generate};
use cidraw::model::kinds::{Subnet, Vpc};
use cidraw::model::{Design, Edit, Placement, SubnetId, VpcId, apply};
use cidraw::scene::{Camera, Layout, Level, Marks, Point, Scene, TableMeasure, draw_design};

/// Counts what is asked for, so that a copy of the whole document shows.
struct Counting;

static ALLOCATED: AtomicU64 = AtomicU64::new(0);

// Safety: every call goes on to the system's allocator unchanged.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, memory: Memory) -> *mut u8 {
        ALLOCATED.fetch_add(memory.size() as u64, Ordering::Relaxed);
        unsafe { System.alloc(memory) }
    }

    unsafe fn dealloc(&self, at: *mut u8, memory: Memory) {
        unsafe { System.dealloc(at, memory) }
    }

    unsafe fn realloc(&self, at: *mut u8, memory: Memory, size: usize) -> *mut u8 {
        ALLOCATED.fetch_add(size.saturating_sub(memory.size()) as u64, Ordering::Relaxed);
        unsafe { System.realloc(at, memory, size) }
    }
}

#[global_allocator]
static COUNTING: Counting = Counting;

/// Zones and tiers of each VPC: 20 subnets.
const ZONES: usize = 4;
const TIERS: usize = 5;
/// What an edit of 2,000 subnets may take, natively and in the page, findings included.
const EDIT: Duration = Duration::from_millis(16);
/// The same for 20,000 subnets.
const LARGE_EDIT: Duration = Duration::from_millis(50);
/// What an edit of all of 10,000 boxes may take.
const ALL: Duration = Duration::from_millis(200);
const OVERLAPS: Duration = Duration::from_millis(20);
const OPENING: Duration = Duration::from_millis(1500);
const FRAME: Duration = Duration::from_millis(16);
/// What reading or writing a file of 20,000 subnets may take.
const FILE: Duration = Duration::from_millis(300);

fn design_of(subnets: usize) -> Design {
    let vpcs = subnets / (ZONES * TIERS);
    generate(&Spec { vpcs, zones: ZONES, tiers: TIERS, peerings: vpcs, seed: 7 })
}

/// Runs `what` so many times; prints the median and the 95th percentile beside the budget.
fn measure<T>(name: &str, budget: Option<Duration>, times: usize, mut what: impl FnMut(usize) -> T) {
    let took = |i| {
        let start = Instant::now();
        let made = black_box(what(i));
        let took = start.elapsed();
        drop(made);
        took
    };
    let mut all: Vec<Duration> = (0..times).map(took).collect();
    all.sort_unstable();
    let (median, p95) = (all[times / 2], all[(times * 95).div_ceil(100) - 1]);
    row(name, median, p95, budget);
}

fn row(name: &str, median: Duration, p95: Duration, budget: Option<Duration>) {
    let verdict = budget.map_or("", |budget| if p95 <= budget { "ok" } else { "OVER" });
    let budget = budget.map_or(String::new(), ms);
    println!("{name:<58} {:>11} {:>11} {budget:>10}  {verdict}", ms(median), ms(p95));
}

fn ms(time: Duration) -> String {
    format!("{:.3} ms", time.as_secs_f64() * 1e3)
}

fn main() {
    // `cargo test --benches` runs this too, with no wish for figures.
    if std::env::args().any(|argument| argument == "--test") {
        return;
    }
    let wanted: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    println!("{:<58} {:>11} {:>11} {:>10}", "what", "median", "p95", "budget");
    for (_, part) in PARTS.iter().filter(|(name, _)| wanted.is_empty() || wanted.iter().any(|wanted| wanted == name)) {
        part();
    }
}

/// What is measured, each by the name that runs it alone: `cargo bench --bench budgets -- groups`.
const PARTS: [(&str, fn()); 8] = [
    ("edits", || {
        [(200, 400), (2_000, 200), (20_000, 60)].into_iter().for_each(|(subnets, times)| edits(subnets, times))
    }),
    ("copies", copies),
    ("overlaps", overlaps::overlaps),
    ("whole", || {
        for subnets in [2_000, 20_000] {
            let design = design_of(subnets);
            whole(subnets, &design);
            pictures(subnets, &design);
        }
    }),
    ("everything", everything),
    ("groups", checks::groups),
    ("addresses", addresses),
    ("export", exports::exports),
];

/// What somebody does, by number: each undoes what the one before did, and all are spread over the design.
struct Edits {
    blocks: Vec<(SubnetId, [CidrBlock; 3])>,
    vpcs: Vec<VpcId>,
}

impl Edits {
    /// For each of 50 subnets: its block, a free one of its VPC, and its neighbour's.
    fn of(design: &Design) -> Edits {
        let vpcs: Vec<VpcId> = design.all::<Vpc>().map(|(id, _)| id).collect();
        let step = vpcs.len().div_ceil(50);
        let blocks = vpcs.iter().step_by(step).map(|vpc| {
            let inside: Vec<(SubnetId, CidrBlock)> =
                design.referring::<Subnet>(*vpc).filter_map(|(id, subnet)| Some((id, subnet.ipv4_block()?))).collect();
            let own = design.get(*vpc).into_iter().flat_map(|vpc| &vpc.ipv4).filter_map(|block| block.get());
            let used: PrefixSet = inside.iter().map(|(_, block)| *block).collect();
            let (subnet, block) = inside[0];
            let free = next_free(&own.collect(), &used, block.length(), Policy::FirstFit).expect("VPCs are not full");
            (subnet, [block, free, inside[1].1])
        });
        Edits { blocks: blocks.collect(), vpcs }
    }

    /// Gives a subnet a free block, or its own again.
    fn block(&self, i: usize) -> Intent {
        let (subnet, blocks) = self.blocks[i / 2 % self.blocks.len()];
        set_block(subnet, blocks[(i + 1) % 2])
    }

    /// Gives a subnet its neighbour's block, or its own again: a finding comes and goes.
    fn clash(&self, i: usize) -> Intent {
        let (subnet, blocks) = self.blocks[i / 2 % self.blocks.len()];
        set_block(subnet, blocks[if i.is_multiple_of(2) { 2 } else { 0 }])
    }

    fn rename(&self, i: usize) -> Intent {
        Intent::Rename { id: self.blocks[i % self.blocks.len()].0.into(), name: format!("renamed-{i}") }
    }

    fn shift(&self, i: usize) -> Intent {
        let dx = if i.is_multiple_of(2) { 20 } else { -20 };
        Intent::MoveObjects { ids: vec![self.vpcs[i / 2 % self.vpcs.len()].into()], dx, dy: 0 }
    }
}

fn set_block(subnet: SubnetId, block: CidrBlock) -> Intent {
    Intent::SetField { ids: vec![subnet.into()], path: "ipv4".into(), value: block.to_string().into() }
}

/// From what was meant to lines in their places and fresh findings.
fn edit(editor: &mut Editor, intent: Intent) {
    let response = editor.perform(intent);
    assert!(response.changed.design, "not an edit: {:?}", response.effects);
    editor.route();
    black_box(editor.check());
}

fn edits(subnets: usize, times: usize) {
    let design = design_of(subnets);
    let edits = Edits::of(&design);
    let budget = Some(if subnets > 2_000 { LARGE_EDIT } else { EDIT });
    let mut editor = Editor::new(design, 1);
    let mut run = |name: &str, intent: &dyn Fn(usize) -> Intent| {
        let name = format!("{name} to fresh findings, {subnets} subnets");
        measure(&name, budget, times, |i| edit(&mut editor, intent(i)));
    };
    run("subnet block", &|i| edits.block(i));
    run("overlap made or mended", &|i| edits.clash(i));
    run("rename", &|i| edits.rename(i));
    run("move of a VPC", &|i| edits.shift(i));
}

/// No edit copies the document: what it allocates does not grow with it.
fn copies() {
    for (name, of) in [
        ("subnet block", Edits::block as fn(&Edits, usize) -> Intent),
        ("rename", Edits::rename),
        ("move of a VPC", Edits::shift),
    ] {
        let [small, large] = [200, 20_000].map(|subnets| {
            let design = design_of(subnets);
            let edits = Edits::of(&design);
            let mut editor = Editor::new(design, 1);
            let [mut perform, mut check] = [0, 0];
            for i in 0..21 {
                let intent = of(&edits, i);
                let before = ALLOCATED.load(Ordering::Relaxed);
                let _ = black_box(editor.perform(intent));
                let between = ALLOCATED.load(Ordering::Relaxed);
                black_box(editor.check());
                // The first one fills caches.
                if i > 0 {
                    perform += (between - before) / 20;
                    check += (ALLOCATED.load(Ordering::Relaxed) - between) / 20;
                }
            }
            [perform, check]
        });
        for (part, at) in [("edit", 0), ("findings", 1)] {
            let verdict = if large[at] <= small[at] * 2 + 4096 { "ok" } else { "OVER" };
            let name = format!("bytes allocated, {name}: {part}, 200 / 20,000 subnets");
            println!("{name:<58} {:>11} {:>11} {:>10}  {verdict}", small[at], large[at], "equal");
        }
    }
}

/// What somebody does to all of 10,000 boxes. Findings follow the paint.
fn everything() {
    let design = design_of(10_000);
    let mut editor = Editor::new(design, 1);
    let mut times = [const { Vec::new() }; 3];
    let mut lines = [const { Vec::new() }; 3];
    for _ in 0..10 {
        for (i, key) in ["select", "delete", "undo"].into_iter().enumerate() {
            let intent = match key {
                "select" => Intent::SelectAll,
                "delete" => Intent::Delete { ids: editor.selection().iter().copied().collect() },
                _ => Intent::Undo,
            };
            let start = Instant::now();
            let response = black_box(editor.perform(intent));
            times[i].push(start.elapsed());
            assert!(response.changed.design || response.changed.selection, "nothing came of it");
            let start = Instant::now();
            editor.route();
            lines[i].push(start.elapsed());
            black_box(editor.check());
        }
    }
    for ((name, mut all), mut lines) in ["select all", "delete all", "undo"].into_iter().zip(times).zip(lines) {
        all.sort_unstable();
        row(&format!("{name}, 10,000 boxes"), all[5], all[9], Some(ALL));
        lines.sort_unstable();
        row("  its lines, after the paint", lines[5], lines[9], Some(ALL));
    }
}

fn whole(subnets: usize, design: &Design) {
    measure(&format!("all findings anew, {subnets} subnets"), None, 10, |_| Analyses::new(design));
    let text = save(design);
    println!("  {} objects, {} kB", design.len(), text.len() / 1000);
    let budget = (subnets == 20_000).then_some(OPENING);
    let file = (subnets == 20_000).then_some(FILE);
    measure(&format!("save, {subnets} subnets"), file, 10, |_| save(design));
    let (mut changed, mut saver) = (design.clone(), Saver::default());
    let edits = Edits::of(design);
    measure(&format!("save again after an edit, {subnets} subnets"), Some(FRAME), 20, |i| {
        let (subnet, blocks) = edits.blocks[i / 2 % edits.blocks.len()];
        let change = Edit::change(subnet, move |subnet: &mut Subnet| subnet.ipv4 = Some(blocks[(i + 1) % 2].into()));
        let _ = apply(&mut changed, change).expect("the subnet is there");
        saver.save(&changed)
    });
    measure(&format!("load, {subnets} subnets"), file, 10, |_| load(&text).expect("it was saved here"));
    measure(&format!("load, lay out, check, draw: {subnets} subnets"), budget, 5, |_| {
        let editor = Editor::new(load(&text).expect("it was saved here").design, 1);
        let items = draw_all(editor.design(), editor.layout());
        (editor, items)
    });
    let options = Options::default();
    let vpcs = subnets / (ZONES * TIERS);
    measure(&format!("Terraform of {vpcs} VPCs"), None, 5, |_| Terraform.export(design, &options));
}

/// The display list with everything in view.
fn draw_all(design: &Design, layout: &Layout) -> usize {
    let viewport = Point::new(1440.0, 900.0);
    let camera = Camera::fit(layout.bounds().expect("the design is not empty"), viewport, 40.0);
    let marks = Marks::default();
    let scene = Scene { design, layout, marks: &marks };
    draw_design(scene, camera, viewport, Level::at(camera.scale), &mut TableMeasure).items.len()
}

fn pictures(subnets: usize, design: &Design) {
    measure(&format!("layout anew, {subnets} subnets"), None, 10, |_| Layout::new(design));
    let mut design = design.clone();
    let mut layout = Layout::new(&design);
    let edits = Edits::of(&design);
    measure(&format!("layout after an edit of a subnet, {subnets} subnets"), Some(FRAME), 50, |i| {
        let (subnet, blocks) = edits.blocks[i / 2 % edits.blocks.len()];
        let change = Edit::change(subnet, move |subnet: &mut Subnet| subnet.ipv4 = Some(blocks[(i + 1) % 2].into()));
        let diff = apply(&mut design, change).expect("the subnet is there");
        layout.absorb(&design, &diff);
    });
    measure(&format!("layout after a move of a VPC, {subnets} subnets"), Some(FRAME), 50, |i| {
        let change = Edit::change_entity(edits.vpcs[i / 2 % edits.vpcs.len()], move |entity| {
            entity.head.at.get_or_insert_default().x += if i.is_multiple_of(2) { 20 } else { -20 };
        });
        let diff = apply(&mut design, change).expect("the VPC is there");
        layout.absorb(&design, &diff);
    });
    println!("  {} items in the display list", draw_all(&design, &layout));
    measure(&format!("display list, all in view, {subnets} subnets"), Some(FRAME), 20, |_| draw_all(&design, &layout));
    let viewport = Point::new(1440.0, 900.0);
    let marks = Marks::default();
    let scene = Scene { design: &design, layout: &layout, marks: &marks };
    let rect = layout.rect(edits.vpcs[0]).expect("every VPC has a box");
    let near = Camera::fit(rect, viewport, 40.0);
    measure(&format!("display list, one VPC in view, {subnets} subnets"), Some(FRAME), 50, |_| {
        draw_design(scene, near, viewport, Level::at(near.scale), &mut TableMeasure)
    });
}

fn addresses() {
    let design = design_of(20_000);
    let used: PrefixSet = design.all::<Vpc>().flat_map(|(_, vpc)| &vpc.ipv4).filter_map(|b| b.get()).collect();
    let ten: PrefixSet = [CidrBlock::containing([10, 0, 0, 0].into(), 8)].into_iter().collect();
    measure("next free /20 of 10.0.0.0/8 with 1,000 VPCs in it", None, 200, |_| {
        next_free(&ten, &used, 20, Policy::FirstFit).expect("there is room")
    });
    // Small ones far apart: nothing joins, so the set is as large as it gets.
    let torn = overlaps::blocks().into_iter().filter(|block| block.length() == 28).collect::<PrefixSet>();
    measure("next free /24 between 11,000 scattered /28", None, 100, |_| next_free(&ten, &torn, 24, Policy::FirstFit));
    measure("rows of the address table, 20,000 subnets", None, 20, |_| address_table(&design));
    measure("the address plan as CSV, 20,000 subnets", None, 10, |_| address_csv(&design));
    measure("free blocks of every pool and VPC, 20,000 subnets", None, 10, |_| gap_reports(&design, Family::V4));
    measure("comparison with itself, 20,000 subnets", None, 10, |_| Comparison::of(&design, &design));

    let subnets: Vec<SubnetId> = design.all::<Subnet>().map(|(id, _)| id).step_by(397).collect();
    let vpcs: Vec<VpcId> = design.all::<Vpc>().map(|(id, _)| id).step_by(20).collect();
    let mut editor = Editor::new(design, 1);
    let mut run = |name: &str, budget: Option<Duration>, times: usize, intent: &dyn Fn(usize) -> Intent| {
        measure(&format!("{name}, 20,000 subnets"), budget, times, |i| {
            let response = editor.perform(intent(i));
            assert!(response.changed.design, "not an edit: {:?}", response.effects);
        });
    };
    run("a VPC takes the next free block", Some(FRAME), vpcs.len(), &|i| Intent::AddBlock { vpc: vpcs[i] });
    // Drawn far outside, so that nothing has to make way.
    let draw = |x: i32, y: i32| Intent::DrawVpc { at: Placement::at(x, y), environment: None };
    let down = |i: usize| 1_000 * i32::try_from(i).expect("a small number");
    run("a new VPC beside the others", Some(LARGE_EDIT), 50, &|i| draw(60_000, down(i)));
    run("a new VPC above the others, so all ways to the internet", None, 20, &|i| draw(0, -2_000 - down(i)));
    splits(&mut editor, &subnets);
}

/// Splits subnets in VPCs that grow and have their neighbours make way: the step, then its lines, which are laid when the
/// boxes have been painted.
fn splits(editor: &mut Editor, subnets: &[SubnetId]) {
    let [mut boxes, mut lines] = [const { Vec::new() }; 2];
    for subnet in subnets {
        editor.route();
        let start = Instant::now();
        let response = editor.perform(Intent::SplitSubnet { subnet: *subnet });
        boxes.push(start.elapsed());
        assert!(response.changed.design, "not an edit: {:?}", response.effects);
        let start = Instant::now();
        editor.route();
        lines.push(start.elapsed());
    }
    for (name, mut all, budget) in
        [("a subnet is split, 20,000 subnets", boxes, Some(FRAME)), ("  its lines, after the paint", lines, None)]
    {
        all.sort_unstable();
        row(name, all[all.len() / 2], all[all.len() * 95 / 100], budget);
    }
}
