//! Nobody decides for a while: a reminder, the next group, a last call.

use jiff::SignedDuration;

use super::rules::unlock_with;
use super::{Story, must};
use crate::world::{Settings, Stage};

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
        play: |stage| Box::pin(decided_late(stage)),
    },
    Story {
        name: "silent-end",
        about: "Everybody is called who could decide, and still nobody does.",
        prepare: slow_to_decide,
        play: |stage| Box::pin(never_decided(stage)),
    },
];

fn slow_to_decide(settings: &mut Settings) {
    settings.commands = vec![unlock_with(RULES)];
}

/// Anna asks, and nobody says a word up to the last call.
async fn silence(stage: &Stage) -> anyhow::Result<()> {
    let (asked, _) = stage.unlocks("anna", &[("user", HANNA_UPN)]).await?;
    stage.card_says("[ Approve ]").await?;
    // Later it could not reach her any more.
    stage.is_told_unless_forgotten(&asked, "Zaak 1 is geopend").await?;
    let early = stage.presses("bram", "Approve").await?;
    stage.is_told_unless_forgotten(&early, "You cannot decide this").await?;
    stage.time_passes(SignedDuration::from_mins(11)).await?;
    stage.is_called(&["security"], "still waits for your decision").await?;
    stage.time_passes(SignedDuration::from_mins(10)).await?;
    stage.is_called(&["lead"], "so you are asked too").await?;
    stage.time_passes(SignedDuration::from_mins(4)).await?;
    stage.is_called(&["security", "lead"], "Last call").await.map(drop)
}

async fn decided_late(stage: &Stage) -> anyhow::Result<()> {
    silence(stage).await?;
    stage.presses("bram", "Approve").await?;
    stage.card_says("can sign in again").await?;
    must(stage.tenant.account(HANNA).enabled, "Hanna can sign in")
}

async fn never_decided(stage: &Stage) -> anyhow::Result<()> {
    silence(stage).await?;
    stage.time_passes(SignedDuration::from_mins(6)).await?;
    stage.card_says("Not decided in time").await?;
    must(!stage.tenant.account(HANNA).enabled, "Hanna is still blocked")
}
