//! Changes of links that no one asks for: those of the first version get an end, owners hear of an end that is near, and the
//! channel hears of a link that waits.

use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use tokio::sync::Notify;

use super::notifier::{Notice, Notifier};
use super::recorder::{NotRecorded, Recorder};
use super::shutdown::Shutdown;
use super::tenant_channel::{TenantChannel, TenantChannels};
use crate::clock::Clock;
use crate::domain::link::{PersonEvent, ProvedLink};
use crate::domain::{Locale, MemberId};
use crate::ports::{Chat, Ping};
use crate::render::Messages;

/// The time between two looks at the links. A reminder comes seven days before the end, so an hour later is early enough.
const LOOK_EVERY: Duration = Duration::from_secs(3600);

/// The time until what could not be announced is tried again.
const RETRY_EVERY: Duration = Duration::from_secs(60);

/// Looks after the links of all tenants.
pub struct LinkKeeper<T, C> {
    /// The channels with their links.
    pub channels: Arc<TenantChannels<T>>,
    /// The journal.
    pub recorder: Recorder,
    /// The sign that a link was made which has to be announced.
    pub new_links: Arc<Notify>,
    /// The signal to stop.
    pub shutdown: Arc<Shutdown>,
    /// The way to tell the owners of links.
    pub notifier: Arc<Notifier<C>>,
    /// The clock.
    pub clock: Clock,
    /// The texts.
    pub messages: Messages,
}

impl<T, C: Chat> LinkKeeper<T, C> {
    /// Runs until the engine stops.
    pub async fn run(self: Arc<Self>) {
        loop {
            let mut pause = LOOK_EVERY;
            for channel in self.channels.iter() {
                match self.look(channel).await {
                    Ok(true) => {}
                    Ok(false) => pause = RETRY_EVERY,
                    Err(NotRecorded) => return,
                }
            }
            tokio::select! {
                () = self.clock.sleep(pause) => {}
                () = self.new_links.notified() => {}
                () = self.shutdown.begun() => return,
            }
        }
    }

    /// Does what is due for the links of one tenant. Returns false if something could not be announced.
    async fn look(&self, channel: &TenantChannel<T>) -> Result<bool, NotRecorded> {
        let reminders = self.record_due(channel).await?;
        let mut all_announced = true;
        for link in channel.links().unannounced() {
            all_announced &= self.announce(channel, link).await?;
        }
        for (link, until) in &reminders {
            self.remind(channel, link, *until).await;
        }
        Ok(all_announced)
    }

    /// Records what is due. Returns the links whose owners are to be told of the end. Nothing is sent in here: a member who
    /// unlinks waits for the lock.
    async fn record_due(&self, channel: &TenantChannel<T>) -> Result<Vec<(ProvedLink, Timestamp)>, NotRecorded> {
        let _update = channel.roster.update.lock().await;
        let now = self.clock.now();
        for event in channel.links().graces(now) {
            self.record(channel, &event).await?;
        }
        let links = channel.links();
        let mut reminders = Vec::new();
        for event in links.reminders(now) {
            // Recorded before it is sent: a crash between the two costs a reminder, and never repeats one.
            self.record(channel, &event).await?;
            let PersonEvent::LinkReminded { member, until, .. } = &event else { continue };
            reminders.extend(links.link_of(member.id).map(|link| (link.clone(), *until)));
        }
        Ok(reminders)
    }

    /// Tells the owner of a link of its end.
    async fn remind(&self, channel: &TenantChannel<T>, link: &ProvedLink, until: Timestamp) {
        let member = link.member.id;
        let locale = link.locale.clone().unwrap_or_else(|| Locale::from("en-US"));
        let words = self.messages.link_ends(member, until, &locale);
        let (key, members) = (format!("ends{member}-{}", until.as_second()), vec![member]);
        self.notifier.send(&Notice::Members { members: members.clone(), key, words: words.clone() }).await;
        // A member can have closed their direct messages. The nonce fits, because an id has at most 20 digits, and the next reminder of
        // this member is weeks away.
        let (channel, nonce) = (channel.location.channel, format!("ends{member}"));
        self.notifier.send(&Notice::Channel(Ping { channel, nonce, words, roles: Vec::new(), members })).await;
    }

    /// Tells the channel of a link that waits, and calls the member and the one who had the account. Its time begins to run then.
    /// Returns false if the channel could not be told. A crash before that is recorded repeats it, with the same nonce.
    async fn announce(&self, channel: &TenantChannel<T>, link: &ProvedLink) -> Result<bool, NotRecorded> {
        let (links, now) = (channel.links(), self.clock.now());
        let Some(from) = link.waits(now) else { return Ok(true) };
        let relink = links.relink_of(link.member.id, &link.account, now);
        let locale = link.guild_locale.clone().unwrap_or_else(|| Locale::from("en-US"));
        let words = match relink {
            Some(relink) => self.messages.relink_announced(&link.member, relink, from, &locale),
            None => self.messages.device_link_announced(&link.member, &link.upn, from, &locale),
        };
        let holder = relink.and_then(|relink| relink.earlier_member);
        let members: Vec<MemberId> = std::iter::once(link.member.id).chain(holder).collect();
        let ping = Ping {
            channel: channel.location.channel,
            // Unique, because one interaction makes at most one link. It has at most 20 digits, so it fits.
            nonce: format!("relnk{}", link.interaction),
            words: words.clone(),
            roles: Vec::new(),
            members: members.clone(),
        };
        if self.notifier.send(&Notice::Channel(ping)).await.message().is_none() {
            return Ok(false);
        }
        // Members may read the one and not the other.
        let key = format!("relink{}", link.interaction);
        self.notifier.send(&Notice::Members { members, key, words }).await;
        let _update = channel.roster.update.lock().await;
        let links = channel.links();
        let is_the_same = |present: &ProvedLink| present.interaction == link.interaction && present.is_unannounced();
        if links.link_of(link.member.id).is_some_and(is_the_same) {
            let (tenant, member, account) = (channel.name.clone(), link.member.clone(), link.account);
            self.record(channel, &PersonEvent::LinkAnnounced { tenant, member, account, from }).await?;
        }
        Ok(true)
    }

    async fn record(&self, channel: &TenantChannel<T>, event: &PersonEvent) -> Result<(), NotRecorded> {
        let at = self.recorder.append_person(event.clone()).await?;
        channel.roster.apply(event, at);
        tracing::info!(tenant = %channel.name, member = %event.member().id, event = event.name(), "link changed");
        Ok(())
    }
}
