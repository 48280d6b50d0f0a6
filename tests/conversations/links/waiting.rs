//! Links that wait: the channel hears of them first, whatever happens to the chat or to the bot.

use std::time::Duration;

use anyhow::Context as _;
use grendel::domain::event::Entry;
use grendel::domain::link::PersonEvent;
use grendel_sandbox::world::{World, WorldSettings};
use grendel_simulator::discord::SentInteraction;
use grendel_simulator::faults::Fault;
use grendel_simulator::tenant::Risk;
use jiff::{SignedDuration, Timestamp};

use super::super::attacks::{answer_in_place_of_the_offer, begins_link, signing_in, types};
use super::super::harness::{HANNA_UPN, Over, asks, comes_to_say, converse_unrecorded, denies, speak, told};

/// The calls that post in the tenant's channel.
const POSTS: &str = "POST /api/v10/channels/1097863112501841920/";
const DAY: SignedDuration = SignedDuration::from_hours(24);

/// Types `/link`, signs in to this account and says yes. Returns the answer in the chat.
async fn links(world: &World, who: &str, account: &str) -> anyhow::Result<String> {
    let (attempt, address) = begins_link(world, who).await?;
    world.open_and_confirm(&world.tenant.sign_in(account, &address)?).await?;
    answer_in_place_of_the_offer(world, &attempt).await
}

async fn channel_reads(world: &World, words: &str) -> anyhow::Result<()> {
    let said = |world: &World| world.discord.guild().public().any(|message| message.content.contains(words));
    world.wait_until(|world| said(world).then_some(())).await
}

/// Returns the first line of the answer to `/whoami`.
async fn who_am_i(world: &World, who: &str) -> anyhow::Result<String> {
    let attempt = world.discord.member(who)?.type_command("/whoami", &[]).await?;
    told(world, &attempt).await
}

/// Bram, who had an account of his own, links another while nothing can be posted in the channel.
async fn relinks_unheard(world: &World) -> anyhow::Result<()> {
    links(world, "bram", "bram").await?;
    types(world, "bram", "/unlink").await?;
    channel_reads(world, "took back the link").await?;
    world.discord_faults.add(POSTS, 1_000, Fault::Status { status: 403, retry_after: None });
    links(world, "bram", "chidi").await.map(drop)
}

/// Moves the clock until the bot tries again to announce the link. It may have met the outage only a moment ago.
async fn is_announced(world: &World) -> anyhow::Result<()> {
    let said = |world: &World| {
        let guild = world.discord.guild();
        let mut messages = guild.public();
        messages.any(|message| message.content.contains("linked a different Microsoft 365 account")).then_some(())
    };
    for _ in 0..5 {
        world.advance_time(SignedDuration::from_mins(2)).await?;
        if world.wait_until_within(Duration::from_secs(4), said).await.is_ok() {
            return Ok(());
        }
    }
    anyhow::bail!("nobody hears of the link")
}

/// Checks that Bram's new link begins to count a day after the channel heard of it, and not before. The journal had so many
/// entries before that.
async fn counts_a_day_after(world: &World, entries: u64) -> anyhow::Result<()> {
    channel_reads(world, "linked a different Microsoft 365 account than before").await?;
    world.wait_for_direct_message("bram", "linked a different Microsoft 365 account than before").await?;
    // The day begins with the entry, which follows the messages.
    world.wait_until(|world| (world.journal_length() > entries).then_some(())).await?;
    world.advance_time(DAY - SignedDuration::from_mins(5)).await?;
    let words = who_am_i(world, "bram").await?;
    anyhow::ensure!(!words.contains("chidi.okafor@contoso.example"), "it counts already: {words}");
    world.advance_time(SignedDuration::from_mins(6)).await?;
    let words = who_am_i(world, "bram").await?;
    anyhow::ensure!(words.contains("chidi.okafor@contoso.example"), "it does not count: {words}");
    Ok(())
}

