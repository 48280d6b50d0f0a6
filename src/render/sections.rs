//! The sections of a card, and how they are shortened to fit on a phone.

mod headings;
mod order;

pub use self::headings::{advice_heading, plan_heading};
use self::order::{SHORTENING_ORDER, SHORTENING_ORDER_ADVICE};
use super::card::{Card, Section, SectionKind};
use super::localizer::Localizer;
use super::text::{
    NAME_CHARS_MAX, REASON_CHARS_MAX, REASON_CHARS_SHORT, escape, relative, truncate, truncate_to_lines,
};
use super::work::{self, Shown};
use super::{Verbosity, account_kind, advice, complaints, decisions, diagnosis, has_ended, phone, progress, signs};
use crate::domain::case::{Case, DiagnosedTarget, Phase};
use crate::domain::compromise;
use crate::domain::diagnosis::{Change, Diagnosis};
use crate::domain::event::CoRequester;
use crate::domain::outcome::Outcome;

/// A section, in characters. Discord allows 1024 in an embed's field.
/// <https://discord.com/developers/docs/resources/message#embed-object-embed-limits>
const SECTION_CHARS_MAX: usize = 1024;
/// A card, in characters. Discord allows 6000 in all embeds of a message together.
/// <https://discord.com/developers/docs/resources/message#embed-object-embed-limits>
const CARD_CHARS_MAX: usize = 6000;
/// The characters that always remain of a section.
const SECTION_CHARS_LEFT_MIN: usize = 200;
/// The characters that are cut from the longest section or line at a time. A small number, so that all end with about
/// the same length.
const CUT_STEP_CHARS: usize = 25;
/// The characters that always remain of a line.
const LINE_CHARS_LEFT_MIN: usize = 40;
/// The lines on a phone that remain of a line of evidence, where there is the least room.
const EVIDENCE_LINE_HEIGHTS: [usize; 2] = [2, 1];
/// The lines on a phone that remain of what counts as a possible sign.
const GAP_LINE_HEIGHT: usize = 3;
/// The accounts with nearly the same name that are shown. One always remains, so that nobody feels sure too soon.
const LOOK_ALIKES_MAX: usize = 2;

/// The lines of evidence that remain on a card as long as another section can be shortened: an approver at night
/// reads the evidence for the verdict, not only the verdict.
const EVIDENCE_LINES_MIN: usize = 2;

/// Returns the card with its sections, within a phone's screen and Discord's limits.
pub fn fit_to_phone(localizer: &Localizer, case: &Case, card: Card) -> Card {
    let mut layout = CardLayout { localizer, card, sections: Vec::new() };
    if let Some(diagnosed) = case.diagnosed() {
        layout.add_diagnosis(case, diagnosed);
    }
    layout.add_request(case);
    if let Some(request) = case.approval_request() {
        let decisions = |verbosity| decisions::decisions(localizer, case, request, verbosity);
        let mut variants = [Verbosity::Normal, Verbosity::Short, Verbosity::Minimal].map(decisions).to_vec();
        variants.extend((!work::commands(localizer, case, Shown::Asked).is_empty()).then(Vec::new));
        layout.add(SectionKind::Decision, "heading-decision", variants);
    }
    let (kind, heading) = if has_ended(case) {
        (SectionKind::Outcome, "heading-outcome")
    } else {
        (SectionKind::Progress, "heading-state")
    };
    let state = progress::state(localizer, case);
    // Without a verdict, the card already opens with the state.
    if layout.card.text != state {
        let shorter = match case.phase() {
            // The title says that a decision is awaited. That an earlier approval has lapsed is also clear from the
            // changes or the signs.
            Phase::Waiting(request) => vec![progress::changed(localizer, request).into_iter().collect(), Vec::new()],
            // It says who is waited for.
            Phase::Running(..) if case.waits_for_people() => {
                vec![vec![progress::state_with(localizer, case, Verbosity::Minimal)]]
            }
            // The title says the same, and the plan says which steps were taken.
            Phase::Approved(_) | Phase::Running(..) => {
                vec![vec![progress::state_with(localizer, case, Verbosity::Minimal)], Vec::new()]
            }
            _ => [Verbosity::Short, Verbosity::Minimal]
                .map(|verbosity| vec![progress::state_with(localizer, case, verbosity)])
                .to_vec(),
        };
        layout.add(kind, heading, std::iter::once(vec![state]).chain(shorter).collect());
    }
    let order = if is_advice(case) { &SHORTENING_ORDER_ADVICE[..] } else { &SHORTENING_ORDER };
    layout.fit(order)
}

