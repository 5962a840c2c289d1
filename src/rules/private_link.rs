//! Interface endpoints for services that are drawn here.

use super::context::Context;
use super::network::Network;
use crate::model::EndpointServiceId;
use crate::model::kinds::{Endpoint, EndpointService, EndpointType};

/// The service of an endpoint and the endpoint's VPC, when both are drawn and in the same Region.
pub(super) fn service_in_region<'a>(
    cx: &Context<'a>,
    endpoint: &Endpoint,
) -> Option<(EndpointServiceId, &'a EndpointService, &'a Network)> {
    let id = endpoint.endpoint_service.filter(|_| endpoint.endpoint_type != EndpointType::Gateway)?;
    let (service, network) = (cx.get(id)?, cx.network(endpoint.vpc)?);
    let same_region = network.vpc.as_ref().is_some_and(|vpc| vpc.region == service.region);
    same_region.then_some((id, service, network))
}
