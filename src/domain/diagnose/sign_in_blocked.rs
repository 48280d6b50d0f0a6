//! The sign-in of the account is blocked (`accountEnabled` is false).

use jiff::SignedDuration;

use super::{FindingDefinition, Observation, Relevance};
use crate::domain::account::{Account, Block, RememberedBlock};
use crate::domain::evidence::Fact;
use crate::domain::finding::Finding;
use crate::domain::sign_ins::ACCOUNT_DISABLED;

pub(super) const DEFINITION: FindingDefinition = FindingDefinition {
    recognise,
    codes: &[ACCOUNT_DISABLED],
    ended_by_new_password: false,
    relevance: |_evidence| Relevance::Decisive,
    in_vain: &[],
    needs_people: None,
};

/// The account itself says if it is blocked. A sign-in that was refused because of a block may be from before it was lifted.
fn recognise(seen: &Observation<'_>, _found: &[Finding]) -> Option<Vec<Fact>> {
    let account = seen.account;
    if account.sign_in_enabled {
        return None;
    }
    let mut evidence = vec![Fact::SignInDisabled];
    match account.last_block.known() {
        Some(Some(block)) => {
            let Block { audit_id, by, at, earlier, .. } = block.clone();
            evidence.push(Fact::BlockedBy { audit_id, by, at, earlier });
        }
        Some(None) if account.unlifted_remembered_block().is_none() => evidence.push(missing_record(account)),
        // The card names it as a gap, which is not the same as no record.
        Some(None) | None => {}
    }
    let is_newest = |block: &&RememberedBlock| {
        let recorded = account.last_block.known().and_then(Option::as_ref);
        recorded.is_none_or(|recorded| !recorded.by_security && recorded.at <= block.at)
    };
    evidence.extend(account.unlifted_remembered_block().filter(is_newest).cloned().map(Fact::BlockRemembered));
    evidence.extend(refused_sign_ins(account));
    Some(evidence)
}

/// The time that records of the directory audit are kept at the least, in hours
/// (<https://learn.microsoft.com/entra/identity/monitoring-health/reference-reports-data-retention>).
const RECORDS_KEPT_HOURS: i64 = 7 * 24;
/// The time after which a record that is still missing will not come any more, in hours. Records appear 2 to 15 minutes after
/// the block as a rule, and at times later
/// (<https://learn.microsoft.com/entra/identity/monitoring-health/reference-log-latency>).
const RECORDS_LATE_HOURS: i64 = 24;

/// Returns the reason why there is no record of the block. An account that was open within the time that records are kept was
/// blocked after that, so its record is not there yet, unless sign-ins are refused for so long already that it would have come.
/// Any other block may be too old to have a record.
fn missing_record(account: &Account) -> Fact {
    let hours_ago = |hours| account.observed_at - SignedDuration::from_hours(hours);
    let signed_in_at = account.successful_sign_ins.iter().map(|one| one.last_at).max();
    let open_at = signed_in_at.max(account.lifted_at);
    let Some(open_at) = open_at.filter(|at| *at >= hours_ago(RECORDS_KEPT_HOURS)) else {
        return Fact::NoRecordOfBlock;
    };
    let failures = account.failed_sign_ins.known().into_iter().flatten();
    let mut refused_since = failures.filter(|failure| failure.code == ACCOUNT_DISABLED && failure.at > open_at);
    let is_overdue = refused_since.any(|failure| failure.at < hours_ago(RECORDS_LATE_HOURS));
    if is_overdue { Fact::NoRecordOfBlock } else { Fact::BlockNotRecordedYet { open_at } }
}

fn refused_sign_ins(account: &Account) -> Option<Fact> {
    let failures = account.failed_sign_ins.known()?;
    let refused: Vec<_> = failures.iter().filter(|failure| failure.code == ACCOUNT_DISABLED).collect();
    let last = refused.first()?;
    let count = u32::try_from(refused.len()).unwrap_or(u32::MAX);
    Some(Fact::SignInsRefused { count, last_at: last.at, application: last.application.clone() })
}

