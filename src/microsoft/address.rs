//! Paths and query options, with names from outside encoded.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::domain::ObjectId;

/// The characters that are encoded in a path: all but letters, digits and the unreserved ones, and but `$` and `@`,
/// which Microsoft's own examples leave as they are.
const PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'$').remove(b'@');
/// The characters that are encoded in a query.
const QUERY: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b',')
    .remove(b'/')
    .remove(b':')
    .remove(b'(')
    .remove(b')');

/// Returns the path of a user by object id.
pub(super) fn user_by_id(id: &ObjectId) -> String {
    format!("/users/{id}")
}

/// Returns the path of a user by user principal name. A name that begins with `$` takes another form
/// (<https://learn.microsoft.com/graph/api/user-get>).
pub(super) fn user_by_name(name: &str) -> String {
    if name.starts_with('$') {
        format!("/users('{}')", utf8_percent_encode(&doubled(name), PATH))
    } else {
        format!("/users/{}", utf8_percent_encode(name, PATH))
    }
}

/// Returns a string literal for a filter, in its quotes, not yet encoded.
pub(super) fn literal(text: &str) -> String {
    format!("'{}'", doubled(text))
}

/// Returns a text without the characters that have a meaning in `$search`, and without `&`, which is known not to work
/// there (<https://learn.microsoft.com/graph/known-issues>).
pub(super) fn searchable(typed: &str) -> String {
    let chars = typed.chars().filter(|one| !matches!(one, '"' | '\\' | '&') && !one.is_control());
    chars.collect::<String>().trim().to_owned()
}

/// Returns query options after their question mark, with the values encoded.
pub(super) fn query(options: &[(&str, &str)]) -> String {
    let options = options.iter().map(|(name, value)| format!("{name}={}", utf8_percent_encode(value, QUERY)));
    format!("?{}", options.collect::<Vec<_>>().join("&"))
}

/// Doubles each quote, as `OData` does inside of a string literal.
fn doubled(text: &str) -> String {
    text.replace('\'', "''")
}

#[cfg(test)]
mod tests {
    use super::{literal, query, user_by_name};

    #[test]
    fn a_name_is_percent_encoded_in_a_path() {
        assert_eq!(user_by_name("anna@contoso.com"), "/users/anna@contoso.com");
        assert_eq!(user_by_name("o'brien@contoso.com"), "/users/o%27brien@contoso.com");
        assert_eq!(user_by_name("a%b@contoso.com"), "/users/a%25b@contoso.com");
        assert_eq!(user_by_name("a_b.com#EXT#@contoso.com"), "/users/a_b.com%23EXT%23@contoso.com");
        assert_eq!(user_by_name("a/b?c&d+e@contoso.com"), "/users/a%2Fb%3Fc%26d%2Be@contoso.com");
        assert_eq!(user_by_name("$x@contoso.com"), "/users('$x@contoso.com')");
        assert_eq!(user_by_name("$o'x@contoso.com"), "/users('$o%27%27x@contoso.com')");
    }

    #[test]
    fn a_quote_in_a_filter_is_doubled_and_encoded() {
        let filter = format!("mail eq {}", literal("o'b+c@contoso.com"));
        assert_eq!(
            query(&[("$filter", &filter), ("$top", "11")]),
            "?$filter=mail%20eq%20%27o%27%27b%2Bc%40contoso.com%27&$top=11"
        );
    }
}
