//! The terms of one command file: who may, what helps, who agrees.

use super::rules;
use crate::domain::RoleName;
use crate::domain::command::{Allow, ApprovalRule, Terms, When};
use crate::domain::finding::FindingKind;
use crate::domain::people::DirectoryRole;
use crate::domain::runbook::{Credential, RunbookEntry, RunbookStep};
use crate::toml_file::{Table, Text};

/// The terms that the file says.
pub(super) fn terms(root: &Table<'_>) -> Option<Terms> {
    let allow = root.table("allow").and_then(|table| allow(&table));
    let runbook = runbook(root);
    let (approval, break_glass, alone) = (rules::approval(root), rules::break_glass(root), rules::alone(root));
    let (runbook, credentials) = (runbook?, credentials(root));
    let hands_out = runbook.iter().any(|entry| entry.steps.contains(&RunbookStep::Credential));
    if hands_out && credentials.as_ref().is_some_and(Vec::is_empty) {
        let words = "the runbook names `give_credential`, and no `credentials` say which. Add `credentials = [...]` at the top.";
        root.mark_of("runbook").mistake(words);
    }
    let asks_always =
        |rules: &Vec<ApprovalRule>| rules.iter().any(|rule| rule.refuse.is_none() && rule.when.contains(&When::Always));
    if approval.as_ref().is_some_and(|rules| !asks_always(rules)) && runbook.iter().any(|entry| !entry.steps.is_empty())
    {
        let words = "the runbook takes steps and no `[[approval]]` says who must always agree to them. Nothing is changed without a \
             second person: add one with `from`, `quorum` and `window`, and without `when`.";
        root.mark_of("runbook").mistake(words);
    }
    Some(Terms { allow: allow?, runbook, credentials: credentials?, approval: approval?, break_glass, alone })
}

/// The ways to hand out a credential, the best first; none where the file names none.
fn credentials(root: &Table<'_>) -> Option<Vec<Credential>> {
    let Some(texts) = root.texts_if_any("credentials") else {
        return (!root.has("credentials")).then(Vec::new);
    };
    let words = || Credential::ALL.iter().map(|way| way.word());
    let way = |text: &Text<'_>| text.one_of(("credential", "Credentials"), words(), Credential::from_word);
    let ways: Vec<Credential> = texts.iter().filter_map(way).collect();
    (ways.len() == texts.len()).then_some(ways)
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
        if let Some(finding) = entry.finding
            && runbook.iter().any(|earlier| earlier.finding == entry.finding)
        {
            let words = "a second time. Put all steps against it into one entry.";
            table.mark_of("finding").mistake(format!("the runbook has an entry for `{}` {words}", finding.word()));
        }
        runbook.push(entry);
    }
    (runbook.len() == tables.len()).then_some(runbook)
}

fn runbook_entry(table: &Table<'_>) -> Option<RunbookEntry> {
    table.only(&["finding", "steps"]);
    let findings = FindingKind::ALL.iter().map(|finding| finding.word());
    let named = table.text_if_any("finding");
    let finding =
        named.as_ref().and_then(|text| text.one_of(("finding", "Findings"), findings, FindingKind::from_word));
    let step = |text: &Text<'_>| text.one_of(("step", "Steps"), RunbookStep::words(), RunbookStep::from_word);
    let steps = table.texts("steps").map(|texts| texts.iter().filter_map(step).collect());
    // Without a finding it is always taken; with one that nobody knows it is a mistake.
    let is_known = named.is_none() == finding.is_none() && table.has("finding") == named.is_some();
    is_known.then_some(RunbookEntry { finding, steps: steps? })
}

fn role_names(texts: &[Text<'_>]) -> Vec<RoleName> {
    texts.iter().map(|text| RoleName::from(text.text)).collect()
}
