//! The messages that the actor of a case receives.

use jiff::Timestamp;
use tokio::sync::oneshot;

use super::reply::Reply;
use super::undecided_presses::UndecidedPress;
use crate::domain::digest::Digest;
use crate::domain::event::{CoRequester, Verb};
use crate::domain::people::Member;
use crate::domain::refusal::Refusal;
use crate::domain::{InteractionId, Locale, MessageId};
use crate::ports::CallbackResponse;

/// The capacity of a mailbox. A press that finds it full is refused as [`Refusal::Busy`].
pub const MAILBOX_MESSAGES_MAX: usize = 32;

/// A message to the actor of a case.
pub enum Message {
    /// A button was pressed.
    Press(ButtonPress),
    /// The card is in the channel.
    CardPosted(MessageId),
    /// The channel does not accept the card, for this reason.
    CardRefused(String),
    /// Another requester asked for the same. The sender is used once that is on disk, and dropped if it never will be.
    Joined(CoRequester, oneshot::Sender<()>),
    /// A member has linked an account, so others may be known by now.
    PeopleChanged,
    /// The channel shows the end of the case, or it will never show it.
    EndShown,
    /// A ping that was sent beside the run has arrived, or nobody takes it.
    Pinged {
        /// The index of the ping.
        place: usize,
        /// The message in the channel, or `None` if there is none.
        message: Option<MessageId>,
    },
}

/// The result of a step-up authentication: the time of the sign-in, or the reason for which it does not count.
pub type StepUpResult = Result<Timestamp, Refusal>;

/// A button press.
pub struct ButtonPress {
    /// The member who pressed, with the roles that the press carries.
    pub member: Member,
    /// The interaction.
    pub interaction: InteractionId,
    /// The button.
    pub verb: Verb,
    /// The plan that the button was shown with.
    pub plan: Digest,
    /// The text of the form, if the button opened one.
    pub reason: Option<String>,
    /// The result of the step-up authentication, or `None` before one was asked for.
    pub step_up: Option<StepUpResult>,
    /// The language of the member.
    pub locale: Locale,
    /// The answer that the member is owed.
    pub reply: Reply,
    /// The browser that waits for a secret, or `None` for a press whose result is shown in the chat.
    pub browser: Option<BrowserReply>,
    /// Held until the press is decided, so that the chat delivers it again if the program dies before that.
    pub undecided: UndecidedPress,
}

/// The page that a browser waits for.
pub struct BrowserReply {
    /// Receives the page.
    pub response: oneshot::Sender<CallbackResponse>,
    /// The language that the browser asks for.
    pub language: Locale,
}

impl BrowserReply {
    /// Returns true if the browser does not wait any more.
    pub fn is_gone(&self) -> bool {
        self.response.is_closed()
    }

    /// Sends the page. Returns false if the browser does not wait any more.
    pub fn send(self, page: CallbackResponse) -> bool {
        self.response.send(page).is_ok()
    }
}
