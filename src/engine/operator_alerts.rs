//! Tells the operator what only they can mend in a tenant, in the log and by a notice: a failure once a day, a licence
//! that the tenant does not have once, because they may well do without it.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use jiff::{SignedDuration, Timestamp};

use super::notifier::{Delivery, Notice, Notifier};
use crate::domain::case::Case;
use crate::domain::event::{Event, RecordedEvent};
use crate::domain::known_failure::{lacks_identity_protection, needs_operator};
use crate::domain::outcome::{LookAt, Outcome};
use crate::domain::reading::{Cause, Topic};
use crate::domain::refusal::Refusal;
use crate::domain::run::StepResponse;
use crate::domain::{Locale, TenantName, Trouble};
use crate::ports::Chat;
use crate::render::Messages;

/// The time after which the operator is told of a failure again.
const AGAIN_AFTER: SignedDuration = SignedDuration::from_hours(24);

/// Remembers what the operator was told.
pub struct OperatorAlerts<C> {
    notifier: Arc<Notifier<C>>,
    messages: Messages,
    told: Arc<Mutex<HashMap<AlertKey, Timestamp>>>,
}

/// One thing that the operator is told of, in one tenant.
#[derive(Clone, PartialEq, Eq, Hash)]
enum AlertKey {
    /// There is no licence for a topic.
    NoLicence(TenantName, Topic),
    /// A call fails in this way.
    Failure(TenantName, String),
}

impl<C: Chat> OperatorAlerts<C> {
    /// Creates a memory in which nothing was told yet.
    pub fn new(notifier: Arc<Notifier<C>>, messages: Messages) -> Self {
        Self { notifier, messages, told: Arc::default() }
    }

    /// Tells the operator what this event of a case shows, unless they know. `case` is the case after the event.
    pub fn learn(&self, case: &Case, recorded: &RecordedEvent) {
        let (tenant, locale) = (&case.opening().tenant, &case.opening().origin.guild_locale);
        if let Event::Diagnosed { diagnosis } = &recorded.event {
            let gaps = diagnosis.account.gaps().into_iter();
            let topics: Vec<Topic> = gaps.filter(|gap| gap.cause == Cause::NoLicence).map(|gap| gap.topic).collect();
            self.unlicensed(tenant, locale, &topics, recorded.at);
        }
        if let Some(trouble) = trouble_of(&recorded.event) {
            self.failed(tenant, locale, trouble, recorded.at);
        }
    }

    /// Tells the operator of a call that failed in a tenant, if only they can mend it, and unless they were told within
    /// the last day.
    pub fn failed(&self, tenant: &TenantName, guild_locale: &Locale, trouble: &Trouble, now: Timestamp) {
        let Trouble { call, code, request_id, .. } = trouble;
        let is_unlicensed = is_unlicensed_read(trouble);
        let key = AlertKey::Failure(tenant.clone(), format!("{call} {code}"));
        if (is_unlicensed || needs_operator(trouble)) && self.is_new(&key, now) {
            tracing::error!(%tenant, call, code, request_id, "only the operator can mend this");
            let words = if is_unlicensed {
                self.messages.operator_licence_demanded(tenant, guild_locale)
            } else {
                self.messages.operator_trouble(tenant, guild_locale, trouble)
            };
            self.send(format!("alert {tenant} {call} {code} {now}"), vec![key], words);
        }
    }

    /// Tells the operator of the failed call behind a refusal, as [`OperatorAlerts::failed`] does. Another refusal is about the
    /// person.
    pub fn refused(&self, tenant: &TenantName, guild_locale: &Locale, refusal: &Refusal, now: Timestamp) {
        if let Some(trouble) = behind(refusal) {
            self.failed(tenant, guild_locale, trouble, now);
        }
    }

    /// Tells the operator of the topics that a tenant has no licence for, each once as long as the program runs.
    fn unlicensed(&self, tenant: &TenantName, guild_locale: &Locale, topics: &[Topic], now: Timestamp) {
        let key = |topic: &Topic| AlertKey::NoLicence(tenant.clone(), *topic);
        let new: Vec<Topic> = topics.iter().copied().filter(|topic| self.is_new(&key(topic), now)).collect();
        if !new.is_empty() {
            let words: Vec<&str> = new.iter().map(|topic| topic.word()).collect();
            let words = words.join(" ");
            tracing::warn!(%tenant, topics = words, "no licence, going on without");
            let notice = self.messages.operator_licence(tenant, guild_locale, &new);
            self.send(format!("alert {tenant} {words} {now}"), new.iter().map(key).collect(), notice);
        }
    }

