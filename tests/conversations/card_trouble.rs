//! When the channel does not take the card: nobody is left in the dark.

use grendel::domain::outcome::Outcome;
use grendel_sandbox::world::WorldSettings;
use grendel_simulator::faults::Fault;

use super::harness::{HANNA_UPN, converse_unrecorded};

const GONE: Fault = Fault::Status { status: 404, retry_after: None };

#[tokio::test(flavor = "multi_thread")]
async fn a_card_that_somebody_deleted_is_posted_anew() {
    let over = converse_unrecorded(WorldSettings::default(), async |world| {
        world.unlocks("anna", &[("user", HANNA_UPN)]).await?;
        world.card_says("[ Approve ]").await?;
        world.discord_faults.add("PATCH /api/v10/channels/", 1, GONE);
        world.presses("bram", "Approve").await?;
        world.card_says("can sign in again").await?;
        Ok(())
    });
    let over = over.await;
    assert_eq!(
        over.world.discord.room().public().count(),
        2,
        "the old one, which the simulator still has, and a new one"
    );
    assert_eq!(over.reckoning.outcomes, [Outcome::Completed]);
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_asked_is_told_when_the_channel_takes_no_card() {
    let over = converse_unrecorded(WorldSettings::default(), async |world| {
        world.discord_faults.add("POST /api/v10/channels/", 5, GONE);
        let attempt = world.types("anna", &[("user", HANNA_UPN)]).await?;
        world.is_told(&attempt, "laat mij in dit kanaal niets plaatsen").await?;
        Ok(())
    });
    let over = over.await;
    assert!(matches!(over.reckoning.outcomes[..], [Outcome::Unavailable { .. }]), "{}", over.reckoning.audit);
    assert_eq!(over.world.tenant.writes(), []);
}
