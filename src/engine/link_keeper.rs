//! Changes of links that no one asks for: those of the first version get an end, and owners hear of an end that is near.

use std::sync::Arc;
use std::time::Duration;

use super::notifier::{Notice, Notifier};
use super::recorder::{NotRecorded, Recorder};
use super::shutdown::Shutdown;
use super::tenant_channel::{TenantChannel, TenantChannels};
use crate::clock::Clock;
use crate::domain::Locale;
use crate::domain::link::PersonEvent;
use crate::ports::{Chat, Ping};
use crate::render::Messages;

/// The time between two looks at the links. A reminder comes seven days before the end, so an hour later is early enough.
const LOOK_EVERY: Duration = Duration::from_secs(3600);

/// Looks after the links of all tenants.
pub struct LinkKeeper<T, C> {
    /// The channels with their links.
    pub channels: Arc<TenantChannels<T>>,
    /// The journal.
    pub recorder: Recorder,
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
            for channel in self.channels.iter() {
                if let Err(NotRecorded) = self.look(channel).await {
                    return;
                }
            }
            tokio::select! {
                () = self.clock.sleep(LOOK_EVERY) => {}
                () = self.shutdown.begun() => return,
            }
        }
    }

    /// Records what is due for the links of one tenant, and tells their owners.
    async fn look(&self, channel: &TenantChannel<T>) -> Result<(), NotRecorded> {
        let _update = channel.roster.update.lock().await;
        let now = self.clock.now();
        for event in channel.links().graces(now) {
            self.record(channel, &event).await?;
        }
        let links = channel.links();
        for event in links.reminders(now) {
            // Recorded before it is sent: a crash between the two costs a reminder, and never repeats one.
            self.record(channel, &event).await?;
            let PersonEvent::LinkReminded { member, until, .. } = &event else { continue };
            let locale = links.link_of(member.id).and_then(|link| link.locale.clone());
            let locale = locale.unwrap_or_else(|| Locale::from("en-US"));
            let ping = Ping {
                channel: channel.location.channel,
                // It has at most 20 digits, so it fits. The next reminder of this member is weeks away.
                nonce: format!("ends{}", member.id),
                words: self.messages.link_ends(member.id, *until, &locale),
                roles: Vec::new(),
                members: vec![member.id],
            };
            let (key, words) = (format!("ends{}-{}", member.id, until.as_second()), ping.words.clone());
            self.notifier.send(&Notice::Members { members: vec![member.id], key, words }).await;
            // A member can have closed their direct messages.
            self.notifier.send(&Notice::Channel(ping)).await;
        }
        Ok(())
    }

    async fn record(&self, channel: &TenantChannel<T>, event: &PersonEvent) -> Result<(), NotRecorded> {
        let at = self.recorder.append_person(event.clone()).await?;
        channel.roster.apply(event, at);
        tracing::info!(tenant = %channel.name, member = %event.member().id, event = event.name(), "recorded");
        Ok(())
    }
}
