//! A vote that needs a sign-in.

use super::*;
use crate::harness::speak;

#[tokio::test(flavor = "multi_thread")]
async fn a_vote_with_fresh_sign_in_does_not_count_by_a_get() {
    converse_unrecorded(signing_in(unlock_with(FRESH)), async |world| {
        let card = asks(world, "anna", &[("user", HANNA_UPN)]).await?;
        let (_, offer) = presses_for_a_sign_in(world, "bram", &card, "approve").await?;
        let back = world.tenant.sign_in("bram", &link_in(&offer)?)?;
        let client = reqwest::Client::new();
        assert_eq!(client.head(&back).send().await?.status(), 404, "a link preview uses nothing up");
        let prefetched = client.get(&back).header("sec-purpose", "prefetch").send().await?;
        assert_eq!(prefetched.status(), 503);
        let asked = world.open_page(&back).await?;
        let account = hanna(world);
        for fact in [HANNA_UPN, "Enable sign-in", "@bram", "bram.bakker@contoso.example", "Approve", "UTC"] {
            assert!(asked.page.contains(fact), "{fact} is on the page:\n{}", asked.page);
        }
        assert!(asked.page.contains(&account.display_name), "{}", asked.page);
        let form = asked.form.clone().unwrap();
        let token = &form.fields.iter().find(|(name, _)| name == "token").unwrap().1;
        for address in [back.clone(), form.address.clone(), format!("{}?token={token}&answer=yes", form.address)] {
            let shown = world.open_page(&address).await?;
            assert!(shown.form.is_none() && number_on(&shown).is_none(), "{}", shown.page);
        }
        for origin in ["null", "https://evil.example"] {
            let mut foreign = asked.clone();
            foreign.form.as_mut().unwrap().origin = origin.to_owned();
            assert_eq!(world.submit_page(&foreign, "yes").await?.status, 403);
        }
        assert!(world.tenant.writes().is_empty() && world.number_prompt().is_none(), "nothing came of any of it");
        // Of two answers from the page itself, one counts.
        let (first, second) = tokio::join!(world.submit_page(&asked, "yes"), world.submit_page(&asked, "yes"));
        let numbers: Vec<_> = [first?, second?].iter().filter_map(number_on).collect();
        assert_eq!(numbers.len(), 1, "{numbers:?}");
        assert!(world.tenant.writes().is_empty(), "a page alone decides nothing");
        world.type_number(&numbers[0]).await?;
        comes_to_say(world, &card, "can sign in again").await.map(drop)
    })
    .await;
}

