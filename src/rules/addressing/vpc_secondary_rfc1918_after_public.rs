use crate::addressing::CidrBlock;
use crate::model::kinds::Vpc;
use crate::model::{Edit, VpcId};
use crate::ordering::Ordered;
use crate::rules::ranges::{additions, private_range};
use crate::rules::space::replacing;
use crate::rules::{Context, Findings, Fix, rule};

rule! {
    /// A private block is added to a VPC that started with a public or shared one.
    ///
    /// ## Why it matters
    /// AWS looks at what the VPC already has when a block is added, so order matters. Private first and public or
    /// 100.64.0.0/10 second works; the other way round is refused. How AWS decides when a VPC has both kinds already is
    /// not documented clearly, so put all private blocks first.
    ///
    /// ## What to do
    /// Make the private block the first one, before the VPC is created.
    ///
    /// ```design,finds
    /// vpc main 100.64.0.0/16 10.20.0.0/16
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 100.64.0.0/16
    /// ```
    "addressing/vpc-secondary-rfc1918-after-public" {
        severity: Error,
        sources: ["https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html"],
        aws_error: "InvalidVpc.Range",
        each: Vpc,
    }
}

fn check(cx: &Context<'_>, id: VpcId, vpc: &Vpc, found: &mut Findings) {
    let blocks: Vec<CidrBlock> = vpc.ipv4_blocks().collect();
    let first = additions(&blocks).find(|(new, before)| {
        private_range(*new).is_some() && before.iter().all(|block| private_range(*block).is_none())
    });
    let Some((new, before)) = first else { return };
    let name = cx.name(id);
    let message =
        format!("{name}: {new} cannot be added after {}. The private block has to be the first one.", before[0]);
    let finding = found.at(id, message).field("ipv4");
    // A route into a block that is not the primary one is wrong, and another is the primary one then: that has to be mended
    // first.
    let mut routes = cx.network(id).into_iter().flat_map(|network| &network.tables).flat_map(|table| &table.routes);
    if routes.any(|route| {
        route.destination.get().is_some_and(|destination| blocks.iter().any(|block| block.covers(destination)))
    }) {
        return;
    }
    finding.fix(Fix::new(
        format!("Make {new} the primary block of {name}"),
        replacing([(id.into(), cx.exists_in_aws(id))]),
        [Edit::change(id, move |vpc| {
            // A stable sort: among private blocks, and among the others, the order stays.
            vpc.ipv4.order_by_key(|block| block.get().is_none_or(|block| private_range(block).is_none()));
        })],
    ));
}
