//! The error codes of failed sign-ins (AADSTS and a number), in words.

use super::keys::{key, variant};
use super::localizer::Localizer;
use super::text::{REASON_CHARS_SHORT, escape};
use crate::domain::diagnose::error_codes::{Meaning, meaning};
use crate::domain::finding::FindingKind;

/// Returns the meaning of a code in a few words, to stand within a sentence about this finding. `shade` is the variant of the
/// message that follows from what the record says beside the code.
pub fn in_short(localizer: &Localizer, code: u32, kind: FindingKind, shade: Option<&str>) -> String {
    localizer.text(&key_in_short(code, kind, shade))
}

/// Returns the meaning of a code in a sentence of its own, with advice. `reason` has Microsoft's own words for a code that
/// Grendel does not know.
pub fn in_a_sentence(localizer: &Localizer, code: u32, reason: Option<&str>) -> String {
    match meaning(code) {
        Some(Meaning::Lock(kind)) => {
            localizer.format("code-means", &[("meaning", in_short(localizer, code, kind, None).into())])
        }
        Some(Meaning::NotALock(word)) => localizer.text_of("not-a-lock", word.word()),
        None => {
            let key = if reason.is_some() { "code-unknown-said" } else { "code-unknown" };
            let reason = escape(reason.unwrap_or_default().trim_end_matches('.'), REASON_CHARS_SHORT);
            localizer.format(key, &[("code", code.to_string().into()), ("reason", reason.into())])
        }
    }
}

fn key_in_short(code: u32, kind: FindingKind, shade: Option<&str>) -> String {
    let kind = match (kind, meaning(code)) {
        // One code for several refusals: the record says which, and the finding follows from it.
        (FindingKind::HostileAddress, _) => kind,
        (_, Some(Meaning::Lock(kind))) | (kind, Some(Meaning::NotALock(_)) | None) => kind,
    };
    variant(&key("code", kind.word()), policy_variant(code).or(shade))
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
