//! The answers to `/link` once it is done, `/unlink` and `/whoami`.

use jiff::Timestamp;

use super::guidance::in_code;
use super::localizer::Localizer;
use super::refusals::{mention, name_groups_in_short, sentence};
use super::text::{
    NAME_CHARS_MAX, date_time_and_distance, escape, escape_in_code, relative, time_and_distance, truncate,
};
use super::{ANSWER_CHARS_MAX, Messages};
use crate::domain::link::LinkSource;
use crate::domain::people::{HeldRole, Risk, Standing, StandingLookup};
use crate::domain::profile::{CommandRights, Profile};
use crate::domain::refusal::Refusal;
use crate::domain::{Locale, MemberId, RoleName};

/// The directory roles that are listed. A message holds 2000 characters.
const ROLES_LISTED_MAX: usize = 10;
/// The characters of an administrative unit's id that are shown: its first group.
const UNIT_CHARS: usize = 8;

impl Messages {
    /// Returns the answer to `/link` if a code is typed on another device.
    pub fn device_code_offer(&self, address: &str, code: &str, until: Timestamp, locale: &Locale) -> String {
        let arguments = [
            ("address", format!("<{address}>").into()),
            ("code", escape_in_code(code, NAME_CHARS_MAX).into()),
            ("when", time_and_distance(until).into()),
        ];
        Localizer::for_locale(locale).format("link-device", &arguments)
    }

    /// Returns the message after a completed sign-in: the linked account, and what to type next. `wish` is the
    /// command that the member had typed before, if any.
    pub fn link_completed(&self, upn: &str, until: Timestamp, wish: Option<&str>, locale: &Locale) -> String {
        let localizer = Localizer::for_locale(locale);
        let arguments = [("upn", escape(upn, NAME_CHARS_MAX).into()), ("until", date_time_and_distance(until).into())];
        let done = localizer.format("link-done", &arguments);
        match wish {
            Some(line) => format!("{done}\n{}\n{}", localizer.text("link-next"), in_code(line)),
            None => format!("{done} {}", localizer.text("link-next-help")),
        }
    }

    /// Returns the answer to `/unlink`.
    pub fn unlink_completed(&self, locale: &Locale) -> String {
        Localizer::for_locale(locale).text("unlink-done")
    }

    /// Returns the answer to `/unlink` from a member who is not linked.
    pub fn nothing_to_unlink(&self, locale: &Locale) -> String {
        Localizer::for_locale(locale).text("unlink-nothing")
    }

    /// Returns the message in the channel after someone else has signed in to a member's account. It notifies the
    /// member, and names neither the account nor the other person.
    pub fn account_contested(&self, holder: MemberId, source: LinkSource, guild_locale: &Locale) -> String {
        let key = match source {
            LinkSource::Member => "link-contested",
            LinkSource::Operator => "link-contested-operator",
        };
        Localizer::for_locale(guild_locale).format(key, &[("member", mention(holder).into())])
    }

    /// Returns the answer to `/whoami`.
    pub fn profile(&self, profile: &Profile, locale: &Locale) -> String {
        let localizer = &Localizer::for_locale(locale);
        let mut lines = account(localizer, profile);
        lines.push(localizer.format("whoami-chat-roles", &[("roles", roles_of_chat(localizer, profile).into())]));
        if let StandingLookup::Read(standing) = &profile.checked {
            lines.extend(standing_in_words(localizer, standing));
        }
        // A blocked account is one reason for every refusal, and it stands above.
        if matches!(&profile.checked, StandingLookup::Read(standing) if standing.enabled) {
            lines.extend(rights(localizer, &profile.rights));
        }
        truncate(&lines.join("\n"), ANSWER_CHARS_MAX)
    }
}

/// Returns the linked account and what is wrong with it.
fn account(localizer: &Localizer, profile: &Profile) -> Vec<String> {
    let refused = |refusal: &Refusal| sentence(localizer, refusal);
    let Some((id, source)) = &profile.account else {
        let refusal = match &profile.checked {
            StandingLookup::LinkExpired { at } => Refusal::LinkExpired { at: *at },
            StandingLookup::LinkWaits { from } => Refusal::LinkWaits { from: *from },
            _ => Refusal::NotLinked,
        };
        return vec![refused(&refusal)];
    };
    let by = localizer.text(match source {
        LinkSource::Operator => "whoami-by-operator",
        LinkSource::Member => "whoami-by-link",
    });
    let unread = |refusal: Refusal| {
        let account = [("account", id.to_string().into()), ("by", by.as_str().into())];
        vec![localizer.format("whoami-account-unread", &account), refused(&refusal)]
    };
    match &profile.checked {
        StandingLookup::Read(standing) => {
            let upn = escape(&standing.upn, NAME_CHARS_MAX);
            let mut lines =
                vec![localizer.format("whoami-account", &[("upn", upn.into()), ("by", by.as_str().into())])];
            let until = profile.until.filter(|_| *source == LinkSource::Member);
            lines.extend(
                until.map(|at| localizer.format("whoami-until", &[("when", date_time_and_distance(at).into())])),
            );
            if !standing.enabled {
                lines.push(localizer.text("whoami-blocked"));
            }
            lines
        }
        StandingLookup::NotLinked | StandingLookup::LinkExpired { .. } | StandingLookup::LinkWaits { .. } => {
            vec![refused(&Refusal::NotLinked)]
        }
        StandingLookup::Missing => unread(Refusal::AccountMissing),
        StandingLookup::Unreadable(trouble) => unread(Refusal::StandingUnread { trouble: trouble.clone() }),
    }
}

