//! Where everything arrives that people type and press, and is given to the case it belongs to.

use std::sync::Arc;

use jiff::SignedDuration;
use tokio::sync::mpsc;
use tokio::sync::mpsc::error::TrySendError;

use super::Engine;
use super::guidance::unread_button;
use super::message::{Message, Pressed};
use super::reply::Reply;
use crate::domain::case::{Input, Now};
use crate::domain::command::{Command, Purpose, Terms};
use crate::domain::event::{Opening, Origin, UnroutedInteraction, Verb};
use crate::domain::people::Member;
use crate::domain::refusal::Refusal;
use crate::domain::wording::OptionName;
use crate::ports::{Chat, GuildChannel, Interaction, InteractionKind, Tenant};
use crate::render::card::{ButtonId, Form};

/// How old something may be and still be taken. Discord's tokens live 15 minutes; what is older nobody waits for.
/// <https://discord.com/developers/docs/interactions/receiving-and-responding>
const ARRIVAL_AGE_MINUTES_MAX: i64 = 15;
/// How much of what came from outside is kept of something that belongs to no case, in characters.
const STRAY_CHARS_MAX: usize = 100;

impl<T: Tenant, C: Chat> Engine<T, C> {
    /// Takes one thing that somebody typed or pressed, once.
    pub(super) async fn receive(&mut self, interaction: Interaction) {
        // Nothing is asked for yet: it is no interaction to be remembered, and may be answered twice.
        if matches!(interaction.kind, InteractionKind::Autocomplete { .. }) {
            return self.on_typing(interaction);
        }
        let now = self.shared.clock.now();
        if !self.shared.is_new(interaction.id) {
            tracing::info!(interaction = %interaction.id, "taken already; nothing is done twice");
            return;
        }
        let age = now.duration_since(interaction.sent_at);
        tracing::debug!(interaction = %interaction.id, age_ms = age.as_millis(), "arrived");
        if age > SignedDuration::from_mins(ARRIVAL_AGE_MINUTES_MAX) {
            return self.turn_away(interaction, Refusal::ArrivedTooLate).await;
        }
        match interaction.kind.clone() {
            InteractionKind::Command { name, options } => self.on_command(interaction, &name, &options).await,
            InteractionKind::ButtonPress(button) if button.verb == Verb::Details => {
                self.on_details(interaction, button).await
            }
            InteractionKind::ButtonPress(button) => match self.question(button, &interaction) {
                // Whether the person may press it is looked at when the answer comes.
                Some(form) => self.ask(interaction, form).await,
                None => self.on_press(interaction, button, None).await,
            },
            InteractionKind::FormSubmit { button, text } => self.on_press(interaction, button, Some(text)).await,
            InteractionKind::Autocomplete { .. } => self.on_typing(interaction),
            InteractionKind::UnknownButton { custom_id } => {
                self.turn_away(interaction, unread_button(&custom_id)).await
            }
            InteractionKind::Unsupported { .. } => self.turn_away(interaction, Refusal::NotUnderstood).await,
        }
    }

    async fn on_command(&mut self, interaction: Interaction, name: &str, options: &[(String, String)]) {
        let (site, member) = match self.site_and_member(&interaction) {
            Ok(found) => found,
            Err(refusal) => return self.turn_away(interaction, refusal).await,
        };
        let Some(command) = self.shared.catalog.command(name) else {
            return self.turn_away(interaction, Refusal::NoSuchCommand).await;
        };
        let terms = match &command.purpose {
            Purpose::Case(terms) => terms,
            Purpose::Answer(inquiry) => {
                let inquiry = *inquiry;
                return self.on_inquiry(interaction, site, member, (inquiry, options)).await;
            }
        };
        let opening = match self.opening((command, terms), &interaction, site, member, options) {
            Ok(opening) => opening,
            Err(refusal) => return self.turn_away(interaction, refusal).await,
        };
        let now = Now { at: self.shared.clock.now(), epoch: self.shared.journal.store().epoch() };
        let opened =
            self.shared.journal.open(now.at, opening, move |case| case.decide(Input::Typed, now).unwrap_or_default());
        match opened.await {
            Ok(open) => {
                tracing::info!(case = %open.case.number(), command = name, "opened");
                // On disk first, then "heard": what was acknowledged is not lost.
                let reply = Reply::owe(&self.shared.chat, interaction.reply);
                self.converse(open, site, Some(reply));
            }
            Err(error) => self.shared.fail(&error.to_string()),
        }
    }

