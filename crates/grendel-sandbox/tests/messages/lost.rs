//! Messages for people who are lost: `/help`, the way to link an account, and the state of the case that they press at.

use grendel::catalog::Catalog;
use grendel::domain::command::{Command, Purpose};
use grendel::domain::help::Help;
use grendel::domain::people::{Aliases, DirectoryRole, HeldRole, Member, Risk, Standing, StandingLookup};
use grendel::domain::refusal::Refusal;
use grendel::domain::{ChannelId, Locale, MemberId, ObjectId, RoleName};
use grendel::render::Messages;
use grendel::render::guidance::{AttemptedAction, LinkMethod, PressContext};
use grendel_sandbox::message_catalog::samples;
use jiff::Timestamp;

use super::{MESSAGE_CHARS_MAX, OVERLONG_CASES, assert_said, chars};

fn member(roles: &[&str]) -> Member {
    let roles = roles.iter().copied().map(RoleName::from).collect();
    Member { id: MemberId(u64::MAX), name: "Anna".to_owned(), username: String::new(), roles }
}

fn standing() -> Standing {
    Standing {
        object_id: ObjectId::parse("1b2c3d4e-0000-4000-8000-000000000001").unwrap(),
        upn: "anna@contoso.com".to_owned(),
        enabled: true,
        roles: Vec::new(),
        eligible: Vec::new(),
        risk: Risk::Clear,
        groups: Vec::new(),
        external: false,
        created_at: None,
        bar: None,
        aliases: Aliases::default(),
        read_at: Timestamp::UNIX_EPOCH,
    }
}

fn every_role() -> Vec<HeldRole> {
    DirectoryRole::names().filter_map(DirectoryRole::named).map(HeldRole::tenant_wide).collect()
}

/// As many commands as Discord takes, each with the longest words and without an example of its own.
fn too_many(catalog: &Catalog) -> Vec<Command> {
    let like = |name: &str, number: usize| {
        let mut command = catalog.command(name).unwrap().clone();
        command.name = format!("{}{number:03}", "x".repeat(29));
        command.wording.localizations.clear();
        command.wording.description = "*".repeat(100);
        command.examples.texts.clear();
        command.examples.localized.clear();
        command.options.iter_mut().for_each(|option| option.required = true);
        command
    };
    (0..50).flat_map(|number| [like("unlock", number), like("case", number + 50)]).collect()
}

fn help(locale: &Locale) -> Vec<String> {
    let catalog = Catalog::built_in();
    let (some, many): (Vec<Command>, Vec<Command>) = (catalog.commands().cloned().collect(), too_many(&catalog));
    let mut answers = Vec::new();
    for roles in [&["helpdesk", "lead"][..], &["security"], &[]] {
        for checked in [
            StandingLookup::NotLinked,
            StandingLookup::Missing,
            StandingLookup::Unreadable(samples::trouble()),
            StandingLookup::Read(standing()),
            StandingLookup::Read(Standing { roles: every_role(), ..standing() }),
        ] {
            for commands in [&some, &many] {
                let help = Help::new(&member(roles), &checked, commands);
                answers.push(Messages::new().help(&help, locale));
            }
        }
    }
    answers
}

/// Everything that the lost read.
pub fn answers(locale: &Locale) -> Vec<String> {
    let messages = Messages::new();
    let mut answers = help(locale);
    let address = format!("https://login.example/{}", "x".repeat(700));
    let ways = [
        LinkMethod::SignIn { address: &address, until: Timestamp::UNIX_EPOCH },
        LinkMethod::DeviceCode,
        LinkMethod::Operator,
    ];
    let line = format!("/unlock user:{} reason:{}", "`".repeat(320), "x".repeat(500));
    for way in ways {
        for wish in [AttemptedAction::Command(&line), AttemptedAction::Press] {
            answers.push(messages.link_required(way, wish, MemberId(u64::MAX), locale));
        }
    }
    answers.push(messages.link_completed("anna@contoso.com", Timestamp::UNIX_EPOCH, Some(&line), locale));
    answers.push(messages.link_completed("anna@contoso.com", Timestamp::UNIX_EPOCH, None, locale));
    answers.push(messages.foreign_channel(&[], locale));
    answers.push(messages.foreign_channel(&[ChannelId(u64::MAX), ChannelId(1)], locale));
    let catalog = Catalog::built_in();
    let refusals = [
        Refusal::CaseClosed,
        Refusal::OldButton,
        Refusal::StalePlan,
        Refusal::TooLate,
        Refusal::NoSecret,
        Refusal::NotWaiting { running: true },
    ];
    let cases = samples::cases(&locale.0).into_iter().chain(OVERLONG_CASES[&locale.0].iter().cloned());
    for case in cases {
        for command in [catalog.command(&case.opening().command), None] {
            for refusal in &refusals {
                let lost = PressContext { case: &case, command, has_written: command.is_none() };
                answers.push(messages.press_refused(refusal, lost, locale));
            }
        }
    }
    answers
}

