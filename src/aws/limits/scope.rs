//! What a limit is counted over.

/// The thing, or the combination of things, that a limit holds for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// One AWS account, all Regions.
    Account,
    /// One account in one Region.
    AccountRegion,
    /// One account in one Availability Zone.
    AccountZone,
    /// One account at one Direct Connect location, for one Region.
    AccountRegionLocation,
    /// One AWS organization.
    Organization,
    /// One resource of any kind.
    Resource,
    /// One tag.
    Tag,
    /// One VPC.
    Vpc,
    /// Two VPCs together.
    VpcPair,
    /// One VPC with every VPC of the same Region that it is peered with.
    VpcAndPeers,
    /// One VPC and one transit gateway together.
    VpcTransitGateway,
    /// One association of a VPC with a service network.
    VpcAssociation,
    /// One peering request.
    PeeringRequest,
    /// One subnet.
    Subnet,
    /// One elastic network interface.
    NetworkInterface,
    /// One network ACL.
    NetworkAcl,
    /// Inbound or outbound entries of one network ACL.
    NetworkAclDirection,
    /// One security group.
    SecurityGroup,
    /// Inbound or outbound rules of one security group, IPv4 and IPv6 apart.
    SecurityGroupDirectionFamily,
    /// One prefix list.
    PrefixList,
    /// One prefix list as used by one type of resource.
    PrefixListResourceType,
    /// One VPC route table.
    RouteTable,
    /// One VPC route table, IPv4 and IPv6 apart.
    RouteTableFamily,
    /// One VPC route server.
    RouteServer,
    /// One route server in one subnet.
    RouteServerSubnet,
    /// One peer of a route server.
    RouteServerPeer,
    /// One NAT gateway.
    NatGateway,
    /// One public NAT gateway that lives in one zone.
    PublicNatGateway,
    /// One regional NAT gateway in one of its zones.
    RegionalNatGatewayZone,
    /// One address of a NAT gateway towards one destination.
    NatAddressDestination,
    /// One VPC or Resolver endpoint.
    Endpoint,
    /// One endpoint in one of its zones.
    EndpointZone,
    /// One address of a Resolver endpoint.
    EndpointAddress,
    /// One transit gateway.
    TransitGateway,
    /// Two transit gateways together.
    TransitGatewayPair,
    /// One route table of a transit gateway.
    TransitGatewayRouteTable,
    /// One transit gateway attachment in one zone.
    AttachmentZone,
    /// One Connect attachment of a transit gateway.
    ConnectAttachment,
    /// One GRE tunnel of a Connect attachment.
    ConnectPeer,
    /// One virtual private gateway.
    VirtualPrivateGateway,
    /// One Site-to-Site VPN connection.
    VpnConnection,
    /// One of the two tunnels of a VPN connection.
    VpnTunnel,
    /// One VPN concentrator.
    VpnConcentrator,
    /// One BGP session.
    BgpSession,
    /// One BGP session, IPv4 and IPv6 apart.
    BgpSessionFamily,
    /// One Direct Connect connection.
    DxConnection,
    /// One Direct Connect gateway.
    DxGateway,
    /// One VPC Lattice service network.
    ServiceNetwork,
    /// One VPC Lattice service.
    LatticeService,
    /// One listener of a VPC Lattice service.
    LatticeListener,
    /// One VPC Lattice target group.
    LatticeTargetGroup,
    /// One VPC Lattice resource configuration.
    ResourceConfiguration,
    /// One VPC Lattice auth policy.
    AuthPolicy,
    /// One traffic mirror filter.
    MirrorFilter,
    /// One traffic mirror target.
    MirrorTarget,
    /// One IPAM.
    Ipam,
    /// One scope of an IPAM.
    IpamScope,
    /// One pool of an IPAM.
    IpamPool,
    /// One IPAM resource discovery.
    ResourceDiscovery,
    /// One Resolver rule.
    ResolverRule,
    /// One Route 53 hosted zone.
    HostedZone,
    /// One Route 53 Profile.
    Route53Profile,
    /// One DHCP option set.
    DhcpOptionSet,
    /// One Application Load Balancer.
    ApplicationLoadBalancer,
    /// One Network Load Balancer.
    NetworkLoadBalancer,
    /// One DB subnet group.
    DbSubnetGroup,
}

