//! Permission to decide: rules with conditions, and rights that end at a border or at an hour.

use std::time::Duration;

use jiff::SignedDuration;

use super::rules::{unlock_and, unlock_with};
use super::{Scenario, must};
use crate::world::{World, WorldSettings};
use grendel_simulator::discord::{HELPDESK_ID, LEAD_ID, Member, SECURITY_ID};
use grendel_simulator::faults::Fault;

/// The key of an account that a colleague has blocked.
const HANNA: &str = "blocked-by-a-colleague";
const HANNA_UPN: &str = "hanna.visser@contoso.example";
/// The key of a member whose activated role ends after an hour.
const KARIM: &str = "activated-for-an-hour";

pub(super) static SCENARIOS: [Scenario; 7] = [
    Scenario {
        name: "escalation",
        about: "Finn's own role does not reach Hanna; Bram's does, so his approval lends its authority.",
        prepare: |settings| settings.linked.push("finn"),
        play: |world| Box::pin(escalated(world)),
    },
    Scenario {
        name: "join",
        about: "Chidi asks for what Anna has asked for already, and can approve it no more.",
        prepare: |_| {},
        play: |world| Box::pin(joined(world)),
    },
    Scenario {
        name: "two-rules",
        about: "Security has blocked Isaac: a lead and somebody of security must agree, and Bram, who is both, is one person.",
        prepare: |settings| gets_role(settings, "bram", SECURITY_ID),
        play: |world| Box::pin(two_rules(world)),
    },
    Scenario {
        name: "unit",
        about: "Ruben's role is for Rotterdam: it carries a step for Mees who works there, and nothing for Noor in The Hague.",
        prepare: |settings| {
            newcomer(settings, "helpdesk-of-one-unit", "Ruben Kuipers", 601_100_000_000_000_011, &[HELPDESK_ID]);
        },
        play: |world| Box::pin(unit(world)),
    },
    Scenario {
        name: "activated",
        about: "Karim has activated his role for an hour, and it ends between the approval and the first step.",
        prepare: |settings| {
            newcomer(settings, KARIM, "Karim Haddad", 601_100_000_000_000_012, &[HELPDESK_ID]);
            settings.commands = vec![unlock_with("[[approval]]\nfrom = [\"lead\"]\nquorum = 1\nwindow = \"4h\"\n")];
        },
        play: |world| Box::pin(activated(world)),
    },
    Scenario {
        name: "risky-approver",
        about: "Sanne is a lead, but somebody else may be using her account: her approval does not count.",
        prepare: |settings| newcomer(settings, "risky-operator", "Sanne Vos", 601_100_000_000_000_013, &[LEAD_ID]),
        play: |world| Box::pin(risky_approver(world)),
    },
    Scenario {
        name: "by-rule",
        about: "The operator has written that the board is seen to by telephone, so Anna is told just that.",
        prepare: |settings| {
            settings.commands = vec![unlock_and(
                "[[approval]]\nwhen = [\"target_in_group\"]\ngroups = [\"Board\"]\n\
                 refuse = \"Accounts of the board are seen to by the IT director, by telephone: extension 1000.\"",
            )];
        },
        play: |world| Box::pin(by_rule(world)),
    },
];

/// Adds a member to the guild, whom the bot knows as the account of the scenario `key`.
pub(super) fn newcomer(
    settings: &mut WorldSettings,
    key: &'static str,
    display_name: &str,
    user_id: u64,
    roles: &[u64],
) {
    settings.discord.members.push(Member {
        key: key.to_owned(),
        display_name: display_name.to_owned(),
        user_id,
        roles: roles.to_vec(),
        locale: "en-US".to_owned(),
    });
    settings.linked.push(key);
}

fn gets_role(settings: &mut WorldSettings, key: &str, role: u64) {
    settings.discord.members.iter_mut().filter(|member| member.key == key).for_each(|member| member.roles.push(role));
}

async fn escalated(world: &World) -> anyhow::Result<()> {
    world.open_unlock_case("finn", &[("user", HANNA_UPN)]).await?;
    world.wait_for_card_text("takes an approver who holds").await?;
    world.press_button("bram", "Approve").await?;
    world.wait_for_card_text("can sign in again").await?;
    world.wait_for_card_text("on the authority of Bram Bakker").await?;
    must(world.tenant.account(HANNA).enabled, "Hanna can sign in")
}

