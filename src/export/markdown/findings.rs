use super::page::{Page, code, plain, words};
use crate::analysis::Analyses;
use crate::export::Pace;
use crate::model::kinds::Settings;
use crate::rules::Finding;

/// What the rules found, and what somebody accepted, with the reason.
pub(super) async fn write(page: &mut Page<'_>, analyses: &Analyses, pace: Pace<'_>) {
    page.heading(2, "Findings");
    let mut open = analyses.findings().peekable();
    if open.peek().is_none() {
        page.paragraph("The rules found nothing that is not accepted.");
    } else {
        page.table(&[words("How bad"), words("Object"), words("What"), words("What would help"), words("Rule")]);
        let all = analyses.counts().total();
        for (number, finding) in open.enumerate() {
            pace.done(number, all).await;
            let (object, rule) = (object(page, finding), code(finding.rule.id));
            let fix = finding.fixes.first().map(|fix| plain(&fix.title)).unwrap_or_default();
            page.row(None, [finding.severity.key(), &object, &plain(&finding.message), &fix, &rule]);
        }
    }
    let mut accepted = analyses.accepted().peekable();
    if accepted.peek().is_none() {
        return;
    }
    page.heading(3, "Accepted");
    page.table(&[words("Object"), words("What"), words("Why it may stay"), words("Until"), words("Rule")]);
    let settings = page.design.get(Settings::id());
    for finding in accepted {
        let why = settings.and_then(|settings| settings.acceptance(&finding.fingerprint()));
        let reason = why.map(|why| plain(&why.reason)).unwrap_or_default();
        let until = why.and_then(|why| why.until.as_deref()).map_or_else(|| "for good".to_owned(), plain);
        let (object, rule) = (object(page, finding), code(finding.rule.id));
        page.row(None, [&object, &plain(&finding.message), &reason, &until, &rule]);
    }
}

fn object(page: &Page, finding: &Finding) -> String {
    finding.primary().map(|id| page.called(id)).unwrap_or_default()
}
