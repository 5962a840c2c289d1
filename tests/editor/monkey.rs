//! A monkey at the editor: whatever it does, the design stays sound, nothing panics, and undo leads back.

use crate::support::*;
use cidraw::addressing::CidrBlock;
use cidraw::analysis::Analyses;
use cidraw::editor::planning::*;
use cidraw::editor::*;
use cidraw::model::kinds::*;
use cidraw::model::*;
use cidraw::scene::{Layout, Point};
use serde_json::json;

/// SplitMix64: the same monkey every time.
struct Monkey(u64);

impl Monkey {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: usize) -> usize {
        (self.next() % n.max(1) as u64) as usize
    }

    fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    fn one_of<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }

    fn modifiers(&mut self) -> Modifiers {
        let mut held = Modifiers::NONE;
        if self.chance(20) {
            held.shift = true;
        }
        if self.chance(10) {
            held.alt = true;
        }
        if self.chance(10) {
            held.mod_key = true;
        }
        held
    }

    /// Mostly on the screen and on things, now and then far off.
    fn point(&mut self, editor: &Editor) -> Point {
        if self.chance(1) {
            return Point::new(f64::NAN, 1e300);
        }
        if self.chance(60)
            && let Some((_, rect)) =
                Some(editor.layout().boxes()).filter(|all| !all.is_empty()).map(|all| *self.one_of(&all))
        {
            let along = |low: f64, size: f64, part: usize| low + size * part as f64 / 20.0;
            let world = Point::new(along(rect.x, rect.w, self.below(21)), along(rect.y, rect.h, self.below(21)));
            return editor.camera().to_screen(world);
        }
        Point::new(self.below(1800) as f64 - 100.0, self.below(1400) as f64 - 100.0)
    }

    fn id(&mut self, editor: &Editor) -> EntityId {
        let all: Vec<EntityId> = editor.design().iter().map(|(id, _)| id).collect();
        if all.is_empty() || self.chance(3) {
            return "vpc-gone".parse().expect("an id");
        }
        *self.one_of(&all)
    }

    fn id_of<T: TypedId>(&mut self, editor: &Editor) -> T {
        let all: Vec<EntityId> =
            editor.design().iter().map(|(id, _)| id).filter(|id| id.typed::<T>().is_some()).collect();
        if all.is_empty() || self.chance(3) {
            return T::from_slug(Slug::new("gone").expect("letters"));
        }
        self.one_of(&all).typed().expect("filtered")
    }

    fn block(&mut self) -> CidrBlock {
        let address = std::net::Ipv4Addr::new(10, self.below(4) as u8, self.below(256) as u8, 0);
        CidrBlock::containing(address.into(), 8 + self.below(25) as u8)
    }

    fn zone(&mut self) -> String {
        (*self.one_of(&["us-east-1a", "us-east-1b", "us-east-1f", "eu-west-1a", "", "mars"])).to_owned()
    }

    fn input(&mut self, editor: &Editor) -> Input {
        let kind = *self.one_of(&[PointerKind::Mouse, PointerKind::Mouse, PointerKind::Pen, PointerKind::Touch]);
        let button =
            *self.one_of(&[Button::Main, Button::Main, Button::Main, Button::Main, Button::Middle, Button::Secondary]);
        let pointer = Pointer {
            at: self.point(editor),
            button,
            modifiers: self.modifiers(),
            kind,
            clicks: 1 + self.below(3) as u8,
        };
        match self.below(100) {
            0..20 => Input::PointerDown(pointer),
            20..50 => Input::PointerMove(pointer),
            50..70 => Input::PointerUp(pointer),
            70 => Input::PointerCancel,
            71 => Input::PointerLeave,
            72..75 => {
                let delta = Point::new(self.below(400) as f64 - 200.0, self.below(400) as f64 - 200.0);
                let device = *self.one_of(&[WheelDevice::Mouse, WheelDevice::Trackpad]);
                Input::Wheel { at: pointer.at, delta, modifiers: pointer.modifiers, device }
            }
            75 => Input::Pinch { at: pointer.at, by: Point::new(3.0, -4.0), factor: self.below(30) as f64 / 10.0 },
            76 => Input::Resize { viewport: Point::new(self.below(3000) as f64, self.below(2000) as f64) },
            77 => Input::Blur,
            78..82 => Input::Tick { elapsed: self.below(700) as f64 - 20.0 },
            82..85 => Input::KeyUp(KeyPress::new(" ", Modifiers::NONE)),
            _ => Input::KeyDown(self.key()),
        }
    }

    fn key(&mut self) -> KeyPress {
        let binding = self.one_of(KEYMAP);
        let name = match binding.chord.key {
            Key::Letter(c) | Key::Digit(c) | Key::Sign(c) => c.to_string(),
            Key::Named(name) => name.to_owned(),
        };
        let modifiers = if self.chance(80) { binding.chord.modifiers } else { self.modifiers() };
        KeyPress { key: name, code: String::new(), modifiers, repeat: self.chance(10) }
    }

    fn intent(&mut self, editor: &Editor) -> Intent {
        let ids = |monkey: &mut Monkey| (0..monkey.below(4)).map(|_| monkey.id(editor)).collect::<Vec<_>>();
        let far = if self.chance(2) { i32::MAX - 50 } else { 400 };
        let distance = |monkey: &mut Monkey| monkey.below(801) as i32 - far;
        match self.below(34) {
            0 => {
                let at = Placement::at(distance(self), distance(self));
                Intent::DrawVpc { at, environment: self.chance(30).then(|| self.id_of(editor)) }
            }
            1 => Intent::AddTier {
                vpc: self.id_of(editor),
                name: None,
                role: *self.one_of(&Role::ALL),
                zones: (0..self.below(5)).map(|_| self.zone()).collect(),
                length: self.chance(50).then(|| self.below(40) as u8),
            },
            2 => Intent::AddSubnet { tier: self.id_of(editor), zone: self.zone() },
            3 => Intent::ExtendTier { tier: self.id_of(editor), zone: None },
            4 => Intent::AddZone { vpc: self.id_of(editor), zone: None },
            5 => Intent::AddBlock { vpc: self.id_of(editor) },
            6 => Intent::AddInternetGateway { vpc: self.id_of(editor) },
            7 => Intent::AddNatGateway { subnet: self.id_of(editor) },
            8 => Intent::AddNatGateways { vpc: self.id_of(editor) },
            9 => Intent::AddRouteTable { vpc: self.id_of(editor) },
            10 => Intent::AddElasticIp { region: "us-east-1".into(), nat: self.chance(50).then(|| self.id_of(editor)) },
            11 => Intent::AddPool { name: None, blocks: vec![self.block()], parent: None },
            12 => Intent::AddEnvironment { name: Some("e".into()), production: true },
            13 => Intent::AddAccount { name: None },
            14 => {
                let to = *self.one_of(&[
                    End::Internet,
                    End::New { kind: Kind::Vpc, x: 3000, y: 40 },
                    End::New { kind: Kind::TransitGateway, x: 3000, y: 40 },
                ]);
                Intent::Connect { from: self.id(editor), to }
            }
            15..18 => Intent::Connect { from: self.id(editor), to: End::Object(self.id(editor)) },
            18 => {
                let target = RouteTarget::To(self.id(editor));
                let list = self.chance(20).then(|| Destination::PrefixList(self.id_of(editor)));
                let destination = list.unwrap_or_else(|| self.block().into());
                Intent::AddRoute { table: self.id_of(editor), destination, target }
            }
            19 => Intent::RemoveRoute { table: self.id_of(editor), index: self.below(3) },
            20 => Intent::AssociateRouteTable {
                subnets: vec![self.id_of(editor)],
                table: self.chance(70).then(|| self.id_of(editor)),
            },
            21 => Intent::MakeMain { table: self.id_of(editor) },
            22 => Intent::MoveObjects { ids: ids(self), dx: distance(self), dy: distance(self) },
            23 => {
                let to = Crossing { vpc: self.id_of(editor), tier: self.id_of(editor), zone: self.zone() };
                Intent::MoveSubnet { subnet: self.id_of(editor), to }
            }
            24 => Intent::MoveTier { tier: self.id_of(editor), row: self.below(9) },
            25 => {
                let to = Placement { w: Some(self.below(90_000) as u32), ..Placement::at(distance(self), 0) };
                Intent::ResizeVpc { vpc: self.id_of(editor), to }
            }
            26 => Intent::ReaddressVpc { vpc: self.id_of(editor), index: self.below(3), block: self.block() },
            27 => Intent::SplitSubnet { subnet: self.id_of(editor) },
            28 => Intent::Duplicate { ids: ids(self), by: None },
            29 => Intent::Rename { id: self.id(editor), name: (*self.one_of(&["x", "", "a-2", "é\u{7}"])).into() },
            30 => {
                let path =
                    *self.one_of(&["ipv4", "ipv4/0", "zone", "order", "vpc", "routes/0", "tags/k", "at", "role"]);
                let value =
                    self.one_of(&[json!(null), json!("10.0.0.0/16"), json!(3), json!([]), json!("public")]).clone();
                Intent::SetField { ids: ids(self), path: path.into(), value }
            }
            31 => Intent::Paste {
                text: (*self.one_of(&["10.0.0.0/20\n10.3.0.0/17", "{}", "x", ""])).into(),
                at: None,
                into: Some(self.id(editor)),
            },
            32 => Intent::TravelTo(self.below(30)),
            _ => Intent::Delete { ids: ids(self) },
        }
    }
}

