use crate::addressing::CidrBlock;
use crate::aws::services::{endpoint_service_name, parse_endpoint_service_name};
use crate::model::kinds::{Endpoint, EndpointType, RouteTable, TransitGatewayAttachment, Vpc};
use crate::model::{Edit, EndpointId, Entity, EntityId, VpcId};
use crate::rules::routes::followed_tables;
use crate::rules::words::list;
use crate::rules::{Context, Findings, Fix, Held, Network, Safety, rule};

rule! {
    /// A VPC without a way to the internet has some of the endpoints that a feature needs, and not all.
    ///
    /// ## Why it matters
    /// One feature often calls several services. Container images are asked for at two endpoints of ECR and come from S3;
    /// Session Manager needs ssm beside ssmmessages. Where one is missing, the first sign is a timeout deep inside an agent.
    ///
    /// ## What to do
    /// Add the missing endpoints. That for S3 may be a gateway endpoint, which costs nothing.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 dns_hostnames=true {
    ///   route_table rt main
    ///   tier app private { subnet app-a a 10.20.0.0/24 }
    ///   sg endpoints rules=[{protocol: tcp, ports: 443, peer: 10.20.0.0/16}]
    ///   workload app containers tier=app
    ///   endpoint ecr-api com.amazonaws.us-east-1.ecr.api subnets=[app-a] security_groups=[endpoints]
    /// }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 dns_hostnames=true {
    ///   route_table rt main
    ///   tier app private { subnet app-a a 10.20.0.0/24 }
    ///   sg endpoints rules=[{protocol: tcp, ports: 443, peer: 10.20.0.0/16}]
    ///   workload app containers tier=app
    ///   endpoint ecr-api com.amazonaws.us-east-1.ecr.api subnets=[app-a] security_groups=[endpoints]
    ///   endpoint ecr-dkr com.amazonaws.us-east-1.ecr.dkr subnets=[app-a] security_groups=[endpoints]
    ///   endpoint s3 com.amazonaws.us-east-1.s3 endpoint_type=gateway route_tables=[rt]
    /// }
    /// ```
    "endpoints/vpce-companions-missing" {
        severity: Warning,
        sources: [
            "https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html",
            "https://docs.aws.amazon.com/systems-manager/latest/userguide/setup-create-vpc.html",
            "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/vpc-endpoints.html",
        ],
        each: Vpc,
    }
}

/// Services that are of no use without others.
struct Companions {
    /// What works with all of them.
    feature: &'static str,
    /// Any of these says that it is wanted.
    signs: &'static [&'static str],
    /// All that it needs. (The ec2messages endpoint of older agents is not among them.)
    needs: &'static [&'static str],
}

const COMPANIONS: [Companions; 3] = [
    Companions {
        feature: "Pulling images from ECR",
        signs: &["ecr.api", "ecr.dkr"],
        needs: &["ecr.api", "ecr.dkr", "s3"],
    },
    Companions { feature: "Session Manager", signs: &["ssmmessages"], needs: &["ssm", "ssmmessages"] },
    Companions {
        feature: "ECS on EC2 instances",
        signs: &["ecs-agent", "ecs-telemetry"],
        needs: &["ecs", "ecs-agent", "ecs-telemetry"],
    },
];

fn check(cx: &Context<'_>, id: VpcId, vpc: &Vpc, found: &mut Findings) {
    let Some(network) = cx.network(id).filter(|network| !network.endpoints.is_empty()) else { return };
    let leads_out = |table: &Held<RouteTable>| {
        let everywhere = [CidrBlock::any_v4(), CidrBlock::any_v6()];
        table.routes.iter().any(|route| route.destination.get().is_some_and(|d| everywhere.contains(&d)))
    };
    if network.tables.iter().any(leads_out) || network.subnets.is_empty() {
        return;
    }
    // Images may be fetched by hosts of other VPCs, who have a way to S3 of their own.
    let shared = network.workloads.is_empty()
        && (cx.referring::<TransitGatewayAttachment>(id).next().is_some() || cx.peerings(id).next().is_some());
    let service = |endpoint: &Held<Endpoint>| {
        let (region, service) = parse_endpoint_service_name(&endpoint.service)?;
        (region == vpc.region).then(|| service.to_owned())
    };
    let have: Vec<(String, &Held<Endpoint>)> =
        network.endpoints.iter().filter_map(|endpoint| Some((service(endpoint)?, endpoint))).collect();
    for Companions { feature, signs, needs } in &COMPANIONS {
        let sign = have.iter().find(|(service, _)| signs.contains(&service.as_str()));
        let missing: Vec<&str> = needs
            .iter()
            .copied()
            .filter(|need| !(have.iter().any(|(service, _)| service == need) || shared && *need == "s3"))
            .collect();
        let Some((_, sign)) = sign.filter(|_| !missing.is_empty()) else { continue };
        let known = have.iter().filter(|(service, _)| needs.contains(&service.as_str()));
        let (names, objects): (Vec<&str>, Vec<EntityId>) =
            known.map(|(service, endpoint)| (service.as_str(), endpoint.entity_id())).unzip();
        let message = format!(
            "{} has {} but not {}, and no way to the internet. {feature} needs them all.",
            network.name(),
            endpoints(&names),
            list(&missing)
        );
        let fix = add(cx, network, vpc, sign, &missing);
        found.on_all([EntityId::from(id)], message).with(objects).fix(fix);
    }
}

fn endpoints(names: &[&str]) -> String {
    let word = if names.len() == 1 { "an endpoint" } else { "endpoints" };
    format!("{word} for {}", list(names))
}

/// Adds the missing ones, in the subnets and groups of one that is there, as far as the design has them.
fn add(cx: &Context<'_>, network: &Network, vpc: &Vpc, like: &Held<Endpoint>, missing: &[&str]) -> Option<Fix> {
    let mut edits = Vec::new();
    for service in missing {
        let name = format!("{}-{}", network.name(), service.replace('.', "-"));
        let id: EndpointId = cx.new_id(&format!("{}{}", service.replace(['.', '-'], ""), network.name()));
        let full = endpoint_service_name(&vpc.region, service);
        let body = if *service == "s3" {
            let route_tables = followed_tables(network);
            if route_tables.is_empty() {
                return None;
            }
            let endpoint_type = EndpointType::Gateway;
            Endpoint { endpoint_type, service: full, route_tables, private_dns: false, ..Endpoint::new(network.id) }
        } else {
            let mut subnets = like.subnets.clone();
            subnets.retain(|subnet| cx.exists(*subnet));
            let mut security_groups = like.security_groups.clone();
            security_groups.retain(|group| cx.exists(*group));
            Endpoint { service: full, endpoint_service: None, subnets, security_groups, ..Endpoint::clone(like) }
        };
        edits.push(Edit::add(id, Entity::new(name, body)));
    }
    let title = format!("Add {}", endpoints(missing));
    (like.endpoint_type == EndpointType::Interface).then(|| Fix::new(title, Safety::ChangesTraffic, edits))
}
