//! What a case asks of the tenant and the chat, turned into what it understands.

use std::collections::BTreeSet;
use std::time::Duration;

use futures_util::future::join_all;
use jiff::Timestamp;

use super::tenant_channel::Site;
use crate::domain::account::Account;
use crate::domain::approval::ApprovalRequirement;
use crate::domain::approval::quorum::{Candidate, Candidates};
use crate::domain::authority::Guard;
use crate::domain::case::{EffectCheck, PersonRecheck, Recheck, TargetLookup};
use crate::domain::people::{Member, StandingLookup};
use crate::domain::policy;
use crate::domain::refusal::Refusal;
use crate::domain::{MemberId, ObjectId, RoleName, Trouble};
use crate::ports::{Budget, Chat, ObserveRequest, Resolution, Tenant, TenantError};

/// The most people who are asked about; whoever is left then counts as able.
const CANDIDATES_MAX: usize = 100;

/// What the directory says of a member.
pub async fn check_member<T: Tenant>(
    site: &Site<T>,
    member: MemberId,
    now: Timestamp,
    budget: &Budget,
) -> StandingLookup {
    match site.account_of(member) {
        Some(account) => check_account(site, &account, now, budget).await,
        None => StandingLookup::NotLinked,
    }
}

/// What the directory says of a person.
pub async fn check_account<T: Tenant>(
    site: &Site<T>,
    account: &ObjectId,
    now: Timestamp,
    budget: &Budget,
) -> StandingLookup {
    match site.tenant.standing(account, now, budget).await {
        Ok(Some(standing)) => StandingLookup::Read(standing),
        Ok(None) => StandingLookup::Missing,
        Err(error) => StandingLookup::Unreadable(error.trouble().clone()),
    }
}

/// Reads the target that was found by what was typed, by its object id, with those of the groups that it is in.
pub async fn look<T: Tenant>(
    site: &Site<T>,
    found: Result<Resolution, TenantError>,
    groups: &[String],
    now: Timestamp,
    budget: &Budget,
) -> Result<Account, TargetLookup> {
    let unavailable = |error: TenantError| TargetLookup::Unavailable(error.trouble().clone());
    let (target, names) = match found.map_err(unavailable)? {
        Resolution::Account(target, names) => (target, names),
        Resolution::Deleted(account) => return Ok(*account),
        Resolution::Ambiguous(upns) => return Err(TargetLookup::Several(upns)),
        Resolution::NotFound => return Err(TargetLookup::Nobody),
        Resolution::Malformed => return Err(TargetLookup::Malformed),
    };
    let sought = ObserveRequest { target: &target, names: names.as_ref(), groups };
    site.tenant.observe(sought, now, budget).await.map_err(|error| match error {
        // Deleted between the two calls.
        TenantError::NotFound(_) => TargetLookup::Nobody,
        error => unavailable(error),
    })
}

/// Those who could meet the demand: looked at one after the other, and no further than until it could be met.
pub async fn find_approvers<T: Tenant, C: Chat>(
    (site, chat): (&Site<T>, &C),
    (demand, guard): (&ApprovalRequirement, &Guard),
    requesters: &[MemberId],
    target: &ObjectId,
    now: Timestamp,
    budget: &Budget,
) -> Candidates {
    let people = site.people().all();
    let accounts: Vec<&ObjectId> = requesters.iter().filter_map(|requester| people.get(requester)).collect();
    let is_other = |(member, account): &(&MemberId, &ObjectId)| {
        !requesters.contains(member) && **account != *target && !accounts.contains(account)
    };
    let others: Vec<(&MemberId, &ObjectId)> = people.iter().filter(is_other).collect();
    let mut found = Candidates { others: others.len(), ..Candidates::default() };
    // Two members with one account are one person.
    let mut looked_at: BTreeSet<&ObjectId> = BTreeSet::new();
    for (member, account) in others {
        if demand.can_be_met(&found, guard).is_ok() {
            break;
        }
        if looked_at.len() >= CANDIDATES_MAX {
            found.more = true;
            break;
        }
        if looked_at.insert(account) {
            found.people.extend(candidate(site, chat, *member, account, now, budget).await);
        }
    }
    found
}

