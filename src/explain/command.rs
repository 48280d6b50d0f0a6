//! Evaluates the rules of a command for a hypothetical target: who may request the step, and who must approve it.
//!
//! Uses the function that also decides about cases, [`RuleContext::rules_of`].

use jiff::Timestamp;
use serde::Serialize;

use super::by_hand::WorkByHand;
use super::{AuthorityQuery, Explanation};
use crate::domain::account::{Account, Block, Initiator, LookAlike, OnPremises, Unit};
use crate::domain::account_kind::{AccountKind, kinds};
use crate::domain::command::{ApprovalRule, Group, Terms, When};
use crate::domain::finding::FindingKind;
use crate::domain::hours::Hours;
use crate::domain::people::{Aliases, DirectoryRole, Risk, Standing, StandingLookup};
use crate::domain::plan::warnings;
use crate::domain::policy::{self, RuleContext};
use crate::domain::reading::Reading;
use crate::domain::runbook::{RunbookEntry, RunbookStep};
use crate::domain::step::{Obstacle, StepKind};
use crate::domain::target_ref::TargetRef;
use crate::domain::{CaseNumber, ObjectId, RoleName};

/// A placeholder for the account of the actor.
const ID_OF_ACTOR: &str = "00000000-0000-0000-0000-000000000002";
/// A placeholder for the account of the target.
const ID_OF_TARGET: &str = "00000000-0000-0000-0000-000000000003";
/// A placeholder for the sign-in name of the target.
const NAME_OF_TARGET: &str = "target@example.com";
/// A placeholder for a sign-in name that is easily mistaken for it.
const NAME_LIKE_TARGETS: &str = "targets@example.com";

/// The facts that conditions of rules depend on, besides the roles of the target. The defaults are those of an ordinary
/// account.
#[derive(Clone, Debug, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is so or is not, whatever the others are")]
pub struct Circumstances {
    /// The groups that the target is in, by name or object id, as a rule may name them.
    pub in_groups: Vec<String>,
    /// True if it is a guest from another organisation.
    pub guest: bool,
    /// True if it is synced from on-premises Active Directory.
    pub synced: bool,
    /// True if it shows signs of compromise.
    pub at_risk: bool,
    /// True if the security team has blocked it.
    pub blocked_by_security: bool,
    /// True if another account has nearly the same name.
    pub look_alike: bool,
    /// True if it was the target of a case some days ago.
    pub asked_recently: bool,
    /// The time of the request.
    pub at: Timestamp,
}

/// The verdict of a command's rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CommandVerdict {
    /// The step is taken once it is approved.
    Ask,
    /// The step is not taken.
    Refuse,
}

/// The basis of a verdict.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum DecisionBasis {
    /// These rules, which must all be met.
    Rules {
        /// Their positions in the file, from 1.
        numbers: Vec<usize>,
    },
    /// A rule that refuses.
    RefusingRule {
        /// Its position in the file, from 1.
        number: usize,
    },
    /// No rule applies. Nothing is changed without approval.
    NoRule,
    /// No role reaches the target, so no rule is evaluated.
    OutOfReach,
}

/// A rule that applies. Its JSON has no keys for what the rule does not demand.
#[derive(Clone, Debug, Serialize)]
pub struct ApplicableRule {
    /// Its position in the file, from 1.
    pub number: usize,
    /// The condition by which it applies, as command files name it.
    pub because: &'static str,
    /// The groups that the condition names.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<String>,
    /// The hours that the condition names.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hours: Option<Hours>,
    /// The text of a rule that refuses. Such a rule demands no approvals.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refuse: Option<String>,
    /// The approvals that a rule demands if it does not refuse.
    #[serde(flatten)]
    pub approvals: Option<ApprovalDemand>,
}

