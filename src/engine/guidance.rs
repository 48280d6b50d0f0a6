//! The answer to a refused interaction, with the next step for its sender: how the case stands, where its card is, or
//! how to link an account.

use std::sync::Arc;

use super::case_reader::CaseReader;
use super::message::ButtonPress;
use super::reply::Reply;
use super::sign_in_sessions::{SignInPurpose, SignInSession, SignInSessions};
use super::tenant_channel::{TenantChannel, TenantChannels, TenantMember};
use super::ttl_cache::TtlCache;
use crate::catalog::Catalog;
use crate::clock::Clock;
use crate::domain::case::Case;
use crate::domain::event::Opening;
use crate::domain::outcome::Outcome;
use crate::domain::people::Member;
use crate::domain::refusal::Refusal;
use crate::domain::wording::OptionName;
use crate::domain::{CaseNumber, Locale};
use crate::ports::{Interaction, InteractionKind, Tenant};
use crate::render::Messages;
use crate::render::card::ButtonId;
use crate::render::guidance::{AttemptedAction, LinkMethod, PressContext};

/// The time for which an interrupted command is remembered.
const INTERRUPTED_SECONDS: i64 = 60 * 60;
/// The most interrupted commands that are remembered.
const INTERRUPTED_MAX: usize = 1000;

/// The commands of members without a linked account, which are shown again once they have linked one. In memory only:
/// after a restart the member is pointed to `/help` instead.
pub struct InterruptedCommands(TtlCache<TenantMember, String>);

impl InterruptedCommands {
    /// Creates an empty list.
    pub fn new() -> Self {
        Self(TtlCache::new(INTERRUPTED_SECONDS, INTERRUPTED_MAX))
    }

    /// Removes and returns the last command of a member, or `None` if there is none.
    pub fn take(&self, member: &TenantMember, clock: &Clock) -> Option<String> {
        self.0.remove(member, clock.now())
    }
}

/// Writes the answers to refused interactions.
pub struct Guidance<T> {
    /// The channels of the tenants.
    pub channels: Arc<TenantChannels<T>>,
    /// The commands.
    pub catalog: Arc<Catalog>,
    /// The cases that an answer may describe.
    pub cases: CaseReader,
    /// The sign-ins, of which an answer may begin one.
    pub sign_ins: Arc<SignInSessions<T>>,
    /// The commands that wait for a linked account.
    pub interrupted: Arc<InterruptedCommands>,
    /// The clock.
    pub clock: Clock,
    /// The texts.
    pub messages: Messages,
}

impl<T: Tenant> Guidance<T> {
    /// Returns the first answer to the requester of a case, or `None` while there is nothing to say. A requester
    /// without a linked account is guided through linking one, and their command is remembered until then.
    pub fn first_answer(&self, channel: &Arc<TenantChannel<T>>, case: &Case, reply: &Reply) -> Option<String> {
        let answer = self.messages.first_answer(case)?;
        if let Some(answer) = self.joined_elsewhere(channel, case) {
            return Some(answer);
        }
        let is_unknown = matches!(case.outcome(), Some(Outcome::Refused { refusal: Refusal::NotLinked }));
        if !is_unknown || case.approval_request().is_some() {
            return Some(answer);
        }
        let opening = case.opening();
        let line = self.command_line(opening);
        self.interrupted.0.insert(channel.key_of(opening.member.id), line.clone(), self.clock.now());
        let session = SignInSession {
            channel: Arc::clone(channel),
            member: opening.member.clone(),
            interaction: opening.origin.interaction,
            member_locale: opening.origin.member_locale.clone(),
            guild_locale: opening.origin.guild_locale.clone(),
            purpose: SignInPurpose::Link,
            reply: reply.to(),
        };
        Some(self.link_required(session, AttemptedAction::Command(&line)))
    }

    /// Returns the answer to a requester who joined a case whose card is in another channel than theirs would be, or
    /// `None` if this is no such case.
    fn joined_elsewhere(&self, channel: &TenantChannel<T>, case: &Case) -> Option<String> {
        let Some(Outcome::Joined { case: other }) = case.outcome() else { return None };
        let other = self.cases.load(&channel.name, *other)?;
        let (origin, typed) = (&case.opening().origin, case.opening().origin.channel);
        let is_elsewhere = other.opening().origin.channel != origin.typed_in.unwrap_or(typed);
        (is_elsewhere || origin.thread.is_some()).then(|| self.messages.joined_elsewhere(&other, &origin.member_locale))
    }

