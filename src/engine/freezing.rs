//! Freezing a tenant and lifting that: by `/freeze` and `/unfreeze`, and by the limit on passwords and passes.

use std::sync::Arc;

use jiff::Timestamp;

use super::freezes::{Freezes, Gate};
use super::limits::EngineLimits;
use super::lookups::{Lookups, chat_roles};
use super::notifier::{Notice, Notifier};
use super::operator_alerts::OperatorAlerts;
use super::recorder::{NotRecorded, Recorder};
use super::reply::Reply;
use super::sign_in_sessions::TypedControl;
use super::tenant_channel::{TenantChannel, TenantChannels};
use super::undecided_presses::UndecidedPress;
use crate::catalog::Catalog;
use crate::clock::Clock;
use crate::domain::command::{Allow, Purpose};
use crate::domain::control::ControlAction;
use crate::domain::event::UnroutedInteraction;
use crate::domain::freeze::FreezeScope;
use crate::domain::people::{Member, StandingLookup};
use crate::domain::policy;
use crate::domain::refusal::Refusal;
use crate::domain::tenant_freeze::{Guardian, TenantEvent};
use crate::domain::{ChannelId, InteractionId, Locale, RoleName};
use crate::ports::{Chat, Ping, RoleId, Tenant};
use crate::render::Messages;

/// Freezes tenants and lifts freezes.
pub struct Freezing<C> {
    /// The freezes.
    pub freezes: Arc<Freezes>,
    /// The commands, whose files say who guards a tenant.
    pub catalog: Arc<Catalog>,
    /// The journal.
    pub recorder: Recorder,
    /// The limits on calls.
    pub limits: Arc<EngineLimits>,
    /// The notices to those who guard a tenant.
    pub notifier: Arc<Notifier<C>>,
    /// The alerts for the operator.
    pub alerts: Arc<OperatorAlerts<C>>,
    /// The chat.
    pub chat: Arc<C>,
    /// The clock.
    pub clock: Clock,
    /// The texts.
    pub messages: Messages,
}

/// A `/freeze` or `/unfreeze` that is to be decided.
pub struct ControlRequest<T> {
    /// The command as it was typed.
    pub typed: TypedControl,
    /// The interaction of the command.
    pub interaction: InteractionId,
    /// The tenant's channel.
    pub channel: Arc<TenantChannel<T>>,
    /// The channel in which it was typed: the ordinary or the private one.
    pub sent_in: ChannelId,
    /// The member.
    pub member: Member,
    /// The time of the sign-in that the member made for this command.
    pub signed_in_at: Option<Timestamp>,
    /// The language of the member.
    pub member_locale: Locale,
    /// The language of the guild.
    pub guild_locale: Locale,
    /// The answer.
    pub reply: Reply,
    /// The count of what is not decided yet.
    pub undecided: UndecidedPress,
}

impl<C: Chat> Freezing<C> {
    /// Decides a command, and answers it.
    pub async fn run<T: Tenant>(self: Arc<Self>, asked: ControlRequest<T>) {
        let locale = &asked.member_locale;
        let words = match self.decide(&asked).await {
            Ok(Some(event)) => self.messages.control_answer(&event, locale),
            // A failed write has begun the stop already.
            Ok(None) => return,
            Err(refusal) => {
                self.alerts.refused(&asked.channel.name, &asked.guild_locale, &refusal, self.clock.now());
                if let Err(NotRecorded) = self.recorder.append_unrouted(refused(&asked, refusal.clone())).await {
                    return;
                }
                tracing::info!(interaction = %asked.interaction, rule = refusal.rule(), "interaction refused");
                self.messages.refusal(&refusal, locale)
            }
        };
        drop(asked.undecided);
        asked.reply.send(self.chat.as_ref(), &words).await;
    }

