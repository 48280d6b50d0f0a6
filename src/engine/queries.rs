//! Commands that open no case: a private answer to the sender.

use std::sync::Arc;

use super::case_reader::CaseReader;
use super::dispatch::Request;
use super::freezes::Freezes;
use super::limits::EngineLimits;
use super::linking::Linking;
use super::lookups::Lookups;
use super::notifier::{Notice, Notifier};
use super::operator_alerts::OperatorAlerts;
use super::recorder::Recorder;
use super::refused_interactions::RefusedInteractions;
use super::reply::Reply;
use super::sign_in_sessions::{SignInPurpose, SignInSession, SignInSessions};
use super::undecided_presses::{UndecidedPress, UndecidedPresses};
use crate::catalog::Catalog;
use crate::clock::Clock;
use crate::domain::case::Case;
use crate::domain::command::{Inquiry, Purpose};
use crate::domain::help::Help;
use crate::domain::link::{LinkSource, PersonEvent};
use crate::domain::people::{Member, StandingLookup};
use crate::domain::profile::Profile;
use crate::domain::refusal::Refusal;
use crate::domain::wording::OptionName;
use crate::domain::{Locale, TenantName};
use crate::ports::{Chat, Interaction, Ping, Tenant};
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
    /// The count of what is not decided yet.
    pub presses: UndecidedPresses,
    /// The way to tell the channel that an approver is no longer known.
    pub notifier: Arc<Notifier<C>>,
    /// The memory of what the operator was told.
    pub alerts: Arc<OperatorAlerts<C>>,
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
    pub fn answer(
        self: &Arc<Self>,
        query: Inquiry,
        interaction: &Interaction,
        request: Request<T>,
        options: &[(String, String)],
    ) -> Result<(), Refusal> {
        tracing::info!(interaction = %interaction.id, query = query.word(), "query");
        match query {
            Inquiry::Link => return self.link(interaction, request),
            Inquiry::Unlink => {
                // In the background, because a sign-in can hold the lock of the links.
                let undecided = self.presses.register();
                tokio::spawn(Arc::clone(self).answer_unlink(interaction.clone(), request, undecided));
            }
            Inquiry::WhoAmI => {
                tokio::spawn(Arc::clone(self).who_am_i(interaction.clone(), request));
            }
            Inquiry::Help => {
                tokio::spawn(Arc::clone(self).help(interaction.clone(), request));
            }
            Inquiry::Cases => {
                tokio::spawn(Arc::clone(self).list_cases(interaction.clone(), request));
            }
            Inquiry::Case => {
                let number = options.iter().find(|(name, _)| name == OptionName::Number.word());
                let typed = number.map_or("", |(_, text)| text);
                self.show_case(interaction, request, typed, CaseView::Summary);
            }
        }
        Ok(())
    }

    /// Shows a case to a member who may read it. Nothing is recorded, so a card of any age will do, and so will a closed
    /// case. The directory says who they are, and is asked in the background: also about a case that does not exist, so that
    /// the time of the answer tells nobody of one that they must not know of.
    pub fn show_case(self: &Arc<Self>, interaction: &Interaction, request: Request<T>, typed: &str, view: CaseView) {
        tokio::spawn(Arc::clone(self).show_to_reader(interaction.clone(), request, typed.to_owned(), view));
    }

    async fn show_to_reader(
        self: Arc<Self>,
        interaction: Interaction,
        request: Request<T>,
        typed: String,
        view: CaseView,
    ) {
        let reply = Reply::acknowledge(&self.chat, interaction.reply.clone());
        let checked = self.look_up_sender(&interaction, &request).await;
        match self.cases.find(&request, &checked, &typed) {
            Ok(case) => reply.send_in_background(&self.chat, self.words_of(&case, view, &interaction)),
            Err(refusal) => self.refused.refuse(&interaction, refusal, Some(reply)).await,
        }
    }

    async fn list_cases(self: Arc<Self>, interaction: Interaction, request: Request<T>) {
        let reply = Reply::acknowledge(&self.chat, interaction.reply.clone());
        let checked = self.look_up_sender(&interaction, &request).await;
        let (state, now) = (self.freezes.state(&request.channel.name), self.clock.now());
        let (cases, locale) = (self.cases.list(&request, &checked), &interaction.member_locale);
        let list = self.messages.case_list(&cases, locale);
        let words = state.frozen().map(|frozen| self.messages.below_freeze(frozen, now, &list, locale));
        reply.send_in_background(&self.chat, words.unwrap_or(list));
    }

    /// Reads the account of the member who sent a request.
    async fn look_up_sender(&self, interaction: &Interaction, request: &Request<T>) -> StandingLookup {
        let budget = self.limits.budget_of_press();
        let lookups = Lookups::new(&request.channel, self.chat.as_ref(), &self.clock, &budget);
        let checked = lookups.look_up_member(request.member.id).await;
        self.alert(&request.channel.name, &interaction.guild_locale, &checked);
        checked
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

    /// Removes the link of a member, and answers once that is on disk.
    async fn answer_unlink(self: Arc<Self>, interaction: Interaction, request: Request<T>, undecided: UndecidedPress) {
        match self.unlink(&interaction, &request).await {
            Ok(Some(words)) => self.send(&interaction, words),
            // A failed write has begun the stop already.
            Ok(None) => {}
            Err(refusal) => self.refused.refuse(&interaction, refusal, None).await,
        }
        drop(undecided);
    }

    /// Removes the link of a member. Returns the answer, or `None` if the change could not be recorded.
    async fn unlink(&self, interaction: &Interaction, request: &Request<T>) -> Result<Option<String>, Refusal> {
        let Request { channel, member, .. } = request;
        let member = member.clone();
        let _update = channel.roster.update.lock().await;
        let links = channel.links();
        // A link that waits or has ended can be taken back too.
        let account = match (links.known(member.id, self.clock.now()), links.link_of(member.id)) {
            (Some((_, LinkSource::Operator)), _) => return Err(Refusal::LinkedByOperator),
            (_, Some(link)) => link.account,
            (_, None) => return Ok(Some(self.messages.nothing_to_unlink(&interaction.member_locale))),
        };
        let (tenant, interaction_id) = (channel.name.clone(), interaction.id);
        let counted = links.known(member.id, self.clock.now()).is_some();
        let unlinked = PersonEvent::Unlinked { tenant, member, account, interaction: interaction_id };
        let Ok(at) = self.recorder.append_person(unlinked.clone()).await else { return Ok(None) };
        channel.roster.apply(&unlinked, at);
        if counted && self.may_be_asked(&request.member) {
            self.announce_unlink(interaction, request);
        }
        Ok(Some(self.messages.unlink_completed(&interaction.member_locale)))
    }

    /// Returns true if the roles of a member in the chat let them approve under some command.
    fn may_be_asked(&self, member: &Member) -> bool {
        self.catalog.commands().any(|command| match &command.purpose {
            Purpose::Case(terms) => terms.approvers().any(|group| group.may_admit(&member.roles)),
            Purpose::Control(_) | Purpose::Answer(_) => false,
        })
    }

    /// Tells the channel that somebody who could approve is no longer linked, and the member, whose session another person may have.
    fn announce_unlink(&self, interaction: &Interaction, request: &Request<T>) {
        let members = vec![request.member.id];
        let words = self.messages.unlink_announced(&request.member, &interaction.guild_locale);
        let ping = Ping {
            channel: request.channel.location.channel,
            // Unique, because one interaction makes at most one such ping. It has at most 20 digits, so it fits.
            nonce: format!("unlnk{}", interaction.id),
            words: words.clone(),
            roles: Vec::new(),
            members: members.clone(),
        };
        self.notifier.send_in_background(Notice::Members { members, key: ping.nonce.clone(), words });
        self.notifier.send_in_background(Notice::Channel(ping));
    }

    async fn who_am_i(self: Arc<Self>, interaction: Interaction, request: Request<T>) {
        let reply = Reply::acknowledge(&self.chat, interaction.reply);
        let Request { channel, member, .. } = request;
        let budget = self.limits.budget_of_press();
        let (links, now) = (channel.links(), self.clock.now());
        let account = links.known(member.id, now).map(|(account, word)| (*account, word));
        let lookups = Lookups::new(&channel, self.chat.as_ref(), &self.clock, &budget);
        let checked = lookups.look_up_member(member.id).await;
        self.alert(&channel.name, &interaction.guild_locale, &checked);
        let until = links.link_of(member.id).and_then(|link| link.until);
        let profile = Profile { until, ..Profile::new(member, account, checked, self.catalog.commands()) };
        let words = self.messages.profile(&profile, &interaction.member_locale);
        reply.send(self.chat.as_ref(), &words).await;
    }

    /// Tells the operator if a member could not be looked up for a reason that only they can mend.
    fn alert(&self, tenant: &TenantName, guild_locale: &Locale, checked: &StandingLookup) {
        if let StandingLookup::Unreadable(trouble) = checked {
            self.alerts.failed(tenant, guild_locale, trouble, self.clock.now());
        }
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
        self.alert(&channel.name, &interaction.guild_locale, &checked);
        let help = Help::new(&member, &checked, self.catalog.commands());
        let words = self.messages.help(&help, &interaction.member_locale);
        reply.send(self.chat.as_ref(), &words).await;
    }
}
