//! One person alone: in an emergency, and when no one else is available.

use jiff::SignedDuration;

use super::rules::unlock_and;
use super::{Scenario, must};
use crate::world::{World, WorldSettings};

/// The key of an account that a colleague has blocked.
const HANNA: &str = "blocked-by-a-colleague";
const HANNA_UPN: &str = "hanna.visser@contoso.example";
/// The key of an account that was blocked long ago.
const JET: &str = "blocked-long-ago";

pub(super) static SCENARIOS: [Scenario; 2] = [
    Scenario {
        name: "break-glass",
        about: "Anna acts alone in an emergency; she cannot do so again until Bram, a day late, has countersigned it.",
        prepare: |settings| {
            let anna = settings.discord.user("anna").unwrap_or_default();
            settings.commands =
                vec![unlock_and(&format!("[break_glass]\npeople = [\"{anna}\"]\ncountersign_within = \"24h\""))];
            settings.operators = vec!["dana"];
        },
        play: |world| Box::pin(glass_broken(world)),
    },
    Scenario {
        name: "alone",
        about: "Grendel knows nobody but Anna, who goes on by herself once the delay is over.",
        prepare: |settings: &mut WorldSettings| {
            settings.linked = vec!["anna"];
            settings.operators = vec!["dana"];
        },
        play: |world| Box::pin(alone(world)),
    },
];

async fn glass_broken(world: &World) -> anyhow::Result<()> {
    world.open_unlock_case("anna", &[("user", HANNA_UPN)]).await?;
    world.wait_for_card_text("[ Approve ]").await?;
    world.submit_form("anna", "Break glass…", "She is on stage in five minutes.").await?;
    world.wait_for_mention(&["lead", "security"], "broke the glass").await?;
    world.wait_for_direct_message("dana", "broke the glass").await?;
    world.wait_for_card_text("[ Countersign ]").await?;
    must(world.tenant.account(HANNA).enabled, "Hanna can sign in")?;
    world.open_unlock_case("anna", &[("user", &world.tenant.account(JET).user_principal_name)]).await?;
    let again = world.submit_form("anna", "Break glass…", "He is on stage as well.").await?;
    world.expect_answer_unless_crashed(&again, "nog niemand medeondertekend").await?;
    must(!world.tenant.account(JET).enabled, "Jet is still blocked")?;
    world.press_button("anna", "Withdraw").await?;
    world.wait_for_card_text("Withdrawn by Anna de Vries").await?;
    world.advance_time(SignedDuration::from_hours(25)).await?;
    world.wait_for_mention(&["lead", "security"], "is not countersigned").await?;
    world.wait_for_direct_message("dana", "is not countersigned").await?;
    world.press_button("bram", "Countersign").await?;
    world.wait_for_card_text("Countersigned by Bram Bakker").await.map(drop)
}

async fn alone(world: &World) -> anyhow::Result<()> {
    let (asked, _) = world.open_unlock_case("anna", &[("user", HANNA_UPN)]).await?;
    world.wait_for_card_text("[ Go on alone ]").await?;
    world.expect_answer_unless_crashed(&asked, "vier ogen").await?;
    world.wait_for_direct_message("dana", "nobody else is linked here").await?;
    let early = world.press_button("anna", "Go on alone").await?;
    world.expect_answer_unless_crashed(&early, "te vroeg").await?;
    must(world.tenant.writes().is_empty(), "nothing is changed before the delay is over")?;
    world.advance_time(SignedDuration::from_mins(61)).await?;
    world.press_button("anna", "Go on alone").await?;
    world.wait_for_direct_message("dana", "goes on alone").await?;
    world.wait_for_card_text("can sign in again").await?;
    must(world.tenant.account(HANNA).enabled, "Hanna can sign in")
}
