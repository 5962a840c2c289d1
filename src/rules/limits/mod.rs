//! Quotas: how many of something an account may have.

pub(super) mod vpc_count_exceeds_quota;
