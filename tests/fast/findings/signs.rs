//! Signs of a compromise: what each rests on, how much it weighs, and when they stand for a compromise.

use grendel::domain::account::Account;
use grendel::domain::command::Terms;
use grendel::domain::compromise::{Sign, SignKind, Waiver, signs, stands, suspicious_rule_ids, unwaived};
use grendel::domain::diagnose::findings;
use grendel::domain::diagnosis::Diagnosis;
use grendel::domain::evidence::Fact;
use grendel::domain::finding::FindingKind;
use grendel::domain::mail::{InboxRule, Mail, Mailbox, Restriction};
use grendel::domain::people::Risk;
use grendel::domain::reading::{Reading, Topic};
use grendel::domain::step::{Obstacle, StepKind};
use grendel::domain::target_ref::TargetRef;
use jiff::{SignedDuration, Timestamp};

use super::accounts::{
    deleting_rule, denied, forwarding, harmless_rule, healthy, hours_ago, mail, merged, registered, restriction,
    showing, successful_sign_ins, travelled, unanswered_abroad, with_mail, with_rule,
};
use crate::cast::{account_id, after_seconds, against, gap, member, terms};

fn sign_kinds(account: &Account) -> Vec<SignKind> {
    signs(account).iter().map(|sign| sign.kind).collect()
}

const STRONG: [SignKind; 4] =
    [SignKind::AtRisk, SignKind::DeniedPrompt, SignKind::InboxRules, SignKind::ForwardingOutside];

#[test]
fn a_strong_sign_stands_for_a_compromise_alone() {
    assert_eq!(signs(&healthy()), []);
    assert!(!stands(&[]));
    for kind in SignKind::ALL {
        let account = showing(*kind);
        assert_eq!(sign_kinds(&account), [*kind]);
        let is_strong = STRONG.contains(kind);
        assert_eq!(stands(&sign_kinds(&account)), is_strong, "{kind:?}");
        let judged = findings(&account).iter().any(|one| one.kind == FindingKind::SignsOfCompromise);
        assert_eq!(judged, is_strong, "{kind:?}");
    }
}

#[test]
fn two_different_signs_stand_for_a_compromise_and_one_weak_sign_twice_does_not() {
    for first in SignKind::ALL {
        for second in SignKind::ALL.iter().filter(|second| *second > first) {
            let both = [sign_kinds(&showing(*first)), sign_kinds(&showing(*second))].concat();
            assert!(stands(&both), "{first:?} and {second:?}");
        }
        let twice = [sign_kinds(&showing(*first)), sign_kinds(&showing(*first))].concat();
        assert_eq!(stands(&twice), STRONG.contains(first), "{first:?} twice");
    }
}

#[test]
fn signs_are_sorted_by_gravity() {
    for first in SignKind::ALL {
        for second in SignKind::ALL.iter().filter(|second| *second > first) {
            // Both are in `access`, or in the rules, of which a merged account has only one.
            let exclusive = [
                (SignKind::NewMethod, SignKind::ConsentedApplication),
                (SignKind::InboxRules, SignKind::UnknownRecipient),
            ];
            if exclusive.contains(&(*first, *second)) {
                continue;
            }
            assert_eq!(sign_kinds(&merged(&showing(*first), &showing(*second))), [*first, *second]);
        }
    }
}

/// Makes an account that shows a sign since the given instant.
type Showing = fn(Timestamp) -> Account;

/// Something older than three days would have been noticed.
#[test]
fn prompts_countries_and_methods_are_new_for_72_hours() {
    let edge = hours_ago(72);
    let within = edge + SignedDuration::from_secs(1);
    let shows: [(SignKind, Showing); 4] = [
        (SignKind::DeniedPrompt, denied),
        (SignKind::NewCountry, travelled),
        (SignKind::UnansweredPrompt, unanswered_abroad),
        (SignKind::NewMethod, registered),
    ];
    for (kind, account) in shows {
        assert_eq!(sign_kinds(&account(within)), [kind]);
        assert_eq!(sign_kinds(&account(edge)), [], "{kind:?}");
    }
    let read_later = Account { observed_at: after_seconds(3600), ..registered(hours_ago(71)) };
    assert_eq!(sign_kinds(&read_later), [], "its age counts from when it was read");
}

