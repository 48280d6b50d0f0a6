//! Accounts with signs of compromise, every step that can be taken on them, and the secrets that the steps make.

mod cut_short;
mod refused;

use jiff::SignedDuration;

use super::locks::{failure, healthy, mailbox, restriction, spam, stopped, with};
use super::texts::{ADDRESS, COLLECTOR, DEFINITION, DETAIL, REGISTERED, RULE, SCOPE, TYPED, WAIVED};
use super::{
    account, approvals, asked, at, close, gap, id, initiators, intended, left_as_it_is, member, soon, standing, synced,
    terms, trouble,
};
use grendel::domain::access::{
    Grant, MethodId, PassPolicy, RegisteredMethod, RiskLevel, RiskReport, RiskState, SelfService, UsablePass,
};
use grendel::domain::account::Account;
use grendel::domain::command::{ApprovalRule, Terms};
use grendel::domain::compromise::{SignKind, Waiver};
use grendel::domain::diagnosis::Diagnosis;
use grendel::domain::event::Event;
use grendel::domain::finding::FindingKind;
use grendel::domain::freeze::FreezeScope;
use grendel::domain::identity::{CheckedIdentity, IdentityCheck};
use grendel::domain::mail::{InboxRule, Mail, Mailbox};
use grendel::domain::outcome::{LookAt, Outcome};
use grendel::domain::people::Risk;
use grendel::domain::reading::{Cause, Reading, Topic};
use grendel::domain::receiver::ReceiverSource;
use grendel::domain::run::{DeliveryEnd, Receipt, StepResponse, Verification};
use grendel::domain::runbook::{Credential, RunbookEntry, RunbookStep};
use grendel::domain::sign_ins::{FailedSignIn, SuccessfulSignIns};
use grendel::domain::step::StepKind;
use grendel::domain::target_ref::TargetRef;
use grendel::domain::{CaseNumber, InteractionId, MessageId, OperationId};

/// Returns every history of this module.
pub fn lives() -> Vec<Vec<Event>> {
    let mut lives: Vec<Vec<Event>> = suspected().into_iter().map(|account| asked_about(account, &terms())).collect();
    lives.extend(plans().into_iter().map(|(account, terms)| asked_about(account, &terms)));
    let weak = with_method(with_grant(healthy()));
    let mixed = with(vec![denied(), failure(500_121)]);
    let prompt = FailedSignIn { prompt_unclear: true, country: Some("VN".to_owned()), ..failure(500_121) };
    let failed_sign_ins = Reading::Read(vec![prompt]);
    let spammed = Account { failed_sign_ins, ..from_abroad(to_unknown(stopped(spam(None))), true) };
    for account in [overrun(), weak, mixed, spammed, read_along(healthy(), 1, false, false)] {
        lives.extend([SignKind::ALL, &SignKind::ALL[..1]].map(|signs| waived(&account, signs)));
    }
    lives.extend(handovers());
    lives
}

/// Returns histories in which the requester records each check of who is calling, with the terms that ask for one.
pub fn checked() -> impl Iterator<Item = (Terms, Vec<Event>)> {
    let asking = taking(&[StepKind::ResetPassword], &[], None);
    let terms = Terms { identity_check: IdentityCheck::ALL.to_vec(), ..asking };
    let found = Diagnosis::new(with(vec![failure(50055)]), &terms, &TargetRef::parse(TYPED), None);
    IdentityCheck::ALL.iter().map(move |check| {
        let identity = CheckedIdentity { check: *check, by: member(1), account: id(3), at: at() };
        let plan = Diagnosis { identity: Some(identity.clone()), ..found.clone() }.digest();
        let mut life = waiting(&found, terms.approval.clone());
        life.push(Event::IdentityChecked { identity, interaction: InteractionId(9), plan });
        life.push(close(Outcome::Withdrawn));
        (terms.clone(), life)
    })
}

/// Returns the history of a case that asks about the account and is withdrawn, or that ends at once if it has nothing
/// to ask.
pub fn asked_about(account: Account, terms: &Terms) -> Vec<Event> {
    let found = Box::new(Diagnosis::new(account, terms, &TargetRef::parse(TYPED), None));
    let is_asked = !found.plan.steps.is_empty() || found.waits_for_waiver();
    let mut life = waiting(&found, terms.approval.clone());
    life.truncate(if is_asked { life.len() } else { 2 });
    life.push(close(if is_asked { Outcome::Withdrawn } else { left_as_it_is(&found) }));
    life
}

