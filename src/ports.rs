//! The two sides of Grendel that are not Grendel: a tenant of Microsoft 365, and a chat.

mod matches;
mod sign_in;

use std::future::Future;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::time::Duration;

use jiff::Timestamp;

pub use self::matches::{Match, Matches};
pub use self::sign_in::{Brought, DeviceSignIn, Identity, Returned, Shown, SignIn};
use crate::domain::account::{Account, Names};
use crate::domain::case::Look;
use crate::domain::condition::Condition;
use crate::domain::people::Standing;
use crate::domain::run::{Answer, Warrant};
use crate::domain::{CaseNumber, ChannelId, GuildId, InteractionId, Locale, MemberId, MessageId, ObjectId, Trouble};
use crate::render::card::{ButtonId, Card, Choice, Form};
use crate::secret::Secret;

/// A tenant of Microsoft 365. Reading is repeated where that helps, within the budget; a step is called once.
pub trait Tenant: Send + Sync + 'static {
    /// What the directory says of a person now; nothing where it has no such account.
    fn standing(
        &self,
        person: &ObjectId,
        now: Timestamp,
        budget: &Budget,
    ) -> impl Future<Output = Result<Option<Standing>, TenantError>> + Send;

    /// Who is meant: by object id, as picked from a list, by sign-in name, else by mail address or alias; at last among those who
    /// were deleted. One round trip, and none for an object id.
    fn resolve(
        &self,
        typed: &str,
        now: Timestamp,
        budget: &Budget,
    ) -> impl Future<Output = Result<Resolved, TenantError>> + Send;

    /// Whom somebody may mean who has typed this much: whose name has words that begin like it, or whose sign-in name or mail address
    /// does. One call.
    fn search(&self, typed: &str, budget: &Budget) -> impl Future<Output = Result<Matches, TenantError>> + Send;

    /// Everything a diagnosis looks at, in one round trip where nothing goes wrong. What could not be read is in there as a gap; an
    /// error means that the account itself could not be read.
    fn observe(
        &self,
        sought: Sought<'_>,
        now: Timestamp,
        budget: &Budget,
    ) -> impl Future<Output = Result<Account, TenantError>> + Send;

    /// The same account between two steps: what bounds the steps is read anew (who it is, its roles, groups, units and risk, whether
    /// it may sign in), and the rest is as it was `before`.
    fn observe_again(
        &self,
        before: &Account,
        groups: &[String],
        now: Timestamp,
        budget: &Budget,
    ) -> impl Future<Output = Result<Account, TenantError>> + Send;

    /// Just what this step changes, to see whether it took effect.
    fn condition(&self, look: &Look, budget: &Budget) -> impl Future<Output = Result<Condition, TenantError>> + Send;

    /// Begins a sign-in that will prove which account somebody has: whoever signs in at the address comes back to
    /// `return_to`. With `anew` they must sign in even where their browser still has a session. Calls nobody.
    fn begin_sign_in(&self, return_to: &str, anew: bool) -> SignIn;

    /// Who has signed in, asked with the code that they brought back. Whatever that opened is thrown away at once.
    fn finish_sign_in(
        &self,
        begun: &SignIn,
        code: &Secret,
        budget: &Budget,
    ) -> impl Future<Output = Result<Identity, TenantError>> + Send;

    /// Begins a sign-in by a code that is typed on another device.
    fn begin_device_sign_in(&self, budget: &Budget) -> impl Future<Output = Result<DeviceSignIn, TenantError>> + Send;

    /// Who has typed the code, once they have; nothing where they declined or it is too late. May take as long as the code is
    /// good.
    fn finish_device_sign_in(
        &self,
        begun: &DeviceSignIn,
    ) -> impl Future<Output = Result<Option<Identity>, TenantError>> + Send;

    /// Takes the step that the warrant is for. Called again only where Microsoft said that the call had no effect (401, 429).
    fn perform(&self, warrant: &Warrant, budget: &Budget) -> impl Future<Output = Performed> + Send;
}

/// Whom a diagnosis is about.
#[derive(Clone, Copy, Debug)]
pub struct Sought<'a> {
    /// The account.
    pub target: &'a ObjectId,
    /// By what it is called, where it was named: then accounts are looked for that it may be taken for.
    pub names: Option<&'a Names>,
    /// The groups that matter, by name or object id. No others of its groups are looked for.
    pub groups: &'a [String],
}

