//! The sign-ins that are in progress. They are in memory only: a restart ends them, and the member begins again.

#[cfg(test)]
mod tests;

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard};

use jiff::{SignedDuration, Timestamp};
use tokio::sync::oneshot;
use uuid::Uuid;

use super::tenant_channel::TenantChannel;
use crate::domain::command::Control;
use crate::domain::control::ControlAction;
use crate::domain::digest::Digest;
use crate::domain::event::{Opening, Verb};
use crate::domain::freeze::FreezeScope;
use crate::domain::people::Member;
use crate::domain::{CaseNumber, InteractionId, Locale, MemberId, TenantName};
use crate::ports::{AuthorizationRequest, Identity, ReplyTo, Tenant};
use crate::render::card::NumberKey;
use crate::secret::Secret;

/// The time that a sign-in may take. The answer that offers it can be edited for 15 minutes:
/// <https://discord.com/developers/docs/interactions/receiving-and-responding#followup-messages>
pub const SIGN_IN_MINUTES: i64 = 10;
/// The sign-ins that one member can have at once; a further one ends the oldest that nobody has signed in for. Enough
/// for a second try in another browser.
pub const SIGN_INS_PER_MEMBER_MAX: usize = 3;
/// The sign-ins of all members together; a further one ends the oldest.
pub const SIGN_INS_MAX: usize = 1000;

/// The numbers that a page can show: those of two digits.
const NUMBER_MIN: u8 = 10;
const NUMBER_MAX: u8 = 99;

/// The ways in which people can prove which account they have.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SignInMethods {
    /// The address that browsers return to, or `None` if Grendel listens for no browser.
    pub redirect_uri: Option<String>,
    /// True if a code may be typed on another device. It is used only without a redirect URI.
    pub device_code: bool,
    /// True if passwords and passes are shown on our own page, and never in the chat.
    pub shows_secrets: bool,
}

/// The purpose of a sign-in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SignInPurpose {
    /// To link an account to the member.
    Link,
    /// To decide a case: the step-up authentication of a press.
    Decide(PendingDecision),
    /// To open a case: the step-up authentication of a command.
    Ask(Box<Opening>),
    /// To freeze a tenant or to lift that: the step-up authentication of a command.
    Control(Box<TypedControl>),
}

/// A `/freeze` or `/unfreeze` as it was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypedControl {
    /// The name of the command.
    pub command: String,
    /// The command's change, and who may make it.
    pub control: Control,
    /// The reason, if there is one.
    pub reason: Option<String>,
    /// The scope, if one was chosen.
    pub scope: Option<String>,
}

impl TypedControl {
    /// Returns the scope of a freeze: the usual one if none was chosen. `None` for another command, and if a person cannot
    /// choose this scope.
    pub fn scope(&self) -> Option<FreezeScope> {
        let is_choice = |scope: &FreezeScope| FreezeScope::CHOICES.contains(scope);
        match (self.control.action, &self.scope) {
            (ControlAction::Unfreeze, _) => None,
            (ControlAction::Freeze, None) => Some(FreezeScope::Access),
            (ControlAction::Freeze, Some(word)) => FreezeScope::from_word(word).filter(is_choice),
        }
    }
}

/// A press that counts only after a step-up authentication.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PendingDecision {
    /// The case.
    pub case: CaseNumber,
    /// The button.
    pub verb: Verb,
    /// The plan that the button was shown with.
    pub plan: Digest,
    /// The text of the form, if the button opened one.
    pub reason: Option<String>,
    /// The time of the press.
    pub pressed_at: Timestamp,
}

/// A sign-in that a member has begun, with everything that it is bound to.
pub struct SignInSession<T> {
    /// The channel it was begun in.
    pub channel: Arc<TenantChannel<T>>,
    /// The member who began it, with their roles at that time. The result is theirs, no matter whose browser returns.
    pub member: Member,
    /// The command or the press that began it.
    pub interaction: InteractionId,
    /// The language of the member.
    pub member_locale: Locale,
    /// The language of the guild.
    pub guild_locale: Locale,
    /// The purpose.
    pub purpose: SignInPurpose,
    /// The address for the result.
    pub reply: ReplyTo,
}

/// The address of a sign-in, for the member alone.
pub struct SignInOffer {
    /// The address that the member opens.
    pub url: String,
    /// The end of the offer.
    pub until: Timestamp,
}

/// A session whose browser has returned.
pub struct ReturnedSignIn<T> {
    /// The session.
    pub session: SignInSession<T>,
    /// The request that the browser returns from.
    pub request: AuthorizationRequest,
    /// The time at which the sign-in was begun.
    pub begun_at: Timestamp,
    /// The end of the session.
    pub until: Timestamp,
}

/// A person who signed in and has not answered the question of the page yet.
pub struct UnansweredSignIn<T> {
    /// The session.
    pub session: SignInSession<T>,
    /// The account that signed in.
    pub identity: Identity,
    /// The end of the session.
    pub until: Timestamp,
}

