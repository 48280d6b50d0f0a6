//! The answers of `/link`, `/unlink` and `/whoami`, with as much in them as the outside can put there.

use grendel::domain::link::LinkSource;
use grendel::domain::people::{DirectoryRole, HeldRole, Member, Risk, StandingLookup};
use grendel::domain::profile::Profile;
use grendel::domain::refusal::Refusal;
use grendel::domain::{Locale, MemberId};
use grendel::render::Messages;
use grendel::render::page::BrowserPage;
use grendel_sandbox::message_catalog::samples;
use grendel_sandbox::message_catalog::samples::people::{
    Outside, account, answers, pages, profile, profiles, standing,
};
use jiff::Timestamp;

use super::{MESSAGE_CHARS_MAX, OVERLONG_CASES, assert_said, chars};

fn says(profile: &Profile) -> String {
    Messages::new().profile(profile, &Locale::from("en"))
}

fn role(name: &str) -> DirectoryRole {
    DirectoryRole::named(name).unwrap()
}

#[test]
fn somebody_who_may() {
    let held = vec![
        HeldRole::tenant_wide(role("User Administrator")),
        HeldRole { unit: Some(account()), ..HeldRole::tenant_wide(role("Password Administrator")) },
        HeldRole { until: Some(Timestamp::UNIX_EPOCH), ..HeldRole::tenant_wide(role("Reports Reader")) },
    ];
    let mut standing = standing("anna_de@contoso.com", held);
    standing.eligible = vec![role("Global Administrator")];
    let anna = profile(&["helpdesk", "lead"], Some(LinkSource::Member), StandingLookup::Read(standing));
    insta::assert_snapshot!(says(&anna), @r"
    You are anna\_de@contoso.com (you proved it with `/link`).
    The link counts until <t:1772335800:f> (<t:1772335800:R>). Type `/link` in its last 30 days to prove it again.
    Your roles here: **helpdesk**, **lead**
    Identity Protection sees no risk.
    Directory roles that are active now:
    • User Administrator
    • Password Administrator, only for the administrative unit `1b2c3d4e`…
    • Reports Reader, ends <t:0:R>
    Directory roles that you could activate. They count for nothing until you do (Privileged Identity Management); activate the one that you need first:
    • Global Administrator
    `/contain`, `/diagnose`, `/unlock`: you may ask. Whether your roles reach an account is seen when you name it.
    `/contain`: you may approve and deny what others ask, as **lead** or **security**.
    `/unlock`: you may approve and deny what others ask, as **lead**.
    ");
}

#[test]
fn somebody_who_may_not() {
    let mut standing = standing("dana@contoso.com", Vec::new());
    standing.risk = Risk::AtRisk;
    let dana = profile(&[], Some(LinkSource::Operator), StandingLookup::Read(standing));
    insta::assert_snapshot!(says(&dana), @r"
    You are dana@contoso.com (so says the operator of Grendel in `grendel.toml`).
    Your roles here: none
    Identity Protection says that somebody else may be using this account. Tell whoever is in charge of security.
    Directory roles that are active now: none
    `/contain`, `/diagnose`: you may not ask. You cannot use this: it is for members with the role **helpdesk**, **lead** or **security** here. Ask one of them to type it, or ask whoever runs this server for the role.
    `/unlock`: you may not ask. You cannot use this: it is for members with the role **helpdesk** or **lead** here. Ask one of them to type it, or ask whoever runs this server for the role.
    `/contain`, `/unlock`: you may not approve. You cannot decide this: it is for members with the role **lead** or **security** (and Security Administrator, Security Operator, Global Administrator, Helpdesk Administrator, Privileged Authentication Administrator, Authentication Administrator or User Administrator in the directory). Ask one of them.
    ");
}

#[test]
fn somebody_who_is_blocked() {
    let mut standing = standing("joris@contoso.com", vec![HeldRole::tenant_wide(role("User Administrator"))]);
    standing.enabled = false;
    let joris = profile(&["lead"], Some(LinkSource::Member), StandingLookup::Read(standing));
    insta::assert_snapshot!(says(&joris), @r"
    You are joris@contoso.com (you proved it with `/link`).
    The link counts until <t:1772335800:f> (<t:1772335800:R>). Type `/link` in its last 30 days to prove it again.
    This account is blocked, so you can neither ask for anything nor decide it.
    Your roles here: **lead**
    Identity Protection sees no risk.
    Directory roles that are active now:
    • User Administrator
    ");
}

#[test]
fn somebody_whom_nobody_knows() {
    insta::assert_snapshot!(says(&profile(&["lead"], None, StandingLookup::NotLinked)), @r"
    I do not know which Microsoft 365 account is yours, so I cannot see what you may do. Type `/link` and sign in to it. If that is not offered here, ask the operator of Grendel to add you to `grendel.toml` as a `[[person]]`, with your Discord id and the object id of your account.
    Your roles here: **lead**
    ");
}

#[test]
fn somebody_whose_account_is_gone_or_silent() {
    let gone = profile(&[], Some(LinkSource::Operator), StandingLookup::Missing);
    insta::assert_snapshot!(says(&gone), @r"
    Your account is the one with the object id `1b2c3d4e-0000-4000-8000-000000000001` (so says the operator of Grendel in `grendel.toml`).
    The Microsoft 365 account that you are linked to does not exist any more. Type `/unlink`, then `/link` to link the one that you have now; if you stand in `grendel.toml`, ask the operator of Grendel to correct your entry.
    Your roles here: none
    ");
    let silent = profile(&[], Some(LinkSource::Member), StandingLookup::Unreadable(samples::trouble()));
    assert!(says(&silent).contains("I could not check what you may do"), "{}", says(&silent));
}

#[test]
fn every_answer_is_worded_and_fits() {
    for locale in &Messages::languages() {
        let outside = Outside::longest();
        let cases = &OVERLONG_CASES[&locale.0];
        let of_profiles = profiles(&outside).into_iter().map(|(profile, _)| Messages::new().profile(&profile, locale));
        let of_links = answers(locale, &outside).into_iter().map(|answer| answer.text);
        for answer in
            of_links.chain(of_profiles).chain(cases.iter().map(|case| Messages::new().case_summary(case, locale)))
        {
            assert_said(&answer);
            assert!(chars(&answer) <= MESSAGE_CHARS_MAX, "{answer}");
        }
    }
}

/// The chat makes a link of it without looking at the page behind it.
#[test]
fn a_link_is_masked() {
    let words = Messages::new().link_offer("https://login.example/?a=b", Timestamp::UNIX_EPOCH, &Locale::from("en"));
    assert!(words.starts_with("[Sign in to Microsoft](<https://login.example/?a=b>)\n"), "{words}");
}

/// A mentioned member reads that it is about them; the channel learns neither the account nor who claims it.
#[test]
fn a_call_names_the_member_and_no_account() {
    let words = Messages::new().account_contested(MemberId(42), LinkSource::Member, &Locale::from("en"));
    assert!(words.starts_with("<@42>, another Discord member") && words.contains("/unlink"), "{words}");
}

#[test]
fn every_page_is_worded_and_is_plain_text() {
    let evil = "<b>\u{202e}`x`\n# y";
    for locale in Messages::languages() {
        let member = evil_member(evil);
        for (_, BrowserPage { title, text, language: spoken }) in pages(&locale, &member) {
            assert_said(&title);
            assert_said(&text);
            assert_eq!(spoken, locale);
            assert!(!text.contains(['\n', '\u{202e}', '\\']), "{text}");
        }
    }
}

/// A victim of a forwarded sign-in link reads for whom they were signing in.
#[test]
fn the_page_says_whose_it_is_now() {
    let mallory = Member { name: "Anna de Vries".to_owned(), ..evil_member("mallory") };
    for refusal in [Refusal::AccountTaken, Refusal::LinkDisowned] {
        let page = Messages::new().link_refused_page(&refusal, &mallory, &Locale::from("en"));
        assert!(page.text.contains("@mallory") && !page.text.contains("Anna"), "{page:?}");
    }
}

fn evil_member(username: &str) -> Member {
    Member { id: MemberId(1), name: username.to_owned(), username: username.to_owned(), roles: Vec::new() }
}
