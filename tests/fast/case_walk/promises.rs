//! The promises that hold for every case, whatever happens. They are judged by the case's story in the journal and by
//! the readings as they were passed in: a case that forgets must not be its own witness. The rights of people are in
//! `people`.

use std::collections::{BTreeSet, HashSet};

use grendel::domain::approval::quorum::Candidates;
use grendel::domain::case::{Action, Case, DuePing, Input, PersonRecheck, PingReason, Recheck};
use grendel::domain::diagnosis::Change;
use grendel::domain::event::{Entry, Event, RecordedEvent};
use grendel::domain::outcome::Outcome;
use grendel::domain::refusal::Refusal;
use grendel::domain::run::{ATTEMPTS_MAX, Intent, Warrant};
use grendel::domain::step::StepKind;
use grendel::journal::read_entry;
use jiff::{SignedDuration, Timestamp};

use super::alphabet::Happening;
use super::emergencies;
use super::graph::step_to_begin;
use super::people::press_is_authorised;
use super::seats::{could_agree, names_nobody};
use super::story::{Ask, Story, Voice, in_order, may_ask, reaches, rules_that_apply};
use super::waivers::{gives_nothing_away, nothing_is_given_away};
use super::{NUMBER, Situation, graph, receivers, secrets};

/// Checks everything that must hold for this case as it is.
pub fn hold_in(situation: &Situation<'_>, story: &Story<'_>) {
    let Situation { case, history, .. } = situation;
    let replayed = Case::replay(NUMBER, history.iter().cloned()).unwrap();
    assert_eq!(replayed, *case, "replay gives another case");
    assert_eq!(case.phase().name(), story.phase, "the journal tells of another phase: {history:#?}");
    let next = case.next(situation.now());
    if let Action::Perform(warrant) = &next {
        warrant_is_earned(situation, story, warrant);
    }
    assert_eq!(next == Action::Rest, story.is_settled, "a case rests when it is over, and only then");
    calls_are_made_once(story, &next);
    graph::reached_is_what_was_read(situation, story);
    match (&next, story.phase) {
        (Action::Await { until }, "waiting") => {
            let asked = story.asked.as_ref().unwrap();
            assert_eq!(*until, emergencies::waits_until(asked), "waits for something else");
        }
        (Action::Await { until }, "awaiting_countersign") => assert_eq!(*until, story.owed.as_ref().unwrap().until),
        (Action::Await { until }, "delivering_secret") => assert_eq!(*until, secrets::waits_until(situation, story)),
        (Action::Await { .. }, phase) => panic!("waits in {phase}"),
        (Action::Recheck { approvers, .. }, _) => {
            let asked = story.asked.as_ref().unwrap();
            let wanted = asked.voices(&story.joined).into_iter().map(|one| (one.decision.by.id, one.decision.account));
            let wanted: Vec<_> = wanted.filter(|_| asked.rests_on_others()).collect();
            assert_eq!(*approvers, wanted, "somebody is not looked at before a step");
        }
        _ => {}
    }
}

/// A call is due from the event that made it necessary until it was made, on a card. What the operator must hear outlives the
/// case.
fn calls_are_made_once(story: &Story<'_>, next: &Action) {
    assert!(story.called <= story.reasons.len(), "somebody was called for nothing");
    let due = story.due_call();
    let call = match next {
        Action::Ping(DuePing { place, why }) => {
            let why = match why {
                PingReason::Silence(rung) => rung.kind.word(),
                PingReason::GlassBroken => "glass",
                PingReason::Overdue => "overdue",
                PingReason::AloneOpened => "alone opened",
                PingReason::AloneProceeds => "alone proceeds",
                PingReason::AloneEnded => "alone ended",
                PingReason::PassLeft => "pass left",
                PingReason::WorkAsked => "work asked",
                PingReason::WorkReminded => "work reminded",
            };
            Some((*place, why))
        }
        _ => None,
    };
    assert_eq!(call, due, "a call that is not due, or one that is missing");
}

