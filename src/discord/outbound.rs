//! Cards on their way to their channels: one after the other in each channel, so that no edit overtakes another.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use reqwest::Method;
use serde::Deserialize;
use tokio::sync::{mpsc, oneshot};
use tokio::time::{Instant, sleep_until, timeout_at};

use super::buttons;
use super::rest::{Answer, Call, Failure, Rest};
use crate::domain::{ChannelId, MessageId};
use crate::ports::{ChatError, Showing};

/// Cards that wait for one channel; whoever brings one more waits with it. A channel takes about one card a second.
const WAITING_CARDS_MAX: usize = 64;

/// The channels that cards go to.
#[derive(Debug)]
pub(super) struct Outbound {
    rest: Arc<Rest>,
    channels: Mutex<HashMap<ChannelId, mpsc::Sender<Order>>>,
}

/// A card that waits, and who waits for it.
#[derive(Debug)]
struct Order {
    showing: Showing,
    deadline: Instant,
    shown: oneshot::Sender<Result<MessageId, ChatError>>,
}

/// The one who brings the cards of one channel.
struct Courier {
    rest: Arc<Rest>,
    channel: ChannelId,
    /// Until when Discord takes no post and no edit there, as its last answers said.
    post_from: Instant,
    edit_from: Instant,
}

/// <https://docs.discord.com/developers/resources/message#message-object>, as far as it matters.
#[derive(Deserialize)]
struct Message {
    id: String,
}

impl Outbound {
    pub(super) fn new(rest: Arc<Rest>) -> Self {
        Self { rest, channels: Mutex::default() }
    }

    /// Shows a card, unless that is not done by the deadline; afterwards it is not shown any more.
    pub(super) async fn show(&self, showing: &Showing, deadline: Instant) -> Result<MessageId, ChatError> {
        let (shown, answer) = oneshot::channel();
        let order = Order { showing: showing.clone(), deadline, shown };
        let queue = self.queue(showing.channel);
        match timeout_at(deadline, queue.send(order)).await {
            Ok(Ok(())) => answer.await.unwrap_or_else(|_| Err(stopped())),
            Ok(Err(_)) => Err(stopped()),
            Err(_) => Err(ChatError::Unavailable(format!("too many cards wait for channel {}", showing.channel))),
        }
    }

    fn queue(&self, channel: ChannelId) -> mpsc::Sender<Order> {
        let mut channels = self.channels.lock().expect("nothing panics with this lock");
        if let Some(queue) = channels.get(&channel).filter(|queue| !queue.is_closed()) {
            return queue.clone();
        }
        let (queue, orders) = mpsc::channel(WAITING_CARDS_MAX);
        let now = Instant::now();
        let courier = Courier { rest: Arc::clone(&self.rest), channel, post_from: now, edit_from: now };
        tokio::spawn(courier.work(orders));
        channels.insert(channel, queue.clone());
        queue
    }
}

impl Courier {
    /// Brings one card after the other until nobody can bring more.
    async fn work(mut self, mut orders: mpsc::Receiver<Order>) {
        while let Some(order) = orders.recv().await {
            if !order.shown.is_closed() {
                let shown = self.show(&order.showing, order.deadline).await.map_err(Failure::into_chat_error);
                if let Err(error) = &shown {
                    let (case, channel) = (order.showing.case.0, self.channel.0);
                    tracing::warn!(case, channel, %error, "a card could not be shown");
                }
                // Whoever asked may have stopped waiting meanwhile; the card is there all the same.
                _ = order.shown.send(shown);
            }
        }
    }

    async fn show(&mut self, showing: &Showing, deadline: Instant) -> Result<MessageId, Failure> {
        let channel = self.channel;
        let (call, from) = if let Some(message) = showing.message {
            let name = "PATCH /channels/{channel}/messages/{message}";
            let path = format!("/channels/{channel}/messages/{message}");
            (Call::new(Method::PATCH, name, path).body(&buttons::edit(&showing.card)), &mut self.edit_from)
        } else {
            // A post may be repeated only because of its nonce.
            let name = "POST /channels/{channel}/messages";
            let path = format!("/channels/{channel}/messages");
            let body = buttons::post(&showing.card, &showing.nonce);
            (Call::new(Method::POST, name, path).body(&body), &mut self.post_from)
        };
        if *from < deadline {
            sleep_until(*from).await;
        }
        let Answer { body, exhausted_for } = self.rest.send(&call, deadline).await?;
        *from = Instant::now() + exhausted_for.unwrap_or(Duration::ZERO);
        let id = serde_json::from_value(body).ok().and_then(|message: Message| message.id.parse().ok());
        showing.message.or(id.map(MessageId)).ok_or_else(|| call.unavailable("the answer names no message".to_owned()))
    }
}

fn stopped() -> ChatError {
    ChatError::Unavailable("cards are no longer brought".to_owned())
}
