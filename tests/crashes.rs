//! Every journal length of every story is a point at which the power can go. Afterwards the story must end as it would have,
//! with the same changes in the tenant, each made once.

use grendel::stories::stage::{Settings, Stage};
use grendel::stories::{Reckoning, story};

/// Plays a story whose bot is killed when so many entries are in its journal, and started again.
async fn play(name: &str, crash_after_entries: Option<u64>) -> anyhow::Result<Reckoning> {
    let story = story(name).unwrap();
    let mut settings = Settings { crash_after_entries, ..Settings::default() };
    (story.prepare)(&mut settings);
    let stage = Stage::start(settings).await?;
    (story.play)(&stage).await?;
    stage.end().await
}

/// Plays a story undisturbed, and then once for each of its entries with a crash right after that entry.
async fn survives_every_crash(name: &str) {
    let undisturbed = play(name, None).await.unwrap();
    for entries in 1..=undisturbed.entries {
        let crashed = play(name, Some(entries)).await;
        let crashed = crashed.unwrap_or_else(|error| panic!("{name}, crashed after entry {entries}: {error:#}"));
        let audit = &crashed.audit;
        assert_eq!(crashed.outcomes, undisturbed.outcomes, "{name}, crashed after entry {entries}:\n{audit}");
        assert_eq!(crashed.changes, undisturbed.changes, "{name}, crashed after entry {entries}:\n{audit}");
    }
}

macro_rules! every_story {
    ($($test:ident: $name:literal,)+) => {
        $(#[tokio::test(flavor = "multi_thread")]
        async fn $test() {
            survives_every_crash($name).await;
        })+

        #[test]
        fn no_story_is_left_out() {
            let told: Vec<&str> = grendel::stories::STORIES.iter().map(|story| story.name).collect();
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
}
