//! The card of a case whose requester is no longer allowed to do what was approved: it names them, and addresses no reader as "you".

use grendel_sandbox::world::{World, WorldSettings};
use grendel_simulator::discord::Message;
use grendel_simulator::faults::Fault;
use grendel_simulator::tenant::{Account, Risk};
use jiff::{SignedDuration, Timestamp};

use super::harness::{HANNA_UPN, Table, asks, comes_to_say, converse, presses, speak};

/// Changes an account.
type Change = fn(&mut Account);

/// Everything that can happen to Anna's account between her command and the first step.
const LOSSES: [(&str, Change); 3] = [
    ("Anna is blocked", |anna| anna.enabled = false),
    ("Somebody else may have Anna's account", |anna| {
        anna.risk = Some(Risk { state: "atRisk", level: "high", detail: "none", updated: Timestamp::now() });
    }),
    ("Anna has no directory role any more", |anna| anna.roles.clear()),
];

/// Anna asks, `happens` is applied, and Bram approves. Returns the last section of the card, which says how it ended.
async fn stops(world: &World, stopped: &str, happens: impl FnOnce()) -> anyhow::Result<String> {
    // The answer of Identity Protection is cached for ten seconds.
    let a_moment = SignedDuration::from_secs(11);
    world.advance_time(a_moment).await?;
    let card = asks(world, "anna", &[("user", HANNA_UPN)]).await?;
    happens();
    world.advance_time(a_moment).await?;
    presses(world, "bram", &card, "approve").await?;
    Ok(outcome(&comes_to_say(world, &card, stopped).await?))
}

fn outcome(card: &Message) -> String {
    let text = card.to_text();
    let mut lines = text.lines().skip_while(|line| !line.ends_with("Outcome:") && !line.ends_with("is afgelopen:"));
    lines.nth(1).unwrap_or_default().to_owned()
}

async fn cards(locale: &str, stopped: &str) -> String {
    let mut settings = WorldSettings::default();
    speak(&mut settings.discord, locale);
    let mut table = Table::default();
    let over = converse(format!("stopped-{locale}"), settings, async |world| {
        let as_she_was = world.tenant.account("anna");
        for (what, happens) in LOSSES {
            let said = stops(world, stopped, || world.tenant.change("anna", happens)).await?;
            table.row(what, &said);
            world.tenant.change("anna", |anna| *anna = as_she_was.clone());
        }
        let anna = world.discord.member("anna")?;
        let said = stops(world, stopped, || anna.remove_role("helpdesk").unwrap()).await?;
        table.row("Anna has no role in the chat any more", &said);
        anna.add_role("helpdesk")?;
        let card = asks(world, "anna", &[("user", HANNA_UPN)]).await?;
        // The change happens while the answer is awaited.
        world.tenant_faults.add("POST /v1.0/users/", 1, Fault::LostAnswer);
        presses(world, "bram", &card, "approve").await?;
        world.wait_until(|world| (world.tenant.writes().len() == 1).then_some(())).await?;
        anna.remove_role("helpdesk")?;
        let said = outcome(&comes_to_say(world, &card, stopped).await?);
        table.row("Anna has no role in the chat any more, after the first step", &said);
        anna.add_role("helpdesk")?;
        let other = "0b0b0b0b-0000-4000-8000-000000000001";
        let deleted = || world.tenant.change("anna", |anna| other.clone_into(&mut anna.object_id));
        table.row("Anna's account is deleted", &stops(world, stopped, deleted).await?);
        Ok(())
    });
    assert_eq!(over.await.final_state.changes.len(), 1, "only one of them came that far");
    table.0
}

#[tokio::test(flavor = "multi_thread")]
async fn in_english() {
    insta::assert_snapshot!("stopped_in_english", cards("en-US", "Stopped").await);
}

#[tokio::test(flavor = "multi_thread")]
async fn in_dutch() {
    insta::assert_snapshot!("stopped_in_dutch", cards("nl", "Gestopt").await);
}
