//! Command files: the built-in ones, and the error messages for those who write their own.

mod by_hand;
mod examples;
mod rules;

use std::collections::BTreeSet;
use std::path::Path;

use grendel::catalog::Catalog;
use grendel::domain::command::{Inquiry, Purpose};
use grendel::domain::finding::FindingKind;
use grendel::domain::runbook::RunbookStep;
use grendel::domain::step::StepKind;
use grendel::domain::wording::{OptionName, Wording};
use grendel::render::Messages;

const UNLOCK: &str = include_str!("../../commands/unlock.toml");

/// Returns the mistakes in `commands/unlock.toml` after these replacements, each of which must change the file.
fn mistakes_after(replacements: &[(&str, &str)]) -> String {
    let mut text = UNLOCK.to_owned();
    for (old, new) in replacements {
        assert!(text.contains(old), "unlock.toml has no {old:?}");
        text = text.replacen(old, new, 1);
    }
    mistakes([("commands/unlock.toml", text.as_str())])
}

/// Replacements that turn the Dutch example in the comments of `commands/unlock.toml` into real entries.
const IN_DUTCH: [(&str, &str); 4] = [
    ("# [localizations.nl]", "[localizations.nl]"),
    ("# name = \"ontgrendel\"", "name = \"ontgrendel\""),
    ("# description = \"Zoek", "description = \"Zoek"),
    ("# example = ", "example = "),
];

/// Returns the mistakes in `commands/unlock.toml` with its Dutch, after this replacement.
fn mistakes_in_dutch_after(old: &str, new: &str) -> String {
    mistakes_after(&[&IN_DUTCH[..], &[(old, new)]].concat())
}

fn mistakes<'a>(sources: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    Catalog::from_sources(sources).expect_err("a mistake should have been found").to_string()
}

#[test]
fn every_file_of_the_folder_is_built_in() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("commands");
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let on_disk: BTreeSet<String> = entries.map(|name| format!("commands/{name}")).collect();
    let built_in: BTreeSet<String> = Catalog::built_in_files().map(str::to_owned).collect();
    assert_eq!(built_in, on_disk);
}

#[test]
fn unlock_has_its_options_runbook_and_rule() {
    let catalog = Catalog::built_in();
    let unlock = catalog.command("unlock").unwrap();
    let options: Vec<_> = unlock.options.iter().map(|option| (option.name, option.required)).collect();
    assert_eq!(
        options,
        [
            (OptionName::User, true),
            (OptionName::Reason, false),
            (OptionName::Ticket, false),
            (OptionName::Symptom, false),
            (OptionName::Code, false)
        ]
    );
    let local = |wording: &grendel::domain::wording::Wording| wording.localizations[&"nl".into()].name.clone();
    assert_eq!(local(&unlock.wording), "ontgrendel");
    let local_options: Vec<_> = unlock.options.iter().map(|option| local(&option.wording)).collect();
    assert_eq!(local_options, ["gebruiker", "reden", "ticket", "symptoom", "code"]);
    let terms = unlock.terms().unwrap();
    let blocked = &terms.runbook[0];
    assert_eq!(blocked.finding, Some(FindingKind::SignInBlocked));
    assert_eq!(blocked.steps, [StepKind::RevokeSignInSessions, StepKind::EnableSignIn].map(RunbookStep::Step));
    assert_eq!(terms.allow.directory_roles.len(), 5);
    let rule = &terms.approval[0];
    assert_eq!((rule.quorum, rule.window_minutes), (1, 30));
    assert_eq!(catalog.command("lock"), None);
}

#[test]
fn queries_open_no_case_and_take_no_option() {
    let catalog = Catalog::built_in();
    for (name, local, inquiry) in [
        ("link", "koppel", Inquiry::Link),
        ("unlink", "ontkoppel", Inquiry::Unlink),
        ("whoami", "wieben", Inquiry::WhoAmI),
        ("help", "hulp", Inquiry::Help),
    ] {
        let command = catalog.command(name).unwrap();
        assert_eq!((&command.purpose, command.terms()), (&Purpose::Answer(inquiry), None));
        assert_eq!(command.wording.localizations[&"nl".into()].name, local);
        assert!(command.options.is_empty());
    }
}

