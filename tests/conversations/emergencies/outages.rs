//! The operator hears of every emergency, although Discord is down for longer than one message is sent.

use grendel_sandbox::world::World;
use grendel_simulator::faults::Fault;
use jiff::SignedDuration;

use super::super::harness::{HANNA_UPN, converse, converse_unrecorded};
use super::with_glass;

const TO_CHANNEL: &str = "POST /api/v10/channels/1097863112501841920/";
/// More than an outage meets.
const FAULTS: u32 = 10_000;

/// Until [`discord_recovers`] Discord takes no new message in the channel, and opens no direct messages.
fn discord_goes_down(world: &World) {
    for call in [TO_CHANNEL, "POST /api/v10/users/@me/channels"] {
        world.discord_faults.add(call, FAULTS, Fault::Status { status: 503, retry_after: None });
    }
}

/// Waits until a message has met the outage. The case waits for it ten seconds longer.
async fn meets_the_outage(world: &World) -> anyhow::Result<()> {
    let left = |world: &World| world.discord_faults.left(|_| true);
    world.wait_until(|world| (left(world) < 2 * FAULTS).then_some(())).await
}

/// The outage ends, and with it the pause before the next try, which is five minutes at most.
async fn discord_recovers(world: &World) -> anyhow::Result<()> {
    world.discord_faults.clear();
    world.advance_time(SignedDuration::from_mins(6)).await
}

/// The card is still edited, and presses arrive: the case does not wait for those who only hear of it.
#[tokio::test(flavor = "multi_thread")]
async fn the_operator_hears_of_broken_glass_after_an_outage() {
    let over = converse("emergencies-outage", with_glass(), async |world| {
        world.open_unlock_case("anna", &[("user", HANNA_UPN)]).await?;
        world.wait_for_card_text("[ Approve ]").await?;
        discord_goes_down(world);
        world.submit_form("anna", "Break glass…", "She is on stage in five minutes.").await?;
        meets_the_outage(world).await?;
        world.wait_for_card_text("[ Countersign ]").await?;
        assert!(world.discord.direct_messages_to("dana").is_empty());
        discord_recovers(world).await?;
        world.wait_for_direct_message("dana", "broke the glass").await?;
        world.wait_for_mention(&["lead", "security"], "broke the glass").await?;
        world.press_button("bram", "Countersign").await?;
        world.wait_for_card_text("Countersigned by Bram Bakker").await.map(drop)
    });
    let journal = over.await.journal();
    assert!(!journal.iter().any(|line| line.contains("took no message")), "{journal:#?}");
}

/// The outage outlasts the case, and the power fails in it.
#[tokio::test(flavor = "multi_thread")]
async fn the_operator_hears_of_broken_glass_after_the_end_of_the_case() {
    let over = converse("emergencies-outage-end", with_glass(), async |world| {
        world.open_unlock_case("anna", &[("user", HANNA_UPN)]).await?;
        world.wait_for_card_text("[ Approve ]").await?;
        discord_goes_down(world);
        world.submit_form("anna", "Break glass…", "She is on stage in five minutes.").await?;
        meets_the_outage(world).await?;
        world.wait_for_card_text("[ Countersign ]").await?;
        world.press_button("bram", "Countersign").await?;
        world.wait_for_card_text("Countersigned by Bram Bakker").await?;
        // The card may say so before Bram has his answer, which would be lost with the power.
        world.wait_for_answers().await?;
        world.cycle_power().await?;
        assert!(world.discord.direct_messages_to("dana").is_empty());
        discord_recovers(world).await?;
        world.wait_for_direct_message("dana", "broke the glass").await.map(drop)
    });
    assert_eq!(over.await.world.discord.direct_messages_to("dana").len(), 1);
}

/// The channel is closed to the bot, and no operator takes direct messages. The journal says so, and nothing is tried again.
#[tokio::test(flavor = "multi_thread")]
async fn a_case_goes_on_although_nobody_can_be_told() {
    let over = converse_unrecorded(with_glass(), async |world| {
        world.discord.refuse_direct_messages("dana");
        world.discord.refuse_direct_messages("finn");
        world.open_unlock_case("anna", &[("user", HANNA_UPN)]).await?;
        world.wait_for_card_text("[ Approve ]").await?;
        world.discord_faults.add(TO_CHANNEL, FAULTS, Fault::Status { status: 403, retry_after: None });
        world.submit_form("anna", "Break glass…", "She is on stage in five minutes.").await?;
        world.wait_for_card_text("[ Countersign ]").await?;
        world.press_button("bram", "Countersign").await?;
        world.wait_for_card_text("Countersigned by Bram Bakker").await.map(drop)
    });
    let over = over.await;
    let left = over.world.discord_faults.left(|_| true);
    assert_eq!(left, FAULTS - 1, "it was tried again");
    let untold: Vec<String> = over.journal().into_iter().filter(|line| line.contains("took no message")).collect();
    assert_eq!(untold.len(), 1, "{untold:#?}");
}
