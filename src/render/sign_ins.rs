//! Everything that people read about a sign-in: the offer in the chat, the pages of the browser, and the number that
//! ties the two.
//!
//! A page names a member by the unique name, never by the display name alone: anybody can choose that freely.

use jiff::Timestamp;

use super::Messages;
use super::card::{Form, FormId, NumberKey};
use super::localizer::Localizer;
use super::page::{BrowserPage, ConfirmationPage, ConfirmationRow, SecretPage};
use super::secrets;
use super::text::{NAME_CHARS_MAX, REASON_CHARS_MAX, escape_in_code, one_line, time_and_distance, utc};
use crate::domain::case::{Case, ReceiverProof};
use crate::domain::complaint::Complaint;
use crate::domain::event::Verb;
use crate::domain::freeze::FreezeScope;
use crate::domain::people::Member;
use crate::domain::refusal::Refusal;
use crate::domain::step::StepKind;
use crate::domain::{CaseNumber, Locale};
use crate::secret::Secret;

/// The length of the number, in characters.
const NUMBER_CHARS: u16 = 2;

/// The thing that a sign-in is needed for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignInReason<'a> {
    /// A press on a case.
    Press(CaseNumber),
    /// The secret of a case.
    Secret(CaseNumber),
    /// A command, by its name.
    Command(&'a str),
}

/// A command that the person who signed in is asked about.
pub struct CommandQuestion<'a> {
    /// The name of the command.
    pub command: &'a str,
    /// The account that it names, as typed; `None` for a command about the whole tenant.
    pub user: Option<&'a str>,
    /// The reason, as typed.
    pub reason: Option<&'a str>,
    /// The scope of a freeze.
    pub scope: Option<FreezeScope>,
    /// The ticket, as typed.
    pub ticket: Option<&'a str>,
    /// The owner's trouble, as the requester tells it.
    pub complaint: Option<&'a Complaint>,
    /// The time at which it was typed.
    pub typed_at: Timestamp,
    /// The member who typed it.
    pub member: &'a Member,
    /// The sign-in name of the account that signed in.
    pub upn: &'a str,
}

/// A press that the person who signed in is asked about.
pub struct PressQuestion<'a> {
    /// The case.
    pub case: &'a Case,
    /// The member who pressed.
    pub member: &'a Member,
    /// The sign-in name of the account that signed in.
    pub upn: &'a str,
    /// The button.
    pub verb: Verb,
    /// The text of the form, if the button opened one.
    pub reason: Option<&'a str>,
    /// The time of the press.
    pub pressed_at: Timestamp,
    /// True if a yes shows a secret on the page.
    pub on_page: bool,
}

impl Messages {
    /// Returns the answer to `/link` with the address for the sign-in. The angle brackets keep Discord from opening
    /// the address for a preview.
    pub fn link_offer(&self, address: &str, until: Timestamp, locale: &Locale) -> String {
        let localizer = Localizer::for_locale(locale);
        let offer = offer(&localizer, address);
        format!("{offer}\n{}", localizer.format("link-offered", &[("when", time_and_distance(until).into())]))
    }

    /// Returns the answer to a press or a command that needs a sign-in first.
    pub fn sign_in_offer(&self, reason: SignInReason<'_>, address: &str, until: Timestamp, locale: &Locale) -> String {
        let localizer = Localizer::for_locale(locale);
        let when = ("when", time_and_distance(until).into());
        let words = match reason {
            SignInReason::Press(case) => localizer.format("vote-offered", &[("case", case.to_string().into()), when]),
            SignInReason::Secret(case) => {
                localizer.format("secret-offered", &[("case", case.to_string().into()), when])
            }
            SignInReason::Command(command) => localizer
                .format("command-offered", &[("command", escape_in_code(command, NAME_CHARS_MAX).into()), when]),
        };
        format!("{}\n{words}", offer(&localizer, address))
    }

    /// Returns the label of the button under which the number is typed.
    pub fn number_button(&self, locale: &Locale) -> String {
        Localizer::for_locale(locale).text("number-button")
    }

