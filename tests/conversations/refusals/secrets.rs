//! Answers to a press for a password that someone else may see, and to a press on a plan without a decision.

use grendel_sandbox::scenarios::rules::unlock_handing_out;
use grendel_sandbox::world::{World, WorldSettings};

use super::rules::{custom_id, submits};
use super::settings;
use crate::harness::{HANNA_UPN, Table, asks, converse_unrecorded, presses, told};

const UNLOCK: &str = include_str!("../../../commands/unlock.toml");

/// Returns the answers of two conversations: one in which a password is set, and one in which signs hold every step back.
pub async fn heard(locale: &str, table: &mut Table) {
    let commands = vec![unlock_handing_out("\"temporary_password\"")];
    converse_unrecorded(WorldSettings { commands, ..settings(locale) }, async |world| password(world, table).await)
        .await;
    // Without a step that cleans, there is nothing to do until the risk is waived.
    let cleans = "\"reset_password\", \"revoke_sign_in_sessions\"";
    let text = UNLOCK.replace(&format!("[{cleans}]"), "[]").replace(&format!("[{cleans}, "), "[");
    let commands = vec![("unlock.toml", text)];
    converse_unrecorded(WorldSettings { commands, ..settings(locale) }, async |world| held_back(world, table).await)
        .await;
}

async fn password(world: &World, table: &mut Table) -> anyhow::Result<()> {
    let card = asks(world, "anna", &[("user", HANNA_UPN)]).await?;
    let raw = |verb: &str| custom_id(&card, "approve").replace(":approve:", &format!(":{verb}:"));
    let attempt = world.discord.member("anna")?.press_raw(&card, &raw("show_secret")).await?;
    table.row("Anna wants to see a password that nobody has made", &told(world, &attempt).await?);
    let attempt = world.discord.member("bram")?.press_raw(&card, &raw("waive")).await?;
    table.row("Bram waives what nobody has seen", &submits(world, "bram", &attempt, "All is well.").await?);
    presses(world, "anna", &card, "withdraw").await?;
    let els = world.tenant.account("password-forgotten");
    let card = asks(world, "anna", &[("user", &els.user_principal_name)]).await?;
    presses(world, "bram", &card, "approve").await?;
    let shows = |world: &World| {
        let now = world.discord.guild().message(card.id).cloned()?;
        (!now.components.is_empty() && now.to_text() != card.to_text()).then_some(now)
    };
    let offered = world.wait_until(|world| shows(world).filter(|now| has_button(now, "show_secret"))).await?;
    table.row("Bram wants to see the password that was made", &presses(world, "bram", &offered, "show_secret").await?);
    presses(world, "anna", &offered, "show_secret").await.map(drop)
}

async fn held_back(world: &World, table: &mut Table) -> anyhow::Result<()> {
    let jamila = world.tenant.account("account-at-risk");
    let card = asks(world, "anna", &[("user", &jamila.user_principal_name)]).await?;
    let forged = custom_id(&card, "deny").replace(":deny:", ":approve:");
    let attempt = world.discord.member("bram")?.press_raw(&card, &forged).await?;
    table.row("Bram approves although everything is held back", &told(world, &attempt).await?);
    presses(world, "anna", &card, "withdraw").await.map(drop)
}

pub fn has_button(card: &grendel_simulator::discord::Message, verb: &str) -> bool {
    serde_json::Value::from(card.components.clone()).to_string().contains(&format!(":{verb}:"))
}
