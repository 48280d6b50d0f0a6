//! Parses the approval rules of a command, and the rules for break-glass, for acting alone and for work that people do.
//!
//! An optional value with a mistake is read as absent. That has no effect, because a file with a mistake is rejected.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use crate::domain::command::{Alone, ApprovalRule, BreakGlass, ByHand, Group, NextGroup, When, WhenName};
use crate::domain::hours::Hours;
use crate::domain::people::DirectoryRole;
use crate::domain::{MemberId, ObjectId, RoleName};
use crate::toml_file::{Table, Text};

/// The hours of a file, by name. `None` for hours that cannot be parsed, which are reported already.
type NamedHours = BTreeMap<String, Option<Hours>>;

/// The most approvers that a rule can require. Our own limit: a team has fewer people on duty.
const QUORUM_MAX: u8 = 10;
/// The longest wait for approvers. Our own limit: after seven days the diagnosis is out of date.
const WAIT_MINUTES_MAX: u32 = 7 * DAY_MINUTES;
/// The shortest time for work in Active Directory. Our own limit: somebody has to read the card and open a console.
const WORK_MINUTES_MIN: u32 = 5;
/// The time for work in Active Directory where the file does not say: a working day.
const WORK_MINUTES_DEFAULT: u32 = 8 * HOUR_MINUTES;
/// The highest age of a sign-in that a rule can call fresh.
const FRESH_SIGN_IN_MINUTES_MAX: u32 = DAY_MINUTES;
/// The longest text of a refusing rule, by what a private reply shows.
const REFUSE_CHARS_MAX: usize = 500;
const HOUR_MINUTES: u32 = 60;
const DAY_MINUTES: u32 = 24 * HOUR_MINUTES;
/// The number of digits in a Discord id.
const ID_DIGITS: RangeInclusive<usize> = 17..=20;

/// The keys that every rule can have.
const KEYS_OF_EVERY_RULE: [&str; 4] = ["when", "groups", "hours", "refuse"];
/// The further keys of a rule that asks for approval.
const KEYS_OF_ASKING_RULE: [&str; 10] = [
    "from",
    "directory_roles",
    "directory_groups",
    "quorum",
    "window",
    "remind",
    "then",
    "fresh_sign_in",
    "typed_confirmation",
    "secret_to",
];

/// Parses `[[approval]]`, in the order of the file.
pub(super) fn approval(root: &Table<'_>) -> Option<Vec<ApprovalRule>> {
    let hours = hours(root);
    let tables = root.tables("approval");
    let rules: Vec<_> = tables.iter().filter_map(|table| rule(table, &hours)).collect();
    (rules.len() == tables.len()).then_some(rules)
}

/// Parses `[break_glass]`. `None` if it is absent or invalid.
pub(super) fn break_glass(root: &Table<'_>) -> Option<BreakGlass> {
    let table = root.optional_table("break_glass")?;
    table.allow_keys(&["people", "countersign_within", "secrets", "fresh_sign_in"]);
    let people = table.nonempty_texts("people").map(|texts| texts.iter().filter_map(member).collect());
    let countersign_minutes = minutes(&table, "countersign_within", &(1..=WAIT_MINUTES_MAX));
    let fresh_sign_in_minutes = fresh_sign_in(&table);
    Some(BreakGlass {
        people: people?,
        countersign_minutes: countersign_minutes?,
        secrets: table.bool_or("secrets", false),
        fresh_sign_in_minutes,
    })
}

/// Parses `[alone]`. `None` if it is absent or invalid.
pub(super) fn alone(root: &Table<'_>) -> Option<Alone> {
    let table = root.optional_table("alone")?;
    table.allow_keys(&["delay", "secrets", "fresh_sign_in"]);
    let delay_minutes = minutes(&table, "delay", &(1..=DAY_MINUTES));
    let fresh_sign_in_minutes = fresh_sign_in(&table);
    let secrets = table.bool_or("secrets", false);
    Some(Alone { delay_minutes: delay_minutes?, secrets, fresh_sign_in_minutes })
}

