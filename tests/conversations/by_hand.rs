//! Work in Active Directory: people are asked for it, tick it off, and the case goes on when it shows.

use grendel_sandbox::scenarios::scenario;
use grendel_sandbox::world::{World, WorldSettings};
use grendel_simulator::discord::Message;
use grendel_simulator::tenant::{ActiveDirectory, DirectoryWork, Restriction, SyncedWrites};
use jiff::SignedDuration;

use super::harness::{comes_to_say, converse, presses};

/// A synced account that somebody else has.
const FEMKE: &str = "synced-and-compromised";
/// The time after which the bot has looked once more.
const NEXT_LOOK: SignedDuration = SignedDuration::from_mins(6);

/// Anna has Femke's account contained, and Eva approves. Returns the card once people are waited for.
async fn contain(world: &World) -> anyhow::Result<Message> {
    let upn = world.tenant.account(FEMKE).user_principal_name;
    let (_, card) = world.open_case("anna", "/contain", &[("user", &upn)]).await?;
    let card = comes_to_say(world, &card, "[ Approve ]").await?;
    presses(world, "eva", &card, "approve").await?;
    comes_to_say(world, &card, "not contained yet").await
}

fn blocks(world: &World) -> usize {
    let id = world.tenant.account(FEMKE).object_id;
    let blocks = world.tenant.writes().into_iter().filter(|write| write.path.contains(&id) && write.method == "PATCH");
    blocks.count()
}

/// A button is for those whom the command names, once, and it is no proof: the sync is.
#[tokio::test(flavor = "multi_thread")]
async fn work_is_ticked_off_by_those_who_do_it_and_counts_once() {
    let over = converse("by-hand-ticked", WorldSettings::default(), async |world| {
        let card = contain(world).await?;
        assert_eq!(blocks(world), 1, "the block is in Entra at once");
        let refused = presses(world, "anna", &card, "ad_disabled").await?;
        assert!(refused.contains("`work_not_yours`"), "{refused}");
        world.tenant.in_active_directory(FEMKE, DirectoryWork::Disable);
        let heard = presses(world, "bram", &card, "ad_disabled").await?;
        assert!(heard.contains("disabled the account in Active Directory"), "{heard}");
        let card = comes_to_say(world, &card, "done, says Bram Bakker").await?;
        assert!(card.to_text().contains("[ Password set twice in AD ]"), "the rest is asked for: {}", card.to_text());
        assert_eq!(blocks(world), 1, "nothing is done again before all of it is done");
        world.tenant.in_active_directory(FEMKE, DirectoryWork::ResetPassword);
        presses(world, "bram", &card, "ad_reset").await?;
        world.wait_until(|world| (blocks(world) == 2).then_some(())).await?;
        let card = comes_to_say(world, &card, "Grendel looks until").await?;
        assert!(card.to_text().contains("not contained yet"), "a word is no proof: {}", card.to_text());
        assert!(!card.to_text().contains("Password set twice in AD ]"), "{}", card.to_text());
        world.tenant.sync();
        let card = world.wait_as_time_passes(NEXT_LOOK, "Contained: nobody can get in").await?;
        assert!(card.to_text().contains("/contain · contained"), "{}", card.to_text());
        Ok(())
    });
    let over = over.await;
    let journal = over.journal().join("\n");
    assert!(journal.contains("Bram Bakker") && journal.contains("says that step 2 is done"), "{journal}");
    assert_eq!(blocks(&over.world), 3, "at once, when it was ticked off, and when all of it showed");
}

/// A press on an old card finds that nobody waits for it.
#[tokio::test(flavor = "multi_thread")]
async fn work_that_is_ticked_off_is_not_ticked_off_again() {
    let over = converse("by-hand-twice", WorldSettings::default(), async |world| {
        let card = contain(world).await?;
        presses(world, "bram", &card, "ad_disabled").await?;
        let again = super::harness::presses_stale(world, "eva", &card, "ad_disabled").await?;
        assert!(again.contains("`no_work`"), "{again}");
        presses(world, "anna", &card, "withdraw").await?;
        comes_to_say(world, &card, "took it back").await.map(drop)
    });
    over.await;
}

/// Entra may refuse to block such an account. That is no failure: Active Directory does it.
#[tokio::test(flavor = "multi_thread")]
async fn what_entra_leaves_to_active_directory_is_no_failure() {
    let mut settings = WorldSettings::default();
    settings.tenant.synced_writes = SyncedWrites::Refused;
    let over = converse("by-hand-refused", settings, async |world| {
        let card = contain(world).await?;
        assert!(card.to_text().contains("Microsoft leaves it to Active Directory"), "{}", card.to_text());
        assert!(world.tenant.account(FEMKE).enabled, "nothing is blocked yet, and the title says so");
        for work in [DirectoryWork::Disable, DirectoryWork::ResetPassword, DirectoryWork::ResetPassword] {
            world.tenant.in_active_directory(FEMKE, work);
        }
        world.advance_time(SignedDuration::from_mins(2)).await?;
        world.tenant.sync();
        let card = world.wait_as_time_passes(NEXT_LOOK, "/contain · contained").await?;
        assert!(!card.to_text().contains("not contained"), "{}", card.to_text());
        Ok(())
    });
    over.await;
}

/// A member's word is not enough to release a sender: the new password has to show.
#[tokio::test(flavor = "multi_thread")]
async fn a_synced_sender_is_released_once_the_new_password_shows() {
    const HANS: &str = "synced-and-enabled";
    let mut settings = WorldSettings::default();
    (scenario("sending-restricted-and-compromised").unwrap().prepare)(&mut settings);
    let over = converse("by-hand-sender", settings, async |world| {
        let now = world.clock().now();
        world.tenant.change(HANS, |account| {
            account.on_premises = Some(ActiveDirectory::new(true, now));
            let reason = "ExceedingLimitType=ExternalRecipientCountPerDay;InternalRecipientCountToday=9;\
                          ExternalRecipientCountToday=1204";
            account.restriction = Some(Restriction { reason: reason.to_owned(), created: now });
        });
        let upn = world.tenant.account(HANS).user_principal_name;
        let (_, card) = world.open_case("anna", "/unlock", &[("user", &upn)]).await?;
        let card = comes_to_say(world, &card, "[ Approve ]").await?;
        presses(world, "gita", &card, "approve").await?;
        let card = comes_to_say(world, &card, "waits for Active Directory").await?;
        presses(world, "bram", &card, "ad_reset").await?;
        comes_to_say(world, &card, "done, says Bram Bakker").await?;
        world.advance_time(NEXT_LOOK).await?;
        assert!(world.tenant.account(HANS).restriction.is_some(), "he is not released on a word");
        world.tenant.in_active_directory(HANS, DirectoryWork::ResetPassword);
        world.tenant.sync();
        world.wait_as_time_passes(NEXT_LOOK, "/unlock · done").await?;
        assert!(world.tenant.account(HANS).restriction.is_none());
        Ok(())
    });
    over.await;
}
