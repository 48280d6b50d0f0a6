//! Approval rules in command files: what they can say, and the error messages for mistakes in them.

use grendel::catalog::Catalog;
use grendel::domain::command::{Terms, WhenName};

use super::{UNLOCK, mistakes};

/// Returns `unlock.toml` up to its rules.
pub fn before_rules() -> &'static str {
    UNLOCK.split_once("[[approval]]").unwrap().0
}

/// The rule that every command that takes steps must have.
pub const ALWAYS: &str = "[[approval]]\nfrom = [\"lead\"]\nquorum = 1\nwindow = \"30m\"\n";

/// Returns the mistakes in these rules, by line and column of this text alone.
pub fn mistakes_in(rules: &str) -> String {
    let before = before_rules();
    let skipped = before.matches('\n').count();
    let lines: Vec<String> = mistakes([("unlock.toml", format!("{before}{rules}").as_str())])
        .lines()
        .map(|line| {
            let mut parts = line.splitn(3, ':');
            let (file, number, rest) = (parts.next().unwrap(), parts.next().unwrap(), parts.next().unwrap());
            let number: usize = number.parse().unwrap();
            // Where a mistake is before the rules, it is about the whole file.
            if number > skipped { format!("{file}:{}:{rest}", number - skipped) } else { line.to_owned() }
        })
        .collect();
    lines.join("\n")
}

pub fn terms(text: &str) -> Terms {
    Catalog::from_sources([("unlock.toml", text)]).unwrap().command("unlock").unwrap().terms().unwrap().clone()
}