/// Checks everything that must hold for the decision when this happens.
pub fn hold_for(
    situation: &Situation<'_>,
    story: &Story<'_>,
    happening: &Happening,
    decided: &Result<Vec<Event>, Refusal>,
) {
    if let Input::Pressed(press) = &happening.input {
        press_is_authorised(situation, story, press, decided, &happening.words);
    }
    let Ok(events) = decided else { return };
    let words = &happening.words;
    time_does_what_is_due(situation, story, happening, events);
    secrets::are_kept(situation, story, happening, events);
    step_is_begun_if_it_may(situation, story, happening, events);
    for event in events {
        if story.closed.is_some() {
            let may = matches!(event, Event::CardPosted { .. } | Event::Settled | Event::Pinged { .. });
            assert!(may, "{} in a closed case when {words}", event.name());
        }
        match event {
            Event::StepIntended(intent) => intent_is_new(situation, story, happening, intent),
            Event::StepAnswered { .. } | Event::StepReconciled { .. } | Event::StepVerified { .. } => {
                word_on_a_step_was_due(situation, event, words);
            }
            Event::ApprovalAsked { .. } => approval_may_be_asked(story, happening, event),
            Event::AloneChecked => emergencies::look_is_due(situation, story, happening),
            Event::Pinged { place, .. } => {
                let is_due = story.due_call().is_some_and(|(due, _)| due == *place);
                assert!(is_due, "called although nothing is due: {words}");
            }
            Event::Joined { joined } => {
                assert!(story.joined.iter().all(|one| one.case != joined.case), "somebody joined twice");
            }
            Event::CountersignRequired { until, .. } => {
                let minutes = story.terms.break_glass.as_ref().unwrap().countersign_minutes;
                assert_eq!(*until, situation.now().at + SignedDuration::from_mins(i64::from(minutes)));
            }
            Event::Closed { outcome } => {
                assert!(!names_nobody(outcome), "an approval is gone, and nobody is named: {words}");
                case_may_end(situation, story, events, outcome, words);
            }
            _ => {}
        }
    }
    if let (Input::Joined(_), None) = (&happening.input, story.closed) {
        let is_known = story.joined.iter().any(|one| Input::Joined((*one).clone()) == happening.input);
        assert_eq!(events.len(), usize::from(!is_known), "somebody asked for the same and was not heard");
    }
}

/// Checks everything that must hold for the case that follows.
pub fn hold_after(before: &Situation<'_>, happening: &Happening, after: &Situation<'_>) {
    // A case that is called reached looks like another that is, so only one of the two is visited.
    if after.case.aim_report().is_some() {
        graph::reached_is_what_was_read(after, &Story::of(&after.history));
    }
    for RecordedEvent { event, .. } in &after.history[before.history.len()..] {
        if let Event::Waived { .. } = event {
            assert_eq!(after.case.diagnosed().unwrap().changes, [Change::Waived], "{}", happening.words);
        }
        if let Event::Diagnosed { diagnosis } | Event::Lapsed { diagnosis, .. } = event {
            gives_nothing_away(diagnosis, &happening.words);
            if diagnosis.account.on_premises.is_some() {
                assert_eq!(diagnosis.plan.steps, [], "steps on a synced account: {}", happening.words);
            }
            assert_eq!(diagnosis.plan.target, diagnosis.account.object_id, "{}", happening.words);
        }
    }
    if let Input::CardPosted(_) = &happening.input {
        let again = after.case.decide(happening.input.clone(), after.now());
        assert_eq!(again, Ok(Vec::new()), "a card was posted twice");
    }
}

/// A warrant needs enough others on exactly this plan, in time, or one who may act alone; and an intent of this epoch.
fn warrant_is_earned(situation: &Situation<'_>, story: &Story<'_>, warrant: &Warrant) {
    let (diagnosis, asked) = (story.diagnosis.unwrap(), story.asked.as_ref().unwrap());
    assert_eq!(asked.plan, diagnosis.digest_with(asked.receiver), "the plan that was shown is not what was found");
    assert!(story.was_approved(), "a warrant without an approval");
    decisions_are_clean(story, asked);
    nothing_is_given_away(story, warrant);
    assert_eq!(warrant.case(), NUMBER);
    assert_eq!(warrant.target(), &diagnosis.plan.target, "a warrant for somebody else");
    assert_eq!(warrant.digest(), asked.plan, "a warrant on another plan");
    assert_eq!(warrant.kind(), diagnosis.plan.steps[warrant.step()], "a warrant for another step");
    let last = last_word(&situation.history);
    let Some(Event::StepIntended(intent)) = last else { panic!("a warrant without an intent on disk: {last:?}") };
    assert_eq!(intent.epoch, situation.epoch, "a warrant for what an earlier run of the program had begun");
    assert_eq!((intent.step, &intent.operation), (warrant.step(), warrant.operation()));
    graph::is_followed(situation, story, warrant.step());
}

