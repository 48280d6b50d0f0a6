//! The terms of one command file: who may, what helps, who agrees.

use crate::domain::RoleName;
use crate::domain::command::{Allow, ApprovalRule, RunbookEntry, Terms};
use crate::domain::finding::FindingKind;
use crate::domain::people::DirectoryRole;
use crate::domain::plan::StepKind;
use crate::toml_file::{Table, Text};

/// People who must agree under one rule. Ours: more than a team has on duty would wait in vain.
const QUORUM_MAX: u8 = 10;

/// The shortest window of an approval. Ours: a minute, below which nobody can read the card.
const WINDOW_MINUTES_MIN: u32 = 1;

/// The longest window of an approval. Ours: seven days, after which what was seen is history.
const WINDOW_MINUTES_MAX: u32 = 7 * 24 * 60;

/// The terms that the file says.
pub(super) fn terms(root: &Table<'_>) -> Option<Terms> {
    let allow = root.table("allow").and_then(|table| allow(&table));
    let runbook = runbook(root);
    let rules = root.tables("approval");
    let approval: Option<Vec<ApprovalRule>> = rules.iter().map(approval_rule).collect();
    let runbook = runbook?;
    if rules.is_empty() && runbook.iter().any(|entry| !entry.steps.is_empty()) {
        let words = "the runbook takes steps and no `[[approval]]` says who must agree to them. Nothing is changed without a second \
             person: add one with `from`, `quorum` and `window`.";
        root.mark_of("runbook").mistake(words);
    }
    Some(Terms { allow: allow?, runbook, approval: approval? })
}

fn allow(table: &Table<'_>) -> Option<Allow> {
    table.only(&["discord_roles", "directory_roles"]);
    let discord_roles = table.some_texts("discord_roles");
    let known = |text: &str| DirectoryRole::try_from(text.to_owned()).ok();
    let directory_role =
        |text: &Text<'_>| text.one_of(("directory role", "Directory roles"), DirectoryRole::names(), known);
    let directory_roles =
        table.some_texts("directory_roles").map(|texts| texts.iter().filter_map(directory_role).collect());
    Some(Allow { discord_roles: role_names(&discord_roles?), directory_roles: directory_roles? })
}

fn runbook(root: &Table<'_>) -> Option<Vec<RunbookEntry>> {
    let tables = root.tables("runbook");
    let mut runbook: Vec<RunbookEntry> = Vec::new();
    for table in &tables {
        let Some(entry) = runbook_entry(table) else { continue };
        if runbook.iter().any(|earlier| earlier.finding == entry.finding) {
            let words = "a second time. Put all steps against it into one entry.";
            table
                .mark_of("finding")
                .mistake(format!("the runbook has an entry for `{}` {words}", entry.finding.word()));
        }
        runbook.push(entry);
    }
    (runbook.len() == tables.len()).then_some(runbook)
}

fn runbook_entry(table: &Table<'_>) -> Option<RunbookEntry> {
    table.only(&["finding", "steps"]);
    let findings = FindingKind::ALL.iter().map(|finding| finding.word());
    let finding =
        table.text("finding").and_then(|text| text.one_of(("finding", "Findings"), findings, FindingKind::from_word));
    let words = || StepKind::ALL.iter().map(|step| step.word());
    let step = |text: &Text<'_>| text.one_of(("step", "Steps"), words(), StepKind::from_word);
    let steps = table.texts("steps").map(|texts| texts.iter().filter_map(step).collect());
    Some(RunbookEntry { finding: finding?, steps: steps? })
}

fn approval_rule(table: &Table<'_>) -> Option<ApprovalRule> {
    table.only(&["from", "quorum", "window"]);
    let from = table.some_texts("from");
    let quorum = table.number("quorum", &(1..=QUORUM_MAX));
    let window_minutes = table.text("window").and_then(|text| window_minutes(&text));
    Some(ApprovalRule { from: role_names(&from?), quorum: quorum?, window_minutes: window_minutes? })
}

fn role_names(texts: &[Text<'_>]) -> Vec<RoleName> {
    texts.iter().map(|text| RoleName::from(text.text)).collect()
}

/// Reads `30m`, `2h` or `1d`.
fn window_minutes(window: &Text<'_>) -> Option<u32> {
    const UNITS: [(char, u32); 3] = [('m', 1), ('h', 60), ('d', 24 * 60)];
    let minutes = UNITS.iter().find_map(|(unit, minutes)| {
        let count: u32 = window.text.strip_suffix(*unit)?.parse().ok()?;
        count.checked_mul(*minutes)
    });
    let allowed = minutes.filter(|minutes| (WINDOW_MINUTES_MIN..=WINDOW_MINUTES_MAX).contains(minutes));
    if allowed.is_none() {
        let words = format!(
            "`window` is `{}`. It must be a whole number with `m`, `h` or `d` for minutes, hours or days, such as `30m`, from \
             {WINDOW_MINUTES_MIN} minute to {} days.",
            window.text,
            WINDOW_MINUTES_MAX / (24 * 60)
        );
        window.mark.mistake(words);
    }
    allowed
}
