//! How a case goes, in words: its steps, where it stands and how it ended.

use super::Room;
use super::decisions::authority;
use super::diagnosis::{gravest, name_of};
use super::evidence::names;
use super::keys::key;
use super::localizer::Localizer;
use super::refusals::{chat_roles, directory_roles, sentence, trouble};
use super::secrets;
use super::state;
use super::text::{NAME_CHARS_MAX, REASON_CHARS_LEAST, REASON_CHARS_SHORT, cut, outside, relative};
use crate::domain::Trouble;
use crate::domain::account::Account;
use crate::domain::approval::ApprovalMode;
use crate::domain::case::{ApprovalRequest, Case, Phase};
use crate::domain::compromise::suspicious_rules;
use crate::domain::condition::Parameters;
use crate::domain::diagnosis::{Change, Diagnosis};
use crate::domain::finding::FindingKind;
use crate::domain::outcome::{LookAt, Outcome};
use crate::domain::plan::{Plan, Withheld};
use crate::domain::refusal::Refusal;
use crate::domain::run::{StepState, Verification};
use crate::domain::step::{Obstacle, Repeat, StepKind};

/// How many changes of an account are named where it was changed on the way.
const fn changes_max(room: Room) -> usize {
    match room {
        Room::Least | Room::Little => 1,
        Room::Card => 3,
        Room::Answer => usize::MAX,
    }
}

/// The plan of a card: its steps, on whose authority, and what is not done. What each step means is said where there is room for it,
/// and always what it is done with: that is part of what is approved.
pub fn plan(localizer: &Localizer, case: &Case, diagnosis: &Diagnosis, room: Room) -> Vec<String> {
    let (plan, account) = (&diagnosis.plan, &diagnosis.account);
    let is_to_come = case.run().is_none() && case.outcome().is_none();
    let meaning = |step: StepKind| match (is_to_come, room, step.parameters(account)) {
        // Once it was begun, what became of a step is said, and not what it was to do.
        (false, ..) | (_, Room::Little | Room::Least, Parameters::None) => None,
        (_, Room::Little | Room::Least, Parameters::Sender(address)) => Some(outside(&address, NAME_CHARS_MAX)),
        (_, Room::Little | Room::Least, Parameters::InboxRules(_)) => Some(rules_in_words(localizer, account)),
        _ => Some(meaning(localizer, account, step)),
    };
    let steps = steps_meaning(localizer, case, plan, &meaning, room);
    if matches!(room, Room::Card | Room::Answer) {
        return steps.into_iter().chain(withheld(localizer, plan)).collect();
    }
    let count = plan.withheld.len();
    let counted = (count > 0).then(|| match room {
        Room::Least => localizer.text("more-in-details"),
        _ => localizer.format("withheld-in-short", &[("count", count.into())]),
    });
    steps.into_iter().chain(counted).collect()
}

