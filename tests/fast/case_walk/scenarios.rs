//! The cases that are walked: on which terms, at which instants, and who is around.

use grendel::domain::access::{Access, Grant, RegisteredMethod};
use grendel::domain::account::Account;
use grendel::domain::approval::quorum::{Candidate, Candidates};
use grendel::domain::command::{ApprovalRule, BreakGlass, Group, NextGroup, Terms, When};
use grendel::domain::event::CoRequester;
use grendel::domain::people::{Aliases, Member, Risk, Standing, StandingLookup};
use grendel::domain::reading::Reading;
use grendel::domain::step::StepKind;
use grendel::domain::{CaseNumber, MemberId};

use super::emergencies;
use super::handovers;
use crate::cast::{
    DINA, HELEN, LARS, LENA, OMAR, TOM, WINDOW_MINUTES, account_id, after_seconds, blocked_account, member, role, rule,
    standing, terms, trouble,
};

pub(super) const MINUTE: i64 = 60;
/// An approval that was asked for at the first instant of a walk expires then.
pub const WINDOW_SECONDS: i64 = MINUTE * WINDOW_MINUTES as i64;

/// More of the cast: a member without a chat role, and one of the security team.
pub(super) const GRETA: u8 = 7;
pub(super) const SAM: u8 = 8;
pub(super) const MIA: u8 = 9;

pub const STEPS: [StepKind; 2] = [StepKind::RevokeSignInSessions, StepKind::EnableSignIn];

/// The subject of a walk.
pub struct Scenario {
    /// In words, for who reads a failure.
    pub name: &'static str,
    pub terms: Terms,
    /// In seconds since the command was typed.
    pub instants: Vec<i64>,
    /// The requester's account when all is well.
    pub requester: Standing,
    pub people: Vec<Presser>,
    pub joining: Vec<CoRequester>,
    /// The accounts that can be found; where there are none, the usual ones.
    pub targets: Vec<(&'static str, Account)>,
    /// True if the time of a sign-in matters.
    pub signs_in: bool,
    /// True if every reading of requester and target, at any instant, is part of the walk; else few of those that end
    /// the case or ask for a new approval.
    pub is_broad: bool,
}

/// A member of the channel.
#[derive(Clone)]
pub struct Presser {
    /// As the chat describes them.
    pub member: Member,
    /// As the directory does.
    pub standing: StandingLookup,
}

pub(super) fn presser(id: u64, name: &str, roles: &[&str], standing: StandingLookup) -> Presser {
    Presser { member: member(id, name, roles), standing }
}

/// An account in order with these directory roles.
pub(super) fn well(account: u8, roles: &[&str]) -> StandingLookup {
    StandingLookup::Read(standing(account, roles))
}

impl Scenario {
    pub(super) fn new(name: &'static str, terms: Terms) -> Self {
        Self {
            name,
            terms,
            instants: vec![0, WINDOW_SECONDS, 2 * WINDOW_SECONDS],
            requester: standing(HELEN, &["User Administrator"]),
            people: vec![
                presser(1, "Helen, who asked", &["helpdesk", "lead"], well(HELEN, &["User Administrator"])),
                presser(2, "Tom, whose account it is", &["lead"], well(TOM, &[])),
                presser(3, "Lena, a lead", &["lead"], well(LENA, &[])),
                presser(4, "Lars, another lead", &["lead"], well(LARS, &[])),
            ],
            joining: Vec::new(),
            targets: Vec::new(),
            signs_in: false,
            is_broad: false,
        }
    }

    pub(super) fn with(mut self, people: impl IntoIterator<Item = Presser>) -> Self {
        self.people.extend(people);
        self
    }

    fn broad(mut self) -> Self {
        self.is_broad = true;
        self
    }

    pub(super) fn at(mut self, instants: &[i64]) -> Self {
        self.instants = instants.to_vec();
        self
    }

