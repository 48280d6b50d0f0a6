//! First use by a member who is not linked: Grendel leads them through linking, step by step.

use grendel_sandbox::world::{World, WorldSettings};
use grendel_simulator::discord::{Message, SentInteraction};
use jiff::SignedDuration;

use super::super::harness::{HANNA, HANNA_UPN, Over, Table, asks, converse_unrecorded, presses, redact, speak, told};

/// A reason with formatting, a mention, the end of a code span and the beginning of another option.
const EVIL: &str = "**now** `x` <@1> @everyone [a](http://b) \u{202e}x user:x ticket:y gebruiker:z us\u{202e}er:v";

fn settings(locale: &str, sign_in: bool) -> WorldSettings {
    let mut settings = WorldSettings { linked: vec!["anna", "bram"], sign_in, ..WorldSettings::default() };
    speak(&mut settings.discord, locale);
    settings
}

async fn converse(
    settings: WorldSettings,
    play: impl AsyncFnOnce(&World, &mut Table) -> anyhow::Result<()>,
) -> (String, Over) {
    let mut table = Table::default();
    let over = converse_unrecorded(settings, async |world| play(world, &mut table).await).await;
    (table.0, over)
}

/// Returns the command that the answer offers to type again.
fn offered(words: &str) -> &str {
    words.lines().find_map(|line| line.strip_prefix("`/")?.strip_suffix('`')).unwrap()
}

async fn comes_to_read(world: &World, attempt: &SentInteraction) -> anyhow::Result<String> {
    let edited =
        world.wait_until(|_| attempt.private_message().filter(|answer| !answer.content.contains("](<"))).await?;
    Ok(redact(&edited.content))
}

async fn types_unlock(world: &World, who: &str, reason: &str) -> anyhow::Result<(SentInteraction, Message)> {
    let attempt = world.type_unlock(who, &[("user", HANNA_UPN), ("reason", reason)]).await?;
    let answer = world.wait_until(|_| attempt.private_message()).await?;
    Ok((attempt, answer))
}

/// An unlinked member's first command leads through the sign-in to the case that they wanted.
#[tokio::test(flavor = "multi_thread")]
async fn an_unlinked_member_who_types_a_command_is_led_to_it() {
    let mut said = String::new();
    for (locale, command) in [("en-US", "unlock user:"), ("nl", "ontgrendel gebruiker:")] {
        let (table, over) = converse(settings(locale, true), async |world, table| {
            // A member without a role here is not led to link: it would not help.
            let attempt = world.type_unlock("dana", &[("user", HANNA_UPN)]).await?;
            assert!(world.expect_answer(&attempt, "lacks_chat_role").await?.content.find("](<").is_none());
            let (attempt, answer) = types_unlock(world, "chidi", EVIL).await?;
            table.row("Chidi types /unlock for the first time", &redact(&answer.content));
            assert!(offered(&answer.content).starts_with(command), "{}", answer.content);
            assert!(!offered(&answer.content).contains(['`', '\u{202e}']), "{}", answer.content);
            for name in ["user:", "ticket:", "gebruiker:"] {
                let options = offered(&answer.content).matches(&format!(" {name}")).count();
                assert_eq!(options, usize::from(command.ends_with(&format!(" {name}"))), "{}", answer.content);
            }
            assert!(answer.mentions.is_empty(), "{}", answer.content);
            let shown = world.follow_link_and_confirm("chidi", &answer).await?;
            let next = ["Go back to Discord", "Ga terug naar Discord"];
            assert!(next.iter().any(|words| shown.page.contains(words)), "{}", shown.page);
            assert!(!shown.page.contains(HANNA_UPN), "what was typed is nothing to a browser");
            table.row("He signs in and says yes; the answer then", &comes_to_read(world, &attempt).await?);
            let card = asks(world, "chidi", &[("user", HANNA_UPN)]).await?;
            presses(world, "chidi", &card, "withdraw").await.map(drop)
        })
        .await;
        assert_eq!(over.world.tenant.writes(), []);
        said += &[locale, "\n", &table].concat();
    }
    insta::assert_snapshot!(said);
}

#[tokio::test(flavor = "multi_thread")]
async fn without_sign_in_the_operator_is_named() {
    let mut said = String::new();
    for locale in ["en-US", "nl"] {
        let (table, over) = converse(settings(locale, false), async |world, table| {
            let (_, answer) = types_unlock(world, "finn", "Back from leave").await?;
            table.row("Finn types /unlock for the first time", &answer.content);
            Ok(())
        })
        .await;
        assert_eq!(over.world.discord.guild().public().count(), 0, "the channel is not bothered");
        said += &[locale, "\n", &table].concat();
    }
    insta::assert_snapshot!(said);
}

/// A press by an unlinked member leads the same way, without a command to type again.
#[tokio::test(flavor = "multi_thread")]
async fn an_unlinked_member_who_presses_a_button_is_led_to_it() {
    let (table, over) = converse(settings("en-US", true), async |world, table| {
        world.discord.member("dana")?.add_role("lead")?;
        let of_bram = world.tenant.account("bram").roles;
        world.tenant.change("dana", |account| account.roles = of_bram);
        let card = asks(world, "anna", &[("user", HANNA_UPN)]).await?;
        let attempt = world.discord.member("dana")?.press(&card, "v1:approve:").await?;
        let answer = world.wait_until(|_| attempt.private_message()).await?;
        table.row("Dana, a lead who is not known, approves", &redact(&answer.content));
        world.follow_link_and_confirm("dana", &answer).await?;
        table.row("She signs in and says yes; the answer then", &comes_to_read(world, &attempt).await?);
        let again = world.discord.member("dana")?.press(&card, "v1:approve:").await?;
        table.row("She presses again", &told(world, &again).await?);
        Ok(())
    })
    .await;
    assert!(over.world.tenant.account(HANNA).enabled);
    insta::assert_snapshot!(table);
}

/// The first command is repeated once, to its author, and not after an hour.
#[tokio::test(flavor = "multi_thread")]
async fn the_first_command_is_repeated_once_and_only_to_its_author() {
    converse(settings("en-US", true), async |world, _| {
        types_unlock(world, "chidi", "Back from leave").await?;
        // This takes a new sign-in, because the first was abandoned.
        let link = async |who: &str| -> anyhow::Result<String> {
            let attempt = world.discord.member(who)?.type_command("/link", &[]).await?;
            let answer = world.expect_answer(&attempt, "](<").await?;
            world.follow_link_and_confirm(who, &answer).await?;
            comes_to_read(world, &attempt).await
        };
        let of_dana = link("dana").await?;
        assert!(of_dana.contains("/help") && !of_dana.contains("/unlock user"), "{of_dana}");
        let of_chidi = link("chidi").await?;
        assert!(offered(&of_chidi).starts_with(&format!("unlock user:{HANNA_UPN} reason:Back")), "{of_chidi}");
        told(world, &world.discord.member("chidi")?.type_command("/unlink", &[]).await?).await?;
        let once_more = link("chidi").await?;
        assert!(!once_more.contains("/unlock user"), "{once_more}");
        types_unlock(world, "finn", "Too long ago").await?;
        world.advance_time(SignedDuration::from_mins(61)).await?;
        let of_finn = link("finn").await?;
        assert!(!of_finn.contains("Too long ago"), "{of_finn}");
        Ok(())
    })
    .await;
}
