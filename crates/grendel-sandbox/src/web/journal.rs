//! The journal as it grows, in the sentences of the audit.

use std::sync::Arc;

use anyhow::Context as _;
use axum::Json;
use axum::extract::State;
use serde::Serialize;
use serde_json::json;
use tokio::sync::Mutex;

use super::call_log::After;
use super::error::Answered;
use super::extract::{Asking, query};
use super::session::Session;
use crate::world::World;
use grendel::bot::store_folder;
use grendel::store::StoreCopy;
use grendel::{audit, journal};

/// The journal of one world so far. One reader at a time copies the new entries, so that they are read only once.
#[derive(Default)]
pub struct Minutes {
    lines: Mutex<Vec<Line>>,
}

#[derive(Clone, Serialize)]
struct Line {
    number: u64,
    at: String,
    case: Option<u64>,
    sentence: String,
}

/// Answers `GET /api/journal` with the entries after a number.
pub async fn journal(State(session): State<Arc<Session>>, asked: Asking<After>) -> Answered {
    let After { after } = query(asked)?;
    let handle = session.current();
    let lines = handle.journal.after(&handle.world, after).await?;
    let last = lines.last().map_or(after as u64, |line| line.number);
    Ok(Json(json!({ "entries": lines, "last": last })))
}

impl Minutes {
    async fn after(&self, world: &World, after: usize) -> anyhow::Result<Vec<Line>> {
        let mut lines = self.lines.lock().await;
        let known = lines.len();
        if world.journal_length() > known as u64 {
            let folder = store_folder(&world.state_folder());
            let copied = tokio::task::spawn_blocking(move || new_lines(&folder, known)).await;
            lines.extend(copied.context("reading the journal")??);
        }
        Ok(lines.get(after..).unwrap_or_default().to_vec())
    }
}

/// Returns the entries after the first `known` ones. It reads a copy of the store, so that it does not disturb the bot.
fn new_lines(folder: &std::path::Path, known: usize) -> anyhow::Result<Vec<Line>> {
    let copy = StoreCopy::take(folder)?;
    let entries = journal::entries_of(&copy).skip(known);
    let lines = entries.map(|entry| {
        let entry = entry?;
        anyhow::Ok(Line {
            number: entry.sequence,
            at: entry.at.to_string(),
            case: entry.case.map(|case| case.0),
            sentence: audit::sentence(&entry.entry),
        })
    });
    lines.collect()
}
