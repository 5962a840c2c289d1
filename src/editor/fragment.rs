//! What stands behind `#` in the address of the page.

use std::fmt;

/// The parts behind `#`, each `name=value`, with `&` between them: `#rule=routing/blackhole-route`.
///
/// Parts that nobody knows stay as they are: an address is somebody else's too.
///
/// ```
/// use cidraw::editor::Fragment;
///
/// let address = Fragment::of("#d1=q8s&rule=zones/subnet-az-unknown");
/// assert_eq!(address.get("rule"), Some("zones/subnet-az-unknown"));
/// assert_eq!(address.with("rule", None).to_string(), "#d1=q8s");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fragment(Vec<String>);

impl Fragment {
    /// The parts of a text, with or without its `#`.
    pub fn of(text: &str) -> Fragment {
        let parts = text.strip_prefix('#').unwrap_or(text).split('&').filter(|part| !part.is_empty());
        Fragment(parts.map(str::to_owned).collect())
    }

    /// The value of the first part of that name, as it is written.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find_map(|part| value_of(part, name))
    }

    /// The same with one part of that name, in its place or at the end; without any when there is no value.
    pub fn with(&self, name: &str, value: Option<&str>) -> Fragment {
        let mut parts: Vec<String> = Vec::new();
        let mut new = value.map(|value| format!("{name}={value}"));
        for part in &self.0 {
            match value_of(part, name) {
                None => parts.push(part.clone()),
                Some(_) => parts.extend(new.take()),
            }
        }
        parts.extend(new);
        Fragment(parts)
    }
}

fn value_of<'a>(part: &'a str, name: &str) -> Option<&'a str> {
    part.strip_prefix(name)?.strip_prefix('=')
}

impl fmt::Display for Fragment {
    /// With its `#`; nothing when there are no parts.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0.is_empty() { "" } else { "#" };
        write!(f, "{sign}{}", self.0.join("&"))
    }
}

#[cfg(test)]
mod tests {
    use super::Fragment;

    #[test]
    fn one_part_changes_and_the_others_stay() {
        let address = Fragment::of("#d1=a=b&rule=x/y&top");
        assert_eq!((address.get("d1"), address.get("rule"), address.get("top")), (Some("a=b"), Some("x/y"), None));
        assert_eq!(address.with("rule", Some("p/q")).to_string(), "#d1=a=b&rule=p/q&top");
        assert_eq!(address.with("rule", None).to_string(), "#d1=a=b&top");
        assert_eq!(address.with("d1", None).with("rule", None).to_string(), "#top");
        assert_eq!(Fragment::of("").with("rule", Some("p/q")).to_string(), "#rule=p/q");
        assert_eq!(Fragment::of("#rule=a&rule=b").with("rule", Some("c")).to_string(), "#rule=c");
    }

    #[test]
    fn no_parts_are_no_sign() {
        for text in ["", "#", "#&&"] {
            assert_eq!(Fragment::of(text).to_string(), "");
        }
        assert_eq!(Fragment::of("#rule=a").with("rule", None).to_string(), "");
    }

    #[test]
    fn a_name_is_all_of_it() {
        assert_eq!(Fragment::of("#rules=a&rule").get("rule"), None);
        assert_eq!(Fragment::of("#rule=").get("rule"), Some(""));
    }
}
