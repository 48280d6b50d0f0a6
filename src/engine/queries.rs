//! Commands that open no case: a private answer to the sender.

use std::sync::Arc;

use super::case_reader::CaseReader;
use super::dispatch::Request;
use super::freezes::Freezes;
use super::limits::EngineLimits;
use super::linking::Linking;
use super::lookups::Lookups;
use super::recorder::Recorder;
use super::refused_interactions::RefusedInteractions;
use super::reply::Reply;
use super::sign_in_sessions::{SignInPurpose, SignInSession, SignInSessions};
use crate::catalog::Catalog;
use crate::clock::Clock;
use crate::domain::case::Case;
use crate::domain::command::Inquiry;
use crate::domain::help::Help;
use crate::domain::link::{LinkSource, PersonEvent};
use crate::domain::people::StandingLookup;
use crate::domain::policy;
use crate::domain::profile::Profile;
use crate::domain::refusal::Refusal;
use crate::domain::wording::OptionName;
use crate::ports::{Chat, Interaction, Tenant};
use crate::render::Messages;

/// The parts of a case that an answer shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CaseView {
    /// The answer to `/case`.
    Summary,
    /// The answer to the button `Details`.
    Details,
}

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
    /// The freezes of tenants.
    pub freezes: Arc<Freezes>,
    /// The answers to members who may not read a case.
    pub refused: Arc<RefusedInteractions<T, C>>,
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
            Inquiry::Cases => {
                let (state, now) = (self.freezes.state(&request.channel.name), self.clock.now());
                let cases = self.cases.list(&request.channel, &request.member);
                let list = self.messages.case_list(&cases, locale);
                state.frozen().map_or(list.clone(), |frozen| self.messages.below_freeze(frozen, now, &list, locale))
            }
            Inquiry::Case => {
                let number = options.iter().find(|(name, _)| name == OptionName::Number.word());
                let typed = number.map_or("", |(_, text)| text);
                return self.show_case(interaction, request, typed, CaseView::Summary);
            }
        };
        self.send(interaction, words);
        Ok(())
    }

    /// Shows a case to a member who may read it. Nothing is recorded, so a card of any age will do, and so will a closed
    /// case. If only a directory role can let the member read it, the directory is asked in the background.
    ///
    /// # Errors
    ///
    /// The refusal, which is not answered yet.
    pub fn show_case(
        self: &Arc<Self>,
        interaction: &Interaction,
        request: Request<T>,
        typed: &str,
        view: CaseView,
    ) -> Result<(), Refusal> {
        match self.cases.find(&request.channel, &request.member, None, typed) {
            Ok(case) => {
                self.send(interaction, self.words_of(&case, view, interaction));
                Ok(())
            }
            Err(_) if self.cases.depends_on_directory(&request.channel, &request.member, typed) => {
                tokio::spawn(Arc::clone(self).show_by_directory(interaction.clone(), request, typed.to_owned(), view));
                Ok(())
            }
            Err(refusal) => Err(refusal),
        }
    }

    async fn show_by_directory(
        self: Arc<Self>,
        interaction: Interaction,
        request: Request<T>,
        typed: String,
        view: CaseView,
    ) {
        let reply = Reply::acknowledge(&self.chat, interaction.reply.clone());
        let Request { channel, member, .. } = request;
        let budget = self.limits.budget_of_press();
        let checked = Lookups::new(&channel, self.chat.as_ref(), &self.clock, &budget).look_up_member(member.id).await;
        let found = policy::in_good_standing(checked)
            .and_then(|standing| self.cases.find(&channel, &member, Some(&standing), &typed));
        match found {
            Ok(case) => reply.send_in_background(&self.chat, self.words_of(&case, view, &interaction)),
            Err(refusal) => self.refused.refuse(&interaction, refusal, Some(reply)).await,
        }
    }

    fn words_of(&self, case: &Case, view: CaseView, interaction: &Interaction) -> String {
        match view {
            CaseView::Summary => self.messages.case_summary(case, &interaction.member_locale),
            CaseView::Details => self.messages.details(case, &interaction.member_locale),
        }
    }

    fn send(&self, interaction: &Interaction, words: String) {
        Reply::acknowledge(&self.chat, interaction.reply.clone()).send_in_background(&self.chat, words);
    }

    /// Offers a sign-in. Nothing is recorded before it ends.
    fn link(&self, interaction: &Interaction, request: Request<T>) -> Result<(), Refusal> {
        let Request { channel, member, .. } = request;
        channel.links().may_link(member.id, self.clock.now())?;
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
        let Request { channel, member, .. } = request;
        let _update = channel.roster.update.lock().await;
        let links = channel.links();
        // A link that waits or has ended can be taken back too.
        let account = match (links.known(member.id, self.clock.now()), links.link_of(member.id)) {
            (Some((_, LinkSource::Operator)), _) => return Err(Refusal::LinkedByOperator),
            (_, Some(link)) => link.account,
            (_, None) => return Ok(Some(self.messages.nothing_to_unlink(&interaction.member_locale))),
        };
        let (tenant, interaction_id) = (channel.name.clone(), interaction.id);
        let unlinked = PersonEvent::Unlinked { tenant, member, account, interaction: interaction_id };
        let Ok(at) = self.recorder.append_person(unlinked.clone()).await else { return Ok(None) };
        channel.roster.apply(&unlinked, at);
        Ok(Some(self.messages.unlink_completed(&interaction.member_locale)))
    }

    async fn who_am_i(self: Arc<Self>, interaction: Interaction, request: Request<T>) {
        let reply = Reply::acknowledge(&self.chat, interaction.reply);
        let Request { channel, member, .. } = request;
        let budget = self.limits.budget_of_press();
        let (links, now) = (channel.links(), self.clock.now());
        let account = links.known(member.id, now).map(|(account, word)| (*account, word));
        let lookups = Lookups::new(&channel, self.chat.as_ref(), &self.clock, &budget);
        let checked = lookups.look_up_member(member.id).await;
        let until = links.link_of(member.id).and_then(|link| link.until);
        let profile = Profile { until, ..Profile::new(member, account, checked, self.catalog.commands()) };
        let words = self.messages.profile(&profile, &interaction.member_locale);
        reply.send(self.chat.as_ref(), &words).await;
    }

    /// Lists the commands that the member is allowed to use, by the same policy that a command goes through.
    async fn help(self: Arc<Self>, interaction: Interaction, request: Request<T>) {
        let reply = Reply::acknowledge(&self.chat, interaction.reply);
        let Request { channel, member, .. } = request;
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
