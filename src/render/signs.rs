//! What speaks for a compromise, in words: one judgement, and what it rests on.

use super::diagnosis::is_shown;
use super::evidence;
use super::localizer::Localizer;
use super::text::{NAME_CHARS_MAX, REASON_CHARS_MAX, REASON_CHARS_SHORT, on_day, outside};
use crate::domain::compromise::{Sign, SignKind, Waiver};
use crate::domain::diagnosis::Diagnosis;
use crate::domain::finding::FindingKind;

/// The judgement, and then a line for each kind of sign: what was seen, and what becomes of it.
fn signs(localizer: &Localizer, diagnosis: &Diagnosis) -> Vec<String> {
    let judgement = judgement(diagnosis).map(|key| localizer.text(key));
    judgement.into_iter().chain(kinds(diagnosis).map(|kind| line(localizer, diagnosis, kind))).collect()
}

/// The kinds alone, a line for all of which the same becomes. That they stand is in the verdict.
fn in_short(localizer: &Localizer, diagnosis: &Diagnosis) -> Vec<String> {
    let mut becoming: Vec<(Standing<'_>, Vec<String>)> = Vec::new();
    for kind in kinds(diagnosis) {
        let standing = standing(diagnosis, kind);
        let name = localizer.text_of("sign-name", kind.word());
        match becoming.iter_mut().find(|(other, _)| *other == standing) {
            Some((_, names)) => names.push(name),
            None => becoming.push((standing, vec![name])),
        }
    }
    let line = |(standing, names): (Standing<'_>, Vec<String>)| {
        let signs = ("signs", names.join(", ").into());
        match standing {
            Standing::Waived(waiver) => {
                let name = outside(&waiver.by.name, NAME_CHARS_MAX);
                let reason = outside(&waiver.reason, REASON_CHARS_SHORT);
                localizer.format("signs-waived", &[signs, ("name", name.into()), ("reason", reason.into())])
            }
            Standing::Cleaned => localizer.format("signs-cleaned", &[signs]),
            Standing::NotCleaned => localizer.format("signs-not-cleaned", &[signs]),
            Standing::ByHand => localizer.format("signs-by-hand", &[signs]),
        }
    };
    let judgement = judgement(diagnosis).filter(|key| *key != STANDS).map(|key| localizer.text(key));
    judgement.into_iter().chain(becoming.into_iter().map(line)).collect()
}

const STANDS: &str = "judgement-stands";

fn judgement(diagnosis: &Diagnosis) -> Option<&'static str> {
    kinds(diagnosis).next()?;
    Some(match diagnosis.unwaived().as_slice() {
        [] => "judgement-waived",
        _ if diagnosis.is_suspected() => STANDS,
        _ => "judgement-weak",
    })
}

fn kinds(diagnosis: &Diagnosis) -> impl Iterator<Item = SignKind> {
    SignKind::ALL.iter().copied().filter(|kind| diagnosis.signs.iter().any(|sign| sign.kind == *kind))
}

fn line(localizer: &Localizer, diagnosis: &Diagnosis, kind: SignKind) -> String {
    let of_kind: Vec<&Sign> = diagnosis.signs.iter().filter(|sign| sign.kind == kind).collect();
    let seen = match of_kind.first() {
        // It stands among the evidence already.
        Some(first) if !is_shown(diagnosis, &first.fact) => {
            evidence::fact(localizer, &diagnosis.account, FindingKind::AccountAtRisk, &first.fact)
        }
        _ => localizer.text_of("sign", kind.word()),
    };
    let more = of_kind.len().checked_sub(1).filter(|more| *more > 0);
    let more = more.map(|more| localizer.format("and-more", &[("count", more.into())]));
    let seen: Vec<String> = std::iter::once(seen).chain(more).collect();
    let standing = becomes(localizer, &standing(diagnosis, kind));
    localizer.format("sign-line", &[("sign", seen.join(" ").into()), ("standing", standing.into())])
}

/// Every way of saying them, the longest first.
pub fn forms(localizer: &Localizer, diagnosis: &Diagnosis) -> Vec<Vec<String>> {
    let count = kinds(diagnosis).count();
    let waived: usize = diagnosis.waivers.iter().map(|waiver| waiver.signs.len()).sum();
    // Where some were waived, who did and how many is what has to stay.
    let counted = (count > 0 && waived == 0).then(|| localizer.format("signs-in-all", &[("count", count.into())]));
    // Whoever waives is told that the team reads why on the card, however short that is.
    let waived = diagnosis.waivers.iter().map(|waiver| {
        let signs = waiver.signs.len();
        let arguments = [
            ("count", signs.into()),
            ("name", outside(&waiver.by.name, NAME_CHARS_MAX).into()),
            ("reason", outside(&waiver.reason, REASON_CHARS_SHORT).into()),
        ];
        localizer.format("signs-waived-in-all", &arguments)
    });
    vec![signs(localizer, diagnosis), in_short(localizer, diagnosis), counted.into_iter().chain(waived).collect()]
}

/// Every sign that was seen, each with what it rests on.
pub fn in_detail(localizer: &Localizer, diagnosis: &Diagnosis) -> Vec<String> {
    let line = |sign: &Sign| {
        let kind = sign.kind;
        let seen = if is_shown(diagnosis, &sign.fact) {
            localizer.text_of("sign", kind.word())
        } else {
            evidence::fact(localizer, &diagnosis.account, FindingKind::AccountAtRisk, &sign.fact)
        };
        let standing = becomes(localizer, &standing(diagnosis, kind));
        localizer.format("sign-line", &[("sign", seen.into()), ("standing", standing.into())])
    };
    let judgement = judgement(diagnosis).map(|key| localizer.text(key));
    judgement.into_iter().chain(diagnosis.signs.iter().map(line)).collect()
}

fn becomes(localizer: &Localizer, standing: &Standing<'_>) -> String {
    match standing {
        Standing::Waived(waiver) => waived(localizer, waiver),
        Standing::Cleaned => localizer.text("sign-cleaned"),
        Standing::NotCleaned => localizer.text("sign-not-cleaned"),
        Standing::ByHand => localizer.text("sign-by-hand"),
    }
}

fn waived(localizer: &Localizer, waiver: &Waiver) -> String {
    let arguments = [
        ("name", outside(&waiver.by.name, NAME_CHARS_MAX).into()),
        ("when", on_day(waiver.at).into()),
        ("reason", outside(&waiver.reason, REASON_CHARS_MAX).into()),
    ];
    localizer.format("sign-waived", &arguments)
}

/// What becomes of a sign: somebody has waived it, or the plan cleans it, or not, or a person has to look.
#[derive(PartialEq)]
enum Standing<'a> {
    Waived(&'a Waiver),
    Cleaned,
    NotCleaned,
    ByHand,
}

fn standing(diagnosis: &Diagnosis, kind: SignKind) -> Standing<'_> {
    if let Some(waiver) = diagnosis.waivers.iter().find(|waiver| waiver.signs.contains(&kind)) {
        return Standing::Waived(waiver);
    }
    match kind.cleaned_by().as_slice() {
        [] => Standing::ByHand,
        _ if kind.is_cleaned_by(&diagnosis.plan.steps) => Standing::Cleaned,
        _ => Standing::NotCleaned,
    }
}
