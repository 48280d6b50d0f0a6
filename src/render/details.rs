//! What there is no room for on a card: everything that is known of a case, for one reader alone.

use super::localizer::Localizer;
use super::text::{REASON_CHARS_MAX, cut};
use super::{
    DETAILS_CHARS_MAX, Messages, Room, advice, decisions, diagnosis, has_ended, progress, sections, signs, title,
    verdict_as_it_stands,
};
use crate::domain::Locale;
use crate::domain::case::Case;

/// What gives way first where there is too much for one answer, by its heading: evidence last, since the card says that it is here.
const GIVING_WAY: [&str; 10] = [
    "heading-no-help",
    "heading-unread",
    "heading-plan",
    "heading-done",
    "heading-not-done",
    "heading-asked",
    "heading-besides",
    "heading-instead",
    "heading-signs",
    "heading-found",
];

impl Messages {
    /// The answer to "Details", in the order of the card: all that was found and what it rests on, who decided when, and the names
    /// by which the case is found again.
    pub fn details(&self, case: &Case, locale: &Locale) -> String {
        let localizer = &Localizer::for_locale(locale);
        let around = [format!("**{}**", title(localizer, case)), verdict_as_it_stands(localizer, case)];
        let ids = ids(localizer, case);
        let mut blocks = blocks(localizer, case);
        let mut left_out = None;
        loop {
            let said = blocks.iter().filter(|block| !block.lines.is_empty()).map(|block| block.text(localizer));
            let last = left_out.iter().chain([&ids]).cloned();
            let lines: Vec<String> = around.iter().cloned().chain(said).chain(last).collect();
            let answer = lines.join("\n");
            if answer.chars().count() <= DETAILS_CHARS_MAX {
                return answer;
            }
            let case = ("case", case.number().to_string().into());
            left_out = Some(localizer.format("details-left-out", &[case]));
            let is_cut = GIVING_WAY.iter().any(|heading| {
                let block = blocks.iter_mut().find(|block| block.heading == *heading);
                block.is_some_and(|block| block.lines.pop().is_some())
            });
            if !is_cut {
                return cut(&answer, DETAILS_CHARS_MAX);
            }
        }
    }
}

/// A headed part of the answer.
struct Block {
    heading: &'static str,
    lines: Vec<String>,
}

impl Block {
    fn text(&self, localizer: &Localizer) -> String {
        format!("**{}**\n{}", localizer.text(self.heading), self.lines.join("\n"))
    }
}

fn blocks(localizer: &Localizer, case: &Case) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut add = |heading, lines| blocks.push(Block { heading, lines });
    if let Some(diagnosed) = case.diagnosed() {
        let found = &diagnosed.diagnosis;
        let changed = diagnosed.changes.iter();
        let changed = changed.map(|change| format!("• {}", localizer.text_of("change", change.word())));
        add("heading-waived", changed.collect());
        add("heading-warning", decisions::warnings(localizer, &found.warnings, usize::MAX));
        add("heading-found", diagnosis::evidence(localizer, found));
        add("heading-signs", signs::in_detail(localizer, found));
        add("heading-unread", diagnosis::gaps_in_detail(localizer, &found.account));
        add(sections::plan_heading(case), progress::plan(localizer, case, found, Room::Answer));
        add("heading-no-help", advice::no_help(localizer, found, usize::MAX));
        add(sections::advice_heading(found), advice::instead(localizer, found));
    }
    let asked = sections::asked_by(localizer, case, REASON_CHARS_MAX);
    add("heading-asked", asked.into_iter().chain(sections::joined(localizer, case)).collect());
    if let Some(asked) = case.approval_request() {
        add("heading-decision", decisions::decisions(localizer, case, asked, Room::Answer));
    }
    if has_ended(case) {
        add("heading-outcome", vec![progress::state_in(localizer, case, Room::Answer)]);
    }
    blocks
}

/// By what the case, the account and the plan are found again, in the audit and at Microsoft.
fn ids(localizer: &Localizer, case: &Case) -> String {
    let number = ("case", case.number().to_string().into());
    let Some(diagnosed) = case.diagnosed() else { return localizer.format("details-case", &[number]) };
    let account = ("account", diagnosed.diagnosis.account.object_id.to_string().into());
    let plan = case.approval_request().map_or_else(|| diagnosed.diagnosis.digest(), |asked| asked.approval.plan);
    localizer.format("details-ids", &[number, account, ("plan", plan.to_string().into())])
}
