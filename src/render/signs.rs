//! What speaks for a compromise, in words: one judgement, and what it rests on.

use super::diagnosis::is_shown;
use super::evidence;
use super::text::{NAME_CHARS_MAX, REASON_CHARS_MAX, outside, relative};
use super::words::Language;
use crate::domain::compromise::{Sign, SignKind};
use crate::domain::event::Diagnosis;
use crate::domain::finding::FindingKind;

/// The judgement, and then a line for each kind of sign: what was seen, and what becomes of it.
pub fn signs(language: &Language, diagnosis: &Diagnosis) -> Vec<String> {
    let kinds = SignKind::ALL.iter().filter(|kind| diagnosis.signs.iter().any(|sign| sign.kind == **kind));
    let lines: Vec<String> = kinds.map(|kind| line(language, diagnosis, *kind)).collect();
    if lines.is_empty() {
        return lines;
    }
    let judgement = match diagnosis.unwaived().as_slice() {
        [] => "judgement-waived",
        _ if diagnosis.is_suspected() => "judgement-stands",
        _ => "judgement-weak",
    };
    std::iter::once(language.say(judgement)).chain(lines).collect()
}

fn line(language: &Language, diagnosis: &Diagnosis, kind: SignKind) -> String {
    let of_kind: Vec<&Sign> = diagnosis.signs.iter().filter(|sign| sign.kind == kind).collect();
    let seen = match of_kind.first() {
        // It stands among the evidence already.
        Some(first) if !is_shown(diagnosis, &first.fact) => {
            evidence::fact(language, &diagnosis.account, FindingKind::AccountAtRisk, &first.fact)
        }
        _ => language.say(&format!("sign-{}", kind.word())),
    };
    let more = of_kind.len().checked_sub(1).filter(|more| *more > 0);
    let more = more.map(|more| language.fill("sign-more", &[("count", more.into())]));
    let seen: Vec<String> = std::iter::once(seen).chain(more).collect();
    let standing = standing(language, diagnosis, kind);
    language.fill("sign-line", &[("sign", seen.join(" ").into()), ("standing", standing.into())])
}

/// What becomes of a sign: somebody has waived it, or the plan cleans it, or a person has to look.
fn standing(language: &Language, diagnosis: &Diagnosis, kind: SignKind) -> String {
    if let Some(waiver) = diagnosis.waivers.iter().find(|waiver| waiver.signs.contains(&kind)) {
        let fill = [
            ("name", outside(&waiver.by.name, NAME_CHARS_MAX).into()),
            ("when", relative(waiver.at).into()),
            ("reason", outside(&waiver.reason, REASON_CHARS_MAX).into()),
        ];
        return language.fill("sign-waived", &fill);
    }
    language.say(match kind.cleaned_by() {
        [] => "sign-by-hand",
        _ if kind.is_cleaned_by(&diagnosis.plan.steps) => "sign-cleaned",
        _ => "sign-not-cleaned",
    })
}
