//! Text inside HCL: quoted so that it means itself, whatever is in it.

/// Is `text` an identifier that HCL takes without quotes as an attribute or a key?
///
/// Words that start an expression (`for`, `null`) are not: as a key they would be read as that.
pub(crate) fn is_identifier(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(|c| c.is_ascii_alphabetic() || c == '_')
        && chars.all(|c| c.is_ascii_alphanumeric() || c == '_')
        && !matches!(text, "for" | "null" | "true" | "false" | "if")
}

/// A string literal that means `text`: quotes, `${`, `%{`, newlines and whatever cannot be seen are escaped.
pub(crate) fn literal(text: &str) -> String {
    escape(text, unseen)
}

/// A string literal in ASCII. For keys: `terraform fmt` aligns by columns, and how many columns a letter of another
/// script takes depends on more than one character.
pub(crate) fn ascii_literal(text: &str) -> String {
    escape(text, |c| unseen(c) || !c.is_ascii())
}

/// `text` on one line of a comment: characters that would end the line, or hide what it says, become spaces.
pub(crate) fn comment(text: &str) -> String {
    text.chars().map(|c| if unseen(c) { ' ' } else { c }).collect()
}

/// Control characters, those that change the order or the width of what is shown around them, and two that readers of YAML
/// and XML refuse.
fn unseen(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

fn escape(text: &str, hide: impl Fn(char) -> bool) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    let mut rest = text.chars().peekable();
    // How many `$` or `%` of one kind stand right before this place.
    let mut run = 0;
    let mut last = ' ';
    while let Some(c) = rest.next() {
        run = if matches!(c, '$' | '%') && c == last { run + 1 } else { 0 };
        last = c;
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            // `${` and `%{` begin a template; doubled they do not. After another `$` the doubling would be read as
            // two characters, so there the character is written by its number.
            '$' | '%' if rest.peek() == Some(&'{') => {
                if run == 0 {
                    out.push(c);
                    out.push(c);
                } else {
                    push_number(&mut out, c);
                }
            }
            c if hide(c) => push_number(&mut out, c),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

fn push_number(out: &mut String, c: char) {
    let number = u32::from(c);
    out.push_str(&if number <= 0xffff { format!("\\u{number:04x}") } else { format!("\\U{number:08x}") });
}

/// What a literal of [`literal`] or [`ascii_literal`] means; any other text as it is.
pub(crate) fn meaning(written: &str) -> String {
    let Some(inner) = written.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) else {
        return written.to_owned();
    };
    let mut text = String::with_capacity(inner.len());
    let mut rest = inner.chars();
    while let Some(c) = rest.next() {
        let after = rest.as_str();
        match c {
            '\\' => text.extend(match rest.next() {
                Some('n') => Some('\n'),
                Some('r') => Some('\r'),
                Some('t') => Some('\t'),
                Some('u') => number(&mut rest, 4),
                Some('U') => number(&mut rest, 8),
                other => other,
            }),
            // Doubled before a brace.
            '$' | '%' if after.strip_prefix(c).is_some_and(|after| after.starts_with('{')) => {
                text.push(c);
                rest.next();
            }
            c => text.push(c),
        }
    }
    text
}

fn number(rest: &mut std::str::Chars, digits: usize) -> Option<char> {
    let hex: String = rest.by_ref().take(digits).collect();
    u32::from_str_radix(&hex, 16).ok().and_then(char::from_u32)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_literal_is_read_back(text in prop_oneof![any::<String>(), "[${}%\"\\\\\\na]{0,9}"]) {
            prop_assert_eq!(meaning(&literal(&text)), text.clone());
            prop_assert_eq!(meaning(&ascii_literal(&text)), text);
        }
    }

    #[test]
    fn a_literal_means_its_text() {
        assert_eq!(literal("prod"), r#""prod""#);
        assert_eq!(literal("a \"b\" \\ c"), r#""a \"b\" \\ c""#);
        assert_eq!(literal("${var.x} %{ if } $x 5%"), r#""$${var.x} %%{ if } $x 5%""#);
        assert_eq!(literal("$${x}"), r#""$\u0024{x}""#);
        assert_eq!(literal("%${x}"), r#""%$${x}""#);
        assert_eq!(literal("a\nb\u{0}\u{202e}"), r#""a\nb\u0000\u202e""#);
        assert_eq!(literal("Größe 生产"), "\"Größe 生产\"");
        assert_eq!(ascii_literal("é🦀"), r#""\u00e9\U0001f980""#);
    }

    #[test]
    fn words_of_the_language_are_quoted_as_keys() {
        assert!(is_identifier("Name") && is_identifier("_x1"));
        assert!(!is_identifier("for") && !is_identifier("1x") && !is_identifier("a:b") && !is_identifier(""));
    }
}
