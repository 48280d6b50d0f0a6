//! Commands that open no case: a private answer to the sender.

use std::sync::Arc;

use super::case_reader::CaseReader;
use super::dispatch::Request;
use super::limits::EngineLimits;
use super::linking::Linking;
use super::lookups::Lookups;
use super::recorder::{NotRecorded, Recorder};
use super::reply::Reply;
use super::sign_in_sessions::{SignInPurpose, SignInSession, SignInSessions};
use crate::catalog::Catalog;
use crate::clock::Clock;
use crate::domain::command::Inquiry;
use crate::domain::help::Help;
use crate::domain::link::{LinkSource, PersonEvent};
use crate::domain::people::StandingLookup;
use crate::domain::profile::Profile;
use crate::domain::refusal::Refusal;
use crate::domain::wording::OptionName;
use crate::ports::{Chat, Interaction, Tenant};
use crate::render::Messages;

/// Answers queries.
pub struct Queries<T, C> {
    /// The commands.
    pub catalog: Arc<Catalog>,
    /// The cases.
    pub cases: CaseReader,
    /// The sign-ins in progress.
    pub sign_ins: Arc<SignInSessions<T>>,
    /// The sign-ins by a code on another device.
    pub linking: Arc<Linking<T, C>>,
    /// The journal.
    pub recorder: Recorder,
    /// The limits on calls.
    pub limits: Arc<EngineLimits>,
    /// The chat.
    pub chat: Arc<C>,
    /// The clock.
    pub clock: Clock,
    /// The texts.
    pub messages: Messages,
}

impl<T: Tenant, C: Chat> Queries<T, C> {
    /// Answers a query. Reads of the directory go on in the background.
    ///
    /// # Errors
    ///
    /// The refusal, which is not answered yet.
    pub async fn answer(
        self: &Arc<Self>,
        query: Inquiry,
        interaction: &Interaction,
        request: Request<T>,
        options: &[(String, String)],
    ) -> Result<(), Refusal> {
        tracing::info!(interaction = %interaction.id, query = query.word(), "query");
        let locale = &interaction.member_locale;
        let words = match query {
            Inquiry::Link => return self.link(interaction, request),
            Inquiry::Unlink => match self.unlink(interaction, request).await? {
                Some(words) => words,
                None => return Ok(()),
            },
            Inquiry::WhoAmI => {
                tokio::spawn(Arc::clone(self).who_am_i(interaction.clone(), request));
                return Ok(());
            }
            Inquiry::Help => {
                tokio::spawn(Arc::clone(self).help(interaction.clone(), request));
                return Ok(());
            }
            Inquiry::Cases => self.messages.case_list(&self.cases.list(&request.channel.name, &request.member), locale),
            Inquiry::Case => {
                let number = options.iter().find(|(name, _)| name == OptionName::Number.word());
                let typed = number.map_or("", |(_, text)| text);
                let case = self.cases.find(&request.channel.name, &request.member, typed)?;
                self.messages.case_summary(&case, locale)
            }
        };
        self.send(interaction, words);
        Ok(())
    }

    /// Answers a press of "Details" with everything about the case. The same members as for `/case` are allowed to read
    /// it, and nothing is recorded, so a card of any age will do, and so will a closed case.
    ///
    /// # Errors
    ///
    /// The refusal, which is not answered yet.
    pub fn details(&self, interaction: &Interaction, request: &Request<T>, number: &str) -> Result<(), Refusal> {
        let case = self.cases.find(&request.channel.name, &request.member, number)?;
        self.send(interaction, self.messages.details(&case, &interaction.member_locale));
        Ok(())
    }

    fn send(&self, interaction: &Interaction, words: String) {
        Reply::acknowledge(&self.chat, interaction.reply.clone()).send_in_background(&self.chat, words);
    }

    /// Offers a sign-in. Nothing is recorded before it ends.
    fn link(&self, interaction: &Interaction, request: Request<T>) -> Result<(), Refusal> {
        let Request { channel, member } = request;
        channel.links().may_link(member.id)?;
        let methods = self.sign_ins.methods();
        if methods.redirect_uri.is_none() && !methods.device_code {
            return Err(Refusal::NoSignIn);
        }
        let session = SignInSession {
            channel,
            member,
            interaction: interaction.id,
            member_locale: interaction.member_locale.clone(),
            guild_locale: interaction.guild_locale.clone(),
            purpose: SignInPurpose::Link,
            reply: interaction.reply.clone(),
        };
        let reply = Reply::acknowledge(&self.chat, interaction.reply.clone());
        if methods.redirect_uri.is_none() {
            tokio::spawn(Arc::clone(&self.linking).link_by_device(session, reply));
        } else if let Some(offer) = self.sign_ins.begin(session, self.clock.now()) {
            let words = self.messages.link_offer(&offer.url, offer.until, &interaction.member_locale);
            reply.send_in_background(&self.chat, words);
        }
        Ok(())
    }

    /// Removes the link of a member. Returns the answer, or `None` if the change could not be recorded.
    async fn unlink(&self, interaction: &Interaction, request: Request<T>) -> Result<Option<String>, Refusal> {
        let Request { channel, member } = request;
        let _update = channel.roster.update.lock().await;
        let links = channel.links();
        let account = match links.known(member.id) {
            Some((_, LinkSource::Operator)) => return Err(Refusal::LinkedByOperator),
            Some((account, LinkSource::Member)) => *account,
            None => return Ok(Some(self.messages.nothing_to_unlink(&interaction.member_locale))),
        };
        let (tenant, interaction_id) = (channel.name.clone(), interaction.id);
        let unlinked = PersonEvent::Unlinked { tenant, member, account, interaction: interaction_id };
        if let Err(NotRecorded) = self.recorder.append_person(unlinked.clone()).await {
            return Ok(None);
        }
        channel.roster.apply(&unlinked);
        Ok(Some(self.messages.unlink_completed(&interaction.member_locale)))
    }

    async fn who_am_i(self: Arc<Self>, interaction: Interaction, request: Request<T>) {
        let reply = Reply::acknowledge(&self.chat, interaction.reply);
        let Request { channel, member } = request;
        let budget = self.limits.budget_of_press();
        let account = channel.links().known(member.id).map(|(account, word)| (*account, word));
        let checked = match &account {
            Some((account, _)) => {
                Lookups::new(&channel, self.chat.as_ref(), &self.clock, &budget).look_up_account(account).await
            }
            None => StandingLookup::NotLinked,
        };
        let profile = Profile::new(member, account, checked, self.catalog.commands());
        let words = self.messages.profile(&profile, &interaction.member_locale);
        reply.send(self.chat.as_ref(), &words).await;
    }

    /// Lists the commands that the member is allowed to use, by the same policy that a command goes through.
    async fn help(self: Arc<Self>, interaction: Interaction, request: Request<T>) {
        let reply = Reply::acknowledge(&self.chat, interaction.reply);
        let Request { channel, member } = request;
        let checked = if Help::asks_directory(&member, self.catalog.commands()) {
            let budget = self.limits.budget_of_press();
            Lookups::new(&channel, self.chat.as_ref(), &self.clock, &budget).look_up_member(member.id).await
        } else {
            // The roles in the chat exclude every command, so the account makes no difference.
            StandingLookup::NotLinked
        };
        let help = Help::new(&member, &checked, self.catalog.commands());
        let words = self.messages.help(&help, &interaction.member_locale);
        reply.send(self.chat.as_ref(), &words).await;
    }
}