async fn joined(world: &World) -> anyhow::Result<()> {
    world.open_unlock_case("anna", &[("user", HANNA_UPN)]).await?;
    world.wait_for_card_text("[ Approve ]").await?;
    let asked = world.type_unlock("chidi", &[("user", HANNA_UPN), ("reason", "She is at my desk")]).await?;
    world.expect_answer_unless_crashed(&asked, "is already open for this account").await?;
    world.expect_details("bram", "Chidi Okafor asked for the same: She is at my desk").await?;
    let press = world.press_button("chidi", "Approve").await?;
    world.expect_answer_unless_crashed(&press, "someone else has to decide it").await?;
    must(world.tenant.writes().is_empty(), "nothing is changed on the word of those who asked")?;
    world.press_button("bram", "Approve").await?;
    world.wait_for_card_text("can sign in again").await?;
    must(world.tenant.account(HANNA).enabled, "Hanna can sign in")
}

async fn two_rules(world: &World) -> anyhow::Result<()> {
    let isaac = "blocked-by-a-security-app";
    world.open_unlock_case("anna", &[("user", &world.tenant.account(isaac).user_principal_name)]).await?;
    world.wait_for_card_text("[ Approve ]").await?;
    world.press_button("bram", "Approve").await?;
    world.wait_for_card_text("Approved by Bram Bakker").await?;
    must(world.tenant.writes().is_empty(), "one person counts once")?;
    world.press_button("eva", "Approve").await?;
    world.wait_for_card_text("can sign in again").await?;
    must(world.tenant.account(isaac).enabled, "Isaac can sign in")
}

async fn unit(world: &World) -> anyhow::Result<()> {
    let (mees, noor) = ("blocked-in-rotterdam", "blocked-in-the-hague");
    let ruben = "helpdesk-of-one-unit";
    world.open_unlock_case(ruben, &[("user", &world.tenant.account(mees).user_principal_name)]).await?;
    world.wait_for_card_text("on the authority of Ruben Kuipers").await?;
    world.press_button("bram", "Approve").await?;
    world.wait_for_card_text("Mees Prins can sign in again").await?;
    let (_, card) = world.open_unlock_case(ruben, &[("user", &world.tenant.account(noor).user_principal_name)]).await?;
    must(!card.to_text().contains("on the authority of"), "nothing in The Hague is done on Ruben's authority")?;
    world.press_button(ruben, "Withdraw").await?;
    world.wait_for_card_text("Withdrawn by Ruben Kuipers").await?;
    must(!world.tenant.account(noor).enabled, "Noor is still blocked")
}

async fn activated(world: &World) -> anyhow::Result<()> {
    world.open_unlock_case(KARIM, &[("user", HANNA_UPN)]).await?;
    world.wait_for_card_text("[ Approve ]").await?;
    // The next readings of his roles are slow, so that there is time for something to happen before them.
    let karim = world.tenant.account(KARIM);
    let reading = format!("roleAssignments?$filter=principalId eq '{}", karim.object_id);
    world.tenant_faults.add(&reading, 3, Fault::Slow(Duration::from_millis(800)));
    let press = world.press_button("bram", "Approve").await?;
    // A power cut may lose the message that his approval counted.
    let _ = world.wait_until_within(Duration::from_millis(400), |_| press.private_message()).await;
    world.advance_time(SignedDuration::from_mins(61)).await?;
    world.wait_for_card_text("Stopped, nothing was changed").await?;
    must(!world.tenant.account(HANNA).enabled, "Hanna is still blocked")
}

async fn risky_approver(world: &World) -> anyhow::Result<()> {
    world.open_unlock_case("anna", &[("user", HANNA_UPN)]).await?;
    world.wait_for_card_text("[ Approve ]").await?;
    let press = world.press_button("risky-operator", "Approve").await?;
    world.expect_answer_unless_crashed(&press, "is at risk").await?;
    must(world.tenant.writes().is_empty(), "her approval does not count")?;
    world.press_button("bram", "Approve").await?;
    world.wait_for_card_text("can sign in again").await?;
    must(world.tenant.account(HANNA).enabled, "Hanna can sign in")
}

async fn by_rule(world: &World) -> anyhow::Result<()> {
    let yvonne = world.tenant.account("blocked-board-member").user_principal_name;
    world.expect_rejection("anna", &yvonne, "extension 1000").await?;
    must(world.tenant.writes().is_empty(), "nothing was changed")
}
