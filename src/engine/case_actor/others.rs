//! The look for people who became known while a requester is to go on alone.

use super::CaseActor;
use crate::domain::ObjectId;
use crate::domain::approval::ApprovalRequirement;
use crate::domain::approval::quorum::Candidates;
use crate::domain::authority::Guard;
use crate::domain::case::{Action, Input};
use crate::domain::receiver::ReceiverRule;
use crate::engine::lookups::ApproverSearch;
use crate::journal::JournalError;
use crate::ports::{Chat, Tenant};

impl<T: Tenant, C: Chat> CaseActor<T, C> {
    /// Looks again if anybody else is known, where the requester is to go on alone, and records what follows.
    pub(super) async fn look_for_others(&mut self) -> Result<(), JournalError> {
        match self.others().await {
            Some(others) => self.decide_and_record(Input::ApproversFound(others)).await,
            None => Ok(()),
        }
    }

    /// Returns the people who are known now, or `None` if the requester is not to go on alone.
    pub(super) async fn others(&self) -> Option<Candidates> {
        let now = self.now();
        let Action::FindApprovers { requirement, guard, target, receiver } = self.open.case.look_for_others(now)?
        else {
            return None;
        };
        Some(self.find_approvers(&requirement, &guard, &target, receiver.as_ref()).await)
    }

    /// Returns the people who could approve, and see what the plan makes.
    pub(super) async fn find_approvers(
        &self,
        requirement: &ApprovalRequirement,
        guard: &Guard,
        target: &ObjectId,
        receiver: Option<&ReceiverRule>,
    ) -> Candidates {
        let case = &self.open.case;
        let roles = case.diagnosed().map_or(&[][..], |diagnosed| &diagnosed.requester.roles);
        let receiver = receiver.map(|rule| (rule, (&case.opening().member, roles)));
        let search = ApproverSearch { requirement, guard, target, receiver };
        let found = self.lookups(&self.budget).find_approvers(&search, &case.requesters()).await;
        Candidates { limit: self.limit_of_requester(), ..found }
    }

    /// Returns true if Grendel knows the person who has this account.
    pub(super) fn knows_owner(&self, account: &ObjectId) -> bool {
        self.channel.links().was_ever_of(account)
    }
}
