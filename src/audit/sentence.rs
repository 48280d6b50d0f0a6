//! One entry of the journal in one English sentence, for the terminal.

mod beside_cases;

use std::borrow::Cow;

use self::beside_cases::{of_operation, of_person, of_tenant};
use crate::domain::Trouble;
use crate::domain::account::Account;
use crate::domain::command::Group;
use crate::domain::decision::{Decision, Vote};
use crate::domain::diagnosis::{Change, Diagnosis};
use crate::domain::event::{Entry, Event, Opening, Origin, Repetition};
use crate::domain::outcome::{Breakdown, LookAt, Outcome};
use crate::domain::people::{DirectoryRole, HeldRole, Member};
use crate::domain::receiver::{Receiver, ReceiverRule, ReceiverSource};
use crate::domain::run::{DeliveryEnd, StepResponse, Verification};

/// The sentence. Text from outside is shown with everything unprintable escaped.
pub fn of(entry: &Entry) -> String {
    match entry {
        Entry::Case(event) => of_event(event),
        Entry::Person { person } => of_person(person),
        Entry::Tenant { tenant } => of_tenant(tenant),
        Entry::Operation { operation } => of_operation(operation),
        Entry::Unrouted { unrouted } => {
            let who = unrouted.member.as_ref().map_or_else(|| "somebody".to_owned(), member);
            let (rule, what) = (unrouted.refusal.rule(), plain(&unrouted.what));
            match &unrouted.repeated {
                None => format!("{who} was turned away ({rule}): {what}"),
                Some(Repetition { count, first, last, .. }) => {
                    let times = if *count == 1 { "once more".to_owned() } else { format!("{count} more times") };
                    format!("{who} was turned away {times} since {first} until {last} ({rule}): {what}")
                }
            }
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
        | Event::AloneChecked
        | Event::ReminderStageReached { .. }
        | Event::Pinged { .. }
        | Event::Joined { .. }
        | Event::LookedAt { .. }
        | Event::IdentityChecked { .. }
        | Event::GlassBroken { .. }
        | Event::CountersignRequired { .. }
        | Event::CountersignOverdue { .. }
        | Event::Countersigned { .. } => of_agreement(event),
        Event::CardPosted { message } => format!("the card is message {message}"),
        Event::Decided { decision, receiver } => {
            let did = match decision.vote {
                Vote::Approve => "approved",
                Vote::Deny => "denied",
            };
            let why = decision.reason.as_ref().map_or_else(String::new, |reason| format!(": {}", plain(reason)));
            let signed_in = decision.signed_in_at.map_or_else(String::new, |at| format!(" (signed in for it at {at})"));
            let (who, account, plan) = (member(&decision.by), account_of(decision), decision.plan);
            let sees = for_whom(receiver.as_ref());
            format!("{who} ({account}) {did} plan {plan}{signed_in}{why}{sees}")
        }
        Event::PressRefused { member: who, verb, refusal, .. } => {
            format!("{} pressed {}, which did not count ({})", member(who), verb.word(), refusal.rule())
        }
        Event::Lapsed { changes, diagnosis } => {
            format!("the approval lapsed, changed: {}; {}", words_of(changes), diagnosed(diagnosis))
        }
        Event::StepIntended(_)
        | Event::StepAnswered { .. }
        | Event::StepReconciled { .. }
        | Event::StepVerified { .. }
        | Event::WorkAsked { .. }
        | Event::WorkTicked { .. }
        | Event::WorkReminded => of_step(event),
        Event::Waived { waiver, diagnosis, .. } => {
            let topics = waiver.topics.iter().map(|topic| format!("{} (not read)", topic.word()));
            let signs: Vec<String> = waiver.signs.iter().map(|sign| sign.word().to_owned()).chain(topics).collect();
            let (who, account, signs) = (member(&waiver.by), &waiver.account, signs.join(", "));
            let reason = plain(&waiver.reason);
            format!("{who} ({account}) waived {signs}: {reason}; {}", diagnosed(diagnosis))
        }
        Event::SecretKept { .. }
        | Event::SecretTaken { .. }
        | Event::SecretEnded { .. }
        | Event::RevocationIntended { .. }
        | Event::RevocationAnswered { .. } => of_secret(event),
        Event::Parked { freeze } => {
            format!("the tenant is frozen ({}) since {}; what it stops waits", freeze.scope.word(), freeze.since)
        }
        Event::Paused { until, trouble } => format!("waits for Microsoft until {until}: {}", troubled(trouble)),
        Event::Resumed => "the freeze no longer holds this case".to_owned(),
        Event::Withdrawn { by, .. } => format!("{} withdrew it", member(by)),
        Event::Closed { outcome } => format!("closed: {}", ended(outcome)),
        Event::Settled => "the end was shown".to_owned(),
    }
}

/// Returns the sentence of an event of a step, and an empty one for any other.
fn of_step(event: &Event) -> String {
    match event {
        Event::StepIntended(intent) => {
            let (number, attempt, operation) = (intent.step + 1, intent.attempt, &intent.operation);
            format!("step {number}, try {attempt}: will be called with client-request-id {operation}")
        }
        Event::StepAnswered { step, answer } => format!("step {}: {}", step + 1, answered(answer)),
        Event::StepReconciled { step, unknown: Some(unknown), .. } => {
            let why = unknown.trouble.as_ref().map_or_else(|| "Grendel was stopped".to_owned(), troubled);
            format!("step {}: given up, nobody knows if it took effect: {why}", step + 1)
        }
        Event::StepReconciled { step, took_effect, unknown: None } => {
            let effect = if *took_effect { "took effect" } else { "did not take effect" };
            format!("step {}: reading shows that it {effect}", step + 1)
        }
        Event::WorkAsked { steps, until } => {
            let numbers: Vec<String> = steps.iter().map(|step| (step + 1).to_string()).collect();
            format!("people were asked for work in Active Directory until {until}: step {}", numbers.join(", "))
        }
        Event::WorkTicked { step, by, .. } => format!("{} says that step {} is done", member(by), step + 1),
        Event::WorkReminded => "people were reminded of the work in Active Directory".to_owned(),
        Event::StepVerified { step, verification, .. } => match verification {
            Verification::Seen => format!("step {}: its effect was seen", step + 1),
            Verification::NotYet => format!("step {}: its effect is not visible yet", step + 1),
            Verification::Unreadable(trouble) => {
                format!("step {}: its effect could not be looked for: {}", step + 1, troubled(trouble))
            }
        },
        _ => String::new(),
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
            DeliveryEnd::Forfeited => {
                "the one person for whom it was may not see it any more; it is gone unseen".to_owned()
            }
            DeliveryEnd::Withheld => {
                "not every step before it took effect; it is gone, and was offered to nobody".to_owned()
            }
            DeliveryEnd::Unanswered => "the answer with it never arrived; nobody has it".to_owned(),
        },
        Event::RevocationIntended { attempt, operation, .. } => {
            format!("the pass is taken back, try {attempt}: will be called with client-request-id {operation}")
        }
        Event::RevocationAnswered { answer } => format!("the pass that nobody saw: {}", answered(answer)),
        other => other.name().replace('_', " "),
    }
}

