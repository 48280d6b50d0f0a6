//! Links that nobody touches: their ends, reminders, and the memory of those who took theirs back.

use std::time::Duration;

use grendel::bot::store_folder;
use grendel::domain::event::Entry;
use grendel::domain::link::PersonEvent;
use grendel::journal::Journal;
use grendel::store::Store;
use grendel_sandbox::scenarios::scenario;
use grendel_sandbox::world::{World, WorldSettings};
use grendel_simulator::faults::Fault;
use jiff::{SignedDuration, Timestamp};

use super::super::attacks::{answer_in_place_of_the_offer, signing_in, types};
use super::super::harness::{HANNA_UPN, Over, asks, comes_to_say, converse_unrecorded, denies, member, presses, told};
use super::linked;

/// A world in which these members linked themselves with an earlier bot, until so many days from now, or without an end as in the first
/// version.
async fn with_links(
    settings: WorldSettings,
    links: &[(&str, Option<i64>)],
    play: impl AsyncFnOnce(&World) -> anyhow::Result<()>,
) -> Over {
    let world = World::start(WorldSettings { with_bot: false, ..settings }).await.unwrap();
    let journal = Journal::new(Store::open(&store_folder(&world.state_folder())).unwrap());
    for (interaction, (key, days)) in (1..).zip(links) {
        let mut event = linked(&world, key, interaction);
        if let PersonEvent::Linked { until, .. } = &mut event {
            *until = days.map(|days| Timestamp::now() + SignedDuration::from_hours(24 * days));
        }
        journal.person(Timestamp::now(), event).await.unwrap();
    }
    journal.store().clone().close().await.unwrap();
    drop(journal);
    if let Err(error) = play(&world).await {
        panic!("{error:?}");
    }
    let final_state = world.finish().await.unwrap();
    Over { world, final_state }
}

/// Starts the bot, which has not run yet.
async fn starts(world: &World) -> anyhow::Result<()> {
    world.cycle_power().await?;
    world.wait_for_bot().await
}

/// Waits for a message in the channel.
async fn channel_reads(world: &World, words: &str) -> anyhow::Result<()> {
    let said = |world: &World| world.discord.guild().public().any(|message| message.content.contains(words));
    world.wait_until(|world| said(world).then_some(())).await
}

/// Signs in as this member, who links their account. Returns the answer.
async fn links(world: &World, who: &str) -> anyhow::Result<String> {
    let attempt = types(world, who, "/link").await?;
    let offer = world.wait_until(|_| attempt.private_message()).await?;
    world.follow_link_and_confirm(who, &offer).await?;
    answer_in_place_of_the_offer(world, &attempt).await
}

async fn says(world: &World, who: &str, command: &str) -> anyhow::Result<String> {
    let attempt = world.discord.member(who)?.type_command(command, &[]).await?;
    told(world, &attempt).await
}

/// Returns the times that `of` reads from events of people, each after the time at which the event was written.
fn events(over: &Over, of: impl Fn(&PersonEvent) -> Option<Timestamp>) -> Vec<(Timestamp, Timestamp)> {
    let entries = over.entries();
    let told = entries.iter().filter_map(|entry| match &entry.entry {
        Entry::Person { person } => of(person).map(|until| (entry.at, until)),
        _ => None,
    });
    told.collect()
}

const DAY: SignedDuration = SignedDuration::from_hours(24);

#[tokio::test(flavor = "multi_thread")]
async fn a_link_of_the_first_version_gets_thirty_days_at_the_first_start() {
    let over = with_links(signing_in(&["anna"]), &[("chidi", None)], async |world| {
        starts(world).await?;
        let words = says(world, "chidi", "/whoami").await?;
        anyhow::ensure!(words.contains("chidi.okafor@contoso.example"), "{words}");
        // The second start adds nothing.
        starts(world).await
    });
    let graces = events(&over.await, |event| match event {
        PersonEvent::LinkGraced { until, .. } => Some(*until),
        _ => None,
    });
    let [(at, until)] = graces[..] else { panic!("{graces:?}") };
    assert!((DAY * 30 - until.duration_since(at)).abs() < SignedDuration::from_mins(1), "{at} {until}");
}

