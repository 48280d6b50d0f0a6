//! Refusals in words: what happened and by which rule, who could do it, and what to do next.

use super::freezes;
use super::keys::{key, variant};
use super::localizer::Localizer;
use super::text::{NAME_CHARS_MAX, REASON_CHARS_LEAST, REASON_CHARS_SHORT, escape, time_and_distance, truncate};
use super::{ANSWER_CHARS_MAX, Verbosity};
use crate::domain::Trouble;
use crate::domain::authority::Shield;
use crate::domain::command::Group;
use crate::domain::known_failure::{self, KnownFailure};
use crate::domain::people::DirectoryRole;
use crate::domain::refusal::Refusal;
use crate::domain::run::SECRET_KEPT_MINUTES;
use crate::domain::step::StepKind;
use crate::domain::{ChannelId, MemberId, ObjectId, RoleName};

/// A list of addresses, in characters.
const LIST_CHARS_MAX: usize = 800;
/// The most directory roles and groups that stand beside the chat roles of a group in short.
const DIRECTORY_NAMES_MAX: usize = 2;
/// The operator's own text for a refusal, in characters.
const RULE_CHARS_MAX: usize = 500;

/// Returns the refusal, with its rule on a line of its own.
pub fn with_rule(localizer: &Localizer, refusal: &Refusal) -> String {
    let rule = rule_line(localizer, refusal);
    truncate(&sentence(localizer, refusal), ANSWER_CHARS_MAX - rule.chars().count()) + &rule
}

/// Returns the line that names the rule of a refusal.
pub fn rule_line(localizer: &Localizer, refusal: &Refusal) -> String {
    format!("\n-# {}", localizer.format("rule", &[("rule", refusal.rule().into())]))
}

/// Returns the refusal without its rule.
pub fn sentence(localizer: &Localizer, refusal: &Refusal) -> String {
    let key = key("refusal", refusal.rule());
    match refusal {
        Refusal::LacksChatRole { wanted } | Refusal::WorkNotYours { wanted } => {
            localizer.format(&key, &[("roles", chat_roles(localizer, wanted).into())])
        }
        Refusal::MayNotRead { wanted, directory } => {
            // Either is enough to read a case.
            let chat = Group { from: wanted.clone(), ..Group::default() };
            let directory = Group { directory_roles: directory.clone(), ..Group::default() };
            localizer.format(&key, &[("roles", name_groups(localizer, [&chat, &directory]).into())])
        }
        Refusal::MayNotDecide { wanted, directory, groups } => {
            let (from, directory_roles, directory_groups) = (wanted.clone(), directory.clone(), groups.clone());
            let group = Group { from, directory_roles, directory_groups };
            localizer.format(&key, &[("roles", name_groups(localizer, [&group]).into())])
        }
        Refusal::LacksDirectoryRole { wanted, held, eligible } => {
            let key = if eligible.is_empty() { key } else { format!("{key}-eligible") };
            let held = held_roles(localizer, held);
            let (wanted, eligible) = (directory_roles(localizer, wanted), directory_roles(localizer, eligible));
            localizer.format(&key, &[("wanted", wanted.into()), ("held", held.into()), ("eligible", eligible.into())])
        }
        Refusal::SignInDeclined { code, message } => {
            let (code, message) = (escape(code, NAME_CHARS_MAX), escape(message, Trouble::MESSAGE_CHARS_MAX));
            localizer.format(&key, &[("code", code.into()), ("message", message.into())])
        }
        Refusal::AuthenticationContextMissing { context } => {
            localizer.format(&key, &[("context", escape(context, NAME_CHARS_MAX).into())])
        }
        Refusal::StandingUnread { trouble } | Refusal::SignInFailed { trouble } => {
            localizer.format(&for_operator(&key, trouble), &[("trouble", self::trouble(localizer, trouble).into())])
        }
        Refusal::TargetAmbiguous { upns } => {
            let upns: Vec<String> = upns.iter().map(|upn| escape(upn, NAME_CHARS_MAX)).collect();
            localizer.format(&key, &[("upns", truncate(&upns.join(", "), LIST_CHARS_MAX).into())])
        }
        Refusal::TargetProtected { by } => localizer.text(&format!("{key}-{}", by.word())),
        Refusal::TargetRenamed { upn } => localizer.format(&key, &[("upn", escape(upn, NAME_CHARS_MAX).into())]),
        Refusal::OutOfReach { step, shields, who_could } => out_of_reach(localizer, *step, shields, who_could),
        Refusal::NobodyReaches { step, shields, who_could } => {
            let step = localizer.text_of("step", step.word());
            let who = directory_roles(localizer, who_could);
            let key = match shields.as_slice() {
                [] => key,
                shields if shields.contains(&Shield::RestrictedManagement) => format!("{key}-unit"),
                _ => format!("{key}-shielded"),
            };
            let shields = shields_in_words(localizer, shields);
            localizer.format(&key, &[("step", step.into()), ("who", who.into()), ("shields", shields.into())])
        }
        Refusal::ByRule { words } => localizer.format(&key, &[("words", escape(words, RULE_CHARS_MAX).into())]),
        Refusal::NobodyCanApprove { from, directory, groups, quorum, able } => {
            let (from, directory_roles, directory_groups) = (from.clone(), directory.clone(), groups.clone());
            let group = Group { from, directory_roles, directory_groups };
            let who = name_groups(localizer, [&group]);
            localizer.format(&key, &[("roles", who.into()), ("quorum", (*quorum).into()), ("able", (*able).into())])
        }
        Refusal::TooManyOpen { cases_max } => localizer.format(&key, &[("max", (*cases_max).into())]),
        refusal => of_a_press(localizer, &key, refusal),
    }
}

