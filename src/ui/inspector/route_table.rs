use cidraw::addressing::CidrBlock;
use cidraw::aws::limits;
use cidraw::editor::{Intent, Refusal, read_destination};
use cidraw::model::kinds::{
    Destination, EgressOnlyGateway, Endpoint, EndpointType, InternetGateway, Peering, Route, RouteTable, RouteTarget,
    Subnet, TransitGatewayAttachment, Vpc, VpnGateway,
};
use cidraw::model::{Design, EntityId, RouteTableId, SubnetId, VpcId, nat_gateways_of};
use cidraw::ordering::Ordered;
use cidraw::wording::counted;
use leptos::html;
use leptos::prelude::*;
use serde_json::Value;

use super::section::Section;
use super::subjects::Subjects;
use crate::ui::bridge::Bridge;
use crate::ui::panels::object::ObjectLink;
use crate::ui::queries::of_limit;
use crate::ui::widgets::{Choice, ErrorLine, FieldError, Icon, SelectField, Typing, element_id, word};

/// The fields of a route table: its routes, and the subnets that follow it.
#[component]
pub fn RouteTableFields(
    /// The tables.
    subjects: Subjects,
) -> impl IntoView {
    subjects.one().and_then(EntityId::typed).map(|id| {
        view! {
            <Routes id=id subjects=subjects />
            <Followers id=id subjects=subjects />
        }
    })
}

/// What a table of `vpc` can send packets to: what is attached to its VPC or stands in it.
fn targets(design: &Design, vpc: VpcId) -> Vec<Choice> {
    let mut ids: Vec<EntityId> = design.referring::<InternetGateway>(vpc).map(|(id, _)| id.into()).collect();
    ids.extend(nat_gateways_of(design, vpc).into_keys().map(EntityId::from));
    ids.extend(design.referring::<Peering>(vpc).map(|(id, _)| EntityId::from(id)));
    ids.extend(design.referring::<EgressOnlyGateway>(vpc).map(|(id, _)| EntityId::from(id)));
    ids.extend(design.referring::<VpnGateway>(vpc).map(|(id, _)| EntityId::from(id)));
    let attached = design.referring::<TransitGatewayAttachment>(vpc);
    ids.extend(attached.map(|(_, attachment)| EntityId::from(attachment.transit_gateway)));
    let endpoints = design.referring::<Endpoint>(vpc);
    let forwards = endpoints.filter(|(_, endpoint)| endpoint.endpoint_type == EndpointType::GatewayLoadBalancer);
    ids.extend(forwards.map(|(id, _)| EntityId::from(id)));
    ids.into_iter().map(|id| Choice::new(id.to_string(), format!("{} {}", id.kind.title(), design.name(id)))).collect()
}

/// What a typed text means as a destination.
fn destination_of(bridge: Bridge, text: &str) -> Result<Destination, FieldError> {
    let refused =
        |error: Refusal| FieldError { text: error.to_string(), correction: error.correction().map(str::to_owned) };
    bridge.design(|design| read_destination(design, text)).map_err(refused)
}

fn table_of(subjects: Subjects) -> Memo<Option<RouteTable>> {
    subjects.common(RouteTable::clone)
}

/// The routes of one table.
#[component]
fn Routes(id: RouteTableId, subjects: Subjects) -> impl IntoView {
    let bridge = subjects.bridge;
    let table = table_of(subjects);
    let vpc = Memo::new(move |_| table.with(|table| table.as_ref().map(|table| table.vpc)));
    let routes = Memo::new(move |_| table.with(|table| table.as_ref().map(|t| t.routes.clone()).unwrap_or_default()));
    let local = Memo::new(move |_| {
        let vpc = vpc.get();
        bridge.follow(|design| vpc.and_then(|id| design.get(id)).map(|vpc: &Vpc| vpc.blocks().collect::<Vec<_>>()))
    });
    let choices = Memo::new(move |_| vpc.get().map(|vpc| bridge.follow(|d| targets(d, vpc))).unwrap_or_default());
    let note = Signal::derive(move || {
        let count = routes.with(Vec::len);
        let limit = &limits::ROUTES_PER_ROUTE_TABLE;
        vpc.get().map(|vpc| bridge.follow(|design| of_limit(design, vpc, count, limit))).unwrap_or_default()
    });
    let row =
        move |index: usize| view! { <RouteRow id=id index=index routes=routes choices=choices subjects=subjects /> };
    let local_row = |block: CidrBlock| {
        view! {
            <div class="route local">
                <span class="mono">{block.to_string()}</span>
                <span class="quiet">"local"</span>
            </div>
        }
    };
    view! {
        <Section title="Routes" note=note name="routes">
            <div class="routes-edit" data-testid="routes-edit">
                {move || local.get().unwrap_or_default().into_iter().map(local_row).collect_view()}
                <For each=move || 0..routes.with(Vec::len) key=|index| *index children=row />
                <NewRoute id=id choices=choices subjects=subjects />
            </div>
        </Section>
    }
}

