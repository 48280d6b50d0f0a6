//! What a case that is under way can be told.

use jiff::Timestamp;
use tokio::sync::oneshot;

use super::Undecided;
use super::reply::Reply;
use crate::domain::digest::Digest;
use crate::domain::event::CoRequester;
use crate::domain::event::Verb;
use crate::domain::people::Member;
use crate::domain::refusal::Refusal;
use crate::domain::{InteractionId, Locale, MessageId};

/// How many presses and other messages a case takes before it says that it is busy.
pub const MAILBOX_MESSAGES_MAX: usize = 32;

/// Something for a case that is under way.
pub enum Message {
    /// Somebody pressed a button.
    Pressed(Pressed),
    /// The card is in the channel.
    CardPosted(MessageId),
    /// The channel does not take the card.
    CardRefused(String),
    /// Somebody asked for the same. Answered once that is written down; where it never will be, the other end hears that nobody
    /// answers.
    Joined(CoRequester, oneshot::Sender<()>),
    /// The end of the case is to be seen in the channel, or never will be.
    EndShown,
}

/// When somebody has signed in for a decision, or why that does not count.
pub type Proof = Result<Timestamp, Refusal>;

/// A press as the case gets it.
pub struct Pressed {
    /// Who.
    pub member: Member,
    /// The press.
    pub interaction: InteractionId,
    /// Which button.
    pub verb: Verb,
    /// On which plan.
    pub plan: Digest,
    /// Why, where that was asked.
    pub reason: Option<String>,
    /// When they have signed in for it, or why that came to nothing; nothing where they have not been asked to yet.
    pub proof: Option<Proof>,
    /// The language of who pressed.
    pub locale: Locale,
    /// The answer they are owed.
    pub reply: Reply,
    /// Held until it is decided, so that the chat is asked for it again if the program dies before.
    pub undecided: Undecided,
}
