//! Names that say what is in a file, so that a server may let browsers keep files for ever.

use std::{
    fs,
    hash::{DefaultHasher, Hasher},
    path::Path,
};

use anyhow::{Context, Result};

/// Gives the program's files names that carry a hash of what they finally hold (trunk's carry that of what the
/// compiler wrote). They name one another in a circle, so all of them get one hash, that of all of them.
///
/// # Errors
/// When the page does not start a program, or a file cannot be read or written.
pub fn name_by_content(staged: &Path) -> Result<()> {
    let page = staged.join("index.html");
    let html = fs::read_to_string(&page).context("trunk left no index.html")?;
    let mut files: Vec<String> = Vec::new();
    for entry in fs::read_dir(staged)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if name.ends_with(".js") || name.ends_with(".wasm") {
            files.push(name);
        }
    }
    files.sort();
    let mut hasher = DefaultHasher::new();
    for file in &files {
        hasher.write(&fs::read(staged.join(file))?);
    }
    let hash = hasher.finish();
    let script = start_script_attribute(&html, "data-js").context("index.html has no start script: see Trunk.toml")?;
    // The later parts know the script that wasm-bindgen wrote by the name it had before trunk gave it one.
    let bound = (format!("{}.js", plain_stem(script.trim_start_matches("./"))), script.trim_start_matches("./"));
    let new_names: Vec<(String, String)> = files
        .iter()
        .map(|old| (old.clone(), content_name(old, hash)))
        .chain([(bound.0, content_name(bound.1, hash))])
        .collect();
    let renamed = |text: String| new_names.iter().fold(text, |text, (old, new)| renamed(&text, old, new));
    for (old, new) in files.iter().zip(new_names.iter().map(|(_, new)| new)) {
        if old.ends_with(".js") {
            fs::write(staged.join(new), renamed(fs::read_to_string(staged.join(old))?))?;
            fs::remove_file(staged.join(old))?;
        } else {
            fs::rename(staged.join(old), staged.join(new))?;
        }
    }
    fs::write(&page, renamed(html))?;
    Ok(())
}

/// The text with files called by their new name. As the key of an object a name is that of an import, which the
/// compiled program knows and which stays.
fn renamed(text: &str, old: &str, new: &str) -> String {
    let quoted = format!("\"./{old}\"");
    let mut pieces = text.split(&quoted);
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        match piece.starts_with(':') {
            true => out.push_str(&quoted),
            false => out.push_str(&format!("\"./{new}\"")),
        }
        out.push_str(piece);
    }
    out
}

/// The value of an attribute of the one script element that has `data-wasm`.
fn start_script_attribute<'a>(html: &'a str, name: &str) -> Option<&'a str> {
    let tag = html
        .split("<script")
        .skip(1)
        .filter_map(|rest| rest.split('>').next())
        .find(|tag| tag.contains("data-wasm="))?;
    let start = tag.find(&format!(" {name}=\""))? + name.len() + 3;
    tag[start..].split('"').next()
}

/// `cidraw-app-1f2e3d4c_bg.wasm` becomes `cidraw-app-HASH.wasm`.
fn content_name(old: &str, hash: u64) -> String {
    let extension = old.rsplit_once('.').map_or("", |(_, extension)| extension);
    format!("{}-{hash:016x}.{extension}", plain_stem(old))
}

/// The name without its ending and without trunk's hash.
fn plain_stem(name: &str) -> &str {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem).trim_end_matches("_bg");
    match stem.rsplit_once('-') {
        Some((before, hash)) if hash.len() >= 8 && hash.bytes().all(|b| b.is_ascii_hexdigit()) => before,
        _ => stem,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_carry_the_hash_and_no_other() {
        assert_eq!(content_name("cidraw-app-0123456789abcdef_bg.wasm", 16), "cidraw-app-0000000000000010.wasm");
        assert_eq!(content_name("start.js", 16), "start-0000000000000010.js");
    }

    #[test]
    fn files_are_called_by_their_new_names_and_imports_by_their_old_one() {
        let text = r#"import * as a from "./parts.js"; const imports = { "./parts.js": a };"#;
        let expected = r#"import * as a from "./parts-1.js"; const imports = { "./parts.js": a };"#;
        assert_eq!(renamed(text, "parts.js", "parts-1.js"), expected);
    }

    #[test]
    fn the_start_script_is_told_from_other_scripts() {
        let html = r#"<script src="a.js"></script><script type="module" src="./start.js" data-js="./b.js" data-wasm="./c.wasm"></script>"#;
        assert_eq!(start_script_attribute(html, "data-js"), Some("./b.js"));
        assert_eq!(start_script_attribute("<script src=\"a.js\"></script>", "data-js"), None);
    }
}
