//! `grendel explain … --command`: the rules of a command, beside the authority of roles.

use std::path::{Path, PathBuf};

use serde_json::json;

use super::{explain, json};

const UNLOCK: &str = include_str!("../../../commands/unlock.toml");

/// A rule for every condition, each kind of demand once, and a refusal.
const RULES: &str = r#"
[hours]
office = "mon-fri 08:00-18:00 Europe/Amsterdam"

[[approval]]
from = ["lead"]
quorum = 1
window = "30m"
remind = "10m"
then = { from = ["boss"], directory_roles = ["Global Administrator"], after = "20m" }

[[approval]]
when = ["target_privileged", "out_of_reach"]
directory_roles = ["Global Administrator", "Privileged Authentication Administrator"]
quorum = 2
window = "2h"
fresh_sign_in = "15m"

[[approval]]
when = ["target_in_group", "target_guest"]
groups = ["Board", "Cleaners"]
refuse = "Call the IT director on extension 1000."

[[approval]]
when = ["secret_issued", "look_alike"]
from = ["lead", "helpdesk"]
directory_roles = ["User Administrator"]
quorum = 1
window = "1d"
typed_confirmation = true

[[approval]]
when = ["signs_of_compromise", "blocked_by_security", "asked_recently", "outside_hours", "target_synced"]
hours = "office"
from = ["security"]
quorum = 1
window = "45m"
"#;