/// By direct message, and in the channel because direct messages can be closed.
#[tokio::test(flavor = "multi_thread")]
async fn the_owner_of_a_link_hears_of_its_end_seven_days_before() {
    let over = with_links(signing_in(&["anna"]), &[("chidi", Some(8)), ("bram", Some(60))], async |world| {
        starts(world).await?;
        world.advance_time(DAY + SignedDuration::from_mins(61)).await?;
        world.wait_for_direct_message("chidi", "your link to your Microsoft 365 account ends on").await?;
        channel_reads(world, "your link to your Microsoft 365 account ends on").await?;
        world.advance_time(DAY).await?;
        says(world, "chidi", "/whoami").await.map(drop)
    });
    let over = over.await;
    let reminders = events(&over, |event| match event {
        PersonEvent::LinkReminded { until, .. } => Some(*until),
        _ => None,
    });
    let [(at, until)] = reminders[..] else { panic!("{reminders:?}") };
    assert!(until.duration_since(at) <= DAY * 7, "{at} {until}");
    assert_eq!(over.world.discord.direct_messages_to("chidi").len(), 1);
    assert!(over.world.discord.direct_messages_to("bram").is_empty());
}

/// The chat takes its time for a reminder. Meanwhile its reader unlinks, and others read who they are.
#[tokio::test(flavor = "multi_thread")]
async fn nobody_waits_for_a_reminder_that_is_being_sent() {
    let over = with_links(signing_in(&["anna"]), &[("chidi", Some(6))], async |world| {
        let slow = Fault::Slow(Duration::from_secs(12));
        world.discord_faults.add("POST /api/v10/users/@me/channels", 1, slow);
        starts(world).await?;
        let is_slow = |fault: &Fault| matches!(fault, Fault::Slow(_));
        world.wait_until(|world| (world.discord_faults.left(is_slow) == 0).then_some(())).await?;
        let both = async { tokio::try_join!(says(world, "chidi", "/unlink"), says(world, "anna", "/whoami")) };
        let (unlinked, _) = tokio::time::timeout(Duration::from_secs(6), both).await??;
        anyhow::ensure!(unlinked.contains("not linked to any account any more"), "{unlinked}");
        anyhow::ensure!(world.discord.direct_messages_to("chidi").iter().all(|one| !one.content.contains("ends on")));
        world.wait_for_direct_message("chidi", "ends on").await.map(drop)
    });
    over.await;
}

/// A proof counts for ninety days; then it is given again, and counts at once.
#[tokio::test(flavor = "multi_thread")]
async fn a_link_ends_after_ninety_days_and_is_proved_again() {
    // After so long no record says who blocked Hanna, so it takes security too: Eva.
    let over = converse_unrecorded(signing_in(&["anna", "chidi", "eva"]), async |world| {
        links(world, "bram").await?;
        world.advance_time(DAY * 89).await?;
        channel_reads(world, "your link to your Microsoft 365 account ends on").await?;
        let words = says(world, "bram", "/whoami").await?;
        anyhow::ensure!(words.contains("bram.bakker@contoso.example"), "{words}");
        world.advance_time(DAY + SignedDuration::from_mins(1)).await?;
        let card = asks(world, "anna", &[("user", HANNA_UPN)]).await?;
        let answer = presses(world, "bram", &card, "approve").await?;
        anyhow::ensure!(answer.contains("link_expired"), "{answer}");
        links(world, "bram").await?;
        denies(world, "bram", &card, "Not like this.").await?;
        comes_to_say(world, &card, "Not like this.").await.map(drop)
    });
    assert!(over.await.final_state.changes.is_empty());
}

