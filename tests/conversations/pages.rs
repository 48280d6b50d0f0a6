//! The pages behind a sign-in: nothing is decided or shown by opening one, and a link that was passed on is worth
//! nothing.

mod old_sessions;
mod secrets;
mod votes;

use grendel_sandbox::scenarios::rules::{unlock_and, unlock_with};
use grendel_sandbox::world::browser::{BrowserPage, link_in, number_on};
use grendel_sandbox::world::{World, WorldSettings};
use grendel_simulator::discord::{LEAD_ID, Message, SECURITY_ID, SentInteraction};
use grendel_simulator::tenant::Account;
use jiff::SignedDuration;

use super::harness::{HANNA, HANNA_UPN, asks, comes_to_say, converse_unrecorded, custom_ids, member, presses, told};

/// The rule of a lead who signs in for the vote.
const FRESH: &str = "[[approval]]\nfrom = [\"lead\"]\nquorum = 1\nwindow = \"4h\"\nfresh_sign_in = \"15m\"\n";

/// A world in which people can sign in, with one command file of its own.
fn signing_in(command: (&'static str, String)) -> WorldSettings {
    WorldSettings { sign_in: true, commands: vec![command], ..WorldSettings::default() }
}

/// Returns the built-in `/unlock` for which requesters sign in.
fn unlock_asked_with_a_sign_in() -> (&'static str, String) {
    let (name, text) = unlock_and("");
    (name, text.replace("\n[allow]\n", "\n[allow]\nfresh_sign_in = \"15m\"\n"))
}

/// Presses a button as a member, and returns the press with the offer to sign in.
async fn offered(world: &World, attempt: SentInteraction) -> anyhow::Result<(SentInteraction, Message)> {
    let offer = world.wait_until(|_| attempt.private_message()).await?;
    link_in(&offer)?;
    Ok((attempt, offer))
}

async fn presses_for_a_sign_in(
    world: &World,
    who: &str,
    card: &Message,
    verb: &str,
) -> anyhow::Result<(SentInteraction, Message)> {
    offered(world, world.discord.member(who)?.press(card, &format!("v1:{verb}:")).await?).await
}

/// Signs in with the link of an answer, and returns the question of the page.
async fn is_asked(world: &World, account: &str, offer: &Message) -> anyhow::Result<BrowserPage> {
    let shown = world.follow_link(account, offer).await?;
    assert!(shown.form.is_some(), "the page asks:\n{}", shown.page);
    Ok(shown)
}

/// Says yes on a page, and returns the number that it shows then.
async fn number_after_yes(world: &World, asked: &BrowserPage) -> anyhow::Result<String> {
    let shown = world.submit_page(asked, "yes").await?;
    Ok(number_on(&shown).unwrap_or_else(|| panic!("a page with a number:\n{}", shown.page)))
}

/// Returns another number than this one.
fn another(number: &str) -> String {
    if number == "10" { "11".to_owned() } else { "10".to_owned() }
}

fn hanna(world: &World) -> Account {
    world.tenant.account(HANNA)
}

/// Waits for the answer that replaced the offer to sign in.
async fn answer_after(world: &World, attempt: &SentInteraction) -> anyhow::Result<String> {
    let is_over = |answer: &Message| !answer.content.contains("](<") && answer.components.is_empty();
    world.wait_until(|_| attempt.private_message().filter(is_over)).await?;
    told(world, attempt).await
}

#[tokio::test(flavor = "multi_thread")]
async fn asking_needs_a_sign_in_where_the_file_says_so() {
    converse_unrecorded(signing_in(unlock_asked_with_a_sign_in()), async |world| {
        // The start of the bot has its entries.
        let before = world.journal_length();
        let typed = world.type_unlock("anna", &[("user", HANNA_UPN), ("ticket", "INC-4711")]).await?;
        let (typed, offer) = offered(world, typed).await?;
        assert_eq!(world.journal_length(), before, "nothing is asked for yet");
        let asked = is_asked(world, "anna", &offer).await?;
        for fact in ["/unlock", "UTC", HANNA_UPN, "INC-4711", "@anna", "anna.devries@contoso.example"] {
            assert!(asked.page.contains(fact), "{fact} is on the page:\n{}", asked.page);
        }
        let number = number_after_yes(world, &asked).await?;
        assert_eq!(world.journal_length(), before, "a page alone opens nothing");
        world.type_number(&number).await?;
        let card = world.wait_for_card_text("[ Approve ]").await?;
        answer_after(world, &typed).await?;
        presses(world, "bram", &card, "approve").await?;
        comes_to_say(world, &card, "can sign in again").await?;
        // Somebody else's account opens nothing, and a wrong number neither.
        for (account, right) in [("chidi", true), ("anna", false)] {
            let typed = world.type_unlock("anna", &[("user", "blocked.long@contoso.example")]).await?;
            let (typed, offer) = offered(world, typed).await?;
            let shown = world.follow_link(account, &offer).await?;
            if !right {
                let number = number_after_yes(world, &shown).await?;
                world.type_number(&another(&number)).await?;
            }
            answer_after(world, &typed).await?;
        }
        assert_eq!(world.discord.guild().public().filter(|message| !message.embeds.is_empty()).count(), 1);
        Ok(())
    })
    .await;
}

/// Mallory holds the Discord session of Eva, who guards the tenant.
#[tokio::test(flavor = "multi_thread")]
async fn freezing_and_lifting_a_freeze_need_a_sign_in_where_people_can_sign_in() {
    let mut settings = WorldSettings { sign_in: true, ..WorldSettings::default() };
    member(&mut settings.discord, "gita", "Gita Patel", 633_104_585_127_198_730, &[LEAD_ID, SECURITY_ID]);
    settings.linked.push("gita");
    converse_unrecorded(settings, async |world| {
        let is_frozen = async || -> anyhow::Result<bool> {
            let typed = world.discord.member("anna")?.type_command("/cases", &[]).await?;
            Ok(told(world, &typed).await?.contains("An intruder."))
        };
        let frozen = [("/freeze", "eva", true), ("/unfreeze", "eva", true), ("/unfreeze", "gita", false)];
        for (command, who, after) in frozen {
            let before = is_frozen().await?;
            let typed = world.discord.member(who)?.type_command(command, &[("reason", "An intruder.")]).await?;
            let (typed, offer) = offered(world, typed).await?;
            let shown = world.follow_link("chidi", &offer).await?;
            assert!(shown.form.is_none(), "somebody else's account counts for nothing:\n{}", shown.page);
            answer_after(world, &typed).await?;
            assert_eq!(is_frozen().await?, before, "{command}: nothing has happened yet");

            let typed = world.discord.member(who)?.type_command(command, &[("reason", "An intruder.")]).await?;
            let (typed, offer) = offered(world, typed).await?;
            let asked = is_asked(world, who, &offer).await?;
            assert!(asked.page.contains(command) && asked.page.contains("An intruder."), "{}", asked.page);
            let number = number_after_yes(world, &asked).await?;
            assert_eq!(is_frozen().await?, before, "{command}: a page alone does nothing");
            world.type_number(&number).await?;
            answer_after(world, &typed).await?;
            assert_eq!(is_frozen().await?, after, "{command} by {who}");
        }
        Ok(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn breaking_the_glass_needs_a_sign_in_where_people_can_sign_in() {
    let anna = WorldSettings::default().discord.user("anna").unwrap();
    let glass = unlock_and(&format!("[break_glass]\npeople = [\"{anna}\"]\ncountersign_within = \"24h\""));
    converse_unrecorded(signing_in(glass), async |world| {
        let card = asks(world, "anna", &[("user", HANNA_UPN)]).await?;
        let press = world.discord.member("anna")?.press(&card, "v1:break_glass:").await?;
        let form = world.wait_until(|_| press.modal()).await?;
        let reason = [(form.fields[0].custom_id.as_str(), "She is on stage in five minutes.")];
        let sent = world.discord.member("anna")?.submit(&form, &reason).await?;
        let (sent, offer) = offered(world, sent).await?;
        assert!(!hanna(world).enabled, "the glass is whole");
        let asked = is_asked(world, "anna", &offer).await?;
        assert!(asked.page.contains("She is on stage in five minutes."), "{}", asked.page);
        let number = number_after_yes(world, &asked).await?;
        world.type_number(&number).await?;
        answer_after(world, &sent).await?;
        let card = comes_to_say(world, &card, "[ Countersign ]").await?;
        assert!(hanna(world).enabled);
        presses(world, "bram", &card, "countersign").await?;
        comes_to_say(world, &card, "Countersigned by Bram Bakker").await.map(drop)
    })
    .await;
}

/// The rule asks for a sign-in, so the one who countersigns what was done without it signs in too.
#[tokio::test(flavor = "multi_thread")]
async fn a_countersignature_needs_the_sign_in_that_its_rule_asks_for() {
    let anna = WorldSettings::default().discord.user("anna").unwrap();
    let (name, text) = unlock_with(FRESH);
    let glass = format!("{text}\n[break_glass]\npeople = [\"{anna}\"]\ncountersign_within = \"24h\"\n");
    converse_unrecorded(signing_in((name, glass)), async |world| {
        let card = asks(world, "anna", &[("user", HANNA_UPN)]).await?;
        let press = world.discord.member("anna")?.press(&card, "v1:break_glass:").await?;
        let form = world.wait_until(|_| press.modal()).await?;
        let reason = [(form.fields[0].custom_id.as_str(), "She is on stage in five minutes.")];
        let (_, offer) = offered(world, world.discord.member("anna")?.submit(&form, &reason).await?).await?;
        world.follow_link_and_confirm("anna", &offer).await?;
        let card = comes_to_say(world, &card, "[ Countersign ]").await?;
        let (pressed, offer) = presses_for_a_sign_in(world, "bram", &card, "countersign").await?;
        world.follow_link_and_confirm("bram", &offer).await?;
        answer_after(world, &pressed).await?;
        comes_to_say(world, &card, "Countersigned by Bram Bakker").await.map(drop)
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn going_on_alone_needs_a_sign_in_where_people_can_sign_in() {
    let settings = WorldSettings { sign_in: true, linked: vec!["anna"], ..WorldSettings::default() };
    converse_unrecorded(settings, async |world| {
        let card = asks(world, "anna", &[("user", HANNA_UPN)]).await?;
        world.advance_time(SignedDuration::from_mins(61)).await?;
        let (pressed, offer) = presses_for_a_sign_in(world, "anna", &card, "proceed").await?;
        assert!(!hanna(world).enabled && world.tenant.writes().is_empty(), "nothing is done without a sign-in");
        world.follow_link_and_confirm("anna", &offer).await?;
        answer_after(world, &pressed).await?;
        comes_to_say(world, &card, "can sign in again").await.map(drop)
    })
    .await;
}
