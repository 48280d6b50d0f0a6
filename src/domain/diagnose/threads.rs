//! The failed sign-ins that still count.
//!
//! A success ends the failures of its own thread. Those of another thread it ends only where it shows that the same obstacle
//! was passed: a password that the owner gives anywhere is right, but a phone that comes in says nothing of a laptop that a
//! policy keeps out, and an intruder who set another password ends nothing of the owner's.

use jiff::Timestamp;

use crate::domain::account::Account;
use crate::domain::compromise::is_of_new_country;
use crate::domain::evidence::Fact;
use crate::domain::sign_ins::{
    FailedSignIn, FamiliarPlaces, LockReason, SignInThread, SuccessfulSignIns, SuccessfulThread,
};

/// The thing that a failed sign-in ran into, by what passes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum SignInObstacle {
    /// The account as a whole, or its password: any success of the owner passes it.
    Account,
    /// A second factor: one that is given at that moment passes it.
    SecondFactor,
    /// The device: the same one passes it, wherever it is.
    Device,
    /// The network: any success from there passes it.
    Network,
    /// Something else, or unknown: only the same thread passes it.
    Thread,
}

/// Returns the failed sign-ins whose obstacle no later success has passed, newest first.
pub(super) fn open_failures(account: &Account) -> Vec<&FailedSignIn> {
    let failures = account.failed_sign_ins.known().into_iter().flatten();
    failures.filter(|failure| !is_over(failure, account)).collect()
}

/// Returns the latest success of another thread since the first of these failures, if their own threads are still kept out.
pub(super) fn signed_in_elsewhere(account: &Account, failures: &[&FailedSignIn]) -> Option<Fact> {
    let first = failures.iter().map(|failure| failure.at).min()?;
    let others = account.successful_threads.iter().filter(|success| {
        let is_own = |failure: &&FailedSignIn| success.thread.is_same(&failure.thread());
        first <= success.last_at && !failures.iter().any(is_own)
    });
    let latest = others.max_by_key(|success| success.last_at)?;
    Some(Fact::SignedInElsewhere { at: latest.last_at, thread: Box::new(latest.thread.clone()) })
}

/// Returns true if this thread is the owner's, as far as the log tells: it comes from a place, or with a named device, from which
/// the account had been signed in to before this instant. A country that is a sign of a compromise itself vouches for nothing.
pub(super) fn is_owners(thread: &SignInThread, at: Timestamp, account: &Account) -> bool {
    let places = settled_places(at, account);
    let is_known = |one: &SuccessfulThread| {
        one.last_at < at && places.has(&one.thread) && one.thread.has_same_named_device(thread)
    };
    places.has(thread) || account.successful_threads.iter().any(is_known)
}

/// Returns the places from which the account had been signed in to before this instant, without countries that are new.
pub(super) fn settled_places(at: Timestamp, account: &Account) -> FamiliarPlaces {
    let settled: Vec<SuccessfulSignIns> =
        account.successful_sign_ins.iter().filter(|one| !is_of_new_country(one, account)).cloned().collect();
    FamiliarPlaces::before(at, &settled, &account.successful_threads)
}

/// Returns the latest success of the owner since this instant, by the places and devices of before.
pub(super) fn owners_success(account: &Account, before: Timestamp, since: Timestamp) -> Option<&SuccessfulThread> {
    let later = account.successful_threads.iter().filter(|success| since <= success.last_at);
    later.filter(|success| is_owners(&success.thread, before, account)).max_by_key(|success| success.last_at)
}

fn is_over(failure: &FailedSignIn, account: &Account) -> bool {
    if account.successful_threads.is_empty() {
        // A journal from before threads were kept says only from which country somebody came in.
        let ends = |one: &SuccessfulSignIns| {
            failure.at <= one.last_at && may_be_same(one.country.as_ref(), failure.country.as_ref())
        };
        return account.successful_sign_ins.iter().any(ends);
    }
    let (thread, obstacle) = (failure.thread(), obstacle(failure));
    account.successful_threads.iter().any(|success| {
        let is_passed = passes(success, obstacle, failure, &thread);
        is_passed && (obstacle != SignInObstacle::Account || may_be_owners(success, failure, account))
    })
}

fn may_be_same(one: Option<&String>, other: Option<&String>) -> bool {
    one.is_none() || other.is_none() || one == other
}

