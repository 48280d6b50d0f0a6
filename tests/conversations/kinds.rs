//! Accounts that are something else than a person's ordinary one: what the card says, and which steps are planned.

use grendel::domain::outcome::Outcome;
use grendel_sandbox::scenarios::rules::unlock_and;
use grendel_sandbox::world::{World, WorldSettings};

use super::harness::{asks, comes_to_say, converse, presses, redact, speak};

/// The account "emergency-access".
const EMERGENCY_ACCESS: &str = "381bfbed-6b8f-41bb-a6cf-2bc9fae33028";

/// Anna asks about an account. Returns the text of the card, and of its details.
async fn card(world: &World, key: &str) -> anyhow::Result<String> {
    let card = asks(world, "anna", &[("user", &world.tenant.account(key).object_id)]).await?;
    let text = card.to_text() + &presses(world, "anna", &card, "details").await?;
    if text.contains("[ Withdraw ]") {
        presses(world, "anna", &card, "withdraw").await?;
    }
    Ok(text)
}

/// Anna asks about an account, and nothing is done. Returns the text of the card.
async fn left_alone(name: &str, mut settings: WorldSettings, key: &str) -> String {
    // The details are in the language of the person who reads them.
    speak(&mut settings.discord, "en-US");
    let mut text = String::new();
    let over = converse(name, settings, async |world| {
        text = card(world, key).await?;
        Ok(())
    })
    .await;
    assert_eq!(over.final_state.outcomes, [Outcome::Advised], "{text}");
    assert_eq!(over.world.tenant.writes(), [], "{text}");
    text
}

fn says(text: &str, words: &[&str]) {
    for one in words {
        assert!(text.contains(one), "{one}\n{text}");
    }
}

/// The type says member, and the person signs in elsewhere: a pass would be refused.
#[tokio::test(flavor = "multi_thread")]
async fn an_external_member_is_sent_to_the_home_tenant() {
    let text = left_alone("kinds-external-member", WorldSettings::default(), "external-member").await;
    says(&text, &["External member: signs in at another organisation (adatum.example)"]);
    says(&text, &["help desk of their own organisation (home tenant: adatum.example)"]);
    says(&text, &["they sign in at another organisation, so only that one can do it"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_shared_mailbox_stays_blocked() {
    let text = left_alone("kinds-shared-mailbox", WorldSettings::default(), "shared-mailbox").await;
    says(&text, &["its sign-in is blocked, and should stay so", "Delegation", "Account of a shared mailbox"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_command_can_allow_to_enable_a_shared_mailbox() {
    let (name, text) = unlock_and("");
    let opening = text.replace("\n# enable_resource_mailboxes = false", "\nenable_resource_mailboxes = true");
    assert_ne!(opening, text, "the built-in command shows the key");
    let settings = WorldSettings { commands: vec![(name, opening)], ..WorldSettings::default() };
    let over = converse("kinds-shared-mailbox-opened", settings, async |world| {
        let id = world.tenant.account("shared-mailbox").object_id;
        let card = asks(world, "anna", &[("user", &id)]).await?;
        says(&card.to_text(), &["Enable sign-in"]);
        presses(world, "bram", &card, "approve").await?;
        let card = comes_to_say(world, &card, "Approved by Bram Bakker").await?;
        presses(world, "eva", &card, "approve").await?;
        comes_to_say(world, &card, "can sign in again").await.map(drop)
    });
    let over = over.await;
    assert_eq!(over.final_state.outcomes, [Outcome::Completed]);
    assert!(over.world.tenant.account("shared-mailbox").enabled);
}

/// An administrator's second account has no mailbox on purpose, so that is not why anything fails.
#[tokio::test(flavor = "multi_thread")]
async fn a_missing_mailbox_of_an_administrator_is_no_verdict() {
    let mut text = String::new();
    let over = converse("kinds-second-administrator", WorldSettings::default(), async |world| {
        text = card(world, "second-administrator").await?;
        Ok(())
    });
    assert_eq!(over.await.final_state.outcomes, [Outcome::NothingFound]);
    says(&text, &["Nothing was found that keeps", "An administrator's second account"]);
    assert!(!text.contains("neither send nor receive"), "{text}");
}

/// With a pass they are in, and still have no password.
#[tokio::test(flavor = "multi_thread")]
async fn a_pass_for_an_expired_password_says_what_must_follow() {
    let mut texts = (String::new(), String::new());
    let mut settings = WorldSettings::default();
    speak(&mut settings.discord, "en-US");
    let over = converse("kinds-pass-and-password", settings, async |world| {
        texts.0 = card(world, "password-expired").await?;
        world.tenant.change("password-expired", |account| {
            account.credentials.self_service_enabled = true;
            account.credentials.methods.clear();
        });
        texts.1 = card(world, "password-expired").await?;
        Ok(())
    });
    assert_eq!(over.await.final_state.outcomes, [Outcome::Withdrawn, Outcome::Withdrawn]);
    says(&texts.0, &["Issue a temporary access pass", "The pass does not replace the password", "Reset password"]);
    says(&texts.1, &["Issue a temporary access pass", "The pass does not replace the password", "https://aka.ms/sspr"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn no_step_gives_access_to_an_emergency_access_account() {
    let tenant_config = format!("emergency_access = [\"{EMERGENCY_ACCESS}\"]");
    let settings = WorldSettings { tenant_config, ..WorldSettings::default() };
    let text = left_alone("kinds-emergency-access", settings, "emergency-access").await;
    says(&text, &["Emergency access account, by the operator's list", "Ask the keepers"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_account_of_the_sync_is_left_to_those_who_run_it() {
    let text = left_alone("kinds-sync-account", WorldSettings::default(), "sync-account").await;
    says(&text, &["Account of the sync with Active Directory", "Entra Connect"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mailbox_on_premises_is_not_a_missing_one() {
    let text = left_alone("kinds-mailbox-on-premises", WorldSettings::default(), "mailbox-on-premises").await;
    says(&text, &["on an Exchange server on premises"]);
    assert!(!text.contains("no mailbox"), "{text}");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_kind_is_on_its_card() {
    let keys = ["internal-guest", "never-used", "room-mailbox", "guest-not-blocked"];
    let mut table = super::harness::Table::default();
    let over = converse("kinds-on-cards", WorldSettings::default(), async |world| {
        for key in keys {
            table.row(key, &redact(&card(world, key).await?));
        }
        Ok(())
    });
    over.await;
    says(&table.0, &["Guest by type, who signs in here", "Never used: made", "Account of a room mailbox"]);
    says(&table.0, &["signs in at another organisation (proseware.example)"]);
    insta::assert_snapshot!(table.0);
}