/// Returns true if the case ended without any decision or step.
fn is_advice(case: &Case) -> bool {
    matches!(case.outcome(), Some(Outcome::NothingFound | Outcome::Advised))
}

/// Returns the requester, the reason, the ticket and the trouble, a line each.
pub fn request_lines(localizer: &Localizer, case: &Case, reason_chars_max: usize) -> Vec<String> {
    let opening = case.opening();
    let name = escape(&opening.member.name, NAME_CHARS_MAX);
    let mut lines =
        vec![localizer.format("asked-by", &[("name", name.into()), ("when", relative(case.opened_at()).into())])];
    if let Some(reason) = opening.reason.as_ref() {
        lines.push(localizer.format("asked-reason", &[("reason", escape(reason, reason_chars_max).into())]));
    }
    if let Some(reference) = &opening.ticket {
        lines.push(localizer.format("asked-ticket", &[("ticket", escape(reference, NAME_CHARS_MAX).into())]));
    }
    lines.extend(complaints::said(localizer, &opening.complaint));
    lines.extend(identity_line(localizer, case));
    lines
}

/// Returns the line about the check of who is calling, or `None` if the case needs none.
fn identity_line(localizer: &Localizer, case: &Case) -> Option<String> {
    let diagnosis = &case.diagnosed()?.diagnosis;
    if let Some(identity) = &diagnosis.identity {
        let check = localizer.text_of("identity", identity.check.word());
        let name = escape(&identity.by.name, NAME_CHARS_MAX);
        return Some(localizer.format("asked-identity", &[("check", check.into()), ("name", name.into())]));
    }
    let is_missing = matches!(case.phase(), Phase::Waiting(_)) && !case.missing_checks(diagnosis).is_empty();
    is_missing.then(|| {
        let name = escape(&case.opening().member.name, NAME_CHARS_MAX);
        localizer.format("asked-identity-missing", &[("name", name.into())])
    })
}

/// Returns a line for each further requester of the same.
pub fn co_requests(localizer: &Localizer, case: &Case) -> Vec<String> {
    let line = |co_requester: &CoRequester| {
        let name = escape(&co_requester.member.name, NAME_CHARS_MAX);
        let reason = co_requester.reason.as_deref().map(|reason| escape(reason, REASON_CHARS_MAX));
        let key = if reason.is_some() { "asked-joined-why" } else { "asked-joined" };
        localizer.format(key, &[("name", name.into()), ("reason", reason.unwrap_or_default().into())])
    };
    case.joined().iter().map(line).collect()
}

/// A section in all its variants, the longest first.
struct FlexibleSection {
    kind: SectionKind,
    heading: String,
    variants: Vec<Vec<String>>,
    variant: usize,
}

impl FlexibleSection {
    /// Returns the height of the current variant in lines, with the heading; 0 if it is empty.
    fn lines(&self) -> usize {
        let lines = self.variants.get(self.variant).filter(|lines| !lines.is_empty());
        lines
            .map_or(0, |lines| phone::lines(&self.heading) + lines.iter().map(|line| phone::lines(line)).sum::<usize>())
    }
}

struct CardLayout<'a> {
    localizer: &'a Localizer,
    card: Card,
    sections: Vec<FlexibleSection>,
}

