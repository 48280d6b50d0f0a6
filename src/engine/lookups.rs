//! The questions of a case to the tenant and the chat, with answers in the words of the domain.

use std::collections::BTreeSet;
use std::time::Duration;

use futures_util::future::join_all;
use jiff::Timestamp;

use super::tenant_channel::TenantChannel;
use crate::clock::Clock;
use crate::domain::account::Account;
use crate::domain::approval::ApprovalRequirement;
use crate::domain::approval::quorum::{Candidate, Candidates};
use crate::domain::authority::Guard;
use crate::domain::case::{EffectCheck, PersonRecheck, Recheck, TargetLookup};
use crate::domain::people::{Member, StandingLookup};
use crate::domain::policy;
use crate::domain::refusal::Refusal;
use crate::domain::target_ref::TargetRef;
use crate::domain::{MemberId, ObjectId, RoleName, Trouble};
use crate::ports::{Budget, Chat, ObserveRequest, Resolution, Tenant, TenantError};

/// The most people who are looked up as possible approvers. The others count as able to approve.
const CANDIDATES_MAX: usize = 100;

/// Reads from one tenant and its channel, on one budget and for one instant.
pub struct Lookups<'a, T, C> {
    channel: &'a TenantChannel<T>,
    chat: &'a C,
    clock: &'a Clock,
    budget: &'a Budget,
    now: Timestamp,
}

impl<'a, T: Tenant, C: Chat> Lookups<'a, T, C> {
    /// Creates lookups for the present.
    pub fn new(channel: &'a TenantChannel<T>, chat: &'a C, clock: &'a Clock, budget: &'a Budget) -> Self {
        Self { channel, chat, clock, budget, now: clock.now() }
    }

    /// Reads the account and the roles of a member.
    pub async fn look_up_member(&self, member: MemberId) -> StandingLookup {
        match self.channel.account_of(member) {
            Some(account) => self.look_up_account(&account).await,
            None => StandingLookup::NotLinked,
        }
    }

    /// Reads a person's account and roles.
    pub async fn look_up_account(&self, account: &ObjectId) -> StandingLookup {
        match self.channel.tenant.standing(account, self.now, self.budget).await {
            Ok(Some(standing)) => StandingLookup::Read(standing),
            Ok(None) => StandingLookup::Missing,
            Err(error) => StandingLookup::Unreadable(error.trouble().clone()),
        }
    }

    /// Finds the account that is meant.
    pub async fn resolve(&self, target: &TargetRef) -> Result<Resolution, TenantError> {
        self.channel.tenant.resolve(target, self.now, self.budget).await
    }

    /// Reads the account that was resolved, with its membership in these groups.
    ///
    /// # Errors
    ///
    /// The result of the diagnosis if there is no single account to read.
    pub async fn observe(
        &self,
        resolved: Result<Resolution, TenantError>,
        groups: &[String],
    ) -> Result<Account, TargetLookup> {
        let unavailable = |error: TenantError| TargetLookup::Unavailable(error.trouble().clone());
        let (target, names) = match resolved.map_err(unavailable)? {
            Resolution::Account(target, names) => (target, names),
            Resolution::Deleted(account) => return Ok(*account),
            Resolution::Ambiguous(upns) => return Err(TargetLookup::Several(upns)),
            Resolution::NotFound => return Err(TargetLookup::Nobody),
            Resolution::Malformed => return Err(TargetLookup::Malformed),
        };
        let request = ObserveRequest { target: &target, names: names.as_ref(), groups };
        self.channel.tenant.observe(request, self.now, self.budget).await.map_err(|error| match error {
            // Deleted between the two calls.
            TenantError::NotFound(_) => TargetLookup::Nobody,
            error => unavailable(error),
        })
    }

