//! What is done to the drawing: arrangements, locks, groups, colours.

use super::Editor;
use crate::editor::intents::is_locked;
use crate::editor::{Arrangement, Command, Intent, Refusal, Response};
use crate::model::{EntityId, SubnetId, VpcId};
use crate::ordering::Ordered;
use crate::scene::{Grouping, Picture};

impl Editor {
    /// Turns a preference round and says how it is now.
    pub(super) fn toggle(
        &mut self,
        which: impl Fn(&mut crate::editor::Preferences) -> &mut bool,
        words: &'static str,
    ) -> Response {
        let switch = which(&mut self.preferences);
        *switch = !*switch;
        let mut response = Response::tell(format!("{words}: {}.", if *switch { "on" } else { "off" }));
        response.changed.preferences = true;
        response
    }

    /// Arranges the drawing: of several selected things only these, when it is to be tidied.
    pub(super) fn arrange(&mut self, by: Arrangement) -> Response {
        let chosen = self.placed();
        let ids = if by == Arrangement::Tidy && chosen.len() > 1 { chosen } else { Vec::new() };
        let whole = ids.is_empty();
        let done = self.perform(Intent::Arrange { by, ids });
        if done.refusal().is_none() && !done.changed.design {
            return Response::tell(format!("{}: everything stands well already.", by.label()));
        }
        let shown = self.camera.view(self.viewport);
        let lost = self.layout.bounds().filter(|all| whole && done.changed.design && !shown.contains_rect(*all));
        match lost {
            Some(all) => done.then(self.zoom_to_rect(Some(all))),
            None => done,
        }
    }

    /// Says with the colours of VPCs what they belong to.
    pub(super) fn colour_by(&mut self, grouping: Grouping) -> Response {
        let mut response = Response::tell(match grouping {
            Grouping::Environment => "Colours say the environment.",
            Grouping::Account => "Colours say the account.",
            Grouping::Region => "Colours say the Region.",
            Grouping::Nothing => "VPCs have no group colours.",
        });
        response.changed.preferences = self.preferences.grouping != grouping;
        self.preferences.grouping = grouping;
        response
    }

    /// What is selected and has a place of its own.
    fn placed(&self) -> Vec<EntityId> {
        self.selection.iter().copied().filter(|id| Picture::of(id.kind).is_placed()).collect()
    }

    fn selected_vpcs(&self) -> Vec<VpcId> {
        self.selection.iter().filter_map(|id| id.typed()).collect()
    }

    /// Groups, ungroups or locks what is selected.
    pub(super) fn run_on_placed(&mut self, command: Command) -> Response {
        let vpcs = self.selected_vpcs();
        match command {
            Command::Group if vpcs.is_empty() => Refusal::Nothing("put into an environment").response(),
            Command::Group => match self.selection.iter().find_map(|id| id.typed()) {
                // An environment that is selected with them takes them.
                Some(environment) => self.perform(Intent::SetEnvironment { vpcs, environment: Some(environment) }),
                None => self.perform(Intent::Group { vpcs }),
            },
            Command::Ungroup => {
                let member = |id: &VpcId| self.design.get(*id).is_some_and(|vpc| vpc.environment.is_some());
                let vpcs: Vec<VpcId> = vpcs.into_iter().filter(member).collect();
                match vpcs.is_empty() {
                    true => Refusal::Nothing("taken out of an environment").response(),
                    false => self.perform(Intent::SetEnvironment { vpcs, environment: None }),
                }
            }
            _ => {
                let ids = self.placed();
                let locked = !ids.iter().all(|id| is_locked(&self.design, *id));
                self.perform(Intent::Lock { ids, locked })
            }
        }
    }

    /// Is there something selected that the command is for?
    pub(super) fn can_on_placed(&self, command: Command) -> bool {
        match command {
            Command::Group => !self.selected_vpcs().is_empty(),
            Command::Ungroup => {
                let vpcs = self.selected_vpcs();
                vpcs.into_iter().any(|id| self.design.get(id).is_some_and(|vpc| vpc.environment.is_some()))
            }
            _ => !self.placed().is_empty(),
        }
    }

    /// The places that a subnet could go to, with what each would change, or why it cannot: for a list that needs no
    /// dragging.
    pub fn crossings(&self, subnet: SubnetId) -> Vec<(crate::editor::Crossing, Result<String, Refusal>)> {
        use crate::editor::Crossing;
        use crate::model::kinds::{Tier, Vpc};
        let mut all = Vec::new();
        let Some(own) = self.design.get::<SubnetId>(subnet) else { return all };
        let mut vpcs: Vec<VpcId> = self.design.all::<Vpc>().map(|(id, _)| id).collect();
        vpcs.order_by_key(|vpc| *vpc != own.vpc);
        for vpc in vpcs {
            let zones = crate::editor::intents::zones_offered(&self.design, vpc);
            for (tier, _) in self.design.referring::<Tier>(vpc) {
                for zone in &zones {
                    let to = Crossing { vpc, tier, zone: zone.clone() };
                    if (to.vpc, to.tier, &to.zone) != (own.vpc, own.tier, &own.zone) {
                        let words = crate::editor::intents::move_preview(&self.design, subnet, &to);
                        all.push((to, words));
                    }
                }
            }
        }
        all
    }
}
