//! Freezing a tenant: what waits, what goes on, and who lifts it. The limits on passwords and passes are in `limits`.

mod held;
mod limits;

use std::time::Duration;

use grendel_sandbox::world::{World, WorldSettings};
use grendel_simulator::discord::{LEAD_ID, Message, SECURITY_ID};
use grendel_simulator::faults::Fault;
use jiff::SignedDuration;

use super::harness::{
    HANNA, HANNA_UPN, asks, comes_to_say, converse, converse_unrecorded, member, presses, speak, told,
};

/// The second of those who guard the tenant, beside Eva. Her account holds every power.
const GITA_ID: u64 = 633_104_585_127_198_730;
const WHY: (&str, &str) = ("reason", "Somebody misuses an account.");

/// A world with two people who guard the tenant: Eva and Gita.
fn guarded() -> WorldSettings {
    let mut settings = WorldSettings::default();
    speak(&mut settings.discord, "en-US");
    member(&mut settings.discord, "gita", "Gita Patel", GITA_ID, &[LEAD_ID, SECURITY_ID]);
    settings.linked.push("gita");
    settings
}

/// Types a command and returns the answer.
async fn types(world: &World, who: &str, command: &str, options: &[(&str, &str)]) -> anyhow::Result<String> {
    told(world, &world.discord.member(who)?.type_command(command, options).await?).await
}

async fn freezes(world: &World, who: &str, scope: &str) -> anyhow::Result<String> {
    types(world, who, "/freeze", &[WHY, ("scope", scope)]).await
}

async fn unfreezes(world: &World, who: &str) -> anyhow::Result<String> {
    types(world, who, "/unfreeze", &[("reason", "It is over.")]).await
}

/// Eva asks to lift the freeze, and Gita agrees.
async fn lifted(world: &World) -> anyhow::Result<()> {
    assert!(unfreezes(world, "eva").await?.contains("second person"));
    assert!(unfreezes(world, "gita").await?.contains("The freeze is lifted"));
    Ok(())
}

