//! A temporary access pass on its way to its receiver: whatever happens to the call that makes it and to the call that
//! takes it back, nobody is offered one that Grendel does not have, and none that nobody has seen is forgotten.

use std::collections::{BTreeSet, HashSet, VecDeque};

use grendel::domain::Trouble;
use grendel::domain::access::{MethodId, PassPolicy};
use grendel::domain::account::Account;
use grendel::domain::authority::Guard;
use grendel::domain::case::{Action, Input, Now, Phase, Press};
use grendel::domain::command::Terms;
use grendel::domain::condition::Parameters;
use grendel::domain::event::{Event, RecordedEvent, Verb};
use grendel::domain::freeze::{Freeze, FreezeScope};
use grendel::domain::outcome::{Breakdown, LookAt, Outcome};
use grendel::domain::people::StandingLookup;
use grendel::domain::reading::Reading;
use grendel::domain::run::{DeliveryEnd, REVOCATIONS_MAX, Receipt, Revocation, StepResponse, Verification};
use grendel::domain::runbook::{RunbookEntry, RunbookStep};
use grendel::domain::step::StepKind;
use grendel::domain::{InteractionId, MessageId};
use grendel::render::Messages;

use super::Situation;
use super::alphabet::happenings;
use super::scenarios::{MINUTE, Scenario, WINDOW_SECONDS};
use crate::cast::{HELEN, TOM, after_seconds, blocked_account, healthy_account, standing, terms, trouble};

/// The program is started again so often at most.
const EPOCHS_MAX: u64 = 3;

fn scenario() -> Scenario {
    let mut target = healthy_account(TOM);
    target.access.passes = Reading::Read(Some(PassPolicy { covered: true, lifetime_minutes: 60 }));
    let targets: Vec<(&'static str, Account)> = vec![("has forgotten everything", target)];
    let step = RunbookStep::Step(StepKind::IssueTemporaryAccessPass);
    let steps = Terms { runbook: vec![RunbookEntry { finding: None, steps: vec![step] }], ..terms(&[], 1) };
    // The lifetime of the secret, and the pauses between the tries to take the pass back.
    let instants: Vec<i64> = [0, 10, 11, 12, 13, 14, 15].map(|minute| minute * MINUTE).to_vec();
    let requester = standing(HELEN, &["Global Administrator"]);
    Scenario { requester, targets, ..Scenario::new("a pass is made", steps).at(&instants) }
}

/// Lets happen what leads to the call that makes the pass.
fn begun(scenario: &Scenario) -> Situation<'_> {
    let mut situation = Situation::opened(scenario);
    let course = [
        "the requester is well",
        "the target has forgotten everything",
        "found: everybody",
        "the card is posted",
        "Lena, a lead presses a approve ",
        "before a step all is as it was",
    ];
    for words in course {
        let all = happenings(&situation);
        let happening = all.into_iter().find(|one| one.words == words).unwrap_or_else(|| panic!("nothing is {words}"));
        let events = situation.case.decide(happening.input, situation.now()).unwrap();
        situation = situation.after(&events);
    }
    assert!(matches!(situation.case.next(situation.now()), Action::Perform(_)), "{:?}", situation.history);
    situation
}

fn refusal(status: u16) -> StepResponse {
    StepResponse::Refused(Trouble { status: Some(status), ..trouble() })
}

fn press_to_see(situation: &Situation<'_>) -> Press {
    let case = &situation.case;
    Press {
        member: situation.scenario.people[0].member.clone(),
        interaction: InteractionId(900),
        verb: Verb::ShowSecret,
        plan: case.approval_request().unwrap().approval.plan,
        reason: None,
        standing: StandingLookup::Read(situation.scenario.requester.clone()),
        signed_in_at: None,
        debt: None,
        guard: case.diagnosed().map(|diagnosed| Guard::of(&diagnosed.diagnosis.account)),
        limit: None,
        target_known: false,
        target_privileged: false,
    }
}

/// Everything that can happen to the pass.
fn inputs(situation: &Situation<'_>) -> Vec<Input> {
    let pass = MethodId::parse("11112222-3333-4444-8555-666677778888");
    let taken = |pass| StepResponse::Taken(Receipt { status: Some(201), pass, ..Receipt::default() });
    let made = [taken(pass), taken(None), StepResponse::None(trouble()), refusal(403), refusal(201)];
    let revoked = [taken(None), StepResponse::None(trouble()), refusal(403), refusal(429), refusal(503)];
    let mut inputs = vec![
        Input::Time,
        Input::EndShown,
        Input::Pinged { place: 0, message: Some(MessageId(701)) },
        Input::Pressed(press_to_see(situation)),
        Input::SecretSent { arrived: true },
        Input::SecretSent { arrived: false },
        Input::Verified { step: 0, verification: Verification::Seen, found: None },
    ];
    inputs.extend(made.map(|answer| Input::Answered { step: 0, answer }));
    inputs.extend([Ok(true), Ok(false), Err(trouble())].map(|seen| Input::Reconciled { step: 0, seen }));
    inputs.extend(revoked.map(|answer| Input::Revoked { answer }));
    inputs
}

