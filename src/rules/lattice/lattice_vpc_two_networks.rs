use crate::model::kinds::{ServiceNetwork, Vpc};
use crate::model::{Edit, ServiceNetworkId, VpcId};
use crate::rules::words::list;
use crate::rules::{Context, Findings, Fix, Safety, rule};

rule! {
    /// A VPC is associated with two service networks.
    ///
    /// ## Why it matters
    /// The association is what leads the link-local addresses of VPC Lattice to one service network, so a VPC has one at
    /// most. AWS refuses the second.
    ///
    /// ## What to do
    /// Associate it with one network that has the services it needs: a service can be in several networks. For more, make
    /// endpoints of type service network.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16
    /// lattice shop us-east-1 associations=[{vpc: vpc:main}]
    /// lattice billing us-east-1 associations=[{vpc: vpc:main}]
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16
    /// vpc other 10.21.0.0/16
    /// lattice shop us-east-1 associations=[{vpc: vpc:main}]
    /// lattice billing us-east-1 associations=[{vpc: vpc:other}]
    /// ```
    "lattice/lattice-vpc-two-networks" {
        severity: Error,
        sources: [
            "https://docs.aws.amazon.com/vpc-lattice/latest/ug/quotas.html",
            "https://docs.aws.amazon.com/vpc-lattice/latest/ug/service-network-associations.html",
        ],
        aws_error: "ConflictException",
        each: Vpc,
    }
}

fn check(cx: &Context<'_>, id: VpcId, _: &Vpc, found: &mut Findings) {
    let mut networks: Vec<ServiceNetworkId> = Vec::new();
    for (network, fields) in cx.referring::<ServiceNetwork>(id) {
        let times = fields.associations.iter().filter(|association| association.vpc == id).count();
        networks.extend(std::iter::repeat_n(network, times));
    }
    if networks.len() < 2 {
        return;
    }
    let mut names = networks.clone();
    names.dedup();
    let message = match &names[..] {
        [one] => format!("{} is associated with {} {} times; once is all.", cx.name(id), cx.name(*one), networks.len()),
        several => format!(
            "{} is associated with {}: a VPC can be with one service network only.",
            cx.name(id),
            list(several.iter().map(|network| cx.name(*network)))
        ),
    };
    let keep = |keep: ServiceNetworkId| {
        let edits = names.iter().map(|network| {
            let keeps = *network == keep;
            Edit::change(*network, move |fields: &mut ServiceNetwork| {
                let mut seen = !keeps;
                fields.associations.retain(|own| own.vpc != id || !std::mem::replace(&mut seen, true));
            })
        });
        Fix::new(format!("Keep {} with {} alone", cx.name(id), cx.name(keep)), Safety::NeedsChoice, edits)
    };
    let fixes: Vec<Fix> = names.iter().map(|network| keep(*network)).collect();
    let finding = found.at(id, message).with(names.iter().copied());
    for fix in fixes {
        finding.fix(fix);
    }
}
