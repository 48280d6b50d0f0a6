//! A simulated Discord and a simulated Microsoft tenant on loopback, so that a bot can be tried and tested without an
//! account anywhere.
//!
//! The crate shares no type with the clients. Each side has its own definition of the wire format, so that a mistake
//! in a client is not repeated in the simulator.

pub mod canned;
pub mod clock;
pub mod faults;
pub mod recorder;
mod wire;

pub mod discord;
pub mod tenant;
