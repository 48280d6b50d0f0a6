//! Waiving signs of a compromise: the members who may, and the plan afterwards.

use grendel::domain::case::Press;
use grendel::domain::compromise::{SignKind, unwaived_topics};
use grendel::domain::diagnosis::Diagnosis;
use grendel::domain::event::Event;
use grendel::domain::run::Warrant;
use grendel::domain::step::Obstacle;
use jiff::Timestamp;

use super::assert_goes_where;
use super::story::{Story, in_order};
use crate::findings::oracle::{complaints, gives, gives_away, left_after, unwaived};

/// Returns the signs that can be waived: those that the plan leaves, or if it leaves none, those that it cleans.
fn waivable(diagnosis: &Diagnosis) -> Vec<SignKind> {
    let unwaived = unwaived(&diagnosis.signs, &diagnosis.waivers);
    let left = left_after(&diagnosis.plan.steps, &unwaived);
    if left.is_empty() { unwaived } else { left }
}

/// Returns true if waiving makes a difference.
pub fn can_waive(story: &Story<'_>) -> bool {
    let diagnosis = story.diagnosis.unwrap();
    let plan = &diagnosis.plan;
    let waits = plan.withheld.iter().any(|one| one.obstacle == Obstacle::SignsOfCompromise);
    let hidden = waits && !unwaived_topics(&diagnosis.account, &diagnosis.waivers).is_empty();
    hidden || !waivable(diagnosis).is_empty() && (waits || plan.steps.iter().any(|step| gives(*step)))
}

/// Returns true if there is something to approve.
pub fn has_steps(story: &Story<'_>) -> bool {
    !story.diagnosis.unwrap().plan.steps.is_empty()
}

/// A member waives signs, by name and with a reason. From then on it is another plan, which no one has approved.
pub fn is_waived(story: &Story<'_>, press: &Press, now: Timestamp, events: &[Event], words: &str) {
    let [Event::Waived { waiver, interaction, diagnosis }] = events else { panic!("{words} led to {events:?}") };
    let before = story.diagnosis.unwrap();
    assert_eq!((&waiver.by, *interaction), (&press.member, press.interaction), "{words}");
    assert_eq!(waiver.account, in_order(&press.standing).unwrap().object_id, "{words}");
    assert_eq!((Some(&waiver.reason), waiver.at), (press.reason.as_ref(), now), "{words}");
    assert!(!waiver.reason.is_empty(), "waived without a reason: {words}");
    assert_eq!(waiver.signs, waivable(before), "{words}");
    assert_eq!(waiver.topics, before.waivable_topics(), "{words}");
    assert_eq!(
        (&diagnosis.account, &diagnosis.signs),
        (&before.account, &before.signs),
        "{words} changed what was read"
    );
    assert_eq!(diagnosis.waivers[..], [&before.waivers[..], std::slice::from_ref(waiver)].concat(), "{words}");
    assert_ne!(
        diagnosis.digest(),
        story.asked.as_ref().unwrap().plan,
        "what was agreed to before still counts: {words}"
    );
    let waits = diagnosis.plan.withheld.iter().any(|one| one.obstacle == Obstacle::SignsOfCompromise);
    assert!(!waits, "{words}, and it still waits");
    gives_nothing_away(diagnosis, words);
}

pub fn gives_nothing_away(diagnosis: &Diagnosis, words: &str) {
    assert_eq!(complaints(diagnosis), Vec::<String>::new(), "{words}");
}

/// A step that gives access back is taken when every sign was cleaned by steps that were seen to be over, or was waived in the
/// journal.
pub fn nothing_is_given_away(story: &Story<'_>, warrant: &Warrant) {
    let (diagnosis, asked) = (story.diagnosis.unwrap(), story.asked.as_ref().unwrap());
    let over: Vec<_> = asked.verified.iter().map(|step| diagnosis.plan.steps[*step]).collect();
    let waivers: Vec<_> = story.waived.iter().copied().cloned().collect();
    assert_eq!(gives_away(warrant.kind(), &over, &diagnosis.signs, &waivers), None);
}

#[test]
fn signs_hold_one_step_back() {
    let refusals = ["nothing_to_waive", "reason_missing", "own_case", "own_account_decision", "decided_already"];
    assert_goes_where("signs hold one step back", &["completed"], &refusals);
}

#[test]
fn signs_hold_everything_back() {
    let refusals = ["nothing_to_approve", "nothing_to_waive", "sign_in_needed", "stale_plan", "account_at_risk"];
    assert_goes_where("signs hold everything back", &["completed", "expired"], &refusals);
}
