//! A password that is shown on the page, and what the file can demand before it is shown in the chat.

use std::time::Duration;

use grendel_sandbox::scenarios::rules::unlock_handing_out;
use grendel_sandbox::world::browser::secret_on;
use grendel_simulator::faults::Fault;

use super::*;

/// Somebody who has forgotten the password.
const ELS: &str = "password-forgotten";

/// Returns the built-in `/unlock`, which hands out passwords, with these sections after it.
fn unlock_with_password(sections: &str) -> (&'static str, String) {
    let (name, text) = unlock_handing_out("\"temporary_password\"");
    (name, format!("{text}\n{sections}\n"))
}

/// Lets Bram approve a new password for Els, and returns the card that offers it.
async fn password_is_made(world: &World) -> anyhow::Result<Message> {
    let els = world.tenant.account(ELS).user_principal_name;
    let card = asks(world, "anna", &[("user", &els)]).await?;
    presses(world, "bram", &card, "approve").await?;
    comes_to_say(world, &card, "[ Show it once ]").await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_secret_never_passes_through_discord_where_there_is_a_page() {
    converse_unrecorded(signing_in(unlock_with_password("")), async |world| {
        let card = password_is_made(world).await?;
        let (pressed, offer) = presses_for_a_sign_in(world, "anna", &card, "show_secret").await?;
        let asked = is_asked(world, "anna", &offer).await?;
        assert!(secret_on(&asked.page).is_none(), "a question shows nothing");
        let shown = world.submit_page(&asked, "yes").await?;
        let secret = secret_on(&shown.page).unwrap_or_else(|| panic!("a page with a secret:\n{}", shown.page));
        assert!(world.tenant.accepts_secret(ELS, &secret));
        answer_after(world, &pressed).await?;
        let again = world.submit_page(&asked, "yes").await?;
        assert!(secret_on(&again.page).is_none(), "it is shown once");
        assert_eq!(world.issued_secrets().len(), 1);
        // The end of the conversation checks that no message and no file has it.
        comes_to_say(world, &card, "Anna de Vries").await.map(drop)
    })
    .await;
}

/// The connection breaks after "yes" and before the answer, so that nobody would see what is shown.
#[tokio::test(flavor = "multi_thread")]
async fn a_browser_that_is_gone_uses_no_secret_up() {
    converse_unrecorded(signing_in(unlock_with_password("")), async |world| {
        let card = password_is_made(world).await?;
        let (pressed, offer) = presses_for_a_sign_in(world, "anna", &card, "show_secret").await?;
        let asked = is_asked(world, "anna", &offer).await?;
        world.tenant_faults.add("$batch", 1, Fault::Slow(Duration::from_secs(1)));
        let broken = tokio::time::timeout(Duration::from_millis(300), world.submit_page(&asked, "yes")).await;
        assert!(broken.is_err(), "the browser was answered at once");
        assert!(answer_after(world, &pressed).await?.contains("sign_in_over"));
        let (_, offer) = presses_for_a_sign_in(world, "anna", &card, "show_secret").await?;
        let shown = world.submit_page(&is_asked(world, "anna", &offer).await?, "yes").await?;
        assert!(secret_on(&shown.page).is_some(), "it is still there:\n{}", shown.page);
        Ok(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_preview_of_the_secrets_page_uses_nothing_up() {
    converse_unrecorded(signing_in(unlock_with_password("")), async |world| {
        let card = password_is_made(world).await?;
        let (_, offer) = presses_for_a_sign_in(world, "anna", &card, "show_secret").await?;
        let back = world.tenant.sign_in("anna", &link_in(&offer)?)?;
        let client = reqwest::Client::new();
        for _ in 0..2 {
            assert_eq!(client.head(&back).send().await?.status(), 404);
            assert_eq!(client.get(&back).header("purpose", "prefetch").send().await?.status(), 503);
        }
        let asked = world.open_page(&back).await?;
        let form = asked.form.clone().unwrap();
        for _ in 0..2 {
            let scanned = client.get(&form.address).send().await?;
            for (name, wanted) in [("cache-control", "no-store"), ("referrer-policy", "no-referrer")] {
                assert_eq!(scanned.headers()[name], wanted);
            }
            assert!(scanned.headers().get("set-cookie").is_none());
            assert!(secret_on(&scanned.text().await?).is_none());
        }
        let shown = world.submit_page(&asked, "yes").await?;
        assert!(secret_on(&shown.page).is_some(), "it was still there:\n{}", shown.page);
        Ok(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_secrets_page_is_for_the_receivers_account_alone() {
    converse_unrecorded(signing_in(unlock_with_password("")), async |world| {
        let card = password_is_made(world).await?;
        // Anna's Discord session is stolen: the thief signs in with an account of their own, or sends Anna the link.
        let (pressed, offer) = presses_for_a_sign_in(world, "anna", &card, "show_secret").await?;
        let shown = world.follow_link("finn", &offer).await?;
        assert!(shown.form.is_none() && secret_on(&shown.page).is_none(), "{}", shown.page);
        answer_after(world, &pressed).await?;
        // The chat is no way round the page.
        let (_, offer) = presses_for_a_sign_in(world, "anna", &card, "show_secret").await?;
        let told = world.discord.seen_by("anna");
        assert!(world.issued_secrets().iter().all(|secret| !told.contains(secret.as_str())));
        // Anna is blocked between the question and the answer: her roles are read at the answer.
        let asked = is_asked(world, "anna", &offer).await?;
        world.tenant.change("anna", |account| account.enabled = false);
        let shown = world.submit_page(&asked, "yes").await?;
        assert!(secret_on(&shown.page).is_none(), "{}", shown.page);
        comes_to_say(world, &card, "Outcome").await?;
        Ok(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn being_shown_a_secret_needs_a_sign_in_where_the_file_says_so() {
    let command = unlock_with_password("[secret]\nfresh_sign_in = \"15m\"");
    let settings = WorldSettings { secret_in_chat: true, ..signing_in(command) };
    converse_unrecorded(settings, async |world| {
        let card = password_is_made(world).await?;
        let (pressed, offer) = presses_for_a_sign_in(world, "anna", &card, "show_secret").await?;
        let number = number_after_yes(world, &is_asked(world, "anna", &offer).await?).await?;
        let shown = world.type_number(&number).await?;
        let secret = shown.content.split('`').nth(1).map(str::to_owned);
        assert!(secret.is_some_and(|secret| world.tenant.accepts_secret(ELS, &secret)), "{}", shown.content);
        told(world, &pressed).await.map(drop)
    })
    .await;
}
