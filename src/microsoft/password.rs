//! Random passwords for one sign-in: hard to guess, easy to type off a screen, and within the rules of Entra ID.

use zeroize::Zeroizing;

use crate::secret::Secret;

/// The characters of a group: letters and digits that look different from one another, so without `0 O o`, `1 l I i`,
/// `2 Z z`, `5 S s` and `8 B`.
const ALPHABET: &[u8] = b"abcdefghjkmnpqrtuvwxyACDEFGHJKLMNPQRTUVWXY34679";
/// The character between two groups. It is of the fourth class, and easy to find on every keyboard.
const SEPARATOR: char = '-';
/// Four groups of five make more than 110 bits, far beyond guessing and beyond every list of banned passwords.
const GROUPS: usize = 4;
const GROUP_CHARS: usize = 5;

/// Returns a password made from the operating system's randomness.
///
/// Entra ID takes 8 to 256 characters of three classes out of lower case, upper case, digits and symbols
/// (<https://learn.microsoft.com/entra/identity/authentication/concept-sspr-policy#password-policies-that-only-apply-to-cloud-user-accounts>).
/// These passwords have all four.
///
/// # Errors
///
/// The operating system has no randomness.
pub(super) fn generate() -> Result<Secret, getrandom::Error> {
    loop {
        let chars = random_chars()?;
        // Rejection sampling: to replace a character instead would make some passwords more likely than others.
        if has_every_class(&chars) {
            let groups =
                chars.chunks(GROUP_CHARS).map(|group| Zeroizing::new(String::from_utf8_lossy(group).into_owned()));
            let mut text = String::with_capacity(GROUPS * (GROUP_CHARS + 1));
            for group in groups {
                if !text.is_empty() {
                    text.push(SEPARATOR);
                }
                text.push_str(&group);
            }
            return Ok(Secret::new(text));
        }
    }
}

fn random_chars() -> Result<Zeroizing<Vec<u8>>, getrandom::Error> {
    // At full capacity, so that it never grows and leaves a copy behind.
    let mut chars = Zeroizing::new(Vec::with_capacity(GROUPS * GROUP_CHARS));
    let mut random = Zeroizing::new([0_u8; 64]);
    while chars.len() < GROUPS * GROUP_CHARS {
        getrandom::fill(random.as_mut_slice())?;
        let drawn = random.iter().filter_map(|byte| character(*byte));
        let wanted = GROUPS * GROUP_CHARS - chars.len();
        chars.extend(drawn.take(wanted));
    }
    Ok(chars)
}

/// Returns the character for a random byte. The highest bytes have none, because 256 is no multiple of the size of the
/// alphabet, and they would make its first characters more likely.
fn character(byte: u8) -> Option<u8> {
    let all = 256 / ALPHABET.len() * ALPHABET.len();
    (usize::from(byte) < all).then(|| ALPHABET[usize::from(byte) % ALPHABET.len()])
}

fn has_every_class(chars: &[u8]) -> bool {
    let classes: [fn(&u8) -> bool; 3] = [u8::is_ascii_lowercase, u8::is_ascii_uppercase, u8::is_ascii_digit];
    classes.iter().all(|class| chars.iter().any(class))
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::{ALPHABET, character, generate};

    #[test]
    fn a_password_is_long_typable_and_of_every_class() {
        for _ in 0..2000 {
            let secret = generate().unwrap();
            let text = secret.reveal();
            assert!(text.len() >= 16, "{} characters", text.len());
            for look_alike in "0Oo1lIi2Zz5Ss8B|!`'\" ".chars() {
                assert!(!text.contains(look_alike), "{look_alike:?}");
            }
            let has = |class: fn(&char) -> bool| text.chars().any(|one| class(&one));
            assert!(has(char::is_ascii_lowercase) && has(char::is_ascii_uppercase) && has(char::is_ascii_digit));
            assert!(has(char::is_ascii_punctuation) && text.chars().all(|one| one.is_ascii_graphic()));
        }
    }

    #[test]
    fn every_character_is_equally_likely() {
        // Counted over all bytes.
        let mut times: BTreeMap<u8, usize> = BTreeMap::new();
        for one in (0..=u8::MAX).filter_map(character) {
            *times.entry(one).or_default() += 1;
        }
        assert_eq!(times.len(), ALPHABET.len());
        assert_eq!(times.values().collect::<BTreeSet<_>>().len(), 1, "{times:?}");
    }

    #[test]
    fn passwords_are_unique_and_use_every_character_at_every_place() {
        let passwords: Vec<String> = (0..2000).map(|_| generate().unwrap().reveal().to_owned()).collect();
        assert_eq!(passwords.iter().collect::<BTreeSet<_>>().len(), passwords.len());
        for place in (0..passwords[0].len()).filter(|place| place % 6 != 5) {
            let used: BTreeSet<u8> = passwords.iter().map(|password| password.as_bytes()[place]).collect();
            // 2000 draws miss one of 47 with a chance of 10^-17.
            assert_eq!(used.len(), ALPHABET.len(), "at {place}");
        }
    }
}
