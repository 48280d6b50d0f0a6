//! The lookup of the target. If another case is about the same account, this one joins it.

use tokio::sync::oneshot;

use super::CaseActor;
use crate::domain::CaseNumber;
use crate::domain::account::Account;
use crate::domain::case::{Phase, TargetLookup};
use crate::domain::event::CoRequester;
use crate::domain::target_ref::TargetRef;
use crate::engine::message::Message;
use crate::ports::{Chat, Resolution, Tenant, TenantError};

/// A lookup of the target that was made together with the one of the requester.
pub(super) enum EarlyLookup {
    /// The account is found, and still to be read.
    Resolved(Result<Resolution, TenantError>),
    /// The account is read.
    Observed(Box<Result<Account, TargetLookup>>),
}

impl<T: Tenant, C: Chat> CaseActor<T, C> {
    /// Looks up the target while the requester is checked. An account that the requester chose from an offer is read at
    /// once: they were allowed to use the command when it was offered. The result is dropped if they are not accepted
    /// now.
    pub(super) async fn look_up_target(&self) -> EarlyLookup {
        let (opening, target) = (self.open.case.opening(), self.open.case.target_ref());
        let (lookups, key) = (self.lookups(&self.budget), self.channel.key_of(opening.member.id));
        let chosen = match target {
            TargetRef::Picked(pick) => {
                let names = self.services.offers.offered_names(&key, &pick.object_id, self.services.clock.now());
                names.map(|names| Resolution::Account(pick.object_id, Some(names)))
            }
            TargetRef::ObjectId(_) | TargetRef::Address(_) | TargetRef::Malformed => None,
        };
        match chosen {
            Some(chosen) => {
                let observed = lookups.observe(Ok(chosen), &opening.terms.groups()).await;
                EarlyLookup::Observed(Box::new(observed))
            }
            None => EarlyLookup::Resolved(lookups.resolve(target).await),
        }
    }

    /// Finds and reads the target, and locks it for this case. If another case holds the lock, this one joins it.
    /// Returns `None` if the program is stopping; the next start looks again.
    pub(super) async fn diagnose(&self) -> Option<TargetLookup> {
        let (services, case) = (&self.services, &self.open.case);
        let (opening, now) = (case.opening(), services.clock.now());
        let account = match self.observe_target().await {
            Ok(account) => account,
            Err(lookup) => return Some(lookup),
        };
        // A case that only reads needs no lock. A requester who typed a name that now belongs to another account is
        // about to be refused: they neither lock the account nor join a case about it.
        // Who asks about their own account is refused too, and does not learn that somebody else has asked.
        while opening.terms.takes_steps()
            && case.names_another(&account).is_none()
            && !self.is_about_requester(&account)
            && let Err(other) = services.locks.lock_target(case, &account.object_id)
        {
            if self.join(other).await {
                return Some(TargetLookup::UnderWay(other));
            }
            if services.shutdown.has_begun() {
                return None;
            }
            // The other case is just ending, so the lock is about to be free.
            tokio::task::yield_now().await;
        }
        let earlier = services.locks.last_case(&opening.tenant, &account.object_id, now);
        let unseen_since = services.locks.unseen_password(&opening.tenant, &account);
        let mut account = self.with_remembered_block(Account { unseen_since, ..account });
        account.access.add_own_passes(services.locks.usable_passes(&opening.tenant, &account.object_id, now));
        Some(TargetLookup::Found { account: Box::new(account), earlier })
    }

    /// Returns the account with the block that our own journal remembers.
    pub(super) fn with_remembered_block(&self, account: Account) -> Account {
        let tenant = &self.open.case.opening().tenant;
        let remembered_block = self.services.locks.remembered_block(tenant, &account.object_id);
        Account { remembered_block, ..account }
    }

    fn is_about_requester(&self, account: &Account) -> bool {
        matches!(self.open.case.phase(), Phase::Accepted(standing) if standing.is_same_human(&account.object_id))
    }

    async fn observe_target(&self) -> Result<Account, TargetLookup> {
        let opening = self.open.case.opening();
        let (lookups, groups) = (self.lookups(&self.budget), opening.terms.groups());
        let looked_up = self.target.lock().expect("nothing panics with this lock").take();
        match looked_up {
            Some(EarlyLookup::Observed(observed)) => *observed,
            Some(EarlyLookup::Resolved(resolved)) => lookups.observe(resolved, &groups).await,
            // The requester was checked before a restart.
            None => lookups.observe(lookups.resolve(self.open.case.target_ref()).await, &groups).await,
        }
    }

    /// Adds the requester of this case to another one, and waits until that is recorded: from then on they cannot
    /// approve it, even after a crash. Returns false if the other case has ended.
    async fn join(&self, other: CaseNumber) -> bool {
        let Phase::Accepted(standing) = self.open.case.phase() else { return false };
        let Some(handle) = self.services.open_cases.get(other) else { return false };
        let opening = self.open.case.opening();
        let joined = CoRequester {
            member: opening.member.clone(),
            account: standing.object_id,
            aliases: standing.aliases.clone(),
            reason: opening.reason.clone(),
            case: self.open.case.number(),
        };
        let (recorded, is_recorded) = oneshot::channel();
        handle.mailbox.send(Message::Joined(joined, recorded)).await.is_ok() && is_recorded.await.is_ok()
    }
}