/// No decision counts twice, too late, on another plan, or by a party to the case.
fn decisions_are_clean(story: &Story<'_>, asked: &Ask<'_>) {
    let (mut members, mut accounts) = (BTreeSet::new(), BTreeSet::new());
    let requester = story.requester.unwrap();
    for (decision, written_at) in asked.decisions.iter().chain(&asked.glass) {
        assert_eq!(decision.at, *written_at);
        assert!(*written_at < asked.expiry() && *written_at >= asked.at, "a decision out of time");
        assert_eq!(decision.plan, asked.plan, "a decision on another plan");
        assert_eq!(decision.vote.word(), "approve", "a plan that was denied goes on");
        assert!(members.insert(decision.by.id), "{} decided twice", decision.by.name);
        assert!(accounts.insert(&decision.account), "{} decided twice", decision.account);
        let is_own = decision.account == requester.object_id;
        let by_requester = asked.alone_minutes.is_some() || asked.glass.is_some_and(|(glass, _)| glass == *decision);
        assert_eq!(is_own, by_requester, "the requester decided, or somebody else for them");
        assert_ne!(decision.account, story.account().object_id, "the target decided");
    }
    if let Some(minutes) = asked.alone_minutes {
        assert!(asked.decisions[0].0.at >= asked.after(minutes), "went on alone too soon");
    }
    if let Some((glass, _)) = asked.glass {
        let named = &story.terms.break_glass.as_ref().expect("a glass to break").people;
        assert!(named.contains(&glass.by.id), "somebody broke the glass who is not named");
        assert!(glass.reason.as_ref().is_some_and(|reason| !reason.is_empty()), "a glass was broken without a reason");
    }
}

/// The last event that moved the case.
pub fn last_word(history: &[RecordedEvent]) -> Option<&Event> {
    let moves = |event: &&Event| {
        !matches!(
            event,
            Event::CardPosted { .. } | Event::PressRefused { .. } | Event::Pinged { .. } | Event::Joined { .. }
        )
    };
    history.iter().rev().map(|recorded| &recorded.event).find(moves)
}

/// A step is begun when it is its turn, nothing has changed, and everybody it rests on is still enough: then and only then.
fn step_is_begun_if_it_may(situation: &Situation<'_>, story: &Story<'_>, happening: &Happening, events: &[Event]) {
    let is_begun = events.iter().any(|event| matches!(event, Event::StepIntended(_)));
    let Input::Rechecked(recheck) = &happening.input else {
        assert!(!is_begun, "a step was begun without a reading: {}", happening.words);
        return;
    };
    let Some(step) = step_to_begin(situation, story) else {
        assert!(!is_begun, "a step was begun out of turn: {}", happening.words);
        return;
    };
    let asked = story.asked.as_ref().unwrap();
    let is_in_time = !asked.intents.is_empty() || situation.now().at < asked.expiry();
    let kind = story.diagnosis.unwrap().plan.steps[step];
    let may = is_in_time && !happening.is_changed && people_are_enough(story, asked, kind, recheck);
    assert_eq!(is_begun, may, "{:?} after {}: {events:?}", story.phase, happening.words);
    assert!(!events.is_empty(), "nothing comes of a reading: {}", happening.words);
}

/// Returns true if the people as read right before the step are still enough for it.
fn people_are_enough(story: &Story<'_>, asked: &Ask<'_>, kind: StepKind, recheck: &Recheck) -> bool {
    let account = story.account();
    let requester = may_ask(&recheck.requester.checked, story.terms)
        .filter(|now| now.object_id == story.requester.unwrap().object_id);
    let allowed = &story.terms.allow.discord_roles;
    let in_chat =
        recheck.requester.chat_roles.as_ref().is_ok_and(|roles| allowed.iter().any(|one| roles.contains(one)));
    let Some(requester) = requester.filter(|_| in_chat) else { return false };
    let requester_reaches = reaches(kind, account, &requester.roles);
    if !asked.rests_on_others() {
        return requester_reaches && emergencies::may_still_be_taken(story, asked, kind, recheck);
    }
    let mut now = Vec::new();
    for (voice, PersonRecheck { checked, chat_roles }) in
        asked.voices(&story.joined).into_iter().zip(&recheck.approvers)
    {
        let standing = in_order(checked).filter(|now| now.object_id == voice.decision.account);
        let (Some(standing), Ok(chat)) = (standing, chat_roles) else { return false };
        now.push(Voice { chat: chat.clone(), directory: standing.roles.clone(), ..voice });
    }
    asked.is_enough(&now, account)
        && (requester_reaches || now.iter().any(|one| reaches(kind, account, &one.directory)))
}

