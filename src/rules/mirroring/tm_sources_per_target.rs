use crate::aws::limits::{self, Maximum};
use crate::model::WorkloadId;
use crate::model::kinds::{TrafficMirrorSession, Workload};
use crate::rules::{Context, Findings, Severity, rule};

rule! {
    /// More sources are mirrored to a workload than its interfaces take.
    ///
    /// ## Why it matters
    /// An interface takes the copies of ten sources; of a hundred on the largest instance types. A Network Load Balancer or
    /// a Gateway Load Balancer endpoint has no such limit, and does not end with one instance.
    ///
    /// ## What to do
    /// Put a Network Load Balancer before several targets.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 {
    ///   tier app private { subnet app-a a 10.20.0.0/24 }
    ///   workload orders tier=app count=12
    ///   workload probe tier=app
    /// }
    /// mirror web orders target=workload:probe
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 {
    ///   tier app private { subnet app-a a 10.20.0.0/24 }
    ///   workload orders tier=app count=12
    ///   workload probe tier=app count=2
    /// }
    /// mirror web orders target=workload:probe
    /// ```
    "mirroring/tm-sources-per-target" {
        severity: Error,
        sources: ["https://docs.aws.amazon.com/vpc/latest/mirroring/traffic-mirroring-quotas.html"],
        aws_error: "TrafficMirrorSourcesPerTargetLimitExceeded",
        each: Workload,
    }
}

fn check(cx: &Context<'_>, id: WorkloadId, workload: &Workload, found: &mut Findings) {
    let limit = &limits::TM_SOURCES_PER_ENI_TARGET;
    let Some(usual) = limit.default else { return };
    let members = |workload: &Workload| u64::from(workload.count.unwrap_or(1).max(1));
    let sessions: Vec<_> =
        cx.referring::<TrafficMirrorSession>(id).filter(|(_, s)| s.target == Some(id.into())).collect();
    let sources: u64 = sessions.iter().filter_map(|(_, session)| cx.get(session.source)).map(members).sum();
    let interfaces = members(workload);
    if sources <= u64::from(usual) * interfaces {
        return;
    }
    let most = match limit.maximum {
        Maximum::AtMost(most) => most,
        Maximum::Unpublished => usual,
    };
    let message = format!(
        "{} would take the copies of {sources} sources: an interface takes {usual}, and {most} on the largest instance types.",
        cx.name(id)
    );
    let finding = found.at(id, message).with(sessions.iter().map(|(session, _)| *session));
    // The type of the instances is not in the design, and the largest take more.
    if sources <= u64::from(most) * interfaces {
        finding.severity = Severity::Warning;
    }
}
