//! A case that waits in a frozen tenant ends when its approval does, and people can end it before.

use grendel_sandbox::world::{World, WorldSettings};
use grendel_simulator::discord::Message;
use jiff::SignedDuration;

use super::{approved, freezes, guarded, lifted, types, unfreezes};
use crate::harness::{HANNA, HANNA_UPN, asks, comes_to_say, converse_unrecorded, denies, presses};

/// A case whose first step was taken, and whose second waits.
async fn held(world: &World) -> anyhow::Result<Message> {
    freezes(world, "eva", "access").await?;
    let card = approved(world, "/unlock", HANNA_UPN).await?;
    comes_to_say(world, &card, "goes on by itself afterwards").await?;
    comes_to_say(world, &card, "(revoke sign-in sessions): done and confirmed").await
}

fn only_signed_out(world: &World) {
    assert_eq!(world.tenant.writes().len(), 1, "only the revocation");
    assert!(!world.tenant.account(HANNA).enabled);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_that_waits_ends_with_its_approval_and_says_what_was_done() {
    let over = converse_unrecorded(guarded(), async |world| {
        let card = held(world).await?;
        world.advance_time(SignedDuration::from_mins(31)).await?;
        let card = comes_to_say(world, &card, "frozen until the approval ended").await?;
        assert!(card.to_text().contains("The steps above say what was done"), "{}", card.to_text());
        // Nothing goes on by itself when the freeze is lifted.
        lifted(world).await?;
        only_signed_out(world);
        Ok(())
    });
    let journal = over.await.journal().join("\n");
    assert!(journal.contains("the tenant was frozen until the approval ended"), "{journal}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_that_waits_can_be_denied_by_those_who_decide() {
    let over = converse_unrecorded(guarded(), async |world| {
        let card = held(world).await?;
        let heard = denies(world, "gita", &card, "It was not Hanna who called.").await?;
        assert!(heard.contains("What was done before, and what was not"), "{heard}");
        comes_to_say(world, &card, "somebody denied it, or took it back").await?;
        lifted(world).await?;
        only_signed_out(world);
        Ok(())
    });
    over.await;
}

/// The person who approved it may know more by now.
#[tokio::test(flavor = "multi_thread")]
async fn a_run_that_waits_can_be_denied_by_who_approved_it_and_taken_back_by_who_asked() {
    for who in ["bram", "anna"] {
        let over = converse_unrecorded(guarded(), async |world| {
            let card = held(world).await?;
            if who == "bram" {
                denies(world, who, &card, "It was not Hanna who called.").await?;
            } else {
                presses(world, who, &card, "withdraw").await?;
            }
            comes_to_say(world, &card, "somebody denied it, or took it back").await?;
            only_signed_out(world);
            Ok(())
        });
        over.await;
    }
}

/// The first of the two lost the role before the second agreed.
#[tokio::test(flavor = "multi_thread")]
async fn a_first_person_who_may_not_any_more_does_not_count_for_lifting_a_freeze() {
    let over = converse_unrecorded(guarded(), async |world| {
        freezes(world, "eva", "access").await?;
        assert!(unfreezes(world, "eva").await?.contains("second person"));
        world.tenant.change("eva", |eva| eva.enabled = false);
        assert!(unfreezes(world, "gita").await?.contains("second person"), "a blocked account lifted the freeze");
        assert!(types(world, "gita", "/cases", &[]).await?.contains("Frozen since"));
        // Gita is the first of the two now.
        assert!(unfreezes(world, "gita").await?.contains("one person cannot lift a freeze alone"));
        world.tenant.change("eva", |eva| eva.enabled = true);
        assert!(unfreezes(world, "eva").await?.contains("The freeze is lifted"));
        Ok(())
    });
    over.await;
}

/// A folder of command files from before there was a freeze: Grendel itself can freeze, so people must be able to lift it.
#[tokio::test(flavor = "multi_thread")]
async fn a_tenant_with_older_command_files_can_be_frozen_and_lifted() {
    let unlock = ("unlock.toml", include_str!("../../../commands/unlock.toml").to_owned());
    let settings = WorldSettings { commands: vec![unlock], ..guarded() };
    let over = converse_unrecorded(settings, async |world| {
        assert!(freezes(world, "eva", "access").await?.contains("frozen"));
        world.wait_for_mention(&["security"], "has frozen this tenant").await?;
        let card = asks(world, "anna", &[("user", HANNA_UPN)]).await?;
        comes_to_say(world, &card, "Frozen since").await?;
        lifted(world).await?;
        presses(world, "anna", &card, "withdraw").await.map(drop)
    });
    over.await;
}