/// The life of the pass, as the journal tells it.
#[derive(Default)]
struct Pass {
    is_made: bool,
    /// The epoch in which Microsoft's answer brought it.
    answered_in: Option<u64>,
    end: Option<DeliveryEnd>,
    tries: u8,
    last_try: Option<StepResponse>,
}

impl Pass {
    fn of(history: &[RecordedEvent]) -> Self {
        let (mut pass, mut epoch) = (Self::default(), 0);
        for RecordedEvent { event, .. } in history {
            match event {
                Event::StepIntended(intent) => epoch = intent.epoch,
                Event::StepAnswered { answer: StepResponse::Taken(_), .. } => {
                    (pass.is_made, pass.answered_in) = (true, Some(epoch));
                }
                Event::StepAnswered { answer: StepResponse::Refused(trouble), .. } if trouble.status == Some(201) => {
                    pass.is_made = true;
                }
                Event::StepReconciled { took_effect: true, .. } => pass.is_made = true,
                Event::SecretEnded { end } => pass.end = Some(*end),
                Event::RevocationIntended { .. } => pass.tries += 1,
                Event::RevocationAnswered { answer } => pass.last_try = Some(answer.clone()),
                _ => {}
            }
        }
        pass
    }
}

fn holds(situation: &Situation<'_>, seen: &mut BTreeSet<String>) {
    let (pass, case) = (Pass::of(&situation.history), &situation.case);
    assert!(pass.tries <= REVOCATIONS_MAX, "it is taken back for ever");
    if case.receiver_proof(&press_to_see(situation), situation.now()).is_ok() {
        assert_eq!(pass.answered_in, Some(situation.epoch), "offered although there is nothing in memory");
        seen.insert("offered".to_owned());
    }
    if let Action::Revoke(warrant) = case.next(situation.now()) {
        assert!(pass.is_made && pass.end.is_some_and(|end| end != DeliveryEnd::Seen), "taken back for nothing");
        assert_eq!(warrant.kind(), StepKind::RevokeTemporaryAccessPass);
        let Parameters::Passes(ids) = warrant.parameters() else { panic!("it takes back something else") };
        seen.insert(format!("revokes {}", ids.len()));
    }
    if case.outcome().is_none() {
        return;
    }
    let is_unseen = pass.is_made && pass.end != Some(DeliveryEnd::Seen);
    assert_eq!(is_unseen, pass.tries > 0, "a pass that nobody has seen is forgotten, or another is taken back");
    seen.extend(pass.end.map(|end| end.word().to_owned()));
    let is_left = is_unseen && !matches!(pass.last_try, Some(StepResponse::Taken(_)));
    assert_eq!(case.leaves_pass(), is_left);
    let is_settled = matches!(case.phase(), Phase::Closed { settled: true, .. });
    let is_called = situation.history.iter().any(|recorded| matches!(recorded.event, Event::Pinged { .. }));
    assert!(!is_left || is_called || is_settled || case.due_ping().is_some(), "a pass is left and nobody is called");
    if is_left {
        seen.insert("left".to_owned());
        let is_refused = matches!(&pass.last_try, Some(StepResponse::Refused(_)));
        assert!(is_refused || pass.tries == REVOCATIONS_MAX, "given up although Microsoft may only be busy");
    }
}

/// The same for all situations from which the same can follow.
fn signature(situation: &Situation<'_>) -> String {
    let (case, pass, now) = (&situation.case, Pass::of(&situation.history), situation.now());
    let run = case.run().unwrap();
    let state = format!("{:?}", run.states[0]);
    let state = state.split([' ', '(']).next().unwrap_or_default().to_owned();
    let made = run.issued.first().map(|made| (made.epoch == now.epoch, made.pass.is_some(), made.is_known));
    let kept = run.delivery.as_ref().map(|kept| (kept.epoch == now.epoch, kept.until > now.at, kept.taken.is_some()));
    let revocation = match &run.revocation {
        Some(Revocation::Intended { epoch, .. }) => format!("intended {}", *epoch == now.epoch),
        Some(Revocation::Unanswered { at, .. }) => format!("unanswered {}", *at < now.at),
        other => format!("{}", other.is_some()),
    };
    let answer = pass.last_try.map(|answer| matches!(answer, StepResponse::Refused(_)));
    let is_settled = matches!(case.phase(), Phase::Closed { settled: true, .. });
    let end = (case.phase().name(), is_settled, case.due_ping().is_some(), pass.end);
    let times = (situation.instant, now.epoch, pass.answered_in == Some(now.epoch), pass.tries);
    format!("{state} {made:?} {kept:?} {revocation} {answer:?} {end:?} {times:?}")
}

