//! What other tools wrote, taken into a design.

mod service_quotas;

pub use service_quotas::{QuotaReport, QuotaReportError, Raised, read_service_quotas};
