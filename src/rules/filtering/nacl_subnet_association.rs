use crate::model::kinds::Subnet;
use crate::model::{Edit, EntityId, SubnetId};
use crate::rules::{Context, Findings, Fix, Safety, rule};

rule! {
    /// A subnet names a network ACL of another VPC.
    ///
    /// ## Why it matters
    /// A network ACL guards subnets of its own VPC; AWS does not find it from another.
    ///
    /// ## What to do
    /// Name an ACL of the same VPC, or none: the VPC's default one then holds, which lets everything pass.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 { tier app private { subnet app-a a 10.20.0.0/24 network_acl=of-other } }
    /// vpc other 10.21.0.0/16 { acl of-other entries=[{number: 100, block: 0.0.0.0/0}] }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 {
    ///   tier app private { subnet app-a a 10.20.0.0/24 network_acl=of-main }
    ///   acl of-main entries=[{number: 100, block: 0.0.0.0/0}, {direction: egress, number: 100, block: 0.0.0.0/0}]
    /// }
    /// ```
    "filtering/nacl-subnet-association" {
        severity: Error,
        sources: ["https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html"],
        aws_error: "InvalidNetworkAclID.NotFound",
        each: Subnet,
    }
}

fn check(cx: &Context<'_>, id: SubnetId, subnet: &Subnet, found: &mut Findings) {
    let Some(acl) = subnet.network_acl else { return };
    let Some(other) = cx.get(acl).map(|acl| acl.vpc).filter(|vpc| *vpc != subnet.vpc) else { return };
    let message = format!(
        "{} is in {}, but its network ACL {} is in {}.",
        cx.name(id),
        cx.name(subnet.vpc),
        cx.name(acl),
        cx.name(other)
    );
    found.at(id, message).with([EntityId::from(acl)]).field("network_acl").fix(Fix::new(
        format!("Let the default ACL of {} hold", cx.name(subnet.vpc)),
        Safety::ChangesTraffic,
        [Edit::change(id, |subnet| subnet.network_acl = None)],
    ));
}
