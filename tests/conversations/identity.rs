//! The check of who is calling: before a password or a pass is made, the requester records how they made sure.

use grendel_sandbox::scenarios::rules::unlock_checking_identity;
use grendel_sandbox::world::{World, WorldSettings};
use grendel_simulator::discord::Message;

use super::harness::{HANNA_UPN, asks, comes_to_say, converse_unrecorded, custom_ids, presses, presses_stale};

const ELS: &str = "password-forgotten";

fn settings() -> WorldSettings {
    WorldSettings { commands: vec![unlock_checking_identity()], ..WorldSettings::default() }
}

async fn asks_for_els(world: &World) -> anyhow::Result<Message> {
    asks(world, "anna", &[("user", &world.tenant.account(ELS).user_principal_name)]).await
}

fn has_button(card: &Message, verb: &str) -> bool {
    custom_ids(card).iter().any(|id| id.starts_with(&format!("v1:{verb}:")))
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_approves_a_password_before_the_requester_says_how_they_checked_who_is_calling() {
    let over = converse_unrecorded(settings(), async |world| {
        let card = asks_for_els(world).await?;
        assert!(card.to_text().contains("Caller not checked yet"), "{}", card.to_text());
        let early = presses(world, "bram", &card, "approve").await?;
        assert!(early.contains("`identity_unchecked`"), "{early}");
        let theirs = presses(world, "bram", &card, "called_back").await?;
        assert!(theirs.contains("`not_yours`"), "an approver does not say it for the requester: {theirs}");
        let heard = presses(world, "anna", &card, "called_back").await?;
        assert!(heard.starts_with("Vastgelegd in zaak 1"), "{heard}");
        let checked = comes_to_say(world, &card, "called back on the number in the directory (Anna de Vries)").await?;
        assert!(!has_button(&checked, "called_back") && !has_button(&checked, "seen"), "it is said once");
        // The check is part of what is approved: a card without it does not count, and nobody changes it afterwards.
        assert!(presses_stale(world, "bram", &card, "approve").await?.contains("`stale_plan`"));
        assert!(presses_stale(world, "anna", &card, "seen").await?.contains("`stale_plan`"));
        assert!(presses(world, "bram", &checked, "approve").await?.starts_with("Your approval"));
        world.reveal_secret_to("anna", ELS).await
    });
    let over = over.await;
    let told = over.journal();
    let is_kept = |line: &String| line.contains("checked who is calling: called back; plan …");
    assert_eq!(told.iter().filter(|line| is_kept(line)).count(), 1, "{told:#?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_plan_that_makes_no_secret_needs_no_check() {
    let over = converse_unrecorded(settings(), async |world| {
        let card = asks(world, "anna", &[("user", HANNA_UPN)]).await?;
        assert!(!has_button(&card, "called_back") && !card.to_text().contains("Who is calling"), "{}", card.to_text());
        assert!(presses(world, "bram", &card, "approve").await?.starts_with("Your approval"));
        comes_to_say(world, &card, "can sign in again").await.map(drop)
    });
    over.await;
}

/// An emergency is no way around the check.
#[tokio::test(flavor = "multi_thread")]
async fn who_breaks_the_glass_has_checked_who_is_calling() {
    let mut settings = settings();
    let anna = settings.discord.user("anna").unwrap();
    let glass = format!("\n[break_glass]\npeople = [\"{anna}\"]\ncountersign_within = \"24h\"\n");
    settings.commands[0].1 += &glass;
    let over = converse_unrecorded(settings, async |world| {
        let card = asks_for_els(world).await?;
        let broken = world.submit_form("anna", "Break glass…", "The board meets now.").await?;
        let heard = super::harness::told(world, &broken).await?;
        assert!(heard.contains("`identity_unchecked`"), "{heard}");
        assert!(world.tenant.writes().is_empty());
        presses(world, "anna", &card, "withdraw").await.map(drop)
    });
    over.await;
}
