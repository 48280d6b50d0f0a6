//! The signs together stand for a compromise. What they rest on is in the signs, so the finding has no evidence of its own.

use super::{FindingDefinition, Relevance};
use crate::domain::compromise::{stands, unwaived};

pub(super) const DEFINITION: FindingDefinition = FindingDefinition {
    recognise: |seen, _found| stands(&unwaived(&seen.signs, &[])).then(Vec::new),
    codes: &[],
    ended_by_new_password: false,
    relevance: |_evidence| Relevance::Judgement,
    in_vain: &[],
    needs_people: None,
};
