//! The rules of a command: when each applies, what they add up to, and if enough people could meet them.

mod generator;
mod quorum;
mod table;

use grendel::domain::account::Account;
use grendel::domain::command::{ApprovalRule, Terms};
use grendel::domain::diagnosis::Diagnosis;
use grendel::domain::people::Standing;
use grendel::domain::policy::{self, Verdict};
use grendel::domain::step::StepKind;
use grendel::domain::target_ref::TargetRef;
use jiff::Timestamp;

use crate::cast::{HELEN, TOM, blocked_account, standing, terms};

const STEPS: [StepKind; 2] = [StepKind::RevokeSignInSessions, StepKind::EnableSignIn];

fn tom() -> Account {
    blocked_account(TOM, "audit-1")
}

fn helen() -> Standing {
    standing(HELEN, &["User Administrator"])
}

fn with(rules: Vec<ApprovalRule>) -> Terms {
    Terms { approval: rules, ..terms(&STEPS, 1) }
}

/// Returns the verdict of these rules on a blocked account, asked for now.
fn verdict_at(rules: Vec<ApprovalRule>, requester: &Standing, account: Account, at: Timestamp) -> Verdict {
    let terms = with(rules);
    let diagnosis = Diagnosis::new(account, &terms, &TargetRef::parse("tom@contoso.com"), None);
    policy::verdict(&terms, requester, &diagnosis, at)
}

/// The rules that ask, or none where nothing is asked.
fn asking(verdict: Verdict) -> Vec<ApprovalRule> {
    match verdict {
        Verdict::Ask(demand) => demand.rules,
        Verdict::Allow | Verdict::Refuse(_) => Vec::new(),
    }
}
