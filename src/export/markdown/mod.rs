//! A report for a review: every address, route and filter in tables, what the rules found and what somebody accepted,
//! and how much of each quota is used.
//!
//! It is Markdown as GitHub and GitLab show it. No text of the design is markup in it.

mod addresses;
mod filters;
mod findings;
mod others;
mod page;
mod prefix_list;
mod quotas;
mod route_table;

use crate::analysis::Analyses;
use crate::export::bundle::{Bundle, Notes};
use crate::export::{Exporter, File, Job, Making, PictureOptions, svg};
use crate::model::Kind;
use crate::model::kinds::{Settings, Subnet, Vpc};

use page::{Page, count, plain};

/// The drawing beside the report.
const PICTURE: &str = "network.svg";

/// Writes the report.
#[derive(Debug)]
pub struct Markdown;

impl Exporter for Markdown {
    fn id(&self) -> &'static str {
        "markdown"
    }

    fn title(&self) -> &'static str {
        "Report"
    }

    fn file_extension(&self) -> &'static str {
        "md"
    }

    fn wants_findings(&self) -> bool {
        true
    }

    fn make<'a>(&'a self, job: Job<'a>) -> Making<'a> {
        Box::pin(report(job))
    }
}

async fn report(Job { design, options, known, pace, .. }: Job<'_>) -> Bundle {
    let looked;
    let analyses = match known {
        Some(known) => known,
        None => {
            let mut analyses = Analyses::new(design);
            let _ = analyses.set_today(design, options.today.clone());
            looked = analyses;
            &looked
        }
    };
    pace.done(1, 10).await;
    let mut page = Page::new(design);
    head(&mut page, analyses);
    addresses::write(&mut page, pace.part(0.1, 0.3)).await;
    prefix_list::write(&mut page);
    route_table::write(&mut page, pace.part(0.3, 0.4)).await;
    for (number, write) in [filters::write as fn(&mut Page), others::write].into_iter().enumerate() {
        write(&mut page);
        pace.part(0.4, 0.5).done(number, 2).await;
    }
    findings::write(&mut page, analyses, pace.part(0.5, 0.6)).await;
    quotas::write(&mut page, analyses, pace.part(0.6, 0.7)).await;
    let mut notes = Notes::default();
    notes.unread(design);
    let (text, spans) = page.finish();
    let (picture, _) = svg::drawing(design, &PictureOptions::default(), pace.part(0.7, 1.0)).await;
    let files = vec![File::text("report.md", text), File::text(PICTURE, picture)];
    Bundle { files, notes: notes.finish(), spans }.sorted()
}

/// The title, what the design is for, and what is in it.
fn head(page: &mut Page, analyses: &Analyses) {
    let design = page.design;
    let name = design.entity(Settings::id()).map(|entity| plain(&entity.head.name)).unwrap_or_default();
    page.heading(1, if name.is_empty() { "Network" } else { &name });
    if let Some(settings) = design.get(Settings::id()) {
        page.stands_for(Settings::id());
        let description = plain(&settings.description);
        if !description.is_empty() {
            page.paragraph(&description);
        }
    }
    let (vpcs, subnets) = (design.all::<Vpc>().count(), design.all::<Subnet>().count());
    let connections = [Kind::Peering, Kind::TransitGatewayAttachment, Kind::VpnConnection]
        .map(|kind| (design.of_kind(kind).count(), kind))
        .into_iter()
        .filter(|(number, _)| *number > 0)
        .map(|(number, kind)| format!(", {}", count(number, kind.title(), kind.plural())));
    let counts = analyses.counts();
    page.paragraph(&format!(
        "{} with {}{}. Findings: {}, {}, {} advice; {} accepted. Made by cidraw.",
        count(vpcs, "VPC", "VPCs"),
        count(subnets, "subnet", "subnets"),
        connections.collect::<String>(),
        count(counts.errors, "error", "errors"),
        count(counts.warnings, "warning", "warnings"),
        counts.advice,
        analyses.accepted().count()
    ));
    page.paragraph(&format!("![The network as a drawing]({PICTURE})"));
}
