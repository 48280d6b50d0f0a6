//! Accounts with every kind of lock that can be read from outside. Their cases take no steps.

use jiff::SignedDuration;

use super::texts::{ADDRESS, APPLICATION, CLIENT, LIMIT, POLICY, RESTRICTION, TARGET_UPN, UNIT};
use super::{EARLIER, account, at, close, enabled, gap, id, left_as_it_is, seen, standing, synced};
use grendel::domain::access::{Access, Method, MethodKind, SelfService};
use grendel::domain::account::{Account, Unit};
use grendel::domain::event::Event;
use grendel::domain::mail::{Mail, Mailbox, Restriction};
use grendel::domain::reading::{Cause, Reading, Topic};
use grendel::domain::sign_ins::{FailedSignIn, LockReason};

/// Returns a history for each of these accounts, in which a command looks and changes nothing.
pub fn lives() -> Vec<Vec<Event>> {
    let accounts = [locked(), kept_out(), not_locked(), restricted(), elsewhere(), vec![everything()]].concat();
    accounts.into_iter().map(looked_at).collect()
}

/// Returns the history of a case that looked at this account and took no step.
pub fn looked_at(account: Account) -> Vec<Event> {
    let found = seen(account);
    let end = close(left_as_it_is(&found));
    vec![Event::RequesterAccepted { standing: standing(id(3)) }, Event::Diagnosed { diagnosis: found }, end]
}

/// Returns an account without any trouble.
pub fn healthy() -> Account {
    Account { failed_sign_ins: Reading::Read(Vec::new()), ..enabled(account(None)) }
}

/// Returns a healthy account with these failed sign-ins.
pub fn with(failures: Vec<FailedSignIn>) -> Account {
    Account { failed_sign_ins: Reading::Read(failures), ..healthy() }
}

/// Returns a failed sign-in with every detail that a sign-in can have.
pub fn failure(code: u32) -> FailedSignIn {
    FailedSignIn {
        code,
        at: at(),
        application: Some(APPLICATION.to_owned()),
        address: Some(ADDRESS.to_owned()),
        client: Some(CLIENT.to_owned()),
        country: Some("NL".to_owned()),
        ..FailedSignIn::default()
    }
}

fn locked() -> Vec<Account> {
    let many = |code| vec![failure(code); 3];
    let from = |address: Option<&str>, country: bool| FailedSignIn {
        address: address.map(str::to_owned),
        country: country.then(|| "NG".to_owned()),
        client: None,
        ..failure(50126)
    };
    let hostile = |address: Option<&str>| FailedSignIn {
        lock: Some(LockReason::HostileAddress),
        address: address.map(str::to_owned),
        ..failure(50053)
    };
    let changed = |account| Account { password_changed_at: Some(at() - SignedDuration::from_hours(9)), ..account };
    let self_service = |enabled, registered| {
        let mut account = with(vec![failure(50055)]);
        account.access.self_service = Reading::Read(Some(SelfService { enabled, registered }));
        account
    };
    vec![
        changed(with([vec![failure(50053)], many(50126)].concat())),
        with(vec![from(Some(ADDRESS), false), from(None, true), from(None, false)]),
        with(vec![hostile(Some(ADDRESS))]),
        with(vec![hostile(None)]),
        self_service(true, true),
        self_service(false, true),
        self_service(true, false),
        with(vec![failure(50056)]),
        with(many(50126)),
        synced(with(many(50126)), true),
        synced(with(vec![failure(53003)]), true),
    ]
}

/// Returns an account with as many locks as it can have at once.
fn everything() -> Account {
    let failures = [50053, 50055, 53003, 500_121].map(failure).to_vec();
    let mail = stopped(restriction(Some(LIMIT), (Some(1204), Some(12)))).mail;
    Account { mail, sign_in_enabled: false, ..with(failures) }
}

/// Returns accounts that a second factor or a policy keeps out.
fn kept_out() -> Vec<Account> {
    let policy = |code, named: usize| FailedSignIn { policies: vec![POLICY.to_owned(); named], ..failure(code) };
    let methods = |account: Account, kinds: &[MethodKind]| {
        let methods = kinds.iter().map(|kind| Method { kind: *kind, created_at: None }).collect();
        let access = Access { methods: Reading::Read(methods), ..account.access.clone() };
        Account { access, ..account }
    };
    let mut unread = with(vec![failure(50079)]);
    unread.access.methods = gap(Topic::Methods, Cause::NoPermission);
    unread.access.grants = gap(Topic::Grants, Cause::Unavailable);
    let hidden = Account {
        policies: gap(Topic::Policies, Cause::NoPermission),
        ..with(vec![policy(53003, 0), policy(53000, 0)])
    };
    vec![
        methods(with(vec![failure(500_121)]), MethodKind::ALL),
        methods(with(vec![failure(50074)]), &[]),
        unread,
        with(vec![policy(53003, 5), policy(530_035, 1)]),
        with(vec![policy(53000, 1), policy(53002, 1)]),
        with(vec![policy(530_032, 0)]),
        hidden,
    ]
}

