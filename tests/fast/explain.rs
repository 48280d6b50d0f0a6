//! `grendel explain`: who may do what to whom, asked on the command line without a Discord or a tenant.

mod by_command;

use std::fmt::Write as _;
use std::process::{Command, Output, Stdio};

use grendel::domain::authority::{PAGE_OF_RESTRICTED_MANAGEMENT, Shield, who_could, who_could_in_their_unit};
use grendel::domain::people::DirectoryRole;
use grendel::domain::step::StepKind;
use grendel::explain::{
    Actor, AuthorityQuery, TargetAccount, TargetRole, actor_role, explain as explanation, target_roles,
};
use serde_json::Value;

use crate::cast::{account_id, role};

fn explain(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_grendel"));
    command.arg("explain").args(arguments).stdin(Stdio::null()).env_remove("RUST_LOG");
    command.output().unwrap()
}

fn json(arguments: &[&str]) -> Value {
    let output = explain(&[arguments, &["--json"]].concat());
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// Returns a terminal transcript of these calls. `shown` picks the part of each answer that is kept.
fn transcript(cases: &[&[&str]], shown: impl Fn(&str) -> &str) -> String {
    let mut transcript = String::new();
    for case in cases {
        let quoted = |word: &&str| if word.contains(' ') { format!("\"{word}\"") } else { (*word).to_owned() };
        let words: Vec<String> = case.iter().map(quoted).collect();
        let output = explain(case);
        writeln!(transcript, "$ grendel explain {}", words.join(" ")).unwrap();
        transcript.push_str(shown(&String::from_utf8(output.stdout).unwrap()));
        transcript.push_str(&String::from_utf8(output.stderr).unwrap());
        writeln!(transcript, "[{}]\n", output.status.code().unwrap()).unwrap();
    }
    transcript
}

/// Questions as people type them.
const CASES: &[&[&str]] = &[
    &["--step", "reset_password", "--actor", "Helpdesk Administrator", "--target", "User Administrator"],
    &["--step", "reset_password", "--actor", "helpdesk administrator", "--target", "none"],
    &["--step", "enable_sign_in", "--actor", "Helpdesk Administrator", "--target", "none"],
    &["--step", "enable_sign_in", "--actor", "Global Reader", "--target", "Directory Readers"],
    &[
        "--step",
        "reset_password",
        "--actor",
        "Authentication Administrator",
        "--actor",
        "User Administrator",
        "--target",
        "Authentication Administrator",
        "--target",
        "User Administrator",
    ],
    &[
        "--step",
        "revoke_sign_in_sessions",
        "--actor",
        "User Administrator",
        "--target",
        "729827e3-9c14-49f7-bb1b-9608f156bbb8",
        "--target",
        "Reports Reader",
    ],
    &["--step", "issue_temporary_access_pass", "--actor", "User Administrator", "--target", "none"],
    &["--step", "point_to_self_service", "--actor", "Helpdesk Administrator", "--target", "none"],
    &["--step", "point_to_self_service", "--actor", "Security Administrator", "--target", "none"],
    &["--step", "reset_password", "--actor", "User Administrator", "--target", "Intern Administrator"],
    &["--step", "block_sign_in", "--actor", "Global Administrator", "--target", "Security Reader"],
    &[
        "--step",
        "block_sign_in",
        "--actor",
        "User Administrator",
        "--target",
        "none",
        "--target-in-role-assignable-group",
    ],
    &[
        "--step",
        "reset_password",
        "--actor",
        "Global Administrator",
        "--target",
        "Reports Reader",
        "--target-role-in-restricted-management-unit",
    ],
    &[
        "--step",
        "reset_password",
        "--actor",
        "Global Administrator",
        "--target",
        "none",
        "--target-in-restricted-management-unit",
    ],
    &[
        "--step",
        "reset_password",
        "--actor-in-unit",
        "Helpdesk Administrator",
        "--target",
        "none",
        "--target-in-restricted-management-unit",
    ],
    &["--step", "reset_password", "--actor-in-unit", "Helpdesk Administrator", "--target", "Directory Readers"],
    &["--step", "enable_sign_in", "--actor-in-unit", "Global Administrator", "--target", "none"],
    &["--step", "dismiss_risk", "--actor", "Security Operator", "--target", "Global Administrator"],
    &["--step", "clear_forwarding", "--actor-in-unit", "Exchange Administrator", "--target", "none"],
    &[
        "--step",
        "release_sender",
        "--actor",
        "Security Administrator",
        "--target",
        "none",
        "--target-in-restricted-management-unit",
    ],
    &[
        "--step",
        "dismiss_risk",
        "--actor",
        "Security Operator",
        "--target",
        "none",
        "--target-in-restricted-management-unit",
    ],
    // Mistakes.
    &["--step", "reset_pasword", "--actor", "Helpdesk Administrator", "--target", "none"],
    &["--step", "reset_password", "--actor", "Helpdesk", "--target", "none"],
    &["--step", "reset_password", "--actor", "Helpdesk Administrator", "--target", "none", "--target", "Guest Inviter"],
    &["--step", "reset_password", "--target", "none"],
    &["--step", "reset_password", "--actor", "Helpdesk Administrator"],
];

#[test]
fn answers_on_a_terminal() {
    let steps: Vec<&str> = StepKind::ALL.iter().map(|step| step.word()).collect();
    insta::assert_snapshot!(transcript(CASES, |answer| answer).replace(&steps.join(", "), "(all)"));
}

#[test]
fn the_docs_show_an_answer() {
    let answer = String::from_utf8(explain(CASES[0]).stdout).unwrap();
    let question =
        r#"$ grendel explain --step reset_password --actor "Helpdesk Administrator" --target "User Administrator""#;
    assert!(
        include_str!("../../docs/explain.md").contains(&format!("{question}\n{answer}```")),
        "{question}\n{answer}"
    );
}

#[test]
fn the_json_has_these_keys_in_this_order() {
    let arguments = ["--step", "reset_password", "--actor", "Helpdesk Administrator", "--target", "user administrator"];
    let output = explain(&[&arguments[..], &["--json"]].concat());
    insta::assert_snapshot!(String::from_utf8(output.stdout).unwrap(), @r#"
    {
      "step": "reset_password",
      "power": "reset",
      "actor": {
        "roles": [
          "Helpdesk Administrator"
        ],
        "roles_in_unit": []
      },
      "target": {
        "roles": [
          "User Administrator"
        ],
        "in_role_assignable_group": false,
        "role_in_restricted_management_unit": false,
        "in_restricted_management_unit": false
      },
      "allowed": false,
      "because": "the target holds User Administrator, and only User Administrator, Privileged Authentication Administrator and Global Administrator may reset the password of such a user",
      "who_could": [
        "User Administrator",
        "Privileged Authentication Administrator",
        "Global Administrator"
      ],
      "who_could_in_their_unit": [],
      "pages": [
        "https://learn.microsoft.com/entra/identity/role-based-access-control/privileged-roles-permissions#who-can-reset-passwords"
      ]
    }
    "#);
}

#[test]
fn the_exit_code_is_0_for_any_answer_and_2_for_a_mistake() {
    let asks = |actor: &str, step: &str| {
        explain(&["--json", "--step", step, "--actor", actor, "--target", "none"]).status.code()
    };
    assert_eq!(asks("User Administrator", "reset_password"), Some(0), "yes");
    assert_eq!(asks("Global Reader", "reset_password"), Some(0), "no");
    assert_eq!(asks("1b2c3d4e-0000-4000-8000-0000000000ee", "reset_password"), Some(0), "a custom role: no");
    assert_eq!(asks("Global Writer", "reset_password"), Some(2));
    assert_eq!(asks("User Administrator", "fire"), Some(2));
}

#[test]
fn a_mistake_lists_the_known_words() {
    let wrong_step = explain(&["--step", "fire", "--actor", "User Administrator", "--target", "none"]);
    let words = String::from_utf8(wrong_step.stderr).unwrap();
    assert!(StepKind::ALL.iter().all(|step| words.contains(step.word())), "{words}");
    for option in ["--actor", "--actor-in-unit"] {
        let wrong_role = explain(&["--step", "reset_password", option, "Boss", "--target", "none"]);
        let words = String::from_utf8(wrong_role.stderr).unwrap();
        assert!(DirectoryRole::names().all(|name| words.contains(name)), "{words}");
    }
}

/// Returns every kind of target, and the shields that it has.
fn targets() -> Vec<(TargetAccount, Vec<Shield>)> {
    let roles = DirectoryRole::names().map(str::to_owned).chain([account_id(0xee).to_string()]);
    let of_role = |name: String| {
        let shield = Shield::Role(DirectoryRole::try_from(name.clone()).unwrap());
        (TargetAccount { roles: vec![TargetRole::parse(&name)], ..TargetAccount::default() }, vec![shield])
    };
    let reader = || vec![TargetRole::parse("reports reader")];
    let is_reader = || Shield::Role(role("Reports Reader"));
    let others = [
        (TargetAccount::default(), vec![]),
        (
            TargetAccount { in_role_assignable_group: true, ..TargetAccount::default() },
            vec![Shield::RoleAssignableGroup],
        ),
        (
            TargetAccount { role_in_restricted_management_unit: true, ..TargetAccount::default() },
            vec![Shield::RoleInRestrictedUnit],
        ),
        (
            TargetAccount { in_restricted_management_unit: true, ..TargetAccount::default() },
            vec![Shield::RestrictedManagement],
        ),
        (
            TargetAccount { roles: reader(), in_restricted_management_unit: true, ..TargetAccount::default() },
            vec![is_reader(), Shield::RestrictedManagement],
        ),
        (
            TargetAccount { roles: reader(), in_role_assignable_group: true, ..TargetAccount::default() },
            vec![is_reader(), Shield::RoleAssignableGroup],
        ),
        // A role that Grendel does not know.
        (
            TargetAccount { roles: vec![TargetRole::parse("Intern Administrator")], ..TargetAccount::default() },
            vec![Shield::Role(DirectoryRole::with_template(account_id(0xee)))],
        ),
    ];
    roles.map(of_role).chain(others).collect()
}

#[test]
fn the_answer_agrees_with_the_rules_for_every_step_and_every_target() {
    let mut compared = 0;
    for (step, (target, shields)) in
        StepKind::ALL.iter().flat_map(|step| targets().into_iter().map(move |one| (*step, one)))
    {
        let everywhere = who_could(step.power(), &shields);
        let in_unit = who_could_in_their_unit(step.power(), &shields);
        for actor in DirectoryRole::names().map(role) {
            let ask = |actor| explanation(&AuthorityQuery { step, actor, target: target.clone() });
            let whole = ask(Actor { roles: vec![actor], ..Actor::default() });
            let part = ask(Actor { roles_in_unit: vec![actor], ..Actor::default() });
            let said = format!("{actor} {} {shields:?}: {}; {}", step.word(), whole.because, part.because);
            assert_eq!(whole.allowed, everywhere.contains(&actor), "{said}");
            assert_eq!(part.allowed, in_unit.contains(&actor), "{said}");
            assert_eq!((&whole.who_could, &whole.who_could_in_their_unit), (&everywhere, &in_unit), "{said}");
            assert_eq!(whole.allowed, whole.because.contains(&format!("{actor} is one of them")), "{said}");
            assert!(!part.because.is_empty() && whole.pages.contains(&step.power().page()), "{said}");
            let names_restricted = whole.pages.contains(&PAGE_OF_RESTRICTED_MANAGEMENT);
            assert_eq!(names_restricted, target.in_restricted_management_unit, "{said}");
            // A row that stops the actor names the roles that it would not stop.
            let stops_by_row = shields.len() == 1 && !whole.allowed && !everywhere.is_empty();
            assert!(!stops_by_row || everywhere.iter().all(|name| whole.because.contains(&*name.name())), "{said}");
            compared += 1;
        }
    }
    assert_eq!(compared, StepKind::ALL.len() * targets().len() * DirectoryRole::names().count());
}

#[test]
fn a_role_is_read_in_any_case_and_by_its_template_id() {
    let helpdesk = role("Helpdesk Administrator");
    for text in ["Helpdesk Administrator", " HELPDESK administrator ", "729827E3-9C14-49F7-BB1B-9608F156BBB8"] {
        assert_eq!(actor_role(text), Ok(helpdesk));
        assert_eq!(String::from(TargetRole::parse(text)), "Helpdesk Administrator");
    }
    assert_eq!(target_roles(&["NONE".to_owned()]).unwrap().len(), 0);
    assert!(target_roles(&["None".to_owned(), "Guest Inviter".to_owned()]).is_err());
}

#[test]
fn an_unknown_role_of_the_target_counts_as_any_other_role_and_is_named() {
    let answer =
        json(&["--step", "reset_password", "--actor", "User Administrator", "--target", "Intern Administrator"]);
    assert_eq!(answer["allowed"], false);
    assert!(
        answer["because"].as_str().unwrap().contains("`Intern Administrator`, which Grendel does not know"),
        "{answer}"
    );
    assert_eq!(
        answer["who_could"],
        serde_json::json!(["Privileged Authentication Administrator", "Global Administrator"])
    );
    assert_eq!(answer["target"]["roles"], serde_json::json!(["Intern Administrator"]));
}
