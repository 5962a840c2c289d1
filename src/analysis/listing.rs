//! The problems that a person asks for, put together as asked: what the dock lists.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::Analyses;
use crate::model::kinds::{Vpc, in_order};
use crate::model::{Design, EntityId, EnvironmentId, VpcId, vpc_of};
use crate::ordering::{Gather, Ordered};
use crate::rules::{Finding, Severity};

/// By what problems are put together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Grouping {
    /// One list: the worst first.
    #[default]
    None,
    /// What the rules are about: addressing, routing.
    Area,
    /// The environment of the VPC that they are in.
    Environment,
    /// The VPC, or the object where there is none.
    Vpc,
    /// The rule.
    Rule,
}

impl Grouping {
    /// Every way, with the word for it.
    pub const ALL: [(Grouping, &'static str, &'static str); 5] = [
        (Grouping::None, "none", "No groups"),
        (Grouping::Area, "area", "By area"),
        (Grouping::Environment, "environment", "By environment"),
        (Grouping::Vpc, "vpc", "By VPC"),
        (Grouping::Rule, "rule", "By rule"),
    ];
}

/// Which problems are asked for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Asked {
    /// Only those of a severity.
    pub severity: Option<Severity>,
    /// Only those of an area.
    pub area: Option<String>,
    /// Only those in an environment.
    pub environment: Option<EnvironmentId>,
    /// Only those on these objects, or in one of these VPCs; everything when empty.
    pub objects: BTreeSet<EntityId>,
    /// Only those whose message, rule or objects hold this text, in whatever case.
    pub text: String,
    /// Those that were accepted, instead of those that are open.
    pub accepted: bool,
    /// How they are put together.
    pub grouping: Grouping,
}

/// A line of the list.
#[derive(Clone, Debug, PartialEq)]
pub enum Listed {
    /// What those below have in common, and how many they are.
    Heading(String, usize),
    /// A problem.
    Problem(Arc<Finding>),
}

/// The VPCs that a finding is about, in the order of its objects.
fn vpcs_of(design: &Design, finding: &Finding) -> Vec<VpcId> {
    let vpc = |id: &EntityId| id.typed().or_else(|| vpc_of(design, &design.entity(*id)?.body));
    finding.objects.iter().filter_map(vpc).collect()
}

fn environments_of(design: &Design, finding: &Finding) -> Vec<EnvironmentId> {
    let own = finding.objects.iter().filter_map(|id| id.typed());
    let of_vpcs = vpcs_of(design, finding).into_iter().filter_map(|vpc| {
        let vpc: &Vpc = design.get(vpc)?;
        vpc.environment
    });
    own.chain(of_vpcs).collect()
}

/// The areas in which something was found, each with how many, by name.
pub fn areas(analyses: &Analyses) -> Vec<(&'static str, usize)> {
    let mut areas: BTreeMap<&'static str, usize> = BTreeMap::new();
    analyses.findings().for_each(|finding| *areas.entry(finding.rule.group()).or_default() += 1);
    areas.into_iter().collect()
}

/// The problems that are asked for, with a heading before each group. Groups stand by name; what has none comes last.
pub fn listed(design: &Design, analyses: &Analyses, asked: &Asked) -> Vec<Listed> {
    let text = asked.text.trim().to_lowercase();
    let holds = |finding: &Finding| {
        text.is_empty()
            || finding.message.to_lowercase().contains(&text)
            || finding.rule.id.contains(&text)
            || finding.objects.iter().any(|id| design.name(*id).to_lowercase().contains(&text))
    };
    let about = |finding: &Finding| {
        asked.objects.is_empty()
            || finding.objects.iter().any(|id| asked.objects.contains(id))
            || vpcs_of(design, finding).into_iter().any(|vpc| asked.objects.contains(&vpc.into()))
    };
    let wanted = |finding: &&Arc<Finding>| {
        asked.severity.is_none_or(|severity| finding.severity == severity)
            && asked.area.as_ref().is_none_or(|area| finding.rule.group() == area)
            && asked.environment.is_none_or(|environment| environments_of(design, finding).contains(&environment))
            && about(finding)
            && holds(finding)
    };
    let found: Vec<Arc<Finding>> = match asked.accepted {
        true => analyses.accepted().filter(wanted).cloned().collect(),
        false => analyses.findings().filter(wanted).cloned().collect(),
    };
    let heading = |finding: &Finding| -> (bool, String) {
        let named = match asked.grouping {
            Grouping::None => Some(String::new()),
            Grouping::Area => Some(finding.rule.group().to_owned()),
            Grouping::Rule => Some(finding.rule.summary().trim_end_matches('.').to_owned()),
            Grouping::Environment => environments_of(design, finding).first().map(|id| design.name(*id)),
            Grouping::Vpc => {
                let vpc = vpcs_of(design, finding).first().map(|id| EntityId::from(*id));
                vpc.or_else(|| finding.primary()).map(|id| design.name(id))
            }
        };
        match (named, asked.grouping) {
            (Some(name), _) => (false, name),
            (None, Grouping::Environment) => (true, "No environment".to_owned()),
            (None, _) => (true, "The design".to_owned()),
        }
    };
    if asked.grouping == Grouping::None {
        return found.into_iter().map(Listed::Problem).collect();
    }
    let mut groups: BTreeMap<(bool, String), Vec<Arc<Finding>>> = BTreeMap::new();
    for finding in found {
        groups.entry(heading(&finding)).or_default().push(finding);
    }
    let lines = |((_, name), problems): ((bool, String), Vec<Arc<Finding>>)| {
        let heading = Listed::Heading(name, problems.len());
        std::iter::once(heading).chain(problems.into_iter().map(Listed::Problem)).collect::<Vec<_>>()
    };
    groups.into_iter().flat_map(lines).collect()
}