/// Somebody who could be asked; nobody where they have left or their account is not in order.
async fn candidate<T: Tenant, C: Chat>(
    site: &Site<T>,
    chat: &C,
    member: MemberId,
    account: &ObjectId,
    now: Timestamp,
    budget: &Budget,
) -> Option<Candidate> {
    let (roles, checked) =
        tokio::join!(chat.member_roles(site.guild, member), check_account(site, account, now, budget));
    let member = match roles {
        Ok(Some(roles)) => Some(Member { id: member, name: String::new(), roles: site.names_of(&roles) }),
        Ok(None) => return None,
        Err(_) => None,
    };
    match policy::in_good_standing(checked) {
        Ok(standing) => Some(Candidate { member, standing: Some(standing) }),
        Err(Refusal::StandingUnread { .. }) => Some(Candidate { member, standing: None }),
        Err(_) => None,
    }
}

/// Reads everything that a step rests on once more, all at the same time.
pub async fn recheck<T: Tenant, C: Chat>(
    (site, chat): (&Site<T>, &C),
    requester: MemberId,
    (sought, before): (ObserveRequest<'_>, Option<&Account>),
    approvers: &[(MemberId, ObjectId)],
    now: Timestamp,
    budget: &Budget,
) -> Recheck {
    let approvers = approvers.iter().map(|(member, _)| async move {
        // As members: they may have been linked to another account since, or to none.
        let (checked, chat_roles) =
            tokio::join!(check_member(site, *member, now, budget), roles_now(site, chat, *member));
        PersonRecheck { checked, chat_roles }
    });
    let account = async {
        match before {
            Some(before) => site.tenant.observe_again(before, sought.groups, now, budget).await,
            None => site.tenant.observe(sought, now, budget).await,
        }
    };
    let (account, checked, chat_roles, approvers) = tokio::join!(
        account,
        check_member(site, requester, now, budget),
        roles_now(site, chat, requester),
        join_all(approvers),
    );
    let account = account.map_err(|error| error.trouble().clone());
    Recheck { account, requester: PersonRecheck { checked, chat_roles }, approvers }
}

/// The roles that a member has in the chat now; none for somebody who has left it.
pub async fn roles_now<T: Tenant, C: Chat>(
    site: &Site<T>,
    chat: &C,
    member: MemberId,
) -> Result<Vec<RoleName>, Trouble> {
    match chat.member_roles(site.guild, member).await {
        Ok(roles) => Ok(site.names_of(&roles.unwrap_or_default())),
        Err(error) => Err(Trouble {
            call: "GET /guilds/{guild}/members/{member}".to_owned(),
            status: None,
            code: "discord_unavailable".to_owned(),
            message: error.to_string().chars().take(Trouble::MESSAGE_CHARS_MAX).collect(),
            request_id: None,
        }),
    }
}

/// Reads until the effect of a step shows, pausing in between; false where it does not show in the end, and an error where the
/// last reading failed.
pub async fn look_for_effect<T: Tenant>(
    site: &Site<T>,
    look: &EffectCheck,
    pauses: &[Duration],
    budget: &Budget,
) -> Result<bool, Trouble> {
    let mut pauses = pauses.iter();
    loop {
        let seen = site.tenant.condition(look, budget).await;
        let seen = seen.map(|condition| look.kind.is_seen(&look.before, &condition));
        if seen == Ok(true) {
            return Ok(true);
        }
        match pauses.next() {
            Some(pause) => tokio::time::sleep(*pause).await,
            None => return seen.map_err(|error| error.trouble().clone()),
        }
    }
}
