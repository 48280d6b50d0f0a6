//! The histories that a case can have, each after its opening.

mod emergencies;

use super::locks;
use super::texts::{BRAM, EVA, REASON_TOO, TYPED, UNIT};
use super::{
    EARLIER, account, approvals, asked, at, close, decision, decision_of, diagnosis, enabled, gap, id, initiators,
    intended, intended_although, member, needs_human, role, silence, soon, standing, synced, terms, trouble, unread,
    unread_trouble,
};
use grendel::domain::access::SelfService;
use grendel::domain::account::{Account, Blocker, RememberedBlock, Unit};
use grendel::domain::approval::reminders::ReminderStageKind;
use grendel::domain::command::{ApprovalRule, Group, NextGroup, Terms, When};
use grendel::domain::decision::{Decision, Vote};
use grendel::domain::diagnosis::{Change, Diagnosis};
use grendel::domain::event::CoRequester;
use grendel::domain::event::Event;
use grendel::domain::hours::Hours;
use grendel::domain::outcome::{Breakdown, LookAt, Outcome};
use grendel::domain::people::{Aliases, HeldRole, Standing};
use grendel::domain::reading::{Cause, Reading, Topic};
use grendel::domain::refusal::Refusal;
use grendel::domain::run::{Receipt, StepResponse, Verification};
use grendel::domain::sign_ins::{ACCOUNT_DISABLED, FailedSignIn};
use grendel::domain::step::StepKind;
use grendel::domain::target_ref::TargetRef;
use grendel::domain::{InteractionId, MessageId, Trouble};

/// Returns every history of this module.
pub fn lives() -> Vec<Vec<Event>> {
    let accepted = Event::RequesterAccepted { standing: standing(id(3)) };
    let found = diagnosis(account(initiators().remove(0)));
    let diagnosed = |account| Event::Diagnosed { diagnosis: diagnosis(account) };
    let asked = |found: &Diagnosis| asked(found, terms().approval);
    let waiting = vec![
        accepted.clone(),
        Event::Diagnosed { diagnosis: found.clone() },
        asked(&found),
        Event::CardPosted { message: MessageId(5) },
    ];
    let mut approved = waiting.clone();
    approved.extend(approvals(&found));
    let after = |life: &[Event], more: Vec<Event>| life.iter().cloned().chain(more).collect::<Vec<Event>>();
    let mut lives = vec![
        vec![close(Outcome::Unavailable { trouble: unread_trouble() })],
        vec![accepted.clone(), diagnosed(enabled(account(None))), close(Outcome::NothingFound)],
        vec![accepted.clone(), diagnosed(enabled(unread(account(None)))), close(Outcome::NothingFound)],
        vec![accepted.clone(), diagnosed(locks::with(vec![locks::failure(53003)])), close(Outcome::Advised)],
        after(&waiting, vec![decision(Vote::Deny, &found), close(Outcome::Denied)]),
        after(&waiting, vec![close(Outcome::Expired)]),
        after(&waiting, vec![close(Outcome::Withdrawn)]),
    ];
    for why in Breakdown::ALL {
        let failed = || close(Outcome::Failed { why: *why });
        lives.extend([vec![failed()], after(&waiting, vec![failed()]), after(&approved, vec![intended(0), failed()])]);
    }
    for synced in
        [synced(account(None), true), synced(enabled(account(None)), false), synced(unread(account(None)), true)]
    {
        // The command does not say who does the work in Active Directory.
        let terms = Terms { by_hand: None, ..terms() };
        let diagnosis = Box::new(Diagnosis::new(synced, &terms, &TargetRef::parse(TYPED), Some(EARLIER)));
        lives.push(vec![accepted.clone(), Event::Diagnosed { diagnosis }, close(Outcome::Advised)]);
    }
    for account in initiators().into_iter().map(account).chain(blocked_in_another_case()) {
        let found = diagnosis(account);
        lives.push(vec![accepted.clone(), Event::Diagnosed { diagnosis: found.clone() }, asked(&found)]);
    }
    let shielded = diagnosis(in_a_restricted_unit(account(None)));
    lives.push(vec![accepted.clone(), Event::Diagnosed { diagnosis: shielded.clone() }, asked(&shielded)]);
    // They fill every place, and none of their roles may enable the sign-in.
    let without_authority = [(2, "Helpdesk Administrator"), (8, "Security Operator")].map(|(number, name)| {
        let decision = decision_of(number, Vote::Approve, &found);
        let roles = vec![HeldRole::tenant_wide(role(name))];
        Event::Decided { decision: Decision { roles, ..decision }, receiver: None }
    });
    lives.push(after(&waiting, without_authority.to_vec()));
    lives.push(after(&waiting, asked_after_approving(&found)));
    lives.extend(ends_of_an_approval(&approved));
    lives.extend(super::freezes::lives(&approved));
    lives.extend(super::waits::lives(&approved));
    lives.push(after(&approved, lapsed()));
    lives.push(after(&approved, vec![intended_although(vec![StepKind::ClearForwarding, StepKind::DisableInboxRules])]));
    lives.push(vec![accepted, close(Outcome::Joined { case: EARLIER })]);
    lives.extend(reasons().chunks(1).map(quiet));
    lives.extend(rarely_seen());
    lives.extend([quiet_for_directory_roles(), told()]);
    lives.extend(emergencies::lives());
    lives
}

