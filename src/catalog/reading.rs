//! From the text of one command file to a [`Command`], within Discord's limits.
//!
//! The limits are Discord's: <https://discord.com/developers/docs/interactions/application-commands>.

use std::collections::BTreeMap;

use super::{examples, terms};
use crate::domain::Locale;
use crate::domain::account_choice::PICK_CHARS_MIN;
use crate::domain::command::{Command, CommandOption, Inquiry, Purpose};
use crate::domain::wording::{LocalWording, OptionName, Wording};
use crate::toml_file::{self, Mistakes, Place, Table, Text};

/// The name of a command or an option: `^[-_'\p{L}\p{N}]{1,32}$`, in lower case.
const NAME_CHARS_MAX: usize = 32;

/// A description of a command or an option.
const DESCRIPTION_CHARS_MAX: usize = 100;

/// Options of one command.
const OPTIONS_MAX: usize = 25;

/// `max_length` of a text option.
const OPTION_TEXT_CHARS_MAX: u16 = 6000;

/// `max_length` where the file does not say: as much as Grendel shows of a reason.
const OPTION_TEXT_CHARS_DEFAULT: u16 = 500;

/// Names and descriptions of a command and its options together, the longest language of each counting.
const COMMAND_CHARS_MAX: usize = 8000;

// Each option is there once, so these two limits of Discord's hold by the ones above; this says when they no longer do.
const _: () = assert!(OptionName::ALL.len() <= OPTIONS_MAX);
const _: () = assert!((1 + OptionName::ALL.len()) * (NAME_CHARS_MAX + DESCRIPTION_CHARS_MAX) <= COMMAND_CHARS_MAX);

/// What a command that opens a case can be told.
const OPTIONS_OF_A_CASE: &[OptionName] = &[OptionName::User, OptionName::Reason, OptionName::Ticket];

/// The languages of Discord. <https://discord.com/developers/docs/reference#locales>
pub(super) const LOCALES: &[&str] = &[
    "ar", "bg", "cs", "da", "de", "el", "en-GB", "en-US", "es-419", "es-ES", "fi", "fr", "he", "hi", "hr", "hu", "id",
    "it", "ja", "ko", "lt", "nl", "no", "pl", "pt-BR", "ro", "ru", "sv-SE", "th", "tr", "uk", "vi", "zh-CN", "zh-TW",
];

/// The command that the file describes, and where it says its name.
pub(super) fn read(file: &str, text: &str) -> Result<(Place, Command), Mistakes> {
    toml_file::read(file, text, command)
}

fn command(root: Table<'_>) -> Option<(Place, Command)> {
    let inquires = root.has("answers");
    if inquires {
        root.only(&["name", "description", "example", "localizations", "option", "answers"]);
    } else {
        root.only(&[
            "name",
            "description",
            "example",
            "localizations",
            "option",
            "credentials",
            "allow",
            "hours",
            "runbook",
            "approval",
            "break_glass",
            "alone",
            "answers",
        ]);
    }
    let name = root.text("name").inspect(check_name);
    let wording = wording(&root, &["name", "description", examples::KEY]);
    let options = options(&root);
    let purpose = if inquires { inquiry(&root).map(Purpose::Answer) } else { terms::terms(&root).map(Purpose::Case) };
    if let Some(options) = &options {
        match purpose {
            Some(Purpose::Answer(inquiry)) => check_options_of_inquiry(&root, options, inquiry),
            _ if inquires => {}
            _ => check_options_of_case(&root, options),
        }
    }
    let examples = options.as_ref().and_then(|options| examples::examples(&root, options));
    let (name, wording, options) = (name?.text.to_owned(), wording?, options?);
    let command = Command { name, wording, options, examples: examples?, purpose: purpose? };
    Some((root.mark_of("name").place(), command))
}

fn inquiry(root: &Table<'_>) -> Option<Inquiry> {
    let text = root.text("answers")?;
    let words = Inquiry::ALL.iter().map(|inquiry| inquiry.word());
    text.one_of(("answer of Grendel's", "Answers"), words, Inquiry::from_word)
}

fn check_options_of_inquiry(root: &Table<'_>, options: &[CommandOption], inquiry: Inquiry) {
    let word = inquiry.word();
    for option in options.iter().filter(|option| !inquiry.options().contains(&option.name)) {
        let words = format!("the answer `{word}` takes no option `{}`. Take the option out.", option.name.word());
        root.mark_of("option").mistake(words);
    }
    for wanted in inquiry.options() {
        if !options.iter().any(|option| option.name == *wanted && option.required) {
            let words =
                format!("the answer `{word}` needs an `[[option]]` named `{}` with `required = true`.", wanted.word());
            root.mark_of("option").mistake(words);
        }
    }
}

