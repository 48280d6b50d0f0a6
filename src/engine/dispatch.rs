//! The entrance for interactions: each is taken once, and passed to a new case, to a running one, or to a query.

use std::sync::Arc;

use jiff::SignedDuration;
use tokio::sync::mpsc;
use tokio::sync::mpsc::error::TrySendError;

use super::autocomplete::Autocomplete;
use super::case_actors::CaseActors;
use super::guidance::{Guidance, unreadable_button};
use super::limits::EngineLimits;
use super::message::{ButtonPress, Message};
use super::open_cases::OpenCases;
use super::queries::Queries;
use super::recorder::{NotRecorded, Recorder};
use super::reply::Reply;
use super::seen_interactions::SeenInteractions;
use super::tenant_channel::{TenantChannel, TenantChannels};
use super::undecided_presses::UndecidedPresses;
use crate::catalog::Catalog;
use crate::clock::Clock;
use crate::domain::command::{Command, Purpose, Terms};
use crate::domain::event::{Opening, Origin, UnroutedInteraction, Verb};
use crate::domain::people::Member;
use crate::domain::refusal::Refusal;
use crate::domain::wording::OptionName;
use crate::ports::{Chat, GuildChannel, Interaction, InteractionKind, Tenant};
use crate::render::Messages;
use crate::render::card::{ButtonId, Form};

/// The age up to which an interaction is taken. Discord's tokens are valid for 15 minutes.
/// <https://discord.com/developers/docs/interactions/receiving-and-responding>
const INTERACTION_AGE_MINUTES_MAX: i64 = 15;
/// The limit on each text of a refused interaction in the journal, in characters.
const UNROUTED_CHARS_MAX: usize = 100;

/// The channel and the sender of an interaction.
pub struct Request<T> {
    /// The channel, with its tenant.
    pub channel: Arc<TenantChannel<T>>,
    /// The sender, as the cases of the tenant know them.
    pub member: Member,
}

/// Takes interactions.
pub struct Dispatch<T, C> {
    /// The channels of the tenants.
    pub channels: Arc<TenantChannels<T>>,
    /// The commands.
    pub catalog: Arc<Catalog>,
    /// The interactions that were taken.
    pub seen: SeenInteractions,
    /// The actors of cases.
    pub actors: CaseActors<T, C>,
    /// The running cases.
    pub open_cases: Arc<OpenCases>,
    /// The count of presses that are not decided yet.
    pub presses: UndecidedPresses,
    /// The commands that open no case.
    pub queries: Arc<Queries<T, C>>,
    /// The suggestions while an option is typed.
    pub autocomplete: Autocomplete<C>,
    /// The answers to refused interactions.
    pub guidance: Arc<Guidance<T>>,
    /// The journal.
    pub recorder: Recorder,
    /// The limits on cases and texts.
    pub limits: Arc<EngineLimits>,
    /// The chat.
    pub chat: Arc<C>,
    /// The clock.
    pub clock: Clock,
    /// The texts.
    pub messages: Messages,
}

impl<T: Tenant, C: Chat> Dispatch<T, C> {
    /// Takes one interaction, unless it was taken before.
    pub async fn receive(&mut self, interaction: Interaction) {
        if matches!(interaction.kind, InteractionKind::Autocomplete { .. }) {
            // Requests nothing, so it need not be remembered.
            return self.autocomplete.answer(&interaction, self.request(&interaction).ok());
        }
        if !self.seen.insert(interaction.id) {
            tracing::info!(interaction = %interaction.id, "duplicate interaction ignored");
            return;
        }
        let age = self.clock.now().duration_since(interaction.sent_at);
        tracing::debug!(interaction = %interaction.id, age_ms = age.as_millis(), "interaction received");
        let handled = if age > SignedDuration::from_mins(INTERACTION_AGE_MINUTES_MAX) {
            Err(Refusal::ArrivedTooLate)
        } else {
            self.handle(&interaction).await
        };
        if let Err(refusal) = handled {
            self.refuse(&interaction, refusal).await;
        }
    }

