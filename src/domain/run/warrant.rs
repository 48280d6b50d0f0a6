//! The warrant without which no step is taken.

use super::Intent;
use crate::domain::access::MethodId;
use crate::domain::condition::Parameters;
use crate::domain::diagnosis::Diagnosis;
use crate::domain::digest::Digest;
use crate::domain::step::StepKind;
use crate::domain::{CaseNumber, ObjectId, OperationId};

/// The right to take one step once. Only [`Case::next`](crate::domain::case::Case::next) makes one, from an approved plan and an intent
/// that is on disk; the code that takes steps demands one.
#[derive(Debug, PartialEq, Eq)]
pub struct Warrant {
    case: CaseNumber,
    target: ObjectId,
    digest: Digest,
    kind: StepKind,
    parameters: Parameters,
    step: usize,
    operation: OperationId,
}

impl Warrant {
    pub(in crate::domain) fn new(case: CaseNumber, diagnosis: &Diagnosis, digest: Digest, intent: &Intent) -> Self {
        let kind = diagnosis.plan.steps[intent.step];
        Self {
            case,
            target: diagnosis.plan.target,
            digest,
            kind,
            parameters: kind.parameters(&diagnosis.account),
            step: intent.step,
            operation: intent.operation,
        }
    }

    /// The warrant to take passes back that an approved step of the same plan has made. Without an id, it is for the one
    /// pass that an account has.
    pub(in crate::domain) fn of_revocation(
        case: CaseNumber,
        diagnosis: &Diagnosis,
        digest: Digest,
        operation: OperationId,
        passes: Vec<MethodId>,
    ) -> Self {
        Self {
            case,
            target: diagnosis.plan.target,
            digest,
            kind: StepKind::RevokeTemporaryAccessPass,
            parameters: Parameters::Passes(passes),
            step: diagnosis.plan.steps.len(),
            operation,
        }
    }

    /// Makes a warrant without a case, for tests of the code that carries one out.
    #[cfg(test)]
    pub(crate) fn for_test(target: ObjectId, kind: StepKind, parameters: Parameters, operation: OperationId) -> Self {
        let (case, digest) = (CaseNumber(1), Digest::of(""));
        Self { case, target, digest, kind, parameters, step: 0, operation }
    }

    /// The case that it was approved in.
    pub const fn case(&self) -> CaseNumber {
        self.case
    }

    /// The account it is about.
    pub const fn target(&self) -> &ObjectId {
        &self.target
    }

    /// The digest that the approvers named.
    pub const fn digest(&self) -> Digest {
        self.digest
    }

    /// Returns the step.
    pub const fn kind(&self) -> StepKind {
        self.kind
    }

    /// Returns its parameters.
    pub const fn parameters(&self) -> &Parameters {
        &self.parameters
    }

    /// The place of the step in the plan, from 0.
    pub const fn step(&self) -> usize {
        self.step
    }

    /// The id to send with the call (`client-request-id`).
    pub const fn operation(&self) -> &OperationId {
        &self.operation
    }
}
