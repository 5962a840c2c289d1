//! The address plan as one CSV file: every block with its owner, zone, tier and use.

use std::collections::BTreeMap;

use super::bundle::Notes;
use super::{Bundle, Exporter, File, Job, Making, Note, Pace, Span};
use crate::addressing::CidrBlock;
use crate::model::kinds::{AddressPool, Subnet, Vpc};
use crate::model::plan::csv_records;
use crate::model::{Design, EntityId, Kind, Written};

/// Writes the address plan.
#[derive(Debug)]
pub struct Csv;

impl Exporter for Csv {
    fn id(&self) -> &'static str {
        "csv"
    }

    fn title(&self) -> &'static str {
        "Address plan"
    }

    fn file_extension(&self) -> &'static str {
        "csv"
    }

    fn make<'a>(&'a self, Job { design, pace, .. }: Job<'a>) -> Making<'a> {
        Box::pin(plan(design, pace))
    }
}

async fn plan(design: &Design, pace: Pace<'_>) -> Bundle {
    let mut text = String::new();
    let mut spans: BTreeMap<EntityId, Vec<Span>> = BTreeMap::new();
    let mut line = 1;
    pace.done(1, 10).await;
    let records = csv_records(design);
    let (all, pace) = (records.len(), pace.part(0.5, 1.0));
    for (number, record) in records.into_iter().enumerate() {
        if number % 8 == 0 {
            pace.done(number, all).await;
        }
        let lines = record.text.matches('\n').count().max(1);
        if let Some(id) = record.object {
            spans.entry(id).or_default().push(Span { file: 0, first: line, last: line + lines - 1 });
        }
        line += lines;
        text += &record.text;
    }
    Bundle { files: vec![File::text("addresses.csv", text)], notes: notes(design), spans }.sorted()
}

/// The kinds that are rows or columns of the plan, and what holds for the whole design.
const IN_PLAN: [Kind; 6] = [Kind::Settings, Kind::Environment, Kind::AddressPool, Kind::Vpc, Kind::Tier, Kind::Subnet];

/// What should have addresses and has none, or has a text that is none, and the kinds that a plan says nothing of.
fn notes(design: &Design) -> Vec<Note> {
    let mut notes = Notes::default();
    notes.unread(design);
    for (id, pool) in design.all::<AddressPool>() {
        unsound(&mut notes, id.into(), [&pool.blocks]);
    }
    for (id, vpc) in design.all::<Vpc>() {
        unsound(&mut notes, id.into(), [&vpc.ipv4, &vpc.ipv6]);
    }
    for (id, subnet) in design.all::<Subnet>() {
        unsound(&mut notes, id.into(), [&subnet.ipv4, &subnet.ipv6]);
        if !design.contains(subnet.vpc) {
            notes.left_out(id, format!("It is in {}, which is not in the design.", subnet.vpc));
        }
    }
    for kind in Kind::ALL.into_iter().filter(|kind| !IN_PLAN.contains(kind)) {
        let what = match design.of_kind(kind).count() {
            0 => continue,
            1 => format!("1 {}", kind.title()),
            count => format!("{count} {}", kind.plural()),
        };
        notes.left_out_kind(format!("{what}: an address plan has pools, VPCs and subnets only."));
    }
    notes.finish()
}

/// Notes each text that is no block, and an object without one.
fn unsound<'a, L: IntoIterator<Item = &'a Written<CidrBlock>> + 'a>(
    notes: &mut Notes,
    id: EntityId,
    blocks: impl IntoIterator<Item = L>,
) {
    let mut any = false;
    for block in blocks.into_iter().flatten() {
        any = true;
        if block.get().is_none() {
            notes.left_out(id, format!("\"{block}\" is not a CIDR block."));
        }
    }
    if !any {
        notes.left_out(id, "It has no addresses.");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::Options;
    use crate::notation::parse;

    #[test]
    fn the_lines_of_an_object_are_found_whatever_its_name() {
        let design = parse(
            "vpc \"two\\nlines\" 10.0.0.0/16 id=vpc-a { tier t private { subnet x a 10.0.0.0/24; subnet y b nonsense } }
             external_network office 192.168.0.0/16",
        )
        .expect("notation");
        let bundle = Csv.export(&design, &Options::default());
        assert_eq!(bundle.files[0].path, "addresses.csv");
        let id = |text: &str| text.parse::<EntityId>().expect("an id");
        assert!(bundle.code_of(id("vpc-a")).is_some_and(|code| code.starts_with("vpc,\"two\nlines\",10.0.0.0/16,")));
        assert_eq!(
            bundle.code_of(id("subnet-x")).as_deref(),
            Some("subnet,x,10.0.0.0/24,\"two\nlines\",us-east-1a,t,,251,")
        );
        let notes: Vec<String> = bundle
            .notes
            .iter()
            .map(|note| format!("{} {}", note.object.map_or("-".into(), |id| id.to_string()), note.text))
            .collect();
        assert_eq!(
            notes,
            [
                "- 1 external network: an address plan has pools, VPCs and subnets only.",
                "subnet-y \"nonsense\" is not a CIDR block.",
            ]
        );
    }
}
