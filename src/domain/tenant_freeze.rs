//! Freezing a tenant and lifting that again, as events of no case.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::freeze::{Freeze, FreezeScope};
use super::people::Member;
use super::refusal::Refusal;
use super::{InteractionId, Locale, ObjectId, TenantName};

/// The time in which a second person must agree to lift a freeze, in minutes: long enough to call somebody, and too
/// short for a request that everyone has forgotten.
pub const UNFREEZE_MINUTES: i64 = 30;

/// A member who may freeze, and the account by which they may.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Guardian {
    /// The member.
    pub member: Member,
    /// Their account.
    pub account: ObjectId,
    /// The command itself.
    pub interaction: InteractionId,
    /// The time of the sign-in that they made for it, where one is demanded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signed_in_at: Option<Timestamp>,
}

/// Something that happened to a whole tenant. It belongs to no case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum TenantEvent {
    /// The tenant was frozen, or a freeze was renewed or widened.
    Frozen {
        /// The tenant.
        tenant: TenantName,
        /// The writes that wait.
        scope: FreezeScope,
        /// The member who froze it; `None` if it was Grendel, at a limit.
        by: Option<Guardian>,
        /// The reason, as typed. Text from outside; empty if it was Grendel.
        reason: String,
        /// The language of the guild, in which it is announced.
        guild_locale: Locale,
    },
    /// A first person asked to lift the freeze.
    UnfreezeAsked {
        /// The tenant.
        tenant: TenantName,
        /// The first person.
        by: Guardian,
        /// The reason, as typed. Text from outside.
        reason: String,
    },
    /// A second person lifted the freeze.
    Unfrozen {
        /// The tenant.
        tenant: TenantName,
        /// The second person.
        by: Guardian,
        /// The reason, as typed. Text from outside.
        reason: String,
    },
}

impl TenantEvent {
    /// The event's name in the journal.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Frozen { .. } => "frozen",
            Self::UnfreezeAsked { .. } => "unfreeze_asked",
            Self::Unfrozen { .. } => "unfrozen",
        }
    }

    /// Returns the tenant.
    pub const fn tenant(&self) -> &TenantName {
        match self {
            Self::Frozen { tenant, .. } | Self::UnfreezeAsked { tenant, .. } | Self::Unfrozen { tenant, .. } => tenant,
        }
    }

    /// Returns the member who caused it, or `None` if it was Grendel.
    pub const fn by(&self) -> Option<&Guardian> {
        match self {
            Self::Frozen { by, .. } => by.as_ref(),
            Self::UnfreezeAsked { by, .. } | Self::Unfrozen { by, .. } => Some(by),
        }
    }

    /// Returns the reason. Text from outside.
    pub fn reason(&self) -> &str {
        match self {
            Self::Frozen { reason, .. } | Self::UnfreezeAsked { reason, .. } | Self::Unfrozen { reason, .. } => reason,
        }
    }
}

/// The freeze of one tenant, as its events so far make it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TenantFreeze {
    frozen: Option<FrozenTenant>,
    lifted_at: Option<Timestamp>,
}

/// A tenant that is frozen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FrozenTenant {
    /// The freeze.
    pub freeze: Freeze,
    /// The reason. Text from outside; empty if it was Grendel.
    pub reason: String,
    /// The language of the guild.
    pub guild_locale: Locale,
    /// The first person who asked to lift it, and when.
    pub unfreeze_asked: Option<(Guardian, Timestamp)>,
}

impl TenantFreeze {
    /// Applies an event that was written down at this time.
    pub fn apply(&mut self, event: &TenantEvent, at: Timestamp) {
        match event {
            TenantEvent::Frozen { scope, by, reason, guild_locale, .. } => {
                let by = by.as_ref().map(|guardian| guardian.member.id);
                let freeze = Freeze { scope: *scope, since: at, by };
                self.frozen = Some(FrozenTenant {
                    freeze,
                    reason: reason.clone(),
                    guild_locale: guild_locale.clone(),
                    unfreeze_asked: None,
                });
            }
            TenantEvent::UnfreezeAsked { by, .. } => {
                if let Some(frozen) = &mut self.frozen {
                    frozen.unfreeze_asked = Some((by.clone(), at));
                }
            }
            TenantEvent::Unfrozen { .. } => {
                (self.frozen, self.lifted_at) = (None, Some(at));
            }
        }
    }

    /// Forgets the first person who asked by this command to lift the freeze, because they may not any more.
    pub fn forget_asked(&mut self, command: InteractionId) {
        if let Some(frozen) = &mut self.frozen {
            frozen.unfreeze_asked.take_if(|(first, _)| first.interaction == command);
        }
    }

    /// Returns the state of a frozen tenant, or `None` if it is not frozen.
    pub const fn frozen(&self) -> Option<&FrozenTenant> {
        self.frozen.as_ref()
    }

    /// Returns the time at which the last freeze was lifted, or `None` if there was none. Two people have looked then, so
    /// that a limit on what is made counts from there.
    pub const fn lifted_at(&self) -> Option<Timestamp> {
        self.lifted_at
    }

    /// Returns the freeze that is in force, or `None`.
    pub fn in_force(&self) -> Option<Freeze> {
        self.frozen.as_ref().map(|frozen| frozen.freeze)
    }

    /// Returns the scope of a freeze that is asked for now. It is never narrower than the one in force.
    ///
    /// # Errors
    ///
    /// [`Refusal::FrozenAlready`] if that would change nothing. While somebody asks to lift it, a freeze says no to that.
    pub fn freeze(&self, wanted: FreezeScope, at: Timestamp) -> Result<FreezeScope, Refusal> {
        match &self.frozen {
            Some(frozen) if frozen.freeze.scope >= wanted && frozen.asked_at(at).is_none() => {
                Err(Refusal::FrozenAlready { freeze: frozen.freeze })
            }
            Some(frozen) => Ok(frozen.freeze.scope.max(wanted)),
            None => Ok(wanted),
        }
    }

    /// Returns the event that follows when a member wants the freeze lifted. `is_same_human` says of two accounts that
    /// they belong to one human.
    ///
    /// # Errors
    ///
    /// The tenant is not frozen, or the same human asked for it before.
    pub fn lift(
        &self,
        tenant: TenantName,
        by: Guardian,
        reason: String,
        at: Timestamp,
        is_same_human: impl Fn(&Guardian, &Guardian) -> bool,
    ) -> Result<TenantEvent, Refusal> {
        let frozen = self.frozen.as_ref().ok_or(Refusal::NotFrozen)?;
        match frozen.asked_at(at) {
            None => Ok(TenantEvent::UnfreezeAsked { tenant, by, reason }),
            Some((first, asked_at)) if is_same_human(first, &by) => {
                let (asked_by, until) = (first.member.id, asked_at + SignedDuration::from_mins(UNFREEZE_MINUTES));
                Err(Refusal::UnfreezeNeedsAnother { asked_by, until })
            }
            Some(_) => Ok(TenantEvent::Unfrozen { tenant, by, reason }),
        }
    }
}

impl FrozenTenant {
    /// Returns the first person who asked to lift it, and when, while a second one can still agree at `now`.
    pub fn asked_at(&self, now: Timestamp) -> Option<(&Guardian, Timestamp)> {
        let (first, at) = self.unfreeze_asked.as_ref()?;
        (now < *at + SignedDuration::from_mins(UNFREEZE_MINUTES)).then_some((first, *at))
    }
}
