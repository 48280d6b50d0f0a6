//! The entrance for interactions: each is taken once, and passed to a new case, to a running one, or to a query.

mod number;

use std::sync::Arc;

use jiff::SignedDuration;
use tokio::sync::mpsc;
use tokio::sync::mpsc::error::TrySendError;

use super::autocomplete::Autocomplete;
use super::case_actors::CaseActors;
use super::freezing::{ControlRequest, Freezing};
use super::guidance::unreadable_button;
use super::limits::EngineLimits;
use super::linking::Linking;
use super::member_rates::{MemberRates, stops, takes_away};
use super::message::{ButtonPress, Message};
use super::open_cases::OpenCases;
use super::queries::{CaseView, Queries};
use super::recorder::Recorder;
use super::refusal_memory::TypedCommand;
use super::refused_interactions::RefusedInteractions;
use super::reply::Reply;
use super::seen_interactions::SeenInteractions;
use super::sign_in_sessions::{SignInPurpose, SignInSessions, TypedControl};
use super::step_up::StepUp;
use super::tenant_channel::{TenantChannel, TenantChannels};
use super::undecided_presses::UndecidedPresses;
use crate::catalog::Catalog;
use crate::clock::Clock;
use crate::domain::ChannelId;
use crate::domain::command::{Command, Control, Purpose, Terms};
use crate::domain::complaint::{Complaint, Symptom};
use crate::domain::event::{Opening, Origin, Verb};
use crate::domain::people::Member;
use crate::domain::policy;
use crate::domain::refusal::Refusal;
use crate::domain::wording::OptionName;
use crate::ports::{Chat, Interaction, InteractionKind, Tenant};
use crate::render::Messages;
use crate::render::card::{ButtonId, Form};

/// The age up to which an interaction is taken. Discord's tokens are valid for 15 minutes.
/// <https://discord.com/developers/docs/interactions/receiving-and-responding>
const INTERACTION_AGE_MINUTES_MAX: i64 = 15;