fn intent_is_new(situation: &Situation<'_>, story: &Story<'_>, happening: &Happening, intent: &Intent) {
    assert_eq!(intent.epoch, situation.epoch);
    let Input::Rechecked(recheck) = &happening.input else { panic!("a step was begun: {}", happening.words) };
    assert_eq!(recheck.account.as_ref().unwrap().sign_in_enabled, intent.before.sign_in_enabled);
    let asked = story.asked.as_ref().unwrap();
    let earlier = |recorded: &RecordedEvent| match &recorded.event {
        Event::StepIntended(earlier) => earlier.operation == intent.operation,
        _ => false,
    };
    assert!(!situation.history.iter().any(earlier), "an operation id was used twice");
    let tries = asked.intents.iter().filter(|earlier| earlier.step == intent.step).count();
    assert!(tries < usize::from(ATTEMPTS_MAX), "step {} is tried too often", intent.step);
    assert_eq!(usize::from(intent.attempt), tries + 1);
    let is_once = story.diagnosis.unwrap().plan.steps[intent.step] == StepKind::ResetPassword;
    assert!(!is_once || tries == 0, "a second password is made");
    assert_eq!(Some(intent.step), step_to_begin(situation, story));
}

/// An answer is due in the epoch of the intent; a look in a later one, or where no answer came; a verification of what was taken.
fn word_on_a_step_was_due(situation: &Situation<'_>, event: &Event, words: &str) {
    let (begun_here, last) = match last_word(&situation.history) {
        Some(Event::StepIntended(intent)) => (Some(intent.epoch == situation.epoch), intent.step),
        Some(Event::StepAnswered { step, .. } | Event::StepReconciled { step, .. }) => (None, *step),
        other => panic!("{words} counts after {other:?}"),
    };
    let (step, is_due) = match event {
        Event::StepAnswered { step, .. } => (*step, begun_here == Some(true)),
        Event::StepReconciled { step, .. } => (*step, begun_here != Some(true)),
        Event::StepVerified { step, .. } => (*step, begun_here.is_none()),
        _ => return,
    };
    assert!(is_due && step == last, "{words} counts although nothing of the kind was waited for");
}

/// Agreement is asked for by the rules that apply, to those who could give it; or else of one who may act alone.
fn approval_may_be_asked(story: &Story<'_>, happening: &Happening, event: &Event) {
    let Event::ApprovalAsked { plan, rules, escalated, alone_minutes, receiver } = event else { return };
    let unseen = Candidates { more: true, ..Candidates::default() };
    let candidates = match &happening.input {
        Input::ApproversFound(candidates) => candidates,
        // Right before the first step of somebody alone.
        Input::Rechecked(recheck) if story.phase == "approved" => recheck.others.as_ref().unwrap_or(&unseen),
        _ => panic!("asked: {}", happening.words),
    };
    emergencies::keeps_the_rules(story, event, happening);
    let (diagnosis, requester) = (story.diagnosis.unwrap(), story.requester.unwrap());
    assert_eq!(*plan, diagnosis.digest_with(receiver.as_ref()), "another plan is shown than was found");
    let steps = diagnosis.plan.steps.iter().copied();
    let beyond: Vec<StepKind> = steps.filter(|step| !reaches(*step, story.account(), &requester.roles)).collect();
    let wanted = rules_that_apply(story.terms, !beyond.is_empty());
    assert!(!wanted.is_empty(), "asked without a rule: {}", happening.words);
    assert_eq!(*escalated, if alone_minutes.is_some() { Vec::new() } else { beyond.clone() }, "{}", happening.words);
    assert_eq!(*rules, wanted, "not all rules ask: {}", happening.words);
    let could = could_agree(candidates, &wanted, &beyond, story);
    receivers::is_asked_for_the_right_one(story, &wanted, candidates, receiver.as_ref(), &happening.words);
    let is_named = story.terms.break_glass.as_ref().is_some_and(|glass| glass.people.contains(&super::REQUESTER));
    if alone_minutes.is_some() {
        assert_eq!(*alone_minutes, story.terms.alone.as_ref().map(|alone| alone.delay_minutes));
        let others = candidates.more || candidates.others > 0;
        assert!(!could && !others && beyond.is_empty(), "alone although {}", happening.words);
    } else {
        assert!(could || (is_named && beyond.is_empty()), "asked in vain: {}", happening.words);
    }
}

