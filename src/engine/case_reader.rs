//! The cases that `/cases` and `/case` show: those of one tenant, as the journal has them now.

use std::sync::Arc;

use super::open_cases::OpenCases;
use super::recorder::Recorder;
use super::tenant_channel::TenantChannel;
use crate::domain::case::{Case, Now, Phase, Reader};
use crate::domain::event::Verb;
use crate::domain::people::{Member, Standing};
use crate::domain::refusal::Refusal;
use crate::domain::{CaseNumber, ObjectId, RoleName, TenantName};
use crate::render::Messages;
use crate::render::cases::{CaseGroup, ListedCase};

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
    /// The chat roles that guard the tenants.
    pub guards: Arc<[RoleName]>,
}

impl CaseReader {
    /// Returns the open cases of a tenant, oldest first, and those that stopped by an error since the start, as far as
    /// the member may see them.
    pub fn list<T>(&self, channel: &TenantChannel<T>, member: &Member) -> Vec<ListedCase> {
        let now = self.recorder.now();
        let numbers = self.open_cases.of_tenant(&channel.name).into_iter().take(CASES_MAX);
        let cases = numbers.filter_map(|number| self.load(&channel.name, number));
        let listed = cases.filter_map(|case| {
            let group = group_of(&case, member, now)?;
            let may_read = self.check(channel, member, None, &case).is_ok();
            if !may_read && channel.hides(case.opening().origin.channel) {
                return None;
            }
            Some(ListedCase { group, may_read, case })
        });
        let stopped = self.open_cases.stopped_of(&channel.name).into_iter();
        let stopped = stopped.filter_map(|number| self.load(&channel.name, number));
        let stopped = stopped.filter(|case| self.may_see(case, member)).filter_map(|case| {
            let may_read = self.check(channel, member, None, &case).is_ok();
            let is_shown = may_read || !channel.hides(case.opening().origin.channel);
            is_shown.then_some(ListedCase { group: CaseGroup::Stopped, may_read, case })
        });
        listed.chain(stopped).collect()
    }

    /// Returns the case with a number as a member typed it, such as `7` or `#7`, if they may read it. `standing` is
    /// their account in the directory, or `None` if it was not read.
    ///
    /// # Errors
    ///
    /// [`Refusal::NoSuchCase`], also for a case of another tenant, for a case without a card of another requester, and for
    /// one in the private channel that the member may not read; of any other case the reason for which they may not.
    pub fn find<T>(
        &self,
        channel: &TenantChannel<T>,
        member: &Member,
        standing: Option<&Standing>,
        typed: &str,
    ) -> Result<Case, Refusal> {
        let case = self.named(channel, member, typed)?;
        match self.check(channel, member, standing, &case) {
            Ok(()) => Ok(case),
            // Even that there is such a case would warn an intruder.
            Err(_) if channel.hides(case.opening().origin.channel) => Err(Refusal::NoSuchCase),
            Err(refusal) => Err(refusal),
        }
    }

    /// Returns true if [`CaseReader::find`] could return the case once the directory roles of the member are read.
    pub fn depends_on_directory<T>(&self, channel: &TenantChannel<T>, member: &Member, typed: &str) -> bool {
        let case = self.named(channel, member, typed);
        case.is_ok_and(|case| {
            let refused = self.check(channel, member, None, &case);
            matches!(refused, Err(Refusal::MayNotRead { .. })) && case.is_read_by_directory_role()
        })
    }

    fn named<T>(&self, channel: &TenantChannel<T>, member: &Member, typed: &str) -> Result<Case, Refusal> {
        let digits = typed.trim().trim_start_matches('#');
        let number = digits.parse().ok().map(CaseNumber).filter(|number| number.to_string() == digits);
        let case = number.and_then(|number| self.load(&channel.name, number)).ok_or(Refusal::NoSuchCase)?;
        if self.may_see(&case, member) { Ok(case) } else { Err(Refusal::NoSuchCase) }
    }

    /// Returns true if the member may see the case. A case without a card is between Grendel and its requester.
    fn may_see(&self, case: &Case, member: &Member) -> bool {
        self.messages.has_card(case) || case.requesters().contains(&member.id)
    }

    fn check<T>(
        &self,
        channel: &TenantChannel<T>,
        member: &Member,
        standing: Option<&Standing>,
        case: &Case,
    ) -> Result<(), Refusal> {
        let links = channel.links();
        let account = links.account_of(member.id, self.recorder.now().at).copied();
        let others = account.map(|account| links.aliases(member.id, &account).accounts);
        let accounts: Vec<ObjectId> = account.into_iter().chain(others.into_iter().flatten()).collect();
        case.may_be_read(Reader { member, accounts: &accounts, standing }, &self.guards)
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
