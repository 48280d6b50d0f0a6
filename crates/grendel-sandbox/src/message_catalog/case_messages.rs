//! The messages that a case sends on its own, one event after another.

use super::samples::texts::{ANNA, BRAM, MADE_UP};
use super::{Listing, MessageLine, Surface, samples};
use grendel::domain::approval::reminders::ReminderStageKind;
use grendel::domain::case::Case;
use grendel::domain::decision::Vote;
use grendel::domain::event::Event;
use grendel::domain::outcome::{LookAt, Outcome};
use grendel::domain::run::{DeliveryEnd, StepResponse, Verification};
use grendel::render::Messages;
use grendel::render::page::{SecretPage, SecretRow};

/// The stage that a case has reached when it sends a message. The longest parts of the listing are split by stage.
#[derive(Clone, Copy)]
enum Moment {
    /// Before the case asks for approval.
    Opening,
    /// The case asks for approval.
    ApprovalAsked,
    /// The case asks for approval, or for a waiver, about an account with signs of a compromise.
    SignsShown,
    /// People decide.
    Deciding,
    /// The bot takes a step.
    Running,
    /// A step was answered, or looked for.
    Answered,
    /// The case waits for Microsoft, or for the end of a freeze.
    Held,
    /// The case waits for people who do work in Active Directory.
    ByHand,
    /// The bot shows the secrets, or takes a pass back.
    Delivering,
    /// The case ended without a finding.
    NothingFound,
    /// The case ended with advice only.
    Advised,
    /// The case ended with advice only, because every step that would help is withheld.
    Withheld,
    /// The case stopped on the way, and a person has to look.
    Stopped,
    /// The case ended in any other way.
    Ended,
}

impl Moment {
    fn of(latest: &Event, case: &Case) -> Self {
        let withholds = || case.diagnosed().is_some_and(|diagnosed| !diagnosed.diagnosis.plan.withheld.is_empty());
        let has_signs = || case.diagnosed().is_some_and(|diagnosed| !diagnosed.diagnosis.signs.is_empty());
        match latest {
            Event::Opened(_) | Event::RequesterAccepted { .. } | Event::Diagnosed { .. } => Self::Opening,
            Event::ApprovalAsked { .. } if has_signs() => Self::SignsShown,
            Event::ApprovalAsked { .. } => Self::ApprovalAsked,
            Event::StepIntended(_) => Self::Running,
            Event::StepAnswered { .. } | Event::StepReconciled { .. } | Event::StepVerified { .. } => Self::Answered,
            Event::Paused { .. } | Event::Parked { .. } | Event::Resumed => Self::Held,
            Event::WorkAsked { .. } | Event::WorkTicked { .. } | Event::WorkReminded => Self::ByHand,
            Event::SecretKept { .. }
            | Event::SecretTaken { .. }
            | Event::SecretEnded { .. }
            | Event::RevocationIntended { .. }
            | Event::RevocationAnswered { .. } => Self::Delivering,
            Event::Closed { outcome: Outcome::NothingFound } => Self::NothingFound,
            Event::Closed { outcome: Outcome::Advised } if withholds() => Self::Withheld,
            Event::Closed { outcome: Outcome::Advised } => Self::Advised,
            Event::Closed { outcome: Outcome::NeedsHuman { .. } | Outcome::Failed { .. } } => Self::Stopped,
            Event::Closed { .. } | Event::Settled => Self::Ended,
            Event::AloneChecked
            | Event::ReminderStageReached { .. }
            | Event::Pinged { .. }
            | Event::Joined { .. }
            | Event::LookedAt { .. }
            | Event::GlassBroken { .. }
            | Event::CountersignRequired { .. }
            | Event::CountersignOverdue { .. }
            | Event::Countersigned { .. }
            | Event::CardPosted { .. }
            | Event::Decided { .. }
            | Event::PressRefused { .. }
            | Event::Lapsed { .. }
            | Event::Waived { .. }
            | Event::IdentityChecked { .. }
            | Event::Withdrawn { .. } => Self::Deciding,
        }
    }

