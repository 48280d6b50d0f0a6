//! The approvers who are needed, the decisions so far, and the authority for each step.

use jiff::SignedDuration;

use super::Verbosity;
use super::localizer::Localizer;
use super::refusals::{directory_roles, name_groups, name_groups_in_short};
use super::text::{
    NAME_CHARS_MAX, REASON_CHARS_LEAST, REASON_CHARS_MAX, REASON_CHARS_SHORT, date_time, date_time_and_distance,
    escape, relative, time_and_distance, time_of_day,
};
use crate::domain::approval::reminders::ReminderStageKind;
use crate::domain::approval::{Approval, ApprovalMode};
use crate::domain::authority::{Guard, Shield, reaching_role, who_reaches};
use crate::domain::case::{ApprovalRequest, AwaitingCountersign, Case, Phase};
use crate::domain::command::{ApprovalRule, Group, When};
use crate::domain::decision::{Decision, Vote};
use crate::domain::people::{DirectoryRole, HeldRole};
use crate::domain::plan::Warning;
use crate::domain::policy::RuleContext;
use crate::domain::step::StepKind;

/// The directory roles that are named if any of several suffices.
const ROLES_NAMED_MAX: usize = 2;

/// A moment that is further away needs its date.
const ONE_DAY: SignedDuration = SignedDuration::from_hours(24);

/// Returns the reasons to check the target twice, a line each, with at most `look_alikes_max` accounts of nearly the
/// same name.
pub fn warnings(localizer: &Localizer, warnings: &[Warning], look_alikes_max: usize) -> Vec<String> {
    let line = |warning: &Warning| match warning {
        Warning::OneEditAway(other) => {
            let (upn, name) = (escape(&other.upn, NAME_CHARS_MAX), escape(&other.display_name, NAME_CHARS_MAX));
            localizer.format("warning-one-edit-away", &[("upn", upn.into()), ("name", name.into())])
        }
        Warning::OtherDomain { typed } => {
            localizer.format("warning-other-domain", &[("domain", escape(typed, NAME_CHARS_MAX).into())])
        }
        Warning::CouldActivate { roles } => {
            let roles = roles_in_short(localizer, roles, Verbosity::Full);
            localizer.format("warning-could-activate", &[("roles", roles.into())])
        }
        Warning::DoneBefore { case } => localizer.format("warning-done-before", &[("case", case.to_string().into())]),
    };
    let (look_alikes, others): (Vec<&Warning>, Vec<&Warning>) =
        warnings.iter().partition(|warning| matches!(warning, Warning::OneEditAway(_)));
    let left = look_alikes.len().checked_sub(look_alikes_max).filter(|left| *left > 0);
    let more = left.map(|left| localizer.format("and-more", &[("count", left.into())]));
    // With room for one account only, the number of others does not matter.
    let more = more.filter(|_| look_alikes_max > 1);
    let shown = look_alikes.into_iter().take(look_alikes_max).map(line).chain(more);
    shown.chain(others.into_iter().map(line)).map(|line| format!("• {line}")).collect()
}

/// Returns the person and the role that give the authority for a step, or the roles that it still needs.
pub fn authority(
    localizer: &Localizer,
    request: &ApprovalRequest,
    requester: &str,
    step: StepKind,
    verbosity: Verbosity,
) -> String {
    let guard = Guard::of(&request.diagnosed.diagnosis.account);
    let power = step.power();
    let requesters = reaching_role(&request.diagnosed.requester.roles, power, &guard).map(|held| (requester, held));
    let approvers = || {
        let reaching = |one: &'_ Decision| {
            reaching_role(&one.roles, power, &guard).cloned().map(|held| (one.by.name.clone(), held))
        };
        request.approval.approvers().find_map(reaching)
    };
    let held_by = requesters.map(|(name, held)| (name.to_owned(), held.clone())).or_else(approvers);
    if let Some((name, held)) = held_by {
        let name = escape(&name, NAME_CHARS_MAX);
        // Where there is the least room, the unit and the end of the role are in the details.
        let is_least = verbosity == Verbosity::Minimal;
        let role = if is_least { escape(&held.role.name(), NAME_CHARS_MAX) } else { held_role(localizer, &held) };
        return localizer.format("authority-held", &[("name", name.into()), ("role", role.into())]);
    }
    let steps = request.diagnosed.diagnosis.plan.steps.len();
    if verbosity == Verbosity::Minimal && steps > STEPS_WITH_ROLES_MAX {
        return localizer.text("more-in-details");
    }
    let who = roles_in_short(localizer, &who_reaches(power, &guard), verbosity);
    let restricted = guard.shields.contains(&Shield::RestrictedManagement);
    let key = if restricted { "authority-needed-in-unit" } else { "authority-needed" };
    localizer.format(key, &[("who", who.into())])
}

