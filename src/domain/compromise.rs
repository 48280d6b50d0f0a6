//! Signs that an account is compromised: they add up to one judgement, and can be waived by name and reason.

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::ObjectId;
use super::account::Account;
use super::evidence::Fact;
use super::mail::{InboxRule, Mail};
use super::mail_folders::is_unread_folder;
use super::people::{Member, Risk};
use super::reading::{Cause, Topic};

words! {
    /// A kind of sign that an account is compromised, gravest first.
    pub enum SignKind {
        /// Identity Protection reports a risk.
        AtRisk = "at_risk",
        /// The owner denied an MFA prompt.
        DeniedPrompt = "denied_prompt",
        /// A rule of the inbox hides mail, deletes it or sends it outside.
        InboxRules = "inbox_rules",
        /// All mail is forwarded outside.
        ForwardingOutside = "forwarding_outside",
        /// A sign-in came from a country without earlier sign-ins.
        NewCountry = "new_country",
        /// A method was registered lately.
        NewMethod = "new_method",
        /// An application was granted access to the mail.
        ConsentedApplication = "consented_application",
    }
}

/// The total weight from which signs stand for a compromise.
const STANDS_FROM: u32 = 2;
/// The age up to which a sign is new, in hours. Anything older would have been noticed.
const NEW_HOURS: i64 = 72;

impl SignKind {
    /// Returns the weight of the sign. A strong sign is enough alone.
    const fn weight(self) -> u32 {
        match self {
            Self::AtRisk | Self::DeniedPrompt | Self::InboxRules | Self::ForwardingOutside => STANDS_FROM,
            Self::NewCountry | Self::NewMethod | Self::ConsentedApplication => 1,
        }
    }
}

/// One sign, and what it rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sign {
    /// The kind.
    pub kind: SignKind,
    /// The evidence.
    pub fact: Fact,
}

/// A member's decision that signs are harmless, with a reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiver {
    /// The member.
    pub by: Member,
    /// Their account.
    pub account: ObjectId,
    /// The signs.
    pub signs: Vec<SignKind>,
    /// The topics that could not be read, or not whole, and hide no sign in the judgement of the member. A sign that shows
    /// there later is not waived.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub topics: Vec<Topic>,
    /// The reason. Text from outside.
    pub reason: String,
    /// The time.
    pub at: Timestamp,
}

/// Returns true if an account with these kinds of signs counts as compromised: then nothing gives access back before
/// each sign is cleaned or waived. A kind counts once, however often it occurs.
pub fn stands(kinds: &[SignKind]) -> bool {
    let different: BTreeSet<SignKind> = kinds.iter().copied().collect();
    different.into_iter().map(SignKind::weight).sum::<u32>() >= STANDS_FROM
}

/// Returns the kinds of these signs that are not waived, gravest first, each once.
pub fn unwaived(signs: &[Sign], waivers: &[Waiver]) -> Vec<SignKind> {
    let waived = |kind: &SignKind| waivers.iter().any(|waiver| waiver.signs.contains(kind));
    let mut kinds: Vec<SignKind> = signs.iter().map(|sign| sign.kind).filter(|kind| !waived(kind)).collect();
    kinds.sort();
    kinds.dedup();
    kinds
}

/// Returns every sign that this account shows, gravest first. A deleted account shows none.
pub fn signs(account: &Account) -> Vec<Sign> {
    if account.deleted_at.is_some() {
        return Vec::new();
    }
    let sign = |kind: SignKind| move |fact: Fact| Sign { kind, fact };
    let mut signs: Vec<Sign> = Vec::new();
    signs.extend(risk(account).map(sign(SignKind::AtRisk)));
    signs.extend(denied_prompt(account).map(sign(SignKind::DeniedPrompt)));
    signs.extend(suspicious_rules(account).map(Fact::of_rule).map(sign(SignKind::InboxRules)));
    signs.extend(forwarding_outside(account).map(sign(SignKind::ForwardingOutside)));
    signs.extend(new_countries(account).map(sign(SignKind::NewCountry)));
    signs.extend(new_methods(account).map(sign(SignKind::NewMethod)));
    signs.extend(grants(account).map(sign(SignKind::ConsentedApplication)));
    signs
}

fn risk(account: &Account) -> Option<Fact> {
    let at_risk = account.risk.known().is_some_and(|risk| *risk == Risk::AtRisk);
    at_risk.then(|| Fact::AtRisk { report: account.access.risk.clone() })
}

fn denied_prompt(account: &Account) -> Option<Fact> {
    let failures = account.failed_sign_ins.known()?;
    let denied = failures.iter().find(|failure| failure.denied && is_new(failure.at, account))?;
    let (application, address) = (denied.application.clone(), denied.address.clone());
    Some(Fact::PromptDenied { at: denied.at, application, address })
}

/// Returns the kinds of signs that a topic shows. Forwarding is read with the mailbox. New methods come from the audit log, as
/// blocks do: if the log cannot be read, [`Topic::Blocks`] says so for both.
pub const fn shown_in(topic: Topic) -> &'static [SignKind] {
    match topic {
        Topic::Risk => &[SignKind::AtRisk],
        Topic::SignIns => &[SignKind::DeniedPrompt, SignKind::NewCountry],
        Topic::Blocks | Topic::Registrations => &[SignKind::NewMethod],
        Topic::Grants => &[SignKind::ConsentedApplication],
        Topic::Mailbox => &[SignKind::ForwardingOutside],
        Topic::InboxRules => &[SignKind::InboxRules],
        Topic::Roles
        | Topic::EligibleRoles
        | Topic::Groups
        | Topic::Units
        | Topic::NamedGroups
        | Topic::LookAlikes
        | Topic::Policies
        | Topic::Methods
        | Topic::SelfService
        | Topic::Passes
        | Topic::Sending
        | Topic::Domains => &[],
    }
}

