//! Somebody uses Grendel for the first time, and nobody knows which account is theirs: they are led there by the hand.

use grendel_sandbox::world::{Settings, Stage};
use grendel_simulator::discord::{Attempt, Message};
use jiff::SignedDuration;

use super::super::harness::{HANNA, HANNA_UPN, Over, Table, asks, converse_unrecorded, presses, redact, speak, told};

/// Formatting, a mention, the end of the code and the beginning of another option, all in one reason.
const EVIL: &str = "**now** `x` <@1> @everyone [a](http://b) \u{202e}x user:x ticket:y gebruiker:z us\u{202e}er:v";

fn settings(locale: &str, sign_in: bool) -> Settings {
    let mut settings = Settings { linked: vec!["anna", "bram"], sign_in, ..Settings::default() };
    speak(&mut settings.discord, locale);
    settings
}

async fn converse(
    settings: Settings,
    play: impl AsyncFnOnce(&Stage, &mut Table) -> anyhow::Result<()>,
) -> (String, Over) {
    let mut table = Table::default();
    let over = converse_unrecorded(settings, async |stage| play(stage, &mut table).await).await;
    (table.0, over)
}

/// The command that the answer offers to be typed again.
fn offered(words: &str) -> &str {
    words.lines().find_map(|line| line.strip_prefix("`/")?.strip_suffix('`')).unwrap()
}

async fn comes_to_read(stage: &Stage, attempt: &Attempt) -> anyhow::Result<String> {
    let edited = stage.until(|_| attempt.private_message().filter(|answer| !answer.content.contains("](<"))).await?;
    Ok(redact(&edited.content))
}

async fn types_unlock(stage: &Stage, who: &str, reason: &str) -> anyhow::Result<(Attempt, Message)> {
    let attempt = stage.types(who, &[("user", HANNA_UPN), ("reason", reason)]).await?;
    let answer = stage.until(|_| attempt.private_message()).await?;
    Ok((attempt, answer))
}

/// From the first command of somebody whom nobody knows to the case that they wanted.
#[tokio::test(flavor = "multi_thread")]
async fn somebody_types_a_command_and_is_led_to_it() {
    let mut said = String::new();
    for (locale, command) in [("en-US", "unlock user:"), ("nl", "ontgrendel gebruiker:")] {
        let (table, over) = converse(settings(locale, true), async |stage, table| {
            // Whoever has no role here is not led anywhere: an account would not help.
            let attempt = stage.types("dana", &[("user", HANNA_UPN)]).await?;
            assert!(stage.is_told(&attempt, "lacks_chat_role").await?.content.find("](<").is_none());
            let (attempt, answer) = types_unlock(stage, "chidi", EVIL).await?;
            table.row("Chidi types /unlock for the first time", &redact(&answer.content));
            assert!(offered(&answer.content).starts_with(command), "{}", answer.content);
            assert!(!offered(&answer.content).contains(['`', '\u{202e}']), "{}", answer.content);
            for name in ["user:", "ticket:", "gebruiker:"] {
                let options = offered(&answer.content).matches(&format!(" {name}")).count();
                assert_eq!(options, usize::from(command.ends_with(&format!(" {name}"))), "{}", answer.content);
            }
            assert!(answer.pings.nobody(), "{}", answer.content);
            let shown = stage.follows_and_signs_in("chidi", &answer).await?;
            let next = ["go back to Discord", "ga dan terug naar Discord"];
            assert!(next.iter().any(|words| shown.page.contains(words)), "{}", shown.page);
            assert!(!shown.page.contains(HANNA_UPN), "what was typed is nothing to a browser");
            table.row("He signs in and says yes; the answer then", &comes_to_read(stage, &attempt).await?);
            let card = asks(stage, "chidi", &[("user", HANNA_UPN)]).await?;
            presses(stage, "chidi", &card, "withdraw").await.map(drop)
        })
        .await;
        assert_eq!(over.stage.tenant.writes(), []);
        said += &[locale, "\n", &table].concat();
    }
    insta::assert_snapshot!(said);
}

#[tokio::test(flavor = "multi_thread")]
async fn where_nobody_can_sign_in_the_operator_is_named() {
    let mut said = String::new();
    for locale in ["en-US", "nl"] {
        let (table, over) = converse(settings(locale, false), async |stage, table| {
            let (_, answer) = types_unlock(stage, "finn", "Back from leave").await?;
            table.row("Finn types /unlock for the first time", &answer.content);
            Ok(())
        })
        .await;
        assert_eq!(over.stage.discord.room().public().count(), 0, "the channel is not bothered");
        said += &[locale, "\n", &table].concat();
    }
    insta::assert_snapshot!(said);
}

/// A press by somebody who is not known leads the same way; there is no command to type again.
#[tokio::test(flavor = "multi_thread")]
async fn somebody_presses_a_button_and_is_led_to_it() {
    let (table, over) = converse(settings("en-US", true), async |stage, table| {
        stage.discord.member("dana")?.gets_role("lead")?;
        let card = asks(stage, "anna", &[("user", HANNA_UPN)]).await?;
        let attempt = stage.discord.member("dana")?.presses(&card, "v1:approve:").await?;
        let answer = stage.until(|_| attempt.private_message()).await?;
        table.row("Dana, a lead who is not known, approves", &redact(&answer.content));
        stage.follows_and_signs_in("dana", &answer).await?;
        table.row("She signs in and says yes; the answer then", &comes_to_read(stage, &attempt).await?);
        let again = stage.discord.member("dana")?.presses(&card, "v1:approve:").await?;
        table.row("She presses again", &told(stage, &again).await?);
        Ok(())
    })
    .await;
    assert!(over.stage.tenant.account(HANNA).enabled);
    insta::assert_snapshot!(table);
}

/// What was typed first is told once, to the one who typed it, and not after an hour.
#[tokio::test(flavor = "multi_thread")]
async fn what_was_wanted_is_told_once_to_whoever_wanted_it() {
    converse(settings("en-US", true), async |stage, _| {
        types_unlock(stage, "chidi", "Back from leave").await?;
        // By a sign-in of its own, because the first was let go.
        let link = async |who: &str| -> anyhow::Result<String> {
            let attempt = stage.discord.member(who)?.types("/link", &[]).await?;
            let answer = stage.is_told(&attempt, "](<").await?;
            stage.follows_and_signs_in(who, &answer).await?;
            comes_to_read(stage, &attempt).await
        };
        let of_dana = link("dana").await?;
        assert!(of_dana.contains("/help") && !of_dana.contains("/unlock user"), "{of_dana}");
        let of_chidi = link("chidi").await?;
        assert!(offered(&of_chidi).starts_with(&format!("unlock user:{HANNA_UPN} reason:Back")), "{of_chidi}");
        told(stage, &stage.discord.member("chidi")?.types("/unlink", &[]).await?).await?;
        let once_more = link("chidi").await?;
        assert!(!once_more.contains("/unlock user"), "{once_more}");
        types_unlock(stage, "finn", "Too long ago").await?;
        stage.time_passes(SignedDuration::from_mins(61)).await?;
        let of_finn = link("finn").await?;
        assert!(!of_finn.contains("Too long ago"), "{of_finn}");
        Ok(())
    })
    .await;
}
