//! Shares of AWS RAM: what one account owns and others use. The organization has to allow it; nobody accepts then.
//! <https://docs.aws.amazon.com/ram/latest/userguide/shareable.html>

use std::collections::{BTreeMap, BTreeSet};

use super::account::Place;
use super::hcl::{Body, Expr};
use super::sight::Sight;
use crate::model::{AccountId, EntityId};

/// What is to be known of whatever is shared.
pub(in crate::export) const REMARK: &str = "It is shared with other accounts of the organization, which must have resource sharing switched on in AWS RAM. An account outside of it has to accept the share.";

/// The accounts that something is shared with, each with a place of it.
pub(super) type With = BTreeMap<Option<AccountId>, Place>;

/// A share.
pub(super) struct Share<'a> {
    /// An identifier, unique among shares.
    pub(super) label: &'a str,
    /// Its name on AWS.
    pub(super) name: String,
    /// The object that is shared.
    pub(super) of: EntityId,
    /// Where the object is.
    pub(super) place: &'a Place,
    /// Its address in the code.
    pub(super) address: String,
    /// The keys of it that are shared, where it has several.
    pub(super) keys: BTreeSet<String>,
    pub(super) with: &'a With,
}

impl Share<'_> {
    /// The share, what is in it, and with whom; nothing when there is nobody.
    pub(super) fn write(&self, sight: &mut Sight) -> Body {
        let Share { label, of, place, .. } = *self;
        let mut body = Body::new();
        if self.with.is_empty() {
            return body;
        }
        body.block(
            sight
                .resource("aws_ram_resource_share", label, place)
                .marked(of)
                .blank()
                .attribute("name", Expr::text(&self.name))
                .attribute("allow_external_principals", Expr::from(false)),
        );
        let keys = self.keys.iter().map(|key| (key.clone(), None)).collect::<Vec<_>>();
        let each = if keys.is_empty() { "" } else { "[each.key]" };
        let share = Expr::code(format!("aws_ram_resource_share.{label}.arn"));
        body.block(
            sight
                .resource("aws_ram_resource_association", label, place)
                .marked(of)
                .attribute_if("for_each", (!keys.is_empty()).then_some(Expr::Set(keys)))
                .blank()
                .attribute("resource_arn", Expr::code(format!("{}{each}.arn", self.address)))
                .attribute("resource_share_arn", share.clone()),
        );
        for stranger in self.with.values() {
            let principal = sight.account_number(stranger);
            let name = principal_label(label, stranger, sight);
            body.block(
                sight
                    .resource("aws_ram_principal_association", &name, place)
                    .marked(of)
                    .blank()
                    .attribute("principal", principal)
                    .attribute("resource_share_arn", share.clone()),
            );
        }
        body
    }
}

fn principal_label(label: &str, stranger: &Place, sight: &Sight) -> String {
    format!("{label}__{}", sight.providers.account(stranger).map_or("own", |it| it.label.as_str()))
}

/// What something in `place` waits for that uses these shares, each by label.
pub(super) fn waits_for<'l>(sight: &Sight, place: &Place, labels: impl IntoIterator<Item = &'l str>) -> Option<Expr> {
    let of = |label: &str| {
        let principal = principal_label(label, place, sight);
        format!("aws_ram_resource_association.{label}, aws_ram_principal_association.{principal}")
    };
    let all: Vec<String> = labels.into_iter().map(of).collect();
    (!all.is_empty()).then(|| Expr::code(format!("[{}]", all.join(", "))))
}
