//! Grendel's decisions. Pure: no async, no clock, no randomness, no I/O, no vendor's types.
//!
//! Read in this order. A [`command`] says what may be asked and to what [`aim`], in its [`wording`], and its [`runbook`] which
//! steps help.
//! [`people`] ask and approve, as far as their [`authority`] reaches. A [`target_ref`], which may be an
//! [`account_choice`] from a list, names an [`account`]. It is read, with the ways into it ([`access`]), its
//! [`sign_ins`], its [`mail`], its [`provenance`] and the accounts it can be mistaken for ([`look_alike`]). Its
//! [`account_kind`] follows from that. [`diagnose`] draws its [`finding`]s, and the signs of a [`compromise`]. A [`plan`]
//! of [`step`]s is made of them; all of that together is a [`diagnosis`], with the check of who is calling
//! ([`identity`]). [`policy`] says who must approve, [`receiver`] who may see a password or a pass, [`approval`] counts
//! who did, [`run`] follows the steps, and [`case`] holds everything together as one state machine, in which every change
//! is an [`event`].

use std::fmt;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Declares an enum whose variants are words: the same in command files, in the journal and in the log.
macro_rules! words {
    ($(#[$about:meta])* pub enum $name:ident { $($(#[$doc:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name { $($(#[$doc])* #[serde(rename = $word)] $variant,)+ }

        impl $name {
            /// Every one there is, in the order of their importance.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The word for it.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }

            /// The one that this word stands for.
            pub fn from_word(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.word() == word)
            }
        }
    };
}

pub mod digest;
pub mod hours;
pub mod reading;
pub mod known_failure;
pub mod people;
pub mod probation;
pub mod access;
pub mod mail;
pub mod mail_folders;
pub mod sign_ins;
pub mod provenance;
pub mod account;
pub mod account_choice;
pub mod target_ref;
pub mod look_alike;
pub mod authority;
pub mod evidence;
pub mod account_kind;
pub mod finding;
pub mod complaint;
pub mod identity;
pub mod compromise;
pub mod less_evidence;
pub mod condition;
pub mod step;
pub mod mail_after;
pub mod freeze;
pub mod velocity;
pub mod diagnose;
pub mod runbook;
pub mod wording;
pub mod control;
pub mod aim;
pub mod command;
pub mod decision;
pub mod emergency;
pub mod refusal;
pub mod receiver;
pub mod link;
pub mod tenant_freeze;
pub mod operation;
pub mod plan;
pub mod diagnosis;
pub mod outcome;
pub mod approval;
pub mod policy;
pub mod run;
pub mod profile;
pub mod help;
pub mod event;
pub mod case;

/// The size of the largest entry of the journal, in bytes: a little more than twelve of the store's values, which one
/// transaction holds easily. What comes from outside is cut where it is read, so that every event fits.
pub const ENTRY_BYTES_MAX: usize = 48 * 1024;

/// Declares a number that names something in the chat.
macro_rules! chat_ids {
    ($($(#[$about:meta])* $name:ident,)+) => {$(
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub struct $name(pub u64);

        impl fmt::Display for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(out)
            }
        }
    )+};
}

chat_ids! {
    /// A person in the chat.
    MemberId,
    /// The chat's own name for a place of many channels.
    GuildId,
    /// A channel; it belongs to one tenant.
    ChannelId,
    /// A message in a channel.
    MessageId,
    /// One thing that a person typed or pressed. The same number never means two things.
    InteractionId,
}

/// Declares a text that names something.
macro_rules! names {
    ($($(#[$about:meta])* $name:ident,)+) => {$(
        $(#[$about])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub struct $name(pub String);

        impl fmt::Display for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(out)
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }
    )+};
}

names! {
    /// A tenant as `grendel.toml` calls it.
    TenantName,
    /// A role in the chat as command files call it; `grendel.toml` says which of the chat's roles that is.
    RoleName,
    /// A language as BCP 47 writes it, such as `nl` or `en-US`.
    Locale,
}

/// The number of a case, counted from 1 in each store.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct CaseNumber(pub u64);

impl fmt::Display for CaseNumber {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(out)
    }
}

/// The object id of something in a directory: an account, a group, an administrative unit. It never changes, and Entra never
/// gives it to another object. Written as a GUID in lower case with hyphens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ObjectId(Uuid);

