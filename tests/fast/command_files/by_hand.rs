//! `[by_hand]` in command files: who works in Active Directory, and the error messages for mistakes in it.

use grendel::catalog::Catalog;
use grendel::domain::RoleName;
use grendel::domain::command::ByHand;
use grendel::domain::runbook::RunbookStep;
use grendel::domain::step::StepKind;

use super::rules::{ALWAYS, before_rules, mistakes_in, terms};
use super::{UNLOCK, mistakes_after};

fn by_hand(section: &str) -> Option<ByHand> {
    terms(&format!("{}{ALWAYS}{section}", before_rules())).by_hand
}

fn of(from: &[&str], window_minutes: u32, remind_minutes: Option<u32>) -> ByHand {
    ByHand { from: from.iter().copied().map(RoleName::from).collect(), window_minutes, remind_minutes }
}

#[test]
fn both_commands_that_close_and_open_accounts_ask_people() {
    let catalog = Catalog::built_in();
    let of_command = |name: &str| catalog.command(name).unwrap().terms().unwrap().by_hand.clone();
    assert_eq!(of_command("unlock"), Some(of(&["lead"], 8 * 60, Some(60))));
    assert_eq!(of_command("contain"), Some(of(&["lead", "security"], 8 * 60, Some(30))));
    assert_eq!(of_command("diagnose"), None);
}

#[test]
fn people_have_a_working_day_unless_the_file_says_otherwise() {
    assert_eq!(by_hand(""), None);
    assert_eq!(by_hand("[by_hand]\nfrom = [\"lead\"]\n"), Some(of(&["lead"], 8 * 60, None)));
    let all = "[by_hand]\nfrom = [\"lead\", \"directory\"]\nwindow = \"7d\"\nremind = \"1d\"\n";
    assert_eq!(by_hand(all), Some(of(&["lead", "directory"], 7 * 24 * 60, Some(24 * 60))));
    let least = "[by_hand]\nfrom = [\"lead\"]\nwindow = \"5m\"\nremind = \"4m\"\n";
    assert_eq!(by_hand(least), Some(of(&["lead"], 5, Some(4))));
}

#[test]
fn mistakes_in_the_section_are_explained() {
    let rules = format!(
        r#"{ALWAYS}
        [by_hand]
        from = []
        window = "4m"
        remind = "soon"
        quorum = 1
        "#
    );
    insta::assert_snapshot!(mistakes_in(&rules), @r"
    unlock.toml:7:9: `from` is an empty list. It must have at least one entry.
    unlock.toml:8:18: `window` is `4m`. It must be a whole number of minutes (`m`), hours (`h`) or days (`d`), such as `30m`, from 5 minutes to 7 days.
    unlock.toml:9:18: `remind` is `soon`. It must be a whole number of minutes (`m`), hours (`h`) or days (`d`), such as `30m`, from 1 minute to 7 days.
    unlock.toml:10:9: `quorum` is not a key here. Keys are: from, window, remind.
    ");
    let empty = format!("{ALWAYS}[by_hand]\n");
    insta::assert_snapshot!(mistakes_in(&empty), @r"unlock.toml:5:1: `from` is missing in `by_hand`.");
    let long = format!("{ALWAYS}[by_hand]\nfrom = [\"lead\"]\nwindow = \"8d\"\n");
    assert!(mistakes_in(&long).contains("from 5 minutes to 7 days."), "{}", mistakes_in(&long));
}

#[test]
fn a_reminder_comes_before_the_window_ends() {
    let with = |lines: &str| mistakes_in(&format!("{ALWAYS}[by_hand]\nfrom = [\"lead\"]\n{lines}"));
    insta::assert_snapshot!(with("window = \"1h\"\nremind = \"60m\"\n"), @r"unlock.toml:8:1: `remind` is 1 hour, but `window` ends after 1 hour. It must be shorter than that.");
    insta::assert_snapshot!(with("remind = \"1d\"\n"), @r"unlock.toml:7:1: `remind` is 1 day, but `window` ends after 8 hours. It must be shorter than that.");
}

/// Such a step follows from another one, where Active Directory is the master.
#[test]
fn a_runbook_does_not_name_what_people_do() {
    insta::assert_snapshot!(mistakes_after(&[("\"enable_sign_in\"", "\"enable_on_premises\"")]), @r"commands/unlock.toml:136:37: `steps` names `enable_on_premises`, which people do. Remove it: with a section `[by_hand]` in the file, it follows from `enable_sign_in` by itself where Active Directory on premises is the master of the account.");
    let by_hand: Vec<&str> = StepKind::ALL.iter().filter(|step| step.is_by_hand()).map(|step| step.word()).collect();
    assert_eq!(by_hand, ["disable_on_premises", "reset_password_on_premises", "enable_on_premises"]);
    for word in by_hand {
        assert!(RunbookStep::words().all(|other| other != word) && RunbookStep::from_word(word).is_none(), "{word}");
        let words = mistakes_after(&[("\"enable_sign_in\"", &format!("\"{word}\""))]);
        assert!(words.contains(&format!("`steps` names `{word}`, which people do.")), "{words}");
        assert!(UNLOCK.contains(word), "the comments of unlock.toml say nothing of {word}");
    }
}