/// With more steps, where there is the least room, the missing roles are in the details only.
const STEPS_WITH_ROLES_MAX: usize = 4;

/// Returns roles of which any suffices: the first ones, which have the fewest other permissions, and the number of
/// the others.
fn roles_in_short(localizer: &Localizer, roles: &[DirectoryRole], verbosity: Verbosity) -> String {
    let named = if verbosity == Verbosity::Minimal { 1 } else { ROLES_NAMED_MAX };
    let count = roles.len().saturating_sub(named);
    if count < 2 {
        return directory_roles(localizer, roles);
    }
    let named: Vec<_> = roles.iter().take(named).map(DirectoryRole::name).collect();
    let first = escape(&named.join(", "), NAME_CHARS_MAX);
    localizer.format("or-others", &[("first", first.into()), ("count", count.into())])
}

/// Returns a role with its administrative unit and its end, if it has them.
pub fn held_role(localizer: &Localizer, held: &HeldRole) -> String {
    let role = escape(&held.role.name(), NAME_CHARS_MAX);
    let role = if held.unit.is_some() { localizer.format("role-in-unit", &[("role", role.into())]) } else { role };
    match held.until {
        Some(until) => localizer.format("role-until", &[("role", role.into()), ("until", relative(until).into())]),
        None => role,
    }
}

/// Returns the approvers who are still needed, the decisions so far and the deadline. With room, also the conditions
/// of a rule and what happens if nobody decides.
pub fn decisions(localizer: &Localizer, case: &Case, request: &ApprovalRequest, verbosity: Verbosity) -> Vec<String> {
    let approval = &request.approval;
    let is_open = matches!(case.phase(), Phase::Waiting(_));
    let mut lines = if is_open { approvals_needed(localizer, case, request, verbosity) } else { Vec::new() };
    if let ApprovalMode::BreakGlass { broken, .. } = &approval.mode {
        lines.push(decision(localizer, "decision-glass", broken, verbosity));
    }
    lines.extend(approval.decisions.iter().map(|one| {
        let key = match (&approval.mode, one.vote, &one.reason) {
            (ApprovalMode::BreakGlass { broken, .. }, ..) if one.at >= broken.at => "decision-countersigned",
            (ApprovalMode::Alone { .. }, Vote::Approve, _) => "decision-alone-meant",
            (_, Vote::Approve, _) if approval.has_joined(one) => "decision-approved-joined",
            (_, Vote::Approve, _) => "decision-approved",
            (_, Vote::Deny, None) => "decision-denied",
            (_, Vote::Deny, Some(_)) => "decision-denied-why",
        };
        decision(localizer, key, one, verbosity)
    }));
    // The case is still in this phase for a moment after the countersignature.
    let is_countersigned = || matches!(&approval.mode, ApprovalMode::BreakGlass { broken, .. } if approval.decisions.iter().any(|one| one.at >= broken.at));
    if let Phase::AwaitingCountersign(awaiting) = case.phase()
        && !is_countersigned()
    {
        lines.push(countersign_needed(localizer, awaiting, verbosity));
    }
    if is_open && approval.not_before().is_none() {
        lines.extend(
            next_reminder(localizer, approval).filter(|_| !matches!(verbosity, Verbosity::Short | Verbosity::Minimal)),
        );
        let until = time_and_distance(approval.expires_at());
        lines.push(localizer.format("decision-until", &[("until", until.into())]));
    }
    lines
}

