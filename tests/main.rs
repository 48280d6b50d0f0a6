//! Every test of Grendel that looks at it from outside.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on says where it stopped")]

mod cast;

mod authority;
mod case_walk;
mod command_files;
mod configuration;
mod crashes;
mod domain;
mod golden_journal;
mod measure;
mod run;
mod tidy;