/// Returns the sentence of an event around an approval, except for decisions.
fn of_agreement(event: &Event) -> String {
    match event {
        Event::ApprovalAsked { plan, alone_minutes: Some(minutes), receiver, .. } => {
            let sees = receiver.as_ref().map_or_else(String::new, seen_by);
            format!(
                "nobody else is known; the requester may go on alone after {minutes} minutes with plan {plan}{sees}"
            )
        }
        Event::ApprovalAsked { plan, rules, escalated, receiver, .. } => {
            let asked = rules.iter().map(|rule| format!("{} of {}", rule.quorum, group(&rule.group)));
            let steps: Vec<&str> = escalated.iter().map(|step| step.word()).collect();
            let above = if steps.is_empty() { String::new() } else { format!("; escalated: {}", steps.join(", ")) };
            let sees = receiver.as_ref().map_or_else(String::new, seen_by);
            format!("approval asked of {} for plan {plan}{above}{sees}", asked.collect::<Vec<_>>().join(" and "))
        }
        Event::AloneChecked => "the delay is over, and nobody else is known".to_owned(),
        Event::ReminderStageReached { stage } => format!("nobody has decided: {}", stage.word().replace('_', " ")),
        Event::Pinged { message, .. } => match message {
            Some(message) => format!("people were called to the card with message {message}"),
            None => "the channel took no message that calls people to the card".to_owned(),
        },
        Event::Joined { joined } => {
            let why = joined.reason.as_ref().map_or_else(String::new, |reason| format!(": {}", plain(reason)));
            format!("{} ({}) asked for the same in case {}{why}", member(&joined.member), joined.account, joined.case)
        }
        Event::IdentityChecked { identity, plan, .. } => {
            let (who, account, check) = (member(&identity.by), &identity.account, identity.check.word());
            format!("{who} ({account}) checked who is calling: {}; plan {plan} from here on", check.replace('_', " "))
        }
        Event::LookedAt { by, .. } => format!("{} is looking at it", member(by)),
        Event::GlassBroken { decision, countersign_minutes, receiver } => {
            let reason = plain(decision.reason.as_deref().unwrap_or_default());
            let (who, account, plan) = (member(&decision.by), account_of(decision), decision.plan);
            format!(
                "{who} ({account}) broke the glass for plan {plan}, to be countersigned within {countersign_minutes} minutes: {reason}{}",
                for_whom(receiver.as_ref())
            )
        }
        Event::CountersignRequired { outcome, until } => format!("{}; to be countersigned by {until}", ended(outcome)),
        Event::CountersignOverdue { until } => {
            format!("not countersigned in time; everybody is called again at {until}")
        }
        Event::Countersigned { decision } => {
            format!("{} ({}) countersigned plan {}", member(&decision.by), account_of(decision), decision.plan)
        }
        other => other.name().replace('_', " "),
    }
}