#[component]
fn RouteRow(
    id: RouteTableId,
    index: usize,
    routes: Memo<Vec<Route>>,
    choices: Memo<Vec<Choice>>,
    subjects: Subjects,
) -> impl IntoView {
    let bridge = subjects.bridge;
    let typing = Typing::new();
    let error_id = element_id("error");
    let of = move |read: fn(&Route) -> String| routes.with(|routes| routes.get(index).map(read).unwrap_or_default());
    // A prefix list is shown, and taken, by its name.
    let destination = Signal::derive(move || {
        let own = routes.with(|routes| routes.get(index).map(|route| route.destination.clone()));
        match own {
            Some(Destination::PrefixList(list)) => bridge.follow(|design| design.name(list)),
            Some(Destination::Block(block)) => block.to_string(),
            None => String::new(),
        }
    });
    let target = Memo::new(move |_| of(|route| route.target.to_string()));
    // A target that was deleted elsewhere, or came with a file, stays in the list while the route names it.
    let shown = Memo::new(move |_| {
        let mut all = choices.get();
        let own = target.get();
        if all.iter().all(|choice| choice.value != own) {
            let named = own.parse::<EntityId>().ok().map(|id| bridge.follow(|design| design.name(id)));
            all.insert(0, Choice::new(own.clone(), named.unwrap_or(own)));
        }
        all
    });
    let take = move || {
        typing.commit(destination, |text| {
            let read = destination_of(bridge, &text)?;
            subjects.set(&format!("routes/{index}/destination"), Value::String(read.to_string()))
        });
    };
    let correct = Callback::new(move |text: String| {
        typing.settle(subjects.set(&format!("routes/{index}/destination"), Value::String(text)));
    });
    let retarget = move |event| {
        typing.settle(subjects.set(&format!("routes/{index}/target"), Value::String(event_target_value(&event))));
    };
    let described = error_id.clone();
    view! {
        <div class="route" data-route=index>
            <span class="field" class:invalid=move || typing.error.with(Option::is_some)>
                <input
                    class="mono"
                    type="text"
                    autocomplete="off"
                    spellcheck="false"
                    aria-label=format!("Destination of route {}", index + 1)
                    prop:value=move || typing.shown(destination)
                    aria-invalid=move || word(typing.error.with(Option::is_some))
                    aria-describedby=described
                    on:input=move |event| typing.input(event_target_value(&event))
                    on:change=move |_| take()
                    on:keydown=move |event| typing.key(&event, take)
                />
            </span>
            <TargetSelect
                label=format!("Target of route {}", index + 1)
                value=target
                choices=shown
                on_change=Callback::new(retarget)
            />
            <button
                type="button"
                class="btn btn-icon btn-sm"
                aria-label=move || format!("Remove the route for {}", destination.get())
                title="Remove the route"
                on:click=move |_| typing.settle(bridge.attempt(Intent::RemoveRoute { table: id, index }))
            >
                <Icon name="close" />
            </button>
            <ErrorLine id=error_id error=typing.error on_correct=correct />
        </div>
    }
}

/// A list of targets without a label beside it.
#[component]
fn TargetSelect(
    label: String,
    value: Memo<String>,
    choices: Memo<Vec<Choice>>,
    on_change: Callback<web_sys::Event>,
) -> impl IntoView {
    let node = NodeRef::<html::Select>::new();
    Effect::new(move |_| {
        choices.track();
        let value = value.get();
        if let Some(select) = node.get() {
            select.set_value(&value);
        }
    });
    view! {
        <span class="field select">
            <select node_ref=node aria-label=label on:change=move |event| on_change.run(event)>
                <For each=move || choices.get() key=|choice| (choice.value.clone(), choice.words.clone()) let(choice)>
                    <option value=choice.value.clone()>{choice.words.clone()}</option>
                </For>
            </select>
        </span>
    }
}

