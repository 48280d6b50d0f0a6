//! Signs that an account is compromised: they add up to one judgement, and can be waived by name and reason.

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::ObjectId;
use super::account::Account;
use super::evidence::Fact;
use super::mail::{InboxRule, Mail, MailboxPlace};
use super::mail_folders::is_unread_folder;
use super::people::{Member, Risk};
use super::reading::{Cause, Topic};
use super::sign_ins::{FailedSignIn, FamiliarPlaces, SuccessfulSignIns, country_key};

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
        /// A second factor was asked for in a country without earlier sign-ins, and not given: somebody may have the password.
        UnansweredPrompt = "unanswered_prompt",
        /// A method was registered lately.
        NewMethod = "new_method",
        /// An application was granted access to the mail.
        ConsentedApplication = "consented_application",
        /// Microsoft took mail of the account for spam, and stopped it from sending.
        SpamSent = "spam_sent",
        /// Mail is forwarded to a recipient of the directory that could not be looked up.
        UnknownRecipient = "unknown_recipient",
    }
}

/// The total weight from which signs stand for a compromise.
const STANDS_FROM: u32 = 2;
/// A second factor that was asked for so long before the first sign-in from a country belongs to that sign-in.
const SAME_ARRIVAL: SignedDuration = SignedDuration::from_hours(1);
/// The age up to which a sign is new, in hours. Anything older would have been noticed.
const NEW_HOURS: i64 = 72;

