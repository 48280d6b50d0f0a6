//! The loop: what must happen now, do it, write down what came of it, show it.
//!
//! [`Engine::run`] takes what people type and press and gives it to the case it belongs to; each case is a conversation of
//! its own. A start takes up the cases that the journal has open and goes on with them in the very same way.

pub mod limits;
pub mod tenant_channel;
pub mod sign_in_sessions;
mod queries;
mod cases;
mod target_locks;
mod autocomplete;
mod case_actor;
mod card_updater;
mod guidance;
mod help;
mod lookups;
mod ttl_cache;
mod linking;
mod message;
mod step_up;
mod dispatch;
mod reply;
mod pending_secrets;

use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock};
use std::time::Duration;

use tokio::sync::{mpsc, watch};
use tokio::task::JoinSet;

use self::autocomplete::Completions;
use self::case_actor::Conversation;
use self::guidance::Wishes;
use self::limits::EngineLimits;
use self::message::{MAILBOX_MESSAGES_MAX, Message};
use self::reply::Reply;
use self::sign_in_sessions::{SignIns, WaysToSignIn};
use self::target_locks::{Claims, History};
use self::tenant_channel::Site;
use crate::catalog::Catalog;
use crate::clock::Clock;
use crate::domain::event::{Entry, Event, RecordedEvent};
use crate::domain::{CaseNumber, InteractionId, MemberId, hexadecimal};
use crate::journal::{Journal, JournalEntry, JournalError, OpenCase};
use crate::ports::{CallbackRequest, Chat, Interaction, Tenant};
use crate::render::Messages;

/// How many interactions are remembered so that none is taken twice. Discord replays what was sent in an outage of minutes.
const REMEMBERED_INTERACTIONS_MAX: usize = 10_000;
/// How long a stop waits for steps that are being taken.
const STOP_SECONDS_MAX: u64 = 20;

/// The store's note of how far the chat's stream was taken.
const BOOKMARK: &str = "chat_bookmark";

/// The bookmark that an earlier run kept in this store.
pub fn bookmark(journal: &Journal) -> Result<Option<String>, JournalError> {
    let note = journal.store().note(BOOKMARK)?;
    Ok(note.and_then(|bytes| String::from_utf8(bytes).ok()))
}

/// Everything that carries cases.
pub struct Engine<T, C> {
    shared: Arc<Shared<T, C>>,
    conversations: JoinSet<()>,
    /// Answers to those who are typing, some of them given already.
    typing: JoinSet<()>,
}

/// What the engine is made of.
pub struct Parts<T, C> {
    /// Where everything is written down.
    pub journal: Journal,
    /// Where people are.
    pub chat: Arc<C>,
    /// The tenants and their channels.
    pub sites: Vec<Site<T>>,
    /// The commands.
    pub catalog: Catalog,
    /// The time.
    pub clock: Clock,
    /// How much may be spent.
    pub limits: EngineLimits,
    /// How people can prove which account they have.
    pub ways: WaysToSignIn,
}

struct Shared<T, C> {
    journal: Journal,
    chat: Arc<C>,
    sites: Vec<Site<T>>,
    catalog: Catalog,
    clock: Clock,
    limits: EngineLimits,
    ways: WaysToSignIn,
    sign_ins: SignIns,
    wishes: Wishes,
    messages: Messages,
    nonce_prefix: OnceLock<String>,
    open: Mutex<HashMap<CaseNumber, UnderWay>>,
    claims: Claims,
    completions: Completions,
    taken: Mutex<Taken>,
    undecided: Arc<watch::Sender<usize>>,
    stopping: watch::Sender<bool>,
    failure: watch::Sender<Option<String>>,
}

/// A press that was taken and is not decided yet. While there is one, no bookmark is kept, so that the chat sends it again if
/// the program dies first.
pub struct Undecided(Arc<watch::Sender<usize>>);

impl Drop for Undecided {
    fn drop(&mut self) {
        self.0.send_modify(|presses| *presses -= 1);
    }
}

struct UnderWay {
    requester: MemberId,
    site: usize,
    mailbox: mpsc::Sender<Message>,
}

/// The interactions that were taken, oldest first.
#[derive(Default)]
struct Taken {
    order: VecDeque<InteractionId>,
    all: HashSet<InteractionId>,
}

/// Why the engine ended.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    /// The journal could not be read at the start.
    #[error("the journal cannot be read: {0}")]
    Journal(#[from] JournalError),
    /// Something could not be written down, so nothing more may be done.
    #[error("stopped, because what happened could not be written down: {0}")]
    Stopped(String),
}