/// What came of taking a step.
pub struct Performed {
    /// What Microsoft answered.
    pub answer: Answer,
    /// The password or the pass that it made, where it made one or may have.
    pub secret: Option<Secret>,
}

impl From<Answer> for Performed {
    fn from(answer: Answer) -> Self {
        Self { answer, secret: None }
    }
}

/// Who is meant by what somebody typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resolved {
    /// This account, and what it is called, unless it was typed as an object id.
    One(ObjectId, Option<Names>),
    /// An account that was deleted, as far as the directory still has it.
    Deleted(Box<Account>),
    /// Several, by their sign-in names; at most [`Resolved::SEVERAL_MAX`] of them.
    Several(Vec<String>),
    /// Nobody.
    Nobody,
    /// It cannot name an account: neither an object id nor an address.
    Malformed,
}

impl Resolved {
    /// The most candidates that are listed.
    pub const SEVERAL_MAX: usize = 10;
}

/// Why Microsoft did not do what was asked. Each variant is a choice that the engine has.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TenantError {
    /// There is no such thing (404).
    #[error("{} found nothing: {}", .0.call, .0.code)]
    NotFound(Trouble),
    /// Grendel itself may not (401, 403): its permissions, its roles or its credentials.
    #[error("{} was denied: {}", .0.call, .0.code)]
    Denied(Trouble),
    /// It was asked wrongly (any other 4xx).
    #[error("{} was rejected: {}", .0.call, .0.code)]
    Rejected(Trouble),
    /// It did not answer, answered that it cannot now, or asked for more patience than the budget had.
    #[error("{} is unavailable: {}", .0.call, .0.code)]
    Unavailable(Trouble),
}

impl TenantError {
    /// What went wrong, for a person.
    pub const fn trouble(&self) -> &Trouble {
        match self {
            Self::NotFound(trouble) | Self::Denied(trouble) | Self::Rejected(trouble) | Self::Unavailable(trouble) => {
                trouble
            }
        }
    }
}

/// What may be spent on calls to Microsoft on behalf of one case or one press.
#[derive(Debug)]
pub struct Budget {
    calls: AtomicU32,
    pause_ms: AtomicU64,
}

impl Budget {
    /// So many calls, and so much waiting between tries.
    pub fn new(calls_max: u32, pauses_max: Duration) -> Self {
        let pause_ms = u64::try_from(pauses_max.as_millis()).unwrap_or(u64::MAX);
        Self { calls: AtomicU32::new(calls_max), pause_ms: AtomicU64::new(pause_ms) }
    }

    /// Takes one call, if there is one left.
    pub fn take_call(&self) -> bool {
        let less = |calls: u32| calls.checked_sub(1);
        self.calls.fetch_update(Ordering::Relaxed, Ordering::Relaxed, less).is_ok()
    }

    /// Takes a pause, if so much is left; takes nothing otherwise.
    pub fn take_pause(&self, pause: Duration) -> bool {
        let wanted = u64::try_from(pause.as_millis()).unwrap_or(u64::MAX);
        let less = |left: u64| left.checked_sub(wanted);
        self.pause_ms.fetch_update(Ordering::Relaxed, Ordering::Relaxed, less).is_ok()
    }
}

