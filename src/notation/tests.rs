use super::*;
use crate::model::kinds::*;
use crate::model::{EntityId, RouteTableId, SubnetId, VpcId};

fn design(text: &str) -> Design {
    let design = parse(text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    let printed = to_notation(&design);
    let again = parse(&printed).unwrap_or_else(|error| panic!("{error}\n{printed}"));
    assert_eq!(again, design, "{printed}");
    design
}

fn refusal(text: &str) -> String {
    parse(text).expect_err(text).to_string()
}

fn id<T: std::str::FromStr<Err: std::fmt::Debug>>(text: &str) -> T {
    text.parse().expect("an id")
}

#[test]
fn what_stands_inside_something_names_it() {
    let d = design(
        "vpc prod 10.0.0.0/16 region=us-west-2 {
           tier public public { subnet pub-a a 10.0.0.0/24 { nat nat-a eip-a } }
           tier app { subnet app-a us-west-2-lax-1a 10.0.1.0/24 2001:db8::/64 }
           route_table rt main { 0.0.0.0/0 -> nat:nat-a; 10.0.0.0/16 -> local; 10.9.0.0/16 -> peering:gone }
           eip eip-a
         }",
    );
    let subnet = d.get(id::<SubnetId>("subnet-puba")).unwrap();
    assert_eq!((subnet.zone.as_str(), subnet.vpc, subnet.tier), ("us-west-2a", id("vpc-prod"), id("tier-public")));
    let app = d.get(id::<SubnetId>("subnet-appa")).unwrap();
    assert_eq!((app.zone.as_str(), app.blocks().count()), ("us-west-2-lax-1a", 2));
    assert_eq!(
        d.all::<Tier>().map(|(_, t)| (t.role, t.order)).collect::<Vec<_>>(),
        [(Role::Private, 1), (Role::Public, 0)]
    );
    let table = d.get(id::<RouteTableId>("rtb-rt")).unwrap();
    assert!(table.main);
    let targets: Vec<_> = table.routes.iter().map(|r| r.target.to_string()).collect();
    assert_eq!(targets, ["nat-nata", "local", "pcx-gone"]);
    let (_, nat) = d.all::<NatGateway>().next().unwrap();
    assert_eq!(nat.elastic_ips, [id("eip-eipa")]);
    assert_eq!(d.all::<ElasticIp>().next().unwrap().1.region, "us-west-2");
}

#[test]
fn a_name_in_the_same_vpc_wins() {
    let d = design(
        "vpc a 10.0.0.0/16 { tier t { subnet s route_table=rt }; route_table rt }
         vpc b 10.1.0.0/16 { tier t { subnet s route_table=rt }; route_table rt }",
    );
    for (_, subnet) in d.all::<Subnet>() {
        let table = d.get(subnet.route_table.unwrap()).unwrap();
        assert_eq!(table.vpc, subnet.vpc);
    }
    assert_eq!(
        refusal("vpc a { route_table rt }\nvpc b { route_table rt }\nvpc c { subnet s route_table=rt }"),
        "Line 3, column 18: 2 objects are called \"rt\". Write the id of the one meant: id=..."
    );
}

#[test]
fn a_subnet_without_a_tier_gets_one() {
    let d = design("vpc a 10.0.0.0/16 { subnet x a 10.0.0.0/24; subnet y b 10.0.1.0/24 }");
    assert_eq!(d.all::<Tier>().count(), 1);
    assert_eq!(d.all::<Subnet>().map(|(_, s)| s.tier.to_string()).collect::<Vec<_>>(), ["tier-subnets"; 2]);
}

#[test]
fn wrong_texts_tags_places_and_numbers_are_kept() {
    let d = design(
        r#"design "My \"net\"" default_tags={cost: 12} quotas={vpcs-per-region: 20}
           account main number=000022223333 quotas={"elastic-ips-per-region@eu-west-1": 20}
           env prod production pool=corp at -5,7
           pool corp 10.0.0.0/8 "at" vpc_length=20 policy=spaced
           vpc v 10.0.0.5/24 bananas dns_hostnames=true dns_support=false account=main at 0,0 size 640,- {
             subnet s ipv4=true tags={"a b": "c{d}", "x:y": null} aws_id=subnet-0abc
           }
           igw "" id=igw-door"#,
    );
    let vpc = d.get(id::<VpcId>("vpc-v")).unwrap();
    assert_eq!(vpc.ipv4.iter().map(ToString::to_string).collect::<Vec<_>>(), ["10.0.0.5/24", "bananas"]);
    assert_eq!(d.all::<Account>().next().unwrap().1.number, "000022223333");
    assert_eq!(d.entity(id::<EntityId>("vpc-v")).unwrap().head.at.unwrap().w, Some(640));
    assert_eq!(d.get(Settings::id()).unwrap().default_tags["cost"], "12");
}

#[test]
fn names_with_the_same_letters_get_different_ids() {
    let d = design("vpc production-one\nvpc production-ones\nvpc v id=vpc-productiono\npeering p production-ones v");
    let ids: Vec<_> = d.all::<Vpc>().map(|(id, _)| id.to_string()).collect();
    assert_eq!(ids, ["vpc-productiono", "vpc-productiono2", "vpc-productionon"]);
}

#[test]
fn an_error_says_where_what_and_what_to_write() {
    let cases = [
        ("vpnx x", "Line 1, column 1: \"vpnx\" is not a kind of object. The kinds are design, account,"),
        ("vpc", "Line 1, column 4: A name belongs behind \"vpc\", for example: vpc main"),
        ("vpc a 10.0.0.0/16 {\n  igw i\n", "Line 1, column 19: This { is not closed."),
        ("vpc a }", "Line 1, column 7: This } closes nothing."),
        ("vpc a colour=red", "Line 1, column 7: vpc a: colour: there is no field \"colour\" here; there is region,"),
        ("subnet s", "Line 1, column 1: subnet s: it needs a VPC: write it inside one, or vpc=NAME."),
        ("env e colour=red", "Line 1, column 7: environment e: colour: \"red\" is not u8."),
        (
            "vpc a environment=vpc:b",
            "Line 1, column 7: \"vpc:b\" is of kind VPC, but this field takes the name of: environment.",
        ),
        ("vpc a { 0.0.0.0/0 -> local }", "Line 1, column 9: A VPC has no routes. Write them in a route_table."),
        ("vpc a { route_table r { 0.0.0.0/0 -> x } }", "Line 1, column 25: Say the kind of \"x\": igw:x, nat:x"),
        ("vpc a { vpc b }", "Line 1, column 9: A VPC does not stand in a VPC."),
        ("vpc a \"b", "Line 1, column 7: The quotation mark is not closed"),
        ("vpc a tags={b}", "Line 1, column 13: Write the entries of a map as key: value"),
        ("vpc a at 1", "Line 1, column 10: Two numbers with a comma between belong here"),
        ("peering p a b c", "Line 1, column 15: \"c\" is one value too many for a peering."),
        ("vpc a id=vpc-x\nvpc b id=vpc-x", "Line 2, column 7: The id vpc-x is given to two objects."),
    ];
    for (text, expected) in cases {
        let said = refusal(text);
        assert!(said.starts_with(expected), "{text}\n{said}");
    }
    assert!(refusal(&format!("vpc a tags={}", "[".repeat(200_000))).contains("deep"));
}
