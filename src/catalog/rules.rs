//! The rules of one command file: who must agree, when, and what happens until then.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use crate::domain::command::{Alone, ApprovalRule, BreakGlass, Group, NextGroup, When, WhenName};
use crate::domain::hours::Hours;
use crate::domain::people::DirectoryRole;
use crate::domain::{MemberId, RoleName};
use crate::toml_file::{Table, Text};

/// People who must agree under one rule. Ours: more than a team has on duty would wait in vain.
const QUORUM_MAX: u8 = 10;
/// The longest wait for people. Ours: seven days, after which what was seen is history.
const WAIT_MINUTES_MAX: u32 = 7 * DAY_MINUTES;
/// A sign-in longer ago than this is not fresh.
const FRESH_SIGN_IN_MINUTES_MAX: u32 = DAY_MINUTES;
/// An operator's own refusal, as far as a private answer shows it.
const REFUSE_CHARS_MAX: usize = 500;
const DAY_MINUTES: u32 = 24 * 60;

/// `[[approval]]`: the rules in the order of the file.
pub(super) fn approval(root: &Table<'_>) -> Option<Vec<ApprovalRule>> {
    let hours = hours(root)?;
    let tables = root.tables("approval");
    let rules: Vec<_> = tables.iter().filter_map(|table| rule(table, &hours)).collect();
    (rules.len() == tables.len()).then_some(rules)
}

/// `[break_glass]`, where it is.
pub(super) fn break_glass(root: &Table<'_>) -> Option<Option<BreakGlass>> {
    let Some(table) = root.table_if_any("break_glass") else { return Some(None) };
    table.only(&["people", "countersign_within"]);
    let people = table.some_texts("people").map(|texts| texts.iter().filter_map(member).collect());
    let countersign_minutes = minutes(&table, "countersign_within", &(1..=WAIT_MINUTES_MAX));
    Some(Some(BreakGlass { people: people?, countersign_minutes: countersign_minutes? }))
}

/// `[alone]`, where it is.
pub(super) fn alone(root: &Table<'_>) -> Option<Option<Alone>> {
    let Some(table) = root.table_if_any("alone") else { return Some(None) };
    table.only(&["delay"]);
    Some(Some(Alone { delay_minutes: minutes(&table, "delay", &(1..=DAY_MINUTES))? }))
}

fn hours(root: &Table<'_>) -> Option<BTreeMap<String, Hours>> {
    let table = root.table_if_any("hours");
    let pairs = table.iter().flat_map(Table::texts_by_key);
    let mut hours = BTreeMap::new();
    let mut all_read = true;
    for (name, written) in pairs {
        if let Some(read) = Hours::parse(written.text) {
            hours.insert(name.text.to_owned(), read);
        } else {
            all_read = false;
            written.mark.mistake(format!(
                "`{}` is `{}`. Hours are days, times and a time zone, such as `mon-fri 08:00-18:00 Europe/Amsterdam`; days are mon, \
                 tue, wed, thu, fri, sat, sun.",
                name.text, written.text
            ));
        }
    }
    all_read.then_some(hours)
}

fn rule(table: &Table<'_>, hours: &BTreeMap<String, Hours>) -> Option<ApprovalRule> {
    let when = conditions(table, hours);
    if table.is_text("refuse") {
        table.only(&["when", "groups", "hours", "refuse"]);
        let refuse = refuse(table);
        // Nobody is asked, so what else a rule has does not matter.
        return Some(ApprovalRule { refuse: Some(refuse?), ..asking(when?, Group::default(), 1, 1) });
    }
    table.only(&[
        "when",
        "groups",
        "hours",
        "from",
        "directory_roles",
        "quorum",
        "window",
        "remind",
        "then",
        "fresh_sign_in",
        "typed_confirmation",
        "refuse",
    ]);
    let group = group(table);
    let quorum = table.number("quorum", &(1..=QUORUM_MAX));
    let window = minutes(table, "window", &(1..=WAIT_MINUTES_MAX));
    // What comes after the end never comes.
    let before_end = 1..=window.map_or(WAIT_MINUTES_MAX, |window| window.saturating_sub(1).max(1));
    let remind_minutes = minutes_if_any(table, "remind", &before_end);
    let then = next_group(table, &before_end);
    let fresh_sign_in_minutes = minutes_if_any(table, "fresh_sign_in", &(1..=FRESH_SIGN_IN_MINUTES_MAX));
    Some(ApprovalRule {
        remind_minutes: remind_minutes?,
        then: then?,
        fresh_sign_in_minutes: fresh_sign_in_minutes?,
        typed_confirmation: table.flag_or("typed_confirmation", false),
        ..asking(when?, group?, quorum?, window?)
    })
}

const fn asking(when: Vec<When>, group: Group, quorum: u8, window_minutes: u32) -> ApprovalRule {
    ApprovalRule {
        when,
        group,
        quorum,
        window_minutes,
        remind_minutes: None,
        then: None,
        fresh_sign_in_minutes: None,
        typed_confirmation: false,
        refuse: None,
    }
}

fn refuse(table: &Table<'_>) -> Option<String> {
    let words = table.text("refuse")?;
    let chars = words.text.chars().count();
    if chars > REFUSE_CHARS_MAX {
        words.mark.mistake(format!("`refuse` has {chars} characters. At most {REFUSE_CHARS_MAX} are shown."));
    }
    Some(words.text.to_owned())
}