    /// Returns the private answer that asks for the number of the page.
    pub fn number_prompt(&self, until: Timestamp, locale: &Locale) -> String {
        Localizer::for_locale(locale).format("number-prompt", &[("when", time_and_distance(until).into())])
    }

    /// Returns the form for the number.
    pub fn number_form(&self, key: NumberKey, locale: &Locale) -> Form {
        let localizer = Localizer::for_locale(locale);
        Form {
            id: FormId::Number(key),
            title: localizer.text("number-title"),
            question: localizer.text("number-question"),
            placeholder: localizer.text("number-placeholder"),
            chars_max: NUMBER_CHARS,
        }
    }

    /// Returns the page with the number. Only its reader knows it.
    pub fn number_page(&self, number: u8, locale: &Locale) -> BrowserPage {
        let localizer = Localizer::for_locale(locale);
        let arguments = [("number", number.to_string().into())];
        BrowserPage {
            title: localizer.format("page-number-title", &arguments),
            text: localizer.format("page-number", &arguments),
            language: locale_of(&localizer),
        }
    }

    /// Returns the page that asks, before a link is made, if the person who signed in is the member.
    pub fn link_confirmation_page(&self, upn: &str, member: &Member, locale: &Locale) -> ConfirmationPage {
        let localizer = Localizer::for_locale(locale);
        question(&localizer, "ask-link", vec![member_row(&localizer, member), account_row(&localizer, upn)])
    }

    /// Returns the page that asks if a press is that of the person who signed in: everything that it would bring about.
    pub fn press_question(&self, asked: &PressQuestion<'_>, locale: &Locale) -> ConfirmationPage {
        let localizer = &Localizer::for_locale(locale);
        let PressQuestion { case, member, upn, verb, reason, pressed_at, on_page } = asked;
        let row =
            |key: &str, name: String, detail: String| ConfirmationRow { label: localizer.text(key), name, detail };
        let plain = |text: &str| one_line(text, NAME_CHARS_MAX);
        let mut rows = vec![
            row("ask-row-case", case.number().to_string(), format!("/{}", plain(&case.opening().command))),
            row("ask-row-pressed", localizer.text_of("button", verb.word()), utc(*pressed_at)),
        ];
        if let Some(diagnosed) = case.diagnosed() {
            let account = &diagnosed.diagnosis.account;
            rows.push(row("ask-row-target", plain(&account.upn), plain(&account.display_name)));
            let steps = &diagnosed.diagnosis.plan.steps;
            if *verb != Verb::ShowSecret {
                let texts: Vec<String> = steps.iter().map(|step| localizer.text_of("step", step.word())).collect();
                let texts = if texts.is_empty() { localizer.text("ask-no-steps") } else { texts.join("; ") };
                rows.push(row("ask-row-steps", texts, String::new()));
            }
            if !diagnosed.diagnosis.secret_steps().is_empty() {
                rows.push(row("ask-row-receiver", secrets::receiver_on_page(localizer, case), String::new()));
            }
        }
        if let Some(reason) = reason {
            rows.push(row("ask-row-reason", one_line(reason, REASON_CHARS_MAX), String::new()));
        }
        rows.extend([member_row(localizer, member), account_row(localizer, upn)]);
        let key = if *verb == Verb::ShowSecret && *on_page { "ask-secret" } else { "ask-press" };
        question(localizer, key, rows)
    }

    /// Returns the page that asks if a command is that of the person who signed in.
    pub fn command_question(&self, asked: &CommandQuestion<'_>, locale: &Locale) -> ConfirmationPage {
        let localizer = &Localizer::for_locale(locale);
        let row = |key: &str, name: String| ConfirmationRow { label: localizer.text(key), name, detail: String::new() };
        let command = row("ask-row-command", format!("/{}", one_line(asked.command, NAME_CHARS_MAX)));
        let mut rows = vec![ConfirmationRow { detail: utc(asked.typed_at), ..command }];
        rows.extend(asked.user.map(|user| row("ask-row-target", one_line(user, NAME_CHARS_MAX))));
        let scope = |scope: FreezeScope| row("ask-row-scope", localizer.text_of("freeze-scope", scope.word()));
        rows.extend(asked.scope.map(scope));
        rows.extend(asked.reason.map(|reason| row("ask-row-reason", one_line(reason, REASON_CHARS_MAX))));
        rows.extend(asked.ticket.map(|ticket| row("ask-row-ticket", one_line(ticket, NAME_CHARS_MAX))));
        let symptom = asked.complaint.and_then(|complaint| complaint.symptom);
        let words = symptom.map(|symptom| localizer.text_of("symptom", symptom.word()));
        rows.extend(words.map(|words| row("ask-row-symptom", words)));
        let code = asked.complaint.and_then(|complaint| complaint.code.as_ref());
        rows.extend(code.map(|code| row("ask-row-code", one_line(code, NAME_CHARS_MAX))));
        rows.extend([member_row(localizer, asked.member), account_row(localizer, asked.upn)]);
        question(localizer, "ask-command", rows)
    }

