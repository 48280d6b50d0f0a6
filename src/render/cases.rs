//! The answers to `/cases` and `/case`.

use super::localizer::Localizer;
use super::text::{NAME_CHARS_MAX, REASON_CHARS_MAX, escape, relative, truncate};
use super::{ANSWER_CHARS_MAX, Messages, Verbosity, card_link, decisions, diagnosis, progress};
use crate::domain::Locale;
use crate::domain::case::Case;

/// The cases under one heading. A message holds 2000 characters.
const LISTED_MAX: usize = 5;

/// The heading under which a case is listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CaseGroup {
    /// The reader is allowed to decide it now.
    AwaitingYou,
    /// The reader is a requester.
    Yours,
    /// Any other case.
    Other,
    /// Grendel itself could not go on with the case.
    Stopped,
}

/// A case in the list.
#[derive(Clone, Debug)]
pub struct ListedCase {
    /// The heading.
    pub group: CaseGroup,
    /// False if the reader gets the number alone.
    pub may_read: bool,
    /// The case.
    pub case: Case,
}

impl Messages {
    /// Returns the answer to `/cases`, with the cases that wait for the reader first.
    pub fn case_list(&self, cases: &[ListedCase], locale: &Locale) -> String {
        let localizer = &Localizer::for_locale(locale);
        let mut lines: Vec<String> = Vec::new();
        for (listed, heading) in [
            (CaseGroup::AwaitingYou, "cases-waiting"),
            (CaseGroup::Yours, "cases-yours"),
            (CaseGroup::Other, "cases-other"),
            (CaseGroup::Stopped, "cases-stopped"),
        ] {
            let under: Vec<&ListedCase> = cases.iter().filter(|one| one.group == listed).collect();
            if under.is_empty() {
                continue;
            }
            lines.push(format!("**{}**", localizer.text(heading)));
            lines.extend(under.iter().take(LISTED_MAX).map(|listed| line(localizer, listed)));
            if let Some(left) = under.len().checked_sub(LISTED_MAX).filter(|left| *left > 0) {
                lines.push(format!("• {}", localizer.format("cases-more", &[("count", left.into())])));
            }
        }
        if lines.is_empty() { localizer.text("cases-none") } else { truncate(&lines.join("\n"), ANSWER_CHARS_MAX) }
    }

    /// Returns the answer to `/case`: the contents of the card in the same order, and a link to it.
    pub fn case_summary(&self, case: &Case, locale: &Locale) -> String {
        let localizer = &Localizer::for_locale(locale);
        let mut lines = vec![format!("**{}**", super::title(localizer, case)), super::current_verdict(localizer, case)];
        if let Some(diagnosed) = case.diagnosed() {
            lines.extend(progress::steps(localizer, case, &diagnosed.diagnosis.plan));
        }
        lines.push(format!("**{}**", localizer.text("heading-asked")));
        lines.extend(super::sections::request_lines(localizer, case, REASON_CHARS_MAX));
        if let Some(request) = case.approval_request() {
            lines.push(format!("**{}**", localizer.text("heading-decision")));
            lines.extend(decisions::decisions(localizer, case, request, Verbosity::Full));
        }
        let heading = if super::has_ended(case) { "heading-outcome" } else { "heading-state" };
        let state = progress::state(localizer, case);
        lines.extend((!state.is_empty()).then(|| format!("**{}**", localizer.text(heading))));
        lines.push(state);
        lines.extend(card_link(case));
        lines.retain(|line| !line.is_empty());
        truncate(&lines.join("\n"), ANSWER_CHARS_MAX)
    }
}

fn line(localizer: &Localizer, listed: &ListedCase) -> String {
    let case = &listed.case;
    if !listed.may_read {
        let command = ("command", case.opening().command.as_str().into());
        let when = ("when", relative(case.opened_at()).into());
        let line = localizer.format("cases-line-number", &[("case", case.number().to_string().into()), command, when]);
        return format!("• {line}");
    }
    let user = case.diagnosed().map_or_else(
        || escape(&case.opening().user, NAME_CHARS_MAX),
        |diagnosed| diagnosis::name_of(&diagnosed.diagnosis.account),
    );
    let requester = escape(&case.opening().member.name, NAME_CHARS_MAX);
    let arguments = [
        ("case", case.number().to_string().into()),
        ("command", case.opening().command.as_str().into()),
        ("name", user.into()),
        ("requester", requester.into()),
        ("when", relative(case.opened_at()).into()),
    ];
    format!("• {} {}", localizer.format("cases-line", &arguments), card_link(case).unwrap_or_default())
        .trim_end()
        .to_owned()
}
