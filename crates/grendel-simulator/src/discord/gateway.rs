//! The gateway's sessions and their replay.
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
use crate::canned::lay_over;

/// The most dispatches that a session keeps for replay.
const REPLAY_EVENTS_MAX: usize = 10_000;

/// All sessions and the injected faults.
#[derive(Debug, Default)]
pub(super) struct Gateway {
    sessions: tokio::sync::Mutex<Vec<Session>>,
    faults: Mutex<GatewayFaults>,
    /// The bodies that are laid over the events of each name.
    overlays: Mutex<Vec<(String, Value)>>,
    ignores_heartbeats: AtomicBool,
    connections: Mutex<Vec<AbortHandle>>,
}

#[derive(Debug, Default)]
struct GatewayFaults {
    refuses_until: Option<Instant>,
    hangs_until: Option<Instant>,
}

/// The decision about a new connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Admission {
    Accept,
    Reset,
    Hang(Instant),
}

#[derive(Debug)]
struct Session {
    id: String,
    sequence: u64,
    dispatched: VecDeque<(u64, Value)>,
    connection: Option<UnboundedSender<ConnectionCommand>>,
}

/// A command to a connection.
#[derive(Clone, Debug)]
pub(super) enum ConnectionCommand {
    /// Send this frame.
    Send(Value),
    /// Reset the TCP connection.
    Reset,
    /// Close, with or without a code.
    Close(Option<u16>),
}

/// The reason why a session cannot be resumed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ResumeError {
    UnknownSession,
    InvalidSequence,
}

impl Gateway {
    /// Opens a session for a connection and sends READY and the dispatches in `first`.
    pub(super) async fn identify(
        &self,
        id: &str,
        connection: UnboundedSender<ConnectionCommand>,
        first: Vec<(&str, Value)>,
    ) {
        let session =
            Session { id: id.to_owned(), sequence: 0, dispatched: VecDeque::new(), connection: Some(connection) };
        let mut sessions = self.sessions.lock().await;
        sessions.push(session);
        let session = sessions.last_mut().expect("one was just added");
        for (name, body) in first {
            session.dispatch(name, &self.overlaid(name, &body));
        }
    }

    /// Resumes a session on a new connection: replays what the client missed, then sends RESUMED.
    pub(super) async fn resume(
        &self,
        id: &str,
        sequence: u64,
        connection: UnboundedSender<ConnectionCommand>,
    ) -> Result<(), ResumeError> {
        let mut sessions = self.sessions.lock().await;
        let session = sessions.iter_mut().find(|session| session.id == id).ok_or(ResumeError::UnknownSession)?;
        if sequence > session.sequence {
            return Err(ResumeError::InvalidSequence);
        }
        if let Some(older) = session.connection.replace(connection) {
            _ = older.send(ConnectionCommand::Reset);
        }
        for (_, frame) in session.dispatched.iter().filter(|(number, _)| *number > sequence) {
            session.send(frame.clone());
        }
        session.sequence += 1;
        session.send(json!({ "op": 0, "t": "RESUMED", "s": session.sequence, "d": {} }));
        Ok(())
    }

    /// Dispatches to every session. A session without a connection gets it by replay.
    pub(super) async fn dispatch(&self, name: &str, body: &Value) {
        let body = &self.overlaid(name, body);
        for session in self.sessions.lock().await.iter_mut() {
            session.dispatch(name, body);
        }
    }

    /// Detaches a connection from its session. If `for_good`, the session ends too.
    pub(super) async fn detach(&self, id: &str, connection: &UnboundedSender<ConnectionCommand>, for_good: bool) {
        let mut sessions = self.sessions.lock().await;
        let is_attached = |session: &Session| {
            session.id == id && session.connection.as_ref().is_some_and(|own| own.same_channel(connection))
        };
        if let Some(at) = sessions.iter().position(is_attached) {
            sessions[at].connection = None;
            if for_good {
                sessions.remove(at);
            }
        }
    }

    /// Lays this over every later event of this name.
    pub(super) fn lay_over(&self, name: &str, body: Value) {
        self.overlays.lock().expect("nothing panics with this lock").push((name.to_owned(), body));
    }

    fn overlaid(&self, name: &str, body: &Value) -> Value {
        let mut body = body.clone();
        let overlays = self.overlays.lock().expect("nothing panics with this lock");
        overlays.iter().filter(|(wanted, _)| wanted == name).for_each(|(_, over)| lay_over(&mut body, over));
        body
    }

    pub(super) async fn forget_sessions(&self) {
        self.sessions.lock().await.clear();
    }

    pub(super) async fn is_connected(&self) -> bool {
        self.sessions.lock().await.iter().any(|session| session.connection.is_some())
    }

    pub(super) fn refuse_for(&self, long: Duration) {
        self.lock().refuses_until = Some(Instant::now() + long);
    }

    pub(super) fn hang_for(&self, long: Duration) {
        self.lock().hangs_until = Some(Instant::now() + long);
    }

    /// Decides what to do with a new connection.
    pub(super) fn admit(&self) -> Admission {
        let (faults, now) = (self.lock(), Instant::now());
        let still = |until: Option<Instant>| until.filter(|until| *until > now);
        match (still(faults.refuses_until), still(faults.hangs_until)) {
            (Some(_), _) => Admission::Reset,
            (None, Some(until)) => Admission::Hang(until),
            (None, None) => Admission::Accept,
        }
    }

    pub(super) fn ignore_heartbeats(&self, ignore: bool) {
        self.ignores_heartbeats.store(ignore, Ordering::Relaxed);
    }

    pub(super) fn answers_heartbeats(&self) -> bool {
        !self.ignores_heartbeats.load(Ordering::Relaxed)
    }

    /// Registers a connection's task, so that it ends with the simulator.
    pub(super) fn track(&self, connection: AbortHandle) {
        let mut connections = self.connections.lock().expect("nothing panics with this lock");
        connections.retain(|connection| !connection.is_finished());
        connections.push(connection);
    }

    pub(super) fn stop(&self) {
        self.connections.lock().expect("nothing panics with this lock").iter().for_each(AbortHandle::abort);
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, GatewayFaults> {
        self.faults.lock().expect("nothing panics with this lock")
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
        // A connection that is just ending does not receive the frame. The replay has it.
        _ = self.connection.as_ref().map(|connection| connection.send(ConnectionCommand::Send(frame)));
    }
}

impl Server {
    /// Sends a command to every connection.
    pub(super) async fn command(&self, command: ConnectionCommand) {
        for session in self.gateway.sessions.lock().await.iter() {
            _ = session.connection.as_ref().map(|connection| connection.send(command.clone()));
        }
    }
}

pub(super) fn reconnect_frame() -> Value {
    json!({ "op": 7, "d": null, "s": null, "t": null })
}

pub(super) fn invalid_session_frame(resumable: bool) -> Value {
    json!({ "op": 9, "d": resumable, "s": null, "t": null })
}
