//! Somebody presses what is no longer there: they are told what became of it, and where to go on.

use std::time::Duration;

use grendel_sandbox::world::{Settings, Stage};
use grendel_simulator::faults::Fault;

use super::super::harness::{
    HANNA, HANNA_UPN, Table, asks, comes_to_say, converse_unrecorded, denies, presses, presses_stale, redact, speak,
    told,
};

fn settings(locale: &str) -> Settings {
    let mut settings = Settings::default();
    speak(&mut settings.discord, locale);
    settings
}

/// A button of the first case as an earlier Grendel would have made it.
fn old(verb: &str) -> String {
    format!("v0:{verb}:1:{}", "0".repeat(64))
}

async fn over_and_over(stage: &Stage, table: &mut Table) -> anyhow::Result<()> {
    let card = asks(stage, "anna", &[("user", HANNA_UPN)]).await?;
    let link = format!("/{}", card.id);
    let raw = async |who: &str, button: String| -> anyhow::Result<String> {
        told(stage, &stage.discord.member(who)?.presses_raw(&card, &button).await?).await
    };
    let heard = stage.discord.member("bram")?.presses_raw(&card, &old("approve")).await?;
    let answer = stage.until(|_| heard.private_message()).await?;
    assert!(answer.content.contains(&link), "the way to the card: {}", answer.content);
    table.row("Bram presses a button of an earlier Grendel's", &redact(&answer.content));
    table.row("of a case that nobody knows", &raw("bram", format!("v0:approve:9:{}", "0".repeat(64))).await?);
    table.row("that no Grendel ever made", &raw("bram", "v1:approve:seven".to_owned()).await?);
    let form = stage.discord.member("chidi")?.presses(&card, "v1:deny:").await?;
    let form = stage.until(|_| form.modal()).await?;
    presses(stage, "bram", &card, "approve").await?;
    comes_to_say(stage, &card, if table.0.contains("kaart") { "kan zich weer" } else { "can sign in again" }).await?;
    stage.until(|stage| stage.tenant.account(HANNA).enabled.then_some(())).await?;
    let late = stage.discord.member("chidi")?.submits(&form, &[(&form.fields[0].custom_id, "Not today")]).await?;
    table.row("Chidi sends his denial when it is done", &told(stage, &late).await?);
    let again = presses_stale(stage, "chidi", &card, "approve").await?;
    assert!(again.contains("Bram Bakker"), "{again}");
    table.row("Chidi approves when it is done", &again);
    table.row("with a button of an earlier Grendel's", &raw("chidi", old("approve")).await?);
    stage.tenant.change(HANNA, |account| account.enabled = false);
    let card = asks(stage, "anna", &[("user", HANNA_UPN)]).await?;
    denies(stage, "bram", &card, "She is on leave").await?;
    table.row("Chidi approves what Bram has denied", &presses_stale(stage, "chidi", &card, "approve").await?);
    let card = asks(stage, "anna", &[("user", HANNA_UPN)]).await?;
    presses(stage, "anna", &card, "withdraw").await?;
    table.row("Chidi approves what Anna has withdrawn", &presses_stale(stage, "chidi", &card, "approve").await?);
    let unknown = stage.discord.member("anna")?.types_unchecked("/lock", &[]).await?;
    table.row("Anna types a command that there is no more", &told(stage, &unknown).await?);
    table.row(
        "Anna asks which cases are open",
        &told(stage, &stage.discord.member("anna")?.types("/cases", &[]).await?).await?,
    );
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_over_is_told_and_where_to_go_on() {
    let mut table = Table::default();
    for locale in ["en-US", "nl"] {
        converse_unrecorded(settings(locale), async |stage| over_and_over(stage, &mut table).await).await;
    }
    insta::assert_snapshot!(table.0);
}

/// A plan that has changed leads to the card as it is now.
#[tokio::test(flavor = "multi_thread")]
async fn who_presses_for_an_old_plan_is_led_to_the_new_one() {
    converse_unrecorded(settings("en-US"), async |stage| {
        let card = asks(stage, "anna", &[("user", HANNA_UPN)]).await?;
        let bram = stage.tenant.person("bram");
        let blocked = grendel_simulator::tenant::Activity::DisableAccount;
        stage.tenant.change_as(HANNA, &bram, blocked, |account| account.enabled = false);
        presses(stage, "bram", &card, "approve").await?;
        let anew = |stage: &Stage| {
            let now = stage.discord.room().message(card.id).cloned()?;
            (now.to_text().contains("[ Approve ]") && now.components != card.components).then_some(())
        };
        stage.until(anew).await?;
        let attempt = stage.discord.member("bram")?.presses_stale(&card, "v1:approve:").await?;
        let answer = stage.until(|_| attempt.private_message()).await?.content;
        assert!(answer.contains("`stale_plan`") && answer.contains(&format!("/{}\n", card.id)), "{answer}");
        presses(stage, "anna", &card, "withdraw").await.map(drop)
    })
    .await;
}

/// The case of another channel is nothing that a button of any version tells about.
#[tokio::test(flavor = "multi_thread")]
async fn an_old_button_tells_nothing_of_another_tenants_case() {
    let settings = Settings { northwind: Some(vec![("bram", "nora")]), ..settings("en-US") };
    converse_unrecorded(settings, async |stage| {
        let card = asks(stage, "anna", &[("user", HANNA_UPN)]).await?;
        let there = stage.discord.member("bram")?.in_channel("northwind");
        let heard = told(stage, &there.presses_raw(&card, &old("approve")).await?).await?;
        let nobody = format!("v0:approve:99:{}", "0".repeat(64));
        let unknown = told(stage, &there.presses_raw(&card, &nobody).await?).await?;
        assert_eq!(heard, unknown, "a case of another tenant does not exist");
        presses(stage, "anna", &card, "withdraw").await?;
        let heard = told(stage, &there.presses_raw(&card, &old("approve")).await?).await?;
        assert_eq!(heard, unknown);
        Ok(())
    })
    .await;
}

/// A case that is refused in private has no card, and a button for it tells nobody else about it.
#[tokio::test(flavor = "multi_thread")]
async fn an_old_button_tells_nothing_of_what_is_between_two() {
    converse_unrecorded(settings("en-US"), async |stage| {
        let attempt = stage.types("anna", &[("user", "hanna@contoso.example")]).await?;
        told(stage, &attempt).await?;
        stage.tenant_faults.add("$batch", 1, Fault::Slow(Duration::from_millis(50)));
        let card = asks(stage, "anna", &[("user", HANNA_UPN)]).await?;
        let bram = stage.discord.member("bram")?;
        let of_annas = told(stage, &bram.presses_raw(&card, &old("approve")).await?).await?;
        let unknown = format!("v0:approve:99:{}", "0".repeat(64));
        assert_eq!(of_annas, told(stage, &bram.presses_raw(&card, &unknown).await?).await?);
        presses(stage, "anna", &card, "withdraw").await.map(drop)
    })
    .await;
}
