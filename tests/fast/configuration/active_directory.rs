//! Active Directory in `grendel.toml`: two facts of a tenant, and the roles of those who work there.

use grendel::catalog::Catalog;

use super::{example, mistakes_after};

const WRITEBACK: &str = "# password_writeback = true";
const RESETS_RISK: &str = "# on_premises_password_resets_risk = true";

/// Returns if passwords are written back and if a new one ends the risk, with these lines in place of the example's.
fn facts(writeback: &str, resets_risk: &str) -> (Option<bool>, Option<bool>) {
    let config = example(&[(WRITEBACK, writeback), (RESETS_RISK, resets_risk)]).unwrap();
    (config.tenants[0].password_writeback, config.tenants[0].password_resets_risk)
}

#[test]
fn what_is_not_said_is_unknown() {
    assert_eq!(facts(WRITEBACK, RESETS_RISK), (None, None));
    assert_eq!(facts("password_writeback = true", RESETS_RISK), (Some(true), None));
    assert_eq!(facts("password_writeback = false", RESETS_RISK), (Some(false), None));
    assert_eq!(facts(WRITEBACK, "on_premises_password_resets_risk = true"), (None, Some(true)));
    assert_eq!(facts(WRITEBACK, "on_premises_password_resets_risk = false"), (None, Some(false)));
}

#[test]
fn a_fact_is_true_or_false() {
    let replacements =
        [(WRITEBACK, "password_writeback = \"yes\""), (RESETS_RISK, "on_premises_password_resets_risk = 1")];
    insta::assert_snapshot!(mistakes_after(&replacements), @r"
    grendel.toml:83:22: `password_writeback` must be `true` or `false`, but this is a text.
    grendel.toml:86:36: `on_premises_password_resets_risk` must be `true` or `false`, but this is a number.
    ");
}

/// A tenant without the role would have nobody to ask.
#[test]
fn a_tenant_needs_the_roles_of_those_who_work_in_active_directory() {
    let unlock = include_str!("../../../commands/unlock.toml");
    let (before, by_hand) = unlock.split_once("\n[by_hand]\n").unwrap();
    let text = format!("{before}\n[by_hand]\n{}", by_hand.replacen("\"lead\"", "\"directory\"", 1));
    let catalog = Catalog::from_sources([("unlock.toml", text.as_str())]).unwrap();
    let words = example(&[]).unwrap().check_against(&catalog).unwrap_err().to_string();
    insta::assert_snapshot!(words, @r"grendel.toml:57:1: `discord_roles` of the tenant `contoso` has no role `directory`, which the command `/unlock` uses. Add it with the id of the role in Discord.");
    let roles = "discord_roles = { directory = \"1187000000000000309\", ";
    example(&[("discord_roles = { ", roles)]).unwrap().check_against(&catalog).unwrap();
}
