//! The answer to `/help`: the commands that the reader is allowed to use, each with an example for copying.

use super::localizer::Localizer;
use super::refusals::{for_operator, rule_line, sentence, trouble};
use super::text::{NAME_CHARS_MAX, escape, escape_in_code, truncate};
use super::{ANSWER_CHARS_MAX, Messages};
use crate::domain::Locale;
use crate::domain::command::{Command, CommandOption};
use crate::domain::help::Help;
use crate::domain::refusal::Refusal;

/// An example, in characters: one or two lines on a phone.
const EXAMPLE_CHARS_MAX: usize = 200;
/// The room that is left for the names of commands that did not fit and a closing line, in characters.
const REST_CHARS_MAX: usize = 350;
/// The commands that are named without an example.
const NAMES_MAX: usize = 8;

impl Messages {
    /// Returns the answer to `/help`: the commands that the reader is allowed to use in this channel, or why there
    /// are none and who can change that. The commands for everybody come last.
    pub fn help(&self, help: &Help<'_>, locale: &Locale) -> String {
        let localizer = &Localizer::for_locale(locale);
        let mut lines = BoundedLines::default();
        if !help.allowed.is_empty() {
            lines.add(&localizer.text("help-may"));
            lines.add_commands(localizer, &help.allowed, locale);
        }
        if let Some((commands, cause)) = &help.unread {
            let key = for_operator("help-unread", cause);
            lines.add(&localizer.format(&key, &[("trouble", trouble(localizer, cause).into())]));
            lines.add_commands(localizer, commands, locale);
        }
        let may_nothing = help.allowed.is_empty() && help.unread.is_none() && !help.refused.is_empty();
        if may_nothing {
            for line in reasons_for_nothing(localizer, help, locale) {
                lines.add(&line);
            }
        }
        if !help.for_everybody.is_empty() {
            lines.add(&localizer.text("help-everybody"));
            lines.add_commands(localizer, &help.for_everybody, locale);
        }
        let rule = |refusal: &Refusal| rule_line(localizer, refusal).trim_start().to_owned();
        let mut tail = Vec::new();
        if may_nothing {
            tail.extend(rules(help).into_iter().map(rule));
        } else if !help.refused.is_empty() {
            tail.push(localizer.text("help-rest"));
        }
        tail.extend(
            help.unread.as_ref().map(|(_, trouble)| rule(&Refusal::StandingUnread { trouble: trouble.clone() })),
        );
        lines.into_text(localizer, tail)
    }

    /// Returns an example of a command in a language: the one of its file, or one that is composed of its required
    /// options.
    pub fn example(&self, command: &Command, locale: &Locale) -> String {
        example(&Localizer::for_locale(locale), command, locale)
    }
}

fn example(localizer: &Localizer, command: &Command, locale: &Locale) -> String {
    let made_up = |option: &CommandOption| {
        let text = localizer.text_of("example", option.name.word());
        option.required.then(|| text.chars().take(option.chars_max.into()).collect())
    };
    command.line(locale, |name| {
        let given = command.examples.of(name, locale).map(str::to_owned);
        given.or_else(|| command.options.iter().find(|option| option.name == name).and_then(made_up))
    })
}

/// Returns the reasons why the reader is allowed to use no command, one for each rule.
/// The reason is that of the command that the most roles would open. Other commands of the same rule need other
/// roles, which `/whoami` lists.
fn reasons_for_nothing(localizer: &Localizer, help: &Help<'_>, locale: &Locale) -> Vec<String> {
    let mut lines = vec![localizer.text("help-none")];
    for first in rules(help) {
        let of_rule: Vec<_> = help.refused.iter().filter(|(_, refusal)| refusal.rule() == first.rule()).collect();
        let Some((_, nearest)) = of_rule.iter().max_by_key(|(_, refusal)| role_count(refusal)) else { continue };
        let names = |same: bool| -> Vec<String> {
            let commands = of_rule.iter().filter(|(_, refusal)| (refusal == nearest) == same);
            commands.map(|(command, _)| command_name(command, locale)).collect()
        };
        let (same, others) = (names(true), names(false));
        let why = sentence(localizer, nearest);
        lines.push(
            localizer.format("help-why", &[("commands", list_names(localizer, &same).into()), ("why", why.into())]),
        );
        if !others.is_empty() {
            lines.push(localizer.format("help-likewise", &[("commands", list_names(localizer, &others).into())]));
        }
    }
    lines
}

/// Returns the number of roles of which any would suffice.
const fn role_count(refusal: &Refusal) -> usize {
    match refusal {
        Refusal::LacksChatRole { wanted } => wanted.len(),
        Refusal::LacksDirectoryRole { wanted, .. } => wanted.len(),
        _ => 0,
    }
}

/// Returns one refusal for each rule.
fn rules<'h>(help: &'h Help<'_>) -> Vec<&'h Refusal> {
    let mut rules: Vec<&Refusal> = Vec::new();
    for (_, refusal) in &help.refused {
        if rules.iter().all(|known| known.rule() != refusal.rule()) {
            rules.push(refusal);
        }
    }
    rules
}

fn command_name(command: &Command, locale: &Locale) -> String {
    format!("`/{}`", escape_in_code(command.name_in(locale), NAME_CHARS_MAX))
}

fn list_names(localizer: &Localizer, names: &[String]) -> String {
    let shown: Vec<String> = names.iter().take(NAMES_MAX).cloned().collect();
    let more = names.len().saturating_sub(NAMES_MAX);
    if more == 0 {
        return localizer.join_and(&shown);
    }
    localizer.format("help-names", &[("names", shown.join(", ").into()), ("count", more.into())])
}

/// The lines of an answer, up to the length of a message.
#[derive(Default)]
struct BoundedLines {
    lines: Vec<String>,
    chars: usize,
    left_out: Vec<String>,
}

impl BoundedLines {
    fn add(&mut self, line: &str) {
        let room = (ANSWER_CHARS_MAX - REST_CHARS_MAX).saturating_sub(self.chars);
        if room > 0 {
            let line = truncate(line, room);
            self.chars += line.chars().count() + 1;
            self.lines.push(line);
        }
    }

    fn add_commands(&mut self, localizer: &Localizer, commands: &[&Command], locale: &Locale) {
        for command in commands {
            self.add_command(localizer, command, locale);
        }
    }

    /// Adds the description and an example; a command without options takes one line.
    fn add_command(&mut self, localizer: &Localizer, command: &Command, locale: &Locale) {
        let (name, example) = (command_name(command, locale), example(localizer, command, locale));
        let about = escape(command.wording.description_in(locale), NAME_CHARS_MAX);
        let shown = escape_in_code(&example, EXAMPLE_CHARS_MAX);
        let line = if command.options.is_empty() { format!("{name} {about}") } else { format!("{about}\n`{shown}`") };
        if self.left_out.is_empty() && self.chars + line.chars().count() < ANSWER_CHARS_MAX - REST_CHARS_MAX {
            self.add(&line);
        } else {
            self.left_out.push(name);
        }
    }

    fn into_text(mut self, localizer: &Localizer, tail: Vec<String>) -> String {
        if !self.left_out.is_empty() {
            let names = list_names(localizer, &self.left_out);
            self.lines.push(localizer.format("help-more", &[("commands", names.into())]));
        }
        self.lines.extend(tail);
        truncate(&self.lines.join("\n"), ANSWER_CHARS_MAX)
    }
}
