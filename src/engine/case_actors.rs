//! Starts the actors of cases: of new ones, and at the start of all that the journal has open.

use std::sync::Arc;

use tokio::sync::mpsc;
use tokio::task::{JoinError, JoinSet};

use super::case_actor::{CaseActor, CaseServices};
use super::message::MAILBOX_MESSAGES_MAX;
use super::open_cases::CaseHandle;
use super::reply::Reply;
use super::tenant_channel::{TenantChannel, TenantChannels};
use crate::domain::outcome::Breakdown;
use crate::journal::{Journal, JournalError, OpenCase};
use crate::ports::{Chat, Tenant};

/// The actors that run.
pub struct CaseActors<T, C> {
    services: Arc<CaseServices<T, C>>,
    running: JoinSet<()>,
}

impl<T: Tenant, C: Chat> CaseActors<T, C> {
    /// Creates the list without an actor.
    pub fn new(services: Arc<CaseServices<T, C>>) -> Self {
        Self { services, running: JoinSet::new() }
    }

    /// Starts the actors of all open cases. A case that cannot be replayed is closed, with words to its requester. A case
    /// of a tenant that is not configured stays open in the journal, and is logged.
    pub fn resume_all(&mut self, journal: &Journal, channels: &TenantChannels<T>) -> Result<(), JournalError> {
        for number in journal.open_cases()? {
            let (open, fault) = match journal.load_to_fault(number) {
                Ok(Some(loaded)) => loaded,
                Ok(None) => continue,
                // Its very opening is missing, so there is nobody to tell.
                Err(JournalError::Fault(fault)) => {
                    tracing::error!(case = %number, %fault, "case not resumed: its events do not fit together");
                    continue;
                }
                Err(error) => return Err(error),
            };
            let tenant = &open.case.opening().tenant;
            let Some(channel) = channels.of_tenant(tenant) else {
                tracing::error!(case = %number, %tenant, "case not resumed: its tenant is not configured");
                continue;
            };
            tracing::info!(case = %number, phase = open.case.phase().name(), "case resumed");
            if let Some(fault) = fault {
                tracing::error!(case = %number, %fault, "case closed: its events do not fit together");
                self.start_with(open, channel, None, Some(Breakdown::Fault));
                continue;
            }
            self.services.locks.restore(&open.case);
            self.start(open, channel, None);
        }
        Ok(())
    }

    /// Starts the actor of a case. `reply` is the answer that the requester is owed.
    pub fn start(&mut self, open: OpenCase, channel: &Arc<TenantChannel<T>>, reply: Option<Reply>) {
        self.start_with(open, channel, reply, None);
    }

    fn start_with(
        &mut self,
        open: OpenCase,
        channel: &Arc<TenantChannel<T>>,
        reply: Option<Reply>,
        broken: Option<Breakdown>,
    ) {
        let (mailbox, messages) = mpsc::channel(MAILBOX_MESSAGES_MAX);
        let (requester, tenant) = (open.case.opening().member.id, channel.name.clone());
        let card_channel = open.case.opening().origin.channel;
        let handle = CaseHandle { requester, tenant, card_channel, mailbox: mailbox.clone() };
        self.services.open_cases.insert(open.case.number(), handle);
        let (services, channel) = (Arc::clone(&self.services), Arc::clone(channel));
        let actor = CaseActor::new(services, channel, open, reply, mailbox, messages);
        let actor = match broken {
            Some(why) => actor.broken(why),
            None => actor,
        };
        self.running.spawn(actor.run());
    }

    /// Waits until an actor ends. Returns `None` if none runs, and an error if it ended by a panic.
    pub async fn next_ended(&mut self) -> Option<Result<(), JoinError>> {
        self.running.join_next().await
    }
}
