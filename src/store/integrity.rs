//! The check of a whole store: every record, the chain, HEAD, and that the indices say what the journal says. Its
//! memory does not grow with the journal.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use super::Report;
use super::error::Damage;
use super::files::sorted_paths;
use super::head::HeadRecord;
use super::layout::{self, Kind, SCHEMA, unseal};
use super::trees::{Tip, Trees, decode_case_entry, decode_open_case};

/// Checks everything. A panic inside sled counts as damage.
pub(super) fn check(
    trees: &Trees,
    head: &HeadRecord,
    head_slot_damaged: bool,
    sled_folder: &Path,
) -> Result<Report, Damage> {
    let checked = catch_unwind(AssertUnwindSafe(|| check_all(trees, head)));
    let found = checked.unwrap_or_else(|panic| Err(Damage::Unreadable { reason: panic_words(panic.as_ref()) }))?;
    let spilled_files = sorted_paths(&sled_folder.join("blobs")).map_or(0, |paths| paths.len() as u64);
    Ok(Report { head_slot_damaged, spilled_files, ..found })
}

/// What a panic said.
pub(super) fn panic_words(panic: &(dyn std::any::Any + Send)) -> String {
    let words = panic.downcast_ref::<&str>().map(|words| (*words).to_owned());
    let words = words.or_else(|| panic.downcast_ref::<String>().cloned());
    format!("it panicked: {}", words.as_deref().unwrap_or("no words"))
}

fn check_all(trees: &Trees, head: &HeadRecord) -> Result<Report, Damage> {
    let (schema, store_id, epoch) = trees.identity()?;
    if schema != SCHEMA {
        return Err(Damage::Malformed { place: "`schema`".to_owned(), what: "it is not the one that HEAD names" });
    }
    if store_id != head.store_id {
        return Err(Damage::OtherStore { journal: store_id, head: head.store_id });
    }
    if epoch < head.epoch {
        return Err(Damage::Epoch { found: epoch, earlier: head.epoch });
    }
    let walked = walk_journal(trees, head, epoch)?;
    check_nothing_else(trees, &walked)?;
    if walked.tip.sequence < head.sequence {
        return Err(Damage::Lost { promised: head.sequence, found: walked.tip.sequence });
    }
    let (cases, open_cases) = check_cases(trees, walked.case_entries)?;
    for record in &trees.notes {
        let (key, value) = record?;
        unseal(Kind::Note, &key, &value)?;
    }
    Ok(Report {
        entries: walked.tip.sequence,
        hash: walked.tip.hash,
        acknowledged: head.sequence,
        cases,
        open_cases,
        epoch,
        head_slot_damaged: false,
        spilled_files: 0,
    })
}

struct Walked {
    tip: Tip,
    records: u64,
    case_entries: u64,
}

/// Follows the chain from the first entry to the last, and looks each entry up in the index of cases.
fn walk_journal(trees: &Trees, head: &HeadRecord, epoch_max: u64) -> Result<Walked, Damage> {
    let mut walked = Walked { tip: Tip { sequence: 0, hash: [0; 32] }, records: 0, case_entries: 0 };
    let mut epoch = 0;
    while let Some(entry) = trees.entry(walked.tip.sequence + 1)? {
        if layout::chain(&entry, &walked.tip.hash) != entry.hash {
            return Err(Damage::Chain { sequence: entry.sequence });
        }
        if entry.epoch < epoch || entry.epoch > epoch_max {
            return Err(Damage::Epoch { found: entry.epoch, earlier: epoch });
        }
        if entry.sequence == head.sequence && entry.hash != head.hash {
            return Err(Damage::OtherThanHead { sequence: entry.sequence });
        }
        if let Some(case) = entry.case {
            let key = layout::case_key(case, entry.revision);
            let value = trees.cases.get(key)?.ok_or(Damage::Case { case, what: "an entry is not in the index" })?;
            if decode_case_entry(&key, &value)? != (case, entry.revision, entry.sequence, entry.closes) {
                return Err(Damage::Case { case, what: "the index says something else than the journal" });
            }
            walked.case_entries += 1;
        }
        epoch = entry.epoch;
        walked.records += layout::split(&entry).len() as u64;
        walked.tip = Tip { sequence: entry.sequence, hash: entry.hash };
    }
    Ok(walked)
}

/// Records beyond the tip are entries behind a gap; others belong nowhere.
fn check_nothing_else(trees: &Trees, walked: &Walked) -> Result<(), Damage> {
    let mut records = 0_u64;
    let mut last = None;
    for key in trees.journal.iter().keys() {
        records += 1;
        last = layout::array_at(&key?, 0).map(u64::from_be_bytes);
    }
    match last {
        Some(sequence) if sequence > walked.tip.sequence => Err(Damage::Missing { sequence: walked.tip.sequence + 1 }),
        _ if records == walked.records => Ok(()),
        _ => Err(Damage::Surplus { count: records.abs_diff(walked.records) }),
    }
}

/// Every record of the index stands for an entry (there are as many, and each entry was looked up), so what is left is
/// that cases and revisions are dense and that exactly the cases without a closing entry are open.
fn check_cases(trees: &Trees, case_entries: u64) -> Result<(u64, u64), Damage> {
    let (mut records, mut cases, mut open_cases) = (0_u64, 0_u64, 0_u64);
    // Of the case that is being walked: its last revision, its last sequence, whether it is still open.
    let (mut last_revision, mut last_sequence, mut is_open) = (0_u64, 0_u64, false);
    for record in &trees.cases {
        let (key, value) = record?;
        let (case, revision, sequence, closes) = decode_case_entry(&key, &value)?;
        records += 1;
        if case != cases {
            check_open(trees, cases, is_open)?;
            open_cases += u64::from(is_open);
            if case != cases + 1 {
                return Err(Damage::Case { case: cases + 1, what: "it is missing between its neighbours" });
            }
            (cases, last_revision, last_sequence, is_open) = (case, 0, 0, true);
            check_first(trees, case, sequence, closes)?;
        }
        if revision != last_revision + 1 || sequence <= last_sequence {
            return Err(Damage::Case { case, what: "its revisions have a gap or are out of order" });
        }
        (last_revision, last_sequence, is_open) = (revision, sequence, is_open && !closes);
    }
    check_open(trees, cases, is_open)?;
    open_cases += u64::from(is_open);
    if records != case_entries {
        return Err(Damage::Case { case: cases, what: "the index holds entries that the journal does not" });
    }
    if trees.open.len() as u64 != open_cases {
        return Err(Damage::Case { case: cases, what: "there are open cases that the journal does not know" });
    }
    Ok((cases, open_cases))
}

fn check_open(trees: &Trees, case: u64, is_open: bool) -> Result<(), Damage> {
    match (trees.is_open(case)?, is_open) {
        (false, true) => Err(Damage::Case { case, what: "the journal says that it is open, the index that it is not" }),
        (true, false) => {
            Err(Damage::Case { case, what: "the journal says that it is closed, the index that it is not" })
        }
        _ => Ok(()),
    }
}

fn check_first(trees: &Trees, case: u64, sequence: u64, closes: bool) -> Result<(), Damage> {
    let Some(value) = trees.open.get(case.to_be_bytes())? else { return Ok(()) };
    if closes || decode_open_case(&case.to_be_bytes(), &value)? != (case, sequence) {
        return Err(Damage::Case { case, what: "the index of open cases says something else than the journal" });
    }
    Ok(())
}
