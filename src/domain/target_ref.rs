//! The target of a command as its requester typed or picked it, parsed.

use super::ObjectId;
use super::account_choice::Pick;

/// The most characters before the `@` of a user principal name, and after it
/// (<https://learn.microsoft.com/entra/identity-platform/userprincipalname-policy>).
const NAME_CHARS_MAX: usize = 64;
const DOMAIN_CHARS_MAX: usize = 48;
/// The characters that are allowed before the `@` beside letters and digits
/// (<https://www.rfc-editor.org/rfc/rfc5322#section-3.2.3>).
const NAME_SPECIALS: &str = "!#$%&'*+-/=?^_`{|}~.";

/// The beginning of a link for mail.
const SCHEME: &str = "mailto:";
/// The signs around an address that was copied with its quotes or brackets.
const PAIRS: &[(char, char)] = &[
    ('<', '>'),
    ('(', ')'),
    ('[', ']'),
    ('{', '}'),
    ('"', '"'),
    ('\'', '\''),
    ('`', '`'),
    ('\u{201C}', '\u{201D}'),
    ('\u{201E}', '\u{201C}'),
    ('\u{00AB}', '\u{00BB}'),
];

/// The target as it was typed. The text comes from outside and is not trusted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TargetRef {
    /// An object id alone.
    ObjectId(ObjectId),
    /// An account that was picked from a list.
    Picked(Pick),
    /// A text that can be a user principal name, a mail address or an alias, without the spaces around it.
    Address(String),
    /// A text that names no account.
    Malformed,
}

impl TargetRef {
    /// Parses what was typed or pasted. Spaces, brackets, quotes and punctuation around it are ignored, and so are
    /// signs without a width. A text with two addresses names no account: none is chosen between them.
    pub fn parse(typed: &str) -> Self {
        let typed = plain(typed);
        if let Some(pick) = Pick::read(&typed) {
            return Self::Picked(pick);
        }
        match bare(&typed) {
            Some(bare) => match ObjectId::parse(bare) {
                Some(id) => Self::ObjectId(id),
                None if is_address(bare) => Self::Address(bare.to_owned()),
                None => Self::Malformed,
            },
            None => Self::Malformed,
        }
    }
}

/// Returns the text without invisible signs and outer spaces, and with the typed form of signs that programs replace
/// while people write or copy. No user principal name and no address has one of these signs.
fn plain(typed: &str) -> String {
    let visible = typed.chars().filter(|one| !is_invisible(*one)).map(|one| match one {
        '\u{FF20}' | '\u{FE6B}' => '@',
        '\u{2018}' | '\u{2019}' | '\u{02BC}' | '\u{FF07}' | '\u{2032}' => '\'',
        one if one.is_whitespace() => ' ',
        one => one,
    });
    visible.collect::<String>().trim().to_owned()
}

/// Returns true for a sign that has no width of its own: joiners, marks of direction, the soft hyphen, and the mark
/// that some programs put before a text.
const fn is_invisible(one: char) -> bool {
    matches!(
        one,
        '\u{00AD}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}'
            | '\u{FEFF}'
    )
}

/// Returns an address or an id without what stands around it, as in `Anna <anna@contoso.com>;` or
/// `mailto:anna@contoso.com?subject=Hello`. Returns `None` if a name before the brackets is another address.
fn bare(text: &str) -> Option<&str> {
    let text = unwrapped(text);
    let Some((name, address)) = text.strip_suffix('>').unwrap_or(text).rsplit_once('<') else {
        return Some(without_scheme(text));
    };
    let (name, address) = (unwrapped(name.trim()), without_scheme(unwrapped(address.trim())));
    let is_another = name.contains('@') && !without_scheme(name).eq_ignore_ascii_case(address);
    (!is_another).then_some(address)
}

/// Returns the text without the punctuation behind it, and without quotes and brackets around it.
fn unwrapped(text: &str) -> &str {
    let ended = text.trim_end_matches([';', ',', '.', ':', ' ']);
    for (open, close) in PAIRS {
        if let Some(inner) = ended.strip_prefix(*open).and_then(|rest| rest.strip_suffix(*close)) {
            return unwrapped(inner.trim());
        }
    }
    ended
}

/// Returns the address in a link for mail (<https://www.rfc-editor.org/rfc/rfc6068>), and any other text as it is.
fn without_scheme(text: &str) -> &str {
    match text.get(..SCHEME.len()) {
        Some(scheme) if scheme.eq_ignore_ascii_case(SCHEME) => {
            text[SCHEME.len()..].split('?').next().unwrap_or_default()
        }
        _ => text,
    }
}

