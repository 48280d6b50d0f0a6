//! Autocomplete of the option `user`: who is offered which accounts, how fast, and how a pick is used.

mod picks;
mod trouble;

use anyhow::ensure;
use grendel_sandbox::world::{World, WorldSettings};
use grendel_simulator::discord::{HELPDESK_ID, LEAD_ID, SERVICEDESK_ID, UserClient};
use jiff::SignedDuration;

use super::harness::{Table, converse, member, told};

/// A choice: the text in the list, and the value of the option.
type Choice = (String, String);

/// Returns the choices offered to a member who has typed this much of the option `user`.
async fn offered_to(who: &UserClient, world: &World, command: &str, text: &str) -> anyhow::Result<Vec<Choice>> {
    let attempt = who.autocomplete(command, &[("user", text)], "user").await?;
    world.wait_until(|_| attempt.acknowledged()).await?;
    let choices = attempt.interaction().choices.into_iter();
    choices.map(|(name, value)| Ok((name, serde_json::from_value(value)?))).collect()
}

async fn offered(world: &World, who: &str, text: &str) -> anyhow::Result<Vec<Choice>> {
    offered_to(&world.discord.member(who)?, world, "/unlock", text).await
}

/// Returns the same as the texts of the list, a line each.
async fn listed(world: &World, who: &str, text: &str) -> anyhow::Result<String> {
    let names: Vec<String> = offered(world, who, text).await?.into_iter().map(|(name, _)| name).collect();
    Ok(if names.is_empty() { "(nothing)".to_owned() } else { names.join("\n") })
}

/// Returns the number of searches for accounts.
fn searches(world: &World) -> usize {
    world.recorder.exchanges().iter().filter(|exchange| exchange.url.contains("$search=")).count()
}

