//! The state after a scenario, and the checks that it must pass.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context as _, ensure};
use jiff::Timestamp;
use serde_json::json;

use super::World;
use grendel::audit;
use grendel::bot::store_folder;
use grendel::config::{Config, TenantConfig};
use grendel::domain::event::{Entry, Event};
use grendel::domain::link::{AccountLinks, PersonEvent};
use grendel::domain::operation::OperationEvent;
use grendel::domain::outcome::Outcome;
use grendel::domain::refusal::Refusal;
use grendel::domain::run::StepResponse;
use grendel::domain::step::{Repeat, StepKind};
use grendel::domain::{CaseNumber, ChannelId, MemberId, hexadecimal};
use grendel::journal::Journal;
use grendel::store::Store;
use grendel_simulator::discord::Mentions;
use grendel_simulator::tenant::SimulatedTenant;

/// The state after a scenario.
#[derive(Clone, Debug)]
pub struct FinalState {
    /// Every case as the auditor reads it.
    pub audit: String,
    /// The number of entries in the journal, without those about the program itself.
    pub entries: u64,
    /// The number of entries in the journal before the last stop: each is a point at which the power can fail.
    pub crash_points: u64,
    /// The hash of the last entry.
    pub hash: String,
    /// The outcome of each case.
    pub outcomes: Vec<Outcome>,
    /// The changes in the tenant, in order: method and path.
    pub changes: Vec<String>,
    /// True if a plan had a step that is never repeated. After a power cut, the result of such a step can be unknown.
    pub has_done_once: bool,
}

impl FinalState {
    /// Checks everything after the bot has stopped. Fails with the first check that does not hold.
    pub(super) fn of(world: &World) -> anyhow::Result<Self> {
        let store = Store::open(&store_folder(&world.state_folder()))?;
        let journal = Journal::new(store);
        let mut tellings: BTreeMap<CaseNumber, String> = BTreeMap::new();
        let (mut intended, mut calls, mut bytes_seen) = (BTreeMap::new(), BTreeSet::new(), String::new());
        let (mut entries, mut crash_points, mut hash) = (0, 0, String::new());
        let mut warnings = Warnings::new(&world.config()?);
        let (mut freezes, mut withheld, mut latest) = (0, BTreeSet::new(), BTreeMap::new());
        for entry in journal.entries() {
            let entry = entry?;
            let at = entry.at;
            hash = hexadecimal(&entry.hash);
            match &entry.entry {
                entry if is_of_a_stop(entry) => {}
                Entry::Operation { .. } => crash_points = entry.sequence,
                _ => (entries, crash_points) = (entries + 1, entry.sequence),
            }
            bytes_seen += &serde_json::to_string(&entry.entry)?;
            if let Some(case) = entry.case {
                tellings.entry(case).or_default();
            }
            match (entry.case, entry.entry) {
                (Some(case), Entry::Case(Event::StepIntended(intent))) => {
                    let id = intent.operation.to_string();
                    let is_new = intended.insert(id.clone(), case).is_none();
                    ensure!(is_new || withheld.remove(&id), "two steps were called under one id");
                    latest.insert(case, id);
                }
                // The try that a freeze withheld is made after it, under the id that it has.
                (Some(case), Entry::Case(Event::StepAnswered { answer: StepResponse::Withheld, .. })) => {
                    withheld.extend(latest.get(&case).cloned());
                }
                (Some(case), Entry::Case(Event::RevocationIntended { operation, .. })) => {
                    ensure!(intended.insert(operation.to_string(), case).is_none(), "two calls have one id");
                }
                (_, Entry::Case(Event::Pinged { message: Some(message), .. })) => {
                    ensure!(calls.insert(message.0), "people were called twice with one message");
                }
                (_, Entry::Person { person }) => warnings.take(&person, at),
                (_, Entry::Tenant { .. }) => freezes += 1,
                _ => {}
            }
        }
        let (mut outcomes, mut kinds, mut rounds) = (Vec::new(), Vec::new(), BTreeMap::new());
        for (case, telling) in &mut tellings {
            let open = journal.load(*case)?.context("a case that the journal names cannot be loaded")?;
            let outcome = open.case.outcome().with_context(|| format!("case {case} is still open"))?;
            outcomes.push(outcome.clone());
            rounds.insert(*case, open.case.run().map_or(0, |run| run.rounds));
            kinds.extend(open.case.diagnosed().into_iter().flat_map(|found| found.diagnosis.plan.steps.clone()));
            let mut text = Vec::new();
            audit::show(journal.entries(), *case, &mut text)?;
            *telling = String::from_utf8(text)?;
        }
        nobody_left_waiting(world, &calls, warnings.due, freezes)?;
        world.has_kept_its_secrets(&bytes_seen)?;
        world.has_kept_what_it_issued(&bytes_seen)?;
        let changes = only_what_was_warranted(world, &intended, &rounds)?;
        let is_once = |step: &StepKind| step.repeat() == Repeat::Once;
        let has_done_once = kinds.iter().any(is_once);
        Ok(Self {
            audit: tellings.into_values().collect(),
            entries,
            crash_points,
            hash,
            outcomes,
            changes,
            has_done_once,
        })
    }
}

