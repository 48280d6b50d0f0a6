//! Keeps the card of one case in step with the case, without ever holding the case up.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{mpsc, watch};

use super::message::Message;
use crate::domain::{CaseNumber, MessageId};
use crate::ports::{CardMessage, Chat, ChatError};
use crate::render::card::Card;

/// Discord takes five edits in five seconds in one channel, and the last one must not have to wait.
/// <https://discord.com/developers/docs/topics/rate-limits>
const PACE: Duration = Duration::from_secs(1);
/// The first pause after a chat that could not be reached; it doubles up to [`PAUSE_MAX`].
const PAUSE_MIN: Duration = Duration::from_secs(1);
/// The longest pause. Discord's outages are minutes to hours; a card that is a minute late then is soon enough.
const PAUSE_MAX: Duration = Duration::from_secs(60);

/// The newest face of a case.
#[derive(Clone, PartialEq, Eq)]
pub struct Face {
    /// What is to be seen.
    pub card: Card,
    /// Whether it will not change any more.
    pub last: bool,
}

/// What does not change about the place of a card.
pub struct Place {
    /// The case.
    pub case: CaseNumber,
    /// What a first post carries, so that posting twice makes one message.
    pub nonce: String,
    /// The channel.
    pub channel: crate::domain::ChannelId,
    /// The message, once there is one.
    pub message: Option<MessageId>,
}

/// Shows every face that is still the newest when its turn comes; tells the case of the first one and of the last.
pub async fn keep<C: Chat>(
    chat: Arc<C>,
    mut place: Place,
    mut faces: watch::Receiver<Option<Face>>,
    to_case: mpsc::Sender<Message>,
) {
    let mut pause = PAUSE_MIN;
    let mut shown: Option<Face> = None;
    loop {
        let newer = faces.wait_for(|face| face.is_some() && *face != shown).await;
        let Some(face) = newer.ok().and_then(|face| face.clone()) else { return };
        let showing = CardMessage {
            case: place.case,
            channel: place.channel,
            message: place.message,
            nonce: place.nonce.clone(),
            card: face.card.clone(),
        };
        match chat.show(&showing).await {
            Ok(message) => {
                pause = PAUSE_MIN;
                if place.message.replace(message).is_none() && to_case.send(Message::CardPosted(message)).await.is_err()
                {
                    return;
                }
            }
            Err(ChatError::Gone(reason) | ChatError::TooLate(reason)) => {
                tracing::warn!(case = %place.case, reason, "the card cannot be shown");
                if place.message.take().is_some() {
                    // Somebody has deleted it. What is going on must be seen all the same, so it is posted anew.
                    place.nonce.push('+');
                    continue;
                }
                if to_case.send(Message::CardRefused(reason)).await.is_err() {
                    return;
                }
            }
            Err(ChatError::Unavailable(reason)) => {
                tracing::warn!(case = %place.case, reason, pause_s = pause.as_secs(), "the card waits for the chat");
                tokio::time::sleep(pause).await;
                pause = (pause * 2).min(PAUSE_MAX);
                continue;
            }
        }
        if face.last {
            // A case that does not listen any more has ended in another way.
            let _ = to_case.send(Message::EndShown).await;
            return;
        }
        shown = Some(face);
        // Whatever changes within the pace is shown in one edit; the end is shown at once.
        let ended = faces.wait_for(|face| face.as_ref().is_some_and(|face| face.last));
        let _ = tokio::time::timeout(PACE, ended).await;
    }
}
