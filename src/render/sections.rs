//! The sections of a card: which there are, in the order of reading, and how they fit on a phone.

use super::card::{Card, Section, SectionKind};
use super::localizer::Localizer;
use super::text::{NAME_CHARS_MAX, REASON_CHARS_MAX, REASON_CHARS_SHORT, cut, cut_to_lines, outside, relative};
use super::{Room, advice, decisions, diagnosis, has_ended, phone, progress, signs};
use crate::domain::case::{Case, DiagnosedTarget, Phase};
use crate::domain::diagnosis::{Change, Diagnosis};
use crate::domain::event::CoRequester;
use crate::domain::outcome::Outcome;

/// Discord: an embed's field holds 1024 characters, its description 4096.
/// <https://discord.com/developers/docs/resources/message#embed-object-embed-limits>
const SECTION_CHARS_MAX: usize = 1024;
/// Discord: all the texts of a message's embeds together hold 6000 characters.
/// <https://discord.com/developers/docs/resources/message#embed-object-embed-limits>
const CARD_CHARS_MAX: usize = 6000;
/// What is left of a section, at least, where a card has too much to say.
const SECTION_CHARS_LEFT_MIN: usize = 200;
/// So much is taken from the longest section at a time, in characters, so that they end at about one length.
const CUT_CHARS: usize = 25;
/// What is left of a line, at least, where a section has too much to say.
const LINE_CHARS_LEFT_MIN: usize = 40;
/// So many lines of a phone are left of a line of evidence, where there is the least room.
const LINE_LINES: [usize; 2] = [2, 1];
/// So many others who are called nearly the same are named; one of them stays, so that nobody is sure too soon.
const LOOK_ALIKES_MAX: usize = 2;

/// So many lines of evidence stay on a card as long as there is anything else on it that can be said shorter: whoever decides by it at
/// night reads what the verdict rests on, not only the verdict.
const EVIDENCE_LINES_KEPT: usize = 2;

/// What is said shorter where a card is longer than a phone, one step after the other, in this order: advice, the wording of the steps
/// and of the authority, who asked for the same, what is said of the decision beside who and until when, and evidence beyond its first
/// lines; after the end, the last of the advice. What is asked for, the steps, until when, and that one should look twice are in every form.
const SHORTENED: [SectionKind; 29] = [
    SectionKind::Ineffective,
    SectionKind::Advice,
    SectionKind::Advice,
    SectionKind::Advice,
    SectionKind::Plan,
    SectionKind::Plan,
    SectionKind::Request,
    SectionKind::Changes,
    SectionKind::Gaps,
    SectionKind::Progress,
    SectionKind::Decision,
    SectionKind::Outcome,
    SectionKind::Warnings,
    SectionKind::Signs,
    SectionKind::Request,
    SectionKind::Evidence,
    SectionKind::Evidence,
    SectionKind::Evidence,
    SectionKind::Gaps,
    SectionKind::Request,
    SectionKind::Outcome,
    SectionKind::Signs,
    SectionKind::Request,
    SectionKind::Progress,
    SectionKind::Decision,
    SectionKind::Evidence,
    SectionKind::Signs,
    SectionKind::Evidence,
    SectionKind::Advice,
];

/// The same where nothing is asked and nothing was done: what people do themselves is what they read the card for.
const SHORTENED_ADVICE: [SectionKind; 19] = [
    SectionKind::Ineffective,
    SectionKind::Plan,
    SectionKind::Plan,
    SectionKind::Request,
    SectionKind::Warnings,
    SectionKind::Gaps,
    SectionKind::Signs,
    SectionKind::Request,
    SectionKind::Evidence,
    SectionKind::Evidence,
    SectionKind::Evidence,
    SectionKind::Request,
    SectionKind::Advice,
    SectionKind::Gaps,
    SectionKind::Signs,
    SectionKind::Evidence,
    SectionKind::Evidence,
    SectionKind::Advice,
    SectionKind::Advice,
];

