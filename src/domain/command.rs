//! A command as its file describes it.

mod by_hand;
mod fresh_sign_ins;
mod when;

use serde::{Deserialize, Serialize};

pub use self::by_hand::ByHand;
pub use self::when::{When, WhenName};
use super::aim::Aim;
use super::authority::{Guard, counts_for};
use super::control::ControlAction;
use super::identity::IdentityCheck;
use super::people::{DirectoryRole, Holdings};
use super::runbook::{Credential, RunbookEntry, RunbookStep};
use super::step::StepKind;
use super::wording::{Examples, OptionName, Wording};
use super::{Locale, MemberId, ObjectId, RoleName};

/// A slash command: its wording, and what it is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Command {
    /// The name that people type, without the slash.
    pub name: String,
    /// The texts that the chat shows.
    pub wording: Wording,
    /// The options, required ones first.
    pub options: Vec<CommandOption>,
    /// Examples of how to type it.
    pub examples: Examples,
    /// The channel of the tenant in which its cards stand.
    pub card_channel: CardChannel,
    /// The purpose.
    pub purpose: Purpose,
}

impl Command {
    /// Returns the terms of the cases that it opens, or `None` if it opens none.
    pub const fn terms(&self) -> Option<&Terms> {
        match &self.purpose {
            Purpose::Case(terms) => Some(terms),
            Purpose::Answer(_) | Purpose::Control(_) => None,
        }
    }

    /// Returns the members who may use it, or `None` if everyone may.
    pub const fn allow(&self) -> Option<&Allow> {
        match &self.purpose {
            Purpose::Case(terms) => Some(&terms.allow),
            Purpose::Control(control) => Some(&control.allow),
            Purpose::Answer(_) => None,
        }
    }

    /// Returns true if anything of its wording is given in another language.
    pub fn is_translated(&self) -> bool {
        let wordings = self.options.iter().map(|option| &option.wording).chain([&self.wording]);
        wordings.into_iter().any(|wording| !wording.localizations.is_empty()) || !self.examples.localized.is_empty()
    }

    /// Takes over the translations of `source`, of each text that is the same in English.
    pub fn take_translations(&mut self, source: &Self) {
        self.wording.take_translations(&source.wording);
        self.examples.take_translations(&source.examples);
        for option in &mut self.options {
            if let Some(source) = source.options.iter().find(|other| other.name == option.name) {
                option.wording.take_translations(&source.wording);
            }
        }
    }

    /// Returns the command's name in this language, without the slash.
    pub fn name_in(&self, locale: &Locale) -> &str {
        self.wording.name_in(locale, &self.name)
    }

    /// Returns the command as it is typed in this language, with the texts of `text_of` for its options. No text can
    /// begin another option when the line is pasted: a colon behind a name is set apart.
    pub fn line(&self, locale: &Locale, text_of: impl Fn(OptionName) -> Option<String>) -> String {
        let option = |option: &CommandOption| {
            let name = option.wording.name_in(locale, option.name.word());
            text_of(option.name).map(|text| format!(" {name}:{}", self.without_names(&text)))
        };
        let options: String = self.options.iter().filter_map(option).collect();
        format!("/{}{options}", self.name_in(locale))
    }

    /// The text with a space before each colon that ends the name of an option, whatever the language, the size of the letters and
    /// the signs between them, which may be gone when it is shown.
    fn without_names(&self, text: &str) -> String {
        let (mut letters, mut without) = (String::new(), String::new());
        for sign in text.chars() {
            if sign == ':' && self.options.iter().any(|option| option.ends_like(&letters)) {
                without.push(' ');
            }
            letters.extend(sign.to_lowercase().filter(|sign| sign.is_alphanumeric() || matches!(sign, '-' | '_')));
            without.push(sign);
        }
        without
    }
}

words! {
    /// A channel of a tenant, by who is in it.
    #[derive(Default)]
    pub enum CardChannel {
        /// The channel in which commands are typed.
        #[default]
        Ordinary = "ordinary",
        /// The channel of those who guard the tenant. A tenant without one uses the ordinary channel.
        Private = "private",
    }
}

/// The purpose of a command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// A case, on these terms.
    Case(Terms),
    /// A private answer to its requester.
    Answer(Inquiry),
    /// A change for the whole tenant.
    Control(Control),
}

/// A command that concerns the whole tenant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Control {
    /// The change.
    pub action: ControlAction,
    /// The members who may use the command.
    pub allow: Allow,
}

