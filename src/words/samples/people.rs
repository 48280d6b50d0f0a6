//! What `/link`, `/unlink`, `/whoami` and `/cases` say, and the pages of a sign-in, with as much in it as the outside can put there.

use jiff::Timestamp;

use super::role;
use crate::catalog::Catalog;
use crate::domain::link::WordOf;
use crate::domain::people::{Checked, DirectoryRole, HeldRole, Member, Risk, Standing};
use crate::domain::profile::Profile;
use crate::domain::{CaseNumber, Locale, MemberId, ObjectId, RoleName};
use crate::render::Words;
use crate::render::cases::Listed;
use crate::render::page::Page;

/// The account of whoever is spoken of.
pub fn account() -> ObjectId {
    ObjectId::parse("1b2c3d4e-0000-4000-8000-000000000001").expect("it is a GUID")
}

/// How it stands in the directory.
pub fn standing(upn: &str, roles: Vec<HeldRole>) -> Standing {
    Standing {
        object_id: account(),
        upn: upn.to_owned(),
        enabled: true,
        roles,
        eligible: Vec::new(),
        risk: Risk::Clear,
        read_at: Timestamp::UNIX_EPOCH,
    }
}

/// What is known of a member with these roles in the chat.
pub fn profile(roles: &[&str], word: Option<WordOf>, checked: Checked) -> Profile {
    let roles = roles.iter().copied().map(RoleName::from).collect();
    let member = Member { id: MemberId(1), name: "Anna".to_owned(), roles };
    Profile::new(member, word.map(|word| (account(), word)), checked, Catalog::built_in().commands())
}

/// Every answer about people, and the lists of cases, with the longest names.
pub fn answers(locale: &Locale) -> Vec<String> {
    let long = "*".repeat(120);
    let every_role = || DirectoryRole::names().map(role);
    let unit = |role| HeldRole { unit: Some(account()), until: Some(Timestamp::UNIX_EPOCH), role };
    let mut most = standing(&long, every_role().map(unit).collect());
    most.eligible = every_role().collect();
    let at_risk = Standing { risk: Risk::AtRisk, roles: Vec::new(), ..most.clone() };
    let blocked = Standing { enabled: false, risk: Risk::NotAsked, ..most.clone() };
    let bare = Standing { roles: vec![HeldRole::tenant_wide(role("Reports Reader"))], ..most.clone() };
    let roles: Vec<&str> = std::iter::repeat_n(long.as_str(), 20).collect();
    let words = Words::new();
    let address = format!("https://login.example/{}", "a".repeat(1200));
    let mut answers = vec![
        words.link_offered(&address, Timestamp::UNIX_EPOCH, locale),
        words.sign_in_offered(CaseNumber(u64::MAX), &address, Timestamp::UNIX_EPOCH, locale),
        words.device_offered("https://login.example/device", "ABCD1234", Timestamp::UNIX_EPOCH, locale),
        words.linked(&long, locale),
        words.unlinked(locale),
        words.nothing_to_unlink(locale),
        words.account_contested(MemberId(u64::MAX), WordOf::Member, locale),
        words.account_contested(MemberId(u64::MAX), WordOf::Operator, locale),
        words.cases(&[], locale),
    ];
    let cases = super::cases(&locale.0);
    let modest = super::modest_cases(&locale.0);
    for listed in [Listed::WaitsForYou, Listed::Yours, Listed::Other] {
        answers
            .push(words.cases(&cases.iter().take(7).cloned().map(|case| (listed, case)).collect::<Vec<_>>(), locale));
        let some = modest.iter().take(7).cloned().map(|case| (listed, case)).collect::<Vec<_>>();
        answers.push(words.cases(&some[..6], locale));
        answers.push(words.cases(&some, locale));
    }
    answers.extend(cases.iter().map(|case| words.one_case(case, locale)));
    let helpful = Standing {
        eligible: Vec::new(),
        ..standing("anna@contoso.com", vec![HeldRole::tenant_wide(role("User Administrator"))])
    };
    let read = [most, at_risk, blocked, bare, helpful].map(Checked::Read);
    let checked = [Checked::NotLinked, Checked::Missing, Checked::Unreadable(super::trouble())];
    for checked in checked.into_iter().chain(read) {
        for word in [Some(WordOf::Member), Some(WordOf::Operator), None] {
            for roles in [&roles[..], &["helpdesk", "lead"], &[]] {
                answers.push(words.profile(&profile(roles, word, checked.clone()), locale));
            }
        }
    }
    answers
}

/// Every page of a browser, with text that means harm.
pub fn pages(locale: &Locale) -> Vec<Page> {
    let evil = "<b>\u{202e}`x`\n# y";
    let words = Words::new();
    let mut pages = vec![
        words.page_of_link(Ok(evil), evil, locale),
        words.page_of_vote(true, evil, locale),
        words.page_of_vote(false, evil, locale),
        words.page_of_no_sign_in(locale),
        words.page_of_no_answer(locale),
        words.page_of_nothing(locale),
        words.page_of_no_question(locale),
        words.page_of_foreign_answer(locale),
    ];
    let refusals = super::refusals();
    pages.extend(refusals.iter().map(|refusal| words.page_of_link(Err(refusal), evil, locale)));
    pages
}