    /// Notes that the operator is told now. Returns false if they know.
    fn is_new(&self, key: &AlertKey, now: Timestamp) -> bool {
        let mut told = self.told.lock().expect("nothing panics with this lock");
        told.retain(|key, at| matches!(key, AlertKey::NoLicence(..)) || now.duration_since(*at) < AGAIN_AFTER);
        let is_new = !told.contains_key(key);
        if is_new {
            told.insert(key.clone(), now);
        }
        is_new
    }

    /// Sends a notice in the background. If the chat does not answer, the operator was not told.
    fn send(&self, key: String, about: Vec<AlertKey>, words: String) {
        let (notifier, told) = (Arc::clone(&self.notifier), Arc::clone(&self.told));
        tokio::spawn(async move {
            if notifier.send(&Notice::Operator { key, words }).await == Delivery::Unavailable {
                told.lock().expect("nothing panics with this lock").retain(|key, _| !about.contains(key));
            }
        });
    }
}

/// Returns the failed call in an event; `None` if there is none.
fn trouble_of(event: &Event) -> Option<&Trouble> {
    match event {
        Event::Closed { outcome } => match outcome {
            Outcome::Unavailable { trouble } | Outcome::NeedsHuman { look_at: LookAt::Unreadable(trouble), .. } => {
                Some(trouble)
            }
            Outcome::Refused { refusal } | Outcome::NeedsHuman { look_at: LookAt::AuthorityLost(refusal), .. } => {
                behind(refusal)
            }
            _ => None,
        },
        Event::PressRefused { refusal, .. } => behind(refusal),
        Event::StepAnswered { answer: StepResponse::Refused(trouble), .. } => Some(trouble),
        _ => None,
    }
}

/// Returns true if the risk of an account could not be read for want of a licence. It stops a command only where the operator
/// says that the tenant has one: elsewhere the command goes on without.
fn is_unlicensed_read(trouble: &Trouble) -> bool {
    trouble.call.starts_with("GET ") && lacks_identity_protection(trouble)
}

