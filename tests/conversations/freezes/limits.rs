//! Limits on passwords and passes: of a person, who gets and carries no more, and of a tenant, which freezes it.

use grendel_sandbox::scenarios::rules::unlock_handing_out;
use grendel_sandbox::world::{World, WorldSettings};
use grendel_simulator::discord::Message;
use jiff::SignedDuration;

use super::{guarded, lifted, types};
use crate::harness::{asks, comes_to_say, converse_unrecorded, presses};

/// Accounts that each need a new password.
const LOCKED_OUT: [&str; 3] = ["password-forgotten", "password-expired", "password-unusable"];

fn limited(receiver: u16, approver: u16, tenant: u16) -> WorldSettings {
    let file = |name, text: &str| (name, text.to_owned());
    WorldSettings {
        secrets_per_hour: Some([receiver, approver, tenant]),
        commands: vec![
            unlock_handing_out("\"temporary_password\""),
            file("freeze.toml", include_str!("../../../commands/freeze.toml")),
            file("unfreeze.toml", include_str!("../../../commands/unfreeze.toml")),
            file("contain.toml", include_str!("../../../commands/contain.toml")),
            file("cases.toml", include_str!("../../../commands/cases.toml")),
        ],
        ..guarded()
    }
}

fn upn(world: &World, key: &str) -> String {
    world.tenant.account(key).user_principal_name
}

/// A password for this account is asked for, approved, and shown.
async fn gets_one(world: &World, who: &str, approver: &str, key: &str) -> anyhow::Result<Message> {
    let card = asks(world, who, &[("user", &upn(world, key))]).await?;
    presses(world, approver, &card, "approve").await?;
    let card = comes_to_say(world, &card, "[ Show it once ]").await?;
    let shown = presses(world, who, &card, "show_secret").await?;
    assert!(shown.contains("||"), "{shown}");
    Ok(card)
}

#[tokio::test(flavor = "multi_thread")]
async fn at_the_limit_a_person_gets_no_more() {
    let over = converse_unrecorded(limited(1, 9, 9), async |world| {
        gets_one(world, "anna", "bram", LOCKED_OUT[0]).await?;
        let heard = types(world, "anna", "/unlock", &[("user", &upn(world, LOCKED_OUT[1]))]).await?;
        assert!(heard.contains("has been given 1") && heard.contains("secret_limit_reached"), "{heard}");
        // A colleague can, and after an hour she can again.
        gets_one(world, "chidi", "bram", LOCKED_OUT[1]).await?;
        world.advance_time(SignedDuration::from_mins(61)).await?;
        gets_one(world, "anna", "bram", LOCKED_OUT[2]).await.map(drop)
    });
    let over = over.await;
    assert_eq!(over.final_state.outcomes.len(), 4);
}

#[tokio::test(flavor = "multi_thread")]
async fn at_the_limit_a_person_carries_no_more() {
    let over = converse_unrecorded(limited(9, 1, 9), async |world| {
        gets_one(world, "anna", "bram", LOCKED_OUT[0]).await?;
        let card = asks(world, "anna", &[("user", &upn(world, LOCKED_OUT[1]))]).await?;
        let heard = presses(world, "bram", &card, "approve").await?;
        assert!(heard.contains("has approved 1") && heard.contains("secret_limit_reached"), "{heard}");
        presses(world, "gita", &card, "approve").await?;
        let card = comes_to_say(world, &card, "[ Show it once ]").await?;
        presses(world, "anna", &card, "show_secret").await.map(drop)
    });
    over.await;
}

/// A restart forgets none of them.
#[tokio::test(flavor = "multi_thread")]
async fn a_limit_survives_a_crash() {
    let world = World::start(limited(1, 9, 9)).await.unwrap();
    gets_one(&world, "anna", "bram", LOCKED_OUT[0]).await.unwrap();
    world.cycle_power().await.unwrap();
    let heard = types(&world, "anna", "/unlock", &[("user", &upn(&world, LOCKED_OUT[1]))]).await.unwrap();
    assert!(heard.contains("secret_limit_reached"), "{heard}");
    world.finish().await.unwrap();
}

/// Two cases are approved while there is room for one: only one makes a secret.
#[tokio::test(flavor = "multi_thread")]
async fn two_cases_at_once_do_not_pass_a_limit_together() {
    let over = converse_unrecorded(limited(1, 9, 9), async |world| {
        let first = asks(world, "anna", &[("user", &upn(world, LOCKED_OUT[0]))]).await?;
        let second = asks(world, "anna", &[("user", &upn(world, LOCKED_OUT[1]))]).await?;
        let (one, other) =
            tokio::join!(presses(world, "bram", &first, "approve"), presses(world, "gita", &second, "approve"));
        one?;
        other?;
        let shown = world.wait_for_card_text("[ Show it once ]").await?;
        world.wait_for_card_text("has been given 1").await?;
        presses(world, "anna", &shown, "show_secret").await.map(drop)
    });
    let over = over.await;
    assert_eq!(over.final_state.changes.iter().filter(|change| change.starts_with("PATCH")).count(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_tenants_limit_freezes_secrets_only_and_calls_the_guards() {
    let over = converse_unrecorded(limited(9, 9, 1), async |world| {
        gets_one(world, "anna", "bram", LOCKED_OUT[0]).await?;
        let card = asks(world, "anna", &[("user", &upn(world, LOCKED_OUT[1]))]).await?;
        presses(world, "bram", &card, "approve").await?;
        let held = comes_to_say(world, &card, "Frozen since").await?;
        world.wait_for_mention(&["security"], "I have frozen this tenant").await?;
        // What makes no secret for anyone goes on: an account is enabled, and another one contained.
        let hanna = asks(world, "chidi", &[("user", &upn(world, "blocked-by-a-colleague"))]).await?;
        presses(world, "bram", &hanna, "approve").await?;
        comes_to_say(world, &hanna, "can sign in again").await?;
        let sem = upn(world, "nothing-wrong");
        let (_, contained) = world.open_case("anna", "/contain", &[("user", &sem)]).await?;
        presses(world, "eva", &contained, "approve").await?;
        comes_to_say(world, &contained, "Contained").await?;
        world.advance_time(SignedDuration::from_mins(20)).await?;
        lifted(world).await?;
        // Two people have looked, so that the case that waited goes on, and the count begins again.
        let held = comes_to_say(world, &held, "[ Show it once ]").await?;
        presses(world, "anna", &held, "show_secret").await?;
        let card = asks(world, "anna", &[("user", &upn(world, LOCKED_OUT[2]))]).await?;
        presses(world, "bram", &card, "approve").await?;
        comes_to_say(world, &card, "Frozen since").await?;
        // Nothing was begun, so that Anna can still take it back.
        presses(world, "anna", &card, "withdraw").await?;
        comes_to_say(world, &card, "Withdrawn").await.map(drop)
    });
    over.await;
}

/// The operator declared Anna and Chidi to be one human, who has one limit.
#[tokio::test(flavor = "multi_thread")]
async fn a_second_account_of_the_same_human_has_no_limit_of_its_own() {
    let settings = WorldSettings { same_humans: vec![("anna", "chidi")], ..limited(1, 9, 9) };
    let over = converse_unrecorded(settings, async |world| {
        gets_one(world, "anna", "bram", LOCKED_OUT[0]).await?;
        let heard = types(world, "chidi", "/unlock", &[("user", &upn(world, LOCKED_OUT[1]))]).await?;
        assert!(heard.contains("secret_limit_reached"), "{heard}");
        Ok(())
    });
    over.await;
}