/// The card with its sections, as long as a phone's screen, and as the chat takes them.
pub fn fitted(localizer: &Localizer, case: &Case, card: Card) -> Card {
    let mut draft = Draft { localizer, card, pieces: Vec::new() };
    if let Some(diagnosed) = case.diagnosed() {
        draft.add_diagnosed(case, diagnosed);
    }
    draft.add_asked(case);
    if let Some(asked) = case.approval_request() {
        let decisions = |room| decisions::decisions(localizer, case, asked, room);
        draft.add(
            SectionKind::Decision,
            "heading-decision",
            vec![decisions(Room::Card), decisions(Room::Little), decisions(Room::Least)],
        );
    }
    let (kind, heading) = if has_ended(case) {
        (SectionKind::Outcome, "heading-outcome")
    } else {
        (SectionKind::Progress, "heading-state")
    };
    let state = progress::state(localizer, case);
    // Where nothing was found out, the card opens with how it ended.
    if draft.card.text != state {
        let shorter = match case.phase() {
            // That a decision is waited for is in the title; that what was agreed to is no longer what is asked for, beside the signs
            // or the changes too.
            Phase::Waiting(asked) => vec![progress::changed(localizer, asked).into_iter().collect(), Vec::new()],
            _ => [Room::Little, Room::Least].map(|room| vec![progress::state_in(localizer, case, room)]).to_vec(),
        };
        draft.add(kind, heading, std::iter::once(vec![state]).chain(shorter).collect());
    }
    let order = if is_advice(case) { &SHORTENED_ADVICE[..] } else { &SHORTENED };
    draft.fit(order)
}

/// What stands above the steps.
pub fn plan_heading(case: &Case) -> &'static str {
    match (case.run(), case.outcome()) {
        (Some(_), _) => "heading-done",
        (None, None) => "heading-plan",
        (None, Some(_)) => "heading-not-done",
    }
}

/// What stands above what people do themselves.
pub fn advice_heading(found: &Diagnosis) -> &'static str {
    if found.plan.steps.is_empty() { "heading-instead" } else { "heading-besides" }
}

/// Whether nothing was asked of anybody, and nothing was done.
fn is_advice(case: &Case) -> bool {
    matches!(case.outcome(), Some(Outcome::NothingFound | Outcome::Advised))
}

/// Who asked, and why.
pub fn asked_by(localizer: &Localizer, case: &Case, reason_chars_max: usize) -> Vec<String> {
    let opening = case.opening();
    let name = outside(&opening.member.name, NAME_CHARS_MAX);
    let mut lines =
        vec![localizer.format("asked-by", &[("name", name.into()), ("when", relative(case.opened_at()).into())])];
    if let Some(reason) = opening.reason.as_ref() {
        lines.push(localizer.format("asked-reason", &[("reason", outside(reason, reason_chars_max).into())]));
    }
    if let Some(reference) = &opening.ticket {
        lines.push(localizer.format("asked-ticket", &[("ticket", outside(reference, NAME_CHARS_MAX).into())]));
    }
    lines
}

/// Who asked for the same.
pub fn joined(localizer: &Localizer, case: &Case) -> Vec<String> {
    let line = |joined: &CoRequester| {
        let name = outside(&joined.member.name, NAME_CHARS_MAX);
        let reason = joined.reason.as_deref().map(|reason| outside(reason, REASON_CHARS_MAX));
        let key = if reason.is_some() { "asked-joined-why" } else { "asked-joined" };
        localizer.format(key, &[("name", name.into()), ("reason", reason.unwrap_or_default().into())])
    };
    case.joined().iter().map(line).collect()
}

/// A section with all the ways of saying it, the longest first.
struct Piece {
    kind: SectionKind,
    heading: String,
    forms: Vec<Vec<String>>,
    form: usize,
}

impl Piece {
    /// How many lines it takes as it is said now.
    fn lines(&self) -> usize {
        let said = self.forms.get(self.form).filter(|lines| !lines.is_empty());
        said.map_or(0, |said| phone::lines(&self.heading) + said.iter().map(|line| phone::lines(line)).sum::<usize>())
    }
}

struct Draft<'a> {
    localizer: &'a Localizer,
    card: Card,
    pieces: Vec<Piece>,
}