impl CardLayout<'_> {
    /// Adds a section with its variants, unless it is empty.
    fn add(&mut self, kind: SectionKind, heading: &str, variants: Vec<Vec<String>>) {
        let lines = |lines: Vec<String>| lines.into_iter().filter(|line| !line.is_empty()).collect::<Vec<String>>();
        let variants: Vec<Vec<String>> = variants.into_iter().map(lines).collect();
        if variants.first().is_some_and(|longest| !longest.is_empty()) {
            self.sections.push(FlexibleSection { kind, heading: self.localizer.text(heading), variants, variant: 0 });
        }
    }

    /// Returns the first `count` lines, and a note if there are more.
    fn first_lines(&self, lines: &[String], count: usize) -> Vec<String> {
        let more = (lines.len() > count).then(|| self.localizer.text("more-in-details"));
        lines.iter().take(count).cloned().chain(more).collect()
    }

    /// Returns the variants of a section: all lines, and then as many as each of `counts`.
    fn shortening(&self, lines: Vec<String>, counts: &[usize]) -> Vec<Vec<String>> {
        let fewer: Vec<Vec<String>> = counts.iter().map(|count| self.first_lines(&lines, *count)).collect();
        std::iter::once(lines).chain(fewer).collect()
    }

    fn add_request(&mut self, case: &Case) {
        let localizer = self.localizer;
        let co_requests = co_requests(localizer, case);
        let co_requests_note = (!co_requests.is_empty()).then(|| localizer.text("more-in-details"));
        let lines = |chars_max| request_lines(localizer, case, chars_max);
        let without_co_requests =
            |chars_max| lines(chars_max).into_iter().chain(co_requests_note.clone()).collect::<Vec<String>>();
        let all_lines: Vec<String> = lines(REASON_CHARS_MAX).into_iter().chain(co_requests).collect();
        // On the fullest card there is no line left for the note; the title of another section has it.
        let more = if all_lines.len() > 1 { " …" } else { "" };
        // Approvers approve the check of who is calling too, so it stays.
        let name_alone =
            std::iter::once(format!("{}{more}", all_lines[0])).chain(identity_line(localizer, case)).collect();
        let mut variants =
            vec![all_lines, without_co_requests(REASON_CHARS_MAX), without_co_requests(REASON_CHARS_SHORT), name_alone];
        // An approver needs to know the requester. After the end it is the least important section.
        variants.extend((has_ended(case) || case.waits_for_people()).then(Vec::new));
        self.add(SectionKind::Request, "heading-asked", variants);
    }

    fn add_diagnosis(&mut self, case: &Case, diagnosed: &DiagnosedTarget) {
        let localizer = self.localizer;
        let diagnosis = &diagnosed.diagnosis;
        // After the end nobody decides anything, so the card drops what only a decision needs.
        let is_over = has_ended(case) && !is_advice(case);
        if !is_over {
            let changes = diagnosed.changes.iter();
            // The state already says that signs were waived.
            let changes = changes.filter(|_| diagnosed.changes != [Change::Waived]);
            let changed = changes.map(|change| format!("• {}", localizer.text_of("change", change.word())));
            let mut changed = self.shortening(changed.collect(), &[1]);
            changed.extend(changed.last().map(|lines| lines.iter().take(1).cloned().collect()));
            self.add(SectionKind::Changes, "heading-changed", changed);
        }
        if !is_over && case.run().is_none() {
            let warnings = |max| decisions::warnings(localizer, &diagnosis.warnings, max);
            self.add(SectionKind::Warnings, "heading-warning", vec![warnings(LOOK_ALIKES_MAX), warnings(1)]);
        }
        let mut lines = account_kind::lines(localizer, &diagnosis.account);
        lines.extend(diagnosis::evidence(localizer, diagnosis));
        let counts = [diagnosis::EVIDENCE_LINES_MAX, 4, 3, EVIDENCE_LINES_MIN];
        let mut evidence: Vec<_> = counts.iter().map(|count| self.first_lines(&lines, *count)).collect();
        let first_lines = evidence.last().cloned().unwrap_or_default();
        let cut_to = |lines_max| first_lines.iter().map(|line| truncate_to_lines(line, lines_max)).collect();
        evidence.extend(EVIDENCE_LINE_HEIGHTS.map(cut_to));
        let mut signs = signs::variants(localizer, diagnosis);
        // What counts as a possible sign is the first line, and decides who approves.
        let hides_signs = !is_over && !compromise::possible_signs(&diagnosis.account).is_empty();
        let mut gaps = self.shortening(diagnosis::gaps(localizer, &diagnosis.account), &[1, 0]);
        if hides_signs {
            gaps[2] = gaps[0].iter().take(1).map(|line| truncate_to_lines(line, GAP_LINE_HEIGHT)).collect();
        }
        if is_over {
            // No line is cut before what came of the case is as short as it can be.
            let shortest = evidence[2].clone();
            evidence[..2].fill(shortest);
            signs.remove(0);
            gaps.drain(..2);
            gaps.push(Vec::new());
        }
        // The signs are no longer needed for a decision, or the verdict already says that there are unwaived ones.
        let is_in_verdict = diagnosis.is_suspected() && diagnosis.waivers.is_empty();
        signs.extend((is_over || case.run().is_some() || is_in_verdict).then(Vec::new));
        self.add(SectionKind::Evidence, "heading-found", evidence);
        self.add(SectionKind::Signs, "heading-signs", signs);
        self.add(SectionKind::Gaps, "heading-unread", gaps);
        self.add_plan(case, diagnosis, is_over);
        if case.run().is_none() && !is_over {
            let ineffective = advice::ineffective(localizer, diagnosis, advice::INEFFECTIVE_LINES_MAX);
            self.add(SectionKind::Ineffective, "heading-no-help", vec![ineffective, Vec::new()]);
        }
        if case.run().is_some() || !is_over {
            self.add_advice(case, diagnosis);
        }
    }

    fn add_advice(&mut self, case: &Case, diagnosis: &Diagnosis) {
        let localizer = self.localizer;
        let advice = advice::advice(localizer, case, diagnosis, Shown::Asked);
        // The commands that people are waited for stay.
        let is_work_left = case.waits_for_people() || has_ended(case);
        let work = if is_work_left { work::lines(localizer, case, Shown::Asked) } else { Vec::new() };
        let has_work = !work.is_empty();
        let mut variants = if is_advice(case) {
            self.shortening(advice, &[3, 2, 1])
        } else if has_work {
            vec![advice, work, work::commands(localizer, case, Shown::Asked)]
        } else {
            self.shortening(advice, &[3, 1])
        };
        if !is_advice(case) && !has_work {
            // After the end, the advice is all that is left to do, so it is the last to go.
            variants.extend(has_ended(case).then(|| variants.last().cloned().unwrap_or_default()));
            variants.push(Vec::new());
        }
        self.add(SectionKind::Advice, advice_heading(diagnosis), variants);
    }

    fn add_plan(&mut self, case: &Case, diagnosis: &Diagnosis, is_over: bool) {
        let localizer = self.localizer;
        let plan = |verbosity| progress::plan(localizer, case, diagnosis, verbosity);
        let mut plans = [Verbosity::Normal, Verbosity::Short, Verbosity::Minimal].map(plan).to_vec();
        // Once nobody decides any more, the authority can stay in the details.
        let authorities = progress::authorities(localizer, case, &diagnosis.plan, Verbosity::Minimal);
        let without = |lines: &Vec<String>| lines.iter().filter(|line| !authorities.contains(line)).cloned().collect();
        plans.extend(plans.last().filter(|_| is_over || case.waits_for_people()).map(without));
        self.add(SectionKind::Plan, plan_heading(case), plans);
    }

    /// Shortens one section after the other, in this order, until the card fits on a phone's screen.
    fn fit(mut self, order: &[SectionKind]) -> Card {
        let around = phone::lines_of(&self.card);
        for kind in order {
            if around + self.sections.iter().map(FlexibleSection::lines).sum::<usize>() <= phone::LINES_MAX {
                break;
            }
            if let Some(section) = self.sections.iter_mut().find(|section| section.kind == *kind) {
                section.variant = (section.variant + 1).min(section.variants.len() - 1);
            }
        }
        self.expand(SectionKind::Evidence, phone::LINES_MAX.saturating_sub(around));
        let mut card = self.to_card();
        cut_to_screen(&mut card);
        within_limits(&mut card);
        card
    }

    /// Returns a section to the longest variant that fits, if shortening the last section has left room.
    fn expand(&mut self, kind: SectionKind, lines_max: usize) {
        let Some(at) = self.sections.iter().position(|section| section.kind == kind) else { return };
        let variants = 0..self.sections[at].variant;
        for variant in variants {
            let others: usize =
                self.sections.iter().filter(|section| section.kind != kind).map(FlexibleSection::lines).sum();
            let shorter = std::mem::replace(&mut self.sections[at].variant, variant);
            if others + self.sections[at].lines() <= lines_max {
                return;
            }
            self.sections[at].variant = shorter;
        }
    }

    fn to_card(&self) -> Card {
        let section = |section: &FlexibleSection| {
            let lines = section.variants.get(section.variant).filter(|lines| !lines.is_empty())?;
            Some(Section { kind: section.kind, heading: section.heading.clone(), text: lines.join("\n") })
        };
        Card { sections: self.sections.iter().filter_map(section).collect(), ..self.card.clone() }
    }
}

