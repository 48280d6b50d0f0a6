//! The effect of each press, by person: exactly the effect that this person may have, and always that one.

use grendel::domain::case::Press;
use grendel::domain::command::Group;
use grendel::domain::decision::{Decision, Vote};
use grendel::domain::event::{Event, Verb};
use grendel::domain::outcome::Outcome;
use grendel::domain::people::Standing;
use grendel::domain::refusal::Refusal;
use jiff::Timestamp;

use super::story::{Ask, Story, in_order, is_in, may_ask, reaches};
use super::waivers::{can_waive, has_steps, is_waived};
use super::{REQUESTER, Situation, emergencies, receivers};

/// A press counts where it may, and there it counts.
pub fn press_is_authorised(
    situation: &Situation<'_>,
    story: &Story<'_>,
    press: &Press,
    decided: &Result<Vec<Event>, Refusal>,
    words: &str,
) {
    let now = situation.now().at;
    let heard = situation.case.may_press(&press.member, press.verb, situation.now());
    assert_eq!(
        heard.is_ok(),
        is_let_through(situation, story, press),
        "{words} before the directory is asked: {heard:?}"
    );
    if let Err(refusal) = heard {
        assert_eq!(*decided, Err(refusal), "{words} is refused for another reason once the directory is asked");
    }
    let may = may_press(situation, story, press);
    assert_eq!(decided.is_ok(), may, "{words} in phase {}: {decided:?}", story.phase);
    let Ok(events) = decided else { return };
    let asked = story.asked.as_ref().unwrap();
    let closed = |outcome: &Outcome| Event::Closed { outcome: outcome.clone() };
    match (press.verb, events.as_slice()) {
        (Verb::Withdraw, [Event::Withdrawn { by, interaction }, end]) => {
            assert_eq!((by, *interaction), (&press.member, press.interaction), "{words}");
            assert_eq!(*end, closed(&Outcome::Withdrawn));
        }
        (Verb::Approve | Verb::Confirm | Verb::Proceed, [Event::Decided { decision, receiver }]) => {
            is_what_was_pressed(press, decision, Vote::Approve, now, words);
            receivers::is_fixed(story, &Story::of(&situation.after(events).history), receiver.as_ref(), words);
        }
        (Verb::Deny, [Event::Decided { decision, .. }, end]) => {
            is_what_was_pressed(press, decision, Vote::Deny, now, words);
            assert_eq!(*end, closed(&Outcome::Denied));
        }
        (Verb::Look, []) => assert!(asked.looking.contains(&press.member.id), "{words} is not written down"),
        (Verb::Look, [Event::LookedAt { by, .. }]) => {
            assert_eq!(*by, press.member);
            assert!(!asked.looking.contains(&by.id), "{words} is written down twice");
        }
        (Verb::BreakGlass, [Event::GlassBroken { decision, countersign_minutes, receiver }]) => {
            receivers::is_fixed(story, &Story::of(&situation.after(events).history), receiver.as_ref(), words);
            is_what_was_pressed(press, decision, Vote::Approve, now, words);
            let wanted = story.terms.break_glass.as_ref().map(|glass| glass.countersign_minutes);
            assert_eq!(Some(*countersign_minutes), wanted);
        }
        (Verb::Countersign, [Event::Countersigned { decision }, end]) => {
            is_what_was_pressed(press, decision, Vote::Approve, now, words);
            assert_eq!(*end, closed(story.owed.as_ref().unwrap().outcome));
        }
        (Verb::Waive, events) => is_waived(story, press, now, events, words),
        (Verb::ShowSecret, [Event::SecretTaken { by, interaction }]) => {
            assert_eq!((by, *interaction), (&press.member, press.interaction), "{words}");
            assert!(receivers::is_theirs_to_see(story, press), "{words} although it is not theirs to see");
        }
        (Verb::ShowSecret, events) => {
            assert!(receivers::is_forfeited(story, press), "{words} led to {events:?}");
            receivers::is_given_up(press, events, words);
        }
        _ => panic!("{words} led to {events:?}"),
    }
}

