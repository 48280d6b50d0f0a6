//! The answers that tell people what to do next: `/help`, how to get linked, and the state of a case whose button no
//! longer counts.

use super::samples::people::{profile, standing};
use super::samples::{self, texts};
use super::{Listing, MessageLine, Surface};
use grendel::catalog::Catalog;
use grendel::domain::command::Command;
use grendel::domain::help::Help;
use grendel::domain::known_failure::needs_operator;
use grendel::domain::people::{DirectoryRole, HeldRole, Standing, StandingLookup};
use grendel::domain::reading::Topic;
use grendel::domain::refusal::Refusal;
use grendel::domain::{ChannelId, MemberId, TenantName};
use grendel::render::Messages;
use grendel::render::guidance::{AttemptedAction, LinkMethod, PressContext};

/// A number of commands that does not fit in one answer.
const MANY_COMMANDS: usize = 40;

/// Lists the answers to `/help`, the messages about linking, and the answers to presses that no longer count.
pub fn list(listing: &mut Listing) {
    listing.topic("help");
    let (catalog, many_commands) = (Catalog::built_in(), many_commands());
    let usual: Vec<&Command> = catalog.commands().collect();
    let many: Vec<&Command> = many_commands.iter().collect();
    let held: Vec<HeldRole> =
        DirectoryRole::named("User Administrator").map(HeldRole::tenant_wide).into_iter().collect();
    let unblocked = || standing(texts::TARGET_UPN, held.clone());
    let blocked = Standing { enabled: false, ..unblocked() };
    for (roles, checked, commands, when) in [
        (&["helpdesk", "lead"][..], StandingLookup::Read(unblocked()), &usual, "being a helpdesk administrator"),
        (&["security"], StandingLookup::Read(unblocked()), &usual, "whom some commands are not for"),
        (
            &["helpdesk"],
            StandingLookup::Unreadable(samples::unread_trouble()),
            &usual,
            "whose account could not be read",
        ),
        (&["helpdesk"], StandingLookup::Unreadable(samples::silence()), &usual, "where nothing was answered"),
        (&[], StandingLookup::NotLinked, &usual, "without a role here"),
        (&["helpdesk"], StandingLookup::NotLinked, &usual, "not being linked"),
        (&["helpdesk"], StandingLookup::Read(blocked), &usual, "whose account is blocked"),
        (
            &["helpdesk"],
            StandingLookup::Read(standing(texts::TARGET_UPN, Vec::new())),
            &usual,
            "without a directory role",
        ),
        (&["helpdesk"], StandingLookup::Read(unblocked()), &many, "where there are more commands than fit"),
    ] {
        let member = profile(roles, None, StandingLookup::NotLinked).member;
        let help = Help::new(&member, &checked, commands.iter().copied());
        let answer = Messages::new().help(&help, &listing.locale);
        list_new_lines(listing, "the member who typed /help", when, &answer);
    }
    list_failures(listing);
    list_first_use(listing);
    list_refused_presses(listing, &catalog);
}

/// Returns [`MANY_COMMANDS`] commands that have required options only and no examples.
fn many_commands() -> Vec<Command> {
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
    commands.cycle().take(MANY_COMMANDS).enumerate().map(like).collect()
}

/// Lists what a requester and the operator read of a call that failed.
fn list_failures(listing: &mut Listing) {
    listing.topic("failures");
    let (messages, locale) = (Messages::new(), listing.locale.clone());
    let tenant = TenantName::from(texts::TENANT);
    for trouble in samples::failures() {
        let when = format!("where a call failed with {}", trouble.code);
        for refusal in
            [Refusal::StandingUnread { trouble: trouble.clone() }, Refusal::SignInFailed { trouble: trouble.clone() }]
        {
            list_new_lines(listing, "the member who typed", &when, &messages.refusal(&refusal, &locale));
        }
        if needs_operator(&trouble) {
            listing.add(Surface::Ping, "the operator", &when, &messages.operator_trouble(&tenant, &locale, &trouble));
        }
    }
    listing.add(
        Surface::Ping,
        "the operator",
        "in a tenant without the licence that it should have",
        &messages.operator_licence_demanded(&tenant, &locale),
    );
    let topics = [Topic::Risk, Topic::SignIns];
    listing.add(
        Surface::Ping,
        "the operator",
        "in a tenant without a licence",
        &messages.operator_licence(&tenant, &locale, &topics),
    );
}

fn list_first_use(listing: &mut Listing) {
    listing.topic("linking");
    let (messages, locale) = (Messages::new(), listing.locale.clone());
    let until = samples::now();
    let methods = [
        (LinkMethod::SignIn { address: "https://login.example/", until }, "where people can sign in"),
        (LinkMethod::DeviceCode, "where a code is typed on another device"),
        (LinkMethod::Operator, "where nobody can sign in"),
    ];
    let line = format!("/unlock user:{}", texts::TARGET_UPN);
    for (method, when) in methods {
        for (action, reader) in [
            (AttemptedAction::Command(&line), "the member who typed a command, not being linked"),
            (AttemptedAction::Press, "the member who pressed, not being linked"),
        ] {
            list_new_lines(listing, reader, when, &messages.link_required(method, action, MemberId(u64::MAX), &locale));
        }
    }
    let linked = messages.link_completed(texts::TARGET_UPN, samples::soon(), Some(&line), &locale);
    list_new_lines(
        listing,
        "the member who typed a command before they were linked",
        "after they signed in and said yes",
        &linked,
    );
    let elsewhere = messages.foreign_channel(&[ChannelId(1)], &locale);
    list_new_lines(listing, "the member who typed a command", "in a channel that belongs to no tenant", &elsewhere);
}

fn list_refused_presses(listing: &mut Listing, catalog: &Catalog) {
    listing.topic("refused-presses");
    let locale = listing.locale.clone();
    for case in samples::cases(&locale.0) {
        let command = catalog.command(&case.opening().command);
        for refusal in [Refusal::CaseClosed, Refusal::OldButton, Refusal::StalePlan, Refusal::NoSecret] {
            let context = PressContext { case: &case, command, has_written: true };
            let answer = Messages::new().press_refused(&refusal, context, &locale);
            list_new_lines(listing, "the member who pressed", &format!("refused: `{}`", refusal.rule()), &answer);
        }
    }
}

fn list_new_lines(listing: &mut Listing, reader: &str, when: &str, answer: &str) {
    listing.add_lines(Surface::Answer, reader, (when, ""), answer, &MessageLine::of(answer));
}
