use crate::addressing::CidrBlock;
use crate::model::kinds::{Direction, RulePeer, ServiceNetwork};
use crate::model::{EntityId, ServiceNetworkId};
use crate::rules::filters::wearers;
use crate::rules::words::list;
use crate::rules::{Context, Findings, rule};

rule! {
    /// A service network's association is to let in clients from outside the VPC.
    ///
    /// ## Why it matters
    /// An association answers at link-local addresses, which never leave the VPC. Clients over a peering, a transit
    /// gateway, a VPN or Direct Connect cannot use it, whatever its security groups allow.
    ///
    /// ## What to do
    /// Associate the clients' own VPC too, or make a VPC endpoint of type service network: it has ordinary addresses that
    /// other networks can reach.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 { sg clients rules=[{peer: 192.168.0.0/16, protocol: tcp, ports: 443}] }
    /// lattice shop us-east-1 associations=[{vpc: vpc:main, security_groups: [sg:clients]}]
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 { sg clients rules=[{peer: 10.20.0.0/16, protocol: tcp, ports: 443}] }
    /// lattice shop us-east-1 associations=[{vpc: vpc:main, security_groups: [sg:clients]}]
    /// ```
    "lattice/lattice-client-outside-vpc" {
        severity: Warning,
        sources: ["https://docs.aws.amazon.com/vpc-lattice/latest/ug/service-network-associations.html"],
        each: ServiceNetwork,
    }
}

fn check(cx: &Context<'_>, id: ServiceNetworkId, network: &ServiceNetwork, found: &mut Findings) {
    for association in &network.associations {
        let Some(vpc) = cx.network(association.vpc) else { continue };
        let inside: Vec<CidrBlock> = vpc.blocks().collect();
        for group in &association.security_groups {
            // What others wear as well may be meant for those.
            if inside.is_empty() || wearers(cx, *group) != [EntityId::from(id)] {
                continue;
            }
            let Some(fields) = cx.get(*group) else { continue };
            let outside = |peer: &RulePeer| match peer {
                RulePeer::Block(block) => {
                    block.get().is_some_and(|block| !inside.iter().any(|own| own.overlaps(block)))
                }
                RulePeer::Group(other) => cx.get(*other).is_some_and(|other| other.vpc != association.vpc),
                RulePeer::PrefixList(_) => false,
            };
            let rules = fields.rules.iter().filter(|rule| rule.direction == Direction::Ingress);
            let peers: Vec<&RulePeer> = rules.map(|rule| &rule.peer).filter(|peer| outside(peer)).collect();
            if peers.is_empty() {
                continue;
            }
            let whom = peers.iter().map(|peer| peer.object().map_or_else(|| peer.to_string(), |peer| cx.name(peer)));
            let message = format!(
                "{} is to let {} in to {}, but they are outside {}: its association answers inside the VPC only.",
                cx.name(*group),
                list(whom),
                cx.name(id),
                vpc.name()
            );
            let objects = [EntityId::from(*group), association.vpc.into()];
            found.at(id, message).with(objects).field("associations");
        }
    }
}