/// The entry names the person who pressed, as this very press described them, and nothing else.
fn is_what_was_pressed(press: &Press, decision: &Decision, vote: Vote, now: Timestamp, words: &str) {
    let standing = in_order(&press.standing).unwrap();
    let confirmed = press.verb == Verb::Confirm;
    let (confirmed, reason) = match press.reason.as_deref().and_then(|typed| typed.split_once("@contoso.com ")) {
        Some((_, reason)) if press.verb == Verb::BreakGlass => (true, Some(reason.to_owned())),
        _ => (confirmed, press.reason.clone().filter(|_| !confirmed)),
    };
    let expected = Decision {
        by: press.member.clone(),
        account: standing.object_id,
        upn: standing.upn.clone(),
        groups: standing.groups.clone(),
        roles: standing.roles.clone(),
        vote,
        plan: press.plan,
        reason,
        at: now,
        signed_in_at: press.signed_in_at,
        confirmed,
        interaction: press.interaction,
    };
    assert_eq!(*decision, expected, "{words}");
}

/// Returns true if the press needs a look into the directory, judged by the chat and the case.
fn is_let_through(situation: &Situation<'_>, story: &Story<'_>, press: &Press) -> bool {
    let (now, is_requester) = (situation.now().at, press.member.id == REQUESTER);
    let Some(asked) = story.asked.as_ref() else { return false };
    if let Some(is_let_through) = emergencies::is_let_through(story, asked, press, now) {
        return is_let_through && (press.verb == Verb::Deny || has_steps(story));
    }
    match (press.verb, story.phase) {
        (Verb::Withdraw, "waiting" | "approved") => is_requester,
        (Verb::Deny | Verb::Look, "waiting") | (Verb::Countersign, "awaiting_countersign") => {
            story.is_heard(&press.member, now)
        }
        (Verb::Approve | Verb::Confirm, "waiting") => story.is_heard(&press.member, now) && has_steps(story),
        (Verb::Waive, "waiting") => story.is_heard(&press.member, now) && can_waive(story),
        (Verb::ShowSecret, "delivering_secret") => may_see(situation, story, press),
        (Verb::BreakGlass, "waiting") => {
            is_requester && is_named(story) && asked.alone_minutes.is_none() && has_steps(story)
        }
        _ => false,
    }
}

fn is_named(story: &Story<'_>) -> bool {
    story.terms.break_glass.as_ref().is_some_and(|glass| glass.people.contains(&REQUESTER))
}

fn may_press(situation: &Situation<'_>, story: &Story<'_>, press: &Press) -> bool {
    let (now, is_requester) = (situation.now().at, press.member.id == REQUESTER);
    let (phase, asked) = (story.phase, story.asked.as_ref());
    let Some(asked) = asked else { return false };
    if let Some(is_let_through) = emergencies::is_let_through(story, asked, press, now) {
        let may = match press.verb {
            Verb::Deny => emergencies::may_deny(story, asked, press),
            _ => has_steps(story) && may_proceed(story, asked, press, now),
        };
        return is_let_through && may;
    }
    match (press.verb, phase) {
        (Verb::Withdraw, "waiting" | "approved") => is_requester,
        (Verb::Look, "waiting") => story.is_heard(&press.member, now),
        (Verb::Approve | Verb::Confirm | Verb::Deny | Verb::Waive, "waiting") => {
            now < asked.expiry() && may_decide(story, asked, press, now)
        }
        (Verb::ShowSecret, "delivering_secret") => {
            let counts = receivers::is_theirs_to_see(story, press) || receivers::is_forfeited(story, press);
            may_see(situation, story, press) && counts
        }
        (Verb::BreakGlass, "waiting") => is_requester && has_steps(story) && may_break_glass(story, asked, press, now),
        (Verb::Countersign, "awaiting_countersign") => may_countersign(story, asked, press, now),
        _ => false,
    }
}

