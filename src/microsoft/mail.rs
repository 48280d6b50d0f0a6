//! The mail of an account, from Exchange and Graph at the same time.

use jiff::Timestamp;

use super::exchange::{self, CmdletOutput, Exchange};
use super::graph::Graph;
use super::mailbox::AddressedMailbox;
use super::{error, organisation};
use crate::domain::ObjectId;
use crate::domain::mail::{InboxRule, Mail};
use crate::domain::reading::{Gap, Reading, Topic};
use crate::ports::{Budget, TenantError};

/// Everything that was answered about the mail of an account.
pub(super) struct MailReplies {
    mailbox: Result<Option<AddressedMailbox>, TenantError>,
    rules: Result<Vec<InboxRule>, TenantError>,
    blocked: Result<CmdletOutput, TenantError>,
    domains: Result<Vec<String>, TenantError>,
}

impl Exchange {
    /// Asks for it all at once, by nothing but the object id, so that it need not wait for the account.
    pub(super) async fn ask(&self, graph: &Graph, target: &ObjectId, now: Timestamp, budget: &Budget) -> MailReplies {
        let (mailbox, rules, blocked, domains) = tokio::join!(
            self.mailbox(target, budget),
            self.rules(target, budget),
            self.blocked(budget),
            graph.domains(now, budget),
        );
        MailReplies { mailbox, rules, blocked, domains }
    }

    /// What the answers come to, now that the account's sign-in name is known.
    pub(super) async fn mail(&self, answers: MailReplies, upn: &str, budget: &Budget) -> Mail {
        let MailReplies { mailbox, rules, blocked, domains } = answers;
        let restriction = self.restriction(upn, &mailbox, blocked, budget).await;
        let mailbox = mailbox.map(|found| found.map(|found| found.mailbox));
        Mail {
            mailbox: reading(mailbox, |error| exchange::gap(Topic::Mailbox, error)),
            rules: reading(rules, |error| exchange::gap(Topic::InboxRules, error)),
            restriction: reading(restriction, |error| exchange::gap(Topic::Sending, error)),
            domains: reading(domains, |error| error::gap(Topic::Domains, organisation::DOMAINS_PERMISSION, error)),
        }
    }
}

fn reading<T>(result: Result<T, TenantError>, gap: impl Fn(&TenantError) -> Gap) -> Reading<T> {
    match result {
        Ok(value) => Reading::Read(value),
        Err(error) => Reading::Unread(gap(&error)),
    }
}
