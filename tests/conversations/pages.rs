//! The pages behind a sign-in: nothing is decided or shown by opening one, and a link that was passed on is worth nothing.

mod secrets;
mod votes;

use grendel_sandbox::scenarios::rules::{unlock_and, unlock_with};
use grendel_sandbox::world::browser::{BrowserPage, link_in, number_on};
use grendel_sandbox::world::{World, WorldSettings};
use grendel_simulator::discord::{Message, SentInteraction};
use grendel_simulator::tenant::Account;
use jiff::SignedDuration;

use super::harness::{HANNA, HANNA_UPN, asks, comes_to_say, converse_unrecorded, custom_ids, presses, told};

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
        let typed = world.type_unlock("anna", &[("user", HANNA_UPN)]).await?;
        let (typed, offer) = offered(world, typed).await?;
        assert_eq!(world.journal_length(), before, "nothing is asked for yet");
        let asked = is_asked(world, "anna", &offer).await?;
        for fact in ["/unlock", HANNA_UPN, "@anna", "anna.devries@contoso.example"] {
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
