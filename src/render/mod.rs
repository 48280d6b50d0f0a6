//! What people read. A card is a function of its case and the guild's language; a private answer of what happened and the
//! member's language. All sentences are in `locales/`.

mod advice;
pub mod card;
pub mod cases;
pub mod choices;
mod codes;
mod decisions;
mod details;
mod diagnosis;
mod evidence;
pub mod guidance;
mod help;
pub mod keys;
mod localizer;
pub mod page;
mod people;
pub mod phone;
mod progress;
mod refusals;
mod relative_time;
mod secrets;
mod sections;
mod signs;
mod state;
mod text;

use std::iter;

use self::card::{Button, ButtonId, Card, CardStatus, Form};
use self::keys::key;
use self::localizer::Localizer;
use self::state::State;
use self::text::{NAME_CHARS_MAX, at_time, cut, outside};
use crate::domain::Locale;
use crate::domain::approval::ApprovalMode;
use crate::domain::case::{ApprovalRequest, Case, Phase, PingReason};
use crate::domain::digest::Digest;
use crate::domain::event::Verb;
use crate::domain::outcome::Outcome;
use crate::domain::refusal::Refusal;
use crate::domain::step::StepKind;
use crate::secret::Secret;

/// A phone's screen; Discord takes 4096.
const TEXT_CHARS_MAX: usize = 1000;
/// Discord: a message holds 2000 characters.
const ANSWER_CHARS_MAX: usize = 2000;
/// Discord: the embeds of a message hold 6000 characters together; a few are left for where they are parted.
const DETAILS_CHARS_MAX: usize = 5900;
/// How much of a plan's digest a card shows: enough to tell two plans apart at a glance.
const DIGEST_CHARS_SHOWN: usize = 12;

/// How much room there is to say something in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Room {
    /// A card that is longer than a phone with less.
    Least,
    /// A card that would be longer than a phone.
    Little,
    /// A card.
    Card,
    /// An answer to one reader, who wants to know everything.
    Answer,
}

/// Everything that Grendel says.
#[derive(Clone, Copy, Default)]
pub struct Messages;

impl Messages {
    /// Every language that can be spoken, English first.
    pub fn languages() -> Vec<Locale> {
        localizer::languages()
    }

    /// Ready to speak.
    pub const fn new() -> Self {
        Self
    }

    /// Whether the channel gets to see this case. One that is refused before anybody had to agree is between Grendel and the
    /// one who asked.
    pub fn has_card(&self, case: &Case) -> bool {
        let worth_telling = matches!(case.outcome(), Some(Outcome::NothingFound | Outcome::Advised));
        case.card().is_some() || case.approval_request().is_some() || worth_telling
    }

    /// The card of a case, in the guild's language. Of a case that the channel should not see, it says only that it was
    /// interrupted: it is shown where nobody can be told privately any more.
    pub fn card(&self, case: &Case) -> Card {
        let localizer = &Localizer::for_locale(&case.opening().origin.guild_locale);
        if !self.has_card(case) {
            return interrupted(localizer, case);
        }
        let card = Card {
            title: title(localizer, case),
            status: State::of(case).status,
            text: cut(&opening_sentence(localizer, case), TEXT_CHARS_MAX),
            sections: Vec::new(),
            footer: footer(localizer, case),
            buttons: buttons(localizer, case),
        };
        sections::fitted(localizer, case, card)
    }

    /// The first answer to the requester, in their language; nothing while there is nothing to say yet.
    pub fn first_answer(&self, case: &Case) -> Option<String> {
        let localizer = &Localizer::for_locale(&case.opening().origin.member_locale);
        let number = ("case", case.number().to_string().into());
        let answer = match (case.phase(), case.approval_request()) {
            (Phase::Closed { outcome: Outcome::Refused { refusal }, .. }, None) => {
                refusals::with_rule(localizer, refusal)
            }
            (Phase::Closed { outcome: Outcome::Unavailable { .. }, .. }, None) => {
                let user = outside(&case.opening().user, NAME_CHARS_MAX);
                let lead = localizer.format("answer-unavailable", &[("user", user.into())]);
                format!("{lead} {}", progress::state(localizer, case))
            }
            (Phase::Closed { outcome: Outcome::Joined { case: other }, .. }, _) => {
                localizer.format("answer-joined", &[("case", other.to_string().into())])
            }
            // The rest is about the card, so it waits for the card.
            _ if case.card().is_none() => return None,
            (Phase::Closed { .. }, None) => localizer.format("answer-over", &[number]),
            (_, Some(asked)) => match asked.approval.not_before() {
                Some(from) => localizer.format("answer-alone", &[number, ("from", at_time(from).into())]),
                None if matches!(case.phase(), Phase::Waiting(_)) => {
                    let who = decisions::awaited(localizer, asked);
                    localizer.format("answer-waiting", &[number, ("who", who.into())])
                }
                // Somebody was faster than this answer.
                None => localizer.format("answer-decided", &[number]),
            },
            (_, _) => return None,
        };
        Some(cut(&answer, ANSWER_CHARS_MAX))
    }

