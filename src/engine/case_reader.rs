//! The cases that `/cases` and `/case` show: those of one tenant, as the journal has them now.

use std::sync::Arc;

use super::open_cases::OpenCases;
use super::recorder::Recorder;
use crate::domain::case::{Case, Now, Phase};
use crate::domain::event::Verb;
use crate::domain::people::Member;
use crate::domain::refusal::Refusal;
use crate::domain::{CaseNumber, TenantName};
use crate::render::Messages;
use crate::render::cases::CaseGroup;

/// The most open cases that are read for one answer. The answer has room for fewer.
const CASES_MAX: usize = 50;

/// Reads cases for a member, as far as the member is allowed to see them.
#[derive(Clone)]
pub struct CaseReader {
    /// The journal.
    pub recorder: Recorder,
    /// The running cases.
    pub open_cases: Arc<OpenCases>,
    /// The rule for which cases have a card.
    pub messages: Messages,
}

impl CaseReader {
    /// Returns the open cases of a tenant that the member is allowed to see, oldest first.
    pub fn list(&self, tenant: &TenantName, member: &Member) -> Vec<(CaseGroup, Case)> {
        let now = self.recorder.now();
        let numbers = self.open_cases.of_tenant(tenant).into_iter().take(CASES_MAX);
        let cases = numbers.filter_map(|number| self.load(tenant, number));
        cases.filter_map(|case| Some((group_of(&case, member, now)?, case))).collect()
    }

    /// Returns the case with a number as a member typed it, such as `7` or `#7`.
    ///
    /// # Errors
    ///
    /// [`Refusal::NoSuchCase`], also for a case of another tenant and for a case that the member must not see.
    pub fn find(&self, tenant: &TenantName, member: &Member, typed: &str) -> Result<Case, Refusal> {
        let digits = typed.trim().trim_start_matches('#');
        let number = digits.parse().ok().map(CaseNumber).filter(|number| number.to_string() == digits);
        let case = number.and_then(|number| self.load(tenant, number)).ok_or(Refusal::NoSuchCase)?;
        // A case without a card is between Grendel and its requester.
        let may_see = self.messages.has_card(&case) || case.requesters().contains(&member.id);
        if may_see { Ok(case) } else { Err(Refusal::NoSuchCase) }
    }

    /// Loads a case. Returns `None` if it does not exist, if it belongs to another tenant, or if it cannot be read,
    /// which is logged.
    pub fn load(&self, tenant: &TenantName, number: CaseNumber) -> Option<Case> {
        match self.recorder.load(number) {
            Ok(open) => open.map(|open| open.case).filter(|case| case.opening().tenant == *tenant),
            Err(error) => {
                tracing::error!(case = %number, %error, "case unreadable");
                None
            }
        }
    }
}

/// Returns the heading under which the member sees an open case, or `None` if they must not see it.
fn group_of(case: &Case, member: &Member, now: Now) -> Option<CaseGroup> {
    let verb = match case.phase() {
        Phase::Closed { .. } => return None,
        Phase::AwaitingCountersign(_) => Verb::Countersign,
        _ => Verb::Approve,
    };
    if case.requesters().contains(&member.id) {
        Some(CaseGroup::Yours)
    } else if case.may_press(member, verb, now).is_ok() {
        Some(CaseGroup::AwaitingYou)
    } else {
        case.approval_request().map(|_| CaseGroup::Other)
    }
}