/// Returns the number of batches: one for each check of a member.
fn batches(world: &World) -> usize {
    world.recorder.exchanges().iter().filter(|exchange| exchange.url.ends_with("/$batch")).count()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_is_found_by_name_sign_in_name_and_mail() {
    let mut table = Table::default();
    let over = converse("completion-found", WorldSettings::default(), async |world| {
        for typed in [
            "han",
            "VISSER",
            "visser han",
            "hanna.visser@contoso.example",
            "vera@",
            "v.vandijk",
            "dijk",
            "o'brien",
            "siobhan.o'b",
            "$kassa",
            "100%thuis",
            "schouten",
            "smits",
            "kofi",
            "joris",
            "contoso",
            "nobody",
        ] {
            table.row(typed, &listed(world, "anna", typed).await?);
        }
        Ok(())
    });
    assert_eq!(over.await.final_state.entries, 0, "nothing is written down for what was never sent");
    insta::assert_snapshot!(table.0);
}

/// Microsoft does not document how the directory matches accented letters, so everything it finds is offered.
#[tokio::test(flavor = "multi_thread")]
async fn letters_with_marks_are_asked_for() {
    let over = converse("completion-marks", WorldSettings::default(), async |world| {
        world.tenant.change("blocked-by-a-colleague", |hanna| "Zoë Ängström".clone_into(&mut hanna.display_name));
        for typed in ["zoë", "ZOË", "äng", "zoë än"] {
            assert!(listed(world, "anna", typed).await?.starts_with("Zoë Ängström · "), "{typed}");
        }
        Ok(())
    });
    over.await;
}

#[tokio::test(flavor = "multi_thread")]
async fn three_letters_on() {
    let over = converse("completion-letters", WorldSettings::default(), async |world| {
        for typed in ["", "h", "ha", "h a", "  ", "@&\"\\", "a'n"] {
            assert_eq!(offered(world, "anna", typed).await?, [], "{typed:?}");
        }
        assert_eq!(world.tenant.calls().graph, 0, "nobody was asked anything");
        assert_eq!(offered(world, "anna", "han").await?.len(), 1);
        let long = "han".repeat(2000);
        assert_eq!(offered(world, "anna", &long).await?, []);
        assert_eq!(searches(world), 1);
        Ok(())
    });
    over.await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_member_who_may_not_use_the_command_is_offered_nothing() {
    let over = converse("completion-who", WorldSettings::default(), async |world| {
        // Every later answer could come from this cached one.
        assert_eq!(offered(world, "anna", "visser").await?.len(), 1);
        let (asked, looked_at) = (searches(world), batches(world));
        // Dana has no role in the chat.
        assert_eq!(offered(world, "dana", "visser").await?, []);
        // Finn has one and is not linked.
        assert_eq!(offered(world, "finn", "visser").await?, []);
        assert_eq!(batches(world), looked_at, "neither was looked at");
        // Dana has no role in the directory.
        world.discord.member("dana")?.add_role("helpdesk")?;
        assert_eq!(offered(world, "dana", "visser").await?, []);
        assert_eq!(offered(world, "dana", "hanna").await?, []);
        assert_eq!(batches(world), looked_at + 1, "Dana was looked at once");
        assert_eq!(searches(world), asked, "no account was looked for on their behalf");
        // Eva may look, and not unlock.
        let eva = world.discord.member("eva")?;
        assert_eq!(offered_to(&eva, world, "/diagnose", "visser").await?.len(), 1);
        assert_eq!(offered_to(&eva, world, "/unlock", "visser").await?, []);
        Ok(())
    });
    assert_eq!(over.await.final_state.entries, 0, "nobody is turned away who has asked for nothing");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_role_ends_it() {
    let over = converse("completion-lost-role", WorldSettings::default(), async |world| {
        let anna = world.discord.member("anna")?;
        assert_eq!(offered(world, "anna", "visser").await?.len(), 1);
        anna.remove_role("helpdesk")?;
        assert_eq!(offered(world, "anna", "visser").await?, [], "at once, in the chat");
        anna.add_role("helpdesk")?;
        world.tenant.change("anna", |anna| anna.roles.clear());
        assert_eq!(offered(world, "anna", "visser").await?.len(), 1, "what the directory says is good for a minute");
        world.advance_time(SignedDuration::from_secs(61)).await?;
        assert_eq!(offered(world, "anna", "visser").await?, []);
        Ok(())
    });
    over.await;
}

/// A command reads its requester again, and the result is cached for the next letter.
#[tokio::test(flavor = "multi_thread")]
async fn the_check_of_a_command_counts_for_the_next_letter() {
    let over = converse("completion-learns", WorldSettings::default(), async |world| {
        assert_eq!(offered(world, "anna", "visser").await?.len(), 1);
        world.tenant.change("anna", |anna| anna.enabled = false);
        let attempt = world.type_unlock("anna", &[("user", "hanna.visser@contoso.example")]).await?;
        ensure!(told(world, &attempt).await?.contains("account_disabled"));
        assert_eq!(offered(world, "anna", "visser").await?, []);
        Ok(())
    });
    over.await;
}

#[tokio::test(flavor = "multi_thread")]
async fn each_channel_knows_its_own_tenant() {
    let mut settings = WorldSettings { northwind: Some(vec![("nora", "nora")]), ..WorldSettings::default() };
    member(&mut settings.discord, "nora", "Nora", 601_100_000_000_000_011, &[HELPDESK_ID, LEAD_ID]);
    let over = converse("completion-island", settings, async |world| {
        let at_home = world.discord.member("nora")?.in_channel("northwind");
        let anna_abroad = world.discord.member("anna")?.in_channel("northwind");
        let names = async |who: &UserClient, text: &str| -> anyhow::Result<Vec<String>> {
            Ok(offered_to(who, world, "/unlock", text).await?.into_iter().map(|(name, _)| name).collect())
        };
        let anna = world.discord.member("anna")?;
        for text in ["nora", "nor", "example", "hanna", "niels"] {
            let (here, there) = (names(&anna, text).await?, names(&at_home, text).await?);
            assert!(here.iter().all(|name| name.contains("@contoso.")), "{text}: {here:?}");
            assert!(there.iter().all(|name| name.contains("@northwind.")), "{text}: {there:?}");
            assert_eq!(names(&anna_abroad, text).await?, Vec::<String>::new(), "Anna is nobody there");
            assert_eq!(names(&world.discord.member("nora")?, text).await?, Vec::<String>::new(), "Nora is nobody here");
        }
        assert_eq!(names(&anna, "nora").await?.len(), 1);
        assert_eq!(names(&at_home, "nora").await?.len(), 1);
        // Another guild, or none, has no tenant.
        for elsewhere in [anna.in_guild(SERVICEDESK_ID), anna.in_direct_message()] {
            assert_eq!(names(&elsewhere, "hanna").await?, Vec::<String>::new());
        }
        Ok(())
    });
    over.await;
}

/// Letter by letter there is one check of the member and one search; another member who types the same needs no search.
#[tokio::test(flavor = "multi_thread")]
async fn not_every_letter_is_a_call() {
    let over = converse("completion-calls", WorldSettings::default(), async |world| {
        let name = "hanna visser";
        for length in 3..=name.len() {
            let choices = offered(world, "anna", &name[..length]).await?;
            assert_eq!(choices.len(), 1, "{}", &name[..length]);
        }
        assert_eq!(offered(world, "anna", "hanna visseur").await?, []);
        assert_eq!((searches(world), batches(world)), (1, 1));
        assert_eq!(offered(world, "bram", "Hanna V").await?.len(), 1);
        assert_eq!((searches(world), batches(world)), (1, 2));
        world.advance_time(SignedDuration::from_secs(46)).await?;
        assert_eq!(offered(world, "anna", "hanna").await?.len(), 1);
        assert_eq!((searches(world), batches(world)), (2, 2), "what was found is not good for ever");
        Ok(())
    });
    over.await;
}

/// A command file can switch autocomplete off.
#[tokio::test(flavor = "multi_thread")]
async fn it_can_be_switched_off() {
    let unlock = include_str!("../../commands/unlock.toml");
    let text = unlock.replacen("max_length = 320\n", "max_length = 320\nautocomplete = false\n", 1);
    let settings = WorldSettings { commands: vec![("unlock.toml", text)], ..WorldSettings::default() };
    let over = converse("completion-off", settings, async |world| {
        let refused = offered(world, "anna", "hanna").await.unwrap_err();
        ensure!(refused.to_string().contains("nothing is offered for user"), "{refused}");
        Ok(())
    });
    over.await;
}
