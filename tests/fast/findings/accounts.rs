//! The smallest account for each finding and each sign, and the same account without the one fact that makes it so.

use grendel::domain::CaseNumber;
use grendel::domain::access::{Access, Grant, Method, MethodKind, PassPolicy, RegisteredMethod, SelfService};
use grendel::domain::account::Account;
use grendel::domain::compromise::SignKind;
use grendel::domain::finding::FindingKind;
use grendel::domain::mail::{InboxRule, Mail, Mailbox, Restriction};
use grendel::domain::people::Risk;
use grendel::domain::reading::Reading;
use grendel::domain::sign_ins::{FailedSignIn, LockReason, SuccessfulSignIns, SuccessfulThread};
use jiff::Timestamp;

use crate::cast::{TOM, account_id, after_seconds, blocked_account, healthy_account, on_premises};

pub fn minutes_ago(minutes: i64) -> Timestamp {
    after_seconds(-60 * minutes)
}

pub fn hours_ago(hours: i64) -> Timestamp {
    minutes_ago(60 * hours)
}

pub fn healthy() -> Account {
    healthy_account(TOM)
}

pub fn failure(code: u32, at: Timestamp) -> FailedSignIn {
    FailedSignIn {
        code,
        at,
        application: Some("Outlook".to_owned()),
        address: Some("203.0.113.9".to_owned()),
        client: Some("Browser".to_owned()),
        country: Some("NL".to_owned()),
        ..FailedSignIn::default()
    }
}

/// An account with this many sign-ins that failed with this code, one a minute, the last of them a minute ago.
pub fn failing(code: u32, times: i64) -> Account {
    failed((1..=times).map(|minutes| failure(code, minutes_ago(minutes))).collect())
}

pub fn failed(failures: Vec<FailedSignIn>) -> Account {
    Account { failed_sign_ins: Reading::Read(failures), ..healthy() }
}

/// An account with a sign-in that was locked for this reason.
pub fn locked(lock: Option<LockReason>) -> Account {
    failed(vec![FailedSignIn { lock, ..failure(50053, minutes_ago(1)) }])
}

pub fn with_methods(account: Account, kinds: &[MethodKind]) -> Account {
    let method = |kind: &MethodKind| Method { kind: *kind, created_at: None };
    let methods = Reading::Read(kinds.iter().map(method).collect());
    Account { access: Access { methods, ..account.access.clone() }, ..account }
}

pub fn with_self_service(account: Account, enabled: bool, registered: bool) -> Account {
    let self_service = Reading::Read(Some(SelfService { enabled, registered }));
    Account { access: Access { self_service, ..account.access.clone() }, ..account }
}

pub fn with_passes(account: Account, covered: bool) -> Account {
    let passes = Reading::Read(Some(PassPolicy { covered, lifetime_minutes: 90 }));
    Account { access: Access { passes, ..account.access.clone() }, ..account }
}

/// Returns mail with nothing wrong.
pub fn mail() -> Mail {
    Mail {
        mailbox: Reading::Read(Some(mailbox(None))),
        rules: Reading::Read(Vec::new()),
        restriction: Reading::Read(None),
        domains: Reading::Read(vec!["contoso.com".to_owned(), "contoso.onmicrosoft.com".to_owned()]),
        ..Mail::default()
    }
}

pub fn mailbox(forwards_to: Option<&str>) -> Mailbox {
    let address = "tom@contoso.com".to_owned();
    Mailbox { address, forwards_to: forwards_to.map(str::to_owned), keeps_copy: true }
}

pub fn with_mail(mail: Mail) -> Account {
    Account { mail: Some(mail), ..healthy() }
}

pub fn forwarding(to: &str) -> Account {
    with_mail(Mail { mailbox: Reading::Read(Some(mailbox(Some(to)))), ..mail() })
}

/// Returns an inbox rule that is not suspicious.
pub fn harmless_rule() -> InboxRule {
    InboxRule {
        id: "AAMkAGI1AAA=".to_owned(),
        name: "..".to_owned(),
        enabled: true,
        hidden: false,
        forwards_to: Vec::new(),
        more_recipients: 0,
        deletes: false,
        moves_to: None,
        marks_read: false,
        definition: "If the message was received from 'news@contoso.com', stop processing more rules.".to_owned(),
    }
}

pub fn with_rule(rule: InboxRule) -> Account {
    with_mail(Mail { rules: Reading::Read(vec![rule]), ..mail() })
}

pub fn deleting_rule() -> InboxRule {
    InboxRule { deletes: true, ..harmless_rule() }
}

pub fn restriction() -> Restriction {
    Restriction {
        address: "tom@contoso.com".to_owned(),
        reason: "OutboundSpamLast24Hours=1201".to_owned(),
        limit: Some("RecipientRateLimit".to_owned()),
        outside_today: Some(1_201),
        inside_today: Some(3),
        spam_last_day: None,
        sent_last_day: None,
        since: Some(hours_ago(5)),
    }
}

