//! The signs of a compromise: one judgement, and the evidence for it.

use super::diagnosis::is_shown;
use super::evidence;
use super::localizer::Localizer;
use super::text::{NAME_CHARS_MAX, REASON_CHARS_MAX, REASON_CHARS_SHORT, date_time_and_distance, escape};
use crate::domain::compromise::{Sign, SignKind, Waiver};
use crate::domain::diagnosis::Diagnosis;
use crate::domain::finding::FindingKind;

/// Returns the judgement and a line for each kind of sign, with its evidence and its remediation.
fn signs(localizer: &Localizer, diagnosis: &Diagnosis) -> Vec<String> {
    let judgement = judgement(diagnosis).map(|key| localizer.text(key));
    let kinds = kinds(diagnosis).map(|kind| line(localizer, diagnosis, kind));
    judgement.into_iter().chain(kinds).chain(waived_topics(localizer, diagnosis)).collect()
}

/// Returns a line for each waiver of signs that may be hidden in what could not be read.
fn waived_topics(localizer: &Localizer, diagnosis: &Diagnosis) -> Vec<String> {
    let waivers = diagnosis.waivers.iter().filter(|waiver| !waiver.topics.is_empty());
    let line = |waiver: &Waiver| {
        let topics: Vec<String> = waiver.topics.iter().map(|topic| localizer.text_of("topic", topic.word())).collect();
        let arguments = [
            ("signs", localizer.join_semicolons(&topics).into()),
            ("name", escape(&waiver.by.name, NAME_CHARS_MAX).into()),
            ("reason", escape(&waiver.reason, REASON_CHARS_SHORT).into()),
        ];
        localizer.format("signs-waived", &arguments)
    };
    waivers.map(line).collect()
}

/// Returns the names of the kinds of signs, a line for each remediation. The verdict already says that the account is
/// suspected.
fn in_short(localizer: &Localizer, diagnosis: &Diagnosis) -> Vec<String> {
    let mut groups: Vec<(Remediation<'_>, Vec<String>)> = Vec::new();
    for kind in kinds(diagnosis) {
        let remediation = remediation(diagnosis, kind);
        let name = localizer.text_of("sign-name", kind.word());
        match groups.iter_mut().find(|(other, _)| *other == remediation) {
            Some((_, names)) => names.push(name),
            None => groups.push((remediation, vec![name])),
        }
    }
    let line = |(remediation, names): (Remediation<'_>, Vec<String>)| {
        let signs = ("signs", names.join(", ").into());
        match remediation {
            Remediation::Waived(waiver) => {
                let name = escape(&waiver.by.name, NAME_CHARS_MAX);
                let reason = escape(&waiver.reason, REASON_CHARS_SHORT);
                localizer.format("signs-waived", &[signs, ("name", name.into()), ("reason", reason.into())])
            }
            Remediation::Cleaned => localizer.format("signs-cleaned", &[signs]),
            Remediation::NotCleaned => localizer.format("signs-not-cleaned", &[signs]),
            Remediation::Manual => localizer.format("signs-by-hand", &[signs]),
        }
    };
    let judgement = judgement(diagnosis).filter(|key| *key != SUSPECTED).map(|key| localizer.text(key));
    judgement.into_iter().chain(groups.into_iter().map(line)).chain(waived_topics(localizer, diagnosis)).collect()
}

const SUSPECTED: &str = "judgement-stands";

fn judgement(diagnosis: &Diagnosis) -> Option<&'static str> {
    kinds(diagnosis).next()?;
    Some(match diagnosis.unwaived().as_slice() {
        [] => "judgement-waived",
        _ if diagnosis.is_suspected() => SUSPECTED,
        _ => "judgement-weak",
    })
}

fn kinds(diagnosis: &Diagnosis) -> impl Iterator<Item = SignKind> {
    SignKind::ALL.iter().copied().filter(|kind| diagnosis.signs.iter().any(|sign| sign.kind == *kind))
}

fn line(localizer: &Localizer, diagnosis: &Diagnosis, kind: SignKind) -> String {
    let of_kind: Vec<&Sign> = diagnosis.signs.iter().filter(|sign| sign.kind == kind).collect();
    let evidence_text = match of_kind.first() {
        // Otherwise the fact already stands in the evidence.
        Some(first) if !is_shown(diagnosis, &first.fact) => {
            evidence::fact(localizer, &diagnosis.account, FindingKind::AccountAtRisk, &first.fact)
        }
        _ => localizer.text_of("sign", kind.word()),
    };
    let further = further(diagnosis, kind);
    let more = (of_kind.len() + further).checked_sub(1).filter(|more| *more > 0);
    let more = more.map(|more| localizer.format("and-more", &[("count", more.into())]));
    let evidence_text: Vec<String> = std::iter::once(evidence_text).chain(more).collect();
    let remediation = remediation_text(localizer, &remediation(diagnosis, kind));
    localizer.format("sign-line", &[("sign", evidence_text.join(" ").into()), ("standing", remediation.into())])
}

