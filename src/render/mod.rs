//! Renders everything that people read: cards, private answers, forms and pages.
//! A card is a function of its case and the guild's language. A private answer is a function of the event that it
//! answers and the member's language. All sentences are messages in `locales/`; this module selects them and fills in
//! their arguments.

mod account_kind;
mod advice;
mod aims;
pub mod card;
pub mod cases;
pub mod choices;
mod codes;
mod complaints;
mod decisions;
mod details;
mod diagnosis;
mod evidence;
mod freezes;
pub mod guidance;
mod help;
pub mod keys;
mod links;
mod localizer;
mod notices;
pub mod page;
mod pauses;
mod people;
pub mod phone;
mod progress;
mod refusals;
mod relative_time;
mod secrets;
mod sections;
pub mod sign_ins;
mod signs;
mod state;
mod text;
mod work;

use std::iter;

use self::card::{Button, ButtonId, Card, CardStatus, Form, FormId};
use self::keys::key;
use self::localizer::Localizer;
use self::state::State;
use self::text::{NAME_CHARS_MAX, escape, time_and_distance, truncate};
use crate::domain::Locale;
use crate::domain::aim::Aim;
use crate::domain::approval::ApprovalMode;
use crate::domain::case::{ApprovalRequest, Case, Phase, ReceiverProof};
use crate::domain::digest::Digest;
use crate::domain::event::Verb;
use crate::domain::outcome::{Breakdown, Outcome};
use crate::domain::refusal::Refusal;
use crate::domain::step::StepKind;
use crate::secret::Secret;

/// The verdict on a card, in characters: a phone's screen. Discord allows 4096.
const TEXT_CHARS_MAX: usize = 1000;
/// A message, in characters. Discord allows 2000.
const ANSWER_CHARS_MAX: usize = 2000;
/// The details, in characters. Discord allows 6000 for all embeds of a message; the rest is for the breaks between
/// embeds.
const DETAILS_CHARS_MAX: usize = 5900;
/// The digits of a plan's digest on a card: enough to tell two plans apart at a glance.
const DIGEST_CHARS_SHOWN: usize = 12;

/// The level of detail of a text. A card starts with `Normal`, and a section that does not fit is shortened.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Verbosity {
    /// For a card that is longer than a phone's screen with `Short`.
    Minimal,
    /// For a card that would be longer than a phone's screen.
    Short,
    /// For a card.
    Normal,
    /// For a private answer, to a reader who wants to know everything.
    Full,
}

/// The messages that people read. Each method selects the language from a locale and returns text that is within
/// Discord's limits.
#[derive(Clone, Copy, Default)]
pub struct Messages;

impl Messages {
    /// Returns every language that has messages, English first.
    pub fn languages() -> Vec<Locale> {
        localizer::languages()
    }

    /// Returns the messages; they are built into the program.
    pub const fn new() -> Self {
        Self
    }

    /// Returns true if the channel sees a card of this case. A case that is refused before anyone had to approve it
    /// stays between Grendel and the requester.
    pub fn has_card(&self, case: &Case) -> bool {
        let worth_telling = matches!(case.outcome(), Some(Outcome::NothingFound | Outcome::Advised));
        case.card().is_some() || case.approval_request().is_some() || worth_telling
    }

    /// Returns the card of a case, in the guild's language.
    /// For a case without a card of its own ([`Messages::has_card`] is false) it says only that the case was
    /// interrupted. Such a card is posted if a restart has made a private answer impossible.
    pub fn card(&self, case: &Case) -> Card {
        let localizer = &Localizer::for_locale(&case.opening().origin.guild_locale);
        if !self.has_card(case) {
            return interrupted_card(localizer, case);
        }
        let card = Card {
            title: title(localizer, case),
            status: State::of(case).status,
            text: truncate(
                &freezes::above(localizer, case, &pauses::above(localizer, case, lead(localizer, case))),
                TEXT_CHARS_MAX,
            ),
            sections: Vec::new(),
            footer: footer(localizer, case),
            buttons: buttons(localizer, case),
        };
        sections::fit_to_phone(localizer, case, card)
    }