    /// Returns the answer to a press that does not count.
    pub fn press_refused(
        &self,
        channel: &Arc<TenantChannel<T>>,
        case: &Case,
        press: &ButtonPress,
        refusal: &Refusal,
    ) -> String {
        // A member who has just signed in knows how to link an account, and has removed the link themselves.
        if *refusal != Refusal::NotLinked || press.step_up.is_some() {
            return self.refused_at_case(refusal, case, press.reason.is_some(), &press.locale);
        }
        let session = SignInSession {
            channel: Arc::clone(channel),
            member: press.member.clone(),
            interaction: press.interaction,
            member_locale: press.locale.clone(),
            guild_locale: case.opening().origin.guild_locale.clone(),
            purpose: SignInPurpose::Link,
            reply: press.reply.to(),
        };
        self.link_required(session, AttemptedAction::Press)
    }

    /// Returns the answer to a decision about a closed case. A member who is not allowed to see the case reads only
    /// that it is closed.
    pub fn case_closed(
        &self,
        channel: &TenantChannel<T>,
        member: &Member,
        number: CaseNumber,
        has_written: bool,
        locale: &Locale,
    ) -> String {
        match self.cases.of_late_press(channel, member, number, None) {
            Some(case) => self.refused_at_case(&Refusal::CaseClosed, &case, has_written, locale),
            None => self.messages.refusal(&Refusal::CaseClosed, locale),
        }
    }

    /// Returns the answer to an interaction that belongs to no running case.
    pub fn interaction_refused(&self, interaction: &Interaction, refusal: &Refusal) -> String {
        let locale = &interaction.member_locale;
        match refusal {
            Refusal::ForeignChannel => {
                let here = interaction.channel.map(|at| self.channels.in_guild(at.guild));
                let channels: Vec<_> = here.into_iter().flatten().map(|channel| channel.location.channel).collect();
                self.messages.foreign_channel(&channels, locale)
            }
            Refusal::CaseClosed | Refusal::OldButton => match self.case_of(interaction) {
                Some(case) => {
                    let has_written = matches!(interaction.kind, InteractionKind::FormSubmit { .. });
                    self.refused_at_case(refusal, &case, has_written, locale)
                }
                None => self.messages.refusal(refusal, locale),
            },
            refusal => self.messages.refusal(refusal, locale),
        }
    }

    /// Returns the steps to link an account. With a redirect URI the sign-in has begun when this returns.
    fn link_required(&self, session: SignInSession<T>, attempted: AttemptedAction<'_>) -> String {
        let (member, locale) = (session.member.id, session.member_locale.clone());
        let offer = self.sign_ins.begin(session, self.clock.now());
        let method = match &offer {
            Some(offer) => LinkMethod::SignIn { address: &offer.url, until: offer.until },
            None if self.sign_ins.methods().device_code => LinkMethod::DeviceCode,
            None => LinkMethod::Operator,
        };
        self.messages.link_required(method, attempted, member, &locale)
    }

    fn refused_at_case(&self, refusal: &Refusal, case: &Case, has_written: bool, locale: &Locale) -> String {
        let command = self.catalog.command(&case.opening().command);
        self.messages.press_refused(refusal, PressContext { case, command, has_written }, locale)
    }

    /// Returns the case of a button, or `None` if there is none that the sender is allowed to see here.
    fn case_of(&self, interaction: &Interaction) -> Option<Case> {
        let number: CaseNumber = match &interaction.kind {
            InteractionKind::ButtonPress(button) | InteractionKind::FormSubmit { button, .. } => button.case,
            InteractionKind::UnknownButton { custom_id } => ButtonId::of_another_version(custom_id)?,
            InteractionKind::Command { .. }
            | InteractionKind::Autocomplete { .. }
            | InteractionKind::NumberPress(_)
            | InteractionKind::NumberSubmit { .. }
            | InteractionKind::Unsupported { .. } => return None,
        };
        let location = interaction.channel?;
        let channel = self.channels.at(location)?;
        let member = channel.member(interaction.sender.as_ref()?);
        self.cases.of_late_press(channel, &member, number, Some(location.channel))
    }

    /// Returns the command that opened a case, as the requester typed it.
    fn command_line(&self, opening: &Opening) -> String {
        let text_of = |option: OptionName| match option {
            OptionName::User => Some(opening.user.clone()),
            OptionName::Reason => opening.reason.clone(),
            OptionName::Ticket => opening.ticket.clone(),
            OptionName::Symptom => opening.complaint.symptom.map(|symptom| symptom.word().to_owned()),
            OptionName::Code => opening.complaint.code.clone(),
            OptionName::Number | OptionName::Scope => None,
        };
        let command = self.catalog.command(&opening.command);
        command.map_or_else(
            || format!("/{}", opening.command),
            |command| command.line(&opening.origin.member_locale, text_of),
        )
    }
}

/// Returns the refusal for a button whose id cannot be read.
pub fn unreadable_button(custom_id: &str) -> Refusal {
    if ButtonId::of_another_version(custom_id).is_some() { Refusal::OldButton } else { Refusal::ForgedButton }
}
