//! The assembly of the engine: each part gets the parts that it uses, and no others.

use std::sync::Arc;

use tokio::sync::Notify;

use super::EngineDependencies;
use super::autocomplete::{Autocomplete, AutocompleteCache, Suggestions};
use super::callbacks::Callbacks;
use super::case_actor::CaseServices;
use super::case_actors::CaseActors;
use super::case_reader::CaseReader;
use super::dispatch::Dispatch;
use super::freezes::Freezes;
use super::freezing::Freezing;
use super::guidance::{Guidance, InterruptedCommands};
use super::limits::EngineLimits;
use super::link_keeper::LinkKeeper;
use super::linking::Linking;
use super::member_rates::MemberRates;
use super::nonces::Nonces;
use super::notifier::Notifier;
use super::open_cases::OpenCases;
use super::operator_alerts::OperatorAlerts;
use super::queries::Queries;
use super::recorder::Recorder;
use super::refused_interactions::RefusedInteractions;
use super::replay::Replay;
use super::secret_ledger::SecretLedger;
use super::seen_interactions::SeenInteractions;
use super::shutdown::Shutdown;
use super::sign_in_sessions::SignInSessions;
use super::step_up::StepUp;
use super::target_locks::TargetLocks;
use super::tenant_channel::{TenantChannel, TenantChannels};
use super::undecided_presses::UndecidedPresses;
use crate::catalog::Catalog;
use crate::clock::Clock;
use crate::journal::{Journal, JournalError};
use crate::ports::{Chat, Tenant};
use crate::render::Messages;
use crate::stranger_log::StrangerLog;

/// The parts that depend on no other part, or only on each other.
pub struct Assembly<T, C> {
    pub journal: Journal,
    pub channels: Arc<TenantChannels<T>>,
    pub shutdown: Arc<Shutdown>,
    pub presses: UndecidedPresses,
    pub recorder: Recorder,
    catalog: Arc<Catalog>,
    limits: Arc<EngineLimits>,
    chat: Arc<C>,
    clock: Clock,
    messages: Messages,
    locks: Arc<TargetLocks>,
    ledger: Arc<SecretLedger>,
    freezes: Arc<Freezes>,
    open_cases: Arc<OpenCases>,
    cases: CaseReader,
    notifier: Arc<Notifier<C>>,
    alerts: Arc<OperatorAlerts<C>>,
    sign_ins: Arc<SignInSessions<T>>,
    interrupted: Arc<InterruptedCommands>,
    new_links: Arc<Notify>,
    offers: Arc<AutocompleteCache>,
    strangers: StrangerLog,
}

impl<T: Tenant, C: Chat> Assembly<T, C> {
    /// Reads the journal, and builds the parts. Returns the interactions that were taken in earlier runs beside them.
    pub fn new(dependencies: EngineDependencies<T, C>) -> Result<(Self, SeenInteractions), JournalError> {
        let EngineDependencies { journal, chat, channels, catalog, clock, limits, sign_in, operators, strangers } =
            dependencies;
        let mut catalog = catalog;
        if sign_in.redirect_uri.is_some() {
            catalog.demand_sign_ins();
        }
        let ledger = Arc::new(SecretLedger::default());
        let channels = channels.into_iter().map(|channel| TenantChannel { secrets: Arc::clone(&ledger), ..channel });
        let channels = Arc::new(TenantChannels::new(channels.collect()));
        let Replay { seen, locks, tenant_events, .. } = Replay::read(&journal, &channels, Arc::clone(&ledger))?;
        let freezes = Freezes::new(channels.iter().map(|channel| channel.name.clone()));
        for (at, event) in tenant_events {
            freezes.apply(&event, at);
        }
        let (shutdown, open_cases) = (Arc::new(Shutdown::default()), Arc::new(OpenCases::default()));
        let recorder = Recorder::new(journal.clone(), clock.clone(), Arc::clone(&shutdown));
        let messages = Messages::new();
        let guards = catalog.guards().into();
        let cases = CaseReader { recorder: recorder.clone(), open_cases: Arc::clone(&open_cases), messages, guards };
        let notifier = Arc::new(Notifier::new(Arc::clone(&chat), operators));
        let alerts = Arc::new(OperatorAlerts::new(Arc::clone(&notifier), messages));
        let offers = AutocompleteCache::new(channels.iter().map(|channel| channel.name.clone()));
        let assembly = Self {
            journal,
            channels,
            shutdown,
            presses: UndecidedPresses::default(),
            recorder,
            catalog: Arc::new(catalog),
            limits: Arc::new(limits),
            chat,
            clock,
            messages,
            locks: Arc::new(locks),
            ledger,
            freezes: Arc::new(freezes),
            open_cases,
            cases,
            notifier,
            alerts,
            sign_ins: Arc::new(SignInSessions::new(sign_in)),
            interrupted: Arc::new(InterruptedCommands::new()),
            new_links: Arc::new(Notify::new()),
            offers: Arc::new(offers),
            strangers,
        };
        Ok((assembly, seen))
    }

