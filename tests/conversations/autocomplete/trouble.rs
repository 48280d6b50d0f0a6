//! Autocomplete while Microsoft or Discord is slow, throttles or is down: never late, never a pile of calls, never in the way of a case.

use std::time::{Duration, Instant};

use anyhow::ensure;
use grendel_sandbox::world::WorldSettings;
use grendel_simulator::faults::Fault;
use jiff::SignedDuration;

use super::super::harness::{HANNA_UPN, asks, converse, presses};
use super::{batches, offered, searches};

const SEARCH: &str = "GET /v1.0/users?$search=";
const LOOK: &str = "POST /v1.0/$batch";
/// The time that Discord waits for choices.
const DISCORDS_PATIENCE: Duration = Duration::from_secs(3);

/// A time-out for calls to Microsoft that is longer than any search in these tests.
fn patient() -> WorldSettings {
    WorldSettings { call_timeout: Duration::from_secs(10), ..WorldSettings::default() }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_slow_search_is_given_up_in_time() {
    let over = converse("completion-slow", patient(), async |world| {
        world.tenant_faults.add(SEARCH, 1, Fault::Slow(Duration::from_secs(6)));
        let typed = Instant::now();
        assert_eq!(offered(world, "anna", "visser").await?, []);
        ensure!(typed.elapsed() < DISCORDS_PATIENCE, "answered after {:?}", typed.elapsed());
        // Further letters make no further calls.
        for text in ["visse", "viss", "hanna", "hanna v"] {
            let typed = Instant::now();
            assert_eq!(offered(world, "anna", text).await?, []);
            ensure!(typed.elapsed() < Duration::from_millis(500), "{text} waited {:?}", typed.elapsed());
        }
        assert!(searches(world) <= 1);
        world.advance_time(SignedDuration::from_secs(6)).await?;
        assert_eq!(offered(world, "anna", "visser").await?.len(), 1);
        Ok(())
    });
    over.await;
}

/// Checking the member and searching are both slow: together too slow for the first letter, and cached for the next.
#[tokio::test(flavor = "multi_thread")]
async fn choices_that_would_be_late_are_not_sent() {
    let over = converse("completion-late", patient(), async |world| {
        world.tenant_faults.add(LOOK, 1, Fault::Slow(Duration::from_millis(1500)));
        world.tenant_faults.add(SEARCH, 1, Fault::Slow(Duration::from_millis(1400)));
        let attempt = world.discord.member("anna")?.autocomplete("/unlock", &[("user", "visser")], "user").await?;
        tokio::time::sleep(DISCORDS_PATIENCE + Duration::from_millis(300)).await;
        assert_eq!(attempt.acknowledged(), None);
        let callbacks = world.recorder.exchanges().iter().filter(|call| call.url.contains("/callback")).count();
        assert_eq!(callbacks, 0, "nothing was sent, not even too late");
        let typed = Instant::now();
        assert_eq!(offered(world, "anna", "visser").await?.len(), 1);
        ensure!(typed.elapsed() < Duration::from_millis(500), "answered after {:?}", typed.elapsed());
        assert_eq!(batches(world), 1, "the look at Anna was not in vain");
        Ok(())
    });
    over.await;
}

/// A keystroke that Discord redelivers after an outage is not searched for: its reader is gone.
#[tokio::test(flavor = "multi_thread")]
async fn keystrokes_that_arrive_late_are_ignored() {
    let over = converse("completion-outage", patient(), async |world| {
        world.discord.refuse_connections_for(Duration::from_millis(2700));
        world.discord.drop_connections().await;
        let late = world.discord.member("anna")?.autocomplete("/unlock", &[("user", "visser")], "user").await?;
        tokio::time::sleep(Duration::from_millis(2600)).await;
        world.wait_for_bot().await?;
        // Interactions are taken in order, so once this one is answered the one before it was taken too.
        assert_eq!(offered(world, "anna", "boateng").await?.len(), 1);
        assert_eq!((late.acknowledged(), searches(world)), (None, 1));
        Ok(())
    });
    over.await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_throttled_search_offers_nothing_and_the_case_works() {
    let over = converse("completion-throttled", patient(), async |world| {
        let throttled = Fault::Status { status: 429, retry_after: Some(1) };
        world.tenant_faults.add(SEARCH, 50, throttled);
        let typed = Instant::now();
        for text in ["han", "hann", "hanna", "visser"] {
            assert_eq!(offered(world, "anna", text).await?, []);
        }
        ensure!(typed.elapsed() < Duration::from_secs(1), "nobody waits for Microsoft's pause: {:?}", typed.elapsed());
        assert_eq!(searches(world), 1);
        world.tenant_faults.clear();
        let card = asks(world, "anna", &[("user", HANNA_UPN)]).await?;
        presses(world, "bram", &card, "approve").await?;
        world.wait_for_card_text("can sign in again").await.map(drop)
    });
    over.await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_member_who_cannot_be_checked_is_offered_nothing() {
    let over = converse("completion-unread", patient(), async |world| {
        world.tenant_faults.add(LOOK, 1, Fault::Status { status: 503, retry_after: None });
        for text in ["han", "hann", "hanna"] {
            assert_eq!(offered(world, "anna", text).await?, []);
        }
        assert_eq!((searches(world), batches(world)), (0, 1));
        world.advance_time(SignedDuration::from_secs(6)).await?;
        assert_eq!(offered(world, "anna", "hanna").await?.len(), 1);
        Ok(())
    });
    over.await;
}

/// Without the permission to search, the list is empty and says nothing about why.
#[tokio::test(flavor = "multi_thread")]
async fn a_refused_search_offers_nothing() {
    let over = converse("completion-refused", patient(), async |world| {
        assert_eq!(offered(world, "anna", "bram").await?.len(), 1);
        world.tenant_faults.add(SEARCH, 1, Fault::Status { status: 403, retry_after: None });
        assert_eq!(offered(world, "anna", "hanna").await?, []);
        Ok(())
    });
    over.await;
}

/// A search that the directory rejects does not delay the search for the next letter.
#[tokio::test(flavor = "multi_thread")]
async fn a_rejected_search_does_not_delay_the_next() {
    let over = converse("completion-rejected", patient(), async |world| {
        world.tenant_faults.add(SEARCH, 1, Fault::Status { status: 400, retry_after: None });
        assert_eq!(offered(world, "anna", "hanna").await?, []);
        assert_eq!(offered(world, "anna", "hanna v").await?.len(), 1);
        Ok(())
    });
    over.await;
}

/// The latest letter counts: the search for the one before is cancelled, and its list stays empty.
#[tokio::test(flavor = "multi_thread")]
async fn the_next_letter_takes_the_place_of_the_one_before() {
    let over = converse("completion-next-letter", patient(), async |world| {
        assert_eq!(offered(world, "anna", "bram").await?.len(), 1);
        let anna = world.discord.member("anna")?;
        world.tenant_faults.add(SEARCH, 1, Fault::Slow(Duration::from_millis(1300)));
        let typed = Instant::now();
        let before = anna.autocomplete("/unlock", &[("user", "hanna")], "user").await?;
        world.wait_until(|world| (world.tenant_faults.left(|_| true) == 0).then_some(())).await?;
        let choices = offered(world, "anna", "hanna v").await?;
        world.wait_until(|_| before.acknowledged()).await?;
        ensure!(typed.elapsed() < Duration::from_secs(1), "the slow search was waited for: {:?}", typed.elapsed());
        assert_eq!((choices.len(), before.interaction().choices.len()), (1, 0));
        Ok(())
    });
    over.await;
}

/// A stop does not wait for searches.
#[tokio::test(flavor = "multi_thread")]
async fn a_stop_waits_for_no_letter() {
    let over = converse("completion-stop", patient(), async |world| {
        world.tenant_faults.add(LOOK, 1, Fault::Slow(Duration::from_secs(30)));
        world.discord.member("anna")?.autocomplete("/unlock", &[("user", "hanna")], "user").await?;
        tokio::time::sleep(Duration::from_millis(100)).await;
        Ok(())
    });
    let begun = Instant::now();
    over.await;
    assert!(begun.elapsed() < Duration::from_secs(10), "{:?}", begun.elapsed());
}