/// A plan about anything, when there is one.
fn planned(monkey: &mut Monkey, editor: &mut Editor) -> Option<Planned> {
    let readdressing = |plan: Result<Readdressing, Refusal>| plan.ok().map(|plan| plan.planned);
    let length = 16 + monkey.below(14) as u8;
    match monkey.below(11) {
        0..3 => {
            let scope = match monkey.below(3) {
                0 => Scope::Vpc(monkey.id_of(editor)),
                1 => Scope::Tier(monkey.id_of(editor)),
                _ => Scope::Environment(monkey.id_of(editor)),
            };
            let lengths = (0..monkey.below(2)).map(|_| (monkey.id_of(editor), length)).collect();
            let blocks = *monkey.one_of(&[VpcBlocks::Keep, VpcBlocks::Pack, VpcBlocks::Fit]);
            let wishes = Wishes { lengths, room: monkey.below(3), blocks };
            replan(editor.design(), scope, &wishes).ok().map(|plan| plan.readdressing.planned)
        }
        3 => {
            let like = monkey.id_of(editor);
            let shared = peers_of(editor.design(), like).into_iter().map(|peer| peer.vpc).collect();
            let name = format!("like {}", monkey.below(1000));
            let pool = monkey.chance(30).then(|| monkey.id_of(editor));
            let order = Stamp { like, name, short: None, production: false, pool, account: None, shared, by: (0, 700) };
            editor.plan(|design, ids| stamp(design, ids, &order)).ok().map(|stamped| stamped.planned)
        }
        4 => {
            let reservation = *monkey.one_of(&[ReservationType::Prefix, ReservationType::Explicit]);
            let length = if monkey.chance(20) { 64 + monkey.below(66) as u8 } else { length + 4 };
            let ask = Reserve { subnet: monkey.id_of(editor), length, reservation, description: String::new() };
            editor.plan(|design, ids| reserve(design, ids, &ask)).ok().map(|reserved| reserved.planned)
        }
        5 => {
            let to = monkey.chance(50).then(|| monkey.block());
            readdressing(move_block(editor.design(), monkey.id(editor), to, None))
        }
        6 => readdressing(swap(editor.design(), monkey.id(editor), monkey.id(editor))),
        7 => {
            let (subnet, pieces) = (monkey.id_of(editor), 1 + monkey.below(5));
            readdressing(editor.plan(|design, ids| split(design, ids, subnet, pieces)))
        }
        8 => {
            let id = monkey.id(editor);
            let plan = if monkey.chance(50) { grow } else { shrink };
            readdressing(plan(editor.design(), id, length))
        }
        9 => {
            let subnets: Vec<SubnetId> = (0..monkey.below(4)).map(|_| monkey.id_of(editor)).collect();
            readdressing(join(editor.design(), &subnets))
        }
        _ => {
            let list = read_list("10.0.0.0/24,a,t\n10.1.7.0/26 web\n10.2.0.9/20\nnonsense");
            let plan = editor.plan(|design, ids| subnets_of_list(design, ids, &list, None)).ok()?;
            Some(plan.readdressing.planned)
        }
    }
}

