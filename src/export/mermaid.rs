//! The network as a Mermaid flowchart, which GitHub, GitLab and many wikis draw: VPCs with their tiers and subnets, and
//! what joins them.
//!
//! <https://mermaid.js.org/syntax/flowchart.html>

use std::collections::BTreeMap;
use std::fmt::Write;

use super::bundle::{Notes, Span};
use super::terraform::hcl::quote;
use super::{Bundle, Exporter, File, Job, Making, Pace};
use crate::model::kinds::{
    CustomerGateway, DirectConnectGateway, EgressOnlyGateway, ExternalNetwork, InternetGateway, Peering, Settings,
    Subnet, Tier, TransitGatewayAttachment, Vpc, VpnConnection, VpnGateway,
};
use crate::model::{Design, EntityId, Kind, TierId, VpcId, Written, vpc_of};
use crate::ordering::Ordered;

/// Writes the flowchart.
#[derive(Debug)]
pub struct Mermaid;

/// More characters than this the usual settings of Mermaid refuse (`maxTextSize`).
/// <https://mermaid.js.org/config/schema-docs/config.html>
const MOST_TEXT: usize = 50_000;
/// More lines between nodes than this they refuse too (`maxEdges`).
const MOST_EDGES: usize = 500;

/// Kinds that are drawn.
const DRAWN: [Kind; 18] = [
    Kind::Settings,
    Kind::Vpc,
    Kind::Tier,
    Kind::Subnet,
    Kind::InternetGateway,
    Kind::EgressOnlyGateway,
    Kind::VpnGateway,
    Kind::NatGateway,
    Kind::LoadBalancer,
    Kind::Endpoint,
    Kind::Workload,
    Kind::Peering,
    Kind::TransitGateway,
    Kind::TransitGatewayAttachment,
    Kind::CustomerGateway,
    Kind::VpnConnection,
    Kind::DirectConnectGateway,
    Kind::ExternalNetwork,
];
/// Kinds that stand in a VPC beside its tiers.
const INSIDE: [Kind; 4] = [Kind::NatGateway, Kind::LoadBalancer, Kind::Endpoint, Kind::Workload];

impl Exporter for Mermaid {
    fn id(&self) -> &'static str {
        "mermaid"
    }

    fn title(&self) -> &'static str {
        "Mermaid"
    }

    fn file_extension(&self) -> &'static str {
        "mmd"
    }

    fn make<'a>(&'a self, Job { design, pace, .. }: Job<'a>) -> Making<'a> {
        Box::pin(chart(design, pace))
    }
}

async fn chart(design: &Design, pace: Pace<'_>) -> Bundle {
    let mut chart = Chart { design, text: String::new(), lines: 0, edges: 0, spans: BTreeMap::new() };
    chart.head();
    let inside = chart.inside();
    let vpcs: Vec<_> = design.all::<Vpc>().collect();
    for (number, (id, vpc)) in vpcs.iter().enumerate() {
        chart.vpc(*id, vpc, inside.get(id).map_or(&[], Vec::as_slice));
        pace.part(0.0, 0.8).done(number, vpcs.len()).await;
    }
    chart.around();
    pace.done(9, 10).await;
    chart.joins();
    let notes = chart.notes();
    Bundle { files: vec![File::text("network.mmd", chart.text)], notes, spans: chart.spans }.sorted()
}

struct Chart<'a> {
    design: &'a Design,
    text: String,
    lines: usize,
    edges: usize,
    spans: BTreeMap<EntityId, Vec<Span>>,
}

