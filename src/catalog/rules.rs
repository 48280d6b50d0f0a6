//! The rules of one command file: who must agree, when, and what happens until then.
//!
//! What may be left out and holds a mistake is read as left out: the file counts for nothing anyway once a mistake is reported.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use crate::domain::command::{Alone, ApprovalRule, BreakGlass, Group, NextGroup, When, WhenName};
use crate::domain::hours::Hours;
use crate::domain::people::DirectoryRole;
use crate::domain::{MemberId, RoleName};
use crate::toml_file::{Table, Text};

/// The hours that a file names; nothing under a name that is there and cannot be read.
type NamedHours = BTreeMap<String, Option<Hours>>;

/// People who must agree under one rule. Ours: more than a team has on duty would wait in vain.
const QUORUM_MAX: u8 = 10;
/// The longest wait for people. Ours: seven days, after which what was seen is history.
const WAIT_MINUTES_MAX: u32 = 7 * DAY_MINUTES;
/// A sign-in longer ago than this is not fresh.
const FRESH_SIGN_IN_MINUTES_MAX: u32 = DAY_MINUTES;
/// An operator's own refusal, as far as a private answer shows it.
const REFUSE_CHARS_MAX: usize = 500;
const HOUR_MINUTES: u32 = 60;
const DAY_MINUTES: u32 = 24 * HOUR_MINUTES;
/// An id of Discord.
const ID_DIGITS: RangeInclusive<usize> = 17..=20;

/// What a rule can have in any case.
const KEYS_OF_EVERY_RULE: [&str; 4] = ["when", "groups", "hours", "refuse"];
/// What it can have besides where it asks somebody.
const KEYS_OF_ASKING: [&str; 9] = [
    "from",
    "directory_roles",
    "quorum",
    "window",
    "remind",
    "then",
    "fresh_sign_in",
    "typed_confirmation",
    "secret_to",
];

/// `[[approval]]`: the rules in the order of the file.
pub(super) fn approval(root: &Table<'_>) -> Option<Vec<ApprovalRule>> {
    let hours = hours(root);
    let tables = root.tables("approval");
    let rules: Vec<_> = tables.iter().filter_map(|table| rule(table, &hours)).collect();
    (rules.len() == tables.len()).then_some(rules)
}

/// `[break_glass]`, where it is.
pub(super) fn break_glass(root: &Table<'_>) -> Option<BreakGlass> {
    let table = root.table_if_any("break_glass")?;
    table.only(&["people", "countersign_within"]);
    let people = table.some_texts("people").map(|texts| texts.iter().filter_map(member).collect());
    let countersign_minutes = minutes(&table, "countersign_within", &(1..=WAIT_MINUTES_MAX));
    Some(BreakGlass { people: people?, countersign_minutes: countersign_minutes? })
}

/// `[alone]`, where it is.
pub(super) fn alone(root: &Table<'_>) -> Option<Alone> {
    let table = root.table_if_any("alone")?;
    table.only(&["delay"]);
    Some(Alone { delay_minutes: minutes(&table, "delay", &(1..=DAY_MINUTES))? })
}

fn hours(root: &Table<'_>) -> NamedHours {
    let table = root.table_if_any("hours");
    let pairs = table.iter().flat_map(Table::texts_by_key);
    let read = |(name, written): (Text<'_>, Text<'_>)| {
        let hours = Hours::parse(written.text);
        if hours.is_none() {
            written.mark.mistake(format!(
                "`{}` is `{}`. Hours are days, times and a time zone, such as `mon-fri 08:00-18:00 Europe/Amsterdam`. Days are mon, \
                 tue, wed, thu, fri, sat and sun; times are from 00:00 to 24:00, the earlier one first.",
                name.text, written.text
            ));
        }
        (name.text.to_owned(), hours)
    };
    pairs.map(read).collect()
}