/// The approvals that a rule demands.
#[derive(Clone, Debug, Serialize)]
pub struct ApprovalDemand {
    /// The chat roles of which an approver needs one. Empty if any member will do.
    pub from: Vec<RoleName>,
    /// The directory roles of which an approver needs one. Empty if none is needed.
    pub directory_roles: Vec<DirectoryRole>,
    /// The directory groups of which an approver may be in one instead, by object id.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub directory_groups: Vec<ObjectId>,
    /// The number of approvers.
    pub quorum: u8,
    /// The time after which the case expires, in minutes.
    pub window_minutes: u32,
    /// The time after which the approvers are reminded, in minutes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remind_minutes: Option<u32>,
    /// The further approvers who are asked if no decision is made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub then: Option<AdditionalGroup>,
    /// The highest age of an approver's sign-in for this case, in minutes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fresh_sign_in_minutes: Option<u32>,
    /// True if an approver must type the sign-in name of the target.
    pub typed_confirmation: bool,
}

/// The further approvers who are asked if no decision is made.
#[derive(Clone, Debug, Serialize)]
pub struct AdditionalGroup {
    /// The chat roles of which an approver needs one. Empty if any member will do.
    pub from: Vec<RoleName>,
    /// The directory roles of which an approver needs one. Empty if none is needed.
    pub directory_roles: Vec<DirectoryRole>,
    /// The directory groups of which an approver may be in one instead, by object id.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub directory_groups: Vec<ObjectId>,
    /// The time after which they are asked, in minutes.
    pub after_minutes: u32,
}

/// The answer of a command's rules to a query. Its JSON has these keys in this order.
#[derive(Clone, Debug, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is so or is not, whatever the others are")]
pub struct Ruling {
    /// The name of the command, without the slash.
    pub name: String,
    /// True if the command takes the step on such a target.
    pub takes_the_step: bool,
    /// The findings for which its runbook has the step.
    pub findings: Vec<FindingKind>,
    /// True if it takes the step whatever the findings. Absent from the JSON if false.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub whatever_was_found: bool,
    /// The other steps for these findings. A case requests all of them together.
    pub together_with: Vec<StepKind>,
    /// The obstacle for which the step is not taken on such a target, although the runbook has it.
    pub withheld: Option<Obstacle>,
    /// The work that people do in Active Directory for it. Absent from the JSON if there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by_hand: Option<WorkByHand>,
    /// True if only people take the step, on a target that is synced. The JSON does not have it.
    #[serde(skip)]
    pub is_by_hand: bool,
    /// True if the actor's directory roles are enough to use the command.
    pub may_ask_by_directory_role: bool,
    /// The directory roles that are enough to use the command.
    pub may_ask: Vec<DirectoryRole>,
    /// The chat roles of which a requester needs one.
    pub types_it: Vec<RoleName>,
    /// The circumstances that were assumed.
    pub supposing: Circumstances,
    /// The assumed groups that no rule names.
    pub groups_without_rule: Vec<String>,
    /// The verdict on the step alone, without the others.
    pub verdict: CommandVerdict,
    /// The rules that apply, in the order of the file.
    pub rules: Vec<ApplicableRule>,
    /// True if the actor's roles are not enough for the step, so that it needs the authority of an approver.
    pub escalated: bool,
    /// The roles of which that approver must hold one for the whole tenant. Empty if the step is not escalated.
    pub approver_must_hold: Vec<DirectoryRole>,
    /// The roles that are also enough if held for an administrative unit that the target is in.
    pub or_in_their_unit: Vec<DirectoryRole>,
    /// The basis of the verdict.
    pub decided_by: DecisionBasis,
}