/// Returns the topics in which a sign may be hidden: those that could not be read, or not whole. A tenant without the
/// licence for a topic has nothing there that could be read.
pub fn possible_signs(account: &Account) -> Vec<Topic> {
    topics_hiding_signs(account, |cause| cause != Cause::NoLicence)
}

/// Returns those of [`possible_signs`] that hold back what would give access to an intruder: the ones that could not be
/// read this time, by an outage, by throttling or by a bound. A missing permission holds nothing back, because a tenant that
/// never grants it could never be helped; it only calls those who approve where there are signs of a compromise.
pub fn signs_unread_this_time(account: &Account) -> Vec<Topic> {
    topics_hiding_signs(account, |cause| matches!(cause, Cause::Throttled | Cause::Unavailable))
}

/// Returns those of [`signs_unread_this_time`] for which no waiver answers.
pub fn unwaived_topics(account: &Account, waivers: &[Waiver]) -> Vec<Topic> {
    let is_waived = |topic: &Topic| waivers.iter().any(|waiver| waiver.topics.contains(topic));
    signs_unread_this_time(account).into_iter().filter(|topic| !is_waived(topic)).collect()
}

fn topics_hiding_signs(account: &Account, counts: impl Fn(Cause) -> bool) -> Vec<Topic> {
    if account.deleted_at.is_some() {
        return Vec::new();
    }
    let unread = account.gaps().into_iter().filter(|gap| counts(gap.cause)).map(|gap| gap.topic);
    let cut = account.omissions.iter().filter(|omission| omission.possible_sign).map(|omission| omission.topic);
    let mut topics: Vec<Topic> = unread.chain(cut).filter(|topic| !shown_in(*topic).is_empty()).collect();
    topics.sort();
    topics.dedup();
    topics
}

/// Returns the ids of all suspicious rules of the inbox that are enabled, also of those that are known by id alone.
pub fn suspicious_rule_ids(account: &Account) -> Vec<String> {
    let further = account.mail.iter().flat_map(|mail| &mail.further_rules);
    suspicious_rules(account).map(|rule| &rule.id).chain(further).cloned().collect()
}

/// Returns the enabled rules of the inbox that hide mail, delete it or send it outside, as an intruder sets them up.
pub fn suspicious_rules(account: &Account) -> impl Iterator<Item = &InboxRule> {
    let mail = account.mail.as_ref();
    let rules = mail.and_then(|mail| mail.rules.known()).into_iter().flatten();
    rules.filter(move |rule| mail.is_some_and(|mail| is_suspicious(rule, mail)))
}

/// Returns true if the rule of this mailbox is enabled and hides mail, deletes it or sends it outside.
pub fn is_suspicious(rule: &InboxRule, mail: &Mail) -> bool {
    let hides = || rule.moves_to.as_deref().is_some_and(is_unread_folder);
    rule.enabled && (rule.deletes || hides() || rule.forwards_to.iter().any(|to| mail.is_outside(to)))
}

fn forwarding_outside(account: &Account) -> Option<Fact> {
    let mail = account.mail.as_ref()?;
    let mailbox = mail.mailbox.known()?.as_ref()?;
    let to = mailbox.forwards_to.as_ref().filter(|to| mail.is_outside(to))?;
    Some(Fact::ForwardedOutside { to: to.clone(), keeps_copy: mailbox.keeps_copy })
}

/// Returns the countries of recent sign-ins that had none before. An account without earlier sign-ins has no new
/// country.
fn new_countries(account: &Account) -> impl Iterator<Item = Fact> {
    let earliest = account.successful_sign_ins.iter().map(|one| one.first_at).min();
    let is_first = move |first_at: Timestamp| earliest == Some(first_at);
    let new =
        account.successful_sign_ins.iter().filter(move |one| !is_first(one.first_at) && is_new(one.first_at, account));
    new.filter_map(|one| {
        let country = one.country.clone()?;
        Some(Fact::NewCountry { country, first_at: one.first_at, address: one.address.clone() })
    })
}

fn new_methods(account: &Account) -> impl Iterator<Item = Fact> {
    let new = account.access.registered_lately.iter().filter(|one| is_new(one.at, account));
    new.cloned().map(|one| Fact::MethodRegistered { audit_id: one.audit_id, at: one.at, what: one.what })
}

fn grants(account: &Account) -> impl Iterator<Item = Fact> {
    let grants = account.access.grants.known().into_iter().flatten();
    grants.cloned().map(|one| Fact::Consented {
        application: one.application,
        scopes: one.scopes,
        more_scopes: Some(one.more_scopes).filter(|more| *more > 0),
    })
}

/// Returns true if this instant is so close to the reading of the account that something from then can be a sign.
pub fn is_new(at: Timestamp, account: &Account) -> bool {
    account.observed_at.duration_since(at) < SignedDuration::from_hours(NEW_HOURS)
}
