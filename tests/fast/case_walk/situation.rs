//! A case on its way through a walk: how it came to be, and the present; and what tells one from another.

use std::collections::BTreeSet;

use grendel::domain::case::{Action, ApprovalRequest, Case, DiagnosedTarget, Now, Phase};
use grendel::domain::diagnosis::Diagnosis;
use grendel::domain::event::{Event, RecordedEvent};
use grendel::domain::outcome::Outcome;
use grendel::domain::run::{Run, StepState};

use super::NUMBER;
use super::scenarios::Scenario;
use super::story::Story;
use crate::cast::{after_seconds, opening};

/// A case, how it came to be, and the present.
#[derive(Clone)]
pub struct Situation<'a> {
    pub scenario: &'a Scenario,
    pub case: Case,
    pub history: Vec<RecordedEvent>,
    pub instant: usize,
    pub epoch: u64,
}

/// The present at the start of a walk.
pub fn begun() -> Now {
    Now { at: after_seconds(0), epoch: 1, freeze: None }
}

impl<'a> Situation<'a> {
    pub fn opened(scenario: &'a Scenario) -> Self {
        let (opening, at) = (opening(scenario.terms.clone()), begun().at);
        let first = RecordedEvent { at, event: Event::Opened(Box::new(opening.clone())) };
        let case = Case::open(NUMBER, opening, at);
        Self { scenario, case, history: vec![first], instant: 0, epoch: begun().epoch }
    }

    pub fn now(&self) -> Now {
        Now { at: after_seconds(self.scenario.instants[self.instant]), epoch: self.epoch, freeze: None }
    }

    /// Returns the situation after these events are written now. An event that does not apply is a failure.
    pub fn after(&self, events: &[Event]) -> Self {
        let mut following = self.clone();
        for event in events {
            let recorded = RecordedEvent { at: self.now().at, event: event.clone() };
            following.case.apply(&recorded).unwrap_or_else(|fault| panic!("decided what cannot follow: {fault}"));
            following.history.push(recorded);
        }
        following
    }

    pub fn later(&self) -> Option<Self> {
        // Before agreement is asked for, time does nothing but make it be asked for later.
        let is_dull = !self.scenario.is_broad && self.case.approval_request().is_none();
        let has_more = self.instant + 1 < self.scenario.instants.len();
        (has_more && !is_dull).then(|| Self { instant: self.instant + 1, ..self.clone() })
    }

    pub fn restarted(&self) -> Self {
        Self { epoch: self.epoch + 1, ..self.clone() }
    }

    /// The same for all situations from which the same can follow: nothing in it grows for ever. It is told by the case and by the
    /// journal, so that a case that forgets is visited.
    pub fn signature(&self) -> String {
        format!("{}; {}", self.signature_of_case(), signature_of_story(&Story::of(&self.history)))
    }

    fn signature_of_case(&self) -> String {
        let lapsed = self.case.diagnosed().is_some_and(|diagnosed| !diagnosed.changes.is_empty());
        let rest = match self.case.phase() {
            Phase::Opened => String::new(),
            Phase::Accepted(requester) => format!("{requester:?}"),
            Phase::Diagnosed(diagnosed) => {
                let account = &diagnosed.diagnosis.account;
                format!("{:?} {:?} {}", diagnosed.requester, account.roles, signature_of_plan(diagnosed))
            }
            Phase::Waiting(asked) | Phase::Approved(asked) => self.signature_of_approval(asked),
            Phase::Running(asked, run) => format!("{} {}", self.signature_of_run(run), Self::signature_of_rest(asked)),
            Phase::DeliveringSecret(handing) => {
                let taken = handing.run.delivery.as_ref().map(|one| (one.taken.is_some(), one.epoch == self.epoch));
                let rest = Self::signature_of_rest(&handing.request);
                format!("{taken:?} {} {rest}", outcome_name(&handing.outcome))
            }
            Phase::AwaitingCountersign(owing) => {
                let (joined, is_due) = (self.case.joined().len(), self.now().at >= owing.until);
                format!("{} {joined} {is_due} {}", owing.is_overdue, decided(&owing.request))
            }
            Phase::Closed { outcome, settled, from } => format!("{} {settled} {}", outcome_name(outcome), from.name()),
        };
        let phase = self.case.phase().name();
        // After a step began, time changes nothing until a countersignature is due.
        let has_made = self.case.run().is_some_and(|run| !run.issued.is_empty());
        let is_timeless = phase == "closed" || phase == "running" && !has_made;
        let instant = if is_timeless { 0 } else { self.instant };
        let calls = matches!(self.case.next(self.now()), Action::Ping(_));
        let card = self.case.card().is_some() && !is_timeless;
        let reach = self.case.aim_report().map(|report| report.reach.word());
        format!("{phase} at {instant} lapsed {lapsed} card {card} calls {calls} reach {reach:?}: {rest}")
    }

