//! Mailboxes and inbox rules, and their representation in Exchange.

use jiff::Timestamp;
use serde_json::{Value, json};

use super::account::Account;

/// The type of a mailbox (<https://learn.microsoft.com/powershell/module/exchange/get-mailbox#-recipienttypedetails>).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MailboxType {
    /// A person's mailbox.
    #[default]
    User,
    /// A mailbox that several people open with their own accounts.
    Shared,
    /// The mailbox of a room.
    Room,
    /// The mailbox of an equipment.
    Equipment,
}

impl MailboxType {
    const fn word(self) -> &'static str {
        match self {
            Self::User => "UserMailbox",
            Self::Shared => "SharedMailbox",
            Self::Room => "RoomMailbox",
            Self::Equipment => "EquipmentMailbox",
        }
    }
}

/// A mailbox in Exchange Online.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mailbox {
    /// The type.
    pub mailbox_type: MailboxType,
    /// The recipient in the same organisation that all mail is forwarded to. It wins over `forwarding_smtp_address`.
    pub forwarding_address: Option<String>,
    /// The external address that all mail is forwarded to, without its prefix.
    pub forwarding_smtp_address: Option<String>,
    /// True if a copy of forwarded mail is kept.
    pub deliver_and_forward: bool,
    /// The inbox rules in their order, without the one that every mailbox has.
    pub rules: Vec<InboxRule>,
}

/// An inbox rule.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "a rule is made of switches")]
pub struct InboxRule {
    /// A number that is unique in the mailbox.
    pub id: u64,
    /// The name that its creator gave it.
    pub name: String,
    /// True if the rule is off. New rules are on.
    pub disabled: bool,
    /// True if the rule is listed only on request. The rule itself does not say so.
    pub hidden: bool,
    /// Matches mail with one of these words in the subject.
    pub subject_contains: Vec<String>,
    /// Matches mail from one of these addresses.
    pub from: Vec<String>,
    /// Forwards to these addresses.
    pub forward_to: Vec<String>,
    /// Redirects to these addresses.
    pub redirect_to: Vec<String>,
    /// Forwards to these addresses as an attachment.
    pub forward_as_attachment_to: Vec<String>,
    /// Moves to this folder.
    pub move_to_folder: Option<String>,
    /// Deletes the message.
    pub delete_message: bool,
    /// Marks the message as read.
    pub mark_as_read: bool,
}

/// The restriction of an account that sent spam
/// (<https://learn.microsoft.com/defender-office-365/outbound-spam-restore-restricted-users>).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restriction {
    /// The reason in the service's own words and counts.
    pub reason: String,
    /// The time since which it holds.
    pub created: Timestamp,
}

/// The beginning of the distinguished name of a recipient, by which rules name those of the directory.
pub(super) const DIRECTORY: &str =
    "/o=ExchangeLabs/ou=Exchange Administrative Group (FYDIBOHF23SPDLT)/cn=Recipients/cn=";

/// Returns the hidden rule that every mailbox has.
fn junk() -> InboxRule {
    InboxRule { id: 1, name: "Junk E-mail Rule".to_owned(), hidden: true, ..InboxRule::default() }
}

impl Mailbox {
    /// Returns every rule in its order, hidden ones last.
    pub(super) fn every_rule(&self) -> Vec<InboxRule> {
        let (hidden, visible): (Vec<_>, Vec<_>) = self.rules.iter().cloned().partition(|rule| rule.hidden);
        visible.into_iter().chain(hidden).chain([junk()]).collect()
    }

    pub(super) fn to_exchange(&self, account: &Account) -> Value {
        let address = account.mail.as_deref().unwrap_or(&account.user_principal_name);
        let addresses = account.aliases.iter().map(|alias| format!("smtp:{alias}"));
        // Addresses of other kinds than mail stand among them.
        let own =
            [format!("SPO:SPO_{}@SPO_contoso", account.object_id), format!("SIP:{address}"), format!("SMTP:{address}")];
        let addresses: Vec<String> = own.into_iter().chain(addresses).collect();
        json!({
            "Identity": alias(account),
            "Alias": alias(account),
            "DisplayName": account.display_name,
            "ExternalDirectoryObjectId": account.object_id,
            "UserPrincipalName": account.user_principal_name,
            "PrimarySmtpAddress": address,
            "EmailAddresses@odata.type": "#Collection(String)",
            "EmailAddresses": addresses,
            "RecipientType": "UserMailbox",
            "RecipientTypeDetails": self.mailbox_type.word(),
            "ForwardingAddress": self.forwarding_address,
            "ForwardingSmtpAddress": self.forwarding_smtp_address.as_ref().map(|address| format!("smtp:{address}")),
            "DeliverToMailboxAndForward": self.deliver_and_forward,
            "GrantSendOnBehalfTo": [],
            "LitigationHoldEnabled": false,
        })
    }
}

impl InboxRule {
    /// Returns the identity by which the mailbox's owner or an administrator names the rule.
    pub(super) fn identity(&self, account: &Account) -> String {
        format!("{}\\{}", alias(account), self.id)
    }

    /// Returns the rule as Exchange writes it. `priority` counts the visible rules from 1. A hidden rule has no mark;
    /// clients compare the two lists.
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

    /// Returns the description as Exchange composes it.
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

/// Returns the part of the sign-in name before the @.
pub(super) fn alias(account: &Account) -> &str {
    account.user_principal_name.split('@').next().unwrap_or_default()
}

/// Returns recipients as rules have them. Without an `@` it is the name of one in the directory.
fn recipients(addresses: &[String]) -> Value {
    let recipient = |name: &String| {
        if name.contains('@') {
            format!("\"{name}\" [SMTP:{name}]")
        } else {
            format!("\"{name}\" [EX:{DIRECTORY}{name}]")
        }
    };
    list(&addresses.iter().map(recipient).collect::<Vec<_>>())
}

/// Returns a list as Exchange writes it: null if it is empty.
fn list(texts: &[String]) -> Value {
    if texts.is_empty() { Value::Null } else { json!(texts) }
}