/// What was accepted in a design and is not found any more: it can be forgotten. What ran out is not among them.
pub fn needless(design: &Design, analyses: &Analyses) -> Vec<String> {
    let found: BTreeSet<String> =
        analyses.accepted().chain(analyses.findings()).map(|finding| finding.fingerprint()).gather();
    let settings = design.get(crate::model::kinds::Settings::id());
    let mut needless: Vec<String> = settings
        .into_iter()
        .flat_map(|s| &s.accepted)
        .map(|a| a.finding.clone())
        .filter(|f| !found.contains(&in_order(f)))
        .collect();
    needless.order();
    needless
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Kind;

    const TWO: &str = "
environment prod production
environment test
vpc a 10.20.0.0/16 environment=prod {
  tier app private {
    subnet app-a a 10.20.0.0/24
    subnet app-b b 10.20.0.128/25
  }
}
vpc b 10.30.0.0/8 environment=test
";

    fn messages(asked: &Asked) -> Vec<String> {
        let design = crate::notation::parse(TWO).unwrap_or_else(|error| panic!("{error}"));
        let analyses = Analyses::new(&design);
        let line = |line: Listed| match line {
            Listed::Heading(name, count) => format!("# {name} {count}"),
            Listed::Problem(finding) => finding.rule.id.to_owned(),
        };
        listed(&design, &analyses, asked).into_iter().map(line).collect()
    }

    fn named(kind: Kind, name: &str) -> EntityId {
        let design = crate::notation::parse(TWO).unwrap_or_else(|error| panic!("{error}"));
        design
            .of_kind(kind)
            .find(|(_, entity)| entity.head.name == name)
            .map(|(id, _)| id)
            .expect("it is written above")
    }

    #[test]
    fn each_question_leaves_what_it_asks_for_and_together_less() {
        let errors = Asked { severity: Some(Severity::Error), ..Asked::default() };
        assert_eq!(messages(&errors).iter().filter(|id| *id == "addressing/subnet-overlaps-subnet").count(), 1);
        let of_prod = Asked { environment: named(Kind::Environment, "prod").typed(), ..errors.clone() };
        assert_eq!(messages(&of_prod), ["addressing/subnet-overlaps-subnet"]);
        let of_subnet = Asked { objects: [named(Kind::Subnet, "app-b")].into(), ..errors.clone() };
        assert_eq!(messages(&of_subnet), ["addressing/subnet-overlaps-subnet"]);
        // In a VPC counts what is in it.
        let of_vpc = Asked { objects: [named(Kind::Vpc, "a")].into(), ..errors.clone() };
        assert_eq!(messages(&of_vpc), messages(&of_prod));
        let by_text = Asked { text: " APP-A ".into(), ..errors.clone() };
        assert_eq!(messages(&by_text), ["addressing/subnet-overlaps-subnet"]);
        let elsewhere = Asked { area: Some("routing".into()), ..errors };
        assert_eq!(messages(&elsewhere), [""; 0]);
    }

    #[test]
    fn groups_have_a_heading_with_their_number_and_hold_everything_once() {
        let plain = messages(&Asked::default());
        for (grouping, ..) in Grouping::ALL {
            let lines = messages(&Asked { grouping, ..Asked::default() });
            let (headings, mut problems): (Vec<String>, Vec<String>) =
                lines.into_iter().partition(|line| line.starts_with('#'));
            assert_eq!(headings.is_empty(), grouping == Grouping::None);
            let sum: usize = headings.iter().filter_map(|line| line.rsplit(' ').next()?.parse::<usize>().ok()).sum();
            assert!(grouping == Grouping::None || sum == plain.len());
            let mut plain = plain.clone();
            problems.sort();
            plain.sort();
            assert_eq!(problems, plain, "{grouping:?}");
        }
        let by_environment = Asked { grouping: Grouping::Environment, ..Asked::default() };
        let headings: Vec<String> =
            messages(&by_environment).into_iter().filter(|line| line.starts_with('#')).collect();
        assert!(headings[0].starts_with("# prod") && headings[1].starts_with("# test"), "{headings:?}");
    }
}
