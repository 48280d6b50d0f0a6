//! The stream of hints, each of which names something that has changed and is worth fetching again.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse as _, Response};
use futures_util::stream;
use serde_json::{Value, json};
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::{OwnedSemaphorePermit, broadcast};

use super::error::{Answered, ApiError};
use super::session::Session;

/// The pause between comments. They keep proxies from closing a silent stream.
const COMMENT_PAUSE: Duration = Duration::from_secs(15);

/// A hint that something has changed.
#[derive(Clone, Debug)]
pub struct Hint {
    /// The kind: `room`, `accounts`, `calls`, `journal`, `trouble`, `interaction`, `world` or `clock`.
    pub name: &'static str,
    /// The place of the change, with the facts that cost little to send.
    pub about: Value,
}

struct Listening {
    session: Arc<Session>,
    hints: broadcast::Receiver<Hint>,
    begun: bool,
    _place: OwnedSemaphorePermit,
}

/// Answers `GET /api/events` with the stream of hints. It begins with a `world` hint, which says which world this is.
pub async fn listen(State(session): State<Arc<Session>>) -> Answered<Response> {
    let place = Arc::clone(&session.listeners).try_acquire_owned();
    let place = place.map_err(|_| {
        ApiError::new(StatusCode::SERVICE_UNAVAILABLE, "too many listen already; close a window that nobody looks at")
    })?;
    let hints = session.hints();
    let listening = Listening { session, hints, begun: false, _place: place };
    let events = stream::unfold(listening, |mut listening| async move {
        let hint = listening.next().await?;
        let event = Event::default().event(hint.name).data(hint.about.to_string());
        Some((Ok::<_, Infallible>(event), listening))
    });
    Ok(Sse::new(events).keep_alive(KeepAlive::new().interval(COMMENT_PAUSE)).into_response())
}

impl Listening {
    /// Returns the next hint, or `None` when there will be no more.
    async fn next(&mut self) -> Option<Hint> {
        if !std::mem::replace(&mut self.begun, true) {
            return Some(self.everything());
        }
        match self.hints.recv().await {
            Ok(hint) => Some(hint),
            // A listener that has missed hints cannot know what changed, so it looks at everything again.
            Err(RecvError::Lagged(_)) => Some(self.everything()),
            Err(RecvError::Closed) => None,
        }
    }

    fn everything(&self) -> Hint {
        Hint { name: "world", about: json!({ "world": self.session.current().number }) }
    }
}
