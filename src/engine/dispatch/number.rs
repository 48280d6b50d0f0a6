//! Number matching: the number on a sign-in's page is typed in the chat, and what the sign-in was for happens.

use std::sync::Arc;

use super::{Dispatch, Request};
use crate::domain::command::Allow;
use crate::domain::event::Opening;
use crate::domain::policy;
use crate::domain::refusal::Refusal;
use crate::engine::freezing::ControlRequest;
use crate::engine::message::StepUpResult;
use crate::engine::reply::Reply;
use crate::engine::sign_in_sessions::{NumberedSignIn, SignInPurpose, SignInSession};
use crate::engine::step_up::step_up_result;
use crate::ports::{Chat, Interaction, Tenant};
use crate::render::card::NumberKey;
use crate::render::sign_ins::SignInReason;

impl<T: Tenant, C: Chat> Dispatch<T, C> {
    /// Opens the form for the number, if a sign-in of this very member waits for it.
    pub(super) fn on_number_press(&self, interaction: &Interaction, key: NumberKey) -> Result<(), Refusal> {
        let member = self.request(interaction)?.member;
        if !self.sign_ins.awaits_number(key, member.id, self.clock.now()) {
            return Err(Refusal::SignInOver);
        }
        self.open_form(interaction, self.messages.number_form(key, &interaction.member_locale));
        Ok(())
    }

    /// Takes the typed number. The sign-in is used up, whether the number is right or not.
    pub(super) async fn on_number(
        &mut self,
        interaction: &Interaction,
        key: NumberKey,
        text: &str,
    ) -> Result<(), Refusal> {
        let Request { channel, member, sent_in } = self.request(interaction)?;
        let taken = self.sign_ins.take_number(key, member.id, &channel.name, self.clock.now());
        let taken = taken.ok_or(Refusal::SignInOver)?;
        let is_right = text.trim() == taken.number.to_string();
        tracing::info!(interaction = %interaction.id, is_right, "number of a sign-in typed");
        // The press of the form says which roles the member has now.
        let session = SignInSession { member, reply: interaction.reply.clone(), ..taken.session };
        let numbered = NumberedSignIn { session, ..taken };
        let reply = Reply::acknowledge_in_place(&self.chat, interaction.reply.clone());
        // Counted until it is decided, so that the chat's session is not saved before.
        let undecided = self.presses.register();
        match numbered.session.purpose.clone() {
            SignInPurpose::Link => {
                let linking = Arc::clone(&self.linking);
                tokio::spawn(async move {
                    linking.conclude_numbered(numbered, is_right, reply).await;
                    drop(undecided);
                });
            }
            SignInPurpose::Decide(_) => {
                let step_up = Arc::clone(&self.step_up);
                tokio::spawn(async move {
                    step_up.conclude_numbered(numbered, is_right, reply).await;
                    drop(undecided);
                });
            }
            SignInPurpose::Ask(opening) => self.ask_numbered(numbered, *opening, is_right, reply).await,
            SignInPurpose::Control(typed) => match self.prove(&numbered, is_right) {
                Ok(signed_in_at) => {
                    let SignInSession { channel, member, interaction, member_locale, guild_locale, .. } =
                        numbered.session;
                    let asked = ControlRequest {
                        typed: *typed,
                        interaction,
                        channel,
                        sent_in,
                        member,
                        signed_in_at: Some(signed_in_at),
                        member_locale,
                        guild_locale,
                        reply,
                        undecided,
                    };
                    tokio::spawn(Arc::clone(&self.freezing).run(asked));
                }
                Err(refusal) => {
                    self.step_up.refuse_command(&numbered.session, &typed.command, refusal, reply).await;
                }
            },
        }
        Ok(())
    }

    /// Returns the time of the sign-in if its number was right and it is to the member's own account.
    fn prove(&self, numbered: &NumberedSignIn<T>, is_right: bool) -> StepUpResult {
        if is_right {
            step_up_result(&numbered.session, &numbered.identity, self.clock.now())
        } else {
            Err(Refusal::WrongNumber)
        }
    }

    /// Opens the case for which the member has signed in, as if the command had been typed now.
    async fn ask_numbered(&mut self, numbered: NumberedSignIn<T>, opening: Opening, is_right: bool, reply: Reply) {
        let proved = self.prove(&numbered, is_right);
        let session = numbered.session;
        let member = session.member.clone();
        match proved.and_then(|signed_in_at| self.check_open_cases(&member).map(|()| signed_in_at)) {
            Ok(signed_in_at) => {
                let opening = Opening { member, signed_in_at: Some(signed_in_at), ..opening };
                if let Ok(open) = self.recorder.open(opening).await {
                    tracing::info!(case = %open.case.number(), "case opened after a sign-in");
                    self.actors.start(open, &session.channel, Some(reply));
                }
            }
            Err(refusal) => self.step_up.refuse_command(&session, &opening.command, refusal, reply).await,
        }
    }

    /// Offers the sign-in that a command needs. Returns false if it needs none, and if none is possible: the command's
    /// own answer then says why.
    pub(super) fn offer_sign_in(
        &self,
        interaction: &Interaction,
        request: &Request<T>,
        allow: &Allow,
        command: &str,
        purpose: impl FnOnce() -> SignInPurpose,
    ) -> bool {
        let Request { channel, member, .. } = request;
        // A member who may not type the command, or who has no account, is told so without a sign-in.
        let may_type = allow.fresh_sign_in_minutes.is_some() && policy::may_type(member, allow).is_ok();
        if !may_type || channel.account_of(member.id, self.clock.now()).is_none() {
            return false;
        }
        let session = SignInSession {
            channel: Arc::clone(channel),
            member: member.clone(),
            interaction: interaction.id,
            member_locale: interaction.member_locale.clone(),
            guild_locale: interaction.guild_locale.clone(),
            purpose: purpose(),
            reply: interaction.reply.clone(),
        };
        let Some(offer) = self.sign_ins.begin(session, self.clock.now()) else { return false };
        let reason = SignInReason::Command(command);
        let words = self.messages.sign_in_offer(reason, &offer.url, offer.until, &interaction.member_locale);
        Reply::acknowledge(&self.chat, interaction.reply.clone()).send_in_background(&self.chat, words);
        true
    }
}
