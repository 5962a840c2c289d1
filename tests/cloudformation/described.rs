//! What the fake describes, in the sentences of a comparison.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use cidraw::addressing::CidrBlock;
use cidraw::model::EntityId;
use serde_json::Value;

use crate::compared::Facts;
use crate::drawn::{EVERYTHING_OUT, place_in};

/// The answers of the fake, and the object that each physical id stands for.
pub struct Described {
    files: BTreeMap<String, Value>,
    objects: BTreeMap<String, EntityId>,
}

/// What is described of one item of a list.
type Sentences = fn(&Described, &Value) -> Vec<String>;

fn text<'a>(value: &'a Value, field: &str) -> &'a str {
    value[field].as_str().unwrap_or_default()
}

fn items<'a>(value: &'a Value, field: &str) -> impl Iterator<Item = &'a Value> {
    value[field].as_array().into_iter().flatten()
}

/// A field of each item of a list.
fn each<'a>(value: &'a Value, list: &str, field: &'a str) -> impl Iterator<Item = &'a str> {
    items(value, list).map(move |item| text(item, field))
}

/// A list of texts.
fn texts<'a>(value: &'a Value, list: &str) -> impl Iterator<Item = &'a str> {
    items(value, list).filter_map(Value::as_str)
}

fn block(text: &str) -> CidrBlock {
    text.parse().expect("a CIDR block")
}

impl Described {
    /// What a stack is described as in `folder`, where logical ids stand for the objects `owners`.
    pub fn read(folder: &Path, owners: &BTreeMap<String, EntityId>) -> Described {
        let mut files = BTreeMap::new();
        for entry in fs::read_dir(folder).expect("descriptions").flatten() {
            let name = entry.file_name().into_string().expect("a name in UTF-8");
            let said = fs::read_to_string(entry.path()).expect("a description");
            files.insert(name.trim_end_matches(".json").to_owned(), serde_json::from_str(&said).expect("JSON"));
        }
        let mut objects = BTreeMap::new();
        for resource in items(&files["stack"], "StackResources") {
            let owner = owners[text(resource, "LogicalResourceId")];
            objects.insert(text(resource, "PhysicalResourceId").to_owned(), owner);
        }
        // Others name an elastic IP by its allocation.
        for address in items(&files["describe-addresses"], "Addresses") {
            objects.insert(text(address, "AllocationId").to_owned(), objects[text(address, "PublicIp")]);
        }
        Described { files, objects }
    }

    /// The object of a physical id; the id itself where it is of nothing that was drawn.
    fn name(&self, id: &str) -> String {
        self.objects.get(id).map_or_else(|| id.to_owned(), EntityId::to_string)
    }

