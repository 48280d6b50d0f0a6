//! A secret of a run lives for minutes, for one person, and in one process; judged by the journal.

use grendel::domain::MemberId;
use grendel::domain::event::{Event, RecordedEvent};
use grendel::domain::outcome::{LookAt, Outcome};
use grendel::domain::run::{DeliveryEnd, StepResponse};
use grendel::domain::step::StepKind;
use jiff::{SignedDuration, Timestamp};

use super::alphabet::Happening;
use super::story::Story;
use super::{Input, Situation, assert_goes_where};

/// The secret of a run, as far as the journal tells.
pub struct Kept<'a> {
    pub outcome: &'a Outcome,
    pub until: Timestamp,
    pub epoch: u64,
    pub taken_by: Option<MemberId>,
    pub end: Option<DeliveryEnd>,
}

impl Kept<'_> {
    /// Returns true if it is still in memory: in the same process, and within its lifetime.
    pub fn is_there(&self, situation: &Situation<'_>) -> bool {
        self.epoch == situation.epoch && situation.now().at < self.until
    }

    /// Returns its end if that happens by itself at this instant.
    fn due(&self, situation: &Situation<'_>) -> Option<DeliveryEnd> {
        let is_lost = self.epoch != situation.epoch;
        match (self.taken_by, is_lost) {
            _ if self.is_there(situation) => None,
            (Some(_), _) => Some(DeliveryEnd::Undelivered),
            (None, true) => Some(DeliveryEnd::Restarted),
            (None, false) => Some(DeliveryEnd::Expired),
        }
    }
}

/// In which life of the program the first secret of the run was made, and when.
fn made(situation: &Situation<'_>, story: &Story<'_>) -> Option<(u64, Timestamp)> {
    let steps = &story.diagnosis?.plan.steps;
    let makes = |step: usize| matches!(steps[step], StepKind::ResetPassword | StepKind::IssueTemporaryAccessPass);
    let mut epoch = 0;
    for RecordedEvent { at, event } in &situation.history {
        match event {
            Event::StepIntended(intent) => epoch = intent.epoch,
            Event::StepAnswered { step, answer: StepResponse::Taken(_) }
            | Event::StepReconciled { step, took_effect: true, .. }
                if makes(*step) =>
            {
                return Some((epoch, *at));
            }
            _ => {}
        }
    }
    None
}

/// Until when a case that hands something over waits.
pub fn waits_until(situation: &Situation<'_>, story: &Story<'_>) -> Timestamp {
    let kept = story.kept.as_ref().unwrap();
    if kept.epoch == situation.epoch { kept.until } else { situation.now().at }
}

/// A secret is offered when the run is over and not before; it is shown at most once; and the case ends as it would
/// have.
pub fn are_kept(situation: &Situation<'_>, story: &Story<'_>, happening: &Happening, events: &[Event]) {
    let words = &happening.words;
    let made = made(situation, story);
    for (place, event) in events.iter().enumerate() {
        match event {
            Event::SecretKept { outcome, until, epoch } => {
                let (made_in, made_at) = made.unwrap_or_else(|| panic!("nothing was made, and it is kept: {words}"));
                let lasting = made_at + SignedDuration::from_mins(10);
                let is_late = made_in == situation.epoch && lasting <= situation.now().at;
                let is_meant = has_shut_out(situation, story, events) && !is_cut_short(outcome);
                let is_offered = is_meant && !is_late;
                let lasting = match (is_offered, is_meant) {
                    (true, _) => lasting,
                    (false, true) => made_at,
                    (false, false) => situation.now().at,
                };
                assert_eq!((*epoch, *until), (made_in, lasting), "{words}");
                let end = if is_meant { DeliveryEnd::Expired } else { DeliveryEnd::Withheld };
                let is_withheld = matches!(events[place + 1..], [Event::SecretEnded { end: ended }, _] if ended == end);
                assert!(story.phase == "running" && is_withheld != is_offered, "kept in {}: {words}", story.phase);
                assert!(is_withheld || place + 1 == events.len(), "{words} led to {events:?}");
                assert!(*outcome != Outcome::Completed || is_last_verified(story, events), "kept too early: {words}");
            }
            Event::Closed { .. } | Event::CountersignRequired { .. } if story.phase == "running" => {
                let is_withheld = events[..place].iter().any(|event| matches!(event, Event::SecretEnded { .. }));
                assert!(made.is_none() || is_withheld, "what was made is forgotten when {words}");
            }
            Event::SecretTaken { .. } => {
                let kept = story.kept.as_ref().unwrap();
                assert!(kept.is_there(situation) && kept.taken_by.is_none(), "shown to nobody: {words}");
            }
            Event::SecretEnded { end: DeliveryEnd::Withheld } => assert_eq!(story.phase, "running", "{words}"),
            // What was made too long ago ends with the steps.
            Event::SecretEnded { end: DeliveryEnd::Expired } if story.phase == "running" => {}
            Event::SecretEnded { end } => ends_as_it_went(situation, story, happening, *end, &events[place + 1..]),
            _ => {}
        }
    }
    let is_sent = matches!(happening.input, Input::SecretSent { .. });
    let is_waited_for = story.phase == "delivering_secret"
        && story.kept.as_ref().is_some_and(|kept| kept.taken_by.is_some() && kept.epoch == situation.epoch);
    assert!(!is_sent || events.is_empty() != is_waited_for, "{words} in {}: {events:?}", story.phase);
    if happening.input == Input::Time && story.phase == "delivering_secret" {
        let due = story.kept.as_ref().unwrap().due(situation);
        let ends = events.iter().find_map(|event| match event {
            Event::SecretEnded { end } => Some(*end),
            _ => None,
        });
        assert_eq!((ends, events.is_empty()), (due, due.is_none()), "time goes by while something is kept");
    }
}

