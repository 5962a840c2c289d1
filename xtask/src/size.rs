//! What the first screen weighs on the wire.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Result, bail};
use brotli::enc::BrotliEncoderParams;

use crate::pins;

/// Kinds of files a page fetches before it shows itself. Everything of these kinds in `dist/` counts: what is
/// deployed and not needed at first has to be shown to be worth an exception.
const FIRST_SCREEN: &[&str] = &["html", "js", "wasm", "css", "svg", "woff2", "webmanifest"];

/// Prints each file's size, raw and compressed, and the sum beside its budget.
///
/// # Errors
/// When the sum is above the ceiling, or there is no `dist/`.
pub fn check(dist: &Path) -> Result<()> {
    let files = first_screen(dist)?;
    if files.is_empty() {
        bail!("nothing in {}: run `cargo xtask build` first", dist.display());
    }
    let (mut raw_sum, mut compressed_sum) = (0, 0);
    println!("{:>10} {:>10}  file", "raw", "brotli");
    for file in files {
        let contents = fs::read(&file)?;
        let compressed = brotli_size(&contents)?;
        let name = file.strip_prefix(dist).unwrap_or(&file).display();
        println!("{:>10} {compressed:>10}  {name}", contents.len());
        raw_sum += contents.len();
        compressed_sum += compressed;
    }
    let (budget, ceiling) = (pins::FIRST_SCREEN_BUDGET, pins::FIRST_SCREEN_CEILING);
    println!("{raw_sum:>10} {compressed_sum:>10}  first screen; budget {budget} bytes brotli");
    if compressed_sum > budget {
        println!("OVER its budget by {} bytes; the ceiling until then is {ceiling}", compressed_sum - budget);
    }
    if compressed_sum > ceiling {
        bail!("the first screen is {} bytes above its ceiling", compressed_sum - ceiling);
    }
    Ok(())
}

fn first_screen(dist: &Path) -> Result<Vec<PathBuf>> {
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