/// Returns accounts of whose block only our own journal has the record.
fn blocked_in_another_case() -> impl Iterator<Item = Account> {
    let block = |by: &Blocker| RememberedBlock { case: EARLIER, by: *by, at: at() };
    Blocker::ALL.iter().map(move |by| Account { remembered_block: Some(block(by)), ..account(None) })
}

/// Returns the events of an approver who then asks for the same, so that the approval counts no more.
fn asked_after_approving(found: &Diagnosis) -> Vec<Event> {
    let (aliases, reason) = (Aliases::default(), Some(REASON_TOO.to_owned()));
    let joined = CoRequester { member: member(2), account: id(2), aliases, reason, case: EARLIER };
    vec![decision(Vote::Approve, found), Event::Joined { joined }, close(Outcome::Expired)]
}

/// Returns the account in a restricted unit, out of reach of every role that is held for the whole tenant.
fn in_a_restricted_unit(account: Account) -> Account {
    let unit = Unit { id: id(8), name: UNIT.to_owned(), restricted: true };
    Account { management_restricted: true, units: Reading::Read(vec![unit]), ..account }
}

fn lacks_directory_role() -> Refusal {
    Refusal::LacksDirectoryRole { wanted: vec![role("User Administrator")], held: Vec::new(), eligible: Vec::new() }
}

/// Returns every end of a case that was approved.
fn ends_of_an_approval(approved: &[Event]) -> Vec<Vec<Event>> {
    let after = |life: &[Event], more: Vec<Event>| life.iter().cloned().chain(more).collect::<Vec<Event>>();
    let receipt = || StepResponse::Taken(Receipt { status: Some(204), ..Receipt::default() });
    let answered = |step, answer| Event::StepAnswered { step, answer };
    let verified = |step, seen: bool| Event::StepVerified {
        step,
        verification: if seen { Verification::Seen } else { Verification::NotYet },
        found: None,
    };
    let gone = || Refusal::ApprovalGone { names: vec![BRAM.to_owned(), EVA.to_owned()] };
    let mut lives = vec![
        after(approved, vec![close(Outcome::Refused { refusal: gone() })]),
        after(approved, vec![close(Outcome::Refused { refusal: Refusal::AccountDisabled })]),
        after(approved, vec![close(Outcome::Refused { refusal: Refusal::AccountMissing })]),
        after(approved, vec![close(Outcome::Refused { refusal: Refusal::AccountAtRisk })]),
        after(
            approved,
            vec![close(Outcome::Refused { refusal: Refusal::LacksChatRole { wanted: vec!["lead".into()] } })],
        ),
        after(approved, vec![close(Outcome::Refused { refusal: lacks_directory_role() })]),
        after(approved, vec![close(Outcome::Unavailable { trouble: silence() })]),
        after(
            approved,
            vec![
                intended(0),
                answered(0, StepResponse::Refused(trouble())),
                needs_human(0, LookAt::StepRefused(trouble())),
            ],
        ),
        after(
            approved,
            vec![
                intended(0),
                answered(0, StepResponse::None(silence())),
                needs_human(0, LookAt::OutcomeUnknown(Some(silence()))),
            ],
        ),
        after(approved, vec![intended(0), needs_human(0, LookAt::OutcomeUnknown(None))]),
    ];
    for look_at in [LookAt::AuthorityLost(gone()), LookAt::AccountChanged(Change::ALL.to_vec())] {
        lives.push(after(approved, vec![intended(0), needs_human(0, look_at)]));
    }
    let unlinked = LookAt::AuthorityLost(Refusal::NotLinked);
    for look_at in [LookAt::Unreadable(unread_trouble()), unlinked, LookAt::HeldTooLong, LookAt::Stopped] {
        lives.push(after(
            approved,
            vec![intended(0), answered(0, receipt()), verified(0, true), needs_human(1, look_at)],
        ));
    }
    for seen in [true, false] {
        let done = vec![
            intended(0),
            answered(0, receipt()),
            verified(0, seen),
            intended(1),
            answered(1, receipt()),
            verified(1, seen),
        ];
        lives.push(after(approved, after(&done, vec![close(Outcome::Completed)])));
    }
    lives
}

