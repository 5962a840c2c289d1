//! What WebDriver has no word for, asked of Chromium itself: the tree a screen reader is given, and what the system
//! says of colours and motion.

use fantoccini::wd::WebDriverCompatibleCommand;
use http::Method;
use serde_json::{Value, json};
use url::{ParseError, Url};

use crate::browser::Browser;

/// A command of Chromium's own protocol, handed on by chromedriver.
#[derive(Debug)]
struct DevTools {
    command: &'static str,
    parameters: Value,
}

impl WebDriverCompatibleCommand for DevTools {
    fn endpoint(&self, base_url: &Url, session_id: Option<&str>) -> Result<Url, ParseError> {
        base_url.join(&format!("session/{}/goog/cdp/execute", session_id.unwrap_or_default()))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        (Method::POST, Some(json!({ "cmd": self.command, "params": self.parameters }).to_string()))
    }
}

/// An object of the tree that a screen reader is given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    pub role: String,
    pub name: String,
    pub description: String,
    /// Its states that are set: `selected`, `focused`, `expanded=false`, `level=2`.
    pub states: Vec<String>,
}

impl Browser {
    async fn devtools(&self, command: &'static str, parameters: Value) -> Value {
        let asked = self.client.issue_cmd(DevTools { command, parameters }).await;
        asked.unwrap_or_else(|error| panic!("{command}: {error}"))
    }

    /// What a screen reader is told of the page, in reading order. Names are the browser's own reckoning.
    pub async fn told(&self) -> Vec<Told> {
        let tree = self.devtools("Accessibility.getFullAXTree", json!({})).await;
        let nodes = tree["nodes"].as_array().expect("a list of nodes");
        let text = |value: &Value| value["value"].as_str().unwrap_or_default().to_owned();
        let told = |node: &Value| Told {
            role: text(&node["role"]),
            name: text(&node["name"]),
            description: text(&node["description"]),
            states: node["properties"].as_array().into_iter().flatten().filter_map(state).collect(),
        };
        nodes.iter().filter(|node| node["ignored"] != true).map(told).collect()
    }

    /// Gives the page a size, whatever the window's is.
    pub async fn size(&self, width: u32, height: u32) {
        let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.devtools("Emulation.setDeviceMetricsOverride", size).await;
    }

    /// Has every page from now on run a script before anything of its own.
    pub async fn before_each_page(&self, script: &str) {
        let source = format!("{{ {script} }}");
        self.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": source })).await;
    }

    /// Gives the page's store so many bytes and no more; `None` for as many as there are.
    pub async fn room_for(&self, url: &str, bytes: Option<u64>) {
        let origin = url.trim_end_matches('/');
        let mut quota = json!({ "origin": origin });
        if let Some(bytes) = bytes {
            quota["quotaSize"] = json!(bytes);
        }
        self.devtools("Storage.overrideQuotaForOrigin", quota).await;
    }

    /// Has the browser refuse something (`clipboard-read`, `clipboard-write`) without asking.
    pub async fn refuse(&self, permission: &str) {
        let asked = json!({ "permission": { "name": permission }, "setting": "denied" });
        self.devtools("Browser.setPermission", asked).await;
    }

    /// Has the page see a system that forces its colours and wants no motion.
    pub async fn forced_colours_without_motion(&self) {
        let features = json!([
            { "name": "forced-colors", "value": "active" },
            { "name": "prefers-reduced-motion", "value": "reduce" },
        ]);
        self.devtools("Emulation.setEmulatedMedia", json!({ "features": features })).await;
    }
}

fn state(property: &Value) -> Option<String> {
    let name = property["name"].as_str()?;
    match &property["value"]["value"] {
        Value::Bool(true) => Some(name.to_owned()),
        Value::Bool(false) if name == "expanded" => Some(format!("{name}=false")),
        Value::Number(number) => Some(format!("{name}={number}")),
        Value::String(word) if word == "true" => Some(name.to_owned()),
        _ => None,
    }
}