/// Returns the refusals of presses and of the options that were typed.
fn of_a_press(localizer: &Localizer, key: &str, refusal: &Refusal) -> String {
    match refusal {
        Refusal::LinkExpired { at: when }
        | Refusal::LinkWaits { from: when }
        | Refusal::AccountTooNew { until: when }
        | Refusal::SecretMadeRecently { until: when } => {
            localizer.format(key, &[("when", time_and_distance(*when).into())])
        }
        Refusal::SignInNeeded { minutes } => localizer.format(key, &[("minutes", (*minutes).into())]),
        Refusal::TooSoon { from } | Refusal::TooManyActions { from } => {
            localizer.format(key, &[("from", time_and_distance(*from).into())])
        }
        Refusal::CountersignPending { case } => localizer.format(key, &[("case", case.to_string().into())]),
        Refusal::ApprovalGone { names } => {
            let names: Vec<String> = names.iter().map(|name| escape(name, NAME_CHARS_MAX)).collect();
            localizer.format(key, &[("names", truncate(&localizer.join_and(&names), LIST_CHARS_MAX).into())])
        }
        Refusal::SecretNotAlone { limit } => localizer.text_of(key, limit.word()),
        Refusal::DecidedAlready { vote } => localizer.text(&format!("{key}-{}", vote.word())),
        Refusal::NotWaiting { running: true } => localizer.text(&format!("{key}-running")),
        Refusal::NotYours { requester } | Refusal::IdentityUnchecked { requester } => {
            localizer.format(key, &[("requester", mention(*requester).into())])
        }
        Refusal::TextTooLong { option, chars_max, chars } => localizer.format(
            key,
            &[
                ("option", localizer.text_of("option", option.word()).into()),
                ("max", (*chars_max).into()),
                ("chars", (*chars).into()),
            ],
        ),
        Refusal::Frozen { freeze } | Refusal::FrozenAlready { freeze } => {
            localizer.format(key, &[("freeze", freezes::since(localizer, freeze).into())])
        }
        Refusal::UnfreezeNeedsAnother { asked_by, until } => {
            let arguments = [("who", mention(*asked_by).into()), ("until", time_and_distance(*until).into())];
            localizer.format(key, &arguments)
        }
        Refusal::SecretLimitReached { limit } => localizer.format(
            &format!("{key}-{}", limit.part.word()),
            &[
                ("who", mention(limit.member).into()),
                ("max", limit.secrets_max.into()),
                ("from", time_and_distance(limit.free_at).into()),
            ],
        ),
        Refusal::NoSecret => localizer.format(key, &[("minutes", SECRET_KEPT_MINUTES.into())]),
        Refusal::SecretNotYours { receiver, named } if named.is_empty() => {
            localizer.format(key, &[("receiver", mention(*receiver).into())])
        }
        Refusal::SecretNotYours { named, .. } => {
            localizer.format(&format!("{key}-named"), &[("roles", chat_roles(localizer, named).into())])
        }
        Refusal::SecretOutOfReach { who_could } => {
            localizer.format(key, &[("who", directory_roles(localizer, who_could).into())])
        }
        Refusal::NobodyMaySee { named, who_could } => {
            let key = if named.is_empty() { key.to_owned() } else { format!("{key}-named") };
            let (roles, who) = (chat_roles(localizer, named), directory_roles(localizer, who_could));
            localizer.format(&key, &[("roles", roles.into()), ("who", who.into())])
        }
        // Without arguments. A test names the keys that a language lacks.
        _ => localizer.text(key),
    }
}

