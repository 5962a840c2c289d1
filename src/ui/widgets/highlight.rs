//! Colours for code: a line at a time, for the languages that cidraw writes. Told apart by the file's name.

/// A language that cidraw writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// Terraform.
    Hcl,
    /// JSON.
    Json,
    /// YAML.
    Yaml,
    /// Shell scripts.
    Shell,
    /// Anything else: no colours.
    Plain,
}

/// What a part of a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Token {
    /// Signs, spaces, and words without a role.
    Plain,
    /// A word of the language.
    Keyword,
    /// What is given a value.
    Name,
    /// A text.
    Text,
    /// A number.
    Number,
    /// A comment.
    Comment,
}

impl Token {
    /// The class that colours it; empty for none.
    pub const fn class(self) -> &'static str {
        match self {
            Token::Plain => "",
            Token::Keyword => "code-keyword",
            Token::Name => "code-name",
            Token::Text => "code-string",
            Token::Number => "code-number",
            Token::Comment => "code-comment",
        }
    }
}

/// The language of a file.
pub fn language_of(path: &str) -> Language {
    let ending = path.rsplit('/').next().unwrap_or(path).rsplit('.').next().unwrap_or_default();
    match ending {
        "tf" | "hcl" | "tfvars" | "tfbackend" => Language::Hcl,
        "json" => Language::Json,
        "yaml" | "yml" => Language::Yaml,
        "sh" => Language::Shell,
        _ => Language::Plain,
    }
}

const HCL_WORDS: [&str; 27] = [
    "backend",
    "check",
    "condition",
    "data",
    "dynamic",
    "each",
    "else",
    "false",
    "for",
    "for_each",
    "if",
    "import",
    "in",
    "lifecycle",
    "local",
    "locals",
    "module",
    "moved",
    "null",
    "output",
    "provider",
    "required_providers",
    "resource",
    "run",
    "terraform",
    "true",
    "var",
];
const MORE_HCL_WORDS: [&str; 5] = ["assert", "content", "removed", "validation", "variable"];
const SHELL_WORDS: [&str; 14] =
    ["case", "do", "done", "elif", "else", "esac", "exit", "fi", "for", "if", "in", "set", "then", "while"];
const DATA_WORDS: [&str; 3] = ["false", "null", "true"];

/// The parts of a line, in order and without a gap.
pub fn tokens(language: Language, line: &str) -> Vec<(Token, &str)> {
    let mut parts = Vec::new();
    let mut rest = line;
    while let Some(first) = rest.chars().next() {
        let (token, length) = next(language, first, rest, rest.len() == line.len());
        let length = length.max(first.len_utf8());
        push(&mut parts, line, token, line.len() - rest.len(), length);
        rest = &rest[length..];
    }
    parts
}

/// Adds a part; neighbours of a kind are one.
fn push<'a>(parts: &mut Vec<(Token, &'a str)>, line: &'a str, token: Token, from: usize, length: usize) {
    match parts.last_mut() {
        Some((last, text)) if *last == token => {
            let start = from - text.len();
            *text = &line[start..from + length];
        }
        _ => parts.push((token, &line[from..from + length])),
    }
}

/// What `rest` begins with, and how many bytes of it.
fn next(language: Language, first: char, rest: &str, at_start: bool) -> (Token, usize) {
    let comments = matches!(language, Language::Hcl | Language::Yaml | Language::Shell);
    match first {
        _ if language == Language::Plain => (Token::Plain, rest.len()),
        '#' if comments => (Token::Comment, rest.len()),
        '/' if language == Language::Hcl && rest.starts_with("//") => (Token::Comment, rest.len()),
        '"' => {
            let length = quoted(rest);
            let after = rest[length..].trim_start();
            let names = matches!(language, Language::Json | Language::Yaml) && after.starts_with(':');
            (if names { Token::Name } else { Token::Text }, length)
        }
        '\'' if language != Language::Hcl => (Token::Text, until(&rest[1..], |c| c == '\'') + 2.min(rest.len() - 1)),
        '!' if language == Language::Yaml => (Token::Keyword, until(rest, char::is_whitespace)),
        c if c.is_ascii_digit() => {
            let length = until(rest, |c| !(c.is_ascii_alphanumeric() || c == '.' || c == '-'));
            let number = rest[..length].bytes().all(|b| b.is_ascii_digit() || b == b'.');
            (if number { Token::Number } else { Token::Plain }, length)
        }
        c if c.is_alphabetic() || c == '_' => {
            let length = until(rest, |c| !(c.is_alphanumeric() || c == '_' || c == '-'));
            (word(language, &rest[..length], rest[length..].trim_start(), at_start), length)
        }
        _ => (Token::Plain, first.len_utf8()),
    }
}