/// Returns the events of an approval that lapses for every reason, followed by a denial.
fn lapsed() -> Vec<Event> {
    let again = diagnosis(unread(account(None)));
    let asked = asked(&again, terms().approval);
    let denied = decision(Vote::Deny, &again);
    vec![Event::Lapsed { changes: Change::ALL.to_vec(), diagnosis: again }, asked, denied, close(Outcome::Denied)]
}

fn last_refused() -> Outcome {
    Outcome::NeedsHuman { step: 1, look_at: LookAt::StepRefused(trouble()) }
}

/// Returns the events of a step that is taken and verified.
fn taken(step: usize) -> Vec<Event> {
    let receipt = StepResponse::Taken(Receipt { status: Some(204), ..Receipt::default() });
    vec![
        intended(step),
        Event::StepAnswered { step, answer: receipt },
        Event::StepVerified { step, verification: Verification::Seen, found: None },
    ]
}

/// Returns the history of a case whose only approved step is advice to the owner.
fn told() -> Vec<Event> {
    let mut account = locks::with(vec![locks::failure(50053)]);
    account.access.self_service = Reading::Read(Some(SelfService { enabled: true, registered: true }));
    let found = diagnosis(account);
    assert_eq!(found.plan.steps, [StepKind::PointToSelfService]);
    let mut life = vec![
        Event::RequesterAccepted { standing: standing(id(3)) },
        Event::Diagnosed { diagnosis: found.clone() },
        asked(&found, terms().approval),
    ];
    life.extend(approvals(&found));
    life.extend(taken(0));
    life.push(close(Outcome::Completed));
    life
}

/// Returns histories that few cases have.
fn rarely_seen() -> Vec<Vec<Event>> {
    let accepted = || Event::RequesterAccepted { standing: standing(id(3)) };
    let diagnosed = |diagnosis| Event::Diagnosed { diagnosis };
    let posted = || Event::CardPosted { message: MessageId(5) };
    let once = FailedSignIn { code: ACCOUNT_DISABLED, at: at(), ..FailedSignIn::default() };
    let named = Account {
        upn: "tom@contoso.com".to_owned(),
        failed_sign_ins: Reading::Read(vec![once]),
        eligible_roles: Reading::Read(vec![role("Global Administrator")]),
        ..account(None)
    };
    let elsewhere = Diagnosis::new(named, &terms(), &TargetRef::parse("tom@fabrikam.com"), None);
    let blind = Account {
        units: gap(Topic::Units, Cause::NoPermission),
        look_alikes: gap(Topic::LookAlikes, Cause::Throttled),
        failed_sign_ins: gap(Topic::SignIns, Cause::NoLicence),
        ..account(None)
    };
    let mut revoking = terms();
    revoking.runbook[0].steps = vec![StepKind::RevokeSignInSessions.into()];
    let revoked = Box::new(Diagnosis::new(account(None), &revoking, &TargetRef::parse(TYPED), None));
    let plan = revoked.digest();
    let no_card = Trouble { code: Trouble::CARD_REFUSED.to_owned(), ..trouble() };
    let mut signed_out = vec![
        accepted(),
        diagnosed(revoked),
        Event::ApprovalAsked {
            plan,
            rules: Vec::new(),
            escalated: Vec::new(),
            alone_minutes: Some(60),
            receiver: None,
        },
    ];
    let Event::Decided { decision, .. } = decision(Vote::Approve, &elsewhere) else {
        unreachable!("a decision is decided")
    };
    signed_out.extend([Event::Decided { decision: Decision { plan, ..decision }, receiver: None }]);
    signed_out.extend(taken(0));
    signed_out.push(close(Outcome::Completed));
    let mut unseen = signed_out.clone();
    let sight = Verification::Unreadable(unread_trouble());
    unseen.truncate(unseen.len() - 2);
    unseen.extend([Event::StepVerified { step: 0, verification: sight, found: None }, close(Outcome::Completed)]);
    let asked_about = |found: Box<Diagnosis>, outcome| {
        let asked = asked(&found, terms().approval);
        vec![accepted(), diagnosed(found), asked, close(outcome)]
    };
    vec![
        asked_about(Box::new(elsewhere), Outcome::Withdrawn),
        asked_about(diagnosis(blind), Outcome::Withdrawn),
        vec![accepted(), diagnosed(diagnosis(enabled(account(None)))), close(Outcome::NothingFound), posted()],
        asked_about(diagnosis(account(None)), Outcome::Unavailable { trouble: no_card }),
        signed_out,
        unseen,
    ]
}

