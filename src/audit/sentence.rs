//! One entry of the journal in one English sentence, for the terminal.

use std::borrow::Cow;

use crate::domain::account::Account;
use crate::domain::command::Group;
use crate::domain::decision::Vote;
use crate::domain::diagnosis::{Change, Diagnosis};
use crate::domain::event::{Entry, Event, Opening};
use crate::domain::link::{PersonEvent, ProofMethod};
use crate::domain::outcome::{LookAt, Outcome};
use crate::domain::people::{DirectoryRole, HeldRole, Member};
use crate::domain::refusal::Refusal;
use crate::domain::run::{DeliveryEnd, StepResponse, Verification};
use crate::domain::{ObjectId, Trouble};

/// The sentence. Text from outside is shown with everything unprintable escaped.
pub fn of(entry: &Entry) -> String {
    match entry {
        Entry::Case(event) => of_event(event),
        Entry::Person { person } => of_person(person),
        Entry::Unrouted { unrouted } => {
            let who = unrouted.member.as_ref().map_or_else(|| "somebody".to_owned(), member);
            format!("{who} was turned away ({}): {}", unrouted.refusal.rule(), plain(&unrouted.what))
        }
    }
}

fn of_person(person: &PersonEvent) -> String {
    let proved = |how: &ProofMethod| match how {
        ProofMethod::Code => "by a sign-in",
        ProofMethod::Device => "by a sign-in on another device",
    };
    let who = member(person.member());
    match person {
        PersonEvent::Linked { tenant, account, upn, how, .. } => {
            format!("{who} proved {} to have {} ({account}) in tenant {tenant}", proved(how), plain(upn))
        }
        PersonEvent::Unlinked { tenant, account, .. } => {
            format!("{who} gave up the link to {account} in tenant {tenant}")
        }
        PersonEvent::LinkRefused { tenant, account, how, refusal, .. } => {
            let claimed = account.as_ref().map_or_else(|| "an account".to_owned(), ObjectId::to_string);
            let why = match refusal {
                Refusal::SignInDeclined { code, message } => format!(": {} {}", plain(code), plain(message)),
                Refusal::SignInFailed { trouble } => format!(": {}", troubled(trouble)),
                _ => String::new(),
            };
            let rule = refusal.rule();
            format!("{who} was not linked to {claimed} {} in tenant {tenant} ({rule}){why}", proved(how))
        }
    }
}

fn of_event(event: &Event) -> String {
    match event {
        Event::Opened(opening) => opened(opening),
        Event::RequesterAccepted { standing } => {
            let roles: Vec<String> = standing.roles.iter().map(held_role).collect();
            format!("the requester is {} and holds: {}", plain(&standing.upn), roles.join(", "))
        }
        Event::Diagnosed { diagnosis } => diagnosed(diagnosis),
        Event::ApprovalAsked { .. }
        | Event::ReminderStageReached { .. }
        | Event::Pinged { .. }
        | Event::Joined { .. }
        | Event::LookedAt { .. }
        | Event::GlassBroken { .. }
        | Event::CountersignRequired { .. }
        | Event::CountersignOverdue { .. }
        | Event::Countersigned { .. } => of_agreement(event),
        Event::CardPosted { message } => format!("the card is message {message}"),
        Event::Decided { decision } => {
            let did = match decision.vote {
                Vote::Approve => "approved",
                Vote::Deny => "denied",
            };
            let why = decision.reason.as_ref().map_or_else(String::new, |reason| format!(": {}", plain(reason)));
            let signed_in = decision.signed_in_at.map_or_else(String::new, |at| format!(" (signed in for it at {at})"));
            let (who, account, plan) = (member(&decision.by), &decision.account, decision.plan);
            format!("{who} ({account}) {did} plan {plan}{signed_in}{why}")
        }
        Event::PressRefused { member: who, verb, refusal, .. } => {
            format!("{} pressed {}, which did not count ({})", member(who), verb.word(), refusal.rule())
        }
        Event::Lapsed { changes, diagnosis } => {
            format!("the approval lapsed, changed: {}; {}", words_of(changes), diagnosed(diagnosis))
        }
        Event::StepIntended(intent) => {
            let (number, attempt, operation) = (intent.step + 1, intent.attempt, &intent.operation);
            format!("step {number}, try {attempt}: will be called with client-request-id {operation}")
        }
        Event::StepAnswered { step, answer } => format!("step {}: {}", step + 1, answered(answer)),
        Event::StepReconciled { step, took_effect: true } => {
            format!("step {}: reading shows that it took effect", step + 1)
        }
        Event::StepReconciled { step, took_effect: false } => {
            format!("step {}: reading shows that it did not take effect", step + 1)
        }
        Event::StepVerified { step, verification } => match verification {
            Verification::Seen => format!("step {}: its effect was seen", step + 1),
            Verification::NotYet => format!("step {}: its effect is not visible yet", step + 1),
            Verification::Unreadable(trouble) => {
                format!("step {}: its effect could not be looked for: {}", step + 1, troubled(trouble))
            }
        },
        Event::Waived { waiver, diagnosis, .. } => {
            let signs: Vec<&str> = waiver.signs.iter().map(|sign| sign.word()).collect();
            let (who, account, signs) = (member(&waiver.by), &waiver.account, signs.join(", "));
            let reason = plain(&waiver.reason);
            format!("{who} ({account}) waived {signs}: {reason}; {}", diagnosed(diagnosis))
        }
        Event::SecretKept { .. } | Event::SecretTaken { .. } | Event::SecretEnded { .. } => of_secret(event),
        Event::Withdrawn { by, .. } => format!("{} withdrew it", member(by)),
        Event::Closed { outcome } => format!("closed: {}", ended(outcome)),
        Event::Settled => "the end was shown".to_owned(),
    }
}

