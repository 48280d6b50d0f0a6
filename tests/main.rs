//! Every test of Grendel that looks at it from outside.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on says where it stopped")]

mod harness;
mod bad_input;
mod command_files;
mod configuration;
mod tidy;
mod diagnosis;
mod presses;
mod refusals;
mod unlock;
mod words;
