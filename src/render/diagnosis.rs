//! The diagnosis in words: the verdict in one sentence, the evidence, and the gaps.

use fluent_templates::fluent_bundle::FluentValue;

use super::account_kind;
use super::complaints;
use super::evidence::{self, initiator, names, policies, sign_in_facts};
use super::keys;
use super::localizer::Localizer;
use super::text::{NAME_CHARS_MAX, escape, relative};
use crate::domain::account::{Account, Blocker, Initiator};
use crate::domain::account_kind::{is_external, kinds};
use crate::domain::compromise;
use crate::domain::diagnose::contradictions::Contradiction;
use crate::domain::diagnosis::Diagnosis;
use crate::domain::evidence::Fact;
use crate::domain::finding::{Finding, FindingKind};
use crate::domain::people::Risk;
use crate::domain::reading::{Cause, Gap, Omission, Reading, Topic};
use crate::domain::sign_ins::LockReason;

/// The evidence on a card, in lines.
pub const EVIDENCE_LINES_MAX: usize = 5;

/// Returns the cause in one sentence, and whether there are signs of a compromise; empty if there is no finding.
pub fn verdict(localizer: &Localizer, diagnosis: &Diagnosis) -> String {
    let Some(main_finding) = diagnosis.main_finding() else { return String::new() };
    let key = keys::variant(&keys::key("verdict", main_finding.kind.word()), variant(diagnosis, main_finding));
    let verdict = localizer.format(&key, &arguments(localizer, &diagnosis.account, main_finding));
    let says_so = matches!(main_finding.kind, FindingKind::AccountAtRisk | FindingKind::SignsOfCompromise);
    if says_so || !diagnosis.is_suspected() {
        return verdict;
    }
    localizer.format("verdict-compromised", &[("verdict", verdict.trim_end_matches('.').into())])
}

/// Returns the variant of the verdict if the evidence says more than that this was found; `None` for the plain verdict.
fn variant(diagnosis: &Diagnosis, finding: &Finding) -> Option<&'static str> {
    let account = &diagnosis.account;
    let has = |wanted: fn(&Fact) -> bool| finding.evidence.iter().any(wanted);
    match finding.kind {
        FindingKind::AccountAtRisk if is_external(account) && has(is_home_tenant_risk) => Some("home"),
        FindingKind::AccountAtRisk => has(|fact| matches!(fact, Fact::Failures(_))).then_some("refused"),
        FindingKind::SignsOfCompromise => (!diagnosis.is_suspected()).then_some("waived"),
        FindingKind::SignInBlocked if kinds(account).iter().any(|one| one.kind.is_resource()) => Some("resource"),
        FindingKind::SignInBlocked if account.on_premises.is_some() => Some("synced"),
        // A block that our own journal remembers stands behind the record of another one, and only if it is newer.
        FindingKind::SignInBlocked => finding.evidence.iter().rev().find_map(blocked_by),
        FindingKind::HostileAddress if has(is_elsewhere) => Some("elsewhere"),
        FindingKind::HostileAddress => has(is_high_risk).then_some("high-risk"),
        FindingKind::SmartLockout if has(is_lockout) => finding.is_lock_abroad(account).then_some("abroad"),
        FindingKind::SmartLockout => has(is_unclear_lock).then_some("unclear"),
        FindingKind::PasswordSpray => (!has(is_elsewhere)).then_some("unseen"),
        FindingKind::SecondFactorFailing if has(|fact| matches!(fact, Fact::PromptDenied { .. })) => Some("denied"),
        FindingKind::SecondFactorFailing => {
            has(|fact| matches!(fact, Fact::PromptNotAnswered { .. })).then_some("unclear")
        }
        FindingKind::SecondFactorMissing => account.access.methods.known().is_none().then_some("unread"),
        FindingKind::BlockedByPolicy if has(is_elsewhere) => {
            Some(if policies(finding).is_empty() { "thread-unnamed" } else { "thread" })
        }
        FindingKind::BlockedByPolicy => policies(finding).is_empty().then_some("unnamed"),
        FindingKind::NothingFound => (!account.is_read_whole()).then_some("with-gaps"),
        // Every other finding has one verdict.
        _ => None,
    }
}

