//! Reading what one is not to know: the details of a case, and `/case`.

use grendel_sandbox::world::{World, WorldSettings};
use grendel_simulator::discord::{HELPDESK_ID, Message};
use grendel_simulator::faults::Fault;
use jiff::SignedDuration;

use super::super::harness::{HANNA, HANNA_UPN, Table, asks, converse_unrecorded, member, presses, told};

/// The time after which nothing that was read of a person is used any more.
const CACHED: SignedDuration = SignedDuration::from_secs(11);

/// A world in which the account that cases are about belongs to a member, and a security person is linked.
fn settings() -> WorldSettings {
    let mut settings = WorldSettings::default();
    member(&mut settings.discord, HANNA, "Hanna Visser", 601_100_000_000_000_021, &[HELPDESK_ID]);
    settings.linked.push(HANNA);
    settings
}

/// Reads the details and the summary of a case. Returns the rules that refused, or "read".
async fn reads(world: &World, who: &str, card: &Message) -> anyhow::Result<[String; 2]> {
    let details = presses(world, who, card, "details").await?;
    let attempt = world.discord.member(who)?.type_command("/case", &[("number", "1")]).await?;
    let summary = told(world, &attempt).await?;
    // The last line of a refusal names its rule, in the language of the reader.
    let rule = |words: &str| words.lines().last()?.strip_prefix("-# ")?.split('`').nth(1).map(str::to_owned);
    Ok([details, summary].map(|words| rule(&words).unwrap_or_else(|| "read".to_owned())))
}

