//! An account that a member picked from a list while typing, as the text that the command then carries.
//!
//! The text is shown in private answers and in the audit, so it contains the sign-in name; the object id behind it says
//! which account is meant. Anyone can type such a text by hand, so it is not trusted: the account is read by its id in
//! the channel's tenant like any other, and its name is what the directory says.

use super::ObjectId;

/// The length of an object id, in characters.
const OBJECT_ID_CHARS: usize = 36;
/// The shortest text in which a sign-in name and an object id have room: some of the one, a space, and all of the other.
pub const PICK_CHARS_MIN: usize = OBJECT_ID_CHARS + 12;
/// The mark at the end of a name that did not fit.
const CUT: char = '…';

/// The parsed text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pick {
    /// The sign-in name as it was when the list was made, or so the text says.
    pub named: Named,
    /// The account.
    pub object_id: ObjectId,
}

/// A sign-in name, as far as it had room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Named {
    /// All of it.
    Whole(String),
    /// The beginning of a name that did not fit.
    Cut(String),
}

impl Named {
    /// Returns the text of the choice.
    pub fn into_text(self) -> String {
        let (Self::Whole(text) | Self::Cut(text)) = self;
        text
    }

    /// The end of it that `end_of` finds; where it is cut, it is cut there.
    pub fn end(&self, end_of: impl Fn(&str) -> Option<String>) -> Option<Self> {
        match self {
            Self::Whole(text) => end_of(text).map(Self::Whole),
            Self::Cut(text) => end_of(text).map(Self::Cut),
        }
    }

    /// Returns true if a name can be the one in the choice, whole or cut. Case does not matter, as in addresses.
    pub fn is_of(&self, text: &str) -> bool {
        let small = |text: &str| text.chars().flat_map(char::to_lowercase).collect::<String>();
        match self {
            Self::Whole(named) => small(text) == small(named),
            Self::Cut(beginning) => small(text).starts_with(&small(beginning)),
        }
    }
}

impl Pick {
    /// The text for an account, no longer than this. A name that has no room is cut, the id never.
    pub fn text(upn: &str, object_id: &ObjectId, chars_max: usize) -> String {
        let room = chars_max.saturating_sub(OBJECT_ID_CHARS + 1);
        let name = if upn.chars().count() <= room {
            upn.to_owned()
        } else {
            upn.chars().take(room.saturating_sub(1)).chain([CUT]).collect()
        };
        format!("{name} {object_id}")
    }

    /// Parses such a text. Returns `None` for any other text, and for an object id alone: that was not picked from a
    /// list.
    pub fn read(text: &str) -> Option<Self> {
        let (name, id) = text.trim().rsplit_once(char::is_whitespace)?;
        let object_id = ObjectId::parse(id)?;
        let name = name.trim();
        let cut = name.strip_suffix(CUT).map(|beginning| Named::Cut(beginning.to_owned()));
        Some(Self { named: cut.unwrap_or_else(|| Named::Whole(name.to_owned())), object_id })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "923a7369-94e3-4f91-9a61-dbe22e44158b";

    fn id() -> ObjectId {
        ObjectId::try_from(ID.to_owned()).expect("it is a GUID")
    }

    #[test]
    fn what_is_written_is_read() {
        let text = Pick::text("hanna.visser@contoso.example", &id(), 100);
        assert_eq!(text, format!("hanna.visser@contoso.example {ID}"));
        let named = Named::Whole("hanna.visser@contoso.example".to_owned());
        assert_eq!(Pick::read(&text), Some(Pick { named, object_id: id() }));
    }

    #[test]
    fn a_name_without_room_is_cut_and_the_id_is_not() {
        for chars_max in [PICK_CHARS_MIN, 60, 100] {
            let text = Pick::text(&"é".repeat(113), &id(), chars_max);
            assert_eq!(text.chars().count(), chars_max);
            let named = Named::Cut("é".repeat(chars_max - OBJECT_ID_CHARS - 2));
            assert_eq!(Pick::read(&text), Some(Pick { named, object_id: id() }));
        }
    }

    #[test]
    fn a_name_that_is_cut_is_still_the_beginning_of_one() {
        let named = |name: &str| Pick::read(&format!("{name} {ID}")).expect("it ends in a GUID").named;
        for name in ["…", "Hanna…", "hanna.visser@contoso.example…", "hanna.visser@contoso.example"] {
            assert!(named(name).is_of("hanna.visser@Contoso.example"), "{name}");
        }
        for name in [
            "ceo@contoso.example…",
            "anna…",
            "hanna.visser@contoso.example.…",
            "hanna.visser@contoso.example……",
            "hanna",
        ] {
            assert!(!named(name).is_of("hanna.visser@contoso.example"), "{name}");
        }
    }

    #[test]
    fn what_is_no_pick() {
        for text in ["", ID, &format!(" {ID} "), "hanna.visser@contoso.example", &format!("{ID} hanna"), "a b c"] {
            assert_eq!(Pick::read(text), None, "{text}");
        }
        let capitals = Pick::read(&format!("  someone  {} ", ID.to_uppercase())).expect("it ends in a GUID");
        assert_eq!(capitals, Pick { named: Named::Whole("someone".to_owned()), object_id: id() });
    }
}