    /// Returns the candidates that Grendel could have found when it looked for approvers, in several variants: none,
    /// one, all, and candidates of whom less is known.
    pub fn candidates(&self) -> Vec<(String, Candidates)> {
        let of = |presser: &Presser| match &presser.standing {
            StandingLookup::Read(one)
                if one.enabled && ![account_id(HELEN), account_id(TOM)].contains(&one.object_id) =>
            {
                Some(Candidate { member: Some(presser.member.clone()), standing: Some(one.clone()) })
            }
            _ => None,
        };
        let mut all: Vec<Candidate> = Vec::new();
        for candidate in self.people.iter().filter_map(of) {
            let account = |one: &Candidate| one.standing.as_ref().map(|one| one.object_id);
            if all.iter().all(|other| account(other) != account(&candidate)) {
                all.push(candidate);
            }
        }
        let found = |people: Vec<Candidate>, more, others| {
            let (limit, target_known) = (None, false);
            Candidates { people, more, others, limit, target_known }
        };
        let silent = Candidate { member: None, standing: None };
        let known = Candidate { member: Some(member(3, "Lena", &["lead"])), standing: None };
        let mut pictures = vec![
            ("nobody, because nobody else is known".to_owned(), found(Vec::new(), false, 0)),
            ("nobody, though others are known".to_owned(), found(Vec::new(), false, 2)),
            ("nobody who was looked at".to_owned(), found(Vec::new(), true, 0)),
            ("somebody of whom nothing is known".to_owned(), found(vec![silent.clone()], false, 1)),
            ("three of whom nothing is known".to_owned(), found(vec![silent; 3], false, 3)),
            ("somebody of whom the chat alone is known".to_owned(), found(vec![known], false, 1)),
            ("everybody".to_owned(), found(all.clone(), false, all.len())),
        ];
        for (index, one) in all.iter().enumerate() {
            pictures.push((format!("number {index} alone"), found(vec![one.clone()], false, 1)));
            let others: Vec<Candidate> = all.iter().filter(|other| *other != one).cloned().collect();
            pictures.push((format!("all but number {index}"), found(others.clone(), false, others.len())));
        }
        pictures
    }
}

/// Everybody whose word does not count for a reason of their own.
fn odd_people() -> Vec<Presser> {
    let disabled = StandingLookup::Read(Standing { enabled: false, ..standing(DINA, &[]) });
    let risky = StandingLookup::Read(Standing { risk: Risk::AtRisk, ..standing(OMAR, &[]) });
    vec![
        presser(5, "Omar, who is no lead", &["helpdesk"], well(OMAR, &[])),
        presser(6, "a second member with Helen's account", &["lead"], well(HELEN, &["User Administrator"])),
        presser(7, "a second member with Lena's account", &["lead"], well(LENA, &[])),
        presser(8, "Dina, a lead who is disabled", &["lead"], disabled),
        presser(9, "a lead whom nobody has linked", &["lead"], StandingLookup::NotLinked),
        presser(10, "a lead whose account is gone", &["lead"], StandingLookup::Missing),
        presser(11, "a lead about whom Microsoft is silent", &["lead"], StandingLookup::Unreadable(trouble())),
        presser(12, "a lead who is at risk", &["lead"], risky),
        presser(3, "Lena, no longer a lead", &[], well(LENA, &[])),
        presser(3, "Lena, linked to another account since", &["lead"], well(LARS, &[])),
    ]
}

/// Helen again, as the directory may describe her later.
pub(super) fn helens() -> Vec<Presser> {
    let helen = |words: &str, checked| presser(1, words, &["helpdesk", "lead"], checked);
    let able = || standing(HELEN, &["User Administrator"]);
    vec![
        helen("Helen, who is only for the help desk now", well(HELEN, &["Helpdesk Administrator"])),
        helen("Helen, who may not ask any more", well(HELEN, &["Reports Reader"])),
        helen("Helen, who is at risk", StandingLookup::Read(Standing { risk: Risk::AtRisk, ..able() })),
        helen("Helen, who is disabled", StandingLookup::Read(Standing { enabled: false, ..able() })),
        helen("Helen, linked to another account since", well(OMAR, &["User Administrator"])),
        helen("Helen, about whom Microsoft is silent", StandingLookup::Unreadable(trouble())),
    ]
}

pub(super) fn named(people: &[u64]) -> BreakGlass {
    let people = people.iter().copied().map(MemberId).collect();
    BreakGlass { people, countersign_minutes: 60, secrets: false, fresh_sign_in_minutes: None }
}

/// Every scenario there is.
pub fn scenarios() -> Vec<Scenario> {
    vec![
        Scenario::new("one lead approves", terms(&STEPS, 1)).with(odd_people()).broad(),
        Scenario::new("two leads approve", terms(&[STEPS[1], STEPS[0]], 2)).with(odd_people()),
        beyond_the_requester(),
        three_rules(),
        sign_in_and_confirmation(),
        silence(),
        emergency(),
        emergency_by_an_activated_role(),
        emergencies::alone(),
        joined(),
        handovers::password(),
        handovers::password_for_others(),
        handovers::password_for_an_approver(),
        signs_against_one_step(),
        signs_against_all(),
    ]
}

/// Helen is on the help desk only; the one rule is about steps beyond her. Another member is named for emergencies.
fn beyond_the_requester() -> Scenario {
    let mut terms = terms(&STEPS, 1);
    terms.approval[0].when = vec![When::OutOfReach];
    terms.break_glass = Some(named(&[3]));
    let scenario = Scenario::new("a lead approves what is beyond the requester", terms);
    let people = [
        presser(13, "Lou, a lead who reaches", &["lead"], well(DINA, &["User Administrator"])),
        presser(14, "Greta, of no group, who reaches", &[], well(GRETA, &["Privileged Authentication Administrator"])),
        presser(15, "Sam, of no group, who does not", &[], well(SAM, &["Helpdesk Administrator"])),
    ];
    Scenario { requester: standing(HELEN, &["Helpdesk Administrator"]), ..scenario }
        .at(&[0, WINDOW_SECONDS])
        .with(people)
        .broad()
}

/// A lead, a member of the security team, and one with a directory role that guards the tenant: three people.
fn three_rules() -> Scenario {
    let mut terms = terms(&STEPS, 1);
    let holds = |name| Group { directory_roles: vec![role(name)], ..Group::default() };
    let both = Group { from: vec!["security".into()], ..holds("Reports Reader") };
    terms.approval = vec![
        rule(&["lead"], 1),
        ApprovalRule { window_minutes: 20, group: both, ..rule(&[], 1) },
        ApprovalRule { group: holds("Security Administrator"), ..rule(&[], 1) },
    ];
    let people = [
        presser(
            13,
            "Nora, who is of all three",
            &["lead", "security"],
            well(OMAR, &["Security Administrator", "Reports Reader"]),
        ),
        presser(14, "Greta, of security", &["security"], well(GRETA, &["Reports Reader"])),
        presser(15, "Sam, by his directory role alone", &[], well(SAM, &["Security Administrator"])),
        presser(16, "Mia, of security in the chat alone", &["security"], well(MIA, &[])),
        presser(7, "a second member with Sam's account", &["lead"], well(SAM, &["Security Administrator"])),
    ];
    Scenario::new("three rules are met by different people", terms).at(&[0, 20 * MINUTE]).with(people)
}

fn sign_in_and_confirmation() -> Scenario {
    let mut terms = terms(&STEPS, 1);
    terms.approval[0].fresh_sign_in_minutes = Some(5);
    terms.approval[0].typed_confirmation = true;
    let scenario = Scenario::new("a lead signs in and types whose account it is", terms);
    Scenario { signs_in: true, ..scenario }.at(&[0, 5 * MINUTE, 5 * MINUTE + 1, WINDOW_SECONDS])
}

/// A reminder, the next group, a last call; the same for those who were asked from the start and those who come later.
fn silence() -> Scenario {
    let mut terms = terms(&STEPS, 1);
    let group = Group { from: vec!["chief".into()], ..Group::default() };
    terms.approval[0].remind_minutes = Some(10);
    terms.approval[0].then = Some(NextGroup { group, after_minutes: 15 });
    let instants = [0, 10 * MINUTE - 1, 10 * MINUTE, 15 * MINUTE - 1, 15 * MINUTE, 24 * MINUTE, WINDOW_SECONDS];
    let mia = presser(13, "Mia, who is asked after a silence", &["chief"], well(MIA, &[]));
    Scenario::new("nobody decides for a while", terms).at(&instants).with([mia])
}

/// Helen is named; after an hour everybody is called once more, and again a day later. To be a lead in the chat is not enough to be
/// asked.
fn emergency() -> Scenario {
    let mut terms = terms(&STEPS, 2);
    terms.break_glass = Some(named(&[1]));
    terms.approval[0].group.directory_roles = vec![role("Reports Reader")];
    let hour = 60 * MINUTE;
    let reader = |account| well(account, &["Reports Reader"]);
    let people = [
        presser(3, "Lena, a lead", &["lead"], reader(LENA)),
        presser(4, "Lars, another lead", &["lead"], reader(LARS)),
        presser(5, "Omar, who was not asked", &["helpdesk"], reader(OMAR)),
        presser(6, "a second member with Helen's account", &["lead"], well(HELEN, &["Reports Reader"])),
        presser(7, "a second member with Lena's account", &["lead"], reader(LENA)),
        presser(13, "Mia, a lead in the chat alone", &["lead"], well(MIA, &[])),
        presser(2, "Tom, whose account it is, with the role that is asked", &["lead"], reader(TOM)),
    ];
    let lars = CoRequester {
        member: member(4, "Lars", &["lead"]),
        account: account_id(LARS),
        aliases: Aliases::default(),
        reason: None,
        case: CaseNumber(9),
    };
    let mut scenario = Scenario::new("the requester acts alone in an emergency", terms);
    scenario.people.truncate(2);
    let instants = [0, WINDOW_SECONDS - 1, hour, hour + 24 * hour];
    Scenario { joining: vec![lars], ..scenario }.at(&instants).with(people).with(helens())
}

/// Helen reached too little when she asked; she activates a role and breaks the glass with it.
fn emergency_by_an_activated_role() -> Scenario {
    let mut terms = terms(&STEPS, 1);
    terms.break_glass = Some(named(&[1]));
    let lou = presser(13, "Lou, a lead who reaches", &["lead"], well(DINA, &["User Administrator"]));
    let help_desk =
        presser(1, "Helen, only for the help desk", &["helpdesk", "lead"], well(HELEN, &["Helpdesk Administrator"]));
    let scenario = Scenario::new("the requester activates a role in an emergency", terms);
    let requester = standing(HELEN, &["Helpdesk Administrator"]);
    Scenario { requester, ..scenario }.at(&[0, 60 * MINUTE]).with([lou, help_desk])
}

/// Lena asks for the same, and so does a member who has the account by which Lars decides.
fn joined() -> Scenario {
    let lena = CoRequester {
        member: member(3, "Lena", &["helpdesk", "lead"]),
        account: account_id(LENA),
        aliases: Aliases::default(),
        reason: Some("He cannot sign in.".to_owned()),
        case: CaseNumber(8),
    };
    let lars = CoRequester {
        member: member(17, "Lars", &["helpdesk"]),
        account: account_id(LARS),
        aliases: Aliases::default(),
        reason: None,
        case: CaseNumber(9),
    };
    let people = [
        presser(7, "a second member with Lena's account", &["lead"], well(LENA, &[])),
        presser(13, "Mia, a third lead", &["lead"], well(MIA, &[])),
        presser(3, "Lena, linked to another account since", &["lead"], well(OMAR, &[])),
    ];
    let scenario = Scenario::new("others ask for the same", terms(&STEPS, 1));
    Scenario { joining: vec![lena, lars], ..scenario }.at(&[0, WINDOW_SECONDS]).with(people)
}

/// Blocked, with a method that was registered an hour ago.
fn with_a_new_method() -> Account {
    let one = RegisteredMethod {
        audit_id: "audit-9".to_owned(),
        at: after_seconds(-60 * MINUTE),
        what: "User registered Authenticator App".to_owned(),
        address: None,
    };
    let access = Access { registered_lately: vec![one], ..Access::default() };
    Account { access, ..blocked_account(TOM, "audit-1") }
}

/// The same, and an application was let in to the mail: two signs that no step cleans.
fn with_two_signs() -> Account {
    let account = with_a_new_method();
    let grant = Grant { application: account_id(0xd1), scopes: vec!["Mail.Read".to_owned()], more_scopes: 0 };
    Account { access: Access { grants: Reading::Read(vec![grant]), ..account.access.clone() }, ..account }
}

/// Two people must approve. Sign-in stays blocked until the signs are waived, which Lars cannot do because he asks for
/// the same.
fn signs_against_one_step() -> Scenario {
    let lars = CoRequester {
        member: member(4, "Lars", &["lead"]),
        account: account_id(LARS),
        aliases: Aliases::default(),
        reason: None,
        case: CaseNumber(9),
    };
    let scenario = Scenario::new("signs hold one step back", terms(&STEPS, 2));
    let targets = vec![("shows two signs", with_two_signs()), ("shows one sign", with_a_new_method())];
    let mia = presser(13, "Mia, a third lead", &["lead"], well(MIA, &[]));
    Scenario { joining: vec![lars], targets, ..scenario }.at(&[0, WINDOW_SECONDS]).with([mia])
}

/// There is nothing to do but what the signs hold back.
fn signs_against_all() -> Scenario {
    let mut terms = terms(&STEPS[1..], 1);
    terms.alone = Some(emergencies::after_minutes(15));
    (terms.approval[0].typed_confirmation, terms.approval[0].fresh_sign_in_minutes) = (true, Some(5));
    let scenario = Scenario::new("signs hold everything back", terms);
    let targets = vec![("shows two signs", with_two_signs())];
    Scenario { targets, signs_in: true, ..scenario }.at(&[0, 15 * MINUTE, WINDOW_SECONDS]).with(odd_people())
}
