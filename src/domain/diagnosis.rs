//! The diagnosis of a target: findings, signs, plan, and the comparison of two diagnoses.

use serde::{Deserialize, Serialize};

use super::CaseNumber;
use super::account::Account;
use super::account_kind::{AccountKind, KindEvidence, kinds, may_be_at_same_home};
use super::command::Terms;
use super::complaint::Complaint;
use super::compromise::{self, Sign, SignKind, Waiver};
use super::condition::Parameters;
use super::diagnose::contradictions::{Contradiction, contradictions};
use super::diagnose::{self, Relevance};
use super::digest::Digest;
use super::evidence::{Fact, beginning_of};
use super::finding::Finding;
use super::identity::CheckedIdentity;
use super::people::Risk;
use super::plan::{Plan, PlanInput, Warning, Withheld, warnings};
use super::reading::Topic;
use super::receiver::ReceiverRule;
use super::step::{Obstacle, StepKind};
use super::target_ref::TargetRef;

words! {
    /// A change of an account between two readings that an approval depends on.
    pub enum Change {
        /// Its sign-in was enabled or blocked.
        SignIn = "sign_in",
        /// Another initiator blocked it, or it was blocked again.
        BlockedBy = "blocked_by",
        /// The directory audit has the record of the block by now.
        BlockRecorded = "block_recorded",
        /// It is called otherwise.
        Name = "name",
        /// Its roles or groups.
        Roles = "roles",
        /// Its risk.
        Risk = "risk",
        /// The groups that rules ask about.
        Groups = "groups",
        /// The accounts that it can be mistaken for.
        Warnings = "warnings",
        /// The directory that masters it.
        Mastered = "mastered",
        /// Something could be read then and not now, or now and not then.
        Readable = "readable",
        /// The plan.
        Plan = "plan",
        /// The signs of a compromise.
        Signs = "signs",
        /// A member waived signs of a compromise.
        Waived = "waived",
        /// None of these: the findings rest on other evidence.
        Evidence = "evidence",
    }
}

/// The diagnosis of a target at one instant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnosis {
    /// The account as it was read.
    pub account: Account,
    /// The findings, gravest first.
    pub findings: Vec<Finding>,
    /// The signs of a compromise.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub signs: Vec<Sign>,
    /// The waivers of such signs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub waivers: Vec<Waiver>,
    /// The check of who is calling, once the requester recorded one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identity: Option<CheckedIdentity>,
    /// The owner's trouble, as the requester tells it. It steers which finding is named first.
    #[serde(default, skip_serializing_if = "Complaint::is_empty")]
    pub complaint: Complaint,
    /// The reasons for the approver to check the target first.
    #[serde(default)]
    pub warnings: Vec<Warning>,
    /// The plan.
    pub plan: Plan,
}

impl Diagnosis {
    /// Draws the findings and makes the plan for what was found under what was typed. `earlier` is the latest case some days
    /// ago in which something was done to the account.
    pub fn new(account: Account, terms: &Terms, target: &TargetRef, earlier: Option<CaseNumber>) -> Self {
        Self::with(account, terms, target, earlier, Vec::new())
    }

    /// Returns the diagnosis again, with these waivers.
    pub fn with(
        account: Account,
        terms: &Terms,
        target: &TargetRef,
        earlier: Option<CaseNumber>,
        waivers: Vec<Waiver>,
    ) -> Self {
        let (findings, signs) = (diagnose::findings(&account), compromise::signs(&account));
        let input = PlanInput { account: &account, findings: &findings, signs: &signs, waivers: &waivers };
        let plan = Plan::new(input, terms);
        let warnings = warnings(&account, target, earlier);
        Self { account, findings, signs, waivers, identity: None, complaint: Complaint::default(), warnings, plan }
    }

    /// Returns the same with what the requester says of the owner's trouble.
    #[must_use]
    pub fn about(mut self, complaint: &Complaint) -> Self {
        self.complaint = complaint.clone();
        self
    }

    /// Returns the finding that best explains the trouble. One that only accompanies another comes after it. Of refusals and
    /// circumstances, the one comes first that the owner would notice as they say; a block or a deletion comes before all.
    pub fn main_finding(&self) -> Option<&Finding> {
        self.findings.iter().min_by_key(|finding| {
            let relevance = finding.relevance();
            let is_cause = matches!(relevance, Relevance::Refusal | Relevance::Circumstance);
            let is_told = is_cause && self.complaint.fits(finding.kind);
            (relevance != Relevance::Decisive, !is_told, relevance, finding.kind)
        })
    }

