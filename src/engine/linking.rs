//! Links between members and accounts: a sign-in becomes an event in the journal, and everyone concerned is told.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};

use super::guidance::InterruptedCommands;
use super::limits::EngineLimits;
use super::recorder::{NotRecorded, Recorder};
use super::reply::Reply;
use super::shutdown::Shutdown;
use super::sign_in_sessions::{SIGN_IN_MINUTES, SignInSession, SignInSessions};
use crate::clock::Clock;
use crate::domain::link::{AccountLinks, PersonEvent, ProofMethod};
use crate::domain::refusal::Refusal;
use crate::domain::{Locale, ObjectId};
use crate::ports::{CallbackResponse, Chat, Identity, Ping, Tenant, TenantError};
use crate::render::Messages;
use crate::render::page::BrowserPage;
use crate::secret::Secret;

/// The code of a refusal for a device sign-in that was declined or has expired.
const NOT_SIGNED_IN: &str = "declined_or_too_late";

/// Links accounts to members.
pub struct Linking<T, C> {
    /// The sign-ins in progress.
    pub sign_ins: Arc<SignInSessions<T>>,
    /// The journal.
    pub recorder: Recorder,
    /// The commands that a new link makes possible.
    pub interrupted: Arc<InterruptedCommands>,
    /// The limits on calls.
    pub limits: Arc<EngineLimits>,
    /// The stop that ends the polls for device codes.
    pub shutdown: Arc<Shutdown>,
    /// The chat.
    pub chat: Arc<C>,
    /// The clock.
    pub clock: Clock,
    /// The texts.
    pub messages: Messages,
}

impl<T: Tenant, C: Chat> Linking<T, C> {
    /// Asks the person who signed in to confirm that they are the member. The member may have sent them the address, so
    /// nothing is recorded before they say yes. If no link is possible they are not asked.
    ///
    /// Returns the page for the browser, or `None` if a refusal could not be recorded.
    pub async fn ask_to_confirm(
        &self,
        session: SignInSession<T>,
        until: Timestamp,
        signed_in: Result<Identity, Refusal>,
        language: &Locale,
    ) -> Option<CallbackResponse> {
        let linkable = signed_in.map_err(LinkFailure::from).and_then(|identity| {
            let claim = session.channel.links().claim(session.member.id, &identity.object_id);
            let refused = |refusal| LinkFailure::of_account(identity.object_id, refusal);
            claim.map_err(refused).map(|()| identity)
        });
        let identity = match linkable {
            Ok(identity) => identity,
            Err(failure) => {
                let outcome = self.conclude(&session, ProofMethod::Code, Err(failure)).await?;
                let page = self.messages.link_page(outcome.as_deref(), &session.member.name, &session.member_locale);
                return Some(page.into());
            }
        };
        // In the language of the browser, because its user may be another person than the member.
        let question = self.messages.link_confirmation_page(&identity.upn, &session.member, language);
        let token = self.sign_ins.add_confirmation(session, identity, until, self.clock.now());
        let expired = || self.messages.unknown_sign_in_page(language).into();
        Some(token.map_or_else(expired, |token| CallbackResponse::Question { question, token }))
    }

    /// Concludes a sign-in with the person's answer. Returns the page for the browser, or `None` if the outcome could
    /// not be recorded.
    pub async fn confirm(&self, token: &Secret, yes: bool, language: &Locale) -> Option<BrowserPage> {
        let Some((session, identity)) = self.sign_ins.take_confirmation(token, self.clock.now()) else {
            tracing::info!("callback answers no open question");
            return Some(self.messages.unknown_confirmation_page(language));
        };
        let disowned = |identity: Identity| LinkFailure::of_account(identity.object_id, Refusal::LinkDisowned);
        let confirmed = if yes { Ok(identity) } else { Err(disowned(identity)) };
        let outcome = self.conclude(&session, ProofMethod::Code, confirmed).await?;
        Some(self.messages.link_page(outcome.as_deref(), &session.member.name, language))
    }