fn announcements(over: &Over) -> usize {
    let entries = over.entries();
    let announced = |entry: &Entry| matches!(entry, Entry::Person { person: PersonEvent::LinkAnnounced { .. } });
    entries.iter().filter(|entry| announced(&entry.entry)).count()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_relink_that_nobody_could_hear_of_does_not_count_until_it_is_announced() {
    let over = converse_unrecorded(signing_in(&["anna"]), async |world| {
        relinks_unheard(world).await?;
        world.advance_time(DAY * 2).await?;
        let words = who_am_i(world, "bram").await?;
        anyhow::ensure!(!words.contains("chidi.okafor@contoso.example"), "{words}");
        let entries = world.journal_length();
        world.discord_faults.clear();
        is_announced(world).await?;
        counts_a_day_after(world, entries).await?;
        // As an approver he is who he is now.
        let card = asks(world, "anna", &[("user", HANNA_UPN)]).await?;
        denies(world, "bram", &card, "Not like this.").await?;
        comes_to_say(world, &card, "Not like this.").await.map(drop)
    });
    assert_eq!(announcements(&over.await), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restart_announces_a_relink_that_nobody_could_hear_of() {
    let over = converse_unrecorded(signing_in(&["anna"]), async |world| {
        relinks_unheard(world).await?;
        world.cut_power().await;
        // The start itself is one entry.
        let entries = world.journal_length() + 1;
        world.advance_clocks(DAY * 2);
        world.discord_faults.clear();
        world.restore_power().await?;
        world.wait_for_bot().await?;
        counts_a_day_after(world, entries).await
    });
    assert_eq!(announcements(&over.await), 1);
}

/// Begins to link with a code that is typed on another device. Returns the command and the code.
async fn types_device_code(world: &World, who: &str) -> anyhow::Result<(SentInteraction, String)> {
    let attempt = types(world, who, "/link").await?;
    let offer = world.wait_until(|_| attempt.private_message()).await?;
    let code = offer.content.split('`').nth(1).map(str::to_owned);
    Ok((attempt, code.ok_or_else(|| anyhow::anyhow!("no code: {}", offer.content))?))
}

/// Finn talks Bram into typing a code for him. Bram's colleagues read whose account Finn has linked, and have a day.
#[tokio::test(flavor = "multi_thread")]
async fn a_link_by_a_code_on_another_device_waits_and_is_announced() {
    let mut settings = WorldSettings { device_code: true, linked: vec!["anna"], ..WorldSettings::default() };
    settings.tenant.allows_public_client_flows = true;
    speak(&mut settings.discord, "en-US");
    let over = converse_unrecorded(settings, async |world| {
        let (attempt, code) = types_device_code(world, "finn").await?;
        world.tenant.enter_device_code("bram", &code)?;
        world.advance_clocks(SignedDuration::from_secs(6));
        let said = world.wait_until(|_| {
            attempt.private_message().filter(|answer| answer.content.contains("by a code on another device"))
        });
        said.await.with_context(|| format!("Finn hears:\n{}", world.discord.seen_by("finn")))?;
        channel_reads(world, "linked the Microsoft 365 account bram.bakker@contoso.example").await?;
        world.wait_for_direct_message("finn", "by a code typed on another device").await?;
        let words = who_am_i(world, "finn").await?;
        anyhow::ensure!(!words.contains("bram.bakker@contoso.example"), "it counts already: {words}");
        world.advance_time(DAY + SignedDuration::from_mins(1)).await?;
        let words = who_am_i(world, "finn").await?;
        anyhow::ensure!(words.contains("bram.bakker@contoso.example"), "it does not count: {words}");
        Ok(())
    });
    assert_eq!(announcements(&over.await), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_at_risk_is_not_linked() {
    let over = converse_unrecorded(signing_in(&["anna"]), async |world| {
        let (updated, detail) = (Timestamp::now(), "none");
        let risk = Risk { state: "atRisk", level: "high", detail, updated };
        world.tenant.change("bram", |account| account.risk = Some(risk));
        let answer = links(world, "bram", "bram").await?;
        anyhow::ensure!(answer.contains("account_at_risk"), "{answer}");
        Ok(())
    });
    assert_eq!(over.await.journal().len(), 1);
}

/// The sign-in is over, and the account is blocked before the member has confirmed it.
#[tokio::test(flavor = "multi_thread")]
async fn an_account_that_is_blocked_meanwhile_is_not_linked() {
    let over = converse_unrecorded(signing_in(&["anna"]), async |world| {
        let (attempt, address) = begins_link(world, "bram").await?;
        let asked = world.open_page(&world.tenant.sign_in("bram", &address)?).await?;
        world.tenant.change("bram", |account| account.enabled = false);
        world.confirm(asked).await?;
        let answer = answer_in_place_of_the_offer(world, &attempt).await?;
        anyhow::ensure!(answer.contains("account_disabled"), "{answer}");
        Ok(())
    });
    assert_eq!(over.await.journal().len(), 1);
}
