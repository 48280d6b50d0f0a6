//! What the rules of one command say to the same question: who may ask, who must agree, and what is refused.
//!
//! The rules are those that decide about a case, [`Scene::rules_of`]; only the target is made up.

use jiff::Timestamp;
use serde::Serialize;

use super::{Answer, Question};
use crate::domain::account::{Account, Block, Initiator, LookAlike, OnPremises, Unit};
use crate::domain::command::{ApprovalRule, Group, Terms, When};
use crate::domain::finding::FindingKind;
use crate::domain::hours::Hours;
use crate::domain::people::{DirectoryRole, Risk, Standing, StandingLookup};
use crate::domain::plan::warnings;
use crate::domain::policy::{self, RuleContext};
use crate::domain::reading::Reading;
use crate::domain::runbook::{RunbookEntry, RunbookStep};
use crate::domain::step::{Obstacle, StepKind};
use crate::domain::{CaseNumber, ObjectId, RoleName};

/// Stands for the account of the one who would act.
const ID_OF_ACTOR: &str = "00000000-0000-0000-0000-000000000002";
/// Stands for the account that would be acted on.
const ID_OF_TARGET: &str = "00000000-0000-0000-0000-000000000003";
/// Stands for its sign-in name.
const NAME_OF_TARGET: &str = "target@example.com";
/// Stands for the name of an account that it can be mistaken for.
const NAME_LIKE_TARGETS: &str = "targets@example.com";

/// What conditions of rules look at, besides what the target holds. What is not said is as for an ordinary account.
#[derive(Clone, Debug, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is so or is not, whatever the others are")]
pub struct Circumstances {
    /// The groups that the target is in, by name or object id, as a rule may name them.
    pub in_groups: Vec<String>,
    /// Whether it belongs to another organisation.
    pub guest: bool,
    /// Whether Active Directory on premises is its master.
    pub synced: bool,
    /// Whether something says that it may be in the hands of somebody else.
    pub at_risk: bool,
    /// Whether those who guard the tenant have blocked it.
    pub blocked_by_security: bool,
    /// Whether another account is called nearly the same.
    pub look_alike: bool,
    /// Whether something was done to it some days ago.
    pub asked_recently: bool,
    /// When it is asked.
    pub at: Timestamp,
}

/// What comes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It is done once those who are asked agree.
    Ask,
    /// It is not done.
    Refuse,
}

/// What decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum Ground {
    /// These rules, all of which must be met.
    Rules {
        /// By their places in the file, from 1.
        numbers: Vec<usize>,
    },
    /// A rule that refuses.
    RefusingRule {
        /// Its place in the file, from 1.
        number: usize,
    },
    /// No rule applies, and nothing is changed on nobody's agreement.
    NoRule,
    /// Nobody's role reaches the target. No rule is asked.
    OutOfReach,
}

/// A rule that applies. As JSON it has no key for what it does not ask.
#[derive(Clone, Debug, Serialize)]
pub struct Applying {
    /// Its place in the file, from 1.
    pub number: usize,
    /// The condition by which it applies, by the word of command files.
    pub because: &'static str,
    /// The groups that the condition names.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<String>,
    /// The hours that the condition names.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hours: Option<Hours>,
    /// Why it is not done, where the rule refuses; then it asks nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refuse: Option<String>,
    /// What it asks, where it does not refuse.
    #[serde(flatten)]
    pub asks: Option<Asks>,
}

/// What a rule asks of whom.
#[derive(Clone, Debug, Serialize)]
pub struct Asks {
    /// One of these roles in the chat; any where there is none.
    pub from: Vec<RoleName>,
    /// One of these roles in the directory; any where there is none.
    pub directory_roles: Vec<DirectoryRole>,
    /// So many people.
    pub quorum: u8,
    /// How long the case waits for them.
    pub window_minutes: u32,
    /// After how long they are called once more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remind_minutes: Option<u32>,
    /// Who is asked too, after a silence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub then: Option<Next>,
    /// How old their sign-in for this very case may be.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fresh_sign_in_minutes: Option<u32>,
    /// Whether they type the sign-in name of the target.
    pub typed_confirmation: bool,
}

/// Who is asked too.
#[derive(Clone, Debug, Serialize)]
pub struct Next {
    /// One of these roles in the chat; any where there is none.
    pub from: Vec<RoleName>,
    /// One of these roles in the directory; any where there is none.
    pub directory_roles: Vec<DirectoryRole>,
    /// After how long.
    pub after_minutes: u32,
}

