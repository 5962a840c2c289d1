//! `cargo xtask shots`: a picture of every state of the screen, in both themes.

use std::{fs, path::Path};

use anyhow::{Context, Result, anyhow, bail};

use crate::{cache::say, command::run, provisions::Provisions, steps::Obstacle};

/// The test target that takes them: its ignored tests with `shots` in their names, told the folder as
/// `CIDRAW_SHOTS`.
const TARGET: &str = "e2e";

/// Fills the folder, emptied of earlier pictures.
///
/// # Errors
/// When there is no browser, the build fails, or a picture cannot be taken.
pub fn shots(folder: &Path) -> Result<()> {
    let here = Provisions::new()?;
    if !here.targets.has("test", TARGET) {
        bail!("no tests/{TARGET}, which takes the pictures");
    }
    let mut cargo = here.browser_test(TARGET).map_err(|obstacle| match obstacle {
        Obstacle::NoTool(why) | Obstacle::Absent(why) => anyhow!(why),
        Obstacle::Failed(error) => error,
    })?;
    fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    // Tests run in the package's folder, which need not be where this was called.
    let folder = folder.canonicalize()?;
    for picture in pictures(&folder)? {
        fs::remove_file(picture)?;
    }
    run(cargo.args(["--", "shots", "--ignored", "--nocapture"]).env("CIDRAW_SHOTS", &folder))?;
    let taken = pictures(&folder)?.len();
    if taken == 0 {
        bail!("no picture in {}: no ignored test of tests/{TARGET} has `shots` in its name", folder.display());
    }
    say(&format!("{taken} pictures in {}", folder.display()));
    Ok(())
}

fn pictures(folder: &Path) -> Result<Vec<std::path::PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let file = entry?.path();
        if file.extension().is_some_and(|extension| extension == "png") {
            found.push(file);
        }
    }
    Ok(found)
}