/// Returns everything that a verdict can name; a message takes what it needs.
fn arguments(localizer: &Localizer, account: &Account, finding: &Finding) -> Vec<(&'static str, FluentValue<'static>)> {
    let home = account_kind::home(localizer, account.provenance.home.as_deref());
    let mut arguments: Vec<(&'static str, FluentValue<'static>)> = vec![
        ("home", home.into()),
        ("name", name_of(account).into()),
        ("upn", escape(&account.upn, NAME_CHARS_MAX).into()),
        ("policies", names(localizer, &policies(finding)).into()),
        ("to", forwarded_to(finding).into()),
    ];
    for fact in &finding.evidence {
        match fact {
            Fact::Deleted { at } => arguments.push(("when", relative(*at).into())),
            Fact::BlockedBy { by, at, .. } => {
                arguments.extend([("when", relative(*at).into()), ("by", initiator(by).into())]);
            }
            Fact::BlockRemembered(block) => {
                arguments.extend([("when", relative(block.at).into()), ("case", block.case.to_string().into())]);
            }
            Fact::KeptOutBy { thread: Some(thread), .. } if arguments.iter().all(|(name, _)| *name != "thread") => {
                arguments.push(("thread", sign_in_facts::thread(localizer, thread).into()));
            }
            Fact::PasswordGuessing { addresses, countries, .. } => {
                let countries = sign_in_facts::countries_in_words(localizer, countries);
                arguments.extend([("addresses", (*addresses).into()), ("countries", countries.into())]);
            }
            Fact::PasswordUnseen { case } => arguments.push(("case", case.to_string().into())),
            _ => {}
        }
    }
    arguments
}

const fn is_elsewhere(fact: &Fact) -> bool {
    matches!(fact, Fact::SignedInElsewhere { .. })
}

fn is_high_risk(fact: &Fact) -> bool {
    matches!(fact, Fact::Failures(failures) if failures.lock == Some(LockReason::HighRisk))
}

fn is_lockout(fact: &Fact) -> bool {
    matches!(fact, Fact::Failures(failures) if failures.lock == Some(LockReason::TooManyTries))
}

/// AADSTS50053 without the reason that tells a lock from an address that is refused.
fn is_unclear_lock(fact: &Fact) -> bool {
    matches!(fact, Fact::Failures(failures) if failures.code == 50053 && failures.lock.is_none())
}

/// AADSTS530032: blocked because of a risk that the user's own tenant sees.
fn is_home_tenant_risk(fact: &Fact) -> bool {
    matches!(fact, Fact::Failures(failures) if failures.code == 530_032)
}

/// Returns the variant of the verdict about a block, if this fact says who blocked the account or that no record does.
const fn blocked_by(fact: &Fact) -> Option<&'static str> {
    match fact {
        Fact::BlockedBy { by, .. } => Some(match by {
            Initiator::Person { .. } => "by-person",
            Initiator::Containment { .. } => "by-containment",
            Initiator::Application { .. } => "by-application",
            Initiator::SyncEngine { .. } => "by-sync",
            Initiator::Unknown => "by-unknown",
        }),
        Fact::NoRecordOfBlock => Some("no-record"),
        Fact::BlockNotRecordedYet { .. } => Some("not-recorded-yet"),
        Fact::BlockRemembered(block) => Some(match block.by {
            Blocker::Containment => "by-our-containment",
            Blocker::Security => "by-security",
        }),
        _ => None,
    }
}

/// Returns the display name of an account, or its sign-in name if it has none.
pub fn name_of(account: &Account) -> String {
    let name = if account.display_name.trim().is_empty() { &account.upn } else { &account.display_name };
    escape(name, NAME_CHARS_MAX)
}

/// Returns the address that all mail is forwarded to; empty if the finding has none.
pub fn forwarded_to(finding: &Finding) -> String {
    let to = finding.evidence.iter().find_map(|fact| match fact {
        Fact::ForwardedOutside { to, .. } => Some(escape(to, NAME_CHARS_MAX)),
        _ => None,
    });
    to.unwrap_or_default()
}