    async fn handle(&mut self, interaction: &Interaction) -> Result<(), Refusal> {
        match &interaction.kind {
            InteractionKind::Command { name, options } => self.on_command(interaction, name, options).await,
            InteractionKind::ButtonPress(button) if button.verb == Verb::Details => {
                self.queries.details(interaction, &self.request(interaction)?, &button.case.to_string())
            }
            InteractionKind::ButtonPress(button) => {
                let reason_chars_max = self.limits.reason_chars_max;
                match self.messages.form(*button, reason_chars_max, &interaction.member_locale) {
                    // The member's rights are checked when they submit the form.
                    Some(form) => self.open_form(interaction, form),
                    None => self.on_press(interaction, *button, None),
                }
            }
            InteractionKind::FormSubmit { button, text } => self.on_press(interaction, *button, Some(text)),
            InteractionKind::UnknownButton { custom_id } => Err(unreadable_button(custom_id)),
            InteractionKind::Autocomplete { .. } | InteractionKind::Unsupported { .. } => Err(Refusal::NotUnderstood),
        }
    }

    async fn on_command(
        &mut self,
        interaction: &Interaction,
        name: &str,
        options: &[(String, String)],
    ) -> Result<(), Refusal> {
        let request = self.request(interaction)?;
        let command = self.catalog.command(name).ok_or(Refusal::NoSuchCommand)?;
        let terms = match &command.purpose {
            Purpose::Case(terms) => terms,
            Purpose::Answer(query) => return self.queries.answer(*query, interaction, request, options).await,
        };
        let Request { channel, member } = request;
        let opening = self.opening(command, terms, interaction, &channel, member, options)?;
        if let Ok(open) = self.recorder.open(opening).await {
            tracing::info!(case = %open.case.number(), command = name, "case opened");
            // Acknowledged only now that the case is on disk, so that nothing acknowledged is lost.
            let reply = Reply::acknowledge(&self.chat, interaction.reply.clone());
            self.actors.start(open, &channel, Some(reply));
        }
        Ok(())
    }

    fn opening(
        &self,
        command: &Command,
        terms: &Terms,
        interaction: &Interaction,
        channel: &TenantChannel<T>,
        member: Member,
        options: &[(String, String)],
    ) -> Result<Opening, Refusal> {
        let cases_max = self.limits.open_cases_per_member_max;
        if self.open_cases.count_of(member.id) >= usize::from(cases_max) {
            return Err(Refusal::TooManyOpen { cases_max });
        }
        let text_of = |wanted: OptionName| -> Result<Option<String>, Refusal> {
            let text = options.iter().find(|(name, _)| name == wanted.word()).map(|(_, text)| text.trim().to_owned());
            let limit = command.options.iter().find(|option| option.name == wanted).map(|option| option.chars_max);
            if let (Some(text), Some(chars_max)) = (&text, limit) {
                check_length(text, wanted, chars_max)?;
            }
            Ok(text.filter(|text| !text.is_empty() && limit.is_some()))
        };
        let GuildChannel { guild, channel: channel_id } = channel.location;
        Ok(Opening {
            tenant: channel.name.clone(),
            command: command.name.clone(),
            terms: terms.clone(),
            member,
            user: text_of(OptionName::User)?.ok_or(Refusal::TargetMalformed)?,
            reason: text_of(OptionName::Reason)?,
            ticket: text_of(OptionName::Ticket)?,
            origin: Origin {
                guild,
                channel: channel_id,
                interaction: interaction.id,
                member_locale: interaction.member_locale.clone(),
                guild_locale: interaction.guild_locale.clone(),
            },
        })
    }