fn check_options_of_case(root: &Table<'_>, options: &[CommandOption]) {
    for option in options.iter().filter(|option| !OPTIONS_OF_A_CASE.contains(&option.name)) {
        let words =
            format!("a command that opens a case takes no option `{}`. Take the option out.", option.name.word());
        root.mark_of("option").mistake(words);
    }
    if !options.iter().any(|option| option.name == OptionName::User && option.required) {
        let words = "no `[[option]]` is named `user` with `required = true`. Without it nobody can say whose account it is about.";
        root.mark_of("option").mistake(words);
    }
}

fn wording(table: &Table<'_>, keys: &[&'static str]) -> Option<Wording> {
    let description = table.text("description").inspect(check_description);
    let mut localizations = BTreeMap::new();
    for (locale, table) in table.table_if_any("localizations").iter().flat_map(Table::tables_by_key) {
        table.only(keys);
        let known = LOCALES.contains(&locale.text);
        if !known {
            let words = format!("`{}` is no language of Discord. Languages are: {}.", locale.text, LOCALES.join(", "));
            locale.mark.mistake(words);
        }
        localizations.insert(Locale(locale.text.to_owned()), local_wording(&table)?);
    }
    Some(Wording { description: description?.text.to_owned(), localizations })
}

/// Reads name and description in another language.
pub(super) fn local_wording(table: &Table<'_>) -> Option<LocalWording> {
    let name = table.text("name").inspect(check_name);
    let description = table.text("description").inspect(check_description);
    Some(LocalWording { name: name?.text.to_owned(), description: description?.text.to_owned() })
}

fn check_name(name: &Text<'_>) {
    let chars = name.text.chars().count();
    let allowed = |one: char| "-_'".contains(one) || (one.is_alphanumeric() && one.to_lowercase().eq([one]));
    if chars > NAME_CHARS_MAX || !name.text.chars().all(allowed) {
        let words = format!(
            "`name` is `{}`. Discord takes 1 to {NAME_CHARS_MAX} characters: lower-case letters, digits, `-`, `_` and `'`, \
             without spaces.",
            name.text
        );
        name.mark.mistake(words);
    }
}

fn check_description(description: &Text<'_>) {
    let chars = description.text.chars().count();
    if chars > DESCRIPTION_CHARS_MAX {
        let words = format!(
            "`description` has {chars} characters: `{}`. Discord takes {DESCRIPTION_CHARS_MAX} at most.",
            description.text
        );
        description.mark.mistake(words);
    }
}

fn options(root: &Table<'_>) -> Option<Vec<CommandOption>> {
    let tables = root.tables("option");
    let mut options: Vec<CommandOption> = Vec::new();
    for table in &tables {
        let Some(option) = option(table) else { continue };
        let mark = table.mark_of("name");
        if options.iter().any(|earlier| earlier.name == option.name) {
            mark.mistake(format!("the option `{}` is there a second time. Once is enough.", option.name.word()));
        }
        if option.required && options.last().is_some_and(|earlier| !earlier.required) {
            let words = "is required and stands after one that is not. Discord wants the required ones first.";
            mark.mistake(format!("the option `{}` {words}", option.name.word()));
        }
        options.push(option);
    }
    (options.len() == tables.len()).then_some(options)
}

fn option(table: &Table<'_>) -> Option<CommandOption> {
    table.only(&["name", "description", "localizations", "required", "max_length", "autocomplete"]);
    let words = OptionName::ALL.iter().map(|name| name.word());
    let name = table.text("name").and_then(|name| name.one_of(("option", "Options"), words, OptionName::from_word));
    let wording = wording(table, &["name", "description"]);
    let required = table.flag_or("required", false);
    let chars_max = table.number_or("max_length", OPTION_TEXT_CHARS_DEFAULT, &(1..=OPTION_TEXT_CHARS_MAX));
    let completes = completes(table, name, chars_max);
    Some(CommandOption { name: name?, wording: wording?, required, chars_max, completes })
}

/// Only accounts can be offered, and only where what is picked has room.
fn completes(table: &Table<'_>, name: Option<OptionName>, chars_max: u16) -> bool {
    let is_user = name == Some(OptionName::User);
    let wanted = table.flag_or("autocomplete", is_user);
    let has_room = usize::from(chars_max) >= PICK_CHARS_MIN;
    if wanted && name.is_some() && !is_user {
        let words = "`autocomplete` is for the option `user` alone: there is nothing to offer for another.";
        table.mark_of("autocomplete").mistake(words);
    } else if wanted && !has_room && table.has("autocomplete") {
        let words = format!(
            "`autocomplete` needs a `max_length` of {PICK_CHARS_MIN} or more: an account that is picked has a long name."
        );
        table.mark_of("autocomplete").mistake(words);
    }
    wanted && is_user && has_room
}