/// One thing that the monkey does. Copies are pasted, findings are mended, plans are carried out: at once, or after they
/// have been left lying.
fn act(monkey: &mut Monkey, editor: &mut Editor, clipboard: &mut String, plan: &mut Option<Planned>) -> Response {
    match monkey.below(100) {
        0..4 => {
            let old = plan.take();
            *plan = planned(monkey, editor);
            let now = if monkey.chance(70) { plan.take() } else { old };
            now.map_or_else(Response::none, |plan| editor.perform(Intent::CarryOut(Box::new(plan))))
        }
        4..80 => {
            let input = monkey.input(editor);
            editor.handle(input)
        }
        80..94 => {
            let intent = monkey.intent(editor);
            editor.perform(intent)
        }
        94..97 => {
            let command = *monkey.one_of(Command::ALL);
            editor.run(command)
        }
        97 => editor.perform(Intent::Paste { text: clipboard.clone(), at: None, into: None }),
        98 => {
            let _ = editor.check();
            let fixes: Vec<(String, String)> = editor
                .analyses()
                .findings()
                .flat_map(|finding| finding.fixes.iter().map(|fix| (finding.fingerprint(), fix.title.clone())))
                .collect();
            if fixes.is_empty() {
                return editor.perform(Intent::ApplySafeFixes { rule: None });
            }
            let (finding, title) = monkey.one_of(&fixes).clone();
            editor.perform(Intent::ApplyFix { finding, title })
        }
        _ => {
            let tool = *monkey.one_of(&Tool::ALL);
            editor.set_tool(tool)
        }
    }
    .then(Response::none())
    .then({
        // A design without bound would only make the monkey slow.
        if editor.design().len() > 400 { editor.perform(Intent::Load(Box::default())) } else { Response::none() }
    })
    .tap_copy(clipboard)
}