    /// Returns what the requester said and the evidence does not bear out.
    pub fn contradictions(&self) -> Vec<Contradiction> {
        contradictions(&self.account, &self.complaint)
    }

    /// Returns the same without these steps, because nobody known has a directory role that reaches the account for them.
    #[must_use]
    pub fn without(mut self, steps: &[StepKind]) -> Self {
        let (out, left) = self.plan.steps.iter().partition(|step| steps.contains(step));
        self.plan.steps = left;
        let out: Vec<StepKind> = out;
        self.plan.withheld.extend(out.into_iter().map(|step| Withheld { step, obstacle: Obstacle::NobodyReaches }));
        self
    }

    /// Returns the steps that the plan leaves out because nobody known reaches the account for them.
    pub fn out_of_reach(&self) -> Vec<StepKind> {
        let withheld = self.plan.withheld.iter().filter(|one| one.obstacle == Obstacle::NobodyReaches);
        withheld.map(|one| one.step).collect()
    }

    /// Returns the signs that keep something from being done and are not waived: those that the plan does not clean, or
    /// if it cleans all of them, those that it does.
    pub fn waivable(&self) -> Vec<SignKind> {
        let (cleaned, left): (Vec<SignKind>, Vec<SignKind>) =
            self.unwaived().into_iter().partition(|kind| kind.is_cleaned_by(&self.plan.steps, &self.account));
        if left.is_empty() { cleaned } else { left }
    }

    /// Returns true if the account stays closed after the plan: it is blocked, was blocked before and is not enabled,
    /// or signs stand that nothing has cleaned. A password that is set then only locks an intruder out, and no one
    /// receives it.
    pub fn stays_closed(&self) -> bool {
        let is_clean = self.unwaived().iter().all(|kind| kind.is_cleaned_by(&self.plan.steps, &self.account));
        let has = |step: StepKind| self.plan.steps.contains(&step);
        let is_blocked = has(StepKind::BlockSignIn) || !self.account.sign_in_enabled && !has(StepKind::EnableSignIn);
        is_blocked || self.is_suspected() && !is_clean
    }

    /// Returns true if the plan makes a password or a pass that somebody gets to see.
    pub fn hands_out_secret(&self) -> bool {
        self.plan.steps.iter().any(|step| step.issues_secret()) && !self.stays_closed()
    }

    /// Returns the kinds of signs that are not waived, gravest first, each once.
    pub fn unwaived(&self) -> Vec<SignKind> {
        compromise::unwaived(&self.signs, &self.waivers)
    }

    /// Returns true if the account counts as compromised: signs stand that are not waived.
    pub fn is_suspected(&self) -> bool {
        compromise::stands(&self.unwaived())
    }

    /// Returns the topics that could not be read, may hide signs for which a step is held back, and are not waived.
    pub fn waivable_topics(&self) -> Vec<Topic> {
        if self.waits_for_waiver() { compromise::unwaived_topics(&self.account, &self.waivers) } else { Vec::new() }
    }

    /// Returns true if waiving signs would release or spare a step.
    pub fn can_be_waived(&self) -> bool {
        let gives = self.plan.steps.iter().any(|step| step.gives_access());
        let has_signs = !self.waivable().is_empty() && (gives || self.waits_for_waiver());
        has_signs || !self.waivable_topics().is_empty()
    }

    /// Returns true if a step is held back because of signs of a compromise.
    pub fn waits_for_waiver(&self) -> bool {
        self.plan.withheld.iter().any(|one| one.obstacle == Obstacle::SignsOfCompromise)
    }

    /// The latest case some days ago in which something was done to the account.
    pub fn earlier(&self) -> Option<CaseNumber> {
        self.warnings.iter().find_map(|warning| match warning {
            Warning::DoneBefore { case } => Some(*case),
            Warning::OneEditAway(_) | Warning::OtherDomain { .. } | Warning::CouldActivate { .. } => None,
        })
    }

    /// Returns the steps that make a password or a pass for somebody to see; none if the account stays closed.
    pub fn secret_steps(&self) -> Vec<StepKind> {
        let makes = |step: &StepKind| step.issues_secret() && !self.stays_closed();
        self.plan.steps.iter().copied().filter(makes).collect()
    }

    /// Returns true if nobody gets access by the plan, neither by a step nor by a password or a pass.
    pub fn only_takes_away(&self) -> bool {
        !self.hands_out_secret() && !self.plan.steps.iter().any(|step| step.gives_access())
    }

