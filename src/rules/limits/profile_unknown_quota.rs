use crate::aws::limits::limit;
use crate::aws::region::region;
use crate::model::{Body, Entity, EntityId};
use crate::rules::{Context, Findings, rule};

rule! {
    /// A quota profile names a quota that is not known here.
    ///
    /// ## Why it matters
    /// An account's profile says which limits AWS raised for it. An entry under a name that is not known changes nothing, and
    /// the checks go on with what a new account has.
    ///
    /// ## What to do
    /// Use the name from the list of quotas, such as elastic-ips-per-region; for one Region only, elastic-ips-per-region@eu-west-1.
    ///
    /// ```design,finds
    /// account main quotas={elastic-ips: 20}
    /// ```
    /// ```design,clean
    /// account main quotas={elastic-ips-per-region: 20, vpcs-per-region@eu-west-1: 10}
    /// ```
    "limits/profile-unknown-quota" {
        severity: Warning,
        sources: ["https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html"],
        each_of: [Account, Settings],
    }
}

fn check(cx: &Context<'_>, id: EntityId, entity: &Entity, found: &mut Findings) {
    let quotas = match &entity.body {
        Body::Account(account) => &account.quotas,
        Body::Settings(settings) => &settings.quotas,
        _ => return,
    };
    for key in quotas.keys() {
        let (name, of_region) = key.split_once('@').map_or((key.as_str(), None), |(name, code)| (name, Some(code)));
        let message = if limit(name).is_none() {
            format!("{}: \"{name}\" is not a quota that is known here; the entry changes nothing.", cx.name(id))
        } else if let Some(code) = of_region.filter(|code| region(code).is_none()) {
            format!("{}: \"{key}\" names the Region \"{code}\", which AWS does not have.", cx.name(id))
        } else {
            continue;
        };
        found.at(id, message).field("quotas");
    }
}
