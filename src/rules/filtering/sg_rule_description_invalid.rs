use crate::aws::limits;
use crate::model::kinds::SecurityGroup;
use crate::model::{Edit, SecurityGroupId};
use crate::rules::filters::{way, without_refused, wrong_with};
use crate::rules::{Context, Findings, Fix, Safety, rule};

rule! {
    /// The description of a security group rule is too long, or has characters that AWS does not take.
    ///
    /// ## Why it matters
    /// Descriptions of rules take the same plain characters as those of groups: an apostrophe or an accent is enough for
    /// AWS to refuse the rule. Nobody sees it coming, as most other texts of AWS take any character.
    ///
    /// ## What to do
    /// Write letters and digits without accents, spaces, and ._-:/()#,@[]+=&;{}!$* only, up to 255 of them.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 {
    ///   sg app rules=[{peer: 10.30.0.0/24, protocol: tcp, ports: 443, description: "the auditors' office"}]
    /// }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 {
    ///   sg app rules=[{peer: 10.30.0.0/24, protocol: tcp, ports: 443, description: "office of the auditors"}]
    /// }
    /// ```
    "filtering/sg-rule-description-invalid" {
        severity: Error,
        sources: [
            "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpRange.html",
            "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
        ],
        each: SecurityGroup,
    }
}

fn check(cx: &Context<'_>, id: SecurityGroupId, group: &SecurityGroup, found: &mut Findings) {
    let longest = limits::SECURITY_GROUP_NAME_LENGTH.default.map_or(usize::MAX, |n| n as usize);
    let wrong: Vec<_> =
        group.rules.iter().filter_map(|rule| Some((rule, wrong_with(&rule.description, longest)?))).collect();
    let Some((first, what)) = wrong.first() else { return };
    let more = match wrong.len() {
        1 => String::new(),
        n => format!(" (and {} more)", n - 1),
    };
    let message = format!(
        "{}: the description \"{}\" of an {} rule{more} {what}.",
        cx.name(id),
        first.description.chars().take(60).collect::<String>(),
        way(first.direction)
    );
    found.at(id, message).field("rules").fix(Fix::new(
        "Write a hyphen for each such character",
        Safety::Safe,
        [Edit::change(id, move |group| {
            for rule in group.rules.iter_mut().filter(|rule| wrong_with(&rule.description, longest).is_some()) {
                rule.description = without_refused(&rule.description, longest);
            }
        })],
    ));
}
