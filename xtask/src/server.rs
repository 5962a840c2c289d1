//! A static file server for one folder, which can tell the pages it served to reload.

use std::{
    fs,
    io::Write,
    path::{Component, Path, PathBuf},
    sync::{Arc, Mutex},
    thread,
};

use anyhow::{Result, anyhow};
use tiny_http::{Header, Method, Request, Response, Server};

/// Requests answered at once. A page asks for fewer files than this in parallel.
const WORKERS: usize = 6;

/// Where the reload script and its event stream are found; only served while watching.
const RELOAD_SCRIPT: &str = "/__reload.js";
const RELOAD_EVENTS: &str = "/__reload";

const RELOAD_JS: &str = "\
const events = new EventSource('/__reload');
events.addEventListener('reload', () => location.reload());
";

/// The pages that listen for a reload.
type Listeners = Arc<Mutex<Vec<Box<dyn Write + Send>>>>;

/// A server that runs until the process ends.
pub struct StaticServer {
    port: u16,
    listeners: Listeners,
}

impl StaticServer {
    /// Serves `folder` on the loopback interface; port 0 takes any free one. With `reload`, pages get a script
    /// that listens for [`StaticServer::reload`]; without, every byte is as it is in the folder.
    ///
    /// # Errors
    /// When the port is taken.
    pub fn start(folder: &Path, port: u16, reload: bool) -> Result<StaticServer> {
        let server = Server::http(("127.0.0.1", port)).map_err(|error| anyhow!("port {port}: {error}"))?;
        let port = server.server_addr().to_ip().map_or(port, |address| address.port());
        let listeners = Listeners::default();
        let server = Arc::new(server);
        for _ in 0..WORKERS {
            let server = Arc::clone(&server);
            let listeners = Arc::clone(&listeners);
            let folder = folder.to_owned();
            thread::spawn(move || {
                while let Ok(request) = server.recv() {
                    answer(request, &folder, reload, &listeners);
                }
            });
        }
        Ok(StaticServer { port, listeners })
    }

    /// What to type into a browser.
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}/", self.port)
    }

    /// Tells every open page to load itself again. Pages that were closed are forgotten.
    pub fn reload(&self) {
        let mut listeners = self.listeners.lock().expect("no holder of this lock panics");
        listeners.retain_mut(|page| page.write_all(b"event: reload\ndata:\n\n").and_then(|()| page.flush()).is_ok());
    }
}

fn answer(request: Request, folder: &Path, reload: bool, listeners: &Listeners) {
    if !matches!(request.method(), Method::Get | Method::Head) {
        respond(request, 405, "text/plain; charset=utf-8", b"only GET\n".to_vec());
        return;
    }
    let path = request.url().split(['?', '#']).next().unwrap_or_default().to_owned();
    if reload && path == RELOAD_SCRIPT {
        respond(request, 200, "text/javascript; charset=utf-8", RELOAD_JS.into());
        return;
    }
    if reload && path == RELOAD_EVENTS {
        listen(request, listeners);
        return;
    }
    let file = file_for(folder, &path);
    match file.as_deref().map(fs::read) {
        Some(Ok(mut contents)) => {
            let media_type = media_type(&path);
            if reload && media_type.starts_with("text/html") {
                contents = with_reload_script(&contents);
            }
            respond(request, 200, media_type, contents);
        }
        _ => respond(request, 404, "text/plain; charset=utf-8", b"not found\n".to_vec()),
    }
}

/// Keeps the connection and hands its writing end to whoever says "reload".
fn listen(request: Request, listeners: &Listeners) {
    let mut page = request.into_writer();
    let head =
        b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n";
    if page.write_all(head).and_then(|()| page.flush()).is_ok() {
        listeners.lock().expect("no holder of this lock panics").push(page);
    }
}

fn respond(request: Request, status: u16, media_type: &str, contents: Vec<u8>) {
    let header = |name: &str, value: &str| Header::from_bytes(name, value).expect("both are plain ASCII");
    let response = Response::from_data(contents)
        .with_status_code(status)
        .with_header(header("Content-Type", media_type))
        .with_header(header("Cache-Control", "no-cache"))
        .with_header(header("X-Content-Type-Options", "nosniff"));
    // The browser may have gone away meanwhile; there is nobody to tell.
    let _ = request.respond(response);
}

/// The file a path names; `None` when it would leave the folder.
fn file_for(folder: &Path, path: &str) -> Option<PathBuf> {
    let decoded = percent_decoded(path.trim_start_matches('/'))?;
    let relative = Path::new(&decoded);
    let inside = relative.components().all(|part| matches!(part, Component::Normal(_)));
    if !inside {
        return None;
    }
    let file = folder.join(relative);
    Some(if file.is_dir() { file.join("index.html") } else { file })
}

fn percent_decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let digits = [rest.next()?, rest.next()?];
        bytes.push(u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()?);
    }
    String::from_utf8(bytes).ok()
}

fn media_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map(|(_, extension)| extension) {
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("css") => "text/css; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        Some("woff2") => "font/woff2",
        Some("json") => "application/json",
        Some("webmanifest") => "application/manifest+json",
        Some("txt" | "md") => "text/plain; charset=utf-8",
        Some("html") | None => "text/html; charset=utf-8",
        Some(_) if path.ends_with('/') => "text/html; charset=utf-8",
        Some(_) => "application/octet-stream",
    }
}

fn with_reload_script(html: &[u8]) -> Vec<u8> {
    let script = format!("<script type=\"module\" src=\"{RELOAD_SCRIPT}\"></script></head>");
    String::from_utf8_lossy(html).replacen("</head>", &script, 1).into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_never_leaves_the_folder() {
        let folder = Path::new("/srv/dist");
        assert_eq!(file_for(folder, "/a.js"), Some(PathBuf::from("/srv/dist/a.js")));
        assert_eq!(file_for(folder, "/a%20b.svg"), Some(PathBuf::from("/srv/dist/a b.svg")));
        assert_eq!(file_for(folder, "/../etc/passwd"), None);
        assert_eq!(file_for(folder, "/%2e%2e/etc/passwd"), None);
        assert_eq!(file_for(folder, "/%2fetc/passwd"), None);
        assert_eq!(file_for(folder, "/%zz"), None);
    }

    #[test]
    fn wasm_gets_the_type_that_lets_browsers_compile_it_while_it_arrives() {
        assert_eq!(media_type("/cidraw-app-1.wasm"), "application/wasm");
        assert_eq!(media_type("/"), "text/html; charset=utf-8");
    }

    #[test]
    fn only_served_pages_get_the_reload_script() {
        let page = with_reload_script(b"<html><head></head><body></body></html>");
        let page = String::from_utf8(page).expect("it was text before");
        assert!(page.contains("<script type=\"module\" src=\"/__reload.js\"></script></head>"));
    }
}
