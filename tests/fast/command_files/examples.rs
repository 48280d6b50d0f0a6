//! The example of a command in its file.

use grendel::catalog::Catalog;

use super::{UNLOCK, mistakes, mistakes_after, mistakes_in_dutch_after};

/// `/help` shows the example, so it is checked against the options when the file is read.
#[test]
fn an_example_must_fit_the_options() {
    let example = "example = { user = \"hanna.visser@contoso.example\", reason = \"Back from leave, cannot sign in\" }";
    let said = |other: &str| mistakes_in_dutch_after(example, other);
    insta::assert_snapshot!(said("example = { reason = \"Back\", why = \"Because\" }"), @r"
    commands/unlock.toml:37:1: `example` has no value for `user`, which is a required option.
    commands/unlock.toml:37:30: `example` names `why`, which is unknown. Options are: user, reason, ticket, symptom, code.
    ");
    let long = format!("example = {{ user = \"anna@contoso.example\", reason = \"{}\" }}", "x".repeat(501));
    insta::assert_snapshot!(said(&long).replace(&"x".repeat(501), "…"), @r"commands/unlock.toml:37:53: `reason` has 501 characters, but the option allows 500.");
    insta::assert_snapshot!(said("example = { user = \"`anna`\", reason = \"Back reason:again\", ticket = \"a\\nb\" }"), @r"
    commands/unlock.toml:37:20: `user` must be a single line without backticks, so that it can be copied.
    commands/unlock.toml:37:39: `reason` contains `reason:`, which Discord reads as the next option. Use other words.
    commands/unlock.toml:37:69: `ticket` must be a single line without backticks, so that it can be copied.
    ");
    insta::assert_snapshot!(said("example = \"/unlock user:anna@contoso.example\""), @r"
    commands/unlock.toml:37:11: `example` must be a section with keys of its own, such as `[example]`, but this is a text.
    commands/unlock.toml:47:1: there is no `example` at the top of the file. Add one there for the languages without their own.
    ");
    insta::assert_snapshot!(said("example = { user = 7, ticket = \"\" }"), @r"
    commands/unlock.toml:37:1: `example` has no value for `user`, which is a required option.
    commands/unlock.toml:37:20: `user` must be a text in quotes, but this is a number.
    commands/unlock.toml:37:32: `ticket` is empty.
    ");
    insta::assert_snapshot!(said(""), @r"commands/unlock.toml:47:1: there is no `example` at the top of the file. Add one there for the languages without their own.");
    let dutch = "example = { reason = \"Terug van verlof, kan zich niet aanmelden\" }";
    insta::assert_snapshot!(mistakes_in_dutch_after(dutch, "example = { reden = \"Terug\" }"), @r"commands/unlock.toml:47:13: `example` names `reden`, which is unknown. Options are: user, reason, ticket, symptom, code.");
    let option = "[option.localizations.nl]\nname = \"gebruiker\"\ndescription = \"Wie\"\nexample = { user = \"anna\" }\n\n[[option]]\nname = \"reason\"";
    insta::assert_snapshot!(mistakes_after(&[("[[option]]\nname = \"reason\"", option)]), @r"commands/unlock.toml:67:1: `example` is not a key here. Keys are: name, description.");
    let option =
        "[option.localizations.nl]\nname = \"reden\"\ndescription = \"Waarom\"\n\n[[option]]\nname = \"ticket\"";
    let replaced = [("[[option]]\nname = \"ticket\"", option), ("\"Back from leave,", "\"Back reden:again")];
    insta::assert_snapshot!(mistakes_after(&replaced), @r"commands/unlock.toml:37:61: `reason` contains `reden:`, which Discord reads as the next option. Use other words.");
    let case = include_str!("../../../commands/case.toml").replace("\"12\"", "\"#12\"");
    insta::assert_snapshot!(mistakes([("case.toml", case.as_str())]), @r"case.toml:8:22: `number` is `#12`. It must be a whole number.");
}

/// Without an example in the file, one is composed from the required options.
#[test]
fn an_example_may_be_left_out() {
    let bare: String =
        UNLOCK.lines().filter(|line| !line.starts_with("example")).flat_map(|line| [line, "\n"]).collect();
    let catalog = Catalog::from_sources([("unlock.toml", bare.as_str())]).unwrap();
    let unlock = catalog.command("unlock").unwrap();
    let example = |locale: &str| grendel::render::Messages::new().example(unlock, &locale.into());
    assert_eq!(example("en-US"), "/unlock user:anna@contoso.example");
    assert_eq!(example("nl"), "/ontgrendel gebruiker:anna@contoso.example");
}

/// Grendel itself freezes a tenant at its limit, so a folder from an earlier release must be able to lift that.
#[test]
fn a_folder_that_can_lift_no_freeze_gets_the_built_in_commands_for_it() {
    let names = |catalog: &Catalog| catalog.commands().map(|command| command.name.clone()).collect::<Vec<_>>();
    let old = Catalog::from_sources([("unlock.toml", UNLOCK)]).unwrap();
    assert_eq!(names(&old), ["freeze", "unfreeze", "unlock"]);
    // Those may lift it who guard the tenant in the files: the built-in role may not be there.
    assert!(!old.guards().is_empty());
    assert_eq!(old.command("unfreeze").unwrap().allow().unwrap().discord_roles, old.guards());
    let files: Vec<&str> = old.files().iter().map(|file| file.name.as_str()).collect();
    assert_eq!(files, ["unlock.toml", "freeze.toml", "unfreeze.toml"]);
    // What has its own stays as it is, under whatever name.
    let own = include_str!("../../../commands/unfreeze.toml").replace("name = \"unfreeze\"", "name = \"thaw\"");
    let own = Catalog::from_sources([("unlock.toml", UNLOCK), ("thaw.toml", own.as_str())]).unwrap();
    assert_eq!(names(&own), ["freeze", "thaw", "unlock"]);
}
