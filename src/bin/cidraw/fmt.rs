use std::path::PathBuf;

use cidraw::format::{is_picture, save};
use clap::Args;

use crate::Ending;
use crate::input::{complain, read, tell_notes};

/// Write files in the one layout: objects sorted, defaults left out.
///
/// Objects that cannot be read are kept as they are, and told. Exit code 1 with --check when a file would change.
#[derive(Args)]
pub struct Fmt {
    /// The files.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Change nothing; tell which files would change.
    #[arg(long)]
    check: bool,
}

impl Fmt {
    pub fn run(&self) -> Ending {
        self.files.iter().map(|path| self.one(path)).max().unwrap_or(Ending::Done)
    }

    fn one(&self, path: &PathBuf) -> Ending {
        let (bytes, loaded) = match read(path) {
            Ok(read) => read,
            Err(ending) => return ending,
        };
        if is_picture(&bytes) {
            return complain(path, "a picture is not written over. Save its design in cidraw, or export it anew.");
        }
        tell_notes(path, &loaded);
        let tidy = save(&loaded.design);
        if tidy.as_bytes() == bytes {
            return Ending::Done;
        }
        if self.check {
            let same = tidy.bytes().zip(&bytes).take_while(|(a, b)| a == *b).filter(|(a, _)| *a == b'\n').count();
            println!("{}:{}: not in the layout that cidraw writes", path.display(), same + 1);
            return Ending::Found;
        }
        match std::fs::write(path, tidy) {
            Ok(()) => Ending::Done,
            Err(error) => complain(path, error),
        }
    }
}
