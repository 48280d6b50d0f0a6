//! How a case goes, in words: its steps, the decisions about it, where it stands and how it ended.

use super::diagnosis::name_of;
use super::refusals::{chat_roles, sentence, trouble};
use super::text::{NAME_CHARS_MAX, REASON_CHARS_MAX, outside, relative, time_of_day};
use super::words::Language;
use crate::domain::approval::{Approval, Decision, Vote};
use crate::domain::case::{Asked, Case, Phase};
use crate::domain::event::{LookAt, Outcome};
use crate::domain::plan::{Plan, StepKind};
use crate::domain::run::{Run, Sight, StepState};

/// The steps, a line each, with their state once the first was begun.
pub fn steps(language: &Language, plan: &Plan, run: Option<&Run>, is_over: bool) -> Vec<String> {
    let states = |index: usize| run.and_then(|run| run.states.get(index));
    let line = |(index, step): (usize, &StepKind)| step_line(language, index, *step, states(index), is_over);
    plan.steps.iter().enumerate().map(line).collect()
}

fn step_line(language: &Language, index: usize, step: StepKind, state: Option<&StepState>, is_over: bool) -> String {
    let (key, when) = match state {
        None => ("progress-planned", String::new()),
        Some(StepState::Pending { .. }) => ("progress-pending", String::new()),
        // Nobody looks any more, and what was called may still take effect.
        Some(StepState::Intended(_) | StepState::Unanswered(..)) if is_over => ("progress-unknown", String::new()),
        Some(StepState::Intended(_)) => ("progress-calling", String::new()),
        Some(StepState::Unanswered(..)) => ("progress-unanswered", String::new()),
        Some(StepState::Taken(..)) => ("progress-taken", String::new()),
        Some(StepState::Verified { sight: Sight::Seen, at, .. }) => ("progress-seen", relative(*at)),
        Some(StepState::Verified { sight: Sight::NotYet, at, .. }) => ("progress-not-visible", relative(*at)),
        Some(StepState::Verified { sight: Sight::Unreadable(cause), .. }) => {
            ("progress-not-looked", trouble(language, cause))
        }
        Some(StepState::Refused(_)) => ("progress-refused", String::new()),
    };
    let step = language.say(&format!("step-{}", step.word()));
    language.fill(key, &[("number", (index + 1).to_string().into()), ("step", step.into()), ("when", when.into())])
}

/// The steps that would help and are not taken, a line each.
pub fn withheld(language: &Language, plan: &Plan) -> Vec<String> {
    let line = |one: &crate::domain::plan::Withheld| {
        let step = language.say(&format!("step-{}", one.step.word()));
        let obstacle = language.say(&format!("obstacle-{}", one.obstacle.word()));
        language.fill("not-done", &[("step", step.into()), ("obstacle", obstacle.into())])
    };
    plan.withheld.iter().map(line).collect()
}

/// Who still has to decide, and who has decided what: in this order, because what is too long is cut at its end.
pub fn decisions(language: &Language, case: &Case, asked: &Asked) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    if matches!(case.phase(), Phase::Waiting(_)) {
        let requester = outside(&case.opening().member.name, NAME_CHARS_MAX);
        for rule in &asked.approval.rules {
            let roles = chat_roles(language, &rule.from);
            lines.push(language.fill(
                "decision-needed",
                &[("quorum", rule.quorum.into()), ("roles", roles.into()), ("requester", requester.clone().into())],
            ));
        }
        let until = asked.approval.expires_at();
        let fill = [("until", time_of_day(until).into()), ("when", relative(until).into())];
        lines.push(language.fill("decision-until", &fill));
    }
    lines.extend(asked.approval.decisions.iter().map(|one| decision(language, one)));
    lines
}

fn decision(language: &Language, decision: &Decision) -> String {
    let key = match (decision.vote, &decision.reason) {
        (Vote::Approve, _) => "decision-approved",
        (Vote::Deny, None) => "decision-denied",
        (Vote::Deny, Some(_)) => "decision-denied-why",
    };
    let reason = decision.reason.as_deref().unwrap_or_default();
    language.fill(
        key,
        &[
            ("name", outside(&decision.by.name, NAME_CHARS_MAX).into()),
            ("when", relative(decision.at).into()),
            ("reason", outside(reason, REASON_CHARS_MAX).into()),
        ],
    )
}

