//! Concurrent presses: one thing happens, it happens once, and everyone gets an answer.

use std::time::Duration;

use grendel::domain::outcome::Outcome;
use grendel_sandbox::world::{World, WorldSettings};
use grendel_simulator::faults::Fault;

use super::harness::{HANNA, HANNA_UPN, Over, asks, comes_to_say, converse, denies, presses, told};

/// Fails unless each write of an unlock was made once.
fn assert_unlocked_once(over: &Over) {
    assert_eq!(over.final_state.outcomes, [Outcome::Completed]);
    let hanna = over.world.tenant.account(HANNA).object_id;
    let steps = [format!("POST /v1.0/users/{hanna}/revokeSignInSessions"), format!("PATCH /v1.0/users/{hanna}")];
    assert_eq!(over.final_state.changes, steps);
}

/// Returns the number of the journal's sentences that contain this.
fn count(over: &Over, words: &str) -> usize {
    over.journal().iter().filter(|sentence| sentence.contains(words)).count()
}

#[tokio::test(flavor = "multi_thread")]
async fn two_leads_approve_at_once() {
    let over = converse("presses-two-at-once", WorldSettings::default(), async |world| {
        let card = asks(world, "anna", &[("user", HANNA_UPN)]).await?;
        let (bram, chidi) =
            tokio::join!(presses(world, "bram", &card, "approve"), presses(world, "chidi", &card, "approve"));
        let mut heard = [bram?, chidi?];
        heard.sort();
        assert!(heard[0].starts_with("Too late for that"), "{heard:?}");
        assert!(heard[1].starts_with("Your approval of case 1 is recorded"), "{heard:?}");
        comes_to_say(world, &card, "can sign in again").await.map(drop)
    });
    let over = over.await;
    assert_unlocked_once(&over);
    assert_eq!((count(&over, " approved plan "), count(&over, "did not count (not_waiting)")), (1, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn one_lead_presses_twice() {
    let over = converse("presses-twice", WorldSettings::default(), async |world| {
        let card = asks(world, "anna", &[("user", HANNA_UPN)]).await?;
        let (first, second) =
            tokio::join!(presses(world, "bram", &card, "approve"), presses(world, "bram", &card, "approve"));
        let heard = [first?, second?];
        let counted = heard.iter().filter(|words| words.starts_with("Your approval")).count();
        assert_eq!(counted, 1, "{heard:?}");
        comes_to_say(world, &card, "can sign in again").await.map(drop)
    });
    assert_unlocked_once(&over.await);
}

#[tokio::test(flavor = "multi_thread")]
async fn approve_and_withdraw_at_once() {
    let over = converse("presses-approve-withdraw", WorldSettings::default(), async |world| {
        let card = asks(world, "anna", &[("user", HANNA_UPN)]).await?;
        let (bram, anna) =
            tokio::join!(presses(world, "bram", &card, "approve"), presses(world, "anna", &card, "withdraw"));
        either_is_true(world, &bram?, &anna?).await
    });
    let over = over.await;
    let withdrawn = over.final_state.outcomes == [Outcome::Withdrawn] && over.final_state.changes.is_empty();
    if !withdrawn {
        assert_unlocked_once(&over);
    }
}

/// Exactly one of the two was told that their press counted, and the card agrees.
async fn either_is_true(world: &World, bram: &str, anna: &str) -> anyhow::Result<()> {
    let withdrawn = anna.starts_with("Zaak 1 is ingetrokken. Er is niets veranderd.");
    world.wait_for_card_text(if withdrawn { "Withdrawn by Anna de Vries" } else { "can sign in again" }).await?;
    if !withdrawn {
        assert!(bram.starts_with("Your approval of case 1 is recorded"), "{bram}");
        assert!(anna.contains("`not_waiting`") || anna.contains("`case_closed`"), "{anna}");
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn approve_and_deny_at_once() {
    let over = converse("presses-approve-deny", WorldSettings::default(), async |world| {
        let card = asks(world, "anna", &[("user", HANNA_UPN)]).await?;
        let (bram, chidi) =
            tokio::join!(presses(world, "bram", &card, "approve"), denies(world, "chidi", &card, "Wait for HR."));
        let (bram, chidi) = (bram?, chidi?);
        let approved = bram.starts_with("Your approval");
        let denied = chidi.starts_with("Your denial");
        assert!(approved != denied, "both or neither counted: {bram} / {chidi}");
        comes_to_say(world, &card, if denied { "Wait for HR." } else { "can sign in again" }).await.map(drop)
    });
    let over = over.await;
    if over.final_state.outcomes == [Outcome::Denied] {
        assert_eq!(over.final_state.changes, Vec::<String>::new());
    } else {
        assert_unlocked_once(&over);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn forty_presses_at_once() {
    let over = converse("presses-forty", WorldSettings::default(), async |world| {
        let card = asks(world, "anna", &[("user", HANNA_UPN)]).await?;
        let who = ["anna", "dana", "finn", "bram", "chidi"].into_iter().cycle().take(40);
        let presses = who.map(|who| presses(world, who, &card, "approve"));
        let heard = futures_util::future::try_join_all(presses).await?;
        let counted = heard.iter().filter(|words| words.starts_with("Your approval")).count();
        assert_eq!(counted, 1, "{heard:#?}");
        let is_answered = |words: &&String| words.starts_with("Your approval") || words.contains(": `");
        assert_eq!(heard.iter().filter(is_answered).count(), 40, "{heard:#?}");
        comes_to_say(world, &card, "can sign in again").await.map(drop)
    });
    assert_unlocked_once(&over.await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_press_while_the_steps_are_taken() {
    let settings = WorldSettings { call_timeout: Duration::from_secs(5), ..WorldSettings::default() };
    let over = converse("presses-while-running", settings, async |world| {
        let card = asks(world, "anna", &[("user", HANNA_UPN)]).await?;
        world.tenant_faults.add("/revokeSignInSessions", 1, Fault::Slow(Duration::from_secs(2)));
        presses(world, "bram", &card, "approve").await?;
        world.wait_for_card_text("being done").await?;
        for (who, verb) in [("chidi", "approve"), ("anna", "withdraw")] {
            let button = format!("v1:{verb}:");
            let attempt = world.discord.member(who)?.press_stale(&card, &button).await?;
            let heard = told(world, &attempt).await?;
            assert!(heard.contains("`not_waiting`"), "{heard}");
        }
        comes_to_say(world, &card, "can sign in again").await.map(drop)
    });
    assert_unlocked_once(&over.await);
}
