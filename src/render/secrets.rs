//! The password or pass that a case has made: its state, and the private message that shows it once.

use std::iter;

use jiff::SignedDuration;

use super::aims;
use super::diagnosis::name_of;
use super::keys::key;
use super::localizer::Localizer;
use super::page::{BrowserPage, SecretPage, SecretRow};
use super::refusals::{self, chat_roles};
use super::text::{NAME_CHARS_MAX, escape, one_line, relative, time_and_distance, utc};
use crate::domain::Locale;
use crate::domain::case::{Case, Phase, ReceiverProof};
use crate::domain::condition::Parameters;
use crate::domain::outcome::Outcome;
use crate::domain::receiver::ReceiverSource;
use crate::domain::run::{DeliveryEnd, Revocation, Run, SecretDelivery};
use crate::domain::step::StepKind;
use crate::secret::Secret;

/// Returns the private message with the secrets; `None` if there are none left, or if the proof is for another case. The
/// message contains the secrets, so it is a secret itself.
pub fn secret_message(
    localizer: &Localizer,
    proof: &ReceiverProof,
    case: &Case,
    secrets: &[(StepKind, Secret)],
) -> Option<Secret> {
    if proof.case() != case.number() {
        return None;
    }
    let shown = secrets.iter().filter(|(step, _)| step.issues_secret());
    let lines: Vec<(String, &str)> =
        shown.map(|(step, secret)| (line(localizer, case, *step), secret.reveal())).collect();
    if lines.is_empty() {
        return None;
    }
    // The person who passes the secret on tells the owner what comes next.
    let next = aims::for_owner(localizer, case).into_iter().map(|line| (line, ""));
    let lines: Vec<(String, &str)> = lines.into_iter().chain(next).collect();
    let name = case.diagnosed().map_or_else(String::new, |diagnosed| name_of(&diagnosed.diagnosis.account));
    let lead = localizer.format("secret-lead", &[("name", name.into())]);
    Some(message_of(&lead, &lines))
}

/// The place of a secret in its line. No text of ours has this character.
const PLACE: char = '\u{E000}';

/// Returns the line of a secret, with [`PLACE`] where the secret belongs.
fn line(localizer: &Localizer, case: &Case, step: StepKind) -> String {
    let until = pass_until(case).map_or_else(String::new, time_and_distance);
    localizer.format(&key("secret", step.word()), &[("secret", PLACE.to_string().into()), ("until", until.into())])
}

/// Returns the message with each secret in its line, as it is, for copying. It is not escaped: a password has no
/// character that ends inline code or a spoiler, and escaping would change it. It is copied once, into memory that is
/// overwritten.
fn message_of(lead: &str, lines: &[(String, &str)]) -> Secret {
    let bytes = lines.iter().map(|(line, secret)| 1 + line.len() + secret.len() * line.matches(PLACE).count());
    let mut message = String::with_capacity(lead.len() + bytes.sum::<usize>());
    message.push_str(lead);
    for (line, secret) in lines {
        message.push('\n');
        for (index, words) in line.split(PLACE).enumerate() {
            if index > 0 {
                message.push_str(secret);
            }
            message.push_str(words);
        }
    }
    Secret::new(message)
}

/// Returns a page that shows the secrets; `None` if there are none left, or if the proof is for another case.
pub fn secret_page(
    localizer: &Localizer,
    proof: &ReceiverProof,
    case: &Case,
    secrets: Vec<(StepKind, Secret)>,
) -> Option<SecretPage> {
    if proof.case() != case.number() {
        return None;
    }
    let until = pass_until(case).map_or_else(String::new, utc);
    let row = |(step, secret): (StepKind, Secret)| {
        let note = key("page-secret", step.word());
        step.issues_secret().then(|| SecretRow {
            label: localizer.text_of("made", step.word()),
            secret,
            note: std::iter::once(localizer.format(&note, &[("until", until.as_str().into())]))
                .chain(aims::for_owner(localizer, case))
                .collect::<Vec<_>>()
                .join(" "),
        })
    };
    let rows: Vec<SecretRow> = secrets.into_iter().filter_map(row).collect();
    let account = case.diagnosed().map(|diagnosed| &diagnosed.diagnosis.account)?;
    let name = one_line(&account.display_name, NAME_CHARS_MAX);
    let arguments = [("name", name.into()), ("upn", one_line(&account.upn, NAME_CHARS_MAX).into())];
    let page = BrowserPage {
        title: localizer.format("page-secret-title", &[("case", case.number().to_string().into())]),
        text: localizer.format("page-secret", &arguments),
        language: Locale(localizer.tag()),
    };
    (!rows.is_empty()).then_some(SecretPage { page, rows })
}