impl<T: Tenant, C: Chat> Engine<T, C> {
    /// Reads the journal and takes up every case that is open in it.
    pub fn start(parts: Parts<T, C>) -> Result<Self, EngineError> {
        let Parts { journal, chat, sites, catalog, clock, limits, ways } = parts;
        let (taken, claims) = remember(&journal, &sites)?;
        let completions = Completions::new(sites.len());
        let shared = Arc::new(Shared {
            journal,
            chat,
            sites,
            catalog,
            clock,
            limits,
            ways,
            sign_ins: SignIns::default(),
            wishes: guidance::wishes(),
            messages: Messages::new(),
            nonce_prefix: OnceLock::new(),
            open: Mutex::default(),
            claims,
            completions,
            taken: Mutex::new(taken),
            undecided: Arc::new(watch::Sender::new(0)),
            stopping: watch::Sender::new(false),
            failure: watch::Sender::new(None),
        });
        let mut engine = Self { shared, conversations: JoinSet::new(), typing: JoinSet::new() };
        engine.take_up_open_cases()?;
        Ok(engine)
    }

    /// Takes what arrives until `stop` says so or the arrivals end, then lets the steps that are being taken come to their end.
    /// `returns` brings the browsers that come back from a sign-in, if there are any.
    /// A bookmark says up to where the chat's own stream was taken; it is kept for the next start, see [`bookmark`].
    pub async fn run(
        mut self,
        mut arrivals: mpsc::Receiver<Interaction>,
        mut bookmarks: watch::Receiver<Option<String>>,
        mut returns: mpsc::Receiver<CallbackRequest>,
        stop: impl Future<Output = ()>,
    ) -> Result<(), EngineError> {
        let mut failure = self.shared.failure.subscribe();
        let mut undecided = self.shared.undecided.subscribe();
        tokio::pin!(stop);
        loop {
            let all_decided = *undecided.borrow_and_update() == 0;
            tokio::select! {
                () = failed(&mut failure) => break,
                () = &mut stop => break,
                interaction = arrivals.recv() => match interaction {
                    Some(interaction) => self.receive(interaction).await,
                    None => break,
                },
                Some(returned) = returns.recv() => {
                    self.conversations.spawn(Arc::clone(&self.shared).come_back(returned));
                }
                // Only between two arrivals, and with every press decided: a bookmark covers what was taken, so that has to be
                // on disk first.
                Ok(()) = bookmarks.changed(), if all_decided => self.keep_bookmark(&mut bookmarks).await,
                Ok(()) = undecided.changed(), if !all_decided => {}
                // Reaps what has ended, so that the set does not grow.
                Some(Err(error)) = self.conversations.join_next() => {
                    tracing::error!(%error, "a case or a sign-in is stopped by a defect; the next start takes up the case again");
                }
            }
        }
        self.shared.stopping.send_replace(true);
        self.typing.shutdown().await;
        let all_ended = async { while self.conversations.join_next().await.is_some() {} };
        if tokio::time::timeout(Duration::from_secs(STOP_SECONDS_MAX), all_ended).await.is_err() {
            tracing::warn!("stopping while steps are being taken; the next start looks how they ended");
        }
        let failed = self.shared.failure.borrow().clone();
        failed.map_or(Ok(()), |reason| Err(EngineError::Stopped(reason)))
    }

    async fn keep_bookmark(&self, bookmarks: &mut watch::Receiver<Option<String>>) {
        let Some(bookmark) = bookmarks.borrow_and_update().clone() else { return };
        if let Err(error) = self.shared.journal.store().write_note(BOOKMARK, bookmark.into_bytes()).await {
            self.shared.fail(&error.to_string());
        }
    }

    fn take_up_open_cases(&mut self) -> Result<(), EngineError> {
        for number in self.shared.journal.open_cases()? {
            let open = match self.shared.journal.load(number) {
                Ok(Some(open)) => open,
                Ok(None) => continue,
                Err(JournalError::Fault(fault)) => {
                    tracing::error!(case = %number, %fault, "the case stays where it is; the others go on");
                    continue;
                }
                Err(error) => return Err(error.into()),
            };
            let tenant = &open.case.opening().tenant;
            let Some(site) = self.shared.sites.iter().position(|site| site.name == *tenant) else {
                tracing::error!(case = %number, %tenant, "the case stays open: its tenant is not configured any more");
                continue;
            };
            tracing::info!(case = %number, phase = open.case.phase().name(), "taken up again");
            self.shared.claims.take_up(&open.case);
            self.converse(open, site, None);
        }
        Ok(())
    }