/// The number that ties a browser to a member: the page shows it, and the member types it in the chat.
pub struct NumberChallenge {
    /// Two digits.
    pub number: u8,
    /// The key of the button under which it is typed.
    pub key: NumberKey,
}

/// A sign-in whose number was typed, rightly or not.
pub struct NumberedSignIn<T> {
    /// The session.
    pub session: SignInSession<T>,
    /// The account that signed in.
    pub identity: Identity,
    /// The number of the page.
    pub number: u8,
}

/// All sign-ins in progress.
pub struct SignInSessions<T> {
    methods: SignInMethods,
    oldest_first: Mutex<VecDeque<PendingSignIn<T>>>,
}

impl<T: Tenant> SignInSessions<T> {
    /// Begins a sign-in in a browser, valid for [`SIGN_IN_MINUTES`]. Returns `None` if Grendel listens for no browser.
    pub fn begin(&self, session: SignInSession<T>, now: Timestamp) -> Option<SignInOffer> {
        let redirect_uri = self.methods.redirect_uri.as_ref()?;
        // With a session that the browser still has, opening the link would be enough to link an account. It would also
        // prove nothing about the present. The link can be edited, so the answer is checked: see `check_fresh`.
        let request = session.channel.tenant.begin_sign_in(redirect_uri, true);
        let offer = SignInOffer { url: request.url.clone(), until: good_until(now) };
        self.add_browser(session, request, now);
        Some(offer)
    }
}

impl<T> SignInSessions<T> {
    /// Creates an empty list.
    pub fn new(methods: SignInMethods) -> Self {
        Self { methods, oldest_first: Mutex::default() }
    }

    /// Returns the ways to sign in.
    pub const fn methods(&self) -> &SignInMethods {
        &self.methods
    }

    /// Adds a sign-in on another device until its code expires. Returns the key for [`SignInSessions::take_device`],
    /// and a receiver that ends when the sign-in is ended.
    pub fn add_device(
        &self,
        session: SignInSession<T>,
        until: Timestamp,
        now: Timestamp,
    ) -> (InteractionId, oneshot::Receiver<()>) {
        let (ended, is_ended) = oneshot::channel();
        let key = session.interaction;
        self.add(PendingSignIn { session, until, stage: SignInStage::Device { key, _ended: ended } }, now);
        (key, is_ended)
    }

    /// Removes and returns the sign-in that a browser returns from. Returns `None` if there is no sign-in with this
    /// state, or if it has expired.
    pub fn take(&self, state: &Secret, now: Timestamp) -> Option<ReturnedSignIn<T>> {
        let is_it =
            |stage: &SignInStage| matches!(stage, SignInStage::Browser { request, .. } if request.state == *state);
        let PendingSignIn { session, until, stage } = self.remove(is_it)?;
        match stage {
            SignInStage::Browser { request, begun_at } if now < until => {
                Some(ReturnedSignIn { session, request, begun_at, until })
            }
            _ => None,
        }
    }

    /// Removes and returns a sign-in on another device. Returns `None` if it was ended.
    pub fn take_device(&self, wanted: InteractionId) -> Option<SignInSession<T>> {
        let is_it = |stage: &SignInStage| matches!(stage, SignInStage::Device { key, .. } if *key == wanted);
        self.remove(is_it).map(|taken| taken.session)
    }

    /// Adds the identity of a person who signed in, until they answer the question of the page. Returns the token that
    /// the answer must carry, or `None` if the session has expired.
    pub fn add_question(
        &self,
        session: SignInSession<T>,
        identity: Identity,
        until: Timestamp,
        now: Timestamp,
    ) -> Option<Secret> {
        let token = new_token();
        let stage = SignInStage::Question { token: token.clone(), identity };
        (now < until).then(|| {
            self.add(PendingSignIn { session, until, stage }, now);
            token
        })
    }

    /// Removes and returns the sign-in that an answer is about. Returns `None` if there is none with this token, or if
    /// it has expired.
    pub fn take_question(&self, wanted: &Secret, now: Timestamp) -> Option<UnansweredSignIn<T>> {
        let is_it = |stage: &SignInStage| matches!(stage, SignInStage::Question { token, .. } if token == wanted);
        let PendingSignIn { session, until, stage } = self.remove(is_it)?;
        match stage {
            SignInStage::Question { identity, .. } if now < until => {
                Some(UnansweredSignIn { session, identity, until })
            }
            _ => None,
        }
    }

    /// Adds a sign-in whose question was answered, until the member types the number. Returns the number and the key of
    /// its button, or `None` if the session has expired.
    pub fn add_number(&self, answered: UnansweredSignIn<T>, now: Timestamp) -> Option<NumberChallenge> {
        let UnansweredSignIn { session, identity, until } = answered;
        let (number, key) = (new_number(), NumberKey(Uuid::new_v4().as_u128()));
        let stage = SignInStage::Number { key, number, identity };
        (now < until).then(|| {
            self.add(PendingSignIn { session, until, stage }, now);
            NumberChallenge { number, key }
        })
    }

