//! What comes of a sign-in: who proved to have which account, written down and told to everyone whom it concerns.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use tokio::sync::{oneshot, watch};

use super::Shared;
use super::reply::Reply;
use super::sign_in_sessions::{Begun, Purpose, SIGN_IN_MINUTES};
use crate::domain::link::{AccountLinks, PersonEvent, ProofMethod};
use crate::domain::refusal::Refusal;
use crate::domain::{Locale, ObjectId, Trouble};
use crate::ports::{CallbackContent, CallbackRequest, CallbackResponse, Chat, Identity, Ping, Tenant, TenantError};
use crate::render::page::BrowserPage;
use crate::secret::Secret;

/// The most that is kept of a code that a browser brings back, in characters. Microsoft's have about 30.
const CODE_CHARS_MAX: usize = 60;
/// The code for a sign-in on another device that was declined, or came too late.
const NOT_SIGNED_IN: &str = "declined_or_too_late";

/// Why a sign-in made no link, and the account that was signed in to, where it came that far.
struct NotLinked {
    account: Option<ObjectId>,
    refusal: Box<Refusal>,
}

impl NotLinked {
    fn to(account: ObjectId, refusal: Refusal) -> Self {
        Self { account: Some(account), refusal: Box::new(refusal) }
    }
}

impl From<Refusal> for NotLinked {
    fn from(refusal: Refusal) -> Self {
        Self { account: None, refusal: Box::new(refusal) }
    }
}

impl<T: Tenant, C: Chat> Shared<T, C> {
    /// A browser has come back from a sign-in, or answers what it was asked after one. What it came for is gone after this,
    /// whatever comes of it.
    pub(super) async fn come_back(self: Arc<Self>, returned: CallbackRequest) {
        let CallbackRequest { state, content, language, response } = returned;
        let proved = match content {
            CallbackContent::Answer { yes } => {
                let shown = self.answered(&state, yes, &language).await;
                return show(response, shown.map(CallbackResponse::from));
            }
            CallbackContent::Code(code) => Ok(code),
            CallbackContent::Error { code, message } => Err(Refusal::SignInDeclined {
                code: cut(&code, CODE_CHARS_MAX),
                message: cut(&message, Trouble::MESSAGE_CHARS_MAX),
            }),
        };
        let Some((begun, sign_in, until)) = self.sign_ins.take(&state, self.clock.now()) else {
            // Nothing of this is written down: anyone in the world can come here with nothing in hand.
            tracing::info!("a browser came back from a sign-in that is not under way");
            return show(response, Some(self.messages.unknown_sign_in_page(&language).into()));
        };
        let proved = match proved {
            Ok(code) => {
                let budget = self.limits.budget_of_press();
                let finished = self.sites[begun.site].tenant.finish_sign_in(&sign_in, &code, &budget).await;
                finished.map_err(|error| failed(&error))
            }
            Err(refusal) => Err(refusal),
        };
        match begun.purpose.clone() {
            // The account must be the one that is linked already, so nobody can be lured into anything and there is nothing to ask.
            Purpose::Vote(vote) => {
                let is_proved = proved.is_ok();
                self.conclude_vote(&begun, &vote, proved).await;
                let words = self.messages.vote_page(is_proved, &begun.member.name, &begun.member_locale);
                show(response, Some(words.into()));
            }
            Purpose::Link => show(response, self.signed_in_to_link(begun, until, proved, &language).await),
        }
    }

    /// Asks whoever signed in whether they are the member. The link that they followed is the member's, and anybody can have sent it
    /// to them; so nothing is written down before they say yes. Where no link can come of it nobody is asked.
    async fn signed_in_to_link(
        &self,
        begun: Begun,
        until: Timestamp,
        proved: Result<Identity, Refusal>,
        language: &Locale,
    ) -> Option<CallbackResponse> {
        let claimed = proved.map_err(NotLinked::from).and_then(|identity| {
            let claim = self.sites[begun.site].people().claim(begun.member.id, &identity.object_id);
            let refused = |refusal| NotLinked::to(identity.object_id.clone(), refusal);
            claim.map_err(refused).map(|()| identity)
        });
        let identity = match claimed {
            Ok(identity) => identity,
            Err(not_linked) => {
                let outcome = self.conclude_link(&begun, ProofMethod::Code, Err(not_linked)).await?;
                let page = self.messages.link_page(outcome.as_deref(), &begun.member.name, &begun.member_locale);
                return Some(page.into());
            }
        };
        // In the language of the browser: who sits there may be somebody else than the member.
        let question = self.messages.link_confirmation_page(&identity.upn, &begun.member, language);
        let asked = self.sign_ins.ask(begun, identity, until, self.clock.now());
        let nothing = || self.messages.unknown_sign_in_page(language).into();
        Some(asked.map_or_else(nothing, |token| CallbackResponse::Question { question, token }))
    }

    /// Somebody has said whether they are the member.
    async fn answered(&self, token: &Secret, yes: bool, language: &Locale) -> Option<BrowserPage> {
        let Some((begun, identity)) = self.sign_ins.take_asked(token, self.clock.now()) else {
            tracing::info!("a browser answers a question that is not open");
            return Some(self.messages.unknown_confirmation_page(language));
        };
        let disowned = |identity: Identity| NotLinked::to(identity.object_id, Refusal::LinkDisowned);
        let proved = if yes { Ok(identity) } else { Err(disowned(identity)) };
        let outcome = self.conclude_link(&begun, ProofMethod::Code, proved).await?;
        Some(self.messages.link_page(outcome.as_deref(), &begun.member.name, language))
    }

