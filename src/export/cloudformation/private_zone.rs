//! Private hosted zones.

use super::draft::Draft;
use super::resource::{Home, Key, Part, Resource};
use super::value::Value;
use crate::model::kinds::PrivateZone;

pub(super) fn write(draft: &mut Draft<'_>) {
    for (id, noun) in draft.design.all::<PrivateZone>() {
        let sound = noun.domain.len() <= 1024
            && !noun.domain.trim_matches('.').is_empty()
            && noun.domain.bytes().all(|b| b.is_ascii_alphanumeric() || b"._-".contains(&b));
        if !sound {
            draft.left_out(id, format!("The private zone is left out: \"{}\" is no domain.", noun.domain));
            continue;
        }
        let Some(first) = noun.vpcs.iter().find(|vpc| draft.scopes.contains_key(vpc)).copied() else {
            draft.left_out(id, "The private zone is left out: none of its VPCs is in the code.");
            continue;
        };
        let Some(place) = draft.scopes.get(&first).map(|scope| scope.place.clone()) else { continue };
        let mut vpcs = Vec::new();
        for vpc in &noun.vpcs {
            let of = draft.scopes.get(vpc).map(|scope| scope.place.clone());
            match (draft.id_of(*vpc), of) {
                (Some(vpc), Some(of)) if of.account == place.account => {
                    vpcs.push(Value::map([("VPCId", vpc), ("VPCRegion", Value::shown(&of.region))]));
                }
                (Some(_), _) => draft.left_out(
                    id,
                    format!(
                        "{} is left out: CloudFormation joins only VPCs of the zone's account.",
                        draft.design.name(*vpc)
                    ),
                ),
                (None, _) => {
                    draft.left_out(id, format!("{} is left out: it is not in the code.", draft.design.name(*vpc)))
                }
            }
        }
        let home = if vpcs.len() == 1 { Home::Vpc(first) } else { Home::Between(place) };
        let name = format!("{}PrivateZone", draft.word(id));
        let tags = draft.tags(id, &home);
        draft.add(
            Resource::new(Key::of(id), "AWS::Route53::HostedZone", name, home)
                .part(Part::Services)
                .property("Name", Value::shown(noun.domain.trim_end_matches('.')))
                .property("VPCs", Value::List(vpcs))
                .list("HostedZoneTags", tags),
        );
    }
}
