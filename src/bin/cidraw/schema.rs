use cidraw::format::schema;
use clap::Args;

use crate::Ending;
use crate::input::print;

/// Print the JSON Schema of the file, for editors and for programs that write designs.
#[derive(Args)]
pub struct Schema {}

impl Schema {
    pub fn run(&self) -> Ending {
        print(&format!("{:#}\n", schema()))
    }
}