/// Evaluates the rules of a command for a query. `explanation` is the answer by authority alone.
pub(super) fn ruling(
    (name, terms): (&str, &Terms),
    query: &AuthorityQuery,
    explanation: &Explanation,
    circumstances: &Circumstances,
) -> Ruling {
    let account = hypothetical_account(query, terms, circumstances);
    let steps_of = |entry: &RunbookEntry| steps_of(entry, terms, circumstances);
    let entries = || terms.runbook.iter().filter(|entry| steps_of(entry).contains(&query.step));
    let findings: Vec<FindingKind> = entries().filter_map(|entry| entry.finding).collect();
    let whatever_was_found = entries().any(|entry| entry.finding.is_none());
    let kinds: Vec<AccountKind> = kinds(&account).into_iter().map(|one| one.kind).collect();
    let is_suspected = circumstances.at_risk || terms.only_takes_away();
    let obstacle = query.step.barred_by_kind(&kinds, is_suspected).filter(|_| entries().next().is_some());
    let by_hand = WorkByHand::of(query.step, terms, circumstances, obstacle).filter(|_| entries().next().is_some());
    let withheld = obstacle.filter(|_| !by_hand.as_ref().is_some_and(WorkByHand::makes_way));
    let mut together_with: Vec<StepKind> = entries().flat_map(steps_of).collect();
    together_with.retain(|step| query.step != *step);
    together_with.sort();
    together_with.dedup();
    let escalated = !explanation.allowed;
    let (rules, decided_by) = decide(terms, query, explanation, &account, circumstances);
    let needs_approval = matches!(decided_by, DecisionBasis::Rules { .. });
    let named = |roles: &[DirectoryRole]| if escalated && needs_approval { roles.to_vec() } else { Vec::new() };
    Ruling {
        name: name.to_owned(),
        takes_the_step: entries().next().is_some() && withheld.is_none(),
        withheld,
        by_hand,
        is_by_hand: query.step.is_by_hand(),
        findings,
        whatever_was_found,
        together_with,
        may_ask_by_directory_role: may_request(query, terms, circumstances.at),
        may_ask: terms.allow.directory_roles.clone(),
        types_it: terms.allow.discord_roles.clone(),
        supposing: circumstances.clone(),
        groups_without_rule: groups_without_rule(terms, &circumstances.in_groups),
        verdict: if needs_approval { CommandVerdict::Ask } else { CommandVerdict::Refuse },
        rules,
        escalated,
        approver_must_hold: named(&explanation.who_could),
        or_in_their_unit: named(&explanation.who_could_in_their_unit),
        decided_by,
    }
}

/// Returns the steps of an entry, each way to hand out a credential included. On a synced target, the work that people do in Active
/// Directory is among them if the command says who does it.
fn steps_of(entry: &RunbookEntry, terms: &Terms, circumstances: &Circumstances) -> Vec<StepKind> {
    let asks_people = circumstances.synced && terms.by_hand.is_some();
    let named = entry.steps.iter().flat_map(|step| match step {
        RunbookStep::Step(step) => vec![*step],
        RunbookStep::Credential => terms.credentials.iter().map(|way| way.step()).collect(),
    });
    named.flat_map(|step| [Some(step), step.by_hand().filter(|_| asks_people)]).flatten().collect()
}

/// Returns the rules that apply and the basis of the verdict, in the order in which [`policy::verdict`] checks.
fn decide(
    terms: &Terms,
    query: &AuthorityQuery,
    explanation: &Explanation,
    account: &Account,
    circumstances: &Circumstances,
) -> (Vec<ApplicableRule>, DecisionBasis) {
    if explanation.who_could.is_empty() && explanation.who_could_in_their_unit.is_empty() {
        return (Vec::new(), DecisionBasis::OutOfReach);
    }
    let warnings =
        warnings(account, &TargetRef::parse(NAME_OF_TARGET), circumstances.asked_recently.then_some(CaseNumber(1)));
    let scene = RuleContext {
        account,
        warnings: &warnings,
        steps: &[query.step],
        has_signs: circumstances.at_risk,
        is_escalated: !explanation.allowed,
        at: circumstances.at,
    };
    let index = |rule: &ApprovalRule| terms.approval.iter().position(|one| std::ptr::eq(one, rule));
    let number = |rule: &ApprovalRule| 1 + index(rule).expect("the rule is one of the command's");
    let rules: Vec<ApplicableRule> =
        scene.rules_of(terms).into_iter().map(|(rule, when)| applicable(number(rule), rule, when)).collect();
    let refusing = rules.iter().find(|rule| rule.refuse.is_some());
    let basis = match refusing {
        Some(rule) => DecisionBasis::RefusingRule { number: rule.number },
        None if rules.is_empty() => DecisionBasis::NoRule,
        None => DecisionBasis::Rules { numbers: rules.iter().map(|rule| rule.number).collect() },
    };
    (rules, basis)
}