    /// Returns true if a sign-in of this member waits for the number under this key.
    pub fn awaits_number(&self, wanted: NumberKey, member: MemberId, now: Timestamp) -> bool {
        self.lock().iter().any(|one| now < one.until && one.is_numbered(wanted, member))
    }

    /// Removes and returns the sign-in of this member, in this tenant, whose number was typed: there is one try.
    /// `None`, and nothing is removed, if there is none under this key, or if it is another member's or another tenant's.
    pub fn take_number(
        &self,
        wanted: NumberKey,
        member: MemberId,
        tenant: &TenantName,
        now: Timestamp,
    ) -> Option<NumberedSignIn<T>> {
        let pending = {
            let mut all = self.lock();
            let is_it = |one: &PendingSignIn<T>| one.is_numbered(wanted, member) && one.session.channel.name == *tenant;
            let at = all.iter().position(is_it)?;
            all.remove(at)?
        };
        let PendingSignIn { session, until, stage } = pending;
        match stage {
            SignInStage::Number { number, identity, .. } if now < until => {
                Some(NumberedSignIn { session, identity, number })
            }
            _ => None,
        }
    }

    fn add_browser(&self, session: SignInSession<T>, request: AuthorizationRequest, now: Timestamp) {
        let stage = SignInStage::Browser { request, begun_at: now };
        self.add(PendingSignIn { session, until: good_until(now), stage }, now);
    }

    fn remove(&self, is_it: impl Fn(&SignInStage) -> bool) -> Option<PendingSignIn<T>> {
        let mut all = self.lock();
        let at = all.iter().position(|one| is_it(&one.stage))?;
        all.remove(at)
    }

    fn add(&self, new: PendingSignIn<T>, now: Timestamp) {
        let mut all = self.lock();
        all.retain(|one| now < one.until);
        let is_same_member = |one: &PendingSignIn<T>| one.session.member.id == new.session.member.id;
        if all.iter().filter(|one| is_same_member(one)).count() >= SIGN_INS_PER_MEMBER_MAX {
            // One that nobody has signed in for yet goes first: with a member's stolen session of the chat alone, the
            // sign-in that the member is at cannot be ended.
            let is_unbegun = |one: &PendingSignIn<T>| is_same_member(one) && one.stage.awaits_sign_in();
            let ended = all.iter().position(is_unbegun).or_else(|| all.iter().position(is_same_member));
            ended.and_then(|at| all.remove(at));
        }
        if all.len() >= SIGN_INS_MAX {
            all.pop_front();
        }
        all.push_back(new);
    }

    fn lock(&self) -> MutexGuard<'_, VecDeque<PendingSignIn<T>>> {
        self.oldest_first.lock().expect("nothing panics with this lock")
    }
}

/// The stage of a sign-in, with the key that leads back to it.
enum SignInStage {
    /// A browser is expected to return with the state of this request.
    Browser { request: AuthorizationRequest, begun_at: Timestamp },
    /// A task polls for the code. It stops when the other end of `_ended` is dropped.
    Device { key: InteractionId, _ended: oneshot::Sender<()> },
    /// A person has signed in, and a page asks them whether the member's request is theirs. Nothing is recorded yet.
    Question { token: Secret, identity: Identity },
    /// The person said yes, and their page shows the number that the member must type.
    Number { key: NumberKey, number: u8, identity: Identity },
}

impl SignInStage {
    const fn awaits_sign_in(&self) -> bool {
        matches!(self, Self::Browser { .. } | Self::Device { .. })
    }
}

struct PendingSignIn<T> {
    session: SignInSession<T>,
    until: Timestamp,
    stage: SignInStage,
}

impl<T> PendingSignIn<T> {
    fn is_numbered(&self, wanted: NumberKey, member: MemberId) -> bool {
        let is_it = matches!(&self.stage, SignInStage::Number { key, .. } if *key == wanted);
        is_it && self.session.member.id == member
    }
}

/// Returns a random number of two digits.
fn new_number() -> u8 {
    let range = u128::from(NUMBER_MAX - NUMBER_MIN) + 1;
    // Of 122 random bits, so that no number is noticeably likelier than another.
    NUMBER_MIN + u8::try_from(Uuid::new_v4().as_u128() % range).unwrap_or_default()
}

/// Returns a token of 244 random bits from the operating system.
/// <https://docs.rs/uuid/latest/uuid/struct.Uuid.html#method.new_v4>
fn new_token() -> Secret {
    Secret::new(format!("{}{}", Uuid::new_v4().simple(), Uuid::new_v4().simple()))
}

/// Returns the end of a sign-in in a browser that begins now.
fn good_until(now: Timestamp) -> Timestamp {
    now + SignedDuration::from_mins(SIGN_IN_MINUTES)
}