/// What a command says. As JSON it has these keys in this order.
#[derive(Clone, Debug, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is so or is not, whatever the others are")]
pub struct Ruling {
    /// What people type, without the slash.
    pub name: String,
    /// Whether it takes the step on such a target.
    pub takes_the_step: bool,
    /// The findings against which its runbook has the step.
    pub findings: Vec<FindingKind>,
    /// Whether it takes the step whatever was found. As JSON it has no key where it does not.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub whatever_was_found: bool,
    /// What else it does against them. A case asks for all of it at once.
    pub together_with: Vec<StepKind>,
    /// Why the step is not taken on such a target, though the runbook has it.
    pub withheld: Option<Obstacle>,
    /// Whether the actor's directory roles let them ask.
    pub may_ask_by_directory_role: bool,
    /// The directory roles that do.
    pub may_ask: Vec<DirectoryRole>,
    /// The roles in the chat of which it takes one to type it.
    pub types_it: Vec<RoleName>,
    /// What was supposed.
    pub supposing: Circumstances,
    /// The groups among them that no rule asks about.
    pub groups_without_rule: Vec<String>,
    /// What comes of it, were the step taken and nothing else.
    pub verdict: Verdict,
    /// The rules that apply, in the order of the file.
    pub rules: Vec<Applying>,
    /// Whether the step is above the actor, so that the authority of somebody who approves must carry it.
    pub escalated: bool,
    /// The roles of which they must hold one, for the whole tenant. Empty where the step is not above the actor.
    pub approver_must_hold: Vec<DirectoryRole>,
    /// The roles that do as well, held for an administrative unit that the target is in.
    pub or_in_their_unit: Vec<DirectoryRole>,
    /// What decided.
    pub decided_by: Ground,
}

/// What the command says to this question, which Entra answers so.
pub(super) fn ruling(
    (name, terms): (&str, &Terms),
    question: &Question,
    answer: &Answer,
    circumstances: &Circumstances,
) -> Ruling {
    let account = made_up_account(question, terms, circumstances);
    let steps_of = |entry: &RunbookEntry| -> Vec<StepKind> {
        let ways = || terms.credentials.iter().map(|way| way.step());
        let of = |step: &RunbookStep| match step {
            RunbookStep::Step(step) => vec![*step],
            RunbookStep::Credential => ways().collect(),
        };
        entry.steps.iter().flat_map(of).collect()
    };
    let entries = || terms.runbook.iter().filter(|entry| steps_of(entry).contains(&question.step));
    let findings: Vec<FindingKind> = entries().filter_map(|entry| entry.finding).collect();
    let whatever_was_found = entries().any(|entry| entry.finding.is_none());
    let withheld = question.step.belongs_elsewhere(&account).filter(|_| entries().next().is_some());
    let mut together_with: Vec<StepKind> = entries().flat_map(steps_of).collect();
    together_with.retain(|step| question.step != *step);
    together_with.sort();
    together_with.dedup();
    let escalated = !answer.allowed;
    let (rules, decided_by) = judged(terms, question, answer, &account, circumstances);
    let asks = matches!(decided_by, Ground::Rules { .. });
    let named = |roles: &[DirectoryRole]| if escalated && asks { roles.to_vec() } else { Vec::new() };
    Ruling {
        name: name.to_owned(),
        takes_the_step: entries().next().is_some() && withheld.is_none(),
        withheld,
        findings,
        whatever_was_found,
        together_with,
        may_ask_by_directory_role: may_ask(question, terms, circumstances.at),
        may_ask: terms.allow.directory_roles.clone(),
        types_it: terms.allow.discord_roles.clone(),
        supposing: circumstances.clone(),
        groups_without_rule: unknown_groups(terms, &circumstances.in_groups),
        verdict: if asks { Verdict::Ask } else { Verdict::Refuse },
        rules,
        escalated,
        approver_must_hold: named(&answer.who_could),
        or_in_their_unit: named(&answer.who_could_in_their_unit),
        decided_by,
    }
}