/// Returns the failed call behind a refusal; `None` if there is none.
const fn behind(refusal: &Refusal) -> Option<&Trouble> {
    match refusal {
        Refusal::StandingUnread { trouble } | Refusal::SignInFailed { trouble } => Some(trouble),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicBool, Ordering};

    use super::*;
    use crate::domain::{GuildId, MemberId, MessageId};
    use crate::ports::{CardMessage, ChatError, DirectMessage, Ping, ReplyTo, RoleId};
    use crate::render::card::{Choice, Form, NumberButton};

    /// A chat that keeps the direct messages, or does not answer.
    #[derive(Default)]
    struct Inbox {
        messages: Mutex<Vec<String>>,
        is_away: AtomicBool,
    }

    impl Chat for Inbox {
        async fn acknowledge(&self, _: &ReplyTo) -> Result<(), ChatError> {
            Ok(())
        }

        async fn acknowledge_in_place(&self, _: &ReplyTo) -> Result<(), ChatError> {
            Ok(())
        }

        async fn whisper(&self, _: &ReplyTo, _: &str) -> Result<(), ChatError> {
            Ok(())
        }

        async fn whisper_with_button(&self, _: &ReplyTo, _: &str, _: &NumberButton) -> Result<(), ChatError> {
            Ok(())
        }

        async fn open_form(&self, _: &ReplyTo, _: &Form) -> Result<(), ChatError> {
            Ok(())
        }

        async fn offer_choices(&self, _: &ReplyTo, _: &[Choice]) -> Result<(), ChatError> {
            Ok(())
        }

        async fn show(&self, _: &CardMessage) -> Result<MessageId, ChatError> {
            Ok(MessageId(1))
        }

        async fn ping(&self, _: &Ping) -> Result<MessageId, ChatError> {
            Ok(MessageId(2))
        }

        async fn direct_message(&self, message: &DirectMessage) -> Result<(), ChatError> {
            if self.is_away.load(Ordering::Relaxed) {
                return Err(ChatError::Unavailable("away".to_owned()));
            }
            self.messages.lock().unwrap().push(message.words.clone());
            Ok(())
        }

        async fn member_roles(&self, _: GuildId, _: MemberId) -> Result<Option<Vec<RoleId>>, ChatError> {
            Ok(None)
        }
    }

    /// The operator of one tenant, who is told something one day after the other.
    struct Days {
        alerts: OperatorAlerts<Inbox>,
        inbox: Arc<Inbox>,
        today: i64,
    }

    impl Days {
        fn new() -> Self {
            let inbox = Arc::new(Inbox::default());
            let notifier = Arc::new(Notifier::new(Arc::clone(&inbox), vec![MemberId(1)]));
            Self { alerts: OperatorAlerts::new(notifier, Messages::new()), inbox, today: 0 }
        }

        /// Returns how many messages arrive on the next day if these topics have no licence.
        async fn unlicensed(&mut self, topics: &[Topic]) -> usize {
            self.today += 1;
            self.alerts.unlicensed(&TenantName::from("contoso"), &Locale::from("en-US"), topics, self.now());
            self.arrived().await
        }

        /// Returns how many messages arrive if these requests are refused today.
        async fn refused(&self, refusals: &[Refusal]) -> usize {
            for refusal in refusals {
                self.alerts.refused(&TenantName::from("contoso"), &Locale::from("en-US"), refusal, self.now());
            }
            self.arrived().await
        }

        fn now(&self) -> Timestamp {
            Timestamp::from_second(1_790_000_000 + 90_000 * self.today).unwrap()
        }

        async fn arrived(&self) -> usize {
            for _ in 0..20 {
                tokio::task::yield_now().await;
            }
            std::mem::take(&mut *self.inbox.messages.lock().unwrap()).len()
        }
    }

    fn failed(call: &str, status: u16, code: &str) -> Trouble {
        let (call, code, message) = (call.to_owned(), code.to_owned(), String::new());
        Trouble { call, status: Some(status), code, message, request_id: None, retry_after_seconds: None }
    }

    #[tokio::test]
    async fn a_licence_that_is_missing_is_told_once_for_each_topic() {
        let mut days = Days::new();
        assert_eq!(days.unlicensed(&[]).await, 0);
        assert_eq!(days.unlicensed(&[Topic::EligibleRoles]).await, 1);
        assert_eq!(days.unlicensed(&[Topic::EligibleRoles]).await, 0, "a day later it is nothing new");
        assert_eq!(days.unlicensed(&[Topic::EligibleRoles, Topic::Risk]).await, 1);
        assert_eq!(days.unlicensed(&[Topic::Risk, Topic::EligibleRoles]).await, 0);
    }

    /// A freeze, a link and a press end with a refusal and not with a case.
    #[tokio::test]
    async fn a_secret_that_has_expired_is_told_once_a_day_whatever_request_met_it() {
        let mut days = Days::new();
        let expired = failed(Trouble::APPLICATION_TOKEN, 401, "AADSTS7000222");
        let unread = Refusal::StandingUnread { trouble: expired.clone() };
        let no_sign_in = Refusal::SignInFailed { trouble: expired };
        assert_eq!(days.refused(&[unread.clone(), no_sign_in.clone(), unread.clone()]).await, 1);
        assert_eq!(days.refused(std::slice::from_ref(&no_sign_in)).await, 0);
        days.today += 1;
        assert_eq!(days.refused(&[no_sign_in, unread]).await, 1);
        let message = "Your tenant is not licensed for this feature.".to_owned();
        let unlicensed = Trouble { message, ..failed("GET /identityProtection/riskyUsers/{id}", 403, "Forbidden") };
        assert_eq!(days.refused(&[Refusal::StandingUnread { trouble: unlicensed }]).await, 1);
        let outage = failed(Trouble::APPLICATION_TOKEN, 503, "AADSTS90033");
        let others = [Refusal::StandingUnread { trouble: outage }, Refusal::NotLinked, Refusal::AccountDisabled];
        assert_eq!(days.refused(&others).await, 0, "nothing that the operator could mend");
    }

    #[tokio::test]
    async fn a_message_that_did_not_arrive_is_sent_the_next_time() {
        let mut days = Days::new();
        days.inbox.is_away.store(true, Ordering::Relaxed);
        assert_eq!(days.unlicensed(&[Topic::Risk]).await, 0);
        days.inbox.is_away.store(false, Ordering::Relaxed);
        assert_eq!(days.unlicensed(&[Topic::Risk]).await, 1);
        assert_eq!(days.unlicensed(&[Topic::Risk]).await, 0);
    }
}