    /// Shows a code to type on another device, waits until that is done, and goes on from there.
    pub(super) async fn link_by_device(self: Arc<Self>, begun: Begun, mut reply: Reply) {
        let tenant = &self.sites[begun.site].tenant;
        let sign_in = match tenant.begin_device_sign_in(&self.limits.budget_of_press()).await {
            Ok(sign_in) => sign_in,
            Err(error) => {
                reply.wait().await;
                self.conclude_link(&begun, ProofMethod::Device, Err(failed(&error).into())).await;
                return;
            }
        };
        let now = self.clock.now();
        let good_for =
            SignedDuration::try_from(sign_in.expires_in).unwrap_or(SignedDuration::from_mins(SIGN_IN_MINUTES));
        let until = now + good_for;
        let words = self.messages.device_code_offer(
            &sign_in.verification_uri,
            sign_in.user_code.reveal(),
            until,
            &begun.member_locale,
        );
        let (number, forgotten) = self.sign_ins.begin_device(begun, until, now);
        reply.say(self.chat.as_ref(), &words).await;
        let mut stopping = self.stopping.subscribe();
        let identity = tokio::select! {
            identity = tenant.finish_device_sign_in(&sign_in) => identity,
            _ = forgotten => return,
            () = stopped(&mut stopping) => return,
        };
        let Some(begun) = self.sign_ins.take_device(number) else { return };
        let proved = match identity {
            Ok(Some(identity)) => Ok(identity),
            Ok(None) => Err(Refusal::SignInDeclined { code: NOT_SIGNED_IN.to_owned(), message: String::new() }),
            Err(error) => Err(failed(&error)),
        };
        self.conclude_link(&begun, ProofMethod::Device, proved.map_err(NotLinked::from)).await;
    }

    /// Decides what a sign-in means for the link, writes it down, and tells everyone but the browser: an identity becomes a link,
    /// unless the account is taken by now. Gives the sign-in name that is linked, or why none is; nothing where it could not be
    /// written down.
    async fn conclude_link(
        &self,
        begun: &Begun,
        how: ProofMethod,
        proved: Result<Identity, NotLinked>,
    ) -> Option<Result<String, Refusal>> {
        let site = &self.sites[begun.site];
        let changing = site.roster.changing.lock().await;
        let people = site.people();
        let (tenant, member, interaction) = (site.name.clone(), begun.member.clone(), begun.interaction);
        let claimed =
            proved.and_then(|Identity { object_id: account, upn, .. }| match people.claim(member.id, &account) {
                Ok(()) => Ok((account, upn)),
                Err(refusal) => Err(NotLinked::to(account, refusal)),
            });
        let (event, outcome) = match claimed {
            Ok((account, upn)) => {
                (PersonEvent::Linked { tenant, member, account, upn: upn.clone(), how, interaction }, Ok(upn))
            }
            Err(NotLinked { account, refusal }) => {
                let (refusal, why) = (*refusal.clone(), *refusal);
                (PersonEvent::LinkRefused { tenant, member, account, how, interaction, refusal: why }, Err(refusal))
            }
        };
        if let Err(error) = self.journal.person(self.clock.now(), event.clone()).await {
            self.fail(&error.to_string());
            return None;
        }
        site.roster.learn(&event);
        drop(changing);
        tracing::info!(interaction = %begun.interaction, tenant = %site.name, event = event.name(), "recorded");
        self.tell_member(begun, &outcome);
        if let (Err(Refusal::AccountTaken), Some(account)) = (&outcome, event.account()) {
            self.warn_holder(begun, &people, account);
        }
        Some(outcome)
    }

    /// Edits the answer to the command that began it, as long as the chat lets us.
    fn tell_member(&self, begun: &Begun, outcome: &Result<String, Refusal>) {
        let words = match outcome {
            Ok(upn) => {
                let wish = self.wishes.take(&(begun.site, begun.member.id), self.clock.now());
                self.messages.link_completed(upn, wish.as_deref(), &begun.member_locale)
            }
            Err(refusal) => self.messages.refusal(refusal, &begun.member_locale),
        };
        let (chat, reply) = (Arc::clone(&self.chat), Reply::again(begun.reply.clone()));
        tokio::spawn(async move { reply.say(chat.as_ref(), &words).await });
    }

    /// Calls the member whose account somebody else has just signed in to: one of the two is not who they should be.
    fn warn_holder(&self, begun: &Begun, people: &AccountLinks, account: &ObjectId) {
        let Some((holder, word)) = people.member_of(account) else { return };
        let ping = Ping {
            channel: self.sites[begun.site].channel,
            // No interaction means two things, so no other message has this; with its 20 digits at most it fits.
            nonce: format!("taken{}", begun.interaction),
            words: self.messages.account_contested(holder, word, &begun.guild_locale),
            roles: Vec::new(),
            members: vec![holder],
        };
        let (chat, interaction) = (Arc::clone(&self.chat), begun.interaction);
        tokio::spawn(async move {
            if let Err(error) = chat.ping(&ping).await {
                tracing::error!(%interaction, %holder, %error, "could not warn a member that somebody claims their account");
            }
        });
    }
}

/// Without an answer the browser is told that nothing is known, which is then the truth.
fn show(response: oneshot::Sender<CallbackResponse>, shown: Option<CallbackResponse>) {
    if let Some(shown) = shown {
        // A browser that is gone has nothing to read.
        let _ = response.send(shown);
    }
}

fn failed(error: &TenantError) -> Refusal {
    Refusal::SignInFailed { trouble: error.trouble().clone() }
}

fn cut(text: &str, chars_max: usize) -> String {
    text.chars().take(chars_max).collect()
}

/// Comes back when the program is to stop.
async fn stopped(stopping: &mut watch::Receiver<bool>) {
    let _ = stopping.wait_for(|stopping| *stopping).await;
}