/// Cuts the longest lines of a card on which every section is as short as it can be, and which is still longer than a
/// phone's screen. What must be known before a decision, and what came of it, keeps its lines, and so do lines of two on a
/// phone. What could not be read is cut last: it is what the evidence does not say.
fn cut_to_screen(card: &mut Card) {
    let kept =
        [SectionKind::Warnings, SectionKind::Plan, SectionKind::Decision, SectionKind::Progress, SectionKind::Outcome];
    let is_late = |kind: SectionKind| matches!(kind, SectionKind::Gaps | SectionKind::Signs);
    cut_longest(card, |kind| !kept.contains(&kind) && !is_late(kind));
    cut_longest(card, is_late);
}

/// Cuts the longest lines of these sections until the card fits on a phone's screen, or every line is one of two there.
fn cut_longest(card: &mut Card, is_cut: impl Fn(SectionKind) -> bool) {
    let chars = |text: &str| text.chars().count();
    while phone::lines_of(card) > phone::LINES_MAX {
        let sections = card.sections.iter_mut().filter(|section| is_cut(section.kind));
        let longest = |section: &Section| section.text.lines().map(chars).max().unwrap_or_default();
        let Some(section) = sections.max_by_key(|section| longest(section)) else { break };
        let most = longest(section);
        if most <= 2 * phone::LINE_CHARS {
            break;
        }
        let shorter = |line: &str| {
            // A little less than two lines, because words are not cut where a line ends.
            let left = (most - CUT_STEP_CHARS).max(2 * phone::LINE_CHARS - 8);
            if chars(line) == most { truncate(line, left) } else { line.to_owned() }
        };
        section.text = section.text.lines().map(shorter).collect::<Vec<_>>().join("\n");
    }
}