/// Returns true if Microsoft has taken every step that gives no one access.
fn has_shut_out(situation: &Situation<'_>, story: &Story<'_>, events: &[Event]) -> bool {
    let shuts_out = |step: &StepKind| matches!(step, StepKind::ResetPassword | StepKind::RevokeSignInSessions);
    let history = situation.history.iter().map(|recorded| &recorded.event).chain(events);
    let taken: Vec<usize> = history
        .filter_map(|event| match event {
            Event::StepAnswered { step, answer: StepResponse::Taken(_) }
            | Event::StepReconciled { step, took_effect: true, .. } => Some(*step),
            _ => None,
        })
        .collect();
    let steps = story.diagnosis.unwrap().plan.steps.iter().enumerate();
    steps.filter(|(_, step)| shuts_out(step)).all(|(place, _)| taken.contains(&place))
}

/// Returns true if a person stopped the case, or what people agreed about holds no more: then nobody sees what was made.
const fn is_cut_short(outcome: &Outcome) -> bool {
    let Outcome::NeedsHuman { look_at, .. } = outcome else { return false };
    matches!(look_at, LookAt::Stopped | LookAt::AuthorityLost(_) | LookAt::AccountChanged(_))
}

fn is_last_verified(story: &Story<'_>, events: &[Event]) -> bool {
    let last = story.diagnosis.unwrap().plan.steps.len() - 1;
    events.iter().any(|event| matches!(event, Event::StepVerified { step, .. } if *step == last))
}

fn ends_as_it_went(
    situation: &Situation<'_>,
    story: &Story<'_>,
    happening: &Happening,
    end: DeliveryEnd,
    then: &[Event],
) {
    let kept = story.kept.as_ref().unwrap();
    let expected = match happening.input {
        Input::SecretSent { arrived: true } => Some(DeliveryEnd::Seen),
        Input::SecretSent { arrived: false } => Some(DeliveryEnd::Undelivered),
        Input::Time => kept.due(situation),
        Input::Pressed(_) => Some(DeliveryEnd::Forfeited),
        _ => None,
    };
    assert_eq!(Some(end), expected, "{}", happening.words);
    let outcome = match then {
        [Event::Closed { outcome }] if story.asked.as_ref().unwrap().glass.is_none() => outcome,
        [Event::CountersignRequired { outcome, .. }] if story.asked.as_ref().unwrap().glass.is_some() => outcome,
        _ => panic!("after what was kept has ended comes {then:?}"),
    };
    assert_eq!(outcome, kept.outcome, "it ends otherwise than it went");
}

#[test]
fn a_password_is_made() {
    let outcomes =
        ["completed", "needs human: StepRefused", "needs human: OutcomeUnknown", "needs human: AuthorityLost"];
    // A receiver who lost the right gives the secret up, which is no mere refusal.
    assert_goes_where("a password is made", &outcomes, &["secret_not_yours", "no_secret", "standing_unread"]);
}

#[test]
fn others_see_the_password() {
    let refusals = ["secret_not_yours", "secret_out_of_reach", "no_secret", "account_disabled", "not_linked"];
    let outcomes = ["completed", "refused: nobody_may_see"];
    assert_goes_where("others see the password", &outcomes, &refusals);
}

#[test]
fn an_approver_sees_the_password() {
    let outcomes = ["completed", "refused: nobody_may_see", "needs human: StepRefused"];
    let refusals = ["secret_not_yours", "no_secret", "standing_unread"];
    assert_goes_where("an approver sees the password", &outcomes, &refusals);
}
