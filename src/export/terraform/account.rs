//! Accounts and Regions: the provider blocks.

use std::collections::{BTreeMap, BTreeSet};

use super::hcl::{Block, Body, Expr};
use super::object::{keys, tag_map};
use crate::export::bundle::Notes;
use crate::export::naming::Style;
use crate::model::kinds::Account as Noun;
use crate::model::{AccountId, Design, EntityId, Kind, Tags};

/// Where an object lives: an account (that of whoever applies, when not drawn) and a Region.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::export) struct Place {
    pub(in crate::export) account: Option<AccountId>,
    pub(in crate::export) region: String,
}

/// What code says about an account.
#[derive(Clone, Debug)]
pub(in crate::export) struct Account {
    /// An identifier, unique among accounts.
    pub(in crate::export) label: String,
    /// The name that people use.
    pub(in crate::export) name: String,
    /// Twelve digits.
    pub(in crate::export) number: Option<String>,
    /// The role to assume.
    pub(in crate::export) role_arn: Option<String>,
}

/// Every account of the design.
pub(in crate::export) fn resolve(design: &Design, notes: &mut Notes) -> BTreeMap<AccountId, Account> {
    let labels = keys(design, Style::Identifier, design.of_kind(Kind::Account).map(|(id, _)| id));
    design
        .all::<Noun>()
        .map(|(id, noun)| {
            let number = sound(&noun.number, is_account_number).map_err(|text| {
                notes.left_out(id, format!("\"{text}\" is not an account number (twelve digits): it is not checked."));
            });
            let role_arn = sound(&noun.role_arn, is_role_arn).map_err(|text| {
                notes.left_out(id, format!("\"{text}\" is not the ARN of a role: no role is assumed."));
            });
            let label = labels.get(&id.into()).cloned().unwrap_or_default();
            let account = Account {
                label,
                name: design.name(id),
                number: number.unwrap_or_default(),
                role_arn: role_arn.unwrap_or_default(),
            };
            (id, account)
        })
        .collect()
}

/// Nothing for an empty text, the text when it is sound, else the text as an error.
fn sound(text: &str, check: impl Fn(&str) -> bool) -> Result<Option<String>, String> {
    match text {
        "" => Ok(None),
        text if check(text) => Ok(Some(text.to_owned())),
        text => Err(text.to_owned()),
    }
}

fn is_account_number(text: &str) -> bool {
    text.len() == 12 && text.bytes().all(|b| b.is_ascii_digit())
}

/// `arn:aws:iam::111122223333:role/path/name`
fn is_role_arn(text: &str) -> bool {
    let mut parts = text.splitn(6, ':');
    let mut next = || parts.next().unwrap_or_default();
    next() == "arn"
        && next().starts_with("aws")
        && next() == "iam"
        && next().is_empty()
        && is_account_number(next())
        && next().strip_prefix("role/").is_some_and(|name| {
            !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"/+=,.@_-".contains(&b))
        })
}

/// Has the text the form of a Region's code? `eu-west-1`, `us-gov-east-1`
pub(in crate::export) fn is_region(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let [first, middle @ .., last] = parts.as_slice() else { return false };
    let letters = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase());
    first.len() == 2
        && letters(first)
        && !middle.is_empty()
        && middle.iter().all(|part| letters(part))
        && matches!(last.len(), 1 | 2)
        && last.bytes().all(|b| b.is_ascii_digit())
}

/// The providers of one folder: one for each place in use. A folder with one place has one provider without an alias;
/// otherwise each has an alias and none is the default, so that no resource lands in an account by mistake.
pub(super) struct Providers<'a> {
    accounts: &'a BTreeMap<AccountId, Account>,
    places: Vec<Place>,
}

impl<'a> Providers<'a> {
    pub(super) fn new(
        accounts: &'a BTreeMap<AccountId, Account>,
        places: impl IntoIterator<Item = Place>,
    ) -> Providers<'a> {
        let places: BTreeSet<Place> = places.into_iter().collect();
        Providers { accounts, places: places.into_iter().collect() }
    }

    pub(super) fn places(&self) -> &[Place] {
        &self.places
    }

    /// The account of a place, where one is drawn.
    pub(super) fn account(&self, place: &Place) -> Option<&Account> {
        self.accounts.get(&place.account?)
    }

    /// An identifier for a place: `main_eu_west_1`.
    pub(super) fn alias(&self, place: &Place) -> String {
        let region = place.region.replace('-', "_");
        self.account(place).map_or(region.clone(), |account| format!("{}_{region}", account.label))
    }

    /// `aws.main_eu_west_1`, when a resource has to say which provider is its own.
    pub(super) fn reference(&self, place: &Place) -> Option<Expr> {
        (self.places.len() > 1).then(|| Expr::code(format!("aws.{}", self.alias(place))))
    }

    /// The provider blocks.
    pub(super) fn write(&self, default_tags: &Tags) -> Body {
        let mut body = Body::new();
        for place in &self.places {
            let account = self.account(place);
            if let Some(account) = account {
                let role = if account.role_arn.is_some() { "" } else { ": no role is drawn, whoever applies is in it" };
                body.blank().comment(&format!("Account {}{role}", account.name));
            }
            let alias = (self.places.len() > 1).then(|| Expr::text(self.alias(place)));
            let number = account.and_then(|account| account.number.clone());
            let role = account.and_then(|account| account.role_arn.clone());
            let tags = Block::new("default_tags").attribute("tags", tag_map(default_tags));
            let mut block = Block::new("provider")
                .label("aws")
                .attribute_if("alias", alias)
                .attribute("region", Expr::text(&place.region))
                .attribute_if("allowed_account_ids", number.map(|number| Expr::texts([number])))
                .block_if(role.map(|arn| Block::new("assume_role").attribute("role_arn", Expr::text(arn))))
                .block_if((!default_tags.is_empty()).then_some(tags));
            if let Some(id) = place.account {
                block = block.marked(EntityId::from(id));
            }
            body.block(block);
        }
        body
    }
}

/// An account that the design names, or nothing.
pub(in crate::export) fn known(
    accounts: &BTreeMap<AccountId, Account>,
    named: Option<AccountId>,
    by: impl Into<EntityId>,
    notes: &mut Notes,
) -> Option<AccountId> {
    let id = named?;
    if accounts.contains_key(&id) {
        return Some(id);
    }
    notes.remark(by, format!("There is no account {id}: the object goes to the account of whoever applies."));
    None
}

/// Where an object stands that names an account and a Region; noted and left out where that is no Region.
pub(super) fn place(
    accounts: &BTreeMap<AccountId, Account>,
    account: Option<AccountId>,
    region: &str,
    by: impl Into<EntityId>,
    notes: &mut Notes,
) -> Option<Place> {
    let by = by.into();
    if !is_region(region) {
        let what = by.kind.title();
        notes.left_out(by, format!("The {what} is left out: \"{region}\" is not the code of a Region."));
        return None;
    }
    Some(Place { account: known(accounts, account, by, notes), region: region.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regions_roles_and_numbers_are_told_from_other_texts() {
        assert!(is_region("eu-west-1") && is_region("us-gov-east-1") && is_region("ap-southeast-7"));
        assert!(!is_region("") && !is_region("mars") && !is_region("eu-west-1\"") && !is_region("EU-west-1"));
        assert!(is_role_arn("arn:aws:iam::111122223333:role/net/terraform"));
        assert!(!is_role_arn("arn:aws:iam::1:role/x") && !is_role_arn("arn:aws:iam::111122223333:user/x"));
        assert!(is_account_number("111122223333") && !is_account_number("1111-2222-3333"));
    }
}
