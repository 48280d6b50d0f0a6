//! Scenarios: what people do with Grendel, played against the simulators through the real clients.
//!
//! Each is a script that reads like what happens in the channel, and fails where it does not happen. `grendel-sandbox --play`
//! tells one as it goes; the tests play all of them, and stop Grendel after every event of each.

pub mod rules;
mod alone;
mod containment;
mod locks;
mod prepared;
mod silence;
mod unlock;
mod who_may;

use std::path::Path;
use std::pin::Pin;

use crate::world::trace::{Trace, say};
use crate::world::{World, WorldSettings};

/// A scenario.
pub struct Scenario {
    /// By which it is called.
    pub name: &'static str,
    /// What happens in it, in a sentence.
    pub about: &'static str,
    /// What is unlike the ordinary before it begins.
    pub prepare: fn(&mut WorldSettings),
    /// What happens.
    pub play: for<'a> fn(&'a World) -> Played<'a>,
}

/// A scenario that is being played.
pub type Played<'a> = Pin<Box<dyn Future<Output = anyhow::Result<()>> + Send + 'a>>;

/// Every scenario there is, chapter by chapter.
const CHAPTERS: [&[Scenario]; 8] = [
    &unlock::SCENARIOS,
    &who_may::SCENARIOS,
    &silence::SCENARIOS,
    &alone::SCENARIOS,
    &prepared::SCENARIOS,
    &locks::ADVISED,
    &locks::MENDED,
    &containment::SCENARIOS,
];

/// Every scenario there is.
pub fn scenarios() -> impl Iterator<Item = &'static Scenario> {
    CHAPTERS.into_iter().flatten()
}

/// The scenario of this name.
pub fn scenario(name: &str) -> Option<&'static Scenario> {
    scenarios().find(|scenario| scenario.name == name)
}

/// Fails a scenario where something is not as it should be.
fn must(holds: bool, what: &str) -> anyhow::Result<()> {
    anyhow::ensure!(holds, "it should be that {what}, and it is not");
    Ok(())
}

/// Plays a scenario and tells it on standard output as it happens; then what the audit says of it. An error says where it went
/// otherwise than it should.
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
