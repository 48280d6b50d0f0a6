//! The facts of the evidence, one sentence each.

pub mod sign_in_facts;

use fluent_templates::fluent_bundle::FluentValue;
use jiff::Timestamp;

use super::localizer::Localizer;
use super::text::{NAME_CHARS_MAX, date_time, date_time_and_distance, escape, relative};
use crate::domain::access::{MethodKind, RiskReport, SelfService};
use crate::domain::account::{Account, Blocker, Initiator, OnPremises};
use crate::domain::evidence::Fact;
use crate::domain::finding::{Finding, FindingKind};
use crate::domain::mail::{InboxRule, Restriction};

/// Microsoft's own text for a reason, in characters.
const REASON_CHARS_MAX: usize = 160;
/// The names that one sentence lists.
const LISTED_MAX: usize = 3;

/// Returns a fact in a sentence. `kind` is the finding that it belongs to, which decides the meaning of an error
/// code.
pub fn fact(localizer: &Localizer, account: &Account, kind: FindingKind, fact: &Fact) -> String {
    let when = |at| ("when", FluentValue::from(relative(at)));
    match fact {
        Fact::SignInDisabled => localizer.text("fact-sign-in-disabled"),
        Fact::BlockedBy { by, at, earlier, .. } => {
            let fact = blocked_by(localizer, by, date_time_and_distance(*at));
            blocked_before(localizer, by, fact, earlier)
        }
        Fact::NoRecordOfBlock => localizer.text("fact-no-record-of-block"),
        Fact::BlockNotRecordedYet { open_at } => localizer.format("fact-block-not-recorded-yet", &[when(*open_at)]),
        Fact::BlockRemembered(block) => {
            let key = match block.by {
                Blocker::Containment => "fact-block-remembered-containment",
                Blocker::Security => "fact-block-remembered-security",
            };
            localizer.format(key, &[("case", block.case.to_string().into()), when(block.at)])
        }
        Fact::SignInsRefused { .. }
        | Fact::Failures(_)
        | Fact::KeepsTrying(_)
        | Fact::KeptOutBy { .. }
        | Fact::PromptDenied { .. }
        | Fact::PromptNotAnswered { .. }
        | Fact::SignedInElsewhere { .. }
        | Fact::PasswordGuessing { .. }
        | Fact::LastFailure { .. } => sign_in_facts::fact(localizer, account, kind, fact),
        Fact::MasteredOnPremises(on_premises) => mastered(localizer, on_premises),
        Fact::PasswordUnseen { case } => localizer.format("fact-password-unseen", &[("case", case.to_string().into())]),
        Fact::PasswordChanged { at } if kind == FindingKind::SendingRestricted => {
            localizer.format("fact-password-changed-since", &[when(*at)])
        }
        Fact::PasswordChanged { at } => localizer.format("fact-password-changed", &[when(*at)]),
        Fact::Registered { methods } => registered(localizer, methods),
        Fact::SelfService(one) => localizer.text(match one {
            SelfService { enabled: false, .. } => "fact-self-service-off",
            SelfService { registered: false, .. } => "fact-self-service-not-registered",
            SelfService { .. } => "fact-self-service",
        }),
        Fact::AtRisk { report: None } => localizer.text("fact-at-risk"),
        Fact::AtRisk { report: Some(report) } => at_risk(localizer, report),
        Fact::Restricted(restriction) => restricted(localizer, restriction),
        Fact::ForwardedOutside { to, keeps_copy } => {
            let key = if *keeps_copy { "fact-forwarded-outside-copy" } else { "fact-forwarded-outside" };
            localizer.format(key, &[("to", escape(to, NAME_CHARS_MAX).into())])
        }
        Fact::UnknownRecipient { to, rule } => unknown_recipient(localizer, to, rule.as_deref()),
        Fact::SuspiciousRule(rule) => suspicious_rule(localizer, rule),
        Fact::NewCountry { country, first_at, address } => {
            let country = ("country", escape(country, NAME_CHARS_MAX).into());
            let address = address.as_ref().map(|address| escape(address, NAME_CHARS_MAX));
            let key = if address.is_some() { "fact-new-country" } else { "fact-new-country-somewhere" };
            localizer.format(key, &[when(*first_at), country, ("address", address.unwrap_or_default().into())])
        }
        Fact::MethodRegistered { at, what, .. } => {
            localizer.format("fact-method-registered", &[when(*at), ("what", escape(what, NAME_CHARS_MAX).into())])
        }
        Fact::Consented { application, scopes, more_scopes } => {
            let application = ("application", format!("`{application}`").into());
            let more = more_scopes.and_then(|more| usize::try_from(more).ok()).unwrap_or_default();
            localizer.format("fact-consented", &[application, ("scopes", names_and(localizer, scopes, more).into())])
        }
        Fact::Deleted { at } => localizer.format("fact-deleted", &[("when", date_time_and_distance(*at).into())]),
        Fact::NoMailbox => localizer.text("fact-no-mailbox"),
        Fact::ManagedIn { units } if units.is_empty() => localizer.text("fact-managed-in-unnamed"),
        Fact::ManagedIn { units } => localizer.format("fact-managed-in", &[("units", names(localizer, units).into())]),
        Fact::Guest => localizer.text("fact-guest"),
    }
}