/// The channel and the sender of an interaction.
pub struct Request<T> {
    /// The channel, with its tenant.
    pub channel: Arc<TenantChannel<T>>,
    /// The sender, as the cases of the tenant know them.
    pub member: Member,
    /// The channel in which it was sent, or to which the thread belongs: the ordinary or the private one.
    pub sent_in: ChannelId,
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
    /// The commands that freeze a tenant and lift that.
    pub freezing: Arc<Freezing<C>>,
    /// The suggestions while an option is typed.
    pub autocomplete: Autocomplete<C>,
    /// The sign-ins in progress.
    pub sign_ins: Arc<SignInSessions<T>>,
    /// The sign-ins to link an account.
    pub linking: Arc<Linking<T, C>>,
    /// The sign-ins to decide or to open a case.
    pub step_up: Arc<StepUp<T, C>>,
    /// The rates of all members.
    pub rates: MemberRates,
    /// The answers to refused interactions.
    pub refused: Arc<RefusedInteractions<T, C>>,
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
            match self.check_rate(&interaction) {
                Ok(()) => self.handle(&interaction).await,
                Err(refusal) => Err(refusal),
            }
        };
        if let Err(refusal) = handled {
            self.refused.refuse(&interaction, refusal, None).await;
        }
    }

    /// Counts a command or a press against the rate of its sender.
    fn check_rate(&mut self, interaction: &Interaction) -> Result<(), Refusal> {
        let Some(sender) = &interaction.sender else { return Ok(()) };
        let kind = &interaction.kind;
        let submits = matches!(kind, InteractionKind::FormSubmit { .. } | InteractionKind::NumberSubmit { .. });
        if submits && self.rates.submit_form(sender.id) {
            return Ok(());
        }
        let (stops, opens_form) = match kind {
            InteractionKind::ButtonPress(button) => {
                (stops(button.verb), self.messages.form(*button, 1, &interaction.member_locale).is_some())
            }
            InteractionKind::FormSubmit { button, .. } => (stops(button.verb), false),
            InteractionKind::Command { name, .. } => (self.catalog.command(name).is_some_and(takes_away), false),
            // The command that they belong to was taken, and may be one that stops something.
            InteractionKind::NumberPress(_) => (true, true),
            InteractionKind::NumberSubmit { .. } => (true, false),
            _ => (false, false),
        };
        let taken = self.rates.take(sender.id, stops, self.clock.now());
        if taken.is_ok() && opens_form {
            self.rates.open_form(sender.id);
        }
        taken.map_err(|from| Refusal::TooManyActions { from })
    }

    async fn handle(&mut self, interaction: &Interaction) -> Result<(), Refusal> {
        match &interaction.kind {
            InteractionKind::Command { name, options } => self.on_command(interaction, name, options).await,
            InteractionKind::ButtonPress(button) if button.verb == Verb::Details => {
                let request = self.request(interaction)?;
                self.queries.show_case(interaction, request, &button.case.to_string(), CaseView::Details);
                Ok(())
            }
            InteractionKind::ButtonPress(button) => {
                let reason_chars_max = self.limits.reason_chars_max;
                match self.messages.form(*button, reason_chars_max, &interaction.member_locale) {
                    // The member's rights are checked when they submit the form.
                    Some(form) => {
                        self.mailbox(*button, &self.request(interaction)?)?;
                        self.open_form(interaction, form);
                        Ok(())
                    }
                    None => self.on_press(interaction, *button, None),
                }
            }
            InteractionKind::FormSubmit { button, text } => self.on_press(interaction, *button, Some(text)),
            InteractionKind::NumberPress(key) => self.on_number_press(interaction, *key),
            InteractionKind::NumberSubmit { key, text } => self.on_number(interaction, *key, text).await,
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
            Purpose::Control(control) => return self.on_control(command, control, interaction, request, options),
            Purpose::Answer(query) => return self.queries.answer(*query, interaction, request, options),
        };
        self.check_repeated(&request, command, terms, options)?;
        let opening = self.opening(command, terms, interaction, &request, options)?;
        let purpose = || SignInPurpose::Ask(Box::new(opening.clone()));
        if self.offer_sign_in(interaction, &request, &terms.allow, &command.name, purpose) {
            return Ok(());
        }
        // Acknowledged only once the case is on disk, so that nothing acknowledged is lost.
        if let Ok(open) = self.recorder.open(opening).await {
            tracing::info!(case = %open.case.number(), command = name, "case opened");
            let reply = Reply::acknowledge(&self.chat, interaction.reply.clone());
            self.actors.start(open, &request.channel, Some(reply));
        }
        Ok(())
    }

    /// Passes a command about the whole tenant on. It is decided in the background, because the directory is asked.
    fn on_control(
        &self,
        command: &Command,
        control: &Control,
        interaction: &Interaction,
        request: Request<T>,
        options: &[(String, String)],
    ) -> Result<(), Refusal> {
        let typed = TypedControl {
            command: command.name.clone(),
            control: control.clone(),
            reason: text_of(command, options, OptionName::Reason)?,
            scope: text_of(command, options, OptionName::Scope)?,
        };
        let purpose = || SignInPurpose::Control(Box::new(typed.clone()));
        if self.offer_sign_in(interaction, &request, &control.allow, &command.name, purpose) {
            return Ok(());
        }
        let Request { channel, member, sent_in } = request;
        let asked = ControlRequest {
            typed,
            interaction: interaction.id,
            channel,
            sent_in,
            member,
            signed_in_at: None,
            member_locale: interaction.member_locale.clone(),
            guild_locale: interaction.guild_locale.clone(),
            reply: Reply::acknowledge(&self.chat, interaction.reply.clone()),
            undecided: self.presses.register(),
        };
        tokio::spawn(Arc::clone(&self.freezing).run(asked));
        Ok(())
    }

    /// Refuses a command that the member typed a moment ago, and that was refused for a reason that still holds. The
    /// first one is a case with its own number; the others would fill the journal.
    fn check_repeated(
        &self,
        request: &Request<T>,
        command: &Command,
        terms: &Terms,
        options: &[(String, String)],
    ) -> Result<(), Refusal> {
        let Request { channel, member, .. } = request;
        if let Err(refusal) = policy::may_type(member, &terms.allow) {
            return if self.recorder.begins_refusal(member.id, refusal.rule()) { Ok(()) } else { Err(refusal) };
        }
        let user = text_of(command, options, OptionName::User)?.unwrap_or_default();
        let command = TypedCommand::new(&channel.name, member.id, &command.name, &user);
        self.recorder.remembered_refusal(&command).map_or(Ok(()), Err)
    }

    fn opening(
        &self,
        command: &Command,
        terms: &Terms,
        interaction: &Interaction,
        request: &Request<T>,
        options: &[(String, String)],
    ) -> Result<Opening, Refusal> {
        let Request { channel, member, sent_in } = request;
        self.check_open_cases(member)?;
        let text_of = |wanted: OptionName| text_of(command, options, wanted);
        let card_channel = channel.of_cards(command.card_channel);
        Ok(Opening {
            tenant: channel.name.clone(),
            command: command.name.clone(),
            terms: terms.clone(),
            member: member.clone(),
            user: text_of(OptionName::User)?.ok_or(Refusal::TargetMalformed)?,
            reason: text_of(OptionName::Reason)?,
            ticket: text_of(OptionName::Ticket)?,
            complaint: complaint(command, options)?,
            signed_in_at: None,
            origin: Origin {
                guild: channel.location.guild,
                channel: card_channel,
                typed_in: (card_channel != *sent_in).then_some(*sent_in),
                thread: interaction.thread,
                interaction: interaction.id,
                member_locale: interaction.member_locale.clone(),
                guild_locale: interaction.guild_locale.clone(),
            },
        })
    }

    fn check_open_cases(&self, member: &Member) -> Result<(), Refusal> {
        let cases_max = self.limits.open_cases_per_member_max;
        let has_room = self.open_cases.count_of(member.id) < usize::from(cases_max);
        if has_room { Ok(()) } else { Err(Refusal::TooManyOpen { cases_max }) }
    }

    fn on_press(&self, interaction: &Interaction, button: ButtonId, text: Option<&String>) -> Result<(), Refusal> {
        let request = self.request(interaction)?;
        let reason = text.map(|text| text.trim().to_owned());
        match &reason {
            // Discord accepts a form that is filled in with spaces.
            Some(text) if text.is_empty() => return Err(Refusal::ReasonMissing),
            Some(text) => check_length(text, OptionName::Reason, self.limits.reason_chars_max)?,
            None => {}
        }
        let mailbox = self.mailbox(button, &request)?;
        // Room in the mailbox first, then the acknowledgement: a press that was acknowledged is not dropped.
        let permit = mailbox.try_reserve().map_err(|error| match error {
            TrySendError::Full(()) => Refusal::Busy,
            TrySendError::Closed(()) => Refusal::CaseClosed,
        })?;
        permit.send(Message::Press(ButtonPress {
            member: request.member,
            interaction: interaction.id,
            verb: button.verb,
            plan: button.plan,
            reason,
            step_up: None,
            browser: None,
            locale: interaction.member_locale.clone(),
            reply: Reply::acknowledge(&self.chat, interaction.reply.clone()),
            undecided: self.presses.register(),
        }));
        Ok(())
    }

    fn open_form(&self, interaction: &Interaction, form: Form) {
        let (chat, reply) = (Arc::clone(&self.chat), interaction.reply.clone());
        tokio::spawn(async move {
            if let Err(error) = chat.open_form(&reply, &form).await {
                tracing::warn!(interaction = %reply.interaction, %error, "form not opened");
            }
        });
    }

    /// Returns the mailbox of a button's case. A case of another tenant counts as nonexistent, and so does a case whose
    /// card is in the private channel for a press from elsewhere.
    fn mailbox(&self, button: ButtonId, request: &Request<T>) -> Result<mpsc::Sender<Message>, Refusal> {
        let Request { channel, sent_in, .. } = request;
        let is_here = |card: ChannelId| !channel.hides(card) || card == *sent_in;
        if let Some(handle) = self.open_cases.get(button.case) {
            let is_theirs = handle.tenant == channel.name && is_here(handle.card_channel);
            return if is_theirs { Ok(handle.mailbox) } else { Err(Refusal::NoSuchCase) };
        }
        let closed = self.queries.cases.load(&channel.name, button.case);
        match closed.filter(|case| is_here(case.opening().origin.channel)) {
            Some(_) => Err(Refusal::CaseClosed),
            None => Err(Refusal::NoSuchCase),
        }
    }

    /// Returns the tenant's channel and the sender, as the cases of the tenant know them.
    fn request(&self, interaction: &Interaction) -> Result<Request<T>, Refusal> {
        let location = interaction.channel.ok_or(Refusal::ForeignChannel)?;
        let channel = self.channels.at(location).ok_or(Refusal::ForeignChannel)?;
        let sender = interaction.sender.as_ref().ok_or(Refusal::NotUnderstood)?;
        let (channel, member) = (Arc::clone(channel), channel.member(sender));
        Ok(Request { channel, member, sent_in: location.channel })
    }
}

