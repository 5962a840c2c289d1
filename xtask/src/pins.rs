//! Every version this build depends on and that no manifest already fixes, in one place.
//!
//! Two more are read where they are decided: `wasm-bindgen-cli` must equal the `wasm-bindgen` of `Cargo.lock`
//! ([`crate::project::locked_version`]), and the linker must equal the LLVM of the compiler
//! ([`crate::wasm_toolchain`]).

/// Turns `index.html` and the application crate into a folder of files.
pub const TRUNK: &str = "0.21.14";

/// The npm package that carries `wasm-opt` where npm is at hand.
pub const BINARYEN_NPM: &str = "132.0.0";

/// A `wasm-opt` on PATH older than this is not used while a newer one can be had: it misses a few percent.
pub const BINARYEN_GOOD: u32 = 120;

/// The oldest `wasm-opt` known to read what the compiler writes (Debian 12 has this one).
pub const BINARYEN_OLDEST: u32 = 108;

/// What Debian offers for a compiler that can build the wasm32 standard library from source.
pub const DEBIAN_RUST: &[&str] = &["rustc-web", "cargo-web", "rust-web-src"];

/// Debian's clippy for that compiler: only `cargo xtask test` wants it.
pub const DEBIAN_CLIPPY: &str = "rust-web-clippy";

/// Debian's browser and the driver of the same version.
pub const DEBIAN_BROWSER: &[&str] = &["chromium", "chromium-driver"];

/// Debian's `wasm-opt`.
pub const DEBIAN_BINARYEN: &str = "binaryen";

/// The npm package of the rules that every screen is held against, and the checksum of its archive as npm writes it.
pub const AXE: (&str, &str) =
    ("4.14.1", "sha512-FHfa+lmNjQZfJz1q8wKqIDwC6DExcHt/pkjNQb09a3NPjCKg2rhu5qb2S4r76ASyFNNtuFooJpZe37OgudVGtQ==");

/// Debian's npm, where there is none.
pub const DEBIAN_NPM: &[&str] = &["npm"];

/// What the first screen may weigh, brotli-compressed, in bytes. The product's budget is 450 kB; this is closer to what it
/// weighs, so that growth is noticed.
pub const FIRST_SCREEN_BUDGET: usize = 360_000;