trait TapCopy {
    fn tap_copy(self, clipboard: &mut String) -> Self;
}

impl TapCopy for Response {
    fn tap_copy(self, clipboard: &mut String) -> Response {
        for effect in &self.effects {
            if let Effect::Copy(text) = effect {
                clipboard.clone_from(text);
            }
        }
        self
    }
}

fn let_loose(seed: u64, steps: usize) {
    let mut monkey = Monkey(seed);
    let mut editor = Editor::new(Design::default(), seed);
    let (mut clipboard, mut plan) = (String::new(), None);
    for step in 0..steps {
        let before = editor.design().clone();
        let response = act(&mut monkey, &mut editor, &mut clipboard, &mut plan);
        assert_sound(&editor);
        // What the response says is what happened.
        let mut followed = before.clone();
        followed.absorb(&response.diff);
        assert!(followed == *editor.design(), "step {step}: the diff leads elsewhere");
        assert!(response.changed.design || response.diff.is_empty(), "step {step}: nobody is told of the change");
        let _ = (editor.preview(), editor.cursor(), editor.handles(), editor.empty_crossing(), editor.menu());
        // The costly sweeps, now and then.
        if step % 250 == 0 {
            assert_eq!(
                Layout::new(editor.design()).boxes(),
                editor.layout().boxes(),
                "step {step}: the layout has drifted"
            );
            let _ = editor.check();
            let afresh = Analyses::new(editor.design());
            let kept: Vec<String> = editor.analyses().findings().map(|f| f.message.clone()).collect();
            let wanted: Vec<String> = afresh.findings().map(|f| f.message.clone()).collect();
            assert_eq!(kept, wanted, "step {step}: the findings have drifted");
        }
        if step % 500 == 499 {
            let now = editor.design().clone();
            let (all, undone) = (editor.history().done().len(), editor.history().undone().len());
            let _ = editor.perform(Intent::TravelTo(0));
            let _ = editor.perform(Intent::TravelTo(all));
            assert!(*editor.design() == now, "step {step}: there and back again");
            assert_eq!(editor.history().undone().len(), undone);
        }
    }
}

/// Ten seeds; for a longer hunt `MONKEY_SEEDS=500 cargo test --test editor monkey`.
#[test]
fn a_monkey_of_twenty_thousand_events_breaks_nothing() {
    let seeds = std::env::var("MONKEY_SEEDS").ok().and_then(|n| n.parse().ok()).unwrap_or(10);
    for seed in 1..=seeds {
        let_loose(seed, 2_000);
    }
}