#[tokio::test(flavor = "multi_thread")]
async fn who_may_neither_ask_nor_decide_nor_guard_does_not_read_a_case() {
    let over = converse_unrecorded(settings(), async |world| {
        let card = asks(world, "anna", &[("user", HANNA_UPN)]).await?;
        for (who, expected) in [
            ("anna", "read"),
            ("bram", "read"),
            ("eva", "read"),
            // Dana is linked and has no role in the chat; Finn has one and is not linked.
            ("dana", "may_not_read"),
            ("finn", "not_linked"),
        ] {
            assert_eq!(reads(world, who, &card).await?, [expected, expected], "{who}");
        }
        world.discord.member("dana")?.add_role("security")?;
        assert_eq!(reads(world, "dana", &card).await?, ["read", "read"], "those who guard the tenant read");
        world.discord.member("bram")?.remove_role("lead")?;
        assert_eq!(reads(world, "bram", &card).await?, ["may_not_read", "may_not_read"]);
        presses(world, "anna", &card, "withdraw").await?;
        let late = reads(world, "finn", &world.discord.guild().message(card.id).cloned().unwrap()).await?;
        assert_eq!(late, ["not_linked", "not_linked"], "the end of a case opens it to nobody");
        Ok(())
    });
    let refused = over.await.journal().iter().filter(|line| line.contains("details on case 1")).count();
    assert_eq!(refused, 3, "each refused look is written once, and what repeats is counted");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_target_of_a_case_does_not_read_it_while_it_is_open() {
    let over = converse_unrecorded(settings(), async |world| {
        let card = asks(world, "anna", &[("user", HANNA_UPN)]).await?;
        assert_eq!(reads(world, HANNA, &card).await?, ["about_own_account", "about_own_account"]);
        let list = world.discord.member(HANNA)?.type_command("/cases", &[]).await?;
        let list = told(world, &list).await?;
        assert!(list.contains("Case 1: `/unlock`") && !list.contains("Hanna"), "{list}");
        // A guess at a button of a closed or another case leads to no words about this one.
        let guess = world.discord.member(HANNA)?.press_raw(&card, "v9:approve:1:0").await?;
        let guessed = told(world, &guess).await?;
        assert!(guessed.contains("`old_button`") && !guessed.contains("Anna"), "{guessed}");
        presses(world, "bram", &card, "approve").await?;
        let done = super::super::harness::comes_to_say(world, &card, "can sign in again").await?;
        assert_eq!(reads(world, HANNA, &done).await?, ["lacks_directory_role", "lacks_directory_role"]);
        Ok(())
    });
    over.await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_target_of_a_case_with_signs_never_reads_it() {
    let mut settings = WorldSettings::default();
    (grendel_sandbox::scenarios::scenario("contain").unwrap().prepare)(&mut settings);
    member(&mut settings.discord, "compromised", "Nadia", 601_100_000_000_000_022, &[HELPDESK_ID]);
    settings.linked.push("compromised");
    let over = converse_unrecorded(settings, async |world| {
        let upn = world.tenant.account("compromised").user_principal_name;
        let (_, card) = world.open_case("anna", "/contain", &[("user", &upn)]).await?;
        assert_eq!(reads(world, "compromised", &card).await?, ["about_own_account", "about_own_account"]);
        presses(world, "gita", &card, "approve").await?;
        let done = super::super::harness::comes_to_say(world, &card, "Nobody gets to see it").await?;
        assert_eq!(reads(world, "compromised", &done).await?, ["about_own_account", "about_own_account"]);
        Ok(())
    });
    over.await;
}

/// A requester's own account is not looked at while it shows signs: the card would tell an intruder what is known of them.
#[tokio::test(flavor = "multi_thread")]
async fn who_asks_about_their_own_account_with_signs_reads_nothing_of_it() {
    let over = converse_unrecorded(WorldSettings::default(), async |world| {
        let forwarding = world.tenant.account("compromised").mailbox;
        world.tenant.change("anna", |account| account.mailbox = forwarding);
        let upn = world.tenant.account("anna").user_principal_name;
        let attempt = world.discord.member("anna")?.type_command("/diagnose", &[("user", &upn)]).await?;
        let heard = told(world, &attempt).await?;
        assert!(heard.contains("`own_account`"), "{heard}");
        assert_eq!(world.discord.guild().public().count(), 0, "there is a card");
        Ok(())
    });
    over.await;
}

/// If a rule asks for a directory role alone, the directory says who may read.
#[tokio::test(flavor = "multi_thread")]
async fn who_may_decide_by_a_directory_role_alone_reads_the_case_and_others_do_not() {
    let mut table = Table::default();
    let rule = "\n[[approval]]\ndirectory_roles = [\"Global Administrator\"]\nquorum = 1\nwindow = \"30m\"\n";
    let settings = WorldSettings { commands: super::commands("", rule), ..WorldSettings::default() };
    let mut settings = settings;
    member(&mut settings.discord, "gita", "Gita Patel", 601_100_000_000_000_023, &[]);
    settings.linked.push("gita");
    let over = converse_unrecorded(settings, async |world| {
        let card = asks(world, "anna", &[("user", HANNA_UPN)]).await?;
        assert_eq!(reads(world, "gita", &card).await?, ["read", "read"], "Gita is a Global Administrator");
        table.row("Dana, who holds no such role", &presses(world, "dana", &card, "details").await?);
        world.tenant.change("gita", |account| account.enabled = false);
        assert_eq!(reads(world, "gita", &card).await?, ["account_disabled", "account_disabled"]);
        presses(world, "anna", &card, "withdraw").await.map(drop)
    });
    over.await;
    insta::assert_snapshot!(table.0);
}

/// Taking one's link back makes nobody a stranger to a case about their own account.
#[tokio::test(flavor = "multi_thread")]
async fn a_target_who_asked_reads_nothing_after_unlinking() {
    let over = converse_unrecorded(super::signing_in(&["bram", "eva"]), async |world| {
        let attempt = super::types(world, "anna", "/link").await?;
        let offer = world.wait_until(|_| attempt.private_message()).await?;
        world.follow_link_and_confirm("anna", &offer).await?;
        super::answer_in_place_of_the_offer(world, &attempt).await?;
        let forwarding = world.tenant.account("compromised").mailbox;
        world.tenant.change("anna", |account| account.mailbox = forwarding);
        let upn = world.tenant.account("anna").user_principal_name;
        let attempt = world.discord.member("anna")?.type_command("/diagnose", &[("user", &upn)]).await?;
        let heard = told(world, &attempt).await?;
        assert!(heard.contains("`own_account`"), "{heard}");
        for (what, before) in [("linked", ""), ("unlinked", "/unlink")] {
            if !before.is_empty() {
                super::types(world, "anna", before).await?;
            }
            let attempt = world.discord.member("anna")?.type_command("/case", &[("number", "1")]).await?;
            let heard = told(world, &attempt).await?;
            assert!(heard.contains("`about_own_account`"), "{what}: {heard}");
        }
        Ok(())
    });
    over.await;
}

/// A role in the chat is not enough: the directory says who somebody is now.
#[tokio::test(flavor = "multi_thread")]
async fn a_session_in_the_chat_is_not_enough_to_read_a_case() {
    let over = converse_unrecorded(settings(), async |world| {
        let card = asks(world, "anna", &[("user", HANNA_UPN)]).await?;
        world.discord.member("dana")?.add_role("helpdesk")?;
        let refused = reads(world, "dana", &card).await?;
        assert_eq!(refused, ["lacks_directory_role", "lacks_directory_role"], "a role in the chat alone");
        // The requester has left, and the session in the chat has not ended.
        world.tenant.change("anna", |account| account.enabled = false);
        world.advance_time(CACHED).await?;
        assert_eq!(reads(world, "anna", &card).await?, ["account_disabled", "account_disabled"]);
        world.tenant.change("anna", |account| account.enabled = true);
        world.advance_time(CACHED).await?;
        assert_eq!(reads(world, "anna", &card).await?, ["read", "read"]);
        let down = Fault::Status { status: 500, retry_after: None };
        world.tenant_faults.add("/v1.0/", 1_000, down);
        world.advance_time(CACHED).await?;
        assert_eq!(reads(world, "bram", &card).await?, ["standing_unread", "standing_unread"], "unknown means no");
        presses(world, "anna", &card, "withdraw").await.map(drop)
    });
    over.await;
}