    fn named<'a>(&self, word: &str, ids: impl Iterator<Item = &'a str>) -> Vec<String> {
        ids.map(|id| format!("{word} {}", self.name(id))).collect()
    }

    /// What is described of each object, list by list: the call, the list, the id of an item. What AWS makes unasked (main route tables, default groups and ACLs) has no
    /// object.
    pub fn facts(&self) -> Facts {
        let mut all = Facts::new();
        let calls: [(&str, &str, &str, Sentences); 23] = [
            ("describe-vpcs", "Vpcs", "VpcId", Described::vpc),
            ("describe-subnets", "Subnets", "SubnetId", Described::subnet),
            ("describe-internet-gateways", "InternetGateways", "InternetGatewayId", Described::attached),
            (
                "describe-egress-only-internet-gateways",
                "EgressOnlyInternetGateways",
                "EgressOnlyInternetGatewayId",
                Described::attached,
            ),
            ("describe-vpn-gateways", "VpnGateways", "VpnGatewayId", |own, it| {
                own.named("on", each(it, "VpcAttachments", "VpcId"))
            }),
            ("describe-addresses", "Addresses", "AllocationId", |_, _| Vec::new()),
            ("list-service-networks", "items", "arn", |_, _| Vec::new()),
            ("describe-nat-gateways", "NatGateways", "NatGatewayId", Described::nat_gateway),
            ("describe-route-tables", "RouteTables", "RouteTableId", Described::route_table),
            ("describe-network-acls", "NetworkAcls", "NetworkAclId", Described::network_acl),
            ("describe-security-groups", "SecurityGroups", "GroupId", Described::security_group),
            ("describe-managed-prefix-lists", "PrefixLists", "PrefixListId", Described::prefix_list),
            ("describe-vpc-peering-connections", "VpcPeeringConnections", "VpcPeeringConnectionId", |own, it| {
                let end = |side: &str| own.name(text(&it[side], "VpcId"));
                vec![format!("from {} to {}", end("RequesterVpcInfo"), end("AccepterVpcInfo"))]
            }),
            ("describe-vpc-endpoints", "VpcEndpoints", "VpcEndpointId", Described::endpoint),
            (
                "describe-vpc-endpoint-service-configurations",
                "ServiceConfigurations",
                "ServiceId",
                Described::endpoint_service,
            ),
            ("describe-transit-gateways", "TransitGateways", "TransitGatewayId", |_, it| {
                vec![format!("asn {}", it["Options"]["AmazonSideAsn"])]
            }),
            (
                "describe-transit-gateway-vpc-attachments",
                "TransitGatewayVpcAttachments",
                "TransitGatewayAttachmentId",
                Described::attachment,
            ),
            (
                "describe-transit-gateway-route-tables",
                "TransitGatewayRouteTables",
                "TransitGatewayRouteTableId",
                Described::transit_table,
            ),
            ("describe-customer-gateways", "CustomerGateways", "CustomerGatewayId", |_, it| {
                vec![format!("address {}", text(it, "IpAddress")), format!("asn {}", text(it, "BgpAsn"))]
            }),
            ("describe-vpn-connections", "VpnConnections", "VpnConnectionId", Described::vpn_connection),
            ("describe-load-balancers", "LoadBalancers", "LoadBalancerArn", Described::load_balancer),
            ("list-resolver-endpoints", "ResolverEndpoints", "Id", Described::resolver_endpoint),
            ("list-hosted-zones", "HostedZones", "Id", |_, it| {
                vec![format!("domain {}", text(it, "Name").trim_end_matches('.'))]
            }),
        ];
        for (call, list, id, facts) in calls {
            for item in items(&self.files[call], list) {
                let id = text(item, id);
                let id = id.strip_prefix("/hostedzone/").unwrap_or(id);
                if let Some(object) = self.objects.get(id) {
                    all.insert(*object, facts(self, item).into_iter().collect());
                }
            }
        }
        all
    }

    fn vpc(&self, vpc: &Value) -> Vec<String> {
        let blocks = each(vpc, "CidrBlockAssociationSet", "CidrBlock");
        let mut facts: Vec<String> = blocks.map(|block| format!("block {block}")).collect();
        facts.extend(items(vpc, "Ipv6CidrBlockAssociationSet").next().map(|_| "IPv6".to_owned()));
        for (word, attribute) in [("DNS", "EnableDnsSupport"), ("names", "EnableDnsHostnames")] {
            let (first, rest) = attribute.split_at(1);
            let file = format!("describe-vpc-attribute.{}.{}{rest}", text(vpc, "VpcId"), first.to_lowercase());
            facts.push(format!("{word} {}", self.files[&file][attribute]["Value"]));
        }
        facts
    }

    fn subnet(&self, subnet: &Value) -> Vec<String> {
        let mut facts = vec![
            format!("in {}", self.name(text(subnet, "VpcId"))),
            format!("zone {}", text(subnet, "AvailabilityZone")),
            format!("public addresses {}", subnet["MapPublicIpOnLaunch"]),
        ];
        facts.extend(subnet["CidrBlock"].as_str().map(|block| format!("block {block}")));
        let vpc = self.vpc_of(subnet);
        let range = each(vpc, "Ipv6CidrBlockAssociationSet", "Ipv6CidrBlock").next();
        let own = each(subnet, "Ipv6CidrBlockAssociationSet", "Ipv6CidrBlock").next();
        if let (Some(own), Some(range)) = (own, range) {
            facts.push(format!("IPv6 {}", place_in(block(range), block(own))));
            facts.push(format!("IPv6 for new interfaces {}", subnet["AssignIpv6AddressOnCreation"]));
        }
        facts
    }

    fn vpc_of(&self, item: &Value) -> &Value {
        let mut vpcs = items(&self.files["describe-vpcs"], "Vpcs");
        vpcs.find(|vpc| vpc["VpcId"] == item["VpcId"]).expect("its VPC")
    }

    fn attached(&self, gateway: &Value) -> Vec<String> {
        self.named("on", each(gateway, "Attachments", "VpcId"))
    }

    fn nat_gateway(&self, nat: &Value) -> Vec<String> {
        // It repeats what it was told, and public ones are not told.
        let way = if text(nat, "ConnectivityType") == "private" { "private" } else { "public" };
        let mut facts = vec![way.to_owned(), format!("in {}", self.name(text(nat, "SubnetId")))];
        let addresses = each(nat, "NatGatewayAddresses", "AllocationId").filter(|id| !id.is_empty());
        facts.extend(self.named("address", addresses));
        facts
    }

    fn route_table(&self, table: &Value) -> Vec<String> {
        let mut facts = vec![format!("in {}", self.name(text(table, "VpcId")))];
        for route in items(table, "Routes").filter(|route| text(route, "GatewayId") != "local") {
            let (destinations, others): (Vec<_>, Vec<_>) =
                route.as_object().expect("a route").iter().partition(|(field, _)| field.starts_with("Destination"));
            let destination = destinations.iter().filter_map(|(_, value)| value.as_str()).find(|text| !text.is_empty());
            let destination = self.name(destination.expect("a destination"));
            // To the services behind a gateway endpoint AWS makes the routes itself.
            if destination.starts_with("pl-") && !self.objects.values().any(|id| id.to_string() == destination) {
                continue;
            }
            let target = others.iter().filter_map(|(_, value)| self.objects.get(value.as_str()?)).next();
            facts.push(format!("{destination} -> {}", target.expect("a target that was drawn")));
        }
        let subnets = each(table, "Associations", "SubnetId").filter(|id| !id.is_empty());
        facts.extend(self.named("for", subnets));
        facts
    }

    fn network_acl(&self, acl: &Value) -> Vec<String> {
        let entry = |entry: &Value| {
            let way = if entry["Egress"] == true { "out" } else { "in" };
            let ends = |range: &Value, fields: [&str; 2]| {
                let [first, last] = fields.map(|field| range[field].as_i64().map_or(String::new(), |n| n.to_string()));
                format!("{first}-{last}")
            };
            let ports = match entry.get("IcmpTypeCode") {
                Some(icmp) => ends(icmp, ["Type", "Code"]),
                None => ends(&entry["PortRange"], ["From", "To"]),
            };
            let blocks = [text(entry, "CidrBlock"), text(entry, "Ipv6CidrBlock")].concat();
            let (number, action, protocol) = (&entry["RuleNumber"], text(entry, "RuleAction"), text(entry, "Protocol"));
            format!("{way} {number} {action} {protocol} {ports} {blocks}")
        };
        let entries = items(acl, "Entries").filter(|entry| entry["RuleNumber"] != 32767);
        let mut facts: Vec<String> = entries.map(entry).collect();
        facts.extend(self.named("for", each(acl, "Associations", "SubnetId")));
        facts
    }

    fn security_group(&self, group: &Value) -> Vec<String> {
        let mut facts = vec![format!("in {}", self.name(text(group, "VpcId")))];
        for (field, way) in [("IpPermissions", "in"), ("IpPermissionsEgress", "out")] {
            for rule in items(group, field) {
                let port = |field: &str| rule[field].as_i64().map(|port| port.to_string()).unwrap_or_default();
                let what = format!("{way} {} {}-{}", text(rule, "IpProtocol"), port("FromPort"), port("ToPort"));
                let blocks = each(rule, "IpRanges", "CidrIp").chain(each(rule, "Ipv6Ranges", "CidrIpv6"));
                facts.extend(blocks.map(|block| format!("{what} {block}")));
                let others =
                    each(rule, "UserIdGroupPairs", "GroupId").chain(each(rule, "PrefixListIds", "PrefixListId"));
                facts.extend(self.named(&what, others));
            }
        }
        let six = items(self.vpc_of(group), "Ipv6CidrBlockAssociationSet").next().is_some();
        facts.retain(|fact| !six || !EVERYTHING_OUT.contains(&fact.as_str()));
        // The rule that stands for nothing.
        facts.retain(|fact| !fact.ends_with(" 127.0.0.1/32"));
        facts
    }

    fn prefix_list(&self, list: &Value) -> Vec<String> {
        let file = format!("get-managed-prefix-list-entries.{}", text(list, "PrefixListId"));
        let entry = |entry: &Value| format!("{} {}", text(entry, "Cidr"), text(entry, "Description"));
        let mut facts: Vec<String> = items(&self.files[&file], "Entries").map(entry).collect();
        facts.push(format!("room for {}", list["MaxEntries"]));
        facts
    }

    fn endpoint(&self, endpoint: &Value) -> Vec<String> {
        let service = text(endpoint, "ServiceName");
        let own = service.split_once(".vpce.").map(|(_, id)| self.name(id));
        let mut facts = vec![
            format!("{} in {}", text(endpoint, "VpcEndpointType"), self.name(text(endpoint, "VpcId"))),
            format!("to {}", own.unwrap_or_else(|| service.to_owned())),
        ];
        facts.extend(self.named("table", texts(endpoint, "RouteTableIds")));
        facts.extend(self.named("in", texts(endpoint, "SubnetIds")));
        facts.extend(self.named("group", each(endpoint, "Groups", "GroupId")));
        facts
    }

    fn endpoint_service(&self, service: &Value) -> Vec<String> {
        let balancers = texts(service, "NetworkLoadBalancerArns").chain(texts(service, "GatewayLoadBalancerArns"));
        let mut facts = self.named("for", balancers);
        facts.push(format!("acceptance {}", service["AcceptanceRequired"]));
        facts
    }

    fn attachment(&self, attachment: &Value) -> Vec<String> {
        let [vpc, hub] = ["VpcId", "TransitGatewayId"].map(|field| self.name(text(attachment, field)));
        let mut facts = self.named("in", texts(attachment, "SubnetIds"));
        facts.push(format!("{vpc} to {hub}"));
        facts.push(format!("appliance mode {}", text(&attachment["Options"], "ApplianceModeSupport") == "enable"));
        facts
    }

    fn transit_table(&self, table: &Value) -> Vec<String> {
        let id = text(table, "TransitGatewayRouteTableId");
        let mut facts = vec![format!("of {}", self.name(text(table, "TransitGatewayId")))];
        for route in items(&self.files[&format!("search-transit-gateway-routes.{id}")], "Routes") {
            if text(route, "Type") == "static" {
                // It does not tell where an active route leads.
                facts.push(format!("{} {}", text(route, "DestinationCidrBlock"), text(route, "State")));
            }
        }
        let lists = [
            ("association", "associations", "Associations"),
            ("propagation", "propagations", "TransitGatewayRouteTablePropagations"),
        ];
        for (word, file, list) in lists {
            let file = &self.files[&format!("get-transit-gateway-route-table-{file}.{id}")];
            facts.extend(self.named(word, each(file, list, "TransitGatewayAttachmentId")));
        }
        facts
    }

    fn vpn_connection(&self, connection: &Value) -> Vec<String> {
        let ends = [text(connection, "VpnGatewayId"), text(connection, "TransitGatewayId")].concat();
        vec![
            format!("customer {}", self.name(text(connection, "CustomerGatewayId"))),
            format!("gateway {}", self.name(&ends)),
        ]
    }

    fn load_balancer(&self, balancer: &Value) -> Vec<String> {
        // It forgets the sort.
        let mut facts = vec![format!("in {}", self.name(text(balancer, "VpcId")))];
        facts.extend(self.named("in", each(balancer, "AvailabilityZones", "SubnetId")));
        facts.extend(self.named("group", texts(balancer, "SecurityGroups")));
        facts
    }

    fn resolver_endpoint(&self, endpoint: &Value) -> Vec<String> {
        let vpc = self.name(text(endpoint, "HostVPCId"));
        let (way, count) = (text(endpoint, "Direction"), &endpoint["IpAddressCount"]);
        let mut facts = self.named("group", texts(endpoint, "SecurityGroupIds"));
        facts.push(format!("{way} on {vpc} with {count} addresses"));
        facts
    }
}
