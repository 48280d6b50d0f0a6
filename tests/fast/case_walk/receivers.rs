//! The person who may see a secret, by rules of our own: whom a rule names, else the requester, else the approver who carries it;
//! and nobody whose own roles do not reach.

use grendel::domain::approval::quorum::{Candidate, Candidates};
use grendel::domain::case::Press;
use grendel::domain::command::ApprovalRule;
use grendel::domain::event::Event;
use grendel::domain::people::{HeldRole, Member, StandingLookup};
use grendel::domain::receiver::{Receiver, ReceiverRule, ReceiverSource};
use grendel::domain::run::DeliveryEnd;
use grendel::domain::step::StepKind;
use grendel::domain::{MemberId, ObjectId, RoleName};

use super::story::{Ask, Story, Voice, in_order, reaches};
use super::{REQUESTER, emergencies};

/// The steps that make something for somebody to see. No scenario of the walk leaves its account closed.
fn secret_steps(story: &Story<'_>) -> Vec<StepKind> {
    let makes = |step: &StepKind| matches!(step, StepKind::ResetPassword | StepKind::IssueTemporaryAccessPass);
    story.diagnosis.unwrap().plan.steps.iter().copied().filter(makes).collect()
}

fn reaches_all(story: &Story<'_>, roles: &[HeldRole]) -> bool {
    secret_steps(story).iter().all(|step| reaches(*step, story.account(), roles))
}

/// The rule that goes with a request for approval under these rules of the command is the one that must go with it, and
/// somebody could see what is made.
pub fn is_asked_for_the_right_one(
    story: &Story<'_>,
    wanted: &[ApprovalRule],
    candidates: &Candidates,
    receiver: Option<&ReceiverRule>,
    words: &str,
) {
    let steps = secret_steps(story);
    let mut named: Vec<RoleName> = wanted.iter().flat_map(|rule| rule.secret_to.iter().cloned()).collect();
    named.sort();
    named.dedup();
    let own = &story.requester.unwrap().roles;
    let from = match () {
        () if !named.is_empty() => ReceiverSource::Named(named),
        () if reaches_all(story, own) => ReceiverSource::Requester,
        () => ReceiverSource::Approver,
    };
    let expected = (!steps.is_empty()).then_some(ReceiverRule { from, steps });
    assert_eq!(receiver, expected.as_ref(), "{words}");
    let could_reach = |one: &Candidate| one.standing.as_ref().is_none_or(|one| reaches_all(story, &one.roles));
    let could = match expected.map(|rule| rule.from) {
        None | Some(ReceiverSource::Requester) => true,
        Some(ReceiverSource::Approver) => candidates.people.iter().any(could_reach),
        // Helen is at no desk.
        Some(ReceiverSource::Named(named)) => candidates.people.iter().any(|one| {
            let is_named = |member: &Member| member.roles.iter().any(|role| named.contains(role));
            one.member.as_ref().is_none_or(is_named) && could_reach(one)
        }),
    };
    assert!(could || candidates.more, "asked although nobody could see it: {words}");
}

/// Returns the one person for whom the secret is; `None` where a rule names roles.
fn fixed(story: &Story<'_>) -> Option<(MemberId, ObjectId)> {
    let asked = story.asked.as_ref().unwrap();
    let requester = (REQUESTER, story.requester.unwrap().object_id);
    match &asked.receiver?.from {
        ReceiverSource::Named(_) => None,
        ReceiverSource::Approver if asked.rests_on_others() => {
            let voices = asked.voices(&story.joined);
            let carrying = voices.iter().find(|voice| reaches_all(story, &voice.directory))?;
            Some((carrying.decision.by.id, carrying.decision.account))
        }
        ReceiverSource::Requester | ReceiverSource::Approver => Some(requester),
    }
}

/// Returns true if an approver is to see the secret and none of them may.
pub fn lacks_receiver(asked: &Ask<'_>, people: &[Voice<'_>], account: &grendel::domain::account::Account) -> bool {
    let Some(rule) = asked.receiver.filter(|rule| rule.from == ReceiverSource::Approver) else { return false };
    let carries = |roles: &[HeldRole]| rule.steps.iter().all(|step| reaches(*step, account, roles));
    !people.iter().any(|voice| carries(&voice.directory))
}

/// The entry of a decision that lets the plan run fixes the one person for whom its secret is.
pub fn is_fixed(story: &Story<'_>, after: &Story<'_>, receiver: Option<&Receiver>, words: &str) {
    let runs = story.asked.as_ref().unwrap().receiver.is_some() && after.is_approved();
    let expected = if runs { fixed(after) } else { None };
    assert_eq!(receiver.map(|one| (one.member.id, one.account)), expected, "{words}");
}

/// Returns true if the chat lets this member see it.
pub fn is_for(story: &Story<'_>, member: &Member) -> bool {
    match (&story.asked.as_ref().unwrap().receiver.unwrap().from, fixed(story)) {
        (ReceiverSource::Named(named), _) => named.iter().any(|role| member.roles.contains(role)),
        (_, fixed) => fixed.is_some_and(|(id, _)| id == member.id),
    }
}

/// Returns true if the directory lets them see it too: with the same account, in order, not the one it is about, and with
/// roles of their own that reach.
pub fn is_theirs_to_see(story: &Story<'_>, press: &Press) -> bool {
    let Some(standing) = in_order(&press.standing) else { return false };
    let is_same = fixed(story).is_none_or(|(_, account)| account == standing.object_id);
    let is_broken = story.asked.as_ref().is_some_and(|asked| asked.glass.is_some());
    if is_broken && !emergencies::may_be_made_alone(story, false, press.target_known) {
        return false;
    }
    standing.object_id != story.account().object_id && is_same && reaches_all(story, &standing.roles)
}

/// Returns true if this press shows that the one person for whom it is may not see it any more.
pub fn is_forfeited(story: &Story<'_>, press: &Press) -> bool {
    let is_known = !matches!(press.standing, StandingLookup::Unreadable(_));
    fixed(story).is_some() && is_known && !is_theirs_to_see(story, press)
}

/// A secret that its receiver may not see any more is gone, and the press did not count.
pub fn is_given_up(press: &Press, events: &[Event], words: &str) {
    let [Event::PressRefused { member, .. }, Event::SecretEnded { end: DeliveryEnd::Forfeited }, ..] = events else {
        panic!("{words} led to {events:?}");
    };
    assert_eq!(*member, press.member, "{words}");
}
