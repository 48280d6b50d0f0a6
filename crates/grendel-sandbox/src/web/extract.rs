//! Reads the parts of a request: bodies, queries, numbers, and the things that a path names.

use axum::body::Bytes;
use axum::extract::Query;
use axum::extract::rejection::{BytesRejection, QueryRejection};
use axum::http::StatusCode;
use serde::de::DeserializeOwned;

use super::error::{Answered, ApiError};
use super::world_handle::WorldHandle;
use grendel_simulator::discord::Message;

/// The body of a request, or the reason for its rejection.
pub type Body = Result<Bytes, BytesRejection>;

/// The query of a request, or the reason for its rejection.
pub type Asking<T> = Result<Query<T>, QueryRejection>;

/// Reads the body as JSON of this type. An empty body counts as an empty object.
pub fn read<T: DeserializeOwned>(body: Body) -> Answered<T> {
    let body = body.map_err(|refused| match refused.status() {
        StatusCode::PAYLOAD_TOO_LARGE => ApiError::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            format!("the body is longer than {} bytes", super::origin_guard::BODY_BYTES_MAX),
        ),
        status => ApiError::new(status, "the body could not be read"),
    })?;
    let text: &[u8] = if body.is_empty() { b"{}" } else { &body };
    serde_json::from_slice(text).map_err(|error| ApiError::wrong(format!("the body is not what is asked for: {error}")))
}

/// Reads the query as this type.
pub fn query<T>(asked: Asking<T>) -> Answered<T> {
    asked.map(|Query(read)| read).map_err(|refused| ApiError::wrong(refused.body_text()))
}

/// Reads an id of Discord's, which is a number in a string.
pub fn id(text: &str) -> Answered<u64> {
    text.parse()
        .map_err(|_| ApiError::wrong(format!("{text} is not an id: those are numbers, such as 1097863112501841920")))
}

impl WorldHandle {
    /// Returns an error if there is no member with this key.
    pub fn knows(&self, key: &str) -> Answered<()> {
        let guild = self.world.discord.guild();
        if guild.member(key).is_some() {
            return Ok(());
        }
        let keys: Vec<&str> = guild.members().iter().map(|member| member.key.as_str()).collect();
        Err(ApiError::unknown(format!("nobody here is called {key}. There are: {}", keys.join(", "))))
    }

    /// Returns the id of the channel with this name.
    pub fn channel(&self, name: &str) -> Answered<u64> {
        let settings = self.world.discord.settings();
        settings.channel(name).ok_or_else(|| {
            let names: Vec<&str> = settings.channels.iter().map(|channel| channel.name.as_str()).collect();
            ApiError::unknown(format!("there is no channel {name}. There are: {}", names.join(", ")))
        })
    }

    /// Returns a message that this member sees.
    pub fn message(&self, key: &str, text: &str) -> Answered<Message> {
        let id = id(text)?;
        let guild = self.world.discord.guild();
        let found = guild.seen_by(key).find(|message| message.id == id).cloned();
        found.ok_or_else(|| ApiError::unknown(format!("{key} sees no message {id}; it may have been deleted")))
    }
}
