//! The way on for somebody who is lost: what has become of the case that they press at, where its card is, what can be typed instead,
//! and how somebody whose account is not known gets there.

use jiff::Timestamp;

use super::refusals::{mention_channel, rule_line, sentence};
use super::text::{NAME_CHARS_MAX, cut, outside, outside_in_code, relative};
use super::words::Language;
use super::{ANSWER_CHARS_MAX, Words, card_line};
use crate::domain::approval::Manner;
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
pub enum WayToLink<'a> {
    /// They sign in at this address, until then.
    SignIn {
        /// For them alone.
        address: &'a str,
        /// As long as that.
        until: Timestamp,
    },
    /// They ask for a code, and type it on another device.
    Code,
    /// The operator enters them.
    Operator,
}

/// What somebody wanted to do who is not known yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish<'a> {
    /// This, as they typed it.
    Command(&'a str),
    /// To press a button.
    Press,
}

/// What is known of a case to somebody who pressed at it in vain.
#[derive(Clone, Copy)]
pub struct Lost<'a> {
    /// The case, which they may see.
    pub case: &'a Case,
    /// The command that opened it, if there still is one.
    pub command: Option<&'a Command>,
    /// Whether they had written something.
    pub has_written: bool,
}

impl Words {
    /// The answer to somebody whose account is not known: what for, and step by step how it comes to be.
    pub fn link_first(&self, way: WayToLink<'_>, wish: Wish<'_>, member: MemberId, locale: &Locale) -> String {
        let language = &Language::of(locale);
        let mut steps = match way {
            WayToLink::SignIn { address, until } => {
                let offer = format!("[{}](<{address}>)", language.say("link-sign-in"));
                let fill = [("offer", offer.into()), ("when", relative(until).into())];
                vec![language.fill("link-step-sign-in", &fill), language.say("link-step-confirm")]
            }
            WayToLink::Code => vec![language.say("link-step-code"), language.say("link-step-device")],
            WayToLink::Operator => vec![language.fill("link-step-operator", &[("id", member.to_string().into())])],
        };
        steps.push(match wish {
            Wish::Command(line) => format!("{}\n{}", language.say("link-step-again"), in_code(line)),
            Wish::Press => language.say("link-step-press"),
        });
        let steps = steps.iter().enumerate().map(|(index, step)| format!("{}. {step}", index + 1));
        let mut lines = vec![language.say("link-first")];
        lines.extend(steps);
        with_rule(language, &lines, &Refusal::NotLinked)
    }

    /// The answer to a press at a case that came to nothing: why, what has become of the case, and where its card is.
    pub fn refusal_at(&self, refusal: &Refusal, lost: Lost<'_>, locale: &Locale) -> String {
        let language = &Language::of(locale);
        let Lost { case, command, has_written } = lost;
        let mut lines = match refusal {
            Refusal::CaseClosed => over(language, case),
            // Then a newer button would be of no use either.
            Refusal::OldButton if case.outcome().is_some() => over(language, case),
            refusal => vec![sentence(language, refusal)],
        };
        if matches!(refusal, Refusal::CaseClosed | Refusal::TooLate | Refusal::StalePlan) && has_written {
            lines.push(language.say("over-unkept"));
        }
        if let (Some(command), Some(leads)) = (command, again(case, refusal)) {
            let user = |option: OptionName| (option == OptionName::User).then(|| case.opening().user.clone());
            lines.extend(leads.iter().map(|key| language.say(key)));
            lines.push(in_code(&command.line(locale, user)));
        }
        lines.extend(card_line(language, case).filter(|_| sends_to_card(refusal)));
        with_rule(language, &lines, refusal)
    }

    /// The answer to whoever types where no tenant is: these are the channels of the same guild where there is one.
    pub fn foreign_channel(&self, channels: &[ChannelId], locale: &Locale) -> String {
        let language = &Language::of(locale);
        if channels.is_empty() {
            return self.refusal(&Refusal::ForeignChannel, locale);
        }
        let channels: Vec<String> = channels.iter().map(|channel| mention_channel(*channel)).collect();
        let line = language.fill("guide-channels", &[("channels", language.any_of(&channels).into())]);
        with_rule(language, &[line], &Refusal::ForeignChannel)
    }
}

/// What can be copied and typed.
pub fn in_code(line: &str) -> String {
    format!("`{}`", outside_in_code(line, LINE_CHARS_MAX))
}

fn with_rule(language: &Language, lines: &[String], refusal: &Refusal) -> String {
    let rule = rule_line(language, refusal);
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
            | Refusal::NothingOwed
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
fn over(language: &Language, case: &Case) -> Vec<String> {
    let number = || ("case", case.number().to_string().into());
    let Some(outcome) = case.outcome() else { return vec![language.fill("over-steps", &[number()])] };
    let when = || ("when", relative(case.ended_at().unwrap_or(case.opened_at())).into());
    let by = |names: &[&str]| {
        let names: Vec<String> = names.iter().map(|name| outside(name, NAME_CHARS_MAX)).collect();
        ("by", language.all_of(&names).into())
    };
    let requester = case.opening().member.name.as_str();
    let said = |vote: Vote| {
        let decisions = case.asked().map_or(&[][..], |asked| &asked.approval.decisions[..]);
        let names = decisions.iter().filter(move |one| one.vote == vote).map(|one| one.by.name.as_str());
        names.collect::<Vec<_>>()
    };
    let key = match outcome {
        Outcome::Completed => {
            let alone = case.asked().is_none_or(|asked| !matches!(asked.approval.manner, Manner::FourEyes));
            let key = if alone { "over-alone" } else { "over-completed" };
            let names = if alone { vec![requester] } else { said(Vote::Approve) };
            return vec![language.fill(key, &[number(), when(), by(&names)])];
        }
        Outcome::Denied => return vec![language.fill("over-denied", &[number(), when(), by(&said(Vote::Deny))])],
        Outcome::Withdrawn => return vec![language.fill("over-withdrawn", &[number(), when(), by(&[requester])])],
        Outcome::Joined { case: other } => {
            let other = ("other", other.to_string().into());
            return vec![language.fill("over-joined", &[number(), when(), other])];
        }
        Outcome::NothingFound | Outcome::Advised => "over-nothing",
        Outcome::Refused { .. } => "over-refused",
        Outcome::Unavailable { .. } => "over-unavailable",
        Outcome::Expired => "over-expired",
        Outcome::NeedsHuman { .. } => "over-needs-human",
    };
    vec![language.fill(key, &[number(), when()])]
}
