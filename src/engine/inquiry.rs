//! What a case asks of the tenant and the chat, turned into what it understands.

use std::collections::BTreeSet;
use std::time::Duration;

use futures_util::future::join_all;
use jiff::Timestamp;

use super::site::Site;
use crate::domain::case::{Look, Looked, Recheck};
use crate::domain::command::ApprovalRule;
use crate::domain::people::Checked;
use crate::domain::{MemberId, ObjectId, Trouble};
use crate::ports::{Budget, Chat, Resolved, Tenant, TenantError};

/// The most people who are asked about; whoever is left then counts as able.
const CANDIDATES_MAX: usize = 100;

/// What the directory says of a member.
pub async fn check_member<T: Tenant>(site: &Site<T>, member: MemberId, now: Timestamp, budget: &Budget) -> Checked {
    match site.account_of(member) {
        Some(account) => check_account(site, &account, now, budget).await,
        None => Checked::NotLinked,
    }
}

/// What the directory says of a person.
pub async fn check_account<T: Tenant>(site: &Site<T>, account: &ObjectId, now: Timestamp, budget: &Budget) -> Checked {
    match site.tenant.standing(account, now, budget).await {
        Ok(Some(standing)) => Checked::Read(standing),
        Ok(None) => Checked::Missing,
        Err(error) => Checked::Unreadable(error.trouble().clone()),
    }
}

/// Finds the target by what was typed, once, and reads it by its object id.
pub async fn look<T: Tenant>(site: &Site<T>, typed: &str, now: Timestamp, budget: &Budget) -> Looked {
    let target = match site.tenant.resolve(typed, budget).await {
        Ok(Resolved::One(target)) => target,
        Ok(Resolved::Several(upns)) => return Looked::Several(upns),
        Ok(Resolved::Nobody) => return Looked::Nobody,
        Ok(Resolved::Malformed) => return Looked::Malformed,
        Err(error) => return Looked::Unavailable(error.trouble().clone()),
    };
    match site.tenant.observe(&target, &[], now, budget).await {
        Ok(account) => Looked::Found(Box::new(account)),
        // Deleted between the two calls.
        Err(TenantError::NotFound(_)) => Looked::Nobody,
        Err(error) => Looked::Unavailable(error.trouble().clone()),
    }
}

/// How many could approve under each rule now, counted no further than the rule asks. Whoever cannot be asked about counts:
/// this spares the requester a wait in vain, it gives nobody a right.
pub async fn count_approvers<T: Tenant, C: Chat>(
    site: &Site<T>,
    chat: &C,
    rules: &[ApprovalRule],
    requester: MemberId,
    target: &ObjectId,
    now: Timestamp,
    budget: &Budget,
) -> Vec<u8> {
    let people = site.people().all();
    let requester_account = people.get(&requester);
    let counts = |(member, account): &(&MemberId, &ObjectId)| {
        **member != requester && *account != target && Some(*account) != requester_account
    };
    let mut able = vec![0_u8; rules.len()];
    let mut counted: BTreeSet<&ObjectId> = BTreeSet::new();
    for (index, (member, account)) in people.iter().filter(counts).enumerate() {
        let short = |able: &[u8]| rules.iter().zip(able).any(|(rule, able)| *able < rule.quorum);
        if !short(&able) {
            break;
        }
        if index >= CANDIDATES_MAX {
            return rules.iter().map(|rule| rule.quorum).collect();
        }
        let roles = match chat.roles_of(site.guild, *member).await {
            Ok(Some(roles)) => Some(site.names_of(&roles)),
            Ok(None) => continue,
            Err(_) => None,
        };
        let fits =
            |rule: &ApprovalRule| roles.as_ref().is_none_or(|roles| roles.iter().any(|role| rule.from.contains(role)));
        if !rules.iter().any(fits) {
            continue;
        }
        let enabled = match check_account(site, account, now, budget).await {
            Checked::Read(standing) => standing.enabled,
            Checked::Missing | Checked::NotLinked => false,
            Checked::Unreadable(_) => true,
        };
        // Two members with one account are one person.
        if enabled && counted.insert(account) {
            for (_, able) in rules.iter().zip(&mut able).filter(|(rule, _)| fits(rule)) {
                *able = able.saturating_add(1);
            }
        }
    }
    able
}

/// Reads everything that a step rests on once more, all at the same time.
pub async fn recheck<T: Tenant>(
    site: &Site<T>,
    requester: MemberId,
    target: &ObjectId,
    approvers: &[ObjectId],
    now: Timestamp,
    budget: &Budget,
) -> Recheck {
    let approvers = approvers.iter().map(|approver| check_account(site, approver, now, budget));
    let (account, requester, approvers) = tokio::join!(
        site.tenant.observe(target, &[], now, budget),
        check_member(site, requester, now, budget),
        join_all(approvers),
    );
    Recheck { account: account.map_err(|error| error.trouble().clone()), requester, approvers }
}

/// Reads until the effect of a step shows, pausing in between; false where it does not show in the end, and an error where the
/// last reading failed.
pub async fn look_for_effect<T: Tenant>(
    site: &Site<T>,
    look: &Look,
    pauses: &[Duration],
    budget: &Budget,
) -> Result<bool, Trouble> {
    let mut pauses = pauses.iter();
    loop {
        let seen = site.tenant.condition(&look.target, budget).await;
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
