//! Approvals that need more than a press: a sign-in, or a typed name.

use anyhow::ensure;

use super::rules::unlock_with;
use super::{Scenario, must};
use crate::world::{World, WorldSettings};

/// The key of an account that a colleague has blocked.
const HANNA: &str = "blocked-by-a-colleague";
const HANNA_UPN: &str = "hanna.visser@contoso.example";
/// The maximum number of times that a person signs in. A power cut loses a sign-in in progress, so they may try again.
const TRIES_MAX: usize = 3;
const SIGN_IN: &str = r#"
[[approval]]
from = ["lead"]
quorum = 1
window = "30m"
fresh_sign_in = "15m"
"#;
const CONFIRM: &str = r#"
[[approval]]
from = ["helpdesk", "lead"]
quorum = 1
window = "30m"

[[approval]]
when = ["look_alike"]
from = ["lead"]
quorum = 1
window = "30m"
typed_confirmation = true
"#;

pub(super) static SCENARIOS: [Scenario; 2] = [
    Scenario {
        name: "fresh-sign-in",
        about: "Bram has to sign in for his approval: with Chidi's account it does not count, with his own it does.",
        prepare: |settings: &mut WorldSettings| {
            settings.sign_in = true;
            settings.commands = vec![unlock_with(SIGN_IN)];
        },
        play: |world| Box::pin(signed_in(world)),
    },
    Scenario {
        name: "typed-confirmation",
        about: "Noor Schouten is easily taken for Noor Schoutens: whoever approves types which of the two it is.",
        prepare: |settings: &mut WorldSettings| settings.commands = vec![unlock_with(CONFIRM)],
        play: |world| Box::pin(confirmed(world)),
    },
];

async fn signed_in(world: &World) -> anyhow::Result<()> {
    world.open_unlock_case("anna", &[("user", HANNA_UPN)]).await?;
    world.wait_for_card_text("[ Approve ]").await?;
    let told = approves_as(world, "chidi", "is not the one you are linked to").await?;
    must(told, "Bram is told that this is not his account")?;
    must(world.tenant.writes().is_empty(), "the word of another account does not count")?;
    approves_as(world, "bram", "is recorded").await?;
    world.wait_for_card_text("can sign in again").await?;
    must(world.tenant.account(HANNA).enabled, "Hanna can sign in")
}

/// Presses as Bram, follows the link and signs in to this account, and tries again after a power cut. Returns true if
/// he was told the result.
async fn approves_as(world: &World, account: &str, words: &str) -> anyhow::Result<bool> {
    for _ in 0..TRIES_MAX {
        let Ok(press) = world.press_button("bram", "Approve").await else { break };
        let Ok(offer) = world.wait_for_answer(&press, "](<").await else { continue };
        let shown = world.follow_link_and_confirm(account, &offer).await;
        if shown.is_ok_and(|shown| shown.status == 200) && world.wait_for_answer(&press, words).await.is_ok() {
            return Ok(true);
        }
    }
    ensure!(world.crashes_bot(), "Bram never hears \"{words}\":\n{}", world.discord.seen_by("bram"));
    Ok(false)
}

async fn confirmed(world: &World) -> anyhow::Result<()> {
    let noor = "blocked-in-the-hague";
    let upn = world.tenant.account(noor).user_principal_name;
    world.open_unlock_case("anna", &[("user", &upn)]).await?;
    world.wait_for_card_text("Nearly the same name").await?;
    let mistaken = world.submit_form("bram", "Approve…", "noor.schoutens@contoso.example").await?;
    world.expect_answer_unless_crashed(&mistaken, "not the sign-in name").await?;
    world.submit_form("chidi", "Approve…", &upn).await?;
    world.wait_for_card_text("Approved by Chidi Okafor").await?;
    must(world.tenant.writes().is_empty(), "one of two does not decide")?;
    world.submit_form("bram", "Approve…", &format!(" {} ", upn.to_uppercase())).await?;
    world.wait_for_card_text("can sign in again").await?;
    must(world.tenant.account(noor).enabled, "Noor can sign in")
}
