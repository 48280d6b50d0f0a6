//! The trouble of an account's owner, as the requester tells it: never proof of anything.
//!
//! It decides which of the findings is named first, and is held against the evidence. It takes no part in who may do what.

use std::ops::RangeInclusive;

use serde::{Deserialize, Serialize};

use super::finding::FindingKind;

words! {
    /// A trouble that a requester can choose.
    pub enum Symptom {
        /// They cannot sign in at all.
        CannotSignIn = "cannot_sign_in_at_all",
        /// They are asked again and again.
        PromptedAgain = "prompted_again_and_again",
        /// It does not work on one device; elsewhere it does.
        OneDevice = "on_one_device",
        /// Their mail does not go out.
        MailNotSent = "mail_does_not_go_out",
    }
}

/// The owner's trouble, as the requester tells it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Complaint {
    /// The trouble.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub symptom: Option<Symptom>,
    /// The code on the owner's screen, as typed. Text from outside.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
}

/// The word before the number of a code (<https://learn.microsoft.com/entra/identity-platform/reference-error-codes>).
const CODE_PREFIX: &str = "AADSTS";
/// The fewest and the most digits of a code.
const CODE_DIGITS: RangeInclusive<usize> = 4..=7;
/// The same among words, where four digits may be a year.
const CODE_DIGITS_AMONG_WORDS: RangeInclusive<usize> = 5..=7;
/// The most characters of a code that are kept, whatever the command allows: every diagnosis of the case holds it.
const CODE_CHARS_MAX: usize = 40;

impl Complaint {
    /// Returns the trouble as it was chosen and typed. A code that is too long keeps its beginning.
    pub fn new(symptom: Option<Symptom>, code: Option<String>) -> Self {
        Self { symptom, code: code.map(|code| code.chars().take(CODE_CHARS_MAX).collect()) }
    }

    /// Returns true if nothing was said.
    pub const fn is_empty(&self) -> bool {
        self.symptom.is_none() && self.code.is_none()
    }

    /// Returns the code as a number: `53003`, `AADSTS53003:` and `Error code: 53003` are the same. `None` if there is
    /// none, or if it may be another number, as in `CAA50021`, `0x80070005` and `Office 2019`.
    pub fn code_number(&self) -> Option<u32> {
        let typed = self.code.as_deref()?.to_ascii_uppercase();
        if let Some((_, rest)) = typed.split_once(CODE_PREFIX) {
            let rest = rest.trim_start_matches(|sign: char| !sign.is_alphanumeric());
            let digits = rest.split(|sign: char| !sign.is_ascii_digit()).next()?;
            return number(digits, &CODE_DIGITS);
        }
        let words: Vec<&str> =
            typed.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        let mut numbers = words.iter().filter(|word| word.contains(|sign: char| sign.is_numeric()));
        let (Some(only), None) = (numbers.next(), numbers.next()) else { return None };
        number(only, if words.len() == 1 { &CODE_DIGITS } else { &CODE_DIGITS_AMONG_WORDS })
    }

    /// Returns true if a finding of this kind is what the owner would notice in this way.
    pub fn fits(&self, kind: FindingKind) -> bool {
        let by_code = self.code_number().is_some_and(|code| kind.codes().contains(&code));
        by_code || self.symptom.is_some_and(|symptom| symptom.shows(kind))
    }

    /// Returns the line of a digest, so that an approval counts for what was said too, as typed; `None` if nothing was.
    pub fn mark(&self) -> Option<String> {
        let symptom = self.symptom.map(Symptom::word);
        (!self.is_empty()).then(|| format!("complaint {symptom:?} {:?}", self.code))
    }
}

/// Returns the number that these digits are, if they are all digits, and as many as that.
fn number(digits: &str, count: &RangeInclusive<usize>) -> Option<u32> {
    let is_code = count.contains(&digits.len()) && digits.bytes().all(|one| one.is_ascii_digit());
    is_code.then(|| digits.parse().ok())?
}

impl Symptom {
    /// Returns true if a finding of this kind shows itself in this way. A block and a deletion are named first, whatever
    /// is said.
    const fn shows(self, kind: FindingKind) -> bool {
        use self::FindingKind as Kind;
        match self {
            Self::CannotSignIn => matches!(
                kind,
                Kind::AccountAtRisk
                    | Kind::HostileAddress
                    | Kind::SmartLockout
                    | Kind::PasswordExpired
                    | Kind::PasswordUnusable
                    | Kind::PasswordUnseen
                    | Kind::PasswordForgotten
                    | Kind::SecondFactorFailing
                    | Kind::SecondFactorMissing
                    | Kind::BlockedByPolicy
            ),
            Self::PromptedAgain => matches!(kind, Kind::SecondFactorFailing | Kind::SecondFactorMissing),
            Self::OneDevice => matches!(kind, Kind::BlockedByPolicy | Kind::HostileAddress),
            Self::MailNotSent => matches!(kind, Kind::SendingRestricted | Kind::MailboxMissing),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::wording::OptionName;

    #[test]
    fn the_chat_offers_every_symptom() {
        let words: Vec<&str> = Symptom::ALL.iter().map(|symptom| symptom.word()).collect();
        assert_eq!(OptionName::Symptom.choices(), words);
    }

    #[test]
    fn a_code_is_read_as_people_copy_it() {
        let number = |text: &str| Complaint { symptom: None, code: Some(text.to_owned()) }.code_number();
        let same = [
            "53003",
            " 53003 ",
            "AADSTS53003",
            "aadsts53003",
            "AADSTS: 53003",
            "AADSTS53003: Access has been blocked",
            "M365 AADSTS53003",
            "Error 53003.",
            "Error Code: 53003",
        ];
        for text in same {
            assert_eq!(number(text), Some(53003), "{text}");
        }
        assert_eq!(number("1003"), Some(1003));
        assert_eq!(number("AADSTS9002313"), Some(9_002_313));
        let none = [
            "",
            "none",
            "53003530035300353003",
            "CAA50021",
            "0xCAA70004",
            "0x80070005",
            "AADSTS",
            "AADSTSx",
            "Office 2019",
            "530",
            "53003 53000",
            "50126 at 10:15",
            "M365 53003",
            "٥٣٠٠٣",
        ];
        for text in none {
            assert_eq!(number(text), None, "{text}");
        }
    }

    #[test]
    fn a_long_code_keeps_its_beginning() {
        let complaint = Complaint::new(None, Some(format!("53003 {}", "é".repeat(CODE_CHARS_MAX))));
        assert_eq!(complaint.code.as_ref().map(|code| code.chars().count()), Some(40));
        assert_eq!(complaint.code_number(), Some(53003));
    }

    #[test]
    fn an_approval_counts_for_the_code_as_it_was_typed() {
        let mark = |text: &str| Complaint::new(None, Some(text.to_owned())).mark();
        assert_ne!(mark("no idea"), mark("it says something"));
        assert_ne!(mark("53003"), mark("AADSTS53003"));
        assert_eq!(mark("53003"), mark("53003"));
    }

    #[test]
    fn every_symptom_fits_a_finding_and_none_fits_an_absence() {
        for symptom in Symptom::ALL {
            let complaint = Complaint { symptom: Some(*symptom), code: None };
            assert!(FindingKind::ALL.iter().any(|kind| complaint.fits(*kind)), "{symptom:?}");
            assert!(!complaint.fits(FindingKind::NothingFound), "{symptom:?}");
        }
        assert!(FindingKind::ALL.iter().all(|kind| !Complaint::default().fits(*kind)));
    }
}
