//! Links: their holders, their ends, and those that replace others.

use super::super::InteractionId;
use super::super::people::Member;
use super::*;

const ANNA: MemberId = MemberId(1);
const BRAM: MemberId = MemberId(2);

fn account(last: u8) -> ObjectId {
    ObjectId::parse(&format!("1b2c3d4e-0000-4000-8000-0000000000{last:02x}")).unwrap()
}

fn member(id: MemberId) -> Member {
    Member { id, name: "Somebody".to_owned(), username: String::new(), roles: Vec::new() }
}

fn linked(id: MemberId, last: u8) -> PersonEvent {
    PersonEvent::Linked {
        tenant: "contoso".into(),
        member: member(id),
        account: account(last),
        upn: "somebody@contoso.com".to_owned(),
        how: ProofMethod::Code,
        interaction: InteractionId(9),
        from: None,
        until: None,
        locale: None,
        guild_locale: None,
    }
}

/// The same until so many hours after [`at`] zero, and from so many hours on.
fn linked_for(id: MemberId, last: u8, from_hours: Option<i64>, until_hours: i64) -> PersonEvent {
    match linked(id, last) {
        PersonEvent::Linked { tenant, member, account, upn, how, interaction, locale, guild_locale, .. } => {
            let (from, until) = (from_hours.map(at), Some(at(until_hours)));
            PersonEvent::Linked { tenant, member, account, upn, how, interaction, from, until, locale, guild_locale }
        }
        other => other,
    }
}

/// The channel is told of a link that waits until so many hours after [`at`] zero.
fn announced(id: MemberId, last: u8, from_hours: i64) -> PersonEvent {
    let (tenant, from) = ("contoso".into(), at(from_hours));
    PersonEvent::LinkAnnounced { tenant, member: member(id), account: account(last), from }
}

/// So many hours after the first day.
fn at(hours: i64) -> Timestamp {
    Timestamp::UNIX_EPOCH + SignedDuration::from_hours(hours)
}

fn unlinked(id: MemberId, last: u8) -> PersonEvent {
    let (tenant, interaction) = ("contoso".into(), InteractionId(10));
    PersonEvent::Unlinked { tenant, member: member(id), account: account(last), interaction }
}

fn people(configured: &[(MemberId, u8)], events: &[PersonEvent]) -> AccountLinks {
    let configured = configured.iter().map(|(member, last)| (*member, account(*last)));
    let mut people = AccountLinks::new("contoso".into(), configured);
    for event in events {
        people.apply(event, at(0));
    }
    people
}

#[test]
fn a_link_holds_until_it_is_taken_back() {
    let people = people(&[], &[linked(ANNA, 1)]);
    assert_eq!(people.known(ANNA, at(0)), Some((&account(1), LinkSource::Member)));
    assert_eq!(people.member_of(&account(1), at(0)), Some((ANNA, LinkSource::Member)));
    let mut after = people;
    after.apply(&unlinked(ANNA, 1), at(0));
    assert_eq!((after.account_of(ANNA, at(0)), after.member_of(&account(1), at(0))), (None, None));
    assert_eq!(after.claim(BRAM, &account(1), at(0)), Ok(()));
}

#[test]
fn an_account_belongs_to_one_member_and_a_member_has_one_account() {
    let people = people(&[], &[linked(ANNA, 1)]);
    assert_eq!(people.claim(BRAM, &account(1), at(0)), Err(Refusal::AccountTaken));
    assert_eq!(people.claim(ANNA, &account(2), at(0)), Err(Refusal::LinkedAlready));
    assert_eq!(people.claim(ANNA, &account(1), at(0)), Ok(()), "the same again");
    assert_eq!(people.claim(BRAM, &account(2), at(0)), Ok(()));
    assert_eq!(people.may_link(BRAM, at(0)), Ok(()));
}

#[test]
fn whose_account_it_is_comes_before_what_the_member_has() {
    let people = people(&[], &[linked(ANNA, 1), linked(BRAM, 2)]);
    assert_eq!(people.claim(BRAM, &account(1), at(0)), Err(Refusal::AccountTaken), "Anna is to hear of it");
}

