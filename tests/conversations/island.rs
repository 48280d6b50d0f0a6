//! Two tenants, two channels, people in both: nothing that is typed, pressed, searched or guessed in one reaches the other.
//!
//! Many actions in random order; a failure prints the seed and the actions.

mod checks;
mod actions;

use std::time::Duration;

use grendel_sandbox::world::WorldSettings;
use grendel_simulator::discord::{HELPDESK_ID, LEAD_ID, Rate, Rates};
use jiff::SignedDuration;

use self::actions::Island;
use self::checks::everything_stayed_at_home;
use super::harness::{converse_unrecorded, member, speak};

/// The number of actions for one seed.
const ACTIONS: usize = 130;

fn settings() -> WorldSettings {
    let mut settings = WorldSettings {
        sign_in: true,
        linked: vec!["anna", "bram"],
        northwind: Some(vec![("nora", "nora")]),
        tenant_latency: Duration::ZERO,
        verify_pauses: vec![Duration::from_millis(5); 3],
        ..WorldSettings::default()
    };
    let discord = &mut settings.discord;
    member(discord, "nora", "", 601_100_000_000_000_011, &[HELPDESK_ID, LEAD_ID]);
    member(discord, "nils", "", 601_100_000_000_000_012, &[LEAD_ID]);
    // Display names of the chat appear in both channels; names of a directory must not.
    for member in &mut discord.members {
        member.display_name = format!("Someone called {}", member.key.to_uppercase());
    }
    let much = Rate { calls: 1_000, per: Duration::from_secs(1) };
    discord.rates = Rates { posts: much, edits: much, webhook: much, global: much };
    speak(discord, "en-US");
    settings
}

async fn chance_makes(seed: u64) {
    let over = converse_unrecorded(settings(), async |world| {
        let mut island = Island::new(world, seed);
        let played = play(&mut island).await;
        played.map_err(|error| error.context(format!("seed {seed}, after:\n{}", island.actions.join("\n"))))
    });
    let over = over.await;
    if let Err(error) = everything_stayed_at_home(&over) {
        panic!("seed {seed}: {error:?}");
    }
}

async fn play(island: &mut Island<'_>) -> anyhow::Result<()> {
    island.chidi_is_linked_in_both().await?;
    island.a_case_is_open_in_both().await?;
    for _ in 0..ACTIONS {
        island.does_something().await?;
    }
    island.is_worth_it()?;
    // Expires every open case, also one that its requester could continue alone after a delay.
    island.world.advance_time(SignedDuration::from_mins(121)).await?;
    Ok(())
}

macro_rules! seeds {
    ($($test:ident = $seed:literal,)+) => {
        $(#[tokio::test(flavor = "multi_thread")]
        async fn $test() {
            chance_makes($seed).await;
        })+
    };
}

seeds! {
    chance_one = 1,
    chance_two = 2,
    chance_three = 4,
}