/// Returns the facts, a line each, those of the main finding first. Signs of a compromise have a section of their
/// own, so they are left out unless the main finding rests on them. What the requester said and the evidence does not
/// bear out comes after: nothing that is typed pushes a fact off the card.
pub fn evidence(localizer: &Localizer, diagnosis: &Diagnosis) -> Vec<String> {
    let shown = shown(diagnosis, usize::MAX);
    let line = |(kind, fact): &(FindingKind, &Fact)| {
        format!("• {}", evidence::fact(localizer, &diagnosis.account, *kind, fact))
    };
    let looked_at = (diagnosis.findings.iter().all(|finding| finding.kind == FindingKind::NothingFound))
        .then(|| format!("• {}", looked_at(localizer, &diagnosis.account)));
    shown.iter().map(line).chain(contradictions(localizer, diagnosis)).chain(looked_at).collect()
}

/// Returns a line for each thing that the requester said and that the evidence does not bear out.
fn contradictions(localizer: &Localizer, diagnosis: &Diagnosis) -> Vec<String> {
    let line = |one: &Contradiction| format!("• {}", complaints::contradiction(localizer, one));
    diagnosis.contradictions().iter().map(line).collect()
}

/// Returns true if a fact is among the evidence on the card.
pub fn is_shown(diagnosis: &Diagnosis, fact: &Fact) -> bool {
    let lines_max = EVIDENCE_LINES_MAX.saturating_sub(account_kind::count(&diagnosis.account));
    shown(diagnosis, lines_max).iter().any(|(_, shown)| *shown == fact)
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
    let Some(main_finding) = diagnosis.main_finding() else { return Vec::new() };
    let is_sign = |fact: &Fact| diagnosis.signs.iter().any(|sign| sign.fact == *fact);
    let others = diagnosis.findings.iter().filter(|finding| finding.kind != main_finding.kind);
    let others = others.flat_map(facts).filter(|(_, fact)| !is_sign(fact));
    let mut shown: Vec<(FindingKind, &Fact)> = Vec::new();
    for one in facts(main_finding).chain(others) {
        if shown.iter().all(|(_, fact)| *fact != one.1) {
            shown.push(one);
        }
    }
    shown.truncate(lines_max);
    shown
}

/// Returns the sentence that lists the topics that were read.
fn looked_at(localizer: &Localizer, account: &Account) -> String {
    // What was read in part was not looked at.
    let cut = account.omissions.iter().filter(|omission| omission.possible_sign).map(|omission| omission.topic);
    let unread: Vec<Topic> = account.gaps().iter().map(|gap| gap.topic).chain(cut).collect();
    let asked_about_risk = account.risk != Reading::Read(Risk::NotAsked);
    let of_sign_in = [Topic::SignIns, Topic::Methods].into_iter().chain(asked_about_risk.then_some(Topic::Risk));
    let of_mail = [Topic::Mailbox, Topic::InboxRules, Topic::Sending].into_iter().filter(|_| account.mail.is_some());
    let read = of_sign_in.chain(of_mail).filter(|topic| !unread.contains(topic));
    let topics = std::iter::once(localizer.text("looked-at-account"))
        .chain(read.map(|topic| localizer.text_of("looked-at", topic.word())));
    let key = if account.mail.is_some() { "looked-at" } else { "looked-at-no-mail" };
    localizer.format(key, &[("topics", topics.collect::<Vec<_>>().join(", ").into())])
}

/// Returns the topics that could not be read, a line for each cause.
pub fn gaps(localizer: &Localizer, account: &Account) -> Vec<String> {
    let reason = |gap: &Gap| (cause(localizer, gap), gap.permission.clone(), String::new());
    let groups = grouped(localizer, account, reason);
    let gaps = groups.iter().map(|(topics, gap)| gap_in_short(localizer, topics, gap));
    possible_signs(localizer, account).into_iter().chain(gaps).chain(omissions(localizer, account)).collect()
}

/// Returns the sentence that names the topics in which a sign of a compromise may be hidden; `None` if there are none.
fn possible_signs(localizer: &Localizer, account: &Account) -> Option<String> {
    let topics = compromise::possible_signs(account);
    let topics: Vec<String> = topics.iter().map(|topic| localizer.text_of("topic", topic.word())).collect();
    let line = |topics: String| format!("• {}", localizer.format("possible-signs", &[("topics", topics.into())]));
    (!topics.is_empty()).then(|| line(localizer.join_semicolons(&topics)))
}

