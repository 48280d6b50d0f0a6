//! The outcome of a case, in words.

use super::all_verified;
use crate::domain::Trouble;
use crate::domain::aim::{Aim, AimReport, Reach};
use crate::domain::case::Case;
use crate::domain::diagnosis::Diagnosis;
use crate::domain::finding::FindingKind;
use crate::domain::outcome::{Breakdown, LookAt, Outcome};
use crate::domain::plan::Withheld;
use crate::domain::refusal::Refusal;
use crate::domain::run::{Run, StepState};
use crate::domain::step::{Obstacle, StepKind};
use crate::render::Verbosity;
use crate::render::aims;
use crate::render::diagnosis::name_of;
use crate::render::keys::key;
use crate::render::localizer::Localizer;
use crate::render::refusals::{chat_roles, directory_roles, for_operator, rights, sentence, trouble_with};
use crate::render::secrets;
use crate::render::state;
use crate::render::text::{NAME_CHARS_MAX, escape};

/// Returns the number of changes that are named if the account was changed during the run.
const fn changes_max(verbosity: Verbosity) -> usize {
    match verbosity {
        Verbosity::Minimal | Verbosity::Short => 1,
        Verbosity::Normal => 3,
        Verbosity::Full => usize::MAX,
    }
}

/// Returns the outcome of a case, in a sentence or two.
pub(super) fn outcome(localizer: &Localizer, case: &Case, outcome: &Outcome, verbosity: Verbosity) -> String {
    match outcome {
        Outcome::NothingFound => {
            let has_gaps = case.diagnosed().is_some_and(|diagnosed| !diagnosed.diagnosis.account.is_read_whole());
            localizer.text(if has_gaps { "outcome-nothing-found-with-gaps" } else { "outcome-nothing-found" })
        }
        Outcome::Advised => {
            let advised = localizer.text(case.diagnosed().map_or("outcome-advised", |diagnosed| {
                let only_looks = case.opening().terms.runbook.is_empty();
                if only_looks { "outcome-advised-looks" } else { advised(&diagnosed.diagnosis) }
            }));
            with_aim(localizer, case, advised, verbosity)
        }
        Outcome::Refused { refusal } => {
            localizer.format("outcome-refused", &[("why", why(localizer, case, refusal).into())])
        }
        Outcome::Unavailable { trouble: cause } => {
            let key = for_operator("outcome-unavailable", cause);
            localizer.format(&key, &[("trouble", trouble_with(localizer, cause, verbosity).into())])
        }
        Outcome::Joined { case: other } => localizer.format("outcome-joined", &[("case", other.to_string().into())]),
        Outcome::Denied => localizer.text("outcome-denied"),
        Outcome::Expired => localizer.text("outcome-expired"),
        Outcome::Withdrawn => {
            let name = escape(&case.opening().member.name, NAME_CHARS_MAX);
            localizer.format("outcome-withdrawn", &[("name", name.into())])
        }
        Outcome::Completed => completed(localizer, case, verbosity),
        Outcome::Failed { why } => failed(localizer, case, *why),
        Outcome::NeedsHuman { step, look_at } => {
            let stopped = needs_human(localizer, case, *step, look_at, verbosity);
            // Without room, the title has to say it.
            if verbosity == Verbosity::Minimal { stopped } else { with_aim(localizer, case, stopped, verbosity) }
        }
    }
}

/// Returns the key for a case with findings in which nothing was done.
fn advised(diagnosis: &Diagnosis) -> &'static str {
    let is_about_domain = diagnosis
        .main_finding()
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

/// Returns the distance to the aim before what happened, if the aim is not reached.
fn with_aim(localizer: &Localizer, case: &Case, what: String, verbosity: Verbosity) -> String {
    let is_missed = |report: &AimReport| !matches!(report.reach, Reach::Reached | Reach::AsFarAsSeen);
    let Some(report) = case.aim_report().filter(is_missed) else { return what };
    let reach = aims::reach(localizer, &report).into_iter();
    reach.chain(aims::missing(localizer, &report, verbosity)).chain([what]).collect::<Vec<_>>().join(" ")
}

fn completed(localizer: &Localizer, case: &Case, verbosity: Verbosity) -> String {
    if state::only_informs(case) {
        return localizer.text("outcome-completed-told");
    }
    let Some(report) = case.aim_report().filter(|_| !secrets::is_lost(case)) else {
        return every_step_taken(localizer, case);
    };
    let missing = aims::missing(localizer, &report, verbosity);
    // Without room, the title says that the rest is for the owner.
    let is_in_title = verbosity == Verbosity::Minimal && report.reach == Reach::WaitingForPeople && report.is_met();
    if is_in_title && !missing.is_empty() {
        return missing.join(" ");
    }
    let reach = aims::reach(localizer, &report).unwrap_or_else(|| every_step_taken(localizer, case));
    // The aim may be reached although a step that it does not take does not show.
    let is_confirmed = report.aim == Aim::Contain && report.reach == Reach::Reached && all_verified(case);
    let confirmed = is_confirmed.then(|| localizer.text("reach-contain-confirmed"));
    std::iter::once(reach).chain(confirmed).chain(missing).collect::<Vec<_>>().join(" ")
}