/// Returns the end of the validity of the pass that this case has made.
fn pass_until(case: &Case) -> Option<jiff::Timestamp> {
    let pass = StepKind::IssueTemporaryAccessPass;
    let made = case.run()?.issued.iter().find(|made| made.step == pass)?;
    match pass.parameters(&case.diagnosed()?.diagnosis.account) {
        Parameters::Pass { lifetime_minutes } => Some(made.at + SignedDuration::from_mins(lifetime_minutes.into())),
        Parameters::None | Parameters::Sender(_) | Parameters::InboxRules(_) | Parameters::Passes(_) => None,
    }
}

/// Returns the state of the secret of a case, in a sentence or two; `None` if the case has none.
pub fn state(localizer: &Localizer, case: &Case) -> Option<String> {
    let run = case.run()?;
    let closed = case.diagnosed().is_some_and(|diagnosed| diagnosed.diagnosis.stays_closed());
    if closed && run.issued.iter().any(|made| made.step == StepKind::ResetPassword) {
        return Some(localizer.text("handover-nobody"));
    }
    let delivery = run.delivery.as_ref()?;
    let made = run.issued.iter().filter(|made| made.step.issues_secret());
    let what: Vec<String> = made.map(|made| localizer.text_of("made", made.step.word())).collect();
    let what = localizer.join_and(&what);
    let (name, when) = shown_to(delivery);
    let key = match delivery.end {
        Some(DeliveryEnd::Seen) => "handover-seen",
        Some(DeliveryEnd::Expired) if was_never_offered(run) => "handover-too-late",
        Some(DeliveryEnd::Expired) => "handover-expired",
        Some(DeliveryEnd::Restarted) => "handover-restarted",
        Some(DeliveryEnd::Undelivered) => "handover-undelivered",
        Some(DeliveryEnd::Forfeited) => "handover-forfeited",
        Some(DeliveryEnd::Withheld) if is_cut_short(case) => "handover-stopped",
        Some(DeliveryEnd::Withheld) => "handover-withheld",
        Some(DeliveryEnd::Unanswered) => "handover-unanswered",
        // The case could not go on, and says itself what that means.
        None if case.outcome().is_some() => return None,
        // Nobody is shown a pass that nobody can sign in with.
        None if is_of_no_use(run) => "handover-stopped",
        None if delivery.taken.is_some() => "handover-shown",
        None => "handover-kept",
    };
    let arguments = [
        ("what", what.into()),
        ("name", name.into()),
        ("when", when.into()),
        ("who", who(localizer, case).into()),
        ("until", time_and_distance(delivery.until).into()),
    ];
    let lost = is_password_lost(case).then(|| localizer.text("handover-lost"));
    let sentences = iter::once(localizer.format(key, &arguments)).chain(lost).chain(taken_back(localizer, case));
    Some(sentences.collect::<Vec<_>>().join(" "))
}

/// Returns true if the time of what was made was over before the steps were, so that nobody could ask for it.
fn was_never_offered(run: &Run) -> bool {
    let made = run.issued.first().zip(run.delivery.as_ref());
    made.is_some_and(|(first, delivery)| delivery.until <= first.at)
}

/// Returns the state of taking a pass back that its receiver has not seen; `None` if there is none.
fn taken_back(localizer: &Localizer, case: &Case) -> Option<String> {
    let trouble_of = |trouble| refusals::trouble(localizer, trouble);
    let (key, trouble) = match case.run()?.revocation.as_ref()? {
        Revocation::Done => ("handover-taken-back", String::new()),
        Revocation::Refused(trouble) => ("handover-not-taken-back", trouble_of(trouble)),
        Revocation::Unanswered { trouble, .. } if ended_as(case).is_some() => {
            ("handover-not-taken-back", trouble_of(trouble))
        }
        Revocation::Intended { .. } if ended_as(case).is_some() => {
            ("handover-not-taken-back", localizer.text("trouble-restarted"))
        }
        Revocation::Intended { .. } | Revocation::Unanswered { .. } => ("handover-taking-back", String::new()),
    };
    let until = pass_until(case).map_or_else(String::new, time_and_distance);
    Some(localizer.format(key, &[("trouble", trouble.into()), ("until", until.into())]))
}

/// Returns the outcome of a case whose delivery is over; `None` while there is more to come.
fn ended_as(case: &Case) -> Option<&Outcome> {
    match case.phase() {
        Phase::AwaitingCountersign(awaiting) => Some(&awaiting.outcome),
        _ => case.outcome(),
    }
}

/// Returns true if a secret was shown to nobody because a person stopped the case, or because a pass is of no use.
fn is_cut_short(case: &Case) -> bool {
    let outcome = match case.phase() {
        Phase::DeliveringSecret(delivering) => Some(&delivering.outcome),
        _ => ended_as(case),
    };
    let is_useless = case.run().is_some_and(Run::has_made_useless);
    is_useless || outcome.is_some_and(Outcome::is_stopped)
}

/// Returns true if all that the run has made is a pass with which nobody can sign in.
fn is_of_no_use(run: &Run) -> bool {
    run.has_made_useless() && !run.issued.iter().any(|made| made.is_known)
}