#[test]
fn the_operators_word_wins() {
    let people = people(&[(ANNA, 1)], &[linked(ANNA, 2), linked(BRAM, 1)]);
    assert_eq!(people.known(ANNA, at(0)), Some((&account(1), LinkSource::Operator)));
    assert_eq!(people.account_of(BRAM, at(0)), None, "the account is Anna's");
    assert_eq!(people.member_of(&account(1), at(0)), Some((ANNA, LinkSource::Operator)));
    assert_eq!(people.member_of(&account(2), at(0)), None, "Anna has another one");
    assert_eq!(people.all(at(0)), BTreeMap::from([(ANNA, account(1))]));
    assert_eq!(people.claim(ANNA, &account(1), at(0)), Err(Refusal::LinkedByOperator));
    assert_eq!(people.claim(ANNA, &account(3), at(0)), Err(Refusal::LinkedByOperator));
    assert_eq!(people.claim(BRAM, &account(1), at(0)), Err(Refusal::AccountTaken));
}

/// The operator names Anna by another account, Bram proves to have hers, and the operator takes their word back.
#[test]
fn the_later_proof_is_the_better_one() {
    let events = [linked(ANNA, 1), linked(BRAM, 1)];
    assert_eq!(people(&[], &events).all(at(0)), BTreeMap::from([(BRAM, account(1))]));
}

#[test]
fn another_tenants_people_are_others() {
    let mut elsewhere = AccountLinks::new("fabrikam".into(), []);
    elsewhere.apply(&linked(ANNA, 1), at(0));
    assert_eq!(elsewhere.account_of(ANNA, at(0)), None);
}

const TERMS: LinkTerms =
    LinkTerms { valid_for: SignedDuration::from_hours(2160), relink_wait: SignedDuration::from_hours(24) };

/// Returns the hour from which a link counts that is proved at this hour, or `None` if at once.
fn waits_until(people: &AccountLinks, member: MemberId, last: u8, hour: i64) -> Option<Timestamp> {
    TERMS.times(people, (member, &account(last)), ProofMethod::Code, at(hour)).0
}

/// Also where `link_days` is shorter than the wait.
#[test]
fn a_link_that_waits_counts_for_its_whole_time_afterwards() {
    let people = people(&[], &[linked(ANNA, 1)]);
    let terms = LinkTerms { valid_for: SignedDuration::from_hours(24), relink_wait: SignedDuration::from_hours(336) };
    let times = |member| terms.times(&people, (member, &account(2)), ProofMethod::Code, at(0));
    assert_eq!(times(ANNA), (Some(at(336)), at(360)));
    assert_eq!(times(BRAM), (None, at(24)));
}

#[test]
fn a_link_ends_and_can_be_proved_again_near_its_end() {
    let people = people(&[], &[linked_for(ANNA, 1, None, 2160)]);
    assert_eq!(people.account_of(ANNA, at(2159)), Some(&account(1)));
    assert_eq!(people.account_of(ANNA, at(2160)), None);
    assert_eq!(people.without_account(ANNA, at(2160)), StandingLookup::LinkExpired { at: at(2160) });
    assert_eq!(people.member_of(&account(1), at(2160)), None);
    assert_eq!(people.may_link(ANNA, at(0)), Err(Refusal::LinkedAlready));
    assert_eq!(people.may_link(ANNA, at(2160 - 720)), Ok(()));
    assert_eq!(people.may_link(ANNA, at(3000)), Ok(()));
    assert_eq!(waits_until(&people, ANNA, 1, 3000), None, "the same account again");
}

#[test]
fn a_link_of_the_first_version_counts_for_thirty_days() {
    let mut people = people(&[], &[linked(ANNA, 1), linked_for(BRAM, 2, None, 2160)]);
    let graces = people.graces(at(100));
    assert_eq!(graces.len(), 1, "{graces:?}");
    people.apply(&graces[0], at(100));
    assert_eq!(people.graces(at(200)), [], "once");
    assert_eq!(people.account_of(ANNA, at(100 + 719)), Some(&account(1)));
    assert_eq!(people.account_of(ANNA, at(100 + 720)), None);
    assert_eq!(people.may_link(ANNA, at(101)), Ok(()), "at any time in these days");
}

