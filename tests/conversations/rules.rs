//! Rules that the scenarios do not show: denials, too high a quorum, lists of cases, and rights that are lost between two votes.

use grendel_sandbox::scenarios::rules::unlock_with;
use grendel_sandbox::world::{World, WorldSettings};
use grendel_simulator::discord::{HELPDESK_ID, LEAD_ID};

use super::harness::{
    HANNA_UPN, Table, asks, comes_to_say, converse, converse_unrecorded, denies, member, presses, redact, told,
};

const TWO_RULES: &str = r#"
[[approval]]
from = ["lead"]
quorum = 2
window = "30m"

[[approval]]
from = ["security"]
quorum = 1
window = "30m"
"#;

/// Types a command that opens no case and waits for the answer.
async fn reads(world: &World, who: &str, command: &str, options: &[(&str, &str)]) -> anyhow::Result<String> {
    told(world, &world.discord.member(who)?.type_command(command, options).await?).await
}

#[tokio::test(flavor = "multi_thread")]
async fn one_denial_ends_a_case_that_needs_three_approvals() {
    let mut table = Table::default();
    let with = |text| WorldSettings { commands: vec![unlock_with(text)], ..WorldSettings::default() };
    converse("rules-denied", with(TWO_RULES), async |world| {
        let card = asks(world, "anna", &[("user", HANNA_UPN)]).await?;
        table.row("before anybody has decided", &redact(&card.to_text()));
        table.row("Chidi looks", &presses(world, "chidi", &card, "look").await?);
        table.row("Chidi looks again", &presses(world, "chidi", &card, "look").await?);
        table.row("Dana looks", &presses(world, "dana", &card, "look").await?);
        presses(world, "bram", &card, "approve").await?;
        let card = comes_to_say(world, &card, "Approved by Bram Bakker").await?;
        table.row("after Bram", &redact(&card.to_text()));
        table.row("Eva denies", &denies(world, "eva", &card, "Not before Monday.").await?);
        table.row("the end", &redact(&comes_to_say(world, &card, "Not before Monday.").await?.to_text()));
        Ok(())
    })
    .await;
    insta::assert_snapshot!(table.0);
}

/// Enough people agree, but none of them has the authority that Finn lacks.
#[tokio::test(flavor = "multi_thread")]
async fn a_lead_without_the_authority_is_not_enough() {
    let mut table = Table::default();
    let mut settings = WorldSettings::default();
    member(&mut settings.discord, "helpdesk-of-one-unit", "Ruben Kuipers", 601_100_000_000_000_011, &[LEAD_ID]);
    settings.linked.extend(["finn", "helpdesk-of-one-unit"]);
    let over = converse("rules-authority", settings, async |world| {
        let card = asks(world, "finn", &[("user", HANNA_UPN)]).await?;
        let refused = presses(world, "helpdesk-of-one-unit", &card, "approve").await?;
        assert!(refused.contains("`may_not_decide`"), "his role is for Rotterdam, and she is not there: {refused}");
        table.row("Ruben approves, whose role is for Rotterdam", &refused);
        let of_finn = world.tenant.account("finn").roles;
        world.tenant.change("helpdesk-of-one-unit", |account| account.roles = of_finn);
        presses(world, "helpdesk-of-one-unit", &card, "approve").await?;
        let card = comes_to_say(world, &card, "Approved by Ruben Kuipers").await?;
        assert!(world.tenant.writes().is_empty(), "nothing is done on the authority of two Helpdesk Administrators");
        table.row("after Ruben, a Helpdesk Administrator as Finn is", &redact(&card.to_text()));
        presses(world, "bram", &card, "approve").await?;
        comes_to_say(world, &card, "can sign in again").await.map(drop)
    });
    assert_eq!(over.await.final_state.changes.len(), 2);
    insta::assert_snapshot!(table.0);
}

