//! The status of a case, in a few words at the end of its card's title and as a colour.

use super::aims;
use super::card::CardStatus;
use super::localizer::Localizer;
use super::pauses;
use super::progress;
use super::secrets;
use crate::domain::aim::{Aim, AimReport, Reach};
use crate::domain::approval::ApprovalMode;
use crate::domain::case::{Case, Phase};
use crate::domain::outcome::Outcome;
use crate::domain::step::Repeat;

/// The status of a case.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct State {
    /// The colour.
    pub status: CardStatus,
    key: &'static str,
}

impl State {
    /// Returns the status of a case.
    pub fn of(case: &Case) -> Self {
        let (status, key) = match case.phase() {
            Phase::Opened | Phase::Accepted(_) | Phase::Diagnosed(_) => (CardStatus::Waiting, "stands-looking"),
            Phase::Waiting(request) => match request.approval.mode {
                ApprovalMode::Alone { .. } => (CardStatus::Waiting, "stands-alone"),
                ApprovalMode::FourEyes | ApprovalMode::BreakGlass { .. } => (CardStatus::Waiting, "stands-deciding"),
            },
            Phase::Approved(_) | Phase::Running(..) if pauses::is_waiting(case) => {
                (CardStatus::Waiting, "stands-paused")
            }
            Phase::Running(..) if case.waits_for_people() => match case.opening().terms.aim() {
                Aim::Contain => (CardStatus::NeedsAttention, "stands-not-contained-yet"),
                Aim::Unlock => (CardStatus::Waiting, "stands-working-by-hand"),
            },
            Phase::Approved(_) | Phase::Running(..) => (CardStatus::Running, "stands-doing"),
            Phase::DeliveringSecret(delivering) => match delivering.outcome {
                Outcome::NeedsHuman { .. } => (CardStatus::NeedsAttention, stopped(case)),
                _ => (CardStatus::Waiting, "stands-handing-over"),
            },
            Phase::AwaitingCountersign(awaiting) => match awaiting.outcome {
                Outcome::NeedsHuman { .. } => (CardStatus::NeedsAttention, stopped(case)),
                Outcome::Failed { .. } => (CardStatus::NeedsAttention, "stands-failed"),
                _ => (CardStatus::NeedsAttention, "stands-owing"),
            },
            Phase::Closed { outcome, .. } => ended(case, outcome),
        };
        Self { status, key }
    }

    /// Returns the status in words.
    pub fn words(self, localizer: &Localizer) -> String {
        localizer.text(self.key)
    }
}

fn ended(case: &Case, outcome: &Outcome) -> (CardStatus, &'static str) {
    match outcome {
        Outcome::Completed if only_informs(case) => (CardStatus::Succeeded, "stands-told"),
        // It may still let somebody in.
        _ if secrets::is_pass_left(case) => (CardStatus::NeedsAttention, "stands-needs-human"),
        // The person for whom it was made cannot sign in with it.
        Outcome::Completed if secrets::is_lost(case) => (CardStatus::NeedsAttention, "stands-completed-lost"),
        // Something was added since the approval, and is still there.
        Outcome::Completed if progress::leaves_something(case) => (CardStatus::NeedsAttention, "stands-needs-human"),
        Outcome::Completed => case
            .aim_report()
            .map_or((CardStatus::Succeeded, "stands-completed-not-visible"), |report| aims::status(&report)),
        Outcome::NeedsHuman { .. } => (CardStatus::NeedsAttention, stopped(case)),
        Outcome::Unavailable { .. } => (CardStatus::NeedsAttention, "stands-unavailable"),
        Outcome::Failed { .. } => (CardStatus::NeedsAttention, "stands-failed"),
        Outcome::NothingFound => (CardStatus::Unchanged, "stands-nothing-found"),
        Outcome::Advised => {
            case.aim_report().map_or((CardStatus::Unchanged, "stands-advised"), |report| aims::status(&report))
        }
        Outcome::Refused { .. } => (CardStatus::Unchanged, "stands-refused"),
        Outcome::Joined { .. } => (CardStatus::Unchanged, "stands-joined"),
        Outcome::Denied => (CardStatus::Unchanged, "stands-denied"),
        Outcome::Expired => (CardStatus::Unchanged, "stands-expired"),
        Outcome::Withdrawn => (CardStatus::Unchanged, "stands-withdrawn"),
    }
}

/// Returns the key for a case that stopped on the way. A containment that is not one says so first.
fn stopped(case: &Case) -> &'static str {
    match case.aim_report() {
        Some(AimReport { aim: Aim::Contain, reach: Reach::NotReached, .. }) => "stands-not-contained",
        Some(AimReport { aim: Aim::Contain, reach: Reach::WaitingForPeople, .. }) => "stands-not-contained-yet",
        _ => "stands-needs-human",
    }
}

/// Returns true if every planned step only gives the owner instructions, so that nothing changes at Microsoft.
pub fn only_informs(case: &Case) -> bool {
    let steps = case.diagnosed().map_or(&[][..], |diagnosed| &diagnosed.diagnosis.plan.steps);
    !steps.is_empty() && steps.iter().all(|step| step.repeat() == Repeat::ReadOnly)
}
