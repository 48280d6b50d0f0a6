//! Every test of Grendel that looks at it from outside.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on says where it stopped")]

mod cast;
mod harness;

mod attacks;
mod authority;
mod bad_input;
mod card_trouble;
mod cards;
mod case_walk;
mod command_files;
mod commands;
mod completion;
mod configuration;
mod crashes;
mod diagnosis;
mod domain;
mod explain;
mod gaps;
mod findings;
mod golden_journal;
mod help;
mod island;
mod links;
mod measure;
mod playground;
mod policy;
mod presses;
mod refusals;
mod rules;
mod run;
mod stopped;
mod tidy;
mod unlock;
mod words;
