//! `modules/network`: the one module, the same in every bundle but for the provider's version.

use super::super::settings;
use super::super::writer::Files;
use crate::export::options::{Options, ProviderMajor};

const FILES: [(&str, &str); 9] = [
    ("vpc.tf", include_str!("../module/vpc.tf")),
    ("subnets.tf", include_str!("../module/subnets.tf")),
    ("gateways.tf", include_str!("../module/gateways.tf")),
    ("routes.tf", include_str!("../module/routes.tf")),
    ("network_acls.tf", include_str!("../module/network_acls.tf")),
    ("security_groups.tf", include_str!("../module/security_groups.tf")),
    ("endpoints.tf", include_str!("../module/endpoints.tf")),
    ("variables.tf", include_str!("../module/variables.tf")),
    ("outputs.tf", include_str!("../module/outputs.tf")),
];

/// Regional NAT gateways, and their place in a module for a provider that does not know them.
const REGIONAL: &str = include_str!("../module/regional.tf");
const NO_REGIONAL: &str = include_str!("../module/no_regional.tf");

/// What the module refuses, checked without an account.
const TESTS: &str = include_str!("../module/tests/network.tftest.hcl");

/// The texts of the module.
#[cfg(test)]
pub(in super::super) fn texts() -> impl Iterator<Item = &'static str> {
    FILES.into_iter().map(|(_, text)| text).chain([REGIONAL])
}

/// Writes the module.
pub(super) fn write(options: &Options, files: &mut Files) {
    for (name, text) in FILES {
        files.text(format!("modules/network/{name}"), text);
    }
    files.text(
        "modules/network/regional.tf",
        match options.provider {
            ProviderMajor::V6 => REGIONAL,
            ProviderMajor::V5 => NO_REGIONAL,
        },
    );
    files.hcl("modules/network/versions.tf", &settings::versions(options));
    if options.tests {
        files.text("modules/network/tests/network.tftest.hcl", TESTS);
    }
}
