//! A compiler with the wasm32 standard library, by one of two routes.
//!
//! 1. *rustup*: the toolchain that runs this, plus its `wasm32-unknown-unknown` target.
//! 2. *Debian*: where rustup or its server is out of reach, Debian's compiler and the standard library built
//!    from Debian's copy of its source, laid out as a sysroot in the cache.
//!
//! `XTASK_WASM=debian` or `XTASK_WASM=rustup` forces one.

use std::{
    env, fs,
    os::unix::fs::{PermissionsExt, symlink},
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, bail};

use crate::{
    cache,
    command::{capture, command, on_path, prepend_path, run},
    debian, pins, project,
};

const TARGET: &str = "wasm32-unknown-unknown";

/// The cache entry's layout; raised when what is in a sysroot changes.
const SYSROOT_LAYOUT: u32 = 1;

/// How to call cargo for wasm32.
pub enum WasmToolchain {
    /// The cargo on PATH has the target.
    Active,
    /// Debian's compiler with a sysroot in the cache.
    Debian {
        /// Holds `bin/` with cargo and rustc, and `lib/rustlib/`.
        sysroot: PathBuf,
        /// The linker of the compiler's LLVM.
        linker: PathBuf,
    },
}

impl WasmToolchain {
    /// Finds or installs one.
    ///
    /// # Errors
    /// When neither route works; the message says what each one needs.
    pub fn provide() -> Result<WasmToolchain> {
        match env::var("XTASK_WASM").as_deref() {
            Ok("debian") => return debian_toolchain(),
            Ok("rustup") => return rustup_toolchain(),
            Ok(other) => bail!("XTASK_WASM={other}: neither debian nor rustup"),
            Err(_) => {}
        }
        if active_has_target() {
            return Ok(WasmToolchain::Active);
        }
        if debian_entry().is_some_and(|entry| matches!(cache::existing(&entry), Ok(Some(_)))) {
            return debian_toolchain();
        }
        let by_rustup = match rustup_toolchain() {
            Ok(toolchain) => return Ok(toolchain),
            Err(error) => error,
        };
        cache::say(&format!("no {TARGET} from rustup ({by_rustup:#}); trying Debian's compiler"));
        debian_toolchain().with_context(|| {
            format!(
                "no compiler for {TARGET}: `rustup target add {TARGET}` failed ({by_rustup:#}), and so did Debian's"
            )
        })
    }

    /// A short name for messages.
    pub fn label(&self) -> &'static str {
        match self {
            WasmToolchain::Active => "rustup",
            WasmToolchain::Debian { .. } => "debian",
        }
    }

    /// Makes a command (and what it starts) compile with this toolchain, into the web target directory.
    ///
    /// # Errors
    /// When PATH cannot be extended.
    pub fn apply(&self, command: &mut Command) -> Result<()> {
        command.env("CARGO_TARGET_DIR", project::web_target().join(self.label()));
        let WasmToolchain::Debian { sysroot, linker } = self else {
            return Ok(());
        };
        let bin = sysroot.join("bin");
        prepend_path(command, std::slice::from_ref(&bin))?;
        command
            .env("RUSTC", bin.join("rustc"))
            .env("RUSTDOC", bin.join("rustdoc"))
            // clippy-driver is a compiler of its own and has to be told apart.
            .env("SYSROOT", sysroot)
            .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker)
            // Set by rustup for the toolchain that runs this.
            .env_remove("RUSTUP_TOOLCHAIN")
            .env_remove("LD_LIBRARY_PATH");
        Ok(())
    }

    /// `cargo` under this toolchain, in the checkout.
    ///
    /// # Errors
    /// As [`WasmToolchain::apply`].
    pub fn cargo(&self) -> Result<Command> {
        let mut cargo = match self {
            WasmToolchain::Active => command("cargo"),
            WasmToolchain::Debian { sysroot, .. } => command(sysroot.join("bin/cargo")),
        };
        self.apply(&mut cargo)?;
        cargo.current_dir(project::root());
        Ok(cargo)
    }

    /// Sees to it that `cargo clippy` works under this toolchain.
    ///
    /// # Errors
    /// When Debian's clippy is missing and cannot be installed.
    pub fn provide_clippy(&self) -> Result<()> {
        match self {
            WasmToolchain::Active => Ok(()),
            WasmToolchain::Debian { .. } => debian::install(&[pins::DEBIAN_CLIPPY], "clippy for wasm32, seconds"),
        }
    }
}

fn active_has_target() -> bool {
    let asked = capture(command("rustc").args(["--print", "target-libdir", "--target", TARGET]));
    asked.is_ok_and(|folder| holds_std(Path::new(&folder)))
}

fn holds_std(folder: &Path) -> bool {
    fs::read_dir(folder)
        .is_ok_and(|entries| entries.flatten().any(|entry| entry.file_name().to_string_lossy().starts_with("libstd-")))
}

