//! The pages that a browser shows at the end of a sign-in, as plain values.

use crate::domain::Locale;

/// A page. It is plain text, and whoever writes it as HTML escapes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BrowserPage {
    /// What happened, in a line.
    pub title: String,
    /// What that means, and what to do next.
    pub text: String,
    /// The language that it is in.
    pub language: Locale,
}

/// A page that asks something, to be answered with one of two buttons. Plain text as well.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfirmationPage {
    /// The question itself.
    pub page: BrowserPage,
    /// What it is about, each on a line of its own: what stands here is from outside, and must not read as part of a sentence.
    pub rows: Vec<ConfirmationRow>,
    /// When to say yes, and what follows from it.
    pub warning: String,
    /// What the button for yes says.
    pub yes: String,
    /// What the button for no says.
    pub no: String,
}

/// Something that a question is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfirmationRow {
    /// What it is.
    pub label: String,
    /// What it is called.
    pub name: String,
    /// What tells it from others that are called the same; empty where the name is enough.
    pub detail: String,
}