pub fn successful_sign_ins(country: Option<&str>, first_at: Timestamp) -> SuccessfulSignIns {
    let (last_at, address) = (first_at, Some("198.51.100.4".to_owned()));
    SuccessfulSignIns { country: country.map(str::to_owned), first_at, last_at, count: 1, address }
}

/// An account that was signed in to from one country for long, and then from a second one.
pub fn travelled(first_at: Timestamp) -> Account {
    let home = SuccessfulSignIns { last_at: hours_ago(80), ..successful_sign_ins(Some("NL"), hours_ago(500)) };
    Account { successful_sign_ins: vec![home, successful_sign_ins(Some("BR"), first_at)], ..healthy() }
}

pub fn registered(at: Timestamp) -> Account {
    let one = RegisteredMethod {
        audit_id: "audit-9".to_owned(),
        at,
        what: "User registered Authenticator App with Notification and Code".to_owned(),
        address: Some("198.51.100.4".to_owned()),
    };
    Account { access: Access { registered_lately: vec![one], ..Access::default() }, ..healthy() }
}

pub fn consented() -> Account {
    let scopes = vec!["Mail.Read".to_owned(), "Mail.Send".to_owned()];
    let grant = Grant { application: account_id(0xd1), scopes, more_scopes: 0 };
    Account { access: Access { grants: Reading::Read(vec![grant]), ..Access::default() }, ..healthy() }
}

pub fn at_risk() -> Account {
    Account { risk: Reading::Read(Risk::AtRisk), ..healthy() }
}

pub fn denied(at: Timestamp) -> Account {
    failed(vec![FailedSignIn { denied: true, ..failure(500_121, at) }])
}

/// An account whose owner signs in at home, and whose second factor was asked for abroad then and not given.
pub fn unanswered_abroad(at: Timestamp) -> Account {
    let abroad = FailedSignIn { country: Some("VN".to_owned()), ..failure(50074, at) };
    let home = vec![successful_sign_ins(Some("NL"), hours_ago(300))];
    Account { successful_sign_ins: home, ..failed(vec![abroad]) }
}

/// An account whose owner signs in at home, the last time 4 minutes ago, with wrong passwords from this many addresses abroad.
pub fn sprayed(addresses: i64) -> Account {
    let guess = |number: i64| FailedSignIn {
        address: Some(format!("192.0.2.{number}")),
        country: Some(if number % 2 == 0 { "VN" } else { "BR" }.to_owned()),
        ..failure(50126, minutes_ago(4 * number))
    };
    let home = SuccessfulSignIns {
        last_at: minutes_ago(4),
        address: Some("203.0.113.200".to_owned()),
        ..successful_sign_ins(Some("NL"), hours_ago(300))
    };
    let thread = FailedSignIn { address: home.address.clone(), ..failure(0, home.last_at) }.thread();
    let threads = vec![SuccessfulThread { thread, last_at: home.last_at, second_factor_at: None }];
    let account = failed((1..=addresses).map(guess).collect());
    Account { successful_sign_ins: vec![home], successful_threads: threads, ..account }
}

/// A finding, the smallest account that has it, and the same account without the fact that makes it so.
pub struct Example {
    pub kind: FindingKind,
    pub account: Account,
    pub without: Account,
}

/// Returns one example for each finding but [`FindingKind::NothingFound`].
pub fn examples() -> Vec<Example> {
    use FindingKind as Kind;
    let example = |kind, account, without| Example { kind, account, without };
    let no_mailbox = with_mail(Mail { mailbox: Reading::Read(None), ..mail() });
    let restricted = with_mail(Mail { restriction: Reading::Read(Some(restriction())), ..mail() });
    let new_method = registered(hours_ago(1));
    let both = Account { successful_sign_ins: travelled(hours_ago(2)).successful_sign_ins, ..new_method.clone() };
    let asked = failing(50074, 1);
    vec![
        example(Kind::AccountDeleted, Account { deleted_at: Some(hours_ago(3)), ..healthy() }, healthy()),
        example(Kind::SignsOfCompromise, both, new_method),
        example(Kind::AccountAtRisk, at_risk(), Account { risk: Reading::Read(Risk::Clear), ..at_risk() }),
        example(Kind::SuspiciousInboxRules, with_rule(deleting_rule()), with_rule(harmless_rule())),
        example(Kind::MailForwardedOutside, forwarding("tom@example.org"), forwarding("tim@contoso.com")),
        example(Kind::SyncedAccount, Account { on_premises: Some(on_premises()), ..healthy() }, healthy()),
        example(Kind::SignInBlocked, blocked_account(TOM, "audit-1"), healthy()),
        example(Kind::SendingRestricted, restricted, with_mail(mail())),
        example(Kind::HostileAddress, locked(Some(LockReason::HostileAddress)), locked(None)),
        example(Kind::SmartLockout, locked(Some(LockReason::TooManyTries)), healthy()),
        example(Kind::PasswordExpired, failing(50055, 1), healthy()),
        example(Kind::PasswordUnusable, failing(50056, 1), healthy()),
        example(Kind::SecondFactorFailing, failing(500_121, 1), healthy()),
        example(Kind::SecondFactorMissing, asked.clone(), with_methods(asked, &[MethodKind::Authenticator])),
        example(Kind::PasswordUnseen, Account { unseen_since: Some(CaseNumber(3)), ..healthy() }, healthy()),
        example(Kind::BlockedByPolicy, failing(53003, 1), healthy()),
        example(Kind::PasswordForgotten, failing(50126, 3), failing(50126, 2)),
        example(Kind::PasswordSpray, sprayed(5), sprayed(4)),
        example(Kind::MailboxMissing, no_mailbox, with_mail(mail())),
        example(Kind::ManagedElsewhere, Account { management_restricted: true, ..healthy() }, healthy()),
        example(Kind::GuestAccount, Account { guest: true, ..healthy() }, healthy()),
    ]
}

