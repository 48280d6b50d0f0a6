//! Presses on what no longer exists: the answer says what happened to it and where to go on.

use std::time::Duration;

use grendel_sandbox::world::{World, WorldSettings};
use grendel_simulator::faults::Fault;
use grendel_simulator::tenant::Activity;

use super::super::harness::{
    HANNA, HANNA_UPN, Table, asks, comes_to_say, converse_unrecorded, denies, presses, presses_stale, redact, speak,
    told,
};

fn settings(locale: &str) -> WorldSettings {
    let mut settings = WorldSettings::default();
    speak(&mut settings.discord, locale);
    settings
}

/// Returns a button of the first case as an earlier version would have made it.
fn old(verb: &str) -> String {
    format!("v0:{verb}:1:{}", "0".repeat(64))
}

async fn over_and_over(world: &World, table: &mut Table) -> anyhow::Result<()> {
    let card = asks(world, "anna", &[("user", HANNA_UPN)]).await?;
    let link = format!("/{}", card.id);
    let raw = async |who: &str, button: String| -> anyhow::Result<String> {
        told(world, &world.discord.member(who)?.press_raw(&card, &button).await?).await
    };
    let heard = world.discord.member("bram")?.press_raw(&card, &old("approve")).await?;
    let answer = world.wait_until(|_| heard.private_message()).await?;
    assert!(answer.content.contains(&link), "the way to the card: {}", answer.content);
    table.row("Bram presses a button of an earlier Grendel's", &redact(&answer.content));
    table.row("of a case that nobody knows", &raw("bram", format!("v0:approve:9:{}", "0".repeat(64))).await?);
    table.row("that no Grendel ever made", &raw("bram", "v1:approve:seven".to_owned()).await?);
    let form = world.discord.member("chidi")?.press(&card, "v1:deny:").await?;
    let form = world.wait_until(|_| form.modal()).await?;
    presses(world, "bram", &card, "approve").await?;
    comes_to_say(world, &card, if table.0.contains("kaart") { "kan zich weer" } else { "can sign in again" }).await?;
    world.wait_until(|world| world.tenant.account(HANNA).enabled.then_some(())).await?;
    let late = world.discord.member("chidi")?.submit(&form, &[(&form.fields[0].custom_id, "Not today")]).await?;
    table.row("Chidi sends his denial when it is done", &told(world, &late).await?);
    let again = presses_stale(world, "chidi", &card, "approve").await?;
    assert!(again.contains("Bram Bakker"), "{again}");
    table.row("Chidi approves when it is done", &again);
    table.row("with a button of an earlier Grendel's", &raw("chidi", old("approve")).await?);
    // With a record: a block without one counts as one by security.
    let chidi = world.tenant.person("chidi");
    world.tenant.change_as(HANNA, &chidi, Activity::DisableAccount, |account| account.enabled = false);
    let card = asks(world, "anna", &[("user", HANNA_UPN)]).await?;
    denies(world, "bram", &card, "She is on leave").await?;
    table.row("Chidi approves what Bram has denied", &presses_stale(world, "chidi", &card, "approve").await?);
    let card = asks(world, "anna", &[("user", HANNA_UPN)]).await?;
    presses(world, "anna", &card, "withdraw").await?;
    table.row("Chidi approves what Anna has withdrawn", &presses_stale(world, "chidi", &card, "approve").await?);
    let unknown = world.discord.member("anna")?.type_command_unchecked("/lock", &[]).await?;
    table.row("Anna types a command that there is no more", &told(world, &unknown).await?);
    table.row(
        "Anna asks which cases are open",
        &told(world, &world.discord.member("anna")?.type_command("/cases", &[]).await?).await?,
    );
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_press_on_a_closed_case_says_how_it_ended_and_where_to_go_on() {
    let mut table = Table::default();
    for locale in ["en-US", "nl"] {
        converse_unrecorded(settings(locale), async |world| over_and_over(world, &mut table).await).await;
    }
    insta::assert_snapshot!(table.0);
}

/// A button of an outdated plan leads to the current card.
#[tokio::test(flavor = "multi_thread")]
async fn a_press_for_an_old_plan_leads_to_the_new_one() {
    converse_unrecorded(settings("en-US"), async |world| {
        let card = asks(world, "anna", &[("user", HANNA_UPN)]).await?;
        let bram = world.tenant.person("bram");
        let blocked = grendel_simulator::tenant::Activity::DisableAccount;
        world.tenant.change_as(HANNA, &bram, blocked, |account| account.enabled = false);
        presses(world, "bram", &card, "approve").await?;
        let anew = |world: &World| {
            let now = world.discord.guild().message(card.id).cloned()?;
            (now.to_text().contains("[ Approve ]") && now.components != card.components).then_some(())
        };
        world.wait_until(anew).await?;
        let attempt = world.discord.member("bram")?.press_stale(&card, "v1:approve:").await?;
        let answer = world.wait_until(|_| attempt.private_message()).await?.content;
        assert!(answer.contains("`stale_plan`") && answer.contains(&format!("/{}\n", card.id)), "{answer}");
        presses(world, "anna", &card, "withdraw").await.map(drop)
    })
    .await;
}

/// No button, of whatever version, says anything about a case of another channel.
#[tokio::test(flavor = "multi_thread")]
async fn an_old_button_tells_nothing_of_another_tenants_case() {
    let settings = WorldSettings { northwind: Some(vec![("bram", "nora")]), ..settings("en-US") };
    converse_unrecorded(settings, async |world| {
        let card = asks(world, "anna", &[("user", HANNA_UPN)]).await?;
        let there = world.discord.member("bram")?.in_channel("northwind");
        let heard = told(world, &there.press_raw(&card, &old("approve")).await?).await?;
        let nobody = format!("v0:approve:99:{}", "0".repeat(64));
        let unknown = told(world, &there.press_raw(&card, &nobody).await?).await?;
        assert_eq!(heard, unknown, "a case of another tenant does not exist");
        presses(world, "anna", &card, "withdraw").await?;
        let heard = told(world, &there.press_raw(&card, &old("approve")).await?).await?;
        assert_eq!(heard, unknown);
        Ok(())
    })
    .await;
}

/// A case that was refused in private has no card, and a button for it tells no one else about it.
#[tokio::test(flavor = "multi_thread")]
async fn an_old_button_says_nothing_about_a_private_refusal() {
    converse_unrecorded(settings("en-US"), async |world| {
        let attempt = world.type_unlock("anna", &[("user", "hanna@contoso.example")]).await?;
        told(world, &attempt).await?;
        world.tenant_faults.add("$batch", 1, Fault::Slow(Duration::from_millis(50)));
        let card = asks(world, "anna", &[("user", HANNA_UPN)]).await?;
        let bram = world.discord.member("bram")?;
        let of_annas = told(world, &bram.press_raw(&card, &old("approve")).await?).await?;
        let unknown = format!("v0:approve:99:{}", "0".repeat(64));
        assert_eq!(of_annas, told(world, &bram.press_raw(&card, &unknown).await?).await?);
        presses(world, "anna", &card, "withdraw").await.map(drop)
    })
    .await;
}