/// Cuts the longest lines of a card that is beyond Discord's limits, which long names and reasons can cause. Each
/// line keeps its beginning.
fn within_limits(card: &mut Card) {
    let chars = |text: &str| text.chars().count();
    for section in &mut card.sections {
        cut_lines(section, SECTION_CHARS_MAX);
    }
    let around = chars(&card.title) + chars(&card.text) + chars(&card.footer);
    let length = |section: &Section| chars(&section.heading) + chars(&section.text);
    while around + card.sections.iter().map(length).sum::<usize>() > CARD_CHARS_MAX {
        let Some(longest) = card.sections.iter_mut().max_by_key(|section| chars(&section.text)) else { break };
        let before = chars(&longest.text);
        cut_lines(longest, before.saturating_sub(CUT_STEP_CHARS).max(SECTION_CHARS_LEFT_MIN));
        if chars(&longest.text) >= before {
            break;
        }
    }
}

/// Cuts the longest line, repeatedly, until the section has at most `chars_max` characters.
fn cut_lines(section: &mut Section, chars_max: usize) {
    let mut lines: Vec<String> = section.text.lines().map(str::to_owned).collect();
    let chars = |text: &str| text.chars().count();
    loop {
        let all = lines.iter().map(|line| chars(line) + 1).sum::<usize>().saturating_sub(1);
        let Some(too_many) = all.checked_sub(chars_max).filter(|too_many| *too_many > 0) else { break };
        let Some(longest) = lines.iter_mut().max_by_key(|line| chars(line)) else { break };
        let before = chars(longest);
        *longest = truncate(longest, before.saturating_sub(too_many.min(CUT_STEP_CHARS)).max(LINE_CHARS_LEFT_MIN));
        if chars(longest) >= before {
            break;
        }
    }
    section.text = truncate(&lines.join("\n"), chars_max);
}