impl Scope {
    /// The words after "per": "per security group, direction and address family".
    pub const fn label(self) -> &'static str {
        match self {
            Scope::Account => "account",
            Scope::AccountRegion => "account and Region",
            Scope::AccountZone => "account and Availability Zone",
            Scope::AccountRegionLocation => "account, Region and location",
            Scope::Organization => "organization",
            Scope::Resource => "resource",
            Scope::Tag => "tag",
            Scope::Vpc => "VPC",
            Scope::VpcPair => "pair of VPCs",
            Scope::VpcAndPeers => "VPC and its peers in the Region",
            Scope::VpcTransitGateway => "VPC and transit gateway",
            Scope::VpcAssociation => "VPC association",
            Scope::PeeringRequest => "peering request",
            Scope::Subnet => "subnet",
            Scope::NetworkInterface => "network interface",
            Scope::NetworkAcl => "network ACL",
            Scope::NetworkAclDirection => "network ACL and direction",
            Scope::SecurityGroup => "security group",
            Scope::SecurityGroupDirectionFamily => "security group, direction and address family",
            Scope::PrefixList => "prefix list",
            Scope::PrefixListResourceType => "prefix list and resource type",
            Scope::RouteTable => "route table",
            Scope::RouteTableFamily => "route table and address family",
            Scope::RouteServer => "route server",
            Scope::RouteServerSubnet => "route server and subnet",
            Scope::RouteServerPeer => "route server peer",
            Scope::NatGateway => "NAT gateway",
            Scope::PublicNatGateway => "zonal public NAT gateway",
            Scope::RegionalNatGatewayZone => "regional NAT gateway and Availability Zone",
            Scope::NatAddressDestination => "NAT address and destination",
            Scope::Endpoint => "endpoint",
            Scope::EndpointZone => "endpoint and Availability Zone",
            Scope::EndpointAddress => "endpoint address",
            Scope::TransitGateway => "transit gateway",
            Scope::TransitGatewayPair => "pair of transit gateways",
            Scope::TransitGatewayRouteTable => "transit gateway route table",
            Scope::AttachmentZone => "attachment and Availability Zone",
            Scope::ConnectAttachment => "Connect attachment",
            Scope::ConnectPeer => "Connect peer",
            Scope::VirtualPrivateGateway => "virtual private gateway",
            Scope::VpnConnection => "VPN connection",
            Scope::VpnTunnel => "VPN tunnel",
            Scope::VpnConcentrator => "VPN concentrator",
            Scope::BgpSession => "BGP session",
            Scope::BgpSessionFamily => "BGP session and address family",
            Scope::DxConnection => "Direct Connect connection",
            Scope::DxGateway => "Direct Connect gateway",
            Scope::ServiceNetwork => "service network",
            Scope::LatticeService => "Lattice service",
            Scope::LatticeListener => "Lattice listener",
            Scope::LatticeTargetGroup => "Lattice target group",
            Scope::ResourceConfiguration => "resource configuration",
            Scope::AuthPolicy => "auth policy",
            Scope::MirrorFilter => "mirror filter",
            Scope::MirrorTarget => "mirror target",
            Scope::Ipam => "IPAM",
            Scope::IpamScope => "IPAM scope",
            Scope::IpamPool => "IPAM pool",
            Scope::ResourceDiscovery => "resource discovery",
            Scope::ResolverRule => "Resolver rule",
            Scope::HostedZone => "hosted zone",
            Scope::Route53Profile => "Route 53 Profile",
            Scope::DhcpOptionSet => "DHCP option set",
            Scope::ApplicationLoadBalancer => "Application Load Balancer",
            Scope::NetworkLoadBalancer => "Network Load Balancer",
            Scope::DbSubnetGroup => "DB subnet group",
        }
    }
}