/// Parses `[by_hand]`. `None` if it is absent or invalid.
pub(super) fn by_hand(root: &Table<'_>) -> Option<ByHand> {
    let table = root.optional_table("by_hand")?;
    table.allow_keys(&["from", "window", "remind"]);
    let from = table.nonempty_texts("from").map(|texts| texts.iter().map(|text| RoleName::from(text.text)).collect());
    let window = if table.has("window") {
        minutes(&table, "window", &(WORK_MINUTES_MIN..=WAIT_MINUTES_MAX))
    } else {
        Some(WORK_MINUTES_DEFAULT)
    };
    let remind_minutes = optional_minutes(&table, "remind", &(1..=WAIT_MINUTES_MAX));
    check_before_end(&table, "remind", remind_minutes, window);
    Some(ByHand { from: from?, window_minutes: window?, remind_minutes })
}

/// Parses the `fresh_sign_in` of `[secret]`. `None` if it is absent or invalid.
pub(super) fn secret(root: &Table<'_>) -> Option<u32> {
    let table = root.optional_table("secret")?;
    table.allow_keys(&["fresh_sign_in"]);
    minutes(&table, "fresh_sign_in", &(1..=FRESH_SIGN_IN_MINUTES_MAX))
}

/// Parses the optional `fresh_sign_in` of a section.
pub(super) fn fresh_sign_in(table: &Table<'_>) -> Option<u32> {
    optional_minutes(table, "fresh_sign_in", &(1..=FRESH_SIGN_IN_MINUTES_MAX))
}

fn hours(root: &Table<'_>) -> NamedHours {
    let table = root.optional_table("hours");
    let pairs = table.iter().flat_map(Table::texts_by_key);
    let parse = |(name, text): (Text<'_>, Text<'_>)| {
        let hours = Hours::parse(text.text);
        if hours.is_none() {
            text.location.report(format!(
                "`{}` is `{}`. Hours are days, times and a time zone, such as `mon-fri 08:00-18:00 Europe/Amsterdam`. \
                 Days are mon, tue, wed, thu, fri, sat and sun; times are between 00:00 and 24:00, the earlier one \
                 first.",
                name.text, text.text
            ));
        }
        (name.text.to_owned(), hours)
    };
    pairs.map(parse).collect()
}

fn rule(table: &Table<'_>, hours: &NamedHours) -> Option<ApprovalRule> {
    table.allow_keys(&[&KEYS_OF_EVERY_RULE[..], &KEYS_OF_ASKING_RULE].concat());
    let when = conditions(table, hours);
    if table.has("refuse") {
        let refuse = refuse(table);
        // The other fields of a refusing rule are never used.
        return Some(ApprovalRule { refuse: Some(refuse?), ..asking(when?, Group::default(), 1, 1) });
    }
    let group = group(table);
    let quorum = table.number("quorum", &(1..=QUORUM_MAX));
    let window = minutes(table, "window", &(1..=WAIT_MINUTES_MAX));
    let remind_minutes = optional_minutes(table, "remind", &(1..=WAIT_MINUTES_MAX));
    check_before_end(table, "remind", remind_minutes, window);
    let then = next_group(table, window);
    let fresh_sign_in_minutes = fresh_sign_in(table);
    let typed_confirmation = table.bool_or("typed_confirmation", false);
    let secret_to = table.optional_texts("secret_to").unwrap_or_default();
    Some(ApprovalRule {
        secret_to: secret_to.iter().map(|text| RoleName::from(text.text)).collect(),
        remind_minutes,
        then,
        fresh_sign_in_minutes,
        typed_confirmation,
        ..asking(when?, group, quorum?, window?)
    })
}

