//! The course of a case: its steps, its state and its outcome.

mod endings;

pub use self::endings::failed;
use super::Verbosity;
use super::decisions::authority;
use super::evidence::names;
use super::keys::{key, variant as variant_of};
use super::localizer::Localizer;
use super::refusals::trouble;
use super::secrets;
use super::text::{NAME_CHARS_MAX, escape, relative};
use super::work;
use crate::domain::account::Account;
use crate::domain::aim::Aim;
use crate::domain::approval::ApprovalMode;
use crate::domain::case::{ApprovalRequest, Case, Phase};
use crate::domain::compromise::suspicious_rules;
use crate::domain::condition::Parameters;
use crate::domain::diagnosis::{Change, Diagnosis};
use crate::domain::plan::{Plan, Withheld};
use crate::domain::run::{Run, StepState, Verification};
use crate::domain::step::{Obstacle, Repeat, StepKind};

/// Returns the steps, the authority for them, and the steps that are withheld. With room, each step has its meaning.
/// Its parameters are always shown, because they are part of what is approved.
pub fn plan(localizer: &Localizer, case: &Case, diagnosis: &Diagnosis, verbosity: Verbosity) -> Vec<String> {
    let (plan, account) = (&diagnosis.plan, &diagnosis.account);
    let is_to_come = case.run().is_none() && case.outcome().is_none();
    let meaning = |step: StepKind| match (is_to_come, verbosity, step.parameters(account)) {
        // Once the run has begun, the state of a step replaces its meaning.
        (false, ..) | (_, Verbosity::Short | Verbosity::Minimal, Parameters::None) => None,
        (_, Verbosity::Short | Verbosity::Minimal, Parameters::Sender(address)) => {
            Some(escape(&address, NAME_CHARS_MAX))
        }
        (_, Verbosity::Short | Verbosity::Minimal, Parameters::InboxRules(_)) => {
            Some(rules_in_words(localizer, account))
        }
        _ => Some(meaning(localizer, account, step, case.opening().terms.aim())),
    };
    let steps = steps_with(localizer, case, plan, &meaning, verbosity);
    if matches!(verbosity, Verbosity::Normal | Verbosity::Full) {
        return steps.into_iter().chain(withheld(localizer, plan)).collect();
    }
    let count = plan.withheld.len();
    let counted = (count > 0).then(|| match verbosity {
        Verbosity::Minimal => localizer.text("more-in-details"),
        _ => localizer.format("withheld-in-short", &[("count", count.into())]),
    });
    steps.into_iter().chain(counted).collect()
}

/// Returns the meaning of a step for the owner of the account.
fn meaning(localizer: &Localizer, account: &Account, step: StepKind, aim: Aim) -> String {
    let (mut sender, mut rules, mut minutes) = (String::new(), String::new(), 0);
    match step.parameters(account) {
        Parameters::None | Parameters::Passes(_) => {}
        Parameters::Sender(address) => sender = escape(&address, NAME_CHARS_MAX),
        Parameters::InboxRules(_) => {
            rules = rules_in_words(localizer, account);
        }
        Parameters::Pass { lifetime_minutes } => minutes = lifetime_minutes,
    }
    let is_twice = step == StepKind::ResetPasswordOnPremises && aim == Aim::Contain;
    let variant = is_twice.then_some("twice");
    let arguments = [("sender", sender.into()), ("rules", rules.into()), ("minutes", minutes.into())];
    localizer.format(&variant_of(&key("meaning", step.word()), variant), &arguments)
}

fn rules_in_words(localizer: &Localizer, account: &Account) -> String {
    let all: Vec<String> = suspicious_rules(account).map(|rule| rule.name.clone()).collect();
    names(localizer, &all)
}

/// Returns the steps with their states, and the authority for each; once for all if it is the same.
pub fn steps(localizer: &Localizer, case: &Case, plan: &Plan) -> Vec<String> {
    steps_with(localizer, case, plan, &|_| None, Verbosity::Normal)
}

fn steps_with(
    localizer: &Localizer,
    case: &Case,
    plan: &Plan,
    meaning: &dyn Fn(StepKind) -> Option<String>,
    verbosity: Verbosity,
) -> Vec<String> {
    let is_over = case.outcome().is_some();
    // If all steps succeeded, the outcome says so.
    let run = case.run().filter(|_| verbosity != Verbosity::Minimal || !all_verified(case));
    let line = |(index, step): (usize, &StepKind)| match meaning(*step) {
        Some(meaning) => {
            let number = ("number", (index + 1).to_string().into());
            let step = ("step", localizer.text_of("step", step.word()).into());
            localizer.format("progress-planned", &[number, step, ("meaning", meaning.into())])
        }
        None => step_line(localizer, (index, *step), run, is_over, verbosity),
    };
    let lines = plan.steps.iter().enumerate().map(line);
    let receiver = secrets::receiver(localizer, case);
    let left = not_covered(localizer, case);
    lines.chain(authorities(localizer, case, plan, verbosity)).chain(receiver).chain(left).collect()
}

