//! The sections of a card: which there are, in the order of reading, and how they fit.

use super::card::{Card, Section};
use super::text::{NAME_CHARS_MAX, REASON_CHARS_MAX, cut, outside, relative};
use super::words::Language;
use super::{advice, decisions, diagnosis, has_ended, progress, signs};
use crate::domain::case::{Case, Diagnosed};
use crate::domain::event::Change;

/// Discord: an embed's field holds 1024 characters, its description 4096.
/// <https://discord.com/developers/docs/resources/message#embed-object-embed-limits>
pub const SECTION_CHARS_MAX: usize = 1024;
/// Discord: all the texts of a message's embeds together hold 6000 characters.
/// <https://discord.com/developers/docs/resources/message#embed-object-embed-limits>
const CARD_CHARS_MAX: usize = 6000;
/// What is left of a section, at least, where a card has too much to say.
const SECTION_CHARS_LEFT_MIN: usize = 200;
/// So much is taken from the longest section at a time, in characters, so that those of one weight end at about one length.
const CUT_CHARS: usize = 25;

/// What whoever decides has to read, and what they can do without.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Weight {
    /// Cut first.
    Light,
    /// Cut last.
    Heavy,
}

/// The card with its sections, as long as the chat takes them.
pub fn fitted(language: &Language, case: &Case, card: Card) -> Card {
    let mut sections = Sections { language, all: Vec::new() };
    if let Some(diagnosed) = case.diagnosed() {
        sections.add_diagnosed(case, diagnosed);
    }
    if let Some(asked) = case.asked() {
        sections.add(Weight::Heavy, "heading-decision", decisions::decisions(language, case, asked));
    }
    // The outcome opens the card.
    let state = (!has_ended(case)).then(|| progress::state(language, case));
    sections.add(Weight::Heavy, "heading-state", state);
    sections.add(Weight::Light, "heading-asked", asked_by(language, case));
    sections.fit(&card);
    Card { sections: sections.all.into_iter().map(|(_, section)| section).collect(), ..card }
}

/// Who asked, and why.
pub fn asked_by(language: &Language, case: &Case) -> Vec<String> {
    let opening = case.opening();
    let name = outside(&opening.member.name, NAME_CHARS_MAX);
    let mut lines =
        vec![language.fill("asked-by", &[("name", name.into()), ("when", relative(case.opened_at()).into())])];
    if let Some(reason) = &opening.reason {
        lines.push(language.fill("asked-reason", &[("reason", outside(reason, REASON_CHARS_MAX).into())]));
    }
    if let Some(reference) = &opening.ticket {
        lines.push(language.fill("asked-ticket", &[("ticket", outside(reference, NAME_CHARS_MAX).into())]));
    }
    lines.extend(case.joined().iter().map(|joined| {
        let name = outside(&joined.member.name, NAME_CHARS_MAX);
        let reason = joined.reason.as_deref().map(|reason| outside(reason, REASON_CHARS_MAX));
        let key = if reason.is_some() { "asked-joined-why" } else { "asked-joined" };
        language.fill(key, &[("name", name.into()), ("reason", reason.unwrap_or_default().into())])
    }));
    lines
}

struct Sections<'a> {
    language: &'a Language,
    all: Vec<(Weight, Section)>,
}

impl Sections<'_> {
    /// Adds a section, unless it would be empty.
    fn add(&mut self, weight: Weight, heading: &str, lines: impl IntoIterator<Item = String>) {
        let lines: Vec<String> = lines.into_iter().filter(|line| !line.is_empty()).collect();
        if !lines.is_empty() {
            let text = cut(&lines.join("\n"), SECTION_CHARS_MAX);
            self.all.push((weight, Section { heading: self.language.say(heading), text }));
        }
    }

    fn add_diagnosed(&mut self, case: &Case, diagnosed: &Diagnosed) {
        let language = self.language;
        let found = &diagnosed.diagnosis;
        let changes = diagnosed.changes.iter();
        let changed = changes.map(|change| format!("• {}", language.say(&format!("change-{}", change.word()))));
        let heading = if diagnosed.changes == [Change::Waived] { "heading-waived" } else { "heading-changed" };
        self.add(Weight::Light, heading, changed);
        self.add(Weight::Heavy, "heading-warning", decisions::warnings(language, &found.warnings));
        // The verdict opens the card until the outcome does.
        let verdict = has_ended(case).then(|| diagnosis::verdict(language, found));
        let evidence = diagnosis::evidence(language, found);
        self.add(Weight::Light, "heading-found", verdict.into_iter().chain(evidence));
        self.add(Weight::Heavy, "heading-signs", signs::signs(language, found));
        self.add(Weight::Light, "heading-unread", diagnosis::gaps(language, &found.account));
        let heading = match (case.run(), case.outcome()) {
            (Some(_), _) => "heading-done",
            (None, None) => "heading-plan",
            (None, Some(_)) => "heading-not-done",
        };
        self.add(Weight::Heavy, heading, progress::plan(language, case, found));
        if case.run().is_none() {
            self.add(Weight::Light, "heading-no-help", advice::no_help(language, found));
        }
        let heading = if found.plan.steps.is_empty() { "heading-instead" } else { "heading-besides" };
        self.add(Weight::Light, heading, advice::instead(language, found));
    }

    /// Cuts the longest sections until all of the card together is within the chat's limit: first those that whoever decides can do
    /// without.
    fn fit(&mut self, card: &Card) {
        let chars = |text: &str| text.chars().count();
        let sections = self.all.iter().map(|(_, section)| chars(&section.heading) + chars(&section.text));
        let all = chars(&card.title) + chars(&card.text) + chars(&card.footer) + sections.sum::<usize>();
        let mut too_many = all.saturating_sub(CARD_CHARS_MAX);
        for weight in [Weight::Light, Weight::Heavy] {
            while too_many > 0 {
                let of_weight = self.all.iter_mut().filter(|(one, _)| *one == weight).map(|(_, section)| section);
                let Some(longest) = of_weight.max_by_key(|section| chars(&section.text)) else { break };
                let before = chars(&longest.text);
                let after = before.saturating_sub(too_many.min(CUT_CHARS)).max(SECTION_CHARS_LEFT_MIN);
                if after >= before {
                    break;
                }
                longest.text = cut(&longest.text, after);
                too_many -= before - after;
            }
        }
    }
}