    /// The first answer to the requester where the channel did not take the card: how it ended, in their language.
    pub fn answer_without_card(&self, case: &Case) -> String {
        let localizer = &Localizer::for_locale(&case.opening().origin.member_locale);
        let (state, verdict) = (progress::state(localizer, case), verdict(localizer, case));
        let answer = match (verdict.is_empty(), has_ended(case)) {
            (true, _) => state,
            // By then it may be otherwise: it is what was found, not what is.
            (false, true) => {
                localizer.format("answer-was-found", &[("state", state.into()), ("verdict", verdict.into())])
            }
            (false, false) => format!("{verdict} {state}"),
        };
        cut(&answer, ANSWER_CHARS_MAX)
    }

    /// The answer to a press that counted, and where the card is: the answer may stand far below it.
    pub fn press_accepted(&self, case: &Case, verb: Verb, locale: &Locale) -> String {
        let localizer = &Localizer::for_locale(locale);
        let heard = localizer.format(&key("heard", verb.word()), &[("case", case.number().to_string().into())]);
        iter::once(heard).chain(card_line(localizer, case)).collect::<Vec<_>>().join("\n")
    }

    /// What is whispered to the one who may see what the steps made; nothing where nothing is kept any more. Whatever holds these
    /// words holds the secret.
    pub fn secret_message(&self, case: &Case, secrets: &[(StepKind, Secret)], locale: &Locale) -> Option<Secret> {
        secrets::whisper(&Localizer::for_locale(locale), case, secrets)
    }

    /// The answer to somebody who asked for what may not be.
    pub fn refusal(&self, refusal: &Refusal, locale: &Locale) -> String {
        cut(&refusals::with_rule(&Localizer::for_locale(locale), refusal), ANSWER_CHARS_MAX)
    }

    /// What is asked of somebody before the button counts; nothing where it counts at once.
    pub fn form(&self, button: ButtonId, chars_max: u16, locale: &Locale) -> Option<Form> {
        let localizer = Localizer::for_locale(locale);
        let verb = match button.verb {
            Verb::Deny | Verb::Confirm | Verb::BreakGlass | Verb::Waive => button.verb.word(),
            Verb::Approve
            | Verb::Look
            | Verb::Withdraw
            | Verb::Proceed
            | Verb::Countersign
            | Verb::ShowSecret
            | Verb::Details => return None,
        };
        Some(Form {
            id: button,
            title: localizer.format(&key(verb, "title"), &[("case", button.case.to_string().into())]),
            question: localizer.text_of(verb, "question"),
            placeholder: localizer.text_of(verb, "placeholder"),
            chars_max,
        })
    }

    /// What calls people to a card, in the guild's language. These roles are alerted by it, and nobody else.
    pub fn ping(&self, case: &Case, why: &PingReason, roles: &[u64]) -> String {
        let opening = case.opening();
        let localizer = &Localizer::for_locale(&opening.origin.guild_locale);
        let key = match why {
            PingReason::Silence(rung) => key("call", rung.kind.word()),
            PingReason::GlassBroken => "call-glass".to_owned(),
            PingReason::Overdue => "call-overdue".to_owned(),
        };
        let roles: Vec<String> = roles.iter().map(|role| format!("<@&{role}>")).collect();
        let until = case.approval_request().map_or_else(String::new, |asked| at_time(asked.approval.expires_at()));
        let name = case.diagnosed().map_or_else(String::new, |found| diagnosis::name_of(&found.diagnosis.account));
        let requester = outside(&opening.member.name, NAME_CHARS_MAX);
        let arguments = [
            ("case", case.number().to_string().into()),
            ("name", name.into()),
            ("requester", requester.into()),
            ("until", until.into()),
        ];
        let words = format!(
            "{} {} {}",
            roles.join(" "),
            localizer.format(&key, &arguments),
            card_link(case).unwrap_or_default()
        );
        cut(words.trim(), ANSWER_CHARS_MAX)
    }
}

/// Where the card of a case is, in words; nothing where it was not posted yet.
fn card_line(localizer: &Localizer, case: &Case) -> Option<String> {
    card_link(case).map(|link| localizer.format("guide-card", &[("link", link.into())]))
}

/// Where the card of a case is; nothing where it was not posted yet.
fn card_link(case: &Case) -> Option<String> {
    let origin = &case.opening().origin;
    case.card().map(|message| format!("https://discord.com/channels/{}/{}/{message}", origin.guild, origin.channel))
}

