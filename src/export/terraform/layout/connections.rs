//! `connections`: what joins VPCs of different states or is shared by them, in a state of its own. VPCs and what is in them
//! are looked up by tag, so the folder needs no access to the states of the environments, only to their accounts.

use super::super::account::Providers;
use super::super::hcl::Body;
use super::super::network::Network;
use super::super::settings;
use super::super::sight::Sight;
use super::super::writer::Files;
use super::joined;
use crate::export::Pace;
use crate::export::options::Options;

/// The folder.
pub(in super::super) const FOLDER: &str = "connections";

/// Writes the folder; nothing, and `false`, when nothing is joined.
pub(super) async fn write(network: &Network, options: &Options, pace: Pace<'_>, files: &mut Files) -> bool {
    let places = joined::places(network, pace.part(0.0, 0.4)).await;
    if places.is_empty() {
        return false;
    }
    let providers = Providers::new(&network.accounts, places);
    let mut sight = Sight::new(network, &providers, true);
    let shared = joined::write(&mut sight, pace.part(0.4, 0.6)).await;
    let outward = joined::outward(&mut sight, pace.part(0.6, 0.8)).await;
    let file = |name: &str| format!("{FOLDER}/{name}.tf");
    for (number, (name, body)) in shared.files.iter().chain(&outward.files).enumerate() {
        pace.part(0.8, 1.0).done(number, 20).await;
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
    true
}
