//! The mail of an account as it was read.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::reading::Reading;

/// The mail of an account.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mail {
    /// Its mailbox; none where it has none.
    pub mailbox: Reading<Option<Mailbox>>,
    /// The rules of its inbox, hidden ones too; not those that every mailbox has.
    pub rules: Reading<Vec<InboxRule>>,
    /// The restriction from sending, if Microsoft imposed one.
    pub restriction: Reading<Option<Restriction>>,
    /// The domains that are the tenant's own.
    pub domains: Reading<Vec<String>>,
}

/// A mailbox.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mailbox {
    /// Its first address.
    pub address: String,
    /// The recipient of all forwarded mail, or `None`. Text from outside.
    pub forwards_to: Option<String>,
    /// True if a copy of forwarded mail stays in the mailbox.
    pub keeps_copy: bool,
}

/// A rule of an inbox: all that it takes to put it back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "they are Exchange's own, and independent of each other")]
pub struct InboxRule {
    /// By which Exchange knows it.
    pub id: String,
    /// Its name. Text from outside.
    pub name: String,
    /// True if the rule is enabled.
    pub enabled: bool,
    /// True if Outlook does not show the rule.
    pub hidden: bool,
    /// To whom it sends mail on, in whatever way. Text from outside.
    pub forwards_to: Vec<String>,
    /// True if the rule deletes mail.
    pub deletes: bool,
    /// Into which folder it moves mail.
    pub moves_to: Option<String>,
    /// True if the rule marks mail as read.
    pub marks_read: bool,
    /// All of it, as Exchange describes it; cut. Text from outside.
    pub definition: String,
}

/// A restriction from sending that Microsoft imposed on an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Restriction {
    /// The address that may not send.
    pub address: String,
    /// Microsoft's own text for the reason; cut.
    pub reason: String,
    /// The limit that was exceeded, if the reason names one.
    pub limit: Option<String>,
    /// Recipients outside on that day, where the reason says so.
    pub outside_today: Option<u32>,
    /// Recipients inside on that day, where the reason says so.
    pub inside_today: Option<u32>,
    /// Since when, where Microsoft says so.
    pub since: Option<Timestamp>,
}

impl Mail {
    /// Returns true if mail to this address leaves the tenant. If the tenant's domains could not be read, every address
    /// counts as outside; a recipient without a domain is one of the tenant's directory.
    pub fn is_outside(&self, address: &str) -> bool {
        let Some((_, domain)) = address.trim().trim_end_matches(['>', ']']).rsplit_once('@') else { return false };
        let own = self.domains.known().map_or(&[][..], Vec::as_slice);
        !own.iter().any(|known| known.eq_ignore_ascii_case(domain))
    }
}