impl ObjectId {
    /// Wraps a UUID.
    pub const fn new(uuid: Uuid) -> Self {
        Self(uuid)
    }

    /// Parses a GUID with its four hyphens, in upper or lower case. `None` for anything else, such as a GUID in braces.
    pub fn parse(text: &str) -> Option<Self> {
        // `Uuid` also parses other notations; this length leaves the one with hyphens.
        let has_hyphens = text.len() == uuid::fmt::Hyphenated::LENGTH;
        has_hyphens.then(|| Uuid::try_parse(text).ok()).flatten().map(Self)
    }
}

impl TryFrom<String> for ObjectId {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Self::parse(&text)
            .ok_or_else(|| format!("`{text}` is no object id: a GUID such as 1b2c3d4e-0000-4000-8000-000000000001"))
    }
}

impl From<ObjectId> for String {
    fn from(id: ObjectId) -> Self {
        id.to_string()
    }
}

impl fmt::Display for ObjectId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.hyphenated().fmt(out)
    }
}

/// The id of one call to Microsoft, sent as `client-request-id`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct OperationId(Uuid);

impl OperationId {
    /// Wraps a UUID.
    pub const fn new(uuid: Uuid) -> Self {
        Self(uuid)
    }

    /// Parses a UUID in any notation. `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        Uuid::try_parse(text).ok().map(Self)
    }
}

impl fmt::Display for OperationId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.hyphenated().fmt(out)
    }
}

/// A failed call to the outside, with everything that a person needs to take it up with the vendor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trouble {
    /// The call, such as `PATCH /users/{id}`; no names and no secrets.
    pub call: String,
    /// The HTTP status; none when no answer came.
    pub status: Option<u16>,
    /// The vendor's own code, such as `Authorization_RequestDenied`, or ours where no answer came.
    pub code: String,
    /// The vendor's words, cut to [`Trouble::MESSAGE_CHARS_MAX`].
    pub message: String,
    /// The id by which the vendor finds the call: the vendor's own, or where no answer came the one that we sent with it.
    pub request_id: Option<String>,
    /// The pause in seconds that the vendor asks for before the next try.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after_seconds: Option<u32>,
}

impl Trouble {
    /// The most that is kept of a vendor's message.
    pub const MESSAGE_CHARS_MAX: usize = 300;
    /// The call by which the application gets its tokens.
    pub const APPLICATION_TOKEN: &str = "POST /{tenant}/oauth2/v2.0/token (client_credentials)";
    /// The beginning of the message where Microsoft denied a call for which the application has the permission.
    pub const PERMISSION_GRANTED: &str = "the permission is granted, a directory role is missing: ";
    /// The code where a gateway in front of the service answered, with a page of its own.
    pub const GATEWAY_ANSWER: &str = "gateway_answer";
    /// The code where the chat does not let a card be posted.
    pub const CARD_REFUSED: &str = "card_refused";

    /// The code where no connection was made, so that nothing was sent.
    pub const CONNECT_FAILED: &str = "connect_failed";
    /// The code where no response came in time.
    pub const TIMED_OUT: &str = "timed_out";
    /// The code where the connection broke before the response was complete.
    pub const CONNECTION_LOST: &str = "connection_lost";

    /// Returns true if the vendor asks for a pause, and the call had no effect.
    pub fn is_throttled(&self) -> bool {
        self.status == Some(429)
    }

    /// Returns true if the same call may work later: the vendor asks for a pause, or is out of order.
    pub fn may_pass(&self) -> bool {
        match self.status {
            Some(status) => matches!(status, 408 | 429 | 500..=599),
            None => [Self::CONNECT_FAILED, Self::TIMED_OUT, Self::CONNECTION_LOST].contains(&self.code.as_str()),
        }
    }

    /// Returns true if the call itself succeeded, and what it made is of no use.
    pub fn is_of_success(&self) -> bool {
        self.status.is_some_and(|status| (200..300).contains(&status))
    }
}

/// Journal and code disagree: a defect, or a journal that was bent. The case stops; the others go on.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("case {case} cannot take the event `{event}` in phase `{phase}`")]
pub struct Fault {
    /// The case.
    pub case: CaseNumber,
    /// The name of the event.
    pub event: String,
    /// The name of the phase that the case was in.
    pub phase: String,
}

/// Bytes as hexadecimal digits, in lower case.
pub fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}
