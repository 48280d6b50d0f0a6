//! Sign-ins that are weaker than the configuration demands, or that come from another registration.

use grendel_sandbox::world::WorldSettings;
use grendel_simulator::tenant::{AcrsIssue, SignInRegistration};

use super::super::harness::{HANNA_UPN, asks, comes_to_say, converse, converse_unrecorded};
use super::{
    answer_in_place_of_the_offer, begins_link, begins_vote, crossed, field, signing_in, signing_in_to_approve,
};

/// Settings in which every sign-in must satisfy `c1`, and in which Entra issues it like this.
fn in_context(acrs: AcrsIssue, settings: WorldSettings) -> WorldSettings {
    let mut settings = WorldSettings { authentication_context: Some("c1"), ..settings };
    settings.tenant.acrs = acrs;
    settings
}

fn other_registration() -> SignInRegistration {
    SignInRegistration {
        client_id: "0d5be4ad-1f4c-4c7e-9a55-3b7fd0a3c9e1".to_owned(),
        client_secret: "the-secret~of.the_sign_in_app".to_owned(),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sign_in_without_the_authentication_context_links_nobody() {
    for acrs in [AcrsIssue::LeftOut, AcrsIssue::Another("c2".to_owned())] {
        let settings = in_context(acrs, signing_in(&["anna"]));
        let over = converse("attacks-context-link", settings, async |world| {
            let (dana, link) = begins_link(world, "dana").await?;
            assert!(field(&link, "claims").contains("acrs"), "the sign-in asks for it: {link}");
            let shown = world.open_page(&world.tenant.sign_in("dana", &link)?).await?;
            assert!(shown.form.is_none(), "the page asks for a confirmation:\n{}", shown.page);
            let told = answer_in_place_of_the_offer(world, &dana).await?;
            assert!(told.contains("`c1`") && told.contains("Conditional Access"), "{told}");
            Ok(())
        });
        let journal = over.await.journal();
        assert!(journal.iter().any(|line| line.contains("authentication_context_missing")), "{journal:#?}");
        assert!(!journal.iter().any(|line| line.contains(" proved ")), "{journal:#?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_vote_without_the_authentication_context_does_not_count() {
    let settings = in_context(AcrsIssue::LeftOut, signing_in_to_approve(&["anna", "bram"]));
    let over = converse("attacks-context-vote", settings, async |world| {
        let card = asks(world, "anna", &[("user", HANNA_UPN)]).await?;
        let (bram, link) = begins_vote(world, "bram", &card).await?;
        world.open_and_confirm(&world.tenant.sign_in("bram", &link)?).await?;
        let told = answer_in_place_of_the_offer(world, &bram).await?;
        assert!(told.contains("`c1`"), "{told}");
        // The same person, once Entra says that they satisfied it.
        world.tenant.adjust(|settings| settings.acrs = AcrsIssue::WhenAsked);
        let (_, link) = begins_vote(world, "bram", &card).await?;
        world.open_and_confirm(&world.tenant.sign_in("bram", &link)?).await?;
        comes_to_say(world, &card, "can sign in again").await?;
        Ok(())
    });
    let journal = over.await.journal();
    assert!(journal.iter().any(|line| line.contains("authentication_context_missing")), "{journal:#?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn people_sign_in_to_the_registration_without_permissions() {
    let mut settings = signing_in(&["anna"]);
    settings.tenant.sign_in_app = Some(other_registration());
    // Its tokens work nowhere else: the simulator refuses it every token of its own.
    let over = converse("attacks-sign-in-registration", settings, async |world| {
        let (dana, link) = begins_link(world, "dana").await?;
        assert_eq!(field(&link, "client_id"), other_registration().client_id);
        world.open_and_confirm(&world.tenant.sign_in("dana", &link)?).await?;
        let told = answer_in_place_of_the_offer(world, &dana).await?;
        assert!(told.contains("dana"), "{told}");
        Ok(())
    });
    assert!(over.await.journal().iter().any(|line| line.contains(" proved ")));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_of_another_registration_links_nobody() {
    let mut settings = signing_in(&["anna"]);
    settings.tenant.sign_in_app = Some(other_registration());
    let over = converse_unrecorded(settings, async |world| {
        let (dana, link) = begins_link(world, "dana").await?;
        // A sign-in that the privileged registration would have to redeem.
        world.tenant.adjust(|settings| settings.sign_in_app = None);
        let privileged = world.tenant.settings().client_id;
        let of_the_other = link.replace(&other_registration().client_id, &privileged);
        let back = world.tenant.sign_in("dana", &of_the_other)?;
        world.tenant.adjust(|settings| settings.sign_in_app = Some(other_registration()));
        world.open_and_confirm(&crossed(&back, &back)).await?;
        let told = answer_in_place_of_the_offer(world, &dana).await?;
        assert!(told.contains("AADSTS70000"), "{told}");
        Ok(())
    });
    assert!(!over.await.journal().iter().any(|line| line.contains(" proved ")));
}
