//! Facts about a target beside its finding: the roles that it could activate, names that are like its own, the operator's
//! protection, and blocks that only our own journal remembers.

use grendel::domain::outcome::Outcome;
use grendel_sandbox::scenarios::rules::unlock_with;
use grendel_sandbox::world::{World, WorldSettings};
use grendel_simulator::discord::Message;
use grendel_simulator::tenant::fixtures::EXCHANGE_ENGINEERS;
use grendel_simulator::tenant::{GroupAccess, JoinableGroup};

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

/// Bram's approval alone is not enough, and Eva's beside it is.
async fn takes_both(world: &World, card: &Message) -> anyhow::Result<()> {
    presses(world, "bram", card, "approve").await?;
    let card = comes_to_say(world, card, "Approved by Bram Bakker").await?;
    presses(world, "eva", &card, "approve").await?;
    comes_to_say(world, &card, "can sign in again").await.map(drop)
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
        takes_both(world, &card).await
    });
    assert_eq!(over.await.final_state.outcomes, [Outcome::Completed]);
}

/// Neither a member nor an owner yet, it can become one within minutes.
#[tokio::test(flavor = "multi_thread")]
async fn a_role_of_a_group_that_the_target_could_join_makes_it_privileged() {
    let settings = WorldSettings { commands: vec![unlock_with(PRIVILEGED)], ..WorldSettings::default() };
    let over = converse("targets-joinable-group", settings, async |world| {
        world.tenant.change(HANNA, |account| {
            let (group, access) = (&EXCHANGE_ENGINEERS, GroupAccess::Member);
            account.joinable_groups.push(JoinableGroup { group, access, from: account.created, until: None });
        });
        let card = asks(world, "anna", &[("user", HANNA_UPN)]).await?;
        let text = card.to_text();
        assert!(text.contains("it may activate Exchange Administrator (Privileged Identity Management)"), "{text}");
        takes_both(world, &card).await
    });
    assert_eq!(over.await.final_state.outcomes, [Outcome::Completed]);
}

/// Without the permission nobody knows who could make itself an administrator, so anybody may.
#[tokio::test(flavor = "multi_thread")]
async fn groups_that_the_target_could_join_and_that_cannot_be_read_make_it_privileged() {
    let mut settings = WorldSettings { commands: vec![unlock_with(PRIVILEGED)], ..WorldSettings::default() };
    settings.tenant.permissions.retain(|one| one != "PrivilegedEligibilitySchedule.Read.AzureADGroup");
    let over = converse("targets-joinable-unread", settings, async |world| {
        let card = asks(world, "anna", &[("user", HANNA_UPN)]).await?;
        let text = card.to_text();
        assert!(text.contains("PrivilegedEligibilitySchedule.Read.AzureADGroup"), "{text}");
        takes_both(world, &card).await
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
        takes_both(world, &card).await
    });
    assert_eq!(over.await.final_state.outcomes, [Outcome::Completed]);
}

/// A colleague's reflex blocked the account before, so the containment blocks nothing itself. It relies on that block.
#[tokio::test(flavor = "multi_thread")]
async fn a_containment_of_a_blocked_account_is_remembered() {
    let over = converse("targets-containment-of-blocked", WorldSettings::default(), async |world| {
        let (_, contained) = world.open_case("eva", "/contain", &[("user", HANNA_UPN)]).await?;
        presses(world, "bram", &contained, "approve").await?;
        comes_to_say(world, &contained, "Nobody gets to see it").await?;
        let card = asks(world, "anna", &[("user", HANNA_UPN)]).await?;
        let text = card.to_text();
        assert!(text.contains("to contain the account, in case 1"), "{text}");
        presses(world, "anna", &card, "withdraw").await.map(drop)
    });
    assert_eq!(over.await.final_state.outcomes, [Outcome::Completed, Outcome::Withdrawn]);
}

