//! The accounts in the list that Discord offers while an option is typed.

use super::card::Choice;
use super::text::{one_line, truncate};
use crate::domain::ObjectId;
use crate::domain::account::Names;
use crate::domain::account_choice::Pick;

/// The separator between the name and the address.
const BETWEEN: &str = " · ";
/// A shorter name, in characters, says nothing and is left out.
const NAME_CHARS_MIN: usize = 4;

/// Returns an account as a choice. Its value has at most `value_chars_max` characters.
/// If both do not fit, the name is truncated and not the address, which distinguishes people of the same name.
pub fn choice(names: &Names, object_id: &ObjectId, value_chars_max: usize) -> Choice {
    let plain = |text: &str| one_line(text, usize::MAX);
    let (display_name, upn) = (plain(&names.display_name), plain(&names.upn));
    let room = Choice::CHARS_MAX.saturating_sub(upn.chars().count() + BETWEEN.chars().count());
    let name = if display_name.is_empty() || display_name == upn || room < NAME_CHARS_MIN {
        truncate(&upn, Choice::CHARS_MAX)
    } else {
        format!("{}{BETWEEN}{upn}", truncate(&display_name, room))
    };
    // A sign-in name that is not plain text is replaced, because only the id counts.
    let named = if upn == names.upn && !upn.contains(' ') { upn.as_str() } else { "…" };
    let value = Pick::text(named, object_id, value_chars_max.min(Choice::CHARS_MAX));
    // Discord refuses the whole list if one name is empty.
    Choice { name: if name.is_empty() { object_id.to_string() } else { name }, value }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "923a7369-94e3-4f91-9a61-dbe22e44158b";

    fn of(display_name: &str, upn: &str) -> Choice {
        let names = Names { upn: upn.to_owned(), display_name: display_name.to_owned() };
        let choice = choice(&names, &ObjectId::try_from(ID.to_owned()).expect("it is a GUID"), 320);
        let sizes = [choice.name.chars().count(), choice.value.chars().count()];
        assert!(sizes.iter().all(|chars| (1..=Choice::CHARS_MAX).contains(chars)), "{choice:?}");
        choice
    }

    #[test]
    fn a_choice_has_the_name_and_the_address() {
        let hanna = of("Hanna Visser", "hanna.visser@contoso.example");
        assert_eq!(hanna.name, "Hanna Visser · hanna.visser@contoso.example");
        assert_eq!(hanna.value, format!("hanna.visser@contoso.example {ID}"));
        assert_eq!(of("", "x@contoso.example").name, "x@contoso.example");
        assert_eq!(of("x@contoso.example", "x@contoso.example").name, "x@contoso.example");
        assert_eq!(of("", "").name, ID);
    }

    #[test]
    fn a_long_name_is_truncated_before_the_address() {
        let (one, other) =
            (of(&"Ann ".repeat(80), "ann.one@contoso.example"), of(&"Ann ".repeat(80), "ann.two@contoso.example"));
        assert!(
            one.name.ends_with("… · ann.one@contoso.example") && other.name.ends_with("… · ann.two@contoso.example")
        );
        let long = format!("{}@contoso.example", "a".repeat(97));
        assert!(of("Ann", &long).name.starts_with("aaa"), "an address without room for a name stands alone");
        assert!(Pick::read(&of("Ann", &long).value).is_some());
    }

    #[test]
    fn invisible_and_bidirectional_characters_are_removed() {
        let wild = of("a\u{202e}b\u{200b}\u{7}\n# <@1> **c**", "d\u{202e}e@contoso.example");
        assert_eq!(wild.name, "ab # <@1> **c** · de@contoso.example");
        assert_eq!(wild.value, format!("… {ID}"));
        assert_eq!(of("\u{200b}", "\u{200b}").name, ID);
    }
}