    const fn card_topic(self) -> &'static str {
        match self {
            Self::Opening => "card-1-opening",
            Self::ApprovalAsked => "card-2-approval-asked",
            Self::SignsShown => "card-2-signs-shown",
            Self::Deciding => "card-3-deciding",
            Self::Running => "card-4-running",
            Self::Answered => "card-4-answered",
            Self::Held => "card-4-held",
            Self::ByHand => "card-4-by-hand",
            Self::Delivering => "card-4-delivering",
            Self::NothingFound => "card-5-nothing-found",
            Self::Advised => "card-5-advised",
            Self::Withheld => "card-5-withheld",
            Self::Stopped => "card-5-stopped",
            Self::Ended => "card-5-ended",
        }
    }

    const fn details_topic(self) -> &'static str {
        match self {
            Self::Opening => "details-1-opening",
            Self::ApprovalAsked => "details-2-approval-asked",
            Self::SignsShown => "details-2-signs-shown",
            Self::Deciding => "details-3-deciding",
            Self::Running => "details-4-running",
            Self::Answered => "details-4-answered",
            Self::Held => "details-4-held",
            Self::ByHand => "details-4-by-hand",
            Self::Delivering => "details-4-delivering",
            Self::NothingFound => "details-5-nothing-found",
            Self::Advised => "details-5-advised",
            Self::Withheld => "details-5-withheld",
            Self::Stopped => "details-5-stopped",
            Self::Ended => "details-5-ended",
        }
    }
}

/// Lists the messages of every sample case after each of its events.
pub fn list(listing: &mut Listing) {
    for sample in samples::moments(&listing.locale.0) {
        let (when, about) = (when(&sample.latest), about(&sample.case));
        let moment = Moment::of(&sample.latest, &sample.case);
        listing.topic(moment.card_topic());
        list_card(listing, &sample.case, &when, &about);
        listing.topic("requester");
        list_requester_answers(listing, &sample.case, &when);
        list_joined_answer(listing, &sample.case, &sample.latest);
        listing.topic(moment.details_topic());
        list_details(listing, &sample.case, &when, &about);
        listing.topic("pings-and-secrets");
        list_pings_and_secrets(listing, &sample.case, &when);
        listing.topic(summary_topic(&sample.case));
        let summary = Messages::new().case_summary(&sample.case, &listing.locale);
        list_answer(listing, "the member who typed /case", (&when, &about), &summary);
    }
}

/// Returns the topic of the summary of a case. That of a case in which people work says more than others.
fn summary_topic(case: &Case) -> &'static str {
    match case.run() {
        _ if case.outcome().is_some() => "case-summary-ended",
        Some(run) if run.window_end().is_some() => "case-summary-by-hand",
        _ => "case-summary",
    }
}

fn list_card(listing: &mut Listing, case: &Case, when: &str, about: &str) {
    let messages = Messages::new();
    if messages.has_card(case) {
        listing.add_card((when, about), &messages.card(case));
    } else if case.outcome().is_some() {
        let when = format!("{when}, and nobody could be told privately");
        listing.add_card((&when, about), &messages.card(case));
    }
}

fn list_requester_answers(listing: &mut Listing, case: &Case, when: &str) {
    let messages = Messages::new();
    if let Some(answer) = messages.first_answer(case) {
        listing.add_once(Surface::Answer, ANNA, &format!("{when}, as the first answer"), &answer);
    }
    if case.outcome().is_some() {
        let when = format!("{when}, and the channel did not take the card");
        listing.add_first(Surface::Answer, ANNA, &when, &messages.answer_without_card(case));
    }
}

/// Lists the answer to a member who has just asked for the same in a channel without the card.
fn list_joined_answer(listing: &mut Listing, case: &Case, latest: &Event) {
    if let Event::Joined { joined } = latest {
        let answer = Messages::new().joined_elsewhere(case, &listing.locale);
        let when = "after they asked for the same in another channel";
        listing.add_once(Surface::Answer, &joined.member.name, when, &answer);
    }
}

fn list_details(listing: &mut Listing, case: &Case, when: &str, about: &str) {
    let messages = Messages::new();
    if messages.has_card(case) && case.diagnosed().is_some() {
        let when = format!("{when}, on pressing `details`");
        let details = messages.details(case, &listing.locale);
        list_answer(listing, "the member who pressed", (&when, about), &details);
    }
}

fn list_pings_and_secrets(listing: &mut Listing, case: &Case, when: &str) {
    if let Some(ping) = samples::call(case) {
        listing.add_once(Surface::Ping, "those who are called", when, &ping);
    }
    if let Some(secret) = samples::whisper(case, &listing.locale, MADE_UP) {
        let when = format!("{when}, on pressing `show_secret`");
        listing.add_once(Surface::SecretAnswer, "the member who may see the secret", &when, &secret);
    }
    if let Some(page) = samples::secret_page(case, &listing.locale, MADE_UP) {
        let when = format!("{when}, on a sign-in after `show_secret`");
        listing.add_once(Surface::Page, "the member who may see the secret", &when, &page_text(&page));
    }
}

fn page_text(SecretPage { page, rows }: &SecretPage) -> String {
    let row = |SecretRow { label, secret, note }: &SecretRow| format!("  {label}: {}\n  {note}", secret.reveal());
    [page.title.clone(), page.text.clone()].into_iter().chain(rows.iter().map(row)).collect::<Vec<_>>().join("\n")
}

