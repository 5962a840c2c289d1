//! The address plan: which block belongs to what, and what is free between them.
//!
//! Counted out of the document and nothing else, for the tables on screen and for what is written.

mod csv;
mod gaps;
mod table;

pub(crate) use csv::harmless;
pub use csv::{CsvRecord, address_csv, csv_records};
pub use gaps::{GapReport, gap_reports, gaps_of_pool, gaps_of_vpc};
pub use table::{AddressRow, address_table};