    /// Returns true if an approval of this diagnosis with this rule for who may see a secret counts for what is read `now`.
    ///
    /// A plan that only takes access away is carried out as it was approved, whatever the intruder or a stranger adds
    /// meanwhile: otherwise each new inbox rule would buy the intruder time. Both digests are made here, so a new version of
    /// the program that makes them differently takes no approval back by that alone.
    ///
    /// A block without a record was approved as one by security. If its record has come by now, and it was not security's, the
    /// approval holds: those who gave it were more than are needed now.
    pub fn holds_for(&self, now: &Self, receiver: Option<&ReceiverRule>) -> bool {
        if self.only_takes_away() {
            return self.who_it_is() == now.who_it_is() && may_be_at_same_home(&self.account, &now.account);
        }
        let is_seen = |approved: &Self| approved.digest_with(receiver) == now.digest_with(receiver);
        is_seen(self) || self.with_late_record(now).as_ref().is_some_and(is_seen)
    }

    /// Returns true if the account is blocked and the directory audit has no record of who did it.
    pub fn lacks_record_of_block(&self) -> bool {
        self.findings.iter().flat_map(|finding| &finding.evidence).any(is_missing_record)
    }

    /// Returns the diagnosis with the record that is there `now` of a block that had none; `None` if there is none, or if it
    /// takes more than was approved: the block is security's, or is a newer one.
    fn with_late_record(&self, now: &Self) -> Option<Self> {
        let block = now.account.last_block.known()?.as_ref()?;
        if !self.lacks_record_of_block() || now.account.is_blocked_by_security() || block.at > self.account.observed_at
        {
            return None;
        }
        let mut facts = now.findings.iter().flat_map(|finding| &finding.evidence);
        let record = facts.find(|fact| matches!(fact, Fact::BlockedBy { .. }))?;
        let mut known = self.clone();
        known.account.last_block = now.account.last_block.clone();
        let evidence = known.findings.iter_mut().flat_map(|finding| &mut finding.evidence);
        evidence.filter(|fact| is_missing_record(fact)).for_each(|fact| *fact = record.clone());
        Some(known)
    }

    /// Returns what decides who may take access away from this account. What cannot always be read is no part of it: an outage of
    /// Exchange gives an intruder no time.
    fn who_it_is(&self) -> Vec<String> {
        let account = &self.account;
        let (synced, deleted) = (account.on_premises.is_some(), account.deleted_at.is_some());
        let mut lines = vec![format!("target {} {:?} {synced} {deleted}", account.object_id, account.upn)];
        lines.extend(super::authority::shields(account).into_iter().map(|shield| shield.mark()));
        lines.extend(account.protection.map(|protection| format!("protected {}", protection.word())));
        lines.extend(account.guest.then(|| "guest".to_owned()));
        lines.extend(
            kinds(account).iter().filter(|one| one.kind.is_always_known()).map(|one| one.kind.word().to_owned()),
        );
        lines.extend(traits_of_membership(account));
        lines
    }

    /// Returns the steps that take access away, are needed `now`, and are not part of this plan, or not whole.
    pub fn not_covered(&self, now: &Self) -> Vec<StepKind> {
        let covers = |step: &StepKind| {
            let (mine, others) = (step.parameters(&self.account), step.parameters(&now.account));
            self.plan.steps.contains(step) && mine.cover(&others)
        };
        now.plan.steps.iter().copied().filter(|step| step.comes_before_secrets() && !covers(step)).collect()
    }

    /// The digest of what a person is shown of it, without a rule for who may see a secret.
    pub fn digest(&self) -> Digest {
        self.digest_with(None)
    }

    /// The digest of what a person is shown of it, with the rule for who may see the secret that the plan makes.
    pub fn digest_with(&self, receiver: Option<&ReceiverRule>) -> Digest {
        self.plan.digest(self, receiver)
    }
}

