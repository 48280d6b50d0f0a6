//! Everything that can happen to a case, the sensible and the senseless. What is read right before a step is in `readings`.

use std::sync::LazyLock;

use grendel::domain::CaseNumber;
use grendel::domain::account::Account;
use grendel::domain::authority::Guard;
use grendel::domain::case::{Case, Input, Press, TargetLookup};
use grendel::domain::condition::Condition;
use grendel::domain::digest::Digest;
use grendel::domain::event::CoRequester;
use grendel::domain::event::Verb;
use grendel::domain::people::{Risk, Standing, StandingLookup};
use grendel::domain::reading::{Reading, Topic};
use grendel::domain::run::{Receipt, StepResponse, Verification};
use grendel::domain::{InteractionId, MessageId};
use jiff::{SignedDuration, Timestamp};

use super::Situation;
use super::readings::rechecks;
use super::scenarios::{Presser, Scenario};
use crate::cast::{
    HELEN, TOM, after_seconds, blocked_account, gap, healthy_account, on_premises, role, standing, trouble,
};

/// The time of a sync, and of a new password, that come after everything else in a walk.
const WORK_SHOWS_SECONDS: i64 = 30 * 24 * 3600;

/// Something that happens.
pub struct Happening {
    /// The input.
    pub input: Input,
    /// In words, for who reads a failure.
    pub words: String,
    /// True for a reading of the target that must stop the case, because it is not what was approved.
    pub is_changed: bool,
}

impl Happening {
    pub fn new(words: impl Into<String>, input: Input) -> Self {
        Self { input, words: words.into(), is_changed: false }
    }
}

/// Everything that can happen here.
pub fn happenings(situation: &Situation<'_>) -> Vec<Happening> {
    let (case, scenario) = (&situation.case, situation.scenario);
    let mut all = vec![
        Happening::new("typed", Input::Typed),
        Happening::new("time", Input::Time),
        Happening::new("the card is posted", Input::CardPosted(MessageId(700))),
        Happening::new("the card is refused", Input::CardRefused(trouble())),
        Happening::new("the end is shown", Input::EndShown),
        Happening::new("the secret is shown", Input::SecretSent { arrived: true }),
        Happening::new("the secret is lost on the way", Input::SecretSent { arrived: false }),
    ];
    for (words, candidates) in scenario.candidates() {
        all.push(Happening::new(format!("found: {words}"), Input::ApproversFound(candidates)));
    }
    for place in 0..3 {
        for message in [Some(MessageId(701)), None] {
            all.push(Happening::new(format!("call {place}: {message:?}"), Input::Pinged { place, message }));
        }
    }
    all.extend(scenario.joining.iter().map(joins));
    all.extend(requester_checked(scenario));
    all.extend(looked(scenario));
    all.extend(presses(situation));
    all.extend(steps());
    all.extend(looked_for());
    all.extend(rechecks(case, scenario));
    all
}

fn joins(joined: &CoRequester) -> Happening {
    Happening::new(format!("{} joins", joined.member.name), Input::Joined(joined.clone()))
}

fn requester_checked(scenario: &Scenario) -> Vec<Happening> {
    let able = || scenario.requester.clone();
    let checked = [
        ("well", StandingLookup::Read(able())),
        ("able to do all of it", StandingLookup::Read(standing(HELEN, &["User Administrator"]))),
        ("only for the help desk", StandingLookup::Read(standing(HELEN, &["Helpdesk Administrator"]))),
        ("without a role that may ask", StandingLookup::Read(standing(HELEN, &["Reports Reader"]))),
        ("disabled", StandingLookup::Read(Standing { enabled: false, ..able() })),
        ("at risk", StandingLookup::Read(Standing { risk: Risk::AtRisk, ..able() })),
        ("not linked", StandingLookup::NotLinked),
        ("gone", StandingLookup::Missing),
        ("unreadable", StandingLookup::Unreadable(trouble())),
    ];
    let happening =
        |(words, checked)| Happening::new(format!("the requester is {words}"), Input::RequesterChecked(checked));
    let all = checked.into_iter().map(happening);
    all.take(if scenario.is_broad { usize::MAX } else { 2 }).collect()
}

