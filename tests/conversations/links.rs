//! Links between members and accounts: what people read about them, and what happens to a case when a link is removed.
//!
//! The sign-ins that made the links are already in the journal when the bot starts; `links/` tests how they get there.

mod keeping;
mod signing_in;
mod waiting;

use grendel::bot::store_folder;
use grendel::domain::event::Entry;
use grendel::domain::link::{PersonEvent, ProofMethod};
use grendel::domain::people::Member;
use grendel::domain::refusal::Refusal;
use grendel::domain::{InteractionId, MemberId, ObjectId};
use grendel::journal::{Journal, JournalEntry};
use grendel::store::Store;
use grendel_sandbox::world::{World, WorldSettings};
use jiff::{SignedDuration, Timestamp};

use super::harness::{HANNA_UPN, Over, Table, asks, comes_to_say, presses, redact, told};

/// Returns how many links were made, and how many entries there are without numbers that came too late. The chat may
/// deliver a number once more after a restart, for a sign-in that was forgotten: that is refused.
fn links_beside_late_numbers(over: &Over) -> (usize, u64) {
    let entries = over.entries();
    let is_link = |entry: &&JournalEntry| matches!(entry.entry, Entry::Person { person: PersonEvent::Linked { .. } });
    let is_late = |entry: &&JournalEntry| matches!(&entry.entry, Entry::Unrouted { unrouted } if unrouted.refusal == Refusal::SignInOver);
    let late = entries.iter().filter(is_late).count() as u64;
    (entries.iter().filter(is_link).count(), over.final_state.entries - late)
}

/// A world whose operator named some members, and in which others linked themselves with an earlier bot.
async fn converse_with(
    named: &[&'static str],
    proved: &[&str],
    play: impl AsyncFnOnce(&World, &mut Table) -> anyhow::Result<()>,
) -> (String, Over) {
    let settings = WorldSettings { linked: named.to_vec(), with_bot: false, ..WorldSettings::default() };
    let world = World::start(settings).await.unwrap();
    let store = Store::open(&store_folder(&world.state_folder())).unwrap();
    let journal = Journal::new(store);
    for (interaction, key) in (1..).zip(proved) {
        journal.person(Timestamp::now(), linked(&world, key, interaction)).await.unwrap();
    }
    journal.store().clone().close().await.unwrap();
    drop(journal);
    // No bot runs yet; this starts one.
    world.cycle_power().await.unwrap();
    world.wait_for_bot().await.unwrap();
    let mut table = Table::default();
    if let Err(error) = play(&world, &mut table).await {
        panic!("{error:?}");
    }
    let final_state = world.finish().await.unwrap();
    (table.0, Over { world, final_state })
}

fn linked(world: &World, key: &str, interaction: u64) -> PersonEvent {
    let account = world.tenant.account(key);
    let id = MemberId(world.discord.settings().user(key).unwrap());
    PersonEvent::Linked {
        tenant: "contoso".into(),
        member: Member { id, name: key.to_owned(), username: key.to_owned(), roles: Vec::new() },
        account: ObjectId::parse(&account.object_id).unwrap(),
        upn: account.user_principal_name,
        how: ProofMethod::Code,
        interaction: InteractionId(interaction),
        from: None,
        until: Some(Timestamp::now() + SignedDuration::from_hours(24 * 60)),
        locale: None,
        guild_locale: None,
    }
}

impl Table {
    /// Types a command that opens no case and waits for the answer.
    async fn asks(&mut self, world: &World, who: &str, command: &str) -> anyhow::Result<()> {
        let attempt = world.discord.member(who)?.type_command(command, &[]).await?;
        self.row(&format!("{who} types {command}"), &told(world, &attempt).await?);
        Ok(())
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whoami_as_each_member_reads_it() {
    let told = converse_with(&["anna", "bram"], &["chidi"], async |world, table| {
        table.asks(world, "anna", "/whoami").await?;
        table.asks(world, "chidi", "/whoami").await?;
        table.asks(world, "dana", "/whoami").await?;
        table.asks(world, "anna", "/link").await?;
        table.asks(world, "chidi", "/link").await?;
        table.asks(world, "dana", "/link").await?;
        table.asks(world, "anna", "/unlink").await?;
        table.asks(world, "dana", "/unlink").await?;
        table.asks(world, "chidi", "/unlink").await?;
        table.asks(world, "chidi", "/whoami").await?;
        world.wait_until(|world| world.discord.guild().public().next().cloned()).await.map(drop)
    });
    let (table, over) = told.await;
    let public: Vec<String> = over.world.discord.guild().public().map(|message| message.content.clone()).collect();
    assert!(public.len() == 1 && public[0].contains("took back the link"), "who is who is between two: {public:?}");
    insta::assert_snapshot!(format!("{table}\nThe journal:\n{}", over.journal().join("\n")));
}

/// A link counts until it is removed, also after a restart.
#[tokio::test(flavor = "multi_thread")]
async fn a_link_is_worth_as_much_as_the_operators_word() {
    let told = converse_with(&["bram"], &["anna", "chidi"], async |world, table| {
        let card = asks(world, "anna", &[("user", HANNA_UPN)]).await?;
        table.asks(world, "chidi", "/unlink").await?;
        world.cycle_power().await?;
        world.wait_for_bot().await?;
        table.row("Chidi approves without a link", &presses(world, "chidi", &card, "approve").await?);
        table.row("Bram approves", &presses(world, "bram", &card, "approve").await?);
        comes_to_say(world, &card, "can sign in again").await?;
        Ok(())
    });
    insta::assert_snapshot!(told.await.0);
}

#[tokio::test(flavor = "multi_thread")]
async fn unlinking_closes_the_members_open_cases() {
    let told = converse_with(&["bram"], &["anna"], async |world, table| {
        let card = asks(world, "anna", &[("user", HANNA_UPN)]).await?;
        table.asks(world, "anna", "/unlink").await?;
        table.row("Bram approves", &presses(world, "bram", &card, "approve").await?);
        let over = comes_to_say(world, &card, "Stopped").await?;
        table.row("The card then", &redact(&over.to_text()));
        Ok(())
    });
    let (table, over) = told.await;
    assert!(over.final_state.changes.is_empty(), "something was changed: {:?}", over.final_state.changes);
    insta::assert_snapshot!(table);
}