    /// Writes down what a command does. Returns `None` if that failed.
    async fn decide<T: Tenant>(&self, asked: &ControlRequest<T>) -> Result<Option<TenantEvent>, Refusal> {
        let ControlRequest { typed, channel, member, signed_in_at, .. } = asked;
        let allow = &typed.control.allow;
        policy::may_type(member, allow)?;
        let budget = self.limits.budget_of_press();
        let lookups = Lookups::new(channel, self.chat.as_ref(), &self.clock, &budget);
        let standing = policy::may_request(tenant_wide(lookups.look_up_member(member.id).await), allow)?;
        policy::is_signed_in(*signed_in_at, allow.fresh_sign_in_minutes, self.clock.now())?;
        let reason = typed.reason.clone().ok_or(Refusal::ReasonMissing)?;
        let (account, interaction) = (standing.object_id, asked.interaction);
        let by = Guardian { member: member.clone(), account, interaction, signed_in_at: *signed_in_at };
        let tenant = channel.name.clone();
        let lapsed = match typed.control.action {
            ControlAction::Freeze => None,
            ControlAction::Unfreeze => self.lapsed_first(channel, allow, &lookups).await?,
        };
        let gate = self.freezes.gate(&tenant).await.ok_or(Refusal::ForeignChannel)?;
        let (mut state, now) = (self.freezes.state(&tenant), self.clock.now());
        if let Some(lapsed) = lapsed {
            state.forget_asked(lapsed);
        }
        let event = match typed.control.action {
            ControlAction::Freeze => {
                let scope = state.freeze(typed.scope().ok_or(Refusal::NotUnderstood)?, now)?;
                let guild_locale = asked.guild_locale.clone();
                TenantEvent::Frozen { tenant, scope, by: Some(by), reason, guild_locale }
            }
            ControlAction::Unfreeze => {
                // Two have to agree, so each of them is proven as an approver is.
                standing.bar.map_or(Ok(()), |bar| Err(policy::barred(bar)))?;
                let aliases = &standing.aliases;
                let same = |one: &Guardian, other: &Guardian| {
                    one.member.id == other.member.id
                        || one.account == other.account
                        || aliases.members.contains(&one.member.id)
                        || aliases.accounts.contains(&one.account)
                };
                state.lift(tenant, by, reason, now, same)?
            }
        };
        let Ok(at) = self.record(&event, &gate).await else { return Ok(None) };
        drop(gate);
        self.announce(channel, &event, at, &asked.guild_locale);
        Ok(Some(event))
    }

    /// Returns the command by which a first person asked to lift the freeze, if that person may not any more. They are read
    /// again when the second agrees, as an approver is right before a step.
    async fn lapsed_first<T: Tenant>(
        &self,
        channel: &TenantChannel<T>,
        allow: &Allow,
        lookups: &Lookups<'_, T, C>,
    ) -> Result<Option<InteractionId>, Refusal> {
        let state = self.freezes.state(&channel.name);
        let asked = state.frozen().and_then(|frozen| frozen.asked_at(self.clock.now()));
        let Some((first, _)) = asked else { return Ok(None) };
        let roles = chat_roles(channel, self.chat.as_ref(), first.member.id).await;
        let roles = roles.map_err(|trouble| Refusal::StandingUnread { trouble })?;
        let standing = tenant_wide(lookups.look_up_member(first.member.id).await);
        let may = policy::may_type(&Member { roles, ..first.member.clone() }, allow);
        match may.and_then(|()| policy::may_request(standing, allow)) {
            Ok(standing) if standing.object_id == first.account && standing.bar.is_none() => Ok(None),
            Err(refusal @ Refusal::StandingUnread { .. }) => Err(refusal),
            Ok(_) | Err(_) => Ok(Some(first.interaction)),
        }
    }

    /// Freezes a tenant at its limit, for steps that make secrets, and calls those who guard it.
    pub async fn freeze_at_limit<T: Tenant>(
        &self,
        channel: &TenantChannel<T>,
        guild_locale: &Locale,
        gate: &Gate<'_>,
    ) -> Result<(), NotRecorded> {
        let event = TenantEvent::Frozen {
            tenant: channel.name.clone(),
            scope: FreezeScope::Secrets,
            by: None,
            reason: String::new(),
            guild_locale: guild_locale.clone(),
        };
        let at = self.record(&event, gate).await?;
        self.announce(channel, &event, at, guild_locale);
        Ok(())
    }