fn approvals_needed(
    localizer: &Localizer,
    case: &Case,
    request: &ApprovalRequest,
    verbosity: Verbosity,
) -> Vec<String> {
    let approval = &request.approval;
    let guard = Guard::of(&request.diagnosed.diagnosis.account);
    let requester = escape(&case.opening().member.name, NAME_CHARS_MAX);
    if let Some(from) = approval.not_before() {
        let (from, until) = (time_and_distance(from), time_and_distance(approval.expires_at()));
        let arguments = [("requester", requester.into()), ("from", from.into()), ("until", until.into())];
        let mut lines = vec![localizer.format("decision-alone", &arguments)];
        if verbosity == Verbosity::Minimal {
            return lines;
        }
        lines.extend(approval.requirement.rules.iter().flat_map(|rule| conditions_alone(localizer, rule)));
        lines.push(localizer.text("decision-alone-others"));
        return lines;
    }
    if matches!(verbosity, Verbosity::Short | Verbosity::Minimal) {
        return vec![
            localizer.format("decision-awaited", &[("who", awaited_with(localizer, request, verbosity).into())]),
        ];
    }
    let mut lines = Vec::new();
    for (rule, open) in
        approval.requirement.rules.iter().zip(approval.open_places(&guard)).filter(|(_, open)| *open > 0)
    {
        let groups = approval.groups_at(rule, case_instant(approval));
        // Which directory roles a rule asks for beside a role in the chat is in the details.
        let who = match verbosity {
            Verbosity::Full => name_groups(localizer, groups),
            _ => name_groups_in_short(localizer, groups),
        };
        let arguments = [("quorum", open.into()), ("roles", who.into())];
        lines.push(localizer.format("decision-needed", &arguments) + &reasons(localizer, request, rule));
        lines.extend(conditions(localizer, rule));
    }
    let is_asked_of_none = lines.is_empty();
    if !is_asked_of_none {
        lines.push(localizer.format("decision-not-those", &[("requester", requester.into())]));
    }
    let key = if is_asked_of_none { "decision-authority" } else { "decision-authority-too" };
    // On a card, the missing authority already stands beside the steps.
    if is_asked_of_none || verbosity == Verbosity::Full {
        lines.extend(
            missing_authority(localizer, request, verbosity).map(|who| localizer.format(key, &[("who", who.into())])),
        );
    }
    lines.extend(request.diagnosed.diagnosis.can_be_waived().then(|| localizer.text("decision-waive")));
    lines.extend(approval.looking.iter().map(|(member, since)| {
        let name = escape(&member.name, NAME_CHARS_MAX);
        localizer.format("decision-looking", &[("name", name.into()), ("when", relative(*since).into())])
    }));
    lines
}

/// Returns the instant of the last reminder stage that the case has reached. A card is a function of its case, not of
/// the clock.
fn case_instant(approval: &Approval) -> jiff::Timestamp {
    let last = approval.stages_reached.checked_sub(1);
    let reached = last.and_then(|last| approval.reminder_stages().into_iter().nth(last));
    reached.map_or(approval.asked_at, |stage| stage.at)
}

/// Returns the reasons why a rule applies, of its conditions those that hold; empty for a rule that always applies.
fn reasons(localizer: &Localizer, request: &ApprovalRequest, rule: &ApprovalRule) -> String {
    if rule.when.contains(&When::Always) {
        return String::new();
    }
    let approval = &request.approval;
    let is_escalated = !approval.requirement.escalated.is_empty();
    let context = RuleContext::of(&request.diagnosed.diagnosis, is_escalated, approval.asked_at);
    let text = |when: &When| localizer.text_of("because", when.name().word());
    let holding: Vec<String> = rule.when.iter().filter(|when| context.is_so(when)).map(text).collect();
    let reasons = if holding.is_empty() {
        // The conditions that held when the rule was chosen can no longer be told apart.
        localizer.join_or(&rule.when.iter().map(text).collect::<Vec<_>>())
    } else {
        localizer.join_and(&holding)
    };
    format!(" {}", localizer.format("decision-because", &[("reasons", reasons.into())]))
}

fn conditions(localizer: &Localizer, rule: &ApprovalRule) -> Vec<String> {
    let sign_in =
        rule.fresh_sign_in_minutes.map(|minutes| localizer.format("decision-sign-in", &[("minutes", minutes.into())]));
    let typed = rule.typed_confirmation.then(|| localizer.text("decision-confirm"));
    sign_in.into_iter().chain(typed).collect()
}

/// Returns what a rule asks of the requester, who stands in for an approver.
fn conditions_alone(localizer: &Localizer, rule: &ApprovalRule) -> Vec<String> {
    let sign_in = rule
        .fresh_sign_in_minutes
        .map(|minutes| localizer.format("decision-alone-sign-in", &[("minutes", minutes.into())]));
    let typed = rule.typed_confirmation.then(|| localizer.text("decision-alone-confirm"));
    sign_in.into_iter().chain(typed).collect()
}

/// Returns what happens next if nobody decides; `None` if nothing does.
fn next_reminder(localizer: &Localizer, approval: &Approval) -> Option<String> {
    let stage = approval.next_reminder_stage()?;
    // The card is rendered again at that time, and is read before and after, so the text must be right in both cases:
    // it has the time and no distance.
    let is_today = stage.at.duration_since(approval.asked_at) < ONE_DAY;
    let when = ("when", if is_today { time_of_day(stage.at) } else { date_time(stage.at) }.into());
    match stage.kind {
        ReminderStageKind::Reminder => Some(localizer.format("decision-reminder", &[when])),
        ReminderStageKind::NextGroup => {
            let group = Group { from: stage.roles, ..Group::default() };
            let next = approval.requirement.rules.iter().filter_map(|rule| rule.then.as_ref());
            let group = next.map(|next| &next.group).find(|next| next.from == group.from).unwrap_or(&group);
            let who = name_groups_in_short(localizer, [group]);
            Some(localizer.format("decision-next-group", &[when, ("who", who.into())]))
        }
        ReminderStageKind::LastCall => None,
    }
}

