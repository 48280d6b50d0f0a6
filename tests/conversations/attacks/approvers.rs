//! People who want to approve and are not proven to be who they say: each is told by which rule.

use grendel_sandbox::world::{World, WorldSettings};
use grendel_simulator::discord::{HELPDESK_ID, LEAD_ID, Message};
use grendel_simulator::tenant::fixtures;
use jiff::SignedDuration;

use super::super::harness::{HANNA_UPN, Over, asks, comes_to_say, converse, member, presses, told};
use super::{answer_in_place_of_the_offer, begins_link, signing_in, types};

/// Rules by which a lead alone approves, whatever they hold in the directory.
const ANY_LEAD: &str = "[[approval]]\nfrom = [\"lead\"]\nquorum = 1\nwindow = \"2d\"\n";

/// Returns the built-in `/unlock` with these rules in place of its own, and the other commands that these tests type.
fn commands_with(rules: &str) -> Vec<(&'static str, String)> {
    let mut commands = super::commands("", "");
    for (name, text) in &mut commands {
        if *name == "unlock.toml" {
            let (before, rest) = text.split_once("\n[[approval]]\n").unwrap();
            let (_, after) = rest.split_once("\n# Examples of further rules:").unwrap();
            *text = format!("{before}\n{rules}\n# Examples of further rules:{after}");
        }
    }
    commands
}

/// Types `/link`, signs in to this account and says yes. Returns the answer in the chat.
async fn links(world: &World, who: &str, account: &str) -> anyhow::Result<String> {
    let (attempt, address) = begins_link(world, who).await?;
    world.open_and_confirm(&world.tenant.sign_in(account, &address)?).await?;
    answer_in_place_of_the_offer(world, &attempt).await
}

/// Checks that the answer to an attempt names this rule.
fn is_refused(answer: &str, rule: &str) -> anyhow::Result<()> {
    anyhow::ensure!(answer.contains(&format!("`{rule}`")), "not {rule}: {answer}");
    Ok(())
}

/// Bram, a lead whom the operator named, approves an account of Hanna's after this has become of his own.
async fn bram_is_refused(
    name: &str,
    rule: &'static str,
    happens: impl AsyncFnOnce(&World) -> anyhow::Result<()>,
) -> Over {
    converse(name, WorldSettings::default(), async |world| {
        let card = asks(world, "anna", &[("user", HANNA_UPN)]).await?;
        happens(world).await?;
        is_refused(&presses(world, "bram", &card, "approve").await?, rule)?;
        presses(world, "anna", &card, "withdraw").await.map(drop)
    })
    .await
}

