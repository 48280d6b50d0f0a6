//! Discord's limits, in every language, with names as long as real ones can be.
//!
//! The overlong samples have them: 256 characters for a directory's names, 320 for an address, more than Discord's own
//! 32 for members, a dozen roles in a rule. The tests in `main` and `people` check that cards, answers, pings, forms
//! and pages fit with them.

use grendel::catalog::Catalog;
use grendel::domain::wording::Wording;
use grendel::render::Messages;
use grendel_sandbox::message_catalog::samples;

use super::{OVERLONG_CASES, chars, languages};

/// <https://docs.discord.com/developers/interactions/application-commands#application-command-object-application-command-structure>
const COMMAND_NAME_CHARS_MAX: usize = 32;
const DESCRIPTION_CHARS_MAX: usize = 100;

/// The wording of every command and option.
fn wordings() -> Vec<(String, Wording)> {
    let commands: Vec<_> = Catalog::built_in().commands().cloned().collect();
    let of = |command: &grendel::domain::command::Command| {
        let options = command.options.iter().map(|option| (option.name.word().to_owned(), option.wording.clone()));
        std::iter::once((command.name.clone(), command.wording.clone())).chain(options).collect::<Vec<_>>()
    };
    commands.iter().flat_map(of).collect()
}

#[test]
fn every_command_and_option_fits() {
    let fits = |name: &str, description: &str| {
        assert!((1..=COMMAND_NAME_CHARS_MAX).contains(&chars(name)), "{name}");
        assert!(name.chars().all(|letter| letter == '-' || letter == '_' || letter.is_alphanumeric()), "{name}");
        assert_eq!(name, name.to_lowercase());
        assert!((1..=DESCRIPTION_CHARS_MAX).contains(&chars(description)), "{description}");
    };
    for (name, wording) in wordings() {
        fits(&name, &wording.description);
        for local in wording.localizations.values() {
            fits(&local.name, &local.description);
        }
    }
}

/// So that a card of one language is not a card of another that fits: the samples are as long as what there is outside.
#[test]
fn the_samples_are_as_long_as_real_names() {
    let cases = &OVERLONG_CASES["en"];
    let accounts: Vec<_> = cases.iter().filter_map(|case| Some(&case.diagnosed()?.diagnosis.account)).collect();
    assert!(accounts.iter().any(|account| chars(&account.display_name) >= 256), "no name is as long as Entra takes");
    assert!(accounts.iter().any(|account| chars(&account.upn) >= 320), "no sign-in name is as long as an address");
    assert!(cases.iter().all(|case| chars(&case.opening().member.name) >= 32), "a member's name is short");
    assert!(cases.iter().all(|case| chars(&case.opening().tenant.0) >= 250), "a tenant's name is short");
    let rules = |case: &grendel::domain::case::Case| {
        case.approval_request()
            .is_some_and(|asked| asked.approval.requirement.rules.iter().any(|rule| rule.group.from.len() >= 10))
    };
    assert!(
        samples::overfull("en").approval_request().is_some()
            && (cases.iter().any(rules) || rules(&samples::overfull("en")))
    );
}

/// An ordinary card says all it has to say: what is cut, is cut for what is longer than it should be.
#[test]
fn nothing_ordinary_is_cut_in_any_language() {
    for language in languages() {
        for case in samples::cases(&language) {
            let card = Messages::new().card(&case);
            assert!(!card.title.ends_with('…') && !card.footer.ends_with('…'), "{language}: {card:#?}");
            assert!(!card.text.ends_with('…'), "{language}: {card:#?}");
        }
    }
}
