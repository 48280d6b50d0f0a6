//! The private channel of a tenant: it has the cards that an intruder must not read, and the ordinary channel shows nothing of
//! them.

use grendel::domain::event::{Entry, Event};
use grendel_sandbox::world::{World, WorldSettings};
use grendel_simulator::discord::{Channel, HELPDESK_ID, Message, SERVICEDESK_ID};
use jiff::SignedDuration;

use super::harness::{Over, comes_to_say, converse_unrecorded, custom_ids, member, presses, told};

const PRIVATE_ID: u64 = 1_142_019_877_230_514_199;

/// The world of the scenario `contain`, in which the compromised account belongs to a member of the helpdesk, and in
/// which Anna, who asks, does not see the private channel.
fn settings() -> WorldSettings {
    let mut settings = WorldSettings::default();
    (grendel_sandbox::scenarios::scenario("contain").unwrap().prepare)(&mut settings);
    let discord = &mut settings.discord;
    member(discord, "compromised", "Nadia Ferrara", 601_100_000_000_000_031, &[HELPDESK_ID]);
    discord.channels.push(Channel::private("security-desk", PRIVATE_ID, &["bram", "eva", "gita"]));
    settings.linked.push("compromised");
    settings.private_channel = Some("security-desk");
    settings
}

/// Types `/contain` in the ordinary channel. Returns the answer and the card.
async fn contains(world: &World, who: &str) -> anyhow::Result<(String, Message)> {
    let upn = world.tenant.account("compromised").user_principal_name;
    let (attempt, card) = world.open_case(who, "/contain", &[("user", &upn)]).await?;
    Ok((told(world, &attempt).await?, card))
}

/// Returns every public message in the ordinary channel.
fn in_public(world: &World) -> Vec<Message> {
    world.discord.guild().public().filter(|message| message.channel_id == SERVICEDESK_ID).cloned().collect()
}

