//! Finding the target; and where two cases are about one account, the second joins the first.

use jiff::Timestamp;
use tokio::sync::oneshot;

use super::Conversation;
use crate::domain::CaseNumber;
use crate::domain::account::Account;
use crate::domain::account_choice::Pick;
use crate::domain::case::{Phase, TargetLookup};
use crate::domain::event::CoRequester;
use crate::engine::lookups;
use crate::engine::message::Message;
use crate::ports::{Chat, Resolution, Tenant, TenantError};

/// Who is meant, as it was found while the requester was looked up.
pub(super) enum Found {
    /// By name: what it is has still to be read.
    Named(Result<Resolution, TenantError>),
    /// All of it.
    Read(Box<Result<Account, TargetLookup>>),
}

impl<T: Tenant, C: Chat> Conversation<T, C> {
    /// Finds the target beside the look at the requester. Whom they picked from a list that was offered to them, for which they were
    /// looked at, is read at once; whatever comes of that is thrown away where the look now says no.
    pub(super) async fn find_beside(&self, now: Timestamp) -> Found {
        let (site, opening) = (&self.shared.sites[self.site], self.open.case.opening());
        let typist = (self.site, opening.member.id);
        let offered = Pick::read(&opening.user).and_then(|pick| {
            let names = self.shared.completions.names_offered(typist, &pick.object_id, now)?;
            Some(Resolution::Account(pick.object_id, Some(names)))
        });
        match offered {
            Some(picked) => {
                let groups = opening.terms.groups();
                Found::Read(Box::new(lookups::look(site, Ok(picked), &groups, now, &self.budget).await))
            }
            None => Found::Named(site.tenant.resolve(&opening.user, now, &self.budget).await),
        }
    }

    /// Finds and reads the target, unless another case is about the same: then that one goes on with both. Nothing where the
    /// program is stopping: the next start looks again.
    pub(super) async fn diagnose(&self) -> Option<TargetLookup> {
        let (claims, case) = (&self.shared.claims, &self.open.case);
        let (site, now) = (&self.shared.sites[self.site], self.shared.clock.now());
        let opening = case.opening();
        let found = self.found.lock().expect("nothing panics with this lock").take();
        let groups = opening.terms.groups();
        let looked = match found {
            Some(Found::Read(looked)) => *looked,
            Some(Found::Named(named)) => lookups::look(site, named, &groups, now, &self.budget).await,
            // The requester was looked up before a restart.
            None => {
                let named = site.tenant.resolve(&opening.user, now, &self.budget).await;
                lookups::look(site, named, &groups, now, &self.budget).await
            }
        };
        let account = match looked {
            Ok(account) => account,
            Err(nothing) => return Some(nothing),
        };
        // Whatever only looks stands in nobody's way, and whoever picked a name that is another's by now is about to be refused: they
        // neither keep the account nor come into somebody's case about it.
        while opening.terms.takes_steps()
            && case.names_another(&account).is_none()
            && let Err(other) = claims.claim(case, &account.object_id)
        {
            if self.join(other).await {
                return Some(TargetLookup::UnderWay(other));
            }
            if *self.shared.stopping.borrow() {
                return None;
            }
            // It is just ending: then this one is the first again.
            tokio::task::yield_now().await;
        }
        let earlier = claims.done_recently(&opening.tenant, &account.object_id, now);
        let account = Account { unseen_since: claims.unseen(&opening.tenant, &account), ..account };
        Some(TargetLookup::Found { account: Box::new(account), earlier })
    }

    /// Tells another case that its requester has company, and waits until it has written that down: from then on they cannot
    /// approve it, whatever happens to the program. False where it does not listen any more.
    async fn join(&self, other: CaseNumber) -> bool {
        let Phase::Accepted(standing) = self.open.case.phase() else { return false };
        let mailbox = self.shared.open().get(&other).map(|under_way| under_way.mailbox.clone());
        let opening = self.open.case.opening();
        let joined = CoRequester {
            member: opening.member.clone(),
            account: standing.object_id.clone(),
            reason: opening.reason.clone(),
            case: self.open.case.number(),
        };
        match mailbox {
            Some(mailbox) => {
                let (written, is_written) = oneshot::channel();
                mailbox.send(Message::Joined(joined, written)).await.is_ok() && is_written.await.is_ok()
            }
            None => false,
        }
    }
}
