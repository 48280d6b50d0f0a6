//! What a case says by itself, from moment to moment.

use super::samples::texts::{ANNA, BRAM, MADE_UP};
use super::{Line, Place, Telling, samples};
use grendel::domain::approval::reminders::ReminderStageKind;
use grendel::domain::case::Case;
use grendel::domain::decision::Vote;
use grendel::domain::event::Event;
use grendel::domain::outcome::{LookAt, Outcome};
use grendel::domain::run::{DeliveryEnd, StepResponse, Verification};
use grendel::render::Messages;

/// Tells what every case of the samples says to whom at each moment of its life.
pub fn tell(telling: &mut Telling) {
    let (locale, messages) = (telling.locale.clone(), Messages::new());
    for moment in samples::moments(&locale.0) {
        let (case, when, about) = (&moment.case, when(&moment.latest), about(&moment.case));
        if messages.has_card(case) {
            telling.tell_card((&when, &about), &messages.card(case));
        } else if case.outcome().is_some() {
            let when = format!("{when}, and nobody could be told privately");
            telling.tell_card((&when, &about), &messages.card(case));
        }
        if let Some(answer) = messages.first_answer(case) {
            telling.tell_once(Place::Answer, ANNA, &format!("{when}, as the first answer"), &answer);
        }
        if case.outcome().is_some() {
            let when = format!("{when}, and the channel did not take the card");
            telling.tell_first(Place::Answer, ANNA, &when, &messages.answer_without_card(case));
        }
        if messages.has_card(case) && case.diagnosed().is_some() {
            let when = format!("{when}, on pressing `details`");
            tell_answer(telling, "whoever pressed", (&when, &about), &messages.details(case, &locale));
        }
        if let Some(call) = samples::call(case) {
            telling.tell_once(Place::Call, "those who are called", &when, &call);
        }
        if let Some(whisper) = samples::whisper(case, &locale, MADE_UP) {
            telling.tell_once(
                Place::Whisper,
                "whoever may see the secret",
                &format!("{when}, on pressing `show_secret`"),
                &whisper,
            );
        }
        tell_answer(telling, "whoever typed /case", (&when, &about), &messages.case_summary(case, &locale));
    }
}

/// Tells a long answer, as far as there is anything new in it.
fn tell_answer(telling: &mut Telling, reader: &str, when: (&str, &str), answer: &str) {
    let lines: Vec<Line> = answer.lines().map(|line| Line::new("", line)).collect();
    telling.tell_lines(Place::Answer, reader, when, answer, &lines);
}

/// What was found, where anything was, for the heading.
fn about(case: &Case) -> String {
    let findings = case.diagnosed().map(|diagnosed| diagnosed.diagnosis.findings.iter()).into_iter().flatten();
    let kinds: Vec<&str> = findings.map(|finding| finding.kind.word()).collect();
    if kinds.is_empty() { String::new() } else { format!(", having found {}", kinds.join(", ")) }
}

/// What has just happened, for the heading.
fn when(latest: &Event) -> String {
    match latest {
        Event::Opened(_) => format!("after {ANNA} typed the command"),
        Event::RequesterAccepted { .. } => format!("once {ANNA} may ask"),
        Event::Diagnosed { .. } => "once the account was read".to_owned(),
        Event::ApprovalAsked { alone_minutes: Some(_), .. } => "once nobody else could be asked".to_owned(),
        Event::ApprovalAsked { alone_minutes: None, .. } => "once approval was asked for".to_owned(),
        Event::ReminderStageReached { stage } => match stage {
            ReminderStageKind::Reminder => "after a silence, for a reminder".to_owned(),
            ReminderStageKind::NextGroup => "after a silence, for the next group".to_owned(),
            ReminderStageKind::LastCall => "after a silence, for the last call".to_owned(),
        },
        Event::Pinged { message: Some(_), .. } => "after people were called".to_owned(),
        Event::Pinged { message: None, .. } => "after people could not be called".to_owned(),
        Event::Joined { .. } => "after somebody asked for the same".to_owned(),
        Event::LookedAt { .. } => "after somebody said that they are looking".to_owned(),
        Event::GlassBroken { .. } => format!("after {ANNA} broke the glass"),
        Event::CountersignRequired { .. } => "once the countersignature is owed".to_owned(),
        Event::CountersignOverdue { .. } => "once the countersignature is overdue".to_owned(),
        Event::Countersigned { .. } => format!("after {BRAM} countersigned"),
        Event::CardPosted { .. } => "once the card stands in the channel".to_owned(),
        Event::Decided { decision } => match decision.vote {
            Vote::Approve => format!("after {} approved", decision.by.name),
            Vote::Deny => format!("after {} denied", decision.by.name),
        },
        Event::PressRefused { .. } => "after a press that did not count".to_owned(),
        Event::Lapsed { .. } => "after the approval lapsed".to_owned(),
        Event::StepIntended(intent) => format!("while step {} is taken", intent.step + 1),
        Event::StepAnswered { step, answer } => match answer {
            StepResponse::Taken(_) => format!("after Microsoft took step {}", step + 1),
            StepResponse::Refused(_) => format!("after Microsoft refused step {}", step + 1),
            StepResponse::None(_) => format!("after Microsoft did not answer step {}", step + 1),
        },
        Event::StepReconciled { step, .. } => format!("after looking whether step {} took effect", step + 1),
        Event::StepVerified { step, verification } => match verification {
            Verification::Seen => format!("after step {} was seen to have worked", step + 1),
            Verification::NotYet => format!("after step {} did not show yet", step + 1),
            Verification::Unreadable(_) => format!("after step {} could not be looked at", step + 1),
        },
        Event::Waived { .. } => format!("after {BRAM} waived signs"),
        Event::SecretKept { .. } => "once a secret can be shown".to_owned(),
        Event::SecretTaken { .. } => "while a secret is shown".to_owned(),
        Event::SecretEnded { end } => match end {
            DeliveryEnd::Seen => "after a secret was shown".to_owned(),
            DeliveryEnd::Expired => "after nobody asked for a secret in time".to_owned(),
            DeliveryEnd::Restarted => "after a secret was lost in a restart".to_owned(),
            DeliveryEnd::Undelivered => "after a secret perhaps did not arrive".to_owned(),
        },
        Event::Withdrawn { .. } => format!("after {ANNA} withdrew it"),
        Event::Closed { outcome } => format!("at the end: {}", ended(outcome)),
        Event::Settled => "after the end was shown".to_owned(),
    }
}

const fn ended(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::NothingFound => "nothing was found",
        Outcome::Advised => "nothing could be done, and advice was given",
        Outcome::Refused { .. } => "it was refused",
        Outcome::Unavailable { .. } => "Microsoft or Discord did not answer",
        Outcome::Joined { .. } => "it is part of another case",
        Outcome::Denied => "it was denied",
        Outcome::Expired => "it was not decided in time",
        Outcome::Withdrawn => "it was withdrawn",
        Outcome::Completed => "everything was done",
        Outcome::NeedsHuman { look_at, .. } => match look_at {
            LookAt::StepRefused(_) => "a step was refused",
            LookAt::OutcomeUnknown(_) => "nobody knows whether a step took effect",
            LookAt::Unreadable(_) => "the account could not be read again",
            LookAt::AccountChanged(_) => "somebody else changed the account",
            LookAt::AuthorityLost(_) => "somebody lost their role on the way",
        },
    }
}