/// What a word is, given what follows it.
fn word(language: Language, word: &str, after: &str, at_start: bool) -> Token {
    let keyword = match language {
        Language::Hcl => HCL_WORDS.contains(&word) || MORE_HCL_WORDS.contains(&word),
        Language::Shell => SHELL_WORDS.contains(&word),
        Language::Json | Language::Yaml => DATA_WORDS.contains(&word),
        Language::Plain => false,
    };
    let given = match language {
        Language::Hcl => after.starts_with('=') && !after.starts_with("==") && !after.starts_with("=>"),
        Language::Yaml => after.starts_with(':'),
        Language::Shell => at_start && after.starts_with('='),
        Language::Json | Language::Plain => false,
    };
    match (given, keyword) {
        (true, _) => Token::Name,
        (false, true) => Token::Keyword,
        (false, false) => Token::Plain,
    }
}

/// How many bytes come before the first character that `stop` names.
fn until(text: &str, stop: impl Fn(char) -> bool) -> usize {
    text.find(stop).unwrap_or(text.len())
}

/// How long the quoted text is that `text` begins with. Quotes inside `${...}` belong to it.
fn quoted(text: &str) -> usize {
    let bytes = text.as_bytes();
    let (mut at, mut depth) = (1, 0usize);
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 1,
            b'$' | b'%' if bytes.get(at + 1) == Some(&b'{') => {
                depth += 1;
                at += 1;
            }
            b'}' if depth > 0 => depth -= 1,
            b'"' if depth == 0 => return at + 1,
            _ => {}
        }
        at += 1;
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(language: Language, line: &str) -> Vec<(Token, &str)> {
        let parts = tokens(language, line);
        assert_eq!(parts.iter().map(|(_, text)| *text).collect::<String>(), line, "nothing is lost");
        parts.into_iter().filter(|(token, _)| *token != Token::Plain).collect()
    }

    #[test]
    fn terraform_has_words_names_texts_and_comments() {
        use Token::*;
        assert_eq!(of(Language::Hcl, "module \"network\" {"), [(Keyword, "module"), (Text, "\"network\"")]);
        assert_eq!(
            of(Language::Hcl, "  cidr_block = \"10.0.0.0/16\" # main"),
            [(Name, "cidr_block"), (Text, "\"10.0.0.0/16\""), (Comment, "# main")]
        );
        assert_eq!(of(Language::Hcl, "  count = 3"), [(Name, "count"), (Number, "3")]);
        assert_eq!(
            of(Language::Hcl, "a = \"${b[\"c\"]} d\" == 1"),
            [(Name, "a"), (Text, "\"${b[\"c\"]} d\""), (Number, "1")]
        );
    }

    #[test]
    fn json_and_yaml_tell_names_from_texts() {
        use Token::*;
        assert_eq!(
            of(Language::Json, "\"a\": [\"b\", 1, true]"),
            [(Name, "\"a\""), (Text, "\"b\""), (Number, "1"), (Keyword, "true")]
        );
        assert_eq!(of(Language::Yaml, "VpcId: !Ref Vpc # x"), [(Name, "VpcId"), (Keyword, "!Ref"), (Comment, "# x")]);
    }

    #[test]
    fn any_line_comes_back_whole() {
        for line in ["", "\"open", "ä = 'ö", "\\\"", "'", "// //", "${", "日本 = 1", "\"\\"] {
            for language in [Language::Hcl, Language::Json, Language::Yaml, Language::Shell, Language::Plain] {
                let whole: String = tokens(language, line).into_iter().map(|(_, text)| text).collect();
                assert_eq!(whole, line, "{language:?}");
            }
        }
    }
}
