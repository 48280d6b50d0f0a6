//! Every journal length of every scenario is a point at which the power can go. Afterwards the scenario must end as it would have,
//! with the same changes in the tenant, each made once.

use grendel::domain::outcome::{LookAt, Outcome};
use grendel_sandbox::scenarios::scenario;
use grendel_sandbox::world::FinalState;
use grendel_sandbox::world::{World, WorldSettings};
use grendel_simulator::faults::Fault;
use jiff::SignedDuration;

/// Plays a scenario whose bot is killed when so many entries are in its journal, and started again.
async fn play(name: &str, crash_after_entries: Option<u64>) -> anyhow::Result<FinalState> {
    let scenario = scenario(name).unwrap();
    let mut settings = WorldSettings { crash_after_entries, ..WorldSettings::default() };
    (scenario.prepare)(&mut settings);
    let world = World::start(settings).await?;
    (scenario.play)(&world).await?;
    world.finish().await
}

/// Plays a scenario undisturbed, and then once for each of its entries with a crash right after that entry.
async fn survives_every_crash(name: &str) {
    let undisturbed = play(name, None).await.unwrap();
    for entries in 1..=undisturbed.entries {
        let crashed = play(name, Some(entries)).await;
        let crashed = crashed.unwrap_or_else(|error| panic!("{name}, crashed after entry {entries}: {error:#}"));
        let audit = &crashed.audit;
        if stopped_for_a_person(&crashed) {
            // A call that may have gone out and is never made twice: the case says so, and nothing after it was done.
            let begun = undisturbed.changes.starts_with(&crashed.changes);
            assert!(begun, "{name}, crashed after entry {entries}:\n{audit}");
            assert!(undisturbed.has_done_once, "{name}, crashed after entry {entries}:\n{audit}");
            continue;
        }
        assert_eq!(crashed.outcomes, undisturbed.outcomes, "{name}, crashed after entry {entries}:\n{audit}");
        assert_eq!(crashed.changes, undisturbed.changes, "{name}, crashed after entry {entries}:\n{audit}");
    }
}

fn stopped_for_a_person(final_state: &FinalState) -> bool {
    let unknown =
        |outcome: &Outcome| matches!(outcome, Outcome::NeedsHuman { look_at: LookAt::OutcomeUnknown(None), .. });
    final_state.outcomes.iter().any(unknown)
}

macro_rules! every_story {
    ($($test:ident: $name:literal,)+) => {
        $(#[tokio::test(flavor = "multi_thread")]
        async fn $test() {
            survives_every_crash($name).await;
        })+

        #[test]
        fn no_story_is_left_out() {
            let told: Vec<&str> = grendel_sandbox::scenarios::scenarios().map(|scenario| scenario.name).collect();
            assert_eq!(told, [$($name),+]);
        }
    };
}

every_story! {
    an_approved_unlock: "unlock",
    a_denied_one: "denied",
    one_that_nobody_decides: "expired",
    one_by_somebody_who_may_not: "no-role",
    one_whose_account_changes_after_the_approval: "changed",
    one_of_a_synced_account: "synced",
    one_while_microsoft_asks_for_patience: "throttled",
    one_with_another_crash_in_it: "restart",
    one_above_the_requester: "escalation",
    one_that_two_ask_for: "join",
    one_that_security_has_blocked: "two-rules",
    one_at_the_border_of_a_unit: "unit",
    one_on_an_activated_role: "activated",
    one_with_an_approver_at_risk: "risky-approver",
    one_that_the_operator_forbids: "by-rule",
    one_decided_after_the_last_call: "silence",
    one_that_nobody_decides_although_called: "silent-end",
    one_done_alone_in_an_emergency: "break-glass",
    one_of_a_team_of_one: "alone",
    one_that_takes_a_sign_in: "fresh-sign-in",
    one_that_takes_a_name_typed_out: "typed-confirmation",
    one_from_a_hostile_address: "hostile-address",
    one_that_a_policy_keeps_out: "blocked-by-policy",
    one_of_a_deleted_account: "account-deleted",
    one_of_a_guest: "guest",
    one_without_a_mailbox: "mailbox-missing",
    one_with_nothing_wrong: "nothing-found",
    one_that_is_locked_out: "smart-lockout",
    one_that_active_directory_has_locked: "synced-and-locked",
    one_that_others_manage: "managed-elsewhere",
    one_whose_password_has_expired: "password-expired",
    one_whose_password_is_unusable: "password-unusable",
    one_whose_password_is_forgotten: "password-forgotten",
    one_without_a_second_factor: "second-factor-missing",
    one_whose_second_factor_fails: "second-factor-failing",
    one_at_risk: "account-at-risk",
    one_that_may_not_send: "sending-restricted",
    one_whose_mail_is_forwarded: "mail-forwarded-outside",
    one_with_suspicious_rules: "suspicious-inbox-rules",
    one_that_is_contained: "contain",
    one_that_is_given_back: "contained-and-given-back",
    one_that_is_only_looked_at: "diagnose",
    one_whose_owner_said_no: "prompt-denied",
    one_that_is_cleaned_and_released: "sending-restricted-and-compromised",
    one_whose_sign_is_waived: "waived",
    one_whose_secret_expires: "secret-expired",
    one_whose_secret_is_lost: "secret-lost",
}