/// Returns the events of a case up to its card, which asks for approval by these rules.
pub fn waiting(found: &Diagnosis, rules: Vec<ApprovalRule>) -> Vec<Event> {
    vec![
        Event::RequesterAccepted { standing: standing(id(3)) },
        Event::Diagnosed { diagnosis: Box::new(found.clone()) },
        asked(found, rules),
        Event::CardPosted { message: MessageId(5) },
    ]
}

/// Returns the account with a risk, and with this report of it.
pub fn at_risk(account: Account, report: Option<RiskReport>) -> Account {
    let mut account = Account { risk: Reading::Read(Risk::AtRisk), ..account };
    account.access.risk = report;
    account
}

fn reports() -> Vec<Option<RiskReport>> {
    let mut reports: Vec<Option<RiskReport>> = vec![None];
    for (place, state) in RiskState::ALL.iter().enumerate() {
        let level = RiskLevel::ALL[place % RiskLevel::ALL.len()];
        let detail = [None, Some(DETAIL.to_owned()), Some("none".to_owned())][place % 3].clone();
        reports.push(Some(RiskReport { level, state: *state, detail, at: (place > 0).then(at) }));
    }
    reports
}

fn rule(number: usize, hidden: bool) -> InboxRule {
    InboxRule {
        id: number.to_string(),
        name: RULE.to_owned(),
        enabled: true,
        hidden,
        forwards_to: vec![format!("{COLLECTOR}@fabrikam.example"); 4],
        more_recipients: 0,
        deletes: true,
        moves_to: Some("RSS Feeds".to_owned()),
        marks_read: true,
        definition: DEFINITION.to_owned(),
    }
}

/// Returns the account with so many suspicious rules, and with or without a forwarding to the outside.
pub fn read_along(account: Account, rules: usize, forwards: bool, keeps_copy: bool) -> Account {
    let forwards_to = forwards.then(|| format!("{COLLECTOR}@fabrikam.example"));
    let mailbox = Mailbox { forwards_to, keeps_copy, ..mailbox() };
    let rules_read = (0..rules).map(|number| rule(number, number == 0 && keeps_copy)).collect();
    let mail = account.mail.clone().unwrap_or_default();
    let further_rules = if keeps_copy { vec!["8".to_owned(); rules.min(3)] } else { Vec::new() };
    let mail = Mail { mailbox: Reading::Read(Some(mailbox)), rules: Reading::Read(rules_read), further_rules, ..mail };
    Account { mail: Some(mail), ..account }
}

/// Returns the account with forwarding and a rule to a recipient of the directory that could not be looked up.
fn to_unknown(account: Account) -> Account {
    let unknown = || COLLECTOR.to_owned();
    let rule = InboxRule { forwards_to: vec![unknown()], deletes: false, moves_to: None, ..rule(1, false) };
    let mailbox = Mailbox { forwards_to: Some(unknown()), ..mailbox() };
    let rules = Reading::Read(vec![rule]);
    let mail = account.mail.clone().unwrap_or_default();
    Account { mail: Some(Mail { mailbox: Reading::Read(Some(mailbox)), rules, ..mail }), ..account }
}

fn from_abroad(account: Account, address: bool) -> Account {
    let arrival = |country: &str, hours| SuccessfulSignIns {
        country: Some(country.to_owned()),
        first_at: at() - SignedDuration::from_hours(hours),
        last_at: at() - SignedDuration::from_hours(hours),
        count: 1,
        address: address.then(|| ADDRESS.to_owned()),
    };
    Account { successful_sign_ins: vec![arrival("NL", 900), arrival("NG", 5), arrival("RO", 4)], ..account }
}

fn with_method(mut account: Account) -> Account {
    let method = RegisteredMethod { audit_id: "1".to_owned(), at: at(), what: REGISTERED.to_owned(), address: None };
    account.access.registered_lately = vec![method];
    account
}

