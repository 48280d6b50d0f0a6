//! Facts about a target beside its finding: the roles that it could activate, names that are like its own, the operator's
//! protection, and blocks that only our own journal remembers.

use grendel::domain::outcome::Outcome;
use grendel_sandbox::scenarios::rules::unlock_with;
use grendel_sandbox::world::{World, WorldSettings};

use super::harness::{HANNA, HANNA_UPN, asks, comes_to_say, converse, presses, told};

/// The object id of the group "Board".
const BOARD: &str = "00182027-403c-4152-906d-8757d4cfe5cd";

/// A rule for privileged targets beside the one that always applies.
const PRIVILEGED: &str = r#"
[[approval]]
from = ["lead"]
quorum = 1
window = "30m"

[[approval]]
when = ["target_privileged"]
from = ["security"]
quorum = 1
window = "30m"
"#;

/// Types `/unlock` where nothing but a private refusal comes of it, and returns that.
async fn is_refused(world: &World, who: &str, options: &[(&str, &str)]) -> anyhow::Result<String> {
    told(world, &world.type_unlock(who, options).await?).await
}

fn block(world: &World, key: &str) {
    world.tenant.change(key, |account| account.enabled = false);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_role_that_the_target_could_activate_makes_it_privileged() {
    let settings = WorldSettings { commands: vec![unlock_with(PRIVILEGED)], ..WorldSettings::default() };
    let over = converse("targets-eligible", settings, async |world| {
        block(world, "only-eligible");
        let leila = world.tenant.account("only-eligible").user_principal_name;
        let card = asks(world, "anna", &[("user", &leila)]).await?;
        let text = card.to_text();
        assert!(text.contains("it may activate User Administrator (Privileged Identity Management)"), "{text}");
        presses(world, "bram", &card, "approve").await?;
        let card = comes_to_say(world, &card, "Approved by Bram Bakker").await?;
        presses(world, "eva", &card, "approve").await?;
        comes_to_say(world, &card, "can sign in again").await.map(drop)
    });
    assert_eq!(over.await.final_state.outcomes, [Outcome::Completed]);
}

#[tokio::test(flavor = "multi_thread")]
async fn look_alikes_are_named_when_an_object_id_was_typed() {
    let over = converse("targets-look-alike-by-id", WorldSettings::default(), async |world| {
        block(world, "look-alike");
        let id = world.tenant.account("look-alike").object_id;
        let card = asks(world, "anna", &[("user", &id)]).await?;
        let text = card.to_text();
        assert!(text.contains("Nearly the same name:"), "{text}");
        presses(world, "anna", &card, "withdraw").await.map(drop)
    });
    assert_eq!(over.await.final_state.outcomes, [Outcome::Withdrawn]);
}

#[tokio::test(flavor = "multi_thread")]
async fn no_command_touches_a_protected_account() {
    let protected = vec!["923a7369-94e3-4f91-9a61-dbe22e44158b".to_owned()];
    let settings = WorldSettings { protected, ..WorldSettings::default() };
    let over = converse("targets-protected", settings, async |world| {
        assert_eq!(world.tenant.account(HANNA).object_id, world.settings().protected[0]);
        let heard = is_refused(world, "anna", &[("user", HANNA_UPN)]).await?;
        assert!(heard.contains("`target_protected`"), "{heard}");
        let contain = world.discord.member("eva")?.type_command("/contain", &[("user", HANNA_UPN)]).await?;
        let heard = told(world, &contain).await?;
        assert!(heard.contains("`target_protected`"), "{heard}");
        Ok(())
    });
    assert_eq!(over.await.final_state.changes, Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn no_command_touches_a_member_of_a_protected_group() {
    let settings = WorldSettings { protected: vec![BOARD.to_owned()], ..WorldSettings::default() };
    let over = converse("targets-protected-group", settings, async |world| {
        let member = world.tenant.account("blocked-board-member").user_principal_name;
        let heard = is_refused(world, "anna", &[("user", &member)]).await?;
        assert!(heard.contains("`target_protected`") && heard.contains("zit in een groep"), "{heard}");
        // Others are helped as before.
        let card = asks(world, "anna", &[("user", HANNA_UPN)]).await?;
        presses(world, "bram", &card, "approve").await?;
        comes_to_say(world, &card, "can sign in again").await.map(drop)
    });
    assert_eq!(over.await.final_state.outcomes, [Outcome::Refused { refusal: protected_group() }, Outcome::Completed]);
}

fn protected_group() -> grendel::domain::refusal::Refusal {
    grendel::domain::refusal::Refusal::TargetProtected { by: grendel::domain::account::ProtectedBy::Group }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_approver_who_asks_for_the_same_stops_counting() {
    let two = "[[approval]]\nfrom = [\"lead\", \"helpdesk\"]\nquorum = 2\nwindow = \"30m\"\n";
    let mut settings = WorldSettings { commands: vec![unlock_with(two)], ..WorldSettings::default() };
    settings.linked.push("finn");
    let over = converse("targets-joined-approver", settings, async |world| {
        let card = asks(world, "anna", &[("user", HANNA_UPN)]).await?;
        presses(world, "bram", &card, "approve").await?;
        comes_to_say(world, &card, "Approved by Bram Bakker").await?;
        // Bram holds no chat role that lets him ask, unless he is a lead.
        told(world, &world.type_unlock("bram", &[("user", HANNA_UPN)]).await?).await?;
        let card = comes_to_say(world, &card, "It does not count any more").await?;
        presses(world, "chidi", &card, "approve").await?;
        let card = comes_to_say(world, &card, "Approved by Chidi").await?;
        assert!(!card.to_text().contains("can sign in again"));
        presses(world, "anna", &card, "withdraw").await.map(drop)
    });
    assert_eq!(over.await.final_state.changes, Vec::<String>::new());
}

/// The directory audit forgets after days; our own journal does not.
#[tokio::test(flavor = "multi_thread")]
async fn a_containment_of_our_own_is_remembered_when_the_audit_has_forgotten_it() {
    let over = converse("targets-containment-remembered", WorldSettings::default(), async |world| {
        let upn = world.tenant.account("nothing-wrong").user_principal_name;
        let (_, card) = world.open_case("eva", "/contain", &[("user", &upn)]).await?;
        presses(world, "bram", &card, "approve").await?;
        world.wait_for_end("Nobody gets to see it").await?;
        world.tenant.forget_audits();
        let card = asks(world, "anna", &[("user", &upn)]).await?;
        let text = card.to_text();
        assert!(text.contains("to contain the account, in case 1"), "{text}");
        presses(world, "anna", &card, "withdraw").await.map(drop)
    });
    assert_eq!(over.await.final_state.outcomes.last(), Some(&Outcome::Withdrawn));
}

/// A block of which no record is left counts as one by those who guard the tenant.
#[tokio::test(flavor = "multi_thread")]
async fn a_block_without_a_record_takes_the_security_team() {
    let over = converse("targets-no-record", WorldSettings::default(), async |world| {
        let jet = world.tenant.account("blocked-long-ago").user_principal_name;
        let card = asks(world, "anna", &[("user", &jet)]).await?;
        presses(world, "bram", &card, "approve").await?;
        let card = comes_to_say(world, &card, "Approved by Bram Bakker").await?;
        presses(world, "eva", &card, "approve").await?;
        comes_to_say(world, &card, "can sign in again").await.map(drop)
    });
    assert_eq!(over.await.final_state.outcomes, [Outcome::Completed]);
}