/// Returns true if the case has made a password or a pass for somebody, and it is over without that person having seen
/// it: they cannot sign in with it.
pub fn is_lost(case: &Case) -> bool {
    let end = case.run().and_then(|run| run.delivery.as_ref()).and_then(|delivery| delivery.end);
    end.is_some_and(|end| end != DeliveryEnd::Seen)
}

/// Returns true if the case has set a password that certainly nobody has seen. A password that was sent may have been
/// read.
fn is_password_lost(case: &Case) -> bool {
    let Some(run) = case.run() else { return false };
    let is_unsure = run.delivery.as_ref().is_some_and(|delivery| delivery.end == Some(DeliveryEnd::Undelivered));
    is_lost(case) && !is_unsure && run.issued.iter().any(|made| made.step == StepKind::ResetPassword)
}

/// Returns true if a pass that nobody has seen could not be taken back.
pub fn is_pass_left(case: &Case) -> bool {
    ended_as(case).is_some() && case.run().is_some_and(|run| run.revocation.is_some()) && case.leaves_pass()
}

/// Returns true if the secret is still waiting to be shown.
pub fn can_be_shown(case: &Case) -> bool {
    let Phase::DeliveringSecret(delivering) = case.phase() else { return false };
    let is_kept = |delivery: &SecretDelivery| delivery.taken.is_none() && delivery.end.is_none();
    delivering.run.delivery.as_ref().is_some_and(is_kept) && !is_of_no_use(&delivering.run)
}

fn shown_to(delivery: &SecretDelivery) -> (String, String) {
    let shown_to = delivery.taken.as_ref();
    shown_to.map_or_else(Default::default, |(member, at)| (escape(&member.name, NAME_CHARS_MAX), relative(*at)))
}

/// Returns the people who are allowed to see the secret, as plain text for a page.
pub fn receiver_on_page(localizer: &Localizer, case: &Case) -> String {
    let Some(request) = case.approval_request() else { return String::new() };
    match case.receiver(request) {
        (rule, _) if !rule.named().is_empty() => {
            let roles: Vec<String> = rule.named().iter().map(|role| one_line(&role.0, NAME_CHARS_MAX)).collect();
            localizer.join_or(&roles)
        }
        (_, Some(receiver)) => {
            let member = &receiver.member;
            let handle = if member.username.is_empty() { String::new() } else { format!(" (@{})", member.username) };
            one_line(&format!("{}{handle}", member.name), NAME_CHARS_MAX)
        }
        (_, None) => receiver(localizer, case).unwrap_or_default(),
    }
}

/// Returns the people who are allowed to see the secret: the one person for whom it is, or the roles that a rule names.
fn who(localizer: &Localizer, case: &Case) -> String {
    let Some(request) = case.approval_request() else { return String::new() };
    match case.receiver(request) {
        (rule, _) if !rule.named().is_empty() => {
            localizer.format("handover-to-member", &[("roles", chat_roles(localizer, rule.named()).into())])
        }
        (_, Some(receiver)) => escape(&receiver.member.name, NAME_CHARS_MAX),
        (_, None) => escape(&case.opening().member.name, NAME_CHARS_MAX),
    }
}

/// Returns the line that says, until the plan runs, who will be shown what it makes; `None` if it makes nothing that anyone
/// sees.
pub fn receiver(localizer: &Localizer, case: &Case) -> Option<String> {
    let is_to_come = case.outcome().is_none() && case.run().is_none();
    let request = case.approval_request().filter(|_| is_to_come)?;
    request.approval.receiver_rule.as_ref()?;
    let (rule, fixed) = case.receiver(request);
    let plan = &request.diagnosed.diagnosis.plan;
    let place =
        |step: &StepKind| plan.steps.iter().position(|other| other == step).map(|place| (place + 1).to_string());
    let numbers: Vec<String> = rule.steps.iter().filter_map(place).collect();
    let what: Vec<String> = rule.steps.iter().map(|step| localizer.text_of("made", step.word())).collect();
    let (key, name) = match (&rule.from, fixed) {
        (ReceiverSource::Named(_), _) => ("receiver-named", String::new()),
        (_, Some(receiver)) => ("receiver-person", escape(&receiver.member.name, NAME_CHARS_MAX)),
        (_, None) => ("receiver-approver", String::new()),
    };
    let arguments = [
        ("name", name.into()),
        ("roles", chat_roles(localizer, rule.named()).into()),
        ("steps", localizer.join_and(&numbers).into()),
        ("what", localizer.join_and(&what).into()),
    ];
    Some(localizer.format(key, &arguments))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_put_into_its_line_and_copied_once() {
        let lines = [(format!("Password: `{PLACE}`"), "first"), (format!("Pass: `{PLACE}` until noon"), "second")];
        let message = message_of("For Hanna.", &lines);
        assert_eq!(message.reveal(), "For Hanna.\nPassword: `first`\nPass: `second` until noon");
    }
}
