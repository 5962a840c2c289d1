//! The address plan as CSV (RFC 4180, lines end with a line feed).

use std::borrow::Cow;

use super::table::address_table;
use crate::model::{Design, EntityId};

const COLUMNS: [&str; 9] = ["kind", "name", "cidr", "vpc", "zone", "tier", "environment", "usable", "used %"];

/// A record of the plan: a line, or more where a name has line ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CsvRecord {
    /// The object that has the block; `None` for the headings.
    pub object: Option<EntityId>,
    /// The record with the line feed behind it.
    pub text: String,
}

/// The plan of a design, record by record, the headings first.
pub fn csv_records(design: &Design) -> Vec<CsvRecord> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let mut records = Vec::new();
    let mut write = |object: Option<EntityId>, fields: [&str; 9]| {
        let start = writer.get_ref().len();
        writer.write_record(fields).and_then(|()| Ok(writer.flush()?)).expect("memory takes every record");
        let text = std::str::from_utf8(&writer.get_ref()[start..]).expect("every field is a text").to_owned();
        records.push(CsvRecord { object, text });
    };
    write(None, COLUMNS);
    for row in address_table(design) {
        let usable = row.usable.map_or_else(String::new, |n| n.to_string());
        let used = row.used.map_or_else(String::new, |used| format!("{:.1}", used * 100.0));
        let texts = [&*row.name, &row.vpc, &row.zone, &row.tier, &row.environment].map(harmless);
        let [name, vpc, zone, tier, environment] = &texts;
        let (kind, block) = (row.object.kind.key(), row.block.to_string());
        write(Some(row.object), [kind, name, &block, vpc, zone, tier, environment, &usable, &used]);
    }
    records
}

/// The plan of a design as CSV, with a line of headings.
pub fn address_csv(design: &Design) -> String {
    csv_records(design).into_iter().map(|record| record.text).collect()
}

/// Spreadsheets run what starts with one of these as a formula, some after characters that are not seen, some also in the
/// width of Chinese letters; with an apostrophe before it they show it.
/// <https://owasp.org/www-community/attacks/CSV_Injection>
pub(crate) fn harmless(text: &str) -> Cow<'_, str> {
    let seen = text.trim_start_matches(|c: char| c.is_control() || c.is_whitespace());
    let is_formula = seen.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
    if is_formula || text.starts_with(char::is_control) { format!("'{text}").into() } else { text.into() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notation::parse;

    #[test]
    fn every_block_is_a_record_that_a_spreadsheet_reads() {
        let design = parse(
            "pool corp 10.0.0.0/8; environment prod
             vpc \"prod, eu\" 10.0.0.0/16 2001:db8::/56 region=eu-west-1 environment=prod {
               tier app private { subnet \"=a\" a 10.0.0.0/20 2001:db8::/64 }
             }",
        )
        .expect("notation");
        let csv = address_csv(&design);
        let lines: Vec<&str> = csv.lines().collect();
        assert_eq!(
            lines,
            [
                "kind,name,cidr,vpc,zone,tier,environment,usable,used %",
                "pool,corp,10.0.0.0/8,,,,,,0.4",
                "vpc,\"prod, eu\",10.0.0.0/16,\"prod, eu\",,,prod,4091,6.2",
                "vpc,\"prod, eu\",2001:db8::/56,\"prod, eu\",,,prod,18446744073709551611,0.4",
                "subnet,'=a,10.0.0.0/20,\"prod, eu\",eu-west-1a,app,prod,4091,",
                "subnet,'=a,2001:db8::/64,\"prod, eu\",eu-west-1a,app,prod,18446744073709551611,",
            ]
        );
    }
}
