use crate::model::kinds::{Balancer, Listener, ListenerProtocol, LoadBalancer};
use crate::model::{Edit, LoadBalancerId};
use crate::rules::{Context, Findings, Fix, Safety, rule};

rule! {
    /// A load balancer listens with a protocol of another kind of load balancer, or on one port twice.
    ///
    /// ## Why it matters
    /// An Application Load Balancer speaks HTTP and HTTPS, a Network Load Balancer TCP, UDP and TLS, a Gateway Load
    /// Balancer only GENEVE. A port has one listener: for TCP and UDP on one port there is a protocol that is both. AWS
    /// refuses anything else.
    ///
    /// ## What to do
    /// Choose the protocol that fits the load balancer, or the load balancer that fits the protocol.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 {
    ///   tier app private { subnet app-a a 10.20.0.0/24; subnet app-b b 10.20.1.0/24 }
    ///   lb front network scheme=internal subnets=[app-a, app-b] listeners=[{protocol: https, port: 443}]
    /// }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 {
    ///   tier app private { subnet app-a a 10.20.0.0/24; subnet app-b b 10.20.1.0/24 }
    ///   lb front network scheme=internal subnets=[app-a, app-b] listeners=[{protocol: tls, port: 443}]
    ///   lb shop scheme=internal subnets=[app-a, app-b] listeners=[{protocol: http, port: 80}, {port: 443}]
    /// }
    /// ```
    "balancers/lb-listener-protocol" {
        severity: Error,
        sources: [
            "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-listeners.html",
            "https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-listeners.html",
        ],
        each: LoadBalancer,
    }
}

/// The protocol that serves the same purpose before this kind of load balancer; the same where it takes it.
fn fitting(balancer: Balancer, protocol: ListenerProtocol) -> Option<ListenerProtocol> {
    use ListenerProtocol::{Geneve, Http, Https, Tcp, TcpUdp, Tls, Udp};
    match (balancer, protocol) {
        (Balancer::Application, Http | Https) => Some(protocol),
        (Balancer::Application, Tls) => Some(Https),
        (Balancer::Application, Tcp) => Some(Http),
        (Balancer::Application, Udp | TcpUdp | Geneve) => None,
        (Balancer::Network, Tcp | Udp | TcpUdp | Tls) => Some(protocol),
        (Balancer::Network, Https) => Some(Tls),
        (Balancer::Network, Http) => Some(Tcp),
        (Balancer::Network, Geneve) => None,
        (Balancer::Gateway, _) => Some(Geneve),
    }
}

fn word(protocol: ListenerProtocol) -> &'static str {
    match protocol {
        ListenerProtocol::Https => "HTTPS",
        ListenerProtocol::Http => "HTTP",
        ListenerProtocol::Tcp => "TCP",
        ListenerProtocol::Udp => "UDP",
        ListenerProtocol::TcpUdp => "TCP and UDP",
        ListenerProtocol::Tls => "TLS",
        ListenerProtocol::Geneve => "GENEVE",
    }
}

fn check(cx: &Context<'_>, id: LoadBalancerId, balancer: &LoadBalancer, found: &mut Findings) {
    let kind = match balancer.balancer {
        Balancer::Application => "an Application Load Balancer",
        Balancer::Network => "a Network Load Balancer",
        Balancer::Gateway => "a Gateway Load Balancer",
    };
    for listener in &balancer.listeners {
        let better = fitting(balancer.balancer, listener.protocol);
        if better == Some(listener.protocol) {
            continue;
        }
        let message = format!(
            "{} is {kind}, which does not listen with {} (port {}).",
            cx.name(id),
            word(listener.protocol),
            listener.port
        );
        let wrong = (listener.protocol, listener.port);
        let fix = better.map(|better| {
            Fix::new(
                format!("Listen with {} on port {}", word(better), listener.port),
                Safety::NeedsChoice,
                [Edit::change(id, move |balancer: &mut LoadBalancer| {
                    for own in balancer.listeners.iter_mut().filter(|own| (own.protocol, own.port) == wrong) {
                        own.protocol = better;
                    }
                })],
            )
        });
        found.at(id, message).field("listeners").fix(fix);
    }
    twice(cx, id, balancer, found);
}

/// Ports that have more than one listener.
fn twice(cx: &Context<'_>, id: LoadBalancerId, balancer: &LoadBalancer, found: &mut Findings) {
    for (at, listener) in balancer.listeners.iter().enumerate() {
        let same = |other: &&Listener| other.port == listener.port;
        // The second of its like: a third changes nothing.
        if balancer.balancer == Balancer::Gateway || balancer.listeners[..at].iter().filter(same).count() != 1 {
            continue;
        }
        let message = format!("{} has two listeners on port {}; a port has one.", cx.name(id), listener.port);
        found.at(id, message).field("listeners");
    }
}