/// The way of a password or a pass to the one who may see it.
fn of_secret(event: &Event) -> String {
    match event {
        Event::SecretKept { outcome, until, .. } => {
            format!("the password or pass is kept in memory until {until}; then: {}", ended(outcome))
        }
        Event::SecretTaken { by, .. } => format!("{} asked for the password or pass, and gets it now", member(by)),
        Event::SecretEnded { end } => match end {
            DeliveryEnd::Seen => "it was shown to them once, and is gone".to_owned(),
            DeliveryEnd::Expired => "nobody asked for it in time; it is gone unseen".to_owned(),
            DeliveryEnd::Restarted => "the program was stopped while it was kept; it is gone unseen".to_owned(),
            DeliveryEnd::Undelivered => "it was sent and may not have arrived; it is gone".to_owned(),
        },
        other => other.name().replace('_', " "),
    }
}

/// Returns the sentence of an event around an approval, except for decisions.
fn of_agreement(event: &Event) -> String {
    match event {
        Event::ApprovalAsked { plan, alone_minutes: Some(minutes), .. } => {
            format!("nobody else is known; the requester may go on alone after {minutes} minutes with plan {plan}")
        }
        Event::ApprovalAsked { plan, rules, escalated, .. } => {
            let asked = rules.iter().map(|rule| format!("{} of {}", rule.quorum, group(&rule.group)));
            let steps: Vec<&str> = escalated.iter().map(|step| step.word()).collect();
            let above = if steps.is_empty() { String::new() } else { format!("; escalated: {}", steps.join(", ")) };
            format!("approval asked of {} for plan {plan}{above}", asked.collect::<Vec<_>>().join(" and "))
        }
        Event::ReminderStageReached { stage } => format!("nobody has decided: {}", stage.word().replace('_', " ")),
        Event::Pinged { message, .. } => match message {
            Some(message) => format!("people were called to the card with message {message}"),
            None => "people could not be called to the card".to_owned(),
        },
        Event::Joined { joined } => {
            let why = joined.reason.as_ref().map_or_else(String::new, |reason| format!(": {}", plain(reason)));
            format!("{} ({}) asked for the same in case {}{why}", member(&joined.member), joined.account, joined.case)
        }
        Event::LookedAt { by, .. } => format!("{} is looking at it", member(by)),
        Event::GlassBroken { decision, countersign_minutes } => {
            let reason = plain(decision.reason.as_deref().unwrap_or_default());
            let (who, account, plan) = (member(&decision.by), &decision.account, decision.plan);
            format!(
                "{who} ({account}) broke the glass for plan {plan}, to be countersigned within {countersign_minutes} minutes: {reason}"
            )
        }
        Event::CountersignRequired { outcome, until } => format!("{}; to be countersigned by {until}", ended(outcome)),
        Event::CountersignOverdue { until } => {
            format!("not countersigned in time; everybody is called again at {until}")
        }
        Event::Countersigned { decision } => {
            format!("{} ({}) countersigned plan {}", member(&decision.by), decision.account, decision.plan)
        }
        other => other.name().replace('_', " "),
    }
}

fn opened(opening: &Opening) -> String {
    let extra = |name: &str, text: &Option<String>| {
        text.as_ref().map_or_else(String::new, |text| format!(" {name}:{}", plain(text)))
    };
    format!(
        "{} typed /{} user:{}{}{} in channel {} of tenant {}",
        member(&opening.member),
        plain(&opening.command),
        plain(&opening.user),
        extra("reason", &opening.reason),
        extra("ticket", &opening.ticket),
        opening.origin.channel,
        opening.tenant,
    )
}

