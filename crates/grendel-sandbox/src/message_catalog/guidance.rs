//! What leads on whoever is lost: `/help`, the way to be known, and what has become of the case that somebody presses at.

use super::samples::people::{profile, standing};
use super::samples::{self, texts};
use super::{Line, Place, Telling};
use grendel::catalog::Catalog;
use grendel::domain::command::Command;
use grendel::domain::help::Help;
use grendel::domain::people::{DirectoryRole, HeldRole, Standing, StandingLookup};
use grendel::domain::refusal::Refusal;
use grendel::domain::{ChannelId, MemberId};
use grendel::render::Messages;
use grendel::render::guidance::{AttemptedAction, LinkMethod, PressContext};

/// More commands than an answer has room for.
const CROWD: usize = 40;

/// Tells all of it.
pub fn tell(telling: &mut Telling) {
    let (catalog, crowd) = (Catalog::built_in(), crowd());
    let usual: Vec<&Command> = catalog.commands().collect();
    let many: Vec<&Command> = crowd.iter().collect();
    let held: Vec<HeldRole> =
        DirectoryRole::named("User Administrator").map(HeldRole::tenant_wide).into_iter().collect();
    let in_order = || standing(texts::TARGET_UPN, held.clone());
    let blocked = Standing { enabled: false, ..in_order() };
    for (roles, checked, commands, when) in [
        (&["helpdesk", "lead"][..], StandingLookup::Read(in_order()), &usual, "being a helpdesk administrator"),
        (&["security"], StandingLookup::Read(in_order()), &usual, "whom some commands are not for"),
        (
            &["helpdesk"],
            StandingLookup::Unreadable(samples::unread_trouble()),
            &usual,
            "whose account could not be read",
        ),
        (&[], StandingLookup::NotLinked, &usual, "without a role here"),
        (&["helpdesk"], StandingLookup::NotLinked, &usual, "not being linked"),
        (&["helpdesk"], StandingLookup::Read(blocked), &usual, "whose account is blocked"),
        (
            &["helpdesk"],
            StandingLookup::Read(standing(texts::TARGET_UPN, Vec::new())),
            &usual,
            "without a directory role",
        ),
        (&["helpdesk"], StandingLookup::Read(in_order()), &many, "where there are more commands than fit"),
    ] {
        let member = profile(roles, None, StandingLookup::NotLinked).member;
        let help = Help::new(&member, &checked, commands.iter().copied());
        let answer = Messages::new().help(&help, &telling.locale);
        tell_new(telling, "whoever typed /help", when, &answer);
    }
    tell_first_use(telling);
    tell_cases(telling, &catalog);
}

/// Many commands that must be told everything, and say nothing of how.
fn crowd() -> Vec<Command> {
    let catalog = Catalog::built_in();
    let commands = ["unlock", "case"].into_iter().filter_map(|name| catalog.command(name));
    let like = |(number, command): (usize, &Command)| {
        let mut command = command.clone();
        command.name = format!("{}-{number}", command.name);
        command.wording.localizations.clear();
        command.examples = grendel::domain::wording::Examples::default();
        command.options.iter_mut().for_each(|option| option.required = true);
        command
    };
    commands.cycle().take(CROWD).enumerate().map(like).collect()
}

fn tell_first_use(telling: &mut Telling) {
    let (messages, locale) = (Messages::new(), telling.locale.clone());
    let until = samples::now();
    let ways = [
        (LinkMethod::SignIn { address: "https://login.example/", until }, "where people can sign in"),
        (LinkMethod::DeviceCode, "where a code is typed on another device"),
        (LinkMethod::Operator, "where nobody can sign in"),
    ];
    let line = format!("/unlock user:{}", texts::TARGET_UPN);
    for (way, when) in ways {
        for (wish, reader) in [
            (AttemptedAction::Command(&line), "whoever typed a command, not being linked"),
            (AttemptedAction::Press, "whoever pressed, not being linked"),
        ] {
            tell_new(telling, reader, when, &messages.link_required(way, wish, MemberId(u64::MAX), &locale));
        }
    }
    let linked = messages.link_completed(texts::TARGET_UPN, Some(&line), &locale);
    tell_new(telling, "whoever typed a command before they were linked", "after they signed in and said yes", &linked);
    let elsewhere = messages.foreign_channel(&[ChannelId(1)], &locale);
    tell_new(telling, "whoever typed a command", "in a channel that belongs to no tenant", &elsewhere);
}

fn tell_cases(telling: &mut Telling, catalog: &Catalog) {
    let locale = telling.locale.clone();
    for case in samples::cases(&locale.0) {
        let command = catalog.command(&case.opening().command);
        for refusal in [Refusal::CaseClosed, Refusal::OldButton, Refusal::StalePlan, Refusal::NoSecret] {
            let lost = PressContext { case: &case, command, has_written: true };
            let answer = Messages::new().press_refused(&refusal, lost, &locale);
            tell_new(telling, "whoever pressed", &format!("refused: `{}`", refusal.rule()), &answer);
        }
    }
}

fn tell_new(telling: &mut Telling, reader: &str, when: &str, answer: &str) {
    let lines: Vec<Line> = answer.lines().map(|line| Line::new("", line)).collect();
    telling.tell_lines(Place::Answer, reader, (when, ""), answer, &lines);
}