/// Anna asks for the account, and somebody who may approves: Bram, or Eva, who guards the tenant.
async fn approved(world: &World, command: &str, user: &str) -> anyhow::Result<Message> {
    let (_, card) = world.open_case("anna", command, &[("user", user)]).await?;
    let approver = if command == "/contain" { "eva" } else { "bram" };
    presses(world, approver, &card, "approve").await?;
    Ok(card)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_operator_hears_of_a_freeze_by_a_person() {
    let settings = WorldSettings { operators: vec!["dana"], ..guarded() };
    let over = converse("freeze-operator", settings, async |world| {
        freezes(world, "eva", "access").await?;
        world.wait_for_direct_message("dana", "has frozen this tenant").await?;
        lifted(world).await
    });
    assert_eq!(over.await.world.discord.direct_messages_to("dana").len(), 1, "the end of a freeze calls nobody");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_freeze_stops_a_running_case_before_the_next_write_that_gives_access() {
    let over = converse("freeze-running", guarded(), async |world| {
        // The revocation is answered late, and the tenant is frozen meanwhile.
        world.tenant_faults.add("revokeSignInSessions", 1, Fault::Slow(Duration::from_millis(700)));
        let card = approved(world, "/unlock", HANNA_UPN).await?;
        tokio::time::sleep(Duration::from_millis(300)).await;
        assert!(freezes(world, "eva", "access").await?.contains("frozen"));
        let card = comes_to_say(world, &card, "goes on by itself afterwards").await?;
        world.wait_for_mention(&["security"], "has frozen this tenant").await?;
        tokio::time::sleep(Duration::from_millis(900)).await;
        assert!(!world.tenant.account(HANNA).enabled, "sign-in was enabled in a frozen tenant");
        assert_eq!(world.tenant.writes().len(), 1, "only the revocation");
        assert!(types(world, "anna", "/cases", &[]).await?.contains("Somebody misuses an account"));
        lifted(world).await?;
        comes_to_say(world, &card, "can sign in again").await.map(drop)
    });
    let journal = over.await.journal().join("\n");
    for said in ["froze tenant contoso (access)", "what it stops waits", "no longer holds this case"] {
        assert!(journal.contains(said), "{said}:\n{journal}");
    }
}

/// A write that Microsoft throttled, and that is to be sent again, is not sent.
#[tokio::test(flavor = "multi_thread")]
async fn a_freeze_stops_a_write_that_waits_to_be_sent_again() {
    let over = converse("freeze-throttled", guarded(), async |world| {
        let throttled = || Fault::Status { status: 429, retry_after: Some(30) };
        world.tenant_faults.add("PATCH /v1.0/users/", 1, throttled());
        let card = approved(world, "/unlock", HANNA_UPN).await?;
        comes_to_say(world, &card, "(revoke sign-in sessions): done").await?;
        // Long enough for the call that is throttled, and much shorter than the pause after it.
        tokio::time::sleep(Duration::from_secs(2)).await;
        freezes(world, "eva", "access").await?;
        let card = comes_to_say(world, &card, "goes on by itself afterwards").await?;
        world.advance_time(SignedDuration::from_mins(1)).await?;
        tokio::time::sleep(Duration::from_millis(300)).await;
        assert!(!world.tenant.account(HANNA).enabled, "the write was sent again in a frozen tenant");
        lifted(world).await?;
        comes_to_say(world, &card, "can sign in again").await.map(drop)
    });
    over.await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_case_under_a_freeze_is_diagnosed_and_says_that_it_waits() {
    let over = converse_unrecorded(guarded(), async |world| {
        freezes(world, "eva", "access").await?;
        let card = asks(world, "anna", &[("user", HANNA_UPN)]).await?;
        let card = comes_to_say(world, &card, "Its steps wait until then, even if it is approved").await?;
        presses(world, "bram", &card, "approve").await?;
        // The revocation gives nobody access, so it is done; the rest waits.
        let card = comes_to_say(world, &card, "goes on by itself afterwards").await?;
        assert!(!world.tenant.account(HANNA).enabled);
        lifted(world).await?;
        comes_to_say(world, &card, "can sign in again").await.map(drop)
    });
    over.await;
}

#[tokio::test(flavor = "multi_thread")]
async fn containment_goes_on_under_a_freeze() {
    let over = converse_unrecorded(guarded(), async |world| {
        freezes(world, "eva", "access").await?;
        let user = world.tenant.account("nothing-wrong").user_principal_name;
        let card = approved(world, "/contain", &user).await?;
        let card = comes_to_say(world, &card, "Contained").await?;
        assert!(!card.to_text().contains("Frozen since"), "{}", card.to_text());
        assert!(!world.tenant.account("nothing-wrong").enabled, "it was blocked");
        Ok(())
    });
    over.await;
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_means_everything() {
    let over = converse_unrecorded(guarded(), async |world| {
        freezes(world, "eva", "everything").await?;
        let user = world.tenant.account("nothing-wrong").user_principal_name;
        let card = approved(world, "/contain", &user).await?;
        comes_to_say(world, &card, "Frozen since").await?;
        tokio::time::sleep(Duration::from_millis(500)).await;
        assert_eq!(world.tenant.writes(), [], "a step was taken in a tenant that is frozen for everything");
        lifted(world).await?;
        comes_to_say(world, &card, "Contained").await.map(drop)
    });
    over.await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_secret_in_memory_is_not_shown_while_frozen() {
    let settings = WorldSettings {
        commands: vec![
            grendel_sandbox::scenarios::rules::unlock_handing_out("\"temporary_password\""),
            ("freeze.toml", include_str!("../../commands/freeze.toml").to_owned()),
            ("unfreeze.toml", include_str!("../../commands/unfreeze.toml").to_owned()),
        ],
        ..guarded()
    };
    let over = converse_unrecorded(settings, async |world| {
        let card =
            asks(world, "anna", &[("user", &world.tenant.account("password-forgotten").user_principal_name)]).await?;
        presses(world, "bram", &card, "approve").await?;
        let card = comes_to_say(world, &card, "[ Show it once ]").await?;
        freezes(world, "eva", "access").await?;
        let card = comes_to_say(world, &card, "the password or pass is not shown").await?;
        let heard = presses(world, "anna", &card, "show_secret").await?;
        assert!(heard.contains("Frozen since") && !heard.contains("||"), "{heard}");
        lifted(world).await?;
        let heard = presses(world, "anna", &card, "show_secret").await?;
        assert!(heard.contains("||"), "{heard}");
        Ok(())
    });
    over.await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_person_cannot_unfreeze() {
    let over = converse_unrecorded(guarded(), async |world| {
        assert!(unfreezes(world, "eva").await?.contains("not frozen"));
        freezes(world, "eva", "access").await?;
        assert!(unfreezes(world, "eva").await?.contains("second person"));
        assert!(unfreezes(world, "eva").await?.contains("one person cannot lift a freeze alone"));
        // Nobody may who does not guard the tenant: not a lead, and nobody without the role in the directory.
        assert!(unfreezes(world, "bram").await?.contains("lacks_chat_role"));
        world.tenant.change("gita", |gita| gita.roles.clear());
        assert!(unfreezes(world, "gita").await?.contains("lacks_directory_role"));
        // What was asked half an hour ago has lapsed, so the next one begins again.
        world.advance_time(SignedDuration::from_mins(31)).await?;
        assert!(unfreezes(world, "eva").await?.contains("second person"));
        // Saying no is freezing again.
        assert!(freezes(world, "eva", "access").await?.contains("frozen"));
        assert!(freezes(world, "eva", "access").await?.contains("frozen_already"));
        assert!(unfreezes(world, "eva").await?.contains("second person"));
        let card = asks(world, "anna", &[("user", HANNA_UPN)]).await?;
        let card = comes_to_say(world, &card, "Frozen since").await?;
        presses(world, "anna", &card, "withdraw").await.map(drop)
    });
    over.await;
}

/// A freeze is of the whole tenant, so a role for one administrative unit neither sets nor lifts it.
#[tokio::test(flavor = "multi_thread")]
async fn a_role_for_one_unit_neither_freezes_nor_unfreezes() {
    let over = converse_unrecorded(guarded(), async |world| {
        let rotterdam = world.tenant.account("hugo-of-one-unit").roles[0].scope;
        world.tenant.change("gita", |gita| {
            for held in &mut gita.roles {
                held.scope = rotterdam;
            }
        });
        assert!(freezes(world, "gita", "access").await?.contains("lacks_directory_role"));
        freezes(world, "eva", "access").await?;
        assert!(unfreezes(world, "eva").await?.contains("second person"));
        assert!(unfreezes(world, "gita").await?.contains("lacks_directory_role"));
        Ok(())
    });
    over.await;
}

/// The operator said that Eva and Gita are one human, with two memberships and two accounts, each of which may unfreeze.
#[tokio::test(flavor = "multi_thread")]
async fn the_same_humans_second_account_cannot_unfreeze() {
    let settings = WorldSettings { same_humans: vec![("eva", "gita")], ..guarded() };
    let over = converse_unrecorded(settings, async |world| {
        freezes(world, "eva", "access").await?;
        assert!(unfreezes(world, "eva").await?.contains("second person"));
        assert!(unfreezes(world, "gita").await?.contains("one person cannot lift a freeze alone"));
        assert!(types(world, "gita", "/cases", &[]).await?.contains("Frozen since"));
        Ok(())
    });
    over.await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_freeze_survives_a_crash() {
    let world = World::start(guarded()).await.unwrap();
    freezes(&world, "eva", "access").await.unwrap();
    world.wait_for_mention(&["security"], "has frozen this tenant").await.unwrap();
    world.cycle_power().await.unwrap();
    let card = asks(&world, "anna", &[("user", HANNA_UPN)]).await.unwrap();
    presses(&world, "bram", &card, "approve").await.unwrap();
    let card = comes_to_say(&world, &card, "goes on by itself afterwards").await.unwrap();
    assert!(unfreezes(&world, "eva").await.unwrap().contains("second person"));
    // The first of the two is remembered too.
    world.cycle_power().await.unwrap();
    assert!(unfreezes(&world, "eva").await.unwrap().contains("one person cannot lift a freeze alone"));
    assert!(!world.tenant.account(HANNA).enabled);
    assert!(unfreezes(&world, "gita").await.unwrap().contains("The freeze is lifted"));
    comes_to_say(&world, &card, "can sign in again").await.unwrap();
    world.finish().await.unwrap();
}

/// An approval that is older than its window when the freeze ends is none.
#[tokio::test(flavor = "multi_thread")]
async fn an_approval_expires_although_the_tenant_is_frozen() {
    let over = converse_unrecorded(guarded(), async |world| {
        freezes(world, "eva", "everything").await?;
        let card = approved(world, "/unlock", HANNA_UPN).await?;
        comes_to_say(world, &card, "Frozen since").await?;
        world.advance_time(SignedDuration::from_mins(31)).await?;
        comes_to_say(world, &card, "Not decided in time").await?;
        assert_eq!(world.tenant.writes(), []);
        Ok(())
    });
    over.await;
}

/// Another tenant of the same bot is not frozen with it.
#[tokio::test(flavor = "multi_thread")]
async fn a_freeze_is_of_one_tenant() {
    let settings = WorldSettings { northwind: Some(vec![("anna", "nora"), ("bram", "nils")]), ..guarded() };
    let over = converse_unrecorded(settings, async |world| {
        freezes(world, "eva", "everything").await?;
        let elsewhere = world.discord.member("bram")?.in_channel("northwind");
        let list = told(world, &elsewhere.type_command("/cases", &[]).await?).await?;
        assert!(!list.contains("Frozen"), "{list}");
        Ok(())
    });
    over.await;
}
