//! Parses one command file into a [`Command`].
//!
//! The limits are Discord's, from <https://discord.com/developers/docs/interactions/application-commands>.

use std::collections::BTreeMap;

use super::{examples, terms};
use crate::domain::Locale;
use crate::domain::account_choice::PICK_CHARS_MIN;
use crate::domain::command::{CardChannel, Command, CommandOption, Inquiry, Purpose};
use crate::domain::control::ControlAction;
use crate::domain::wording::{LocalWording, OptionName, Wording};
use crate::toml_file::{self, Diagnostics, FilePosition, Table, Text};

/// The longest name of a command or an option. Names match `^[-_'\p{L}\p{N}]{1,32}$` and are in lower case.
const NAME_CHARS_MAX: usize = 32;

/// The longest description of a command or an option.
const DESCRIPTION_CHARS_MAX: usize = 100;

/// The most characters of the label of a choice
/// (<https://discord.com/developers/docs/interactions/application-commands#application-command-object-application-command-option-choice-structure>).
const LABEL_CHARS_MAX: usize = 100;

/// The most options of a command.
const OPTIONS_MAX: usize = 25;

/// The highest `max_length` of a text option. Discord allows 6000 characters
/// (<https://discord.com/developers/docs/interactions/application-commands#application-command-object-application-command-option-structure>),
/// but the texts of all options share an entry of the journal, which has 48 KiB, with the terms of the command.
const OPTION_TEXT_CHARS_MAX: u16 = 1500;

/// The default of `max_length`: as much as Grendel shows of a reason.
const OPTION_TEXT_CHARS_DEFAULT: u16 = 500;

/// The most characters of all names and descriptions of a command, its options and their few choices, in the longest language
/// of each.
const COMMAND_CHARS_MAX: usize = 8000;

// Each option name exists once, so the limits above imply these two. The build fails when they no longer do.
const _: () = assert!(OptionName::ALL.len() <= OPTIONS_MAX);
const _: () = assert!((1 + OptionName::ALL.len()) * (NAME_CHARS_MAX + DESCRIPTION_CHARS_MAX) <= COMMAND_CHARS_MAX);

/// The options that a command that opens a case can have.
const OPTIONS_OF_A_CASE: &[OptionName] =
    &[OptionName::User, OptionName::Reason, OptionName::Ticket, OptionName::Symptom, OptionName::Code];

/// The key of the labels of choices.
const CHOICES: &str = "choices";

/// The locales of Discord. <https://discord.com/developers/docs/reference#locales>
pub(super) const LOCALES: &[&str] = &[
    "ar", "bg", "cs", "da", "de", "el", "en-GB", "en-US", "es-419", "es-ES", "fi", "fr", "he", "hi", "hr", "hu", "id",
    "it", "ja", "ko", "lt", "nl", "no", "pl", "pt-BR", "ro", "ru", "sv-SE", "th", "tr", "uk", "vi", "zh-CN", "zh-TW",
];

/// Parses a file. Returns the command with the position of its name.
pub(super) fn read(file: &str, text: &str) -> Result<(FilePosition, Command), Diagnostics> {
    toml_file::read(file, text, command)
}

fn command(root: Table<'_>) -> Option<(FilePosition, Command)> {
    let is_inquiry = root.has("answers");
    let is_control = root.has("controls");
    if is_inquiry {
        root.allow_keys(&["name", "description", "example", "localizations", "option", "answers"]);
    } else if is_control {
        root.allow_keys(&["name", "description", "example", "localizations", "option", "allow", "controls"]);
    } else {
        root.allow_keys(&[
            "name",
            "description",
            "example",
            "localizations",
            "option",
            "channel",
            "aim",
            "credentials",
            "identity_check",
            "enable_resource_mailboxes",
            "allow",
            "hours",
            "runbook",
            "approval",
            "break_glass",
            "alone",
            "by_hand",
            "secret",
            "answers",
            "controls",
        ]);
    }
    let name = root.text("name").inspect(check_name);
    let wording = wording(&root, &["name", "description", examples::KEY], &[]);
    let options = options(&root);
    let purpose = if is_inquiry {
        inquiry(&root).map(Purpose::Answer)
    } else if is_control {
        terms::control(&root).map(Purpose::Control)
    } else {
        terms::terms(&root).map(Purpose::Case)
    };
    if let Some(options) = &options {
        match &purpose {
            Some(Purpose::Answer(inquiry)) => check_options_of_inquiry(&root, options, *inquiry),
            Some(Purpose::Control(control)) => check_options_of_control(&root, options, control.action),
            _ if is_inquiry || is_control => {}
            _ => check_options_of_case(&root, options),
        }
    }
    let examples = options.as_ref().and_then(|options| examples::examples(&root, options));
    let (name, wording, options) = (name?.text.to_owned(), wording?, options?);
    let card_channel = card_channel(&root);
    let command = Command { name, wording, options, examples: examples?, card_channel, purpose: purpose? };
    Some((root.location_of("name").position(), command))
}

