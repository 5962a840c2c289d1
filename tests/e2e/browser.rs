//! A headless Chromium with a profile of its own, driven as a person would: pointer, keys, what is on the page.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use fantoccini::actions::{InputSource, KeyAction, KeyActions, MouseActions, PointerAction};
use fantoccini::wd::Capabilities;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};

use crate::server::Server;

/// How long to wait for something that must come.
const PATIENCE: Duration = Duration::from_secs(10);

/// WebDriver's codes for keys without a character.
pub mod keys {
    pub const ENTER: char = '\u{E007}';
    pub const ESCAPE: char = '\u{E00C}';
    pub const TAB: char = '\u{E004}';
    pub const DOWN: char = '\u{E015}';
    pub const LEFT: char = '\u{e012}';
    pub const RIGHT: char = '\u{e014}';
    pub const DELETE: char = '\u{E017}';
    pub const SHIFT: char = '\u{E008}';
    pub const CTRL: char = '\u{E009}';
    pub const F2: char = '\u{E032}';
    pub const F8: char = '\u{E038}';
    pub const F10: char = '\u{E03A}';
    pub const HOME: char = '\u{E011}';
    pub const END: char = '\u{E010}';
    pub const UP: char = '\u{E013}';
    pub const ALT: char = '\u{E00A}';
}

/// A place on the page, in pixels.
pub type At = (f64, f64);

/// A running browser with one tab.
pub struct Browser {
    pub client: Client,
    driver: Child,
    profile: PathBuf,
    keep_profile: bool,
}

/// The served page, and where the build is.
pub fn serve() -> Server {
    let dist = std::env::var_os("CIDRAW_DIST").map(PathBuf::from).unwrap_or_else(|| "dist".into());
    assert!(dist.join("index.html").exists(), "no build in {}: run `cargo xtask build`", dist.display());
    Server::start(dist)
}

fn program(variable: &str, name: &str) -> String {
    std::env::var(variable).unwrap_or_else(|_| name.to_owned())
}

/// Kills the browser that has this profile, and no other: its lock is a link to `host-process`.
fn kill_browser_of(profile: &Path) {
    let lock = std::fs::read_link(profile.join("SingletonLock")).ok();
    let process = lock.as_deref().and_then(Path::to_str).and_then(|lock| lock.rsplit_once('-'));
    if let Some((_, process)) = process {
        let _ = Command::new("kill").args(["-KILL", process]).stderr(Stdio::null()).status();
    }
}

impl Browser {
    /// Starts with an empty profile.
    pub async fn start() -> Browser {
        Browser::start_sized(1440, 900, "light").await
    }

    /// Starts with an empty profile, a size and a theme (`light` or `dark`).
    pub async fn start_sized(width: u32, height: u32, theme: &str) -> Browser {
        static COUNT: std::sync::atomic::AtomicU32 = std::sync::atomic::AtomicU32::new(0);
        let count = COUNT.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        let profile = std::env::temp_dir().join(format!("cidraw-e2e-{}-{count}", std::process::id()));
        Browser::start_with(&profile, width, height, theme).await
    }

