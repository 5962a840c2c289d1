//! Tokens to statements. Knows no kinds.

use super::lexer::{self, Token};
use super::{NotationError, Place};
use crate::model::Placement;

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Term {
    Bare(String),
    Text(String),
    List(Vec<Term>),
    Map(Vec<(String, Term)>),
}

/// One statement with what stands inside it.
#[derive(Clone, Debug)]
pub(super) struct Statement {
    pub place: Place,
    pub word: String,
    pub name: String,
    pub terms: Vec<(Term, Place)>,
    pub keys: Vec<(String, Term, Place)>,
    pub at: Option<Placement>,
    pub children: Vec<Statement>,
    pub routes: Vec<RouteLine>,
}

/// `destination -> target key=value*`
#[derive(Clone, Debug)]
pub(super) struct RouteLine {
    pub place: Place,
    pub destination: Term,
    pub target: Term,
    pub keys: Vec<(String, Term, Place)>,
}

/// How deep braces and brackets may stand in each other.
const DEEPEST: usize = 32;

pub(super) fn statements(text: &str) -> Result<Vec<Statement>, NotationError> {
    let tokens = lexer::tokens(text)?;
    let end = tokens.last().map_or(Place { line: 1, column: 1 }, |(_, place)| *place);
    let mut parser = Parser { tokens: tokens.into_iter().peekable(), end, depth: 0 };
    let mut found = Vec::new();
    while parser.skip_ends() {
        found.push(parser.statement()?);
    }
    Ok(found)
}

struct Parser {
    tokens: std::iter::Peekable<std::vec::IntoIter<(Token, Place)>>,
    end: Place,
    depth: usize,
}

impl Parser {
    fn peek(&mut self) -> Option<&Token> {
        self.tokens.peek().map(|(token, _)| token)
    }

    fn place(&mut self) -> Place {
        self.tokens.peek().map_or(self.end, |(_, place)| *place)
    }

    fn take_sign(&mut self, sign: char) -> bool {
        self.tokens.next_if(|(token, _)| *token == Token::Sign(sign)).is_some()
    }

    fn take_word(&mut self, word: &str) -> bool {
        self.tokens.next_if(|(token, _)| matches!(token, Token::Bare(w) if w == word)).is_some()
    }

    /// Steps over empty statements. Is there anything after them?
    fn skip_ends(&mut self) -> bool {
        while self.tokens.next_if(|(token, _)| *token == Token::End).is_some() {}
        self.peek().is_some()
    }

    fn deeper(&mut self) -> Result<(), NotationError> {
        self.depth += 1;
        let place = self.place();
        if self.depth > DEEPEST {
            return Err(place.error(format!("Braces and brackets stand more than {DEEPEST} deep here.")));
        }
        Ok(())
    }

    fn statement(&mut self) -> Result<Statement, NotationError> {
        let place = self.place();
        let word = match self.tokens.next() {
            Some((Token::Bare(word), _)) => word,
            Some((Token::Sign('}'), _)) => return Err(place.error("This } closes nothing. Remove it.")),
            _ => return Err(place.error("A statement starts with a kind, for example: vpc prod 10.0.0.0/16")),
        };
        self.rest_of_statement(place, word)
    }

    fn rest_of_statement(&mut self, place: Place, word: String) -> Result<Statement, NotationError> {
        let name = match self.peek() {
            Some(Token::Bare(_) | Token::Text(_)) => self.word()?,
            _ => {
                let place = self.place();
                return Err(place.error(format!("A name belongs behind \"{word}\", for example: {word} main")));
            }
        };
        let mut made = Statement {
            place,
            word,
            name,
            terms: Vec::new(),
            keys: Vec::new(),
            at: None,
            children: Vec::new(),
            routes: Vec::new(),
        };
        loop {
            let place = self.place();
            match self.peek() {
                None | Some(Token::End) => return Ok(made),
                Some(Token::Sign('}')) => return Ok(made),
                Some(Token::Sign('{')) => {
                    self.inside(&mut made)?;
                    return Ok(made);
                }
                Some(Token::Bare(word)) if word == "at" => made.at = Some(self.placement()?),
                Some(Token::Bare(_) | Token::Text(_)) => {
                    let bare = matches!(self.peek(), Some(Token::Bare(_)));
                    let word = self.word()?;
                    if bare && self.take_sign('=') {
                        made.keys.push((word, self.term()?, place));
                    } else {
                        made.terms.push((if bare { Term::Bare(word) } else { Term::Text(word) }, place));
                    }
                }
                Some(_) => return Err(place.error("A value, key=value, or { belongs here.")),
            }
        }
    }

    /// The children in `{ ... }`.
    fn inside(&mut self, parent: &mut Statement) -> Result<(), NotationError> {
        let open = self.place();
        self.take_sign('{');
        self.deeper()?;
        loop {
            if !self.skip_ends() {
                return Err(open.error("This { is not closed. Add } behind the last statement that belongs inside."));
            }
            if self.take_sign('}') {
                self.depth -= 1;
                return Ok(());
            }
            let place = self.place();
            let quoted = matches!(self.peek(), Some(Token::Text(_)));
            let word = match self.peek() {
                Some(Token::Bare(_) | Token::Text(_)) => self.word()?,
                _ => return Err(place.error("A statement belongs here, for example: subnet a a 10.0.0.0/24")),
            };
            if self.take_word("->") {
                let destination = if quoted { Term::Text(word) } else { Term::Bare(word) };
                let route = self.route(place, destination)?;
                parent.routes.push(route);
            } else if quoted {
                return Err(place.error("-> and a target belong behind a destination: 0.0.0.0/0 -> igw:main"));
            } else {
                let child = self.rest_of_statement(place, word)?;
                parent.children.push(child);
            }
        }
    }

