//! The people behind a secret that a case makes: who gets it, and whose authority carries it.

use super::super::approval::ApprovalMode;
use super::super::step::StepKind;
use super::super::{MemberId, ObjectId};
use super::Case;

/// The people behind the secrets of one case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecretParties {
    /// The account that a secret lets in.
    pub target: ObjectId,
    /// The member who is to get it, or who got it; `None` while it is for the first of several who asks.
    pub receiver: Option<SecretParty>,
    /// The members who approved it, or who acted on their own.
    pub carriers: Vec<SecretParty>,
}

/// A member and their account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SecretParty {
    /// The member.
    pub member: MemberId,
    /// The account by which they asked or approved; `None` if only the member is known.
    pub account: Option<ObjectId>,
}

impl Case {
    /// Returns the people behind the secrets of this case, or `None` before its plan was shown to anyone.
    pub fn secret_parties(&self) -> Option<SecretParties> {
        let request = self.approval_request()?;
        let approval = &request.approval;
        let broken = match &approval.mode {
            ApprovalMode::BreakGlass { broken, .. } => Some(&**broken),
            ApprovalMode::FourEyes | ApprovalMode::Alone { .. } => None,
        };
        let carriers = approval.approvals().chain(broken);
        Some(SecretParties {
            target: request.diagnosed.diagnosis.account.object_id,
            receiver: self.secret_receiver(),
            carriers: carriers.map(|one| SecretParty { member: one.by.id, account: Some(one.account) }).collect(),
        })
    }

    /// Returns the member who gets the secret, as far as that is fixed.
    fn secret_receiver(&self) -> Option<SecretParty> {
        let (_, fixed) = self.receiver(self.approval_request()?);
        fixed.map(|receiver| SecretParty { member: receiver.member.id, account: Some(receiver.account) })
    }

    /// Returns true if the plan has a step that makes a secret for someone to see.
    pub fn makes_secrets_for_someone(&self) -> bool {
        let steps = self.diagnosed().map_or(&[][..], |diagnosed| &diagnosed.diagnosis.plan.steps);
        steps.iter().any(|step| self.hands_out(*step))
    }

    /// Returns true if the step makes a secret that someone is going to see. A password that only shuts an intruder out
    /// is shown to nobody.
    pub fn hands_out(&self, step: StepKind) -> bool {
        let diagnosis = self.diagnosed().map(|diagnosed| &diagnosed.diagnosis);
        step.issues_secret() && diagnosis.is_some_and(|diagnosis| !diagnosis.stays_closed())
    }
}