/// The rules that apply, and what decides, in the order in which [`policy::verdict`] looks.
fn judged(
    terms: &Terms,
    question: &Question,
    answer: &Answer,
    account: &Account,
    circumstances: &Circumstances,
) -> (Vec<Applying>, Ground) {
    if answer.who_could.is_empty() && answer.who_could_in_their_unit.is_empty() {
        return (Vec::new(), Ground::OutOfReach);
    }
    let warnings = warnings(account, NAME_OF_TARGET, circumstances.asked_recently.then_some(CaseNumber(1)));
    let scene = RuleContext {
        account,
        warnings: &warnings,
        steps: &[question.step],
        has_signs: circumstances.at_risk,
        is_escalated: !answer.allowed,
        at: circumstances.at,
    };
    let place = |rule: &ApprovalRule| terms.approval.iter().position(|one| std::ptr::eq(one, rule));
    let number = |rule: &ApprovalRule| 1 + place(rule).expect("the rule is one of the command's");
    let rules: Vec<Applying> =
        scene.rules_of(terms).into_iter().map(|(rule, when)| applying(number(rule), rule, when)).collect();
    let refusing = rules.iter().find(|rule| rule.refuse.is_some());
    let ground = match refusing {
        Some(rule) => Ground::RefusingRule { number: rule.number },
        None if rules.is_empty() => Ground::NoRule,
        None => Ground::Rules { numbers: rules.iter().map(|rule| rule.number).collect() },
    };
    (rules, ground)
}

fn applying(number: usize, rule: &ApprovalRule, when: &When) -> Applying {
    Applying {
        number,
        because: when.name().word(),
        groups: if let When::TargetInGroup(groups) = when { groups.clone() } else { Vec::new() },
        hours: if let When::OutsideHours(hours) = when { Some(hours.clone()) } else { None },
        refuse: rule.refuse.clone(),
        asks: rule.refuse.is_none().then(|| asks(rule)),
    }
}

fn asks(rule: &ApprovalRule) -> Asks {
    let Group { from, directory_roles } = rule.group.clone();
    let then = rule.then.clone().map(|next| Next {
        from: next.group.from,
        directory_roles: next.group.directory_roles,
        after_minutes: next.after_minutes,
    });
    Asks {
        from,
        directory_roles,
        quorum: rule.quorum,
        window_minutes: rule.window_minutes,
        remind_minutes: rule.remind_minutes,
        then,
        fresh_sign_in_minutes: rule.fresh_sign_in_minutes,
        typed_confirmation: rule.typed_confirmation,
    }
}

fn may_ask(question: &Question, terms: &Terms, at: Timestamp) -> bool {
    let standing = Standing {
        object_id: id(ID_OF_ACTOR),
        upn: String::new(),
        enabled: true,
        roles: super::held(&question.actor, &super::unit().id),
        eligible: Vec::new(),
        risk: Risk::Clear,
        read_at: at,
    };
    policy::may_request(StandingLookup::Read(standing), &terms.allow).is_ok()
}

fn id(text: &str) -> ObjectId {
    ObjectId::parse(text).expect("the ids that stand for something are GUIDs")
}

/// The directory takes no notice of capitals in the name of a group.
fn is_same_group(one: &str, other: &str) -> bool {
    one.to_lowercase() == other.to_lowercase()
}

fn unknown_groups(terms: &Terms, named: &[String]) -> Vec<String> {
    let asked_about = terms.groups();
    let is_unknown = |name: &&String| !asked_about.iter().any(|group| is_same_group(group, name));
    named.iter().filter(is_unknown).cloned().collect()
}

/// An account of which everything was read, and that is as ordinary as the question lets it be.
fn made_up_account(question: &Question, terms: &Terms, circumstances: &Circumstances) -> Account {
    let target = &question.target;
    let Circumstances { at, .. } = *circumstances;
    let is_in = |group: &String| circumstances.in_groups.iter().any(|name| is_same_group(group, name));
    let look_alike = LookAlike { upn: NAME_LIKE_TARGETS.to_owned(), display_name: String::new() };
    let block = Block { audit_id: String::new(), by: Initiator::Unknown, at, by_security: true };
    let on_premises = OnPremises { domain: None, account_name: None, last_sync: None };
    Account {
        upn: NAME_OF_TARGET.to_owned(),
        sign_in_enabled: !circumstances.blocked_by_security,
        on_premises: circumstances.synced.then_some(on_premises),
        guest: circumstances.guest,
        management_restricted: target.in_restricted_management_unit,
        roles: Reading::Read(target.roles.iter().map(|held| held.role.clone()).collect()),
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
