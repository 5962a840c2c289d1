//! Parameters with what only whoever deploys can know: accounts, roles, certificates.

use std::rc::Rc;

use super::value::{Group, Input, Value};
use crate::export::terraform::account::Account;

/// The number of the account at the other end of a peering: as drawn, else to be given.
pub(super) fn account_number(name: &str, account: Option<&Account>) -> Value {
    let number = account.and_then(|account| account.number.clone());
    Value::input(Input {
        short: format!("{name}AccountId"),
        long: format!("{name}AccountId"),
        group: Group::Access,
        description: "The account at the other end".to_owned(),
        default: number,
        pattern: Some(r"^\d{12}$"),
    })
}

/// The role that accepts a peering in the other account, when there is one.
pub(super) fn peer_role(name: &str) -> Value {
    let input = Rc::new(Input {
        short: format!("{name}RoleArn"),
        long: format!("{name}RoleArn"),
        group: Group::Access,
        description: "A role of the other account that accepts the peering; empty when it is accepted by hand"
            .to_owned(),
        default: Some(String::new()),
        pattern: Some(r"^(arn:aws[a-z-]*:iam::\d{12}:role/.+)?$"),
    });
    Value::WhenGiven(input.clone(), Box::new(Value::Input(input)))
}

/// The certificate of a listener; without it the listener is not made.
pub(super) fn certificate(short: &str, long: &str, of: &str) -> Rc<Input> {
    Rc::new(Input {
        short: format!("{short}CertificateArn"),
        long: format!("{long}CertificateArn"),
        group: Group::Access,
        description: format!("The certificate of {of}; its listener is made once there is one"),
        default: Some(String::new()),
        pattern: Some(r"^(arn:aws[a-z-]*:(acm|iam):.+)?$"),
    })
}
