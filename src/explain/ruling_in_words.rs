//! What a command says, in words for people.

use std::fmt;

use super::command::{Applying, Asks, Circumstances, Ground, Ruling};
use super::{Actor, and, listed};

/// What a command says to whoever would act.
pub(super) struct Said<'a> {
    ruling: &'a Ruling,
    actor: &'a Actor,
}

impl Ruling {
    pub(super) const fn by<'a>(&'a self, actor: &'a Actor) -> Said<'a> {
        Said { ruling: self, actor }
    }
}

/// One line each: the step, who may ask, what was supposed, the verdict, the rules, and whose authority it takes.
impl fmt::Display for Said<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { ruling, actor } = self;
        writeln!(out, "{}", step(ruling))?;
        let (chat, directory) = (or(&ruling.types_it), or(&ruling.may_ask));
        let may = if ruling.may_ask_by_directory_role { "may" } else { "may not" };
        writeln!(out, "To ask takes {chat} in Discord and {directory} in the directory: {actor} {may}.")?;
        writeln!(out, "{}", supposed(&ruling.supposing))?;
        for group in &ruling.groups_without_rule {
            writeln!(out, "No rule asks about the group `{group}`.")?;
        }
        writeln!(out, "{}", verdict(ruling))?;
        for rule in &ruling.rules {
            writeln!(out, "  Rule {}, {}: {}", rule.number, condition(rule), demand(rule))?;
        }
        writeln!(out, "{}", authority(ruling, actor))
    }
}

fn step(ruling: &Ruling) -> String {
    let name = &ruling.name;
    let as_if = "What follows is as if it did.";
    if ruling.findings.is_empty() && !ruling.whatever_was_found {
        return format!("/{name} does not take this step: nothing in its runbook leads to it. {as_if}");
    }
    let words: Vec<&str> = ruling.findings.iter().map(|finding| finding.word()).collect();
    let when =
        if ruling.whatever_was_found { "whatever was found".to_owned() } else { format!("against {}", or(&words)) };
    if let Some(obstacle) = ruling.withheld {
        return format!("/{name} takes this step {when}, and not on such a target ({}). {as_if}", obstacle.word());
    }
    let others: Vec<&str> = ruling.together_with.iter().map(|step| step.word()).collect();
    if others.is_empty() {
        return format!("/{name} takes this step {when}.");
    }
    let others = and(&others);
    format!("/{name} takes this step {when}, together with {others}. This is about the one step alone.")
}

fn supposed(circumstances: &Circumstances) -> String {
    let Circumstances { in_groups, guest, synced, at_risk, blocked_by_security, look_alike, asked_recently, at } =
        circumstances;
    let states = [
        (*guest, "is a guest"),
        (*synced, "is synced from Active Directory on premises"),
        (*at_risk, "may be in the hands of somebody else"),
        (*blocked_by_security, "was blocked by those who guard the tenant"),
        (*look_alike, "is called nearly like another account"),
        (*asked_recently, "had something done to it some days ago"),
    ];
    let groups = in_groups.iter().map(|group| format!("is in the group `{group}`"));
    let states = states.into_iter().filter(|(is_so, _)| *is_so).map(|(_, words)| words.to_owned());
    let all: Vec<String> = groups.chain(states).collect();
    if all.is_empty() {
        return format!("Supposed: the target is otherwise an ordinary account, and it is {at}.");
    }
    format!("Supposed: the target {}, and it is {at}.", all.join(", "))
}

fn verdict(ruling: &Ruling) -> String {
    match &ruling.decided_by {
        Ground::OutOfReach => {
            "Refused, before any rule is asked: nobody's role reaches such a target for this step.".to_owned()
        }
        Ground::NoRule => "Refused: no rule applies, so nobody is named who could agree.".to_owned(),
        Ground::RefusingRule { number } => format!("Refused, by rule {number}."),
        Ground::Rules { numbers } => match numbers.as_slice() {
            [one] => format!("Agreement is asked for, by rule {one}."),
            several => format!(
                "Agreement is asked for, by the rules {}: each takes people of its own, and the shortest window counts.",
                and(several)
            ),
        },
    }
}

fn condition(rule: &Applying) -> String {
    let Applying { because, groups, hours, .. } = rule;
    match hours {
        Some(hours) => format!("{because} ({hours})"),
        None if groups.is_empty() => (*because).to_owned(),
        None => format!("{because} ({})", or(groups)),
    }
}

fn demand(rule: &Applying) -> String {
    match (&rule.refuse, &rule.asks) {
        (Some(words), _) => format!("it is not done. {words}"),
        (None, Some(asks)) => asked(asks),
        (None, None) => String::new(),
    }
}

fn asked(asks: &Asks) -> String {
    let Asks { from, directory_roles, quorum, window_minutes, .. } = asks;
    let people = if *quorum == 1 { "person" } else { "people" };
    let group = group(from, directory_roles);
    let mut words = vec![format!("{quorum} {people} with {group}, within {}", spelled(*window_minutes))];
    words.extend(asks.remind_minutes.map(|minutes| format!("called once more after {}", spelled(minutes))));
    words.extend(asks.then.as_ref().map(|next| {
        let group = self::group(&next.from, &next.directory_roles);
        format!("after {} of silence also whoever has {group}", spelled(next.after_minutes))
    }));
    words.extend(
        asks.fresh_sign_in_minutes
            .map(|minutes| format!("each has signed in for this case, at most {} before", spelled(minutes))),
    );
    words.extend(asks.typed_confirmation.then(|| "each types the sign-in name of the target".to_owned()));
    format!("{}.", words.join("; "))
}

/// One of the roles of each kind that is asked for.
fn group(from: &[impl ToString], directory_roles: &[impl ToString]) -> String {
    let in_chat = || format!("{} in Discord", or(from));
    let in_directory = || format!("{} in the directory", or(directory_roles));
    match (from.is_empty(), directory_roles.is_empty()) {
        (false, false) => format!("{} and {}", in_chat(), in_directory()),
        (true, false) => in_directory(),
        (_, true) => in_chat(),
    }
}

fn authority(ruling: &Ruling, actor: &Actor) -> String {
    let Ruling { approver_must_hold, or_in_their_unit, .. } = ruling;
    if !ruling.escalated {
        return format!("The step is not above {actor}.");
    }
    let in_unit = || format!("{} for an administrative unit that the target is in", or(or_in_their_unit));
    let roles = match (approver_must_hold.is_empty(), or_in_their_unit.is_empty()) {
        (true, true) => return format!("The step is above {actor}."),
        (false, true) => or(approver_must_hold),
        (true, false) => in_unit(),
        (false, false) => format!("{}; or {}", or(approver_must_hold), in_unit()),
    };
    format!("The step is above {actor}. Somebody who approves must hold {roles}.")
}

/// `A, B or C`.
fn or(all: &[impl ToString]) -> String {
    listed(all, "or")
}

fn spelled(minutes: u32) -> String {
    let (count, unit) = match minutes {
        days if days % (24 * 60) == 0 => (days / (24 * 60), "day"),
        hours if hours % 60 == 0 => (hours / 60, "hour"),
        minutes => (minutes, "minute"),
    };
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {unit}{plural}")
}