fn looked(scenario: &Scenario) -> Vec<Happening> {
    let blocked = || blocked_account(TOM, "audit-1");
    let found = |account: Account| TargetLookup::Found { account: Box::new(account), earlier: None };
    let looked = [
        ("is blocked", found(blocked())),
        ("is healthy", found(healthy_account(TOM))),
        ("is blocked and synced", found(Account { on_premises: Some(on_premises()), ..blocked() })),
        ("is blocked, nobody may read by whom", found(with_unread_audit(blocked()))),
        ("has roles nobody may read", found(Account { roles: Reading::Unread(gap(Topic::Roles)), ..blocked() })),
        ("is an administrator", found(promoted(blocked()))),
        ("is beyond everybody", found(Account { management_restricted: true, ..blocked() })),
        ("is the requester", found(blocked_account(HELEN, "audit-1"))),
        ("is the target of another case", TargetLookup::UnderWay(CaseNumber(3))),
        ("cannot be anybody", TargetLookup::Malformed),
        ("is nobody", TargetLookup::Nobody),
        ("is several", TargetLookup::Several(vec!["tom@contoso.com".to_owned(), "tim@contoso.com".to_owned()])),
        ("is unreadable", TargetLookup::Unavailable(trouble())),
    ];
    let happening = |(words, looked)| Happening::new(format!("the target {words}"), Input::TargetLookedUp(looked));
    let special = scenario.targets.iter().map(|(words, account)| (*words, found(account.clone())));
    let usual = looked.into_iter().filter(|_| scenario.targets.is_empty());
    let all = special.chain(usual).map(happening);
    all.take(if scenario.is_broad { usize::MAX } else { 2 }).collect()
}

pub fn promoted(account: Account) -> Account {
    Account { roles: Reading::Read(vec![role("Global Administrator")]), ..account }
}

fn with_unread_audit(account: Account) -> Account {
    Account { last_block: Reading::Unread(gap(Topic::Blocks)), ..account }
}

/// The other facts that arrive with a press.
#[derive(Clone, Default)]
struct With {
    words: &'static str,
    reason: Option<String>,
    signed_in_at: Option<Timestamp>,
    debt: Option<CaseNumber>,
    target_known: bool,
    guard: Option<Guard>,
}

/// Every press on every button by everybody.
pub fn presses(situation: &Situation<'_>) -> Vec<Happening> {
    let current = situation.case.approval_request().map_or(another_plan(), |request| request.approval.plan);
    let guard = situation.case.diagnosed().map(|diagnosed| Guard::of(&diagnosed.diagnosis.account));
    let mut all = Vec::new();
    for (index, presser) in (1_u64..).zip(&situation.scenario.people) {
        for verb in Verb::ALL.iter().copied() {
            let withs = withs(verb, situation);
            let stale = (withs[0].clone(), another_plan());
            for (with, plan) in withs.into_iter().map(|with| (with, current)).chain([stale]) {
                let with = With { guard: guard.clone(), ..with };
                all.push(press(presser, InteractionId(400 + index), verb, plan, with));
            }
        }
    }
    all
}

fn press(presser: &Presser, interaction: InteractionId, verb: Verb, plan: Digest, with: With) -> Happening {
    let stale = if plan == another_plan() { "stale " } else { "" };
    let words = format!("{} presses a {stale}{} {}", presser.member.name, verb.word(), with.words);
    let press = Press {
        member: presser.member.clone(),
        interaction,
        verb,
        plan,
        reason: with.reason,
        standing: presser.standing.clone(),
        signed_in_at: with.signed_in_at,
        debt: with.debt,
        guard: with.guard,
        target_privileged: false,
        limit: None,
        target_known: with.target_known,
    };
    Happening::new(words, Input::Pressed(press))
}

