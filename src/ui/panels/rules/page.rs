use cidraw::rules::{Expect, Rule, Section, Severity};
use cidraw::wording::capitalised;
use leptos::prelude::*;

use crate::ui::canvas::ExamplePicture;
use crate::ui::panels::object::SeverityMark;

/// What one rule looks for, why, how it looks, and what to do.
#[component]
pub fn RulePage(
    /// The rule.
    rule: &'static Rule,
) -> impl IntoView {
    let section = |section: Section<'static>| {
        let paragraphs: Vec<AnyView> = section.body.split("\n\n").map(paragraph).collect();
        view! {
            {(!section.title.is_empty()).then(|| view! { <h3>{section.title}</h3> })}
            {paragraphs}
        }
    };
    let source = |url: &'static str| {
        view! { <li><a class="link" href=url target="_blank" rel="noopener noreferrer">{url}</a></li> }
    };
    let means = match rule.severity {
        Severity::Error => "Error: AWS or Terraform refuses it, or it cannot work.",
        Severity::Warning => "Warning: AWS takes it, but it is very likely not what was meant.",
        Severity::Advice => "Advice: it works; it could cost less, last longer or be easier to keep.",
    };
    let examples = rule.examples();
    let found = examples.iter().find(|example| example.expect == Expect::Finds);
    let clean = examples.iter().find(|example| example.expect == Expect::Clean);
    let example = |title: &'static str, design: &str, rule: Option<&'static Rule>| {
        view! {
            <section>
                <h3>{title}</h3>
                <ExamplePicture text=design.to_owned() rule=rule />
                <details class="example-text">
                    <summary>"As text"</summary>
                    <pre class="mono" tabindex="0" role="group" aria-label="The example as text">{design.trim_end().to_owned()}</pre>
                </details>
            </section>
        }
    };
    view! {
        <article class="rule-page prose" data-testid="rule-text" data-rule=rule.id>
            <h2>{capitalised(rule.summary())}</h2>
            <p class="rule-means">
                <SeverityMark severity=rule.severity />
                <span class="quiet">{means}</span>
            </p>
            {rule.aws_error.map(|code| view! { <p class="quiet">"AWS answers "<code>{code}</code>"."</p> })}
            {rule.sections().into_iter().map(section).collect_view()}
            <div class="example-pair">
                {found.map(|of| example("What it finds", &of.design, Some(rule)))}
                {clean.map(|of| example("How it should be", &of.design, None))}
            </div>
            <h3>"Where it is written"</h3>
            <ul>{rule.sources.iter().map(|url| source(url)).collect_view()}</ul>
            <p class="quiet mono">{rule.id}</p>
        </article>
    }
}

/// A paragraph or a list of a rule's text. Of its Markdown only emphasis, code and lists are used.
fn paragraph(text: &str) -> AnyView {
    if text.trim_start().starts_with("- ") {
        let items = text.split("\n- ").map(|item| item.trim_start_matches("- "));
        let items = items.map(|item| view! { <li>{spans(item)}</li> }).collect_view();
        return view! { <ul>{items}</ul> }.into_any();
    }
    view! { <p>{spans(text)}</p> }.into_any()
}

/// The parts of a paragraph between `*` and backticks.
fn spans(text: &str) -> AnyView {
    let mut parts: Vec<AnyView> = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(['`', '*']) {
        let sign = &rest[at..=at];
        let Some(end) = rest[at + 1..].find(sign) else { break };
        let (before, inside) = (rest[..at].to_owned(), rest[at + 1..at + 1 + end].to_owned());
        parts.push(before.into_any());
        parts.push(match sign {
            "`" => view! { <code>{inside}</code> }.into_any(),
            _ => view! { <em>{inside}</em> }.into_any(),
        });
        rest = &rest[at + end + 2..];
    }
    parts.push(rest.to_owned().into_any());
    parts.into_any()
}
