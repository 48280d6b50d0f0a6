//! The answer to the button `Details`: everything about a case, for one reader.

use super::localizer::Localizer;
use super::text::{REASON_CHARS_MAX, truncate};
use super::work::Shown;
use super::{
    DETAILS_CHARS_MAX, Messages, Verbosity, account_kind, advice, current_verdict, decisions, diagnosis, has_ended,
    progress, sections, signs, title,
};
use crate::domain::Locale;
use crate::domain::case::Case;

/// The headings of the sections that lose lines if the answer is too long, in this order. Evidence comes last,
/// because the card refers to it here.
const CUT_ORDER: [&str; 10] = [
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
    /// Returns the details in the order of the card: all findings with their evidence, all decisions with their
    /// times, and the ids.
    pub fn details(&self, case: &Case, locale: &Locale) -> String {
        let localizer = &Localizer::for_locale(locale);
        let around = [format!("**{}**", title(localizer, case)), current_verdict(localizer, case)];
        let ids = ids(localizer, case);
        let mut sections = sections(localizer, case);
        let mut left_out = None;
        loop {
            let texts =
                sections.iter().filter(|section| !section.lines.is_empty()).map(|section| section.text(localizer));
            let last = left_out.iter().chain([&ids]).cloned();
            let lines: Vec<String> = around.iter().cloned().chain(texts).chain(last).collect();
            let answer = lines.join("\n");
            if answer.chars().count() <= DETAILS_CHARS_MAX {
                return answer;
            }
            let case = ("case", case.number().to_string().into());
            left_out = Some(localizer.format("details-left-out", &[case]));
            let is_cut = CUT_ORDER.iter().any(|heading| {
                let section = sections.iter_mut().find(|section| section.heading == *heading);
                section.is_some_and(|section| section.lines.pop().is_some())
            });
            if !is_cut {
                return truncate(&answer, DETAILS_CHARS_MAX);
            }
        }
    }
}

/// A part of the answer with a heading.
struct DetailsSection {
    heading: &'static str,
    lines: Vec<String>,
}

impl DetailsSection {
    fn text(&self, localizer: &Localizer) -> String {
        format!("**{}**\n{}", localizer.text(self.heading), self.lines.join("\n"))
    }
}

fn sections(localizer: &Localizer, case: &Case) -> Vec<DetailsSection> {
    let mut sections = Vec::new();
    let mut add = |heading, lines| sections.push(DetailsSection { heading, lines });
    if let Some(diagnosed) = case.diagnosed() {
        let diagnosis = &diagnosed.diagnosis;
        let changed = diagnosed.changes.iter();
        let changed = changed.map(|change| format!("• {}", localizer.text_of("change", change.word())));
        add("heading-waived", changed.collect());
        add("heading-warning", decisions::warnings(localizer, &diagnosis.warnings, usize::MAX));
        let kinds = account_kind::in_detail(localizer, &diagnosis.account).into_iter();
        add("heading-found", kinds.chain(diagnosis::evidence(localizer, diagnosis)).collect());
        add("heading-signs", signs::in_detail(localizer, diagnosis));
        add("heading-unread", diagnosis::gaps_in_detail(localizer, &diagnosis.account));
        add(sections::plan_heading(case), progress::plan(localizer, case, diagnosis, Verbosity::Full));
        add("heading-no-help", advice::ineffective(localizer, diagnosis, usize::MAX));
        add(sections::advice_heading(diagnosis), advice::advice(localizer, case, diagnosis, Shown::Planned));
    }
    let request_lines = sections::request_lines(localizer, case, REASON_CHARS_MAX);
    add("heading-asked", request_lines.into_iter().chain(sections::co_requests(localizer, case)).collect());
    if let Some(request) = case.approval_request() {
        add("heading-decision", decisions::decisions(localizer, case, request, Verbosity::Full));
    }
    if has_ended(case) {
        add("heading-outcome", vec![progress::state_with(localizer, case, Verbosity::Full)]);
    }
    sections
}

/// Returns the ids of case, account and plan, by which they are found in the audit and at Microsoft.
fn ids(localizer: &Localizer, case: &Case) -> String {
    let number = ("case", case.number().to_string().into());
    let Some(diagnosed) = case.diagnosed() else { return localizer.format("details-case", &[number]) };
    let account = ("account", diagnosed.diagnosis.account.object_id.to_string().into());
    let plan = case.approval_request().map_or_else(|| diagnosed.diagnosis.digest(), |request| request.approval.plan);
    localizer.format("details-ids", &[number, account, ("plan", plan.to_string().into())])
}
