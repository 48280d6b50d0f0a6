//! The rules that hold for every card: one order of its parts, what is never dropped, and a phone's screen.

use std::collections::{BTreeMap, HashSet};

use grendel::domain::CaseNumber;
use grendel::domain::case::{Case, Phase};
use grendel::domain::event::{Entry, RecordedEvent, Verb};
use grendel::domain::finding::FindingKind;
use grendel::domain::outcome::Outcome;
use grendel::render::Messages;
use grendel::render::card::{Card, Section, SectionKind};

use super::harness::Over;

/// The parts of a card from top to bottom: evidence, plan, decision, progress, outcome.
pub const READING: [SectionKind; 12] = [
    SectionKind::Changes,
    SectionKind::Warnings,
    SectionKind::Evidence,
    SectionKind::Signs,
    SectionKind::Gaps,
    SectionKind::Plan,
    SectionKind::Ineffective,
    SectionKind::Advice,
    SectionKind::Request,
    SectionKind::Decision,
    SectionKind::Progress,
    SectionKind::Outcome,
];
/// The screen of a phone.
pub const PHONE_LINES: usize = 40;
/// The most lines of evidence on any card.
pub const EVIDENCE_LINES_MAX: usize = 5;
/// The fewest lines of evidence that stay, however little room there is.
const EVIDENCE_LINES_KEPT: usize = 2;
/// Discord takes five buttons a row and five rows.
/// <https://docs.discord.com/developers/components/reference#action-row>
const BUTTONS_MAX: usize = 25;
/// Words from the explanation of revoking sessions, in each language.
pub const MEANINGS: [&str; 4] = ["every device has to", "elk apparaat moet", "jedes Gerät muss", "chaque appareil"];

/// Returns every language of `locales/`.
pub fn languages() -> Vec<String> {
    Messages::languages().into_iter().map(|language| language.0).collect()
}

pub fn part(card: &Card, part: SectionKind) -> Option<&str> {
    card.sections.iter().find(|section| section.kind == part).map(|section| section.text.as_str())
}

/// Returns true if the case changes nothing more.
fn has_ended(case: &Case) -> bool {
    case.outcome().is_some() || matches!(case.phase(), Phase::AwaitingCountersign(_) | Phase::DeliveringSecret(_))
}

/// The verdict comes first, then the parts in their order, the outcome last; Details is there for more.
pub fn assert_in_order(case: &Case, card: &Card) {
    let parts: Vec<SectionKind> = card.sections.iter().map(|section| section.kind).collect();
    let places: Vec<_> = parts.iter().map(|part| READING.iter().position(|one| one == part)).collect();
    assert!(places.windows(2).all(|two| two[0] < two[1]), "not in the order of reading: {card:#?}");
    assert!(!card.text.trim().is_empty(), "the card opens with nothing: {card:#?}");
    assert!(card.buttons.len() <= BUTTONS_MAX, "{card:#?}");
    let evidence = part(card, SectionKind::Evidence).unwrap_or_default();
    assert!(evidence.lines().filter(|line| line.starts_with('•')).count() <= EVIDENCE_LINES_MAX, "{card:#?}");
    let details = card.buttons.iter().filter(|button| button.id.verb == Verb::Details);
    let Some(diagnosed) = case.diagnosed().filter(|_| Messages::new().has_card(case)) else { return };
    let upn = diagnosed.diagnosis.account.upn.replace(['*', '\\'], "");
    assert!(card.text.replace(['*', '\\'], "").contains(&upn), "the verdict does not come first: {card:#?}");
    assert_eq!(details.count(), 1, "{card:#?}");
    let last = parts.last().copied();
    assert_eq!(last == Some(SectionKind::Outcome), has_ended(case), "the end is not where it ends: {card:#?}");
    if case.outcome().is_some() && !matches!(case.outcome(), Some(Outcome::NothingFound | Outcome::Advised)) {
        for shed in [SectionKind::Changes, SectionKind::Warnings, SectionKind::Ineffective, SectionKind::Progress] {
            assert!(!parts.contains(&shed), "nobody needs that any more: {card:#?}");
        }
    }
}

