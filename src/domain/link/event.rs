//! The events of people: what became of their links. A proof is an event of no case.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::domain::people::Member;
use crate::domain::refusal::Refusal;
use crate::domain::{InteractionId, Locale, ObjectId, TenantName};

words! {
    /// The method by which a member proved an account.
    pub enum ProofMethod {
        /// They signed in, and their browser came back with a code.
        Code = "code",
        /// They signed in on another device, with a code that they had typed there.
        Device = "device",
    }
}

/// Something that became of a person's link. It belongs to no case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum PersonEvent {
    /// A member has proved which account they have.
    Linked {
        /// In the directory of this tenant.
        tenant: TenantName,
        /// The member, as they were when they asked for it.
        member: Member,
        /// Their account.
        account: ObjectId,
        /// Its sign-in name at that time, for showing only.
        upn: String,
        /// The method.
        how: ProofMethod,
        /// The command by which they asked for it.
        interaction: InteractionId,
        /// The time from which it counts, where it replaces another link; `None` if it counts at once.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        from: Option<Timestamp>,
        /// The time until which it counts; `None` in entries of the first version, to which [`PersonEvent::LinkGraced`] gives one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<Timestamp>,
        /// The language of the member.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        locale: Option<Locale>,
        /// The language of the guild, for the announcement of a link that waits.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        guild_locale: Option<Locale>,
    },
    /// The channel was told of a link that waits, so that its time begins to run.
    LinkAnnounced {
        /// In the directory of this tenant.
        tenant: TenantName,
        /// The member.
        member: Member,
        /// Their account.
        account: ObjectId,
        /// The time from which it counts.
        from: Timestamp,
    },
    /// A link of the first version, which had no end, got one.
    LinkGraced {
        /// In the directory of this tenant.
        tenant: TenantName,
        /// The member.
        member: Member,
        /// Their account.
        account: ObjectId,
        /// The time until which it counts.
        until: Timestamp,
    },
    /// A member is told that their link ends soon.
    LinkReminded {
        /// In the directory of this tenant.
        tenant: TenantName,
        /// The member.
        member: Member,
        /// Their account.
        account: ObjectId,
        /// The end of the link.
        until: Timestamp,
    },
    /// A member took it back.
    Unlinked {
        /// In the directory of this tenant.
        tenant: TenantName,
        /// The member.
        member: Member,
        /// The account that was theirs.
        account: ObjectId,
        /// The command itself.
        interaction: InteractionId,
    },
    /// A member began to prove it, and nothing came of it.
    LinkRefused {
        /// In the directory of this tenant.
        tenant: TenantName,
        /// The member.
        member: Member,
        /// The account that they proved to have, where they came that far.
        account: Option<ObjectId>,
        /// The method that they chose.
        how: ProofMethod,
        /// The command by which they asked for it.
        interaction: InteractionId,
        /// The refusal.
        refusal: Refusal,
    },
}

impl PersonEvent {
    /// The event's name in the journal.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Linked { .. } => "linked",
            Self::LinkAnnounced { .. } => "link_announced",
            Self::LinkGraced { .. } => "link_graced",
            Self::LinkReminded { .. } => "link_reminded",
            Self::Unlinked { .. } => "unlinked",
            Self::LinkRefused { .. } => "link_refused",
        }
    }

    /// Returns the member.
    pub const fn member(&self) -> &Member {
        match self {
            Self::Linked { member, .. }
            | Self::LinkAnnounced { member, .. }
            | Self::LinkGraced { member, .. }
            | Self::LinkReminded { member, .. }
            | Self::Unlinked { member, .. }
            | Self::LinkRefused { member, .. } => member,
        }
    }

    /// The directory that it is about.
    pub const fn tenant(&self) -> &TenantName {
        match self {
            Self::Linked { tenant, .. }
            | Self::LinkAnnounced { tenant, .. }
            | Self::LinkGraced { tenant, .. }
            | Self::LinkReminded { tenant, .. }
            | Self::Unlinked { tenant, .. }
            | Self::LinkRefused { tenant, .. } => tenant,
        }
    }

    /// The account that it is about, where one was proved.
    pub const fn account(&self) -> Option<&ObjectId> {
        match self {
            Self::Linked { account, .. }
            | Self::LinkAnnounced { account, .. }
            | Self::LinkGraced { account, .. }
            | Self::LinkReminded { account, .. }
            | Self::Unlinked { account, .. } => Some(account),
            Self::LinkRefused { account, .. } => account.as_ref(),
        }
    }

    /// The command by which it was asked for; `None` if it came by itself.
    pub const fn interaction(&self) -> Option<InteractionId> {
        match self {
            Self::Linked { interaction, .. }
            | Self::Unlinked { interaction, .. }
            | Self::LinkRefused { interaction, .. } => Some(*interaction),
            Self::LinkAnnounced { .. } | Self::LinkGraced { .. } | Self::LinkReminded { .. } => None,
        }
    }
}
