//! How a case stands, in a word or two: they end its card's title, and the colour only doubles them.

use super::card::Mood;
use super::progress;
use super::secrets;
use super::words::Language;
use crate::domain::approval::Manner;
use crate::domain::case::{Case, Phase};
use crate::domain::outcome::Outcome;
use crate::domain::step::StepKind;

/// How a case stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct State {
    /// A hint for the eye.
    pub mood: Mood,
    key: &'static str,
}

impl State {
    /// That of this case.
    pub fn of(case: &Case) -> Self {
        let (mood, key) = match case.phase() {
            Phase::Opened | Phase::Accepted(_) | Phase::Diagnosed(_) => (Mood::Waiting, "stands-looking"),
            Phase::Waiting(asked) => match asked.approval.manner {
                Manner::Alone { .. } => (Mood::Waiting, "stands-alone"),
                Manner::FourEyes | Manner::Glass { .. } => (Mood::Waiting, "stands-deciding"),
            },
            Phase::Approved(_) | Phase::Running(..) => (Mood::Busy, "stands-doing"),
            Phase::HandingOver(handing) => match handing.outcome {
                Outcome::NeedsHuman { .. } => (Mood::Alarm, "stands-needs_human"),
                _ => (Mood::Waiting, "stands-handing_over"),
            },
            Phase::Owing(owing) => match owing.outcome {
                Outcome::NeedsHuman { .. } => (Mood::Alarm, "stands-needs_human"),
                _ => (Mood::Alarm, "stands-owing"),
            },
            Phase::Closed { outcome, .. } => ended(case, outcome),
        };
        Self { mood, key }
    }

    /// In words.
    pub fn words(self, language: &Language) -> String {
        language.say(self.key)
    }
}

fn ended(case: &Case, outcome: &Outcome) -> (Mood, &'static str) {
    match outcome {
        Outcome::Completed if only_tells(case) => (Mood::Good, "stands-told"),
        // The old password works no longer, and nobody knows the new one.
        Outcome::Completed if secrets::is_lost(case) => (Mood::Alarm, "stands-completed-lost"),
        Outcome::Completed if progress::all_seen(case) => (Mood::Good, "stands-completed"),
        Outcome::Completed => (Mood::Good, "stands-completed-not-visible"),
        Outcome::NeedsHuman { .. } => (Mood::Alarm, "stands-needs_human"),
        Outcome::Unavailable { .. } => (Mood::Alarm, "stands-unavailable"),
        Outcome::NothingFound => (Mood::Calm, "stands-nothing_found"),
        Outcome::Advised => (Mood::Calm, "stands-advised"),
        Outcome::Refused { .. } => (Mood::Calm, "stands-refused"),
        Outcome::Joined { .. } => (Mood::Calm, "stands-joined"),
        Outcome::Denied => (Mood::Calm, "stands-denied"),
        Outcome::Expired => (Mood::Calm, "stands-expired"),
        Outcome::Withdrawn => (Mood::Calm, "stands-withdrawn"),
    }
}

/// Whether all that is agreed to is what somebody tells the owner: nothing is changed at Microsoft.
pub fn only_tells(case: &Case) -> bool {
    let steps = case.diagnosed().map_or(&[][..], |diagnosed| &diagnosed.diagnosis.plan.steps);
    !steps.is_empty() && steps.iter().all(|step| *step == StepKind::PointToSelfService)
}