#[test]
fn every_language_has_a_label_for_each_symptom() {
    let catalog = Catalog::built_in();
    let options = catalog.commands().flat_map(|command| &command.options);
    let symptoms: Vec<_> = options.filter(|option| option.name == OptionName::Symptom).collect();
    assert!(!symptoms.is_empty());
    for language in Messages::languages().iter().filter(|language| language.0 != "en") {
        for choice in OptionName::Symptom.choices() {
            let has_label = |wording: &Wording| wording.labels_of(choice).any(|(locale, _)| locale == language);
            assert!(symptoms.iter().all(|option| has_label(&option.wording)), "{choice} in {language:?}");
        }
    }
}

#[test]
fn a_mistake_in_answers_is_explained() {
    let file =
        |answers: &str, more: &str| format!("name = \"mine\"\ndescription = \"Mine\"\nanswers = {answers}\n{more}");
    let user = "[[option]]\nname = \"user\"\ndescription = \"Who\"\nrequired = true\n";
    let number = "[[option]]\nname = \"number\"\ndescription = \"Which\"\n";
    let said = |answers: &str, more: &str| mistakes([("mine.toml", file(answers, more).as_str())]);
    insta::assert_snapshot!(said("\"lunch\"", ""), @r"mine.toml:3:11: `answers` names `lunch`, which is unknown. Answers are: link, unlink, whoami, cases, case, help.");
    insta::assert_snapshot!(said("\"cases\"", number), @r"mine.toml:4:3: the answer `cases` has no option `number`. Remove the option.");
    insta::assert_snapshot!(said("\"case\"", number), @r"
    mine.toml:4:3: the answer `case` needs an `[[option]]` named `number` with `required = true`.
    ");
    insta::assert_snapshot!(said("\"link\"", user), @r"mine.toml:4:3: the answer `link` has no option `user`. Remove the option.");
    insta::assert_snapshot!(said("\"whoami\"", "[allow]\ndiscord_roles = [\"lead\"]\n"), @r"mine.toml:4:2: `allow` is not a key here. Keys are: name, description, example, localizations, option, answers.");
    insta::assert_snapshot!(said("7", ""), @r"mine.toml:3:11: `answers` must be a text in quotes, but this is a number.");
}

#[test]
fn a_command_that_opens_a_case_takes_no_case_number() {
    let words = mistakes_in_dutch_after("name = \"reason\"", "name = \"number\"");
    insta::assert_snapshot!(words, @r"
    commands/unlock.toml:37:52: `example` names `reason`, which is unknown. Options are: user, number, ticket, symptom, code.
    commands/unlock.toml:47:13: `example` names `reason`, which is unknown. Options are: user, number, ticket, symptom, code.
    commands/unlock.toml:58:3: a command that opens a case has no option `number`. Remove the option.
    ");
}

#[test]
fn a_folder_is_read_like_the_built_in_files() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("commands");
    assert_eq!(Catalog::from_folder(&folder).unwrap(), Catalog::built_in());
}

/// Whatever is left out or garbled, reading returns a catalog or its mistakes; it never panics.
#[test]
fn no_missing_or_garbled_line_panics() {
    let lines: Vec<&str> = UNLOCK.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
    for left_out in 0..lines.len() {
        for instead in ["", "x = 1", "name = 7", "steps = [1]", "[localizations]"] {
            let text = [&lines[..left_out], &[instead], &lines[left_out + 1..]].concat().join("\n");
            if let Err(mistakes) = Catalog::from_sources([("unlock.toml", text.as_str())]) {
                assert!(!mistakes.0.is_empty(), "without {:?}", lines[left_out]);
            }
        }
    }
}

#[test]
fn an_unknown_word_or_key_lists_the_known_ones() {
    let mistakes = mistakes_after(&[
        ("description = \"Find", "descripton = \"Find"),
        ("# [localizations.nl]\n# name", "[localizations.nl-NL]\nname"),
        ("# description = \"Zoek", "description = \"Zoek"),
        ("name = \"reason\"", "name = \"why\""),
        ("\"Helpdesk Administrator\"", "\"Help desk Administrator\""),
        ("\"sign_in_blocked\"", "\"signin_blocked\""),
        ("\"enable_sign_in\"", "\"enable_signin\""),
    ]);
    let findings: Vec<&str> = FindingKind::ALL.iter().map(|kind| kind.word()).collect();
    let steps: Vec<&str> = RunbookStep::words().collect();
    let mistakes = mistakes.replace(&findings.join(", "), "(all)").replace(&steps.join(", "), "(all)");
    insta::assert_snapshot!(mistakes, @r"
    commands/unlock.toml:1:1: `description` is missing.
    commands/unlock.toml:9:1: `descripton` is not a key here. Keys are: name, description, example, localizations, option, channel, aim, credentials, identity_check, enable_resource_mailboxes, allow, hours, runbook, approval, break_glass, alone, by_hand, secret, answers, controls.
    commands/unlock.toml:44:16: `nl-NL` is not a locale of Discord. Locales are: ar, bg, cs, da, de, el, en-GB, en-US, es-419, es-ES, fi, fr, he, hi, hr, hu, id, it, ja, ko, lt, nl, no, pl, pt-BR, ro, ru, sv-SE, th, tr, uk, vi, zh-CN, zh-TW.
    commands/unlock.toml:65:8: `name` names `why`, which is unknown. Options are: user, reason, ticket, symptom, code, number, scope.
    commands/unlock.toml:93:5: `directory_roles` names `Help desk Administrator`, which is unknown. Directory roles are: Global Administrator, Privileged Role Administrator, Privileged Authentication Administrator, Authentication Administrator, User Administrator, Helpdesk Administrator, Password Administrator, Security Administrator, Security Operator, Security Reader, Exchange Administrator, Exchange Recipient Administrator, Directory Readers, Directory Writers, Groups Administrator, Guest Inviter, Message Center Reader, Reports Reader, Usage Summary Reports Reader, User Experience Success Manager, Global Reader, Conditional Access Administrator, Authentication Policy Administrator, License Administrator, Hybrid Identity Administrator, Application Administrator, Cloud Application Administrator.
    commands/unlock.toml:135:11: `finding` names `signin_blocked`, which is unknown. Findings are: (all).
    commands/unlock.toml:136:37: `steps` names `enable_signin`, which is unknown. Steps are: (all).
    ");
}

#[test]
fn the_docs_show_the_error_messages() {
    let mistakes = mistakes_after(&[
        ("description = \"Find", "descripton = \"Find"),
        ("\"enable_sign_in\"", "\"enable_signin\""),
        ("window = \"30m\"", "window = \"2w\""),
        ("[\"blocked_by_security\", ", "[\"blocked_by_securty\", "),
    ]);
    // The page has the first and the last step only, so that it stays as it is when a step is added.
    let steps: Vec<&str> = RunbookStep::words().collect();
    let mistakes = mistakes.replace(&steps.join(", "), &format!("{}, …, {}", steps[0], steps[steps.len() - 1]));
    let shown = format!("```text\ngrendel: {mistakes}\n```");
    assert!(include_str!("../../docs/commands.md").contains(&shown), "{shown}");
}

#[test]
fn the_limits_of_discord_are_checked() {
    let long = format!("description = \"{} Why", "so ".repeat(40));
    let mistakes = mistakes_after(&[
        ("name = \"unlock\"", "name = \"Un lock\""),
        ("# [localizations.nl]", "[localizations.nl]"),
        ("# name = \"ontgrendel\"", "name = \"ontgrendel-mijn-account-alsjeblieft\""),
        ("# description = \"Zoek", "description = \"Zoek"),
        ("description = \"Why", &long),
        ("max_length = 320", "max_length = 6001"),
        ("name = \"ticket\"\ndescription = \"The", "name = \"ticket\"\nrequired = true\ndescription = \"The"),
    ]);
    insta::assert_snapshot!(mistakes, @r"
    commands/unlock.toml:8:8: `name` is `Un lock`. Discord takes 1 to 32 characters: lower-case letters, digits, `-`, `_` and `'`, without spaces.
    commands/unlock.toml:37:1: `example` has no value for `ticket`, which is a required option.
    commands/unlock.toml:45:8: `name` is `ontgrendel-mijn-account-alsjeblieft`. Discord takes 1 to 32 characters: lower-case letters, digits, `-`, `_` and `'`, without spaces.
    commands/unlock.toml:62:14: `max_length` is 6001. It must be a whole number from 1 to 1500.
    commands/unlock.toml:66:15: `description` has 174 characters: `so so so so so so so so so so so so so so so so so so so so so so so so so so so so so so so so so so so so so so so so  Why, for the colleague who approves and for the audit`. Discord allows 100 at most.
    commands/unlock.toml:70:1: the option `ticket` is required but follows an optional one. Discord requires required options first.
    ");
}

#[test]
fn a_command_needs_its_options_rules_and_single_entries() {
    let mistakes = mistakes_after(&[
        ("required = true\n", ""),
        ("discord_roles = [\"helpdesk\", \"lead\"]", "discord_roles = []"),
        ("finding = \"account_at_risk\"", "finding = \"sign_in_blocked\""),
        ("name = \"ticket\"", "name = \"reason\""),
        ("quorum = 1", "quorum = 0"),
        ("window = \"30m\"", "window = \"8d\""),
    ]);
    insta::assert_snapshot!(mistakes, @r"
    commands/unlock.toml:58:3: there is no `[[option]]` named `user` with `required = true`. A command that opens a case needs one, for the account.
    commands/unlock.toml:69:1: the option `reason` occurs twice. Remove one of the two.
    commands/unlock.toml:90:1: `discord_roles` is an empty list. It must have at least one entry.
    commands/unlock.toml:142:1: the runbook has a second entry for `sign_in_blocked`. Put all of its steps into one entry.
    commands/unlock.toml:221:10: `quorum` is 0. It must be a whole number from 1 to 10.
    commands/unlock.toml:222:10: `window` is `8d`. It must be a whole number of minutes (`m`), hours (`h`) or days (`d`), such as `30m`, from 1 minute to 7 days.
    ");
}

/// Accounts are offered for `user`, unless the file says otherwise or a picked account would not fit.
#[test]
fn only_the_option_user_completes_and_only_if_an_account_fits() {
    let completes = |old: &str, new: &str| {
        assert!(UNLOCK.contains(old));
        let text = UNLOCK.replacen(old, new, 1);
        let catalog = Catalog::from_sources([("unlock.toml", text.as_str())]).unwrap();
        let options = &catalog.command("unlock").unwrap().options;
        options.iter().map(|option| option.completes).collect::<Vec<_>>()
    };
    assert_eq!(completes("", ""), [true, false, false, false, false]);
    assert_eq!(completes("max_length = 320", "max_length = 320\nautocomplete = false"), [false; 5]);
    assert_eq!(completes("max_length = 320", "max_length = 47"), [false; 5]);
    assert_eq!(completes("max_length = 320", "max_length = 48"), [true, false, false, false, false]);
    let mistakes = mistakes_after(&[
        ("max_length = 320", "max_length = 47\nautocomplete = true"),
        ("max_length = 500", "max_length = 500\nautocomplete = true"),
    ]);
    insta::assert_snapshot!(mistakes, @r"
    commands/unlock.toml:63:1: `autocomplete` needs a `max_length` of at least 48, which is the length of a choice.
    commands/unlock.toml:69:1: only the option `user` can have `autocomplete`.
    ");
}

#[test]
fn a_runbook_with_steps_needs_a_rule_that_always_applies() {
    let (before, _) = UNLOCK.split_once("[[approval]]\nfrom").unwrap();
    insta::assert_snapshot!(mistakes([("commands/unlock.toml", before)]), @r"commands/unlock.toml:134:3: the runbook has steps, but no `[[approval]]` applies to every case. Nothing is changed without a second person: add a rule with `from`, `quorum` and `window`, and without `when`.");
}

#[test]
fn a_missing_value_and_a_wrong_type_are_named_by_line() {
    let file = "
        name = 7
        description = \"\"
        localizations = \"nl\"
        [[option]]
        name = \"user\"
        required = \"yes\"
        max_length = 1.5
        [allow]
        discord_roles = \"helpdesk\"
        [runbook]
        finding = \"sign_in_blocked\"
        [[approval]]
        from = [\"lead\", \"lead\", 3]
        window = \"soon\"
    ";
    insta::assert_snapshot!(mistakes([("mine.toml", file)]), @r"
    mine.toml:2:16: `name` must be a text in quotes, but this is a number.
    mine.toml:3:23: `description` is empty.
    mine.toml:4:25: `localizations` must be a section with keys of its own, such as `[localizations]`, but this is a text.
    mine.toml:5:9: `description` is missing in `option`.
    mine.toml:7:20: `required` must be `true` or `false`, but this is a text.
    mine.toml:8:22: `max_length` must be a whole number from 1 to 1500, but this is a number with a fraction.
    mine.toml:9:9: `directory_roles` is missing in `allow`.
    mine.toml:10:25: `discord_roles` must be a list of texts, but this is a text.
    mine.toml:11:9: `runbook` must be a section written as `[[runbook]]`, but this is a section with keys of its own.
    mine.toml:13:9: `quorum` is missing in `approval`.
    mine.toml:14:25: `from` lists `lead` twice. Remove one of the two.
    mine.toml:14:33: `from` must be a text in quotes, but this is a number.
    mine.toml:15:18: `window` is `soon`. It must be a whole number of minutes (`m`), hours (`h`) or days (`d`), such as `30m`, from 1 minute to 7 days.
    ");
}

#[test]
fn a_file_that_is_not_toml_is_explained() {
    let file = "name = unlock\nname = \"unlock\"\n[allow\ndiscord_roles = [\"lead\"\n";
    insta::assert_snapshot!(mistakes([("mine.toml", file)]), @r#"
    mine.toml:1:8: this is not valid TOML: string values must be quoted, expected literal string. Texts are written in "quotes", lists in [brackets].
    mine.toml:2:1: this key occurs twice. Remove one of the two.
    mine.toml:3:7: this is not valid TOML: unclosed table, expected `]`. Texts are written in "quotes", lists in [brackets].
    mine.toml:4:24: this is not valid TOML: unclosed array, expected `]`. Texts are written in "quotes", lists in [brackets].
    "#);
}

#[test]
fn a_duplicate_key_does_not_hide_other_mistakes() {
    let mistakes = mistakes_after(&[("quorum = 1", "quorum = 1\nquorum = 2"), ("name = \"reason\"", "name = \"why\"")]);
    insta::assert_snapshot!(mistakes, @r"
    commands/unlock.toml:65:8: `name` names `why`, which is unknown. Options are: user, reason, ticket, symptom, code, number, scope.
    commands/unlock.toml:223:1: this key occurs twice. Remove one of the two.
    ");
}

#[test]
fn the_mistakes_of_all_files_are_reported_together() {
    let bad = UNLOCK.replace("quorum = 1", "quorum = 99");
    let sources = [("a.toml", UNLOCK), ("b.toml", &bad), ("c.toml", UNLOCK), ("d.toml", "name = \"d\"")];
    insta::assert_snapshot!(mistakes(sources), @r"
    b.toml:222:10: `quorum` is 99. It must be a whole number from 1 to 10.
    b.toml:231:10: `quorum` is 99. It must be a whole number from 1 to 10.
    c.toml:8:1: `name` is `unlock`, as in a.toml:8:1. Two commands cannot have the same name.
    d.toml:1:1: `allow` is missing.
    d.toml:1:1: `description` is missing.
    d.toml:1:1: there is no `[[option]]` named `user` with `required = true`. A command that opens a case needs one, for the account.
    ");
}

#[test]
fn a_folder_without_readable_commands_is_explained() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().display().to_string();
    let words = |folder: &Path| Catalog::from_folder(folder).unwrap_err().to_string().replace(&path, "…");
    insta::assert_snapshot!(words(folder.path()), @r"…: the folder has no command file. A command file has a name that ends in `.toml`, such as `unlock.toml`.");
    insta::assert_snapshot!(words(&folder.path().join("none")), @r"…/none: the folder cannot be read: No such file or directory (os error 2).");
    std::fs::write(folder.path().join("binary.toml"), [0xff, 0xfe]).unwrap();
    std::fs::write(folder.path().join("README.md"), "not read").unwrap();
    insta::assert_snapshot!(words(folder.path()), @r"…/binary.toml: the file cannot be read: stream did not contain valid UTF-8.");
}

/// A copy with other rules keeps the translations; a copy with another text loses those of that text.
#[test]
fn a_copy_of_a_built_in_command_keeps_its_translations() {
    let nl = |text: &str| {
        let catalog = Catalog::from_sources([("unlock.toml", text)]).unwrap();
        let unlock = catalog.command("unlock").unwrap();
        let locale = "nl".into();
        let user = unlock.options[0].wording.description_in(&locale).to_owned();
        (
            unlock.name_in(&locale).to_owned(),
            user,
            unlock.line(&locale, |option| unlock.examples.of(option, &locale).map(str::to_owned)),
        )
    };
    let built_in = nl(UNLOCK);
    assert_eq!((built_in.0.as_str(), built_in.1.as_str()), ("ontgrendel", "Wie: aanmeldnaam, mailadres of object-id"));
    assert!(built_in.2.contains("reden:Terug van verlof"), "{}", built_in.2);
    assert_eq!(nl(&UNLOCK.replace("window = \"30m\"", "window = \"1h\"")), built_in);
    let (name, user, _) = nl(&UNLOCK.replacen("description = \"Find", "description = \"Really find", 1));
    assert_eq!((name.as_str(), &user), ("unlock", &built_in.1), "the translation says what the file no longer says");
    let own = UNLOCK.replacen(
        "# [localizations.nl]",
        "[localizations.de]\nname = \"auf\"\ndescription = \"Auf\"\n# [localizations.nl]",
        1,
    );
    assert_eq!(nl(&own).0, "unlock", "a file with translations of its own is left as it is");
}
