//! `connections`: what joins VPCs of different states or is shared by them, in a state of its own. VPCs and what is in them
//! are looked up by tag, so the folder needs no access to the states of the environments, only to their accounts.

use super::super::account::Providers;
use super::super::hcl::Body;
use super::super::network::Network;
use super::super::settings;
use super::super::sight::Sight;
use super::super::writer::Files;
use super::joined;
use crate::export::options::Options;

/// The folder.
pub(in super::super) const FOLDER: &str = "connections";

/// Is there anything for the folder?
pub(in super::super) fn is_needed(network: &Network) -> bool {
    !joined::places(network).is_empty()
}

/// Writes the folder; nothing when nothing is joined.
pub(super) fn write(network: &Network, options: &Options, files: &mut Files) {
    let places = joined::places(network);
    if places.is_empty() {
        return;
    }
    let providers = Providers::new(&network.accounts, places);
    let mut sight = Sight::new(network, &providers, true);
    let shared = joined::write(&mut sight);
    let outward = joined::outward(&mut sight);
    let file = |name: &str| format!("{FOLDER}/{name}.tf");
    for (name, body) in shared.files.iter().chain(&outward.files) {
        files.hcl(file(name), body);
    }
    files.hcl(file("lookups"), &sight.lookups());
    if options.import_blocks {
        let mut imports = Body::new();
        imports.append(outward.imports).append(shared.imports);
        files.hcl(file("imports"), &imports);
    }
    files.hcl(file("providers"), &providers.write(&network.default_tags));
    files.hcl(file("versions"), &settings::versions(options));
    files.hcl(file("backend"), &settings::backend(options, FOLDER));
}
