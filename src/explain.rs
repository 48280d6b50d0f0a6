//! Explains whether a role may take a step on an account, for `grendel explain`. Needs neither a chat nor a tenant.
//!
//! An explanation uses the function that also decides about cases, [`reaching_role`], and puts its reason into words.

pub mod by_hand;
pub mod command;
mod reason;
mod ruling_text;

use std::fmt;

use serde::Serialize;

use crate::domain::ObjectId;
use crate::domain::account::Unit;
use crate::domain::authority::{
    Guard, PAGE_OF_RESTRICTED_MANAGEMENT, PAGE_OF_UNITS, Power, Shield, reaching_role, who_could,
    who_could_in_their_unit,
};
use crate::domain::command::Terms;
use crate::domain::people::{DirectoryRole, HeldRole};
use crate::domain::step::StepKind;
use command::{Circumstances, Ruling};

/// The word for a target without roles, in place of a role.
pub const NO_ROLE: &str = "none";

/// A question about authority.
#[derive(Clone, Debug)]
pub struct AuthorityQuery {
    /// The step.
    pub step: StepKind,
    /// The person who would take it.
    pub actor: Actor,
    /// The account on which it would be taken.
    pub target: TargetAccount,
}

/// The roles of a hypothetical actor.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Actor {
    /// The roles that are held for the whole tenant.
    pub roles: Vec<DirectoryRole>,
    /// The roles that are held for an administrative unit that the target is in. If a unit restricts the target's
    /// management, they are held for that unit.
    pub roles_in_unit: Vec<DirectoryRole>,
}

/// The protection of a hypothetical target.
#[derive(Clone, Debug, Default, Serialize)]
pub struct TargetAccount {
    /// The roles that it holds.
    pub roles: Vec<TargetRole>,
    /// True if it is a member or an owner of a role-assignable group.
    pub in_role_assignable_group: bool,
    /// True if it holds a role for a restricted management administrative unit.
    pub role_in_restricted_management_unit: bool,
    /// True if it is itself in a restricted management administrative unit.
    pub in_restricted_management_unit: bool,
}

/// A role of a target. Remembers the text of a name that is unknown.
#[derive(Clone, Debug, Serialize)]
#[serde(into = "String")]
pub struct TargetRole {
    role: DirectoryRole,
    unknown: Option<String>,
}

impl TargetRole {
    /// Returns the role with this name or template id. An unknown name becomes a role that is in no table, which only
    /// the most powerful roles reach.
    pub fn parse(text: &str) -> Self {
        let stand_in = || ObjectId::parse(ID_OF_UNKNOWN_ROLE).map(DirectoryRole::with_template);
        let known = role(text);
        let unknown = known.is_none().then(|| text.trim().to_owned());
        Self { role: known.or_else(stand_in).expect("the placeholder is a GUID"), unknown }
    }
}

impl From<TargetRole> for String {
    fn from(role: TargetRole) -> Self {
        role.unknown.unwrap_or_else(|| role.role.name().into_owned())
    }
}

/// Parses a role of an actor. The error lists the known names.
pub fn actor_role(text: &str) -> Result<DirectoryRole, String> {
    let names = || DirectoryRole::names().collect::<Vec<_>>().join(", ");
    role(text).ok_or_else(|| {
        format!("it is neither the name nor the template id of a directory role. Names are: {}", names())
    })
}

/// Parses the roles of a target. The error says that the words contradict each other.
pub fn target_roles(words: &[String]) -> Result<Vec<TargetRole>, String> {
    let (none, roles): (Vec<&String>, Vec<&String>) =
        words.iter().partition(|word| word.trim().eq_ignore_ascii_case(NO_ROLE));
    if !none.is_empty() && !roles.is_empty() {
        return Err(format!("a target cannot hold `{NO_ROLE}` and a role"));
    }
    Ok(roles.into_iter().map(|word| TargetRole::parse(word)).collect())
}

/// The answer to an [`AuthorityQuery`]. Its JSON has these keys in this order.
#[derive(Clone, Debug, Serialize)]
pub struct Explanation {
    /// The step.
    pub step: StepKind,
    /// The power that the step needs.
    pub power: Power,
    /// The person who would take it.
    pub actor: Actor,
    /// The account on which it would be taken.
    pub target: TargetAccount,
    /// True if Entra allows it.
    pub allowed: bool,
    /// The reason, as a clause without a capital letter and a full stop.
    pub because: String,
    /// The roles that are enough if held for the whole tenant.
    pub who_could: Vec<DirectoryRole>,
    /// The roles that are enough if held for an administrative unit that the target is in.
    pub who_could_in_their_unit: Vec<DirectoryRole>,
    /// Microsoft's pages about it.
    pub pages: Vec<&'static str>,
    /// The answer of a command's rules. Absent from the JSON if no command was named.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub command: Option<Ruling>,
}

/// Answers from the rules of authority, and from the rules of the command with this name and these terms.
pub fn explain_with_command(
    query: &AuthorityQuery,
    command: (&str, &Terms),
    circumstances: &Circumstances,
) -> Explanation {
    let explanation = explain(query);
    let ruling = command::ruling(command, query, &explanation, circumstances);
    Explanation { command: Some(ruling), ..explanation }
}