    pub fn guidance(&self) -> Guidance<T> {
        Guidance {
            channels: Arc::clone(&self.channels),
            catalog: Arc::clone(&self.catalog),
            cases: self.cases.clone(),
            sign_ins: Arc::clone(&self.sign_ins),
            interrupted: Arc::clone(&self.interrupted),
            clock: self.clock.clone(),
            messages: self.messages,
        }
    }

    pub fn step_up(&self, guidance: &Arc<Guidance<T>>) -> StepUp<T, C> {
        StepUp {
            sign_ins: Arc::clone(&self.sign_ins),
            open_cases: Arc::clone(&self.open_cases),
            presses: self.presses.clone(),
            recorder: self.recorder.clone(),
            guidance: Arc::clone(guidance),
            alerts: Arc::clone(&self.alerts),
            chat: Arc::clone(&self.chat),
            clock: self.clock.clone(),
            messages: self.messages,
        }
    }

    pub fn linking(&self) -> Linking<T, C> {
        Linking {
            sign_ins: Arc::clone(&self.sign_ins),
            recorder: self.recorder.clone(),
            interrupted: Arc::clone(&self.interrupted),
            limits: Arc::clone(&self.limits),
            shutdown: Arc::clone(&self.shutdown),
            open_cases: Arc::clone(&self.open_cases),
            new_links: Arc::clone(&self.new_links),
            notifier: Arc::clone(&self.notifier),
            alerts: Arc::clone(&self.alerts),
            chat: Arc::clone(&self.chat),
            clock: self.clock.clone(),
            messages: self.messages,
        }
    }

    pub fn link_keeper(&self) -> LinkKeeper<T, C> {
        LinkKeeper {
            channels: Arc::clone(&self.channels),
            recorder: self.recorder.clone(),
            new_links: Arc::clone(&self.new_links),
            shutdown: Arc::clone(&self.shutdown),
            notifier: Arc::clone(&self.notifier),
            clock: self.clock.clone(),
            messages: self.messages,
        }
    }

    pub fn callbacks(&self, linking: &Arc<Linking<T, C>>, step_up: &Arc<StepUp<T, C>>) -> Callbacks<T, C> {
        Callbacks {
            sign_ins: Arc::clone(&self.sign_ins),
            linking: Arc::clone(linking),
            step_up: Arc::clone(step_up),
            limits: Arc::clone(&self.limits),
            chat: Arc::clone(&self.chat),
            clock: self.clock.clone(),
            messages: self.messages,
            strangers: self.strangers.clone(),
        }
    }

