//! Templates as text, and which of its lines stand for which object.

use super::stack::Template;
use super::value::{Printed, Tree};
use super::yaml;
use crate::export::bundle::Span;
use crate::export::options::TemplateSyntax;
use crate::model::EntityId;

/// The text of a template.
pub(super) fn text(value: &Tree<'_>, syntax: TemplateSyntax) -> String {
    let printed = Printed(value, syntax);
    let mut text = match syntax {
        TemplateSyntax::Yaml => yaml::text(value)
            .unwrap_or_else(|| yaml_serde::to_string(&printed).expect("texts, numbers and lists can be written")),
        TemplateSyntax::Json => {
            serde_json::to_string_pretty(&printed).expect("texts, numbers and lists can be written")
        }
    };
    if !text.ends_with('\n') {
        text.push('\n');
    }
    text
}

/// The lines of each resource in a text of file `file`. Only what is right below `Resources` is indented by one step.
pub(super) fn spans(text: &str, template: &Template, syntax: TemplateSyntax, file: usize) -> Vec<(EntityId, Span)> {
    let (section, before, after) = match syntax {
        TemplateSyntax::Yaml => ("Resources:", "  ", ":"),
        TemplateSyntax::Json => ("  \"Resources\": {", "    \"", "\": {"),
    };
    let starts = |line: &str, name: &str| {
        line.strip_prefix(before).and_then(|rest| rest.strip_suffix(after)).is_some_and(|rest| rest == name)
    };
    let mut wanted = template.resources.iter().peekable();
    let mut spans: Vec<(EntityId, Span)> = Vec::new();
    let mut inside = false;
    let margin = if syntax == TemplateSyntax::Yaml { 1 } else { 3 };
    for (number, line) in (1..).zip(text.lines()) {
        if !inside {
            inside = line == section;
            continue;
        }
        if let Some((name, object)) = wanted.peek()
            && starts(line, name)
        {
            wanted.next();
            spans.push((*object, Span { file, first: number, last: number }));
        } else if line.len() - line.trim_start().len() < margin && !line.is_empty() {
            break;
        } else if let Some((_, span)) = spans.last_mut() {
            span.last = number;
        }
    }
    spans
}
