//! The ids of the rule catalogue, and why those without a rule have none.

/// A part of the catalogue.
pub struct Area {
    pub title: &'static str,
    /// Every id, apart by white space.
    ids: &'static str,
    /// Why an id has no rule, unless `notes` says otherwise.
    reason: &'static str,
    /// Id and reason; `=group/name` when a rule of another name covers it.
    notes: &'static [(&'static str, &'static str)],
}

impl Area {
    pub fn ids(&self) -> impl Iterator<Item = &'static str> {
        self.ids.split_whitespace()
    }

    /// Why there is no rule of this name; empty when nothing was said.
    pub fn note(&self, id: &str) -> &'static str {
        self.notes.iter().find(|(noted, _)| *noted == id).map_or(self.reason, |(_, note)| note)
    }
}

/// Every id.
pub fn ids() -> Vec<&'static str> {
    AREAS.iter().flat_map(Area::ids).collect()
}

pub const AREAS: &[Area] = &[
    Area {
        title: "CIDR syntax",
        ids: "cidr-malformed cidr-host-bits-set cidr-family-mismatch",
        reason: "",
        notes: &[],
    },
    Area {
        title: "VPC addressing",
        ids: "vpc-cidr-size vpc-cidr-forbidden-range vpc-cidr-class-e vpc-cidr-public-range vpc-cidr-docker-172-17 \
            vpc-cidr-198-19 vpc-cidr-cgnat-note vpc-cidr-same-as-default-vpc vpc-cidr-popular-block \
            vpc-cidrs-overlap-in-design vpc-cidr-blocks-exceed-quota vpc-cidr-overlap-self \
            vpc-secondary-mixes-rfc1918 vpc-secondary-in-10-0-slash-16 vpc-secondary-172-31 vpc-secondary-198-19 \
            vpc-secondary-rfc1918-after-public vpc-secondary-swallows-route vpc-secondary-while-peering-pending \
            vpc-primary-cidr-change vpc-ipv6-prefix-invalid vpc-ipv6-choose-amazon-range vpc-ipv6-ula-range \
            vpc-dns-hostnames-without-support vpc-dns-hostnames-off vpc-tenancy-dedicated vpc-count-exceeds-quota \
            vpc-nau-exceeds-quota vpc-flow-logs-missing vpc-bpa-blocks-path vpc-encryption-enforce-blocks",
        reason: "",
        notes: &[
            (
                "vpc-secondary-while-peering-pending",
                "not expressible: a design says which peerings there are to be, not whether the accepter has answered yet",
            ),
            (
                "vpc-primary-cidr-change",
                "not expressible: one design has one primary block; the fixes and the comparison of two designs say what they replace",
            ),
            (
                "vpc-ipv6-choose-amazon-range",
                "not expressible: a block does not say whether it is Amazon's, one's own or out of an IPAM pool",
            ),
            ("vpc-flow-logs-missing", "not expressible: flow logs are not among the objects"),
            (
                "vpc-encryption-enforce-blocks",
                "not expressible: a VPC does not say whether encryption controls are on, or what they exclude",
            ),
        ],
    },
    Area {
        title: "Subnets",
        ids: "subnet-outside-vpc subnet-overlaps-subnet subnet-size-invalid subnet-reserved-address \
            subnet-capacity-exceeded subnet-capacity-low subnet-az-unknown subnet-az-unset \
            subnet-az-name-cross-account subnet-constrained-az subnet-fills-vpc subnet-tier-single-az \
            subnet-uneven-zones subnet-ipv6-prefix-invalid subnet-ipv6-outside-vpc subnet-two-ipv6-blocks \
            subnet-ipv6-only-limits subnet-dns64-without-route subnet-nat64-without-dns64 \
            subnet-auto-public-ip-without-igw subnet-public-without-public-ip subnet-name-contradicts-routes \
            subnet-implicit-main-table subnet-count-exceeds-quota subnet-change-forces-replacement \
            subnet-reservation-outside subnet-reservation-overlap subnet-prefix-fragmentation eni-prefix-size",
        reason: "",
        notes: &[
            ("subnet-two-ipv6-blocks", "not expressible: a subnet holds one IPv6 block"),
            (
                "subnet-change-forces-replacement",
                "not expressible: one design has one state of a subnet; the fixes and the comparison of two designs say what they replace",
            ),
        ],
    },
    Area {
        title: "Route tables",
        ids: "rt-duplicate-destination rt-local-route-missing rt-more-specific-not-a-subnet \
            rt-more-specific-bad-target rt-target-missing rt-target-other-vpc rt-two-targets rt-family-mismatch \
            rt-link-local-destination rt-blackhole rt-static-shadows-propagated rt-propagated-under-local \
            rt-prefix-lists-overlap rt-prefix-list-to-gwlbe rt-routes-exceed-quota rt-propagated-exceed-quota \
            rt-main-count rt-main-has-internet-route rt-subnet-two-tables rt-unused gwrt-bad-target \
            gwrt-destination-outside-vpc gwrt-asymmetric rt-appliance-source-dest-check \
            rt-sg-reference-through-appliance",
        reason: "",
        notes: &[
            ("rt-two-targets", "not expressible: a route has exactly one target"),
            (
                "rt-blackhole",
                "not expressible: a design keeps no states of existing objects; missing, detached, unattached and dead-end targets have rules of their own",
            ),
        ],
    },
    Area {
        title: "Prefix lists",
        ids: "pl-name-reserved pl-entries-exceed-max pl-max-oversized pl-cross-region",
        reason: "",
        notes: &[],
    },
    Area {
        title: "Internet gateways",
        ids: "igw-two-per-vpc igw-two-vpcs igw-not-attached igw-unused igw-private-destination igw-ipv6-open \
            eigw-two-per-vpc eigw-with-gwlb public-ipv4-cost",
        reason: "",
        notes: &[("igw-two-vpcs", "not expressible: an internet gateway names one VPC")],
    },
    Area {
        title: "NAT gateways",
        ids: "nat-public-needs-eip nat-private-with-eip nat-vpc-without-igw nat-subnet-not-public nat-routes-to-itself \
            nat-eip-reused nat-single-az nat-cross-az-route nat-regional-with-subnet nat-regional-private \
            nat-regional-suggest nat-unused nat-count-exceeds-quota nat-addresses-exceed-quota nat-for-s3-dynamodb \
            nat-via-peering nat-via-vgw nat-constrained-zone nat-nacl-ports nat-private-no-path eip-idle \
            eip-exceeds-quota",
        reason: "",
        notes: &[
            ("nat-via-vgw", "=routing/gwrt-bad-target"),
            ("nat-constrained-zone", "not expressible: AWS does not publish in which zones it makes no NAT gateways"),
        ],
    },
    Area {
        title: "VPC peering",
        ids: "peering-cidr-overlap peering-duplicate peering-self peering-route-missing peering-route-misses-secondary \
            peering-route-too-wide peering-transitive peering-edge-to-edge peering-not-accepted \
            peering-inter-region-sg-reference peering-dns-off peering-resolver-not-shared peering-inter-region-mtu \
            peering-ambiguous-reply peering-prod-nonprod peering-count-exceeds-quota peering-mesh-suggest-tgw",
        reason: "",
        notes: &[
            ("peering-edge-to-edge", "=peering/nat-via-peering"),
            (
                "peering-not-accepted",
                "not expressible: a design says which peerings there are to be, not whether they are accepted; the exported code accepts them",
            ),
            (
                "peering-inter-region-mtu",
                "not expressible: the MTU that hosts are set to is not kept, and without it every peering between Regions would be told the same",
            ),
        ],
    },
    Area {
        title: "Transit gateways",
        ids: "tgw-vpc-attached-twice tgw-attachment-two-subnets-same-az tgw-attachment-zone-missing \
            tgw-attachment-subnet-kind tgw-region-mismatch tgw-overlapping-vpcs tgw-vpc-route-missing \
            tgw-route-without-attachment tgw-attachment-not-associated tgw-no-return-route tgw-peering-static-routes \
            tgw-peering-duplicate tgw-asn-invalid tgw-asn-duplicate tgw-cidr-block-size tgw-appliance-mode-off \
            tgw-sg-reference tgw-flat-network tgw-shared-attachment-subnet tgw-quota tgw-mtu",
        reason: "",
        notes: &[(
            "tgw-mtu",
            "not expressible: the MTU that hosts are set to is not kept, and without it every transit gateway would be told the same",
        )],
    },
    Area {
        title: "VPN and Direct Connect",
        ids: "vgw-two-per-vpc cgw-asn-reserved cgw-address-private vpn-duplicate vpn-inside-cidr vpn-psk vpn-no-routes \
            vpn-onprem-overlaps-vpc vpn-single-path vpn-mtu vgw-ipv6 dxgw-vpc-overlap dxgw-limits \
            dxgw-supernet-hairpin",
        reason: "",
        notes: &[
            ("vpn-psk", "not expressible: keys are not kept in designs"),
            ("vpn-onprem-overlaps-vpc", "=hybrid/onprem-overlap"),
            (
                "vpn-mtu",
                "not expressible: the segment size that a router is set to is not kept, and without it every VPN connection would be told the same",
            ),
        ],
    },
    Area {
        title: "Security groups",
        ids: "sg-name-starts-with-sg sg-name-reserved sg-name-duplicate sg-name-charset sg-description-invalid \
            sg-rule-description-invalid sg-rule-duplicate sg-rule-ports-invalid sg-rule-source-count \
            sg-rule-protocol-ignores-ports sg-rules-exceed-quota sg-per-interface-exceeded sg-count-exceeds-quota \
            sg-reference-unknown sg-used-in-wrong-vpc sg-reference-stale sg-admin-port-open sg-data-port-open \
            sg-all-open sg-wide-port-range sg-ipv6-side-missing sg-no-inbound sg-no-egress \
            sg-public-ip-with-reference sg-source-group-has-no-members sg-self-reference-expected sg-default-in-use \
            sg-unused sg-mutual-reference sg-identity-change sg-cannot-filter-dns",
        reason: "",
        notes: &[
            ("sg-rule-source-count", "not expressible: a rule has exactly one peer"),
            ("sg-reference-stale", "=filtering/sg-reference-unknown"),
            (
                "sg-mutual-reference",
                "not expressible: the cycle is one of rules written inside their groups; a rule here is written as a resource of its own, after both groups",
            ),
            (
                "sg-identity-change",
                "not expressible: a design is one state, not a change of it; fixes that touch a name or a description of what exists say that they replace it",
            ),
        ],
    },
    Area {
        title: "Network ACLs",
        ids: "nacl-rule-number-range nacl-rule-number-duplicate nacl-rules-exceed-quota nacl-return-path-missing \
            nacl-ephemeral-too-narrow nacl-shadowed-rule nacl-custom-empty nacl-subnet-association nacl-ipv6-missing \
            nacl-uses-group-or-prefix-list nacl-ports-ignored nacl-blocks-pmtud nacl-used-for-same-subnet \
            nacl-count-exceeds-quota",
        reason: "",
        notes: &[("nacl-uses-group-or-prefix-list", "not expressible: an entry takes a block and nothing else")],
    },
    Area {
        title: "VPC endpoints and PrivateLink",
        ids: "gwe-service-unsupported gwe-no-route-table gwe-duplicate gwe-other-region gwe-used-from-outside \
            gwe-dns-attributes gwe-ipv6 ife-two-subnets-same-az ife-private-dns-attributes ife-private-dns-conflict \
            ife-sg-blocks-clients ife-single-az ife-service-not-in-az ife-ip-type ife-policy-size \
            vpce-count-exceeds-quota vpce-companions-missing vpce-cost vpce-s3-interface-inbound-dns gwlbe-subnet \
            gwlbe-in-workload-subnet vpces-load-balancer-kind vpces-single-az",
        reason: "",
        notes: &[("ife-policy-size", "not expressible: endpoint policies are not kept")],
    },
    Area {
        title: "VPC Lattice",
        ids: "lattice-vpc-two-networks lattice-association-groups lattice-client-outside-vpc lattice-target-rule \
            lattice-zone-unsupported",
        reason: "",
        notes: &[],
    },
    Area {
        title: "Traffic mirroring",
        ids: "tm-source-and-target tm-sessions-per-interface tm-filter-rules tm-target-blocks-vxlan tm-mtu tm-region \
            tm-sources-per-target",
        reason: "",
        notes: &[("tm-mtu", "not expressible: the MTU of interfaces is not in a design")],
    },
    Area {
        title: "Load balancers",
        ids: "alb-needs-two-zones lb-two-subnets-same-zone alb-subnet-too-small lb-internet-facing-in-private-subnet \
            lb-internal-in-public-subnet lb-target-zone-disabled lb-target-sg-mismatch nlb-no-security-group \
            lb-identity-change lb-name-invalid",
        reason: "",
        notes: &[(
            "lb-identity-change",
            "not expressible: a design is one state, not a change of it; fixes that touch the scheme of what exists say that they replace it",
        )],
    },
    Area {
        title: "DNS and DHCP",
        ids: "dhcp-custom-dns dhcp-option-limits dhcp-domain-name resolver-endpoint-two-ips resolver-endpoint-one-zone \
            phz-needs-dns-attributes dns-packet-limit",
        reason: "",
        notes: &[
            ("dhcp-custom-dns", "not expressible: DHCP option sets are not drawn"),
            ("dhcp-option-limits", "not expressible: DHCP option sets are not drawn"),
            ("dhcp-domain-name", "not expressible: DHCP option sets are not drawn"),
            ("dns-packet-limit", "not expressible: how many questions a host asks is not in a design"),
        ],
    },
    Area {
        title: "Managed services",
        ids: "rds-two-zones rds-public-in-private eks-two-zones eks-subnet-addresses eks-dns-attributes \
            eks-nodes-without-egress eks-service-cidr-overlap lambda-in-public-subnet lambda-single-subnet \
            elasticache-subnet-group-zones",
        reason: "",
        notes: &[
            ("eks-subnet-addresses", "=addressing/subnet-capacity-low"),
            ("eks-service-cidr-overlap", "not expressible: the range of Kubernetes services is not drawn"),
        ],
    },
    Area {
        title: "Environments and growth",
        ids: "env-mixed-in-vpc env-no-free-block onprem-overlap multi-region-summary",
        reason: "",
        notes: &[("onprem-overlap", "not yet")],
    },
    Area {
        title: "Names and tags",
        ids: "tag-key-invalid tag-value-invalid tag-count tag-charset-portable tag-key-case-duplicate tag-name-missing \
            k8s-subnet-tags-missing",
        reason: "",
        notes: &[],
    },
    Area {
        title: "Terraform export",
        ids: "tf-name-invalid tf-name-collision tf-reserved-label tf-label-change-recreates tf-count-index \
            tf-sg-rules-mixed tf-routes-mixed tf-nacl-rules-mixed tf-default-objects tf-eip-domain \
            tf-nat-depends-on-igw tf-secondary-cidr-order tf-tgw-route-order tf-tgw-default-association \
            tf-peering-auto-accept tf-route-wrong-target-argument tf-protocol-all-ports tf-provider-too-old \
            tf-tag-drift",
        reason: "not expressible: the exporter writes it so that this cannot happen",
        notes: &[
            (
                "tf-sg-rules-mixed",
                "not expressible: rules stand in their group and nowhere else, so there are no two styles to mix",
            ),
            (
                "tf-nacl-rules-mixed",
                "not expressible: entries stand in their ACL and subnets name it, so there are no two styles to mix",
            ),
            (
                "tf-tgw-route-order",
                "not expressible: a design has no order of making; a gateway that the VPC is not attached to at all is transit/tgw-route-without-attachment",
            ),
            ("tf-protocol-all-ports", "=filtering/sg-rule-protocol-ignores-ports"),
        ],
    },
];
