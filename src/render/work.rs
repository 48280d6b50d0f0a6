//! Work in Active Directory, on a card: the commands, the people who do it, and its buttons.

use jiff::Timestamp;

use super::Verbosity;
use super::keys::{key, variant};
use super::localizer::Localizer;
use super::refusals::chat_roles;
use super::text::{NAME_CHARS_MAX, escape_in_code, time_and_distance};
use crate::domain::aim::Aim;
use crate::domain::case::Case;
use crate::domain::event::Verb;
use crate::domain::run::Run;
use crate::domain::step::StepKind;

/// The work whose commands are shown.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// All of the plan that is not done, also before people are asked.
    Planned,
    /// The work for which people were asked.
    Asked,
}

/// Returns the commands for work that is still to be done, a line each, below where to type them; empty if there is none.
pub fn lines(localizer: &Localizer, case: &Case, shown: Shown) -> Vec<String> {
    let commands = commands(localizer, case, shown);
    if commands.is_empty() {
        return Vec::new();
    }
    let wait = localizer.text("instead-synced-account-wait");
    std::iter::once(localizer.text("instead-synced-account")).chain(commands).chain([wait]).collect()
}

/// Returns the commands alone.
pub fn commands(localizer: &Localizer, case: &Case, shown: Shown) -> Vec<String> {
    let Some(diagnosed) = case.diagnosed() else { return Vec::new() };
    let (account, plan) = (&diagnosed.diagnosis.account, &diagnosed.diagnosis.plan);
    let is_open = |step: &usize| match case.run() {
        Some(run) if run.asked().any(|asked| asked == *step) => run.tick_of(*step).is_none(),
        Some(run) => shown == Shown::Planned && !run.is_over(*step),
        None => shown == Shown::Planned && case.outcome().is_none(),
    };
    let named = account.on_premises.as_ref().and_then(|on_premises| on_premises.account_name.as_deref());
    let named = escape_in_code(named.unwrap_or(&account.upn), NAME_CHARS_MAX);
    let line = |step: usize| {
        let key = command(plan.steps[step], case.opening().terms.aim());
        format!("{}. {}", step + 1, localizer.format(&key, &[("account", named.clone().into())]))
    };
    (0..plan.steps.len()).filter(|step| plan.steps[*step].is_by_hand() && is_open(step)).map(line).collect()
}

/// Returns the key of the command for a step.
fn command(step: StepKind, aim: Aim) -> String {
    let is_twice = step == StepKind::ResetPasswordOnPremises && aim == Aim::Contain;
    let what = match step {
        StepKind::DisableOnPremises => "disable",
        StepKind::EnableOnPremises => "enable",
        _ => "reset",
    };
    variant(&key("instead-synced-account", what), is_twice.then_some("twice"))
}

/// Returns the sentence about a case that waits for the work.
pub fn state(localizer: &Localizer, case: &Case, run: &Run, verbosity: Verbosity) -> String {
    let roles = case.by_hand().map_or_else(String::new, |by_hand| chat_roles(localizer, &by_hand.from));
    let is_ticked = run.asked().all(|step| run.tick_of(step).is_some());
    let (key, until) = if is_ticked {
        ("state-work-ticked", run.next_unseen().map(|(_, at)| at))
    } else {
        ("state-work", run.window_end())
    };
    let until = until.map_or_else(String::new, |until: Timestamp| time_and_distance(until));
    let key = variant(key, (verbosity == Verbosity::Minimal).then_some("in-short"));
    localizer.format(&key, &[("roles", roles.into()), ("until", until.into())])
}

/// Returns the key, and the number of another step, for a step that is not begun.
pub fn pending(run: Option<&Run>, step: usize, is_over: bool) -> (&'static str, String) {
    let Some(run) = run.filter(|_| !is_over) else { return ("progress-pending", String::new()) };
    let is_needed = |other: &usize| run.steps[step].needs(run.steps[*other]) && !run.is_over(*other);
    match (0..run.steps.len()).find(|other| run.steps[*other].is_by_hand() && is_needed(other)) {
        _ if run.is_again(step) => ("progress-again", String::new()),
        Some(other) => ("progress-waits-for-work", (other + 1).to_string()),
        None => ("progress-pending", String::new()),
    }
}

/// Returns the buttons of a case that waits for the work: one for each part that is not ticked off.
pub fn verbs(run: &Run) -> Vec<Verb> {
    let open = run.asked().filter(|step| run.tick_of(*step).is_none());
    open.filter_map(|step| Verb::of_work(run.steps[step])).chain([Verb::Withdraw]).collect()
}