#[test]
fn without_earlier_sign_ins_no_country_is_new() {
    let only = |all: &[(Option<&str>, i64)]| Account {
        successful_sign_ins: all
            .iter()
            .map(|(country, hours)| successful_sign_ins(*country, hours_ago(*hours)))
            .collect(),
        ..healthy()
    };
    assert_eq!(sign_kinds(&only(&[(Some("BR"), 1)])), []);
    assert_eq!(sign_kinds(&only(&[(Some("NL"), 100), (None, 1)])), [], "an unknown country is not a new one");
    assert_eq!(sign_kinds(&only(&[(Some("BR"), 1), (Some("NL"), 100), (Some("ZA"), 2)])).len(), 2);
    let fact =
        Fact::NewCountry { country: "BR".to_owned(), first_at: hours_ago(2), address: Some("198.51.100.4".to_owned()) };
    assert_eq!(signs(&travelled(hours_ago(2))), [Sign { kind: SignKind::NewCountry, fact }]);
}

#[test]
fn only_a_standing_risk_is_a_sign() {
    for risk in Risk::ALL {
        let account = Account { risk: Reading::Read(*risk), ..healthy() };
        assert_eq!(!signs(&account).is_empty(), *risk == Risk::AtRisk, "{risk:?}");
    }
    assert_eq!(sign_kinds(&Account { risk: Reading::Unread(gap(Topic::Risk)), ..healthy() }), []);
}

#[test]
fn an_enabled_rule_is_a_sign_if_it_deletes_hides_or_sends_outside() {
    let moves = |folder: &str| InboxRule { moves_to: Some(folder.to_owned()), ..harmless_rule() };
    let forwards = |to: &str| InboxRule { forwards_to: vec![to.to_owned()], ..harmless_rule() };
    let suspicious = [
        deleting_rule(),
        moves("RSS Feeds"),
        moves("tom@contoso.com:\\Conversation History"),
        moves("rss subscriptions "),
        moves("Inbox/Archive"),
        moves("Junk Email"),
        moves("Deleted Items"),
        moves("Verwijderde items"),
        moves("jan@contoso.com:\\Gespreksgeschiedenis"),
        moves("GELÖSCHTE ELEMENTE"),
        moves("éléments supprimés"),
        forwards("tom@example.org"),
        forwards("\"Tom\" [SMTP:tom@example.org]"),
        InboxRule { hidden: true, ..deleting_rule() },
        InboxRule { forwards_to: vec!["tim@contoso.com".to_owned(), "tom@example.org".to_owned()], ..harmless_rule() },
    ];
    for rule in suspicious {
        let fact = Fact::SuspiciousRule(Box::new(rule.clone()));
        assert_eq!(signs(&with_rule(rule.clone())), [Sign { kind: SignKind::InboxRules, fact }]);
        assert_eq!(signs(&with_rule(InboxRule { enabled: false, ..rule.clone() })), [], "a rule that is off: {rule:?}");
    }
    let harmless = [
        harmless_rule(),
        moves("Projects"),
        moves("RSS Feeds 2024"),
        forwards("tim@contoso.com"),
        forwards("\"Tim\" [SMTP:tim@CONTOSO.onmicrosoft.com]"),
        InboxRule { marks_read: true, ..harmless_rule() },
        InboxRule { hidden: true, ..harmless_rule() },
    ];
    for rule in harmless {
        assert_eq!(signs(&with_rule(rule.clone())), [], "{rule:?}");
    }
}

#[test]
fn every_suspicious_rule_is_shown_and_together_they_are_one_kind_of_sign() {
    let second = InboxRule { id: "AAMkAGI1AAB=".to_owned(), ..deleting_rule() };
    let account = with_mail(Mail { rules: Reading::Read(vec![deleting_rule(), harmless_rule(), second]), ..mail() });
    assert_eq!(sign_kinds(&account), [SignKind::InboxRules; 2]);
    assert_eq!(unwaived(&signs(&account), &[]), [SignKind::InboxRules]);
}

