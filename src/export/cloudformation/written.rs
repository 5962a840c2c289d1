//! Templates with their texts, by which the limits of CloudFormation are measured.

use std::collections::{BTreeMap, BTreeSet};

use super::plan::{FINEST, Splits, StackId};
use super::print;
use super::resource::Number;
use super::stack::Template;
use super::stacks::{Links, Stacks};
use super::value::Attribute;
use crate::export::Pace;
use crate::export::bundle::{Bundle, File, Notes, Span};
use crate::export::options::TemplateSyntax;
use crate::export::terraform;
use crate::model::{Design, EntityId};

/// A template that is handed over as it is may have so many bytes; a larger one goes through a bucket.
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html>
pub(super) const INLINE_BYTES: usize = 51_200;

/// How much of a limit a stack may use before its VPC is split: room is left to grow into.
const FULL_PERCENT: usize = 90;

/// A template with its text.
pub(super) struct Written {
    pub(super) template: Template,
    text: String,
    /// Its bytes in YAML.
    pub(super) size: usize,
    recipe: Recipe,
}

/// All that decides what the template of a stack says: two with one id and recipe read the same.
#[derive(PartialEq)]
struct Recipe {
    resources: Vec<Number>,
    asked: BTreeSet<(Number, Attribute)>,
    /// The outputs that it imports, and the names of their stacks.
    imports: Vec<(Number, Attribute, String, String)>,
}

impl Recipe {
    fn of(stacks: &Stacks<'_>, links: &mut Links, index: usize) -> Recipe {
        let import = |(number, attribute): (Number, Attribute)| {
            let stack = stacks.all[stacks.home(number)].name.clone();
            (number, attribute, stack, stacks.output(number, attribute))
        };
        let asks = std::mem::take(&mut links.asks[index]);
        Recipe {
            resources: stacks.all[index].resources.clone(),
            asked: std::mem::take(&mut links.asked[index]),
            imports: asks.into_iter().map(import).collect(),
        }
    }
}

/// What was written before some VPCs were split: most of it stays.
pub(super) type Kept = BTreeMap<StackId, Written>;

/// Writes the template of each stack, in their order.
pub(super) async fn write(stacks: &Stacks<'_>, mut kept: Kept, syntax: TemplateSyntax, pace: Pace<'_>) -> Vec<Written> {
    let mut links = stacks.links(pace.part(0.0, 0.1)).await;
    let mut all = Vec::with_capacity(stacks.all.len());
    for (index, stack) in stacks.all.iter().enumerate() {
        pace.part(0.1, 1.0).done(index, stacks.all.len()).await;
        let recipe = Recipe::of(stacks, &mut links, index);
        all.push(match kept.remove(&stack.id) {
            Some(before) if before.recipe == recipe => before,
            _ => Written::of(stacks, index, recipe, syntax),
        });
    }
    all
}

/// Splits VPCs whose stacks are too large one step finer; `false` when nothing is left to split.
pub(super) fn split(stacks: &Stacks<'_>, written: &[Written], splits: &mut Splits) -> bool {
    let mut finer = BTreeSet::new();
    for (stack, written) in stacks.all.iter().zip(written) {
        let StackId::Vpc(vpc, _) = &stack.id else { continue };
        let now = splits.get(vpc).copied().unwrap_or_default();
        let whole = now == 0 && written.size > INLINE_BYTES;
        if (whole || written.is_above(FULL_PERCENT)) && now < FINEST {
            finer.insert(*vpc);
        }
    }
    finer.iter().for_each(|vpc| *splits.entry(*vpc).or_default() += 1);
    !finer.is_empty()
}

impl Written {
    fn of(stacks: &Stacks<'_>, index: usize, recipe: Recipe, syntax: TemplateSyntax) -> Written {
        let (template, value) = stacks.template(index, &recipe.asked);
        let yaml = print::text(&value, TemplateSyntax::Yaml);
        let size = yaml.len();
        let text = match syntax {
            TemplateSyntax::Yaml => yaml,
            TemplateSyntax::Json => print::text(&value, syntax),
        };
        Written { template, text, size, recipe }
    }

    /// Is more of a limit used than `percent`? 500 resources, 200 parameters and outputs, 1 MB are what AWS takes.
    pub(super) fn is_above(&self, percent: usize) -> bool {
        let template = &self.template;
        let of = [
            (template.resources.len(), 500),
            (template.parameters, 200),
            (template.outputs, 200),
            (self.size, 1_000_000),
        ];
        of.into_iter().any(|(there, most)| there * 100 > most * percent)
    }
}

/// The files, and which lines stand for which object.
pub(super) struct Files {
    files: Vec<File>,
    spans: BTreeMap<EntityId, Vec<Span>>,
}

impl Files {
    /// Takes the texts out of `written`.
    pub(super) async fn of(
        stacks: &Stacks<'_>,
        written: &mut [Written],
        syntax: TemplateSyntax,
        pace: Pace<'_>,
    ) -> Files {
        let mut files = Files { files: Vec::new(), spans: BTreeMap::new() };
        for (stack, written) in stacks.all.iter().zip(written) {
            pace.done(files.files.len(), stacks.all.len()).await;
            let text = std::mem::take(&mut written.text);
            for (object, span) in print::spans(&text, &written.template, syntax, files.files.len()) {
                files.spans.entry(object).or_default().push(span);
            }
            files.files.push(File::text(format!("{}.{}", stack.path, syntax.key()), text));
        }
        files
    }

    pub(super) fn bundle(mut self, design: &Design, notes: Notes, head: String, script: String) -> Bundle {
        let notes = notes.finish();
        let readme = head + &terraform::readme::notes(design, &notes);
        self.files.push(File::text("README.md", readme));
        self.files.push(File { executable: true, ..File::text("deploy.sh", script) });
        Bundle { files: self.files, notes, spans: self.spans }.sorted()
    }
}
