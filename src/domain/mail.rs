//! The mail of an account as it was read.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::reading::Reading;

/// The mail of an account.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mail {
    /// The mailbox; `None` if the account has none.
    pub mailbox: Reading<Option<Mailbox>>,
    /// The rules of the inbox, hidden ones too, without those that every mailbox has.
    pub rules: Reading<Vec<InboxRule>>,
    /// The ids of further suspicious rules that are enabled. There are so many that nothing else is kept of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub further_rules: Vec<String>,
    /// The restriction from sending, if Microsoft imposed one.
    pub restriction: Reading<Option<Restriction>>,
    /// The domains that are the tenant's own.
    pub domains: Reading<Vec<String>>,
    /// The kind of recipient that the account is in Exchange.
    #[serde(default, skip_serializing_if = "RecipientKind::says_nothing")]
    pub recipient: RecipientKind,
}

words! {
    /// The kind of recipient that an account is in Exchange (`RecipientTypeDetails`), as far as anything depends on it.
    /// <https://learn.microsoft.com/powershell/module/exchange/get-recipient#-recipienttypedetails>
    #[derive(Default)]
    pub enum RecipientKind {
        /// A person's mailbox, none at all, or a kind on which nothing depends.
        #[default]
        Other = "other",
        /// A shared mailbox.
        Shared = "shared",
        /// The mailbox of a room.
        Room = "room",
        /// The mailbox of an equipment.
        Equipment = "equipment",
        /// The mailbox is on an Exchange server on premises, and there is none here.
        OnPremises = "on_premises",
    }
}

impl RecipientKind {
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
    const fn says_nothing(&self) -> bool {
        matches!(self, Self::Other)
    }
}

/// The place of the mailbox of an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MailboxPlace {
    /// Exchange Online.
    Here,
    /// An Exchange server on premises, whose rules, forwarding and restrictions cannot be seen from here.
    OnPremises,
    /// There is no mailbox.
    Nowhere,
}

/// A mailbox.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mailbox {
    /// The primary address.
    pub address: String,
    /// The recipient of all forwarded mail, or `None`. Text from outside.
    pub forwards_to: Option<String>,
    /// True if a copy of forwarded mail stays in the mailbox.
    pub keeps_copy: bool,
}

/// A rule of an inbox, with all that is needed to restore it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "they are Exchange's own, and independent of each other")]
pub struct InboxRule {
    /// The identity of the rule in Exchange.
    pub id: String,
    /// The name. Text from outside.
    pub name: String,
    /// True if the rule is enabled.
    pub enabled: bool,
    /// True if Outlook does not show the rule.
    pub hidden: bool,
    /// The recipients to whom the rule forwards or redirects mail. Text from outside.
    pub forwards_to: Vec<String>,
    /// The number of further recipients, which are left out.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub more_recipients: u32,
    /// True if the rule deletes mail.
    pub deletes: bool,
    /// The folder that the rule moves mail to. Text from outside.
    pub moves_to: Option<String>,
    /// True if the rule marks mail as read.
    pub marks_read: bool,
    /// Exchange's description of the whole rule; cut. Text from outside.
    pub definition: String,
}

/// A restriction from sending that Microsoft imposed on an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Restriction {
    /// The address that is not allowed to send.
    pub address: String,
    /// Microsoft's own text for the reason; cut.
    pub reason: String,
    /// The limit that was exceeded, if the reason names one.
    pub limit: Option<String>,
    /// The number of recipients outside on that day, if the reason has it.
    pub outside_today: Option<u32>,
    /// The number of recipients inside on that day, if the reason has it.
    pub inside_today: Option<u32>,
    /// The number of messages of the last 24 hours that Microsoft took for spam, if the reason has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spam_last_day: Option<u32>,
    /// The number of messages of the last 24 hours, if the reason has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sent_last_day: Option<u32>,
    /// The time of the restriction, if Microsoft has it.
    pub since: Option<Timestamp>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
const fn is_zero(count: &u32) -> bool {
    *count == 0
}

impl Mail {
    /// Returns the time since which the account is restricted from sending, if it is and Microsoft has the time.
    pub fn restricted_since(&self) -> Option<Timestamp> {
        self.restriction.known()?.as_ref()?.since
    }

    /// Returns the place of the mailbox; `None` if it could not be read.
    pub fn place(&self) -> Option<MailboxPlace> {
        Some(match (self.mailbox.known()?, self.recipient) {
            (Some(_), _) => MailboxPlace::Here,
            (None, RecipientKind::OnPremises) => MailboxPlace::OnPremises,
            (None, _) => MailboxPlace::Nowhere,
        })
    }

    /// Returns true if mail to this address leaves the tenant. If the tenant's domains could not be read, every address
    /// counts as outside. A recipient without an address is not known to be outside; see [`Mail::is_unknown`].
    pub fn is_outside(&self, address: &str) -> bool {
        if Self::is_unknown(address) {
            return false;
        }
        let Some((_, domain)) = address.trim().trim_end_matches(['>', ']']).rsplit_once('@') else { return false };
        let own = self.domains.known().map_or(&[][..], Vec::as_slice);
        !own.iter().any(|known| known.eq_ignore_ascii_case(domain))
    }

    /// Returns true for a recipient without an address: an entry of the directory that could not be looked up, and that may
    /// stand for an address outside, as contacts and guests do.
    pub fn is_unknown(recipient: &str) -> bool {
        // Exchange writes `"Name" [EX:/o=...]`, and the name may look like an address.
        let inside = recipient.trim_end().strip_suffix(']').and_then(|text| text.rsplit_once('['));
        let is_entry =
            inside.and_then(|(_, inside)| inside.get(..3)).is_some_and(|kind| kind.eq_ignore_ascii_case("ex:"));
        is_entry || !recipient.contains('@')
    }
}