/// The power goes when Bram has been told that he was heard and before his approval is on disk. He does not press again.
#[tokio::test(flavor = "multi_thread")]
async fn a_press_that_was_acknowledged_counts_after_a_crash() {
    let world = World::start(WorldSettings::default()).await.unwrap();
    world.open_unlock_case("anna", &[("user", "hanna.visser@contoso.example")]).await.unwrap();
    world.wait_for_card_text("[ Approve ]").await.unwrap();
    world.tenant_faults.add("$batch", 1, Fault::Slow(std::time::Duration::from_millis(800)));
    let card = world.newest_card().unwrap();
    let press = world.discord.member("bram").unwrap().press(&card, "Approve").await.unwrap();
    world.wait_until(|_| press.acknowledged()).await.unwrap();
    world.cycle_power().await.unwrap();
    world.wait_for_card_text("can sign in again").await.unwrap();
    world.expect_answer(&press, "is recorded").await.unwrap();
    let final_state = world.finish().await.unwrap();
    assert_eq!(final_state.changes.len(), 2, "{}", final_state.audit);
}

/// The power goes after Microsoft has done as it was told and before anybody wrote that down.
async fn dies_between_call_and_record(call: &str, calls_before: usize) {
    let world = World::start(WorldSettings::default()).await.unwrap();
    world.open_unlock_case("anna", &[("user", "hanna.visser@contoso.example")]).await.unwrap();
    world.wait_for_card_text("[ Approve ]").await.unwrap();
    world.tenant_faults.add(call, 1, Fault::LostAnswer);
    world.press_button("bram", "Approve").await.unwrap();
    let written = |world: &World| (world.tenant.writes().len() > calls_before).then_some(());
    world.wait_until(written).await.unwrap();
    world.cycle_power().await.unwrap();
    world.wait_for_card_text("can sign in again").await.unwrap();
    let final_state = world.finish().await.unwrap();
    assert!(final_state.audit.contains("reading shows that it took effect"), "{}", final_state.audit);
    assert_eq!(world.tenant.writes().len(), 2, "each step was called once:\n{}", final_state.audit);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_crash_after_sessions_were_revoked_revokes_none_again() {
    dies_between_call_and_record("POST /v1.0/users/", 0).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_crash_after_sign_in_was_enabled_enables_nothing_again() {
    dies_between_call_and_record("PATCH /v1.0/users/", 1).await;
}

/// The power goes after Discord has taken a call and before anybody wrote that down: people are called once.
#[tokio::test(flavor = "multi_thread")]
async fn a_crash_after_a_call_calls_nobody_again() {
    let mut settings = WorldSettings::default();
    (scenario("silence").unwrap().prepare)(&mut settings);
    let world = World::start(settings).await.unwrap();
    world.open_unlock_case("anna", &[("user", "hanna.visser@contoso.example")]).await.unwrap();
    world.wait_for_card_text("[ Approve ]").await.unwrap();
    // The card itself is shown by edits from now on.
    world.discord_faults.add("POST /api/v10/channels/", 1, Fault::LostAnswer);
    world.advance_time(SignedDuration::from_mins(11)).await.unwrap();
    world.wait_for_mention(&["security"], "still waits for your decision").await.unwrap();
    world.cycle_power().await.unwrap();
    world.press_button("eva", "Approve").await.unwrap();
    world.wait_for_card_text("can sign in again").await.unwrap();
    let final_state = world.finish().await.unwrap();
    assert!(final_state.audit.contains("people were called to the card"), "{}", final_state.audit);
    let calls = world.discord.guild().public().filter(|message| !message.mentions.is_empty()).count();
    assert_eq!(calls, 1, "{}", world.discord.seen_by("eva"));
}
