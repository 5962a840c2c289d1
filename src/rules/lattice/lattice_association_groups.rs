use crate::aws::limits;
use crate::model::kinds::ServiceNetwork;
use crate::model::{EntityId, ServiceNetworkId};
use crate::rules::{Context, Findings, rule};

rule! {
    /// An association of a VPC with a service network has more security groups than AWS takes.
    ///
    /// ## Why it matters
    /// The groups say which clients of the VPC get through to the services. An association takes five, and that cannot be
    /// raised.
    ///
    /// ## What to do
    /// Merge their rules into fewer groups.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 { sg a; sg b; sg c; sg d; sg e; sg f }
    /// lattice shop us-east-1 associations=[{vpc: vpc:main, security_groups: [sg:a, sg:b, sg:c, sg:d, sg:e, sg:f]}]
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 { sg a; sg b }
    /// lattice shop us-east-1 associations=[{vpc: vpc:main, security_groups: [sg:a, sg:b]}]
    /// ```
    "lattice/lattice-association-groups" {
        severity: Error,
        sources: [
            "https://docs.aws.amazon.com/vpc-lattice/latest/ug/quotas.html",
            "https://docs.aws.amazon.com/vpc-lattice/latest/ug/security-groups.html",
        ],
        each: ServiceNetwork,
    }
}

fn check(cx: &Context<'_>, id: ServiceNetworkId, network: &ServiceNetwork, found: &mut Findings) {
    let Some(most) = limits::LATTICE_SGS_PER_ASSOCIATION.default else { return };
    for association in network.associations.iter().filter(|own| own.security_groups.len() > most as usize) {
        let message = format!(
            "{} has {} security groups for {}; an association takes {most}.",
            cx.name(id),
            association.security_groups.len(),
            cx.name(association.vpc)
        );
        let groups = association.security_groups.iter().map(|group| EntityId::from(*group));
        found.at(id, message).with([EntityId::from(association.vpc)]).with(groups).field("associations");
    }
}