/// The way back was planned before the containment, and is approved after it.
#[tokio::test(flavor = "multi_thread")]
async fn an_unlock_in_flight_learns_of_a_containment() {
    let over = converse("targets-containment-in-flight", WorldSettings::default(), async |world| {
        let card = asks(world, "anna", &[("user", HANNA_UPN)]).await?;
        let (_, contained) = world.open_case("eva", "/contain", &[("user", HANNA_UPN)]).await?;
        presses(world, "bram", &contained, "approve").await?;
        comes_to_say(world, &contained, "Nobody gets to see it").await?;
        presses(world, "bram", &card, "approve").await?;
        comes_to_say(world, &card, "to contain the account, in case 2").await?;
        let card = comes_to_say(world, &card, "[ Withdraw ]").await?;
        presses(world, "anna", &card, "withdraw").await.map(drop)
    });
    let over = over.await;
    assert!(!over.world.tenant.account(HANNA).enabled, "sign-in is given back");
}

/// Another case saw the account before it was contained, and ends after that.
#[tokio::test(flavor = "multi_thread")]
async fn a_case_that_saw_the_account_enabled_before_wipes_no_containment() {
    let over = converse("targets-containment-stale", WorldSettings::default(), async |world| {
        let upn = world.tenant.account("password-expired").user_principal_name;
        let earlier = asks(world, "anna", &[("user", &upn)]).await?;
        let (_, contained) = world.open_case("eva", "/contain", &[("user", &upn)]).await?;
        presses(world, "bram", &contained, "approve").await?;
        comes_to_say(world, &contained, "Nobody gets to see it").await?;
        presses(world, "anna", &earlier, "withdraw").await?;
        world.tenant.forget_audits();
        let card = asks(world, "anna", &[("user", &upn)]).await?;
        let text = card.to_text();
        assert!(text.contains("to contain the account, in case 2"), "{text}");
        presses(world, "anna", &card, "withdraw").await.map(drop)
    });
    over.await;
}

/// The built-in `/contain` that only blocks and signs out, for which Anna may break the glass.
fn contain_with_glass(settings: &WorldSettings) -> (&'static str, String) {
    let anna = settings.discord.user("anna").unwrap();
    let mut text = include_str!("../../commands/contain.toml").to_owned();
    for step in [
        "reset_password",
        "revoke_temporary_access_pass",
        "clear_forwarding",
        "disable_inbox_rules",
        "confirm_compromised",
    ] {
        text = text.replace(&format!("    \"{step}\",\n"), "");
    }
    ("contain.toml", format!("{text}\n[break_glass]\npeople = [\"{anna}\"]\ncountersign_within = \"24h\"\n"))
}

/// The containment waits for its countersignature, so it is not over, and the power fails.
#[tokio::test(flavor = "multi_thread")]
async fn a_containment_that_is_not_over_is_remembered_after_a_crash() {
    let mut settings = WorldSettings::default();
    let unlock = include_str!("../../commands/unlock.toml").to_owned();
    settings.commands = vec![("unlock.toml", unlock), contain_with_glass(&settings)];
    let over = converse("targets-containment-open", settings, async |world| {
        let (_, contained) = world.open_case("anna", "/contain", &[("user", HANNA_UPN)]).await?;
        comes_to_say(world, &contained, "[ Approve ]").await?;
        world.submit_form("anna", "Break glass…", "An intruder has it.").await?;
        let contained = comes_to_say(world, &contained, "[ Countersign ]").await?;
        world.cycle_power().await?;
        world.wait_for_bot().await?;
        let card = asks(world, "anna", &[("user", HANNA_UPN)]).await?;
        let text = card.to_text();
        assert!(text.contains("to contain the account, in case 1"), "{text}");
        presses(world, "anna", &card, "withdraw").await?;
        presses(world, "bram", &contained, "countersign").await?;
        comes_to_say(world, &contained, "Countersigned by Bram Bakker").await.map(drop)
    });
    over.await;
}