/// Returns the first few of these names from outside, and the number of the others.
pub fn names(localizer: &Localizer, all: &[String]) -> String {
    names_and(localizer, all, 0)
}

/// Returns names as [`names`] does, of a list from which so many more were left out.
fn names_and(localizer: &Localizer, all: &[String], more: usize) -> String {
    let shown: Vec<String> = all.iter().take(LISTED_MAX).map(|name| escape(name, NAME_CHARS_MAX)).collect();
    match all.len().saturating_sub(LISTED_MAX) + more {
        0 => localizer.join_and(&shown),
        left => localizer.format("and-others", &[("first", shown.join(", ").into()), ("count", left.into())]),
    }
}

/// Returns the names of the policies that refused a sign-in, each once.
pub fn policies(finding: &Finding) -> Vec<String> {
    let mut policies: Vec<String> = Vec::new();
    for fact in &finding.evidence {
        if let Fact::KeptOutBy { policies: named, .. } = fact {
            policies.extend(named.iter().filter(|name| !policies.contains(name)).cloned().collect::<Vec<_>>());
        }
    }
    policies
}

/// Returns the name of the person, application or service that blocked an account; empty if it is unknown.
pub fn initiator(by: &Initiator) -> String {
    match by {
        Initiator::Person { upn, .. } => escape(upn, NAME_CHARS_MAX),
        Initiator::Application { name } | Initiator::SyncEngine { name } | Initiator::Containment { name } => {
            escape(name, NAME_CHARS_MAX)
        }
        Initiator::Unknown => String::new(),
    }
}

fn application(localizer: &Localizer, name: Option<&str>) -> String {
    name.map_or_else(|| localizer.text("unnamed-application"), |name| escape(name, NAME_CHARS_MAX))
}

fn blocked_by(localizer: &Localizer, by: &Initiator, when: String) -> String {
    let (key, address) = match by {
        Initiator::Person { address: Some(address), .. } => ("fact-blocked-by-person-from", address.as_str()),
        Initiator::Person { address: None, .. } => ("fact-blocked-by-person", ""),
        Initiator::Containment { .. } => ("fact-blocked-by-containment", ""),
        Initiator::Application { .. } => ("fact-blocked-by-application", ""),
        Initiator::SyncEngine { .. } => ("fact-blocked-by-sync-engine", ""),
        Initiator::Unknown => ("fact-blocked-by-unknown", ""),
    };
    let address = escape(address, NAME_CHARS_MAX);
    localizer.format(key, &[("by", initiator(by).into()), ("when", when.into()), ("address", address.into())])
}

/// Returns the fact that a block was made, with the earlier ones by the same application or by the sync: what blocks by itself
/// does so again. A person had a reason each time.
fn blocked_before(localizer: &Localizer, by: &Initiator, fact: String, earlier: &[Timestamp]) -> String {
    if earlier.is_empty() || !matches!(by, Initiator::Application { .. } | Initiator::SyncEngine { .. }) {
        return fact;
    }
    let dates: Vec<String> = earlier.iter().copied().map(date_time).collect();
    localizer.format("fact-blocked-before", &[("fact", fact.into()), ("dates", dates.join(", ").into())])
}

fn mastered(localizer: &Localizer, on_premises: &OnPremises) -> String {
    let unnamed = || localizer.text("unnamed-domain");
    let domain = on_premises.domain.as_ref().map_or_else(unnamed, |domain| escape(domain, NAME_CHARS_MAX));
    match on_premises.last_sync {
        Some(at) => {
            localizer.format("fact-mastered-on-premises", &[("domain", domain.into()), ("when", relative(at).into())])
        }
        None => localizer.format("fact-mastered-on-premises-never", &[("domain", domain.into())]),
    }
}

fn registered(localizer: &Localizer, methods: &[MethodKind]) -> String {
    let methods: Vec<String> = methods.iter().map(|method| localizer.text_of("method", method.word())).collect();
    if methods.is_empty() {
        return localizer.text("fact-registered-none");
    }
    localizer.format("fact-registered", &[("methods", methods.join(", ").into())])
}

