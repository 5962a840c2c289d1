//! Listeners of load balancers, each with the target group behind it.

use std::net::IpAddr;

use super::hcl::{Block, Body, Entry, Expr};
use super::load_balancer::LoadBalancer;
use super::sheet::Sheet;
use super::sight::Sight;
use super::vpc::Vpc;
use crate::export::bundle::Notes;
use crate::model::LoadBalancerId;
use crate::model::kinds::{Balancer, Listener as ListenerNoun, ListenerProtocol, LoadBalancer as Noun};
use crate::ordering::Ordered;

/// A listener.
#[derive(Clone, Debug)]
pub(super) struct Listener {
    /// `https 443`
    key: String,
    protocol: ListenerProtocol,
    port: u16,
    target_port: u16,
}

/// The listeners that code can say.
pub(super) fn resolve(id: LoadBalancerId, noun: &Noun, notes: &mut Notes) -> Vec<Listener> {
    let mut listeners: Vec<Listener> = Vec::new();
    for drawn in &noun.listeners {
        match listener(noun.balancer, drawn) {
            Some(found) if listeners.iter().all(|known| known.key != found.key) => {
                if found.is_secured() {
                    notes.remark(
                        id,
                        "A listener for HTTPS or TLS is made once certificate_arns names a certificate for it.",
                    );
                }
                listeners.push(found);
            }
            Some(found) => {
                notes.left_out(id, format!("The listener {} is there twice; it is written once.", found.key))
            }
            None => notes.left_out(
                id,
                format!("The listener on port {} is left out: this kind of load balancer has no such.", drawn.port),
            ),
        }
    }
    listeners.order_by(|a, b| a.key.cmp(&b.key));
    listeners
}

fn listener(balancer: Balancer, drawn: &ListenerNoun) -> Option<Listener> {
    use ListenerProtocol::{Geneve, Http, Https, Tcp, TcpUdp, Tls, Udp};
    let fits = match (balancer, drawn.protocol) {
        (Balancer::Application, Https | Http)
        | (Balancer::Network, Tcp | Udp | TcpUdp | Tls)
        | (Balancer::Gateway, Geneve) => true,
        (Balancer::Application, Tcp | Udp | TcpUdp | Tls | Geneve)
        | (Balancer::Network, Https | Http | Geneve)
        | (Balancer::Gateway, Https | Http | Tcp | Udp | TcpUdp | Tls) => false,
    };
    if !fits || (drawn.port == 0 && drawn.protocol != Geneve) {
        return None;
    }
    let word = protocol(drawn.protocol).to_ascii_lowercase();
    let key = if drawn.protocol == Geneve { word } else { format!("{word} {}", drawn.port) };
    let target_port = drawn.target_port.filter(|port| *port > 0).unwrap_or(drawn.port);
    Some(Listener { key, protocol: drawn.protocol, port: drawn.port, target_port })
}

fn protocol(protocol: ListenerProtocol) -> &'static str {
    match protocol {
        ListenerProtocol::Https => "HTTPS",
        ListenerProtocol::Http => "HTTP",
        ListenerProtocol::Tcp => "TCP",
        ListenerProtocol::Udp => "UDP",
        ListenerProtocol::TcpUdp => "TCP_UDP",
        ListenerProtocol::Tls => "TLS",
        ListenerProtocol::Geneve => "GENEVE",
    }
}

impl Listener {
    /// Does it end TLS, and so need a certificate?
    fn is_secured(&self) -> bool {
        matches!(self.protocol, ListenerProtocol::Https | ListenerProtocol::Tls)
    }

    /// Port and protocol of the targets. GENEVE goes to one port, and what is ended here goes on without TLS.
    fn forwards(&self) -> (u16, &'static str) {
        match self.protocol {
            ListenerProtocol::Geneve => (GENEVE_PORT, protocol(ListenerProtocol::Geneve)),
            ListenerProtocol::Tls => (self.target_port, protocol(ListenerProtocol::Tcp)),
            other => (self.target_port, protocol(other)),
        }
    }
}

/// <https://docs.aws.amazon.com/elasticloadbalancing/latest/gateway/target-groups.html>
const GENEVE_PORT: u16 = 6_081;

/// The target groups and listeners of a load balancer in `vpc`.
pub(super) fn write(balancer: &LoadBalancer, vpc: &Vpc, sight: &mut Sight) -> Body {
    let mut body = Body::new();
    if !balancer.listeners.is_empty() {
        body.append(target_groups(balancer, vpc, sight)).append(listeners(balancer, vpc, sight));
    }
    body
}

