//! Grendel in a simulated world, for people who want to try it, for those who write its messages, and for its tests.
//!
//! The bot is the real one, with its real clients; only Discord and Microsoft are simulated ([`grendel_simulator`]).

pub mod world;
pub mod scenarios;
pub mod message_catalog;
pub mod web;
