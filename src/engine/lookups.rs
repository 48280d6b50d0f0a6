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
use crate::domain::case::{Case, EffectCheck, PersonRecheck, Recheck, TargetLookup};
use crate::domain::compromise::SignKind;
use crate::domain::condition::Condition;
use crate::domain::link::AccountLinks;
use crate::domain::people::{Aliases, HeldRole, Member, Party, Standing, StandingLookup};
use crate::domain::policy;
use crate::domain::receiver::ReceiverRule;
use crate::domain::refusal::Refusal;
use crate::domain::step::StepKind;
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

/// A search for people who could agree to a plan.
#[derive(Clone, Copy)]
pub struct ApproverSearch<'a> {
    /// To this.
    pub requirement: &'a ApprovalRequirement,
    /// On a target so guarded.
    pub guard: &'a Guard,
    /// Not counting this account.
    pub target: &'a ObjectId,
    /// One of them, or the requester with these roles, to see what the plan makes.
    pub receiver: Option<(&'a ReceiverRule, (&'a Member, &'a [HeldRole]))>,
}

impl<'a, T: Tenant, C: Chat> Lookups<'a, T, C> {
    /// Creates lookups for the present.
    pub fn new(channel: &'a TenantChannel<T>, chat: &'a C, clock: &'a Clock, budget: &'a Budget) -> Self {
        Self { channel, chat, clock, budget, now: clock.now() }
    }

    /// Reads the account and the roles of a member.
    pub async fn look_up_member(&self, member: MemberId) -> StandingLookup {
        let links = self.channel.links();
        match links.account_of(member, self.now) {
            Some(account) => self.look_up_account(member, account).await,
            None => links.without_account(member, self.now),
        }
    }

    /// Reads the account and the roles of a member who wants to see a secret, and the target as it is now. If the target
    /// could not be read, the member counts as unread.
    pub async fn look_up_receiver(
        &self,
        member: MemberId,
        target: &Account,
        groups: &[String],
    ) -> (StandingLookup, Option<Account>) {
        let target = self.channel.tenant.observe_again(target, groups, self.now, self.budget);
        match tokio::join!(self.look_up_member(member), target) {
            (standing, Ok(account)) => (standing, Some(account)),
            (_, Err(error)) => (StandingLookup::Unreadable(error.trouble().clone()), None),
        }
    }

    /// Reads the account and the roles of a member who has this account, or wants to link it.
    pub async fn look_up_account(&self, member: MemberId, account: &ObjectId) -> StandingLookup {
        match self.channel.tenant.standing(account, self.now, self.budget).await {
            Ok(Some(standing)) => StandingLookup::Read(self.with_links(member, standing)),
            Ok(None) => StandingLookup::Missing,
            Err(error) => StandingLookup::Unreadable(error.trouble().clone()),
        }
    }

    /// Returns the standing with what Grendel itself knows about the person: whether their account approves, and who else they are.
    fn with_links(&self, member: MemberId, standing: Standing) -> Standing {
        let links = self.channel.links();
        let is_named = links.is_named(&standing.object_id);
        let probation = self.channel.probation;
        let since = self.now - probation.after_secret;
        let made_at = self.channel.secrets.made_for(&self.channel.name, &standing.object_id, since);
        let bar = probation.bar(&standing, is_named, made_at, self.now);
        let aliases = links.aliases(member, &standing.object_id);
        Standing { bar, aliases, ..standing }
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
        let groups = self.channel.groups_to_read(groups);
        let request = ObserveRequest { target: &target, names: names.as_ref(), groups: &groups };
        let observed = self.channel.tenant.observe(request, self.now, self.budget).await;
        observed.map(|account| self.channel.with_protection(account)).map_err(|error| match error {
            // Deleted between the two calls.
            TenantError::NotFound(_) => TargetLookup::Nobody,
            error => unavailable(error),
        })
    }

