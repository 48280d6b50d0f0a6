//! The journal as the engine writes it: with the time of the clock, and with a stop of the engine if a write fails. An
//! entry that is too large is refused alone: nobody who makes one can stop the engine.

use std::sync::Arc;

use jiff::Timestamp;

use super::refusal_counter::RefusalCounter;
use super::refusal_memory::{RefusalMemory, TypedCommand};
use super::shutdown::Shutdown;
use crate::clock::Clock;
use crate::domain::case::{Input, Now};
use crate::domain::event::{Event, Opening, UnroutedInteraction};
use crate::domain::link::PersonEvent;
use crate::domain::outcome::Outcome;
use crate::domain::refusal::Refusal;
use crate::domain::tenant_freeze::TenantEvent;
use crate::domain::{CaseNumber, MemberId};
use crate::journal::{Journal, JournalError, OpenCase, StoreError};

/// The key of the chat's session in the store.
const CHAT_SESSION: &str = "chat_bookmark";

/// A write failed, and the engine is stopping, or the entry was too large. Nothing is left to do for the caller.
#[derive(Clone, Copy, Debug)]
pub struct NotRecorded;

/// Writes to the journal. Clones share the journal, the clock and the shutdown.
#[derive(Clone)]
pub struct Recorder {
    journal: Journal,
    clock: Clock,
    shutdown: Arc<Shutdown>,
    refusals: Arc<RefusalCounter>,
    memory: Arc<RefusalMemory>,
}

impl Recorder {
    /// Creates a recorder that stops the engine through `shutdown` if a write fails.
    pub fn new(journal: Journal, clock: Clock, shutdown: Arc<Shutdown>) -> Self {
        Self { journal, clock, shutdown, refusals: Arc::default(), memory: Arc::default() }
    }

    /// Returns the present for a decision of a case, as if its tenant were not frozen.
    pub fn now(&self) -> Now {
        Now { at: self.clock.now(), epoch: self.journal.store().epoch(), freeze: None }
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
        let refused = events.iter().find_map(|event| match event {
            Event::Closed { outcome: Outcome::Refused { refusal } } => Some(refusal.clone()),
            _ => None,
        });
        self.journal.append(case, at, events).await?;
        if let Some(refusal) = refused
            && self.memory.insert(&case.case, &refusal, at)
        {
            // The entry of the case is the first of its kind, so those that follow are counted.
            self.refusals.opens(case.case.opening().member.id, refusal.rule(), at);
        }
        Ok(())
    }

    /// Returns the refusal of a command that was refused several times a moment ago; otherwise `None`.
    pub fn remembered_refusal(&self, typed: &TypedCommand) -> Option<Refusal> {
        self.memory.get(typed, self.clock.now())
    }

    /// Appends an event of a person's link. Returns its time.
    pub async fn append_person(&self, event: PersonEvent) -> Result<Timestamp, NotRecorded> {
        let now = self.clock.now();
        let changes_nothing = matches!(event, PersonEvent::LinkRefused { .. });
        let recorded = self.checked(self.journal.person(now, event).await.map(|()| now));
        if !changes_nothing {
            self.memory.people_changed(self.clock.now());
        }
        recorded
    }

    /// Appends what happened to a tenant. Returns the time that it was written down with.
    pub async fn append_tenant(&self, event: TenantEvent) -> Result<Timestamp, NotRecorded> {
        let at = self.clock.now();
        self.checked(self.journal.tenant(at, event).await)?;
        Ok(at)
    }

    /// Appends a refused interaction that belongs to no case. One that repeats an earlier refusal is counted instead.
    pub async fn append_unrouted(&self, unrouted: UnroutedInteraction) -> Result<(), NotRecorded> {
        if self.refusals.is_first(&unrouted, None, self.clock.now()) { self.write(unrouted).await } else { Ok(()) }
    }

