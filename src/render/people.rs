//! The answers to `/link`, `/unlink` and `/whoami`, and the pages at the end of a sign-in.

use jiff::Timestamp;

use super::guidance::in_code;
use super::localizer::Localizer;
use super::page::{BrowserPage, ConfirmationPage, ConfirmationRow};
use super::refusals::{mention, name_groups, sentence};
use super::text::{NAME_CHARS_MAX, escape, escape_in_code, one_line, relative, time_and_distance, truncate};
use super::{ANSWER_CHARS_MAX, Messages};
use crate::domain::link::LinkSource;
use crate::domain::people::{HeldRole, Member, Risk, Standing, StandingLookup};
use crate::domain::profile::{CommandRights, Profile};
use crate::domain::refusal::Refusal;
use crate::domain::{CaseNumber, Locale, MemberId, RoleName};

/// The directory roles that are listed. A message holds 2000 characters.
const ROLES_LISTED_MAX: usize = 10;
/// The characters of an administrative unit's id that are shown: its first group.
const UNIT_CHARS: usize = 8;

impl Messages {
    /// Returns the answer to `/link` with the address for the sign-in. The angle brackets keep Discord from opening
    /// the address for a preview.
    pub fn link_offer(&self, address: &str, until: Timestamp, locale: &Locale) -> String {
        let localizer = Localizer::for_locale(locale);
        let offer = format!("[{}](<{address}>)", localizer.text("link-sign-in"));
        format!("{offer}\n{}", localizer.format("link-offered", &[("when", time_and_distance(until).into())]))
    }

    /// Returns the answer to a press that needs a sign-in first.
    pub fn sign_in_offer(&self, case: CaseNumber, address: &str, until: Timestamp, locale: &Locale) -> String {
        let localizer = Localizer::for_locale(locale);
        let offer = format!("[{}](<{address}>)", localizer.text("link-sign-in"));
        let arguments = [("case", case.to_string().into()), ("when", time_and_distance(until).into())];
        format!("{offer}\n{}", localizer.format("vote-offered", &arguments))
    }

