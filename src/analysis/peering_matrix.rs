//! Which VPCs and external networks can be joined, and where the others overlap: for pairs that nobody has joined yet,
//! too.

use std::collections::BTreeMap;

use crate::addressing::{CidrBlock, Family, overlapping_pairs};
use crate::model::kinds::{
    DirectConnectGateway, ExternalNetwork, Peering, TransitGatewayAttachment, Vpc, VpnConnection, VpnGateway,
};
use crate::model::{Design, EntityId, ExternalNetworkId, Kind, TransitGatewayId, VpcId};
use crate::ordering::Ordered;

/// What holds between two VPCs, or a VPC and an external network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// They are one and the same.
    Same,
    /// They can be joined.
    Possible,
    /// Neither is a VPC, and no address is in both: nothing of AWS joins them.
    Apart,
    /// They are joined by this object: a peering, a transit gateway, a VPN connection or a Direct Connect gateway.
    Joined(EntityId),
    /// They cannot be joined: these blocks share addresses, the first one's and the second one's.
    Overlap(CidrBlock, CidrBlock),
    /// They are drawn as joined by this object although their blocks share addresses.
    JoinedDespite(EntityId, CidrBlock, CidrBlock),
}

/// What holds between every two VPCs and external networks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PeeringMatrix {
    /// The VPCs, those of an environment side by side, each by name; then the external networks by name.
    pub parties: Vec<EntityId>,
    /// What joins two without a hub; each pair both ways round.
    direct: Pairs<EntityId>,
    /// The transit gateways that a party is attached to.
    hubs: BTreeMap<EntityId, Vec<TransitGatewayId>>,
    /// The parties at a transit gateway.
    spokes: BTreeMap<TransitGatewayId, Vec<EntityId>>,
    /// The first blocks that two share; each pair both ways round.
    overlaps: Pairs<(CidrBlock, CidrBlock)>,
}

/// Something about pairs: by one, then by the other.
type Pairs<T> = BTreeMap<EntityId, BTreeMap<EntityId, T>>;

impl PeeringMatrix {
    /// Looks at all VPCs and external networks of a design. One pass over their sorted blocks finds every overlap.
    ///
    /// Law: `relation(a, b)` overlaps exactly when an IPv4 block of one shares an address with one of the other. IPv6
    /// plays no part: AWS looks at IPv4 only.
    /// <https://docs.aws.amazon.com/vpc/latest/peering/invalid-peering-configurations.html>
    pub fn of(design: &Design) -> PeeringMatrix {
        let mut matrix = PeeringMatrix { parties: parties(design), ..PeeringMatrix::default() };
        matrix.find_overlaps(design);
        // Of several that join the same pair the first stands for all: a peering before a VPN.
        matrix.find_lines(design);
        for (id, peering) in design.all::<Peering>().rev() {
            matrix.join(peering.requester.into(), peering.accepter.into(), id.into());
        }
        matrix
    }

    fn find_overlaps(&mut self, design: &Design) {
        let held = self.parties.iter().flat_map(|id| blocks(design, *id).into_iter().map(|block| (block, *id)));
        let (blocks, owners): (Vec<CidrBlock>, Vec<EntityId>) = held.unzip();
        for (a, b) in overlapping_pairs(&blocks) {
            if owners[a] != owners[b] {
                for (a, b) in [(a, b), (b, a)] {
                    let of_a = self.overlaps.entry(owners[a]).or_default();
                    of_a.entry(owners[b]).or_insert((blocks[a], blocks[b]));
                }
            }
        }
    }

    fn join(&mut self, a: EntityId, b: EntityId, by: EntityId) {
        self.direct.entry(a).or_default().insert(b, by);
        self.direct.entry(b).or_default().insert(a, by);
    }

    fn attach(&mut self, party: EntityId, hub: TransitGatewayId) {
        let hubs = self.hubs.entry(party).or_default();
        if !hubs.contains(&hub) {
            hubs.push(hub);
            self.spokes.entry(hub).or_default().push(party);
        }
    }