    /// Finds people who could meet a requirement, one after the other. Stops as soon as those found could meet it, and one
    /// of them could see what the plan makes.
    pub async fn find_approvers(&self, search: &ApproverSearch<'_>, requesters: &[MemberId]) -> Candidates {
        let ApproverSearch { requirement, guard, target, receiver } = *search;
        let links = self.channel.links();
        let linked = links.all(self.now);
        let is_other = |(member, account): &(&MemberId, &ObjectId)| {
            let aliases = links.aliases(**member, account);
            let party = Party { member: **member, account: Some(**account), aliases };
            let has_asked = requesters.iter().any(|asked| party.is_same_human(*asked, linked.get(asked)));
            !has_asked && !party.has_account(target)
        };
        let others: Vec<(&MemberId, &ObjectId)> = linked.iter().filter(is_other).collect();
        let mut candidates = Candidates {
            others: others_than(&links, requesters.first().copied(), self.now),
            target_known: links.was_ever_of(target),
            ..Candidates::default()
        };
        if candidates.others == 0 {
            candidates.others = self.former_others(&links, search, requesters.first().copied()).await;
        }
        // Two members with one account are one person, and so are two accounts that the operator declared to be one human.
        let mut checked: BTreeSet<ObjectId> = BTreeSet::new();
        for (member, account) in others {
            let is_seen = receiver.is_none_or(|(rule, asking)| candidates.could_see(rule, asking, guard).is_ok());
            if is_seen && requirement.can_be_met(&candidates, guard).is_ok() {
                break;
            }
            if checked.len() >= CANDIDATES_MAX {
                candidates.more = true;
                break;
            }
            if checked.insert(*account) {
                checked.extend(links.aliases(*member, account).accounts);
                candidates.people.extend(self.candidate(*member, account).await);
            }
        }
        candidates
    }

    /// Returns 1 if a person whose link has ended or was taken back could still decide, else 0. A link that is gone makes nobody
    /// unknown: otherwise taking it back would leave the requester alone.
    async fn former_others(
        &self,
        links: &AccountLinks,
        search: &ApproverSearch<'_>,
        requester: Option<MemberId>,
    ) -> usize {
        let (own, aliases) = own_accounts(links, requester, self.now);
        let is_own = |member: MemberId, account: &ObjectId| {
            Some(member) == requester || Some(*account) == own || aliases.has(member, account)
        };
        let former = links.former(self.now).into_iter().filter(|(member, account)| !is_own(*member, account));
        for (read, (member, account)) in former.enumerate() {
            if read >= CANDIDATES_MAX || self.could_decide(member, &account, search).await {
                return 1;
            }
        }
        0
    }

    /// Returns true if a person could decide once they link again: in the guild, with a role that a rule asks, and with an account that
    /// is enabled or the target. What cannot be read counts as if they could.
    async fn could_decide(&self, member: MemberId, account: &ObjectId, search: &ApproverSearch<'_>) -> bool {
        let (roles, checked) = tokio::join!(
            self.chat.member_roles(self.channel.location.guild, member),
            self.look_up_account(member, account)
        );
        let is_asked = match roles {
            Ok(Some(roles)) => search.requirement.may_ask(&self.channel.role_names(&roles)),
            Ok(None) => false,
            Err(_) => true,
        };
        is_asked
            && match checked {
                StandingLookup::Read(standing) => account == search.target || standing.enabled && !standing.external,
                StandingLookup::Unreadable(_) => true,
                _ => false,
            }
    }

