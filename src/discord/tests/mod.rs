//! Tests of the adapter against stubs of Discord that return scripted responses.

#![allow(clippy::unwrap_used, reason = "a test fails by a panic")]

mod cards;
mod direct_messages;
mod gateway;
mod inbound;
mod members;
mod registration;
mod replies;
mod stub;

use std::time::Duration;

use super::{Discord, DiscordSettings};
use crate::domain::digest::Digest;
use crate::domain::event::Verb;
use crate::domain::{CaseNumber, InteractionId};
use crate::ports::ReplyTo;
use crate::render::card::ButtonId;
use crate::secret::Secret;

const APPLICATION: u64 = 1000;
const TOKEN: &str = "bot-token";
/// A digest of a plan.
const DIGEST: &str = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

fn settings(api: &str) -> DiscordSettings {
    DiscordSettings {
        api: api.to_owned(),
        call_timeout: Duration::from_secs(1),
        give_up_after: Duration::from_secs(3),
        ..DiscordSettings::new(APPLICATION, Secret::new(TOKEN.to_owned()))
    }
}

fn discord(api: &str) -> Discord {
    Discord::new(&settings(api)).unwrap()
}

fn reply() -> ReplyTo {
    ReplyTo { interaction: InteractionId(77), token: Secret::new("reply-token".to_owned()) }
}

fn button(verb: Verb) -> ButtonId {
    ButtonId { verb, case: CaseNumber(7), plan: Digest::parse(DIGEST).unwrap() }
}
