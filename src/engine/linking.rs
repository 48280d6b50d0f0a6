//! Links between members and accounts: a sign-in becomes an event in the journal, and everyone concerned is told.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use tokio::sync::Notify;

use super::guidance::InterruptedCommands;
use super::limits::EngineLimits;
use super::lookups::Lookups;
use super::notifier::{Notice, Notifier};
use super::open_cases::OpenCases;
use super::operator_alerts::OperatorAlerts;
use super::recorder::Recorder;
use super::reply::Reply;
use super::shutdown::Shutdown;
use super::sign_in_sessions::{NumberedSignIn, SIGN_IN_MINUTES, SignInSession, SignInSessions, UnansweredSignIn};
use crate::clock::Clock;
use crate::domain::link::{AccountLinks, PersonEvent, ProofMethod};
use crate::domain::policy;
use crate::domain::refusal::Refusal;
use crate::domain::{Locale, ObjectId};
use crate::ports::{CONTEXT_MISSING, CallbackResponse, Chat, Identity, Ping, Tenant, TenantError};
use crate::render::Messages;

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
    /// The running cases, in which a new person may count.
    pub open_cases: Arc<OpenCases>,
    /// The sign for the keeper of links that one has to be announced.
    pub new_links: Arc<Notify>,
    /// The way to tell the holder of an account.
    pub notifier: Arc<Notifier<C>>,
    /// The memory of what the operator was told.
    pub alerts: Arc<OperatorAlerts<C>>,
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
        let linkable = match signed_in {
            Ok(identity) => self.check(&session, &identity).await.map(|()| identity),
            Err(refusal) => Err(refusal.into()),
        };
        let identity = match linkable {
            Ok(identity) => identity,
            Err(failure) => {
                let reply = Reply::replace(session.reply.clone());
                let refusal = self.conclude(&session, ProofMethod::Code, Err(failure), reply).await?.err()?;
                let page = self.messages.link_refused_page(&refusal, &session.member, language);
                return Some(page.into());
            }
        };
        // In the language of the browser, because its user may be another person than the member.
        let question = self.messages.link_confirmation_page(&identity.upn, &session.member, language);
        let token = self.sign_ins.add_question(session, identity, until, self.clock.now());
        let expired = || self.messages.unknown_sign_in_page(language).into();
        Some(token.map_or_else(expired, |token| CallbackResponse::Question { question, token }))
    }

    /// Checks that the account which signed in may be linked to the member: it is nobody else's, it is in good standing, and it is one
    /// that can approve.
    async fn check(&self, session: &SignInSession<T>, identity: &Identity) -> Result<(), LinkFailure> {
        let (channel, account) = (&session.channel, identity.object_id);
        let refused = |refusal| LinkFailure::of_account(account, refusal);
        channel.links().claim(session.member.id, &account, self.clock.now()).map_err(refused)?;
        let budget = self.limits.budget_of_press();
        let lookups = Lookups::new(channel, self.chat.as_ref(), &self.clock, &budget);
        let checked = lookups.look_up_account(session.member.id, &account).await;
        policy::may_approve(checked).map(drop).map_err(refused)
    }

    /// Ends a sign-in whose person says that they are not the member. Returns the page for the browser, or `None` if
    /// that could not be recorded.
    pub async fn decline(&self, answered: UnansweredSignIn<T>, language: &Locale) -> Option<CallbackResponse> {
        let UnansweredSignIn { session, identity, .. } = answered;
        let reply = Reply::replace(session.reply.clone());
        let disowned = LinkFailure::of_account(identity.object_id, Refusal::LinkDisowned);
        let refusal = self.conclude(&session, ProofMethod::Code, Err(disowned), reply).await?.err()?;
        Some(self.messages.link_refused_page(&refusal, &session.member, language).into())
    }

    /// Concludes a sign-in whose number was typed, rightly or not. `reply` is the answer to the typed number.
    pub async fn conclude_numbered(&self, numbered: NumberedSignIn<T>, is_right: bool, reply: Reply) {
        let NumberedSignIn { session, identity, .. } = numbered;
        let wrong = || LinkFailure::of_account(identity.object_id, Refusal::WrongNumber);
        let proved = if is_right { Ok(identity) } else { Err(wrong()) };
        // A failed write has begun the stop already.
        let _ = self.conclude(&session, ProofMethod::Code, proved, reply).await;
    }

    /// Shows a code to type on another device, waits until that is done, and concludes the sign-in.
    pub async fn link_by_device(self: Arc<Self>, session: SignInSession<T>, mut reply: Reply) {
        let channel = Arc::clone(&session.channel);
        let authorization = match channel.tenant.begin_device_sign_in(&self.limits.budget_of_press()).await {
            Ok(authorization) => authorization,
            Err(error) => {
                reply.acknowledged().await;
                self.conclude(&session, ProofMethod::Device, Err(sign_in_failed(&error).into()), reply).await;
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
        let reply = Reply::replace(session.reply.clone());
        self.conclude(&session, ProofMethod::Device, signed_in.map_err(LinkFailure::from), reply).await;
    }

    /// Links the account unless it is taken, records the outcome, and tells the member. Returns the link
    /// or the refusal, or `None` if the outcome could not be recorded.
    async fn conclude(
        &self,
        session: &SignInSession<T>,
        how: ProofMethod,
        signed_in: Result<Identity, LinkFailure>,
        reply: Reply,
    ) -> Option<Result<LinkMade, Refusal>> {
        let channel = &session.channel;
        let linkable = match signed_in {
            Ok(identity) => self.check(session, &identity).await.map(|()| identity),
            Err(failure) => Err(failure),
        };
        let update = channel.roster.update.lock().await;
        let (links, now) = (channel.links(), self.clock.now());
        let (tenant, member, interaction) = (channel.name.clone(), session.member.clone(), session.interaction);
        // Again, because nothing else can be linked now.
        let linkable =
            linkable.and_then(|Identity { object_id: account, upn, .. }| match links.claim(member.id, &account, now) {
                Ok(()) => Ok((account, upn)),
                Err(refusal) => Err(LinkFailure::of_account(account, refusal)),
            });
        let (event, outcome) = match linkable {
            Ok((account, upn)) => {
                let (from, until) = self.limits.links.times(&links, (member.id, &account), how, now);
                let replaces = links.relink_of(member.id, &account, now).is_some();
                let made = LinkMade { upn: upn.clone(), from, until, replaces };
                let event = PersonEvent::Linked {
                    tenant,
                    member,
                    account,
                    upn,
                    how,
                    interaction,
                    from,
                    until: Some(until),
                    locale: Some(session.member_locale.clone()),
                    guild_locale: from.map(|_| session.guild_locale.clone()),
                };
                (event, Ok(made))
            }
            Err(LinkFailure { account, refusal }) => {
                let (refusal, recorded) = (*refusal.clone(), *refusal);
                let event = PersonEvent::LinkRefused { tenant, member, account, how, interaction, refusal: recorded };
                (event, Err(refusal))
            }
        };
        let at = self.recorder.append_person(event.clone()).await.ok()?;
        channel.roster.apply(&event, at);
        drop(update);
        tracing::info!(interaction = %session.interaction, tenant = %channel.name, event = event.name(), "recorded");
        if outcome.is_ok() {
            self.open_cases.tell_people_changed(&channel.name);
        }
        if let Err(refusal) = &outcome {
            self.alerts.refused(&channel.name, &session.guild_locale, refusal, at);
        }
        self.tell_member(session, &outcome, reply);
        if let (Err(Refusal::AccountTaken), Some(account)) = (&outcome, event.account()) {
            self.warn_holder(session, &links, account);
        }
        if let Ok(LinkMade { from: Some(_), .. }) = &outcome {
            self.new_links.notify_one();
        }
        Some(outcome)
    }

    /// Replaces the answer to the command that began the sign-in, for as long as the chat permits that.
    fn tell_member(&self, session: &SignInSession<T>, outcome: &Result<LinkMade, Refusal>, reply: Reply) {
        let words = match outcome {
            Ok(LinkMade { upn, from: Some(from), replaces: true, .. }) => {
                self.messages.relink_waits(upn, *from, &session.member_locale)
            }
            Ok(LinkMade { upn, from: Some(from), .. }) => {
                self.messages.device_link_waits(upn, *from, &session.member_locale)
            }
            Ok(LinkMade { upn, until, .. }) => {
                let command = self.interrupted.take(&session.channel.key_of(session.member.id), &self.clock);
                self.messages.link_completed(upn, *until, command.as_deref(), &session.member_locale)
            }
            Err(refusal) => self.messages.refusal(refusal, &session.member_locale),
        };
        reply.send_in_background(&self.chat, words);
    }

    /// Pings the member whose account another member has just signed in to.
    fn warn_holder(&self, session: &SignInSession<T>, links: &AccountLinks, account: &ObjectId) {
        let Some((holder, word)) = links.member_of(account, self.clock.now()) else { return };
        let ping = Ping {
            channel: session.channel.location.channel,
            // Unique, because one interaction makes at most one such ping. It has at most 20 digits, so it fits.
            nonce: format!("taken{}", session.interaction),
            words: self.messages.account_contested(holder, word, &session.guild_locale),
            roles: Vec::new(),
            members: vec![holder],
        };
        self.notifier.send_in_background(Notice::Channel(ping));
    }
}

/// A link that was made.
struct LinkMade {
    /// The user principal name of the account.
    upn: String,
    /// The time from which it counts; `None` if it does now.
    from: Option<Timestamp>,
    /// The time until which it counts.
    until: Timestamp,
    /// True if it replaces another.
    replaces: bool,
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

/// Returns the refusal for a sign-in whose account could not be established.
pub(super) fn sign_in_failed(error: &TenantError) -> Refusal {
    let trouble = error.trouble();
    if trouble.code == CONTEXT_MISSING {
        return Refusal::AuthenticationContextMissing { context: trouble.message.clone() };
    }
    Refusal::SignInFailed { trouble: trouble.clone() }
}