fn out_of_reach(localizer: &Localizer, step: StepKind, shields: &[Shield], who_could: &[DirectoryRole]) -> String {
    let key = match (shields, who_could) {
        // An ordinary account has no shield, so the roles say it all.
        ([], _) => "refusal-out-of-reach",
        (_, []) => "refusal-out-of-reach-nobody",
        (shields, _) if shields.contains(&Shield::RestrictedManagement) => "refusal-out-of-reach-unit",
        _ => "refusal-out-of-reach-shielded",
    };
    localizer.format(
        key,
        &[
            ("step", localizer.text_of("step", step.word()).into()),
            ("who", directory_roles(localizer, who_could).into()),
            ("shields", shields_in_words(localizer, shields).into()),
        ],
    )
}

/// Returns the key of a message about a failed call: its variant if it does not help to try again.
pub fn for_operator(key: &str, trouble: &Trouble) -> String {
    variant(key, known_failure::needs_operator(trouble).then_some("operator"))
}

/// Returns a failed call with everything that a support request needs, in words of our own if there are any. A read
/// that Microsoft refused names the permission that it needs.
pub fn trouble(localizer: &Localizer, trouble: &Trouble) -> String {
    let failed = failed_call(localizer, trouble);
    let rights = known_failure::missing_permission(trouble);
    let is_granted = trouble.message.starts_with(Trouble::PERMISSION_GRANTED);
    let key = if is_granted { "rights-of-read-granted" } else { "rights-of-read" };
    let rights = rights.map(|permission| localizer.format(key, &[("permission", permission.into())]));
    std::iter::once(failed).chain(rights).collect::<Vec<_>>().join(" ")
}

/// Returns a failed call as [`trouble`] does, with as much of Microsoft's message as `verbosity` has room for. Words of
/// our own are short enough.
pub fn trouble_with(localizer: &Localizer, cause: &Trouble, verbosity: Verbosity) -> String {
    let chars_max = match verbosity {
        _ if KnownFailure::of(cause).is_some() => Trouble::MESSAGE_CHARS_MAX,
        Verbosity::Normal | Verbosity::Full => Trouble::MESSAGE_CHARS_MAX,
        Verbosity::Short => REASON_CHARS_SHORT,
        Verbosity::Minimal => REASON_CHARS_LEAST,
    };
    trouble(localizer, &Trouble { message: truncate(vendor_words(cause), chars_max), ..cause.clone() })
}

/// Returns the rights that Grendel's application needs for a step that Microsoft denied (401 or 403); `None` for
/// another failure.
pub fn rights(localizer: &Localizer, step: StepKind, cause: &Trouble, verbosity: Verbosity) -> Option<String> {
    let is_denied = matches!(cause.status, Some(401 | 403)) && KnownFailure::of(cause).is_none();
    let is_granted = cause.message.starts_with(Trouble::PERMISSION_GRANTED);
    let key = match step.application_role() {
        Some(_) if is_granted => "rights-role-missing-named",
        None if is_granted => "rights-role-missing",
        // The role is in the details.
        _ if verbosity == Verbosity::Minimal => "rights-in-short",
        Some(_) => "rights-and-role",
        None => "rights",
    };
    let role = step.application_role().unwrap_or_default();
    let arguments = [("permission", step.permission().into()), ("role", role.into())];
    is_denied.then(|| localizer.format(key, &arguments))
}

/// Returns Microsoft's words for a failed call. What we know beside them is said by [`rights`].
fn vendor_words(trouble: &Trouble) -> &str {
    trouble.message.strip_prefix(Trouble::PERMISSION_GRANTED).unwrap_or(&trouble.message)
}

fn failed_call(localizer: &Localizer, trouble: &Trouble) -> String {
    let request = trouble.request_id.clone().unwrap_or_else(|| localizer.text("no-request-id"));
    // The surrounding sentence has a full stop of its own.
    let message = escape(vendor_words(trouble).trim_end_matches('.'), Trouble::MESSAGE_CHARS_MAX);
    let (call, code) = (escape(&trouble.call, NAME_CHARS_MAX), escape(&trouble.code, NAME_CHARS_MAX));
    if trouble.code == Trouble::CARD_REFUSED {
        let message = escape(&trouble.message, Trouble::MESSAGE_CHARS_MAX);
        return localizer.format("trouble-card-refused", &[("message", message.into())]);
    }
    let known = KnownFailure::of(trouble).map(|known| {
        let reason = (known == KnownFailure::PassUnusable).then(|| unusable_because(trouble)).flatten();
        localizer.text(&variant(&key("known-failure", known.word()), reason))
    });
    match trouble.status {
        Some(status) => localizer.format(
            if known.is_some() { "trouble-known" } else { "trouble" },
            &[
                ("call", call.into()),
                // As a number it would be formatted with a separator: 1,404.
                ("status", status.to_string().into()),
                ("code", code.into()),
                ("message", known.unwrap_or(message).into()),
                ("request", escape(&request, NAME_CHARS_MAX).into()),
            ],
        ),
        None => localizer.format(
            "trouble-silent",
            &[("call", call.into()), ("code", code.into()), ("request", escape(&request, NAME_CHARS_MAX).into())],
        ),
    }
}