impl Chart<'_> {
    fn line(&mut self, depth: usize, line: &str) {
        let _ = writeln!(self.text, "{:width$}{line}", "", width = 2 * depth);
        self.lines += 1;
    }

    /// The lines from `first` on stand for `id`.
    fn mark(&mut self, id: EntityId, first: usize) {
        self.spans.entry(id).or_default().push(Span { file: 0, first, last: self.lines });
    }

    fn head(&mut self) {
        let title = self.design.entity(Settings::id()).map(|entity| entity.head.name.clone()).unwrap_or_default();
        if !title.is_empty() {
            self.line(0, "---");
            // JSON is YAML.
            self.line(0, &format!("title: {}", serde_json::Value::from(quote::comment(&title))));
            self.line(0, "---");
        }
        self.line(0, "flowchart LR");
    }

    /// A node: its name, and more lines under it.
    fn node(&mut self, depth: usize, id: EntityId, [open, close]: [&str; 2], more: &[String]) {
        let label = self.label(id, more, "<br/>");
        self.line(depth, &format!("{}{open}{label}{close}", handle(id)));
        self.mark(id, self.lines);
    }

    /// Its name, then more, with `between` between.
    fn label(&self, id: EntityId, more: &[String], between: &str) -> String {
        let mut label = shown(&self.design.name(id));
        for text in more.iter().filter(|text| !text.is_empty()) {
            label += between;
            label += &shown(text);
        }
        format!("\"{label}\"")
    }

    /// The title of a group: one line, or it would be painted over by what is in it.
    fn title(&self, id: EntityId, more: &[String]) -> String {
        self.label(id, more, ", ")
    }

    /// What stands in each VPC beside its tiers, kind by kind.
    fn inside(&self) -> BTreeMap<VpcId, Vec<EntityId>> {
        let mut inside: BTreeMap<VpcId, Vec<EntityId>> = BTreeMap::new();
        for (id, entity) in INSIDE.into_iter().flat_map(|kind| self.design.of_kind(kind)) {
            if let Some(vpc) = vpc_of(self.design, &entity.body) {
                inside.entry(vpc).or_default().push(id);
            }
        }
        inside
    }

    fn vpc(&mut self, id: VpcId, vpc: &Vpc, inside: &[EntityId]) {
        let blocks = list(vpc.ipv4.iter().chain(&vpc.ipv6));
        let label = self.title(id.into(), &[blocks, vpc.region.clone()]);
        self.line(1, &format!("subgraph {}[{label}]", handle(id)));
        let first = self.lines;
        let mut tiers: Vec<(TierId, &Tier)> =
            self.design.referring::<Tier>(id).filter(|(_, tier)| tier.vpc == id).collect();
        tiers.order_by_key(|(id, tier)| (tier.order, *id));
        let subnets: Vec<_> = self.design.referring::<Subnet>(id).filter(|(_, subnet)| subnet.vpc == id).collect();
        for (tier, noun) in &tiers {
            let role = if self.design.name(*tier) == noun.role.key() { "" } else { noun.role.key() };
            let label = self.title((*tier).into(), &[role.to_owned()]);
            self.line(2, &format!("subgraph {}[{label}]", handle(*tier)));
            let first = self.lines;
            for (id, subnet) in subnets.iter().filter(|(_, subnet)| subnet.tier == *tier) {
                self.subnet(3, (*id).into(), subnet);
            }
            self.line(2, "end");
            self.mark((*tier).into(), first);
        }
        for (id, subnet) in subnets.iter().filter(|(_, subnet)| tiers.iter().all(|(tier, _)| subnet.tier != *tier)) {
            self.subnet(2, (*id).into(), subnet);
        }
        for inside in inside {
            self.node(2, *inside, shape(inside.kind), &[inside.kind.title().to_owned()]);
        }
        self.line(1, "end");
        self.mark(id.into(), first);
    }

    fn subnet(&mut self, depth: usize, id: EntityId, subnet: &Subnet) {
        let blocks = list(subnet.ipv4.iter().chain(&subnet.ipv6));
        self.node(depth, id, shape(Kind::Subnet), &[blocks, subnet.zone.clone()]);
    }

    /// What stands outside VPCs, or in none that the design has.
    fn around(&mut self) {
        let design = self.design;
        if [Kind::InternetGateway, Kind::EgressOnlyGateway].iter().any(|kind| design.of_kind(*kind).next().is_some()) {
            self.line(1, "internet([\"Internet\"])");
        }
        for kind in DRAWN {
            for (id, entity) in design.of_kind(kind) {
                let blocks = match kind {
                    Kind::ExternalNetwork => entity.as_noun().map(|n: &ExternalNetwork| list(&n.blocks)),
                    _ => None,
                };
                match kind {
                    Kind::InternetGateway
                    | Kind::EgressOnlyGateway
                    | Kind::VpnGateway
                    | Kind::TransitGateway
                    | Kind::CustomerGateway
                    | Kind::DirectConnectGateway
                    | Kind::ExternalNetwork => {
                        self.node(1, id, shape(kind), &[kind.title().to_owned(), blocks.unwrap_or_default()]);
                    }
                    kind if (INSIDE.contains(&kind) || kind == Kind::Subnet)
                        && !vpc_of(design, &entity.body).is_some_and(|vpc| design.contains(vpc)) =>
                    {
                        self.node(1, id, shape(kind), &[kind.title().to_owned()]);
                    }
                    _ => {}
                }
            }
        }
    }

    /// A line between two nodes that stands for `id`. Nothing when one of them is not drawn.
    fn edge(&mut self, id: EntityId, from: Option<EntityId>, arrow: &str, to: Option<EntityId>, label: &str) {
        let ends = [from, to].map(|end| end.filter(|id| DRAWN.contains(&id.kind) && self.design.contains(*id)));
        let [Some(from), Some(to)] = ends else { return };
        let label = if label.is_empty() { String::new() } else { format!("|\"{}\"|", shown(label)) };
        self.line(1, &format!("{} {arrow}{label} {}", handle(from), handle(to)));
        self.mark(id, self.lines);
        self.edges += 1;
    }

    fn joins(&mut self) {
        let design = self.design;
        let vpc = |id: Option<VpcId>| id.map(EntityId::from);
        for (id, gateway) in design.all::<InternetGateway>() {
            self.edge(id.into(), vpc(gateway.vpc), "---", Some(id.into()), "");
            self.line(1, &format!("{} --- internet", handle(id)));
            self.edges += 1;
        }
        for (id, gateway) in design.all::<EgressOnlyGateway>() {
            self.edge(id.into(), vpc(Some(gateway.vpc)), "---", Some(id.into()), "");
            self.line(1, &format!("{} --> internet", handle(id)));
            self.edges += 1;
        }
        for (id, gateway) in design.all::<VpnGateway>() {
            self.edge(id.into(), vpc(gateway.vpc), "---", Some(id.into()), "");
        }
        for (id, peering) in design.all::<Peering>() {
            let name = design.name(id);
            self.edge(id.into(), vpc(Some(peering.requester)), "---", vpc(Some(peering.accepter)), &name);
        }
        for (id, attachment) in design.all::<TransitGatewayAttachment>() {
            let hub = EntityId::from(attachment.transit_gateway);
            // A VPN connection is a line itself: its other end is the customer's gateway.
            let other = match design.entity(attachment.resource).and_then(|entity| entity.as_noun::<VpnConnection>()) {
                Some(vpn) => vpn.customer_gateway.into(),
                None => attachment.resource,
            };
            let before = self.lines;
            self.edge(id.into(), Some(hub), "---", Some(other), &design.name(id));
            if self.lines > before && attachment.resource.kind == Kind::VpnConnection {
                self.mark(attachment.resource, self.lines);
            }
        }
        // What is attached is joined already.
        let attached = |resource: EntityId, to: Option<EntityId>| {
            let mut attachments = design.referring::<TransitGatewayAttachment>(resource);
            attachments.any(|(_, a)| a.resource == resource && Some(a.transit_gateway.into()) == to)
        };
        for (id, vpn) in design.all::<VpnConnection>().filter(|(id, vpn)| !attached((*id).into(), vpn.gateway)) {
            self.edge(id.into(), vpn.gateway, "-.-", Some(vpn.customer_gateway.into()), &design.name(id));
        }
        for (id, gateway) in design.all::<DirectConnectGateway>() {
            let beside = gateway.associations.iter().map(|association| association.gateway);
            for other in beside.filter(|other| !attached(id.into(), Some(*other))) {
                self.edge(id.into(), Some(other), "===", Some(id.into()), "");
            }
            self.edge(id.into(), Some(id.into()), "===", gateway.network.map(EntityId::from), "");
        }
        for (id, gateway) in design.all::<CustomerGateway>() {
            self.edge(id.into(), Some(id.into()), "---", gateway.network.map(EntityId::from), "");
        }
    }

    /// What is not drawn, and what a page would refuse.
    fn notes(&self) -> Vec<super::Note> {
        let design = self.design;
        let mut notes = Notes::default();
        notes.unread(design);
        for kind in Kind::ALL.into_iter().filter(|kind| !DRAWN.contains(kind)) {
            match design.of_kind(kind).count() {
                0 => {}
                1 => notes.left_out_kind(format!("1 {}: the chart has networks and what joins them.", kind.title())),
                n => notes.left_out_kind(format!("{n} {}: the chart has networks and what joins them.", kind.plural())),
            }
        }
        for (id, _) in design.iter().filter(|(id, _)| DRAWN.contains(&id.kind) && id.kind != Kind::Settings) {
            if !self.spans.contains_key(&id) {
                notes.left_out(id, "What it joins, or stands in, is not in the design.");
            }
        }
        if self.text.chars().count() > MOST_TEXT {
            notes.remark_of_all(format!(
                "The chart has more than {MOST_TEXT} characters: Mermaid draws it where maxTextSize is raised."
            ));
        }
        if self.edges > MOST_EDGES {
            notes.remark_of_all(format!(
                "The chart has more than {MOST_EDGES} lines: Mermaid draws it where maxEdges is raised."
            ));
        }
        notes.finish()
    }
}

