use crate::model::kinds::Vpc;
use crate::model::{Edit, VpcId};
use crate::rules::{Context, Findings, Fix, Safety, rule};

rule! {
    /// A VPC has DNS hostnames on, but DNS support off.
    ///
    /// ## Why it matters
    /// DNS support is the Amazon DNS server of the VPC, at its base address plus two. Hostnames are what that server says
    /// of instances. Without the server nobody answers, so AWS refuses hostnames until support is on.
    ///
    /// ## What to do
    /// Turn DNS support on. AWS changes one of the two in a call, support first.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 dns_support=false dns_hostnames=true
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 dns_hostnames=true
    /// ```
    "dns/vpc-dns-hostnames-without-support" {
        severity: Error,
        sources: ["https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html"],
        aws_error: "InvalidParameterValue",
        each: Vpc,
    }
}

fn check(cx: &Context<'_>, id: VpcId, vpc: &Vpc, found: &mut Findings) {
    if vpc.dns_hostnames && !vpc.dns_support {
        let name = cx.name(id);
        let message = format!("{name} has DNS hostnames on, but DNS support off: nobody would answer for the names.");
        let on = Edit::change(id, |vpc| vpc.dns_support = true);
        found.at(id, message).field("dns_support").fix(Fix::new(
            format!("Turn DNS support on in {name}"),
            Safety::Safe,
            [on],
        ));
    }
}