    /// What ends at transit gateways and VPN gateways.
    fn find_lines(&mut self, design: &Design) {
        for (_, attachment) in design.all::<TransitGatewayAttachment>() {
            if let Some(vpc) = attachment.resource.typed::<VpcId>() {
                self.attach(vpc.into(), attachment.transit_gateway);
            }
        }
        for (id, gateway) in design.all::<DirectConnectGateway>().rev() {
            for to in &gateway.associations {
                self.lead(design, gateway.network, to.gateway, id.into());
            }
        }
        for (id, connection) in design.all::<VpnConnection>().rev() {
            let network = design.get(connection.customer_gateway).and_then(|gateway| gateway.network);
            if let Some(gateway) = connection.gateway {
                self.lead(design, network, gateway, id.into());
            }
        }
    }

    /// A line from `network` ends at `gateway`.
    fn lead(&mut self, design: &Design, network: Option<ExternalNetworkId>, gateway: EntityId, by: EntityId) {
        let Some(network) = network.map(EntityId::from) else { return };
        if let Some(hub) = gateway.typed::<TransitGatewayId>() {
            self.attach(network, hub);
        } else if let Some(vpc) = design.entity(gateway).and_then(|e| e.as_noun::<VpnGateway>()?.vpc) {
            self.join(network, vpc.into(), by);
        }
    }

    fn joined_by(&self, a: EntityId, b: EntityId) -> Option<EntityId> {
        let hub = || {
            let (of_a, of_b) = (self.hubs.get(&a)?, self.hubs.get(&b)?);
            of_a.iter().find(|hub| of_b.contains(hub)).map(|hub| EntityId::from(*hub))
        };
        self.direct.get(&a).and_then(|of_a| of_a.get(&b)).copied().or_else(hub)
    }

    /// What holds between two of the parties.
    pub fn relation(&self, a: EntityId, b: EntityId) -> Relation {
        if a == b {
            return Relation::Same;
        }
        let overlap = self.overlaps.get(&a).and_then(|of_a| of_a.get(&b)).copied();
        match (self.joined_by(a, b), overlap) {
            (Some(by), Some((left, right))) => Relation::JoinedDespite(by, left, right),
            (Some(by), None) => Relation::Joined(by),
            (None, Some((left, right))) => Relation::Overlap(left, right),
            (None, None) if a.kind != Kind::Vpc && b.kind != Kind::Vpc => Relation::Apart,
            (None, None) => Relation::Possible,
        }
    }

    /// Those that `party` is joined with or overlaps, by id. All others it can be joined with, or they are external as
    /// it is.
    pub fn neighbours(&self, party: EntityId) -> Vec<EntityId> {
        let direct = self.direct.get(&party).into_iter().flat_map(|of| of.keys().copied());
        let overlap = self.overlaps.get(&party).into_iter().flat_map(|of| of.keys().copied());
        let hubs = self.hubs.get(&party).into_iter().flatten();
        let spokes = hubs.flat_map(|hub| self.spokes.get(hub).into_iter().flatten().copied());
        let mut all: Vec<EntityId> = direct.chain(overlap).chain(spokes).filter(|id| *id != party).collect();
        all.order();
        all.dedup();
        all
    }

    /// The pairs that overlap, each once.
    pub fn overlapping(&self) -> impl Iterator<Item = (EntityId, EntityId)> {
        let pairs = self.overlaps.iter().flat_map(|(a, of_a)| of_a.keys().map(|b| (*a, *b)));
        pairs.filter(|(a, b)| a < b)
    }
}

fn parties(design: &Design) -> Vec<EntityId> {
    let mut vpcs: Vec<VpcId> = design.all::<Vpc>().map(|(id, _)| id).collect();
    vpcs.order_by_cached_key(|id| {
        let environment = design.get(*id).and_then(|vpc| vpc.environment);
        (environment.is_none(), environment.map(|id| design.name(id)), design.name(*id), *id)
    });
    let mut networks: Vec<ExternalNetworkId> = design.all::<ExternalNetwork>().map(|(id, _)| id).collect();
    networks.order_by_cached_key(|id| (design.name(*id), *id));
    vpcs.into_iter().map(EntityId::from).chain(networks.into_iter().map(EntityId::from)).collect()
}

