//! A card with more to say than a phone shows keeps what decides who approves.

use grendel::domain::CaseNumber;
use grendel::domain::access::Grant;
use grendel::domain::account::{Account, LookAlike};
use grendel::domain::case::Case;
use grendel::domain::command::Terms;
use grendel::domain::complaint::Complaint;
use grendel::domain::compromise::SignKind;
use grendel::domain::diagnosis::Diagnosis;
use grendel::domain::event::{Event, Opening, RecordedEvent};
use grendel::domain::finding::FindingKind;
use grendel::domain::mail::Mail;
use grendel::domain::reading::{Cause, Gap, Reading, Topic};
use grendel::domain::step::StepKind;
use grendel::domain::target_ref::TargetRef;
use grendel::render::Messages;
use grendel::render::card::{Card, SectionKind};

use crate::cast::{HELEN, account_id, after_seconds, against, gap, opening, standing, terms};
use crate::findings::accounts::{failing, locked, mail, merged, showing};

fn away<T>(topic: Topic) -> Reading<T> {
    Reading::Unread(Gap { cause: Cause::Unavailable, ..gap(topic) })
}

/// An account about which there is more to say than a card holds.
fn crowded() -> Account {
    let parts = [failing(50057, 3), locked(None), showing(SignKind::NewCountry), showing(SignKind::DeniedPrompt)];
    let account = parts.into_iter().reduce(|one, other| merged(&one, &other)).unwrap();
    let look_alike = |number: u8| LookAlike {
        upn: format!("a.person.with.a.long.name.{number}@contoso.com"),
        display_name: format!("A Person With A Long Name, Department of Long Names, {number}"),
    };
    let scopes = (0..9).map(|number| format!("Mail.ReadWrite.Shared.{number}")).collect();
    let mut account = Account {
        sign_in_enabled: false,
        look_alikes: Reading::Read((0..4).map(look_alike).collect()),
        eligible_roles: away(Topic::EligibleRoles),
        role_assignable_groups: Reading::Unread(gap(Topic::Groups)),
        policies: Reading::Unread(gap(Topic::Policies)),
        mail: Some(Mail { rules: away(Topic::InboxRules), restriction: away(Topic::Sending), ..mail() }),
        ..account
    };
    account.access.methods = Reading::Unread(gap(Topic::Methods));
    account.access.grants = Reading::Read(vec![Grant { application: account_id(9), scopes, more_scopes: 0 }]);
    account
}

fn card(account: Account, complaint: &Complaint) -> Card {
    let steps = [StepKind::RevokeSignInSessions, StepKind::DisableInboxRules, StepKind::EnableSignIn];
    let found = FindingKind::ALL.iter().map(|kind| against(*kind, &steps)).collect();
    let terms = Terms { runbook: found, ..terms(&[], 2) };
    let target = TargetRef::parse("tom@fabrikam.com");
    let diagnosis = Diagnosis::new(account, &terms, &target, Some(CaseNumber(3))).about(complaint);
    let asked = Event::ApprovalAsked {
        plan: diagnosis.digest(),
        rules: terms.approval.clone(),
        escalated: diagnosis.plan.steps.clone(),
        alone_minutes: None,
        receiver: None,
    };
    let opening = Opening { reason: Some("because of this ".repeat(40)), ..opening(terms) };
    let events = [
        Event::Opened(Box::new(opening)),
        Event::RequesterAccepted { standing: standing(HELEN, &["Helpdesk Administrator"]) },
        Event::Diagnosed { diagnosis: Box::new(diagnosis) },
        asked,
    ];
    let recorded = events.map(|event| RecordedEvent { at: after_seconds(60), event });
    Messages::new().card(&Case::replay(CaseNumber(7), recorded).unwrap())
}

fn text_of(card: &Card, kind: SectionKind) -> &str {
    card.sections.iter().find(|section| section.kind == kind).map_or("", |section| section.text.as_str())
}

#[test]
fn a_crowded_card_still_says_what_counts_as_a_possible_sign() {
    let card = card(crowded(), &Complaint::default());
    assert!(!text_of(&card, SectionKind::Request).contains("because of this"), "the card is not crowded: {card:?}");
    let gaps = text_of(&card, SectionKind::Gaps);
    assert!(gaps.contains("possible sign") && gaps.lines().count() <= 2, "{gaps}");
}

#[test]
fn nothing_that_the_requester_types_pushes_a_fact_off_the_card() {
    let account = merged(&failing(50055, 1), &locked(None));
    let evidence = |complaint: &Complaint| text_of(&card(account.clone(), complaint), SectionKind::Evidence).to_owned();
    let (silent, typed) =
        (evidence(&Complaint::default()), evidence(&Complaint::new(None, Some("it says nothing".to_owned()))));
    assert!(typed.starts_with(&silent), "{silent}\n\n{typed}");
    assert!(typed.lines().count() > silent.lines().count(), "it is said, or that there is more:\n{typed}");
}