#[test]
fn forwarding_is_a_sign_if_it_leads_outside_with_or_without_a_copy() {
    assert_eq!(sign_kinds(&forwarding("smtp:tom@example.org")), [SignKind::ForwardingOutside]);
    for inside in ["tim@contoso.com", "smtp:tim@Contoso.com", "tim@contoso.onmicrosoft.com"] {
        assert_eq!(sign_kinds(&forwarding(inside)), [], "{inside}");
    }
    for outside in
        ["tim@notcontoso.com", "tim@contoso.com.example.org", "tim@sub.contoso.com", "contoso.com@example.org"]
    {
        assert_eq!(sign_kinds(&forwarding(outside)), [SignKind::ForwardingOutside], "{outside}");
    }
    let mut moved = forwarding("tom@example.org");
    if let Some(Mail { mailbox: Reading::Read(Some(Mailbox { keeps_copy, .. })), .. }) = &mut moved.mail {
        *keeps_copy = false;
    }
    assert_eq!(sign_kinds(&moved), [SignKind::ForwardingOutside]);
}

/// An address counts as outside unless it is known to be inside.
#[test]
fn if_the_domains_of_the_tenant_are_unread_every_address_is_outside() {
    let blind = |account: Account| {
        let domains = Reading::Unread(gap(Topic::Domains));
        Account { mail: account.mail.map(|mail| Mail { domains, ..mail }), ..healthy() }
    };
    assert_eq!(sign_kinds(&blind(forwarding("tim@contoso.com"))), [SignKind::ForwardingOutside]);
    let rule = InboxRule { forwards_to: vec!["tim@contoso.com".to_owned()], ..harmless_rule() };
    assert_eq!(sign_kinds(&blind(with_rule(rule))), [SignKind::InboxRules]);
}

/// A contact or a guest of the directory stands for an address outside.
#[test]
fn a_recipient_that_could_not_be_looked_up_is_a_weak_sign() {
    let fact = |rule: Option<&str>| Fact::UnknownRecipient { to: "Tim".to_owned(), rule: rule.map(str::to_owned) };
    let kind = SignKind::UnknownRecipient;
    assert_eq!(signs(&forwarding("Tim")), [Sign { kind, fact: fact(None) }]);
    let rule = InboxRule { forwards_to: vec!["Tim".to_owned()], ..harmless_rule() };
    assert_eq!(signs(&with_rule(rule.clone())), [Sign { kind, fact: fact(Some(&rule.name)) }]);
    let named_like_an_address = "\"tim@example.org\" [EX:/o=ExchangeLabs/cn=Recipients/cn=tim]";
    assert_eq!(sign_kinds(&forwarding(named_like_an_address)), [kind]);
    assert_eq!(signs(&with_rule(InboxRule { enabled: false, ..rule })), []);
    assert!(StepKind::ClearForwarding.has_work(&forwarding("Tim"), &[]), "it may lead outside");
    assert!(!StepKind::ClearForwarding.has_work(&forwarding("Tim"), &[kind]), "a person knows who it is");
    assert!(!StepKind::ClearForwarding.has_work(&forwarding("tim@contoso.com"), &[]));
}

#[test]
fn a_rule_that_sends_to_such_a_recipient_is_switched_off_with_the_others_unless_a_person_knows_who_it_is() {
    let to_tim = InboxRule { id: "to tim".to_owned(), forwards_to: vec!["Tim".to_owned()], ..harmless_rule() };
    let of = |rules: &[&InboxRule]| {
        with_mail(Mail { rules: Reading::Read(rules.iter().copied().cloned().collect()), ..mail() })
    };
    let step = StepKind::DisableInboxRules;
    let weak = of(&[&to_tim, &harmless_rule()]);
    assert_eq!(suspicious_rule_ids(&weak), ["to tim"]);
    assert_eq!(sign_kinds(&weak), [SignKind::UnknownRecipient], "alone it stands for no compromise");
    assert!(step.has_work(&weak, &[]) && step.has_work(&weak, &[SignKind::InboxRules]));
    assert!(!step.has_work(&weak, &[SignKind::UnknownRecipient]));
    let both = of(&[&to_tim, &deleting_rule()]);
    assert_eq!(suspicious_rule_ids(&both), ["to tim".to_owned(), deleting_rule().id]);
    assert!(!step.has_work(&both, &[SignKind::InboxRules, SignKind::UnknownRecipient]));
    let off = InboxRule { enabled: false, ..to_tim };
    let inside = InboxRule { forwards_to: vec!["tim@contoso.com".to_owned()], ..harmless_rule() };
    assert!(!step.has_work(&of(&[&off, &inside]), &[]));
}

