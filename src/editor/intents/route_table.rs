use super::{Done, Draft, there};
use crate::addressing::CidrBlock;
use crate::editor::{Refusal, naming, words};
use crate::model::kinds::{Destination, Route, RouteTable, RouteTarget};
use crate::model::{Edit, EntityId, RouteTableId, SubnetId, VpcId};

pub(super) fn add(draft: &mut Draft, vpc: VpcId) -> Result<Done, Refusal> {
    there(draft.design(), vpc)?;
    let name = naming::route_table("routes", draft.design(), vpc);
    let id = draft.add(name.clone(), RouteTable::new(vpc))?;
    let said = format!("Added route table {name} to VPC {}. No subnet follows it yet.", draft.design().name(vpc));
    Ok(Done::new(format!("Add route table {name}")).said(said).selecting([id.into()]))
}

pub(super) fn add_route(
    draft: &mut Draft,
    table: RouteTableId,
    destination: Destination,
    target: RouteTarget,
) -> Result<Done, Refusal> {
    let fields = there(draft.design(), table)?;
    let name = draft.design().name(table);
    let to_what = match &destination {
        Destination::Block(written) => {
            let block = written.to_string().parse::<CidrBlock>();
            block.map_err(|error| Refusal::cidr("destination", &error))?.to_string()
        }
        Destination::PrefixList(list) => {
            there(draft.design(), *list)?;
            words::called(draft.design(), *list)
        }
    };
    if fields.routes.iter().any(|route| route.destination == destination) {
        return Err(Refusal::RouteExists { table: name, destination: to_what });
    }
    if let Some(id) = target.object().filter(|id| !draft.design().contains(*id)) {
        return Err(Refusal::NotThere(id));
    }
    let to = target.object().map_or("local".to_owned(), |id| words::called(draft.design(), id));
    let route = Route { destination, target };
    draft.apply(Edit::change(table, move |table| table.routes.push(route.clone())))?;
    Ok(Done::new(format!("Add route {to_what} to {name}")).said(format!("Route table {name} sends {to_what} to {to}.")))
}

pub(super) fn remove_route(draft: &mut Draft, table: RouteTableId, index: usize) -> Result<Done, Refusal> {
    let fields = there(draft.design(), table)?;
    let name = draft.design().name(table);
    let none = || Refusal::NoSuchRoute { table: name.clone(), number: index + 1 };
    let destination = fields.routes.get(index).ok_or_else(none)?.destination.to_string();
    draft.apply(Edit::change(table, move |table| {
        table.routes.remove(index);
    }))?;
    Ok(Done::new(format!("Remove route {destination} from {name}")))
}

pub(super) fn associate(
    draft: &mut Draft,
    subnets: Vec<SubnetId>,
    table: Option<RouteTableId>,
) -> Result<Done, Refusal> {
    let design = draft.design();
    if let Some(table) = table {
        let vpc = there(design, table)?.vpc;
        for id in &subnets {
            if there(design, *id)?.vpc != vpc {
                let (what, than) = (words::called(design, *id), words::called(design, table));
                return Err(Refusal::OtherVpc { what, than });
            }
        }
    }
    let ids: Vec<EntityId> = subnets.iter().map(|id| EntityId::from(*id)).collect();
    let what = words::objects(design, &ids);
    let to = table.map_or("the main route table".to_owned(), |id| words::called(design, id));
    draft.apply_all(subnets.iter().map(|id| Edit::change(*id, move |subnet| subnet.route_table = table)))?;
    Ok(Done::new(format!("Let {what} follow {to}")))
}

pub(super) fn make_main(draft: &mut Draft, table: RouteTableId) -> Result<Done, Refusal> {
    let vpc = there(draft.design(), table)?.vpc;
    let tables: Vec<RouteTableId> = draft.design().referring::<RouteTable>(vpc).map(|(id, _)| id).collect();
    draft.apply_all(tables.into_iter().map(|id| Edit::change(id, move |fields| fields.main = id == table)))?;
    let design = draft.design();
    Ok(Done::new(format!("Make {} the main route table of {}", design.name(table), design.name(vpc))))
}