/// What a node is called in the chart: `subnet_a`. Ids have one hyphen, behind the kind.
fn handle(id: impl Into<EntityId>) -> String {
    id.into().to_string().replace('-', "_")
}

/// How a kind is drawn: what opens and closes its label.
fn shape(kind: Kind) -> [&'static str; 2] {
    match kind {
        Kind::InternetGateway | Kind::EgressOnlyGateway | Kind::VpnGateway | Kind::NatGateway => ["{{", "}}"],
        Kind::TransitGateway | Kind::DirectConnectGateway => ["((", "))"],
        Kind::ExternalNetwork | Kind::CustomerGateway => ["[(", ")]"],
        Kind::LoadBalancer | Kind::Endpoint => ["[[", "]]"],
        Kind::Workload => ["(", ")"],
        _ => ["[", "]"],
    }
}

/// A text in a label. What means something to Mermaid, to Markdown or to HTML is written as a number
/// (<https://mermaid.js.org/syntax/flowchart.html#entity-codes-to-escape-characters>).
fn shown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in quote::comment(text).chars() {
        match c {
            c if c.is_alphanumeric() || !c.is_ascii() => out.push(c),
            ' ' | '.' | ',' | '-' | '/' | '(' | ')' | '=' => out.push(c),
            c => {
                let _ = write!(out, "#{};", u32::from(c));
            }
        }
    }
    out
}

fn list<'a, T: std::fmt::Display + 'a>(blocks: impl IntoIterator<Item = &'a Written<T>>) -> String {
    blocks.into_iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_holds_no_mark_of_mermaid() {
        assert_eq!(shown("a\"b`c #1; <br> 10.0.0.0/16"), "a#34;b#96;c #35;1#59; #60;br#62; 10.0.0.0/16");
        assert_eq!(shown("größe\n2"), "größe 2");
    }
}
