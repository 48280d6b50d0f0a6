//! The two traits between Grendel and the outside: [`Tenant`], a tenant of Microsoft 365, and [`Chat`].
//!
//! The engine knows nothing else of Microsoft and Discord. Each trait has one implementation in the product, and every
//! whole-bot test runs that implementation against a simulator.
//!
//! # Examples
//!
//! A chat that takes private answers and nothing else. Every call after the deadline of an interaction is
//! [`ChatError::TooLate`], which the engine logs and does not repeat.
//!
//! ```
//! use std::sync::Mutex;
//!
//! use grendel::domain::{GuildId, InteractionId, MemberId, MessageId};
//! use grendel::ports::{CardMessage, Chat, ChatError, DirectMessage, Ping, ReplyTo, RoleId};
//! use grendel::render::card::{Choice, Form, NumberButton};
//! use grendel::secret::Secret;
//!
//! #[derive(Default)]
//! struct Whispers(Mutex<Vec<String>>);
//!
//! impl Chat for Whispers {
//!     async fn acknowledge(&self, _: &ReplyTo) -> Result<(), ChatError> {
//!         Ok(())
//!     }
//!     async fn acknowledge_in_place(&self, _: &ReplyTo) -> Result<(), ChatError> {
//!         Ok(())
//!     }
//!     async fn whisper_with_button(&self, _: &ReplyTo, _: &str, _: &NumberButton) -> Result<(), ChatError> {
//!         Err(ChatError::TooLate("no buttons here".to_owned()))
//!     }
//!     async fn whisper(&self, _: &ReplyTo, words: &str) -> Result<(), ChatError> {
//!         self.0.lock().unwrap().push(words.to_owned());
//!         Ok(())
//!     }
//!     async fn open_form(&self, _: &ReplyTo, _: &Form) -> Result<(), ChatError> {
//!         Err(ChatError::TooLate("no forms here".to_owned()))
//!     }
//!     async fn offer_choices(&self, _: &ReplyTo, _: &[Choice]) -> Result<(), ChatError> {
//!         Ok(())
//!     }
//!     async fn show(&self, _: &CardMessage) -> Result<MessageId, ChatError> {
//!         Err(ChatError::Gone("no channel".to_owned()))
//!     }
//!     async fn ping(&self, _: &Ping) -> Result<MessageId, ChatError> {
//!         Err(ChatError::Gone("no channel".to_owned()))
//!     }
//!     async fn direct_message(&self, _: &DirectMessage) -> Result<(), ChatError> {
//!         Err(ChatError::Gone("no direct messages".to_owned()))
//!     }
//!     async fn member_roles(&self, _: GuildId, _: MemberId) -> Result<Option<Vec<RoleId>>, ChatError> {
//!         Ok(None)
//!     }
//! }
//!
//! # tokio::runtime::Runtime::new().unwrap().block_on(async {
//! let chat = Whispers::default();
//! let reply = ReplyTo { interaction: InteractionId(1), token: Secret::new("token".to_owned()) };
//! chat.acknowledge(&reply).await?;
//! chat.whisper(&reply, "Nothing is wrong with the account.").await?;
//! assert_eq!(*chat.0.lock().unwrap(), ["Nothing is wrong with the account."]);
//! # Ok::<(), ChatError>(())
//! # }).unwrap();
//! ```

mod budget;
mod callback;
mod chat;
mod interaction;
mod search;
mod sign_in;
mod tenant;

pub use self::budget::Budget;
pub use self::callback::{CallbackContent, CallbackRequest, CallbackResponse};
pub use self::chat::{CardMessage, Chat, ChatError, DirectMessage, Ping, ReplyTo, RoleId};
pub use self::interaction::{ChatMember, GuildChannel, Interaction, InteractionKind};
pub use self::search::{Match, Matches};
pub use self::sign_in::{AuthorizationRequest, CONTEXT_MISSING, DeviceAuthorization, Identity};
pub use self::tenant::{ObserveRequest, Resolution, StepResult, Tenant, TenantError};
