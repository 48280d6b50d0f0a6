//! Refusals in words: what happened and by which rule, who could, what to do next.

use super::ANSWER_CHARS_MAX;
use super::text::{NAME_CHARS_MAX, at_time, cut, outside};
use super::words::Language;
use crate::domain::Trouble;
use crate::domain::authority::Shield;
use crate::domain::command::Group;
use crate::domain::people::DirectoryRole;
use crate::domain::refusal::Refusal;
use crate::domain::run::SECRET_KEPT_MINUTES;
use crate::domain::step::StepKind;
use crate::domain::{ChannelId, MemberId, RoleName};

/// The most that a list of addresses takes up, in characters.
const LIST_CHARS_MAX: usize = 800;
/// The most of an operator's own words for a refusal, in characters.
const RULE_CHARS_MAX: usize = 500;

/// The refusal, with its rule's name in a line of its own.
pub fn with_rule(language: &Language, refusal: &Refusal) -> String {
    let rule = rule_line(language, refusal);
    cut(&sentence(language, refusal), ANSWER_CHARS_MAX - rule.chars().count()) + &rule
}

/// The name of its rule, below everything else.
pub fn rule_line(language: &Language, refusal: &Refusal) -> String {
    format!("\n-# {}", language.fill("rule", &[("rule", refusal.rule().into())]))
}

/// The refusal alone.
pub fn sentence(language: &Language, refusal: &Refusal) -> String {
    let key = format!("refusal-{}", refusal.rule());
    match refusal {
        Refusal::LacksChatRole { wanted } => language.fill(&key, &[("roles", chat_roles(language, wanted).into())]),
        Refusal::MayNotDecide { wanted, directory } => {
            let group = Group { from: wanted.clone(), directory_roles: directory.clone() };
            language.fill(&key, &[("roles", asked_of(language, [&group]).into())])
        }
        Refusal::LacksDirectoryRole { wanted, held, eligible } => {
            let key = if eligible.is_empty() { key } else { format!("{key}-eligible") };
            let held = held_roles(language, held);
            let (wanted, eligible) = (directory_roles(language, wanted), directory_roles(language, eligible));
            language.fill(&key, &[("wanted", wanted.into()), ("held", held.into()), ("eligible", eligible.into())])
        }
        Refusal::SignInDeclined { code, message } => {
            let (code, message) = (outside(code, NAME_CHARS_MAX), outside(message, Trouble::MESSAGE_CHARS_MAX));
            language.fill(&key, &[("code", code.into()), ("message", message.into())])
        }
        Refusal::StandingUnread { trouble } | Refusal::SignInFailed { trouble } => {
            language.fill(&key, &[("trouble", self::trouble(language, trouble).into())])
        }
        Refusal::TargetAmbiguous { upns } => {
            let upns: Vec<String> = upns.iter().map(|upn| outside(upn, NAME_CHARS_MAX)).collect();
            language.fill(&key, &[("upns", cut(&upns.join(", "), LIST_CHARS_MAX).into())])
        }
        Refusal::TargetRenamed { upn } => language.fill(&key, &[("upn", outside(upn, NAME_CHARS_MAX).into())]),
        Refusal::OutOfReach { step, shields, who_could } => out_of_reach(language, *step, shields, who_could),
        Refusal::NobodyReaches { step, shields, who_could } => {
            let step = language.say(&format!("step-{}", step.word()));
            let who = directory_roles(language, who_could);
            let key = match shields.as_slice() {
                [] => key,
                shields if shields.contains(&Shield::RestrictedManagement) => format!("{key}-unit"),
                _ => format!("{key}-shielded"),
            };
            let shields = shields_in_words(language, shields);
            language.fill(&key, &[("step", step.into()), ("who", who.into()), ("shields", shields.into())])
        }
        Refusal::ByRule { words } => language.fill(&key, &[("words", outside(words, RULE_CHARS_MAX).into())]),
        Refusal::NobodyCanApprove { from, directory, quorum, able } => {
            let group = Group { from: from.clone(), directory_roles: directory.clone() };
            let who = asked_of(language, [&group]);
            language.fill(&key, &[("roles", who.into()), ("quorum", (*quorum).into()), ("able", (*able).into())])
        }
        Refusal::TooManyOpen { cases_max } => language.fill(&key, &[("max", (*cases_max).into())]),
        refusal => about_a_decision(language, &key, refusal),
    }
}

