//! Remedies that would not help, with the reason, and advice on what people do themselves.

use fluent_templates::fluent_bundle::FluentValue;
use jiff::SignedDuration;

use super::diagnosis::forwarded_to;
use super::evidence::{names, policies};
use super::keys;
use super::localizer::Localizer;
use super::text::{NAME_CHARS_MAX, date_time_and_distance, escape, escape_in_code};
use crate::domain::account::{Account, OnPremises};
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
    let main_finding = super::diagnosis::main_finding(diagnosis).into_iter();
    let planned = |step: &StepKind| diagnosis.plan.steps.contains(step);
    let is_guest_mailbox = |finding: &Finding| finding.kind == FindingKind::MailboxMissing && diagnosis.account.guest;
    let is_ineffective =
        |finding: &&Finding| !is_guest_mailbox(finding) && !finding.kind.steps_in_vain().iter().any(planned);
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
pub fn advice(localizer: &Localizer, diagnosis: &Diagnosis) -> Vec<String> {
    let mut lines: Vec<String> =
        diagnosis.findings.iter().flat_map(|finding| about_finding(localizer, diagnosis, finding)).collect();
    let steps = diagnosis.plan.steps.iter();
    let mut about_steps: Vec<String> = Vec::new();
    // A caller who claims to be the owner is how an intruder gets past a help desk.
    if steps.clone().any(|step| step.issues_secret()) && !diagnosis.stays_closed() {
        about_steps.push(format!("• {}", localizer.text("instead-call-back")));
    }
    let with_people = steps.filter(|step| step.needs_people());
    about_steps.extend(with_people.map(|step| format!("• {}", localizer.text_of("instead", step.word()))));
    lines.splice(..0, about_steps);
    let by_hand = diagnosis.unwaived().into_iter().filter(|sign| sign.cleaned_by().is_empty());
    lines.extend(by_hand.map(|sign| format!("• {}", localizer.text_of("instead", sign.word()))));
    lines
}

fn about_finding(localizer: &Localizer, diagnosis: &Diagnosis, finding: &Finding) -> Vec<String> {
    let account = &diagnosis.account;
    if !finding.kind.needs_people(account, &diagnosis.plan.steps) {
        return Vec::new();
    }
    if finding.kind == FindingKind::SyncedAccount {
        let on_premises = account.on_premises.as_ref();
        return on_premises.map_or_else(Vec::new, |on_premises| synced(localizer, diagnosis, on_premises));
    }
    let (address, policies, units) = (hostile_address(finding), policies(finding), units(finding));
    let variant = match finding.kind {
        FindingKind::HostileAddress if address.is_none() => Some("unknown"),
        FindingKind::BlockedByPolicy if policies.is_empty() => Some("unnamed"),
        FindingKind::ManagedElsewhere if units.is_empty() => Some("unnamed"),
        // Every other finding has one message.
        _ => None,
    };
    let until =
        account.deleted_at.map(|at| date_time_and_distance(at + SignedDuration::from_hours(24 * RESTORABLE_DAYS)));
    let arguments = [
        ("until", FluentValue::from(until.unwrap_or_default())),
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
fn synced(localizer: &Localizer, diagnosis: &Diagnosis, on_premises: &OnPremises) -> Vec<String> {
    let account: &Account = &diagnosis.account;
    let named = on_premises.account_name.as_deref().unwrap_or(&account.upn);
    let arguments = [("account", FluentValue::from(escape_in_code(named, NAME_CHARS_MAX)))];
    // A new password is a way out of a risk as well.
    let takes_password =
        |finding: &Finding| finding.kind.is_ended_by_new_password() || finding.kind == FindingKind::AccountAtRisk;
    let mut lines = vec![localizer.text("instead-synced-account")];
    if !account.sign_in_enabled {
        lines.push(format!("• {}", localizer.format("instead-synced-account-enable", &arguments)));
    }
    lines.push(format!("• {}", localizer.format("instead-synced-account-unlock", &arguments)));
    if diagnosis.findings.iter().any(takes_password) {
        lines.push(format!("• {}", localizer.format("instead-synced-account-reset", &arguments)));
    }
    lines.push(localizer.text("instead-synced-account-wait"));
    lines
}
