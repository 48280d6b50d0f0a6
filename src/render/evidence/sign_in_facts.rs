//! The facts about sign-ins, in sentences: with what, from where, and what became of them.

use super::{application, names};
use crate::domain::account::Account;
use crate::domain::evidence::{Fact, Failures};
use crate::domain::finding::FindingKind;
use crate::domain::reading::Topic;
use crate::domain::sign_ins::{LockReason, PolicyDemand, SignInThread};
use crate::render::codes;
use crate::render::localizer::Localizer;
use crate::render::text::{NAME_CHARS_MAX, escape, relative};

/// AADSTS50053: locked, or refused for one of two other reasons that share the code.
const LOCKED: u32 = 50053;

/// Returns a fact about sign-ins in a sentence; empty for any other fact.
pub(super) fn fact(localizer: &Localizer, account: &Account, kind: FindingKind, fact: &Fact) -> String {
    match fact {
        Fact::SignInsRefused { count, last_at, application: name } => {
            let application = application(localizer, name.as_deref());
            let arguments = [("count", (*count).into()), ("when", relative(*last_at).into())];
            let arguments = [&arguments[..], &[("application", application.into())]].concat();
            localizer.format("fact-sign-ins-refused", &arguments)
        }
        Fact::Failures(failures) => self::failures(localizer, kind, failures),
        Fact::KeepsTrying(failures) => keeps_trying(localizer, failures),
        Fact::KeptOutBy { .. } => kept_out_by(localizer, account, fact),
        Fact::PromptDenied { at, application, address } => {
            let thread =
                SignInThread { application: application.clone(), address: address.clone(), ..SignInThread::default() };
            at_and_details(localizer, "fact-prompt-denied", *at, &thread)
        }
        Fact::PromptNotAnswered { at, thread } => at_and_details(localizer, "fact-prompt-not-answered", *at, thread),
        Fact::SignedInElsewhere { at, thread } => at_and_details(localizer, "fact-signed-in-elsewhere", *at, thread),
        Fact::PasswordGuessing { count, addresses, countries, first_at, last_at, locked } => {
            let key = if *locked { "fact-password-guessing-locked" } else { "fact-password-guessing" };
            let arguments = [
                ("count", (*count).into()),
                ("addresses", (*addresses).into()),
                ("countries", countries_in_words(localizer, countries).into()),
                ("first", relative(*first_at).into()),
                ("last", relative(*last_at).into()),
            ];
            localizer.format(key, &arguments)
        }
        Fact::LastFailure { code, at, application: name, reason } => {
            let arguments = [
                ("code", code_shown(localizer, *code).into()),
                ("when", relative(*at).into()),
                ("application", application(localizer, name.as_deref()).into()),
                ("meaning", codes::in_a_sentence(localizer, *code, reason.as_deref()).into()),
            ];
            localizer.format("fact-last-failure", &arguments)
        }
        _ => String::new(),
    }
}

