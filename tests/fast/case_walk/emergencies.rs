//! One person alone, judged by the journal: nobody else is known, nothing that the rules ask is left out, and nobody gets a
//! secret of a privileged account or of a person who is known.

use grendel::domain::approval::quorum::Candidates;
use grendel::domain::case::{Input, Press, Recheck};
use grendel::domain::command::Alone;
use grendel::domain::event::{Event, Verb};
use grendel::domain::people::DirectoryRole;
use grendel::domain::step::StepKind;
use jiff::Timestamp;

use super::alphabet::Happening;
use super::scenarios::{MINUTE, STEPS, Scenario, helens};
use super::story::{Ask, Story, in_order};
use super::{REQUESTER, Situation, assert_goes_where};
use crate::cast::terms;

pub fn after_minutes(delay_minutes: u32) -> Alone {
    Alone { delay_minutes, secrets: false, fresh_sign_in_minutes: None }
}

/// Helen alone is known. The rule asks for a sign-in and for the sign-in name, which she then owes herself.
pub fn alone() -> Scenario {
    let mut terms = terms(&STEPS, 1);
    terms.alone = Some(after_minutes(15));
    terms.approval[0].fresh_sign_in_minutes = Some(5);
    terms.approval[0].typed_confirmation = true;
    let instants = [0, 15 * MINUTE - 1, 15 * MINUTE, 75 * MINUTE - 1, 75 * MINUTE];
    let scenario = Scenario::new("nobody else is known", terms).at(&instants).with(helens());
    Scenario { signs_in: true, ..scenario }
}

/// Returns true if nobody but the requester is known. Not having looked counts as if there were somebody.
pub fn is_nobody_known(others: Option<&Candidates>) -> bool {
    others.is_some_and(|found| found.others == 0 && !found.more)
}

/// Returns true if a plan makes something for somebody to see.
fn makes_secret(story: &Story<'_>) -> bool {
    let makes = |step: &StepKind| matches!(step, StepKind::ResetPassword | StepKind::IssueTemporaryAccessPass);
    story.diagnosis.unwrap().plan.steps.iter().any(makes)
}

/// Returns true if one person alone may take this plan, whose target is known or not.
pub fn may_be_made_alone(story: &Story<'_>, is_alone: bool, target_known: bool) -> bool {
    if !makes_secret(story) {
        return true;
    }
    let roles: Option<&Vec<DirectoryRole>> = story.account().roles.known();
    let eligible = story.account().eligible_roles.known();
    let is_ordinary = roles.is_some_and(Vec::is_empty) && eligible.is_some_and(std::vec::Vec::is_empty);
    let terms = story.terms;
    let is_allowed = if is_alone {
        terms.alone.as_ref().is_some_and(|alone| alone.secrets)
    } else {
        terms.break_glass.as_ref().is_some_and(|glass| glass.secrets)
    };
    is_ordinary && !target_known && is_allowed
}

/// The case waits for the end of the delay, and then for another look for people.
pub fn waits_until(asked: &Ask<'_>) -> Timestamp {
    let check = asked.alone_minutes.filter(|_| !asked.checked).map(|delay| asked.after(delay));
    let rung = asked.next_rung().map(|(at, _)| at);
    check.into_iter().chain(rung).fold(asked.expiry(), Timestamp::min)
}

/// The bot looks once more when the delay is over, and only then records that nobody else is known.
pub fn look_is_due(situation: &Situation<'_>, story: &Story<'_>, happening: &Happening) {
    let (asked, now) = (story.asked.as_ref().unwrap(), situation.now().at);
    let is_over = asked.alone_minutes.is_some_and(|delay| now >= asked.after(delay));
    assert!(is_over && !asked.checked && story.phase == "waiting", "looked out of turn: {}", happening.words);
    let Input::ApproversFound(found) = &happening.input else { panic!("looked at nobody: {}", happening.words) };
    assert!(is_nobody_known(Some(found)), "{} are known: {}", found.others, happening.words);
}