    fn on_press(&self, interaction: &Interaction, button: ButtonId, text: Option<&String>) -> Result<(), Refusal> {
        let Request { channel, member } = self.request(interaction)?;
        let reason = text.map(|text| text.trim().to_owned());
        match &reason {
            // Discord accepts a form that is filled in with spaces.
            Some(text) if text.is_empty() => return Err(Refusal::ReasonMissing),
            Some(text) => check_length(text, OptionName::Reason, self.limits.reason_chars_max)?,
            None => {}
        }
        let mailbox = self.mailbox(button, &channel)?;
        // Room in the mailbox first, then the acknowledgement: a press that was acknowledged is not dropped.
        let permit = mailbox.try_reserve().map_err(|error| match error {
            TrySendError::Full(()) => Refusal::Busy,
            TrySendError::Closed(()) => Refusal::CaseClosed,
        })?;
        permit.send(Message::Press(ButtonPress {
            member,
            interaction: interaction.id,
            verb: button.verb,
            plan: button.plan,
            reason,
            step_up: None,
            locale: interaction.member_locale.clone(),
            reply: Reply::acknowledge(&self.chat, interaction.reply.clone()),
            undecided: self.presses.register(),
        }));
        Ok(())
    }

    fn open_form(&self, interaction: &Interaction, form: Form) -> Result<(), Refusal> {
        let request = self.request(interaction)?;
        self.mailbox(form.id, &request.channel)?;
        let (chat, reply) = (Arc::clone(&self.chat), interaction.reply.clone());
        tokio::spawn(async move {
            if let Err(error) = chat.open_form(&reply, &form).await {
                tracing::warn!(case = %form.id.case, %error, "form not opened");
            }
        });
        Ok(())
    }

    /// Returns the mailbox of a button's case. A case of another tenant counts as nonexistent.
    fn mailbox(&self, button: ButtonId, channel: &TenantChannel<T>) -> Result<mpsc::Sender<Message>, Refusal> {
        if let Some(handle) = self.open_cases.get(button.case) {
            return if handle.tenant == channel.name { Ok(handle.mailbox) } else { Err(Refusal::NoSuchCase) };
        }
        match self.queries.cases.load(&channel.name, button.case) {
            Some(_) => Err(Refusal::CaseClosed),
            None => Err(Refusal::NoSuchCase),
        }
    }

    /// Returns the tenant's channel and the sender, as the cases of the tenant know them.
    fn request(&self, interaction: &Interaction) -> Result<Request<T>, Refusal> {
        let channel = interaction.channel.and_then(|location| self.channels.at(location));
        let channel = channel.ok_or(Refusal::ForeignChannel)?;
        let sender = interaction.sender.as_ref().ok_or(Refusal::NotUnderstood)?;
        Ok(Request { channel: Arc::clone(channel), member: channel.member(sender) })
    }

    /// Refuses an interaction that belongs to no running case: one entry for the audit, and an answer to the sender.
    async fn refuse(&self, interaction: &Interaction, refusal: Refusal) {
        let sender = interaction.sender.as_ref();
        let unrouted = UnroutedInteraction {
            member: sender.map(|sender| Member { id: sender.id, name: cut(&sender.name), roles: Vec::new() }),
            channel: interaction.channel.map(|at| at.channel),
            interaction: interaction.id,
            what: cut(&describe(&interaction.kind)),
            refusal: refusal.clone(),
        };
        tracing::info!(interaction = %interaction.id, rule = refusal.rule(), "interaction refused");
        if let Err(NotRecorded) = self.recorder.append_unrouted(unrouted).await {
            return;
        }
        let words = self.guidance.interaction_refused(interaction, &refusal);
        Reply::acknowledge(&self.chat, interaction.reply.clone()).send_in_background(&self.chat, words);
    }
}

fn check_length(text: &str, option: OptionName, chars_max: u16) -> Result<(), Refusal> {
    let chars = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
    if chars > u32::from(chars_max) { Err(Refusal::TextTooLong { option, chars_max, chars }) } else { Ok(()) }
}

/// Describes an interaction for the journal.
fn describe(kind: &InteractionKind) -> String {
    match kind {
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
    text.chars().take(UNROUTED_CHARS_MAX).collect()
}
