//! Mailboxes, what they do by themselves, and how Exchange writes them.

use jiff::Timestamp;
use serde_json::{Value, json};

use super::account::Account;

/// A mailbox in Exchange Online.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mailbox {
    /// A recipient of the same organisation that everything is sent on to. It wins where both are set.
    pub forwarding_address: Option<String>,
    /// Any address that everything is sent on to, without its prefix.
    pub forwarding_smtp_address: Option<String>,
    /// Whether what is sent on is kept as well.
    pub deliver_and_forward: bool,
    /// Rules in their order, besides the one that every mailbox has.
    pub rules: Vec<InboxRule>,
}

/// A rule of a mailbox.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "a rule is made of switches")]
pub struct InboxRule {
    /// Unlike any other of the mailbox.
    pub id: u64,
    /// As the person, or somebody else, called it.
    pub name: String,
    /// Whether it is off. Rules are made switched on.
    pub disabled: bool,
    /// Whether only those who ask for hidden rules see it. The rule itself does not say so.
    pub hidden: bool,
    /// Mail with one of these words in the subject.
    pub subject_contains: Vec<String>,
    /// Mail from one of these addresses.
    pub from: Vec<String>,
    /// Is sent on to these.
    pub forward_to: Vec<String>,
    /// Is sent on to these as if it had been meant for them.
    pub redirect_to: Vec<String>,
    /// Is sent on to these inside another message.
    pub forward_as_attachment_to: Vec<String>,
    /// Is put in this folder.
    pub move_to_folder: Option<String>,
    /// Is deleted.
    pub delete_message: bool,
    /// Is marked as read.
    pub mark_as_read: bool,
}

/// Why an account may not send (<https://learn.microsoft.com/defender-office-365/outbound-spam-restore-restricted-users>).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restriction {
    /// In the service's own words and counts.
    pub reason: String,
    /// Since when.
    pub created: Timestamp,
}

/// The rule that every mailbox has, and that nobody sees.
fn junk() -> InboxRule {
    InboxRule { id: 1, name: "Junk E-mail Rule".to_owned(), hidden: true, ..InboxRule::default() }
}

impl Mailbox {
    /// Every rule in its order, the hidden ones last.
    pub(super) fn every_rule(&self) -> Vec<InboxRule> {
        let (hidden, visible): (Vec<_>, Vec<_>) = self.rules.iter().cloned().partition(|rule| rule.hidden);
        visible.into_iter().chain(hidden).chain([junk()]).collect()
    }

    pub(super) fn to_exchange(&self, account: &Account) -> Value {
        let address = account.mail.as_deref().unwrap_or(&account.user_principal_name);
        let addresses = account.aliases.iter().map(|alias| format!("smtp:{alias}"));
        let addresses: Vec<String> = [format!("SMTP:{address}")].into_iter().chain(addresses).collect();
        json!({
            "Identity": alias(account),
            "Alias": alias(account),
            "DisplayName": account.display_name,
            "ExternalDirectoryObjectId": account.object_id,
            "UserPrincipalName": account.user_principal_name,
            "PrimarySmtpAddress": address,
            "EmailAddresses": addresses,
            "RecipientType": "UserMailbox",
            "RecipientTypeDetails": "UserMailbox",
            "ForwardingAddress": self.forwarding_address,
            "ForwardingSmtpAddress": self.forwarding_smtp_address.as_ref().map(|address| format!("smtp:{address}")),
            "DeliverToMailboxAndForward": self.deliver_and_forward,
            "GrantSendOnBehalfTo": [],
            "LitigationHoldEnabled": false,
        })
    }
}

impl InboxRule {
    /// The identity by which the mailbox's owner, or an administrator, names the rule.
    pub(super) fn identity(&self, account: &Account) -> String {
        format!("{}\\{}", alias(account), self.id)
    }

    /// `priority` counts the visible ones from 1. Whether a rule is hidden is not said; those who want to know compare the
    /// lists.
    pub(super) fn to_exchange(&self, account: &Account, priority: usize) -> Value {
        json!({
            "Identity": self.identity(account),
            "RuleIdentity": self.id,
            "MailboxOwnerId": alias(account),
            "Name": self.name,
            "Enabled": !self.disabled,
            "Priority": priority,
            "Description": self.description(),
            "From": recipients(&self.from),
            "SubjectContainsWords": list(&self.subject_contains),
            "ForwardTo": recipients(&self.forward_to),
            "RedirectTo": recipients(&self.redirect_to),
            "ForwardAsAttachmentTo": recipients(&self.forward_as_attachment_to),
            "MoveToFolder": self.move_to_folder,
            "DeleteMessage": self.delete_message,
            "MarkAsRead": self.mark_as_read,
            "StopProcessingRules": false,
            "InError": false,
            "SupportedByTask": !self.hidden,
        })
    }

    /// In words, as Exchange composes them.
    fn description(&self) -> String {
        let mut lines = vec!["If the message:".to_owned()];
        let quoted = |words: &[String]| words.iter().map(|word| format!("'{word}'")).collect::<Vec<_>>().join(" or ");
        if !self.from.is_empty() {
            lines.push(format!("\tthe message was received from {}", quoted(&self.from)));
        }
        if !self.subject_contains.is_empty() {
            let words = quoted(&self.subject_contains);
            lines.push(format!("\tthe message includes specific words in the subject {words}"));
        }
        if lines.len() == 1 {
            lines.clear();
        }
        lines.push("Take the following actions:".to_owned());
        let sent = [
            ("forward the message to", &self.forward_to),
            ("redirect the message to", &self.redirect_to),
            ("forward the message as an attachment to", &self.forward_as_attachment_to),
        ];
        let sent = sent.into_iter().filter(|(_, to)| !to.is_empty());
        lines.extend(sent.map(|(words, to)| format!("\t{words} {}", quoted(to))));
        lines.extend(self.move_to_folder.iter().map(|folder| format!("\tmove the message to folder '{folder}'")));
        lines.extend(self.delete_message.then(|| "\tdelete the message".to_owned()));
        lines.extend(self.mark_as_read.then(|| "\tmark the message as Read".to_owned()));
        lines.join("\r\n") + "\r\n"
    }
}

impl Restriction {
    pub(super) fn to_exchange(&self, address: &str) -> Value {
        json!({
            "SenderAddress": address,
            "Reason": self.reason,
            "CreatedDatetime": self.created.to_string(),
            "ChangedDatetime": self.created.to_string(),
            "TemporaryBlock": false,
            "Identity": address,
            "IsValid": true,
            "ObjectState": "Unchanged",
        })
    }
}

/// What stands before the @ of the sign-in name.
fn alias(account: &Account) -> &str {
    account.user_principal_name.split('@').next().unwrap_or_default()
}

fn recipients(addresses: &[String]) -> Value {
    list(&addresses.iter().map(|address| format!("\"{address}\" [SMTP:{address}]")).collect::<Vec<_>>())
}

/// Exchange writes nothing for an empty list.
fn list(texts: &[String]) -> Value {
    if texts.is_empty() { Value::Null } else { json!(texts) }
}
