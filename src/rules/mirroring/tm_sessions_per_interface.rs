use crate::aws::limits;
use crate::model::kinds::{TrafficMirrorSession, Workload};
use crate::model::{Edit, WorkloadId};
use crate::ordering::Ordered;
use crate::rules::words::list;
use crate::rules::{Context, Findings, Fix, Safety, rule};

rule! {
    /// The mirror sessions of a workload are too many, or their numbers do not do.
    ///
    /// ## Why it matters
    /// An interface has three sessions at most. They are tried by their numbers (1 to 32766), and the first whose filter
    /// fits a packet takes it, so each number is there once.
    ///
    /// ## What to do
    /// Number the narrow filters low and the wide ones high; merge what goes to the same target.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 {
    ///   tier app private { subnet app-a a 10.20.0.0/24 }
    ///   workload orders tier=app
    ///   workload probe tier=app
    /// }
    /// mirror web orders target=workload:probe
    /// mirror dns orders target=workload:probe
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 {
    ///   tier app private { subnet app-a a 10.20.0.0/24 }
    ///   workload orders tier=app
    ///   workload probe tier=app
    /// }
    /// mirror web orders number=10 target=workload:probe
    /// mirror dns orders number=20 target=workload:probe
    /// ```
    "mirroring/tm-sessions-per-interface" {
        severity: Error,
        sources: [
            "https://docs.aws.amazon.com/vpc/latest/mirroring/traffic-mirroring-quotas.html",
            "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateTrafficMirrorSession.html",
        ],
        each: Workload,
    }
}

/// The highest number that a session may carry.
const HIGHEST: u16 = 32_766;

fn check(cx: &Context<'_>, id: WorkloadId, _: &Workload, found: &mut Findings) {
    let mut sessions: Vec<_> = cx.referring::<TrafficMirrorSession>(id).filter(|(_, own)| own.source == id).collect();
    sessions.order_by_key(|(session, _)| *session);
    if let Some(most) = limits::TM_SESSIONS_PER_INTERFACE.default.filter(|most| sessions.len() > *most as usize) {
        let message = format!("{} has {} mirror sessions; an interface takes {most}.", cx.name(id), sessions.len());
        found.at(id, message).with(sessions.iter().map(|(session, _)| *session));
    }
    let number = |session: &TrafficMirrorSession| session.number.unwrap_or(1);
    let free = (1..=HIGHEST).find(|n| !sessions.iter().any(|(_, session)| number(session) == *n));
    for (at, (session, fields)) in sessions.iter().enumerate() {
        let own = number(fields);
        let same: Vec<_> = sessions[..at].iter().filter(|(_, other)| number(other) == own).collect();
        let message = if own == 0 || own > HIGHEST {
            format!("{} has number {own}; numbers of sessions go from 1 to {HIGHEST}.", cx.name(*session))
        } else if !same.is_empty() {
            let others = list(same.iter().map(|(other, _)| cx.name(*other)));
            format!(
                "{} has number {own} among the sessions of {}, and so has {others}.",
                cx.name(*session),
                cx.name(id)
            )
        } else {
            continue;
        };
        let fix = free.map(|free| {
            Fix::new(
                format!("Number {} {free}", cx.name(*session)),
                Safety::ChangesTraffic,
                [Edit::change(*session, move |session| session.number = Some(free))],
            )
        });
        found.at(*session, message).with(same.iter().map(|(other, _)| *other)).field("number").fix(fix);
    }
}
