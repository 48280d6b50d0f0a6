//! Decides how the check of who is calling is recorded, and what waits for it.

use super::super::diagnosis::Diagnosis;
use super::super::event::{Event, Verb};
use super::super::identity::{CheckedIdentity, IdentityCheck};
use super::super::people::Member;
use super::super::refusal::Refusal;
use super::super::{MemberId, ObjectId};
use super::{ApprovalRequest, Case, Now, Press, PressLookup};

impl Case {
    /// Returns the checks of who is calling, one of which is to be recorded before anyone approves; empty if one is
    /// recorded or none is needed.
    pub fn missing_checks(&self, diagnosis: &Diagnosis) -> &[IdentityCheck] {
        let is_needed = diagnosis.identity.is_none() && diagnosis.hands_out_secret();
        if is_needed { &self.opening.terms.identity_check } else { &[] }
    }

    /// Checks that nothing but the press itself is missing for an approval.
    pub(super) fn is_identity_checked(&self, request: &ApprovalRequest) -> Result<(), Refusal> {
        if self.missing_checks(&request.diagnosed.diagnosis).is_empty() {
            return Ok(());
        }
        Err(Refusal::IdentityUnchecked { requester: self.opening.member.id })
    }

    /// Checks that a member is one of those who asked, and that this check is one of those that are missing.
    pub(super) fn may_record_check(
        &self,
        request: &ApprovalRequest,
        member: &Member,
        verb: Verb,
    ) -> Result<PressLookup, Refusal> {
        if !self.requesters().contains(&member.id) {
            return Err(Refusal::NotYours { requester: self.opening.member.id });
        }
        let diagnosis = &request.diagnosed.diagnosis;
        match verb.check() {
            Some(check) if self.missing_checks(diagnosis).contains(&check) => Ok(PressLookup::Nothing),
            Some(_) if diagnosis.identity.is_some() => Err(Refusal::StalePlan),
            _ => Err(Refusal::NotUnderstood),
        }
    }

    /// Records the check of a requester. From then on the plan has another digest, which approvals name.
    pub(super) fn on_identity(
        &self,
        request: &ApprovalRequest,
        press: &Press,
        now: Now,
    ) -> Result<Vec<Event>, Refusal> {
        if press.plan != request.approval.plan {
            return Err(Refusal::StalePlan);
        }
        if now.at >= request.approval.expires_at() {
            return Err(Refusal::TooLate);
        }
        let diagnosis = &request.diagnosed.diagnosis;
        let Some(check) = press.verb.check() else { return Err(Refusal::NotUnderstood) };
        let account = self.account_of_requester(request, press.member.id);
        let identity = CheckedIdentity { check, by: press.member.clone(), account, at: now.at };
        let plan = Diagnosis { identity: Some(identity.clone()), ..diagnosis.clone() }
            .digest_with(request.approval.receiver_rule.as_ref());
        Ok(vec![Event::IdentityChecked { identity, interaction: press.interaction, plan }])
    }

    fn account_of_requester(&self, request: &ApprovalRequest, member: MemberId) -> ObjectId {
        let joined = self.joined.iter().find(|joined| joined.member.id == member);
        joined.map_or(request.diagnosed.requester.object_id, |joined| joined.account)
    }
}
