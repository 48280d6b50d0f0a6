//! Who has to decide and who has, in words; and on whose authority each step rests.

use jiff::SignedDuration;

use super::Room;
use super::localizer::Localizer;
use super::refusals::{asked_of, directory_roles};
use super::text::{
    NAME_CHARS_MAX, REASON_CHARS_LEAST, REASON_CHARS_MAX, REASON_CHARS_SHORT, at_time, day, on_day, outside, relative,
    time_of_day,
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

/// So many directory roles are named where any of many is enough.
const ROLES_NAMED_MAX: usize = 2;

/// What is so far off needs its date.
const DAY: SignedDuration = SignedDuration::from_hours(24);

/// Why whoever decides should look twice, a line each; of those who are called nearly the same, so many.
pub fn warnings(localizer: &Localizer, warnings: &[Warning], look_alikes_max: usize) -> Vec<String> {
    let line = |warning: &Warning| match warning {
        Warning::OneEditAway(other) => {
            let (upn, name) = (outside(&other.upn, NAME_CHARS_MAX), outside(&other.display_name, NAME_CHARS_MAX));
            localizer.format("warning-one-edit-away", &[("upn", upn.into()), ("name", name.into())])
        }
        Warning::OtherDomain { typed } => {
            localizer.format("warning-other-domain", &[("domain", outside(typed, NAME_CHARS_MAX).into())])
        }
        Warning::DoneBefore { case } => localizer.format("warning-done-before", &[("case", case.to_string().into())]),
    };
    let (look_alikes, others): (Vec<&Warning>, Vec<&Warning>) =
        warnings.iter().partition(|warning| matches!(warning, Warning::OneEditAway(_)));
    let left = look_alikes.len().checked_sub(look_alikes_max).filter(|left| *left > 0);
    let more = left.map(|left| localizer.format("and-more", &[("count", left.into())]));
    // Where there is room for one, that there is one is what matters.
    let more = more.filter(|_| look_alikes_max > 1);
    let shown = look_alikes.into_iter().take(look_alikes_max).map(line).chain(more);
    shown.chain(others.into_iter().map(line)).map(|line| format!("• {line}")).collect()
}

/// On whose authority a step is taken, or whose it takes.
pub fn authority(
    localizer: &Localizer,
    asked: &ApprovalRequest,
    requester: &str,
    step: StepKind,
    room: Room,
) -> String {
    let guard = Guard::of(&asked.diagnosed.diagnosis.account);
    let power = step.power();
    let requesters = reaching_role(&asked.diagnosed.requester.roles, power, &guard).map(|held| (requester, held));
    let approvers = || {
        let reaching = |one: &'_ Decision| {
            reaching_role(&one.roles, power, &guard).cloned().map(|held| (one.by.name.clone(), held))
        };
        asked.approval.approvers().find_map(reaching)
    };
    let held_by = requesters.map(|(name, held)| (name.to_owned(), held.clone())).or_else(approvers);
    if let Some((name, held)) = held_by {
        let name = outside(&name, NAME_CHARS_MAX);
        // Where and how long it is held is under Details where there is the least room.
        let is_least = room == Room::Least;
        let role = if is_least { outside(&held.role.name(), NAME_CHARS_MAX) } else { held_role(localizer, &held) };
        return localizer.format("authority-held", &[("name", name.into()), ("role", role.into())]);
    }
    let steps = asked.diagnosed.diagnosis.plan.steps.len();
    if room == Room::Least && steps > STEPS_WITH_ROLES_MAX {
        return localizer.text("more-in-details");
    }
    let who = in_short(localizer, &who_reaches(power, &guard), room);
    let restricted = guard.shields.contains(&Shield::RestrictedManagement);
    let key = if restricted { "authority-needed-in-unit" } else { "authority-needed" };
    localizer.format(key, &[("who", who.into())])
}

/// Where there is the least room, beside so many steps at most it is said which roles are missing; else the details say it.
const STEPS_WITH_ROLES_MAX: usize = 4;

/// Roles of which any is enough: the first of them, which can do least besides, and how many others there are.
fn in_short(localizer: &Localizer, roles: &[DirectoryRole], room: Room) -> String {
    let named = if room == Room::Least { 1 } else { ROLES_NAMED_MAX };
    let count = roles.len().saturating_sub(named);
    if count < 2 {
        return directory_roles(localizer, roles);
    }
    let named: Vec<_> = roles.iter().take(named).map(DirectoryRole::name).collect();
    let first = outside(&named.join(", "), NAME_CHARS_MAX);
    localizer.format("or-others", &[("first", first.into()), ("count", count.into())])
}

