//! Answers that lead on: after a press that did not count, for a member without a linked account, and in a channel
//! without a tenant.

use jiff::Timestamp;

use super::localizer::Localizer;
use super::refusals::{mention_channel, rule_line, sentence};
use super::text::{NAME_CHARS_MAX, escape, escape_in_code, relative, truncate};
use super::{ANSWER_CHARS_MAX, Messages, card_line};
use crate::domain::approval::ApprovalMode;
use crate::domain::case::Case;
use crate::domain::command::Command;
use crate::domain::decision::Vote;
use crate::domain::outcome::Outcome;
use crate::domain::refusal::Refusal;
use crate::domain::wording::OptionName;
use crate::domain::{ChannelId, Locale, MemberId};

/// The command that is repeated for copying, in characters. The answer also holds an address.
const LINE_CHARS_MAX: usize = 600;

/// The way in which a member links their account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkMethod<'a> {
    /// They sign in at an address.
    SignIn {
        /// The address, for this member only.
        address: &'a str,
        /// The end of its validity.
        until: Timestamp,
    },
    /// They ask for a code and type it on another device.
    DeviceCode,
    /// The operator enters the link in `grendel.toml`.
    Operator,
}

/// The action that a member without a linked account attempted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AttemptedAction<'a> {
    /// This command, as they typed it.
    Command(&'a str),
    /// A press of a button.
    Press,
}

/// The case of a press that did not count.
#[derive(Clone, Copy)]
pub struct PressContext<'a> {
    /// The case, which the member is allowed to see.
    pub case: &'a Case,
    /// The command that opened the case; `None` if it no longer exists.
    pub command: Option<&'a Command>,
    /// True if the member had typed text into a form.
    pub has_written: bool,
}

impl Messages {
    /// Returns the answer to a member without a linked account: the reason, and the steps to link it.
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

    /// Returns the answer to a press that did not count: the reason, the state of the case, and a link to its card.
    pub fn press_refused(&self, refusal: &Refusal, lost: PressContext<'_>, locale: &Locale) -> String {
        let localizer = &Localizer::for_locale(locale);
        let PressContext { case, command, has_written } = lost;
        let mut lines = match refusal {
            Refusal::CaseClosed => ending(localizer, case),
            // A newer button would not count either.
            Refusal::OldButton if case.outcome().is_some() => ending(localizer, case),
            refusal => vec![sentence(localizer, refusal)],
        };
        if matches!(refusal, Refusal::CaseClosed | Refusal::TooLate | Refusal::StalePlan) && has_written {
            lines.push(localizer.text("over-unkept"));
        }
        if let (Some(command), Some(leads)) = (command, leads_to_command(case, refusal)) {
            let user = |option: OptionName| (option == OptionName::User).then(|| case.opening().user.clone());
            lines.extend(leads.iter().map(|key| localizer.text(key)));
            lines.push(in_code(&command.line(locale, user)));
        }
        lines.extend(card_line(localizer, case).filter(|_| sends_to_card(refusal)));
        with_rule(localizer, &lines, refusal)
    }

    /// Returns the answer to a requester who is part of a case now whose card is in another channel.
    pub fn joined_elsewhere(&self, other: &Case, locale: &Locale) -> String {
        let localizer = &Localizer::for_locale(locale);
        let number = ("case", other.number().to_string().into());
        let channel = ("channel", mention_channel(other.opening().origin.channel).into());
        let answer = localizer.format("answer-joined-elsewhere", &[number, channel]);
        std::iter::once(answer).chain(card_line(localizer, other)).collect::<Vec<_>>().join("\n")
    }

    /// Returns the answer to a command in a channel without a tenant. `channels` are those of the guild that have
    /// one.
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

/// Returns a line as inline code, for copying.
pub fn in_code(line: &str) -> String {
    format!("`{}`", escape_in_code(line, LINE_CHARS_MAX))
}

fn with_rule(localizer: &Localizer, lines: &[String], refusal: &Refusal) -> String {
    let rule = rule_line(localizer, refusal);
    truncate(&lines.join("\n"), ANSWER_CHARS_MAX - rule.chars().count()) + &rule
}

/// Returns true if the card has the answer to this refusal.
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

/// Returns the keys of the sentences above the command that can be typed again; empty if the refusal itself leads to
/// it, and `None` if the command would not help.
fn leads_to_command(case: &Case, refusal: &Refusal) -> Option<&'static [&'static str]> {
    match (refusal, case.outcome()) {
        (Refusal::TooLate | Refusal::NoSecret, _) => Some(&[]),
        (Refusal::CaseClosed | Refusal::OldButton, Some(Outcome::Completed)) => Some(&["again-done"]),
        (Refusal::CaseClosed | Refusal::OldButton, None | Some(Outcome::Joined { .. })) => None,
        (Refusal::CaseClosed | Refusal::OldButton, Some(_)) => Some(&["again-needed"]),
        _ => None,
    }
}

/// Returns how the case ended, with the people and the time.
fn ending(localizer: &Localizer, case: &Case) -> Vec<String> {
    let number = || ("case", case.number().to_string().into());
    let Some(outcome) = case.outcome() else { return vec![localizer.format("over-steps", &[number()])] };
    let when = || ("when", relative(case.ended_at().unwrap_or(case.opened_at())).into());
    let by = |names: &[&str]| {
        let names: Vec<String> = names.iter().map(|name| escape(name, NAME_CHARS_MAX)).collect();
        ("by", localizer.join_and(&names).into())
    };
    let requester = case.opening().member.name.as_str();
    let voters = |vote: Vote| {
        let decisions = case.approval_request().map_or(&[][..], |request| &request.approval.decisions[..]);
        let names = decisions.iter().filter(move |one| one.vote == vote).map(|one| one.by.name.as_str());
        names.collect::<Vec<_>>()
    };
    let key = match outcome {
        Outcome::Completed => {
            let alone =
                case.approval_request().is_none_or(|request| !matches!(request.approval.mode, ApprovalMode::FourEyes));
            let key = if alone { "over-alone" } else { "over-completed" };
            let names = if alone { vec![requester] } else { voters(Vote::Approve) };
            return vec![localizer.format(key, &[number(), when(), by(&names)])];
        }
        Outcome::Denied => return vec![localizer.format("over-denied", &[number(), when(), by(&voters(Vote::Deny))])],
        Outcome::Withdrawn => return vec![localizer.format("over-withdrawn", &[number(), when(), by(&[requester])])],
        Outcome::Joined { case: other } => {
            let other = ("other", other.to_string().into());
            return vec![localizer.format("over-joined", &[number(), when(), other])];
        }
        Outcome::NothingFound | Outcome::Advised => "over-nothing",
        Outcome::Refused { .. } => "over-refused",
        Outcome::Unavailable { .. } => "over-unavailable",
        Outcome::Failed { .. } => "over-failed",
        Outcome::Expired => "over-expired",
        Outcome::NeedsHuman { .. } => "over-needs-human",
    };
    vec![localizer.format(key, &[number(), when()])]
}
