//! The words that stand for an environment in the names of its objects: `production`, `prod`, `Prod`.

use crate::ordering::Ordered;

/// Words that people use for the same environment, the long one first and the usual short one second.
const SAME: &[&[&str]] = &[
    &["production", "prod", "prd"],
    &["staging", "stage", "stg"],
    &["development", "dev", "devel"],
    &["testing", "test", "tst"],
    &["integration", "int", "intg"],
    &["acceptance", "acc", "uat"],
    &["preproduction", "preprod", "ppd"],
    &["sandbox", "sbx", "sand"],
    &["performance", "perf", "prf"],
    &["quality", "qa", "qas"],
];

/// The words for one environment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnvironmentWords {
    /// Its name, in lower case.
    name: String,
    short: String,
    long: String,
    /// All of them, the longest first.
    all: Vec<String>,
}

impl EnvironmentWords {
    /// The words for the environment called `name`; `short` when people of this design have a short form of their own.
    pub fn new(name: &str, short: Option<&str>) -> EnvironmentWords {
        let name = name.trim().to_ascii_lowercase();
        let known = SAME.iter().find(|words| words.contains(&name.as_str())).copied().unwrap_or_default();
        let own = short.map(|short| short.trim().to_ascii_lowercase()).filter(|short| !short.is_empty());
        let mut all: Vec<String> = known.iter().map(|word| (*word).to_owned()).collect();
        all.push(name.clone());
        all.extend(own.clone());
        all.retain(|word| !word.is_empty());
        all.order_by_key(|word| (std::cmp::Reverse(word.len()), word.clone()));
        all.dedup();
        let short = own.or_else(|| known.get(1).map(|word| (*word).to_owned())).unwrap_or_else(|| name.clone());
        let long = known.first().map_or_else(|| name.clone(), |word| (*word).to_owned());
        EnvironmentWords { name, short, long, all }
    }

    /// Is it one of the environments that software goes through, production among them? Others serve all of these.
    pub fn are_usual(&self) -> bool {
        SAME.iter().any(|words| words.contains(&self.name.as_str()))
    }

    /// Does the text name the environment?
    pub fn are_in(&self, text: &str) -> bool {
        self.replaced(text, |_| Some(String::new())) != text
    }

    /// The text with the words of `other` in place of these: its name for the name, its short form for a short one. The
    /// case stays: `PROD` becomes `STAGING`.
    ///
    /// ```
    /// use cidraw::analysis::EnvironmentWords;
    ///
    /// let words = |name| EnvironmentWords::new(name, None);
    /// let text = words("production").turned(&words("staging"), "production-vpc, prod-nat-a, ProdTable, product");
    /// assert_eq!(text, "staging-vpc, stage-nat-a, StageTable, product");
    /// assert_eq!(words("prod").turned(&words("canary"), "PROD-1 of production"), "CANARY-1 of canary");
    /// ```
    pub fn turned(&self, other: &EnvironmentWords, text: &str) -> String {
        self.replaced(text, |word| {
            Some(match word.len().cmp(&self.name.len()) {
                _ if word == self.name => other.name.clone(),
                std::cmp::Ordering::Greater => other.long.clone(),
                std::cmp::Ordering::Less | std::cmp::Ordering::Equal => other.short.clone(),
            })
        })
    }

    /// The words of a name besides those for the environment: equal for objects that differ in nothing else, as
    /// `main-staging` and `prod-main` are each in its own environment.
    pub fn without(&self, text: &str) -> String {
        let rest = self.replaced(text, |_| Some("*".to_owned())).to_lowercase();
        let words: Vec<&str> = rest.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        words.join("-")
    }

    fn replaced(&self, text: &str, by: impl Fn(&str) -> Option<String>) -> String {
        // Lower case of ASCII only: every place stays where it is.
        let lower = text.to_ascii_lowercase();
        let mut out = String::with_capacity(text.len());
        let (mut at, mut before) = (0, None::<char>);
        while let Some(c) = text[at..].chars().next() {
            let starts = before.is_none_or(|b| !b.is_alphabetic() || (b.is_lowercase() && c.is_uppercase()));
            let word = self.all.iter().filter(|_| starts).find(|word| {
                let after = lower[at..].strip_prefix(word.as_str()).map(|_| at + word.len());
                after.is_some_and(|after| {
                    let last = text[..after].chars().next_back();
                    let next = text[after..].chars().next();
                    next.is_none_or(|n| {
                        !n.is_alphabetic() || (n.is_uppercase() && last.is_some_and(char::is_lowercase))
                    })
                })
            });
            match word.and_then(|word| Some((word.len(), by(word)?))) {
                Some((length, new)) => {
                    out += &cased(&new, &text[at..at + length]);
                    at += length;
                }
                None => {
                    out.push(c);
                    at += c.len_utf8();
                }
            }
            before = text[..at].chars().next_back();
        }
        out
    }
}

/// `word` in the case of `like`: all capitals, a capital first, or as it is.
fn cased(word: &str, like: &str) -> String {
    let letters = || like.chars().filter(|c| c.is_alphabetic());
    if letters().count() > 1 && letters().all(char::is_uppercase) {
        return word.to_uppercase();
    }
    let mut chars = word.chars();
    match chars.next() {
        Some(first) if like.starts_with(char::is_uppercase) => first.to_uppercase().chain(chars).collect(),
        _ => word.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_as_words_only() {
        let production = EnvironmentWords::new("Production", Some("p1"));
        for text in ["production", "x-prod", "prod_db", "PRD", "vpcProd", "ProdVpc", "prod1", "p1-nat"] {
            assert!(production.are_in(text), "{text}");
        }
        for text in ["product", "reprod", "", "äprodü", "p-1"] {
            assert!(!production.are_in(text), "{text}");
        }
    }

    #[test]
    fn a_short_form_of_ones_own_is_used() {
        let (from, to) = (EnvironmentWords::new("prod", None), EnvironmentWords::new("canary", Some("can")));
        assert_eq!(from.turned(&to, "prod-prd"), "canary-can");
        assert_eq!(from.without("a-PROD_x"), "a-x");
    }
}