/// What a step means for the one whom it is about.
fn meaning(localizer: &Localizer, account: &Account, step: StepKind) -> String {
    let (mut sender, mut rules, mut minutes) = (String::new(), String::new(), 0);
    match step.parameters(account) {
        Parameters::None => {}
        Parameters::Sender(address) => sender = outside(&address, NAME_CHARS_MAX),
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

/// The steps, each with its state once the first was begun, and under it on whose authority it rests; once under all where that is
/// the same.
pub fn steps(localizer: &Localizer, case: &Case, plan: &Plan) -> Vec<String> {
    steps_meaning(localizer, case, plan, &|_| None, Room::Card)
}

fn steps_meaning(
    localizer: &Localizer,
    case: &Case,
    plan: &Plan,
    meaning: &dyn Fn(StepKind) -> Option<String>,
    room: Room,
) -> Vec<String> {
    let is_over = case.outcome().is_some();
    // Where all went well, how it ended says so of every step.
    let run = case.run().filter(|_| room != Room::Least || !all_seen(case));
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
    lines.chain(authorities(localizer, case, plan, room)).collect()
}

/// On whose authority the steps are taken: once for all that rest on the same.
fn authorities(localizer: &Localizer, case: &Case, plan: &Plan, room: Room) -> Vec<String> {
    // What was not done rests on nobody's authority.
    let was_not_done = case.run().is_none() && case.outcome().is_some();
    let Some(asked) = case.approval_request().filter(|_| !was_not_done) else { return Vec::new() };
    let mut resting: Vec<(String, Vec<String>)> = Vec::new();
    for (index, step) in plan.steps.iter().enumerate() {
        let authority = authority(localizer, asked, &case.opening().member.name, *step, room);
        let number = (index + 1).to_string();
        match resting.iter_mut().find(|(other, _)| *other == authority) {
            Some((_, numbers)) => numbers.push(number),
            None => resting.push((authority, vec![number])),
        }
    }
    let rests_on_one = resting.len() == 1;
    let line = |(authority, numbers): (String, Vec<String>)| {
        if rests_on_one {
            return format!("↳ {authority}");
        }
        let arguments = [("steps", localizer.join_and(&numbers).into()), ("authority", authority.into())];
        localizer.format("authority-of-steps", &arguments)
    };
    resting.into_iter().map(line).collect()
}

fn step_line(localizer: &Localizer, index: usize, step: StepKind, state: Option<&StepState>, is_over: bool) -> String {
    let (key, when) = match state {
        None => ("progress-named", String::new()),
        Some(StepState::Pending { .. }) => ("progress-pending", String::new()),
        // Nobody looks any more, and what was called may still take effect.
        Some(StepState::Intended(_) | StepState::Unanswered(..)) if is_over => ("progress-unknown", String::new()),
        Some(StepState::Intended(_)) => ("progress-calling", String::new()),
        Some(StepState::Unanswered(..)) => ("progress-unanswered", String::new()),
        Some(StepState::Taken(..)) => ("progress-taken", String::new()),
        // Nothing was called at Microsoft, so there is nothing to confirm.
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

/// The steps that would help and are not taken, a line for each reason.
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

/// Where the case stands, in a sentence or two.
pub fn state(localizer: &Localizer, case: &Case) -> String {
    state_in(localizer, case, Room::Card)
}

/// The same, with as much about why as there is room for.
pub fn state_in(localizer: &Localizer, case: &Case, room: Room) -> String {
    match case.phase() {
        Phase::Opened | Phase::Accepted(_) | Phase::Diagnosed(_) => String::new(),
        Phase::Waiting(asked) => waiting(localizer, asked),
        Phase::Approved(_) => localizer.text("state-checking"),
        Phase::Running(_, run) => {
            let is_done = |state: &&StepState| matches!(state, StepState::Taken(..) | StepState::Verified { .. });
            let done = run.states.iter().filter(is_done).count();
            localizer.format("state-running", &[("done", done.into()), ("all", run.states.len().into())])
        }
        Phase::DeliveringSecret(handing) => {
            with_secret(localizer, case, self::outcome(localizer, case, &handing.outcome, room))
        }
        // That somebody has to countersign it is in the title and in the decision.
        Phase::AwaitingCountersign(owing) => {
            with_secret(localizer, case, self::outcome(localizer, case, &owing.outcome, room))
        }
        Phase::Closed { outcome, .. } => with_secret(localizer, case, self::outcome(localizer, case, outcome, room)),
    }
}

fn with_secret(localizer: &Localizer, case: &Case, state: String) -> String {
    let secret = secrets::state(localizer, case);
    std::iter::once(state).chain(secret).collect::<Vec<_>>().join(" ")
}

fn waiting(localizer: &Localizer, asked: &ApprovalRequest) -> String {
    let waiting = localizer.text(match asked.approval.mode {
        _ if asked.diagnosed.diagnosis.plan.steps.is_empty() => "state-held",
        ApprovalMode::Alone { .. } => "state-alone",
        ApprovalMode::FourEyes | ApprovalMode::BreakGlass { .. } => "state-waiting",
    });
    changed(localizer, asked).into_iter().chain([waiting]).collect::<Vec<_>>().join(" ")
}

/// Why what was agreed to is no longer what is asked for.
pub fn changed(localizer: &Localizer, asked: &ApprovalRequest) -> Option<String> {
    match asked.diagnosed.changes.as_slice() {
        [] => None,
        [Change::Waived] => Some(localizer.text("state-waived")),
        _ => Some(localizer.text("state-lapsed")),
    }
}

fn outcome(localizer: &Localizer, case: &Case, outcome: &Outcome, room: Room) -> String {
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
            localizer.format("outcome-unavailable", &[("trouble", trouble_in(localizer, cause, room).into())])
        }
        Outcome::Joined { case: other } => localizer.format("outcome-joined", &[("case", other.to_string().into())]),
        Outcome::Denied => localizer.text("outcome-denied"),
        Outcome::Expired => localizer.text("outcome-expired"),
        Outcome::Withdrawn => {
            let name = outside(&case.opening().member.name, NAME_CHARS_MAX);
            localizer.format("outcome-withdrawn", &[("name", name.into())])
        }
        Outcome::Completed => completed(localizer, case),
        Outcome::NeedsHuman { step, look_at } => needs_human(localizer, case, *step, look_at, room),
    }
}

/// Why nothing was done although something was found.
fn advised(diagnosis: &Diagnosis) -> &'static str {
    let is_about_domain = gravest(diagnosis)
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

/// Whether every step was taken, and its effect seen.
pub fn all_seen(case: &Case) -> bool {
    let states = case.run().map_or(&[][..], |run| &run.states);
    states.iter().all(|state| matches!(state, StepState::Verified { verification: Verification::Seen, .. }))
}

fn completed(localizer: &Localizer, case: &Case) -> String {
    if state::only_tells(case) {
        return localizer.text("outcome-completed-told");
    }
    let Some(diagnosed) = case.diagnosed().filter(|_| all_seen(case)) else {
        return localizer.text("outcome-completed-not-visible");
    };
    let diagnosis = &diagnosed.diagnosis;
    if diagnosis.plan.steps.contains(&StepKind::EnableSignIn) && !secrets::is_lost(case) {
        localizer.format("outcome-completed-sign-in", &[("name", name_of(&diagnosis.account).into())])
    } else {
        localizer.text("outcome-completed")
    }
}

fn needs_human(localizer: &Localizer, case: &Case, step: usize, look_at: &LookAt, room: Room) -> String {
    let number = ("number", (step + 1).to_string().into());
    let before = ("before", step.into());
    match look_at {
        LookAt::StepRefused(cause) => {
            let rights = rights(localizer, case, step, cause, room);
            let why = [Some(trouble_in(localizer, cause, room)), rights];
            let why = why.into_iter().flatten().collect::<Vec<_>>().join(" ");
            localizer.format("outcome-needs-human-refused", &[number, before, ("trouble", why.into())])
        }
        LookAt::OutcomeUnknown(cause) => {
            let restarted = || localizer.text("trouble-restarted");
            let cause = cause.as_ref().map_or_else(restarted, |cause| trouble_in(localizer, cause, room));
            localizer.format("outcome-needs-human-unknown", &[number, ("trouble", cause.into())])
        }
        LookAt::Unreadable(cause) => localizer.format(
            "outcome-needs-human-unreadable",
            &[number, before, ("trouble", trouble_in(localizer, cause, room).into())],
        ),
        LookAt::AccountChanged(changes) => {
            let more = changes.len().checked_sub(changes_max(room)).filter(|more| *more > 0);
            let more = more.map(|more| localizer.format("and-more", &[("count", more.into())]));
            let changes = changes.iter().take(changes_max(room));
            let changes = changes.map(|change| localizer.text_of("change", change.word()));
            let changes = changes.chain(more).collect::<Vec<_>>().join(" ");
            localizer.format("outcome-needs-human-changed", &[number, before, ("changes", changes.into())])
        }
        LookAt::AuthorityLost(refusal) => localizer
            .format("outcome-needs-human-authority", &[number, before, ("why", why(localizer, case, refusal).into())]),
    }
}

/// What came of a call, of Microsoft's own words as much as there is room for.
fn trouble_in(localizer: &Localizer, cause: &Trouble, room: Room) -> String {
    let with_message = |chars_max| Trouble { message: cut(&cause.message, chars_max), ..cause.clone() };
    match room {
        Room::Card | Room::Answer => trouble(localizer, cause),
        Room::Little => trouble(localizer, &with_message(REASON_CHARS_SHORT)),
        Room::Least => trouble(localizer, &with_message(REASON_CHARS_LEAST)),
    }
}

/// What Grendel's application needs for a step that it was denied (401 or 403).
fn rights(localizer: &Localizer, case: &Case, step: usize, cause: &Trouble, room: Room) -> Option<String> {
    let is_denied = matches!(cause.status, Some(401 | 403));
    let step = *case.diagnosed().filter(|_| is_denied)?.diagnosis.plan.steps.get(step)?;
    let key = match step.application_role() {
        // The role is under Details.
        _ if room == Room::Least => "rights-in-short",
        Some(_) => "rights-and-role",
        None => "rights",
    };
    let role = step.application_role().unwrap_or_default();
    Some(localizer.format(key, &[("permission", step.permission().into()), ("role", role.into())]))
}

/// Why it did not go on, for everyone who reads the card. What is the matter with the requester is said of them by name: the answer to
/// a person says "you", and here everybody would be meant.
fn why(localizer: &Localizer, case: &Case, refusal: &Refusal) -> String {
    let name = outside(&case.opening().member.name, NAME_CHARS_MAX);
    let wanted = match refusal {
        Refusal::LacksChatRole { wanted } => chat_roles(localizer, wanted),
        Refusal::LacksDirectoryRole { wanted, .. } => directory_roles(localizer, wanted),
        Refusal::NotLinked | Refusal::AccountMissing | Refusal::AccountDisabled | Refusal::AccountAtRisk => {
            String::new()
        }
        // It names whom it is about.
        Refusal::ApprovalGone { .. } => return sentence(localizer, refusal),
        // It speaks to whoever asked, and everybody reads it.
        _ => {
            let why = sentence(localizer, refusal);
            return localizer.format("requester-other", &[("name", name.into()), ("why", why.into())]);
        }
    };
    localizer.format(&key("requester", refusal.rule()), &[("name", name.into()), ("roles", wanted.into())])
}
