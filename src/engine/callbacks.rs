//! Browsers that return from a sign-in, and their answers to the question asked after one.
//!
//! A redirect decides nothing: it leads to a page with a question. A yes leads to a number, which the member types in
//! the chat: so the browser and the member are known to be one person, and a link that was passed on is worth nothing.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use tokio::sync::oneshot;

use super::limits::EngineLimits;
use super::linking::{Linking, sign_in_failed};
use super::reply::Reply;
use super::sign_in_sessions::{
    NumberChallenge, ReturnedSignIn, SIGN_IN_MINUTES, SignInPurpose, SignInSessions, UnansweredSignIn,
};
use super::step_up::StepUp;
use crate::clock::Clock;
use crate::domain::event::Verb;
use crate::domain::refusal::Refusal;
use crate::domain::{Locale, Trouble};
use crate::ports::{CallbackContent, CallbackRequest, CallbackResponse, Chat, Identity, Tenant};
use crate::render::Messages;
use crate::render::card::NumberButton;
use crate::secret::Secret;
use crate::stranger_log::{Stranger, StrangerLog};

/// The limit on an error code from a browser, in characters. Microsoft's have about 30.
const CODE_CHARS_MAX: usize = 60;
/// The time by which Microsoft's clock may be behind ours, in seconds. It covers that Microsoft names whole seconds.
const CLOCK_SKEW_SECONDS_MAX: i64 = 60;

/// Routes each browser to what its sign-in was for.
pub struct Callbacks<T, C> {
    /// The sign-ins in progress.
    pub sign_ins: Arc<SignInSessions<T>>,
    /// The sign-ins to link an account.
    pub linking: Arc<Linking<T, C>>,
    /// The sign-ins to decide or to open a case.
    pub step_up: Arc<StepUp<T, C>>,
    /// The limits on calls.
    pub limits: Arc<EngineLimits>,
    /// The chat.
    pub chat: Arc<C>,
    /// The clock.
    pub clock: Clock,
    /// The texts.
    pub messages: Messages,
    /// The count of browsers that belong to no sign-in.
    pub strangers: StrangerLog,
}

impl<T: Tenant, C: Chat> Callbacks<T, C> {
    /// Handles one request. The stage of the sign-in that it belongs to is used up, with any result.
    pub async fn receive(self: Arc<Self>, request: CallbackRequest) {
        let CallbackRequest { state, content, language, response } = request;
        let code = match content {
            CallbackContent::Answer { yes } => return self.answer(&state, yes, &language, response).await,
            CallbackContent::Code(code) => Ok(code),
            CallbackContent::Error { code, message } => Err(Refusal::SignInDeclined {
                code: cut(&code, CODE_CHARS_MAX),
                message: cut(&message, Trouble::MESSAGE_CHARS_MAX),
            }),
        };
        let Some(returned) = self.sign_ins.take(&state, self.clock.now()) else {
            // Not written to the journal, and counted in the log: anybody can send such a request.
            self.strangers.count(Stranger::UnknownSignIn);
            return respond(response, Some(self.messages.unknown_sign_in_page(&language).into()));
        };
        let ReturnedSignIn { session, request, begun_at, until } = returned;
        let signed_in = match code {
            Ok(code) => {
                let budget = self.limits.budget_of_press();
                let finished = session.channel.tenant.finish_sign_in(&request, &code, &budget).await;
                let signed_in = finished.map_err(|error| sign_in_failed(&error));
                signed_in.and_then(|identity| check_fresh(&session.purpose, &identity, begun_at).map(|()| identity))
            }
            Err(refusal) => Err(refusal),
        };
        let page = match &session.purpose {
            SignInPurpose::Link => self.linking.ask_to_confirm(session, until, signed_in, &language).await,
            SignInPurpose::Decide(_) | SignInPurpose::Ask(_) | SignInPurpose::Control(_) => {
                Some(self.step_up.ask_to_confirm(session, (begun_at, until), signed_in, &language).await)
            }
        };
        respond(response, page);
    }