/// Each of two tenants lists its own cases, under three headings.
#[tokio::test(flavor = "multi_thread")]
async fn cases_as_different_people_see_them() {
    let mut table = Table::default();
    let settings =
        WorldSettings { northwind: Some(vec![("anna", "nora"), ("bram", "nils")]), ..WorldSettings::default() };
    converse("rules-cases", settings, async |world| {
        table.row("Dana, before there is any", &reads(world, "dana", "/cases", &[]).await?);
        let jet = world.tenant.account("blocked-long-ago").user_principal_name;
        let of_anna = asks(world, "anna", &[("user", HANNA_UPN), ("reason", "Back from leave")]).await?;
        let of_chidi = asks(world, "chidi", &[("user", &jet)]).await?;
        let niels = world.northwind.as_ref().expect("it is on this world").account("niels").user_principal_name;
        let nora = world.discord.member("anna")?.in_channel("northwind");
        told(world, &nora.type_command("/unlock", &[("user", &niels)]).await?).await?;
        for who in ["anna", "chidi", "bram", "dana"] {
            table.row(&format!("{who} types /cases"), &reads(world, who, "/cases", &[]).await?);
        }
        for (who, number) in [("anna", "1"), ("dana", "1"), ("bram", "3")] {
            table
                .row(&format!("{who} types /case {number}"), &reads(world, who, "/case", &[("number", number)]).await?);
        }
        let bram = world.discord.member("bram")?.in_channel("northwind");
        table.row(
            "bram types /cases in the other channel",
            &told(world, &bram.type_command("/cases", &[]).await?).await?,
        );
        let of_nora = world.newest_card()?;
        presses(world, "anna", &of_nora, "withdraw").await?;
        presses(world, "anna", &of_anna, "withdraw").await?;
        presses(world, "chidi", &of_chidi, "withdraw").await.map(drop)
    })
    .await;
    insta::assert_snapshot!(table.0);
}

#[tokio::test(flavor = "multi_thread")]
async fn whoami_names_roles_and_account() {
    let mut table = Table::default();
    let mut settings = WorldSettings::default();
    for (key, name, id) in [
        ("risky-operator", "Sanne Vos", 21),
        ("only-eligible", "Leila Amrani", 22),
        ("activated-for-an-hour", "Karim Haddad", 23),
        ("helpdesk-of-one-unit", "Ruben Kuipers", 24),
    ] {
        member(&mut settings.discord, key, name, 601_100_000_000_000_000 + id, &[HELPDESK_ID]);
        settings.linked.push(key);
    }
    converse("rules-whoami", settings, async |world| {
        for who in
            ["anna", "bram", "finn", "risky-operator", "only-eligible", "activated-for-an-hour", "helpdesk-of-one-unit"]
        {
            table.row(who, &reads(world, who, "/whoami", &[]).await?);
        }
        Ok(())
    })
    .await;
    insta::assert_snapshot!(table.0);
}

/// If anyone whom the case rests on loses a role between two votes, nothing is done.
#[tokio::test(flavor = "multi_thread")]
async fn rights_that_are_lost_between_two_votes() {
    type Loss = fn(&World) -> anyhow::Result<()>;
    let losses: [(&str, Loss); 3] = [
        ("Bram is no lead any more", |world| world.discord.member("bram")?.remove_role("lead")),
        ("Bram's account is blocked", |world| {
            world.tenant.change("bram", |account| account.enabled = false);
            Ok(())
        }),
        ("Anna has left the helpdesk", |world| world.discord.member("anna")?.remove_role("helpdesk")),
    ];
    let mut table = Table::default();
    for (what, loss) in losses {
        let rules = "[[approval]]\nfrom = [\"lead\"]\nquorum = 2\nwindow = \"30m\"\n";
        let settings = WorldSettings { commands: vec![unlock_with(rules)], ..WorldSettings::default() };
        let over = converse_unrecorded(settings, async |world| {
            let card = asks(world, "anna", &[("user", HANNA_UPN)]).await?;
            presses(world, "bram", &card, "approve").await?;
            loss(world)?;
            presses(world, "chidi", &card, "approve").await?;
            let over = redact(&comes_to_say(world, &card, "Stopped").await?.to_text());
            table.row(what, over.lines().nth(2).unwrap_or_default());
            Ok(())
        });
        assert_eq!(over.await.world.tenant.writes(), [], "{what}");
    }
    insta::assert_snapshot!(table.0);
}