/// Values of Microsoft's `riskDetail` that say nothing.
const NO_DETAIL: [&str; 2] = ["none", "hidden"];

fn at_risk(localizer: &Localizer, report: &RiskReport) -> String {
    let level = localizer.text_of("risk-level", report.level.word());
    let state = localizer.text_of("risk-state", report.state.word());
    let detail = report.detail.as_deref().filter(|detail| !NO_DETAIL.contains(detail));
    let detail = detail.map_or_else(String::new, |detail| {
        localizer.format("risk-detail", &[("detail", escape(detail, NAME_CHARS_MAX).into())])
    });
    let when = report.at.map_or_else(String::new, |at| localizer.format("risk-when", &[("when", relative(at).into())]));
    let arguments =
        [("level", level.into()), ("state", state.into()), ("detail", detail.into()), ("when", when.into())];
    localizer.format("fact-at-risk-report", &arguments)
}

/// Microsoft documents no list of the limits. Two of them are seen in practice; any other text is quoted.
fn restricted(localizer: &Localizer, restriction: &Restriction) -> String {
    let quoted = |text: &str| escape(text.trim_end_matches('.'), REASON_CHARS_MAX);
    let is = |limit: &str, word: &str| limit.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    let spam = ("spam", FluentValue::from(restriction.spam_last_day.unwrap_or_default()));
    let reason = match restriction.limit.as_deref() {
        None if restriction.spam_last_day.is_some() => match restriction.sent_last_day {
            Some(sent) => localizer.format("restricted-spam-of", &[spam, ("sent", sent.into())]),
            None => localizer.format("restricted-spam", &[spam]),
        },
        Some(limit) if is(limit, "external") => localizer.text("restricted-external"),
        Some(limit) if is(limit, "internal") => localizer.text("restricted-internal"),
        Some(limit) => localizer.format("restricted-other-limit", &[("limit", quoted(limit).into())]),
        None if restriction.reason.trim().is_empty() => localizer.text("restricted-unsaid"),
        None => localizer.format("restricted-reason", &[("reason", quoted(&restriction.reason).into())]),
    };
    let key = match (restriction.outside_today, restriction.inside_today) {
        (Some(_), Some(_)) => Some("restricted-counts"),
        (Some(_), None) => Some("restricted-count-outside"),
        (None, Some(_)) => Some("restricted-count-inside"),
        (None, None) => None,
    };
    let count = |count: Option<u32>| count.unwrap_or_default();
    let reason = key.map_or(reason.clone(), |key| {
        let (outside, inside) = (count(restriction.outside_today), count(restriction.inside_today));
        localizer.format(key, &[("reason", reason.into()), ("outside", outside.into()), ("inside", inside.into())])
    });
    let key = if restriction.since.is_some() { "fact-restricted-since" } else { "fact-restricted" };
    let arguments = [
        ("address", escape(&restriction.address, NAME_CHARS_MAX).into()),
        ("when", restriction.since.map_or_else(String::new, relative).into()),
        ("reason", reason.into()),
    ];
    localizer.format(key, &arguments)
}

fn unknown_recipient(localizer: &Localizer, to: &str, rule: Option<&str>) -> String {
    let key = if rule.is_some() { "fact-unknown-recipient-rule" } else { "fact-unknown-recipient" };
    let name = escape(rule.unwrap_or_default(), NAME_CHARS_MAX);
    localizer.format(key, &[("to", escape(to, NAME_CHARS_MAX).into()), ("name", name.into())])
}

fn suspicious_rule(localizer: &Localizer, rule: &InboxRule) -> String {
    let mut actions = Vec::new();
    if !rule.forwards_to.is_empty() {
        let to = names(localizer, &rule.forwards_to);
        actions.push(localizer.format("rule-forwards", &[("to", to.into())]));
    }
    if rule.deletes {
        actions.push(localizer.text("rule-deletes"));
    }
    if let Some(folder) = &rule.moves_to {
        actions.push(localizer.format("rule-moves", &[("folder", escape(folder, NAME_CHARS_MAX).into())]));
    }
    if rule.marks_read {
        actions.push(localizer.text("rule-marks-read"));
    }
    let name = escape(&rule.name, NAME_CHARS_MAX);
    let key = if rule.hidden { "fact-suspicious-rule-hidden" } else { "fact-suspicious-rule" };
    localizer.format(key, &[("name", name.into()), ("deeds", localizer.join_and(&actions).into())])
}