fn blocks(design: &Design, party: EntityId) -> Vec<CidrBlock> {
    let Some(entity) = design.entity(party) else { return Vec::new() };
    if let Some(vpc) = entity.as_noun::<Vpc>() {
        return vpc.ipv4_blocks().collect();
    }
    let written = entity.as_noun::<ExternalNetwork>().map(|network| network.blocks.as_slice()).unwrap_or_default();
    written.iter().filter_map(|block| block.get()).filter(|block| block.family() == Family::V4).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::{Entity, IdSource};
    use crate::notation::parse;

    #[test]
    fn pairs_are_joined_can_be_or_overlap() {
        let design = parse(
            "environment prod; vpc a 10.0.0.0/16 environment=prod; vpc b 10.0.128.0/17; vpc c 10.2.0.0/16; vpc d 10.2.0.0/24
             peering p a c; peering q c d",
        )
        .expect("notation");
        let matrix = PeeringMatrix::of(&design);
        let names: Vec<String> = matrix.parties.iter().map(|id| design.name(*id)).collect();
        assert_eq!(names, ["a", "b", "c", "d"]);
        let [a, b, c, d] = matrix.parties[..] else { panic!("four") };
        let block = |text: &str| text.parse::<CidrBlock>().expect(text);
        assert_eq!(matrix.relation(b, a), Relation::Overlap(block("10.0.128.0/17"), block("10.0.0.0/16")));
        assert!(matches!(matrix.relation(c, a), Relation::Joined(_)));
        assert!(matches!(matrix.relation(c, d), Relation::JoinedDespite(..)));
        assert_eq!(matrix.relation(a, d), Relation::Possible);
        assert_eq!(matrix.relation(a, a), Relation::Same);
        assert_eq!(matrix.overlapping().count(), 2);
        assert_eq!(matrix.neighbours(a), [b, c]);
    }

    #[test]
    fn transit_gateways_and_lines_join_too() {
        let design = parse(
            "vpc a 10.0.0.0/16; vpc b 10.1.0.0/16; vpc c 10.2.0.0/16
             external office 192.168.0.0/16; external old 10.2.4.0/24; external partner 172.20.0.0/16
             tgw hub us-east-1
             attachment at-a hub resource=vpc:a
             attachment at-b hub resource=vpc:b
             cgw router 203.0.113.10 network=office
             vpn tunnel router gateway=tgw:hub
             vgw edge vpc=c
             direct_connect_gateway line network=partner associations=[{gateway: vgw:edge}]",
        )
        .expect("notation");
        let matrix = PeeringMatrix::of(&design);
        let of = |name: &str| design.iter().find(|(_, e)| e.head.name == name).expect(name).0;
        let joined = |a: &str, b: &str| match matrix.relation(of(a), of(b)) {
            Relation::Joined(by) => Some(design.name(by)),
            _ => None,
        };
        assert_eq!(joined("a", "b").as_deref(), Some("hub"));
        assert_eq!(joined("office", "b").as_deref(), Some("hub"));
        assert_eq!(joined("partner", "c").as_deref(), Some("line"));
        assert_eq!(joined("a", "c"), None);
        assert!(matches!(matrix.relation(of("c"), of("old")), Relation::Overlap(..)));
        assert_eq!(matrix.relation(of("office"), of("old")), Relation::Apart);
        assert_eq!(matrix.neighbours(of("a")).len(), 2);
    }

    proptest! {
        #[test]
        fn an_overlap_is_what_comparing_each_with_each_finds(blocks in prop::collection::vec((0..8u8, 12..25u8), 1..24)) {
            let mut ids = IdSource::new(1);
            let vpc = |(second, length): &(u8, u8)| {
                let block = CidrBlock::containing(std::net::Ipv4Addr::new(10, *second, 0, 0).into(), *length);
                Vpc { ipv4: vec![block.into()], ..Vpc::default() }
            };
            let vpcs: Vec<(VpcId, Vpc)> = blocks.iter().map(|block| (ids.fresh(), vpc(block))).collect();
            let design = Design::from_entities(vpcs.iter().map(|(id, vpc)| ((*id).into(), Entity::new("", vpc.clone()))));
            let matrix = PeeringMatrix::of(&design);
            for (a, left) in &vpcs {
                let neighbours = matrix.neighbours((*a).into());
                for (b, right) in &vpcs {
                    let expected = a != b && left.ipv4_blocks().any(|l| right.ipv4_blocks().any(|r| l.overlaps(r)));
                    let found = matrix.relation((*a).into(), (*b).into());
                    prop_assert_eq!(matches!(found, Relation::Overlap(..)), expected);
                    prop_assert_eq!(neighbours.contains(&(*b).into()), expected);
                }
            }
        }
    }
}
