//! Requests of browsers that return from a sign-in, and the pages that answer them.

use tokio::sync::oneshot;

use crate::domain::Locale;
use crate::render::page::{BrowserPage, ConfirmationPage, SecretPage};
use crate::secret::Secret;

/// A request of a browser that returns from a sign-in, or that answers a question asked after one. All of its content
/// is from outside.
pub struct CallbackRequest {
    /// The `state` of the sign-in that the browser returns from, or the token of the question that it answers.
    pub state: Secret,
    /// The content of the request.
    pub content: CallbackContent,
    /// The language that the browser asks for. The member whose sign-in it is may have another one.
    pub language: Locale,
    /// Receives the response. If it is dropped, the browser is told that there is none.
    pub response: oneshot::Sender<CallbackResponse>,
}

/// The content of a [`CallbackRequest`].
/// <https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow#successful-response>
pub enum CallbackContent {
    /// An authorization code, which the tenant redeems for the identity of the person.
    Code(Secret),
    /// An error in place of a code.
    Error {
        /// The value of `error`.
        code: String,
        /// The value of `error_description`; empty if there is none.
        message: String,
    },
    /// The answer to the question on a page.
    Answer {
        /// True if the answer is yes.
        yes: bool,
    },
}

/// The page that a browser is shown.
pub enum CallbackResponse {
    /// A page without a form.
    Page(BrowserPage),
    /// A page with a question and a form to answer it.
    Question {
        /// The question.
        question: ConfirmationPage,
        /// The token that the answer must carry. Only the reader of the page knows it.
        token: Secret,
    },
    /// A page that shows secrets.
    Secret(SecretPage),
}

impl From<BrowserPage> for CallbackResponse {
    fn from(page: BrowserPage) -> Self {
        Self::Page(page)
    }
}
