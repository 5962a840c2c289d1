//! A rule and its teaching text.

use std::fmt;

use super::context::Context;
use super::finding::Findings;
use crate::model::{Entity, EntityId, Kind};

/// How bad a finding is. Sorted with the worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// AWS (or Terraform) refuses it, or the resource ends as failed.
    Error,
    /// AWS accepts it, but it very likely does not do what was meant.
    Warning,
    /// It works; cost, resilience or upkeep could be better.
    Advice,
}

impl Severity {
    /// All, the worst first.
    pub const ALL: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Advice];

    /// The word in files and on the command line: `error`.
    pub const fn key(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Advice => "advice",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.key())
    }
}

/// What a rule is called with: the context, the object, its fields, and where findings go.
pub type CheckEach = fn(&Context<'_>, EntityId, &Entity, &mut Findings);

/// How a rule is run.
#[derive(Clone, Copy)]
pub enum Check {
    /// For each object of these kinds.
    Each(&'static [Kind], CheckEach),
    /// Once, over what is known of the whole design.
    Design(fn(&Context<'_>, &mut Findings)),
}

/// One rule: what it looks for, how bad that is, and how to explain it to a newcomer.
pub struct Rule {
    /// Group and name: `addressing/subnet-outside-vpc`. Never changes: accepted findings are kept under it.
    pub id: &'static str,
    /// How bad its findings are.
    pub severity: Severity,
    /// The teaching text (Markdown), each line as written behind `///`. Read it through [`Rule::sections`].
    pub text: &'static str,
    /// The pages that state the facts, the most important first.
    pub sources: &'static [&'static str],
    /// The code of the error that the AWS API answers with, where it is known for sure.
    pub aws_error: Option<&'static str>,
    /// How it is run.
    pub check: Check,
}

/// One part of a rule's teaching text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section<'a> {
    /// The heading: "Why it matters". Empty for what stands before the first.
    pub title: &'a str,
    /// The paragraphs below it, as Markdown, without the examples.
    pub body: String,
}

/// A design in a rule's text, in the notation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// What the rule says of it.
    pub expect: Expect,
    /// The design.
    pub design: String,
}

/// What a rule says of an example.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expect {
    /// Exactly one finding.
    Finds,
    /// Nothing.
    Clean,
}

const FINDS: &str = "```design,finds";
const CLEAN: &str = "```design,clean";

impl Rule {
    /// The group in its id: `addressing`.
    pub fn group(&self) -> &'static str {
        self.id.split_once('/').map_or("", |(group, _)| group)
    }

    /// The name in its id, which is also its name in the catalogue: `subnet-outside-vpc`.
    pub fn name(&self) -> &'static str {
        self.id.split_once('/').map_or(self.id, |(_, name)| name)
    }

    /// What is wrong, in one sentence.
    pub fn summary(&self) -> &'static str {
        self.lines().next().unwrap_or_default()
    }

    /// The text by headings, without the summary and the examples.
    pub fn sections(&self) -> Vec<Section<'static>> {
        let mut sections = vec![Section { title: "", body: String::new() }];
        let mut fenced = false;
        for line in self.lines().skip(1) {
            if line.starts_with("```") {
                fenced = !fenced;
            } else if fenced {
            } else if let Some(title) = line.strip_prefix("## ") {
                sections.push(Section { title, body: String::new() });
            } else if let Some(section) = sections.last_mut() {
                section.body.push_str(line);
                section.body.push('\n');
            }
        }
        for section in &mut sections {
            section.body = section.body.trim().to_owned();
        }
        sections.retain(|section| !section.title.is_empty() || !section.body.is_empty());
        sections
    }

    /// The designs in its text.
    pub fn examples(&self) -> Vec<Example> {
        let mut examples: Vec<Example> = Vec::new();
        let mut open = false;
        for line in self.lines() {
            match line {
                FINDS => examples.push(Example { expect: Expect::Finds, design: String::new() }),
                CLEAN => examples.push(Example { expect: Expect::Clean, design: String::new() }),
                "```" => {}
                _ => {
                    if let Some(example) = examples.last_mut().filter(|_| open) {
                        example.design.push_str(line);
                        example.design.push('\n');
                    }
                }
            }
            open = (open || line == FINDS || line == CLEAN) && line != "```";
        }
        examples
    }

    /// The kinds of object that it looks at one by one; none when it looks at the design as a whole.
    pub fn subjects(&self) -> &'static [Kind] {
        match self.check {
            Check::Each(kinds, _) => kinds,
            Check::Design(_) => &[],
        }
    }

    /// The lines of the text without the space behind `///`.
    fn lines(&self) -> impl Iterator<Item = &'static str> {
        self.text.lines().map(|line| line.strip_prefix(' ').unwrap_or(line))
    }
}

impl PartialEq for Rule {
    fn eq(&self, other: &Rule) -> bool {
        self.id == other.id
    }
}

impl Eq for Rule {}

impl fmt::Debug for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id)
    }
}
