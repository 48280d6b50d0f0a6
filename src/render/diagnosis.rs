//! What was found, in words: the verdict in one sentence, the evidence, what could not be looked at, what to do elsewhere.

use fluent_templates::fluent_bundle::FluentValue;

use super::text::{NAME_CHARS_MAX, outside, outside_in_code, relative};
use super::words::Language;
use crate::domain::account::{Account, Cause, Gap, Initiator, OnPremises};
use crate::domain::event::Diagnosis;
use crate::domain::finding::{Fact, Finding, FindingKind};

/// The gravest finding in one sentence.
pub fn verdict(language: &Language, diagnosis: &Diagnosis) -> String {
    let account = &diagnosis.account;
    let mut fill: Vec<(&'static str, FluentValue<'_>)> =
        vec![("name", name_of(account).into()), ("upn", outside(&account.upn, NAME_CHARS_MAX).into())];
    let gravest = diagnosis.findings.first();
    let key = match gravest.map_or(FindingKind::NothingFound, |finding| finding.kind) {
        FindingKind::SyncedAccount if account.sign_in_enabled => "verdict-synced-account-enabled",
        FindingKind::SyncedAccount => "verdict-synced-account-blocked",
        FindingKind::SignInBlocked => blocked_by(gravest, &mut fill),
        FindingKind::NothingFound if account.gaps().is_empty() => "verdict-nothing-found",
        FindingKind::NothingFound => "verdict-nothing-found-with-gaps",
        _ => "verdict-other",
    };
    language.fill(key, &fill)
}

/// The name that people know, or the sign-in name where there is none.
pub fn name_of(account: &Account) -> String {
    let name = if account.display_name.trim().is_empty() { &account.upn } else { &account.display_name };
    outside(name, NAME_CHARS_MAX)
}

fn blocked_by(finding: Option<&Finding>, fill: &mut Vec<(&'static str, FluentValue<'_>)>) -> &'static str {
    let evidence = finding.map_or(&[][..], |finding| &finding.evidence);
    for fact in evidence {
        match fact {
            Fact::BlockedBy { by, at, .. } => {
                fill.push(("when", relative(*at).into()));
                fill.push(("by", initiator(by).into()));
                return match by {
                    Initiator::Person { .. } => "verdict-sign-in-blocked-by-person",
                    Initiator::Containment { .. } => "verdict-sign-in-blocked-by-containment",
                    Initiator::Application { .. } => "verdict-sign-in-blocked-by-application",
                    Initiator::SyncEngine { .. } => "verdict-sign-in-blocked-by-sync",
                    Initiator::Unknown => "verdict-sign-in-blocked-by-unknown",
                };
            }
            Fact::NoRecordOfBlock => return "verdict-sign-in-blocked-no-record",
            _ => {}
        }
    }
    "verdict-sign-in-blocked-unread"
}

fn initiator(by: &Initiator) -> String {
    match by {
        Initiator::Person { upn, .. } => outside(upn, NAME_CHARS_MAX),
        Initiator::Application { name } | Initiator::SyncEngine { name } | Initiator::Containment { name } => {
            outside(name, NAME_CHARS_MAX)
        }
        Initiator::Unknown => String::new(),
    }
}

/// The evidence of every finding, a line each.
pub fn evidence(language: &Language, diagnosis: &Diagnosis) -> Vec<String> {
    let facts = diagnosis.findings.iter().flat_map(|finding| &finding.evidence);
    facts.map(|fact| format!("• {}", self::fact(language, fact))).collect()
}

fn fact(language: &Language, fact: &Fact) -> String {
    let application = |name: &Option<String>| {
        let unnamed = || language.say("unnamed-application");
        name.as_ref().map_or_else(unnamed, |name| outside(name, NAME_CHARS_MAX))
    };
    match fact {
        Fact::SignInDisabled => language.say("fact-sign-in-disabled"),
        Fact::BlockedBy { by, at, .. } => {
            let (key, address) = match by {
                Initiator::Person { address: Some(address), .. } => ("fact-blocked-by-person-from", address.as_str()),
                Initiator::Person { address: None, .. } => ("fact-blocked-by-person", ""),
                Initiator::Containment { .. } => ("fact-blocked-by-containment", ""),
                Initiator::Application { .. } => ("fact-blocked-by-application", ""),
                Initiator::SyncEngine { .. } => ("fact-blocked-by-sync-engine", ""),
                Initiator::Unknown => ("fact-blocked-by-unknown", ""),
            };
            let address = outside(address, NAME_CHARS_MAX);
            language
                .fill(key, &[("by", initiator(by).into()), ("when", relative(*at).into()), ("address", address.into())])
        }
        Fact::NoRecordOfBlock => language.say("fact-no-record-of-block"),
        Fact::SignInsRefused { count, last_at, application: name } => language.fill(
            "fact-sign-ins-refused",
            &[
                ("count", (*count).into()),
                ("when", relative(*last_at).into()),
                ("application", application(name).into()),
            ],
        ),
        Fact::MasteredOnPremises(on_premises) => mastered(language, on_premises),
        Fact::LastFailure { code, at, application: name } => language.fill(
            "fact-last-failure",
            &[
                // A number would be grouped: AADSTS50,126.
                ("code", code.to_string().into()),
                ("when", relative(*at).into()),
                ("application", application(name).into()),
            ],
        ),
        _ => String::new(),
    }
}

fn mastered(language: &Language, on_premises: &OnPremises) -> String {
    let unnamed = || language.say("unnamed-domain");
    let domain = on_premises.domain.as_ref().map_or_else(unnamed, |domain| outside(domain, NAME_CHARS_MAX));
    match on_premises.last_sync {
        Some(at) => {
            language.fill("fact-mastered-on-premises", &[("domain", domain.into()), ("when", relative(at).into())])
        }
        None => language.fill("fact-mastered-on-premises-never", &[("domain", domain.into())]),
    }
}

/// What could not be looked at, a line each.
pub fn gaps(language: &Language, account: &Account) -> Vec<String> {
    let line = |gap: &&Gap| {
        let topic = language.say(&format!("topic-{}", gap.topic.word()));
        let cause = language.say(&format!("cause-{}", gap.cause.word()));
        let (code, permission) = (outside(&gap.code, NAME_CHARS_MAX), outside(&gap.permission, NAME_CHARS_MAX));
        let request = gap.request_id.as_ref().map(|id| outside(id, NAME_CHARS_MAX));
        let request = request.unwrap_or_else(|| language.say("no-request-id"));
        let key = if gap.cause == Cause::NoPermission { "gap-no_permission" } else { "gap" };
        let fill = [
            ("topic", topic.into()),
            ("cause", cause.into()),
            ("code", code.into()),
            ("permission", permission.into()),
            ("request", request.into()),
        ];
        format!("• {}", language.fill(key, &fill))
    };
    account.gaps().iter().map(line).collect()
}

/// What can be done elsewhere about what cannot be done here, a line each.
pub fn instead(language: &Language, account: &Account) -> Vec<String> {
    let Some(on_premises) = &account.on_premises else { return Vec::new() };
    let named = on_premises.account_name.as_deref().unwrap_or(&account.upn);
    let fill = [("account", FluentValue::from(outside_in_code(named, NAME_CHARS_MAX)))];
    let mut lines = vec![language.say("instead-synced")];
    if !account.sign_in_enabled {
        lines.push(format!("• {}", language.fill("instead-synced-enable", &fill)));
    }
    lines.push(format!("• {}", language.fill("instead-synced-unlock", &fill)));
    lines.push(language.say("instead-synced-wait"));
    lines
}
