//! The journal as the engine writes it: with the time of the clock, and with a stop of the engine if a write fails.

use std::sync::Arc;

use jiff::Timestamp;

use super::shutdown::Shutdown;
use crate::clock::Clock;
use crate::domain::CaseNumber;
use crate::domain::case::{Input, Now};
use crate::domain::event::{Event, Opening, UnroutedInteraction};
use crate::domain::link::PersonEvent;
use crate::journal::{Journal, JournalError, OpenCase};

/// The key of the chat's session in the store.
const CHAT_SESSION: &str = "chat_bookmark";

/// A write failed, and the engine is stopping. Nothing is left to do for the caller.
#[derive(Clone, Copy, Debug)]
pub struct NotRecorded;

/// Writes to the journal. Clones share the journal, the clock and the shutdown.
#[derive(Clone)]
pub struct Recorder {
    journal: Journal,
    clock: Clock,
    shutdown: Arc<Shutdown>,
}

impl Recorder {
    /// Creates a recorder that stops the engine through `shutdown` if a write fails.
    pub const fn new(journal: Journal, clock: Clock, shutdown: Arc<Shutdown>) -> Self {
        Self { journal, clock, shutdown }
    }

    /// Returns the present for a decision of a case.
    pub fn now(&self) -> Now {
        Now { at: self.clock.now(), epoch: self.journal.store().epoch() }
    }

    /// Loads a case, open or closed. Returns `None` if the journal has no such case.
    pub fn load(&self, number: CaseNumber) -> Result<Option<OpenCase>, JournalError> {
        self.journal.load(number)
    }

    /// Opens a case, together with the first events that follow from its opening.
    pub async fn open(&self, opening: Opening) -> Result<OpenCase, NotRecorded> {
        let now = self.now();
        let first_events = move |case: &crate::domain::case::Case| case.decide(Input::Typed, now).unwrap_or_default();
        self.checked(self.journal.open(now.at, opening, first_events).await)
    }

    /// Appends events to a case and applies them. The caller decides what a failure means: a [`JournalError::Fault`]
    /// stops the case alone.
    pub async fn append(&self, case: &mut OpenCase, at: Timestamp, events: Vec<Event>) -> Result<(), JournalError> {
        self.journal.append(case, at, events).await
    }

    /// Appends an event of a person's link.
    pub async fn append_person(&self, event: PersonEvent) -> Result<(), NotRecorded> {
        self.checked(self.journal.person(self.clock.now(), event).await)
    }

    /// Appends a refused interaction that belongs to no case.
    pub async fn append_unrouted(&self, unrouted: UnroutedInteraction) -> Result<(), NotRecorded> {
        self.checked(self.journal.stray(self.clock.now(), unrouted).await)
    }

    /// Saves the chat's session, which the next start resumes.
    pub async fn save_chat_session(&self, session: String) -> Result<(), NotRecorded> {
        let saved = self.journal.store().write_note(CHAT_SESSION, session.into_bytes()).await;
        self.checked(saved.map_err(JournalError::from))
    }

    fn checked<R>(&self, written: Result<R, JournalError>) -> Result<R, NotRecorded> {
        written.map_err(|error| {
            self.shutdown.fail(&error.to_string());
            NotRecorded
        })
    }
}

/// Returns the session of the chat that an earlier run saved, or `None` if there is none.
pub fn saved_chat_session(journal: &Journal) -> Result<Option<String>, JournalError> {
    let saved = journal.store().note(CHAT_SESSION)?;
    Ok(saved.and_then(|bytes| String::from_utf8(bytes).ok()))
}
