//! The mail of an account: mailbox, inbox rules, restriction and the tenant's domains, read at the same time.

use jiff::Timestamp;

use super::exchange::{self, CmdletOutput, Exchange};
use super::graph::Graph;
use super::inbox_rules::is_built_in;
use super::mailbox::AddressedMailbox;
use super::{error, organisation};
use crate::domain::ObjectId;
use crate::domain::account::Account;
use crate::domain::mail::{InboxRule, Mail, Mailbox, RecipientKind};
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
        let (mut mailbox, mut rules, blocked, domains) = tokio::join!(
            self.mailbox(target, budget),
            self.rules(target, budget),
            self.blocked_senders(budget),
            graph.domains(now, budget),
        );
        let forwarding = mailbox.as_mut().ok().and_then(Option::as_mut).map(|found| &mut found.mailbox);
        let of_rules = rules.as_mut().map_or(&mut [][..], |(rules, _)| rules.as_mut_slice());
        self.look_up_recipients(forwarding, of_rules, budget).await;
        MailResults { mailbox, rules, blocked, domains }
    }

    /// Returns the account with its mail.
    pub(super) async fn with_mail(&self, mut account: Account, results: MailResults, budget: &Budget) -> Account {
        let MailResults { mailbox, rules, blocked, domains } = results;
        let restriction = self.restriction(&account.upn, &mailbox, blocked, budget).await;
        let rules = match (&mailbox, rules) {
            // Exchange knows no mailbox to have rules, as that of an account that was made a moment ago. And without a mailbox
            // there are none, however that call failed. Rules that were read are judged all the same.
            (_, Err(TenantError::NotFound(_))) | (Ok(None), Err(_)) => Ok((Vec::new(), true)),
            (_, rules) => rules,
        };
        if rules.as_ref().is_ok_and(|(_, is_whole)| !is_whole) {
            account.omit(Topic::InboxRules, 0, true);
        }
        let rules = rules.map(|(rules, _)| rules);
        let (recipient, mailbox) = self.recipient(&account, mailbox, budget).await;
        let mut mail = Mail {
            recipient,
            further_rules: Vec::new(),
            mailbox: reading(mailbox, |error| exchange::gap(Topic::Mailbox, error)),
            rules: reading(rules, |error| exchange::gap(Topic::InboxRules, error)),
            restriction: reading(restriction, |error| exchange::gap(Topic::Sending, error)),
            domains: reading(domains, |error| error::gap(Topic::Domains, organisation::DOMAINS_PERMISSION, error)),
        };
        if let Some(rules) = mail.rules.known() {
            let own = rules.iter().filter(|rule| !is_built_in(rule, &mail)).cloned().collect();
            mail.rules = Reading::Read(own);
        }
        Account { mail: Some(mail), ..account }
    }

    /// Returns the kind of recipient that the account is, and its mailbox. That of a synced account may be on premises,
    /// which is asked only if there is none here.
    async fn recipient(
        &self,
        account: &Account,
        mailbox: Result<Option<AddressedMailbox>, TenantError>,
        budget: &Budget,
    ) -> (RecipientKind, Result<Option<Mailbox>, TenantError>) {
        match mailbox {
            Ok(Some(found)) => (found.recipient, Ok(Some(found.mailbox))),
            Ok(None) if account.on_premises.is_some() => {
                match self.is_mailbox_on_premises(&account.object_id, budget).await {
                    Ok(true) => (RecipientKind::OnPremises, Ok(None)),
                    Ok(false) => (RecipientKind::Other, Ok(None)),
                    Err(error) => (RecipientKind::Other, Err(error)),
                }
            }
            Ok(None) => (RecipientKind::Other, Ok(None)),
            Err(error) => (RecipientKind::Other, Err(error)),
        }
    }
}

fn reading<T>(result: Result<T, TenantError>, gap: impl Fn(&TenantError) -> Gap) -> Reading<T> {
    match result {
        Ok(value) => Reading::Read(value),
        Err(error) => Reading::Unread(gap(&error)),
    }
}
