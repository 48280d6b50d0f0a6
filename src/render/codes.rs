//! The codes of failed sign-ins (AADSTS and a number) in words.

use super::localizer::Localizer;
use crate::domain::diagnose::error_codes::{Meaning, meaning};
use crate::domain::finding::FindingKind;

/// Codes about devices that a policy does not take: not compliant, not joined.
/// <https://learn.microsoft.com/entra/identity-platform/reference-error-codes>
const DEVICE: [u32; 2] = [53000, 53001];
/// An application that a policy does not take.
const APPLICATION: u32 = 53002;
/// The security defaults, which are a policy that nobody named.
const DEFAULTS: u32 = 530_035;

/// What a code says, in a few words inside of a sentence about this finding.
pub fn in_short(localizer: &Localizer, code: u32, kind: FindingKind) -> String {
    localizer.text(&key_in_short(code, kind))
}

/// What a code says, in a sentence of its own, and what to do about it.
pub fn in_a_sentence(localizer: &Localizer, code: u32) -> String {
    match meaning(code) {
        Some(Meaning::Lock(kind)) => {
            localizer.format("code-means", &[("meaning", in_short(localizer, code, kind).into())])
        }
        Some(Meaning::NotALock(word)) => localizer.text(&format!("not-a-lock-{}", word.word())),
        None => localizer.format("code-unknown", &[("code", code.to_string().into())]),
    }
}

fn key_in_short(code: u32, kind: FindingKind) -> String {
    match (meaning(code), code, kind) {
        (_, code, _) if DEVICE.contains(&code) => "code-policy-device".to_owned(),
        (_, APPLICATION, _) => "code-policy-application".to_owned(),
        (_, DEFAULTS, _) => "code-policy-defaults".to_owned(),
        // One code for two locks: the record says which, and the finding is drawn from it.
        (_, _, FindingKind::HostileAddress) => "code-hostile_address".to_owned(),
        (Some(Meaning::Lock(kind)), ..) | (Some(Meaning::NotALock(_)) | None, _, kind) => {
            format!("code-{}", kind.word())
        }
    }
}
