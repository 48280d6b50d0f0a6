//! Every story as everyone concerned reads it: the card in the end, each private answer, the audit.

use grendel::stories::stage::Settings;
use grendel::stories::story;

use super::harness::converse;

/// Plays it, and gives everything that was read.
async fn read(name: &str) -> String {
    let story = story(name).unwrap();
    let mut settings = Settings::default();
    (story.prepare)(&mut settings);
    converse(format!("story-{name}"), settings, async |stage| (story.play)(stage).await).await.read()
}

/// One test for each story, and one that holds this list against the stories there are.
macro_rules! stories {
    ($($test:ident = $name:literal,)+) => {
        $(
            #[tokio::test(flavor = "multi_thread")]
            async fn $test() {
                insta::assert_snapshot!($name, read($name).await);
            }
        )+

        #[test]
        fn every_story_is_read() {
            let told: Vec<&str> = grendel::stories::stories().map(|story| story.name).collect();
            assert_eq!(told, [$($name),+]);
        }
    };
}

stories! {
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
}
