//! The guard script: applies one folder, and only the one that is meant.

use super::environment::Folder;
use super::layout::connections::FOLDER;
use super::network::Network;

const SCRIPT: &str = include_str!("guard.sh");

/// The script for these folders, and for `connections` where something is joined. Folder names and account numbers consist of letters, digits, `-` and `_`, so nothing in
/// them means anything to the shell.
pub(super) fn script(network: &Network, folders: &[Folder], joins: bool) -> String {
    let mut names: Vec<String> = folders.iter().map(Folder::path).collect();
    let mut cases: Vec<String> = folders
        .iter()
        .map(|folder| format!("  {}) name={} account={} ;;", folder.path(), folder.key, account(network, folder)))
        .collect();
    if joins {
        names.push(FOLDER.to_owned());
        cases.push(format!("  {FOLDER}) name={FOLDER} account= ;;"));
    }
    SCRIPT.replace("@FOLDERS@", &names.join(" ")).replace("@CASES@", &cases.join("\n"))
}

/// The number of the one account of a folder whose caller is in it. With a role, or several accounts, the caller may be
/// elsewhere: then `allowed_account_ids` of the provider decides alone.
fn account(network: &Network, folder: &Folder) -> String {
    let mut accounts: Vec<_> = folder.places().into_iter().map(|place| place.account).collect();
    accounts.dedup();
    let [Some(only)] = accounts.as_slice() else { return String::new() };
    let account = network.accounts.get(only).filter(|account| account.role_arn.is_none());
    account.and_then(|account| account.number.clone()).unwrap_or_default()
}
