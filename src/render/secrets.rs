//! The password or pass that a case has made: its state, and the private message that shows it once.

use std::iter;

use jiff::SignedDuration;

use super::diagnosis::name_of;
use super::keys::key;
use super::localizer::Localizer;
use super::refusals::chat_roles;
use super::text::{NAME_CHARS_MAX, escape, relative, time_and_distance};
use crate::domain::RoleName;
use crate::domain::case::{Case, Phase};
use crate::domain::condition::Parameters;
use crate::domain::run::{DeliveryEnd, SecretDelivery};
use crate::domain::step::StepKind;
use crate::secret::Secret;

/// Returns the private message with the secrets; `None` if there are none left. The message contains the secrets, so
/// it is a secret itself.
pub fn secret_message(localizer: &Localizer, case: &Case, secrets: &[(StepKind, Secret)]) -> Option<Secret> {
    let lines: Vec<String> = secrets.iter().filter_map(|(step, secret)| line(localizer, case, *step, secret)).collect();
    if lines.is_empty() {
        return None;
    }
    let name = case.diagnosed().map_or_else(String::new, |diagnosed| name_of(&diagnosed.diagnosis.account));
    let lead = localizer.format("secret-lead", &[("name", name.into())]);
    Some(Secret::new(format!("{lead}\n{}", lines.join("\n"))))
}

/// Returns a secret as it is, for copying. It is not escaped: a password has no character that ends inline code or a
/// spoiler, and escaping would change it.
fn line(localizer: &Localizer, case: &Case, step: StepKind, secret: &Secret) -> Option<String> {
    if !step.issues_secret() {
        return None;
    }
    let until = pass_until(case).map_or_else(String::new, time_and_distance);
    Some(
        localizer.format(
            &key("secret", step.word()),
            &[("secret", secret.reveal().to_owned().into()), ("until", until.into())],
        ),
    )
}

/// Returns the end of the validity of the pass that this case has made.
fn pass_until(case: &Case) -> Option<jiff::Timestamp> {
    let pass = StepKind::IssueTemporaryAccessPass;
    let made = case.run()?.issued.iter().find(|made| made.step == pass)?;
    match pass.parameters(&case.diagnosed()?.diagnosis.account) {
        Parameters::Pass { lifetime_minutes } => Some(made.at + SignedDuration::from_mins(lifetime_minutes.into())),
        Parameters::None | Parameters::Sender(_) | Parameters::InboxRules(_) => None,
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
        Some(DeliveryEnd::Expired) => "handover-expired",
        Some(DeliveryEnd::Restarted) => "handover-restarted",
        Some(DeliveryEnd::Undelivered) => "handover-undelivered",
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
    let lost = is_lost(case).then(|| localizer.text("handover-lost"));
    Some(iter::once(localizer.format(key, &arguments)).chain(lost).collect::<Vec<_>>().join(" "))
}

/// Returns true if the case has set a password that certainly nobody has seen. A password that was sent may have been
/// read.
pub fn is_lost(case: &Case) -> bool {
    let is_lost = |end| matches!(end, Some(DeliveryEnd::Expired | DeliveryEnd::Restarted));
    case.run().is_some_and(|run| {
        run.issued.iter().any(|made| made.step == StepKind::ResetPassword)
            && run.delivery.as_ref().is_some_and(|delivery| is_lost(delivery.end))
    })
}

/// Returns true if the secret is still waiting to be shown.
pub fn can_be_shown(case: &Case) -> bool {
    let Phase::DeliveringSecret(delivering) = case.phase() else { return false };
    delivering.run.delivery.as_ref().is_some_and(|delivery| delivery.taken.is_none())
}

fn shown_to(delivery: &SecretDelivery) -> (String, String) {
    let shown_to = delivery.taken.as_ref();
    shown_to.map_or_else(Default::default, |(member, at)| (escape(&member.name, NAME_CHARS_MAX), relative(*at)))
}

/// Returns the people who are allowed to see the secret: the requester, or the roles that a rule names instead.
fn who(localizer: &Localizer, case: &Case) -> String {
    let rules = case.approval_request().into_iter().flat_map(|request| &request.approval.requirement.rules);
    let mut named: Vec<RoleName> = rules.flat_map(|rule| rule.secret_to.iter().cloned()).collect();
    named.sort();
    named.dedup();
    if named.is_empty() {
        return escape(&case.opening().member.name, NAME_CHARS_MAX);
    }
    localizer.format("handover-to-member", &[("roles", chat_roles(localizer, &named).into())])
}
