use crate::model::kinds::{TransitGateway, TransitGatewayAttachment};
use crate::model::{Edit, Kind, TransitGatewayAttachmentId, TransitGatewayId};
use crate::rules::transit_tables::attachments;
use crate::rules::words::list;
use crate::rules::{Context, Findings, Fix, Safety, rule};

rule! {
    /// A transit gateway puts attachments into its default table, and they name another.
    ///
    /// ## Why it matters
    /// An attachment is associated with one table. With default association on, AWS associates each new one with the
    /// default table by itself; the association that the design names is then refused until the first is undone. Terraform
    /// stops there, with packets of the attachment following the default table.
    ///
    /// ## What to do
    /// Turn default association off for a gateway with tables of your own.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 { tier app private { subnet app-a a 10.20.0.0/24 } }
    /// tgw hub us-east-1
    /// tgw_table spokes hub
    /// attachment main hub resource=vpc:main subnets=[app-a] associated_table=spokes
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 { tier app private { subnet app-a a 10.20.0.0/24 } }
    /// tgw hub us-east-1 default_association=false
    /// tgw_table spokes hub
    /// attachment main hub resource=vpc:main subnets=[app-a] associated_table=spokes
    /// ```
    "transit/tf-tgw-default-association" {
        severity: Warning,
        sources: [
            "https://docs.aws.amazon.com/vpc/latest/tgw/create-tgw.html",
            "https://docs.aws.amazon.com/vpc/latest/tgw/associate-tgw-route-table.html",
        ],
        aws_error: "Resource.AlreadyAssociated",
        each: TransitGateway,
    }
}

fn check(cx: &Context<'_>, id: TransitGatewayId, gateway: &TransitGateway, found: &mut Findings) {
    if !gateway.default_association {
        return;
    }
    // What AWS has already is associated as it is; a peering is never associated by itself.
    let peering = |a: &TransitGatewayAttachment| a.resource.kind == Kind::TransitGateway;
    let elsewhere = |attachment: &TransitGatewayAttachment| {
        !peering(attachment)
            && attachment.associated_table.is_some_and(|table| gateway.association_table != Some(table))
    };
    let all = attachments(cx, id);
    let others: Vec<_> =
        all.iter().filter(|(own, a)| elsewhere(a) && !cx.exists_in_aws(*own)).map(|(own, _)| *own).collect();
    if others.is_empty() {
        return;
    }
    let message = format!(
        "{} associates every attachment with its default table, but {} another.",
        cx.name(id),
        match &others[..] {
            [one] => format!("{} names", cx.name(*one)),
            several => format!("{} name", list(several.iter().map(|own| cx.name(*own)))),
        }
    );
    // Those that name no table go on following the default one.
    let default = gateway.association_table.filter(|table| cx.get(*table).is_some_and(|t| t.transit_gateway == id));
    let follow = |own: &TransitGatewayAttachmentId| {
        let (own, table) = (*own, default?);
        Some(Edit::change(own, move |a: &mut TransitGatewayAttachment| a.associated_table = Some(table)))
    };
    let unnamed: Vec<_> =
        all.iter().filter(|(_, a)| a.associated_table.is_none() && !peering(a)).map(|(own, _)| *own).collect();
    let fix = unnamed.iter().map(follow).collect::<Option<Vec<Edit>>>().map(|mut edits| {
        edits.push(Edit::change(id, |gateway: &mut TransitGateway| gateway.default_association = false));
        Fix::new(format!("Turn default association of {} off", cx.name(id)), Safety::ChangesTraffic, edits)
    });
    found.at(id, message).with(others).field("default_association").fix(fix);
}
