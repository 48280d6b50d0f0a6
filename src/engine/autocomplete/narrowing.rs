//! From what was found by the beginning of a text to what is found by all of it, without asking again.

use crate::ports::{Match, Matches};

/// From so many letters on there is something to look for.
const LETTERS_MIN: usize = 3;
/// No name is longer than this.
const TEXT_CHARS_MAX: usize = 120;

/// The text in small letters and with single spaces; nothing where it is too short to look for anybody by, or too long.
pub fn normal(text: &str) -> Option<String> {
    let plain: String = text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).take(6000).collect();
    let text = plain.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    let letters = text.chars().filter(|letter| letter.is_alphanumeric()).count();
    (letters >= LETTERS_MIN && text.chars().count() <= TEXT_CHARS_MAX).then_some(text)
}

/// Who of those found by the beginning of `text` is found by all of it; nothing where that can only be asked.
///
/// Everybody whom the directory would find is among them, and perhaps one more: within a name it compares words, here it is enough
/// that the name has the letters of each, and like it, it takes whatever stands between letters and digits for the end of a word. What it makes of letters with marks it does not say, so where there are any it is asked.
pub fn narrowed(found: &Matches, text: &str) -> Option<Matches> {
    let is_plain = |one: &Match| {
        one.names.display_name.is_ascii()
            && one.names.upn.is_ascii()
            && one.mail.as_ref().is_none_or(|mail| mail.is_ascii())
    };
    if !found.complete || !text.is_ascii() || !found.accounts.iter().all(is_plain) {
        return None;
    }
    let accounts = found.accounts.iter().filter(|one| is_found(one, text)).cloned().collect();
    Some(Matches { accounts, complete: true })
}

fn is_found(one: &Match, text: &str) -> bool {
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
    fn three_letters_make_a_text() {
        for (typed, text) in [(" Ann ", "ann"), ("O'Br", "o'br"), ("de\u{7}\n VRIES", "de vries"), ("Zoë", "zoë")] {
            assert_eq!(normal(typed).as_deref(), Some(text));
        }
        for typed in ["", "an", " a n ", "a'n", "a\u{202e}n", "---", &"a".repeat(121), &"a ".repeat(9000)] {
            assert_eq!(normal(typed), None, "{typed}");
        }
    }

    #[test]
    fn who_is_found_by_more_is_among_those_found_by_less() {
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
            let found = narrowed(&some(), text).expect("it is all plain");
            let found: Vec<&str> = found.accounts.iter().map(|one| one.names.display_name.as_str()).collect();
            assert_eq!(found, names, "{text}");
        }
    }

    #[test]
    fn what_is_not_certain_is_asked() {
        assert_eq!(narrowed(&Matches { complete: false, ..some() }, "anna"), None);
        assert_eq!(narrowed(&some(), "annä"), None);
        let mut marked = some();
        marked.accounts.push(one("Ännchen", "annchen@contoso.example", None));
        assert_eq!(narrowed(&marked, "annc"), None);
    }
}
