//! Command files with rules of one's own.

/// The built-in command, whose rules a scenario replaces.
const UNLOCK: &str = include_str!("../../../../commands/unlock.toml");
/// Where it says what it hands out.
const CREDENTIALS: &str = "\ncredentials = [";
/// What the built-in rules begin and end with.
const RULES_BEGIN: &str = "\n[[approval]]\n";
const RULES_END: &str = "\n# Examples of further rules:";

/// The built-in `/unlock` with these rules, and with whatever else stands in `text`, in place of its own.
pub fn unlock_with(text: &str) -> (&'static str, String) {
    let (before, rest) = UNLOCK.split_once(RULES_BEGIN).expect("the built-in command has rules");
    let (_, after) = rest.split_once(RULES_END).expect("the built-in command shows what else there is");
    ("unlock.toml", format!("{before}\n{text}\n{RULES_END}{after}"))
}

/// The rules of the built-in `/unlock` as they are, with more behind them.
pub fn unlock_and(text: &str) -> (&'static str, String) {
    ("unlock.toml", format!("{UNLOCK}\n{text}\n"))
}

/// The built-in `/unlock`, handing out these and no others, the best first.
pub fn unlock_handing_out(credentials: &str) -> (&'static str, String) {
    let (before, rest) = UNLOCK.split_once(CREDENTIALS).expect("the built-in command hands something out");
    let (_, after) = rest.split_once(']').expect("the list ends");
    ("unlock.toml", format!("{before}{CREDENTIALS}{credentials}]{after}"))
}