impl SignKind {
    /// Returns the weight of the sign. A strong sign is enough alone.
    const fn weight(self) -> u32 {
        match self {
            Self::AtRisk | Self::DeniedPrompt | Self::InboxRules | Self::ForwardingOutside => STANDS_FROM,
            Self::NewCountry
            | Self::UnansweredPrompt
            | Self::NewMethod
            | Self::ConsentedApplication
            | Self::SpamSent
            | Self::UnknownRecipient => 1,
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
    signs.extend(rules_from(RuleSuspicion::Strong, account).map(Fact::of_rule).map(sign(SignKind::InboxRules)));
    signs.extend(forwarding_outside(account).map(sign(SignKind::ForwardingOutside)));
    signs.extend(new_countries(account).map(sign(SignKind::NewCountry)));
    signs.extend(unanswered_prompt(account).map(sign(SignKind::UnansweredPrompt)));
    signs.extend(new_methods(account).map(sign(SignKind::NewMethod)));
    signs.extend(grants(account).map(sign(SignKind::ConsentedApplication)));
    signs.extend(spam(account).map(sign(SignKind::SpamSent)));
    signs.extend(unknown_recipients(account).map(sign(SignKind::UnknownRecipient)));
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
        Topic::SignIns => &[SignKind::DeniedPrompt, SignKind::NewCountry, SignKind::UnansweredPrompt],
        Topic::Blocks | Topic::Registrations => &[SignKind::NewMethod],
        Topic::Grants => &[SignKind::ConsentedApplication],
        Topic::Mailbox => &[SignKind::ForwardingOutside, SignKind::UnknownRecipient],
        Topic::InboxRules => &[SignKind::InboxRules, SignKind::UnknownRecipient],
        Topic::Sending => &[SignKind::SpamSent],
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
        | Topic::Domains => &[],
    }
}

/// Returns the topics in which a sign may be hidden: those that could not be read, or not whole. A tenant without the
/// licence for a topic has nothing there that could be read. Rules and forwarding of a mailbox on premises cannot be seen
/// from here.
pub fn possible_signs(account: &Account) -> Vec<Topic> {
    let mut topics = topics_hiding_signs(account, |cause| cause != Cause::NoLicence);
    if account.mail.as_ref().and_then(Mail::place) == Some(MailboxPlace::OnPremises) {
        topics.extend([Topic::Mailbox, Topic::InboxRules]);
        topics.sort();
        topics.dedup();
    }
    topics
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

/// The suspicion against a rule of an inbox.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum RuleSuspicion {
    /// The rule is off, or does what many people set up.
    None,
    /// The rule sends mail to a recipient that could not be looked up, who may be outside.
    Weak,
    /// The rule hides mail, deletes it or sends it outside.
    Strong,
}

/// Returns the ids of all suspicious rules of the inbox that are enabled, also of those that are known by id alone.
pub fn suspicious_rule_ids(account: &Account) -> Vec<String> {
    let further = account.mail.iter().flat_map(|mail| &mail.further_rules);
    suspicious_rules(account).map(|rule| &rule.id).chain(further).cloned().collect()
}

/// Returns the enabled rules of the inbox that hide mail, delete it or send it outside, as an intruder sets them up, and those
/// that may send it outside.
pub fn suspicious_rules(account: &Account) -> impl Iterator<Item = &InboxRule> {
    rules_from(RuleSuspicion::Weak, account)
}

fn rules_from(least: RuleSuspicion, account: &Account) -> impl Iterator<Item = &InboxRule> {
    let mail = account.mail.as_ref();
    let rules = mail.and_then(|mail| mail.rules.known()).into_iter().flatten();
    rules.filter(move |rule| mail.is_some_and(|mail| suspicion(rule, mail) >= least))
}

/// Returns the suspicion against a rule of this mailbox.
pub fn suspicion(rule: &InboxRule, mail: &Mail) -> RuleSuspicion {
    let hides = || rule.moves_to.as_deref().is_some_and(is_unread_folder);
    let sends_outside = || rule.forwards_to.iter().any(|to| mail.is_outside(to));
    match rule {
        rule if !rule.enabled => RuleSuspicion::None,
        rule if rule.deletes || hides() || sends_outside() => RuleSuspicion::Strong,
        rule if rule.forwards_to.iter().any(|to| Mail::is_unknown(to)) => RuleSuspicion::Weak,
        _ => RuleSuspicion::None,
    }
}

/// Returns true if a rule of the inbox is suspicious by a sign that is not waived. What is known by id alone counts as the
/// stronger sign.
pub fn has_unwaived_rules(account: &Account, waived: &[SignKind]) -> bool {
    let has_further = || account.mail.iter().any(|mail| !mail.further_rules.is_empty());
    let has_strong = || rules_from(RuleSuspicion::Strong, account).next().is_some() || has_further();
    let is_unknown = |rule: &InboxRule| rule.forwards_to.iter().any(|to| Mail::is_unknown(to));
    let is_open = |kind: SignKind| !waived.contains(&kind);
    (is_open(SignKind::InboxRules) && has_strong())
        || (is_open(SignKind::UnknownRecipient) && suspicious_rules(account).any(is_unknown))
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
    let new = account.successful_sign_ins.iter().filter(|one| is_of_new_country(one, account));
    new.filter_map(|one| {
        let country = one.country.clone()?;
        Some(Fact::NewCountry { country, first_at: one.first_at, address: one.address.clone() })
    })
}

/// Returns true if the account had been signed in to before the first of these, which was lately.
pub fn is_of_new_country(one: &SuccessfulSignIns, account: &Account) -> bool {
    let earliest = account.successful_sign_ins.iter().map(|one| one.first_at).min();
    earliest != Some(one.first_at) && is_new(one.first_at, account)
}

/// The codes of a sign-in with the right password whose second factor was not given.
/// <https://learn.microsoft.com/entra/identity-platform/reference-error-codes>
const NOT_ANSWERED: [u32; 5] = [50072, 50074, 50076, 50079, 500_121];

fn unanswered_prompt(account: &Account) -> Option<Fact> {
    let last = unanswered_abroad(account)?;
    Some(Fact::PromptNotAnswered { at: last.at, thread: Box::new(last.thread()) })
}

/// Returns the restriction if it is for spam. Who is stopped for the number of recipients alone may have sent a newsletter.
fn spam(account: &Account) -> Option<Fact> {
    let restriction = account.mail.as_ref()?.restriction.known()?.as_ref()?;
    let is_spam = restriction.spam_last_day.is_some_and(|count| count > 0);
    is_spam.then(|| Fact::Restricted(restriction.clone()))
}

/// Returns the recipients without an address to whom the mailbox or a rule sends mail: each may stand for an address outside.
fn unknown_recipients(account: &Account) -> impl Iterator<Item = Fact> {
    let mail = account.mail.iter();
    let forwarding = mail.clone().filter_map(|mail| mail.mailbox.known()?.as_ref()?.forwards_to.as_ref());
    let forwarding = forwarding.map(|to| (to, None));
    let rules = mail.filter_map(|mail| mail.rules.known()).flatten().filter(|rule| rule.enabled);
    let of_rules = rules.flat_map(|rule| rule.forwards_to.iter().map(|to| (to, Some(rule.name.clone()))));
    let unknown = forwarding.chain(of_rules).filter(|(to, _)| Mail::is_unknown(to));
    unknown.map(|(to, rule)| Fact::UnknownRecipient { to: to.clone(), rule })
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

/// Returns the last sign-in whose second factor was asked for in a country from which the account had never signed in, and not
/// given. The owner may be on a journey, so it is a weak sign. Microsoft logs such a prompt also for a sign-in that goes on and
/// succeeds, and that one is a sign of its own: the new country.
pub fn unanswered_abroad(account: &Account) -> Option<&FailedSignIn> {
    account.failed_sign_ins.known()?.iter().find(|failure| {
        let places = FamiliarPlaces::before(failure.at, &account.successful_sign_ins, &account.successful_threads);
        let is_not_answered = NOT_ANSWERED.contains(&failure.code) && !failure.denied && is_new(failure.at, account);
        is_not_answered && places.is_foreign(failure.country.as_deref()) && !has_arrived(failure, account)
    })
}

/// Returns true if the sign-in succeeded in the end: its own thread did later, or the first success from its country followed at
/// once.
fn has_arrived(failure: &FailedSignIn, account: &Account) -> bool {
    let thread = failure.thread();
    let mut threads = account.successful_threads.iter();
    let country = failure.country.as_deref().map(country_key);
    let is_followed = |one: &SuccessfulSignIns| {
        one.country.as_deref().map(country_key) == country
            && failure.at <= one.first_at
            && one.first_at.duration_since(failure.at) <= SAME_ARRIVAL
    };
    threads.any(|success| failure.at <= success.last_at && success.thread.is_same(&thread))
        || account.successful_sign_ins.iter().any(|one| is_of_new_country(one, account) && is_followed(one))
}

/// Returns true if this instant is so close to the reading of the account that something from then can be a sign.
pub fn is_new(at: Timestamp, account: &Account) -> bool {
    account.observed_at.duration_since(at) < SignedDuration::from_hours(NEW_HOURS)
}