fn rule(table: &Table<'_>, hours: &NamedHours) -> Option<ApprovalRule> {
    table.only(&[&KEYS_OF_EVERY_RULE[..], &KEYS_OF_ASKING].concat());
    let when = conditions(table, hours);
    if table.has("refuse") {
        let refuse = refuse(table);
        // Nobody is asked, so what else a rule has does not matter.
        return Some(ApprovalRule { refuse: Some(refuse?), ..asking(when?, Group::default(), 1, 1) });
    }
    let group = group(table);
    let quorum = table.number("quorum", &(1..=QUORUM_MAX));
    let window = minutes(table, "window", &(1..=WAIT_MINUTES_MAX));
    let remind_minutes = minutes_if_any(table, "remind", &(1..=WAIT_MINUTES_MAX));
    ends_first(table, "remind", remind_minutes, window);
    let then = next_group(table, window);
    let fresh_sign_in_minutes = minutes_if_any(table, "fresh_sign_in", &(1..=FRESH_SIGN_IN_MINUTES_MAX));
    let typed_confirmation = table.flag_or("typed_confirmation", false);
    let secret_to = table.texts_if_any("secret_to").unwrap_or_default();
    Some(ApprovalRule {
        secret_to: secret_to.iter().map(|text| RoleName::from(text.text)).collect(),
        remind_minutes,
        then,
        fresh_sign_in_minutes,
        typed_confirmation,
        ..asking(when?, group, quorum?, window?)
    })
}

/// What comes after the end never comes.
fn ends_first(table: &Table<'_>, key: &str, minutes: Option<u32>, window: Option<u32>) {
    let (Some(minutes), Some(window)) = (minutes, window) else { return };
    if minutes >= window {
        let (minutes, window) = (spelled(minutes), spelled(window));
        let words = format!("`{key}` is {minutes}, and `window` is over after {window}. It must be shorter than that.");
        table.mark_of(key).mistake(words);
    }
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
        secret_to: Vec::new(),
        refuse: None,
    }
}

fn refuse(table: &Table<'_>) -> Option<String> {
    let beside = KEYS_OF_ASKING.iter().filter(|key| table.has(key)).map(|key| format!("`{key}`"));
    let beside = beside.collect::<Vec<_>>().join(", ");
    if !beside.is_empty() {
        let words = format!(
            "`refuse` stands beside {beside}. A rule that refuses asks nobody: leave out `refuse` or the others."
        );
        table.mark_of("refuse").mistake(words);
    }
    let words = table.text("refuse")?;
    let chars = words.text.chars().count();
    if chars > REFUSE_CHARS_MAX {
        words.mark.mistake(format!("`refuse` has {chars} characters. At most {REFUSE_CHARS_MAX} are shown."));
    }
    Some(words.text.to_owned())
}

fn next_group(table: &Table<'_>, window: Option<u32>) -> Option<NextGroup> {
    let table = table.table_if_any("then")?;
    table.only(&["from", "directory_roles", "after"]);
    let group = group(&table);
    let after_minutes = minutes(&table, "after", &(1..=WAIT_MINUTES_MAX));
    ends_first(&table, "after", after_minutes, window);
    Some(NextGroup { group, after_minutes: after_minutes? })
}

/// `from` and `directory_roles`; one of them at least.
fn group(table: &Table<'_>) -> Group {
    let (from, directory_roles) = (table.texts_if_any("from"), table.texts_if_any("directory_roles"));
    let names_none = |key, texts: &Option<Vec<Text<'_>>>| texts.as_ref().map_or_else(|| !table.has(key), Vec::is_empty);
    if names_none("from", &from) && names_none("directory_roles", &directory_roles) {
        let words = "nobody could agree: `from`, `directory_roles` or both must name a role.";
        table.mark().mistake(words);
    }
    let known = |text: &str| DirectoryRole::try_from(text.to_owned()).ok();
    let directory_role =
        |text: &Text<'_>| text.one_of(("directory role", "Directory roles"), DirectoryRole::names(), known);
    let directory_roles: Vec<DirectoryRole> =
        directory_roles.unwrap_or_default().iter().filter_map(directory_role).collect();
    let from: Vec<RoleName> = from.unwrap_or_default().iter().map(|text| RoleName::from(text.text)).collect();
    Group { from, directory_roles }
}

