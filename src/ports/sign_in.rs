//! A sign-in that proves which account somebody has: how it begins, and what a browser brings back from it.

use std::time::Duration;

use jiff::Timestamp;
use tokio::sync::oneshot;

use crate::domain::{Locale, ObjectId};
use crate::render::page::{BrowserPage, ConfirmationPage};
use crate::secret::Secret;

/// A sign-in under way, by authorisation code with PKCE.
/// <https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow>
pub struct SignIn {
    /// Where to sign in.
    pub address: String,
    /// Where the browser comes back to.
    pub return_to: String,
    /// What the browser brings back, so that nobody else's sign-in is taken for this one.
    pub state: Secret,
    /// What proves that whoever redeems the code has begun the sign-in.
    pub verifier: Secret,
    /// What must be in the identity token.
    pub nonce: Secret,
}

/// A sign-in under way, by a code that is typed on another device.
/// <https://learn.microsoft.com/entra/identity-platform/v2-oauth2-device-code>
pub struct DeviceSignIn {
    /// Where the code is typed.
    pub address: String,
    /// What is typed there.
    pub user_code: Secret,
    /// By what we ask whether it was.
    pub device_code: Secret,
    /// How long to wait between asking.
    pub pause: Duration,
    /// How long the code is good.
    pub good_for: Duration,
}

/// A browser that came back from a sign-in, or answers what it was asked after one. Everything that it brings is from outside.
pub struct Returned {
    /// Which sign-in it says it comes from: the state of that, or the token of the question that it answers.
    pub state: Secret,
    /// What it brought.
    pub brought: Brought,
    /// The language that the browser asks for; whose sign-in it is has one of their own.
    pub language: Locale,
    /// Where the page goes that it shows.
    pub page: oneshot::Sender<Shown>,
}

/// What a browser brings back from a sign-in.
/// <https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow#successful-response>
pub enum Brought {
    /// A code, by which the tenant can be asked who has signed in.
    Code(Secret),
    /// Word that there was no sign-in.
    Refusal {
        /// The vendor's code.
        code: String,
        /// The vendor's words.
        message: String,
    },
    /// The answer to the question of a page.
    Answer {
        /// Whether it was yes.
        yes: bool,
    },
}

/// What a browser is to show.
pub enum Shown {
    /// A page with nothing to press on it.
    Page(BrowserPage),
    /// A page with a question.
    Question {
        /// The question.
        question: ConfirmationPage,
        /// What the answer must carry. Whoever does not see the page cannot know it.
        token: Secret,
    },
}

impl From<BrowserPage> for Shown {
    fn from(page: BrowserPage) -> Self {
        Self::Page(page)
    }
}

/// Who somebody has proved to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// Their account, as the directory itself says with the token that they got.
    pub object_id: ObjectId,
    /// Its sign-in name, for showing only.
    pub upn: String,
    /// When they last typed what proves it; nothing where Microsoft does not say.
    pub signed_in_at: Option<Timestamp>,
}