/// Returns true for the person whom the secret is for, while it is there, and once.
fn may_see(situation: &Situation<'_>, story: &Story<'_>, press: &Press) -> bool {
    let kept = story.kept.as_ref().unwrap();
    kept.taken_by.is_none() && kept.is_there(situation) && receivers::is_for(story, &press.member)
}

/// Returns the press of an account in order that is no party to the case, on this plan, of a person who was asked by a
/// rule or for a step that they reach.
fn is_asked<'a>(story: &Story<'_>, asked: &Ask<'_>, press: &'a Press, now: Timestamp) -> Option<&'a Standing> {
    let standing = in_order(&press.standing)?;
    let carries = asked.escalated.iter().any(|step| reaches(*step, story.account(), &standing.roles));
    let is_theirs = |group: &&Group| is_in(group, &press.member.roles, &standing.roles);
    let by_rule = asked.rules.iter().any(|rule| asked.groups(rule, now).iter().any(is_theirs));
    let is_party = story.is_party(&press.member, &standing.object_id);
    (press.plan == asked.plan && !is_party && (by_rule || carries)).then_some(standing)
}

fn may_decide(story: &Story<'_>, asked: &Ask<'_>, press: &Press, now: Timestamp) -> bool {
    let Some(standing) = is_asked(story, asked, press, now) else { return false };
    if story.has_decided(&press.member, &standing.object_id) {
        return false;
    }
    let rules = asked.rules_for(&press.member.roles, &standing.roles, now);
    let is_fresh = rules.iter().all(|rule| asked.is_fresh(rule, press.signed_in_at, now));
    let typed =
        press.reason.as_deref().is_some_and(|typed| typed.trim().to_lowercase() == story.account().upn.to_lowercase());
    match press.verb {
        Verb::Deny => true,
        Verb::Waive => is_fresh && can_waive(story) && press.reason.as_ref().is_some_and(|reason| !reason.is_empty()),
        Verb::Confirm => has_steps(story) && typed && is_fresh,
        _ => has_steps(story) && is_fresh && rules.iter().all(|rule| !rule.typed_confirmation),
    }
}

/// Also true for a member who approved before the glass was broken: it takes a second person's decision after it.
fn may_countersign(story: &Story<'_>, asked: &Ask<'_>, press: &Press, now: Timestamp) -> bool {
    let Some(standing) = is_asked(story, asked, press, now) else { return false };
    let rules = asked.rules_for(&press.member.roles, &standing.roles, now);
    rules.iter().all(|rule| asked.is_fresh(rule, press.signed_in_at, now))
}

/// The requester as they asked, whose account may still ask, in time and on this plan.
fn as_requester<'a>(story: &Story<'_>, asked: &Ask<'_>, press: &'a Press, now: Timestamp) -> Option<&'a Standing> {
    let standing = may_ask(&press.standing, story.terms)?;
    let is_same = standing.object_id == story.requester.unwrap().object_id;
    (is_same && press.plan == asked.plan && now < asked.expiry()).then_some(standing)
}

fn may_break_glass(story: &Story<'_>, asked: &Ask<'_>, press: &Press, now: Timestamp) -> bool {
    let Some(standing) = as_requester(story, asked, press, now) else { return false };
    let steps = &story.diagnosis.unwrap().plan.steps;
    let reaches_all = steps.iter().all(|step| reaches(*step, story.account(), &standing.roles));
    let has_reason = press.reason.as_ref().is_some_and(|reason| !reason.is_empty());
    let may_make = emergencies::may_be_made_alone(story, false, press.target_known);
    let may_make = may_make && emergencies::is_prepared(story, asked, press, now);
    may_make && is_named(story) && asked.alone_minutes.is_none() && has_reason && press.debt.is_none() && reaches_all
}

fn may_proceed(story: &Story<'_>, asked: &Ask<'_>, press: &Press, now: Timestamp) -> bool {
    as_requester(story, asked, press, now).is_some()
        && emergencies::may_be_made_alone(story, true, press.target_known)
        && emergencies::is_prepared(story, asked, press, now)
}