    /// Reads a possible approver. Returns `None` if they have left the guild or if their account is not in good
    /// standing.
    async fn candidate(&self, member: MemberId, account: &ObjectId) -> Option<Candidate> {
        let (roles, checked) = tokio::join!(
            self.chat.member_roles(self.channel.location.guild, member),
            self.look_up_account(member, account)
        );
        let member = match roles {
            Ok(Some(roles)) => Some(Member {
                id: member,
                name: String::new(),
                username: String::new(),
                roles: self.channel.role_names(&roles),
            }),
            Ok(None) => return None,
            Err(_) => None,
        };
        match policy::may_approve(checked) {
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
        let groups = self.channel.groups_to_read(request.groups);
        let request = ObserveRequest { groups: &groups, ..request };
        let account = async {
            let tenant = &self.channel.tenant;
            match before {
                Some(before) => tenant.observe_again(before, request.groups, self.now, self.budget).await,
                None => tenant.observe(request, self.now, self.budget).await,
            }
        };
        let (account, requester, approvers) = tokio::join!(account, self.present(requester), join_all(approvers));
        let account = account.map(|account| self.channel.with_protection(account));
        let account = account.map_err(|error| error.trouble().clone());
        // The actor of the case knows the rest.
        Recheck { account, requester, approvers, limit: None, others: None, target_known: true }
    }

    async fn present(&self, member: MemberId) -> PersonRecheck {
        let (checked, chat_roles) =
            tokio::join!(self.look_up_member(member), chat_roles(self.channel, self.chat, member));
        PersonRecheck { checked, chat_roles }
    }

    /// Reads the account after the step that was verified last, with its mail if it was contained. `None` if another step is to
    /// come, if it cannot be read, or if that would show nothing new.
    pub async fn after_last_step(&self, case: &Case, last: &EffectCheck) -> Option<Condition> {
        let shows_nothing_new = case.contained().is_none() && shows_sign_in(last.kind);
        if !case.is_last_step(last.step) || shows_nothing_new {
            return None;
        }
        let check = EffectCheck { kind: StepKind::EnableSignIn, ..last.clone() };
        let condition = self.channel.tenant.condition(&check, self.budget);
        let (condition, mail) = tokio::join!(condition, self.mail_of_contained(case));
        Some(with_mail(case, condition.ok()?, mail.as_ref()))
    }

    /// Reads the mail of an account that was contained; `None` for any other case.
    async fn mail_of_contained(&self, case: &Case) -> Option<Account> {
        let contained = case.contained()?;
        Some(Box::pin(self.channel.tenant.observe_mail(&contained.account, self.now, self.budget)).await)
    }

    /// Returns what was read of an account whose case ends with that, with its mail if it was contained.
    pub async fn with_mail_of_contained(&self, case: &Case, condition: Condition) -> Condition {
        with_mail(case, condition, self.mail_of_contained(case).await.as_ref())
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

/// Returns true if the look at the effect of this step shows as much as a look at the sign-in after it.
const fn shows_sign_in(last: StepKind) -> bool {
    matches!(last, StepKind::BlockSignIn | StepKind::EnableSignIn | StepKind::PointToSelfService)
}

/// Returns the condition with the mail that was read, as far as nobody has judged it to be harmless.
fn with_mail(case: &Case, condition: Condition, mail: Option<&Account>) -> Condition {
    let (Some(contained), Some(account)) = (case.contained(), mail) else { return condition };
    let waived: Vec<SignKind> = contained.waivers.iter().flat_map(|waiver| waiver.signs.iter().copied()).collect();
    condition.with_mail(account, &waived)
}

/// Returns the number of known accounts besides those of the first requester: those of co-requesters and of the target are
/// other people too, and so is a member whose link is about to count.
fn others_than(links: &AccountLinks, requester: Option<MemberId>, now: Timestamp) -> usize {
    let (own, aliases) = own_accounts(links, requester, now);
    let people = links.expected(now);
    let is_own = |account: &ObjectId| Some(*account) == own || aliases.accounts.contains(account);
    let is_other = |(member, account): &(&MemberId, &ObjectId)| !is_own(account) && !aliases.members.contains(member);
    people.iter().filter(is_other).map(|(_, account)| account).collect::<BTreeSet<_>>().len()
}

/// Returns the account of the first requester, and who else they are.
fn own_accounts(links: &AccountLinks, requester: Option<MemberId>, now: Timestamp) -> (Option<ObjectId>, Aliases) {
    let own = requester.and_then(|requester| links.account_of(requester, now).copied());
    let aliases = requester.zip(own).map(|(requester, own)| links.aliases(requester, &own));
    (own, aliases.unwrap_or_default())
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
            retry_after_seconds: None,
        }),
    }
}