#[test]
fn a_pass_is_offered_only_where_it_is_and_never_forgotten() {
    let scenario = scenario();
    let mut ahead = VecDeque::from([begun(&scenario)]);
    let (mut known, mut seen) = (HashSet::new(), BTreeSet::new());
    while let Some(situation) = ahead.pop_front() {
        holds(&situation, &mut seen);
        let mut following: Vec<Situation<'_>> = situation.later().into_iter().collect();
        following.extend((situation.epoch < EPOCHS_MAX).then(|| situation.restarted()));
        for input in inputs(&situation) {
            let events = situation.case.decide(input, situation.now()).unwrap_or_default();
            following.extend((!events.is_empty()).then(|| situation.after(&events)));
        }
        ahead.extend(following.into_iter().filter(|one| known.insert(signature(one))));
        assert!(known.len() < 20_000, "the walk does not end");
    }
    let ends = ["seen", "expired", "restarted", "undelivered", "unanswered", "withheld"];
    let wanted = [&["offered", "revokes 0", "revokes 1", "left"][..], &ends].concat();
    let missing: Vec<_> = wanted.iter().filter(|wanted| !seen.contains(**wanted)).collect();
    assert!(missing.is_empty(), "the walk never saw {missing:?}; it saw {seen:?}");
}

/// Lets the pass be made, and its effect be seen.
fn made(scenario: &Scenario) -> Situation<'_> {
    let taken = StepResponse::Taken(Receipt { status: Some(201), ..Receipt::default() });
    let verified = Input::Verified { step: 0, verification: Verification::Seen, found: None };
    [Input::Answered { step: 0, answer: taken }, verified].into_iter().fold(begun(scenario), |situation, input| {
        let events = situation.case.decide(input, situation.now()).unwrap();
        situation.after(&events)
    })
}

/// The step behind the one that made the pass waits in a frozen tenant.
#[test]
fn the_pass_of_a_run_that_ends_while_it_waits_is_not_forgotten() {
    let mut target = blocked_account(TOM, "audit-1");
    target.access.passes = Reading::Read(Some(PassPolicy { covered: true, lifetime_minutes: 60 }));
    let steps = terms(&[StepKind::IssueTemporaryAccessPass, StepKind::EnableSignIn], 1);
    let targets = vec![("has forgotten everything", target)];
    let scenario = Scenario { terms: steps, targets, ..scenario() };
    let situation = made(&scenario);
    let freeze = Freeze { scope: FreezeScope::Access, since: situation.now().at, by: None };
    let now = Now { freeze: Some(freeze), ..situation.now() };
    let withdraw = Press { verb: Verb::Withdraw, ..press_to_see(&situation) };
    let withdrawn = situation.case.decide(Input::Pressed(withdraw), now).unwrap();
    let is_taken_back = matches!(
        withdrawn.as_slice(),
        [
            Event::Withdrawn { .. },
            Event::SecretKept { .. },
            Event::SecretEnded { end: DeliveryEnd::Withheld },
            Event::RevocationIntended { .. }
        ]
    );
    assert!(is_taken_back, "{withdrawn:?}");
    let late = Now { at: after_seconds(WINDOW_SECONDS), ..now };
    let ended = situation.after(&[Event::Parked { freeze }]).case.decide(Input::Time, late).unwrap();
    let [
        Event::SecretKept { outcome: Outcome::NeedsHuman { step: 1, look_at }, until, .. },
        Event::SecretEnded { end: DeliveryEnd::Expired },
        Event::RevocationIntended { .. },
    ] = ended.as_slice()
    else {
        panic!("a run that waits never ends: {ended:?}")
    };
    assert!(*look_at == LookAt::HeldTooLong && *until < late.at, "it is not kept any longer: {ended:?}");
}

/// A defect while the pass waits for its receiver: people are told what is left.
#[test]
fn a_case_that_breaks_down_says_that_a_pass_is_left() {
    let scenario = scenario();
    let situation = made(&scenario);
    let why = Breakdown::Defect;
    let broken = situation.after(&[Event::Closed { outcome: Outcome::Failed { why } }]);
    let (told, card) = (Messages::new().broken_down(&broken.case, why), Messages::new().card(&broken.case));
    assert!(told.contains("Entra") && format!("{card:?}").contains("Entra"), "{told}\n{card:?}");
}