/// Returns the variant for a pass that nobody can sign in with, by Microsoft's word for the reason
/// (<https://learn.microsoft.com/graph/api/resources/temporaryaccesspassauthenticationmethod>). One that is not valid yet
/// is no failure.
fn unusable_because(trouble: &Trouble) -> Option<&'static str> {
    match trouble.code.to_ascii_lowercase().as_str() {
        "disabledbypolicy" => Some("policy"),
        "onetimeused" => Some("used"),
        "expired" => Some("expired"),
        _ => None,
    }
}

/// Returns the approvers of some groups in short: where a group has many directory roles beside its chat roles, these stand alone.
pub fn name_groups_in_short<'a>(localizer: &Localizer, groups: impl IntoIterator<Item = &'a Group>) -> String {
    let short = |group: &Group| match group {
        Group { from, directory_roles, directory_groups }
            if !from.is_empty() && directory_roles.len() + directory_groups.len() > DIRECTORY_NAMES_MAX =>
        {
            Group { from: from.clone(), ..Group::default() }
        }
        group => group.clone(),
    };
    let groups: Vec<Group> = groups.into_iter().map(short).collect();
    name_groups(localizer, &groups)
}

/// Returns the approvers of some groups: "lead", "User Administrator", "lead (and User Administrator in the
/// directory)", or several of these.
pub fn name_groups<'a>(localizer: &Localizer, groups: impl IntoIterator<Item = &'a Group>) -> String {
    let mut all: Vec<String> = Vec::new();
    for group in groups {
        let from = &group.from;
        let roles = group.directory_roles.iter().map(|role| escape(&role.name(), NAME_CHARS_MAX));
        let in_group = |id: &ObjectId| localizer.format("group-of-directory", &[("id", id.to_string().into())]);
        let directory: Vec<String> = roles.chain(group.directory_groups.iter().map(in_group)).collect();
        if from.is_empty() || directory.is_empty() {
            all.extend(from.iter().map(|role| format!("**{}**", escape(&role.0, NAME_CHARS_MAX))));
            all.extend(directory);
        } else {
            let (chat, directory) = (chat_roles(localizer, from), localizer.join_or(&directory));
            all.push(localizer.format("group-both", &[("chat", chat.into()), ("directory", directory.into())]));
        }
    }
    let mut seen = std::collections::BTreeSet::new();
    all.retain(|one| seen.insert(one.clone()));
    localizer.join_or(&all)
}

/// Returns roles in the chat, such as "helpdesk or lead".
pub fn chat_roles(localizer: &Localizer, roles: &[RoleName]) -> String {
    let roles: Vec<String> = roles.iter().map(|role| format!("**{}**", escape(&role.0, NAME_CHARS_MAX))).collect();
    localizer.join_or(&roles)
}

/// Returns a mention of a member. It notifies only the people whom the message's `allowed_mentions` names.
pub fn mention(member: MemberId) -> String {
    format!("<@{member}>")
}

/// Returns a link to a channel. Members who cannot see the channel do not learn its name.
pub fn mention_channel(channel: ChannelId) -> String {
    format!("<#{channel}>")
}

pub fn directory_roles(localizer: &Localizer, roles: &[DirectoryRole]) -> String {
    let roles: Vec<String> = roles.iter().map(|role| escape(&role.name(), NAME_CHARS_MAX)).collect();
    localizer.join_or(&roles)
}

fn held_roles(localizer: &Localizer, roles: &[DirectoryRole]) -> String {
    if roles.is_empty() {
        return localizer.text("no-roles");
    }
    let roles: Vec<String> = roles.iter().map(|role| escape(&role.name(), NAME_CHARS_MAX)).collect();
    truncate(&roles.join(", "), LIST_CHARS_MAX)
}

fn shields_in_words(localizer: &Localizer, shields: &[Shield]) -> String {
    let shields = shields.iter().map(|shield| match shield {
        Shield::Role(role) => localizer.format("shield-role", &[("role", escape(&role.name(), NAME_CHARS_MAX).into())]),
        Shield::RoleInRestrictedUnit => localizer.text("shield-role-in-restricted-unit"),
        Shield::RoleAssignableGroup => localizer.text("shield-role-assignable-group"),
        Shield::RestrictedManagement => localizer.text("shield-restricted-management"),
        Shield::Unknown => localizer.text("shield-unknown"),
    });
    truncate(&localizer.join_semicolons(&shields.collect::<Vec<_>>()), LIST_CHARS_MAX)
}
