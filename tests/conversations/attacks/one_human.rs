//! One human with two members and two accounts, as the operator declared them: they count as one person everywhere.

use grendel_sandbox::scenarios::rules::{unlock_and, unlock_with};
use grendel_sandbox::world::WorldSettings;

use super::super::harness::{HANNA_UPN, asks, comes_to_say, converse, denies, presses, told};
use super::signing_in;

/// Bram approves, and asks for the same by his other account.
#[tokio::test(flavor = "multi_thread")]
async fn an_approver_who_asks_by_their_other_account_stops_counting() {
    let two = "[[approval]]\nfrom = [\"lead\", \"helpdesk\"]\nquorum = 2\nwindow = \"30m\"\n";
    let mut settings = WorldSettings { commands: vec![unlock_with(two)], ..WorldSettings::default() };
    settings.linked.push("finn");
    settings.same_humans = vec![("bram", "chidi")];
    let over = converse("attacks-one-human-joins", settings, async |world| {
        let card = asks(world, "anna", &[("user", HANNA_UPN)]).await?;
        presses(world, "bram", &card, "approve").await?;
        let card = comes_to_say(world, &card, "Approved by Bram Bakker").await?;
        told(world, &world.type_unlock("chidi", &[("user", HANNA_UPN)]).await?).await?;
        let card = comes_to_say(world, &card, "It does not count any more").await?;
        presses(world, "anna", &card, "withdraw").await.map(drop)
    });
    assert_eq!(over.await.final_state.changes, Vec::<String>::new());
}

/// Anna has broken the glass, and nobody has countersigned. Chidi is Anna.
#[tokio::test(flavor = "multi_thread")]
async fn a_human_named_twice_does_not_break_the_glass_twice() {
    let mut settings = WorldSettings::default();
    let people = ["anna", "chidi"].map(|who| format!("\"{}\"", settings.discord.user(who).unwrap())).join(", ");
    let glass = format!("[break_glass]\npeople = [{people}]\ncountersign_within = \"24h\"");
    settings.commands = vec![unlock_and(&glass)];
    settings.same_humans = vec![("anna", "chidi")];
    let over = converse("attacks-one-human-glass", settings, async |world| {
        let first = asks(world, "anna", &[("user", HANNA_UPN)]).await?;
        comes_to_say(world, &first, "[ Approve ]").await?;
        world.submit_form("anna", "Break glass…", "She is on stage in five minutes.").await?;
        let first = comes_to_say(world, &first, "[ Countersign ]").await?;
        let jet = world.tenant.account("blocked-long-ago").user_principal_name;
        let second = asks(world, "chidi", &[("user", &jet)]).await?;
        comes_to_say(world, &second, "[ Approve ]").await?;
        let refused = world.submit_form("chidi", "Break glass…", "Another one.").await?;
        let refused = told(world, &refused).await?;
        assert!(refused.contains("`debt_unpaid`"), "{refused}");
        presses(world, "chidi", &second, "withdraw").await?;
        presses(world, "bram", &first, "countersign").await?;
        comes_to_say(world, &first, "Countersigned by Bram Bakker").await.map(drop)
    });
    assert_eq!(over.await.final_state.changes.len(), 2, "Hanna's two steps");
}

/// Anna is to go on alone. By her other account she is no other person who denies it.
#[tokio::test(flavor = "multi_thread")]
async fn a_lone_requester_does_not_deny_it_by_their_other_account() {
    let mut settings = signing_in(&["anna", "chidi"]);
    settings.tenant.pass_policy.enabled = false;
    settings.same_humans = vec![("anna", "chidi")];
    let over = converse("attacks-one-human-denies", settings, async |world| {
        let card = asks(world, "anna", &[("user", HANNA_UPN)]).await?;
        let card = comes_to_say(world, &card, "[ Go on alone ]").await?;
        let denied = denies(world, "chidi", &card, "Not like this.").await?;
        assert!(denied.contains("`own_case`"), "{denied}");
        presses(world, "anna", &card, "withdraw").await.map(drop)
    });
    assert!(over.await.final_state.changes.is_empty());
}