/// Returns true if the people and the account as read right before a step still let one person take it alone.
pub fn may_still_be_taken(story: &Story<'_>, asked: &Ask<'_>, kind: StepKind, recheck: &Recheck) -> bool {
    let is_alone = asked.alone_minutes.is_some();
    let is_untouched = asked.intents.is_empty();
    let issues = matches!(kind, StepKind::ResetPassword | StepKind::IssueTemporaryAccessPass);
    let may_make = !(is_untouched || issues) || may_be_made_alone(story, is_alone, recheck.target_known);
    let is_only_one = !is_alone || !is_untouched || is_nobody_known(recheck.others.as_ref());
    may_make && is_only_one
}

/// Returns true if the chat does not rule out this press on a case with which the requester is to go on alone. `None` if the
/// button means the same as always.
pub fn is_let_through(story: &Story<'_>, asked: &Ask<'_>, press: &Press, now: Timestamp) -> Option<bool> {
    asked.alone_minutes?;
    let is_requester = press.member.id == REQUESTER;
    let has_asked = is_requester || story.joined.iter().any(|one| one.member.id == press.member.id);
    match (press.verb, story.phase) {
        (Verb::Deny, "waiting" | "approved") => Some(!has_asked),
        (Verb::Proceed | Verb::Confirm, "waiting") => {
            let is_over = asked.alone_minutes.is_some_and(|delay| now >= asked.after(delay));
            Some(is_requester && is_over && asked.checked)
        }
        (Verb::Approve | Verb::Look | Verb::Waive | Verb::BreakGlass, "waiting") => Some(false),
        _ => None,
    }
}

/// Returns true if this person may deny what somebody is to do alone: everybody who is known, but for the parties.
pub fn may_deny(story: &Story<'_>, asked: &Ask<'_>, press: &Press) -> bool {
    let Some(standing) = in_order(&press.standing) else { return false };
    press.plan == asked.plan && !story.is_party(&press.member, &standing.object_id)
}

/// Returns true if the requester did everything that the rules ask of an approver.
pub fn is_prepared(story: &Story<'_>, asked: &Ask<'_>, press: &Press, now: Timestamp) -> bool {
    let upn = story.account().upn.to_lowercase();
    let typed = press.reason.as_deref().unwrap_or_default().trim().to_lowercase();
    let confirmed = match press.verb {
        Verb::Confirm => typed == upn,
        Verb::BreakGlass => typed.starts_with(&format!("{upn} ")),
        _ => false,
    };
    let is_fresh = asked.rules.iter().all(|rule| asked.is_fresh(rule, press.signed_in_at, now));
    let must_type = asked.rules.iter().any(|rule| rule.typed_confirmation);
    is_fresh && (confirmed || !must_type && press.verb != Verb::Confirm)
}

/// The journal never leaves out a rule for somebody alone.
pub fn keeps_the_rules(story: &Story<'_>, event: &Event, happening: &Happening) {
    let Event::ApprovalAsked { rules, alone_minutes: Some(_), .. } = event else { return };
    let places: u32 = rules.iter().map(|rule| u32::from(rule.quorum)).sum();
    assert!(places <= 1, "one person stands in for {places}: {}", happening.words);
    let Input::ApproversFound(found) = &happening.input else { panic!("asked: {}", happening.words) };
    assert!(may_be_made_alone(story, true, found.target_known), "{}", happening.words);
}

#[test]
fn nobody_else_is_known() {
    let outcomes = ["completed", "expired", "denied", "refused: nobody_can_approve"];
    let refusals = ["too_soon", "not_waiting", "stale_plan", "too_late", "confirmation_missing", "sign_in_needed"];
    assert_goes_where("nobody else is known", &outcomes, &refusals);
}

/// The glass is named, and a password is made: for an ordinary account, for an administrator, and for somebody known.
#[test]
fn nobody_gets_the_password_of_somebody_known_alone() {
    assert_goes_where("a password is made", &["completed", "refused: secret_not_alone"], &["secret_not_alone"]);
}
