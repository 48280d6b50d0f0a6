//! How a case stands, in a word or two: they end its card's title, and the colour only doubles them.

use super::card::CardStatus;
use super::localizer::Localizer;
use super::progress;
use super::secrets;
use crate::domain::approval::ApprovalMode;
use crate::domain::case::{Case, Phase};
use crate::domain::outcome::Outcome;
use crate::domain::step::Repeat;

/// How a case stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct State {
    /// A hint for the eye.
    pub status: CardStatus,
    key: &'static str,
}

impl State {
    /// That of this case.
    pub fn of(case: &Case) -> Self {
        let (status, key) = match case.phase() {
            Phase::Opened | Phase::Accepted(_) | Phase::Diagnosed(_) => (CardStatus::Waiting, "stands-looking"),
            Phase::Waiting(asked) => match asked.approval.mode {
                ApprovalMode::Alone { .. } => (CardStatus::Waiting, "stands-alone"),
                ApprovalMode::FourEyes | ApprovalMode::BreakGlass { .. } => (CardStatus::Waiting, "stands-deciding"),
            },
            Phase::Approved(_) | Phase::Running(..) => (CardStatus::Running, "stands-doing"),
            Phase::DeliveringSecret(handing) => match handing.outcome {
                Outcome::NeedsHuman { .. } => (CardStatus::NeedsAttention, "stands-needs-human"),
                _ => (CardStatus::Waiting, "stands-handing-over"),
            },
            Phase::AwaitingCountersign(owing) => match owing.outcome {
                Outcome::NeedsHuman { .. } => (CardStatus::NeedsAttention, "stands-needs-human"),
                _ => (CardStatus::NeedsAttention, "stands-owing"),
            },
            Phase::Closed { outcome, .. } => ended(case, outcome),
        };
        Self { status, key }
    }

    /// In words.
    pub fn words(self, localizer: &Localizer) -> String {
        localizer.text(self.key)
    }
}

fn ended(case: &Case, outcome: &Outcome) -> (CardStatus, &'static str) {
    match outcome {
        Outcome::Completed if only_tells(case) => (CardStatus::Succeeded, "stands-told"),
        // The old password works no longer, and nobody knows the new one.
        Outcome::Completed if secrets::is_lost(case) => (CardStatus::NeedsAttention, "stands-completed-lost"),
        Outcome::Completed if progress::all_seen(case) => (CardStatus::Succeeded, "stands-completed"),
        Outcome::Completed => (CardStatus::Succeeded, "stands-completed-not-visible"),
        Outcome::NeedsHuman { .. } => (CardStatus::NeedsAttention, "stands-needs-human"),
        Outcome::Unavailable { .. } => (CardStatus::NeedsAttention, "stands-unavailable"),
        Outcome::NothingFound => (CardStatus::Unchanged, "stands-nothing-found"),
        Outcome::Advised => (CardStatus::Unchanged, "stands-advised"),
        Outcome::Refused { .. } => (CardStatus::Unchanged, "stands-refused"),
        Outcome::Joined { .. } => (CardStatus::Unchanged, "stands-joined"),
        Outcome::Denied => (CardStatus::Unchanged, "stands-denied"),
        Outcome::Expired => (CardStatus::Unchanged, "stands-expired"),
        Outcome::Withdrawn => (CardStatus::Unchanged, "stands-withdrawn"),
    }
}

/// Whether all that is agreed to is what somebody tells the owner: nothing is changed at Microsoft.
pub fn only_tells(case: &Case) -> bool {
    let steps = case.diagnosed().map_or(&[][..], |diagnosed| &diagnosed.diagnosis.plan.steps);
    !steps.is_empty() && steps.iter().all(|step| step.repeat() == Repeat::ReadOnly)
}
