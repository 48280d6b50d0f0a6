//! Freezes in words: their announcements, the answers to `/freeze` and `/unfreeze`, and what a held case says.

use jiff::{SignedDuration, Timestamp};

use super::localizer::Localizer;
use super::refusals::mention;
use super::text::{REASON_CHARS_MAX, escape, time_and_distance, truncate};
use super::{ANSWER_CHARS_MAX, Messages};
use crate::domain::Locale;
use crate::domain::case::{Case, Phase};
use crate::domain::freeze::{Freeze, FreezeScope};
use crate::domain::tenant_freeze::{FrozenTenant, TenantEvent, UNFREEZE_MINUTES};

impl Messages {
    /// Returns the private answer to `/freeze` and `/unfreeze`.
    pub fn control_answer(&self, event: &TenantEvent, locale: &Locale) -> String {
        let localizer = Localizer::for_locale(locale);
        match event {
            TenantEvent::Frozen { scope, .. } => {
                localizer.format("freeze-answer-frozen", &[("scope", scope_in_words(&localizer, *scope).into())])
            }
            TenantEvent::UnfreezeAsked { .. } => {
                localizer.format("freeze-answer-asked", &[("minutes", UNFREEZE_MINUTES.into())])
            }
            TenantEvent::Unfrozen { .. } => localizer.text("freeze-answer-lifted"),
        }
    }

    /// Returns the message in the channel about a freeze, in the guild's language. It notifies these roles.
    pub fn freeze_announcement(&self, event: &TenantEvent, at: Timestamp, roles: &[u64], locale: &Locale) -> String {
        let localizer = Localizer::for_locale(locale);
        let who = event.by().map_or_else(String::new, |by| mention(by.member.id));
        let (key, scope) = match event {
            TenantEvent::Frozen { by: Some(_), scope, .. } => ("freeze-announced", Some(*scope)),
            TenantEvent::Frozen { by: None, scope, .. } => ("freeze-announced-limit", Some(*scope)),
            TenantEvent::UnfreezeAsked { .. } => ("freeze-unfreeze-asked", None),
            TenantEvent::Unfrozen { .. } => ("freeze-lifted", None),
        };
        let until = at + SignedDuration::from_mins(UNFREEZE_MINUTES);
        let arguments = [
            ("who", who.into()),
            ("scope", scope.map_or_else(String::new, |scope| scope_in_words(&localizer, scope)).into()),
            ("reason", escape(event.reason(), REASON_CHARS_MAX).into()),
            ("until", time_and_distance(until).into()),
        ];
        call(roles, &localizer.format(key, &arguments))
    }

    /// Returns the message in the channel that a tenant is still frozen, in the guild's language. It notifies these roles.
    pub fn freeze_reminder(&self, frozen: &FrozenTenant, roles: &[u64], locale: &Locale) -> String {
        let localizer = Localizer::for_locale(locale);
        call(roles, &lines(&localizer, frozen, None).join("\n"))
    }

    /// Returns an answer with what is to be known of a freeze above it.
    pub fn below_freeze(&self, frozen: &FrozenTenant, now: Timestamp, answer: &str, locale: &Locale) -> String {
        let localizer = Localizer::for_locale(locale);
        truncate(&format!("{}\n{answer}", lines(&localizer, frozen, Some(now)).join("\n")), ANSWER_CHARS_MAX)
    }
}

/// Returns a freeze in words: since when, by whom, what waits, and how it ends.
pub fn since(localizer: &Localizer, freeze: &Freeze) -> String {
    let key = if freeze.by.is_some() { "freeze-since" } else { "freeze-since-limit" };
    let arguments = [
        ("when", time_and_distance(freeze.since).into()),
        ("who", freeze.by.map_or_else(String::new, mention).into()),
        ("scope", scope_in_words(localizer, freeze.scope).into()),
    ];
    localizer.format(key, &arguments)
}

/// Returns the text of a card, below what a freeze means for its case.
pub fn above(localizer: &Localizer, case: &Case, text: &str) -> String {
    match case.parked() {
        Some(freeze) if case.outcome().is_none() => {
            let key = match case.phase() {
                Phase::DeliveringSecret(_) => "freeze-card-secret",
                Phase::Running(..) => "freeze-card-running",
                _ => "freeze-card",
            };
            let ends = case.approval_request().map(|request| request.approval.expires_at());
            let until = ends.map_or_else(String::new, time_and_distance);
            let arguments = [("freeze", since(localizer, freeze).into()), ("until", until.into())];
            format!("{}\n{text}", localizer.format(key, &arguments))
        }
        _ => text.to_owned(),
    }
}

fn lines(localizer: &Localizer, frozen: &FrozenTenant, now: Option<Timestamp>) -> Vec<String> {
    let mut lines = vec![since(localizer, &frozen.freeze)];
    if !frozen.reason.is_empty() {
        let reason = escape(&frozen.reason, REASON_CHARS_MAX);
        lines.push(localizer.format("freeze-reason", &[("reason", reason.into())]));
    }
    let asked = now.and_then(|now| frozen.asked_at(now));
    lines.extend(asked.map(|(first, at)| {
        let until = at + SignedDuration::from_mins(UNFREEZE_MINUTES);
        let arguments = [("who", mention(first.member.id).into()), ("until", time_and_distance(until).into())];
        localizer.format("freeze-asked-by", &arguments)
    }));
    lines
}

fn scope_in_words(localizer: &Localizer, scope: FreezeScope) -> String {
    localizer.text_of("freeze-scope", scope.word())
}

fn call(roles: &[u64], words: &str) -> String {
    let roles: Vec<String> = roles.iter().map(|role| format!("<@&{role}>")).collect();
    truncate(format!("{} {words}", roles.join(" ")).trim(), ANSWER_CHARS_MAX)
}
