use cidraw::addressing::CidrBlock;
use cidraw::editor::{Command, Effect, Response, also, chord_of, fit};
use cidraw::model::{Design, EntityId, Kind};
use cidraw::ordering::Ordered;
use cidraw::wording::capitalised;
use gloo::timers::callback::Timeout;
use leptos::prelude::*;

use super::choose::{Choose, Line};
use super::find::{holding, text_of};
use super::object::{ObjectPicture, detail, vpc_of};
use crate::ui::bridge::{Bridge, bridge};
use crate::ui::widgets::{Icon, chord_words};

/// More than these are found by typing one more letter.
const MOST: usize = 60;

/// Something to choose.
#[derive(Clone, Debug, PartialEq)]
enum Hit {
    /// A command, whether it can be run now, and the word that it was found by when that is none of its own.
    Command(Command, bool, Option<&'static str>),
    /// An object, and what to say about it.
    Object(EntityId, String),
}

/// Everything that fits what is typed, the best first. A block or an address finds what holds it.
fn hits(bridge: Bridge, typed: &str) -> Vec<Hit> {
    let wanted = typed.trim().to_lowercase();
    if let Some(block) = as_block(&wanted) {
        let found = bridge.design(|design| {
            let found = holding(design, block).into_iter();
            found.map(|(id, own)| Hit::Object(id, held_words(design, id, own))).collect::<Vec<Hit>>()
        });
        if !found.is_empty() {
            return found;
        }
    }
    let mut ranked: Vec<(usize, usize, Hit)> = Vec::new();
    for (at, command) in Command::ALL.iter().copied().enumerate() {
        if let Some(rank) = command.fit(&wanted) {
            let can = bridge.with(|editor| editor.can(command));
            ranked.push((rank + usize::from(!can), at, Hit::Command(command, can, other_word(command, &wanted))));
        }
    }
    if !wanted.is_empty() {
        bridge.design(|design| {
            for (at, (id, _)) in design.iter().enumerate().filter(|(_, (id, _))| id.kind != Kind::Settings) {
                let by_name = fit(&design.name(id), &wanted);
                let found = by_name.or_else(|| text_of(design, id).contains(&wanted).then_some(3));
                if let Some(rank) = found {
                    ranked.push((rank, at, Hit::Object(id, about(design, id))));
                }
            }
        });
    }
    ranked.order_by_key(|(rank, at, _)| (*rank, *at));
    ranked.into_iter().map(|(_, _, hit)| hit).take(MOST).collect()
}

/// What else people call a command, when only that fits what is typed.
fn other_word(command: Command, wanted: &str) -> Option<&'static str> {
    if fit(command.words(), wanted).is_some() {
        return None;
    }
    also(command).iter().copied().find(|word| fit(word, wanted).is_some_and(|rank| rank < 3))
}

/// A block, or an address as the block of it alone.
fn as_block(text: &str) -> Option<CidrBlock> {
    let address =
        || text.parse().ok().map(|address| CidrBlock::containing(address, if text.contains(':') { 128 } else { 32 }));
    match text.contains('/') {
        true => text.parse().ok(),
        false => address(),
    }
}

/// What an object is and where: "Subnet in prod, 10.0.16.0/20".
fn about(design: &Design, id: EntityId) -> String {
    let mut words = capitalised(id.kind.title());
    if let Some(vpc) = vpc_of(design, id).filter(|vpc| EntityId::from(*vpc) != id) {
        words = format!("{words} in {}", design.name(vpc));
    }
    match detail(design, id) {
        detail if detail.is_empty() => words,
        detail => format!("{words}, {detail}"),
    }
}

fn held_words(design: &Design, id: EntityId, block: CidrBlock) -> String {
    let words = capitalised(id.kind.title());
    match vpc_of(design, id).filter(|vpc| EntityId::from(*vpc) != id) {
        Some(vpc) => format!("{words} in {}, {block}", design.name(vpc)),
        None => format!("{words}, {block}"),
    }
}

/// Every command and every object, to be found by typing.
#[component]
pub fn Palette(
    /// What is searched for at first.
    first: String,
) -> impl IntoView {
    let bridge = bridge();
    let typed = RwSignal::new(first);
    let found = Memo::new(move |_| hits(bridge, &typed.get()));
    let lines = Memo::new(move |_| {
        found.with(|found| found.iter().map(|hit| line(bridge, hit)).enumerate().collect::<Vec<(usize, Line)>>())
    });
    let close = Callback::new(move |()| bridge.signals.dialog.set(None));
    let choose = Callback::new(move |at: usize| {
        let Some(hit) = found.with_untracked(|found| found.get(at).cloned()) else { return };
        close.run(());
        match hit {
            // The dialog gives the focus back first: a command may send it elsewhere.
            Hit::Command(command, ..) => drop(Timeout::new(0, move || bridge.run(command)).forget()),
            Hit::Object(id, _) => {
                bridge.go_to(id);
                Timeout::new(0, move || bridge.change(|_| Response::effect(Effect::FocusCanvas))).forget();
            }
        }
    });
    let picture = Callback::new(move |at: usize| match found.with(|found| found.get(at).cloned()) {
        Some(Hit::Object(id, _)) => view! { <ObjectPicture id=id class="icon-14" /> }.into_any(),
        _ => view! { <span class="picture"><Icon name="chevron" class="icon-14" /></span> }.into_any(),
    });
    view! {
        <Choose
            title="Find"
            placeholder="A command, a name, a block or an address"
            testid="palette"
            lines=lines.into()
            typed=typed
            empty="No command, object, block or address fits this."
            picture=picture
            on_choose=choose
            on_close=close
        />
    }
}

fn line(bridge: Bridge, hit: &Hit) -> Line {
    match hit {
        Hit::Command(command, can, found_by) => Line {
            name: command.words().to_owned(),
            about: found_by.map_or_else(|| command.group().title().to_owned(), |word| format!("“{word}”")),
            enabled: *can,
            chord: chord_words(&chord_of(*command)),
        },
        Hit::Object(id, about) => Line {
            name: bridge.design(|design| design.name(*id)),
            about: about.clone(),
            enabled: true,
            chord: String::new(),
        },
    }
}
