//! The address of the page: what is behind `#` can be sent to others, and says what to show.

use cidraw::editor::Fragment;
use wasm_bindgen::JsValue;

use super::window;

/// The part that names the rule whose page is shown.
const RULE: &str = "rule";

/// What stands behind `#` now.
pub fn fragment() -> Fragment {
    Fragment::of(&window().location().hash().unwrap_or_default())
}

/// Puts something else there. Nothing is opened by that, and Back leads where it led.
pub fn set_fragment(fragment: &Fragment) {
    let location = window().location();
    let path = location.pathname().unwrap_or_default() + &location.search().unwrap_or_default();
    if let Ok(history) = window().history() {
        // Browsers refuse the hundredth change within seconds: the address is then a little behind.
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&format!("{path}{fragment}")));
    }
}

/// The id of the rule that the address names.
pub fn rule() -> Option<String> {
    let address = fragment();
    let written = address.get(RULE)?;
    // Whoever sent the link may have encoded the slash.
    let plain = js_sys::decode_uri_component(written).map_or_else(|_| written.to_owned(), String::from);
    Some(plain).filter(|id| !id.is_empty())
}

/// Says in the address which rule's page is shown, or that none is. The other parts stay.
pub fn set_rule(id: Option<&str>) {
    let before = fragment();
    let after = before.with(RULE, id);
    if after != before {
        set_fragment(&after);
    }
}
