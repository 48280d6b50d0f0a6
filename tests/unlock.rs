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
            let told: Vec<&str> = grendel::stories::STORIES.iter().map(|story| story.name).collect();
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
}
