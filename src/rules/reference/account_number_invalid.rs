use crate::model::AccountId;
use crate::model::kinds::Account;
use crate::rules::{Context, Findings, rule};

rule! {
    /// An account's number is not one.
    ///
    /// ## Why it matters
    /// AWS accounts have numbers of exactly twelve digits, leading zeros included. The number goes into exported code, so
    /// that a plan for production is refused when it runs in another account.
    ///
    /// ## What to do
    /// Copy the twelve digits from the account page of the console, without dashes.
    ///
    /// ```design,finds
    /// account main number=1234-5678-9012
    /// ```
    /// ```design,clean
    /// account main number=123456789012
    /// ```
    "reference/account-number-invalid" {
        severity: Error,
        sources: ["https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-identifiers.html"],
        each: Account,
    }
}

/// How many digits an account number has.
const DIGITS: usize = 12;

fn check(cx: &Context<'_>, id: AccountId, account: &Account, found: &mut Findings) {
    let number = &account.number;
    if number.is_empty() || number.len() == DIGITS && number.bytes().all(|b| b.is_ascii_digit()) {
        return;
    }
    let message = format!("{}: \"{number}\" is not an account number, which has {DIGITS} digits.", cx.name(id));
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    let finding = found.at(id, message).field("number");
    if digits.len() == DIGITS {
        finding.fix(crate::rules::Fix::new(
            format!("Write {digits}"),
            crate::rules::Safety::Safe,
            [crate::model::Edit::change(id, move |account| account.number.clone_from(&digits))],
        ));
    }
}