    fn route(&mut self, place: Place, destination: Term) -> Result<RouteLine, NotationError> {
        let target_place = self.place();
        let target = match self.tokens.next() {
            Some((Token::Bare(word), _)) => Term::Bare(word),
            Some((Token::Text(word), _)) => Term::Text(word),
            _ => return Err(target_place.error("A target belongs behind ->, for example: 0.0.0.0/0 -> igw:main")),
        };
        let mut keys = Vec::new();
        loop {
            let place = self.place();
            match self.peek() {
                None | Some(Token::End | Token::Sign('}')) => break,
                Some(Token::Bare(_)) => {
                    let word = self.word()?;
                    if !self.take_sign('=') {
                        return Err(place.error(format!("\"{word}\" is one word too many: end the route with ;")));
                    }
                    keys.push((word, self.term()?, place));
                }
                Some(_) => return Err(place.error("The route should end here. Write ; or a new line.")),
            }
        }
        Ok(RouteLine { place, destination, target, keys })
    }

    /// A bare word or a text.
    fn word(&mut self) -> Result<String, NotationError> {
        let place = self.place();
        match self.tokens.next() {
            Some((Token::Bare(word) | Token::Text(word), _)) => Ok(word),
            _ => Err(place.error("A word belongs here.")),
        }
    }

    /// `at x,y [size w,h]`; `-` leaves a size open.
    fn placement(&mut self) -> Result<Placement, NotationError> {
        let place = self.place();
        self.take_word("at");
        let wrong = || place.error("Write a place as two whole numbers: at 40,-20");
        let (x, y) = self.pair()?;
        let mut at = Placement::at(x.parse().map_err(|_| wrong())?, y.parse().map_err(|_| wrong())?);
        if self.take_word("size") {
            let (w, h) = self.pair()?;
            let side = |text: &str| match text {
                "-" => Ok(None),
                text => text.parse().map(Some).map_err(|_| place.error("Write a size as: size 640,- or size 640,400")),
            };
            (at.w, at.h) = (side(&w)?, side(&h)?);
        }
        at.locked = self.take_word("locked");
        Ok(at)
    }

    fn pair(&mut self) -> Result<(String, String), NotationError> {
        let place = self.place();
        let first = self.word()?;
        if !self.take_sign(',') {
            return Err(place.error("Two numbers with a comma between belong here: at 40,-20"));
        }
        Ok((first, self.word()?))
    }

    /// The value behind `=`, or one in a list or map.
    fn term(&mut self) -> Result<Term, NotationError> {
        let place = self.place();
        match self.tokens.next() {
            Some((Token::Bare(word), _)) => Ok(Term::Bare(word)),
            Some((Token::Text(text), _)) => Ok(Term::Text(text)),
            Some((Token::Sign('['), _)) => {
                let mut items = Vec::new();
                self.items(place, ']', |parser| {
                    items.push(parser.term()?);
                    Ok(())
                })?;
                Ok(Term::List(items))
            }
            Some((Token::Sign('{'), _)) => {
                let mut items = Vec::new();
                self.items(place, '}', |parser| {
                    items.push(parser.item()?);
                    Ok(())
                })?;
                Ok(Term::Map(items))
            }
            _ => Err(place.error("A value belongs behind =: a word, \"text\", [a, b] or {key: value}.")),
        }
    }

    /// What stands between an opening sign (taken) and `close`, with commas.
    fn items(
        &mut self,
        open: Place,
        close: char,
        mut item: impl FnMut(&mut Parser) -> Result<(), NotationError>,
    ) -> Result<(), NotationError> {
        self.deeper()?;
        loop {
            if !self.skip_ends() {
                return Err(open.error(format!("This is not closed. Add {close} behind the last value.")));
            }
            if self.take_sign(close) {
                self.depth -= 1;
                return Ok(());
            }
            item(self)?;
            self.skip_ends();
            if !self.take_sign(',') && self.peek() != Some(&Token::Sign(close)) {
                let place = self.place();
                return Err(place.error(format!("A comma or {close} belongs here.")));
            }
        }
    }

    /// `key: value` in a map.
    fn item(&mut self) -> Result<(String, Term), NotationError> {
        let place = self.place();
        let wrong = || place.error("Write the entries of a map as key: value");
        match self.tokens.next() {
            Some((Token::Text(key), _)) => {
                if !self.take_word(":") {
                    return Err(wrong());
                }
                Ok((key, self.term()?))
            }
            Some((Token::Bare(word), _)) => match word.split_once(':') {
                Some((key, "")) => Ok((key.to_owned(), self.term()?)),
                Some((key, value)) => Ok((key.to_owned(), Term::Bare(value.to_owned()))),
                None => Err(wrong()),
            },
            _ => Err(wrong()),
        }
    }
}
