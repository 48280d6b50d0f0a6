//! The answers to `/link`, `/unlink`, `/whoami` and `/cases`, and the pages of a sign-in, with as much text from
//! outside as they can hold.

use super::texts::{REASON, TARGET_UPN};
use super::{CASE, at, role, soon};
use grendel::catalog::Catalog;
use grendel::domain::case::{Case, Phase};
use grendel::domain::complaint::{Complaint, Symptom};
use grendel::domain::event::Verb;
use grendel::domain::freeze::FreezeScope;
use grendel::domain::link::{LinkSource, Relink};
use grendel::domain::people::{Aliases, DirectoryRole, HeldRole, Member, Risk, Standing, StandingLookup};
use grendel::domain::profile::Profile;
use grendel::domain::refusal::Refusal;
use grendel::domain::{Locale, MemberId, ObjectId, RoleName};
use grendel::render::Messages;
use grendel::render::cases::{CaseGroup, ListedCase};
use grendel::render::page::{BrowserPage, ConfirmationPage};
use grendel::render::sign_ins::{CommandQuestion, PressQuestion, SignInReason};

/// Returns the id of the account that the answers are about.
pub fn account() -> ObjectId {
    ObjectId::parse("1b2c3d4e-0000-4000-8000-000000000001").expect("it is a GUID")
}

/// Returns the standing of that account in the directory.
pub fn standing(upn: &str, roles: Vec<HeldRole>) -> Standing {
    Standing {
        object_id: account(),
        upn: upn.to_owned(),
        enabled: true,
        roles,
        eligible: Vec::new(),
        risk: Risk::Clear,
        groups: Vec::new(),
        external: false,
        created_at: None,
        bar: None,
        aliases: Aliases::default(),
        read_at: at(),
    }
}

/// Returns the profile of a member with these roles in the chat.
pub fn profile(roles: &[&str], word: Option<LinkSource>, checked: StandingLookup) -> Profile {
    let roles = roles.iter().copied().map(RoleName::from).collect();
    let member = Member { id: MemberId(1), name: "Anna".to_owned(), username: String::new(), roles };
    let account = word.map(|word| (account(), word));
    Profile { until: Some(soon()), ..Profile::new(member, account, checked, Catalog::built_in().commands()) }
}

/// The texts and numbers about a member that come from outside.
pub struct Outside {
    upn: String,
    address: String,
    reason: String,
    roles: Vec<String>,
    /// The number of directory roles that the member holds, and the number that the member could activate.
    directory_roles: (usize, usize),
    cases: fn(&str) -> Vec<Case>,
}

impl Outside {
    /// Returns texts of a usual length.
    pub fn usual() -> Self {
        Self {
            upn: TARGET_UPN.to_owned(),
            address: "https://login.example/authorize?client_id=grendel".to_owned(),
            reason: "Somebody misuses the account of a colleague".to_owned(),
            roles: ["helpdesk", "lead", "security"].map(str::to_owned).to_vec(),
            directory_roles: (12, 1),
            cases: super::cases,
        }
    }

    /// Returns the longest texts, made of characters that have to be escaped.
    pub fn longest() -> Self {
        let long = "*".repeat(120);
        Self {
            address: format!("https://login.example/{}", "a".repeat(1200)),
            reason: "*".repeat(400),
            roles: vec![long.clone(); 20],
            upn: long,
            directory_roles: (usize::MAX, usize::MAX),
            cases: super::overlong_cases,
        }
    }
}

/// An answer that belongs to no case.
pub struct Answer {
    /// The person who reads it, in a few words.
    pub reader: &'static str,
    /// The event that has just happened, in a few words.
    pub when: &'static str,
    /// The text of the answer.
    pub text: String,
    /// True if the answer is in the channel and mentions a person.
    pub is_call: bool,
}

const fn answer(reader: &'static str, when: &'static str, text: String) -> Answer {
    Answer { reader, when, text, is_call: false }
}