fn roles_of_chat(localizer: &Localizer, profile: &Profile) -> String {
    let roles: Vec<String> = profile.member.roles.iter().map(bold).collect();
    if roles.is_empty() { localizer.text("no-roles") } else { roles.join(", ") }
}

fn bold(role: &RoleName) -> String {
    format!("**{}**", escape(&role.0, NAME_CHARS_MAX))
}

fn standing_in_words(localizer: &Localizer, standing: &Standing) -> Vec<String> {
    let mut lines = Vec::new();
    match standing.risk {
        Risk::AtRisk => lines.push(localizer.text("whoami-at-risk")),
        Risk::Clear => lines.push(localizer.text("whoami-no-risk")),
        Risk::NotAsked => lines.push(localizer.text("whoami-risk-not-asked")),
    }
    lines.push(localizer.text(if standing.roles.is_empty() { "whoami-no-roles" } else { "whoami-roles" }));
    lines.extend(standing.roles.iter().take(ROLES_LISTED_MAX).map(|held| held_role(localizer, held)));
    lines.extend(more(localizer, standing.roles.len()));
    if !standing.eligible.is_empty() {
        lines.push(localizer.text("whoami-eligible"));
        let eligible = standing.eligible.iter().take(ROLES_LISTED_MAX);
        lines.extend(eligible.map(|role| format!("• {}", escape(&role.name(), NAME_CHARS_MAX))));
        lines.extend(more(localizer, standing.eligible.len()));
    }
    lines
}

fn more(localizer: &Localizer, roles: usize) -> Option<String> {
    let left = roles.checked_sub(ROLES_LISTED_MAX).filter(|left| *left > 0)?;
    Some(format!("• {}", localizer.format("whoami-more-roles", &[("count", left.into())])))
}

fn held_role(localizer: &Localizer, held: &HeldRole) -> String {
    let mut line = format!("• {}", escape(&held.role.name(), NAME_CHARS_MAX));
    if let Some(unit) = &held.unit {
        // The name of the unit is not known here. The beginning of its id distinguishes two units.
        let unit: String = unit.to_string().chars().take(UNIT_CHARS).collect();
        line += &localizer.format("whoami-role-unit", &[("unit", unit.into())]);
    }
    if let Some(until) = held.until {
        line += &localizer.format("whoami-role-until", &[("when", relative(until).into())]);
    }
    line
}

/// Returns what the member is allowed to do. Commands with the same answer share a line.
fn rights(localizer: &Localizer, rights: &[CommandRights]) -> Vec<String> {
    let mut lines: Vec<(String, Vec<String>)> = Vec::new();
    let locale = Locale(localizer.tag());
    let mut add = |text: String, right: &CommandRights| {
        let name = right.wording.name_in(&locale, &right.command);
        let command = format!("`/{}`", escape_in_code(name, NAME_CHARS_MAX));
        match lines.iter_mut().find(|(known, _)| *known == text) {
            Some((_, commands)) => commands.push(command),
            None => lines.push((text, vec![command])),
        }
    };
    for right in rights {
        match &right.ask {
            Ok(()) => add(localizer.text("whoami-may-ask"), right),
            Err(refusal) => {
                let why = sentence(localizer, refusal);
                add(localizer.format("whoami-may-not-ask", &[("why", why.into())]), right);
            }
        }
    }
    for right in rights {
        match &right.decide {
            Some(Ok(by)) => {
                let roles = name_groups_in_short(localizer, by);
                add(localizer.format("whoami-may-decide", &[("roles", roles.into())]), right);
            }
            Some(Err(refusal)) => {
                let why = sentence(localizer, refusal);
                add(localizer.format("whoami-may-not-decide", &[("why", why.into())]), right);
            }
            None => {}
        }
    }
    let line = |(text, commands): (String, Vec<String>)| {
        localizer.format("whoami-commands", &[("commands", commands.join(", ").into()), ("said", text.into())])
    };
    lines.into_iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ObjectId;
    use crate::domain::people::DirectoryRole;

    #[test]
    fn a_unit_is_shown_by_the_beginning_of_its_id() {
        let role = DirectoryRole::named("User Administrator").unwrap();
        let unit = ObjectId::parse("1b2c3d4e-0000-4000-8000-000000000001");
        let held = HeldRole { unit, ..HeldRole::tenant_wide(role) };
        let says = |language: &str| held_role(&Localizer::for_locale(&Locale::from(language)), &held);
        assert_eq!(says("en"), "• User Administrator, only for the administrative unit `1b2c3d4e`…");
        assert_eq!(says("nl"), "• User Administrator, alleen voor de beheereenheid `1b2c3d4e`…");
    }
}
