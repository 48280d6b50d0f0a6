//! The limits on what the sign-in log says.

use std::collections::BTreeSet;
use std::mem;

use super::{CLIENT_CHARS_MAX, COUNTRY_CHARS_MAX, IP_CHARS_MAX, LevelLimits, cut, note, shorten, shorten_some, within};
use crate::domain::account::Account;
use crate::domain::compromise::{is_new, unanswered_abroad};
use crate::domain::digest::Digest;
use crate::domain::reading::{Reading, Topic};
use crate::domain::sign_ins::{FailedSignIn, SignInDevice};

/// The characters of the digest that stands for the end of a device's name.
const NAME_DIGEST_CHARS: usize = 8;

impl LevelLimits {
    pub(super) fn sign_ins(&self, account: &mut Account) {
        let whole = account.clone();
        if let Reading::Read(failed) = &mut account.failed_sign_ins {
            let mut policies_left_out = 0;
            for one in failed.iter_mut() {
                self.record(one);
                policies_left_out = policies_left_out.max(one.policies.len().saturating_sub(self.policies_max));
                one.policies.truncate(self.policies_max);
                one.policies.iter_mut().for_each(|policy| shorten(policy, self.name_chars_max));
            }
            let mut reasons = BTreeSet::new();
            let is_first: Vec<bool> = failed
                .iter()
                .map(|one| reasons.insert((one.code, one.policies.clone(), one.device.name.clone())))
                .collect();
            // Each sign has its first record; the first of each reason makes a finding.
            let telling = telling_records(&whole);
            let (kept, others) =
                within(mem::take(failed), self.failed_bytes_max, |at, _| (!telling.contains(&at), !is_first[at], at));
            *failed = kept;
            note(account, Topic::SignIns, others.len());
            note(account, Topic::Policies, policies_left_out);
        }
        self.background(account);
        self.successful_sign_ins(account, &whole);
        self.threads(account);
    }

    fn record(&self, one: &mut FailedSignIn) {
        shorten_some(&mut one.application, self.name_chars_max);
        shorten_some(&mut one.client, self.name_chars_max.min(CLIENT_CHARS_MAX));
        shorten_some(&mut one.address, IP_CHARS_MAX);
        shorten_some(&mut one.country, COUNTRY_CHARS_MAX);
        let SignInDevice { name, system, browser } = &mut one.device;
        self.device_name(name);
        self.details([&mut one.city, system, browser, &mut one.reason]);
    }

    /// Cuts what programs try in the background. No verdict rests on it, so nothing is noted, and nothing is left on the last
    /// level.
    fn background(&self, account: &mut Account) {
        for one in &mut account.background_failures {
            self.record(one);
            one.policies.clear();
        }
        let bytes_max = if self.place_chars_max == 0 { 0 } else { self.threads_bytes_max };
        let (kept, _) = within(mem::take(&mut account.background_failures), bytes_max, |at, _| at);
        account.background_failures = kept;
    }

    fn successful_sign_ins(&self, account: &mut Account, whole: &Account) {
        let countries = &mut account.successful_sign_ins;
        for one in countries.iter_mut() {
            shorten_some(&mut one.country, COUNTRY_CHARS_MAX);
            shorten_some(&mut one.address, IP_CHARS_MAX);
        }
        // The first country of all makes a new one a sign, and so does the first that has a name. The latest success is what
        // failures are compared with.
        let (earliest, latest) =
            (countries.iter().map(|one| one.first_at).min(), countries.iter().map(|one| one.last_at).max());
        let named = countries.iter().filter(|one| one.country.is_some()).map(|one| one.first_at).min();
        let (kept, others) = within(mem::take(countries), self.successful_bytes_max, |at, one| {
            let is_sign = one.country.is_some() && is_new(one.first_at, whole);
            let is_first = Some(one.first_at) == earliest || one.country.is_some() && Some(one.first_at) == named;
            (!is_first, !is_sign, Some(one.last_at) != latest, at)
        });
        account.successful_sign_ins = kept;
        note(account, Topic::SignIns, others.len());
    }

    /// Cuts the threads of successful sign-ins. They come with those first that decide what is over. Their sign-ins are counted by
    /// country, so no more is noted.
    fn threads(&self, account: &mut Account) {
        for one in &mut account.successful_threads {
            let thread = &mut one.thread;
            shorten_some(&mut thread.application, self.name_chars_max);
            shorten_some(&mut thread.client, self.name_chars_max.min(CLIENT_CHARS_MAX));
            shorten_some(&mut thread.address, IP_CHARS_MAX);
            shorten_some(&mut thread.country, COUNTRY_CHARS_MAX);
            let SignInDevice { name, system, browser } = &mut thread.device;
            self.device_name(name);
            self.details([&mut thread.city, system, browser]);
        }
        let (kept, _) = within(mem::take(&mut account.successful_threads), self.threads_bytes_max, |at, _| at);
        account.successful_threads = kept;
    }

    /// Cuts the name of a device. A short digest of all of it stays at its end, so that two devices remain two and one remains one.
    fn device_name(&self, name: &mut Option<String>) {
        let Some(name) = name else { return };
        let chars_max = self.place_chars_max.max(NAME_DIGEST_CHARS + 1);
        let digest = (name.chars().count() > chars_max).then(|| Digest::of(&name.to_lowercase()).to_string());
        shorten(name, chars_max);
        if let Some(digest) = digest {
            let start = cut(name, chars_max - NAME_DIGEST_CHARS - 1);
            *name = format!("{start}…{}", digest.get(..NAME_DIGEST_CHARS).unwrap_or_default());
        }
    }

    /// Cuts what the log says of a place, a device or a code in words. On the last level nothing is left of it.
    fn details<'a>(&self, texts: impl IntoIterator<Item = &'a mut Option<String>>) {
        for text in texts {
            shorten_some(text, self.place_chars_max);
            *text = text.take().filter(|text| !text.is_empty());
        }
    }
}

/// Returns the places of the failed sign-ins that are signs of a compromise: the first denied prompt, and the first one that nobody
/// answered in a country without earlier sign-ins.
fn telling_records(account: &Account) -> Vec<usize> {
    let failures = account.failed_sign_ins.known().into_iter().flatten();
    let denied = failures.clone().position(|failure| failure.denied && is_new(failure.at, account));
    let abroad = unanswered_abroad(account);
    let abroad = abroad.and_then(|one| failures.clone().position(|failure| std::ptr::eq(failure, one)));
    denied.into_iter().chain(abroad).collect()
}
