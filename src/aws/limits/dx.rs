//! Direct Connect.

use super::source::DX_QUOTAS;
use super::{Limit, Scope, hard, soft};

/// Private and public virtual interfaces of one dedicated connection.
pub const DX_VIFS_PER_CONNECTION: Limit = hard(
    "dx-vifs-per-connection",
    "Private and public virtual interfaces per connection",
    50,
    Scope::DxConnection,
    DX_QUOTAS,
);

/// Transit virtual interfaces of one dedicated connection.
pub const DX_TRANSIT_VIFS_PER_CONNECTION: Limit = soft(
    "dx-transit-vifs-per-connection",
    "Transit virtual interfaces per connection",
    4,
    Scope::DxConnection,
    DX_QUOTAS,
)
.note("Virtual interfaces of all kinds together: 51.");

/// Virtual interfaces of one hosted connection.
pub const DX_VIFS_PER_HOSTED_CONNECTION: Limit = hard(
    "dx-vifs-per-hosted-connection",
    "Virtual interfaces per hosted connection",
    1,
    Scope::DxConnection,
    DX_QUOTAS,
);

/// Active connections of an account at one location, for one Region.
pub const DX_CONNECTIONS_PER_LOCATION: Limit =
    soft("dx-connections-per-location", "Connections per location", 10, Scope::AccountRegionLocation, DX_QUOTAS);

/// Prefixes of each family that on-premises may advertise over a private or transit interface.
pub const DX_PREFIXES_PRIVATE_TRANSIT: Limit = soft(
    "dx-prefixes-private-transit",
    "Prefixes received over a private or transit virtual interface",
    100,
    Scope::BgpSessionFamily,
    DX_QUOTAS,
)
.up_to(1000)
.note("One prefix too many takes the BGP session down. Raisable with prefix controls.");

/// Prefixes that on-premises may advertise over a public virtual interface.
pub const DX_PREFIXES_PUBLIC: Limit =
    hard("dx-prefixes-public", "Prefixes received over a public virtual interface", 1000, Scope::BgpSession, DX_QUOTAS);

/// Direct Connect gateways of one account.
pub const DX_GATEWAYS_PER_ACCOUNT: Limit =
    soft("dx-gateways-per-account", "Direct Connect gateways per account", 200, Scope::Account, DX_QUOTAS);

/// Virtual private gateways associated with one Direct Connect gateway.
pub const DX_VGWS_PER_GATEWAY: Limit =
    hard("dx-vgws-per-gateway", "Virtual private gateways per Direct Connect gateway", 20, Scope::DxGateway, DX_QUOTAS);

/// Transit gateways associated with one Direct Connect gateway (Direct Connect page).
pub const DX_TGWS_PER_GATEWAY: Limit =
    hard("dx-tgws-per-gateway", "Transit gateways per Direct Connect gateway", 6, Scope::DxGateway, DX_QUOTAS);

/// Link aggregation groups of an account in one Region.
pub const DX_LAGS_PER_REGION: Limit =
    soft("dx-lags-per-region", "Link aggregation groups per Region", 10, Scope::AccountRegion, DX_QUOTAS);