    pub fn freezing(&self) -> Freezing<C> {
        Freezing {
            freezes: Arc::clone(&self.freezes),
            catalog: Arc::clone(&self.catalog),
            recorder: self.recorder.clone(),
            limits: Arc::clone(&self.limits),
            notifier: Arc::clone(&self.notifier),
            alerts: Arc::clone(&self.alerts),
            chat: Arc::clone(&self.chat),
            clock: self.clock.clone(),
            messages: self.messages,
        }
    }

    pub fn actors(
        &self,
        guidance: &Arc<Guidance<T>>,
        step_up: &Arc<StepUp<T, C>>,
        freezing: &Arc<Freezing<C>>,
    ) -> CaseActors<T, C> {
        CaseActors::new(Arc::new(CaseServices {
            chat: Arc::clone(&self.chat),
            recorder: self.recorder.clone(),
            clock: self.clock.clone(),
            limits: Arc::clone(&self.limits),
            messages: self.messages,
            nonces: Nonces::new(self.journal.clone()),
            notifier: Arc::clone(&self.notifier),
            alerts: Arc::clone(&self.alerts),
            shutdown: Arc::clone(&self.shutdown),
            open_cases: Arc::clone(&self.open_cases),
            locks: Arc::clone(&self.locks),
            ledger: Arc::clone(&self.ledger),
            offers: Arc::clone(&self.offers),
            guidance: Arc::clone(guidance),
            step_up: Arc::clone(step_up),
            freezing: Arc::clone(freezing),
        }))
    }

    pub fn refused(&self, guidance: &Arc<Guidance<T>>) -> RefusedInteractions<T, C> {
        let (recorder, guidance, chat) = (self.recorder.clone(), Arc::clone(guidance), Arc::clone(&self.chat));
        RefusedInteractions { recorder, guidance, chat }
    }

    pub fn queries(&self, linking: &Arc<Linking<T, C>>, refused: &Arc<RefusedInteractions<T, C>>) -> Queries<T, C> {
        Queries {
            catalog: Arc::clone(&self.catalog),
            cases: self.cases.clone(),
            sign_ins: Arc::clone(&self.sign_ins),
            linking: Arc::clone(linking),
            freezes: Arc::clone(&self.freezes),
            refused: Arc::clone(refused),
            presses: self.presses.clone(),
            notifier: Arc::clone(&self.notifier),
            alerts: Arc::clone(&self.alerts),
            recorder: self.recorder.clone(),
            limits: Arc::clone(&self.limits),
            chat: Arc::clone(&self.chat),
            clock: self.clock.clone(),
            messages: self.messages,
        }
    }

    pub fn dispatch(
        &self,
        seen: SeenInteractions,
        actors: CaseActors<T, C>,
        linking: &Arc<Linking<T, C>>,
        step_up: &Arc<StepUp<T, C>>,
        refused: Arc<RefusedInteractions<T, C>>,
        freezing: &Arc<Freezing<C>>,
    ) -> Dispatch<T, C> {
        let suggestions = Suggestions {
            chat: Arc::clone(&self.chat),
            clock: self.clock.clone(),
            cache: Arc::clone(&self.offers),
            alerts: Arc::clone(&self.alerts),
        };
        Dispatch {
            channels: Arc::clone(&self.channels),
            catalog: Arc::clone(&self.catalog),
            seen,
            actors,
            open_cases: Arc::clone(&self.open_cases),
            presses: self.presses.clone(),
            queries: Arc::new(self.queries(linking, &refused)),
            freezing: Arc::clone(freezing),
            autocomplete: Autocomplete::new(Arc::clone(&self.catalog), suggestions),
            sign_ins: Arc::clone(&self.sign_ins),
            linking: Arc::clone(linking),
            step_up: Arc::clone(step_up),
            rates: MemberRates::new(self.limits.member_rate),
            refused,
            recorder: self.recorder.clone(),
            limits: Arc::clone(&self.limits),
            chat: Arc::clone(&self.chat),
            clock: self.clock.clone(),
            messages: self.messages,
        }
    }
}