/// An intruder with Bram's session in the chat moves him nowhere: his account is in `grendel.toml`.
#[tokio::test(flavor = "multi_thread")]
async fn a_person_whom_the_operator_named_cannot_be_relinked() {
    let over = converse_unrecorded(signing_in(&["anna", "bram"]), async |world| {
        for command in ["/unlink", "/link"] {
            let answer = says(world, "bram", command).await?;
            anyhow::ensure!(answer.contains("linked_by_operator"), "{command}: {answer}");
        }
        let card = asks(world, "anna", &[("user", HANNA_UPN)]).await?;
        presses(world, "bram", &card, "approve").await?;
        comes_to_say(world, &card, "can sign in again").await.map(drop)
    });
    assert_eq!(events(&over.await, |_| Some(Timestamp::UNIX_EPOCH)), [], "no link was changed");
}

/// A team of two. An intruder with Bram's session unlinks him, and Anna is no more alone than before.
#[tokio::test(flavor = "multi_thread")]
async fn taking_a_link_back_leaves_nobody_alone() {
    let mut settings = signing_in(&["anna"]);
    settings.tenant.pass_policy.enabled = false;
    let over = with_links(settings, &[("bram", Some(60))], async |world| {
        starts(world).await?;
        says(world, "bram", "/unlink").await?;
        channel_reads(world, "took back the link to their Microsoft 365 account").await?;
        world.wait_for_direct_message("bram", "took back the link").await?;
        let asked = world.type_unlock("anna", &[("user", HANNA_UPN)]).await?;
        let answer = told(world, &asked).await?;
        anyhow::ensure!(answer.contains("nobody_can_approve"), "{answer}");
        // A member without a role could not decide, linked or not.
        world.discord.member("bram")?.remove_role("lead")?;
        let card = asks(world, "anna", &[("user", HANNA_UPN)]).await?;
        comes_to_say(world, &card, "[ Go on alone ]").await?;
        presses(world, "anna", &card, "withdraw").await.map(drop)
    });
    assert!(over.await.final_state.changes.is_empty());
}

/// The link has run out while Bram was away. He is known all the same.
#[tokio::test(flavor = "multi_thread")]
async fn a_link_that_has_ended_leaves_nobody_alone() {
    let over = with_links(signing_in(&["anna"]), &[("bram", Some(1))], async |world| {
        starts(world).await?;
        channel_reads(world, "ends on").await?;
        world.advance_time(DAY + SignedDuration::from_mins(1)).await?;
        let asked = world.type_unlock("anna", &[("user", HANNA_UPN)]).await?;
        let answer = told(world, &asked).await?;
        anyhow::ensure!(answer.contains("nobody_can_approve"), "{answer}");
        Ok(())
    });
    assert!(over.await.final_state.changes.is_empty());
}

/// Nadia's account is contained. An intruder may have proved the link, so she proves it again once the account is hers.
#[tokio::test(flavor = "multi_thread")]
async fn a_containment_ends_the_link_of_the_account() {
    let mut settings = WorldSettings::default();
    (scenario("contain").unwrap().prepare)(&mut settings);
    member(&mut settings.discord, "compromised", "Nadia Ferrara", 601_100_000_000_000_031, &[]);
    let over = with_links(settings, &[("compromised", Some(60))], async |world| {
        starts(world).await?;
        let upn = world.tenant.account("compromised").user_principal_name;
        let (_, card) = world.open_case("anna", "/contain", &[("user", &upn)]).await?;
        presses(world, "gita", &card, "approve").await?;
        comes_to_say(world, &card, "Nobody gets to see it").await?;
        let words = says(world, "compromised", "/whoami").await?;
        anyhow::ensure!(words.contains("that proof ended"), "{words}");
        // It stays so after a start.
        starts(world).await?;
        let words = says(world, "compromised", "/whoami").await?;
        anyhow::ensure!(words.contains("that proof ended"), "{words}");
        Ok(())
    });
    over.await;
}
