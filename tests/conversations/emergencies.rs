//! Emergencies: what one person alone may do, and who hears of it.

use grendel_sandbox::scenarios::rules::unlock_and;
use grendel_sandbox::world::{World, WorldSettings};
use grendel_simulator::faults::Fault;

use super::harness::{HANNA_UPN, converse};

/// A world in which Anna may break the glass, and Dana and Finn are the operators.
fn with_glass() -> WorldSettings {
    let mut settings = WorldSettings { operators: vec!["dana", "finn"], ..WorldSettings::default() };
    let anna = settings.discord.user("anna").unwrap();
    let glass = format!("[break_glass]\npeople = [\"{anna}\"]\ncountersign_within = \"24h\"");
    settings.commands = vec![unlock_and(&glass)];
    settings
}

async fn breaks_glass(world: &World) -> anyhow::Result<()> {
    world.open_unlock_case("anna", &[("user", HANNA_UPN)]).await?;
    world.wait_for_card_text("[ Approve ]").await?;
    world.submit_form("anna", "Break glass…", "She is on stage in five minutes.").await.map(drop)
}

/// The channel is called, and each operator gets one direct message. One of them takes none, which stops nothing.
#[tokio::test(flavor = "multi_thread")]
async fn the_operator_hears_of_broken_glass() {
    let over = converse("emergencies-operator", with_glass(), async |world| {
        world.discord.refuse_direct_messages("finn");
        breaks_glass(world).await?;
        world.wait_for_mention(&["lead", "security"], "broke the glass").await?;
        let told = world.wait_for_direct_message("dana", "broke the glass").await?;
        assert!(told.content.starts_with("**contoso**: Anna de Vries broke the glass"), "{}", told.content);
        assert!(told.content.contains("https://discord.com/channels/"), "{}", told.content);
        world.wait_for_card_text("[ Countersign ]").await?;
        world.press_button("bram", "Countersign").await?;
        world.wait_for_card_text("Countersigned by Bram Bakker").await.map(drop)
    });
    let discord = &over.await.world.discord;
    assert_eq!(discord.direct_messages_to("dana").len(), 1);
    assert!(discord.direct_messages_to("finn").is_empty());
}

/// The power fails after Discord has taken the direct message, and before it is on disk that people were called.
#[tokio::test(flavor = "multi_thread")]
async fn the_operator_hears_of_it_once_although_the_power_fails() {
    let over = converse("emergencies-power", with_glass(), async |world| {
        // The channel takes the ping so slowly that the direct message is there before the power fails.
        world.discord_faults.add("POST /api/v10/channels/1097863112501841920/", 2, Fault::LostAnswer);
        breaks_glass(world).await?;
        world.wait_for_direct_message("dana", "broke the glass").await?;
        world.cycle_power().await?;
        world.wait_for_card_text("[ Countersign ]").await?;
        world.press_button("bram", "Countersign").await?;
        world.wait_for_card_text("Countersigned by Bram Bakker").await.map(drop)
    });
    let discord = &over.await.world.discord;
    assert_eq!(discord.direct_messages_to("dana").len(), 1, "{}", discord.seen_by("dana"));
}
