//! What comes of a sign-in: who proved to have which account, written down and told to everyone whom it concerns.

use std::sync::Arc;

use jiff::SignedDuration;
use tokio::sync::watch;

use super::Shared;
use super::reply::Reply;
use super::sign_in::{Begun, Purpose, SIGN_IN_MINUTES};
use crate::domain::link::{How, People, PersonEvent};
use crate::domain::refusal::Refusal;
use crate::domain::{ObjectId, Trouble};
use crate::ports::{Brought, Calling, Chat, Identity, Returned, Tenant, TenantError};

/// The most that is kept of a code that a browser brings back, in characters. Microsoft's have about 30.
const CODE_CHARS_MAX: usize = 60;
/// The code for a sign-in on another device that was declined, or came too late.
const NOT_SIGNED_IN: &str = "declined_or_too_late";

impl<T: Tenant, C: Chat> Shared<T, C> {
    /// A browser has come back. Its sign-in is gone after this, whatever comes of it.
    pub(super) async fn come_back(self: Arc<Self>, returned: Returned) {
        let Returned { state, brought, language, page } = returned;
        let Some((begun, sign_in)) = self.sign_ins.take(&state, self.clock.now()) else {
            // Nothing of this is written down: anyone in the world can come here with nothing in hand.
            tracing::info!("a browser came back from a sign-in that is not under way");
            let _ = page.send(self.words.page_of_no_sign_in(&language));
            return;
        };
        let proved = match brought {
            Brought::Code(code) => {
                let budget = self.limits.budget_of_press();
                let finished = self.sites[begun.site].tenant.finish_sign_in(&sign_in, &code, &budget).await;
                finished.map_err(|error| failed(&error))
            }
            Brought::Refusal { code, message } => Err(Refusal::SignInDeclined {
                code: cut(&code, CODE_CHARS_MAX),
                message: cut(&message, Trouble::MESSAGE_CHARS_MAX),
            }),
        };
        match &begun.purpose {
            Purpose::Vote(vote) => {
                let is_proved = proved.is_ok();
                self.conclude_vote(&begun, vote, proved).await;
                let _ = page.send(self.words.page_of_vote(is_proved, &begun.member.name, &begun.member_locale));
            }
            Purpose::Link => {
                // Without an answer the browser is told that nothing is known, which is then the truth.
                if let Some(outcome) = self.conclude_link(&begun, How::Code, proved).await {
                    let name = &begun.member.name;
                    let _ = page.send(self.words.page_of_link(outcome.as_deref(), name, &begun.member_locale));
                }
            }
        }
    }

    /// Shows a code to type on another device, waits until that is done, and goes on from there.
    pub(super) async fn link_by_device(self: Arc<Self>, begun: Begun, mut reply: Reply) {
        let tenant = &self.sites[begun.site].tenant;
        let sign_in = match tenant.begin_device_sign_in(&self.limits.budget_of_press()).await {
            Ok(sign_in) => sign_in,
            Err(error) => {
                reply.wait().await;
                self.conclude_link(&begun, How::Device, Err(failed(&error))).await;
                return;
            }
        };
        let now = self.clock.now();
        let good_for = SignedDuration::try_from(sign_in.good_for).unwrap_or(SignedDuration::from_mins(SIGN_IN_MINUTES));
        let until = now + good_for;
        let words =
            self.words.device_offered(&sign_in.address, sign_in.user_code.reveal(), until, &begun.member_locale);
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
        self.conclude_link(&begun, How::Device, proved).await;
    }

    /// Decides what a sign-in means for the link, writes it down, and tells everyone but the browser. Gives the sign-in name that
    /// is linked now, or why none is; nothing where it could not be written down.
    async fn conclude_link(
        &self,
        begun: &Begun,
        how: How,
        proved: Result<Identity, Refusal>,
    ) -> Option<Result<String, Refusal>> {
        let site = &self.sites[begun.site];
        let changing = site.roster.changing.lock().await;
        let people = site.people();
        let (tenant, member, interaction) = (site.name.clone(), begun.member.clone(), begun.interaction);
        let (event, outcome) = match proved.map(|Identity { object_id, upn, .. }| (object_id, upn)) {
            Ok((account, upn)) => match people.claim(member.id, &account) {
                Ok(()) => {
                    (PersonEvent::Linked { tenant, member, account, upn: upn.clone(), how, interaction }, Ok(upn))
                }
                Err(refusal) => {
                    let (account, why) = (Some(account), refusal.clone());
                    (PersonEvent::LinkRefused { tenant, member, account, how, interaction, refusal: why }, Err(refusal))
                }
            },
            Err(refusal) => {
                let why = refusal.clone();
                let event = PersonEvent::LinkRefused { tenant, member, account: None, how, interaction, refusal: why };
                (event, Err(refusal))
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
            Ok(upn) => self.words.linked(upn, &begun.member_locale),
            Err(refusal) => self.words.refusal(refusal, &begun.member_locale),
        };
        let (chat, reply) = (Arc::clone(&self.chat), Reply::again(begun.reply.clone()));
        tokio::spawn(async move { reply.say(chat.as_ref(), &words).await });
    }

    /// Calls the member whose account somebody else has just signed in to: one of the two is not who they should be.
    fn warn_holder(&self, begun: &Begun, people: &People, account: &ObjectId) {
        let Some((holder, word)) = people.member_of(account) else { return };
        let calling = Calling {
            channel: self.sites[begun.site].channel,
            // No interaction means two things, so no other message has this; with its 20 digits at most it fits.
            nonce: format!("taken{}", begun.interaction),
            words: self.words.account_contested(holder, word, &begun.guild_locale),
            roles: Vec::new(),
            members: vec![holder],
        };
        let (chat, interaction) = (Arc::clone(&self.chat), begun.interaction);
        tokio::spawn(async move {
            if let Err(error) = chat.call(&calling).await {
                tracing::error!(%interaction, %holder, %error, "could not warn a member that somebody claims their account");
            }
        });
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