/// A role with where and how long it is held, as far as that is less than everywhere and always.
pub fn held_role(localizer: &Localizer, held: &HeldRole) -> String {
    let role = outside(&held.role.name(), NAME_CHARS_MAX);
    let role = if held.unit.is_some() { localizer.format("role-in-unit", &[("role", role.into())]) } else { role };
    match held.until {
        Some(until) => localizer.format("role-until", &[("role", role.into()), ("until", relative(until).into())]),
        None => role,
    }
}

/// Who still has to decide, who has decided what, and how long is left; and where there is room, what a rule asks of them, and what
/// happens while nobody decides.
pub fn decisions(localizer: &Localizer, case: &Case, asked: &ApprovalRequest, room: Room) -> Vec<String> {
    let approval = &asked.approval;
    let is_open = matches!(case.phase(), Phase::Waiting(_));
    let mut lines = if is_open { needed(localizer, case, asked, room) } else { Vec::new() };
    if let ApprovalMode::BreakGlass { broken, .. } = &approval.mode {
        lines.push(decision(localizer, "decision-glass", broken, room));
    }
    lines.extend(approval.decisions.iter().map(|one| {
        let key = match (&approval.mode, one.vote, &one.reason) {
            (ApprovalMode::BreakGlass { broken, .. }, ..) if one.at >= broken.at => "decision-countersigned",
            (ApprovalMode::Alone { .. }, ..) => "decision-alone-meant",
            (_, Vote::Approve, _) => "decision-approved",
            (_, Vote::Deny, None) => "decision-denied",
            (_, Vote::Deny, Some(_)) => "decision-denied-why",
        };
        decision(localizer, key, one, room)
    }));
    // Countersigned is countersigned, though the case ends a moment later.
    let is_countersigned = || matches!(&approval.mode, ApprovalMode::BreakGlass { broken, .. } if approval.decisions.iter().any(|one| one.at >= broken.at));
    if let Phase::AwaitingCountersign(owing) = case.phase()
        && !is_countersigned()
    {
        lines.push(owed(localizer, owing, room));
    }
    if is_open && approval.not_before().is_none() {
        lines.extend(silence(localizer, approval).filter(|_| !matches!(room, Room::Little | Room::Least)));
        let until = at_time(approval.expires_at());
        lines.push(localizer.format("decision-until", &[("until", until.into())]));
    }
    lines
}

fn needed(localizer: &Localizer, case: &Case, asked: &ApprovalRequest, room: Room) -> Vec<String> {
    let approval = &asked.approval;
    let requester = outside(&case.opening().member.name, NAME_CHARS_MAX);
    if let Some(from) = approval.not_before() {
        let (from, until) = (at_time(from), at_time(approval.expires_at()));
        let arguments = [("requester", requester.into()), ("from", from.into()), ("until", until.into())];
        return vec![localizer.format("decision-alone", &arguments)];
    }
    if matches!(room, Room::Little | Room::Least) {
        return vec![localizer.format("decision-awaited", &[("who", awaited_in(localizer, asked, room).into())])];
    }
    let mut lines = Vec::new();
    for (rule, open) in approval.requirement.rules.iter().zip(approval.open_places()).filter(|(_, open)| *open > 0) {
        let who = asked_of(localizer, approval.groups_at(rule, case_instant(approval)));
        let arguments = [("quorum", open.into()), ("roles", who.into())];
        lines.push(localizer.format("decision-needed", &arguments) + &because(localizer, asked, rule));
        lines.extend(conditions(localizer, rule));
    }
    let is_asked_of_none = lines.is_empty();
    if !is_asked_of_none {
        lines.push(localizer.format("decision-not-those", &[("requester", requester.into())]));
    }
    let key = if is_asked_of_none { "decision-authority" } else { "decision-authority-too" };
    // On a card it stands beside the steps already that they take more than the requester has.
    if is_asked_of_none || room == Room::Answer {
        lines
            .extend(missing_authority(localizer, asked, room).map(|who| localizer.format(key, &[("who", who.into())])));
    }
    lines.extend(asked.diagnosed.diagnosis.can_be_waived().then(|| localizer.text("decision-waive")));
    lines.extend(approval.looking.iter().map(|(member, since)| {
        let name = outside(&member.name, NAME_CHARS_MAX);
        localizer.format("decision-looking", &[("name", name.into()), ("when", relative(*since).into())])
    }));
    lines
}

/// The instant that the rungs so far have brought the case to: a card is a function of its case, not of the clock.
fn case_instant(approval: &Approval) -> jiff::Timestamp {
    let last = approval.stages_reached.checked_sub(1);
    let reached = last.and_then(|last| approval.reminder_stages().into_iter().nth(last));
    reached.map_or(approval.asked_at, |rung| rung.at)
}