/// Lists the lines of a long answer that no earlier message had.
fn list_answer(listing: &mut Listing, reader: &str, when: (&str, &str), answer: &str) {
    listing.add_lines(Surface::Answer, reader, when, answer, &MessageLine::of(answer));
}

/// Names the findings of the case, as an addition to the occasion in a heading. Empty without findings.
fn about(case: &Case) -> String {
    let findings = case.diagnosed().map(|diagnosed| diagnosed.diagnosis.findings.iter()).into_iter().flatten();
    let kinds: Vec<&str> = findings.map(|finding| finding.kind.word()).collect();
    if kinds.is_empty() { String::new() } else { format!(", having found {}", kinds.join(", ")) }
}

/// Names the latest event as the occasion in a heading.
fn when(latest: &Event) -> String {
    match latest {
        Event::Opened(_) => format!("after {ANNA} typed the command"),
        Event::RequesterAccepted { .. } => format!("once {ANNA} may ask"),
        Event::Diagnosed { .. } => "once the account was read".to_owned(),
        Event::ApprovalAsked { alone_minutes: Some(_), .. } => "once nobody else could be asked".to_owned(),
        Event::ApprovalAsked { alone_minutes: None, .. } => "once approval was asked for".to_owned(),
        Event::AloneChecked => "once the delay of somebody alone was over".to_owned(),
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
        Event::Decided { decision, .. } => match decision.vote {
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
            StepResponse::PutOff(_) => format!("after Microsoft put step {} off", step + 1),
            StepResponse::Withheld => format!("after a freeze kept step {} from being sent", step + 1),
        },
        Event::StepReconciled { step, .. } => format!("after looking whether step {} took effect", step + 1),
        Event::StepVerified { step, verification, .. } => match verification {
            Verification::Seen => format!("after step {} was seen to have worked", step + 1),
            Verification::NotYet => format!("after step {} did not show yet", step + 1),
            Verification::Unreadable(_) => format!("after step {} could not be looked at", step + 1),
        },
        Event::Waived { .. } => format!("after {BRAM} waived signs"),
        Event::IdentityChecked { .. } => format!("after {ANNA} recorded how they checked who is calling"),
        Event::SecretKept { .. } => "once a secret can be shown".to_owned(),
        Event::SecretTaken { .. } => "while a secret is shown".to_owned(),
        Event::SecretEnded { end } => match end {
            DeliveryEnd::Seen => "after a secret was shown".to_owned(),
            DeliveryEnd::Expired => "after nobody asked for a secret in time".to_owned(),
            DeliveryEnd::Restarted => "after a secret was lost in a restart".to_owned(),
            DeliveryEnd::Undelivered => "after a secret perhaps did not arrive".to_owned(),
            DeliveryEnd::Forfeited => "after the receiver of a secret lost the right to see it".to_owned(),
            DeliveryEnd::Withheld => "after a secret was withheld".to_owned(),
            DeliveryEnd::Unanswered => "after a secret never arrived".to_owned(),
        },
        Event::Parked { .. } => "while the tenant is frozen".to_owned(),
        Event::Paused { .. } => "while the case waits for Microsoft".to_owned(),
        Event::WorkAsked { .. } => "once people were asked for work in Active Directory".to_owned(),
        Event::WorkTicked { step, by, .. } => format!("after {} ticked step {} off", by.name, step + 1),
        Event::WorkReminded => "after people were reminded of the work".to_owned(),
        Event::Resumed => "once the tenant is no longer frozen".to_owned(),
        Event::RevocationIntended { .. } => "while a pass is taken back".to_owned(),
        Event::RevocationAnswered { .. } => "after a pass was taken back, or not".to_owned(),
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
        Outcome::Completed => "every step was taken",
        Outcome::Failed { .. } => "Grendel could not go on",
        Outcome::NeedsHuman { look_at, .. } => match look_at {
            LookAt::StepRefused(_) => "a step was refused",
            LookAt::OutcomeUnknown(_) => "nobody knows whether a step took effect",
            LookAt::Unreadable(_) => "the account could not be read again",
            LookAt::AccountChanged(_) => "somebody else changed the account",
            LookAt::AuthorityLost(_) => "somebody lost their role on the way",
            LookAt::HeldTooLong => "the approval ended in a frozen tenant",
            LookAt::Stopped => "somebody stopped it while it waited",
            LookAt::WorkNotDone => "nobody did the work in Active Directory in time",
            LookAt::WorkNotSeen => "the work in Active Directory does not show",
            LookAt::EffectNotSeen => "a step does not show, and another needs that it does",
        },
    }
}