/// Parses `channel`. A mistake is reported, and the file is rejected then.
fn card_channel(root: &Table<'_>) -> CardChannel {
    let words = CardChannel::ALL.iter().map(|channel| channel.word());
    let named = root.optional_text("channel");
    named.and_then(|text| text.one_of("Channels", words, CardChannel::from_word)).unwrap_or_default()
}

fn inquiry(root: &Table<'_>) -> Option<Inquiry> {
    let text = root.text("answers")?;
    let words = Inquiry::ALL.iter().map(|inquiry| inquiry.word());
    text.one_of("Answers", words, Inquiry::from_word)
}

fn check_options_of_inquiry(root: &Table<'_>, options: &[CommandOption], inquiry: Inquiry) {
    let word = inquiry.word();
    for option in options.iter().filter(|option| !inquiry.options().contains(&option.name)) {
        let message = format!("the answer `{word}` has no option `{}`. Remove the option.", option.name.word());
        root.location_of("option").report(message);
    }
    for wanted in inquiry.options() {
        if !options.iter().any(|option| option.name == *wanted && option.required) {
            let message =
                format!("the answer `{word}` needs an `[[option]]` named `{}` with `required = true`.", wanted.word());
            root.location_of("option").report(message);
        }
    }
}

fn check_options_of_control(root: &Table<'_>, options: &[CommandOption], action: ControlAction) {
    let word = action.word();
    for option in options.iter().filter(|option| !action.options().contains(&option.name)) {
        let message = format!("`{word}` has no option `{}`. Remove the option.", option.name.word());
        root.location_of("option").report(message);
    }
    if !options.iter().any(|option| option.name == OptionName::Reason && option.required) {
        let message = format!("`{word}` needs an `[[option]]` named `reason` with `required = true`.");
        root.location_of("option").report(message);
    }
}

fn check_options_of_case(root: &Table<'_>, options: &[CommandOption]) {
    for option in options.iter().filter(|option| !OPTIONS_OF_A_CASE.contains(&option.name)) {
        let message = format!("a command that opens a case has no option `{}`. Remove the option.", option.name.word());
        root.location_of("option").report(message);
    }
    if !options.iter().any(|option| option.name == OptionName::User && option.required) {
        let message = "there is no `[[option]]` named `user` with `required = true`. A command that opens a case needs \
             one, for the account.";
        root.location_of("option").report(message);
    }
}

fn wording(table: &Table<'_>, keys: &[&'static str], choices: &'static [&'static str]) -> Option<Wording> {
    let description = table.text("description").inspect(check_description);
    let mut localizations = BTreeMap::new();
    for (locale, table) in table.optional_table("localizations").iter().flat_map(Table::tables_by_key) {
        table.allow_keys(keys);
        let known = LOCALES.contains(&locale.text);
        if !known {
            let message = format!("`{}` is not a locale of Discord. Locales are: {}.", locale.text, LOCALES.join(", "));
            locale.location.report(message);
        }
        localizations.insert(Locale(locale.text.to_owned()), local_wording(&table, choices)?);
    }
    Some(Wording { description: description?.text.to_owned(), localizations })
}

/// Reads name and description in another language, and the labels of the option's choices.
pub(super) fn local_wording(table: &Table<'_>, choices: &'static [&'static str]) -> Option<LocalWording> {
    let name = table.text("name").inspect(check_name);
    let description = table.text("description").inspect(check_description);
    let labels = table.optional_table(CHOICES).map(|table| labels(&table, choices)).unwrap_or_default();
    Some(LocalWording { name: name?.text.to_owned(), description: description?.text.to_owned(), choices: labels })
}

/// Returns the keys that a translation of an option with these choices may have.
pub(super) const fn keys_of_option(choices: &[&str]) -> &'static [&'static str] {
    if choices.is_empty() { &["name", "description"] } else { &["name", "description", CHOICES] }
}

