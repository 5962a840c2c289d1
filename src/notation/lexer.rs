//! Text to tokens.

use super::{NotationError, Place};

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    /// A word as it stands: `vpc`, `10.0.0.0/16`, `igw:main`, `->`.
    Bare(String),
    /// A word in quotation marks: never a keyword, a number or a flag.
    Text(String),
    /// One of `{ } [ ] , =`.
    Sign(char),
    /// The end of a statement: a line's end or `;`.
    End,
}

/// Characters that end a bare word.
pub(super) const ENDS_WORD: &[char] = &['{', '}', '[', ']', ',', '=', ';', '"'];

pub(super) fn tokens(text: &str) -> Result<Vec<(Token, Place)>, NotationError> {
    let mut tokens = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let (mut rest, mut seen, mut column) = (line, line, 1);
        loop {
            rest = rest.trim_start();
            column += seen[..seen.len() - rest.len()].chars().count();
            seen = rest;
            let place = Place { line: index + 1, column };
            let Some(first) = rest.chars().next() else { break };
            let token = match first {
                '#' => break,
                ';' => {
                    rest = &rest[1..];
                    Token::End
                }
                '{' | '}' | '[' | ']' | ',' | '=' => {
                    rest = &rest[1..];
                    Token::Sign(first)
                }
                '"' => Token::Text(quoted(&mut rest, place)?),
                _ => {
                    let end = rest.find(|c: char| c.is_whitespace() || ENDS_WORD.contains(&c)).unwrap_or(rest.len());
                    let mut word = rest[..end].to_owned();
                    rest = &rest[end..];
                    // `igw:"the door"`: a kind and a name that needs quotation marks.
                    if word.ends_with(':') && rest.starts_with('"') {
                        word.push_str(&quoted(&mut rest, place)?);
                    }
                    Token::Bare(word)
                }
            };
            tokens.push((token, place));
        }
        tokens.push((Token::End, Place { line: index + 1, column: line.chars().count() + 1 }));
    }
    Ok(tokens)
}

/// Takes a text in quotation marks, with the escapes of JSON, from the front of `rest`.
fn quoted(rest: &mut &str, place: Place) -> Result<String, NotationError> {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => {
                let (text, after) = rest.split_at(at + 1);
                *rest = after;
                return serde_json::from_str(text)
                    .map_err(|_| place.error("This text has an escape that JSON does not know. Write \\\\ for \\."));
            }
            _ => {}
        }
    }
    Err(place.error("The quotation mark is not closed on its line. Add \" at the end of the text."))
}