    /// Returns true if a press that a case refused is to be recorded there. One that repeats an earlier refusal is
    /// counted instead.
    pub fn is_first_refusal(&self, case: CaseNumber, refused: &UnroutedInteraction) -> bool {
        self.refusals.is_first(refused, Some(case), self.clock.now())
    }

    /// Returns true if a member is refused by this rule for the first time in minutes, so that the caller records it.
    pub fn begins_refusal(&self, member: MemberId, rule: &'static str) -> bool {
        self.refusals.opens(member, rule, self.clock.now())
    }

    /// Waits until counted refusals are to be written.
    pub async fn refusals_due(&self) {
        self.refusals.window_ended(&self.clock).await;
    }

    /// Appends what was counted and is due, or everything that was counted if the program stops.
    pub async fn append_counted(&self, stops: bool) -> Result<(), NotRecorded> {
        let due = if stops { self.refusals.take_all() } else { self.refusals.take_ended(self.clock.now()) };
        for unrouted in due {
            self.write(unrouted).await?;
        }
        Ok(())
    }

    /// Appends a refused interaction. Nothing happened in it, so its sender is answered although it is too large.
    async fn write(&self, unrouted: UnroutedInteraction) -> Result<(), NotRecorded> {
        match self.journal.stray(self.clock.now(), unrouted).await {
            Err(JournalError::Store(error @ StoreError::TooLarge { .. })) => {
                tracing::error!(%error, "refused interaction not recorded");
                Ok(())
            }
            written => self.checked(written),
        }
    }

    /// Saves the chat's session, which the next start resumes.
    pub async fn save_chat_session(&self, session: String) -> Result<(), NotRecorded> {
        let saved = self.journal.store().write_note(CHAT_SESSION, session.into_bytes()).await;
        self.checked(saved.map_err(JournalError::from))
    }

    fn checked<R>(&self, written: Result<R, JournalError>) -> Result<R, NotRecorded> {
        written.map_err(|error| {
            match error {
                JournalError::Store(StoreError::TooLarge { .. }) => tracing::error!(%error, "entry not recorded"),
                error => self.shutdown.fail(&error.to_string()),
            }
            NotRecorded
        })
    }
}

/// Returns the session of the chat that an earlier run saved, or `None` if there is none.
pub fn saved_chat_session(journal: &Journal) -> Result<Option<String>, JournalError> {
    let saved = journal.store().note(CHAT_SESSION)?;
    Ok(saved.and_then(|bytes| String::from_utf8(bytes).ok()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::link::ProofMethod;
    use crate::domain::people::Member;
    use crate::domain::refusal::Refusal;
    use crate::domain::{ENTRY_BYTES_MAX, InteractionId};

    #[tokio::test]
    async fn an_entry_that_is_too_large_does_not_stop_the_engine() {
        let folder = tempfile::tempdir().unwrap();
        let journal = Journal::in_folder(folder.path());
        let shutdown = Arc::new(Shutdown::default());
        let recorder = Recorder::new(journal.clone(), Clock::system(), Arc::clone(&shutdown));
        let large = "x".repeat(ENTRY_BYTES_MAX);
        let refused = |what: &str, refusal| UnroutedInteraction {
            member: None,
            channel: None,
            interaction: InteractionId(1),
            what: what.to_owned(),
            refusal,
            repeated: None,
        };
        recorder.append_unrouted(refused(&large, Refusal::NoSuchCase)).await.expect("the sender is answered");
        let ended = PersonEvent::LinkRefused {
            tenant: "contoso".into(),
            member: Member { id: MemberId(1), name: large, username: String::new(), roles: Vec::new() },
            account: None,
            how: ProofMethod::Code,
            interaction: InteractionId(2),
            refusal: Refusal::NoSignIn,
        };
        assert!(recorder.append_person(ended).await.is_err());
        assert_eq!(shutdown.failure(), None);
        recorder.append_unrouted(refused("command unlock", Refusal::NoSuchCommand)).await.unwrap();
        assert_eq!(journal.entries().count(), 1, "only what fits");
    }
}
