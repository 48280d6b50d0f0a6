//! Power cuts at chosen moments of a conversation: between an acknowledgement and its record, and between a call and its record.

use grendel_sandbox::scenarios::scenario;
use grendel_sandbox::world::{World, WorldSettings};
use grendel_simulator::faults::Fault;
use jiff::SignedDuration;

/// The power fails after Bram's press was acknowledged and before his approval is on disk. He does not press again.
#[tokio::test(flavor = "multi_thread")]
async fn an_acknowledged_press_counts_after_a_power_cut() {
    let world = World::start(WorldSettings::default()).await.unwrap();
    world.open_unlock_case("anna", &[("user", "hanna.visser@contoso.example")]).await.unwrap();
    world.wait_for_card_text("[ Approve ]").await.unwrap();
    world.tenant_faults.add("$batch", 1, Fault::Slow(std::time::Duration::from_millis(800)));
    let card = world.newest_card().unwrap();
    let press = world.discord.member("bram").unwrap().press(&card, "Approve").await.unwrap();
    world.wait_until(|_| press.acknowledged()).await.unwrap();
    world.cycle_power().await.unwrap();
    world.wait_for_card_text("can sign in again").await.unwrap();
    world.expect_answer(&press, "is recorded").await.unwrap();
    let final_state = world.finish().await.unwrap();
    assert_eq!(final_state.changes.len(), 2, "{}", final_state.audit);
}

/// The power fails after Microsoft has carried out a call and before its answer is recorded.
async fn crash_between_call_and_record(call: &str, calls_before: usize) {
    let world = World::start(WorldSettings::default()).await.unwrap();
    world.open_unlock_case("anna", &[("user", "hanna.visser@contoso.example")]).await.unwrap();
    world.wait_for_card_text("[ Approve ]").await.unwrap();
    world.tenant_faults.add(call, 1, Fault::LostAnswer);
    world.press_button("bram", "Approve").await.unwrap();
    let written = |world: &World| (world.tenant.writes().len() > calls_before).then_some(());
    world.wait_until(written).await.unwrap();
    world.cycle_power().await.unwrap();
    world.wait_for_card_text("can sign in again").await.unwrap();
    let final_state = world.finish().await.unwrap();
    assert!(final_state.audit.contains("reading shows that it took effect"), "{}", final_state.audit);
    assert_eq!(world.tenant.writes().len(), 2, "each step was called once:\n{}", final_state.audit);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_power_cut_after_sessions_were_revoked_revokes_none_again() {
    crash_between_call_and_record("POST /v1.0/users/", 0).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_power_cut_after_sign_in_was_enabled_enables_nothing_again() {
    crash_between_call_and_record("PATCH /v1.0/users/", 1).await;
}

/// The power fails after Discord has taken a message that mentions people and before that is recorded.
#[tokio::test(flavor = "multi_thread")]
async fn a_power_cut_after_a_mention_mentions_nobody_again() {
    let mut settings = WorldSettings::default();
    (scenario("silence").unwrap().prepare)(&mut settings);
    let world = World::start(settings).await.unwrap();
    world.open_unlock_case("anna", &[("user", "hanna.visser@contoso.example")]).await.unwrap();
    world.wait_for_card_text("[ Approve ]").await.unwrap();
    // The card itself is shown by edits from now on.
    world.discord_faults.add("POST /api/v10/channels/", 1, Fault::LostAnswer);
    world.advance_time(SignedDuration::from_mins(11)).await.unwrap();
    world.wait_for_mention(&["security"], "still waits for your decision").await.unwrap();
    world.cycle_power().await.unwrap();
    world.press_button("eva", "Approve").await.unwrap();
    world.wait_for_card_text("can sign in again").await.unwrap();
    let final_state = world.finish().await.unwrap();
    assert!(final_state.audit.contains("people were called to the card"), "{}", final_state.audit);
    let calls = world.discord.guild().public().filter(|message| !message.mentions.is_empty()).count();
    assert_eq!(calls, 1, "{}", world.discord.seen_by("eva"));
}
