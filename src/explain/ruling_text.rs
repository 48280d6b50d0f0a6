//! A ruling as text.

use std::fmt;

use super::by_hand::{WorkByHand, WorkPlace};
use super::command::{ApplicableRule, ApprovalDemand, Circumstances, DecisionBasis, Ruling};
use super::{and, listed};

/// Formats one line each for the step, the requesters, the assumptions, the verdict, the rules, and the authority.
impl fmt::Display for Ruling {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(out, "{}", step(self))?;
        self.by_hand.iter().try_for_each(|work| writeln!(out, "{}", work_by_hand(work)))?;
        let (chat, directory) = (or(&self.types_it), or(&self.may_ask));
        let enough = if self.may_ask_by_directory_role { "are" } else { "are not" };
        writeln!(
            out,
            "Requesters need {chat} in Discord and {directory} in the directory: the actor's directory roles {enough} \
             enough."
        )?;
        writeln!(out, "{}", assumptions(&self.supposing))?;
        for group in &self.groups_without_rule {
            writeln!(out, "No rule names the group `{group}`.")?;
        }
        writeln!(out, "{}", verdict(self))?;
        for rule in &self.rules {
            writeln!(out, "  Rule {}, {}: {}", rule.number, condition(rule), demand(rule))?;
        }
        writeln!(out, "{}", authority(self))
    }
}

fn step(ruling: &Ruling) -> String {
    let name = &ruling.name;
    let as_if = "The following is as if it did.";
    if ruling.findings.is_empty() && !ruling.whatever_was_found {
        let reason = match (ruling.is_by_hand, ruling.supposing.synced) {
            (true, false) => {
                "people do it, and only where Active Directory on premises is the master (--target-synced)"
            }
            (true, true) => "it has no section `[by_hand]`, or its runbook has no step that asks for it",
            (false, _) => "its runbook does not have it",
        };
        return format!("/{name} does not take this step: {reason}. {as_if}");
    }
    let words: Vec<&str> = ruling.findings.iter().map(|finding| finding.word()).collect();
    let when =
        if ruling.whatever_was_found { "whatever the findings".to_owned() } else { format!("for {}", or(&words)) };
    if let Some(obstacle) = ruling.withheld {
        return format!("/{name} takes this step {when}, but not on such a target ({}). {as_if}", obstacle.word());
    }
    let others: Vec<&str> = ruling.together_with.iter().map(|step| step.word()).collect();
    if others.is_empty() {
        return format!("/{name} takes this step {when}.");
    }
    let others = and(&others);
    format!("/{name} takes this step {when}, together with {others}. The following is about this step alone.")
}

fn work_by_hand(work: &WorkByHand) -> String {
    let WorkByHand { step, place, from, window_minutes, remind_minutes } = work;
    let step = step.word();
    let asked = match place {
        WorkPlace::Itself => "People do it in Active Directory".to_owned(),
        WorkPlace::Beside => format!("People do {step} in Active Directory beside it"),
        WorkPlace::Before => format!("People do {step} in Active Directory before it"),
        WorkPlace::Instead => format!("People do {step} in Active Directory in its place"),
    };
    let mut parts = vec![format!("{asked}: {} in Discord, within {}", or(from), duration(*window_minutes))];
    parts.extend(remind_minutes.map(|minutes| format!("reminder after {}", duration(minutes))));
    format!("{}.", parts.join("; "))
}

fn assumptions(circumstances: &Circumstances) -> String {
    let Circumstances { in_groups, guest, synced, at_risk, blocked_by_security, look_alike, asked_recently, at } =
        circumstances;
    let states = [
        (*guest, "is a guest"),
        (*synced, "is synced from on-premises Active Directory"),
        (*at_risk, "shows signs of compromise"),
        (*blocked_by_security, "was blocked by the security team"),
        (*look_alike, "has nearly the same name as another account"),
        (*asked_recently, "was the target of a case some days ago"),
    ];
    let groups = in_groups.iter().map(|group| format!("is in the group `{group}`"));
    let states = states.into_iter().filter(|(applies, _)| *applies).map(|(_, words)| words.to_owned());
    let all: Vec<String> = groups.chain(states).collect();
    if all.is_empty() {
        return format!("Assumed: the target is otherwise an ordinary account, and the time is {at}.");
    }
    format!("Assumed: the target {}, and the time is {at}.", all.join(", "))
}