/// Returns true if the text can be a user principal name or a mail address. A mention such as `<@1234>` cannot.
fn is_address(text: &str) -> bool {
    let Some((name, domain)) = text.split_once('@') else { return false };
    let fits = |part: &str, chars_max: usize| (1..=chars_max).contains(&part.chars().count());
    fits(name, NAME_CHARS_MAX)
        && fits(domain, DOMAIN_CHARS_MAX)
        && name.chars().all(|one| one.is_alphanumeric() || NAME_SPECIALS.contains(one))
        && domain.chars().all(|one| one.is_alphanumeric() || one == '-' || one == '.')
}

#[cfg(test)]
mod tests {
    use super::super::account_choice::Named;
    use super::*;

    const ID: &str = "923a7369-94e3-4f91-9a61-dbe22e44158b";

    #[test]
    fn an_id_a_choice_and_an_address_are_told_apart() {
        let id = ObjectId::parse(ID).expect("it is a GUID");
        for typed in [ID.to_owned(), format!("  {} ", ID.to_uppercase())] {
            assert_eq!(TargetRef::parse(&typed), TargetRef::ObjectId(id), "{typed}");
        }
        let named = Named::Whole("anna@contoso.com".to_owned());
        let picked = TargetRef::Picked(Pick { named, object_id: id });
        assert_eq!(TargetRef::parse(&format!(" anna@contoso.com {ID} ")), picked);
        assert_eq!(TargetRef::parse(" Anna@contoso.com "), TargetRef::Address("Anna@contoso.com".to_owned()));
        for typed in ["", "  ", "anna", "anna@contoso.com someone", &ID[1..]] {
            assert_eq!(TargetRef::parse(typed), TargetRef::Malformed, "{typed}");
        }
    }

    #[test]
    fn what_people_paste_is_taken() {
        let address = |text: &str| TargetRef::Address(text.to_owned());
        for typed in [
            "sem@contoso.com",
            "Sem Vermeer <sem@contoso.com>",
            "\"Vermeer, Sem\" <sem@contoso.com>;",
            "sem@contoso.com <sem@contoso.com>",
            "<sem@contoso.com>",
            "mailto:sem@contoso.com",
            "MAILTO:sem@contoso.com?subject=Hello",
            "<mailto:sem@contoso.com>",
            "sem@contoso.com;",
            "sem@contoso.com.",
            "sem@contoso.com, ",
            "(sem@contoso.com)",
            "\"sem@contoso.com\"",
            "“sem@contoso.com”,",
            "'sem@contoso.com'",
            "`sem@contoso.com`",
            "\u{feff}sem@con\u{200b}toso.com\u{200e}",
            "\u{a0}sem@contoso.com\u{202f}",
            "sem＠contoso.com",
        ] {
            assert_eq!(TargetRef::parse(typed), address("sem@contoso.com"), "{typed}");
        }
        assert_eq!(TargetRef::parse("Niamh O’Brien <o’brien@contoso.com>"), address("o'brien@contoso.com"));
        let id = ObjectId::parse(ID).expect("it is a GUID");
        for typed in [format!("{{{ID}}}"), format!("\"{ID}\","), format!("\u{200b}{ID}")] {
            assert_eq!(TargetRef::parse(&typed), TargetRef::ObjectId(id), "{typed}");
        }
    }

    #[test]
    fn nothing_is_chosen_between_two_accounts() {
        for typed in [
            "sem@contoso.com; anna@contoso.com",
            "sem@contoso.com;anna@contoso.com",
            "sem@contoso.com anna@contoso.com",
            "sem@contoso.com <anna@contoso.com>",
            "Sem <sem@contoso.com>, Anna <anna@contoso.com>",
            "mailto:sem@contoso.com,anna@contoso.com",
            "<@1234>",
            "Sem <>",
        ] {
            assert_eq!(TargetRef::parse(typed), TargetRef::Malformed, "{typed}");
        }
    }

    #[test]
    fn an_address_has_a_name_and_a_domain_of_allowed_characters() {
        for typed in ["anna@contoso.com", "o'brien@contoso.com", "$x@a.b", "a%b@a.b", "p_q.nl#EXT#@c.onmicrosoft.com"] {
            assert!(is_address(typed), "{typed}");
        }
        let long_name = format!("{}@contoso.com", "a".repeat(65));
        let long_domain = format!("anna@{}", "a".repeat(49));
        for typed in ["", "anna", "@", "a@", "@b", "a@b@c", "<@1234>", "<@!1234>", "<@&1234>", "a b@c.d", "a\u{7}@c.d"]
        {
            assert!(!is_address(typed), "{typed}");
        }
        assert!(!is_address(&long_name) && !is_address(&long_domain) && !is_address(&"a@".repeat(3000)));
    }
}
