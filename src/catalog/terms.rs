//! Parses the terms of a command: who may use it, its runbook, and who approves.

use super::rules;
use crate::domain::RoleName;
use crate::domain::aim::Aim;
use crate::domain::command::{Allow, ApprovalRule, Control, Terms, When};
use crate::domain::control::ControlAction;
use crate::domain::finding::FindingKind;
use crate::domain::identity::IdentityCheck;
use crate::domain::people::DirectoryRole;
use crate::domain::runbook::{Credential, RunbookEntry, RunbookStep};
use crate::domain::step::StepKind;
use crate::toml_file::{Table, Text};

/// The most bytes of the terms of a command, as JSON. Every case keeps them in its first entry, which has 48 KiB for them,
/// for what was typed, and for the member.
const TERMS_BYTES_MAX: usize = 12 << 10;

/// Parses the terms of a command file.
pub(super) fn terms(root: &Table<'_>) -> Option<Terms> {
    let allow = root.table("allow").and_then(|table| allow(&table));
    let runbook = runbook(root);
    let (approval, break_glass, alone) = (rules::approval(root), rules::break_glass(root), rules::alone(root));
    let (runbook, credentials) = (runbook?, credentials(root));
    let issues_credential = runbook.iter().any(|entry| entry.steps.contains(&RunbookStep::Credential));
    if issues_credential && credentials.as_ref().is_some_and(Vec::is_empty) {
        let message = "the runbook has the step `give_credential`, but the file has no `credentials`. Add `credentials \
             = [...]` at the top.";
        root.location_of("runbook").report(message);
    }
    let has_unconditional_rule =
        |rules: &Vec<ApprovalRule>| rules.iter().any(|rule| rule.refuse.is_none() && rule.when.contains(&When::Always));
    if approval.as_ref().is_some_and(|rules| !has_unconditional_rule(rules))
        && runbook.iter().any(|entry| !entry.steps.is_empty())
    {
        let message = "the runbook has steps, but no `[[approval]]` applies to every case. Nothing is changed without \
             a second person: add a rule with `from`, `quorum` and `window`, and without `when`.";
        root.location_of("runbook").report(message);
    }
    let identity_check = identity_check(root);
    let terms = Terms {
        aim: aim(root),
        allow: allow?,
        runbook,
        credentials: credentials?,
        approval: approval?,
        by_hand: rules::by_hand(root),
        identity_check,
        break_glass,
        alone,
        secret_fresh_sign_in_minutes: rules::secret(root),
        opens_resources: root.bool_or("enable_resource_mailboxes", false),
    };
    let bytes = serde_json::to_vec(&terms).map_or(usize::MAX, |json| json.len());
    if bytes > TERMS_BYTES_MAX {
        root.location_of("runbook").report(format!(
            "the rules of this command take {bytes} bytes in the journal, and there is room for {TERMS_BYTES_MAX}. Name \
             fewer groups, people or roles, or shorten the texts of `refuse`."
        ));
    }
    Some(terms)
}

/// Parses the change of a command file that concerns the whole tenant, and who may use the command.
pub(super) fn control(root: &Table<'_>) -> Option<Control> {
    let allow = root.table("allow").and_then(|table| allow(&table));
    let words = ControlAction::ALL.iter().map(|action| action.word());
    let action = root.text("controls").and_then(|text| text.one_of("Controls", words, ControlAction::from_word));
    Some(Control { action: action?, allow: allow? })
}

/// Parses `aim`. `None` if the file has none. A mistake is reported, and the file is rejected then.
fn aim(root: &Table<'_>) -> Option<Aim> {
    let words = Aim::ALL.iter().map(|aim| aim.word());
    root.optional_text("aim").and_then(|text| text.one_of("Aims", words, Aim::from_word))
}