    /// Returns the first private answer to the requester, in their language; `None` while there is nothing to say
    /// yet.
    pub fn first_answer(&self, case: &Case) -> Option<String> {
        let localizer = &Localizer::for_locale(&case.opening().origin.member_locale);
        let number = ("case", case.number().to_string().into());
        let answer = match (case.phase(), case.approval_request()) {
            (Phase::Closed { outcome: Outcome::Refused { refusal }, .. }, None) => {
                refusals::with_rule(localizer, refusal)
            }
            (Phase::Closed { outcome: Outcome::Unavailable { .. }, .. }, None) => {
                let user = escape(&case.opening().user, NAME_CHARS_MAX);
                let lead = localizer.format("answer-unavailable", &[("user", user.into())]);
                format!("{lead} {}", progress::state(localizer, case))
            }
            (Phase::Closed { outcome: Outcome::Failed { why }, .. }, _) => progress::failed(localizer, case, *why),
            (Phase::Closed { outcome: Outcome::Joined { case: other }, .. }, _) => {
                localizer.format("answer-joined", &[("case", other.to_string().into())])
            }
            // The answers below point to the card, so they wait until it is posted.
            _ if case.card().is_none() => return None,
            _ if case.opening().origin.typed_in.is_some() => {
                let channel = ("channel", refusals::mention_channel(case.opening().origin.channel).into());
                let answer = localizer.format("answer-elsewhere", &[number, channel]);
                iter::once(answer).chain(card_line(localizer, case)).collect::<Vec<_>>().join("\n")
            }
            _ if case.opening().origin.thread.is_some() => {
                let channel = ("channel", refusals::mention_channel(case.opening().origin.channel).into());
                let answer = localizer.format("answer-in-thread", &[number, channel]);
                iter::once(answer).chain(card_line(localizer, case)).collect::<Vec<_>>().join("\n")
            }
            (Phase::Closed { .. }, None) => localizer.format("answer-over", &[number]),
            (_, Some(request)) => match request.approval.not_before() {
                Some(from) => localizer.format("answer-alone", &[number, ("from", time_and_distance(from).into())]),
                None if matches!(case.phase(), Phase::Waiting(_)) => {
                    let who = decisions::awaited(localizer, request);
                    localizer.format("answer-waiting", &[number, ("who", who.into())])
                }
                // The case was decided before this answer was sent.
                None => localizer.format("answer-decided", &[number]),
            },
            (_, _) => return None,
        };
        Some(truncate(&answer, ANSWER_CHARS_MAX))
    }

    /// Returns the words to the requester for a case that Grendel cannot go on with. They mention the requester.
    pub fn broken_down(&self, case: &Case, why: Breakdown) -> String {
        let localizer = &Localizer::for_locale(&case.opening().origin.guild_locale);
        format!("<@{}> {}", case.opening().member.id, progress::failed(localizer, case, why))
    }

    /// Returns the first private answer to the requester if the channel does not accept the card, in their language:
    /// how the case ended.
    pub fn answer_without_card(&self, case: &Case) -> String {
        let localizer = &Localizer::for_locale(&case.opening().origin.member_locale);
        let (state, verdict) = (progress::state(localizer, case), verdict(localizer, case));
        let answer = match (verdict.is_empty(), has_ended(case)) {
            (true, _) => state,
            // The account may have changed since, so the verdict is worded in the past.
            (false, true) => {
                localizer.format("answer-was-found", &[("state", state.into()), ("verdict", verdict.into())])
            }
            (false, false) => format!("{verdict} {state}"),
        };
        truncate(&answer, ANSWER_CHARS_MAX)
    }

    /// Returns the answer to a press that counts, with a link to the card, which may be far above the answer.
    pub fn press_accepted(&self, case: &Case, verb: Verb, locale: &Locale) -> String {
        let localizer = &Localizer::for_locale(locale);
        let is_alone = case.approval_request().is_some_and(|request| request.approval.is_alone());
        let verb = if is_alone && verb == Verb::Confirm { Verb::Proceed } else { verb };
        let is_stopped = case.run().is_some() && matches!(verb, Verb::Deny | Verb::Withdraw);
        let key = if is_stopped { "heard-stopped".to_owned() } else { key("heard", verb.word()) };
        let heard = localizer.format(&key, &[("case", case.number().to_string().into())]);
        iter::once(heard).chain(card_line(localizer, case)).collect::<Vec<_>>().join("\n")
    }

    /// Returns the private message that shows the passwords and passes that the steps made; `None` if there are none
    /// left. The message contains the secrets, so it is a secret itself.
    pub fn secret_message(
        &self,
        proof: &ReceiverProof,
        case: &Case,
        secrets: &[(StepKind, Secret)],
        locale: &Locale,
    ) -> Option<Secret> {
        secrets::secret_message(&Localizer::for_locale(locale), proof, case, secrets)
    }

