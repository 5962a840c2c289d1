//! One file a noun: its fields as AWS has them, their defaults, and what it refers to.

mod account;
mod address_pool;
mod elastic_ip;
mod environment;
mod internet_gateway;
mod nat_gateway;
mod peering;
mod route_table;
mod settings;
mod subnet;
mod tier;
mod vpc;

pub use account::Account;
pub use address_pool::{AddressPool, PoolPolicy};
pub use elastic_ip::ElasticIp;
pub use environment::Environment;
pub use internet_gateway::InternetGateway;
pub use nat_gateway::{Connectivity, NatGateway};
pub use peering::Peering;
pub use route_table::{Route, RouteTable, RouteTarget};
pub use settings::Settings;
pub use subnet::Subnet;
pub use tier::{Role, Tier};
pub use vpc::{Tenancy, Vpc};

/// Keeps default values out of files.
pub(crate) fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// The default of switches that AWS turns on.
pub(crate) fn yes() -> bool {
    true
}

/// Keeps switches that are on by default out of files.
pub(crate) fn is_yes(value: &bool) -> bool {
    *value
}
