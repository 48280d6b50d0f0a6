//! Command files with rules of a scenario.

/// The built-in command, whose rules a scenario replaces.
const UNLOCK: &str = include_str!("../../../../commands/unlock.toml");
/// The beginning of the list of credentials in the built-in command.
const CREDENTIALS: &str = "\ncredentials = [";
/// The text before the built-in rules, and the text after them.
const RULES_BEGIN: &str = "\n[[approval]]\n";
const RULES_END: &str = "\n# Examples of further rules:";

/// Returns the built-in `/unlock` with `text` in place of its rules.
pub fn unlock_with(text: &str) -> (&'static str, String) {
    let (before, rest) = UNLOCK.split_once(RULES_BEGIN).expect("the built-in command has rules");
    let (_, after) = rest.split_once(RULES_END).expect("the built-in command shows what else there is");
    ("unlock.toml", format!("{before}\n{text}\n{RULES_END}{after}"))
}

/// Returns the built-in `/unlock` with `text` after its rules.
pub fn unlock_and(text: &str) -> (&'static str, String) {
    ("unlock.toml", format!("{UNLOCK}\n{text}\n"))
}

/// Returns the built-in `/unlock` that hands out only these credentials, the best first.
pub fn unlock_handing_out(credentials: &str) -> (&'static str, String) {
    let (before, rest) = UNLOCK.split_once(CREDENTIALS).expect("the built-in command hands something out");
    let (_, after) = rest.split_once(']').expect("the list ends");
    ("unlock.toml", format!("{before}{CREDENTIALS}{credentials}]{after}"))
}

/// Returns the built-in `/unlock` that hands out a password, and asks the requester first how they made sure who is
/// calling.
pub fn unlock_checking_identity() -> (&'static str, String) {
    let (name, text) = unlock_handing_out("\"temporary_password\"");
    let asking = text.replace("\n# identity_check = [", "\nidentity_check = [");
    assert_ne!(asking, text, "the built-in command shows how a check is asked for");
    (name, asking)
}