fn conditions(table: &Table<'_>, hours: &NamedHours) -> Option<Vec<When>> {
    let Some(texts) = table.texts_if_any("when") else { return Some(vec![When::Always]) };
    if texts.is_empty() {
        table.mark_of("when").mistake("`when` is empty, so the rule would never apply. Leave it out for `always`.");
    }
    let words = || WhenName::ALL.iter().map(|name| name.word());
    let name = |text: &Text<'_>| text.one_of(("condition", "Conditions"), words(), WhenName::from_word);
    let names: Vec<WhenName> = texts.iter().filter_map(name).collect();
    let unneeded = |key: &'static str, name: WhenName| {
        if table.has(key) && !names.contains(&name) {
            let words =
                format!("`{key}` is only read beside the condition `{}`, which `when` does not name.", name.word());
            table.mark_of(key).mistake(words);
        }
    };
    unneeded("groups", WhenName::TargetInGroup);
    unneeded("hours", WhenName::OutsideHours);
    let conditions: Vec<When> = names.iter().filter_map(|name| condition(*name, table, hours)).collect();
    (conditions.len() == texts.len()).then_some(conditions)
}

fn condition(name: WhenName, table: &Table<'_>, hours: &NamedHours) -> Option<When> {
    Some(match name {
        WhenName::Always => When::Always,
        WhenName::TargetPrivileged => When::TargetPrivileged,
        WhenName::TargetInGroup => {
            needed("groups", name, table)?;
            When::TargetInGroup(table.some_texts("groups")?.iter().map(|group| group.text.to_owned()).collect())
        }
        WhenName::TargetSynced => When::TargetSynced,
        WhenName::TargetGuest => When::TargetGuest,
        WhenName::SignsOfCompromise => When::SignsOfCompromise,
        WhenName::SecretIssued => When::SecretIssued,
        WhenName::BlockedBySecurity => When::BlockedBySecurity,
        WhenName::OutOfReach => When::OutOfReach,
        WhenName::OutsideHours => {
            needed("hours", name, table)?;
            When::OutsideHours(named_hours(&table.text("hours")?, hours)?)
        }
        WhenName::LookAlike => When::LookAlike,
        WhenName::AskedRecently => When::AskedRecently,
    })
}

fn needed(key: &'static str, name: WhenName, table: &Table<'_>) -> Option<()> {
    if !table.has(key) {
        let words = format!("`when` names `{}`, and the rule has no `{key}` to say which.", name.word());
        table.mark_of("when").mistake(words);
    }
    table.has(key).then_some(())
}

fn named_hours(named: &Text<'_>, hours: &NamedHours) -> Option<Hours> {
    if hours.is_empty() {
        named.mark.mistake(format!(
            "`hours` names `{0}`, and the file has no hours. Add a section `[hours]` with `{0} = \"mon-fri 08:00-18:00 \
             Europe/Amsterdam\"`.",
            named.text
        ));
        return None;
    }
    let known = hours.keys().map(String::as_str);
    named.one_of(("key of `[hours]`", "Keys"), known, |name| hours.get(name).cloned())?
}

fn member(text: &Text<'_>) -> Option<MemberId> {
    let digits = ID_DIGITS.contains(&text.text.len()) && text.text.bytes().all(|byte| byte.is_ascii_digit());
    let id = text.text.parse().ok().filter(|id| digits && *id > 0).map(MemberId);
    if id.is_none() {
        text.mark.mistake(format!(
            "`people` names `{}`. It must be an id of Discord, 17 to 20 digits in quotes. Discord shows ids under \"Copy ID\" once \
             its developer mode is on.",
            text.text
        ));
    }
    id
}

fn minutes_if_any(table: &Table<'_>, key: &'static str, range: &RangeInclusive<u32>) -> Option<u32> {
    if table.has(key) { minutes(table, key, range) } else { None }
}

/// Reads `30m`, `2h` or `1d`.
fn minutes(table: &Table<'_>, key: &'static str, range: &RangeInclusive<u32>) -> Option<u32> {
    const UNITS: [(char, u32); 3] = [('m', 1), ('h', HOUR_MINUTES), ('d', DAY_MINUTES)];
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
        whole_hours if whole_hours % HOUR_MINUTES == 0 => (whole_hours / HOUR_MINUTES, "hour"),
        minutes => (minutes, "minute"),
    };
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {unit}{plural}")
}