impl Plan {
    /// The digest of what was shown: the target, the findings with what they rest on, the warnings, the signs and who
    /// waived them, the steps and what they are done with, and the rule for who may see a secret. Never a time, so that
    /// the same picture read again has the same digest.
    pub fn digest(&self, shown: &Diagnosis, receiver: Option<&ReceiverRule>) -> Digest {
        let Diagnosis { account, findings, warnings, signs, waivers, identity, complaint, .. } = shown;
        let mut lines = vec!["grendel/plan/v2".to_owned()];
        lines.push(format!("target {} {:?}", self.target, account.upn));
        for shield in super::authority::shields(account) {
            lines.push(format!("shield {}", shield.mark()));
        }
        lines.extend(complaint.mark());
        lines.extend(traits(account));
        lines.extend(rules(account));
        let gives = |step: &StepKind| step.gives_access() || step.issues_secret();
        if self.steps.iter().any(gives) {
            lines.extend(compromise::possible_signs(account).iter().map(|topic| format!("not_read {}", topic.word())));
        }
        lines.extend(warnings.iter().map(|warning| match warning {
            Warning::OneEditAway(other) => format!("look_alike {:?}", beginning_of(&other.upn)),
            Warning::OtherDomain { typed } => format!("other_domain {typed:?}"),
            Warning::CouldActivate { roles } => {
                let roles: Vec<String> = roles.iter().map(|role| role.template_id().to_string()).collect();
                format!("could_activate {}", roles.join(" "))
            }
            Warning::DoneBefore { case } => format!("done_before {case}"),
        }));
        // A rule that was judged to be harmless is another once it does something else.
        let is_waived = waivers.iter().any(|waiver| waiver.signs.contains(&SignKind::InboxRules));
        for finding in findings {
            lines.push(format!("finding {}", finding.kind.word()));
            let facts = finding.evidence.iter().filter(|fact| is_waived || !matches!(fact, Fact::SuspiciousRule(_)));
            lines.extend(facts.filter_map(|fact| Some(format!("fact {:?}", fact.material()?))));
        }
        for Sign { kind, fact } in signs.iter().filter(|sign| is_waived || sign.kind != SignKind::InboxRules) {
            lines.push(format!("sign {} {:?}", kind.word(), fact.material().unwrap_or_default()));
        }
        for waiver in waivers {
            let kinds = waiver.signs.iter().map(|kind| kind.word());
            let topics = waiver.topics.iter().map(|topic| format!("unread_{}", topic.word()));
            let waived: Vec<String> = kinds.map(str::to_owned).chain(topics).collect();
            lines.push(format!("waived {} by {}", waived.join(" "), waiver.account));
        }
        lines.extend(identity.iter().map(|one| format!("identity {} by {}", one.check.word(), one.account)));
        for step in &self.steps {
            lines.push(format!("step {}", step.word()));
            let parameters = step.parameters(account);
            // These are named above, in an order that does not depend on what else there is.
            let is_named = matches!(parameters, Parameters::InboxRules(_));
            lines.extend(parameters.mark().filter(|_| !is_named).map(|mark| format!("with {mark}")));
        }
        lines.extend(self.withheld.iter().map(|one| format!("not {} {}", one.step.word(), one.obstacle.word())));
        lines.extend(receiver.map(ReceiverRule::mark));
        Digest::of(&lines.join("\n"))
    }
}

/// Returns true if it says that the directory audit has no record of the block, or has none yet.
const fn is_missing_record(fact: &Fact) -> bool {
    matches!(fact, Fact::NoRecordOfBlock | Fact::BlockNotRecordedYet { .. })
}

/// Returns the kinds of the account, the home of one from outside, and the operator's protection. An owner who signs in for the
/// first time does not make it another account.
fn traits_of_kind(account: &Account) -> Vec<String> {
    let protection = account.protection.map(|protection| format!("protected {}", protection.word()));
    let mut traits: Vec<String> = protection.into_iter().collect();
    traits.extend(account.guest.then(|| "guest".to_owned()));
    let kinds = kinds(account).into_iter().filter(|one| one.kind != AccountKind::NeverUsed);
    traits.extend(kinds.map(|one| match one.evidence {
        KindEvidence::Home(Some(home)) => format!("kind {} {:?}", one.kind.word(), beginning_of(&home)),
        _ => format!("kind {}", one.kind.word()),
    }));
    traits
}

fn traits_of_membership(account: &Account) -> Vec<String> {
    let mut traits = Vec::new();
    if account.eligible_roles.known().is_none() {
        traits.push("eligible_roles_unread".to_owned());
    }
    match account.groups.known() {
        Some(groups) => traits.extend(groups.iter().map(|group| format!("group {group:?}"))),
        None => traits.push("groups_unread".to_owned()),
    }
    traits
}

/// Returns the suspicious rules of the inbox by their ids. How much is kept of each depends on how much else there is, so
/// the rest is no part of what is approved, unless somebody judged them.
fn rules(account: &Account) -> Vec<String> {
    let mut ids = compromise::suspicious_rule_ids(account);
    ids.sort();
    ids.into_iter().map(|id| format!("rule {id:?}")).collect()
}

/// Returns the other properties of an account that decide which rules apply.
fn traits(account: &Account) -> Vec<String> {
    let mut traits = traits_of_kind(account);
    match account.risk.known() {
        Some(Risk::NotAsked | Risk::Clear) => {}
        Some(Risk::AtRisk) => traits.push("at_risk".to_owned()),
        None => traits.push("risk_unread".to_owned()),
    }
    traits.extend(traits_of_membership(account));
    if account.is_blocked_by_security() {
        traits.push("blocked_by_security".to_owned());
    }
    traits
}
