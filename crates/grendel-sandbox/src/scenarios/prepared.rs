//! What an approval can take besides a press: a sign-in of its own, a name typed out.

use anyhow::ensure;

use super::rules::unlock_with;
use super::{Story, must};
use crate::world::{World, WorldSettings};

/// Someone whom a colleague has blocked.
const HANNA: &str = "blocked-by-a-colleague";
const HANNA_UPN: &str = "hanna.visser@contoso.example";
/// How often a person signs in who does not hear that it counted: a sign-in under way is lost with the power.
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

pub(super) static STORIES: [Story; 2] = [
    Story {
        name: "fresh-sign-in",
        about: "Bram has to sign in for his approval: with Chidi's account it does not count, with his own it does.",
        prepare: |settings: &mut WorldSettings| {
            settings.sign_in = true;
            settings.commands = vec![unlock_with(SIGN_IN)];
        },
        play: |world| Box::pin(signed_in(world)),
    },
    Story {
        name: "typed-confirmation",
        about: "Noor Schouten is easily taken for Noor Schoutens: whoever approves types which of the two it is.",
        prepare: |settings: &mut WorldSettings| settings.commands = vec![unlock_with(CONFIRM)],
        play: |world| Box::pin(confirmed(world)),
    },
];

async fn signed_in(world: &World) -> anyhow::Result<()> {
    world.unlocks("anna", &[("user", HANNA_UPN)]).await?;
    world.card_says("[ Approve ]").await?;
    let told = approves_as(world, "chidi", "is not the one you are linked to").await?;
    must(told, "Bram is told that this is not his account")?;
    must(world.tenant.writes().is_empty(), "the word of another account does not count")?;
    approves_as(world, "bram", "is recorded").await?;
    world.card_says("can sign in again").await?;
    must(world.tenant.account(HANNA).enabled, "Hanna can sign in")
}

/// Bram presses, follows the link and signs in to this account, again where the power went meanwhile. Gives whether he heard what
/// came of it.
async fn approves_as(world: &World, account: &str, words: &str) -> anyhow::Result<bool> {
    for _ in 0..TRIES_MAX {
        let Ok(press) = world.presses("bram", "Approve").await else { break };
        let Ok(offer) = world.heard(&press, "](<").await else { continue };
        let shown = world.follows_and_signs_in(account, &offer).await;
        if shown.is_ok_and(|shown| shown.status == 200) && world.heard(&press, words).await.is_ok() {
            return Ok(true);
        }
    }
    ensure!(world.is_to_crash(), "Bram never hears \"{words}\":\n{}", world.discord.seen_by("bram"));
    Ok(false)
}

async fn confirmed(world: &World) -> anyhow::Result<()> {
    let noor = "blocked-in-the-hague";
    let upn = world.tenant.account(noor).user_principal_name;
    world.unlocks("anna", &[("user", &upn)]).await?;
    world.card_says("Nearly the same name").await?;
    let mistaken = world.fills_in("bram", "Approve…", "noor.schoutens@contoso.example").await?;
    world.is_told_unless_forgotten(&mistaken, "not the sign-in name").await?;
    world.fills_in("chidi", "Approve…", &upn).await?;
    world.card_says("Approved by Chidi Okafor").await?;
    must(world.tenant.writes().is_empty(), "one of two does not decide")?;
    world.fills_in("bram", "Approve…", &format!(" {} ", upn.to_uppercase())).await?;
    world.card_says("can sign in again").await?;
    must(world.tenant.account(noor).enabled, "Noor can sign in")
}