#[test]
fn a_reminder_is_due_once_seven_days_before_the_end() {
    let mut people = people(&[], &[linked_for(ANNA, 1, None, 2160)]);
    assert_eq!(people.reminders(at(2160 - 169)), []);
    let due = people.reminders(at(2160 - 168));
    assert_eq!(due.len(), 1);
    people.apply(&due[0], at(2160 - 168));
    assert_eq!(people.reminders(at(2160 - 1)), []);
    people.apply(&linked_for(ANNA, 1, None, 4000), at(2160));
    assert_eq!(people.reminders(at(4000 - 168)).len(), 1, "the next link has a reminder of its own");
}

#[test]
fn a_link_that_replaces_another_waits_and_neither_counts_meanwhile() {
    let mut people = people(&[], &[linked_for(ANNA, 1, None, 2160)]);
    assert_eq!(waits_until(&people, BRAM, 2, 1), None, "the first of both");
    people.apply(&unlinked(ANNA, 1), at(1));
    assert_eq!(waits_until(&people, ANNA, 1, 1), None, "the same as before");
    assert_eq!(waits_until(&people, ANNA, 2, 1), Some(at(25)));
    assert_eq!(waits_until(&people, BRAM, 1, 1), Some(at(25)), "the account had another member");
    people.apply(&linked_for(ANNA, 2, Some(25), 2160), at(1));
    people.apply(&announced(ANNA, 2, 25), at(1));
    assert_eq!(people.account_of(ANNA, at(24)), None);
    assert_eq!(people.without_account(ANNA, at(24)), StandingLookup::LinkWaits { from: at(25) });
    assert_eq!(people.claim(BRAM, &account(2), at(24)), Err(Refusal::AccountTaken), "nobody takes it meanwhile");
    assert_eq!(people.account_of(ANNA, at(25)), Some(&account(2)));
}

#[test]
fn no_detour_makes_a_link_that_waits_count_sooner() {
    let mut people = people(&[], &[linked_for(ANNA, 1, None, 2160), unlinked(ANNA, 1)]);
    people.apply(&linked_for(ANNA, 2, Some(24), 2160), at(0));
    people.apply(&announced(ANNA, 2, 24), at(0));
    assert_eq!(waits_until(&people, ANNA, 2, 10), Some(at(24)), "proved again");
    people.apply(&unlinked(ANNA, 2), at(10));
    assert_eq!(waits_until(&people, ANNA, 2, 11), Some(at(35)), "taken back, and proved again");
    assert_eq!(waits_until(&people, ANNA, 1, 11), None, "back to what it was");
    people.apply(&linked_for(ANNA, 2, Some(35), 2160), at(11));
    people.apply(&announced(ANNA, 2, 35), at(11));
    people.apply(&unlinked(ANNA, 2), at(40));
    assert_eq!(waits_until(&people, ANNA, 2, 41), None, "it had come into force");
    assert_eq!(waits_until(&people, ANNA, 1, 41), Some(at(65)), "so the first is the other one now");
    assert_eq!(waits_until(&people, BRAM, 2, 41), Some(at(65)));
}

#[test]
fn the_accounts_and_members_of_one_human_are_each_others_aliases() {
    let human = Human { members: vec![ANNA, MemberId(11)], accounts: vec![account(1), account(0x11)] };
    let people = people(&[(ANNA, 1)], &[]).with_humans(vec![human]);
    let aliases = people.aliases(ANNA, &account(1));
    assert_eq!((aliases.members, aliases.accounts), (vec![MemberId(11)], vec![account(0x11)]));
    let by_account = people.aliases(MemberId(99), &account(0x11));
    assert_eq!((by_account.members, by_account.accounts), (vec![ANNA, MemberId(11)], vec![account(1)]));
    assert!(people.aliases(BRAM, &account(2)).is_empty());
}

