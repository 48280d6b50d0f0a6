//! The engine: takes interactions and callbacks, and runs one actor for each open case.
//!
//! To follow a command from the interaction to the card, read `dispatch.rs`, then `case_actor.rs`, whose loop is the
//! architecture, then `card_updater.rs`. A browser that returns from a sign-in enters at `callbacks.rs`. A start
//! resumes the open cases of the journal in the same actors (`case_actors.rs`), so recovery has no code of its own.

pub mod limits;
pub mod tenant_channel;
mod ttl_cache;
mod shutdown;
mod member_rates;
mod refusal_counter;
mod refusal_memory;
mod recorder;
mod seen_interactions;
mod target_locks;
pub mod secret_ledger;
mod freezes;
mod replay;
mod nonces;
mod notifier;
mod operator_alerts;
mod undecided_presses;
mod reply;
mod message;
mod open_cases;
mod case_reader;
pub mod sign_in_sessions;
mod guidance;
mod refused_interactions;
mod lookups;
mod dispatch;
mod autocomplete;
mod queries;
mod freezing;
mod linking;
mod link_keeper;
mod step_up;
mod callbacks;
mod case_actors;
mod case_actor;
mod card_updater;
mod pending_secrets;
mod assembly;

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{mpsc, watch};
use tokio::task::JoinSet;

use self::assembly::Assembly;
use self::callbacks::Callbacks;
use self::dispatch::Dispatch;
use self::limits::EngineLimits;
use self::link_keeper::LinkKeeper;
use self::recorder::Recorder;
pub use self::recorder::saved_chat_session;
use self::shutdown::Shutdown;
use self::sign_in_sessions::SignInMethods;
use self::tenant_channel::TenantChannel;
use self::undecided_presses::UndecidedPresses;
use crate::catalog::Catalog;
use crate::clock::Clock;
use crate::domain::MemberId;
use crate::journal::{Journal, JournalError};
use crate::ports::{CallbackRequest, Chat, Interaction, Tenant};
use crate::stranger_log::StrangerLog;

/// The time that a stop waits for the steps that are being taken.
const STOP_TIMEOUT: Duration = Duration::from_secs(20);

/// The running engine.
pub struct Engine<T, C> {
    dispatch: Dispatch<T, C>,
    callbacks: Arc<Callbacks<T, C>>,
    running_callbacks: JoinSet<()>,
    link_keeper: Arc<LinkKeeper<T, C>>,
    presses: UndecidedPresses,
    recorder: Recorder,
    shutdown: Arc<Shutdown>,
}

/// Everything that the engine needs from outside.
pub struct EngineDependencies<T, C> {
    /// The journal.
    pub journal: Journal,
    /// The chat.
    pub chat: Arc<C>,
    /// The tenants and their channels.
    pub channels: Vec<TenantChannel<T>>,
    /// The commands.
    pub catalog: Catalog,
    /// The clock.
    pub clock: Clock,
    /// The limits.
    pub limits: EngineLimits,
    /// The ways to sign in.
    pub sign_in: SignInMethods,
    /// The members who hear of Grendel's own affairs by direct message.
    pub operators: Vec<MemberId>,
    /// The count of browsers that belong to no sign-in.
    pub strangers: StrangerLog,
}

/// The reasons for which the engine ends.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    /// The journal could not be read at the start.
    #[error("the journal cannot be read: {0}")]
    Journal(#[from] JournalError),
    /// A write to the journal failed, so nothing more may be done.
    #[error("stopped, because what happened could not be written down: {0}")]
    Stopped(String),
}