    /// Returns the page after a sign-in for a link that is not made. It names the member, so that a person who was
    /// lured into signing in for someone else notices.
    pub fn link_refused_page(&self, refusal: &Refusal, member: &Member, locale: &Locale) -> BrowserPage {
        let localizer = Localizer::for_locale(locale);
        let key = match refusal {
            Refusal::AccountTaken => "page-account-taken",
            Refusal::LinkedAlready | Refusal::LinkedByOperator => "page-linked-already",
            Refusal::SignInDeclined { .. } => "page-declined",
            Refusal::LinkDisowned => "page-disowned",
            Refusal::AccountExternal | Refusal::AccountTooNew { .. } | Refusal::SecretMadeRecently { .. } => {
                "page-not-eligible"
            }
            Refusal::SignInNeeded { .. } => "page-vote-failed",
            _ => "page-failed",
        };
        let text = localizer.format(key, &[("name", handle(member).into())]);
        BrowserPage { title: localizer.text("page-refused-title"), text, language: locale_of(&localizer) }
    }

    /// Returns the page after a sign-in for a press or a command that does not count. The chat says why.
    pub fn step_up_failed_page(&self, member: &Member, locale: &Locale) -> BrowserPage {
        named_page(locale, "page-vote-failed", member)
    }

    /// Returns the page for a person who said that a press or a command is not theirs.
    pub fn disowned_page(&self, member: &Member, locale: &Locale) -> BrowserPage {
        named_page(locale, "page-not-me", member)
    }

    /// Returns the page that shows the secrets of a case; `None` if there are none left. It contains the secrets.
    pub fn secret_page(
        &self,
        proof: &ReceiverProof,
        case: &Case,
        secrets: Vec<(StepKind, Secret)>,
        locale: &Locale,
    ) -> Option<SecretPage> {
        secrets::secret_page(&Localizer::for_locale(locale), proof, case, secrets)
    }

    /// Returns the page for a secret that is gone.
    pub fn secret_gone_page(&self, locale: &Locale) -> BrowserPage {
        page(locale, "page-secret-gone")
    }

    /// Returns the private answer after a secret was shown on the page, or after the browser had gone.
    pub fn secret_shown_on_page(&self, case: CaseNumber, arrived: bool, locale: &Locale) -> String {
        let key = if arrived { "secret-on-page" } else { "secret-not-on-page" };
        Localizer::for_locale(locale).format(key, &[("case", case.to_string().into())])
    }

    /// Returns the page for a sign-in that is not in progress.
    pub fn unknown_sign_in_page(&self, locale: &Locale) -> BrowserPage {
        page(locale, "page-unknown")
    }

    /// Returns the page for an answer to a question that is not open.
    pub fn unknown_confirmation_page(&self, locale: &Locale) -> BrowserPage {
        page(locale, "page-answered")
    }

    /// Returns the page for an answer that was not sent by a page of ours.
    pub fn foreign_answer_page(&self, locale: &Locale) -> BrowserPage {
        page(locale, "page-foreign")
    }

    /// Returns the page for a sign-in whose result is not known yet.
    pub fn unknown_outcome_page(&self, locale: &Locale) -> BrowserPage {
        page(locale, "page-no-answer")
    }

    /// Returns the page for an unknown address.
    pub fn not_found_page(&self, locale: &Locale) -> BrowserPage {
        page(locale, "page-nothing")
    }
}