/// What is said to presses.
fn about_a_decision(language: &Language, key: &str, refusal: &Refusal) -> String {
    match refusal {
        Refusal::SignInNeeded { minutes } => language.fill(key, &[("minutes", (*minutes).into())]),
        Refusal::TooSoon { from } => language.fill(key, &[("from", at_time(*from).into())]),
        Refusal::DebtUnpaid { case } => language.fill(key, &[("case", case.to_string().into())]),
        Refusal::ApprovalGone { names } => {
            let names: Vec<String> = names.iter().map(|name| outside(name, NAME_CHARS_MAX)).collect();
            language.fill(key, &[("names", cut(&language.all_of(&names), LIST_CHARS_MAX).into())])
        }
        Refusal::DecidedAlready { vote } => language.say(&format!("{key}-{}", vote.word())),
        Refusal::NotWaiting { running: true } => language.say(&format!("{key}-running")),
        Refusal::NotYours { requester } => language.fill(key, &[("requester", mention(*requester).into())]),
        Refusal::TextTooLong { option, chars_max, chars } => language.fill(
            key,
            &[
                ("option", language.say(&format!("option-{}", option.word())).into()),
                ("max", (*chars_max).into()),
                ("chars", (*chars).into()),
            ],
        ),
        Refusal::NoSecret => language.fill(key, &[("minutes", SECRET_KEPT_MINUTES.into())]),
        Refusal::SecretNotYours { requester, named } if named.is_empty() => {
            language.fill(key, &[("requester", mention(*requester).into())])
        }
        Refusal::SecretNotYours { named, .. } => {
            language.fill(&format!("{key}-named"), &[("roles", chat_roles(language, named).into())])
        }
        refusal => with_nothing_to_fill_in(language, key, refusal),
    }
}

/// The rest, by name, so that a new refusal does not go without its words.
fn with_nothing_to_fill_in(language: &Language, key: &str, refusal: &Refusal) -> String {
    match refusal {
        Refusal::NotWaiting { running: false }
        | Refusal::NotLinked
        | Refusal::AccountTaken
        | Refusal::LinkedAlready
        | Refusal::LinkedByOperator
        | Refusal::NoSignIn
        | Refusal::LinkDisowned
        | Refusal::AccountMissing
        | Refusal::AccountDisabled
        | Refusal::AccountAtRisk
        | Refusal::TargetMalformed
        | Refusal::TargetUnknown
        | Refusal::OwnAccount
        | Refusal::NoRule
        | Refusal::ConfirmationMissing
        | Refusal::NotConfirmed
        | Refusal::SignedInAsSomebodyElse
        | Refusal::SignInUnproven
        | Refusal::NotNamedForGlass
        | Refusal::NothingOwed
        | Refusal::OwnCase
        | Refusal::OwnAccountDecision
        | Refusal::StalePlan
        | Refusal::TooLate
        | Refusal::CaseClosed
        | Refusal::ReasonMissing
        | Refusal::NothingToApprove
        | Refusal::NothingToWaive
        | Refusal::NoSuchCase
        | Refusal::ForgedButton
        | Refusal::OldButton
        | Refusal::ForeignChannel
        | Refusal::NoSuchCommand
        | Refusal::NotUnderstood
        | Refusal::ArrivedTooLate
        | Refusal::Busy => language.say(key),
        // Said above.
        Refusal::NotWaiting { running: true }
        | Refusal::LacksChatRole { .. }
        | Refusal::SignInDeclined { .. }
        | Refusal::SignInFailed { .. }
        | Refusal::LacksDirectoryRole { .. }
        | Refusal::StandingUnread { .. }
        | Refusal::TargetAmbiguous { .. }
        | Refusal::TargetRenamed { .. }
        | Refusal::OutOfReach { .. }
        | Refusal::NobodyReaches { .. }
        | Refusal::ByRule { .. }
        | Refusal::NobodyCanApprove { .. }
        | Refusal::MayNotDecide { .. }
        | Refusal::TooManyOpen { .. }
        | Refusal::SignInNeeded { .. }
        | Refusal::TooSoon { .. }
        | Refusal::DebtUnpaid { .. }
        | Refusal::ApprovalGone { .. }
        | Refusal::DecidedAlready { .. }
        | Refusal::NotYours { .. }
        | Refusal::TextTooLong { .. }
        | Refusal::NoSecret
        | Refusal::SecretNotYours { .. } => String::new(),
    }
}