/// Returns the rule for who sees what a plan makes, as the end of a sentence.
fn seen_by(rule: &ReceiverRule) -> String {
    let steps: Vec<&str> = rule.steps.iter().map(|step| step.word()).collect();
    let who = match &rule.from {
        ReceiverSource::Named(roles) => {
            let roles: Vec<&str> = roles.iter().map(|role| role.0.as_str()).collect();
            format!("a member of {} whose own roles reach the account", roles.join(" or "))
        }
        ReceiverSource::Requester => "the requester".to_owned(),
        ReceiverSource::Approver => "the approver whose own roles reach the account".to_owned(),
    };
    format!("; what {} makes is seen by {who}", steps.join(" and "))
}

fn for_whom(receiver: Option<&Receiver>) -> String {
    receiver.map_or_else(String::new, |one| format!("; what it makes is for {} ({})", member(&one.member), one.account))
}

fn opened(opening: &Opening) -> String {
    let extra = |name: &str, text: &Option<String>| {
        text.as_ref().map_or_else(String::new, |text| format!(" {name}:{}", plain(text)))
    };
    let Origin { channel, typed_in, thread, .. } = &opening.origin;
    let thread = thread.map_or_else(String::new, |thread| format!(" (thread {thread})"));
    let card = typed_in.map_or_else(String::new, |_| format!(", with its card in channel {channel}"));
    format!(
        "{} typed /{} user:{}{}{}{}{} in channel {}{thread} of tenant {}{card}",
        member(&opening.member),
        plain(&opening.command),
        plain(&opening.user),
        extra("reason", &opening.reason),
        extra("ticket", &opening.ticket),
        extra("symptom", &opening.complaint.symptom.map(|symptom| symptom.word().to_owned())),
        extra("code", &opening.complaint.code),
        typed_in.unwrap_or(*channel),
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
    let omitted = diagnosis.account.omissions.iter().map(|one| match one.count {
        0 => format!("; {} not read to the end", one.topic.word()),
        count => format!("; {count} more of {} left out", one.topic.word()),
    });
    let omitted = omitted.collect::<Vec<_>>().concat();
    format!("{} ({object_id}): {}; to do: {plan}{unread}{omitted}", plain(upn), found.join(", "))
}

fn answered(answer: &StepResponse) -> String {
    match answer {
        StepResponse::Taken(receipt) => {
            let status = receipt.status.map_or_else(|| "no status".to_owned(), |status| status.to_string());
            format!("Microsoft took it ({status}, request id {})", receipt.request_id.as_deref().unwrap_or("none"))
        }
        StepResponse::Refused(trouble) if trouble.is_of_success() => {
            format!("Microsoft took it, and it is of no use: {}", troubled(trouble))
        }
        StepResponse::Refused(trouble) => format!("Microsoft refused it: {}", troubled(trouble)),
        StepResponse::None(trouble) => format!("no answer: {}", troubled(trouble)),
        StepResponse::PutOff(trouble) if trouble.is_throttled() => {
            format!("Microsoft put it off: {}", troubled(trouble))
        }
        StepResponse::PutOff(trouble) => format!("it was not sent: {}", troubled(trouble)),
        StepResponse::Withheld => "not sent, because the tenant was frozen".to_owned(),
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
        Outcome::Failed { why } => match why {
            Breakdown::TooLarge => "failed: an event was too large to be written down".to_owned(),
            Breakdown::Fault => "failed: its events do not fit together".to_owned(),
            Breakdown::Defect => "failed: the program has a defect".to_owned(),
        },
        Outcome::NeedsHuman { step, look_at } => {
            let why = match look_at {
                LookAt::StepRefused(trouble) => troubled(trouble),
                LookAt::OutcomeUnknown(trouble) => {
                    trouble.as_ref().map_or_else(|| "outcome unknown after a restart".to_owned(), troubled)
                }
                LookAt::Unreadable(trouble) => format!("could not be read again: {}", troubled(trouble)),
                LookAt::AccountChanged(changes) => format!("changed on the way: {}", words_of(changes)),
                LookAt::AuthorityLost(refusal) => format!("authority lost ({})", refusal.rule()),
                LookAt::HeldTooLong => "the tenant was frozen until the approval ended".to_owned(),
                LookAt::Stopped => "denied or withdrawn while it waited".to_owned(),
                LookAt::WorkNotDone => "nobody has said that the work in Active Directory is done".to_owned(),
                LookAt::EffectNotSeen => "it does not show, and a later step needs that it does".to_owned(),
                LookAt::WorkNotSeen => "the work in Active Directory does not show".to_owned(),
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
    if member.username.is_empty() {
        return format!("{} ({})", plain(&member.name), member.id);
    }
    format!("{} (@{}, {})", plain(&member.name), plain(&member.username), member.id)
}

/// The account behind a decision, with the sign-in name that it had.
fn account_of(decision: &Decision) -> String {
    let Decision { account, upn, .. } = decision;
    if upn.is_empty() { account.to_string() } else { format!("{}, {account}", plain(upn)) }
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
    let in_groups = group.directory_groups.iter().map(|group| format!("in group {group}").into());
    let directory = directory.into_iter().chain(in_groups).collect();
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
