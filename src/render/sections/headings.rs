//! The headings of sections that depend on how far the case has come.

use crate::domain::case::Case;
use crate::domain::diagnosis::Diagnosis;

/// Returns the heading of the steps.
pub fn plan_heading(case: &Case) -> &'static str {
    match (case.run(), case.outcome()) {
        (Some(_), _) => "heading-done",
        (None, Some(_)) if !case.may_have_begun_a_step() => "heading-not-done",
        (None, _) => "heading-plan",
    }
}

/// Returns the heading of the advice.
pub fn advice_heading(diagnosis: &Diagnosis) -> &'static str {
    if diagnosis.plan.steps.is_empty() { "heading-instead" } else { "heading-besides" }
}
