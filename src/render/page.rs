//! The pages that a browser shows at the end of a sign-in, as plain values.

use crate::domain::Locale;
use crate::secret::Secret;

/// A page of plain text. The code that writes it as HTML escapes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BrowserPage {
    /// The result, in one line.
    pub title: String,
    /// The explanation, and what to do next.
    pub text: String,
    /// The language of the texts.
    pub language: Locale,
}

/// A page with a question and two buttons, also of plain text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfirmationPage {
    /// The question.
    pub page: BrowserPage,
    /// The facts that the question is about, one a row. They come from outside, so they never stand within a sentence
    /// of ours.
    pub rows: Vec<ConfirmationRow>,
    /// The condition under which to confirm, and the consequence.
    pub warning: String,
    /// The label of the button that confirms.
    pub yes: String,
    /// The label of the button that declines.
    pub no: String,
}

/// A row of a [`ConfirmationPage`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfirmationRow {
    /// The kind of fact, such as "Microsoft 365 account".
    pub label: String,
    /// The name.
    pub name: String,
    /// A detail that distinguishes equal names; empty if the name is unique.
    pub detail: String,
}

/// A page that shows secrets, once. It is written into one response and kept nowhere.
pub struct SecretPage {
    /// The account and the case that they are for.
    pub page: BrowserPage,
    /// Each secret under its label, with how to pass it on.
    pub rows: Vec<SecretRow>,
}

/// A row of a [`SecretPage`].
pub struct SecretRow {
    /// The kind of secret.
    pub label: String,
    /// The secret.
    pub secret: Secret,
    /// The note below it: the way to pass it on, and its validity.
    pub note: String,
}
