//! The page that a browser shows at the end of a sign-in, as plain values.

use crate::domain::Locale;

/// A page. It is plain text, and whoever writes it as HTML escapes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// What happened, in a line.
    pub title: String,
    /// What that means, and what to do next.
    pub text: String,
    /// The language that it is in.
    pub language: Locale,
}