/// Returns the line about what was added to the account since the approval; `None` if nothing was.
fn not_covered(localizer: &Localizer, case: &Case) -> Option<String> {
    let steps = case.run().map_or(&[][..], |run| &run.not_covered);
    let names: Vec<String> = steps.iter().map(|step| localizer.text_of("step", step.word())).collect();
    (!names.is_empty()).then(|| localizer.format("not-covered", &[("steps", localizer.join_semicolons(&names).into())]))
}

/// Returns the authority for the steps, grouped.
pub fn authorities(localizer: &Localizer, case: &Case, plan: &Plan, verbosity: Verbosity) -> Vec<String> {
    // Steps that were not taken need no authority.
    let was_not_done = case.run().is_none() && case.outcome().is_some();
    let Some(request) = case.approval_request().filter(|_| !was_not_done) else { return Vec::new() };
    let mut groups: Vec<(String, Vec<String>)> = Vec::new();
    for (index, step) in plan.steps.iter().enumerate() {
        let authority = authority(localizer, request, &case.opening().member.name, *step, verbosity);
        let number = (index + 1).to_string();
        match groups.iter_mut().find(|(other, _)| *other == authority) {
            Some((_, numbers)) => numbers.push(number),
            None => groups.push((authority, vec![number])),
        }
    }
    let is_same_for_all = groups.len() == 1;
    let line = |(authority, numbers): (String, Vec<String>)| {
        if is_same_for_all {
            return format!("↳ {authority}");
        }
        let arguments = [("steps", localizer.join_and(&numbers).into()), ("authority", authority.into())];
        localizer.format("authority-of-steps", &arguments)
    };
    groups.into_iter().map(line).collect()
}

fn step_line(
    localizer: &Localizer,
    (index, step): (usize, StepKind),
    run: Option<&Run>,
    is_over: bool,
    verbosity: Verbosity,
) -> String {
    // On a card without room, the outcome names the step that failed.
    let has_room = verbosity != Verbosity::Minimal;
    let failed = run.filter(|_| has_room).and_then(|run| Some((run, run.stopped_by(index)?)));
    let (key, when) = match run.and_then(|run| run.states.get(index)) {
        None => ("progress-named", String::new()),
        Some(StepState::Pending { .. }) => match failed.map(|(run, failed)| (&run.states[failed], failed + 1)) {
            Some((StepState::Unknown(_), failed)) => ("progress-stopped-unknown", failed.to_string()),
            Some((StepState::Verified { .. }, failed)) => ("progress-stopped-work", failed.to_string()),
            Some((_, failed)) => ("progress-stopped-refused", failed.to_string()),
            None => work::pending(run, index, is_over),
        },
        Some(StepState::Asked { at, .. }) => match run.and_then(|run| run.tick_of(index)) {
            Some(tick) => ("progress-ticked", escape(&tick.by.name, NAME_CHARS_MAX)),
            None if verbosity == Verbosity::Minimal => ("progress-asked-in-short", String::new()),
            None => ("progress-asked", relative(*at)),
        },
        Some(StepState::Refused(_)) if run.is_some_and(|run| run.is_left_to_master(index)) => {
            ("progress-left-to-master", String::new())
        }
        Some(StepState::Unknown(_)) => ("progress-unknown", String::new()),
        // Nothing is read any more, and the call may still take effect.
        Some(StepState::Intended(_) | StepState::Unanswered(..)) if is_over => ("progress-unknown", String::new()),
        Some(StepState::Intended(_)) => ("progress-calling", String::new()),
        Some(StepState::Unanswered(..)) => ("progress-unanswered", String::new()),
        Some(StepState::Taken(..)) => ("progress-taken", String::new()),
        // Such a step calls nothing at Microsoft, so there is nothing to verify.
        Some(StepState::Verified { .. }) if step.repeat() == Repeat::ReadOnly => ("progress-told", String::new()),
        Some(StepState::Verified { verification: Verification::Seen, .. }) if verbosity == Verbosity::Minimal => {
            ("progress-seen-in-short", String::new())
        }
        Some(StepState::Verified { verification: Verification::Seen, at, .. }) => ("progress-seen", relative(*at)),
        Some(StepState::Verified { verification: Verification::NotYet, at, .. }) => {
            ("progress-not-visible", relative(*at))
        }
        Some(StepState::Verified { verification: Verification::Unreadable(cause), .. }) => {
            ("progress-not-looked", trouble(localizer, cause))
        }
        // The call made something that is of no use.
        Some(StepState::Refused(cause)) if cause.is_of_success() => ("progress-useless", String::new()),
        Some(StepState::Refused(_)) => ("progress-refused", String::new()),
    };
    let step = localizer.text_of("step", step.word());
    localizer.format(key, &[("number", (index + 1).to_string().into()), ("step", step.into()), ("when", when.into())])
}

