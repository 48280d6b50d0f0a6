//! Requests that no one decides for a while: a reminder, the next group, a last call.

use jiff::SignedDuration;

use super::rules::unlock_with;
use super::{Scenario, must};
use crate::world::{World, WorldSettings};

/// The key of an account that a colleague has blocked.
const HANNA: &str = "blocked-by-a-colleague";
const HANNA_UPN: &str = "hanna.visser@contoso.example";
/// Rules in which security is asked, and leads after a while.
const RULES: &str = r#"
[[approval]]
from = ["security"]
quorum = 1
window = "30m"
remind = "10m"
then = { from = ["lead"], after = "20m" }
"#;

pub(super) static SCENARIOS: [Scenario; 2] = [
    Scenario {
        name: "silence",
        about: "Security does not answer, is reminded, and the leads are asked as well; Bram approves after the last call.",
        prepare: slow_to_decide,
        play: |world| Box::pin(decided_late(world)),
    },
    Scenario {
        name: "silent-end",
        about: "Everybody is called who could decide, and still nobody does.",
        prepare: slow_to_decide,
        play: |world| Box::pin(never_decided(world)),
    },
];

fn slow_to_decide(settings: &mut WorldSettings) {
    settings.commands = vec![unlock_with(RULES)];
}

/// Plays a scenario in which Anna asks, and no one answers until the last call.
async fn silence(world: &World) -> anyhow::Result<()> {
    let (asked, _) = world.open_unlock_case("anna", &[("user", HANNA_UPN)]).await?;
    world.wait_for_card_text("[ Approve ]").await?;
    // A later answer could not reach her any more.
    world.expect_answer_unless_crashed(&asked, "Zaak 1 is geopend").await?;
    let early = world.press_button("bram", "Approve").await?;
    world.expect_answer_unless_crashed(&early, "You cannot decide this").await?;
    world.advance_time(SignedDuration::from_mins(11)).await?;
    world.wait_for_mention(&["security"], "still waits for your decision").await?;
    world.advance_time(SignedDuration::from_mins(10)).await?;
    world.wait_for_mention(&["lead"], "so you are asked too").await?;
    world.advance_time(SignedDuration::from_mins(4)).await?;
    world.wait_for_mention(&["security", "lead"], "Last call").await.map(drop)
}

async fn decided_late(world: &World) -> anyhow::Result<()> {
    silence(world).await?;
    world.press_button("bram", "Approve").await?;
    world.wait_for_card_text("can sign in again").await?;
    must(world.tenant.account(HANNA).enabled, "Hanna can sign in")
}

async fn never_decided(world: &World) -> anyhow::Result<()> {
    silence(world).await?;
    world.advance_time(SignedDuration::from_mins(6)).await?;
    world.wait_for_card_text("Not decided in time").await?;
    must(!world.tenant.account(HANNA).enabled, "Hanna is still blocked")
}
