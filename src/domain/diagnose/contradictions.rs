//! The owner's trouble as the requester tells it, held against the evidence.

use super::Observation;
use super::threads::owners_success;
use crate::domain::account::Account;
use crate::domain::complaint::{Complaint, Symptom};
use crate::domain::reading::Topic;
use crate::domain::sign_ins::{FailedSignIn, SignInThread, SuccessfulThread};
use jiff::Timestamp;

/// Something that was said and that the evidence does not bear out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Contradiction {
    /// The text for the code has no number in it.
    NoCode,
    /// No sign-in failed with this code, as far as the log goes.
    CodeNotInLog(u32),
    /// The sign-in with this code has succeeded since.
    CodeIsOver(u32, Timestamp),
    /// They can sign in: one of their sign-ins succeeded after everything that failed.
    HasSignedIn(Timestamp, Box<SignInThread>),
    /// More than one device or program is kept out.
    ManyDevices(Vec<SignInThread>),
    /// No sign-in fails any more.
    NothingFails,
    /// There was no prompt, as far as the log of interactive sign-ins goes.
    NoPrompt,
    /// The account may send, as far as Microsoft is concerned.
    MaySend,
    /// Mail was not looked at.
    MailNotRead,
}

/// The codes of a sign-in in which something is asked for once more: a second factor, or the password after a sign-out.
/// <https://learn.microsoft.com/entra/identity-platform/reference-error-codes>
const PROMPTS: [u32; 11] = [50072, 50074, 50076, 50078, 50079, 50085, 50132, 50133, 50158, 50173, 500_121];
/// The most devices that are named.
const DEVICES_MAX: usize = 3;

/// Returns what was said and is not so. What could not be read, or not whole, contradicts nothing.
pub fn contradictions(account: &Account, complaint: &Complaint) -> Vec<Contradiction> {
    if account.deleted_at.is_some() {
        return Vec::new();
    }
    let log = OwnersLog::of(account);
    let of_code = complaint.code.as_ref().and_then(|_| about_code(complaint, log.as_ref()));
    let of_symptom = complaint.symptom.and_then(|symptom| match symptom {
        Symptom::MailNotSent => about_mail(account),
        _ => about_sign_ins(symptom, log.as_ref()?),
    });
    of_code.into_iter().chain(of_symptom).collect()
}

/// The sign-in log of an account without what strangers do, if it was read whole.
struct OwnersLog<'a> {
    seen: Observation<'a>,
    /// The sign-ins that failed, newest first, over or not.
    failures: Vec<&'a FailedSignIn>,
}

impl<'a> OwnersLog<'a> {
    /// Returns the log; `None` if it was not read, or not whole: what is not in it may have been left out.
    fn of(account: &'a Account) -> Option<Self> {
        let is_cut = account.omissions.iter().any(|omission| omission.topic == Topic::SignIns);
        let all = account.failed_sign_ins.known().filter(|_| !is_cut)?;
        let seen = Observation::new(account);
        let is_guess = |failure: &&FailedSignIn| seen.guesses.iter().any(|guess| std::ptr::eq(*guess, *failure));
        let failures = all.iter().filter(|failure| !is_guess(failure)).collect();
        Some(Self { seen, failures })
    }

    /// Returns true if something was asked for once more, given or not.
    fn has_prompt(&self) -> bool {
        let account = self.seen.account;
        let mut failed = self.failures.iter().copied().chain(&account.background_failures);
        failed.any(|failure| PROMPTS.contains(&failure.code))
            || account.successful_threads.iter().any(|success| success.second_factor_at.is_some())
    }
}

fn about_code(complaint: &Complaint, log: Option<&OwnersLog<'_>>) -> Option<Contradiction> {
    let Some(code) = complaint.code_number() else { return Some(Contradiction::NoCode) };
    let log = log?;
    // A code that only a stranger met is in the log all the same.
    let mut still_there = log.seen.failures.iter().chain(&log.seen.guesses);
    if still_there.any(|failure| failure.code == code) {
        return None;
    }
    let last = log.failures.iter().find(|failure| failure.code == code);
    Some(last.map_or(Contradiction::CodeNotInLog(code), |failure| Contradiction::CodeIsOver(code, failure.at)))
}

fn about_sign_ins(symptom: Symptom, log: &OwnersLog<'_>) -> Option<Contradiction> {
    match symptom {
        Symptom::CannotSignIn => {
            let account = log.seen.account;
            let since = log.failures.first().map_or(Timestamp::MIN, |failure| failure.at);
            // An intruder signs in as well, and proves nothing of the owner.
            let latest = owners_success(account, account.observed_at, since).filter(|_| account.sign_in_enabled)?;
            let SuccessfulThread { thread, last_at, .. } = latest;
            Some(Contradiction::HasSignedIn(*last_at, Box::new(thread.clone())))
        }
        Symptom::PromptedAgain => (!log.has_prompt()).then_some(Contradiction::NoPrompt),
        Symptom::OneDevice => {
            let mut devices: Vec<SignInThread> = Vec::new();
            let open = &log.seen.failures;
            for thread in open.iter().map(|failure| failure.thread()).filter(SignInThread::has_known_device) {
                if !devices.iter().any(|device| device.has_same_device(&thread)) {
                    devices.push(thread);
                }
            }
            match devices.len() {
                0 if open.is_empty() => Some(Contradiction::NothingFails),
                0 | 1 => None,
                _ => {
                    devices.truncate(DEVICES_MAX);
                    Some(Contradiction::ManyDevices(devices))
                }
            }
        }
        Symptom::MailNotSent => None,
    }
}

