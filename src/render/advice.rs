//! Remedies that would not help, with the reason, and advice on what people do themselves.

use fluent_templates::fluent_bundle::FluentValue;
use jiff::SignedDuration;

use super::account_kind::home;
use super::diagnosis::forwarded_to;
use super::evidence::{names, policies};
use super::keys;
use super::localizer::Localizer;
use super::text::{NAME_CHARS_MAX, date_time_and_distance, escape, escape_in_code};
use super::work::{self, Shown};
use crate::domain::account::{Account, OnPremises};
use crate::domain::account_kind::{AccountKind, is_external, kinds};
use crate::domain::aim::Aim;
use crate::domain::case::Case;
use crate::domain::diagnosis::Diagnosis;
use crate::domain::evidence::Fact;
use crate::domain::finding::{Finding, FindingKind};
use crate::domain::step::StepKind;

/// The remedies that would not help on a card, in lines.
pub const INEFFECTIVE_LINES_MAX: usize = 3;
/// The days for which a deleted account can be restored.
/// <https://learn.microsoft.com/entra/fundamentals/users-restore>
const RESTORABLE_DAYS: i64 = 30;

/// Returns the remedies that would not help against the findings, a line each, the main finding first. A finding is
/// left out if the plan has one of its useless steps for another reason.
pub fn ineffective(localizer: &Localizer, diagnosis: &Diagnosis, lines_max: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let main_finding = diagnosis.main_finding().into_iter();
    let planned = |step: &StepKind| diagnosis.plan.steps.contains(step);
    let is_ineffective = |finding: &&Finding| !finding.kind.steps_in_vain().iter().any(planned);
    let findings = main_finding.chain(&diagnosis.findings).filter(is_ineffective);
    for finding in findings {
        let line = format!("• {}", localizer.text_of("no-help", finding.kind.word()));
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    lines.truncate(lines_max);
    lines
}

/// Returns the advice on what people do themselves, a line each.
pub fn advice(localizer: &Localizer, case: &Case, diagnosis: &Diagnosis, shown: Shown) -> Vec<String> {
    let aim = case.opening().terms.aim();
    // For a person from outside, the way to the home tenant comes before everything but what it cannot mend alone.
    let mut findings: Vec<&Finding> = diagnosis.findings.iter().collect();
    findings.sort_by_key(|finding| match finding.kind {
        FindingKind::SecondFactorMissing if is_external(&diagnosis.account) => 0,
        FindingKind::GuestAccount => 1,
        _ => 2,
    });
    let mut lines: Vec<String> =
        findings.into_iter().flat_map(|finding| about_finding(localizer, diagnosis, finding, aim)).collect();
    let steps = diagnosis.plan.steps.iter();
    let mut about_steps: Vec<String> = Vec::new();
    // A caller who claims to be the owner is how an intruder gets past a help desk.
    if steps.clone().any(|step| step.issues_secret()) && !diagnosis.stays_closed() {
        about_steps.push(format!("• {}", localizer.text("instead-call-back")));
    }
    let with_people = steps.filter(|step| step.needs_people());
    about_steps.extend(with_people.map(|step| {
        // A pass lets them in, and the password is as forgotten or as old as before
        // (<https://learn.microsoft.com/entra/identity/authentication/howto-authentication-temporary-access-pass>).
        let leaves_password = *step == StepKind::IssueTemporaryAccessPass && lacks_password(diagnosis);
        let key = keys::variant(&keys::key("instead", step.word()), leaves_password.then(|| after_pass(diagnosis)));
        format!("• {}", localizer.text(&key))
    }));
    about_steps.extend(about_kind(&diagnosis.account).map(|key| format!("• {}", localizer.text(key))));
    lines.splice(..0, about_steps);
    lines.splice(..0, work::lines(localizer, case, shown));
    let by_hand = diagnosis.unwaived().into_iter().filter(|sign| sign.cleaned_by().is_empty());
    lines.extend(by_hand.map(|sign| format!("• {}", localizer.text_of("instead", sign.word()))));
    lines
}

/// Returns true if the owner has no password that works, and the plan sets none.
fn lacks_password(diagnosis: &Diagnosis) -> bool {
    let sets_one = diagnosis.plan.steps.contains(&StepKind::ResetPassword);
    let is_lost =
        |finding: &Finding| finding.kind.is_ended_by_new_password() || finding.kind == FindingKind::PasswordUnseen;
    !sets_one && diagnosis.findings.iter().any(is_lost)
}

/// Returns the variant of the advice for an owner who is in with a pass and still needs a password: alone, or by somebody else.
fn after_pass(diagnosis: &Diagnosis) -> &'static str {
    let self_service = diagnosis.account.access.self_service.known().and_then(Option::as_ref);
    if self_service.is_some_and(|policy| policy.enabled) { "then-self-service" } else { "then-password" }
}

