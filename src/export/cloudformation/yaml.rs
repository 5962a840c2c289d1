//! Simple templates as YAML, byte for byte as `yaml_serde` writes them and several times as fast: a large design has
//! thousands of templates, whose texts are nearly all plain. Whatever is not simple is left to the crate; a law holds
//! the two against each other.

use super::value::{Tree, misread};

/// The text of a value as a document; `None` where the crate has to decide how to write something.
pub(super) fn text(value: &Tree<'_>) -> Option<String> {
    let Tree::Map(entries) = value else { return None };
    if entries.is_empty() {
        return None;
    }
    let mut writer = Writer { text: String::with_capacity(32 * 1024) };
    writer.entries(entries, 0, false)?;
    Some(writer.text)
}

struct Writer {
    text: String,
}

/// What a value stands in.
#[derive(Clone, Copy, PartialEq)]
enum Within {
    Map,
    List,
    /// A list, behind the name of a function.
    Named,
}

/// A key longer than this is written in another way.
const LONGEST_KEY: usize = 128;

impl Writer {
    fn margin(&mut self, width: usize) {
        self.text.extend(std::iter::repeat_n(' ', width));
    }

    /// The entries of a map, each at column `at`; with `goes_on` the first is on a line that is begun.
    fn entries<K: AsRef<str>>(&mut self, entries: &[(K, Tree<'_>)], at: usize, goes_on: bool) -> Option<()> {
        for (number, (key, value)) in entries.iter().enumerate() {
            if number > 0 || !goes_on {
                self.margin(at);
            }
            let key = key.as_ref();
            (key.len() <= LONGEST_KEY).then_some(())?;
            self.scalar(key)?;
            self.text.push(':');
            self.value(value, at, Within::Map)?;
        }
        Some(())
    }

    fn items(&mut self, items: &[Tree<'_>], at: usize, goes_on: bool) -> Option<()> {
        for (number, item) in items.iter().enumerate() {
            if number > 0 || !goes_on {
                self.margin(at);
            }
            self.text.push('-');
            self.value(item, at, Within::List)?;
        }
        Some(())
    }

    /// What follows a key or a dash at column `at`, to the end of its last line.
    fn value(&mut self, value: &Tree<'_>, at: usize, within: Within) -> Option<()> {
        match value {
            Tree::Text(text) => match misread(text) {
                Some((by, parts)) => {
                    let joined = Tree::List(vec![Tree::text(by), Tree::texts(parts)]);
                    self.call("Join", &joined, at, within)
                }
                None => self.line(text),
            },
            Tree::Number(number) => {
                self.text.push_str(&format!(" {number}\n"));
                Some(())
            }
            Tree::Bool(value) => {
                self.text.push_str(if *value { " true\n" } else { " false\n" });
                Some(())
            }
            Tree::List(items) if items.is_empty() => {
                self.text.push_str(" []\n");
                Some(())
            }
            Tree::Map(entries) if entries.is_empty() => {
                self.text.push_str(" {}\n");
                Some(())
            }
            Tree::List(items) => match within {
                Within::Map => {
                    self.text.push('\n');
                    self.items(items, at, false)
                }
                Within::List | Within::Named => {
                    self.text.push(if within == Within::List { ' ' } else { '\n' });
                    self.items(items, at + 2, within == Within::List)
                }
            },
            Tree::Map(entries) => {
                self.text.push(if within == Within::List { ' ' } else { '\n' });
                self.entries(entries, at + 2, within == Within::List)
            }
            // A short function cannot have another right behind it.
            Tree::Call(name, argument) if matches!(**argument, Tree::Call(..)) => {
                self.text.push(if within == Within::List { ' ' } else { '\n' });
                if within != Within::List {
                    self.margin(at + 2);
                }
                self.scalar(name)?;
                self.text.push(':');
                self.value(argument, at + 2, Within::Map)
            }
            Tree::Call(name, argument) => self.call(name.strip_prefix("Fn::").unwrap_or(name), argument, at, within),
            Tree::Of(..) | Tree::Input(_) | Tree::WhenGiven(..) => None,
        }
    }

    /// `!Ref Vpc`
    fn call(&mut self, name: &str, argument: &Tree<'_>, at: usize, within: Within) -> Option<()> {
        self.text.push_str(" !");
        self.text.push_str(name);
        match (name, argument) {
            ("GetAtt", Tree::List(parts)) => {
                let parts: Vec<&str> = parts.iter().filter_map(Tree::as_text).collect();
                self.line(&parts.join("."))
            }
            // The text would be another function.
            (_, Tree::Text(text)) if misread(text).is_some() => None,
            _ => self.value(argument, at, if within == Within::List { Within::Named } else { within }),
        }
    }

    fn line(&mut self, text: &str) -> Option<()> {
        self.text.push(' ');
        self.scalar(text)?;
        self.text.push('\n');
        Some(())
    }

    fn scalar(&mut self, text: &str) -> Option<()> {
        match is_plain(text)? {
            true => self.text.push_str(text),
            false => {
                self.text.push('\'');
                self.text.push_str(&text.replace('\'', "''"));
                self.text.push('\'');
            }
        }
        Some(())
    }
}

/// Texts that would be read as something else.
const WORDS: [&str; 11] = ["", "~", "null", "Null", "NULL", "true", "True", "TRUE", "false", "False", "FALSE"];

/// Is the text written as it is, without quotes? `None` where that is not simple.
fn is_plain(text: &str) -> Option<bool> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let is_number = !digits.is_empty() && digits.len() < 18 && digits.bytes().all(|b| b.is_ascii_digit());
    if WORDS.contains(&text) || is_number {
        return Some(false);
    }
    let is_simple = |c: char| matches!(c, ' '..='~') || (matches!(c, '\u{a1}'..='\u{d7ff}') && c.is_alphanumeric());
    if !text.chars().all(is_simple) {
        return None;
    }
    let first = text.as_bytes()[0];
    let is_text = match first {
        // It may be a number in one of many ways.
        b'0'..=b'9' => {
            let only = |more: &[u8]| text.bytes().all(|b| b.is_ascii_digit() || more.contains(&b));
            text.contains('/') || (only(b"-") && text.contains('-')) || (only(b".") && text.matches('.').count() > 1)
        }
        b'+' | b'-' | b'.' | b'?' | b':' => false,
        _ => true,
    };
    if !is_text {
        return None;
    }
    let is_marked = b"#,[]{}&*!|>'\"%@`".contains(&first) || text.contains(": ") || text.contains(" #");
    Some(!is_marked && !text.ends_with(':') && !text.starts_with(' ') && !text.ends_with(' '))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::export::cloudformation::value::Printed;
    use crate::export::options::TemplateSyntax;

    fn by_the_crate(value: &Tree<'_>) -> String {
        yaml_serde::to_string(&Printed(value, TemplateSyntax::Yaml)).expect("it can be written")
    }

    fn texts() -> impl Strategy<Value = String> {
        prop_oneof![
            any::<String>(),
            "[ -~]{0,12}",
            "[0-9.:/_eExXo+-]{0,9}",
            "[#,\\[\\]{}&*!|>'\"%@`?:. -]{0,4}",
            "(true|no|On|null|inf|NaN|1e5|0x1f|.inf|-.5|10.0.0.0/16|2001:db8::/56|2010-09-09|12:30|\\$\\{AWS::Region\\}a)",
            "[a-zé]{1,8}( [a-z]{1,3}:?)?",
        ]
    }

    fn trees() -> impl Strategy<Value = Tree<'static>> {
        let leaf = prop_oneof![
            8 => texts().prop_map(Tree::text),
            1 => any::<i64>().prop_map(Tree::Number),
            1 => any::<bool>().prop_map(Tree::Bool),
        ];
        leaf.prop_recursive(5, 40, 4, |inner| {
            let functions = prop::sample::select(&["Ref", "Fn::Sub", "Fn::Select", "Fn::GetAtt", "Fn::If"][..]);
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Tree::List),
                entries(inner.clone()).prop_map(Tree::Map),
                (functions, inner).prop_map(|(name, argument)| Tree::Call(name, Box::new(argument))),
            ]
        })
    }

    fn entries<T: Strategy<Value = Tree<'static>>>(
        of: T,
    ) -> impl Strategy<Value = Vec<(std::borrow::Cow<'static, str>, Tree<'static>)>> {
        prop::collection::vec((texts().prop_map(Into::into), of), 0..4)
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2000, ..ProptestConfig::default() })]

        #[test]
        fn what_is_written_here_is_what_the_crate_writes(entries in entries(trees())) {
            let value = Tree::Map(entries);
            if let Some(text) = text(&value) {
                prop_assert_eq!(text, by_the_crate(&value));
            }
        }
    }

    #[test]
    fn what_templates_say_is_simple() {
        for text in [
            "AWS::EC2::VPC",
            "10.0.0.0/16",
            "2001:db8::/56",
            "10.0.0.1",
            "-1",
            "111122223333",
            "2010-09-09",
            "${AWS::Region}a",
            "The block of subnet app-a",
            r"^(\d{1,3}\.){3}\d{1,3}/(1[6-9]|2[0-8])$",
            "Zürich",
        ] {
            let value = Tree::map([("Key", Tree::text(text)), ("List", Tree::texts([text]))]);
            assert_eq!(super::text(&value).expect(text), by_the_crate(&value));
        }
    }
}