    fn signature_of_approval(&self, asked: &ApprovalRequest) -> String {
        let joined: BTreeSet<u64> = self.case.joined().iter().map(|joined| joined.case.0).collect();
        let approval = &asked.approval;
        let looking = !approval.looking.is_empty();
        let (asked_at, rungs, rest) = (approval.asked_at, approval.stages_reached, Self::signature_of_rest(asked));
        format!("{asked_at} {rungs} {looking} {joined:?} {} {rest}", decided(asked))
    }

    /// On what kind of agreement the case rests: whose, by the roles that they have.
    fn signature_of_rest(asked: &ApprovalRequest) -> String {
        let approval = &asked.approval;
        let roles: BTreeSet<String> =
            approval.decisions.iter().map(|one| format!("{:?} {:?}", one.by.roles, one.roles)).collect();
        let manner = format!("{:?}", approval.mode);
        let manner = manner.split(' ').next().unwrap_or_default();
        let plan = signature_of_plan(&asked.diagnosed);
        format!("{manner} {:?} {:?} {roles:?} {plan}", approval.requirement.escalated, approval.requirement.rules.len())
    }

    fn signature_of_run(&self, run: &Run) -> String {
        let state = |state: &StepState| match state {
            StepState::Pending { tries } => format!("pending {tries}"),
            StepState::Intended(intent) => format!("intended {} {}", intent.attempt, intent.epoch == self.epoch),
            StepState::Unanswered(intent, _) => format!("unanswered {}", intent.attempt),
            StepState::Taken(..) => "taken".to_owned(),
            StepState::Asked { .. } => "asked".to_owned(),
            StepState::Refused(_) => "refused".to_owned(),
            StepState::Unknown(_) => "unknown".to_owned(),
            StepState::Verified { .. } => "verified".to_owned(),
        };
        let made: Vec<bool> = run.issued.iter().map(|made| made.epoch == self.epoch).collect();
        format!("{} {made:?}", run.states.iter().map(state).collect::<Vec<_>>().join(", "))
    }
}

/// Returns the steps of the plan and the people whose approval it needs, as a text.
fn signature_of_plan(diagnosed: &DiagnosedTarget) -> String {
    let Diagnosis { plan, waivers, signs, .. } = &diagnosed.diagnosis;
    format!("{:?} {} {} {}", plan.steps, plan.withheld.len(), waivers.len(), signs.len())
}

fn signature_of_story(story: &Story<'_>) -> String {
    let is_called = story.due_call().is_some();
    let joined: BTreeSet<u64> = story.joined.iter().map(|joined| joined.case.0).collect();
    let rest = match (story.phase, &story.asked) {
        ("waiting" | "approved", Some(asked)) => {
            let decided = asked.decisions.iter().map(|(one, _)| format!("{} {}", one.by.id, one.account));
            let decided: BTreeSet<String> = decided.collect();
            format!("{joined:?} {} {} {decided:?}", asked.looking.is_empty(), asked.rungs)
        }
        ("running" | "awaiting_countersign", _) => format!("{}", joined.len()),
        ("delivering_secret", _) => format!("{:?}", story.kept.as_ref().unwrap().taken_by),
        _ => String::new(),
    };
    format!("{} {is_called} {rest}", story.phase)
}

fn decided(asked: &ApprovalRequest) -> String {
    let decided = asked.approval.decisions.iter().map(|one| format!("{} {}", one.by.id, one.account));
    format!("{:?}", decided.collect::<BTreeSet<_>>())
}

/// Returns the outcome of a case in a word or two.
pub fn outcome_name(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Refused { refusal } => format!("refused: {}", refusal.rule()),
        Outcome::NeedsHuman { look_at, .. } => {
            let kind = format!("{look_at:?}");
            format!("needs human: {}", kind.split('(').next().unwrap_or_default())
        }
        other => format!("{other:?}").split(' ').next().unwrap_or_default().to_lowercase(),
    }
}
