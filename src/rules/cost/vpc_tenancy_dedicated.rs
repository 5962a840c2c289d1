use crate::model::kinds::{Tenancy, Vpc};
use crate::model::{Edit, VpcId};
use crate::rules::{Context, Findings, Fix, Safety, rule};

rule! {
    /// A VPC puts every instance on dedicated hardware.
    ///
    /// ## Why it matters
    /// With dedicated tenancy each instance costs more, and there is a price by the hour for the Region on top. Lambda
    /// functions and Route 53 Resolver endpoints cannot live in such a VPC at all. The setting can only ever be changed
    /// from dedicated to default.
    ///
    /// ## What to do
    /// Use the default tenancy, and ask for dedicated hardware where single instances need it.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 tenancy=dedicated
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16
    /// ```
    "cost/vpc-tenancy-dedicated" {
        severity: Warning,
        sources: [
            "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/dedicated-instance.html",
            "https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html",
        ],
        each: Vpc,
    }
}

fn check(cx: &Context<'_>, id: VpcId, vpc: &Vpc, found: &mut Findings) {
    if vpc.tenancy == Tenancy::Dedicated {
        let name = cx.name(id);
        let message = format!(
            "{name} has dedicated tenancy: every instance costs more, and Lambda functions and Resolver endpoints cannot \
             live in it."
        );
        let edit = Edit::change(id, |vpc| vpc.tenancy = Tenancy::Default);
        let fix = Fix::new(format!("Use the default tenancy in {name}"), Safety::NeedsChoice, [edit]);
        found.at(id, message).field("tenancy").fix(fix);
    }
}
