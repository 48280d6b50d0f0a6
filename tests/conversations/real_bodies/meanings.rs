//! The meanings that are held. The files' own patterns were written against older words; where ours differ, the same meaning is here in
//! ours, with the reason.

use super::body::RealBody;

/// Regular expressions on what people read.
pub struct Meaning {
    pub want: Vec<String>,
    pub not: Vec<String>,
}

/// A body whose meaning is worded otherwise than in its file.
struct Reworded {
    body: &'static str,
    want: &'static [&'static str],
    not: &'static [&'static str],
}

/// Any word at all, and any write to the tenant.
const ANYTHING: &str = r"\S";

const REWORDED: &[Reworded] = &[
    // The person, not the application that they used. The chief of security is Eva here.
    Reworded {
        body: "audit-disable-by-person-via-app",
        want: &[r"eva\.jansen@contoso\.example"],
        not: &["by Graph Explorer", "Graph Explorer.{0,20}blocked"],
    },
    // Who may not send reaches nobody, inside or outside, so the topic has another name by now. It is also in the list of what
    // was looked at, where it belongs.
    Reworded {
        body: "ex-blocked-connector",
        want: &["Looked at:.*whether it may send mail"],
        not: &["answer_unreadable", "Whether it may send mail: ", "could not be looked at"],
    },
    // Without the scope that a guild gives to commands there are none, and nobody reads a word. The bot goes on; that it offers them
    // again is held in `unkind.rs`.
    Reworded { body: "discord-commands-50001", want: &[], not: &[ANYTHING] },
    // Without a token nothing can be written into a channel, so nobody reads a word, and no one is told that the case is done or
    // that it has failed: the requester sees that the bot is thinking. The bot goes on; that the card comes once the token is good
    // again is held in `unkind.rs`.
    Reworded { body: "discord-401", want: &[], not: &[ANYTHING] },
];

/// Returns the meaning of the body with this name.
pub fn of(name: &str, body: &RealBody) -> Meaning {
    let owned = |patterns: &[&str]| patterns.iter().map(|pattern| (*pattern).to_owned()).collect();
    match REWORDED.iter().find(|reworded| reworded.body == name) {
        Some(reworded) => Meaning { want: owned(reworded.want), not: owned(reworded.not) },
        None => Meaning { want: body.want.clone(), not: body.not.clone() },
    }
}

/// Returns the names of the bodies whose meaning is worded here.
pub fn names() -> impl Iterator<Item = &'static str> {
    REWORDED.iter().map(|reworded| reworded.body)
}