/// Reports a time that is not before the end of the window, because then it never comes.
fn check_before_end(table: &Table<'_>, key: &str, minutes: Option<u32>, window: Option<u32>) {
    let (Some(minutes), Some(window)) = (minutes, window) else { return };
    if minutes >= window {
        let (minutes, window) = (spelled(minutes), spelled(window));
        let message = format!("`{key}` is {minutes}, but `window` ends after {window}. It must be shorter than that.");
        table.location_of(key).report(message);
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
    let others = KEYS_OF_ASKING_RULE.iter().filter(|key| table.has(key)).map(|key| format!("`{key}`"));
    let others = others.collect::<Vec<_>>().join(", ");
    if !others.is_empty() {
        let message = format!(
            "`refuse` is used together with {others}. A rule that refuses does not ask for approval: remove `refuse` \
             or the others."
        );
        table.location_of("refuse").report(message);
    }
    let text = table.text("refuse")?;
    let chars = text.text.chars().count();
    if chars > REFUSE_CHARS_MAX {
        text.location.report(format!("`refuse` has {chars} characters. At most {REFUSE_CHARS_MAX} are shown."));
    }
    Some(text.text.to_owned())
}

fn next_group(table: &Table<'_>, window: Option<u32>) -> Option<NextGroup> {
    let table = table.optional_table("then")?;
    table.allow_keys(&["from", "directory_roles", "directory_groups", "after"]);
    let group = group(&table);
    let after_minutes = minutes(&table, "after", &(1..=WAIT_MINUTES_MAX));
    check_before_end(&table, "after", after_minutes, window);
    Some(NextGroup { group, after_minutes: after_minutes? })
}

/// Parses `from`, `directory_roles` and `directory_groups`, of which one at least must name something.
fn group(table: &Table<'_>) -> Group {
    let (from, directory_roles) = (table.optional_texts("from"), table.optional_texts("directory_roles"));
    let directory_groups = table.optional_texts("directory_groups");
    let names_none = |key, texts: &Option<Vec<Text<'_>>>| texts.as_ref().map_or_else(|| !table.has(key), Vec::is_empty);
    if names_none("from", &from)
        && names_none("directory_roles", &directory_roles)
        && names_none("directory_groups", &directory_groups)
    {
        let message = "the rule has no approvers: `from`, `directory_roles` or `directory_groups` must name someone.";
        table.location().report(message);
    }
    let directory_groups = directory_groups.unwrap_or_default().iter().filter_map(group_id).collect();
    let known = |text: &str| DirectoryRole::try_from(text.to_owned()).ok();
    let directory_role = |text: &Text<'_>| text.one_of("Directory roles", DirectoryRole::names(), known);
    let directory_roles: Vec<DirectoryRole> =
        directory_roles.unwrap_or_default().iter().filter_map(directory_role).collect();
    let from: Vec<RoleName> = from.unwrap_or_default().iter().map(|text| RoleName::from(text.text)).collect();
    Group { from, directory_roles, directory_groups }
}

/// Parses the object id of a group. A name will not do: anybody who may create groups can take one that is in use.
fn group_id(text: &Text<'_>) -> Option<ObjectId> {
    let id = ObjectId::parse(text.text);
    if id.is_none() {
        text.location.report(format!(
            "`directory_groups` lists `{}`. It must be the object id of a group, such as \
             1b2c3d4e-0000-4000-8000-000000000001: several groups can have the same name. The Entra admin centre shows it \
             on the overview page of the group.",
            text.text
        ));
    }
    id
}

fn conditions(table: &Table<'_>, hours: &NamedHours) -> Option<Vec<When>> {
    let Some(texts) = table.optional_texts("when") else { return Some(vec![When::Always]) };
    if texts.is_empty() {
        table.location_of("when").report("`when` is empty, so the rule would never apply. Remove it for `always`.");
    }
    let words = || WhenName::ALL.iter().map(|name| name.word());
    let name = |text: &Text<'_>| text.one_of("Conditions", words(), WhenName::from_word);
    let names: Vec<WhenName> = texts.iter().filter_map(name).collect();
    let report_unused = |key: &'static str, name: WhenName| {
        if table.has(key) && !names.contains(&name) {
            let message = format!("`{key}` needs the condition `{}`, which `when` does not list.", name.word());
            table.location_of(key).report(message);
        }
    };
    report_unused("groups", WhenName::TargetInGroup);
    report_unused("hours", WhenName::OutsideHours);
    let conditions: Vec<When> = names.iter().filter_map(|name| condition(*name, table, hours)).collect();
    (conditions.len() == texts.len()).then_some(conditions)
}

