//! A template in JSON as far as the fake can make it. What it cannot make is taken out resource by resource, and what it
//! misreads is said in other words; cfn-lint sees every template whole.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::{Map, Value, json};

/// What the fake has no model of: it would pass them over, and fail at whatever names them.
const UNKNOWN: [&str; 12] = [
    "AWS::DirectConnect::DirectConnectGateway",
    "AWS::DirectConnect::DirectConnectGatewayAssociation",
    "AWS::EC2::TrafficMirrorFilter",
    "AWS::EC2::TrafficMirrorFilterRule",
    "AWS::EC2::TrafficMirrorSession",
    "AWS::EC2::TrafficMirrorTarget",
    "AWS::EC2::TransitGatewayPeeringAttachment",
    "AWS::EC2::VPCEndpointServicePermissions",
    "AWS::EC2::VPNConnectionRoute",
    "AWS::EC2::VPNGatewayRoutePropagation",
    "AWS::RAM::ResourceShare",
    "AWS::VpcLattice::Listener",
];

/// Rewrites the template at `path` and answers with the logical ids that are left.
pub fn make_deployable(path: &Path) -> BTreeSet<String> {
    let text = fs::read_to_string(path).expect("a template");
    // It stumbles over letters that take two places in UTF-16.
    let text: String = text.chars().map(|c| if c > '\u{ffff}' { '\u{fffd}' } else { c }).collect();
    let mut template: Value = serde_json::from_str(&text).expect("JSON");
    // Outputs make the fake create resources before those that they depend on.
    template.as_object_mut().expect("a template").remove("Outputs");
    let given = given(&template);
    // Nothing that is kept asks for the others.
    if let Some(parameters) = template.get_mut("Parameters").and_then(Value::as_object_mut) {
        parameters.retain(|name, _| given.contains(name));
    }
    let resources = template["Resources"].as_object_mut().expect("resources");
    keep_makeable(resources, &given);
    let with_ipv6 = with_ipv6(resources);
    let kept: BTreeSet<String> = resources.keys().cloned().collect();
    let routes = resources.iter().filter(|(_, resource)| resource["Type"] == "AWS::EC2::Route");
    let routes: BTreeSet<String> = routes.map(|(name, _)| name.clone()).collect();
    for resource in resources.values_mut() {
        reword(resource, &with_ipv6);
        let mut after = BTreeSet::new();
        references(resource, &mut after);
        // It fails at routes to a transit gateway that has a VPN connection already.
        let of_hub =
            resource["Type"] == "AWS::EC2::VPNConnection" && resource["Properties"].get("TransitGatewayId").is_some();
        if of_hub {
            after.extend(routes.iter().cloned());
        }
        // It orders by this alone, and forgets the order of whatever it makes because another names it.
        after.retain(|name| kept.contains(name));
        resource.as_object_mut().expect("a resource").insert("DependsOn".to_owned(), json!(after));
    }
    fs::write(path, serde_json::to_string_pretty(&template).expect("JSON")).expect("written");
    kept
}

/// The parameters that have a value.
fn given(template: &Value) -> BTreeSet<String> {
    let parameters = template["Parameters"].as_object().into_iter().flatten();
    parameters.filter(|(_, fields)| fields.get("Default").is_some()).map(|(name, _)| name.clone()).collect()
}

/// Takes out what cannot be made, and then whatever names something that is not there.
fn keep_makeable(resources: &mut Map<String, Value>, given: &BTreeSet<String>) {
    resources.retain(|_, resource| {
        let kind = resource["Type"].as_str().expect("a type");
        let properties = &resource["Properties"];
        // It lists resources whose condition does not hold without a name, and then fails at the list.
        let unconditional = resource.get("Condition").is_none();
        // It forgets the sort of a load balancer, and refuses what an Application Load Balancer does not listen with.
        let other_sort = kind == "AWS::ElasticLoadBalancingV2::Listener" && properties["Protocol"] != "HTTP";
        // It fails at any subnet that comes after one without an IPv4 block.
        let ipv6_only = properties["Ipv6Native"] == true;
        // It knows NAT gateways of a zone only.
        let regional = properties.get("AvailabilityMode").is_some();
        // Each template goes into an account of its own, where no other stack is.
        let alone = !properties.to_string().contains("Fn::ImportValue");
        // It knows no endpoint service of another account.
        let foreign = kind == "AWS::EC2::VPCEndpoint" && properties["ServiceName"].to_string().contains(".vpce-svc-");
        unconditional && !other_sort && !ipv6_only && !regional && alone && !foreign && !UNKNOWN.contains(&kind)
    });
    loop {
        let known: BTreeSet<String> = resources.keys().chain(given).cloned().collect();
        let before = resources.len();
        resources.retain(|_, resource| {
            let mut names = BTreeSet::new();
            references(&resource["Properties"], &mut names);
            names.iter().all(|name| known.contains(name) || name.starts_with("AWS::"))
        });
        if resources.len() == before {
            return;
        }
    }
}

