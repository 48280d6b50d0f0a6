//! The mail of an account: mailbox, inbox rules, restriction and the tenant's domains, read at the same time.

use jiff::Timestamp;

use super::exchange::{self, CmdletOutput, Exchange};
use super::graph::Graph;
use super::mailbox::AddressedMailbox;
use super::{error, organisation};
use crate::domain::ObjectId;
use crate::domain::account::Account;
use crate::domain::mail::{InboxRule, Mail};
use crate::domain::reading::{Gap, Reading, Topic};
use crate::ports::{Budget, TenantError};

/// The results of the reads, which need the user principal name of the account to be complete.
pub(super) struct MailResults {
    mailbox: Result<Option<AddressedMailbox>, TenantError>,
    /// With true if these are all.
    rules: Result<(Vec<InboxRule>, bool), TenantError>,
    blocked: Result<CmdletOutput, TenantError>,
    domains: Result<Vec<String>, TenantError>,
}

impl Exchange {
    /// Reads by the object id alone, so that it can run beside the read of the account.
    pub(super) async fn mail_results(
        &self,
        graph: &Graph,
        target: &ObjectId,
        now: Timestamp,
        budget: &Budget,
    ) -> MailResults {
        let (mailbox, rules, blocked, domains) = tokio::join!(
            self.mailbox(target, budget),
            self.rules(target, budget),
            self.blocked_senders(budget),
            graph.domains(now, budget),
        );
        MailResults { mailbox, rules, blocked, domains }
    }

    /// Returns the account with its mail.
    pub(super) async fn with_mail(&self, mut account: Account, results: MailResults, budget: &Budget) -> Account {
        let MailResults { mailbox, rules, blocked, domains } = results;
        let restriction = self.restriction(&account.upn, &mailbox, blocked, budget).await;
        // Without a mailbox there are no rules, however that call ended.
        let rules = if matches!(mailbox, Ok(None)) { Ok((Vec::new(), true)) } else { rules };
        if rules.as_ref().is_ok_and(|(_, is_whole)| !is_whole) {
            account.omit(Topic::InboxRules, 0, true);
        }
        let rules = rules.map(|(rules, _)| rules);
        let mailbox = mailbox.map(|found| found.map(|found| found.mailbox));
        let mail = Mail {
            further_rules: Vec::new(),
            mailbox: reading(mailbox, |error| exchange::gap(Topic::Mailbox, error)),
            rules: reading(rules, |error| exchange::gap(Topic::InboxRules, error)),
            restriction: reading(restriction, |error| exchange::gap(Topic::Sending, error)),
            domains: reading(domains, |error| error::gap(Topic::Domains, organisation::DOMAINS_PERMISSION, error)),
        };
        Account { mail: Some(mail), ..account }
    }
}

fn reading<T>(result: Result<T, TenantError>, gap: impl Fn(&TenantError) -> Gap) -> Reading<T> {
    match result {
        Ok(value) => Reading::Read(value),
        Err(error) => Reading::Unread(gap(&error)),
    }
}
