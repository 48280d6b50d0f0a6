//! Grendel set a password that no one has seen: the old one no longer works, whatever the sign-ins say.

use super::{FindingDefinition, Relevance};
use crate::domain::evidence::Fact;
use crate::domain::step::StepKind;

pub(super) const DEFINITION: FindingDefinition = FindingDefinition {
    recognise: |seen, _found| Some(vec![Fact::PasswordUnseen { case: seen.account.unseen_since? }]),
    codes: &[],
    ended_by_new_password: false,
    relevance: |_evidence| Relevance::Refusal,
    in_vain: &[StepKind::EnableSignIn],
    needs_people: None,
};