/// Why a rule asks, where it does not ask always: all that makes it apply, and nothing else that could have.
fn because(localizer: &Localizer, asked: &ApprovalRequest, rule: &ApprovalRule) -> String {
    if rule.when.contains(&When::Always) {
        return String::new();
    }
    let approval = &asked.approval;
    let is_escalated = !approval.requirement.escalated.is_empty();
    let scene = RuleContext::of(&asked.diagnosed.diagnosis, is_escalated, approval.asked_at);
    let in_words = |when: &When| localizer.text_of("because", when.name().word());
    let holding: Vec<String> = rule.when.iter().filter(|when| scene.is_so(when)).map(in_words).collect();
    let reasons = if holding.is_empty() {
        // What made it apply shows no more; it was one of these.
        localizer.join_or(&rule.when.iter().map(in_words).collect::<Vec<_>>())
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

/// What happens next while nobody decides.
fn silence(localizer: &Localizer, approval: &Approval) -> Option<String> {
    let rung = approval.next_reminder_stage()?;
    // A card is drawn again when the rung is reached, and is read before and after: the time of day is right in both.
    let is_today = rung.at.duration_since(approval.asked_at) < DAY;
    let when = ("when", if is_today { time_of_day(rung.at) } else { day(rung.at) }.into());
    match rung.kind {
        ReminderStageKind::Reminder => Some(localizer.format("decision-reminder", &[when])),
        ReminderStageKind::NextGroup => {
            let group = Group { from: rung.roles, directory_roles: Vec::new() };
            let next = approval.requirement.rules.iter().filter_map(|rule| rule.then.as_ref());
            let group = next.map(|next| &next.group).find(|next| next.from == group.from).unwrap_or(&group);
            let who = asked_of(localizer, [group]);
            Some(localizer.format("decision-next-group", &[when, ("who", who.into())]))
        }
        ReminderStageKind::LastCall => None,
    }
}

fn owed(localizer: &Localizer, owing: &AwaitingCountersign, room: Room) -> String {
    let groups: Vec<&Group> = owing.request.approval.requirement.rules.iter().map(|rule| &rule.group).collect();
    let who = asked_of(localizer, groups);
    let key = if owing.is_overdue { "decision-overdue" } else { "decision-owed" };
    let until = if room == Room::Least { day(owing.until) } else { on_day(owing.until) };
    localizer.format(key, &[("who", who.into()), ("until", until.into())])
}

fn decision(localizer: &Localizer, key: &str, decision: &Decision, room: Room) -> String {
    let (chars_max, when) = match room {
        Room::Least => (REASON_CHARS_LEAST, day(decision.at)),
        Room::Little => (REASON_CHARS_SHORT, day(decision.at)),
        Room::Card | Room::Answer => (REASON_CHARS_MAX, on_day(decision.at)),
    };
    let reason = decision.reason.as_deref().unwrap_or_default();
    localizer.format(
        key,
        &[
            ("name", outside(&decision.by.name, NAME_CHARS_MAX).into()),
            ("when", when.into()),
            ("reason", outside(reason, chars_max).into()),
        ],
    )
}

/// Whose decision an approval waits for: everybody who is still needed, and where there are enough, whoever lends the authority
/// that is still missing.
pub fn awaited(localizer: &Localizer, asked: &ApprovalRequest) -> String {
    awaited_in(localizer, asked, Room::Card)
}

fn awaited_in(localizer: &Localizer, asked: &ApprovalRequest, room: Room) -> String {
    let approval = &asked.approval;
    let open = approval.requirement.rules.iter().zip(approval.open_places()).filter(|(_, open)| *open > 0);
    let mut all: Vec<String> = open
        .map(|(rule, open)| {
            let roles = asked_of(localizer, approval.groups_at(rule, case_instant(approval)));
            localizer.format("awaited-members", &[("count", open.into()), ("roles", roles.into())])
        })
        .collect();
    // On a card that is short of room it stands beside the steps already, or under Details, what they take.
    if all.is_empty() || room == Room::Card {
        let authority = missing_authority(localizer, asked, room);
        all.extend(authority.map(|who| localizer.format("awaited-authority", &[("who", who.into())])));
    }
    localizer.join_and(&all)
}

/// The roles that somebody who approves must hold, for each step that rests on nobody yet.
fn missing_authority(localizer: &Localizer, asked: &ApprovalRequest, room: Room) -> impl Iterator<Item = String> {
    let guard = Guard::of(&asked.diagnosed.diagnosis.account);
    let missing =
        asked.approval.requirement.escalated.iter().filter(|step| asked.approval.lacks_authority(**step, &guard));
    let mut who: Vec<String> =
        missing.map(|step| in_short(localizer, &who_reaches(step.power(), &guard), room)).collect();
    who.dedup();
    who.into_iter()
}