fn opened_in(over: &Over) -> Vec<(u64, Option<u64>)> {
    let opening = |entry| if let Entry::Case(Event::Opened(opening)) = entry { Some(opening.origin) } else { None };
    let origins = over.entries().into_iter().filter_map(|entry| opening(entry.entry));
    origins.map(|origin| (origin.channel.0, origin.typed_in.map(|channel| channel.0))).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_ordinary_channel_shows_nothing_of_a_containment() {
    let over = converse_unrecorded(settings(), async |world| {
        let (answer, card) = contains(world, "anna").await?;
        assert_eq!(card.channel_id, PRIVATE_ID);
        assert!(answer.starts_with("Niet iedereen hier mag zaak 1 lezen"), "{answer}");
        assert!(answer.contains(&format!("<#{PRIVATE_ID}>")) && answer.contains("De kaart: "), "{answer}");
        // The reminder calls people where the card is.
        world.advance_time(SignedDuration::from_mins(6)).await?;
        let ping = world.wait_for_mention(&["lead", "security"], "still waits").await?;
        assert_eq!(ping.channel_id, PRIVATE_ID);
        presses(world, "gita", &card, "approve").await?;
        comes_to_say(world, &card, "Nobody gets to see it").await?;
        assert_eq!(in_public(world), [], "the ordinary channel shows something");
        let seen = world.discord.member("compromised")?.visible_messages();
        assert_eq!(seen, [], "who has the account reads something");
        Ok(())
    });
    assert_eq!(opened_in(&over.await), [(PRIVATE_ID, Some(SERVICEDESK_ID))]);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_has_the_account_does_not_even_learn_that_there_is_a_case() {
    let over = converse_unrecorded(settings(), async |world| {
        let (_, card) = contains(world, "anna").await?;
        let nadia = world.discord.member("compromised")?;
        let guess = told(world, &nadia.type_command("/case", &[("number", "1")]).await?).await?;
        assert!(guess.contains("`no_such_case`"), "{guess}");
        let list = told(world, &nadia.type_command("/cases", &[]).await?).await?;
        assert!(!list.contains("Case 1"), "{list}");
        assert!(nadia.press(&card, "v1:deny:").await.is_err(), "they do not see the card");
        world.deny("gita", "It was her.").await.map(drop)
    });
    over.await;
}

/// A requester of their own account does not become part of the case that others have opened about it.
#[tokio::test(flavor = "multi_thread")]
async fn who_asks_about_their_own_account_does_not_join_the_case_about_it() {
    let over = converse_unrecorded(settings(), async |world| {
        let upn = world.tenant.account("anna").user_principal_name;
        let (_, card) = world.open_case("bram", "/contain", &[("user", &upn)]).await?;
        let own = world.discord.member("anna")?.type_command("/unlock", &[("user", &upn)]).await?;
        let own = told(world, &own).await?;
        assert!(!own.contains("aak 1"), "{own}");
        let shown = world.discord.guild().message(card.id).cloned().unwrap();
        assert!(!shown.to_text().contains("Anna de Vries asked"), "{}", shown.to_text());
        presses(world, "bram", &card, "withdraw").await.map(drop)
    });
    over.await;
}

/// A press that claims to come from the ordinary channel reaches no case of the private one, open or closed.
#[tokio::test(flavor = "multi_thread")]
async fn a_press_from_the_ordinary_channel_reaches_no_case_of_the_private_one() {
    let over = converse_unrecorded(settings(), async |world| {
        let (_, card) = contains(world, "anna").await?;
        let approve = custom_ids(&card).into_iter().find(|id| id.starts_with("v1:approve:")).unwrap();
        let bram = world.discord.member("bram")?.in_channel("servicedesk");
        let forged = told(world, &bram.press_raw(&card, &approve).await?).await?;
        assert!(forged.contains("`no_such_case`"), "{forged}");
        // In its own channel the same button counts.
        assert!(presses(world, "gita", &card, "approve").await?.starts_with("Your approval"));
        comes_to_say(world, &card, "Nobody gets to see it").await?;
        let late = told(world, &bram.press_raw(&card, &approve).await?).await?;
        assert!(late.contains("`no_such_case`"), "{late}");
        // Who may ask reads it from the ordinary channel, in private.
        let anna = world.discord.member("anna")?.type_command("/case", &[("number", "1")]).await?;
        assert!(told(world, &anna).await?.contains("/contain"));
        Ok(())
    });
    over.await;
}

/// A second request joins the first, and is told where the card is. Typed in the private channel, the command answers as
/// ever.
#[tokio::test(flavor = "multi_thread")]
async fn a_request_from_either_channel_leads_to_the_card() {
    let over = converse_unrecorded(settings(), async |world| {
        let upn = world.tenant.account("compromised").user_principal_name;
        let eva = world.discord.member("eva")?.in_channel("security-desk");
        let attempt = eva.type_command("/contain", &[("user", &upn)]).await?;
        let answer = told(world, &attempt).await?;
        assert!(!answer.contains("<#"), "{answer}");
        let card = world.newest_card()?;
        let attempt = world.discord.member("anna")?.type_command("/contain", &[("user", &upn)]).await?;
        let answer = told(world, &attempt).await?;
        assert!(answer.contains(&format!("Haar kaart staat in <#{PRIVATE_ID}>")), "{answer}");
        assert_eq!(in_public(world), []);
        presses(world, "eva", &card, "withdraw").await.map(drop)
    });
    assert_eq!(opened_in(&over.await), [(PRIVATE_ID, None), (PRIVATE_ID, Some(SERVICEDESK_ID))]);
}

/// Bram could approve it, and sees the private channel. In the ordinary one he gets nothing of it; Eva guards the tenant.
#[tokio::test(flavor = "multi_thread")]
async fn a_case_of_the_private_channel_is_not_read_in_the_ordinary_one() {
    let over = converse_unrecorded(settings(), async |world| {
        contains(world, "anna").await?;
        for (who, channel, expected) in [
            ("bram", "servicedesk", "`no_such_case`"),
            ("bram", "security-desk", "/contain"),
            ("eva", "servicedesk", "/contain"),
            ("anna", "servicedesk", "/contain"),
        ] {
            let here = world.discord.member(who)?.in_channel(channel);
            let heard = told(world, &here.type_command("/case", &[("number", "1")]).await?).await?;
            assert!(heard.contains(expected), "{who} in {channel}: {heard}");
        }
        let list = world.discord.member("bram")?.type_command("/cases", &[]).await?;
        let list = told(world, &list).await?;
        assert!(!list.contains("Case 1"), "{list}");
        world.deny("gita", "It was her.").await.map(drop)
    });
    over.await;
}
