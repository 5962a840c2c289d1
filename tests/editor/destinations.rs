//! What is typed as the destination of a route.

use cidraw::editor::*;
use cidraw::model::kinds::*;
use cidraw::model::*;

use crate::support::*;

const LISTS: &str = "vpc a 10.0.0.0/16 { igw i; route_table rt }
    prefix_list offices entries=[{block: 203.0.113.0/24}]
    prefix_list s3 service=com.amazonaws.us-east-1.s3 aws_id=pl-63a5400a
    prefix_list twin id=pl-one
    prefix_list twin id=pl-two";

fn read(text: &str) -> Result<String, (String, Option<String>)> {
    let read = read_destination(&design(LISTS), text);
    read.map(|to| to.to_string()).map_err(|refused| (refused.to_string(), refused.correction().map(str::to_owned)))
}

#[test]
fn a_block_or_a_prefix_list_by_name_id_or_service() {
    let meant =
        [" 10.1.0.0/16 ", "2001:db8::/32", "offices", "Offices", "pl-offices", "pl-two", "pl-63a5400a"].map(read);
    let meant = meant.map(|read| read.expect("a destination"));
    assert_eq!(meant, ["10.1.0.0/16", "2001:db8::/32", "pl-offices", "pl-offices", "pl-offices", "pl-two", "pl-s3"]);
    assert_eq!(read("com.amazonaws.us-east-1.s3").as_deref(), Ok("pl-s3"));
}

#[test]
fn what_is_neither_is_refused_with_what_would_do() {
    let (text, correction) = read("10.1.0.5/16").expect_err("host bits");
    assert!(text.contains("10.1.0.0/16"), "{text}");
    assert_eq!(correction.as_deref(), Some("10.1.0.0/16"));
    let (text, _) = read("shops").expect_err("nothing is called that");
    assert_eq!(
        text,
        "\"shops\" is no block, and no prefix list is called that: there is offices, twin, s3, twin. Write a block such as 10.1.0.0/16, or add the list first."
    );
    let (text, _) = read("twin").expect_err("there are two");
    assert_eq!(text, "2 prefix lists are called \"twin\". Write the id of the one that is meant: pl-one or pl-two.");
    assert!(read("").is_err() && read("pl-gone").is_err() && read("300.1.1.1/8").is_err());
}

#[test]
fn a_route_to_a_prefix_list_is_added_once() {
    let mut editor = editor(LISTS);
    let (table, target) = (id(&editor, "rt"), RouteTarget::To(named(&editor, Kind::InternetGateway, "i")));
    let destination = Destination::PrefixList(id(&editor, "offices"));
    let add = || Intent::AddRoute { table, destination: destination.clone(), target };
    let text = done(&mut editor, add());
    assert_eq!(text, "Route table rt sends prefix list offices to internet gateway i.");
    assert_eq!(editor.design().get::<RouteTableId>(table).unwrap().routes[0].destination, destination);
    let again = editor.perform(add());
    assert_eq!(
        again.refusal(),
        Some("Route table rt has a route for prefix list offices already. AWS takes one for each destination.")
    );
    let gone = Destination::PrefixList("pl-gone".parse().unwrap());
    assert!(editor.perform(Intent::AddRoute { table, destination: gone, target }).refusal().is_some());
    let wrong = Destination::Block(Written::parse("10.0.0.5/24"));
    assert!(editor.perform(Intent::AddRoute { table, destination: wrong, target }).refusal().is_some());
}
