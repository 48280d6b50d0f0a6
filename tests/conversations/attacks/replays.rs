//! Everything that can be sent arrives once more, at once and after a restart: nothing is done twice.

use std::time::Duration;

use grendel_sandbox::world::{Settings, Stage};
use grendel_simulator::discord::Attempt;

use super::super::harness::{HANNA_UPN, asks, comes_to_say, converse, presses};
use super::{begins_link, begins_vote, commands, signing_in, signing_in_to_approve, told_instead, types};

/// The very same things arrive again, and then after a restart; afterwards the journal is as long as it was.
async fn nothing_comes_of_it(stage: &Stage, attempts: &[&Attempt]) -> anyhow::Result<()> {
    stage.everyone_is_answered().await?;
    let replay = async || {
        for attempt in attempts {
            stage.discord.member("dana")?.replays(attempt).await?;
        }
        // Everything before it was taken when this is answered.
        types(stage, "dana", "/cases").await
    };
    let written = settled(stage).await;
    let said: Vec<_> = attempts.iter().map(|attempt| attempt.private_messages()).collect();
    let writes = stage.tenant.writes();
    replay().await?;
    stage.power_fails().await?;
    stage.comes_up().await?;
    replay().await?;
    assert_eq!(settled(stage).await, written, "something was written down twice");
    assert_eq!(attempts.iter().map(|attempt| attempt.private_messages()).collect::<Vec<_>>(), said);
    assert_eq!(stage.tenant.writes(), writes);
    Ok(())
}

/// How many entries the journal has when nothing is written any more: that a card was shown is written a moment after it was.
async fn settled(stage: &Stage) -> u64 {
    loop {
        let before = stage.journal_length();
        tokio::time::sleep(Duration::from_millis(300)).await;
        if stage.journal_length() == before {
            return before;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_command_an_approval_and_a_denial() {
    let over = converse("attacks-again", Settings::default(), async |stage| {
        let card = asks(stage, "anna", &[("user", HANNA_UPN)]).await?;
        let denial = stage.denies("bram", "Wait for HR.").await?;
        comes_to_say(stage, &card, "Denied by").await?;
        let typed = stage.types("anna", &[("user", HANNA_UPN)]).await?;
        stage.card_says("Case 2 ·").await?;
        let approval = stage.presses("bram", "Approve").await?;
        stage.card_says("can sign in again").await?;
        let refused = stage.types("dana", &[("user", HANNA_UPN)]).await?;
        stage.until(|_| refused.private_message()).await?;
        nothing_comes_of_it(stage, &[&denial, &typed, &approval, &refused]).await
    });
    assert_eq!(over.await.stage.discord.room().public().count(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_broken_glass_and_its_countersignature() {
    let anna = Settings::default().discord.user("anna").unwrap();
    let glass = format!("\n[break_glass]\npeople = [\"{anna}\"]\ncountersign_within = \"24h\"\n");
    let settings = Settings { commands: commands("", &glass), ..Settings::default() };
    let over = converse("attacks-again-glass", settings, async |stage| {
        let card = asks(stage, "anna", &[("user", HANNA_UPN)]).await?;
        let anna = stage.discord.member("anna")?;
        let press = anna.presses(&card, "v1:break_glass:").await?;
        let form = stage.until(|_| press.modal()).await?;
        let broken = anna.submits(&form, &[(&form.fields[0].custom_id, "Nobody is there.")]).await?;
        comes_to_say(stage, &card, "Countersign").await?;
        nothing_comes_of_it(stage, &[&broken]).await?;
        let card = comes_to_say(stage, &card, "Countersign").await?;
        let signed = stage.discord.member("bram")?.presses(&card, "v1:countersign:").await?;
        comes_to_say(stage, &card, "Countersigned by").await?;
        nothing_comes_of_it(stage, &[&broken, &signed]).await
    });
    assert_eq!(over.await.reckoning.changes.len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_and_what_takes_it_back() {
    let over = converse("attacks-again-link", signing_in(&["anna"]), async |stage| {
        let (linked, link) = begins_link(stage, "finn").await?;
        stage.opens_and_agrees(&stage.tenant.signs_in("finn", &link)?).await?;
        told_instead(stage, &linked).await?;
        nothing_comes_of_it(stage, &[&linked]).await?;
        let unlinked = types(stage, "finn", "/unlink").await?;
        let (again, link) = begins_link(stage, "finn").await?;
        stage.opens_and_agrees(&stage.tenant.signs_in("finn", &link)?).await?;
        told_instead(stage, &again).await?;
        nothing_comes_of_it(stage, &[&linked, &unlinked, &again]).await
    });
    let journal = over.await.journal();
    assert_eq!(journal.len(), 3, "{journal:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_approval_with_a_sign_in() {
    let over = converse("attacks-again-vote", signing_in_to_approve(&["anna", "bram"]), async |stage| {
        let card = asks(stage, "anna", &[("user", HANNA_UPN)]).await?;
        let (vote, link) = begins_vote(stage, "bram", &card).await?;
        nothing_comes_of_it(stage, &[&vote]).await?;
        // What was begun before the restart is forgotten: it begins anew.
        let (again, fresh) = begins_vote(stage, "bram", &card).await?;
        stage.opens_and_agrees(&stage.tenant.signs_in("bram", &link)?).await?;
        stage.opens_and_agrees(&stage.tenant.signs_in("bram", &fresh)?).await?;
        comes_to_say(stage, &card, "can sign in again").await?;
        nothing_comes_of_it(stage, &[&vote, &again]).await?;
        assert!(presses(stage, "bram", &card, "approve").await.is_err(), "there is no button any more");
        Ok(())
    });
    assert_eq!(over.await.reckoning.changes.len(), 2);
}
