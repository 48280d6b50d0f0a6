//! Who may do what to whom, in words: the answers of `grendel explain`, which needs no chat and no tenant.
//!
//! An answer comes from the very rule that decides about a case, [`reaching_role`], and says what that rule rests on.

pub mod command;
mod ruling_in_words;

use std::fmt;
use std::slice;

use serde::Serialize;

use crate::domain::ObjectId;
use crate::domain::account::Unit;
use crate::domain::authority::{
    Guard, PAGE_OF_RESTRICTED_MANAGEMENT, PAGE_OF_UNITS, Power, Shield, is_listed, reaching_role, who_could,
    who_could_in_their_unit,
};
use crate::domain::command::Terms;
use crate::domain::people::{DirectoryRole, HeldRole};
use crate::domain::step::StepKind;
use command::{Circumstances, Ruling};

/// What stands where a role could stand, for a target that holds none.
pub const NO_ROLE: &str = "none";

/// Stands for a role that has a name and no template id that is known. Microsoft gives this one to nothing.
const ID_OF_UNKNOWN_ROLE: &str = "00000000-0000-0000-0000-000000000000";
/// Stands for the administrative unit that the target is in.
const ID_OF_UNIT: &str = "00000000-0000-0000-0000-000000000001";

/// What is asked.
#[derive(Clone, Debug)]
pub struct Question {
    /// What would be done.
    pub step: StepKind,
    /// Who would do it.
    pub actor: Actor,
    /// To whom.
    pub target: Target,
}

/// Who would act.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Actor {
    /// The roles that are held for the whole tenant.
    pub roles: Vec<DirectoryRole>,
    /// The roles that are held for an administrative unit that the target is in; the restricted one where its management is.
    pub roles_in_unit: Vec<DirectoryRole>,
}

/// The account that would be acted on.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Target {
    /// What it holds.
    pub roles: Vec<TargetRole>,
    /// Whether it is a member or an owner of a group that roles can be assigned to.
    pub in_role_assignable_group: bool,
    /// Whether it holds a role for a restricted management administrative unit.
    pub role_in_restricted_management_unit: bool,
    /// Whether it is itself managed in such a unit.
    pub in_restricted_management_unit: bool,
}

/// A role that a target holds, as it was typed where Grendel does not know it.
#[derive(Clone, Debug, Serialize)]
#[serde(into = "String")]
pub struct TargetRole {
    role: DirectoryRole,
    unknown: Option<String>,
}

impl TargetRole {
    /// The role with this name or template id. A name that Grendel does not know stands for any other role.
    pub fn read(text: &str) -> Self {
        let stand_in = || ObjectId::parse(ID_OF_UNKNOWN_ROLE).map(DirectoryRole::with_template);
        let known = role(text);
        let unknown = known.is_none().then(|| text.trim().to_owned());
        Self { role: known.or_else(stand_in).expect("the id that stands for it is a GUID"), unknown }
    }
}

impl From<TargetRole> for String {
    fn from(role: TargetRole) -> Self {
        role.unknown.unwrap_or_else(|| role.role.name().into_owned())
    }
}

/// The role with this name, in upper or lower case, or with this template id.
fn role(text: &str) -> Option<DirectoryRole> {
    let text = text.trim();
    let name = DirectoryRole::names().find(|name| name.eq_ignore_ascii_case(text));
    name.and_then(DirectoryRole::named).or_else(|| ObjectId::parse(text).map(DirectoryRole::with_template))
}

/// A role that somebody would act with. The error lists the names that are known.
pub fn actor_role(text: &str) -> Result<DirectoryRole, String> {
    let names = || DirectoryRole::names().collect::<Vec<_>>().join(", ");
    role(text).ok_or_else(|| {
        format!("that is neither the name nor the template id of a directory role. Names are: {}", names())
    })
}