/// Returns who has to countersign, and until when. With room, also what waits for it.
fn countersign_needed(localizer: &Localizer, awaiting: &AwaitingCountersign, verbosity: Verbosity) -> String {
    let groups: Vec<&Group> = awaiting.request.approval.requirement.rules.iter().map(|rule| &rule.group).collect();
    let who = name_groups_in_short(localizer, groups);
    let (key, meanwhile) = if awaiting.is_overdue {
        ("decision-overdue", "decision-overdue-meanwhile")
    } else {
        ("decision-owed", "decision-owed-meanwhile")
    };
    let is_minimal = verbosity == Verbosity::Minimal;
    let until = if is_minimal { date_time(awaiting.until) } else { date_time_and_distance(awaiting.until) };
    let needed = localizer.format(key, &[("who", who.into()), ("until", until.clone().into())]);
    if is_minimal {
        return needed;
    }
    format!("{needed} {}", localizer.format(meanwhile, &[("until", until.into())]))
}

/// Returns the member with the sign-in name of their account, which is behind the decision: anybody can choose any name in the chat.
fn decided_by(localizer: &Localizer, decision: &Decision) -> String {
    let name = escape(&decision.by.name, NAME_CHARS_MAX);
    if decision.upn.is_empty() {
        return name;
    }
    let upn = escape(&decision.upn, NAME_CHARS_MAX);
    localizer.format("decision-by", &[("name", name.into()), ("upn", upn.into())])
}

fn decision(localizer: &Localizer, key: &str, decision: &Decision, verbosity: Verbosity) -> String {
    let (chars_max, when) = match verbosity {
        Verbosity::Minimal => (REASON_CHARS_LEAST, date_time(decision.at)),
        Verbosity::Short => (REASON_CHARS_SHORT, date_time(decision.at)),
        Verbosity::Normal | Verbosity::Full => (REASON_CHARS_MAX, date_time_and_distance(decision.at)),
    };
    let reason = decision.reason.as_deref().unwrap_or_default();
    localizer.format(
        key,
        &[
            ("name", decided_by(localizer, decision).into()),
            ("when", when.into()),
            ("reason", escape(reason, chars_max).into()),
        ],
    )
}

/// Returns the people whose decisions an approval waits for: those that the rules still need or, if there are enough,
/// those who have the missing authority.
pub fn awaited(localizer: &Localizer, request: &ApprovalRequest) -> String {
    awaited_with(localizer, request, Verbosity::Normal)
}

fn awaited_with(localizer: &Localizer, request: &ApprovalRequest, verbosity: Verbosity) -> String {
    let approval = &request.approval;
    let guard = Guard::of(&request.diagnosed.diagnosis.account);
    let open = approval.requirement.rules.iter().zip(approval.open_places(&guard)).filter(|(_, open)| *open > 0);
    let mut all: Vec<String> = open
        .map(|(rule, open)| {
            let roles = name_groups_in_short(localizer, approval.groups_at(rule, case_instant(approval)));
            localizer.format("awaited-members", &[("count", open.into()), ("roles", roles.into())])
        })
        .collect();
    // A card that is short of room has the missing authority beside the steps or in the details.
    if all.is_empty() || verbosity == Verbosity::Normal {
        let authority = missing_authority(localizer, request, verbosity);
        all.extend(authority.map(|who| localizer.format("awaited-authority", &[("who", who.into())])));
    }
    localizer.join_and(&all)
}

/// Returns the roles that an approver needs, for each step that nobody has the authority for yet.
fn missing_authority(
    localizer: &Localizer,
    request: &ApprovalRequest,
    verbosity: Verbosity,
) -> impl Iterator<Item = String> {
    let guard = Guard::of(&request.diagnosed.diagnosis.account);
    let missing =
        request.approval.requirement.escalated.iter().filter(|step| request.approval.lacks_authority(**step, &guard));
    let mut who: Vec<String> =
        missing.map(|step| roles_in_short(localizer, &who_reaches(step.power(), &guard), verbosity)).collect();
    who.dedup();
    who.into_iter()
}