fn labels(table: &Table<'_>, choices: &'static [&'static str]) -> BTreeMap<String, String> {
    let label = |(word, label): (Text<'_>, Text<'_>)| {
        let find = |word: &str| choices.contains(&word).then(|| word.to_owned());
        let word = Text { key: CHOICES, ..word }.one_of("Choices", choices.iter().copied(), find)?;
        let chars = label.text.chars().count();
        if chars > LABEL_CHARS_MAX {
            let limit = format!("Discord allows {LABEL_CHARS_MAX} at most.");
            label.location.report(format!("the label of `{word}` has {chars} characters. {limit}"));
        }
        Some((word, label.text.to_owned()))
    };
    table.texts_by_key().into_iter().filter_map(label).collect()
}

fn check_name(name: &Text<'_>) {
    let chars = name.text.chars().count();
    let allowed = |one: char| "-_'".contains(one) || (one.is_alphanumeric() && one.to_lowercase().eq([one]));
    if chars > NAME_CHARS_MAX || !name.text.chars().all(allowed) {
        let message = format!(
            "`name` is `{}`. Discord takes 1 to {NAME_CHARS_MAX} characters: lower-case letters, digits, `-`, `_` and \
             `'`, without spaces.",
            name.text
        );
        name.location.report(message);
    }
}

fn check_description(description: &Text<'_>) {
    let chars = description.text.chars().count();
    if chars > DESCRIPTION_CHARS_MAX {
        let message = format!(
            "`description` has {chars} characters: `{}`. Discord allows {DESCRIPTION_CHARS_MAX} at most.",
            description.text
        );
        description.location.report(message);
    }
}

fn options(root: &Table<'_>) -> Option<Vec<CommandOption>> {
    let tables = root.tables("option");
    let mut options: Vec<CommandOption> = Vec::new();
    for table in &tables {
        let Some(option) = option(table) else { continue };
        let location = table.location_of("name");
        if options.iter().any(|earlier| earlier.name == option.name) {
            location.report(format!("the option `{}` occurs twice. Remove one of the two.", option.name.word()));
        }
        if option.required && options.last().is_some_and(|earlier| !earlier.required) {
            location.report(format!(
                "the option `{}` is required but follows an optional one. Discord requires required options first.",
                option.name.word()
            ));
        }
        options.push(option);
    }
    (options.len() == tables.len()).then_some(options)
}

fn option(table: &Table<'_>) -> Option<CommandOption> {
    table.allow_keys(&["name", "description", "localizations", "required", "max_length", "autocomplete"]);
    let words = OptionName::ALL.iter().map(|name| name.word());
    let name = table.text("name").and_then(|name| name.one_of("Options", words, OptionName::from_word));
    let choices = name.map_or(&[][..], OptionName::choices);
    let wording = wording(table, keys_of_option(choices), choices);
    let required = table.bool_or("required", false);
    let chars_max = table.number_or("max_length", OPTION_TEXT_CHARS_DEFAULT, &(1..=OPTION_TEXT_CHARS_MAX));
    let completes = completes(table, name, chars_max);
    Some(CommandOption { name: name?, wording: wording?, required, chars_max, completes })
}

/// Returns true if the option has autocomplete: only `user` can, and only if its length allows the value of a choice.
fn completes(table: &Table<'_>, name: Option<OptionName>, chars_max: u16) -> bool {
    let is_user = name == Some(OptionName::User);
    let wanted = table.bool_or("autocomplete", is_user);
    let has_room = usize::from(chars_max) >= PICK_CHARS_MIN;
    if wanted && name.is_some() && !is_user {
        let message = "only the option `user` can have `autocomplete`.";
        table.location_of("autocomplete").report(message);
    } else if wanted && !has_room && table.has("autocomplete") {
        let message = format!(
            "`autocomplete` needs a `max_length` of at least {PICK_CHARS_MIN}, which is the length of a choice."
        );
        table.location_of("autocomplete").report(message);
    }
    wanted && is_user && has_room
}
