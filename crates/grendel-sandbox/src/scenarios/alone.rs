//! One person alone: in an emergency, and where there is nobody else.

use jiff::SignedDuration;

use super::rules::unlock_and;
use super::{Story, must};
use crate::world::{Settings, Stage};

/// Someone whom a colleague has blocked.
const HANNA: &str = "blocked-by-a-colleague";
const HANNA_UPN: &str = "hanna.visser@contoso.example";
/// Someone who was blocked long ago.
const JET: &str = "blocked-long-ago";

pub(super) static STORIES: [Story; 2] = [
    Story {
        name: "break-glass",
        about: "Anna acts alone in an emergency; she cannot do so again until Bram, a day late, has countersigned it.",
        prepare: |settings| {
            let anna = settings.discord.user("anna").unwrap_or_default();
            settings.commands =
                vec![unlock_and(&format!("[break_glass]\npeople = [\"{anna}\"]\ncountersign_within = \"24h\""))];
        },
        play: |stage| Box::pin(glass_broken(stage)),
    },
    Story {
        name: "alone",
        about: "Grendel knows nobody but Anna, who goes on by herself once the delay is over.",
        prepare: |settings: &mut Settings| settings.linked = vec!["anna"],
        play: |stage| Box::pin(alone(stage)),
    },
];

async fn glass_broken(stage: &Stage) -> anyhow::Result<()> {
    stage.unlocks("anna", &[("user", HANNA_UPN)]).await?;
    stage.card_says("[ Approve ]").await?;
    stage.fills_in("anna", "Break glass…", "She is on stage in five minutes.").await?;
    stage.is_called(&["lead", "security"], "broke the glass").await?;
    stage.card_says("[ Countersign ]").await?;
    must(stage.tenant.account(HANNA).enabled, "Hanna can sign in")?;
    stage.unlocks("anna", &[("user", &stage.tenant.account(JET).user_principal_name)]).await?;
    let again = stage.fills_in("anna", "Break glass…", "He is on stage as well.").await?;
    stage.is_told_unless_forgotten(&again, "nog niemand medeondertekend").await?;
    must(!stage.tenant.account(JET).enabled, "Jet is still blocked")?;
    stage.presses("anna", "Withdraw").await?;
    stage.card_says("Withdrawn by Anna de Vries").await?;
    stage.time_passes(SignedDuration::from_hours(25)).await?;
    stage.is_called(&["lead", "security"], "is not countersigned").await?;
    stage.presses("bram", "Countersign").await?;
    stage.card_says("Countersigned by Bram Bakker").await.map(drop)
}

async fn alone(stage: &Stage) -> anyhow::Result<()> {
    let (asked, _) = stage.unlocks("anna", &[("user", HANNA_UPN)]).await?;
    stage.card_says("[ Go on alone ]").await?;
    stage.is_told_unless_forgotten(&asked, "vier ogen").await?;
    let early = stage.presses("anna", "Go on alone").await?;
    stage.is_told_unless_forgotten(&early, "te vroeg").await?;
    must(stage.tenant.writes().is_empty(), "nothing is changed before the delay is over")?;
    stage.time_passes(SignedDuration::from_mins(61)).await?;
    stage.presses("anna", "Go on alone").await?;
    stage.card_says("can sign in again").await?;
    must(stage.tenant.account(HANNA).enabled, "Hanna can sign in")
}
