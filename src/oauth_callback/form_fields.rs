//! What stands in a query or in a form: each name once.

use percent_encoding::percent_decode_str;

/// Names and what they say.
pub(super) struct Fields(Vec<(String, String)>);

impl Fields {
    /// Nothing where a name stands there twice, which is nobody's honest doing, or what is no text.
    pub(super) fn read(text: &str) -> Option<Self> {
        let mut fields: Vec<(String, String)> = Vec::new();
        for pair in text.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let (name, value) = (decoded(name)?, decoded(value)?);
            if fields.iter().any(|(known, _)| *known == name) {
                return None;
            }
            fields.push((name, value));
        }
        Some(Self(fields))
    }

    /// What this one says, if it says anything.
    pub(super) fn take(&mut self, wanted: &str) -> Option<String> {
        let at = self.0.iter().position(|(name, value)| name == wanted && !value.is_empty())?;
        Some(self.0.swap_remove(at).1)
    }
}

/// As forms are written: `+` is a space. <https://url.spec.whatwg.org/#urlencoded-parsing>
fn decoded(text: &str) -> Option<String> {
    let spaced = text.replace('+', " ");
    percent_decode_str(&spaced).decode_utf8().ok().map(std::borrow::Cow::into_owned)
}