fn nothing_changed(over: &Over) {
    assert_eq!(over.final_state.changes, Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_guest_approves_nothing() {
    let over = bram_is_refused("attacks-approver-guest", "account_external", async |world| {
        world.tenant.change("bram", |account| account.guest = true);
        Ok(())
    });
    nothing_changed(&over.await);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_external_member_approves_nothing() {
    let over = bram_is_refused("attacks-approver-external", "account_external", async |world| {
        world.tenant.change("bram", |account| account.external = true);
        Ok(())
    });
    nothing_changed(&over.await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_discord_role_alone_approves_nothing() {
    let mut settings = WorldSettings::default();
    // Dana is a lead in Discord and holds nothing in the directory.
    for one in settings.discord.members.iter_mut().filter(|one| one.key == "dana") {
        one.roles = vec![LEAD_ID];
    }
    let over = converse("attacks-approver-discord-alone", settings, async |world| {
        let card = asks(world, "anna", &[("user", HANNA_UPN)]).await?;
        is_refused(&presses(world, "dana", &card, "approve").await?, "may_not_decide")?;
        presses(world, "bram", &card, "approve").await?;
        let done = comes_to_say(world, &card, "can sign in again").await?;
        let text = done.to_text();
        anyhow::ensure!(text.contains("bram.bakker@contoso.example"), "the account behind the approval: {text}");
        Ok(())
    })
    .await;
    let journal = over.journal().join("\n");
    assert!(journal.contains("(bram.bakker@contoso.example, "), "{journal}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_that_was_created_yesterday_is_not_linked() {
    let over = converse("attacks-approver-young", signing_in(&["anna", "chidi"]), async |world| {
        let yesterday = jiff::Timestamp::now() - SignedDuration::from_hours(24);
        world.tenant.change("bram", |account| account.created = yesterday);
        is_refused(&links(world, "bram", "bram").await?, "account_too_new")?;
        let card = asks(world, "anna", &[("user", HANNA_UPN)]).await?;
        is_refused(&presses(world, "bram", &card, "approve").await?, "not_linked")?;
        // The operator's word is a proof of age.
        world.tenant.change("anna", |account| account.created = yesterday);
        presses(world, "anna", &card, "withdraw").await.map(drop)
    });
    nothing_changed(&over.await);
}

/// The helpdesk gets a pass for an ordinary user, and wants to approve from a second Discord account as that user.
#[tokio::test(flavor = "multi_thread")]
async fn a_second_discord_account_linked_to_the_reset_user_approves_nothing() {
    let mut settings = signing_in(&["anna", "bram", "chidi"]);
    settings.commands = commands_with(ANY_LEAD);
    member(&mut settings.discord, "second", "Anna again", 601_100_000_000_000_077, &[LEAD_ID]);
    let over = converse("attacks-approver-second-account", settings, async |world| {
        let card = asks(world, "anna", &[("user", "floor.dewit@contoso.example")]).await?;
        presses(world, "chidi", &card, "approve").await?;
        // It is for the one whose own role reaches that far, on the page.
        comes_to_say(world, &card, "[ Show it once ]").await?;
        world.reveal_secret_to("chidi", "second-factor-missing").await?;
        is_refused(&links(world, "second", "second-factor-missing").await?, "secret_made_recently")?;
        let next = asks(world, "anna", &[("user", HANNA_UPN)]).await?;
        is_refused(&presses(world, "second", &next, "approve").await?, "not_linked")?;
        presses(world, "anna", &next, "withdraw").await.map(drop)
    });
    over.await;
}

/// Floor linked the account before it was reset. An intruder may have had it then.
#[tokio::test(flavor = "multi_thread")]
async fn a_link_ends_when_its_account_is_recovered() {
    let mut settings = signing_in(&["anna", "bram", "chidi"]);
    settings.commands = commands_with(ANY_LEAD);
    member(&mut settings.discord, "floor", "Floor de Wit", 601_100_000_000_000_078, &[LEAD_ID]);
    let over = converse("attacks-approver-recovered", settings, async |world| {
        links(world, "floor", "second-factor-missing").await?;
        let card = asks(world, "anna", &[("user", "floor.dewit@contoso.example")]).await?;
        presses(world, "chidi", &card, "approve").await?;
        comes_to_say(world, &card, "[ Show it once ]").await?;
        world.reveal_secret_to("chidi", "second-factor-missing").await?;
        world.cycle_power().await?;
        world.wait_for_bot().await?;
        world.advance_time(SignedDuration::from_hours(25)).await?;
        let next = asks(world, "anna", &[("user", HANNA_UPN)]).await?;
        is_refused(&presses(world, "floor", &next, "approve").await?, "link_expired")?;
        links(world, "floor", "second-factor-missing").await?;
        presses(world, "floor", &next, "approve").await?;
        comes_to_say(world, &next, "can sign in again").await.map(drop)
    });
    over.await;
}

/// A rule asks for a group of the directory. The role in Discord and in the directory are not enough.
#[tokio::test(flavor = "multi_thread")]
async fn a_group_of_the_directory_makes_an_approver() {
    let unlockers = fixtures::UNLOCKERS.id;
    let rules =
        format!("[[approval]]\nfrom = [\"lead\"]\ndirectory_groups = [\"{unlockers}\"]\nquorum = 1\nwindow = \"2d\"\n");
    let mut settings = WorldSettings { commands: commands_with(&rules), ..WorldSettings::default() };
    member(&mut settings.discord, "ines-through-a-group", "Ines Costa", 601_100_000_000_000_079, &[LEAD_ID]);
    settings.linked.push("ines-through-a-group");
    let over = converse("attacks-approver-group", settings, async |world| {
        let card = asks(world, "anna", &[("user", HANNA_UPN)]).await?;
        is_refused(&presses(world, "bram", &card, "approve").await?, "may_not_decide")?;
        presses(world, "ines-through-a-group", &card, "approve").await?;
        comes_to_say(world, &card, "can sign in again").await.map(drop)
    });
    assert_eq!(over.await.final_state.changes.len(), 2);
}

/// Waits until Bram was told so many times, in the channel and directly, that he has another account.
async fn announced(world: &World, times: usize) -> anyhow::Result<()> {
    let says_so = |message: &&Message| message.content.contains("linked a different Microsoft 365 account");
    let in_channel = |world: &World| world.discord.guild().public().filter(says_so).count();
    let directly = |world: &World| world.discord.direct_messages_to("bram").iter().filter(says_so).count();
    world.wait_until(|world| (in_channel(world) == times && directly(world) == times).then_some(())).await
}

/// Someone holds the Discord session of an approver, and an account of their own.
#[tokio::test(flavor = "multi_thread")]
async fn relinking_an_approvers_discord_session_waits_and_is_announced() {
    let settings = WorldSettings { commands: commands_with(ANY_LEAD), ..signing_in(&["anna", "chidi"]) };
    let over = converse("attacks-approver-relinked", settings, async |world| {
        links(world, "bram", "bram").await?;
        types(world, "bram", "/unlink").await?;
        let waits = links(world, "bram", "nothing-wrong").await?;
        anyhow::ensure!(waits.contains("Until then neither counts"), "{waits}");
        announced(world, 1).await?;
        let card = asks(world, "anna", &[("user", HANNA_UPN)]).await?;
        is_refused(&presses(world, "bram", &card, "approve").await?, "link_waits")?;
        // Taking it back and proving it again does not make it sooner.
        types(world, "bram", "/unlink").await?;
        links(world, "bram", "nothing-wrong").await?;
        announced(world, 2).await?;
        is_refused(&presses(world, "bram", &card, "approve").await?, "link_waits")?;
        world.advance_time(SignedDuration::from_hours(25)).await?;
        presses(world, "bram", &card, "approve").await?;
        comes_to_say(world, &card, "can sign in again").await.map(drop)
    });
    let over = over.await;
    let journal = over.journal().join("\n");
    assert!(journal.contains("which counts from"), "{journal}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_unit_scoped_role_does_not_serve_for_a_target_elsewhere() {
    let rules =
        "[[approval]]\nfrom = [\"lead\"]\ndirectory_roles = [\"User Administrator\"]\nquorum = 1\nwindow = \"30m\"\n";
    let mut settings = WorldSettings { commands: commands_with(rules), ..WorldSettings::default() };
    member(&mut settings.discord, "hugo-of-one-unit", "Hugo Dekker", 601_100_000_000_000_002, &[LEAD_ID]);
    settings.linked.push("hugo-of-one-unit");
    let over = converse("attacks-approver-of-one-unit", settings, async |world| {
        let elsewhere = asks(world, "anna", &[("user", "noor.schouten@contoso.example")]).await?;
        let answer = presses(world, "hugo-of-one-unit", &elsewhere, "approve").await?;
        is_refused(&answer, "may_not_decide")?;
        presses(world, "anna", &elsewhere, "withdraw").await?;
        let within = asks(world, "anna", &[("user", "mees.prins@contoso.example")]).await?;
        presses(world, "hugo-of-one-unit", &within, "approve").await?;
        comes_to_say(world, &within, "can sign in again").await.map(drop)
    });
    over.await;
}

/// The operator said that Anna and Chidi are one human: an everyday account and an administrator's.
#[tokio::test(flavor = "multi_thread")]
async fn two_accounts_of_one_human_count_as_one() {
    let mut settings = WorldSettings { commands: commands_with(ANY_LEAD), ..WorldSettings::default() };
    settings.same_humans = vec![("anna", "chidi")];
    for one in settings.discord.members.iter_mut().filter(|one| one.key == "anna") {
        one.roles = vec![HELPDESK_ID, LEAD_ID];
    }
    let over = converse("attacks-approver-two-accounts", settings, async |world| {
        let card = asks(world, "anna", &[("user", HANNA_UPN)]).await?;
        is_refused(&presses(world, "chidi", &card, "approve").await?, "own_case")?;
        presses(world, "anna", &card, "withdraw").await?;
        // The target is another account of the one who asks.
        world.tenant.change("chidi", |account| account.enabled = false);
        let own = world.type_unlock("anna", &[("user", "chidi.okafor@contoso.example")]).await?;
        is_refused(&told(world, &own).await?, "own_account")
    });
    nothing_changed(&over.await);
}