/// Returns the standing of an account that holds its role for the target's unit, until [`soon`].
fn bounded(account: u8) -> Standing {
    let held = HeldRole { role: role("User Administrator"), unit: Some(id(9)), until: Some(soon()) };
    Standing { roles: vec![held], ..standing(id(account)) }
}

fn half_read() -> Account {
    Account {
        groups: gap(Topic::NamedGroups, Cause::Unavailable),
        risk: gap(Topic::Risk, Cause::NoLicence),
        last_block: gap(Topic::Blocks, Cause::NoLicence),
        ..account(None)
    }
}

/// Returns every reason for which a rule applies, except `Always`.
fn reasons() -> Vec<When> {
    vec![
        When::TargetPrivileged,
        When::TargetInGroup(vec!["Board".to_owned()]),
        When::TargetSynced,
        When::TargetGuest,
        When::SignsOfCompromise,
        When::SecretIssued,
        When::BlockedBySecurity,
        When::OutOfReach,
        When::OutsideHours(Hours::parse("mon-fri 08:00-18:00 UTC").expect("these are hours")),
        When::LookAlike,
        When::AskedRecently,
    ]
}

/// Returns a rule with every requirement that a rule can have, for these reasons.
fn rich_rule(when: &[When]) -> ApprovalRule {
    let group = Group {
        from: vec!["security".into()],
        directory_roles: vec![role("Security Administrator")],
        ..Group::default()
    };
    let chief = Group { from: vec!["chief".into()], ..Group::default() };
    ApprovalRule {
        when: when.to_vec(),
        group,
        quorum: 2,
        remind_minutes: Some(5),
        then: Some(NextGroup { group: chief, after_minutes: 10 }),
        fresh_sign_in_minutes: Some(if when.contains(&When::SecretIssued) { 1 } else { 15 }),
        typed_confirmation: true,
        ..terms().approval.remove(0)
    }
}

/// Returns the history of a case that no one decides. Many are pinged, some look, and two members ask for the same.
fn quiet(reasons: &[When]) -> Vec<Event> {
    let found = diagnosis(half_read());
    let mut life = vec![
        Event::RequesterAccepted { standing: bounded(3) },
        Event::Diagnosed { diagnosis: found.clone() },
        asked(&found, vec![rich_rule(reasons)]),
        Event::CardPosted { message: MessageId(5) },
    ];
    for (place, rung) in ReminderStageKind::ALL.iter().enumerate() {
        let message = (place != 1).then_some(MessageId(6));
        life.extend([Event::ReminderStageReached { stage: *rung }, Event::Pinged { place, message }]);
        let looks = 10 + u64::try_from(place).expect("there are few rungs");
        life.push(Event::LookedAt { by: member(looks), interaction: InteractionId(looks) });
    }
    for reason in [Some(REASON_TOO.to_owned()), None] {
        let aliases = Aliases::default();
        let joined = CoRequester { member: member(7), account: id(7), aliases, reason, case: EARLIER };
        life.push(Event::Joined { joined });
    }
    life.push(close(Outcome::Expired));
    life
}

/// Returns such a history for a requester without reach, with rules that name directory roles only.
fn quiet_for_directory_roles() -> Vec<Event> {
    let found = diagnosis(half_read());
    let administrators =
        Group { directory_roles: vec![role("Global Administrator"), role("User Administrator")], ..Group::default() };
    let next = NextGroup { group: administrators.clone(), after_minutes: 3 };
    let rules = vec![ApprovalRule { group: administrators, then: Some(next), ..rich_rule(&[When::Always]) }];
    vec![
        Event::RequesterAccepted { standing: Standing { roles: Vec::new(), ..standing(id(3)) } },
        Event::Diagnosed { diagnosis: found.clone() },
        asked(&found, rules),
        Event::CardPosted { message: MessageId(5) },
        Event::ReminderStageReached { stage: ReminderStageKind::NextGroup },
        Event::Pinged { place: 0, message: None },
        close(Outcome::Withdrawn),
    ]
}
