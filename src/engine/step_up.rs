//! Step-up authentication: a press that counts only with a fresh sign-in of the member.

use std::sync::Arc;

use super::guidance::Guidance;
use super::lookups::chat_roles;
use super::message::{ButtonPress, Message, StepUpResult};
use super::open_cases::OpenCases;
use super::recorder::{NotRecorded, Recorder};
use super::reply::Reply;
use super::sign_in_sessions::{PendingDecision, SignInPurpose, SignInSession, SignInSessions};
use super::tenant_channel::TenantChannel;
use super::undecided_presses::UndecidedPresses;
use crate::clock::Clock;
use crate::domain::event::UnroutedInteraction;
use crate::domain::people::Member;
use crate::domain::refusal::Refusal;
use crate::domain::{CaseNumber, Trouble};
use crate::ports::{Chat, Identity, Tenant};
use crate::render::Messages;

/// Offers the sign-in, and passes its result to the case.
pub struct StepUp<T, C> {
    /// The sign-ins in progress.
    pub sign_ins: Arc<SignInSessions<T>>,
    /// The running cases.
    pub open_cases: Arc<OpenCases>,
    /// The count of presses that are not decided yet.
    pub presses: UndecidedPresses,
    /// The journal, for a decision that comes after the end of its case.
    pub recorder: Recorder,
    /// The answers about closed cases.
    pub guidance: Arc<Guidance<T>>,
    /// The chat.
    pub chat: Arc<C>,
    /// The clock.
    pub clock: Clock,
    /// The texts.
    pub messages: Messages,
}

impl<T: Tenant, C: Chat> StepUp<T, C> {
    /// Offers the sign-in that a press needs. Returns the press if no member can sign in here.
    pub fn offer(&self, channel: &Arc<TenantChannel<T>>, case: CaseNumber, press: ButtonPress) -> Option<ButtonPress> {
        if self.sign_ins.methods().redirect_uri.is_none() {
            return Some(press);
        }
        let locale = press.locale.clone();
        let decision = PendingDecision { case, verb: press.verb, plan: press.plan, reason: press.reason };
        let session = SignInSession {
            channel: Arc::clone(channel),
            member: press.member,
            interaction: press.interaction,
            guild_locale: press.locale.clone(),
            member_locale: press.locale,
            purpose: SignInPurpose::Decide(decision),
            reply: press.reply.to(),
        };
        if let Some(offer) = self.sign_ins.begin(session, self.clock.now()) {
            let words = self.messages.sign_in_offer(case, &offer.url, offer.until, &locale);
            press.reply.send_in_background(&self.chat, words);
        }
        None
    }

    /// Passes the result of a sign-in to the case, as a press of this moment.
    pub async fn conclude(
        &self,
        session: &SignInSession<T>,
        decision: &PendingDecision,
        signed_in: Result<Identity, Refusal>,
    ) {
        let step_up = signed_in.and_then(|identity| step_up_result(session, &identity));
        let (member, step_up) = match (self.current_member(session).await, step_up) {
            (Ok(member), step_up) => (member, step_up),
            (Err(trouble), Ok(_)) => (session.member.clone(), Err(Refusal::StandingUnread { trouble })),
            (Err(_), Err(refusal)) => (session.member.clone(), Err(refusal)),
        };
        let reply = Reply::replace(session.reply.clone());
        let Some(case) = self.open_cases.get(decision.case) else {
            return self.case_closed(session, decision, reply).await;
        };
        let press = ButtonPress {
            member,
            interaction: session.interaction,
            verb: decision.verb,
            plan: decision.plan,
            reason: decision.reason.clone(),
            step_up: Some(step_up),
            locale: session.member_locale.clone(),
            reply,
            undecided: self.presses.register(),
        };
        // A case that ends now answers what is in its mailbox. If the mailbox is closed already, the press is lost with
        // the answer, like any press at that moment.
        let _ = case.mailbox.send(Message::Press(press)).await;
    }

    /// Records and answers a decision about a closed case, like a press of a closed case.
    async fn case_closed(&self, session: &SignInSession<T>, decision: &PendingDecision, reply: Reply) {
        let (channel, member, locale) = (&session.channel, &session.member, &session.member_locale);
        let unrouted = UnroutedInteraction {
            member: Some(Member { roles: Vec::new(), ..member.clone() }),
            channel: Some(channel.location.channel),
            interaction: session.interaction,
            what: format!("{} on case {}", decision.verb.word(), decision.case),
            refusal: Refusal::CaseClosed,
        };
        if let Err(NotRecorded) = self.recorder.append_unrouted(unrouted).await {
            return;
        }
        let words = self.guidance.case_closed(channel, member, decision.case, decision.reason.is_some(), locale);
        reply.send(self.chat.as_ref(), &words).await;
    }

    /// Returns the member with their present roles in the chat: the press is minutes old.
    async fn current_member(&self, session: &SignInSession<T>) -> Result<Member, Trouble> {
        let roles = chat_roles(&session.channel, self.chat.as_ref(), session.member.id).await?;
        Ok(Member { roles, ..session.member.clone() })
    }
}

/// Returns the time of the sign-in if it was to the account that is linked to the member.
fn step_up_result<T>(session: &SignInSession<T>, identity: &Identity) -> StepUpResult {
    // The member may have removed their link since the press.
    let account = session.channel.account_of(session.member.id).ok_or(Refusal::NotLinked)?;
    if account != identity.object_id {
        return Err(Refusal::SignedInAsSomebodyElse);
    }
    identity.signed_in_at.ok_or(Refusal::SignInUnproven)
}