    /// Returns the page after a sign-in for a decision. The result of the decision is in the chat.
    pub fn vote_page(&self, is_proved: bool, member_name: &str, locale: &Locale) -> BrowserPage {
        let localizer = Localizer::for_locale(locale);
        let key = if is_proved { "page-vote" } else { "page-vote-failed" };
        let title = localizer.text(if is_proved { "page-vote-title" } else { "page-vote-failed-title" });
        let text = localizer.format(key, &[("name", one_line(member_name, NAME_CHARS_MAX).into())]);
        BrowserPage { title, text, language: locale_of(&localizer) }
    }

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
    pub fn link_completed(&self, upn: &str, wish: Option<&str>, locale: &Locale) -> String {
        let localizer = Localizer::for_locale(locale);
        let done = localizer.format("link-done", &[("upn", escape(upn, NAME_CHARS_MAX).into())]);
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

    /// Returns the page that asks, before a link is made, if the person who signed in is the member. The member's id
    /// stands beside the name, because anybody can choose any name.
    pub fn link_confirmation_page(&self, upn: &str, member: &Member, locale: &Locale) -> ConfirmationPage {
        let localizer = Localizer::for_locale(locale);
        let id = localizer.format("ask-link-id", &[("id", member.id.to_string().into())]);
        let fact = |key: &str, name: &str, detail: String| ConfirmationRow {
            label: localizer.text(key),
            name: one_line(name, NAME_CHARS_MAX),
            detail,
        };
        ConfirmationPage {
            page: page(locale, "ask-link"),
            rows: vec![fact("ask-link-member", &member.name, id), fact("ask-link-account", upn, String::new())],
            warning: localizer.text("ask-link-warning"),
            yes: localizer.text("ask-link-yes"),
            no: localizer.text("ask-link-no"),
        }
    }

    /// Returns the page after a sign-in for a link: the linked account, or the reason why there is none. It names the
    /// member, so that a person who was lured into signing in for someone else notices.
    pub fn link_page(&self, outcome: Result<&str, &Refusal>, member_name: &str, locale: &Locale) -> BrowserPage {
        let localizer = Localizer::for_locale(locale);
        let name = one_line(member_name, NAME_CHARS_MAX);
        let (title, text) = match outcome {
            Ok(upn) => {
                let upn = one_line(upn, NAME_CHARS_MAX);
                let text = localizer.format("page-linked", &[("upn", upn.into()), ("name", name.into())]);
                (localizer.text("page-linked-title"), text)
            }
            Err(refusal) => {
                let key = match refusal {
                    Refusal::AccountTaken => "page-account-taken",
                    Refusal::LinkedAlready | Refusal::LinkedByOperator => "page-linked-already",
                    Refusal::SignInDeclined { .. } => "page-declined",
                    Refusal::LinkDisowned => "page-disowned",
                    _ => "page-failed",
                };
                (localizer.text("page-refused-title"), localizer.format(key, &[("name", name.into())]))
            }
        };
        BrowserPage { title, text, language: locale_of(&localizer) }
    }

    /// Returns the page for a sign-in that is not in progress.
    pub fn unknown_sign_in_page(&self, locale: &Locale) -> BrowserPage {
        page(locale, "page-unknown")
    }

    /// Returns the page for an answer to a question that is not open.
    pub fn unknown_confirmation_page(&self, locale: &Locale) -> BrowserPage {
        page(locale, "page-answered")
    }

    /// Returns the page for an answer that was not sent by a page of ours.
    pub fn foreign_answer_page(&self, locale: &Locale) -> BrowserPage {
        page(locale, "page-foreign")
    }

    /// Returns the page for a sign-in whose result is not known yet.
    pub fn unknown_outcome_page(&self, locale: &Locale) -> BrowserPage {
        page(locale, "page-no-answer")
    }

    /// Returns the page for an unknown address.
    pub fn not_found_page(&self, locale: &Locale) -> BrowserPage {
        page(locale, "page-nothing")
    }
}

fn page(locale: &Locale, key: &str) -> BrowserPage {
    let localizer = Localizer::for_locale(locale);
    let title = localizer.text(&format!("{key}-title"));
    BrowserPage { title, text: localizer.text(key), language: locale_of(&localizer) }
}

fn locale_of(localizer: &Localizer) -> Locale {
    Locale(localizer.tag())
}

/// Returns the linked account and what is wrong with it.
fn account(localizer: &Localizer, profile: &Profile) -> Vec<String> {
    let refused = |refusal: &Refusal| sentence(localizer, refusal);
    let Some((id, source)) = &profile.account else { return vec![refused(&Refusal::NotLinked)] };
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
            if !standing.enabled {
                lines.push(localizer.text("whoami-blocked"));
            }
            lines
        }
        StandingLookup::NotLinked => vec![refused(&Refusal::NotLinked)],
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
                let roles = name_groups(localizer, by);
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

    fn question(name: &str, upn: &str, language: &str) -> ConfirmationPage {
        let mallory = Member { id: MemberId(588_310_472_961_228_800), name: name.to_owned(), roles: Vec::new() };
        Messages::new().link_confirmation_page(upn, &mallory, &Locale::from(language))
    }

    #[test]
    fn a_link_confirmation_names_the_member_with_the_id() {
        for (language, yes, typed) in [
            ("en", "Yes, that is me", "typed /link"),
            ("nl", "Ja, dat ben ik", "/koppel hebt getypt"),
            ("de", "Ja, das bin ich", "/verbinden eingegeben"),
            ("fr", "Oui, c’est moi", "taper /associer"),
        ] {
            let question = question("Mallory", "alice@contoso.com", language);
            let [member, account] = &question.rows[..] else { panic!("{:?}", question.rows) };
            assert_eq!(member.name, "Mallory");
            assert!(member.detail.contains("588310472961228800"), "{member:?}");
            assert_eq!((account.name.as_str(), account.detail.as_str()), ("alice@contoso.com", ""));
            assert!(question.warning.contains(typed), "{}", question.warning);
            assert_eq!((question.yes.as_str(), &question.page.language), (yes, &Locale::from(language)));
            assert!(!question.page.text.contains("Mallory"), "a name is no part of a sentence");
        }
    }

    #[test]
    fn a_name_in_a_confirmation_stays_on_its_row() {
        let question = question(&format!("Al\u{202e}ice\nPress yes{}", "x".repeat(500)), "a\n@b", "en");
        assert!(question.rows[0].name.starts_with("Alice Press yes"), "{question:?}");
        assert!(question.rows[0].name.chars().count() <= NAME_CHARS_MAX, "{question:?}");
        assert_eq!(question.rows[1].name, "a @b");
    }

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
