//! Who is who: what people read of it, and what becomes of a case when somebody takes their link back.
//!
//! The sign-ins that made the links are in the journal already when the bot comes up; how they get there is in `links/`.

mod signing_in;

use grendel::bot::store_folder;
use grendel::domain::link::{How, PersonEvent};
use grendel::domain::people::Member;
use grendel::domain::{InteractionId, MemberId, ObjectId};
use grendel::journal::Journal;
use grendel::store::{self, Store};
use grendel_sandbox::world::{Settings, Stage};
use jiff::Timestamp;

use super::harness::{HANNA_UPN, Over, Table, asks, comes_to_say, presses, redact, told};

/// A stage whose operator has named these, and on which those have proved who they are with an earlier bot.
async fn converse_with(
    named: &[&'static str],
    proved: &[&str],
    play: impl AsyncFnOnce(&Stage, &mut Table) -> anyhow::Result<()>,
) -> (String, Over) {
    let settings = Settings { linked: named.to_vec(), with_bot: false, ..Settings::default() };
    let stage = Stage::start(settings).await.unwrap();
    let store = Store::open(&store::Settings::new(store_folder(&stage.state()))).unwrap();
    let journal = Journal::new(store);
    for (interaction, key) in (1..).zip(proved) {
        journal.person(Timestamp::now(), linked(&stage, key, interaction)).await.unwrap();
    }
    journal.store().clone().close().await.unwrap();
    drop(journal);
    // Nothing runs yet; the power comes back.
    stage.power_fails().await.unwrap();
    stage.comes_up().await.unwrap();
    let mut table = Table::default();
    if let Err(error) = play(&stage, &mut table).await {
        panic!("{error:?}");
    }
    let reckoning = stage.end().await.unwrap();
    (table.0, Over { stage, reckoning })
}

fn linked(stage: &Stage, key: &str, interaction: u64) -> PersonEvent {
    let account = stage.tenant.account(key);
    let id = MemberId(stage.discord.settings().user(key).unwrap());
    PersonEvent::Linked {
        tenant: "contoso".into(),
        member: Member { id, name: key.to_owned(), roles: Vec::new() },
        account: ObjectId::parse(&account.object_id).unwrap(),
        upn: account.user_principal_name,
        how: How::Code,
        interaction: InteractionId(interaction),
    }
}

impl Table {
    /// Somebody types a command that opens no case, and is answered.
    async fn asks(&mut self, stage: &Stage, who: &str, command: &str) -> anyhow::Result<()> {
        let attempt = stage.discord.member(who)?.types(command, &[]).await?;
        self.row(&format!("{who} types {command}"), &told(stage, &attempt).await?);
        Ok(())
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_people_are_told_about_themselves() {
    let told = converse_with(&["anna", "bram"], &["chidi"], async |stage, table| {
        table.asks(stage, "anna", "/whoami").await?;
        table.asks(stage, "chidi", "/whoami").await?;
        table.asks(stage, "dana", "/whoami").await?;
        table.asks(stage, "anna", "/link").await?;
        table.asks(stage, "chidi", "/link").await?;
        table.asks(stage, "dana", "/link").await?;
        table.asks(stage, "anna", "/unlink").await?;
        table.asks(stage, "dana", "/unlink").await?;
        table.asks(stage, "chidi", "/unlink").await?;
        table.asks(stage, "chidi", "/whoami").await
    });
    let (table, over) = told.await;
    assert_eq!(over.stage.discord.room().public().count(), 0, "who is who is between two");
    insta::assert_snapshot!(format!("{table}\nThe journal:\n{}", over.journal().join("\n")));
}

/// What a link allows, it allows until it is taken back, also after a restart.
#[tokio::test(flavor = "multi_thread")]
async fn a_link_is_worth_as_much_as_the_operators_word() {
    let told = converse_with(&["bram"], &["anna", "chidi"], async |stage, table| {
        let card = asks(stage, "anna", &[("user", HANNA_UPN)]).await?;
        table.asks(stage, "chidi", "/unlink").await?;
        stage.power_fails().await?;
        stage.comes_up().await?;
        table.row("Chidi approves without a link", &presses(stage, "chidi", &card, "approve").await?);
        table.row("Bram approves", &presses(stage, "bram", &card, "approve").await?);
        comes_to_say(stage, &card, "can sign in again").await?;
        Ok(())
    });
    insta::assert_snapshot!(told.await.0);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_takes_their_link_back_takes_their_open_cases_with_it() {
    let told = converse_with(&["bram"], &["anna"], async |stage, table| {
        let card = asks(stage, "anna", &[("user", HANNA_UPN)]).await?;
        table.asks(stage, "anna", "/unlink").await?;
        table.row("Bram approves", &presses(stage, "bram", &card, "approve").await?);
        let over = comes_to_say(stage, &card, "Stopped").await?;
        table.row("The card then", &redact(&over.to_text()));
        Ok(())
    });
    let (table, over) = told.await;
    assert!(over.reckoning.changes.is_empty(), "something was changed: {:?}", over.reckoning.changes);
    insta::assert_snapshot!(table);
}
