//! The sign-ins under way, and the questions that some end with. They are in memory only: whoever is signing in while the program stops begins again.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard};

use jiff::{SignedDuration, Timestamp};
use tokio::sync::oneshot;
use uuid::Uuid;

use crate::domain::digest::Digest;
use crate::domain::event::Verb;
use crate::domain::people::Member;
use crate::domain::{CaseNumber, InteractionId, Locale};
use crate::ports::{AuthorizationRequest, Identity, ReplyTo};
use crate::secret::Secret;

/// How long a sign-in may take. The answer that offers it can be edited for 15 minutes:
/// <https://discord.com/developers/docs/interactions/receiving-and-responding#followup-messages>
pub const SIGN_IN_MINUTES: i64 = 10;
/// Sign-ins that one member can have under way; the oldest is forgotten. Enough for a second try in another browser.
pub const SIGN_INS_PER_MEMBER_MAX: usize = 3;
/// Sign-ins that can be under way in all; the oldest is forgotten.
pub const SIGN_INS_MAX: usize = 1000;

/// How people can prove which account they have.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WaysToSignIn {
    /// Where browsers come back to; nothing where nobody listens there.
    pub redirect_uri: Option<String>,
    /// Whether a code may be typed on another device, where browsers cannot come back.
    pub device_code: bool,
}

/// What a sign-in is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// To prove which account the member has.
    Link,
    /// To decide a case.
    Vote(Vote),
}

/// A press that counts only with a sign-in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vote {
    /// On the card of this case.
    pub case: CaseNumber,
    /// This button.
    pub verb: Verb,
    /// Made for this plan.
    pub plan: Digest,
    /// With this answer, where one was asked for.
    pub reason: Option<String>,
}

/// A sign-in that was begun, and everything that it is bound to.
pub struct Begun {
    /// The tenant, by its place among the engine's.
    pub site: usize,
    /// Who began it, as they were then. What comes of it is theirs, whoever's browser comes back.
    pub member: Member,
    /// The command or press by which they did.
    pub interaction: InteractionId,
    /// Their language.
    pub member_locale: Locale,
    /// The language of the guild.
    pub guild_locale: Locale,
    /// What it is for.
    pub purpose: Purpose,
    /// Where they are told what came of it.
    pub reply: ReplyTo,
}

/// What leads back to a sign-in.
enum Thread {
    /// A browser comes back with the state in here.
    Code(AuthorizationRequest),
    /// Somebody asks all the while, and stops when the other end of this is gone.
    Device { number: u64, _forgotten: oneshot::Sender<()> },
    /// Somebody has signed in, and a page asks them whether they are the member. Nothing is written down yet.
    Asked { token: Secret, identity: Identity },
}

struct UnderWay {
    begun: Begun,
    until: Timestamp,
    thread: Thread,
}

/// All sign-ins under way, the oldest first.
#[derive(Default)]
pub struct SignIns {
    under_way: Mutex<VecDeque<UnderWay>>,
}

impl SignIns {
    /// Remembers a sign-in that ends in a browser, for [`SIGN_IN_MINUTES`].
    pub fn begin(&self, begun: Begun, sign_in: AuthorizationRequest, now: Timestamp) {
        self.add(UnderWay { begun, until: good_until(now), thread: Thread::Code(sign_in) }, now);
    }

    /// Remembers a sign-in on another device, for as long as its code is good. The receiver wakes when it is forgotten.
    pub fn begin_device(&self, begun: Begun, until: Timestamp, now: Timestamp) -> (u64, oneshot::Receiver<()>) {
        let (forgotten, is_forgotten) = oneshot::channel();
        let number = begun.interaction.0;
        self.add(UnderWay { begun, until, thread: Thread::Device { number, _forgotten: forgotten } }, now);
        (number, is_forgotten)
    }