/// Returns the facts that can arrive with a press on this button, best first.
fn withs(verb: Verb, situation: &Situation<'_>) -> Vec<With> {
    let plain = With::default();
    let with = |words, reason: &str| With { words, reason: Some(reason.to_owned()), ..With::default() };
    let typed = |case: &Case| case.diagnosed().map_or(String::new(), |found| found.diagnosis.account.upn.clone());
    match verb {
        Verb::Approve | Verb::Proceed => sign_ins(&plain, situation),
        Verb::Confirm => {
            let upn = typed(&situation.case);
            let mut withs = sign_ins(&with("with the sign-in name", &upn), situation);
            withs.extend([
                with("with the sign-in name in capitals", &format!(" {} ", upn.to_uppercase())),
                with("with another sign-in name", "tim@contoso.com"),
                with("with nothing", ""),
                plain,
            ]);
            withs
        }
        Verb::Deny => vec![with("", "Not today.")],
        Verb::BreakGlass => {
            let why = with("with a reason", "The board meets in five minutes.");
            let indebted = With { words: "with a debt", debt: Some(CaseNumber(3)), ..why.clone() };
            let known = With { words: "for somebody who is known", target_known: true, ..why.clone() };
            let named = format!("{} The board meets in five minutes.", typed(&situation.case));
            let mut withs = sign_ins(&with("with the sign-in name and a reason", &named), situation);
            withs.extend([why, indebted, known, With { words: "without a reason", ..plain }]);
            withs
        }
        Verb::Waive => {
            let mut withs = sign_ins(&with("with a reason", "She is in Spain this week."), situation);
            withs.push(plain);
            withs
        }
        Verb::ShowSecret => {
            vec![plain.clone(), With { words: "for somebody who is known", target_known: true, ..plain }]
        }
        Verb::Look
        | Verb::Withdraw
        | Verb::Countersign
        | Verb::CalledBack
        | Verb::Seen
        | Verb::Vouched
        | Verb::DisabledOnPremises
        | Verb::ResetOnPremises
        | Verb::EnabledOnPremises
        | Verb::Details => {
            vec![plain]
        }
    }
}

/// The same with every sign-in that there can be: now, when agreement was asked for, before that, and none.
fn sign_ins(with: &With, situation: &Situation<'_>) -> Vec<With> {
    if !situation.scenario.signs_in {
        return vec![with.clone()];
    }
    let now = situation.now().at;
    let asked_at = situation.case.approval_request().map_or(now, |asked| asked.approval.asked_at);
    let before = asked_at - SignedDuration::from_secs(1);
    let signed_in = |words, signed_in_at| With { words, signed_in_at, ..with.clone() };
    vec![
        signed_in("signed in now", Some(now)),
        signed_in("signed in when it was asked", Some(asked_at)),
        signed_in("signed in before it was asked", Some(before)),
        signed_in("not signed in", None),
    ]
}

/// The digest of a plan that no case of the walk ever has.
pub fn another_plan() -> Digest {
    static PLAN: LazyLock<Digest> = LazyLock::new(|| Digest::parse(&"5a".repeat(32)).unwrap());
    *PLAN
}

/// The third step does not exist.
fn steps() -> Vec<Happening> {
    let request_id = Some("0d3c9d7e-0000-4000-8000-000000000001".to_owned());
    let receipt = Receipt { status: Some(204), request_id, ..Receipt::default() };
    let mut inputs = Vec::new();
    for step in [0, 1, 2] {
        let answers =
            [StepResponse::Taken(receipt.clone()), StepResponse::Refused(trouble()), StepResponse::None(trouble())];
        inputs.extend(answers.map(|answer| Input::Answered { step, answer }));
        inputs.extend([Ok(true), Ok(false), Err(trouble())].map(|seen| Input::Reconciled { step, seen }));
        inputs.extend([Verification::Seen, Verification::NotYet].map(|verification| Input::Verified {
            step,
            verification,
            found: None,
        }));
        // Somebody blocked the account again while the last step was taken.
        let found = Some(Box::new(Condition::default()));
        inputs.push(Input::Verified { step, verification: Verification::Seen, found });
    }
    inputs.into_iter().map(|input| Happening::new(format!("{input:?}"), input)).collect()
}

/// Readings that look for work in Active Directory: before anybody did anything, after a sync, and one that failed.
pub fn looked_for() -> Vec<Happening> {
    let before = |sign_in_enabled| {
        let (sessions, synced) = (Some(after_seconds(-3600)), Some(after_seconds(-600)));
        Condition { sign_in_enabled, sessions_valid_from: sessions, last_sync: synced, ..Condition::default() }
    };
    let late = Some(after_seconds(WORK_SHOWS_SECONDS));
    let synced = |sign_in_enabled| Condition { last_sync: late, ..before(sign_in_enabled) };
    let with_password = |sign_in_enabled| Condition { password_changed_at: late, ..synced(sign_in_enabled) };
    let mut all = Vec::new();
    for (is_open, words) in [(false, "blocked"), (true, "open")] {
        for (what, condition) in [
            ("as before", before(is_open)),
            ("after a sync", synced(is_open)),
            ("with a new password", with_password(is_open)),
        ] {
            let input = Input::WorkLookedFor(Ok(Box::new(condition)));
            all.push(Happening::new(format!("the account is {words} {what}"), input));
        }
    }
    all.push(Happening::new("nobody can look for the work", Input::WorkLookedFor(Err(trouble()))));
    all
}
