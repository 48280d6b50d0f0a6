//! One sign-in belongs to one member, is used once, and ends in time.

use std::collections::BTreeMap;

use super::*;
use crate::domain::link::AccountLinks;
use crate::domain::probation::Probation;
use crate::domain::{ChannelId, GuildId, MemberId, ObjectId, TenantName};
use crate::engine::tenant_channel::Roster;
use crate::ports::GuildChannel;

type Sessions = SignInSessions<()>;

fn sessions() -> Sessions {
    Sessions::new(SignInMethods::default())
}

fn channel(name: &str) -> Arc<TenantChannel<()>> {
    let name = TenantName::from(name);
    Arc::new(TenantChannel {
        name: name.clone(),
        tenant: (),
        private: None,
        location: GuildChannel { guild: GuildId(1), channel: ChannelId(2) },
        protected: Vec::new(),
        emergency_access: Vec::new(),
        password_writeback: None,
        password_resets_risk: None,
        roles: BTreeMap::new(),
        roster: Roster::new(AccountLinks::new(name, [])),
        probation: Probation { account_age: SignedDuration::ZERO, after_secret: SignedDuration::ZERO },
        secrets: Arc::default(),
    })
}

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_800_000_000 + seconds).unwrap()
}

fn secret(text: &str) -> Secret {
    Secret::new(text.to_owned())
}

