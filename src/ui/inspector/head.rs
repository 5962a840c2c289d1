use cidraw::editor::Intent;
use cidraw::model::{Design, EntityId, Kind, VpcId};
use cidraw::wording::capitalised;
use leptos::html;
use leptos::prelude::*;
use serde_json::Value;
use web_sys::HtmlInputElement;

use crate::ui::bridge::{Bridge, bridge};
use crate::ui::panels::object::{ObjectPicture, role_of, vpc_of};
use crate::ui::widgets::{ErrorLine, Icon, MenuButton, MenuLine, Typing, element_id, word};

/// What an object is and where: "Private subnet in prod".
fn place(design: &Design, id: EntityId) -> String {
    let role = matches!(id.kind, Kind::Subnet | Kind::Tier).then(|| role_of(design, id).key());
    let what = capitalised(&role.into_iter().chain([id.kind.title()]).collect::<Vec<_>>().join(" "));
    match vpc_of(design, id).filter(|vpc| EntityId::from(*vpc) != id) {
        Some(vpc) => format!("{what} in {}", design.name(vpc)),
        None => match id.typed::<VpcId>().and_then(|id| design.get(id)).map(|vpc| &vpc.region) {
            Some(region) => format!("{what} in {region}"),
            None => what,
        },
    }
}

/// What can be done with what is selected: the lines of its menu.
pub fn menu_lines(bridge: Bridge) -> Vec<MenuLine> {
    let items = bridge.with(|editor| editor.menu());
    let line = |item: cidraw::editor::MenuItem| MenuLine {
        words: item.words.to_owned(),
        chord: item.chord,
        enabled: item.enabled,
        divided: item.divided,
        act: Callback::new(move |()| bridge.run(item.command)),
    };
    items.into_iter().map(line).collect()
}

/// Closes the inspector.
#[component]
pub fn CloseButton() -> impl IntoView {
    let open = bridge().signals.inspector_open;
    view! {
        <button
            type="button"
            class="btn btn-icon"
            aria-label="Close the inspector"
            title="Close the inspector"
            on:click=move |_| open.set(false)
        >
            <Icon name="close" />
        </button>
    }
}

/// The head of the inspector for one object: its picture, its name to be changed, what it is.
#[component]
pub fn ObjectHead(
    /// The object.
    id: EntityId,
) -> impl IntoView {
    let bridge = bridge();
    let renaming = RwSignal::new(false);
    let typing = Typing::new();
    let where_ = Memo::new(move |_| bridge.follow(|design| place(design, id)));
    let lines = Callback::new(move |()| menu_lines(bridge));
    let name = Signal::derive(move || bridge.name(id));
    let error_id = element_id("error");
    let input = NodeRef::<html::Input>::new();
    let commit = move |text: String| {
        let outcome =
            bridge.attempt(Intent::SetField { ids: vec![id], path: "name".into(), value: Value::String(text) });
        if outcome.is_ok() {
            renaming.set(false);
        }
        outcome
    };
    let take = move || {
        if typing.text.try_with_untracked(Option::is_none) == Some(true) {
            let _ = renaming.try_set(false);
        }
        typing.commit(name, commit);
    };
    let field = move || {
        input.on_load(|input: HtmlInputElement| {
            let _ = input.focus();
            input.select();
        });
        view! {
            <input
                node_ref=input
                class="name-input"
                aria-label="Name"
                data-field="name"
                prop:value=move || typing.shown(name)
                aria-invalid=move || word(typing.error.with(Option::is_some))
                on:input=move |event| typing.input(event_target_value(&event))
                on:blur=move |_| take()
                on:keydown=move |event| match event.key().as_str() {
                    "Enter" => take(),
                    "Escape" => {
                        event.stop_propagation();
                        typing.give_up();
                        renaming.set(false);
                    }
                    _ => {}
                }
            />
        }
    };
    view! {
        <header class="inspector-head">
            <ObjectPicture id=id class="icon-20" />
            <div class="grow">
                <h2 hidden=move || renaming.get()>
                    <button
                        type="button"
                        class="name-button"
                        title="Rename"
                        data-testid="name"
                        on:click=move |_| renaming.set(true)
                    >
                        {move || name.get()}
                    </button>
                </h2>
                {move || renaming.get().then(field)}
                <p>{move || where_.get()}</p>
                <ErrorLine id=error_id error=typing.error on_correct=Callback::new(|_| ()) />
            </div>
            <MenuButton label="More" icon="more" lines=lines />
            <CloseButton />
        </header>
    }
}