impl Draft<'_> {
    /// Adds a section in each of its forms, unless it would be empty.
    fn add(&mut self, kind: SectionKind, heading: &str, forms: Vec<Vec<String>>) {
        let said = |lines: Vec<String>| lines.into_iter().filter(|line| !line.is_empty()).collect::<Vec<String>>();
        let forms: Vec<Vec<String>> = forms.into_iter().map(said).collect();
        if forms.first().is_some_and(|longest| !longest.is_empty()) {
            self.pieces.push(Piece { kind, heading: self.localizer.text(heading), forms, form: 0 });
        }
    }

    /// The first so many lines, and that there are more.
    fn kept(&self, lines: &[String], count: usize) -> Vec<String> {
        let more = (lines.len() > count).then(|| self.localizer.text("more-in-details"));
        lines.iter().take(count).cloned().chain(more).collect()
    }

    /// All of these lines, and then fewer and fewer of them.
    fn keeping(&self, lines: Vec<String>, counts: &[usize]) -> Vec<Vec<String>> {
        let fewer: Vec<Vec<String>> = counts.iter().map(|count| self.kept(&lines, *count)).collect();
        std::iter::once(lines).chain(fewer).collect()
    }

    fn add_asked(&mut self, case: &Case) {
        let localizer = self.localizer;
        let joined = joined(localizer, case);
        let with_them = (!joined.is_empty()).then(|| localizer.text("more-in-details"));
        let asked = |chars_max| asked_by(localizer, case, chars_max);
        let without_joined = |chars_max| asked(chars_max).into_iter().chain(with_them.clone()).collect::<Vec<String>>();
        let everyone: Vec<String> = asked(REASON_CHARS_MAX).into_iter().chain(joined).collect();
        // The fullest card has no line left to say where the rest is; it says so elsewhere.
        let more = if everyone.len() > 1 { " …" } else { "" };
        let name_alone = vec![format!("{}{more}", everyone[0])];
        let mut forms =
            vec![everyone, without_joined(REASON_CHARS_MAX), without_joined(REASON_CHARS_SHORT), name_alone];
        // Whoever has to decide reads who asks; afterwards it is the least of it.
        forms.extend(has_ended(case).then(Vec::new));
        self.add(SectionKind::Request, "heading-asked", forms);
    }

    fn add_diagnosed(&mut self, case: &Case, diagnosed: &DiagnosedTarget) {
        let localizer = self.localizer;
        let found = &diagnosed.diagnosis;
        // Of a case that is over nobody has to decide anything any more, so its card sheds what only that was for.
        let is_over = has_ended(case) && !is_advice(case);
        if !is_over {
            let changes = diagnosed.changes.iter();
            // That signs were waived is said where the case stands.
            let changes = changes.filter(|_| diagnosed.changes != [Change::Waived]);
            let changed = changes.map(|change| format!("• {}", localizer.text_of("change", change.word())));
            self.add(SectionKind::Changes, "heading-changed", self.keeping(changed.collect(), &[1]));
        }
        if !is_over && case.run().is_none() {
            let warnings = |max| decisions::warnings(localizer, &found.warnings, max);
            self.add(SectionKind::Warnings, "heading-warning", vec![warnings(LOOK_ALIKES_MAX), warnings(1)]);
        }
        let lines = diagnosis::evidence(localizer, found);
        let counts = [diagnosis::EVIDENCE_LINES_MAX, 4, 3, EVIDENCE_LINES_KEPT];
        let mut evidence: Vec<_> = counts.iter().map(|count| self.kept(&lines, *count)).collect();
        let kept = evidence.last().cloned().unwrap_or_default();
        let cut_to = |lines_max| kept.iter().map(|line| cut_to_lines(line, lines_max)).collect();
        evidence.extend(LINE_LINES.map(cut_to));
        let mut signs = signs::forms(localizer, found);
        let mut unread = self.keeping(diagnosis::gaps(localizer, &found.account), &[1, 0]);
        if is_over {
            evidence.drain(..2);
            signs.remove(0);
            unread.drain(..2);
            unread.push(Vec::new());
        }
        // Nobody decides by them any more; or the verdict says that there are some, and that nobody has waived any.
        let is_said = found.is_suspected() && found.waivers.is_empty();
        signs.extend((is_over || case.run().is_some() || is_said).then(Vec::new));
        self.add(SectionKind::Evidence, "heading-found", evidence);
        self.add(SectionKind::Signs, "heading-signs", signs);
        self.add(SectionKind::Gaps, "heading-unread", unread);
        let plan = |room| progress::plan(localizer, case, found, room);
        self.add(SectionKind::Plan, plan_heading(case), vec![plan(Room::Card), plan(Room::Little), plan(Room::Least)]);
        if case.run().is_none() && !is_over {
            let no_help = advice::no_help(localizer, found, advice::NO_HELP_LINES_MAX);
            self.add(SectionKind::Ineffective, "heading-no-help", vec![no_help, Vec::new()]);
        }
        let was_done = case.run().is_some();
        if was_done || !is_over {
            let heading = advice_heading(found);
            let advice = advice::instead(localizer, found);
            let mut forms =
                if is_advice(case) { self.keeping(advice, &[3, 2, 1]) } else { self.keeping(advice, &[3, 1]) };
            if !is_advice(case) {
                // After the end, what people do themselves is all that is left to do: then it is the very last to go.
                forms.extend(has_ended(case).then(|| forms.last().cloned().unwrap_or_default()));
                forms.push(Vec::new());
            }
            self.add(SectionKind::Advice, heading, forms);
        }
    }

    /// Says one section after the other shorter, in this order, until the card is as long as a phone's screen.
    fn fit(mut self, order: &[SectionKind]) -> Card {
        let around = phone::lines_of(&self.card);
        for kind in order {
            if around + self.pieces.iter().map(Piece::lines).sum::<usize>() <= phone::LINES_MAX {
                break;
            }
            if let Some(piece) = self.pieces.iter_mut().find(|piece| piece.kind == *kind) {
                piece.form = (piece.form + 1).min(piece.forms.len() - 1);
            }
        }
        self.give_back(SectionKind::Evidence, phone::LINES_MAX.saturating_sub(around));
        let mut card = self.drawn();
        within_limits(&mut card);
        card
    }

    /// Says of this as much as there is room for, where what was said shorter last has left some.
    fn give_back(&mut self, kind: SectionKind, lines_max: usize) {
        let Some(at) = self.pieces.iter().position(|piece| piece.kind == kind) else { return };
        let forms = 0..self.pieces[at].form;
        for form in forms {
            let others: usize = self.pieces.iter().filter(|piece| piece.kind != kind).map(Piece::lines).sum();
            let shorter = std::mem::replace(&mut self.pieces[at].form, form);
            if others + self.pieces[at].lines() <= lines_max {
                return;
            }
            self.pieces[at].form = shorter;
        }
    }

    fn drawn(&self) -> Card {
        let section = |piece: &Piece| {
            let lines = piece.forms.get(piece.form).filter(|lines| !lines.is_empty())?;
            Some(Section { kind: piece.kind, heading: piece.heading.clone(), text: lines.join("\n") })
        };
        Card { sections: self.pieces.iter().filter_map(section).collect(), ..self.card.clone() }
    }
}

/// Names and reasons can be so long that a card is longer than the chat takes. Then the longest lines are cut, and every line is still
/// there with its beginning.
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
        cut_lines(longest, before.saturating_sub(CUT_CHARS).max(SECTION_CHARS_LEFT_MIN));
        if chars(&longest.text) >= before {
            break;
        }
    }
}

/// Takes from the longest line, again and again.
fn cut_lines(section: &mut Section, chars_max: usize) {
    let mut lines: Vec<String> = section.text.lines().map(str::to_owned).collect();
    let chars = |text: &str| text.chars().count();
    loop {
        let all = lines.iter().map(|line| chars(line) + 1).sum::<usize>().saturating_sub(1);
        let Some(too_many) = all.checked_sub(chars_max).filter(|too_many| *too_many > 0) else { break };
        let Some(longest) = lines.iter_mut().max_by_key(|line| chars(line)) else { break };
        let before = chars(longest);
        *longest = cut(longest, before.saturating_sub(too_many.min(CUT_CHARS)).max(LINE_CHARS_LEFT_MIN));
        if chars(longest) >= before {
            break;
        }
    }
    section.text = cut(&lines.join("\n"), chars_max);
}
