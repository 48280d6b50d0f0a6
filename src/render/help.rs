//! What `/help` answers: the commands that the reader may type, each with an example that can be copied.

use super::localizer::Localizer;
use super::refusals::{rule_line, sentence, trouble};
use super::text::{NAME_CHARS_MAX, cut, outside, outside_in_code};
use super::{ANSWER_CHARS_MAX, Messages};
use crate::domain::Locale;
use crate::domain::command::{Command, CommandOption};
use crate::domain::help::Help;
use crate::domain::refusal::Refusal;

/// The most of an example that is shown, in characters: a line or two on a phone.
const EXAMPLE_CHARS_MAX: usize = 200;
/// Room for a line that names what did not fit, and for one of what follows it, in characters.
const REST_CHARS_MAX: usize = 350;
/// The most commands that are named without an example.
const NAMES_MAX: usize = 8;

impl Messages {
    /// The answer to `/help`: what the reader may type in this channel, or why they may not and who could change that; then what
    /// everybody may.
    pub fn help(&self, help: &Help<'_>, locale: &Locale) -> String {
        let localizer = &Localizer::for_locale(locale);
        let mut lines = Lines::default();
        if !help.allowed.is_empty() {
            lines.add(&localizer.text("help-may"));
            lines.add_commands(localizer, &help.allowed, locale);
        }
        if let Some((commands, cause)) = &help.unread {
            lines.add(&localizer.format("help-unread", &[("trouble", trouble(localizer, cause).into())]));
            lines.add_commands(localizer, commands, locale);
        }
        let may_nothing = help.allowed.is_empty() && help.unread.is_none() && !help.refused.is_empty();
        if may_nothing {
            for line in why_nothing(localizer, help, locale) {
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
        lines.with(localizer, tail)
    }

    /// How the command may be typed, in this language: what its file gives, or what is made up for the options that it must have.
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

/// Why nothing is for the reader: each rule once, said of the command that comes nearest to being theirs. What the others take
/// beside is another list of roles, and `/whoami` has room for it.
fn why_nothing(localizer: &Localizer, help: &Help<'_>, locale: &Locale) -> Vec<String> {
    let mut lines = vec![localizer.text("help-none")];
    for first in rules(help) {
        let of_rule: Vec<_> = help.refused.iter().filter(|(_, refusal)| refusal.rule() == first.rule()).collect();
        let Some((_, nearest)) = of_rule.iter().max_by_key(|(_, refusal)| ways_in(refusal)) else { continue };
        let names = |same: bool| -> Vec<String> {
            let commands = of_rule.iter().filter(|(_, refusal)| (refusal == nearest) == same);
            commands.map(|(command, _)| typed(command, locale)).collect()
        };
        let (same, others) = (names(true), names(false));
        let why = sentence(localizer, nearest);
        lines.push(localizer.format("help-why", &[("commands", named(localizer, &same).into()), ("why", why.into())]));
        if !others.is_empty() {
            lines.push(localizer.format("help-likewise", &[("commands", named(localizer, &others).into())]));
        }
    }
    lines
}

/// How many roles would do.
const fn ways_in(refusal: &Refusal) -> usize {
    match refusal {
        Refusal::LacksChatRole { wanted } => wanted.len(),
        Refusal::LacksDirectoryRole { wanted, .. } => wanted.len(),
        _ => 0,
    }
}

/// A refusal by each rule that says no.
fn rules<'h>(help: &'h Help<'_>) -> Vec<&'h Refusal> {
    let mut rules: Vec<&Refusal> = Vec::new();
    for (_, refusal) in &help.refused {
        if rules.iter().all(|known| known.rule() != refusal.rule()) {
            rules.push(refusal);
        }
    }
    rules
}

fn typed(command: &Command, locale: &Locale) -> String {
    format!("`/{}`", outside_in_code(command.name_in(locale), NAME_CHARS_MAX))
}

fn named(localizer: &Localizer, names: &[String]) -> String {
    let shown: Vec<String> = names.iter().take(NAMES_MAX).cloned().collect();
    let more = names.len().saturating_sub(NAMES_MAX);
    if more == 0 {
        return localizer.join_and(&shown);
    }
    localizer.format("help-names", &[("names", shown.join(", ").into()), ("count", more.into())])
}

/// The lines of an answer, as many as there is room for.
#[derive(Default)]
struct Lines {
    said: Vec<String>,
    chars: usize,
    left_out: Vec<String>,
}

impl Lines {
    fn add(&mut self, line: &str) {
        let room = (ANSWER_CHARS_MAX - REST_CHARS_MAX).saturating_sub(self.chars);
        if room > 0 {
            let line = cut(line, room);
            self.chars += line.chars().count() + 1;
            self.said.push(line);
        }
    }

    fn add_commands(&mut self, localizer: &Localizer, commands: &[&Command], locale: &Locale) {
        for command in commands {
            self.add_command(localizer, command, locale);
        }
    }

    /// What it does, and how it is typed; as one line where the name is all there is to type.
    fn add_command(&mut self, localizer: &Localizer, command: &Command, locale: &Locale) {
        let (name, example) = (typed(command, locale), example(localizer, command, locale));
        let about = outside(command.wording.description_in(locale), NAME_CHARS_MAX);
        let shown = outside_in_code(&example, EXAMPLE_CHARS_MAX);
        let line = if command.options.is_empty() { format!("{name} {about}") } else { format!("{about}\n`{shown}`") };
        if self.left_out.is_empty() && self.chars + line.chars().count() < ANSWER_CHARS_MAX - REST_CHARS_MAX {
            self.add(&line);
        } else {
            self.left_out.push(name);
        }
    }

    fn with(mut self, localizer: &Localizer, tail: Vec<String>) -> String {
        if !self.left_out.is_empty() {
            let names = named(localizer, &self.left_out);
            self.said.push(localizer.format("help-more", &[("commands", names.into())]));
        }
        self.said.extend(tail);
        cut(&self.said.join("\n"), ANSWER_CHARS_MAX)
    }
}