fn condition(name: WhenName, table: &Table<'_>, hours: &NamedHours) -> Option<When> {
    Some(match name {
        WhenName::Always => When::Always,
        WhenName::TargetPrivileged => When::TargetPrivileged,
        WhenName::TargetInGroup => {
            require_key("groups", name, table)?;
            When::TargetInGroup(table.nonempty_texts("groups")?.iter().map(|group| group.text.to_owned()).collect())
        }
        WhenName::TargetSynced => When::TargetSynced,
        WhenName::TargetGuest => When::TargetGuest,
        WhenName::SignsOfCompromise => When::SignsOfCompromise,
        WhenName::SecretIssued => When::SecretIssued,
        WhenName::BlockedBySecurity => When::BlockedBySecurity,
        WhenName::OutOfReach => When::OutOfReach,
        WhenName::OutsideHours => {
            require_key("hours", name, table)?;
            When::OutsideHours(named_hours(&table.text("hours")?, hours)?)
        }
        WhenName::LookAlike => When::LookAlike,
        WhenName::AskedRecently => When::AskedRecently,
    })
}

/// Reports a condition whose key is missing, and returns `None` then.
fn require_key(key: &'static str, name: WhenName, table: &Table<'_>) -> Option<()> {
    if !table.has(key) {
        let message = format!("`when` lists `{}`, but the rule has no `{key}`.", name.word());
        table.location_of("when").report(message);
    }
    table.has(key).then_some(())
}

fn named_hours(named: &Text<'_>, hours: &NamedHours) -> Option<Hours> {
    if hours.is_empty() {
        named.location.report(format!(
            "`hours` names `{0}`, but the file has no hours. Add a section `[hours]` with `{0} = \"mon-fri 08:00-18:00 \
             Europe/Amsterdam\"`.",
            named.text
        ));
        return None;
    }
    let known = hours.keys().map(String::as_str);
    named.one_of("Keys", known, |name| hours.get(name).cloned())?
}

fn member(text: &Text<'_>) -> Option<MemberId> {
    let digits = ID_DIGITS.contains(&text.text.len()) && text.text.bytes().all(|byte| byte.is_ascii_digit());
    let id = text.text.parse().ok().filter(|id| digits && *id > 0).map(MemberId);
    if id.is_none() {
        text.location.report(format!(
            "`people` lists `{}`. It must be a Discord id of 17 to 20 digits, in quotes. With its developer mode on, \
             Discord has \"Copy ID\" in its menus.",
            text.text
        ));
    }
    id
}

fn optional_minutes(table: &Table<'_>, key: &'static str, range: &RangeInclusive<u32>) -> Option<u32> {
    if table.has(key) { minutes(table, key, range) } else { None }
}

/// Parses a duration such as `30m`, `2h` or `1d`.
fn minutes(table: &Table<'_>, key: &'static str, range: &RangeInclusive<u32>) -> Option<u32> {
    const UNITS: [(char, u32); 3] = [('m', 1), ('h', HOUR_MINUTES), ('d', DAY_MINUTES)];
    let text = table.text(key)?;
    let minutes = UNITS.iter().find_map(|(unit, minutes)| {
        let count: u32 = text.text.strip_suffix(*unit)?.parse().ok()?;
        count.checked_mul(*minutes)
    });
    let allowed = minutes.filter(|minutes| range.contains(minutes));
    if allowed.is_none() {
        let message = format!(
            "`{key}` is `{}`. It must be a whole number of minutes (`m`), hours (`h`) or days (`d`), such as `30m`, \
             from {} to {}.",
            text.text,
            spelled(*range.start()),
            spelled(*range.end()),
        );
        text.location.report(message);
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