    /// Returns the answer to a request that is refused.
    pub fn refusal(&self, refusal: &Refusal, locale: &Locale) -> String {
        truncate(&refusals::with_rule(&Localizer::for_locale(locale), refusal), ANSWER_CHARS_MAX)
    }

    /// Returns the form to fill in before a press of this button counts; `None` if the press counts at once.
    /// `chars_max` is the longest text that the form takes.
    pub fn form(&self, button: ButtonId, chars_max: u16, locale: &Locale) -> Option<Form> {
        let localizer = Localizer::for_locale(locale);
        let verb = match button.verb {
            Verb::Deny | Verb::Confirm | Verb::BreakGlass | Verb::Waive => button.verb.word(),
            Verb::Approve
            | Verb::Look
            | Verb::Withdraw
            | Verb::Proceed
            | Verb::Countersign
            | Verb::CalledBack
            | Verb::Seen
            | Verb::Vouched
            | Verb::DisabledOnPremises
            | Verb::ResetOnPremises
            | Verb::EnabledOnPremises
            | Verb::ShowSecret
            | Verb::Details => return None,
        };
        Some(Form {
            id: FormId::Button(button),
            title: localizer.format(&key(verb, "title"), &[("case", button.case.to_string().into())]),
            question: localizer.text_of(verb, "question"),
            placeholder: localizer.text_of(verb, "placeholder"),
            chars_max,
        })
    }
}

/// Returns the sentence that links to the card of a case; `None` if it is not posted yet.
fn card_line(localizer: &Localizer, case: &Case) -> Option<String> {
    card_link(case).map(|link| localizer.format("guide-card", &[("link", link.into())]))
}

/// Returns the address of the card of a case; `None` if it is not posted yet.
fn card_link(case: &Case) -> Option<String> {
    let origin = &case.opening().origin;
    case.card().map(|message| format!("https://discord.com/channels/{}/{}/{message}", origin.guild, origin.channel))
}

/// Returns the sentence for a reader who reads nothing else: the verdict, or how the case ended if there is none.
fn lead(localizer: &Localizer, case: &Case) -> String {
    let verdict = current_verdict(localizer, case);
    if verdict.is_empty() { progress::state(localizer, case) } else { verdict }
}

/// Returns the verdict; worded in the past once the cause is removed, so that the card does not open with a problem
/// that is solved.
fn current_verdict(localizer: &Localizer, case: &Case) -> String {
    let outcome = match case.phase() {
        Phase::AwaitingCountersign(owing) => Some(&owing.outcome),
        _ => case.outcome(),
    };
    let is_done = matches!(outcome, Some(Outcome::Completed)) && progress::all_verified(case);
    let stays_closed = case.diagnosed().is_some_and(|diagnosed| diagnosed.diagnosis.stays_closed());
    let is_right = is_done && !stays_closed && !state::only_informs(case) && !secrets::is_lost(case);
    let verdict = verdict(localizer, case);
    if is_right { localizer.format("verdict-before", &[("verdict", verdict.into())]) } else { verdict }
}

/// Returns true if no further step is taken.
fn has_ended(case: &Case) -> bool {
    case.outcome().is_some() || matches!(case.phase(), Phase::AwaitingCountersign(_) | Phase::DeliveringSecret(_))
}

fn verdict(localizer: &Localizer, case: &Case) -> String {
    case.diagnosed().map_or_else(String::new, |diagnosed| diagnosis::verdict(localizer, &diagnosed.diagnosis))
}

fn title(localizer: &Localizer, case: &Case) -> String {
    title_with(localizer, case, &State::of(case).words(localizer))
}

/// Returns the title of a card, which a channel's message list shows: the case number, the command and the status.
fn title_with(localizer: &Localizer, case: &Case, status: &str) -> String {
    let command = ("command", case.opening().command.as_str().into());
    let number = ("case", case.number().to_string().into());
    localizer.format("card-title", &[number, command, ("stands", status.into())])
}

fn interrupted_card(localizer: &Localizer, case: &Case) -> Card {
    let name = ("name", escape(&case.opening().member.name, NAME_CHARS_MAX).into());
    let (status, text) = match case.outcome() {
        Some(Outcome::Joined { case: other }) => {
            ("stands-joined", localizer.format("verdict-joined", &[name, ("case", other.to_string().into())]))
        }
        _ => ("stands-interrupted", localizer.format("verdict-interrupted", &[name])),
    };
    Card {
        title: title_with(localizer, case, &localizer.text(status)),
        status: CardStatus::Unchanged,
        text,
        sections: Vec::new(),
        footer: footer(localizer, case),
        buttons: Vec::new(),
    }
}