/// By itself, time ends what was not decided, climbs the ladder of the silence a rung at a time, and calls in debts.
fn time_does_what_is_due(situation: &Situation<'_>, story: &Story<'_>, happening: &Happening, events: &[Event]) {
    if happening.input != Input::Time {
        let by_time =
            |event: &Event| matches!(event, Event::ReminderStageReached { .. } | Event::CountersignOverdue { .. });
        assert!(!events.iter().any(by_time), "time goes by when {}", happening.words);
        return;
    }
    if story.phase == "delivering_secret" {
        return;
    }
    let now = situation.now().at;
    let until = |until: Timestamp| now >= until;
    let wanted: Vec<String> = match (story.phase, &story.asked, &story.owed) {
        ("waiting", Some(asked), _) if until(asked.expiry()) => vec!["closed expired".to_owned()],
        ("waiting", Some(asked), _) => {
            let due = asked.next_rung().filter(|(at, _)| until(*at));
            due.map(|(_, rung)| format!("rung {rung}")).into_iter().collect()
        }
        ("awaiting_countersign", _, Some(owed)) if until(owed.until) => {
            vec![format!("overdue until {}", now + SignedDuration::from_hours(24))]
        }
        _ => Vec::new(),
    };
    let got = events.iter().map(|event| match event {
        Event::Closed { outcome: Outcome::Expired } => "closed expired".to_owned(),
        Event::ReminderStageReached { stage } => format!("rung {}", stage.word()),
        Event::CountersignOverdue { until } => format!("overdue until {until}"),
        other => format!("{other:?}"),
    });
    assert_eq!(got.collect::<Vec<_>>(), wanted, "time goes by in {}", story.phase);
}

/// A plan that a member acted on alone ends with a second person's decision and the outcome that it would have had; no
/// case ends before its time.
fn case_may_end(situation: &Situation<'_>, story: &Story<'_>, events: &[Event], outcome: &Outcome, words: &str) {
    let asked = story.asked.as_ref();
    if asked.is_some_and(|asked| asked.glass.is_some() && !asked.intents.is_empty()) {
        let owed = story.owed.as_ref().unwrap_or_else(|| panic!("a glass was broken and nobody owes for it: {words}"));
        let signed = matches!(events.first(), Some(Event::Countersigned { .. }));
        assert!(signed, "over without a countersignature when {words}");
        assert_eq!(outcome, owed.outcome, "it ends otherwise than it went");
    }
    match outcome {
        Outcome::Completed => {
            let of_now = events.iter().filter_map(|event| match event {
                Event::StepVerified { step, .. } => Some(*step),
                _ => None,
            });
            let done: BTreeSet<usize> = asked.unwrap().verified.iter().copied().chain(of_now).collect();
            assert_eq!(done.len(), story.diagnosis.unwrap().plan.steps.len(), "completed too early");
        }
        Outcome::Expired => assert!(situation.now().at >= asked.unwrap().expiry(), "expired before its time: {words}"),
        _ => {}
    }
}

/// An event means the same when it is read again. Each text is checked once.
pub fn reads_back(event: &Event, known: &mut HashSet<String>) {
    let written = serde_json::to_string(event).unwrap();
    if known.contains(&written) {
        return;
    }
    let read = read_entry(written.as_bytes()).unwrap();
    assert_eq!(read, Entry::Case(event.clone()), "{written}");
    assert!(written.starts_with(&format!("{{\"event\":\"{}\"", event.name())), "{written}");
    known.insert(written);
}
