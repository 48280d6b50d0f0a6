//! The queues of outgoing cards: one worker a channel, so that no edit of a card overtakes another.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use reqwest::Method;
use serde::Deserialize;
use tokio::sync::{mpsc, oneshot};
use tokio::time::{Instant, timeout_at};

use super::bodies;
use super::rest::{Rest, RestError, RestRequest, RestResponse};
use crate::clock::Clock;
use crate::domain::{ChannelId, MessageId};
use crate::ports::{CardMessage, ChatError};

/// The capacity of a channel's queue. A caller waits while it is full. Discord accepts about one card a second in a
/// channel.
const QUEUE_CARDS_MAX: usize = 64;

/// The workers, by channel. A worker is started by the first card for its channel.
#[derive(Debug)]
pub(super) struct Outbound {
    rest: Arc<Rest>,
    clock: Clock,
    queues: Mutex<HashMap<ChannelId, mpsc::Sender<QueuedCard>>>,
}

impl Outbound {
    pub(super) fn new(rest: Arc<Rest>, clock: Clock) -> Self {
        Self { rest, clock, queues: Mutex::default() }
    }

    /// Queues a card and waits until it is shown.
    ///
    /// # Errors
    ///
    /// Returns an error if the card is not shown by the deadline. It is not shown after the deadline either.
    pub(super) async fn show(&self, showing: &CardMessage, deadline: Instant) -> Result<MessageId, ChatError> {
        let (shown, result) = oneshot::channel();
        let card = QueuedCard { showing: showing.clone(), deadline, shown };
        let queue = self.queue(showing.channel);
        match timeout_at(deadline, queue.send(card)).await {
            Ok(Ok(())) => result.await.unwrap_or_else(|_| Err(stopped())),
            Ok(Err(_)) => Err(stopped()),
            Err(_) => Err(ChatError::Unavailable(format!("the queue of channel {} is full", showing.channel))),
        }
    }

    /// Returns the queue of a channel, and starts its worker if there is none.
    fn queue(&self, channel: ChannelId) -> mpsc::Sender<QueuedCard> {
        let mut queues = self.queues.lock().expect("no code panics while holding this lock");
        if let Some(queue) = queues.get(&channel).filter(|queue| !queue.is_closed()) {
            return queue.clone();
        }
        let (queue, cards) = mpsc::channel(QUEUE_CARDS_MAX);
        let now = Instant::now();
        let (rest, clock) = (Arc::clone(&self.rest), self.clock.clone());
        let worker = ChannelWorker { rest, clock, channel, next_post_at: now, next_edit_at: now };
        tokio::spawn(worker.run(cards));
        queues.insert(channel, queue.clone());
        queue
    }
}

/// A card in a queue.
#[derive(Debug)]
struct QueuedCard {
    showing: CardMessage,
    deadline: Instant,
    shown: oneshot::Sender<Result<MessageId, ChatError>>,
}

/// The worker of one channel.
struct ChannelWorker {
    rest: Arc<Rest>,
    clock: Clock,
    channel: ChannelId,
    /// The instants at which the routes accept the next request, by the rate limit headers of their last responses.
    next_post_at: Instant,
    next_edit_at: Instant,
}

/// The id of <https://docs.discord.com/developers/resources/message#message-object>.
#[derive(Deserialize)]
struct PostedMessage {
    id: String,
}

impl ChannelWorker {
    /// Shows cards one by one until the queue is closed.
    async fn run(mut self, mut cards: mpsc::Receiver<QueuedCard>) {
        while let Some(card) = cards.recv().await {
            // The caller may have stopped waiting, for example at a shutdown.
            if card.shown.is_closed() {
                continue;
            }
            let shown = self.show(&card.showing, card.deadline).await.map_err(RestError::into_chat_error);
            if let Err(error) = &shown {
                let (case, channel) = (card.showing.case.0, self.channel.0);
                tracing::warn!(case, channel, %error, "card not shown");
            }
            // A caller that stopped waiting meanwhile does not undo the card.
            _ = card.shown.send(shown);
        }
    }

    async fn show(&mut self, showing: &CardMessage, deadline: Instant) -> Result<MessageId, RestError> {
        let channel = self.channel;
        let (request, next_at) = if let Some(message) = showing.message {
            let name = "PATCH /channels/{channel}/messages/{message}";
            let path = format!("/channels/{channel}/messages/{message}");
            (RestRequest::new(Method::PATCH, name, path).body(&bodies::edit(&showing.card)), &mut self.next_edit_at)
        } else {
            // Only the nonce makes this POST safe to repeat.
            let name = "POST /channels/{channel}/messages";
            let path = format!("/channels/{channel}/messages");
            let body = bodies::post(&showing.card, &showing.nonce);
            (RestRequest::new(Method::POST, name, path).body(&body), &mut self.next_post_at)
        };
        // Without time left, the request goes out at once: Discord's 429 is then the error that is reported.
        if *next_at < deadline {
            self.clock.sleep(next_at.saturating_duration_since(Instant::now())).await;
        }
        let RestResponse { body, exhausted_for } = self.rest.send(&request, deadline).await?;
        *next_at = Instant::now() + exhausted_for.unwrap_or(Duration::ZERO);
        let id = serde_json::from_value(body).ok().and_then(|message: PostedMessage| message.id.parse().ok());
        let id = showing.message.or(id.map(MessageId));
        id.ok_or_else(|| request.unavailable("the response has no message id".to_owned()))
    }
}

fn stopped() -> ChatError {
    ChatError::Unavailable("the worker of the channel has stopped".to_owned())
}