/// Returns what the requester says of the owner's trouble. Discord sends no symptom but those that it offers.
fn complaint(command: &Command, options: &[(String, String)]) -> Result<Complaint, Refusal> {
    let word = text_of(command, options, OptionName::Symptom)?;
    let symptom = word.map(|word| Symptom::from_word(&word).ok_or(Refusal::NotUnderstood)).transpose()?;
    Ok(Complaint::new(symptom, text_of(command, options, OptionName::Code)?))
}

/// Returns the text of an option that the command has, or `None` if it is empty or missing.
fn text_of(command: &Command, options: &[(String, String)], wanted: OptionName) -> Result<Option<String>, Refusal> {
    let text = options.iter().find(|(name, _)| name == wanted.word()).map(|(_, text)| text.trim().to_owned());
    let limit = command.options.iter().find(|option| option.name == wanted).map(|option| option.chars_max);
    if let (Some(text), Some(chars_max)) = (&text, limit) {
        check_length(text, wanted, chars_max)?;
    }
    Ok(text.filter(|text| !text.is_empty() && limit.is_some()))
}

fn check_length(text: &str, option: OptionName, chars_max: u16) -> Result<(), Refusal> {
    let chars = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
    if chars > u32::from(chars_max) { Err(Refusal::TextTooLong { option, chars_max, chars }) } else { Ok(()) }
}