/// Returns true if the success is of the owner, or of the person who failed: from the same country, or with the same device.
fn may_be_owners(success: &SuccessfulThread, failure: &FailedSignIn, account: &Account) -> bool {
    let (other, thread) = (&success.thread, failure.thread());
    let is_there = thread.country.is_some() && other.country == thread.country;
    is_there || other.has_same_named_device(&thread) || other.is_same(&thread) || is_owners(other, failure.at, account)
}

fn passes(success: &SuccessfulThread, obstacle: SignInObstacle, failure: &FailedSignIn, thread: &SignInThread) -> bool {
    if success.last_at < failure.at {
        return false;
    }
    let other = &success.thread;
    let is_passed = match obstacle {
        SignInObstacle::Account => true,
        SignInObstacle::SecondFactor => success.second_factor_at.is_some_and(|at| failure.at <= at),
        SignInObstacle::Device => other.has_same_named_device(thread),
        SignInObstacle::Network => other.has_same_network(thread),
        SignInObstacle::Thread => false,
    };
    is_passed || other.is_same(thread)
}

/// Returns the obstacle of a failed sign-in, by its code and by what stands beside it in the record.
/// <https://learn.microsoft.com/entra/identity-platform/reference-error-codes>
fn obstacle(failure: &FailedSignIn) -> SignInObstacle {
    match failure.code {
        50053 => match failure.lock {
            Some(LockReason::HostileAddress | LockReason::HighRisk) => SignInObstacle::Network,
            Some(LockReason::TooManyTries) | None => SignInObstacle::Account,
        },
        // The password, or the risk of the account itself.
        50055 | 50056 | 50126 | 50135 | 50144 | 53004 | 530_032 => SignInObstacle::Account,
        50072 | 50074 | 50076 | 50079 | 50158 | 500_121 => SignInObstacle::SecondFactor,
        // The device is not compliant or not joined, or the application is not one that is allowed.
        53000..=53002 => SignInObstacle::Device,
        _ if failure.demands.iter().any(|demand| demand.is_about_device()) => SignInObstacle::Device,
        _ => SignInObstacle::Thread,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ObjectId;
    use crate::domain::reading::Reading;
    use crate::domain::sign_ins::SignInDevice;

    const CODES: [u32; 21] = [
        0, 50053, 50055, 50056, 50057, 50072, 50074, 50076, 50079, 50126, 50135, 50158, 53000, 53001, 53002, 53003,
        53004, 500_121, 530_003, 530_032, 530_035,
    ];

    fn at(minutes: i64) -> Timestamp {
        Timestamp::from_second(1_790_000_000 + 60 * minutes).unwrap()
    }

    /// Every combination of device, program, client and place from small sets.
    fn threads() -> Vec<SignInThread> {
        let text = |text: &str| Some(text.to_owned());
        let mut threads = Vec::new();
        for name in [None, Some("LAPTOP-1"), Some("PHONE-1")] {
            for (application, client) in
                [("Outlook", "Browser"), ("Outlook", "Mobile Apps and Desktop clients"), ("Teams", "Browser")]
            {
                for (country, address) in [("NL", "192.0.2.7"), ("NL", "198.51.100.7"), ("VN", "203.0.113.7")] {
                    threads.push(SignInThread {
                        device: SignInDevice { name: name.map(str::to_owned), ..SignInDevice::default() },
                        application: text(application),
                        client: text(client),
                        city: None,
                        country: text(country),
                        address: text(address),
                    });
                }
            }
        }
        threads
    }

    fn failing(code: u32, thread: &SignInThread, lock: Option<LockReason>) -> FailedSignIn {
        let thread = thread.clone();
        FailedSignIn {
            code,
            at: at(0),
            application: thread.application,
            address: thread.address,
            client: thread.client,
            country: thread.country,
            device: thread.device,
            lock,
            ..FailedSignIn::default()
        }
    }

    fn is_open(failure: &FailedSignIn, success: SuccessfulThread) -> bool {
        let id = ObjectId::parse("1b2c3d4e-0000-4000-8000-000000000002").unwrap();
        let account = Account {
            failed_sign_ins: Reading::Read(vec![failure.clone()]),
            successful_threads: vec![success],
            ..Account::blank(id, at(10))
        };
        !open_failures(&account).is_empty()
    }

    /// Stated a second time, by what a person would say of the two.
    fn proves(code: u32, lock: Option<LockReason>, failed: &SignInThread, success: &SuccessfulThread) -> bool {
        let (failed_name, name) = (&failed.device.name, &success.thread.device.name);
        let same_device = failed.client == success.thread.client
            && (failed_name.is_some() && failed_name == name
                || failed_name.is_none() && name.is_none() && failed.application == success.thread.application);
        let same_place = failed.address == success.thread.address;
        let passes = match (code, lock) {
            (50053, Some(LockReason::HostileAddress | LockReason::HighRisk)) => same_place,
            // Nobody knows the owner's places here, so it must be the country of the failure, or its device.
            (50053 | 50055 | 50056 | 50126 | 50135 | 53004 | 530_032, _) => {
                failed.country == success.thread.country || same_device && failed_name.is_some()
            }
            (50072 | 50074 | 50076 | 50079 | 50158 | 500_121, _) => success.second_factor_at.is_some(),
            (53000..=53002, _) => same_device && failed_name.is_some(),
            _ => false,
        };
        passes || same_device && same_place
    }

    #[test]
    fn a_success_ends_the_failures_of_another_thread_only_if_it_passed_the_same_obstacle() {
        let threads = threads();
        for code in CODES {
            let locks: &[_] = if code == 50053 {
                &[None, Some(LockReason::HostileAddress), Some(LockReason::HighRisk)]
            } else {
                &[None]
            };
            for lock in locks {
                for failed in &threads {
                    let failure = failing(code, failed, *lock);
                    for other in &threads {
                        for second_factor_at in [None, Some(at(5))] {
                            let success = SuccessfulThread { thread: other.clone(), last_at: at(5), second_factor_at };
                            let expected = !proves(code, *lock, failed, &success);
                            assert_eq!(is_open(&failure, success), expected, "{code} {lock:?} {failed:?} {other:?}");
                        }
                    }
                }
            }
        }
    }

    fn from(country: &str, address: &str) -> SignInThread {
        let text = |text: &str| Some(text.to_owned());
        SignInThread { country: text(country), address: text(address), ..SignInThread::default() }
    }

    /// An account that is at home in the Netherlands, and was signed in to from Vietnam a minute before the failure.
    fn visited(failure: FailedSignIn, success: SignInThread) -> Account {
        let id = ObjectId::parse("1b2c3d4e-0000-4000-8000-000000000002").unwrap();
        let sign_ins = |country: &str, first_at| SuccessfulSignIns {
            country: Some(country.to_owned()),
            first_at,
            last_at: at(5),
            count: 1,
            address: None,
        };
        Account {
            failed_sign_ins: Reading::Read(vec![failure]),
            successful_sign_ins: vec![sign_ins("NL", at(-9000)), sign_ins("VN", at(-1))],
            successful_threads: vec![SuccessfulThread { thread: success, last_at: at(5), second_factor_at: None }],
            ..Account::blank(id, at(10))
        }
    }

    #[test]
    fn an_intruder_who_comes_in_ends_no_failure_of_the_owner() {
        for code in [50053, 50055, 50126, 53004, 530_032] {
            let failure = failing(code, &from("NL", "192.0.2.7"), None);
            let stranger = visited(failure.clone(), from("VN", "203.0.113.7"));
            assert_eq!(open_failures(&stranger), [&failure], "{code}");
            assert_eq!(open_failures(&visited(failure.clone(), from("NL", "198.51.100.7"))).len(), 0, "{code}");
            let abroad = failing(code, &from("ES", "203.0.113.7"), None);
            assert_eq!(open_failures(&visited(abroad, from("NL", "192.0.2.7"))).len(), 0, "{code}: they are home");
        }
    }

    #[test]
    fn an_earlier_success_ends_nothing() {
        for code in CODES {
            for thread in threads() {
                let failure = failing(code, &thread, None);
                let success = SuccessfulThread { thread, last_at: at(-1), second_factor_at: Some(at(-1)) };
                assert!(is_open(&failure, success), "{code}");
            }
        }
    }

    #[test]
    fn a_device_that_a_policy_of_any_code_demanded_is_passed_by_the_same_device_elsewhere() {
        use crate::domain::sign_ins::PolicyDemand;
        let [home, away] = ["192.0.2.7", "203.0.113.7"].map(|address| SignInThread {
            device: SignInDevice { name: Some("LAPTOP-1".to_owned()), ..SignInDevice::default() },
            address: Some(address.to_owned()),
            ..SignInThread::default()
        });
        let failure = FailedSignIn { demands: vec![PolicyDemand::CompliantDevice], ..failing(530_003, &home, None) };
        let success = SuccessfulThread { thread: away, last_at: at(5), second_factor_at: None };
        assert!(!is_open(&failure, success.clone()));
        assert!(is_open(&FailedSignIn { demands: vec![PolicyDemand::Block], ..failure }, success));
    }
}