    async fn start_with(profile: &Path, width: u32, height: u32, theme: &str) -> Browser {
        let port = TcpListener::bind(("127.0.0.1", 0)).and_then(|l| l.local_addr()).expect("a free port").port();
        let driver = Command::new(program("CHROMEDRIVER", "chromedriver"))
            .arg(format!("--port={port}"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("chromedriver starts");
        let mut args = vec![
            "--headless=new".to_owned(),
            "--no-sandbox".into(),
            "--disable-dev-shm-usage".into(),
            "--disable-gpu".into(),
            "--no-first-run".into(),
            "--disable-background-networking".into(),
            "--disable-component-update".into(),
            "--disable-sync".into(),
            "--hide-scrollbars".into(),
            format!("--window-size={width},{height}"),
            format!("--user-data-dir={}", profile.display()),
        ];
        if theme == "dark" {
            args.push("--force-dark-mode".into());
        }
        let options = json!({
            "args": args,
            "binary": program("CHROMIUM", "/usr/bin/chromium"),
            "prefs": { "download.default_directory": profile.join("downloads"), "download.prompt_for_download": false },
        });
        let mut capabilities = Capabilities::new();
        capabilities.insert("goog:chromeOptions".into(), options);
        capabilities.insert("goog:loggingPrefs".into(), json!({ "browser": "ALL" }));
        let started = Instant::now();
        let client = loop {
            let mut attempt = ClientBuilder::new(HttpConnector::new());
            match attempt.capabilities(capabilities.clone()).connect(&format!("http://localhost:{port}")).await {
                Ok(client) => break client,
                Err(error) if started.elapsed() > PATIENCE * 3 => panic!("no browser: {error}"),
                Err(_) => tokio::time::sleep(Duration::from_millis(100)).await,
            }
        };
        // The window has edges even without a screen: what counts is the size inside.
        let inner = client.execute("return [innerWidth, innerHeight]", vec![]).await.expect("a script runs");
        let side = |i: usize| inner[i].as_f64().expect("a number") as u32;
        client.set_window_size(2 * width - side(0), 2 * height - side(1)).await.expect("a window has a size");
        let browser = Browser { client, driver, profile: profile.to_owned(), keep_profile: false };
        // A window cannot be as narrow as a phone; its page can.
        let inner = browser.run("return [innerWidth, innerHeight]").await;
        if inner != json!([width, height]) {
            browser.size(width, height).await;
        }
        browser
    }

    /// Opens an address and waits until the design is painted.
    pub async fn open(&self, url: &str) {
        self.client.goto(url).await.expect("the page loads");
        self.wait_for("return document.documentElement.dataset.ready === 'true'").await;
    }

    /// Kills the browser as a crash would, and starts another one with the same profile.
    pub async fn crash(self) -> Browser {
        self.crash_and(|_| {}).await
    }

    fn stop(&mut self) {
        self.keep_profile = true;
        kill_browser_of(&self.profile);
        let _ = self.driver.kill();
        let _ = self.driver.wait();
        let _ = std::fs::remove_file(self.profile.join("SingletonLock"));
    }

    /// The same, with something done to its profile while nobody has it open.
    pub async fn crash_and(mut self, harm: impl FnOnce(&Path)) -> Browser {
        self.stop();
        let profile = self.profile.clone();
        drop(self);
        harm(&profile);
        Browser::start_with(&profile, 1440, 900, "light").await
    }

    /// Closes the browser and forgets its profile.
    pub async fn close(self) {
        let _ = self.client.clone().close().await;
    }

    /// The value of a script.
    pub async fn run(&self, script: &str) -> Value {
        self.client.execute(script, vec![]).await.unwrap_or_else(|e| panic!("{script}: {e}"))
    }

    /// Waits until a script returns something true; returns it.
    pub async fn wait_for(&self, script: &str) -> Value {
        let started = Instant::now();
        loop {
            let value = self.run(script).await;
            if !matches!(value, Value::Null | Value::Bool(false)) {
                return value;
            }
            if started.elapsed() > PATIENCE {
                panic!("not within {PATIENCE:?}: {script}\n{}", self.page_state().await);
            }
            tokio::time::sleep(Duration::from_millis(30)).await;
        }
    }

    /// What is on the page, for a failure's message.
    async fn page_state(&self) -> String {
        let state = self
            .run(
                "return [...document.querySelectorAll('[data-id]')].map(e => e.dataset.kind + ' ' + e.dataset.name).join(', ') \
                 + ' | said: ' + (document.querySelector('[data-testid=announcements]')?.textContent ?? '') \
                 + ' | notice: ' + (document.querySelector('[data-testid=notice]')?.textContent ?? '') \
                 + ' | focus: ' + (e => e && `${e.tagName} ${e.role ?? ''} ${e.textContent.slice(0, 60)}`)(document.activeElement) \
                 + ' | toasts: ' + [...document.querySelectorAll('[data-testid=toast]')].map(e => e.textContent).join(' / ')",
            )
            .await;
        state.as_str().unwrap_or_default().to_owned()
    }

    /// The middle of the element that a CSS selector finds, once it is there.
    pub async fn middle(&self, selector: &str) -> At {
        let script = format!(
            "const e = document.querySelector({}); if (!e) return null; const r = e.getBoundingClientRect(); \
             return r.width ? [r.x + r.width / 2, r.y + r.height / 2] : null",
            json!(selector)
        );
        let place = self.wait_for(&script).await;
        (place[0].as_f64().expect("x"), place[1].as_f64().expect("y"))
    }

    /// The rectangle (x, y, w, h) of the element that a selector finds.
    pub async fn place(&self, selector: &str) -> [f64; 4] {
        let script = format!(
            "const e = document.querySelector({}); if (!e) return null; const r = e.getBoundingClientRect(); \
             return [r.x, r.y, r.width, r.height]",
            json!(selector)
        );
        let r = self.wait_for(&script).await;
        std::array::from_fn(|i| r[i].as_f64().expect("a side"))
    }

    /// The rectangle (x, y, w, h) of an object on the canvas, by its kind and name.
    pub async fn object(&self, kind: &str, name: &str) -> [f64; 4] {
        let script = format!(
            "const e = document.querySelector('#proxies [data-kind=\"{kind}\"][data-name=\"{name}\"]'); if (!e) return null; \
             const r = e.getBoundingClientRect(); return [r.x, r.y, r.width, r.height]"
        );
        let r = self.wait_for(&script).await;
        std::array::from_fn(|i| r[i].as_f64().expect("a side"))
    }

    /// Presses the element that a selector finds, as a person does: by moving there.
    pub async fn press(&self, selector: &str) {
        let at = self.middle(selector).await;
        self.click(at).await;
    }

    /// A click at a place of the page.
    pub async fn click(&self, at: At) {
        self.pointer(&[at], 0).await;
    }

    /// Two clicks at a place of the page.
    pub async fn double_click(&self, at: At) {
        self.click(at).await;
        self.click(at).await;
    }

    /// A double click on the middle of an element, that the browser takes for one.
    pub async fn double_click_on(&self, selector: &str) {
        let (x, y) = self.middle(selector).await;
        let (down, up) = (PointerAction::Down { button: 0 }, PointerAction::Up { button: 0 });
        let there = PointerAction::MoveTo { duration: Some(Duration::ZERO), x, y };
        let actions = MouseActions::new("mouse".into()).then(there);
        let actions = actions.then(down.clone()).then(up.clone()).then(down).then(up);
        self.client.perform_actions(actions).await.expect("the pointer moves");
        self.client.release_actions().await.expect("buttons come up");
    }

    /// A drag along places of the page.
    pub async fn drag(&self, path: &[At]) {
        self.pointer(path, 0).await;
    }

    async fn pointer(&self, path: &[At], button: u64) {
        let to = |(x, y): At, ms| PointerAction::MoveTo { duration: Some(Duration::from_millis(ms)), x, y };
        let mut actions = MouseActions::new("mouse".into()).then(to(path[0], 0)).then(PointerAction::Down { button });
        for at in &path[1..] {
            actions = actions.then(to(*at, 60));
        }
        actions = actions.then(PointerAction::Up { button });
        self.client.perform_actions(actions).await.expect("the pointer moves");
        self.client.release_actions().await.expect("buttons come up");
    }

    /// Presses a key with others held: `chord(&[keys::CTRL], 'z')`.
    pub async fn chord(&self, held: &[char], key: char) {
        let mut actions = KeyActions::new("keys".into());
        for value in held {
            actions = actions.then(KeyAction::Down { value: *value });
        }
        actions = actions.then(KeyAction::Down { value: key }).then(KeyAction::Up { value: key });
        for value in held.iter().rev() {
            actions = actions.then(KeyAction::Up { value: *value });
        }
        self.client.perform_actions(actions).await.expect("keys go down");
    }

    /// Presses a key.
    pub async fn key(&self, key: char) {
        self.chord(&[], key).await;
    }

    /// Types a text where the focus is.
    pub async fn type_text(&self, text: &str) {
        let mut actions = KeyActions::new("keys".into());
        for value in text.chars() {
            actions = actions.then(KeyAction::Down { value }).then(KeyAction::Up { value });
        }
        self.client.perform_actions(actions).await.expect("keys go down");
    }

    /// Opens a file of this machine through the page's file input.
    pub async fn open_file(&self, path: &Path) {
        self.upload("[data-testid=open-file]", path).await;
    }

    /// Gives a file of this machine to a file input.
    pub async fn upload(&self, selector: &str, path: &Path) {
        let input = self.client.find(Locator::Css(selector)).await.expect("the input is in the page");
        let path = path.canonicalize().expect("the file exists");
        input.send_keys(&path.display().to_string()).await.expect("a file input takes a path");
    }

    /// The file with this ending that the page downloaded, once it is complete.
    pub async fn downloaded_ending(&self, ending: &str) -> PathBuf {
        let started = Instant::now();
        loop {
            let files = std::fs::read_dir(self.profile.join("downloads")).into_iter().flatten().flatten();
            // Chromium keeps the name by an empty file until the other one, with the content, takes its place.
            let whole = files.filter(|file| file.metadata().is_ok_and(|about| about.len() > 0));
            let mut found = whole.map(|file| file.path()).filter(|path| path.display().to_string().ends_with(ending));
            if let Some(path) = found.next() {
                return path;
            }
            assert!(started.elapsed() < PATIENCE, "no {ending} was downloaded");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// The text of an element.
    pub async fn text(&self, selector: &str) -> String {
        let script =
            format!("const e = document.querySelector({}); return e ? (e.textContent || ' ') : null", json!(selector));
        self.wait_for(&script).await.as_str().unwrap_or_default().trim().to_owned()
    }

    /// How many elements a selector finds now.
    pub async fn count(&self, selector: &str) -> u64 {
        let script = format!("return document.querySelectorAll({}).length", json!(selector));
        self.run(&script).await.as_u64().unwrap_or(0)
    }

    /// Waits until a selector finds this many elements.
    pub async fn wait_count(&self, selector: &str, count: u64) {
        let script = format!("return document.querySelectorAll({}).length === {count}", json!(selector));
        self.wait_for(&script).await;
    }

    /// Waits until what was edited is painted, checked and kept.
    pub async fn settled(&self) {
        tokio::time::sleep(Duration::from_millis(450)).await;
    }

    /// Takes a picture of the page.
    pub async fn picture(&self, file: &Path) {
        let png = self.client.screenshot().await.expect("a picture");
        std::fs::write(file, png).expect("a writable folder");
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.driver.kill();
        let _ = self.driver.wait();
        if !self.keep_profile {
            kill_browser_of(&self.profile);
            let _ = std::fs::remove_dir_all(&self.profile);
        }
    }
}