fn with_grant(mut account: Account) -> Account {
    let scopes = (0..5).map(|number| format!("{SCOPE}{number}")).collect();
    account.access.grants = Reading::Read(vec![Grant { application: id(7), scopes, more_scopes: 0 }]);
    account
}

fn denied() -> FailedSignIn {
    FailedSignIn { denied: true, ..failure(500_121) }
}

/// Returns an account with every sign at once.
fn overrun() -> Account {
    let account = with_grant(with_method(from_abroad(with(vec![denied()]), true)));
    read_along(at_risk(account, reports().pop().flatten()), 3, true, true)
}

fn suspected() -> Vec<Account> {
    let mut suspected: Vec<Account> = reports().into_iter().map(|report| at_risk(healthy(), report)).collect();
    let contained = account(initiators().pop().flatten());
    suspected.extend(vec![
        at_risk(with(vec![failure(50135)]), None),
        at_risk(contained, None),
        with(vec![denied()]),
        with(vec![denied(), failure(500_121)]),
        read_along(healthy(), 1, false, false),
        read_along(healthy(), 1, false, true),
        read_along(healthy(), 3, false, true),
        read_along(healthy(), 0, true, false),
        read_along(healthy(), 0, true, true),
        read_along(stopped(restriction(Some("External"), (Some(9), Some(9)))), 1, true, false),
        from_abroad(healthy(), true),
        from_abroad(healthy(), false),
        with_method(healthy()),
        with_grant(healthy()),
        with_method(with_grant(healthy())),
        from_abroad(account(None), true),
        to_unknown(healthy()),
        overrun(),
    ]);
    suspected
}

/// Returns the terms of a command that takes these steps for any finding, and that hands out a credential in these
/// ways.
pub fn taking(steps: &[StepKind], credentials: &[Credential], against: Option<FindingKind>) -> Terms {
    let all = RunbookEntry { finding: None, steps: steps.iter().copied().map(RunbookStep::from).collect() };
    let credential = RunbookEntry { finding: against, steps: vec![RunbookStep::Credential] };
    Terms { runbook: vec![all, credential], credentials: credentials.to_vec(), ..terms() }
}

/// Returns accounts and terms for every plan, with steps that can be taken and steps that cannot.
fn plans() -> Vec<(Account, Terms)> {
    let steps = |steps: &[StepKind]| taking(steps, &[], None);
    // The command does not say who does the work in Active Directory.
    let by_nobody = |taken: &[StepKind]| Terms { by_hand: None, ..taking(taken, &[], None) };
    // No runbook names what people do in Active Directory.
    let cloud: Vec<StepKind> = StepKind::ALL.iter().copied().filter(|step| !step.is_by_hand()).collect();
    let ways = |against| taking(&[], Credential::ALL, Some(against));
    let locked = |covered, self_service: Option<SelfService>, failures: Vec<FailedSignIn>| {
        let mut account = with(failures);
        account.access.passes = Reading::Read(Some(PassPolicy { covered, lifetime_minutes: 1 }));
        account.access.self_service = Reading::Read(self_service);
        account
    };
    let policy = |enabled, registered| Some(SelfService { enabled, registered });
    let mut passable = overrun();
    passable.sign_in_enabled = false;
    passable.access.passes = Reading::Read(Some(PassPolicy { covered: true, lifetime_minutes: 60 }));
    passable.access.self_service = Reading::Read(policy(true, true));
    let pass = MethodId::parse("11112222-3333-4444-8555-666677778888").expect("it is a GUID");
    passable.access.usable_passes = vec![UsablePass { id: pass, case: Some(CaseNumber(1)) }];
    let stopped = stopped(restriction(Some("External"), (Some(9), Some(9))));
    let mut unread = with(vec![failure(50055)]);
    unread.risk = gap(Topic::Risk, Cause::NoLicence);
    vec![
        (passable.clone(), steps(&cloud)),
        (passable.clone(), steps(&cloud[..5])),
        (passable.clone(), steps(&[&cloud[..4], &cloud[5..7]].concat())),
        (passable, steps(&[StepKind::EnableSignIn, StepKind::DismissRisk])),
        (read_along(stopped.clone(), 1, false, false), steps(&[StepKind::ReleaseSender])),
        (stopped.clone(), steps(&[StepKind::ReleaseSender])),
        (
            at_risk(healthy(), None),
            steps(&[StepKind::ResetPassword, StepKind::RevokeSignInSessions, StepKind::DismissRisk]),
        ),
        (locked(true, policy(true, true), vec![failure(50055)]), ways(FindingKind::PasswordExpired)),
        (locked(true, policy(false, true), vec![failure(50055)]), ways(FindingKind::PasswordExpired)),
        (locked(false, policy(true, false), vec![failure(50055)]), ways(FindingKind::PasswordExpired)),
        (locked(true, policy(true, false), vec![failure(50053)]), ways(FindingKind::SmartLockout)),
        (
            unread,
            taking(&[StepKind::ConfirmCompromised], &[Credential::SelfService], Some(FindingKind::PasswordExpired)),
        ),
        (account(None), steps(&[StepKind::EnableSignIn])),
        (synced(account(None), true), by_nobody(&[StepKind::EnableSignIn, StepKind::ResetPassword])),
        (Account { guest: true, ..with(vec![failure(50055)]) }, steps(&[StepKind::ResetPassword])),
        (Account { deleted_at: Some(at()), ..healthy() }, steps(&[StepKind::RevokeSignInSessions])),
        (healthy(), steps(&[StepKind::BlockSignIn])),
        (
            Account { unseen_since: Some(CaseNumber(1)), ..healthy() },
            steps(&[StepKind::BlockSignIn, StepKind::ResetPassword]),
        ),
        (
            synced(stopped, true),
            by_nobody(&[StepKind::ResetPassword, StepKind::RevokeSignInSessions, StepKind::ReleaseSender]),
        ),
        (at_risk(healthy(), None), steps(&[StepKind::ConfirmCompromised])),
    ]
}

