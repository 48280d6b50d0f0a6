//! Scenarios: what people do with Grendel, played against the simulators through the real clients.
//!
//! Each is a script that reads like the events in the channel, and fails if one of them does not happen.
//! `grendel-sandbox --play` prints one as it runs. The tests play all of them, and stop Grendel after every event of
//! each.

pub mod rules;
mod alone;
mod attacks;
mod by_hand;
mod containment;
mod freezes;
mod guarded;
mod locks;
mod prepared;
mod reported;
mod silence;
mod unlock;
mod who_may;

use std::path::Path;
use std::pin::Pin;

use crate::world::trace::{Trace, say};
use crate::world::{World, WorldSettings};

/// A script of what people do, with the settings of its world.
pub struct Scenario {
    /// The name of the scenario.
    pub name: &'static str,
    /// The events of the scenario, in a sentence.
    pub about: &'static str,
    /// The changes to the settings of an ordinary world.
    pub prepare: fn(&mut WorldSettings),
    /// The function that plays the scenario.
    pub play: for<'a> fn(&'a World) -> Played<'a>,
}

/// A scenario that is being played.
pub type Played<'a> = Pin<Box<dyn Future<Output = anyhow::Result<()>> + Send + 'a>>;

/// All scenarios, chapter by chapter.
const CHAPTERS: [&[Scenario]; 14] = [
    &unlock::SCENARIOS,
    &who_may::SCENARIOS,
    &silence::SCENARIOS,
    &alone::SCENARIOS,
    &prepared::SCENARIOS,
    &locks::ADVISED,
    &locks::MENDED,
    &containment::SCENARIOS,
    &by_hand::SCENARIOS,
    &freezes::SCENARIOS,
    &guarded::SCENARIOS,
    &attacks::SCENARIOS,
    &reported::ADVISED,
    &reported::PLAYED,
];

/// Returns all scenarios.
pub fn scenarios() -> impl Iterator<Item = &'static Scenario> {
    CHAPTERS.into_iter().flatten()
}

/// Returns the scenario with this name, or `None` if there is none.
pub fn scenario(name: &str) -> Option<&'static Scenario> {
    scenarios().find(|scenario| scenario.name == name)
}

/// Returns an error if something is not as it should be.
fn must(holds: bool, what: &str) -> anyhow::Result<()> {
    anyhow::ensure!(holds, "it should be that {what}, and it is not");
    Ok(())
}

/// Plays a scenario and prints it as it happens, and then its audit. The error says where the scenario failed.
pub async fn tell(scenario: &Scenario, har: Option<&Path>, state: Option<&Path>) -> anyhow::Result<()> {
    say!("{}: {}\n", scenario.name, scenario.about);
    let mut settings = WorldSettings { state: state.map(Path::to_owned), ..WorldSettings::default() };
    (scenario.prepare)(&mut settings);
    let world = World::start(settings).await?;
    let trace = Trace::begin(&world);
    let played = (scenario.play)(&world).await;
    let final_state = match played {
        Ok(()) => world.finish().await,
        Err(error) => Err(error),
    };
    trace.end().await;
    if let Some(har) = har {
        world.recorder.save(har)?;
        say!("recorded: {}", har.display());
    }
    let final_state = final_state?;
    say!("The audit says:\n{}", final_state.audit);
    if let Some(state) = state {
        say!("To read it again: grendel audit show 1 --state {}", state.display());
    }
    say!("The journal's chain holds: {} entries, the last one's hash is {}.", final_state.entries, final_state.hash);
    Ok(())
}
