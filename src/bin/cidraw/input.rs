//! Files in and out, and what is said when that fails.

use std::fmt::Display;
use std::io::{Read, Write};
use std::path::Path;

use cidraw::format::{self, LARGEST_PICTURE, Loaded};

use crate::Ending;

/// Reads a design. A failure is told on standard error, with the file's name.
pub fn read(path: &Path) -> Result<(Vec<u8>, Loaded), Ending> {
    // A little more than the largest picture is enough to refuse it, whatever its size.
    let limit = LARGEST_PICTURE as u64 + 1;
    let mut bytes = Vec::new();
    let size = std::fs::File::open(path)
        .and_then(|file| {
            let size = file.metadata()?.len();
            file.take(limit).read_to_end(&mut bytes).map(|_| size)
        })
        .map_err(|error| complain(path, error))?;
    if size > LARGEST_PICTURE as u64 {
        let bytes = usize::try_from(size).unwrap_or(usize::MAX);
        return Err(complain(path, format::LoadError::TooLarge { bytes }));
    }
    let loaded = format::load_bytes(&bytes).map_err(|error| complain(path, error))?;
    Ok((bytes, loaded))
}

/// Says what is wrong with a file as a whole.
pub fn complain(path: &Path, what: impl Display) -> Ending {
    eprintln!("{}: {what}", path.display());
    Ending::Failed
}

/// Tells the notes of a reading on standard error: `file:line: id: what`.
pub fn tell_notes(path: &Path, loaded: &Loaded) {
    for note in &loaded.notes {
        let id = note.id.as_ref().map_or(String::new(), |id| format!("{id}: "));
        eprintln!("{}:{}: {id}{}", path.display(), note.line, note.message);
    }
}

/// Writes to standard output. A reader that has gone (`| head`) is no failure.
pub fn print(text: &str) -> Ending {
    match std::io::stdout().lock().write_all(text.as_bytes()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => complain(Path::new("standard output"), error),
        _ => Ending::Done,
    }
}