/// Returns the history of a case in which a member waives these signs.
fn waived(account: &Account, signs: &[SignKind]) -> Vec<Event> {
    let found = Diagnosis::new(account.clone(), &terms(), &TargetRef::parse(TYPED), None);
    let by = member(2);
    let (signs, topics) = (signs.to_vec(), found.waivable_topics());
    let waiver = Waiver { by, account: id(2), signs, topics, reason: WAIVED.to_owned(), at: at() };
    let waivers = vec![waiver.clone()];
    let again = Diagnosis::with(account.clone(), &terms(), &TargetRef::parse(TYPED), Some(CaseNumber(1)), waivers);
    let mut life = waiting(&found, terms().approval);
    life.push(Event::Waived { waiver, interaction: InteractionId(9), diagnosis: Box::new(again.clone()) });
    life.push(asked(&again, terms().approval));
    life.push(close(Outcome::Expired));
    life
}

/// Returns the history of a case that blocks the sign-in of an account and resets its password.
fn contained() -> Vec<Event> {
    let terms = taking(&[StepKind::BlockSignIn, StepKind::ResetPassword], &[], None);
    let found = Diagnosis::new(with(vec![failure(50055)]), &terms, &TargetRef::parse(TYPED), None);
    let mut life = waiting(&found, terms.approval);
    life.extend(approvals(&found));
    for step in 0..2 {
        let answer = StepResponse::Taken(Receipt { status: Some(204), ..Receipt::default() });
        let seen = Event::StepVerified { step, verification: Verification::Seen, found: None };
        life.extend([intended(step), Event::StepAnswered { step, answer }, seen]);
    }
    life.push(close(Outcome::Completed));
    life
}

/// Returns the events that take a pass back, or do not.
fn taken_back(is_refused: bool) -> [Event; 2] {
    let operation = OperationId::parse("00000000-0000-8000-8000-000000000009").expect("it is a UUID");
    let answer = if is_refused { StepResponse::Refused(trouble()) } else { StepResponse::Taken(Receipt::default()) };
    [Event::RevocationIntended { attempt: 1, operation, epoch: 1 }, Event::RevocationAnswered { answer }]
}