/// Answers from the rules of authority alone. A command also requires a role in the chat and approvals.
///
/// # Examples
///
/// ```
/// use grendel::domain::step::StepKind;
/// use grendel::explain::{Actor, AuthorityQuery, TargetAccount, actor_role, explain};
///
/// let helpdesk = Actor { roles: vec![actor_role("Helpdesk Administrator").unwrap()], ..Actor::default() };
/// let query = |step| AuthorityQuery { step, actor: helpdesk.clone(), target: TargetAccount::default() };
/// assert!(explain(&query(StepKind::ResetPassword)).allowed);
/// assert!(!explain(&query(StepKind::EnableSignIn)).allowed);
/// ```
pub fn explain(query: &AuthorityQuery) -> Explanation {
    let AuthorityQuery { step, actor, target } = query.clone();
    let power = step.power();
    let protections = reason::protections(&target);
    let shields: Vec<Shield> = protections.iter().map(|protection| protection.shield.clone()).collect();
    let restricted = target.in_restricted_management_unit;
    let unit = Unit { restricted, ..unit() };
    let held = held(&actor, &unit.id);
    let guard = Guard { shields, units: vec![unit] };
    let reached = reaching_role(&held, power, &guard);
    let mut pages = vec![power.page()];
    if restricted {
        pages.push(PAGE_OF_RESTRICTED_MANAGEMENT);
    }
    if !actor.roles_in_unit.is_empty() {
        pages.push(PAGE_OF_UNITS);
    }
    Explanation {
        step,
        power,
        allowed: reached.is_some(),
        because: match reached {
            Some(HeldRole { role, unit: None, .. }) => reason::allowed(step, role, &protections),
            Some(HeldRole { role, .. }) => reason::allowed_in_unit(step, role, &guard),
            None => reason::not_allowed(step, &actor, &protections),
        },
        who_could: who_could(power, &guard.shields),
        who_could_in_their_unit: who_could_in_their_unit(power, &guard.shields),
        actor,
        target,
        pages,
        command: None,
    }
}

/// Formats the question, the answer with its reason, the roles that are enough, and Microsoft's pages.
impl fmt::Display for Explanation {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { actor, target, because, .. } = self;
        writeln!(out, "{} by {actor} on a target that {target}", self.step.word())?;
        writeln!(out, "{}: {because}.", if self.allowed { "Allowed" } else { "Not allowed" })?;
        writeln!(out, "Roles that may, held for the whole tenant: {}.", and(&self.who_could))?;
        let in_unit = and(&self.who_could_in_their_unit);
        writeln!(out, "Roles that may, held for an administrative unit that the target is in: {in_unit}.")?;
        self.pages.iter().try_for_each(|page| writeln!(out, "See {page}"))?;
        let Some(ruling) = &self.command else { return Ok(()) };
        write!(out, "\n{ruling}")
    }
}

impl fmt::Display for Actor {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let in_unit = self.roles_in_unit.iter().map(|role| format!("{role} (for an administrative unit)"));
        let all: Vec<String> = self.roles.iter().map(ToString::to_string).chain(in_unit).collect();
        out.write_str(&and(&all))
    }
}

/// Formats the predicate of a sentence about the target.
impl fmt::Display for TargetAccount {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<String> = self.roles.iter().cloned().map(String::from).collect();
        let roles = if names.is_empty() { "holds no role".to_owned() } else { format!("holds {}", and(&names)) };
        let states = [
            (self.role_in_restricted_management_unit, reason::ROLE_IN_RESTRICTED_UNIT),
            (self.in_role_assignable_group, reason::IN_ROLE_ASSIGNABLE_GROUP),
            (self.in_restricted_management_unit, reason::IN_RESTRICTED_UNIT),
        ];
        // "Holds no role" would contradict "holds a role for a unit".
        let contradicts = names.is_empty() && self.role_in_restricted_management_unit;
        let roles = (!contradicts).then_some(roles);
        let states = states.into_iter().filter(|(applies, _)| *applies).map(|(_, text)| text.to_owned());
        let all: Vec<String> = roles.into_iter().chain(states).collect();
        out.write_str(&and(&all))
    }
}

/// A placeholder for a role whose template id is unknown. Microsoft assigns this id to no role.
const ID_OF_UNKNOWN_ROLE: &str = "00000000-0000-0000-0000-000000000000";
/// A placeholder for the administrative unit that the target is in.
const ID_OF_UNIT: &str = "00000000-0000-0000-0000-000000000001";

/// Returns the role with this name, in any case, or with this template id.
fn role(text: &str) -> Option<DirectoryRole> {
    let text = text.trim();
    let name = DirectoryRole::names().find(|name| name.eq_ignore_ascii_case(text));
    name.and_then(DirectoryRole::named).or_else(|| ObjectId::parse(text).map(DirectoryRole::with_template))
}

/// Returns the administrative unit that the target is in.
fn unit() -> Unit {
    let id = ObjectId::parse(ID_OF_UNIT).expect("the placeholder is a GUID");
    Unit { id, name: String::new(), restricted: false }
}

fn held(actor: &Actor, unit: &ObjectId) -> Vec<HeldRole> {
    let in_unit = |role: &DirectoryRole| HeldRole { unit: Some(*unit), ..HeldRole::tenant_wide(*role) };
    let tenant_wide = actor.roles.iter().copied().map(HeldRole::tenant_wide);
    tenant_wide.chain(actor.roles_in_unit.iter().map(in_unit)).collect()
}

/// Returns `A, B and C`.
fn and(all: &[impl ToString]) -> String {
    listed(all, "and")
}

/// Returns `A, B and C`, with this word before the last one.
fn listed(all: &[impl ToString], word: &str) -> String {
    let all: Vec<String> = all.iter().map(ToString::to_string).collect();
    match all.as_slice() {
        [] => "none".to_owned(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} {word} {last}", first.join(", ")),
    }
}