fn applicable(number: usize, rule: &ApprovalRule, when: &When) -> ApplicableRule {
    ApplicableRule {
        number,
        because: when.name().word(),
        groups: if let When::TargetInGroup(groups) = when { groups.clone() } else { Vec::new() },
        hours: if let When::OutsideHours(hours) = when { Some(hours.clone()) } else { None },
        refuse: rule.refuse.clone(),
        approvals: rule.refuse.is_none().then(|| demand(rule)),
    }
}

fn demand(rule: &ApprovalRule) -> ApprovalDemand {
    let Group { from, directory_roles, directory_groups } = rule.group.clone();
    let then = rule.then.clone().map(|next| AdditionalGroup {
        from: next.group.from,
        directory_roles: next.group.directory_roles,
        directory_groups: next.group.directory_groups,
        after_minutes: next.after_minutes,
    });
    ApprovalDemand {
        from,
        directory_roles,
        directory_groups,
        quorum: rule.quorum,
        window_minutes: rule.window_minutes,
        remind_minutes: rule.remind_minutes,
        then,
        fresh_sign_in_minutes: rule.fresh_sign_in_minutes,
        typed_confirmation: rule.typed_confirmation,
    }
}

fn may_request(query: &AuthorityQuery, terms: &Terms, at: Timestamp) -> bool {
    let standing = Standing {
        object_id: id(ID_OF_ACTOR),
        upn: String::new(),
        enabled: true,
        roles: super::held(&query.actor, &super::unit().id),
        eligible: Vec::new(),
        risk: Risk::Clear,
        groups: Vec::new(),
        external: false,
        created_at: None,
        bar: None,
        aliases: Aliases::default(),
        read_at: at,
    };
    policy::may_request(StandingLookup::Read(standing), &terms.allow).is_ok()
}

fn id(text: &str) -> ObjectId {
    ObjectId::parse(text).expect("the placeholders are GUIDs")
}

/// Compares names of groups as the directory does, ignoring case.
fn is_same_group(one: &str, other: &str) -> bool {
    one.to_lowercase() == other.to_lowercase()
}

fn groups_without_rule(terms: &Terms, named: &[String]) -> Vec<String> {
    let named_by_rules = terms.groups();
    let is_unknown = |name: &&String| !named_by_rules.iter().any(|group| is_same_group(group, name));
    named.iter().filter(is_unknown).cloned().collect()
}

/// Returns an account that was read completely and that is ordinary except for what the query says.
fn hypothetical_account(query: &AuthorityQuery, terms: &Terms, circumstances: &Circumstances) -> Account {
    let target = &query.target;
    let Circumstances { at, .. } = *circumstances;
    let is_in = |group: &String| circumstances.in_groups.iter().any(|name| is_same_group(group, name));
    let look_alike = LookAlike { upn: NAME_LIKE_TARGETS.to_owned(), display_name: String::new() };
    let block = Block { audit_id: String::new(), by: Initiator::Unknown, at, by_security: true, earlier: Vec::new() };
    let on_premises = OnPremises::default();
    Account {
        upn: NAME_OF_TARGET.to_owned(),
        sign_in_enabled: !circumstances.blocked_by_security,
        on_premises: circumstances.synced.then_some(on_premises),
        guest: circumstances.guest,
        management_restricted: target.in_restricted_management_unit,
        roles: Reading::Read(target.roles.iter().map(|held| held.role).collect()),
        role_assignable_groups: Reading::Read(target.in_role_assignable_group.then(String::new).into_iter().collect()),
        role_in_restricted_unit: target.role_in_restricted_management_unit,
        units: Reading::Read(vec![Unit { restricted: target.in_restricted_management_unit, ..super::unit() }]),
        groups: Reading::Read(terms.groups().into_iter().filter(is_in).collect()),
        risk: Reading::Read(if circumstances.at_risk { Risk::AtRisk } else { Risk::Clear }),
        look_alikes: Reading::Read(circumstances.look_alike.then_some(look_alike).into_iter().collect()),
        last_block: Reading::Read(circumstances.blocked_by_security.then_some(block)),
        ..Account::blank(id(ID_OF_TARGET), at)
    }
}
