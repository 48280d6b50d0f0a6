//! The limits of acting alone that no command file lifts, and the one that it can.

words! {
    /// The reason for which nobody gets a password or a pass while one person acts alone.
    pub enum EmergencyLimit {
        /// The account holds directory roles, or is in a group that roles can be assigned to.
        Privileged = "privileged",
        /// The account belongs to a person whom Grendel knows, who could approve as that person from then on.
        Known = "known",
        /// The command file does not allow it.
        Command = "command",
    }
}

/// The ways in which one person acts without the agreement of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Emergency {
    /// After a delay, because nobody else is known.
    Alone,
    /// At once, by a person who is named for it.
    BreakGlass,
}