    fn opening(
        &self,
        (command, terms): (&Command, &Terms),
        interaction: &Interaction,
        site: usize,
        member: Member,
        options: &[(String, String)],
    ) -> Result<Opening, Refusal> {
        let cases_max = self.shared.limits.open_cases_per_member_max;
        let open = self.shared.open().values().filter(|under_way| under_way.requester == member.id).count();
        if open >= usize::from(cases_max) {
            return Err(Refusal::TooManyOpen { cases_max });
        }
        let given = |wanted: OptionName| -> Result<Option<String>, Refusal> {
            let text = options.iter().find(|(name, _)| name == wanted.word()).map(|(_, text)| text.trim().to_owned());
            let limit = command.options.iter().find(|option| option.name == wanted).map(|option| option.chars_max);
            if let (Some(text), Some(chars_max)) = (&text, limit) {
                fits(text, wanted, chars_max)?;
            }
            Ok(text.filter(|text| !text.is_empty() && limit.is_some()))
        };
        let GuildChannel { guild, channel } = interaction.channel.ok_or(Refusal::ForeignChannel)?;
        Ok(Opening {
            tenant: self.shared.sites[site].name.clone(),
            command: command.name.clone(),
            terms: terms.clone(),
            member,
            user: given(OptionName::User)?.ok_or(Refusal::TargetMalformed)?,
            reason: given(OptionName::Reason)?,
            ticket: given(OptionName::Ticket)?,
            origin: Origin {
                guild,
                channel,
                interaction: interaction.id,
                member_locale: interaction.member_locale.clone(),
                guild_locale: interaction.guild_locale.clone(),
            },
        })
    }

    async fn on_press(&mut self, interaction: Interaction, button: ButtonId, reason: Option<String>) {
        let (site, member) = match self.site_and_member(&interaction) {
            Ok(found) => found,
            Err(refusal) => return self.turn_away(interaction, refusal).await,
        };
        let reason = reason.map(|text| text.trim().to_owned());
        let worded = match &reason {
            // Discord takes spaces for an answer.
            Some(text) if text.is_empty() => Err(Refusal::ReasonMissing),
            Some(text) => fits(text, OptionName::Reason, self.shared.limits.reason_chars_max),
            None => Ok(()),
        };
        if let Err(refusal) = worded {
            return self.turn_away(interaction, refusal).await;
        }
        let mailbox = match self.mailbox(button, site) {
            Ok(mailbox) => mailbox,
            Err(refusal) => return self.turn_away(interaction, refusal).await,
        };
        // A place first, then "heard": nobody is told that they were heard and then forgotten.
        match mailbox.try_reserve() {
            Ok(place) => place.send(Message::Pressed(Pressed {
                member,
                interaction: interaction.id,
                verb: button.verb,
                plan: button.plan,
                reason,
                proof: None,
                locale: interaction.member_locale,
                reply: Reply::owe(&self.shared.chat, interaction.reply),
                undecided: self.shared.undecided(),
            })),
            Err(TrySendError::Full(())) => self.turn_away(interaction, Refusal::Busy).await,
            Err(TrySendError::Closed(())) => self.turn_away(interaction, Refusal::CaseClosed).await,
        }
    }

    fn question(&self, button: ButtonId, interaction: &Interaction) -> Option<Form> {
        self.shared.messages.form(button, self.shared.limits.reason_chars_max, &interaction.member_locale)
    }

