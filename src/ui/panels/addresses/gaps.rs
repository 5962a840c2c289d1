use cidraw::addressing::{CidrBlock, Family};
use cidraw::analysis::{GapReport, gap_reports, summary_of};
use cidraw::model::{EntityId, Kind};
use cidraw::wording::thousands;
use leptos::prelude::*;

use super::ROW;
use super::views::Views;
use crate::ui::bridge::bridge;
use crate::ui::panels::object::{ObjectLink, ObjectPicture};
use crate::ui::widgets::{TableBody, Viewport, word};

/// What is free in each pool and VPC: how much, in which pieces, how scattered; and one prefix for what is selected.
#[component]
pub fn Gaps() -> impl IntoView {
    let bridge = bridge();
    let family = RwSignal::new(Family::V4);
    let reports = Memo::new(move |_| {
        bridge.signals.revision.track();
        bridge.design(|design| gap_reports(design, family.get()))
    });
    let count = move |n: u128| match family.get_untracked() {
        Family::V4 => thousands(n),
        Family::V6 => format!("2^{:.1}", (n.max(1) as f64).log2()),
    };
    let row = Callback::new(move |(at, report): (usize, GapReport)| {
        let pieces = report.by_length().into_iter().map(|(length, n)| format!("{n} × /{length}")).collect::<Vec<_>>();
        let largest = report.largest().map_or("none".to_owned(), |block| block.to_string());
        // A pool gives blocks out; addresses are used in VPCs.
        let of_vpc = |n: u128| if report.owner.kind == Kind::Vpc { count(n) } else { String::new() };
        let scattered = format!("{:.0} % of what is free lies outside it", report.fragmentation() * 100.0);
        view! {
            <tr aria-rowindex=at + 2>
                <th scope="row"><span class="tree-cell"><ObjectPicture id=report.owner /><ObjectLink id=report.owner /></span></th>
                <td class="num mono total">{count(report.total)}</td>
                <td class="num">{share(report.utilisation())}</td>
                <td class="num mono soft more">{of_vpc(report.usable)}</td>
                <td class="num mono soft most">{of_vpc(report.kept_by_aws)}</td>
                <td class="num mono soft most">{of_vpc(report.reserved)}</td>
                <td class="num mono">{count(report.free_addresses())}</td>
                <td class="mono" title=scattered>{largest}</td>
                <td class="mono soft pieces" title=pieces.join(", ")>{pieces.join(", ")}</td>
            </tr>
        }
        .into_any()
    });
    let viewport = Viewport::new(ROW);
    let button = move |of: Family, words: &'static str| {
        view! {
            <button type="button" aria-pressed=move || word(family.get() == of) on:click=move |_| family.set(of)>{words}</button>
        }
    };
    let selected = move || {
        bridge.signals.revision.track();
        let ids = bridge.signals.selection.get();
        let summary = bridge.design(|design| {
            let summary = summary_of(design, &ids, family.get());
            let others: Vec<String> =
                summary.others.iter().map(|(id, block)| format!("{} {block}", design.name(*id))).collect();
            (summary, others)
        });
        let (summary, others) = summary;
        let one = summary.one?;
        let texts = |blocks: &[cidraw::addressing::CidrBlock]| {
            blocks.iter().map(|block| block.to_string()).collect::<Vec<_>>().join(", ")
        };
        let rest = match (others.is_empty(), summary.unused.is_empty()) {
            (true, true) => "It covers nothing else.".to_owned(),
            (true, false) => format!("It also covers what nobody has: {}.", texts(&summary.unused)),
            (false, _) => format!("It also covers {}.", others.join(", ")),
        };
        Some(view! {
            <p class="plan-summary" role="status">
                {format!("What is selected is exactly {}. One prefix over it: {one}. {rest}", texts(&summary.exact))}
            </p>
        })
    };
    view! {
        <div class="plan-panel" data-testid="gaps">
            <div class="toolbar">
                <Views />
                <span class="seg" role="group" aria-label="Family">{button(Family::V4, "IPv4")}{button(Family::V6, "IPv6")}</span>
            </div>
            {selected}
            <div class="scroll plan-wrap" tabindex="0" role="region" aria-label="Free addresses"
                node_ref=viewport.node on:scroll=move |_| viewport.scrolled()>
                <table class="plan plan-free" aria-label="What is free" aria-rowcount=move || reports.with(Vec::len) + 1>
                    <thead>
                        <tr aria-rowindex="1">
                            <th scope="col">"Pool or VPC"</th>
                            <th scope="col" class="num total">"Addresses"</th>
                            <th scope="col" class="num">"Given out"</th>
                            <th scope="col" class="num more" title="Addresses of subnets that something can have">"Usable"</th>
                            <th scope="col" class="num most" title="Five of each subnet">"AWS keeps"</th>
                            <th scope="col" class="num most" title="Addresses that reservations keep">"Reserved"</th>
                            <th scope="col" class="num">"Free"</th>
                            <th scope="col">"Largest free block"</th>
                            <th scope="col" class="pieces">"Free blocks by size"</th>
                        </tr>
                    </thead>
                    <TableBody viewport=viewport rows=reports key=key_of row=row />
                </table>
                <Show when=move || reports.with(Vec::is_empty)>
                    <p class="empty">"No pool or VPC has addresses of this family."</p>
                </Show>
            </div>
        </div>
    }
}

/// A line is made anew when a number in it is another.
fn key_of(report: &GapReport) -> (EntityId, u128, u128, u128, Option<CidrBlock>) {
    (report.owner, report.total, report.usable, report.reserved, report.largest())
}

/// A share in percent, rounded so that "100 %" is only said of all and "0 %" only of nothing.
fn share(of_one: f64) -> String {
    match of_one * 100.0 {
        percent if percent > 0.0 && percent < 1.0 => "under 1 %".to_owned(),
        percent if percent > 99.0 && percent < 100.0 => "over 99 %".to_owned(),
        percent => format!("{percent:.0} %"),
    }
}