/// What somebody reads who reads nothing else: what is wrong; or where nobody found out, how it ended.
fn opening_sentence(localizer: &Localizer, case: &Case) -> String {
    let verdict = verdict_as_it_stands(localizer, case);
    if verdict.is_empty() { progress::state(localizer, case) } else { verdict }
}

/// What is wrong, or was: once it is put right, nobody should read first that it is not.
fn verdict_as_it_stands(localizer: &Localizer, case: &Case) -> String {
    let outcome = match case.phase() {
        Phase::AwaitingCountersign(owing) => Some(&owing.outcome),
        _ => case.outcome(),
    };
    let is_done = matches!(outcome, Some(Outcome::Completed)) && progress::all_seen(case);
    let stays_closed = case.diagnosed().is_some_and(|diagnosed| diagnosed.diagnosis.stays_closed());
    let is_right = is_done && !stays_closed && !state::only_tells(case) && !secrets::is_lost(case);
    let verdict = verdict(localizer, case);
    if is_right { localizer.format("verdict-before", &[("verdict", verdict.into())]) } else { verdict }
}

/// Whether nothing more is done to the account.
fn has_ended(case: &Case) -> bool {
    case.outcome().is_some() || matches!(case.phase(), Phase::AwaitingCountersign(_) | Phase::DeliveringSecret(_))
}

fn verdict(localizer: &Localizer, case: &Case) -> String {
    case.diagnosed().map_or_else(String::new, |diagnosed| diagnosis::verdict(localizer, &diagnosed.diagnosis))
}

fn title(localizer: &Localizer, case: &Case) -> String {
    titled(localizer, case, &State::of(case).words(localizer))
}

/// What a channel's list of messages shows of a card: which case, and how it stands.
fn titled(localizer: &Localizer, case: &Case, stands: &str) -> String {
    let command = ("command", case.opening().command.as_str().into());
    let number = ("case", case.number().to_string().into());
    localizer.format("card-title", &[number, command, ("stands", stands.into())])
}

fn interrupted(localizer: &Localizer, case: &Case) -> Card {
    let name = ("name", outside(&case.opening().member.name, NAME_CHARS_MAX).into());
    let (stands, text) = match case.outcome() {
        Some(Outcome::Joined { case: other }) => {
            ("stands-joined", localizer.format("verdict-joined", &[name, ("case", other.to_string().into())]))
        }
        _ => ("stands-interrupted", localizer.format("verdict-interrupted", &[name])),
    };
    Card {
        title: titled(localizer, case, &localizer.text(stands)),
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
    case.approval_request().map(|asked| asked.approval.plan)
}

fn buttons(localizer: &Localizer, case: &Case) -> Vec<Button> {
    let deciding = case.approval_request().map_or_else(Vec::new, |asked| verbs(case, asked));
    let shown = case.approval_request().map(|asked| asked.approval.plan);
    let Some(plan) = shown.or_else(|| case.diagnosed().map(|found| found.diagnosis.digest())) else {
        return Vec::new();
    };
    let button = |verb: Verb| Button {
        id: ButtonId { verb, case: case.number(), plan },
        label: localizer.text_of("button", verb.word()),
    };
    deciding.into_iter().chain([Verb::Details]).map(button).collect()
}

/// What can be pressed now.
fn verbs(case: &Case, asked: &ApprovalRequest) -> Vec<Verb> {
    let terms = &case.opening().terms;
    let may_break_glass =
        || terms.break_glass.as_ref().is_some_and(|glass| glass.people.contains(&case.opening().member.id));
    match (case.phase(), &asked.approval.mode) {
        (Phase::Waiting(_), ApprovalMode::Alone { .. }) => vec![Verb::Proceed, Verb::Withdraw],
        (Phase::Waiting(_), ApprovalMode::FourEyes | ApprovalMode::BreakGlass { .. }) => {
            let typed = asked.approval.requirement.rules.iter().any(|rule| rule.typed_confirmation);
            let approve = if typed { Verb::Confirm } else { Verb::Approve };
            let glass = may_break_glass().then_some(Verb::BreakGlass);
            let diagnosis = &asked.diagnosed.diagnosis;
            let waive = diagnosis.can_be_waived().then_some(Verb::Waive);
            let approve = (!diagnosis.plan.steps.is_empty()).then_some(approve);
            let others = [Verb::Deny, Verb::Look, Verb::Withdraw];
            approve.into_iter().chain(waive).chain(others).chain(glass).collect()
        }
        (Phase::DeliveringSecret(_), _) => secrets::waits(case).then_some(Verb::ShowSecret).into_iter().collect(),
        (Phase::AwaitingCountersign(_), _) => vec![Verb::Countersign],
        _ => Vec::new(),
    }
}