fn about_mail(account: &Account) -> Option<Contradiction> {
    let Some(mail) = &account.mail else { return Some(Contradiction::MailNotRead) };
    let may_send = mail.restriction.known().is_some_and(Option::is_none);
    let has_mailbox = mail.mailbox.known().is_some_and(Option::is_some);
    (may_send && has_mailbox).then_some(Contradiction::MaySend)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ObjectId;
    use crate::domain::mail::Mail;
    use crate::domain::reading::Reading;
    use crate::domain::sign_ins::{SignInDevice, SuccessfulSignIns};

    fn at(minutes: i64) -> Timestamp {
        Timestamp::from_second(1_790_000_000 + 60 * minutes).unwrap()
    }

    fn account(failures: Vec<FailedSignIn>, successes: Vec<SuccessfulThread>) -> Account {
        let id = ObjectId::parse("1b2c3d4e-0000-4000-8000-000000000002").unwrap();
        Account {
            failed_sign_ins: Reading::Read(failures),
            successful_threads: successes,
            ..Account::blank(id, at(60))
        }
    }

    fn failure(code: u32, device: &str, minutes: i64) -> FailedSignIn {
        let device = SignInDevice { name: Some(device.to_owned()), ..SignInDevice::default() };
        FailedSignIn { code, at: at(minutes), device, ..FailedSignIn::default() }
    }

    fn success(device: &str, minutes: i64) -> SuccessfulThread {
        let thread = failure(0, device, minutes).thread();
        SuccessfulThread { thread, last_at: at(minutes), second_factor_at: None }
    }

    fn said(account: &Account, symptom: Symptom) -> Vec<Contradiction> {
        contradictions(account, &Complaint { symptom: Some(symptom), code: None })
    }

    fn typed(account: &Account, code: &str) -> Vec<Contradiction> {
        contradictions(account, &Complaint { symptom: None, code: Some(code.to_owned()) })
    }

    #[test]
    fn nothing_that_was_said_contradicts_nothing() {
        assert_eq!(contradictions(&account(Vec::new(), Vec::new()), &Complaint::default()), []);
    }

    #[test]
    fn a_code_is_looked_for_in_the_log() {
        let kept_out = account(vec![failure(53000, "LAPTOP-1", 9)], Vec::new());
        assert_eq!(typed(&kept_out, "AADSTS53000"), []);
        assert_eq!(typed(&kept_out, "53003"), [Contradiction::CodeNotInLog(53003)]);
        assert_eq!(typed(&kept_out, "no idea"), [Contradiction::NoCode]);
        let over = account(vec![failure(53000, "LAPTOP-1", 9)], vec![success("LAPTOP-1", 10)]);
        assert_eq!(typed(&over, "53000"), [Contradiction::CodeIsOver(53000, at(9))]);
    }

    #[test]
    fn a_sign_in_after_every_failure_contradicts_that_nobody_can_sign_in() {
        let failures = vec![failure(53000, "LAPTOP-1", 9)];
        let from = |country: &str, minutes| {
            let mut success = success("PHONE-1", minutes);
            success.thread.country = Some(country.to_owned());
            let sign_ins = |country: &str, first_at| SuccessfulSignIns {
                country: Some(country.to_owned()),
                first_at,
                last_at: at(minutes),
                count: 1,
                address: None,
            };
            let countries = vec![sign_ins("NL", at(-9000)), sign_ins("VN", at(7))];
            Account { successful_sign_ins: countries, ..account(failures.clone(), vec![success]) }
        };
        let thread = Box::new(from("NL", 10).successful_threads[0].thread.clone());
        assert_eq!(said(&from("NL", 10), Symptom::CannotSignIn), [Contradiction::HasSignedIn(at(10), thread)]);
        assert_eq!(said(&from("NL", 8), Symptom::CannotSignIn), []);
        assert_eq!(said(&from("VN", 10), Symptom::CannotSignIn), [], "an intruder signs in as well");
    }

    #[test]
    fn one_device_is_counted() {
        let one = account(vec![failure(53000, "LAPTOP-1", 9), failure(53000, "LAPTOP-1", 8)], Vec::new());
        assert_eq!(said(&one, Symptom::OneDevice), []);
        let two = account(vec![failure(53000, "LAPTOP-1", 9), failure(53003, "PHONE-1", 8)], Vec::new());
        let devices = vec![failure(0, "LAPTOP-1", 9).thread(), failure(0, "PHONE-1", 8).thread()];
        assert_eq!(said(&two, Symptom::OneDevice), [Contradiction::ManyDevices(devices)]);
        assert_eq!(said(&account(Vec::new(), Vec::new()), Symptom::OneDevice), [Contradiction::NothingFails]);
        let unknown = FailedSignIn { code: 53000, at: at(9), ..FailedSignIn::default() };
        assert_eq!(said(&account(vec![unknown.clone(), unknown], Vec::new()), Symptom::OneDevice), []);
    }

    #[test]
    fn prompts_and_mail_are_looked_for() {
        assert_eq!(said(&account(vec![failure(50074, "PHONE-1", 9)], Vec::new()), Symptom::PromptedAgain), []);
        let other = account(vec![failure(53003, "PHONE-1", 9)], Vec::new());
        assert_eq!(said(&other, Symptom::PromptedAgain), [Contradiction::NoPrompt]);
        assert_eq!(said(&other, Symptom::MailNotSent), [Contradiction::MailNotRead]);
        let unread = Account { mail: Some(Mail::default()), ..other };
        assert_eq!(said(&unread, Symptom::MailNotSent), [], "a mailbox that is not there sends nothing");
    }

    /// Returns the account with sign-ins from this country, the first of them so many hours before the reading.
    fn from_country(mut account: Account, country: &str, hours: i64) -> Account {
        let first_at = account.observed_at - jiff::SignedDuration::from_hours(hours);
        let country = Some(country.to_owned());
        let successes = SuccessfulSignIns { country, first_at, last_at: first_at, count: 9, address: None };
        account.successful_sign_ins.push(successes);
        account
    }

    fn at_home(device: &str, minutes: i64) -> SuccessfulThread {
        let mut success = success(device, minutes);
        success.thread.country = Some("NL".to_owned());
        success
    }

    /// Six guesses from six networks far away.
    fn guesses() -> Vec<FailedSignIn> {
        let guess = |number: i64| FailedSignIn {
            country: Some("VN".to_owned()),
            address: Some(format!("192.0.{number}.1")),
            ..failure(50126, &format!("HOST-{number}"), 20 + number)
        };
        (1..=6).rev().map(guess).collect()
    }

    #[test]
    fn a_log_that_is_not_there_whole_contradicts_nothing() {
        let laptop = vec![failure(53003, "LAPTOP-1", 9), failure(53003, "TABLET-1", 8)];
        let mut cut = from_country(account(laptop, vec![at_home("PHONE-1", 10)]), "NL", 900);
        let symptoms = [Symptom::CannotSignIn, Symptom::PromptedAgain, Symptom::OneDevice];
        assert!(symptoms.iter().all(|symptom| said(&cut, *symptom).len() == 1));
        assert_eq!(typed(&cut, "53000").len(), 1);
        cut.omit(Topic::SignIns, 0, true);
        assert!(symptoms.iter().all(|symptom| said(&cut, *symptom).is_empty()));
        assert_eq!(typed(&cut, "53000"), []);
        assert_eq!(typed(&cut, "no idea"), [Contradiction::NoCode], "this needs no log");
        let full = account(vec![failure(53000, "LAPTOP-1", 9)], Vec::new());
        assert_eq!(typed(&full.with_less_evidence(), "53000"), []);
    }

    #[test]
    fn the_guesses_of_strangers_are_not_the_owners() {
        let laptop = failure(53000, "LAPTOP-1", 9);
        let earlier = || vec![at_home("PHONE-1", 1)];
        let sprayed = |owners: Vec<FailedSignIn>, successes: Vec<SuccessfulThread>| {
            from_country(account([guesses(), owners].concat(), successes), "NL", 900)
        };
        assert_eq!(said(&sprayed(vec![laptop.clone()], earlier()), Symptom::OneDevice), []);
        assert_eq!(said(&sprayed(Vec::new(), earlier()), Symptom::OneDevice), [Contradiction::NothingFails]);
        let came_in = said(&sprayed(vec![laptop], vec![at_home("PHONE-1", 10)]), Symptom::CannotSignIn);
        assert!(matches!(came_in[..], [Contradiction::HasSignedIn(..)]), "before the guesses: {came_in:?}");
        assert_eq!(typed(&sprayed(Vec::new(), earlier()), "50126"), [], "it is in the log");
    }

    #[test]
    fn a_prompt_that_was_answered_or_came_in_the_background_is_one() {
        let mut answered = account(Vec::new(), vec![success("PHONE-1", 9)]);
        assert_eq!(said(&answered, Symptom::PromptedAgain), [Contradiction::NoPrompt]);
        let background = Account { background_failures: vec![failure(50076, "PHONE-1", 9)], ..answered.clone() };
        assert_eq!(said(&background, Symptom::PromptedAgain), []);
        answered.successful_threads[0].second_factor_at = Some(at(9));
        assert_eq!(said(&answered, Symptom::PromptedAgain), []);
    }
}