/// Mallory holds Bram's Discord session, presses, and sends Bram the link. Bram signs in and even says yes.
#[tokio::test(flavor = "multi_thread")]
async fn the_link_of_a_vote_sent_to_the_real_approver_decides_nothing() {
    converse_unrecorded(signing_in(unlock_with(FRESH)), async |world| {
        let card = asks(world, "anna", &[("user", HANNA_UPN)]).await?;
        let (pressed, offer) = presses_for_a_sign_in(world, "bram", &card, "approve").await?;
        let asked = is_asked(world, "bram", &offer).await?;
        let number = number_after_yes(world, &asked).await?;
        assert!(!world.discord.seen_by("bram").contains(&format!(" {number} ")), "nobody in the chat knows the number");
        // Mallory guesses. There is one try.
        let (_, prompt) = world.wait_until(World::number_prompt).await?;
        world.type_number_below("bram", &prompt, &another(&number)).await?;
        assert!(answer_after(world, &pressed).await?.contains("not the number"));
        let key = custom_ids(&prompt).remove(0);
        let late = world.discord.member("bram")?.press_raw(&prompt, &key).await?;
        assert!(told(world, &late).await?.contains("`sign_in_over`"), "the sign-in has ended");
        assert!(world.tenant.writes().is_empty() && !hanna(world).enabled);
        // Bram says that it was not him.
        let (pressed, offer) = presses_for_a_sign_in(world, "bram", &card, "approve").await?;
        let asked = is_asked(world, "bram", &offer).await?;
        let shown = world.submit_page(&asked, "no").await?;
        assert!(shown.page.contains("@bram") && shown.page.contains("security team"), "{}", shown.page);
        assert!(answer_after(world, &pressed).await?.contains("`sign_in_disowned`"));
        let again = world.submit_page(&asked, "yes").await?;
        assert!(number_on(&again).is_none(), "a question is answered once");
        presses(world, "anna", &card, "withdraw").await?;
        comes_to_say(world, &card, "Withdrawn").await.map(drop)
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_number_typed_by_another_member_counts_for_nothing() {
    converse_unrecorded(signing_in(unlock_with(FRESH)), async |world| {
        let card = asks(world, "anna", &[("user", HANNA_UPN)]).await?;
        let (_, offer) = presses_for_a_sign_in(world, "bram", &card, "approve").await?;
        let number = number_after_yes(world, &is_asked(world, "bram", &offer).await?).await?;
        let (who, prompt) = world.wait_until(World::number_prompt).await?;
        assert_eq!(who, "bram");
        let key = custom_ids(&prompt).remove(0);
        // Chidi cannot see the answer, so he forges a press on the card.
        let forged = world.discord.member("chidi")?.press_raw(&card, &key).await?;
        assert!(told(world, &forged).await?.contains("`sign_in_over`"));
        let guessed = key.replace("v1:number:", "v1:number:0").chars().take(key.len()).collect::<String>();
        let forged = world.discord.member("bram")?.press_raw(&card, &guessed).await?;
        assert!(told(world, &forged).await?.contains("`sign_in_over`"));
        assert!(world.tenant.writes().is_empty());
        // It is still Bram's to type.
        world.type_number(&number).await?;
        comes_to_say(world, &card, "can sign in again").await.map(drop)
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restart_ends_a_sign_in_at_every_stage() {
    converse_unrecorded(signing_in(unlock_with(FRESH)), async |world| {
        let card = asks(world, "anna", &[("user", HANNA_UPN)]).await?;
        let (_, offer) = presses_for_a_sign_in(world, "bram", &card, "approve").await?;
        let asked = is_asked(world, "bram", &offer).await?;
        let (_, offer) = presses_for_a_sign_in(world, "chidi", &card, "approve").await?;
        let number = number_after_yes(world, &is_asked(world, "chidi", &offer).await?).await?;
        let (_, prompt) = world.wait_until(World::number_prompt).await?;
        world.cycle_power().await?;
        world.wait_for_bot().await?;
        let late = world.submit_once_listening(&asked).await?;
        assert!(number_on(&late).is_none(), "{}", late.page);
        let pressed = world.discord.member("chidi")?.press(&prompt, "v1:number:").await?;
        assert!(told(world, &pressed).await?.contains("`sign_in_over`"), "{number}");
        assert!(world.tenant.writes().is_empty());
        presses(world, "anna", &card, "withdraw").await?;
        comes_to_say(world, &card, "Withdrawn").await.map(drop)
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_names_a_member_by_the_name_that_nobody_else_can_have() {
    let mut settings = signing_in(unlock_with(FRESH));
    for member in &mut settings.discord.members {
        if member.key == "finn" {
            member.display_name = "Bram Bakker".to_owned();
        }
    }
    settings.linked = vec!["anna"];
    settings.commands.push(("link.toml", include_str!("../../../commands/link.toml").to_owned()));
    converse_unrecorded(settings, async |world| {
        let typed = world.discord.member("finn")?.type_command("/link", &[]).await?;
        let (typed, offer) = offered(world, typed).await?;
        let asked = is_asked(world, "bram", &offer).await?;
        assert!(asked.page.contains("@finn") && !asked.page.contains("Bram Bakker"), "{}", asked.page);
        world.submit_page(&asked, "no").await?;
        answer_after(world, &typed).await.map(drop)
    })
    .await;
}

/// A containment sets a password that nobody gets to see, so the page names no receiver.
#[tokio::test(flavor = "multi_thread")]
async fn the_page_of_a_vote_names_a_receiver_only_where_there_is_something_to_receive() {
    let contain = include_str!("../../../commands/contain.toml");
    let fresh = contain.replacen("[[approval]]\n", "[[approval]]\nfresh_sign_in = \"15m\"\n", 1);
    converse_unrecorded(signing_in(("contain.toml", fresh)), async |world| {
        let user = world.tenant.account("nothing-wrong").user_principal_name;
        let (_, card) = world.open_case("anna", "/contain", &[("user", &user)]).await?;
        let (_, offer) = presses_for_a_sign_in(world, "bram", &card, "approve").await?;
        let asked = is_asked(world, "bram", &offer).await?;
        assert!(asked.page.contains("What will be done"), "{}", asked.page);
        assert!(!asked.page.contains("Who sees the password or pass"), "{}", asked.page);
        world.submit_page(&asked, "no").await?;
        presses(world, "anna", &card, "withdraw").await.map(drop)
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_of_a_freeze_says_what_waits() {
    let mut settings = WorldSettings { sign_in: true, ..WorldSettings::default() };
    speak(&mut settings.discord, "en-US");
    converse_unrecorded(settings, async |world| {
        for (scope, says) in [("access", "everything that gives access"), ("everything", "every step")] {
            let options = [("reason", "Somebody misuses an account."), ("scope", scope)];
            let typed = world.discord.member("eva")?.type_command("/freeze", &options).await?;
            let (typed, offer) = offered(world, typed).await?;
            let asked = is_asked(world, "eva", &offer).await?;
            assert!(asked.page.contains("What waits") && asked.page.contains(says), "{}", asked.page);
            world.submit_page(&asked, "no").await?;
            answer_after(world, &typed).await?;
        }
        Ok(())
    })
    .await;
}
