//! The way on for somebody who is lost: what has become of the case that they press at, where its card is, what can be typed instead,
//! and how somebody whose account is not known gets there.

use jiff::Timestamp;

use super::localizer::Localizer;
use super::refusals::{mention_channel, rule_line, sentence};
use super::text::{NAME_CHARS_MAX, cut, outside, outside_in_code, relative};
use super::{ANSWER_CHARS_MAX, Messages, card_line};
use crate::domain::approval::ApprovalMode;
use crate::domain::case::Case;
use crate::domain::command::Command;
use crate::domain::decision::Vote;
use crate::domain::outcome::Outcome;
use crate::domain::refusal::Refusal;
use crate::domain::wording::OptionName;
use crate::domain::{ChannelId, Locale, MemberId};

/// The most of a command that is repeated so that it can be typed again, in characters: the answer holds an address as well.
const LINE_CHARS_MAX: usize = 600;

/// How somebody comes to be known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkMethod<'a> {
    /// They sign in at this address, until then.
    SignIn {
        /// For them alone.
        address: &'a str,
        /// As long as that.
        until: Timestamp,
    },
    /// They ask for a code, and type it on another device.
    DeviceCode,
    /// The operator enters them.
    Operator,
}

/// What somebody wanted to do who is not known yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AttemptedAction<'a> {
    /// This, as they typed it.
    Command(&'a str),
    /// To press a button.
    Press,
}

/// What is known of a case to somebody who pressed at it in vain.
#[derive(Clone, Copy)]
pub struct PressContext<'a> {
    /// The case, which they may see.
    pub case: &'a Case,
    /// The command that opened it, if there still is one.
    pub command: Option<&'a Command>,
    /// Whether they had written something.
    pub has_written: bool,
}

impl Messages {
    /// The answer to somebody whose account is not known: what for, and step by step how it comes to be.
    pub fn link_required(
        &self,
        way: LinkMethod<'_>,
        wish: AttemptedAction<'_>,
        member: MemberId,
        locale: &Locale,
    ) -> String {
        let localizer = &Localizer::for_locale(locale);
        let mut steps = match way {
            LinkMethod::SignIn { address, until } => {
                let offer = format!("[{}](<{address}>)", localizer.text("link-sign-in"));
                let arguments = [("offer", offer.into()), ("when", relative(until).into())];
                vec![localizer.format("link-step-sign-in", &arguments), localizer.text("link-step-confirm")]
            }
            LinkMethod::DeviceCode => vec![localizer.text("link-step-code"), localizer.text("link-step-device")],
            LinkMethod::Operator => vec![localizer.format("link-step-operator", &[("id", member.to_string().into())])],
        };
        steps.push(match wish {
            AttemptedAction::Command(line) => format!("{}\n{}", localizer.text("link-step-again"), in_code(line)),
            AttemptedAction::Press => localizer.text("link-step-press"),
        });
        let steps = steps.iter().enumerate().map(|(index, step)| format!("{}. {step}", index + 1));
        let mut lines = vec![localizer.text("link-first")];
        lines.extend(steps);
        with_rule(localizer, &lines, &Refusal::NotLinked)
    }

    /// The answer to a press at a case that came to nothing: why, what has become of the case, and where its card is.
    pub fn press_refused(&self, refusal: &Refusal, lost: PressContext<'_>, locale: &Locale) -> String {
        let localizer = &Localizer::for_locale(locale);
        let PressContext { case, command, has_written } = lost;
        let mut lines = match refusal {
            Refusal::CaseClosed => over(localizer, case),
            // Then a newer button would be of no use either.
            Refusal::OldButton if case.outcome().is_some() => over(localizer, case),
            refusal => vec![sentence(localizer, refusal)],
        };
        if matches!(refusal, Refusal::CaseClosed | Refusal::TooLate | Refusal::StalePlan) && has_written {
            lines.push(localizer.text("over-unkept"));
        }
        if let (Some(command), Some(leads)) = (command, again(case, refusal)) {
            let user = |option: OptionName| (option == OptionName::User).then(|| case.opening().user.clone());
            lines.extend(leads.iter().map(|key| localizer.text(key)));
            lines.push(in_code(&command.line(locale, user)));
        }
        lines.extend(card_line(localizer, case).filter(|_| sends_to_card(refusal)));
        with_rule(localizer, &lines, refusal)
    }