#[cfg(test)]
mod tests {
    use jiff::{SignedDuration, Timestamp};

    use super::{Observation, missing_record, recognise};
    use crate::domain::account::{Account, Blocker, RememberedBlock};
    use crate::domain::evidence::Fact;
    use crate::domain::reading::Reading;
    use crate::domain::sign_ins::{ACCOUNT_DISABLED, FailedSignIn, SuccessfulSignIns};
    use crate::domain::{CaseNumber, ObjectId};

    /// A blocked account without a record, which was signed in to and refused so many hours ago.
    fn account(signed_in: Option<i64>, refused: Option<i64>) -> Account {
        let now: Timestamp = "2026-10-08T12:00:00Z".parse().unwrap();
        let ago = |hours: i64| now - SignedDuration::from_hours(hours);
        let success = |hours: i64| {
            let (first_at, last_at) = (ago(hours), ago(hours));
            SuccessfulSignIns { country: None, first_at, last_at, count: 1, address: None }
        };
        let refusal = |hours: i64| FailedSignIn { code: ACCOUNT_DISABLED, at: ago(hours), ..FailedSignIn::default() };
        Account {
            sign_in_enabled: false,
            successful_sign_ins: signed_in.map(success).into_iter().collect(),
            failed_sign_ins: Reading::Read(refused.map(refusal).into_iter().collect()),
            ..Account::blank(ObjectId::parse("1b2c3d4e-0000-4000-8000-000000000002").unwrap(), now)
        }
    }

    #[test]
    fn a_record_that_must_still_come_is_told_from_one_that_may_be_too_old() {
        let is_not_there_yet = |signed_in, refused| {
            matches!(missing_record(&account(signed_in, refused)), Fact::BlockNotRecordedYet { .. })
        };
        assert!(is_not_there_yet(Some(1), None), "it was open an hour ago");
        assert!(is_not_there_yet(Some(6 * 24), None), "it was open within the time that records are kept");
        assert!(is_not_there_yet(Some(30), Some(2)), "it is refused since a short while ago");
        assert!(is_not_there_yet(Some(2), Some(30)), "that refusal is from an earlier block");
        assert!(!is_not_there_yet(Some(72), Some(30)), "the record would have come by now");
        assert!(!is_not_there_yet(Some(8 * 24), None), "its record may be too old");
        assert!(!is_not_there_yet(None, Some(1)), "nothing says when it was open");
        let open_at = account(None, None).observed_at - SignedDuration::from_hours(1);
        let lifted = missing_record(&Account { lifted_at: Some(open_at), ..account(Some(48), None) });
        assert_eq!(lifted, Fact::BlockNotRecordedYet { open_at }, "it was lifted an hour ago");
    }

    /// A colleague has lifted the block that the journal knows, and the one of now is not recorded yet.
    #[test]
    fn a_block_that_was_lifted_since_is_not_the_present_one() {
        let blank = account(None, None);
        let ago = |hours: i64| blank.observed_at - SignedDuration::from_hours(hours);
        let remembered = RememberedBlock { case: CaseNumber(12), by: Blocker::Containment, at: ago(10) };
        for (lifted_at, is_shown) in [(None, true), (Some(ago(11)), true), (Some(ago(9)), false)] {
            let account = Account {
                last_block: Reading::Read(None),
                remembered_block: Some(remembered.clone()),
                lifted_at,
                ..blank.clone()
            };
            let facts = recognise(&Observation::new(&account), &[]).unwrap();
            assert_eq!(facts.contains(&Fact::BlockRemembered(remembered.clone())), is_shown, "{facts:?}");
            let open_at = ago(9);
            assert_eq!(facts.contains(&Fact::BlockNotRecordedYet { open_at }), !is_shown, "{facts:?}");
        }
    }
}