/// Parses `credentials`, in order of preference. Empty if the file has none.
fn credentials(root: &Table<'_>) -> Option<Vec<Credential>> {
    let Some(texts) = root.optional_texts("credentials") else {
        return (!root.has("credentials")).then(Vec::new);
    };
    let words = || Credential::ALL.iter().map(|way| way.word());
    let way = |text: &Text<'_>| text.one_of("Credentials", words(), Credential::from_word);
    let ways: Vec<Credential> = texts.iter().filter_map(way).collect();
    (ways.len() == texts.len()).then_some(ways)
}

/// Parses `identity_check`. Empty if the file has none. A mistake is reported, and the file is rejected then.
fn identity_check(root: &Table<'_>) -> Vec<IdentityCheck> {
    let words = || IdentityCheck::ALL.iter().map(|check| check.word());
    let check = |text: &Text<'_>| text.one_of("Checks", words(), IdentityCheck::from_word);
    let texts = if root.has("identity_check") { root.nonempty_texts("identity_check") } else { None };
    let mut checks: Vec<IdentityCheck> = texts.unwrap_or_default().iter().filter_map(check).collect();
    checks.sort();
    checks.dedup();
    checks
}

fn allow(table: &Table<'_>) -> Option<Allow> {
    table.allow_keys(&["discord_roles", "directory_roles", "fresh_sign_in"]);
    let discord_roles = table.nonempty_texts("discord_roles");
    let known = |text: &str| DirectoryRole::try_from(text.to_owned()).ok();
    let directory_role = |text: &Text<'_>| text.one_of("Directory roles", DirectoryRole::names(), known);
    let directory_roles =
        table.nonempty_texts("directory_roles").map(|texts| texts.iter().filter_map(directory_role).collect());
    let fresh_sign_in_minutes = rules::fresh_sign_in(table);
    Some(Allow { discord_roles: role_names(&discord_roles?), directory_roles: directory_roles?, fresh_sign_in_minutes })
}

fn runbook(root: &Table<'_>) -> Option<Vec<RunbookEntry>> {
    let tables = root.tables("runbook");
    let mut runbook: Vec<RunbookEntry> = Vec::new();
    for table in &tables {
        let Some(entry) = runbook_entry(table) else { continue };
        if let Some(finding) = entry.finding
            && runbook.iter().any(|earlier| earlier.finding == entry.finding)
        {
            table.location_of("finding").report(format!(
                "the runbook has a second entry for `{}`. Put all of its steps into one entry.",
                finding.word()
            ));
        }
        runbook.push(entry);
    }
    (runbook.len() == tables.len()).then_some(runbook)
}

fn runbook_entry(table: &Table<'_>) -> Option<RunbookEntry> {
    table.allow_keys(&["finding", "steps"]);
    let findings = FindingKind::ALL.iter().map(|finding| finding.word());
    let named = table.optional_text("finding");
    let finding = named.as_ref().and_then(|text| text.one_of("Findings", findings, FindingKind::from_word));
    let steps = table.texts("steps").map(|texts| texts.iter().filter_map(step).collect());
    // An entry without a finding always applies, so an unknown finding must not be read as none.
    let is_known = named.is_none() == finding.is_none() && table.has("finding") == named.is_some();
    is_known.then_some(RunbookEntry { finding, steps: steps? })
}

/// Parses a step of a runbook. One that people do has a message of its own, because plans show its word.
fn step(text: &Text<'_>) -> Option<RunbookStep> {
    let Some(by_hand) = StepKind::from_word(text.text).filter(|step| step.is_by_hand()) else {
        return text.one_of("Steps", RunbookStep::words(), RunbookStep::from_word);
    };
    let follows = StepKind::ALL.iter().find(|step| step.by_hand() == Some(by_hand))?;
    text.location.report(format!(
        "`{}` names `{}`, which people do. Remove it: with a section `[by_hand]` in the file, it follows from `{}` by itself \
         where Active Directory on premises is the master of the account.",
        text.key,
        by_hand.word(),
        follows.word(),
    ));
    None
}

fn role_names(texts: &[Text<'_>]) -> Vec<RoleName> {
    texts.iter().map(|text| RoleName::from(text.text)).collect()
}
