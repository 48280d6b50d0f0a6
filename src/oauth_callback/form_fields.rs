//! The fields of a query or a form, each of which may occur once.

use percent_encoding::percent_decode_str;

/// Names and values.
pub(super) struct FormFields(Vec<(String, String)>);

impl FormFields {
    /// Parses `application/x-www-form-urlencoded` text.
    ///
    /// Returns `None` if a name occurs twice, because then two readers could take different values from one request.
    /// Returns `None` also if a value is not UTF-8.
    pub(super) fn parse(text: &str) -> Option<Self> {
        // `form_urlencoded` replaces invalid UTF-8, which could make two different values equal. The separators are
        // ASCII, so the text decodes as a whole if and only if every name and value does.
        percent_decode_str(text).decode_utf8().ok()?;
        let mut fields: Vec<(String, String)> = Vec::new();
        for (name, value) in form_urlencoded::parse(text.as_bytes()).into_owned() {
            if fields.iter().any(|(known, _)| *known == name) {
                return None;
            }
            fields.push((name, value));
        }
        Some(Self(fields))
    }

    /// Removes a field and returns its value. `None` if it is absent or empty.
    pub(super) fn take(&mut self, wanted: &str) -> Option<String> {
        let at = self.0.iter().position(|(name, value)| name == wanted && !value.is_empty())?;
        Some(self.0.swap_remove(at).1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_decoded_as_browsers_encode_them() {
        let mut fields = FormFields::parse("a=1+2%2B3&&empty=&%C3%A9=%E2%82%AC&flag&x==").unwrap();
        assert_eq!(fields.take("a").as_deref(), Some("1 2+3"));
        assert_eq!(fields.take("é").as_deref(), Some("€"));
        assert_eq!(fields.take("x").as_deref(), Some("="));
        assert_eq!((fields.take("empty"), fields.take("flag"), fields.take("absent")), (None, None, None));
    }

    #[test]
    fn a_repeated_name_or_invalid_utf_8_rejects_the_whole_text() {
        for text in ["a=1&a=1", "a=1&%61=2", "flag&flag", "a=%ff", "%ff=1", "a=1&unused=%C3", "a=%C3&b=%A9"] {
            assert!(FormFields::parse(text).is_none(), "{text}");
        }
    }
}
