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
    /// Parses what was typed. Spaces around it are ignored.
    pub fn parse(typed: &str) -> Self {
        let typed = typed.trim();
        if let Some(id) = ObjectId::parse(typed) {
            Self::ObjectId(id)
        } else if let Some(pick) = Pick::read(typed) {
            Self::Picked(pick)
        } else if is_address(typed) {
            Self::Address(typed.to_owned())
        } else {
            Self::Malformed
        }
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