/// A line to add a route.
#[component]
fn NewRoute(id: RouteTableId, choices: Memo<Vec<Choice>>, subjects: Subjects) -> impl IntoView {
    let bridge = subjects.bridge;
    let typing = Typing::new();
    let destination = RwSignal::new(String::new());
    let chosen = RwSignal::new(String::new());
    let target = Memo::new(move |_| {
        let chosen = chosen.get();
        choices.with(|all| match all.iter().any(|choice| choice.value == chosen) {
            true => chosen,
            false => all.first().map(|choice| choice.value.clone()).unwrap_or_default(),
        })
    });
    let add = move |text: String| -> Result<(), FieldError> {
        let destination = destination_of(bridge, &text)?;
        let object = target.get_untracked().parse::<EntityId>();
        let object = object
            .map_err(|_| FieldError::new("Nothing in this VPC can take packets yet: add a gateway or a peering."))?;
        bridge.attempt(Intent::AddRoute { table: id, destination, target: RouteTarget::To(object) })
    };
    let settle = move |outcome: Result<(), FieldError>| {
        if outcome.is_ok() {
            destination.set(String::new());
        }
        typing.settle(outcome);
    };
    let press = move || settle(add(destination.get_untracked().trim().to_owned()));
    let error_id = element_id("error");
    let described = error_id.clone();
    view! {
        <div class="route new-route">
            <span class="field" class:invalid=move || typing.error.with(Option::is_some)>
                <input
                    class="mono"
                    type="text"
                    autocomplete="off"
                    spellcheck="false"
                    placeholder="0.0.0.0/0 or a prefix list"
                    aria-label="Destination of a new route"
                    data-testid="new-route"
                    prop:value=move || destination.get()
                    aria-invalid=move || word(typing.error.with(Option::is_some))
                    aria-describedby=described
                    on:input=move |event| destination.set(event_target_value(&event))
                    on:keydown=move |event| if event.key() == "Enter" { press() }
                />
            </span>
            <TargetSelect
                label="Target of a new route".to_owned()
                value=target
                choices=choices
                on_change=Callback::new(move |event| chosen.set(event_target_value(&event)))
            />
            <button type="button" class="btn btn-icon btn-sm btn-line" aria-label="Add the route" title="Add the route" on:click=move |_| press()>
                <Icon name="plus" />
            </button>
            <ErrorLine id=error_id error=typing.error on_correct=Callback::new(move |text| settle(add(text))) />
        </div>
    }
}

/// The subnets that follow one table.
#[component]
fn Followers(id: RouteTableId, subjects: Subjects) -> impl IntoView {
    let bridge = subjects.bridge;
    let table = table_of(subjects);
    let main = Memo::new(move |_| table.with(|table| table.as_ref().is_some_and(|table| table.main)));
    // Subnets of the VPC: does each name this table, and does it name any?
    let subnets = Memo::new(move |_| {
        let vpc = table.with(|table| table.as_ref().map(|table| table.vpc));
        let Some(vpc) = vpc else { return Vec::new() };
        bridge.follow(|design| {
            let all = design.referring::<Subnet>(vpc).filter(|(_, subnet)| subnet.vpc == vpc);
            let mut all: Vec<(String, SubnetId, Option<RouteTableId>)> =
                all.map(|(subnet, fields)| (design.name(subnet), subnet, fields.route_table)).collect();
            all.order();
            all
        })
    });
    let named = Memo::new(move |_| {
        subnets.with(|all| {
            all.iter().filter(|(_, _, table)| *table == Some(id)).map(|(_, subnet, _)| *subnet).collect::<Vec<_>>()
        })
    });
    let silent = Memo::new(move |_| subnets.with(|all| all.iter().filter(|(_, _, table)| table.is_none()).count()));
    let others = Signal::derive(move || {
        let mut choices = vec![Choice::new("", "Choose a subnet")];
        subnets.with(|all| {
            let others = all.iter().filter(|(_, _, table)| *table != Some(id));
            choices.extend(others.map(|(name, subnet, _)| Choice::new(subnet.to_string(), name.clone())));
        });
        choices
    });
    let add = Callback::new(move |text: String| match text.parse::<SubnetId>() {
        Ok(subnet) => bridge.attempt(Intent::AssociateRouteTable { subnets: vec![subnet], table: Some(id) }),
        Err(_) => Ok(()),
    });
    let release = move |subnet: SubnetId| {
        let _ = bridge.attempt(Intent::AssociateRouteTable { subnets: vec![subnet], table: None });
    };
    let row = move |subnet: SubnetId| {
        view! {
            <li>
                <ObjectLink id=subnet.into() />
                <button type="button" class="btn btn-icon btn-sm" aria-label="Let it follow the main table"
                    title="Let it follow the main table" on:click=move |_| release(subnet)>
                    <Icon name="close" />
                </button>
            </li>
        }
    };
    let note = Signal::derive(move || counted(named.with(Vec::len), "subnet", "subnets"));
    view! {
        <Section title="Followed by" note=note name="followers">
            <ul class="object-list">
                <For each=move || named.get() key=|id| *id children=row />
            </ul>
            <div class="props"><SelectField label="Add" value=Signal::stored(Some(String::new())) choices=others commit=add /></div>
            <p class="quiet note">
                {move || match main.get() {
                    true => format!("The main table: {} that names no table follows it too.", counted(silent.get(), "subnet", "subnets")),
                    false => "Subnets that name no table follow the main one.".to_owned(),
                }}
            </p>
            <Show when=move || !main.get()>
                <button type="button" class="btn btn-sm btn-line"
                    on:click=move |_| drop(bridge.attempt(Intent::MakeMain { table: id }))>
                    "Make it the main table"
                </button>
            </Show>
        </Section>
    }
}