/// What the target holds, each as it was typed. The error says why the words contradict each other.
pub fn target_roles(words: &[String]) -> Result<Vec<TargetRole>, String> {
    let (none, roles): (Vec<&String>, Vec<&String>) =
        words.iter().partition(|word| word.trim().eq_ignore_ascii_case(NO_ROLE));
    if !none.is_empty() && !roles.is_empty() {
        return Err(format!("a target cannot hold `{NO_ROLE}` and a role"));
    }
    Ok(roles.into_iter().map(|word| TargetRole::read(word)).collect())
}

/// The answer. As JSON it has these keys in this order.
#[derive(Clone, Debug, Serialize)]
pub struct Answer {
    /// What would be done.
    pub step: StepKind,
    /// The power that it takes.
    pub power: Power,
    /// Who would do it.
    pub actor: Actor,
    /// To whom.
    pub target: Target,
    /// Whether Entra lets them, by hand.
    pub allowed: bool,
    /// What that rests on: a clause, without a capital letter and a full stop.
    pub because: String,
    /// The roles of which each could, held for the whole tenant.
    pub who_could: Vec<DirectoryRole>,
    /// The roles of which each could, held for an administrative unit that the target is in.
    pub who_could_in_their_unit: Vec<DirectoryRole>,
    /// Microsoft's pages about it.
    pub pages: Vec<&'static str>,
    /// What a command asks for besides; no key where none was named.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub command: Option<Ruling>,
}

/// Answers from the rules about authority, and from those of the command with this name and these terms.
pub fn answer_with(question: &Question, command: (&str, &Terms), circumstances: &Circumstances) -> Answer {
    let answer = answer(question);
    let ruling = command::ruling(command, question, &answer, circumstances);
    Answer { command: Some(ruling), ..answer }
}

/// Answers from the rules about authority alone. A command asks for more: a role in the chat, and somebody's approval.
pub fn answer(question: &Question) -> Answer {
    let Question { step, actor, target } = question.clone();
    let power = step.power();
    let bars = bars(&target);
    let shields: Vec<Shield> = bars.iter().map(|bar| bar.shield.clone()).collect();
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
    Answer {
        step,
        power,
        allowed: reached.is_some(),
        because: match reached {
            Some(HeldRole { role, unit: None, .. }) => may(step, role, &bars),
            Some(HeldRole { role, .. }) => may_in_unit(step, role, &guard),
            None => may_not(step, &actor, &bars),
        },
        who_could: who_could(power, &guard.shields),
        who_could_in_their_unit: who_could_in_their_unit(power, &guard.shields),
        actor,
        target,
        pages,
        command: None,
    }
}

/// The unit that the target is in.
fn unit() -> Unit {
    let id = ObjectId::parse(ID_OF_UNIT).expect("the id that stands for the unit is a GUID");
    Unit { id, name: String::new(), restricted: false }
}

fn held(actor: &Actor, unit: &ObjectId) -> Vec<HeldRole> {
    let in_unit = |role: &DirectoryRole| HeldRole { unit: Some(unit.clone()), ..HeldRole::tenant_wide(role.clone()) };
    let everywhere = actor.roles.iter().cloned().map(HeldRole::tenant_wide);
    everywhere.chain(actor.roles_in_unit.iter().map(in_unit)).collect()
}

const ROLE_IN_RESTRICTED_UNIT: &str = "holds a role for a restricted management administrative unit";
const IN_ROLE_ASSIGNABLE_GROUP: &str = "is a member or an owner of a group that roles can be assigned to";
const IN_RESTRICTED_UNIT: &str = "is managed in a restricted management administrative unit";

/// Something that shields the target, and how it is said.
struct Bar {
    shield: Shield,
    what: String,
    whoever: &'static str,
}

