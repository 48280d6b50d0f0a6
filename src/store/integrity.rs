//! The integrity check of a whole store: every record, the chain, HEAD, and the agreement of the indices with the journal.
//! Its memory does not grow with the journal.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use super::entry::IntegrityReport;
use super::error::Damage;
use super::files::sorted_paths;
use super::head::HeadRecord;
use super::layout::{self, RecordKind, SCHEMA, unseal};
use super::trees::{CaseIndexRecord, ChainTip, Trees, decode_case_entry, decode_open_case};

/// Checks everything and returns the figures. A panic inside sled counts as damage.
pub(super) fn check(
    trees: &Trees,
    head: &HeadRecord,
    head_slot_damaged: bool,
    sled_folder: &Path,
) -> Result<IntegrityReport, Damage> {
    let checked = catch_unwind(AssertUnwindSafe(|| check_all(trees, head)));
    let report = checked.unwrap_or_else(|panic| Err(Damage::Unreadable { reason: panic_message(panic.as_ref()) }))?;
    let spilled_files = sorted_paths(&sled_folder.join("blobs")).map_or(0, |paths| paths.len() as u64);
    Ok(IntegrityReport { head_slot_damaged, spilled_files, ..report })
}

/// Returns the message of a panic.
pub(super) fn panic_message(panic: &(dyn std::any::Any + Send)) -> String {
    let message = panic.downcast_ref::<&str>().map(|message| (*message).to_owned());
    let message = message.or_else(|| panic.downcast_ref::<String>().cloned());
    format!("it panicked: {}", message.as_deref().unwrap_or("no message"))
}

fn check_all(trees: &Trees, head: &HeadRecord) -> Result<IntegrityReport, Damage> {
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
    let totals = sum_up_journal(trees, head, epoch)?;
    check_no_surplus(trees, &totals)?;
    if totals.tip.sequence < head.sequence {
        return Err(Damage::Lost { promised: head.sequence, found: totals.tip.sequence });
    }
    let (cases, open_cases) = check_cases(trees, totals.case_entries)?;
    for record in &trees.notes {
        let (key, value) = record?;
        unseal(RecordKind::Note, &key, &value)?;
    }
    Ok(IntegrityReport {
        entries: totals.tip.sequence,
        hash: totals.tip.hash,
        acknowledged: head.sequence,
        cases,
        open_cases,
        epoch,
        head_slot_damaged: false,
        spilled_files: 0,
    })
}

/// The figures of the journal, taken entry by entry.
struct JournalTotals {
    tip: ChainTip,
    records: u64,
    case_entries: u64,
}

/// Follows the chain from the first entry to the last and looks up each entry in the index of cases.
fn sum_up_journal(trees: &Trees, head: &HeadRecord, epoch_max: u64) -> Result<JournalTotals, Damage> {
    let mut totals = JournalTotals { tip: ChainTip { sequence: 0, hash: [0; 32] }, records: 0, case_entries: 0 };
    let mut epoch = 0;
    while let Some(entry) = trees.entry(totals.tip.sequence + 1)? {
        if layout::chain(&entry, &totals.tip.hash) != entry.hash {
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
            let indexed = decode_case_entry(&key, &value)?;
            if (indexed.sequence, indexed.closes) != (entry.sequence, entry.closes) {
                return Err(Damage::Case { case, what: "the index and the journal differ" });
            }
            totals.case_entries += 1;
        }
        epoch = entry.epoch;
        totals.records += layout::split(&entry).len() as u64;
        totals.tip = ChainTip { sequence: entry.sequence, hash: entry.hash };
    }
    Ok(totals)
}

/// Checks that the journal holds no record beyond those of its entries. A record with a higher sequence belongs to an entry
/// behind a gap; any other belongs to none.
fn check_no_surplus(trees: &Trees, totals: &JournalTotals) -> Result<(), Damage> {
    let mut records = 0_u64;
    let mut last = None;
    for key in trees.journal.iter().keys() {
        records += 1;
        last = layout::array_at(&key?, 0).map(u64::from_be_bytes);
    }
    match last {
        Some(sequence) if sequence > totals.tip.sequence => Err(Damage::Missing { sequence: totals.tip.sequence + 1 }),
        _ if records == totals.records => Ok(()),
        _ => Err(Damage::Surplus { count: records.abs_diff(totals.records) }),
    }
}

/// Checks the indices and returns the number of cases and of open cases.
///
/// Each entry was looked up, and there are as many records as entries, so every record stands for an entry. It remains to
/// check that cases and revisions have no gap, and that exactly the cases without a closing entry are open.
fn check_cases(trees: &Trees, case_entries: u64) -> Result<(u64, u64), Damage> {
    let (mut records, mut cases, mut open_cases) = (0_u64, 0_u64, 0_u64);
    // The current case: its last revision, its last sequence, and true if no entry so far closes it.
    let (mut last_revision, mut last_sequence, mut is_open) = (0_u64, 0_u64, false);
    for record in &trees.cases {
        let (key, value) = record?;
        let CaseIndexRecord { case, revision, sequence, closes } = decode_case_entry(&key, &value)?;
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
        return Err(Damage::Case { case: cases, what: "the index holds entries that the journal lacks" });
    }
    if trees.open.len() as u64 != open_cases {
        return Err(Damage::Case { case: cases, what: "the index holds open cases that the journal lacks" });
    }
    Ok((cases, open_cases))
}

/// Checks that the index of open cases agrees with the journal on one case.
fn check_open(trees: &Trees, case: u64, is_open: bool) -> Result<(), Damage> {
    match (trees.is_open(case)?, is_open) {
        (false, true) => {
            Err(Damage::Case { case, what: "the journal holds it as open, the index of open cases lacks it" })
        }
        (true, false) => {
            Err(Damage::Case { case, what: "the journal holds it as closed, the index of open cases has it" })
        }
        _ => Ok(()),
    }
}

/// Checks that the index of open cases names the first entry of a case, if it holds that case.
fn check_first(trees: &Trees, case: u64, sequence: u64, closes: bool) -> Result<(), Damage> {
    let Some(value) = trees.open.get(case.to_be_bytes())? else { return Ok(()) };
    if closes || decode_open_case(&case.to_be_bytes(), &value)? != (case, sequence) {
        return Err(Damage::Case { case, what: "the index of open cases and the journal differ" });
    }
    Ok(())
}