#[test]
fn spam_is_a_weak_sign_and_many_recipients_are_none() {
    let of = |restriction: Restriction| with_mail(Mail { restriction: Reading::Read(Some(restriction)), ..mail() });
    assert_eq!(signs(&of(restriction())), []);
    assert_eq!(signs(&of(Restriction { spam_last_day: Some(0), ..restriction() })), []);
    let spam = Restriction { spam_last_day: Some(97), ..restriction() };
    assert_eq!(signs(&of(spam.clone())), [Sign { kind: SignKind::SpamSent, fact: Fact::Restricted(spam) }]);
}

#[test]
fn each_sign_is_cleaned_by_its_own_steps() {
    for kind in SignKind::ALL {
        let expected: &[StepKind] = match kind {
            SignKind::SpamSent
            | SignKind::AtRisk
            | SignKind::DeniedPrompt
            | SignKind::NewCountry
            | SignKind::UnansweredPrompt => &[StepKind::ResetPassword, StepKind::RevokeSignInSessions],
            SignKind::InboxRules => &[StepKind::DisableInboxRules],
            SignKind::ForwardingOutside => &[StepKind::ClearForwarding],
            // Only a person can clean these.
            SignKind::NewMethod | SignKind::ConsentedApplication | SignKind::UnknownRecipient => &[],
        };
        assert_eq!(kind.cleaned_by(), expected, "{kind:?}");
        assert!(expected.iter().all(|step| !step.gives_access()));
    }
}

/// A list that was cut may have others of the intruder's, which nobody disables.
#[test]
fn rules_that_are_not_all_known_are_not_all_disabled() {
    let runbook = vec![
        against(FindingKind::SuspiciousInboxRules, &[StepKind::DisableInboxRules]),
        against(FindingKind::SignInBlocked, &[StepKind::EnableSignIn]),
    ];
    let plan = |account: Account| {
        let terms = Terms { runbook: runbook.clone(), ..terms(&[], 1) };
        Diagnosis::new(account, &terms, &TargetRef::parse("tom@contoso.com"), None).plan
    };
    let blocked = || Account { sign_in_enabled: false, ..with_rule(deleting_rule()) };
    assert_eq!(plan(blocked()).steps, [StepKind::DisableInboxRules, StepKind::EnableSignIn]);
    let mut cut = blocked();
    cut.omit(Topic::InboxRules, 0, true);
    let plan = plan(cut);
    assert_eq!(plan.steps, [StepKind::DisableInboxRules]);
    let withheld: Vec<_> = plan.withheld.iter().map(|one| (one.step, one.obstacle)).collect();
    assert_eq!(withheld, [(StepKind::EnableSignIn, Obstacle::SignsOfCompromise)]);
}

#[test]
fn a_waiver_takes_away_only_the_signs_it_names() {
    let all: Vec<Sign> = SignKind::ALL.iter().flat_map(|kind| signs(&showing(*kind))).collect();
    assert_eq!(unwaived(&all, &[]), SignKind::ALL);
    let waiver = |signs: &[SignKind]| Waiver {
        by: member(3, "Lena", &["lead"]),
        account: account_id(3),
        signs: signs.to_vec(),
        topics: Vec::new(),
        reason: "She is in Brazil this week.".to_owned(),
        at: after_seconds(0),
    };
    let waivers = [waiver(&[SignKind::NewCountry]), waiver(&[SignKind::AtRisk, SignKind::NewCountry])];
    let left: Vec<SignKind> =
        SignKind::ALL.iter().copied().filter(|kind| !matches!(kind, SignKind::NewCountry | SignKind::AtRisk)).collect();
    assert_eq!(unwaived(&all, &waivers), left);
    assert_eq!(unwaived(&all, &[waiver(SignKind::ALL)]), []);
}