    /// The answer to whoever types where no tenant is: these are the channels of the same guild where there is one.
    pub fn foreign_channel(&self, channels: &[ChannelId], locale: &Locale) -> String {
        let localizer = &Localizer::for_locale(locale);
        if channels.is_empty() {
            return self.refusal(&Refusal::ForeignChannel, locale);
        }
        let channels: Vec<String> = channels.iter().map(|channel| mention_channel(*channel)).collect();
        let line = localizer.format("guide-channels", &[("channels", localizer.join_or(&channels).into())]);
        with_rule(localizer, &[line], &Refusal::ForeignChannel)
    }
}

/// What can be copied and typed.
pub fn in_code(line: &str) -> String {
    format!("`{}`", outside_in_code(line, LINE_CHARS_MAX))
}

fn with_rule(localizer: &Localizer, lines: &[String], refusal: &Refusal) -> String {
    let rule = rule_line(localizer, refusal);
    cut(&lines.join("\n"), ANSWER_CHARS_MAX - rule.chars().count()) + &rule
}

/// Whether the card is what helps.
const fn sends_to_card(refusal: &Refusal) -> bool {
    matches!(
        refusal,
        Refusal::CaseClosed
            | Refusal::OldButton
            | Refusal::StalePlan
            | Refusal::NotWaiting { .. }
            | Refusal::NothingToWaive
            | Refusal::NothingToApprove
            | Refusal::NothingToCountersign
            | Refusal::ConfirmationMissing
            | Refusal::NotConfirmed
    )
}

/// What stands above the command that can be typed again, unless it is said already; nothing at all where that would not help.
fn again(case: &Case, refusal: &Refusal) -> Option<&'static [&'static str]> {
    match (refusal, case.outcome()) {
        (Refusal::TooLate | Refusal::NoSecret, _) => Some(&[]),
        (Refusal::CaseClosed | Refusal::OldButton, Some(Outcome::Completed)) => Some(&["again-done"]),
        (Refusal::CaseClosed | Refusal::OldButton, None | Some(Outcome::Joined { .. })) => None,
        (Refusal::CaseClosed | Refusal::OldButton, Some(_)) => Some(&["again-needed"]),
        _ => None,
    }
}

/// How the case ended, by whom and when.
fn over(localizer: &Localizer, case: &Case) -> Vec<String> {
    let number = || ("case", case.number().to_string().into());
    let Some(outcome) = case.outcome() else { return vec![localizer.format("over-steps", &[number()])] };
    let when = || ("when", relative(case.ended_at().unwrap_or(case.opened_at())).into());
    let by = |names: &[&str]| {
        let names: Vec<String> = names.iter().map(|name| outside(name, NAME_CHARS_MAX)).collect();
        ("by", localizer.join_and(&names).into())
    };
    let requester = case.opening().member.name.as_str();
    let said = |vote: Vote| {
        let decisions = case.approval_request().map_or(&[][..], |asked| &asked.approval.decisions[..]);
        let names = decisions.iter().filter(move |one| one.vote == vote).map(|one| one.by.name.as_str());
        names.collect::<Vec<_>>()
    };
    let key = match outcome {
        Outcome::Completed => {
            let alone =
                case.approval_request().is_none_or(|asked| !matches!(asked.approval.mode, ApprovalMode::FourEyes));
            let key = if alone { "over-alone" } else { "over-completed" };
            let names = if alone { vec![requester] } else { said(Vote::Approve) };
            return vec![localizer.format(key, &[number(), when(), by(&names)])];
        }
        Outcome::Denied => return vec![localizer.format("over-denied", &[number(), when(), by(&said(Vote::Deny))])],
        Outcome::Withdrawn => return vec![localizer.format("over-withdrawn", &[number(), when(), by(&[requester])])],
        Outcome::Joined { case: other } => {
            let other = ("other", other.to_string().into());
            return vec![localizer.format("over-joined", &[number(), when(), other])];
        }
        Outcome::NothingFound | Outcome::Advised => "over-nothing",
        Outcome::Refused { .. } => "over-refused",
        Outcome::Unavailable { .. } => "over-unavailable",
        Outcome::Expired => "over-expired",
        Outcome::NeedsHuman { .. } => "over-needs-human",
    };
    vec![localizer.format(key, &[number(), when()])]
}
