//! The sign-ins that are in progress. They are in memory only: a restart ends them, and the member begins again.

#[cfg(test)]
mod tests;

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard};

use jiff::{SignedDuration, Timestamp};
use tokio::sync::oneshot;
use uuid::Uuid;

use super::tenant_channel::TenantChannel;
use crate::domain::digest::Digest;
use crate::domain::event::Verb;
use crate::domain::people::Member;
use crate::domain::{CaseNumber, InteractionId, Locale};
use crate::ports::{AuthorizationRequest, Identity, ReplyTo, Tenant};
use crate::secret::Secret;

/// The time that a sign-in may take. The answer that offers it can be edited for 15 minutes:
/// <https://discord.com/developers/docs/interactions/receiving-and-responding#followup-messages>
pub const SIGN_IN_MINUTES: i64 = 10;
/// The sign-ins that one member can have at once; a further one ends the oldest. Enough for a second try in another
/// browser.
pub const SIGN_INS_PER_MEMBER_MAX: usize = 3;
/// The sign-ins of all members together; a further one ends the oldest.
pub const SIGN_INS_MAX: usize = 1000;

/// The ways in which people can prove which account they have.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SignInMethods {
    /// The address that browsers return to, or `None` if Grendel listens for no browser.
    pub redirect_uri: Option<String>,
    /// True if a code may be typed on another device. It is used only without a redirect URI.
    pub device_code: bool,
}

/// The purpose of a sign-in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SignInPurpose {
    /// To link an account to the member.
    Link,
    /// To decide a case: the step-up authentication of a press.
    Decide(PendingDecision),
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
    /// The end of the session.
    pub until: Timestamp,
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
        // prove nothing about the present.
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
        let is_it = |stage: &SignInStage| matches!(stage, SignInStage::Browser(request) if request.state == *state);
        let PendingSignIn { session, until, stage } = self.remove(is_it)?;
        match stage {
            SignInStage::Browser(request) if now < until => Some(ReturnedSignIn { session, request, until }),
            SignInStage::Browser(_) | SignInStage::Device { .. } | SignInStage::Confirmation { .. } => None,
        }
    }

    /// Removes and returns a sign-in on another device. Returns `None` if it was ended.
    pub fn take_device(&self, wanted: InteractionId) -> Option<SignInSession<T>> {
        let is_it = |stage: &SignInStage| matches!(stage, SignInStage::Device { key, .. } if *key == wanted);
        self.remove(is_it).map(|taken| taken.session)
    }

    /// Adds the identity of a person who signed in, until they confirm that they are the member. Returns the token that
    /// the confirmation must carry, or `None` if the session has expired.
    pub fn add_confirmation(
        &self,
        session: SignInSession<T>,
        identity: Identity,
        until: Timestamp,
        now: Timestamp,
    ) -> Option<Secret> {
        let token = new_token();
        let stage = SignInStage::Confirmation { token: token.clone(), identity };
        (now < until).then(|| {
            self.add(PendingSignIn { session, until, stage }, now);
            token
        })
    }

    /// Removes and returns the session and the identity that a confirmation is about. Returns `None` if there is none
    /// with this token, or if it has expired.
    pub fn take_confirmation(&self, wanted: &Secret, now: Timestamp) -> Option<(SignInSession<T>, Identity)> {
        let is_it = |stage: &SignInStage| matches!(stage, SignInStage::Confirmation { token, .. } if token == wanted);
        let PendingSignIn { session, until, stage } = self.remove(is_it)?;
        match stage {
            SignInStage::Confirmation { identity, .. } if now < until => Some((session, identity)),
            SignInStage::Browser(_) | SignInStage::Device { .. } | SignInStage::Confirmation { .. } => None,
        }
    }

    fn add_browser(&self, session: SignInSession<T>, request: AuthorizationRequest, now: Timestamp) {
        self.add(PendingSignIn { session, until: good_until(now), stage: SignInStage::Browser(request) }, now);
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
        if all.iter().filter(|one| is_same_member(one)).count() >= SIGN_INS_PER_MEMBER_MAX
            && let Some(oldest) = all.iter().position(is_same_member)
        {
            all.remove(oldest);
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
    Browser(AuthorizationRequest),
    /// A task polls for the code. It stops when the other end of `_ended` is dropped.
    Device { key: InteractionId, _ended: oneshot::Sender<()> },
    /// A person has signed in, and a page asks them whether they are the member. Nothing is recorded yet.
    Confirmation { token: Secret, identity: Identity },
}

struct PendingSignIn<T> {
    session: SignInSession<T>,
    until: Timestamp,
    stage: SignInStage,
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