fn session(member: u64, interaction: u64) -> SignInSession<()> {
    let interaction = InteractionId(interaction);
    SignInSession {
        channel: channel("contoso"),
        member: Member {
            id: MemberId(member),
            name: "Anna".to_owned(),
            username: "anna".to_owned(),
            roles: Vec::new(),
        },
        interaction,
        member_locale: "nl".into(),
        guild_locale: "en-US".into(),
        purpose: SignInPurpose::Link,
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
fn a_sign_in_belongs_to_the_member_who_began_it() {
    let all = sessions();
    all.add_browser(session(1, 10), sign_in("annas"), at(0));
    all.add_browser(session(2, 11), sign_in("brams"), at(0));
    // Anna's browser with Bram's state ends Bram's sign-in. Her code is redeemed with Bram's verifier, so Microsoft
    // refuses it.
    let of_bram = all.take(&secret("brams"), at(1)).unwrap();
    assert_eq!(of_bram.session.member.id, MemberId(2));
    assert!(of_bram.request.code_verifier == secret("verifier of brams"));
    assert_eq!(all.take(&secret("annas"), at(1)).unwrap().session.member.id, MemberId(1));
}

#[test]
fn a_state_is_valid_once() {
    let all = sessions();
    all.add_browser(session(1, 10), sign_in("state"), at(0));
    assert!(all.take(&secret("state"), at(1)).is_some());
    assert!(all.take(&secret("state"), at(1)).is_none());
}

#[test]
fn a_state_matches_only_as_a_whole() {
    let all = sessions();
    all.add_browser(session(1, 10), sign_in("state"), at(0));
    for other in ["", "s", "stat", "state ", "State", "statestate"] {
        assert!(all.take(&secret(other), at(1)).is_none(), "{other:?}");
    }
    assert!(all.take(&secret("state"), at(1)).is_some());
}

#[test]
fn a_state_is_valid_for_ten_minutes() {
    let all = sessions();
    all.add_browser(session(1, 10), sign_in("early"), at(0));
    all.add_browser(session(1, 11), sign_in("late"), at(0));
    assert!(all.take(&secret("early"), at(599)).is_some());
    assert!(all.take(&secret("late"), at(600)).is_none());
    assert!(all.take(&secret("late"), at(0)).is_none(), "an expired sign-in is gone after one try");
}

#[test]
fn a_fourth_sign_in_of_a_member_ends_the_oldest() {
    let all = sessions();
    all.add_browser(session(2, 1), sign_in("brams"), at(0));
    for number in 0..4 {
        all.add_browser(session(1, 10 + number), sign_in(&format!("annas {number}")), at(0));
    }
    assert!(all.take(&secret("annas 0"), at(1)).is_none());
    for number in 1..4 {
        assert!(all.take(&secret(&format!("annas {number}")), at(1)).is_some());
    }
    assert!(all.take(&secret("brams"), at(1)).is_some(), "the sign-ins of other members stay");
}

#[test]
fn a_sign_in_beyond_the_limit_ends_the_oldest() {
    let all = sessions();
    for member in 0..=SIGN_INS_MAX as u64 {
        all.add_browser(session(member, member), sign_in(&format!("of {member}")), at(0));
    }
    assert_eq!(all.lock().len(), SIGN_INS_MAX);
    assert!(all.take(&secret("of 0"), at(1)).is_none());
    all.add_browser(session(1, 1), sign_in("much later"), at(10_000));
    assert_eq!(all.lock().len(), 1, "expired sign-ins are dropped");
}

#[test]
fn the_task_of_a_device_sign_in_learns_that_it_was_ended() {
    let all = sessions();
    let (key, mut is_ended) = all.add_device(session(1, 10), at(900), at(0));
    assert!(is_ended.try_recv().is_err_and(|error| error == oneshot::error::TryRecvError::Empty));
    for number in 0..3 {
        all.add_browser(session(1, 20 + number), sign_in(&format!("{number}")), at(0));
    }
    assert!(is_ended.try_recv().is_err_and(|error| error == oneshot::error::TryRecvError::Closed));
    assert!(all.take_device(key).is_none());
    let (key, _is_ended) = all.add_device(session(2, 11), at(900), at(0));
    assert!(all.take(&secret(""), at(1)).is_none(), "a sign-in on a device has no state");
    assert!(all.take_device(key).is_some() && all.take_device(key).is_none());
}

fn identity(last: u8) -> Identity {
    let object_id = ObjectId::parse(&format!("1b2c3d4e-0000-4000-8000-0000000000{last:02x}")).unwrap();
    Identity { object_id, upn: format!("{last}@contoso.com"), signed_in_at: None }
}

#[test]
fn a_confirmation_belongs_to_the_sign_in_it_was_asked_for() {
    let all = sessions();
    let of_anna = all.add_question(session(1, 10), identity(1), at(600), at(1)).unwrap();
    // The same member in another tenant, and another member in this one.
    let elsewhere = all
        .add_question(SignInSession { channel: channel("fabrikam"), ..session(1, 11) }, identity(2), at(600), at(1))
        .unwrap();
    let of_bram = all.add_question(session(2, 12), identity(3), at(600), at(1)).unwrap();
    let taken = |token: &Secret| {
        let UnansweredSignIn { session, identity, .. } = all.take_question(token, at(2)).unwrap();
        (session.channel.name.0.clone(), session.member.id.0, session.interaction.0, identity)
    };
    assert_eq!(taken(&of_bram), ("contoso".to_owned(), 2, 12, identity(3)));
    assert_eq!(taken(&elsewhere), ("fabrikam".to_owned(), 1, 11, identity(2)));
    assert_eq!(taken(&of_anna), ("contoso".to_owned(), 1, 10, identity(1)));
}

#[test]
fn a_token_is_valid_once_and_a_state_is_no_token() {
    let all = sessions();
    all.add_browser(session(1, 10), sign_in("state"), at(0));
    let token = all.add_question(session(2, 11), identity(1), at(600), at(0)).unwrap();
    assert!(all.take_question(&secret("state"), at(1)).is_none(), "a state confirms nothing");
    assert!(all.take(&token, at(1)).is_none(), "a token ends no sign-in");
    let part = secret(&token.reveal()[..63]);
    assert!(all.take_question(&part, at(1)).is_none() && all.take_question(&secret(""), at(1)).is_none());
    assert!(all.take_question(&token, at(1)).is_some());
    assert!(all.take_question(&token, at(1)).is_none());
    assert!(all.take(&secret("state"), at(1)).is_some(), "other sign-ins stay");
}

#[test]
fn tokens_are_unique() {
    let tokens: Vec<Secret> = (0..100).map(|_| new_token()).collect();
    for (index, token) in tokens.iter().enumerate() {
        assert!(!tokens[..index].contains(token));
        assert_eq!(token.reveal().len(), 64);
        let (first, second) = token.reveal().split_at(32);
        assert_ne!(first, second, "the two halves are drawn apart");
    }
}

#[test]
fn a_confirmation_expires_with_its_sign_in() {
    let all = sessions();
    all.add_browser(session(1, 10), sign_in("state"), at(0));
    let ReturnedSignIn { session: returned, until, .. } = all.take(&secret("state"), at(500)).unwrap();
    assert_eq!(until, at(600));
    let early = all.add_question(returned, identity(1), until, at(510)).unwrap();
    let late = all.add_question(session(1, 11), identity(1), until, at(510)).unwrap();
    assert!(all.take_question(&early, at(599)).is_some());
    assert!(all.take_question(&late, at(600)).is_none());
    assert!(all.take_question(&late, at(511)).is_none(), "an expired sign-in is gone after one try");
    assert!(all.add_question(session(1, 12), identity(1), until, at(600)).is_none(), "Microsoft took too long");
    assert!(all.lock().is_empty());
}

#[test]
fn confirmations_count_as_sign_ins() {
    let all = sessions();
    let mut questions = Vec::new();
    for number in 0..4 {
        questions.push(all.add_question(session(1, 10 + number), identity(1), at(600), at(0)).unwrap());
    }
    assert!(all.take_question(&questions[0], at(1)).is_none());
    assert!(all.take_question(&questions[1], at(1)).is_some());
    for member in 0..=SIGN_INS_MAX as u64 {
        all.add_question(session(member, member), identity(1), at(600), at(0)).unwrap();
    }
    assert_eq!(all.lock().len(), SIGN_INS_MAX);
}

/// Somebody with a stolen session of the chat can begin sign-ins, and cannot end the one that the member is at.
#[test]
fn a_sign_in_that_nobody_signed_in_for_makes_room_first() {
    let all = sessions();
    let asked = all.add_question(session(1, 10), identity(1), at(600), at(0)).unwrap();
    let numbered = answered(&all, session(1, 11));
    for number in 0..3 {
        all.add_browser(session(1, 20 + number), sign_in(&format!("{number}")), at(2));
    }
    assert!(all.take(&secret("0"), at(3)).is_none() && all.take(&secret("1"), at(3)).is_none());
    assert!(all.take(&secret("2"), at(3)).is_some());
    assert!(all.awaits_number(numbered.key, MemberId(1), at(3)));
    assert!(all.take_question(&asked, at(3)).is_some());
}

fn answered(all: &Sessions, session: SignInSession<()>) -> NumberChallenge {
    let token = all.add_question(session, identity(1), at(600), at(0)).unwrap();
    all.add_number(all.take_question(&token, at(1)).unwrap(), at(1)).unwrap()
}

#[test]
fn a_number_belongs_to_one_member_and_has_one_try() {
    let all = sessions();
    let NumberChallenge { number, key } = answered(&all, session(1, 10));
    assert!((10..=99).contains(&number));
    let (anna, bram) = (MemberId(1), MemberId(2));
    let (contoso, fabrikam) = (TenantName::from("contoso"), TenantName::from("fabrikam"));
    assert!(all.awaits_number(key, anna, at(2)) && !all.awaits_number(key, bram, at(2)));
    assert!(all.take_number(key, bram, &contoso, at(2)).is_none(), "and it is not used up");
    assert!(all.take_number(key, anna, &fabrikam, at(2)).is_none(), "nor from the channel of another tenant");
    let other = NumberKey(key.0 ^ 1);
    assert!(all.take_number(other, anna, &contoso, at(2)).is_none() && !all.awaits_number(other, anna, at(2)));
    assert_eq!(all.take_number(key, anna, &contoso, at(2)).unwrap().number, number);
    assert!(all.take_number(key, anna, &contoso, at(2)).is_none(), "one try");
}

#[test]
fn a_number_is_valid_until_the_sign_in_ends() {
    let all = sessions();
    let contoso = TenantName::from("contoso");
    let early = answered(&all, session(1, 10));
    let late = answered(&all, session(1, 11));
    assert!(all.take_number(early.key, MemberId(1), &contoso, at(599)).is_some());
    assert!(!all.awaits_number(late.key, MemberId(1), at(600)));
    assert!(all.take_number(late.key, MemberId(1), &contoso, at(600)).is_none());
}
