//! Shares of AWS RAM: what one account owns and others use. The organization has to allow it; nobody accepts then.
//! <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ram-resourceshare.html>

use std::collections::BTreeSet;

use super::access::account_number;
use super::draft::{Draft, words};
use super::resource::{Home, Key, Resource};
use super::value::Value;
use crate::export::terraform::share::REMARK;
use crate::model::{AccountId, EntityId};

/// The share of an object.
pub(super) fn key(of: impl Into<EntityId>) -> Key {
    Key::role(of, "share")
}

/// Shares the resources of these ARNs, which are of the object `of`, with accounts; nothing when there are none.
pub(super) fn write(
    draft: &mut Draft<'_>,
    of: EntityId,
    name: &str,
    home: Home,
    arns: Vec<Value>,
    with: &BTreeSet<Option<AccountId>>,
) {
    if with.is_empty() || arns.is_empty() {
        return;
    }
    let name = format!("{name}Share");
    let principals = with.iter().map(|account| {
        let account = account.and_then(|account| draft.accounts.get(&account));
        let word = account.map_or("Own".to_owned(), |account| words(&account.label));
        account_number(&format!("{name}{word}"), account)
    });
    let principals = Value::List(principals.collect());
    let tags = draft.tags(of, &home);
    draft.add(
        Resource::new(key(of), "AWS::RAM::ResourceShare", name.clone(), home)
            .property("Name", Value::text(name))
            .property("AllowExternalPrincipals", false)
            .property("Principals", principals)
            .property("ResourceArns", Value::List(arns))
            .list("Tags", tags),
    );
    draft.remark(of, REMARK);
}
