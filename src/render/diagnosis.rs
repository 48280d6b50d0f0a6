//! What was found, in words: the verdict in one sentence, the evidence, and what could not be looked at.

use fluent_templates::fluent_bundle::FluentValue;

use super::evidence::{self, initiator, names, policies};
use super::localizer::Localizer;
use super::text::{NAME_CHARS_MAX, outside, relative};
use crate::domain::account::{Account, Initiator};
use crate::domain::diagnosis::Diagnosis;
use crate::domain::evidence::Fact;
use crate::domain::finding::{Finding, FindingKind};
use crate::domain::people::Risk;
use crate::domain::reading::{Cause, Gap, Reading, Topic};

/// The most lines of evidence on a card.
pub const EVIDENCE_LINES_MAX: usize = 5;

/// What a sentence is filled in with.
type Filling = Vec<(&'static str, FluentValue<'static>)>;

/// Why they cannot sign in or send, in one sentence; and whether somebody else may have the account.
pub fn verdict(localizer: &Localizer, diagnosis: &Diagnosis) -> String {
    let Some(gravest) = gravest(diagnosis) else { return String::new() };
    let (key, arguments) = verdict_of(localizer, diagnosis, gravest);
    let verdict = localizer.format(key, &arguments);
    let says_so = matches!(gravest.kind, FindingKind::AccountAtRisk | FindingKind::SignsOfCompromise);
    if says_so || !diagnosis.is_suspected() {
        return verdict;
    }
    localizer.format("verdict-compromised", &[("verdict", verdict.trim_end_matches('.').into())])
}

/// The finding that says best why somebody cannot sign in or send: what only goes with it gives way to what explains it.
pub fn gravest(diagnosis: &Diagnosis) -> Option<&Finding> {
    diagnosis.findings.iter().min_by_key(|finding| (remoteness(finding), finding.kind))
}

/// How far a finding is from an answer to "why".
fn remoteness(finding: &Finding) -> u8 {
    let is_refused = || finding.evidence.iter().any(|fact| matches!(fact, Fact::Failures(_)));
    match finding.kind {
        FindingKind::AccountDeleted | FindingKind::SignInBlocked => 0,
        FindingKind::SendingRestricted
        | FindingKind::HostileAddress
        | FindingKind::SmartLockout
        | FindingKind::PasswordExpired
        | FindingKind::PasswordUnusable
        | FindingKind::SecondFactorFailing
        | FindingKind::SecondFactorMissing
        | FindingKind::BlockedByPolicy
        | FindingKind::PasswordUnseen
        | FindingKind::PasswordForgotten => 1,
        FindingKind::AccountAtRisk if is_refused() => 1,
        FindingKind::AccountAtRisk | FindingKind::SuspiciousInboxRules | FindingKind::MailForwardedOutside => 2,
        FindingKind::SignsOfCompromise => 3,
        FindingKind::SyncedAccount
        | FindingKind::MailboxMissing
        | FindingKind::ManagedElsewhere
        | FindingKind::GuestAccount => 4,
        FindingKind::NothingFound => 5,
    }
}

