//! A link that a member proved: the times at which it counts, and who has been told.

use jiff::{SignedDuration, Timestamp};

use super::{PersonEvent, ProofMethod};
use crate::domain::people::Member;
use crate::domain::{InteractionId, Locale, ObjectId};

/// The time before its end at which the owner of a link is told, in hours.
const REMINDER_HOURS: i64 = 7 * 24;

/// A link that a member proved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProvedLink {
    /// The member, as they were when they asked for it.
    pub member: Member,
    /// Their account.
    pub account: ObjectId,
    /// The sign-in name of the account at that time.
    pub upn: String,
    /// The method.
    pub how: ProofMethod,
    /// The command by which they asked for it.
    pub interaction: InteractionId,
    /// The time from which it counts, once it is announced; `None` if it counted at once.
    pub from: Option<Timestamp>,
    /// The time until which it counts; `None` for a link of the first version.
    pub until: Option<Timestamp>,
    /// The language of the member, if it is known.
    pub locale: Option<Locale>,
    /// The language of the guild, if it is known.
    pub guild_locale: Option<Locale>,
    /// The time of the proof.
    proved_at: Timestamp,
    /// The time at which the account was recovered; `None` if it was not since the proof.
    recovered_at: Option<Timestamp>,
    /// True if the channel was told of it.
    is_announced: bool,
    /// True if its owner was told of the end.
    is_reminded: bool,
}

impl ProvedLink {
    /// Returns the link that an event made at an instant, or `None` if the event made none.
    pub(super) fn new(event: &PersonEvent, at: Timestamp) -> Option<Self> {
        let PersonEvent::Linked { member, account, upn, how, interaction, from, until, locale, guild_locale, .. } =
            event
        else {
            return None;
        };
        Some(Self {
            member: member.clone(),
            account: *account,
            upn: upn.clone(),
            how: *how,
            interaction: *interaction,
            from: *from,
            until: *until,
            locale: locale.clone(),
            guild_locale: guild_locale.clone(),
            proved_at: at,
            recovered_at: None,
            is_announced: false,
            is_reminded: false,
        })
    }

    /// Returns the time from which the link counts, if that is later than now. A link that nobody heard of does not begin to count:
    /// its whole wait is still to come.
    pub fn waits(&self, now: Timestamp) -> Option<Timestamp> {
        let from = self.from?;
        if self.is_announced {
            return Some(from).filter(|from| now < *from);
        }
        Some(from.max(now + from.duration_since(self.proved_at)))
    }

    /// Returns the time at which the link ended, if it has.
    pub(super) fn has_ended(&self, now: Timestamp) -> Option<Timestamp> {
        self.recovered_at.or(self.until.filter(|until| *until <= now))
    }

    /// Returns true if the time of the proof is over.
    pub(super) fn has_run_out(&self, now: Timestamp) -> bool {
        self.until.is_some_and(|until| until <= now)
    }

    /// Returns true if the link waits, and the channel does not know.
    pub const fn is_unannounced(&self) -> bool {
        self.from.is_some() && !self.is_announced && self.recovered_at.is_none()
    }

    pub(super) const fn announce(&mut self, from: Timestamp) {
        (self.from, self.is_announced) = (Some(from), true);
    }

    pub(super) fn remind(&mut self, until: Timestamp) {
        self.is_reminded = self.until == Some(until);
    }

    /// Ends the link, if it was proved by then.
    pub(super) fn recover(&mut self, at: Timestamp) {
        if self.proved_at <= at {
            self.recovered_at.get_or_insert(at);
        }
    }

    /// Returns the time at which the owner is to be told of the end, unless they have been.
    pub(super) fn reminder_at(&self) -> Option<Timestamp> {
        self.until.filter(|_| !self.is_reminded).map(|until| until - SignedDuration::from_hours(REMINDER_HOURS))
    }
}
