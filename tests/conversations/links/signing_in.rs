//! Making a link: a member types `/link`, signs in and confirms. And everything that can go wrong in between.

use std::time::Duration;

use grendel_sandbox::world::browser::{BrowserPage, link_in, number_on};
use grendel_sandbox::world::{World, WorldSettings};
use grendel_simulator::discord::{Message, SentInteraction};
use grendel_simulator::faults::Fault;
use jiff::SignedDuration;

use super::super::harness::{HANNA_UPN, Over, Table, asks, comes_to_say, converse_unrecorded, presses, redact, told};
use super::links_beside_late_numbers;

/// A world in which people can sign in, and in which the operator named these members.
fn settings(named: &[&'static str]) -> WorldSettings {
    WorldSettings { linked: named.to_vec(), sign_in: true, ..WorldSettings::default() }
}

async fn converse(
    named: &[&'static str],
    play: impl AsyncFnOnce(&World, &mut Table) -> anyhow::Result<()>,
) -> (String, Over) {
    let mut table = Table::default();
    let over = converse_unrecorded(settings(named), async |world| play(world, &mut table).await).await;
    let journal = over.journal().join("\n");
    (format!("{}\nThe journal:\n{journal}", table.0), over)
}

/// Types `/link`. Returns the command and the answer with the link in it.
async fn types_link(world: &World, who: &str) -> anyhow::Result<(SentInteraction, Message)> {
    let attempt = world.discord.member(who)?.type_command("/link", &[]).await?;
    let answer = world.expect_answer(&attempt, "](<").await?;
    Ok((attempt, answer))
}

/// Returns the answer to `/link` once it was edited to say the result.
async fn comes_to_read(world: &World, attempt: &SentInteraction) -> anyhow::Result<String> {
    let edited = world.wait_until(|_| attempt.private_message().filter(is_result)).await?;
    Ok(redact(&edited.content))
}

/// Returns true if an answer is neither an offer to sign in nor a prompt for the number.
fn is_result(answer: &Message) -> bool {
    !answer.content.contains("](<") && answer.components.is_empty()
}

/// Returns the text of a page as its reader sees it, with another number than the random one.
fn read(shown: &BrowserPage) -> String {
    let (mut text, (_, body)) = (String::new(), shown.page.split_once("<body>").unwrap());
    for line in body.replace("<button ", "\n[ <").lines() {
        let mut visible = String::new();
        for part in line.split('<') {
            visible += part.split_once('>').map_or(part, |(_, text)| text);
        }
        let visible = visible.replace("&quot;", "\"").replace("&#39;", "'");
        let close = if line.starts_with("[ ") { " ]" } else { "" };
        if !visible.trim().is_empty() {
            text += &[&visible, close, "\n"].concat();
        }
    }
    let text = number_on(shown).map_or_else(|| text.clone(), |number| text.replace(&number, "47"));
    format!("HTTP {}\n{text}", shown.status)
}

async fn who_am_i(world: &World, table: &mut Table, who: &str) -> anyhow::Result<()> {
    let attempt = world.discord.member(who)?.type_command("/whoami", &[]).await?;
    let words = told(world, &attempt).await?;
    table.row(&format!("{who} types /whoami"), words.lines().next().unwrap_or_default());
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_member_links_their_account() {
    let (table, over) = converse(&["bram"], async |world, table| {
        for who in ["dana", "anna"] {
            let (attempt, answer) = types_link(world, who).await?;
            let (_, below) = answer.content.split_once('\n').unwrap();
            table.row(&format!("{who} types /link, and reads under the link"), &redact(below));
            let asked = world.follow_link(who, &answer).await?;
            table.row("Once they have signed in, the browser shows", &read(&asked));
            assert!(!answer.content.contains(&token_of(&asked)), "the token is on the page alone");
            who_am_i(world, table, who).await?;
            table.row("They say yes, and type the number", &read(&world.confirm(asked).await?));
            table.row("The answer to /link then", &comes_to_read(world, &attempt).await?);
            who_am_i(world, table, who).await?;
        }
        Ok(())
    })
    .await;
    assert_eq!(over.world.discord.guild().public().count(), 0, "who is who is between two");
    insta::assert_snapshot!(table);
}

fn token_of(shown: &BrowserPage) -> String {
    shown.form.as_ref().unwrap().fields.iter().find(|(name, _)| name == "token").unwrap().1.clone()
}

/// Mallory is Finn here: he types `/link` and sends what he gets to Dana, and to Eva, who reads Dutch.
#[tokio::test(flavor = "multi_thread")]
async fn a_victim_of_a_forwarded_link_can_say_no() {
    let (table, over) = converse(&["bram"], async |world, table| {
        for victim in ["dana", "eva"] {
            let (attempt, answer) = types_link(world, "finn").await?;
            let asked = world.follow_link(victim, &answer).await?;
            table.row(&format!("{victim} follows the link of finn, and is shown"), &read(&asked));
            let shown = world.submit_page(&asked, "no").await?;
            table.row("Says no, and is shown", &read(&shown));
            table.row("finn reads", &comes_to_read(world, &attempt).await?);
            let again = world.submit_page(&asked, "yes").await?;
            table.row("The same question is answered once more, with yes", &read(&again));
            who_am_i(world, table, "finn").await?;
        }
        let (_, answer) = types_link(world, "finn").await?;
        let shown = world.follow_link_and_decline("dana", &answer).await?;
        assert!(shown.page.contains("Not linked"), "{}", shown.page);
        // Anna shuts the page.
        let (_, answer) = types_link(world, "finn").await?;
        assert!(world.follow_link("anna", &answer).await?.form.is_some());
        who_am_i(world, table, "finn").await
    })
    .await;
    assert_eq!(over.world.discord.guild().public().count(), 0);
    insta::assert_snapshot!(table);
}

/// Closing the page or never answering links nothing; a question is answered once; a link preview is no answer.
#[tokio::test(flavor = "multi_thread")]
async fn only_a_yes_from_the_page_itself_counts() {
    let (table, over) = converse(&["bram"], async |world, table| {
        let (_, answer) = types_link(world, "dana").await?;
        let asked = world.follow_link("dana", &answer).await?;
        let (form, token) = (asked.form.clone().unwrap(), token_of(&asked));
        for address in [
            format!("{}?token={token}&answer=yes", form.address),
            format!("{}?state={token}&code=yes", form.address),
            form.address.clone(),
        ] {
            let shown = world.open_page(&address).await?;
            assert!(shown.page.contains("Nothing to finish"), "{}", shown.page);
        }
        let client = reqwest::Client::new();
        let head = client.head(format!("{}?token={token}&answer=yes", form.address)).send().await?;
        assert_eq!(head.status(), 404);
        for origin in ["null", "https://evil.example"] {
            let mut foreign = asked.clone();
            foreign.form.as_mut().unwrap().origin = origin.to_owned();
            let shown = world.submit_page(&foreign, "yes").await?;
            table.row(&format!("A page of {origin} sends the answer"), &read(&shown));
        }
        who_am_i(world, table, "dana").await?;
        let mut guessed = asked.clone();
        guessed.form.as_mut().unwrap().fields[0].1 = token.chars().rev().collect();
        table.row("Somebody guesses", &read(&world.submit_page(&guessed, "yes").await?));
        // A person who presses twice: one of them counts.
        let (first, second) = tokio::join!(world.submit_page(&asked, "yes"), world.submit_page(&asked, "yes"));
        let mut pages = [first?, second?];
        pages.sort_by_key(|page| number_on(page).is_none());
        table.row("Dana presses yes twice; one page", &read(&pages[0]));
        table.row("and the other", &read(&pages[1]));
        who_am_i(world, table, "dana").await?;
        world.type_number(&number_on(&pages[0]).unwrap()).await?;
        table.row("Dana goes back and presses no", &read(&world.submit_page(&asked, "no").await?));
        who_am_i(world, table, "dana").await
    })
    .await;
    assert_eq!(over.journal().len(), 1, "{:?}", over.journal());
    insta::assert_snapshot!(table);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_is_good_once() {
    let (table, _) = converse(&["bram"], async |world, table| {
        let (_, answer) = types_link(world, "dana").await?;
        let back = world.tenant.sign_in("dana", &link_in(&answer)?)?;
        let asked = world.open_page(&back).await?;
        table.row("The same address is opened again", &read(&world.open_page(&back).await?));
        table.row("The same link is followed again", &read(&world.follow_link("dana", &answer).await?));
        table.row("The question of the first time gets a yes", &read(&world.submit_page(&asked, "yes").await?));
        Ok(())
    })
    .await;
    insta::assert_snapshot!(table);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_that_is_claimed_twice() {
    let (table, over) = converse(&["bram"], async |world, table| {
        let (_, answer) = types_link(world, "dana").await?;
        world.follow_link_and_confirm("dana", &answer).await?;
        let claims = [("dana", "finn signs in to Dana's account"), ("bram", "finn signs in to Bram's")];
        for (calls, (account, what)) in claims.into_iter().enumerate() {
            let (attempt, answer) = types_link(world, "finn").await?;
            table.row(what, &read(&world.follow_link(account, &answer).await?));
            table.row("finn reads", &comes_to_read(world, &attempt).await?);
            let call = world.wait_until(|world| world.discord.guild().public().nth(calls).cloned()).await?;
            table.row("The channel reads", &call.content);
        }
        // Both were asked while the account was nobody's; the first yes has it.
        let (finns, for_finn) = types_link(world, "finn").await?;
        let (_, for_eva) = types_link(world, "eva").await?;
        let asked = world.follow_link("anna", &for_finn).await?;
        world.follow_link_and_confirm("anna", &for_eva).await?;
        table.row("finn says yes after Eva has, about one account", &read(&world.confirm(asked).await?));
        table.row("finn reads", &comes_to_read(world, &finns).await?);
        world.wait_until(|world| (world.discord.guild().public().count() == 3).then_some(())).await?;
        Ok(())
    })
    .await;
    let guild = over.world.discord.guild();
    let called: Vec<Vec<u64>> = guild.public().map(|message| message.mentions.users.clone()).collect();
    let user = |key: &str| vec![over.world.discord.settings().user(key).unwrap()];
    assert_eq!(called, [user("dana"), user("bram"), user("eva")]);
    insta::assert_snapshot!(table);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_member_linked_meanwhile_keeps_the_first_link() {
    let (table, _) = converse(&["bram"], async |world, table| {
        let (_, first) = types_link(world, "dana").await?;
        let (second, answer) = types_link(world, "dana").await?;
        let (third, late) = types_link(world, "dana").await?;
        let asked = world.follow_link("finn", &answer).await?;
        world.follow_link_and_confirm("dana", &first).await?;
        table.row("Dana, who is linked now, says yes to another account", &read(&world.confirm(asked).await?));
        table.row("Dana reads", &comes_to_read(world, &second).await?);
        table.row("Dana signs in to another account still", &read(&world.follow_link("finn", &late).await?));
        table.row("Dana reads", &comes_to_read(world, &third).await?);
        let attempt = world.discord.member("dana")?.type_command("/link", &[]).await?;
        table.row("Dana types /link", &told(world, &attempt).await?);
        let attempt = world.discord.member("bram")?.type_command("/link", &[]).await?;
        table.row("Bram, whom the operator has named, types /link", &told(world, &attempt).await?);
        Ok(())
    })
    .await;
    insta::assert_snapshot!(table);
}

/// `grendel.toml` wins over an earlier sign-in.
#[tokio::test(flavor = "multi_thread")]
async fn the_operators_word_wins() {
    let state = tempfile::tempdir().unwrap();
    let kept = state.path().join("state");
    let on = |named: &[&'static str]| WorldSettings { state: Some(kept.clone()), ..settings(named) };
    let first = converse_unrecorded(on(&["bram"]), async |world| {
        let (_, answer) = types_link(world, "dana").await?;
        world.follow_link_and_confirm("finn", &answer).await?;
        Ok(())
    });
    drop(first.await);
    let moved = state.path().join("moved");
    std::fs::rename(&kept, &moved).unwrap();
    let world = World::start(WorldSettings { with_bot: false, ..on(&["bram", "dana"]) }).await.unwrap();
    std::fs::rename(moved.join("store"), kept.join("store")).unwrap();
    world.cycle_power().await.unwrap();
    world.wait_for_bot().await.unwrap();
    let mut table = Table::default();
    who_am_i(&world, &mut table, "dana").await.unwrap();
    let attempt = world.discord.member("dana").unwrap().type_command("/unlink", &[]).await.unwrap();
    table.row("dana types /unlink", &told(&world, &attempt).await.unwrap());
    world.finish().await.unwrap();
    insta::assert_snapshot!(table.0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sign_in_that_comes_to_nothing() {
    let (table, _) = converse(&["bram"], async |world, table| {
        let (attempt, answer) = types_link(world, "dana").await?;
        let back = world.tenant.decline(&link_in(&answer)?)?;
        table.row("Dana declines at Microsoft", &read(&world.open_page(&back).await?));
        table.row("Dana reads", &comes_to_read(world, &attempt).await?);
        who_am_i(world, table, "dana").await
    })
    .await;
    insta::assert_snapshot!(table);
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_minutes_are_for_all_of_it() {
    let (table, over) = converse(&["bram"], async |world, table| {
        let (_, answer) = types_link(world, "dana").await?;
        world.advance_time(SignedDuration::from_mins(11)).await?;
        table.row("Dana signs in eleven minutes later", &read(&world.follow_link("dana", &answer).await?));
        let (_, answer) = types_link(world, "dana").await?;
        world.advance_time(SignedDuration::from_mins(6)).await?;
        let asked = world.follow_link("dana", &answer).await?;
        assert!(asked.form.is_some(), "six minutes are not too late");
        world.advance_time(SignedDuration::from_mins(5)).await?;
        table.row(
            "Dana signs in after six minutes and says yes after eleven",
            &read(&world.submit_page(&asked, "yes").await?),
        );
        who_am_i(world, table, "dana").await
    })
    .await;
    assert!(over.journal().is_empty(), "{:?}", over.journal());
    insta::assert_snapshot!(table);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_fourth_link_forgets_the_first() {
    let (table, _) = converse(&["bram"], async |world, table| {
        let mut answers = Vec::new();
        for _ in 0..4 {
            answers.push(types_link(world, "dana").await?.1);
        }
        table.row("Dana follows the first of four links", &read(&world.follow_link("dana", &answers[0]).await?));
        let asked = world.follow_link("dana", &answers[1]).await?;
        assert!(asked.form.is_some(), "the second is good");
        // One of the three is at its question now.
        for _ in 0..3 {
            types_link(world, "dana").await?;
        }
        // Those end one another, so that nobody with Dana's session of the chat alone can end what she is at.
        let answered = world.submit_page(&asked, "yes").await?;
        assert!(number_on(&answered).is_some(), "{}", answered.page);
        who_am_i(world, table, "dana").await
    })
    .await;
    insta::assert_snapshot!(table);
}

/// A member who removes their link no longer counts as requester or approver.
#[tokio::test(flavor = "multi_thread")]
async fn unlinking_withdraws_the_members_approvals() {
    let (table, over) = converse(&["chidi"], async |world, table| {
        for who in ["anna", "bram"] {
            let (_, answer) = types_link(world, who).await?;
            world.follow_link_and_confirm(who, &answer).await?;
        }
        let card = asks(world, "anna", &[("user", HANNA_UPN)]).await?;
        told(world, &world.discord.member("anna")?.type_command("/unlink", &[]).await?).await?;
        presses(world, "bram", &card, "approve").await?;
        let over = comes_to_say(world, &card, "Stopped").await?;
        table.row("Anna has unlinked before Bram approves; the card", &outcome(&over));
        let (_, answer) = types_link(world, "anna").await?;
        world.follow_link_and_confirm("anna", &answer).await?;
        let card = asks(world, "anna", &[("user", HANNA_UPN)]).await?;
        // The answer is waited for while he does it.
        world.tenant_faults.add("POST /v1.0/users/", 1, Fault::LostAnswer);
        presses(world, "bram", &card, "approve").await?;
        world.wait_until(|world| (world.tenant.writes().len() == 1).then_some(())).await?;
        told(world, &world.discord.member("bram")?.type_command("/unlink", &[]).await?).await?;
        let over = comes_to_say(world, &card, "Stopped").await?;
        table.row("Bram has unlinked while the first step was being taken; the card", &outcome(&over));
        Ok(())
    })
    .await;
    let [change] = &over.final_state.changes[..] else { panic!("{:?}", over.final_state.changes) };
    assert!(change.ends_with("/revokeSignInSessions"), "the second step was taken: {change}");
    insta::assert_snapshot!(table);
}

/// Returns the line under the title, which says how the case ended.
fn outcome(card: &Message) -> String {
    let text = card.to_text();
    text.lines().skip_while(|line| !line.contains("Outcome:")).nth(1).unwrap_or_default().to_owned()
}

/// Whatever was asked is forgotten with the bot, and whatever was written down holds.
#[tokio::test(flavor = "multi_thread")]
async fn the_power_fails_before_and_after_a_yes() {
    let (table, _) = converse(&["bram"], async |world, table| {
        let (_, answer) = types_link(world, "dana").await?;
        let (_, unused) = types_link(world, "dana").await?;
        let asked = world.follow_link("dana", &answer).await?;
        world.cycle_power().await?;
        world.wait_for_bot().await?;
        table.row("Killed at the question, yes", &read(&world.submit_page(&asked, "yes").await?));
        table.row("Killed before the sign-in, signs in", &read(&world.follow_link("dana", &unused).await?));
        who_am_i(world, table, "dana").await
    })
    .await;
    insta::assert_snapshot!(table);
}

/// The bot dies right after the link is on disk, and before anybody is told.
#[tokio::test(flavor = "multi_thread")]
async fn a_link_that_was_written_down_holds() {
    let undisturbed = converse(&["bram"], async |world, _| {
        let (_, answer) = types_link(world, "dana").await?;
        world.follow_link_and_confirm("dana", &answer).await?;
        Ok(())
    });
    let undisturbed = undisturbed.await.1.final_state;
    let (entries, length) = (undisturbed.entries, undisturbed.crash_points);
    let crashing = WorldSettings { crash_after_entries: Some(length), ..settings(&["bram"]) };
    let mut table = Table::default();
    let over = converse_unrecorded(crashing, async |world| {
        let (_, answer) = types_link(world, "dana").await?;
        let asked = world.follow_link("dana", &answer).await?;
        // The connection breaks, or the browser hears that nothing is known.
        let _ = tokio::time::timeout(Duration::from_secs(5), world.confirm(asked)).await;
        world.wait_until(|world| (world.journal_length() >= length).then_some(())).await?;
        world.wait_for_bot().await?;
        who_am_i(world, &mut table, "dana").await
    })
    .await;
    assert_eq!(links_beside_late_numbers(&over), (1, entries), "{:?}", over.journal());
    insta::assert_snapshot!(table.0);
}
