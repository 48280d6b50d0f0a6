//! Parses the translations of the built-in commands: `commands.toml` in the folder of each language.

use std::collections::BTreeMap;

use super::{command_file, examples};
use crate::domain::Locale;
use crate::domain::command::Command;
use crate::domain::wording::Wording;
use crate::toml_file::{self, Diagnostics, FilePosition, Table, Text};

/// Adds the translations of one file to the commands. `file` is the path of the file, whose folder is named after the
/// language.
///
/// The file has a section for each command, with `name`, `description` and the texts of `example` that are typed
/// differently, and a section such as `[unlock.option.user]` for each option, with `choices` for the labels of its choices.
/// A command or an option without a section stays in English.
///
/// # Errors
///
/// Returns a diagnostic for every mistake in the file: an unknown command, option or language, or a text beyond
/// Discord's limits.
pub(super) fn add(file: &str, text: &str, commands: &mut BTreeMap<String, Command>) -> Result<(), Diagnostics> {
    let folder = file.rsplit('/').nth(1).unwrap_or_default();
    if !command_file::LOCALES.contains(&folder) {
        let message = format!(
            "the name of the folder `{folder}` is not a locale of Discord. Locales are: {}.",
            command_file::LOCALES.join(", ")
        );
        return Err(Diagnostics::single(FilePosition::whole_file(file), message));
    }
    let locale = Locale::from(folder);
    toml_file::read(file, text, |root| {
        let known: Vec<String> = commands.keys().cloned().collect();
        for (name, table) in root.tables_by_key() {
            let find = |name: &str| known.iter().find(|known| *known == name);
            let words = known.iter().map(String::as_str);
            let named = Text { key: "commands.toml", ..name };
            let Some(name) = named.one_of("Built-in commands", words, find) else { continue };
            commands.entry(name.clone()).and_modify(|command| translate(command, &table, &locale));
        }
        Some(())
    })
}

fn translate(command: &mut Command, table: &Table<'_>, locale: &Locale) {
    table.allow_keys(&["name", "description", examples::KEY, "option"]);
    localize(&mut command.wording, table, locale, &[]);
    for (name, table) in table.optional_table("option").iter().flat_map(Table::tables_by_key) {
        let words: Vec<&str> = command.options.iter().map(|option| option.name.word()).collect();
        let find = |word: &str| command.options.iter().position(|option| option.name.word() == word);
        let named = Text { key: "option", ..name };
        if let Some(index) = named.one_of("Options", words, find) {
            let option = &mut command.options[index];
            let choices = option.name.choices();
            table.allow_keys(command_file::keys_of_option(choices));
            localize(&mut option.wording, &table, locale, choices);
        }
    }
    if let Some(example) = table.optional_table(examples::KEY) {
        command.examples.localized.insert(locale.clone(), examples::texts(&example, &command.options));
    }
}

fn localize(wording: &mut Wording, table: &Table<'_>, locale: &Locale, choices: &'static [&'static str]) {
    wording.localizations.extend(command_file::local_wording(table, choices).map(|local| (locale.clone(), local)));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::read_all;
    use crate::domain::wording::OptionName;

    const COMMAND: &str = "name = \"look\"\ndescription = \"Look\"\nexample = { user = \"anna\" }\n[allow]\ndiscord_roles = [\"lead\"]\n\
                           directory_roles = [\"Global Reader\"]\n[[option]]\nname = \"user\"\ndescription = \"Who\"\nrequired = true\n";

    fn added(file: &str, text: &str) -> Result<Command, String> {
        let mut commands = read_all([("look.toml", COMMAND)]).unwrap();
        add(file, text, &mut commands).map_err(|diagnostics| diagnostics.to_string())?;
        Ok(commands.remove("look").unwrap())
    }

    #[test]
    fn a_translation_has_the_command_its_options_and_its_example() {
        let text = "[look]\nname = \"guarda\"\ndescription = \"Guardare\"\nexample = { user = \"bianca\" }\n\
                    [look.option.user]\nname = \"chi\"\ndescription = \"Chi\"\n";
        let (look, locale) = (added("locales/it/commands.toml", text).unwrap(), Locale::from("it"));
        assert_eq!((look.name_in(&locale), look.wording.description_in(&locale)), ("guarda", "Guardare"));
        assert_eq!(look.options[0].wording.name_in(&locale, "user"), "chi");
        assert_eq!(look.examples.of(OptionName::User, &locale), Some("bianca"));
    }

    #[test]
    fn a_command_without_a_translation_stays_in_english() {
        let (look, locale) = (added("locales/it/commands.toml", "").unwrap(), Locale::from("it"));
        assert_eq!((look.name_in(&locale), look.wording.description_in(&locale)), ("look", "Look"));
        assert_eq!(look.examples.of(OptionName::User, &locale), Some("anna"));
    }

    #[test]
    fn an_option_with_choices_has_a_label_for_each() {
        let command = format!("{COMMAND}[[option]]\nname = \"symptom\"\ndescription = \"Trouble\"\n");
        let added = |choices: &str| {
            let mut commands = read_all([("look.toml", command.as_str())]).unwrap();
            let text = format!(
                "[look]\nname = \"guarda\"\ndescription = \"Guardare\"\n[look.option.symptom]\nname = \"sintomo\"\n\
                 description = \"Che cosa\"\nchoices = {{ {choices} }}\n"
            );
            let added = add("locales/it/commands.toml", &text, &mut commands);
            added.map_err(|diagnostics| diagnostics.to_string()).map(|()| commands.remove("look").unwrap())
        };
        let look = added("on_one_device = \"su un dispositivo\"").unwrap();
        let labels: Vec<(&Locale, &str)> = look.options[1].wording.labels_of("on_one_device").collect();
        assert_eq!(labels, [(&Locale::from("it"), "su un dispositivo")]);
        let mistakes = added(&format!("on_two_devices = \"su due\", on_one_device = \"{}\"", "x".repeat(101)));
        insta::assert_snapshot!(mistakes.unwrap_err(), @r"
        locales/it/commands.toml:7:13: `choices` names `on_two_devices`, which is unknown. Choices are: cannot_sign_in_at_all, prompted_again_and_again, on_one_device, mail_does_not_go_out.
        locales/it/commands.toml:7:56: the label of `on_one_device` has 101 characters. Discord allows 100 at most.
        ");
    }

    #[test]
    fn mistakes_in_a_translation_are_named() {
        let text = "[looks]\nname = \"guarda\"\n[look]\nname = \"Guarda\"\n[look.option.reason]\nname = \"perché\"\n";
        insta::assert_snapshot!(added("locales/it/commands.toml", text).unwrap_err(), @r"
        locales/it/commands.toml:1:2: `commands.toml` names `looks`, which is unknown. Built-in commands are: look.
        locales/it/commands.toml:3:1: `description` is missing in `look`.
        locales/it/commands.toml:4:8: `name` is `Guarda`. Discord takes 1 to 32 characters: lower-case letters, digits, `-`, `_` and `'`, without spaces.
        locales/it/commands.toml:5:14: `option` names `reason`, which is unknown. Options are: user.
        ");
        insta::assert_snapshot!(added("locales/xx/commands.toml", "").unwrap_err(), @r"locales/xx/commands.toml: the name of the folder `xx` is not a locale of Discord. Locales are: ar, bg, cs, da, de, el, en-GB, en-US, es-419, es-ES, fi, fr, he, hi, hr, hu, id, it, ja, ko, lt, nl, no, pl, pt-BR, ro, ru, sv-SE, th, tr, uk, vi, zh-CN, zh-TW.");
    }
}