/// Returns the variants of the section, the longest first.
pub fn variants(localizer: &Localizer, diagnosis: &Diagnosis) -> Vec<Vec<String>> {
    let count = kinds(diagnosis).count();
    let waived: usize = diagnosis.waivers.iter().map(|waiver| waiver.signs.len() + waiver.topics.len()).sum();
    // If some signs were waived, the number and the person must remain.
    let counted = (count > 0 && waived == 0).then(|| localizer.format("signs-in-all", &[("count", count.into())]));
    // An approver who waives signs is told that the team reads the reason on the card, so a short form of it remains.
    let waived = diagnosis.waivers.iter().map(|waiver| {
        let signs = waiver.signs.len() + waiver.topics.len();
        let arguments = [
            ("count", signs.into()),
            ("name", escape(&waiver.by.name, NAME_CHARS_MAX).into()),
            ("reason", escape(&waiver.reason, REASON_CHARS_SHORT).into()),
        ];
        localizer.format("signs-waived-in-all", &arguments)
    });
    vec![signs(localizer, diagnosis), in_short(localizer, diagnosis), counted.into_iter().chain(waived).collect()]
}

/// Returns every sign with its evidence.
pub fn in_detail(localizer: &Localizer, diagnosis: &Diagnosis) -> Vec<String> {
    let line = |sign: &Sign| {
        let kind = sign.kind;
        let evidence_text = if is_shown(diagnosis, &sign.fact) {
            localizer.text_of("sign", kind.word())
        } else {
            evidence::fact(localizer, &diagnosis.account, FindingKind::AccountAtRisk, &sign.fact)
        };
        let remediation = remediation_text(localizer, &remediation(diagnosis, kind));
        localizer.format("sign-line", &[("sign", evidence_text.into()), ("standing", remediation.into())])
    };
    let judgement = judgement(diagnosis).map(|key| localizer.text(key));
    let further = Some(further(diagnosis, SignKind::InboxRules)).filter(|count| *count > 0);
    let further = further.map(|count| localizer.format("signs-further-rules", &[("count", count.into())]));
    let topics = waived_topics(localizer, diagnosis);
    judgement.into_iter().chain(diagnosis.signs.iter().map(line)).chain(further).chain(topics).collect()
}

/// Returns the number of signs of a kind that are known by id alone.
fn further(diagnosis: &Diagnosis, kind: SignKind) -> usize {
    let rules = diagnosis.account.mail.iter().map(|mail| mail.further_rules.len());
    if kind == SignKind::InboxRules { rules.sum() } else { 0 }
}

fn remediation_text(localizer: &Localizer, remediation: &Remediation<'_>) -> String {
    match remediation {
        Remediation::Waived(waiver) => waived(localizer, waiver),
        Remediation::Cleaned => localizer.text("sign-cleaned"),
        Remediation::NotCleaned => localizer.text("sign-not-cleaned"),
        Remediation::Manual => localizer.text("sign-by-hand"),
    }
}

fn waived(localizer: &Localizer, waiver: &Waiver) -> String {
    let arguments = [
        ("name", escape(&waiver.by.name, NAME_CHARS_MAX).into()),
        ("when", date_time_and_distance(waiver.at).into()),
        ("reason", escape(&waiver.reason, REASON_CHARS_MAX).into()),
    ];
    localizer.format("sign-waived", &arguments)
}

/// The treatment of a sign: waived by an approver, removed by the plan, not removed by it, or left to a person.
#[derive(PartialEq)]
enum Remediation<'a> {
    Waived(&'a Waiver),
    Cleaned,
    NotCleaned,
    Manual,
}

fn remediation(diagnosis: &Diagnosis, kind: SignKind) -> Remediation<'_> {
    if let Some(waiver) = diagnosis.waivers.iter().find(|waiver| waiver.signs.contains(&kind)) {
        return Remediation::Waived(waiver);
    }
    match kind.cleaned_by().as_slice() {
        [] => Remediation::Manual,
        _ if kind.is_cleaned_by(&diagnosis.plan.steps, &diagnosis.account) => Remediation::Cleaned,
        _ => Remediation::NotCleaned,
    }
}
