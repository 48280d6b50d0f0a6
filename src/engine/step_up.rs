//! Step-up authentication: a press or a command that counts only with a fresh sign-in of the member.

use std::sync::Arc;

use jiff::Timestamp;
use tokio::sync::oneshot;

use super::guidance::Guidance;
use super::lookups::chat_roles;
use super::message::{BrowserReply, ButtonPress, Message, StepUpResult};
use super::open_cases::OpenCases;
use super::operator_alerts::OperatorAlerts;
use super::recorder::{NotRecorded, Recorder};
use super::reply::Reply;
use super::sign_in_sessions::{
    NumberedSignIn, PendingDecision, SignInPurpose, SignInSession, SignInSessions, TypedControl, UnansweredSignIn,
};
use super::tenant_channel::TenantChannel;
use super::undecided_presses::UndecidedPresses;
use crate::clock::Clock;
use crate::domain::event::{Opening, UnroutedInteraction, Verb};
use crate::domain::people::Member;
use crate::domain::refusal::Refusal;
use crate::domain::{CaseNumber, Locale, Trouble};
use crate::ports::{CallbackResponse, Chat, Identity, Tenant};
use crate::render::Messages;
use crate::render::page::ConfirmationPage;
use crate::render::sign_ins::{CommandQuestion, PressQuestion, SignInReason};

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
    /// The alerts for the operator.
    pub alerts: Arc<OperatorAlerts<C>>,
    /// The chat.
    pub chat: Arc<C>,
    /// The clock.
    pub clock: Clock,
    /// The texts.
    pub messages: Messages,
}

impl<T: Tenant, C: Chat> StepUp<T, C> {
    /// Returns true if passwords and passes are shown on our own page only.
    pub fn shows_secrets(&self) -> bool {
        self.sign_ins.methods().shows_secrets
    }

