//! Every scenario as its people read it: the final card, each private answer, the audit.

use grendel_sandbox::scenarios::scenario;
use grendel_sandbox::world::WorldSettings;

use super::cards::assert_every_card;
use super::harness::converse;

/// Plays it, and gives everything that was read.
async fn read(name: &str) -> String {
    let scenario = scenario(name).unwrap();
    let mut settings = WorldSettings::default();
    (scenario.prepare)(&mut settings);
    let over = converse(format!("story-{name}"), settings, async |world| (scenario.play)(world).await).await;
    assert_every_card(&over);
    over.read()
}

/// One test for each scenario, and one that holds this list against the scenarios there are.
macro_rules! scenarios {
    ($($test:ident = $name:literal,)+) => {
        $(
            #[tokio::test(flavor = "multi_thread")]
            async fn $test() {
                insta::assert_snapshot!($name, read($name).await);
            }
        )+

        #[test]
        fn every_story_is_read() {
            let told: Vec<&str> = grendel_sandbox::scenarios::scenarios().map(|scenario| scenario.name).collect();
            assert_eq!(told, [$($name),+]);
        }
    };
}

scenarios! {
    approved = "unlock",
    denied = "denied",
    expired = "expired",
    turned_away_without_a_role = "no-role",
    changed_after_the_approval = "changed",
    mastered_on_premises = "synced",
    throttled = "throttled",
    killed_and_restarted = "restart",
    one_above_the_requester = "escalation",
    one_that_two_ask_for = "join",
    one_that_security_has_blocked = "two-rules",
    one_at_the_border_of_a_unit = "unit",
    one_on_an_activated_role = "activated",
    one_with_an_approver_at_risk = "risky-approver",
    one_that_the_operator_forbids = "by-rule",
    one_decided_after_the_last_call = "silence",
    one_that_nobody_decides_although_called = "silent-end",
    one_done_alone_in_an_emergency = "break-glass",
    one_of_a_team_of_one = "alone",
    one_that_takes_a_sign_in = "fresh-sign-in",
    one_that_takes_a_name_typed_out = "typed-confirmation",
    one_from_a_hostile_address = "hostile-address",
    one_that_a_policy_keeps_out = "blocked-by-policy",
    one_of_a_deleted_account = "account-deleted",
    one_of_a_guest = "guest",
    one_without_a_mailbox = "mailbox-missing",
    one_with_nothing_wrong = "nothing-found",
    one_that_is_locked_out = "smart-lockout",
    one_that_active_directory_has_locked = "synced-and-locked",
    one_that_others_manage = "managed-elsewhere",
    one_whose_password_has_expired = "password-expired",
    one_whose_password_is_unusable = "password-unusable",
    one_whose_password_is_forgotten = "password-forgotten",
    one_without_a_second_factor = "second-factor-missing",
    one_whose_second_factor_fails = "second-factor-failing",
    one_at_risk = "account-at-risk",
    one_that_may_not_send = "sending-restricted",
    one_whose_mail_is_forwarded = "mail-forwarded-outside",
    one_with_suspicious_rules = "suspicious-inbox-rules",
    one_that_is_contained = "contain",
    one_that_is_given_back = "contained-and-given-back",
    one_that_is_only_looked_at = "diagnose",
    one_whose_owner_said_no = "prompt-denied",
    one_that_is_cleaned_and_released = "sending-restricted-and-compromised",
    one_whose_sign_is_waived = "waived",
    one_whose_secret_expires = "secret-expired",
    one_whose_secret_is_lost = "secret-lost",
}
