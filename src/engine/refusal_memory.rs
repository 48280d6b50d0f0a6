//! Remembers for a moment which commands were refused, so that a member who types one again and again opens few cases.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard};

use jiff::{SignedDuration, Timestamp};

use crate::domain::case::Case;
use crate::domain::refusal::Refusal;
use crate::domain::{MemberId, TenantName};

/// The time for which a refusal is remembered, in seconds.
pub const MEMORY_SECONDS: i64 = 60;
/// The refused cases after which the next command of that kind opens none. More than one, because the directory is not
/// asked any more then: somebody who has just activated a role tries once or twice.
pub const REFUSED_CASES_MAX: u32 = 3;
/// The refusals that are remembered at once. Beyond that, a command opens a case each time.
const REFUSALS_MAX: usize = 10_000;

/// A command as it was typed.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TypedCommand {
    tenant: TenantName,
    member: MemberId,
    command: String,
    /// The text that names the target, or `None` for every target.
    user: Option<String>,
}

impl TypedCommand {
    /// Returns the command with the text that names its target.
    pub fn new(tenant: &TenantName, member: MemberId, command: &str, user: &str) -> Self {
        Self { tenant: tenant.clone(), member, command: command.to_owned(), user: Some(user.to_lowercase()) }
    }

    /// Returns the same for every target.
    fn for_everyone(&self) -> Self {
        Self { user: None, ..self.clone() }
    }
}

/// The refusals of the last moments.
#[derive(Default)]
pub struct RefusalMemory {
    state: Mutex<RecentRefusals>,
}

#[derive(Default)]
struct RecentRefusals {
    refusals: HashMap<TypedCommand, RecentRefusal>,
    people_changed_at: Option<Timestamp>,
}

struct RecentRefusal {
    refusal: Refusal,
    cases: u32,
    until: Timestamp,
}

impl RefusalMemory {
    /// Remembers how a case was refused, if the same command would be refused again. Returns true once it is refused
    /// without a case.
    pub fn insert(&self, case: &Case, refusal: &Refusal, now: Timestamp) -> bool {
        let opening = case.opening();
        let typed = TypedCommand::new(&opening.tenant, opening.member.id, &opening.command, &opening.user);
        let typed = match refused_person(refusal) {
            Some(RefusedPerson::Requester) => typed.for_everyone(),
            Some(RefusedPerson::Target) => typed,
            None => return false,
        };
        let mut state = self.lock();
        // Somebody may have linked their account after the case looked.
        if state.people_changed_at.is_some_and(|changed| changed >= case.opened_at()) {
            return false;
        }
        if state.refusals.len() >= REFUSALS_MAX {
            state.refusals.retain(|_, recent| now < recent.until);
            if state.refusals.len() >= REFUSALS_MAX {
                return false;
            }
        }
        let until = now + SignedDuration::from_secs(MEMORY_SECONDS);
        let earlier = state.refusals.get(&typed).filter(|recent| now < recent.until && recent.refusal == *refusal);
        let cases = earlier.map_or(0, |recent| recent.cases) + 1;
        state.refusals.insert(typed, RecentRefusal { refusal: refusal.clone(), cases, until });
        cases >= REFUSED_CASES_MAX
    }

    /// Returns the refusal of this command if it was refused so often within a moment; otherwise `None`.
    pub fn get(&self, typed: &TypedCommand, now: Timestamp) -> Option<Refusal> {
        let state = self.lock();
        let refused = [typed.for_everyone(), typed.clone()].into_iter().filter_map(|key| state.refusals.get(&key));
        let mut refused = refused.filter(|recent| now < recent.until && recent.cases >= REFUSED_CASES_MAX);
        refused.next().map(|recent| recent.refusal.clone())
    }

    /// Forgets everything, because a link of some member has changed.
    pub fn people_changed(&self, now: Timestamp) {
        *self.lock() = RecentRefusals { refusals: HashMap::new(), people_changed_at: Some(now) };
    }

    fn lock(&self) -> MutexGuard<'_, RecentRefusals> {
        self.state.lock().expect("nothing panics with this lock")
    }
}

/// The person for whom a command was refused.
enum RefusedPerson {
    Requester,
    Target,
}

/// Returns the person for whom a command was refused before anything was decided, or `None` for other refusals.
const fn refused_person(refusal: &Refusal) -> Option<RefusedPerson> {
    match refusal {
        Refusal::NotLinked
        | Refusal::LinkExpired { .. }
        | Refusal::LinkWaits { .. }
        | Refusal::AccountExternal
        | Refusal::AccountTooNew { .. }
        | Refusal::AccountMissing
        | Refusal::AccountDisabled
        | Refusal::AccountAtRisk
        | Refusal::LacksDirectoryRole { .. } => Some(RefusedPerson::Requester),
        Refusal::TargetMalformed
        | Refusal::TargetUnknown
        | Refusal::TargetAmbiguous { .. }
        | Refusal::TargetProtected { .. }
        | Refusal::OwnAccount => Some(RefusedPerson::Target),
        _ => None,
    }
}