/// The VPCs that get an IPv6 range.
fn with_ipv6(resources: &Map<String, Value>) -> BTreeSet<String> {
    let ranges = resources.values().filter(|r| r["Properties"]["AmazonProvidedIpv6CidrBlock"] == true);
    ranges.filter_map(|range| Some(range["Properties"]["VpcId"]["Ref"].as_str()?.to_owned())).collect()
}

fn reword(resource: &mut Value, with_ipv6: &BTreeSet<String>) {
    let kind = resource["Type"].as_str().expect("a type").to_owned();
    let Some(properties) = resource["Properties"].as_object_mut() else { return };
    match kind.as_str() {
        // In a VPC with IPv6 it keeps AWS's two rules for what goes out, and refuses one of them a second time.
        "AWS::EC2::SecurityGroup" if properties["VpcId"]["Ref"].as_str().is_some_and(|vpc| with_ipv6.contains(vpc)) => {
            properties.remove("SecurityGroupEgress");
        }
        // It looks for the Region in the third place of every name.
        "AWS::EC2::VPCEndpoint" => {
            if let Some(service) = properties["ServiceName"]["Fn::Sub"][1]["Service"].as_object() {
                let parts = json!(["com.amazonaws.${AWS::Region}.vpce.${Service}", { "Service": service }]);
                properties.insert("ServiceName".to_owned(), json!({ "Fn::Sub": parts }));
            }
        }
        // It has no usual port of a name server, no name servers by IPv6, and lists rules by names that they need not have.
        "AWS::Route53Resolver::ResolverRule" => {
            let domain = properties["DomainName"].as_str().expect("a domain").replace('.', "-");
            properties.entry("Name").or_insert(json!(format!("to {domain}")));
            if let Some(servers) = properties["TargetIps"].as_array_mut() {
                servers.retain(|server| server.get("Ip").is_some());
                for server in servers {
                    server.as_object_mut().expect("a server").entry("Port").or_insert(json!("53"));
                }
            }
        }
        // It reads subnets only where they stand without their addresses.
        "AWS::ElasticLoadBalancingV2::LoadBalancer" => {
            if let Some(places) = properties.remove("SubnetMappings") {
                let places = places.as_array().into_iter().flatten();
                let subnets: Vec<Value> = places.map(|place| place["SubnetId"].clone()).collect();
                properties.insert("Subnets".to_owned(), json!(subnets));
            }
        }
        // It finds services and their networks by id and not by ARN.
        kind if kind.starts_with("AWS::VpcLattice::") => {
            for field in ["ServiceNetworkIdentifier", "ServiceIdentifier"] {
                if let Some(name) = properties.get(field).and_then(|value| value["Ref"].as_str()) {
                    let id = json!({ "Fn::GetAtt": [name, "Id"] });
                    properties.insert(field.to_owned(), id);
                }
            }
        }
        _ => {}
    }
}

/// Every resource and parameter that a value names.
pub fn references(value: &Value, named: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            named.extend(fields.get("Ref").and_then(Value::as_str).map(str::to_owned));
            let get = fields.get("Fn::GetAtt").and_then(Value::as_array).and_then(|parts| parts.first()?.as_str());
            named.extend(get.map(str::to_owned));
            let after = fields.get("DependsOn");
            named.extend(after.and_then(Value::as_str).map(str::to_owned));
            let after = after.and_then(Value::as_array).into_iter().flatten();
            named.extend(after.filter_map(Value::as_str).map(str::to_owned));
            fields.values().for_each(|value| references(value, named));
        }
        Value::Array(items) => items.iter().for_each(|item| references(item, named)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
