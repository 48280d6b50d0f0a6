//! The messages that call people: to a card in the channel, and those to the operator.

use super::localizer::Localizer;
use super::text::{NAME_CHARS_MAX, escape, time_and_distance, truncate};
use super::{ANSWER_CHARS_MAX, Messages, card_link, diagnosis, progress, refusals};
use crate::domain::approval::Approval;
use crate::domain::case::{Case, PingReason};
use crate::domain::known_failure::KnownFailure;
use crate::domain::outcome::Breakdown;
use crate::domain::reading::Topic;
use crate::domain::run::Run;
use crate::domain::{Locale, TenantName, Trouble};

impl Messages {
    /// Returns the message that calls people to a card, in the guild's language. Only the members with these roles
    /// are notified.
    pub fn ping(&self, case: &Case, why: &PingReason, roles: &[u64]) -> String {
        let roles: Vec<String> = roles.iter().map(|role| format!("<@&{role}>")).collect();
        let words = format!("{} {} {}", roles.join(" "), reason(case, why), card_link(case).unwrap_or_default());
        truncate(words.trim(), ANSWER_CHARS_MAX)
    }

    /// Returns the direct message to the operator about the same, in the guild's language. It names the tenant, because
    /// a direct message has no channel that would.
    pub fn operator_notice(&self, case: &Case, why: &PingReason) -> String {
        let tenant = escape(&case.opening().tenant.0, NAME_CHARS_MAX);
        let words = format!("**{tenant}**: {} {}", reason(case, why), card_link(case).unwrap_or_default());
        truncate(words.trim(), ANSWER_CHARS_MAX)
    }

    /// Returns the direct message to the operator about a case that Grendel cannot go on with, in the guild's language.
    pub fn operator_breakdown(&self, case: &Case, why: Breakdown) -> String {
        let tenant = escape(&case.opening().tenant.0, NAME_CHARS_MAX);
        let localizer = &Localizer::for_locale(&case.opening().origin.guild_locale);
        let words = progress::failed(localizer, case, why);
        let words = format!("**{tenant}**: {words} {}", card_link(case).unwrap_or_default());
        truncate(words.trim(), ANSWER_CHARS_MAX)
    }

    /// Returns the message to the operator about a call in a tenant that fails until they mend it, in the guild's
    /// language.
    pub fn operator_trouble(&self, tenant: &TenantName, guild_locale: &Locale, trouble: &Trouble) -> String {
        let localizer = &Localizer::for_locale(guild_locale);
        let is_of_credentials = KnownFailure::of(trouble).is_some_and(KnownFailure::is_of_credentials);
        let key = if is_of_credentials { "operator-credentials" } else { "operator-permission" };
        let tenant = escape(&tenant.0, NAME_CHARS_MAX);
        let trouble = refusals::trouble(localizer, trouble);
        let words = localizer.format(key, &[("tenant", tenant.into()), ("trouble", trouble.into())]);
        truncate(&words, ANSWER_CHARS_MAX)
    }

    /// Returns the message to the operator about a tenant without the licence that the configuration says it has, in the
    /// guild's language.
    pub fn operator_licence_demanded(&self, tenant: &TenantName, guild_locale: &Locale) -> String {
        let localizer = &Localizer::for_locale(guild_locale);
        localizer.format("operator-licence-demanded", &[("tenant", escape(&tenant.0, NAME_CHARS_MAX).into())])
    }

    /// Returns the message to the operator about topics that a tenant has no licence for, in the guild's language.
    pub fn operator_licence(&self, tenant: &TenantName, guild_locale: &Locale, topics: &[Topic]) -> String {
        let localizer = &Localizer::for_locale(guild_locale);
        let tenant = escape(&tenant.0, NAME_CHARS_MAX);
        let topics: Vec<String> = topics.iter().map(|topic| localizer.text_of("topic", topic.word())).collect();
        let topics = localizer.join_semicolons(&topics);
        let words = localizer.format("operator-licence", &[("tenant", tenant.into()), ("topics", topics.into())]);
        truncate(&words, ANSWER_CHARS_MAX)
    }
}

fn reason(case: &Case, why: &PingReason) -> String {
    let opening = case.opening();
    let key = match why {
        PingReason::Silence(stage) => super::key("call", stage.kind.word()),
        PingReason::GlassBroken => "call-glass".to_owned(),
        PingReason::Overdue => "call-overdue".to_owned(),
        PingReason::AloneOpened => "call-alone-opened".to_owned(),
        PingReason::AloneProceeds => "call-alone-proceeds".to_owned(),
        PingReason::AloneEnded => "call-alone-ended".to_owned(),
        PingReason::PassLeft => "call-pass-left".to_owned(),
        PingReason::WorkAsked => "call-work-asked".to_owned(),
        PingReason::WorkReminded => "call-work-reminded".to_owned(),
    };
    let approval = case.approval_request().map(|request| &request.approval);
    let until = match why {
        PingReason::WorkAsked | PingReason::WorkReminded => case.run().and_then(Run::window_end),
        _ => approval.map(Approval::expires_at),
    };
    let until = until.map_or_else(String::new, time_and_distance);
    let from = approval.and_then(Approval::not_before).map_or_else(String::new, time_and_distance);
    let name = case.diagnosed().map_or_else(String::new, |diagnosed| diagnosis::name_of(&diagnosed.diagnosis.account));
    let requester = escape(&opening.member.name, NAME_CHARS_MAX);
    let arguments = [
        ("case", case.number().to_string().into()),
        ("name", name.into()),
        ("requester", requester.into()),
        ("until", until.into()),
        ("from", from.into()),
    ];
    Localizer::for_locale(&opening.origin.guild_locale).format(&key, &arguments)
}
