//! What `/cases` and `/case` answer: the cases of this tenant, as the journal has them at this instant.

use super::Shared;
use crate::domain::CaseNumber;
use crate::domain::case::{Case, Now, Phase};
use crate::domain::event::Verb;
use crate::domain::people::Member;
use crate::domain::refusal::Refusal;
use crate::ports::{Chat, Tenant};
use crate::render::cases::CaseGroup;

/// The most open cases that are looked at for one answer; it has room for fewer.
const CASES_MAX: usize = 50;

impl<T: Tenant, C: Chat> Shared<T, C> {
    /// The open cases of a tenant as this member sees them, the oldest first.
    pub(super) fn cases_for(&self, site: usize, member: &Member) -> Vec<(CaseGroup, Case)> {
        let now = Now { at: self.clock.now(), epoch: self.journal.store().epoch() };
        let mut numbers: Vec<CaseNumber> = {
            let open = self.open();
            open.iter().filter(|(_, under_way)| under_way.site == site).map(|(number, _)| *number).collect()
        };
        numbers.sort();
        let seen = numbers.into_iter().take(CASES_MAX).filter_map(|number| self.case_of(site, number));
        seen.filter_map(|case| Some((listed(&case, member, now)?, case))).collect()
    }

    /// One case of this tenant, as far as this member may see it; another tenant's does not exist.
    pub(super) fn case_for(&self, site: usize, member: &Member, typed: &str) -> Result<Case, Refusal> {
        let digits = typed.trim().trim_start_matches('#');
        let number = digits.parse().ok().map(CaseNumber).filter(|number| number.to_string() == digits);
        let case = number.and_then(|number| self.case_of(site, number)).ok_or(Refusal::NoSuchCase)?;
        // What the channel has not seen is between Grendel and whoever asked.
        let may_see = self.messages.has_card(&case) || case.requesters().contains(&member.id);
        if may_see { Ok(case) } else { Err(Refusal::NoSuchCase) }
    }

    fn case_of(&self, site: usize, number: CaseNumber) -> Option<Case> {
        match self.journal.load(number) {
            Ok(open) => open.map(|open| open.case).filter(|case| case.opening().tenant == self.sites[site].name),
            Err(error) => {
                tracing::error!(case = %number, %error, "the case cannot be read");
                None
            }
        }
    }
}

/// Under which heading the member sees the case; nothing where it is not for their eyes, or over.
fn listed(case: &Case, member: &Member, now: Now) -> Option<CaseGroup> {
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