fn verdict_of(localizer: &Localizer, diagnosis: &Diagnosis, finding: &Finding) -> (&'static str, Filling) {
    let account = &diagnosis.account;
    let mut arguments: Filling =
        vec![("name", name_of(account).into()), ("upn", outside(&account.upn, NAME_CHARS_MAX).into())];
    let has = |wanted: fn(&Fact) -> bool| finding.evidence.iter().any(wanted);
    let key = match finding.kind {
        FindingKind::AccountDeleted => {
            arguments.extend(account.deleted_at.map(|at| ("when", relative(at).into())));
            "verdict-account-deleted"
        }
        FindingKind::AccountAtRisk if has(|fact| matches!(fact, Fact::Failures(_))) => {
            "verdict-account-at-risk-refused"
        }
        FindingKind::AccountAtRisk => "verdict-account-at-risk",
        FindingKind::SignsOfCompromise if diagnosis.is_suspected() => "verdict-signs-of-compromise",
        FindingKind::SignsOfCompromise => "verdict-signs-waived",
        FindingKind::SuspiciousInboxRules => "verdict-suspicious-inbox-rules",
        FindingKind::MailForwardedOutside => {
            arguments.push(("to", forwarded_to(finding).into()));
            "verdict-mail-forwarded-outside"
        }
        FindingKind::SyncedAccount => "verdict-synced-account-enabled",
        FindingKind::SignInBlocked if account.on_premises.is_some() => "verdict-synced-account-blocked",
        FindingKind::SignInBlocked => blocked_by(finding, &mut arguments),
        FindingKind::SendingRestricted => "verdict-sending-restricted",
        FindingKind::HostileAddress => "verdict-hostile-address",
        FindingKind::SmartLockout => "verdict-smart-lockout",
        FindingKind::PasswordExpired => "verdict-password-expired",
        FindingKind::PasswordUnusable => "verdict-password-unusable",
        FindingKind::SecondFactorFailing if has(|fact| matches!(fact, Fact::PromptDenied { .. })) => {
            "verdict-second-factor-denied"
        }
        FindingKind::SecondFactorFailing => "verdict-second-factor-failing",
        FindingKind::SecondFactorMissing if account.access.methods.known().is_none() => {
            "verdict-second-factor-missing-unread"
        }
        FindingKind::SecondFactorMissing => "verdict-second-factor-missing",
        FindingKind::BlockedByPolicy => {
            let policies = policies(finding);
            arguments.push(("policies", names(localizer, &policies).into()));
            if policies.is_empty() { "verdict-blocked-by-policy-unnamed" } else { "verdict-blocked-by-policy" }
        }
        FindingKind::PasswordUnseen => {
            arguments.extend(account.unseen_since.map(|case| ("case", case.to_string().into())));
            "verdict-password-unseen"
        }
        FindingKind::PasswordForgotten => "verdict-password-forgotten",
        FindingKind::MailboxMissing => "verdict-mailbox-missing",
        FindingKind::ManagedElsewhere => "verdict-managed-elsewhere",
        FindingKind::GuestAccount => "verdict-guest-account",
        FindingKind::NothingFound if account.gaps().is_empty() => "verdict-nothing-found",
        FindingKind::NothingFound => "verdict-nothing-found-with-gaps",
    };
    (key, arguments)
}

/// The name that people know, or the sign-in name where there is none.
pub fn name_of(account: &Account) -> String {
    let name = if account.display_name.trim().is_empty() { &account.upn } else { &account.display_name };
    outside(name, NAME_CHARS_MAX)
}

/// Where all the mail goes.
pub fn forwarded_to(finding: &Finding) -> String {
    let to = finding.evidence.iter().find_map(|fact| match fact {
        Fact::ForwardedOutside { to, .. } => Some(outside(to, NAME_CHARS_MAX)),
        _ => None,
    });
    to.unwrap_or_default()
}

fn blocked_by(finding: &Finding, arguments: &mut Filling) -> &'static str {
    for fact in &finding.evidence {
        match fact {
            Fact::BlockedBy { by, at, .. } => {
                arguments.push(("when", relative(*at).into()));
                arguments.push(("by", initiator(by).into()));
                return match by {
                    Initiator::Person { .. } => "verdict-sign-in-blocked-by-person",
                    Initiator::Containment { .. } => "verdict-sign-in-blocked-by-containment",
                    Initiator::Application { .. } => "verdict-sign-in-blocked-by-application",
                    Initiator::SyncEngine { .. } => "verdict-sign-in-blocked-by-sync",
                    Initiator::Unknown => "verdict-sign-in-blocked-by-unknown",
                };
            }
            Fact::NoRecordOfBlock => return "verdict-sign-in-blocked-no-record",
            _ => {}
        }
    }
    "verdict-sign-in-blocked-unread"
}

/// What the verdict rests on, a line each: the facts of the finding that gives it come first. What speaks for a compromise has a
/// place of its own, unless the verdict rests on it.
pub fn evidence(localizer: &Localizer, diagnosis: &Diagnosis) -> Vec<String> {
    let shown = shown(diagnosis, usize::MAX);
    let line = |(kind, fact): &(FindingKind, &Fact)| {
        format!("• {}", evidence::fact(localizer, &diagnosis.account, *kind, fact))
    };
    let looked_at = (diagnosis.findings.iter().all(|finding| finding.kind == FindingKind::NothingFound))
        .then(|| format!("• {}", looked_at(localizer, &diagnosis.account)));
    shown.iter().map(line).chain(looked_at).collect()
}

/// Whether this fact is among the evidence that is shown.
pub fn is_shown(diagnosis: &Diagnosis, fact: &Fact) -> bool {
    shown(diagnosis, EVIDENCE_LINES_MAX).iter().any(|(_, shown)| *shown == fact)
}