fn offer(localizer: &Localizer, address: &str) -> String {
    format!("[{}](<{address}>)", localizer.text("link-sign-in"))
}

fn page(locale: &Locale, key: &str) -> BrowserPage {
    let localizer = Localizer::for_locale(locale);
    let title = localizer.text(&format!("{key}-title"));
    BrowserPage { title, text: localizer.text(key), language: locale_of(&localizer) }
}

fn named_page(locale: &Locale, key: &str, member: &Member) -> BrowserPage {
    let localizer = Localizer::for_locale(locale);
    let text = localizer.format(key, &[("name", handle(member).into())]);
    BrowserPage { title: localizer.text(&format!("{key}-title")), text, language: locale_of(&localizer) }
}

fn question(localizer: &Localizer, key: &str, rows: Vec<ConfirmationRow>) -> ConfirmationPage {
    let text = |part: &str| localizer.text(&format!("{key}-{part}"));
    ConfirmationPage {
        page: BrowserPage { title: text("title"), text: localizer.text(key), language: locale_of(localizer) },
        rows,
        warning: text("warning"),
        yes: text("yes"),
        no: text("no"),
    }
}

/// Returns the row that names the member. The id stands beside the unique name, because a name can change hands.
fn member_row(localizer: &Localizer, member: &Member) -> ConfirmationRow {
    let detail = localizer.format("ask-link-id", &[("id", member.id.to_string().into())]);
    ConfirmationRow { label: localizer.text("ask-link-member"), name: handle(member), detail }
}

fn account_row(localizer: &Localizer, upn: &str) -> ConfirmationRow {
    let name = one_line(upn, NAME_CHARS_MAX);
    ConfirmationRow { label: localizer.text("ask-link-account"), name, detail: String::new() }
}

/// Returns the unique name of a member, or the display name if the journal is older than the unique names.
fn handle(member: &Member) -> String {
    if member.username.is_empty() {
        return one_line(&member.name, NAME_CHARS_MAX);
    }
    format!("@{}", one_line(&member.username, NAME_CHARS_MAX))
}

fn locale_of(localizer: &Localizer) -> Locale {
    Locale(localizer.tag())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::MemberId;

    fn question(username: &str, upn: &str, language: &str) -> ConfirmationPage {
        let mallory = Member {
            id: MemberId(588_310_472_961_228_800),
            name: "Alice".to_owned(),
            username: username.to_owned(),
            roles: Vec::new(),
        };
        Messages::new().link_confirmation_page(upn, &mallory, &Locale::from(language))
    }

    #[test]
    fn a_link_confirmation_names_the_member_with_the_id() {
        for (language, yes, typed) in [
            ("en", "Yes, that is me", "typed /link"),
            ("nl", "Ja, dat ben ik", "/koppel hebt getypt"),
            ("de", "Ja, das bin ich", "/verbinden eingegeben"),
            ("fr", "Oui, c’est moi", "taper /associer"),
        ] {
            let question = question("mallory", "alice@contoso.com", language);
            let [member, account] = &question.rows[..] else { panic!("{:?}", question.rows) };
            assert_eq!(member.name, "@mallory", "not the name that anybody can choose");
            assert!(member.detail.contains("588310472961228800"), "{member:?}");
            assert_eq!((account.name.as_str(), account.detail.as_str()), ("alice@contoso.com", ""));
            assert!(question.warning.contains(typed), "{}", question.warning);
            assert_eq!((question.yes.as_str(), &question.page.language), (yes, &Locale::from(language)));
            assert!(!question.page.text.contains("mallory"), "a name is no part of a sentence");
        }
    }

    #[test]
    fn a_name_in_a_confirmation_stays_on_its_row() {
        let question = question(&format!("al\u{202e}ice\nPress yes{}", "x".repeat(500)), "a\n@b", "en");
        assert!(question.rows[0].name.starts_with("@alice Press yes"), "{question:?}");
        assert!(question.rows[0].name.chars().count() <= NAME_CHARS_MAX + 1, "{question:?}");
        assert_eq!(question.rows[1].name, "a @b");
    }
}
