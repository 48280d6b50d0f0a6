//! Parses the section `[limits]`.

use std::ops::RangeInclusive;
use std::time::Duration;

use jiff::SignedDuration;

use super::Limits;
use crate::domain::link::LinkTerms;
use crate::domain::probation::Probation;
use crate::toml_file::Table;

/// An embed field shows 1024 characters. A reason becomes longer when it is escaped.
const REASON_CHARS: RangeInclusive<u16> = 1..=1000;
const VERIFY_PAUSES_MAX: usize = 10;
const VERIFY_PAUSE_SECONDS: RangeInclusive<u32> = 0..=60;
/// A diagnosis and two steps with their checks take about twenty calls.
const CALLS_PER_CASE: RangeInclusive<u32> = 20..=10_000;
const PAUSES_PER_CASE_SECONDS: RangeInclusive<u32> = 0..=3_600;
const OPEN_CASES_PER_MEMBER: RangeInclusive<u16> = 1..=1_000;
/// The passwords and passes in an hour. Our own limit: without any, nobody could be helped.
const SECRETS_PER_HOUR: RangeInclusive<u16> = 1..=1000;
/// Fewer would keep a person from reading a card and deciding it.
const ACTIONS_PER_MEMBER: RangeInclusive<u16> = 5..=1_000;
const CALL_TIMEOUT_SECONDS: RangeInclusive<u32> = 1..=120;
/// The proof of an account may be as old as a year.
const LINK_DAYS: RangeInclusive<u32> = 1..=366;
/// A team must be able to hear of a link that replaces another before it counts.
const RELINK_HOURS: RangeInclusive<u32> = 1..=336;
const ACCOUNT_AGE_DAYS: RangeInclusive<u32> = 0..=366;
/// A pass can be valid for thirty days: <https://learn.microsoft.com/graph/api/resources/temporaryaccesspassauthenticationmethod>.
const AFTER_SECRET_HOURS: RangeInclusive<u32> = 1..=720;
const HOURS_OF_DAY: u32 = 24;

/// The keys of the section, in the order of the example configuration.
const KEYS: &[&str] = &[
    "reason_chars_max",
    "verify_pauses_seconds",
    "calls_per_case_max",
    "pauses_per_case_seconds_max",
    "open_cases_per_member_max",
    "secrets_per_receiver_per_hour",
    "secrets_per_approver_per_hour",
    "secrets_per_tenant_per_hour",
    "actions_per_member_burst_max",
    "actions_per_member_minute_max",
    "call_timeout_seconds",
    "link_days",
    "relink_hours",
    "approver_account_age_days",
    "approver_after_secret_hours",
];

/// Parses `[limits]`. Every key is optional.
pub(super) fn limits(table: &Table<'_>) -> Limits {
    table.allow_keys(KEYS);
    let default = Limits::default();
    let secrets = |key, default| table.number_or(key, default, &SECRETS_PER_HOUR);
    let seconds = |key, default: Duration, range: &RangeInclusive<u32>| {
        table.optional_number(key, range).map_or(default, |seconds| Duration::from_secs(u64::from(seconds)))
    };
    let hours = |key, unit: u32, default: SignedDuration, range: &RangeInclusive<u32>| {
        let in_hours = |count: u32| SignedDuration::from_hours(i64::from(count) * i64::from(unit));
        table.optional_number(key, range).map_or(default, in_hours)
    };
    let verify_pauses = table.optional_numbers("verify_pauses_seconds", &VERIFY_PAUSE_SECONDS);
    if verify_pauses.as_ref().is_some_and(|pauses| pauses.is_empty() || pauses.len() > VERIFY_PAUSES_MAX) {
        let message = format!("`verify_pauses_seconds` must list 1 to {VERIFY_PAUSES_MAX} pauses.");
        table.location_of("verify_pauses_seconds").report(message);
    }
    let in_seconds = |pauses: Vec<u32>| pauses.into_iter().map(|pause| Duration::from_secs(u64::from(pause))).collect();
    Limits {
        reason_chars_max: table.number_or("reason_chars_max", default.reason_chars_max, &REASON_CHARS),
        verify_pauses: verify_pauses.map_or(default.verify_pauses, in_seconds),
        calls_per_case_max: table.number_or("calls_per_case_max", default.calls_per_case_max, &CALLS_PER_CASE),
        pauses_per_case_max: seconds(
            "pauses_per_case_seconds_max",
            default.pauses_per_case_max,
            &PAUSES_PER_CASE_SECONDS,
        ),
        open_cases_per_member_max: table.number_or(
            "open_cases_per_member_max",
            default.open_cases_per_member_max,
            &OPEN_CASES_PER_MEMBER,
        ),
        secrets_per_receiver_per_hour: secrets("secrets_per_receiver_per_hour", default.secrets_per_receiver_per_hour),
        secrets_per_approver_per_hour: secrets("secrets_per_approver_per_hour", default.secrets_per_approver_per_hour),
        secrets_per_tenant_per_hour: secrets("secrets_per_tenant_per_hour", default.secrets_per_tenant_per_hour),
        actions_per_member_burst_max: table.number_or(
            "actions_per_member_burst_max",
            default.actions_per_member_burst_max,
            &ACTIONS_PER_MEMBER,
        ),
        actions_per_member_minute_max: table.number_or(
            "actions_per_member_minute_max",
            default.actions_per_member_minute_max,
            &ACTIONS_PER_MEMBER,
        ),
        call_timeout: seconds("call_timeout_seconds", default.call_timeout, &CALL_TIMEOUT_SECONDS),
        links: LinkTerms {
            valid_for: hours("link_days", HOURS_OF_DAY, default.links.valid_for, &LINK_DAYS),
            relink_wait: hours("relink_hours", 1, default.links.relink_wait, &RELINK_HOURS),
        },
        probation: Probation {
            account_age: hours(
                "approver_account_age_days",
                HOURS_OF_DAY,
                default.probation.account_age,
                &ACCOUNT_AGE_DAYS,
            ),
            after_secret: hours("approver_after_secret_hours", 1, default.probation.after_secret, &AFTER_SECRET_HOURS),
        },
    }
}