    /// The sign-in that a browser comes back from, and until when it can be brought to its end. Once: whatever comes of it, it is
    /// gone. Nothing where there is no such sign-in, or it was taken already, or its time is over.
    pub fn take(&self, state: &Secret, now: Timestamp) -> Option<(Begun, AuthorizationRequest, Timestamp)> {
        let is_it = |thread: &Thread| matches!(thread, Thread::Code(sign_in) if sign_in.state == *state);
        let UnderWay { begun, until, thread } = self.remove(is_it)?;
        match thread {
            Thread::Code(sign_in) if now < until => Some((begun, sign_in, until)),
            Thread::Code(_) | Thread::Device { .. } | Thread::Asked { .. } => None,
        }
    }

    /// The sign-in on another device, once.
    pub fn take_device(&self, number: u64) -> Option<Begun> {
        let is_it = |thread: &Thread| matches!(thread, Thread::Device { number: known, .. } if *known == number);
        self.remove(is_it).map(|taken| taken.begun)
    }

    /// Remembers who signed in until they have answered, and no longer than the sign-in itself is good. The answer must carry what
    /// this gives; nothing where the time is over.
    pub fn ask(&self, begun: Begun, identity: Identity, until: Timestamp, now: Timestamp) -> Option<Secret> {
        let token = new_token();
        let asked = Thread::Asked { token: token.clone(), identity };
        (now < until).then(|| {
            self.add(UnderWay { begun, until, thread: asked }, now);
            token
        })
    }

    /// The sign-in whose question is answered with this token, and who signed in; once, as with [`SignIns::take`].
    pub fn take_asked(&self, token: &Secret, now: Timestamp) -> Option<(Begun, Identity)> {
        let is_it = |thread: &Thread| matches!(thread, Thread::Asked { token: known, .. } if known == token);
        let UnderWay { begun, until, thread } = self.remove(is_it)?;
        match thread {
            Thread::Asked { identity, .. } if now < until => Some((begun, identity)),
            Thread::Code(_) | Thread::Device { .. } | Thread::Asked { .. } => None,
        }
    }

    fn remove(&self, is_it: impl Fn(&Thread) -> bool) -> Option<UnderWay> {
        let mut all = self.lock();
        let at = all.iter().position(|one| is_it(&one.thread))?;
        all.remove(at)
    }

    fn add(&self, new: UnderWay, now: Timestamp) {
        let mut all = self.lock();
        all.retain(|one| now < one.until);
        let of_member = |one: &UnderWay| one.begun.member.id == new.begun.member.id;
        if all.iter().filter(|one| of_member(one)).count() >= SIGN_INS_PER_MEMBER_MAX
            && let Some(oldest) = all.iter().position(of_member)
        {
            all.remove(oldest);
        }
        if all.len() >= SIGN_INS_MAX {
            all.pop_front();
        }
        all.push_back(new);
    }

    fn lock(&self) -> MutexGuard<'_, VecDeque<UnderWay>> {
        self.under_way.lock().expect("the sign-ins are not changed while panicking")
    }
}

/// Nothing that can be guessed: 244 bits by chance, which `uuid` has from the operating system.
/// <https://docs.rs/uuid/latest/uuid/struct.Uuid.html#method.new_v4>
fn new_token() -> Secret {
    Secret::new(format!("{}{}", Uuid::new_v4().simple(), Uuid::new_v4().simple()))
}