/// Returns true if a part of a card leaves something out.
pub fn is_cut(card: &Card, of: SectionKind) -> bool {
    part(card, of).is_some_and(|text| text.lines().any(|line| line.starts_with('…')))
}

/// Returns the least number of lines of evidence; signs of a compromise may stand in a part of their own.
fn evidence_of(case: &Case) -> usize {
    let Some(diagnosed) = case.diagnosed() else { return 0 };
    let diagnosis = &diagnosed.diagnosis;
    let mut facts: Vec<_> = diagnosis.findings.iter().flat_map(|finding| &finding.evidence).collect();
    facts.retain(|fact| diagnosis.signs.iter().all(|sign| sign.fact != **fact));
    let different = facts.iter().enumerate().filter(|(place, fact)| !facts[..*place].contains(fact)).count();
    // If nothing was found, the list of what was looked at is the evidence.
    let nothing_found = diagnosis.findings.iter().all(|finding| finding.kind == FindingKind::NothingFound);
    different.max(usize::from(nothing_found))
}

/// Evidence for the verdict is dropped last. Advice, the meaning of the steps and the other requesters are dropped before it.
fn assert_cut_in_order(case: &Case, card: &Card) {
    if case.diagnosed().is_none() || !Messages::new().has_card(case) {
        return;
    }
    let shown =
        part(card, SectionKind::Evidence).unwrap_or_default().lines().filter(|line| line.starts_with('•')).count();
    assert!(shown >= evidence_of(case).min(EVIDENCE_LINES_KEPT), "{shown} lines of evidence: {card:#?}");
    let is_advice = matches!(case.outcome(), Some(Outcome::NothingFound | Outcome::Advised));
    // The commands for work in Active Directory are what people are waited for.
    if !is_cut(card, SectionKind::Evidence) || is_advice || has_ended(case) || case.waits_for_people() {
        return;
    }
    assert_eq!(part(card, SectionKind::Ineffective), None, "what would not help is kept before evidence: {card:#?}");
    assert_eq!(part(card, SectionKind::Advice), None, "advice is kept before evidence: {card:#?}");
    assert!(!card.sections.iter().any(meanings), "wording is kept before evidence: {card:#?}");
    for joined in case.joined() {
        assert!(!part(card, SectionKind::Request).unwrap_or_default().contains(&joined.member.name), "{card:#?}");
    }
}

/// Returns true if a plan explains its steps.
fn meanings(section: &Section) -> bool {
    section.kind == SectionKind::Plan && MEANINGS.iter().any(|meaning| section.text.contains(meaning))
}

/// The parts that are never dropped, however long the names are.
pub fn assert_shows_the_required_parts(case: &Case, card: &Card) {
    assert_cut_in_order(case, card);
    let Phase::Waiting(asked) = case.phase() else { return };
    let plan = &asked.diagnosed.diagnosis.plan;
    let steps = part(card, SectionKind::Plan).unwrap_or_default();
    for place in 1..=plan.steps.len() {
        assert!(steps.lines().any(|line| line.starts_with(&format!("{place}. "))), "step {place} is cut: {card:#?}");
    }
    let until = format!("<t:{}:t>", asked.approval.expires_at().as_second());
    assert!(part(card, SectionKind::Decision).unwrap_or_default().contains(&until), "until when is cut: {card:#?}");
    let warnings = part(card, SectionKind::Warnings).unwrap_or_default().lines().count();
    let different: HashSet<_> = asked.diagnosed.diagnosis.warnings.iter().map(std::mem::discriminant).collect();
    assert!(warnings >= different.len(), "a warning is cut: {card:#?}");
}

/// Returns the events of each case of a scenario.
pub fn lives(over: &Over) -> BTreeMap<CaseNumber, Vec<RecordedEvent>> {
    let mut lives: BTreeMap<CaseNumber, Vec<RecordedEvent>> = BTreeMap::new();
    for entry in over.entries() {
        if let (Some(case), Entry::Case(event)) = (entry.case, entry.entry) {
            lives.entry(case).or_default().push(RecordedEvent { at: entry.at, event });
        }
    }
    lives
}
