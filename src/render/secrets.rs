//! A password or a pass that a case has made: where it is, what became of it, and the whisper in which it is seen once.

use std::iter;

use jiff::SignedDuration;

use super::diagnosis::name_of;
use super::keys::key;
use super::localizer::Localizer;
use super::refusals::chat_roles;
use super::text::{NAME_CHARS_MAX, at_time, outside, relative};
use crate::domain::RoleName;
use crate::domain::case::{Case, Phase};
use crate::domain::condition::Parameters;
use crate::domain::run::{DeliveryEnd, SecretDelivery};
use crate::domain::step::StepKind;
use crate::secret::Secret;

/// What is whispered; nothing where nothing is kept any more. Whatever holds these words holds the secret.
pub fn whisper(localizer: &Localizer, case: &Case, secrets: &[(StepKind, Secret)]) -> Option<Secret> {
    let lines: Vec<String> = secrets.iter().filter_map(|(step, secret)| line(localizer, case, *step, secret)).collect();
    if lines.is_empty() {
        return None;
    }
    let name = case.diagnosed().map_or_else(String::new, |found| name_of(&found.diagnosis.account));
    let lead = localizer.format("secret-lead", &[("name", name.into())]);
    Some(Secret::new(format!("{lead}\n{}", lines.join("\n"))))
}

/// The secret stands as it is, so that it can be copied: it is made of letters, digits and signs that end neither inline code nor
/// a spoiler. Made plain as text from outside is, it would be another one.
fn line(localizer: &Localizer, case: &Case, step: StepKind, secret: &Secret) -> Option<String> {
    if !step.issues_secret() {
        return None;
    }
    let until = pass_until(case).map_or_else(String::new, at_time);
    Some(
        localizer.format(
            &key("secret", step.word()),
            &[("secret", secret.reveal().to_owned().into()), ("until", until.into())],
        ),
    )
}

/// Until when the pass that this case has made is good.
fn pass_until(case: &Case) -> Option<jiff::Timestamp> {
    let pass = StepKind::IssueTemporaryAccessPass;
    let made = case.run()?.issued.iter().find(|made| made.step == pass)?;
    match pass.parameters(&case.diagnosed()?.diagnosis.account) {
        Parameters::Pass { lifetime_minutes } => Some(made.at + SignedDuration::from_mins(lifetime_minutes.into())),
        Parameters::None | Parameters::Sender(_) | Parameters::InboxRules(_) => None,
    }
}

/// Where the secret of a case is, or what became of it, in a sentence or two; nothing where there is none.
pub fn state(localizer: &Localizer, case: &Case) -> Option<String> {
    let run = case.run()?;
    let closed = case.diagnosed().is_some_and(|diagnosed| diagnosed.diagnosis.stays_closed());
    if closed && run.issued.iter().any(|made| made.step == StepKind::ResetPassword) {
        return Some(localizer.text("handover-nobody"));
    }
    let handover = run.delivery.as_ref()?;
    let made = run.issued.iter().filter(|made| made.step.issues_secret());
    let what: Vec<String> = made.map(|made| localizer.text_of("made", made.step.word())).collect();
    let what = localizer.join_and(&what);
    let (name, when) = taken(handover);
    let key = match handover.end {
        Some(DeliveryEnd::Seen) => "handover-seen",
        Some(DeliveryEnd::Expired) => "handover-expired",
        Some(DeliveryEnd::Restarted) => "handover-restarted",
        Some(DeliveryEnd::Undelivered) => "handover-undelivered",
        None if handover.taken.is_some() => "handover-shown",
        None => "handover-kept",
    };
    let arguments = [
        ("what", what.into()),
        ("name", name.into()),
        ("when", when.into()),
        ("who", who(localizer, case).into()),
        ("until", at_time(handover.until).into()),
    ];
    let lost = is_lost(case).then(|| localizer.text("handover-lost"));
    Some(iter::once(localizer.format(key, &arguments)).chain(lost).collect::<Vec<_>>().join(" "))
}

/// Whether it set a password that certainly nobody has seen. One that was sent may have been read.
pub fn is_lost(case: &Case) -> bool {
    let is_lost = |end| matches!(end, Some(DeliveryEnd::Expired | DeliveryEnd::Restarted));
    case.run().is_some_and(|run| {
        run.issued.iter().any(|made| made.step == StepKind::ResetPassword)
            && run.delivery.as_ref().is_some_and(|handover| is_lost(handover.end))
    })
}

/// Whether somebody can still press for it.
pub fn waits(case: &Case) -> bool {
    let Phase::DeliveringSecret(handing) = case.phase() else { return false };
    handing.run.delivery.as_ref().is_some_and(|handover| handover.taken.is_none())
}

fn taken(handover: &SecretDelivery) -> (String, String) {
    let taken = handover.taken.as_ref();
    taken.map_or_else(Default::default, |(member, at)| (outside(&member.name, NAME_CHARS_MAX), relative(*at)))
}

/// The requester, or those whom a rule names in their place.
fn who(localizer: &Localizer, case: &Case) -> String {
    let rules = case.approval_request().into_iter().flat_map(|asked| &asked.approval.requirement.rules);
    let mut named: Vec<RoleName> = rules.flat_map(|rule| rule.secret_to.iter().cloned()).collect();
    named.sort();
    named.dedup();
    if named.is_empty() {
        return outside(&case.opening().member.name, NAME_CHARS_MAX);
    }
    localizer.format("handover-to-member", &[("roles", chat_roles(localizer, &named).into())])
}