/// Returns a line for each list that is not there whole.
fn omissions(localizer: &Localizer, account: &Account) -> Vec<String> {
    let line = |one: &Omission| {
        let topic = ("topic", localizer.text_of("topic", one.topic.word()).into());
        let key = if one.count == 0 { "omission-unknown" } else { "omission" };
        format!("• {}", localizer.format(key, &[topic, ("count", one.count.into())]))
    };
    account.omissions.iter().map(line).collect()
}

/// Returns the same with Microsoft's error code, and the request id of each.
pub fn gaps_in_detail(localizer: &Localizer, account: &Account) -> Vec<String> {
    let reason = |gap: &Gap| (cause(localizer, gap), gap.permission.clone(), gap.code.clone());
    let groups = grouped(localizer, account, reason);
    let gaps = groups.iter().map(|(topics, gap)| self::gap(localizer, topics, gap));
    possible_signs(localizer, account).into_iter().chain(gaps).chain(omissions(localizer, account)).collect()
}

/// Returns the topics that could not be read, grouped by cause, each group with its first gap.
fn grouped(
    localizer: &Localizer,
    account: &Account,
    reason: impl Fn(&Gap) -> (String, String, String),
) -> Vec<(String, Gap)> {
    let mut groups: Vec<(Vec<String>, &Gap)> = Vec::new();
    for gap in account.gaps() {
        let topic = localizer.text_of("topic", gap.topic.word());
        match groups.iter_mut().find(|(_, other)| reason(other) == reason(gap)) {
            Some((topics, _)) => topics.push(topic),
            None => groups.push((vec![topic], gap)),
        }
    }
    groups.into_iter().map(|(topics, gap)| (localizer.join_semicolons(&topics), gap.clone())).collect()
}

fn gap_in_short(localizer: &Localizer, topics: &str, gap: &Gap) -> String {
    let cause = cause(localizer, gap);
    let permission = escape(&gap.permission, NAME_CHARS_MAX);
    let key = if names_permission(gap.cause) { "gap-short-no-permission" } else { "gap-short" };
    let arguments = [("topic", topics.into()), ("cause", cause.into()), ("permission", permission.into())];
    format!("• {}", localizer.format(key, &arguments))
}

/// Returns why something could not be read, and the licence that it takes, where that is known.
fn cause(localizer: &Localizer, gap: &Gap) -> String {
    match licence(gap.topic).filter(|_| gap.cause == Cause::NoLicence) {
        Some(licence) => localizer.format("cause-no-licence-named", &[("licence", licence.into())]),
        None => localizer.text_of("cause", gap.cause.word()),
    }
}

/// Returns the licence without which Microsoft shows nothing of this
/// (<https://learn.microsoft.com/graph/api/signin-list>,
/// <https://learn.microsoft.com/graph/api/resources/userregistrationdetails>,
/// <https://learn.microsoft.com/graph/api/riskyuser-get>); `None` if it takes none that is known.
const fn licence(topic: Topic) -> Option<&'static str> {
    match topic {
        Topic::Risk => Some("Entra ID P2"),
        Topic::SignIns | Topic::SelfService => Some("Entra ID P1"),
        // Every other topic is there in every tenant, or Microsoft does not say what it takes.
        _ => None,
    }
}

fn names_permission(cause: Cause) -> bool {
    matches!(cause, Cause::NoPermission | Cause::PermissionOrLicence)
}

fn gap(localizer: &Localizer, topics: &str, gap: &Gap) -> String {
    let cause = cause(localizer, gap);
    let (code, permission) = (escape(&gap.code, NAME_CHARS_MAX), escape(&gap.permission, NAME_CHARS_MAX));
    let request = gap.request_id.as_ref().map(|id| escape(id, NAME_CHARS_MAX));
    let request = request.unwrap_or_else(|| localizer.text("no-request-id"));
    let key = if names_permission(gap.cause) { "gap-no-permission" } else { "gap" };
    let arguments = [
        ("topic", topics.into()),
        ("cause", cause.into()),
        ("code", code.into()),
        ("permission", permission.into()),
        ("request", request.into()),
    ];
    format!("• {}", localizer.format(key, &arguments))
}