fn target_groups(balancer: &LoadBalancer, vpc: &Vpc, sight: &mut Sight) -> Body {
    let label = &balancer.label;
    let (mut groups, mut targets) = (Sheet::default(), Sheet::default());
    for listener in &balancer.listeners {
        let (port, to) = listener.forwards();
        let fields = [
            ("port", Some(Expr::Number(port.into()))),
            ("protocol", Some(Expr::text(to))),
            ("target_type", (!balancer.targets.is_empty()).then(|| Expr::text("ip"))),
        ];
        groups.push(&listener.key, balancer.balancer, fields);
        for address in &balancer.targets {
            let outside = matches!(address, IpAddr::V4(v4) if !vpc.holds(*v4));
            let fields = [
                ("target_group", Some(Expr::text(&listener.key))),
                ("target_id", Some(Expr::shown(address))),
                ("availability_zone", outside.then(|| Expr::text("all"))),
            ];
            targets.push(format!("{} {address}", listener.key), balancer.balancer, fields);
        }
    }
    let vpc_id = Expr::code(format!("{}.id", sight.vpc(vpc)));
    let block = sight
        .resource("aws_lb_target_group", label, &vpc.place)
        .attribute("for_each", groups.table())
        .blank()
        .attribute("vpc_id", vpc_id);
    let mut body = Body::new();
    body.block(groups.arguments(block, &["port", "protocol", "target_type"]));
    if !targets.is_empty() {
        let group = format!("aws_lb_target_group.{label}[each.value.target_group].arn");
        let block = sight
            .resource("aws_lb_target_group_attachment", label, &vpc.place)
            .attribute("for_each", targets.table())
            .blank()
            .attribute("target_group_arn", Expr::code(group));
        body.block(targets.arguments(block, &["target_id", "availability_zone"]));
    }
    body
}

/// The listeners. One that needs a certificate is made once `certificate_arns` names it.
fn listeners(balancer: &LoadBalancer, vpc: &Vpc, sight: &mut Sight) -> Body {
    let label = &balancer.label;
    let mut sheet = Sheet::default();
    for listener in &balancer.listeners {
        let port = (listener.protocol != ListenerProtocol::Geneve).then(|| Expr::Number(listener.port.into()));
        let named = port.as_ref().map(|_| Expr::text(protocol(listener.protocol)));
        // Asked for under the name of the balancer and the key of the listener.
        let certificate = listener
            .is_secured()
            .then(|| Expr::code(format!("lookup(var.certificate_arns, \"{label} {}\", null)", listener.key)));
        let fields = [("port", port), ("protocol", named), ("certificate_arn", certificate)];
        sheet.push(&listener.key, balancer.balancer, fields);
    }
    let mut body = Body::new();
    let rows = match balancer.listeners.iter().any(Listener::is_secured) {
        false => sheet.table(),
        true => {
            body.block(Block::new("locals").entry(Entry::word(&format!("listeners_{label}"), sheet.table())));
            Expr::code(format!(
                "{{ for key, it in local.listeners_{label} : key => it if lookup(it, \"certificate_arn\", \"none\") != null }}"
            ))
        }
    };
    let block = sight
        .resource("aws_lb_listener", label, &vpc.place)
        .over(balancer.listeners.iter().map(|listener| listener.key.clone()))
        .attribute("for_each", rows)
        .blank()
        .attribute("load_balancer_arn", Expr::code(format!("aws_lb.{label}.arn")));
    let action = Block::new("default_action")
        .attribute("type", Expr::text("forward"))
        .attribute("target_group_arn", Expr::code(format!("aws_lb_target_group.{label}[each.key].arn")));
    body.block(sheet.arguments(block, &["port", "protocol", "certificate_arn"]).block(action));
    body
}

/// The variable that names certificates, where a listener needs one.
pub(super) fn variables(balancers: &[LoadBalancer]) -> Body {
    let mut body = Body::new();
    if balancers.iter().flat_map(|it| &it.listeners).any(Listener::is_secured) {
        let text = "Certificates by load balancer and listener: \"web https 443\". A listener without one is not made.";
        body.block(
            Block::new("variable")
                .label("certificate_arns")
                .attribute("description", Expr::text(text))
                .attribute("type", Expr::code("map(string)"))
                .attribute("default", Expr::Map(Vec::new()))
                .attribute("nullable", Expr::from(false)),
        );
    }
    body
}
