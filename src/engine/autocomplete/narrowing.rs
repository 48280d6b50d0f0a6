//! Narrows the result of a search for the beginning of a text to that for the whole text, without another call.

use crate::ports::{Match, Matches};

/// The letters and digits from which on a search is made.
const LETTERS_MIN: usize = 3;
/// The longest text that is searched for. No name is longer.
const TEXT_CHARS_MAX: usize = 120;
/// The part of the typed text that is looked at. An option of Discord has at most 6000 characters:
/// <https://docs.discord.com/developers/interactions/application-commands#application-command-object-application-command-option-structure>
const TYPED_CHARS_MAX: usize = 6000;

/// Returns the text in lower case and with single spaces, or `None` if it is too short or too long to search for.
pub fn normalized(text: &str) -> Option<String> {
    let plain: String =
        text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).take(TYPED_CHARS_MAX).collect();
    let text = plain.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    let letters = text.chars().filter(|letter| letter.is_alphanumeric()).count();
    (letters >= LETTERS_MIN && text.chars().count() <= TEXT_CHARS_MAX).then_some(text)
}

/// Returns the matches of a search for a beginning of `text` that also match the whole of it. Returns `None` if only
/// the directory can tell: if the matches are incomplete, or if a text or a name is not ASCII, because Microsoft does
/// not document how it compares accented letters.
///
/// The result has every account that the directory would find, and sometimes more: the directory compares a name word
/// by word, and here the letters of each word need only occur in the name. Like the directory, this ends a word at
/// every character that is neither a letter nor a digit.
pub fn narrowed(wider: &Matches, text: &str) -> Option<Matches> {
    let is_plain = |one: &Match| {
        one.names.display_name.is_ascii()
            && one.names.upn.is_ascii()
            && one.mail.as_ref().is_none_or(|mail| mail.is_ascii())
    };
    if !wider.complete || !text.is_ascii() || !wider.accounts.iter().all(is_plain) {
        return None;
    }
    let accounts = wider.accounts.iter().filter(|one| matches(one, text)).cloned().collect();
    Some(Matches { accounts, complete: true })
}

/// Returns true if an address begins like the text, or if the name has the letters of each word of the text.
fn matches(one: &Match, text: &str) -> bool {
    let begins = |address: &str| address.to_lowercase().starts_with(text);
    let letters = |text: &str| -> String {
        text.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_lowercase()).collect()
    };
    let name = letters(&one.names.display_name);
    begins(&one.names.upn)
        || one.mail.as_deref().is_some_and(begins)
        || text.split(|sign: char| !sign.is_ascii_alphanumeric()).all(|word| name.contains(&letters(word)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ObjectId;
    use crate::domain::account::Names;

    fn one(display_name: &str, upn: &str, mail: Option<&str>) -> Match {
        let object_id = ObjectId::parse("923a7369-94e3-4f91-9a61-dbe22e44158b").expect("it is a GUID");
        let names = Names { upn: upn.to_owned(), display_name: display_name.to_owned() };
        Match { object_id, names, mail: mail.map(str::to_owned) }
    }

    fn some() -> Matches {
        let accounts = vec![
            one("Anna de Vries", "anna.devries@contoso.example", None),
            one("Annemarie O'Brien", "a.obrien@contoso.example", Some("annemarie@contoso.example")),
        ];
        Matches { accounts, complete: true }
    }

    #[test]
    fn a_text_is_searched_for_from_three_letters_on() {
        for (typed, text) in [(" Ann ", "ann"), ("O'Br", "o'br"), ("de\u{7}\n VRIES", "de vries"), ("Zoë", "zoë")] {
            assert_eq!(normalized(typed).as_deref(), Some(text));
        }
        for typed in ["", "an", " a n ", "a'n", "a\u{202e}n", "---", &"a".repeat(121), &"a ".repeat(9000)] {
            assert_eq!(normalized(typed), None, "{typed}");
        }
    }

    #[test]
    fn a_longer_text_narrows_the_matches() {
        for (text, names) in [
            ("anna", vec!["Anna de Vries"]),
            ("ann vri", vec!["Anna de Vries"]),
            ("vries an", vec!["Anna de Vries"]),
            ("vries,an", vec!["Anna de Vries"]),
            ("vries-(anna)", vec!["Anna de Vries"]),
            ("brien,ann", vec!["Annemarie O'Brien"]),
            ("vries,bob", vec![]),
            ("anna.devries@c", vec!["Anna de Vries"]),
            ("annemarie@", vec!["Annemarie O'Brien"]),
            ("ann o'b", vec!["Annemarie O'Brien"]),
            ("a.ob", vec!["Annemarie O'Brien"]),
            ("anneke", vec![]),
        ] {
            let narrowed = narrowed(&some(), text).expect("everything is ASCII");
            let found: Vec<&str> = narrowed.accounts.iter().map(|one| one.names.display_name.as_str()).collect();
            assert_eq!(found, names, "{text}");
        }
    }

    #[test]
    fn an_incomplete_or_accented_result_is_not_narrowed() {
        assert_eq!(narrowed(&Matches { complete: false, ..some() }, "anna"), None);
        assert_eq!(narrowed(&some(), "annä"), None);
        let mut accented = some();
        accented.accounts.push(one("Ännchen", "annchen@contoso.example", None));
        assert_eq!(narrowed(&accented, "annc"), None);
    }
}