fn every_step_taken(localizer: &Localizer, case: &Case) -> String {
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

/// Returns the reason why a person has to look, and which other steps failed as well.
fn needs_human(localizer: &Localizer, case: &Case, step: usize, look_at: &LookAt, verbosity: Verbosity) -> String {
    // The steps say which of them were refused. Why is in the details, if there is no room for it.
    let has_room = verbosity != Verbosity::Minimal;
    let is_other = |(other, failure): &(usize, LookAt)| has_room && (*other, failure) != (step, look_at);
    let failures = case.run().into_iter().flat_map(Run::failures).filter(is_other);
    let also = failures.map(|(other, failure)| match failure {
        LookAt::StepRefused(cause) => {
            let why = with_rights(localizer, case, other, &cause, verbosity);
            localizer
                .format("outcome-also-refused", &[("number", (other + 1).to_string().into()), ("trouble", why.into())])
        }
        _ => localizer.format("outcome-also-unknown", &[("number", (other + 1).to_string().into())]),
    });
    let first = look_at_first(localizer, case, step, look_at, verbosity);
    std::iter::once(first).chain(also).collect::<Vec<_>>().join(" ")
}

/// The steps besides the one at which a case stopped: if they changed anything.
#[derive(Clone, Copy)]
enum Others {
    /// None of them did, for certain.
    ChangedNothing,
    /// Each was done, or not begun because it needs one that failed.
    AreDone,
    /// Some did, or may have.
    MayHaveChanged,
}

/// Returns if anything was changed besides the step at this place, or by a part of it.
fn changed_beside(case: &Case, step: usize) -> Others {
    let Some((run, diagnosed)) = case.run().zip(case.diagnosed()) else { return Others::ChangedNothing };
    let account = &diagnosed.diagnosis.account;
    let is_untouched = |place: usize| match &run.states[place] {
        StepState::Pending { tries } => *tries <= run.put_off[place],
        // A step of several calls may have been refused half way.
        StepState::Refused(_) => run.steps[place].parameters(account).calls() <= 1,
        StepState::Asked { .. } => run.tick_of(place).is_none(),
        _ => false,
    };
    let is_done = |place: usize| match &run.states[place] {
        StepState::Pending { .. } => run.stopped_by(place).is_some() && is_untouched(place),
        _ if run.is_left_to_master(place) => true,
        state => state.is_taken(),
    };
    let others = || (0..run.states.len()).filter(|place| *place != step);
    if others().all(is_untouched) && is_untouched(step) {
        Others::ChangedNothing
    } else if others().all(is_done) && is_untouched(step) {
        Others::AreDone
    } else {
        Others::MayHaveChanged
    }
}

fn look_at_first(localizer: &Localizer, case: &Case, step: usize, look_at: &LookAt, verbosity: Verbosity) -> String {
    let number = ("number", (step + 1).to_string().into());
    let states = case.run().map_or(&[][..], |run| &run.states);
    let done = states.iter().filter(|state| state.is_taken()).count();
    let before = ("before", (changed_beside(case, step) as usize).into());
    match look_at {
        LookAt::StepRefused(cause) => {
            let why = with_rights(localizer, case, step, cause, verbosity);
            let goes_on = states.iter().skip(step + 1).any(StepState::is_taken);
            let is_alone = goes_on && done + 1 == states.len();
            let key = if is_alone {
                "outcome-needs-human-one-refused"
            } else if cause.is_of_success() {
                // The call made something, which is taken back.
                "outcome-needs-human-useless"
            } else {
                "outcome-needs-human-refused"
            };
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
        LookAt::WorkNotDone => localizer.format("outcome-needs-human-work-not-done", &[number]),
        LookAt::EffectNotSeen => localizer.format("outcome-needs-human-effect-not-seen", &[number]),
        LookAt::WorkNotSeen => localizer.format("outcome-needs-human-work-not-seen", &[number]),
        LookAt::Stopped => localizer.format("outcome-needs-human-stopped", &[number, before]),
    }
}

/// Returns the result of a failed call, and the permissions that it takes if they are missing.
fn with_rights(localizer: &Localizer, case: &Case, step: usize, cause: &Trouble, verbosity: Verbosity) -> String {
    let kind = case.diagnosed().and_then(|diagnosed| diagnosed.diagnosis.plan.steps.get(step));
    let rights = kind.and_then(|kind| rights(localizer, *kind, cause, verbosity));
    [Some(trouble_with(localizer, cause, verbosity)), rights].into_iter().flatten().collect::<Vec<_>>().join(" ")
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