    /// Finds people who could meet a requirement, one after the other. Stops as soon as those found could meet it.
    pub async fn find_approvers(
        &self,
        requirement: &ApprovalRequirement,
        guard: &Guard,
        requesters: &[MemberId],
        target: &ObjectId,
    ) -> Candidates {
        let linked = self.channel.links().all();
        let accounts: Vec<&ObjectId> = requesters.iter().filter_map(|requester| linked.get(requester)).collect();
        let is_other = |(member, account): &(&MemberId, &ObjectId)| {
            !requesters.contains(member) && **account != *target && !accounts.contains(account)
        };
        let others: Vec<(&MemberId, &ObjectId)> = linked.iter().filter(is_other).collect();
        let mut candidates = Candidates { others: others.len(), ..Candidates::default() };
        // Two members with one account are one person.
        let mut checked: BTreeSet<&ObjectId> = BTreeSet::new();
        for (member, account) in others {
            if requirement.can_be_met(&candidates, guard).is_ok() {
                break;
            }
            if checked.len() >= CANDIDATES_MAX {
                candidates.more = true;
                break;
            }
            if checked.insert(account) {
                candidates.people.extend(self.candidate(*member, account).await);
            }
        }
        candidates
    }

    /// Reads a possible approver. Returns `None` if they have left the guild or if their account is not in good
    /// standing.
    async fn candidate(&self, member: MemberId, account: &ObjectId) -> Option<Candidate> {
        let (roles, checked) =
            tokio::join!(self.chat.member_roles(self.channel.location.guild, member), self.look_up_account(account));
        let member = match roles {
            Ok(Some(roles)) => Some(Member { id: member, name: String::new(), roles: self.channel.role_names(&roles) }),
            Ok(None) => return None,
            Err(_) => None,
        };
        match policy::in_good_standing(checked) {
            Ok(standing) => Some(Candidate { member, standing: Some(standing) }),
            Err(Refusal::StandingUnread { .. }) => Some(Candidate { member, standing: None }),
            Err(_) => None,
        }
    }

    /// Reads everything that a step rests on again, all at the same time. With `before`, which is the account before
    /// the first step, only what limits the steps is read of the target.
    pub async fn recheck(
        &self,
        requester: MemberId,
        request: ObserveRequest<'_>,
        before: Option<&Account>,
        approvers: &[(MemberId, ObjectId)],
    ) -> Recheck {
        // By member and not by account: they may have been linked to another account since, or to none.
        let approvers = approvers.iter().map(|(member, _)| self.present(*member));
        let account = async {
            let tenant = &self.channel.tenant;
            match before {
                Some(before) => tenant.observe_again(before, request.groups, self.now, self.budget).await,
                None => tenant.observe(request, self.now, self.budget).await,
            }
        };
        let (account, requester, approvers) = tokio::join!(account, self.present(requester), join_all(approvers));
        Recheck { account: account.map_err(|error| error.trouble().clone()), requester, approvers }
    }

    async fn present(&self, member: MemberId) -> PersonRecheck {
        let (checked, chat_roles) =
            tokio::join!(self.look_up_member(member), chat_roles(self.channel, self.chat, member));
        PersonRecheck { checked, chat_roles }
    }

    /// Reads until the effect of a step is visible, with these pauses in between. Returns false if it is not visible
    /// after the last one.
    ///
    /// # Errors
    ///
    /// The last read failed.
    pub async fn effect_is_visible(&self, check: &EffectCheck, pauses: &[Duration]) -> Result<bool, Trouble> {
        let mut pauses = pauses.iter();
        loop {
            let condition = self.channel.tenant.condition(check, self.budget).await;
            let visible = condition.map(|condition| check.kind.is_seen(&check.before, &condition));
            if visible == Ok(true) {
                return Ok(true);
            }
            match pauses.next() {
                Some(pause) => self.clock.sleep(*pause).await,
                None => return visible.map_err(|error| error.trouble().clone()),
            }
        }
    }
}

/// Reads the roles that a member has in the chat now. A member who has left has none.
pub async fn chat_roles<T, C: Chat>(
    channel: &TenantChannel<T>,
    chat: &C,
    member: MemberId,
) -> Result<Vec<RoleName>, Trouble> {
    match chat.member_roles(channel.location.guild, member).await {
        Ok(roles) => Ok(channel.role_names(&roles.unwrap_or_default())),
        Err(error) => Err(Trouble {
            call: "GET /guilds/{guild}/members/{member}".to_owned(),
            status: None,
            code: "discord_unavailable".to_owned(),
            message: error.to_string().chars().take(Trouble::MESSAGE_CHARS_MAX).collect(),
            request_id: None,
        }),
    }
}