    /// Lets a case go on by itself from here.
    fn converse(&mut self, open: OpenCase, site: usize, reply: Option<Reply>) {
        let (sender, receiver) = mpsc::channel(MAILBOX_MESSAGES_MAX);
        let (number, requester) = (open.case.number(), open.case.opening().member.id);
        self.shared.open().insert(number, UnderWay { requester, site, mailbox: sender.clone() });
        let conversation = Conversation::new(Arc::clone(&self.shared), site, open, reply, (sender, receiver));
        self.conversations.spawn(conversation.run());
    }
}

impl<T, C> Shared<T, C> {
    /// The program must end: something could not be written down.
    fn fail(&self, reason: &str) {
        tracing::error!(reason, "nothing more can be written down; stopping");
        self.failure.send_replace(Some(reason.to_owned()));
    }

    fn undecided(&self) -> Undecided {
        self.undecided.send_modify(|presses| *presses += 1);
        Undecided(Arc::clone(&self.undecided))
    }

    /// The case is not carried any more. Its account is free for another one, unless this is only until the next start.
    fn forget(&self, number: CaseNumber) {
        self.open().remove(&number);
        if !*self.stopping.borrow() {
            self.claims.give_back(number);
        }
    }

    fn open(&self) -> MutexGuard<'_, HashMap<CaseNumber, UnderWay>> {
        self.open.lock().expect("the open cases are not changed while panicking")
    }

    /// Whether this is the first time that this interaction is taken.
    fn is_new(&self, interaction: InteractionId) -> bool {
        self.taken.lock().expect("the taken interactions are not changed while panicking").add(interaction)
    }

    /// What the first card of a case carries, so that posting it twice makes one message.
    fn nonce(&self, number: CaseNumber) -> String {
        // Not before there is a first entry, which there is as soon as there is a case: the next start must find the same.
        format!("{}-{number}", self.nonce_prefix.get_or_init(|| nonce_prefix(&self.journal)))
    }
}

/// Comes back when something could not be written down.
async fn failed(failure: &mut watch::Receiver<Option<String>>) {
    let _ = failure.wait_for(Option::is_some).await;
}

/// Eight digits that no other store has, so that two installations in one channel do not take each other's first cards for
/// their own. Discord keeps a nonce for minutes and takes 25 characters.
fn nonce_prefix(journal: &Journal) -> String {
    let first = journal.entries().next();
    let hash = first.and_then(Result::ok).map_or([0; 32], |entry| entry.hash);
    hexadecimal(&hash[..4])
}

/// What the journal says was taken, was done to whom, and became of people: read once, at the start.
fn remember<T>(journal: &Journal, sites: &[Site<T>]) -> Result<(Taken, Claims), JournalError> {
    let (mut taken, claims, mut history) = (Taken::default(), Claims::default(), History::default());
    for entry in journal.entries() {
        let JournalEntry { case, at, entry, .. } = entry?;
        if let Some(interaction) = interaction_of(&entry) {
            taken.add(interaction);
        }
        match (case, entry) {
            (Some(number), Entry::Case(event)) => history.take(number, RecordedEvent { at, event }, &claims),
            (_, Entry::Person { person }) => sites.iter().for_each(|site| site.roster.learn(&person)),
            _ => {}
        }
    }
    Ok((taken, claims))
}

/// What somebody typed or pressed to bring this about.
fn interaction_of(entry: &Entry) -> Option<InteractionId> {
    match entry {
        Entry::Case(Event::Opened(opening)) => Some(opening.origin.interaction),
        Entry::Case(
            Event::Decided { decision } | Event::GlassBroken { decision, .. } | Event::Countersigned { decision },
        ) => Some(decision.interaction),
        Entry::Case(
            Event::PressRefused { interaction, .. }
            | Event::Withdrawn { interaction, .. }
            | Event::Waived { interaction, .. }
            | Event::SecretTaken { interaction, .. }
            | Event::LookedAt { interaction, .. },
        ) => Some(*interaction),
        Entry::Case(_) => None,
        Entry::Person { person } => Some(person.interaction()),
        Entry::Unrouted { unrouted } => Some(unrouted.interaction),
    }
}

impl Taken {
    fn add(&mut self, interaction: InteractionId) -> bool {
        if !self.all.insert(interaction) {
            return false;
        }
        self.order.push_back(interaction);
        if self.order.len() > REMEMBERED_INTERACTIONS_MAX
            && let Some(oldest) = self.order.pop_front()
        {
            self.all.remove(&oldest);
        }
        true
    }
}