fn bars(target: &Target) -> Vec<Bar> {
    let of_role = |TargetRole { role, unknown }: &TargetRole| {
        let what = match unknown {
            Some(word) => {
                format!("the target holds `{word}`, which Grendel does not know and takes for any other role")
            }
            None if is_listed(role) => format!("the target holds {role}"),
            None => format!("the target holds {role}, which Microsoft's table has under all other roles"),
        };
        Bar { shield: Shield::Role(role.clone()), what, whoever: "whoever does" }
    };
    let of_state = |shield, what: &str, whoever| Bar { shield, what: format!("the target {what}"), whoever };
    let mut bars: Vec<Bar> = target.roles.iter().map(of_role).collect();
    if target.role_in_restricted_management_unit {
        bars.push(of_state(Shield::RoleInRestrictedUnit, ROLE_IN_RESTRICTED_UNIT, "whoever does"));
    }
    if target.in_role_assignable_group {
        bars.push(of_state(Shield::RoleAssignableGroup, IN_ROLE_ASSIGNABLE_GROUP, "whoever is"));
    }
    if target.in_restricted_management_unit {
        bars.push(of_state(Shield::RestrictedManagement, IN_RESTRICTED_UNIT, "whoever is"));
    }
    bars
}

/// The roles that may use this power on whoever is shielded by this alone.
fn past(power: Power, bar: &Bar) -> Vec<DirectoryRole> {
    who_could(power, slice::from_ref(&bar.shield))
}

/// Whether it matters for this power which roles the target holds. Over risk and mail it does not.
fn is_bounded(power: Power) -> bool {
    who_could(power, &[Shield::Unknown]) != who_could(power, &[])
}

/// What counts for this power.
fn counting(power: Power, bars: &[Bar]) -> Vec<&Bar> {
    let counts = |bar: &&Bar| match bar.shield {
        Shield::RestrictedManagement => past(power, bar).is_empty(),
        _ => is_bounded(power),
    };
    bars.iter().filter(counts).collect()
}

/// The row of the table that speaks of this.
fn row(step: StepKind, bar: &Bar) -> String {
    let (what, whoever) = (&bar.what, bar.whoever);
    match past(step.power(), bar).as_slice() {
        [] => format!("{what}, and no role that is held for the whole tenant may {} {whoever}", step.action()),
        could => format!("{what}, and only {} may {} {whoever}", and(could), step.action()),
    }
}

/// The row that speaks of those whom nothing shields, or of everyone.
fn row_of_anyone(step: StepKind) -> String {
    let (could, action) = (and(&who_could(step.power(), &[])), step.action());
    if is_bounded(step.power()) {
        return format!("the target holds no role, and only {could} may {action} whoever holds none");
    }
    format!("only {could} may {action} an account, whatever it holds")
}

fn rows(step: StepKind, counting: &[&Bar]) -> String {
    if counting.is_empty() {
        return row_of_anyone(step);
    }
    counting.iter().map(|bar| row(step, bar)).collect::<Vec<_>>().join("; ")
}

fn may(step: StepKind, role: &DirectoryRole, bars: &[Bar]) -> String {
    let counting = counting(step.power(), bars);
    let each_time = if counting.len() > 1 { " each time" } else { "" };
    format!("{}; {role} is among them{each_time}", rows(step, &counting))
}

fn may_in_unit(step: StepKind, role: &DirectoryRole, guard: &Guard) -> String {
    let restricted = guard.shields.contains(&Shield::RestrictedManagement);
    let also = if restricted { ", also where it restricts their management to those with a role for it" } else { "" };
    format!("{role} for an administrative unit may {} those in it who hold no role themselves{also}", step.action())
}

fn may_not(step: StepKind, actor: &Actor, bars: &[Bar]) -> String {
    let mut reasons = Vec::new();
    if !actor.roles.is_empty() {
        reasons.push(may_not_everywhere(step, &actor.roles, bars));
    }
    reasons.extend(actor.roles_in_unit.iter().map(|role| may_not_in_unit(step, role, bars)));
    reasons.join("; ")
}