fn shown(diagnosis: &Diagnosis, lines_max: usize) -> Vec<(FindingKind, &Fact)> {
    let facts = |finding: &'_ Finding| {
        let kind = finding.kind;
        diagnosis
            .findings
            .iter()
            .find(|one| one.kind == kind)
            .into_iter()
            .flat_map(move |one| one.evidence.iter().map(move |fact| (kind, fact)))
    };
    let Some(gravest) = gravest(diagnosis) else { return Vec::new() };
    let is_sign = |fact: &Fact| diagnosis.signs.iter().any(|sign| sign.fact == *fact);
    let others = diagnosis.findings.iter().filter(|finding| finding.kind != gravest.kind);
    let others = others.flat_map(facts).filter(|(_, fact)| !is_sign(fact));
    let mut shown: Vec<(FindingKind, &Fact)> = Vec::new();
    for one in facts(gravest).chain(others) {
        if shown.iter().all(|(_, fact)| *fact != one.1) {
            shown.push(one);
        }
    }
    shown.truncate(lines_max);
    shown
}

/// What was looked at and could be.
fn looked_at(localizer: &Localizer, account: &Account) -> String {
    let unread: Vec<Topic> = account.gaps().iter().map(|gap| gap.topic).collect();
    let asked_about_risk = account.risk != Reading::Read(Risk::NotAsked);
    let of_sign_in = [Topic::SignIns, Topic::Methods].into_iter().chain(asked_about_risk.then_some(Topic::Risk));
    let of_mail = [Topic::Mailbox, Topic::InboxRules, Topic::Sending].into_iter().filter(|_| account.mail.is_some());
    let read = of_sign_in.chain(of_mail).filter(|topic| !unread.contains(topic));
    let topics = std::iter::once(localizer.text("looked-at-account"))
        .chain(read.map(|topic| localizer.text(&format!("looked-at-{}", topic.word()))));
    let key = if account.mail.is_some() { "looked-at" } else { "looked-at-no-mail" };
    localizer.format(key, &[("topics", topics.collect::<Vec<_>>().join(", ").into())])
}

/// What could not be looked at, a line for each reason.
pub fn gaps(localizer: &Localizer, account: &Account) -> Vec<String> {
    let reason = |gap: &Gap| (gap.cause, gap.permission.clone(), String::new());
    grouped(localizer, account, reason).iter().map(|(topics, gap)| gap_in_short(localizer, topics, gap)).collect()
}

/// The same with what Microsoft answered, and the ids that it knows each answer by.
pub fn gaps_in_detail(localizer: &Localizer, account: &Account) -> Vec<String> {
    let reason = |gap: &Gap| (gap.cause, gap.permission.clone(), gap.code.clone());
    grouped(localizer, account, reason).iter().map(|(topics, gap)| self::gap(localizer, topics, gap)).collect()
}

/// The topics that could not be looked at, together where it was for the same reason, each reason with the first gap of it.
fn grouped(
    localizer: &Localizer,
    account: &Account,
    reason: impl Fn(&Gap) -> (Cause, String, String),
) -> Vec<(String, Gap)> {
    let mut groups: Vec<(Vec<String>, &Gap)> = Vec::new();
    for gap in account.gaps() {
        let topic = localizer.text(&format!("topic-{}", gap.topic.word()));
        match groups.iter_mut().find(|(_, other)| reason(other) == reason(gap)) {
            Some((topics, _)) => topics.push(topic),
            None => groups.push((vec![topic], gap)),
        }
    }
    groups.into_iter().map(|(topics, gap)| (localizer.join_semicolons(&topics), gap.clone())).collect()
}

fn gap_in_short(localizer: &Localizer, topics: &str, gap: &Gap) -> String {
    let cause = localizer.text(&format!("cause-{}", gap.cause.word()));
    let permission = outside(&gap.permission, NAME_CHARS_MAX);
    let key = if gap.cause == Cause::NoPermission { "gap-short-no_permission" } else { "gap-short" };
    let arguments = [("topic", topics.into()), ("cause", cause.into()), ("permission", permission.into())];
    format!("• {}", localizer.format(key, &arguments))
}

fn gap(localizer: &Localizer, topics: &str, gap: &Gap) -> String {
    let cause = localizer.text(&format!("cause-{}", gap.cause.word()));
    let (code, permission) = (outside(&gap.code, NAME_CHARS_MAX), outside(&gap.permission, NAME_CHARS_MAX));
    let request = gap.request_id.as_ref().map(|id| outside(id, NAME_CHARS_MAX));
    let request = request.unwrap_or_else(|| localizer.text("no-request-id"));
    let key = if gap.cause == Cause::NoPermission { "gap-no_permission" } else { "gap" };
    let arguments = [
        ("topic", topics.into()),
        ("cause", cause.into()),
        ("code", code.into()),
        ("permission", permission.into()),
        ("request", request.into()),
    ];
    format!("• {}", localizer.format(key, &arguments))
}
