use cidraw::addressing::CidrBlock;
use cidraw::editor::{Command, Effect, Response, chord_of};
use cidraw::model::{Design, EntityId, Kind};
use leptos::html;
use leptos::prelude::*;
use web_sys::{HtmlInputElement, KeyboardEvent};

use super::find::{holding, rank, text_of};
use super::object::{ObjectPicture, detail, vpc_of};
use crate::ui::bridge::{Bridge, bridge};
use crate::ui::platform::document;
use crate::ui::widgets::{DialogFrame, Icon, chord_words, word};

/// More than these are found by typing one more letter.
const MOST: usize = 60;

/// Something to choose.
#[derive(Clone, Debug, PartialEq)]
enum Hit {
    /// A command, and whether it can be run now.
    Command(Command, bool),
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
        if let Some(rank) = rank(command.words(), &wanted) {
            let can = bridge.with(|editor| editor.can(command));
            ranked.push((rank + usize::from(!can), at, Hit::Command(command, can)));
        }
    }
    if !wanted.is_empty() {
        bridge.design(|design| {
            for (at, (id, _)) in design.iter().enumerate().filter(|(_, (id, _))| id.kind != Kind::Settings) {
                let by_name = rank(&design.name(id), &wanted);
                let found = by_name.or_else(|| text_of(design, id).contains(&wanted).then_some(3));
                if let Some(rank) = found {
                    ranked.push((rank, at, Hit::Object(id, about(design, id))));
                }
            }
        });
    }
    ranked.sort_by_key(|(rank, at, _)| (*rank, *at));
    ranked.into_iter().map(|(_, _, hit)| hit).take(MOST).collect()
}

/// A block, or an address as the block of it alone.
fn as_block(text: &str) -> Option<CidrBlock> {
    let address = || text.parse().ok().map(|address| CidrBlock::containing(address, if text.contains(':') { 128 } else { 32 }));
    match text.contains('/') {
        true => text.parse().ok(),
        false => address(),
    }
}

/// What an object is and where: "Subnet in prod, 10.0.16.0/20".
fn about(design: &Design, id: EntityId) -> String {
    let mut words = crate::ui::queries::capitalised(id.kind.title());
    if let Some(vpc) = vpc_of(design, id).filter(|vpc| EntityId::from(*vpc) != id) {
        words = format!("{words} in {}", design.name(vpc));
    }
    match detail(design, id) {
        detail if detail.is_empty() => words,
        detail => format!("{words}, {detail}"),
    }
}

fn held_words(design: &Design, id: EntityId, block: CidrBlock) -> String {
    let words = crate::ui::queries::capitalised(id.kind.title());
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
    let at = RwSignal::new(0usize);
    let found = Memo::new(move |_| hits(bridge, &typed.get()));
    let input = NodeRef::<html::Input>::new();
    input.on_load(|input: HtmlInputElement| {
        let _ = input.focus();
        input.select();
    });
    let close = Callback::new(move |()| bridge.signals.dialog.set(None));
    let choose = move |index: usize| {
        let Some(hit) = found.with_untracked(|found| found.get(index).cloned()) else { return };
        match hit {
            Hit::Command(_, false) => {}
            Hit::Command(command, true) => {
                close.run(());
                // The dialog gives the focus back first: a command may send it elsewhere.
                gloo::timers::callback::Timeout::new(0, move || bridge.run(command)).forget();
            }
            Hit::Object(id, _) => {
                close.run(());
                bridge.go_to(id);
                gloo::timers::callback::Timeout::new(0, move || {
                    bridge.change(|_| Response::effect(Effect::FocusCanvas));
                })
                .forget();
            }
        }
    };
    let step = move |to: usize| {
        at.set(to);
        // Options are never focused: the one that is meant is scrolled to by hand.
        gloo::timers::callback::Timeout::new(0, move || {
            if let Some(option) = document().get_element_by_id(&option_id(to)) {
                let options = web_sys::ScrollIntoViewOptions::new();
                options.set_block(web_sys::ScrollLogicalPosition::Nearest);
                option.scroll_into_view_with_scroll_into_view_options(&options);
            }
        })
        .forget();
    };
    let on_key = move |event: KeyboardEvent| {
        let (now, count) = (at.get_untracked(), found.with_untracked(Vec::len).max(1));
        match event.key().as_str() {
            "ArrowDown" => step((now + 1) % count),
            "ArrowUp" => step((now + count - 1) % count),
            "PageDown" => step((now + 8).min(count - 1)),
            "PageUp" => step(now.saturating_sub(8)),
            "Enter" => choose(now),
            _ => return,
        }
        event.prevent_default();
    };
    let option = move |(index, hit): (usize, Hit)| {
        let chosen = move || at.get() == index;
        let (enabled, content) = match hit {
            Hit::Command(command, can) => (can, command_line(command)),
            Hit::Object(id, about) => (true, object_line(bridge, id, about)),
        };
        view! {
            <li
                id=option_id(index)
                role="option"
                class="option"
                aria-selected=move || word(chosen())
                aria-disabled=word(!enabled)
                on:mousedown=|event| event.prevent_default()
                on:click=move |_| choose(index)
            >
                {content}
            </li>
        }
    };
    let list = move || found.get().into_iter().enumerate().map(option).collect_view();
    view! {
        <DialogFrame title="Find" class="dialog-palette" on_close=close>
            <div class="palette" data-testid="palette">
                <label class="field palette-field">
                    <Icon name="search" />
                    <input
                        node_ref=input
                        type="text"
                        role="combobox"
                        autocomplete="off"
                        spellcheck="false"
                        placeholder="A command, a name, a block or an address"
                        aria-label="Find a command, a name, a block or an address"
                        aria-expanded="true"
                        aria-controls="palette-list"
                        aria-activedescendant=move || option_id(at.get())
                        prop:value=move || typed.get()
                        on:input=move |event| {
                            at.set(0);
                            typed.set(event_target_value(&event));
                        }
                        on:keydown=on_key
                    />
                </label>
                <ul id="palette-list" class="palette-list" role="listbox" aria-label="Found">{list}</ul>
                <Show when=move || found.with(Vec::is_empty)>
                    <p class="empty">"No command, object, block or address fits this."</p>
                </Show>
            </div>
        </DialogFrame>
    }
}

fn option_id(index: usize) -> String {
    format!("palette-{index}")
}

fn command_line(command: Command) -> AnyView {
    let chord = chord_words(&chord_of(command));
    view! {
        <span class="picture"><Icon name="chevron" class="icon-14" /></span>
        <span class="grow">{command.words()}</span>
        <span class="quiet">{command.group().title()}</span>
        {(!chord.is_empty()).then(|| view! { <span class="kbd">{chord}</span> })}
    }
    .into_any()
}

fn object_line(bridge: Bridge, id: EntityId, about: String) -> AnyView {
    let name = bridge.design(|design| design.name(id));
    view! {
        <ObjectPicture id=id class="icon-14" />
        <span class="grow name">{name}</span>
        <span class="quiet">{about}</span>
    }
    .into_any()
}