impl<T: Tenant, C: Chat> Engine<T, C> {
    /// Reads the journal and starts the actors of all open cases.
    pub fn start(dependencies: EngineDependencies<T, C>) -> Result<Self, EngineError> {
        let (assembly, seen) = Assembly::new(dependencies)?;
        let guidance = Arc::new(assembly.guidance());
        let step_up = Arc::new(assembly.step_up(&guidance));
        let freezing = Arc::new(assembly.freezing());
        let linking = Arc::new(assembly.linking());
        let callbacks = Arc::new(assembly.callbacks(&linking, &step_up));
        let mut actors = assembly.actors(&guidance, &step_up, &freezing);
        actors.resume_all(&assembly.journal, &assembly.channels)?;
        let refused = Arc::new(assembly.refused(&guidance));
        let dispatch = assembly.dispatch(seen, actors, &linking, &step_up, refused, &freezing);
        freezing.announce_all(&assembly.channels);
        let link_keeper = Arc::new(assembly.link_keeper());
        let Assembly { presses, recorder, shutdown, .. } = assembly;
        Ok(Self { dispatch, callbacks, running_callbacks: JoinSet::new(), link_keeper, presses, recorder, shutdown })
    }

    /// Takes interactions and callbacks until `stop` ends, the interactions end, or a write to the journal fails. Then
    /// waits until the steps that are being taken have ended, for 20 s at most.
    ///
    /// `chat_sessions` publishes the position in the chat's stream. It is saved for the next start; see
    /// [`saved_chat_session`].
    ///
    /// # Errors
    ///
    /// [`EngineError::Stopped`] if a write to the journal failed.
    pub async fn run(
        mut self,
        mut interactions: mpsc::Receiver<Interaction>,
        mut chat_sessions: watch::Receiver<Option<String>>,
        mut callbacks: mpsc::Receiver<CallbackRequest>,
        stop: impl Future<Output = ()>,
    ) -> Result<(), EngineError> {
        let mut undecided = self.presses.count();
        // It ends by itself when the engine begins to stop.
        self.running_callbacks.spawn(Arc::clone(&self.link_keeper).run());
        tokio::pin!(stop);
        loop {
            let all_decided = *undecided.borrow_and_update() == 0;
            tokio::select! {
                () = self.shutdown.failed() => break,
                () = &mut stop => break,
                interaction = interactions.recv() => match interaction {
                    Some(interaction) => self.dispatch.receive(interaction).await,
                    None => break,
                },
                Some(callback) = callbacks.recv() => {
                    self.running_callbacks.spawn(Arc::clone(&self.callbacks).receive(callback));
                }
                // A session covers the interactions that were taken, so it is saved between two of them and only once
                // every press is decided: what it covers must be on disk before.
                Ok(()) = chat_sessions.changed(), if all_decided => self.save_chat_session(&mut chat_sessions).await,
                Ok(()) = undecided.changed(), if !all_decided => {}
                () = self.recorder.refusals_due() => {
                    // A failed write has begun the stop already.
                    let _ = self.recorder.append_counted(false).await;
                }
                // Removes what has ended, so that the sets do not grow.
                Some(Err(error)) = self.dispatch.actors.next_ended() => {
                    tracing::error!(%error, "case stopped by a defect, resumed at the next start");
                }
                Some(Err(error)) = self.running_callbacks.join_next() => {
                    tracing::error!(%error, "callback stopped by a defect");
                }
            }
        }
        self.stop().await
    }

    async fn stop(mut self) -> Result<(), EngineError> {
        self.shutdown.begin();
        self.dispatch.autocomplete.shutdown().await;
        let all_ended = async {
            while self.dispatch.actors.next_ended().await.is_some() {}
            while self.running_callbacks.join_next().await.is_some() {}
        };
        if tokio::time::timeout(STOP_TIMEOUT, all_ended).await.is_err() {
            tracing::warn!("stopped while steps are being taken, their results are read at the next start");
        }
        if self.shutdown.failure().is_none() {
            let _ = self.recorder.append_counted(true).await;
        }
        self.shutdown.failure().map_or(Ok(()), |reason| Err(EngineError::Stopped(reason)))
    }

    async fn save_chat_session(&self, sessions: &mut watch::Receiver<Option<String>>) {
        let Some(session) = sessions.borrow_and_update().clone() else { return };
        // A failed write has begun the stop already.
        let _ = self.recorder.save_chat_session(session).await;
    }
}
