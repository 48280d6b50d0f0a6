//! Somebody guesses the password from places that are not the owner's.
//!
//! Smart lockout counts the wrong passwords from familiar and from unfamiliar places apart, so that a guesser who is locked out
//! does not lock the owner out (<https://learn.microsoft.com/entra/identity/authentication/howto-password-smart-lockout>).

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use super::threads::{owners_success, settled_places};
use super::{FindingDefinition, Observation, Relevance, password_forgotten, smart_lockout};
use crate::domain::account::Account;
use crate::domain::compromise::is_new;
use crate::domain::evidence::Fact;
use crate::domain::finding::Finding;
use crate::domain::sign_ins::{FailedSignIn, FamiliarPlaces, LockReason, SignInThread, network};
use crate::domain::step::StepKind;

pub(super) const DEFINITION: FindingDefinition = FindingDefinition {
    recognise,
    codes: &[],
    ended_by_new_password: false,
    relevance: |_evidence| Relevance::Aside,
    in_vain: &[StepKind::ResetPassword, StepKind::EnableSignIn],
    needs_people: Some(|_account, _plan| true),
};

/// The fewest addresses at which one person does not forget a password.
const ADDRESSES_MIN: usize = 5;
/// So many wrong passwords from one address in the owner's country may be the owner's.
const OWNERS_FAILURES_MIN: usize = 3;
/// The most countries that are named.
const COUNTRIES_MAX: usize = 5;

fn recognise(seen: &Observation<'_>, _found: &[Finding]) -> Option<Vec<Fact>> {
    let times = || seen.guesses.iter().map(|guess| guess.at);
    let (first_at, last_at) = (times().min()?, times().max()?);
    let mut countries: BTreeMap<&str, usize> = BTreeMap::new();
    for country in seen.guesses.iter().filter_map(|guess| guess.country.as_deref()) {
        *countries.entry(country).or_default() += 1;
    }
    let mut countries: Vec<(&str, usize)> = countries.into_iter().collect();
    countries.sort_by_key(|(_, count)| Reverse(*count));
    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let guessing = Fact::PasswordGuessing {
        count: number(seen.guesses.len()),
        addresses: number(addresses(&seen.guesses).len()),
        countries: countries.into_iter().take(COUNTRIES_MAX).map(|(country, _)| country.to_owned()).collect(),
        first_at,
        last_at,
        locked: seen.guesses.iter().any(|guess| is_lock(guess)),
    };
    Some(std::iter::once(guessing).chain(owner(seen.account, &seen.guesses, first_at)).collect())
}

/// Returns the last sign-in of the owner since the guessing began; if it has led to a lock, since the last one. An earlier one does
/// not show that they can sign in now.
fn owner(account: &Account, guesses: &[&FailedSignIn], first_at: Timestamp) -> Option<Fact> {
    let last_lock = guesses.iter().filter(|guess| is_lock(guess)).map(|guess| guess.at).max();
    let latest = owners_success(account, first_at, last_lock.unwrap_or(first_at))?;
    Some(Fact::SignedInElsewhere { at: latest.last_at, thread: Box::new(latest.thread.clone()) })
}

/// Returns the wrong passwords of strangers, newest first. They are strangers if they come from many places from whose networks the
/// account has never signed in. Fewer are strangers' only if they were locked out in a country from which it has not, and the owner
/// has signed in since: otherwise it may be the owner who travels there.
pub(super) fn guesses(account: &Account) -> Vec<&FailedSignIn> {
    let failures = account.failed_sign_ins.known().into_iter().flatten();
    let wrong: Vec<&FailedSignIn> = failures.filter(|one| is_new(one.at, account) && is_wrong_password(one)).collect();
    let Some(first_at) = wrong.iter().map(|failure| failure.at).min() else { return Vec::new() };
    let places = settled_places(first_at, account);
    let is_foreign = |failure: &FailedSignIn| places.is_foreign(failure.country.as_deref());
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for address in wrong.iter().filter_map(|failure| failure.address.as_deref()) {
        *counts.entry(source(address)).or_default() += 1;
    }
    let is_stranger = |failure: &&FailedSignIn| {
        failure.address.as_deref().is_some_and(|address| {
            let is_rare = counts.get(&source(address)).is_none_or(|count| *count < OWNERS_FAILURES_MIN);
            let is_elsewhere = !places.has_network_of(address) && !is_on_owners_device(failure, &places, account);
            // A lock in the owner's country may be the owner's.
            is_elsewhere && (is_foreign(failure) || is_rare && !is_lock(failure))
        })
    };
    let strangers: Vec<&FailedSignIn> = wrong.into_iter().filter(is_stranger).collect();
    let (foreign, at_home): (Vec<&FailedSignIn>, Vec<&FailedSignIn>) =
        strangers.iter().partition(|failure| is_foreign(failure));
    if addresses(&foreign).len() + sources_at_home(&at_home) >= ADDRESSES_MIN {
        return strangers;
    }
    let last_lock = foreign.iter().filter(|failure| is_lock(failure)).map(|failure| failure.at).max();
    let is_owner_in = last_lock.is_some_and(|at| owners_success(account, first_at, at).is_some());
    if is_owner_in { foreign } else { Vec::new() }
}

/// Returns true if the account has been signed in to with the device, or in the owner's country with the program. Abroad a program
/// alone says nothing, because strangers use the usual ones as well.
fn is_on_owners_device(failure: &FailedSignIn, places: &FamiliarPlaces, account: &Account) -> bool {
    let thread = failure.thread();
    let is_abroad = places.is_foreign(thread.country.as_deref());
    let owners = account.successful_threads.iter().map(|one| &one.thread).filter(|one| places.has(one));
    let is_same = |one: &SignInThread| {
        if is_abroad { one.has_same_named_device(&thread) } else { one.has_same_device(&thread) }
    };
    owners.into_iter().any(is_same)
}

/// Returns the number of different sources in the owner's country: of the networks or of the programs, the fewer. A phone on its way
/// has another address every hour, and stays one phone.
fn sources_at_home(failures: &[&FailedSignIn]) -> usize {
    let networks: BTreeSet<String> = failures.iter().filter_map(|one| one.address.as_deref().map(network)).collect();
    let mut programs: Vec<SignInThread> = Vec::new();
    for thread in failures.iter().map(|failure| failure.thread()) {
        let is_known = |program: &SignInThread| program.has_same_device(&thread) || !thread.has_known_device();
        if !programs.iter().any(is_known) {
            programs.push(thread);
        }
    }
    networks.len().min(programs.len())
}

fn is_wrong_password(failure: &FailedSignIn) -> bool {
    let is_lockout = is_lock(failure) && matches!(failure.lock, Some(LockReason::TooManyTries) | None);
    password_forgotten::DEFINITION.codes.contains(&failure.code) || is_lockout
}

fn is_lock(failure: &FailedSignIn) -> bool {
    smart_lockout::DEFINITION.codes.contains(&failure.code)
}

fn addresses(failures: &[&FailedSignIn]) -> BTreeSet<String> {
    failures.iter().filter_map(|failure| failure.address.as_deref().map(source)).collect()
}

/// Returns what counts as one address. One household has many of IPv6, so there it is the network.
fn source(address: &str) -> String {
    if address.contains(':') { network(address) } else { address.to_owned() }
}