fn diagnosed(diagnosis: &Diagnosis) -> String {
    let Account { object_id, upn, .. } = &diagnosis.account;
    let found: Vec<&str> = diagnosis.findings.iter().map(|finding| finding.kind.word()).collect();
    let steps: Vec<&str> = diagnosis.plan.steps.iter().map(|step| step.word()).collect();
    let gaps: Vec<&str> = diagnosis.account.gaps().iter().map(|gap| gap.topic.word()).collect();
    let unread = if gaps.is_empty() { String::new() } else { format!("; could not read: {}", gaps.join(", ")) };
    let plan = if steps.is_empty() { "nothing".to_owned() } else { steps.join(", ") };
    format!("{} ({object_id}): {}; to do: {plan}{unread}", plain(upn), found.join(", "))
}

fn answered(answer: &StepResponse) -> String {
    match answer {
        StepResponse::Taken(receipt) => {
            let status = receipt.status.map_or_else(|| "no status".to_owned(), |status| status.to_string());
            format!("Microsoft took it ({status}, request id {})", receipt.request_id.as_deref().unwrap_or("none"))
        }
        StepResponse::Refused(trouble) => format!("Microsoft refused it: {}", troubled(trouble)),
        StepResponse::None(trouble) => format!("no answer: {}", troubled(trouble)),
    }
}

fn ended(outcome: &Outcome) -> String {
    match outcome {
        Outcome::NothingFound => "nothing found".to_owned(),
        Outcome::Advised => "advised; nothing was changed".to_owned(),
        Outcome::Refused { refusal } => format!("refused ({})", refusal.rule()),
        Outcome::Unavailable { trouble } => format!("unavailable: {}", troubled(trouble)),
        Outcome::Joined { case } => format!("joined case {case}"),
        Outcome::Denied => "denied".to_owned(),
        Outcome::Expired => "expired".to_owned(),
        Outcome::Withdrawn => "withdrawn".to_owned(),
        Outcome::Completed => "completed".to_owned(),
        Outcome::NeedsHuman { step, look_at } => {
            let why = match look_at {
                LookAt::StepRefused(trouble) => troubled(trouble),
                LookAt::OutcomeUnknown(trouble) => {
                    trouble.as_ref().map_or_else(|| "outcome unknown after a restart".to_owned(), troubled)
                }
                LookAt::Unreadable(trouble) => format!("could not be read again: {}", troubled(trouble)),
                LookAt::AccountChanged(changes) => format!("changed on the way: {}", words_of(changes)),
                LookAt::AuthorityLost(refusal) => format!("authority lost ({})", refusal.rule()),
            };
            format!("needs a human at step {}: {why}", step + 1)
        }
    }
}

fn words_of(changes: &[Change]) -> String {
    changes.iter().map(|change| change.word()).collect::<Vec<_>>().join(", ")
}

fn troubled(trouble: &Trouble) -> String {
    let status = trouble.status.map_or_else(|| "no answer".to_owned(), |status| status.to_string());
    let request = trouble.request_id.as_deref().unwrap_or("none");
    format!("{} {status} {}, request id {request}", plain(&trouble.call), plain(&trouble.code))
}

fn member(member: &Member) -> String {
    format!("{} ({})", plain(&member.name), member.id)
}

/// A role with the unit to which it is bound and the instant at which it ends, where it is.
fn held_role(held: &HeldRole) -> String {
    let unit = held.unit.as_ref().map_or_else(String::new, |unit| format!(" for unit {unit}"));
    let until = held.until.map_or_else(String::new, |until| format!(" until {until}"));
    format!("{}{unit}{until}", held.role.name())
}

fn group(group: &Group) -> String {
    let chat: Vec<Cow<'_, str>> = group.from.iter().map(|role| role.0.as_str().into()).collect();
    let directory: Vec<Cow<'_, str>> = group.directory_roles.iter().map(DirectoryRole::name).collect();
    let lists = [chat, directory].into_iter().filter(|list| !list.is_empty()).map(|list| list.join(" or "));
    lists.collect::<Vec<_>>().join(" who is ")
}

/// A terminal obeys what it prints, and a reader believes it; so nothing is printed that moves the cursor, hides, or turns the
/// direction of reading.
fn plain(text: &str) -> String {
    text.chars().fold(String::new(), |mut plain, letter| {
        let invisible =
            matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}');
        if letter.is_control() || invisible {
            plain.extend(letter.escape_unicode());
        } else {
            plain.push(letter);
        }
        plain
    })
}
