//! The commands that a member may use in a channel now.

use super::Trouble;
use super::command::Command;
use super::people::{Member, StandingLookup};
use super::policy;
use super::refusal::Refusal;

/// The commands, by whether the member may type them. Each kind is in the order of their names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Help<'c> {
    /// Not everyone may use them, and the member may.
    pub allowed: Vec<&'c Command>,
    /// They open cases, and the member's roles in the chat allow it. Whether the directory does could not be looked at, for this
    /// reason.
    pub unread: Option<(Vec<&'c Command>, Trouble)>,
    /// They open cases, and the member may not.
    pub refused: Vec<(&'c Command, Refusal)>,
    /// They open none, so everybody may.
    pub for_everybody: Vec<&'c Command>,
}

impl<'c> Help<'c> {
    /// Draws it from what was read, by the judgement that a typed command goes through.
    pub fn new(member: &Member, checked: &StandingLookup, commands: impl IntoIterator<Item = &'c Command>) -> Self {
        let (allowed, refused, for_everybody) = (Vec::new(), Vec::new(), Vec::new());
        let mut help = Self { allowed, unread: None, refused, for_everybody };
        for command in commands {
            let asked = command.allow().map(|allow| policy::may_ask(member, checked, allow));
            match asked {
                None => help.for_everybody.push(command),
                Some(Ok(())) => help.allowed.push(command),
                Some(Err(Refusal::StandingUnread { trouble })) => {
                    help.unread.get_or_insert_with(|| (Vec::new(), trouble)).0.push(command);
                }
                Some(Err(refusal)) => help.refused.push((command, refusal)),
            }
        }
        help
    }

    /// Returns true if the member's account matters for any of the commands, so that it has to be read.
    pub fn asks_directory(member: &Member, commands: impl IntoIterator<Item = &'c Command>) -> bool {
        let mut allowed = commands.into_iter().filter_map(Command::allow);
        allowed.any(|allow| policy::may_type(member, allow).is_ok())
    }
}
