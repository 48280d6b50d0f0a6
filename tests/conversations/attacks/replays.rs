//! Every kind of interaction arrives again, at once and after a restart: nothing is done twice.

use std::time::Duration;

use grendel_sandbox::world::{World, WorldSettings};
use grendel_simulator::discord::SentInteraction;

use super::super::harness::{HANNA_UPN, asks, comes_to_say, converse, presses};
use super::{
    answer_in_place_of_the_offer, begins_link, begins_vote, commands, signing_in, signing_in_to_approve, types,
};

/// Sends the same interactions again, and again after a restart. The journal must not grow by more than the restart.
async fn nothing_comes_of_it(world: &World, attempts: &[&SentInteraction]) -> anyhow::Result<()> {
    world.wait_for_answers().await?;
    let replay = async || {
        for attempt in attempts {
            world.discord.member("dana")?.replay(attempt).await?;
        }
        // Interactions are taken in order, so everything before this one was taken when it is answered.
        types(world, "dana", "/cases").await
    };
    let written = settled(world).await;
    let said: Vec<_> = attempts.iter().map(|attempt| attempt.private_messages()).collect();
    let writes = world.tenant.writes();
    replay().await?;
    world.cycle_power().await?;
    world.wait_for_bot().await?;
    replay().await?;
    // The start of the bot is the one new entry.
    assert_eq!(settled(world).await, written + 1, "something was written down twice");
    assert_eq!(attempts.iter().map(|attempt| attempt.private_messages()).collect::<Vec<_>>(), said);
    assert_eq!(world.tenant.writes(), writes);
    Ok(())
}

/// Returns the length of the journal once it stops growing: the entry that a card was shown follows a moment later.
async fn settled(world: &World) -> u64 {
    loop {
        let before = world.journal_length();
        tokio::time::sleep(Duration::from_millis(300)).await;
        if world.journal_length() == before {
            return before;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_command_an_approval_and_a_denial() {
    let over = converse("attacks-again", WorldSettings::default(), async |world| {
        let card = asks(world, "anna", &[("user", HANNA_UPN)]).await?;
        let denial = world.deny("bram", "Wait for HR.").await?;
        comes_to_say(world, &card, "Denied by").await?;
        let typed = world.type_unlock("anna", &[("user", HANNA_UPN)]).await?;
        world.wait_for_card_text("Case 2 ·").await?;
        let approval = world.press_button("bram", "Approve").await?;
        world.wait_for_card_text("can sign in again").await?;
        let refused = world.type_unlock("dana", &[("user", HANNA_UPN)]).await?;
        world.wait_until(|_| refused.private_message()).await?;
        nothing_comes_of_it(world, &[&denial, &typed, &approval, &refused]).await
    });
    assert_eq!(over.await.world.discord.guild().public().count(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_broken_glass_and_its_countersignature() {
    let anna = WorldSettings::default().discord.user("anna").unwrap();
    let glass = format!("\n[break_glass]\npeople = [\"{anna}\"]\ncountersign_within = \"24h\"\n");
    let settings = WorldSettings { commands: commands("", &glass), ..WorldSettings::default() };
    let over = converse("attacks-again-glass", settings, async |world| {
        let card = asks(world, "anna", &[("user", HANNA_UPN)]).await?;
        let anna = world.discord.member("anna")?;
        let press = anna.press(&card, "v1:break_glass:").await?;
        let form = world.wait_until(|_| press.modal()).await?;
        let broken = anna.submit(&form, &[(&form.fields[0].custom_id, "Nobody is there.")]).await?;
        comes_to_say(world, &card, "Countersign").await?;
        nothing_comes_of_it(world, &[&broken]).await?;
        let card = comes_to_say(world, &card, "Countersign").await?;
        let signed = world.discord.member("bram")?.press(&card, "v1:countersign:").await?;
        comes_to_say(world, &card, "Countersigned by").await?;
        nothing_comes_of_it(world, &[&broken, &signed]).await
    });
    assert_eq!(over.await.final_state.changes.len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_replayed_link_and_unlink_count_once() {
    let over = converse("attacks-again-link", signing_in(&["anna"]), async |world| {
        let (linked, link) = begins_link(world, "finn").await?;
        world.open_and_confirm(&world.tenant.sign_in("finn", &link)?).await?;
        answer_in_place_of_the_offer(world, &linked).await?;
        nothing_comes_of_it(world, &[&linked]).await?;
        let unlinked = types(world, "finn", "/unlink").await?;
        let (again, link) = begins_link(world, "finn").await?;
        world.open_and_confirm(&world.tenant.sign_in("finn", &link)?).await?;
        answer_in_place_of_the_offer(world, &again).await?;
        nothing_comes_of_it(world, &[&linked, &unlinked, &again]).await
    });
    let journal = over.await.journal();
    assert_eq!(journal.len(), 3, "{journal:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_approval_with_a_sign_in() {
    let over = converse("attacks-again-vote", signing_in_to_approve(&["anna", "bram"]), async |world| {
        let card = asks(world, "anna", &[("user", HANNA_UPN)]).await?;
        let (vote, link) = begins_vote(world, "bram", &card).await?;
        nothing_comes_of_it(world, &[&vote]).await?;
        // A sign-in begun before the restart is forgotten, so this one starts again.
        let (again, fresh) = begins_vote(world, "bram", &card).await?;
        world.open_and_confirm(&world.tenant.sign_in("bram", &link)?).await?;
        world.open_and_confirm(&world.tenant.sign_in("bram", &fresh)?).await?;
        comes_to_say(world, &card, "can sign in again").await?;
        nothing_comes_of_it(world, &[&vote, &again]).await?;
        assert!(presses(world, "bram", &card, "approve").await.is_err(), "there is no button any more");
        Ok(())
    });
    assert_eq!(over.await.final_state.changes.len(), 2);
}
