//! The error codes of failed sign-ins (AADSTS and a number), in words.

use super::keys::{key, variant};
use super::localizer::Localizer;
use crate::domain::diagnose::error_codes::{Meaning, meaning};
use crate::domain::finding::FindingKind;

/// Returns the meaning of a code in a few words, to stand within a sentence about this finding.
pub fn in_short(localizer: &Localizer, code: u32, kind: FindingKind) -> String {
    localizer.text(&key_in_short(code, kind))
}

/// Returns the meaning of a code in a sentence of its own, with advice.
pub fn in_a_sentence(localizer: &Localizer, code: u32) -> String {
    match meaning(code) {
        Some(Meaning::Lock(kind)) => {
            localizer.format("code-means", &[("meaning", in_short(localizer, code, kind).into())])
        }
        Some(Meaning::NotALock(word)) => localizer.text_of("not-a-lock", word.word()),
        None => localizer.format("code-unknown", &[("code", code.to_string().into())]),
    }
}

fn key_in_short(code: u32, kind: FindingKind) -> String {
    let kind = match (kind, meaning(code)) {
        // One code for two locks: the record says which, and the finding follows from it.
        (FindingKind::HostileAddress, _) => kind,
        (_, Some(Meaning::Lock(kind))) | (kind, Some(Meaning::NotALock(_)) | None) => kind,
    };
    variant(&key("code", kind.word()), policy_variant(code))
}

/// Returns the variant of the message about a policy; `None` for a policy that somebody named, and for all other codes.
/// <https://learn.microsoft.com/entra/identity-platform/reference-error-codes>
const fn policy_variant(code: u32) -> Option<&'static str> {
    match code {
        // The device is not compliant, or not joined.
        53000 | 53001 => Some("device"),
        53002 => Some("application"),
        // The security defaults, a policy without a name.
        530_035 => Some("defaults"),
        _ => None,
    }
}
