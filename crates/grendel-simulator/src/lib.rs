//! A simulated Discord and a simulated Microsoft tenant on loopback, so that all of Grendel can be tried and tested
//! without an account anywhere.
//!
//! It shares no type with the clients: each side has its own idea of the wire, so that a wrong client cannot agree
//! with a wrong simulator.

pub mod clock;
pub mod faults;
pub mod recorder;
mod wire;

pub mod discord;
pub mod tenant;