fn out_of_reach(language: &Language, step: StepKind, shields: &[Shield], who_could: &[DirectoryRole]) -> String {
    let key = match (shields, who_could) {
        // An ordinary account has no shield: then the roles alone say it.
        ([], _) => "refusal-out_of_reach",
        (_, []) => "refusal-out_of_reach-nobody",
        (shields, _) if shields.contains(&Shield::RestrictedManagement) => "refusal-out_of_reach-unit",
        _ => "refusal-out_of_reach-shielded",
    };
    language.fill(
        key,
        &[
            ("step", language.say(&format!("step-{}", step.word())).into()),
            ("who", directory_roles(language, who_could).into()),
            ("shields", shields_in_words(language, shields).into()),
        ],
    )
}

/// What went wrong in a call, with everything that a support case needs.
pub fn trouble(language: &Language, trouble: &Trouble) -> String {
    let request = trouble.request_id.clone().unwrap_or_else(|| language.say("no-request-id"));
    // The sentence that it stands in has an end of its own.
    let message = outside(trouble.message.trim_end_matches('.'), Trouble::MESSAGE_CHARS_MAX);
    let (call, code) = (outside(&trouble.call, NAME_CHARS_MAX), outside(&trouble.code, NAME_CHARS_MAX));
    if trouble.code == Trouble::CARD_REFUSED {
        let message = outside(&trouble.message, Trouble::MESSAGE_CHARS_MAX);
        return language.fill("trouble-card-refused", &[("message", message.into())]);
    }
    match trouble.status {
        Some(status) => language.fill(
            "trouble",
            &[
                ("call", call.into()),
                // A number would be grouped: 1,404.
                ("status", status.to_string().into()),
                ("code", code.into()),
                ("message", message.into()),
                ("request", outside(&request, NAME_CHARS_MAX).into()),
            ],
        ),
        None => language.fill(
            "trouble-silent",
            &[("call", call.into()), ("code", code.into()), ("request", outside(&request, NAME_CHARS_MAX).into())],
        ),
    }
}

/// Who is asked: "lead", "User Administrator", "lead who is User Administrator", or several of these.
pub fn asked_of<'a>(language: &Language, groups: impl IntoIterator<Item = &'a Group>) -> String {
    let mut all: Vec<String> = Vec::new();
    for Group { from, directory_roles: directory } in groups {
        if from.is_empty() || directory.is_empty() {
            all.extend(from.iter().map(|role| format!("**{}**", outside(&role.0, NAME_CHARS_MAX))));
            all.extend(directory.iter().map(|role| outside(role.name(), NAME_CHARS_MAX)));
        } else {
            let (chat, directory) = (chat_roles(language, from), directory_roles(language, directory));
            all.push(language.fill("group-both", &[("chat", chat.into()), ("directory", directory.into())]));
        }
    }
    let mut seen = std::collections::BTreeSet::new();
    all.retain(|one| seen.insert(one.clone()));
    language.any_of(&all)
}

/// Roles of the chat: "helpdesk or lead".
pub fn chat_roles(language: &Language, roles: &[RoleName]) -> String {
    let roles: Vec<String> = roles.iter().map(|role| format!("**{}**", outside(&role.0, NAME_CHARS_MAX))).collect();
    language.any_of(&roles)
}

/// The member as the chat shows them; nobody is notified by it.
pub fn mention(member: MemberId) -> String {
    format!("<@{member}>")
}

/// The channel as the chat shows it, to be pressed; nobody who cannot see it learns its name by it.
pub fn mention_channel(channel: ChannelId) -> String {
    format!("<#{channel}>")
}

pub fn directory_roles(language: &Language, roles: &[DirectoryRole]) -> String {
    let roles: Vec<String> = roles.iter().map(|role| outside(role.name(), NAME_CHARS_MAX)).collect();
    language.any_of(&roles)
}

fn held_roles(language: &Language, roles: &[DirectoryRole]) -> String {
    if roles.is_empty() {
        return language.say("no-roles");
    }
    let roles: Vec<String> = roles.iter().map(|role| outside(role.name(), NAME_CHARS_MAX)).collect();
    cut(&roles.join(", "), LIST_CHARS_MAX)
}

fn shields_in_words(language: &Language, shields: &[Shield]) -> String {
    let shields = shields.iter().map(|shield| match shield {
        Shield::Role(role) => language.fill("shield-role", &[("role", outside(role.name(), NAME_CHARS_MAX).into())]),
        Shield::RoleInRestrictedUnit => language.say("shield-role-in-restricted-unit"),
        Shield::RoleAssignableGroup => language.say("shield-role-assignable-group"),
        Shield::RestrictedManagement => language.say("shield-restricted-management"),
        Shield::Unknown => language.say("shield-unknown"),
    });
    cut(&language.apart(&shields.collect::<Vec<_>>()), LIST_CHARS_MAX)
}
