//! A command is only a file: another one needs no code, and one that takes no step locks no account.

use grendel_sandbox::world::WorldSettings;

use super::harness::{HANNA_UPN, asks, comes_to_say, converse, converse_unrecorded, presses};

const CONTAIN: &str = include_str!("../../commands/contain.toml");

/// Plays the built-in `/contain` under a new name, from a folder of the operator's.
#[tokio::test(flavor = "multi_thread")]
async fn a_command_of_ones_own_is_a_file() {
    let mut settings = WorldSettings::default();
    (grendel_sandbox::scenarios::scenario("contain").unwrap().prepare)(&mut settings);
    let text = CONTAIN.replace("name = \"contain\"", "name = \"seal\"");
    settings.commands = vec![("seal.toml", text)];
    let over = converse("command-of-ones-own", settings, async |world| {
        let nadia = world.tenant.account("compromised");
        let (_, card) = world.open_case("anna", "/seal", &[("user", &nadia.user_principal_name)]).await?;
        assert!(card.to_text().contains("# Case 1 · /seal · "), "{}", card.to_text());
        presses(world, "gita", &card, "approve").await?;
        comes_to_say(world, &card, "Nobody gets to see it").await.map(drop)
    });
    assert!(!over.await.world.tenant.account("compromised").enabled);
}

/// A contained account is given back. No one has seen the password that was set, so the requester gets a new one; a sign that no step
/// cleans is waived first.
#[tokio::test(flavor = "multi_thread")]
async fn a_contained_account_is_given_back_with_a_new_credential() {
    let mut settings = WorldSettings::default();
    (grendel_sandbox::scenarios::scenario("contain").unwrap().prepare)(&mut settings);
    let over = converse("contained-and-unlocked", settings, async |world| {
        let upn = world.tenant.account("compromised").user_principal_name;
        let (_, card) = world.open_case("anna", "/contain", &[("user", &upn)]).await?;
        presses(world, "gita", &card, "approve").await?;
        comes_to_say(world, &card, "Nobody gets to see it").await?;
        // A person looked at what no step cleans, and removed it.
        world.tenant.change("compromised", |account| account.credentials.methods.clear());
        let card = asks(world, "anna", &[("user", &upn)]).await?;
        let details = presses(world, "bram", &card, "details").await?;
        assert!(details.contains("Case 1 set a new password. Nobody has seen it"), "{details}");
        world.submit_form("gita", "Waive the signs…", "Told by telephone: the new telephone is hers.").await?;
        world.wait_for_card_text("Gita Patel waived").await?;
        world.approve_as(&["gita", "eva"]).await?;
        world.reveal_secret_to("anna", "compromised").await
    });
    assert!(over.await.world.tenant.account("compromised").enabled);
}

/// A `/diagnose` while an `/unlock` of the same account waits for approval makes two cases that do not affect each other.
#[tokio::test(flavor = "multi_thread")]
async fn a_diagnosis_neither_joins_nor_delays_an_unlock() {
    let over = converse_unrecorded(WorldSettings::default(), async |world| {
        let (_, looked) = world.open_case("eva", "/diagnose", &[("user", HANNA_UPN)]).await?;
        let card = asks(world, "anna", &[("user", HANNA_UPN)]).await?;
        let (_, again) = world.open_case("eva", "/diagnose", &[("user", HANNA_UPN)]).await?;
        assert!(looked.id != again.id && card.id != again.id, "each has a card of its own");
        for card in [&looked, &again] {
            let text = card.to_text();
            let details = "[ Details ]";
            assert!(text.contains(details) && text.matches("[ ").count() == 1, "there is more to press: {text}");
        }
        assert_eq!(world.tenant.writes(), []);
        presses(world, "bram", &card, "approve").await?;
        comes_to_say(world, &card, "can sign in again").await.map(drop)
    });
    over.await;
}
