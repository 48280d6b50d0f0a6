//! Accounts whose sign-in log tells several stories at once, and requesters who say what does not work.

use jiff::SignedDuration;

use super::locks::{failure, healthy, looked_at, restriction, stopped, with};
use super::texts::{ADDRESS, APPLICATION, CLIENT, POLICY};
use super::{at, enabled};
use grendel::domain::access::{Method, MethodKind};
use grendel::domain::account::Account;
use grendel::domain::complaint::{Complaint, Symptom};
use grendel::domain::event::Event;
use grendel::domain::mail::Mail;
use grendel::domain::reading::Reading;
use grendel::domain::sign_ins::{
    FailedSignIn, LockReason, PolicyDemand, SignInDevice, SignInThread, SuccessfulSignIns, SuccessfulThread,
};

/// Names that somebody outside chooses.
const LAPTOP: &str = "LAPTOP-7 **bold**";
const PHONE: &str = "PHONE-7";
const CITY: &str = "Utrecht";

/// Returns a history for each of these accounts, in which a command looks and changes nothing.
pub fn lives() -> Vec<Vec<Event>> {
    accounts().into_iter().map(looked_at).collect()
}

/// Returns the accounts, for each message that a log can lead to.
fn accounts() -> Vec<Account> {
    let hostile = |lock| FailedSignIn { lock: Some(lock), ..failure(50053) };
    let unclear = FailedSignIn { prompt_unclear: true, ..on(LAPTOP, 500_121) };
    let unnamed = FailedSignIn { policies: Vec::new(), ..refused(53003, &[]) };
    let abroad = FailedSignIn { country: Some("VN".to_owned()), ..unclear.clone() };
    let guest = Account { guest: true, ..with(vec![failure(530_032)]) };
    let said = FailedSignIn { reason: Some("The app is not **allowed** here.".to_owned()), ..failure(999_998) };
    // What a policy that blocks demands besides is not told.
    let demands: Vec<PolicyDemand> =
        PolicyDemand::ALL.iter().copied().filter(|demand| *demand != PolicyDemand::Block).collect();
    vec![
        with(vec![refused(530_003, &[PolicyDemand::CompliantDevice])]),
        with(vec![refused(0, &demands)]),
        with(vec![refused(0, &[PolicyDemand::Block])]),
        works_on_phone(with(vec![refused(53000, &[PolicyDemand::CompliantDevice])])),
        works_on_phone(with(vec![unnamed])),
        with(vec![hostile(LockReason::HighRisk)]),
        works_on_phone(with(vec![from_hanoi(hostile(LockReason::HostileAddress))])),
        with(vec![FailedSignIn { lock: Some(LockReason::TooManyTries), ..failure(50053) }]),
        Account { background_failures: vec![on(PHONE, 50126); 4], ..with(vec![failure(50053)]) },
        with_factor(with(vec![unclear.clone()])),
        with_factor(works_at_home(with(vec![abroad]))),
        works_at_home(with(guesses(50126, Some("VN")))),
        works_at_home(with(guesses(50053, Some("VN")))),
        with(guesses(50126, None)),
        worked_at_home(with(guesses(50126, Some("VN")))),
        worked_at_home(with(vec![from_hanoi(hostile(LockReason::TooManyTries))])),
        guest,
        with(vec![said]),
    ]
}

/// Returns what requesters can say, each with an account whose evidence is against it, and one with an account that bears it out.
pub fn complaints() -> Vec<(Complaint, Account)> {
    let symptom = |symptom| Complaint { symptom: Some(symptom), code: None };
    let code = |code: &str| Complaint { symptom: None, code: Some(code.to_owned()) };
    let mail = stopped(restriction(None, (None, None))).mail.unwrap_or_default();
    let may_send = Mail { restriction: Reading::Read(None), ..mail };
    let over = with(vec![FailedSignIn { at: at() - SignedDuration::from_hours(1), ..failure(50126) }]);
    vec![
        (symptom(Symptom::CannotSignIn), works_at_home(over.clone())),
        (symptom(Symptom::PromptedAgain), with(vec![failure(53003)])),
        (symptom(Symptom::OneDevice), with(vec![on(LAPTOP, 53003), on(PHONE, 53003)])),
        (symptom(Symptom::OneDevice), healthy()),
        (symptom(Symptom::MailNotSent), healthy()),
        (symptom(Symptom::MailNotSent), Account { mail: Some(may_send), ..healthy() }),
        (code("it says `no`"), healthy()),
        (code("AADSTS53000"), healthy()),
        (code("50126"), works_at_home(over)),
        (
            Complaint { symptom: Some(Symptom::OneDevice), code: Some("53003".to_owned()) },
            with(vec![on(LAPTOP, 53003)]),
        ),
    ]
}

fn on(device: &str, code: u32) -> FailedSignIn {
    let device = SignInDevice { name: Some(device.to_owned()), ..SignInDevice::default() };
    FailedSignIn { device, city: Some(CITY.to_owned()), ..failure(code) }
}

fn refused(code: u32, demands: &[PolicyDemand]) -> FailedSignIn {
    let policies = vec![POLICY.to_owned()];
    FailedSignIn { policies, demands: demands.to_vec(), refused_by_policy: true, ..on(LAPTOP, code) }
}

/// Returns the account with a phone that signed in after everything that failed.
fn works_on_phone(account: Account) -> Account {
    let device = SignInDevice { name: Some(PHONE.to_owned()), ..SignInDevice::default() };
    works(account, SignInThread { device, address: Some("198.51.100.200".to_owned()), ..home() })
}

/// Returns the account with a sign-in from home after everything that failed, and none of it over by that.
fn works_at_home(account: Account) -> Account {
    let device = SignInDevice { system: Some("Windows10".to_owned()), ..SignInDevice::default() };
    works(account, SignInThread { device, ..home() })
}

/// Returns the account with sign-ins from home whose threads nobody knows any more.
fn worked_at_home(account: Account) -> Account {
    Account { successful_threads: Vec::new(), ..works_at_home(account) }
}

fn from_hanoi(failure: FailedSignIn) -> FailedSignIn {
    FailedSignIn { country: Some("VN".to_owned()), address: Some("192.0.2.7".to_owned()), ..failure }
}

fn works(account: Account, thread: SignInThread) -> Account {
    let last_at = at();
    let (country, address) = (thread.country.clone(), thread.address.clone());
    let first_at = at() - SignedDuration::from_hours(900);
    let successes = vec![SuccessfulSignIns { country, first_at, last_at, count: 9, address }];
    let threads = vec![SuccessfulThread { thread, last_at, second_factor_at: None }];
    Account { successful_sign_ins: successes, successful_threads: threads, ..account }
}

fn home() -> SignInThread {
    SignInThread {
        device: SignInDevice::default(),
        application: Some(APPLICATION.to_owned()),
        client: Some(CLIENT.to_owned()),
        city: Some(CITY.to_owned()),
        country: Some("NL".to_owned()),
        address: Some(ADDRESS.to_owned()),
    }
}

fn with_factor(account: Account) -> Account {
    let mut account = enabled(account);
    account.access.methods = Reading::Read(vec![Method { kind: MethodKind::Authenticator, created_at: None }]);
    account
}

/// Returns wrong passwords, or locks, from six networks with six programs.
fn guesses(code: u32, country: Option<&str>) -> Vec<FailedSignIn> {
    let guess = |number: u8| FailedSignIn {
        address: Some(format!("192.0.{number}.2")),
        application: Some(format!("{APPLICATION} {number}")),
        country: country.map(str::to_owned),
        ..failure(code)
    };
    (1..=6).map(guess).collect()
}