/// Whose decision an approval waits for.
pub fn awaited_roles(language: &Language, approval: &Approval) -> String {
    let mut roles: Vec<_> = approval.rules.iter().flat_map(|rule| rule.from.iter().cloned()).collect();
    roles.sort();
    roles.dedup();
    chat_roles(language, &roles)
}

/// Where the case stands, in a sentence or two.
pub fn state(language: &Language, case: &Case) -> String {
    match case.phase() {
        Phase::Opened | Phase::Accepted(_) | Phase::Diagnosed(_) => String::new(),
        Phase::Waiting(asked) => {
            let roles = awaited_roles(language, &asked.approval);
            let waiting = language.fill("state-waiting", &[("roles", roles.into())]);
            if asked.diagnosed.changes.is_empty() {
                waiting
            } else {
                format!("{} {waiting}", language.say("state-lapsed"))
            }
        }
        Phase::Approved(_) => language.say("state-checking"),
        Phase::Running(..) => language.say("state-running"),
        Phase::Closed { outcome, .. } => self::outcome(language, case, outcome),
    }
}

fn outcome(language: &Language, case: &Case, outcome: &Outcome) -> String {
    match outcome {
        Outcome::NothingFound => {
            let has_gaps = case.diagnosed().is_some_and(|diagnosed| !diagnosed.diagnosis.account.gaps().is_empty());
            language.say(if has_gaps { "outcome-nothing_found-with-gaps" } else { "outcome-nothing_found" })
        }
        Outcome::Advised => {
            let is_synced = case.diagnosed().is_some_and(|diagnosed| diagnosed.diagnosis.account.on_premises.is_some());
            language.say(if is_synced { "outcome-advised-synced" } else { "outcome-advised" })
        }
        Outcome::Refused { refusal } => {
            language.fill("outcome-refused", &[("why", sentence(language, refusal).into())])
        }
        Outcome::Unavailable { trouble: cause } => {
            language.fill("outcome-unavailable", &[("trouble", trouble(language, cause).into())])
        }
        Outcome::Denied => language.say("outcome-denied"),
        Outcome::Expired => language.say("outcome-expired"),
        Outcome::Withdrawn => {
            let name = outside(&case.opening().member.name, NAME_CHARS_MAX);
            language.fill("outcome-withdrawn", &[("name", name.into())])
        }
        Outcome::Completed => completed(language, case),
        Outcome::NeedsHuman { step, look_at } => needs_human(language, *step, look_at),
    }
}

fn completed(language: &Language, case: &Case) -> String {
    let states = case.run().map_or(&[][..], |run| &run.states);
    let seen = |state: &StepState| matches!(state, StepState::Verified { sight: Sight::Seen, .. });
    let Some(diagnosed) = case.diagnosed().filter(|_| states.iter().all(seen)) else {
        return language.say("outcome-completed-not-visible");
    };
    let diagnosis = &diagnosed.diagnosis;
    if diagnosis.plan.steps.contains(&StepKind::EnableSignIn) {
        language.fill("outcome-completed-sign-in", &[("name", name_of(&diagnosis.account).into())])
    } else {
        language.say("outcome-completed")
    }
}

fn needs_human(language: &Language, step: usize, look_at: &LookAt) -> String {
    let number = ("number", (step + 1).to_string().into());
    let before = ("before", step.into());
    match look_at {
        LookAt::StepRefused(cause) => language
            .fill("outcome-needs-human-refused", &[number, before, ("trouble", trouble(language, cause).into())]),
        LookAt::OutcomeUnknown(cause) => {
            let restarted = || language.say("trouble-restarted");
            let cause = cause.as_ref().map_or_else(restarted, |cause| trouble(language, cause));
            language.fill("outcome-needs-human-unknown", &[number, ("trouble", cause.into())])
        }
        LookAt::Unreadable(cause) => language
            .fill("outcome-needs-human-unreadable", &[number, before, ("trouble", trouble(language, cause).into())]),
        LookAt::AccountChanged(changes) => {
            let changes = changes.iter().map(|change| language.say(&format!("change-{}", change.word())));
            let changes = changes.collect::<Vec<_>>().join(" ");
            language.fill("outcome-needs-human-changed", &[number, before, ("changes", changes.into())])
        }
        LookAt::AuthorityLost(refusal) => language
            .fill("outcome-needs-human-authority", &[number, before, ("why", sentence(language, refusal).into())]),
    }
}