/// Returns a thread in a few words, to stand within a sentence: `Outlook on LAPTOP-1 from Utrecht (NL)`.
pub fn thread(localizer: &Localizer, thread: &SignInThread) -> String {
    let without_address = SignInThread { address: None, ..thread.clone() };
    let (device, place) = (device(localizer, thread), place(localizer, &without_address));
    let all = [Some(application(localizer, thread.application.as_deref())), device, place];
    all.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// Returns the names of countries; a text that says so if none is known.
pub fn countries_in_words(localizer: &Localizer, countries: &[String]) -> String {
    if countries.is_empty() {
        return localizer.text("unnamed-countries");
    }
    countries.iter().map(|country| escape(country, NAME_CHARS_MAX)).collect::<Vec<_>>().join(", ")
}

fn at_and_details(localizer: &Localizer, key: &str, at: jiff::Timestamp, thread: &SignInThread) -> String {
    let details = details(localizer, thread);
    localizer.format(key, &[("when", relative(at).into()), ("details", details.into())])
}

/// Returns a code as people look it up. As a number it would be formatted with a separator: AADSTS50,126.
fn code_shown(localizer: &Localizer, code: u32) -> String {
    if code == 0 { localizer.text("no-error-code") } else { format!("AADSTS{code}") }
}

fn failures(localizer: &Localizer, kind: FindingKind, failures: &Failures) -> String {
    let Failures { code, count, first_at, last_at, lock, .. } = failures;
    let shade = match (kind, lock) {
        (FindingKind::HostileAddress, Some(LockReason::HighRisk)) => Some("high-risk"),
        (FindingKind::SmartLockout, None) if *code == LOCKED => Some("unclear"),
        _ => None,
    };
    localizer.format(
        "fact-failures",
        &[
            ("count", (*count).into()),
            ("code", code_shown(localizer, *code).into()),
            ("meaning", codes::in_short(localizer, *code, kind, shade).into()),
            ("first", relative(*first_at).into()),
            ("last", relative(*last_at).into()),
            ("details", details(localizer, &thread_of(failures)).into()),
        ],
    )
}

fn keeps_trying(localizer: &Localizer, failures: &Failures) -> String {
    let arguments = [
        ("count", failures.count.into()),
        ("code", code_shown(localizer, failures.code).into()),
        ("last", relative(failures.last_at).into()),
        ("details", details(localizer, &thread_of(failures)).into()),
    ];
    localizer.format("fact-keeps-trying", &arguments)
}

fn thread_of(failures: &Failures) -> SignInThread {
    SignInThread {
        device: failures.device.clone(),
        application: failures.application.clone(),
        client: failures.client.clone(),
        city: failures.city.clone(),
        country: failures.country.clone(),
        address: failures.address.clone(),
    }
}

fn kept_out_by(localizer: &Localizer, account: &Account, fact: &Fact) -> String {
    let Fact::KeptOutBy { policies, code, at, application: name, demands, thread } = fact else {
        return String::new();
    };
    let hidden = account.gaps().into_iter().find(|gap| gap.topic == Topic::Policies);
    let key = match (policies.as_slice(), hidden) {
        ([], Some(_)) => "fact-kept-out-by-hidden",
        ([], None) => "fact-kept-out-by-unnamed",
        _ => "fact-kept-out-by",
    };
    let permission = hidden.map_or_else(String::new, |gap| escape(&gap.permission, NAME_CHARS_MAX));
    let shade = demands.iter().any(|demand| demand.is_about_device()).then_some("device");
    let by_name = || application(localizer, name.as_deref());
    let details = thread.as_ref().map_or_else(by_name, |thread| details(localizer, thread));
    let text = localizer.format(
        key,
        &[
            ("code", code_shown(localizer, *code).into()),
            ("meaning", codes::in_short(localizer, *code, FindingKind::BlockedByPolicy, shade).into()),
            ("when", relative(*at).into()),
            ("application", details.into()),
            ("policies", names(localizer, policies).into()),
            ("permission", permission.into()),
        ],
    );
    if demands.contains(&PolicyDemand::Block) {
        return format!("{text} {}", localizer.text("policy-lets-nobody-in"));
    }
    let word = |demand: &PolicyDemand| localizer.text_of("demand", demand.word());
    let words: Vec<String> = demands.iter().map(word).collect();
    if words.is_empty() {
        return text;
    }
    let demanded = localizer.format("policy-demands", &[("demands", words.join(", ").into())]);
    format!("{text} {demanded}")
}

/// Returns the application, the device, the client and the place of a sign-in, as far as the log has them.
fn details(localizer: &Localizer, thread: &SignInThread) -> String {
    let client = match (thread.client.as_deref(), thread.device.browser.as_deref()) {
        // The browser says more than that it is one.
        (Some("Browser"), Some(browser)) => Some(browser),
        (client, _) => client,
    };
    let client =
        client.map(|client| localizer.format("detail-client", &[("client", escape(client, NAME_CHARS_MAX).into())]));
    let application = application(localizer, thread.application.as_deref());
    let all = [Some(application), device(localizer, thread), client, place(localizer, thread)];
    all.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn device(localizer: &Localizer, thread: &SignInThread) -> Option<String> {
    let device = thread.device.name.as_ref().or(thread.device.system.as_ref())?;
    Some(localizer.format("detail-device", &[("device", escape(device, NAME_CHARS_MAX).into())]))
}

fn place(localizer: &Localizer, thread: &SignInThread) -> Option<String> {
    let plain = |text: &String| escape(text, NAME_CHARS_MAX);
    let spot: Vec<String> = [&thread.city, &thread.address].into_iter().flatten().map(plain).collect();
    let spot = (!spot.is_empty()).then(|| spot.join(", "));
    match (spot, thread.country.as_ref().map(plain)) {
        (Some(spot), Some(country)) => {
            let arguments = [("address", spot.into()), ("country", country.into())];
            Some(localizer.format("detail-address-country", &arguments))
        }
        (Some(spot), None) => Some(localizer.format("detail-address", &[("address", spot.into())])),
        (None, Some(country)) => Some(localizer.format("detail-country", &[("country", country.into())])),
        (None, None) => None,
    }
}
