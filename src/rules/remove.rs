//! Taking routes out of a table.

use super::finding::{Fix, Safety};
use crate::model::kinds::{Destination, Route, RouteTable};
use crate::model::{Edit, RouteTableId};

/// Removes this very route.
pub(super) fn remove_route(table: RouteTableId, route: &Route) -> Fix {
    let title = format!("Remove the route to {}", route.destination);
    let route = route.clone();
    let edit = Edit::change(table, move |table: &mut RouteTable| table.routes.retain(|r| *r != route));
    Fix::new(title, Safety::ChangesTraffic, [edit])
}

/// Removes every route to this destination.
pub(super) fn remove_routes_to(table: RouteTableId, destination: &Destination) -> Fix {
    let title = format!("Remove the route to {destination}");
    let old = destination.clone();
    let edit = Edit::change(table, move |table: &mut RouteTable| table.routes.retain(|r| r.destination != old));
    Fix::new(title, Safety::ChangesTraffic, [edit])
}
