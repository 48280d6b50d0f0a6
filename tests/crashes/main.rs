//! Every length of the journal of every scenario is a point at which the power can fail. Afterwards the scenario must end as it
//! does without a crash, with the same changes in the tenant, each made once.

#[path = "../trials.rs"]
mod trials;

use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use grendel::domain::outcome::{LookAt, Outcome};
use grendel_sandbox::scenarios::{Scenario, scenario, scenarios};
use grendel_sandbox::world::{FinalState, World, WorldSettings};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

/// The number of plays at once. A play waits for its simulators about as long as it computes, so more of them run side by side
/// than there are cores.
const PLAYS_MAX: usize = 8;

fn main() -> ExitCode {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let (handle, places) = (runtime.handle().clone(), Arc::new(Semaphore::new(PLAYS_MAX)));
    trials::run(scenarios().map(|scenario| scenario.name), PLAYS_MAX, move |name| {
        let scenario = scenario(name).expect("the name of a scenario");
        handle.block_on(survives_every_crash(scenario, &places));
    })
}

/// Plays a scenario without a crash, and then once for each entry before the stop with a crash right after that entry.
async fn survives_every_crash(scenario: &'static Scenario, places: &Arc<Semaphore>) {
    let undisturbed = play(scenario, None, places).await.unwrap_or_else(|error| panic!("without a crash: {error:#}"));
    let mut plays = JoinSet::new();
    for entries in 1..=undisturbed.crash_points {
        let (undisturbed, places) = (undisturbed.clone(), Arc::clone(places));
        plays.spawn(async move {
            let crashed = play(scenario, Some(entries), &places).await;
            let crashed = crashed.unwrap_or_else(|error| panic!("crashed after entry {entries}: {error:#}"));
            assert_same_end(&undisturbed, &crashed, entries);
        });
    }
    while let Some(played) = plays.join_next().await {
        // Its panic has been printed.
        played.expect("every crash ends as the scenario does without one");
    }
}

/// Plays a scenario. The bot is killed when its journal has so many entries, and started again.
async fn play(scenario: &Scenario, crash_after_entries: Option<u64>, places: &Semaphore) -> anyhow::Result<FinalState> {
    let _place = places.acquire().await?;
    // Crash points are journal entries, so a slower Microsoft would only make the plays longer.
    let tenant_latency = Duration::ZERO;
    let mut settings = WorldSettings { crash_after_entries, tenant_latency, ..WorldSettings::default() };
    (scenario.prepare)(&mut settings);
    let world = World::start(settings).await?;
    (scenario.play)(&world).await?;
    world.finish().await
}

fn assert_same_end(undisturbed: &FinalState, crashed: &FinalState, entries: u64) {
    let audit = &crashed.audit;
    if stopped_for_a_person(crashed) {
        // A call that may have gone out and is never made twice: the case says so, and leaves out what needs it. Other steps
        // and other cases go on.
        let (all, done) = (planned_changes(undisturbed), planned_changes(crashed));
        assert!(is_part_of(&done, &all), "crashed after entry {entries}:\n{audit}");
        assert!(undisturbed.has_done_once, "crashed after entry {entries}:\n{audit}");
        return;
    }
    let outcomes = |state: &FinalState| state.outcomes.iter().map(without_request_id).collect::<Vec<_>>();
    assert_eq!(outcomes(crashed), outcomes(undisturbed), "crashed after entry {entries}:\n{audit}");
    assert_eq!(planned_changes(crashed), planned_changes(undisturbed), "crashed after entry {entries}:\n{audit}");
}

/// Returns the outcome without the id that the service gave to a refused call: each play has another one.
fn without_request_id(outcome: &Outcome) -> Outcome {
    let mut outcome = outcome.clone();
    if let Outcome::NeedsHuman { look_at: LookAt::StepRefused(trouble), .. } = &mut outcome {
        trouble.request_id = None;
    }
    outcome
}

/// Returns true if all of `some` are in `all`, in the same order.
fn is_part_of(some: &[&str], all: &[&str]) -> bool {
    let mut rest = all.iter();
    some.iter().all(|change| rest.any(|other| other == change))
}

/// Returns the changes without those that take back a pass because its receiver had not seen it when the program stopped:
/// a crash makes them needed, and they belong to no plan.
fn planned_changes(state: &FinalState) -> Vec<&str> {
    let taken_back = state.audit.lines().filter(|line| line.contains("the pass that nobody saw: Microsoft took it"));
    let mut left = taken_back.count();
    let mut changes: Vec<&str> = state.changes.iter().map(String::as_str).collect();
    changes.reverse();
    changes.retain(|change| {
        let takes_back = left > 0 && change.starts_with("DELETE ") && change.contains("/temporaryAccessPassMethods/");
        left -= usize::from(takes_back);
        !takes_back
    });
    changes.reverse();
    changes
}

fn stopped_for_a_person(final_state: &FinalState) -> bool {
    let unknown =
        |outcome: &Outcome| matches!(outcome, Outcome::NeedsHuman { look_at: LookAt::OutcomeUnknown(None), .. });
    final_state.outcomes.iter().any(unknown)
}
