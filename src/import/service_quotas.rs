//! What AWS granted an account, from `aws service-quotas list-service-quotas`.

use std::collections::BTreeMap;

use serde::Deserialize;
use thiserror::Error;

use crate::aws::limits::limit_by_quota_code;

/// What a report says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QuotaReport {
    /// What AWS granted, by account number; an empty number where the report names none.
    pub accounts: BTreeMap<String, Raised>,
    /// How many of its quotas are about nothing that a design has.
    pub others: usize,
}

/// Values that differ from what a new account has, keyed as in [`Account::quotas`](crate::model::kinds::Account): the id
/// of a limit, with `@` and a Region where the report names one.
pub type Raised = BTreeMap<String, u32>;

/// Why a text is no such report.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum QuotaReportError {
    /// It is not JSON.
    #[error("This is not JSON: {0}. Paste all that the command printed with --output json.")]
    NotJson(String),
    /// It has no list of quotas.
    #[error("There is no list \"Quotas\" in it. It is what aws service-quotas list-service-quotas prints.")]
    NoQuotas,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Page {
    quotas: Option<Vec<Listed>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Listed {
    #[serde(default)]
    service_code: String,
    #[serde(default)]
    quota_code: String,
    #[serde(default)]
    quota_arn: String,
    value: Option<f64>,
}

impl Listed {
    /// The Region and the account number in `arn:aws:servicequotas:eu-west-1:111122223333:vpc/L-F678F1CE`; empty where the
    /// ARN has none, as of quotas that nobody raised.
    fn place(&self) -> (&str, &str) {
        let mut parts = self.quota_arn.split(':').skip(3);
        (parts.next().unwrap_or_default(), parts.next().unwrap_or_default())
    }

    /// A whole number that a quota can be.
    fn number(&self) -> Option<u32> {
        self.value.filter(|value| value.fract() == 0.0 && (0.0..=f64::from(u32::MAX)).contains(value)).map(|v| v as u32)
    }
}

/// Reads what the command printed: one document, or several after each other (one for each service and Region).
///
/// <https://docs.aws.amazon.com/cli/latest/reference/service-quotas/list-service-quotas.html>
///
/// ```
/// let printed = r#"{"Quotas": [{"ServiceCode": "vpc", "QuotaCode": "L-F678F1CE", "Value": 20.0,
///     "QuotaArn": "arn:aws:servicequotas:eu-west-1:111122223333:vpc/L-F678F1CE"}]}"#;
/// let report = cidraw::import::read_service_quotas(printed).unwrap();
/// assert_eq!(report.accounts["111122223333"]["vpcs-per-region@eu-west-1"], 20);
/// ```
pub fn read_service_quotas(text: &str) -> Result<QuotaReport, QuotaReportError> {
    let mut report = QuotaReport::default();
    let mut any = false;
    for page in serde_json::Deserializer::from_str(text).into_iter::<Page>() {
        let page = page.map_err(|error| QuotaReportError::NotJson(error.to_string()))?;
        let Some(quotas) = page.quotas else { continue };
        any = true;
        for listed in quotas {
            let limit = limit_by_quota_code(&listed.service_code, &listed.quota_code);
            let (Some(limit), Some(number)) = (limit, listed.number()) else {
                report.others += 1;
                continue;
            };
            let (region, account) = listed.place();
            let raised = report.accounts.entry(account.to_owned()).or_default();
            if limit.default != Some(number) {
                let key = if region.is_empty() { limit.id.to_owned() } else { format!("{}@{region}", limit.id) };
                raised.insert(key, number);
            }
        }
    }
    if any { Ok(report) } else { Err(QuotaReportError::NoQuotas) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quota(code: &str, value: &str, arn: &str) -> String {
        format!(
            r#"{{"ServiceCode": "vpc", "QuotaCode": "{code}", "QuotaName": "x", "Value": {value}, "QuotaArn": "{arn}"}}"#
        )
    }

    #[test]
    fn what_nobody_raised_is_left_out_and_several_pages_are_one_report() {
        let arn = "arn:aws:servicequotas:us-east-1:111122223333:vpc/x";
        let first =
            format!(r#"{{"Quotas": [{}, {}]}}"#, quota("L-F678F1CE", "50.0", arn), quota("L-407747CB", "200.0", arn));
        let second = format!(r#"{{"Quotas": [{}]}}"#, quota("L-407747CB", "300", "arn:aws:servicequotas:::vpc/x"));
        let report = read_service_quotas(&format!("{first}\n{second}")).unwrap();
        let raised = |account: &str| report.accounts[account].iter().map(|(k, v)| (k.as_str(), *v)).collect::<Vec<_>>();
        assert_eq!(raised("111122223333"), [("vpcs-per-region@us-east-1", 50)]);
        assert_eq!(raised(""), [("subnets-per-vpc", 300)]);
    }

    #[test]
    fn what_a_design_does_not_have_is_counted_and_odd_numbers_are_not_taken() {
        let text = format!(
            r#"{{"Quotas": [{}, {}, {}]}}"#,
            quota("L-00000000", "5", ""),
            quota("L-F678F1CE", "5.5", ""),
            quota("L-F678F1CE", "-1", "")
        );
        let report = read_service_quotas(&text).unwrap();
        assert_eq!((report.others, report.accounts.len()), (3, 0));
    }

    #[test]
    fn what_is_no_report_says_so() {
        for text in ["", "{}", r#"{"Vpcs": []}"#] {
            assert_eq!(read_service_quotas(text), Err(QuotaReportError::NoQuotas), "{text}");
        }
        for text in ["Quotas", "[1", r#"{"Quotas": 7}"#] {
            assert!(matches!(read_service_quotas(text), Err(QuotaReportError::NotJson(_))), "{text}");
        }
    }
}
