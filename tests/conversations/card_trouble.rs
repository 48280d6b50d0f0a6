//! A channel that does not accept the card: the requester still hears how the case stands.

use grendel::domain::outcome::Outcome;
use grendel_sandbox::world::WorldSettings;
use grendel_simulator::faults::Fault;

use super::harness::{HANNA_UPN, converse_unrecorded};

const GONE: Fault = Fault::Status { status: 404, retry_after: None };

#[tokio::test(flavor = "multi_thread")]
async fn a_deleted_card_is_posted_again() {
    let over = converse_unrecorded(WorldSettings::default(), async |world| {
        world.open_unlock_case("anna", &[("user", HANNA_UPN)]).await?;
        world.wait_for_card_text("[ Approve ]").await?;
        world.discord_faults.add("PATCH /api/v10/channels/", 1, GONE);
        world.press_button("bram", "Approve").await?;
        world.wait_for_card_text("can sign in again").await?;
        Ok(())
    });
    let over = over.await;
    assert_eq!(
        over.world.discord.guild().public().count(),
        2,
        "the old one, which the simulator still has, and a new one"
    );
    assert_eq!(over.final_state.outcomes, [Outcome::Completed]);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_requester_hears_when_the_channel_takes_no_card() {
    let over = converse_unrecorded(WorldSettings::default(), async |world| {
        world.discord_faults.add("POST /api/v10/channels/", 5, GONE);
        let attempt = world.type_unlock("anna", &[("user", HANNA_UPN)]).await?;
        world.expect_answer(&attempt, "laat mij in dit kanaal niets plaatsen").await?;
        Ok(())
    });
    let over = over.await;
    assert!(matches!(over.final_state.outcomes[..], [Outcome::Unavailable { .. }]), "{}", over.final_state.audit);
    assert_eq!(over.world.tenant.writes(), []);
}
