//! The openings of the sample cases: the command, its terms, and where it was typed.

use super::texts::{REASON, REFERENCE, TENANT, TYPED};
use super::{account, aims, histories, kinds, locks, member, sign_ins, signs, terms, terms_of, work};
use grendel::domain::account::Account;
use grendel::domain::command::{BreakGlass, Terms};
use grendel::domain::complaint::Complaint;
use grendel::domain::event::{Event, Opening, Origin};
use grendel::domain::{ChannelId, GuildId, InteractionId, Locale, MemberId};

/// Returns every history with its opening, for members and a guild of this language.
pub fn lives(locale: &str) -> Vec<(Opening, Vec<Event>)> {
    let doing = [histories::lives(), signs::lives(), kinds::lives()].concat();
    let doing = doing.into_iter().map(|life| (opening(locale), life));
    let looking = Opening { command: "diagnose".to_owned(), terms: terms_of("diagnose"), ..opening(locale) };
    let looking = [locks::lives(), sign_ins::lives()].concat().into_iter().map(|life| (looking.clone(), life));
    let checking = signs::checked().map(|(terms, life)| (Opening { terms, ..opening(locale) }, life));
    let aiming = aims::lives().into_iter().map(|(terms, life)| (Opening { terms, ..opening(locale) }, life));
    let by_hand = work::lives().into_iter().map(|(command, terms, life)| {
        let opening = Opening { command: command.to_owned(), terms, ..opening(locale) };
        (opening, life)
    });
    let elsewhere = (typed_elsewhere(locale), signs::asked_about(account(None), &terms()));
    let in_thread = (typed_in_thread(locale), signs::asked_about(account(None), &terms()));
    doing
        .chain(looking)
        .chain(checking)
        .chain(aiming)
        .chain(by_hand)
        .chain([elsewhere, in_thread])
        .chain(complaining(locale))
        .collect()
}

/// Returns histories whose requester said what does not work, each with its opening: what the evidence bears out, and what not.
fn complaining(locale: &str) -> Vec<(Opening, Vec<Event>)> {
    let life = |(complaint, account): (Complaint, Account)| {
        let found = signs::asked_about(account, &terms());
        let found = found.into_iter().map(|event| match event {
            Event::Diagnosed { diagnosis } => Event::Diagnosed { diagnosis: Box::new(diagnosis.about(&complaint)) },
            other => other,
        });
        let life = found.collect();
        (Opening { complaint, ..opening(locale) }, life)
    };
    sign_ins::complaints().into_iter().map(life).collect()
}

/// Returns the opening of a case whose card is not in the channel in which the command was typed.
fn typed_elsewhere(locale: &str) -> Opening {
    let here = opening(locale);
    let origin = Origin { typed_in: Some(ChannelId(6)), ..here.origin.clone() };
    Opening { origin, ..here }
}

/// Returns the opening of a case whose command was typed in a thread of the channel.
fn typed_in_thread(locale: &str) -> Opening {
    let here = opening(locale);
    let origin = Origin { thread: Some(ChannelId(7)), ..here.origin.clone() };
    Opening { origin, ..here }
}

/// Returns the opening of an ordinary case.
pub fn opening(locale: &str) -> Opening {
    let glass = BreakGlass {
        people: vec![MemberId(1)],
        countersign_minutes: 240,
        secrets: true,
        fresh_sign_in_minutes: Some(15),
    };
    Opening {
        tenant: TENANT.into(),
        command: "unlock".to_owned(),
        terms: Terms { break_glass: Some(glass), ..terms() },
        member: member(1),
        user: TYPED.to_owned(),
        reason: Some(REASON.to_owned()),
        ticket: Some(REFERENCE.to_owned()),
        complaint: Complaint::default(),
        origin: Origin {
            typed_in: None,
            thread: None,
            guild: GuildId(1),
            channel: ChannelId(2),
            interaction: InteractionId(3),
            member_locale: Locale::from(locale),
            guild_locale: Locale::from(locale),
        },
        signed_in_at: None,
    }
}