fn folder_with(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

/// Returns the file of `/unlock` with these rules in place of its own.
fn unlock_with(rules: &str) -> String {
    let (before, _) = UNLOCK.split_once("[[approval]]").unwrap();
    format!("{before}{rules}")
}

/// Returns a folder with [`RULES`], and its path. The folder is removed when the first is dropped.
fn folder() -> (tempfile::TempDir, String) {
    let folder = folder_with(&[("unlock.toml", &unlock_with(RULES))]);
    let path = folder.path().display().to_string();
    (folder, path)
}

/// Returns a transcript of what the command says, without the answer about roles before it.
fn transcript(cases: &[Vec<&str>], path: &str) -> String {
    let cases: Vec<&[&str]> = cases.iter().map(Vec::as_slice).collect();
    super::transcript(&cases, of_command).replace(path, "…")
}

fn of_command(answer: &str) -> &str {
    answer.split_once("\n\n").map_or(answer, |(_, of_command)| of_command)
}

/// A Wednesday in the office hours of [`RULES`].
const WEDNESDAY: &str = "2026-11-18T10:00:00Z";
/// The same week's Sunday, in the night.
const SUNDAY: &str = "2026-11-22T03:00:00Z";

/// The question of a User Administrator about enabling an account without roles.
const ORDINARY: &[&str] =
    &["--step", "enable_sign_in", "--actor", "User Administrator", "--target", "none", "--command", "unlock"];

#[test]
fn the_rules_of_unlock() {
    let at: &[&str] = &["--at", WEDNESDAY];
    let helpdesk: &[&str] =
        &["--step", "enable_sign_in", "--actor", "Helpdesk Administrator", "--target", "none", "--command", "unlock"];
    let password: &[&str] =
        &["--step", "reset_password", "--actor", "Global Reader", "--target", "none", "--command", "unlock"];
    let block: &[&str] =
        &["--step", "block_sign_in", "--actor", "User Administrator", "--target", "none", "--command", "unlock"];
    let point: &[&str] = &[
        "--step",
        "point_to_self_service",
        "--actor",
        "Helpdesk Administrator",
        "--target",
        "none",
        "--command",
        "unlock",
    ];
    let restricted: &[&str] = &["--target-in-restricted-management-unit"];
    let reader: &[&str] = &["--target", "Reports Reader"];
    let holder: &[&str] = &["--step", "enable_sign_in", "--actor", "User Administrator", "--command", "unlock"];
    let cases = [
        [ORDINARY, at].concat(),
        [ORDINARY, at, &["--blocked-by-security"]].concat(),
        [ORDINARY, at, &["--target-synced", "--target-in-group", "Board"]].concat(),
        [helpdesk, at].concat(),
        [password, at].concat(),
        [block, at].concat(),
        [point, at].concat(),
        [ORDINARY, at, restricted].concat(),
        [holder, reader, at, restricted].concat(),
    ];
    insta::assert_snapshot!(transcript(&cases, "…"));
}

#[test]
fn the_docs_show_an_answer_with_a_command() {
    let (actor, target) = ("Helpdesk Administrator", "Reports Reader");
    let rest = ["--command", "unlock", "--blocked-by-security", "--at", SUNDAY];
    let question = format!("--step enable_sign_in --actor \"{actor}\" --target \"{target}\" {}", rest.join(" "));
    let words = [&["--step", "enable_sign_in", "--actor", actor, "--target", target][..], &rest].concat();
    let output = String::from_utf8(explain(&words).stdout).unwrap();
    let shown = format!("$ grendel explain {question}\n{}```", of_command(&output));
    assert!(include_str!("../../../docs/explain.md").contains(&shown), "{shown}");
}

#[test]
fn rules_of_every_condition() {
    let (_folder, path) = folder();
    let in_folder: &[&str] = &["--commands", &path];
    let ordinary = [ORDINARY, in_folder, &["--at", WEDNESDAY]].concat();
    let helpdesk = ["--step", "reset_password", "--actor", "Helpdesk Administrator", "--target", "User Administrator"];
    let more: [&[&str]; 10] = [
        &[],
        &["--target-in-role-assignable-group"],
        &["--target-in-group", "board", "--target-in-group", "Bord"],
        &["--target-guest", "--look-alike"],
        &["--look-alike"],
        &["--target-at-risk"],
        &["--blocked-by-security"],
        &["--asked-recently"],
        &["--target-synced"],
        &["--target-guest", "--target-synced", "--target-at-risk", "--blocked-by-security", "--asked-recently"],
    ];
    let mut cases: Vec<Vec<&str>> = more.iter().map(|more| [&ordinary, *more].concat()).collect();
    cases.push([ORDINARY, in_folder, &["--at", SUNDAY]].concat());
    cases.push([&helpdesk, in_folder, &["--command", "unlock", "--at", WEDNESDAY]].concat());
    insta::assert_snapshot!(transcript(&cases, &path));
}

/// Returns the numbers of the rules that apply, each with the condition by which it does.
fn applying(path: &str, more: &[&str]) -> Vec<(u64, String)> {
    let answer = json(&[ORDINARY, &["--commands", path], more].concat());
    let rules = answer["command"]["rules"].as_array().unwrap().clone();
    let read =
        |rule: &serde_json::Value| (rule["number"].as_u64().unwrap(), rule["because"].as_str().unwrap().to_owned());
    rules.iter().map(read).collect()
}

/// Each circumstance makes its own rule apply, and no other one.
#[test]
fn every_condition_can_be_supposed_on_the_command_line() {
    let (_folder, path) = folder();
    let at = |instant, more: &[&'static str]| [&["--at", instant], more].concat();
    let expected: [(&[&str], (u64, &str)); 9] = [
        (&["--target-in-role-assignable-group"], (2, "target_privileged")),
        (&["--target-in-restricted-management-unit"], (2, "target_privileged")),
        (&["--target-in-group", "CLEANERS"], (3, "target_in_group")),
        (&["--target-guest"], (3, "target_guest")),
        (&["--look-alike"], (4, "look_alike")),
        (&["--target-at-risk"], (5, "signs_of_compromise")),
        (&["--blocked-by-security"], (5, "blocked_by_security")),
        (&["--asked-recently"], (5, "asked_recently")),
        (&["--target-synced"], (5, "target_synced")),
    ];
    assert_eq!(applying(&path, &at(WEDNESDAY, &[])), [(1, "always".to_owned())]);
    for (more, (number, because)) in expected {
        let rules = applying(&path, &at(WEDNESDAY, more));
        assert_eq!(rules, [(1, "always".to_owned()), (number, because.to_owned())], "{more:?}");
    }
    assert_eq!(applying(&path, &at(SUNDAY, &[])), [(1, "always".to_owned()), (5, "outside_hours".to_owned())]);
    let secret = ["--step", "reset_password", "--actor", "User Administrator", "--target", "none"];
    let answer = json(&[&secret[..], &["--command", "unlock", "--commands", &path, "--at", WEDNESDAY]].concat());
    assert_eq!(answer["command"]["rules"][1]["because"], "secret_issued");
    let above = ["--step", "enable_sign_in", "--actor", "Helpdesk Administrator", "--target", "none"];
    let answer = json(&[&above[..], &["--command", "unlock", "--commands", &path, "--at", WEDNESDAY]].concat());
    assert_eq!(answer["command"]["rules"][1]["because"], "out_of_reach");
}

#[test]
fn the_json_of_a_command_has_these_keys_in_this_order() {
    let (_folder, path) = folder();
    let more = ["--json", "--commands", &path, "--look-alike", "--at", SUNDAY];
    let output = String::from_utf8(explain(&[ORDINARY, &more].concat()).stdout).unwrap();
    let (_, command) = output.split_once("\n  \"command\": ").unwrap();
    insta::assert_snapshot!(command);
}

#[test]
fn without_a_command_there_is_no_key_for_it_and_with_one_no_other_changes() {
    let mut with = json(&[ORDINARY, &["--at", WEDNESDAY]].concat());
    let without = json(&ORDINARY[..ORDINARY.len() - 2]);
    assert!(with.as_object_mut().unwrap().remove("command").is_some());
    assert_eq!(with, without);
    assert_eq!(without.get("command"), None);
}

#[test]
fn a_refusal_by_a_rule_is_in_the_json() {
    let (_folder, path) = folder();
    let answer = json(&[ORDINARY, &["--commands", &path, "--target-guest", "--at", WEDNESDAY]].concat());
    assert_eq!(answer["command"]["verdict"], "refuse");
    assert_eq!(answer["command"]["decided_by"], json!({ "what": "refusing_rule", "number": 3 }));
    assert_eq!(answer["command"]["rules"][1]["refuse"], "Call the IT director on extension 1000.");
    assert_eq!(answer["command"]["rules"][1].get("quorum"), None);
    // Microsoft would still allow it.
    assert_eq!(answer["allowed"], true);
}

/// A command that changes nothing needs no rule, so no one can approve a step that it does not have.
#[test]
fn a_step_is_refused_if_no_rule_applies() {
    let (before, _) = UNLOCK.split_once("[[runbook]]").unwrap();
    let folder = folder_with(&[("look.toml", &before.replacen("\"unlock\"", "\"look\"", 1))]);
    let path = folder.path().display().to_string();
    let question = ["--step", "enable_sign_in", "--actor", "User Administrator", "--target", "none"];
    let answer = json(&[&question[..], &["--command", "look", "--commands", &path]].concat());
    assert_eq!(
        (&answer["command"]["verdict"], &answer["command"]["takes_the_step"]),
        (&json!("refuse"), &json!(false))
    );
    assert_eq!(answer["command"]["decided_by"], json!({ "what": "no_rule" }));
}

#[test]
fn a_step_is_escalated_exactly_if_microsoft_does_not_allow_the_actor() {
    for actor in ["Helpdesk Administrator", "User Administrator", "Global Administrator"] {
        for target in ["none", "Reports Reader", "User Administrator", "Global Administrator"] {
            for step in ["enable_sign_in", "revoke_sign_in_sessions", "reset_password"] {
                let answer = json(&["--step", step, "--actor", actor, "--target", target, "--command", "unlock"]);
                let command = &answer["command"];
                assert_eq!(command["escalated"].as_bool(), answer["allowed"].as_bool().map(|allowed| !allowed));
                let must_hold = if answer["allowed"] == true { &json!([]) } else { &answer["who_could"] };
                assert_eq!(&command["approver_must_hold"], must_hold, "{actor} {step} {target}");
            }
        }
    }
}

#[test]
fn the_instant_is_now_unless_one_is_given() {
    let before = jiff::Timestamp::now();
    let answer = json(ORDINARY);
    let at: jiff::Timestamp = answer["command"]["supposing"]["at"].as_str().unwrap().parse().unwrap();
    assert!((at - before).total(jiff::Unit::Second).unwrap().abs() < 60.0, "{at}");
}

#[test]
fn mistakes_in_the_question_and_in_the_files_are_explained() {
    let (_folder, path) = folder();
    let spoiled = folder_with(&[("unlock.toml", &unlock_with(&RULES.replacen("quorum = 2", "quorum = 0", 1)))]);
    let spoiled_path = spoiled.path().display().to_string();
    let missing: PathBuf = Path::new(&path).join("none");
    let lock = [&ORDINARY[..ORDINARY.len() - 1], &["lock"]].concat();
    let without = &ORDINARY[..ORDINARY.len() - 2];
    let cases = [
        lock,
        [without, &["--at", SUNDAY]].concat(),
        [without, &["--target-guest"]].concat(),
        [ORDINARY, &["--at", "tonight"]].concat(),
        [ORDINARY, &["--commands", missing.to_str().unwrap()]].concat(),
        [ORDINARY, &["--commands", &spoiled_path]].concat(),
    ];
    insta::assert_snapshot!(transcript(&cases, &path).replace(&spoiled_path, "…"));
}

/// The work in Active Directory follows from a step of the runbook, on a synced target and where the command says who does it.
#[test]
fn a_synced_target_shows_the_work_that_people_do() {
    let ask = |step: &'static str, command: &'static str, more: &[&'static str]| {
        let question = ["--step", step, "--actor", "User Administrator", "--target", "none", "--command", command];
        let words = [&question[..], &["--at", WEDNESDAY], more].concat();
        (json(&words)["command"].clone(), String::from_utf8(explain(&words).stdout).unwrap())
    };
    let synced: &[&str] = &["--target-synced"];
    for (step, command, place, taken, work) in [
        ("block_sign_in", "contain", "beside", true, "disable_on_premises"),
        ("reset_password", "contain", "instead", false, "reset_password_on_premises"),
        ("reset_password", "unlock", "instead", false, "reset_password_on_premises"),
        ("enable_sign_in", "unlock", "before", true, "enable_on_premises"),
        ("disable_on_premises", "contain", "itself", true, "disable_on_premises"),
        ("reset_password_on_premises", "unlock", "itself", true, "reset_password_on_premises"),
    ] {
        let (answer, text) = ask(step, command, synced);
        assert_eq!((&answer["by_hand"]["step"], &answer["by_hand"]["place"]), (&json!(work), &json!(place)), "{step}");
        assert_eq!(answer["takes_the_step"], taken, "{step}");
        assert!(text.contains(" in Active Directory") && text.contains(" in Discord, within 8 hours;"), "{text}");
        let (cloud, text) = ask(step, command, &[]);
        assert_eq!(cloud.get("by_hand"), None, "{step}");
        assert_eq!(cloud["takes_the_step"], !step.ends_with("on_premises"), "{step}");
        assert!(!text.contains("People do"), "{text}");
        assert_eq!(
            text.contains("only where Active Directory on premises is the master"),
            step.ends_with("on_premises")
        );
    }
    let (answer, _) = ask("revoke_sign_in_sessions", "contain", synced);
    let together = answer["together_with"].as_array().unwrap();
    assert!(
        together.contains(&json!("disable_on_premises")) && together.contains(&json!("reset_password_on_premises"))
    );
    assert_eq!(answer.get("by_hand"), None);
}

#[test]
fn a_command_that_asks_nobody_has_no_work_in_active_directory() {
    let (_folder, path) = folder();
    let ask = |step: &'static str| {
        let question = ["--step", step, "--actor", "User Administrator", "--target", "none", "--command", "unlock"];
        json(&[&question[..], &["--commands", &path, "--target-synced", "--at", WEDNESDAY]].concat())["command"].clone()
    };
    let answer = ask("reset_password");
    assert_eq!((&answer["withheld"], answer.get("by_hand")), (&json!("mastered_on_premises"), None));
    assert_eq!(ask("reset_password_on_premises")["takes_the_step"], false);
}
