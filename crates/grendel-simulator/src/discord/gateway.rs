//! The gateway's sessions: what was dispatched, and what can be replayed.
//!
//! <https://docs.discord.com/developers/events/gateway>

use std::collections::VecDeque;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tokio::sync::mpsc::UnboundedSender;
use tokio::task::AbortHandle;

use super::Server;

/// Dispatches that a session keeps for replay.
const REPLAY_EVENTS_MAX: usize = 10_000;

/// All sessions, and the trouble that was asked for.
#[derive(Debug, Default)]
pub(super) struct Gateway {
    sessions: tokio::sync::Mutex<Vec<Session>>,
    trouble: Mutex<Trouble>,
    ignores_heartbeats: AtomicBool,
    connections: Mutex<Vec<AbortHandle>>,
}

#[derive(Debug, Default)]
struct Trouble {
    refuses_until: Option<Instant>,
    hangs_until: Option<Instant>,
}

/// What becomes of a new connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Welcome {
    Served,
    Refused,
    Ignored(Instant),
}

#[derive(Debug)]
struct Session {
    id: String,
    sequence: u64,
    dispatched: VecDeque<(u64, Value)>,
    live: Option<UnboundedSender<Order>>,
}

/// What a connection is told to do.
#[derive(Clone, Debug)]
pub(super) enum Order {
    /// Send this frame.
    Send(Value),
    /// Reset the TCP connection.
    Reset,
    /// Close, with or without a code.
    Close(Option<u16>),
}

/// Why a session cannot be resumed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NotResumed {
    UnknownSession,
    InvalidSequence,
}

impl Gateway {
    /// Opens a session for a connection and sends READY and what the intents ask for.
    pub(super) async fn identify(&self, id: &str, connection: UnboundedSender<Order>, first: Vec<(&str, Value)>) {
        let session = Session { id: id.to_owned(), sequence: 0, dispatched: VecDeque::new(), live: Some(connection) };
        let mut sessions = self.sessions.lock().await;
        sessions.push(session);
        let session = sessions.last_mut().expect("one was just added");
        for (name, body) in first {
            session.dispatch(name, &body);
        }
    }

    /// Takes up a session on a new connection: what was missed, then RESUMED.
    pub(super) async fn resume(
        &self,
        id: &str,
        sequence: u64,
        connection: UnboundedSender<Order>,
    ) -> Result<(), NotResumed> {
        let mut sessions = self.sessions.lock().await;
        let session = sessions.iter_mut().find(|session| session.id == id).ok_or(NotResumed::UnknownSession)?;
        if sequence > session.sequence {
            return Err(NotResumed::InvalidSequence);
        }
        if let Some(older) = session.live.replace(connection) {
            _ = older.send(Order::Reset);
        }
        for (_, frame) in session.dispatched.iter().filter(|(number, _)| *number > sequence) {
            session.send(frame.clone());
        }
        session.sequence += 1;
        session.send(json!({ "op": 0, "t": "RESUMED", "s": session.sequence, "d": {} }));
        Ok(())
    }

    /// Dispatches to every session: at once where it is connected, by replay where it comes back.
    pub(super) async fn dispatch(&self, name: &str, body: &Value) {
        for session in self.sessions.lock().await.iter_mut() {
            session.dispatch(name, body);
        }
    }

    /// A session's connection has ended; `for_good` when the client said so.
    pub(super) async fn leave(&self, id: &str, connection: &UnboundedSender<Order>, for_good: bool) {
        let mut sessions = self.sessions.lock().await;
        let own = |session: &Session| {
            session.id == id && session.live.as_ref().is_some_and(|live| live.same_channel(connection))
        };
        if let Some(at) = sessions.iter().position(own) {
            sessions[at].live = None;
            if for_good {
                sessions.remove(at);
            }
        }
    }

    pub(super) async fn forget(&self) {
        self.sessions.lock().await.clear();
    }

    pub(super) async fn is_connected(&self) -> bool {
        self.sessions.lock().await.iter().any(|session| session.live.is_some())
    }

    pub(super) fn refuse_for(&self, long: Duration) {
        self.lock().refuses_until = Some(Instant::now() + long);
    }

    pub(super) fn hang_for(&self, long: Duration) {
        self.lock().hangs_until = Some(Instant::now() + long);
    }

    /// What to do with a connection that arrives now.
    pub(super) fn welcome(&self) -> Welcome {
        let (trouble, now) = (self.lock(), Instant::now());
        let still = |until: Option<Instant>| until.filter(|until| *until > now);
        match (still(trouble.refuses_until), still(trouble.hangs_until)) {
            (Some(_), _) => Welcome::Refused,
            (None, Some(until)) => Welcome::Ignored(until),
            (None, None) => Welcome::Served,
        }
    }

    pub(super) fn ignore_heartbeats(&self, ignore: bool) {
        self.ignores_heartbeats.store(ignore, Ordering::Relaxed);
    }

    pub(super) fn answers_heartbeats(&self) -> bool {
        !self.ignores_heartbeats.load(Ordering::Relaxed)
    }

    /// Remembers a connection, so that it ends with the simulator.
    pub(super) fn keep(&self, connection: AbortHandle) {
        let mut connections = self.connections.lock().expect("nothing panics with this lock");
        connections.retain(|connection| !connection.is_finished());
        connections.push(connection);
    }

    pub(super) fn stop(&self) {
        self.connections.lock().expect("nothing panics with this lock").iter().for_each(AbortHandle::abort);
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Trouble> {
        self.trouble.lock().expect("nothing panics with this lock")
    }
}

impl Session {
    fn dispatch(&mut self, name: &str, body: &Value) {
        self.sequence += 1;
        let frame = json!({ "op": 0, "t": name, "s": self.sequence, "d": body });
        if self.dispatched.len() == REPLAY_EVENTS_MAX {
            self.dispatched.pop_front();
        }
        self.dispatched.push_back((self.sequence, frame.clone()));
        self.send(frame);
    }

    fn send(&self, frame: Value) {
        // A connection that is just ending takes nothing; the replay has it.
        _ = self.live.as_ref().map(|live| live.send(Order::Send(frame)));
    }
}

impl Server {
    /// Tells every live connection to do something.
    pub(super) async fn order(&self, order: Order) {
        for session in self.gateway.sessions.lock().await.iter() {
            _ = session.live.as_ref().map(|live| live.send(order.clone()));
        }
    }
}

pub(super) fn reconnect_frame() -> Value {
    json!({ "op": 7, "d": null, "s": null, "t": null })
}

pub(super) fn invalid_session_frame(resumable: bool) -> Value {
    json!({ "op": 9, "d": resumable, "s": null, "t": null })
}
