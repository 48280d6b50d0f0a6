//! Text that must not be seen.

use zeroize::Zeroize as _;

/// A secret. It has no `Debug`, no `Display` and no `Serialize`, so that it cannot end up in a log, a card or a file by
/// accident; code that needs the text has to ask for it by name. Its memory is overwritten when it is dropped.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Keeps the text.
    pub const fn new(text: String) -> Self {
        Self(text)
    }

    /// The text itself. Every call of this is a place to look at.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl Drop for Secret {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}