fn next_group(table: &Table<'_>, before_end: &RangeInclusive<u32>) -> Option<Option<NextGroup>> {
    let Some(table) = table.table_if_any("then") else { return Some(None) };
    table.only(&["from", "directory_roles", "after"]);
    let group = group(&table);
    let after_minutes = minutes(&table, "after", before_end);
    Some(Some(NextGroup { group: group?, after_minutes: after_minutes? }))
}

/// `from` and `directory_roles`; one of them at least.
fn group(table: &Table<'_>) -> Option<Group> {
    let directory_roles = table.texts_if_any("directory_roles");
    let from = if directory_roles.is_none() { Some(table.some_texts("from")?) } else { table.texts_if_any("from") };
    let known = |text: &str| DirectoryRole::try_from(text.to_owned()).ok();
    let directory_role =
        |text: &Text<'_>| text.one_of(("directory role", "Directory roles"), DirectoryRole::names(), known);
    let directory_roles: Vec<DirectoryRole> =
        directory_roles.unwrap_or_default().iter().filter_map(directory_role).collect();
    let from: Vec<RoleName> = from.unwrap_or_default().iter().map(|text| RoleName::from(text.text)).collect();
    if from.is_empty() && directory_roles.is_empty() {
        let words = "`from` and `directory_roles` are both empty. Nobody could agree: name one role at least.";
        table.mark().mistake(words);
    }
    Some(Group { from, directory_roles })
}

fn conditions(table: &Table<'_>, hours: &BTreeMap<String, Hours>) -> Option<Vec<When>> {
    let Some(texts) = table.texts_if_any("when") else { return Some(vec![When::Always]) };
    if texts.is_empty() {
        table.mark_of("when").mistake("`when` is empty, so the rule would never apply. Leave it out for `always`.");
    }
    let words = || WhenName::ALL.iter().map(|name| name.word());
    let name = |text: &Text<'_>| text.one_of(("condition", "Conditions"), words(), WhenName::from_word);
    let names: Vec<WhenName> = texts.iter().filter_map(name).collect();
    let unneeded = |key: &'static str, name: WhenName| {
        if table.has(key) && !names.contains(&name) {
            let words = format!("`{key}` is there, and `when` does not say `{}`.", name.word());
            table.mark_of(key).mistake(words);
        }
    };
    unneeded("groups", WhenName::TargetInGroup);
    unneeded("hours", WhenName::OutsideHours);
    let conditions: Vec<When> = names.iter().filter_map(|name| condition(*name, table, hours)).collect();
    (conditions.len() == texts.len()).then_some(conditions)
}

fn condition(name: WhenName, table: &Table<'_>, hours: &BTreeMap<String, Hours>) -> Option<When> {
    Some(match name {
        WhenName::Always => When::Always,
        WhenName::TargetPrivileged => When::TargetPrivileged,
        WhenName::TargetInGroup => {
            When::TargetInGroup(table.some_texts("groups")?.iter().map(|group| group.text.to_owned()).collect())
        }
        WhenName::TargetSynced => When::TargetSynced,
        WhenName::TargetGuest => When::TargetGuest,
        WhenName::SignsOfCompromise => When::SignsOfCompromise,
        WhenName::SecretIssued => When::SecretIssued,
        WhenName::BlockedBySecurity => When::BlockedBySecurity,
        WhenName::OutOfReach => When::OutOfReach,
        WhenName::OutsideHours => {
            let named = table.text("hours")?;
            let known = hours.keys().map(String::as_str);
            When::OutsideHours(named.one_of(("span of hours", "Hours"), known, |name| hours.get(name).cloned())?)
        }
        WhenName::LookAlike => When::LookAlike,
        WhenName::AskedRecently => When::AskedRecently,
    })
}

fn member(text: &Text<'_>) -> Option<MemberId> {
    let id = text.text.parse().ok().filter(|id| *id > 0).map(MemberId);
    if id.is_none() {
        text.mark.mistake(format!("`people` names `{}`, which is no id of a member of Discord.", text.text));
    }
    id
}

fn minutes_if_any(table: &Table<'_>, key: &'static str, range: &RangeInclusive<u32>) -> Option<Option<u32>> {
    if table.has(key) { minutes(table, key, range).map(Some) } else { Some(None) }
}

/// Reads `30m`, `2h` or `1d`.
fn minutes(table: &Table<'_>, key: &'static str, range: &RangeInclusive<u32>) -> Option<u32> {
    const UNITS: [(char, u32); 3] = [('m', 1), ('h', 60), ('d', DAY_MINUTES)];
    let text = table.text(key)?;
    let minutes = UNITS.iter().find_map(|(unit, minutes)| {
        let count: u32 = text.text.strip_suffix(*unit)?.parse().ok()?;
        count.checked_mul(*minutes)
    });
    let allowed = minutes.filter(|minutes| range.contains(minutes));
    if allowed.is_none() {
        let words = format!(
            "`{key}` is `{}`. It must be a whole number with `m`, `h` or `d` for minutes, hours or days, such as `30m`, from {} to {}.",
            text.text,
            spelled(*range.start()),
            spelled(*range.end()),
        );
        text.mark.mistake(words);
    }
    allowed
}

fn spelled(minutes: u32) -> String {
    let (count, unit) = match minutes {
        whole_days if whole_days % DAY_MINUTES == 0 => (whole_days / DAY_MINUTES, "day"),
        minutes => (minutes, "minute"),
    };
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {unit}{plural}")
}
