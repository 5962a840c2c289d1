use super::addresses::vpcs;
use super::page::{Page, number, plain, words};
use crate::analysis::Analyses;
use crate::export::Pace;
use crate::rules::Load;

/// How much of each quota is used: by account and Region in full, by VPC from a half on.
pub(super) async fn write(page: &mut Page<'_>, analyses: &Analyses, pace: Pace<'_>) {
    let design = page.design;
    let mut loads: Vec<Load> = analyses.loads_of_design(design).into_iter().filter(|load| load.used > 0).collect();
    let vpcs = vpcs(design);
    for (number, (id, _)) in vpcs.iter().enumerate() {
        pace.done(number, vpcs.len()).await;
        let half = |load: &Load| load.used * 2 >= load.quota.allowed as usize && load.used > 0;
        loads.extend(analyses.loads_of_vpc(design, *id).into_iter().filter(half));
    }
    if loads.is_empty() {
        return;
    }
    page.heading(2, "Quotas");
    page.paragraph("By account and Region in full; by VPC what is used by half or more.");
    page.table(&[words("Quota"), words("Where"), number("Used"), number("Of"), words("")]);
    for load in loads {
        let verdict = match (load.is_exceeded(), load.is_near()) {
            (true, _) => "exceeded",
            (_, true) => "nearly used up",
            _ => "",
        };
        let raised = if load.quota.raised { " (raised)" } else { "" };
        let (used, of) = (load.used.to_string(), format!("{}{raised}", load.quota.allowed));
        page.row(None, [&plain(load.quota.limit.name), &plain(&load.place), &used, &of, verdict]);
    }
}
