//! What would not help and why, and what to do elsewhere.

use fluent_templates::fluent_bundle::FluentValue;
use jiff::SignedDuration;

use super::diagnosis::forwarded_to;
use super::evidence::{names, policies};
use super::localizer::Localizer;
use super::text::{NAME_CHARS_MAX, on_day, outside, outside_in_code};
use crate::domain::account::{Account, OnPremises};
use crate::domain::compromise::SignKind;
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
    let is_vain = |finding: &&Finding| !is_at_home(finding) && !in_vain(finding.kind).iter().any(planned);
    let findings = gravest.chain(&diagnosis.findings).filter(is_vain);
    for finding in findings {
        let line = format!("• {}", localizer.text(&format!("no-help-{}", finding.kind.word())));
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    lines.truncate(lines_max);
    lines
}

/// The steps that do nothing about a finding. Where a plan has one all the same, it is there for another reason.
const fn in_vain(kind: FindingKind) -> &'static [StepKind] {
    match kind {
        FindingKind::SmartLockout
        | FindingKind::PasswordExpired
        | FindingKind::PasswordForgotten
        | FindingKind::PasswordUnseen => &[StepKind::EnableSignIn],
        FindingKind::SecondFactorFailing | FindingKind::SecondFactorMissing => &[StepKind::ResetPassword],
        FindingKind::HostileAddress | FindingKind::BlockedByPolicy | FindingKind::NothingFound => {
            &[StepKind::ResetPassword, StepKind::EnableSignIn]
        }
        FindingKind::AccountDeleted
        | FindingKind::SignsOfCompromise
        | FindingKind::AccountAtRisk
        | FindingKind::SuspiciousInboxRules
        | FindingKind::MailForwardedOutside
        | FindingKind::SyncedAccount
        | FindingKind::SignInBlocked
        | FindingKind::SendingRestricted
        | FindingKind::PasswordUnusable
        | FindingKind::MailboxMissing
        | FindingKind::ManagedElsewhere
        | FindingKind::GuestAccount => &[],
    }
}

/// What to do where Grendel does nothing, and who can.
pub fn instead(localizer: &Localizer, diagnosis: &Diagnosis) -> Vec<String> {
    let mut lines: Vec<String> =
        diagnosis.findings.iter().flat_map(|finding| about_finding(localizer, diagnosis, finding)).collect();
    let has = |step: StepKind| diagnosis.plan.steps.contains(&step);
    if has(StepKind::PointToSelfService) {
        lines.insert(0, format!("• {}", localizer.text("instead-self-service")));
    }
    if has(StepKind::IssueTemporaryAccessPass) {
        lines.insert(0, format!("• {}", localizer.text("instead-pass")));
    }
    // Whoever is on the telephone says that they are the owner; a help desk that believes it is the way in.
    if diagnosis.plan.steps.iter().any(|step| step.issues_secret()) && !diagnosis.stays_closed() {
        lines.insert(0, format!("• {}", localizer.text("instead-call-back")));
    }
    for (kind, key) in
        [(SignKind::NewMethod, "instead-new_method"), (SignKind::ConsentedApplication, "instead-consented_application")]
    {
        if diagnosis.unwaived().contains(&kind) {
            lines.push(format!("• {}", localizer.text(key)));
        }
    }
    lines
}

fn about_finding(localizer: &Localizer, diagnosis: &Diagnosis, finding: &Finding) -> Vec<String> {
    let account = &diagnosis.account;
    let one = |key: &str| vec![format!("• {}", localizer.text(key))];
    let filled = |key: &str, name, value: String| {
        vec![format!("• {}", localizer.format(key, &[(name, FluentValue::from(value))]))]
    };
    let plan = &diagnosis.plan.steps;
    match finding.kind {
        FindingKind::AccountDeleted => {
            let until = account.deleted_at.map(|at| at + SignedDuration::from_hours(24 * RESTORABLE_DAYS));
            filled("instead-account_deleted", "until", until.map_or_else(String::new, on_day))
        }
        FindingKind::AccountAtRisk => one("instead-account_at_risk"),
        FindingKind::SuspiciousInboxRules => one("instead-suspicious_inbox_rules"),
        FindingKind::MailForwardedOutside => filled("instead-mail_forwarded_outside", "to", forwarded_to(finding)),
        FindingKind::SyncedAccount => {
            account.on_premises.as_ref().map_or_else(Vec::new, |on_premises| synced(localizer, diagnosis, on_premises))
        }
        FindingKind::SendingRestricted if plan.contains(&StepKind::ReleaseSender) => Vec::new(),
        FindingKind::SendingRestricted => one("instead-sending_restricted"),
        FindingKind::HostileAddress => match hostile_address(finding) {
            Some(address) => filled("instead-hostile_address", "address", address),
            None => one("instead-hostile_address-unknown"),
        },
        FindingKind::SmartLockout => one("instead-smart_lockout"),
        // With the pass they get in, and the password is as expired as it was.
        FindingKind::PasswordExpired if plan.is_empty() || plan.contains(&StepKind::IssueTemporaryAccessPass) => {
            one("instead-password_expired")
        }
        FindingKind::SecondFactorFailing => one("instead-second_factor_failing"),
        FindingKind::SecondFactorMissing => one("instead-second_factor_missing"),
        FindingKind::BlockedByPolicy => match policies(finding).as_slice() {
            [] => one("instead-blocked_by_policy-unnamed"),
            named => filled("instead-blocked_by_policy", "policies", names(localizer, named)),
        },
        // A guest's is at home.
        FindingKind::MailboxMissing if account.guest => Vec::new(),
        FindingKind::MailboxMissing => one("instead-mailbox_missing"),
        FindingKind::ManagedElsewhere => match units(finding) {
            [] => one("instead-managed_elsewhere-unnamed"),
            units => filled("instead-managed_elsewhere", "units", names(localizer, units)),
        },
        FindingKind::GuestAccount => one("instead-guest_account"),
        FindingKind::NothingFound => one("instead-nothing_found"),
        // What helps against these is in the plan, or in what is held back and why.
        FindingKind::SignsOfCompromise
        | FindingKind::PasswordUnseen
        | FindingKind::SignInBlocked
        | FindingKind::PasswordExpired
        | FindingKind::PasswordUnusable
        | FindingKind::PasswordForgotten => Vec::new(),
    }
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
    let takes_password = diagnosis.findings.iter().any(|finding| {
        matches!(
            finding.kind,
            FindingKind::SmartLockout
                | FindingKind::PasswordExpired
                | FindingKind::PasswordUnusable
                | FindingKind::PasswordForgotten
                | FindingKind::AccountAtRisk
        )
    });
    let mut lines = vec![localizer.text("instead-synced")];
    if !account.sign_in_enabled {
        lines.push(format!("• {}", localizer.format("instead-synced-enable", &arguments)));
    }
    lines.push(format!("• {}", localizer.format("instead-synced-unlock", &arguments)));
    if takes_password {
        lines.push(format!("• {}", localizer.format("instead-synced-reset", &arguments)));
    }
    lines.push(localizer.text("instead-synced-wait"));
    lines
}