/// Until when a sign-in that is begun now can be brought to its end.
pub fn good_until(now: Timestamp) -> Timestamp {
    now + SignedDuration::from_mins(SIGN_IN_MINUTES)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{MemberId, ObjectId};

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(1_800_000_000 + seconds).unwrap()
    }

    fn secret(text: &str) -> Secret {
        Secret::new(text.to_owned())
    }

    fn begun(member: u64, interaction: u64) -> Begun {
        let interaction = InteractionId(interaction);
        Begun {
            site: 0,
            member: Member { id: MemberId(member), name: "Anna".to_owned(), roles: Vec::new() },
            interaction,
            member_locale: "nl".into(),
            guild_locale: "en-US".into(),
            purpose: Purpose::Link,
            reply: ReplyTo { interaction, token: secret("token") },
        }
    }

    fn sign_in(state: &str) -> AuthorizationRequest {
        AuthorizationRequest {
            url: "https://login.example/authorize".to_owned(),
            redirect_uri: "https://grendel.example/signed-in".to_owned(),
            state: secret(state),
            code_verifier: secret(&format!("verifier of {state}")),
            nonce: secret("nonce"),
        }
    }

    #[test]
    fn a_sign_in_belongs_to_whoever_began_it() {
        let all = SignIns::default();
        all.begin(begun(1, 10), sign_in("annas"), at(0));
        all.begin(begun(2, 11), sign_in("brams"), at(0));
        // Anna's browser with Bram's state ends Bram's sign-in, and is redeemed with Bram's verifier: her code is refused then.
        let (of_bram, his, _) = all.take(&secret("brams"), at(1)).unwrap();
        assert_eq!(of_bram.member.id, MemberId(2));
        assert!(his.code_verifier == secret("verifier of brams"));
        assert_eq!(all.take(&secret("annas"), at(1)).unwrap().0.member.id, MemberId(1));
    }

    #[test]
    fn a_state_is_good_once() {
        let all = SignIns::default();
        all.begin(begun(1, 10), sign_in("state"), at(0));
        assert!(all.take(&secret("state"), at(1)).is_some());
        assert!(all.take(&secret("state"), at(1)).is_none());
    }

    #[test]
    fn a_state_is_compared_whole() {
        let all = SignIns::default();
        all.begin(begun(1, 10), sign_in("state"), at(0));
        for other in ["", "s", "stat", "state ", "State", "statestate"] {
            assert!(all.take(&secret(other), at(1)).is_none(), "{other:?}");
        }
        assert!(all.take(&secret("state"), at(1)).is_some());
    }

    #[test]
    fn a_state_is_good_for_ten_minutes() {
        let all = SignIns::default();
        all.begin(begun(1, 10), sign_in("early"), at(0));
        all.begin(begun(1, 11), sign_in("late"), at(0));
        assert!(all.take(&secret("early"), at(599)).is_some());
        assert!(all.take(&secret("late"), at(600)).is_none());
        assert!(all.take(&secret("late"), at(0)).is_none(), "one try, whatever comes of it");
    }

    #[test]
    fn a_member_has_three_and_the_oldest_goes() {
        let all = SignIns::default();
        all.begin(begun(2, 1), sign_in("brams"), at(0));
        for number in 0..4 {
            all.begin(begun(1, 10 + number), sign_in(&format!("annas {number}")), at(0));
        }
        assert!(all.take(&secret("annas 0"), at(1)).is_none());
        for number in 1..4 {
            assert!(all.take(&secret(&format!("annas {number}")), at(1)).is_some());
        }
        assert!(all.take(&secret("brams"), at(1)).is_some(), "others are not pushed out");
    }

    #[test]
    fn there_are_never_more_than_the_most() {
        let all = SignIns::default();
        for member in 0..=SIGN_INS_MAX as u64 {
            all.begin(begun(member, member), sign_in(&format!("of {member}")), at(0));
        }
        assert_eq!(all.lock().len(), SIGN_INS_MAX);
        assert!(all.take(&secret("of 0"), at(1)).is_none());
        all.begin(begun(1, 1), sign_in("much later"), at(10_000));
        assert_eq!(all.lock().len(), 1, "what is too late is not kept");
    }

    #[test]
    fn who_asks_for_a_device_hears_when_it_is_forgotten() {
        let all = SignIns::default();
        let (number, mut is_forgotten) = all.begin_device(begun(1, 10), at(900), at(0));
        assert!(is_forgotten.try_recv().is_err_and(|error| error == oneshot::error::TryRecvError::Empty));
        for number in 0..3 {
            all.begin(begun(1, 20 + number), sign_in(&format!("{number}")), at(0));
        }
        assert!(is_forgotten.try_recv().is_err_and(|error| error == oneshot::error::TryRecvError::Closed));
        assert!(all.take_device(number).is_none());
        let (number, _is_forgotten) = all.begin_device(begun(2, 11), at(900), at(0));
        assert!(all.take(&secret(""), at(1)).is_none(), "it has no state");
        assert!(all.take_device(number).is_some() && all.take_device(number).is_none());
    }

    fn identity(last: u8) -> Identity {
        let object_id = ObjectId::parse(&format!("1b2c3d4e-0000-4000-8000-0000000000{last:02x}")).unwrap();
        Identity { object_id, upn: format!("{last}@contoso.com"), signed_in_at: None }
    }

    #[test]
    fn an_answer_belongs_to_the_question_that_it_was_given_to() {
        let all = SignIns::default();
        let of_anna = all.ask(begun(1, 10), identity(1), at(600), at(1)).unwrap();
        // The same member in another tenant, and another member in this one.
        let elsewhere = all.ask(Begun { site: 1, ..begun(1, 11) }, identity(2), at(600), at(1)).unwrap();
        let of_bram = all.ask(begun(2, 12), identity(3), at(600), at(1)).unwrap();
        let taken = |token: &Secret| {
            let (begun, identity) = all.take_asked(token, at(2)).unwrap();
            (begun.site, begun.member.id.0, begun.interaction.0, identity)
        };
        assert_eq!(taken(&of_bram), (0, 2, 12, identity(3)));
        assert_eq!(taken(&elsewhere), (1, 1, 11, identity(2)));
        assert_eq!(taken(&of_anna), (0, 1, 10, identity(1)));
    }

    #[test]
    fn a_token_is_good_once_and_nothing_else_is_one() {
        let all = SignIns::default();
        all.begin(begun(1, 10), sign_in("state"), at(0));
        let token = all.ask(begun(2, 11), identity(1), at(600), at(0)).unwrap();
        assert!(all.take_asked(&secret("state"), at(1)).is_none(), "a state answers nothing");
        assert!(all.take(&token, at(1)).is_none(), "a token ends no sign-in");
        let part = secret(&token.reveal()[..63]);
        assert!(all.take_asked(&part, at(1)).is_none() && all.take_asked(&secret(""), at(1)).is_none());
        assert!(all.take_asked(&token, at(1)).is_some());
        assert!(all.take_asked(&token, at(1)).is_none());
        assert!(all.take(&secret("state"), at(1)).is_some(), "others stay as they are");
    }

    #[test]
    fn no_two_tokens_are_alike() {
        let tokens: Vec<Secret> = (0..100).map(|_| new_token()).collect();
        for (index, token) in tokens.iter().enumerate() {
            assert!(!tokens[..index].contains(token));
            assert_eq!(token.reveal().len(), 64);
            let (first, second) = token.reveal().split_at(32);
            assert_ne!(first, second, "half of it is no chance");
        }
    }

    /// The ten minutes are those of the sign-in: whoever thinks about it gets no more.
    #[test]
    fn a_question_is_open_for_what_is_left() {
        let all = SignIns::default();
        all.begin(begun(1, 10), sign_in("state"), at(0));
        let (begun_at_zero, _, until) = all.take(&secret("state"), at(500)).unwrap();
        assert_eq!(until, at(600));
        let early = all.ask(begun_at_zero, identity(1), until, at(510)).unwrap();
        let late = all.ask(begun(1, 11), identity(1), until, at(510)).unwrap();
        assert!(all.take_asked(&early, at(599)).is_some());
        assert!(all.take_asked(&late, at(600)).is_none());
        assert!(all.take_asked(&late, at(511)).is_none(), "one try, whatever comes of it");
        assert!(all.ask(begun(1, 12), identity(1), until, at(600)).is_none(), "Microsoft took too long");
        assert!(all.lock().is_empty());
    }

    #[test]
    fn questions_count_among_the_sign_ins() {
        let all = SignIns::default();
        let first = all.ask(begun(1, 10), identity(1), at(600), at(0)).unwrap();
        let second = all.ask(begun(1, 11), identity(1), at(600), at(0)).unwrap();
        all.begin(begun(1, 12), sign_in("third"), at(0));
        all.begin(begun(1, 13), sign_in("fourth"), at(0));
        assert!(all.take_asked(&first, at(1)).is_none());
        assert!(all.take_asked(&second, at(1)).is_some());
        for member in 0..=SIGN_INS_MAX as u64 {
            all.ask(begun(member, member), identity(1), at(600), at(0)).unwrap();
        }
        assert_eq!(all.lock().len(), SIGN_INS_MAX);
    }
}