/// Returns the file with the examples in its comments as real entries.
fn uncommented() -> String {
    let is_key = |key: &str| key.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
    let is_toml = |line: &&str| line.starts_with('[') || line.split_once(" = ").is_some_and(|(key, _)| is_key(key));
    let shown = |line: &'static str| line.strip_prefix("# ").filter(is_toml).unwrap_or(line);
    UNLOCK.lines().map(shown).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_examples_in_the_comments_of_unlock_are_valid() {
    let terms = terms(&uncommented());
    let conditions: Vec<Vec<&str>> =
        terms.approval.iter().map(|rule| rule.when.iter().map(|when| when.name().word()).collect()).collect();
    assert_eq!(
        conditions,
        [
            vec!["always"],
            vec!["blocked_by_security", "signs_of_compromise"],
            vec!["target_privileged", "outside_hours"],
            vec!["look_alike"],
            vec!["target_in_group"],
        ]
    );
    let [_, _, privileged, look_alike, board] = terms.approval.as_slice() else { panic!("there are five rules") };
    assert_eq!((privileged.window_minutes, privileged.fresh_sign_in_minutes), (60, Some(15)));
    assert!(privileged.group.from.is_empty() && privileged.group.directory_roles.len() == 1);
    assert!(look_alike.typed_confirmation && look_alike.group.from.len() == 2);
    assert!(board.refuse.as_ref().unwrap().contains("extension 1000"));
    assert_eq!(terms.groups(), ["Board"]);
    assert_eq!(terms.break_glass.map(|glass| (glass.people.len(), glass.countersign_minutes)), Some((1, 24 * 60)));
    assert_eq!(terms.alone.map(|alone| alone.delay_minutes), Some(60));
}

#[test]
fn the_rules_in_the_docs_are_valid() {
    let (_, after) = include_str!("../../../docs/commands.md").split_once("```toml\n").unwrap();
    let terms = terms(after.split_once("```").unwrap().0);
    assert_eq!(terms.approval.len(), 3);
    assert!(terms.approval[0].then.is_some() && terms.approval[2].refuse.is_some());
    assert!(terms.break_glass.is_some() && terms.alone.is_some() && terms.by_hand.is_some());
}

#[test]
fn a_rule_can_remind_and_name_a_next_group() {
    let then = "remind = \"10m\"\nthen = { from = [\"boss\"], directory_roles = [\"Global Administrator\"], after = \"29m\" }\n";
    let rule = &terms(&format!("{}{ALWAYS}{then}", before_rules())).approval[0];
    assert_eq!(rule.remind_minutes, Some(10));
    let next = rule.then.as_ref().unwrap();
    assert_eq!((next.group.from.len(), next.group.directory_roles.len(), next.after_minutes), (1, 1, 29));
}

#[test]
fn unlock_and_the_docs_name_every_condition() {
    let page = include_str!("../../../docs/commands.md");
    for name in WhenName::ALL {
        assert!(UNLOCK.contains(name.word()), "unlock.toml has no {}", name.word());
        assert!(page.contains(&format!("| `{}` |", name.word())), "docs/commands.md has no {}", name.word());
    }
}

#[test]
fn mistakes_in_conditions_are_explained() {
    let rules = r#"
        [hours]
        office = "mon-fri 8:00-18:00 Europe/Amsterdam"
        night = "mon-sun 22:00-06:00 UTC"
        lunch = "mon-fri 12:00-13:00 UTC"
        [[approval]]
        when = ["always", "on_fridays"]
        from = ["lead"]
        quorum = 1
        window = "30m"
        [[approval]]
        when = ["target_guest"]
        groups = ["Board"]
        hours = "lunch"
        from = ["lead"]
        quorum = 1
        window = "30m"
        [[approval]]
        when = ["outside_hours"]
        hours = "ofice"
        from = ["lead"]
        quorum = 1
        window = "30m"
        [[approval]]
        when = ["outside_hours", "target_in_group"]
        hours = "office"
        groups = []
        from = ["lead"]
        quorum = 1
        window = "30m"
        [[approval]]
        when = ["outside_hours", "target_in_group"]
        from = ["lead"]
        quorum = 1
        window = "30m"
        [[approval]]
        when = []
        from = ["lead"]
        quorum = 1
        window = "30m"
    "#;
    insta::assert_snapshot!(mistakes_in(rules), @r"
    unlock.toml:3:18: `office` is `mon-fri 8:00-18:00 Europe/Amsterdam`. Hours are days, times and a time zone, such as `mon-fri 08:00-18:00 Europe/Amsterdam`. Days are mon, tue, wed, thu, fri, sat and sun; times are between 00:00 and 24:00, the earlier one first.
    unlock.toml:4:17: `night` is `mon-sun 22:00-06:00 UTC`. Hours are days, times and a time zone, such as `mon-fri 08:00-18:00 Europe/Amsterdam`. Days are mon, tue, wed, thu, fri, sat and sun; times are between 00:00 and 24:00, the earlier one first.
    unlock.toml:7:27: `when` names `on_fridays`, which is unknown. Conditions are: always, target_privileged, target_in_group, target_synced, target_guest, signs_of_compromise, secret_issued, blocked_by_security, out_of_reach, outside_hours, look_alike, asked_recently.
    unlock.toml:13:9: `groups` needs the condition `target_in_group`, which `when` does not list.
    unlock.toml:14:9: `hours` needs the condition `outside_hours`, which `when` does not list.
    unlock.toml:20:17: `hours` names `ofice`, which is unknown. Keys are: lunch, night, office.
    unlock.toml:27:9: `groups` is an empty list. It must have at least one entry.
    unlock.toml:32:9: `when` lists `outside_hours`, but the rule has no `hours`.
    unlock.toml:32:9: `when` lists `target_in_group`, but the rule has no `groups`.
    unlock.toml:37:9: `when` is empty, so the rule would never apply. Remove it for `always`.
    ");
}

#[test]
fn a_rule_about_hours_needs_hours_in_the_file() {
    let rule = "when = [\"outside_hours\"]\nhours = \"office\"\n";
    let rules = format!("{ALWAYS}{}", ALWAYS.replace("from", &format!("{rule}from")));
    insta::assert_snapshot!(mistakes_in(&rules), @r#"unlock.toml:7:9: `hours` names `office`, but the file has no hours. Add a section `[hours]` with `office = "mon-fri 08:00-18:00 Europe/Amsterdam"`."#);
}

#[test]
fn a_rule_needs_a_group_a_quorum_and_a_window() {
    let rules = r#"
        [[approval]]
        quorum = 0
        window = "30m"
        [[approval]]
        from = []
        directory_roles = []
        quorum = 11
        window = "0m"
        [[approval]]
        from = []
        directory_roles = ["Boss"]
        quorum = 1
        window = "30 m"
        typed_confirmation = "yes"
        fresh_sign_in = "2d"
    "#;
    insta::assert_snapshot!(mistakes_in(rules), @r"
    unlock.toml:2:9: the rule has no approvers: `from`, `directory_roles` or `directory_groups` must name someone.
    unlock.toml:3:18: `quorum` is 0. It must be a whole number from 1 to 10.
    unlock.toml:5:9: the rule has no approvers: `from`, `directory_roles` or `directory_groups` must name someone.
    unlock.toml:8:18: `quorum` is 11. It must be a whole number from 1 to 10.
    unlock.toml:9:18: `window` is `0m`. It must be a whole number of minutes (`m`), hours (`h`) or days (`d`), such as `30m`, from 1 minute to 7 days.
    unlock.toml:12:28: `directory_roles` names `Boss`, which is unknown. Directory roles are: Global Administrator, Privileged Role Administrator, Privileged Authentication Administrator, Authentication Administrator, User Administrator, Helpdesk Administrator, Password Administrator, Security Administrator, Security Operator, Security Reader, Exchange Administrator, Exchange Recipient Administrator, Directory Readers, Directory Writers, Groups Administrator, Guest Inviter, Message Center Reader, Reports Reader, Usage Summary Reports Reader, User Experience Success Manager, Global Reader, Conditional Access Administrator, Authentication Policy Administrator, License Administrator, Hybrid Identity Administrator, Application Administrator, Cloud Application Administrator.
    unlock.toml:14:18: `window` is `30 m`. It must be a whole number of minutes (`m`), hours (`h`) or days (`d`), such as `30m`, from 1 minute to 7 days.
    unlock.toml:15:30: `typed_confirmation` must be `true` or `false`, but this is a text.
    unlock.toml:16:25: `fresh_sign_in` is `2d`. It must be a whole number of minutes (`m`), hours (`h`) or days (`d`), such as `30m`, from 1 minute to 1 day.
    ");
}

#[test]
fn a_reminder_and_the_next_group_come_before_the_window_ends() {
    let rules = r#"
        [[approval]]
        from = ["lead"]
        quorum = 1
        window = "30m"
        remind = "30m"
        then = { from = ["boss"], after = "2h" }
        [[approval]]
        from = ["lead"]
        quorum = 1
        window = "1m"
        remind = "soon"
        then = { after = "1m", quorum = 2 }
        [[approval]]
        from = ["lead"]
        quorum = 1
        window = "30m"
        then = ["boss"]
    "#;
    insta::assert_snapshot!(mistakes_in(rules), @r"
    unlock.toml:6:9: `remind` is 30 minutes, but `window` ends after 30 minutes. It must be shorter than that.
    unlock.toml:7:35: `after` is 2 hours, but `window` ends after 30 minutes. It must be shorter than that.
    unlock.toml:12:18: `remind` is `soon`. It must be a whole number of minutes (`m`), hours (`h`) or days (`d`), such as `30m`, from 1 minute to 7 days.
    unlock.toml:13:16: the rule has no approvers: `from`, `directory_roles` or `directory_groups` must name someone.
    unlock.toml:13:18: `after` is 1 minute, but `window` ends after 1 minute. It must be shorter than that.
    unlock.toml:13:32: `quorum` is not a key here. Keys are: from, directory_roles, directory_groups, after.
    unlock.toml:18:16: `then` must be a section with keys of its own, such as `[then]`, but this is a list.
    ");
}

#[test]
fn a_rule_that_refuses_asks_nobody() {
    let long = "no ".repeat(200);
    let rules = format!(
        r#"
        {ALWAYS}
        [[approval]]
        when = ["target_guest"]
        refuse = "Guests are seen to by those who invited them."
        from = ["lead"]
        quorum = 1
        window = "30m"
        [[approval]]
        when = ["target_guest"]
        refuse = true
        remind = "10m"
        [[approval]]
        when = ["target_guest"]
        refuse = ""
        because = "we said so"
        [[approval]]
        when = ["target_guest"]
        refuse = "{long}"
        "#
    );
    insta::assert_snapshot!(mistakes_in(&rules), @r"
    unlock.toml:9:9: `refuse` is used together with `from`, `quorum`, `window`. A rule that refuses does not ask for approval: remove `refuse` or the others.
    unlock.toml:15:9: `refuse` is used together with `remind`. A rule that refuses does not ask for approval: remove `refuse` or the others.
    unlock.toml:15:18: `refuse` must be a text in quotes, but this is `true` or `false`.
    unlock.toml:19:18: `refuse` is empty.
    unlock.toml:20:9: `because` is not a key here. Keys are: when, groups, hours, refuse, from, directory_roles, directory_groups, quorum, window, remind, then, fresh_sign_in, typed_confirmation, secret_to.
    unlock.toml:23:18: `refuse` has 600 characters. At most 500 are shown.
    ");
}

#[test]
fn mistakes_in_break_glass_and_alone_are_explained() {
    let rules = format!(
        r#"{ALWAYS}
        [break_glass]
        people = ["anna", "0", "118700000000000040", "00000000000000000"]
        countersign_within = "8d"
        reason = "always"
        [alone]
        delay = "an hour"
        "#
    );
    insta::assert_snapshot!(mistakes_in(&rules), @r#"
    unlock.toml:7:19: `people` lists `anna`. It must be a Discord id of 17 to 20 digits, in quotes. With its developer mode on, Discord has "Copy ID" in its menus.
    unlock.toml:7:27: `people` lists `0`. It must be a Discord id of 17 to 20 digits, in quotes. With its developer mode on, Discord has "Copy ID" in its menus.
    unlock.toml:7:54: `people` lists `00000000000000000`. It must be a Discord id of 17 to 20 digits, in quotes. With its developer mode on, Discord has "Copy ID" in its menus.
    unlock.toml:8:30: `countersign_within` is `8d`. It must be a whole number of minutes (`m`), hours (`h`) or days (`d`), such as `30m`, from 1 minute to 7 days.
    unlock.toml:9:9: `reason` is not a key here. Keys are: people, countersign_within, secrets, fresh_sign_in.
    unlock.toml:11:17: `delay` is `an hour`. It must be a whole number of minutes (`m`), hours (`h`) or days (`d`), such as `30m`, from 1 minute to 1 day.
    "#);
    let rules = format!("{ALWAYS}[break_glass]\npeople = []\n[alone]\n");
    insta::assert_snapshot!(mistakes_in(&rules), @r"
    unlock.toml:5:1: `countersign_within` is missing in `break_glass`.
    unlock.toml:6:1: `people` is an empty list. It must have at least one entry.
    unlock.toml:7:1: `delay` is missing in `alone`.
    ");
}

/// A rule that applies only sometimes, or only refuses, leaves steps that no one approves.
#[test]
fn one_rule_must_always_ask() {
    let sometimes = ALWAYS.replace("from", "when = [\"target_guest\"]\nfrom");
    insta::assert_snapshot!(mistakes_in(&sometimes), @r"unlock.toml:134:3: the runbook has steps, but no `[[approval]]` applies to every case. Nothing is changed without a second person: add a rule with `from`, `quorum` and `window`, and without `when`.");
    let words = mistakes_in(&sometimes);
    assert_eq!(mistakes_in("[[approval]]\nrefuse = \"Not today.\"\n"), words);
    assert_eq!(mistakes_in(""), words);
    let either = ALWAYS.replace("from", "when = [\"target_guest\", \"always\"]\nfrom");
    assert_eq!(terms(&format!("{}{either}", before_rules())).approval.len(), 1);
}