/// Returns histories with one or two secrets, for the requester or for named roles, with every end of their delivery.
fn handovers() -> Vec<Vec<Event>> {
    let mut lives = Vec::new();
    for (place, end) in DeliveryEnd::ALL.iter().enumerate() {
        let both = [StepKind::ResetPassword, StepKind::IssueTemporaryAccessPass];
        let lost = *end == DeliveryEnd::Restarted;
        let steps = match place {
            0 => &both[..],
            // The lost password may be all that the person still lacks, so this sample enables the sign-in as well.
            _ if lost => &[StepKind::ResetPassword, StepKind::EnableSignIn],
            _ => &both[place % 2..=place % 2],
        };
        let mut account = Account { sign_in_enabled: !lost, ..with(vec![failure(50055)]) };
        account.access.passes = Reading::Read(Some(PassPolicy { covered: true, lifetime_minutes: 60 }));
        let terms = taking(steps, &[], None);
        let found = Diagnosis::new(account, &terms, &TargetRef::parse(TYPED), None);
        let secret_to = if place % 2 == 0 { Vec::new() } else { vec!["lead".into(), "chief".into()] };
        let rules = terms.approval.into_iter().map(|rule| ApprovalRule { secret_to: secret_to.clone(), ..rule });
        let mut life = waiting(&found, rules.collect());
        if place % 4 == 2 {
            for event in &mut life {
                if let Event::ApprovalAsked { receiver: Some(rule), .. } = event {
                    rule.from = ReceiverSource::Requester;
                }
            }
        }
        life.extend(approvals(&found));
        let pass = MethodId::parse("11112222-3333-4444-8555-666677778888");
        for (step, kind) in steps.iter().enumerate() {
            let pass = pass.filter(|_| *kind == StepKind::IssueTemporaryAccessPass && *end != DeliveryEnd::Restarted);
            let answer = StepResponse::Taken(Receipt { status: Some(201), pass, ..Receipt::default() });
            life.extend([
                intended(step),
                Event::StepAnswered { step, answer },
                Event::StepVerified { step, verification: Verification::Seen, found: None },
            ]);
        }
        let outcome = Outcome::Completed;
        life.push(Event::SecretKept { outcome: outcome.clone(), until: soon(), epoch: 1 });
        if place == 0 {
            life.extend([Event::Parked { freeze: super::freezes::freeze(FreezeScope::Access) }, Event::Resumed]);
        }
        if matches!(end, DeliveryEnd::Seen | DeliveryEnd::Undelivered) {
            life.push(Event::SecretTaken { by: member(1), interaction: InteractionId(8) });
        }
        life.push(Event::SecretEnded { end: *end });
        if *end != DeliveryEnd::Seen && steps.contains(&StepKind::IssueTemporaryAccessPass) {
            life.extend(taken_back(*end == DeliveryEnd::Withheld));
        }
        life.push(close(outcome));
        lives.push(life);
    }
    lives.push(contained());
    lives.extend(contained_with_pass());
    lives.extend(cut_short::lives());
    lives.extend(refused::lives());
    lives
}

/// Returns histories of a containment in which nobody reaches the account to take its pass back, and in which Microsoft
/// refuses that.
fn contained_with_pass() -> [Vec<Event>; 2] {
    let revoke = StepKind::RevokeTemporaryAccessPass;
    let terms = taking(&[StepKind::BlockSignIn, revoke, StepKind::RevokeSignInSessions], &[], None);
    let mut account = with(vec![failure(50055)]);
    let pass = MethodId::parse("11112222-3333-4444-8555-666677778888");
    account.access.usable_passes = pass.map(|id| UsablePass { id, case: None }).into_iter().collect();
    let found = Diagnosis::new(account, &terms, &TargetRef::parse(TYPED), None);
    let mut refused = waiting(&found, terms.approval.clone());
    refused.extend(approvals(&found));
    for (step, kind) in found.plan.steps.iter().enumerate() {
        let receipt = StepResponse::Taken(Receipt { status: Some(204), ..Receipt::default() });
        let answer = if *kind == revoke { StepResponse::Refused(trouble()) } else { receipt };
        let seen = Event::StepVerified { step, verification: Verification::Seen, found: None };
        refused.extend([intended(step), Event::StepAnswered { step, answer }]);
        refused.extend((*kind != revoke).then_some(seen));
    }
    refused.push(close(Outcome::NeedsHuman { step: 1, look_at: LookAt::StepRefused(trouble()) }));
    [waiting(&found.without(&[revoke]), terms.approval), refused]
}