words! {
    /// A question that is answered without a case. Every member may ask it about themselves.
    pub enum Inquiry {
        /// Proves which directory account the member has.
        Link = "link",
        /// Takes that back.
        Unlink = "unlink",
        /// Says who Grendel thinks the member is, and what they may do.
        WhoAmI = "whoami",
        /// Lists cases.
        Cases = "cases",
        /// Tells one case.
        Case = "case",
        /// Says which commands the member may type here, and how.
        Help = "help",
    }
}

impl Inquiry {
    /// The options that it takes, each of which must be there and required; it takes no others.
    pub const fn options(self) -> &'static [OptionName] {
        match self {
            Self::Link | Self::Unlink | Self::WhoAmI | Self::Cases | Self::Help => &[],
            Self::Case => &[OptionName::Number],
        }
    }
}

/// One option of a command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommandOption {
    /// The option.
    pub name: OptionName,
    /// The texts that the chat shows.
    pub wording: Wording,
    /// True if the command cannot be sent without it.
    pub required: bool,
    /// The longest text it takes, in characters.
    pub chars_max: u16,
    /// True if accounts are offered while a member types it.
    pub completes: bool,
}

impl CommandOption {
    fn ends_like(&self, letters: &str) -> bool {
        let local = self.wording.localizations.values().map(|local| local.name.as_str());
        local.chain([self.name.word()]).any(|name| letters.ends_with(&name.to_lowercase()))
    }
}

/// The terms of a case from its first event to its last: a case keeps those it was opened with, whatever happens to the
/// file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    /// The aim; `None` if the file does not name it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub aim: Option<Aim>,
    /// The members who may use the command.
    pub allow: Allow,
    /// The steps that help, by finding. Their order is that of [`StepKind`].
    pub runbook: Vec<RunbookEntry>,
    /// The ways to hand out a credential, the best first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub credentials: Vec<Credential>,
    /// The rules of approval. Every rule that applies must be met; if none applies, nothing is done.
    pub approval: Vec<ApprovalRule>,
    /// The people who do the work in Active Directory for a synced account; `None` if the command does not ask anybody.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by_hand: Option<ByHand>,
    /// The ways to check who is calling, one of which a plan needs that makes a password or a pass. Empty if none does.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub identity_check: Vec<IdentityCheck>,
    /// The people who may act alone in an emergency; `None` if no one may.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub break_glass: Option<BreakGlass>,
    /// The way in which the only known member may act; `None` if they may not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alone: Option<Alone>,
    /// Those who are shown a secret must have signed in within so many minutes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub secret_fresh_sign_in_minutes: Option<u32>,
    /// True if the sign-in of a shared mailbox, a room or an equipment may be enabled, which Microsoft advises against.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub opens_resources: bool,
}

impl Terms {
    /// Returns the aim of the command. Without one in its file, a command that blocks sign-ins contains accounts.
    pub fn aim(&self) -> Aim {
        let blocks = RunbookStep::Step(StepKind::BlockSignIn);
        let contains = self.runbook.iter().any(|entry| entry.steps.contains(&blocks));
        self.aim.unwrap_or(if contains { Aim::Contain } else { Aim::Unlock })
    }

    /// Returns true if cases under these terms can take steps, false if they only look.
    pub fn takes_steps(&self) -> bool {
        self.runbook.iter().any(|entry| !entry.steps.is_empty())
    }

    /// Returns true if the command takes steps and none lets anybody in, as when an account is contained: a password is set only
    /// where the same entry blocks the sign-in.
    pub fn only_takes_away(&self) -> bool {
        let takes_away = |entry: &RunbookEntry, step: &RunbookStep| match step {
            RunbookStep::Step(step) if step.issues_secret() => {
                !step.gives_access() && entry.steps.contains(&StepKind::BlockSignIn.into())
            }
            RunbookStep::Step(step) => !step.gives_access(),
            RunbookStep::Credential => false,
        };
        self.takes_steps() && self.runbook.iter().all(|entry| entry.steps.iter().all(|step| takes_away(entry, step)))
    }

    /// Returns every group of people that a rule asks, at once or after a silence.
    pub fn approvers(&self) -> impl Iterator<Item = &Group> {
        let asking = self.approval.iter().filter(|rule| rule.refuse.is_none());
        asking.flat_map(|rule| std::iter::once(&rule.group).chain(rule.then.as_ref().map(|next| &next.group)))
    }

