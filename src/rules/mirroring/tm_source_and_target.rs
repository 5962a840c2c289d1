use crate::model::WorkloadId;
use crate::model::kinds::{TrafficMirrorSession, Workload};
use crate::rules::words::list;
use crate::rules::{Context, Findings, rule};

rule! {
    /// A workload is both a source and a target of traffic mirroring.
    ///
    /// ## Why it matters
    /// An interface is one or the other: as both it would copy the copies. AWS refuses the session, or the target,
    /// whichever comes second.
    ///
    /// ## What to do
    /// Send the copies to another workload, or to a Network Load Balancer before several.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 {
    ///   tier app private { subnet app-a a 10.20.0.0/24 }
    ///   workload orders tier=app
    ///   workload probe tier=app
    ///   workload archive tier=app
    /// }
    /// mirror orders orders target=workload:probe
    /// mirror probe probe target=workload:archive
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 {
    ///   tier app private { subnet app-a a 10.20.0.0/24 }
    ///   workload orders tier=app
    ///   workload probe tier=app
    /// }
    /// mirror orders orders target=workload:probe
    /// ```
    "mirroring/tm-source-and-target" {
        severity: Error,
        sources: [
            "https://docs.aws.amazon.com/ec2/latest/devguide/errors-overview.html",
            "https://docs.aws.amazon.com/vpc/latest/mirroring/traffic-mirroring-targets.html",
        ],
        each: Workload,
    }
}

fn check(cx: &Context<'_>, id: WorkloadId, _: &Workload, found: &mut Findings) {
    let sessions: Vec<_> = cx.referring::<TrafficMirrorSession>(id).collect();
    let as_source: Vec<_> = sessions.iter().filter(|(_, session)| session.source == id).collect();
    let as_target: Vec<_> = sessions.iter().filter(|(_, session)| session.target == Some(id.into())).collect();
    if as_source.is_empty() || as_target.is_empty() {
        return;
    }
    let message = format!(
        "{} is copied by {} and receives the copies of {}: it can be a source or a target, not both.",
        cx.name(id),
        list(as_source.iter().map(|(session, _)| cx.name(*session))),
        list(as_target.iter().map(|(session, _)| cx.name(*session)))
    );
    found.at(id, message).with(sessions.iter().map(|(session, _)| *session));
}
