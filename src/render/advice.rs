//! What would not help and why, and what to do elsewhere.

use fluent_templates::fluent_bundle::FluentValue;
use jiff::SignedDuration;

use super::diagnosis::forwarded_to;
use super::evidence::{names, policies};
use super::keys;
use super::localizer::Localizer;
use super::text::{NAME_CHARS_MAX, on_day, outside, outside_in_code};
use crate::domain::account::{Account, OnPremises};
use crate::domain::diagnosis::Diagnosis;
use crate::domain::evidence::Fact;
use crate::domain::finding::{Finding, FindingKind};
use crate::domain::step::StepKind;

/// The most lines about what would not help on a card.
pub const NO_HELP_LINES_MAX: usize = 3;
/// Where an account was deleted it can be restored for so long.
/// <https://learn.microsoft.com/entra/fundamentals/users-restore>
const RESTORABLE_DAYS: i64 = 30;

/// What somebody could try in vain, and why it is in vain, a line for each of the gravest findings.
pub fn no_help(localizer: &Localizer, diagnosis: &Diagnosis, lines_max: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let gravest = super::diagnosis::gravest(diagnosis).into_iter();
    let planned = |step: &StepKind| diagnosis.plan.steps.contains(step);
    let is_at_home = |finding: &Finding| finding.kind == FindingKind::MailboxMissing && diagnosis.account.guest;
    let is_vain = |finding: &&Finding| !is_at_home(finding) && !finding.kind.steps_in_vain().iter().any(planned);
    let findings = gravest.chain(&diagnosis.findings).filter(is_vain);
    for finding in findings {
        let line = format!("• {}", localizer.text_of("no-help", finding.kind.word()));
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    lines.truncate(lines_max);
    lines
}

/// What to do where Grendel does nothing, and who can.
pub fn instead(localizer: &Localizer, diagnosis: &Diagnosis) -> Vec<String> {
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
    let until = account.deleted_at.map(|at| on_day(at + SignedDuration::from_hours(24 * RESTORABLE_DAYS)));
    let arguments = [
        ("until", FluentValue::from(until.unwrap_or_default())),
        ("to", forwarded_to(finding).into()),
        ("address", address.unwrap_or_default().into()),
        ("policies", names(localizer, &policies).into()),
        ("units", names(localizer, units).into()),
    ];
    let key = keys::variant(keys::key("instead", finding.kind.word()), variant);
    vec![format!("• {}", localizer.format(&key, &arguments))]
}

fn hostile_address(finding: &Finding) -> Option<String> {
    finding.evidence.iter().find_map(|fact| match fact {
        Fact::Failures(failures) => failures.address.as_ref().map(|address| outside(address, NAME_CHARS_MAX)),
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

/// What is typed where Active Directory is.
fn synced(localizer: &Localizer, diagnosis: &Diagnosis, on_premises: &OnPremises) -> Vec<String> {
    let account: &Account = &diagnosis.account;
    let named = on_premises.account_name.as_deref().unwrap_or(&account.upn);
    let arguments = [("account", FluentValue::from(outside_in_code(named, NAME_CHARS_MAX)))];
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