    /// Shows a code to type on another device, waits until that is done, and concludes the sign-in.
    pub async fn link_by_device(self: Arc<Self>, session: SignInSession<T>, mut reply: Reply) {
        let channel = Arc::clone(&session.channel);
        let authorization = match channel.tenant.begin_device_sign_in(&self.limits.budget_of_press()).await {
            Ok(authorization) => authorization,
            Err(error) => {
                reply.acknowledged().await;
                self.conclude(&session, ProofMethod::Device, Err(sign_in_failed(&error).into())).await;
                return;
            }
        };
        let now = self.clock.now();
        let valid_for = SignedDuration::try_from(authorization.expires_in);
        let until = now + valid_for.unwrap_or(SignedDuration::from_mins(SIGN_IN_MINUTES));
        let words = self.messages.device_code_offer(
            &authorization.verification_uri,
            authorization.user_code.reveal(),
            until,
            &session.member_locale,
        );
        let (key, ended) = self.sign_ins.add_device(session, until, now);
        reply.send(self.chat.as_ref(), &words).await;
        let identity = tokio::select! {
            identity = channel.tenant.finish_device_sign_in(&authorization) => identity,
            _ = ended => return,
            () = self.shutdown.begun() => return,
        };
        let Some(session) = self.sign_ins.take_device(key) else { return };
        let signed_in = match identity {
            Ok(Some(identity)) => Ok(identity),
            Ok(None) => Err(Refusal::SignInDeclined { code: NOT_SIGNED_IN.to_owned(), message: String::new() }),
            Err(error) => Err(sign_in_failed(&error)),
        };
        self.conclude(&session, ProofMethod::Device, signed_in.map_err(LinkFailure::from)).await;
    }

    /// Links the account unless it is taken, records the outcome, and tells the member. Returns the user principal name
    /// that is linked or the refusal, or `None` if the outcome could not be recorded.
    async fn conclude(
        &self,
        session: &SignInSession<T>,
        how: ProofMethod,
        signed_in: Result<Identity, LinkFailure>,
    ) -> Option<Result<String, Refusal>> {
        let channel = &session.channel;
        let update = channel.roster.update.lock().await;
        let links = channel.links();
        let (tenant, member, interaction) = (channel.name.clone(), session.member.clone(), session.interaction);
        let linkable =
            signed_in.and_then(|Identity { object_id: account, upn, .. }| match links.claim(member.id, &account) {
                Ok(()) => Ok((account, upn)),
                Err(refusal) => Err(LinkFailure::of_account(account, refusal)),
            });
        let (event, outcome) = match linkable {
            Ok((account, upn)) => {
                (PersonEvent::Linked { tenant, member, account, upn: upn.clone(), how, interaction }, Ok(upn))
            }
            Err(LinkFailure { account, refusal }) => {
                let (refusal, recorded) = (*refusal.clone(), *refusal);
                let event = PersonEvent::LinkRefused { tenant, member, account, how, interaction, refusal: recorded };
                (event, Err(refusal))
            }
        };
        if let Err(NotRecorded) = self.recorder.append_person(event.clone()).await {
            return None;
        }
        channel.roster.apply(&event);
        drop(update);
        tracing::info!(interaction = %session.interaction, tenant = %channel.name, event = event.name(), "recorded");
        self.tell_member(session, &outcome);
        if let (Err(Refusal::AccountTaken), Some(account)) = (&outcome, event.account()) {
            self.warn_holder(session, &links, account);
        }
        Some(outcome)
    }

    /// Replaces the answer to the command that began the sign-in, for as long as the chat permits that.
    fn tell_member(&self, session: &SignInSession<T>, outcome: &Result<String, Refusal>) {
        let words = match outcome {
            Ok(upn) => {
                let command = self.interrupted.take(&session.channel.key_of(session.member.id), &self.clock);
                self.messages.link_completed(upn, command.as_deref(), &session.member_locale)
            }
            Err(refusal) => self.messages.refusal(refusal, &session.member_locale),
        };
        Reply::replace(session.reply.clone()).send_in_background(&self.chat, words);
    }

    /// Pings the member whose account another member has just signed in to.
    fn warn_holder(&self, session: &SignInSession<T>, links: &AccountLinks, account: &ObjectId) {
        let Some((holder, word)) = links.member_of(account) else { return };
        let ping = Ping {
            channel: session.channel.location.channel,
            // Unique, because one interaction makes at most one such ping. It has at most 20 digits, so it fits.
            nonce: format!("taken{}", session.interaction),
            words: self.messages.account_contested(holder, word, &session.guild_locale),
            roles: Vec::new(),
            members: vec![holder],
        };
        let (chat, interaction) = (Arc::clone(&self.chat), session.interaction);
        tokio::spawn(async move {
            if let Err(error) = chat.ping(&ping).await {
                tracing::error!(%interaction, %holder, %error, "warning of a contested account failed");
            }
        });
    }
}

/// The reason for which a sign-in makes no link, with the account that was signed in to, if it is known.
struct LinkFailure {
    account: Option<ObjectId>,
    refusal: Box<Refusal>,
}

impl LinkFailure {
    fn of_account(account: ObjectId, refusal: Refusal) -> Self {
        Self { account: Some(account), refusal: Box::new(refusal) }
    }
}

impl From<Refusal> for LinkFailure {
    fn from(refusal: Refusal) -> Self {
        Self { account: None, refusal: Box::new(refusal) }
    }
}

fn sign_in_failed(error: &TenantError) -> Refusal {
    Refusal::SignInFailed { trouble: error.trouble().clone() }
}