fn verdict(ruling: &Ruling) -> String {
    match &ruling.decided_by {
        DecisionBasis::OutOfReach => {
            "Refused before any rule is checked: no role reaches such a target for this step.".to_owned()
        }
        DecisionBasis::NoRule => "Refused: no rule applies, so there are no approvers.".to_owned(),
        DecisionBasis::RefusingRule { number } => format!("Refused by rule {number}."),
        DecisionBasis::Rules { numbers } => match numbers.as_slice() {
            [one] => format!("Needs approval by rule {one}."),
            several => format!(
                "Needs approval by rules {}: each needs its own approvers, and the shortest window applies.",
                and(several)
            ),
        },
    }
}

fn condition(rule: &ApplicableRule) -> String {
    let ApplicableRule { because, groups, hours, .. } = rule;
    match hours {
        Some(hours) => format!("{because} ({hours})"),
        None if groups.is_empty() => (*because).to_owned(),
        None => format!("{because} ({})", or(groups)),
    }
}

fn demand(rule: &ApplicableRule) -> String {
    match (&rule.refuse, &rule.approvals) {
        (Some(words), _) => format!("refuses. {words}"),
        (None, Some(demand)) => approvals(demand),
        (None, None) => String::new(),
    }
}

fn approvals(demand: &ApprovalDemand) -> String {
    let ApprovalDemand { from, directory_roles, directory_groups, quorum, window_minutes, .. } = demand;
    let approvers = if *quorum == 1 { "approver" } else { "approvers" };
    let group = group(from, directory_roles, directory_groups);
    let mut parts = vec![format!("{quorum} {approvers} with {group}, within {}", duration(*window_minutes))];
    parts.extend(demand.remind_minutes.map(|minutes| format!("reminder after {}", duration(minutes))));
    parts.extend(demand.then.as_ref().map(|next| {
        let group = self::group(&next.from, &next.directory_roles, &next.directory_groups);
        format!("after {} without a decision also approvers with {group}", duration(next.after_minutes))
    }));
    parts.extend(
        demand
            .fresh_sign_in_minutes
            .map(|minutes| format!("each must have signed in for this case within the last {}", duration(minutes))),
    );
    parts.extend(demand.typed_confirmation.then(|| "each must type the sign-in name of the target".to_owned()));
    format!("{}.", parts.join("; "))
}

/// Returns one of the roles or groups of each kind that the rule names.
fn group(from: &[impl ToString], directory_roles: &[impl ToString], directory_groups: &[impl ToString]) -> String {
    let in_chat = || format!("{} in Discord", or(from));
    let roles = directory_roles.iter().map(ToString::to_string);
    let held: Vec<String> =
        roles.chain(directory_groups.iter().map(|group| format!("the group {}", group.to_string()))).collect();
    let in_directory = || format!("{} in the directory", or(&held));
    match (from.is_empty(), held.is_empty()) {
        (false, false) => format!("{} and {}", in_chat(), in_directory()),
        (true, false) => in_directory(),
        (_, true) => in_chat(),
    }
}

fn authority(ruling: &Ruling) -> String {
    let Ruling { approver_must_hold, or_in_their_unit, .. } = ruling;
    if !ruling.escalated {
        return "The actor's roles are enough for this step.".to_owned();
    }
    let not_enough = "The actor's roles are not enough for this step.";
    let in_unit = || format!("{} for an administrative unit that the target is in", or(or_in_their_unit));
    let roles = match (approver_must_hold.is_empty(), or_in_their_unit.is_empty()) {
        (true, true) => return not_enough.to_owned(),
        (false, true) => or(approver_must_hold),
        (true, false) => in_unit(),
        (false, false) => format!("{}; or {}", or(approver_must_hold), in_unit()),
    };
    format!("{not_enough} One of the approvers must hold {roles}.")
}

/// Returns `A, B or C`.
fn or(all: &[impl ToString]) -> String {
    listed(all, "or")
}

fn duration(minutes: u32) -> String {
    let (count, unit) = match minutes {
        days if days % (24 * 60) == 0 => (days / (24 * 60), "day"),
        hours if hours % 60 == 0 => (hours / 60, "hour"),
        minutes => (minutes, "minute"),
    };
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {unit}{plural}")
}
