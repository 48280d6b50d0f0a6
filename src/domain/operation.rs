//! Starts and stops of the program, and the operator's changes between them, as entries of the journal.
//!
//! They belong to no case. An auditor sees from them with which rules a decision was made, and when nobody was listening.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::digest::Digest;
use super::{MemberId, ObjectId, TenantName};

/// The longest name of a file or of a person in an entry, in characters.
pub const NAME_CHARS_MAX: usize = 100;
/// The most people in one entry. An entry has at most 48 KiB, and a person takes at most 2 KiB.
const PEOPLE_PER_ENTRY_MAX: usize = 20;
/// The most further members, and the most further accounts, of one person in an entry. The digest of the configuration
/// tells of changes beyond them.
pub const OTHERS_MAX: usize = 20;

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
    /// The further members who are this person, cut.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub other_discord: Vec<MemberId>,
    /// The further accounts of this person, cut.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub other_object_ids: Vec<ObjectId>,
}

impl StatedPerson {
    /// Returns the statement, with the name cut and without further members and accounts.
    pub fn new(tenant: TenantName, member: MemberId, account: ObjectId, name: &str) -> Self {
        let (other_discord, other_object_ids) = (Vec::new(), Vec::new());
        Self { tenant, member, account, name: cut(name), other_discord, other_object_ids }
    }

    /// Returns the same with these further members and accounts, cut.
    #[must_use]
    pub fn with_others(self, members: &[MemberId], accounts: &[ObjectId]) -> Self {
        Self {
            other_discord: members.iter().take(OTHERS_MAX).copied().collect(),
            other_object_ids: accounts.iter().take(OTHERS_MAX).copied().collect(),
            ..self
        }
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
                for person in removed {
                    self.people.remove(person);
                }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ENTRY_BYTES_MAX;

    fn omar() -> StatedPerson {
        let account = ObjectId::parse("1b2c3d4e-0000-4000-8000-000000000005").unwrap();
        StatedPerson::new(TenantName::from("contoso"), MemberId(5), account, "Omar")
    }

    #[test]
    fn a_further_account_of_a_person_is_a_change() {
        let (with, mut history) = (omar().with_others(&[MemberId(6)], &[omar().account]), OperationHistory::default());
        history.apply(&OperationEvent::PeopleChanged { added: vec![omar()], removed: Vec::new() });
        assert_eq!(history.people_changes(&BTreeSet::from([omar()])), []);
        let removed = OperationEvent::PeopleChanged { added: Vec::new(), removed: vec![omar()] };
        let added = OperationEvent::PeopleChanged { added: vec![with.clone()], removed: Vec::new() };
        assert_eq!(history.people_changes(&BTreeSet::from([with])), [removed, added]);
    }

    #[test]
    fn an_entry_with_the_most_people_fits() {
        let others: Vec<MemberId> = (0..100).map(|more| MemberId(u64::MAX - more)).collect();
        let accounts = vec![omar().account; 100];
        let name = "\u{1F600}".repeat(2 * NAME_CHARS_MAX);
        let stated = (0..100).map(|number| {
            let (tenant, account) = (TenantName::from("a".repeat(NAME_CHARS_MAX).as_str()), omar().account);
            StatedPerson::new(tenant, MemberId(u64::MAX - number), account, &name).with_others(&others, &accounts)
        });
        for change in OperationHistory::default().people_changes(&stated.collect()) {
            let bytes = serde_json::to_vec(&change).unwrap().len();
            assert!(bytes < ENTRY_BYTES_MAX, "{bytes} bytes");
        }
    }
}
