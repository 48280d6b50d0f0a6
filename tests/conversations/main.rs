//! Conversations with a whole bot: its real clients, a simulated Discord and a simulated Microsoft cloud.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on says where it stopped")]

mod card_rules;
mod harness;

mod aims;
mod attacks;
mod bad_input;
mod bounds;
mod by_hand;
mod card_trouble;
mod cards;
mod commands;
mod containment;
mod autocomplete;
mod diagnosis;
mod emergencies;
mod freezes;
mod gaps;
mod help;
mod identity;
mod island;
mod kinds;
mod links;
mod measure;
mod power_cuts;
mod pages;
mod presses;
mod private_channel;
mod real_bodies;
mod real_records;
mod refused_calls;
mod refusals;
mod rules;
mod run;
mod stopped;
mod symptoms;
mod targets;
mod unkind;