/// Of several rows those that stop a role which would otherwise do.
fn may_not_everywhere(step: StepKind, roles: &[DirectoryRole], bars: &[Bar]) -> String {
    let power = step.power();
    let anyone = who_could(power, &[]);
    let able: Vec<&DirectoryRole> = roles.iter().filter(|role| anyone.contains(role)).collect();
    let mut stopping = counting(power, bars);
    if !able.is_empty() {
        stopping.retain(|bar| able.iter().any(|role| !past(power, bar).contains(role)));
    }
    let stops_all = |bar: &&Bar| able.iter().all(|role| !past(power, bar).contains(role));
    let alone = if stopping.is_empty() || stopping.iter().any(stops_all) {
        ""
    } else {
        "; one role must be among them each time, and roles do not add up"
    };
    format!("{}{alone}", rows(step, &stopping))
}

fn may_not_in_unit(step: StepKind, role: &DirectoryRole, bars: &[Bar]) -> String {
    let could = who_could_in_their_unit(step.power(), &[]);
    if could.is_empty() {
        return format!("nobody may {} an account by a role for an administrative unit", step.action());
    }
    if !could.contains(role) {
        return format!("for an administrative unit only {} may {} those in it", and(&could), step.action());
    }
    let held = bars.iter().filter(|bar| bar.shield != Shield::RestrictedManagement).map(|bar| bar.what.as_str());
    let held = held.collect::<Vec<_>>().join(", ");
    format!("{role} for an administrative unit reaches only those in it who hold no role themselves, and {held}")
}

/// `A, B and C`.
fn and(all: &[impl ToString]) -> String {
    listed(all, "and")
}

/// `A, B and C`, with this word before the last one.
fn listed(all: &[impl ToString], word: &str) -> String {
    let all: Vec<String> = all.iter().map(ToString::to_string).collect();
    match all.as_slice() {
        [] => "nobody".to_owned(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} {word} {last}", first.join(", ")),
    }
}

impl fmt::Display for Actor {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let in_unit = self.roles_in_unit.iter().map(|role| format!("{role} (for an administrative unit)"));
        let all: Vec<String> = self.roles.iter().map(ToString::to_string).chain(in_unit).collect();
        out.write_str(&and(&all))
    }
}

impl fmt::Display for Target {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<String> = self.roles.iter().cloned().map(String::from).collect();
        let mut all =
            vec![if names.is_empty() { "holds no role".to_owned() } else { format!("holds {}", and(&names)) }];
        let states = [
            (self.role_in_restricted_management_unit, ROLE_IN_RESTRICTED_UNIT),
            (self.in_role_assignable_group, IN_ROLE_ASSIGNABLE_GROUP),
            (self.in_restricted_management_unit, IN_RESTRICTED_UNIT),
        ];
        all.extend(states.into_iter().filter(|(is_so, _)| *is_so).map(|(_, what)| what.to_owned()));
        if names.is_empty() && self.role_in_restricted_management_unit {
            all.remove(0);
        }
        out.write_str(&and(&all))
    }
}

/// For people: what was asked, the answer and what it rests on, who could, where Microsoft says so.
impl fmt::Display for Answer {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { actor, target, because, .. } = self;
        writeln!(out, "{}, by {actor}, to a target that {target}", self.step.word())?;
        writeln!(out, "{}: {because}.", if self.allowed { "Allowed" } else { "Not allowed" })?;
        writeln!(out, "Who could, with a role for the whole tenant: {}.", and(&self.who_could))?;
        let in_unit = and(&self.who_could_in_their_unit);
        writeln!(out, "Who could, with a role for an administrative unit that the target is in: {in_unit}.")?;
        self.pages.iter().try_for_each(|page| writeln!(out, "See {page}"))?;
        let Some(ruling) = &self.command else { return Ok(()) };
        write!(out, "\n{}", ruling.by(actor))
    }
}
