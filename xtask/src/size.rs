//! What the first screen weighs on the wire.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail};
use brotli::enc::BrotliEncoderParams;

use crate::pins;

/// Kinds of files a page fetches before it shows itself. Everything of these kinds in `dist/` counts, but for the parts
/// of the program that the page does not name: a journey holds that an untouched page does not fetch them.
const FIRST_SCREEN: &[&str] = &["html", "js", "wasm", "css", "svg", "woff2", "webmanifest"];

/// Prints each file's size, raw and compressed, and the sum beside its budget.
///
/// # Errors
/// When the first screen is above its budget, or there is no `dist/`.
pub fn check(dist: &Path) -> Result<()> {
    let page = fs::read_to_string(dist.join("index.html"))
        .with_context(|| format!("nothing in {}: run `cargo xtask build` first", dist.display()))?;
    let named = |file: &PathBuf| file.file_name().is_some_and(|name| page.contains(&*name.to_string_lossy()));
    let is_part = |file: &PathBuf| file.extension().is_some_and(|extension| extension == "wasm");
    let (later, first): (Vec<_>, Vec<_>) = fetched(dist)?.into_iter().partition(|file| is_part(file) && !named(file));
    println!("{:>10} {:>10}  file", "raw", "brotli");
    let (raw, compressed) = sum(dist, &first)?;
    let budget = pins::FIRST_SCREEN_BUDGET;
    println!("{raw:>10} {compressed:>10}  first screen; budget {budget} bytes brotli");
    sum(dist, &later)?;
    if compressed > budget {
        bail!("the first screen is {} bytes above its budget", compressed - budget);
    }
    Ok(())
}

/// Prints each file's size; what they weigh together, raw and compressed.
fn sum(dist: &Path, files: &[PathBuf]) -> Result<(usize, usize)> {
    let (mut raw_sum, mut compressed_sum) = (0, 0);
    for file in files {
        let contents = fs::read(file)?;
        let compressed = brotli_size(&contents)?;
        let name = file.strip_prefix(dist).unwrap_or(file).display();
        println!("{:>10} {compressed:>10}  {name}", contents.len());
        raw_sum += contents.len();
        compressed_sum += compressed;
    }
    Ok((raw_sum, compressed_sum))
}

fn fetched(dist: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut folders = vec![dist.to_owned()];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = fs::read_dir(&folder) else {
            continue;
        };
        for entry in entries {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if path
                .extension()
                .and_then(|extension| extension.to_str())
                .is_some_and(|extension| FIRST_SCREEN.contains(&extension))
            {
                files.push(path);
            }
        }
    }
    files.sort();
    Ok(files)
}

fn brotli_size(contents: &[u8]) -> Result<usize> {
    let parameters = BrotliEncoderParams { quality: 11, size_hint: contents.len(), ..BrotliEncoderParams::default() };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut &contents[..], &mut compressed, &parameters)?;
    Ok(compressed.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repetition_costs_almost_nothing_on_the_wire() {
        let size = brotli_size(&b"10.0.0.0/16 ".repeat(1000)).expect("memory does not fail");
        assert!((1..200).contains(&size), "{size}");
    }
}