/// Returns every answer about links, and the lists of cases.
pub fn answers(locale: &Locale, outside: &Outside) -> Vec<Answer> {
    let messages = Messages::new();
    let contested = |word| Answer {
        is_call: true,
        ..answer(
            "the member whose account it is",
            "after somebody else signed in to their account",
            messages.account_contested(MemberId(u64::MAX), word, locale),
        )
    };
    let anna = Member { id: MemberId(1), name: "Anna".to_owned(), username: String::new(), roles: Vec::new() };
    let called = |when, text| Answer { is_call: true, ..answer("everybody in the channel", when, text) };
    let relinked = |earlier_member| {
        called(
            "after a member signed in to another account than before",
            messages.relink_announced(&anna, Relink { earlier_account: None, earlier_member }, soon(), locale),
        )
    };
    let linking = "the member who typed /link";
    let device = messages.device_code_offer("https://login.example/device", "ABCD1234", soon(), locale);
    let mut answers = vec![
        answer(linking, "at once", messages.link_offer(&outside.address, soon(), locale)),
        answer(linking, "at once, where a code is typed on another device", device),
        answer(
            linking,
            "after they signed in and said yes",
            messages.link_completed(&outside.upn, soon(), None, locale),
        ),
        answer(
            linking,
            "after they signed in and said yes, where the link replaces another",
            messages.relink_waits(&outside.upn, soon(), locale),
        ),
        answer(
            linking,
            "after they signed in by a code on another device",
            messages.device_link_waits(&outside.upn, soon(), locale),
        ),
        called(
            "after a member linked an account by a code on another device",
            messages.device_link_announced(&anna, &outside.upn, soon(), locale),
        ),
        called("after a member who could approve took their link back", messages.unlink_announced(&anna, locale)),
        relinked(None),
        Answer {
            is_call: true,
            ..answer(
                "the member whose link ends",
                "seven days before the end of their link",
                messages.link_ends(MemberId(u64::MAX), soon(), locale),
            )
        },
        relinked(Some(MemberId(u64::MAX))),
        contested(LinkSource::Member),
        contested(LinkSource::Operator),
        answer("the member who typed /unlink", "at once", messages.unlink_completed(locale)),
        answer("the member who typed /unlink", "at once, not being linked", messages.nothing_to_unlink(locale)),
        answer("the member who typed /cases", "where there is none", messages.case_list(&[], locale)),
    ];
    answers.extend(sign_in_answers(locale, outside));
    answers.extend(case_lists(locale, outside));
    answers.extend(super::freezes::answers(locale, &outside.reason));
    answers
}

/// Returns the lists of cases under each heading, for members who may read them and for others.
fn case_lists(locale: &Locale, outside: &Outside) -> Vec<Answer> {
    let (messages, cases) = (Messages::new(), (outside.cases)(&locale.0));
    let mut answers = Vec::new();
    for listed in [CaseGroup::AwaitingYou, CaseGroup::Yours, CaseGroup::Other, CaseGroup::Stopped] {
        let one = |case| ListedCase { group: listed, may_read: true, case };
        let under: Vec<ListedCase> = cases.iter().take(7).cloned().map(one).collect();
        let when = "where there are more than are shown";
        answers.push(answer("the member who typed /cases", when, messages.case_list(&under[..6], locale)));
        answers.push(answer("the member who typed /cases", when, messages.case_list(&under, locale)));
        let unread: Vec<ListedCase> = under.into_iter().map(|one| ListedCase { may_read: false, ..one }).collect();
        answers.push(answer("a member who may not read them", when, messages.case_list(&unread, locale)));
    }
    answers
}

/// Returns the answers around a sign-in for a press or a command.
fn sign_in_answers(locale: &Locale, outside: &Outside) -> Vec<Answer> {
    let messages = Messages::new();
    let reasons = [
        ("on pressing a button that takes a sign-in", SignInReason::Press(CASE)),
        ("on pressing for a password that the page shows", SignInReason::Secret(CASE)),
        ("on typing a command that takes a sign-in", SignInReason::Command("unlock")),
    ];
    let offer = |(when, reason)| {
        answer("the member who signs in", when, messages.sign_in_offer(reason, &outside.address, soon(), locale))
    };
    let mut answers: Vec<Answer> = reasons.into_iter().map(offer).collect();
    let prompt = format!("{}\n[ {} ]", messages.number_prompt(soon(), locale), messages.number_button(locale));
    answers.push(answer("the member who signs in", "once the browser shows the number", prompt));
    for (when, arrived) in [("after the page has shown a secret", true), ("after the browser was gone", false)] {
        answers.push(answer("the receiver", when, messages.secret_shown_on_page(CASE, arrived, locale)));
    }
    answers
}

/// Returns every question that a page asks, with its occasion.
pub fn questions(locale: &Locale, member: &Member, upn: &str) -> Vec<(&'static str, ConfirmationPage)> {
    let messages = Messages::new();
    let cases = super::cases(&locale.0);
    let like = |is_like: fn(&Case) -> bool| cases.iter().find(|case| is_like(case)).expect("some case is like that");
    let waiting = like(|case| matches!(case.phase(), Phase::Waiting(_)));
    let held = like(|case| match case.phase() {
        Phase::Waiting(asked) => asked.diagnosed.diagnosis.plan.steps.is_empty(),
        _ => false,
    });
    let kept = like(|case| matches!(case.phase(), Phase::DeliveringSecret(_)));
    let asked = |case, verb, on_page| PressQuestion {
        case,
        member,
        upn,
        verb,
        reason: Some(REASON),
        pressed_at: soon(),
        on_page,
    };
    let complaint = Complaint { symptom: Some(Symptom::OneDevice), code: Some("53003".to_owned()) };
    let command = CommandQuestion {
        command: "unlock",
        user: Some(&waiting.opening().user),
        reason: Some(REASON),
        scope: None,
        ticket: waiting.opening().ticket.as_deref(),
        complaint: Some(&complaint),
        typed_at: soon(),
        member,
        upn,
    };
    let (user, ticket, scope) = (None, None, Some(FreezeScope::Everything));
    let freeze = CommandQuestion { command: "freeze", user, ticket, scope, complaint: None, ..command };
    vec![
        ("after a sign-in for a freeze", messages.command_question(&freeze, locale)),
        ("after a sign-in for a link", messages.link_confirmation_page(upn, member, locale)),
        ("after a sign-in for a press", messages.press_question(&asked(waiting, Verb::Approve, true), locale)),
        ("after a sign-in for a waiver", messages.press_question(&asked(held, Verb::Waive, false), locale)),
        ("after a sign-in for a password", messages.press_question(&asked(kept, Verb::ShowSecret, true), locale)),
        ("after a sign-in for a command", messages.command_question(&command, locale)),
    ]
}

