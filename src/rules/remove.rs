//! Taking one route out of a table.

use super::finding::{Fix, Safety};
use crate::model::kinds::{Route, RouteTable};
use crate::model::{Edit, RouteTableId};

/// Removes this very route.
pub(super) fn remove_route(table: RouteTableId, route: &Route) -> Fix {
    let title = format!("Remove the route to {}", route.destination);
    let route = route.clone();
    let edit = Edit::change(table, move |table: &mut RouteTable| table.routes.retain(|r| *r != route));
    Fix::new(title, Safety::ChangesTraffic, [edit])
}