#[test]
fn every_way_on_is_worded_and_fits() {
    for answer in Messages::languages().iter().flat_map(answers) {
        assert_said(&answer);
        assert!(chars(&answer) <= MESSAGE_CHARS_MAX, "{answer}");
    }
}

/// However much there is to list: what does not fit is counted, and what to type next stands at the end.
#[test]
fn a_list_that_is_too_long_says_what_it_leaves_out() {
    let (catalog, locale) = (Catalog::built_in(), Locale::from("en"));
    let many = too_many(&catalog);
    let checked = StandingLookup::Read(Standing { roles: every_role(), ..standing() });
    let words = Messages::new().help(&Help::new(&member(&["lead"]), &checked, &many), &locale);
    let listed = words.lines().filter(|line| line.starts_with("`/")).count();
    let (_, named) = words.split_once("And also: ").unwrap();
    let (names, count) = named.split_once(" and ").unwrap();
    let count: usize = count.split(' ').next().unwrap().parse().unwrap();
    assert!(listed > 3, "{words}");
    assert_eq!(listed + names.matches("`/").count() + count, 100, "{words}");
}

/// An example can be copied and sent: each required option is there, nothing is too long, and nothing else is in it.
#[test]
fn every_example_is_the_command() {
    let catalog = Catalog::built_in();
    let bare = too_many(&catalog);
    for locale in ["en-US", "nl", "de", "pt-BR"].map(Locale::from) {
        for command in catalog.commands().chain(&bare) {
            let example = Messages::new().example(command, &locale);
            let typed = typed(command, &example, &locale).unwrap_or_else(|| panic!("not the command: {example}"));
            for option in &command.options {
                let text = typed.iter().find(|(name, _)| *name == option.name.word()).map(|(_, text)| text);
                assert!(text.is_some() || !option.required, "{} is missing: {example}", option.name.word());
                assert!(text.is_none_or(|text| chars(text) <= option.chars_max.into()), "{example}");
            }
        }
    }
}

/// Reads a command as the chat does: the name, then each option up to the next.
fn typed(command: &Command, line: &str, locale: &Locale) -> Option<Vec<(&'static str, String)>> {
    let mut words = line.strip_prefix('/')?.split(' ');
    let name = command.wording.localizations.get(locale).map_or(&command.name, |local| &local.name);
    let mut typed: Vec<(&'static str, String)> = Vec::new();
    (words.next()? == name).then_some(())?;
    for word in words {
        let begins = command.options.iter().find_map(|option| {
            let local = option.wording.localizations.get(locale).map_or(option.name.word(), |local| &local.name);
            Some((option.name.word(), word.strip_prefix(&format!("{local}:"))?.to_owned()))
        });
        let is_known = |begun: &(&str, String)| typed.iter().any(|(known, _)| *known == begun.0);
        if begins.as_ref().is_some_and(is_known) {
            return None;
        }
        match (begins, typed.last_mut()) {
            (Some(begun), _) => typed.push(begun),
            (None, Some((_, text))) => *text += &[" ", word].concat(),
            (None, None) => return None,
        }
    }
    let is_case = matches!(command.purpose, Purpose::Case(_));
    (!is_case || typed.iter().any(|(name, _)| *name == "user")).then_some(typed)
}