    /// Announces again what is frozen: a start does not know if its predecessor still could.
    pub fn announce_all<T: Tenant>(&self, channels: &TenantChannels<T>) {
        for channel in channels.iter() {
            let state = self.freezes.state(&channel.name);
            let Some(frozen) = state.frozen() else { continue };
            let words = self.messages.freeze_reminder(frozen, &ids(&self.guards(channel)), &frozen.guild_locale);
            // Discord takes the two for one only for minutes, so a later start reminds.
            self.post(channel, nonce(frozen.freeze.since), words, self.guards(channel));
        }
    }

    async fn record(&self, event: &TenantEvent, _gate: &Gate<'_>) -> Result<Timestamp, NotRecorded> {
        let at = self.recorder.append_tenant(event.clone()).await?;
        self.freezes.apply(event, at);
        let by = event.by().map(|guardian| guardian.member.id.0);
        tracing::warn!(tenant = %event.tenant(), event = event.name(), by, "freeze changed");
        Ok(at)
    }

    fn announce<T: Tenant>(&self, channel: &TenantChannel<T>, event: &TenantEvent, at: Timestamp, locale: &Locale) {
        // What was lifted calls nobody.
        let roles = match event {
            TenantEvent::Frozen { .. } | TenantEvent::UnfreezeAsked { .. } => self.guards(channel),
            TenantEvent::Unfrozen { .. } => Vec::new(),
        };
        let words = self.messages.freeze_announcement(event, at, &ids(&roles), locale);
        if matches!(event, TenantEvent::Frozen { .. }) {
            let words = self.messages.freeze_announcement(event, at, &[], locale);
            let (key, words) = (format!("{}-{}", channel.name, nonce(at)), format!("{}: {words}", channel.name));
            self.notifier.send_in_background(Notice::Operator { key, words });
        }
        self.post(channel, nonce(at), words, roles);
    }

    fn post<T: Tenant>(&self, channel: &TenantChannel<T>, nonce: String, words: String, roles: Vec<RoleId>) {
        let ping = Ping { channel: channel.location.channel, nonce, words, roles, members: Vec::new() };
        self.notifier.send_in_background(Notice::Channel(ping));
    }

    /// Returns the chat's roles of those who may freeze: they guard the tenant.
    fn guards<T: Tenant>(&self, channel: &TenantChannel<T>) -> Vec<RoleId> {
        let freezes = self.catalog.commands().filter_map(|command| match &command.purpose {
            Purpose::Control(control) if control.action == ControlAction::Freeze => Some(&control.allow.discord_roles),
            Purpose::Control(_) | Purpose::Case(_) | Purpose::Answer(_) => None,
        });
        let mut roles: Vec<&RoleName> = freezes.flatten().collect();
        roles.sort();
        roles.dedup();
        roles.into_iter().filter_map(|role| channel.roles.get(role).copied()).collect()
    }
}

/// Returns the standing without the roles that are held for a part of the tenant: a freeze is of all of it.
fn tenant_wide(lookup: StandingLookup) -> StandingLookup {
    let StandingLookup::Read(mut standing) = lookup else { return lookup };
    standing.roles.retain(|held| held.unit.is_none());
    StandingLookup::Read(standing)
}

fn refused<T>(asked: &ControlRequest<T>, refusal: Refusal) -> UnroutedInteraction {
    UnroutedInteraction {
        member: Some(asked.member.clone()),
        channel: Some(asked.sent_in),
        interaction: asked.interaction,
        what: format!("command {}", asked.typed.command),
        refusal,
        repeated: None,
    }
}

/// Returns the idempotency key of an announcement: no tenant has two of them in a microsecond.
fn nonce(at: Timestamp) -> String {
    format!("f{}", at.as_microsecond())
}

fn ids(roles: &[RoleId]) -> Vec<u64> {
    roles.iter().map(|role| role.0).collect()
}