/// Returns the advice about an account to which nobody signs in, or which is kept by others.
fn about_kind(account: &Account) -> impl Iterator<Item = &'static str> {
    let kinds: Vec<AccountKind> = kinds(account).into_iter().map(|one| one.kind).collect();
    let is_resource = kinds.iter().any(|kind| kind.is_resource());
    let is = |kind: AccountKind| kinds.contains(&kind);
    [
        is_resource.then_some("instead-shared-mailbox"),
        (is_resource && account.sign_in_enabled).then_some("instead-shared-mailbox-open"),
        is(AccountKind::ServiceAccount).then_some("instead-service-account"),
        is(AccountKind::EmergencyAccess).then_some("instead-emergency-access"),
    ]
    .into_iter()
    .flatten()
}

fn about_finding(localizer: &Localizer, diagnosis: &Diagnosis, finding: &Finding, aim: Aim) -> Vec<String> {
    let account = &diagnosis.account;
    if !finding.kind.needs_people(account, &diagnosis.plan.steps) {
        return Vec::new();
    }
    if finding.kind == FindingKind::SyncedAccount {
        let on_premises = account.on_premises.as_ref();
        return on_premises.map_or_else(Vec::new, |on_premises| synced(localizer, diagnosis, on_premises, aim));
    }
    let (address, policies, units) = (hostile_address(finding), policies(finding), units(finding));
    let variant = match finding.kind {
        FindingKind::HostileAddress if address.is_none() => Some("unknown"),
        FindingKind::BlockedByPolicy if policies.is_empty() => Some("unnamed"),
        FindingKind::ManagedElsewhere if units.is_empty() => Some("unnamed"),
        // A pass is refused to them, and the tenant decides if the second factor of theirs counts
        // (<https://learn.microsoft.com/entra/external-id/authentication-conditional-access>).
        FindingKind::SecondFactorMissing if is_external(account) => Some("home"),
        // Every other finding has one message.
        _ => None,
    };
    let until =
        account.deleted_at.map(|at| date_time_and_distance(at + SignedDuration::from_hours(24 * RESTORABLE_DAYS)));
    let arguments = [
        ("until", FluentValue::from(until.unwrap_or_default())),
        ("home", home(localizer, account.provenance.home.as_deref()).into()),
        ("to", forwarded_to(finding).into()),
        ("address", address.unwrap_or_default().into()),
        ("policies", names(localizer, &policies).into()),
        ("units", names(localizer, units).into()),
    ];
    let key = keys::variant(&keys::key("instead", finding.kind.word()), variant);
    vec![format!("• {}", localizer.format(&key, &arguments))]
}

fn hostile_address(finding: &Finding) -> Option<String> {
    finding.evidence.iter().find_map(|fact| match fact {
        Fact::Failures(failures) => failures.address.as_ref().map(|address| escape(address, NAME_CHARS_MAX)),
        _ => None,
    })
}

fn units(finding: &Finding) -> &[String] {
    let units = finding.evidence.iter().find_map(|fact| match fact {
        Fact::ManagedIn { units } => Some(units.as_slice()),
        _ => None,
    });
    units.unwrap_or_default()
}

/// Returns the commands to type on premises, for an account whose master is Active Directory.
fn synced(localizer: &Localizer, diagnosis: &Diagnosis, on_premises: &OnPremises, aim: Aim) -> Vec<String> {
    let account: &Account = &diagnosis.account;
    let named = on_premises.account_name.as_deref().unwrap_or(&account.upn);
    let arguments = [("account", FluentValue::from(escape_in_code(named, NAME_CHARS_MAX)))];
    // A new password is a way out of a risk as well, and no sender is released on the old one.
    let takes_password = |finding: &Finding| {
        finding.kind.is_ended_by_new_password()
            || matches!(finding.kind, FindingKind::AccountAtRisk | FindingKind::SendingRestricted)
    };
    let is_resource = kinds(account).iter().any(|one| one.kind.is_resource());
    if diagnosis.plan.steps.iter().any(|step| step.is_by_hand()) {
        // The work of the case says the rest.
        let unlocks = aim == Aim::Unlock && diagnosis.findings.iter().any(takes_password);
        let unlock = localizer.format("instead-synced-account-unlock", &arguments);
        return unlocks.then(|| format!("• {unlock}")).into_iter().collect();
    }
    let mut lines = vec![localizer.text("instead-synced-account")];
    if aim == Aim::Contain {
        let keys = ["instead-synced-account-disable", "instead-synced-account-reset-twice"];
        lines.extend(keys.map(|key| format!("• {}", localizer.format(key, &arguments))));
        lines.push(localizer.text("instead-synced-account-wait"));
        return lines;
    }
    if !account.sign_in_enabled && !is_resource {
        lines.push(format!("• {}", localizer.format("instead-synced-account-enable", &arguments)));
    }
    lines.push(format!("• {}", localizer.format("instead-synced-account-unlock", &arguments)));
    if diagnosis.findings.iter().any(takes_password) {
        lines.push(format!("• {}", localizer.format("instead-synced-account-reset", &arguments)));
    }
    lines.push(localizer.text("instead-synced-account-wait"));
    lines
}