fn footer(localizer: &Localizer, case: &Case) -> String {
    let number = ("case", case.number().to_string().into());
    let tenant = ("tenant", case.opening().tenant.0.as_str().into());
    match plan_of(case) {
        Some(plan) => {
            let shown: String = plan.to_string().chars().take(DIGEST_CHARS_SHOWN).collect();
            localizer.format("card-footer-plan", &[number, tenant, ("plan", shown.into())])
        }
        None => localizer.format("card-footer", &[number, tenant]),
    }
}

fn plan_of(case: &Case) -> Option<Digest> {
    case.approval_request().map(|request| request.approval.plan)
}

fn buttons(localizer: &Localizer, case: &Case) -> Vec<Button> {
    let verbs = case.approval_request().map_or_else(Vec::new, |request| available_verbs(case, request));
    let shown = case.approval_request().map(|request| request.approval.plan);
    let Some(plan) = shown.or_else(|| case.diagnosed().map(|diagnosed| diagnosed.diagnosis.digest())) else {
        return Vec::new();
    };
    let is_alone = case.approval_request().is_some_and(|request| request.approval.is_alone());
    let button = |verb: Verb| Button {
        id: ButtonId { verb, case: case.number(), plan },
        label: match verb {
            Verb::Confirm if is_alone => localizer.text("button-proceed-confirm"),
            Verb::ResetOnPremises if case.opening().terms.aim() == Aim::Contain => {
                localizer.text("button-ad-reset-twice")
            }
            verb => localizer.text_of("button", verb.word()),
        },
    };
    verbs.into_iter().chain([Verb::Details]).map(button).collect()
}

/// Returns the buttons of a card in its current phase, without `Details`.
fn available_verbs(case: &Case, request: &ApprovalRequest) -> Vec<Verb> {
    let terms = &case.opening().terms;
    let may_break_glass =
        || terms.break_glass.as_ref().is_some_and(|break_glass| break_glass.people.contains(&case.opening().member.id));
    let checks = case.missing_checks(&request.diagnosed.diagnosis).iter().map(|check| Verb::of_check(*check));
    match (case.phase(), &request.approval.mode) {
        (Phase::Waiting(_), ApprovalMode::Alone { .. }) => {
            let typed = request.approval.requirement.rules.iter().any(|rule| rule.typed_confirmation);
            let proceed = if typed { Verb::Confirm } else { Verb::Proceed };
            [proceed, Verb::Deny, Verb::Withdraw].into_iter().chain(checks).collect()
        }
        (Phase::Waiting(_), ApprovalMode::FourEyes | ApprovalMode::BreakGlass { .. }) => {
            let typed = request.approval.requirement.rules.iter().any(|rule| rule.typed_confirmation);
            let approve = if typed { Verb::Confirm } else { Verb::Approve };
            let break_glass = may_break_glass().then_some(Verb::BreakGlass);
            let diagnosis = &request.diagnosed.diagnosis;
            let waive = diagnosis.can_be_waived().then_some(Verb::Waive);
            let approve = (!diagnosis.plan.steps.is_empty()).then_some(approve);
            let others = [Verb::Deny, Verb::Look, Verb::Withdraw];
            approve.into_iter().chain(waive).chain(others).chain(break_glass).chain(checks).collect()
        }
        // A case that waits for the end of a freeze can be denied and taken back before its next step.
        (Phase::Running(_, run), _) if case.parked().is_some() || case.pause().is_some() => work::verbs(run)
            .into_iter()
            .filter(|verb| *verb != Verb::Withdraw)
            .chain([Verb::Deny, Verb::Withdraw])
            .collect(),
        (Phase::Approved(_), _) if case.parked().is_some() || case.pause().is_some() => {
            vec![Verb::Deny, Verb::Withdraw]
        }
        // One that waits for people can be taken back as well, until they have done their part.
        (Phase::Running(_, run), _) if run.asked().next().is_some() => work::verbs(run),
        (Phase::DeliveringSecret(_), _) => {
            secrets::can_be_shown(case).then_some(Verb::ShowSecret).into_iter().collect()
        }
        (Phase::AwaitingCountersign(_), _) => vec![Verb::Countersign],
        _ => Vec::new(),
    }
}
