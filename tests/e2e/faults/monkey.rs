//! A monkey at the page: 2,000 events of pointer, wheel and keys, as the browser gives them. Whatever it does, nothing is
//! thrown, nothing breaks down, and the design that is kept is sound.

use std::time::Duration;

use cidraw::model::invariants;
use fantoccini::actions::{
    ActionSequence, InputSource, KeyAction, KeyActions, MouseActions, PointerAction, WheelAction, WheelActions,
};
use serde_json::Value;

use crate::browser::{Browser, keys, serve};
use crate::steps::{kept, template, thrown, watch_console};

const EVENTS: usize = 2_000;
const WIDTH: u64 = 1440;
const HEIGHT: u64 = 900;

/// SplitMix64: the same monkey every time.
struct Monkey(u64);

impl Monkey {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % n
    }

    fn one_of<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len() as u64) as usize]
    }

    /// Mostly on an object or a button, else anywhere.
    fn place(&mut self, targets: &[(f64, f64)]) -> (f64, f64) {
        if self.below(10) < 7 && !targets.is_empty() {
            return self.one_of(targets);
        }
        (self.below(WIDTH) as f64, self.below(HEIGHT) as f64)
    }
}

const KEYS: &[char] = &[
    'p',
    's',
    'g',
    'c',
    'v',
    'h',
    'o',
    'i',
    'n',
    'r',
    'k',
    '?',
    '/',
    '1',
    '0',
    '+',
    '-',
    '[',
    ']',
    ' ',
    'x',
    '.',
    keys::ENTER,
    keys::ENTER,
    keys::ESCAPE,
    keys::ESCAPE,
    keys::TAB,
    keys::TAB,
    keys::DOWN,
    keys::UP,
    keys::LEFT,
    keys::RIGHT,
    keys::DELETE,
    keys::F2,
    keys::F8,
    keys::F10,
    keys::HOME,
];

/// What a press can hit, in pixels of the page.
const TARGETS: &str = "const seen = r => r.width > 0 && r.x >= 0 && r.y >= 0 && r.x + r.width / 2 < innerWidth && r.y + r.height / 2 < innerHeight; \
    return [...document.querySelectorAll('#proxies [data-id], button, input, select, [role=treeitem], [role=tab], [role=option], [role=menuitem]')] \
        .map(e => e.getBoundingClientRect()).filter(seen).map(r => [r.x + r.width / 2, r.y + r.height / 2])";

/// No dialog of the system itself, which nobody would answer, and no other size of the window.
const NO_SYSTEM_DIALOGS: &str = "const closed = async () => { throw new DOMException('closed', 'AbortError'); }; \
    window.showOpenFilePicker = closed; window.showSaveFilePicker = closed; HTMLInputElement.prototype.click = () => {}; Element.prototype.requestFullscreen = closed; \
    HTMLSelectElement.prototype.showPicker = () => {};";

/// A few events of one kind of device, performed at once.
async fn act(monkey: &mut Monkey, browser: &Browser, targets: &[(f64, f64)]) -> usize {
    let mut made = 0;
    let place = monkey.place(targets);
    let actions: ActionSequence = match monkey.below(10) {
        0..5 => {
            let to = |(x, y): (f64, f64), ms| PointerAction::MoveTo { duration: Some(Duration::from_millis(ms)), x, y };
            let button = monkey.one_of(&[0, 0, 0, 0, 1, 2]);
            let mut mouse = MouseActions::new("mouse".into()).then(to(place, 0)).then(PointerAction::Down { button });
            made += 3;
            for _ in 0..monkey.below(4) {
                mouse = mouse.then(to(monkey.place(targets), 16));
                made += 1;
            }
            mouse = mouse.then(PointerAction::Up { button });
            if monkey.below(6) == 0 {
                mouse = mouse.then(PointerAction::Down { button }).then(PointerAction::Up { button });
                made += 2;
            }
            mouse.into()
        }
        5 => {
            let (x, y) = (place.0 as i64, place.1 as i64);
            let delta = |monkey: &mut Monkey| monkey.below(500) as i64 - 250;
            let (delta_x, delta_y) = (delta(monkey), delta(monkey));
            let scroll = WheelAction::Scroll { duration: None, x, y, delta_x, delta_y };
            made += 1;
            let mut wheel = WheelActions::new("wheel".into());
            wheel.push(scroll);
            wheel.into()
        }
        _ => {
            let mut typed = KeyActions::new("keys".into());
            for _ in 0..1 + monkey.below(4) {
                let key = monkey.one_of(KEYS);
                let held: &[char] = match monkey.below(12) {
                    0 => &[keys::SHIFT],
                    1 => &[keys::ALT],
                    // Not every chord: those of tabs and windows are the browser's own.
                    2 => &[keys::CTRL],
                    _ => &[],
                };
                let key = if held == [keys::CTRL] {
                    monkey.one_of(&['z', 'z', 'c', 'v', 'x', 'a', 'd', 'k', 'e'])
                } else {
                    key
                };
                let held: &[char] =
                    if held == [keys::ALT] && [keys::LEFT, keys::HOME].contains(&key) { &[] } else { held };
                for value in held {
                    typed = typed.then(KeyAction::Down { value: *value });
                }
                typed = typed.then(KeyAction::Down { value: key }).then(KeyAction::Up { value: key });
                for value in held {
                    typed = typed.then(KeyAction::Up { value: *value });
                }
                made += 2;
            }
            typed.into()
        }
    };
    browser.client.perform_actions(actions).await.expect("it acts");
    made
}

async fn look(browser: &Browser, events: usize) {
    let thrown = thrown(browser).await;
    assert!(
        thrown.is_empty(),
        "after {events} events: {}",
        thrown.iter().take(2).map(String::as_str).collect::<Vec<_>>().join("\n")
    );
    assert_eq!(browser.count("[data-testid=fallen]").await, 0, "after {events} events");
    let page = browser.run("return [location.href, document.documentElement.dataset.ready]").await;
    assert_eq!(page[1], "true", "after {events} events: {page}");
    let checked =
        "const c = document.querySelector('[data-testid=canvas]'); return c.dataset.revision === c.dataset.checked";
    browser.wait_for(checked).await;
    browser.settled().await;
    for kept in kept(browser).await {
        assert_eq!(invariants::broken(&kept.design()), None, "after {events} events: {}", kept.name);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_monkey_of_2000_events_breaks_nothing_in_the_page() {
    let server = serve();
    let browser = Browser::start().await;
    watch_console(&browser).await;
    browser.before_each_page(NO_SYSTEM_DIALOGS).await;
    browser.open(&server.url()).await;
    browser.open_file(&template("three-environments")).await;
    browser.wait_count("#proxies [data-kind=vpc]", 4).await;
    let seed = std::env::var("MONKEY_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(1);
    let (mut monkey, mut events, mut looked) = (Monkey(seed), 0, 0);
    while events < EVENTS {
        let targets = browser.run(TARGETS).await;
        let pair = |pair: &Value| Some((pair[0].as_f64()?, pair[1].as_f64()?));
        let targets: Vec<(f64, f64)> = targets.as_array().into_iter().flatten().filter_map(pair).collect();
        events += act(&mut monkey, &browser, &targets).await;
        if events >= looked + 250 {
            looked = events;
            look(&browser, events).await;
        }
    }
    look(&browser, events).await;
    // What is on the screen is what was kept.
    let kept = kept(&browser).await;
    browser.open(&server.url()).await;
    assert_eq!(browser.text("[data-testid=file-name]").await, kept[0].name);
    browser.close().await;
}