/// A chat: where commands come from and cards go to. Every method gives up after a time of its own.
pub trait Chat: Send + Sync + 'static {
    /// Tells the one who typed or pressed that it was heard; only they see it.
    fn acknowledge(&self, reply: &ReplyTo) -> impl Future<Output = Result<(), ChatError>> + Send;

    /// Answers the one who typed or pressed; only they see it. To be called after `acknowledge`.
    fn whisper(&self, reply: &ReplyTo, words: &str) -> impl Future<Output = Result<(), ChatError>> + Send;

    /// Asks the one who pressed a question, in place of `acknowledge`.
    fn ask(&self, reply: &ReplyTo, form: &Form) -> impl Future<Output = Result<(), ChatError>> + Send;

    /// Offers choices to the one who is typing, in place of every other answer; at most [`Choice::OFFERED_MAX`].
    fn offer(&self, reply: &ReplyTo, choices: &[Choice]) -> impl Future<Output = Result<(), ChatError>> + Send;

    /// Shows a card: posts it, or edits the message that shows the case already. Posting the first card of a case twice
    /// within minutes gives the same message.
    fn show(&self, showing: &Showing) -> impl Future<Output = Result<MessageId, ChatError>> + Send;

    /// Calls people to a card: a message of its own, which alerts these roles and members and nobody else. Calling twice with
    /// the same nonce within minutes makes one message.
    fn call(&self, calling: &Calling) -> impl Future<Output = Result<MessageId, ChatError>> + Send;

    /// The roles that a member holds now; nothing where there is no such member.
    fn roles_of(
        &self,
        guild: GuildId,
        member: MemberId,
    ) -> impl Future<Output = Result<Option<Vec<RoleId>>, ChatError>> + Send;
}

/// A card and where it belongs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Showing {
    /// The case.
    pub case: CaseNumber,
    /// The channel.
    pub channel: ChannelId,
    /// The message that shows it already.
    pub message: Option<MessageId>,
    /// A short text that no other first card has; at most 25 characters.
    pub nonce: String,
    /// The card.
    pub card: Card,
}

/// A message that alerts people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calling {
    /// The channel.
    pub channel: ChannelId,
    /// A short text that no other message has; at most 25 characters.
    pub nonce: String,
    /// What it says. It names those whom it alerts.
    pub words: String,
    /// The roles that it alerts.
    pub roles: Vec<RoleId>,
    /// The members that it alerts.
    pub members: Vec<MemberId>,
}

/// Why the chat did not do what was asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ChatError {
    /// The time to answer is over; nobody can be answered there any more.
    #[error("it is too late to answer: {0}")]
    TooLate(String),
    /// The message or the channel is gone, or Grendel may not write there: trying again does not help.
    #[error("the chat will not take it: {0}")]
    Gone(String),
    /// The chat cannot be reached now, or said that it cannot: trying again may help.
    #[error("the chat is unavailable: {0}")]
    Unavailable(String),
}

/// A role of the chat, by the chat's own number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RoleId(pub u64);

/// Where an answer to one interaction goes. It is good for minutes and never stored.
#[derive(Clone)]
pub struct ReplyTo {
    /// The interaction.
    pub interaction: InteractionId,
    /// What proves that we may answer it.
    pub token: Secret,
}

/// Something that a person typed or pressed, as it arrived.
#[derive(Clone)]
pub struct Arrival {
    /// What it is called; the same number never means two things.
    pub interaction: InteractionId,
    /// When the chat says it was sent.
    pub sent_at: Timestamp,
    /// Who, where the chat said so.
    pub sender: Option<Sender>,
    /// Where; nothing outside a guild.
    pub place: Option<(GuildId, ChannelId)>,
    /// The language of the one who sent it.
    pub member_locale: Locale,
    /// The language of the guild.
    pub guild_locale: Locale,
    /// Where an answer goes.
    pub reply: ReplyTo,
    /// What it is.
    pub what: Sent,
}

/// Who sent something, as the chat described them with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sender {
    /// Who.
    pub id: MemberId,
    /// What they are called there. Text from outside.
    pub name: String,
    /// Their roles.
    pub roles: Vec<RoleId>,
}

/// What somebody sent. All text in here is from outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sent {
    /// A slash command, by its name, with its options by theirs.
    Command {
        /// Without the slash.
        name: String,
        /// Name and text.
        options: Vec<(String, String)>,
    },
    /// An option of a command that somebody is still typing, to be offered what it may become. Nothing is asked for yet.
    Typing {
        /// The command, without the slash.
        command: String,
        /// The option.
        option: String,
        /// What it says so far.
        text: String,
    },
    /// A press on a button.
    Press(ButtonId),
    /// The answer to a form.
    Answer {
        /// The button that the form completes.
        button: ButtonId,
        /// The text.
        text: String,
    },
    /// A press on something that Grendel never made.
    Forged {
        /// What it called itself, cut.
        custom_id: String,
    },
    /// Something that Grendel does not understand.
    NotUnderstood {
        /// What is known of it, in a few words.
        what: String,
    },
}
