//! Everybody who is refused something is told the way on, as far as it is known here: where the case stands, where its card is, how an
//! account comes to be known.

use super::Shared;
use super::message::Pressed;
use super::reply::Reply;
use super::sign_in_sessions::{Begun, Purpose};
use super::ttl_cache::Kept;
use crate::domain::case::Case;
use crate::domain::event::Opening;
use crate::domain::outcome::Outcome;
use crate::domain::people::Member;
use crate::domain::refusal::Refusal;
use crate::domain::wording::OptionName;
use crate::domain::{CaseNumber, Locale, MemberId};
use crate::ports::{Chat, Interaction, InteractionKind, Tenant};
use crate::render::card::ButtonId;
use crate::render::guidance::{AttemptedAction, LinkMethod, PressContext};

/// How long a wish is kept: whoever takes longer to link has something else in mind by then.
const WISH_SECONDS_MAX: i64 = 60 * 60;
/// Wishes that are kept in all; the oldest is forgotten.
const WISHES_MAX: usize = 1000;

/// What people typed in each tenant before anybody knew who they are, kept so that they are told what to type again once it is known.
/// It is in memory only: whoever links after a restart is shown the way to `/help` instead.
pub type Wishes = Kept<(usize, MemberId), String>;

/// Nobody has wished for anything yet.
pub fn wishes() -> Wishes {
    Kept::new(WISH_SECONDS_MAX, WISHES_MAX)
}

impl<T: Tenant, C: Chat> Shared<T, C> {
    /// What the requester is told first. Where nobody knows which account is theirs, they are led there by the hand, and what they
    /// typed is remembered until they are.
    pub(super) fn first_answer(&self, site: usize, case: &Case, reply: &Reply) -> Option<String> {
        let answer = self.messages.first_answer(case)?;
        let is_unknown = matches!(case.outcome(), Some(Outcome::Refused { refusal: Refusal::NotLinked }));
        if !is_unknown || case.approval_request().is_some() {
            return Some(answer);
        }
        let opening = case.opening();
        let line = self.line(opening);
        self.wishes.keep((site, opening.member.id), line.clone(), self.clock.now());
        let begun = Begun {
            site,
            member: opening.member.clone(),
            interaction: opening.origin.interaction,
            member_locale: opening.origin.member_locale.clone(),
            guild_locale: opening.origin.guild_locale.clone(),
            purpose: Purpose::Link,
            reply: reply.to(),
        };
        Some(self.link_first(begun, AttemptedAction::Command(&line)))
    }

    /// The way to be known, which begins at once where browsers can come back.
    pub(super) fn link_first(&self, begun: Begun, wish: AttemptedAction<'_>) -> String {
        let (member, locale) = (begun.member.id, begun.member_locale.clone());
        let Some(redirect_uri) = &self.ways.redirect_uri else {
            let way = if self.ways.device_code { LinkMethod::DeviceCode } else { LinkMethod::Operator };
            return self.messages.link_required(way, wish, member, &locale);
        };
        let said = |address: &str, until| {
            self.messages.link_required(LinkMethod::SignIn { address, until }, wish, member, &locale)
        };
        self.begin_sign_in(begun, redirect_uri, said)
    }

    /// What is said to a press that did not count, by the case that it was for.
    pub(super) fn refusal_of_press(&self, site: usize, case: &Case, pressed: &Pressed, refusal: &Refusal) -> String {
        // Whoever has just signed in for a decision knows the way, and took their link back themselves.
        if *refusal != Refusal::NotLinked || pressed.proof.is_some() {
            return self.refusal_at(refusal, case, pressed.reason.is_some(), &pressed.locale);
        }
        let begun = Begun {
            site,
            member: pressed.member.clone(),
            interaction: pressed.interaction,
            member_locale: pressed.locale.clone(),
            guild_locale: case.opening().origin.guild_locale.clone(),
            purpose: Purpose::Link,
            reply: pressed.reply.to(),
        };
        self.link_first(begun, AttemptedAction::Press)
    }

    /// What is said of a case that is over to somebody who may see it, and to whoever may not.
    pub(super) fn case_closed(
        &self,
        site: usize,
        member: &Member,
        number: CaseNumber,
        has_written: bool,
        locale: &Locale,
    ) -> String {
        let case = self.case_for(site, member, &number.to_string());
        let at = |case: Case| self.refusal_at(&Refusal::CaseClosed, &case, has_written, locale);
        case.map_or_else(|_| self.messages.refusal(&Refusal::CaseClosed, locale), at)
    }

    fn refusal_at(&self, refusal: &Refusal, case: &Case, has_written: bool, locale: &Locale) -> String {
        let command = self.catalog.command(&case.opening().command);
        self.messages.press_refused(refusal, PressContext { case, command, has_written }, locale)
    }

    /// What is said to something that belongs to no case that goes on.
    pub(super) fn refusal_of(&self, interaction: &Interaction, refusal: &Refusal) -> String {
        let locale = &interaction.member_locale;
        match refusal {
            Refusal::ForeignChannel => {
                let guild = interaction.channel.map(|at| at.guild);
                let here = self.sites.iter().filter(|site| Some(site.guild) == guild);
                self.messages.foreign_channel(&here.map(|site| site.channel).collect::<Vec<_>>(), locale)
            }
            Refusal::CaseClosed | Refusal::OldButton => match self.case_meant(interaction) {
                Some(case) => {
                    let has_written = matches!(interaction.kind, InteractionKind::FormSubmit { .. });
                    self.refusal_at(refusal, &case, has_written, locale)
                }
                None => self.messages.refusal(refusal, locale),
            },
            refusal => self.messages.refusal(refusal, locale),
        }
    }

    /// The case of a button, if whoever pressed it may see the case here.
    fn case_meant(&self, interaction: &Interaction) -> Option<Case> {
        let number: CaseNumber = match &interaction.kind {
            InteractionKind::ButtonPress(button) | InteractionKind::FormSubmit { button, .. } => button.case,
            InteractionKind::UnknownButton { custom_id } => ButtonId::of_another_version(custom_id)?,
            InteractionKind::Command { .. }
            | InteractionKind::Autocomplete { .. }
            | InteractionKind::Unsupported { .. } => return None,
        };
        let site = self.sites.iter().position(|site| interaction.channel == Some(site.channel_in_guild()))?;
        let member = self.sites[site].member(interaction.sender.as_ref()?);
        self.case_for(site, &member, &number.to_string()).ok()
    }

    /// The command that opened a case, as it was typed.
    fn line(&self, opening: &Opening) -> String {
        let text_of = |option: OptionName| match option {
            OptionName::User => Some(opening.user.clone()),
            OptionName::Reason => opening.reason.clone(),
            OptionName::Ticket => opening.ticket.clone(),
            OptionName::Number => None,
        };
        let bare = || format!("/{}", opening.command);
        let command = self.catalog.command(&opening.command);
        command.map_or_else(bare, |command| command.line(&opening.origin.member_locale, text_of))
    }
}

/// Why a button that cannot be read is not taken.
pub(super) fn unread_button(custom_id: &str) -> Refusal {
    if ButtonId::of_another_version(custom_id).is_some() { Refusal::OldButton } else { Refusal::ForgedButton }
}
