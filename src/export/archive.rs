use std::io::Write;

use rawzip::time::UtcDateTime;
use rawzip::{Error, ZipArchiveWriter};

use super::bundle::{Bundle, File};

/// The time that every file of an archive carries, so that the same design gives the same bytes: 1980, where the ZIP
/// format begins to count.
const EPOCH: i64 = 315_532_800;

impl Bundle {
    /// The files as a ZIP archive: in the order of their paths, stored without compression (they are small), with a fixed
    /// time. The same files give the same bytes.
    pub fn zip(&self) -> Vec<u8> {
        let mut archive = ZipArchiveWriter::new(Vec::new());
        for file in &self.files {
            add(&mut archive, file).expect("writing to memory does not fail");
        }
        archive.finish().expect("writing to memory does not fail")
    }
}

fn add(archive: &mut ZipArchiveWriter<Vec<u8>>, file: &File) -> Result<(), Error> {
    let (mut entry, config) = archive
        .new_file(file.path.as_str())
        .last_modified(UtcDateTime::from_unix(EPOCH))
        .unix_permissions(if file.executable { 0o755 } else { 0o644 })
        .start()?;
    let mut data = config.wrap(&mut entry);
    data.write_all(file.bytes())?;
    let (_, descriptor) = data.finish()?;
    entry.finish(descriptor)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::{Content, File};

    #[test]
    fn an_archive_holds_every_file_and_is_always_the_same() {
        let script = File { executable: true, ..File::text("guard.sh", "#!/bin/sh\n") };
        let picture = File { path: "p.png".into(), content: Content::Bytes(vec![0, 159, 146]), executable: false };
        let bundle =
            Bundle { files: vec![File::text("envs/prod/main.tf", "a = 1\n"), script, picture], ..Bundle::default() };
        let bytes = bundle.zip();
        assert_eq!(bytes, bundle.zip());
        let archive = rawzip::ZipArchive::from_slice(&bytes).unwrap();
        let mut seen = Vec::new();
        for entry in archive.entries() {
            let entry = entry.unwrap();
            let path = String::from_utf8(entry.file_path().as_bytes().to_vec()).unwrap();
            let data = archive.get_entry(entry.wayfinder()).unwrap().data().to_vec();
            seen.push((path, data));
        }
        let wanted: Vec<_> = bundle.files.iter().map(|f| (f.path.clone(), f.bytes().to_vec())).collect();
        assert_eq!(seen, wanted);
    }
}
