//! A browser that is signed in already: anybody who holds a link can take `prompt=login` out of it, and is asked for no
//! password then.

use grendel_sandbox::scenarios::rules::unlock_handing_out;
use grendel_sandbox::world::browser::secret_on;

use super::*;

/// Somebody who has forgotten the password.
const ELS: &str = "password-forgotten";

/// Returns the built-in `/unlock`, which hands out passwords, with a sign-in for asking and for the vote.
fn unlock_signed_in_for() -> (&'static str, String) {
    let (name, text) = unlock_handing_out("\"temporary_password\"");
    let (before, rest) = text.split_once("\n[[approval]]\n").unwrap();
    let (_, after) = rest.split_once("\n# Examples of further rules:").unwrap();
    let before = before.replace("\n[allow]\n", "\n[allow]\nfresh_sign_in = \"15m\"\n");
    (name, format!("{before}\n{FRESH}\n# Examples of further rules:{after}"))
}

/// Follows the link of an answer without `prompt=login`, in the browser of a person who signed in five minutes ago.
async fn is_followed_without_a_password(world: &World, account: &str, offer: &Message) -> anyhow::Result<()> {
    let address = link_in(offer)?;
    let edited = address.replace("&prompt=login", "");
    assert_ne!(edited, address, "the link asks for the password");
    world.tenant.set_session(account, SignedDuration::from_mins(5));
    let shown = world.open_page(&world.tenant.sign_in(account, &edited)?).await?;
    assert!(shown.form.is_none(), "an old session is asked nothing:\n{}", shown.page);
    assert!(secret_on(&shown.page).is_none() && number_on(&shown).is_none(), "{}", shown.page);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_that_is_older_than_the_link_proves_nothing() {
    let mut settings = signing_in(unlock_signed_in_for());
    settings.commands.push(("link.toml", include_str!("../../../commands/link.toml").to_owned()));
    converse_unrecorded(settings, async |world| {
        let els = world.tenant.account(ELS).user_principal_name;
        let asks = async || offered(world, world.type_unlock("anna", &[("user", &els)]).await?).await;
        let (typed, offer) = asks().await?;
        is_followed_without_a_password(world, "anna", &offer).await?;
        assert!(answer_after(world, &typed).await?.contains("sign_in_needed"));
        let (typed, offer) = asks().await?;
        world.follow_link_and_confirm("anna", &offer).await?;
        let card = world.wait_for_card_text("[ Approve ]").await?;
        answer_after(world, &typed).await?;

        let (pressed, offer) = presses_for_a_sign_in(world, "bram", &card, "approve").await?;
        is_followed_without_a_password(world, "bram", &offer).await?;
        assert!(answer_after(world, &pressed).await?.contains("sign_in_needed"));
        let (pressed, offer) = presses_for_a_sign_in(world, "bram", &card, "approve").await?;
        world.follow_link_and_confirm("bram", &offer).await?;
        answer_after(world, &pressed).await?;

        let card = comes_to_say(world, &card, "[ Show it once ]").await?;
        let (pressed, offer) = presses_for_a_sign_in(world, "anna", &card, "show_secret").await?;
        is_followed_without_a_password(world, "anna", &offer).await?;
        assert!(answer_after(world, &pressed).await?.contains("sign_in_needed"));
        let (_, offer) = presses_for_a_sign_in(world, "anna", &card, "show_secret").await?;
        let shown = world.follow_link_and_confirm("anna", &offer).await?;
        assert!(secret_on(&shown.page).is_some(), "it was still there:\n{}", shown.page);

        let links = async || offered(world, world.discord.member("finn")?.type_command("/link", &[]).await?).await;
        let (typed, offer) = links().await?;
        is_followed_without_a_password(world, "finn", &offer).await?;
        assert!(answer_after(world, &typed).await?.contains("sign_in_needed"));
        let (typed, offer) = links().await?;
        world.follow_link_and_confirm("finn", &offer).await?;
        answer_after(world, &typed).await.map(drop)
    })
    .await;
}

/// Without the optional claim in the app registration nobody can say if a session is old.
#[tokio::test(flavor = "multi_thread")]
async fn without_the_time_of_a_sign_in_no_secret_is_shown_and_a_link_is_made() {
    let mut settings = signing_in(unlock_handing_out("\"temporary_password\""));
    settings.commands.push(("link.toml", include_str!("../../../commands/link.toml").to_owned()));
    converse_unrecorded(settings, async |world| {
        world.tenant.adjust(|settings| settings.id_token_has_auth_time = false);
        let typed = world.discord.member("finn")?.type_command("/link", &[]).await?;
        let (typed, offer) = offered(world, typed).await?;
        world.follow_link_and_confirm("finn", &offer).await?;
        let linked = answer_after(world, &typed).await?;
        assert!(linked.contains("finn"), "{linked}");

        let els = world.tenant.account(ELS).user_principal_name;
        let card = asks(world, "anna", &[("user", &els)]).await?;
        presses(world, "bram", &card, "approve").await?;
        let card = comes_to_say(world, &card, "[ Show it once ]").await?;
        let (pressed, offer) = presses_for_a_sign_in(world, "anna", &card, "show_secret").await?;
        let shown = world.follow_link("anna", &offer).await?;
        assert!(shown.form.is_none() && secret_on(&shown.page).is_none(), "{}", shown.page);
        let words = answer_after(world, &pressed).await?;
        assert!(words.contains("sign_in_unproven") && words.contains("auth_time"), "{words}");
        world.tenant.adjust(|settings| settings.id_token_has_auth_time = true);
        let (_, offer) = presses_for_a_sign_in(world, "anna", &card, "show_secret").await?;
        let shown = world.follow_link_and_confirm("anna", &offer).await?;
        assert!(secret_on(&shown.page).is_some(), "{}", shown.page);
        Ok(())
    })
    .await;
}