#[test]
fn the_time_of_a_link_that_waits_runs_from_its_announcement() {
    let mut people = people(&[], &[linked_for(ANNA, 1, None, 2160), unlinked(ANNA, 1)]);
    people.apply(&linked_for(ANNA, 2, Some(24), 2160), at(0));
    assert_eq!(people.unannounced().len(), 1);
    assert_eq!(people.account_of(ANNA, at(100)), None, "nobody heard of it");
    assert_eq!(people.without_account(ANNA, at(100)), StandingLookup::LinkWaits { from: at(124) });
    people.apply(&announced(ANNA, 2, 124), at(100));
    assert!(people.unannounced().is_empty(), "once");
    assert_eq!(people.account_of(ANNA, at(123)), None);
    assert_eq!(people.account_of(ANNA, at(124)), Some(&account(2)));
}

#[test]
fn a_link_by_a_code_on_another_device_waits_unless_it_renews_one_that_counts() {
    let by_device =
        |people: &AccountLinks, hour| TERMS.times(people, (ANNA, &account(1)), ProofMethod::Device, at(hour)).0;
    let mut people = people(&[], &[]);
    assert_eq!(waits_until(&people, ANNA, 1, 1), None);
    assert_eq!(by_device(&people, 1), Some(at(25)), "the first of both");
    people.apply(&linked_for(ANNA, 1, None, 2160), at(0));
    assert_eq!(by_device(&people, 2159), None, "it counts");
    assert_eq!(by_device(&people, 2161), Some(at(2185)), "it has ended");
}

#[test]
fn an_account_is_a_known_persons_while_its_link_waits_and_after_it_has_ended() {
    let mut people = people(&[], &[linked_for(ANNA, 1, None, 2160), unlinked(ANNA, 1)]);
    people.apply(&linked_for(ANNA, 2, Some(24), 2160), at(0));
    assert!(people.was_ever_of(&account(2)), "while it waits");
    people.apply(&announced(ANNA, 2, 24), at(0));
    assert_eq!(people.account_of(ANNA, at(24)), Some(&account(2)), "by time alone");
    assert!(people.was_ever_of(&account(2)), "in force");
    assert!(people.was_ever_of(&account(1)), "taken back");
    assert!(!people.was_ever_of(&account(3)));
}

#[test]
fn a_link_ends_with_the_recovery_of_its_account() {
    let mut people = people(&[], &[linked_for(ANNA, 1, None, 2160)]);
    people.recover(&account(1), at(10));
    assert_eq!(people.account_of(ANNA, at(10)), None);
    assert_eq!(people.without_account(ANNA, at(11)), StandingLookup::LinkExpired { at: at(10) });
    assert_eq!(people.expected(at(11)), BTreeMap::from([(ANNA, account(1))]), "nobody becomes unknown by that");
    assert_eq!(people.may_link(ANNA, at(11)), Ok(()));
    assert_eq!(waits_until(&people, ANNA, 1, 11), None, "the same account again");
    assert_eq!(waits_until(&people, ANNA, 2, 11), Some(at(35)));
    assert_eq!(waits_until(&people, BRAM, 1, 11), Some(at(35)));
    people.apply(&linked_for(ANNA, 1, None, 2160), at(12));
    people.recover(&account(1), at(11));
    assert_eq!(people.account_of(ANNA, at(13)), Some(&account(1)), "it was proved later");
}

#[test]
fn the_operators_word_outlives_a_recovery() {
    let mut people = people(&[(ANNA, 1)], &[]);
    people.recover(&account(1), at(10));
    assert_eq!(people.account_of(ANNA, at(10)), Some(&account(1)));
}

#[test]
fn everybody_who_ever_had_a_link_in_force_is_remembered() {
    let mut people = people(&[], &[linked_for(ANNA, 1, None, 2160), linked_for(BRAM, 2, None, 100)]);
    people.apply(&unlinked(ANNA, 1), at(1));
    people.apply(&linked_for(ANNA, 3, Some(25), 2160), at(1));
    assert_eq!(people.former(at(200)), BTreeSet::from([(ANNA, account(1)), (BRAM, account(2))]));
}