    async fn ask(&mut self, interaction: Interaction, form: Form) {
        let is_open = self.site_and_member(&interaction).and_then(|(site, _)| self.mailbox(form.id, site));
        if let Err(refusal) = is_open {
            return self.turn_away(interaction, refusal).await;
        }
        let chat = Arc::clone(&self.shared.chat);
        tokio::spawn(async move {
            if let Err(error) = chat.open_form(&interaction.reply, &form).await {
                tracing::warn!(case = %form.id.case, %error, "could not ask");
            }
        });
    }

    /// The way to the case of a button, or why there is none. A case of another tenant is said not to exist.
    fn mailbox(&self, button: ButtonId, site: usize) -> Result<mpsc::Sender<Message>, Refusal> {
        if let Some(under_way) = self.shared.open().get(&button.case) {
            return if under_way.site == site { Ok(under_way.mailbox.clone()) } else { Err(Refusal::NoSuchCase) };
        }
        match self.shared.journal.load(button.case) {
            Ok(Some(open)) if open.case.opening().tenant == self.shared.sites[site].name => Err(Refusal::CaseClosed),
            Ok(_) => Err(Refusal::NoSuchCase),
            Err(error) => {
                tracing::error!(case = %button.case, %error, "the case cannot be read");
                Err(Refusal::NoSuchCase)
            }
        }
    }

    /// The tenant that the channel belongs to, and the one who sent this as its cases know them.
    pub(super) fn site_and_member(&self, interaction: &Interaction) -> Result<(usize, Member), Refusal> {
        let is_here = |site: &super::Site<T>| interaction.channel == Some(site.channel_in_guild());
        let site = self.shared.sites.iter().position(is_here).ok_or(Refusal::ForeignChannel)?;
        let sender = interaction.sender.as_ref().ok_or(Refusal::NotUnderstood)?;
        Ok((site, self.shared.sites[site].member(sender)))
    }

    /// Says no to something that belongs to no case: a worded answer to whoever sent it, and one entry for the audit.
    pub(super) async fn turn_away(&mut self, interaction: Interaction, refusal: Refusal) {
        let sender = interaction.sender.as_ref();
        let stray = UnroutedInteraction {
            member: sender.map(|sender| Member { id: sender.id, name: cut(&sender.name), roles: Vec::new() }),
            channel: interaction.channel.map(|at| at.channel),
            interaction: interaction.id,
            what: cut(&describe(&interaction.kind)),
            refusal: refusal.clone(),
        };
        tracing::info!(interaction = %interaction.id, rule = refusal.rule(), "turned away");
        if let Err(error) = self.shared.journal.stray(self.shared.clock.now(), stray).await {
            return self.shared.fail(&error.to_string());
        }
        let words = self.shared.refusal_of(&interaction, &refusal);
        let chat = Arc::clone(&self.shared.chat);
        let reply = Reply::owe(&chat, interaction.reply);
        tokio::spawn(async move { reply.say(chat.as_ref(), &words).await });
    }
}

fn fits(text: &str, option: OptionName, chars_max: u16) -> Result<(), Refusal> {
    let chars = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
    if chars > u32::from(chars_max) { Err(Refusal::TextTooLong { option, chars_max, chars }) } else { Ok(()) }
}

fn describe(what: &InteractionKind) -> String {
    match what {
        InteractionKind::Command { name, .. } => format!("command {name}"),
        InteractionKind::Autocomplete { command, .. } => format!("typing {command}"),
        InteractionKind::ButtonPress(button) | InteractionKind::FormSubmit { button, .. } => {
            format!("{} on case {}", button.verb.word(), button.case)
        }
        InteractionKind::UnknownButton { custom_id } => format!("button {custom_id}"),
        InteractionKind::Unsupported { description } => description.clone(),
    }
}

fn cut(text: &str) -> String {
    text.chars().take(STRAY_CHARS_MAX).collect()
}
