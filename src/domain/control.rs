//! The changes for a whole tenant that a command can make.

use super::wording::OptionName;

words! {
    /// A change for the whole tenant.
    pub enum ControlAction {
        /// Steps wait until that is lifted.
        Freeze = "freeze",
        /// Lifts a freeze, once a second person does the same.
        Unfreeze = "unfreeze",
    }
}

impl ControlAction {
    /// The options that it can have. The reason must be there and required.
    pub const fn options(self) -> &'static [OptionName] {
        match self {
            Self::Freeze => &[OptionName::Reason, OptionName::Scope],
            Self::Unfreeze => &[OptionName::Reason],
        }
    }
}
