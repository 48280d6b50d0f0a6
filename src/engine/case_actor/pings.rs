//! The messages that call people to a case. One that the operator must hear is sent until it arrives.

use std::sync::Arc;
use std::time::Duration;

use super::CaseActor;
use crate::backoff::Backoff;
use crate::domain::RoleName;
use crate::domain::case::{Action, DuePing, Input};
use crate::engine::message::Message;
use crate::engine::notifier::{Delivery, Notice, Notifier};
use crate::journal::JournalError;
use crate::ports::{Chat, Ping, RoleId, Tenant};

/// The time that a case waits for a message to the operator to arrive. Beyond it the case goes on, and the message is
/// sent beside it. It is time that really passes, as for every call that is on its way.
const PATIENCE: Duration = Duration::from_secs(10);
/// The first pause before a message to the operator is sent again.
const RETRY_PAUSE_MIN: Duration = Duration::from_secs(5);
/// The longest pause.
const RETRY_PAUSE_MAX: Duration = Duration::from_secs(300);

/// A message about an emergency: to the channel, and to each operator.
struct EmergencyCall<C> {
    notifier: Arc<Notifier<C>>,
    channel: Notice,
    operator: Notice,
}

impl<C: Chat> EmergencyCall<C> {
    /// Sends both. They have the same keys each time, so nobody gets one twice.
    async fn send(&self) -> Delivery {
        let (channel, operator) = tokio::join!(self.notifier.send(&self.channel), self.notifier.send(&self.operator));
        channel.or(operator)
    }
}

impl<T: Tenant, C: Chat> CaseActor<T, C> {
    /// Returns the next action. A ping that is sent beside the case holds nothing up.
    pub(super) fn next_action(&self) -> Action {
        let (case, now) = (&self.open.case, self.now());
        if self.is_pinging { case.next_besides_pings(now) } else { case.next(now) }
    }

    /// Pings people about the card. Returns the result, or `None` if it comes later. A failed ping does not stop the
    /// case.
    pub(super) async fn ping(&mut self, due: &DuePing) -> Option<Input> {
        let (services, case, place) = (Arc::clone(&self.services), &self.open.case, due.place);
        let roles: Vec<RoleName> = case.roles_to_ping(&due.why);
        let ids: Vec<RoleId> = roles.iter().filter_map(|role| self.channel.roles.get(role).copied()).collect();
        let key = services.nonces.of_ping(case.number(), place);
        let channel = Notice::Channel(Ping {
            channel: case.opening().origin.channel,
            nonce: key.clone(),
            words: services.messages.ping(case, &due.why, &ids.iter().map(|id| id.0).collect::<Vec<_>>()),
            roles: ids,
            members: Vec::new(),
        });
        if !due.why.concerns_operator() {
            let message = services.notifier.send(&channel).await.message();
            return Some(Input::Pinged { place, message });
        }
        // Both are sent again after a crash, because neither is written down before one has arrived.
        let words = services.messages.operator_notice(case, &due.why);
        let notifier = Arc::clone(&services.notifier);
        let call = EmergencyCall { notifier, channel, operator: Notice::Operator { key, words } };
        let delivery = tokio::select! {
            biased;
            delivery = call.send() => delivery,
            () = tokio::time::sleep(PATIENCE) => Delivery::Unavailable,
        };
        match delivery {
            Delivery::Arrived(message) => Some(Input::Pinged { place, message }),
            Delivery::Refused => {
                tracing::error!(case = %case.number(), "operator not told: neither the channel nor they take it");
                Some(Input::Pinged { place, message: None })
            }
            Delivery::Unavailable => {
                self.is_pinging = true;
                self.send_until_it_arrives(call, place);
                None
            }
        }
    }

    /// Sends a message beside the case until it arrives, or until the case has no actor any more.
    fn send_until_it_arrives(&self, call: EmergencyCall<C>, place: usize) {
        let (clock, to_case) = (self.services.clock.clone(), self.to_case.clone());
        tracing::warn!(case = %self.open.case.number(), "operator not told yet, trying again");
        tokio::spawn(async move {
            let mut backoff = Backoff::new(RETRY_PAUSE_MIN, RETRY_PAUSE_MAX);
            loop {
                let tried = async {
                    backoff.wait(&clock).await;
                    call.send().await
                };
                let delivery = tokio::select! {
                    biased;
                    () = to_case.closed() => return,
                    delivery = tried => delivery,
                };
                if delivery != Delivery::Unavailable {
                    // An error means that the program stops. The next start sends it again.
                    let _ = to_case.send(Message::Pinged { place, message: delivery.message() }).await;
                    return;
                }
            }
        });
    }

    /// Records that a ping has arrived, which was sent beside the case.
    pub(super) async fn on_pinged(&mut self, input: Input) -> Result<(), JournalError> {
        self.is_pinging = false;
        self.decide_and_record(input).await
    }

    /// Records that the end was shown. While the operator is still to hear something the case rests only afterwards,
    /// because a start does not look at a case that rests.
    pub(super) async fn settle(&mut self) -> Result<(), JournalError> {
        if self.is_end_shown && self.open.case.due_ping().is_none() {
            self.is_end_shown = false;
            return self.decide_and_record(Input::EndShown).await;
        }
        Ok(())
    }
}
