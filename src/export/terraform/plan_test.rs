//! Tests of an environment: its plan, against a mock of AWS.

use super::account::Providers;
use super::environment::Folder;
use super::hcl::{Block, Body, Expr};
use super::network::Network;
use crate::ordering::Ordered;

/// Is every block as drawn, and apart from those of the networks that it is joined with?
pub(super) fn addresses(network: &Network, folder: &Folder, providers: &Providers) -> Body {
    let mut body = Body::new();
    body.comment("`terraform test`: plans against a mock of AWS, so it needs no account.");
    for place in providers.places() {
        let alias = (providers.places().len() > 1).then(|| Expr::text(providers.alias(place)));
        body.block(Block::new("mock_provider").label("aws").attribute_if("alias", alias));
    }
    for (vpc, call) in &folder.vpcs {
        let mut run = Block::new("run").label(&format!("addresses_of_{call}")).attribute("command", Expr::code("plan"));
        let joined = network.shared.peerings.iter().filter_map(|peering| match vpc.vpc {
            id if id == peering.requester => network.vpc(peering.accepter),
            id if id == peering.accepter => network.vpc(peering.requester),
            _ => None,
        });
        let mut others: Vec<String> = joined
            .flat_map(|other| std::iter::once(&other.cidr).chain(&other.secondary))
            .map(ToString::to_string)
            .collect();
        others.order();
        others.dedup();
        let mut blocks: Vec<String> =
            std::iter::once(&vpc.cidr).chain(&vpc.secondary).map(ToString::to_string).collect();
        blocks[1..].order();
        let planned = format!("join(\", \", output.networks.{call}.cidr_blocks) == \"{}\"", blocks.join(", "));
        run = run.block(
            Block::new("assert")
                .attribute("condition", Expr::code(planned))
                .attribute("error_message", Expr::text("The blocks of the VPC are not the planned ones.")),
        );
        if !others.is_empty() {
            run = run.block(Block::new("assert").attribute("condition", apart(call, others)).attribute(
                "error_message",
                Expr::text("A block overlaps one of a network that this one is joined with."),
            ));
        }
        body.block(run);
    }
    body
}

/// Two blocks overlap when they are the same as far as the shorter prefix goes.
fn apart(call: &str, others: Vec<String>) -> Expr {
    let others = super::hcl::inline(&Expr::texts(others));
    let first = |side: usize| format!("cidrhost(\"${{split(\"/\", pair[{side}])[0]}}/${{length}}\", 0)");
    Expr::Lines(vec![
        "alltrue([".to_owned(),
        format!("  for pair in setproduct(output.networks.{call}.cidr_blocks, {others}) : alltrue(["),
        "    for length in [min(split(\"/\", pair[0])[1], split(\"/\", pair[1])[1])] :".to_owned(),
        format!("    {} != {}", first(0), first(1)),
        "  ])".to_owned(),
        "])".to_owned(),
    ])
}
