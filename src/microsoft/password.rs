//! A password for one sign-in: hard to guess, easy to type off a screen, and of a kind that Entra takes.

use zeroize::Zeroizing;

use crate::secret::Secret;

/// What a group is made of: letters and digits that nobody takes for one another. Without `0 O o`, `1 l I i`, `2 Z z`, `5 S s`
/// and `8 B`.
const SIGNS: &[u8] = b"abcdefghjkmnpqrtuvwxyACDEFGHJKLMNPQRTUVWXY34679";
/// What stands between two groups. It is the fourth class of signs, and every keyboard has it in reach.
const SEPARATOR: char = '-';
/// Four groups of five make more than 110 bits, far beyond guessing and beyond every list of banned passwords.
const GROUPS: usize = 4;
const GROUP_SIGNS: usize = 5;

/// Makes one from the operating system's randomness; an error where that gives none.
///
/// Entra wants 8 to 256 characters of three classes out of lower case, upper case, digits and symbols
/// (<https://learn.microsoft.com/entra/identity/authentication/concept-sspr-policy#password-policies-that-only-apply-to-cloud-user-accounts>);
/// these have all four.
pub(super) fn generate() -> Result<Secret, getrandom::Error> {
    loop {
        let signs = random_signs()?;
        // Throwing the whole away and not mending it leaves every password that is possible as likely as any other.
        if has_every_class(&signs) {
            let groups =
                signs.chunks(GROUP_SIGNS).map(|group| Zeroizing::new(String::from_utf8_lossy(group).into_owned()));
            let mut text = String::with_capacity(GROUPS * (GROUP_SIGNS + 1));
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

fn random_signs() -> Result<Zeroizing<Vec<u8>>, getrandom::Error> {
    // With room for all, so that no copy stays behind where it grew.
    let mut signs = Zeroizing::new(Vec::with_capacity(GROUPS * GROUP_SIGNS));
    let mut random = Zeroizing::new([0_u8; 64]);
    while signs.len() < GROUPS * GROUP_SIGNS {
        getrandom::fill(random.as_mut_slice())?;
        let drawn = random.iter().filter_map(|byte| sign(*byte));
        let wanted = GROUPS * GROUP_SIGNS - signs.len();
        signs.extend(drawn.take(wanted));
    }
    Ok(signs)
}

/// The sign that a random byte stands for. The bytes that are left over where the signs do not divide 256 stand for none, because
/// they would make the first signs likelier than the rest.
fn sign(byte: u8) -> Option<u8> {
    let all = 256 / SIGNS.len() * SIGNS.len();
    (usize::from(byte) < all).then(|| SIGNS[usize::from(byte) % SIGNS.len()])
}

fn has_every_class(signs: &[u8]) -> bool {
    let classes: [fn(&u8) -> bool; 3] = [u8::is_ascii_lowercase, u8::is_ascii_uppercase, u8::is_ascii_digit];
    classes.iter().all(|class| signs.iter().any(class))
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::{SIGNS, generate, sign};

    #[test]
    fn a_password_is_long_typable_and_of_every_class() {
        for _ in 0..2000 {
            let secret = generate().unwrap();
            let text = secret.reveal();
            assert!(text.len() >= 16, "{} characters", text.len());
            for look_alike in "0Oo1lIi2Zz5Ss8B|!`'\" ".chars() {
                assert!(!text.contains(look_alike), "{look_alike:?}");
            }
            let has = |class: fn(&char) -> bool| text.chars().any(|sign| class(&sign));
            assert!(has(char::is_ascii_lowercase) && has(char::is_ascii_uppercase) && has(char::is_ascii_digit));
            assert!(has(char::is_ascii_punctuation) && text.chars().all(|sign| sign.is_ascii_graphic()));
        }
    }

    #[test]
    fn every_sign_comes_as_often_as_any_other() {
        // Exactly, over all the bytes there are.
        let mut times: BTreeMap<u8, usize> = BTreeMap::new();
        for sign in (0..=u8::MAX).filter_map(sign) {
            *times.entry(sign).or_default() += 1;
        }
        assert_eq!(times.len(), SIGNS.len());
        assert_eq!(times.values().collect::<BTreeSet<_>>().len(), 1, "{times:?}");
    }

    #[test]
    fn passwords_do_not_come_twice_and_use_every_sign_at_every_place() {
        let passwords: Vec<String> = (0..2000).map(|_| generate().unwrap().reveal().to_owned()).collect();
        assert_eq!(passwords.iter().collect::<BTreeSet<_>>().len(), passwords.len());
        for place in (0..passwords[0].len()).filter(|place| place % 6 != 5) {
            let seen: BTreeSet<u8> = passwords.iter().map(|password| password.as_bytes()[place]).collect();
            // 2000 draws miss one of 47 with a chance of 10^-17.
            assert_eq!(seen.len(), SIGNS.len(), "at {place}");
        }
    }
}
