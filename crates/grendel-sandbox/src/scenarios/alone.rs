//! One person alone: in an emergency, and where there is nobody else.

use jiff::SignedDuration;

use super::rules::unlock_and;
use super::{Story, must};
use crate::world::{World, WorldSettings};

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
        play: |world| Box::pin(glass_broken(world)),
    },
    Story {
        name: "alone",
        about: "Grendel knows nobody but Anna, who goes on by herself once the delay is over.",
        prepare: |settings: &mut WorldSettings| settings.linked = vec!["anna"],
        play: |world| Box::pin(alone(world)),
    },
];

async fn glass_broken(world: &World) -> anyhow::Result<()> {
    world.unlocks("anna", &[("user", HANNA_UPN)]).await?;
    world.card_says("[ Approve ]").await?;
    world.fills_in("anna", "Break glass…", "She is on world in five minutes.").await?;
    world.is_called(&["lead", "security"], "broke the glass").await?;
    world.card_says("[ Countersign ]").await?;
    must(world.tenant.account(HANNA).enabled, "Hanna can sign in")?;
    world.unlocks("anna", &[("user", &world.tenant.account(JET).user_principal_name)]).await?;
    let again = world.fills_in("anna", "Break glass…", "He is on world as well.").await?;
    world.is_told_unless_forgotten(&again, "nog niemand medeondertekend").await?;
    must(!world.tenant.account(JET).enabled, "Jet is still blocked")?;
    world.presses("anna", "Withdraw").await?;
    world.card_says("Withdrawn by Anna de Vries").await?;
    world.time_passes(SignedDuration::from_hours(25)).await?;
    world.is_called(&["lead", "security"], "is not countersigned").await?;
    world.presses("bram", "Countersign").await?;
    world.card_says("Countersigned by Bram Bakker").await.map(drop)
}

async fn alone(world: &World) -> anyhow::Result<()> {
    let (asked, _) = world.unlocks("anna", &[("user", HANNA_UPN)]).await?;
    world.card_says("[ Go on alone ]").await?;
    world.is_told_unless_forgotten(&asked, "vier ogen").await?;
    let early = world.presses("anna", "Go on alone").await?;
    world.is_told_unless_forgotten(&early, "te vroeg").await?;
    must(world.tenant.writes().is_empty(), "nothing is changed before the delay is over")?;
    world.time_passes(SignedDuration::from_mins(61)).await?;
    world.presses("anna", "Go on alone").await?;
    world.card_says("can sign in again").await?;
    must(world.tenant.account(HANNA).enabled, "Hanna can sign in")
}
