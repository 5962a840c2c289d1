//! Environments: the folders of the layout *environments*.

use std::collections::{BTreeMap, BTreeSet};

use super::account::Place;
use super::elastic_ip::SpareIp;
use super::network::Network;
use super::object::{keys, scoped_keys};
use super::traced;
use super::vpc::Vpc;
use crate::export::naming::Style;
use crate::model::{Design, EntityId, EnvironmentId, Kind, VpcId};

/// The folder of what belongs to no environment.
const UNASSIGNED: &str = "unassigned";

/// A folder under `envs`: one environment, one state.
pub(super) struct Folder<'a> {
    /// Its name: unique, also where case does not count.
    pub(super) key: String,
    pub(super) environment: Option<EnvironmentId>,
    /// Does it serve customers?
    pub(super) production: bool,
    /// Its VPCs, each with the name of its module call: an identifier, unique in the folder.
    pub(super) vpcs: Vec<(&'a Vpc, String)>,
    /// Elastic IPs that no NAT gateway uses; they know no environment.
    pub(super) spare_ips: &'a [SpareIp],
}

impl Folder<'_> {
    /// `envs/prod`
    pub(super) fn path(&self) -> String {
        format!("envs/{}", self.key)
    }

    /// The accounts and Regions in use.
    pub(super) fn places(&self) -> BTreeSet<Place> {
        let vpcs = self.vpcs.iter().map(|(vpc, _)| vpc.place.clone());
        vpcs.chain(self.spare_ips.iter().map(|spare| spare.place.clone())).collect()
    }
}

/// The key of an environment, apart from the folder of what belongs to none.
fn apart(key: String, id: EntityId) -> String {
    let read = traced::read(&key);
    if read.shown != UNASSIGNED {
        return key;
    }
    let apart = format!("{UNASSIGNED}-{}", id.slug);
    if read.object.is_some() { traced::key(&apart, id) } else { apart }
}

/// The folders in the order of applying: production last, so that a change has been seen elsewhere before.
pub(super) fn folders<'a>(design: &Design, network: &'a Network) -> Vec<Folder<'a>> {
    let key_of = keys(design, Style::Key, design.of_kind(Kind::Environment).map(|(id, _)| id));
    let call_of = scoped_keys(design, Style::Identifier, network.vpcs.iter().map(|v| (v.environment, v.vpc.into())));
    let mut folders: BTreeMap<(bool, String), Folder> = BTreeMap::new();
    let mut folder = |environment: Option<EnvironmentId>, production: bool| -> (bool, String) {
        let key = environment.and_then(|id| key_of.get(&id.into()).cloned());
        let key = match (key, environment) {
            (Some(key), Some(id)) => apart(key, id.into()),
            (Some(key), _) => key,
            (None, _) => UNASSIGNED.to_owned(),
        };
        let at = (production, key.clone());
        folders.entry(at.clone()).or_insert(Folder { key, environment, production, vpcs: Vec::new(), spare_ips: &[] });
        at
    };
    let places: Vec<(VpcId, (bool, String))> =
        network.vpcs.iter().map(|vpc| (vpc.vpc, folder(vpc.environment, vpc.production))).collect();
    let unassigned = (!network.shared.spare_ips.is_empty()).then(|| folder(None, false));
    for (vpc, (_, at)) in network.vpcs.iter().zip(places) {
        let call = call_of.get(&vpc.vpc.into()).cloned().unwrap_or_default();
        if let Some(folder) = folders.get_mut(&at) {
            folder.vpcs.push((vpc, call));
        }
    }
    if let Some(folder) = unassigned.and_then(|at| folders.get_mut(&at)) {
        folder.spare_ips = &network.shared.spare_ips;
    }
    folders.into_values().collect()
}
