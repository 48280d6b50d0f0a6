//! Starts and stops of the program, and the operator's changes between them, as entries of the journal.
//!
//! They belong to no case. An auditor sees from them with which rules a decision was made, and when nobody was listening.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::digest::Digest;
use super::{MemberId, ObjectId, TenantName};

/// The longest name of a file or of a person in an entry, in characters.
pub const NAME_CHARS_MAX: usize = 100;
/// The most people in one entry. An entry has at most 48 KiB, and a person takes about 200 bytes.
const PEOPLE_PER_ENTRY_MAX: usize = 50;

words! {
    /// The reason of an orderly stop.
    pub enum StopReason {
        /// The operator asked for it: Ctrl-C or SIGTERM.
        Requested = "requested",
        /// The chat closed the connection for good.
        ChatClosed = "chat_closed",
    }
}

words! {
    /// The end of the run before.
    pub enum PreviousRun {
        /// There was none, or none that wrote down its start.
        Unknown = "unknown",
        /// It was stopped in an orderly way.
        Stopped = "stopped",
        /// It was killed, it crashed, or the machine lost power.
        Interrupted = "interrupted",
    }
}

/// A file that a run was started with. Secrets are in none of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileDigest {
    /// Its name without the folder, cut.
    pub name: String,
    /// The SHA-256 of its bytes, as `sha256sum` prints it.
    pub sha256: Digest,
}

impl FileDigest {
    /// Returns the file of this name with this text.
    pub fn of(name: &str, text: &str) -> Self {
        Self { name: cut(name), sha256: Digest::of(text) }
    }
}

/// A member and the account that the operator states is theirs.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct StatedPerson {
    /// In the directory of this tenant.
    pub tenant: TenantName,
    /// The member.
    pub member: MemberId,
    /// The account.
    pub account: ObjectId,
    /// The operator's name for the person, cut.
    pub name: String,
}

impl StatedPerson {
    /// Returns the statement, with the name cut.
    pub fn new(tenant: TenantName, member: MemberId, account: ObjectId, name: &str) -> Self {
        Self { tenant, member, account, name: cut(name) }
    }
}

/// Something about the program itself. It belongs to no case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum OperationEvent {
    /// The program was started.
    Started {
        /// The version of the program.
        version: String,
        /// The end of the run before.
        previous: PreviousRun,
        /// The configuration.
        configuration: FileDigest,
        /// The command files.
        commands: Vec<FileDigest>,
    },
    /// Since the start before, the operator stated other people.
    PeopleChanged {
        /// Those who are new or changed.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        added: Vec<StatedPerson>,
        /// Those who are gone, or as they were before the change.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        removed: Vec<StatedPerson>,
    },
    /// The program stopped in an orderly way.
    Stopped {
        /// The reason.
        reason: StopReason,
    },
}

impl OperationEvent {
    /// Returns the name by which the journal stores it.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Started { .. } => "started",
            Self::PeopleChanged { .. } => "people_changed",
            Self::Stopped { .. } => "stopped",
        }
    }
}

/// The state that these entries lead to.
#[derive(Clone, Debug, Default)]
pub struct OperationHistory {
    people: BTreeSet<StatedPerson>,
    previous: Option<PreviousRun>,
}

impl OperationHistory {
    /// Takes the next entry.
    pub fn apply(&mut self, event: &OperationEvent) {
        match event {
            // A start without a stop behind it was interrupted.
            OperationEvent::Started { .. } => self.previous = Some(PreviousRun::Interrupted),
            OperationEvent::Stopped { .. } => self.previous = Some(PreviousRun::Stopped),
            OperationEvent::PeopleChanged { added, removed } => {
                removed.iter().for_each(|person| {
                    self.people.remove(person);
                });
                self.people.extend(added.iter().cloned());
            }
        }
    }

    /// Returns the end of the run before.
    pub fn previous_run(&self) -> PreviousRun {
        self.previous.unwrap_or(PreviousRun::Unknown)
    }

    /// Returns the entries that lead from the people of the runs before to these.
    pub fn people_changes(&self, stated: &BTreeSet<StatedPerson>) -> Vec<OperationEvent> {
        let chunks = |of: &BTreeSet<StatedPerson>, without: &BTreeSet<StatedPerson>| {
            let different: Vec<_> = of.difference(without).cloned().collect();
            different.chunks(PEOPLE_PER_ENTRY_MAX).map(<[_]>::to_vec).collect::<Vec<_>>()
        };
        let removed = chunks(&self.people, stated).into_iter();
        let added = chunks(stated, &self.people).into_iter();
        let removed = removed.map(|removed| OperationEvent::PeopleChanged { added: Vec::new(), removed });
        let added = added.map(|added| OperationEvent::PeopleChanged { added, removed: Vec::new() });
        removed.chain(added).collect()
    }
}

fn cut(text: &str) -> String {
    text.chars().take(NAME_CHARS_MAX).collect()
}
