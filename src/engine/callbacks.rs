//! Browsers that return from a sign-in, or that answer the question asked after one.

use std::sync::Arc;

use tokio::sync::oneshot;

use super::limits::EngineLimits;
use super::linking::Linking;
use super::sign_in_sessions::{ReturnedSignIn, SignInPurpose, SignInSessions};
use super::step_up::StepUp;
use crate::clock::Clock;
use crate::domain::Trouble;
use crate::domain::refusal::Refusal;
use crate::ports::{CallbackContent, CallbackRequest, CallbackResponse, Chat, Tenant};
use crate::render::Messages;

/// The limit on an error code from a browser, in characters. Microsoft's have about 30.
const CODE_CHARS_MAX: usize = 60;

/// Routes each browser to what its sign-in was for.
pub struct Callbacks<T, C> {
    /// The sign-ins in progress.
    pub sign_ins: Arc<SignInSessions<T>>,
    /// The sign-ins to link an account.
    pub linking: Arc<Linking<T, C>>,
    /// The sign-ins to decide a case.
    pub step_up: Arc<StepUp<T, C>>,
    /// The limits on calls.
    pub limits: Arc<EngineLimits>,
    /// The clock.
    pub clock: Clock,
    /// The texts.
    pub messages: Messages,
}

impl<T: Tenant, C: Chat> Callbacks<T, C> {
    /// Handles one request. The sign-in that it belongs to is used up, with any result.
    pub async fn receive(self: Arc<Self>, request: CallbackRequest) {
        let CallbackRequest { state, content, language, response } = request;
        let code = match content {
            CallbackContent::Answer { yes } => {
                let page = self.linking.confirm(&state, yes, &language).await;
                return respond(response, page.map(CallbackResponse::from));
            }
            CallbackContent::Code(code) => Ok(code),
            CallbackContent::Error { code, message } => Err(Refusal::SignInDeclined {
                code: cut(&code, CODE_CHARS_MAX),
                message: cut(&message, Trouble::MESSAGE_CHARS_MAX),
            }),
        };
        let Some(returned) = self.sign_ins.take(&state, self.clock.now()) else {
            // Not written to the journal: anybody can send such a request.
            tracing::info!("callback without a sign-in in progress");
            return respond(response, Some(self.messages.unknown_sign_in_page(&language).into()));
        };
        let ReturnedSignIn { session, request, until } = returned;
        let signed_in = match code {
            Ok(code) => {
                let budget = self.limits.budget_of_press();
                let finished = session.channel.tenant.finish_sign_in(&request, &code, &budget).await;
                finished.map_err(|error| Refusal::SignInFailed { trouble: error.trouble().clone() })
            }
            Err(refusal) => Err(refusal),
        };
        match session.purpose.clone() {
            // There is nothing to confirm: the account must be the one that is linked to the member already.
            SignInPurpose::Decide(decision) => {
                let succeeded = signed_in.is_ok();
                self.step_up.conclude(&session, &decision, signed_in).await;
                let page = self.messages.vote_page(succeeded, &session.member.name, &session.member_locale);
                respond(response, Some(page.into()));
            }
            SignInPurpose::Link => {
                respond(response, self.linking.ask_to_confirm(session, until, signed_in, &language).await);
            }
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
