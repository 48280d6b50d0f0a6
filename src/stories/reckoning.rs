//! What is left when a story is over, and whether anything is left that should not be.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context as _, ensure};

use super::stage::Stage;
use crate::audit;
use crate::bot::store_folder;
use crate::domain::CaseNumber;
use crate::domain::event::{Entry, Event, Outcome};
use crate::domain::hexadecimal;
use crate::domain::link::PersonEvent;
use crate::domain::refusal::Refusal;
use crate::journal::Journal;
use crate::sandbox::discord::Message;
use crate::sandbox::tenant::SimulatedTenant;
use crate::store::{self, Store};

/// What a story left behind.
#[derive(Clone, Debug)]
pub struct Reckoning {
    /// Every case as the auditor reads it.
    pub audit: String,
    /// How many entries the journal has.
    pub entries: u64,
    /// The hash of the last one.
    pub hash: String,
    /// How each case ended.
    pub outcomes: Vec<Outcome>,
    /// What was changed in the tenant, in order: method and path.
    pub changes: Vec<String>,
}

impl Reckoning {
    /// Looks at everything, once the bot is stopped. An error says what should not be.
    pub(super) fn of(stage: &Stage) -> anyhow::Result<Self> {
        let store = Store::open(&store::Settings::new(store_folder(&stage.state())))?;
        let journal = Journal::new(store);
        let mut tellings: BTreeMap<CaseNumber, String> = BTreeMap::new();
        let (mut intended, mut calls, mut bytes_seen) = (BTreeMap::new(), BTreeSet::new(), String::new());
        let (mut entries, mut hash, mut contested) = (0, String::new(), 0);
        for entry in journal.entries() {
            let entry = entry?;
            (entries, hash) = (entry.sequence, hexadecimal(&entry.hash));
            bytes_seen += &serde_json::to_string(&entry.entry)?;
            if let Some(case) = entry.case {
                tellings.entry(case).or_default();
            }
            match (entry.case, entry.entry) {
                (Some(case), Entry::Case(Event::StepIntended(intent))) => {
                    ensure!(intended.insert(intent.operation.0, case).is_none(), "two steps were called under one id");
                }
                (_, Entry::Case(Event::Called { message: Some(message), .. })) => {
                    ensure!(calls.insert(message.0), "people were called twice with one message");
                }
                (_, Entry::Person { person: PersonEvent::LinkRefused { refusal: Refusal::AccountTaken, .. } }) => {
                    contested += 1;
                }
                _ => {}
            }
        }
        let mut outcomes = Vec::new();
        for (case, telling) in &mut tellings {
            let open = journal.load(*case)?.context("a case that the journal names cannot be loaded")?;
            let outcome = open.case.outcome().with_context(|| format!("case {case} is still open"))?;
            outcomes.push(outcome.clone());
            let mut text = Vec::new();
            audit::show(journal.entries(), *case, &mut text)?;
            *telling = String::from_utf8(text)?;
        }
        nobody_left_waiting(stage, &calls, contested)?;
        nothing_secret(stage, &bytes_seen)?;
        let changes = only_what_was_warranted(stage, &intended)?;
        Ok(Self { audit: tellings.into_values().collect(), entries, hash, outcomes, changes })
    }
}

/// Everyone who typed or pressed got an answer, and nobody was called who need not be: roles to a case, and one person each time
/// that somebody else signed in to their account.
fn nobody_left_waiting(stage: &Stage, calls: &BTreeSet<u64>, contested: usize) -> anyhow::Result<()> {
    if !stage.has_crashed() {
        let silent = stage.discord.unacknowledged();
        ensure!(silent.is_empty(), "never acknowledged: {silent:?}");
        let unfinished = stage.discord.unfinished();
        ensure!(unfinished.is_empty(), "left thinking: {unfinished:?}");
    }
    let room = stage.discord.room();
    let called = room.public().filter(|message| !message.pings.nobody() && !calls.contains(&message.id));
    let (warned, called): (Vec<&Message>, Vec<&Message>) =
        called.partition(|message| message.pings.users.len() == 1 && message.pings.roles.is_empty());
    ensure!(called.is_empty(), "a message calls people: {called:?}");
    ensure!(warned.len() <= contested, "a message calls a person: {warned:?}");
    Ok(())
}

/// No credential and no token of an interaction is in the journal, or on anything that anybody reads.
fn nothing_secret(stage: &Stage, journal: &str) -> anyhow::Result<()> {
    let mut secrets = vec![stage.discord.settings().bot_token.clone(), stage.tenant.settings().client_secret];
    for exchange in stage.recorder.exchanges() {
        let answer: Option<serde_json::Value> = serde_json::from_str(&exchange.response_body).ok();
        secrets.extend(answer.and_then(|answer| answer["access_token"].as_str().map(str::to_owned)));
        let reply = exchange.url.split_once("/interactions/").and_then(|(_, rest)| rest.split('/').nth(1));
        secrets.extend(reply.map(str::to_owned));
    }
    let room = stage.discord.room();
    let read: String = room.public().chain(room.whispers().map(|(_, message)| message)).map(Message::to_text).collect();
    let told = secrets.iter().any(|secret| journal.contains(secret) || read.contains(secret));
    ensure!(!told, "a secret is in the journal or in the room");
    Ok(())
}

/// Every change in the tenant was written down before it was made, and none was made twice.
fn only_what_was_warranted(stage: &Stage, intended: &BTreeMap<String, CaseNumber>) -> anyhow::Result<Vec<String>> {
    let (mut changes, mut once) = (Vec::new(), BTreeSet::new());
    let others = stage.northwind.iter().flat_map(SimulatedTenant::writes);
    for write in stage.tenant.writes().into_iter().chain(others) {
        let id = write.client_request_id.clone().context("a write without a client-request-id")?;
        let case = intended.get(&id).with_context(|| format!("a write that no intent was written for: {write:?}"))?;
        if write.took_effect {
            let change = format!("{} {}", write.method, write.path);
            ensure!(once.insert((*case, change.clone())), "something was done twice in case {case}: {change}");
            changes.push(change);
        }
    }
    Ok(changes)
}
