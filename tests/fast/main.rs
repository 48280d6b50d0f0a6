//! Everything that needs no bot: what the domain decides, what is configured, and how the code is kept.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on says where it stopped")]

mod cast;

mod authority;
mod case_walk;
mod command_files;
mod configuration;
mod crowded_card;
mod domain;
mod explain;
mod findings;
mod golden_journal;
mod interrupted_audit;
mod kind_table;
mod policy;
mod release_binary;
mod step_table;
mod tidy;
