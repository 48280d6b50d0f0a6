//! Stories: what people do with Grendel, played against the simulators through the real clients.
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

use crate::world::trace::{Narrator, say};
use crate::world::{World, WorldSettings};

/// A story.
pub struct Story {
    /// By which it is called.
    pub name: &'static str,
    /// What happens in it, in a sentence.
    pub about: &'static str,
    /// What is unlike the ordinary before it begins.
    pub prepare: fn(&mut WorldSettings),
    /// What happens.
    pub play: for<'a> fn(&'a World) -> Played<'a>,
}

/// A story that is being played.
pub type Played<'a> = Pin<Box<dyn Future<Output = anyhow::Result<()>> + Send + 'a>>;

/// Every story there is, chapter by chapter.
const CHAPTERS: [&[Story]; 8] = [
    &unlock::STORIES,
    &who_may::STORIES,
    &silence::STORIES,
    &alone::STORIES,
    &prepared::STORIES,
    &locks::ADVISED,
    &locks::MENDED,
    &containment::STORIES,
];

/// Every story there is.
pub fn scenarios() -> impl Iterator<Item = &'static Story> {
    CHAPTERS.into_iter().flatten()
}

/// The story of this name.
pub fn scenario(name: &str) -> Option<&'static Story> {
    scenarios().find(|story| story.name == name)
}

/// Fails a story where something is not as it should be.
fn must(holds: bool, what: &str) -> anyhow::Result<()> {
    anyhow::ensure!(holds, "it should be that {what}, and it is not");
    Ok(())
}

/// Plays a story and tells it on standard output as it happens; then what the audit says of it. An error says where it went
/// otherwise than it should.
pub async fn tell(story: &Story, har: Option<&Path>, state: Option<&Path>) -> anyhow::Result<()> {
    say!("{}: {}\n", story.name, story.about);
    let mut settings = WorldSettings { state: state.map(Path::to_owned), ..WorldSettings::default() };
    (story.prepare)(&mut settings);
    let world = World::start(settings).await?;
    let narrator = Narrator::begin(&world);
    let played = (story.play)(&world).await;
    let reckoning = match played {
        Ok(()) => world.end().await,
        Err(error) => Err(error),
    };
    narrator.end().await;
    if let Some(har) = har {
        world.recorder.save(har)?;
        say!("recorded: {}", har.display());
    }
    let reckoning = reckoning?;
    say!("The audit says:\n{}", reckoning.audit);
    if let Some(state) = state {
        say!("To read it again: grendel audit show 1 --state {}", state.display());
    }
    say!("The journal's chain holds: {} entries, the last one's hash is {}.", reckoning.entries, reckoning.hash);
    Ok(())
}