    /// The groups that some rule asks about, by name or object id.
    pub fn groups(&self) -> Vec<String> {
        let conditions = self.approval.iter().flat_map(|rule| &rule.when);
        let named = conditions.filter_map(|when| match when {
            When::TargetInGroup(groups) => Some(groups),
            _ => None,
        });
        let mut groups: Vec<String> = named.flatten().cloned().collect();
        groups.sort();
        groups.dedup();
        groups
    }
}

/// The members who may use a command: with one of these chat roles, and an account with one of these directory roles.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Allow {
    /// One of these in the chat.
    pub discord_roles: Vec<RoleName>,
    /// One of these in the directory, active now.
    pub directory_roles: Vec<DirectoryRole>,
    /// They must have signed in within so many minutes, for this very command.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fresh_sign_in_minutes: Option<u32>,
}

/// A rule of approval: when it applies, who approves, how many, and what happens meanwhile.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApprovalRule {
    /// It applies where one of these holds. Never empty.
    #[serde(default = "always")]
    pub when: Vec<When>,
    /// The members who may approve.
    #[serde(flatten)]
    pub group: Group,
    /// The number of approvals; at least 1.
    pub quorum: u8,
    /// The time that the case waits for them, in minutes.
    pub window_minutes: u32,
    /// After how long they are called once more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remind_minutes: Option<u32>,
    /// The members who may approve too, after a silence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub then: Option<NextGroup>,
    /// They must have signed in within so many minutes, for this very case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fresh_sign_in_minutes: Option<u32>,
    /// They must type the sign-in name that the case is about.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub typed_confirmation: bool,
    /// Members with one of these roles in the chat see the password or pass that is made, once, in place of the requester.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub secret_to: Vec<RoleName>,
    /// It is not done at all, and these are the words for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refuse: Option<String>,
}

fn always() -> Vec<When> {
    vec![When::Always]
}

/// The members who may approve: those with one of the chat roles whose account holds one of the directory roles or is in one of
/// the directory groups. If the chat roles are empty, the directory decides alone; if it is, they do; if both are, no one may.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    /// One of these in the chat.
    pub from: Vec<RoleName>,
    /// One of these in the directory, active now.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub directory_roles: Vec<DirectoryRole>,
    /// Or a member of one of these groups in the directory.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub directory_groups: Vec<ObjectId>,
}

impl Group {
    /// Returns true if a member with these roles and groups belongs to the group, for a target with this guard. A role that is held
    /// for an administrative unit counts only for targets in it; with `None`, for some target.
    pub fn admits(&self, chat: &[RoleName], holdings: Holdings<'_>, target: Option<&Guard>) -> bool {
        let in_chat = self.from.iter().any(|role| chat.contains(role));
        let mut roles = holdings.roles.iter().filter(|held| target.is_none_or(|guard| counts_for(held, guard)));
        let in_directory = roles.any(|held| self.directory_roles.contains(&held.role))
            || holdings.groups.iter().any(|group| self.directory_groups.contains(group));
        match (self.from.is_empty(), self.asks_directory()) {
            (true, false) => false,
            (false, false) => in_chat,
            (true, true) => in_directory,
            (false, true) => in_chat && in_directory,
        }
    }

    /// Returns true if the account in the directory has to hold something.
    pub const fn asks_directory(&self) -> bool {
        !self.directory_roles.is_empty() || !self.directory_groups.is_empty()
    }

    /// Returns true if these chat roles do not rule a member out.
    pub fn may_admit(&self, chat: &[RoleName]) -> bool {
        let nobody = self.from.is_empty() && !self.asks_directory();
        !nobody && (self.from.is_empty() || self.from.iter().any(|role| chat.contains(role)))
    }
}

/// The members who are asked after a silence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NextGroup {
    /// The members.
    #[serde(flatten)]
    pub group: Group,
    /// After how long.
    pub after_minutes: u32,
}

/// The members who may act alone in an emergency, and the time to countersign.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BreakGlass {
    /// The members who may. Never empty.
    pub people: Vec<MemberId>,
    /// So long after the last step.
    pub countersign_minutes: u32,
    /// True if they may do it for a plan that makes a password or a pass.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub secrets: bool,
    /// They must have signed in within so many minutes, for this very case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fresh_sign_in_minutes: Option<u32>,
}

/// The way in which the only known member may act.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alone {
    /// So long after asking they may say once more that they mean it.
    pub delay_minutes: u32,
    /// True if they may go on with a plan that makes a password or a pass.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub secrets: bool,
    /// They must have signed in within so many minutes, for this very case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fresh_sign_in_minutes: Option<u32>,
}
