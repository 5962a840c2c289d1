//! The stacks of a bundle: which resources each holds, in the order of deploying, and what they are called in it.

use std::collections::{BTreeMap, BTreeSet};

use super::draft::{Draft, words};
use super::plan::{self, Splits, StackId};
use super::readme;
use super::resource::{Number, Resource};
use super::stack::suffix;
use super::value::Attribute;
use crate::export::Pace;
use crate::export::terraform::account::Place;
use crate::ordering::Ordered;

/// A stack with its resources.
pub(super) struct Stack {
    pub(super) id: StackId,
    pub(super) place: Place,
    /// Its path without the ending.
    pub(super) path: String,
    /// What it is called on AWS.
    pub(super) name: String,
    pub(super) description: String,
    /// In the order of the draft.
    pub(super) resources: Vec<Number>,
}

/// Every stack, and where each resource is.
pub(super) struct Stacks<'a> {
    pub(super) all: Vec<Stack>,
    draft: &'a Draft<'a>,
    /// By resource: its stack, and its logical id there.
    homes: Vec<(usize, String)>,
}

/// What stacks ask of one another, each by its index.
pub(super) struct Links {
    pub(super) asked: Vec<BTreeSet<(Number, Attribute)>>,
    pub(super) asks: Vec<BTreeSet<(Number, Attribute)>>,
}

impl<'a> Stacks<'a> {
    /// The stacks, in the order of deploying.
    pub(super) async fn of(draft: &'a Draft<'a>, splits: &Splits, pace: Pace<'_>) -> Stacks<'a> {
        let mut held: BTreeMap<StackId, Vec<Number>> = BTreeMap::new();
        for (number, id) in plan::place(draft, splits, pace.part(0.0, 0.4)).await.into_iter().enumerate() {
            held.entry(id).or_default().push(Number(number));
        }
        pace.done(5, 10).await;
        let one_place = {
            let scopes = draft.scopes.values().map(|scope| &scope.place);
            let places: BTreeSet<_> = scopes.chain(held.keys().filter_map(|id| id.place(&draft.scopes))).collect();
            places.len() < 2
        };
        let named = |(id, resources)| Stack { resources, ..readme::stack(draft, id, one_place) };
        let mut all: Vec<Stack> = held.into_iter().map(named).collect();
        all.order_by_cached_key(|stack| {
            let round = match &stack.id {
                StackId::Shared(_) => 0,
                StackId::Vpc(..) => 1,
                StackId::Between(_, round) => 2 + round,
            };
            let piece = match &stack.id {
                StackId::Vpc(vpc, piece) => Some((draft.scopes.get(vpc).map(|scope| scope.key.clone()), *piece)),
                StackId::Shared(_) | StackId::Between(..) => None,
            };
            (round, piece, stack.path.clone())
        });
        readme::name_apart(&mut all);
        let homes = vec![(usize::MAX, String::new()); draft.resources.len()];
        let mut stacks = Stacks { all, draft, homes };
        for index in 0..stacks.all.len() {
            pace.part(0.6, 1.0).done(index, stacks.all.len()).await;
            stacks.name_all(index);
        }
        stacks
    }

    /// Gives each resource of stack `index` its logical id. Two that want one are told apart by the ids of their objects.
    fn name_all(&mut self, index: usize) {
        let own = matches!(self.all[index].id, StackId::Vpc(..));
        let mut sorted = self.all[index].resources.clone();
        sorted.order_by(|a, b| self.resource(*a).key.cmp(&self.resource(*b).key));
        let mut taken = BTreeSet::new();
        for number in sorted {
            let resource = self.resource(number);
            let bare = if own { resource.short.clone() } else { self.draft.long_name(resource) };
            let mut name = bare.clone();
            let mut count = 1;
            while taken.contains(&name) {
                let slug = words(&resource.key.object.slug.to_string());
                name = if count == 1 { format!("{bare}{slug}") } else { format!("{bare}{slug}N{count}") };
                count += 1;
            }
            taken.insert(name.clone());
            self.homes[number.0] = (index, name);
        }
    }

    pub(super) fn resource(&self, number: Number) -> &'a Resource {
        &self.draft.resources[number.0]
    }

    /// The logical id that it wants among those of several VPCs.
    pub(super) fn long_name(&self, number: Number) -> String {
        self.draft.long_name(self.resource(number))
    }

    /// The stack of a resource, by its index.
    pub(super) fn home(&self, number: Number) -> usize {
        self.homes[number.0].0
    }

    /// The logical id of a resource.
    pub(super) fn name(&self, number: Number) -> &str {
        &self.homes[number.0].1
    }

    /// The name of an output: `PublicASubnetId`.
    pub(super) fn output(&self, number: Number, attribute: Attribute) -> String {
        format!("{}{}", self.name(number), suffix(self.resource(number).kind, attribute))
    }

    /// What resources name of other stacks.
    pub(super) async fn links(&self, pace: Pace<'_>) -> Links {
        let none = vec![BTreeSet::new(); self.all.len()];
        let mut links = Links { asked: none.clone(), asks: none };
        for (index, stack) in self.all.iter().enumerate() {
            pace.done(index, self.all.len()).await;
            for (_, value) in stack.resources.iter().flat_map(|number| &self.resource(*number).properties) {
                value.visit(&mut |number, attribute| {
                    let home = self.home(number);
                    if home != index {
                        links.asked[home].insert((number, attribute));
                        links.asks[index].insert((number, attribute));
                    }
                });
            }
        }
        links
    }
}
