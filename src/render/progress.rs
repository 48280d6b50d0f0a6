//! The course of a case: its steps, its state and its outcome.

use super::Verbosity;
use super::decisions::authority;
use super::diagnosis::{main_finding, name_of};
use super::evidence::names;
use super::keys::key;
use super::localizer::Localizer;
use super::refusals::{chat_roles, directory_roles, sentence, trouble};
use super::secrets;
use super::state;
use super::text::{NAME_CHARS_MAX, REASON_CHARS_LEAST, REASON_CHARS_SHORT, escape, relative, truncate};
use crate::domain::Trouble;
use crate::domain::account::Account;
use crate::domain::approval::ApprovalMode;
use crate::domain::case::{ApprovalRequest, Case, Phase};
use crate::domain::compromise::suspicious_rules;
use crate::domain::condition::Parameters;
use crate::domain::diagnosis::{Change, Diagnosis};
use crate::domain::finding::FindingKind;
use crate::domain::outcome::{Breakdown, LookAt, Outcome};
use crate::domain::plan::{Plan, Withheld};
use crate::domain::refusal::Refusal;
use crate::domain::run::{StepState, Verification};
use crate::domain::step::{Obstacle, Repeat, StepKind};

/// Returns the number of changes that are named if the account was changed during the run.
const fn changes_max(verbosity: Verbosity) -> usize {
    match verbosity {
        Verbosity::Minimal | Verbosity::Short => 1,
        Verbosity::Normal => 3,
        Verbosity::Full => usize::MAX,
    }
}

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
        _ => Some(meaning(localizer, account, step)),
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
fn meaning(localizer: &Localizer, account: &Account, step: StepKind) -> String {
    let (mut sender, mut rules, mut minutes) = (String::new(), String::new(), 0);
    match step.parameters(account) {
        Parameters::None | Parameters::Passes(_) => {}
        Parameters::Sender(address) => sender = escape(&address, NAME_CHARS_MAX),
        Parameters::InboxRules(_) => {
            rules = rules_in_words(localizer, account);
        }
        Parameters::Pass { lifetime_minutes } => minutes = lifetime_minutes,
    }
    let arguments = [("sender", sender.into()), ("rules", rules.into()), ("minutes", minutes.into())];
    localizer.format(&key("meaning", step.word()), &arguments)
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
    let states = |index: usize| run.and_then(|run| run.states.get(index));
    let line = |(index, step): (usize, &StepKind)| match meaning(*step) {
        Some(meaning) => {
            let number = ("number", (index + 1).to_string().into());
            let step = ("step", localizer.text_of("step", step.word()).into());
            localizer.format("progress-planned", &[number, step, ("meaning", meaning.into())])
        }
        None => step_line(localizer, index, *step, states(index), is_over),
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
fn authorities(localizer: &Localizer, case: &Case, plan: &Plan, verbosity: Verbosity) -> Vec<String> {
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

fn step_line(localizer: &Localizer, index: usize, step: StepKind, state: Option<&StepState>, is_over: bool) -> String {
    let (key, when) = match state {
        None => ("progress-named", String::new()),
        Some(StepState::Pending { .. }) => ("progress-pending", String::new()),
        // Nothing is read any more, and the call may still take effect.
        Some(StepState::Intended(_) | StepState::Unanswered(..)) if is_over => ("progress-unknown", String::new()),
        Some(StepState::Intended(_)) => ("progress-calling", String::new()),
        Some(StepState::Unanswered(..)) => ("progress-unanswered", String::new()),
        Some(StepState::Taken(..)) => ("progress-taken", String::new()),
        // Such a step calls nothing at Microsoft, so there is nothing to verify.
        Some(StepState::Verified { .. }) if step.repeat() == Repeat::ReadOnly => ("progress-told", String::new()),
        Some(StepState::Verified { verification: Verification::Seen, at, .. }) => ("progress-seen", relative(*at)),
        Some(StepState::Verified { verification: Verification::NotYet, at, .. }) => {
            ("progress-not-visible", relative(*at))
        }
        Some(StepState::Verified { verification: Verification::Unreadable(cause), .. }) => {
            ("progress-not-looked", trouble(localizer, cause))
        }
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
        Phase::Running(_, run) => {
            let is_done = |state: &&StepState| matches!(state, StepState::Taken(..) | StepState::Verified { .. });
            let done = run.states.iter().filter(is_done).count();
            localizer.format("state-running", &[("done", done.into()), ("all", run.states.len().into())])
        }
        Phase::DeliveringSecret(delivering) => {
            with_secret(localizer, case, self::outcome(localizer, case, &delivering.outcome, verbosity))
        }
        // The title and the decision already say that a countersignature is needed.
        Phase::AwaitingCountersign(awaiting) => {
            with_secret(localizer, case, self::outcome(localizer, case, &awaiting.outcome, verbosity))
        }
        Phase::Closed { outcome, .. } => {
            with_secret(localizer, case, self::outcome(localizer, case, outcome, verbosity))
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

fn outcome(localizer: &Localizer, case: &Case, outcome: &Outcome, verbosity: Verbosity) -> String {
    match outcome {
        Outcome::NothingFound => {
            let has_gaps = case.diagnosed().is_some_and(|diagnosed| !diagnosed.diagnosis.account.gaps().is_empty());
            localizer.text(if has_gaps { "outcome-nothing-found-with-gaps" } else { "outcome-nothing-found" })
        }
        Outcome::Advised => localizer.text(case.diagnosed().map_or("outcome-advised", |diagnosed| {
            let only_looks = case.opening().terms.runbook.is_empty();
            if only_looks { "outcome-advised-looks" } else { advised(&diagnosed.diagnosis) }
        })),
        Outcome::Refused { refusal } => {
            localizer.format("outcome-refused", &[("why", why(localizer, case, refusal).into())])
        }
        Outcome::Unavailable { trouble: cause } => {
            localizer.format("outcome-unavailable", &[("trouble", trouble_with(localizer, cause, verbosity).into())])
        }
        Outcome::Joined { case: other } => localizer.format("outcome-joined", &[("case", other.to_string().into())]),
        Outcome::Denied => localizer.text("outcome-denied"),
        Outcome::Expired => localizer.text("outcome-expired"),
        Outcome::Withdrawn => {
            let name = escape(&case.opening().member.name, NAME_CHARS_MAX);
            localizer.format("outcome-withdrawn", &[("name", name.into())])
        }
        Outcome::Completed => completed(localizer, case),
        Outcome::Failed { why } => failed(localizer, case, *why),
        Outcome::NeedsHuman { step, look_at } => needs_human(localizer, case, *step, look_at, verbosity),
    }
}

/// Returns the key for a case with findings in which nothing was done.
fn advised(diagnosis: &Diagnosis) -> &'static str {
    let is_about_domain = main_finding(diagnosis)
        .is_some_and(|finding| matches!(finding.kind, FindingKind::SyncedAccount | FindingKind::SignInBlocked));
    let is_withheld = |one: &Withheld| one.obstacle == Obstacle::MasteredOnPremises;
    let belongs_to_domain = is_about_domain || diagnosis.plan.withheld.iter().any(is_withheld);
    if diagnosis.account.on_premises.is_some() && belongs_to_domain {
        "outcome-advised-synced"
    } else if diagnosis.plan.withheld.is_empty() {
        "outcome-advised"
    } else {
        "outcome-advised-withheld"
    }
}

/// Returns true if the account needs steps that were no part of the approved plan.
pub fn leaves_something(case: &Case) -> bool {
    case.run().is_some_and(|run| !run.not_covered.is_empty())
}

/// Returns true if every step was taken and its effect was seen.
pub fn all_verified(case: &Case) -> bool {
    let states = case.run().map_or(&[][..], |run| &run.states);
    states.iter().all(|state| matches!(state, StepState::Verified { verification: Verification::Seen, .. }))
}

fn completed(localizer: &Localizer, case: &Case) -> String {
    if state::only_informs(case) {
        return localizer.text("outcome-completed-told");
    }
    let Some(diagnosed) = case.diagnosed().filter(|_| all_verified(case)) else {
        return localizer.text("outcome-completed-not-visible");
    };
    let diagnosis = &diagnosed.diagnosis;
    if diagnosis.plan.steps.contains(&StepKind::EnableSignIn) && !secrets::is_lost(case) {
        localizer.format("outcome-completed-sign-in", &[("name", name_of(&diagnosis.account).into())])
    } else {
        localizer.text("outcome-completed")
    }
}

/// Returns how a case ended that Grendel could not go on with. A step that was begun may have taken effect.
pub fn failed(localizer: &Localizer, case: &Case, why: Breakdown) -> String {
    let why = localizer.text_of("breakdown", why.word());
    let key = if case.may_have_begun_a_step() { "outcome-failed-begun" } else { "outcome-failed" };
    let failed = localizer.format(key, &[("why", why.into()), ("case", case.number().to_string().into())]);
    let pass = case.leaves_pass().then(|| localizer.text("outcome-failed-pass"));
    std::iter::once(failed).chain(pass).collect::<Vec<_>>().join(" ")
}

fn needs_human(localizer: &Localizer, case: &Case, step: usize, look_at: &LookAt, verbosity: Verbosity) -> String {
    let number = ("number", (step + 1).to_string().into());
    let before = ("before", step.into());
    match look_at {
        LookAt::StepRefused(cause) => {
            let rights = rights(localizer, case, step, cause, verbosity);
            let why = [Some(trouble_with(localizer, cause, verbosity)), rights];
            let why = why.into_iter().flatten().collect::<Vec<_>>().join(" ");
            let is_alone = case.run().is_some_and(|run| run.states[step + 1..].iter().any(StepState::is_taken));
            let key = if is_alone { "outcome-needs-human-one-refused" } else { "outcome-needs-human-refused" };
            localizer.format(key, &[number, before, ("trouble", why.into())])
        }
        LookAt::OutcomeUnknown(cause) => {
            let restarted = || localizer.text("trouble-restarted");
            let cause = cause.as_ref().map_or_else(restarted, |cause| trouble_with(localizer, cause, verbosity));
            localizer.format("outcome-needs-human-unknown", &[number, ("trouble", cause.into())])
        }
        LookAt::Unreadable(cause) => localizer.format(
            "outcome-needs-human-unreadable",
            &[number, before, ("trouble", trouble_with(localizer, cause, verbosity).into())],
        ),
        LookAt::AccountChanged(changes) => {
            let more = changes.len().checked_sub(changes_max(verbosity)).filter(|more| *more > 0);
            let more = more.map(|more| localizer.format("and-more", &[("count", more.into())]));
            let changes = changes.iter().take(changes_max(verbosity));
            let changes = changes.map(|change| localizer.text_of("change", change.word()));
            let changes = changes.chain(more).collect::<Vec<_>>().join(" ");
            localizer.format("outcome-needs-human-changed", &[number, before, ("changes", changes.into())])
        }
        LookAt::AuthorityLost(refusal) => localizer
            .format("outcome-needs-human-authority", &[number, before, ("why", why(localizer, case, refusal).into())]),
        LookAt::HeldTooLong => localizer.format("outcome-needs-human-held", &[number, before]),
        LookAt::Stopped => localizer.format("outcome-needs-human-stopped", &[number, before]),
    }
}

/// Returns the result of a failed call, with as much of Microsoft's message as `verbosity` has room for.
fn trouble_with(localizer: &Localizer, cause: &Trouble, verbosity: Verbosity) -> String {
    let with_message = |chars_max| Trouble { message: truncate(&cause.message, chars_max), ..cause.clone() };
    match verbosity {
        Verbosity::Normal | Verbosity::Full => trouble(localizer, cause),
        Verbosity::Short => trouble(localizer, &with_message(REASON_CHARS_SHORT)),
        Verbosity::Minimal => trouble(localizer, &with_message(REASON_CHARS_LEAST)),
    }
}

/// Returns the permissions that Grendel's application needs for a step that Microsoft denied (401 or 403); `None` for
/// another failure.
fn rights(localizer: &Localizer, case: &Case, step: usize, cause: &Trouble, verbosity: Verbosity) -> Option<String> {
    let is_denied = matches!(cause.status, Some(401 | 403));
    let step = *case.diagnosed().filter(|_| is_denied)?.diagnosis.plan.steps.get(step)?;
    let key = match step.application_role() {
        // The role is in the details.
        _ if verbosity == Verbosity::Minimal => "rights-in-short",
        Some(_) => "rights-and-role",
        None => "rights",
    };
    let role = step.application_role().unwrap_or_default();
    Some(localizer.format(key, &[("permission", step.permission().into()), ("role", role.into())]))
}

/// Returns why a case did not go on, for everybody who reads the card. A private answer says "you"; here the
/// requester is named.
fn why(localizer: &Localizer, case: &Case, refusal: &Refusal) -> String {
    let name = escape(&case.opening().member.name, NAME_CHARS_MAX);
    let wanted = match refusal {
        Refusal::LacksChatRole { wanted } => chat_roles(localizer, wanted),
        Refusal::LacksDirectoryRole { wanted, .. } => directory_roles(localizer, wanted),
        Refusal::NotLinked | Refusal::AccountMissing | Refusal::AccountDisabled | Refusal::AccountAtRisk => {
            String::new()
        }
        // The sentence names the approvers.
        Refusal::ApprovalGone { .. } => return sentence(localizer, refusal),
        // The sentence speaks to the requester, but everybody reads it.
        _ => {
            let why = sentence(localizer, refusal);
            return localizer.format("requester-other", &[("name", name.into()), ("why", why.into())]);
        }
    };
    localizer.format(&key("requester", refusal.rule()), &[("name", name.into()), ("roles", wanted.into())])
}