/// Returns accounts with one code for each cause that is no lock, one code that is too little for a lock, and one
/// unknown code.
fn not_locked() -> Vec<Account> {
    let codes = [50058, 50173, 50034, 50105, 90025, 50020, 80012, 700_016, 50097, 50126, 50057, 999_999];
    let mail = Mail { mailbox: Reading::Read(Some(mailbox())), ..Mail::default() };
    let with_mail = Account { mail: Some(mail), ..healthy() };
    codes.map(|code| with(vec![failure(code)])).into_iter().chain([with_mail]).collect()
}

/// Returns a mailbox that forwards no mail.
pub fn mailbox() -> Mailbox {
    Mailbox { address: TARGET_UPN.to_owned(), forwards_to: None, keeps_copy: false }
}

/// Returns a restriction on sending, with the limit and the counts that Microsoft gives.
pub fn restriction(limit: Option<&str>, counts: (Option<u32>, Option<u32>)) -> Restriction {
    Restriction {
        address: TARGET_UPN.to_owned(),
        reason: RESTRICTION.to_owned(),
        limit: limit.map(str::to_owned),
        outside_today: counts.0,
        inside_today: counts.1,
        spam_last_day: None,
        sent_last_day: None,
        since: counts.0.map(|_| at()),
    }
}

/// Returns a healthy account whose mail has this restriction.
pub fn stopped(restriction: Restriction) -> Account {
    let restriction = Reading::Read(Some(restriction));
    let mail = Mail { mailbox: Reading::Read(Some(mailbox())), restriction, ..Mail::default() };
    Account { mail: Some(mail), ..healthy() }
}

/// Returns a restriction for spam. `sent` is the number of all messages, if Microsoft gives it.
pub fn spam(sent: Option<u32>) -> Restriction {
    Restriction { spam_last_day: Some(97), sent_last_day: sent, ..restriction(None, (None, None)) }
}

fn restricted() -> Vec<Account> {
    let unsaid = Restriction { reason: String::new(), ..restriction(None, (None, None)) };
    vec![
        stopped(restriction(Some("External"), (Some(10_431), Some(12)))),
        stopped(restriction(Some("internalRecipientCountPerDay"), (None, Some(3)))),
        stopped(restriction(Some(LIMIT), (Some(3), None))),
        stopped(restriction(None, (None, None))),
        stopped(unsaid),
        stopped(spam(Some(120))),
        stopped(spam(None)),
    ]
}

/// Returns accounts whose trouble only other people can fix.
fn elsewhere() -> Vec<Account> {
    let unit = Unit { id: id(8), name: UNIT.to_owned(), restricted: true };
    let mail = Mail {
        mailbox: gap(Topic::Mailbox, Cause::NoPermission),
        rules: gap(Topic::InboxRules, Cause::NoPermission),
        restriction: gap(Topic::Sending, Cause::NoPermission),
        domains: gap(Topic::Domains, Cause::NoPermission),
        ..Mail::default()
    };
    let mut blind = Account { mail: Some(mail), ..healthy() };
    blind.policies = gap(Topic::Policies, Cause::PermissionOrLicence);
    blind.access.self_service = gap(Topic::SelfService, Cause::NoLicence);
    blind.access.passes = gap(Topic::Passes, Cause::Throttled);
    blind.omit(Topic::Grants, 37, false);
    blind.omit(Topic::SignIns, 0, true);
    blind.omit(Topic::Registrations, 12, true);
    let no_mailbox = Mail { mailbox: Reading::Read(None), ..Mail::default() };
    vec![
        Account { deleted_at: Some(at()), ..healthy() },
        Account { mail: Some(no_mailbox), ..healthy() },
        Account { management_restricted: true, units: Reading::Read(vec![unit]), ..healthy() },
        Account { management_restricted: true, ..healthy() },
        Account { guest: true, ..healthy() },
        Account { unseen_since: Some(EARLIER), ..healthy() },
        Account { eligible_roles: gap(Topic::EligibleRoles, Cause::NoPermission), ..healthy() },
        blind,
    ]
}
