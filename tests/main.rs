//! Every test of Grendel that looks at it from outside.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on says where it stopped")]

mod command_files;
mod configuration;
mod crashes;
mod measure;
mod run;
mod tidy;