/// Returns an account that shows this sign and no other.
pub fn showing(sign: SignKind) -> Account {
    match sign {
        SignKind::AtRisk => at_risk(),
        SignKind::DeniedPrompt => denied(hours_ago(1)),
        SignKind::InboxRules => with_rule(deleting_rule()),
        SignKind::ForwardingOutside => forwarding("tom@example.org"),
        SignKind::NewCountry => travelled(hours_ago(2)),
        SignKind::UnansweredPrompt => unanswered_abroad(hours_ago(1)),
        SignKind::NewMethod => registered(hours_ago(1)),
        SignKind::ConsentedApplication => consented(),
        SignKind::SpamSent => {
            let restriction = Restriction { spam_last_day: Some(97), ..restriction() };
            with_mail(Mail { restriction: Reading::Read(Some(restriction)), ..mail() })
        }
        SignKind::UnknownRecipient => with_rule(InboxRule { forwards_to: vec!["Tim".to_owned()], ..harmless_rule() }),
    }
}

/// Returns an account with what is wrong with either of two. Failures stay newest first.
pub fn merged(left: &Account, right: &Account) -> Account {
    let readings = |pick: fn(&Account) -> &Reading<Vec<FailedSignIn>>| {
        let both = [pick(left), pick(right)].into_iter().filter_map(Reading::known);
        let mut all: Vec<FailedSignIn> = both.flatten().cloned().collect();
        all.sort_by_key(|one| std::cmp::Reverse(one.at));
        all
    };
    let other = |one: &Account| *one != healthy();
    let access = |one: &Account| (one.access != Access::default()).then(|| one.access.clone());
    let [first, second] = [left, right];
    assert!(other(first) && other(second), "nothing is wrong with one of them");
    Account {
        deleted_at: first.deleted_at.or(second.deleted_at),
        unseen_since: first.unseen_since.or(second.unseen_since),
        risk: if first.risk == healthy().risk { second.risk.clone() } else { first.risk.clone() },
        on_premises: first.on_premises.clone().or_else(|| second.on_premises.clone()),
        sign_in_enabled: first.sign_in_enabled && second.sign_in_enabled,
        last_block: if first.sign_in_enabled { second.last_block.clone() } else { first.last_block.clone() },
        management_restricted: first.management_restricted || second.management_restricted,
        guest: first.guest || second.guest,
        failed_sign_ins: Reading::Read(readings(|one| &one.failed_sign_ins)),
        successful_sign_ins: [first.successful_sign_ins.clone(), second.successful_sign_ins.clone()].concat(),
        successful_threads: [first.successful_threads.clone(), second.successful_threads.clone()].concat(),
        access: access(first).or_else(|| access(second)).unwrap_or_default(),
        mail: match (&first.mail, &second.mail) {
            (Some(one), Some(other)) => Some(merged_mail(one, other)),
            (one, other) => one.clone().or_else(|| other.clone()),
        },
        ..healthy()
    }
}

fn merged_mail(left: &Mail, right: &Mail) -> Mail {
    fn other_than<T: PartialEq + Clone>(usual: &T, one: &T, other: &T) -> T {
        if one == usual { other.clone() } else { one.clone() }
    }
    let usual = mail();
    Mail {
        mailbox: other_than(&usual.mailbox, &left.mailbox, &right.mailbox),
        rules: other_than(&usual.rules, &left.rules, &right.rules),
        restriction: other_than(&usual.restriction, &left.restriction, &right.restriction),
        domains: usual.domains,
        ..Mail::default()
    }
}