    /// Takes the answer to the question of a page.
    async fn answer(&self, token: &Secret, yes: bool, language: &Locale, response: oneshot::Sender<CallbackResponse>) {
        let Some(answered) = self.sign_ins.take_question(token, self.clock.now()) else {
            self.strangers.count(Stranger::UnknownSignIn);
            return respond(response, Some(self.messages.unknown_confirmation_page(language).into()));
        };
        let page = match (&answered.session.purpose, yes) {
            (SignInPurpose::Link, false) => self.linking.decline(answered, language).await,
            (SignInPurpose::Decide(_) | SignInPurpose::Ask(_) | SignInPurpose::Control(_), false) => {
                Some(self.step_up.decline(&answered.session, language).await)
            }
            // The secret is shown by this very answer, and to this browser alone, so there is nothing to tie.
            (SignInPurpose::Decide(decision), true)
                if decision.verb == Verb::ShowSecret && self.sign_ins.methods().shows_secrets =>
            {
                return self.step_up.show_secret(answered, language, response).await;
            }
            (_, true) => Some(self.ask_number(answered, language)),
        };
        respond(response, page);
    }

    /// Shows a number to the browser, and asks the member for it in the chat.
    fn ask_number(&self, answered: UnansweredSignIn<T>, language: &Locale) -> CallbackResponse {
        let (reply, locale) = (answered.session.reply.clone(), answered.session.member_locale.clone());
        let until = answered.until;
        let Some(NumberChallenge { number, key }) = self.sign_ins.add_number(answered, self.clock.now()) else {
            return self.messages.unknown_sign_in_page(language).into();
        };
        let button = NumberButton { key, label: self.messages.number_button(&locale) };
        let words = self.messages.number_prompt(until, &locale);
        Reply::replace(reply).send_button_in_background(&self.chat, words, button);
        self.messages.number_page(number, language).into()
    }
}

/// Checks that the person entered their credentials for this very sign-in. The link asks Microsoft for that with
/// `prompt=login`, but anybody who holds the link can take it out, and with it the need for a password or a second factor.
///
/// Only a link may come without a time: the claim is optional in the app registration, and nobody but the operator can
/// take it away.
fn check_fresh(purpose: &SignInPurpose, identity: &Identity, begun_at: Timestamp) -> Result<(), Refusal> {
    match (identity.signed_in_at, purpose) {
        (Some(at), _) if at >= begun_at - SignedDuration::from_secs(CLOCK_SKEW_SECONDS_MAX) => Ok(()),
        (Some(_), _) => Err(Refusal::SignInNeeded { minutes: u32::try_from(SIGN_IN_MINUTES).unwrap_or_default() }),
        (None, SignInPurpose::Link) => Ok(()),
        (None, SignInPurpose::Decide(_) | SignInPurpose::Ask(_) | SignInPurpose::Control(_)) => {
            Err(Refusal::SignInUnproven)
        }
    }
}

/// Sends the response. Without one, the sender is dropped and the browser is told that the outcome is unknown.
fn respond(sender: oneshot::Sender<CallbackResponse>, response: Option<CallbackResponse>) {
    if let Some(response) = response {
        // An error means that the browser has closed the connection.
        let _ = sender.send(response);
    }
}

fn cut(text: &str, chars_max: usize) -> String {
    text.chars().take(chars_max).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ObjectId;

    #[test]
    fn a_sign_in_counts_only_if_it_was_made_for_this_link() {
        let begun_at = Timestamp::from_second(1_800_000_000).unwrap();
        let is_fresh = |seconds: Option<i64>| {
            let identity = Identity {
                object_id: ObjectId::parse("1b2c3d4e-0000-4000-8000-000000000001").unwrap(),
                upn: "anna@contoso.example".to_owned(),
                signed_in_at: seconds.map(|seconds| begun_at + SignedDuration::from_secs(seconds)),
            };
            check_fresh(&SignInPurpose::Link, &identity, begun_at)
        };
        let too_old = Err(Refusal::SignInNeeded { minutes: 10 });
        assert_eq!([is_fresh(Some(20)), is_fresh(Some(-60)), is_fresh(None)], [Ok(()), Ok(()), Ok(())]);
        assert_eq!([is_fresh(Some(-61)), is_fresh(Some(-36_000))], [too_old.clone(), too_old]);
    }
}