/// Returns every kind of profile that `/whoami` can show, each with its reader.
pub fn profiles(outside: &Outside) -> Vec<(Profile, &'static str)> {
    let (held_max, eligible_max) = outside.directory_roles;
    let every_role = || DirectoryRole::names().map(role);
    let unit = |role| HeldRole { unit: Some(account()), until: Some(soon()), role };
    let mut most = standing(&outside.upn, every_role().take(held_max).map(unit).collect());
    most.eligible = every_role().take(eligible_max).collect();
    let at_risk = Standing { risk: Risk::AtRisk, roles: Vec::new(), ..most.clone() };
    let blocked = Standing { enabled: false, risk: Risk::NotAsked, ..most.clone() };
    let bare = Standing { roles: vec![HeldRole::tenant_wide(role("Reports Reader"))], ..most.clone() };
    let held = vec![HeldRole::tenant_wide(role("User Administrator"))];
    let helpful = Standing { eligible: Vec::new(), ..standing("anna@contoso.com", held) };
    let all: Vec<&str> = outside.roles.iter().map(String::as_str).collect();
    let mut profiles = Vec::new();
    for (checked, when) in [
        (StandingLookup::Read(helpful), "being a helpdesk administrator"),
        (StandingLookup::NotLinked, "not being linked"),
        (StandingLookup::LinkExpired { at: soon() }, "whose link has ended"),
        (StandingLookup::LinkWaits { from: soon() }, "whose link replaces another"),
        (StandingLookup::Missing, "whose account is gone"),
        (StandingLookup::Unreadable(super::unread_trouble()), "whose account could not be read"),
        (StandingLookup::Read(blocked), "whose account is blocked"),
        (StandingLookup::Read(at_risk), "whose account is at risk"),
        (StandingLookup::Read(bare), "whose roles reach nothing"),
        (StandingLookup::Read(most), "with every role there is"),
    ] {
        for word in [Some(LinkSource::Member), Some(LinkSource::Operator), None] {
            for roles in [&["helpdesk", "lead"], &all[..], &[]] {
                profiles.push((profile(roles, word, checked.clone()), when));
            }
        }
    }
    profiles
}

/// Returns true if a sign-in for a link can end in this refusal.
const fn ends_a_link(refusal: &Refusal) -> bool {
    matches!(
        refusal,
        Refusal::AccountTaken
            | Refusal::LinkedAlready
            | Refusal::LinkedByOperator
            | Refusal::LinkDisowned
            | Refusal::AccountExternal
            | Refusal::AccountTooNew { .. }
            | Refusal::SecretMadeRecently { .. }
            | Refusal::SignInDeclined { .. }
            | Refusal::SignInFailed { .. }
            | Refusal::AuthenticationContextMissing { .. }
    )
}

/// Returns every page of the browser without a form, with its occasion, for this member.
pub fn pages(locale: &Locale, member: &Member) -> Vec<(String, BrowserPage)> {
    let messages = Messages::new();
    let mut pages = vec![
        ("after a yes".to_owned(), messages.number_page(47, locale)),
        ("after a sign-in for a press that does not count".to_owned(), messages.step_up_failed_page(member, locale)),
        ("after a no".to_owned(), messages.disowned_page(member, locale)),
        ("after a yes for a secret that is gone".to_owned(), messages.secret_gone_page(locale)),
        ("after a sign-in that is not under way".to_owned(), messages.unknown_sign_in_page(locale)),
        ("after a sign-in that cannot be looked at now".to_owned(), messages.unknown_outcome_page(locale)),
        ("at an address where nothing is".to_owned(), messages.not_found_page(locale)),
        ("after an answer to a question that is not open".to_owned(), messages.unknown_confirmation_page(locale)),
        ("after an answer from another page".to_owned(), messages.foreign_answer_page(locale)),
    ];
    let refused = |refusal: &Refusal| {
        (format!("refused: `{}`", refusal.rule()), messages.link_refused_page(refusal, member, locale))
    };
    pages.extend(super::refusals().iter().filter(|refusal| ends_a_link(refusal)).map(refused));
    pages
}
