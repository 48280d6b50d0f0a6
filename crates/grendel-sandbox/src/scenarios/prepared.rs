//! What an approval can take besides a press: a sign-in of its own, a name typed out.

use anyhow::ensure;

use super::rules::unlock_with;
use super::{Story, must};
use crate::world::{Settings, Stage};

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
        prepare: |settings: &mut Settings| {
            settings.sign_in = true;
            settings.commands = vec![unlock_with(SIGN_IN)];
        },
        play: |stage| Box::pin(signed_in(stage)),
    },
    Story {
        name: "typed-confirmation",
        about: "Noor Schouten is easily taken for Noor Schoutens: whoever approves types which of the two it is.",
        prepare: |settings: &mut Settings| settings.commands = vec![unlock_with(CONFIRM)],
        play: |stage| Box::pin(confirmed(stage)),
    },
];

async fn signed_in(stage: &Stage) -> anyhow::Result<()> {
    stage.unlocks("anna", &[("user", HANNA_UPN)]).await?;
    stage.card_says("[ Approve ]").await?;
    let told = approves_as(stage, "chidi", "is not the one you are linked to").await?;
    must(told, "Bram is told that this is not his account")?;
    must(stage.tenant.writes().is_empty(), "the word of another account does not count")?;
    approves_as(stage, "bram", "is recorded").await?;
    stage.card_says("can sign in again").await?;
    must(stage.tenant.account(HANNA).enabled, "Hanna can sign in")
}

/// Bram presses, follows the link and signs in to this account, again where the power went meanwhile. Gives whether he heard what
/// came of it.
async fn approves_as(stage: &Stage, account: &str, words: &str) -> anyhow::Result<bool> {
    for _ in 0..TRIES_MAX {
        let Ok(press) = stage.presses("bram", "Approve").await else { break };
        let Ok(offer) = stage.heard(&press, "](<").await else { continue };
        let shown = stage.follows_and_signs_in(account, &offer).await;
        if shown.is_ok_and(|shown| shown.status == 200) && stage.heard(&press, words).await.is_ok() {
            return Ok(true);
        }
    }
    ensure!(stage.is_to_crash(), "Bram never hears \"{words}\":\n{}", stage.discord.seen_by("bram"));
    Ok(false)
}

async fn confirmed(stage: &Stage) -> anyhow::Result<()> {
    let noor = "blocked-in-the-hague";
    let upn = stage.tenant.account(noor).user_principal_name;
    stage.unlocks("anna", &[("user", &upn)]).await?;
    stage.card_says("Nearly the same name").await?;
    let mistaken = stage.fills_in("bram", "Approve…", "noor.schoutens@contoso.example").await?;
    stage.is_told_unless_forgotten(&mistaken, "not the sign-in name").await?;
    stage.fills_in("chidi", "Approve…", &upn).await?;
    stage.card_says("Approved by Chidi Okafor").await?;
    must(stage.tenant.writes().is_empty(), "one of two does not decide")?;
    stage.fills_in("bram", "Approve…", &format!(" {} ", upn.to_uppercase())).await?;
    stage.card_says("can sign in again").await?;
    must(stage.tenant.account(noor).enabled, "Noor can sign in")
}
