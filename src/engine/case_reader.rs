//! The cases that `/cases` and `/case` show: those of one tenant, as the journal has them now.

use std::sync::Arc;

use super::dispatch::Request;
use super::open_cases::OpenCases;
use super::recorder::Recorder;
use super::tenant_channel::TenantChannel;
use crate::domain::case::{Case, Now, Phase, Reader};
use crate::domain::event::Verb;
use crate::domain::people::{Member, Party, StandingLookup};
use crate::domain::refusal::Refusal;
use crate::domain::{CaseNumber, ChannelId, RoleName, TenantName};
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
    /// the member may see them. `checked` is their account in the directory.
    pub fn list<T>(&self, request: &Request<T>, checked: &StandingLookup) -> Vec<ListedCase> {
        let Request { channel, member, .. } = request;
        let now = self.recorder.now();
        let entry = |group: CaseGroup, case: Case| {
            let may_read = self.check(request, checked, &case).is_ok();
            let is_shown = may_read || !channel.hides(case.opening().origin.channel);
            is_shown.then_some(ListedCase { group, may_read, case })
        };
        let numbers = self.open_cases.of_tenant(&channel.name).into_iter().take(CASES_MAX);
        let cases = numbers.filter_map(|number| self.load(&channel.name, number));
        let listed = cases.filter_map(|case| entry(group_of(&case, member, now)?, case));
        let stopped = self.open_cases.stopped_of(&channel.name).into_iter();
        let stopped = stopped.filter_map(|number| self.load(&channel.name, number));
        let stopped = stopped.filter(|case| self.may_see(case, member));
        listed.chain(stopped.filter_map(|case| entry(CaseGroup::Stopped, case))).collect()
    }

    /// Returns the case with a number as a member typed it, such as `7` or `#7`, if they may read it. `checked` is their
    /// account in the directory.
    ///
    /// # Errors
    ///
    /// [`Refusal::NoSuchCase`], also for a case of another tenant, for a case without a card of another requester, and for
    /// one in the private channel that the member may not read; of any other case the reason for which they may not.
    pub fn find<T>(&self, request: &Request<T>, checked: &StandingLookup, typed: &str) -> Result<Case, Refusal> {
        let case = self.named(request, typed)?;
        match self.check(request, checked, &case) {
            Ok(()) => Ok(case),
            // Even that there is such a case would warn an intruder.
            Err(_) if request.channel.hides(case.opening().origin.channel) => Err(Refusal::NoSuchCase),
            Err(refusal) => Err(refusal),
        }
    }

    /// Returns the case that a late press was about, or `None` if the answer must not tell the member how it ended. `sent_in`
    /// is the channel of the press.
    pub fn of_late_press<T>(
        &self,
        channel: &TenantChannel<T>,
        member: &Member,
        number: CaseNumber,
        sent_in: Option<ChannelId>,
    ) -> Option<Case> {
        let case = self.load(&channel.name, number).filter(|case| self.may_see(case, member))?;
        let links = channel.links();
        let account = links.account_of(member.id, self.recorder.now().at).copied();
        let aliases = account.map(|account| links.aliases(member.id, &account)).unwrap_or_default();
        let party = Party { member: member.id, account, aliases };
        let may = case.may_hear_end(member, &party, &self.guards) && self.is_here(channel, member, sent_in, &case);
        may.then_some(case)
    }

    fn named<T>(&self, request: &Request<T>, typed: &str) -> Result<Case, Refusal> {
        let digits = typed.trim().trim_start_matches('#');
        let number = digits.parse().ok().map(CaseNumber).filter(|number| number.to_string() == digits);
        let case = number.and_then(|number| self.load(&request.channel.name, number)).ok_or(Refusal::NoSuchCase)?;
        if self.may_see(&case, &request.member) { Ok(case) } else { Err(Refusal::NoSuchCase) }
    }

    /// Returns true if the member may see the case. A case without a card is between Grendel and its requester.
    fn may_see(&self, case: &Case, member: &Member) -> bool {
        self.messages.has_card(case) || case.requesters().contains(&member.id)
    }

    /// Returns true if the case may be read in a channel. One of the private channel is read there; elsewhere only by those who
    /// asked for it or guard the tenant.
    fn is_here<T>(&self, channel: &TenantChannel<T>, member: &Member, sent_in: Option<ChannelId>, case: &Case) -> bool {
        let card = case.opening().origin.channel;
        let is_theirs = case.requesters().contains(&member.id) || member.holds_one_of(&self.guards);
        !channel.hides(card) || sent_in == Some(card) || is_theirs
    }

    fn check<T>(&self, request: &Request<T>, checked: &StandingLookup, case: &Case) -> Result<(), Refusal> {
        let Request { channel, member, sent_in } = request;
        case.may_be_read(Reader { member, checked }, &self.guards)?;
        if self.is_here(channel, member, Some(*sent_in), case) { Ok(()) } else { Err(Refusal::NoSuchCase) }
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
