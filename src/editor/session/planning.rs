//! Plans: worked out on the document without changing it, and what the host opens for them.

use super::Editor;
use crate::editor::{Command, Effect, Planning, Refusal, Response};
use crate::model::kinds::Vpc;
use crate::model::{Design, EntityId, EnvironmentId, IdSource, Kind};

impl Editor {
    /// Works something out on the document without changing it. New objects get their ids from this session's source,
    /// so that no id is given twice.
    pub fn plan<R>(&mut self, make: impl FnOnce(&Design, &mut IdSource) -> R) -> R {
        make(&self.design, &mut self.ids)
    }

    /// How far down a copy of an environment is drawn, so that its VPCs stand below everything, in canvas units.
    pub fn room_below(&self, environment: EnvironmentId) -> i32 {
        let vpcs = self.design.referring::<Vpc>(environment).map(|(id, _)| EntityId::from(id));
        let bottom = self.layout.bounds().map(|all| all.bottom());
        let top = self.layout.bounds_of(vpcs).map(|own| own.y);
        bottom.zip(top).map_or(0, |(bottom, top)| (bottom - top) as i32 + 80)
    }

    /// Opens what the host has for a command about addresses.
    pub(super) fn open_planning(&self, command: Command) -> Response {
        match self.planning(command) {
            Some(planning) => Response::effect(Effect::OpenPlanning(planning)),
            None => Refusal::Nothing(match command {
                Command::Replan => "planned anew: choose a tier, a VPC or an environment",
                Command::ChangeBlocks => "given other blocks: choose subnets or VPCs",
                Command::Reserve => "reserved: choose a subnet",
                Command::NewEnvironmentLike => "copied: no environment has a VPC",
                _ => "shown: there are no addresses yet",
            })
            .response(),
        }
    }

    pub(super) fn can_plan(&self, command: Command) -> bool {
        self.planning(command).is_some()
    }

    fn planning(&self, command: Command) -> Option<Planning> {
        let chosen = || self.only().or(self.focus).or(self.selection.first().copied());
        let environment = || {
            let id = chosen()?;
            let own =
                || self.design.get(crate::rules::home(&self.design, id).typed::<crate::model::VpcId>()?)?.environment;
            id.typed().or_else(own).filter(|id: &EnvironmentId| self.design.contains(*id))
        };
        let any = |kind: Kind| self.design.of_kind(kind).next();
        match command {
            Command::Replan => {
                let plannable = |id: &EntityId| {
                    matches!(id.kind, Kind::Vpc | Kind::Tier | Kind::Subnet | Kind::Environment) || self.vpc().is_some()
                };
                let id = chosen().filter(plannable);
                id.or_else(|| Some(any(Kind::Vpc)?.0)).map(|id| Planning::Replan(Some(id)))
            }
            Command::ChangeBlocks => {
                let blocks = |id: &EntityId| matches!(id.kind, Kind::Vpc | Kind::Subnet);
                let mut ids: Vec<EntityId> = self.selection.iter().copied().filter(blocks).collect();
                if ids.is_empty() {
                    ids.extend(self.focus.filter(blocks));
                }
                (!ids.is_empty()).then_some(Planning::Blocks(ids))
            }
            Command::NewEnvironmentLike => {
                any(Kind::Environment)?;
                Some(Planning::Stamp(environment()))
            }
            Command::Reserve => chosen()?.typed().map(Planning::Reserve),
            Command::PasteList => any(Kind::Vpc).map(|_| Planning::List(self.vpc())),
            Command::ShowGaps => Some(Planning::Gaps),
            Command::ShowPeerings => Some(Planning::Peerings),
            Command::ShowParity => Some(Planning::Parity),
            Command::CopyPlan => any(Kind::Vpc).or(any(Kind::AddressPool)).map(|_| Planning::Csv),
            _ => None,
        }
    }
}