/// Returns true if the entry is written when the program stops: that it did, or which refusals it has counted.
fn is_of_a_stop(entry: &Entry) -> bool {
    match entry {
        Entry::Operation { operation } => matches!(operation, OperationEvent::Stopped { .. }),
        Entry::Unrouted { unrouted } => unrouted.repeated.is_some(),
        Entry::Case(_) | Entry::Person { .. } | Entry::Tenant { .. } => false,
    }
}

/// Checks that each interaction got an answer, and that no one was mentioned without a reason.
fn nobody_left_waiting(
    world: &World,
    calls: &BTreeSet<u64>,
    mut warnings: Vec<(ChannelId, Vec<MemberId>)>,
    freezes: usize,
) -> anyhow::Result<()> {
    if !world.crashes_bot() {
        let silent = world.discord.unacknowledged();
        ensure!(silent.is_empty(), "never acknowledged: {silent:?}");
        let unfinished = world.discord.unfinished();
        ensure!(unfinished.is_empty(), "left thinking: {unfinished:?}");
    }
    let guild = world.discord.guild();
    for message in guild.public().filter(|message| !message.mentions.is_empty() && !calls.contains(&message.id)) {
        let Mentions { everyone, users, roles } = &message.mentions;
        // Each change of a freeze is announced to those who guard the tenant; a restart announces it again.
        if freezes > 0 && !everyone && users.is_empty() && !roles.is_empty() {
            continue;
        }
        let alone = !everyone && roles.is_empty();
        let is_it = |(channel, members): &(ChannelId, Vec<MemberId>)| {
            channel.0 == message.channel_id && members.iter().map(|member| member.0).eq(users.iter().copied())
        };
        let due = warnings.iter().position(|one| alone && is_it(one));
        warnings.remove(due.with_context(|| format!("a message calls people: {message:?}"))?);
    }
    Ok(())
}

/// The mentions that the bot may make outside a case: one for each time that another person claims a member's account, one for each
/// link that waits, one for each that ends, and one for each that is taken back.
struct Warnings {
    people: Vec<(ChannelId, AccountLinks)>,
    due: Vec<(ChannelId, Vec<MemberId>)>,
}

impl Warnings {
    fn new(config: &Config) -> Self {
        let people_of = |tenant: &TenantConfig| {
            let named = config.people.iter().filter(|person| person.tenant == tenant.name);
            let named = named.map(|person| (person.discord, person.object_id));
            (tenant.channel, AccountLinks::new(tenant.name.clone(), named))
        };
        Self { people: config.tenants.iter().map(people_of).collect(), due: Vec::new() }
    }

    /// Applies an event of the journal. Events must come in order, because the owner of an account is the one at that
    /// time.
    fn take(&mut self, event: &PersonEvent, at: Timestamp) {
        for (channel, people) in &mut self.people {
            if let PersonEvent::LinkRefused { account: Some(account), refusal: Refusal::AccountTaken, .. } = event
                && people.tenant() == event.tenant()
                && let Some((holder, _)) = people.member_of(account, at)
            {
                self.due.push((*channel, vec![holder]));
            }
            if let PersonEvent::Linked { member, account, from: Some(_), .. } = event
                && people.tenant() == event.tenant()
            {
                let holder = people.relink_of(member.id, account, at).and_then(|relink| relink.earlier_member);
                self.due.push((*channel, std::iter::once(member.id).chain(holder).collect()));
            }
            // Only somebody who could approve is announced.
            if let PersonEvent::LinkReminded { member, .. } | PersonEvent::Unlinked { member, .. } = event
                && people.tenant() == event.tenant()
            {
                self.due.push((*channel, vec![member.id]));
            }
            people.apply(event, at);
        }
    }
}

/// Checks that every change in the tenant was journaled before it was made, and that none was made twice, but for what is done
/// once more after work in Active Directory: so many `rounds` of that a case had. Returns the changes, each once.
fn only_what_was_warranted(
    world: &World,
    intended: &BTreeMap<String, CaseNumber>,
    rounds: &BTreeMap<CaseNumber, u8>,
) -> anyhow::Result<Vec<String>> {
    let (mut changes, mut times) = (Vec::new(), BTreeMap::new());
    let others = world.northwind.iter().flat_map(SimulatedTenant::writes);
    for write in world.tenant.writes().into_iter().chain(others) {
        let id = write.client_request_id.clone().context("a write without a client-request-id")?;
        let case = intended.get(&id).with_context(|| format!("a write that no intent was written for: {write:?}"))?;
        if write.took_effect {
            let change = format!("{} {}", write.method, write.path);
            // Exchange uses one address for every cmdlet, and Graph uses one for every property of a user. The body
            // tells changes apart.
            let times: &mut u8 = times.entry((*case, change.clone(), write.body.to_string())).or_default();
            *times += 1;
            let is_block = write.body == json!({ "accountEnabled": false });
            let is_done_again = is_block || write.path.ends_with("/revokeSignInSessions");
            let most = 1 + rounds.get(case).filter(|_| is_done_again).unwrap_or(&0);
            ensure!(*times <= most, "something was done {times} times in case {case}: {change}");
            // After a crash, what is done once more may be found done.
            if *times == 1 {
                changes.push(change);
            }
        }
    }
    Ok(changes)
}