    /// Offers the sign-in that a press needs. Returns the press if no member can sign in here.
    pub fn offer(&self, channel: &Arc<TenantChannel<T>>, case: CaseNumber, press: ButtonPress) -> Option<ButtonPress> {
        if self.sign_ins.methods().redirect_uri.is_none() {
            return Some(press);
        }
        let locale = press.locale.clone();
        let reason = match press.verb {
            Verb::ShowSecret => SignInReason::Secret(case),
            _ => SignInReason::Press(case),
        };
        let decision = PendingDecision {
            case,
            verb: press.verb,
            plan: press.plan,
            reason: press.reason,
            pressed_at: self.clock.now(),
        };
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
            let words = self.messages.sign_in_offer(reason, &offer.url, offer.until, &locale);
            press.reply.send_in_background(&self.chat, words);
        }
        None
    }

    /// Asks the person who signed in if the press or the command is theirs. If it cannot count any more, it is refused
    /// and they are not asked. Nothing is decided for it here. Takes the times at which the sign-in was begun and ends.
    /// Returns the page for the browser.
    pub async fn ask_to_confirm(
        &self,
        session: SignInSession<T>,
        (begun_at, until): (Timestamp, Timestamp),
        signed_in: Result<Identity, Refusal>,
        language: &Locale,
    ) -> CallbackResponse {
        let asked = signed_in.and_then(|identity| {
            step_up_result(&session, &identity, self.clock.now())?;
            Ok((self.question(&session, &identity, begun_at, language)?, identity))
        });
        match asked {
            Ok((question, identity)) => {
                let token = self.sign_ins.add_question(session, identity, until, self.clock.now());
                let expired = || self.messages.unknown_sign_in_page(language).into();
                token.map_or_else(expired, |token| CallbackResponse::Question { question, token })
            }
            Err(refusal) => {
                self.refuse(&session, refusal).await;
                self.messages.step_up_failed_page(&session.member, language).into()
            }
        }
    }

    /// Refuses the press or the command because the person who signed in says that it is not theirs. Returns the page
    /// for the browser.
    pub async fn decline(&self, session: &SignInSession<T>, language: &Locale) -> CallbackResponse {
        tracing::warn!(
            interaction = %session.interaction, member = %session.member.id,
            "sign-in disowned: the account's owner says that the member's press or command is not theirs"
        );
        self.refuse(session, Refusal::SignInDisowned).await;
        self.messages.disowned_page(&session.member, language).into()
    }

    /// Passes a press to its case after its number was typed, rightly or not. `reply` answers the typed number.
    pub async fn conclude_numbered(&self, numbered: NumberedSignIn<T>, is_right: bool, reply: Reply) {
        let NumberedSignIn { session, identity, .. } = numbered;
        let SignInPurpose::Decide(decision) = &session.purpose else { return };
        let proved =
            if is_right { step_up_result(&session, &identity, self.clock.now()) } else { Err(Refusal::WrongNumber) };
        self.press(&session, decision, proved, reply, None).await;
    }

    /// Lets the case show its secret to the browser that has answered, if the member may see it by now.
    pub async fn show_secret(
        &self,
        answered: UnansweredSignIn<T>,
        language: &Locale,
        response: oneshot::Sender<CallbackResponse>,
    ) {
        let UnansweredSignIn { session, identity, .. } = answered;
        let SignInPurpose::Decide(decision) = session.purpose.clone() else { return };
        let proved = step_up_result(&session, &identity, self.clock.now());
        let (member, proved) = self.with_current_roles(&session, proved).await;
        let session = SignInSession { member, ..session };
        let browser = BrowserReply { response, language: language.clone() };
        let reply = Reply::replace(session.reply.clone());
        self.press(&session, &decision, proved, reply, Some(browser)).await;
    }

    /// Records and answers the refusal of what a sign-in was for.
    pub async fn refuse(&self, session: &SignInSession<T>, refusal: Refusal) {
        let reply = Reply::replace(session.reply.clone());
        match &session.purpose {
            SignInPurpose::Decide(decision) => self.press(session, decision, Err(refusal), reply, None).await,
            SignInPurpose::Ask(opening) => self.refuse_command(session, &opening.command, refusal, reply).await,
            SignInPurpose::Control(typed) => self.refuse_command(session, &typed.command, refusal, reply).await,
            SignInPurpose::Link => {}
        }
    }

    /// Records and answers the refusal of a command for which the member was to sign in.
    pub async fn refuse_command(&self, session: &SignInSession<T>, command: &str, refusal: Refusal, reply: Reply) {
        let words = self.messages.refusal(&refusal, &session.member_locale);
        self.alerts.refused(&session.channel.name, &session.guild_locale, &refusal, self.clock.now());
        if self.record_unrouted(session, format!("command {command}"), refusal).await.is_ok() {
            reply.send(self.chat.as_ref(), &words).await;
        }
    }

    fn question(
        &self,
        session: &SignInSession<T>,
        identity: &Identity,
        typed_at: Timestamp,
        language: &Locale,
    ) -> Result<ConfirmationPage, Refusal> {
        let (member, upn) = (&session.member, identity.upn.as_str());
        let question = |command| CommandQuestion {
            command,
            user: None,
            reason: None,
            scope: None,
            ticket: None,
            complaint: None,
            typed_at,
            member,
            upn,
        };
        match &session.purpose {
            SignInPurpose::Decide(decision) => {
                let case = self.guidance.cases.load(&session.channel.name, decision.case);
                let case = case.ok_or(Refusal::NoSuchCase)?;
                let plan = case.approval_request().map(|request| request.approval.plan);
                match plan {
                    _ if case.outcome().is_some() => Err(Refusal::CaseClosed),
                    Some(plan) if plan != decision.plan => Err(Refusal::StalePlan),
                    None => Err(Refusal::StalePlan),
                    Some(_) => {
                        let question = PressQuestion {
                            case: &case,
                            member,
                            upn,
                            verb: decision.verb,
                            reason: decision.reason.as_deref(),
                            pressed_at: decision.pressed_at,
                            on_page: self.sign_ins.methods().shows_secrets,
                        };
                        Ok(self.messages.press_question(&question, language))
                    }
                }
            }
            SignInPurpose::Ask(opening) => {
                let Opening { command, user, reason, ticket, complaint, .. } = opening.as_ref();
                let (reason, ticket) = (reason.as_deref(), ticket.as_deref());
                let complaint = Some(complaint);
                let question = CommandQuestion { user: Some(user), reason, ticket, complaint, ..question(command) };
                Ok(self.messages.command_question(&question, language))
            }
            SignInPurpose::Control(typed) => {
                let TypedControl { command, reason, .. } = typed.as_ref();
                let (reason, scope) = (reason.as_deref(), typed.scope());
                let question = CommandQuestion { reason, scope, ..question(command) };
                Ok(self.messages.command_question(&question, language))
            }
            SignInPurpose::Link => Err(Refusal::NotUnderstood),
        }
    }

    /// Passes a press to its case, as a press of this moment.
    async fn press(
        &self,
        session: &SignInSession<T>,
        decision: &PendingDecision,
        step_up: StepUpResult,
        reply: Reply,
        browser: Option<BrowserReply>,
    ) {
        let Some(case) = self.open_cases.get(decision.case) else {
            if let Some(browser) = browser {
                let page = self.messages.step_up_failed_page(&session.member, &browser.language);
                browser.send(page.into());
            }
            return self.case_closed(session, decision, reply).await;
        };
        let press = ButtonPress {
            member: session.member.clone(),
            interaction: session.interaction,
            verb: decision.verb,
            plan: decision.plan,
            reason: decision.reason.clone(),
            step_up: Some(step_up),
            locale: session.member_locale.clone(),
            reply,
            browser,
            undecided: self.presses.register(),
        };
        // A case that ends now answers what is in its mailbox. If the mailbox is closed already, the press is lost with
        // the answer, like any press at that moment.
        let _ = case.mailbox.send(Message::Press(press)).await;
    }

    /// Records and answers a decision about a closed case, like a press of a closed case.
    async fn case_closed(&self, session: &SignInSession<T>, decision: &PendingDecision, reply: Reply) {
        let (channel, member, locale) = (&session.channel, &session.member, &session.member_locale);
        let what = format!("{} on case {}", decision.verb.word(), decision.case);
        if let Err(NotRecorded) = self.record_unrouted(session, what, Refusal::CaseClosed).await {
            return;
        }
        let words = self.guidance.case_closed(channel, member, decision.case, decision.reason.is_some(), locale);
        reply.send(self.chat.as_ref(), &words).await;
    }

    async fn record_unrouted(
        &self,
        session: &SignInSession<T>,
        what: String,
        refusal: Refusal,
    ) -> Result<(), NotRecorded> {
        let unrouted = UnroutedInteraction {
            member: Some(Member { roles: Vec::new(), ..session.member.clone() }),
            channel: Some(session.channel.location.channel),
            interaction: session.interaction,
            what,
            refusal,
            repeated: None,
        };
        self.recorder.append_unrouted(unrouted).await
    }

    /// Returns the member with their present roles in the chat: the press is minutes old, and the browser says nothing
    /// about them.
    async fn with_current_roles(&self, session: &SignInSession<T>, proved: StepUpResult) -> (Member, StepUpResult) {
        match chat_roles(&session.channel, self.chat.as_ref(), session.member.id).await {
            Ok(roles) => (Member { roles, ..session.member.clone() }, proved),
            Err(trouble) => (session.member.clone(), proved.and(Err(unread(trouble)))),
        }
    }
}

fn unread(trouble: Trouble) -> Refusal {
    Refusal::StandingUnread { trouble }
}

/// Returns the time of the sign-in if it was to the account that is linked to the member.
pub fn step_up_result<T>(session: &SignInSession<T>, identity: &Identity, now: Timestamp) -> StepUpResult {
    // The member may have removed their link since the press.
    let account = session.channel.account_of(session.member.id, now).ok_or(Refusal::NotLinked)?;
    if account != identity.object_id {
        return Err(Refusal::SignedInAsSomebodyElse);
    }
    identity.signed_in_at.ok_or(Refusal::SignInUnproven)
}