fn rustup_toolchain() -> Result<WasmToolchain> {
    if active_has_target() {
        return Ok(WasmToolchain::Active);
    }
    if on_path("rustup").is_none() {
        bail!("rustup is not installed");
    }
    let _held = cache::lock("rustup")?;
    cache::say(&format!("rustup target add {TARGET}: about 20 MB, seconds"));
    run(command("rustup").args(["target", "add", TARGET]))?;
    if !active_has_target() {
        bail!("rustup added {TARGET} to another toolchain than the one that runs this");
    }
    Ok(WasmToolchain::Active)
}

const RUSTC: &str = "/usr/bin/rustc";
const CARGO: &str = "/usr/bin/cargo";

/// The cache entry of the installed compiler's sysroot: another build of the compiler cannot read this one's
/// libraries, so the package's whole version is in the name.
fn debian_entry() -> Option<String> {
    let version = debian::version(pins::DEBIAN_RUST[0])?;
    let plain: String = version.chars().map(|c| if c.is_ascii_alphanumeric() || c == '.' { c } else { '-' }).collect();
    Some(format!("wasm-sysroot-{SYSROOT_LAYOUT}-{plain}"))
}

fn debian_toolchain() -> Result<WasmToolchain> {
    debian::install(pins::DEBIAN_RUST, "Debian's Rust compiler, about 150 MB, half a minute")?;
    let said = capture(command(RUSTC).arg("-vV").env_remove("LD_LIBRARY_PATH"))?;
    let host = field(&said, "host: ").context("rustc does not name its host")?;
    let llvm = field(&said, "LLVM version: ")
        .and_then(|version| version.split('.').next())
        .context("rustc does not name its LLVM")?;
    let lld = format!("lld-{llvm}");
    debian::install(&[&lld], "the linker for wasm32, seconds")?;
    let name = format!("wasm-ld-{llvm}");
    let linker = on_path(&name).with_context(|| format!("{lld} is installed, but {name} is not on PATH"))?;
    let entry = debian_entry().context("rustc-web is not installed")?;
    let place = cache::folder()?.join(&entry);
    let sysroot = cache::entry(
        &entry,
        "building the standard library for wasm32, once per compiler, about 2 minutes on 2 cores",
        |partial| make_sysroot(partial, &place, host),
    )?;
    Ok(WasmToolchain::Debian { sysroot, linker })
}

fn field<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    text.lines().find_map(|line| line.strip_prefix(name))
}

/// Fills `partial`, which will be moved to `place`.
fn make_sysroot(partial: &Path, place: &Path, host: &str) -> Result<()> {
    let libraries = partial.join("lib/rustlib").join(TARGET).join("lib");
    fs::create_dir_all(&libraries)?;
    symlink(Path::new("/usr/lib/rustlib").join(host), partial.join("lib/rustlib").join(host))?;
    build_std(&partial.join("build"), &libraries)?;

    let bin = partial.join("bin");
    fs::create_dir(&bin)?;
    // A link would do for rustc if it looked for its sysroot beside itself; it looks beside its libraries.
    for program in ["rustc", "rustdoc"] {
        let script = format!("#!/bin/sh\nexec /usr/bin/{program} --sysroot '{}' \"$@\"\n", place.display());
        let file = bin.join(program);
        fs::write(&file, script)?;
        fs::set_permissions(&file, fs::Permissions::from_mode(0o755))?;
    }
    for program in ["cargo", "cargo-clippy", "clippy-driver"] {
        symlink(Path::new("/usr/bin").join(program), bin.join(program))?;
    }
    Ok(())
}

/// Compiles the standard library by building an empty crate, and takes the libraries from among what that left.
fn build_std(scratch: &Path, libraries: &Path) -> Result<()> {
    fs::create_dir_all(scratch.join("src"))?;
    fs::write(
        scratch.join("Cargo.toml"),
        "[package]\nname = \"empty\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n",
    )?;
    fs::write(scratch.join("src/lib.rs"), "")?;
    run(command(CARGO)
        .current_dir(scratch)
        .args(["build", "--release", "--target", TARGET])
        .args(["-Z", "build-std=std,panic_abort,panic_unwind,proc_macro"])
        .env("RUSTC", RUSTC)
        // Lets this compiler take `-Z build-std`; only here, never for the project itself.
        .env("RUSTC_BOOTSTRAP", "1")
        .env("CARGO_TARGET_DIR", scratch.join("target"))
        .env_remove("RUSTUP_TOOLCHAIN")
        .env_remove("LD_LIBRARY_PATH")
        .env_remove("RUSTFLAGS"))?;
    let made = scratch.join("target").join(TARGET).join("release/deps");
    for file in fs::read_dir(&made).with_context(|| format!("nothing in {}", made.display()))? {
        let file = file?.path();
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if name.ends_with(".rlib") && !name.starts_with("libempty-") {
            fs::copy(&file, libraries.join(&name))?;
        }
    }
    if !holds_std(libraries) {
        bail!("the build of the standard library left no libstd in {}", made.display());
    }
    fs::remove_dir_all(scratch)?;
    Ok(())
}
