//! Nobody decides for a while: a reminder, the next group, a last call.

use jiff::SignedDuration;

use super::rules::unlock_with;
use super::{Story, must};
use crate::world::{World, WorldSettings};

/// Someone whom a colleague has blocked.
const HANNA: &str = "blocked-by-a-colleague";
const HANNA_UPN: &str = "hanna.visser@contoso.example";
/// Security is asked, and leads after a while.
const RULES: &str = r#"
[[approval]]
from = ["security"]
quorum = 1
window = "30m"
remind = "10m"
then = { from = ["lead"], after = "20m" }
"#;

pub(super) static STORIES: [Story; 2] = [
    Story {
        name: "silence",
        about: "Security does not answer, is reminded, and the leads are asked as well; Bram approves after the last call.",
        prepare: slow_to_decide,
        play: |world| Box::pin(decided_late(world)),
    },
    Story {
        name: "silent-end",
        about: "Everybody is called who could decide, and still nobody does.",
        prepare: slow_to_decide,
        play: |world| Box::pin(never_decided(world)),
    },
];

fn slow_to_decide(settings: &mut WorldSettings) {
    settings.commands = vec![unlock_with(RULES)];
}

/// Anna asks, and nobody says a word up to the last call.
async fn silence(world: &World) -> anyhow::Result<()> {
    let (asked, _) = world.unlocks("anna", &[("user", HANNA_UPN)]).await?;
    world.card_says("[ Approve ]").await?;
    // Later it could not reach her any more.
    world.is_told_unless_forgotten(&asked, "Zaak 1 is geopend").await?;
    let early = world.presses("bram", "Approve").await?;
    world.is_told_unless_forgotten(&early, "You cannot decide this").await?;
    world.time_passes(SignedDuration::from_mins(11)).await?;
    world.is_called(&["security"], "still waits for your decision").await?;
    world.time_passes(SignedDuration::from_mins(10)).await?;
    world.is_called(&["lead"], "so you are asked too").await?;
    world.time_passes(SignedDuration::from_mins(4)).await?;
    world.is_called(&["security", "lead"], "Last call").await.map(drop)
}

async fn decided_late(world: &World) -> anyhow::Result<()> {
    silence(world).await?;
    world.presses("bram", "Approve").await?;
    world.card_says("can sign in again").await?;
    must(world.tenant.account(HANNA).enabled, "Hanna can sign in")
}

async fn never_decided(world: &World) -> anyhow::Result<()> {
    silence(world).await?;
    world.time_passes(SignedDuration::from_mins(6)).await?;
    world.card_says("Not decided in time").await?;
    must(!world.tenant.account(HANNA).enabled, "Hanna is still blocked")
}