/// Returns the steps that would help but are withheld, a line for each obstacle.
fn withheld(localizer: &Localizer, plan: &Plan) -> Vec<String> {
    let mut reasons: Vec<(Obstacle, Vec<String>)> = Vec::new();
    for Withheld { step, obstacle, .. } in &plan.withheld {
        let step = localizer.text_of("step", step.word());
        match reasons.iter_mut().find(|(other, _)| other == obstacle) {
            Some((_, steps)) => steps.push(step),
            None => reasons.push((*obstacle, vec![step])),
        }
    }
    let line = |(obstacle, steps): (Obstacle, Vec<String>)| {
        let obstacle = localizer.text_of("obstacle", obstacle.word());
        localizer
            .format("not-done", &[("step", localizer.join_semicolons(&steps).into()), ("obstacle", obstacle.into())])
    };
    reasons.into_iter().map(line).collect()
}

/// Returns the state of a case, in a sentence or two.
pub fn state(localizer: &Localizer, case: &Case) -> String {
    state_with(localizer, case, Verbosity::Normal)
}

/// Returns the state of a case, with as much of the reason as `verbosity` has room for.
pub fn state_with(localizer: &Localizer, case: &Case, verbosity: Verbosity) -> String {
    match case.phase() {
        Phase::Opened | Phase::Accepted(_) | Phase::Diagnosed(_) => String::new(),
        Phase::Waiting(request) => waiting(localizer, request),
        Phase::Approved(_) => localizer.text("state-checking"),
        Phase::Running(_, run) if run.waits_for_people() => work::state(localizer, case, run, verbosity),
        Phase::Running(_, run) => {
            let is_done = |state: &&StepState| matches!(state, StepState::Taken(..) | StepState::Verified { .. });
            let done = run.states.iter().filter(is_done).count();
            localizer.format("state-running", &[("done", done.into()), ("all", run.states.len().into())])
        }
        Phase::DeliveringSecret(delivering) => {
            with_secret(localizer, case, endings::outcome(localizer, case, &delivering.outcome, verbosity))
        }
        // The title and the decision already say that a countersignature is needed.
        Phase::AwaitingCountersign(awaiting) => {
            with_secret(localizer, case, endings::outcome(localizer, case, &awaiting.outcome, verbosity))
        }
        Phase::Closed { outcome, .. } => {
            with_secret(localizer, case, endings::outcome(localizer, case, outcome, verbosity))
        }
    }
}

fn with_secret(localizer: &Localizer, case: &Case, state: String) -> String {
    let secret = secrets::state(localizer, case);
    std::iter::once(state).chain(secret).collect::<Vec<_>>().join(" ")
}

fn waiting(localizer: &Localizer, request: &ApprovalRequest) -> String {
    let waiting = localizer.text(match request.approval.mode {
        _ if request.diagnosed.diagnosis.plan.steps.is_empty() => "state-held",
        ApprovalMode::Alone { .. } => "state-alone",
        ApprovalMode::FourEyes | ApprovalMode::BreakGlass { .. } => "state-waiting",
    });
    changed(localizer, request).into_iter().chain([waiting]).collect::<Vec<_>>().join(" ")
}

/// Returns why an approval no longer holds; `None` if nothing has changed since.
pub fn changed(localizer: &Localizer, request: &ApprovalRequest) -> Option<String> {
    match request.diagnosed.changes.as_slice() {
        [] => request.approval.was_alone.then(|| localizer.text("state-no-longer-alone")),
        [Change::Waived] => Some(localizer.text("state-waived")),
        _ => Some(localizer.text("state-lapsed")),
    }
}

/// Returns true if the account needs steps that were no part of the approved plan.
pub fn leaves_something(case: &Case) -> bool {
    case.run().is_some_and(|run| !run.not_covered.is_empty())
}

/// Returns true if every step was taken and its effect was seen.
pub fn all_verified(case: &Case) -> bool {
    let is_seen = |run: &Run, step: usize| {
        let is_seen = matches!(&run.states[step], StepState::Verified { verification: Verification::Seen, .. });
        is_seen || run.is_left_to_master(step)
    };
    case.run().is_none_or(|run| (0..run.states.len()).all(|step| is_seen(run, step)))
}
